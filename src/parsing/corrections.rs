//! Reads a corrections file.
//!
//! An entry is one decision: it is used as a whole, or reported and left out as a whole. Half of a decision would be another one.
//!
//! ```yaml
//! # bridge.corrections.yaml, beside bridge.txt
//! - statement: The council had asked for April      # some words of the statement, or its id
//!   before: In the end                              # optional: what stands around them, where they stand more than once
//!   speaker: Ole Lund                               # a name, a list of names, `nobody` or `unknown`
//!   author: A. Editor
//!   date: 2026-11-30
//! - statement: in the end nothing came of it
//!   reject: true                                    # no statement
//! - statement: would open in May
//!   words: the bridge would open in May, if the weather held
//!   polarity: denied
//!   day: 2022-01-27
//!   checked: true
//! - add: The bridge is a wonder                     # a statement that the machine missed
//!   speaker: Ana Ruiz
//! - article: {date: 2022-01-28, title: Mayor promises bridge, left_out: [All news]}
//! ```

use crate::model::article::StatedDate;
use crate::model::corrections::{ArticleCorrection, Correction, Line, Signature, Speakers, StatementCorrection};
use crate::model::statement::{Kind, Polarity};
use crate::parsing::front_matter::is_language;
use crate::parsing::shared_out::IN;
use crate::parsing::stated_date;
use crate::parsing::yaml::{self, Fields, Node, Value};
use crate::text::diagnostic::{Diagnostic, Level, Problems};
use crate::text::source::{Source, Span};

/// What can be decided about a statement, found or added.
const DECISIONS: [&str; 8] = ["speaker", "reject", "words", "kind", "polarity", "day", "occasion", "checked"];

const KEYS: [&str; 16] = [
    IN,
    "statement",
    "add",
    "article",
    "before",
    "after",
    "speaker",
    "reject",
    "words",
    "kind",
    "polarity",
    "day",
    "occasion",
    "checked",
    "author",
    "date",
];

const FACTS: [&str; 11] =
    ["title", "date", "outlet", "place", "authors", "language", "people", "topics", "not_topics", "left_out", "keep"];

const KINDS: [(&str, Kind); 6] = [
    ("quoted", Kind::Direct),
    ("reported", Kind::Indirect),
    ("partly quoted", Kind::Mixed),
    ("direct", Kind::Direct),
    ("indirect", Kind::Indirect),
    ("mixed", Kind::Mixed),
];

const POLARITIES: [(&str, Polarity); 5] = [
    ("said", Polarity::Said),
    ("denied", Polarity::Denied),
    ("not-said", Polarity::NotSaid),
    ("declined", Polarity::Declined),
    ("to-come", Polarity::ToCome),
];

/// The entries of a file that can be used, in order. Linear.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Vec<Correction> {
    let root = match yaml::read(source) {
        Ok(root) => root,
        Err(problem) => {
            problems.push(problem.hint("no correction of this file is used until it can be read"));
            return Vec::new();
        }
    };
    let items = match root.value {
        Value::Null => return Vec::new(),
        Value::List(items) => items,
        _ => {
            let message = format!("a corrections file should be a list, this is {}", root.describe());
            problems.push(
                Diagnostic::error("wrong-type", message)
                    .at(source, root.span)
                    .hint("begin each correction with `- ` and indent its other keys by two spaces"),
            );
            return Vec::new();
        }
    };
    let mut corrections = Vec::with_capacity(items.len());
    for item in &items {
        let before = problems.0.len();
        let read = entry(source, item, problems);
        let failed = problems.0[before..].iter().any(|problem| problem.level == Level::Error);
        corrections.extend(read.filter(|_| !failed));
    }
    corrections
}

fn entry(source: &Source, item: &Node, problems: &mut Problems) -> Option<Correction> {
    let fields = Fields::new(source, item, "correction", &KEYS, problems)?;
    let given: Vec<&str> =
        ["statement", "add", "article"].into_iter().filter(|key| fields.get(key).is_some()).collect();
    let entry = Entry { source, fields };
    match given[..] {
        ["article"] => entry.article(problems).map(Correction::Article),
        [key] => entry.statement(key, problems).map(Correction::Statement),
        [] => {
            let problem = Diagnostic::error("missing-key", "it is not said what this correction is about");
            let at = Span { end: entry.fields.span().start, ..entry.fields.span() };
            problems.push(problem.at(source, at).hint(
                "add `statement:` with some words of a statement, `add:` with words that are one, or `article:`",
            ));
            None
        }
        [first, second, ..] => {
            let message = format!("`{first}` and `{second}` are two corrections");
            let at = entry.fields.get(second)?.span;
            problems
                .push(Diagnostic::error("bad-value", message).at(source, at).hint("make an entry of its own for each"));
            None
        }
    }
}

