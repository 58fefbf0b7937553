//! Feeds that were kept (RSS, Atom) and what WordPress exports (WXR, which is RSS with more in it).

use super::blocks::to_markdown;
use super::document::{Document, Facts, Key};
use super::fault::Fault;
use super::from_html::{self, with_paragraphs};
use super::xml::{Element, Elements};
use crate::model::article::Format;
use crate::parsing::days::day_of;
use std::collections::{BTreeMap, HashMap};

/// What of an export is no article, and why: counts by kind.
type LeftOut = BTreeMap<&'static str, usize>;

/// The articles of a feed or an export of WordPress, what made it, and how many of its items are no articles.
pub(super) fn read(text: &str) -> Result<(&'static str, Vec<Document>, LeftOut), Fault> {
    let is_wordpress = is_wordpress(text);
    let program = if is_wordpress { "an export of WordPress" } else { "a feed" };
    let items = ["<item", "<entry"].iter().filter_map(|item| text.find(item)).min().unwrap_or(text.len());
    let feed = Feed::of(&text[..items], is_wordpress);
    let (mut documents, mut left_out) = (Vec::new(), LeftOut::new());
    for element in Elements::new(text, |name| matches!(name, "item" | "entry")) {
        let element = element?;
        // In feeds of RSS 1.0, the list of items has elements of this name that hold none.
        if element.children.is_empty() {
            continue;
        }
        match feed.article(&element) {
            Ok(document) => documents.push(document),
            Err(why) => *left_out.entry(why).or_default() += 1,
        }
    }
    match documents.is_empty() {
        true => Err(Fault::NoText("none of its entries has words", "keep the pages themselves")),
        false => Ok((program, documents, left_out)),
    }
}

/// Whether a text is an export of WordPress.
fn is_wordpress(text: &str) -> bool {
    text.contains("<wp:wxr_version>") || text.contains("<wp:post_type>")
}

/// What holds for all articles of a feed.
struct Feed {
    is_wordpress: bool,
    title: Option<String>,
    language: Option<String>,
    /// The names that writers are shown under, by those that they log in with.
    authors: HashMap<String, String>,
}

impl Feed {
    /// From what stands before the first item.
    fn of(head: &str, is_wordpress: bool) -> Feed {
        let first = |wanted: fn(&str) -> bool| {
            let found = Elements::new(head, wanted).filter_map(Result::ok).find(|element| !element.name.contains(':'));
            found.map(|element| element.text().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let authors = Elements::new(head, |name| name == "author").filter_map(Result::ok);
        let author =
            |author: Element| Some((author.text_of("wp:author_login")?, author.text_of("wp:author_display_name")?));
        Feed {
            is_wordpress,
            title: first(|name| name == "title"),
            language: first(|name| name == "language").filter(|tag| crate::parsing::front_matter::is_language(tag)),
            authors: authors.filter_map(author).collect(),
        }
    }

    /// The article of an item, or why it is none.
    fn article(&self, item: &Element) -> Result<Document, &'static str> {
        let text = |names: &[&str]| names.iter().find_map(|name| item.text_of(name));
        let mut is_draft = false;
        if self.is_wordpress {
            match text(&["wp:post_type"]).as_deref() {
                Some("post") | None => {}
                Some("attachment") => return Err("attachment"),
                Some("page") => return Err("page of the site"),
                Some(_) => return Err("setting of the site"),
            }
            is_draft = match text(&["wp:status"]).as_deref() {
                Some("publish") | None => text(&["wp:post_password"]).is_some(),
                Some("trash" | "auto-draft" | "inherit") => return Err("post in the bin"),
                Some(_) => true,
            };
        }
        let html = content(item).ok_or("entry without text")?;
        let markdown = to_markdown(&from_html::blocks(&with_paragraphs(&without_shortcodes(&html, self.is_wordpress))));
        if markdown.trim().is_empty() {
            return Err("entry without text");
        }
        let mut document = Document::new(Format::Markdown, markdown);
        let link = text(&["link", "atom:link"]).or_else(|| link(item));
        let id = text(&["guid", "id", "atom:id"]).or_else(|| item.attribute("about").map(str::to_owned));
        document.origin.key = id.or_else(|| link.clone()).map(|id| Key::Id(format!("entry {id}")));
        let days = ["wp:post_date", "published", "atom:published", "pubDate", "dc:date", "issued", "date"];
        let day = |names: &[&str]| names.iter().find_map(|name| day_of(&item.text_of(name)?));
        document.facts = Facts {
            title: text(&["title", "atom:title"]).map(|title| plain(&title)),
            date: day(&days),
            updated: day(&["updated", "atom:updated", "dcterms:modified"])
                .filter(|updated| Some(updated) != day(&days).as_ref()),
            outlet: item.child("source").and_then(|source| source.text_of("title")).or_else(|| self.title.clone()),
            url: link.filter(|link| link.starts_with("http")),
            authors: self.writers(item),
            language: self.language.clone(),
            summary: text(&["excerpt:encoded"]).map(|summary| plain(&summary)),
            topics: topics(item),
            draft: is_draft,
        };
        Ok(document)
    }

    fn writers(&self, item: &Element) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for element in item.elements() {
            let name = match element.name.as_str() {
                "dc:creator" => Some(element.text()),
                "author" | "atom:author" => element
                    .local_child("name")
                    .map(Element::text)
                    // RSS has addresses, with the name in brackets.
                    .or_else(|| Some(element.text().split_once('(')?.1.trim_end().trim_end_matches(')').to_owned())),
                _ => None,
            };
            let Some(name) = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()) else { continue };
            let name = self.authors.get(&name).cloned().unwrap_or(name);
            if !names.contains(&name) && !["admin", "administrator"].contains(&name.to_lowercase().as_str()) {
                names.push(name);
            }
        }
        names
    }
}

