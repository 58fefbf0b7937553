//! All stages in order, for an archive: [`build`].

use crate::linking::assemble;
use crate::linking::summary::Summary;
use crate::linking::years;
use crate::model::archive::{Archive, ArticleId};
use crate::model::article::{Analysis, ArticleFile};
use crate::model::authorities::Authorities;
use crate::model::settings::Settings;
use crate::reading::{GROUP_BYTES, Task, analyse, analyse_all, at_a_time};
use crate::site::pages::{self, Page};
use crate::site::templates::Templates;
use crate::site::{feeds, renderer, search};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// All that the core may ask of the outside: which articles there are, and what each file says.
pub trait World: Sync {
    /// The article files, sorted by path.
    fn files(&self) -> &[ArticleFile];
    /// Reads and decodes one of them. What was odd about it but could be read goes into `problems`.
    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic>;
    /// Hash of what a file says, if that is known without reading it: [`crate::workspace::cache::text_key`] of what `read` would give.
    fn known(&self, _file: usize) -> Option<u128> {
        None
    }
    /// Is told that a stage begins, for those who want to know how long each takes: the core has no clock.
    fn stage(&self, _name: &'static str) {}
}

/// Where the analyses of one run are kept between its two passes, and from one run to the next.
pub trait Shelf: Sync {
    /// The analysis kept under a key, if it is there and whole.
    fn fetch(&self, key: u128) -> Option<Analysis>;
    /// Keeps an analysis. It may be fetched at once.
    fn keep(&self, key: u128, analysis: &Analysis);
    /// The packed summary of the analysis kept under a key; `None` if summaries are not kept apart.
    fn fetch_summary(&self, _key: u128) -> Option<Vec<u8>> {
        None
    }
    /// Keeps the packed summary of an analysis.
    fn keep_summary(&self, _key: u128, _summary: &[u8]) {}
    /// What the search index of the last build left to save work.
    fn fetch_index(&self) -> Option<Vec<u8>> {
        None
    }
    /// Keeps that of this build, which comes piece by piece because it grows with the archive.
    fn keep_index(&self, _index: &mut dyn Iterator<Item = Vec<u8>>) {}
}

/// Where the files of the site go as they are made. Called from several threads, each path once.
pub trait Output: Sync {
    /// Takes one file. `path` is relative, with `/`, and stays inside the output folder.
    fn write(&self, path: &str, contents: &[u8]) -> std::io::Result<()>;

    /// Takes one file piece by piece, for files that grow with the archive. Unless overridden, it is put together in memory.
    fn write_pieces(&self, path: &str, pieces: &mut dyn Iterator<Item = Vec<u8>>) -> std::io::Result<()> {
        self.write(path, &pieces.collect::<Vec<_>>().concat())
    }

    /// Keeps a file of the last build, if there is one that was made from the same: then it need not be made again.
    fn keep(&self, _path: &str, _key: u128) -> bool {
        false
    }

    /// Takes one file and remembers what it was made from: `key` is a hash of all of it.
    fn write_keyed(&self, path: &str, _key: u128, contents: &[u8]) -> std::io::Result<()> {
        self.write(path, contents)
    }

