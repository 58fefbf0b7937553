//! The elements of a page that it labels as its day or its author: by `itemprop`, `rel`, class, or the element itself.
//!
//! The same labels stand in teasers, comments and side columns, and speak of other articles there. What stands apart is told by names
//! and classes; but pages give these to whole columns, too, so an element that holds the headline is never apart. Far above the headline
//! a day is that of the paper, or of a box in its head.

use super::clutter::{self, is_clutter};
use super::facts::{Found, Rank, cleaned};
use super::hidden::is_void;
use super::tokens::Tag;
use crate::parsing::boilerplate::fold;
use crate::parsing::line_dates;
use crate::text::source::Span;
use std::ops::Range;

/// Longest labelled text that may be a date, and longest one that may name an author, in bytes.
const DATE: usize = 60;
const AUTHOR: usize = 400;
/// How many texts a day may stand above the headline.
const ABOVE: usize = 10;
/// How many texts may stand in an `<article>` before a heading that is its title.
const TOP: usize = 3;
/// Shortest heading that tells a headline, in letters, unless it is all that the page calls itself.
const HEADLINE: usize = 12;

/// Reads the labelled elements of a page, tag by tag.
pub(super) struct Labels<'a> {
    text: &'a str,
    /// The open elements.
    stack: Vec<Open<'a>>,
    /// Elements that may stand apart.
    regions: Vec<Region>,
    /// The labelled elements that are open, the innermost last.
    open: Vec<Labelled>,
    heading: Option<Heading>,
    headings: Vec<Heading>,
    /// How many texts have been read, and how many of these were more than the "and" between two names.
    texts: usize,
    solid: usize,
    told: Vec<Told>,
    /// Who published the page, as an element for machines has it.
    publisher: Option<String>,
}

struct Open<'a> {
    name: &'a str,
    /// The innermost region that it stands in, itself if it is one.
    region: Option<usize>,
    /// Whether it says who published the page.
    is_publisher: bool,
}

/// An element that stands around the article, unless the headline is in it.
#[derive(Debug)]
struct Region {
    parent: Option<usize>,
    holds_headline: bool,
    /// Of an `<article>`: how many texts stand before it.
    article: Option<usize>,
    /// Whether it begins with a heading of its own.
    titled: bool,
    /// How many texts stand before its end.
    end: usize,
}

impl Region {
    /// Whether it speaks of another article, where the headline of this one is known, and where it stands, or is not. What ends above
    /// the headline is a teaser.
    fn is_apart(&self, headline: Option<usize>) -> bool {
        let other = headline.is_some_and(|at| self.titled || self.end <= at);
        !self.holds_headline && (self.article.is_none() || other)
    }
}

/// A heading, and where it stands.
#[derive(Debug)]
struct Heading {
    depth: usize,
    words: String,
    region: Option<usize>,
    text: usize,
}

/// What a label says that the words of its element are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Author(Rank),
    Date(Rank),
}

impl Label {
    fn rank(self) -> Rank {
        let (Label::Author(rank) | Label::Date(rank)) = self;
        rank
    }

    fn is_date(self) -> bool {
        matches!(self, Label::Date(_))
    }
}

/// A labelled element that is open: how deep it stands, and its texts so far.
#[derive(Debug)]
struct Labelled {
    label: Label,
    depth: usize,
    texts: Vec<Range<usize>>,
    length: usize,
}

/// Something that a label tells, and where.
struct Told {
    what: What,
    region: Option<usize>,
    text: usize,
    /// How many texts stand before its end, without what only joins names.
    solid: usize,
}

enum What {
    Author(Rank, String),
    Date(Rank, String, Span),
}

