//! The article's facts, from everything that its file says.

use crate::model::article::{Article, Block, BlockKind, Format, RawArticle};
use crate::model::published::Published;
use crate::model::rights::Rights;
use crate::model::settings::Settings;
use crate::parsing::boilerplate;
use crate::parsing::names::{capitalised, is_capitals};
use crate::parsing::turns::is_message;
use crate::text::diagnostic::{Place, Problems};
use crate::text::shorten::one_line;
use crate::text::slug::slug;
use crate::text::source::Source;

/// Longest title made from the first words of a text, in characters.
const TITLE: usize = 90;

/// The article's facts, once its date is settled. Front matter goes before what the text says.
pub(crate) fn facts(
    raw: &RawArticle,
    published: Published,
    _settings: &Settings,
    source: &Source,
    _problems: &mut Problems,
) -> Article {
    let front = &raw.front;
    let words = |block: &Block| one_line(block.span.of(&raw.body.plain));
    let title = front.title.clone().or_else(|| raw.body.first(BlockKind::Title).map(words));
    let place_of = |key: &str| front.spans.get(key).map(|span| Box::new(Place::new(source, *span)));
    let dateline = raw.dateline.as_ref();
    let outlet = front.outlet.clone().or_else(|| dateline.and_then(|line| line.outlet.clone()));
    Article {
        path: raw.path.clone(),
        format: raw.format,
        slug: front
            .slug
            .clone()
            .unwrap_or_else(|| part_slug(raw, title.as_deref()).unwrap_or_else(|| slug_of(&raw.path))),
        slug_place: place_of("slug"),
        supersedes_place: place_of("supersedes"),
        title: title.filter(|title| !title.is_empty()).unwrap_or_else(|| first_words(raw)),
        lede: front.summary.clone().or_else(|| raw.body.first(BlockKind::Lede).map(words)),
        published,
        updated: front.updated,
        outlet: outlet
            .or_else(|| raw.credit.clone())
            .or_else(|| front.url.as_deref().and_then(outlet_of_url))
            .or_else(|| host_of_page(raw)),
        place: front.place.as_deref().map(place).or_else(|| dateline.and_then(|line| line.place.clone())),
        authors: if front.authors.is_empty() { raw.byline.clone() } else { front.authors.clone() },
        language: raw.language.clone(),
        words: u32::try_from(crate::languages::words::count(&raw.body.plain)).unwrap_or(u32::MAX),
        front: front.clone(),
        left_out: raw.left_out.clone(),
        // Once statements are found.
        transcript: false,
        rights: Rights::Full,
        redacted: Vec::new(),
        editorial: None,
    }
}

/// The name of an article's page, from its file's name; of an `index` file, from its folder's.
pub(crate) fn slug_of(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let named = if stem.eq_ignore_ascii_case("index") { folder.rsplit('/').next().unwrap_or(stem) } else { stem };
    Some(slug(named)).filter(|slug| !slug.is_empty() && slug != "index").unwrap_or_else(|| "article".to_owned())
}

/// The name of the page of one of many articles in a file: from its own words, so that it stays when the file gets more of them, and
/// from the file's name, because another export may hold the same article.
fn part_slug(raw: &RawArticle, title: Option<&str>) -> Option<String> {
    let (file, number) = raw.path.rsplit_once('#')?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hash = xxhash_rust::xxh3::xxh3_64([file.as_bytes(), &[0], raw.body.plain.as_bytes()].concat().as_slice()) >> 40;
    let named = title.map(slug).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "article".to_owned());
    Some(format!("{named}-{hash:06x}"))
}

/// A title for an article without one: the beginning of its text, else its file's name.
fn first_words(raw: &RawArticle) -> String {
    let running = |block: &&Block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item | BlockKind::Heading(_))
    };
    let block = raw.body.blocks.iter().find(running).or_else(|| raw.body.blocks.first());
    let words = block.map_or("", |block| {
        let start =
            raw.body.dateline.filter(|line| block.span.contains(*line)).map_or(block.span.start, |line| line.end);
        &raw.body.plain[start as usize..block.span.end as usize]
    });
    let end = words.char_indices().nth(4 * TITLE).map_or(words.len(), |(at, _)| at);
    let text = one_line(&words[..end]);
    // A chat is called as its file is: nobody's message is what it is about.
    if is_message(&text) {
        let name = raw.path.rsplit('/').next().unwrap_or(&raw.path);
        return name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['_', '-'], " ");
    }
    if !text.contains(char::is_alphanumeric) {
        return raw.path.rsplit('/').next().unwrap_or(&raw.path).to_owned();
    }
    match text.char_indices().nth(TITLE) {
        None => text,
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{} …", text[..cut].trim_end_matches([',', ';', ':', ' ']))
        }
    }
}

fn place(stated: &str) -> String {
    if is_capitals(stated) { capitalised(stated) } else { stated.to_owned() }
}

/// The outlet that an address belongs to, if its name is one we know: `https://www.reuters.com/…`.
fn outlet_of_url(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split(['/', '?', '#', ':']).next()?;
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    let labels: Vec<&str> = host.split('.').collect();
    let name = labels.len().checked_sub(2).and_then(|at| labels.get(at).copied())?;
    let name =
        if matches!(name, "co" | "com" | "org" | "net") && labels.len() > 2 { labels[labels.len() - 3] } else { name };
    boilerplate::outlet(name).or_else(|| boilerplate::outlet_without_spaces(name)).map(str::to_owned)
}

/// The host that a saved page was saved from: all that is known of its outlet where neither the page nor a list names it.
fn host_of_page(raw: &RawArticle) -> Option<String> {
    let url = raw.front.url.as_deref().filter(|_| raw.format == Format::Html)?;
    let host = url.split("://").nth(1)?.split(['/', '?', '#', ':']).next()?;
    let host = host.trim_start_matches("www.");
    (host.contains('.') && host.contains(|letter: char| letter.is_ascii_alphabetic())).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_after_its_file() {
        assert_eq!(slug_of("seeds/2019/Bridge vote.md"), "bridge-vote");
        assert_eq!(slug_of("seeds/bridge-vote/index.md"), "bridge-vote");
        assert_eq!(slug_of("—.txt"), "article");
        assert_eq!(slug_of("index.txt"), "article");
    }

    #[test]
    fn an_address_tells_the_outlet_if_it_is_a_known_one() {
        assert_eq!(outlet_of_url("https://www.reuters.com/world/a"), Some("Reuters".to_owned()));
        assert_eq!(outlet_of_url("https://www.bbc.co.uk/news/1"), Some("BBC".to_owned()));
        assert_eq!(outlet_of_url("https://www.nytimes.com/2017/"), None);
        assert_eq!(outlet_of_url("https://www.washingtonpost.com/x"), Some("The Washington Post".to_owned()));
        assert_eq!(outlet_of_url("https://example.org"), None);
    }
}