/// An entry of the file.
struct Entry<'a> {
    source: &'a Source,
    fields: Fields<'a>,
}

impl Entry<'_> {
    fn signature(&self, problems: &mut Problems) -> Signature {
        Signature { author: self.fields.text("author", problems), date: self.fields.when("date", problems) }
    }

    fn statement(&self, key: &str, problems: &mut Problems) -> Option<StatementCorrection> {
        let fields = &self.fields;
        let add = key == "add";
        let before = problems.0.len();
        let node = fields.get(key)?;
        let words = fields.required(key, problems)?;
        let text = |key: &str, problems: &mut Problems| fields.text(key, problems);
        let correction = StatementCorrection {
            words,
            add,
            before: text("before", problems).unwrap_or_default(),
            after: text("after", problems).unwrap_or_default(),
            speaker: self.speakers(problems),
            reject: fields.flag("reject", problems),
            extent: text("words", problems),
            kind: fields.choice("kind", &KINDS, problems),
            polarity: fields.choice("polarity", &POLARITIES, problems),
            day: fields.when("day", problems),
            occasion: text("occasion", problems),
            checked: fields.flag("checked", problems),
            signature: self.signature(problems),
            span: node.span,
            extent_span: fields.get("words").map_or(node.span, |node| node.span),
        };
        let readable = problems.0.len() == before;
        (readable && self.fits(&correction, node.span, problems)).then_some(correction)
    }

    /// Reports what contradicts itself or decides nothing.
    fn fits(&self, correction: &StatementCorrection, at: Span, problems: &mut Problems) -> bool {
        let fields = &self.fields;
        let others: Vec<&str> =
            DECISIONS.iter().copied().filter(|key| *key != "reject" && fields.get(key).is_some()).collect();
        let problem = if correction.add && correction.reject {
            Diagnostic::error("bad-value", "this adds a statement and rejects it").hint("remove the entry")
        } else if correction.add && correction.speaker.is_none() {
            Diagnostic::error("missing-key", "this added statement has no `speaker`")
                .hint("add `speaker:` with a name, a list of names, `nobody` or `unknown`")
        } else if correction.add && correction.extent.is_some() {
            Diagnostic::error("bad-value", "an added statement has all of its words under `add`")
                .hint("put the words of `words:` there and remove that key")
        } else if correction.reject && !others.is_empty() {
            let message = format!("this rejects a statement and says of it `{}`", others.join("`, `"));
            Diagnostic::error("bad-value", message).hint("remove `reject`, or everything else")
        } else if !correction.add && !correction.reject && others.is_empty() {
            Diagnostic::warning("correction-empty", "this correction changes nothing")
                .hint("if the statement is right as it is, add `checked: true`")
        } else if !correction.add && !correction.checked && others == ["checked"] {
            Diagnostic::warning("correction-empty", "this correction changes nothing").hint("write `checked: true`")
        } else {
            return true;
        };
        problems.push(problem.at(self.source, at));
        false
    }

    fn speakers(&self, problems: &mut Problems) -> Option<Speakers> {
        let node = self.fields.get("speaker")?;
        let before = problems.0.len();
        let names = self.fields.texts("speaker", problems);
        let special = |name: &String| match name.to_lowercase().as_str() {
            "nobody" => Some(Speakers::Nobody),
            "unknown" => Some(Speakers::Unknown),
            _ => None,
        };
        let odd = names.iter().find(|name| special(name).is_some() || !name.contains(char::is_alphabetic));
        match (&names[..], odd) {
            ([only], Some(_)) if special(only).is_some() => special(only),
            ([_, ..], None) => Some(Speakers::Named(names)),
            _ if problems.0.len() > before => None,
            _ => {
                let message = match odd {
                    Some(odd) => format!("`{odd}` is no name"),
                    None => "this names nobody".to_owned(),
                };
                problems.push(
                    Diagnostic::error("bad-value", message)
                        .at(self.source, node.span)
                        .hint("write a name, a list of names, or alone `nobody` or `unknown`"),
                );
                None
            }
        }
    }

    fn article(&self, problems: &mut Problems) -> Option<ArticleCorrection> {
        for key in ["before", "after"].iter().chain(&DECISIONS) {
            if let Some(node) = self.fields.get(key) {
                let message = format!("`{key}` is said of a statement, not of an article");
                problems.push(Diagnostic::error("bad-value", message).at(self.source, node.span));
            }
        }
        let signature = self.signature(problems);
        let node = self.fields.get("article")?;
        let before = problems.0.len();
        let facts = Fields::new(self.source, node, "correction of an article", &FACTS, problems)?;
        let language = facts.text("language", problems);
        if language.as_deref().is_some_and(|tag| !is_language(tag)) {
            problems.push(
                Diagnostic::error("language-tag", "this is no language tag")
                    .at(self.source, facts.get("language")?.span)
                    .hint("write a tag such as `en` or `pt-BR`"),
            );
        }
        let (date, undated) = self.article_date(&facts, problems);
        let correction = ArticleCorrection {
            title: facts.text("title", problems),
            date,
            undated,
            outlet: facts.text("outlet", problems),
            place: facts.text("place", problems),
            authors: facts.texts("authors", problems),
            language,
            people: facts.texts("people", problems),
            topics: facts.texts("topics", problems),
            not_topics: facts.texts("not_topics", problems),
            left_out: lines(&facts, "left_out", problems),
            keep: lines(&facts, "keep", problems),
            signature,
        };
        if correction.is_empty() && problems.0.len() == before {
            problems.push(
                Diagnostic::warning("correction-empty", "this correction changes nothing")
                    .at(self.source, node.span)
                    .hint(format!("known keys: {}", FACTS.join(", "))),
            );
            return None;
        }
        Some(correction)
    }

    /// The date of an article, and whether it is said to be unknown.
    fn article_date(&self, facts: &Fields<'_>, problems: &mut Problems) -> (Option<StatedDate>, bool) {
        let Some(text) = facts.text("date", problems) else { return (None, false) };
        if text.eq_ignore_ascii_case("unknown") {
            return (None, true);
        }
        match stated_date::read(&text) {
            Ok(date) => (Some(date), false),
            Err(fault) => {
                let problem = Diagnostic::error("bad-date", format!("cannot read `{text}` as a date"));
                let at = facts.get("date").map_or(facts.span(), |node| node.span);
                let problem = problem.at(self.source, at).label(fault.label);
                problems.push(fault.hints.into_iter().fold(problem, Diagnostic::hint));
                (None, false)
            }
        }
    }
}

