//! Which block of a page is its headline.
//!
//! Pages make headings of their own names, of menus and of kickers; what they say of themselves in `<title>` and `og:title` tells
//! these apart from the headline.

use super::facts::{self, Facts};
use crate::model::article::{BlockKind, Piece};
use crate::parsing::boilerplate::{self, fold};
use crate::parsing::draft::Draft;
use crate::parsing::lines::ends_sentence;
use crate::parsing::title;

/// How many blocks from the first of the article on a headline is looked for.
const WITHIN: usize = 12;
/// From how many bytes on a sentence is running text.
const RUNNING: usize = 100;
/// Least words of a headline that is believed without a heading that says the same.
const WORDS: usize = 3;
/// What stands between the parts of `<title>`.
const BETWEEN: [&str; 14] =
    [" | ", " - ", " – ", " — ", " » ", " « ", " :: ", " • ", " · ", " // ", "|", "_", " : ", " > "];

/// What programs for blogs put between the name of the site and that of the post.
const ARCHIVES: [&str; 3] = ["blog archiv", "blog archive", "archives"];

/// Finds the block that is the page's headline, and makes it the only one of the first level. `facts.title` is its words then, and
/// where there is no such block what the page calls itself, without the name of its site.
pub(super) fn find(draft: &mut Draft, facts: &mut Facts) {
    let homes = draft
        .body
        .blocks
        .iter()
        .enumerate()
        .filter(|(index, block)| matches!(block.kind, BlockKind::Heading(_)) && links_home(draft, *index));
    let homes: Vec<String> = homes.map(|(_, block)| fold(block.span.of(&draft.body.plain))).collect();
    let mut homes = homes;
    if let Some((site, rest)) = site_before(draft, facts.page_title.as_deref().unwrap_or_default()) {
        homes.push(fold(&site));
        if boilerplate::names_a_paper(&site) {
            facts.site.get_or_insert(site);
        }
        facts.page_title = Some(rest);
    }
    let page = facts.page_title.clone();
    let after_site = page.as_deref().map(fold).unwrap_or_default();
    let stated = Stated::of(facts, homes.clone());
    let first = draft.outside.iter().position(|outside| !outside).unwrap_or(0);
    // A menu may be taken for the beginning of the article: the headline is above the first paragraph, too.
    let runs = |index: &usize| {
        let words = draft.body.blocks[*index].span.of(&draft.body.plain);
        !draft.outside[*index] && words.len() >= RUNNING && ends_sentence(words)
    };
    let text = (first..draft.body.blocks.len()).find(runs).unwrap_or(first);
    let headings: Vec<(usize, u8, String)> = draft
        .body
        .blocks
        .iter()
        .enumerate()
        .take((first + WITHIN).max(text))
        .filter_map(|(index, block)| match block.kind {
            BlockKind::Heading(level)
                if level <= 2 || level == 3 && fold(block.span.of(&draft.body.plain)) == after_site =>
            {
                let words = block.span.of(&draft.body.plain);
                // A teaser cuts the headlines of others.
                let cut = words.ends_with('…') || words.ends_with("...");
                (!cut).then(|| (index, level, fold(words)))
            }
            _ => None,
        })
        .collect();
    for block in &mut draft.body.blocks {
        if block.kind == BlockKind::Heading(1) {
            block.kind = BlockKind::Heading(2);
        }
    }
    facts.title = stated.title.clone();
    let mut same = headings.iter().filter(|(_, _, words)| stated.is_said(words));
    let named = headings.iter().filter(|(_, level, words)| *level == 1 && !stated.is_site(words)).collect::<Vec<_>>();
    if let Some((index, ..)) = same.next() {
        settle(draft, facts, *index);
    } else if let Some((index, ..)) = named.iter().find(|(_, _, words)| stated.is_within(words)) {
        // A kicker and the headline in one: the page says where the one ends.
        draft.outside[*index] = true;
    } else if let Some((index, ..)) = named.first().filter(|(_, _, words)| stated.goes_on(words)) {
        // A kicker with a heading of its own: the page says how the headline goes on.
        draft.outside[*index] = true;
    } else if let Some((index, _, words)) = named.first()
        && !stated.contradicts(words, draft.outside[*index])
    {
        settle(draft, facts, *index);
    }
    if facts.site.is_none() && (facts.has_headline || stated.sure) {
        let known = |site: &str| {
            homes.contains(&fold(site))
                || boilerplate::names_a_paper(site)
                || facts.url.as_deref().is_some_and(|url| is_host(site, url))
        };
        facts.site = page.zip(facts.title.as_deref()).and_then(|(page, title)| site_beside(&page, title, known));
    }
    if let Some(site) = facts.site.as_deref().map(fold) {
        facts.authors.retain(|author| fold(author) != site);
    }
}

