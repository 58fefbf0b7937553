//! Phrases of one article that may become topics if other articles have them too.

use crate::languages::words::{self, Class};
use crate::model::person::LocalPerson;
use crate::model::terms::{CandidatePhrase, Candidates};
use crate::reading::terms::article_words::ArticleWords;
use crate::text::source::Span;

/// Most hashes kept of an article.
const ALL: usize = 96;
/// Most nominees of an article.
const NOMINEES: usize = 12;
/// Words of the longest phrase.
const LONGEST: usize = 4;

/// An occurrence of a phrase.
struct Seen {
    phrase: u32,
    first: u32,
    length: u32,
}

/// The phrases of an article: two to four words in a row, none of them common or a number, the last one telling, none
/// of them part of the name or title of a person.
pub(crate) fn find(reading: &ArticleWords<'_>, people: &[LocalPerson]) -> Candidates {
    let named = named(reading, people);
    let mut seen = occurrences(reading, &named);
    seen.sort_unstable_by_key(|seen| (seen.phrase, seen.first));
    let mut groups: Vec<(&[Seen], bool)> = seen
        .chunk_by(|a, b| a.phrase == b.phrase)
        .map(|group| (group, group.iter().any(|seen| prominent(reading, seen))))
        .collect();
    groups.sort_by(|(a, a_head), (b, b_head)| {
        let strength = |group: &[Seen], head: bool| group.len() * 2 + usize::from(head);
        strength(b, *b_head)
            .cmp(&strength(a, *a_head))
            .then(a[0].first.cmp(&b[0].first))
            .then(b[0].length.cmp(&a[0].length))
    });
    let counts = stem_counts(reading);
    let nominees = groups
        .iter()
        .filter(|(group, head)| group.len() > 1 || *head)
        .map(|(group, head)| nominee(reading, group, *head, &counts))
        // A hyphenated word is one word: "double-digit".
        .filter(|nominee| nominee.words.contains(' '))
        .take(NOMINEES)
        .collect();
    let mut all: Vec<u32> = groups.iter().take(ALL).map(|(group, _)| group[0].phrase).collect();
    all.sort_unstable();
    Candidates { all, nominees }
}

/// Which words are part of somebody's name or title.
fn named(reading: &ArticleWords<'_>, people: &[LocalPerson]) -> Vec<bool> {
    let mut spans: Vec<Span> = people.iter().flat_map(|person| person.mentions.iter().copied()).collect();
    spans.sort_unstable();
    let mut spans = spans.into_iter().peekable();
    let inside = |word: &words::Word| {
        while spans.next_if(|span| span.end <= word.span.start).is_some() {}
        spans.peek().is_some_and(|span| span.overlaps(word.span))
    };
    reading.words.iter().map(inside).collect()
}

fn occurrences(reading: &ArticleWords<'_>, named: &[bool]) -> Vec<Seen> {
    let words = &reading.words;
    let mut seen = Vec::with_capacity(words.len());
    let fits = |at: usize| matches!(words[at].class, Class::Telling | Class::Weak) && !named[at];
    for first in 0..words.len() {
        if !fits(first) {
            continue;
        }
        for length in 2..=LONGEST {
            let last = first + length - 1;
            if last >= words.len() || !words[last].joined || !fits(last) {
                break;
            }
            if words[last].class == Class::Telling {
                let phrase = words::phrase(words[first..=last].iter().map(|word| word.stem));
                seen.push(Seen { phrase, first: first as u32, length: length as u32 });
            }
        }
    }
    seen
}

fn prominent(reading: &ArticleWords<'_>, seen: &Seen) -> bool {
    reading.is_prominent(reading.words[seen.first as usize].span.start)
}

/// How often each stem occurs, ascending by stem.
fn stem_counts(reading: &ArticleWords<'_>) -> Vec<(u32, usize)> {
    let mut stems: Vec<u32> = reading.words.iter().map(|word| word.stem).collect();
    stems.sort_unstable();
    stems.chunk_by(|a, b| a == b).map(|group| (group[0], group.len())).collect()
}

fn nominee(
    reading: &ArticleWords<'_>,
    group: &[Seen],
    prominent_anywhere: bool,
    counts: &[(u32, usize)],
) -> CandidatePhrase {
    let words_of = |seen: &Seen| &reading.words[seen.first as usize..(seen.first + seen.length) as usize];
    let count_of = |stem: u32| counts.binary_search_by_key(&stem, |(stem, _)| *stem).map_or(1, |at| counts[at].1);
    let least = words_of(&group[0]).iter().map(|word| count_of(word.stem)).min().unwrap_or(1);
    let running =
        group.iter().find(|seen| !prominent(reading, seen) && !words_of(seen)[seen.length as usize - 1].capital);
    let seen = running.unwrap_or(&group[0]);
    let mut shown = words_of(seen);
    // "New" is too common to tell anything, but belongs to a name: "New Alder harbour", not "Alder harbour".
    if let Some(before) = (seen.first as usize).checked_sub(1)
        && shown[0].capital
        && shown[0].joined
        && reading.words[before].capital
        && reading.words[before].joined
        // "Hong's Social Security" is no name.
        && reading.text[reading.words[before].span.end as usize..shown[0].span.start as usize] == *" "
    {
        shown = &reading.words[before..(seen.first + seen.length) as usize];
    }
    // What a hyphen joins to the phrase belongs to it: "same-sex marriage", not "sex marriage".
    let mut start = shown[0].span.start as usize;
    if let Some(before) = reading.text[..start].strip_suffix('-') {
        let joined = before.trim_end_matches(char::is_alphanumeric);
        // "the Fox News-Wall Street Journal poll" joins two names.
        let two_names = shown[0].capital && before[joined.len()..].starts_with(char::is_uppercase);
        start = if joined.len() < before.len() && !two_names { joined.len() } else { start };
    }
    let text = &reading.text[start..shown[shown.len() - 1].span.end as usize];
    CandidatePhrase {
        phrase: group[0].phrase,
        count: group.len().min(255) as u8,
        least: least.min(255) as u8,
        prominent: prominent_anywhere,
        lower: running.is_some(),
        words: text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
