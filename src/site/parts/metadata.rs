//! What machines read of a page: schema.org JSON-LD, OpenGraph, and the tags that reference managers know.

use crate::model::archive::{ArticleId, NoteRow, PersonId, StatementId};
use crate::model::article::{Analysis, Article};
use crate::model::note::NoteKind;
use crate::model::person::PersonKind;
use crate::model::reported::Standing;
use crate::model::statement::{Kind, Polarity};
use crate::model::when::Precision;
use crate::site::feeds::feed::Subject;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::view::{Root, Site};
use serde_json::{Map, Value, json};

/// Everything for the head of an article's page.
pub(crate) fn article(out: &mut Html, site: &Site, id: ArticleId, analysis: Option<&Analysis>) {
    let row = &site.archive[id];
    canonical(out, site, Page::Article(id));
    out.raw("<meta property=og:type content=article>");
    both(out, "citation_title", "og:title", &row.title);
    both(out, "description", "og:description", &row.summary);
    let authors: &[String] = analysis.map_or(&[], |analysis| &analysis.article.authors);
    for author in authors {
        both(out, "citation_author", "article:author", author);
    }
    if let Some(when) = row.when() {
        both(out, "citation_publication_date", "article:published_time", &when.to_string());
    }
    if let Some(outlet) = site.outlet_of(id) {
        named(out, "citation_journal_title", outlet);
    }
    property(out, "og:site_name", &site.settings.title);
    picture(out, site, Page::Article(id));
    if let Some(analysis) = analysis {
        linked_data(out, &news_article(site, id, &analysis.article));
        let verdicts = row.note_ids().map(|note| &site.archive[note]).filter(|row| row.note.kind == NoteKind::Verdict);
        for verdict in verdicts.filter(|row| row.found.is_some() && claims(site, row)) {
            linked_data(out, &claim_review(site, verdict));
        }
    }
}

/// For the head of a page that is no article: its address, its title, what it has, and whose site it is on. A description that nobody
/// wrote is made of counts, never of what somebody said or denied.
pub(crate) fn page(out: &mut Html, site: &Site, page: Page, title: &str, description: &str) {
    canonical(out, site, page);
    property(out, "og:type", "website");
    property(out, "og:title", title);
    both(out, "description", "og:description", description);
    property(out, "og:site_name", &site.settings.title);
    picture(out, site, page);
}

/// The card of a page, if it has one.
#[cfg(feature = "cards")]
fn picture(out: &mut Html, site: &Site, page: Page) {
    let Some((path, card)) = crate::site::cards::of(&page, site) else { return };
    let Some(url) = site.absolute(&path) else { return };
    property(out, "og:image", &url);
    let (width, height) = crate::site::cards::SIZE;
    property(out, "og:image:width", &width.to_string());
    property(out, "og:image:height", &height.to_string());
    property(out, "og:image:alt", &card.told);
    named(out, "twitter:card", "summary_large_image");
}

/// Without the code that draws cards there are none.
#[cfg(not(feature = "cards"))]
fn picture(_out: &mut Html, _site: &Site, _page: Page) {}

/// The canonical address, when book.toml says where the site will be.
pub(crate) fn canonical(out: &mut Html, site: &Site, page: Page) {
    if let Some(url) = site.absolute(&page.path(site.archive)) {
        out.raw("<link rel=canonical href=\"").value(&url).raw("\">");
        out.raw("<meta property=og:url content=\"").value(&url).raw("\">");
    }
}

/// One value under the name that reference managers know and the property of OpenGraph.
fn both(out: &mut Html, name: &str, property: &str, value: &str) {
    if !value.is_empty() {
        out.raw("<meta name=").raw(name).raw(" property=").raw(property).raw(" content=\"").value(value).raw("\">");
    }
}

/// One value under a property of OpenGraph.
fn property(out: &mut Html, property: &str, value: &str) {
    if !value.is_empty() {
        out.raw("<meta property=").raw(property).raw(" content=\"").value(value).raw("\">");
    }
}

/// A named piece of metadata.
pub(crate) fn named(out: &mut Html, name: &str, value: &str) {
    if !value.is_empty() {
        out.raw("<meta name=").raw(name).raw(" content=\"").value(value).raw("\">");
    }
}

/// A feed that announces the same as the page.
pub(crate) fn feed(out: &mut Html, root: Root, path: &str) {
    out.raw("<link rel=alternate type=application/atom+xml href=").raw(root.0).path(path).raw(">");
}

/// The feed of a person or topic, if there is one.
pub(crate) fn own_feed(out: &mut Html, site: &Site, root: Root, page: Page) {
    feed_of(site, page).into_iter().for_each(|path| feed(out, root, &path));
}

/// A link to the feed of a person or topic, if there is one.
pub(crate) fn feed_link(out: &mut Html, site: &Site, root: Root, page: Page) {
    if let Some(path) = feed_of(site, page) {
        out.raw(" · <a href=").raw(root.0).path(&path).raw(">Atom</a>");
    }
}

fn feed_of(site: &Site, page: Page) -> Option<String> {
    Some(Subject::of(site.archive, site.settings, &page)?.path(site.archive))
}

