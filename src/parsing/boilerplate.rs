//! Lines of a page that are no part of the article, recognised by the word lists of [`crate::languages`].
//!
//! A web page in one language may hold an article in another, so the words of all languages are used at once.

use crate::languages::pages::{self, Boilerplate};
use crate::languages::words::count;
use crate::parsing::names::is_person;
use crate::text::lookup::WordMap;
use std::sync::LazyLock;

/// Longest line that can be boilerplate, in bytes.
const LONGEST: usize = 240;
/// Longest line of the lists, in bytes, with room for punctuation.
const LONGEST_LINE: usize = 90;
/// Most words of a line that is boilerplate by its beginning.
const MOST_WORDS: usize = 30;

/// Why the readers' comments under an article are left out.
pub(super) const COMMENTS: &str = "comments";

/// The words of all languages, ready to look up. Keys are folded as [`fold`] does.
pub(super) struct Words {
    lines: WordMap<String, &'static str>,
    ends: WordMap<String, &'static str>,
    /// By their first word.
    starts: WordMap<String, Vec<(String, &'static str)>>,
    /// The ASCII letters that those begin with, as bits.
    start_firsts: u128,
    counted: WordMap<String, ()>,
    sections: WordMap<String, ()>,
    /// What bylines begin with, by their first word.
    pub(super) by: Phrases,
    pub(super) trades: Phrases,
    pub(super) published: Phrases,
    pub(super) updated: Phrases,
    pub(super) saved: Phrases,
    pub(super) date_words: WordMap<String, ()>,
    pub(super) not_places: WordMap<String, ()>,
    /// Cities that datelines name, folded.
    pub(super) places: WordMap<String, ()>,
    /// Words in the names of papers: "Herald".
    papers: WordMap<String, ()>,
    joining: WordMap<String, ()>,
    contributed: Phrases,
    /// What says who had an article first.
    pub(super) appeared: Phrases,
    /// Parts of words that say that rights are reserved.
    pub(super) reserved: Phrases,
    /// What stands behind the name of a mail's sender.
    pub(super) desks: WordMap<String, ()>,
    /// What stands between the names of a byline.
    pub(super) between_names: Phrases,
    articles: WordMap<String, ()>,
    prepositions: WordMap<String, ()>,
    outlets: WordMap<String, &'static str>,
    /// The same names as an address writes them: `washingtonpost`.
    joined_outlets: WordMap<String, &'static str>,
}

/// Phrases in lower case, the longest first.
pub(super) struct Phrases {
    list: Vec<String>,
    /// The ASCII letters that one of them begins with, as bits.
    firsts: u128,
}

impl Phrases {
    fn new(list: Vec<String>) -> Phrases {
        let firsts = list.iter().filter_map(|phrase| phrase.bytes().next()).filter(u8::is_ascii);
        let firsts = firsts.fold(0, |all, first| all | 1 << first);
        Phrases { list, firsts }
    }

    /// All of them.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, String> {
        self.list.iter()
    }

