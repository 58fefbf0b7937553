//! Corrections applied: what an editor says of statements overrules what the rules found.
//!
//! 1. [`target`] finds the statement that each entry means, by its words or its id, or says why it cannot be told;
//! 2. [`extent`] finds the words of a statement that is added, or becomes longer or shorter;
//! 3. [`speakers`] finds who is named among the people of the article, or adds them;
//! 4. [`apply`] does what the entries say. Every one is found among the statements as the machine left them, so that their order
//!    in the file does not matter to where they belong; of two that decide the same, the later one counts.
//!
//! A statement keeps its id whatever is corrected about it, and what the machine had read beside.

mod extent;
mod report;
mod speakers;
mod target;

#[cfg(test)]
mod tests;

use crate::languages::Language;
use crate::model::article::{Article, BlockKind, Body};
use crate::model::corrections::{
    ArticleCorrection, ArticleEditorial, Correction, Editorial, MachineFacts, MachineReading, Rejected, Review,
    Speakers, StatementCorrection,
};
use crate::model::person::{LocalPerson, PersonKind};
use crate::model::statement::{
    self, Act, Attributed, Attribution, Certainty, Circumstances, Manner, Rule, SaidOn, Statement,
};
use crate::reading::editors::Editors;
use crate::reading::statements::ids;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::folded::Folded;
use crate::text::source::{Source, Span};
use std::collections::BTreeMap;

/// What corrections of an article are applied with.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The corrections file.
    pub(crate) file: &'a Source,
    /// The article's own file, for reports.
    pub(crate) source: &'a Source,
    /// Its text.
    pub(crate) body: &'a Body,
    /// people.yaml and the other authority files.
    pub(crate) editors: &'a Editors,
    /// The language of the article.
    pub(crate) language: &'a Language,
}

/// What an entry of the file applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The words of the entry, in the corrections file.
    pub(crate) entry: Span,
    /// The id of the statement.
    pub(crate) statement: String,
}

/// What came of a corrections file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Applied {
    /// The statements that were taken away.
    pub(crate) rejected: Vec<Rejected>,
    /// What each entry applies to, in the order of the file.
    pub(crate) targets: Vec<Target>,
}

/// Applies the entries about statements; what cannot be applied is reported. Statements stay in order of their first words.
pub(crate) fn apply(
    context: Context<'_>,
    corrections: &[Correction],
    article: &Article,
    statements: &mut Vec<Statement>,
    people: &mut Vec<LocalPerson>,
    problems: &mut Problems,
) -> Applied {
    let entries: Vec<&StatementCorrection> = corrections
        .iter()
        .filter_map(|correction| match correction {
            Correction::Statement(entry) => Some(entry),
            Correction::Article(_) => None,
        })
        .collect();
    if entries.is_empty() {
        return Applied::default();
    }
    let folded = Folded::new(&context.body.plain);
    let mut work = Work { context, article, statements, people, added: Vec::new(), rejected: BTreeMap::new() };
    let found: Vec<Option<Change>> = entries
        .iter()
        .map(|entry| match work.find(entry, &folded) {
            Ok((change, moved)) => {
                problems.extend(moved.into_iter().collect());
                Some(change)
            }
            Err(problem) => {
                problems.push(*problem);
                None
            }
        })
        .collect();
    let originals: Vec<MachineReading> = work.statements.iter().map(|statement| work.reading(statement)).collect();
    let mut decided: BTreeMap<(usize, &'static str), Span> = BTreeMap::new();
    let mut targets = Vec::with_capacity(entries.len());
    for (entry, change) in entries.iter().zip(found) {
        let Some(change) = change else { continue };
        if let Some(at) = change.statement {
            report_twice(entry, at, &mut decided, context.file, problems);
            targets.push(Target { entry: entry.span, statement: work.statements[at].id.clone() });
        }
        work.change(entry, change);
    }
    let (rejected, added) = work.finish(originals);
    targets.extend(added);
    targets.sort_by_key(|target| target.entry.start);
    Applied { rejected, targets }
}

/// Warns of what two entries decide about one statement.
fn report_twice(
    entry: &StatementCorrection,
    at: usize,
    decided: &mut BTreeMap<(usize, &'static str), Span>,
    file: &Source,
    problems: &mut Problems,
) {
    let keys = [
        ("speaker", entry.speaker.is_some()),
        ("reject", entry.reject),
        ("words", entry.extent.is_some()),
        ("kind", entry.kind.is_some()),
        ("polarity", entry.polarity.is_some()),
        ("day", entry.day.is_some()),
        ("occasion", entry.occasion.is_some()),
    ];
    for (key, _) in keys.into_iter().filter(|(_, given)| *given) {
        if let Some(first) = decided.insert((at, key), entry.span) {
            let line = file.position(first.start as usize).line;
            problems.push(
                Diagnostic::warning("correction-twice", format!("`{key}` of this statement is corrected twice"))
                    .at(file, entry.span)
                    .label("this one counts")
                    .hint(format!("remove the one at line {line}, or join the two entries")),
            );
        }
    }
}

/// What an entry does, when its words are found.
struct Change {
    /// The statement among those that the machine found; `None` for one that is added.
    statement: Option<usize>,
    /// The words, where they are others than the machine found.
    spans: Option<Vec<Span>>,
}

/// Whom an entry names, by index, and whether it is settled that nobody is to be named.
type Named = (Vec<u32>, bool);

/// A statement that an entry adds.
struct Added<'a> {
    entry: &'a StatementCorrection,
    spans: Vec<Span>,
    speakers: Option<Named>,
}

/// The statements of an article while corrections are applied.
struct Work<'a> {
    context: Context<'a>,
    article: &'a Article,
    statements: &'a mut Vec<Statement>,
    people: &'a mut Vec<LocalPerson>,
    added: Vec<Added<'a>>,
    /// By number, what was taken away, with its entry's signature.
    rejected: BTreeMap<usize, crate::model::corrections::Signature>,
}

