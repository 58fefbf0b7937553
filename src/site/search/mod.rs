//! The search index: scripts that a page loads as it needs them, so that search works from disk as from a server.
//!
//! 1. [`words`] says what a word is and which words are the same; [`indexing`] gives every word its place; [`text`] and [`records`] keep
//!    the texts for the passages that results show.
//! 2. [`postings`] collects where every word stands, a part per thread, and merges the parts.
//! 3. [`shards`] cuts the result into files; [`columns`] adds dates, statements, topics and people; [`files`] writes them.
//!
//! `static/search.js` reads all this and answers queries; `docs/search.md` describes both for readers. The documents are the
//! articles by their ids, then the notes. Every word of a document has a *place*: those of the title from 0, those of the text
//! from [`TEXT`], with one place left empty between blocks so that no phrase goes over a paragraph's end. A statement is a list
//! of ranges of places, so statements cost next to nothing. Files, all below `search/`:
//!
//! | file | |
//! |---|---|
//! | `index.js` | the first to load: counts, first stem of each shard, version of all others |
//! | `t0.js` ... | shards of the vocabulary with their postings |
//! | `p0.js` ... | postings of a very common form |
//! | `x0.js` ... | titles and texts of [`PER_TEXT`] documents |
//! | `words.js` | the dictionary of the texts |
//! | `docs.js` | length and date of every document |
//! | `r0.js` ... | where the statements of 4,096 articles stand |
//! | `s0.js` ..., `f0.js` ... | speaker, date and topics of their statements; outlet, topics and people of the articles |
//! | `names.js` | names of people, topics and outlets |
//!
//! Nothing depends on the order in which articles come in, nor on threads. [`remembered`] keeps the postings for the next build,
//! which reads only the articles that are new; the files of texts are kept as all files of a site are.

mod code;
mod columns;
mod files;
mod indexing;
mod postings;
mod read;
mod records;
mod remembered;
mod shards;
mod text;
pub(crate) mod words;

use crate::model::archive::{Archive, ArticleId, ArticleRow};
use crate::model::article::{Analysis, BlockKind};
use crate::model::settings::Settings;
use crate::model::world::Output;
use crate::text::hash::key_of;
use columns::CHUNK;
use files::{Files, quoted};
use indexing::{Indexing, ranges};
use postings::Part;
use rayon::prelude::*;
pub(crate) use read::terms;
use remembered::{Indexed, Remembered};
use serde_json::json;
use shards::Shards;
use std::collections::{BTreeMap, HashMap};
use std::io::Result;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use text::{Dictionary, Writer, literal};

/// Place of a text's first word; the words of the title are before it.
const TEXT: u32 = 64;
/// Documents in one file of texts.
const PER_TEXT: usize = 4;

/// A document's number and its text as it goes into a file of texts.
type StoredText = (u32, Vec<u8>);

/// Collects the words of all articles as they are rendered.
pub struct Builder<'a> {
    archive: &'a Archive,
    language: &'a str,
    files: Files<'a>,
    dictionary: Dictionary,
    /// The key of each article's analysis, by its id.
    keys: Vec<u128>,
    /// What an earlier build found out.
    before: Remembered,
    /// What each article needs.
    needs: Vec<Need>,
    /// Keys of the files of texts, and whether the file has to be made.
    blocks: Vec<(u128, bool)>,
    idle: Mutex<Vec<Part>>,
    /// Parts that no document is filed in: they only turn texts into numbers.
    spare: Mutex<Vec<Part>>,
    texts: Mutex<BTreeMap<usize, Vec<StoredText>>>,
    documents: Mutex<BTreeMap<u32, Indexed>>,
}

