//! The cast of an article: everybody its names introduce, and every later mention tied to one of them.
//!
//! Full names come first, wherever they stand: a person may speak before being introduced. Then every shorter form looks for the
//! one member it can mean. A form that fits two members is tied to neither.

use super::fold::folded;
use super::names::{Run, RunKind, cover};
use super::tokens::Token;
use super::words::{Class, Words};
use super::{Gender, LocalPerson, PersonKind};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Somebody in the article.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// What the article's readers get to see.
    pub(crate) person: LocalPerson,
    /// First name, folded; empty when only one word of the name is known.
    first: String,
    /// Last word of the name, folded, without a suffix.
    surname: String,
    /// "jr", "iii"; mostly empty.
    suffix: String,
    /// Whether it is a person beyond doubt: by first name, title, or by having spoken.
    pub(crate) evident: bool,
}

/// A place where the text names a member.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The words, with the title.
    pub(crate) span: Span,
    /// Who it can be; one when it is known.
    pub(crate) who: Vec<u32>,
    /// The run it comes from.
    pub(crate) run: usize,
    /// Whether it stands inside a quotation.
    pub(crate) quoted: bool,
    /// Whether it is a possessive.
    pub(crate) possessive: bool,
}

/// Everybody in the article.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    pub(crate) plain: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) words: &'a Words,
    pub(crate) members: Vec<Member>,
    pub(crate) mentions: Vec<Mention>,
    by_surname: BTreeMap<String, Vec<u32>>,
    by_first: BTreeMap<String, Vec<u32>>,
    by_name: BTreeMap<String, u32>,
}

