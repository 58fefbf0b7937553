//! Which line of one exported article is what.

use super::lines::Line;
use super::split::{field_code, is_accession, is_count};
use crate::model::article::{BlockKind, DateLine, FrontMatter};
use crate::parsing::anatomy::Anatomy;
use crate::parsing::byline;
use crate::parsing::date_line::{is_month, month};
use crate::parsing::draft::{Draft, Verdict};
use crate::parsing::fields::{self, Field};
use crate::text::source::Span;
use std::ops::Range;

/// Why labelled lines are left out.
const LABEL: &str = "label of a database";
/// Lines longer than this were not wrapped by anybody.
const WIDEST_WRAP: usize = 130;
/// A line of wrapped text is at least as long as this, unless it ends its paragraph.
const NARROWEST_WRAP: usize = 40;
/// Reads the layout of one article; `None` if it has none that is known. `headline` is a line that its file marks as such.
pub(super) fn read(draft: &Draft, lines: &[Line], headline: Option<usize>, front: &mut FrontMatter) -> Option<Anatomy> {
    let verdicts =
        draft.body.blocks.iter().map(|block| Verdict { kind: None, why: LABEL, ..Verdict::keep(block) }).collect();
    let mut reader = Reader { draft, lines, front, anatomy: Anatomy { verdicts, ..Anatomy::default() }, printed: None };
    let known = reader.by_codes()
        || reader.by_words()
        || reader.by_count()
        || reader.by_body()
        || reader.by_publication(headline);
    known.then_some(reader.anatomy)
}

struct Reader<'a> {
    draft: &'a Draft,
    lines: &'a [Line],
    front: &'a mut FrontMatter,
    anatomy: Anatomy,
    /// Outlet and day as the line on the printed page gives them.
    printed: Option<usize>,
}

