//! What the stages across articles see of one article: its analysis without its text.

use crate::languages::words::{self, Class, Word};
use crate::languages::{self, Language};
use crate::model::archive::SaidOnBasis;
use crate::model::article::{Analysis, Article, Body, FrontMatter};
use crate::model::block_id::BlockId;
use crate::model::corrections::Editorial;
use crate::model::note::AnchoredNote;
use crate::model::person::LocalPerson;
use crate::model::statement::{Act, Certainty, Kind, Manner, Polarity, Statement};
use crate::model::terms::{Candidates, Terms};
use crate::model::unanswered::How;
use crate::model::when::When;
use crate::text::diagnostic::Place;
use crate::text::shorten::one_line;
use crate::text::slug;
use crate::text::source::Span;
use serde::{Deserialize, Serialize};

/// The analysis of one article without its text, and without what only the article's own page shows: places in the
/// source, what was left out, rules and reasons.
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
    /// Who was asked and gave no answer.
    pub unanswered: Vec<UnansweredSummary>,
    /// Who speaks or is spoken of.
    pub people: Vec<LocalPerson>,
    /// The terms that tell its subject.
    pub terms: Terms,
    /// Its notes.
    pub notes: Vec<AnchoredNote>,
}

/// A statement with its words: the fields of a [`Statement`] that more than its article's page shows, words in the place of spans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementSummary {
    /// Its permanent id.
    pub key: String,
    /// Its words, ` … ` between pieces.
    pub words: String,
    /// Hashes of the words and phrases that its paragraph has around it, as far as they may name a topic; ascending.
    pub around: Vec<u32>,
    /// How the words are reported.
    pub kind: Kind,
    /// What the cue says was done.
    pub act: Act,
    /// Whether it was done.
    pub polarity: Polarity,
    /// How sure the rules are.
    pub certainty: Certainty,
    /// How the speaker's name was settled.
    pub manner: Option<Manner>,
    /// Who said it: an index into [`Summary::people`].
    pub speaker: Option<u32>,
    /// Those who said it together.
    pub together: Vec<u32>,
    /// Those it could be, when no rule decides.
    pub candidates: Vec<u32>,
    /// The words that name its speaker.
    pub source: Option<String>,
    /// The day it was said, and how that is known.
    pub said_on: Option<(When, SaidOnBasis)>,
    /// The words that name who was told.
    pub told: Option<String>,
    /// The question that it answers, if whoever asks has no name.
    pub question: Option<String>,
    /// The words that name through whom it came, the outermost last.
    pub via: Vec<String>,
    /// Where or to whom it was said.
    pub venue: Option<String>,
    /// The place where it was said.
    pub place: Option<String>,
    /// Whether it stands in a headline or lede.
    pub headline: bool,
    /// Whether it stands inside another statement.
    pub nested: bool,
    /// The smallest span that covers its words, in the text that is no longer here.
    pub extent: Span,
    /// What an editor did with it.
    pub editorial: Option<Box<Editorial>>,
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
    pub extent: Span,
}

/// Somebody who was asked and gave no answer, with the sentence that says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnansweredSummary {
    /// What became of the question.
    pub how: How,
    /// The words that name who was asked.
    pub asked: String,
    /// Who that is: an index into [`Summary::people`].
    pub person: Option<u32>,
    /// The sentence.
    pub sentence: String,
    /// The block it stands in, when that has an id.
    pub block: Option<BlockId>,
}

/// Longest beginning of an article that is shown in lists, in characters.
const BEGINNING: usize = 240;
/// Most hashes kept of the paragraph around a statement, and words of the longest phrase among them.
const AROUND: usize = 96;
const PHRASE: usize = 4;
/// Longest sentence kept for the chronology, in characters.
const SENTENCE: usize = 600;

/// What is left of a summary when its rows are in the archive: what links its article to others.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkClues {
    /// The terms that tell its subject.
    pub(crate) terms: Terms,
    /// The file of the earlier capture that it says it supersedes, and where it says so.
    pub(crate) supersedes: Option<(String, Option<Box<Place>>)>,
}

impl Summary {
    /// The same of a file at another position.
    pub fn at(self, file: usize) -> Summary {
        Summary { file: file as u32, ..self }
    }