    /// Whether one of them may begin with this small letter.
    fn may_begin(&self, first: char) -> bool {
        !first.is_ascii() || self.firsts & 1 << (first as u32) != 0
    }
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let all: Vec<&'static Boilerplate> =
        pages::all().iter().map(|words| &words.boilerplate).chain([pages::elsewhere()]).collect();
    let phrases = |pick: fn(&Boilerplate) -> &Vec<String>| {
        let mut phrases: Vec<String> =
            all.iter().flat_map(|words| pick(words).iter().map(|phrase| lower(phrase))).collect();
        phrases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        phrases.dedup();
        Phrases::new(phrases)
    };
    let set = |pick: fn(&Boilerplate) -> &Vec<String>| {
        all.iter().flat_map(|words| pick(words).iter().map(|word| (fold(word), ()))).collect::<WordMap<_, _>>()
    };
    let mut words = Words {
        lines: WordMap::default(),
        ends: WordMap::default(),
        starts: WordMap::default(),
        start_firsts: 0,
        counted: set(|words| &words.counted),
        sections: set(|words| &words.sections),
        by: phrases(|words| &words.by),
        trades: phrases(|words| &words.trades),
        published: phrases(|words| &words.published),
        updated: phrases(|words| &words.updated),
        saved: phrases(|words| &words.saved),
        date_words: set(|words| &words.date_words),
        not_places: set(|words| &words.not_places),
        places: set(|words| &words.places),
        papers: set(|words| &words.papers),
        joining: set(|words| &words.joining),
        contributed: phrases(|words| &words.contributed),
        appeared: phrases(|words| &words.appeared),
        reserved: phrases(|words| &words.reserved),
        desks: set(|words| &words.desks),
        between_names: phrases(|words| &words.between_names),
        articles: set(|words| &words.articles),
        prepositions: set(|words| &words.prepositions),
        outlets: WordMap::default(),
        joined_outlets: WordMap::default(),
    };
    for language in &all {
        for (why, lines) in &language.lines {
            words.lines.extend(lines.iter().map(|line| (fold(line), why.as_str())));
        }
        for (why, lines) in &language.ends {
            words.ends.extend(lines.iter().map(|line| (fold(line), why.as_str())));
        }
        for (why, lines) in &language.starts {
            for line in lines {
                let line = lower(line);
                let first = line.bytes().next().filter(u8::is_ascii);
                words.start_firsts |= first.map_or(0, |first| 1 << first);
                words.starts.entry(first_word(&line).to_owned()).or_default().push((line.clone(), why.as_str()));
            }
        }
        for outlet in &language.outlets {
            let folded = fold(outlet);
            let joined: String =
                folded.trim_start_matches("the ").chars().filter(|letter| letter.is_alphanumeric()).collect();
            // Of two forms of one name, the address means the longer.
            let longest = words.joined_outlets.entry(joined).or_insert(outlet);
            if outlet.len() > longest.len() {
                *longest = outlet;
            }
            words.outlets.entry(folded).or_insert(outlet);
        }
    }
    words
});

/// What a line of boilerplate does to the lines after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Why it is left out.
    pub(super) why: &'static str,
    /// Whether only links to other pages follow.
    pub(super) ends_article: bool,
}

/// Whether a line is boilerplate as a whole. `own` are the archive's own boilerplate lines, folded.
pub(super) fn line(text: &str, own: &[String]) -> Option<Found> {
    if text.len() > LONGEST {
        return None;
    }
    if !own.is_empty() && own.contains(&fold(text)) {
        return Some(Found { why: "named in book.toml", ends_article: false });
    }
    // Long lines can only be told by their beginning; looking at no more is most of the speed of reading.
    if text.len() > LONGEST_LINE {
        let why = by_start(text).or_else(|| signed_by_agency(text).then_some("photo credit"));
        return why.map(|why| Found { why, ends_article: false });
    }
    let folded = fold(text);
    if folded.is_empty() {
        return Some(Found { why: "separator", ends_article: false });
    }
    if let Some(why) = WORDS.ends.get(&folded) {
        return Some(Found { why, ends_article: true });
    }
    let why = WORDS.lines.get(&folded).copied();
    let why = why
        .or_else(|| by_start(text))
        .or_else(|| contributed(&folded))
        .or_else(|| counting(&folded))
        .or_else(|| numbers_picture(&folded))
        .or_else(|| age(text))
        .or_else(|| signed_by_agency(text).then_some("photo credit"))
        .or_else(|| address(text))
        .or_else(|| trail(text));
    why.map(|why| Found { why, ends_article: false })
}

/// Whether a line is the name of a section of a paper.
pub(super) fn is_section(text: &str) -> bool {
    text.len() <= 40 && WORDS.sections.contains_key(&fold(text))
}

