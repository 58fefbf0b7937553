//! The header of a text whose format marks no headline: a wire, a paste from a web page, a mail, an export.
//!
//! 1. The text begins at the dateline, else at the first long paragraph; a standfirst, after which a byline or a date follows,
//!    is not yet the text.
//! 2. Of the lines before it, [`chosen`] chooses one. What stands above is left out.
//! 3. What stands between the two is author, date, standfirst, or left out.

mod chosen;

use super::super::boilerplate::Found;
use super::super::date_line;
use super::super::fields::{self, Field};
use super::super::lines::{ends_sentence, weight};
use super::super::names::is_person;
use super::super::{boilerplate, byline};
use super::{Line, PAGE_HEAD, Reader};
use crate::languages::words::count;
use crate::model::article::{BlockKind, DateLine};
use crate::text::source::Span;
use std::ops::Range;

/// Most blocks before the text.
const WINDOW: usize = 80;
/// From how many letters on a line that ends in a stop is running text.
const RUNNING: usize = 80;
/// From how many letters on a line is, with or without a stop.
const LONG: usize = 240;
/// How many blocks after a standfirst a byline or a date may follow.
const BELOW_STANDFIRST: usize = 8;
/// Most words of a line that says nothing between headline and text.
const ASIDE_WORDS: usize = 4;
/// Why such a line is left out.
const ASIDE: &str = "beside the headline";
/// Why the header of a mail is left out that passed another one on.
const OUTER_MAIL: &str = "header of a forwarded mail";
/// Fewest words of a standfirst.
const STANDFIRST_WORDS: usize = 5;
/// Fewest words of a sentence that is no field's value.
const SENTENCE_WORDS: usize = 6;

