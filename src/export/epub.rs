//! `epub`: the articles as a book of EPUB 3, a chapter each, with every statement marked and who says it in the margin list that
//! follows; then a list of people with links to what they say.
//!
//! The container is a zip file in which `mimetype` comes first and uncompressed; `content.opf` lists what is in it, `nav.xhtml` is the
//! table of contents.

use super::View;
use super::container::Container;
use super::marked::{self, Step};
use super::view::uuid;
use super::xml::{self, Xml};
use crate::model::archive::{ArticleId, ArticleRow, PersonId, StatementId};
use crate::model::article::{Analysis, Block, BlockKind};
use crate::model::person::PersonKind;
use crate::model::statement::Statement;
use crate::text::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Seek, Write};

const CONTAINER: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>",
    "<rootfile full-path=\"EPUB/content.opf\" media-type=\"application/oebps-package+xml\"/>",
    "</rootfiles></container>\n"
);
const STYLE: &str = include_str!("epub.css");
const XHTML: [(&str, &str); 2] =
    [("xmlns", "http://www.w3.org/1999/xhtml"), ("xmlns:epub", "http://www.idpf.org/2007/ops")];

pub(super) fn write(view: &View, out: &mut (impl Write + Seek)) -> io::Result<()> {
    let mut container = Container::new(out);
    container.store("mimetype", b"application/epub+zip")?;
    container.add("META-INF/container.xml", CONTAINER.as_bytes())?;
    let mut chapters: Vec<(String, String)> = Vec::new();
    for (id, row) in view.articles() {
        if let Some(analysis) = (view.analysis)(id) {
            let path = file_of(row);
            container.add(&format!("EPUB/{path}"), &chapter(view, id, row, &analysis)?)?;
            chapters.push((path, row.title.clone()));
        }
    }
    container.add("EPUB/people.xhtml", &people(view)?)?;
    chapters.push(("people.xhtml".to_owned(), view.words.people.clone()));
    container.add("EPUB/style.css", STYLE.as_bytes())?;
    container.add("EPUB/nav.xhtml", &contents(view, &chapters)?)?;
    container.add("EPUB/content.opf", &package(view, &chapters)?)?;
    container.finish()
}

/// The file of an article's chapter.
fn file_of(row: &ArticleRow) -> String {
    format!("{}.xhtml", xml::id("a-", &row.slug))
}

/// Begins a page, up to the inside of its body.
fn page(view: &View, language: &str, title: &str) -> io::Result<Xml<Vec<u8>>> {
    let mut xml = Xml::new(Vec::new())?;
    let language = if language.is_empty() { &view.words.language } else { language };
    let attributes = [XHTML[0], XHTML[1], ("lang", language), ("xml:lang", language)];
    xml.open("html", &attributes)?.open("head", &[])?.leaf("title", &[], title)?;
    xml.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", "style.css")])?.close_line()?;
    xml.open("body", &[])?.line()?;
    Ok(xml)
}

fn end(mut xml: Xml<Vec<u8>>) -> io::Result<Vec<u8>> {
    xml.close()?.close()?;
    xml.finish()
}

fn chapter(view: &View, id: ArticleId, row: &ArticleRow, analysis: &Analysis) -> io::Result<Vec<u8>> {
    let mut xml = page(view, &row.language, &row.title)?;
    xml.leaf("h1", &[], &row.title)?;
    let date = row.when().map_or_else(|| view.words.undated.clone(), |when| view.words.date(when));
    let authors = row.authors.join(&view.words.comma);
    let facts =
        [Some(authors.as_str()).filter(|names| !names.is_empty()), view.outlet(row), row.place.as_deref(), Some(&date)];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    xml.open("p", &[("class", "facts")])?.text(&facts)?;
    if let Some(url) = &row.url {
        xml.text(" · ")?.open("a", &[("href", &address(url))])?.text(&view.words.source_link)?.close()?;
    }
    xml.close_line()?;
    text(view, id, analysis, &mut xml)?;
    statements(view, id, &mut xml)?;
    let notes: Vec<_> = view.notes_of(id).collect();
    if !notes.is_empty() {
        xml.leaf("h2", &[], &view.words.notes)?;
        for (_, note) in notes {
            xml.open("div", &[("class", "note")])?.line()?;
            if !note.note.quote.is_empty() {
                let quote = format!("{}{}{}", view.words.quote_open, note.note.quote, view.words.quote_close);
                xml.leaf("p", &[("class", "quote")], &quote)?;
            }
            let text = note.note.text();
            for (at, paragraph) in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).enumerate() {
                xml.open("p", &[])?;
                if at == 0 {
                    xml.open("b", &[])?.text(view.words.note_kind(note.note.kind))?.close()?.text(" ")?;
                }
                xml.text(paragraph)?.close_line()?;
            }
            xml.close_line()?;
        }
    }
    end(xml)
}

