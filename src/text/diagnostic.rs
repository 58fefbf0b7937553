//! What goes wrong, for people: where, what, and what to do.
//!
//! A stage pushes [`Diagnostic`]s onto [`Problems`] and goes on. A diagnostic carries the line it is about, so it can be
//! kept in the cache and printed long after its source has been let go. `cli::report` prints them.

use crate::text::source::{Source, Span};
use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something was not used or not built; the exit status is 1.
    Error,
    /// Something deserves a look; fails only with `--strict`.
    Warning,
    /// A fact worth knowing, such as a date that was inferred; only `check` lists it.
    Info,
}

/// The line of a file that a diagnostic is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the archive's root; empty for a problem of the archive as a whole.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The words meant, in bytes of the source.
    pub span: Span,
    /// The text of that line; of a very long line, the part around the span.
    pub text: String,
    /// The span within `text`, cut at its end.
    pub mark: Span,
}

/// One problem, with all that is needed to print it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where; `None` for what concerns no file.
    pub place: Option<Box<Place>>,
    /// How bad it is.
    pub level: Level,
    /// A stable short name of this kind of problem, such as `note-lost`.
    pub code: String,
    /// One short lower-case sentence about the user's file.
    pub message: String,
    /// What the marked words are or should be; printed beside the caret, may be empty.
    pub label: String,
    /// What to do about it, each something to type or to check.
    pub hints: Vec<String>,
}

/// Something on disk that could not be read, whatever it holds.
const UNREADABLE: [&str; 3] = ["unreadable", "no-source-folder", "articles-gone"];
/// A file of which nothing can be used.
const UNUSABLE: [&str; 7] =
    ["not-text", "not-utf-8", "too-large", "yaml-syntax", "not-a-list", "symlink-outside", "no-regular-file"];

/// Longest piece of a line that a report shows, in bytes.
const LINE_LIMIT: usize = 240;

impl Diagnostic {
    /// A problem of the given level that has no place yet.
    pub fn new(level: Level, code: &str, message: impl Into<String>) -> Diagnostic {
        let (code, message) = (code.to_owned(), message.into());
        Diagnostic { level, code, message, place: None, label: String::new(), hints: Vec::new() }
    }

    /// An error: something was not used or not built.
    pub fn error(code: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Error, code, message)
    }

    /// A warning: something deserves a look.
    pub fn warning(code: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Warning, code, message)
    }

    /// A fact worth knowing.
    pub fn info(code: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Info, code, message)
    }

    /// Whether it makes the site as a whole wrong, not one article of it: then none is published.
    ///
    /// That is so where the disk did not give what it holds, and where settings, templates, static files or an authority file
    /// could not be used: what is wrong with a single article or entry costs that article or entry.
    pub fn is_fatal(&self) -> bool {
        if self.level != Level::Error {
            return false;
        }
        let path = self.place.as_ref().map_or("", |place| place.path.as_str());
        let name = path.rsplit('/').next().unwrap_or_default();
        // `people.yaml`, and not `bridge.notes.yaml`, which belongs to an article.
        let is_authority = name.strip_suffix(".yaml").is_some_and(|stem| !stem.is_empty() && !stem.contains('.'));
        let of_all = |folder: &str| path == folder || path.starts_with(&format!("{folder}/"));
        UNREADABLE.contains(&self.code.as_str())
            || path == "book.toml"
            // What was to be hidden would be shown.
            || path == "redactions.yaml"
            || of_all("templates")
            || of_all("static")
            || is_authority && UNUSABLE.contains(&self.code.as_str())
    }

    /// Points at words of a source.
    pub fn at(mut self, source: &Source, span: Span) -> Diagnostic {
        self.place = Some(Box::new(Place::new(source, span)));
        self
    }

    /// Points at a place found earlier, such as that of an entry of an authority file.
    pub fn at_place(mut self, place: &Place) -> Diagnostic {
        self.place = Some(Box::new(place.clone()));
        self
    }

    /// Points at a file as a whole, when none of its text is at fault or readable.
    pub fn in_file(mut self, path: impl Into<String>) -> Diagnostic {
        let (text, span) = (String::new(), Span::default());
        self.place = Some(Box::new(Place { path: path.into(), line: 0, column: 0, span, text, mark: span }));
        self
    }

    /// Says what the marked words are.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// Adds a line of advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }
}

