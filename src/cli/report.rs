//! Prints problems: for a person with a caret under the words, for a program as JSON lines, for GitHub as annotations.

use crate::text::diagnostic::{Diagnostic, Level, Place, Problems};
use annotate_snippets::{AnnotationKind, Group, Level as Severity, Origin, Renderer, Snippet};
use clap::ValueEnum;
use serde_json::json;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// How problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the line, a caret and hints
    #[default]
    Human,
    /// One JSON object a line
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines
    Github,
}

/// Prints every problem of at least the given level, in order. GitHub wants paths from the folder that we run in, so they
/// are put below `root`.
pub(crate) fn print(
    out: &mut impl Write,
    problems: &Problems,
    format: Format,
    least: Level,
    root: &Path,
) -> io::Result<()> {
    let renderer = Renderer::styled();
    for problem in problems.0.iter().filter(|problem| problem.level <= least) {
        match format {
            Format::Human => writeln!(out, "{}\n", human(problem, &renderer))?,
            Format::Json => writeln!(out, "{}", json(problem))?,
            Format::Github => writeln!(out, "{}", github(problem, root))?,
        }
    }
    Ok(())
}

/// The same for a page: without colours.
#[cfg(feature = "serve")]
pub(crate) fn plain(problems: &Problems, least: Level) -> String {
    let renderer = Renderer::plain();
    let reports = problems.0.iter().filter(|problem| problem.level <= least).map(|problem| human(problem, &renderer));
    reports.collect::<Vec<_>>().join("\n\n")
}

