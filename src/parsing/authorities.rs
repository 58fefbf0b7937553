//! Reads the authority files. An entry that cannot be used is reported and left out, the others stay.

mod joined;

use crate::model::authorities::{
    Authorities, EditorialRelation, EventEntry, OutletEntry, PersonEntry, RelationEntry, RoleEntry, StatementPair,
    StatementReference, TopicEntry,
};
use crate::model::person::{Gender, PersonKind};
use crate::model::rights::Rights;
use crate::parsing::yaml::{self, Fields, Node, Value};
use crate::text::diagnostic::{Diagnostic, Place, Problems, did_you_mean};
use crate::text::source::{Source, Span};
use std::collections::{BTreeMap, HashMap};

/// The authority files among `sources`, known by their names, whatever folder they are in.
pub fn read(sources: &[Source], problems: &mut Problems) -> Authorities {
    let mut authorities = Authorities::default();
    for source in sources {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let Some((stem, "yaml" | "yml")) = name.rsplit_once('.') else { continue };
        match stem {
            "people" => authorities.people.extend(entries(source, person, problems)),
            "topics" => authorities.topics.extend(entries(source, topic, problems)),
            "events" => authorities.events.extend(entries(source, event, problems)),
            "outlets" => authorities.outlets.extend(entries(source, outlet, problems)),
            "relations" => {
                for link in entries(source, relation, problems) {
                    match link {
                        Link::Made(entry) => authorities.relations.push(entry),
                        Link::Refused(entry) => authorities.refused.push(entry),
                        Link::OneClaim(entry) => authorities.one_claim.push(entry),
                    }
                }
            }
            _ => {}
        }
    }
    keep_first_of_each_name(&mut authorities.people, |entry| (&entry.name, &entry.place), problems);
    keep_first_of_each_name(&mut authorities.topics, |entry| (&entry.name, &entry.place), problems);
    keep_first_of_each_name(&mut authorities.events, |entry| (&entry.name, &entry.place), problems);
    keep_first_of_each_name(&mut authorities.outlets, |entry| (&entry.name, &entry.place), problems);
    settle_broader_topics(&mut authorities.topics, problems);
    joined::people(&mut authorities.people, problems);
    joined::topics(&mut authorities.topics, problems);
    authorities
}

/// What an entry is read from.
struct Entry<'a> {
    source: &'a Source,
    node: &'a Node,
    place: Place,
}