impl<'a> Work<'a> {
    /// The statement and the words that an entry means, and what to say if they stand in other surroundings.
    fn find(
        &self,
        entry: &StatementCorrection,
        folded: &Folded,
    ) -> Result<(Change, Option<Diagnostic>), Box<Diagnostic>> {
        let place = report::Place { context: &self.context, entry };
        if entry.add {
            let (spans, moved) = extent::of_added(entry, folded, self.context.body)
                .map_err(|trouble| Box::new(place.trouble(&trouble, entry.span)))?;
            let plain = &self.context.body.plain;
            let words = target::bare(statement::extent(&spans), plain);
            let same = |statement: &Statement| target::bare(statement.extent(), plain) == words;
            let statement = self.statements.iter().position(same);
            let spans = statement.is_none().then_some(spans);
            return Ok((Change { statement, spans }, moved.then(|| place.moved())));
        }
        let (statement, moved) = target::find(entry, folded, self.statements, &self.context.body.plain)
            .map_err(|trouble| Box::new(place.trouble(&trouble, entry.span)))?;
        let spans = match &entry.extent {
            Some(words) => {
                let extent = self.statements[statement].extent();
                let spans = extent::around(words, extent, folded, self.context.body)
                    .map_err(|trouble| Box::new(place.trouble(&trouble, entry.extent_span)))?;
                Some(spans)
            }
            None => None,
        };
        Ok((Change { statement: Some(statement), spans }, moved.then(|| place.moved())))
    }

    fn change(&mut self, entry: &'a StatementCorrection, change: Change) {
        let Some(at) = change.statement else {
            let speakers = entry.speaker.as_ref().map(|speakers| self.speakers(speakers));
            self.added.push(Added { entry, spans: change.spans.unwrap_or_default(), speakers });
            return;
        };
        if entry.reject {
            self.rejected.insert(at, entry.signature.clone());
            return;
        }
        self.rejected.remove(&at);
        let speakers = entry.speaker.as_ref().map(|speakers| self.speakers(speakers));
        let statement = &mut self.statements[at];
        if let Some(spans) = change.spans {
            statement.spans = spans;
        }
        overrule(statement, entry, speakers);
    }

    fn new_statement(&self, Added { entry, spans, speakers }: Added) -> Statement {
        let body = self.context.body;
        let block = body.block_at(statement::extent(&spans).start).map(|index| body.blocks[index].kind);
        let id = ids::of_added(&self.article.slug, &statement::words(&spans, &body.plain), self.statements);
        let found = Attribution {
            kind: extent::kind(&spans, &body.plain),
            spans,
            cue: None,
            act: Act::Says,
            polarity: entry.polarity.unwrap_or_default(),
            source: None,
            told: None,
            via: Vec::new(),
            question: None,
            certainty: Certainty::High,
            rule: Rule::Editor,
            headline: matches!(block, Some(BlockKind::Title | BlockKind::Lede)),
            nested: false,
        };
        let said_on = self.article.published.when.map(|when| SaidOn { when, span: None });
        let circumstances = Circumstances { said_on, ..Circumstances::default() };
        let mut statement = Statement::new(id, found, Attributed::default(), circumstances);
        overrule(&mut statement, entry, speakers);
        statement
    }

    fn speakers(&mut self, speakers: &Speakers) -> Named {
        match speakers {
            Speakers::Named(names) => {
                let mut found: Vec<u32> = Vec::new();
                for name in names {
                    let who = speakers::index_of(name, self.people, self.context.editors, self.context.language);
                    if !found.contains(&who) {
                        found.push(who);
                    }
                }
                (found, false)
            }
            Speakers::Nobody => (Vec::new(), true),
            Speakers::Unknown => (Vec::new(), false),
        }
    }

