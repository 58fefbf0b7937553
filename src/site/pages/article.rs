//! The page of an article: its facts, its text with statements and notes at their words, and what is close to it.

use crate::languages::{self, Rules};
use crate::model::archive::{ArticleId, ArticleRow, Evidence, NoteRow, PersonId};
use crate::model::article::{Analysis, Article, Block, BlockKind, Origin};
use crate::model::corrections::Review;
use crate::model::note::Anchor;
use crate::model::statement::Kind;
use crate::model::when::When;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::html::marks::{self, Mark, MarkKind, Marker};
use crate::site::page::Page;
use crate::site::parts::card::{self, Card};
use crate::site::parts::news::News;
use crate::site::parts::{cite, items, metadata, said, statement};
use crate::site::view::{Root, Site, right_to_left};
use crate::site::words::Words;
use crate::site::words::say::fill;
use crate::text::shorten::cut;
use crate::text::source::Span;
use serde_json::json;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Longest stretch of what was left out that is shown, in characters.
const LEFT_OUT: usize = 160;

pub(super) fn content(site: &Site, root: Root, id: ArticleId, analysis: Option<&Analysis>) -> Content {
    let row = &site.archive[id];
    let mut content = Content::new("article.html", row.title.clone());
    metadata::article(&mut content.head, site, id, analysis);
    let direction = if right_to_left(&row.language) { "rtl" } else { "ltr" };
    content = content
        .text("language", row.language.clone())
        .text("direction", direction)
        .html("facts", facts(site, root, id, analysis.map(|analysis| &analysis.article)))
        .html("cast", cast(site, root, row))
        .html("topics", topics(site, root, row))
        .html("related", related(site, root, id));
    let Some(analysis) = analysis else {
        let mut heading = Html::new();
        heading.text(&row.title);
        return content
            .html("heading", heading)
            .html("lede", Html::new())
            .html("body", Html::new())
            .html("left_out", Html::new())
            .html("cite", Html::new())
            .data("extra", json!({}));
    };
    let text = text(site, root, id, analysis);
    let mut citation = Html::new();
    cite::plain(&mut citation, site, id, &analysis.article);
    content
        .html("heading", text.heading)
        .html("lede", text.lede)
        .html("body", text.body)
        .html("left_out", left_out(&analysis.article))
        .html("cite", citation)
        .data("extra", extra(&analysis.article))
}

/// Front matter that is not ours, for templates.
fn extra(article: &Article) -> serde_json::Value {
    let value = |text: &String| serde_json::from_str(text).unwrap_or_else(|_| json!(text));
    article.front.extra.iter().map(|(key, text)| (key.clone(), value(text))).collect::<serde_json::Map<_, _>>().into()
}