impl Reader<'_> {
    fn words(&self, index: usize) -> &str {
        self.draft.body.blocks[index].span.of(&self.draft.body.plain)
    }

    fn count(&self) -> usize {
        self.lines.len()
    }

    /// The lines after each other without a gap, from `start` on.
    fn group(&self, start: usize) -> Range<usize> {
        let end = (start + 1..self.count()).find(|index| self.lines[*index].after_gap).unwrap_or(self.count());
        start..end
    }

    fn groups(&self) -> Vec<Range<usize>> {
        let mut groups = Vec::new();
        let mut at = 0;
        while at < self.count() {
            let group = self.group(at);
            at = group.end;
            groups.push(group);
        }
        groups
    }

    /// "HD  Bridge opens": the field codes of Factiva.
    fn by_codes(&mut self) -> bool {
        let codes: Vec<Option<&'static str>> = (0..self.count()).map(|index| self.code(index)).collect();
        let has = |code: &str| codes.contains(&Some(code));
        if !has("HD") || !(has("PD") || has("LP") || has("TD")) {
            return false;
        }
        let mut code = None;
        let mut title = Vec::new();
        for (index, found) in codes.iter().enumerate() {
            code = found.or(code);
            let block = self.draft.body.blocks[index].span;
            // In a page the code is a block of its own; in a text it begins the line of its value.
            let own = self.words(index).len();
            let skip = found.map_or(0, |code| own - self.words(index)[code.len().min(own)..].trim_start().len());
            let value = Span { start: block.start + skip as u32, end: block.end };
            if value.is_empty() {
                continue;
            }
            match code {
                Some("HD") => title.push((index, value)),
                Some("BY") => self.author(value),
                Some("PD") => self.date(value),
                Some("SN") => self.outlet(value),
                Some("LP" | "TD") => self.keep(index, value),
                _ => {}
            }
        }
        self.titled(&title);
        self.join_wrapped();
        true
    }

    fn code(&self, index: usize) -> Option<&'static str> {
        let words = self.words(index).trim();
        // In a page the code is a block of its own.
        if words.len() <= 3 { field_code(&format!("{words}  ")) } else { field_code(words) }
    }

    /// Factiva without codes: headline, writer, "96 words", day, outlet.
    fn by_words(&mut self) -> bool {
        if !(0..self.count()).any(|index| is_accession(self.words(index))) {
            return false;
        }
        let Some(anchor) = (0..self.count()).find(|index| is_length(self.words(*index))) else { return false };
        let Some(end) = (anchor..self.count()).find(|index| is_right(self.words(*index))) else { return false };
        let date = (anchor + 1..end).find(|index| is_dated(self.words(*index)));
        let Some(date) = date else { return false };
        let start = (0..=anchor).rev().find(|index| self.lines[*index].after_gap).unwrap_or(0);
        // What stands right before the length, in the same group, is the writer; before that, the headline.
        let (writer, before) = match start < anchor && start > 0 {
            true => (Some(start..anchor), start),
            false => (None, anchor),
        };
        let title = (0..before).rev().find(|index| self.lines[*index].after_gap).unwrap_or(0)..before;
        let writer = writer.or_else(|| {
            (title.len() > 1 && self.lines[anchor].width < 30).then(|| anchor - 1..anchor).filter(|writer| {
                byline::read(&format!("By {}", self.words(writer.start)))
                    .is_some_and(|byline| !byline.authors.is_empty())
            })
        });
        let title =
            title.start..writer.as_ref().map_or(title.end, |writer| writer.start.min(title.end)).max(title.start + 1);
        for index in writer.into_iter().flatten() {
            self.author(self.span(index));
        }
        self.date(self.span(date));
        let outlet = (date + 1..end).find(|index| !is_time(self.words(*index)));
        if let Some(outlet) = outlet {
            self.outlet(self.span(outlet));
        }
        let title: Vec<(usize, Span)> = title.map(|index| (index, self.span(index))).collect();
        self.titled(&title);
        for index in end + 1..self.count() {
            if is_accession(self.words(index)) {
                break;
            }
            self.keep(index, self.span(index));
        }
        self.join_wrapped();
        true
    }

    /// Nexis and ProQuest: "3 of 49 DOCUMENTS" or "Document 3 of 49" begins an article.
    fn by_count(&mut self) -> bool {
        let Some(head) = (0..self.count()).find(|index| is_count(self.words(*index))) else { return false };
        let groups: Vec<Range<usize>> = self.groups().into_iter().filter(|group| group.start > head).collect();
        let nexis = self.words(head).starts_with(|letter: char| letter.is_ascii_digit());
        let mut state = State { text: false, titled: false, dated: !nexis, outlet: !nexis, ended: false };
        for group in groups {
            self.of_group(group, &mut state, nexis);
        }
        if let Some(printed) = self.printed.take() {
            self.of_printed(printed);
        }
        self.join_wrapped();
        state.titled
    }

    /// One group of lines below the head of an article.
    fn of_group(&mut self, group: Range<usize>, state: &mut State, nexis: bool) {
        let first = group.start;
        let words = self.words(first);
        if words.bytes().all(|byte| b"_-=* ".contains(&byte)) {
            return;
        }
        if let Some((field, value)) = label(words) {
            let span = self.span(first);
            let span = Span { start: span.start + value as u32, end: span.end };
            return self.of_field(field, span, group, state);
        }
        if is_right(words) || words.starts_with("All Rights Reserved") || words == "ProQuest document link" {
            return;
        }
        if state.done() {
            return;
        }
        if nexis && !state.dated && !state.titled {
            if let Some(date) = group.clone().find(|index| is_dated(self.words(*index))) {
                if !state.outlet && date > first {
                    self.outlet(self.span(first));
                    state.outlet = true;
                }
                self.date(self.span(date));
                state.dated = true;
                return;
            }
            if !state.outlet {
                self.outlet(self.span(first));
                state.outlet = true;
                return;
            }
        }
        if !state.titled {
            let title: Vec<(usize, Span)> = group.map(|index| (index, self.span(index))).collect();
            self.titled(&title);
            state.titled = true;
            return;
        }
        if !nexis && !state.text {
            return;
        }
        state.text = true;
        for index in group {
            self.keep(index, self.span(index));
        }
    }

    fn of_field(&mut self, field: Field, value: Span, group: Range<usize>, state: &mut State) {
        match field {
            Field::Author if !state.text => self.author(value),
            Field::Date => {
                self.anatomy.date_lines.clear();
                self.date(value);
            }
            Field::Printed => self.printed = Some(group.start),
            Field::Outlet => {
                self.anatomy.credit = None;
                self.outlet(value);
            }
            Field::Place if !state.text => self.place(value),
            Field::Title if !state.titled => {
                self.titled(&[(group.start, value)]);
                state.titled = true;
            }
            Field::Text => {
                state.text = true;
                if !value.is_empty() {
                    self.keep(group.start, value);
                    for index in group.start + 1..group.end {
                        self.keep(index, self.span(index));
                    }
                }
                return;
            }
            _ => {}
        }
        // Labels after the text end it.
        state.ended |= state.text;
    }

    /// "Port Alder Gazette ; Port Alder [Port Alder]. 03 Mar 2021: 4."
    fn of_printed(&mut self, index: usize) {
        let words = self.words(index).to_owned();
        let Some((_, value)) = label(&words) else { return };
        let start = self.span(index).start as usize;
        let rest = &words[value..];
        if self.anatomy.credit.is_none() {
            let outlet = rest.split([';', ',', '[']).next().unwrap_or(rest).trim();
            self.anatomy.credit = Some(outlet.to_owned()).filter(|outlet| !outlet.is_empty());
        }
        if self.anatomy.date_lines.is_empty()
            && let Some(at) = rest.rfind(". ").or_else(|| rest.rfind("] "))
        {
            let day = rest[at + 2..].split(':').next().unwrap_or("").trim();
            let from = words.find(day).unwrap_or(value);
            self.date(Span::new(start + from, start + from + day.len()));
        }
    }

    /// Nexis Uni: headline, outlet, day, rights, labels, "Body", text.
    fn by_body(&mut self) -> bool {
        let is = |words: &str, known: &[&str]| known.iter().any(|known| words.eq_ignore_ascii_case(known));
        let Some(body) = (0..self.count()).find(|index| is(self.words(*index), &["Body", "Textkörper", "Corps"]))
        else {
            return false;
        };
        let Some(date) = (0..body).rev().find(|index| {
            is_dated(self.words(*index)) && label(self.words(*index)).is_none() && !is_right(self.words(*index))
        }) else {
            return false;
        };
        let outlet = date.checked_sub(1);
        let Some(outlet) = outlet.filter(|outlet| *outlet > 0) else { return false };
        let title = (0..outlet).rev().find(|index| self.lines[*index].after_gap).unwrap_or(0)..outlet;
        let title: Vec<(usize, Span)> = title.map(|index| (index, self.span(index))).collect();
        self.titled(&title);
        self.outlet(self.span(outlet));
        self.date(self.span(date));
        for index in date + 1..body {
            let Some((field, value)) = label(self.words(index)) else { continue };
            let span = self.span(index);
            let value = Span { start: span.start + value as u32, end: span.end };
            match field {
                Field::Author => self.author(value),
                Field::Place => self.place(value),
                _ => {}
            }
        }
        for index in body + 1..self.count() {
            let words = self.words(index);
            let after = [
                "Classification",
                "Klassifizierung",
                "End of Document",
                "Ende des Dokuments",
                "Fin du document",
                "Graphic",
                "Notes",
            ];
            if is(words, &after) || label(words).is_some_and(|(field, _)| field == Field::Other) && is_load_date(words)
            {
                break;
            }
            self.keep(index, self.span(index));
        }
        self.join_wrapped();
        true
    }

    /// Europresse: outlet and day in the first blocks of a page, headline, writer, text, rights.
    fn by_publication(&mut self, headline: Option<usize>) -> bool {
        let Some(rights) = (2..self.count()).find(|index| is_right(self.words(*index))) else { return false };
        let Some(dated) = (0..rights.min(5)).find(|index| self.words(*index).split('\n').any(is_dated)) else {
            return false;
        };
        let words = self.words(dated);
        let Some(line) = words.split('\n').find(|line| is_dated(line)) else { return false };
        let start = self.span(dated).start as usize + (line.as_ptr() as usize - words.as_ptr() as usize);
        let day = Span::new(start, start + line.len());
        let title = headline.unwrap_or(dated + 1);
        if title >= rights {
            return false;
        }
        self.anatomy.credit = self.words(0).split('\n').next().map(|outlet| outlet.trim().to_owned());
        self.date(day);
        self.titled(&[(title, self.span(title))]);
        let named = |words: &str| byline::read(&format!("By {words}")).is_some_and(|byline| !byline.authors.is_empty());
        let next = title + 1;
        let writer = (rights > next + 1 && self.lines[next].width < 60 && named(self.words(next))).then_some(next);
        if let Some(writer) = writer {
            self.author(self.span(writer));
        }
        for index in writer.map_or(next, |writer| writer + 1)..rights {
            if ["Illustration(s)", "Note(s)"].iter().any(|aside| self.words(index).starts_with(aside)) {
                break;
            }
            self.keep(index, self.span(index));
        }
        true
    }

    fn span(&self, index: usize) -> Span {
        self.draft.body.blocks[index].span
    }

    fn keep(&mut self, index: usize, span: Span) {
        let verdict = &mut self.anatomy.verdicts[index];
        verdict.kind = Some(BlockKind::Paragraph);
        verdict.keep = span;
    }

    /// A headline of one line is a block of the text, one of several is a fact.
    fn titled(&mut self, title: &[(usize, Span)]) {
        let words: Vec<&str> = title.iter().map(|(_, span)| span.of(&self.draft.body.plain).trim()).collect();
        let words = words.join(" ").trim_end_matches(';').to_owned();
        match title {
            [(index, span)] if self.front.title.is_none() => {
                let verdict = &mut self.anatomy.verdicts[*index];
                verdict.kind = Some(BlockKind::Title);
                verdict.keep = *span;
            }
            _ => {
                for (index, _) in title {
                    self.anatomy.verdicts[*index].why = "headline";
                }
                self.front.title = self.front.title.take().or(Some(words)).filter(|words| !words.is_empty());
            }
        }
    }

    fn author(&mut self, span: Span) {
        let words = span.of(&self.draft.body.plain).trim();
        let words = words.trim_start_matches("By ").trim_start_matches("BY ").trim_start_matches("Von ").trim();
        // "Okafor, Lena"
        let turned = match words.split_once(", ") {
            Some((family, given))
                if !family.contains(' ') && !given.contains([',', ';']) && given.split(' ').count() <= 2 =>
            {
                format!("{given} {family}")
            }
            _ => words.to_owned(),
        };
        let found =
            byline::read(&format!("By {turned}")).map(|byline| byline.authors).filter(|authors| !authors.is_empty());
        let authors = found.unwrap_or_else(|| vec![turned]);
        let names = authors.into_iter().filter(|name| !name.is_empty() && name.len() <= 80);
        self.anatomy.byline.extend(names);
    }

    fn date(&mut self, span: Span) {
        let body = &self.draft.body;
        let words = span.of(&body.plain);
        // Databases write days in their own language, whatever that of the article is.
        let text = in_digits(words).unwrap_or_else(|| words.to_owned());
        self.anatomy.date_lines.push(DateLine { text, span: body.to_source(span), updated: false, of_page: false });
    }

    fn outlet(&mut self, span: Span) {
        let name = span.of(&self.draft.body.plain).trim();
        if self.anatomy.credit.is_none() && name.len() <= 100 {
            self.anatomy.credit = Some(name.to_owned());
        }
    }

    fn place(&mut self, span: Span) {
        let place = span.of(&self.draft.body.plain).trim().split([';', '(']).next().unwrap_or("").trim();
        if self.front.place.is_none()
            && !place.is_empty()
            && place.len() <= 60
            && !place.contains(|letter: char| letter.is_ascii_digit())
        {
            self.front.place = Some(place.to_owned());
        }
    }

    /// Lines that somebody wrapped are one paragraph.
    fn join_wrapped(&mut self) {
        for index in 1..self.count() {
            let kept = |at: usize| self.anatomy.verdicts[at].kind == Some(BlockKind::Paragraph);
            let before = self.lines[index - 1].width;
            let wrapped = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&before);
            if kept(index - 1) && kept(index) && !self.lines[index].after_gap && wrapped {
                self.anatomy.verdicts[index - 1].joined = true;
            }
        }
    }
}

