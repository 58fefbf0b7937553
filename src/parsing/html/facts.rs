//! What a page says of itself: in its head, in JSON-LD, and in the elements that it labels for machines.
//!
//! A page says the same thing in many places, and some of them speak of other articles. Everything found is kept with its rank and
//! [`Found::settle`] takes the best of each: the article's own JSON-LD before `<meta>`, that before labelled elements, and those
//! before what only the address tells.

use super::blocks::decoded;
use super::clutter::{self, is_clutter};
use super::hidden::{Hidden, is_void};
use super::json_ld;
use super::tokens::{Tag, Token, Tokens};
use crate::parsing::furniture::fold;
use crate::parsing::inline;
use crate::text::source::{Span, without_controls};
use std::ops::Range;

/// Longest name of a person or outlet that is believed, in bytes, and most words of it.
const NAME: usize = 80;
const NAME_WORDS: usize = 6;
/// Longest labelled text that may be a date, in bytes.
const DATE: usize = 60;

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::parsing) struct Facts {
    /// The headline.
    pub(in crate::parsing) title: Option<String>,
    /// Who wrote it.
    pub(in crate::parsing) authors: Vec<String>,
    /// The name of the site.
    pub(in crate::parsing) site: Option<String>,
    /// When it was published, the best evidence first: the words, and where they stand.
    pub(in crate::parsing) published: Vec<(String, Span)>,
    /// The same of its last change.
    pub(in crate::parsing) modified: Option<(String, Span)>,
    /// A sentence on what is in it.
    pub(in crate::parsing) description: Option<String>,
    /// Its address.
    pub(in crate::parsing) url: Option<String>,
    /// Its language.
    pub(in crate::parsing) language: Option<String>,
    /// Whether a block of the page is the headline; its words are `title` then.
    pub(in crate::parsing) has_headline: bool,
    /// What `<title>` says: headline and site, in some order.
    pub(super) page_title: Option<String>,
}

/// How good a piece of evidence is, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// JSON-LD of an article.
    Article,
    /// `<meta>` with a name that means this and nothing else.
    Meta,
    /// An element labelled with `itemprop` or `rel`.
    Labelled,
    /// JSON-LD of the page.
    Page,
    /// `<meta>` with a vague name.
    Vague,
    /// An element with a class that says so, or a `<time>`.
    Classed,
    /// The address.
    Address,
}

/// Everything that a page says, with its rank.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) titles: Vec<(Rank, String)>,
    pub(super) authors: Vec<(Rank, Vec<String>)>,
    pub(super) sites: Vec<(Rank, String)>,
    pub(super) published: Vec<(Rank, String, Span)>,
    pub(super) modified: Vec<(Rank, String, Span)>,
    pub(super) descriptions: Vec<(Rank, String)>,
    urls: Vec<(Rank, String)>,
    language: Option<String>,
    page_title: Option<String>,
}

/// Reads a page from byte `from` on.
pub(super) fn read(text: &str, from: usize) -> Facts {
    let mut reader = Reader { text, found: Found::default(), stack: Vec::new(), apart: 0, label: None, card: None };
    let mut hidden = Hidden::new(text);
    let mut tokens = Tokens::new(text, from..text.len());
    let mut json = false;
    let mut documents: Vec<(serde_json::Value, Span)> = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            Token::Open(tag) => {
                json =
                    tag.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                let seen = hidden.opens(&tag, tokens.position());
                reader.open(&tag, seen);
            }
            Token::Close(name) => {
                if hidden.closes(name) {
                    reader.close(name);
                }
            }
            Token::Text(range) if !hidden.is_open() => reader.words(&text[range.clone()], range),
            Token::Raw(name, range) if name.eq_ignore_ascii_case("title") && reader.found.page_title.is_none() => {
                reader.found.page_title = cleaned(&text[range]);
            }
            Token::Raw(_, range) if json => {
                if let Some(document) = json_ld::parse(&text[range.clone()]) {
                    documents.push((document, Span::new(range.start, range.end)));
                }
            }
            Token::Text(_) | Token::Raw(..) => {}
        }
    }
    json_ld::read(&documents, text, &mut reader.found);
    reader.found.settle(text)
}

