//! The first pass over all articles: each is analysed, or fetched from where its analysis is kept, and summarised.

use crate::linking::summary::Summary;
use crate::linking::{assemble, keys, years};
use crate::model::archive::{Archive, ArticleId};
use crate::model::article::{Analysis, ArticleFile};
use crate::model::world::{AnalysisStore, World};
use crate::reading::editors::Editors;
use crate::reading::rights::publishable;
use crate::reading::{MAX_BATCH_BYTES, Task, analyse, analyse_all, batch_size};
use crate::text::diagnostic::Problems;
use crate::text::hash::text_key;
use crate::text::source::Source;
use rayon::prelude::*;
use std::collections::BTreeMap;

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
///
/// ```
/// use onrecord::{Editors, Memory, MemoryStore, survey};
///
/// let world = Memory::new([
///     ("courier.md", "# Bridge to close\n\nLINDE, 4 March 2024 — “It will close in May for two weeks of repairs,” Ines Falk said."),
///     ("herald.md", "# Repairs\n\nLINDE, 5 March 2024 — “It will close in May for two weeks of repairs,” Ines Falk said on Monday."),
/// ]);
/// let built = survey(&Editors::default(), &world, &MemoryStore::default());
/// assert_eq!(built.archive.articles.len(), 2);
/// assert_eq!(built.archive.people[0].name, "Ines Falk");
/// ```
pub fn survey(editors: &Editors, world: &dyn World, store: &dyn AnalysisStore) -> Built {
    let (analyses, summaries, mut problems) = Analyses::new(editors, world, store);
    let archive = assemble::archive(summaries, editors, &mut problems);
    Built { archive, keys: analyses.keys, problems: problems.sorted() }
}

/// The same, and the way to the analysis of each article for as long as `then` takes; `None` for one whose file is gone.
pub fn survey_with<T>(
    editors: &Editors,
    world: &dyn World,
    store: &dyn AnalysisStore,
    then: impl FnOnce(&Built, &(dyn Fn(ArticleId) -> Option<Analysis> + Sync)) -> T,
) -> T {
    let (analyses, summaries, mut problems) = Analyses::new(editors, world, store);
    let archive = assemble::archive(summaries, editors, &mut problems);
    let built = Built { archive, keys: analyses.keys.clone(), problems: problems.sorted() };
    then(&built, &|id| analyses.of(built.archive[id].file))
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

/// The first pass: every article's analysis on the store, and the way to get it back.
pub(crate) struct Analyses<'a> {
    editors: &'a Editors,
    world: &'a dyn World,
    store: &'a dyn AnalysisStore,
    /// Key of what all analyses are made from.
    settings: u128,
    /// The key of each file's analysis; 0 of a file that cannot be read.
    pub(crate) keys: Vec<u128>,
    /// The years that neighbours supplied, by file.
    years: BTreeMap<u32, i32>,
}

impl<'a> Analyses<'a> {
    /// Reads every article that the store does not have; the summaries of all, and what was wrong with any.
    pub(crate) fn new(
        editors: &'a Editors,
        world: &'a dyn World,
        store: &'a dyn AnalysisStore,
    ) -> (Analyses<'a>, Vec<Summary>, Problems) {
        let settings = keys::settings_key(editors);
        let mut analyses = Analyses { editors, world, store, settings, keys: Vec::new(), years: BTreeMap::new() };
        let files: Vec<usize> = (0..world.files().len()).collect();
        let batch = batch_size(files.len(), rayon::current_num_threads());
        let packed: Vec<(Packed, Problems)> =
            files.par_chunks(batch).flat_map_iter(|files| analyses.packed(files, None)).collect();
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
            if bytes >= MAX_BATCH_BYTES || place + 1 == files.len() {
                self.pack_all(files, &std::mem::take(&mut unknown), year, &mut all);
                bytes = 0;
            }
        }
        all
    }

    /// Analyses the articles that the store does not have, each given by its place among `files`, and puts them there.
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
        for (analysis, (place, _)) in analyse_all(&tasks, self.editors).into_iter().zip(unknown) {
            let analysis = publishable(analysis, self.editors);
            let Packed { key, summary } = &mut all[*place].0;
            self.store.keep(*key, &analysis);
            *summary = pack(analysis);
            self.store.keep_summary(*key, summary);
        }
    }

    /// The analysis of one article, with nothing in it that may not be published.
    fn analysed(&self, source: &Source, file: &ArticleFile, year: Option<i32>) -> Analysis {
        publishable(analyse(source, file, self.editors, year), self.editors)
    }

    /// The same of one article as far as the store has it; its text if that has to be read.
    fn kept(&self, file: usize, year: Option<i32>) -> (Packed, Problems, Option<Source>) {
        let key_of = |text| {
            keys::analysis_key(self.settings, text, &self.world.files()[file], year, self.editors.settings.at_root)
        };
        if let Some(key) = self.world.known(file).map(key_of)
            && let Some(summary) = self.store.fetch_summary(key)
        {
            return (Packed { key, summary }, Problems::default(), None);
        }
        let mut problems = Problems::default();
        let source = match self.world.read(file, &mut problems) {
            Ok(source) => source,
            Err(problem) => return (Packed::default(), std::iter::once(problem).collect(), None),
        };
        let key = key_of(text_key(&source));
        let kept = self.store.fetch_summary(key).or_else(|| {
            let summary = pack(self.store.fetch(key)?);
            self.store.keep_summary(key, &summary);
            Some(summary)
        });
        let unknown = kept.is_none().then_some(source);
        (Packed { key, summary: kept.unwrap_or_default() }, problems, unknown)
    }

    /// A summary that [`Analyses::packed`] gave, and what was wrong with the article; `None` if that cannot be read. A store may
    /// give what it was not given: then the article is read again.
    fn unpacked(&self, packed: Vec<u8>, file: usize, year: Option<i32>) -> Option<(Summary, Problems)> {
        if packed.is_empty() {
            return None;
        }
        let read = postcard::from_bytes(&packed).ok();
        let (summary, problems): (Summary, Problems) = read.or_else(|| {
            let source = self.world.read(file, &mut Problems::default()).ok()?;
            postcard::from_bytes(&pack(self.analysed(&source, &self.world.files()[file], year))).ok()
        })?;
        Some((summary.at(file), problems))
    }

    /// The analysis of a file: from the store, or made again if it is damaged there.
    pub(crate) fn of(&self, file: u32) -> Option<Analysis> {
        self.store.fetch(*self.keys.get(file as usize)?).or_else(|| {
            let source = self.world.read(file as usize, &mut Problems::default()).ok()?;
            let entry = &self.world.files()[file as usize];
            Some(self.analysed(&source, entry, self.years.get(&file).copied()))
        })
    }
}
