//! When and where a statement was made, as far as the sentence of its cue says.
//!
//! Three stretches of that sentence tell of the occasion, and none of them is part of the words said:
//!
//! ```text
//! On Friday, the minister, at a meeting in Lisse, said in an interview with Radio Uno on Monday that ...
//! ^^^^^^^^^               ^^^^^^^^^^^^^^^^^^^^^^      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! opening                 between source and cue      after the cue
//! ```
//!
//! The nearest to the cue wins. Without a day in them the statement gets the article's date; one inside of another gets none.

use crate::languages::Language;
use crate::languages::occasions::{Occasions, Part};
use crate::model::article::Body;
use crate::model::published::{Mention, Published};
use crate::model::statement::{Act, Attribution, Circumstances, Polarity, Rule, SaidOn};
use crate::model::when::Precision;
use crate::reading::sentences::Sentence;
use crate::text::source::Span;

/// Words of a stretch that are looked at: an occasion is short, and a sentence may be endless.
const REACH: usize = 28;
/// Statements back to the one that a participle goes on with, those inside of it counted.
const NEAR: usize = 4;
/// Words that the name of a venue may have: "a meeting with the heads of the region's parliaments".
const VENUE: usize = 12;
/// Words between papers and the word that says that they came out: "emails from his time in Lisse, released".
const RELEASED: usize = 6;
/// Words that an opening may have before the source.
const OPENING: usize = 14;

/// The day, venue and place of each statement: the day in the sentence of the cue, else the article's own date, but for nested statements.
pub fn resolve(
    statements: &[Attribution],
    body: &Body,
    sentences: &[Sentence],
    mentions: &[Mention],
    published: &Published,
    language: &Language,
) -> Vec<Circumstances> {
    let mut resolved: Vec<Circumstances> = Vec::with_capacity(statements.len());
    for (index, statement) in statements.iter().enumerate() {
        let scene = statement.cue.and_then(|cue| Scene::of(statement, cue, &body.plain, sentences, mentions, language));
        let latest = published.when.map(|when| when.end());
        let venue = scene.as_ref().and_then(|scene| scene.venue());
        // What came out today was not written today.
        let released = scene.as_ref().is_some_and(Scene::is_released);
        let day = scene.as_ref().and_then(|scene| scene.day()).or(venue.and_then(|venue| venue.year));
        let said = day.filter(|mention| {
            statement.polarity == Polarity::ToCome || latest.is_none_or(|latest| mention.when.start <= latest)
        });
        let said_on = match said {
            _ if released => None,
            Some(mention) => Some(SaidOn { when: mention.when, span: Some(mention.span) }),
            // When somebody in a statement said what it repeats, only its own words can tell.
            None if statement.nested => None,
            None => published.when.map(|when| SaidOn { when, span: None }),
        };
        // What is written "in the Herald" is written nowhere else.
        let told = statement.act != Act::Writes;
        let place = scene.as_ref().filter(|_| told).and_then(|scene| scene.place());
        let own = Circumstances { said_on, venue: venue.map(|venue| venue.span), place };
        let main = added_to(statement, own, &statements[..index], &resolved);
        resolved.push(main.unwrap_or(own));
    }
    resolved
}

/// The circumstances of the statement that a participle without any of its own goes on with: "Ruiz told a rally that Q, adding that R".
fn added_to(
    statement: &Attribution,
    own: Circumstances,
    before: &[Attribution],
    resolved: &[Circumstances],
) -> Option<Circumstances> {
    let source = statement.source.filter(|_| statement.rule == Rule::Participle && own.venue.is_none())?;
    let said = |main: &&Attribution| main.source == Some(source) && main.nested == statement.nested;
    let (_, main) = before.iter().zip(resolved).rev().take(NEAR).find(|(main, _)| said(main))?;
    let dated = own.said_on.is_some_and(|said| said.span.is_some()) && own.said_on != main.said_on;
    (!dated).then_some(*main)
}

/// The stretches of a sentence that tell of a statement's occasion, and what is needed to read them.
struct Scene<'a> {
    text: &'a str,
    mentions: &'a [Mention],
    occasions: &'a Occasions,
    /// From the nearest to the cue to the farthest, each as its words.
    stretches: [Vec<Word>; 3],
}

/// Where or to whom something was said.
#[derive(Clone, Copy)]
struct Venue<'a> {
    span: Span,
    /// The date that belongs to it.
    year: Option<&'a Mention>,
}

/// A word of a stretch.
#[derive(Clone, Copy)]
struct Word {
    /// With the marks around it.
    span: Span,
    /// Without them.
    bare: Span,
    part: Part,
}

