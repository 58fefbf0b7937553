//! What a page says of itself: in its head, in JSON-LD, and in the elements that it labels for machines.
//!
//! A page says the same thing in many places, and some of them speak of other articles. Everything found is kept with its rank and
//! [`Found::settle`] takes the best of each: the article's own JSON-LD before `<meta>`, that before labelled elements, and those
//! before what only the address tells.

use super::blocks::decoded;
use super::hidden::Hidden;
use super::json_ld;
use super::labels::Labels;
use super::metas::Metas;
use super::saved;
use super::tokens::{Token, Tokens};
use super::writers::{is_believable, people_in};
use crate::parsing::boilerplate::fold;
use crate::parsing::inline;
use crate::text::source::{Span, without_controls};

/// Longest name of a site that is believed, in bytes.
const NAME: usize = 80;

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
    /// The day on which an archive or an extension of a browser saved it.
    pub(in crate::parsing) captured: Option<String>,
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
    pub(super) urls: Vec<(Rank, String)>,
    pub(super) language: Option<String>,
    pub(super) page_title: Option<String>,
}

/// Reads a page from byte `from` on.
pub(super) fn read(text: &str, from: usize) -> Facts {
    let (mut found, mut metas, mut labels) = (Found::default(), Metas::default(), Labels::new(text));
    let mut hidden = Hidden::new(text);
    let mut tokens = Tokens::new(text, from..text.len());
    let mut json = false;
    let mut documents: Vec<(serde_json::Value, Span)> = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            Token::Open(tag) => {
                json =
                    tag.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                metas.open(&tag, text, &mut found);
                if hidden.opens(&tag, tokens.position()) {
                    labels.open(&tag);
                }
            }
            Token::Close(name) => {
                if hidden.closes(name) {
                    labels.close(name);
                }
            }
            Token::Text(range) if !hidden.is_open() => labels.words(range),
            Token::Raw(name, range) if name.eq_ignore_ascii_case("title") && found.page_title.is_none() => {
                found.page_title = cleaned(&text[range]);
            }
            Token::Raw(_, range) if json || json_ld::is_bare(&text[range.clone()]) => {
                if let Some(document) = json_ld::parse(&text[range.clone()]) {
                    documents.push((document, Span::new(range.start, range.end)));
                }
            }
            Token::Text(_) | Token::Raw(..) => {}
        }
    }
    json_ld::read(&documents, text, &mut found);
    let saved = saved::find(&text[from..]);
    found.urls.extend(saved.url.map(|url| (Rank::Labelled, url)));
    found.authors.extend(saved.credits.map(|credits| (Rank::Labelled, vec![credits])));
    for (_, url) in &mut found.urls {
        *url = saved::own_address(url).into_owned();
    }
    let titles: Vec<String> = found.titles.iter().map(|(_, title)| title).chain(&found.page_title).cloned().collect();
    labels.settle(&titles.iter().map(String::as_str).collect::<Vec<_>>(), &mut found);
    Facts { captured: saved.captured, ..found.settle(text) }
}

/// Text as it reads: entities as characters, also where a page escaped them twice, and no white space but single spaces.
pub(super) fn cleaned(text: &str) -> Option<String> {
    let once = decoded(text);
    let twice =
        if once.contains("&#") || once.contains("&amp;") || once.contains("&quot;") { decoded(&once) } else { once };
    let words = without_controls(&twice).split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
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
            authors: self.authors(host),
            site,
            published: self.published.into_iter().map(|(_, day, span)| (day, span)).collect(),
            modified: self.modified.into_iter().map(|(_, day, span)| (day, span)).next(),
            description: best(&self.descriptions),
            language: self.language.filter(|tag| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')),
            url,
            captured: None,
            page_title: self.page_title,
            has_headline: false,
        }
    }

    /// The names of those who wrote it: of the best evidence that names a person.
    fn authors(&mut self, host: Option<&str>) -> Vec<String> {
        let sites: Vec<&str> = self.sites.iter().map(|(_, site)| site.as_str()).collect();
        self.authors.sort_by_key(|(rank, _)| *rank);
        let stated = self.authors.chunk_by(|one, other| one.0 == other.0);
        let groups = stated.map(|group| {
            let mut people: Vec<String> = Vec::new();
            for (rank, names) in group {
                // Of elements in the page the first is the article's own, others may be those of teasers.
                if matches!(rank, Rank::Labelled | Rank::Classed) && !people.is_empty() {
                    break;
                }
                let people_of = names.iter().flat_map(|names| people_in(names));
                let believable = people_of.filter(|name| is_believable(name, *rank, &sites, host));
                for name in believable {
                    if !people.iter().any(|known| fold(known) == fold(&name)) {
                        people.push(name);
                    }
                }
            }
            (group[0].0, people)
        });
        let groups: Vec<(Rank, Vec<String>)> = groups.filter(|(_, people)| !people.is_empty()).collect();
        let Some((_, best)) = groups.first() else { return Vec::new() };
        // One place may name the first of several only; another that names them all as well is the fuller one.
        let fuller = groups[1..].iter().find(|(rank, people)| {
            let has = |name: &String| people.iter().any(|other| fold(other) == fold(name));
            *rank != Rank::Classed
                && people.len() > best.len()
                && best.iter().all(has)
                && people.iter().all(|name| is_full(name))
        });
        fuller.map_or(best, |(_, people)| people).clone()
    }
}

/// Whether a name has more than one word.
fn is_full(name: &str) -> bool {
    name.contains(' ')
}

fn best(stated: &[(Rank, String)]) -> Option<String> {
    stated.iter().min_by_key(|(rank, _)| *rank).map(|(_, value)| value.clone())
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
    fn the_place_that_names_all_authors_is_the_fuller_one() {
        let authors = |page: &str| facts(page).authors.join("+");
        let first = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "author": {"name": "Ana Ruiz"}, "publisher": {"name": "Velin Media"}}</script>"#;
        assert_eq!(authors(&format!("{first}<meta name=author content='Ana Ruiz, Jo Lind'>")), "Ana Ruiz+Jo Lind");
        assert_eq!(authors(&format!("{first}<meta name=author content='Jo Lind, Kim Roe'>")), "Ana Ruiz");
        assert_eq!(authors(&format!("{first}<meta name=author content='Velin Media, Ana Ruiz'>")), "Ana Ruiz");
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
