//! The lines of a page that readers see near its headline, and that say when it was published and by whom.
//!
//! A day far from the headline is that of another article, of a comment, or of the page itself; further off only a line counts that says
//! what happened then.

use super::facts::Facts;
use crate::model::article::{BlockKind, Body};
use crate::parsing::boilerplate;
use crate::parsing::date_line::{self, Event, Loose};
use crate::parsing::draft::Draft;
use crate::parsing::line_dates::Reading;
use crate::parsing::lines::ends_sentence;
use crate::parsing::{byline, line_dates, stated_date};
use crate::text::source::Span;

/// How many blocks above and below the headline may date the article.
const ABOVE: usize = 4;
const BELOW: usize = 12;
/// How many blocks around the article a line may stand that is labelled.
const AROUND: usize = 8;
/// From how many bytes on a sentence is running text, and from how many on any paragraph.
const RUNNING: usize = 100;
const LONG: usize = 240;

/// What stands between the parts of a line.
const SEPARATORS: [char; 7] = ['|', '•', '·', '⋅', '—', '–', '→'];

/// Adds what such lines say behind what the page says of itself for machines.
pub(super) fn find(draft: &Draft, facts: &mut Facts) {
    let body = &draft.body;
    let kept = |index: &usize| !draft.outside[*index];
    let headline = body.blocks.iter().position(|block| block.kind == BlockKind::Heading(1));
    let Some(at) = headline.or_else(|| (0..body.blocks.len()).find(kept)) else { return };
    let last = (0..body.blocks.len()).rev().find(kept).unwrap_or(at);
    let near = near(draft, at);
    let found = near.iter().find_map(|index| line(body, *index, |line| line.labelled));
    let found = found.or_else(|| near.iter().find_map(|index| line(body, *index, |_| true)));
    let seen = found.is_some();
    let around = || at.saturating_sub(ABOVE)..body.blocks.len().min(last + AROUND);
    let found = found.or_else(|| around().find_map(|index| line(body, index, |line| line.labelled)));
    if let Some((line, from)) = found {
        if seen {
            settle(&line, from, body, facts);
        }
        for part in &line.parts {
            let span = Span::new(from + part.range.start, from + part.range.end);
            let stated = (span.of(&body.plain).to_owned(), body.to_source(span));
            match part.event {
                Event::Published => facts.published.push(stated),
                Event::Updated => facts.modified = facts.modified.take().or(Some(stated)),
                Event::Saved => {}
            }
        }
        if facts.authors.is_empty() {
            let beside = line.beside.iter().map(|range| Span::new(from + range.start, from + range.end));
            facts.authors = beside.flat_map(|span| named(span.of(&body.plain).trim())).collect();
        }
    } else if facts.published.is_empty() && facts.modified.is_none() {
        facts.modified = near.iter().copied().chain(around()).find_map(|index| changed(body, index));
    }
    if facts.authors.is_empty() {
        // Some papers sign below the text.
        let words = |index: usize| body.blocks[index].span.of(&body.plain);
        let signed = near.iter().copied().chain(last..body.blocks.len().min(last + 2));
        // On pages without headings for it, headline, author and day are lines of one paragraph.
        let lines = signed.flat_map(|index| words(index).split('\n').skip(usize::from(index == at)));
        let signed = lines.filter(|line| byline::is_marked(line));
        facts.authors = signed.map(named).find(|names| !names.is_empty()).unwrap_or_default();
    }
}

/// Whom a byline names, apart from papers.
fn named(line: &str) -> Vec<String> {
    let authors = byline::read(line).map(|line| line.authors).unwrap_or_default();
    authors.into_iter().filter(|name| !boilerplate::names_a_paper(name)).collect()
}

/// What a page tells machines in one place and in another may differ. Then the day that its readers see is the right one.
fn settle(line: &Loose, from: usize, body: &Body, facts: &mut Facts) {
    let day = |text: &str| stated_date::read(text).ok().map(|stated| stated.when);
    let shown =
        line.parts.iter().filter(|part| part.event == Event::Published).find_map(|part| {
            match line_dates::read(Span::new(from + part.range.start, from + part.range.end).of(&body.plain))
                .first()?
                .reading
            {
                Reading::Day(day) => Some([day, day]),
                Reading::Either { month_first, day_first } => Some([month_first, day_first]),
            }
        });
    let Some(shown) = shown else { return };
    let agrees = |(stated, _): &(String, Span)| day(stated).is_some_and(|day| shown.contains(&day));
    if let Some(index) = facts.published.iter().position(agrees) {
        let stated = facts.published.remove(index);
        facts.published.insert(0, stated);
    }
}

/// The day of a change that a block gives.
fn changed(body: &Body, index: usize) -> Option<(String, Span)> {
    let block = body.blocks[index].span;
    let line = date_line::loose(block.of(&body.plain)).filter(|line| line.labelled)?;
    let part = line.parts.iter().find(|part| part.event == Event::Updated)?;
    let span = Span::new(block.start as usize + part.range.start, block.start as usize + part.range.end);
    Some((span.of(&body.plain).to_owned(), body.to_source(span)))
}

