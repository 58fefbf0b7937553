//! The text of an article as HTML: statements and notes marked at their words, dates linked to their pages.
//!
//! Marks may nest, overlap and go over several paragraphs; HTML elements may only nest. So a mark is a run of `<mark>`
//! elements: whatever ends under an open one closes it and opens it again, and none crosses a tag of the text itself. The
//! first element of a mark has its id.

use super::Html;
use crate::model::article::Piece;
use crate::model::block_id::BlockId;
use crate::text::source::Span;

/// Something shown at words of the text.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// Where, in the plain text.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: MarkKind,
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// Words of a statement. The first piece carries the id, the last the number of the card.
    Statement {
        /// The id, and those that the statement had before; on the first piece only.
        ids: Vec<String>,
        /// The number of its card, on the last piece only.
        card: Option<usize>,
        /// Whether its words are quoted.
        quoted: bool,
    },
    /// What is quoted within a statement.
    Quoted,
    /// Words that a note is about, with the note's id.
    Note(String),
    /// A date with the address of its page.
    Date(String),
}

/// Writes the pieces of a body, the marks in their text, and `beside` each block what belongs to it there.
///
/// A block with something beside it is wrapped together with it. Blocks inside of others, such as the items of a list, are
/// wrapped as a whole, because nothing but items may stand in a list.
pub(crate) fn pieces(out: &mut Html, marker: &mut Marker, pieces: &[Piece], ids: &[Option<BlockId>], beside: &[Html]) {
    let mut rest = pieces;
    while !rest.is_empty() {
        let (group, after) = rest.split_at(first_group(rest));
        let blocks = group.iter().filter_map(|piece| match piece {
            Piece::Open(block, _) => beside.get(*block as usize).filter(|html| !html.is_empty()),
            _ => None,
        });
        let margin: Vec<&Html> = blocks.collect();
        if !margin.is_empty() {
            out.raw("<div class=b>");
        }
        group.iter().for_each(|piece| one_piece(out, marker, piece, ids));
        if !margin.is_empty() {
            out.raw("<aside>");
            for html in margin {
                out.raw(html.as_str());
            }
            out.raw("</aside></div>");
        }
        rest = after;
    }
}

fn one_piece(out: &mut Html, marker: &mut Marker, piece: &Piece, ids: &[Option<BlockId>]) {
    match piece {
        Piece::Open(block, name) => {
            out.raw("<").raw(name);
            if let Some(id) = ids.get(*block as usize).copied().flatten() {
                out.raw(" id=").raw(&id.to_string());
            }
            out.raw(">");
        }
        Piece::Close(name) => {
            out.raw("</").raw(name).raw(">");
        }
        Piece::Markup(markup) => marker.markup(out, markup),
        Piece::Text(span) => marker.text(out, *span),
    }
}

/// Number of pieces up to where every element opened is closed again; at least one.
fn first_group(pieces: &[Piece]) -> usize {
    let mut depth = 0;
    for (index, piece) in pieces.iter().enumerate() {
        depth += match piece {
            Piece::Open(..) => 1,
            Piece::Close(_) => -1,
            Piece::Markup(markup) => scaffolding(markup),
            Piece::Text(_) => 0,
        };
        if depth <= 0 {
            return index + 1;
        }
    }
    pieces.len()
}

/// How many elements that hold blocks a piece of markup leaves open, less those it closes.
fn scaffolding(markup: &str) -> i32 {
    const HOLDERS: [&str; 12] =
        ["ul", "ol", "dl", "table", "thead", "tbody", "tr", "blockquote", "div", "section", "figure", "li"];
    let tags = markup.split('<').skip(1).map(|tag| {
        let (name, change) = tag.strip_prefix('/').map_or((tag, 1), |name| (name, -1));
        let name = &name[..name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if HOLDERS.contains(&name) { change } else { 0 }
    });
    tags.sum()
}

/// A mark opens or closes.
#[derive(Clone, Copy, Debug)]
struct Event {
    at: u32,
    opens: bool,
    /// At one place the longest opens first, and the one opened last closes first.
    order: u32,
    mark: usize,
}

/// Writes text with marks in it, mostly from the beginning of an article to its end: a headline may stand late in it.
#[derive(Debug)]
pub(crate) struct Marker<'a> {
    plain: &'a str,
    marks: Vec<Mark>,
    events: Vec<Event>,
    /// The next event.
    next: usize,
    /// How far the text has been written.
    at: u32,
    /// Marks that hold the current place, in the order in which they opened.
    active: Vec<usize>,
    /// Those of them whose element is open, outermost first.
    open: Vec<usize>,
    /// Which marks have had an element, and so their id.
    started: Vec<bool>,
    /// Inside a link of the text itself.
    in_link: bool,
}

