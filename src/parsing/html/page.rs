//! A whole saved page: which of its blocks are the article, and what the page says of itself.

use super::blocks::{Blocks, decoded};
use super::content::{self, Content};
use super::hidden::is_void;
use super::tokens::{Tag, Token, Tokens};
use crate::model::article::BlockKind;
use crate::parsing::draft::Draft;
use crate::parsing::furniture::fold;
use crate::parsing::lines::ends_sentence;
use crate::parsing::{inline, title};
use crate::text::source::{Span, without_controls};

/// What a page says of itself, in its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::parsing) struct Facts {
    /// The headline, if no block of the page is it.
    pub(in crate::parsing) title: Option<String>,
    /// Who wrote it.
    pub(in crate::parsing) authors: Vec<String>,
    /// The name of the site.
    pub(in crate::parsing) site: Option<String>,
    /// When it was published, and changed: the words, and where they stand.
    pub(in crate::parsing) published: Option<(String, Span)>,
    /// The same of its last change.
    pub(in crate::parsing) modified: Option<(String, Span)>,
    /// A sentence on what is in it.
    pub(in crate::parsing) description: Option<String>,
    /// Its address.
    pub(in crate::parsing) url: Option<String>,
    /// Its language.
    pub(in crate::parsing) language: Option<String>,
}

/// Reads a page from byte `from` on: all its blocks, those around the article among them, and what it says of itself.
pub(in crate::parsing) fn read(text: &str, from: usize) -> (Draft, Facts) {
    let mut blocks = Blocks::new(text, Draft::default(), BlockKind::Paragraph, true);
    blocks.read(from..text.len());
    let (mut draft, around) = (blocks.draft, blocks.around);
    let mut facts = facts(text, from);
    let outside = match content::find(text, from) {
        Some(content) => outside(&draft, &content),
        None => around,
    };
    draft.outside = outside;
    facts.settle();
    headline(&mut draft, &mut facts);
    (draft, facts)
}

/// Share of a block's words that are links from which on it leads elsewhere.
const LINKS: (usize, usize) = (4, 5);

/// Which blocks are not in the article.
fn outside(draft: &Draft, content: &Content) -> Vec<bool> {
    let body = &draft.body;
    let mut runs = body.runs.iter().peekable();
    let mut outside = Vec::with_capacity(body.blocks.len());
    for block in &body.blocks {
        let (mut all, mut kept, mut linked) = (0, 0, 0);
        while let Some(run) = runs.next_if(|run| run.plain.start < block.span.end) {
            let (in_article, in_links) = content.of(run.source.range());
            all += run.source.len();
            kept += in_article;
            linked += in_links;
        }
        let sentence = ends_sentence(block.span.of(&body.plain));
        let links = linked * LINKS.1 >= all * LINKS.0 && !sentence && block.kind != BlockKind::Heading(1);
        outside.push(kept * 2 <= all || links);
    }
    outside
}

/// Finds the block that is the page's headline, and makes it the only one of the first level.
fn headline(draft: &mut Draft, facts: &mut Facts) {
    let stated = facts.title.as_deref().map(|stated| fold(title::parts(stated).title));
    let first = draft.outside.iter().position(|outside| !outside).unwrap_or(0);
    let headings = || {
        let blocks = draft.body.blocks.iter().enumerate().take(first + 12);
        blocks.filter(|(_, block)| matches!(block.kind, BlockKind::Heading(1 | 2)))
    };
    let is_stated = |words: &str| {
        let words = fold(words);
        stated.as_ref().is_some_and(|stated| *stated == words || (words.len() > 12 && stated.starts_with(&words)))
    };
    let by_words = headings().find(|(_, block)| is_stated(block.span.of(&draft.body.plain)));
    let found =
        by_words.or_else(|| headings().find(|(_, block)| block.kind == BlockKind::Heading(1))).map(|(index, _)| index);
    for block in &mut draft.body.blocks {
        if block.kind == BlockKind::Heading(1) {
            block.kind = BlockKind::Heading(2);
        }
    }
    if let Some(index) = found {
        draft.body.blocks[index].kind = BlockKind::Heading(1);
        draft.outside[index] = false;
        facts.title = None;
    }
}

