//! The stages in order: [`analyse`] for one article, [`build`] for an archive.

use crate::archive::{Archive, assemble, summary::Summary};
use crate::article::{Analysis, ArticleFile, RawArticle};
use crate::authorities::Authorities;
use crate::diagnostic::{Diagnostic, Problems};
use crate::pages::Page;
use crate::render::Templates;
use crate::settings::Settings;
use crate::source::Source;
use crate::{dates, feeds, languages, notes, pages, parse, people, relations, render, search, sentences, statements};
use rayon::prelude::*;

/// All that the core may ask of the outside: which articles there are, and what each file says.
pub trait World: Sync {
    /// The article files, sorted by path.
    fn files(&self) -> &[ArticleFile];
    /// Reads and decodes one of them. What was odd about it but could be read goes into `problems`.
    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic>;
    /// Is told that a stage begins, for those who want to know how long each takes: the core has no clock.
    fn stage(&self, _name: &'static str) {}
}

/// Where the analyses of one run are kept between its two passes, and from one run to the next.
pub trait Shelf: Sync {
    /// The analysis kept under a key, if it is there and whole.
    fn fetch(&self, key: u128) -> Option<Analysis>;
    /// Keeps an analysis. It may be fetched at once.
    fn keep(&self, key: u128, analysis: &Analysis);
}

/// Where the files of the site go as they are made. Called from several threads, each path once.
pub trait Output: Sync {
    /// Takes one file. `path` is relative, with `/`, and stays inside the output folder.
    fn write(&self, path: &str, contents: &[u8]) -> std::io::Result<()>;

    /// Takes one file piece by piece, for files that grow with the archive. Unless overridden, it is put together in memory.
    fn write_pieces(&self, path: &str, pieces: &mut dyn Iterator<Item = Vec<u8>>) -> std::io::Result<()> {
        self.write(path, &pieces.flatten().collect::<Vec<u8>>())
    }
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

/// Everything that can be known from one article alone.
///
/// `year` is given when an earlier pass left the date without a year and the neighbours supplied one.
pub fn analyse(source: &Source, file: &ArticleFile, input: &Input, year: Option<i32>) -> Analysis {
    let mut problems = Problems::default();
    let raw: RawArticle = parse::article(source, file.format, &input.settings, &mut problems);
    let language = languages::of(&raw.language);
    let sentences = sentences::split(&raw.body, language);
    let expressions = dates::expressions::find(&raw.body, &sentences, &language.dates, &raw.language);
    let published = dates::published::resolve(&raw, &expressions, source, language, year, &mut problems);
    let mentions = dates::mentions::resolve(&expressions, &published);
    let mut statements = statements::find(&raw.body, &sentences, language);
    let people = people::within(&raw, &sentences, &mut statements, &published, &input.authorities, language);
    statements::said_on::resolve(&mut statements, &raw.body, &sentences, &mentions, &published, language);
    let article = parse::facts(&raw, published, &input.settings, source, &mut problems);
    statements::ids::assign(&article.slug, &raw.body.plain, &mut statements);
    let terms = relations::terms(&raw, &people, &input.authorities, language);
    let notes = notes::anchor(file.notes.as_ref(), &article, source, &raw.body, &statements, &mut problems);
    Analysis { article, body: raw.body, statements, mentions, people, terms, notes, problems }
}

/// Everything known of all articles, without a site: what suggestions need.
pub fn survey(input: &Input, world: &dyn World, shelf: &dyn Shelf) -> Built {
    let (keys, summaries, mut problems) = analyses(input, world, shelf);
    let archive = assemble::archive(summaries, &input.authorities, &input.settings, &mut problems);
    Built { archive, keys, problems: problems.sorted() }
}

/// Builds the whole site: asks `world` for the articles, hands every finished file to `output`.
///
/// Two passes over the articles, because a page needs all other articles and memory must not hold all texts: the first makes
/// the analyses and keeps them on the `shelf`, the second takes them from there and makes the pages.
pub fn build(input: &Input, world: &dyn World, shelf: &dyn Shelf, output: &dyn Output) -> std::io::Result<Built> {
    world.stage("analyses of articles");
    let (keys, summaries, mut problems) = analyses(input, world, shelf);
    world.stage("archive: people, topics, relations");
    let archive = assemble::archive(summaries, &input.authorities, &input.settings, &mut problems);
    world.stage("pages");
    let pages = pages::plan(&archive, &input.settings);
    problems.extend(pages::clashes(&archive, &pages));
    let renderer = render::Renderer::new(input, &archive);
    problems.extend(renderer.problems().clone());
    let index = search::Builder::new(&archive, &input.settings, output);
    let rendered: Problems = pages
        .par_iter()
        .map(|page| {
            let analysis = match page {
                Page::Article(id) => shelf.fetch(keys[archive[*id].file as usize]),
                _ => None,
            };
            if let (Page::Article(id), Some(analysis)) = (page, &analysis) {
                index.add(*id, analysis)?;
            }
            match renderer.page(page, analysis.as_ref()) {
                Ok(html) => output.write(&page.path(&archive), html.as_bytes()).map(|()| None),
                Err(problem) => Ok(Some(problem)),
            }
        })
        .collect::<std::io::Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    problems.extend(rendered);
    world.stage("search, feeds and data");
    index.write()?;
    problems.extend(feeds::write(&archive, &pages, input, output)?);
    for (path, contents) in &input.statics {
        output.write(&format!("assets/{path}"), contents)?;
    }
    Ok(Built { archive, keys, problems: problems.sorted() })
}

/// The first pass: every article's analysis on the shelf, and its summary.
fn analyses(input: &Input, world: &dyn World, shelf: &dyn Shelf) -> (Vec<u128>, Vec<Summary>, Problems) {
    let settings_key = crate::cache::settings_key(input);
    let one = |file: usize, year: Option<i32>| -> (u128, Option<Summary>, Problems) {
        let mut problems = Problems::default();
        let entry = &world.files()[file];
        match world.read(file, &mut problems) {
            Err(problem) => {
                problems.push(problem);
                (0, None, problems)
            }
            Ok(source) => {
                let key = crate::cache::analysis_key(settings_key, &source, entry, year);
                let analysis = shelf.fetch(key).unwrap_or_else(|| {
                    let analysis = analyse(&source, entry, input, year);
                    shelf.keep(key, &analysis);
                    analysis
                });
                problems.extend(analysis.problems.clone());
                (key, Some(Summary::new(file, analysis)), problems)
            }
        }
    };
    let mut found: Vec<_> = (0..world.files().len()).into_par_iter().map(|file| one(file, None)).collect();
    let summaries: Vec<&Summary> = found.iter().filter_map(|(_, summary, _)| summary.as_ref()).collect();
    for (file, year) in dates::neighbours::years(&summaries) {
        found[file as usize] = one(file as usize, Some(year));
    }
    let mut keys = Vec::with_capacity(found.len());
    let mut summaries = Vec::with_capacity(found.len());
    let mut problems = Problems::default();
    for (key, summary, found) in found {
        keys.push(key);
        summaries.extend(summary);
        problems.extend(found);
    }
    (keys, summaries, problems)
}
