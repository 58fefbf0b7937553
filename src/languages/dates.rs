//! The words that dates are made of, compiled for one look-up per word of the text.
//!
//! A language file lists them under `[dates]`. An entry with an initial capital ("May", "Mar") counts only where the text has
//! a capital too; every other entry matches in any case. An entry of several words ("New Year's Eve") is found as one. An entry
//! in `names` hides its words: "Black Friday" is no Friday.

mod listed;

use crate::model::when::Precision;
use crate::text::lookup::{Key, Table};
use chrono::Weekday;
use listed::UnitName;
use serde::Deserialize;
use std::collections::BTreeMap;

pub use listed::{DateWords, Feast, NumericOrder, Role};

/// What one word means; a word may mean several things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    roles: u64,
    /// 1 to 12.
    pub month: Option<u32>,
    /// Its weekday.
    pub weekday: Option<Weekday>,
    /// Whether the weekday is abbreviated.
    pub short: bool,
    /// The first month of its season.
    pub season: Option<u32>,
    /// The period it names.
    pub unit: Option<Precision>,
    /// Whether `unit` is the end of a week.
    pub weekend: bool,
    /// The period that its plural names.
    pub units: Option<Precision>,
    /// Whether `units` are two of those periods.
    pub fortnight: bool,
    /// Its value.
    pub number: Option<u16>,
    /// Its rank.
    pub ordinal: Option<u16>,
    /// Days from today.
    pub shift: Option<i8>,
    /// The feast it names.
    pub feast: Option<Feast>,
    /// A name that hides the date words in it.
    pub name: bool,
    /// The day and, where known, the year of an event that is called by its date.
    pub event: Option<crate::model::when::When>,
}

impl Entry {
    /// Whether the word can play a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles & (1 << role as u64) != 0
    }

    /// Whether an article before it may count: "a week ago".
    pub(crate) fn is_countable(&self) -> bool {
        self.unit.is_some() || self.fortnight
    }

    /// Whether it names something of which every date has one, unless it has digits.
    fn tells_date(&self) -> bool {
        let named = self.month.is_some() || self.weekday.is_some() || self.season.is_some() || self.feast.is_some();
        named || self.unit.is_some() || self.units.is_some() || self.shift.is_some() || self.is(Role::DayPart)
    }

    /// Whether an expression may begin with the word.
    fn begins(&self) -> bool {
        let roles = [
            Role::Following,
            Role::Preceding,
            Role::Last,
            Role::Next,
            Role::This,
            Role::Same,
            Role::AgoBefore,
            Role::HenceBefore,
            Role::HenceAhead,
            Role::About,
            Role::DecadeBefore,
        ];
        self.tells_date() || self.number.is_some() || self.ordinal.is_some() || self.event.is_some() || self.any(&roles)
    }

    /// Whether the word can play one of two roles.
    pub fn any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.is(*role))
    }
}

/// The date words of a language, ready to be looked up.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "DateWords")]
pub struct Lexicon {
    /// How dates in digits are ordered.
    order: NumericOrder,
    /// Regions that order them the other way.
    other_order_regions: Vec<String>,
    /// Whether "last" can follow its noun.
    pub determiner_after: bool,
    /// Whether the word for "year" follows its number.
    pub year_follows: bool,
    /// Whether a full stop makes a number an ordinal.
    pub ordinal_stop: bool,
    /// Whether a period without a number counts as one.
    pub unit_alone_is_one: bool,
    past_endings: Vec<String>,
    plural_endings: Vec<String>,
    /// Index 0 is the word that means nothing.
    entries: Vec<Entry>,
    /// For each entry, what may begin with it.
    beginnings: Vec<Begins>,
    /// Lower-case words in order, with their entries.
    words: Vec<(Box<str>, Meanings)>,
    /// For each word, its place among them.
    places: Table<u16>,
    /// For each first byte, the lengths of words that begin with it: a cheap way to pass over most words.
    lengths: Vec<u64>,
}

