//! `tei`: a corpus in TEI P5, a text for each article, in which `<said who="...">` marks every statement.
//!
//! A statement that lies in several paragraphs, or crosses the end of another, is several `<said>` with one `corresp`. What a reader
//! must be told of words that were denied or not said stands in `ana`.

use super::View;
use super::marked::{self, Step};
use super::view::iso;
use super::xml::{self, Xml};
use crate::model::archive::{ArticleId, ArticleRow};
use crate::model::article::{Analysis, Block, BlockKind};
use crate::model::person::PersonKind;
use crate::model::statement::{Kind, Polarity, Statement};
use crate::text::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// What `ana` points to.
const POLARITIES: [(Polarity, &str, &str); 4] = [
    (Polarity::Denied, "denied", "The words are what the speaker says is not so."),
    (Polarity::NotSaid, "not-said", "The speaker did not say the words."),
    (Polarity::Declined, "declined", "The speaker declined to say the words."),
    (Polarity::ToCome, "to-come", "The words are not said yet, or it is not certain that they were."),
];

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    let language = &view.input.editors.settings.language;
    xml.open("teiCorpus", &[("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:lang", language)])?.line()?;
    corpus_header(view, &mut xml)?;
    if view.selection.articles.is_empty() {
        // A corpus has at least one text.
        empty(view, &mut xml)?;
    }
    for (id, row) in view.articles() {
        if let Some(analysis) = (view.analysis)(id) {
            text(view, id, row, &analysis, &mut xml)?;
        }
    }
    xml.close()?;
    xml.finish().map(drop)
}

fn corpus_header(view: &View, xml: &mut Xml<impl Write>) -> io::Result<()> {
    let settings = &view.input.editors.settings;
    xml.open("teiHeader", &[])?.open("fileDesc", &[])?.open("titleStmt", &[])?.leaf("title", &[], &view.title())?;
    for author in &settings.authors {
        xml.leaf("editor", &[], author)?;
    }
    xml.close_line()?;
    xml.open("publicationStmt", &[])?
        .leaf("p", &[], settings.site_url.as_deref().unwrap_or("Not published."))?
        .close_line()?;
    xml.open("sourceDesc", &[])?.leaf("p", &[], "Articles, each with its source in its own header.")?.close_line()?;
    xml.close_line()?;
    xml.open("encodingDesc", &[])?.open("classDecl", &[])?.open("taxonomy", &[])?.line()?;
    for (_, name, about) in POLARITIES {
        xml.open("category", &[("xml:id", name)])?.leaf("catDesc", &[], about)?.close_line()?;
    }
    for id in view.statements().flat_map(|(_, row)| &row.topics).collect::<BTreeSet<_>>() {
        let topic = &view.archive[*id];
        xml.open("category", &[("xml:id", &xml::id("t-", &topic.slug))])?
            .leaf("catDesc", &[], &topic.name)?
            .close_line()?;
    }
    xml.close()?.close()?.close_line()?;
    let speakers: BTreeSet<_> =
        view.statements().flat_map(|(_, row)| row.speaker.iter().chain(&row.together)).copied().collect();
    let named = |kind| speakers.iter().map(|id| &view.archive[*id]).filter(move |person| person.kind == kind);
    if named(PersonKind::Person).next().is_some() || named(PersonKind::Organisation).next().is_some() {
        xml.open("profileDesc", &[])?.open("particDesc", &[])?.line()?;
        for (kind, list, item, name) in [
            (PersonKind::Person, "listPerson", "person", "persName"),
            (PersonKind::Organisation, "listOrg", "org", "orgName"),
        ] {
            if named(kind).next().is_none() {
                continue;
            }
            xml.open(list, &[])?.line()?;
            for person in named(kind) {
                xml.open(item, &[("xml:id", &xml::id("p-", &person.slug))])?
                    .leaf(name, &[], &person.name)?
                    .close_line()?;
            }
            xml.close_line()?;
        }
        xml.close()?.close_line()?;
    }
    xml.close_line().map(drop)
}

fn empty(view: &View, xml: &mut Xml<impl Write>) -> io::Result<()> {
    xml.open("TEI", &[])?.open("teiHeader", &[])?.open("fileDesc", &[])?;
    xml.open("titleStmt", &[])?.leaf("title", &[], &view.title())?.close()?;
    xml.open("publicationStmt", &[])?.leaf("p", &[], "Not published.")?.close()?;
    xml.open("sourceDesc", &[])?.leaf("p", &[], "None.")?.close()?.close()?.close_line()?;
    xml.open("text", &[])?.open("body", &[])?.leaf("p", &[], "")?.close()?.close()?.close_line().map(drop)
}

