//! What may be published of an article, and an analysis with nothing else in it.
//!
//! Pages, search, feeds and data are made from analyses. So what must not be published is taken out of the analysis, before anything
//! is made from it: nothing further on has to know.
//!
//! | rights | what stays of the text |
//! |---|---|
//! | full | all of it |
//! | extract | the headline, and each statement with at most [`AROUND`] words around it |
//! | metadata | nothing |
//!
//! What [`redactions`] hide is covered first. Private notes are published nowhere; the preview shows them.
//!
//! An article without rights is left out of the archive as a draft is.

mod windows;

use crate::model::article::{Analysis, Article, BlockKind};
use crate::model::corrections::MachineReading;
use crate::model::note::{Anchor, AnchoredNote};
use crate::model::rights::Rights;
use crate::model::statement::Statement;
use crate::model::terms::{Candidates, Terms};
use crate::reading::editors::Editors;
use crate::reading::{block_ids, redactions};
use crate::text::source::Span;
use windows::Windows;

/// Most words around a statement that are published with it.
const AROUND: usize = 25;
/// Most words in a row of anything else that comes from the text: a role, a part of a note's quotation.
const SHORT: usize = 7;

/// How much of an article may be published: what its front matter says, else its outlet's entry, else book.toml.
pub fn rights(article: &Article, editors: &Editors) -> Rights {
    let stated = article.front.rights.as_deref().and_then(Rights::parse);
    let of_outlet = || {
        let name = article.outlet.as_deref()?.to_lowercase();
        let named = |own: &String| own.to_lowercase() == name;
        let mut entries = editors.authorities().outlets.iter();
        entries.find(|entry| named(&entry.name) || entry.aliases.iter().any(named))?.rights
    };
    stated.or_else(of_outlet).unwrap_or(editors.settings.publish)
}

/// The analysis with nothing in it that may not be published.
pub fn publishable(mut analysis: Analysis, editors: &Editors) -> Analysis {
    if !editors.redactions().is_empty() {
        analysis = redactions::cover(analysis, editors);
    }
    let rights = rights(&analysis.article, editors);
    analysis.article.rights = rights;
    if !editors.settings.at_root {
        analysis.notes.retain(|note| !note.note.private);
    }
    if rights == Rights::Full {
        return analysis;
    }
    let windows = match rights {
        Rights::Extract => Windows::around(&analysis.body, &analysis.statements, AROUND),
        _ => Windows::default(),
    };
    if rights != Rights::Extract {
        analysis.statements = Vec::new();
    }
    let titled = analysis.article.front.title.is_some() || analysis.body.first(BlockKind::Title).is_some();
    facts(&mut analysis.article, titled);
    analysis.statements.iter_mut().for_each(|statement| statement_within(statement, &windows));
    analysis.mentions.retain_mut(|mention| {
        let Some((span, sentence)) = windows.within(mention.span, mention.sentence) else { return false };
        (mention.span, mention.sentence) = (span, sentence);
        true
    });
    // Their sentences are copied whole.
    analysis.unanswered = Vec::new();
    for person in &mut analysis.people {
        person.mentions = Vec::new();
        person.roles.retain(|role| is_short(role));
        person.variants.retain(|form| is_short(form));
    }
    analysis.notes.iter_mut().for_each(|note| note_within(note, &windows));
    let Terms { candidates, .. } = &mut analysis.terms;
    *candidates = Candidates::default();
    analysis.body = windows.body(&analysis.body);
    analysis.blocks = block_ids::block_ids(&analysis.body);
    analysis
}

/// Facts without what is copied from the text.
fn facts(article: &mut Article, titled: bool) {
    if !titled {
        // Made from the first words.
        article.title = short(&article.title);
    }
    (article.lede, article.front.summary) = (None, None);
    article.front.extra.clear();
    article.left_out = Vec::new();
    if let Some(editorial) = &mut article.editorial {
        for rejected in &mut editorial.rejected {
            shorten(&mut rejected.found);
        }
        if let Some(found) = editorial.found.as_mut().filter(|_| !titled) {
            found.title = short(&found.title);
        }
    }
}

/// A statement at its place in the text that stays. Its own words all do.
fn statement_within(statement: &mut Statement, windows: &Windows) {
    statement.spans = statement.spans.iter().filter_map(|span| windows.map(*span)).collect();
    let had = statement.source.is_some();
    let Statement { cue, source, told, question, venue, place, .. } = statement;
    for span in [cue, source, told, question, venue, place] {
        *span = span.and_then(|span| windows.map(span));
    }
    statement.via = statement.via.iter().filter_map(|span| windows.map(*span)).collect();
    if let Some(said) = &mut statement.said_on {
        said.span = said.span.and_then(|span| windows.map(span).or(Some(Span::default())));
    }
    if had && statement.source.is_none() {
        statement.reason = None;
    }
    if let Some(found) = statement.editorial.as_mut().and_then(|editorial| editorial.found.as_mut()) {
        shorten(found);
    }
}

fn note_within(note: &mut AnchoredNote, windows: &Windows) {
    (note.note.before, note.note.after) = (String::new(), String::new());
    let kept = match note.anchor {
        Anchor::Exact(span) => windows.map(span).map(Anchor::Exact),
        Anchor::Moved(span) => windows.map(span).map(Anchor::Moved),
        _ => None,
    };
    match (kept, note.anchor) {
        (Some(anchor), _) => {
            note.anchor = anchor;
            if let Some(found) = &mut note.found {
                (found.before, found.after) = (String::new(), String::new());
            }
        }
        (None, Anchor::Whole) => {}
        (None, _) => {
            // On words that are not published: what is left of them leads nobody back.
            note.note.quote = short(&note.note.quote);
            (note.anchor, note.found, note.statement) = (Anchor::Whole, None, None);
        }
    }
}

fn shorten(found: &mut MachineReading) {
    found.words = short(&found.words);
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().count() <= SHORT
}

/// The first words of a text.
fn short(text: &str) -> String {
    if is_short(text) {
        return text.to_owned();
    }
    format!("{} …", text.split_whitespace().take(SHORT).collect::<Vec<_>>().join(" "))
}
