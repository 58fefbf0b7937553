//! The words of statements as readers meet them: in lists, links, titles, feeds and quotations.
//!
//! Words that were denied, not said, refused or are still to come say the contrary of what happened when they stand alone. So
//! nothing but this module and [`mod@compared`], which it hands them to, shows the words of a statement outside its
//! article, and it always writes their [`Standing`] before them: "denied that his troops used chemical weapons". A test looks for
//! every use of [`Reported::unmarked`](crate::model::reported::Reported::unmarked) below `site` and `serve`.
//!
//! Words that somebody said are in quotation marks, the first in `<i>`; of those partly quoted the quotations are `<q>`. The
//! quotation marks stand in the text, so that they are copied and read aloud.

use super::compared;
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
use std::ops::Range;

/// Behind words that were cut.
const MORE: &str = " …";

/// Most characters of words on a picture.
#[cfg(feature = "cards")]
const PICTURED: usize = 400;

/// Writes the words of a statement, at most `limit` characters of them: in quotation marks when they are quoted, else as a sentence.
pub(crate) fn write(out: &mut Html, site: &Site, id: StatementId, limit: usize) {
    let row = &site.archive[id];
    let told = Told::of(&site.words, row, &site.archive[row.article].language);
    marked(out, site, id, &told, |out| {
        let (shown, cut) = shown(row, &site.archive[row.article].language, limit, &told);
        if is_quoted(site, row) {
            opening(out, site, row);
            out.text(&shown).text(&site.words.quote_close);
        } else {
            with_quotations(out, &shown);
        }
        // Behind the closing mark: within it, it would be the speaker's, or the paper's.
        out.raw(if cut { MORE } else { "" });
    });
}

/// Writes a quotation in full size with another wording of it above its own where they differ, each with who has it. As
/// [`write()`] does if the two differ in too much to show it so.
pub(crate) fn in_two_wordings(out: &mut Html, site: &Site, id: StatementId, by: &str, other: (StatementId, &str)) {
    let row = &site.archive[id];
    let told = Told::of(&site.words, row, &site.archive[row.article].language);
    let mut both = Html::new();
    let (words, others) = (row.words.unmarked(), site.archive[other.0].words.unmarked());
    let stacked = compared::stacked(&mut both, (words, by), (others, other.1), |out, text| {
        out.text(text);
    });
    if stacked.is_none() || row.kind != Kind::Direct {
        return write(out, site, id, usize::MAX);
    }
    marked(out, site, id, &told, |out| {
        opening(out, site, row);
        out.raw(both.as_str()).text(&site.words.quote_close);
    });
}

/// Writes the words of a report, those marked that another has otherwise.
pub(crate) fn differing(out: &mut Html, site: &Site, first: StatementId, id: StatementId) {
    let row = &site.archive[id];
    let told = Told::of(&site.words, row, &site.archive[row.article].language);
    marked(out, site, id, &told, |out| {
        let quoted = row.kind == Kind::Direct;
        out.text(if quoted { &site.words.quote_open } else { "" });
        compared::differing(out, site.archive[first].words.unmarked(), row.words.unmarked());
        out.text(if quoted { &site.words.quote_close } else { "" });
    });
}

/// Writes the words of a statement as plain text, in quotation marks when they are quoted.
pub(crate) fn plain(out: &mut Html, site: &Site, id: StatementId) {
    let row = &site.archive[id];
    let quoted = row.kind == Kind::Direct;
    out.text(if quoted { &site.words.quote_open } else { "" });
    out.text(&text(&site.words, row, &site.archive[row.article].language, usize::MAX));
    out.text(if quoted { &site.words.quote_close } else { "" });
}

/// How many words of the longer of two reports the other has too, and how many it has.
pub(crate) fn agreement(site: &Site, one: StatementId, other: StatementId) -> (usize, usize) {
    compared::agreement(site.archive[one].words.unmarked(), site.archive[other].words.unmarked())
}

/// Writes the words of a statement with what another wording of it has instead struck through.
pub(crate) fn compared(out: &mut Html, site: &Site, before: StatementId, now: StatementId) {
    let (row, other) = (&site.archive[now], &site.archive[before]);
    if other.words.standing() != row.words.standing()
        && let Some(standing) = site.words.standing(other.words.standing())
    {
        out.raw("<del>").text(standing).raw("</del> ");
    }
    let told = Told::of(&site.words, row, &site.archive[row.article].language);
    marked(out, site, now, &told, |out| compared::changes(out, other.words.unmarked(), row.words.unmarked()));
}

