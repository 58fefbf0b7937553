//! One article: its facts, and its text with the way back to the file.
//!
//! ```text
//! Source ── parse ──> RawArticle ── dates ──> Article ── statements, people ──> Analysis
//! ```
//!
//! [`RawArticle`] is what the file says; [`Article`] is what follows from it: its date may be inferred, its title always
//! exists. [`Analysis`] is everything that can be known from one article alone, and the unit of the cache.

use crate::model::corrections::ArticleEditorial;
use crate::model::note::{AnchoredNote, NoteSource};
use crate::model::person::LocalPerson;
use crate::model::published::{Mention, Published};
use crate::model::rights::Rights;
use crate::model::statement::Statement;
use crate::model::terms::Terms;
use crate::model::unanswered::Unanswered;
use crate::model::when::When;
use crate::text::diagnostic::{Place, Problems};
use crate::text::source::{Source, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::block_id::BlockId;

/// What kind of file an article came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Raw newswire text: every character means itself.
    Text,
    /// CommonMark with tables, footnotes and smart punctuation.
    Markdown,
    /// A saved web page.
    Html,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// The headline, when it stands in the text.
    Title,
    /// The summary line under the headline, when it stands in the text.
    Lede,
    /// A sub-heading, with its level from 2 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A paragraph set off as a quotation.
    Quote,
    /// An item of a list.
    Item,
    /// A table cell, caption, code or anything else that is not running text.
    Other,
}

/// A block of the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is, in [`Body::plain`].
    pub span: Span,
}

/// A step of the article's HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Opens the block of that index in [`Body::blocks`]; rendering gives the element its id. The string is the element's
    /// name, such as `p` or `h2`; attributes do not come from the source.
    Open(u32, Cow<'static, str>),
    /// Closes the element opened last by [`Piece::Open`]; the string is its name.
    Close(Cow<'static, str>),
    /// Safe HTML that is written as it is: inline tags, list and table scaffolding.
    Markup(String),
    /// Text of [`Body::plain`], to be escaped, in which statements and notes are marked.
    Text(Span),
}

/// A stretch of [`Body::plain`] and the stretch of the source it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Where it is in the plain text.
    pub plain: Span,
    /// Where it came from. Of another length than `plain` only where one token stands for another, such as `&amp;` for `&`.
    pub source: Span,
}

/// The article's text: once as plain text to analyse, once as pieces to render, and the map back to the file.
///
/// `plain` holds the blocks in reading order with a blank line between them, and nothing else: no markup, no boilerplate.
/// Title and lede blocks are in it when they stand in the file, but not in `pieces`: pages show them above the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The readable text.
    pub plain: String,
    /// Its blocks, in order, not overlapping.
    pub blocks: Vec<Block>,
    /// Its HTML, in order. Every [`Piece::Text`] lies within one block.
    pub pieces: Vec<Piece>,
    /// The way back to the source, in order of `plain`.
    pub runs: Vec<Run>,
    /// The dateline at the start of the first paragraph ("MOSCOW, January 28. /TASS/."), in `plain`.
    pub dateline: Option<Span>,
}

impl Body {
    /// The bytes of the source that a span of `plain` came from, as one covering span.
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.run_at(span.start).map_or(0, |run| {
            // Between two blocks there is nothing of the source: the end of the one before stands for it.
            let inside = span.start.min(run.plain.end).saturating_sub(run.plain.start);
            if run.plain.len() == run.source.len() { run.source.start + inside } else { run.source.start }
        });
        let end = self.run_at(span.end.saturating_sub(1).max(span.start)).map_or(start, |run| {
            let inside = span.end.min(run.plain.end).saturating_sub(run.plain.start);
            if run.plain.len() == run.source.len() { run.source.start + inside } else { run.source.end }
        });
        Span { start, end: end.max(start) }
    }

    /// The run that holds byte `at` of `plain`, or the last one before it.
    fn run_at(&self, at: u32) -> Option<&Run> {
        let next = self.runs.partition_point(|run| run.plain.start <= at);
        next.checked_sub(1).map(|index| &self.runs[index])
    }

    /// Index of the block that holds byte `at` of `plain`, or of the last one before it.
    pub fn block_at(&self, at: u32) -> Option<usize> {
        self.blocks.partition_point(|block| block.span.start <= at).checked_sub(1)
    }

    /// The first block of a kind.
    pub fn first(&self, kind: BlockKind) -> Option<&Block> {
        self.blocks.iter().find(|block| block.kind == kind)
    }
}

/// Words of the file that are not part of the article, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Where they are, in the source.
    pub span: Span,
    /// The reason, such as `site navigation` or `byline`.
    pub why: String,
    /// The words, for the page that lists them; of many, the first.
    pub words: String,
}

/// The dateline taken apart; spans are in [`Body::plain`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The whole dateline.
    pub span: Span,
    /// The place as readers write it: `Moscow`, not `MOSCOW`.
    pub place: Option<String>,
    /// Who sent it, when it says so: `TASS`, `Reuters`.
    pub outlet: Option<String>,
    /// The words that give the date.
    pub date: Option<Span>,
}

/// A line outside the running text that may date the article: "Published: 3 January 2017", "Updated 4:12 p.m. ET, Jan. 3, 2017".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateLine {
    /// The words, as in the source.
    pub text: String,
    /// Where they are, in the source.
    pub span: Span,
    /// Whether the line says that it gives the time of a later change.
    pub updated: bool,
    /// Whether the page that was saved says so of itself; otherwise a line of the text does.
    pub of_page: bool,
}

