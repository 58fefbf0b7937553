//! What was found in one article, as `onrecord extract` prints it: JSON with every span in Unicode characters of the file as it is.

use crate::linking::summary::Summary;
use crate::linking::topics as linked_topics;
use crate::model::article::Analysis;
use crate::model::corrections::Review;
use crate::model::person::PersonKind;
use crate::model::reason::Reason;
use crate::model::statement::{Act, Certainty, Kind, Manner, Polarity, Statement};
use crate::model::when::When;
use crate::reading::editors::Editors;
use crate::reading::{Task, analyse_all, extract_all};
use crate::site::feeds::corrections::Correction as CorrectionReport;
use crate::text::diagnostic::{Diagnostic, Level};
use crate::text::source::{CharCounter, Source, Span};
use serde::Serialize;

/// The analyses of a few articles, with the terms of topics.yaml where there is one.
pub fn analyses(tasks: &[Task], editors: &Editors) -> Vec<Analysis> {
    (if is_complete(editors) { analyse_all } else { extract_all })(tasks, editors)
}

/// Whether [`analyses`] gives all that a build needs: the terms of topics.yaml are found with all others.
pub fn is_complete(editors: &Editors) -> bool {
    !editors.authorities().topics.is_empty()
}

/// The topics that front matter names or whose terms the text contains, the most telling first.
fn topics(analysis: &Analysis, editors: &Editors) -> Vec<String> {
    if analysis.article.front.topics.is_empty() && analysis.terms.listed.is_empty() {
        return Vec::new();
    }
    let assigned = linked_topics::assign(&[Summary::new(0, analysis.clone())], editors, 0);
    assigned.of_articles[0].iter().map(|topic| assigned.topics[topic.index()].name.clone()).collect()
}

/// `[start, end)` in Unicode characters of the file as it is on disk.
type Chars = [usize; 2];

/// What was found in one article. Fields may be added, never renamed.
#[derive(Serialize)]
pub struct Extracted<'a> {
    path: &'a str,
    title: &'a str,
    date: Option<DateReport>,
    place: Option<&'a str>,
    outlet: Option<&'a str>,
    language: &'a str,
    authors: &'a [String],
    /// Whether it is what people say in turns.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    transcript: bool,
    left_out: Vec<LeftOutReport<'a>>,
    dates: Vec<MentionReport>,
    statements: Vec<StatementReport<'a>>,
    topics: Vec<String>,
    people: Vec<&'a str>,
    problems: Vec<ProblemReport<'a>>,
}

#[derive(Serialize)]
struct DateReport {
    value: String,
    precision: &'static str,
    basis: Option<&'static str>,
    inferred: bool,
}

#[derive(Serialize)]
struct LeftOutReport<'a> {
    span: Chars,
    why: &'a str,
}

#[derive(Serialize)]
struct MentionReport {
    span: Chars,
    value: String,
    precision: &'static str,
}

#[derive(Serialize)]
struct StatementReport<'a> {
    id: &'a str,
    kind: Kind,
    spans: Vec<Chars>,
    cue: Option<Chars>,
    source: Option<Chars>,
    speaker: Option<&'a str>,
    /// How the name was settled.
    manner: Option<Manner>,
    /// Everyone who says it: the speaker, or several who speak together.
    speakers: Vec<&'a str>,
    /// Through whom it came, the outermost last.
    via: Vec<Chars>,
    /// Who was told.
    told: Option<Chars>,
    /// The question that it answers, if whoever asks has no name.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<Chars>,
    said_on: Option<String>,
    /// Whether the sentence gives the day, or the article's own was taken.
    said_on_basis: Option<&'static str>,
    venue: Option<Chars>,
    place: Option<Chars>,
    act: Act,
    polarity: Polarity,
    certainty: Certainty,
    rule: &'a str,
    reason: Option<&'static str>,
    headline: bool,
    nested: bool,
    /// The id of the statement of whose words it is a part.
    parent: Option<&'a str>,
    /// What an editor did with it.
    review: &'static str,
    /// Who did it, and what had been found.
    correction: Option<CorrectionReport<'a>>,
}