/// Whether a name in capitalised words ends or begins as those of papers do: "Lisse Gazette", "The Port Herald (Scotland)".
pub(super) fn names_a_paper(text: &str) -> bool {
    let name = text.split([',', '(', '[']).next().unwrap_or(text).trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let joins = |word: &str| WORDS.joining.contains_key(word);
    let known = |word: &str| {
        let word = ["L'", "L’"].iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word);
        WORDS.papers.contains_key(&fold(word))
            || word.split('-').skip(1).any(|part| WORDS.papers.contains_key(&fold(part)))
    };
    let capital = |word: &&str| word.starts_with(|letter: char| !letter.is_lowercase()) || joins(word);
    let compound = |word: &str| word.contains('-') && known(word);
    let first = words.first().is_some_and(|word| word.starts_with(|letter: char| !letter.is_lowercase()));
    // "Lisse Gazette", "El Faro de Levante"; in "Lisse Gazette Fires Editor" the word is neither last nor what the rest belongs to.
    let last = words.last().is_some_and(|word| known(word));
    let opening = words.iter().take(2).position(|word| known(word));
    let opens = opening.is_some_and(|at| words.len() == 2 || words.get(at + 1).is_some_and(|next| joins(next)));
    let size = (2..=6).contains(&words.len()) || words.len() == 1 && compound(words[0]);
    size && first && words.iter().all(|word| capital(word) || known(word)) && (last || opens)
}

/// The outlet that a phrase names, as readers write it.
pub(crate) fn outlet(text: &str) -> Option<&'static str> {
    if text.len() > 60 {
        return None;
    }
    let folded = fold(text);
    WORDS.outlets.get(&folded).copied()
}

/// The outlet whose name without spaces, and without its article, is the given one: `washingtonpost`.
pub(crate) fn outlet_without_spaces(name: &str) -> Option<&'static str> {
    WORDS.joined_outlets.get(name).copied()
}

/// "Read more: …", "Photo: …"
fn by_start(text: &str) -> Option<&'static str> {
    let first = text.trim_start().bytes().next()?.to_ascii_lowercase();
    if first.is_ascii() && WORDS.start_firsts & 1 << first == 0 {
        return None;
    }
    let candidates = WORDS.starts.get(&lower(first_word(text.trim_start())))?;
    if !candidates.iter().any(|(start, _)| begins(text.trim_start(), start)) {
        return None;
    }
    let small = lower(text);
    let fits = |(start, _): &&(String, &str)| {
        small.strip_prefix(start.as_str()).is_some_and(|rest| {
            start.ends_with(|letter: char| !letter.is_alphanumeric()) || !rest.starts_with(char::is_alphanumeric)
        })
    };
    let (start, why) = candidates.iter().filter(fits).max_by_key(|(start, _)| start.len())?;
    let rest = &small[start.len()..];
    // Without a colon, what reads as a sentence may be one of the article.
    let marked = start.ends_with([':', '(', ',']) || matches!(*why, "copyright" | "credit" | "page of a mail");
    let sentence = small.ends_with('.') && count(rest) > 6;
    (count(&small) <= MOST_WORDS && (marked || !sentence)).then_some(why)
}

/// Most words of who made a picture.
const CREDIT_WORDS: usize = 6;

/// Whether a line ends in the credit of a picture: "The quay on Friday. Picture: Bo Lind", "The quay (Photo: Bo Lind)",
/// "The quay on Friday. (Bo Lind/MNA)".
pub(super) fn ends_in_credit(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    if signed_by_agency(text) {
        return true;
    }
    let Some((before, name)) = text.rsplit_once(':') else { return false };
    let at = before.rfind(['.', '(', '|', '/', '"', '”']).map_or(0, |at| at + 1);
    let at = (at..before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
    let label = &before[at..];
    let small = format!("{}:", lower(label));
    let is_credit = WORDS
        .starts
        .get(first_word(&small))
        .is_some_and(|starts| starts.iter().any(|(start, why)| *why == "photo credit" && *start == small));
    is_credit && at > 0 && !name.trim().is_empty() && count(name) <= CREDIT_WORDS
}

/// Whether a caption ends in who took the picture, and for whom, in brackets: "(Bo Lind/MNA)".
pub(super) fn signed_by_agency(text: &str) -> bool {
    let Some((before, credit)) = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return false;
    };
    let Some((name, agency)) = credit.split_once('/') else { return false };
    let agency = agency.trim();
    let short = count(agency) <= 3 && agency.starts_with(char::is_uppercase);
    before.trim_end().ends_with('.') && is_person(name.trim()) && short
}

