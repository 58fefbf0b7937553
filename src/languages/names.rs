//! The word lists of one language, compiled for lookup: one map from a folded word to everything it can be.

use super::file::{self, compiled};
use crate::languages::cases::{CaseLists, Cases};
use crate::text::folding;
use crate::text::lookup::{Key, Listing, Table, WordMap};
use crate::text::source::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What a word can be, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Class(u64);

impl std::ops::BitOr for Class {
    type Output = Class;
    fn bitor(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

#[allow(clippy::missing_docs_in_private_items, reason = "each is named after its list in the language files")]
impl Class {
    pub(crate) const MALE_TITLE: Class = Class(1);
    pub(crate) const FEMALE_TITLE: Class = Class(1 << 1);
    pub(crate) const TITLE: Class = Class(1 << 2);
    pub(crate) const ROLE: Class = Class(1 << 3);
    pub(crate) const MODIFIER: Class = Class(1 << 4);
    pub(crate) const PORTFOLIO: Class = Class(1 << 5);
    pub(crate) const ORGANISATION: Class = Class(1 << 6);
    pub(crate) const BODY: Class = Class(1 << 7);
    pub(crate) const UNNAMED: Class = Class(1 << 8);
    pub(crate) const DOCUMENT: Class = Class(1 << 9);
    pub(crate) const PARTICLE: Class = Class(1 << 10);
    pub(crate) const SUFFIX: Class = Class(1 << 11);
    pub(crate) const OPENER: Class = Class(1 << 12);
    pub(crate) const HE: Class = Class(1 << 13);
    pub(crate) const SHE: Class = Class(1 << 14);
    pub(crate) const THEY: Class = Class(1 << 15);
    pub(crate) const IT: Class = Class(1 << 16);
    pub(crate) const WHO: Class = Class(1 << 17);
    pub(crate) const SELF: Class = Class(1 << 18);
    pub(crate) const LABEL: Class = Class(1 << 19);
    pub(crate) const PREPOSITION: Class = Class(1 << 20);
    pub(crate) const DETERMINER: Class = Class(1 << 21);
    pub(crate) const INDEFINITE: Class = Class(1 << 22);
    pub(crate) const COPULA: Class = Class(1 << 23);
    pub(crate) const NATION: Class = Class(1 << 24);
    pub(crate) const MALE_NAME: Class = Class(1 << 25);
    pub(crate) const FEMALE_NAME: Class = Class(1 << 26);
    pub(crate) const WEIGHTLESS: Class = Class(1 << 27);
    pub(crate) const PORTFOLIO_OFFICE: Class = Class(1 << 28);
    pub(crate) const OF: Class = Class(1 << 29);
    pub(crate) const AND: Class = Class(1 << 30);
    pub(crate) const KIN: Class = Class(1 << 31);
    pub(crate) const PAST: Class = Class(1 << 32);
    pub(crate) const LESSER: Class = Class(1 << 33);
    pub(crate) const UNNAMED_ONE: Class = Class(1 << 34);
    pub(crate) const COMMON: Class = Class(1 << 35);
    pub(crate) const FEMALE_NOUN: Class = Class(1 << 36);
    pub(crate) const MALE_NOUN: Class = Class(1 << 37);
    pub(crate) const PLACE: Class = Class(1 << 38);
    pub(crate) const LABEL_NAME: Class = Class(1 << 39);
    pub(crate) const CONTINUING: Class = Class(1 << 40);
    pub(crate) const ARTICLE: Class = Class(1 << 41);
    pub(crate) const PLACE_HEAD: Class = Class(1 << 42);
    pub(crate) const BRAND: Class = Class(1 << 43);
    pub(crate) const SOMEBODYS_BODY: Class = Class(1 << 44);
    pub(crate) const DEMONYM: Class = Class(1 << 52);
    pub(crate) const ASKER: Class = Class(1 << 53);
    pub(crate) const FIRST_NAME_TOO: Class = Class(1 << 54);
    pub(crate) const SURNAME_TOO: Class = Class(1 << 55);
    pub(crate) const TRADE: Class = Class(1 << 57);
    pub(crate) const DATING: Class = Class(1 << 58);
    pub(crate) const FAMILY_FIRST: Class = Class(1 << 59);
    pub(crate) const NAMING: Class = Class(1 << 60);
    pub(crate) const STAND_IN: Class = Class(1 << 61);
    pub(crate) const ANY_TITLE: Class = Class(0b111);
    pub(crate) const FIRST_NAME: Class = Class(Class::MALE_NAME.0 | Class::FEMALE_NAME.0);
    pub(crate) const PERSONAL: Class =
        Class(Class::HE.0 | Class::SHE.0 | Class::THEY.0 | Class::IT.0 | Class::WHO.0 | Class::SELF.0);

    /// Whether the word can be any of these.
    #[inline]
    pub(crate) fn is(self, any: Class) -> bool {
        self.0 & any.0 != 0
    }

    fn insert(&mut self, other: Class) {
        self.0 |= other.0;
    }
}

/// The `[people]` section of a language file, as written: lists of words separated by white space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct Lists {
    capital_nouns: bool,
    organisations_first: bool,
    small_nations: bool,
    no_articles: bool,
    compound_heads: String,
    noun_endings: String,
    proper_bodies: String,
    stand_ins: String,
    verb_endings: String,
    plural_verbs: String,
    pro_drop: bool,
    cases: CaseLists,
    male_titles: String,
    female_titles: String,
    titles: String,
    roles: String,
    role_modifiers: String,
    same_roles: String,
    broader_roles: String,
    weightless: String,
    female_nouns: String,
    male_nouns: String,
    places: String,
    place_heads: String,
    somebodys_bodies: String,
    common_roles: String,
    unnamed_one: String,
    past: String,
    lesser: String,
    kin: String,
    portfolio_offices: String,
    of: String,
    and: String,
    portfolios: String,
    organisations: String,
    bodies: String,
    unnamed: String,
    documents: String,
    particles: String,
    suffixes: String,
    openers: String,
    he: String,
    she: String,
    they: String,
    it: String,
    who: String,
    #[serde(rename = "self")]
    itself: String,
    labels: String,
    label_names: String,
    prepositions: String,
    determiners: String,
    indefinite: String,
    copulas: String,
    #[serde(default)]
    naming: String,
    continuing: String,
    articles: String,
    nations: String,
    demonyms: String,
    asker_labels: String,
    first_names_too: String,
    surnames_too: String,
    trades: String,
    trade_endings: String,
    dating: String,
    opening_endings: String,
    opening_plurals: String,
    opening_no_endings: String,
}

/// What names, titles, roles and pronouns look like in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Lists")]
pub struct Words {
    /// Whether common nouns have capitals.
    pub(crate) capital_nouns: bool,
    /// Whether the noun of an organisation stands before its name.
    pub(crate) organisations_first: bool,
    /// Whether adjectives of nations are written small.
    pub(crate) small_nations: bool,
    /// Whether a bare noun may mean somebody known.
    pub(crate) no_articles: bool,
    /// Nouns that are what they are also at the end of a longer word, folded: "politikerin", of "SPD-Politikerin".
    compound_heads: Vec<Box<str>>,
    /// What only common nouns end in, folded, where those have capitals.
    noun_endings: Vec<Box<str>>,
    /// Nouns of bodies of which a compound names one: "gericht", of "Landgericht".
    proper_bodies: BTreeSet<Box<str>>,
    /// Offices as the file has them, where they stand before what they are of.
    roles: Vec<Box<str>>,
    /// What finite verbs end in, folded: they part an office from a name.
    verb_endings: Vec<Box<str>>,
    /// What verbs of several end in, folded.
    plural_verbs: Vec<Box<str>>,
    /// Whether a verb needs no subject.
    pub(crate) pro_drop: bool,
    /// How names are brought to the nominative.
    pub(crate) cases: Cases,
    classes: Table<Class>,
    /// The words for each nation, its name first, as the file has them.
    pub(crate) nation_groups: Vec<String>,
    /// Number of the nation that a folded name, adjective or capital stands for.
    nations: WordMap<Box<str>, u16>,
    /// Phrases that mean the same office, words joined by `_`.
    same: WordMap<Box<str>, Box<str>>,
    /// Offices that a broader word may stand for.
    broader: WordMap<Box<str>, Vec<Box<str>>>,
    /// Endings of words that have their capital only because they begin a sentence, and longer ones of names that end alike.
    opening_endings: Vec<Box<str>>,
    opening_plurals: Vec<Box<str>>,
    opening_no_endings: Vec<Box<str>>,
    /// Endings of words for what somebody does: "alderman", "dermatologist".
    trade_endings: Vec<Box<str>>,
    /// Words too common to be anybody's name where only the start of a sentence gives them a capital.
    common: WordMap<Box<str>, ()>,
}

/// First names by the pronoun that people with them usually take; the same for all languages.
#[derive(Deserialize)]
struct FirstNames {
    female: String,
    male: String,
    either: String,
    family_first: String,
    short: String,
}

/// Names of bodies that are one word; the same for all languages.
#[derive(Deserialize)]
struct Bodies {
    brands: String,
}

static BODIES: LazyLock<Bodies> = LazyLock::new(|| file::read("bodies", compiled!("bodies")));

static LISTS: LazyLock<FirstNames> = LazyLock::new(|| file::read("first-names", compiled!("first-names")));

/// Short forms of first names, each with the full ones that it may stand for.
static SHORT: LazyLock<WordMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let pairs = LISTS.short.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.map(|(short, full)| (short, full.split('/').collect())).collect()
});