/// Lines of the article as they are quoted, each with its place in the file.
fn lines(facts: &Fields<'_>, key: &str, problems: &mut Problems) -> Vec<Line> {
    let texts = facts.texts(key, problems);
    let spans = facts.items(key).filter(|item| item.text().is_some_and(|text| !text.trim().is_empty()));
    texts.into_iter().zip(spans).map(|(words, node)| Line { words, span: node.span }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Vec<Correction>, Vec<String>) {
        let mut problems = Problems::default();
        let source = Source::new("a.corrections.yaml", text);
        let corrections = read(&source, &mut problems);
        let report = |problem: Diagnostic| {
            let place = problem.place.expect("every report has its place");
            format!("{}:{} {}", place.line, place.column, problem.message)
        };
        (corrections, problems.0.into_iter().map(report).collect())
    }

    #[test]
    fn every_key_is_read() {
        let (corrections, problems) = read_text(
            "- statement: would open in May\n  before: The bridge\n  after: next year\n  speaker: [Ana Ruiz, Ole Lund]\n  \
             words: The bridge would open in May\n  kind: partly quoted\n  polarity: not-said\n  day: 2022-01\n  \
             occasion: at a rally\n  checked: true\n  author: A. Editor\n  date: 2026-11-30\n\
             - add: A wonder\n  speaker: nobody\n- statement: s-3f9a1c02\n  reject: true\n\
             - article:\n    title: T\n    date: 2022-01-28\n    outlet: O\n    place: P\n    authors: [A, B]\n    \
             language: de\n    topics: [Bridges]\n    not_topics: Money\n    left_out: All news\n    keep: [One, Two]\n  author: B\n",
        );
        assert!(problems.is_empty(), "{problems:?}");
        let [
            Correction::Statement(first),
            Correction::Statement(added),
            Correction::Statement(rejected),
            Correction::Article(article),
        ] = &corrections[..]
        else {
            panic!("{corrections:?}")
        };
        assert_eq!(first.speaker, Some(Speakers::Named(vec!["Ana Ruiz".to_owned(), "Ole Lund".to_owned()])));
        assert_eq!((first.kind, first.polarity, first.checked), (Some(Kind::Mixed), Some(Polarity::NotSaid), true));
        assert_eq!((first.before.as_str(), first.after.as_str()), ("The bridge", "next year"));
        assert_eq!(first.extent.as_deref(), Some("The bridge would open in May"));
        assert_eq!(first.signature.date.map(|date| date.to_string()).as_deref(), Some("2026-11-30"));
        assert_eq!((added.add, &added.speaker), (true, &Some(Speakers::Nobody)));
        assert!(rejected.reject);
        let lines: Vec<&str> = article.left_out.iter().chain(&article.keep).map(|line| line.words.as_str()).collect();
        assert_eq!(lines, ["All news", "One", "Two"]);
        assert_eq!(article.authors, ["A", "B"]);
        assert_eq!(
            (article.topics.as_slice(), article.not_topics.as_slice()),
            (&["Bridges".to_owned()][..], &["Money".to_owned()][..])
        );
    }

    #[test]
    fn whatever_cannot_be_read_is_reported_at_its_place_and_its_entry_left_out() {
        for (text, expected) in [
            ("a: b", "1:1 a corrections file should be a list, this is a group of keys"),
            ("- just words", "1:3 expected a correction with its keys, found a text"),
            ("- speaker: A B", "1:3 it is not said what this correction is about"),
            ("- statement: a\n  add: b\n  speaker: C D", "2:8 `statement` and `add` are two corrections"),
            ("- statement: [a]\n  checked: true", "1:14 `statement` should be a text, this is a list"),
            (
                "- statement: a\n  speaker: {name: B}",
                "2:12 `speaker` should be a text or a list of texts, this is a group of keys",
            ),
            ("- statement: a\n  speaker: [nobody, B]", "2:12 `nobody` is no name"),
            ("- statement: a\n  speaker: \"?\"", "2:12 `?` is no name"),
            ("- statement: a\n  reject: perhaps", "2:11 `reject` should be `true` or `false`, this is `perhaps`"),
            ("- statement: a\n  reject: true\n  kind: direct", "1:14 this rejects a statement and says of it `kind`"),
            ("- statement: a\n  kind: shouted", "2:9 `shouted` is no kind of a correction"),
            ("- statement: a\n  polarity: maybe", "2:13 `maybe` is no polarity of a correction"),
            ("- statement: a\n  day: 2022-02-30", "2:8 cannot read `2022-02-30` as a date"),
            ("- statement: a\n  checked: true\n  date: today", "3:9 cannot read `today` as a date"),
            ("- statement: a", "1:14 this correction changes nothing"),
            ("- statement: a\n  checked: false", "1:14 this correction changes nothing"),
            ("- add: a", "1:8 this added statement has no `speaker`"),
            ("- add: a\n  speaker: B\n  reject: true", "1:8 this adds a statement and rejects it"),
            ("- add: a\n  speaker: B\n  words: a b", "1:8 an added statement has all of its words under `add`"),
            ("- article: Title", "1:12 expected a correction of an article with its keys, found a text"),
            ("- article: {title: T}\n  speaker: B", "2:12 `speaker` is said of a statement, not of an article"),
            ("- article: {date: soon}", "1:19 cannot read `soon` as a date"),
            ("- article: {language: english!}", "1:23 this is no language tag"),
            ("- article: {title: [a]}", "1:20 `title` should be a text, this is a list"),
        ] {
            let (corrections, problems) = read_text(text);
            assert!(corrections.is_empty(), "{text}");
            assert_eq!(problems, [expected], "{text}");
        }
    }

    #[test]
    fn a_mistyped_key_is_a_warning_and_the_others_count() {
        let (corrections, problems) = read_text("- statement: a\n  speeker: B\n  checked: true");
        assert_eq!((corrections.len(), problems), (1, vec!["2:3 a correction has no key `speeker`".to_owned()]));
    }
}
