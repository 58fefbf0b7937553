//! The words of statements as readers meet them: in lists, links, titles, feeds and quotations.
//!
//! Words that were denied, not said, refused or are still to come say the contrary of what happened when they stand alone. So
//! nothing but this module shows the words of a statement outside its article, and it always writes their [`Standing`] before them:
//! "Denied: his troops used chemical weapons". A test looks for every use of [`Reported::unmarked`](crate::model::reported::Reported::unmarked) below `site` and `serve`.

use super::compared::changes;
use crate::languages::{self, speech::Little};
use crate::model::archive::{StatementId, StatementRow};
use crate::model::reported::Standing;
use crate::model::statement::Kind;
use crate::site::html::Html;
use crate::site::view::Site;
use crate::site::words::Words;
use crate::site::words::say::fill;
use crate::text::shorten::cut;
use std::borrow::Cow;

/// Writes the words of a statement, at most `limit` characters of them: in quotation marks when they are quoted, else as a sentence.
pub(crate) fn write(out: &mut Html, site: &Site, id: StatementId, limit: usize) {
    let row = &site.archive[id];
    marked(out, site, id, |out| {
        let quoted = row.kind == Kind::Direct;
        if quoted {
            out.text(&site.words.quote_open);
        }
        out.text(&shown(row, &site.archive[row.article].language, limit));
        if quoted {
            out.text(&site.words.quote_close);
        }
    });
}

/// Writes the words of a statement with what another wording of it has instead struck through.
pub(crate) fn compared(out: &mut Html, site: &Site, before: StatementId, now: StatementId) {
    let (before, after) = (&site.archive[before].words, &site.archive[now].words);
    if before.standing() != after.standing()
        && let Some(standing) = site.words.standing(before.standing())
    {
        out.raw("<del class=as>").text(standing).raw("</del> ");
    }
    marked(out, site, now, |out| changes(out, before.unmarked(), after.unmarked()));
}

/// Writes all words of a statement in an element: `del` for words that a later text has no longer, `ins` for new ones.
pub(crate) fn within(out: &mut Html, site: &Site, id: StatementId, element: &str) {
    marked(out, site, id, |out| {
        let words = site.archive[id].words.unmarked();
        out.raw("<").raw(element).raw(">").text(words).raw("</").raw(element).raw(">");
    });
}

/// Writes words that an editor quotes from an article: what is told of the statement they are from is told of them, too.
pub(crate) fn quoted(out: &mut Html, site: &Site, from: Option<StatementId>, quote: &str) {
    match from {
        Some(id) => marked(out, site, id, |out| {
            out.text(quote);
        }),
        None => {
            out.text(quote);
        }
    }
}

/// Writes words in the language of their article, after what must be told of them.
fn marked(out: &mut Html, site: &Site, id: StatementId, words: impl FnOnce(&mut Html)) {
    let row = &site.archive[id];
    let (before, after) = around(&site.words, row.words.standing()).unwrap_or_default();
    if !before.is_empty() {
        out.raw("<b class=as>").text(before.trim_end()).raw("</b> ");
    }
    let language = &site.archive[row.article].language;
    let foreign = site.foreign(language).is_some();
    if foreign {
        out.raw("<span");
        site.language_attributes(out, language);
        out.raw(">");
    }
    words(out);
    if foreign {
        out.raw("</span>");
    }
    out.text(&after);
}

/// The words of a statement as plain text, for titles and feeds; at most `limit` characters of them.
pub(crate) fn text(words: &Words, row: &StatementRow, language: &str, limit: usize) -> String {
    let shown = shown(row, language, limit);
    match around(words, row.words.standing()) {
        Some((before, after)) => format!("{before}{shown}{after}"),
        None => shown,
    }
}

/// What is written before and after the words of a standing, if anything.
fn around(words: &Words, standing: Standing) -> Option<(String, String)> {
    let pattern = pattern(words, standing)?;
    let (before, after) = pattern.split_once("{words}").unwrap_or((&pattern, ""));
    Some((before.to_owned(), after.to_owned()))
}

/// "Denied: {words}", for scripts, which put the words in.
pub(crate) fn pattern(words: &Words, standing: Standing) -> Option<String> {
    Some(fill(&words.standing_words, &[("standing", words.standing(standing)?)]))
}

/// The words, cut; what is reported in the article's own words begins like a sentence.
fn shown(row: &StatementRow, language: &str, limit: usize) -> String {
    let all = row.words.unmarked();
    let cut = cut(all, limit);
    let ellipsis = if cut.len() < all.len() { " …" } else { "" };
    let text = match row.kind {
        Kind::Direct => Cow::Borrowed(cut),
        Kind::Indirect | Kind::Mixed => sentence(cut, language, row.words.standing() == Standing::Said),
    };
    format!("{text}{ellipsis}")
}

/// A reported clause without the "that" before it, with a capital letter if it stands at the beginning.
fn sentence<'t>(clause: &'t str, language: &str, begins: bool) -> Cow<'t, str> {
    let opening = |word: &str| {
        let that = languages::of(language).speech.little.get(&Little::That);
        that.is_some_and(|words| words.iter().any(|that| that.eq_ignore_ascii_case(word)))
    };
    let rest = match clause.split_once(' ') {
        Some((first, rest)) if opening(first) && !rest.trim().is_empty() => rest,
        _ => clause,
    };
    if begins { capital(rest) } else { Cow::Borrowed(rest) }
}

/// The text with a capital at its beginning, where that is a small letter, and not that of "iPhone".
pub(crate) fn capital(text: &str) -> Cow<'_, str> {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() && !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect::<String>().into()
        }
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reported_clause_reads_as_a_sentence() {
        assert_eq!(sentence("that the bridge was shut", "en", true), "The bridge was shut");
        assert_eq!(sentence("the bridge was shut", "en", false), "the bridge was shut");
        assert_eq!(sentence("dass die Brücke zu sei", "de", true), "Die Brücke zu sei");
        assert_eq!(sentence("that", "en", true), "That");
        assert_eq!(sentence("iPhones were lost", "en", true), "iPhones were lost");
        assert_eq!(sentence("“no” was said", "en", true), "“no” was said");
    }
}