/// Outlet, place, date with its basis, authors, source.
fn facts(site: &Site, root: Root, id: ArticleId, article: Option<&Article>) -> Html {
    let (row, words) = (&site.archive[id], &site.words);
    let mut out = Html::with_capacity(400);
    if let Some(outlet) = row.outlet {
        out.raw("<b>");
        site.link(&mut out, root, Page::Outlet(outlet, 1), &site.archive[outlet].name);
        out.raw("</b>").text(&words.comma);
    }
    if let Some(place) = &row.place {
        out.text(place).text(&words.comma);
    }
    match row.when() {
        Some(when) => {
            out.raw("<time datetime=").raw(&when.to_string()).raw(">");
            site.date_link(&mut out, root, when, &words.date(when));
            out.raw("</time>");
        }
        None => site.link(&mut out, root, Page::Undated(1), &words.undated),
    }
    let published = &row.published;
    if let Some(basis) = published.basis.filter(|_| published.inferred) {
        let from = if published.from.is_empty() { words.basis(basis) } else { &published.from };
        out.raw(" <small>(").text(&fill(&words.inferred, &[("from", from)])).raw(")</small>");
    } else if published.approximate {
        out.raw(" <small>(").text(&words.approximate).raw(")</small>");
    }
    if row.transcript {
        out.raw(". <b>").text(&words.transcript).raw("</b>");
    }
    if let Some(article) = article {
        if let Some(updated) = article.updated {
            out.raw(". ").text(&fill(&words.updated, &[("date", &words.date(updated.when))]));
        }
        if !article.authors.is_empty() {
            out.raw(". ").text(&fill(&words.by, &[("names", &article.authors.join(&words.comma))]));
        }
        if let Some(rights) = &article.front.rights {
            let has_sign = rights.trim_start().starts_with(['©', '(']);
            let rights = if has_sign { rights.clone() } else { fill(&words.rights, &[("rights", rights)]) };
            out.raw(". ").text(&rights);
        }
    }
    if let Some(editorial) = row.editorial.as_ref().filter(|editorial| editorial.found.is_some()) {
        out.raw(". ");
        card::signed_by(&mut out, words, &words.facts_corrected, &editorial.signature);
    }
    if let Some(origin) = article.and_then(|article| article.front.origin()) {
        imported(&mut out, words, &origin);
    }
    reviewed(&mut out, site, row);
    captures(&mut out, site, root, id);
    let rules = match languages::rules(&row.language) {
        Rules::Measured => None,
        Rules::First => Some(&words.language_few_rules),
        Rules::None => Some(&words.language_without_rules),
    };
    if let Some(rules) = rules {
        out.raw(". <small>").text(rules).raw("</small>");
    }
    if let Some(url) = &row.url {
        out.raw(". <a rel=external href=\"").value(url).raw("\">").text(&words.source_link).raw("</a>");
    }
    out
}

/// The file that the article was imported from, with its pages and the day on which it was saved.
fn imported(out: &mut Html, words: &Words, origin: &Origin) {
    let Some(file) = &origin.file else { return };
    let file = origin.part.as_ref().map_or_else(|| file.clone(), |part| format!("{file}{}{part}", words.comma));
    let text = match &origin.pages {
        Some(pages) => fill(&words.imported_pages, &[("file", &file), ("pages", &pages.replace('-', "–"))]),
        None => fill(&words.imported, &[("file", &file)]),
    };
    out.raw(". <span class=origin>").text(&text);
    if let Some(day) = origin.captured.as_deref().and_then(When::parse) {
        out.text(&words.comma).text(&fill(&words.captured, &[("date", &words.date(day))]));
    }
    out.raw("</span>");
}

/// How many of its statements an editor looked at, if any.
fn reviewed(out: &mut Html, site: &Site, row: &ArticleRow) {
    let reviewed = row.statement_ids().filter(|id| site.archive[*id].review() != Review::Unreviewed).count();
    if reviewed > 0 {
        let (n, of) = (site.words.number(reviewed), site.words.number(row.statements.len()));
        out.raw(". ").text(&fill(&site.words.reviewed_count, &[("n", &n), ("of", &of)]));
    }
}

/// The other captures of the article, and what changed between them.
fn captures(out: &mut Html, site: &Site, root: Root, id: ArticleId) {
    let row = &site.archive[id];
    let others = [(&site.words.later_capture, row.superseded_by), (&site.words.earlier_capture, row.supersedes)];
    for (name, other) in others {
        let Some(other) = other else { continue };
        out.raw(". <b>");
        site.link(out, root, Page::Article(other), name);
        out.raw("</b> (");
        let later = if row.supersedes == Some(other) { id } else { other };
        site.link(out, root, Page::Changes(later), &site.words.changes);
        out.raw(")");
    }
}

/// Most people named as speaking.
const CAST: usize = 8;

/// Who speaks, and how often: those who say most first, then for how much nobody is named.
fn cast(site: &Site, root: Root, row: &ArticleRow) -> Html {
    let words = &site.words;
    let mut counts = BTreeMap::<PersonId, (usize, usize)>::new();
    let mut unnamed = 0;
    for (at, id) in row.statement_ids().enumerate() {
        let statement = &site.archive[id];
        unnamed += usize::from(!statement::is_named(statement));
        for person in statement.speaker.iter().chain(&statement.together) {
            counts.entry(*person).or_insert((0, at)).0 += 1;
        }
    }
    let mut people: Vec<(PersonId, (usize, usize))> = counts.into_iter().collect();
    people.sort_by_key(|(_, (count, first))| (Reverse(*count), *first));
    let mut out = Html::new();
    for (person, (count, _)) in people.iter().take(CAST) {
        out.raw("<span>");
        site.person_link(&mut out, root, *person);
        out.raw(" ").text(&words.number(*count)).raw("</span> ");
    }
    if people.len() > CAST {
        out.raw("<span>").text(&words.count(&words.count_more, people.len() - CAST)).raw("</span> ");
    }
    if unnamed > 0 {
        out.raw("<span>").text(&said::lower(&words.not_named)).raw(" ").text(&words.number(unnamed)).raw("</span>");
    }
    out
}

