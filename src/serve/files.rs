//! Which file of the site a request means, and what type it is.

use std::path::{Path, PathBuf};

/// What a request path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This file.
    File(PathBuf),
    /// A folder, asked for without its slash.
    Folder,
    /// Nothing.
    Nothing,
}

/// Looks up the path of a request below `site`. Nothing outside of it, and nothing hidden, is ever found.
pub(super) fn find(site: &Path, path: &str) -> Found {
    let Some(path) = decoded(path) else { return Found::Nothing };
    let mut file = site.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') && part != ".nojekyll" || part.contains(['\\', ':', '\0']) {
            return Found::Nothing;
        }
        file.push(part);
    }
    if file.is_dir() {
        let index = file.join("index.html");
        return match index.is_file() {
            true if path.ends_with('/') => Found::File(index),
            true => Found::Folder,
            false => Found::Nothing,
        };
    }
    if file.is_file() && !path.ends_with('/') { Found::File(file) } else { Found::Nothing }
}

/// A path with its percent signs resolved; `None` if it is not UTF-8 or cut short.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file, by the ending of its name.
pub(super) fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonl" => "application/jsonl",
        "jsonld" => "application/ld+json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_site_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join("people")).unwrap();
        std::fs::write(site.join("index.html"), "").unwrap();
        std::fs::write(site.join("people/index.html"), "").unwrap();
        std::fs::write(site.join("people/лавров.html"), "").unwrap();
        std::fs::write(site.join(".onrecord-site"), "").unwrap();
        std::fs::write(folder.path().join("secret"), "").unwrap();
        let file = |path: &str| Found::File(site.join(path));
        assert_eq!(find(&site, "/"), file("index.html"));
        assert_eq!(find(&site, "/people"), Found::Folder);
        assert_eq!(find(&site, "/people/"), file("people/index.html"));
        assert_eq!(find(&site, "/people/%D0%BB%D0%B0%D0%B2%D1%80%D0%BE%D0%B2.html"), file("people/лавров.html"));
        for path in
            ["/../secret", "/%2e%2e/secret", "/people/..%2f../secret", "/.onrecord-site", "/x", "/%", "/%zz", "/%+1"]
        {
            assert_eq!(find(&site, path), Found::Nothing, "{path}");
        }
    }
}
