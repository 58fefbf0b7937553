//! Summaries of all articles become the [`Archive`]: identities joined, everything filed, linked and sorted.

use super::in_time::sort_in_time;
use super::summary::{LinkClues, MentionSummary, StatementSummary, Summary};
use crate::linking::people::{across, by_words};
use crate::linking::topics::OfStatement;
use crate::linking::{permalinks, relations, shared_words, topics};
use crate::model::archive::{
    Archive, ArticleId, ArticleRow, DayRow, EventId, MentionId, MentionRow, NoteRow, OutletId, OutletRow, PersonId,
    PersonNoteRow, StatementId, StatementRow, TopicId, UnansweredRow,
};
use crate::model::article::Article;
use crate::model::authorities::Authorities;
use crate::model::note::AnchoredNote;
use crate::model::reported::Reported;
use crate::model::rights::Rights;
use crate::model::statement::Manner;
use crate::model::terms::{Candidates, Terms};
use crate::model::when::When;
use crate::reading::editors::Editors;
use crate::reading::notes;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::slug;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// Puts the archive together. The order of `summaries` does not matter to the result.
pub fn archive(mut summaries: Vec<Summary>, editors: &Editors, problems: &mut Problems) -> Archive {
    let (settings, authorities) = (&editors.settings, editors.authorities());
    report_idle_redactions(&summaries, editors, problems);
    let published = |article: &Article| article.rights != Rights::None;
    summaries.retain(|summary| published(&summary.article) && (settings.drafts || !summary.article.front.draft));
    summaries.par_sort_by(|a, b| position(a).cmp(&position(b)));
    refuse_clashing_slugs(&mut summaries, problems);

    let ((identities, by_words), assigned) = rayon::join(
        || {
            let shared = shared_words::pairs(&shared_words::of_summaries(&summaries));
            let identities = across::across(&summaries, editors, &shared);
            let by_words = by_words::settle(&summaries, &identities, &shared);
            (identities, by_words)
        },
        || topics::assign(&summaries, editors, settings.found_topics),
    );
    across::report_open(&summaries, &identities, |statement| !by_words.contains_key(&statement), problems);
    let (outlets, outlet_of) = outlets(&summaries, authorities);

    let mut archive = Archive { people: identities.people, topics: assigned.topics, outlets, ..Archive::default() };
    archive.articles.reserve_exact(summaries.len());
    archive.statements.reserve_exact(summaries.iter().map(|summary| summary.statements.len()).sum());
    archive.mentions.reserve_exact(summaries.iter().map(|summary| summary.mentions.len()).sum());
    let mut clues = Vec::with_capacity(summaries.len());
    let known = identities.of.into_iter().zip(identities.by_standing);
    let filed = known.zip(assigned.of_articles).zip(assigned.of_statements);
    for ((mut summary, outlet), (((persons, by_standing), topics), of_statements)) in
        summaries.into_iter().zip(outlet_of).zip(filed)
    {
        let first = archive.statements.len() as u32;
        let by_words = by_words.range(first..first + summary.statements.len() as u32);
        let by_words = by_words.map(|(statement, person)| (statement - first, *person)).collect();
        let persons = Persons { of: persons, by_standing, by_words };
        let front = &mut summary.article.front;
        let supersedes = front.supersedes.take().map(|file| (file, summary.article.supersedes_place.take()));
        // Topics are given by now.
        let terms = Terms { candidates: Candidates::default(), ..std::mem::take(&mut summary.terms) };
        clues.push(LinkClues { terms, supersedes });
        let row = article_row(&mut archive, summary, outlet, &persons, topics, of_statements);
        archive.articles.push(row);
    }
    file_under_everything(&mut archive);
    note_people(&mut archive, authorities, settings.at_root, problems);
    permalinks::fill(&mut archive, editors.permalinks(), problems);
    relations::link(&mut archive, &clues, authorities, settings, problems);
    chronology(&mut archive);
    archive
}