/// What stands before a colon in `<title>`, and what after it, if the one is no part of the headline: the name of a paper, or words
/// that no heading has where one is the rest: "Harbour Notes: The quay goes", "Print: The quay goes".
fn site_before(draft: &Draft, page: &str) -> Option<(String, String)> {
    let (site, rest) = page.split_once(": ")?;
    let headings = draft.body.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(1..=3)));
    let headings: Vec<String> = headings.map(|block| fold(block.span.of(&draft.body.plain))).collect();
    let short = site.split_whitespace().count() <= SITE_WORDS && rest.split_whitespace().count() >= WORDS;
    let headed = || headings.contains(&fold(rest)) && !headings.contains(&fold(page));
    (short && (boilerplate::names_a_paper(site) || headed())).then(|| (site.trim().to_owned(), rest.trim().to_owned()))
}

/// Most words of the name of a site.
const SITE_WORDS: usize = 5;

/// What stands beside the headline in `<title>`, if it is known to be the name of the site: "Bridge opens – Harbour Notes".
fn site_beside(page: &str, headline: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let headline = fold(headline);
    let says = |title: &str| {
        fold(title).strip_suffix(&headline).is_some_and(|kicker| kicker.is_empty() || kicker.ends_with(": "))
    };
    let pairs = BETWEEN
        .iter()
        .chain(&[": "])
        .flat_map(|between| [page.rsplit_once(between), page.split_once(between).map(|(site, title)| (title, site))]);
    let mut sites = pairs
        .flatten()
        .filter(|(title, site)| says(title) && (1..=SITE_WORDS).contains(&site.split_whitespace().count()));
    sites.find(|(_, site)| is_known(site)).map(|(_, site)| site.trim().to_owned())
}

/// Whether an address is at a host of this name: `https://www.harbournotes.example/a` is at "Harbour Notes".
fn is_host(site: &str, url: &str) -> bool {
    let letters: String = fold(site).chars().filter(|letter| letter.is_alphanumeric()).collect();
    let host = url.split_once("://").map_or("", |(_, rest)| rest).split(['/', ':']).next().unwrap_or("");
    !letters.is_empty() && host.split('.').any(|label| label.replace('-', "") == letters)
}

fn settle(draft: &mut Draft, facts: &mut Facts, index: usize) {
    draft.body.blocks[index].kind = BlockKind::Heading(1);
    draft.outside[index] = false;
    facts.has_headline = true;
    facts.title = facts::cleaned(draft.body.blocks[index].span.of(&draft.body.plain));
}

/// Whether a block is a link to the first page of a site.
fn links_home(draft: &Draft, index: usize) -> bool {
    let is_start = |piece: &&Piece| matches!(piece, Piece::Open(open, _) if *open as usize == index);
    let inside = draft.body.pieces.iter().skip_while(|piece| !is_start(piece)).skip(1);
    let mut inside = inside.take_while(|piece| !matches!(piece, Piece::Open(..) | Piece::Close(_)));
    inside.any(|piece| {
        let Piece::Markup(markup) = piece else { return false };
        let address = markup.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let path = address.and_then(|address| address.split("://").nth(1));
        let path = path.map(|rest| rest.split_once('/').map_or("", |(_, path)| path));
        path.is_some_and(|path| path.is_empty() || path.starts_with("index."))
    })
}

/// What the page calls itself.
#[derive(Debug, Default)]
struct Stated {
    /// The headline as it would be shown.
    title: Option<String>,
    /// Whether a page says it apart from the name of its site.
    sure: bool,
    /// Whether it says the same in two places.
    agreed: bool,
    /// Everything that may be the headline, in lower case.
    candidates: Vec<String>,
    /// Everything that is the site's name, in lower case.
    sites: Vec<String>,
}