    /// Lets the text of an analysis go.
    pub fn new(file: usize, analysis: Analysis) -> Summary {
        let Analysis {
            article,
            body,
            blocks,
            statements,
            mentions,
            unanswered,
            mut people,
            mut terms,
            notes,
            problems: _,
        } = analysis;
        let article = without_what_only_its_page_shows(article);
        let plain = body.plain.as_str();
        people.iter_mut().for_each(|person| person.mentions = Vec::new());
        let states_topics = article.front.topics.iter().any(|topic| !slug::slug(topic).is_empty());
        if states_topics || !terms.listed.is_empty() {
            // Phrases become topics of articles that have none.
            terms.candidates = Candidates::default();
        }
        let paragraphs = Paragraphs::new(&body, &terms, languages::of(&article.language));
        let statements =
            statements.into_iter().map(|statement| StatementSummary::new(statement, plain, &paragraphs)).collect();
        // The dateline is when the article is of, not what it speaks of.
        let in_dateline = |span: Span| body.dateline.is_some_and(|dateline| dateline.contains(span));
        let mentions = mentions
            .iter()
            .filter(|mention| !in_dateline(mention.span))
            .map(|mention| {
                let (sentence, words) = shortened(plain, mention.sentence, mention.span);
                let block = body.block_at(mention.span.start).and_then(|block| *blocks.get(block)?);
                MentionSummary { when: mention.when, sentence, words, block, extent: mention.sentence }
            })
            .collect();
        let unanswered = unanswered
            .iter()
            .map(|one| UnansweredSummary {
                how: one.how,
                asked: one_line(one.asked.of(plain)),
                person: one.person,
                sentence: shortened(plain, one.sentence, one.asked).0,
                block: body.block_at(one.sentence.start).and_then(|block| *blocks.get(block)?),
            })
            .collect();
        let beginning = beginning(&body);
        Summary { file: file as u32, article, beginning, statements, mentions, unanswered, people, terms, notes }
    }
}

impl StatementSummary {
    fn new(statement: Statement, plain: &str, paragraphs: &Paragraphs) -> StatementSummary {
        let words = |span: Option<Span>| span.map(|span| one_line(span.of(plain)));
        let editorial = statement.editorial.as_deref();
        let day = editorial.is_some_and(|editorial| editorial.day);
        let occasion = editorial.and_then(|editorial| editorial.occasion.clone());
        let basis = |span: Option<Span>| match span {
            _ if day => SaidOnBasis::Correction,
            Some(_) => SaidOnBasis::Sentence,
            None => SaidOnBasis::Article,
        };
        StatementSummary {
            words: one_line(&statement.words(plain)),
            around: paragraphs.of(statement.extent()),
            extent: statement.extent(),
            source: words(statement.source),
            told: words(statement.told),
            question: words(statement.question),
            via: statement.via.iter().map(|link| one_line(link.of(plain))).collect(),
            venue: occasion.or_else(|| words(statement.venue)),
            place: words(statement.place),
            said_on: statement.said_on.map(|said| (said.when, basis(said.span))),
            key: statement.id,
            kind: statement.kind,
            act: statement.act,
            polarity: statement.polarity,
            certainty: statement.certainty,
            manner: statement.manner,
            speaker: statement.speaker,
            together: statement.together,
            candidates: statement.candidates,
            headline: statement.headline,
            nested: statement.nested,
            editorial: statement.editorial,
        }
    }
}

/// What the paragraphs of an article may say of the topics of the statements in them.
struct Paragraphs<'a> {
    body: &'a Body,
    terms: &'a Terms,
    language: &'static Language,
}

impl<'a> Paragraphs<'a> {
    fn new(body: &'a Body, terms: &'a Terms, language: &'static Language) -> Paragraphs<'a> {
        Paragraphs { body, terms, language }
    }

    /// The words and phrases of the paragraph around a statement. Of an article whose phrases may become topics only those.
    fn of(&self, statement: Span) -> Vec<u32> {
        let Some(block) = self.body.block_at(statement.start).and_then(|at| self.body.blocks.get(at)) else {
            return Vec::new();
        };
        let words = words::words(block.span.of(&self.body.plain), self.language);
        let tells = |word: &Word| matches!(word.class, Class::Telling | Class::Weak);
        let candidates = &self.terms.candidates.all;
        let kept = |phrase: &u32| {
            candidates.is_empty()
                || candidates.binary_search(phrase).is_ok()
                || self.terms.words.iter().any(|term| words::phrase([term.stem]) == *phrase)
        };
        let mut around = Vec::new();
        for first in (0..words.len()).filter(|at| tells(&words[*at])) {
            for last in first..words.len().min(first + PHRASE) {
                if last > first && !words[last].joined {
                    break;
                }
                if tells(&words[last]) {
                    around.push(words::phrase(words[first..=last].iter().map(|word| word.stem)));
                }
            }
        }
        around.sort_unstable();
        around.dedup();
        around.retain(kept);
        around.truncate(AROUND);
        around
    }
}

/// The facts of an article that other pages show, or other articles are linked by.
fn without_what_only_its_page_shows(article: Article) -> Article {
    let FrontMatter { summary, topics, not_topics, people, slug, url, aliases, draft, supersedes, .. } = article.front;
    let front = FrontMatter {
        summary,
        topics,
        not_topics,
        people,
        slug,
        url,
        aliases,
        draft,
        supersedes,
        ..FrontMatter::default()
    };
    Article { front, left_out: Vec::new(), ..article }
}

/// The first words of the running text, after the dateline.
fn beginning(body: &Body) -> String {
    use crate::model::article::BlockKind::{Item, Paragraph, Quote};
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
