//! A language's word lists as one table: every word with all that the rules need to know of it.

use super::folded::Folded;
use crate::languages::speech::{self, Clitic, Little, Takes};
use crate::languages::{Language, PerLanguage};
use crate::model::statement::Act;
use crate::text::lookup::{Ending, Key, Listing, Table, eight};
use crate::text::source::Span;
use std::collections::BTreeSet;

/// What a word can be. Several at once: "that" is a determiner, a relative and an opener.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Tags(u64);

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)] // bit numbers, never used as a type
        enum Bit { $($name),* }
        impl Tags { $($(#[$doc])* pub(crate) const $name: Tags = Tags(1 << Bit::$name as u64);)* }
    };
}

tags! {
    /// A verb form that reports words.
    CUE,
    /// Such a form that is more often a noun.
    NOUNLIKE,
    AUXILIARY, MODAL, NEGATION, ADVERB, DECLINE, SUBJECT, OBJECT, DETERMINER, PREPOSITION, CONJUNCTION, SUBORDINATOR,
    RELATIVE, OPENER, VERB, TIME, VENUE, HEARER, TITLE, SPEAKER, LABEL, NOUN_CUE, LEAVING,
    /// his, her, their
    OWNER,
    /// Begins with a capital letter.
    CAPITAL,
    /// Ends in 's or s'.
    POSSESSIVE,
    /// Has a verb's clitic: he's, they'd, we'll.
    CLITIC,
    /// Has a modal verb's clitic: he'll.
    MODAL_CLITIC,
    /// Every letter is a capital, and there is more than one.
    SHOUTED,
    /// Ends like a past form: collapsed.
    PAST_ENDING,
    /// Ends like an -ing form: falling.
    GERUND_ENDING,
    /// Ends like a plural: officials.
    PLURAL_ENDING,
    /// Has one of these endings by chance: family.
    NO_ENDING,
    // The little words, explained in `languages::speech::Little`.
    THAT, WHETHER, TO, DUMMY, AS, AND, BUT, OF, ATTACHING, BY, BE, INDEFINITE, DEMONSTRATIVE, INFERRING, SPEAKING, NOBODY, TRANSITIVE, ACCORDING_LAST, VIEW, TOLD, BEFORE_TIME, RELATIVE_OBJECT, BREAKING,
    JOINING, PARTICLE, COUNT, SEEMING,
    /// The first word of a phrase such as "according to".
    ACCORDING,
}

impl Tags {
    /// Whether any of the other tags is set.
    #[inline]
    pub(crate) fn any(self, other: Tags) -> bool {
        self.0 & other.0 != 0
    }

    /// All tags of both.
    pub(crate) const fn or(self, other: Tags) -> Tags {
        Tags(self.0 | other.0)
    }
}

/// Forms of a verb, as bits: "read" is base, past and participle.
pub(crate) mod form {
    /// "say"
    pub(crate) const BASE: u8 = 1;
    /// "says"
    pub(crate) const THIRD: u8 = 2;
    /// "said"
    pub(crate) const PAST: u8 = 4;
    /// "said", after "has"
    pub(crate) const PARTICIPLE: u8 = 8;
    /// "saying"
    pub(crate) const ING: u8 = 16;
}

/// A verb that reports words, in one of its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Verb {
    /// What somebody does with it.
    pub(crate) act: Act,
    /// What it is followed by.
    pub(crate) takes: Takes,
    /// Which forms it is spelled like, as bits of [`form`].
    pub(crate) forms: u8,
    /// Which verb it is: the same for all its forms.
    pub(crate) lemma: u16,
    /// The group it stands in.
    pub(crate) group: u16,
}

/// Everything known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    /// Its parts of speech.
    pub(crate) tags: Tags,
    /// The verb it is a form of.
    pub(crate) verb: Option<Verb>,
    /// The act that it names as a noun.
    pub(crate) noun: Option<Act>,
}

/// What a word that is a key can do in reported speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct SpeechWord {
    /// What it means.
    pub(crate) entry: Entry,
    /// What its ending makes it when it is written in small letters.
    pub(crate) ending: Tags,
}

