//! `qdpx`: a project of the REFI-QDA standard, for programs of qualitative analysis: articles are sources, speakers, topics, acts and
//! polarities are codes, statements are coded passages, and notes are notes on passages.
//!
//! `project.qde` describes the project; `sources/` holds the texts. Positions count Unicode characters of those. GUIDs are made from
//! slugs and ids, so a project that is exported again has the same ones.

use super::View;
use super::container::Container;
use super::view::uuid;
use super::xml::Xml;
use crate::model::archive::{ArticleId, ArticleRow, PersonId, StatementRow, TopicId};
use crate::model::article::Analysis;
use crate::model::note::Anchor;
use crate::model::person::PersonKind;
use crate::model::statement::{Act, Polarity};
use crate::text::source::{CharCounter, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Seek, Write};

/// Who did what a program did.
const USER: &str = "user";

pub(super) fn write(view: &View, out: &mut (impl Write + Seek)) -> io::Result<()> {
    let mut container = Container::new(out);
    let mut xml = Xml::new(Vec::new())?;
    let user = guid(USER, "Onrecord");
    let schema = "urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd";
    let attributes = [
        ("name", view.title()),
        ("origin", format!("Onrecord {}", env!("CARGO_PKG_VERSION"))),
        ("creatingUserGUID", user.clone()),
        ("xmlns", "urn:QDA-XML:project:1.0".to_owned()),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance".to_owned()),
        ("xsi:schemaLocation", schema.to_owned()),
    ];
    xml.open("Project", &attributes.each_ref().map(|(name, value)| (*name, value.as_str())))?.line()?;
    xml.open("Users", &[])?.empty("User", &[("guid", &user), ("name", "Onrecord")])?.close_line()?;
    if view.selection.statements.is_empty() {
        // A code book has at least one code.
        xml.open("CodeBook", &[])?.open("Codes", &[])?;
        xml.empty("Code", &[("guid", &guid("group", "Statements")), ("name", "Statements"), ("isCodable", "true")])?;
        xml.close()?.close_line()?;
    } else {
        codes(view, &mut xml)?;
    }
    let mut notes = Vec::new();
    let texts: Vec<(ArticleId, &ArticleRow)> = view.articles().collect();
    if !texts.is_empty() {
        xml.open("Sources", &[])?.line()?;
    }
    for (id, row) in &texts {
        if let Some(analysis) = (view.analysis)(*id) {
            let source = guid("article", &row.slug);
            container.add(&format!("sources/{source}.txt"), analysis.body.plain.as_bytes())?;
            self::source(view, (*id, row), &analysis, &user, &mut notes, &mut xml)?;
        }
    }
    if !texts.is_empty() {
        xml.close_line()?;
    }
    if !notes.is_empty() {
        xml.open("Notes", &[])?.line()?;
        for (guid, name, text) in &notes {
            xml.open("Note", &[("guid", guid), ("name", name), ("creatingUser", &user)])?;
            xml.leaf("PlainTextContent", &[], text)?.close_line()?;
        }
        xml.close_line()?;
    }
    xml.leaf("Description", &[], &view.input.editors.settings.description)?;
    xml.close()?;
    container.add("project.qde", &xml.finish()?)?;
    container.finish()
}

/// A GUID for a thing of a kind.
fn guid(kind: &str, name: &str) -> String {
    uuid(&format!("qdpx\0{kind}\0{name}"))
}

/// The code book: a code for each speaker, topic, act and polarity that occurs, in groups.
fn codes(view: &View, xml: &mut Xml<impl Write>) -> io::Result<()> {
    let named = |id: &PersonId| view.archive[*id].kind != PersonKind::Unnamed;
    let people: BTreeSet<PersonId> =
        view.statements().flat_map(|(_, row)| row.speaker.iter().chain(&row.together)).copied().filter(named).collect();
    let topics: BTreeSet<TopicId> = view.statements().flat_map(|(_, row)| row.topics.clone()).collect();
    let acts: BTreeSet<Act> = view.statements().map(|(_, row)| row.words.act()).collect();
    let polarities: BTreeSet<Polarity> = view.statements().map(|(_, row)| row.words.polarity()).collect();
    let people = people.iter().map(|id| &view.archive[*id]).map(|row| (guid("person", &row.slug), row.name.clone()));
    let topics = topics.iter().map(|id| &view.archive[*id]).map(|row| (guid("topic", &row.slug), row.name.clone()));
    let acts = acts.iter().map(name_of).map(|name| (guid("act", &name), name));
    let polarities = polarities.iter().map(name_of).map(|name| (guid("polarity", &name), name));
    let groups: [(&str, Vec<(String, String)>); 4] = [
        ("Speakers", people.collect()),
        ("Topics", topics.collect()),
        ("Acts", acts.collect()),
        ("Polarities", polarities.collect()),
    ];
    xml.open("CodeBook", &[])?.open("Codes", &[])?.line()?;
    for (group, codes) in groups.iter().filter(|(_, codes)| !codes.is_empty()) {
        xml.open("Code", &[("guid", &guid("group", group)), ("name", group), ("isCodable", "false")])?.line()?;
        for (guid, name) in codes {
            xml.empty("Code", &[("guid", guid), ("name", name), ("isCodable", "true")])?.line()?;
        }
        xml.close_line()?;
    }
    xml.close()?.close_line().map(drop)
}

