//! The cast of an article: everybody its names introduce, and every later mention tied to one of them.
//!
//! Full names come first, wherever they stand: a person may speak before being introduced. Then every shorter form looks for the
//! one member it can mean; [`namesakes`] decides among several, or leaves it open.

use super::names::{Run, RunKind, cover};
use super::organisations::Organisations;
use super::roles::Office;
use super::tokens::{Gap, Shape, Token};
use super::{introductions, listed, namesakes};
use crate::languages::names::{Class, Words, one_first_name};
use crate::model::person::{Gender, LocalPerson, PersonKind};
use crate::text::folding::{fold, folded, name_key};
use crate::text::lookup::WordMap;
use smallvec::{SmallVec, smallvec};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Most namesakes that are told apart, and most forms of one name that are kept: more is not news but noise.
pub(crate) const MAX_NAMESAKES: usize = 24;

/// How many words of a title are searched for names.
const TITLE: usize = 40;

/// Whom a name can mean: mostly one, seldom more than two.
pub(crate) type MemberList = SmallVec<[u32; 2]>;

/// Somebody in the article.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// What the article's readers get to see.
    pub(crate) person: LocalPerson,
    /// First name, folded; empty when only one word of the name is known.
    first: Box<str>,
    /// Initials of middle names, folded.
    middle: Box<str>,
    /// "jr", "iii"; mostly empty.
    suffix: Box<str>,
    /// Whether it is a person beyond doubt: by first name, title, or by having spoken.
    pub(crate) evident: bool,
    /// Whether they speak, have an age, or a pronoun means them in a sentence that names nobody else.
    pub(crate) acts: bool,
    /// Whether the article introduces them as somebody's relative.
    pub(crate) kin: bool,
    /// Their offices and occupations.
    pub(crate) offices: Vec<Office>,
    /// Their entry in people.yaml.
    pub(crate) entry: Option<u32>,
    /// Where running text names them in full, as token numbers in order.
    pub(crate) fulls: SmallVec<[usize; 2]>,
}

impl Member {
    /// Whether anything shows that it is a human being: "Wall Street" looks like a name and is none.
    pub(crate) fn is_human(&self) -> bool {
        self.evident || self.acts || self.kin || !self.offices.is_empty()
    }
}

/// A place where the text names a person.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The last token of the name.
    pub(crate) at: usize,
    /// First byte, of the title if there is one.
    pub(crate) start: u32,
    /// Who it can be; one when it is known.
    pub(crate) who: MemberList,
}

/// Everybody in the article.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    pub(crate) plain: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) words: &'a Words,
    pub(crate) runs: &'a [Run],
    pub(crate) members: Vec<Member>,
    pub(crate) mentions: Vec<Mention>,
    by_surname: WordMap<Box<str>, MemberList>,
    by_first: WordMap<Box<str>, MemberList>,
    /// By the names between the first and the last, and by the last without its particle: "Lula", "Sisi" of "el-Sisi".
    by_part: WordMap<Box<str>, MemberList>,
    by_name: WordMap<String, u32>,
    /// Room for a folded surname and first name.
    folded: RefCell<(String, String)>,
    pub(crate) organisations: Organisations,
    /// Whether the source that is looked at stands in the genitive, as behind «по словам».
    pub(crate) oblique: bool,
}