impl<'a> Labels<'a> {
    pub(super) fn new(text: &'a str) -> Labels<'a> {
        Labels {
            text,
            stack: Vec::new(),
            regions: Vec::new(),
            open: Vec::new(),
            heading: None,
            headings: Vec::new(),
            texts: 0,
            solid: 0,
            told: Vec::new(),
            publisher: None,
        }
    }

    /// Takes the start of an element that readers see.
    pub(super) fn open(&mut self, tag: &Tag<'a>) {
        let says = |what: &str| tag.attribute("itemprop").is_some_and(|value| value.eq_ignore_ascii_case(what));
        if is_void(tag.name) || tag.closes_itself() {
            if says("name") && self.stack.last().is_some_and(|open| open.is_publisher) && self.publisher.is_none() {
                self.publisher = tag.attribute("content").and_then(cleaned);
            }
            return;
        }
        let is_publisher = says("publisher");
        let is = |names: &[&str]| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        if is(&["p", "li", "td", "tr"])
            && self.stack.last().is_some_and(|open| open.name.eq_ignore_ascii_case(tag.name))
        {
            self.pop();
        }
        let mut region = self.region();
        let article = is(&["article"]).then_some(self.texts);
        // The footer of an article is where many pages name its writer.
        let own = is(&["footer"]) && (is_meta(tag) || self.in_article(region));
        if article.is_some() || is_apart(tag) && !own {
            let end = usize::MAX;
            self.regions.push(Region { parent: region, holds_headline: false, article, titled: false, end });
            region = Some(self.regions.len() - 1);
        }
        self.stack.push(Open { name: tag.name, region, is_publisher });
        if is(&["h1", "h2", "h3", "h4"]) {
            let (depth, text) = (self.stack.len(), self.texts);
            let inside = region.map(|region| &mut self.regions[region]);
            if let Some(inside) = inside.filter(|inside| inside.article.is_some_and(|start| text <= start + TOP)) {
                inside.titled = true;
            }
            self.heading = Some(Heading { depth, words: String::new(), region, text });
        }
        self.labelled(tag);
    }

    /// Takes the end of an element, and of those left open in it.
    pub(super) fn close(&mut self, name: &str) {
        let Some(at) = self.stack.iter().rposition(|open| open.name.eq_ignore_ascii_case(name)) else { return };
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let closed = self.stack.pop().and_then(|open| open.region);
        if let Some(region) = closed.filter(|_| closed != self.region()) {
            self.regions[region].end = self.texts;
        }
        let depth = self.stack.len();
        if self.heading.as_ref().is_some_and(|heading| depth < heading.depth) {
            self.headings.extend(self.heading.take());
        }
        while self.open.last().is_some_and(|label| depth < label.depth) {
            self.open.pop().into_iter().for_each(|label| self.tell(&label));
        }
    }

    /// Takes a text that readers see.
    pub(super) fn words(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        if words.trim().is_empty() {
            return;
        }
        self.texts += 1;
        self.solid += usize::from(!is_between(words));
        if let Some(heading) = &mut self.heading {
            heading.words.push_str(words);
            heading.words.push(' ');
        }
        // A date among the names of authors is none of their names.
        let Some(is_date) = self.open.last().map(|label| label.label.is_date()) else { return };
        for label in self.open.iter_mut().filter(|label| label.label.is_date() == is_date) {
            label.length += range.len();
            label.texts.push(range.clone());
        }
        // What is that long is a part of the page, whatever its label says.
        self.open.retain(|label| label.length <= AUTHOR);
    }

    fn in_article(&self, region: Option<usize>) -> bool {
        region.is_some_and(|region| self.regions[region].article.is_some())
    }

    fn region(&self) -> Option<usize> {
        self.stack.last().and_then(|open| open.region)
    }

    /// Remembers an element whose label says that it names the author or the day. Of authors' elements in each other the inner one
    /// counts, as long as the outer one has no words of its own.
    fn labelled(&mut self, tag: &Tag<'a>) {
        if ["html", "body", "main", "article"].iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
            return;
        }
        let Some(label) = label(tag) else { return };
        if let Label::Date(rank) = label
            && let Some(stated) = ["datetime", "content", "title"].iter().find_map(|key| tag.attribute(key))
            && stated.len() >= 10
            && stated.contains(|letter: char| letter.is_ascii_digit())
        {
            self.open.retain(|outer| !outer.label.is_date());
            let what = What::Date(rank, stated.to_owned(), place_in(self.text, stated));
            self.told.push(Told { what, region: self.region(), text: self.texts, solid: self.solid });
            return;
        }
        let outer = self.open.iter().rposition(|outer| outer.label.is_date() == label.is_date());
        if let Some(outer) = outer.filter(|_| !label.is_date()) {
            // "By", and then an element for the name alone: that says more exactly who it is.
            let (own, known) = (label.rank(), self.open[outer].label.rank());
            if own > known || own == known && !self.open[outer].texts.is_empty() {
                return;
            }
            self.open.remove(outer);
        }
        self.open.push(Labelled { label, depth: self.stack.len(), texts: Vec::new(), length: 0 });
    }

