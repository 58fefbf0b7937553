//! The archive as JSON lines: one file a table, one line a row, keys as `onrecord extract` has them.
//!
//! Rows name each other by slug or id. What is unknown is `null` where a reader must reckon with it and absent elsewhere,
//! because these files are the largest of the site.

use super::corrections::Correction;
use crate::linking::registers::{Entry, Registers};
use crate::model::archive::{
    Archive, ArticleRow, ClaimRow, EventRow, Fit, OccasionRow, OnePerson, OutletRow, PersonRow, SaidOnBasis,
    StatementId, StatementRow, TopicOrigin, TopicRow,
};
use crate::model::corrections::Review;
use crate::model::person::{Gender, PersonKind};
use crate::model::statement::{Act, Certainty, Kind, Manner, Polarity};
use crate::model::unanswered::How;
use crate::model::when::When;
use crate::model::world::Output;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows that are put together before they go to disk.
const BATCH: usize = 512;

/// Writes every table.
pub(crate) fn write(archive: &Archive, output: &dyn Output) -> std::io::Result<()> {
    let table = |path: &str, pieces: &mut dyn Iterator<Item = Vec<u8>>| output.write_pieces(path, pieces);
    let statements = || {
        let with_ids =
            &mut lines_with(&archive.statements, |index, row| statement(archive, StatementId::from(index), row));
        table("data/statements.jsonl", with_ids)
    };
    let others = || {
        table("data/articles.jsonl", &mut lines(&archive.articles, |row| article(archive, row)))?;
        table("data/people.jsonl", &mut lines(&archive.people, person))?;
        table("data/topics.jsonl", &mut lines(&archive.topics, |row| topic(archive, row)))?;
        table("data/claims.jsonl", &mut lines(&archive.claims, |row| claim(archive, row)))?;
        table("data/occasions.jsonl", &mut lines(&archive.occasions, |row| occasion(archive, row)))?;
        let registers = Registers::of(archive);
        table("data/registers.jsonl", &mut lines(&registers.entries, |entry| register(archive, entry)))?;
        table("data/unanswered.jsonl", &mut lines(&registers.unanswered, |at| unanswered(archive, *at)))?;
        table("data/chains.jsonl", &mut chains(archive))?;
        table("data/permalinks.jsonl", &mut permalinks(archive))?;
        table("data/outlets.jsonl", &mut lines(&archive.outlets, outlet))?;
        table("data/events.jsonl", &mut lines(&archive.events, event))
    };
    let (statements, others) = rayon::join(statements, others);
    statements.and(others)
}

/// Through whom a statement came, where it came through somebody or stands inside of another.
#[derive(Serialize)]
struct Chain<'a> {
    statement: &'a str,
    page: String,
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    /// The outermost last.
    via: Vec<&'a str>,
    /// The statement that its words are inside of.
    #[serde(skip_serializing_if = "Option::is_none")]
    inside: Option<&'a str>,
}

fn chains(archive: &Archive) -> impl Iterator<Item = Vec<u8>> + '_ {
    archive.statements.chunks(BATCH).enumerate().map(move |(number, batch)| {
        let mut out = Vec::new();
        for (index, row) in batch.iter().enumerate() {
            let inside = archive.outer(StatementId::from(number * BATCH + index));
            if row.via.is_empty() && inside.is_none() {
                continue;
            }
            let chain = Chain {
                statement: &row.key,
                page: page_of(archive, row),
                speaker: row.speaker.map(|id| archive[id].name.as_str()),
                person: row.speaker.map(|id| archive[id].slug.as_str()),
                via: row.via.iter().map(String::as_str).collect(),
                inside: inside.map(|id| archive[id].key.as_str()),
            };
            serde_json::to_writer(&mut out, &chain).expect("a row is plain data");
            out.push(b'\n');
        }
        out
    })
}

/// What an id or address is now.
#[derive(Serialize)]
struct Moved<'a> {
    was: &'a str,
    now: &'a str,
}

fn permalinks(archive: &Archive) -> impl Iterator<Item = Vec<u8>> + '_ {
    let ids = archive.was.iter().flat_map(|(id, keys)| keys.iter().map(|was| Moved { was, now: &archive[*id].key }));
    let addresses = archive.moved.iter().map(|link| Moved { was: &link.was, now: &link.now });
    ids.chain(addresses).map(|moved| {
        let mut line = serde_json::to_vec(&moved).expect("a row is plain data");
        line.push(b'\n');
        line
    })
}