/// What of an article has been seen.
#[derive(Clone, Copy, Debug)]
struct State {
    outlet: bool,
    dated: bool,
    titled: bool,
    text: bool,
    ended: bool,
}

impl State {
    /// Whether nothing of the article follows.
    fn done(self) -> bool {
        self.ended
    }
}

/// The label that a line begins with, and where its value begins.
fn label(words: &str) -> Option<(Field, usize)> {
    fields::in_database(words)
}

fn is_load_date(words: &str) -> bool {
    words.to_lowercase().starts_with("load-date")
}

/// "96 words", "295 mots"
fn is_length(words: &str) -> bool {
    let Some((number, noun)) = words.trim().split_once([' ', '\u{a0}']) else { return false };
    const NOUNS: [&str; 12] =
        ["words", "word", "mots", "wörter", "worte", "palabras", "palavras", "parole", "woorden", "słów", "слов", "字"];
    !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit() || b",.'".contains(&byte))
        && NOUNS.contains(&noun.trim().to_lowercase().as_str())
}

/// "(c) 2021 The Velin Post", "Copyright 2021 …"
fn is_right(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["(c)", "©", "copyright"].iter().any(|start| lower.starts_with(start))
}

fn is_time(words: &str) -> bool {
    let digits = words.bytes().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=2).contains(&digits) && words[digits..].starts_with(':') && words.len() <= 12
}