/// What needs attention, in a few words: `1 error, 3 warnings`; empty when nothing does.
pub(crate) fn attention(problems: &Problems) -> String {
    let count = |level, name: &str| match problems.count(level) {
        0 => None,
        1 => Some(format!("1 {name}")),
        many => Some(format!("{} {name}s", thousands(many))),
    };
    [count(Level::Error, "error"), count(Level::Warning, "warning")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// 1 if anything failed, or with `strict` if anything deserves a look.
pub(crate) fn status(problems: &Problems, strict: bool) -> ExitCode {
    if problems.has_errors() || strict && problems.count(Level::Warning) > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// A number of bytes as people read it: `45.1 MB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

/// A count as people read it: `11,205`.
pub(crate) fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 page`, `11,205 pages`.
pub(crate) fn counted(count: usize, name: &str) -> String {
    format!("{} {name}{}", thousands(count), if count == 1 { "" } else { "s" })
}

fn human(problem: &Diagnostic, renderer: &Renderer) -> String {
    let severity = match problem.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
        Level::Info => Severity::INFO.with_name("note"),
    };
    let title = severity.primary_title(printable(&problem.message));
    let mut group = match &problem.place {
        Some(place) if place.line > 0 => {
            let (text, mark) = shown_line(place);
            let label = Some(printable(&problem.label)).filter(|label| !label.is_empty());
            let whole = text[..mark.start].chars().count() + 1 == place.column as usize;
            let snippet = Snippet::source(text)
                .line_start(place.line as usize)
                .annotation(AnnotationKind::Primary.span(mark).label(label));
            let path = printable(&place.path);
            if whole {
                Group::with_title(title).element(snippet.path(path))
            } else {
                // Of a very long line only a part is shown, so the column cannot be counted in what is shown.
                let origin = Origin::path(path).line(place.line as usize).char_column(place.column as usize);
                Group::with_title(title).element(origin).element(snippet)
            }
        }
        Some(place) => Group::with_title(title).element(Origin::path(printable(&place.path))),
        None => Group::with_title(title),
    };
    for hint in &problem.hints {
        group = group.element(Severity::HELP.with_name("hint").message(printable(hint)));
    }
    renderer.render(&[group])
}

/// The line without a byte order mark, and the marked range in it; at least one column wide where there is one.
fn shown_line(place: &Place) -> (String, std::ops::Range<usize>) {
    let shift = if place.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mark = place.mark.range();
    (place.text[shift..].to_owned(), mark.start.saturating_sub(shift)..mark.end.saturating_sub(shift))
}

/// Text that cannot move the cursor or change colours: what files say is shown, never obeyed.
fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter }).collect()
}

pub(super) fn json(problem: &Diagnostic) -> serde_json::Value {
    let place = problem.place.as_ref();
    let located = place.filter(|place| place.line > 0);
    json!({
        "level": problem.level,
        "code": problem.code,
        "message": problem.message,
        "label": Some(&problem.label).filter(|label| !label.is_empty()),
        "hints": problem.hints,
        "path": place.map(|place| &place.path),
        "line": located.map(|place| place.line),
        "column": located.map(|place| place.column),
        "bytes": located.map(|place| [place.span.start, place.span.end]),
    })
}

/// A workflow command. GitHub shows at most ten of a kind a step, so the order of problems matters.
fn github(problem: &Diagnostic, root: &Path) -> String {
    let command = match problem.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &problem.place {
        let path = root.join(&place.path).to_string_lossy().replace('\\', "/");
        let path = path.strip_prefix("./").unwrap_or(&path);
        properties.push(format!("file={}", escaped(path).replace(':', "%3A").replace(',', "%2C")));
        if place.line > 0 {
            properties.push(format!("line={},col={}", place.line, place.column));
        }
    }
    properties.push(format!("title={}", problem.code));
    let mut message = problem.message.clone();
    if !problem.label.is_empty() {
        message.push_str(": ");
        message.push_str(&problem.label);
    }
    for hint in &problem.hints {
        message.push_str("\nhint: ");
        message.push_str(hint);
    }
    format!("::{command} {}::{}", properties.join(","), escaped(&message))
}

/// Data of a workflow command must not end it.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::{Source, Span};

    fn report(problem: Diagnostic) -> String {
        human(&problem, &Renderer::plain())
    }

    fn at(source: &Source, words: &str) -> Span {
        let start = source.text.find(words).expect("the words are there");
        Span::new(start, start + words.len())
    }

    #[test]
    fn a_problem_is_shown_with_its_line_a_caret_and_a_hint() {
        let source = Source::new("seeds/bridge.md", "---\ntitle: Bridge\ndate: 28 Febuary 2019\n---\n");
        let problem = Diagnostic::error("date", "cannot read this date")
            .at(&source, at(&source, "Febuary"))
            .label("no month is called `Febuary`")
            .hint("did you mean `February`?");
        insta::assert_snapshot!(report(problem), @r"
        error: cannot read this date
         --> seeds/bridge.md:3:10
          |
        3 | date: 28 Febuary 2019
          |          ^^^^^^^ no month is called `Febuary`
          |
          = hint: did you mean `February`?
        ");
    }

    #[test]
    fn carets_stand_under_wide_letters_and_after_tabs_and_a_byte_order_mark() {
        let source = Source::new("seeds/a.txt", "\u{feff}\t日本語 said Yamada\n");
        let problem = Diagnostic::warning("name", "who is this?").at(&source, at(&source, "Yamada"));
        insta::assert_snapshot!(report(problem), @r"
        warning: who is this?
         --> seeds/a.txt:1:11
          |
        1 |     日本語 said Yamada
          |                 ^^^^^^
        ");
    }

    #[test]
    fn control_characters_of_a_file_do_not_reach_the_terminal() {
        let problem = Diagnostic::info("odd", "a \u{1b}[31mred\u{1b}[0m word").in_file("a\u{7}.txt");
        insta::assert_snapshot!(report(problem), @r"
        note: a �[31mred�[0m word
        --> a�.txt
        ");
    }

    #[test]
    fn a_workflow_command_is_one_line_whatever_the_message_holds() {
        let problem = Diagnostic::warning("note-lost", "50% of it\nis gone").in_file("a,b.txt").hint("look");
        assert_eq!(
            github(&problem, Path::new("./docs")),
            "::warning file=docs/a%2Cb.txt,title=note-lost::50%25 of it%0Ais gone%0Ahint: look"
        );
    }

    #[test]
    fn counts_are_grouped_and_in_the_right_number() {
        assert_eq!(counted(1, "page"), "1 page");
        assert_eq!(counted(11_205, "page"), "11,205 pages");
        assert_eq!(counted(1_000_000, "page"), "1,000,000 pages");
        assert_eq!(counted(0, "page"), "0 pages");
    }
}