impl Reader<'_> {
    /// Reads the header of a text; the index of the first block of the text.
    pub(super) fn pasted_header(&mut self) -> usize {
        let window = self.draft.body.blocks.len().min(WINDOW);
        let head = Line::Boilerplate(Found { why: PAGE_HEAD, ends_article: false });
        let line = |index: usize| if self.heads[index] { head.clone() } else { self.line(index, true) };
        let lines: Vec<Line> = (0..window).map(line).collect();
        let dateline = self.dateline(WINDOW);
        let start = dateline.unwrap_or_else(|| self.text_start(&lines));
        let start = (0..start).find(|index| self.begins_turn(*index)).unwrap_or(start);
        let start = self.first_entry().map_or(start, |entry| entry.min(start));
        let outer = self.outer_mail(start);
        let dateline = dateline.filter(|index| *index == start && !self.begins_turn(*index));
        let title = self.headline_above(&lines, outer..start).or_else(|| self.first_line(&lines, start, dateline));
        let start = if title == Some(start) { start + 1 } else { start };
        for index in 0..start.min(title.unwrap_or(0)) {
            match index < outer {
                true => self.leave_out(index, OUTER_MAIL),
                false => self.above(index, &lines, title),
            }
        }
        let above = self.anatomy.date_lines.len();
        if let Some(index) = title {
            self.chosen_title(index);
        }
        self.below(&lines, title, start);
        self.prefer_labelled_dates(above);
        if let Some(index) = dateline.filter(|index| *index == start) {
            let kept = self.anatomy.verdicts[..index].iter().filter(|verdict| verdict.kind.is_some());
            self.anatomy.dateline = Some(kept.count());
            return self.dateline_alone(index);
        }
        start
    }

    /// Where the entries of a chronicle begin: each stands under its hour, alone on a line or before a heading.
    fn first_entry(&self) -> Option<usize> {
        let mut hours = (0..self.draft.body.blocks.len()).filter(|index| {
            let words = self.words(*index);
            date_line::is_hour(words) || date_line::hour_of_entry(words).is_some()
        });
        let first = hours.next().filter(|first| *first > 0);
        hours.next().and(first)
    }

    /// Where the mail begins that was forwarded last; what stands above it is about who passed it on.
    fn outer_mail(&self, start: usize) -> usize {
        let is_sender =
            |index: &usize| fields::read(self.words(*index)).is_some_and(|(field, _)| field == Field::Sender);
        let mut senders = (0..start).rev().filter(is_sender);
        match (senders.next(), senders.next()) {
            (Some(last), Some(_)) => last,
            _ => 0,
        }
    }

    /// Where a date below the headline says that it is that of publication, one above it that says nothing is another day.
    fn prefer_labelled_dates(&mut self, above: usize) {
        let lines = &mut self.anatomy.date_lines;
        let says = |line: &DateLine| !line.updated && date_line::is_published(&line.text);
        if lines[above..].iter().any(says) {
            let kept: Vec<DateLine> = lines.drain(..above).filter(says).collect();
            lines.splice(..0, kept);
        }
    }

    /// Whether a block reads like running text.
    fn is_running(&self, index: usize, lines: &[Line]) -> bool {
        let words = self.words(index);
        // No text weighs more than its bytes: most lines end here.
        if words.len() < RUNNING {
            return false;
        }
        let weight = weight(words);
        matches!(lines.get(index), None | Some(Line::Text))
            && self.block(index).kind == BlockKind::Paragraph
            && (weight >= LONG || weight >= RUNNING && ends_sentence(words))
            && fields::read(words).is_none()
            && date_line::loose(words).is_none_or(|line| !line.labelled)
    }

    /// Where the text begins, without a dateline to tell.
    fn text_start(&self, lines: &[Line]) -> usize {
        let running: Vec<usize> = (0..lines.len()).filter(|index| self.is_running(*index, lines)).collect();
        if let Some(start) = running.iter().find(|index| !self.is_standfirst(**index, lines)) {
            return *start;
        }
        if let Some(last) = running.last() {
            return *last;
        }
        // Only short paragraphs: the first that ends in a stop, but for the line at the top.
        let text: Vec<usize> = (0..lines.len()).filter(|index| matches!(lines[*index], Line::Text)).collect();
        let sentence = |index: &&usize| ends_sentence(self.words(**index)) && weight(self.words(**index)) >= 20;
        text.iter()
            .skip(1)
            .find(sentence)
            .or(text.first().filter(|index| sentence(index)))
            .copied()
            .unwrap_or(lines.len())
    }

    /// Whether the header goes on after a paragraph: with a byline or a date, and then the text.
    fn is_standfirst(&self, index: usize, lines: &[Line]) -> bool {
        let dates = |lines: &[Line]| lines.iter().filter(|line| matches!(line, Line::Dates(_))).count();
        // A chronicle has a date over every entry.
        if dates(lines) > 3 {
            return false;
        }
        let end = lines.len().min(index + 1 + BELOW_STANDFIRST);
        for next in index + 1..end {
            if self.is_running(next, lines) && self.is_running(next - 1, lines) {
                return false;
            }
            let goes_on = match &lines[next] {
                Line::Boilerplate(found) if found.ends_article || found.why == boilerplate::COMMENTS => return false,
                Line::Dates(_) => true,
                Line::Byline(byline) => !byline.bare && byline::is_marked(self.words(next)),
                _ => false,
            };
            if goes_on && (next + 1..self.draft.body.blocks.len()).any(|after| self.is_running(after, lines)) {
                return true;
            }
        }
        false
    }

    /// Leaves out a line above the headline, with what it tells.
    fn above(&mut self, index: usize, lines: &[Line], title: Option<usize>) {
        if self.field(index) {
            return;
        }
        // Between the date of an article and its headline there is at most a name or two; a page shows today's higher up.
        let chrome = |title: usize| lines[index + 1..title].iter().any(|line| matches!(line, Line::Boilerplate(_)));
        let near = title.is_none_or(|title| title - index <= 3 || !chrome(title));
        match &lines[index] {
            // The paper's own head gives its day, a browser's the day of printing; the latter has the headline in it.
            Line::Boilerplate(found) if found.why == PAGE_HEAD => {
                match date_line::loose(self.words(index)).filter(|_| !self.repeats_title(index, title)) {
                    Some(line) => self.loose(index, &line),
                    None => self.leave_out(index, PAGE_HEAD),
                }
            }
            Line::Boilerplate(found) => self.leave_out(index, found.why),
            Line::Dates(parts) if near || date_line::is_labelled(self.words(index)) => {
                self.dates(index, &parts.clone())
            }
            Line::Dates(_) => self.leave_out(index, "date of the page"),
            Line::Byline(byline) if byline.outlet.is_some() || byline::is_marked(self.words(index)) => {
                self.byline(index, byline.clone())
            }
            _ => match date_line::loose(self.words(index)).filter(|line| self.dates_only(index, line) && near) {
                Some(line) if !self.repeats_title(index, title) => self.loose(index, &line),
                _ => self.leave_out(index, "above the headline"),
            },
        }
    }

    /// Whether what stands beside the dates of a line above the headline is little, or the paper's name.
    fn dates_only(&self, index: usize, line: &date_line::Loose) -> bool {
        let paper = |range: &Range<usize>| boilerplate::names_a_paper(&self.words(index)[range.clone()]);
        line.strangers <= 5 || line.beside.iter().any(paper)
    }

    /// Whether a line holds the headline among other words, as what a browser prints at the top of a page.
    fn repeats_title(&self, index: usize, title: Option<usize>) -> bool {
        title.is_some_and(|title| {
            let title = boilerplate::fold(self.words(title));
            !title.is_empty() && boilerplate::fold(self.words(index)).contains(&title)
        })
    }

    /// Takes a line with dates among other things: what stands beside them may name author and outlet.
    fn loose(&mut self, index: usize, line: &date_line::Loose) {
        let words = self.words(index).to_owned();
        for range in &line.beside {
            let beside = without_date_words(&words[range.clone()]);
            if self.anatomy.credit.is_none() && boilerplate::names_a_paper(beside) {
                self.anatomy.credit = Some(super::outlet::written(beside));
                continue;
            }
            let Some(byline) = byline::read(beside) else { continue };
            if self.anatomy.credit.is_none() {
                let paper = byline.authors.iter().find(|author| boilerplate::names_a_paper(author)).cloned();
                self.anatomy.credit = byline.outlet.or(paper);
            }
            for author in byline.authors {
                if !boilerplate::names_a_paper(&author) && !self.anatomy.byline.contains(&author) {
                    self.anatomy.byline.push(author);
                }
            }
        }
        self.dates(index, &line.parts);
    }

    /// Reads what stands between the headline and the text.
    fn below(&mut self, lines: &[Line], title: Option<usize>, start: usize) {
        let mut standfirst = false;
        // The date may stand right above the headline.
        let mut beside = title
            .and_then(|title| title.checked_sub(1))
            .is_some_and(|above| matches!(lines[above], Line::Dates(_)) && !self.anatomy.date_lines.is_empty());
        let mut label = None;
        for index in title.map_or(0, |title| title + 1)..start {
            let lone = date_line::lone_label(self.words(index));
            let labelled = std::mem::replace(&mut label, lone);
            if lone.is_some() && matches!(lines.get(index + 1), Some(Line::Dates(_))) {
                self.leave_out(index, "publication date");
                continue;
            }
            if self.field(index) {
                beside = true;
                continue;
            }
            match &lines[index] {
                Line::Boilerplate(found) => self.leave_out(index, found.why),
                Line::Dates(parts) => {
                    let mut parts = parts.clone();
                    if let Some(event) = labelled {
                        parts.iter_mut().for_each(|part| part.event = event);
                    }
                    self.dates(index, &parts);
                    beside = true;
                }
                Line::Byline(byline) if byline.bare && self.names_site(index, lines, start) => {
                    let name = super::outlet::written(self.words(index));
                    self.anatomy.credit.get_or_insert(name);
                    self.leave_out(index, "name of the outlet");
                    beside = true;
                }
                Line::Byline(byline) if self.is_author(byline, index, lines, title, beside) => {
                    self.byline(index, byline.clone());
                    beside = true;
                }
                Line::Text if self.names_outlet(index) => {
                    self.leave_out(index, "name of the outlet");
                    beside = true;
                }
                _ if self.repeats_title(index, title) => self.leave_out(index, "headline again"),
                _ if self.is_caption(index, lines) => self.leave_out(index, "photo credit"),
                _ => match date_line::loose(self.words(index)) {
                    Some(line) if title.is_some() && !self.is_running(index, lines) => {
                        self.loose(index, &line);
                        beside = true;
                    }
                    _ if self.is_byline_of_nobody(index) && title.is_some() => self.leave_out(index, "byline"),
                    _ if self.is_trade_of_author(index) => self.leave_out(index, "byline"),
                    _ if title.is_some() && !standfirst && self.may_be_standfirst(index, lines) => {
                        self.anatomy.verdicts[index].kind = Some(BlockKind::Lede);
                        standfirst = true;
                    }
                    _ if self.is_aside(index, lines, start, title) => self.leave_out(index, ASIDE),
                    _ => {}
                },
            }
        }
    }

    /// Whether a line begins as bylines do and names nobody: "By our chess correspondent".
    fn is_byline_of_nobody(&self, index: usize) -> bool {
        let words = self.words(index).trim_matches(['(', ')']);
        byline::is_marked(words) && !ends_sentence(words)
    }

    /// Whether a line under a byline says what its author is: "City Editor".
    fn is_trade_of_author(&self, index: usize) -> bool {
        let words = self.words(index);
        let under = index.checked_sub(1).is_some_and(|above| self.anatomy.verdicts[above].why == "byline");
        under && count(words) <= ASIDE_WORDS && !ends_sentence(words) && byline::is_trade(words)
    }

    /// Whether what looks like a person's name is that of the site, and somebody else is named beside it.
    fn names_site(&self, index: usize, lines: &[Line], start: usize) -> bool {
        let named = |line: &Line| matches!(line, Line::Byline(byline) if !byline.authors.is_empty());
        let other = || !self.anatomy.byline.is_empty() || lines[..start].iter().skip(index + 1).any(named);
        self.is_host(self.words(index)) && other()
    }

    /// Whether a line is the name of an outlet, perhaps with a place: "BBC News, Lisse".
    fn names_outlet(&mut self, index: usize) -> bool {
        let words = self.words(index);
        let first = words.split([',', '(']).next().unwrap_or(words).trim();
        let short = count(words) <= 6 && !ends_sentence(words);
        let known = boilerplate::outlet(first).map(str::to_owned);
        let is_paper = || boilerplate::names_a_paper(first) || short && self.is_host(first);
        let name = known.or_else(|| is_paper().then(|| super::outlet::written(first))).filter(|_| short);
        let found = name.is_some();
        self.anatomy.credit = self.anatomy.credit.take().or(name);
        found
    }

    /// A name alone is an author's only beside a date, an outlet or another line of the kind.
    fn is_author(
        &self,
        byline: &byline::Byline,
        index: usize,
        lines: &[Line],
        title: Option<usize>,
        beside: bool,
    ) -> bool {
        if !byline.bare {
            return title.is_some() || !byline.authors.is_empty();
        }
        let name = self.words(index);
        let tells = |next: usize| match lines.get(next) {
            Some(Line::Dates(_)) => true,
            Some(Line::Byline(next)) => !next.bare,
            Some(Line::Boilerplate(found)) => found.why == "site navigation",
            _ => {
                let words = self.words(next);
                let of_the_author = words.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', ',']));
                of_the_author || date_line::loose(words).is_some() || date_line::lone_label(words).is_some()
            }
        };
        // A trade or an address may stand between name and date: "Columnist", "@anaruiz".
        let between = |next: &usize| {
            count(self.words(*next)) <= 2 || matches!(&lines[*next], Line::Boilerplate(found) if found.why == "contact")
        };
        let passed = (index + 1..lines.len()).take_while(between).take(2).count();
        let trade = (1..=passed).any(|passed| matches!(lines.get(index + 1 + passed), Some(Line::Dates(_))));
        let next = index + 1 < self.draft.body.blocks.len() && (tells(index + 1) || trade);
        title.is_some() && self.anatomy.byline.is_empty() && (beside || next)
    }

    fn may_be_standfirst(&self, index: usize, lines: &[Line]) -> bool {
        let words = self.words(index);
        self.block(index).kind == BlockKind::Paragraph
            && self.draft.top[index]
            && count(words) <= super::LEDE_WORDS
            && !words.contains(['•', '·', '|'])
            && (count(words) >= STANDFIRST_WORDS || weight(words) >= 40 || self.is_running(index, lines))
    }

    /// Whether a line goes with the label of a picture above it: "Image caption,".
    fn is_caption(&self, index: usize, lines: &[Line]) -> bool {
        if boilerplate::ends_in_credit(self.words(index)) {
            return true;
        }
        let Some(before) = index.checked_sub(1) else { return false };
        matches!(lines.get(before), Some(Line::Boilerplate(found)) if found.why == "photo credit")
            && self.words(before).ends_with([',', ':'])
    }

    /// A short line between headline and text that tells nothing, in company or not right above the text, where it is a heading.
    fn is_aside(&self, index: usize, lines: &[Line], start: usize, title: Option<usize>) -> bool {
        let words = self.words(index);
        let known = |other: usize| matches!(lines.get(other), Some(Line::Boilerplate(_) | Line::Dates(_)));
        let boilerplate = |other: usize| matches!(lines.get(other), Some(Line::Boilerplate(_)));
        let before = index.checked_sub(1);
        let beside = before.is_some_and(known) || known(index + 1);
        let most = if beside { 2 * ASIDE_WORDS } else { ASIDE_WORDS };
        let small = !words.contains(char::is_alphabetic) || count(words) <= most && weight(words) <= 12 * most;
        // Right above the text a short line is a heading, unless what stands above it is boilerplate.
        let heads = index + 1 == start
            && title.is_some()
            && !(words.starts_with('(') && words.ends_with(')'))
            && !before.is_some_and(|before| boilerplate(before) || self.anatomy.verdicts[before].why == ASIDE);
        self.stands_alone(index) && small && !ends_sentence(words) && !heads
    }

    /// Takes a field of a database or a mail; whether the block is one.
    pub(super) fn field(&mut self, index: usize) -> bool {
        let words = self.words(index);
        let Some((field, at)) = self.stands_alone(index).then(|| fields::read(words)).flatten() else { return false };
        let span = self.block(index).span;
        let value = words[at..].trim_end().to_owned();
        // "CORRECTION: An earlier version of this article ...": a sentence is text.
        if field == Field::Other && value.ends_with('.') && count(&value) >= SENTENCE_WORDS {
            return false;
        }
        let whole = Span { start: span.start + at as u32, end: span.end };
        match field {
            Field::Title => return false,
            Field::Summary => {
                let verdict = &mut self.anatomy.verdicts[index];
                (verdict.kind, verdict.keep, verdict.why) = (Some(BlockKind::Lede), whole, "label of a database");
                return true;
            }
            Field::Date => self.date(whole, false),
            Field::Outlet if self.anatomy.credit.is_none() && count(&value) <= 6 => {
                self.anatomy.credit = Some(boilerplate::outlet(&value).map_or(value, str::to_owned));
            }
            Field::Author => self.writer(&value),
            Field::Sender => {
                let sender = value.split(['<', '(', '[']).next().unwrap_or("").trim().trim_matches('"').trim();
                let name = without_desk(sender);
                let paper = name != sender || boilerplate::names_a_paper(name) || boilerplate::outlet(name).is_some();
                if is_person(name) && !paper && !super::outlet::is_in_address(name, &value) {
                    self.writer(name);
                } else if self.anatomy.credit.is_none() && name.starts_with(char::is_uppercase) {
                    self.anatomy.credit = Some(name.to_owned());
                }
            }
            Field::Outlet | Field::Place | Field::Printed | Field::Text | Field::Other => {}
        }
        self.leave_out(index, "label of a database");
        true
    }

    /// Takes who wrote it from the value of a field.
    fn writer(&mut self, value: &str) {
        let read = byline::read(&format!("By {value}")).unwrap_or_default();
        for author in read.authors {
            if !self.anatomy.byline.contains(&author) {
                self.anatomy.byline.push(author);
            }
        }
        if self.anatomy.credit.is_none() {
            self.anatomy.credit = read.outlet;
        }
    }

    /// Whether a date line after the first paragraph is still the article's own, since it says so.
    pub(super) fn is_late_date(&self, index: usize, start: usize) -> bool {
        index < start + 6 && date_line::is_labelled(self.words(index))
    }
}