/// The table of one language.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: Table<Entry>,
    groups: Vec<GroupWords>,
    according: Vec<Vec<Box<str>>>,
    according_around: Vec<[Box<str>; 2]>,
    senders: Vec<Box<str>>,
    relaying: Vec<Box<str>>,
    citing: Vec<Box<str>>,
    according_behind: Vec<Box<str>>,
    according_nouns: WordSet,
    comma_clauses: bool,
    verb_second: bool,
    named_colon: bool,
    capital_nouns: bool,
    dash_speech: bool,
    reported_mood: WordSet,
    weak_mood: WordSet,
    infinitive: Vec<Box<str>>,
    infinitive_endings: Vec<Box<str>>,
    asides: Vec<Vec<Box<str>>>,
    conditions: Vec<Box<str>>,
    inverted_conditions: Vec<Box<str>>,
    bodies_behind: Vec<Box<str>>,
    according_quoted: Vec<Box<str>>,
    incises: bool,
    head_first: bool,
    oblique: WordSet,
    /// What a word in small letters can end in, and what that makes it.
    endings: Vec<(Ending, Tags)>,
    /// The last letters of those as bits, by their lowest five.
    last_letters: u32,
    /// The same for plain words.
    tails: Vec<Tail>,
    clitics: Vec<(Box<str>, Clitic)>,
}

/// Words that few rules ask for, and none in every sentence.
type WordSet = BTreeSet<Box<str>>;

fn set(words: &[String]) -> WordSet {
    words.iter().map(|word| word.as_str().into()).collect()
}

fn boxed(words: &[String]) -> Vec<Box<str>> {
    words.iter().map(|word| word.as_str().into()).collect()
}

/// How surely a verb form shows that somebody else is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mood {
    /// Used of other things as well: "wäre".
    Weak,
    /// Used of what others say: "sei".
    Reported,
}

/// An ending in ASCII letters, to be compared with the last eight letters of a word.
struct Tail {
    /// Which of them it is compared with.
    mask: u64,
    letters: u64,
    /// Letters that a word has more than.
    longer_than: usize,
    tag: Tags,
}

/// The words of a language while its lists are read.
#[derive(Default)]
struct Reading {
    words: Listing<Entry>,
    lemmas: u16,
}

/// The words that go with the verbs of a group.
#[derive(Default)]
struct GroupWords {
    with: Vec<Vec<Box<str>>>,
    about: Vec<Box<str>>,
    hearer: bool,
    apart: Vec<Box<str>>,
    impersonal: bool,
}

/// Letters that a word has before its ending, at least.
const SHORTEST_STEM: usize = 1;

impl Reading {
    fn tag(&mut self, word: &str, tag: Tags) {
        let entry = self.words.entry(word);
        entry.tags = entry.tags.or(tag);
    }

    fn verb(&mut self, line: &str, act: Act, takes: Takes, group: u16) {
        let kinds = [form::BASE, form::THIRD, form::PAST, form::PARTICIPLE, form::ING];
        let lemma = self.lemmas;
        self.lemmas += 1;
        let forms = line.split_whitespace().zip(kinds);
        for (word, kind) in forms.flat_map(|(words, kind)| words.split('/').map(move |word| (word, kind))) {
            self.tag(word, Tags::CUE);
            let entry = self.words.entry(word);
            let forms = entry.verb.filter(|verb| verb.lemma == lemma).map_or(0, |verb| verb.forms) | kind;
            entry.verb = Some(Verb { act, takes, forms, lemma, group });
        }
    }
}