    /// Is told of a page that has to be made, and can ask which articles it is made from, by the paths of their files.
    fn explain(&self, _path: &str, _articles: &dyn Fn() -> Vec<String>) {}
}

/// What an archive is made from, besides its articles.
#[derive(Debug)]
pub struct Input {
    /// book.toml, resolved.
    pub settings: Settings,
    /// The authority files.
    pub authorities: Authorities,
    /// The page templates.
    pub templates: Templates,
    /// The static files, by path below `assets/`; ours and the archive's own.
    pub statics: Vec<(String, Vec<u8>)>,
}

/// The outcome of a build.
#[derive(Debug)]
pub struct Built {
    /// Everything known of all articles.
    pub archive: Archive,
    /// The key of each file's analysis, by its position among the files of the world.
    pub keys: Vec<u128>,
    /// What went wrong, sorted.
    pub problems: Problems,
}

/// Everything known of all articles, without a site: what suggestions need.
pub fn survey(input: &Input, world: &dyn World, shelf: &dyn Shelf) -> Built {
    let (analyses, summaries, mut problems) = Analyses::new(input, world, shelf);
    let archive = assemble::archive(summaries, &input.authorities, &input.settings, &mut problems);
    Built { archive, keys: analyses.keys, problems: problems.sorted() }
}

/// Builds the whole site: asks `world` for the articles, hands every finished file to `output`.
///
/// Two passes over the articles, because a page needs all other articles and memory must not hold all texts: the first makes
/// the analyses and keeps them on the `shelf`, the second takes them from there and makes the pages that `output` does not keep.
pub fn build(input: &Input, world: &dyn World, shelf: &dyn Shelf, output: &dyn Output) -> std::io::Result<Built> {
    world.stage("analyses of articles");
    let (analyses, summaries, mut problems) = Analyses::new(input, world, shelf);
    world.stage("archive: people, topics, relations");
    let archive = assemble::archive(summaries, &input.authorities, &input.settings, &mut problems);
    world.stage("pages");
    let renderer = renderer::Renderer::new(input, &archive);
    let pages = renderer.plan();
    problems.extend(pages::clashes(&archive, &pages));
    problems.extend(renderer.problems().clone());
    let keys = renderer.keys(crate::workspace::cache::pages_key(input), &analyses.keys);
    let before = shelf.fetch_index();
    let index = search::Builder::new(&archive, &input.settings, &analyses.keys, before.as_deref(), output);
    let failed: Vec<(String, Diagnostic)> = pages
        .par_iter()
        .map(|page| {
            let (path, key) = (page.path(&archive), keys.of(page));
            let kept = output.keep(&path, key);
            let indexed = matches!(page, Page::Article(id) if index.wants(*id));
            let wanted = if kept && !indexed { Vec::new() } else { page.articles(&archive) };
            let fetch = |id: ArticleId| analyses.of(archive[id].file);
            let texts: Vec<Analysis> = wanted.into_iter().map(fetch).collect::<Option<_>>().unwrap_or_default();
            if let (Page::Article(id), Some(analysis)) = (page, texts.first())
                && indexed
            {
                index.add(*id, analysis)?;
            }
            if kept {
                return Ok(None);
            }
            output.explain(&path, &|| keys.articles_of(page).iter().map(|id| archive[*id].path.clone()).collect());
            match renderer.page(page, &texts) {
                Ok(html) => output.write_keyed(&path, key, html.as_bytes()).map(|()| None),
                Err(problem) => Ok(Some((path, problem))),
            }
        })
        .collect::<std::io::Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    problems.extend(of_pages(failed));
    world.stage("search, feeds and data");
    let (indexed, announced) = rayon::join(
        || index.write(&|index| shelf.keep_index(index)),
        || feeds::write(&archive, &pages, &keys, input, output),
    );
    indexed?;
    problems.extend(announced?);
    for (path, contents) in &input.statics {
        output.write(&format!("assets/{path}"), contents)?;
    }
    Ok(Built { archive, keys: analyses.keys, problems: problems.sorted() })
}

/// What kept pages from being made, once for each cause. A template that many pages share says of each which variables it has.
fn of_pages(failed: Vec<(String, Diagnostic)>) -> Problems {
    let mut causes: BTreeMap<Diagnostic, Vec<(String, Diagnostic)>> = BTreeMap::new();
    for (page, problem) in failed {
        let cause = Diagnostic { hints: Vec::new(), ..problem.clone() };
        causes.entry(cause).or_default().push((page, problem));
    }
    let one = |mut pages: Vec<(String, Diagnostic)>| {
        pages.sort();
        let more = pages.len() - 1;
        let (page, problem) = pages.swap_remove(0);
        problem.hint(match more {
            0 => format!("so the page `{page}` cannot be made"),
            1 => format!("so the page `{page}` cannot be made (and 1 more page)"),
            _ => format!("so the page `{page}` cannot be made (and {more} more pages)"),
        })
    };
    causes.into_values().map(one).collect()
}

/// The key of an article's analysis and its packed summary; both empty where the file cannot be read.
#[derive(Default)]
struct Packed {
    key: u128,
    summary: Vec<u8>,
}

/// The summary of an analysis, and what was wrong with the article, as bytes.
fn pack(mut analysis: Analysis) -> Vec<u8> {
    let problems = std::mem::take(&mut analysis.problems);
    postcard::to_allocvec(&(Summary::new(0, analysis), problems)).expect("a summary is plain data")
}

/// The first pass: every article's analysis on the shelf, and the way to get it back.
struct Analyses<'a> {
    input: &'a Input,
    world: &'a dyn World,
    shelf: &'a dyn Shelf,
    /// Key of what all analyses are made from.
    settings: u128,
    /// The key of each file's analysis; 0 of a file that cannot be read.
    keys: Vec<u128>,
    /// The years that neighbours supplied, by file.
    years: BTreeMap<u32, i32>,
}

