//! The editor's desk: what an archive still wants an editor for, each thing with the line that settles it and the file for it.
//!
//! Only the preview shows it; it is part of no site. Like `check`, whose other face it is, it speaks English.

use crate::languages;
use crate::languages::words::{self, Class};
use crate::linking::people::suggest::perhaps_one;
use crate::model::archive::{ArticleId, ArticleRow, StatementId};
use crate::parsing::yaml::scalar;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::parts::{items, said};
use crate::site::view::{Root, Site};
use crate::text::diagnostic::{Diagnostic, Problems};

/// Most things of one kind that are listed; `check` has them all.
const LISTED: usize = 100;
/// Longest words of a statement, in characters.
const WORDS: usize = 160;

/// What the desk knows besides the archive.
pub(crate) struct Desk<'a> {
    /// Everything that is wrong with the archive.
    pub(crate) problems: &'a Problems,
    /// Who may have made each statement of an article whose speaker is open, in the order of the statements.
    pub(crate) candidates: &'a dyn Fn(ArticleId) -> Vec<Vec<String>>,
}

pub(crate) fn content(site: &Site, root: Root, desk: &Desk) -> Content {
    let sections = [
        section("dates", "Dates that are unknown or inferred", dates(site, root)),
        section("speakers", "Speakers that are not resolved", speakers(site, root, desk)),
        section("sources", "Statements without a named speaker", unsourced(site, root)),
        section("people", "Names that may mean the same person", people(site, root)),
        section("articles", "Articles that may tell the same story", stories(site, root)),
        section("notes", "Notes, relations and captures to look at", care(site, root, desk.problems)),
    ];
    let mut list = Html::new();
    for section in &sections {
        list.raw(section.as_str());
    }
    Content::new("desk.html", "Editor’s desk").html("list", list)
}

/// A section with how many things there are, the first of them shown.
fn section(id: &str, heading: &str, items: Items) -> Html {
    let mut out = Html::new();
    out.raw("<section><h2 id=").raw(id).raw(">").text(heading).raw(" (").number(items.total).raw(")</h2>");
    if items.total == 0 {
        out.raw("<p class=none>Nothing to do here.");
    } else {
        out.raw("<ul class=s>").raw(items.html.as_str()).raw("</ul>");
    }
    if items.total > LISTED {
        out.raw("<p class=none>").number(items.total - LISTED).raw(" more: see <code>onrecord check</code>.");
    }
    out.raw("</section>");
    out
}

/// The things of a section: all are counted, the first ones written.
#[derive(Default)]
struct Items {
    total: usize,
    html: Html,
}

impl Items {
    /// The next item to write, if it is among the first.
    fn next(&mut self) -> Option<&mut Html> {
        self.total += 1;
        (self.total <= LISTED).then(|| self.html.raw("<li>"))
    }
}

/// What to write, and in which file.
fn line(out: &mut Html, what: &str, file: &str, line: &str) {
    out.raw("<p><small>").text(what).raw(" <code>").text(file).raw("</code>:</small><pre><code>").text(line);
    out.raw("</code></pre>");
}

fn dates(site: &Site, root: Root) -> Items {
    let mut items = Items::default();
    for (index, row) in site.archive.articles.iter().enumerate() {
        let published = &row.published;
        if published.when.is_some() && !published.inferred {
            continue;
        }
        let Some(out) = items.next() else { continue };
        site.article_link(out, root, ArticleId::from(index));
        let date = match published.when {
            Some(when) => {
                let from = published.basis.map_or("", |basis| site.words.basis(basis));
                let from = if published.from.is_empty() { from } else { &published.from };
                out.raw(" <small>").text(&site.words.date(when)).raw(": ").text(from).raw("</small>");
                when.to_string()
            }
            None => {
                out.raw(" <small>undated</small>");
                "YYYY-MM-DD".to_owned()
            }
        };
        line(out, "between two --- lines at the top of", &row.path, &format!("date: {date}"));
    }
    items
}

fn speakers(site: &Site, root: Root, desk: &Desk) -> Items {
    let mut items = Items::default();
    for (index, row) in site.archive.articles.iter().enumerate() {
        let open = |id: &StatementId| !site.archive[*id].is_settled() && site.archive[*id].source.is_some();
        if !row.statement_ids().any(|id| open(&id)) {
            continue;
        }
        let few = items.total < LISTED;
        let candidates = if few { (desk.candidates)(ArticleId::from(index)) } else { Vec::new() };
        for (index, id) in row.statement_ids().enumerate().filter(|(_, id)| open(id)) {
            let Some(out) = items.next() else { continue };
            let source = site.archive[id].source.as_deref().unwrap_or_default();
            statement(out, site, root, id);
            out.raw("<p>“").text(source).raw("”");
            let names = candidates.get(index).map_or(&[][..], Vec::as_slice);
            match names {
                [] if names_nobody(source, &row.language) => {}
                [] => line(out, "if somebody in particular is meant, in", "people.yaml", &entry("FULL NAME", source)),
                names => {
                    out.raw(" could be ").text(&names.join(" or "));
                    let entries: Vec<String> = names.iter().map(|name| entry(name, source)).collect();
                    line(out, "the right one of these, in", "people.yaml", &entries.join("\n"));
                }
            }
        }
    }
    items
}

