//! Decisions about the whole archive, in the files that all articles share: people, topics, events, relations, and the review.

use super::super::decision::{Judged, Named, OnClaim, OnEvent, OnTopic, Pair};
use super::super::files::{self, Trouble};
use super::items::{items_of, named, texts_of};
use super::{Draft, Refused, field, unwritable, wrong};
use crate::linking::review;
use crate::model::review::Judgement;
use crate::model::when::When;
use crate::parsing::authorities;
use crate::parsing::yaml::Value;
use crate::parsing::yaml::edit::{self, Fault, New};
use crate::text::diagnostic::Problems;
use crate::text::source::Source;
use crate::workspace::review::{REVIEW, entry};

/// Most statements of a sample.
const MOST_DRAWN: usize = 10_000;

impl Draft<'_> {
    pub(super) fn same(&mut self, pair: &Pair) -> Result<(), Refused> {
        let path = self.shared("people.yaml");
        let before = self.text(&path)?;
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let listed = |name: &str| named(&source, name);
        let text = |text: &str| New::Text(text.to_owned());
        let written = match (listed(&pair.name), listed(&pair.other)) {
            (_, Some(item)) => edit::set(&source, item, "same-as", Some(&text(&pair.name))),
            (Some(_), None) => edit::append(&source, &[field("name", &pair.other), field("same-as", &pair.name)]),
            (None, None) => {
                let aliases = ("aliases".to_owned(), New::List(vec![pair.other.clone()]));
                edit::append(&source, &[field("name", &pair.name), aliases])
            }
        };
        self.shared_text(&path, &source, written)
    }

    pub(super) fn apart(&mut self, pair: &Pair) -> Result<(), Refused> {
        let path = self.shared("people.yaml");
        let before = self.text(&path)?;
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let written = match named(&source, &pair.other) {
            Some(item) => {
                let mut others = texts_of(&source, item, "not");
                others.push(pair.name.clone());
                edit::set(&source, item, "not", Some(&New::List(others)))
            }
            None => edit::append(
                &source,
                &[field("name", &pair.other), ("not".to_owned(), New::List(vec![pair.name.clone()]))],
            ),
        };
        self.shared_text(&path, &source, written)
    }

    pub(super) fn nobody(&mut self, on: &Named) -> Result<(), Refused> {
        let path = self.shared("people.yaml");
        let before = self.text(&path)?;
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        if named(&source, &on.name).is_some() {
            return wrong("people.yaml lists this name already: change its entry there");
        }
        let written = edit::append(&source, &[field("name", &on.name), field("not", "person")]);
        self.shared_text(&path, &source, written)
    }

    pub(super) fn topic(&mut self, on: &OnTopic) -> Result<(), Refused> {
        let (key, value) = match &on.same_as {
            Some(other) => ("same-as", New::Text(other.clone())),
            None if on.hidden => ("hidden", New::True),
            None => return wrong("this decides nothing"),
        };
        let path = self.shared("topics.yaml");
        let before = self.text(&path)?;
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let written = match named(&source, &on.name) {
            Some(item) => edit::set(&source, item, key, Some(&value)),
            None => edit::append(&source, &[field("name", &on.name), (key.to_owned(), value)]),
        };
        self.shared_text(&path, &source, written)
    }

    pub(super) fn event(&mut self, on: &OnEvent) -> Result<(), Refused> {
        let path = self.shared("events.yaml");
        let before = self.text(&path)?;
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let (name, hidden) =
            (on.rename.as_deref().unwrap_or(&on.name), on.hidden.then(|| ("hidden".to_owned(), New::True)));
        let written = match (named(&source, &on.name), &hidden) {
            (Some(item), Some((key, value))) => edit::set(&source, item, key, Some(value)),
            (Some(item), None) => edit::set(&source, item, "name", Some(&New::Text(name.to_owned()))),
            (None, _) => {
                let mut entry = vec![field("name", name), ("date".to_owned(), New::Bare(on.day.clone()))];
                entry.extend(hidden);
                edit::append(&source, &entry)
            }
        };
        self.shared_text(&path, &source, written)
    }

    pub(super) fn claim(&mut self, on: &OnClaim) -> Result<(), Refused> {
        let statements = &self.latest.built.archive.statements;
        let is_there = |id: &str| statements.iter().any(|row| row.key == id);
        if on.one == on.other || !is_there(&on.one) || !is_there(&on.other) {
            return Err(Refused::Gone);
        }
        let kind = if on.same { "one-claim" } else { "none" };
        let path = self.shared("relations.yaml");
        let before = self.text(&path)?;
        let source = Source::new(path.as_str(), before.unwrap_or_default());
        let pair = [on.one.as_str(), on.other.as_str()];
        let known = items_of(&source).iter().position(|item| {
            let Value::Map(fields) = &item.value else { return false };
            let text = |key: &str| {
                let field = fields.iter().find(|(name, _)| name.text() == Some(key));
                field.and_then(|(_, value)| value.text()).unwrap_or_default()
            };
            let ends = [text("from"), text("to")];
            ["one-claim", "none"].contains(&text("kind")) && (ends == pair || [ends[1], ends[0]] == pair)
        });
        let written = match known {
            Some(item) => edit::set(&source, item, "kind", Some(&New::Bare(kind.to_owned()))),
            None => edit::append(&source, &[field("from", &on.one), field("kind", kind), field("to", &on.other)]),
        };
        self.shared_text(&path, &source, written)
    }

    pub(super) fn judge(&mut self, judged: &Judged) -> Result<(), Refused> {
        let archive = &self.latest.built.archive;
        let drawn = review::draw(archive, judged.seed, judged.size.min(MOST_DRAWN));
        let id = drawn.into_iter().find(|id| archive[*id].key == judged.id).ok_or(Refused::Gone)?;
        if review::reading(archive, id) != judged.reading {
            return Err(Refused::File(REVIEW.to_owned(), Trouble::Changed));
        }
        let judgement = Judgement {
            statement: judged.id.clone(),
            seed: judged.seed,
            size: judged.size,
            wrong: judged.wrong.clone(),
            reading: judged.reading.clone(),
            date: When::parse(&self.date),
        };
        let before = self.text(REVIEW)?;
        let source = Source::new(REVIEW, before.unwrap_or_default());
        let text =
            edit::append(&source, &entry(&judgement, &self.author)).map_err(|fault| unwritable(REVIEW, fault))?;
        self.put(REVIEW, text);
        Ok(())
    }

    fn shared(&self, name: &str) -> String {
        files::shared(&self.workspace.root, &self.workspace.input.editors.settings.src, name)
    }

    /// Takes the new text of a file about the whole archive, if nothing new is wrong with it.
    fn shared_text(&mut self, path: &str, before: &Source, written: Result<String, Fault>) -> Result<(), Refused> {
        let text = written.map_err(|fault| unwritable(path, fault))?;
        let wrongs = |source: &Source| {
            let mut problems = Problems::default();
            authorities::read(std::slice::from_ref(source), &mut problems);
            problems.0.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
        };
        let known = wrongs(before);
        if let Some(new) = wrongs(&Source::new(path, text.as_str())).into_iter().find(|one| !known.contains(one)) {
            return wrong(new);
        }
        self.put(path, text);
        Ok(())
    }
}
