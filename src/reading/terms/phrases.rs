//! Phrases of one article that may become topics if other articles have them too.

use crate::languages::Language;
use crate::languages::names::Class;
use crate::languages::words;
use crate::model::person::LocalPerson;
use crate::model::terms::{CandidatePhrase, Candidates};
use crate::reading::terms::article_words::ArticleWords;
use crate::text::folding::folded;
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
pub(crate) fn find(reading: &ArticleWords<'_>, people: &[LocalPerson], language: &Language) -> Candidates {
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
        .filter(|(group, _)| !only_in_headlines(reading, group))
        .map(|(group, head)| nominee(reading, group, *head, &counts, language))
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
    let fits = |at: usize| matches!(words[at].class, words::Class::Telling | words::Class::Weak) && !named[at];
    for first in 0..words.len() {
        if !fits(first) {
            continue;
        }
        for length in 2..=LONGEST {
            let last = first + length - 1;
            if last >= words.len() || !words[last].joined || !fits(last) {
                break;
            }
            if words[last].class == words::Class::Telling {
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

/// The word with which a name begins that goes on with "of": "Freedom of Information Act", "State of the Union address".
fn of_name(reading: &ArticleWords<'_>, first: usize, language: &Language) -> Option<usize> {
    let word = |at: usize| reading.words.get(at);
    let class = |at: usize| word(at).map(|word| language.people.class(&folded(word.span.of(reading.text))));
    let capital = |at: usize| word(at).is_some_and(|word| word.capital);
    let whole = |from: usize| (from + 1..=first).all(|at| word(at).is_some_and(|word| word.joined));
    let article =
        first.checked_sub(1).filter(|at| !capital(*at) && class(*at).is_some_and(|class| class.is(Class::DETERMINER)));
    let of = article.unwrap_or(first).checked_sub(1)?;
    let begin = of.checked_sub(1)?;
    let begins =
        word(begin)?.class == words::Class::Telling && capital(begin) && !reading.is_prominent(word(begin)?.span.start);
    (capital(first) && class(of)?.is(Class::OF) && begins && whole(begin)).then_some(begin)
}

/// Whether a phrase stands in headlines alone and has a capital at its end, as any word of a headline may: "Stuns Port Community".
fn only_in_headlines(reading: &ArticleWords<'_>, group: &[Seen]) -> bool {
    let last = |seen: &Seen| &reading.words[(seen.first + seen.length) as usize - 1];
    let first = |seen: &Seen| &reading.words[seen.first as usize];
    group.iter().all(|seen| prominent(reading, seen) && first(seen).capital && last(seen).capital)
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
    language: &Language,
) -> CandidatePhrase {
    let words_of = |seen: &Seen| &reading.words[seen.first as usize..(seen.first + seen.length) as usize];
    let count_of = |stem: u32| counts.binary_search_by_key(&stem, |(stem, _)| *stem).map_or(1, |at| counts[at].1);
    let least = words_of(&group[0]).iter().map(|word| count_of(word.stem)).min().unwrap_or(1);
    let running =
        group.iter().find(|seen| !prominent(reading, seen) && !words_of(seen)[seen.length as usize - 1].capital);
    let seen = running.unwrap_or(&group[0]);
    let (first, last) = (seen.first as usize, (seen.first + seen.length) as usize - 1);
    // Two words of one name: "Hong's Social Security" is none.
    let one_name = |before: usize, after: usize| {
        let (before, after) = (&reading.words[before], &reading.words[after]);
        let between = &reading.text[before.span.end as usize..after.span.start as usize];
        // A word that begins a sentence has its capital from that, one that begins a quotation has not.
        let inside = before.joined || reading.text[..before.span.start as usize].ends_with(['“', '‘', '"']);
        before.capital && inside && after.capital && after.joined && between == " "
    };
    // "New" is too common to tell anything, but belongs to a name: "New Alder harbour", not "Alder harbour".
    let from = if first > 0 && one_name(first - 1, first) {
        first - 1
    } else {
        of_name(reading, first, language).unwrap_or(first)
    };
    // And so does what goes on with a capital, except where all words may have one: "Alder Port Survey", not "Alder Port".
    let goes_on = last + 1 < reading.words.len() && !prominent(reading, seen) && one_name(last, last + 1);
    let to = if goes_on { last + 1 } else { last };
    let shown = &reading.words[from..=to];
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
