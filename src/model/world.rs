//! The three ports of the core: where articles come from, where analyses are kept, where the finished files go.

use crate::model::article::{Analysis, ArticleFile};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;

/// All that the core may ask of the outside: which articles there are, and what each file says.
pub trait World: Sync {
    /// The article files, sorted by path.
    fn files(&self) -> &[ArticleFile];
    /// Reads and decodes one of them. What was odd about it but could be read goes into `problems`.
    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic>;
    /// Hash of what a file says, if that is known without reading it: [`crate::text::hash::text_key`] of what `read` would give.
    fn known(&self, _file: usize) -> Option<u128> {
        None
    }
    /// Is told that a stage begins, for those who want to know how long each takes: the core has no clock.
    fn stage(&self, _name: &'static str) {}
}

/// Where the analyses of one run are kept between its two passes, and from one run to the next.
pub trait AnalysisStore: Sync {
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

/// Makes parts of a file, by their numbers: what each says, in the same order. One that cannot be made says nothing.
pub type MakeParts<'a> = dyn Fn(&[usize]) -> Vec<Vec<u8>> + Sync + 'a;

/// So many parts of a file are made before they go to disk.
pub const PARTS_AT_A_TIME: usize = 64;

/// Where the files of the site go as they are made. Called from several threads, each path once.
pub trait Output: Sync {
    /// Takes one file. `path` is relative, with `/`, and stays inside the output folder.
    fn write(&self, path: &str, contents: &[u8]) -> std::io::Result<()>;

    /// Takes one file piece by piece, for files that grow with the archive. Unless overridden, it is put together in memory.
    fn write_pieces(&self, path: &str, pieces: &mut dyn Iterator<Item = Vec<u8>>) -> std::io::Result<()> {
        self.write(path, &pieces.collect::<Vec<_>>().concat())
    }

    /// The same of a file that is remembered with what it was made from: see [`Output::write_keyed`].
    fn write_pieces_keyed(
        &self,
        path: &str,
        _key: u128,
        pieces: &mut dyn Iterator<Item = Vec<u8>>,
    ) -> std::io::Result<()> {
        self.write_pieces(path, pieces)
    }

    /// Takes a file that is made of parts, such as one line for each article. `keys` are hashes of what each part is made from, `key` is one
    /// of all of it. Parts of the last build need not be made again; unless overridden, all are.
    fn write_parts(&self, path: &str, key: u128, keys: &[u128], make: &MakeParts) -> std::io::Result<()> {
        let numbers: Vec<usize> = (0..keys.len()).collect();
        let mut batches = numbers.chunks(PARTS_AT_A_TIME).map(|numbers| make(numbers).concat());
        self.write_pieces_keyed(path, key, &mut batches)
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
