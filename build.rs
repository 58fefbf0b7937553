//! Gives the program a name that changes with its source, so that a cache made by other code is never trusted.

#![expect(clippy::disallowed_methods, reason = "a build script reads the sources")]

use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for name in ["src", "templates", "static", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={name}");
        collect(Path::new(name), &mut files);
    }
    files.sort();
    let mut hash = FNV_START;
    for file in files {
        add(&mut hash, file.to_string_lossy().replace('\\', "/").as_bytes());
        add(&mut hash, &std::fs::read(&file).unwrap_or_default());
    }
    println!("cargo::rustc-env=ONRECORD_SOURCE={hash:016x}");
}

/// All files at or below a path.
fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: needs no crate, and changes by accident are what it must notice.
fn add(hash: &mut u64, bytes: &[u8]) {
    for byte in bytes.iter().chain(&(bytes.len() as u64).to_le_bytes()) {
        *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
}
