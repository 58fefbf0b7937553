//! Takes an article apart: front matter, title, lede, dateline, body, and what is left out.
//!
//! 1. [`front_matter`] reads the facts that stand between `---` lines at the top of any format;
//! 2. [`text`], `markdown` and `html` turn the rest into a [`draft`]: blocks of text, each with its way back to the file;
//! 3. [`anatomy`] says which block is title, lede, heading or running text, with the help of [`dateline`], [`byline`],
//!    [`date_line`] and [`furniture`]; what is none of these is left out and listed;
//! 4. [`language`] recognises the language;
//! 5. [`facts`] draws the article's facts from all of it, once its date is settled.

mod anatomy;
mod byline;
mod date_line;
mod dateline;
mod draft;
mod facts;
mod front_matter;
mod furniture;
mod language;
mod names;
mod stated_date;
mod text;
mod title;

pub use facts::facts;

use crate::article::{Format, RawArticle};
use crate::diagnostic::Problems;
use crate::settings::Settings;
use crate::source::Source;

/// Reads one article. Whatever cannot be used is reported, and the rest is used.
pub fn article(source: &Source, format: Format, settings: &Settings, problems: &mut Problems) -> RawArticle {
    let (front, start) = front_matter::read(source, problems);
    let mut draft = match format {
        Format::Text => text::read(&source.text, start),
        Format::Markdown | Format::Html => text::read(&source.text, start),
    };
    draft.close();
    let anatomy = anatomy::read(&draft, format, &front, settings);
    let mut left_out = Vec::new();
    let mut body = draft.finish(&anatomy.verdicts, &mut left_out);
    left_out.sort_by_key(|part| part.span);
    let language = language::of(&front, None, &body, settings);
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
