//! The card of a statement and the note of an editor, as they stand beside the text.

use super::{said, statement, suggest};
use crate::model::archive::{
    Difference, Evidence, NoteRow, PersonNoteRow, Relation, RelationKind, SaidOnBasis, StatementId,
};
use crate::model::article::Analysis;
use crate::model::corrections::{Review, Signature};
use crate::model::note::{Anchor, Note, Reply};
use crate::model::reported::Standing;
use crate::model::statement::{Act, Certainty, Statement};
use crate::model::when::When;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::view::{Root, Site};
use crate::site::words::Words;
use crate::site::words::say::fill;
use crate::text::shorten::one_line;

/// Most relations on a card; the strongest come first.
const RELATIONS: usize = 6;
/// Longest words of a related statement on a card, in characters.
const RELATED_WORDS: usize = 70;

/// A statement's card: closed it says who speaks, open all that is known.
pub(crate) struct Card<'a> {
    /// Its number in the article, from 1.
    pub(crate) number: usize,
    /// The statement in the archive.
    pub(crate) id: StatementId,
    /// The statement as it was found.
    pub(crate) statement: &'a Statement,
    /// The article's analysis.
    pub(crate) analysis: &'a Analysis,
    /// Whether it says who speaks: the card before it is of somebody else.
    pub(crate) names: bool,
    /// Whether the card carries the statement's id, because its words are not on the page.
    pub(crate) anchored: bool,
}

