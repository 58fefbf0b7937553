//! Takes an article apart: front matter, title, lede, dateline, body, and what is left out.
//!
//! 1. [`front_matter`] reads the facts that stand between `---` lines at the top of any format;
//! 2. [`text`], [`markdown`] and [`html`] turn the rest into a [`draft`]: blocks of text, each with its way back to the file;
//! 3. [`anatomy`] says which block is title, lede, heading or running text, with the help of [`dateline`], [`byline`],
//!    [`date_line`] and [`boilerplate`]; what is none of these is left out and listed;
//!    [`exports`] reads what news databases wrote, whose labels say which line is what;
//! 4. [`language`] recognises the language; [`corrected`] gives the editor the last word on facts and lines.
//!
//! [`imports`] makes articles of other programs' files first, which are none of the three formats.
//!
//! Beside articles: [`settings`] reads book.toml, [`authorities`] what editors list, [`notes`] their notes, [`annotations`] notes made elsewhere; all but the last
//! are [`yaml`].
//!
//! [`facts`](crate::reading) draws the article's facts from all of it, once its date is settled.

mod anatomy;
pub mod annotations;
pub(crate) mod archives;
pub mod authorities;
pub(crate) mod boilerplate;
mod byline;
mod corrected;
pub(crate) mod corrections;
mod date_line;
mod dateline;
pub(crate) mod days;
mod disguise;
mod draft;
pub(crate) mod exports;
mod fields;
mod front_matter;
mod headline;
mod html;
pub mod imports;
mod inline;
mod language;
pub(crate) mod line_dates;
mod lines;
mod markdown;
pub(crate) mod named_day;
pub(crate) mod names;
pub(crate) mod notes;
pub(crate) mod permalinks;
pub(crate) mod redactions;
pub mod review;
pub mod settings;
pub(crate) mod shared_out;
mod stated_date;
mod text;
mod title;
pub(crate) mod turns;
pub mod yaml;

use crate::model::article::{BlockKind, DateLine, Format, FrontMatter, RawArticle, Stated, StatedDate};
use crate::model::corrections::ArticleCorrection;
use crate::model::settings::Settings;
use crate::text::diagnostic::Problems;
use crate::text::source::{Source, Span};
use anatomy::Anatomy;

/// Reads one article. Whatever cannot be used is reported, and the rest is used.
pub fn article(source: &Source, format: Format, settings: &Settings, problems: &mut Problems) -> RawArticle {
    read(source, format, settings, None, None, problems)
}

/// The same with what is stated of the article in the place of front matter, and an editor's facts and lines in the place of those
/// that the machine would find, each with the corrections file.
pub(crate) fn read(
    source: &Source,
    format: Format,
    settings: &Settings,
    stated: Option<&Stated>,
    correction: Option<(&ArticleCorrection, &Source)>,
    problems: &mut Problems,
) -> RawArticle {
    let (mut front, start) = front_matter::read(source, format, problems);
    if let Some(stated) = stated {
        stated_facts(&mut front, stated);
    }
    if let Some((correction, _)) = correction {
        corrected::facts(&mut front, correction);
    }
    disguise::report(source, (start, format), problems);
    let format = disguise::format(&source.text[start..], format);
    let exported = match format {
        Format::Text => exports::article(&source.text, start, &mut front),
        Format::Html => exports::page(&source.text, start, &mut front),
        Format::Markdown => None,
    };
    let (draft, mut anatomy, hint) = exported.map_or_else(
        || {
            let (draft, page) = match format {
                Format::Text => (text::read(&source.text, start), html::Facts::default()),
                Format::Markdown => (markdown::read(&source.text, start), html::Facts::default()),
                Format::Html => html::read(&source.text, start),
            };
            for name in &draft.named {
                if !front.people.contains(name) {
                    front.people.push(name.clone());
                }
            }
            let hint = page.language.clone();
            let mut anatomy = anatomy::read(&draft, format, &front, settings);
            page_facts(page, &mut front, &mut anatomy);
            (draft, anatomy, hint)
        },
        |(draft, anatomy)| (draft, anatomy, None),
    );
    if let Some((correction, file)) = correction {
        corrected::lines(&mut anatomy.verdicts, &draft, correction, file, problems);
    }
    let mut left_out = Vec::new();
    let mut body = draft.finish(std::mem::take(&mut anatomy.verdicts), &mut left_out);
    left_out.sort_by_key(|part| part.span);
    let language = language::of(&front, hint.as_deref(), &body, settings);
    let dateline = anatomy.dateline.and_then(|block| dateline::settle(&mut body, block));
    RawArticle {
        path: source.path.clone(),
        format,
        front,
        body,
        dateline,
        date_lines: anatomy.date_lines,
        byline: anatomy.byline,
        credit: anatomy.credit,
        left_out,
        language,
    }
}

/// What is stated of an article takes the place of what its front matter says.
fn stated_facts(front: &mut FrontMatter, stated: &Stated) {
    let Stated { title, date, outlet, url } = stated;
    for (field, stated) in [(&mut front.title, title), (&mut front.outlet, outlet), (&mut front.url, url)] {
        if stated.is_some() {
            field.clone_from(stated);
        }
    }
    front.date = date.or(front.date);
}

/// A date in any form that front matter takes, or why it cannot be read.
pub fn date(text: &str) -> Result<StatedDate, String> {
    stated_date::read(text).map_err(|fault| fault.label)
}

/// What a saved page says of itself stands behind front matter and before what its text says.
fn page_facts(page: html::Facts, front: &mut FrontMatter, anatomy: &mut Anatomy) {
    let line = |(text, span): (String, Span), updated| DateLine { text, span, updated, of_page: true };
    let published = page.published.into_iter().map(|stated| line(stated, false));
    anatomy.date_lines.splice(0..0, published);
    anatomy.date_lines.extend(page.modified.map(|stated| line(stated, true)));
    if !page.authors.is_empty() {
        anatomy.byline = page.authors;
    }
    if page.site.is_some() {
        anatomy.credit = page.site;
    }
    // What the page calls itself, where no line of it was found to be the headline.
    let found = page.has_headline && anatomy.verdicts.iter().any(|verdict| verdict.kind == Some(BlockKind::Title));
    front.title = front.title.take().or(page.title.filter(|_| !found));
    front.summary = front.summary.take().or(page.description);
    front.url = front.url.take().or(page.url);
    if let Some(day) = page.captured {
        front.extra.entry("origin".to_owned()).or_insert_with(|| serde_json::json!({ "captured": day }).to_string());
    }
}