/// "January 11, 2010 Monday" as 2010-01-11, where it can be read in one way only.
fn in_digits(words: &str) -> Option<String> {
    let parts: Vec<&str> =
        words.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let at = parts.iter().position(|part| month(part).is_some() && part.parse::<u32>().is_err())?;
    let month = month(parts[at])?;
    let number = |part: &&&str| part.trim_end_matches(|letter: char| letter.is_alphabetic()).parse::<u32>().ok();
    let year = parts[at..].iter().find_map(|part| number(&part).filter(|year| (1700..2100).contains(year)))?;
    let day = |part: &str| number(&&part).filter(|day| (1..=31).contains(day));
    let before = at.checked_sub(1).and_then(|before| day(parts[before])).or_else(|| {
        // "5 de enero de 2010"
        let before = at.checked_sub(2).filter(|_| parts[at - 1].eq_ignore_ascii_case("de"))?;
        day(parts[before])
    });
    let day = before.or_else(|| parts.get(at + 1).and_then(|part| day(part)))?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Whether a short line holds a day, a month and a year.
fn is_dated(words: &str) -> bool {
    if words.len() > 90 {
        return false;
    }
    let parts: Vec<&str> =
        words.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let year =
        parts.iter().any(|part| part.len() == 4 && part.parse::<u32>().is_ok_and(|year| (1700..2100).contains(&year)));
    let month = parts.iter().any(|part| is_month(part));
    let numbers = parts
        .iter()
        .filter(|part| part.len() <= 2 && part.parse::<u32>().is_ok_and(|number| (1..=31).contains(&number)))
        .count();
    year && (month || numbers >= 2)
}