/// Where a statement is shown.
fn page_of(archive: &Archive, row: &StatementRow) -> String {
    format!("articles/{}.html#{}", archive[row.article].slug, row.key)
}

/// The rows of a table as JSON lines, some at a time.
fn lines<'a, Row, Line: Serialize>(
    rows: &'a [Row],
    line: impl Fn(&'a Row) -> Line + 'a,
) -> impl Iterator<Item = Vec<u8>> + 'a {
    lines_with(rows, move |_, row| line(row))
}

/// The same, each row with its position in the table.
fn lines_with<'a, Row, Line: Serialize>(
    rows: &'a [Row],
    line: impl Fn(usize, &'a Row) -> Line + 'a,
) -> impl Iterator<Item = Vec<u8>> + 'a {
    rows.chunks(BATCH).enumerate().map(move |(number, batch)| {
        let mut out = Vec::with_capacity(512 * batch.len());
        for (index, row) in batch.iter().enumerate() {
            serde_json::to_writer(&mut out, &line(number * BATCH + index, row)).expect("a row is plain data");
            out.push(b'\n');
        }
        out
    })
}

#[derive(Serialize)]
struct Article<'a> {
    slug: &'a str,
    page: String,
    path: &'a str,
    title: &'a str,
    date: Option<Date>,
    outlet: Option<&'a str>,
    place: Option<&'a str>,
    authors: &'a [String],
    language: &'a str,
    words: u32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    transcript: bool,
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    topics: Vec<&'a str>,
    people: Vec<&'a str>,
    statements: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<&'a str>,
}

#[derive(Serialize)]
struct Date {
    value: String,
    precision: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    inferred: bool,
}

fn article<'a>(archive: &'a Archive, row: &'a ArticleRow) -> Article<'a> {
    let published = &row.published;
    Article {
        slug: &row.slug,
        page: format!("articles/{}.html", row.slug),
        path: &row.path,
        title: &row.title,
        date: published.when.map(|when| Date {
            value: when.to_string(),
            precision: when.precision.name(),
            basis: published.basis.map(|basis| basis.name()),
            inferred: published.inferred,
        }),
        outlet: row.outlet.map(|id| archive[id].name.as_str()),
        place: row.place.as_deref(),
        authors: &row.authors,
        language: &row.language,
        words: row.words,
        transcript: row.transcript,
        summary: &row.summary,
        url: row.url.as_deref(),
        topics: row.topics.iter().map(|id| archive[*id].slug.as_str()).collect(),
        people: row.people.iter().map(|id| archive[*id].name.as_str()).collect(),
        statements: row.statements.len(),
        duplicate_of: row.duplicate_of.map(|id| archive[id].slug.as_str()),
    }
}

/// A row of `statements.jsonl`.
#[derive(Serialize)]
pub(crate) struct Statement<'a> {
    id: &'a str,
    article: &'a str,
    /// Where it is shown.
    page: String,
    kind: Kind,
    act: Act,
    polarity: Polarity,
    words: &'a str,
    source: Option<&'a str>,
    speaker: Option<&'a str>,
    /// The slug of the speaker: two may have one name.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    /// Those who said it together; `speaker` is null then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    speakers: Vec<&'a str>,
    said_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said_on_basis: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    via: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    certainty: Certainty,
    manner: Option<Manner>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    headline: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    nested: bool,
    topics: Vec<&'a str>,
    /// Whether only its paragraph names them, not its own words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_paragraph: bool,
    /// The statements with the same wording share this.
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<&'a str>,
    /// The occasion that it was said on, if that is known from more than this statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    occasion: Option<&'a str>,
    /// The id of the report that tells most of the same claim, if several statements report it.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<&'a str>,
    /// What the transcript of the day says to a quotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_record: Option<&'static str>,
    /// What an editor did with it; absent if nobody looked at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Review>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<Correction<'a>>,
}

/// Where and when a speaker said several things.
#[derive(Serialize)]
struct Occasion<'a> {
    slug: &'a str,
    page: String,
    speaker: &'a str,
    person: &'a str,
    date: String,
    /// Whether a report gives the day; otherwise it is that of the first article.
    date_stated: bool,
    venue: &'a str,
    statements: Vec<&'a str>,
    /// Those whose own sentences do not tell of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    going_on: Vec<&'a str>,
    articles: Vec<&'a str>,
}