/// A NewsArticle with the quotations in it.
fn news_article(site: &Site, id: ArticleId, article: &Article) -> Value {
    let row = &site.archive[id];
    let mut data = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", Some(json!("https://schema.org")));
    put("@type", Some(json!("NewsArticle")));
    put("headline", Some(json!(row.title)));
    put("datePublished", row.when().map(|when| json!(when.to_string())));
    put("dateModified", article.updated.map(|date| json!(date.when.to_string())));
    put("inLanguage", Some(json!(row.language)).filter(|_| !row.language.is_empty()));
    put("url", row.url.as_ref().map(|url| json!(url)));
    put("publisher", site.outlet_of(id).map(|name| json!({"@type": "Organization", "name": name})));
    put("locationCreated", row.place.as_ref().map(|place| json!(place)));
    let authors: Vec<Value> = article.authors.iter().map(|name| json!({"@type": "Person", "name": name})).collect();
    put("author", Some(json!(authors)).filter(|_| !authors.is_empty()));
    let quotations: Vec<Value> = row
        .statement_ids()
        .map(|id| &site.archive[id])
        .filter(|statement| statement.kind == Kind::Direct && !statement.nested)
        // What somebody denied or never said is no quotation of them.
        .filter(|statement| statement.words.standing() == Standing::Said)
        .map(|statement| {
            let mut quotation =
                json!({"@type": "Quotation", "@id": format!("#{}", statement.key), "text": statement.words.unmarked()});
            if let Some(speaker) = statement.speaker {
                quotation["creator"] = json!(site.archive[speaker].name);
            }
            quotation
        })
        .collect();
    put("hasPart", Some(json!(quotations)).filter(|_| !quotations.is_empty()));
    Value::Object(data)
}

/// Whether somebody claims the words of a note. A finding on what was denied would pass it off as a claim of theirs.
fn claims(site: &Site, row: &NoteRow) -> bool {
    site.archive.statement_of(row).is_none_or(|id| site.archive[id].words.polarity() == Polarity::Said)
}

/// A claim with the articles in which it appears, for the head of its page. What was denied, refused or only passed on is none of
/// its speaker's, and without a speaker it is nobody's.
pub(crate) fn claim(out: &mut Html, site: &Site, first: StatementId, id: StatementId, reports: &[StatementId]) {
    let archive = site.archive;
    let row = &archive[id];
    let Some(speaker) = row.speaker.filter(|_| row.words.standing() == Standing::Said && !row.nested) else { return };
    let mut articles: Vec<ArticleId> = reports.iter().map(|id| archive[*id].article).collect();
    articles.sort_unstable();
    articles.dedup();
    // The same story in another file is no other appearance.
    let is_own = |id: &ArticleId| archive[*id].duplicate_of.is_none() && archive[*id].superseded_by.is_none();
    if articles.iter().any(is_own) {
        articles.retain(is_own);
    }
    let work = |id: &ArticleId| {
        let article = &archive[*id];
        let mut work = json!({"@type": "NewsArticle", "headline": article.title});
        if let Some(when) = article.when() {
            work["datePublished"] = json!(when.to_string());
        }
        if let Some(url) = article.url.clone().or_else(|| site.absolute(&Page::Article(*id).path(archive))) {
            work["url"] = json!(url);
        }
        if let Some(outlet) = site.outlet_of(*id) {
            work["publisher"] = json!({"@type": "Organization", "name": outlet});
        }
        work
    };
    let mut claim = json!({
        "@context": "https://schema.org",
        "@type": "Claim",
        "text": row.words.unmarked(),
        "author": {"@type": kind_of(site, speaker), "name": archive[speaker].name},
    });
    if let Some((when, _)) = row.said_on {
        claim["datePublished"] = json!(when.to_string());
    }
    if let Some(url) = site.absolute(&Page::Statement(first).path(archive)) {
        claim["url"] = json!(url);
    }
    // Which was the first is known only if every article has a day, and one of them the earliest.
    let day = |id: &ArticleId| archive[*id].when().filter(|when| when.precision == Precision::Day);
    let days: Option<Vec<_>> = articles.iter().map(|id| Some((day(id)?.start, *id))).collect();
    let earliest = days.and_then(|mut days| {
        days.sort_unstable();
        let (first, id) = *days.first()?;
        days.iter().skip(1).all(|(day, _)| *day > first).then_some(id)
    });
    if let Some(earliest) = earliest {
        claim["firstAppearance"] = work(&earliest);
    }
    claim["appearance"] = articles.iter().map(work).collect();
    linked_data(out, &claim);
}

/// What schema.org calls somebody.
fn kind_of(site: &Site, person: PersonId) -> &'static str {
    match site.archive[person].kind {
        PersonKind::Organisation => "Organization",
        _ => "Person",
    }
}

/// The finding of an editor on whether words are true. Without words there is no claim, so other notes have none.
fn claim_review(site: &Site, row: &NoteRow) -> Value {
    let article = &site.archive[row.article];
    let speaker = row.statement.and_then(|id| site.archive[id].speaker);
    let mut claim = json!({"@type": "Claim", "appearance": {"@type": "NewsArticle", "headline": article.title}});
    if let Some(speaker) = speaker {
        claim["author"] = json!({"@type": kind_of(site, speaker), "name": site.archive[speaker].name});
    }
    if let Some(when) = article.when() {
        claim["datePublished"] = json!(when.to_string());
    }
    if let Some(url) = &article.url {
        claim["appearance"]["url"] = json!(url);
    }
    let mut review = json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": format!("#{}", row.key),
        "claimReviewed": row.found.as_ref().map_or("", |found| found.exact.as_str()),
        "itemReviewed": claim,
        "reviewBody": row.note.body,
    });
    if let Some(url) = site.absolute(&Page::Article(row.article).path(site.archive)) {
        review["url"] = json!(format!("{url}#{}", row.key));
    }
    if let Some(author) = &row.note.author {
        review["author"] = json!({"@type": "Person", "name": author});
    }
    if let Some(date) = &row.note.date {
        review["datePublished"] = json!(date);
    }
    review
}

/// Data in a script element that is never run. `<` is written so that nothing in it can end the element.
fn linked_data(out: &mut Html, data: &Value) {
    let text = data.to_string().replace('<', "\\u003c");
    out.raw("<script type=application/ld+json>").raw(&text).raw("</script>");
}