/// Writes all words of a statement in an element: `del` for words that a later text has no longer, `ins` for new ones.
pub(crate) fn within(out: &mut Html, site: &Site, id: StatementId, element: &str) {
    let row = &site.archive[id];
    let told = Told::of(&site.words, row, &site.archive[row.article].language);
    marked(out, site, id, &told, |out| {
        out.raw("<").raw(element).raw(">").text(row.words.unmarked()).raw("</").raw(element).raw(">");
    });
}

/// Writes words that an editor quotes from an article: what is told of the statement they are from is told of them, too.
pub(crate) fn quoted(out: &mut Html, site: &Site, from: Option<StatementId>, quote: &str) {
    match from {
        Some(id) => {
            let told = Told { joined: false, pattern: pattern(&site.words, site.archive[id].words.standing()) };
            marked(out, site, id, &told, |out| {
                out.text(quote);
            });
        }
        None => {
            out.text(quote);
        }
    }
}

/// The words of a statement as plain text, for titles and feeds; at most `limit` characters of them.
pub(crate) fn text(words: &Words, row: &StatementRow, language: &str, limit: usize) -> String {
    let told = Told::of(words, row, language);
    let (shown, cut) = shown(row, language, limit, &told);
    let more = if cut { MORE } else { "" };
    match told.around() {
        Some((before, after)) => format!("{}{shown}{more}{after}", capital(&before)),
        None => format!("{shown}{more}"),
    }
}

/// Words for a picture.
#[cfg(feature = "cards")]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) enum Piece {
    /// Plain words.
    Text(String),
    /// Two wordings, one above the other, each with who has it.
    Two((String, String), (String, String)),
}

/// The words of a statement for a picture of it.
#[cfg(feature = "cards")]
pub(crate) struct Pictured {
    /// The opening quotation mark, which is drawn by itself.
    pub(crate) mark: Option<String>,
    /// Its pieces, in order.
    pub(crate) pieces: Vec<Piece>,
    /// The same as one text.
    pub(crate) told: String,
}

/// The words of a statement, those of two wordings one above the other where they differ in one place.
#[cfg(feature = "cards")]
pub(crate) fn in_pieces(
    site: &Site,
    id: StatementId,
    two: Option<((StatementId, String), (StatementId, String))>,
) -> Pictured {
    let row = &site.archive[id];
    let words = &site.words;
    let quoted = is_quoted(site, row);
    let language = &site.archive[row.article].language;
    if !quoted {
        let text = text(words, row, language, PICTURED);
        return Pictured { mark: None, pieces: vec![Piece::Text(text.clone())], told: text };
    }
    let (open, close) = (&words.quote_open, &words.quote_close);
    let (text, is_cut) = shown(row, language, PICTURED, &Told::of(words, row, language));
    let text = format!("{text}{close}{}", if is_cut { MORE } else { "" });
    if row.words.standing() != Standing::Said {
        let (before, after) = Told::of(words, row, language).around().unwrap_or_default();
        let told = format!("{}{open}{text}{after}", capital(&before));
        return Pictured { mark: None, pieces: vec![Piece::Text(told.clone())], told };
    }
    let told = format!("{open}{text}");
    let mark = Some(open.clone());
    let whole = row.words.unmarked();
    let stacked = two.filter(|_| whole.len() <= PICTURED).and_then(|((one, by), (other, other_by))| {
        // The words are those of the first wording.
        if one != id {
            return None;
        }
        let others = site.archive[other].words.unmarked();
        let (left, right) = compared::stackable(whole, others)?;
        let both = (whole[left.clone()].to_owned(), others[right].to_owned());
        let told = format!(
            "{}{}{} ({by}) / {} ({other_by}){}{close}",
            words.quote_open,
            &whole[..left.start],
            both.0,
            both.1,
            &whole[left.end..]
        );
        let pieces = vec![
            Piece::Text(whole[..left.start].to_owned()),
            Piece::Two((both.0, by), (both.1, other_by)),
            Piece::Text(format!("{}{close}", whole[left.end..].trim_start())),
        ];
        Some(Pictured { mark: mark.clone(), pieces, told })
    });
    stacked.unwrap_or_else(|| Pictured { mark, pieces: vec![Piece::Text(text)], told })
}

/// A text in at most so many characters, with a sign that more follows.
#[cfg(feature = "cards")]
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    let shown = cut(text, limit);
    if shown.len() < text.len() { format!("{shown}{MORE}") } else { shown.to_owned() }
}