impl<'a> Cast<'a> {
    /// Reads the runs of an article. `sources` are where the words end that name a speaker: a single word
    /// there is a name. `presets` are the names that the front matter gives, `title` is the article's.
    pub(crate) fn new(
        plain: &'a str,
        tokens: &'a [Token],
        words: &'a Words,
        runs: &'a [Run],
        sources: &BTreeSet<u32>,
        presets: &[String],
        title: &str,
    ) -> Cast<'a> {
        let mut cast = Cast {
            plain,
            tokens,
            words,
            runs,
            members: Vec::with_capacity(runs.len() / 2),
            mentions: Vec::with_capacity(runs.len()),
            by_surname: WordMap::default(),
            by_first: WordMap::default(),
            by_part: WordMap::default(),
            by_name: WordMap::default(),
            folded: Default::default(),
            organisations: Organisations::default(),
            oblique: false,
        };
        cast.read_organisations();
        let mut of_run: Vec<MemberList> = runs.iter().map(|_| MemberList::new()).collect();
        for running in [true, false] {
            for (run, who) in runs.iter().zip(&mut of_run) {
                if run.kind == RunKind::Full && tokens[run.name.start].running == running {
                    let speaks = sources.contains(&tokens[run.name.end - 1].span.end)
                        && !cast.is_articled(run)
                        && !cast.is_only_in_headline(run);
                    if tokens[run.name.start].titled && !speaks {
                        *who = cast.in_headline(run).into_iter().collect();
                        continue;
                    }
                    let index = cast.introduce(run);
                    cast.members[index as usize].acts |= speaks || cast.is_turned_to(run);
                    cast.note(index, run);
                    *who = smallvec![index];
                }
            }
        }
        cast.read_parts();
        namesakes::share(&mut cast);
        listed::preset(&mut cast, presets);
        for (run, mut who) in runs.iter().zip(of_run) {
            if run.kind == RunKind::Single {
                who = cast.of_single(run);
                let speaks = sources.contains(&tokens[run.name.end - 1].span.end);
                let titled = run.evident && !run.title.is_empty() && !tokens[run.name.start].titled;
                // Where nouns have capitals, that a word speaks makes no name of it.
                let speaks = speaks && !words.capital_nouns;
                // A name that may stand in another case is looked at when its sentence is.
                let led = run
                    .start()
                    .checked_sub(1)
                    .is_some_and(|at| tokens[at].is(Class::PREPOSITION) && tokens[at].gap == Gap::Space);
                let cased = !words.cases.is_empty()
                    && (led || words.cases.single(tokens[run.name.start].span.of(plain)).next().is_some());
                let speaks = speaks && (!cased || run.evident);
                let word = &tokens[run.name.start];
                let one_of_many = run.title.is_empty() && word.is(Class::DEMONYM);
                let related =
                    || tokens[run.name.start].is(Class::FIRST_NAME) && introductions::is_somebodys(tokens, run);
                let nobody = one_of_many
                    || cast.is_body_name(run)
                    || cast.is_national(run)
                    || cast.is_only_in_headline(run)
                    || cast.is_only_relation(run);
                if who.is_empty() && !nobody && (titled || speaks || cast.has_relatives(run) || related()) {
                    let index = cast.named_in_title(title, run).unwrap_or_else(|| cast.introduce(run));
                    let member = &mut cast.members[index as usize];
                    member.evident |= speaks;
                    if run.title.is_empty() && member.person.gender == Gender::Unknown {
                        member.person.gender = first_name_gender(tokens[run.name.start].class);
                    }
                    who = smallvec![index];
                }
                if let [only] = who[..] {
                    cast.note(only, run);
                }
            }
            if matches!(run.kind, RunKind::Full | RunKind::Single) {
                let start = tokens[run.start()].span.start;
                cast.mentions.push(Mention { at: run.name.end - 1, start, who });
            }
        }
        cast
    }

    /// Whether words with capitals stand in a headline alone, and nothing shows them to be a name: "Delegate Update: The Latest Count".
    pub(crate) fn is_only_in_headline(&self, run: &Run) -> bool {
        let (first, end) = (&self.tokens[run.name.start], &self.tokens[run.name.end - 1]);
        let titles = &self.tokens[run.title.clone()];
        // An office does not show it: "Delegate" is one.
        let shown = first.is(Class::FIRST_NAME) || titles.iter().any(|token| token.is(Class::ANY_TITLE));
        if !first.titled || shown {
            return false;
        }
        let last = |run: &Run| self.tokens[run.name.end - 1].span.of(self.plain);
        let in_text = |other: &Run| !self.tokens[other.name.start].titled && folded(last(other)) == folded(last(run));
        // "Clinton Cash Debunks Hillary"
        let ends_in_first = run.kind == RunKind::Full && end.is(Class::FIRST_NAME);
        ends_in_first || !self.runs.iter().any(in_text)
    }

    /// The member whose name begins a run of capitals in a headline, if the text names one: "Ana Ruiz Opens Bridge".
    fn in_headline(&self, run: &Run) -> Option<u32> {
        let word = |at: usize| folded(self.tokens[at].span.of(self.plain).trim_end_matches('.'));
        let first = word(run.name.start);
        run.name.clone().skip(1).take(3).find_map(|at| {
            let bearers = self.by_surname.get(word(at).as_str())?.iter().take(MAX_NAMESAKES);
            bearers.copied().find(|who| same_first(&self.members[*who as usize].first, &first))
        })
    }

    /// Somebody whom the title names in full and the text by this surname only, as a transcript's labels do.
    fn named_in_title(&mut self, title: &str, run: &Run) -> Option<u32> {
        let surname = folded(self.tokens[run.name.start].span.of(self.plain));
        let words: SmallVec<[&str; 24]> = title.split_whitespace().take(TITLE).collect();
        let last = |word: &str| folded(word.trim_end_matches(|letter: char| !letter.is_alphanumeric()));
        let at =
            (1..words.len()).find(|at| last(words[*at]) == surname && words[*at].starts_with(char::is_uppercase))?;
        let (first, word) =
            (folded(words[at - 1]), words[at].trim_end_matches(|letter: char| !letter.is_alphanumeric()));
        // "Press Secretary Jana Odum"
        let office = |at: usize| self.words.class(&folded(words[at])).is(Class::ROLE | Class::ANY_TITLE);
        let introduced = at > 1 && office(at - 2) && !office(at - 1) && words[at - 1].starts_with(char::is_uppercase);
        if !introduced && !self.words.class(&first).is(Class::FIRST_NAME) {
            return None;
        }
        self.preset(&[words[at - 1], word].join(" "), &first, &surname)
    }

    /// The member of a name, new or known.
    pub(crate) fn introduce(&mut self, run: &Run) -> u32 {
        let tokens = &self.tokens[run.name.clone()];
        let name = self.text(run.name.clone());
        let name = name.trim_end_matches(',');
        let part = |token: &Token| token.span.of(self.plain).trim_end_matches('.');
        let suffixed = tokens.len() > 1 && tokens[tokens.len() - 1].is(Class::SUFFIX);
        let suffix = if suffixed { folded(part(&tokens[tokens.len() - 1])) } else { String::new() };
        let bare = tokens.len() - usize::from(suffixed);
        // Most names are known already: then nothing of them has to be kept.
        let (mut surname, mut first) = self.folded.take();
        fold(part(&tokens[bare - 1]), &mut surname);
        first.clear();
        if bare > 1 {
            fold(part(&tokens[0]), &mut first);
        }
        // «Тимофея Рихтера» is Тимофей Рихтер.
        let nominative = if bare > 1 { self.nominative(name) } else { None };
        if let Some((given, family)) = nominative.as_deref().and_then(|name| name.split_once(' ')) {
            fold(given, &mut first);
            fold(family.rsplit(' ').next().unwrap_or(family), &mut surname);
        }
        let name = nominative.as_deref().unwrap_or(name);
        let inner = tokens[..bare].iter().skip(1).rev().skip(1).rev();
        let middle: String = inner.filter_map(|token| folded(part(token)).chars().next()).collect();
        let title = title_gender(&self.tokens[run.title.clone()]);
        let known = self.by_surname.get(surname.as_str()).and_then(|known| {
            known.iter().take(MAX_NAMESAKES).copied().find(|index| {
                let member = &self.members[*index as usize];
                let agree = member.middle.starts_with(&*middle) || middle.starts_with(&*member.middle);
                let genders = [member.person.gender, title];
                let opposed = genders.contains(&Gender::Female) && genders.contains(&Gender::Male);
                *member.suffix == *suffix && agree && !opposed && same_first(&member.first, &first)
            })
        });
        // "Le Goff" of Yann Le Goff
        let known = known.or_else(|| {
            let particle = bare == 2 && tokens[0].is(Class::PARTICLE) && !tokens[0].is(Class::FIRST_NAME);
            let longer = |who: &u32| {
                let whole = self.members[*who as usize].person.name.as_str();
                whole.strip_suffix(name).is_some_and(|given| given.ends_with(' '))
            };
            match self.by_surname.get(surname.as_str()).filter(|_| particle).map(|few| &few[..]) {
                Some([only]) if longer(only) => Some(*only),
                _ => None,
            }
        });
        let index = known.unwrap_or_else(|| {
            let gender = first_name_gender(self.words.class(&first));
            let index = self.add(name, PersonKind::Person, gender);
            self.by_surname.entry(surname.as_str().into()).or_default().push(index);
            if !first.is_empty() {
                self.by_first.entry(first.as_str().into()).or_default().push(index);
            }
            let member = &mut self.members[index as usize];
            (member.first, member.middle, member.suffix) = (first.as_str().into(), middle.into(), suffix.into());
            index
        });
        let member = &mut self.members[index as usize];
        member.evident |= run.evident;
        if name.len() > member.person.name.len() {
            member.person.name = name.to_owned();
        }
        self.folded.replace((surname, first));
        index
    }

    /// Adds somebody who is named otherwise than in one run of capitals: in the front matter, or with a surname that two share. The new
    /// member, or nobody if there is one of this name.
    pub(crate) fn preset(&mut self, name: &str, first: &str, surname: &str) -> Option<u32> {
        let known = self.by_surname.get(surname).into_iter().flatten().take(MAX_NAMESAKES);
        if known.copied().any(|index| same_first(&self.members[index as usize].first, first)) {
            return None;
        }
        let index = self.add(name, PersonKind::Person, first_name_gender(self.words.class(first)));
        self.by_surname.entry(surname.into()).or_default().push(index);
        self.by_first.entry(first.into()).or_default().push(index);
        let member = &mut self.members[index as usize];
        (member.first, member.evident) = (first.into(), true);
        Some(index)
    }

    /// Whether some member has this first name, folded.
    pub(crate) fn has_first(&self, first: &str) -> bool {
        self.by_first.contains_key(first)
    }

    fn add(&mut self, name: &str, kind: PersonKind, gender: Gender) -> u32 {
        let (variants, roles, mentions) = Default::default();
        let person = LocalPerson { name: name.to_owned(), kind, gender, variants, roles, mentions };
        let (first, middle, suffix, offices, fulls) = Default::default();
        self.members.push(Member {
            person,
            first,
            middle,
            suffix,
            evident: false,
            acts: false,
            kin: false,
            offices,
            entry: None,
            fulls,
        });
        (self.members.len() - 1) as u32
    }

    /// The nominative of a full name that stands in another case.
    fn nominative(&self, name: &str) -> Option<String> {
        let cases = &self.words.cases;
        cases.nominative(name, self.words).or_else(|| if self.oblique { cases.genitive(name) } else { None })
    }

    /// Those whom a single name in another case means: «слова Фомина» are those of Фомин.
    pub(crate) fn of_oblique(&self, name: &str) -> MemberList {
        let mut forms = self.words.cases.single(name);
        forms.find_map(|form| self.by_surname.get(folded(&form).as_str()).cloned()).unwrap_or_default()
    }

    /// The member with a single name in the nominative, new or known.
    pub(crate) fn introduce_single(&mut self, name: &str) -> u32 {
        let surname = folded(name);
        if let Some(only) = self.by_surname.get(surname.as_str()).and_then(|known| known.first()) {
            return *only;
        }
        let index = self.add(name, PersonKind::Person, Gender::Unknown);
        self.by_surname.entry(surname.as_str().into()).or_default().push(index);
        self.members[index as usize].evident = true;
        index
    }

    /// Who a single name, with or without a title, can be here.
    pub(crate) fn of_single(&self, run: &Run) -> MemberList {
        let mut by_surname = self.bearers(&self.by_surname, run);
        self.keep_suffixed(&mut by_surname, run);
        if !by_surname.is_empty() {
            return namesakes::choose(self, by_surname, run);
        }
        // "President Xi" is Xi Jinping, "Mr. Peter" is not Peter Holm.
        let family = !self.tokens[run.name.start].is(Class::FIRST_NAME);
        let untitled = run.title.is_empty();
        let mut found = if untitled || family { self.bearers(&self.by_first, run) } else { MemberList::new() };
        if found.is_empty() && family {
            found = self.bearers(&self.by_part, run);
        }
        self.keep_suffixed(&mut found, run);
        found.retain(|who| {
            let member = &self.members[*who as usize];
            let known = || member.is_human() || self.tokens[run.name.start].is(Class::FAMILY_FIRST);
            if family { known() && self.is_like_a_name(*who) } else { member.evident }
        });
        found
    }

    /// Leaves those out who bear another "Jr." or none, if there is one behind a single name: "his son, Ole Jr.", is not Ole Ruiz.
    fn keep_suffixed(&self, found: &mut MemberList, run: &Run) {
        let last = &self.tokens[run.name.end - 1];
        if run.name.len() > 1 && last.is(Class::SUFFIX) {
            let suffix = folded(last.span.of(self.plain).trim_end_matches('.'));
            found.retain(|who| *self.members[*who as usize].suffix == *suffix);
        }
    }

    /// Whether a word with a capital is no name but what somebody is to whoever speaks: "Dad", "my honourable Friend".
    pub(crate) fn is_only_relation(&self, run: &Run) -> bool {
        let word = &self.tokens[run.name.start];
        // "the Earl of Lisse"
        let led = run.start() > 0 && self.tokens[run.start() - 1].is(Class::DETERMINER);
        let of = self.tokens.get(run.name.end).is_some_and(|next| next.is(Class::OF) && !next.is_capital());
        if run.name.len() == 1 && led && of && word.gap == Gap::Space && word.is(Class::SURNAME_TOO) {
            return true;
        }
        run.name.len() == 1
            && run.title.is_empty()
            && word.is(Class::KIN | Class::TRADE | Class::UNNAMED_ONE)
            && !word.is(Class::FIRST_NAME | Class::FIRST_NAME_TOO | Class::SURNAME_TOO | Class::ROLE)
    }

    /// Whether a sentence is no more than a question with this name: "And Ana Ruiz?"
    fn is_turned_to(&self, run: &Run) -> bool {
        let (first, last) = (run.start(), &self.tokens[run.name.end - 1]);
        let opens = |at: usize| self.tokens[at].opens && self.tokens[at].is(Class::AND | Class::OPENER);
        let alone = self.tokens[first].opens || first > 0 && opens(first - 1);
        alone && last.gap == Gap::Stop && self.plain[last.span.end as usize..].starts_with('?')
    }

    /// Whether running text names a member and the last word is no common one: "Ana Ruiz Show" and "Ruiz Speech" are not.
    fn is_like_a_name(&self, who: u32) -> bool {
        let member = &self.members[who as usize];
        let Some(last) = member.fulls.first().map(|at| &self.tokens[*at]) else { return false };
        let word = folded(last.span.of(self.plain));
        if self.words.class(&member.first).is(Class::FAMILY_FIRST) {
            return true;
        }
        !last.is(Class::ORGANISATION | Class::BODY | Class::DOCUMENT | Class::MODIFIER)
            && !self.words.opens_like_no_name(&word)
    }

    /// Notes by which other parts of their names the members introduced so far may be called.
    fn read_parts(&mut self) {
        let mut folded = String::new();
        for index in 0..self.members.len() as u32 {
            if !self.is_like_a_name(index) {
                continue;
            }
            let name = self.members[index as usize].person.name.as_str();
            let parts: SmallVec<[&str; 4]> = name.split_whitespace().skip(1).collect();
            let Some((last, inner)) = parts.split_last() else { continue };
            let stem = last.split_once(['-', '’', '\'']).map(|(_, stem)| stem);
            for part in inner.iter().copied().chain(stem).filter(|part| part.len() > 2 && !part.ends_with('.')) {
                fold(part, &mut folded);
                let bearers = self.by_part.entry(folded.as_str().into()).or_default();
                if bearers.len() < MAX_NAMESAKES {
                    bearers.push(index);
                }
            }
        }
    }

    /// Those whom a single name means by a map from names, unless the title before it is for the other gender.
    fn bearers(&self, map: &WordMap<Box<str>, MemberList>, run: &Run) -> MemberList {
        let name = &mut self.folded.borrow_mut().0;
        fold(self.tokens[run.name.start].span.of(self.plain).trim_end_matches('.'), name);
        let title = title_gender(&self.tokens[run.title.clone()]);
        let fits = |index: &&u32| {
            let gender = self.members[**index as usize].person.gender;
            title == Gender::Unknown || gender == Gender::Unknown || gender == title
        };
        match map.get(name.as_str()).map(|few| &few[..]) {
            None => MemberList::new(),
            // Mostly it can mean one.
            Some([only]) if fits(&only) => smallvec![*only],
            Some(several) => self.evident_of(several.iter().take(MAX_NAMESAKES).filter(fits).copied().collect()),
        }
    }

    /// Whether somebody bears this single name as a surname.
    fn has_relatives(&self, run: &Run) -> bool {
        let room = &mut self.folded.borrow_mut().0;
        fold(self.tokens[run.name.start].span.of(self.plain), room);
        self.by_surname.contains_key(room.as_str())
    }

    /// Whether two members bear the same surname.
    pub(crate) fn share_surname(&self, a: u32, b: u32) -> bool {
        let surname =
            |who: u32| name_key(&self.members[who as usize].person.name).rsplit(' ').next().map(str::to_owned);
        let person = |who: u32| self.members[who as usize].person.kind == PersonKind::Person;
        person(a) && person(b) && surname(a) == surname(b)
    }

    /// Those of a list who are people beyond doubt, if there are any; else all.
    fn evident_of(&self, list: MemberList) -> MemberList {
        if list.len() < 2 {
            return list;
        }
        let odd = Class::OPENER | Class::BODY | Class::MODIFIER | Class::ORGANISATION | Class::UNNAMED | Class::LABEL;
        let likely = |who: &u32| -> bool {
            let member = &self.members[*who as usize];
            let name = |who: &u32| self.members[*who as usize].person.name.as_str();
            // "Interestingly Ruiz" at the start of a sentence, "Storm Ana Ruiz" beside "Ana Ruiz".
            let stray = member.fulls.iter().all(|full| self.tokens[full.saturating_sub(1)].opens)
                || list.iter().any(|other| other != who && name(who).ends_with(name(other)));
            let odd = member.first.is_empty() || self.words.class(&member.first).is(odd | Class::PREPOSITION);
            member.evident || !odd && !stray
        };
        let evident: MemberList = list.iter().copied().filter(|who| likely(who)).collect();
        if evident.is_empty() { list } else { evident }
    }

    /// The organisation with this name, or somebody without one.
    pub(crate) fn named(&mut self, name: &str, kind: PersonKind) -> u32 {
        let key = if kind == PersonKind::Unnamed { format!("~{}", folded(name)) } else { folded(name) };
        if let Some(index) = self.by_name.get(&key) {
            return *index;
        }
        let index = self.add(name, kind, Gender::Unknown);
        self.by_name.insert(key, index);
        index
    }

    /// Adds what one mention tells to its member: the form of the name, the role, the gender.
    pub(crate) fn note(&mut self, who: u32, run: &Run) {
        let form = self.text(run.name.clone());
        let offices = introductions::offices(self.plain, self.tokens, self.words, run);
        let roles: Vec<Cow<str>> = offices.iter().map(|(range, _)| self.role_text(range.clone())).collect();
        let kin = introductions::is_kin(self.tokens, run);
        let gender = title_gender(&self.tokens[run.title.clone()]);
        let span = cover(self.tokens, run.start()..run.name.end);
        let member = &mut self.members[who as usize];
        let last = &self.tokens[run.name.end - 1];
        let aged = last.gap == Gap::Comma
            && self.tokens.get(run.name.end).is_some_and(|next| next.shape == Shape::Number && next.gap == Gap::Comma);
        member.acts |= aged;
        member.kin |= kin && run.kind == RunKind::Full && member.fulls.is_empty();
        if last.running && (run.kind == RunKind::Full || member.first.is_empty()) {
            member.fulls.push(run.name.end - 1);
        }
        let person = &mut member.person;
        person.mentions.push(span);
        if person.variants.len() < MAX_NAMESAKES && !person.variants.iter().any(|known| *known == form) {
            person.variants.push(form.into_owned());
        }
        for ((_, office), role) in offices.into_iter().zip(roles) {
            if person.roles.len() < MAX_NAMESAKES && !person.roles.iter().any(|known| *known == role) {
                person.roles.push(role.into_owned());
                member.offices.push(office);
            }
        }
        if gender != Gender::Unknown {
            person.gender = gender;
        }
    }

    /// The words of an office as a page shows them: without "the" and without a comma at the end.
    fn role_text(&self, mut range: Range<usize>) -> Cow<'a, str> {
        while range.len() > 1 && self.tokens[range.start].is(Class::DETERMINER) {
            range.start += 1;
        }
        self.text(range)
    }

    /// The words of a range of tokens, with single spaces.
    pub(crate) fn text(&self, range: Range<usize>) -> Cow<'a, str> {
        let words = cover(self.tokens, range.clone()).of(self.plain);
        // Mostly single spaces part them, and nothing else has to be looked at.
        let tokens = &self.tokens[range];
        let spaced = |pair: &[Token]| {
            let end = pair[0].span.end;
            pair[1].span.start == end + 1 && self.plain.as_bytes()[end as usize] == b' '
        };
        if tokens.windows(2).all(spaced) {
            return Cow::Borrowed(words);
        }
        let odd = |pair: &[u8]| matches!(pair, [b'\n' | b'\t', _] | [0xc2, 0xa0] | [b' ', b' ']);
        if words.as_bytes().windows(2).any(odd) {
            Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" "))
        } else {
            Cow::Borrowed(words)
        }
    }

    /// The mentions of people that begin in a stretch of the text.
    pub(crate) fn mentions_in(&self, span: Range<u32>) -> &[Mention] {
        let low = self.mentions.partition_point(|mention| mention.start < span.start);
        let high = self.mentions.partition_point(|mention| mention.start < span.end);
        &self.mentions[low..high.max(low)]
    }

    /// The last run whose name ends exactly with this token.
    pub(crate) fn run_ending(&self, end: usize) -> Option<&'a Run> {
        let index = self.runs.partition_point(|run| run.name.end < end);
        self.runs.get(index).filter(|run| run.name.end == end)
    }

    /// Learns genders from pronouns that can only mean one person.
    pub(crate) fn learn_genders(&mut self, sentences: &[crate::reading::sentences::Sentence]) {
        let mut votes = BTreeMap::<u32, (u32, u32)>::new();
        for token in self.tokens.iter().filter(|token| token.is(Class::HE | Class::SHE) && !token.quoted) {
            let next = sentences.partition_point(|sentence| sentence.span.start <= token.span.start);
            let start =
                sentences[next.saturating_sub(2)..next].iter().map(|sentence| sentence.span.start).min().unwrap_or(0);
            let here = next.checked_sub(1).map_or(0, |own| sentences[own].span.start);
            let near = self.mentions_in(start..token.span.start);
            let mut people = near.iter().filter(|mention| !self.tokens[mention.at].quoted).map(|mention| &mention.who);
            let Some(first) = people.next() else { continue };
            if let [only] = first[..]
                && people.take(MAX_NAMESAKES).all(|who| who == first)
            {
                let own = near.iter().any(|mention| mention.start >= here);
                self.members[only as usize].acts |= own;
                let vote = votes.entry(only).or_default();
                if token.is(Class::HE) {
                    vote.0 += 1;
                } else {
                    vote.1 += 1;
                }
            }
        }
        for (who, (he, she)) in votes {
            let person = &mut self.members[who as usize].person;
            if person.gender == Gender::Unknown {
                person.gender = match (he, she) {
                    (0, _) => Gender::Female,
                    (_, 0) => Gender::Male,
                    _ => Gender::Unknown,
                };
            }
        }
    }
}

/// The gender that title words tell.
pub(crate) fn title_gender(title: &[Token]) -> Gender {
    title.iter().fold(Gender::Unknown, |gender, token| {
        if token.is(Class::MALE_TITLE) {
            Gender::Male
        } else if token.is(Class::FEMALE_TITLE) {
            Gender::Female
        } else {
            gender
        }
    })
}

fn first_name_gender(class: Class) -> Gender {
    match (class.is(Class::FEMALE_NAME), class.is(Class::MALE_NAME)) {
        (true, false) => Gender::Female,
        (false, true) => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// Whether two first names may belong to one person: equal, or one is the initial or a short form of the other.
fn same_first(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    initial(a, b) || initial(b, a) || one_first_name(a, b)
}
