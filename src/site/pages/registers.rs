//! Promises with the day they are due, denials, and refusals to comment.

use crate::linking::registers::Register;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{pager, parts, range_of};
use crate::site::parts::statement;
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;

pub(super) fn content(site: &Site, root: Root, part: Part) -> Content {
    let words = &site.words;
    let all = &site.registers.entries;
    let mut list = Html::new();
    let shown = &all[range_of(part, site.page_size(), all.len())];
    for group in shown.chunk_by(|a, b| a.register == b.register) {
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
            statement::dated_row(&mut list, site, root, entry.statement);
            list.raw("</ul>");
        }
        list.raw("</section>");
    }
    Content::new("registers.html", words.registers.clone())
        .text("lead", words.registers_lead.clone())
        .html("list", list)
        .html("pager", pager(site, root, part, parts(all.len(), site.page_size()), &Page::Registers))
}
