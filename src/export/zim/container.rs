//! The ZIM format, version 6.1, as openzim.org describes it: numbers in little-endian order, entries sorted by namespace and path.
//!
//! A file is a header, the media types, three tables of places (entries by path, entries by title, clusters), the entries, the clusters
//! with their contents, and the MD5 sum of all that.

use md5::{Digest, Md5};
use rayon::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::collections::BTreeSet;
use std::io::{self, Write};

const MAGIC: u32 = 0x044d_495a;
const HEADER: usize = 80;
/// What takes the place of a media type in an entry that leads to another.
const REDIRECT: u16 = 0xffff;
/// No layout page: the format has a place for one, and no reader shows it.
const NONE: u32 = u32::MAX;
/// Contents share a cluster up to so many bytes: enough to be compressed well, and little to be unpacked for one page.
const CLUSTER: usize = 1 << 20;
/// The first byte of a cluster.
const STORED: u8 = 1;
const ZSTANDARD: u8 = 5;
/// Added to it where places in the cluster have eight bytes.
const LARGE: u8 = 0x10;

/// Where an entry belongs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Namespace {
    /// What is read.
    Content = b'C' as isize,
    /// What is said about the file.
    Metadata = b'M' as isize,
    /// Entries that every reader looks for.
    WellKnown = b'W' as isize,
    /// What readers search by.
    Index = b'X' as isize,
}

/// An entry of a ZIM file.
pub(super) struct Entry<'a> {
    pub(super) namespace: Namespace,
    pub(super) path: String,
    /// Empty where it is the path.
    pub(super) title: String,
    pub(super) is: Is<'a>,
}

/// What is behind an entry.
pub(super) enum Is<'a> {
    /// A file of a media type; `packed` where compression is worth it.
    File { media_type: &'static str, contents: &'a [u8], packed: bool },
    /// Another name of the entry with this path.
    Redirect { namespace: Namespace, path: &'a str },
}

impl Entry<'_> {
    /// What entries are sorted and found by.
    fn key(&self) -> (Namespace, &str) {
        (self.namespace, &self.path)
    }

    /// The title that readers show.
    fn shown(&self) -> &str {
        if self.title.is_empty() { &self.path } else { &self.title }
    }
}

/// The order that entries have in a file. What lists entries by number needs it first.
pub(super) fn sort(entries: &mut [Entry]) {
    entries.sort_by(|one, other| one.key().cmp(&other.key()));
}

/// The numbers of entries in the order of their titles.
pub(super) fn by_title(entries: &[Entry], listed: impl Fn(&Entry) -> bool) -> Vec<u32> {
    let mut order: Vec<usize> = (0..entries.len()).filter(|at| listed(&entries[*at])).collect();
    order.sort_by_key(|at| (entries[*at].namespace, entries[*at].shown(), *at));
    order.into_iter().map(number).collect()
}

/// Numbers one after the other, as a file has them.
pub(super) fn listed(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A file holds fewer than four thousand million entries, by its format; memory ends long before.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

/// The position of the entry with a path.
fn find(entries: &[Entry], namespace: Namespace, path: &str) -> io::Result<u32> {
    let at = entries.binary_search_by(|entry| entry.key().cmp(&(namespace, path)));
    at.map(number).map_err(|_| io::Error::other(format!("`{path}` is not in the file")))
}

/// Writes entries, which [`sort`] has put in order, into a file that opens with one of them.
pub(super) fn write(entries: &[Entry], main: (Namespace, &str), id: u128, out: &mut impl Write) -> io::Result<()> {
    let types: BTreeSet<&str> = entries.iter().filter_map(media_type).collect();
    let types: Vec<&str> = types.into_iter().collect();
    let (blobs, clusters) = clusters(entries);
    let dirents = entries.iter().zip(blobs).map(|(entry, blob)| dirent(entry, blob, entries, &types));
    let dirents = dirents.collect::<io::Result<Vec<Vec<u8>>>>()?;
    let titles = listed(&by_title(entries, |_| true));

    let types_size = types.iter().map(|name| name.len() + 1).sum::<usize>() + 1;
    let paths_at = HEADER + types_size;
    let titles_at = paths_at + 8 * entries.len();
    let clusters_at = titles_at + titles.len();
    let dirents_at = clusters_at + 8 * clusters.len();
    let (dirent_places, contents_at) = places(dirents_at, &dirents);
    let (cluster_places, sum_at) = places(contents_at, &clusters);

    let mut out = Summed { out, sum: Md5::new() };
    out.add(&MAGIC.to_le_bytes())?;
    out.add(&6u16.to_le_bytes())?;
    out.add(&1u16.to_le_bytes())?;
    out.add(&id.to_be_bytes())?;
    out.add(&listed(&[number(entries.len()), number(clusters.len())]))?;
    for place in [paths_at, titles_at, clusters_at, HEADER] {
        out.add(&(place as u64).to_le_bytes())?;
    }
    out.add(&listed(&[find(entries, main.0, main.1)?, NONE]))?;
    out.add(&(sum_at as u64).to_le_bytes())?;
    for name in &types {
        out.add(name.as_bytes())?;
        out.add(&[0])?;
    }
    out.add(&[0])?;
    out.add(&dirent_places)?;
    out.add(&titles)?;
    out.add(&cluster_places)?;
    for part in dirents.iter().chain(&clusters) {
        out.add(part)?;
    }
    let sum = out.sum.finalize();
    out.out.write_all(&sum)
}

/// Writes, and adds up what was written.
struct Summed<Out> {
    out: Out,
    sum: Md5,
}

impl<Out: Write> Summed<Out> {
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.out.write_all(bytes)
    }
}

