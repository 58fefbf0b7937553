//! What each key means, under whatever name another generator has for it.

use super::entries::Entry;
use super::values::{json, kind, list, text};
use crate::model::article::FrontMatter;
use crate::model::rights::Rights;
use crate::parsing::stated_date;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::slug;
use crate::text::source::{Source, Span};
use serde_yaml::Value;
use unicode_normalization::UnicodeNormalization;

/// Our keys, each with the names that other generators and exporters have for it, without hyphens and underscores. `created` is none
/// of those of `date`: clippers and exports write the day of saving there.
const KEYS: [(&str, &[&str]); 16] = [
    ("title", &["headline"]),
    (
        "date",
        &[
            "published",
            "publishdate",
            "pubdate",
            "datepublished",
            "publicationdate",
            "publishedat",
            "publishedtime",
            "day",
        ],
    ),
    (
        "updated",
        &[
            "lastmod",
            "modified",
            "lastmodified",
            "lastmodifiedat",
            "updatedat",
            "datemodified",
            "modifieddate",
            "lastupdated",
        ],
    ),
    ("outlet", &["source", "publisher", "publication", "newspaper", "sitename", "agency", "medium", "site"]),
    ("url", &["link", "canonical", "canonicalurl", "originalurl", "sourceurl", "externalurl", "href"]),
    ("authors", &["author", "byline", "creator", "by", "reporter"]),
    ("place", &["location", "city", "placename"]),
    ("language", &["lang", "locale"]),
    (
        "summary",
        &["description", "excerpt", "abstract", "lede", "lead", "subtitle", "dek", "standfirst", "deck", "teaser"],
    ),
    ("topics", &["topic", "tags", "tag", "categories", "category", "keywords", "subjects", "subject"]),
    ("people", &["persons", "person", "speakers"]),
    ("slug", &[]),
    ("aliases", &["alias", "redirectfrom"]),
    ("draft", &["drafts"]),
    ("rights", &["copyright", "license", "licence"]),
    ("supersedes", &["replaces"]),
];

/// Most entries of a list. The most thoroughly indexed articles have some thirty; each entry can make a page.
const MOST: usize = 100;

