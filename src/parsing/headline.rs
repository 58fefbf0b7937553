//! Which line above the text is the headline, where the format does not mark it.
//!
//! A pasted page begins with what stands around the article: the site's name, navigation, sharing, the author. No list knows
//! all of that, so the headline is chosen by what headlines are like: some five to twenty words without a stop, whose words
//! come again in the first paragraphs, with a standfirst, a byline, a date or the text right after it.

use super::boilerplate::{self, fold};
use super::lines::{ends_sentence, weight};
use super::names::{is_capitals, is_person};
use super::title;
use crate::languages::words::count;
use std::collections::BTreeSet;

/// A line that may be the headline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    /// Which block it is.
    pub(super) index: usize,
    /// Its words, without a label such as `Subject:`.
    pub(super) words: &'a str,
    /// Whether such a label says that it is the headline.
    pub(super) labelled: bool,
    /// Whether nothing but known boilerplate stands above it.
    pub(super) first: bool,
    /// Whether known boilerplate stands right above it: there what belongs to the article begins.
    pub(super) after_chrome: bool,
    /// What stands right after it, known boilerplate aside.
    pub(super) next: Next,
    /// Whether a full date stands in it.
    pub(super) dated: bool,
}

/// What follows a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The text, a standfirst, a byline or a date.
    Article,
    /// One of these, after one other line.
    Near,
    /// Something else.
    Other,
}

/// What speaks for one line or another.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Beginnings of the longer words of the first paragraphs.
    text: BTreeSet<String>,
    /// The words of addresses on the page.
    slugs: Vec<BTreeSet<String>>,
    /// Other lines, folded, in which the headline may come again.
    lines: Vec<(usize, String)>,
}

/// Letters by which two words are taken for forms of one.
const STEM: usize = 5;
/// Most words around a headline that comes again: the names of sections and site.
const AROUND_REPEAT: usize = 6;
/// Lines longer than this are not searched for a repeated headline, in bytes.
const LONGEST_REPEAT: usize = 400;

impl Evidence {
    /// Adds a paragraph of the text.
    pub(super) fn paragraph(&mut self, words: &str) {
        self.text.extend(stems(words));
    }

    /// Adds an address: its last part often spells the headline.
    pub(super) fn address(&mut self, url: &str) {
        let path = url.split_once("://").map_or("", |(_, rest)| rest).split(['?', '#']).next().unwrap_or("");
        let parts = path.split('/').skip(1).map(|part| part.rsplit_once('.').map_or(part, |(name, _)| name));
        let slug = parts.map(|part| part.replace(['-', '_'], " ")).max_by_key(|part| count(part));
        self.slugs.extend(slug.map(|slug| stems(&slug).collect::<BTreeSet<_>>()).filter(|slug| slug.len() > 1));
    }

    /// Adds any other line.
    pub(super) fn line(&mut self, index: usize, words: &str) {
        if words.len() <= LONGEST_REPEAT {
            self.lines.push((index, fold(words)));
        }
    }

    /// Whether words come again in another line, which is not a sentence about them: that tells of the site.
    fn repeats(&self, index: usize, words: &str) -> bool {
        let folded = fold(words);
        let own = count(&folded);
        let again =
            |(at, line): &(usize, String)| *at != index && line.contains(&folded) && count(line) <= own + AROUND_REPEAT;
        own >= 3 && self.lines.iter().any(again)
    }

    /// The share of a line's longer words that the first paragraphs have too.
    fn shared(&self, words: &str) -> f64 {
        let own: BTreeSet<String> = stems(words).collect();
        if own.is_empty() {
            return 0.0;
        }
        let shared = own.iter().filter(|stem| self.text.contains(*stem)).count();
        shared as f64 / own.len() as f64
    }

    /// Whether an address spells most of a line.
    fn spelled(&self, words: &str) -> bool {
        if self.slugs.is_empty() {
            return false;
        }
        let own: BTreeSet<String> = stems(words).collect();
        let spells = |slug: &BTreeSet<String>| {
            let both = slug.intersection(&own).count();
            both >= 2 && both * 5 >= slug.len() * 3
        };
        self.slugs.iter().any(spells)
    }
}

