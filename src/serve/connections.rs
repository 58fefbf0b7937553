//! Takes connections, and closes those on which nothing happens.
//!
//! A client that sends its request too slowly, keeps a connection without using it, or stops reading an answer loses it.
//! A page that listens for events keeps its connection: it reads whatever is sent.

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io::{self, IoSlice};
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};

/// How long a request may take to arrive, counted from the connection or from the answer before.
const REQUEST: Duration = Duration::from_secs(10);
/// How long a client may leave an answer unread.
const ANSWER: Duration = Duration::from_secs(20);
/// How long to wait after a connection could not be taken, such as when too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// The address of this machine that a client connected to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reached(pub(super) IpAddr);

/// The address of the client.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) IpAddr);

/// Serves every connection, for ever.
pub(super) async fn serve(listener: &TcpListener, router: Router) {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        let Ok(local) = stream.local_addr() else { continue };
        // Only speed is lost if this fails.
        let _ = stream.set_nodelay(true);
        let ends = (Extension(Reached(local.ip().to_canonical())), Extension(Peer(peer.ip().to_canonical())));
        let service = TowerToHyperService::new(router.clone().layer(ends.0).layer(ends.1));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(REQUEST)
            .serve_connection(TokioIo::new(Patient { stream, stalled: None }), service);
        // A connection that breaks concerns its client alone.
        tokio::spawn(async move { connection.await.ok() });
    }
}

/// A connection that fails if the client takes nothing for too long.
struct Patient {
    stream: TcpStream,
    /// Runs while a write waits for the client.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    /// Turns a write that has waited too long into an error.
    fn unless_stalled<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(ANSWER)));
        stalled.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.unless_stalled(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.unless_stalled(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
