//! Hands out the files of the preview, and tells open pages how things are.
//!
//! | address | what is there |
//! |---|---|
//! | `/.onrecord/preview.js` | the script that every page gets |
//! | `/.onrecord/events` | a stream of events, each of which says that it is time to ask `now` |
//! | `/.onrecord/now?PATH` | the version of the page at that path, and what is wrong with the latest build |
//! | `/.onrecord/desk.html` | the editor's desk |
//! | `/.onrecord/desk/common.js` and others | its scripts and style sheet |
//! | `/.onrecord/desk/…` | what the desk asks for and writes: see [`api`](super::desk::api) |
//! | anything else | a file of the site, or its page for what is not there |
//!
//! Every request passes the [`guard`] first.

use super::desk::SITE;
use super::desk::locked;
use super::files::{Found, find, read_in};
use super::{Event, Preview, desk, guard};
use crate::site::words::desk::DeskWords;
use crate::text::media_type::media_type;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path as UrlPath, RawQuery, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response, Sse, sse};
use axum::routing::get;
use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Where the events are.
const EVENTS: &str = "/.onrecord/events";
/// Where a page asks how things are.
const NOW: &str = "/.onrecord/now";
/// Where the script is that every page gets.
const SCRIPT: &str = "/.onrecord/preview.js";
/// Where the editor's desk is.
const DESK: &str = "/.onrecord/desk.html";
/// The way to it, put into the footer of every page that is served.
const DESK_LINK: &str = "<p><a href=\"/.onrecord/desk.html\">{}</a>";
/// The files of the desk: they are part of no site.
const DESK_FILES: [(&str, &str); 6] = [
    ("common.js", include_str!("../../static/desk/common.js")),
    ("passage.js", include_str!("../../static/desk/passage.js")),
    ("cases.js", include_str!("../../static/desk/cases.js")),
    ("desk.js", include_str!("../../static/desk/desk.js")),
    ("select.js", include_str!("../../static/desk/select.js")),
    ("desk.css", include_str!("../../static/desk/desk.css")),
];
/// What the page of the desk has in the place of the token.
const TOKEN_PLACE: &[u8] = b"@token@";
/// Shown while there is no site.
const NO_SITE: &str =
    "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>No preview yet</title><p>There is no preview yet.</html>";
/// How soon a browser looks for a server that has gone, which may be starting anew.
const RETRY: Duration = Duration::from_millis(300);
/// How often the stream of events says that it is still there.
const ALIVE: Duration = Duration::from_secs(10);

/// Everything that can be asked for.
pub(super) fn router(preview: Arc<Preview>) -> Router {
    Router::new()
        .route(EVENTS, get(events))
        .route(NOW, get(now))
        .route(SCRIPT, get(|| async { script(include_str!("preview.js")) }))
        .route("/.onrecord/desk/{file}", get(desk_file))
        .route(DESK, get(desk_page))
        .fallback(file)
        .with_state(Arc::clone(&preview))
        .merge(desk::api::routes(Arc::clone(&preview.desk)))
        .layer(axum::middleware::from_fn_with_state(preview, guard::guard))
}

/// The media type of a file, by the ending of its name, with how texts are encoded.
fn content_type(name: &str) -> String {
    let media_type = media_type(name);
    let encoding = if media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
    format!("{media_type}{encoding}")
}

fn script(text: &'static str) -> Response {
    ([(CONTENT_TYPE, content_type("_.js"))], text).into_response()
}

/// A script or the style sheet of the desk.
async fn desk_file(UrlPath(name): UrlPath<String>) -> Response {
    match DESK_FILES.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => ([(CONTENT_TYPE, content_type(&name))], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file of the site, with the script added if it is a page.
async fn file(State(preview): State<Arc<Preview>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    // A preview has no service worker. One that a published site left at this address asks for itself now and then.
    if headers.get("service-worker").is_some_and(|value| value == "script") {
        return script(include_str!("worker.js"));
    }
    match find(&preview.folder, SITE, uri.path()) {
        Found::Folder(path) => {
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            match HeaderValue::from_str(&format!("{path}{query}")) {
                Ok(location) => (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location)]).into_response(),
                Err(_) => StatusCode::NOT_FOUND.into_response(),
            }
        }
        found => {
            let (status, path, bytes) = read(&preview, &found);
            respond(&preview, status, &path, bytes)
        }
    }
}

/// The editor's desk.
async fn desk_page(State(preview): State<Arc<Preview>>) -> Response {
    let (status, bytes) = read_desk(&preview);
    respond(&preview, status, "desk.html", bytes)
}