impl<'a> Analyses<'a> {
    fn new(input: &'a Input, world: &'a dyn World, shelf: &'a dyn Shelf) -> (Analyses<'a>, Vec<Summary>, Problems) {
        let settings = crate::workspace::cache::settings_key(input);
        let mut analyses = Analyses { input, world, shelf, settings, keys: Vec::new(), years: BTreeMap::new() };
        let files: Vec<usize> = (0..world.files().len()).collect();
        let together = at_a_time(files.len(), rayon::current_num_threads());
        let packed: Vec<(Packed, Problems)> =
            files.par_chunks(together).flat_map_iter(|files| analyses.packed(files, None)).collect();
        // Unpacked when all analyses are gone, so that what is long kept lies closely together in memory.
        let unpack = |(file, (packed, mut problems)): (usize, (Packed, Problems))| {
            let (summary, found) = analyses.unpacked(packed.summary, file, None).unzip();
            problems.extend(found.unwrap_or_default());
            ((packed.key, problems), summary)
        };
        let (found, mut summaries): (Vec<(u128, Problems)>, Vec<Option<Summary>>) =
            packed.into_par_iter().enumerate().map(unpack).unzip();
        let (mut keys, mut problems): (Vec<u128>, Vec<Problems>) = found.into_iter().unzip();
        let known: Vec<&Summary> = summaries.iter().flatten().collect();
        analyses.years = years::years(&known).into_iter().collect();
        for (file, year) in &analyses.years {
            let at = *file as usize;
            let (packed, mut again) = analyses.packed(&[at], Some(*year)).pop().expect("one for each file");
            let (summary, found) = analyses.unpacked(packed.summary, at, Some(*year)).unzip();
            again.extend(found.unwrap_or_default());
            (keys[at], problems[at], summaries[at]) = (packed.key, again, summary);
        }
        analyses.keys = keys;
        // Collected in place: there is no memory for a second list of all summaries.
        summaries.retain(Option::is_some);
        let summaries: Vec<Summary> = summaries.into_iter().map_while(|summary| summary).collect();
        let mut all = Problems::default();
        problems.into_iter().for_each(|problems| all.extend(problems));
        (analyses, summaries, all)
    }

    /// Key and packed summary of each of a few articles, and what was wrong with reading it.
    fn packed(&self, files: &[usize], year: Option<i32>) -> Vec<(Packed, Problems)> {
        let mut all: Vec<(Packed, Problems)> = Vec::with_capacity(files.len());
        let mut unknown: Vec<(usize, Source)> = Vec::new();
        let mut bytes = 0;
        for (place, file) in files.iter().enumerate() {
            let (packed, problems, source) = self.kept(*file, year);
            all.push((packed, problems));
            bytes += source.as_ref().map_or(0, |source| source.text.len());
            unknown.extend(source.map(|source| (place, source)));
            // Long articles do not wait for each other: there is no memory for many of them.
            if bytes >= GROUP_BYTES || place + 1 == files.len() {
                self.pack_all(files, &std::mem::take(&mut unknown), year, &mut all);
                bytes = 0;
            }
        }
        all
    }

    /// Analyses the articles that the shelf does not have, each given by its place among `files`, and puts them there.
    fn pack_all(
        &self,
        files: &[usize],
        unknown: &[(usize, Source)],
        year: Option<i32>,
        all: &mut [(Packed, Problems)],
    ) {
        let entry = |place: usize| &self.world.files()[files[place]];
        let tasks: Vec<Task> =
            unknown.iter().map(|(place, source)| Task { source, file: entry(*place), year }).collect();
        for (analysis, (place, _)) in analyse_all(&tasks, self.input).into_iter().zip(unknown) {
            let Packed { key, summary } = &mut all[*place].0;
            self.shelf.keep(*key, &analysis);
            *summary = pack(analysis);
            self.shelf.keep_summary(*key, summary);
        }
    }

    /// The same of one article as far as the shelf has it; its text if that has to be read.
    fn kept(&self, file: usize, year: Option<i32>) -> (Packed, Problems, Option<Source>) {
        let key_of = |text| crate::workspace::cache::analysis_key(self.settings, text, &self.world.files()[file], year);
        if let Some(key) = self.world.known(file).map(key_of)
            && let Some(summary) = self.shelf.fetch_summary(key)
        {
            return (Packed { key, summary }, Problems::default(), None);
        }
        let mut problems = Problems::default();
        let source = match self.world.read(file, &mut problems) {
            Ok(source) => source,
            Err(problem) => return (Packed::default(), std::iter::once(problem).collect(), None),
        };
        let key = key_of(crate::workspace::cache::text_key(&source));
        let kept = self.shelf.fetch_summary(key).or_else(|| {
            let summary = pack(self.shelf.fetch(key)?);
            self.shelf.keep_summary(key, &summary);
            Some(summary)
        });
        let unknown = kept.is_none().then_some(source);
        (Packed { key, summary: kept.unwrap_or_default() }, problems, unknown)
    }

    /// A summary that [`Analyses::packed`] gave, and what was wrong with the article; `None` if that cannot be read. A shelf may
    /// give what it was not given: then the article is read again.
    fn unpacked(&self, packed: Vec<u8>, file: usize, year: Option<i32>) -> Option<(Summary, Problems)> {
        if packed.is_empty() {
            return None;
        }
        let read = postcard::from_bytes(&packed).ok();
        let (summary, problems): (Summary, Problems) = read.or_else(|| {
            let source = self.world.read(file, &mut Problems::default()).ok()?;
            postcard::from_bytes(&pack(analyse(&source, &self.world.files()[file], self.input, year))).ok()
        })?;
        Some((summary.at(file), problems))
    }

    /// The analysis of a file: from the shelf, or made again if it is damaged there.
    fn of(&self, file: u32) -> Option<Analysis> {
        self.shelf.fetch(*self.keys.get(file as usize)?).or_else(|| {
            let source = self.world.read(file as usize, &mut Problems::default()).ok()?;
            let entry = &self.world.files()[file as usize];
            Some(analyse(&source, entry, self.input, self.years.get(&file).copied()))
        })
    }
}
