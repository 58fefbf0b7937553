//! The preview: serves the site from this machine to this machine, and builds it again when a file is saved.
//!
//! 1. [`watch`] notices saved files and builds, on a thread of its own: first the page of the saved article, see [`quick`];
//! 2. [`server`] hands out the built files and nothing else, and adds a script that listens for events;
//! 3. the events: `reload` after a build, `problems` when a build had errors and the last good site stays up.

mod files;
mod quick;
mod server;
mod watch;

use crate::text::diagnostic::Problems;
use crate::workspace::write::WriteError;
use crate::workspace::{CACHE_DIR, Made};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The archive's folder.
    pub root: PathBuf,
    /// Host to listen on.
    pub hostname: String,
    /// Port to listen on.
    pub port: u16,
}

/// Is told what happens, to tell the person at the terminal.
pub trait Listener: Send + Sync + 'static {
    /// The preview can be opened at this address.
    fn ready(&self, address: &str);
    /// A build ended; `shown` says whether the preview shows it.
    fn built(&self, outcome: Result<&Made, &WriteError>, took: Duration, shown: bool);
    /// The archive's folder could not be read or watched.
    fn trouble(&self, error: &io::Error);
    /// The problems as text, for the page.
    fn describe(&self, problems: &Problems) -> String;
}

/// What the open pages are told.
#[derive(Clone, Debug)]
enum Event {
    Reload,
    Problems(String),
}

/// What the server and the watcher share.
#[derive(Debug)]
struct Preview {
    /// The folder that is served.
    site: PathBuf,
    /// The page of the editor's desk.
    desk: PathBuf,
    /// The host that requests must name, besides this machine's own names.
    hostname: String,
    events: broadcast::Sender<Event>,
    /// What keeps the latest state of the archive from being shown.
    problems: Mutex<Option<String>>,
}

impl Preview {
    /// Tells every open page, and those opened later, how the last build went.
    fn announce(&self, problems: Option<String>) {
        *self.problems.lock().unwrap_or_else(PoisonError::into_inner) = problems.clone();
        // Nobody may be listening.
        let _ = self.events.send(problems.map_or(Event::Reload, Event::Problems));
    }
}

/// The folder of the preview: the published site stays as it is.
pub fn preview_folder(root: &Path) -> PathBuf {
    root.join(CACHE_DIR).join("preview")
}

/// The file of the editor's desk, outside of every site.
fn desk_file(root: &Path) -> PathBuf {
    root.join(CACHE_DIR).join("desk.html")
}

/// Serves the preview until `stopped` becomes true. The first build is done before the address is announced.
pub fn run(options: &Options, listener: Arc<dyn Listener>, stopped: &'static AtomicBool) -> io::Result<()> {
    let socket = TcpListener::bind((options.hostname.as_str(), options.port))?;
    let address = socket.local_addr()?;
    let (events, _) = broadcast::channel(16);
    let site = preview_folder(&options.root);
    let preview = Arc::new(Preview {
        site,
        desk: desk_file(&options.root),
        hostname: options.hostname.clone(),
        events,
        problems: Mutex::default(),
    });
    let mut watcher = watch::Watcher::new(&options.root, Arc::clone(&preview), Arc::clone(&listener), stopped)?;
    watcher.build();
    listener.ready(&shown(&options.hostname, address));
    let _watching = std::thread::Builder::new().name("watch".to_owned()).spawn(move || watcher.run())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        socket.set_nonblocking(true)?;
        let socket = tokio::net::TcpListener::from_std(socket)?;
        tokio::select! {
            served = async { axum::serve(socket, server::router(preview)).await } => served,
            // Open pages hold their connections for ever, so there is nothing to wait for.
            () = stop(stopped) => Ok(()),
        }
    })
}

/// Ends when the person at the terminal wants it.
async fn stop(stopped: &AtomicBool) {
    while !stopped.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The address as a browser wants it.
fn shown(hostname: &str, address: SocketAddr) -> String {
    if hostname.contains(':') {
        format!("http://[{hostname}]:{}/", address.port())
    } else {
        format!("http://{hostname}:{}/", address.port())
    }
}
