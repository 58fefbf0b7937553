//! Markdown: CommonMark with tables, footnotes and smart punctuation, every word with its place in the file.

mod marks;

use super::draft::{Draft, LEFT_OUT_WORDS};
use super::inline::{self, OpenTags};
use super::{boilerplate, byline, date_line, html};
use crate::model::article::{BlockKind, LeftOut, Run};
use crate::text::source::Span;
use marks::Unmarked;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// The blocks of `text` from byte `from` on.
pub(super) fn read(text: &str, from: usize) -> Draft {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SMART_PUNCTUATION;
    let unmarked = marks::unmarked(text, from);
    let left = unmarked.text.as_str();
    let mut reader = Reader { text: left, ..Reader::default() };
    for (event, range) in Parser::new_ext(left, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.close();
    let mut draft = reader.draft;
    lead_back(&mut draft, &unmarked);
    draft.named = unmarked.named(text);
    draft.cut.extend(unmarked.cuts.iter().filter_map(|(span, why)| {
        let words = span.of(text).split_whitespace().take(LEFT_OUT_WORDS).collect::<Vec<_>>().join(" ");
        Some(LeftOut { span: *span, why: (*why)?.to_owned(), words })
    }));
    draft
}

/// Makes the way back of a draft lead into the file, over what was cut before it was parsed.
fn lead_back(draft: &mut Draft, unmarked: &Unmarked) {
    let mut runs = Vec::with_capacity(draft.body.runs.len());
    for run in &draft.body.runs {
        let stretches = unmarked.stretches(run.source);
        if run.plain.len() != run.source.len() {
            let (first, last) = (stretches[0], stretches[stretches.len() - 1]);
            runs.push(Run { plain: run.plain, source: Span { start: first.start, end: last.end } });
            continue;
        }
        let mut start = run.plain.start;
        for source in stretches {
            let end = start + source.len() as u32;
            runs.push(Run { plain: Span { start, end }, source });
            start = end;
        }
    }
    draft.body.runs = runs;
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    draft: Draft,
    /// Inline HTML that is open in the current block.
    tags: OpenTags,
    /// What closes each open link or image.
    links: Vec<&'static str>,
    /// How deep in lists, quotations, tables and footnotes.
    depth: Depth,
    /// The numbers of footnotes, by label.
    footnotes: BTreeMap<String, usize>,
    /// Whether the row is one of a table's head.
    in_head: bool,
    /// How deep in emphasis.
    emphasis: usize,
    /// How deep in images, and whether the block has words outside them.
    images: usize,
    words_outside: bool,
    /// HTML blocks come in lines; where the current one began.
    html: Option<Range<usize>>,
}

#[derive(Default)]
struct Depth {
    items: usize,
    quotes: usize,
    tables: usize,
    footnotes: usize,
}

impl Depth {
    fn is_top(&self) -> bool {
        self.items + self.quotes + self.tables + self.footnotes == 0
    }

    /// What running text is here.
    fn kind(&self) -> BlockKind {
        match self {
            Depth { tables: 1.., .. } | Depth { footnotes: 1.., .. } => BlockKind::Other,
            Depth { quotes: 1.., .. } => BlockKind::Quote,
            Depth { items: 1.., .. } => BlockKind::Item,
            _ => BlockKind::Paragraph,
        }
    }
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text, range.into()),
            Event::Code(code) => self.code(&code, range),
            Event::SoftBreak if self.ends_header_line() => self.open(BlockKind::Paragraph, "p"),
            Event::SoftBreak => self.words(" ", range.into()),
            Event::HardBreak => {
                self.begin();
                self.draft.unshown("\n", range.into());
                self.draft.markup("<br>");
            }
            Event::Html(_) if self.html.is_some() => {
                if let Some(html) = &mut self.html {
                    html.end = range.end;
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => self.inline_html(range),
            Event::Rule => {
                self.close();
                self.draft.markup("<hr>");
            }
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                self.begin();
                self.draft.markup(format!("<sup><a href=\"#footnote-{number}\">{number}</a></sup>"));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text, range.into()),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(self.depth.kind(), "p"),
            Tag::Heading { level, .. } => {
                let level = if level == HeadingLevel::H1 && !self.depth.is_top() { 2 } else { level as u8 };
                self.open(BlockKind::Heading(level), heading_element(level));
            }
            Tag::BlockQuote(_) => {
                self.scaffold("<blockquote>");
                self.depth.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                debug_assert!(matches!(kind, CodeBlockKind::Fenced(_) | CodeBlockKind::Indented));
                self.open(BlockKind::Other, "pre");
            }
            Tag::List(None) => self.scaffold("<ul>"),
            Tag::List(Some(1)) => self.scaffold("<ol>"),
            Tag::List(Some(first)) => self.scaffold(&format!("<ol start=\"{first}\">")),
            Tag::Item => {
                self.scaffold("<li>");
                self.depth.items += 1;
            }
            Tag::FootnoteDefinition(label) => {
                let number = self.footnote(&label);
                self.scaffold(&format!("<div class=\"footnote\" id=\"footnote-{number}\"><sup>{number}</sup>"));
                self.depth.footnotes += 1;
            }
            Tag::Table(alignments) => {
                debug_assert!(alignments.iter().all(|alignment| *alignment as u8 <= Alignment::Right as u8));
                self.scaffold("<table>");
                self.depth.tables += 1;
            }
            Tag::TableHead => {
                self.in_head = true;
                self.scaffold("<thead><tr>");
            }
            Tag::TableRow => self.scaffold("<tr>"),
            Tag::TableCell => self.open(BlockKind::Other, if self.in_head { "th" } else { "td" }),
            Tag::HtmlBlock => {
                self.close();
                self.html = Some(range);
            }
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Strikethrough => self.inline("<del>"),
            Tag::Superscript => self.inline("<sup>"),
            Tag::Subscript => self.inline("<sub>"),
            Tag::Link { link_type, dest_url, .. } => {
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                self.link(&format!("{mail}{dest_url}"));
            }
            Tag::Image { dest_url, .. } => {
                // Nothing is ever loaded from elsewhere: an image is a link to it, with its description as the words.
                self.images += 1;
                self.link(&dest_url);
            }
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell => self.close(),
            TagEnd::BlockQuote(_) => {
                self.scaffold("</blockquote>");
                self.depth.quotes -= 1;
            }
            TagEnd::List(ordered) => self.scaffold(if ordered { "</ol>" } else { "</ul>" }),
            TagEnd::Item => {
                self.scaffold("</li>");
                self.depth.items -= 1;
            }
            TagEnd::FootnoteDefinition => {
                self.scaffold("</div>");
                self.depth.footnotes -= 1;
            }
            TagEnd::Table => {
                self.scaffold("</tbody></table>");
                self.depth.tables -= 1;
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.scaffold("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.scaffold("</tr>"),
            TagEnd::HtmlBlock => {
                if let Some(range) = self.html.take() {
                    let kind = self.depth.kind();
                    html::fragment(&mut self.draft, self.text, range, kind, self.depth.is_top());
                }
            }
            TagEnd::Emphasis => self.inline("</em>"),
            TagEnd::Strong => self.inline("</strong>"),
            TagEnd::Strikethrough => self.inline("</del>"),
            TagEnd::Superscript => self.inline("</sup>"),
            TagEnd::Subscript => self.inline("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                self.images -= 1;
                self.end_link();
            }
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open(&mut self, kind: BlockKind, element: &'static str) {
        self.close();
        self.words_outside = false;
        self.draft.open(kind, element, self.depth.is_top());
    }

    /// Opens a block for words that stand in none: those of a tight list's items.
    fn begin(&mut self) {
        if !self.draft.is_open() {
            self.words_outside = false;
            self.draft.open(self.depth.kind(), "div", self.depth.is_top());
        }
    }

    fn close(&mut self) {
        if !self.draft.is_open() {
            return;
        }
        if !self.words_outside {
            // Nothing but an image: its words describe it and are not the article's.
            if let Some(block) = self.draft.current() {
                block.kind = BlockKind::Other;
            }
        }
        self.tags.close_all(&mut self.draft);
        self.draft.close();
    }

    /// Whether the words so far are a byline or the like: people paste headers line by line, which Markdown would join.
    fn ends_header_line(&self) -> bool {
        let block = self.draft.body.blocks.last().filter(|_| self.draft.is_open() && self.depth.is_top());
        let line = block.filter(|block| block.kind == BlockKind::Paragraph && block.span.len() <= 160);
        let in_markup = self.tags.is_any() || !self.links.is_empty() || self.emphasis > 0;
        line.filter(|_| !in_markup).is_some_and(|block| {
            let line = block.span.of(&self.draft.body.plain);
            let byline = || byline::read(line).is_some_and(|byline| !byline.bare);
            boilerplate::line(line, &[]).is_some() || !date_line::read(line).is_empty() || byline()
        })
    }

    /// Adds a tag around blocks.
    fn scaffold(&mut self, html: &str) {
        self.close();
        self.draft.markup(html);
    }

    /// Adds a tag within a block.
    fn inline(&mut self, html: &'static str) {
        self.begin();
        self.emphasis = if html.starts_with("</") { self.emphasis.saturating_sub(1) } else { self.emphasis + 1 };
        self.draft.markup(html);
    }

    fn words(&mut self, text: &str, source: Span) {
        self.begin();
        self.words_outside |= self.images == 0 && text.contains(char::is_alphanumeric);
        self.draft.text(text, source);
    }

    fn code(&mut self, code: &str, range: Range<usize>) {
        self.begin();
        self.draft.markup("<code>");
        let inside = self.text[range.clone()].find(code).map(|at| range.start + at);
        let source = inside.map_or(range.clone().into(), |at| Span::new(at, at + code.len()));
        self.words(code, source);
        self.draft.markup("</code>");
    }

    fn inline_html(&mut self, range: Range<usize>) {
        self.begin();
        match inline::tag(&self.text[range.clone()]) {
            Some(tag) if tag.name == "br" => {
                self.draft.unshown("\n", range.into());
                self.draft.markup("<br>");
            }
            Some(tag) => self.tags.take(tag, &mut self.draft),
            None => {}
        }
    }

    fn link(&mut self, address: &str) {
        self.begin();
        match inline::link(address) {
            Some(open) => {
                self.draft.markup(open);
                self.links.push("</a>");
            }
            None => self.links.push(""),
        }
    }

    fn end_link(&mut self) {
        match self.links.pop() {
            Some("") | None => {}
            Some(close) => self.draft.markup(close),
        }
    }

    fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }
}

fn heading_element(level: u8) -> &'static str {
    ["h2", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::{Block, Piece};

    fn html(text: &str) -> String {
        let draft = read(text, 0);
        let mut html = String::new();
        for piece in &draft.body.pieces {
            match piece {
                Piece::Open(_, element) => html.push_str(&format!("<{element}>")),
                Piece::Close(element) => html.push_str(&format!("</{element}>")),
                Piece::Markup(markup) => html.push_str(markup),
                Piece::Text(span) => html.push_str(span.of(&draft.body.plain)),
            }
        }
        html
    }

    #[test]
    fn blocks_and_inline_marks_become_safe_html() {
        let cases = [
            ("A *b* **c** `d` ~~e~~", "<p>A <em>b</em> <strong>c</strong> <code>d</code> <del>e</del></p>"),
            ("- a\n- b\n  - c\n", "<ul><li><div>a</div></li><li><div>b</div><ul><li><div>c</div></li></ul></li></ul>"),
            ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
            (
                "|a|b|\n|-|-|\n|1||\n",
                "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
            ),
            ("a  \nb", "<p>a<br>b</p>"),
            (
                "x[^n]\n\n[^n]: y",
                "<p>x<sup><a href=\"#footnote-1\">1</a></sup></p><div class=\"footnote\" id=\"footnote-1\"><sup>1</sup><p>y</p></div>",
            ),
            (
                "[a](https://example.org/?a&b) [b](javascript:x) [c](../c.md)",
                "<p><a href=\"https://example.org/?a&amp;b\" rel=\"noopener nofollow\">a</a> b c</p>",
            ),
            (
                "![A bridge](https://example.org/a.jpg)",
                "<p><a href=\"https://example.org/a.jpg\" rel=\"noopener nofollow\">A bridge</a></p>",
            ),
            ("a <b>c</b> <script>d</script> <i onclick=x>e", "<p>a <b>c</b> d <i>e</i></p>"),
            ("## A\n\n### B", "<h2>A</h2><h3>B</h3>"),
        ];
        for (text, expected) in cases {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn smart_punctuation_leads_back_to_what_stands_in_the_file() {
        let text = "He said \"it's &amp; --- so\".";
        let draft = read(text, 0);
        assert_eq!(draft.body.plain, "He said “it’s & — so”.");
        let at = draft.body.plain.find('&').expect("it is there");
        assert_eq!(draft.body.to_source(Span::new(at, at + 1)).of(text), "&amp;");
        let at = draft.body.plain.find('’').expect("it is there");
        assert_eq!(draft.body.to_source(Span::new(at, at + 3)).of(text), "'");
        let at = draft.body.plain.find("so").expect("it is there");
        assert_eq!(draft.body.to_source(Span::new(at, at + 2)).of(text), "so");
    }

    #[test]
    fn a_paragraph_that_is_only_an_image_is_no_running_text() {
        let draft = read("![A bridge](https://example.org/a.jpg)\n\nText ![x](y).", 0);
        let kinds: Vec<BlockKind> = draft.body.blocks.iter().map(|block: &Block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Other, BlockKind::Paragraph]);
    }
}
