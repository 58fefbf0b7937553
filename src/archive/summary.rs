//! What the stages across articles see of one article: its analysis without its text.

use crate::article::{Analysis, Article, BlockId};
use crate::dates::When;
use crate::notes::AnchoredNote;
use crate::people::LocalPerson;
use crate::relations::Terms;
use crate::source::Span;
use crate::statements::Statement;
use serde::{Deserialize, Serialize};

/// The analysis of one article without its text, and without what only the article's own page shows: places in the
/// source, what was left out, rules and trails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Position of its file in the sorted list of files; it differs from build to build.
    pub file: u32,
    /// Its facts.
    pub article: Article,
    /// The beginning of its text, cut at a word.
    pub beginning: String,
    /// Its statements, each with its words.
    pub statements: Vec<StatementSummary>,
    /// Its date mentions, each with its sentence.
    pub mentions: Vec<MentionSummary>,
    /// Who speaks or is spoken of.
    pub people: Vec<LocalPerson>,
    /// The terms that tell its subject.
    pub terms: Terms,
    /// Its notes.
    pub notes: Vec<AnchoredNote>,
}

/// A statement with its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementSummary {
    /// The statement; its spans still count in the text that is no longer here.
    pub statement: Statement,
    /// Its words, ` … ` between pieces.
    pub words: String,
    /// The words that name its speaker.
    pub source: Option<String>,
    /// Where or to whom it was said.
    pub venue: Option<String>,
    /// The place where it was said.
    pub place: Option<String>,
}

/// A date mention with its sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MentionSummary {
    /// What is meant.
    pub when: When,
    /// The sentence, cut if it is very long.
    pub sentence: String,
    /// The words that give the date, within `sentence`.
    pub words: Span,
    /// The block it stands in, when that has an id.
    pub block: Option<BlockId>,
    /// Where the whole sentence is, in the text that is no longer here.
    pub at: Span,
}

/// Longest beginning of an article that is shown in lists, in characters.
const BEGINNING: usize = 240;
/// Longest sentence kept for the chronology, in characters.
const SENTENCE: usize = 600;

impl Summary {
    /// The same of a file at another position.
    pub fn at(self, file: usize) -> Summary {
        Summary { file: file as u32, ..self }
    }

    /// Lets the text of an analysis go.
    pub fn new(file: usize, analysis: Analysis) -> Summary {
        let Analysis { mut article, body, statements, mentions, people, terms, notes, problems: _ } = analysis;
        article.front.spans.clear();
        article.left_out.clear();
        let plain = body.plain.as_str();
        let words = |span: Option<Span>| span.map(|span| one_line(span.of(plain)));
        let statements = statements
            .into_iter()
            .map(|statement| Statement { trail: Vec::new(), rule: String::new(), ..statement })
            .map(|statement| StatementSummary {
                words: one_line(&statement.words(plain)),
                source: words(statement.source),
                venue: words(statement.venue),
                place: words(statement.place),
                statement,
            })
            .collect();
        let ids = if mentions.is_empty() { Vec::new() } else { body.block_ids() };
        let mentions = mentions
            .iter()
            .map(|mention| {
                let (sentence, words) = shortened(plain, mention.sentence, mention.span);
                let block = body.block_at(mention.span.start).and_then(|block| ids[block]);
                MentionSummary { when: mention.when, sentence, words, block, at: mention.sentence }
            })
            .collect();
        let beginning = beginning(&body);
        Summary { file: file as u32, article, beginning, statements, mentions, people, terms, notes }
    }
}

/// Text with every run of white space as one space.
fn one_line(text: &str) -> String {
    if !text.contains(['\n', '\t', '\r', '\u{a0}']) && !text.contains("  ") {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of the running text, after the dateline.
fn beginning(body: &crate::article::Body) -> String {
    use crate::article::BlockKind::{Item, Paragraph, Quote};
    let Some(block) = body.blocks.iter().find(|block| matches!(block.kind, Paragraph | Quote | Item)) else {
        return String::new();
    };
    let start = body.dateline.map_or(block.span.start, |line| line.end.clamp(block.span.start, block.span.end));
    cut(&one_line(body.plain[start as usize..block.span.end as usize].trim()), BEGINNING)
}

/// At most `limit` characters of `text`, cut at a space, with an ellipsis where something is missing.
fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => {
            let end = text[..end].rfind(' ').unwrap_or(end);
            format!("{} …", text[..end].trim_end_matches([',', ';', ':']))
        }
    }
}

/// A sentence for the chronology, and where `words` is in it. Line breaks become spaces; a very long sentence is cut around
/// the words.
fn shortened(plain: &str, sentence: Span, words: Span) -> (String, Span) {
    let (start, end) = (sentence.start.min(words.start) as usize, sentence.end.max(words.end) as usize);
    let before = &plain[start..words.start as usize];
    let after = &plain[words.end as usize..end];
    let skip = before
        .char_indices()
        .rev()
        .nth(SENTENCE / 2)
        .map_or(0, |(at, _)| before[at..].find(' ').map_or(at, |space| at + space + 1));
    let keep =
        after.char_indices().nth(SENTENCE / 2).map_or(after.len(), |(at, _)| after[..at].rfind(' ').unwrap_or(at));
    let mut text = String::new();
    if skip > 0 {
        text.push_str("… ");
    }
    let spaced =
        |part: &str| part.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect::<String>();
    text.push_str(&spaced(&before[skip..]));
    let at = text.len();
    text.push_str(&spaced(words.of(plain)));
    let mark = Span::new(at, text.len());
    text.push_str(&spaced(&after[..keep]));
    if keep < after.len() {
        text.push_str(" …");
    }
    (text, mark)
}