/// The text of an article, with the chosen statements marked. The title stands above.
fn text(view: &View, id: ArticleId, analysis: &Analysis, xml: &mut Xml<Vec<u8>>) -> io::Result<()> {
    let wanted: BTreeSet<&str> = view.statements_of(id).iter().map(|id| view.archive[*id].key.as_str()).collect();
    let marked: Vec<&Statement> =
        analysis.statements.iter().filter(|statement| wanted.contains(statement.id.as_str())).collect();
    let spans: Vec<(usize, Span)> = marked
        .iter()
        .enumerate()
        .flat_map(|(number, statement)| statement.spans.iter().map(move |span| (number, *span)))
        .collect();
    let mut begun = BTreeSet::new();
    let plain = &analysis.body.plain;
    let mut in_list = false;
    let blocks: Vec<&Block> = analysis
        .body
        .blocks
        .iter()
        .filter(|block| !block.span.of(plain).trim().is_empty() && block.kind != BlockKind::Title)
        .collect();
    for block in blocks {
        let is_item = block.kind == BlockKind::Item;
        if in_list && !is_item {
            xml.close_line()?;
        } else if is_item && !in_list {
            xml.open("ul", &[])?.line()?;
        }
        in_list = is_item;
        let name = match block.kind {
            BlockKind::Heading(_) => "h2",
            BlockKind::Item => "li",
            _ => "p",
        };
        let class = match block.kind {
            BlockKind::Lede => Some(("class", "lede")),
            BlockKind::Quote => Some(("class", "quote")),
            _ => None,
        };
        xml.open(name, class.as_slice())?;
        for step in marked::steps(block.span, &spans) {
            match step {
                Step::Text(span) => xml.text(span.of(plain))?,
                Step::End => xml.close()?,
                Step::Begin(number, _) => match begun.insert(number) {
                    true => xml.open("span", &[("class", "statement"), ("id", &marked[number].id)])?,
                    false => xml.open("span", &[("class", "statement")])?,
                },
            };
        }
        xml.close_line()?;
    }
    if in_list {
        xml.close_line()?;
    }
    Ok(())
}

/// Who says what in an article. What stands in the headline has its place in this list.
fn statements(view: &View, id: ArticleId, xml: &mut Xml<Vec<u8>>) -> io::Result<()> {
    let ids = view.statements_of(id);
    if ids.is_empty() {
        return Ok(());
    }
    xml.leaf("h2", &[], &view.words.statements)?.open("ul", &[("class", "said")])?.line()?;
    for id in ids {
        let row = &view.archive[*id];
        xml.open("li", &[("id", &format!("l-{}", row.key))])?;
        xml.open("b", &[])?.text(&view.said_by(row))?.close()?.text(": ")?.text(&view.marked(row))?.close_line()?;
    }
    xml.close_line().map(drop)
}