fn occasion<'a>(archive: &'a Archive, row: &'a OccasionRow) -> Occasion<'a> {
    let mut articles: Vec<&str> = Vec::new();
    for id in &row.statements {
        let slug = archive[archive[*id].article].slug.as_str();
        if !articles.contains(&slug) {
            articles.push(slug);
        }
    }
    Occasion {
        slug: &row.slug,
        page: format!("occasions/{}.html", row.slug),
        speaker: &archive[row.speaker].name,
        person: &archive[row.speaker].slug,
        date: row.when.to_string(),
        date_stated: row.day_is_stated,
        venue: &row.venue,
        statements: row.statements.iter().map(|id| archive[*id].key.as_str()).collect(),
        going_on: row.going_on.iter().map(|id| archive[*id].key.as_str()).collect(),
        articles,
    }
}

/// A promise, a denial or a refusal.
#[derive(Serialize)]
struct Register<'a> {
    register: &'static str,
    statement: &'a str,
    page: String,
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    said_on: Option<String>,
    act: Act,
    polarity: Polarity,
    words: &'a str,
    /// The day that the sentence of a promise gives for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    /// Whether that day is over on the day of the newest article.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    past_due: bool,
}

fn register<'a>(archive: &'a Archive, entry: &Entry) -> Register<'a> {
    let row = &archive[entry.statement];
    Register {
        register: entry.register.name(),
        statement: &row.key,
        page: page_of(archive, row),
        speaker: row.speaker.map(|id| archive[id].name.as_str()),
        person: row.speaker.map(|id| archive[id].slug.as_str()),
        said_on: row.said_on.map(|(when, _)| when.to_string()),
        act: row.words.act(),
        polarity: row.words.polarity(),
        words: row.words.unmarked(),
        due: entry.due.map(|when| when.to_string()),
        past_due: entry.past_due,
    }
}

/// Somebody who was asked and gave no answer.
#[derive(Serialize)]
struct Unanswered<'a> {
    how: How,
    /// The words that name who was asked.
    asked: &'a str,
    person: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    sentence: &'a str,
    article: &'a str,
    page: String,
    outlet: Option<&'a str>,
    date: Option<String>,
}

fn unanswered(archive: &Archive, at: usize) -> Unanswered<'_> {
    let row = &archive.unanswered[at];
    let article = &archive[row.article];
    let block = row.block.map(|block| format!("#{block}")).unwrap_or_default();
    Unanswered {
        how: row.how,
        asked: &row.asked,
        person: row.person.map(|id| archive[id].slug.as_str()),
        name: row.person.map(|id| archive[id].name.as_str()),
        sentence: &row.sentence,
        article: &article.slug,
        page: format!("articles/{}.html{block}", article.slug),
        outlet: article.outlet.map(|id| archive[id].name.as_str()),
        date: article.when().map(|when| when.to_string()),
    }
}

/// What one speaker said once, with all reports of it.
#[derive(Serialize)]
struct Claim<'a> {
    id: &'a str,
    page: String,
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    said_on: Option<String>,
    act: Act,
    polarity: Polarity,
    words: &'a str,
    reports: Vec<&'a str>,
    articles: Vec<&'a str>,
}

fn claim<'a>(archive: &'a Archive, row: &'a ClaimRow) -> Claim<'a> {
    let best = &archive[row.statements[0]];
    let speaker = row.statements.iter().find_map(|id| archive[*id].speaker);
    let mut articles: Vec<&str> = Vec::new();
    for id in &row.statements {
        let slug = archive[archive[*id].article].slug.as_str();
        if !articles.contains(&slug) {
            articles.push(slug);
        }
    }
    Claim {
        id: &best.key,
        page: page_of(archive, best),
        speaker: speaker.map(|id| archive[id].name.as_str()),
        person: speaker.map(|id| archive[id].slug.as_str()),
        said_on: best.said_on.map(|(when, _)| when.to_string()),
        act: best.words.act(),
        polarity: best.words.polarity(),
        words: best.words.unmarked(),
        reports: row.statements.iter().map(|id| archive[*id].key.as_str()).collect(),
        articles,
    }
}

