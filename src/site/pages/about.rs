//! How the archive was made, what the forms of statements mean, and how much is known; and the page of the search.

use super::quality;
use crate::model::archive::StatementId;
use crate::model::corrections::Review;
use crate::model::reported::Standing;
use crate::model::statement::{Certainty, Kind, Manner};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::parts::statement::{self, is_named};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;

pub(super) fn content(site: &Site, root: Root) -> Content {
    let measured = site.quality.as_ref().map(|measured| quality::measured(site, measured)).unwrap_or_default();
    Content::new("about.html", site.words.about.clone())
        .html("quality", measured)
        .html("legend", legend(site, root))
        .html("figures", figures(site))
        .text("authors", site.settings.authors.join(&site.words.comma))
}

/// The search page; all that happens on it is in `static/search/`.
pub(super) fn search(site: &Site) -> Content {
    Content::new("search.html", site.words.search.clone())
}

/// The forms of statements, each with the first statement of this archive that has it.
fn legend(site: &Site, root: Root) -> Html {
    let (archive, words) = (site.archive, &site.words);
    let plain = |id: StatementId| {
        let row = &archive[id];
        is_named(row)
            && !row.nested
            && !row.headline
            && row.certainty != Certainty::Low
            && row.words.unmarked_length() < 140
    };
    let said = |id: StatementId, kind: Kind| {
        plain(id) && archive[id].kind == kind && archive[id].words.standing() == Standing::Said
    };
    let standing = |id: StatementId, standing: Standing| plain(id) && archive[id].words.standing() == standing;
    let inferred = |id: StatementId| plain(id) && matches!(archive[id].manner, Some(Manner::Pronoun | Manner::Context));
    let forms: [(&str, &dyn Fn(StatementId) -> bool); 10] = [
        (&words.kind_direct, &|id| said(id, Kind::Direct)),
        (&words.kind_indirect, &|id| said(id, Kind::Indirect)),
        (&words.kind_mixed, &|id| said(id, Kind::Mixed)),
        (&words.standing_denied, &|id| standing(id, Standing::Denied)),
        (&words.standing_declined, &|id| standing(id, Standing::Declined)),
        (&words.nested, &|id| archive[id].nested && archive[id].words.standing() == Standing::Said),
        (&words.reported_in_headline, &|id| archive[id].headline && is_named(&archive[id])),
        (&words.manner_pronoun, &inferred),
        (&words.unresolved, &|id| !is_named(&archive[id]) && archive[id].source.is_some() && !archive[id].nested),
        (&words.review_corrected, &|id| archive[id].review() == Review::Corrected),
    ];
    let mut out = Html::new();
    for (name, has) in forms {
        let Some(id) = (0..archive.statements.len()).map(StatementId::from).find(|id| has(*id)) else { continue };
        out.raw("<div class=g><h3>").text(&crate::site::parts::said::capital(name)).raw("</h3><ul class=s>");
        statement::row(&mut out, site, root, id);
        out.raw("</ul></div>");
    }
    out
}

/// For how many statements the speaker is named, how many of these names were inferred, and for how many nobody is named.
fn figures(site: &Site) -> Html {
    let words = &site.words;
    let all = site.archive.statements.iter().filter(|row| !row.nested);
    let (mut total, mut named, mut inferred, mut checked) = (0usize, 0usize, 0usize, 0usize);
    for row in all {
        total += 1;
        named += usize::from(is_named(row));
        let guessed = row.manner.is_some_and(|manner| words.inferred_name(manner).is_some());
        inferred += usize::from(is_named(row) && guessed && row.review() == Review::Unreviewed);
        checked += usize::from(row.review() != Review::Unreviewed);
    }
    let mut out = Html::new();
    if total == 0 {
        return out;
    }
    let facts = [
        (named, &words.figure_named),
        (inferred, &words.figure_inferred),
        (total - named, &words.figure_unnamed),
        (checked, &words.figure_checked),
    ];
    out.raw("<ul>");
    for (count, pattern) in facts {
        let (n, of) = (words.number(count), words.number(total));
        out.raw("<li>").text(&fill(pattern, &[("n", &n), ("of", &of)]));
    }
    // Other pages count these, too.
    let nested = site.archive.statements.len() - total;
    if nested > 0 {
        out.raw("<li>").text(&fill(&words.figure_nested, &[("n", &words.number(nested))]));
    }
    out.raw("</ul>");
    out
}
