//! From the text of an article to all that can be known from it alone.
//!
//! [`extract_all`] takes each stage for a few articles before it goes on to the next. An article is short, and the code and tables of
//! a stage fill the processor's nearest caches: brought there for one article, they serve the others too.

pub(crate) mod block_ids;
pub(crate) mod compare;
pub(crate) mod corrections;
pub(crate) mod covering;
pub mod dates;
pub mod editors;
pub(crate) mod facts;
pub(crate) mod notes;
pub mod people;
pub(crate) mod redactions;
pub mod rights;
pub mod scan;
pub mod sentences;
pub mod statements;
pub(crate) mod terms;
mod unanswered;

use crate::languages::{self, Language, Rules};
use crate::model::article::{Analysis, Article, ArticleFile, RawArticle};
use crate::model::corrections::{ArticleCorrection, Correction};
use crate::model::person::LocalPerson;
use crate::model::published::{Basis, Mention, Published};
use crate::model::statement::{Attributed, Attribution, Rule, Statement};
use crate::parsing;
use crate::reading::corrections::Target;
use crate::reading::editors::Editors;
use crate::reading::scan::Scan;
use crate::reading::sentences::Sentence;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;

/// Most articles in a batch, which goes through each stage as a whole. What stages leave for each other should stay in the caches too.
pub const MAX_BATCH: usize = 8;
/// Most bytes of text in a batch, unless one article alone has more.
pub(crate) const MAX_BATCH_BYTES: usize = 64 << 10;

/// How many articles a thread takes at a time: a whole batch, or in a small archive fewer, so that every thread gets some.
pub fn batch_size(articles: usize, threads: usize) -> usize {
    (articles / (4 * threads.max(1))).clamp(1, MAX_BATCH)
}

/// Shortest text, in bytes, whose language is worth a report: a sentence in a script of long letters.
const MIN_LANGUAGE_TEXT: usize = 40;

/// An article to be read.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// Its text.
    pub source: &'a Source,
    /// Where it came from.
    pub file: &'a ArticleFile,
    /// The year that neighbours supplied, when an earlier pass left the date without one.
    pub year: Option<i32>,
}

/// Everything that can be known from one article alone.
///
/// `year` is given when an earlier pass left the date without a year and the neighbours supplied one.
pub fn analyse(source: &Source, file: &ArticleFile, editors: &Editors, year: Option<i32>) -> Analysis {
    analyse_all(&[Task { source, file, year }], editors).pop().expect("one for each task")
}

/// The same for several articles, in their order.
pub fn analyse_all(tasks: &[Task], editors: &Editors) -> Vec<Analysis> {
    let mut analyses = extract_all(tasks, editors);
    analyses.iter_mut().zip(tasks).for_each(|(analysis, task)| complete(analysis, *task, editors));
    analyses
}

/// Adds to what [`extract`] found in the article of a task what [`analyse`] does.
pub fn complete(analysis: &mut Analysis, task: Task, editors: &Editors) {
    let Analysis { article, body, blocks, statements, people, terms, notes, problems, .. } = analysis;
    *blocks = block_ids::block_ids(body);
    let language = languages::of(&article.language);
    *terms = terms::terms(body, people, editors, language);
    *notes = notes::anchor(task.file.notes.as_ref(), article, task.source, body, statements, problems);
}

/// What an article says: its facts, dates, statements and people, without what only its page and links to it need (ids of
/// blocks, terms and notes).
///
/// ```
/// use onrecord::model::article::{ArticleFile, Format};
/// use onrecord::{Editors, Source, extract};
///
/// let text = "# Bridge to close\n\nLINDE, 4 March 2024 — Harbour master Ines Falk said that the bridge would close in May.\n";
/// let file = ArticleFile::new("bridge.md", Format::Markdown);
/// let found = extract(&Source::new("bridge.md", text), &file, &Editors::default(), None);
///
/// let statement = &found.statements[0];
/// assert_eq!(found.body.plain[statement.spans[0].range()].trim(), "that the bridge would close in May");
/// let speaker = statement.speaker.map(|speaker| found.people[speaker as usize].name.as_str());
/// assert_eq!(speaker, Some("Ines Falk"));
/// ```
pub fn extract(source: &Source, file: &ArticleFile, editors: &Editors, year: Option<i32>) -> Analysis {
    extract_all(&[Task { source, file, year }], editors).pop().expect("one for each task")
}

/// The same for several articles, in their order.
pub fn extract_all(tasks: &[Task], editors: &Editors) -> Vec<Analysis> {
    let mut analyses = Vec::with_capacity(tasks.len());
    let mut rest = tasks;
    while !rest.is_empty() {
        let (batch, later) = rest.split_at(batch_length(rest));
        rest = later;
        extract_batch(batch, editors, |analysis, _| analyses.push(analysis));
    }
    analyses
}

