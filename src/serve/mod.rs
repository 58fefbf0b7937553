//! The preview: serves the site from this machine to this machine, and builds it again when a file is saved.
//!
//! 1. [`watch`] notices saved files and builds, on a thread of its own: first the page of the saved article, see [`desk::latest`];
//! 2. [`connections`] takes requests, [`guard`] turns away those that others make, and [`server`] hands out the built files
//!    and nothing else, each page with a script;
//! 3. [`desk`] writes what an editor decides on a page of the preview into the archive's YAML files;
//! 4. the script asks how things are whenever an event comes: `reload` after a build, `problems` when a build had errors and
//!    the last good site stays up. If its page has another version now, it loads it again.

#![expect(clippy::disallowed_methods, reason = "the preview watches a folder and hands out its files")]

mod connections;
mod desk;
mod files;
mod guard;
mod server;
mod watch;

use crate::site::words::desk::DeskWords;
use crate::text::diagnostic::Problems;
use crate::workspace::write::WriteError;
use crate::workspace::{CACHE_DIR, Made};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
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

/// The page of the editor's desk, beside the site and part of none.
const DESK: &str = "desk.html";
/// How often to look whether the person at the terminal wants an end.
const MOMENT: Duration = Duration::from_millis(50);
/// How long an ended preview waits for a build to leave nothing half done.
const LAST_BUILD: Duration = Duration::from_secs(10);

/// What the server and the watcher share.
#[derive(Debug)]
struct Preview {
    /// The folder of the site and of [`DESK`].
    folder: PathBuf,
    /// The host that requests must name, besides this machine's own names.
    hostname: String,
    events: broadcast::Sender<Event>,
    /// What keeps the latest state of the archive from being shown.
    problems: Mutex<Option<String>>,
    /// The editor's desk, with the archive as it is now.
    desk: Arc<desk::Desk>,
    /// What the desk says, in the language of the interface.
    words: Mutex<DeskWords>,
    /// A hash of the style sheets and scripts of the latest build.
    statics: AtomicU64,
}

impl Preview {
    /// Tells every open page, and those opened later, how the last build went.
    fn announce(&self, problems: Option<String>) {
        *self.problems.lock().unwrap_or_else(PoisonError::into_inner) = problems.clone();
        // Nobody may be listening.
        let _ = self.events.send(problems.map_or(Event::Reload, Event::Problems));
    }

    fn site(&self) -> PathBuf {
        self.folder.join(desk::SITE)
    }
}

/// Serves the preview until `stopped` becomes true. The first build is done before the address is announced.
pub fn run(options: &Options, listener: Arc<dyn Listener>, stopped: &'static AtomicBool) -> io::Result<()> {
    let socket = TcpListener::bind((options.hostname.as_str(), options.port))?;
    let address = socket.local_addr()?;
    let (events, _) = broadcast::channel(16);
    let preview = Arc::new(Preview {
        folder: options.root.join(CACHE_DIR),
        hostname: options.hostname.clone(),
        events,
        problems: Mutex::default(),
        desk: Arc::new(desk::Desk::new(options.root.join(CACHE_DIR))),
        words: Mutex::default(),
        statics: AtomicU64::default(),
    });
    let mut watcher = watch::Watcher::new(&options.root, Arc::clone(&preview), Arc::clone(&listener), stopped)?;
    watcher.build();
    if stopped.load(Ordering::Relaxed) {
        return Ok(());
    }
    listener.ready(&shown(&options.hostname, address));
    let watching = std::thread::Builder::new().name("watch".to_owned()).spawn(move || watcher.run())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        socket.set_nonblocking(true)?;
        let socket = tokio::net::TcpListener::from_std(socket)?;
        tokio::select! {
            () = connections::serve(&socket, server::router(preview)) => {}
            // Open pages hold their connections for ever, so there is nothing to wait for.
            () = stop(stopped) => {}
        }
        // A build that is cut off would leave its folder behind.
        let start = Instant::now();
        while !watching.is_finished() && start.elapsed() < LAST_BUILD {
            tokio::time::sleep(MOMENT).await;
        }
        Ok(())
    })
}

/// Ends when the person at the terminal wants it, or the system.
async fn stop(stopped: &AtomicBool) {
    let asked = async {
        while !stopped.load(Ordering::Relaxed) {
            tokio::time::sleep(MOMENT).await;
        }
    };
    tokio::select! {
        () = asked => {}
        () = terminated() => stopped.store(true, Ordering::Relaxed),
    }
}

/// Ends when the system ends the program, as at the end of a session. Where that cannot be noticed, it never does.
async fn terminated() {
    #[cfg(unix)]
    if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        signal.recv().await;
        return;
    }
    std::future::pending().await
}

/// The address as a browser wants it.
fn shown(hostname: &str, address: SocketAddr) -> String {
    if hostname.contains(':') {
        format!("http://[{hostname}]:{}/", address.port())
    } else {
        format!("http://{hostname}:{}/", address.port())
    }
}