/// Whether a folded word is a first name in any language.
pub(crate) fn is_first_name(folded: &str) -> bool {
    [&LISTS.female, &LISTS.male, &LISTS.either].iter().any(|names| names.split_whitespace().any(|name| name == folded))
}

/// Whether two folded first names can be one: the same, or forms of one full name, as "tim" and "timothy".
pub(crate) fn one_first_name(a: &str, b: &str) -> bool {
    let full = |name: &str| SHORT.get(name).map_or(&[][..], Vec::as_slice);
    let stands_for = |short: &str, name: &str| full(short).contains(&name);
    a == b || stands_for(a, b) || stands_for(b, a) || full(a).iter().any(|name| stands_for(b, name))
}

impl Words {
    /// Everything that a word can be. `folded` is the word as [`folding::fold`] gives it.
    pub(crate) fn class(&self, folded: &str) -> Class {
        let listed = self.classes.get_folded(folded);
        listed.unwrap_or_else(|| self.compound(folded).map_or(Class::default(), |(_, class)| class))
    }

    /// Of a folded word that no list has, and that ends in one which gives it its meaning: where that begins, and what it is.
    pub(crate) fn compound(&self, folded: &str) -> Option<(usize, Class)> {
        if self.compound_heads.is_empty() || self.classes.get_folded(folded).is_some() {
            return None;
        }
        let ends = |head: &str| folded.len() >= head.len() + SHORTEST_PREFIX && folded.ends_with(head);
        let head = self.compound_heads.iter().filter(|head| ends(head)).map(|head| head.len()).max()?;
        // The longest part that a list has: "innenministerin" of "Bundesinnenministerin".
        let starts = folded.char_indices().map(|(at, _)| at).skip(SHORTEST_PREFIX);
        let mut longest = starts.take_while(|at| at + head <= folded.len());
        longest.find_map(|at| Some((at, self.classes.get_folded(&folded[at..])?)))
    }

