//! The addresses of the desk.
//!
//! | address | what it gives |
//! |---|---|
//! | `GET /.onrecord/desk/queue?by=cause` | what there is to decide; for a sample also `seed` and `size` |
//! | `GET /.onrecord/desk/case?id=s:s-3f9a1c02` | one thing to decide |
//! | `GET /.onrecord/desk/page?slug=bridge` | the article of a page, to decide about words selected there |
//! | `GET /.onrecord/desk/people?typed=ru` | people by the beginning of a name |
//! | `POST /.onrecord/desk/decide` | writes decisions, or shows what would be written |
//! | `POST /.onrecord/desk/undo` | takes a decision back |

use super::decision::Request;
use super::draft::{Draft, Refused};
use super::files::{self, Trouble};
use super::journal::{Step, put_back};
use super::latest::Latest;
use super::queue::By;
use super::{Desk, admission, case, diff, locked};
use crate::serve::connections::Peer;
use axum::Extension;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Largest request, in bytes: a long note, or a decision on some hundred statements.
const BODY_LIMIT: usize = 128 << 10;
/// Most decisions of one request.
const DECISIONS: usize = 500;
/// Longest text of a decision, in bytes.
const TEXT_LIMIT: usize = 20_000;
/// Most statements of a sample.
const SAMPLE: usize = 2_000;

pub(in crate::serve) fn routes(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/.onrecord/desk/queue", get(queue))
        .route("/.onrecord/desk/case", get(one_case))
        .route("/.onrecord/desk/page", get(page))
        .route("/.onrecord/desk/people", get(people))
        .route("/.onrecord/desk/decide", post(decide))
        .route("/.onrecord/desk/undo", post(undo))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(desk)
}

/// What the query of an address says.
#[derive(Debug, Default)]
struct Asked {
    by: By,
    id: String,
    slug: String,
    typed: String,
    seed: u64,
    size: usize,
}

impl Asked {
    /// Whatever is not understood is left out.
    fn read(query: &str) -> Asked {
        let mut asked = Asked::default();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
            match key {
                "by" => asked.by = serde_json::from_value(Value::from(value)).unwrap_or_default(),
                "id" => asked.id = value,
                "slug" => asked.slug = value,
                "typed" => asked.typed = value,
                "seed" => asked.seed = value.parse().unwrap_or_default(),
                "size" => asked.size = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        asked
    }
}

/// An answer in JSON.
fn answer(status: StatusCode, value: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

fn refuse(status: StatusCode, message: &str) -> Response {
    answer(status, &json!({ "error": message }))
}

/// Looks something up in the archive as it is, on a thread that may take its time.
async fn look(
    desk: Arc<Desk>,
    peer: Peer,
    headers: &HeaderMap,
    find: impl FnOnce(&Desk, &Latest) -> Option<Value> + Send + 'static,
) -> Response {
    if let Err((status, message)) = admission::may_look(headers, peer.0, &desk.token) {
        return refuse(status, message);
    }
    let found = tokio::task::spawn_blocking(move || {
        let latest = locked(&desk.latest);
        latest.as_ref().map(|latest| find(&desk, latest))
    });
    match found.await {
        Ok(Some(Some(value))) => answer(StatusCode::OK, &value),
        Ok(Some(None)) => refuse(StatusCode::NOT_FOUND, "this is not in the archive any more"),
        Ok(None) => refuse(StatusCode::SERVICE_UNAVAILABLE, "the archive is being read for the first time"),
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR, "this went wrong"),
    }
}

async fn queue(
    State(desk): State<Arc<Desk>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    let size = asked.size.clamp(1, SAMPLE);
    look(desk, peer, &headers, move |desk, latest| Some(desk.queue(latest, asked.by, asked.seed, size))).await
}

async fn one_case(
    State(desk): State<Arc<Desk>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    look(desk, peer, &headers, move |_, latest| case::case(latest, &asked.id)).await
}

async fn page(
    State(desk): State<Arc<Desk>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    look(desk, peer, &headers, move |_, latest| case::page(latest, &asked.slug)).await
}

async fn people(
    State(desk): State<Arc<Desk>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    look(desk, peer, &headers, move |_, latest| Some(case::people(latest, &asked.typed))).await
}

async fn decide(
    State(desk): State<Arc<Desk>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Err((status, message)) = admission::may_write(&headers, peer.0, &desk.token) {
        return refuse(status, message);
    }
    let request: Request = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(error) => return refuse(StatusCode::BAD_REQUEST, &format!("this cannot be read: {error}")),
    };
    if let Some(message) = odd(&request, &body) {
        return refuse(StatusCode::BAD_REQUEST, message);
    }
    done(tokio::task::spawn_blocking(move || decided(&desk, &request))).await
}

