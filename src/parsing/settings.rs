//! Reads `book.toml`.
//!
//! Key names are mdBook's where the meaning is the same, so a `book.toml` may serve both: what only mdBook understands is
//! passed over in silence, and what neither knows is a warning.

use crate::model::colour::{Colour, PAPER, READABLE};
use crate::model::rights::Rights;
use crate::model::settings::{Settings, StatementPages};
use crate::text::diagnostic::{Diagnostic, Problems, did_you_mean};
use crate::text::source::{Source, Span, without_controls};
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const BOOK: [&str; 5] = ["title", "description", "authors", "language", "src"];
const BUILD: [&str; 1] = ["build-dir"];
const HTML: [&str; 12] = [
    "site-url",
    "git-repository-url",
    "statement-pages",
    "feeds-from",
    "fonts",
    "cards",
    "accent",
    "logo",
    "footer",
    "imprint",
    "additional-css",
    "additional-js",
];
const ARCHIVE: [&str; 6] = ["page-size", "boilerplate", "topics", "related", "drafts", "publish"];

/// Keys of mdBook's own that mean nothing here.
const MDBOOK_BOOK: [&str; 2] = ["multilingual", "text-direction"];
const MDBOOK_BUILD: [&str; 3] = ["create-missing", "use-default-preprocessors", "extra-watch-dirs"];
const MDBOOK_HTML: [&str; 20] = [
    "theme",
    "default-theme",
    "preferred-dark-theme",
    "smart-punctuation",
    "curly-quotes",
    "definition-lists",
    "admonitions",
    "mathjax-support",
    "copy-fonts",
    "no-section-label",
    "git-repository-icon",
    "edit-url-template",
    "input-404",
    "cname",
    "hash-files",
    "sidebar-header-nav",
    "live-reload-endpoint",
    "google-analytics",
    "allow-javascript",
    "section-label",
];
const MDBOOK_HTML_TABLES: [&str; 6] = ["print", "fold", "playground", "code", "search", "redirect"];
const MDBOOK_TABLES: [&str; 2] = ["preprocessor", "rust"];

/// Reads `book.toml`. What cannot be used is reported and keeps its default.
pub fn read(book: &Source, problems: &mut Problems) -> Settings {
    // TOML knows no byte order mark; a space of the same length would not be the same number of bytes.
    let text = book.text.strip_prefix('\u{feff}').unwrap_or(&book.text);
    let shift = book.text.len() - text.len();
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { book, shift, problems, settings: Settings::default(), broken: !errors.is_empty() };
    for error in errors {
        let span = reader.span(error.span().unwrap_or(0..0));
        let problem = Diagnostic::error("settings-syntax", format!("this is not TOML: {}", error.message()));
        reader.problems.push(problem.at(book, span));
    }
    reader.top(table.get_ref());
    reader.settings
}

/// An address of the site, with a slash at its end; `None` if it is no web address.
pub(crate) fn site_url(address: &str) -> Option<String> {
    let slash = if address.ends_with('/') { "" } else { "/" };
    is_web_address(address).then(|| format!("{address}{slash}"))
}

/// Whether a text is an http or https address with a host, without query and fragment.
fn is_web_address(address: &str) -> bool {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    host.is_some_and(|host| {
        let first = host.split('/').next().unwrap_or_default();
        !first.is_empty() && !host.contains(['?', '#', '"', '<', '>', '\\']) && !host.contains(char::is_whitespace)
    })
}

/// Walks the tables of `book.toml` and fills in the settings.
struct Reader<'a> {
    book: &'a Source,
    shift: usize,
    problems: &'a mut Problems,
    settings: Settings,
    /// Whether the file is not TOML; then a key may only seem to be where it is.
    broken: bool,
}

