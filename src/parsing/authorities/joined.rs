//! Entries that say `same-as`: joined with the entry they name, under its name.

use crate::model::authorities::{PersonEntry, TopicEntry};
use crate::text::diagnostic::{Diagnostic, Place, Problems, did_you_mean};
use std::collections::BTreeMap;

/// Most names for which a report looks for one that is alike: it is compared with all there are.
const SEARCHES: usize = 20;

/// Joins people. Whoever is the same as somebody without an entry keeps their own, and gets that name too.
pub(super) fn people(entries: &mut Vec<PersonEntry>, problems: &mut Problems) {
    let names: Vec<(String, Option<String>, Place)> =
        entries.iter().map(|entry| (entry.name.clone(), entry.same_as.clone(), entry.place.clone())).collect();
    for (at, target) in targets(&names).into_iter().enumerate() {
        match target {
            Target::Itself => {}
            Target::Nobody(name) => entries[at].aliases.push(name),
            Target::Circle => problems.push(circle(&names[at])),
            Target::Entry(other) => {
                let joined = entries[at].clone();
                let entry = &mut entries[other];
                for form in std::iter::once(joined.name).chain(joined.aliases) {
                    if form != entry.name && !entry.aliases.contains(&form) {
                        entry.aliases.push(form);
                    }
                }
                entry.roles.extend(joined.roles);
                entry.links.extend(joined.links);
                entry.notes.extend(joined.notes);
                entry.not.extend(joined.not);
                entry.description = entry.description.take().or(joined.description);
            }
        }
    }
    let mut joined = targets(&names).into_iter().map(|target| matches!(target, Target::Entry(_)));
    entries.retain(|_| !joined.next().unwrap_or(false));
}

/// Joins topics. The other one has to have an entry.
pub(super) fn topics(entries: &mut Vec<TopicEntry>, problems: &mut Problems) {
    let names: Vec<(String, Option<String>, Place)> =
        entries.iter().map(|entry| (entry.name.clone(), entry.same_as.clone(), entry.place.clone())).collect();
    let mut tried = 0;
    for (at, target) in targets(&names).into_iter().enumerate() {
        match target {
            Target::Itself => {}
            Target::Circle => problems.push(circle(&names[at])),
            Target::Nobody(name) => {
                let problem =
                    Diagnostic::error("unknown-topic", format!("there is no topic `{name}` to be the same as"));
                tried += 1;
                let all = names.iter().map(|(name, ..)| name.as_str()).filter(|other| *other != names[at].0);
                let close = (tried <= SEARCHES).then(|| did_you_mean(&name, all)).flatten();
                problems.push(problem.at_place(&names[at].2).hint(match close {
                    Some(close) => format!("did you mean `{close}`?"),
                    None => format!("add an entry named `{name}`, or give this one that name"),
                }));
            }
            Target::Entry(other) => {
                let joined = entries[at].clone();
                let entry = &mut entries[other];
                for term in std::iter::once(joined.name).chain(joined.terms) {
                    if term != entry.name && !entry.terms.contains(&term) {
                        entry.terms.push(term);
                    }
                }
                entry.description = entry.description.take().or(joined.description);
            }
        }
    }
    // What is part of a topic that was joined is part of the one that it was joined with.
    let of = targets(&names);
    for entry in entries.iter_mut() {
        let Some(broader) = &entry.broader else { continue };
        let at = names.iter().position(|(name, ..)| name.eq_ignore_ascii_case(broader));
        if let Some(Target::Entry(other)) = at.map(|at| &of[at]) {
            entry.broader = Some(names[*other].0.clone());
        }
    }
    let mut joined = of.into_iter().map(|target| matches!(target, Target::Entry(_)));
    entries.retain(|_| !joined.next().unwrap_or(false));
}

/// With whom an entry is joined.
enum Target {
    /// It stands for itself.
    Itself,
    /// With the entry at this position, which stands for itself.
    Entry(usize),
    /// With a name that has no entry.
    Nobody(String),
    /// It leads back to itself.
    Circle,
}