/// What the front matter of a file says, under our own key names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// `title`
    pub title: Option<String>,
    /// `date`, with any precision.
    pub date: Option<StatedDate>,
    /// `updated`
    pub updated: Option<StatedDate>,
    /// `outlet`
    pub outlet: Option<String>,
    /// `url`: where the article was published; only http and https addresses get this far.
    pub url: Option<String>,
    /// `authors`
    pub authors: Vec<String>,
    /// `place`
    pub place: Option<String>,
    /// `language`, a BCP 47 tag.
    pub language: Option<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `topics`
    pub topics: Vec<String>,
    /// Topics that an editor says it is not about, in a corrections file.
    pub not_topics: Vec<String>,
    /// `people`
    pub people: Vec<String>,
    /// `slug`: already checked to be one safe file name.
    pub slug: Option<String>,
    /// `aliases`: already checked to be safe relative paths.
    pub aliases: Vec<String>,
    /// `draft`
    pub draft: bool,
    /// `rights`
    pub rights: Option<String>,
    /// `supersedes`: path of an earlier capture of the same article.
    pub supersedes: Option<String>,
    /// Every other key, as JSON text so that the cache can hold it; templates see it as `extra`.
    pub extra: BTreeMap<String, String>,
    /// Where each key's value stands in the source.
    pub spans: BTreeMap<String, Span>,
}

/// A date as front matter states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedDate {
    /// The date, to the precision given.
    pub when: When,
    /// EDTF `~`.
    pub approximate: bool,
    /// EDTF `?`.
    pub uncertain: bool,
}

/// An article as its file gives it, before anything is inferred.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawArticle {
    /// Path relative to the archive's root.
    pub path: String,
    /// What kind of file it is.
    pub format: Format,
    /// What its front matter says.
    pub front: FrontMatter,
    /// Its text.
    pub body: Body,
    /// Its dateline.
    pub dateline: Option<Dateline>,
    /// Lines that may date it, in order.
    pub date_lines: Vec<DateLine>,
    /// Authors named by a byline in the text.
    pub byline: Vec<String>,
    /// An outlet that the text names otherwise: in a byline, a credit, the page's metadata.
    pub credit: Option<String>,
    /// What was left out, in order.
    pub left_out: Vec<LeftOut>,
    /// The language it is in: stated, or recognised from its text.
    pub language: String,
}

/// An article's facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Path relative to the archive's root.
    pub path: String,
    /// What kind of file it is.
    pub format: Format,
    /// Name of its page, unique in the archive.
    pub slug: String,
    /// Where the file states that name; `None` when it comes from the file's own name.
    pub slug_place: Option<Box<Place>>,
    /// Where the file names the earlier capture that it supersedes.
    pub supersedes_place: Option<Box<Place>>,
    /// Its title; of a file with none, its first words, and of an empty one its file name.
    pub title: String,
    /// The summary line under the title.
    pub lede: Option<String>,
    /// When it was published, and how that is known.
    pub published: Published,
    /// When it was changed, if it says so.
    pub updated: Option<StatedDate>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was written.
    pub place: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Number of words in the text.
    pub words: u32,
    /// The front matter, for everything else.
    pub front: FrontMatter,
    /// What was left out of the page.
    pub left_out: Vec<LeftOut>,
    /// Whether it is a transcript: most of it is what people say in turns, and so a source of its own.
    pub transcript: bool,
    /// How much of it may be published.
    pub rights: Rights,
    /// What editors did with its facts, and the statements that they took away.
    pub editorial: Option<Box<ArticleEditorial>>,
}

/// Everything known from one article alone. Written to the cache and read again to make the article's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// Its facts.
    pub article: Article,
    /// Its text.
    pub body: Body,
    /// The ids of its blocks, in their order: see [`block_ids`](crate::reading::block_ids).
    pub blocks: Vec<Option<BlockId>>,
    /// Its statements, in order of their first words.
    pub statements: Vec<Statement>,
    /// The dates its text speaks of, in order.
    pub mentions: Vec<Mention>,
    /// Who was asked and gave no answer, in order.
    pub unanswered: Vec<Unanswered>,
    /// Who speaks or is spoken of in it.
    pub people: Vec<LocalPerson>,
    /// The terms that tell its subject.
    pub terms: Terms,
    /// The editors' notes on it, in the order of their file, with where they were found.
    pub notes: Vec<AnchoredNote>,
    /// What was wrong with it.
    pub problems: Problems,
}

/// What whoever hands over an article knows of it: it takes the place of what its front matter says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stated {
    /// Its title.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<StatedDate>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published on the web: an http or https address.
    pub url: Option<String>,
}

/// An article file and the files that belong to it, as `load` hands them over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// Path relative to the archive's root, with `/`.
    pub path: String,
    /// What kind of file it is, by its name.
    pub format: Format,
    /// The name of its page where its own name is another file's too.
    pub page: Option<String>,
    /// The notes file beside it.
    pub notes: Option<NoteSource>,
    /// The corrections file beside it.
    pub corrections: Option<Source>,
    /// What is known of it besides.
    pub stated: Option<Box<Stated>>,
}

impl ArticleFile {
    /// A file with nothing beside it.
    pub fn new(path: impl Into<String>, format: Format) -> ArticleFile {
        ArticleFile { path: path.into(), format, page: None, notes: None, corrections: None, stated: None }
    }
}
