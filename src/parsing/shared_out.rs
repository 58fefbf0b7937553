//! Shares out a file of corrections or notes among the articles of the file that it is beside.
//!
//! Each entry says under `in` which article it is about: the number that stands after the `#` of the article's path, or words that
//! only one of the articles has, such as its title. An article is handed the entries about it, each at the line that it has in the
//! whole file.
//!
//! ```yaml
//! # export.corrections.yaml, beside export.docx, which holds 49 articles
//! - in: 3
//!   statement: The council had asked for April
//!   speaker: Ole Lund
//! - in: Mayor promises bridge
//!   article: {date: 2022-01-28}
//! ```

use crate::parsing::yaml::{self, Node, Value};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::folded::Folded;
use crate::text::source::{Source, Span};
use std::cell::OnceCell;

/// The key that says which article an entry is about.
pub(crate) const IN: &str = "in";

/// What each of `count` articles gets of a file. `texts` gives the articles' texts in order, and is asked only where an entry names
/// an article by its words. An entry that is about none of them is reported and left out.
pub(crate) fn share_out(
    source: Source,
    count: usize,
    texts: impl FnOnce() -> Vec<String>,
    problems: &mut Problems,
) -> Vec<Option<Source>> {
    let mut shares = vec![None; count];
    let alone = count == 1;
    let items = match yaml::read(&source).map(|root| root.value) {
        Ok(Value::List(items)) if !alone || items.iter().any(|item| place(item).is_some()) => items,
        // What is wrong with the file is said once, where it is read.
        _ => {
            if let Some(first) = shares.first_mut() {
                *first = Some(source);
            }
            return shares;
        }
    };
    let by_words = items.iter().filter_map(place).any(|node| number(node).is_none());
    let texts = if by_words { texts() } else { Vec::new() };
    let texts: Vec<Article<'_>> = texts.iter().map(|text| Article { text, folded: OnceCell::new() }).collect();
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(items.len());
    for item in &items {
        let owner = match place(item) {
            None if alone => Ok(0),
            None => Err(missing(item, count).at(&source, Span { end: item.span.start, ..item.span })),
            Some(node) => owner(node, count, &texts).map_err(|problem| problem.at(&source, node.span)),
        };
        owners.push(owner.map_err(|problem| problems.push(problem)).ok());
    }
    let Some(starts) = first_lines(&source, &items) else {
        let problem = Diagnostic::error("bad-value", "these entries cannot be told apart by their lines");
        let at = items.first().map_or(Span::default(), |item| item.span);
        problems.push(problem.at(&source, at).hint("begin each entry on a line of its own with `- `"));
        return shares;
    };
    for (article, share) in shares.iter_mut().enumerate() {
        if owners.contains(&Some(article)) {
            *share = Some(Source::new(source.path.as_str(), lines_of(&source.text, &starts, &owners, article)));
        }
    }
    shares
}

/// An article in which words are looked for. To fold a text costs much more than to see that a word is not in it.
struct Article<'a> {
    text: &'a str,
    folded: OnceCell<Folded<'a>>,
}

impl Article<'_> {
    /// Whether it has these words, `rare` among them.
    fn has(&self, words: &str, rare: &str) -> bool {
        self.text.contains(rare) && self.folded.get_or_init(|| Folded::new(self.text)).find(words).next().is_some()
    }
}

/// The longest run of letters that folding leaves as they are.
fn longest_plain(words: &str) -> &str {
    words.split(|letter: char| !letter.is_ascii_alphanumeric()).max_by_key(|run| run.len()).unwrap_or_default()
}

/// What an entry says of where it belongs.
fn place(item: &Node) -> Option<&Node> {
    let Value::Map(fields) = &item.value else { return None };
    let (_, value) = fields.iter().find(|(key, _)| key.text() == Some(IN))?;
    (value.value != Value::Null).then_some(value)
}

/// The number of an article, if it is named by one.
fn number(node: &Node) -> Option<usize> {
    node.text().and_then(|text| text.trim().trim_start_matches('#').parse().ok())
}

fn missing(item: &Node, count: usize) -> Diagnostic {
    if !matches!(item.value, Value::Map(_)) {
        return Diagnostic::error("wrong-type", format!("expected an entry with its keys, found {}", item.describe()));
    }
    Diagnostic::error("missing-key", format!("it is not said which of {count} articles this is about"))
        .hint("add `in:` with the article's number in the file or words of its title")
}

/// Which article is meant, counted from 0.
fn owner(node: &Node, count: usize, texts: &[Article<'_>]) -> Result<usize, Diagnostic> {
    if let Some(number) = number(node) {
        let outside = || {
            let articles = if count == 1 { "1 article".to_owned() } else { format!("{count} articles") };
            Diagnostic::error("bad-value", format!("there is no article {number}: this file holds {articles}"))
        };
        return number.checked_sub(1).filter(|index| *index < count).ok_or_else(outside);
    }
    let words = Folded::new(node.text().unwrap_or_default()).text;
    let rare = longest_plain(&words);
    let whole = "write the article's number in the file or words that only this article has, such as its title";
    let having: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].has(&words, rare)).collect();
    let [only] = (match having.len() {
        // A title may be spoken of in another article.
        2.. => having.iter().copied().filter(|at| has_line(texts[*at].text, &words)).collect(),
        _ => having.clone(),
    })[..] else {
        return Err(match having.len() {
            0 => Diagnostic::error("correction-lost", "no article of this file has these words").hint(whole),
            several => {
                Diagnostic::error("correction-ambiguous", format!("{several} articles of this file have these words"))
                    .hint(whole)
            }
        });
    };
    Ok(only)
}

