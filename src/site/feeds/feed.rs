//! What a feed announces: the newest articles of the archive or of a topic, the newest statements of a person.

use crate::model::archive::{Archive, ArticleId, NoteId, PersonId, StatementId, TopicId};
use crate::model::corrections::Review;
use crate::model::settings::Settings;
use crate::model::when::When;
use crate::site::page::Page;
use crate::site::parts::said;
use crate::site::words::Words;
use crate::text::shorten::{cut, one_line};
use std::cmp::Reverse;

/// Entries of the archive's own feed.
const NEWEST: usize = 50;
/// Entries of the feed of a topic or person: there can be thousands of these feeds.
const NEWEST_OF_SUBJECT: usize = 10;
/// Longest title of a statement's entry, in characters: most statements are their own title.
const TITLE: usize = 200;
/// Longest text of a note, in characters.
const NEWS: usize = 280;

/// A feed, ready to be written in any format.
#[derive(Debug)]
pub(crate) struct Feed {
    /// Its path in the site.
    pub(crate) path: String,
    /// The page that shows the same.
    pub(crate) page: String,
    /// The name that readers show.
    pub(crate) title: String,
    /// What it brings, in a sentence.
    pub(crate) description: String,
    /// Who writes it.
    pub(crate) authors: Vec<String>,
    /// Tag of its language.
    pub(crate) language: String,
    /// Newest first, each with a date: what is undated is never news.
    pub(crate) entries: Vec<Entry>,
}

/// One thing that a feed announces.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its page, with a fragment for a statement.
    pub(crate) path: String,
    /// The name that readers show.
    pub(crate) title: String,
    /// What it says.
    pub(crate) text: String,
    /// The day it is of.
    pub(crate) when: When,
    /// The day of the last note or correction on it, as far as their days are known.
    pub(crate) changed: Option<When>,
    /// Who wrote or said it, where it is not the feed's author.
    pub(crate) author: Option<String>,
    /// Names of its topics.
    pub(crate) topics: Vec<String>,
    /// Tag of its language.
    pub(crate) language: String,
}

impl Entry {
    /// When there was last something new in it: it was published, corrected or noted on.
    pub(crate) fn updated(&self) -> When {
        self.changed.filter(|changed| changed.start > self.when.start).unwrap_or(self.when)
    }
}

/// What a feed other than the archive's own is about: a page of a topic or of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// What is said on a topic.
    Topic(TopicId),
    /// What a person says.
    Person(PersonId),
}

impl Subject {
    /// The subject of a page, if it is the first page of one that has a feed: so much is said by somebody, or written on a topic, that
    /// more can be expected.
    pub(crate) fn of(archive: &Archive, settings: &Settings, page: &Page) -> Option<Subject> {
        let (subject, entries) = match *page {
            Page::Topic(topic, _) => (Subject::Topic(topic), archive[topic].articles.len()),
            Page::Person(person, _) => (Subject::Person(person), archive[person].statements.len()),
            _ => return None,
        };
        (entries >= settings.feeds_from).then_some(subject)
    }

    fn title(self, archive: &Archive) -> String {
        match self {
            Subject::Topic(topic) => archive[topic].name.clone(),
            Subject::Person(person) => archive[person].name.clone(),
        }
    }

    /// Whose words the feed is made of: the entries need not name them again.
    fn authors(self, archive: &Archive, settings: &Settings) -> Vec<String> {
        match self {
            Subject::Topic(_) => settings.authors.clone(),
            Subject::Person(person) => vec![archive[person].name.clone()],
        }
    }

    /// The path of the feed.
    pub(crate) fn path(self, archive: &Archive) -> String {
        self.page().path(archive).replace(".html", ".xml")
    }

    fn page(self) -> Page {
        match self {
            Subject::Topic(topic) => Page::Topic(topic, 1),
            Subject::Person(person) => Page::Person(person, 1),
        }
    }
}

/// The articles in which there was something new last: they were published, corrected or noted on.
pub(crate) fn of_archive(archive: &Archive, settings: &Settings, words: &Words) -> Feed {
    let all = (0..archive.articles.len()).rev().map(ArticleId::from);
    let is_news = |id: &ArticleId| {
        archive[*id].when().zip(change(archive, *id)).is_some_and(|(when, (changed, _))| changed.start > when.start)
    };
    let (news, newest): (Vec<_>, Vec<_>) = all.partition(is_news);
    // Only the newest of those that nobody touched can be among the first; of the others all can.
    let newest = newest.into_iter().filter_map(|id| article(archive, id)).take(NEWEST);
    let news = news.into_iter().filter_map(|id| changed_article(archive, words, id));
    let mut entries: Vec<Entry> = news.chain(newest).collect();
    entries.sort_by_key(|entry| Reverse((entry.updated().start, entry.when.start)));
    entries.truncate(NEWEST);
    Feed {
        path: "feed.xml".to_owned(),
        page: "index.html".to_owned(),
        title: settings.title.clone(),
        description: settings.description.clone(),
        authors: settings.authors.clone(),
        language: settings.language.clone(),
        entries,
    }
}