/// The headline among lines, the best first by [`score`]; `None` if none reaches `least`.
///
/// In a `plain` header, which shows nothing of a page, a good first line is the headline whatever follows.
pub(super) fn choose(lines: &[Candidate], evidence: &Evidence, least: f64, plain: bool) -> Option<usize> {
    // A kicker above a better line is none.
    let kicks = |first: &Candidate| {
        let second = lines.get(1).filter(|second| second.index == first.index + 1 && length(first.words) <= KICKER);
        second.is_some_and(|second| length(second.words) > KICKER && score(second, evidence) > score(first, evidence))
            || lines.get(1).is_some_and(|second| stands_over(first, second))
    };
    let fits = |line: &&Candidate| plain && !line.dated && score(line, evidence) >= FAIR && !kicks(line);
    if let Some(first) = lines.first().filter(|first| !heads(first, lines)).filter(fits) {
        return Some(first.index);
    }
    let mut best: Option<(f64, usize)> = None;
    let mut before: Option<(usize, f64)> = None;
    let mut before_is_full = false;
    for line in lines {
        let mut points = score(line, evidence);
        if heads(line, lines) {
            continue;
        }
        // A sentence with a stop under a line without one is its standfirst.
        let above = lines.iter().find(|above| above.index + 1 == line.index);
        if above.is_some_and(|above| is_short_headline(above.words)) && line.words.ends_with('.') {
            points -= 2.0;
        }
        if lines.iter().any(|other| stands_over(line, other)) {
            points -= KICKS;
        }
        // "The Last Lamplighter", and in a longer line what it is about.
        points += match lines.iter().find(|other| entitles(line, other) || entitles(other, line)) {
            Some(other) if other.index > line.index => TITLED,
            Some(_) => -TITLED,
            None => 0.0,
        };
        // German papers quote under a kicker: "Streit um die Brücke", »Wir sind bereit«.
        if above.is_some_and(|above| count(above.words) <= KICKER + 1) && is_quotation(line.words) {
            points += 3.0;
        }
        let below = lines.iter().find(|below| line.index + 1 == below.index);
        if below.is_some_and(|below| below.words.ends_with('.')) && is_short_headline(line.words) {
            points += 1.0;
        }
        // The line under a good headline is its standfirst.
        if before.is_some_and(|(index, points)| index + 1 == line.index && points >= GOOD) && before_is_full {
            points -= 2.0;
        }
        before = Some((line.index, points));
        before_is_full = length(line.words) > KICKER;
        // Of the same headline twice, the one nearer to the text.
        let again = best.is_some_and(|(_, index)| {
            lines.iter().any(|other| other.index == index && fold(other.words) == fold(line.words))
        });
        if best.is_none_or(|(most, _)| points > most || again && points + 1.0 > most) {
            best = Some((points, line.index));
        }
    }
    best.filter(|(points, _)| *points >= least).map(|(_, index)| index)
}

/// Most words of a line that may stand above the headline as its kicker.
const KICKER: usize = 3;
/// Most words of a line that is a date with a place or an hour.
const DATE_LINE: usize = 5;
/// Points that a line over a headline loses, and those that the short title of an essay has before what stands under it.
const KICKS: f64 = 6.0;
const TITLED: f64 = 3.0;
/// Fewest words of a line that says what an essay is about.
const ABOUT: usize = 8;
/// Points of a line that may well be a headline.
const FAIR: f64 = 4.5;
/// Points of a line that is a headline without much doubt.
const GOOD: f64 = 6.0;

/// How much a line is like a headline.
fn score(line: &Candidate, evidence: &Evidence) -> f64 {
    let words = line.words;
    let length = match length(words) {
        0 | 1 => -2.0,
        2 => 0.0,
        3 => 1.0,
        4..=20 => 3.0,
        21..=30 => 1.0,
        _ => -1.0,
    };
    let stop = match () {
        () if words.ends_with(':') => -2.0,
        // Databases end headlines so before a standfirst.
        () if words.ends_with(';') => 3.0,
        () if words.ends_with(['?', '!', '…', '"', '”', '»', '\'', '’', ')']) => 0.5,
        () if ends_sentence(words) => -1.0,
        () => 1.0,
    };
    let sentences = if title::is_speech(words) || title::sentences(words) > 2 { -2.0 } else { 0.0 };
    let after = match line.next {
        Next::Article => 2.0,
        Next::Near => 1.0,
        Next::Other => 0.0,
    };
    let yes = |holds: bool, points: f64| if holds { points } else { 0.0 };
    length
        + stop
        + sentences
        + after
        + 4.0 * evidence.shared(words)
        + yes(line.first, 2.0)
        + yes(line.after_chrome && length > 1.0, 1.5)
        + yes(line.labelled, 6.0)
        + yes(evidence.repeats(line.index, words), 2.0)
        + yes(evidence.spelled(words), 3.0)
        - yes(line.dated, 2.0)
        - yes(line.dated && count(words) <= DATE_LINE, 4.0)
        - yes(is_person(words), 3.0)
        - yes(words.ends_with('.') && weight(words) >= 80, 3.0)
        - yes(is_capitals(words) && count(words) <= 4, 1.0)
        - yes(words.contains(" | ") || words.contains(" > ") || words.contains("://"), 2.0)
}