/// Whether words are all of a line, a label before them and quotation marks aside.
fn has_line(text: &str, words: &str) -> bool {
    let bare = |line: &str| Folded::new(line.trim_matches(|letter: char| " \t\r\"'#*".contains(letter))).text == words;
    text.lines().any(|line| bare(line) || line.split_once(':').is_some_and(|(_, rest)| bare(rest)))
}

/// The line on which each entry begins, counted from 0; nothing where two of them share one.
fn first_lines(source: &Source, items: &[Node]) -> Option<Vec<usize>> {
    let mut lines = Vec::with_capacity(items.len());
    for item in items {
        let line = source.line_at(item.span.start as usize);
        let before = source.text[line.start..item.span.start as usize].trim();
        let number = source.position(line.start).line as usize - 1;
        let own = match before {
            "-" => number,
            // The dash may stand alone on the line above.
            "" if number > 0 => number - 1,
            _ => return None,
        };
        if lines.last().is_some_and(|last| *last >= own) {
            return None;
        }
        lines.push(own);
    }
    Some(lines)
}

/// The text with empty lines where entries about other articles are.
fn lines_of(text: &str, starts: &[usize], owners: &[Option<usize>], article: usize) -> String {
    let mut own = String::new();
    let mut item = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if starts.get(item.map_or(0, |item: usize| item + 1)) == Some(&number) {
            item = Some(item.map_or(0, |item| item + 1));
        }
        match item {
            Some(item) if owners[item] != Some(article) => own.push('\n'),
            _ => own.push_str(line),
        }
    }
    own.truncate(own.trim_end().len());
    own.push('\n');
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 3] = [
        "Mayor promises bridge\n\nThe bridge will open in May.",
        "HEADLINE: Council asks for April\n\nMayor promises bridge, said the paper.",
        "Harbour to close\n\nThe harbour closes in May.",
    ];

    fn shares(text: &str) -> (Vec<Option<String>>, Vec<String>) {
        let mut problems = Problems::default();
        let texts = || TEXTS.map(str::to_owned).to_vec();
        let shares = share_out(Source::new("e.corrections.yaml", text), 3, texts, &mut problems);
        let report = |problem: Diagnostic| {
            let place = problem.place.expect("every report has its place");
            format!("{}:{} {}", place.line, place.column, problem.message)
        };
        let shares = shares.into_iter().map(|share| share.map(|share| share.text)).collect();
        (shares, problems.0.into_iter().map(report).collect())
    }

    #[test]
    fn each_article_gets_its_entries_at_their_lines() {
        let (shares, problems) = shares(
            "# of the export\n- in: 3\n  statement: closes in May\n  reject: true\n- in: council asks for April\n  checked: true\n\
             - statement: x   # the second of 3\n  in: Council asks for April\n-\n  in: Mayor promises bridge\n  add: y\n",
        );
        assert_eq!(problems, ["5:7 no article of this file has these words"]);
        assert_eq!(
            shares[0].as_deref(),
            Some("# of the export\n\n\n\n\n\n\n\n-\n  in: Mayor promises bridge\n  add: y\n")
        );
        assert_eq!(
            shares[1].as_deref(),
            Some("# of the export\n\n\n\n\n\n- statement: x   # the second of 3\n  in: Council asks for April\n")
        );
        assert_eq!(
            shares[2].as_deref(),
            Some("# of the export\n- in: 3\n  statement: closes in May\n  reject: true\n")
        );
    }

    #[test]
    fn what_is_about_no_article_is_reported() {
        for (text, expected) in [
            ("- statement: a\n", "1:3 it is not said which of 3 articles this is about"),
            ("- in: 4\n  statement: a\n", "1:7 there is no article 4: this file holds 3 articles"),
            ("- in: 0\n  statement: a\n", "1:7 there is no article 0: this file holds 3 articles"),
            ("- in: in May\n  statement: a\n", "1:7 2 articles of this file have these words"),
            ("- in: [1]\n  statement: a\n", "1:7 no article of this file has these words"),
            ("[{in: 1, checked: true}, {in: 2}]", "1:2 these entries cannot be told apart by their lines"),
            ("- a\n", "1:3 expected an entry with its keys, found a text"),
        ] {
            let (shares, problems) = shares(text);
            assert!(shares.iter().all(Option::is_none), "{text}");
            assert_eq!(problems, [expected], "{text}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_reported_once_where_it_is_read() {
        let (shares, problems) = shares("- in: [\n");
        assert_eq!((shares[0].is_some(), shares[1].is_some(), problems.len()), (true, false, 0));
    }
}
