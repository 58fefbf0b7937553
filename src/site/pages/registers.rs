//! Promises with the day they are due, denials, refusals to comment, and who was asked and gave no answer.

use crate::linking::registers::{Entry, Register};
use crate::model::unanswered::How;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::items::article_facts;
use crate::site::parts::listing::{pager, parts, range_of};
use crate::site::parts::statement;
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;

pub(super) fn content(site: &Site, root: Root, part: Part) -> Content {
    let words = &site.words;
    let registers = &site.registers;
    let shown = range_of(part, site.page_size(), registers.len());
    let statements = registers.entries.len();
    let mut list = Html::new();
    for group in registers.entries[shown.start.min(statements)..shown.end.min(statements)]
        .chunk_by(|a, b| a.register == b.register)
    {
        self::group(&mut list, site, root, group);
    }
    let unanswered =
        &registers.unanswered[shown.start.saturating_sub(statements)..shown.end.saturating_sub(statements)];
    if !unanswered.is_empty() {
        list.raw("<section><h2 id=unanswered>").text(&words.register_unanswered).raw("</h2>");
        without_answer(&mut list, site, root, unanswered);
        list.raw("</section>");
    }
    Content::new("registers.html", words.registers.clone())
        .text("lead", words.registers_lead.clone())
        .html("list", list)
        .html("pager", pager(site, root, part, parts(registers.len(), site.page_size()), &Page::Registers))
}

/// The statements of one register.
fn group(list: &mut Html, site: &Site, root: Root, group: &[Entry]) {
    let words = &site.words;
    let (heading, id) = match group[0].register {
        Register::Promise => (&words.register_promises, "promises"),
        Register::Denial => (&words.register_denials, "denials"),
        Register::Refusal => (&words.register_refusals, "refusals"),
    };
    list.raw("<section><h2 id=").raw(id).raw(">").text(heading).raw("</h2>");
    for entry in group {
        if let Some(due) = entry.due {
            let pattern = if entry.past_due { &words.promise_past_due } else { &words.promise_due };
            list.raw("<p class=none>").text(&fill(pattern, &[("date", &words.date(due))]));
        }
        list.raw("<ul class=s>");
        statement::dated_row(list, site, root, entry.statement);
        list.raw("</ul>");
    }
    list.raw("</section>");
}

/// Who was asked and gave no answer, each with the sentence that says so and its article.
fn without_answer(list: &mut Html, site: &Site, root: Root, rows: &[usize]) {
    let words = &site.words;
    list.raw("<ul class=m>");
    for at in rows {
        let row = &site.archive.unanswered[*at];
        list.raw("<li><b>");
        match row.person {
            Some(person) => site.person_link(list, root, person),
            None => {
                list.text(&row.asked);
            }
        }
        let how = match row.how {
            How::Silent => &words.unanswered_silent,
            How::Declined => &words.unanswered_declined,
            How::Unreached => &words.unanswered_unreached,
        };
        list.raw("</b> <small>").text(how).raw("</small> ").text(&row.sentence).raw(" <small>");
        site.open_link(list, root, Page::Article(row.article));
        if let Some(block) = row.block {
            list.raw("#").raw(&block.to_string());
        }
        list.raw(">").text(&site.archive[row.article].title).raw("</a> · ");
        article_facts(list, site, row.article);
        list.raw("</small>");
    }
    list.raw("</ul>");
}