/// A redaction that hides nothing is most likely misspelt, and what it should hide is shown.
fn report_idle_redactions(summaries: &[Summary], editors: &Editors, problems: &mut Problems) {
    // What stands in other archives is hidden, too.
    if editors.reads_others() {
        return;
    }
    let used: BTreeSet<u32> = summaries.iter().flat_map(|summary| &summary.article.redacted).copied().collect();
    let idle = (0..).zip(editors.redactions()).filter(|(entry, _)| !used.contains(entry));
    for (entry, redaction) in idle {
        // Not the name itself: a report is shown to more people than an archive's files.
        let reason = redaction.reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        let message = format!("entry {} of the redactions{reason} hides nothing in any article", entry + 1);
        let problem = Diagnostic::warning("redaction-of-nothing", message).in_file("redactions.yaml");
        problems.push(problem.hint("look at how its words are spelt"));
    }
}

/// Hangs the notes of people.yaml on the people of the archive; private ones only in the preview.
fn note_people(archive: &mut Archive, authorities: &Authorities, preview: bool, problems: &mut Problems) {
    if authorities.people.iter().all(|entry| entry.notes.is_empty()) {
        return;
    }
    let listed = archive.people.iter().enumerate().filter(|(_, person)| person.listed);
    let by_name: BTreeMap<&str, PersonId> =
        listed.map(|(index, person)| (person.name.as_str(), PersonId::from(index))).collect();
    let mut rows = Vec::new();
    for entry in authorities.people.iter().filter(|entry| !entry.notes.is_empty()) {
        match by_name.get(entry.name.as_str()) {
            Some(person) => {
                let noted = notes::of_person(&archive[*person].slug, &entry.notes);
                let shown = noted.filter(|(_, note)| preview || !note.private);
                rows.extend(shown.map(|(key, note)| PersonNoteRow { key, person: *person, note: note.clone() }));
            }
            None => problems.push(
                Diagnostic::warning("note-on-nobody", format!("no article mentions {}", entry.name))
                    .at_place(&entry.place)
                    .label("these notes are shown nowhere"),
            ),
        }
    }
    rows.sort_by_key(|row| row.person);
    archive.person_notes = rows;
}

/// Adds the rows of an article to the tables of statements, mentions and notes, and gives the one of the article itself.
fn article_row(
    archive: &mut Archive,
    summary: Summary,
    outlet: Option<OutletId>,
    persons: &Persons,
    topics: Vec<TopicId>,
    of_statements: Vec<OfStatement>,
) -> ArticleRow {
    let id = ArticleId::from(archive.articles.len());
    let Summary { file, article, beginning, statements, mentions, unanswered, notes, .. } = summary;
    archive.unanswered.extend(unanswered.into_iter().map(|one| UnansweredRow {
        article: id,
        how: one.how,
        asked: one.asked,
        person: one.person.and_then(|person| persons.of[person as usize]),
        sentence: one.sentence,
        block: one.block,
    }));
    let rows = add_rows(archive, id, Parts { statements, mentions, notes }, persons, of_statements);
    let mut people: Vec<PersonId> = Vec::new();
    for person in persons.of.iter().flatten().chain(persons.by_words.values()) {
        if !people.contains(person) {
            people.push(*person);
        }
    }
    ArticleRow {
        origin: article.front.origin().map(Box::new),
        path: article.path,
        file,
        slug: article.slug,
        title: article.title,
        summary: article.front.summary.or(article.lede).unwrap_or(beginning),
        published: article.published,
        outlet,
        place: article.place,
        language: article.language,
        authors: article.authors,
        words: article.words,
        transcript: article.transcript,
        rights: article.rights,
        url: article.front.url,
        aliases: article.front.aliases,
        statements: rows.statements,
        mentions: rows.mentions,
        notes: rows.notes,
        topics,
        people,
        related: Vec::new(),
        duplicate_of: None,
        supersedes: None,
        superseded_by: None,
        latest: None,
        editorial: article.editorial,
    }
}

/// Who the people of an article are in the archive.
#[derive(Default)]
pub(super) struct Persons {
    /// Each of its local people.
    pub(super) of: Vec<Option<PersonId>>,
    /// Those of them who are who they are by standing alone, ascending.
    pub(super) by_standing: Vec<u32>,
    /// Who said what the article leaves open, as other reports of the same words have it; by position of the statement.
    pub(super) by_words: BTreeMap<u32, PersonId>,
}

/// What an article has of each table.
pub(super) struct Parts {
    pub(super) statements: Vec<StatementSummary>,
    pub(super) mentions: Vec<MentionSummary>,
    pub(super) notes: Vec<AnchoredNote>,
}

