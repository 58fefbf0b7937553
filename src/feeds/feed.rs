//! What a feed announces: the newest articles of the archive or of a topic, the newest statements of a person.

use crate::archive::{Archive, ArticleId, PersonId, StatementId, TopicId};
use crate::dates::When;
use crate::people::PersonKind;
use crate::settings::Settings;

/// Entries of the archive's own feed.
const NEWEST: usize = 50;
/// Entries of every other feed: there can be many thousands of them.
const NEWEST_OF_SUBJECT: usize = 20;
/// Longest title of a statement's entry, in characters.
const TITLE: usize = 100;

/// A feed, ready to be written in any format.
#[derive(Debug)]
pub(crate) struct Feed {
    pub(crate) path: String,
    /// The page that shows the same.
    pub(crate) page: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) authors: Vec<String>,
    pub(crate) language: String,
    /// Newest first, each with a date: what is undated is never news.
    pub(crate) entries: Vec<Entry>,
}

/// One thing that a feed announces.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its page, with a fragment for a statement.
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) when: When,
    pub(crate) author: Option<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) language: String,
}

/// What a feed other than the archive's own is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Topic(TopicId),
    Person(PersonId),
    /// A person on a topic.
    Thread(PersonId, TopicId),
}

impl Subject {
    /// Path of its page and of its feed, without the ending.
    fn stem(self, archive: &Archive) -> String {
        match self {
            Subject::Topic(topic) => format!("topics/{}", archive[topic].slug),
            Subject::Person(person) => format!("people/{}", archive[person].slug),
            Subject::Thread(person, topic) => format!("people/{}/{}", archive[person].slug, archive[topic].slug),
        }
    }

    fn title(self, archive: &Archive) -> String {
        match self {
            Subject::Topic(topic) => archive[topic].name.clone(),
            Subject::Person(person) => archive[person].name.clone(),
            Subject::Thread(person, topic) => format!("{}: {}", archive[person].name, archive[topic].name),
        }
    }
}

/// Everything that has a feed of its own, in the order of the archive's tables.
pub(crate) fn subjects(archive: &Archive) -> Vec<Subject> {
    let mut subjects: Vec<Subject> = (0..archive.topics.len()).map(|index| Subject::Topic(index.into())).collect();
    for (index, person) in archive.people.iter().enumerate() {
        if person.kind == PersonKind::Unnamed {
            continue;
        }
        subjects.push(Subject::Person(index.into()));
        let threads = crate::pages::threads(archive, index.into());
        subjects.extend(threads.into_keys().map(|topic| Subject::Thread(index.into(), topic)));
    }
    subjects
}

/// The newest articles.
pub(crate) fn of_archive(archive: &Archive, settings: &Settings) -> Feed {
    let all = (0..archive.articles.len()).rev().map(ArticleId::from);
    Feed {
        path: "feed.xml".to_owned(),
        page: "index.html".to_owned(),
        title: settings.title.clone(),
        description: settings.description.clone(),
        authors: settings.authors.clone(),
        language: settings.language.clone(),
        entries: all.filter_map(|id| article(archive, id)).take(NEWEST).collect(),
    }
}

/// The newest articles of a topic, the newest statements of a person.
pub(crate) fn of_subject(archive: &Archive, settings: &Settings, subject: &Subject) -> Feed {
    let stem = subject.stem(archive);
    let said = |ids: &[StatementId], about: Option<TopicId>| {
        let about = |id: &StatementId| about.is_none_or(|topic| archive[*id].topics.contains(&topic));
        let newest = ids.iter().rev().copied().filter(about);
        newest.filter_map(|id| statement(archive, id)).take(NEWEST_OF_SUBJECT).collect()
    };
    let entries = match *subject {
        Subject::Topic(topic) => {
            let newest = archive[topic].articles.iter().rev();
            newest.filter_map(|id| article(archive, *id)).take(NEWEST_OF_SUBJECT).collect()
        }
        Subject::Person(person) => said(&archive[person].statements, None),
        Subject::Thread(person, topic) => said(&archive[person].statements, Some(topic)),
    };
    let description = match *subject {
        Subject::Topic(topic) => archive[topic].description.clone(),
        Subject::Person(person) => archive[person].description.clone(),
        Subject::Thread(..) => None,
    };
    Feed {
        path: format!("{stem}.xml"),
        page: format!("{stem}.html"),
        title: format!("{} · {}", subject.title(archive), settings.title),
        description: description.unwrap_or_default(),
        authors: settings.authors.clone(),
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
        author: article.outlet.map(|outlet| archive[outlet].name.clone()),
        topics: article.topics.iter().map(|topic| archive[*topic].name.clone()).collect(),
        language: article.language.clone(),
    })
}

fn statement(archive: &Archive, id: StatementId) -> Option<Entry> {
    let statement = &archive[id];
    let article = &archive[statement.article];
    let speaker = statement.speaker.map(|person| archive[person].name.clone());
    let named = speaker.as_deref().map_or_else(String::new, |name| format!("{name}: "));
    let outlet = article.outlet.map_or_else(String::new, |outlet| format!(", {}", archive[outlet].name));
    Some(Entry {
        path: format!("articles/{}.html#{}", article.slug, statement.key),
        title: named + &shortened(&statement.words),
        text: format!("{}\n— {}{outlet}", statement.words, article.title),
        when: statement.said_on.map(|(when, _)| when).or_else(|| article.when())?,
        author: speaker,
        topics: statement.topics.iter().map(|topic| archive[*topic].name.clone()).collect(),
        language: article.language.clone(),
    })
}

/// The beginning of `words`, cut at a space.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(TITLE) {
        None => words.to_owned(),
        Some((end, _)) => format!("{} …", words[..words[..end].rfind(' ').unwrap_or(end)].trim_end()),
    }
}