/// A sender without the desk that sends: "Lisse Courier Newsletter".
fn without_desk(sender: &str) -> &str {
    let desk = |last: &str| boilerplate::WORDS.desks.contains_key(&boilerplate::fold(last));
    match sender.rsplit_once(' ') {
        Some((name, last)) if desk(last) => name.trim_end(),
        _ => sender,
    }
}

/// A stretch beside a date without the weekday and other words of dates at its ends.
fn without_date_words(stretch: &str) -> &str {
    let bare = |text: &'_ str| -> (usize, usize) {
        let mark = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '(' | ')');
        let start = text.len() - text.trim_start_matches(mark).len();
        (start, text.trim_end_matches(mark).len().max(start))
    };
    let known = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        date_line::is_weekday(word) || date_line::is_date_word(word) || date_line::is_label(word)
    };
    let mut rest = stretch;
    loop {
        let (start, end) = bare(rest);
        rest = &rest[start..end];
        match (rest.split_once(char::is_whitespace), rest.rsplit_once(char::is_whitespace)) {
            (Some((first, after)), _) if known(first) => rest = after,
            (_, Some((before, last))) if known(last) => rest = before,
            _ => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Anatomy, read};
    use crate::model::article::{BlockKind, Format, FrontMatter};
    use crate::model::settings::Settings;
    use crate::parsing::text;

    /// A text read: title, dates, authors, outlet, and the kept paragraphs, on a line each.
    fn facts(source: &str) -> String {
        let draft = text::read(source, 0);
        let Anatomy { verdicts, date_lines, byline, credit, .. } =
            read(&draft, Format::Text, &FrontMatter::default(), &Settings::default());
        let words = |kind: BlockKind| {
            let kept = verdicts.iter().filter(|verdict| verdict.kind == Some(kind));
            kept.map(|verdict| verdict.keep.of(&draft.body.plain)).collect::<Vec<_>>().join(" / ")
        };
        let days: Vec<&str> = date_lines.iter().filter(|line| !line.updated).map(|line| line.text.as_str()).collect();
        [
            words(BlockKind::Title),
            days.join(" / "),
            byline.join(" / "),
            credit.unwrap_or_default(),
            words(BlockKind::Paragraph),
        ]
        .join("\n")
    }

    const TEXT: &str =
        "The old bridge of Lisse will open again in May after two years of repairs, the council said on Tuesday.";

    #[test]
    fn a_pasted_page_is_read_around_its_chrome() {
        let page = format!(
            "Lisse Courier\nSearch the site\n12°\nPuzzles\nYour account\n\nOld bridge will open again in May\nCouncil promises no more delays\n\n\
             Ana Ruiz\nPublished\n3 May 2021\nShare page\nSave for later reading\n\n{TEXT}\n\n“We are ready,” said the mayor, Bo Lind, on the quay.\n\n\
             More stories\nFerry late again\nPool for the school\nContact\n© 2021 Lisse Courier"
        );
        let text = format!("{TEXT} / “We are ready,” said the mayor, Bo Lind, on the quay.");
        assert_eq!(
            facts(&page),
            format!("Old bridge will open again in May\n3 May 2021\nAna Ruiz\nLisse Courier\n{text}")
        );
    }

    #[test]
    fn a_mail_gives_its_facts_and_loses_its_header() {
        let mail = format!(
            "From: The Lisse Wire <news@lissewire.example>\nDate: Mon, 3 May 2021 at 07:15\nSubject: Old bridge to open\nTo: <a@example.org>\n\n{TEXT}"
        );
        assert_eq!(
            facts(&mail),
            format!("Old bridge to open\nDate: Mon, 3 May 2021 at 07:15\n\nThe Lisse Wire\n{TEXT}")
        );
    }

    #[test]
    fn the_day_of_the_page_or_of_its_printing_is_not_the_articles() {
        let page = format!(
            "Monday, 3 May 2021\nHome\nNews\nSport\nWeather\nOld bridge will open again\nBy Ana Ruiz\n\n{TEXT}"
        );
        assert_eq!(facts(&page), format!("Old bridge will open again\n\nAna Ruiz\n\n{TEXT}"));
        let head = "5/9/2021    Old bridge to open - Lisse Courier";
        let printed = format!(
            "{head}\n\nOld bridge to open\n\nBy Ana Ruiz\nMay 3, 2021\n\n{TEXT}\n\n{head}\n\nThe ferry will sail on, the council said."
        );
        let text = format!("{TEXT} / The ferry will sail on, the council said.");
        assert_eq!(facts(&printed), format!("Old bridge to open\nMay 3, 2021\nAna Ruiz\nLisse Courier\n{text}"));
    }

    #[test]
    fn a_table_after_the_text_stays() {
        let table =
            format!("Lisse wins at home\n\n{TEXT}\n\nLisse 3, Port Alder 2, Velin 1\n\nVelin 2, Lisse 0, Ostra 4");
        assert!(facts(&table).ends_with("Velin 2, Lisse 0, Ostra 4"), "{}", facts(&table));
    }
}