/// The name of an act or polarity in data files.
fn name_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The codes of a statement.
fn codes_of(view: &View, row: &StatementRow) -> Vec<String> {
    let people = row.speaker.iter().chain(&row.together).map(|id| &view.archive[*id]);
    let people = people.filter(|person| person.kind != PersonKind::Unnamed).map(|person| guid("person", &person.slug));
    let topics = row.topics.iter().map(|id| guid("topic", &view.archive[*id].slug));
    let acts = [guid("act", &name_of(&row.words.act())), guid("polarity", &name_of(&row.words.polarity()))];
    people.chain(topics).chain(acts).collect()
}

/// An article with its coded passages. Its notes go to `notes`, each with GUID, name and text.
fn source(
    view: &View,
    (id, row): (ArticleId, &ArticleRow),
    analysis: &Analysis,
    user: &str,
    notes: &mut Vec<(String, String, String)>,
    xml: &mut Xml<impl Write>,
) -> io::Result<()> {
    let source = guid("article", &row.slug);
    let path = format!("internal://{source}.txt");
    let attributes =
        [("guid", source.as_str()), ("name", &row.title), ("plainTextPath", &path), ("creatingUser", user)];
    xml.open("TextSource", &attributes)?.line()?;
    let facts = [
        row.when().map(|when| when.to_string()),
        view.outlet(row).map(str::to_owned),
        row.place.clone(),
        row.url.clone(),
        Some(row.path.clone()),
    ];
    xml.leaf("Description", &[], &facts.into_iter().flatten().collect::<Vec<_>>().join("\n"))?;
    let mut counter = CharCounter::new(&analysis.body.plain);
    let rows: BTreeMap<&str, &StatementRow> =
        view.statements_of(id).iter().map(|id| &view.archive[*id]).map(|row| (row.key.as_str(), row)).collect();
    for statement in &analysis.statements {
        let Some(row) = rows.get(statement.id.as_str()) else { continue };
        // A selection is one stretch; a statement of several pieces is several, with the same codes.
        for (number, span) in statement.spans.iter().enumerate() {
            let name = format!("{}/{number}", row.key);
            let passage = guid("passage", &name);
            selection(&passage, &row.key, counter.span(*span), user, xml)?;
            let standing = view.marked(row);
            xml.leaf("Description", &[], &format!("{}: {standing}", view.said_by(row)))?;
            for code in codes_of(view, row) {
                let coding = guid("coding", &format!("{name}/{code}"));
                xml.open("Coding", &[("guid", &coding), ("creatingUser", user)])?;
                xml.empty("CodeRef", &[("targetGUID", &code)])?.close_line()?;
            }
            xml.close_line()?;
        }
    }
    for (_, note) in view.notes_of(id) {
        let key = guid("note", &format!("{}/{}", row.slug, note.key));
        let kind = note.note.kind.name();
        let author = note.note.author.as_ref().map(|author| format!("{author}: ")).unwrap_or_default();
        notes.push((key.clone(), format!("{kind} {}", note.key), format!("{author}{}", note.note.text())));
        match note.anchor {
            Anchor::Exact(span) | Anchor::Moved(span) => {
                let passage = guid("noted", &format!("{}/{}", row.slug, note.key));
                selection(&passage, kind, counter.span(span), user, xml)?;
                xml.empty("NoteRef", &[("targetGUID", &key)])?.close_line()?;
            }
            _ => {
                let whole = Span::new(0, analysis.body.plain.len());
                let passage = guid("noted", &format!("{}/{}", row.slug, note.key));
                selection(&passage, kind, counter.span(whole), user, xml)?;
                xml.empty("NoteRef", &[("targetGUID", &key)])?.close_line()?;
            }
        }
    }
    xml.close_line().map(drop)
}

/// Opens a passage.
fn selection(guid: &str, name: &str, chars: [usize; 2], user: &str, xml: &mut Xml<impl Write>) -> io::Result<()> {
    let [start, end] = chars.map(|at| at.to_string());
    let attributes =
        [("guid", guid), ("name", name), ("startPosition", &start), ("endPosition", &end), ("creatingUser", user)];
    xml.open("PlainTextSelection", &attributes)?.line().map(drop)
}