    /// Takes the words of a labelled element.
    fn tell(&mut self, label: &Labelled) {
        let (Some(first), Some(last)) = (label.texts.first(), label.texts.last()) else { return };
        let region = self.region();
        let text = self.texts - label.texts.len();
        let whole = label.texts.iter().map(|range| &self.text[range.clone()]).collect::<Vec<_>>().join(" ");
        match label.label {
            Label::Author(rank) => {
                let what = cleaned(&whole).map(|words| What::Author(rank, words));
                self.told.extend(what.map(|what| Told { what, region, text, solid: self.solid }));
            }
            Label::Date(rank) => {
                // One text with a whole date is the best; in several a date is no one stretch of the file.
                let full = label.texts.iter().find(|range| {
                    range.len() <= 2 * DATE && !line_dates::read(&self.text[(*range).clone()]).is_empty()
                });
                let (words, range) = match full {
                    Some(range) => (self.text[range.clone()].to_owned(), range.clone()),
                    None => (whole, first.start..last.end),
                };
                let short = words.trim().len() <= 2 * DATE && words.contains(|letter: char| letter.is_ascii_digit());
                let known =
                    self.told.iter().any(|told| matches!(&told.what, What::Date(.., span) if span.range() == range));
                if short && !known {
                    let what = What::Date(rank, words, range.into());
                    self.told.push(Told { what, region, text, solid: self.solid });
                }
            }
        }
    }

    /// Adds what the labels tell of this article to what is known of it. `titles` is all that the page calls itself.
    pub(super) fn settle(mut self, titles: &[&str], found: &mut Found) {
        while !self.stack.is_empty() {
            self.pop();
        }
        found.sites.extend(self.publisher.take().map(|name| (Rank::Labelled, name)));
        let titles: Vec<String> = titles.iter().map(|title| fold(title)).collect();
        let is_headline = |heading: &&Heading| {
            let words = cleaned(&heading.words).map(|words| fold(&words)).unwrap_or_default();
            !words.is_empty()
                && titles
                    .iter()
                    .any(|title| *title == words || words.chars().count() >= HEADLINE && title.contains(words.as_str()))
        };
        let headlines: Vec<&Heading> = self.headings.iter().filter(is_headline).collect();
        let headline = headlines.iter().copied().min_by_key(|heading| heading.region.is_some());
        let mut region = headline.and_then(|headline| headline.region);
        while let Some(at) = region {
            self.regions[at].holds_headline = true;
            region = self.regions[at].parent;
        }
        // A page may say its headline in several places: an article that begins with it is this one.
        for heading in &headlines {
            if let Some(region) = heading.region.filter(|region| self.regions[*region].article.is_some()) {
                self.regions[region].holds_headline = true;
            }
        }
        let headline = headline.map(|headline| headline.text);
        let mut last: Option<(Rank, Option<usize>, usize)> = None;
        for told in self.told {
            let around = std::iter::successors(told.region, |region| self.regions[*region].parent);
            if around.into_iter().any(|region| self.regions[region].is_apart(headline)) {
                continue;
            }
            match told.what {
                What::Author(rank, words) => {
                    // Those who wrote it together stand side by side.
                    let beside = last.is_some_and(|(rank_before, region, solid)| {
                        (rank_before, region) == (rank, told.region) && told.solid == solid + 1
                    });
                    last = Some((rank, told.region, told.solid));
                    match found.authors.last_mut().filter(|_| beside) {
                        Some((_, names)) => names.push(words),
                        None => found.authors.push((rank, vec![words])),
                    }
                }
                What::Date(Rank::Classed, ..) if headline.is_some_and(|at| told.text + ABOVE < at) => {}
                What::Date(rank, words, span) => found.published.push((rank, words, span)),
            }
        }
    }
}