impl Card<'_> {
    /// Writes it.
    pub(crate) fn write(&self, out: &mut Html, site: &Site, root: Root) {
        let row = &site.archive[self.id];
        if self.anchored {
            let was = site.archive.was.get(&self.id).into_iter().flatten();
            was.for_each(|was| _ = out.raw("<span id=").raw(was).raw("></span>"));
        }
        out.raw("<details name=c");
        if self.anchored {
            out.raw(" id=").raw(&row.key);
        }
        let resolved = row.speaker.is_some() || !row.together.is_empty();
        let doubtful = row.certainty == Certainty::Low && row.review() == Review::Unreviewed;
        if doubtful || !row.is_settled() {
            out.raw(" class=u");
        }
        // For what a script copies.
        if let Some(pattern) = said::pattern(&site.words, row.words.standing()) {
            out.raw(" data-as=\"").value(&pattern).raw("\"");
        }
        out.raw("><summary><i>").number(self.number).raw("</i>");
        let inferred = row.manner.and_then(|manner| site.words.inferred_name(manner)).filter(|_| resolved);
        if self.names {
            out.raw(if inferred.is_some() { " <b><u>" } else { " <b>" }).text(&statement::name(site, self.id));
            out.raw(if inferred.is_some() { "</u></b>" } else { "</b>" }).raw(",");
        }
        if let Some(inferred) = inferred {
            out.raw(" <small>").text(inferred).raw("</small>").raw(",");
        }
        match site.words.standing(row.words.standing()) {
            Some(standing) => out.raw(" <em>").text(standing).raw("</em>"),
            None => out.raw(" ").text(site.words.kind(row.kind)),
        };
        if let Some(outer) = statement::outer(site, self.id) {
            let name = statement::name(site, outer);
            out.raw(", ").text(&fill(&site.words.in_words_of, &[("name", &name)]));
        }
        out.raw("</summary><div id=c").number(self.number).raw("><p>");
        self.who(out, site, root);
        self.when(out, site, root);
        self.review(out, site);
        self.how(out, site, root);
        self.relations(out, site, root);
        out.raw("</div></details>");
    }

    fn who(&self, out: &mut Html, site: &Site, root: Root) {
        let row = &site.archive[self.id];
        if row.speaker.is_some() || !row.together.is_empty() {
            statement::speaker(out, site, root, self.id);
        } else {
            out.text(&site.words.unresolved);
            let names: Vec<&str> = self.statement.candidates.iter().filter_map(|at| self.name(*at)).collect();
            if !names.is_empty() {
                out.raw(". ").text(&fill(&site.words.could_be, &[("names", &names.join(", "))]));
            }
        }
    }

    fn name(&self, local: u32) -> Option<&str> {
        self.analysis.people.get(local as usize).map(|person| person.name.as_str())
    }

    fn when(&self, out: &mut Html, site: &Site, root: Root) {
        let row = &site.archive[self.id];
        // The article's own date stands at its top.
        if let Some((when, SaidOnBasis::Sentence | SaidOnBasis::Correction | SaidOnBasis::Occasion)) = row.said_on {
            out.raw(", ");
            site.date_link(out, root, when, &site.words.short_date(when));
        }
        if let Some(told) = &row.told {
            out.raw(", ").text(&fill(&site.words.told_to, &[("name", told)]));
        }
        if !row.via.is_empty() {
            out.raw(", ").text(&fill(&site.words.passed_on_by, &[("names", &row.via.join(", "))]));
        }
        if let Some(question) = &row.question {
            out.raw(", ").text(&fill(&site.words.in_answer, &[("question", question)]));
        }
        for detail in [&row.venue, &row.place].into_iter().flatten() {
            out.raw(", ").text(detail);
        }
    }

    /// What an editor did with it, who and when.
    fn review(&self, out: &mut Html, site: &Site) {
        let row = &site.archive[self.id];
        let (Some(what), Some(editorial)) = (site.words.review(row.review()), &row.editorial) else { return };
        out.raw("<p class=ed>");
        signed_by(out, &site.words, what, &editorial.signature);
    }

    /// Kind, how surely the words are attributed, how the name was settled, by which rule, and the way to the same speaker's words before and after.
    fn how(&self, out: &mut Html, site: &Site, root: Root) {
        let (row, words) = (&site.archive[self.id], &site.words);
        out.raw("<p>").text(words.kind(row.kind));
        if row.words.act() != Act::Says && row.words.standing() == Standing::Said {
            out.raw(" (").text(words.act(row.words.act())).raw(")");
        }
        out.raw(", ").text(words.certainty(row.certainty));
        if let Some(manner) = row.manner {
            out.raw(", ").text(words.manner(manner));
        }
        if let Some(line) = super::reason::line(words, self.statement, self.analysis) {
            out.raw(". ").text(&line);
        }
        out.raw("<p><a class=l href=#").raw(&row.key).raw(">").text(&words.link_here).raw("</a>");
        if let Some(address) = suggest::address(site, self.id) {
            out.raw(" <a rel=external href=\"").value(&address).raw("\">").text(&words.suggest_correction).raw("</a>");
        }
        for (neighbour, name) in [(row.previous, &site.words.earlier), (row.next, &site.words.later)] {
            if let Some(neighbour) = neighbour {
                out.raw(" ");
                site.open_statement_link(out, root, neighbour);
                out.raw(">").text(name).raw("</a>");
            }
        }
        if let Some(url) = &site.archive[row.article].url {
            let words_of = self.statement.words(&self.analysis.body.plain);
            out.raw(" <a rel=external href=\"").value(&super::cite::text_fragment(url, &words_of)).raw("\">");
            out.text(&words.original).raw("</a>");
        }
    }

    /// Links to other statements that the margin does not show openly.
    fn relations(&self, out: &mut Html, site: &Site, root: Root) {
        let row = &site.archive[self.id];
        let missing = site.archive.on_record.get(&self.id).filter(|record| record.fit.is_none());
        let occasion = site.archive.occasion_of.get(&self.id);
        let told = |kind| {
            !matches!(kind, RelationKind::Editorial(..) | RelationKind::CloseInSubject | RelationKind::SameClaim)
        };
        let mut relations = row.relations.iter().filter(|relation| told(relation.kind)).take(RELATIONS).peekable();
        if relations.peek().is_none() && missing.is_none() && occasion.is_none() {
            return;
        }
        out.raw("<ul>");
        if let Some(occasion) = occasion {
            let title = super::occasion::title(site, *occasion);
            out.raw("<li>").text(&site.words.occasion).raw(": ");
            site.link(out, root, Page::Occasion(*occasion, 1), &title);
        }
        if let Some(record) = missing {
            out.raw("<li>").text(&site.words.relation_record).raw(": ");
            site.link(out, root, Page::Article(record.transcript), &site.archive[record.transcript].title);
            out.raw(" (").text(site.words.fit(None)).raw(")");
        }
        // Those of one kind in a line.
        let mut before = None;
        for relation in relations {
            match before == Some(relation.kind) {
                true => out.raw("; "),
                false => out.raw("<li>").text(relation_name(site, relation.kind)).raw(": "),
            };
            before = Some(relation.kind);
            one_relation(out, site, root, relation, self.id);
        }
        out.raw("</ul>");
    }
}