impl<'a> Scene<'a> {
    fn of(
        statement: &Attribution,
        cue: Span,
        text: &'a str,
        sentences: &[Sentence],
        mentions: &'a [Mention],
        language: &'a Language,
    ) -> Option<Scene<'a>> {
        let index = sentences.partition_point(|sentence| sentence.span.start <= cue.start).checked_sub(1)?;
        let sentence = sentences[index].span;
        let first = mentions.partition_point(|mention| mention.span.end <= sentence.start);
        let count = mentions[first..].partition_point(|mention| mention.span.start < sentence.end);
        let mentions = &mentions[first..first + count];
        let mut scene = Scene { text, mentions, occasions: &language.occasions, stretches: Default::default() };
        let source = statement.source.filter(|source| sentence.contains(*source));
        let subject = source.map_or(cue.start, |source| source.start.min(cue.start));
        let after = source.filter(|source| source.start >= cue.end && source.start - cue.end < 3);
        let from = after.map_or(cue.end, |source| source.end).max(cue.end);
        scene.stretches[0] = scene.words(Span { start: from, end: sentence.end.max(from) }, statement, true);
        if let Some(source) = source.filter(|source| source.end <= cue.start) {
            let start = scene.name_ends(source);
            scene.stretches[1] = scene.words(Span { start, end: cue.start }, statement, false);
        }
        let opening = Span { start: sentence.start, end: subject };
        if opening.start < opening.end && !statement.spans.iter().any(|span| span.overlaps(opening)) {
            let words = scene.words(opening, statement, false);
            // A long beginning is a clause of its own.
            if words.len() <= OPENING {
                scene.stretches[2] = words;
            }
        }
        Some(scene)
    }

    /// Where a source ends, or the occasion begins that was taken for part of it: "Ruiz, at a meeting in Lisse".
    fn name_ends(&self, source: Span) -> u32 {
        let words = source.of(self.text);
        let occasion = memchr::memmem::find_iter(words.as_bytes(), b", ").find(|at| {
            let Some(next) = words_of(&words[at + 2..]).next() else { return false };
            let start = source.start as usize + (next.as_ptr() as usize - words.as_ptr() as usize);
            self.occasions.part(self.text, Span::new(start, start + next.len())).is(Part::PREPOSITION)
        });
        occasion.map_or(source.end, |at| source.start + at as u32)
    }

    /// The words of a stretch, up to the statement's own words and up to what ends the occasion.
    ///
    /// A comma inside a date ends nothing, nor does any other comma unless `strict`.
    fn words(&self, stretch: Span, statement: &Attribution, strict: bool) -> Vec<Word> {
        let own = statement.spans.iter().map(|span| span.start).filter(|start| *start >= stretch.start).min();
        let end = own.map_or(stretch.end, |own| own.min(stretch.end));
        let inside = &self.text[stretch.start as usize..end as usize];
        let mut words = Vec::new();
        for word in words_of(inside).take(REACH) {
            let start = stretch.start as usize + (word.as_ptr() as usize - inside.as_ptr() as usize);
            let span = Span::new(start, start + word.len());
            let bare = trimmed(span, self.text);
            let part = self.occasions.part(self.text, bare);
            if part.is(Part::STOP) || opens_quotation(word) {
                break;
            }
            if words.is_empty() {
                words.reserve(REACH);
            }
            words.push(Word { span, bare, part });
            let dated =
                || self.mentions.iter().any(|mention| mention.span.overlaps(span) && mention.span.end > bare.end);
            let ends = word.ends_with([';', ':', '?', '!', '—', '–', '”', '"']) || strict && word.ends_with(',');
            if ends && !dated() {
                break;
            }
        }
        words
    }

    /// Whether the words come from papers that were released, leaked or seen since.
    fn is_released(&self) -> bool {
        self.stretches.iter().any(|words| {
            let paper = words.iter().position(|word| word.part.is(Part::PAPER));
            paper.is_some_and(|at| words[at + 1..].iter().take(RELEASED).any(|word| word.part.is(Part::RELEASING)))
        })
    }

    /// The day or month nearest to the cue. A bare year is what is spoken of, unless it is that of the [`Venue`].
    fn day(&self) -> Option<&'a Mention> {
        let dates = |words: &Vec<Word>| {
            let inside = |mention: &&Mention| words.iter().any(|word| word.span.overlaps(mention.span));
            self.mentions.iter().find(|mention| mention.when.precision <= Precision::Month && inside(mention))
        };
        self.stretches.iter().find_map(dates)
    }

    /// "in an interview with Radio Uno", "on Twitter"; right after the cue also "a news conference".
    fn venue(&self) -> Option<Venue<'a>> {
        self.stretches.iter().enumerate().find_map(|(stretch, words)| {
            (0..words.len()).find_map(|at| self.venue_at(words, at, at == 0 && stretch == 0))
        })
    }

    fn venue_at(&self, words: &[Word], at: usize, bare: bool) -> Option<Venue<'a>> {
        let led = words[at].part.is(Part::PREPOSITION);
        let mut noun = at + usize::from(led);
        let articled = words.get(noun)?.part.is(Part::ARTICLE);
        if !(led || bare && articled) {
            return None;
        }
        noun += usize::from(articled);
        // "a brief telephone interview", "his December 23 speech": up to three words before the noun, none of them the end of a phrase
        let describes = |at: usize| {
            !ends_phrase(words, at, self.text)
                && (articled || self.date(words[at]).is_none())
                && !words[at].part.is(Part::LEADING)
        };
        let found =
            (noun..words.len().min(noun + 4)).take_while(|&at| at == noun || describes(at - 1)).find(|&at| {
                let named = led && !articled && at == noun;
                words[at].part.is(Part::VENUE) || named && words[at].part.is(Part::NAMED)
            })?;
        let mut year = (noun..found).find_map(|at| self.date(words[at]));
        let mut last = found;
        while !ends_phrase(words, last, self.text) && last + 1 < words.len() && last < at + VENUE {
            if let Some(date) = self.date(words[last + 1]) {
                let own = self.own_year(&words[found + 1..=last]);
                if date.when.precision <= Precision::Month || own {
                    year = year.or(Some(date));
                    break;
                }
            }
            last += 1;
        }
        // "in a statement on | Monday", "at a meeting in | 2021"
        while last > found && words[last].part.is(Part::LEADING) {
            last -= 1;
        }
        Some(Venue { span: Span { start: words[at].span.start, end: words[last].bare.end }, year })
    }

    /// Whether a year behind these words is that of the occasion before them, rather than of what it was about: nothing stands between
    /// ("at a rally in 2021"), or with whom or where it was ("in an interview with Radio Uno in 2021").
    fn own_year(&self, between: &[Word]) -> bool {
        let between = match between.split_last() {
            Some((lead, phrase)) if lead.part.is(Part::LEADING) => phrase,
            _ => between,
        };
        let named =
            |word: &Word| word.part.is(Part::ARTICLE) || word.bare.of(self.text).starts_with(char::is_uppercase);
        let with = |first: &Word| first.part.is(Part::COMPANY.or(Part::PLACE_PREPOSITION));
        between.split_first().is_none_or(|(first, names)| with(first) && names.iter().all(named))
    }

    /// The name after "in": "in Geneva".
    fn place(&self) -> Option<Span> {
        self.stretches.iter().find_map(|words| (0..words.len()).find_map(|at| self.place_at(words, at)))
    }

    fn place_at(&self, words: &[Word], at: usize) -> Option<Span> {
        if !words[at].part.is(Part::PLACE_PREPOSITION) {
            return None;
        }
        let articled = words.get(at + 1).is_some_and(|word| word.part.is(Part::ARTICLE));
        if articled && self.occasions.bare_places {
            return None;
        }
        let first = at + 1 + usize::from(articled);
        let name = |at: usize| {
            let word = words.get(at).filter(|word| self.date(**word).is_none())?;
            let letters = word.bare.of(self.text);
            let plain = !letters.contains(['\'', '’']) && !word.part.is(Part::NAMED);
            (plain && letters.starts_with(char::is_uppercase)).then_some(word.bare)
        };
        let start = name(first)?;
        let mut last = first;
        while !ends_phrase(words, last, self.text) && name(last + 1).is_some() {
            last += 1;
        }
        // "in Republican circles": the name only describes what follows
        let free = ends_phrase(words, last, self.text)
            || words.get(last + 1).is_none_or(|next| self.date(*next).is_some() || next.part.is(Part::LEADING));
        free.then(|| Span { start: start.start, end: words[last].bare.end })
    }

    /// The date that a word is part of.
    fn date(&self, word: Word) -> Option<&'a Mention> {
        self.mentions.iter().find(|mention| mention.span.overlaps(word.span))
    }
}