/// What an element says that its words are.
fn label(tag: &Tag<'_>) -> Option<Label> {
    let holds = |key: &str, words: &[&str]| {
        tag.attribute(key).is_some_and(|value| {
            value.split_whitespace().any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
        })
    };
    let is_time = tag.name.eq_ignore_ascii_case("time");
    let classes = || ["class", "data-testid"].into_iter().filter_map(|key| tag.attribute(key));
    let named =
        |words: &[&str], not: &[&str]| classes().flat_map(str::split_whitespace).any(|name| is_named(name, words, not));
    Some(match () {
        () if holds("itemprop", &["datePublished"])
            || holds("property", &["schema:datePublished", "datePublished"]) =>
        {
            Label::Date(Rank::Labelled)
        }
        () if is_time && !holds("itemprop", &["dateModified"]) && !named(&UPDATED, &["published"]) => {
            Label::Date(Rank::Classed)
        }
        () if named(&DATES, &NO_DATES) || holds("property", &["schema:dateCreated"]) => Label::Date(Rank::Classed),
        () if holds("itemprop", &["author"])
            || holds("property", &["author", "schema:author"])
            || holds("rel", &["author"]) =>
        {
            Label::Author(Rank::Labelled)
        }
        // As microformats label who wrote it, by whatever name.
        () if holds("class", &["vcard", "p-author", "h-card"]) && named(&AUTHORS, &NO_AUTHORS) => {
            Label::Author(Rank::Labelled)
        }
        () if named(&AUTHORS, &NO_AUTHORS) || leads_to_a_writer(tag) => Label::Author(Rank::Classed),
        () => return None,
    })
}

/// Whether a text only joins two names.
fn is_between(words: &str) -> bool {
    let words = words.trim();
    !words.contains(char::is_alphanumeric) || ["and", "und", "et", "y", "e", "и", "en", "i"].contains(&words)
}

/// Whether a link leads to the page of somebody who writes for the site: `/author/jane-doe/`.
fn leads_to_a_writer(tag: &Tag<'_>) -> bool {
    const FOLDERS: [&str; 8] =
        ["/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/autore/", "/reporter/", "/newsteam/"];
    tag.name.eq_ignore_ascii_case("a")
        && tag.attribute("href").is_some_and(|address| {
            // The list of all writers is nobody's page.
            let after = |folder: &&str| address.find(*folder).map(|at| &address[at + folder.len()..]);
            FOLDERS.iter().find_map(after).is_some_and(|name| name.starts_with(|letter: char| letter.is_alphanumeric()))
        })
}