    /// Whether a folded compound is the name of a body: "Landgericht", but not "Wochenzeitung".
    pub(crate) fn names_body(&self, folded: &str) -> bool {
        self.compound(folded).is_some_and(|(head, _)| self.proper_bodies.contains(&folded[head..]))
    }

    /// Whether a folded word is the whole name of a body: "the Senate".
    pub(crate) fn is_proper_body(&self, folded: &str) -> bool {
        self.proper_bodies.contains(folded)
    }

    /// Whether a folded word ends like a finite verb.
    pub(crate) fn ends_as_verb(&self, folded: &str) -> bool {
        self.verb_endings.iter().any(|ending| folded.ends_with(&**ending))
    }

    /// Whether a folded verb is one of several people.
    pub(crate) fn is_plural_verb(&self, folded: &str) -> bool {
        self.plural_verbs.iter().any(|ending| folded.ends_with(&**ending))
    }

    /// Whether the noun of an office or body stands before what it is of, and has no capital for being a noun.
    pub(crate) fn head_first(&self) -> bool {
        self.organisations_first && !self.capital_nouns
    }

    /// Offices that stand before what they are of.
    pub(crate) fn roles(&self) -> &[Box<str>] {
        &self.roles
    }

    /// Whether words of this language can be made of several.
    pub(crate) fn has_compounds(&self) -> bool {
        !self.compound_heads.is_empty()
    }

    /// Whether a folded word ends as only common nouns do.
    pub(crate) fn ends_as_noun(&self, folded: &str) -> bool {
        self.noun_endings.iter().any(|ending| folded.len() > ending.len() + 1 && folded.ends_with(&**ending))
    }