/// Whether words that stand for a speaker begin with one that only points: "these statements", "he". No entry can settle them.
fn names_nobody(source: &str, language: &str) -> bool {
    let words = words::words(without_article(source), languages::of(language));
    words.first().is_none_or(|word| word.class == Class::Common)
}

/// Words without "the" or "a" before them.
fn without_article(source: &str) -> &str {
    let mut articles = ["the ", "The ", "a ", "A ", "an ", "An "].iter();
    articles.find_map(|article| source.strip_prefix(article)).unwrap_or(source)
}

/// An entry of people.yaml that gives somebody a name or, where the words look like one, a role.
fn entry(name: &str, source: &str) -> String {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let role = source.split_whitespace().any(|word| !capital(word));
    let words = scalar(without_article(source));
    let known = if role { format!("roles: [{words}]") } else { format!("aliases: [{words}]") };
    format!("- name: {}\n  {known}", scalar(name))
}

fn unsourced(site: &Site, root: Root) -> Items {
    let mut items = Items::default();
    for (index, row) in site.archive.statements.iter().enumerate() {
        if row.is_settled() || row.source.is_some() || row.nested {
            continue;
        }
        let Some(out) = items.next() else { continue };
        statement(out, site, root, StatementId::from(index));
        let question = format!("- statement: {}\n  kind: question\n  body: Who says this?", row.key);
        line(out, "to ask the readers, in", &notes_file(&site.archive[row.article]), &question);
    }
    items
}

/// The notes file beside an article.
fn notes_file(article: &ArticleRow) -> String {
    let (folder, name) = article.path.rsplit_once('/').unwrap_or(("", &article.path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if folder.is_empty() { format!("{stem}.notes.yaml") } else { format!("{folder}/{stem}.notes.yaml") }
}

/// A statement as a link to its words, with its article.
fn statement(out: &mut Html, site: &Site, root: Root, id: StatementId) {
    site.open_statement_link(out, root, id);
    out.raw(">");
    said::write(out, site, id, WORDS);
    out.raw("</a> <small>").text(&site.archive[site.archive[id].article].title).raw("</small>");
}

fn people(site: &Site, root: Root) -> Items {
    let mut items = Items::default();
    for (one, other) in perhaps_one(site.archive) {
        let Some(out) = items.next() else { continue };
        for (at, id) in [one, other].into_iter().enumerate() {
            out.raw(if at > 0 { " and " } else { "" });
            site.person_link(out, root, id);
            let count = site.archive[id].statements.len();
            out.raw(" <small>").text(&site.words.count(&site.words.count_statements, count)).raw("</small>");
        }
        let (first, second) = (&site.archive[one].name, &site.archive[other].name);
        let (name, alias) = if site.archive[other].listed { (second, first) } else { (first, second) };
        let entry = format!("- name: {}\n  aliases: [{}]", scalar(name), scalar(alias));
        line(out, "if they are, in", "people.yaml", &entry);
    }
    items
}

fn stories(site: &Site, root: Root) -> Items {
    let mut items = Items::default();
    for (index, row) in site.archive.articles.iter().enumerate() {
        let Some(first) = row.duplicate_of else { continue };
        let Some(out) = items.next() else { continue };
        for (at, id) in [first, ArticleId::from(index)].into_iter().enumerate() {
            out.raw(if at > 0 { " and " } else { "" });
            site.article_link(out, root, id);
            out.raw(" <small>");
            items::article_facts(out, site, id);
            out.raw("</small>");
        }
        if row.outlet == site.archive[first].outlet {
            let supersedes = format!("supersedes: {}", site.archive[first].path);
            line(
                out,
                "if the second is a later capture of the first, between two --- lines at the top of",
                &row.path,
                &supersedes,
            );
        } else {
            out.raw("<p><small>Both are shown, and what they have in common counts once. Nothing to do.</small>");
        }
    }
    items
}

/// The problems that concern what editors wrote.
fn care(site: &Site, root: Root, problems: &Problems) -> Items {
    let mut items = Items::default();
    for problem in &problems.0 {
        let ours = ["note-", "relation-", "supersede"].iter().any(|kind| problem.code.starts_with(kind));
        if !ours {
            continue;
        }
        let Some(out) = items.next() else { continue };
        one_problem(out, site, root, problem);
    }
    items
}

fn one_problem(out: &mut Html, site: &Site, root: Root, problem: &Diagnostic) {
    out.text(&problem.message);
    if !problem.label.is_empty() {
        out.raw(" <small>").text(&problem.label).raw("</small>");
    }
    if let Some(place) = &problem.place {
        out.raw("<p><code>").text(&place.path).raw(":").number(place.line as usize).raw("</code> ");
        let stem = place.path.strip_suffix("notes.yaml");
        let beside = |path: &str| {
            stem.and_then(|stem| path.strip_prefix(stem)).is_some_and(|ending| !ending.contains(['.', '/']))
        };
        let article = site.archive.articles.iter().position(|row| row.path == place.path || beside(&row.path));
        if let Some(article) = article {
            site.link(out, root, Page::Article(ArticleId::from(article)), &site.archive.articles[article].title);
        }
        if !place.text.is_empty() {
            out.raw("<pre><code>").text(place.text.trim_end()).raw("</code></pre>");
        }
    }
    for hint in &problem.hints {
        out.raw("<p>").text(hint);
    }
}
