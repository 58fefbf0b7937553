//! Which block is what: headline, lede, heading, running text, or something that is no part of the article.
//!
//! An article is a header (navigation, headline, byline, date, lede), the text, and a footer (links to other articles, forms).
//! The header ends where the dateline stands, or, without one, at the first paragraph that reads like running text. Where
//! it cannot be known whether a line belongs to the article, it is kept.

mod footer;
mod header;
mod outlet;
mod pages;

use super::boilerplate::{self, Found, fold};
use super::byline::{self, Byline};
use super::date_line::{self, Event};
use super::draft::{Draft, Verdict};
use super::fields;
use super::turns::{Turn, Turns, is_message};
use super::{dateline, title};
use crate::languages::words::count;
use crate::model::article::{Block, BlockKind, DateLine, Format, FrontMatter};
use crate::model::settings::Settings;
use crate::parsing::lines::ends_sentence;
use crate::text::source::Span;
use std::cell::OnceCell;

/// Most blocks of a header.
const HEADER: usize = 24;
/// Most words of a line that is a link to another article, a heading, or a lede.
const LINK_WORDS: usize = 20;
const HEADING_WORDS: usize = 12;
const LEDE_WORDS: usize = 80;
/// Most words of a line that names the writer of a comment.
const COMMENTER_WORDS: usize = 6;
/// Most words of what is said of the author below a text.
const BIOGRAPHY_WORDS: usize = 60;
/// Longest line that is a dateline and nothing else, in bytes.
const DATELINE: usize = 240;

/// Why the heads and feet of printed pages are left out.
const PAGE_HEAD: &str = "head of a page";

/// What each block is, and the facts that the lines left out tell.
#[derive(Debug, Default)]
pub(super) struct Anatomy {
    /// One for each block of the draft.
    pub(super) verdicts: Vec<Verdict>,
    /// The block that the dateline opens, counted among the kept ones.
    pub(super) dateline: Option<usize>,
    /// Lines that may date the article.
    pub(super) date_lines: Vec<DateLine>,
    /// Who wrote it.
    pub(super) byline: Vec<String>,
    /// Who published it, as far as header and footer say.
    pub(super) credit: Option<String>,
}

/// Looks at every block of a draft.
pub(super) fn read(draft: &Draft, format: Format, front: &FrontMatter, settings: &Settings) -> Anatomy {
    let verdicts = draft.body.blocks.iter().map(Verdict::keep).collect();
    let own = settings.boilerplate.iter().map(|line| fold(line)).collect();
    let blocks: Vec<&str> = draft.body.blocks.iter().map(|block| block.span.of(&draft.body.plain)).collect();
    let heads = if format == Format::Text { pages::heads(&blocks) } else { vec![false; blocks.len()] };
    let turns = OnceCell::new();
    let mut reader = Reader { draft, front, own, heads, turns, anatomy: Anatomy { verdicts, ..Anatomy::default() } };
    let marked = format == Format::Html || front.title.is_some() || reader.headline().is_some();
    let start = if marked { reader.header() } else { reader.pasted_header() };
    reader.text(start);
    reader.about_author(start);
    if !marked {
        reader.footer(start);
        reader.find_outlet(start);
    }
    if format == Format::Text {
        reader.headings(start);
    }
    reader.anatomy
}

/// What a short line is, besides text of the article.
#[derive(Clone, Debug)]
enum Line {
    Boilerplate(Found),
    Dates(Vec<date_line::Part>),
    Byline(Byline),
    Text,
}

struct Reader<'a> {
    draft: &'a Draft,
    front: &'a FrontMatter,
    own: Vec<String>,
    /// For each block, whether it stands at the head or foot of a printed page.
    heads: Vec<bool>,
    /// The turns of a transcript, once somebody asks for them.
    turns: OnceCell<Turns>,
    anatomy: Anatomy,
}