impl<'a> Cast<'a> {
    /// Reads the runs of an article.
    pub(crate) fn new(plain: &'a str, tokens: &'a [Token], words: &'a Words, runs: &[Run]) -> Cast<'a> {
        let mut cast = Cast {
            plain,
            tokens,
            words,
            members: Vec::new(),
            mentions: Vec::new(),
            by_surname: BTreeMap::new(),
            by_first: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        let mut of_run: Vec<Vec<u32>> = vec![Vec::new(); runs.len()];
        for running in [true, false] {
            for (run, who) in runs.iter().zip(&mut of_run) {
                if run.kind == RunKind::Full && tokens[run.name.start].running == running {
                    *who = vec![cast.introduce(run)];
                }
            }
        }
        for (run, who) in runs.iter().zip(&mut of_run) {
            if run.kind == RunKind::Single {
                *who = cast.of_single(run);
                if who.is_empty()
                    && tokens[run.title.clone()].iter().any(|token| token.is(Class::ANY_TITLE | Class::ROLE))
                {
                    *who = vec![cast.introduce(run)];
                }
            }
        }
        for (index, (run, who)) in runs.iter().zip(of_run).enumerate() {
            cast.mention(index, run, who);
        }
        cast
    }

    /// The member of a name in full, new or known.
    pub(crate) fn introduce(&mut self, run: &Run) -> u32 {
        let tokens = &self.tokens[run.name.clone()];
        let mut name = self.text(run.name.clone());
        let parts: Vec<String> =
            tokens.iter().map(|token| folded(token.span.of(self.plain).trim_end_matches('.'))).collect();
        let suffixed = parts.len() > 1 && tokens.last().is_some_and(|token| token.is(Class::SUFFIX));
        let suffix = if suffixed { parts[parts.len() - 1].clone() } else { String::new() };
        let surname = parts[parts.len() - 1 - usize::from(suffixed)].clone();
        let first = if parts.len() > 1 + usize::from(suffixed) { parts[0].clone() } else { String::new() };
        let known = self.by_surname.get(&surname).and_then(|known| {
            known.iter().copied().find(|index| {
                let member = &self.members[*index as usize];
                member.suffix == suffix && same_first(&member.first, &first)
            })
        });
        let index = known.unwrap_or_else(|| {
            name.truncate(name.trim_end_matches(',').len());
            let person = LocalPerson {
                name: name.clone(),
                kind: PersonKind::Person,
                gender: first_name_gender(self.words.class(&first)),
                variants: Vec::new(),
                roles: Vec::new(),
                mentions: Vec::new(),
            };
            let index = self.members.len() as u32;
            self.by_surname.entry(surname.clone()).or_default().push(index);
            if !first.is_empty() {
                self.by_first.entry(first.clone()).or_default().push(index);
            }
            self.members.push(Member { person, first, surname, suffix, evident: run.evident });
            index
        });
        let member = &mut self.members[index as usize];
        member.evident |= run.evident;
        if name.len() > member.person.name.len() {
            member.person.name = name;
        }
        index
    }

    /// Who a single name, with or without a title, can be.
    pub(crate) fn of_single(&self, run: &Run) -> Vec<u32> {
        let token = &self.tokens[run.name.start];
        let name = folded(token.span.of(self.plain));
        let title = self.title_gender(run.title.clone());
        let fits = |index: &u32| {
            let gender = self.members[*index as usize].person.gender;
            title == Gender::Unknown || gender == Gender::Unknown || gender == title
        };
        let by_surname: Vec<u32> = self.by_surname.get(&name).into_iter().flatten().copied().filter(fits).collect();
        if !by_surname.is_empty() || !run.title.is_empty() {
            return self.evident_of(by_surname);
        }
        self.evident_of(self.by_first.get(&name).cloned().unwrap_or_default())
    }

    /// Those of a list who are people beyond doubt, if there are any; else all.
    fn evident_of(&self, list: Vec<u32>) -> Vec<u32> {
        let evident: Vec<u32> = list.iter().copied().filter(|index| self.members[*index as usize].evident).collect();
        if evident.is_empty() { list } else { evident }
    }

    /// The organisation, nation or anything else with exactly this name.
    pub(crate) fn named(&mut self, name: &str, kind: PersonKind) -> u32 {
        let key = folded(name);
        if let Some(index) = self.by_name.get(&key) {
            return *index;
        }
        let index = self.members.len() as u32;
        let person = LocalPerson {
            name: name.to_owned(),
            kind,
            gender: Gender::Unknown,
            variants: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
        };
        let (first, surname, suffix) = Default::default();
        self.members.push(Member { person, first, surname, suffix, evident: false });
        if kind != PersonKind::Unnamed {
            self.by_name.insert(key, index);
        }
        index
    }

    /// The gender that the title words tell.
    fn title_gender(&self, title: Range<usize>) -> Gender {
        title_gender(&self.tokens[title])
    }

    fn mention(&mut self, index: usize, run: &Run, who: Vec<u32>) {
        let whole = run.title.start.min(run.name.start)..run.name.end;
        let span = cover(self.tokens, whole);
        let last = &self.tokens[run.name.end - 1];
        if let [only] = who[..] {
            self.note(only, run);
        }
        if matches!(run.kind, RunKind::Full | RunKind::Single) {
            self.mentions.push(Mention { span, who, run: index, quoted: last.quoted, possessive: last.possessive });
        }
    }

    /// Adds what one mention tells to its member: the form of the name, the role, the gender.
    fn note(&mut self, who: u32, run: &Run) {
        let form = self.text(run.name.clone());
        let title = self.text(run.title.clone());
        let gender = self.title_gender(run.title.clone());
        let role = self.tokens[run.title.clone()].iter().any(|token| token.is(Class::ROLE | Class::TITLE));
        let span = cover(self.tokens, run.title.start.min(run.name.start)..run.name.end);
        let member = &mut self.members[who as usize];
        let person = &mut member.person;
        person.mentions.push(span);
        if !person.variants.contains(&form) {
            person.variants.push(form);
        }
        if role && !person.roles.contains(&title) {
            person.roles.push(title);
        }
        if gender != Gender::Unknown {
            person.gender = gender;
        }
    }

    /// The words of a range of tokens, with single spaces.
    pub(crate) fn text(&self, range: Range<usize>) -> String {
        let span = cover(self.tokens, range);
        span.of(self.plain).split_whitespace().collect::<Vec<_>>().join(" ")
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

/// Whether two first names may belong to one person: equal, or one is the initial of the other.
fn same_first(a: &str, b: &str) -> bool {
    a == b || a.chars().count() == 1 && b.starts_with(a) || b.chars().count() == 1 && a.starts_with(b)
}