/// Rows that belong to one article.
pub(super) struct Rows {
    pub(super) statements: Range<u32>,
    pub(super) mentions: Range<u32>,
    pub(super) notes: Range<u32>,
}

/// Adds the statements, mentions and notes of an article at the ends of their tables. `topics` are those of each statement.
pub(super) fn add_rows(
    archive: &mut Archive,
    id: ArticleId,
    parts: Parts,
    persons: &Persons,
    topics: Vec<OfStatement>,
) -> Rows {
    let statements = archive.statements.len() as u32;
    let rows = (0..).zip(parts.statements.into_iter().zip(topics));
    archive.statements.extend(rows.map(|(at, (statement, topics))| {
        let row = statement_row(id, statement, persons, topics);
        match persons.by_words.get(&at) {
            Some(person) => StatementRow { speaker: Some(*person), manner: Some(Manner::Report), ..row },
            None => row,
        }
    }));
    let mentions = archive.mentions.len() as u32;
    archive.mentions.extend(parts.mentions.into_iter().map(|mention| MentionRow {
        article: id,
        when: mention.when,
        sentence: mention.sentence,
        words: mention.words,
        block: mention.block,
        extent: mention.extent,
    }));
    let notes = archive.notes.len() as u32;
    let added = (statements..).zip(&archive.statements[statements as usize..]);
    let of_key: BTreeMap<&str, u32> = match parts.notes.is_empty() {
        true => BTreeMap::new(),
        false => added.map(|(row, statement)| (statement.key.as_str(), row)).collect(),
    };
    archive.notes.extend(parts.notes.into_iter().map(|note| NoteRow {
        statement: note.statement.as_deref().and_then(|key| of_key.get(key)).map(|row| StatementId(*row)),
        key: note.id,
        article: id,
        note: note.note,
        anchor: note.anchor,
        found: note.found,
    }));
    Rows {
        statements: statements..archive.statements.len() as u32,
        mentions: mentions..archive.mentions.len() as u32,
        notes: notes..archive.notes.len() as u32,
    }
}

/// Where an article stands in the archive: dated ones first, in time order.
fn position(summary: &Summary) -> (bool, Option<When>, &str, &str) {
    let article = &summary.article;
    (article.published.when.is_none(), article.published.when, &article.slug, &article.path)
}

/// Two articles cannot have one page: the later file is refused, naming both.
fn refuse_clashing_slugs(summaries: &mut Vec<Summary>, problems: &mut Problems) {
    // As file systems see names that tell the fewest apart. Asked only, so its order does not matter.
    let mut owners = HashMap::<String, usize>::with_capacity(summaries.len());
    let mut by_file: Vec<usize> = (0..summaries.len()).collect();
    by_file.sort_by_key(|index| summaries[*index].file);
    let mut refused = vec![false; summaries.len()];
    for index in by_file {
        let article = &summaries[index].article;
        match owners.entry(slug::folded(&article.slug)) {
            Entry::Vacant(slot) => {
                slot.insert(index);
            }
            Entry::Occupied(owner) => {
                refused[index] = true;
                let other = &summaries[*owner.get()].article.path;
                let message = format!("two articles want the page `articles/{}.html`", article.slug);
                let mut problem = Diagnostic::error("slug-clash", message).in_file(article.path.clone());
                if let Some(place) = &article.slug_place {
                    problem.place = Some(place.clone());
                }
                problem = problem.hint(format!("that page goes to `{other}`"));
                problems.push(problem.hint("give one of them another `slug:` in its front matter"));
            }
        }
    }
    let mut refused = refused.into_iter();
    summaries.retain(|_| !refused.next().unwrap_or(false));
}

fn statement_row(article: ArticleId, summary: StatementSummary, persons: &Persons, filed: OfStatement) -> StatementRow {
    let person = |local: u32| persons.of.get(local as usize).copied().flatten();
    let by_standing = summary.speaker.is_some_and(|local| persons.by_standing.binary_search(&local).is_ok());
    let speaker = summary.speaker.and_then(person);
    let together: Vec<PersonId> = summary.together.into_iter().filter_map(person).collect();
    StatementRow {
        key: summary.key,
        article,
        words: Reported::new(summary.words, summary.kind, summary.act, summary.polarity),
        kind: summary.kind,
        certainty: summary.certainty,
        manner: match summary.manner.filter(|_| speaker.is_some() || !together.is_empty()) {
            Some(Manner::Full | Manner::Surname) if by_standing => Some(Manner::Standing),
            manner => manner,
        },
        speaker,
        together,
        source: summary.source,
        said_on: summary.said_on,
        told: summary.told,
        question: summary.question,
        via: summary.via,
        venue: summary.venue,
        place: summary.place,
        headline: summary.headline,
        nested: summary.nested,
        topics: filed.topics,
        by_paragraph: filed.by_paragraph,
        cluster: None,
        claim: None,
        relations: Vec::new(),
        previous: None,
        next: None,
        extent: summary.extent,
        editorial: summary.editorial,
    }
}