/// The same as [`analyse`], and what every entry of the corrections file applies to.
#[cfg(feature = "serve")] // only the desk asks for it
pub(crate) fn analyse_with_targets(source: &Source, file: &ArticleFile, editors: &Editors) -> (Analysis, Vec<Target>) {
    let task = Task { source, file, year: None };
    let mut found = Vec::with_capacity(1);
    extract_batch(&[task], editors, |analysis, targets| found.push((analysis, targets)));
    let (mut analysis, targets) = found.pop().expect("one for each task");
    complete(&mut analysis, task, editors);
    (analysis, targets)
}

/// How many of the first tasks make up the next batch; at least one.
fn batch_length(tasks: &[Task]) -> usize {
    let mut bytes = 0;
    let fits = |task: &&Task| {
        bytes += task.source.text.len();
        bytes <= MAX_BATCH_BYTES
    };
    tasks.iter().take(MAX_BATCH).take_while(fits).count().max(1)
}

/// An article on its way through the stages.
struct Reading<'a> {
    task: Task<'a>,
    raw: RawArticle,
    language: &'static Language,
    corrections: Vec<Correction>,
    /// What they say of the article as a whole.
    whole: Option<ArticleCorrection>,
    problems: Problems,
}

fn extract_batch(tasks: &[Task], editors: &Editors, mut done: impl FnMut(Analysis, Vec<Target>)) {
    let mut readings: Vec<Reading> = tasks.iter().map(|task| parsed(*task, editors)).collect();
    let split: Vec<Vec<Sentence>> =
        readings.iter().map(|reading| sentences::split(&reading.raw.body, reading.language)).collect();
    let scans: Vec<Scan> =
        readings.iter().map(|reading| Scan::new(&reading.raw.body.plain, reading.language)).collect();
    let dated: Vec<(Published, Vec<Mention>)> = readings
        .iter_mut()
        .zip(&split)
        .zip(&scans)
        .map(|((reading, split), scan)| reading.dates(split, scan))
        .collect();
    let mut found: Vec<Vec<Attribution>> = Vec::with_capacity(tasks.len());
    for ((reading, split), scan) in readings.iter().zip(&split).zip(&scans) {
        found.push(statements::find(&reading.raw.body, split, scan, reading.language));
    }
    let mut casts: Vec<(Vec<LocalPerson>, Vec<Attributed>)> = Vec::with_capacity(tasks.len());
    for (index, (reading, found)) in readings.iter().zip(&mut found).enumerate() {
        let Reading { raw, language, .. } = reading;
        let (split, scan, published) = (&split[index], &scans[index], &dated[index].0);
        casts.push(people::within(raw, split, scan, found, published, editors, language));
    }
    let known = dated.into_iter().zip(found).zip(casts);
    for ((reading, split), ((dated, found), cast)) in readings.into_iter().zip(&split).zip(known) {
        let (analysis, targets) = reading.finish(split, dated, found, cast, editors);
        done(analysis, targets);
    }
}

fn parsed<'a>(task: Task<'a>, editors: &Editors) -> Reading<'a> {
    let mut problems = Problems::default();
    let (source, format, settings) = (task.source, task.file.format, &editors.settings);
    let file = task.file.corrections.as_ref();
    let corrections = file.map(|file| parsing::corrections::read(file, &mut problems)).unwrap_or_default();
    let whole = article_correction(&corrections);
    let correction = whole.as_ref().zip(file);
    let raw = parsing::read(source, format, settings, task.file.stated.as_deref(), correction, &mut problems);
    let language = languages::of(&raw.language);
    if raw.body.plain.len() >= MIN_LANGUAGE_TEXT {
        problems.0.extend(of_rules(&raw.language).map(|report| report.in_file(source.path.clone())));
    }
    Reading { task, raw, language, corrections, whole, problems }
}

/// What there is to say of how little the rules know of a language; nothing of those that are measured.
fn of_rules(tag: &str) -> Option<Diagnostic> {
    match languages::rules(tag) {
        Rules::Measured => None,
        Rules::First => {
            let message =
                format!("many statements may be missed: the rules for {} are a first version", languages::of(tag).name);
            Some(Diagnostic::info("language-few-rules", message))
        }
        Rules::None if tag == "und" => {
            let message = "the language was not recognised, so that hardly a statement can be found".to_owned();
            let hint =
                "write `language: en`, or what it is in, in the front matter or under `article:` of its corrections";
            Some(Diagnostic::info("language-unknown", message).hint(hint))
        }
        Rules::None => {
            let message = format!("hardly a statement can be found in the language `{tag}` yet");
            Some(Diagnostic::info("language-without-rules", message))
        }
    }
}

/// What an editor says of the article as a whole, in one entry or several.
fn article_correction(corrections: &[Correction]) -> Option<ArticleCorrection> {
    let mut entries = corrections.iter().filter_map(|correction| match correction {
        Correction::Article(article) => Some(article),
        Correction::Statement(_) => None,
    });
    let mut all = entries.next()?.clone();
    entries.for_each(|later| all.add(later));
    Some(all)
}

