//! Long lists on pages of limited length: sections of items, one part of them at a time.

use crate::model::archive::{ArticleId, EventId, MentionId, StatementId};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Numbered, Part};
use crate::site::parts::items;
use crate::site::parts::statement::{self, By};
use crate::site::view::{Root, Site};

/// Items of one kind, as the archive holds them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Items<'a> {
    /// Articles, by row.
    Articles(&'a [ArticleId]),
    /// Statements, and what each row begins with.
    Statements(&'a [StatementId], By),
    /// Sentences that name a day.
    Mentions(&'a [MentionId]),
    /// Events, by row.
    Events(&'a [EventId]),
}

/// Items under a heading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section<'a> {
    /// The heading, as text; it is also the section's id when it is a word of the interface.
    pub(crate) heading: &'a str,
    /// The anchor of the section.
    pub(crate) id: &'a str,
    /// What stands under it.
    pub(crate) items: Items<'a>,
}

/// Number of pages that `items` need; even an empty list has one.
pub(crate) fn parts(items: usize, size: usize) -> Part {
    Part::try_from(items.div_ceil(size).max(1)).unwrap_or(Part::MAX)
}

/// The positions on a part.
pub(crate) fn range_of(part: Part, size: usize, items: usize) -> std::ops::Range<usize> {
    let start = (part.max(1) as usize - 1).saturating_mul(size).min(items);
    start..(start + size).min(items)
}

impl Items<'_> {
    fn len(&self) -> usize {
        match self {
            Items::Articles(items) => items.len(),
            Items::Statements(items, _) => items.len(),
            Items::Mentions(items) => items.len(),
            Items::Events(items) => items.len(),
        }
    }

    fn write(&self, out: &mut Html, site: &Site, root: Root, range: std::ops::Range<usize>) {
        match self {
            Items::Articles(items) => items::articles(out, site, root, &items[range]),
            Items::Statements(items, by) => statement::groups(out, site, root, &items[range], *by),
            Items::Mentions(items) => items::mentions(out, site, root, &items[range]),
            Items::Events(items) => items::events(out, site, root, &items[range]),
        }
    }
}

/// Fills the slots `list` and `pager` with one part of the sections.
pub(crate) fn fill(
    content: Content,
    site: &Site,
    root: Root,
    sections: &[Section],
    part: Part,
    page: Numbered,
) -> Content {
    let total: usize = sections.iter().map(|section| section.items.len()).sum();
    let wanted = range_of(part, site.page_size(), total);
    let mut list = Html::with_capacity(256 * wanted.len());
    let mut before = 0;
    for section in sections {
        let length = section.items.len();
        let start = wanted.start.clamp(before, before + length) - before;
        let end = wanted.end.clamp(before, before + length) - before;
        if start < end {
            list.raw("<section>");
            if !section.heading.is_empty() {
                list.raw("<h2 id=").raw(section.id).raw(">").text(section.heading).raw("</h2>");
            }
            section.items.write(&mut list, site, root, start..end);
            list.raw("</section>");
        }
        before += length;
    }
    content.html("list", list).html("pager", pager(site, root, part, parts(total, site.page_size()), page))
}

/// Links to the other parts: neighbours, the ends, and in between at growing distances, so that any part is two steps away.
pub(crate) fn pager(site: &Site, root: Root, part: Part, last: Part, page: Numbered) -> Html {
    let mut out = Html::new();
    if last <= 1 {
        return out;
    }
    let words = &site.words;
    let title = |part: Part| {
        let (part, last) = (words.number(part as usize), words.number(last as usize));
        crate::site::words::say::fill(&words.page_of, &[("n", &part), ("of", &last)])
    };
    out.raw("<nav class=pager aria-label=\"").value(&title(part)).raw("\">");
    if part > 1 {
        site.open_link(&mut out, root, page(part - 1));
        out.raw(" rel=prev>").text(&words.previous).raw("</a>");
    }
    let mut shown = 0;
    for number in (1..=last).filter(|number| is_shown(*number, part, last)) {
        if number > shown + 1 {
            out.raw("<span>…</span>");
        }
        shown = number;
        if number == part {
            out.raw("<b aria-current=page>").text(&words.number(number as usize)).raw("</b>");
        } else {
            site.link(&mut out, root, page(number), &words.number(number as usize));
        }
    }
    if part < last {
        site.open_link(&mut out, root, page(part + 1));
        out.raw(" rel=next>").text(&words.next).raw("</a>");
    }
    out.raw("</nav>");
    out
}

/// Every part of a short list; of a long one the ends, the neighbours, and round numbers: coarse ones everywhere, finer ones nearby.
fn is_shown(number: Part, part: Part, last: Part) -> bool {
    let coarse = 10u32.pow(last.max(10).ilog10());
    let fine = coarse / 10;
    let nearby = fine > 1 && number / coarse == part / coarse;
    let round = number.is_multiple_of(coarse) || (nearby && number.is_multiple_of(fine));
    last <= 20 || number == 1 || number == last || number.abs_diff(part) <= 3 || round
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_into_parts_without_losing_an_item() {
        assert_eq!((parts(0, 50), parts(50, 50), parts(51, 50)), (1, 1, 2));
        assert_eq!(range_of(2, 50, 51), 50..51);
        assert_eq!(range_of(9, 50, 51), 51..51);
    }

    #[test]
    fn a_long_pager_stays_short() {
        let shown = (1..=2000).filter(|number| is_shown(*number, 777, 2000)).count();
        assert!(shown < 40, "{shown}");
        assert!((1..=20).all(|number| is_shown(number, 1, 20)));
    }
}