impl<'a> Marker<'a> {
    /// Prepares the marks of a text. A mark that does not fit the text is left out.
    pub(crate) fn new(plain: &'a str, mut marks: Vec<Mark>) -> Marker<'a> {
        marks.retain(|mark| {
            plain.get(mark.span.start as usize..mark.span.end as usize).is_some_and(|words| !words.is_empty())
        });
        let mut events: Vec<Event> = Vec::with_capacity(marks.len() * 2);
        for (index, mark) in marks.iter().enumerate() {
            let length = mark.span.end - mark.span.start;
            events.push(Event { at: mark.span.start, opens: true, order: u32::MAX - length, mark: index });
            events.push(Event { at: mark.span.end, opens: false, order: u32::MAX - mark.span.start, mark: index });
        }
        events.sort_unstable_by_key(|event| (event.at, event.opens, event.order, event.mark));
        let started = vec![false; marks.len()];
        Marker { plain, marks, events, next: 0, at: 0, active: Vec::new(), open: Vec::new(), started, in_link: false }
    }

    /// Writes a piece of safe markup, and sees whether it opens a link.
    fn markup(&mut self, out: &mut Html, markup: &str) {
        out.raw(markup);
        if let Some(at) = markup.rfind("<a ") {
            self.in_link = !markup[at..].contains("</a");
        } else if markup.contains("</a") {
            self.in_link = false;
        }
    }

    /// Writes a stretch of the text.
    pub(crate) fn text(&mut self, out: &mut Html, span: Span) {
        let (mut at, end) = (span.start, span.end.min(self.plain.len() as u32));
        if at < self.at {
            self.next = 0;
            self.active.clear();
        }
        self.at = end;
        while let Some(event) = self.event_before(at) {
            if event.opens {
                self.active.push(event.mark);
            } else {
                self.active.retain(|mark| *mark != event.mark);
            }
        }
        while let Some(event) = self.event_before(end) {
            self.plain_text(out, at, event.at);
            at = event.at.max(at);
            if event.opens {
                self.active.push(event.mark);
            } else {
                let closing = self.closing_signs(at, end);
                self.active.retain(|mark| *mark != event.mark);
                self.close_mark(out, event.mark, closing);
                at += closing.len() as u32;
            }
        }
        self.plain_text(out, at, end);
        while let Some(mark) = self.open.pop() {
            self.end_tag(out, mark);
        }
    }

    /// The next event, if it takes effect before or at the end of what goes up to `end`.
    fn event_before(&mut self, end: u32) -> Option<Event> {
        let event = *self.events.get(self.next)?;
        let due = event.at < end || (event.at == end && !event.opens);
        due.then(|| {
            self.next += 1;
            event
        })
    }

    /// Text, in the elements of all marks that hold it; only now they are opened, so that none is ever empty.
    fn plain_text(&mut self, out: &mut Html, from: u32, to: u32) {
        let plain = self.plain;
        let text = plain.get(from as usize..to as usize).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        for index in 0..self.active.len() {
            if !self.open.contains(&self.active[index]) {
                self.open_mark(out, self.active[index]);
            }
        }
        out.text(text);
    }

    fn open_mark(&mut self, out: &mut Html, mark: usize) {
        let first = !std::mem::replace(&mut self.started[mark], true);
        match &self.marks[mark].kind {
            MarkKind::Statement { ids, quoted, .. } => {
                ids.iter().skip(1).filter(|_| first).for_each(|was| _ = out.raw("<span id=").raw(was).raw("></span>"));
                out.raw(if *quoted { "<mark class=q" } else { "<mark" });
                if let Some(id) = ids.first().filter(|_| first) {
                    out.raw(" id=").raw(id);
                }
                out.raw(">");
            }
            MarkKind::Quoted => {
                out.raw("<q>");
            }
            MarkKind::Note(_) => {
                out.raw("<mark class=n>");
            }
            MarkKind::Date(_) if self.in_link || self.link_is_open() => return,
            MarkKind::Date(path) => {
                out.raw("<a class=d href=").raw(path).raw(">");
            }
        }
        self.open.push(mark);
    }

    fn link_is_open(&self) -> bool {
        self.open.iter().any(|open| matches!(self.marks[*open].kind, MarkKind::Date(_)))
    }

    /// The quotation mark and the stop or comma that follow a statement, up to the next event: a card's number stands after them.
    fn closing_signs(&self, at: u32, end: u32) -> &'a str {
        let limit = self.events.get(self.next).map_or(end, |event| event.at.clamp(at, end));
        let after = self.plain.get(at as usize..limit as usize).unwrap_or_default();
        let is_sign =
            |letter: &char| matches!(letter, '”' | '"' | '’' | '\'' | '»' | '“' | '›' | '」' | '』' | ',' | '.');
        let length: usize = after.chars().take_while(is_sign).take(3).map(char::len_utf8).sum();
        &after[..length]
    }