/// The outlets by name, joined by the aliases of outlets.yaml, and which of them published each article.
fn outlets(summaries: &[Summary], authorities: &Authorities) -> (Vec<OutletRow>, Vec<Option<OutletId>>) {
    let mut canonical = BTreeMap::<String, &str>::new();
    for entry in &authorities.outlets {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            canonical.entry(name.to_lowercase()).or_insert(&entry.name);
        }
    }
    let name_of = |summary: &Summary| -> Option<String> {
        let name = summary.article.outlet.as_deref()?;
        Some((*canonical.get(&name.to_lowercase()).unwrap_or(&name)).to_owned())
    };
    let mut articles = BTreeMap::<String, Vec<ArticleId>>::new();
    for (index, summary) in summaries.iter().enumerate() {
        if let Some(name) = name_of(summary) {
            articles.entry(name).or_default().push(ArticleId::from(index));
        }
    }
    let mut articles: Vec<(String, Vec<ArticleId>)> = articles.into_iter().collect();
    articles.sort_by_cached_key(|(name, _)| (name.to_lowercase(), name.clone()));
    let slugs = slug::unique(articles.iter().map(|(name, _)| name.as_str()), "outlet");
    let mut of = vec![None; summaries.len()];
    let mut rows = Vec::with_capacity(articles.len());
    for ((name, articles), slug) in articles.into_iter().zip(slugs) {
        for article in &articles {
            of[article.index()] = Some(OutletId::from(rows.len()));
        }
        let entry = authorities.outlets.iter().find(|entry| entry.name == name);
        let (url, location, description) = match entry {
            Some(entry) => (entry.url.clone(), entry.location.clone(), entry.description.clone()),
            None => (None, None, None),
        };
        rows.push(OutletRow { slug, name, url, location, description, articles });
    }
    (rows, of)
}

/// Lists every article and statement under its people and topics, and links each speaker's statements in time.
fn file_under_everything(archive: &mut Archive) {
    for index in 0..archive.articles.len() {
        let article = ArticleId::from(index);
        for person in archive.articles[index].people.clone() {
            archive.people[person.index()].articles.push(article);
        }
        for topic in archive.articles[index].topics.clone() {
            archive.topics[topic.index()].articles.push(article);
        }
    }
    for index in 0..archive.statements.len() {
        let statement = StatementId::from(index);
        let row = &archive.statements[index];
        for person in row.speaker.iter().chain(&row.together) {
            archive.people[person.index()].statements.push(statement);
        }
        for topic in archive.statements[index].topics.clone() {
            archive.topics[topic.index()].statements.push(statement);
        }
    }
    sort_in_time(archive);
}

/// What was published, said, mentioned and took place on each day.
fn chronology(archive: &mut Archive) {
    let mut days = BTreeMap::<NaiveDate, DayRow>::new();
    let day = |when: Option<When>| when.and_then(When::as_day);
    for (index, article) in archive.articles.iter().enumerate() {
        if let Some(date) = day(article.when()) {
            days.entry(date).or_default().published.push(ArticleId::from(index));
        }
    }
    for (index, statement) in archive.statements.iter().enumerate() {
        if let Some(date) = day(statement.said_on.map(|(when, _)| when)) {
            days.entry(date).or_default().said.push(StatementId::from(index));
        }
    }
    for (index, mention) in archive.mentions.iter().enumerate() {
        if let Some(date) = day(Some(mention.when)) {
            days.entry(date).or_default().mentioned.push(MentionId::from(index));
        }
    }
    for (index, event) in archive.events.iter().enumerate() {
        if let Some(date) = day(Some(event.when)) {
            days.entry(date).or_default().events.push(EventId::from(index));
        }
    }
    archive.days = days;
}