/// What the head of a page says, and its JSON-LD.
fn facts(text: &str, from: usize) -> Facts {
    let mut facts = Facts::default();
    let mut in_json = false;
    // Comments and teasers have days of their own: the element that holds them, and how many of its name are open in it.
    let mut aside: Option<(&str, usize)> = None;
    for token in Tokens::new(text, from..text.len()) {
        match token {
            Token::Open(tag) => {
                aside = match aside {
                    Some((name, open)) => Some((name, open + usize::from(name.eq_ignore_ascii_case(tag.name)))),
                    None => is_aside(&tag).then_some((tag.name, 1)),
                };
                in_json = tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
                let value = |name: &str| {
                    tag.attribute(name).map(|value| decoded(value).trim().to_owned()).filter(|value| !value.is_empty())
                };
                match tag.name.to_ascii_lowercase().as_str() {
                    "html" => facts.language = value("lang").filter(|tag| tag.len() <= 35),
                    "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                        facts.url = value("href")
                    }
                    "meta" => {
                        let name = value("property").or_else(|| value("name")).or_else(|| value("itemprop"));
                        let place = tag.attribute("content").map(|content| place_in(text, content));
                        if let (Some(name), Some(content), Some(place)) = (name, value("content"), place) {
                            facts.meta(&name.to_ascii_lowercase(), content, place);
                        }
                    }
                    "time" if facts.published.is_none() && aside.is_none() => {
                        facts.published = tag
                            .attribute("datetime")
                            .filter(|time| time.len() >= 10)
                            .map(|time| (time.to_owned(), place_in(text, time)));
                    }
                    _ => {}
                }
            }
            Token::Close(closed) => {
                aside = aside.and_then(|(name, open)| {
                    let open = open - usize::from(name.eq_ignore_ascii_case(closed));
                    (open > 0).then_some((name, open))
                });
            }
            Token::Raw(name, range) if name.eq_ignore_ascii_case("title") => {
                let words = decoded(&text[range]).split_whitespace().collect::<Vec<_>>().join(" ");
                facts.title = facts.title.take().or(Some(words)).filter(|title| !title.is_empty());
            }
            Token::Raw(_, range) if in_json => {
                let start = range.start;
                if let Ok(json) = serde_json::from_str::<serde_json::Value>(&text[range.clone()]) {
                    facts.json(&json, text, Span::new(start, range.end), 0);
                }
            }
            _ => {}
        }
    }
    facts
}

/// Whether an element holds what readers wrote, or leads to other articles.
fn is_aside(tag: &Tag) -> bool {
    let holds = |name: &str| {
        let name = name.to_ascii_lowercase();
        let other =
            ["comment", "respond", "disqus", "related", "recommend"].iter().any(|start| name.starts_with(start));
        other && !matches!(name.as_str(), "comments-open" | "comments-closed")
    };
    let named = ["class", "id"].iter().filter_map(|key| tag.attribute(key));
    let whole = ["html", "body", "main"].iter().any(|name| tag.name.eq_ignore_ascii_case(name));
    let apart = ["aside", "nav"].iter().any(|name| tag.name.eq_ignore_ascii_case(name));
    apart
        || !whole
            && !is_void(tag.name)
            && !["p", "li", "td", "tr"].iter().any(|row| tag.name.eq_ignore_ascii_case(row))
            && named.flat_map(str::split_whitespace).any(holds)
}

/// Where a slice of `text` stands in it.
fn place_in(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    Span::new(start, (start + part.len()).min(text.len()))
}