    /// The same for a word that is a key.
    pub(crate) fn class_of(&self, word: Key) -> Class {
        self.classes.get(word).unwrap_or_default()
    }

    /// The words of the lists that are keys, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u128> {
        self.classes.keys()
    }

    /// The same for a word as it stands in a text. `buffer` spares an allocation for those that must be folded.
    #[inline]
    pub(crate) fn class_at(&self, text: &str, word: Span, buffer: &mut String) -> Class {
        match Key::at(text, word.start as usize, word.end as usize) {
            Some(key) => self.classes.get(key).unwrap_or_default(),
            None => {
                folding::fold(word.of(text), buffer);
                self.class(buffer)
            }
        }
    }

    /// Whether a folded word is more likely a participle or an adverb than a name, where it begins a sentence.
    pub(crate) fn leads_in(&self, folded: &str) -> bool {
        ends_in(folded, &self.opening_endings) && !ends_in(folded, &self.opening_no_endings)
    }

    /// Whether a folded word is more likely a participle, an adverb, a plural or another common word than a name, where it stands
    /// alone at the start of a sentence.
    pub(crate) fn opens_like_no_name(&self, folded: &str) -> bool {
        let plural = ends_in(folded, &self.opening_plurals) && !ends_in(folded, &self.opening_no_endings);
        plural || self.leads_in(folded) || self.common.contains_key(folded)
    }

    /// Whether a folded word ends like one for what somebody does.
    pub(crate) fn ends_like_trade(&self, folded: &str) -> bool {
        ends_in(folded, &self.trade_endings)
    }

    /// Adds the words that are too common to be anybody's name where only a sentence gives them a capital.
    pub(super) fn add_common_words<'w>(&mut self, common: impl Iterator<Item = &'w String>) {
        self.common.extend(common.map(|word| (key(word), ())));
    }

    /// The nation that a folded word, or several joined by `_`, stands for.
    pub(crate) fn nation(&self, folded: &str) -> Option<u16> {
        self.nations.get(folded).copied()
    }

    /// The phrase that means the same office as this one, if another is the usual one.
    pub(crate) fn same_role(&self, phrase: &str) -> Option<&str> {
        self.same.get(phrase).map(|phrase| &**phrase)
    }

    /// Whether words joined by `_` are an office of their own, which is more than its last word: `prime_minister`.
    pub(crate) fn is_special(&self, role: &str) -> bool {
        self.broader.contains_key(role)
    }

    /// Whether `word` may stand for the more special office `role`.
    pub(crate) fn covers(&self, word: &str, role: &str) -> bool {
        self.broader.get(role).is_some_and(|words| words.iter().any(|broader| &**broader == word))
    }
}