fn text(
    view: &View,
    id: ArticleId,
    row: &ArticleRow,
    analysis: &Analysis,
    xml: &mut Xml<impl Write>,
) -> io::Result<()> {
    xml.open("TEI", &[("xml:id", &xml::id("a-", &row.slug)), ("xml:lang", &row.language)])?.line()?;
    xml.open("teiHeader", &[])?.open("fileDesc", &[])?.open("titleStmt", &[])?.leaf("title", &[], &row.title)?;
    for author in &row.authors {
        xml.leaf("author", &[], author)?;
    }
    xml.close_line()?;
    let page = view.address(row).unwrap_or_else(|| "Not published.".to_owned());
    xml.open("publicationStmt", &[])?.leaf("p", &[], &page)?.close_line()?;
    xml.open("sourceDesc", &[])?.open("bibl", &[])?.leaf("title", &[], &row.title)?;
    if let Some(outlet) = view.outlet(row) {
        xml.leaf("publisher", &[], outlet)?;
    }
    if let Some(place) = &row.place {
        xml.leaf("pubPlace", &[], place)?;
    }
    if let Some(when) = row.when() {
        let certainty = if row.published.inferred { "medium" } else { "high" };
        xml.leaf("date", &[("when", &iso(when)), ("cert", certainty)], &view.words.date(when))?;
    }
    if let Some(url) = &row.url {
        xml.empty("ptr", &[("target", &url.replace(' ', "%20"))])?;
    }
    xml.close()?.close_line()?.close()?.close_line()?;
    xml.open("text", &[])?.open("body", &[])?.open("div", &[])?.line()?;
    body(view, id, row, analysis, xml)?;
    xml.close_line()?.close()?.close()?.close_line().map(drop)
}

/// The blocks of an article, with the chosen statements marked.
fn body(
    view: &View,
    id: ArticleId,
    row: &ArticleRow,
    analysis: &Analysis,
    xml: &mut Xml<impl Write>,
) -> io::Result<()> {
    let wanted: BTreeSet<&str> = view.statements_of(id).iter().map(|id| view.archive[*id].key.as_str()).collect();
    let statements: Vec<&Statement> =
        analysis.statements.iter().filter(|statement| wanted.contains(statement.id.as_str())).collect();
    let spans: Vec<(usize, Span)> = statements
        .iter()
        .enumerate()
        .flat_map(|(number, statement)| statement.spans.iter().map(move |span| (number, *span)))
        .collect();
    let rows: BTreeMap<&str, _> =
        view.statements_of(id).iter().map(|id| &view.archive[*id]).map(|row| (row.key.as_str(), row)).collect();
    let attributes: Vec<Vec<(&str, String)>> = statements
        .iter()
        .map(|statement| {
            let row = rows[statement.id.as_str()];
            let who = row.speaker.iter().chain(&row.together).map(|id| &view.archive[*id]);
            let who = who.filter(|person| person.kind != PersonKind::Unnamed);
            let who: Vec<String> = who.map(|person| format!("#{}", xml::id("p-", &person.slug))).collect();
            let polarity = POLARITIES.iter().find(|(polarity, ..)| *polarity == statement.polarity);
            let topics = row.topics.iter().map(|id| format!("#{}", xml::id("t-", &view.archive[*id].slug)));
            let ana: Vec<String> = polarity.iter().map(|(_, name, _)| format!("#{name}")).chain(topics).collect();
            let direct = if statement.kind == Kind::Direct { "true" } else { "false" };
            let mut attributes = vec![("direct", direct.to_owned())];
            attributes.extend((!who.is_empty()).then(|| ("who", who.join(" "))));
            attributes.extend((!ana.is_empty()).then(|| ("ana", ana.join(" "))));
            attributes
        })
        .collect();
    let mut begun: BTreeSet<usize> = BTreeSet::new();
    let mut in_list = false;
    let plain = &analysis.body.plain;
    let blocks: Vec<&Block> = analysis.body.blocks.iter().filter(|block| !block.span.is_empty()).collect();
    let headed = blocks.first().is_some_and(|block| block.kind == BlockKind::Title);
    if !headed {
        xml.leaf("head", &[], &row.title)?;
    }
    let mut any = false;
    for (index, block) in blocks.iter().enumerate() {
        let is_item = block.kind == BlockKind::Item;
        if in_list && !is_item {
            xml.close_line()?;
        } else if is_item && !in_list {
            xml.open("list", &[])?.line()?;
        }
        in_list = is_item;
        let (name, kind) = match block.kind {
            BlockKind::Title if index == 0 => ("head", None),
            BlockKind::Title => ("p", Some("title")),
            BlockKind::Lede => ("p", Some("lede")),
            BlockKind::Heading(_) => ("p", Some("heading")),
            BlockKind::Paragraph => ("p", None),
            BlockKind::Quote => ("quote", None),
            BlockKind::Item => ("item", None),
            BlockKind::Other => ("p", Some("other")),
        };
        any |= name != "head";
        xml.open(name, &kind.map(|kind| ("rend", kind)).into_iter().collect::<Vec<_>>())?;
        for step in marked::steps(block.span, &spans) {
            match step {
                Step::Text(span) => xml.text(span.of(plain))?,
                Step::End => xml.close()?,
                Step::Begin(number, _) => {
                    let key = &statements[number].id;
                    let name = match begun.insert(number) {
                        true => ("xml:id", key.clone()),
                        false => ("corresp", format!("#{key}")),
                    };
                    let all = std::iter::once(&name).chain(&attributes[number]);
                    xml.open("said", &all.map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())?
                }
            };
        }
        xml.close_line()?;
    }
    if in_list {
        xml.close_line()?;
    }
    if !any {
        xml.leaf("p", &[], "")?;
    }
    Ok(())
}
