//! What the editors say, brought into the cast: entries of people.yaml, and the people that front matter names.

use super::cast::Cast;
use super::gazetteer::{Names, Offices};
use super::roles::Office;
use crate::languages::Language;
use crate::model::authorities::PersonEntry;
use crate::model::person::{Gender, PersonKind};
use crate::model::when::When;
use crate::text::folding::name_key;

/// people.yaml as one article asks it.
#[derive(Clone, Copy)]
pub(crate) struct Listed<'a> {
    pub(crate) entries: &'a [PersonEntry],
    pub(crate) names: &'a Names,
    pub(crate) offices: &'a Offices,
    /// The date of the article.
    pub(crate) when: Option<When>,
    pub(crate) language: &'a Language,
}

impl Listed<'_> {
    /// Gives every member the entry that has one of its names, with its offices and gender.
    pub(crate) fn attach(&self, cast: &mut Cast) {
        if self.entries.is_empty() {
            return;
        }
        for index in 0..cast.members.len() {
            self.attach_one(cast, index);
        }
    }

    fn attach_one(&self, cast: &mut Cast, index: usize) {
        let member = &cast.members[index];
        if member.person.kind == PersonKind::Unnamed || member.entry.is_some() {
            return;
        }
        let entry = match self.names.named(&member.person.name) {
            [] => return,
            [only] => *only,
            // Two people of one name: the office tells them apart, or nothing does.
            several => {
                let holds = |entry: &&u32| {
                    let offices = self.offices.of(**entry, self.when);
                    let same = |own: &Office| offices.iter().any(|held| held.fit(own, &self.language.people).is_some());
                    member.offices.iter().any(same)
                };
                let mut holders = several.iter().filter(holds);
                match (holders.next(), holders.next()) {
                    (Some(only), None) => *only,
                    _ => return,
                }
            }
        };
        self.tie(cast, index, entry);
    }

    fn tie(&self, cast: &mut Cast, index: usize, entry: u32) {
        let listed = &self.entries[entry as usize];
        let member = &mut cast.members[index];
        member.entry = Some(entry);
        member.evident = true;
        member.person.kind = listed.kind;
        if listed.gender != Gender::Unknown {
            member.person.gender = listed.gender;
        }
        member.offices.extend(self.offices.of(entry, self.when).into_iter().cloned());
    }

    /// The listed person who held the office when the article was written, as a member of the cast.
    pub(crate) fn holder(&self, cast: &mut Cast, asked: &Office) -> Option<u32> {
        let entry = self.offices.holder(asked, self.when, &self.language.people)?;
        if let Some(known) = cast.members.iter().position(|member| member.entry == Some(entry)) {
            return Some(known as u32);
        }
        let listed = &self.entries[entry as usize];
        let index = cast.named(&listed.name, listed.kind);
        self.tie(cast, index as usize, entry);
        Some(index)
    }
}

/// Adds the people of the front matter whose surnames the text uses, as if it had introduced them.
pub(crate) fn preset(cast: &mut Cast, names: &[String]) {
    for name in names {
        let key = name_key(name);
        let parts: Vec<&str> = key.split(' ').collect();
        if let [first, .., surname] = parts[..] {
            cast.preset(name, first, surname);
        }
    }
}