/// Puts every value where it belongs.
pub(super) fn sort_in(
    source: &Source,
    entries: &[Entry<'_>],
    values: Vec<Option<Value>>,
    problems: &mut Problems,
) -> FrontMatter {
    let mut reader = Reader { source, problems, front: FrontMatter::default() };
    let found: Vec<(&Entry<'_>, Value)> =
        entries.iter().zip(values).filter_map(|(entry, value)| Some((entry, value?))).collect();
    // Our own names first: a synonym never overrides them.
    for own in [true, false] {
        for (entry, value) in &found {
            match meaning(entry.key) {
                Some((key, is_own)) if is_own == own => reader.take(key, entry.value_span, value),
                None if own => reader.other(entry, value),
                _ => {}
            }
        }
    }
    reader.front
}

/// Our key for a key, and whether it is our own name for it.
fn meaning(key: &str) -> Option<(&'static str, bool)> {
    let folded: String =
        key.chars().filter(|letter| !matches!(letter, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect();
    KEYS.iter().find_map(|(own, synonyms)| {
        let is_own = folded == *own;
        (is_own || synonyms.contains(&folded.as_str())).then_some((*own, is_own))
    })
}

/// Whether a key has a meaning here.
pub(super) fn is_known(key: &str) -> bool {
    meaning(key).is_some()
}

/// Whether the value of a key is a list.
pub(super) fn is_list(key: &str) -> bool {
    matches!(meaning(key), Some(("authors" | "topics" | "people" | "aliases", _)))
}

struct Reader<'a> {
    source: &'a Source,
    problems: &'a mut Problems,
    front: FrontMatter,
}

impl Reader<'_> {
    fn take(&mut self, key: &'static str, span: Span, value: &Value) {
        if matches!(value, Value::Null) {
            return;
        }
        // Jekyll's `published: false` is a draft, not a day.
        if let ("date", Value::Bool(published)) = (key, value) {
            self.front.draft |= !published;
            return;
        }
        let used = match key {
            "date" | "updated" => self.date(key, span, value),
            "authors" | "topics" | "people" | "aliases" => self.list(key, span, value),
            "draft" => self.draft(span, value),
            "outlet" if text(value).is_some_and(|text| is_web(&text)) => self.text("url", span, value),
            _ => self.text(key, span, value),
        };
        if used {
            self.front.spans.entry(key.to_owned()).or_insert(span);
        }
    }

    /// A key that is not ours. What Zola and others group under `taxonomies` and `extra` is looked into.
    fn other(&mut self, entry: &Entry<'_>, value: &Value) {
        match (entry.key, value) {
            ("taxonomies" | "params", Value::Mapping(group)) => {
                for (key, value) in group {
                    let Some(key) = text(key) else { continue };
                    match meaning(&key) {
                        Some((key, _)) => self.take(key, entry.value_span, value),
                        None => self.keep(key, entry.value_span, value),
                    }
                }
            }
            ("extra", Value::Mapping(group)) => {
                for (key, value) in group {
                    if let Some(key) = text(key) {
                        self.keep(key, entry.value_span, value);
                    }
                }
            }
            _ => self.keep(entry.key.to_owned(), entry.value_span, value),
        }
    }

    fn keep(&mut self, key: String, span: Span, value: &Value) {
        self.front.spans.entry(key.clone()).or_insert(span);
        self.front.extra.insert(key, json(value).to_string());
    }

    fn text(&mut self, key: &'static str, span: Span, value: &Value) -> bool {
        let Some(text) = text(value) else { return self.mistyped(key, span, value, "text") };
        if text.is_empty() {
            return false;
        }
        match key {
            "url" if !is_web(&text) => {
                return self.refuse(
                    "unsafe-url",
                    "this is no web address",
                    span,
                    "start it with `https://` or `http://`",
                );
            }
            "slug" => return self.slug(&text, span),
            "language" if !is_language(&text) => {
                return self.refuse(
                    "language-tag",
                    "this is no language tag",
                    span,
                    "write a tag such as `en` or `pt-BR`",
                );
            }
            "rights" => return self.rights(text, span),
            _ => {}
        }
        let front = &mut self.front;
        let field = match key {
            "title" => &mut front.title,
            "outlet" => &mut front.outlet,
            "url" => &mut front.url,
            "place" => &mut front.place,
            "language" => &mut front.language,
            "summary" => &mut front.summary,
            "supersedes" => &mut front.supersedes,
            _ => return false,
        };
        let free = field.is_none();
        field.get_or_insert(text);
        free
    }

    /// How much may be published, or a licence in anybody's words. A misspelt degree is taken for the one that it is close to: a slip must
    /// not publish what was to be kept back.
    fn rights(&mut self, text: String, span: Span) -> bool {
        let free = self.front.rights.is_none();
        let meant = Rights::misspelt(&text).map(Rights::name);
        if let Some(meant) = meant {
            let problem = Diagnostic::error("bad-value", format!("`{text}` is no degree of rights"));
            let problem = problem.at(self.source, span).label(format!("taken for `{meant}`"));
            self.problems.push(problem.hint(format!("did you mean `{meant}`?")));
        }
        self.front.rights.get_or_insert(meant.map_or(text, str::to_owned));
        free
    }

    fn date(&mut self, key: &'static str, span: Span, value: &Value) -> bool {
        let Some(text) = text(value) else { return self.mistyped(key, span, value, "a date") };
        let field = if key == "date" { &mut self.front.date } else { &mut self.front.updated };
        if field.is_some() || text.is_empty() {
            return false;
        }
        match stated_date::read(&text) {
            Ok(date) => *field = Some(date),
            Err(fault) => {
                let problem = Diagnostic::error("date-unreadable", format!("cannot read this {key}"));
                let problem = problem.at(self.source, span).label(fault.label);
                self.problems.push(fault.hints.into_iter().fold(problem, Diagnostic::hint));
                return false;
            }
        }
        true
    }

    fn list(&mut self, key: &'static str, span: Span, value: &Value) -> bool {
        let Some(items) = list(value) else { return self.mistyped(key, span, value, "a list of words") };
        let items: Vec<String> = match (key, value) {
            ("topics", Value::String(_)) => {
                items.iter().flat_map(|item| item.split([',', ';'])).map(|item| item.trim().to_owned()).collect()
            }
            ("aliases", _) => {
                let mut safe = Vec::new();
                for alias in items {
                    let Some((why, hint)) = fault_of_alias(&alias) else {
                        // Composed, as nearly all systems and browsers write it.
                        safe.push(alias.nfc().collect());
                        continue;
                    };
                    let at = self.find(span, &alias);
                    let message = match why.starts_with("this ") {
                        true => why.to_owned(),
                        false => format!("this alias cannot be a file on every system: {why}"),
                    };
                    self.refuse("unsafe-alias", &message, at, hint);
                }
                safe
            }
            _ => items,
        };
        let front = &mut self.front;
        let field = match key {
            "authors" if !front.authors.is_empty() => return false,
            "authors" => &mut front.authors,
            "topics" => &mut front.topics,
            "people" => &mut front.people,
            _ => &mut front.aliases,
        };
        let mut over = 0;
        for item in items {
            if item.is_empty() || field.contains(&item) {
                continue;
            }
            match field.len() < MOST {
                true => field.push(item),
                false => over += 1,
            }
        }
        if over > 0 {
            let message = format!("an article may have {MOST} `{key}`; this one has {over} more");
            let problem = Diagnostic::error("list-too-long", message).at(self.source, span);
            self.problems.push(problem.label("the rest is not used").hint("shorten the list"));
        }
        true
    }

    fn draft(&mut self, span: Span, value: &Value) -> bool {
        match text(value).unwrap_or_default().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => self.front.draft = true,
            "false" | "no" | "0" => self.front.draft = false,
            _ => return self.mistyped("draft", span, value, "`true` or `false`"),
        }
        true
    }

    fn slug(&mut self, stated: &str, span: Span) -> bool {
        let escapes = stated.contains(['/', '\\', '\0', ':']) || stated.starts_with('.') || stated.contains("..");
        if escapes {
            return self.refuse(
                "unsafe-slug",
                "this slug is not the name of one page",
                span,
                "use letters, digits and hyphens only",
            );
        }
        let safe = slug::slug(stated);
        if safe.is_empty() || safe == "index" {
            return self.refuse("unsafe-slug", "this slug cannot be used", span, "use letters, digits and hyphens");
        }
        if safe != stated {
            self.problems.push(
                Diagnostic::warning("slug-changed", "this slug is written differently in addresses")
                    .at(self.source, span)
                    .hint(format!("write `slug: {safe}`")),
            );
        }
        self.front.slug = Some(safe);
        true
    }

    /// Where a text stands within a value, else the whole value.
    fn find(&self, span: Span, text: &str) -> Span {
        let at = span.of(&self.source.text).find(text).map(|at| span.start as usize + at);
        at.map_or(span, |at| Span::new(at, at + text.len()))
    }

    fn refuse(&mut self, code: &str, message: &str, span: Span, hint: &str) -> bool {
        self.problems.push(Diagnostic::error(code, message).at(self.source, span).label("not used").hint(hint));
        false
    }

    fn mistyped(&mut self, key: &str, span: Span, value: &Value, wanted: &str) -> bool {
        self.problems.push(
            Diagnostic::error("front-matter-type", format!("`{key}` must be {wanted}"))
                .at(self.source, span)
                .label(format!("this is {}", kind(value))),
        );
        false
    }
}

/// An address of the web, without anything in it that ends an attribute or a line.
fn is_web(text: &str) -> bool {
    let scheme = ["https://", "http://"]
        .iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    scheme.is_some_and(|scheme| text.len() > scheme.len())
        && !text.contains(|letter: char| {
            letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '<' | '>' | '\\')
        })
}

/// A BCP 47 tag, roughly.
pub(in crate::parsing) fn is_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    parts
        .next()
        .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Why a path cannot be that of a page on every system; `None` if it can.
fn fault_of_alias(path: &str) -> Option<(&'static str, &'static str)> {
    const INSIDE: &str = "write a path inside the archive, such as `2019/old-name.html`";
    const LETTERS: &str = "use letters, digits and hyphens, as in `2019/old-name.html`";
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
        return Some(("this alias leaves the archive", INSIDE));
    }
    let too_long = path.len() > 240 || path.split('/').any(|part| part.len() > 120);
    let fault = slug::fault(path).or_else(|| too_long.then_some("it is too long"));
    let fault = fault.or_else(|| path.contains('#').then_some("it holds a `#`"));
    fault.map(|why| (why, LETTERS))
}