fn topics(site: &Site, root: Root, row: &ArticleRow) -> Html {
    let mut out = Html::new();
    for topic in &row.topics {
        out.raw("<li>");
        site.topic_link(&mut out, root, *topic);
    }
    out
}

/// The parts of the page that carry marks.
#[derive(Debug, Default)]
struct Text {
    heading: Html,
    lede: Html,
    body: Html,
}

/// Title, lede and body, with marks, and cards and notes beside their blocks.
fn text(site: &Site, root: Root, id: ArticleId, analysis: &Analysis) -> Text {
    let (row, body) = (&site.archive[id], &analysis.body);
    let notes: Vec<&NoteRow> = row.note_ids().map(|note| &site.archive[note]).collect();
    let title =
        body.first(BlockKind::Title).filter(|block| block.span.trimmed(&body.plain).of(&body.plain) == row.title);
    let lede = body.first(BlockKind::Lede);
    let shown = Shown { title, lede, analysis };
    let mut beside = vec![Html::new(); body.blocks.len()];
    let mut open = vec![Html::new(); body.blocks.len()];
    let (mut unplaced, mut open_unplaced) = (Html::new(), Html::new());
    let (mut news, mut before) = (News::default(), None);
    for (index, (statement, id)) in analysis.statements.iter().zip(row.statement_ids()).enumerate() {
        let start = statement.extent().start;
        let anchored = !statement.spans.first().is_some_and(|span| shown.holds(span.start));
        let speaker = statement::name(site, id);
        let card =
            Card { number: index + 1, id, statement, analysis, anchored, names: before.as_ref() != Some(&speaker) };
        let block = body.block_at(start).filter(|block| *block < beside.len());
        let place = block.map_or(&mut unplaced, |block| &mut beside[block]);
        card.write(place, site, root);
        // Below the cards of the paragraph.
        news.write(block.map_or(&mut open_unplaced, |block| &mut open[block]), site, root, id, index + 1);
        before = Some(speaker);
    }
    beside.iter_mut().zip(&open).for_each(|(beside, open)| {
        beside.raw(open.as_str());
    });
    unplaced.raw(open_unplaced.as_str());
    for note in &notes {
        let place = match note.anchor {
            Anchor::Exact(span) | Anchor::Moved(span) if shown.holds(span.start) => body.block_at(span.start),
            _ => None,
        };
        card::note(place.and_then(|block| beside.get_mut(block)).unwrap_or(&mut unplaced), site, note);
    }
    let mut marker = Marker::new(&body.plain, marks(site, root, row, &notes, analysis));
    let mut text = Text { body: Html::with_capacity(body.plain.len() * 2), ..Text::default() };
    match title {
        Some(block) => marker.text(&mut text.heading, block.span.trimmed(&body.plain)),
        None => drop(text.heading.text(&row.title)),
    }
    match (lede, &analysis.article.lede) {
        (Some(block), _) => marker.text(&mut text.lede, block.span),
        (None, Some(lede)) => drop(text.lede.text(lede)),
        (None, None) => {}
    }
    // What belongs to the headline or lede, or to the article as a whole, stands beside the first words.
    let mut first = Html::new();
    for (block, html) in body.blocks.iter().zip(&mut beside) {
        if matches!(block.kind, BlockKind::Title | BlockKind::Lede) {
            first.raw(std::mem::take(html).as_str());
        }
    }
    first.raw(unplaced.as_str());
    if !first.is_empty() {
        text.body.raw("<aside class=top>").raw(first.as_str()).raw("</aside>");
    }
    marks::pieces(&mut text.body, &mut marker, &body.pieces, &analysis.blocks, &beside);
    if body.pieces.is_empty() {
        text.body.raw("<p class=none>").text(&site.words.no_text);
    }
    text
}