/// With whom each entry is joined, of entries that may be the same as others which are the same as others.
fn targets(names: &[(String, Option<String>, Place)]) -> Vec<Target> {
    let places: BTreeMap<String, usize> =
        names.iter().enumerate().rev().map(|(at, (name, ..))| (name.to_lowercase(), at)).collect();
    let target = |start: usize| {
        let mut at = start;
        for _ in 0..=names.len() {
            let Some(other) = &names[at].1 else {
                return if at == start { Target::Itself } else { Target::Entry(at) };
            };
            match places.get(&other.to_lowercase()) {
                Some(next) => at = *next,
                None if at == start => return Target::Nobody(other.clone()),
                None => return Target::Entry(at),
            }
        }
        Target::Circle
    };
    (0..names.len()).map(target).collect()
}

fn circle((name, _, place): &(String, Option<String>, Place)) -> Diagnostic {
    Diagnostic::error("same-as-circle", format!("`{name}` is the same as itself"))
        .at_place(place)
        .hint("remove one `same-as:` of the circle")
}

#[cfg(test)]
mod tests {
    use crate::parsing::authorities::read;
    use crate::text::diagnostic::Problems;
    use crate::text::source::Source;

    #[test]
    fn entries_that_are_the_same_are_joined_under_the_name_they_give() {
        let people = "- {name: Anna Ruiz, same-as: Ana Ruiz, roles: [mayor], aliases: A. Ruiz}\n- name: Ana Ruiz\n\
                      - {name: Ole Lund, same-as: O. Lund}\n- {name: Percentage Points, not: person}\n\
                      - {name: Karl Orr, not: [Carl Orr]}\n";
        let topics = "- {name: Bridge, same-as: Crossing}\n- {name: New bridge, same-as: Bridge, terms: [new span]}\n- name: Crossing\n\
                      - {name: Tolls, broader: New bridge}\n- {name: Status quo, hidden: true}\n";
        let mut problems = Problems::default();
        let read = read(&[Source::new("people.yaml", people), Source::new("topics.yaml", topics)], &mut problems);
        assert!(problems.0.is_empty(), "{problems:?}");
        let names: Vec<&str> = read.people.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["Ana Ruiz", "Ole Lund", "Percentage Points", "Karl Orr"]);
        assert_eq!(
            (&read.people[0].aliases[..], read.people[0].roles.len()),
            (&["Anna Ruiz".to_owned(), "A. Ruiz".to_owned()][..], 1)
        );
        assert_eq!(read.people[1].aliases, ["O. Lund"]);
        assert!(read.people[2].nobody && !read.people[3].nobody && read.people[3].not == ["Carl Orr"]);
        let topics: Vec<&str> = read.topics.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(topics, ["Crossing", "Tolls", "Status quo"]);
        assert_eq!(read.topics[0].terms, ["Bridge", "New bridge", "new span"]);
        assert_eq!(read.topics[1].broader.as_deref(), Some("Crossing"));
        assert!(read.topics[2].hidden);
    }

    #[test]
    fn what_is_the_same_as_itself_or_as_nothing_is_reported() {
        let people = "- {name: A B, same-as: C D}\n- {name: C D, same-as: A B}\n";
        let topics = "- {name: Bridge, same-as: Crosing}\n- name: Crossing\n";
        let mut problems = Problems::default();
        let read = read(&[Source::new("people.yaml", people), Source::new("topics.yaml", topics)], &mut problems);
        assert_eq!((read.people.len(), read.topics.len()), (2, 2));
        let hints: Vec<&str> = problems.0.iter().map(|problem| problem.hints[0].as_str()).collect();
        assert_eq!(
            hints,
            ["remove one `same-as:` of the circle", "remove one `same-as:` of the circle", "did you mean `Crossing`?"]
        );
    }
}