    /// Closes a mark and, around it, whatever was opened later; those go on in elements of their own with the next text.
    fn close_mark(&mut self, out: &mut Html, mark: usize, closing: &str) {
        let Some(position) = self.open.iter().position(|open| *open == mark) else {
            out.text(closing);
            return;
        };
        while self.open.len() > position {
            let last = self.open.pop().expect("there is one at the position");
            self.end_tag(out, last);
        }
        out.text(closing);
        self.sign(out, mark);
    }

    fn end_tag(&self, out: &mut Html, mark: usize) {
        out.raw(match self.marks[mark].kind {
            MarkKind::Date(_) => "</a>",
            MarkKind::Quoted => "</q>",
            MarkKind::Statement { .. } | MarkKind::Note(_) => "</mark>",
        });
    }

    /// The little link to a card or note, after the last words of a mark; not within another link.
    fn sign(&self, out: &mut Html, mark: usize) {
        if self.in_link || self.link_is_open() {
            return;
        }
        match &self.marks[mark].kind {
            MarkKind::Statement { card: Some(card), .. } => {
                out.raw("<a class=r tabindex=-1 href=#c").number(*card).raw(">").number(*card).raw("</a>");
            }
            MarkKind::Note(id) => {
                out.raw("<a class=r tabindex=-1 href=#").raw(id).raw(">*</a>");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(range: std::ops::Range<usize>, id: &str, card: usize) -> Mark {
        let kind = MarkKind::Statement { ids: vec![id.to_owned()], card: Some(card), quoted: false };
        Mark { span: Span::from(range), kind }
    }

    fn marked(plain: &str, marks: Vec<Mark>) -> String {
        let mut out = Html::new();
        Marker::new(plain, marks).text(&mut out, Span::new(0, plain.len()));
        out.into_string()
    }

    #[test]
    fn a_statement_has_its_id_and_the_number_of_its_card() {
        let html = marked("He said <no> & left", vec![statement(8..12, "s-1", 1)]);
        assert_eq!(html, "He said <mark id=s-1>&lt;no></mark><a class=r tabindex=-1 href=#c1>1</a> &amp; left");
    }

    #[test]
    fn the_number_stands_after_the_closing_quotation_mark() {
        let html = marked("“ab,” he said", vec![statement(3..6, "s-1", 1)]);
        assert_eq!(html, "“<mark id=s-1>ab,</mark>”<a class=r tabindex=-1 href=#c1>1</a> he said");
    }

    #[test]
    fn a_statement_within_another_nests() {
        let html = marked("abcdef", vec![statement(0..6, "s-1", 1), statement(2..4, "s-2", 2)]);
        let inner = "<mark id=s-2>cd</mark><a class=r tabindex=-1 href=#c2>2</a>";
        assert_eq!(html, format!("<mark id=s-1>ab{inner}ef</mark><a class=r tabindex=-1 href=#c1>1</a>"));
    }

    #[test]
    fn overlapping_marks_are_cut_so_that_elements_nest() {
        let note = Mark { span: Span::new(2, 6), kind: MarkKind::Note("n-1".to_owned()) };
        let html = marked("abcdef", vec![statement(0..4, "s-1", 1), note]);
        let sign = "<a class=r tabindex=-1 href=#c1>1</a>";
        let expected = format!(
            "<mark id=s-1>ab<mark class=n>cd</mark></mark>{sign}<mark class=n>ef</mark><a class=r tabindex=-1 href=#n-1>*</a>"
        );
        assert_eq!(html, expected);
    }

    #[test]
    fn a_mark_over_two_blocks_and_a_tag_of_the_text_is_never_crossed() {
        let plain = "ab cd\n\nef";
        let blocks = [
            Piece::Open(0, "p".into()),
            Piece::Text(Span::new(0, 2)),
            Piece::Markup("<em>".to_owned()),
            Piece::Text(Span::new(2, 5)),
            Piece::Markup("</em>".to_owned()),
            Piece::Close("p".into()),
            Piece::Open(1, "p".into()),
            Piece::Text(Span::new(7, 9)),
            Piece::Close("p".into()),
        ];
        let mut out = Html::new();
        let mut marker = Marker::new(plain, vec![statement(1..9, "s-1", 1)]);
        pieces(&mut out, &mut marker, &blocks, &[], &[]);
        let expected = "<p>a<mark id=s-1>b</mark><em><mark> cd</mark></em></p>\
                        <p><mark>ef</mark><a class=r tabindex=-1 href=#c1>1</a></p>";
        assert_eq!(out.as_str(), expected);
    }

    #[test]
    fn words_before_a_late_headline_are_marked_too() {
        let blocks = [Piece::Open(0, "p".into()), Piece::Text(Span::new(0, 2)), Piece::Close("p".into())];
        let mut marker = Marker::new("ab\n\ncd", vec![statement(0..2, "s-1", 1), statement(4..6, "s-2", 2)]);
        let mut out = Html::new();
        marker.text(&mut out, Span::new(4, 6));
        pieces(&mut out, &mut marker, &blocks, &[], &[]);
        let marked =
            |id, words, card| format!("<mark id={id}>{words}</mark><a class=r tabindex=-1 href=#c{card}>{card}</a>");
        assert_eq!(out.as_str(), format!("{}<p>{}</p>", marked("s-2", "cd", 2), marked("s-1", "ab", 1)));
    }

    #[test]
    fn a_date_is_no_link_inside_a_link() {
        let date = Mark { span: Span::new(0, 2), kind: MarkKind::Date("../dates/2021.html".to_owned()) };
        assert_eq!(marked("ab", vec![date.clone()]), "<a class=d href=../dates/2021.html>ab</a>");
        let blocks =
            [Piece::Markup("<a href=x>".to_owned()), Piece::Text(Span::new(0, 2)), Piece::Markup("</a>".to_owned())];
        let mut out = Html::new();
        pieces(&mut out, &mut Marker::new("ab", vec![date]), &blocks, &[], &[]);
        assert_eq!(out.as_str(), "<a href=x>ab</a>");
    }

    #[test]
    fn a_mark_that_does_not_fit_the_text_is_left_out() {
        assert_eq!(marked("aé", vec![statement(0..2, "s-1", 1), statement(1..99, "s-2", 2)]), "aé");
    }

    #[test]
    fn what_stands_beside_an_item_goes_after_its_list() {
        let blocks = [
            Piece::Markup("<ul>".to_owned()),
            Piece::Open(0, "li".into()),
            Piece::Text(Span::new(0, 1)),
            Piece::Close("li".into()),
            Piece::Markup("</ul>".to_owned()),
        ];
        let mut beside = Html::new();
        beside.raw("card");
        let mut out = Html::new();
        pieces(&mut out, &mut Marker::new("a", Vec::new()), &blocks, &[], &[beside]);
        assert_eq!(out.as_str(), "<div class=b><ul><li>a</li></ul><aside>card</aside></div>");
    }
}
