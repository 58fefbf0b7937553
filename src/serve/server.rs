//! Hands out the files of the preview.

use super::files::{Found, find, media_type};
use super::{Event, Preview};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response, Sse, sse};
use axum::routing::get;
use std::convert::Infallible;
use std::sync::{Arc, PoisonError};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

/// Where the events are.
const EVENTS: &str = "/.onrecord/events";
/// Where the script is that listens for them.
const SCRIPT: &str = "/.onrecord/preview.js";
/// Where the editor's desk is.
const DESK: &str = "/.onrecord/desk.html";
/// The way to it, put into the footer of every page that is served.
const DESK_LINK: &str = "<p><a href=\"/.onrecord/desk.html\">Editor’s desk</a>";
/// Put before the end of every page that is served, and of no page on disk.
const TAG: &str = "<script src=\"/.onrecord/preview.js\" defer></script>";

/// Everything that can be asked for.
pub(super) fn router(preview: Arc<Preview>) -> Router {
    let script = || async { ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("preview.js")) };
    Router::new()
        .route(EVENTS, get(events))
        .route(SCRIPT, get(script))
        .route(DESK, get(desk))
        .fallback(file)
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&preview), check_host))
        .with_state(preview)
}

/// Refuses requests that name another host: a page from the web must not read the preview through a name of its own that
/// leads to this machine.
async fn check_host(
    State(preview): State<Arc<Preview>>,
    headers: HeaderMap,
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> Response {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if is_ours(host, &preview.hostname) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "this preview answers to its own address only\n").into_response()
    }
}

/// Whether the host of a request, with or without a port, is this machine or the host we were told to listen on.
fn is_ours(host: &str, hostname: &str) -> bool {
    let without_port = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let name = without_port.trim_start_matches('[').trim_end_matches(']');
    ["localhost", "127.0.0.1", "::1", hostname].iter().any(|ours| name.eq_ignore_ascii_case(ours))
}

/// A file of the site, with the script added if it is a page.
async fn file(State(preview): State<Arc<Preview>>, method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    match find(&preview.site, uri.path()) {
        Found::File(path) => respond(StatusCode::OK, &path).await,
        Found::Folder => match HeaderValue::from_str(&format!("{}/", uri.path())) {
            Ok(location) => (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location)]).into_response(),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        },
        Found::Nothing => respond(StatusCode::NOT_FOUND, &preview.site.join("404.html")).await,
    }
}

/// The editor's desk.
async fn desk(State(preview): State<Arc<Preview>>) -> Response {
    respond(StatusCode::OK, &preview.desk).await
}

async fn respond(status: StatusCode, path: &std::path::Path) -> Response {
    let Ok(mut bytes) = tokio::fs::read(path).await else {
        return (StatusCode::NOT_FOUND, "not found\n").into_response();
    };
    let media_type = media_type(path);
    if media_type.starts_with("text/html") {
        bytes = with_script(bytes);
    }
    let headers = [(CONTENT_TYPE, media_type), (CACHE_CONTROL, "no-store"), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (status, headers, Body::from(bytes)).into_response()
}

/// A page with the way to the desk in its footer and the script before the end of its body.
fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    if let Some(footer) = memchr::memmem::rfind(&page, b"</footer>") {
        page.splice(footer..footer, DESK_LINK.bytes());
    }
    let end = memchr::memmem::rfind(&page, b"</body>").unwrap_or(page.len());
    page.splice(end..end, TAG.bytes());
    page
}

/// What happens from now on, after what a page that was opened just now has to know.
async fn events(State(preview): State<Arc<Preview>>) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    // Subscribed before looking: nothing that happens in between is missed.
    let coming = BroadcastStream::new(preview.events.subscribe());
    let now = preview.problems.lock().unwrap_or_else(PoisonError::into_inner).clone().map(Event::Problems);
    // A page that fell behind is told to reload: that shows it everything.
    let coming = coming.map(|event| event.unwrap_or(Event::Reload));
    let events = tokio_stream::iter(now).chain(coming).map(|event| {
        Ok(match event {
            Event::Reload => sse::Event::default().event("reload").data(""),
            Event::Problems(text) => sse::Event::default().event("problems").data(text),
        })
    });
    Sse::new(events).keep_alive(sse::KeepAlive::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_must_name_this_machine() {
        for host in ["localhost", "localhost:3000", "127.0.0.1:80", "[::1]:3000", "[::1]", "LOCALHOST:1", "box:3000"] {
            assert!(is_ours(host, "box"), "{host}");
        }
        for host in ["", "evil.example", "evil.example:3000", "localhost.evil.example", "127.0.0.1.evil.example:3000"] {
            assert!(!is_ours(host, "box"), "{host}");
        }
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = with_script(b"<body>a</body></html>".to_vec());
        assert_eq!(String::from_utf8(page).unwrap(), format!("<body>a{TAG}</body></html>"));
    }
}