    /// A statement as it stands.
    fn reading(&self, statement: &Statement) -> MachineReading {
        let name = |who: &u32| {
            let person = self.people.get(*who as usize)?;
            (person.kind != PersonKind::Unnamed).then(|| person.name.clone())
        };
        MachineReading {
            words: statement.words(&self.context.body.plain),
            kind: statement.kind,
            polarity: statement.polarity,
            speakers: statement.speaker.iter().chain(&statement.together).filter_map(name).collect(),
            manner: statement.manner,
            certainty: statement.certainty,
            said_on: statement.said_on.map(|said| said.when),
        }
    }

    /// Takes away what was rejected, adds what was added, and keeps what the machine had read where it was overruled.
    fn finish(mut self, originals: Vec<MachineReading>) -> (Vec<Rejected>, Vec<Target>) {
        for (at, original) in originals.iter().enumerate() {
            let now = self.reading(&self.statements[at]);
            let statement = &mut self.statements[at];
            if let Some(editorial) = &mut statement.editorial {
                // How a name was settled, and how surely, is no reading of the text.
                let same =
                    MachineReading { manner: original.manner, certainty: original.certainty, ..now } == *original;
                if same && editorial.occasion.is_none() && !editorial.nobody {
                    editorial.review = Review::Checked;
                } else {
                    editorial.review = Review::Corrected;
                    editorial.found = Some(Box::new(original.clone()));
                }
            }
        }
        let mut rejected = Vec::new();
        for (at, signature) in &self.rejected {
            let (id, found) = (self.statements[*at].id.clone(), originals[*at].clone());
            rejected.push(Rejected { id, found, signature: signature.clone() });
        }
        let mut number = 0;
        self.statements.retain(|_| {
            number += 1;
            !self.rejected.contains_key(&(number - 1))
        });
        let mut targets = Vec::with_capacity(self.added.len());
        for added in std::mem::take(&mut self.added) {
            let entry = added.entry.span;
            let statement = self.new_statement(added);
            targets.push(Target { entry, statement: statement.id.clone() });
            self.statements.push(statement);
        }
        self.statements.sort_by_key(|statement| statement.extent().start);
        let extents: Vec<Span> = self.statements.iter().map(Statement::extent).collect();
        for statement in self.statements.iter_mut().filter(|statement| statement.rule == Rule::Editor) {
            let own = statement.extent();
            statement.nested = extents.iter().any(|extent| *extent != own && extent.contains(own));
        }
        (rejected, targets)
    }
}

/// Does what an entry says of a statement. `speakers` are those it names, and whether nobody has a name.
fn overrule(statement: &mut Statement, entry: &StatementCorrection, speakers: Option<Named>) {
    let before = statement.editorial.take();
    let mut editorial = Editorial {
        review: if entry.add { Review::Added } else { Review::Corrected },
        signature: entry.signature.clone(),
        day: entry.day.is_some() || before.as_ref().is_some_and(|before| before.day),
        nobody: before.as_ref().is_some_and(|before| before.nobody),
        occasion: entry.occasion.clone().or(before.and_then(|before| before.occasion)),
        found: None,
    };
    if let Some((named, nobody)) = speakers {
        editorial.nobody = nobody;
        statement.candidates = Vec::new();
        statement.reason = None;
        statement.manner = (!named.is_empty()).then_some(Manner::Editor);
        statement.certainty = Certainty::High;
        (statement.speaker, statement.together) = match named[..] {
            [only] => (Some(only), Vec::new()),
            _ => (None, named),
        };
    }
    statement.kind = entry.kind.unwrap_or(statement.kind);
    statement.polarity = entry.polarity.unwrap_or(statement.polarity);
    if let Some(when) = entry.day {
        statement.said_on = Some(SaidOn { when, span: None });
    }
    statement.editorial = Some(Box::new(editorial));
}

/// What editors did with the article itself. `machine` is the article as it is read without their say, where they overruled a fact,
/// `article` as it is now.
pub(crate) fn of_article(
    whole: Option<&ArticleCorrection>,
    machine: Option<&Article>,
    article: &Article,
    rejected: Vec<Rejected>,
) -> Option<Box<ArticleEditorial>> {
    let found = machine.map(facts_of).filter(|found| *found != facts_of(article));
    let undated = whole.is_some_and(|whole| whole.undated);
    let signature = whole.map(|whole| whole.signature.clone()).unwrap_or_default();
    let nothing = found.is_none() && rejected.is_empty() && !undated;
    (!nothing).then(|| Box::new(ArticleEditorial { found, signature, undated, rejected }))
}

fn facts_of(article: &Article) -> MachineFacts {
    MachineFacts {
        title: article.title.clone(),
        date: article.published.when,
        outlet: article.outlet.clone(),
        place: article.place.clone(),
        authors: article.authors.clone(),
        language: article.language.clone(),
    }
}