impl Place {
    /// A place that is marked from a column, from 1, to the end of the line. `text` is the line, or as much of it as a report shows.
    pub fn from_column(path: &str, line: u32, column: u32, text: String) -> Place {
        let start = text.char_indices().nth((column as usize).saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        let mark = Span::new(start, text.trim_end().len().max(start));
        Place { path: path.to_owned(), line, column, span: Span::default(), text, mark }
    }

    /// The place of `span` in `source`, with its line copied. A span over several lines is marked to the end of the first.
    pub fn new(source: &Source, span: Span) -> Place {
        let at = source.position(span.start as usize);
        let line = source.line_at(span.start as usize);
        let (mut from, mut to) = (line.start, line.end);
        if to - from > LINE_LIMIT {
            from = floor_boundary(&source.text, (span.start as usize).saturating_sub(LINE_LIMIT / 3).max(from));
            to = floor_boundary(&source.text, (from + LINE_LIMIT).min(to));
        }
        let mark_start = (span.start as usize).clamp(from, to) - from;
        let mark_end = (span.end as usize).clamp(from, to) - from;
        let (path, text) = (source.path.clone(), source.text[from..to].to_owned());
        let mark = Span::new(mark_start, mark_end.max(mark_start));
        Place { path, line: at.line, column: at.column, span, text, mark }
    }
}

/// The greatest character boundary of `text` that is at most `at`.
fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Every problem of a run, in any order until [`Problems::sorted`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems(pub Vec<Diagnostic>);

impl Problems {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// The same problems by path and line, each once: the order of work and of threads leaves no trace.
    pub fn sorted(mut self) -> Problems {
        self.0.sort();
        self.0.dedup();
        self
    }

    /// How many there are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.0.iter().filter(|problem| problem.level == level).count()
    }

    /// Whether the site as a whole would be wrong; see [`Diagnostic::is_fatal`].
    pub fn is_fatal(&self) -> bool {
        self.0.iter().any(Diagnostic::is_fatal)
    }

    /// Whether there is a problem of this kind.
    pub fn has(&self, code: &str) -> bool {
        self.0.iter().any(|problem| problem.code == code)
    }

    /// Whether something was not used or not built.
    pub fn has_errors(&self) -> bool {
        self.count(Level::Error) > 0
    }
}

impl FromIterator<Diagnostic> for Problems {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(problems: I) -> Problems {
        Problems(problems.into_iter().collect())
    }
}

/// The candidate that a mistyped `word` most likely means, if any is close: at most a third of its letters differ.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_letter_is_recognised() {
        assert_eq!(did_you_mean("otulet", ["title", "outlet", "date"]), Some("outlet"));
        assert_eq!(did_you_mean("xyz", ["title", "outlet", "date"]), None);
    }

    #[test]
    fn what_concerns_one_article_is_not_fatal() {
        let fatal = |code: &str, path: &str| Diagnostic::error(code, "x").in_file(path).is_fatal();
        for (code, path) in [
            ("unreadable", "seeds/a.md"),
            ("unreadable", "seeds/a.notes.yaml"),
            ("no-source-folder", ""),
            ("settings-type", "book.toml"),
            ("template", "templates/base.html"),
            ("unreadable", "static"),
            ("yaml-syntax", "people.yaml"),
            ("not-text", "seeds/topics.yaml"),
            ("symlink-outside", "events.yaml"),
            ("no-regular-file", "people.yaml"),
        ] {
            assert!(fatal(code, path), "{code} {path}");
        }
        for (code, path) in [
            ("not-text", "seeds/a.md"),
            ("symlink-outside", "seeds/a.md"),
            ("yaml-syntax", "seeds/a.notes.yaml"),
            ("bad-date", "people.yaml"),
            ("note-lost", "seeds/a.notes.yaml"),
            ("slug-clash", "seeds/static/a.md"),
        ] {
            assert!(!fatal(code, path), "{code} {path}");
        }
        assert!(!Diagnostic::warning("settings-unknown", "x").in_file("book.toml").is_fatal());
    }

    #[test]
    fn a_very_long_line_is_shown_around_the_place() {
        let source = Source::new("a.txt", format!("{}é here {}", "ž".repeat(5000), "x".repeat(5000)));
        let at = source.text.find("here").expect("it is there");
        let place = Place::new(&source, Span::new(at, at + 4));
        assert_eq!(place.mark.of(&place.text), "here");
        assert!(place.text.len() <= LINE_LIMIT);
    }
}
