//! `gexf`: a graph of who speaks about what. Nodes are speakers and topics; an edge goes from a speaker to each topic that they speak
//! about, and weighs as much as there are statements.

use super::View;
use super::xml::Xml;
use crate::model::archive::{PersonId, TopicId};
use crate::model::person::PersonKind;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    let archive = view.archive;
    let mut edges: BTreeMap<(PersonId, TopicId), usize> = BTreeMap::new();
    let mut said: BTreeMap<PersonId, usize> = BTreeMap::new();
    for (_, row) in view.statements() {
        let named = |id: &&PersonId| archive[**id].kind != PersonKind::Unnamed;
        for person in row.speaker.iter().chain(&row.together).filter(named) {
            *said.entry(*person).or_default() += 1;
            for topic in &row.topics {
                *edges.entry((*person, *topic)).or_default() += 1;
            }
        }
    }
    let topics: BTreeSet<TopicId> = edges.keys().map(|(_, topic)| *topic).collect();
    let mut xml = Xml::new(out)?;
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?.line()?;
    xml.open("meta", &[])?.leaf("creator", &[], "Onrecord")?.leaf("description", &[], &view.title())?.close_line()?;
    xml.open("graph", &[("defaultedgetype", "directed"), ("mode", "static")])?.line()?;
    xml.open("attributes", &[("class", "node"), ("mode", "static")])?.line()?;
    xml.empty("attribute", &[("id", "kind"), ("title", "kind"), ("type", "string")])?.line()?;
    xml.empty("attribute", &[("id", "statements"), ("title", "statements"), ("type", "integer")])?.line()?;
    xml.close_line()?;
    xml.open("nodes", &[])?.line()?;
    let mut node = |id: &str, label: &str, kind: &str, count: usize| -> io::Result<()> {
        xml.open("node", &[("id", id), ("label", label)])?.open("attvalues", &[])?;
        xml.empty("attvalue", &[("for", "kind"), ("value", kind)])?;
        xml.empty("attvalue", &[("for", "statements"), ("value", &count.to_string())])?;
        xml.close()?.close_line().map(drop)
    };
    for (id, count) in &said {
        let person = &archive[*id];
        let kind = if person.kind == PersonKind::Organisation { "organisation" } else { "person" };
        node(&format!("people/{}", person.slug), &person.name, kind, *count)?;
    }
    for id in &topics {
        let count = edges.iter().filter(|((_, topic), _)| topic == id).map(|(_, count)| count).sum();
        node(&format!("topics/{}", archive[*id].slug), &archive[*id].name, "topic", count)?;
    }
    xml.close_line()?;
    xml.open("edges", &[])?.line()?;
    for (number, ((person, topic), count)) in edges.iter().enumerate() {
        let (source, target) =
            (format!("people/{}", archive[*person].slug), format!("topics/{}", archive[*topic].slug));
        let (number, count) = (number.to_string(), count.to_string());
        let attributes = [("id", &number), ("source", &source), ("target", &target), ("weight", &count)];
        xml.empty("edge", &attributes.map(|(name, value)| (name, value.as_str())))?.line()?;
    }
    xml.close_line()?;
    xml.close_line()?.close()?;
    xml.finish().map(drop)
}