/// "denied: {words}", for scripts, which put the words in.
pub(crate) fn pattern(words: &Words, standing: Standing) -> Option<String> {
    Some(fill(&words.standing_words, &[("standing", words.standing(standing)?)]))
}

/// Whether words are shown in quotation marks: not those that others' quoted words only tell of, "they say that we may".
pub(crate) fn is_quoted(site: &Site, row: &StatementRow) -> bool {
    row.kind == Kind::Direct && !is_told_within(row, &site.archive[row.article].language)
}

/// Whether words stand as a clause within others' words.
fn is_told_within(row: &StatementRow, language: &str) -> bool {
    let goes_on = [Little::That, Little::Whether, Little::To];
    row.nested && goes_on.iter().any(|kind| begins_with(row.words.unmarked(), language, *kind))
}

/// What is told of the words of a statement before them.
struct Told {
    /// Whether the words go on with the sentence, as in "denied that".
    joined: bool,
    /// With `{words}` in it.
    pattern: Option<String>,
}

impl Told {
    fn of(words: &Words, row: &StatementRow, language: &str) -> Told {
        let standing = row.words.standing();
        let Some(name) = words.standing(standing) else { return Told { joined: false, pattern: None } };
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        let one_language = primary(language) == primary(&words.language);
        let begins = |kinds: &[Little]| kinds.iter().any(|kind| begins_with(row.words.unmarked(), language, *kind));
        let fits = match standing {
            Standing::Denied
            | Standing::NotDenied
            | Standing::DeclinedToDeny
            | Standing::DenialToCome
            | Standing::Asked => true,
            Standing::Promised => begins(&[Little::That, Little::To]),
            _ => begins(&[Little::That, Little::Whether]),
        };
        let joined = one_language && fits && words.standing_joined != words.standing_words;
        let pattern = if joined { &words.standing_joined } else { &words.standing_words };
        Told { joined, pattern: Some(fill(pattern, &[("standing", name)])) }
    }

    /// What is written before and after the words.
    fn around(&self) -> Option<(String, String)> {
        let pattern = self.pattern.as_ref()?;
        let (before, after) = pattern.split_once("{words}").unwrap_or((pattern, ""));
        Some((before.to_owned(), after.to_owned()))
    }
}

/// Writes words in the language of their article, after what must be told of them.
fn marked(out: &mut Html, site: &Site, id: StatementId, told: &Told, words: impl FnOnce(&mut Html)) {
    let row = &site.archive[id];
    let (before, after) = told.around().unwrap_or_default();
    if !before.is_empty() {
        out.raw("<em>").text(before.trim_end()).raw("</em> ");
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

/// The opening quotation mark, which the style sheet hangs out where it begins the line.
fn opening(out: &mut Html, site: &Site, row: &StatementRow) {
    match row.words.standing() {
        Standing::Said => out.raw("<i>").text(&site.words.quote_open).raw("</i>"),
        _ => out.text(&site.words.quote_open),
    };
}

/// Writes text, what stands in quotation marks in it as `<q>`.
fn with_quotations(out: &mut Html, text: &str) {
    let mut done = 0;
    for quotation in quotations(text) {
        out.text(&text[done..quotation.start]).raw("<q>").text(&text[quotation.clone()]).raw("</q>");
        done = quotation.end;
    }
    out.text(&text[done..]);
}

/// What stands in quotation marks in a text, with the marks. A mark without its other end is text like any.
pub(crate) fn quotations(text: &str) -> Vec<Range<usize>> {
    let closes = |open: char| match open {
        '“' => "”“",
        '„' => "“”",
        '«' => "»",
        _ => "\"",
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, mark)) = opening_mark(text, from) {
        let inside = start + mark.len();
        let end = match mark.chars().next() {
            Some('\'') => text[inside..].find("''").map(|length| length + 2),
            Some(open) => text[inside..]
                .char_indices()
                .find(|(_, letter)| closes(open).contains(*letter))
                .map(|(length, close)| length + close.len_utf8()),
            None => None,
        };
        let Some(length) = end else { break };
        from = inside + length;
        found.push(start..from);
    }
    found
}

/// The next mark that may open a quotation, and where: some papers type two apostrophes.
fn opening_mark(text: &str, from: usize) -> Option<(usize, &str)> {
    let rest = &text[from..];
    let single = rest.char_indices().find(|(_, letter)| matches!(letter, '“' | '„' | '«' | '"'));
    let single = single.map(|(at, letter)| (at, letter.len_utf8()));
    let double = rest.find("''").map(|at| (at, 2));
    let (at, length) = single.into_iter().chain(double).min()?;
    Some((from + at, &rest[at..at + length]))
}

/// The words, and whether they were cut; what is reported in the article's own words begins like a sentence, or as one that goes on.
fn shown<'s>(row: &'s StatementRow, language: &str, limit: usize, told: &Told) -> (Cow<'s, str>, bool) {
    let all = row.words.unmarked();
    let shown = cut(all, limit);
    let text = match row.kind {
        Kind::Direct if !is_told_within(row, language) => Cow::Borrowed(shown),
        _ if told.joined => Cow::Borrowed(shown),
        _ => sentence(shown, language, row.words.standing() == Standing::Said),
    };
    let is_cut = shown.len() < all.len();
    (if is_cut { closed(text) } else { text }, is_cut)
}

