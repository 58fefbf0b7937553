//! Lists by weight: names with their number, and under each a bar as long as that, the quoted part of it red.

use crate::model::archive::StatementId;
use crate::model::statement::Kind;
use crate::site::html::Html;
use crate::site::view::Site;

/// One name.
pub(crate) struct Bar {
    /// The name, as a link.
    pub(crate) name: Html,
    /// How many statements there are.
    pub(crate) count: usize,
    /// How many of them are quoted.
    pub(crate) quoted: usize,
}

impl Bar {
    /// A bar for some statements.
    pub(crate) fn new(site: &Site, name: Html, statements: &[StatementId]) -> Bar {
        let quoted = statements.iter().filter(|id| site.archive[**id].kind == Kind::Direct).count();
        Bar { name, count: statements.len(), quoted }
    }
}

/// Writes names with bars, all to one scale.
pub(crate) fn write(out: &mut Html, site: &Site, bars: &[Bar]) {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    out.raw("<ul class=bars>");
    for bar in bars {
        out.raw("<li>").raw(bar.name.as_str()).raw("<b>").text(&site.words.number(bar.count)).raw("</b>");
        // Bars that are all of one statement would tell nothing.
        if most == 1 {
            continue;
        }
        out.raw("<svg aria-hidden=true>");
        let (quoted, all) = (bar.quoted * 100 / most, bar.count * 100 / most);
        if all > quoted {
            out.raw("<rect width=").number(all).raw("% />");
        }
        if quoted > 0 {
            out.raw("<rect class=k width=").number(quoted).raw("% />");
        }
        out.raw("</svg>");
    }
    out.raw("</ul>");
}