/// The entries of one spelling; 0 means none.
#[derive(Clone, Debug, Default, PartialEq)]
struct Meanings {
    any_case: u16,
    capitalised: u16,
    /// Entries of several words that begin with this one: the rest of the words, and the entry. Longest first.
    phrases: Vec<(Box<str>, u16)>,
}

/// What may begin with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begins {
    /// No expression.
    Nothing,
    /// An expression if the next word names a period: "a year ago".
    BeforeUnit,
    /// Any expression.
    Expression,
}

impl Begins {
    fn of(entry: &Entry) -> Begins {
        if entry.begins() {
            Begins::Expression
        } else if entry.is(Role::Article) {
            Begins::BeforeUnit
        } else {
            Begins::Nothing
        }
    }
}

/// What a word that is a [`Key`] means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct DateWord {
    /// Its entry in small letters, 0 for none.
    small: u16,
    /// Its entry with a capital.
    capitalised: u16,
    /// How the entries of several words go on that begin with it: for those with a space and a letter the bit of the letter, the
    /// highest bit for any other.
    next: u32,
    /// Whether it is one of the words of which every date has one, unless it has digits: in small letters, and with a capital.
    tells: [bool; 2],
}

/// The bit of [`DateWord::next`] for a letter.
fn letter_bit(letter: u8) -> u32 {
    1 << (letter.to_ascii_lowercase() - b'a')
}

impl DateWord {
    /// The entry of the word, 0 for none.
    #[inline]
    pub(crate) fn entry(self, capital: bool) -> u16 {
        if capital { self.capitalised } else { self.small }
    }

    /// Whether it is one of the words of which every date has one, unless it has digits: a month, a day, a period.
    #[inline]
    pub(crate) fn tells_date(self, capital: bool) -> bool {
        self.tells[usize::from(capital)]
    }

    /// Whether an entry of several words may begin with this one, by what follows it.
    #[inline]
    pub(crate) fn may_go_on(self, rest: &[u8]) -> bool {
        self.next != 0
            && match rest {
                [b' ', letter, ..] if letter.is_ascii_alphabetic() => self.next & letter_bit(*letter) != 0,
                [other, ..] if !other.is_ascii_whitespace() => self.next >> 31 != 0,
                [] => false,
                _ => true,
            }
    }
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        Lexicon::from(DateWords::default())
    }
}

impl Lexicon {
    /// The entry of a token.
    #[inline]
    pub fn entry(&self, id: u16) -> &Entry {
        &self.entries[id as usize]
    }

