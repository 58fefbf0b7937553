//! The words that tell when and where something was said: "in an interview", "on Twitter", "in Geneva".

use crate::text::lookup::{Key, Table};
use crate::text::source::Span;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a word can be in the telling of an occasion, several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part(u16);

impl Part {
    /// Leads to a venue: in, at, during.
    pub const PREPOSITION: Part = Part(1);
    /// Leads to a place, if a name follows.
    pub const PLACE_PREPOSITION: Part = Part(2);
    /// An article or pronoun before a venue.
    pub const ARTICLE: Part = Part(4);
    /// A kind of venue: interview, statement.
    pub const VENUE: Part = Part(8);
    /// A venue by name: Twitter.
    pub const NAMED: Part = Part(16);
    /// Ends the words about the occasion: that, who, after.
    pub const STOP: Part = Part(32);
    /// Leads to those with whom it was: with.
    pub const COMPANY: Part = Part(64);
    /// Something that is quoted long after it was written: emails, memo.
    pub const PAPER: Part = Part(128);
    /// Says that it came out: released, leaked.
    pub const RELEASING: Part = Part(256);
    /// A noun that says what happened: vote, attack.
    pub const HAPPENING: Part = Part(512);
    /// A kind of venue that holds a few sentences and is over: tweet, post.
    pub const POST: Part = Part(1024);
    /// Only leads to the next word.
    pub const LEADING: Part = Part(1 | 2 | 4);

    /// Both together, as a question to [`Part::is`].
    pub const fn or(self, other: Part) -> Part {
        Part(self.0 | other.0)
    }

    /// Whether it can be any of these.
    #[inline]
    pub fn is(self, any: Part) -> bool {
        self.0 & any.0 != 0
    }
}

/// The words of a language that tell of occasions.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "Lists")]
pub struct Occasions {
    parts: Table<Part>,
    /// Whether every noun has a capital, so that only a name without an article is a place.
    pub bare_places: bool,
}

/// The `[occasions]` table of a language file; all words in lower case.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[derive(Default)]
struct Lists {
    prepositions: Vec<String>,
    place_prepositions: Vec<String>,
    bare_places: bool,
    articles: Vec<String>,
    venues: Vec<String>,
    posts: Vec<String>,
    named: Vec<String>,
    company: Vec<String>,
    papers: Vec<String>,
    releasing: Vec<String>,
    stops: Vec<String>,
    happenings: Vec<String>,
}

impl From<Lists> for Occasions {
    fn from(lists: Lists) -> Occasions {
        let all = [
            (lists.prepositions, Part::PREPOSITION),
            (lists.place_prepositions, Part::PLACE_PREPOSITION),
            (lists.articles, Part::ARTICLE),
            (lists.venues, Part::VENUE),
            (lists.posts, Part::POST),
            (lists.named, Part::NAMED),
            (lists.company, Part::COMPANY),
            (lists.papers, Part::PAPER),
            (lists.releasing, Part::RELEASING),
            (lists.stops, Part::STOP),
            (lists.happenings, Part::HAPPENING),
        ];
        let mut parts = BTreeMap::<String, Part>::new();
        for (words, part) in all {
            for word in words {
                parts.entry(word).or_default().0 |= part.0;
            }
        }
        Occasions { parts: parts.into_iter().collect(), bare_places: lists.bare_places }
    }
}

impl Occasions {
    /// What a word of a text can be, in any case.
    pub fn part(&self, text: &str, word: Span) -> Part {
        match Key::at(text, word.start as usize, word.end as usize) {
            Some(key) => self.parts.get(key),
            None => self.parts.get_folded(&word.of(text).to_lowercase()),
        }
        .unwrap_or_default()
    }
}
