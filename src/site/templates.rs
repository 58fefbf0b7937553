//! The templates: ours, compiled in, and the archive's own in place of ours.

use super::words::Words;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span};
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera};

/// A table of our template files.
macro_rules! built_in {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../templates/", $name))),)*]
    };
}

/// Our templates, by file name. Parents stand before the templates that extend them.
const BUILT_IN: &[(&str, &str)] = built_in! {
    "base.html" "list.html" "lists.html" "rules.html"
    "404.html" "about.html" "alias.html" "article.html" "articles.html" "changes.html" "dates.html" "day.html" "desk.html" "event.html"
    "events.html" "occasion.html" "occasions.html" "registers.html" "home.html" "month.html" "notes.html" "outlet.html" "outlets.html" "people.html" "person.html"
    "person-topic.html" "search.html" "statement.html" "statements.html" "topic.html" "topics.html" "undated.html" "wordings.html" "year.html"
};

/// Our templates and the words of the interface, by path below `templates/`.
pub fn built_in() -> impl Iterator<Item = (String, &'static str)> {
    let words = Words::built_in().map(|(tag, text)| (format!("strings/{tag}.toml"), text));
    BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), *text)).chain(words)
}

/// The page templates: ours, and the archive's own in place of ours.
#[derive(Debug)]
pub struct Templates {
    pub(super) tera: Tera,
    /// The archive's own templates, to report errors at their place.
    own: BTreeMap<String, Source>,
    /// The archive's own strings files, by language tag.
    strings: Vec<(String, Source)>,
}

/// A file of the archive's `templates/` folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFile {
    /// Path below `templates/`, with `/`: `article.html`, `strings/en.toml`.
    pub name: String,
    /// The file, with its path relative to the archive's root.
    pub source: Source,
}

impl Default for Templates {
    fn default() -> Templates {
        Templates::new(Vec::new(), &mut Problems::default())
    }
}

impl Templates {
    /// Our templates, with those of the archive in place of ours. One that cannot be read is reported, and ours is used.
    pub fn new(files: Vec<TemplateFile>, problems: &mut Problems) -> Templates {
        let mut tera = Tera::new();
        tera.add_raw_templates(BUILT_IN.iter().copied()).expect("the templates that are compiled in are valid");
        let mut templates = Templates { tera, own: BTreeMap::new(), strings: Vec::new() };
        // In several rounds, because one of the archive's templates may extend or include another.
        let mut waiting = Vec::new();
        for file in files {
            match file.name.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml")) {
                Some(tag) => templates.strings.push((tag.to_owned(), file.source)),
                None => waiting.push(file),
            }
        }
        loop {
            let before = waiting.len();
            let mut failed = Vec::new();
            for file in waiting {
                match templates.tera.add_raw_template(&file.name, &file.source.text) {
                    Ok(()) => {
                        templates.own.insert(file.name, file.source);
                    }
                    Err(error) => failed.push((file, error)),
                }
            }
            if failed.is_empty() || failed.len() == before {
                for (file, error) in failed {
                    templates.own.insert(file.name.clone(), file.source);
                    problems.push(templates.diagnostic(&file.name, &error));
                    templates.own.remove(&file.name);
                }
                return templates;
            }
            waiting = failed.into_iter().map(|(file, _)| file).collect();
        }
    }

    /// The words of the interface in a language.
    pub(crate) fn words(&self, language: &str, problems: &mut Problems) -> Words {
        Words::read(language, &self.strings, problems)
    }

    /// What the cache has to know: a change of any of these changes every page.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.own.values().chain(self.strings.iter().map(|(_, source)| source))
    }

    /// Renders a template.
    pub(super) fn render(&self, name: &str, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(name, context).map_err(|error| self.diagnostic(name, &error))
    }

    /// An error of the template engine, at its place in the archive's own template if it is there.
    fn diagnostic(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
            return self.without_place(name, &error.to_string());
        };
        let Some(source) = self.own.get(report.filename()).or_else(|| self.own.get(name)) else {
            return self.without_place(name, report.message());
        };
        let mut lines = report.message().lines();
        let first = lines.next().unwrap_or("the template cannot be used");
        // What there is instead depends on the page; what is wrong does not.
        let (message, available) = first.split_once(". Available variables: ").unzip();
        let mut problem = Diagnostic::error("template", lower_first(message.unwrap_or(first)));
        if let Some(available) = available {
            problem = problem.hint(format!("available variables: {available}"));
        }
        for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
            problem = problem.hint(line);
        }
        let range = &report.span().range;
        let fits = source.text.get(range.start..range.end.max(range.start)).is_some();
        if fits {
            problem.at(source, Span::new(range.start, range.end.max(range.start)))
        } else {
            problem.in_file(source.path.clone())
        }
    }

    fn without_place(&self, name: &str, message: &str) -> Diagnostic {
        let path = self.own.get(name).map_or_else(|| format!("templates/{name}"), |source| source.path.clone());
        Diagnostic::error("template", lower_first(message)).in_file(path)
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, text: &str) -> (Templates, Problems) {
        let mut problems = Problems::default();
        let source = Source::new(format!("templates/{name}"), text);
        let templates = Templates::new(vec![TemplateFile { name: name.to_owned(), source }], &mut problems);
        (templates, problems)
    }

    #[test]
    fn a_template_that_is_not_closed_is_reported_at_its_place_and_ours_is_used() {
        let (templates, problems) = one("about.html", "<p>\n{% if site %}");
        let place = problems.0[0].place.as_ref().expect("it has a place");
        assert_eq!((place.path.as_str(), place.line), ("templates/about.html", 2));
        assert!(templates.own.is_empty());
    }

    #[test]
    fn an_unknown_variable_is_reported_with_line_and_column() {
        let (templates, problems) = one("about.html", "<p>\nHello {{ nobody }}");
        assert!(problems.0.is_empty(), "{problems:?}");
        let problem = templates.render("about.html", &Context::new()).expect_err("there is no such variable");
        let place = problem.place.expect("it has a place");
        assert_eq!((place.path.as_str(), place.line, place.column), ("templates/about.html", 2, 10));
    }

    #[test]
    fn templates_of_the_archive_may_use_each_other_in_any_order() {
        let mut problems = Problems::default();
        let file = |name: &str, text: &str| TemplateFile {
            name: name.to_owned(),
            source: Source::new(format!("templates/{name}"), text),
        };
        let files = vec![file("about.html", "{% include \"aside.html\" %}"), file("aside.html", "hello")];
        let templates = Templates::new(files, &mut problems);
        assert!(problems.0.is_empty(), "{problems:?}");
        assert_eq!(templates.render("about.html", &Context::new()).as_deref(), Ok("hello"));
    }
}