/// A text that was cut, the quotation closed in which it ends.
fn closed(text: Cow<'_, str>) -> Cow<'_, str> {
    let rest = quotations(&text).last().map_or(0, |last| last.end);
    let close = match opening_mark(&text, rest) {
        Some((_, "„")) => "“",
        Some((_, "“")) => "”",
        Some((_, "«")) => "»",
        Some((_, "\"")) => "\"",
        Some(_) => "''",
        None => return text,
    };
    format!("{text}{close}").into()
}

/// Whether a text begins with a little word of a kind and goes on.
fn begins_with(text: &str, language: &str, kind: Little) -> bool {
    let first = text.split_once(' ').map_or("", |(first, _)| first);
    // With a capital it begins a sentence of its own: "That right came with a condition".
    let words = languages::of(language).speech.little.get(&kind);
    words.is_some_and(|words| words.iter().any(|word| word == first))
}

/// A reported clause without the "that" before it, with a capital letter if it stands at the beginning; one that is only the end
/// of a sentence, such as "to leave", says so. Where the verb goes to the end after a "that", as in German, it stays.
fn sentence<'t>(clause: &'t str, language: &str, begins: bool) -> Cow<'t, str> {
    let keeps = languages::of(language).speech.verb_second;
    let rest = match clause.split_once(' ') {
        Some((_, rest)) if !keeps && begins_with(clause, language, Little::That) && !rest.trim().is_empty() => rest,
        _ => clause,
    };
    let ends = [Little::Whether, Little::To, Little::Of, Little::By];
    let that = if keeps { &[Little::That][..] } else { &[] };
    match begins {
        true if ends.iter().chain(that).any(|kind| begins_with(rest, language, *kind)) => format!("… {rest}").into(),
        true => capital(rest),
        false => Cow::Borrowed(rest),
    }
}

/// The text with a small letter at its beginning.
pub(crate) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
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
        assert_eq!(sentence("dass die Brücke zu sei", "de", true), "… dass die Brücke zu sei");
        assert_eq!(sentence("that", "en", true), "That");
        assert_eq!(sentence("That right was old", "en", true), "That right was old");
        assert_eq!(sentence("iPhones were lost", "en", true), "iPhones were lost");
        assert_eq!(sentence("“no” was said", "en", true), "“no” was said");
        assert_eq!(sentence("to close the bridge", "en", true), "… to close the bridge");
        assert_eq!(sentence("whether the bridge was shut", "en", true), "… whether the bridge was shut");
    }

    #[test]
    fn a_quotation_in_which_words_are_cut_is_closed() {
        assert_eq!(closed("it was “a leap” in “the".into()), "it was “a leap” in “the”");
        assert_eq!(closed("er nannte es „ein".into()), "er nannte es „ein“");
        assert_eq!(closed("it was \"a leap\" in".into()), "it was \"a leap\" in");
    }

    #[test]
    fn quotations_within_reported_words_are_marked() {
        let marked = |text: &str| {
            let mut out = Html::new();
            with_quotations(&mut out, text);
            out.into_string()
        };
        assert_eq!(marked("it was “a leap” in “the dark”"), "it was <q>“a leap”</q> in <q>“the dark”</q>");
        assert_eq!(marked("it was ''a leap'' in the dark"), "it was <q>''a leap''</q> in the dark");
        assert_eq!(marked("„ein Sprung“ & 6\" more"), "<q>„ein Sprung“</q> &amp; 6\" more");
    }
}