/// A row of statements.jsonl.
pub(crate) fn statement<'a>(archive: &'a Archive, id: StatementId, row: &'a StatementRow) -> Statement<'a> {
    Statement {
        id: &row.key,
        article: &archive[row.article].slug,
        page: page_of(archive, row),
        kind: row.kind,
        act: row.words.act(),
        polarity: row.words.polarity(),
        words: row.words.unmarked(),
        source: row.source.as_deref(),
        speaker: row.speaker.map(|id| archive[id].name.as_str()),
        person: row.speaker.map(|id| archive[id].slug.as_str()),
        speakers: row.together.iter().map(|id| archive[*id].name.as_str()).collect(),
        said_on: row.said_on.map(|(when, _)| when.to_string()),
        said_on_basis: row.said_on.map(|(_, basis)| basis_name(basis)),
        question: row.question.as_deref(),
        told: row.told.as_deref(),
        via: row.via.iter().map(String::as_str).collect(),
        venue: row.venue.as_deref(),
        place: row.place.as_deref(),
        certainty: row.certainty,
        manner: row.manner,
        headline: row.headline,
        nested: row.nested,
        topics: row.topics.iter().map(|id| archive[*id].slug.as_str()).collect(),
        by_paragraph: row.by_paragraph,
        cluster: row.cluster.map(|id| archive[id].slug.as_str()),
        occasion: archive.occasion_of.get(&id).map(|id| archive[*id].slug.as_str()),
        claim: row.claim.map(|id| archive[archive[id].statements[0]].key.as_str()),
        on_record: archive.on_record.get(&id).map(|row| row.fit.map_or("not-found", Fit::name)),
        review: row.editorial.as_ref().map(|editorial| editorial.review),
        correction: row.editorial.as_deref().map(Correction::new),
    }
}

/// The name of a basis in data files.
pub(crate) fn basis_name(basis: SaidOnBasis) -> &'static str {
    match basis {
        SaidOnBasis::Sentence => "sentence",
        SaidOnBasis::Article => "article",
        SaidOnBasis::Occasion => "occasion",
        SaidOnBasis::Correction => "correction",
    }
}

#[derive(Serialize)]
struct Person<'a> {
    slug: &'a str,
    name: &'a str,
    sort_name: &'a str,
    kind: PersonKind,
    gender: Gender,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    aliases: &'a [String],
    /// Which of the names were joined with the others by more than their likeness, and why.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    joined: BTreeMap<&'a str, OnePerson>,
    roles: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    links: &'a [String],
    listed: bool,
    statements: usize,
    articles: usize,
}

fn person(row: &PersonRow) -> Person<'_> {
    Person {
        slug: &row.slug,
        name: &row.name,
        sort_name: &row.sort_name,
        kind: row.kind,
        gender: row.gender,
        page: (row.kind != PersonKind::Unnamed).then(|| format!("people/{}.html", row.slug)),
        aliases: &row.aliases,
        joined: row.joined.iter().map(|(name, reason)| (name.as_str(), *reason)).collect(),
        roles: &row.roles,
        description: row.description.as_deref(),
        links: &row.links,
        listed: row.listed,
        statements: row.statements.len(),
        articles: row.articles.len(),
    }
}

#[derive(Serialize)]
struct Topic<'a> {
    slug: &'a str,
    name: &'a str,
    page: String,
    origin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    broader: Option<&'a str>,
    statements: usize,
    articles: usize,
}

fn topic<'a>(archive: &'a Archive, row: &'a TopicRow) -> Topic<'a> {
    Topic {
        slug: &row.slug,
        name: &row.name,
        page: format!("topics/{}.html", row.slug),
        origin: match row.origin {
            TopicOrigin::Listed => "listed",
            TopicOrigin::FrontMatter => "front-matter",
            TopicOrigin::Found => "found",
        },
        description: row.description.as_deref(),
        broader: row.broader.map(|id| archive[id].slug.as_str()),
        statements: row.statements.len(),
        articles: row.articles.len(),
    }
}

#[derive(Serialize)]
struct Outlet<'a> {
    slug: &'a str,
    name: &'a str,
    page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    articles: usize,
}

fn outlet(row: &OutletRow) -> Outlet<'_> {
    Outlet {
        slug: &row.slug,
        name: &row.name,
        page: format!("outlets/{}.html", row.slug),
        url: row.url.as_deref(),
        location: row.location.as_deref(),
        description: row.description.as_deref(),
        articles: row.articles.len(),
    }
}

#[derive(Serialize)]
struct Event<'a> {
    slug: &'a str,
    name: &'a str,
    page: String,
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    listed: bool,
    mentions: usize,
    statements: usize,
}

fn event(row: &EventRow) -> Event<'_> {
    let stated =
        |when: When| Date { value: when.to_string(), precision: when.precision.name(), basis: None, inferred: false };
    Event {
        slug: &row.slug,
        name: &row.name,
        page: format!("events/{}.html", row.slug),
        date: stated(row.when),
        location: row.location.as_deref(),
        description: row.description.as_deref(),
        listed: row.listed,
        mentions: row.mentions.len(),
        statements: row.statements.len(),
    }
}
