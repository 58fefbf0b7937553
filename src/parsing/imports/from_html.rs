//! HTML that is an article and nothing else, as feeds, e-books and note-takers have it: every block of it, in order.

use super::blocks::{Block, Run, Shape};
use crate::model::article::{BlockKind, Piece};
use crate::parsing::html::{self, decoded};

/// The blocks of a piece of HTML.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let draft = html::blocks(html, 0);
    let body = &draft.body;
    let mut found = Vec::new();
    let mut state = Run::default();
    let mut open: Option<Block> = None;
    for piece in &body.pieces {
        match piece {
            Piece::Open(index, _) => {
                found.extend(open.take());
                state = Run::default();
                let shape = match body.blocks.get(*index as usize).map(|block| block.kind) {
                    Some(BlockKind::Heading(level)) => Shape::Heading(level),
                    Some(BlockKind::Item) => Shape::Item(1),
                    Some(BlockKind::Quote) => Shape::Quote,
                    _ => Shape::Paragraph,
                };
                open = Some(Block { shape, runs: Vec::new() });
            }
            Piece::Close(_) => found.extend(open.take()),
            Piece::Text(span) => {
                if let Some(block) = &mut open {
                    block.runs.push(Run { text: span.of(&body.plain).to_owned(), ..state.clone() });
                }
            }
            Piece::Markup(tags) => {
                for tag in tags.split_inclusive('>') {
                    mark(tag, &mut state, open.as_mut());
                }
            }
        }
    }
    found.extend(open);
    found.retain(|block| !block.words().trim().is_empty());
    found
}

/// What a tag between words does to those after it.
fn mark(tag: &str, state: &mut Run, block: Option<&mut Block>) {
    match tag {
        "<b>" | "<strong>" => state.strong = true,
        "</b>" | "</strong>" => state.strong = false,
        "<i>" | "<em>" | "<cite>" => state.emphasis = true,
        "</i>" | "</em>" | "</cite>" => state.emphasis = false,
        "</a>" => state.link = None,
        "<br>" => {
            if let Some(block) = block {
                block.runs.push(Run { text: "\n".to_owned(), ..Run::default() });
            }
        }
        _ => {
            let address = tag.strip_prefix("<a href=\"").and_then(|rest| rest.split('"').next());
            state.link = address.map(decoded).or(state.link.take());
        }
    }
}

/// A text whose paragraphs only blank lines part, as WordPress keeps it, with the tags that it means.
pub(super) fn with_paragraphs(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    if ["<p>", "<p ", "<div", "<br"].iter().any(|tag| lower.contains(tag)) {
        return html.to_owned();
    }
    let text = html.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.trim().replace('\n', "<br>"));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).map(|paragraph| format!("<p>{paragraph}</p>\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parsing::imports::blocks::to_markdown;

    #[test]
    fn blocks_and_marks_of_html_are_those_of_markdown() {
        let html = "<div><h1>Bridge</h1><p>It <b>opens</b> on<br>Monday, see <a href='https://e.org/?a=1&amp;b=2'>here</a>.\
                    <script>x()</script><ul><li>one<li>two</ul><blockquote><p>Yes</p></blockquote>";
        assert_eq!(
            to_markdown(&blocks(html)),
            "# Bridge\n\nIt **opens** on\\\nMonday, see [here](<https://e.org/?a=1&b=2>).\n\n- one\n- two\n\n> Yes\n"
        );
    }

    #[test]
    fn blank_lines_part_paragraphs_where_tags_do_not() {
        assert_eq!(with_paragraphs("One <b>a</b>\n\nTwo\nb"), "<p>One <b>a</b></p>\n<p>Two<br>b</p>\n");
        assert_eq!(with_paragraphs("<p>One</p>\n\nx"), "<p>One</p>\n\nx");
    }
}