impl From<Lists> for Words {
    fn from(lists: Lists) -> Words {
        let Lists { capital_nouns, organisations_first, small_nations, no_articles, .. } = lists;
        let mut words = Words { capital_nouns, organisations_first, small_nations, no_articles, ..Words::default() };
        words.compound_heads = lists.compound_heads.split_whitespace().map(key).collect();
        if organisations_first {
            words.roles = lists.roles.split_whitespace().map(Box::from).collect();
        }
        words.pro_drop = lists.pro_drop;
        words.verb_endings = lists.verb_endings.split_whitespace().map(key).collect();
        words.plural_verbs = lists.plural_verbs.split_whitespace().map(key).collect();
        words.cases = Cases::from(&lists.cases);
        words.proper_bodies = lists.proper_bodies.split_whitespace().map(key).collect();
        words.noun_endings = lists.noun_endings.split_whitespace().map(key).collect();
        let mut classes = Listing::<Class>::default();
        let mut folded = String::new();
        for (list, class) in [
            (&lists.stand_ins, Class::STAND_IN | Class::ROLE),
            (&lists.male_titles, Class::MALE_TITLE),
            (&lists.female_titles, Class::FEMALE_TITLE),
            (&lists.titles, Class::TITLE),
            (&lists.roles, Class::ROLE),
            (&lists.role_modifiers, Class::MODIFIER),
            (&lists.kin, Class::KIN),
            (&lists.past, Class::PAST),
            (&lists.lesser, Class::LESSER),
            (&lists.unnamed_one, Class::UNNAMED_ONE),
            (&lists.common_roles, Class::COMMON),
            (&lists.female_nouns, Class::FEMALE_NOUN),
            (&lists.male_nouns, Class::MALE_NOUN),
            (&lists.places, Class::PLACE),
            (&lists.weightless, Class::WEIGHTLESS),
            (&lists.portfolio_offices, Class::PORTFOLIO_OFFICE),
            (&lists.of, Class::OF),
            (&lists.and, Class::AND),
            (&lists.portfolios, Class::PORTFOLIO),
            (&lists.organisations, Class::ORGANISATION),
            (&lists.bodies, Class::BODY),
            (&lists.unnamed, Class::UNNAMED),
            (&lists.documents, Class::DOCUMENT),
            (&lists.particles, Class::PARTICLE),
            (&lists.suffixes, Class::SUFFIX),
            (&lists.openers, Class::OPENER),
            (&lists.he, Class::HE),
            (&lists.she, Class::SHE),
            (&lists.they, Class::THEY),
            (&lists.it, Class::IT),
            (&lists.who, Class::WHO),
            (&lists.itself, Class::SELF),
            (&lists.labels, Class::LABEL),
            (&lists.label_names, Class::LABEL | Class::LABEL_NAME),
            (&lists.prepositions, Class::PREPOSITION),
            (&lists.determiners, Class::DETERMINER),
            (&lists.indefinite, Class::INDEFINITE),
            (&lists.copulas, Class::COPULA),
            (&lists.naming, Class::NAMING),
            (&lists.continuing, Class::CONTINUING),
            (&lists.articles, Class::ARTICLE),
            (&lists.demonyms, Class::DEMONYM),
            (&lists.asker_labels, Class::ASKER),
            (&lists.first_names_too, Class::FIRST_NAME_TOO),
            (&lists.surnames_too, Class::SURNAME_TOO),
            (&lists.trades, Class::TRADE),
            (&lists.dating, Class::DATING),
            (&lists.place_heads, Class::PLACE_HEAD),
            (&lists.somebodys_bodies, Class::SOMEBODYS_BODY),
            (&BODIES.brands, Class::BRAND),
            (&LISTS.either, Class::FIRST_NAME),
            (&LISTS.family_first, Class::FAMILY_FIRST),
            (&LISTS.female, Class::FEMALE_NAME),
            (&LISTS.male, Class::MALE_NAME),
        ] {
            for word in list.split_whitespace() {
                folding::fold(word, &mut folded);
                classes.entry(&folded).insert(class);
            }
        }
        words.nation_groups = lists.nations.split_whitespace().map(str::to_owned).collect();
        for (number, forms) in lists.nations.split_whitespace().enumerate() {
            for form in forms.split('/') {
                let number = u16::try_from(number).expect("there are few nations");
                words.nations.entry(key(form)).or_insert(number);
                for part in form.split('_') {
                    folding::fold(part, &mut folded);
                    classes.entry(&folded).insert(Class::NATION);
                }
            }
        }
        for (phrase, usual) in lists.same_roles.split_whitespace().filter_map(|pair| pair.split_once('=')) {
            words.same.insert(key(phrase), key(usual));
        }
        let mut broader = BTreeMap::<Box<str>, Vec<Box<str>>>::new();
        for (role, word) in lists.broader_roles.split_whitespace().filter_map(|pair| pair.split_once('=')) {
            broader.entry(key(role)).or_default().push(key(word));
        }
        words.broader = broader.into_iter().collect();
        let endings = |list: &str| list.split_whitespace().map(Box::from).collect();
        words.opening_endings = endings(&lists.opening_endings);
        words.opening_plurals = endings(&lists.opening_plurals);
        words.opening_no_endings = endings(&lists.opening_no_endings);
        words.trade_endings = endings(&lists.trade_endings);
        words.classes = classes.into();
        words
    }
}

/// Bytes that a compound has before its last part, at least.
const SHORTEST_PREFIX: usize = 3;

/// Whether a word ends in one of these, with two letters or more before it.
fn ends_in(word: &str, endings: &[Box<str>]) -> bool {
    endings.iter().any(|ending| word.len() >= ending.len() + 2 && word.ends_with(&**ending))
}

/// A word of a list as the maps hold it.
fn key(word: &str) -> Box<str> {
    let mut folded = String::with_capacity(word.len());
    folding::fold(word, &mut folded);
    folded.into_boxed_str()
}
