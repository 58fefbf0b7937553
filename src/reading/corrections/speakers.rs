//! Whom an editor names among the people of an article.

use crate::languages::Language;
use crate::languages::names::Class;
use crate::model::person::{Gender, LocalPerson, PersonKind};
use crate::reading::editors::Editors;
use crate::text::folding::{folded, name_key};

/// The person of the article whom a name means: by the whole name, else by a form of it that only one has; added if nobody has it.
pub(super) fn index_of(name: &str, people: &mut Vec<LocalPerson>, editors: &Editors, language: &Language) -> u32 {
    let key = name_key(name);
    let named = |person: &LocalPerson| person.kind != PersonKind::Unnamed && name_key(&person.name) == key;
    let varied = |person: &LocalPerson| {
        person.kind != PersonKind::Unnamed && person.variants.iter().any(|form| name_key(form) == key)
    };
    let only = |fits: &dyn Fn(&LocalPerson) -> bool| {
        let mut found = people.iter().enumerate().filter(|(_, person)| fits(person)).map(|(at, _)| at);
        found.next().filter(|_| found.next().is_none())
    };
    if let Some(at) = only(&named).or_else(|| only(&varied)) {
        return at as u32;
    }
    let (kind, gender) = kind_of(name, editors, language);
    let mentions = Vec::new();
    people.push(LocalPerson {
        name: name.to_owned(),
        kind,
        gender,
        variants: vec![name.to_owned()],
        roles: Vec::new(),
        mentions,
    });
    people.len() as u32 - 1
}

/// What people.yaml says of a name; else an organisation if one of its words is that of a body: "ministry", "council".
fn kind_of(name: &str, editors: &Editors, language: &Language) -> (PersonKind, Gender) {
    let entries = &editors.authorities().people;
    if let [only] = editors.names().named(name) {
        let entry = &entries[*only as usize];
        return (entry.kind, entry.gender);
    }
    let of_body = |word: &str| language.people.class(&folded(word)).is(Class::BODY | Class::ORGANISATION);
    let organisation = name.split(' ').any(of_body);
    (if organisation { PersonKind::Organisation } else { PersonKind::Person }, Gender::Unknown)
}
