//! What editors decided, as data: every decision with who made it, when, and what the machine had read.

use crate::model::archive::{Archive, ArticleRow};
use crate::model::corrections::{Editorial, MachineFacts, MachineReading, Review, Signature};
use crate::model::statement::{Certainty, Kind, Manner, Polarity};
use serde::Serialize;

/// What an editor did with a statement.
#[derive(Serialize)]
pub struct Correction<'a> {
    author: Option<&'a str>,
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Found<'a>>,
}

/// A statement as the machine had read it.
#[derive(Serialize)]
struct Found<'a> {
    words: &'a str,
    kind: Kind,
    polarity: Polarity,
    speakers: &'a [String],
    manner: Option<Manner>,
    certainty: Certainty,
    said_on: Option<String>,
}

impl<'a> Correction<'a> {
    /// What is told of a statement's correction.
    pub fn new(editorial: &'a Editorial) -> Correction<'a> {
        Correction::of(&editorial.signature, editorial.found.as_deref())
    }

    fn of(signature: &'a Signature, found: Option<&'a MachineReading>) -> Correction<'a> {
        Correction {
            author: signature.author.as_deref(),
            date: signature.date.map(|date| date.to_string()),
            found: found.map(|found| Found {
                words: &found.words,
                kind: found.kind,
                polarity: found.polarity,
                speakers: &found.speakers,
                manner: found.manner,
                certainty: found.certainty,
                said_on: found.said_on.map(|when| when.to_string()),
            }),
        }
    }
}

/// One line of `corrections.jsonl`: a decision on a statement, or on the facts of an article.
#[derive(Serialize)]
struct Decision<'a> {
    article: &'a str,
    decision: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<&'a str>,
    #[serde(flatten)]
    correction: Correction<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found_facts: Option<Facts<'a>>,
}

/// The facts of an article as its file gives them.
#[derive(Serialize)]
struct Facts<'a> {
    title: &'a str,
    date: Option<String>,
    outlet: Option<&'a str>,
    place: Option<&'a str>,
    authors: &'a [String],
    language: &'a str,
}

/// The lines of `corrections.jsonl`, those of one article at a time.
pub(crate) fn pieces(archive: &Archive) -> impl Iterator<Item = Vec<u8>> + '_ {
    archive.articles.iter().map(|row| of_article(archive, row)).filter(|lines| !lines.is_empty())
}

fn of_article(archive: &Archive, row: &ArticleRow) -> Vec<u8> {
    let mut out = Vec::new();
    let mut line = |decision: Decision<'_>| {
        serde_json::to_writer(&mut out, &decision).expect("a decision is plain data");
        out.push(b'\n');
    };
    let article = row.slug.as_str();
    if let Some(editorial) = row.editorial.as_deref()
        && let Some(found) = &editorial.found
    {
        let correction = Correction::of(&editorial.signature, None);
        let found_facts = Some(facts(found));
        line(Decision { article, decision: "facts", statement: None, correction, found_facts });
    }
    for id in row.statement_ids() {
        let statement = &archive[id];
        let Some(editorial) = statement.editorial.as_deref() else { continue };
        let decision = match editorial.review {
            Review::Unreviewed => continue,
            review => review.name(),
        };
        let correction = Correction::new(editorial);
        line(Decision { article, decision, statement: Some(&statement.key), correction, found_facts: None });
    }
    for rejected in row.editorial.iter().flat_map(|editorial| &editorial.rejected) {
        let correction = Correction::of(&rejected.signature, Some(&rejected.found));
        let statement = Some(rejected.id.as_str());
        line(Decision { article, decision: "rejected", statement, correction, found_facts: None });
    }
    out
}

fn facts(found: &MachineFacts) -> Facts<'_> {
    Facts {
        title: &found.title,
        date: found.date.map(|date| date.to_string()),
        outlet: found.outlet.as_deref(),
        place: found.place.as_deref(),
        authors: &found.authors,
        language: &found.language,
    }
}
