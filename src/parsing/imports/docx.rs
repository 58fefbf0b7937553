//! DOCX, as Word, LibreOffice and pandoc write it.
//!
//! Read are paragraphs, headings by their styles, lists, tables, links, footnotes, bold and italic. Left out: what was deleted under
//! tracked changes, hidden text, comments, the code of fields, pictures, and the heads and feet of pages, which stand in other parts.

use super::blocks::{Block, Run, Shape, Written};
use super::fault::Fault;
use super::xml::{Element, Node, tree};
use super::zipped::Zipped;
use crate::text::charset;
use std::collections::HashMap;

/// The part of the relations file that names the main part.
const MAIN: &str = "/officeDocument";

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Written, Fault> {
    let mut zip = Zipped::open(bytes)?;
    let main = main_part(&mut zip)?;
    let (folder, name) = main.rsplit_once('/').map_or(("", main.as_str()), |(folder, name)| (folder, name));
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let mut part = |name: &str| -> Result<Option<Element>, Fault> {
        zip.read(name)?.map(|bytes| tree(&charset::text_of(&bytes, None))).transpose()
    };
    let styles = part(&beside("styles.xml"))?.map_or_else(HashMap::new, |styles| style_names(&styles));
    let links = part(&beside(&format!("_rels/{name}.rels")))?.map_or_else(HashMap::new, |rels| targets(&rels));
    let notes = part(&beside("footnotes.xml"))?;
    let document = part(&main)?.ok_or_else(|| Fault::broken(format!("it has no `{main}`")))?;
    let body = document.find("body").ok_or_else(|| Fault::broken("its main part has no body"))?;
    let mut reader = Reader { styles: &styles, links: &links, document: Written::default(), called: Vec::new() };
    reader.blocks(body);
    for name in std::mem::take(&mut reader.called) {
        let note = notes.iter().flat_map(Element::elements).find(|note| note.attribute("id") == Some(name.as_str()));
        if let Some(note) = note {
            let mut runs = Vec::new();
            note.elements().for_each(|paragraph| reader.runs(paragraph, &Run::default(), &mut runs));
            reader.document.blocks.push(Block { shape: Shape::Footnote(name), runs });
        }
    }
    Ok(reader.document)
}

/// The path of the main part, which is `word/document.xml` nearly always.
fn main_part(zip: &mut Zipped<'_>) -> Result<String, Fault> {
    let rels = zip.read("_rels/.rels")?.map(|bytes| tree(&charset::text_of(&bytes, None))).transpose()?;
    let main = rels.as_ref().and_then(|rels| {
        let is_main = |rel: &&Element| rel.attribute("Type").is_some_and(|kind| kind.ends_with(MAIN));
        rels.elements().find(is_main)?.attribute("Target").map(|target| target.trim_start_matches('/').to_owned())
    });
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    match main.ends_with(".xml") && !main.contains("xl/") && !main.contains("ppt/") {
        true => Ok(main),
        false => Err(Fault::broken("it is no document of a word processor")),
    }
}

/// The names of styles by their ids, in lower case without spaces: programs translate ids, and keep these names in English.
fn style_names(styles: &Element) -> HashMap<String, String> {
    let name = |style: &Element| {
        let id = style.attribute("styleId")?;
        let name = style.local_child("name").and_then(|name| name.attribute("val")).unwrap_or(id);
        Some((id.to_owned(), name.to_lowercase().replace(' ', "")))
    };
    styles.elements().filter(|style| style.local() == "style").filter_map(name).collect()
}

fn targets(rels: &Element) -> HashMap<String, String> {
    let target = |rel: &Element| Some((rel.attribute("Id")?.to_owned(), rel.attribute("Target")?.to_owned()));
    rels.elements().filter_map(target).collect()
}

struct Reader<'a> {
    styles: &'a HashMap<String, String>,
    links: &'a HashMap<String, String>,
    document: Written,
    /// The footnotes that the text calls, in order.
    called: Vec<String>,
}

