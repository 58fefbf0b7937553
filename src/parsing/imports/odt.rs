//! ODT, as LibreOffice writes it: paragraphs, headings, lists, tables, links, footnotes, bold and italic.
//!
//! Left out: what was deleted under tracked changes, comments, and pictures.

use super::blocks::{Block, Run, Shape, Written};
use super::fault::Fault;
use super::xml::{Element, Node, tree};
use super::zipped::Zipped;
use crate::text::charset;
use std::collections::HashMap;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Written, Fault> {
    let mut zip = Zipped::open(bytes)?;
    if let Some(manifest) = zip.read("META-INF/manifest.xml")?
        && memchr::memmem::find(&manifest, b"encryption-data").is_some()
    {
        return Err(Fault::Encrypted);
    }
    let content = tree(&charset::text_of(&zip.need("content.xml")?, None))?;
    let named = zip.read("styles.xml")?.map(|bytes| tree(&charset::text_of(&bytes, None))).transpose()?;
    let mut styles = HashMap::new();
    for root in named.iter().chain([&content]) {
        collect(root, &mut styles);
    }
    let body = content.find("text").ok_or_else(|| Fault::broken("it is no document of a word processor"))?;
    let mut reader = Reader { styles, document: Written::default(), notes: Vec::new() };
    reader.blocks(body, 0);
    reader.document.blocks.append(&mut reader.notes);
    Ok(reader.document)
}

/// What a style does to words, and which paragraphs have it.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    strong: bool,
    emphasis: bool,
}

fn collect(element: &Element, styles: &mut HashMap<String, Style>) {
    if element.local() == "style"
        && let Some(name) = element.attribute("name")
    {
        let text = element.local_child("text-properties");
        let is = |name: &str, value: &[&str]| {
            text.and_then(|text| text.attribute(name)).is_some_and(|it| value.contains(&it))
        };
        let style = Style {
            parent: element.attribute("parent-style-name").map(str::to_owned),
            strong: is("font-weight", &["bold", "600", "700", "800", "900"]),
            emphasis: is("font-style", &["italic", "oblique"]),
        };
        styles.insert(name.to_owned(), style);
    }
    element.elements().for_each(|element| collect(element, styles));
}

struct Reader {
    styles: HashMap<String, Style>,
    document: Written,
    notes: Vec<Block>,
}

impl Reader {
    fn blocks(&mut self, parent: &Element, depth: u8) {
        for element in parent.elements() {
            match element.local() {
                "h" => {
                    let level = element.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
                    self.paragraph(element, Shape::Heading(level));
                }
                "p" => {
                    let shape = match self.named(element) {
                        Some("Title") => Shape::Heading(1),
                        Some("Quotations") => Shape::Quote,
                        _ if depth > 0 => Shape::Item(depth),
                        _ => Shape::Paragraph,
                    };
                    self.paragraph(element, shape);
                }
                "list" => self.blocks(element, depth.saturating_add(1)),
                "table" => {
                    let mut rows = Vec::new();
                    self.rows(element, &mut rows);
                    self.document.blocks.push(Block { shape: Shape::Table(rows), runs: Vec::new() });
                }
                "tracked-changes" | "annotation" | "annotation-end" | "forms" | "sequence-decls"
                | "table-of-content" => {}
                _ => self.blocks(element, depth),
            }
        }
    }

    fn rows(&mut self, parent: &Element, rows: &mut Vec<Vec<Vec<Run>>>) {
        for element in parent.elements() {
            if element.local() != "table-row" {
                self.rows(element, rows);
                continue;
            }
            let cells = element.elements().filter(|cell| cell.local() == "table-cell");
            let cell = |cell: &Element| {
                let mut runs = Vec::new();
                self.runs(cell, &Run::default(), &mut runs);
                runs
            };
            rows.push(cells.map(cell).collect());
        }
    }

    /// The named style of a paragraph, through those that programs make up.
    fn named<'a>(&'a self, paragraph: &'a Element) -> Option<&'a str> {
        let name = paragraph.attribute("style-name")?;
        self.styles.get(name).and_then(|style| style.parent.as_deref()).filter(|_| name.starts_with('P')).or(Some(name))
    }

    fn paragraph(&mut self, paragraph: &Element, shape: Shape) {
        let mut runs = Vec::new();
        self.runs(paragraph, &Run::default(), &mut runs);
        let style = self.named(paragraph).unwrap_or_default().to_lowercase();
        self.document.take(&style, Block { shape, runs });
    }

    fn runs(&mut self, parent: &Element, state: &Run, out: &mut Vec<Run>) {
        for node in &parent.children {
            let element = match node {
                Node::Text(text) => {
                    // White space is one space, as in HTML.
                    out.push(Run { text: text.replace(['\n', '\t'], " "), ..state.clone() });
                    continue;
                }
                Node::Element(element) => element,
            };
            let mut add = |text: &str| out.push(Run { text: text.to_owned(), ..state.clone() });
            match element.local() {
                "s" | "tab" => add(" "),
                "line-break" => add("\n"),
                "a" => {
                    let link = element.attribute("href").map(str::to_owned);
                    self.runs(element, &Run { link, ..state.clone() }, out);
                }
                "span" => {
                    let style = element
                        .attribute("style-name")
                        .and_then(|name| self.styles.get(name))
                        .cloned()
                        .unwrap_or_default();
                    let state = Run {
                        strong: state.strong || style.strong,
                        emphasis: state.emphasis || style.emphasis,
                        ..state.clone()
                    };
                    self.runs(element, &state, out);
                }
                "note" => {
                    let name = (self.notes.len() + 1).to_string();
                    let mut runs = Vec::new();
                    if let Some(body) = element.local_child("note-body") {
                        self.runs(body, &Run::default(), &mut runs);
                    }
                    self.notes.push(Block { shape: Shape::Footnote(name.clone()), runs });
                    out.push(Run { footnote: Some(name), ..Run::default() });
                }
                "annotation" | "annotation-end" | "change" | "change-start" | "change-end" | "ruby-text" | "title"
                | "desc" => {}
                "p" | "h" => {
                    if out.iter().any(|run| !run.text.trim().is_empty()) {
                        out.push(Run { text: "\n".to_owned(), ..Run::default() });
                    }
                    self.runs(element, state, out);
                }
                _ => self.runs(element, state, out),
            }
        }
    }
}
