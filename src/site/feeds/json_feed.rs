//! A feed in the JSON Feed format, version 1.1.

use super::address::Addresses;
use super::atom::timestamp;
use super::feed::{Entry, Feed};
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    content_text: &'a str,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    language: &'a str,
}

/// The feed as a JSON document beside the Atom one. `home_page_url` and `feed_url` must be absolute, so they need `site-url`.
pub(crate) fn write(feed: &Feed, addresses: &Addresses) -> Vec<u8> {
    let path = feed.path.replace(".xml", ".json");
    let item =
        |entry: &'_ Entry| -> (String, String) { (addresses.id(&entry.path), addresses.link(&path, &entry.path)) };
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        description: &feed.description,
        home_page_url: addresses.absolute(&feed.page),
        feed_url: addresses.absolute(&path),
        language: &feed.language,
        authors: feed.authors.iter().map(|name| Author { name }).collect(),
        items: feed
            .entries
            .iter()
            .map(|entry| {
                let (id, url) = item(entry);
                Item {
                    id,
                    url,
                    title: &entry.title,
                    content_text: &entry.text,
                    date_published: timestamp(entry.when),
                    date_modified: (entry.updated() != entry.when).then(|| timestamp(entry.updated())),
                    authors: entry.author.iter().map(|name| Author { name }).collect(),
                    tags: &entry.topics,
                    language: &entry.language,
                }
            })
            .collect(),
    };
    serde_json::to_vec_pretty(&document).expect("a feed is plain data")
}