/// Which places of the plain text are on the page.
struct Shown<'a> {
    title: Option<&'a Block>,
    lede: Option<&'a Block>,
    analysis: &'a Analysis,
}

impl Shown<'_> {
    fn holds(&self, at: u32) -> bool {
        let Some(block) = self.analysis.body.block_at(at).map(|index| &self.analysis.body.blocks[index]) else {
            return false;
        };
        let inside = block.span.start <= at && at < block.span.end;
        inside
            && match block.kind {
                BlockKind::Title => self.title == Some(block),
                BlockKind::Lede => self.lede == Some(block),
                _ => true,
            }
    }
}

/// Everything that is marked in the text.
fn marks(site: &Site, root: Root, row: &ArticleRow, notes: &[&NoteRow], analysis: &Analysis) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, (statement, id)) in analysis.statements.iter().zip(row.statement_ids()).enumerate() {
        let last = statement.spans.len().saturating_sub(1);
        for (piece, span) in statement.spans.iter().enumerate() {
            let was = site.archive.was.get(&id).into_iter().flatten();
            let ids = std::iter::once(&statement.id).chain(was).filter(|_| piece == 0).cloned().collect();
            let card = (piece == last).then_some(index + 1);
            let quoted = statement.kind == Kind::Direct;
            marks.push(Mark { span: *span, kind: MarkKind::Statement { ids, card, quoted } });
            if statement.kind == Kind::Mixed {
                let text = span.of(&analysis.body.plain);
                for range in said::quotations(text) {
                    let start = span.start + range.start as u32;
                    marks.push(Mark { span: Span { start, end: start + range.len() as u32 }, kind: MarkKind::Quoted });
                }
            }
        }
    }
    for note in notes {
        if let Anchor::Exact(span) | Anchor::Moved(span) = note.anchor {
            marks.push(Mark { span, kind: MarkKind::Note(note.key.clone()) });
        }
    }
    for (mention, id) in analysis.mentions.iter().zip(row.mention_ids()) {
        if let Some(place) = site.place_of(site.archive[id].when) {
            let path = format!("{}{}", root.0, site.address(place));
            marks.push(Mark { span: mention.span, kind: MarkKind::Date(path) });
        }
    }
    marks
}

/// What of the file is not shown, and why.
fn left_out(article: &Article) -> Html {
    let mut out = Html::new();
    for left in &article.left_out {
        let shown = cut(&left.words, LEFT_OUT);
        out.raw("<li><s>").text(shown);
        out.raw(if shown.len() < left.words.len() { " …</s> " } else { "</s> " });
        out.raw("<small>").text(&left.why).raw("</small>");
    }
    out
}

/// Close articles, each with the reason; the same story elsewhere.
fn related(site: &Site, root: Root, id: ArticleId) -> Html {
    let row = &site.archive[id];
    let mut out = Html::new();
    if let Some(original) = row.duplicate_of {
        out.raw("<li>").text(&site.words.same_story).raw(": ");
        site.article_link(&mut out, root, original);
    }
    for copy in site.copies.get(&id).into_iter().flatten() {
        out.raw("<li>").text(&site.words.also_published).raw(": ");
        site.article_link(&mut out, root, *copy);
        out.raw(" <small>");
        items::article_facts(&mut out, site, *copy);
        out.raw("</small>");
    }
    for related in &row.related {
        out.raw("<li>");
        site.article_link(&mut out, root, related.article);
        out.raw(" <small>");
        items::article_facts(&mut out, site, related.article);
        let why = match related.evidence {
            // Lists of words in common persuade nobody.
            Evidence::Terms(_) => String::new(),
            _ => card::evidence(site, &related.evidence),
        };
        if !why.is_empty() {
            out.raw(" · ").text(&why);
        }
        out.raw("</small>");
    }
    out
}
