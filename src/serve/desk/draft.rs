//! New texts of the archive's YAML files, made from decisions.
//!
//! A decision is written in few lines and by words, as an editor would: `statement: some of its words`, with what stands around them
//! only where they stand more than once, and by the id of the statement only where no words will do. Then the article is read again
//! with the new file. If the statement has not become what was decided, or something new is wrong with the file, nothing
//! is written at all.

mod items;
mod place;
mod shared;
mod wording;

use self::items::{changed, dedupe, has_key, item_at, items_of};
use self::place::Read;
use self::wording::addresses;
use super::decision::{Added, Decision, NewNote, NoteWords, OnArticle, OnStatement, Who};
use super::files::{self, Trouble};
use super::journal::Step;
use super::latest::{Latest, Reading};
use crate::linking::agenda::corrections_file;
use crate::model::article::Analysis;
use crate::model::corrections::Review;
use crate::model::note::{Anchor, NoteSource};
use crate::model::statement::Statement;
use crate::model::world::World;
use crate::parsing::yaml::edit::{self, Fault, New};
use crate::parsing::yaml::{Node, Value};
use crate::text::diagnostic::{Diagnostic, Level};
use crate::text::folding::name_key;
use crate::text::source::Source;
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::sync::Arc;

/// From so many statements of one article on, one line that names whom all of them mean is tried.
const TOGETHER: usize = 3;

/// Why nothing is written.
#[derive(Debug)]
pub(super) enum Refused {
    /// What is asked for makes no sense, or would not do what it says.
    Wrong(String),
    /// What it is about is not there any more.
    Gone,
    /// A file cannot be read or written.
    File(String, Trouble),
}

impl Refused {
    pub(super) fn message(&self) -> String {
        match self {
            Refused::Wrong(message) => message.clone(),
            Refused::Gone => "this is not in the archive any more".to_owned(),
            Refused::File(path, Trouble::Changed) => format!("{path} was changed meanwhile: look at it again"),
            Refused::File(path, Trouble::NotOurs) => format!("{path} is no file that the desk may write"),
            Refused::File(path, Trouble::Io(error)) => format!("cannot write {path}: {error}"),
        }
    }
}

fn wrong<T>(message: impl Into<String>) -> Result<T, Refused> {
    Err(Refused::Wrong(message.into()))
}