    /// The words that are keys, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u128> {
        self.places.keys()
    }

    /// What a key means.
    pub(crate) fn word(&self, key: Key) -> DateWord {
        let Some(place) = self.places.get(key) else { return DateWord::default() };
        let meanings = &self.words[place as usize].1;
        let capitalised = if meanings.capitalised != 0 { meanings.capitalised } else { meanings.any_case };
        let next = |(phrase, _): &(Box<str>, u16)| match phrase.as_bytes() {
            [b' ', letter, ..] if letter.is_ascii_alphabetic() => letter_bit(*letter),
            _ => 1 << 31,
        };
        let next = meanings.phrases.iter().map(next).fold(0, |all, bit| all | bit);
        let begins = meanings.phrases.iter().any(|phrase| self.tells_unseen(phrase));
        let tells = [meanings.any_case, capitalised].map(|id| begins || self.entry(id).tells_date());
        DateWord { small: meanings.any_case, capitalised, next, tells }
    }

    /// Whether an entry of several words tells a date although none of the words behind the first one does.
    fn tells_unseen(&self, (rest, id): &(Box<str>, u16)) -> bool {
        let place = |word: &str| self.places.get_folded(&word.to_lowercase());
        let tells = |place: u16| self.entry(self.words[place as usize].1.any_case).tells_date();
        let known = |word: &str| place(word).is_some_and(tells);
        let digits = rest.bytes().any(|byte| byte.is_ascii_digit());
        self.entry(*id).tells_date() && !digits && !rest.split(|letter: char| !letter.is_alphanumeric()).any(known)
    }

    /// What may begin with the word of an entry.
    #[inline]
    pub(crate) fn begins(&self, id: u16) -> Begins {
        self.beginnings[id as usize]
    }

    /// The order of numeric dates for a language tag such as `en-GB`.
    pub fn order(&self, tag: &str) -> NumericOrder {
        let region = tag.split(['-', '_']).nth(1).unwrap_or("");
        let other = self.other_order_regions.iter().any(|other| other.eq_ignore_ascii_case(region));
        match (self.order, other) {
            (NumericOrder::DayMonth, false) | (NumericOrder::MonthDay, true) => NumericOrder::DayMonth,
            _ => NumericOrder::MonthDay,
        }
    }

    /// Whether a word looks like a verb in the past.
    pub fn ends_like_past(&self, word: &str) -> bool {
        let ends = |ending: &String| word.len() > ending.len() + 2 && word.ends_with(ending.as_str());
        word.starts_with(char::is_lowercase) && self.past_endings.iter().any(ends)
    }

    /// Whether a word looks like a plural.
    pub fn ends_like_plural(&self, word: &str) -> bool {
        self.plural_endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
    }

    /// Looks up the word that `rest` begins with and that is `length` bytes long; gives its entry (0 for none) and how many
    /// bytes it covers, more than `length` when it begins a phrase.
    #[inline]
    pub fn look_up(&self, rest: &str, length: usize) -> (u16, usize) {
        let first = rest.as_bytes()[0];
        if length > 63 || self.lengths[first.to_ascii_lowercase() as usize] & (1 << length) == 0 {
            return (0, length);
        }
        let place = match Key::at(rest, 0, length) {
            Some(key) => self.places.get(key),
            None => self.places.get_folded(&fold(&rest[..length])),
        };
        let Some(place) = place else { return (0, length) };
        let meanings = &self.words[place as usize].1;
        for (phrase, entry) in &meanings.phrases {
            if let Some(more) = continues(&rest[length..], phrase) {
                return (*entry, length + more);
            }
        }
        let capital = rest.chars().next().is_some_and(char::is_uppercase);
        let entry = if capital && meanings.capitalised != 0 { meanings.capitalised } else { meanings.any_case };
        (entry, length)
    }
}

/// `word` in lower case, where that does not change its length in bytes; else as it is.
fn fold(word: &str) -> String {
    let folded = |letter: char| {
        let mut lower = letter.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
            _ => letter,
        }
    };
    word.chars().map(folded).collect()
}

/// How many bytes of `text` say the rest of a phrase, if they do: in any case, with any white space and any apostrophe.
fn continues(text: &str, phrase: &str) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    for wanted in phrase.chars() {
        let (_, letter) = letters.next()?;
        match wanted {
            ' ' if letter.is_whitespace() => while letters.next_if(|(_, next)| next.is_whitespace()).is_some() {},
            '\'' if letter == '’' => {}
            _ if letter.to_lowercase().eq(wanted.to_lowercase()) => {}
            _ => return None,
        }
    }
    match letters.next() {
        Some((_, next)) if next.is_alphanumeric() => None,
        Some((at, _)) => Some(at),
        None => Some(text.len()),
    }
}