/// The blocks near the headline, in the order in which they are asked: itself, those below, those above.
fn near(draft: &Draft, at: usize) -> Vec<usize> {
    let words = |index: usize| draft.body.blocks[index].span.of(&draft.body.plain);
    let runs = |index: usize| {
        let words = words(index);
        words.len() >= LONG || words.len() >= RUNNING && ends_sentence(words)
    };
    let mut near = vec![at];
    // After a standfirst the day may follow, after the text it may not.
    let mut standfirst = false;
    for index in (at + 1..draft.body.blocks.len()).take(BELOW) {
        near.push(index);
        if !draft.outside[index] && runs(index) && std::mem::replace(&mut standfirst, true) {
            break;
        }
    }
    near.extend((at.saturating_sub(ABOVE)..at).rev().take_while(|index| !runs(*index)));
    near
}

/// The first line of a block that gives a day on which something was published, and where it begins in the text.
fn line(body: &Body, index: usize, wanted: impl Fn(&Loose) -> bool) -> Option<(Loose, usize)> {
    let block = body.blocks[index].span;
    let text = block.of(&body.plain);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut at = 0;
    text.split('\n').find_map(|line| {
        let from = block.start as usize + at;
        at += line.len() + 1;
        // Beside the day stand controls of the page: "May 3, 2021 · Print this page".
        let parts = line.split(SEPARATORS).map(|part| (part, part.as_ptr() as usize - line.as_ptr() as usize));
        [(line, 0)].into_iter().chain(parts).find_map(|(part, at)| {
            let loose = date_line::loose(part).filter(&wanted)?;
            let published = loose.parts.iter().any(|part| part.event == Event::Published);
            let whole = line_dates::read(part).len() <= 3;
            (published && whole).then_some((loose, from + at))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::parsing::html::read;

    const TEXT: &str = "<p>The old bridge over the Velin opened again on Monday, two years after the flood of 9 April 2019 that had \
        closed it, and the first lorries crossed before noon, watched by several hundred people on both banks.</p>\
        <p>“We have waited long enough,” said the mayor, Ana Ruiz, who cut the ribbon with her predecessor, and added that \
        the second bridge, which the county promised in 2019, would have to wait until the spring of next year.</p>";

    fn days(around: [&str; 3]) -> Vec<String> {
        let [before, after, end] = around;
        let page = format!("<title>Bridge opens</title><body>{before}<h1>Bridge opens</h1>{after}{TEXT}{end}</body>");
        read(&page, 0).1.published.into_iter().map(|(day, _)| day).collect()
    }

    #[test]
    fn a_line_near_the_headline_dates_the_page() {
        assert_eq!(days(["", "<div>Lisse, 3 May 2021 | Press office</div>", ""]), ["3 May 2021"]);
        assert_eq!(days(["<div>May 3, 2021</div>", "", ""]), ["May 3, 2021"]);
        assert_eq!(days(["", "<div>5 May 2021</div><div>Published: 3 May 2021</div>", ""]), ["3 May 2021"]);
        assert_eq!(
            days(["", "<p>⋅ May 3, 2021 ⋅ Send this post to a friend ⋅ Print this page now ⋅ Write a comment</p>", ""]),
            ["May 3, 2021"]
        );
    }

    #[test]
    fn further_off_only_a_line_counts_that_says_so() {
        assert_eq!(days(["", "", "<p>Published on 3 May 2021</p>"]), ["3 May 2021"]);
        assert!(days(["", "", "<p>3 May 2021</p>"]).is_empty());
        assert!(days(["", "", "<p>Retrieved on 3 May 2021</p>"]).is_empty());
        assert!(days(["", "<div>Last updated: 3 May 2021</div>", ""]).is_empty());
    }

    #[test]
    fn the_day_that_readers_see_decides_between_two_for_machines() {
        let page = |seen: &str| {
            format!(
                "<head><title>Bridge opens in Lisse</title><script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"datePublished\": \"2021-05-01\"}}</script>\
                 <meta property='article:published_time' content='2021-05-03T08:00:00'></head>\
                 <body><article><h1>Bridge opens in Lisse</h1><p>{seen}</p>{TEXT}</article></body>"
            )
        };
        let first = |seen: &str| read(&page(seen), 0).1.published[0].0.clone();
        assert_eq!(first("3 May 2021"), "2021-05-03T08:00:00");
        assert_eq!(first("03.05.2021"), "2021-05-03T08:00:00");
        assert_eq!(first("4 May 2021"), "2021-05-01");
    }

    #[test]
    fn a_day_of_change_is_read_where_there_is_no_other() {
        let page =
            format!("<body><article><h1>Bridge opens</h1>{TEXT}</article><p>Last updated: 3 May 2021</p></body>");
        let facts = read(&page, 0).1;
        assert_eq!((facts.published, facts.modified.map(|(day, _)| day)), (Vec::new(), Some("3 May 2021".to_owned())));
    }

    #[test]
    fn a_line_near_the_headline_or_below_the_text_names_the_author() {
        let authors = |above: &str, below: &str| {
            let page = format!("<body><article><h1>Bridge opens in Lisse</h1>{above}{TEXT}{below}</article></body>");
            read(&page, 0).1.authors.join("+")
        };
        assert_eq!(authors("<p>By Ana Ruiz</p>", ""), "Ana Ruiz");
        assert_eq!(authors("", "<p>Von Ana Ruiz</p>"), "Ana Ruiz");
        assert_eq!(authors("", "<p>Ana Ruiz</p>"), "");
        assert_eq!(authors("<p>By the old bridge</p>", ""), "");
    }
}
