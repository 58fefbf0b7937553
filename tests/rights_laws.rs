//! A law over random archives: no file of the site has eight words in a row of what may not be published.
//!
//! `PROPTEST_CASES=500 cargo test --test rights_laws` looks longer.

use onrecord::model::settings::Settings;
use onrecord::{Editors, Input, Memory, MemoryStore, Output, Problems, Source, build};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Words in a row that nobody may find.
const ROW: usize = 8;
/// Words around a statement that may be published with it.
const AROUND: usize = 25;

#[derive(Default)]
struct Site(Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for Site {
    fn write(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), contents.to_vec());
        Ok(())
    }
}

/// A word that stands nowhere else, by its number.
fn word(number: usize) -> String {
    let letter = |at: u32| char::from(b'a' + (number / 26_usize.pow(at) % 26) as u8);
    format!("zq{}{}{}{}k", letter(3), letter(2), letter(1), letter(0))
}

fn number_of(word: &str) -> Option<usize> {
    let letters = word.strip_prefix("zq")?.strip_suffix('k').filter(|letters| letters.len() == 4)?;
    letters
        .bytes()
        .try_fold(0, |number, letter| letter.is_ascii_lowercase().then(|| number * 26 + usize::from(letter - b'a')))
}

/// An archive as it is written.
#[derive(Default)]
struct Written {
    files: BTreeMap<String, String>,
    next: usize,
    /// The words of each paragraph that is not published in full, with its rights.
    paragraphs: Vec<(&'static str, Vec<usize>)>,
}

/// What a paragraph of an article is.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// So many words that nobody says.
    Words(usize),
    /// So many words that somebody says, after so many.
    Said(usize, usize),
    /// A date among so many words.
    Dated(usize),
    /// Words in a list, as Markdown has it.
    Item(usize),
}

impl Written {
    fn words(&mut self, count: usize) -> (String, Vec<usize>) {
        let numbers: Vec<usize> = (self.next..self.next + count).collect();
        self.next += count;
        (numbers.iter().map(|number| word(*number)).collect::<Vec<_>>().join(" "), numbers)
    }

    fn article(&mut self, at: usize, rights: usize, titled: bool, parts: &[Part], noted: bool) {
        let rights = ["full", "extract", "metadata", "none"][rights];
        // The last word of an article and the first of the next are not in a row.
        self.next += 1;
        let mut text = format!("---\ndate: 2023-04-{:02}\noutlet: Quay Post\nlanguage: en\nrights: {rights}\n", at + 1);
        if titled {
            writeln!(text, "title: Report {at}").expect("a string takes any text");
        }
        text.push_str("---\n\n");
        let mut quotes = Vec::new();
        for part in parts {
            let mut own: Vec<usize> = Vec::new();
            match *part {
                Part::Words(count) | Part::Item(count) => {
                    let (words, numbers) = self.words(count);
                    let mark = if matches!(part, Part::Item(_)) { "- " } else { "" };
                    write!(text, "{mark}{words}.\n\n").expect("a string takes any text");
                    quotes.push(words);
                    own.extend(numbers);
                }
                Part::Dated(count) => {
                    let ((before, first), (after, last)) = (self.words(count), self.words(count));
                    write!(text, "{before} on 17 December 2021 {after}.\n\n").expect("a string takes any text");
                    own.extend(first.into_iter().chain(last));
                }
                Part::Said(before, count) => {
                    let ((words, first), (said, second)) = (self.words(before), self.words(count));
                    let (after, third) = self.words(before);
                    write!(text, "{words}. “{said},” Ana Ruiz said. {after}.\n\n").expect("a string takes any text");
                    own.extend(first.into_iter().chain(second).chain(third));
                }
            }
            if rights != "full" {
                self.paragraphs.push((rights, own));
            }
        }
        let name = format!("seeds/report-{at}");
        if noted && let Some(quote) = quotes.first() {
            self.files.insert(format!("{name}.notes.yaml"), format!("- quote: {quote}\n  body: A remark.\n"));
            let reject = format!("- article: {{left_out: [\"{quote}.\"]}}\n");
            self.files.insert(format!("{name}.corrections.yaml"), reject);
        }
        self.files.insert(format!("{name}.md"), text);
    }

    /// What must not be found: of an extract, what nobody says nor stands near it.
    fn secret(&self, said: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut secret = BTreeSet::new();
        for (rights, words) in &self.paragraphs {
            let near = |at: usize| {
                let around = at.saturating_sub(AROUND)..words.len().min(at + AROUND + 1);
                *rights == "extract" && words[around].iter().any(|word| said.contains(word))
            };
            secret.extend((0..words.len()).filter(|at| !near(*at)).map(|at| words[at]));
        }
        secret
    }
}