impl From<DateWords> for Lexicon {
    fn from(file: DateWords) -> Lexicon {
        let mut forms: BTreeMap<String, Entry> = BTreeMap::new();
        let mut add = |word: &str, change: &dyn Fn(&mut Entry)| change(forms.entry(word.to_owned()).or_default());
        for (index, words) in file.months.iter().enumerate() {
            words.iter().for_each(|word| add(word, &|entry| entry.month = Some(index as u32 + 1)));
        }
        for (lists, short) in [(&file.weekdays, false), (&file.weekdays_short, true)] {
            for (index, word) in
                lists.iter().enumerate().flat_map(|(index, words)| words.iter().map(move |word| (index, word)))
            {
                let weekday = Weekday::try_from(index as u8).ok();
                add(word, &|entry| (entry.weekday, entry.short) = (weekday, short));
            }
        }
        for (index, words) in file.seasons.iter().enumerate() {
            words.iter().for_each(|word| add(word, &|entry| entry.season = Some(index as u32 * 3 + 3)));
        }
        for (unit, words) in &file.units {
            let (precision, weekend) = unit.precision();
            words.iter().for_each(|word| add(word, &|entry| (entry.unit, entry.weekend) = (Some(precision), weekend)));
        }
        for (unit, words) in &file.units_plural {
            let (precision, _) = unit.precision();
            let fortnight = *unit == UnitName::Fortnight;
            words
                .iter()
                .for_each(|word| add(word, &|entry| (entry.units, entry.fortnight) = (Some(precision), fortnight)));
        }
        file.days.iter().for_each(|(word, shift)| add(word, &|entry| entry.shift = Some(*shift)));
        file.numbers.iter().for_each(|(word, number)| add(word, &|entry| entry.number = Some(*number)));
        file.ordinals.iter().for_each(|(word, rank)| add(word, &|entry| entry.ordinal = Some(*rank)));
        for (role, words) in &file.words {
            words.iter().for_each(|word| add(word, &|entry| entry.roles |= 1 << *role as u64));
        }
        file.names.iter().for_each(|name| add(name, &|entry| entry.name = true));
        file.feasts.iter().for_each(|(name, feast)| add(name, &|entry| entry.feast = Some(*feast)));
        for (name, date) in &file.events {
            add(name, &|entry| entry.event = crate::model::when::When::parse(date));
        }
        Lexicon::compile(file, forms)
    }
}

impl Lexicon {
    fn compile(file: DateWords, forms: BTreeMap<String, Entry>) -> Lexicon {
        let mut entries = vec![Entry::default()];
        let mut words: BTreeMap<String, Meanings> = BTreeMap::new();
        for (form, entry) in forms {
            let id = u16::try_from(entries.len()).expect("a language has less than 65,000 date words");
            entries.push(entry);
            let end = form.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(form.len());
            let (first, rest) = form.split_at(end);
            let meanings = words.entry(first.to_lowercase()).or_default();
            if !rest.is_empty() {
                meanings.phrases.push((rest.into(), id));
            } else if first.chars().next().is_some_and(char::is_uppercase) {
                meanings.capitalised = id;
            } else {
                meanings.any_case = id;
            }
        }
        let mut lengths = vec![0u64; 256];
        for (word, meanings) in &mut words {
            meanings.phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
            for letter in [word.chars().next(), word.to_uppercase().chars().next()].into_iter().flatten() {
                let mut bytes = [0; 4];
                let first = letter.encode_utf8(&mut bytes).as_bytes()[0].to_ascii_lowercase();
                lengths[first as usize] |= 1 << word.len().min(63);
            }
        }
        let words: Vec<(Box<str>, Meanings)> =
            words.into_iter().map(|(word, meanings)| (word.into_boxed_str(), meanings)).collect();
        let places = words.iter().zip(0..).map(|((word, _), place)| (word, place)).collect();
        Lexicon {
            order: file.numeric_order,
            other_order_regions: file.other_order_regions,
            determiner_after: file.determiner_after,
            year_follows: file.year_follows,
            ordinal_stop: file.ordinal_stop,
            unit_alone_is_one: file.unit_alone_is_one,
            past_endings: file.past_endings,
            plural_endings: file.plural_endings,
            beginnings: entries.iter().map(Begins::of).collect(),
            entries,
            words,
            places,
            lengths,
        }
    }
}