impl Lexicon {
    /// The table of a language, made once.
    pub(crate) fn of(language: &Language) -> &'static Lexicon {
        static ALL: PerLanguage<Lexicon> = PerLanguage::new();
        ALL.of(language, Lexicon::new)
    }

    fn new(language: &Language) -> Lexicon {
        let mut lexicon = Lexicon::default();
        let mut reading = Reading::default();
        let speech = &language.speech;
        for (index, group) in speech.verbs.iter().enumerate() {
            let with = group.with.iter().map(|phrase| phrase.split_whitespace().map(Box::from).collect()).collect();
            let about = group.about.iter().map(|word| word.as_str().into()).collect();
            let apart = boxed(&group.apart);
            lexicon.groups.push(GroupWords { with, about, hearer: group.hearer, apart, impersonal: group.impersonal });
            let pattern = group.pattern.as_ref().and_then(|name| speech.patterns.get(name)).map_or("*", String::as_str);
            let inflected = group.stems.split_whitespace().map(|stem| pattern.replace('*', stem));
            for line in group.forms.lines().map(str::to_owned).chain(inflected) {
                reading.verb(&line, group.act, group.takes, index as u16);
            }
        }
        for group in &speech.nouns {
            for noun in group.words.split_whitespace() {
                reading.tag(noun, Tags::NOUN_CUE);
                reading.words.entry(noun).noun = Some(group.act);
            }
        }
        let lists = [
            (&speech.nounlike, Tags::NOUNLIKE),
            (&speech.auxiliaries, Tags::AUXILIARY),
            (&speech.modals, Tags::MODAL),
            (&speech.negations, Tags::NEGATION),
            (&speech.adverbs, Tags::ADVERB),
            (&speech.declines, Tags::DECLINE),
            (&speech.subjects, Tags::SUBJECT),
            (&speech.objects, Tags::OBJECT),
            (&speech.determiners, Tags::DETERMINER),
            (&speech.prepositions, Tags::PREPOSITION),
            (&speech.conjunctions, Tags::CONJUNCTION),
            (&speech.subordinators, Tags::SUBORDINATOR),
            (&speech.relatives, Tags::RELATIVE),
            (&speech.openers, Tags::OPENER),
            (&speech.plain_verbs, Tags::VERB),
            (&speech.times, Tags::TIME),
            (&speech.venues, Tags::VENUE),
            (&speech.hearers, Tags::HEARER),
            (&speech.titles, Tags::TITLE),
            (&speech.speakers, Tags::SPEAKER),
            (&speech.labels, Tags::LABEL),
            (&speech.leaving, Tags::LEAVING),
            (&speech.owners, Tags::OWNER),
        ];
        for (words, tag) in lists {
            for word in words {
                reading.tag(word, tag);
            }
        }
        for (little, words) in &speech.little {
            words.iter().for_each(|word| reading.tag(word, little_tag(*little)));
        }
        for word in &speech.no_endings {
            reading.tag(word, Tags::NO_ENDING);
        }
        if language.people.organisations_first {
            language.people.roles().iter().for_each(|role| reading.tag(role, Tags::TITLE));
        }
        let phrases = speech.according.iter().chain(&speech.according_behind).chain(&speech.according_quoted);
        for phrase in phrases {
            reading.tag(phrase.split_whitespace().next().unwrap_or(phrase), Tags::ACCORDING);
        }
        for [before, _] in &speech.according_around {
            reading.tag(before, Tags::ACCORDING);
        }
        for (ending, letters) in &speech.endings {
            lexicon.endings.extend(letters.iter().map(|letters| (Ending::new(letters), ending_tag(*ending))));
        }
        let tail = |(ending, tag): &(Ending, Tags)| {
            let (mask, letters) = ending.tail()?;
            Some(Tail { mask, letters, longer_than: ending.len() + SHORTEST_STEM, tag: *tag })
        };
        lexicon.tails = lexicon.endings.iter().filter_map(tail).collect();
        lexicon.last_letters = lexicon.tails.iter().fold(0, |all, tail| all | 1 << (tail.letters >> 56 & 31));
        for (clitic, letters) in &speech.clitics {
            lexicon.clitics.extend(letters.iter().map(|letters| (letters.as_str().into(), *clitic)));
        }
        lexicon.words = reading.words.into();
        lexicon.comma_clauses = speech.comma_clauses;
        lexicon.verb_second = speech.verb_second;
        lexicon.named_colon = speech.named_colon;
        lexicon.capital_nouns = language.people.capital_nouns;
        lexicon.reported_mood = set(&speech.reported_mood);
        lexicon.weak_mood = set(&speech.weak_mood);
        lexicon.infinitive = boxed(&speech.infinitive);
        lexicon.infinitive_endings = boxed(&speech.infinitive_endings);
        lexicon.asides =
            speech.asides.iter().map(|phrase| phrase.split_whitespace().map(Box::from).collect()).collect();
        lexicon.conditions = boxed(&speech.conditions);
        lexicon.inverted_conditions = boxed(&speech.inverted_conditions);
        lexicon.bodies_behind = boxed(&speech.bodies_behind);
        lexicon.according_quoted = boxed(&speech.according_quoted);
        lexicon.incises = speech.incises;
        lexicon.head_first = language.people.organisations_first && !language.people.capital_nouns;
        lexicon.oblique = set(&speech.oblique);
        lexicon.according_behind = boxed(&speech.according_behind);
        lexicon.according_nouns = set(&speech.according_nouns);
        lexicon.dash_speech = speech.dash_speech;
        let pair = |words: &[String; 2]| [words[0].as_str().into(), words[1].as_str().into()];
        lexicon.according_around = speech.according_around.iter().map(pair).collect();
        lexicon.senders = boxed(&speech.senders);
        lexicon.relaying = boxed(&speech.relaying);
        lexicon.citing = boxed(&speech.citing);
        lexicon.according =
            speech.according.iter().map(|phrase| phrase.split_whitespace().map(Box::from).collect()).collect();
        lexicon
    }

    /// The words that are keys, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u128> {
        self.words.keys()
    }

    /// What a key can be.
    pub(crate) fn word(&self, key: Key) -> SpeechWord {
        let entry = self.words.get(key).unwrap_or_default();
        let (bytes, length) = key.bytes();
        let word = std::str::from_utf8(&bytes[..length]).unwrap_or_default();
        SpeechWord { entry, ending: self.ending(word, Some(key), entry.tags) }
    }

    /// Whether the ending of a word may tell something, by its last letter.
    #[inline]
    pub(crate) fn may_end_in(&self, letter: u8) -> bool {
        self.last_letters & 1 << (letter & 31) != 0
    }

    /// What the ending of a word that is in no list makes it; the word is in small ASCII letters.
    #[inline]
    pub(crate) fn ending_of_unknown(&self, text: &[u8], word: Span) -> Tags {
        let end = word.end as usize;
        // With what stands before a short word: only endings shorter than the word count.
        let last_eight = if end >= 8 { eight(text, end - 8) } else { eight(text, 0) << (8 * (8 - end)) };
        self.tails.iter().fold(Tags::default(), |tags, tail| {
            let ends = (last_eight & tail.mask == tail.letters) & (word.len() > tail.longer_than);
            tags.or(if ends { tail.tag } else { Tags::default() })
        })
    }

    /// What must stand behind a verb, each phrase an alternative; empty if nothing must.
    pub(crate) fn with(&self, verb: Verb) -> &[Vec<Box<str>>] {
        self.groups.get(verb.group as usize).map_or(&[], |group| &group.with)
    }

    /// The prepositions whose object can be what was said.
    pub(crate) fn about(&self, group: u16) -> &[Box<str>] {
        self.groups.get(group as usize).map_or(&[], |group| &group.about)
    }

    /// Whether who is told may stand between a verb of the group and "that".
    pub(crate) fn names_hearer(&self, group: u16) -> bool {
        self.groups.get(group as usize).is_some_and(|group| group.hearer)
    }

    /// The words of a verb of which one stands behind who is told.
    pub(crate) fn apart(&self, verb: Verb) -> &[Box<str>] {
        self.groups.get(verb.group as usize).map_or(&[], |group| &group.apart)
    }

    /// Whether the finite verb comes second.
    pub(crate) fn verb_second(&self) -> bool {
        self.verb_second
    }

    /// Whether common nouns have capitals.
    pub(crate) fn capital_nouns(&self) -> bool {
        self.capital_nouns
    }

    /// Whether speech behind a colon is that of the person whom the sentence names.
    pub(crate) fn named_colon(&self) -> bool {
        self.named_colon
    }

    /// Whether the language has verb forms of their own for what others say.
    pub(crate) fn has_mood(&self) -> bool {
        !self.reported_mood.is_empty()
    }

    /// What the form of a verb in small letters shows.
    pub(crate) fn mood(&self, word: &str) -> Option<Mood> {
        let weak = || self.weak_mood.contains(word).then_some(Mood::Weak);
        self.reported_mood.contains(word).then_some(Mood::Reported).or_else(weak)
    }

    /// Words that mark an infinitive.
    pub(crate) fn infinitive(&self) -> &[Box<str>] {
        &self.infinitive
    }

    /// What an infinitive ends in, if that tells it from other words.
    pub(crate) fn infinitive_endings(&self) -> &[Box<str>] {
        &self.infinitive_endings
    }

    /// What may stand between a subject and its verb, word by word.
    pub(crate) fn asides(&self) -> &[Vec<Box<str>>] {
        &self.asides
    }

    /// Words that begin a condition.
    pub(crate) fn conditions(&self) -> &[Box<str>] {
        &self.conditions
    }

    /// Verbs that begin a condition in the place of such a word.
    pub(crate) fn inverted_conditions(&self) -> &[Box<str>] {
        &self.inverted_conditions
    }

    /// Prepositions before a body that says something.
    pub(crate) fn bodies_behind(&self) -> &[Box<str>] {
        &self.bodies_behind
    }

    /// Prepositions that attribute if the sentence quotes.
    pub(crate) fn according_quoted(&self) -> &[Box<str>] {
        &self.according_quoted
    }

    /// Whether a verb has its subject within: "a-t-elle", "dit-il".
    pub(crate) fn has_pronoun_within(&self, word: &str) -> bool {
        let pronoun =
            |(_, last): (&str, &str)| self.words.get_folded(last).is_some_and(|it| it.tags.any(Tags::SUBJECT));
        self.head_first && word.starts_with(char::is_lowercase) && word.rsplit_once('-').is_some_and(pronoun)
    }

    /// Whether the article says between commas in quoted words who says them.
    pub(crate) fn incises(&self) -> bool {
        self.incises
    }

    /// Whether the noun of a title or organisation stands before what it is of, and has no capital for being a noun.
    pub(crate) fn head_first(&self) -> bool {
        self.head_first
    }

    /// Whether no subject begins with this word, in small letters.
    pub(crate) fn is_oblique(&self, word: &str) -> bool {
        self.oblique.contains(word)
    }

    /// Words that attribute behind a name.
    pub(crate) fn according_behind(&self) -> &[Box<str>] {
        &self.according_behind
    }

    /// Whether the noun, in small letters, names who says something behind the first word of an attributing phrase.
    pub(crate) fn names_source(&self, noun: &str) -> bool {
        self.according_nouns.contains(noun)
    }

    /// What the end of a word would make it if it stood in small letters, as at the beginning of a sentence it does not.
    pub(crate) fn ending_of_opener(&self, word: &str) -> Tags {
        self.ending(&word.to_lowercase(), None, Tags::default())
    }

    /// Whether a verb of the group is said of nobody.
    pub(crate) fn is_impersonal(&self, group: u16) -> bool {
        self.groups.get(group as usize).is_some_and(|group| group.impersonal)
    }

    /// Whether a dash that begins a paragraph opens speech.
    pub(crate) fn dash_speech(&self) -> bool {
        self.dash_speech
    }

    /// Whether a reported clause stands behind a comma.
    pub(crate) fn comma_clauses(&self) -> bool {
        self.comma_clauses
    }

    /// Words around a name that attribute: the one before it and the noun behind it.
    pub(crate) fn according_around(&self) -> &[[Box<str>; 2]] {
        &self.according_around
    }

    /// Verbs by which a paper passes on what others said.
    pub(crate) fn relaying(&self) -> &[Box<str>] {
        &self.relaying
    }

    /// Participles that name whom it has it from.
    pub(crate) fn citing(&self) -> &[Box<str>] {
        &self.citing
    }

    /// Words that begin a line that says whose the words below it are.
    pub(crate) fn senders(&self) -> &[Box<str>] {
        &self.senders
    }

    /// The phrases that attribute in front of a name, word by word.
    pub(crate) fn according(&self) -> &[Vec<Box<str>>] {
        &self.according
    }

    /// What is known of the word at `start..end` of a text, in any case, with any apostrophe.
    pub(crate) fn look_up(&self, text: &str, start: usize, end: usize) -> Entry {
        let key = Key::at(text, start, end);
        let mut entry = match key.filter(|key| !key.has(b'\'')) {
            Some(key) => self.words.get(key).unwrap_or_default(),
            None => self.look_up_folded(&text[start..end]),
        };
        if self.head_first && entry == Entry::default() && text[start..end].contains('-') {
            entry = self.look_up_folded(&text[start..end]);
        }
        entry.tags = entry.tags.or(self.shape(&text[start..end], key, entry.tags));
        entry
    }

    /// The same for a word with an apostrophe, or with letters that are not ASCII.
    fn look_up_folded(&self, word: &str) -> Entry {
        let mut folded = Folded::default();
        if !folded.fill(word) {
            return Entry::default();
        }
        let key = folded.as_str();
        let mut entry = self.words.get_folded(key).unwrap_or_default();
        if let Some((stem, behind)) = key.rsplit_once('\'') {
            let base = self.words.get_folded(stem).unwrap_or_default().tags;
            entry.tags = entry.tags.or(self.joined(base, behind));
            if self.head_first && entry == Entry::default() {
                return self.elided(base, behind);
            }
        }
        // "dit-il", "ajoute-t-elle"
        if entry == Entry::default() && self.has_pronoun_within(key) {
            let verb = key.split('-').next().unwrap_or(key);
            return self.words.get_folded(verb).unwrap_or_default();
        }
        entry
    }

    /// What a word is behind another one that lost its vowel: "l'avocate", "s'indigne", "qu'il".
    fn elided(&self, before: Tags, behind: &str) -> Entry {
        let entry = self.words.get_folded(behind).unwrap_or_default();
        let tags = entry.tags.or(before);
        if before.any(Tags::DETERMINER) && !entry.tags.any(Tags::AUXILIARY) {
            return Entry { tags: Tags(tags.0 & !Tags::CUE.0), verb: None, noun: None };
        }
        Entry { tags, ..entry }
    }

    /// What a part behind an apostrophe makes of the word before it.
    fn joined(&self, base: Tags, behind: &str) -> Tags {
        let possessive = Tags::POSSESSIVE.or(Tags(base.0 & Tags::TITLE.0));
        let clitic = self.clitics.iter().find(|(letters, _)| **letters == *behind).map(|(_, clitic)| *clitic);
        match clitic {
            Some(Clitic::Negation) => Tags::NEGATION.or(Tags::AUXILIARY),
            Some(Clitic::Possessive) if base.any(Tags::SUBJECT) => base.or(Tags::CLITIC),
            Some(Clitic::Possessive) => possessive,
            Some(Clitic::Verb) => base.or(Tags::CLITIC),
            Some(Clitic::Modal) => base.or(Tags::CLITIC).or(Tags::MODAL_CLITIC),
            None if behind.is_empty() => possessive,
            None => Tags::default(),
        }
    }

    /// What the letters of a word say.
    fn shape(&self, word: &str, key: Option<Key>, known: Tags) -> Tags {
        let capital = match word.as_bytes().first() {
            Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
            _ => word.starts_with(char::is_uppercase),
        };
        if capital {
            let shouted = word.len() > 1 && !word.contains(char::is_lowercase);
            return if shouted { Tags::CAPITAL.or(Tags::SHOUTED) } else { Tags::CAPITAL };
        }
        self.ending(word, key, known)
    }

    /// What the ending of a word in small letters makes it.
    fn ending(&self, word: &str, key: Option<Key>, known: Tags) -> Tags {
        if known.any(Tags::NO_ENDING) {
            return Tags::default();
        }
        let ends = |ending: &Ending| word.len() > ending.len() + SHORTEST_STEM && ending.ends(word, key);
        let tags = self.endings.iter().filter(|(ending, _)| ends(ending)).map(|(_, tag)| *tag);
        tags.fold(Tags::default(), Tags::or)
    }
}