/// The text of an item as HTML, the longest that it has.
fn content(item: &Element) -> Option<String> {
    let found = item.elements().filter_map(|element| match element.name.as_str() {
        "content:encoded" | "description" | "content" | "summary" | "atom:content" | "atom:summary" => {
            let html = match element.attribute("type") {
                Some("xhtml") => element.markup(),
                Some("text") => escaped(&element.text()),
                _ => element.text(),
            };
            Some(html).filter(|html| !html.trim().is_empty())
        }
        _ => None,
    });
    found.max_by_key(String::len)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The address of an entry of Atom: the one that is not of something else.
fn link(item: &Element) -> Option<String> {
    let mut links = item.elements().filter(|element| element.local() == "link" && element.attribute("href").is_some());
    let link = links.find(|link| matches!(link.attribute("rel"), None | Some("alternate")))?;
    link.attribute("href").map(str::to_owned)
}

fn topics(item: &Element) -> Vec<String> {
    let categories = item.elements().filter(|element| matches!(element.name.as_str(), "category" | "atom:category"));
    let kept =
        categories.filter(|category| matches!(category.attribute("domain"), None | Some("category" | "post_tag")));
    let name = |category: &Element| {
        let text = category.text().trim().to_owned();
        Some(text).filter(|text| !text.is_empty()).or_else(|| category.attribute("term").map(str::to_owned))
    };
    let mut names: Vec<String> = Vec::new();
    for name in kept.filter_map(name).filter(|name| name != "Uncategorized") {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A title that may have tags in it.
fn plain(text: &str) -> String {
    let blocks = from_html::blocks(text);
    blocks.iter().map(|block| block.words()).collect::<Vec<_>>().join(" ")
}

/// A text of WordPress without its codes in brackets; those of captions, galleries and players go with what they hold.
fn without_shortcodes(html: &str, is_wordpress: bool) -> String {
    if !is_wordpress {
        return html.to_owned();
    }
    const HOLDING: [&str; 3] = ["caption", "gallery", "playlist"];
    const OTHERS: [&str; 5] = ["embed", "audio", "video", "wp_caption", "more"];
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 1..];
        let name = inside.trim_start_matches('/');
        let name =
            &name[..name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(name.len())];
        let end = inside.find(']').map(|end| at + 1 + end + 1);
        let closing = format!("[/{name}]");
        rest = match end {
            Some(end) if HOLDING.contains(&name) => {
                rest[end..].find(&closing).map_or(&rest[end..], |closed| &rest[end + closed + closing.len()..])
            }
            Some(end) if OTHERS.contains(&name) => &rest[end..],
            _ => {
                out.push('[');
                inside
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_of_wordpress_are_articles_and_nothing_else_is() {
        let item = |kind: &str, status: &str, content: &str| {
            format!(
                "<item><title>Bridge &amp;amp; ferry</title><link>https://velin.example/?p=1</link><pubDate>Wed, 03 Mar 2021 07:30:00 +0000</pubDate>\
                 <dc:creator><![CDATA[alind]]></dc:creator><guid isPermaLink='false'>https://velin.example/?p=1</guid>\
                 <content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[Short.]]></excerpt:encoded>\
                 <wp:post_date><![CDATA[2021-03-02 23:30:00]]></wp:post_date><wp:status><![CDATA[{status}]]></wp:status>\
                 <wp:post_type><![CDATA[{kind}]]></wp:post_type><category domain='category' nicename='h'><![CDATA[Harbour]]></category>\
                 <category domain='category' nicename='u'>Uncategorized</category></item>"
            )
        };
        let text = "<!-- wp:paragraph -->The bridge <em>opens</em>.\n\n[caption id=\"a\"]<img src='x'/> A crane[/caption]It [sic] is late.";
        let all = [
            item("post", "publish", text),
            item("post", "draft", "Words."),
            item("post", "trash", "Words."),
            item("attachment", "inherit", ""),
            item("page", "publish", "About us."),
            item("post", "publish", ""),
        ];
        let file = format!(
            "<?xml version='1.0'?><rss><channel><title>The Velin Post</title><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>\
             <wp:author><wp:author_login>alind</wp:author_login><wp:author_display_name>Ada Lind</wp:author_display_name></wp:author>{}</channel></rss>",
            all.concat()
        );
        let (program, documents, left_out) = read(&file).expect("an export");
        assert_eq!((program, documents.len()), ("an export of WordPress", 2));
        let Document { facts, text, .. } = &documents[0];
        assert_eq!(text, "The bridge *opens*.\n\nIt \\[sic\\] is late.\n");
        assert_eq!((facts.title.as_deref(), facts.date.as_deref()), (Some("Bridge & ferry"), Some("2021-03-02")));
        assert_eq!((facts.outlet.as_deref(), facts.authors[0].as_str()), (Some("The Velin Post"), "Ada Lind"));
        assert_eq!((facts.topics.join(","), facts.summary.as_deref()), ("Harbour".to_owned(), Some("Short.")));
        assert!(documents[1].facts.draft && !facts.draft);
        let left_out: Vec<String> = left_out.into_iter().map(|(what, count)| format!("{count} {what}")).collect();
        assert_eq!(left_out, ["1 attachment", "1 entry without text", "1 page of the site", "1 post in the bin"]);
    }

    #[test]
    fn entries_of_feeds_are_articles() {
        let rss = "<rss xmlns:dc='d'><channel><title>Quay Wire</title><item><title>Ferry returns</title><link>https://quay.example/1</link>\
            <author>olga@quay.example (Olga Brandt)</author><description>&lt;p&gt;It sails &lt;b&gt;again&lt;/b&gt;.&lt;/p&gt;</description>\
            <pubDate>Mon, 3 Apr 2023 23:00:00 -0700</pubDate><media:title>Not this</media:title></item><item><title>Empty</title></item></channel></rss>";
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Quay Wire</title><link rel='self' href='https://quay.example/feed'/><entry><title type='html'>Ferry &amp;amp; more</title>\
            <link rel='edit' href='https://quay.example/edit'/><link href='https://quay.example/2'/><id>tag:quay.example,2023:2</id><updated>2023-05-01T00:00:00Z</updated>\
            <published>2023-04-03T23:00:00-07:00</published><author><name>Olga Brandt</name></author><category term='Sea'/>\
            <content type='xhtml'><div xmlns='x'><p>It <b>sails</b> &amp; returns.</p></div></content></entry></feed>";
        let (_, articles, left_out) = read(rss).expect("a feed");
        assert_eq!((articles.len(), left_out.get("entry without text")), (1, Some(&1)));
        let facts = &articles[0].facts;
        assert_eq!((articles[0].text.as_str(), facts.date.as_deref()), ("It sails **again**.\n", Some("2023-04-03")));
        assert_eq!(
            (facts.url.as_deref(), facts.authors.join("+")),
            (Some("https://quay.example/1"), "Olga Brandt".to_owned())
        );
        let entry = &read(atom).expect("a feed").1[0];
        assert_eq!(entry.text, "It **sails** & returns.\n");
        assert_eq!(
            (entry.facts.title.as_deref(), entry.facts.url.as_deref()),
            (Some("Ferry & more"), Some("https://quay.example/2"))
        );
        assert_eq!(
            (entry.facts.updated.as_deref(), entry.facts.outlet.as_deref()),
            (Some("2023-05-01"), Some("Quay Wire"))
        );
        assert_eq!(entry.origin.key, Some(Key::Id("entry tag:quay.example,2023:2".to_owned())));
    }
}