/// Whether a line has another one in it between the signs that a browser or a site puts around a headline.
fn heads(line: &Candidate, lines: &[Candidate]) -> bool {
    lines.iter().any(|other| {
        let (Some(at), true) = (line.words.find(other.words), count(other.words) > KICKER) else { return false };
        let (before, after) = (&line.words[..at], &line.words[at + other.words.len()..]);
        let set_off = |text: &str| text.contains(['|', '\t', '·', '•']) || text.contains(" - ") || text.contains(" – ");
        let printed = before.contains(':') && before.contains(|letter: char| letter.is_ascii_digit());
        other.index != line.index && (set_off(after) || set_off(before) || printed)
    })
}

/// Whether a line is built like a kicker and stands right over a longer one that may be the headline.
fn stands_over(first: &Candidate, second: &Candidate) -> bool {
    second.index == first.index + 1
        && boilerplate::is_kicker(first.words)
        && !first.labelled
        && (count(second.words) > KICKER.min(count(first.words)) || boilerplate::opens_with_article(second.words))
        && !second.words.ends_with('.')
        && !second.dated
        && second.words.starts_with(|letter: char| !letter.is_lowercase())
        && !is_person(second.words)
}

/// Whether a line of a few words is the title of what the line under it tells of.
fn entitles(first: &Candidate, second: &Candidate) -> bool {
    second.index == first.index + 1
        && (2..=KICKER + 1).contains(&count(first.words))
        && boilerplate::opens_with_article(first.words)
        && count(second.words) >= ABOUT
        && !ends_sentence(second.words)
        && !title::is_title_case(second.words)
}

/// Whether a line may be a headline of few words above a standfirst.
fn is_short_headline(words: &str) -> bool {
    (2..=KICKER + 5).contains(&count(words))
        && !ends_sentence(words)
        && !words.ends_with(':')
        && !is_person(words)
        && words.starts_with(|letter: char| !letter.is_lowercase())
}

/// Whether all of a line is in quotation marks.
fn is_quotation(words: &str) -> bool {
    words.starts_with(['"', '“', '„', '«', '»', '‘']) && words.ends_with(['"', '”', '“', '»', '«', '’'])
}

/// How many words a line has; in scripts that put no space between them, as many as its signs make up for.
fn length(words: &str) -> usize {
    let wide = weight(words).saturating_sub(words.chars().count());
    if wide > 0 { weight(words) / 6 } else { count(words) }
}

/// The beginnings of the longer words, in lower case; of writing without spaces, every two signs.
fn stems(words: &str) -> impl Iterator<Item = String> + '_ {
    let spaced = words.split(|letter: char| !letter.is_alphanumeric());
    let wide: Vec<char> = words.chars().filter(|letter| super::lines::is_unspaced(*letter)).collect();
    let pairs: Vec<String> = wide.windows(2).map(|pair| pair.iter().collect()).collect();
    let stem = |word: &str| -> Option<String> {
        let wide = word.chars().next().is_some_and(super::lines::is_unspaced);
        // Most words are no longer than that.
        let long = !wide && word.chars().nth(3).is_some();
        long.then(|| word.chars().take(STEM).flat_map(char::to_lowercase).collect())
    };
    spaced.filter_map(stem).chain(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words chosen among lines that stand before a text.
    fn chosen<'a>(lines: &[&'a str], text: &str) -> Option<&'a str> {
        let mut evidence = Evidence::default();
        evidence.paragraph(text);
        let last = lines.len() - 1;
        let candidate = |(index, words): (usize, &&'a str)| Candidate {
            index,
            words,
            labelled: false,
            first: index == 0,
            after_chrome: false,
            next: if index == last { Next::Article } else { Next::Other },
            dated: false,
        };
        let candidates: Vec<Candidate> = lines.iter().enumerate().map(candidate).collect();
        choose(&candidates, &evidence, 5.0, false).map(|index| lines[index])
    }

    #[test]
    fn the_headline_is_chosen_among_lines_of_a_page() {
        let text = "The old bridge of Lisse will open again in May, the council said on Tuesday.";
        let lines = ["Lisse Herald", "74°", "Puzzles and games", "Old bridge to open in May", "Ana Ruiz"];
        assert_eq!(chosen(&lines, text), Some("Old bridge to open in May"));
        let lines = ["Old bridge to open in May", "Nobody knows yet who will cross it first or why"];
        assert_eq!(chosen(&lines, text), Some("Old bridge to open in May"), "not its standfirst");
        assert_eq!(chosen(&["Live", "Culture", "Fight the flood"], "Nothing of this kind."), None);
    }

    #[test]
    fn an_address_spells_the_headline() {
        let mut evidence = Evidence::default();
        evidence.address("https://example.org/2021/05/old-bridge-to-open.html");
        assert!(evidence.spelled("Old bridge to open in May"));
        assert!(!evidence.spelled("Puzzles and games"));
    }
}