impl Reading<'_> {
    /// When it was published, and the dates it speaks of.
    fn dates(&mut self, split: &[Sentence], scan: &Scan) -> (Published, Vec<Mention>) {
        let Reading { task, raw, language, problems, whole, .. } = self;
        let expressions = dates::expressions::find(&raw.body, split, scan, &language.dates, &raw.language);
        let mut published = dates::published::resolve(raw, &expressions, task.source, language, task.year, problems);
        if let Some(correction) = whole {
            if correction.undated {
                published = Published::default();
                // That is said.
                problems.0.retain(|problem| !matches!(problem.code.as_str(), "undated" | "date-inferred"));
            } else if correction.date.is_some() {
                published.basis = Some(Basis::Correction);
            }
        }
        let mentions = dates::mentions::resolve(&expressions, &published);
        (published, mentions)
    }

    fn finish(
        self,
        split: &[Sentence],
        (published, mentions): (Published, Vec<Mention>),
        found: Vec<Attribution>,
        (mut people, speakers): (Vec<LocalPerson>, Vec<Attributed>),
        editors: &Editors,
    ) -> (Analysis, Vec<Target>) {
        let Reading { task, raw, language, corrections, whole, mut problems } = self;
        let (found, speakers): (Vec<_>, Vec<_>) = found.into_iter().zip(speakers).filter(is_attributed).unzip();
        let circumstances = statements::said_on::resolve(&found, &raw.body, split, &mentions, &published, language);
        let mut article = facts::facts(&raw, published, &editors.settings, task.source, &mut problems);
        if let Some(page) = task.file.page.as_ref().filter(|_| article.front.slug.is_none()) {
            article.slug.clone_from(page);
        }
        article.transcript = statements::is_transcript(&raw.body, &found);
        let ids = statements::ids::of(&article.slug, &raw.body.plain, &found);
        let parts = ids.into_iter().zip(found).zip(speakers).zip(circumstances);
        let statement = |(((id, found), speaker), circumstances)| Statement::new(id, found, speaker, circumstances);
        let mut statements: Vec<Statement> = parts.map(statement).collect();
        let mut targets = Vec::new();
        if let Some(file) = task.file.corrections.as_ref().filter(|_| !corrections.is_empty()) {
            let context = corrections::Context { file, source: task.source, body: &raw.body, editors, language };
            let applied =
                corrections::apply(context, &corrections, &article, &mut statements, &mut people, &mut problems);
            targets = applied.targets;
            let overrules = whole.as_ref().is_some_and(ArticleCorrection::overrules);
            let machine = overrules.then(|| uncorrected(task, editors));
            article.editorial = corrections::of_article(whole.as_ref(), machine.as_ref(), &article, applied.rejected);
        }
        let unanswered = unanswered::find(&raw.body.plain, split, &statements, &people, language);
        let (blocks, terms, notes) = Default::default();
        let body = raw.body;
        let analysis =
            Analysis { article, body, blocks, statements, mentions, unanswered, people, terms, notes, problems };
        (analysis, targets)
    }
}

/// Whether words are surely a statement: those that nobody signs are one only if somebody speaks before and after them.
fn is_attributed((found, speaker): &(Attribution, Attributed)) -> bool {
    found.rule != Rule::Continues || speaker.speaker.is_some()
}

/// The facts of an article as they are without its corrections.
fn uncorrected(task: Task, editors: &Editors) -> Article {
    let file = ArticleFile { corrections: None, notes: None, ..task.file.clone() };
    extract(task.source, &file, editors, task.year).article
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::Format;

    #[test]
    fn every_thread_gets_articles_of_a_small_archive() {
        let given: Vec<usize> = [0, 5, 64, 100_000].iter().map(|articles| batch_size(*articles, 2)).collect();
        assert_eq!(given, [1, 1, MAX_BATCH, MAX_BATCH]);
        assert_eq!(batch_size(40, 2), 5);
        assert_eq!(batch_size(3, 0), 1);
    }

    #[test]
    fn articles_read_together_are_read_as_each_alone() {
        let editors = Editors::default();
        let texts = [
            "Bridge opens\n\nVELIN, May 2, 2021 (Velin Wire) - “It is ready,” Ana Ruiz, the mayor, said on Friday."
                .to_owned(),
            String::new(),
            "Die Brücke ist offen\n\nDie Bürgermeisterin Ana Ruiz sagte, dass die Brücke im Mai eröffnet wird."
                .to_owned(),
            "Ruiz said that the bridge is safe. ".repeat(MAX_BATCH_BYTES / 20),
            "“We wait,” Karl Orr said. He added that it would take long.".to_owned(),
        ];
        let sources: Vec<Source> = texts.iter().map(|text| Source::new("a.txt", text.as_str())).collect();
        let file = ArticleFile::new("a.txt", Format::Text);
        let tasks: Vec<Task> = sources.iter().map(|source| Task { source, file: &file, year: None }).collect();
        assert_eq!(batch_length(&tasks), 3, "a long one goes alone");
        let bytes = |analysis: &Analysis| postcard::to_allocvec(analysis).expect("plain data");
        let all: Vec<Vec<u8>> = analyse_all(&tasks, &editors).iter().map(bytes).collect();
        let each: Vec<Vec<u8>> = sources.iter().map(|source| bytes(&analyse(source, &file, &editors, None))).collect();
        assert!(all == each);
    }
}
