//! Zip files that are the same byte for byte whenever the same is put into them.

use std::io::{self, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A zip file being written: files in the order in which they are added, all of one day, none of anybody's.
pub(super) struct Container<Out: Write + Seek> {
    zip: ZipWriter<Out>,
}

impl<Out: Write + Seek> Container<Out> {
    pub(super) fn new(out: Out) -> Container<Out> {
        Container { zip: ZipWriter::new(out) }
    }

    /// Adds a file, compressed.
    pub(super) fn add(&mut self, path: &str, contents: &[u8]) -> io::Result<()> {
        self.begin(path)?;
        self.zip.write_all(contents)
    }

    /// Begins a file, compressed, to be written to.
    pub(super) fn begin(&mut self, path: &str) -> io::Result<&mut impl Write> {
        self.zip.start_file(path, options(CompressionMethod::Deflated)).map_err(io::Error::other)?;
        Ok(&mut self.zip)
    }

    /// Adds a file as it is.
    pub(super) fn store(&mut self, path: &str, contents: &[u8]) -> io::Result<()> {
        self.zip.start_file(path, options(CompressionMethod::Stored)).map_err(io::Error::other)?;
        self.zip.write_all(contents)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.zip.finish().map(drop).map_err(io::Error::other)
    }
}

/// The first day that a zip file can say.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(false)
}
