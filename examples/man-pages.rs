//! Writes the manual pages: `cargo run --example man-pages -- FOLDER`, one for the command and one for each of its commands.

#![expect(clippy::disallowed_methods, reason = "writes files and is told where")]

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder =
        PathBuf::from(std::env::args_os().nth(1).ok_or_else(|| std::io::Error::other("usage: man-pages FOLDER"))?);
    std::fs::create_dir_all(&folder)?;
    clap_mangen::generate_to(onrecord::cli::command(), &folder)
}