/// What has to be made of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Need {
    postings: bool,
    text: bool,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Builder<'a> {
    /// An index of no article yet, that takes over what `before` knows of them: what [`Builder::write`] gave to be kept after an earlier
    /// build, or nothing. `keys` are the keys of the analyses, by file. Texts are written as soon as their neighbours are there.
    pub fn new(
        archive: &'a Archive,
        settings: &'a Settings,
        keys: &[u128],
        before: Option<&[u8]>,
        output: &'a dyn Output,
    ) -> Builder<'a> {
        let key = |row: &ArticleRow| keys.get(row.file as usize).copied().unwrap_or_default();
        let mut builder = Builder {
            archive,
            language: &settings.language,
            files: Files { output, version: AtomicU64::new(0) },
            dictionary: Dictionary::new(archive),
            keys: archive.articles.iter().map(key).collect(),
            before: before.map(Remembered::from_bytes).unwrap_or_default(),
            needs: Vec::new(),
            blocks: Vec::new(),
            idle: Mutex::default(),
            spare: Mutex::default(),
            texts: Mutex::default(),
            documents: Mutex::default(),
        };
        builder.find_needs();
        builder
    }

    /// Finds out which articles have to be read: those that are new, and those whose file of texts has to be made.
    fn find_needs(&mut self) {
        let known = self.before.documents();
        let mut documents = BTreeMap::new();
        for (number, key) in (0..).zip(&self.keys) {
            let indexed = known.get(key);
            self.needs.push(Need { postings: indexed.is_none(), text: false });
            documents.extend(indexed.map(|indexed| (number, (*indexed).clone())));
        }
        self.documents = Mutex::new(documents);
        let dictionary = self.dictionary.key();
        let total = self.archive.articles.len() + self.archive.notes.len();
        let block = |block: usize| {
            let key = self.block_key(block, dictionary);
            (key, !self.files.keep(&format!("x{block}"), key))
        };
        self.blocks = (0..total.div_ceil(PER_TEXT)).into_par_iter().map(block).collect();
        for (number, need) in self.needs.iter_mut().enumerate() {
            need.text = self.blocks[number / PER_TEXT].1;
        }
    }

    /// Key of a file of texts.
    fn block_key(&self, block: usize, dictionary: u128) -> u128 {
        let documents = block * PER_TEXT..(block + 1) * PER_TEXT;
        let articles = self.archive.articles.len();
        let of_article = |id: usize| (self.keys[id], self.head(ArticleId::from(id)).to_string());
        let of_note = |index: usize| {
            let row = &self.archive.notes[index];
            (key_of(&(&row.key, &row.note.text())), self.head(row.article).to_string())
        };
        let rows: Vec<(u128, String)> = documents
            .filter(|id| *id < articles + self.archive.notes.len())
            .map(|id| if id < articles { of_article(id) } else { of_note(id - articles) })
            .collect();
        key_of(&(dictionary, self.language, block, rows))
    }

    /// Whether an article's analysis is needed.
    pub fn wants(&self, id: ArticleId) -> bool {
        self.needs[id.index()] != Need::default()
    }

    /// Adds an article that is wanted. Called from several threads in any order; the index does not depend on it.
    pub fn add(&self, id: ArticleId, analysis: &Analysis) -> Result<()> {
        let need = self.needs[id.index()];
        let pool = if need.postings { &self.idle } else { &self.spare };
        let mut part = locked(pool).pop().unwrap_or_default();
        let (indexed, text) = self.index(id, analysis, &mut part);
        locked(pool).push(part);
        let record = need.text.then(|| self.record(id, &text, &indexed.statements, &analysis.blocks, None));
        if need.postings {
            locked(&self.documents).insert(id.0, indexed);
        }
        record.map_or(Ok(()), |record| self.keep_text(id.0, record))
    }

    /// Adds the notes and writes the files that need all articles. Gives `keep` what the next build can take over.
    pub fn write(self, keep: &dyn Fn(&mut dyn Iterator<Item = Vec<u8>>)) -> Result<()> {
        let mut part = locked(&self.idle).pop().unwrap_or_default();
        for index in 0..self.archive.notes.len() {
            self.add_note(index, &mut part)?;
        }
        locked(&self.idle).push(part);
        for (block, documents) in std::mem::take(&mut *locked(&self.texts)) {
            self.write_text(block, documents)?;
        }
        let documents = std::mem::take(&mut *locked(&self.documents));
        self.write_columns(&documents)?;
        let parts = std::mem::take(&mut *locked(&self.idle));
        let numbers: HashMap<u128, u32> = self.keys.iter().copied().zip(0..).collect();
        let entries = postings::merged(self.before.postings(&numbers), parts);
        let shards = Shards::new(&entries);
        (0..shards.len()).into_par_iter().try_for_each(|shard| {
            let [lines, postings, pointers] = shards.contents(&entries, shard).map(|part| quoted(&part));
            self.files.write(&format!("t{shard}"), &[&lines, &postings, &pointers])
        })?;
        shards.large().par_iter().enumerate().try_for_each(|(file, index)| {
            self.files.write(&format!("p{file}"), &[&quoted(&entries[*index].postings)])
        })?;
        let mut languages: Vec<&str> = self.archive.articles.iter().map(|row| row.language.as_str()).collect();
        languages.push(self.language);
        languages.sort_unstable();
        languages.dedup();
        let root = json!({
            "version": format!("{:016x}", self.files.version.load(Ordering::Relaxed)),
            "articles": self.archive.articles.len(),
            "notes": self.archive.notes.len(),
            "languages": languages,
            "text": TEXT,
            "perText": PER_TEXT,
            "chunk": CHUNK,
            "shards": shards.firsts(&entries),
        });
        self.files.write("index", &[root.to_string().as_bytes()])?;
        let articles = self.keys.len() as u32;
        let kept = documents.into_iter().filter(|(document, _)| *document < articles);
        let kept = kept.map(|(document, indexed)| (self.keys[document as usize], indexed)).collect();
        keep(&mut Remembered::pieces(kept, &entries));
        Ok(())
    }
}