fn media_type<'a>(entry: &Entry<'a>) -> Option<&'a str> {
    match entry.is {
        Is::File { media_type, .. } => Some(media_type),
        Is::Redirect { .. } => None,
    }
}

/// The table of where parts are that begin at a place, and where they end.
fn places(begin: usize, parts: &[Vec<u8>]) -> (Vec<u8>, usize) {
    let mut at = begin;
    let mut table = Vec::with_capacity(8 * parts.len());
    for part in parts {
        table.extend((at as u64).to_le_bytes());
        at += part.len();
    }
    (table, at)
}

/// An entry as a file has it.
fn dirent(entry: &Entry, blob: (u32, u32), entries: &[Entry], types: &[&str]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(18 + entry.path.len() + entry.title.len());
    let kind = media_type(entry).map(|name| types.binary_search(&name).unwrap_or_default());
    bytes.extend(kind.map_or(REDIRECT, |at| at as u16).to_le_bytes());
    // No parameters; then the namespace, and a revision, of which there is one.
    bytes.extend([0, entry.namespace as u8, 0, 0, 0, 0]);
    match entry.is {
        Is::File { .. } => bytes.extend(listed(&[blob.0, blob.1])),
        Is::Redirect { namespace, path } => bytes.extend(find(entries, namespace, path)?.to_le_bytes()),
    }
    for words in [&entry.path, &entry.title] {
        // A zero ends the text, so none can be in it.
        bytes.extend(words.bytes().filter(|byte| *byte != 0));
        bytes.push(0);
    }
    Ok(bytes)
}

/// In which cluster each entry is, and at which place in it; and the clusters.
fn clusters(entries: &[Entry]) -> (Vec<(u32, u32)>, Vec<Vec<u8>>) {
    let mut filled: Vec<(bool, Vec<&[u8]>)> = Vec::new();
    // Of what is stored and what is compressed, the cluster being filled, and its size.
    let mut open: [Option<(usize, usize)>; 2] = [None; 2];
    let mut blobs = Vec::with_capacity(entries.len());
    for entry in entries {
        let Is::File { contents, packed, .. } = entry.is else {
            blobs.push((0, 0));
            continue;
        };
        let (at, size) =
            open[usize::from(packed)].filter(|(_, size)| size + contents.len() <= CLUSTER).unwrap_or_else(|| {
                filled.push((packed, Vec::new()));
                (filled.len() - 1, 0)
            });
        open[usize::from(packed)] = Some((at, size + contents.len()));
        blobs.push((number(at), number(filled[at].1.len())));
        filled[at].1.push(contents);
    }
    (blobs, filled.par_iter().map(|(packed, contents)| cluster(*packed, contents)).collect())
}

/// A cluster: where each of its contents begins, and the last ends, then the contents.
fn cluster(packed: bool, contents: &[&[u8]]) -> Vec<u8> {
    let size: usize = contents.iter().map(|bytes| bytes.len()).sum();
    let places = contents.len() + 1;
    let large = u32::try_from(size + 4 * places).is_err();
    let mut at = places * if large { 8 } else { 4 };
    let mut whole = Vec::with_capacity(at + size);
    let mut place = |at: usize| {
        let bytes = (at as u64).to_le_bytes();
        whole.extend(&bytes[..if large { 8 } else { 4 }]);
    };
    place(at);
    for bytes in contents {
        at += bytes.len();
        place(at);
    }
    for bytes in contents {
        whole.extend(*bytes);
    }
    let kind = if packed { ZSTANDARD } else { STORED } | if large { LARGE } else { 0 };
    let mut cluster = vec![kind];
    if packed {
        cluster.extend(compress_to_vec(whole.as_slice(), CompressionLevel::Fastest));
    } else {
        cluster.extend(whole);
    }
    cluster
}