fn read_desk(preview: &Preview) -> (StatusCode, Vec<u8>) {
    match read_in(&preview.folder, super::DESK) {
        Some(bytes) => (StatusCode::OK, bytes),
        None => (StatusCode::NOT_FOUND, NO_SITE.into()),
    }
}

/// What is to be shown for a path: with which status, under which name, and its bytes.
fn read(preview: &Preview, found: &Found) -> (StatusCode, String, Vec<u8>) {
    if let Found::File(path) = found
        && let Some(bytes) = read_in(&preview.folder, path)
    {
        return (StatusCode::OK, path.clone(), bytes);
    }
    let page = format!("{SITE}/404.html");
    let bytes = read_in(&preview.folder, &page).unwrap_or_else(|| NO_SITE.into());
    (StatusCode::NOT_FOUND, page, bytes)
}

fn respond(preview: &Preview, status: StatusCode, path: &str, mut bytes: Vec<u8>) -> Response {
    let content_type = content_type(path);
    if content_type.starts_with("text/html") {
        let version = version(preview, &bytes);
        bytes = with_script(bytes, &version, &preview.desk.token, &locked(&preview.words));
    }
    (status, [(CONTENT_TYPE, content_type)], Body::from(bytes)).into_response()
}

/// Changes when a page, or the style sheets and scripts that it may use, do.
fn version(preview: &Preview, page: &[u8]) -> String {
    format!("{:016x}", xxh3_64_with_seed(page, preview.statics.load(Ordering::Relaxed)))
}

/// A page with the way to the desk in its footer and the script before the end of its body.
fn with_script(mut page: Vec<u8>, version: &str, token: &str, words: &DeskWords) -> Vec<u8> {
    if let Some(place) = memchr::memmem::find(&page, TOKEN_PLACE) {
        page.splice(place..place + TOKEN_PLACE.len(), token.bytes());
    }
    if let Some(footer) = memchr::memmem::rfind(&page, b"</footer>") {
        page.splice(footer..footer, DESK_LINK.replace("{}", &words.title()).into_bytes());
    }
    let end = memchr::memmem::rfind(&page, b"</body>").unwrap_or(page.len());
    let mut tag = format!("<script src=\"{SCRIPT}\" data-version={version} defer></script>");
    if memchr::memmem::find(&page, b"<div class=text>").is_some() {
        tag.push_str(&format!(
            "<script src=\"/.onrecord/desk/common.js\" data-token={token} data-words='{}' defer></script>\
             <script src=\"/.onrecord/desk/select.js\" defer></script>",
            words.attribute()
        ));
    }
    page.splice(end..end, tag.into_bytes());
    page
}

/// The version of the page at a path, and what is wrong with the latest build.
async fn now(State(preview): State<Arc<Preview>>, RawQuery(path): RawQuery) -> Response {
    let problems = preview.problems.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let page = match path.as_deref() {
        Some(DESK) => read_desk(&preview).1,
        path => read(&preview, &find(&preview.folder, SITE, path.unwrap_or_default())).2,
    };
    let now = serde_json::json!({ "version": version(&preview, &page), "problems": problems });
    ([(CONTENT_TYPE, "application/json")], now.to_string()).into_response()
}

/// What happens from now on, after what a page that was opened just now has to know.
async fn events(State(preview): State<Arc<Preview>>) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    // Subscribed before looking: nothing that happens in between is missed.
    let coming = BroadcastStream::new(preview.events.subscribe());
    let now = preview.problems.lock().unwrap_or_else(PoisonError::into_inner).clone().map(Event::Problems);
    // A page that fell behind is told to reload: that shows it everything.
    let coming = coming.map(|event| event.unwrap_or(Event::Reload));
    let greeting = sse::Event::default().event("now").data("now").retry(RETRY);
    // Browsers drop an event without data.
    let events = tokio_stream::iter(now).chain(coming).map(|event| match event {
        Event::Reload => sse::Event::default().event("reload").data("reload"),
        Event::Problems(text) => sse::Event::default().event("problems").data(text),
    });
    Sse::new(tokio_stream::once(greeting).chain(events).map(Ok)).keep_alive(sse::KeepAlive::new().interval(ALIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = with_script(b"<body>a</body></html>".to_vec(), "1", "secret", &DeskWords::default());
        let tag = "<script src=\"/.onrecord/preview.js\" data-version=1 defer></script>";
        assert_eq!(String::from_utf8(page).unwrap(), format!("<body>a{tag}</body></html>"));
    }
}