/// What is wrong with a request that can be read.
fn odd(request: &Request, body: &[u8]) -> Option<&'static str> {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    match () {
        () if request.decisions.is_empty() => Some("nothing is decided"),
        () if request.decisions.len() > DECISIONS => Some("these are too many decisions at once"),
        () if has_long_text(&value) => Some("a text is too long"),
        () => None,
    }
}

fn has_long_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() > TEXT_LIMIT || text.contains('\0'),
        Value::Array(items) => items.iter().any(has_long_text),
        Value::Object(fields) => fields.values().any(has_long_text),
        _ => false,
    }
}

type Answer = Result<Value, (StatusCode, String)>;

async fn done(task: tokio::task::JoinHandle<Answer>) -> Response {
    match task.await {
        Ok(Ok(value)) => answer(StatusCode::OK, &value),
        Ok(Err((status, message))) => refuse(status, &message),
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR, "this went wrong, and nothing was written"),
    }
}

fn status_of(refused: &Refused) -> StatusCode {
    match refused {
        Refused::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refused::Gone => StatusCode::NOT_FOUND,
        Refused::File(_, Trouble::Changed) => StatusCode::CONFLICT,
        Refused::File(_, Trouble::NotOurs) => StatusCode::FORBIDDEN,
        Refused::File(_, Trouble::Io(_)) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Writes decisions.
fn decided(desk: &Desk, request: &Request) -> Answer {
    let mut journal = locked(&desk.journal);
    let mut latest = locked(&desk.latest);
    let latest =
        latest.as_mut().ok_or_else(|| (StatusCode::SERVICE_UNAVAILABLE, "the archive is being read".to_owned()))?;
    let fail = |refused: Refused| (status_of(&refused), refused.message());
    let archive = &latest.built.archive;
    let article = |slug: &str| archive.articles.iter().find(|row| row.slug == slug).map(|row| row.file as usize);
    let mut draft = Draft::new(latest, &request.author, &request.date);
    draft.take(&request.decisions, &article).map_err(fail)?;
    let steps = draft.steps();
    let changed = |path: &str| fail(Refused::File(path.to_owned(), Trouble::Changed));
    for step in &steps {
        // The page has to know what it changes.
        if request.versions.get(&step.path) != Some(&files::version(step.before.as_deref())) {
            return Err(changed(&step.path));
        }
    }
    if request.dry {
        return Ok(json!({ "files": described(&steps) }));
    }
    let root = latest.workspace.root.clone();
    for (at, step) in steps.iter().enumerate() {
        if let Err(trouble) = files::exchange(&root, &step.path, step.before.as_deref(), step.after.as_deref()) {
            put_back(&steps[..at], &root);
            return Err(fail(Refused::File(step.path.clone(), trouble)));
        }
    }
    show(desk, latest, &steps);
    let undo = if steps.is_empty() { Value::Null } else { Value::from(journal.keep(steps.clone())) };
    Ok(json!({ "undo": undo, "files": described(&steps) }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Undo {
    undo: u64,
}

async fn undo(
    State(desk): State<Arc<Desk>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Err((status, message)) = admission::may_write(&headers, peer.0, &desk.token) {
        return refuse(status, message);
    }
    let Ok(Undo { undo }) = serde_json::from_slice(&body) else {
        return refuse(StatusCode::BAD_REQUEST, "this cannot be read");
    };
    done(tokio::task::spawn_blocking(move || undone(&desk, undo))).await
}

fn undone(desk: &Desk, number: u64) -> Answer {
    let mut journal = locked(&desk.journal);
    let mut latest = locked(&desk.latest);
    let latest =
        latest.as_mut().ok_or_else(|| (StatusCode::SERVICE_UNAVAILABLE, "the archive is being read".to_owned()))?;
    let root = latest.workspace.root.clone();
    let steps = journal.undo(number, &root).map_err(|trouble| match trouble {
        Trouble::Changed => {
            (StatusCode::CONFLICT, "what this decision wrote was changed since, so it cannot be taken back".to_owned())
        }
        trouble => {
            let refused = Refused::File("the file".to_owned(), trouble);
            (status_of(&refused), refused.message())
        }
    })?;
    show(desk, latest, &steps);
    Ok(json!({ "files": described(&steps) }))
}

/// What became of files, for the page.
fn described(steps: &[Step]) -> Value {
    let one = |step: &Step| {
        let (before, after) = (step.before.as_deref().unwrap_or_default(), step.after.as_deref().unwrap_or_default());
        json!({
            "path": step.path, "version": files::version(step.after.as_deref()), "diff": diff::diff(before, after),
            "new": step.before.is_none(),
        })
    };
    steps.iter().map(one).collect()
}

/// Makes the pages of the articles again whose files were written. The build makes them in any case.
fn show(desk: &Desk, latest: &mut Latest, steps: &[Step]) {
    let paths: BTreeSet<_> = steps.iter().map(|step| latest.workspace.root.join(&step.path)).collect();
    for path in paths {
        let _ = latest.show(&path, &desk.folder);
        locked(&desk.written).push(path);
    }
}