#[derive(Serialize)]
struct ProblemReport<'a> {
    level: Level,
    code: &'a str,
    message: &'a str,
    span: Option<Chars>,
}

impl<'a> Extracted<'a> {
    /// What was found in an article; `source` is the text that was read.
    pub fn new(source: &Source, analysis: &'a Analysis, editors: &Editors) -> Extracted<'a> {
        let article = &analysis.article;
        let mut counter = CharCounter::of(source);
        let mut in_body = |span: Span| counter.span(analysis.body.to_source(span));
        let dates = analysis
            .mentions
            .iter()
            .map(|mention| {
                let (value, precision) = named(mention.when);
                MentionReport { span: in_body(mention.span), value, precision }
            })
            .collect();
        let statements =
            analysis.statements.iter().map(|statement| of_statement(statement, analysis, &mut in_body)).collect();
        let mut counter = CharCounter::of(source);
        let left_out = article
            .left_out
            .iter()
            .map(|left| LeftOutReport { span: counter.span(left.span), why: &left.why })
            .collect();
        let with_name = analysis.people.iter().filter(|person| person.kind != PersonKind::Unnamed);
        Extracted {
            path: &article.path,
            title: &article.title,
            date: article.published.when.map(|when| {
                let (value, precision) = named(when);
                let basis = article.published.basis.map(|basis| basis.name());
                DateReport { value, precision, basis, inferred: article.published.inferred }
            }),
            place: article.place.as_deref(),
            outlet: article.outlet.as_deref(),
            language: &article.language,
            authors: &article.authors,
            transcript: article.transcript,
            left_out,
            dates,
            statements,
            topics: topics(analysis, editors),
            people: with_name.map(|person| person.name.as_str()).collect(),
            problems: analysis.problems.0.iter().map(|problem| of_problem(problem, &mut counter)).collect(),
        }
    }
}

/// A date as data files write it, and the name of its precision.
fn named(when: When) -> (String, &'static str) {
    (when.to_string(), when.precision.name())
}

fn of_statement<'a>(
    statement: &'a Statement,
    analysis: &'a Analysis,
    in_body: &mut impl FnMut(Span) -> Chars,
) -> StatementReport<'a> {
    let person = |index: u32| analysis.people.get(index as usize).filter(|one| one.kind != PersonKind::Unnamed);
    let speaker = statement.speaker.and_then(person).map(|person| person.name.as_str());
    let together = statement.together.iter().filter_map(|index| person(*index)).map(|person| person.name.as_str());
    StatementReport {
        id: &statement.id,
        kind: statement.kind,
        spans: statement.spans.iter().map(|span| in_body(*span)).collect(),
        cue: statement.cue.map(&mut *in_body),
        source: statement.source.map(&mut *in_body),
        speaker,
        manner: statement.manner,
        speakers: speaker.into_iter().chain(together).collect(),
        via: statement.via.iter().map(|link| in_body(*link)).collect(),
        told: statement.told.map(&mut *in_body),
        question: statement.question.map(&mut *in_body),
        said_on: statement.said_on.map(|said| said.when.to_string()),
        said_on_basis: statement.said_on.map(|said| if said.span.is_some() { "sentence" } else { "article" }),
        venue: statement.venue.map(&mut *in_body),
        place: statement.place.map(&mut *in_body),
        act: statement.act,
        polarity: statement.polarity,
        certainty: statement.certainty,
        rule: statement.rule.name(),
        reason: statement.reason.map(Reason::name),
        headline: statement.headline,
        nested: statement.nested,
        parent: statement.parent(&analysis.statements).map(|parent| parent.id.as_str()),
        review: statement.editorial.as_ref().map_or(Review::Unreviewed, |editorial| editorial.review).name(),
        correction: statement.editorial.as_deref().map(CorrectionReport::new),
    }
}

fn of_problem<'a>(problem: &'a Diagnostic, counter: &mut CharCounter) -> ProblemReport<'a> {
    let span = problem.place.as_ref().map(|place| counter.span(place.span));
    ProblemReport { level: problem.level, code: &problem.code, message: &problem.message, span }
}