impl Reader<'_> {
    fn blocks(&mut self, parent: &Element) {
        for element in parent.elements() {
            match element.local() {
                "p" => self.paragraph(element),
                "tbl" => {
                    let rows = element.elements().filter(|row| row.local() == "tr");
                    let rows = rows.map(|row| self.row(row)).collect();
                    self.document.blocks.push(Block { shape: Shape::Table(rows), runs: Vec::new() });
                }
                // Content controls, and changes that were made: what is in them counts.
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(element),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: &Element) -> Vec<Vec<Run>> {
        let mut cells = Vec::new();
        for cell in row.elements().filter(|cell| cell.local() == "tc") {
            let mut runs: Vec<Run> = Vec::new();
            // Paragraphs and tables within a cell are lines of it.
            let before = std::mem::take(&mut self.document.blocks);
            self.blocks(cell);
            for block in std::mem::replace(&mut self.document.blocks, before) {
                let inner = match block.shape {
                    Shape::Table(rows) => rows.into_iter().flatten().flatten().collect(),
                    _ => block.runs,
                };
                if !runs.is_empty() {
                    runs.push(Run { text: "\n".to_owned(), ..Run::default() });
                }
                runs.extend(inner);
            }
            cells.push(runs);
        }
        cells
    }

    fn paragraph(&mut self, paragraph: &Element) {
        let properties = paragraph.local_child("pPr");
        let value = |name: &str| properties?.local_child(name)?.attribute("val");
        let style = value("pStyle").map_or("", |id| self.styles.get(id).map_or("", String::as_str)).to_owned();
        let level = value("outlineLvl").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
        let heading = style.strip_prefix("heading").and_then(|level| level.parse::<u8>().ok());
        let item = properties.and_then(|properties| properties.local_child("numPr"));
        let depth = item.and_then(|item| item.local_child("ilvl")?.attribute("val")?.parse::<u8>().ok()).unwrap_or(0);
        let shape = match style.as_str() {
            "title" => Shape::Heading(1),
            "subtitle" => Shape::Paragraph,
            style if style.starts_with("toc") => return,
            _ if heading.is_some() || level.is_some() => {
                Shape::Heading(heading.unwrap_or(level.map_or(1, |level| level + 1)).clamp(1, 6))
            }
            style if style.contains("quote") || style == "blocktext" => Shape::Quote,
            style if item.is_some() || style.starts_with("list") => Shape::Item(depth.saturating_add(1)),
            _ => Shape::Paragraph,
        };
        let mut runs = Vec::new();
        self.runs(paragraph, &Run::default(), &mut runs);
        self.document.take(&style, Block { shape, runs });
    }

    /// The runs of a paragraph, or of what is in one.
    fn runs(&mut self, parent: &Element, state: &Run, out: &mut Vec<Run>) {
        for element in parent.elements() {
            let mut add = |text: &str| out.push(Run { text: text.to_owned(), ..state.clone() });
            match element.local() {
                "t" => {
                    let text = |node: &Node| matches!(node, Node::Text(_));
                    if element.children.iter().any(text) {
                        add(&element.text().replace('\n', " "));
                    }
                }
                "tab" | "ptab" => add(" "),
                "br" if matches!(element.attribute("type"), Some("page" | "column")) => add("\n"),
                "br" | "cr" => add("\n"),
                "noBreakHyphen" => add("\u{2011}"),
                "sym" => add(""),
                "footnoteReference" => {
                    if let Some(id) = element.attribute("id") {
                        self.called.push(id.to_owned());
                        out.push(Run { footnote: Some(id.to_owned()), ..Run::default() });
                    }
                }
                "r" => {
                    let properties = element.local_child("rPr");
                    let is = |name: &str| {
                        let found = properties.and_then(|properties| properties.local_child(name));
                        found.is_some_and(|it| !matches!(it.attribute("val"), Some("0" | "false" | "none" | "off")))
                    };
                    if !is("vanish") {
                        let state = Run {
                            strong: is("b") || state.strong,
                            emphasis: is("i") || state.emphasis,
                            ..state.clone()
                        };
                        self.runs(element, &state, out);
                    }
                }
                "hyperlink" => {
                    let link = element.attribute("id").and_then(|id| self.links.get(id)).cloned();
                    self.runs(element, &Run { link, ..state.clone() }, out);
                }
                // Text in a frame, once: Word writes it a second time for older programs.
                "Fallback" | "del" | "moveFrom" | "instrText" | "delText" | "pPr" | "rPr" | "footnoteRef" => {}
                "p" => {
                    if !out.is_empty() {
                        out.push(Run { text: "\n".to_owned(), ..Run::default() });
                    }
                    self.runs(element, state, out);
                }
                _ => self.runs(element, state, out),
            }
        }
    }
}
