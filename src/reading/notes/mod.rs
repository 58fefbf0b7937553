//! Editors' notes on exact words, and where those words are now.
//!
//! 1. `read`: a notes file becomes [`Note`]s;
//! 2. [`Folded`]: the article's text without the differences that typography makes;
//! 3. `anchor`: each note is exact, moved, ambiguous or lost; only the first two are shown at their words.
//!
//! ```yaml
//! # bridge-vote.notes.yaml, beside bridge-vote.md
//! - quote: will open in May         # the exact words; without them, the note is on the whole article
//!   before: The bridge              # optional: what stands around them, where they stand more than once
//!   after: next year
//!   kind: context                   # comment, context, correction, question, verdict
//!   author: Ana Ruiz
//!   date: 2022-01-15
//!   tags: [bridge]
//!   private: true                 # the preview alone shows it
//!   body: The first date given was *March*.
//!   replies:                        # what others answered, and answers to that
//!   - author: Ole Lund
//!     body: So the council's minutes say.
//! - statement: s-3f9a1c02           # a note on a statement, by its id
//!   body: Said at the town hall, not at the harbour.
//! ```
//!
//! Notes on people stand with their entry in people.yaml.

pub(in crate::reading) mod anchor;

#[cfg(test)]
mod tests;

use crate::model::article::{Article, Body};
use crate::model::note::{Anchor, AnchoredNote, Found, Note, NoteSource};
use crate::model::statement::Statement;
use crate::parsing::notes;
use crate::parsing::yaml::scalar;
use crate::reading::compare::difference;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::text::folded::Folded;

/// The words of a text that are nearest to a quotation.
#[cfg(feature = "serve")] // only the desk asks for it
pub(crate) fn nearest_words(quote: &str, plain: &str) -> Option<Span> {
    anchor::within_longer(quote, plain).or_else(|| anchor::nearest(quote, plain))
}

/// Characters of context beside found words.
const CONTEXT: usize = 32;

/// What stands at a span of a text.
fn found_at(span: Span, plain: &str) -> Found {
    let (start, end) = (span.start as usize, span.end as usize);
    let (before, exact, after) = (&plain[..start], span.of(plain), &plain[end..]);
    let characters = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let first = characters(before);
    let skip = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    Found {
        start: first,
        end: first.saturating_add(characters(exact)),
        exact: exact.to_owned(),
        before: before[skip..].to_owned(),
        after: after.chars().take(CONTEXT).collect(),
    }
}

/// Reads the notes of an article and finds their words. `source` is the article's own file, for reports.
pub(crate) fn anchor(
    notes: Option<&NoteSource>,
    article: &Article,
    source: &Source,
    body: &Body,
    statements: &[Statement],
    problems: &mut Problems,
) -> Vec<AnchoredNote> {
    let Some(NoteSource { source: file }) = notes else { return Vec::new() };
    let written = notes::read(file, problems);
    let folded = Folded::new(&body.plain);
    let mut repeats = BTreeMap::<String, u32>::new();
    let mut anchored = Vec::with_capacity(written.len());
    for notes::Written { note, span } in written {
        let (anchor, statement) = place(&note, &folded, statements);
        if let Some(problem) = report(&note, anchor, source, body) {
            problems.push(problem.at(file, span));
        }
        let found = match anchor {
            Anchor::Exact(span) | Anchor::Moved(span) => Some(found_at(span, &body.plain)),
            _ => None,
        };
        anchored.push(AnchoredNote { id: id(&article.slug, &note, &mut repeats), note, anchor, statement, found });
    }
    anchored
}

/// Where a note is, and the statement it is about.
fn place(note: &Note, folded: &Folded, statements: &[Statement]) -> (Anchor, Option<String>) {
    let named = note.statement.as_deref().map(|id| statements.iter().find(|statement| statement.id == id));
    let anchor = match (named, note.quote.is_empty()) {
        (Some(None), _) => Anchor::Lost,
        (Some(Some(statement)), true) => Anchor::Exact(statement.extent()),
        (Some(Some(statement)), false) => anchor::find(note, folded, Some(statement.extent())),
        (None, true) => Anchor::Whole,
        (None, false) => anchor::find(note, folded, None),
    };
    let about = match (named, anchor) {
        (Some(named), _) => named,
        // The innermost statement that holds the words.
        (None, Anchor::Exact(span) | Anchor::Moved(span)) => statements
            .iter()
            .filter(|statement| statement.spans.iter().any(|piece| piece.overlaps(span)))
            .min_by_key(|statement| (statement.extent().len(), statement.extent())),
        (None, _) => None,
    };
    (anchor, about.map(|statement| statement.id.clone()))
}