/// "Corrected by an editor: A. Editor, 30 November 2026".
pub(crate) fn signed_by(out: &mut Html, words: &Words, what: &str, signature: &Signature) {
    let date = signature.date.map(|when| words.date(when));
    let who: Vec<&str> = [&signature.author, &date].into_iter().flatten().map(String::as_str).collect();
    match who.is_empty() {
        true => out.text(what),
        false => out.text(&fill(&words.review_signed, &[("what", what), ("who", &who.join(&words.comma))])),
    };
}

/// "*words*, outlet, date (9 words the same)".
fn one_relation(out: &mut Html, site: &Site, root: Root, relation: &Relation, from: StatementId) {
    let (row, words) = (&site.archive[relation.to], &site.words);
    site.open_statement_link(out, root, relation.to);
    out.raw(">");
    said::write(out, site, relation.to, RELATED_WORDS);
    out.raw("</a> ");
    if let Some(person) = row.speaker.filter(|person| Some(*person) != site.archive[from].speaker) {
        out.text(&site.archive[person].name).raw(", ");
    }
    if let Some((when, _)) = row.said_on {
        out.text(&words.short_date(when));
    }
    let mut why = evidence(site, &relation.evidence);
    let around = row.by_paragraph || site.archive[from].by_paragraph;
    if around && matches!(relation.evidence, Evidence::Topics(_)) {
        why = fill(&words.evidence_paragraph, &[("why", &why)]);
    }
    if !why.is_empty() {
        out.raw(" (").text(&why).raw(")");
    }
}

/// What links two statements, in words.
fn relation_name<'w>(site: &'w Site, kind: RelationKind) -> &'w str {
    let words = &site.words;
    match kind {
        RelationKind::Record(false) => &words.relation_record,
        RelationKind::Record(true) => &words.relation_quoted,
        RelationKind::SameWords => &words.relation_same_words,
        RelationKind::SameClaim => &words.relation_same_claim,
        RelationKind::DiffersFrom => &words.relation_differs,
        RelationKind::SameSpeakerTopic => &words.relation_same_speaker,
        RelationKind::SameEvent => &words.relation_same_event,
        RelationKind::CloseInSubject => &words.relation_close,
        RelationKind::Editorial(kind, turned) => statement::editorial(site, kind, turned),
    }
}

/// Why two things are linked, in words.
pub(crate) fn evidence(site: &Site, evidence: &Evidence) -> String {
    let words = &site.words;
    match evidence {
        Evidence::SameWords(count) => words.count(&words.same_words_count, *count as usize),
        Evidence::Topics(topics) => {
            let names: Vec<&str> = topics.iter().map(|topic| site.archive[*topic].name.as_str()).collect();
            fill(&words.evidence_topics, &[("topics", &names.join(", "))])
        }
        Evidence::Date(when) => fill(&words.evidence_date, &[("date", &words.date(*when))]),
        Evidence::Event(event) => fill(&words.evidence_event, &[("event", &site.archive[*event].name)]),
        Evidence::Terms(terms) => fill(&words.evidence_terms, &[("terms", &terms.join(", "))]),
        Evidence::Differs(Difference::Standing, ..) => words.differs_standing.clone(),
        Evidence::Differs(_, here, there) => fill(&words.differs_words, &[("here", here), ("there", there)]),
        Evidence::Record(fit, difference) => {
            let what = words.fit(Some(*fit));
            difference.as_deref().map_or_else(|| what.to_owned(), |difference| format!("{what}: {difference}"))
        }
        Evidence::Editor(Some(note)) => note.clone(),
        Evidence::Editor(None) => words.evidence_editor.clone(),
    }
}

/// A note: what it does, what it says, who wrote it and when.
pub(crate) fn note(out: &mut Html, site: &Site, row: &NoteRow) {
    let (note, words) = (&row.note, &site.words);
    out.raw("<div class=n id=").raw(&row.key).raw("><b>").text(words.note_kind(note.kind)).raw("</b> ");
    if matches!(row.anchor, Anchor::Lost | Anchor::Ambiguous) {
        out.raw("<em>").text(&fill(&words.note_lost, &[("quote", &note.quote)])).raw("</em> ");
    }
    out.raw(&note_body(&note.body)).raw("<small>");
    note_facts(out, site, row);
    out.raw("</small> <a class=l href=#").raw(&row.key).raw(">").text(&words.link_here).raw("</a>");
    replies(out, site, &row.key, &note.replies);
    out.raw("</div>");
}