/// Everybody who speaks, with links to what they say.
fn people(view: &View) -> io::Result<Vec<u8>> {
    let mut by: BTreeMap<PersonId, Vec<StatementId>> = BTreeMap::new();
    for (id, row) in view.statements() {
        for person in
            row.speaker.iter().chain(&row.together).filter(|id| view.archive[**id].kind != PersonKind::Unnamed)
        {
            by.entry(*person).or_default().push(id);
        }
    }
    let mut xml = page(view, "", &view.words.people)?;
    xml.leaf("h1", &[], &view.words.people)?;
    if by.is_empty() {
        xml.leaf("p", &[], &view.words.nothing_here)?;
    }
    for (person, ids) in by {
        xml.leaf("h2", &[], &view.archive[person].name)?.open("ul", &[])?.line()?;
        for id in ids {
            let row = &view.archive[id];
            let link = format!("{}#l-{}", file_of(&view.archive[row.article]), row.key);
            xml.open("li", &[])?.open("a", &[("href", &link)])?.text(&view.marked(row))?.close()?;
            if let Some((when, _)) = row.said_on {
                xml.text(" ")?.text(&view.words.date(when))?;
            }
            xml.close_line()?;
        }
        xml.close_line()?;
    }
    end(xml)
}

fn contents(view: &View, chapters: &[(String, String)]) -> io::Result<Vec<u8>> {
    let title = view.title();
    let mut xml = page(view, "", &title)?;
    xml.open("nav", &[("epub:type", "toc"), ("id", "toc")])?.leaf("h1", &[], &title)?.open("ol", &[])?.line()?;
    for (path, title) in chapters {
        xml.open("li", &[])?.leaf("a", &[("href", path)], title)?.close_line()?;
    }
    xml.close()?.close_line()?;
    end(xml)
}

fn package(view: &View, chapters: &[(String, String)]) -> io::Result<Vec<u8>> {
    let settings = &view.input.editors.settings;
    let mut xml = Xml::new(Vec::new())?;
    let attributes = [("xmlns", "http://www.idpf.org/2007/opf"), ("version", "3.0"), ("unique-identifier", "id")];
    xml.open("package", &attributes)?.line()?;
    xml.open("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")])?.line()?;
    let id = format!("urn:uuid:{}", uuid(&format!("epub\0{}", view.title())));
    xml.leaf("dc:identifier", &[("id", "id")], &id)?.leaf("dc:title", &[], &view.title())?;
    xml.leaf("dc:language", &[], &view.words.language)?;
    for author in &settings.authors {
        xml.leaf("dc:creator", &[], author)?;
    }
    if !settings.description.is_empty() {
        xml.leaf("dc:description", &[], &settings.description)?;
    }
    let day = view.day.map_or_else(|| view.newest(), str::to_owned);
    xml.leaf("meta", &[("property", "dcterms:modified")], &format!("{day}T00:00:00Z"))?.close_line()?;
    xml.open("manifest", &[])?.line()?;
    let xhtml = "application/xhtml+xml";
    xml.empty("item", &[("id", "nav"), ("href", "nav.xhtml"), ("media-type", xhtml), ("properties", "nav")])?.line()?;
    xml.empty("item", &[("id", "style"), ("href", "style.css"), ("media-type", "text/css")])?.line()?;
    let ids: Vec<String> = (1..=chapters.len()).map(|number| format!("c{number}")).collect();
    for (id, (path, _)) in ids.iter().zip(chapters) {
        xml.empty("item", &[("id", id), ("href", path), ("media-type", xhtml)])?.line()?;
    }
    xml.close_line()?.open("spine", &[])?.line()?.empty("itemref", &[("idref", "nav")])?.line()?;
    for id in &ids {
        xml.empty("itemref", &[("idref", id)])?.line()?;
    }
    xml.close_line()?.close()?;
    xml.finish()
}

/// An address as it may stand in a link.
fn address(url: &str) -> String {
    let odd = |letter: char| {
        letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '[' | ']')
    };
    url.chars()
        .flat_map(|letter| {
            if odd(letter) {
                percent_encoding::utf8_percent_encode(
                    letter.encode_utf8(&mut [0; 4]),
                    percent_encoding::NON_ALPHANUMERIC,
                )
                .to_string()
                .chars()
                .collect::<Vec<_>>()
            } else {
                vec![letter]
            }
        })
        .collect()
}