/// Whether words are built like a line over a headline, a noun and what belongs to it: "Streit um die Brücke".
pub(super) fn is_kicker(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let second = parts.nth(1).is_some_and(|word| WORDS.prepositions.contains_key(word));
    second && (3..=5).contains(&count(words)) && words.starts_with(char::is_uppercase)
}

/// Whether words begin with an article, as the title of an essay does.
pub(super) fn opens_with_article(words: &str) -> bool {
    words.starts_with(char::is_uppercase) && WORDS.articles.contains_key(&fold(first_word(words)))
}

/// Whether a line says who else worked on it: "Ana Ruiz in Lisse contributed to this report."
fn contributed(folded: &str) -> Option<&'static str> {
    WORDS.contributed.iter().any(|end| folded.ends_with(end.as_str())).then_some("credit")
}

/// "12 comments", "4 min read", "3–4 minutes", "Comments 12"
fn counting(folded: &str) -> Option<&'static str> {
    let is_number = |word: &str| {
        let number = word.trim_end_matches(['k', 'm', '+']);
        number.starts_with(|letter: char| letter.is_ascii_digit())
            && number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '–'))
    };
    let before = folded.split_once(' ').filter(|(number, _)| is_number(number)).map(|(_, rest)| rest);
    let behind = || folded.rsplit_once(' ').filter(|(_, number)| is_number(number)).map(|(rest, _)| rest);
    let rest = before.or_else(behind)?;
    // "12 comments" heads them.
    let comments = WORDS.lines.get(rest).copied().filter(|why| *why == COMMENTS);
    WORDS.counted.contains_key(rest).then_some(comments.unwrap_or("site navigation"))
}

/// How long ago a post was written, as networks show it: "3w • Edited", "2d ·".
fn age(text: &str) -> Option<&'static str> {
    const UNITS: [&str; 9] = ["s", "m", "h", "d", "w", "mo", "y", "yr", "yrs"];
    let (first, rest) = text.split_once(['•', '·'])?;
    let first = first.trim();
    let unit = first.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let marks = rest.matches(['•', '·']).count();
    (unit.len() < first.len() && UNITS.contains(&unit) && count(rest) <= 1 + marks).then_some("site navigation")
}

/// The number of a picture in a gallery: "1 of 4", "1/4".
fn numbers_picture(folded: &str) -> Option<&'static str> {
    let (number, all) =
        folded.split_once(" of ").or_else(|| folded.split_once(" / ")).or_else(|| folded.split_once('/'))?;
    let value = |digits: &str| digits.parse::<u16>().ok().filter(|_| digits.len() <= 3);
    let (number, all) = (value(number.trim())?, value(all.trim())?);
    (number >= 1 && number <= all && all > 1).then_some("site navigation")
}

/// A web or mail address or a handle alone on its line.
fn address(text: &str) -> Option<&'static str> {
    let text = text.trim();
    // Browsers print the number of the page behind it: "https://… 1/2".
    let page = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    let text = match text.rsplit_once(char::is_whitespace) {
        Some((address, rest)) if address.contains("://") && page(rest) => address.trim_end(),
        _ => text,
    };
    let alone = !text.contains(char::is_whitespace);
    let web = text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
    let handle = text.starts_with('@') && text.len() > 2;
    let mail = text.contains('@') && text.contains('.');
    (alone && (web || handle || mail)).then_some(if web { "address" } else { "contact" })
}