impl Builder<'_> {
    /// Indexes an article. Gives what is kept of it, and its text.
    fn index(&self, id: ArticleId, analysis: &Analysis, part: &mut Part) -> (Indexed, Vec<u8>) {
        let (article, body) = (&analysis.article, &analysis.body);
        let language = part.language(&article.language);
        let writer = Writer::new(&self.dictionary, body.plain.len() / 3);
        let mut indexing = Indexing { dictionary: &self.dictionary, part, language, writer, placed: Vec::new() };
        // Whether the title stands in the text or not, it is indexed once, and statements in it are found where it stands.
        let heading = body.first(BlockKind::Title).filter(|block| block.span.of(&body.plain) == article.title);
        indexing.title(&article.title, heading.map(|block| block.span.start));
        let mut place = TEXT;
        for block in &body.blocks {
            indexing.writer.block();
            if heading.is_none_or(|heading| heading.span != block.span) {
                let text = body.plain.get(block.span.range()).unwrap_or_default();
                place = indexing.block(text, Some(block.span.start), place);
            }
            place += 1;
        }
        if let Some(summary) = &article.front.summary {
            indexing.writer.block();
            indexing.block(summary, None, place);
        }
        let Indexing { writer, mut placed, .. } = indexing;
        placed.sort_unstable_by_key(|word| word.span);
        let statements = analysis.statements.iter().map(|statement| ranges(&statement.spans, &placed)).collect();
        (Indexed { words: part.finish(id.0), statements }, writer.finish())
    }

    fn add_note(&self, index: usize, part: &mut Part) -> Result<()> {
        let row = &self.archive.notes[index];
        let language = part.language(self.language);
        let text = row.note.text();
        let writer = Writer::new(&self.dictionary, text.len());
        let mut indexing = Indexing { dictionary: &self.dictionary, part, language, writer, placed: Vec::new() };
        indexing.writer.block();
        indexing.block(&text, None, TEXT);
        let text = indexing.writer.finish();
        let document = (self.archive.articles.len() + index) as u32;
        let words = part.finish(document);
        locked(&self.documents).insert(document, Indexed { words, statements: Vec::new() });
        let record = self.record(row.article, &text, &[], &[], Some(&row.key));
        self.keep_text(document, record)
    }

    fn write_columns(&self, documents: &BTreeMap<u32, Indexed>) -> Result<()> {
        let total = self.archive.articles.len() + self.archive.notes.len();
        let words = |document: usize| documents.get(&(document as u32)).map_or(0, |document| document.words);
        let lengths: Vec<u8> = (0..total).map(|document| columns::length_class(words(document))).collect();
        let sum: u64 = (0..total).map(|document| u64::from(words(document))).sum();
        let dates = columns::dates(self.archive);
        let notes = json!(self.archive.notes.iter().map(|row| row.article.0).collect::<Vec<_>>()).to_string();
        let sum = sum.to_string();
        self.files.write("docs", &[&quoted(&lengths), &quoted(&dates), notes.as_bytes(), sum.as_bytes()])?;
        let mut entries = Vec::new();
        for entry in self.dictionary.entries() {
            literal(&mut entries, entry);
            entries.push(b'\n');
        }
        self.files.write("words", &[&quoted(&entries)])?;
        self.files.write("names", &[columns::names(self.archive).to_string().as_bytes()])?;
        for chunk in 0..self.archive.articles.len().div_ceil(CHUNK) {
            let ids = (chunk * CHUNK..self.archive.articles.len().min((chunk + 1) * CHUNK)).map(|id| id as u32);
            let none = Indexed::default();
            let ranges: Vec<u8> =
                ids.flat_map(|id| columns::ranges(&documents.get(&id).unwrap_or(&none).statements)).collect();
            self.files.write(&format!("r{chunk}"), &[&quoted(&ranges)])?;
            self.files.write(&format!("s{chunk}"), &[&quoted(&columns::statements(self.archive, chunk))])?;
            self.files.write(&format!("f{chunk}"), &[&quoted(&columns::facets(self.archive, chunk))])?;
        }
        Ok(())
    }
}