impl Facts {
    /// Drops what may not leave this module unchecked, and takes the site's name off the title.
    fn settle(&mut self) {
        self.url = self.url.take().filter(|url| inline::link(url).is_some() && !url.starts_with("mailto:"));
        self.language =
            self.language.take().filter(|tag| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
        let Some(stated) = self.title.take() else { return };
        let parts = title::parts(&stated);
        self.site = self.site.take().or_else(|| parts.outlet.map(str::to_owned));
        self.title = Some(parts.title.to_owned());
    }

    fn meta(&mut self, name: &str, content: String, place: Span) {
        let empty = |field: &Option<String>| field.is_none();
        match name {
            // These give the headline without the site's name.
            "og:title" | "twitter:title" | "headline" | "dc.title" => self.title = Some(content),
            "og:site_name" | "application-name" | "publisher" | "dc.publisher" if empty(&self.site) => {
                self.site = Some(content)
            }
            "description" | "og:description" | "dc.description" if empty(&self.description) => {
                self.description = Some(content)
            }
            "author" | "article:author" | "dc.creator" | "byl" | "parsely-author"
                if self.authors.is_empty() && !content.contains("://") =>
            {
                self.authors = vec![content];
            }
            "article:published_time"
            | "datepublished"
            | "date"
            | "dc.date"
            | "pubdate"
            | "publish-date"
            | "parsely-pub-date"
            | "dcterms.created" => {
                self.published = Some((content, place));
            }
            "article:modified_time" | "datemodified" | "lastmod" | "og:updated_time" | "dcterms.modified" => {
                self.modified = Some((content, place))
            }
            "og:url" if empty(&self.url) => self.url = Some(content),
            _ => {}
        }
    }

    /// Takes what a schema.org article says; what `<meta>` said before stays.
    fn json(&mut self, json: &serde_json::Value, text: &str, place: Span, depth: usize) {
        if let Some(items) = json.as_array().or_else(|| json.get("@graph").and_then(serde_json::Value::as_array)) {
            if depth < 4 {
                items.iter().for_each(|item| self.json(item, text, place, depth + 1));
            }
            return;
        }
        let kind = json.get("@type").map(ToString::to_string).unwrap_or_default();
        if !(kind.contains("Article") || kind.contains("Report") || kind.contains("BlogPosting")) {
            return;
        }
        let value = |key: &str| json.get(key).and_then(name_in);
        let dated = |key: &str| {
            let value = value(key)?;
            let at = place
                .of(text)
                .find(&value)
                .map_or(place, |at| Span::new(place.start as usize + at, place.start as usize + at + value.len()));
            Some((value, at))
        };
        self.title = value("headline").or(self.title.take());
        self.published = self.published.take().or_else(|| dated("datePublished"));
        self.modified = self.modified.take().or_else(|| dated("dateModified"));
        self.site = self.site.take().or_else(|| value("publisher"));
        self.description = self.description.take().or_else(|| value("description"));
        if self.authors.is_empty() {
            let authors = json.get("author");
            let list =
                authors.and_then(serde_json::Value::as_array).map(|list| list.iter().filter_map(name_in).collect());
            self.authors = list.unwrap_or_else(|| authors.and_then(name_in).into_iter().collect());
        }
    }
}

/// A text, or the name of a thing.
fn name_in(value: &serde_json::Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("name").and_then(serde_json::Value::as_str))?;
    let text = without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>The old bridge over the Velin opened again on Monday, two years after the flood that had \
        closed it, and the first lorries crossed before noon, watched by several hundred people on both banks.</p>\
        <p>“We have waited long enough,” said the mayor, Ana Ruiz, who cut the ribbon with her predecessor, and added that \
        the second bridge, which the county promised in 2019, would have to wait until the spring of next year.</p>\
        <p>The repairs cost four million crowns, of which the state paid half; the rest came from the county, two foundations \
        and a collection among the people of the town, which alone brought in three hundred thousand crowns.</p>";

    /// The words of a page that are in the article.
    fn kept(page: &str) -> String {
        let (draft, _) = read(page, 0);
        let blocks = draft.body.blocks.iter().zip(&draft.outside).filter(|(_, outside)| !**outside);
        blocks.map(|(block, _)| block.span.of(&draft.body.plain)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_the_page_repeats_elsewhere_is_not_kept_twice() {
        let page = format!(
            "<body><article><h1>Bridge opens</h1>{TEXT}</article><div class=mobile><ul><li>The old bridge over the Velin opened \
            again on Monday, two years after the flood that had closed it</li></ul></div></body>"
        );
        assert_eq!(kept(&page).matches("over the Velin opened").count(), 1);
    }

    #[test]
    fn no_element_left_open_loses_the_article() {
        for before in [
            "<head><title>t</title>",
            "<svg/>",
            "<button>Menu",
            "<select><option>a<option>b",
            "<svg><path d=x>",
            "<!-->",
        ] {
            let page = format!("<html>{before}<body><h1>Bridge opens</h1>{TEXT}</body>");
            assert!(kept(&page).contains("waited long enough"), "{before}");
            let page = format!("<html>{before}<h1>Bridge opens</h1>{TEXT}");
            assert!(kept(&page).contains("waited long enough"), "{before}");
        }
    }

    #[test]
    fn captions_teasers_and_forms_in_the_article_are_left_out() {
        let page = format!(
            "<body><article><h1>Bridge opens</h1><figure><img src=a.jpg><figcaption>Lorries in May</figcaption></figure>{TEXT}\
            <div class='related-posts'><p>Another story about the harbour and its cranes, told at some length here.</p></div>\
            <p><a href=/b>Read also: the harbour closes</a></p><p class=newsletterSignup>Get our letter every week, for nothing.</p>\
            </article></body>"
        );
        let kept = kept(&page);
        assert!(kept.contains("three hundred thousand"));
        for words in ["Lorries in May", "Another story", "Read also", "our letter"] {
            assert!(!kept.contains(words), "{words}");
        }
    }

    #[test]
    fn formulas_do_not_break_a_paragraph() {
        let (draft, _) = read("<body><p>Its length <math><mi>l</mi></math> is known.</p></body>", 0);
        assert_eq!(draft.body.plain, "Its length is known.");
    }
}