/// Text as it reads: entities as characters, also where a page escaped them twice, and no white space but single spaces.
pub(super) fn cleaned(text: &str) -> Option<String> {
    let once = decoded(text);
    let twice =
        if once.contains("&#") || once.contains("&amp;") || once.contains("&quot;") { decoded(&once) } else { once };
    let words = without_controls(&twice).split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// What a labelled element tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Author(Rank),
    Date(Rank),
}

/// A labelled element that is open: how deep it stands, and its words so far.
#[derive(Debug)]
struct Labelled {
    label: Label,
    depth: usize,
    words: String,
    range: Range<usize>,
}

struct Reader<'a> {
    text: &'a str,
    found: Found,
    /// Names of the open elements, and whether they hold what readers wrote or lead to other articles.
    stack: Vec<(&'a str, bool)>,
    apart: usize,
    label: Option<Labelled>,
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

impl<'a> Reader<'a> {
    fn open(&mut self, tag: &Tag<'a>, seen: bool) {
        let value = |name: &str| tag.attribute(name).and_then(cleaned);
        match tag.name.to_ascii_lowercase().as_str() {
            "html" => self.found.language = value("lang").or_else(|| value("xml:lang")).filter(|tag| tag.len() <= 35),
            "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.found.urls.extend(value("href").map(|url| (Rank::Article, url)));
            }
            "meta" => self.meta(tag),
            _ => {}
        }
        if !seen || is_void(tag.name) || tag.closes_itself() {
            return;
        }
        let row = ["p", "li", "td", "tr"].iter().any(|row| tag.name.eq_ignore_ascii_case(row));
        if row && self.stack.last().is_some_and(|(name, _)| name.eq_ignore_ascii_case(tag.name)) {
            self.pop();
        }
        let apart = is_apart(tag);
        self.apart += usize::from(apart);
        self.stack.push((tag.name, apart));
        if self.apart == 0 {
            self.labelled(tag);
        }
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.stack.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) else { return };
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some((_, apart)) = self.stack.pop() else { return };
        self.apart -= usize::from(apart);
        if self.label.as_ref().is_some_and(|label| self.stack.len() < label.depth)
            && let Some(label) = self.label.take()
        {
            self.told(label);
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        let Some(label) = &mut self.label else { return };
        if label.words.is_empty() && words.trim().is_empty() {
            return;
        }
        if label.words.is_empty() {
            label.range = range.clone();
        }
        label.range.end = range.end;
        label.words.push_str(words);
        label.words.push(' ');
    }

    /// Remembers an element whose label says that it names the author or the day. Of such elements in each other the inner one
    /// counts, as long as the outer one has no words of its own.
    fn labelled(&mut self, tag: &Tag<'a>) {
        if self.label.as_ref().is_some_and(|label| !label.words.is_empty()) {
            return;
        }
        let holds = |key: &str, words: &[&str]| {
            tag.attribute(key).is_some_and(|value| {
                value.split_whitespace().any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
            })
        };
        let is_time = tag.name.eq_ignore_ascii_case("time");
        let class = tag.attribute("class").unwrap_or("");
        let named = |words: &[&str], not: &[&str]| class.split_whitespace().any(|name| is_named(name, words, not));
        let label = match () {
            () if holds("itemprop", &["datePublished"])
                || holds("property", &["schema:datePublished", "datePublished"]) =>
            {
                Label::Date(Rank::Labelled)
            }
            () if is_time && !holds("itemprop", &["dateModified"]) && !named(&UPDATED, &["published"]) => {
                Label::Date(Rank::Classed)
            }
            () if named(&DATES, &NO_DATES) || holds("property", &["schema:dateCreated"]) => Label::Date(Rank::Classed),
            () if holds("itemprop", &["author"]) || holds("rel", &["author"]) => Label::Author(Rank::Labelled),
            () if named(&AUTHORS, &NO_AUTHORS) => Label::Author(Rank::Classed),
            () => return,
        };
        if let Label::Date(rank) = label
            && let Some(stated) = ["datetime", "content", "title"].iter().find_map(|key| tag.attribute(key))
            && stated.len() >= 10
            && stated.contains(|letter: char| letter.is_ascii_digit())
        {
            self.found.published.push((rank, stated.to_owned(), place_in(self.text, stated)));
            return;
        }
        self.label = Some(Labelled { label, depth: self.stack.len(), words: String::new(), range: 0..0 });
    }

    /// Takes the words of a labelled element.
    fn told(&mut self, label: Labelled) {
        let Some(words) = cleaned(&label.words) else { return };
        match label.label {
            Label::Author(rank) => self.found.authors.push((rank, vec![words])),
            Label::Date(rank) if words.len() <= DATE && words.contains(|letter: char| letter.is_ascii_digit()) => {
                let source = &self.text[label.range.clone()];
                // A date in several elements is not one stretch of the file.
                if !source.contains('<') {
                    self.found.published.push((rank, source.to_owned(), label.range.into()));
                }
            }
            Label::Date(_) => {}
        }
    }

    fn meta(&mut self, tag: &Tag<'a>) {
        let value = |name: &str| tag.attribute(name).and_then(cleaned);
        let name = ["property", "name", "itemprop"].iter().find_map(|key| value(key));
        let (Some(name), Some(content), Some(raw)) = (name, value("content"), tag.attribute("content")) else { return };
        let name = name.to_ascii_lowercase().replace(':', ".");
        let name = name.as_str();
        let found = &mut self.found;
        let place = place_in(self.text, raw);
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
                found.authors.push((Rank::Vague, vec![content]));
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

/// Words in the classes of elements that give the day of publication, or of a change, or that name the author; and words with
/// which they are something else.
const DATES: [&str; 14] = [
    "date",
    "dates",
    "datum",
    "fecha",
    "published",
    "publishdate",
    "publishingdate",
    "pubdate",
    "posted",
    "dateline",
    "timestamp",
    "creationdate",
    "publication",
    "veroeffentlicht",
];
const NO_DATES: [&str; 14] = [
    "update", "updated", "modified", "event", "events", "picker", "upto", "comment", "related", "author", "range",
    "input", "icon", "birth",
];
const UPDATED: [&str; 4] = ["updated", "modified", "update", "aktualisiert"];
const AUTHORS: [&str; 8] = ["author", "authors", "autor", "autoren", "auteur", "byline", "byl", "verfasser"];
const NO_AUTHORS: [&str; 16] = [
    "bio",
    "description",
    "image",
    "img",
    "avatar",
    "social",
    "links",
    "box",
    "info",
    "about",
    "posts",
    "photo",
    "icon",
    "role",
    "title",
    "comment",
];
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

/// Whether a class has one of some words and none of others: `entry-date`, `articleDate`.
fn is_named(class: &str, words: &[&str], not: &[&str]) -> bool {
    let parts = clutter::words(class);
    parts.iter().any(|part| words.contains(&part.as_str())) && !parts.iter().any(|part| not.contains(&part.as_str()))
}

/// Whether an element holds what readers wrote, or leads to other articles.
fn is_apart(tag: &Tag<'_>) -> bool {
    let named = ["aside", "nav", "footer"].iter().any(|name| tag.name.eq_ignore_ascii_case(name));
    named || is_clutter(tag) && !is_meta(tag)
}

/// Elements for the facts of an article, which are clutter in its text.
fn is_meta(tag: &Tag<'_>) -> bool {
    let names = ["class", "id"].into_iter().filter_map(|key| tag.attribute(key));
    names.flat_map(|names| names.split(|letter: char| !letter.is_ascii_alphabetic())).any(|word| {
        ["meta", "postmeta", "byline", "author", "authors", "credit", "credits", "date"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
    })
}

/// Where a slice of `text` stands in it.
fn place_in(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    Span::new(start, (start + part.len()).min(text.len()))
}

impl Found {
    /// The best of everything.
    fn settle(mut self, text: &str) -> Facts {
        let url = best(&self.urls).filter(|url| inline::link(url).is_some() && !url.starts_with("mailto:"));
        self.published
            .extend(url.as_deref().and_then(|url| in_address(url, text)).map(|(day, span)| (Rank::Address, day, span)));
        self.published.sort_by_key(|(rank, ..)| *rank);
        self.modified.sort_by_key(|(rank, ..)| *rank);
        let site = best(&self.sites).filter(|site| site.len() <= NAME && !site.contains("://"));
        let host = url.as_deref().and_then(host);
        Facts {
            title: best(&self.titles),
            authors: self.authors(site.as_deref(), host),
            site,
            published: self.published.into_iter().map(|(_, day, span)| (day, span)).collect(),
            modified: self.modified.into_iter().map(|(_, day, span)| (day, span)).next(),
            description: best(&self.descriptions),
            language: self.language.filter(|tag| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')),
            url,
            page_title: self.page_title,
            has_headline: false,
        }
    }

    /// The names of those who wrote it: of the best evidence that names a person.
    fn authors(&mut self, site: Option<&str>, host: Option<&str>) -> Vec<String> {
        self.authors.sort_by_key(|(rank, _)| *rank);
        let stated = self.authors.chunk_by(|one, other| one.0 == other.0);
        let people = stated.map(|group| {
            let mut people: Vec<String> = Vec::new();
            for (rank, names) in group {
                // Of elements in the page the first is the article's own, others may be those of teasers.
                if matches!(rank, Rank::Labelled | Rank::Classed) && !people.is_empty() {
                    break;
                }
                let people_of = names.iter().flat_map(|names| people_in(names));
                let believable = people_of.filter(|name| is_believable(name, *rank, site, host));
                for name in believable {
                    if !people.iter().any(|known| fold(known) == fold(&name)) {
                        people.push(name);
                    }
                }
            }
            people
        });
        people.into_iter().find(|people| !people.is_empty()).unwrap_or_default()
    }
}

fn best(stated: &[(Rank, String)]) -> Option<String> {
    stated.iter().min_by_key(|(rank, _)| *rank).map(|(_, value)| value.clone())
}

/// The names in "By Jane Doe, John Roe and Ann Poe".
fn people_in(names: &str) -> Vec<String> {
    const BEFORE: [&str; 33] = [
        "written by ",
        "posted by ",
        "published by ",
        "view all posts by ",
        "all posts by ",
        "words by ",
        "story by ",
        "author: ",
        "by: ",
        "by ",
        "veröffentlicht von ",
        "zeige alle beiträge von ",
        "alle beiträge von ",
        "beitrag von ",
        "ein artikel von ",
        "geschrieben von ",
        "erstellt von ",
        "verfasst von ",
        "autor: ",
        "von: ",
        "von ",
        "publié par ",
        "par ",
        "escrito por ",
        "publicado por ",
        "por ",
        "scritto da ",
        "di ",
        "text: ",
        "redaktion: ",
        "автор: ",
        "from ",
        "auteur : ",
    ];
    const AFTER: [&str; 6] = [" am ", " um ", " on ", " le ", " el ", "  "];
    const BETWEEN: [&str; 9] = [" and ", " & ", " und ", " et ", " y ", " e ", " и ", "; ", " / "];
    let names = names.trim();
    let before = BEFORE.iter().find(|before| {
        names.get(..before.len()).is_some_and(|start| start.to_lowercase() == **before)
            || names.to_lowercase().starts_with(**before)
    });
    let names = before.and_then(|before| names.get(before.len()..)).unwrap_or(names);
    let names = names.split([' ', '\u{a0}']).collect::<Vec<_>>().join(" ");
    let names = names.split(['|', '•', '·', '(', '→']).next().unwrap_or("");
    let names = AFTER.iter().fold(names, |names, after| names.split(after).next().unwrap_or(names));
    let names = once(names).to_owned();
    let mut parts = vec![names];
    for between in BETWEEN {
        parts = parts.iter().flat_map(|part| part.split(between).map(str::to_owned)).collect();
    }
    let parts = parts.iter().flat_map(|part| part.split(','));
    parts
        .map(|part| part.trim_matches(|letter: char| letter.is_whitespace() || ",;:-–".contains(letter)).to_owned())
        .collect()
}

/// A name that stands twice, as text and as the words for its picture, once.
fn once(name: &str) -> &str {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (first, second) = words.split_at(words.len() / 2);
    if words.len() >= 2 && first == second {
        return name.trim_start().get(..first.join(" ").len()).unwrap_or(name);
    }
    name
}

/// Whether a text can be the name of who wrote an article, and is not the site itself or what stands where a name is missing.
fn is_believable(name: &str, rank: Rank, site: Option<&str>, host: Option<&str>) -> bool {
    const NOBODY: [&str; 34] = [
        "null",
        "undefined",
        "none",
        "no author",
        "unknown",
        "admin",
        "administrator",
        "anonymous",
        "author",
        "editor",
        "webmaster",
        "guest",
        "staff",
        "root",
        "user",
        "redaktion",
        "redaction",
        "redacción",
        "rédaction",
        "redazione",
        "redacao",
        "redakcja",
        "editorial",
        "editorial staff",
        "staff writer",
        "staff reporter",
        "newsroom",
        "news desk",
        "web desk",
        "die redaktion",
        "la rédaction",
        "la redacción",
        "super user",
        "site admin",
    ];
    let folded = fold(name);
    let joined = |text: &str| text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let is_site = |site: &str| {
        let (site, name) = (joined(site), joined(name));
        !name.is_empty() && (site == name || site.trim_start_matches("the") == name.trim_start_matches("the"))
    };
    let host_name = host.and_then(|host| host.split('.').next());
    let words = name.split_whitespace().count();
    !folded.is_empty()
        && name.len() <= NAME
        && words <= NAME_WORDS
        && !name.contains("://")
        && !name.contains(['@', '<', '{', '[', '_', '!', '?'])
        && !name.contains(".com")
        // In an element for the author one word may be the name that somebody writes under.
        && (words == 1 && rank == Rank::Labelled
            || !name.chars().any(|letter| letter.is_ascii_digit()) && !name.starts_with(char::is_lowercase))
        && !NOBODY.contains(&folded.as_str())
        && !site.is_some_and(is_site)
        && !host.is_some_and(is_site)
        && !host_name.is_some_and(is_site)
}

/// The host of an address, without `www.`
fn host(url: &str) -> Option<&str> {
    let host = url.split("://").nth(1)?.split(['/', '?', '#', ':']).next()?;
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    host.contains('.').then_some(host)
}

/// The day in an address, `/2014/05/18/` or `/2014-05-18-`, and where it stands in the page.
fn in_address(url: &str, text: &str) -> Option<(String, Span)> {
    let after = url.find("://")? + 3;
    let path = &url[after + url[after..].find('/')?..];
    let bytes = path.as_bytes();
    let at = (0..bytes.len().saturating_sub(10)).find(|at| {
        let next = bytes.get(at + 11);
        b"/-_".contains(&bytes[*at])
            && is_day(&bytes[at + 1..at + 11])
            && next.is_none_or(|next| !next.is_ascii_digit())
    })?;
    let day = &path[at + 1..at + 11];
    let start = text.find(path).map(|start| start + at + 1).or_else(|| text.find(day))?;
    Some((day.replace('/', "-"), Span::new(start, start + day.len())))
}

/// Whether ten bytes are `2014/05/18` or `2014-05-18`.
fn is_day(bytes: &[u8]) -> bool {
    let [year @ .., first, m1, m2, second, d1, d2] = bytes else { return false };
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    let value = |part: &[u8]| part.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    first == second
        && b"/-".contains(first)
        && digits(year)
        && digits(&[*m1, *m2, *d1, *d2])
        && (1990..2100).contains(&value(year))
        && (1..=12).contains(&value(&[*m1, *m2]))
        && (1..=31).contains(&value(&[*d1, *d2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(page: &str) -> Facts {
        read(page, 0)
    }

    #[test]
    fn json_ld_is_followed_through_graphs_and_ids() {
        let page = facts(
            r##"<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "The Velin Post"},
            {"@type": "NewsArticle", "headline": "Bridge opens", "author": {"@id": "#ana"}, "publisher": {"@id": "#post"},
            "datePublished": "2021-05-03T10:00:00+02:00", "dateModified": "2021-06-01"},
            {"@id": "#ana", "@type": "Person", "name": "Ana Ruiz"}, {"@id": "#post", "@type": "Organization", "name": "Velin Media"}]}</script>"##,
        );
        assert_eq!(page.title.as_deref(), Some("Bridge opens"));
        assert_eq!((page.authors, page.site.as_deref()), (vec!["Ana Ruiz".to_owned()], Some("Velin Media")));
        assert_eq!(page.published[0].0, "2021-05-03T10:00:00+02:00");
        assert_eq!(page.modified.map(|(day, _)| day).as_deref(), Some("2021-06-01"));
    }

    #[test]
    fn the_best_evidence_of_a_day_goes_first() {
        let page = facts(
            "<meta name=date content=2021-05-09><link rel=canonical href='https://velin.example/2021/05/01/bridge'>\
            <meta property='article:published_time' content='2021-05-03'><time datetime=2021-05-04>4 May</time>\
            <div class=related-posts><time datetime=2020-01-01>old</time></div><span class=entry-date>3 May 2021</span>",
        );
        let days: Vec<&str> = page.published.iter().map(|(day, _)| day.as_str()).collect();
        assert_eq!(days, ["2021-05-03", "2021-05-09", "2021-05-04", "3 May 2021", "2021-05-01"]);
    }

    #[test]
    fn authors_are_people_and_never_the_site() {
        let authors = |page: &str| facts(page).authors.join("+");
        let site = "<meta property='og:site_name' content='The Velin Post'>";
        assert_eq!(
            authors(&format!(
                "{site}<meta name=author content='Velin Post'><p class=byline>By Ana Ruiz and Jo Lind</p>"
            )),
            "Ana Ruiz+Jo Lind"
        );
        assert_eq!(authors("<a rel=author href=/a>Ana Ruiz</a>"), "Ana Ruiz");
        assert_eq!(authors("<span itemprop=author itemscope><b itemprop=name>Ana Ruiz</b></span>"), "Ana Ruiz");
        assert_eq!(
            authors("<meta name=author content=admin><div class=comment><span class=author>Troll</span></div>"),
            ""
        );
        assert_eq!(authors("<meta name='DC:creator' content='Ana Ruiz'>"), "Ana Ruiz");
    }

    #[test]
    fn an_address_with_a_day_dates_the_page() {
        let day = |url: &str| in_address(url, url).map(|(day, _)| day);
        assert_eq!(day("https://a.example/2014/05/18/x").as_deref(), Some("2014-05-18"));
        assert_eq!(day("https://a.example/news/2014-05-18-bridge").as_deref(), Some("2014-05-18"));
        for none in [
            "https://a.example/2014/05/",
            "https://a.example/1234-56-789",
            "https://a.example/2014/13/18",
            "https://a.example",
        ] {
            assert_eq!(day(none), None, "{none}");
        }
    }
}