type Key<'a, 'i> = &'a Spanned<std::borrow::Cow<'i, str>>;
type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "book" => self.table("book", value, Reader::book_key),
                "build" => self.table("build", value, Reader::build_key),
                "output" => self.table("output", value, Reader::output_key),
                "archive" => self.table("archive", value, Reader::archive_key),
                name if MDBOOK_TABLES.contains(&name) => {}
                _ => self.unknown(key, "table", &["book", "build", "output", "archive"]),
            }
        }
    }

    fn table(&mut self, name: &str, value: Value<'_, '_>, one: fn(&mut Self, Key<'_, '_>, Value<'_, '_>)) {
        match value.get_ref().as_table() {
            Some(table) => table.iter().for_each(|(key, value)| one(self, key, value)),
            None => self.mistyped(name, value, "a table"),
        }
    }

    fn book_key(&mut self, key: Key<'_, '_>, value: Value<'_, '_>) {
        match key.get_ref().as_ref() {
            "title" => self.string("title", value).into_iter().for_each(|text| self.settings.title = text),
            "description" => {
                self.string("description", value).into_iter().for_each(|text| self.settings.description = text);
            }
            "authors" => self.strings("authors", value).into_iter().for_each(|list| self.settings.authors = list),
            "language" => self.language(value),
            "src" => self.folder("src", value).into_iter().for_each(|path| self.settings.src = path),
            name if MDBOOK_BOOK.contains(&name) => {}
            _ => self.unknown(key, "key", &BOOK),
        }
    }

    fn build_key(&mut self, key: Key<'_, '_>, value: Value<'_, '_>) {
        match key.get_ref().as_ref() {
            "build-dir" => self.build_dir(value),
            name if MDBOOK_BUILD.contains(&name) => {}
            _ => self.unknown(key, "key", &BUILD),
        }
    }

    /// Outputs other than `html` belong to mdBook and its plug-ins.
    fn output_key(&mut self, key: Key<'_, '_>, value: Value<'_, '_>) {
        if key.get_ref() == "html" {
            self.table("output.html", value, Reader::html_key);
        }
    }

    fn html_key(&mut self, key: Key<'_, '_>, value: Value<'_, '_>) {
        match key.get_ref().as_ref() {
            "site-url" => self.site_url(value),
            "git-repository-url" => {
                self.settings.git_repository_url = self.address("git-repository-url", value);
            }
            "statement-pages" => {
                let Some(word) = self.string("statement-pages", value) else { return };
                match StatementPages::ALL.into_iter().find(|pages| pages.name() == word) {
                    Some(pages) => self.settings.statement_pages = pages,
                    None => {
                        let all = StatementPages::ALL.map(StatementPages::name).join("`, `");
                        self.invalid(value, "`statement-pages` does not say which", &format!("expected `{all}`"));
                    }
                }
            }
            "feeds-from" => {
                let least = self.number("feeds-from", value, 1..=1_000_000);
                least.into_iter().for_each(|least| self.settings.feeds_from = least);
            }
            "fonts" => match value.get_ref().as_bool() {
                Some(fonts) => self.settings.fonts = fonts,
                None => self.mistyped("fonts", value, "`true` or `false`"),
            },
            "cards" => match value.get_ref().as_bool() {
                Some(cards) => self.settings.cards = cards,
                None => self.mistyped("cards", value, "`true` or `false`"),
            },
            "accent" => self.accent(value),
            "logo" => {
                self.settings.logo = self.string("logo", value).and_then(|path| self.static_file("logo", &path, value))
            }
            "footer" => self.string("footer", value).into_iter().for_each(|text| self.settings.footer = text),
            "imprint" => {
                let Some(text) = self.string("imprint", value) else { return };
                self.settings.imprint =
                    if is_web_address(&text) { Some(text) } else { self.static_file("imprint", &text, value) };
            }
            "additional-css" => self.settings.additional_css = self.static_files("additional-css", value),
            "additional-js" => self.settings.additional_js = self.static_files("additional-js", value),
            name if MDBOOK_HTML.contains(&name) || MDBOOK_HTML_TABLES.contains(&name) => {}
            _ => self.unknown(key, "key", &HTML),
        }
    }

    fn archive_key(&mut self, key: Key<'_, '_>, value: Value<'_, '_>) {
        match key.get_ref().as_ref() {
            "page-size" => {
                self.number("page-size", value, 5..=1000).into_iter().for_each(|size| self.settings.page_size = size);
            }
            // `furniture` is the older name, which archives may still have.
            name @ ("boilerplate" | "furniture") => {
                self.strings(name, value).into_iter().for_each(|list| self.settings.boilerplate = list);
            }
            "topics" => {
                self.number("topics", value, 0..=5000).into_iter().for_each(|most| self.settings.found_topics = most);
            }
            "related" => {
                self.number("related", value, 0..=20).into_iter().for_each(|most| self.settings.related = most);
            }
            "drafts" => match value.get_ref().as_bool() {
                Some(drafts) => self.settings.drafts = drafts,
                None => self.mistyped("drafts", value, "`true` or `false`"),
            },
            "publish" => {
                let Some(word) = self.string("publish", value) else { return };
                match Rights::parse(&word) {
                    Some(rights) => self.settings.publish = rights,
                    None => {
                        let all = Rights::ALL.map(Rights::name).join("`, `");
                        self.invalid(value, "`publish` does not say how much", &format!("expected `{all}`"));
                    }
                }
            }
            _ => self.unknown(key, "key", &ARCHIVE),
        }
    }

    fn language(&mut self, value: Value<'_, '_>) {
        let Some(tag) = self.string("language", value) else { return };
        let subtag =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let primary = tag.split('-').next().unwrap_or_default();
        if (2..=3).contains(&primary.len()) && tag.split('-').all(subtag) {
            self.settings.language = tag;
        } else {
            self.invalid(value, "`language` is not a language tag", "expected a tag such as `en` or `pt-BR`");
        }
    }

    fn build_dir(&mut self, value: Value<'_, '_>) {
        let Some(path) = self.folder("build-dir", value) else { return };
        if path == "." {
            self.invalid(
                value,
                "the output cannot be the archive's own folder",
                "expected a folder inside, such as `public`",
            );
        } else {
            self.settings.build_dir = path;
        }
    }

    fn site_url(&mut self, value: Value<'_, '_>) {
        let address = self.address("site-url", value);
        self.settings.site_url = address.as_deref().and_then(site_url);
    }

    /// A colour, which pages have as it is where it can be read.
    fn accent(&mut self, value: Value<'_, '_>) {
        let Some(text) = self.string("accent", value) else { return };
        let Some(colour) = Colour::parse(&text) else {
            return self.invalid(value, "`accent` is not a colour", "expected a colour such as `#0c6a50`");
        };
        self.settings.accent = Some(colour);
        let [day, _] = colour.readable();
        if day != colour {
            let message = format!("`accent` cannot be read on the paper of the pages, which have {day} instead");
            let contrast = colour.contrast(PAPER[0]);
            let problem = Diagnostic::warning("settings-contrast", message)
                .at(self.book, self.span(value.span()))
                .label(format!("its contrast is {contrast:.1}, and text needs {READABLE}"));
            self.problems.push(problem);
        }
    }

    fn static_files(&mut self, name: &str, value: Value<'_, '_>) -> Vec<String> {
        let Some(list) = value.get_ref().as_array() else {
            self.mistyped(name, value, "a list of texts");
            return Vec::new();
        };
        let paths: Vec<_> = list.iter().filter_map(|item| Some((item, self.string(name, item)?))).collect();
        paths.into_iter().filter_map(|(item, path)| self.static_file(name, &path, item)).collect()
    }

    /// A file of the folder `static/`, by its path below it. mdBook takes files from anywhere, so one elsewhere is no error.
    fn static_file(&mut self, name: &str, path: &str, value: Value<'_, '_>) -> Option<String> {
        let path = path.replace('\\', "/");
        let inside = path.strip_prefix("./").unwrap_or(&path).strip_prefix("static/");
        let inside = inside.filter(|path| path.split('/').all(|part| !part.is_empty() && part != "." && part != ".."));
        if inside.is_none() {
            let problem =
                Diagnostic::warning("settings-file", format!("`{name}` is not a file of the folder `static`"))
                    .at(self.book, self.span(value.span()))
                    .label("expected a path such as `static/house.css`");
            self.problems.push(problem);
        }
        inside.map(str::to_owned)
    }

    /// An http or https address with a host, without query and fragment.
    fn address(&mut self, name: &str, value: Value<'_, '_>) -> Option<String> {
        let address = self.string(name, value)?;
        if is_web_address(&address) {
            return Some(address);
        }
        let message = format!("`{name}` is not a web address");
        self.invalid(value, &message, "expected an address such as `https://example.org/archive/`");
        None
    }

    /// A folder inside the archive's root, with `/` and without `.` and `..`.
    fn folder(&mut self, name: &str, value: Value<'_, '_>) -> Option<String> {
        let path = self.string(name, value)?.replace('\\', "/");
        let absolute = path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        if absolute || path.is_empty() || parts.contains(&"..") || path.contains('\0') {
            let message = format!("`{name}` is not a folder inside the archive");
            self.invalid(value, &message, "expected a path relative to the folder of `book.toml`, without `..`");
            return None;
        }
        Some(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
    }

    fn string(&mut self, name: &str, value: Value<'_, '_>) -> Option<String> {
        match value.get_ref().as_str() {
            // An escape such as `\u0001` can put into a text what no file may hold.
            Some(text) => Some(without_controls(text).into_owned()),
            None => {
                self.mistyped(name, value, "a text in quotation marks");
                None
            }
        }
    }

    fn strings(&mut self, name: &str, value: Value<'_, '_>) -> Option<Vec<String>> {
        let Some(list) = value.get_ref().as_array() else {
            self.mistyped(name, value, "a list of texts");
            return None;
        };
        Some(list.iter().filter_map(|item| self.string(name, item)).collect())
    }

    fn number(&mut self, name: &str, value: Value<'_, '_>, range: RangeInclusive<usize>) -> Option<usize> {
        let Some(integer) = value.get_ref().as_integer() else {
            self.mistyped(name, value, "a whole number");
            return None;
        };
        let number = usize::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|it| range.contains(it));
        if number.is_none() {
            let label = format!("expected a number from {} to {}", range.start(), range.end());
            self.invalid(value, &format!("`{name}` is out of range"), &label);
        }
        number
    }

    fn span(&self, range: Range<usize>) -> Span {
        let end = (range.end + self.shift).min(self.book.text.len());
        Span::new((range.start + self.shift).min(end), end)
    }

    fn unknown(&mut self, key: Key<'_, '_>, what: &str, known: &[&str]) {
        if self.broken {
            return;
        }
        let mut problem = Diagnostic::warning("settings-unknown", format!("unknown {what} `{}`", key.get_ref()))
            .at(self.book, self.span(key.span()));
        if let Some(close) = did_you_mean(key.get_ref(), known.iter().copied()) {
            problem = problem.hint(format!("did you mean `{close}`?"));
        }
        self.problems.push(problem);
    }

    fn mistyped(&mut self, name: &str, value: Value<'_, '_>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let problem = Diagnostic::error("settings-type", format!("`{name}` is {found}"))
            .at(self.book, self.span(value.span()))
            .label(format!("expected {expected}"));
        self.problems.push(problem);
    }

    fn invalid(&mut self, value: Value<'_, '_>, message: &str, label: &str) {
        let problem = Diagnostic::error("settings-value", message).at(self.book, self.span(value.span())).label(label);
        self.problems.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Settings, Problems) {
        let mut problems = Problems::default();
        (super::read(&Source::new("book.toml", text), &mut problems), problems)
    }

    #[test]
    fn the_older_name_of_boilerplate_is_still_read() {
        let (settings, problems) = read("[archive]\nfurniture = ['Share']\n");
        assert_eq!((settings.boilerplate, problems), (vec!["Share".to_owned()], Problems::default()));
    }

    #[test]
    fn every_key_is_read() {
        let (settings, problems) = read(
            "\u{feff}[book]\ntitle = 'T'\ndescription = 'D'\nauthors = ['A', 'B']\nlanguage = 'pt-BR'\nsrc = './texts//new/'\n\
             [build]\nbuild-dir = 'out'\n[output.html]\nsite-url = 'https://x.example/a'\n\
             git-repository-url = 'https://y.example'\nstatement-pages = 'all'\nfeeds-from = 3\nfonts = true\ncards = false\n\
             accent = '#0c6a50'\nlogo = 'static/logo.svg'\nfooter = 'F'\nimprint = 'https://z.example/imprint'\n\
             additional-css = ['static/house.css']\nadditional-js = ['./static/js/a.js']\n[archive]\npage-size = 20\n\
             boilerplate = ['Share']\ntopics = 0\nrelated = 2\ndrafts = true\npublish = 'Extract'\n",
        );
        assert_eq!(problems, Problems::default());
        let expected = Settings {
            title: "T".to_owned(),
            description: "D".to_owned(),
            authors: vec!["A".to_owned(), "B".to_owned()],
            language: "pt-BR".to_owned(),
            src: "texts/new".to_owned(),
            build_dir: "out".to_owned(),
            site_url: Some("https://x.example/a/".to_owned()),
            git_repository_url: Some("https://y.example".to_owned()),
            statement_pages: StatementPages::All,
            feeds_from: 3,
            fonts: true,
            cards: false,
            accent: Colour::parse("#0c6a50"),
            logo: Some("logo.svg".to_owned()),
            footer: "F".to_owned(),
            imprint: Some("https://z.example/imprint".to_owned()),
            additional_css: vec!["house.css".to_owned()],
            additional_js: vec!["js/a.js".to_owned()],
            page_size: 20,
            boilerplate: vec!["Share".to_owned()],
            found_topics: 0,
            related: 2,
            drafts: true,
            publish: Rights::Extract,
            at_root: false,
        };
        assert_eq!(settings, expected);
        assert_eq!(settings.mount(), "/a/");
        assert_eq!(Settings { at_root: true, ..settings }.mount(), "/");
        assert_eq!(read("[output.html]\nsite-url = 'http://localhost:80'\n").0.mount(), "/");
        assert_eq!(Settings::default().mount(), "/");
    }

    #[test]
    fn what_only_mdbook_understands_is_passed_over() {
        let (settings, problems) = read(
            "[rust]\nedition = '2021'\n[preprocessor.links]\n[output.linkcheck]\nx = 1\n[output.html.search]\nenable = false\n\
             [output.html]\ndefault-theme = 'coal'\n[build]\ncreate-missing = false\n",
        );
        assert_eq!((settings, problems), (Settings::default(), Problems::default()));
    }

    #[test]
    fn a_pale_accent_is_told_and_files_are_those_of_one_folder() {
        let codes = |text: &str| {
            let (settings, problems) = read(&format!("[output.html]\n{text}\n"));
            (settings, problems.0.iter().map(|problem| problem.code.to_string()).collect::<Vec<_>>())
        };
        let (settings, problems) = codes("accent = '#ffee00'");
        assert_eq!((settings.accent, problems), (Colour::parse("#fe0"), vec!["settings-contrast".to_owned()]));
        assert_eq!(codes("accent = '#0c6a50'").1, Vec::<String>::new());
        assert_eq!(codes("accent = 'green'").1, ["settings-value"]);
        for path in ["house.css", "/etc/passwd", "static/../house.css", "static//a.css", "static"] {
            let (settings, problems) = codes(&format!("additional-css = ['{path}']\nlogo = '{path}'"));
            assert_eq!(problems, ["settings-file", "settings-file"], "{path}");
            assert_eq!(settings, Settings::default(), "{path}");
        }
    }

    #[test]
    fn no_folder_outside_of_the_archive_is_taken() {
        for path in ["..", "a/../../b", "/etc", "C:/x", "", "\\\\host"] {
            let (settings, problems) = read(&format!("[book]\nsrc = \"{path}\"\n[build]\nbuild-dir = \"{path}\"\n"));
            assert_eq!(settings, Settings::default(), "{path}");
            assert_eq!(problems.count(crate::text::diagnostic::Level::Error), 2, "{path}");
        }
        assert!(read("[build]\nbuild-dir = '.'").1.has_errors());
        assert_eq!(read("[book]\nsrc = '.'").0.src, ".");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_or_gives_settings_out_of_range(text in "(\\[?[a-z.\u{fe0f}é-]{0,9}\\]? ?=? ?['\"\\[{0-9é-]{0,6}\n?){0,8}") {
            let (settings, _) = read(&text);
            prop_assert!((5..=1000).contains(&settings.page_size));
        }

        #[test]
        fn any_value_of_any_key_is_taken_or_reported(
            key in prop::sample::select(vec!["book.title", "book.authors", "book.src", "build.build-dir", "archive.page-size",
                "archive.drafts", "output.html.site-url", "book.language"]),
            value in prop::sample::select(vec!["1", "-1", "1e9", "true", "'a'", "['a']", "[1]", "{}", "1979-05-27", "'../x'", "0xff",
                "'https://x.example'", "99999999999999999999"]),
        ) {
            let (settings, problems) = read(&format!("{key} = {value}\n"));
            prop_assert!(!problems.0.is_empty() || settings != Settings::default(), "{key} = {value}");
        }
    }
}