impl Reader<'_> {
    /// Whether a block begins a turn of a transcript.
    fn begins_turn(&self, index: usize) -> bool {
        let turns = self.turns.get_or_init(|| Turns::of(&self.draft.body));
        matches!(turns.at(self.block(index)), Some(Turn::Opens { .. }))
    }

    /// Reads the header; the index of the first block of the text.
    fn header(&mut self) -> usize {
        let dateline = self.dateline(HEADER);
        let headline = self.headline();
        let mut title: Option<usize> = None;
        let mut lede = false;
        let mut beside = false;
        let count = self.draft.body.blocks.len();
        let mut inside = 0;
        for index in 0..count {
            inside += usize::from(!self.is_outside(index));
            if inside > HEADER {
                return index;
            }
            if dateline == Some(index) {
                let kept = self.anatomy.verdicts[..index].iter().filter(|verdict| verdict.kind.is_some());
                self.anatomy.dateline = Some(kept.count());
                return self.dateline_alone(index);
            }
            if self.is_outside(index) {
                self.outside(index, title.is_some());
                continue;
            }
            match self.line(index, title.is_none()) {
                Line::Boilerplate(found) => self.leave_out(index, found.why),
                Line::Dates(parts) => {
                    self.dates(index, &parts);
                    beside = true;
                }
                Line::Byline(byline) if self.is_byline(&byline, index, title, beside) => {
                    self.byline(index, byline);
                    beside = true;
                }
                _ if title.is_none() && headline.is_none_or(|at| index < at) && self.is_section(index) => {
                    self.leave_out(index, "section of the paper");
                }
                _ if title.is_none() && headline.is_none_or(|at| at == index) && self.is_title(index, dateline) => {
                    self.title(index);
                    title = Some(index);
                }
                _ if title.is_some() && !lede && self.is_lede(index, dateline) => {
                    self.anatomy.verdicts[index].kind = Some(BlockKind::Lede);
                    lede = true;
                }
                _ if dateline.is_some_and(|at| index < at) || headline.is_some_and(|at| index < at) => {}
                _ => return index,
            }
        }
        count
    }

    fn is_outside(&self, index: usize) -> bool {
        self.draft.outside.get(index).copied().unwrap_or(false)
    }

    /// Leaves out a block around the article; under the headline, such blocks may still say who wrote it and when.
    fn outside(&mut self, index: usize, under_headline: bool) {
        match self.line(index, true) {
            Line::Dates(parts) if under_headline => self.dates(index, &parts),
            Line::Byline(byline) if under_headline && !byline.bare => self.byline(index, byline),
            Line::Boilerplate(found) => self.leave_out(index, found.why),
            _ => self.leave_out(index, "outside the article"),
        }
    }

    /// Leaves out boilerplate within and after the text.
    fn text(&mut self, start: usize) {
        let count = self.draft.body.blocks.len();
        let last = self.last_paragraph(start);
        let mut end: Option<(usize, &'static str)> = None;
        // Whether readers' comments have begun: what is dated from there on are these.
        let mut comments = false;
        for index in start..count {
            comments |=
                index >= last && self.boilerplate(index).is_some_and(|found| found.why == boilerplate::COMMENTS);
            if self.is_outside(index) {
                self.outside(index, false);
                continue;
            }
            if self.heads[index] {
                self.leave_out(index, PAGE_HEAD);
                continue;
            }
            if self.stands_alone(index) && fields::is_export(self.words(index)) && self.field(index) {
                continue;
            }
            match self.line(index, true) {
                Line::Boilerplate(found) if index < last && end.is_none() && !self.breaks_text(index, found) => {}
                Line::Boilerplate(found) => {
                    self.leave_out(index, found.why);
                    if found.ends_article {
                        end = Some((index, found.why));
                    }
                }
                Line::Dates(_) if comments || self.signs_comment(index) => self.leave_out(index, boilerplate::COMMENTS),
                // After the article, a bare date is that of another one.
                Line::Dates(_) if end.is_some() && !date_line::is_labelled(self.words(index)) => {
                    self.leave_out(index, "outside the article");
                }
                Line::Dates(parts)
                    if index + 4 >= count || index < start + 2 || end.is_some() || self.is_late_date(index, start) =>
                {
                    self.dates(index, &parts)
                }
                Line::Byline(byline) if index + 3 >= count && !byline.bare && end.is_none() && !comments => {
                    self.byline(index, byline)
                }
                _ => match end {
                    Some((_, why)) if self.is_link(index) => self.leave_out(index, why),
                    Some((marker, _)) => {
                        self.restore_heading(marker, index);
                        end = None;
                    }
                    None => {}
                },
            }
        }
    }

    /// Leaves out what a paper says of the author at the end: "Ana Ruiz is a farmer in Lisse."
    fn about_author(&mut self, start: usize) {
        let kept = |index: &usize| self.anatomy.verdicts[*index].kind.is_some();
        let mut last = (start..self.draft.body.blocks.len()).rev().filter(kept);
        let (Some(index), Some(_)) = (last.next(), last.next()) else { return };
        let words = self.words(index);
        let opens = |author: &String| words.strip_prefix(author.as_str()).is_some_and(|rest| rest.starts_with(' '));
        let quotes = words.contains(['"', '“', '„', '«', ':']);
        if self.stands_alone(index)
            && self.block(index).kind == BlockKind::Paragraph
            && count(words) <= BIOGRAPHY_WORDS
            && !quotes
            && ends_sentence(words)
            && self.anatomy.byline.iter().any(opens)
        {
            self.leave_out(index, "about the author");
        }
    }

    /// Whether the line before names who wrote what follows: "Ana Ruiz says:", as over a reader's comment.
    fn signs_comment(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let words = self.words(before).trim_end();
        self.stands_alone(before)
            && words.ends_with(':')
            && count(words) <= COMMENTER_WORDS
            && !date_line::is_labelled(words)
    }

    /// The last block that reads like running text; after it there is only the footer.
    fn last_paragraph(&self, start: usize) -> usize {
        let running = |index: &usize| {
            let words = self.words(*index);
            words.len() > 100 && ends_sentence(words) && self.boilerplate(*index).is_none() && !self.is_outside(*index)
        };
        (start..self.draft.body.blocks.len()).rev().find(running).unwrap_or(start)
    }

    /// Whether boilerplate may stand at this place within the text: what pages put between paragraphs, or lines in company.
    /// Single words such as "Facebook" or "@name" may be headings of the article.
    fn breaks_text(&self, index: usize, found: Found) -> bool {
        let between = [
            "advertisement",
            "related links",
            "subscription",
            "separator",
            "photo credit",
            "named in book.toml",
            "copyright",
            "label of a database",
        ];
        let beside = |other: Option<usize>| {
            other
                .filter(|other| *other < self.draft.body.blocks.len())
                .is_some_and(|other| self.boilerplate(other).is_some())
        };
        // A heading of the article is seldom two words that pages use: "View comments".
        let phrase = (2..=4).contains(&count(self.words(index)))
            && matches!(found.why, "sharing" | "comments" | "site navigation");
        phrase
            || between.contains(&found.why)
            || (found.why != "contact" && (beside(index.checked_sub(1)) || beside(Some(index + 1))))
    }

    /// The text goes on after a list of links: a line just before it that reads like a heading was one.
    fn restore_heading(&mut self, marker: usize, index: usize) {
        let before = index - 1;
        if before > marker + 1 && self.is_heading(before, index) && self.boilerplate(before).is_none() {
            self.anatomy.verdicts[before] = Verdict::keep(&self.draft.body.blocks[before]);
        }
    }

    /// Makes headings of short lines between paragraphs.
    fn headings(&mut self, start: usize) {
        let kept: Vec<usize> = (start..self.draft.body.blocks.len())
            .filter(|index| self.anatomy.verdicts[*index].kind.is_some())
            .collect();
        for pair in kept.windows(2) {
            if !self.begins_turn(pair[0]) && !self.anatomy.verdicts[pair[0]].joined && self.is_heading(pair[0], pair[1])
            {
                self.anatomy.verdicts[pair[0]].kind = Some(BlockKind::Heading(2));
            }
        }
    }

    fn words(&self, index: usize) -> &str {
        self.draft.body.blocks[index].span.of(&self.draft.body.plain)
    }

    fn block(&self, index: usize) -> &Block {
        &self.draft.body.blocks[index]
    }

    fn stands_alone(&self, index: usize) -> bool {
        self.draft.top[index] && matches!(self.block(index).kind, BlockKind::Paragraph | BlockKind::Heading(_))
    }

    fn boilerplate(&self, index: usize) -> Option<Found> {
        if self.stands_alone(index) { boilerplate::line(self.words(index), &self.own) } else { None }
    }

    /// What a block is; `strict` where a byline would be a surprise.
    fn line(&self, index: usize, strict: bool) -> Line {
        let words = self.words(index);
        if !self.stands_alone(index) || words.len() > 240 {
            return Line::Text;
        }
        if let Some(found) = self.boilerplate(index) {
            return Line::Boilerplate(found);
        }
        let dates = date_line::read(words);
        let dates = if dates.is_empty() { date_line::stamp(words) } else { dates };
        if !dates.is_empty() {
            return Line::Dates(dates);
        }
        match byline::read(words) {
            _ if is_message(words) => Line::Text,
            Some(byline) if !strict || !byline.authors.is_empty() || byline.outlet.is_some() => Line::Byline(byline),
            _ => Line::Text,
        }
    }

    /// A line with nothing but a name is a byline only under a headline and beside a date or an outlet.
    fn is_byline(&self, byline: &Byline, index: usize, title: Option<usize>, beside: bool) -> bool {
        if !byline.bare {
            return title.is_some() || !byline.authors.is_empty();
        }
        let next = index + 1;
        let next_tells = next < self.draft.body.blocks.len()
            && match self.line(next, true) {
                Line::Dates(_) => true,
                Line::Byline(next) => !next.bare,
                _ => false,
            };
        title.is_some() && self.anatomy.byline.is_empty() && (beside || next_tells)
    }

    /// The block that the dateline opens, among the first `most`.
    fn dateline(&self, most: usize) -> Option<usize> {
        let blocks = self.draft.body.blocks.iter().enumerate().filter(|(index, _)| !self.is_outside(*index)).take(most);
        let paragraphs = blocks.filter(|(index, block)| self.draft.top[*index] && block.kind == BlockKind::Paragraph);
        for (index, _) in paragraphs {
            let words = self.words(index);
            if dateline::read(words).is_some() {
                return Some(index);
            }
            // A header holds no long paragraphs: this is the text, and it has no dateline.
            if words.len() > 240 && count(words) > LEDE_WORDS {
                return None;
            }
        }
        None
    }

    /// The headline that the format marks as such.
    fn headline(&self) -> Option<usize> {
        let blocks =
            self.draft.body.blocks.iter().enumerate().filter(|(index, _)| !self.is_outside(*index)).take(HEADER);
        blocks.into_iter().find(|(_, block)| block.kind == BlockKind::Heading(1)).map(|(index, _)| index)
    }

    fn is_section(&self, index: usize) -> bool {
        index + 1 < self.draft.body.blocks.len() && boilerplate::is_section(self.words(index))
    }

    fn is_title(&self, index: usize, dateline: Option<usize>) -> bool {
        let words = self.words(index);
        if !self.stands_alone(index) {
            return false;
        }
        if let Some(stated) = &self.front.title {
            return fold(stated) == fold(title::parts(words).title);
        }
        if self.block(index).kind == BlockKind::Heading(1) {
            return true;
        }
        if words.len() > 300 || count(words) > 40 {
            return false;
        }
        let mut after =
            (index + 1..self.draft.body.blocks.len()).filter(|next| self.boilerplate(*next).is_none()).take(3);
        let Some(longest) = after.by_ref().map(|next| self.block(next).span.len()).max() else { return false };
        // A sentence may be a headline too, but not one that quotes somebody and says who it was.
        let runs_on = ends_sentence(words) && !words.ends_with([';', '!', '?', ':']);
        let quotes = title::is_speech(words);
        let one_sentence = title::sentences(words) == 1 || title::is_title_case(words);
        !runs_on || (one_sentence && !quotes && (dateline.is_some() || longest > words.len()))
    }

    fn is_lede(&self, index: usize, dateline: Option<usize>) -> bool {
        let words = self.words(index);
        let count = count(words);
        if self.block(index).kind != BlockKind::Paragraph
            || !self.draft.top[index]
            || !(3..=LEDE_WORDS).contains(&count)
        {
            return false;
        }
        if dateline.is_some() {
            return true;
        }
        let Some(next) = self.draft.body.blocks.get(index + 1) else { return false };
        let after_subtitle_mark = index > 0 && self.words(index - 1).ends_with(';');
        let header_goes_on = match self.line(index + 1, true) {
            Line::Dates(_) => true,
            Line::Byline(byline) => !byline.bare,
            Line::Boilerplate(found) => {
                matches!(found.why, "site navigation" | "sharing" | "label of a database") && count <= 45
            }
            Line::Text => false,
        };
        let unfinished = !ends_sentence(words) && (6..=45).contains(&count) && next.span.len() > words.len();
        after_subtitle_mark || header_goes_on || unfinished
    }

    /// A short line without a stop, and a longer paragraph after it.
    fn is_heading(&self, index: usize, next: usize) -> bool {
        let words = self.words(index);
        let first = words.chars().next().unwrap_or(' ');
        let last = words.chars().next_back().unwrap_or(' ');
        let opens = first.is_uppercase()
            || first.is_ascii_digit()
            || (!first.is_lowercase() && first.is_alphabetic())
            || matches!(first, '“' | '"' | '«' | '„' | '‘' | '¿');
        let stops =
            matches!(last, ',' | '-' | '—' | '–') || ends_sentence(words) || !words.contains(char::is_alphabetic);
        self.stands_alone(index)
            && words.len() <= 100
            && count(words) <= HEADING_WORDS
            && opens
            && !stops
            && self.words(next).len() > words.len()
            && (ends_sentence(self.words(next)) || count(self.words(next)) > HEADING_WORDS)
    }

    /// A line in a list of other articles.
    fn is_link(&self, index: usize) -> bool {
        let words = self.words(index);
        let count = count(words);
        self.stands_alone(index) && count <= LINK_WORDS && (count <= 4 || !ends_sentence(words) || words.ends_with('?'))
    }

    fn leave_out(&mut self, index: usize, why: &'static str) {
        self.anatomy.verdicts[index].kind = None;
        self.anatomy.verdicts[index].why = why;
    }

    fn dates(&mut self, index: usize, parts: &[date_line::Part]) {
        let start = self.block(index).span.start as usize;
        let copied = |part: &date_line::Part| part.event == Event::Saved;
        if parts.iter().all(copied) || index.checked_sub(1).is_some_and(|before| self.is_cover(before)) {
            return self.leave_out(index, "date of the copy");
        }
        for part in parts.iter().filter(|part| !copied(part)) {
            self.date(Span::new(start + part.range.start, start + part.range.end), part.event == Event::Updated);
        }
        self.leave_out(index, "publication date");
    }

    /// Whether a line opens the cover that a database puts before what is loaded from it.
    fn is_cover(&self, index: usize) -> bool {
        self.boilerplate(index).is_some_and(|found| found.why == "cover of an export")
    }

    fn date(&mut self, span: Span, updated: bool) {
        let body = &self.draft.body;
        self.anatomy.date_lines.push(DateLine {
            text: span.of(&body.plain).to_owned(),
            span: body.to_source(span),
            updated,
            of_page: false,
        });
    }

    fn byline(&mut self, index: usize, byline: Byline) {
        let start = self.block(index).span.start as usize;
        if let Some(date) = byline.date {
            self.date(Span::new(start + date.start, start + date.end), false);
        }
        let why = if byline.authors.is_empty() && byline.outlet.is_some() { "name of the outlet" } else { "byline" };
        for author in byline.authors {
            if !self.anatomy.byline.contains(&author) {
                self.anatomy.byline.push(author);
            }
        }
        if self.anatomy.credit.is_none() {
            self.anatomy.credit = byline.outlet;
        }
        self.leave_out(index, why);
    }

    fn title(&mut self, index: usize) {
        self.title_from(index, 0);
    }

    /// Makes a block the title, without its first bytes.
    fn title_from(&mut self, index: usize, from: usize) {
        let span = self.block(index).span;
        let words = self.words(index);
        let parts = title::parts(&words[from..]);
        let before = (words.len() - words[from..].trim_start().len()) as u32;
        let (length, outlet) = (parts.title.len() as u32, parts.outlet.map(str::to_owned));
        let verdict = &mut self.anatomy.verdicts[index];
        verdict.kind = Some(BlockKind::Title);
        verdict.keep = Span { start: span.start + before, end: span.start + before + length };
        verdict.why = "name of the site";
        if self.anatomy.credit.is_none() {
            self.anatomy.credit = outlet;
        }
    }

    /// A dateline on a line of its own belongs to the paragraph after it.
    fn dateline_alone(&mut self, index: usize) -> usize {
        let words = self.words(index);
        let short = words.len() <= DATELINE;
        let alone = short && dateline::read(words).is_some_and(|parsed| parsed.end >= words.len());
        let next = index + 1;
        if alone
            && next < self.draft.body.blocks.len()
            && self.block(next).kind == BlockKind::Paragraph
            && self.draft.top[next]
        {
            self.anatomy.verdicts[index].joined = true;
        }
        index
    }
}
