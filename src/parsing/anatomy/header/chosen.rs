//! The lines that may be the headline, and what speaks for one or another.

use super::super::super::boilerplate::{self, Found};
use super::super::super::fields::{self, Field};
use super::super::super::headline::{self, Candidate, Evidence, Next};
use super::super::super::lines::{ends_sentence, weight};
use super::super::super::{byline, date_line, line_dates, title, turns};
use super::super::{Line, Reader};
use crate::languages::words::count;
use std::ops::Range;

/// How many blocks at the end of a file may name its paper or its address.
const TAIL: usize = 24;

impl Reader<'_> {
    /// The headline among the lines above the text.
    pub(super) fn headline_above(&self, lines: &[Line], range: Range<usize>) -> Option<usize> {
        let start = range.end;
        let candidates = self.candidates(lines, range);
        if candidates.is_empty() {
            return None;
        }
        let evidence = self.evidence(lines, start);
        // Where a page's navigation stands above, the first line is no headline just by being there.
        let small = candidates.iter().filter(|line| count(line.words) <= 2).count();
        let known = lines[..start].iter().filter(|line| matches!(line, Line::Boilerplate(_))).count();
        let fields = (0..start).filter(|index| fields::read(self.words(*index)).is_some()).count();
        let least = if small + known > 2 { 5.0 } else { 2.0 };
        headline::choose(&candidates, &evidence, least, known + fields == 0 && small <= 2)
    }

    fn candidates(&self, lines: &[Line], range: Range<usize>) -> Vec<Candidate<'_>> {
        let start = range.end;
        let mut candidates = Vec::new();
        let mut first = true;
        for index in range {
            let words = self.words(index);
            let field = fields::read(words);
            let labelled = field.is_some_and(|(field, _)| field == Field::Title);
            let fits = match &lines[index] {
                _ if labelled => true,
                _ if field.is_some() => false,
                Line::Text => true,
                Line::Byline(byline) => byline.bare,
                Line::Boilerplate(_) | Line::Dates(_) => false,
            };
            let fits = fits
                && self.stands_alone(index)
                && words.contains(char::is_alphabetic)
                && words.len() <= 400
                && !words.ends_with(',')
                && !turns::is_message(words)
                && !byline::is_marked(words)
                && !((boilerplate::is_section(words) || boilerplate::names_a_paper(words)) && index + 1 < start)
                && !self.is_caption(index, lines)
                && !(self.is_running(index, lines) && (title::sentences(words) > 1 || count(words) > 25));
            if !fits {
                continue;
            }
            let after = field.filter(|_| labelled).map_or(0, |(_, at)| at);
            candidates.push(Candidate {
                index,
                words: &words[after..],
                labelled,
                first: std::mem::take(&mut first) && !self.is_above_chrome(index, lines),
                after_chrome: index.checked_sub(1).is_some_and(|before| matches!(lines[before], Line::Boilerplate(_))),
                next: self.next(index, lines, start),
                dated: !line_dates::read(words).is_empty(),
            });
        }
        candidates
    }

    /// Whether a page's navigation begins right under a line: that is the name of the site.
    fn is_above_chrome(&self, index: usize, lines: &[Line]) -> bool {
        let chrome = |found: &Found| matches!(found.why, "subscription" | "site navigation");
        matches!(lines.get(index + 1), Some(Line::Boilerplate(found)) if chrome(found))
    }

    /// What follows a line, known boilerplate aside.
    fn next(&self, index: usize, lines: &[Line], start: usize) -> Next {
        let mut others = 0;
        for next in index + 1..=start {
            match lines.get(next) {
                _ if next == start => {}
                Some(Line::Boilerplate(_)) => continue,
                Some(Line::Dates(_) | Line::Byline(_)) => {}
                _ if date_line::loose(self.words(next)).is_some() || byline::is_marked(self.words(next)) => {}
                _ if fields::read(self.words(next)).is_some() || self.is_running(next, lines) => {}
                _ if self.is_sentence(next) => {}
                _ => {
                    others += 1;
                    continue;
                }
            }
            return match others {
                0 => Next::Article,
                1 => Next::Near,
                _ => Next::Other,
            };
        }
        Next::Other
    }

    fn is_sentence(&self, index: usize) -> bool {
        let words = self.words(index);
        ends_sentence(words) && weight(words) >= 30
    }

    /// What speaks for one line or another: the first paragraphs, the addresses, and all other lines of header and footer.
    fn evidence(&self, lines: &[Line], start: usize) -> Evidence {
        let mut evidence = Evidence::default();
        let count = self.draft.body.blocks.len();
        let standfirsts = (0..start).filter(|index| self.is_running(*index, lines));
        for index in standfirsts.chain(start..count.min(start + 4)) {
            evidence.paragraph(self.words(index));
        }
        for index in (0..start).chain(count.saturating_sub(TAIL).max(start)..count) {
            let words = self.words(index);
            if words.contains("://") {
                let addresses = words.split_whitespace().filter(|part| part.contains("://"));
                addresses.for_each(|part| evidence.address(part));
            }
            if !self.is_running(index, lines) {
                evidence.line(index, words);
            }
        }
        evidence
    }

    /// The first line as the headline, where none was chosen: a sentence can be one too.
    pub(super) fn first_line(&self, lines: &[Line], start: usize, dateline: Option<usize>) -> Option<usize> {
        let texts = |index: &usize| {
            matches!(lines[*index], Line::Text | Line::Byline(_)) && !turns::is_message(self.words(*index))
        };
        let mut unknown = (0..lines.len().min(start + 1)).filter(texts);
        let first = unknown.next()?;
        // With navigation above the text, what is no good headline is more of it.
        let alone = first == start || unknown.all(|index| index == start);
        let masthead = first < start && boilerplate::names_a_paper(self.words(first));
        (alone && !masthead && dateline != Some(first) && self.is_title(first, dateline)).then_some(first)
    }

    /// Keeps the headline, without a label before it and the site's name after it.
    pub(super) fn chosen_title(&mut self, index: usize) {
        let words = self.words(index);
        let after = fields::read(words).filter(|(field, _)| *field == Field::Title).map_or(0, |(_, at)| at);
        // A mailing list puts its name before a subject: "Subject: [harbour] Dredging resumes".
        let list =
            words[after..].trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(_, rest)| rest);
        let rest = list.filter(|rest| after > 0 && rest.contains(char::is_alphabetic));
        self.title_from(index, rest.map_or(after, |rest| words.len() - rest.trim_start().len()));
    }
}