/// The numbers of words in a text, in order.
fn numbers(text: &str) -> Vec<usize> {
    text.to_lowercase().split(|letter: char| !letter.is_ascii_alphanumeric()).filter_map(number_of).collect()
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        (1..60usize).prop_map(Part::Words),
        (0..50usize, 4..12usize).prop_map(|(before, count)| Part::Said(before, count)),
        (1..50usize).prop_map(Part::Dated),
        (1..40usize).prop_map(Part::Item),
    ]
}

/// The longest run of secret words in a file, as they follow each other in the text, whatever stands between.
fn longest(contents: &[u8], secret: &BTreeSet<usize>) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for number in numbers(&String::from_utf8_lossy(contents)) {
        let follows = last.is_some_and(|last: usize| last + 1 == number);
        run = match secret.contains(&number) {
            true if follows => run + 1,
            true => 1,
            false => 0,
        };
        last = Some(number);
        longest = longest.max(run);
    }
    longest
}

fn site(written: &Written) -> BTreeMap<String, Vec<u8>> {
    let input = Input { editors: Editors::new(Settings::default(), Default::default()), ..Input::default() };
    let site = Site::default();
    build(&input, &Memory::new(written.files.clone()), &MemoryStore::default(), &site).expect("it stays in memory");
    site.0.into_inner().unwrap_or_else(PoisonError::into_inner)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_file_has_eight_words_in_a_row_that_may_not_be_published(
        articles in prop::collection::vec((0..4usize, any::<bool>(), prop::collection::vec(part(), 1..6), any::<bool>()), 1..6),
    ) {
        let mut written = Written::default();
        for (at, (rights, titled, parts, noted)) in articles.iter().enumerate() {
            written.article(at, *rights, *titled, parts, *noted);
        }
        let files = site(&written);
        let shown = String::from_utf8_lossy(&files["data/statements.jsonl"]).into_owned();
        let words = |line: &str| line.split("\"words\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(numbers);
        let said: BTreeSet<usize> = shown.lines().filter_map(words).flatten().collect();
        let mut secret = written.secret(&said);
        // A headline is a fact; one that is made from the first words of a text is short.
        let rows = String::from_utf8_lossy(&files["data/articles.jsonl"]).into_owned();
        let title = |line: &str| line.split("\"title\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(numbers);
        for title in rows.lines().filter_map(title) {
            secret.retain(|number| !title.contains(number));
        }
        for (path, contents) in &files {
            let found = longest(contents, &secret);
            prop_assert!(found < ROW, "{path} has {found} words in a row: {}", String::from_utf8_lossy(contents));
        }
        // What has no rights has no page, and what has no more than its facts no statement.
        for (at, (rights, ..)) in articles.iter().enumerate() {
            let page = files.contains_key(&format!("articles/report-{at}.html"));
            prop_assert_eq!(page, *rights != 3, "the page of {}", at);
            prop_assert!(*rights < 2 || !shown.contains(&format!("report-{at}\"")), "{}", shown);
        }
    }
}

#[test]
fn an_outlet_or_the_archive_says_how_much_is_published() {
    let text = "Harbour opens\n\nLARKHAVEN, April 3, 2023 (Quay Post) - “It is open,” Ana Ruiz said.\n\nNothing else happened on the quay that day, and nobody came.\n";
    let page = |settings: &str, outlets: &str| {
        let mut problems = Problems::default();
        let book = Source::new("book.toml", settings);
        let settings = onrecord::read_settings(&book, &mut problems);
        let authorities = onrecord::read_authorities(&[Source::new("outlets.yaml", outlets)], &mut problems);
        assert!(problems.0.is_empty(), "{problems:?}");
        let input = Input { editors: Editors::new(settings, authorities), ..Input::default() };
        let site = Site::default();
        let memory = Memory::new([("seeds/a.txt", text)]);
        build(&input, &memory, &MemoryStore::default(), &site).expect("it stays in memory");
        let files = site.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.get("articles/a.html").map(|page| String::from_utf8_lossy(page).into_owned())
    };
    let holds = |page: &str| (page.contains("It is open"), page.contains("nobody came"));
    assert_eq!(page("", "").as_deref().map(holds), Some((true, true)));
    assert_eq!(page("[archive]\npublish = \"extract\"\n", "").as_deref().map(holds), Some((true, false)));
    assert_eq!(page("", "- {name: Quay Post, rights: metadata}").as_deref().map(holds), Some((false, false)));
    assert_eq!(
        page("[archive]\npublish = \"none\"\n", "- {name: Quay Post, rights: full}").as_deref().map(holds),
        Some((true, true))
    );
    assert_eq!(page("[archive]\npublish = \"none\"\n", ""), None);
}