/// Words in the classes of elements that give the day of publication, or of a change, or that name the author; and words with
/// which they are something else.
const DATES: [&str; 15] = [
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
    "timedata",
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
const NO_AUTHORS: [&str; 18] = [
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
    "prep",
    "label",
];

/// Whether a class has one of some words and none of others: `entry-date`, `articleDate`.
fn is_named(class: &str, words: &[&str], not: &[&str]) -> bool {
    let parts = clutter::words(class);
    parts.iter().any(|part| words.contains(&part.as_str())) && !parts.iter().any(|part| not.contains(&part.as_str()))
}

/// Whether an element holds what readers wrote, or leads to other articles.
fn is_apart(tag: &Tag<'_>) -> bool {
    let named = ["aside", "nav", "footer"].iter().any(|name| tag.name.eq_ignore_ascii_case(name));
    named || is_clutter(tag) && !is_meta(tag) || clutter::is_teaser(tag) && !is_meta(tag)
}

/// Elements for the facts of an article, which are clutter in its text.
fn is_meta(tag: &Tag<'_>) -> bool {
    let names = ["class", "id"].into_iter().filter_map(|key| tag.attribute(key));
    names.flat_map(|names| names.split(|letter: char| !letter.is_ascii_alphabetic())).any(|word| {
        ["meta", "metadata", "postmeta", "byline", "author", "authors", "credit", "credits", "date"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
    }) || clutter::is_foot(tag)
}

/// Where a slice of `text` stands in it.
pub(super) fn place_in(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    Span::new(start, (start + part.len()).min(text.len()))
}

#[cfg(test)]
mod tests {
    use crate::parsing::html::facts;

    fn days(page: &str) -> Vec<String> {
        facts::read(page, 0).published.into_iter().map(|(day, _)| day.trim().to_owned()).collect()
    }

    fn authors(page: &str) -> String {
        facts::read(page, 0).authors.join("+")
    }

    #[test]
    fn a_labelled_day_is_read_within_other_labels_and_beside_other_words() {
        let page = "<title>Bridge opens in Lisse</title><h1>Bridge opens in Lisse</h1>\
            <p class=byline>By <a rel=author>Ana Ruiz</a> &middot; <span class=published>3 May 2021</span></p>";
        assert_eq!((days(page), authors(page)), (vec!["3 May 2021".to_owned()], "Ana Ruiz".to_owned()));
        assert_eq!(
            days("<span class=posted-on>Posted on <a href=/b><time datetime=2021-05-03T10:00>May 3</time></a></span>"),
            ["2021-05-03T10:00"]
        );
        assert_eq!(
            days("<p class=date>Written by <a href=/f>Ana</a> on Monday 3 May 2021</p>"),
            ["on Monday 3 May 2021"]
        );
        assert_eq!(
            days("<div class=article-author><p>Ana</p><time datetime=2021-05-03>x</time></div>"),
            ["2021-05-03"]
        );
    }

    #[test]
    fn a_column_that_holds_the_headline_is_not_apart() {
        let article = "<h1>Bridge opens in Lisse</h1><time datetime=2021-05-03>3 May</time>";
        let page =
            |around: &str| format!("<title>Bridge opens in Lisse - Post</title><div class={around}>{article}</div>");
        assert_eq!(days(&page("navigation-container")), ["2021-05-03"]);
        let teaser = "<div class=widget><h3>Ferry late again</h3><time datetime=2021-05-09>9 May</time></div>";
        assert_eq!(days(&format!("{}{teaser}", page("widget-main"))), ["2021-05-03"]);
        assert!(days(teaser).is_empty());
    }

    #[test]
    fn another_article_of_the_page_has_a_heading_of_its_own() {
        let own = "<title>Bridge opens in Lisse</title><h1>Bridge opens in Lisse</h1><article><p>Text.</p><time datetime=2021-05-03>x</time></article>";
        assert_eq!(days(own), ["2021-05-03"]);
        let other = "<title>Bridge opens in Lisse</title><h1>Bridge opens in Lisse</h1><article><h3>Ferry late</h3><time datetime=2021-05-09>x</time></article>";
        assert!(days(other).is_empty());
    }

    #[test]
    fn a_day_far_above_the_headline_is_that_of_the_paper() {
        let menu = "<ul><li>News<li>Sport<li>Ferries<li>Trains<li>Weather<li>Letters<li>Chess<li>Jobs<li>Cars<li>Houses<li>Deaths</ul>";
        let page = format!(
            "<title>Bridge opens in Lisse</title><span class=date>9 May 2021</span>{menu}<h1>Bridge opens in Lisse</h1>\
             <span class=date>3 May 2021</span>"
        );
        assert_eq!(days(&page), ["3 May 2021"]);
    }

    #[test]
    fn the_element_for_the_name_alone_says_more_exactly_who_it_is() {
        assert_eq!(
            authors("<p class=byline>3 May 2021, from <span class='author vcard'>harbourcat</span></p>"),
            "harbourcat"
        );
        assert_eq!(
            authors("<p class=byline>By <a rel=author>Ana Ruiz</a> and <a rel=author>Jo Lind</a></p>"),
            "Ana Ruiz+Jo Lind"
        );
        assert_eq!(authors("<a rel=author>Ana Ruiz</a><p>The ferry is late.</p><a rel=author>Jo Lind</a>"), "Ana Ruiz");
    }

    #[test]
    fn a_writer_is_known_by_the_address_of_a_link_and_by_the_label_of_a_test() {
        assert_eq!(
            authors("<p>By <a href='/author/ana-ruiz/'>Ana Ruiz</a>, <a href='/author/jo'>Jo Lind</a></p>"),
            "Ana Ruiz+Jo Lind"
        );
        assert_eq!(authors("<p><a href='/author/'>All Writers</a></p>"), "");
        assert_eq!(authors("<div data-testid=story-byline><span>By Ana Ruiz Thursday</span></div>"), "Ana Ruiz");
    }

    #[test]
    fn the_foot_of_an_article_names_its_writer_and_a_teaser_that_of_another() {
        assert_eq!(
            authors("<article><p>Text.</p><footer><span class=author>Ana Ruiz</span></footer></article>"),
            "Ana Ruiz"
        );
        assert_eq!(authors("<div class=post-footer><span class=post-author>Ana Ruiz</span></div>"), "Ana Ruiz");
        assert_eq!(authors("<p>Text.</p><footer><span class=author>Ana Ruiz</span></footer>"), "");
        assert_eq!(authors("<div class=story-teaser><span class=author-name>Ana Ruiz</span></div>"), "");
    }

    #[test]
    fn what_only_announces_a_name_is_none() {
        assert_eq!(
            authors("<span class=meta-author>Posted on</span><span class='author vcard'>harbourcat7</span>"),
            "harbourcat7"
        );
        assert_eq!(authors("<span class=author>Von</span>"), "");
    }
}