/// The words of a text, as white space parts them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let wide = |byte: &u8| *byte >= 0x80 || byte.is_ascii_whitespace() || *byte == 0x0b;
        let mut end = rest.bytes().position(|byte| wide(&byte)).unwrap_or(rest.len());
        if rest.as_bytes().get(end).is_some_and(|byte| !byte.is_ascii()) {
            end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        }
        let (word, behind) = rest.split_at(end);
        rest = behind;
        (!word.is_empty()).then_some(word)
    })
}

/// A word without the marks around it.
fn trimmed(word: Span, text: &str) -> Span {
    let letters = word.of(text);
    if let [first, .., last] | [first @ last] = letters.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return word;
    }
    let inner = letters.trim_matches(|letter: char| !letter.is_alphanumeric());
    if inner.is_empty() {
        return word;
    }
    let start = word.start as usize + (inner.as_ptr() as usize - letters.as_ptr() as usize);
    Span::new(start, start + inner.len())
}

/// Whether a phrase ends with a word because a mark follows it. The stop of an abbreviation ends nothing.
fn ends_phrase(words: &[Word], at: usize, text: &str) -> bool {
    words.get(at).is_some_and(|word| word.span.of(text).ends_with([',', ';', ':', '—', ')', '"', '”', '?', '!']))
}

/// Whether a word begins with a quotation mark or a bracket.
fn opens_quotation(word: &str) -> bool {
    word.starts_with(['"', '“', '„', '«', '(', '[']) || word.starts_with("''") || word.starts_with("``")
}