impl Stated {
    /// `sites` are headings that lead to the site's first page, in lower case.
    fn of(facts: &mut Facts, sites: Vec<String>) -> Stated {
        let mut stated = Stated { sites, ..Stated::default() };
        stated.sites.extend(ARCHIVES.map(str::to_owned));
        if let Some(site) = &facts.site {
            stated.sites.push(fold(site));
        }
        let own = facts.title.take().map(|title| stated.without_site(&title));
        let page = facts.page_title.take().map(|title| {
            // "Harbour Cat » Blog Archive » Ferries again": before it stands the name of the site.
            let title = match segments(&title).as_slice() {
                [site, archive, headline, ..] if ARCHIVES.contains(&fold(archive).as_str()) => {
                    stated.sites.push(fold(site));
                    (*headline).to_owned()
                }
                _ => title,
            };
            let parts = title::parts(&title);
            facts.site = facts.site.take().or_else(|| parts.outlet.map(str::to_owned));
            if let Some(outlet) = parts.outlet.filter(|_| parts.title.split_whitespace().count() >= WORDS) {
                stated.sites.push(fold(outlet));
            }
            let segments = segments(&title);
            stated
                .candidates
                .extend(segments.into_iter().filter(|part| part.split_whitespace().count() >= WORDS).map(fold));
            stated.candidates.push(fold(&title));
            let bare = stated.without_site(&title);
            if bare == title { parts.title.to_owned() } else { bare }
        });
        stated.sure = own.is_some();
        stated.agreed = own.as_deref().zip(page.as_deref()).is_some_and(|(own, page)| fold(page).contains(&fold(own)));
        stated.candidates.extend(own.iter().chain(&page).map(|title| fold(title)));
        stated.candidates.retain(|words| !words.is_empty());
        stated.title = own.or(page).filter(|title| title.contains(char::is_alphanumeric));
        let sites = std::mem::take(&mut stated.sites);
        stated.candidates.retain(|words| !sites.contains(words));
        stated.sites = sites;
        stated
    }

    /// A title without the name of the site at either end.
    fn without_site(&self, title: &str) -> String {
        let title = title.trim();
        let ends = ["-", "–", "—", "»", "«"];
        for between in BETWEEN.iter().chain(&ends) {
            if let Some((before, after)) = title.rsplit_once(between)
                && self.sites.contains(&fold(after))
                && !fold(before).is_empty()
            {
                return self.without_site(before);
            }
            // At its beginning a bare hyphen may be that of the first word.
            if let Some((before, after)) = title.split_once(between).filter(|_| !ends.contains(between))
                && self.sites.contains(&fold(before))
                && !fold(after).is_empty()
            {
                return self.without_site(after);
            }
        }
        title.trim_matches(|letter: char| letter.is_whitespace() || "|»«_".contains(letter)).to_owned()
    }

    /// Whether a heading says what the page says it is called.
    fn is_said(&self, words: &str) -> bool {
        let long = words.chars().count() > 12;
        !words.is_empty()
            && !self.is_site(words)
            && self.candidates.iter().any(|stated| {
                // What is much shorter is a kicker that the title begins with.
                stated == words || (long && stated.starts_with(words) && 2 * words.len() >= stated.len())
            })
    }

    /// Whether what the page calls itself is a part of a heading, at one of its ends.
    fn is_within(&self, words: &str) -> bool {
        let Some(title) = self.title.as_deref().filter(|_| self.sure).map(fold) else { return false };
        title.split_whitespace().count() >= WORDS && (words.ends_with(&title) || words.starts_with(&title))
    }

    /// Whether a heading is no more than the beginning of what the page calls itself in two places.
    fn goes_on(&self, words: &str) -> bool {
        let Some(title) = self.title.as_deref().filter(|_| self.agreed).map(fold) else { return false };
        !words.is_empty() && 2 * words.len() < title.len() && title.starts_with(words)
    }

    fn is_site(&self, words: &str) -> bool {
        self.sites.iter().any(|site| site == words)
    }

    /// Whether a heading shares no word with anything that the page calls itself, in two places or for a heading outside the article.
    fn contradicts(&self, words: &str, outside: bool) -> bool {
        let Some(title) = self.title.as_deref().filter(|_| self.agreed || outside).map(fold) else { return false };
        let long = |word: &&str| word.chars().count() > 3;
        let known: Vec<&str> = self.candidates.iter().flat_map(|stated| parts(stated)).filter(long).collect();
        let least = if self.agreed { WORDS } else { 2 * WORDS };
        title.split_whitespace().count() >= least
            && !known.is_empty()
            && !parts(words).filter(long).any(|word| known.contains(&word))
    }
}

/// The words of a text, those of compounds too.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
}

fn segments(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for between in BETWEEN {
        parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
    }
    parts
}