impl<'a> Entry<'a> {
    fn fields(&self, what: &'static str, known: &[&str], problems: &mut Problems) -> Option<Fields<'a>> {
        Fields::new(self.source, self.node, what, known, problems)
    }
}

/// Every entry of a file that `read` can use.
fn entries<T>(source: &Source, read: fn(Entry<'_>, &mut Problems) -> Option<T>, problems: &mut Problems) -> Vec<T> {
    let root = match yaml::read(source) {
        Ok(root) => root,
        Err(problem) => {
            problems.push(problem.hint("nothing of this file is used until it can be read"));
            return Vec::new();
        }
    };
    let items = match &root.value {
        Value::Null => return Vec::new(),
        Value::List(items) => items,
        _ => {
            let found = root.describe();
            problems.push(
                Diagnostic::error("not-a-list", format!("this file should be a list of entries, it is {found}"))
                    .at(source, root.span)
                    .hint("begin each entry with `- ` and indent its other keys by two spaces"),
            );
            return Vec::new();
        }
    };
    let mut places = Places::new(source);
    items.iter().filter_map(|node| read(Entry { source, node, place: places.of(node.span) }, problems)).collect()
}

/// Gives entries their lines while going forwards, so that a file of many thousand entries is walked once.
pub(super) struct Places<'a> {
    source: &'a Source,
    line: u32,
    at: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(source: &'a Source) -> Places<'a> {
        Places { source, line: 1, at: 0 }
    }

    pub(super) fn of(&mut self, span: Span) -> Place {
        let start = (span.start as usize).max(self.at);
        let passed = memchr::memchr_iter(b'\n', &self.source.text.as_bytes()[self.at..start]).count();
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.at = start;
        let range = self.source.line_at(start);
        let before = &self.source.text[range.start.min(start)..start];
        let column = before.trim_start_matches('\u{feff}').chars().count() as u32 + 1;
        let text = self.source.text[range].chars().take(240).collect();
        Place::from_column(&self.source.path, self.line, column, text)
    }
}

fn person(entry: Entry<'_>, problems: &mut Problems) -> Option<PersonEntry> {
    let known = ["name", "aliases", "roles", "kind", "gender", "description", "links", "notes", "not", "same-as"];
    let fields = entry.fields("person", &known, problems)?;
    let kinds = [
        ("person", PersonKind::Person),
        ("organisation", PersonKind::Organisation),
        ("organization", PersonKind::Organisation),
    ];
    let not = fields.texts("not", problems);
    let genders = [("female", Gender::Female), ("male", Gender::Male), ("unknown", Gender::Unknown)];
    Some(PersonEntry {
        name: fields.required("name", problems)?,
        aliases: fields.texts("aliases", problems),
        roles: fields.items("roles").filter_map(|node| role(entry.source, node, problems)).collect(),
        kind: fields.choice("kind", &kinds, problems).unwrap_or(PersonKind::Person),
        gender: fields.choice("gender", &genders, problems).unwrap_or_default(),
        description: fields.text("description", problems),
        links: fields.texts("links", problems),
        notes: fields
            .items("notes")
            .filter_map(|node| crate::parsing::notes::on_person(entry.source, node, problems))
            .collect(),
        same_as: fields.text("same-as", problems),
        nobody: not.iter().any(|name| is_nobody(name)),
        not: not.into_iter().filter(|name| !is_nobody(name)).collect(),
        place: entry.place,
    })
}

/// Whether what an entry is not is a person at all.
fn is_nobody(not: &str) -> bool {
    matches!(not.to_lowercase().as_str(), "person" | "a person" | "anybody")
}

/// A role: a text, or a group with its dates.
fn role(source: &Source, node: &Node, problems: &mut Problems) -> Option<RoleEntry> {
    if let Some(role) = node.text() {
        return Some(RoleEntry { role: role.trim().to_owned(), from: None, to: None });
    }
    let fields = Fields::new(source, node, "role", &["role", "from", "to"], problems)?;
    let role = fields.required("role", problems)?;
    let (from, to) = (fields.when("from", problems), fields.when("to", problems));
    if let (Some(first), Some(last)) = (from, to)
        && last.end() < first.start
    {
        problems.push(
            Diagnostic::error("bad-date", format!("this role ends on {last}, before it begins on {first}"))
                .at(source, fields.span())
                .hint("exchange `from` and `to`"),
        );
        return Some(RoleEntry { role, from: None, to: None });
    }
    Some(RoleEntry { role, from, to })
}

fn topic(entry: Entry<'_>, problems: &mut Problems) -> Option<TopicEntry> {
    let fields = entry.fields("topic", &["name", "terms", "broader", "description", "hidden", "same-as"], problems)?;
    Some(TopicEntry {
        name: fields.required("name", problems)?,
        terms: fields.texts("terms", problems),
        broader: fields.text("broader", problems),
        same_as: fields.text("same-as", problems),
        hidden: fields.flag("hidden", problems),
        description: fields.text("description", problems),
        place: entry.place,
    })
}

fn event(entry: Entry<'_>, problems: &mut Problems) -> Option<EventEntry> {
    let fields = entry.fields("event", &["name", "date", "location", "terms", "description", "hidden"], problems)?;
    let name = fields.required("name", problems)?;
    if fields.get("date").is_none() {
        fields.required("date", problems);
    }
    Some(EventEntry {
        name,
        when: fields.when("date", problems)?,
        location: fields.text("location", problems),
        terms: fields.texts("terms", problems),
        hidden: fields.flag("hidden", problems),
        description: fields.text("description", problems),
        place: entry.place,
    })
}

fn outlet(entry: Entry<'_>, problems: &mut Problems) -> Option<OutletEntry> {
    let fields = entry.fields("outlet", &["name", "aliases", "url", "location", "description", "rights"], problems)?;
    Some(OutletEntry {
        name: fields.required("name", problems)?,
        aliases: fields.texts("aliases", problems),
        url: fields.text("url", problems),
        location: fields.text("location", problems),
        rights: outlet_rights(&fields, problems),
        description: fields.text("description", problems),
        place: entry.place,
    })
}

/// What an outlet's articles may be published of. A word that is no degree publishes their facts only, until it is mended.
fn outlet_rights(fields: &Fields<'_>, problems: &mut Problems) -> Option<Rights> {
    let stated = fields.choice("rights", &Rights::ALL.map(|rights| (rights.name(), rights)), problems);
    stated.or_else(|| fields.get("rights").map(|_| Rights::Metadata))
}

/// What relations.yaml says of two statements.
enum Link {
    Made(RelationEntry),
    Refused(StatementPair),
    OneClaim(StatementPair),
}

/// What an entry of relations.yaml asks for.
#[derive(Clone, Copy)]
enum Wanted {
    Made(EditorialRelation),
    Refused,
    OneClaim,
}

fn relation(entry: Entry<'_>, problems: &mut Problems) -> Option<Link> {
    let fields = entry.fields("relation", &["from", "kind", "to", "note"], problems)?;
    let made = EditorialRelation::ALL.iter().map(|kind| (kind.name(), Wanted::Made(*kind)));
    let kinds: Vec<(&str, Wanted)> = made.chain([("none", Wanted::Refused), ("one-claim", Wanted::OneClaim)]).collect();
    let from = statement_reference(&entry, &fields, "from", problems);
    if fields.get("kind").is_none() {
        fields.required("kind", problems);
    }
    let kind = fields.choice("kind", &kinds, problems);
    let to = statement_reference(&entry, &fields, "to", problems);
    let note = fields.text("note", problems);
    let (from, to, place) = (from?, to?, entry.place);
    Some(match kind? {
        Wanted::Made(kind) => Link::Made(RelationEntry { from, kind, to, note, place }),
        Wanted::Refused => Link::Refused(StatementPair { from, to, place }),
        Wanted::OneClaim => Link::OneClaim(StatementPair { from, to, place }),
    })
}

/// A statement by its id, or by its article and some of its words.
fn statement_reference(
    entry: &Entry<'_>,
    fields: &Fields<'_>,
    name: &str,
    problems: &mut Problems,
) -> Option<StatementReference> {
    let Some(node) = fields.get(name) else {
        fields.required(name, problems);
        return None;
    };
    if let Some(id) = node.text() {
        let digits = id.strip_prefix("s-").unwrap_or_default();
        if digits.len() >= 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(StatementReference::Id(id.to_lowercase()));
        }
        problems.push(
            Diagnostic::error("bad-value", format!("`{id}` is no statement"))
                .at(entry.source, node.span)
                .hint("write its id, such as `s-3f9a1c02`, as its page shows it")
                .hint("or its article and some of its words: `{article: ..., words: ...}`"),
        );
        return None;
    }
    let fields = Fields::new(entry.source, node, "statement", &["article", "words"], problems)?;
    let (article, words) = (fields.required("article", problems), fields.required("words", problems));
    Some(StatementReference::Words { article: article?, words: words? })
}

/// Leaves out entries whose name was taken before, whatever its case.
fn keep_first_of_each_name<T>(
    entries: &mut Vec<T>,
    name_and_place: fn(&T) -> (&String, &Place),
    problems: &mut Problems,
) {
    let mut taken = BTreeMap::<String, (String, u32)>::new();
    entries.retain(|entry| {
        let (name, place) = name_and_place(entry);
        match taken.get(&name.to_lowercase()) {
            None => {
                taken.insert(name.to_lowercase(), (place.path.clone(), place.line));
                true
            }
            Some((path, line)) => {
                problems.push(
                    Diagnostic::error("duplicate-name", format!("there are two entries named `{name}`"))
                        .at_place(place)
                        .label("this one is left out")
                        .hint(format!("the other one is in {path}, line {line}: join them or rename one")),
                );
                false
            }
        }
    });
}

/// Most topics of a circle that a report names.
const CIRCLE: usize = 8;
/// Most names for which a report looks for one that is alike: it is compared with all there are.
const SEARCHES: usize = 20;

/// Replaces what each topic names as broader by that topic's exact name; drops what does not exist or runs in a circle.
fn settle_broader_topics(topics: &mut [TopicEntry], problems: &mut Problems) {
    let names: BTreeMap<String, String> =
        topics.iter().map(|topic| (topic.name.to_lowercase(), topic.name.clone())).collect();
    let mut tried = 0;
    for topic in topics.iter_mut() {
        let Some(broader) = topic.broader.take() else { continue };
        topic.broader = names.get(&broader.to_lowercase()).cloned();
        if topic.broader.is_none() {
            let mut problem = Diagnostic::error(
                "unknown-topic",
                format!("`{}` is part of `{broader}`, which is no topic", topic.name),
            )
            .at_place(&topic.place);
            tried += 1;
            let close = (tried <= SEARCHES).then(|| did_you_mean(&broader, names.values().map(String::as_str)));
            problem = match close.flatten() {
                Some(close) => problem.hint(format!("did you mean `{close}`?")),
                None => problem.hint(format!("add an entry named `{broader}`")),
            };
            problems.push(problem);
        }
    }
    cut_circles(topics, problems);
}

/// What is known of a topic while circles are looked for.
#[derive(Clone, Copy, PartialEq)]
enum Seen {
    /// Nothing yet.
    No,
    /// On the way that is followed from the topic at this position.
    From(usize),
    /// In a circle that is not cut yet.
    Circle,
    /// In no circle.
    Clear,
}

/// Cuts every circle of broader topics at its first topic in the order of the file. Each topic is passed a few times at most.
fn cut_circles(topics: &mut [TopicEntry], problems: &mut Problems) {
    let places: HashMap<&str, usize> =
        topics.iter().enumerate().map(|(index, topic)| (topic.name.as_str(), index)).collect();
    let above: Vec<Option<usize>> = topics.iter().map(|topic| places.get(topic.broader.as_deref()?).copied()).collect();
    let mut seen = vec![Seen::No; topics.len()];
    for index in 0..topics.len() {
        let mut way = Vec::new();
        let mut at = Some(index);
        while let Some(topic) = at.filter(|topic| seen[*topic] == Seen::No) {
            seen[topic] = Seen::From(index);
            way.push(topic);
            at = above[topic];
        }
        // What leads into a circle is itself in none.
        let start = at.filter(|at| seen[*at] == Seen::From(index));
        let tail = start.and_then(|start| way.iter().position(|topic| *topic == start)).unwrap_or(way.len());
        way[..tail].iter().for_each(|topic| seen[*topic] = Seen::Clear);
        way[tail..].iter().for_each(|topic| seen[*topic] = Seen::Circle);
        if seen[index] != Seen::Circle {
            continue;
        }
        let next = |topic: &usize| above[*topic].filter(|next| *next != index);
        let circle: Vec<usize> = std::iter::successors(Some(index), next).collect();
        circle.iter().for_each(|topic| seen[*topic] = Seen::Clear);
        let shown = circle.iter().take(CIRCLE).map(|topic| topics[*topic].name.as_str());
        let more = (circle.len() > CIRCLE).then_some("…");
        let names = shown.chain(more).collect::<Vec<_>>().join(" < ");
        problems.push(
            Diagnostic::error("topic-circle", format!("`{}` is part of itself: {names}", topics[index].name))
                .at_place(&topics[index].place)
                .hint("remove one `broader:` of the circle"),
        );
        topics[index].broader = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::when::When;

    fn read_one(name: &str, text: &str) -> (Authorities, Vec<Diagnostic>) {
        let mut problems = Problems::default();
        let authorities = read(&[Source::new(name, text)], &mut problems);
        (authorities, problems.0)
    }

    /// Each problem as `line:column code`.
    fn places(problems: &[Diagnostic]) -> Vec<String> {
        let place = |problem: &Diagnostic| problem.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
        problems
            .iter()
            .map(|problem| {
                let (line, column) = place(problem);
                format!("{line}:{column} {}", problem.code)
            })
            .collect()
    }

    #[test]
    fn a_person_has_aliases_and_roles_with_dates() {
        let text = "- name: Ana Ruiz\n  aliases: A. Ruiz\n  gender: female\n  roles:\n    - mayor of Port Alder\n    - role: \
                    minister\n      from: 2019-05\n      to: 2021\n";
        let (authorities, problems) = read_one("people.yaml", text);
        assert_eq!(problems, []);
        let person = &authorities.people[0];
        assert_eq!(person.aliases, ["A. Ruiz"]);
        assert_eq!(person.roles[1].from, When::parse("2019-05"));
        assert_eq!((person.place.line, person.place.column), (1, 3));
    }

    #[test]
    fn every_odd_thing_is_reported_at_its_place_and_the_rest_is_used() {
        let text = "- name: Ana Ruiz\n  alias: A.\n  kind: persn\n- just a word\n- aliases: [x]\n- name: ana ruiz\n- name: \
                    Bo\n  name: Bo Lind\n  aliases:\n    - [nested]\n    - B. Lind\n  roles:\n    - {role: x, from: 2021-13}\n";
        let (authorities, problems) = read_one("people.yaml", text);
        let expected = [
            "2:3 unknown-key",
            "3:9 bad-value",
            "4:3 wrong-type",
            "5:3 missing-key",
            "8:3 duplicate-key",
            "10:7 wrong-type",
            "13:23 bad-date",
            "6:3 duplicate-name",
        ];
        assert_eq!(places(&problems), expected);
        assert!(problems[0].hints[0].contains("`aliases`"));
        assert!(problems[1].hints[0].contains("`person`"));
        let names: Vec<_> = authorities.people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["Ana Ruiz", "Bo"]);
        assert_eq!(authorities.people[1].aliases, ["B. Lind"]);
    }

    #[test]
    fn a_topic_is_part_of_another_one_but_never_of_itself() {
        let text =
            "- name: Arms\n  broader: talks\n- name: Talks\n  broader: Arms\n- name: Missiles\n  broader: Armz\n";
        let (authorities, problems) = read_one("topics.yaml", text);
        assert_eq!(places(&problems), ["5:3 unknown-topic", "1:3 topic-circle"]);
        let broader: Vec<_> = authorities.topics.iter().map(|topic| topic.broader.as_deref()).collect();
        assert_eq!(broader, [None, Some("Arms"), None]);
    }

    #[test]
    fn circles_are_cut_once_and_what_leads_into_them_stays() {
        let chain = |names: &[(&str, &str)]| {
            let entry = |(name, broader): &(&str, &str)| format!("- name: {name}\n  broader: {broader}\n");
            let (authorities, problems) = read_one("topics.yaml", &names.iter().map(entry).collect::<String>());
            let broader = |topic: TopicEntry| topic.broader.unwrap_or_default();
            let messages: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            (authorities.topics.into_iter().map(broader).collect::<Vec<_>>(), messages)
        };
        let (broader, problems) = chain(&[("A", "B"), ("B", "C"), ("C", "D"), ("D", "B"), ("E", "E"), ("F", "A")]);
        assert_eq!(broader, ["B", "", "D", "B", "", "A"]);
        assert_eq!(problems, ["`B` is part of itself: B < C < D", "`E` is part of itself: E"]);
        let names: Vec<String> = (0..10_000).map(|number| format!("T{number}")).collect();
        let ring: Vec<(&str, &str)> =
            (0..10_000).map(|at| (names[at].as_str(), names[(at + 1) % 10_000].as_str())).collect();
        let (broader, problems) = chain(&ring);
        assert_eq!(broader.iter().filter(|name| name.is_empty()).count(), 1);
        assert_eq!(problems, ["`T0` is part of itself: T0 < T1 < T2 < T3 < T4 < T5 < T6 < T7 < …"]);
    }

    #[test]
    fn a_relation_names_its_statements_by_id_or_by_words() {
        let text = "- from: s-3f9a1c02\n  kind: answers\n  to: {article: letter, words: in writing}\n- from: s-12\n  kind: \
                    answrs\n  to: s-3f9a1c02\n";
        let (authorities, problems) = read_one("relations.yaml", text);
        let words = StatementReference::Words { article: "letter".to_owned(), words: "in writing".to_owned() };
        assert_eq!(authorities.relations.len(), 1);
        assert_eq!(authorities.relations[0].to, words);
        assert_eq!(places(&problems), ["4:9 bad-value", "5:9 bad-value"]);
    }

    #[test]
    fn an_event_needs_a_date_and_a_file_that_is_no_list_is_refused() {
        let (authorities, problems) = read_one("events.yaml", "- name: Talks\n- name: Vote\n  date: 2022\n");
        assert_eq!((authorities.events.len(), places(&problems)), (1, vec!["1:3 missing-key".to_owned()]));
        assert_eq!(places(&read_one("seeds/events.yml", "\n\nTalks: 2022\n").1), ["3:1 not-a-list"]);
        assert_eq!(read_one("events.yaml", "# nothing yet\n"), (Authorities::default(), Vec::new()));
    }
}