/// The tag of a little word.
fn little_tag(little: Little) -> Tags {
    match little {
        Little::That => Tags::THAT,
        Little::Whether => Tags::WHETHER,
        Little::To => Tags::TO,
        Little::Dummy => Tags::DUMMY,
        Little::As => Tags::AS,
        Little::And => Tags::AND,
        Little::But => Tags::BUT,
        Little::Of => Tags::OF,
        Little::Attaching => Tags::ATTACHING,
        Little::By => Tags::BY,
        Little::Be => Tags::BE,
        Little::Indefinite => Tags::INDEFINITE,
        Little::Demonstrative => Tags::DEMONSTRATIVE,
        Little::Inferring => Tags::INFERRING,
        Little::Speaking => Tags::SPEAKING,
        Little::Nobody => Tags::NOBODY,
        Little::Transitive => Tags::TRANSITIVE,
        Little::AccordingLast => Tags::ACCORDING_LAST,
        Little::View => Tags::VIEW,
        Little::Told => Tags::TOLD,
        Little::BeforeTime => Tags::BEFORE_TIME,
        Little::RelativeObject => Tags::RELATIVE_OBJECT,
        Little::Breaking => Tags::BREAKING,
        Little::Joining => Tags::JOINING,
        Little::Particle => Tags::PARTICLE,
        Little::Count => Tags::COUNT,
        Little::Seeming => Tags::SEEMING,
    }
}

/// The tag of what an ending tells.
fn ending_tag(ending: speech::Ending) -> Tags {
    match ending {
        speech::Ending::Adverb => Tags::ADVERB,
        speech::Ending::Past => Tags::PAST_ENDING,
        speech::Ending::Gerund => Tags::GERUND_ENDING,
        speech::Ending::Plural => Tags::PLURAL_ENDING,
    }
}