/// The notes of a file and where each stands in it, as [`anchor()`] reads them, without what is wrong with it.
pub(crate) fn written(file: &Source) -> Vec<(Note, Span)> {
    let read = notes::read(file, &mut Problems::default());
    read.into_iter().map(|notes::Written { note, span }| (note, span)).collect()
}

/// What to say of a note that is not simply at its words.
fn report(note: &Note, anchor: Anchor, source: &Source, body: &Body) -> Option<Diagnostic> {
    let line_of = |span: Span| source.position(body.to_source(span).start as usize).line;
    match anchor {
        Anchor::Whole | Anchor::Exact(_) => None,
        Anchor::Moved(span) => Some(
            Diagnostic::info("note-moved", "the surroundings of this note's words have changed")
                .label(format!("now at line {} of {}", line_of(span), source.path))
                .hint("bring `before` and `after` up to date"),
        ),
        Anchor::Ambiguous => {
            let folded = Folded::new(&body.plain);
            let quote = Folded::new(&note.quote).text;
            let lines: Vec<String> = folded
                .find(&quote)
                .take(5)
                .map(|at| line_of(folded.original(at, at + quote.len())).to_string())
                .collect();
            let problem = Diagnostic::error("note-ambiguous", "cannot tell which words this note is about");
            Some(if lines.len() > 1 {
                problem
                    .label(format!("stands at lines {} of {}", lines.join(", "), source.path))
                    .hint("give the words that stand `before` and `after` the right ones")
            } else {
                problem
                    .label(format!("at line {} of {}, but between other words", lines.concat(), source.path))
                    .hint("if that is the place, bring `before` and `after` up to date")
            })
        }
        Anchor::Lost => {
            if note.quote.is_empty() {
                let id = note.statement.as_deref().unwrap_or_default();
                return Some(
                    Diagnostic::error("note-lost", format!("there is no statement `{id}` in {}", source.path))
                        .hint("take the id from the statement's page, or `quote` its words"),
                );
            }
            let words_of = |span: Span| span.of(&body.plain).split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(span) = anchor::within_longer(&note.quote, &body.plain) {
                let words = words_of(span);
                return Some(
                    Diagnostic::error("note-lost", "the words of this note are only a part of longer ones")
                        .label(format!("line {} of {} has: {words}", line_of(span), source.path))
                        .hint(format!("if these are the words, write: quote: {}", scalar(&words))),
                );
            }
            let problem = Diagnostic::error("note-lost", "the words of this note are not in the article")
                .label(format!("not in {}", source.path));
            Some(match anchor::nearest(&note.quote, &body.plain) {
                Some(span) => {
                    let words = words_of(span);
                    let quote = note.quote.split_whitespace().collect::<Vec<_>>().join(" ");
                    problem
                        .hint(format!("near, at line {}: {}", line_of(span), difference(&quote, &words)))
                        .hint(format!("if these are the words, write: quote: {}", scalar(&words)))
                }
                None => problem.hint("quote words as they stand in the article, or leave `quote` out"),
            })
        }
    }
}

/// The notes on somebody, each with its id.
pub(crate) fn of_person<'a>(slug: &'a str, notes: &'a [Note]) -> impl Iterator<Item = (String, &'a Note)> {
    let mut repeats = BTreeMap::new();
    let place = format!("people/{slug}");
    notes.iter().map(move |note| (id(&place, note, &mut repeats), note))
}

/// A note's id, from its article, its words, its author and date, so that neither edits of its body nor other notes change it.
fn id(slug: &str, note: &Note, repeats: &mut BTreeMap<String, u32>) -> String {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let key = [slug, &Folded::new(&note.quote).text, &part(&note.statement), &part(&note.author), &part(&note.date)]
        .join("\u{0}");
    let repeat = repeats.entry(key.clone()).or_insert(0);
    let hash = xxh3_64(format!("{key}\u{0}{repeat}").as_bytes());
    *repeat += 1;
    format!("n-{:08x}", hash >> 32)
}
