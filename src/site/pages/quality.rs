//! How good the archive is, as far as its editors measured it: a part of the page about the archive.

use crate::model::review::{Aspect, Measure, Quality};
use crate::site::html::Html;
use crate::site::view::Site;

/// What editors found in statements drawn at random.
pub(super) fn measured(site: &Site, quality: &Quality) -> Html {
    let words = &site.words;
    let date = quality.date.map(|date| words.date(date)).unwrap_or_default();
    let mut out = Html::new();
    let lead = words.quality_lead.replace("{n}", &words.number(quality.judged)).replace("{date}", &date);
    out.raw("<p>").text(&lead);
    if quality.stale {
        out.raw(" <b>").text(&words.quality_stale).raw("</b>");
    }
    out.raw("<table class=quality><thead><tr><td><th scope=col>").text(&words.quality_right);
    out.raw("<th scope=col>").text(&words.quality_of).raw("<th scope=col>").text(&words.quality_between).raw("<tbody>");
    let all = |measure: &&Measure| measure.by == "all";
    let parts = quality.measures.iter().filter(|measure| !all(measure) && measure.aspect == Aspect::Speaker);
    for measure in quality.measures.iter().filter(all).chain(parts) {
        out.raw("<tr><th scope=row>").text(name_of(site, measure.aspect));
        if !measure.group.is_empty() {
            out.raw(" <small>").text(group_of(site, measure)).raw("</small>");
        }
        out.raw("<td>").text(&words.number(measure.right)).raw("<td>").text(&words.number(measure.of));
        out.raw("<td>").text(&format!("{:.0}–{:.0} %", measure.low * 100.0, measure.high * 100.0));
    }
    out.raw("</table>");
    out
}

fn name_of<'a>(site: &'a Site, aspect: Aspect) -> &'a str {
    match aspect {
        Aspect::Words => &site.words.quality_words,
        Aspect::Speaker => &site.words.quality_speaker,
        Aspect::Day => &site.words.quality_day,
    }
}

/// What a measure is about, in words where there are some.
fn group_of<'a>(site: &'a Site, measure: &'a Measure) -> &'a str {
    let words = &site.words;
    match measure.group.as_str() {
        "direct" => &words.kind_direct,
        "indirect" => &words.kind_indirect,
        "mixed" => &words.kind_mixed,
        "full" => &words.manner_full,
        "surname" => &words.manner_surname,
        "turn" => &words.manner_turn,
        "office" => &words.manner_office,
        "pronoun" => &words.manner_pronoun,
        "context" => &words.manner_context,
        other => other,
    }
}