/// A note on somebody: what it does, what it says, who wrote it and when.
pub(crate) fn person_note(out: &mut Html, site: &Site, row: &PersonNoteRow) {
    let note = &row.note;
    out.raw("<div class=n id=").raw(&row.key).raw("><b>").text(site.words.note_kind(note.kind)).raw("</b> ");
    out.raw(&note_body(&note.body)).raw("<small>");
    signed(out, &site.words, note, None);
    out.raw("</small>");
    replies(out, site, &row.key, &note.replies);
    out.raw("</div>");
}

/// What was answered to a note, each answer within the one that it answers. Their ids are the note's with numbers in order.
pub(crate) fn replies(out: &mut Html, site: &Site, key: &str, replies: &[Reply]) {
    thread(out, site, key, replies, &mut 0);
}

fn thread(out: &mut Html, site: &Site, key: &str, replies: &[Reply], number: &mut usize) {
    if replies.is_empty() {
        return;
    }
    out.raw("<ul class=replies>");
    for reply in replies {
        *number += 1;
        out.raw("<li id=").raw(key).raw("-r").raw(&number.to_string()).raw("><b>").text(&site.words.note_reply);
        out.raw("</b> ").raw(&note_body(&reply.body)).raw("<small>");
        facts(out, &site.words, &reply.author, &reply.date, None, &reply.tags);
        out.raw("</small>");
        thread(out, site, key, &reply.replies, number);
    }
    out.raw("</ul>");
}

/// Author, date and tags of a note.
pub(crate) fn note_facts(out: &mut Html, site: &Site, row: &NoteRow) {
    let moved = matches!(row.anchor, Anchor::Moved(_)).then_some(site.words.note_moved.as_str());
    signed(out, &site.words, &row.note, moved);
}

/// Who wrote a note and when, one fact more, and its tags.
pub(crate) fn signed(out: &mut Html, words: &Words, note: &Note, more: Option<&str>) {
    facts(out, words, &note.author, &note.date, more, &note.tags);
}

fn facts(
    out: &mut Html,
    words: &Words,
    author: &Option<String>,
    date: &Option<String>,
    more: Option<&str>,
    tags: &[String],
) {
    let date = date.as_ref().map(|date| When::parse(date).map_or_else(|| date.clone(), |when| words.date(when)));
    let facts: Vec<&str> = [author, &date].into_iter().flatten().map(String::as_str).chain(more).collect();
    out.text(&facts.join(&words.comma));
    for tag in tags {
        out.raw(" #").text(tag);
    }
}

/// The Markdown of a note as safe HTML: raw HTML in it is shown as text, links keep safe schemes only.
pub(crate) fn note_body(markdown: &str) -> String {
    use pulldown_cmark::{CowStr, Event, Options, Parser, Tag};
    let safe = |url: &str| {
        let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        scheme.is_none_or(|scheme| matches!(scheme.as_str(), "http" | "https" | "mailto"))
    };
    let events = Parser::new_ext(markdown, Options::ENABLE_SMART_PUNCTUATION).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) if !safe(&dest_url) => {
            let dest_url = CowStr::Borrowed("#");
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        // Nothing is ever loaded from elsewhere, pictures neither: their description stays.
        Event::Start(Tag::Image { .. }) | Event::End(pulldown_cmark::TagEnd::Image) => None,
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(pulldown_cmark::TagEnd::Heading(_)) => Some(Event::End(pulldown_cmark::TagEnd::Paragraph)),
        other => Some(other),
    });
    let mut html = String::with_capacity(markdown.len() + 16);
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

/// The words of a note without its Markdown, on one line.
pub(crate) fn note_words(markdown: &str) -> String {
    use pulldown_cmark::{Event, Parser, TagEnd};
    let mut words = String::with_capacity(markdown.len());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => words.push(' '),
            _ => {}
        }
    }
    one_line(words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_note_have_no_markup() {
        assert_eq!(note_words("See [the *inquiry*](https://x.example/a_b)\nand `this`."), "See the inquiry and this.");
        assert_eq!(note_words("1. One\n2. Two_three"), "One Two_three");
    }

    #[test]
    fn a_note_cannot_bring_its_own_markup_or_scripts() {
        let html = note_body("*a* <b onclick=x>b</b> [c](javascript:d) ![e](http://f/g.png) [h](https://i/)");
        assert!(html.contains("<em>a</em>") && html.contains("&lt;b onclick=x&gt;"), "{html}");
        assert!(!html.contains("javascript:") && !html.contains("<img"), "{html}");
        assert!(html.contains("href=\"https://i/\""), "{html}");
    }
}