/// The newest articles of a topic, the newest statements of a person.
pub(crate) fn of_subject(archive: &Archive, settings: &Settings, words: &Words, subject: Subject) -> Feed {
    let page = subject.page().path(archive);
    let entries = match subject {
        Subject::Topic(topic) => {
            let newest = archive[topic].articles.iter().rev();
            let entry = |id: &ArticleId| article(archive, *id).map(|entry| Entry { topics: Vec::new(), ..entry });
            newest.filter_map(entry).take(NEWEST_OF_SUBJECT).collect()
        }
        Subject::Person(person) => {
            let newest = archive[person].statements.iter().rev();
            newest.filter_map(|id| statement(archive, words, *id)).take(NEWEST_OF_SUBJECT).collect()
        }
    };
    let description = match subject {
        Subject::Topic(topic) => archive[topic].description.clone(),
        Subject::Person(person) => archive[person].description.clone(),
    };
    Feed {
        path: subject.path(archive),
        page,
        title: format!("{} · {}", subject.title(archive), settings.title),
        description: description.unwrap_or_default(),
        authors: subject.authors(archive, settings),
        language: settings.language.clone(),
        entries,
    }
}

fn article(archive: &Archive, id: ArticleId) -> Option<Entry> {
    let article = &archive[id];
    Some(Entry {
        path: format!("articles/{}.html", article.slug),
        title: article.title.clone(),
        text: article.summary.clone(),
        when: article.when()?,
        changed: None,
        author: article.outlet.map(|outlet| archive[outlet].name.clone()),
        topics: article.topics.iter().map(|topic| archive[*topic].name.clone()).collect(),
        language: article.language.clone(),
    })
}

/// The last note or correction on an article of which the day is known, and which it is.
pub(crate) fn change(archive: &Archive, id: ArticleId) -> Option<(When, Change)> {
    let row = &archive[id];
    let notes =
        row.note_ids().filter_map(|note| Some((When::parse(archive[note].note.date.as_deref()?)?, Change::Note(note))));
    let statements = row.statement_ids().filter_map(|id| {
        let editorial = archive[id].editorial.as_ref()?;
        Some((editorial.signature.date?, Change::Statement(editorial.review)))
    });
    let facts = row.editorial.as_ref().and_then(|editorial| Some((editorial.signature.date?, Change::Facts)));
    // Of one day the first counts, and a note before all else: it says most.
    notes.chain(statements).chain(facts).reduce(|best, this| if this.0.start > best.0.start { this } else { best })
}

/// What an editor did with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// A note that came.
    Note(NoteId),
    /// A statement that was corrected or checked.
    Statement(Review),
    /// Facts of the article that were corrected.
    Facts,
}

/// An article with what an editor did with it last.
fn changed_article(archive: &Archive, words: &Words, id: ArticleId) -> Option<Entry> {
    let entry = article(archive, id)?;
    let (day, change) = change(archive, id)?;
    let news = match change {
        Change::Note(note) => {
            let note = &archive[note].note;
            let body = one_line(&note.body);
            let shown = cut(&body, NEWS);
            let more = if shown.len() < body.len() { " …" } else { "" };
            format!("{}: {shown}{more}", words.note_kind(note.kind))
        }
        Change::Statement(review) => said::capital(words.review(review).unwrap_or_default()).into_owned(),
        Change::Facts => words.facts_corrected.clone(),
    };
    let text = if entry.text.is_empty() { news } else { format!("{news}\n{}", entry.text) };
    Some(Entry { text, changed: Some(day), ..entry })
}

/// A statement in a feed of its speaker. What its title already says is not said again.
fn statement(archive: &Archive, words: &Words, id: StatementId) -> Option<Entry> {
    let statement = &archive[id];
    let article = &archive[statement.article];
    let title = said::text(words, statement, &article.language, TITLE);
    let whole = said::text(words, statement, &article.language, usize::MAX);
    let outlet = article.outlet.map_or_else(String::new, |outlet| format!(", {}", archive[outlet].name));
    let reported = format!("— {}{outlet}", article.title);
    Some(Entry {
        path: format!("articles/{}.html#{}", article.slug, statement.key),
        text: if title == whole { reported } else { format!("{whole}\n{reported}") },
        title,
        when: statement.said_on.map(|(when, _)| when).or_else(|| article.when())?,
        changed: statement.editorial.as_ref().and_then(|editorial| editorial.signature.date),
        author: None,
        topics: Vec::new(),
        language: article.language.clone(),
    })
}