/// "Home > World > Europe"
fn trail(text: &str) -> Option<&'static str> {
    if !text.contains(['>', '›', '»', '/', '|']) {
        return None;
    }
    let parts: Vec<&str> = text.split(['>', '›', '»', '/', '|']).map(str::trim).collect();
    let short = |part: &&str| count(part) <= 3;
    let known = |part: &&str| {
        let part = fold(part);
        WORDS.lines.contains_key(&part) || WORDS.sections.contains_key(&part)
    };
    (parts.len() > 1 && parts.iter().all(short) && parts.iter().take(2).all(known)).then_some("site navigation")
}

fn first_word(small: &str) -> &str {
    small.split(char::is_whitespace).next().unwrap_or(small)
}

/// What follows the longest of the phrases that `text` begins with.
pub(super) fn strip_any<'a>(text: &'a str, phrases: &Phrases) -> Option<&'a str> {
    let first = text.chars().next()?.to_lowercase().next()?;
    if !phrases.may_begin(first) {
        return None;
    }
    // Most phrases begin otherwise, which one byte tells.
    let mut start = [0; 4];
    let start = first.encode_utf8(&mut start).as_bytes()[0];
    let like = |phrase: &&String| phrase.as_bytes().first() == Some(&start);
    phrases.iter().filter(like).find_map(|phrase| strip_phrase(text, phrase))
}

/// What follows a phrase at the beginning of `text`, whatever the case; the phrase is in lower case and ends at a word's end.
pub(super) fn strip_phrase<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let mut letters = text.chars();
    let mut expected = phrase.chars().peekable();
    while expected.peek().is_some() {
        if !letters.next()?.to_lowercase().all(|letter| expected.next() == Some(letter)) {
            return None;
        }
    }
    let rest = letters.as_str();
    let ended = !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
    ended.then(|| rest.trim_start_matches([' ', ':', '\u{a0}']))
}

/// Whether a text begins with these words, in lower case.
fn begins(text: &str, start: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter });
    start.chars().all(|expected| letters.next() == Some(expected))
}

/// Lower case, with plain apostrophes.
fn lower(text: &str) -> String {
    let text = text.trim();
    let mut lower = String::with_capacity(text.len());
    push_lower(&mut lower, text);
    lower
}

fn push_lower(into: &mut String, text: &str) {
    if text.is_ascii() {
        let start = into.len();
        into.push_str(text);
        into[start..].make_ascii_lowercase();
        return;
    }
    for letter in text.chars() {
        match letter {
            '’' => into.push('\''),
            _ => into.extend(letter.to_lowercase()),
        }
    }
}

/// Lower case, single spaces, nothing but letters and digits at the ends: how lines are compared.
pub(super) fn fold(text: &str) -> String {
    let inner = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let mut folded = String::with_capacity(inner.len());
    for word in inner.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        push_lower(&mut folded, word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boilerplate_is_recognised_with_its_reason() {
        let lines = [
            ("All news", "site navigation"),
            ("ADVERTISEMENT", "advertisement"),
            ("See also:", "related links"),
            ("Read more: Bridge closed for a year", "related links"),
            ("Leave a Comment", "comments"),
            ("12 Comments", "comments"),
            ("4 min read", "site navigation"),
            ("* * *", "separator"),
            ("-30-", "end mark"),
            ("© 2017 The Velin Post. All rights reserved.", "copyright"),
            ("(Reporting by Jane Doe; Editing by John Roe)", "credit"),
            ("Home > World > Europe", "site navigation"),
            ("https://example.org/a", "address"),
            ("@janedoe", "contact"),
        ];
        for (text, why) in lines {
            assert_eq!(line(text, &[]).map(|found| found.why), Some(why), "{text}");
        }
    }

    #[test]
    fn sentences_of_an_article_are_no_boilerplate() {
        for text in [
            "Share prices fell.",
            "More from the council is expected on Friday, said the mayor.",
            "Follow us into the old town of Velin and you will see what the flood has left of its bridges.",
            "The end of the bridge",
            "12 people were hurt.",
            "Diplomatic track",
            "Home rule / devolution",
        ] {
            assert_eq!(line(text, &[]), None, "{text}");
        }
    }
}