/// The files as they will be.
pub(super) struct Draft<'a> {
    latest: &'a Latest,
    workspace: &'a Workspace,
    author: String,
    date: String,
    /// By path: the text on disk, and the new one.
    files: BTreeMap<String, (Option<String>, Option<String>)>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(latest: &'a Latest, author: &str, date: &str) -> Draft<'a> {
        let day = |text: &str| {
            !text.is_empty() && text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        };
        let date = if day(date) { date.to_owned() } else { String::new() };
        let workspace = &latest.workspace;
        Draft { latest, workspace, author: author.trim().to_owned(), date, files: BTreeMap::new() }
    }

    /// Adds decisions. `article` finds the number of an article's file by its slug.
    pub(super) fn take(
        &mut self,
        decisions: &[Decision],
        article: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<(), Refused> {
        if self.take_together(decisions, article)? {
            return Ok(());
        }
        let read = |slug: &str| Ok::<Read, Refused>(self.read_article(article(slug).ok_or(Refused::Gone)?));
        let mut articles: BTreeMap<&str, Read> = BTreeMap::new();
        for decision in decisions {
            if let Some(slug) = slug_of(decision)
                && !articles.contains_key(slug)
            {
                articles.insert(slug, read(slug)?);
            }
        }
        for decision in decisions {
            let of = |slug: &str| articles.get(slug).ok_or(Refused::Gone);
            match decision {
                Decision::Statement(on) => self.statement(of(&on.article)?, on)?,
                Decision::Add(added) => self.add(of(&added.article)?, added)?,
                Decision::Note(note) => self.note(of(&note.article)?, note)?,
                Decision::Anchor(words) => self.anchor(of(&words.article)?, words)?,
                Decision::Article(on) => self.article(of(&on.article)?, on)?,
                Decision::Same(pair) => self.same(pair)?,
                Decision::Apart(pair) => self.apart(pair)?,
                Decision::Nobody(named) => self.nobody(named)?,
                Decision::Topic(on) => self.topic(on)?,
                Decision::Event(on) => self.event(on)?,
                Decision::Claim(on) => self.claim(on)?,
                Decision::Judge(judged) => self.judge(judged)?,
            }
        }
        Ok(())
    }

    /// What is to be written, of the files that change.
    pub(super) fn steps(self) -> Vec<Step> {
        let files = self.files.into_iter().filter(|(_, (before, after))| before != after);
        files.map(|(path, (before, after))| Step { path, before, after }).collect()
    }

    /// The text of a file as it will be.
    fn text(&mut self, path: &str) -> Result<Option<String>, Refused> {
        if !self.files.contains_key(path) {
            let text =
                files::read(&self.workspace.root, path).map_err(|trouble| Refused::File(path.to_owned(), trouble))?;
            self.files.insert(path.to_owned(), (text.clone(), text));
        }
        Ok(self.files.get(path).and_then(|(_, after)| after.clone()))
    }

    fn put(&mut self, path: &str, text: String) {
        if let Some((_, after)) = self.files.get_mut(path) {
            *after = Some(text);
        }
    }

    /// The keys at the end of an entry: who decided, and when.
    fn signature(&self) -> Vec<(String, New)> {
        let keys = [("author", New::Text(self.author.clone())), ("date", New::Bare(self.date.clone()))];
        let given = keys
            .into_iter()
            .filter(|(_, value)| !matches!(value, New::Text(text) | New::Bare(text) if text.is_empty()));
        given.map(|(key, value)| (key.to_owned(), value)).collect()
    }

    /// An article read with a corrections file of this text.
    fn with(&self, read: &Read, path: &str, text: Option<&str>) -> Result<Arc<Reading>, Refused> {
        let corrections = text.and_then(|text| self.share(read, path, text));
        let notes = self.workspace.articles.files()[read.number].notes.clone();
        self.latest.read(read.number, notes, corrections).ok_or(Refused::Gone)
    }

    /// Several statements of one article are said by one person: one line that names them, if that settles all of these and
    /// changes no other.
    fn take_together(
        &mut self,
        decisions: &[Decision],
        article: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<bool, Refused> {
        let mut wanted = Vec::new();
        let mut who: Option<(&str, &str)> = None;
        for decision in decisions {
            let Decision::Statement(on) = decision else { return Ok(false) };
            let Some(name) = on.only_names() else { return Ok(false) };
            let this = (on.article.as_str(), name);
            if *who.get_or_insert(this) != this {
                return Ok(false);
            }
            wanted.push(on.id.as_str());
        }
        let Some((slug, name)) = who.filter(|_| wanted.len() >= TOGETHER) else { return Ok(false) };
        let read = self.read_article(article(slug).ok_or(Refused::Gone)?);
        let path = corrections_file(&read.path);
        let before = self.text(&path)?;
        let source = Source::new(path.as_str(), before.clone().unwrap_or_default());
        let mut entry = read.place.clone();
        entry.push(("article".to_owned(), New::Map(vec![("people".to_owned(), New::List(vec![name.to_owned()]))])));
        entry.extend(self.signature());
        let Ok(text) = edit::append(&source, &entry) else { return Ok(false) };
        let (old, new) = (self.with(&read, &path, before.as_deref())?, self.with(&read, &path, Some(&text))?);
        let speakers = |analysis: &Analysis| -> BTreeMap<String, Vec<String>> {
            analysis.statements.iter().map(|one| (one.id.clone(), names(analysis, one))).collect()
        };
        let (old, new) = (speakers(&old.analysis), speakers(&new.analysis));
        let settles = |id: &str| {
            new.get(id).is_some_and(|names| matches!(&names[..], [only] if name_key(only) == name_key(name)))
        };
        let fits = old.len() == new.len()
            && old.iter().all(
                |(id, names)| if wanted.contains(&id.as_str()) { settles(id) } else { new.get(id) == Some(names) },
            )
            && wanted.iter().all(|id| settles(id));
        if fits {
            self.put(&path, text);
        }
        Ok(fits)
    }

    fn statement(&mut self, read: &Read, on: &OnStatement) -> Result<(), Refused> {
        let mut keys = on.keys();
        if keys.iter().all(|(_, value)| value.is_none()) {
            return wrong("this decides nothing");
        }
        let path = corrections_file(&read.path);
        let before = self.text(&path)?;
        let reading = self.with(read, &path, before.as_deref())?;
        let (analysis, targets) = (&reading.analysis, &reading.targets);
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let known = problems_of(analysis, &path);
        let fits = |text: &str| self.fits(read, &path, text, on, &known);
        let existing = targets.iter().rev().find(|target| target.statement == on.id);
        if let Some(item) = existing.and_then(|target| item_at(&source, self.in_whole(read, &source, target.entry)?)) {
            if on.reject && has_key(&source, item, "add") {
                // What an editor added goes with its entry.
                let text = edit::remove(&source, item).map_err(|fault| unwritable(&path, fault))?;
                fits(&text)?;
                self.put(&path, text);
                return Ok(());
            }
            keys.extend(
                self.signature()
                    .into_iter()
                    .map(|(key, value)| (if key == "date" { "date" } else { "author" }, Some(value))),
            );
            if let Ok(text) = changed(&source, item, &keys)
                && fits(&text).is_ok()
            {
                self.put(&path, text);
                return Ok(());
            }
        }
        let statement = analysis.statements.iter().find(|statement| statement.id == on.id);
        let rejected =
            || analysis.article.editorial.as_ref().is_some_and(|it| it.rejected.iter().any(|one| one.id == on.id));
        if statement.is_none() && !rejected() {
            return Err(Refused::Gone);
        }
        let mut last = Refused::Gone;
        for address in addresses(&on.id, statement, &analysis.body.plain) {
            let mut entry = read.place.clone();
            entry.extend(address);
            entry.extend(keys.iter().filter_map(|(key, value)| Some(((*key).to_owned(), value.clone()?))));
            if existing.is_none() || !entry.iter().any(|(key, _)| key == "author") {
                entry.extend(self.signature());
            }
            dedupe(&mut entry);
            let text = edit::append(&source, &entry).map_err(|fault| unwritable(&path, fault))?;
            match fits(&text) {
                Ok(()) => {
                    self.put(&path, text);
                    return Ok(());
                }
                Err(refused) => last = refused,
            }
        }
        Err(last)
    }

    /// Whether a corrections file makes of a statement what was decided.
    fn fits(&self, read: &Read, path: &str, text: &str, on: &OnStatement, known: &[String]) -> Result<(), Refused> {
        let reading = self.with(read, path, Some(text))?;
        let analysis = &reading.analysis;
        nothing_new(analysis, path, known)?;
        let found = analysis.statements.iter().find(|statement| statement.id == on.id);
        if on.reject {
            return if found.is_none() { Ok(()) } else { wrong("the statement would still be there") };
        }
        let Some(statement) = found else { return wrong("the statement would be gone") };
        let decided = statement.editorial.as_ref().is_some_and(|editorial| editorial.review != Review::Unreviewed);
        let right = match &on.speaker {
            None => true,
            Some(Who::Named(wanted)) => {
                let key = |names: &[String]| names.iter().map(|name| name_key(name)).collect::<Vec<_>>();
                let (mut wanted, mut have) = (key(wanted), key(&names(analysis, statement)));
                wanted.sort();
                have.sort();
                wanted.len() == have.len() && wanted.iter().zip(&have).all(|(wanted, have)| self.is_one(wanted, have))
            }
            Some(Who::Nobody | Who::Unknown) => names(analysis, statement).is_empty(),
        };
        if decided && right { Ok(()) } else { wrong("the statement would not become what was decided") }
    }

    /// Whether two names are one, or people.yaml knows the first under the second.
    fn is_one(&self, wanted: &str, have: &str) -> bool {
        let people = &self.workspace.input.editors.authorities().people;
        let knows = |name: &str, entry: &crate::model::authorities::PersonEntry| {
            std::iter::once(&entry.name).chain(&entry.aliases).any(|own| name_key(own) == name)
        };
        wanted == have || people.iter().any(|entry| knows(wanted, entry) && name_key(&entry.name) == have)
    }

    fn add(&mut self, read: &Read, added: &Added) -> Result<(), Refused> {
        let path = corrections_file(&read.path);
        let before = self.text(&path)?;
        let known = problems_of(&self.with(read, &path, before.as_deref())?.analysis, &path);
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let text = |key: &str, text: &str| (key.to_owned(), New::Text(text.trim().to_owned()));
        let around = [text("before", &added.before), text("after", &added.after)];
        let mut last = Refused::Gone;
        for with_context in [false, true] {
            let mut entry = read.place.clone();
            entry.push(text("add", &added.words));
            entry
                .extend(around.iter().filter(|(_, value)| with_context && *value != New::Text(String::new())).cloned());
            entry.push(("speaker".to_owned(), added.speaker.value()));
            entry.extend(self.signature());
            let text = edit::append(&source, &entry).map_err(|fault| unwritable(&path, fault))?;
            match nothing_new(&self.with(read, &path, Some(&text))?.analysis, &path, &known) {
                Ok(()) => {
                    self.put(&path, text);
                    return Ok(());
                }
                Err(refused) => last = refused,
            }
        }
        Err(last)
    }

    fn note(&mut self, read: &Read, note: &NewNote) -> Result<(), Refused> {
        let path = files::notes_of(&read.path);
        let before = self.text(&path)?;
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let text = |key: &str, text: &str| (key.to_owned(), New::Text(text.trim().to_owned()));
        if note.body.trim().is_empty() {
            return wrong("this note says nothing");
        }
        for with_context in [false, true] {
            let mut entry = read.place.clone();
            entry.push(text("quote", &note.quote));
            if with_context {
                entry.extend([text("before", &note.before), text("after", &note.after)]);
            }
            entry.push(text("kind", &note.kind));
            entry.retain(|(_, value)| *value != New::Text(String::new()));
            if note.private {
                entry.push(("private".to_owned(), New::True));
            }
            entry.extend(self.signature());
            entry.push(text("body", &note.body));
            let written = edit::append(&source, &entry).map_err(|fault| unwritable(&path, fault))?;
            if self.anchored(read, &path, &written, note.quote.trim(), note.body.trim()) {
                self.put(&path, written);
                return Ok(());
            }
        }
        wrong("these words do not stand in one place of the article")
    }

    /// A note whose words were lost is given others.
    fn anchor(&mut self, read: &Read, words: &NoteWords) -> Result<(), Refused> {
        let path = files::notes_of(&read.path);
        let before = self.text(&path)?.ok_or(Refused::Gone)?;
        let source = Source::new(path.as_str(), before);
        let is = |fields: &[(Node, Node)], key: &str, wanted: &str| {
            let value = fields.iter().find(|(name, _)| name.text() == Some(key)).and_then(|(_, value)| value.text());
            value.map(str::trim) == Some(wanted.trim())
        };
        let item = items_of(&source).iter().position(|item| match &item.value {
            Value::Map(fields) => is(fields, "quote", &words.old) && is(fields, "body", &words.body),
            _ => false,
        });
        let Some(item) = item else { return Err(Refused::Gone) };
        let keys = [("quote", Some(New::Text(words.quote.trim().to_owned()))), ("before", None), ("after", None)];
        let text = changed(&source, item, &keys).map_err(|fault| unwritable(&path, fault))?;
        if !self.anchored(read, &path, &text, words.quote.trim(), words.body.trim()) {
            return wrong("these words do not stand in one place of the article");
        }
        self.put(&path, text);
        Ok(())
    }

    /// Whether a notes file has a note that is at its words.
    fn anchored(&self, read: &Read, path: &str, text: &str, quote: &str, body: &str) -> bool {
        let notes = self.share(read, path, text).map(|source| NoteSource { source });
        let corrections = self.workspace.articles.files()[read.number].corrections.clone();
        let Some(reading) = self.latest.read(read.number, notes, corrections) else { return false };
        reading.analysis.notes.iter().any(|one| {
            let there = matches!(one.anchor, Anchor::Exact(_)) || quote.is_empty() && one.anchor == Anchor::Whole;
            one.note.quote.trim() == quote && one.note.body.trim() == body && there
        })
    }

    fn article(&mut self, read: &Read, on: &OnArticle) -> Result<(), Refused> {
        let path = corrections_file(&read.path);
        let before = self.text(&path)?;
        let known = problems_of(&self.with(read, &path, before.as_deref())?.analysis, &path);
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let one = |key: &str, value: &Option<String>| value.clone().map(|value| (key.to_owned(), New::Text(value)));
        let list =
            |key: &str, values: &[String]| (!values.is_empty()).then(|| (key.to_owned(), New::List(values.to_vec())));
        let facts = [
            one("title", &on.title),
            on.day.clone().map(|day| ("date".to_owned(), New::Bare(day))),
            one("outlet", &on.outlet),
            list("people", &on.people),
            list("left_out", &on.left_out),
            list("keep", &on.keep),
        ];
        let mut entry = read.place.clone();
        entry.push(("article".to_owned(), New::Map(facts.into_iter().flatten().collect())));
        entry.extend(self.signature());
        let text = edit::append(&source, &entry).map_err(|fault| unwritable(&path, fault))?;
        nothing_new(&self.with(read, &path, Some(&text))?.analysis, &path, &known)?;
        self.put(&path, text);
        Ok(())
    }
}

/// The article that a decision is about.
fn slug_of(decision: &Decision) -> Option<&str> {
    match decision {
        Decision::Statement(on) => Some(&on.article),
        Decision::Add(on) => Some(&on.article),
        Decision::Note(on) => Some(&on.article),
        Decision::Anchor(on) => Some(&on.article),
        Decision::Article(on) => Some(&on.article),
        Decision::Same(_)
        | Decision::Apart(_)
        | Decision::Nobody(_)
        | Decision::Topic(_)
        | Decision::Event(_)
        | Decision::Claim(_)
        | Decision::Judge(_) => None,
    }
}

fn field(key: &str, text: &str) -> (String, New) {
    (key.to_owned(), New::Text(text.to_owned()))
}

fn unwritable(path: &str, fault: Fault) -> Refused {
    Refused::Wrong(format!("{path}: {}", fault.message()))
}

/// Those who say a statement and have names.
fn names(analysis: &Analysis, statement: &Statement) -> Vec<String> {
    let speakers = statement.speaker.iter().chain(&statement.together);
    let people = speakers.filter_map(|who| analysis.people.get(*who as usize));
    people
        .filter(|person| person.kind != crate::model::person::PersonKind::Unnamed)
        .map(|person| person.name.clone())
        .collect()
}

/// What is wrong with a file that belongs to an article.
fn problems_of(analysis: &Analysis, path: &str) -> Vec<String> {
    let own = |problem: &&Diagnostic| problem.place.as_ref().is_some_and(|place| place.path == path);
    let all = analysis.problems.0.iter().filter(|problem| problem.level != Level::Info).filter(own);
    all.map(|problem| format!("{}: {}", problem.code, problem.message)).collect()
}

/// Whether nothing is wrong with a file that was not before.
fn nothing_new(analysis: &Analysis, path: &str, known: &[String]) -> Result<(), Refused> {
    let mut left = known.to_vec();
    for problem in problems_of(analysis, path) {
        match left.iter().position(|one| *one == problem) {
            Some(at) => _ = left.swap_remove(at),
            None => return wrong(problem.split_once(": ").map_or(problem.clone(), |(_, message)| message.to_owned())),
        }
    }
    Ok(())
}
