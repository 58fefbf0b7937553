//! What the head of a page says in `<html>`, `<link>` and `<meta>`.

use super::facts::{Found, Rank, cleaned};
use super::labels::place_in;
use super::tokens::Tag;

/// Reads the elements of a head, tag by tag.
#[derive(Debug, Default)]
pub(super) struct Metas {
    /// The `<meta>` that will name the author, as the one before it said.
    card: Option<String>,
}

/// Whether a label says that a name of an author follows.
fn is_byline(label: &str) -> bool {
    let label = label.to_lowercase();
    ["written by", "verfasst von", "écrit par", "escrito por", "scritto da", "geschreven door", "автор", "author"]
        .iter()
        .any(|by| label.contains(by))
}

impl Metas {
    /// Takes a tag, whether or not it is one of these.
    pub(super) fn open(&mut self, tag: &Tag<'_>, text: &str, found: &mut Found) {
        let value = |name: &str| tag.attribute(name).and_then(cleaned);
        match tag.name.to_ascii_lowercase().as_str() {
            "html" => found.language = value("lang").or_else(|| value("xml:lang")).filter(|tag| tag.len() <= 35),
            "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                found.urls.extend(value("href").map(|url| (Rank::Article, url)));
            }
            "meta" => self.meta(tag, text, found),
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag<'_>, text: &str, found: &mut Found) {
        let value = |name: &str| tag.attribute(name).and_then(cleaned);
        let name = ["property", "name", "itemprop"].iter().find_map(|key| value(key));
        let (Some(name), Some(content), Some(raw)) = (name, value("content"), tag.attribute("content")) else { return };
        let name = name.to_ascii_lowercase().replace(':', ".");
        let name = name.as_str();
        let place = place_in(text, raw);
        match name {
            "og.title" => found.titles.push((Rank::Meta, content)),
            "twitter.title" | "headline" | "dc.title" | "dcterms.title" | "citation_title" | "sailthru.title" => {
                found.titles.push((Rank::Vague, content));
            }
            // "Written by", as a popular extension of WordPress says it.
            "twitter.label1" | "twitter.label2" => {
                self.card = is_byline(&content).then(|| name.replace("label", "data"))
            }
            "twitter.data1" | "twitter.data2" if self.card.as_deref() == Some(name) => {
                found.authors.push((Rank::Meta, vec![content]));
            }
            "og.site_name" => found.sites.push((Rank::Meta, content)),
            "publisher" | "dc.publisher" | "dcterms.publisher" | "citation_journal_title" | "application-name" => {
                found.sites.push((Rank::Vague, content));
            }
            "description" | "og.description" | "dc.description" => found.descriptions.push((Rank::Meta, content)),
            "og.url" => found.urls.push((Rank::Meta, content)),
            _ if AUTHOR_METAS.contains(&name) => found.authors.push((Rank::Meta, vec![content])),
            _ if PUBLISHED_METAS.contains(&name) => found.published.push((Rank::Meta, raw.to_owned(), place)),
            _ if VAGUE_DATE_METAS.contains(&name) => found.published.push((Rank::Vague, raw.to_owned(), place)),
            _ if MODIFIED_METAS.contains(&name) => found.modified.push((Rank::Meta, raw.to_owned(), place)),
            _ => {}
        }
    }
}

/// Names of `<meta>` elements, with dots for colons.
const AUTHOR_METAS: [&str; 16] = [
    "author",
    "article.author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.personalname",
    "byl",
    "parsely-author",
    "sailthru.author",
    "shareaholic.article_author_name",
    "citation_author",
    "article.author_name",
    "cxenseparse.author",
    "og.author",
    "og.article.author",
    "article-author",
    "creator",
];
const PUBLISHED_METAS: [&str; 22] = [
    "article.published_time",
    "article.published",
    "og.article.published_time",
    "og.published_time",
    "datepublished",
    "date_published",
    "publication_date",
    "publish-date",
    "publishdate",
    "pub_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "shareaholic.article_published_time",
    "cxenseparse.recs.publishtime",
    "rnews.datepublished",
    "citation_publication_date",
    "bt.pubdate",
    "originalpublicationdate",
    "dc.date.issued",
    "dcterms.issued",
    "article_date_original",
];
const VAGUE_DATE_METAS: [&str; 10] = [
    "date",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "datecreated",
    "citation_date",
    "uploaddate",
    "created",
    "publishtime",
];
const MODIFIED_METAS: [&str; 8] = [
    "article.modified_time",
    "datemodified",
    "lastmod",
    "og.updated_time",
    "dcterms.modified",
    "last-modified",
    "article.modified",
    "dc.date.modified",
];
