//! Which file of the site a request means, and what type it is.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// What a request path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The file at this path below the folder.
    File(String),
    /// A folder, asked for without its slash; the request path that has it.
    Folder(String),
    /// Nothing.
    Nothing,
}

/// Looks up the path of a request in the site of this name below a folder. Nothing outside of it, nothing hidden and no link
/// is ever found.
pub(super) fn find(folder: &Path, site: &str, path: &str) -> Found {
    let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
    let Some(decoded) = names.iter().map(|name| decoded(name)).collect::<Option<Vec<_>>>() else {
        return Found::Nothing;
    };
    let odd = |name: &String| name.starts_with('.') && name != ".nojekyll" || name.contains(['/', '\\', ':', '\0']);
    if decoded.iter().any(odd) {
        return Found::Nothing;
    }
    let mut file = site.to_owned();
    decoded.iter().for_each(|name| file.extend(["/", name]));
    let is_folder = path.is_empty() || path.ends_with('/');
    match real(folder, &file) {
        Some((_, facts)) if facts.is_file() && !is_folder => Found::File(file),
        Some((_, facts)) if facts.is_dir() => {
            let index = file + "/index.html";
            match real(folder, &index) {
                Some((_, facts)) if facts.is_file() && is_folder => Found::File(index),
                // Made of the names alone: `//name` would lead to another host.
                Some((_, facts)) if facts.is_file() => Found::Folder(format!("/{}/", names.join("/"))),
                _ => Found::Nothing,
            }
        }
        _ => Found::Nothing,
    }
}

/// The bytes of a file at a path below a folder; `None` if it is not there, or behind a link.
pub(super) fn read_in(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let (file, facts) = real(folder, path)?;
    // Anything else, such as a pipe, may never end.
    if facts.is_file() { fs::read(file).ok() } else { None }
}

/// What is at a path below a folder, if neither the folder nor anything on the way is a link.
pub(super) fn real(folder: &Path, path: &str) -> Option<(PathBuf, Metadata)> {
    let unlinked = |place: &Path| fs::symlink_metadata(place).ok().filter(|facts| !facts.is_symlink());
    let mut place = folder.to_owned();
    let mut facts = unlinked(&place)?;
    for name in path.split('/').filter(|name| !name.is_empty()) {
        place.push(name);
        facts = unlinked(&place)?;
    }
    Some((place, facts))
}

/// A name with its percent signs resolved; `None` if it is not UTF-8 or cut short.
fn decoded(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_site_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("people")).unwrap();
        fs::write(site.join("index.html"), "").unwrap();
        fs::write(site.join("people/index.html"), "").unwrap();
        fs::write(site.join("people/лавров.html"), "").unwrap();
        fs::write(site.join(".onrecord-site"), "").unwrap();
        fs::write(folder.path().join("secret"), "").unwrap();
        let file = |path: &str| Found::File(format!("site/{path}"));
        let folder_with = |path: &str| Found::Folder(path.to_owned());
        assert_eq!(find(folder.path(), "site", "/"), file("index.html"));
        assert_eq!(find(folder.path(), "site", "/people/"), file("people/index.html"));
        assert_eq!(find(folder.path(), "site", "//people//"), file("people/index.html"));
        assert_eq!(
            find(folder.path(), "site", "/people/%D0%BB%D0%B0%D0%B2%D1%80%D0%BE%D0%B2.html"),
            file("people/лавров.html")
        );
        for path in ["/people", "//people", "///people"] {
            assert_eq!(find(folder.path(), "site", path), folder_with("/people/"), "{path}");
        }
        assert_eq!(find(folder.path(), "site", "/p%65ople"), folder_with("/p%65ople/"));
        for path in [
            "/../secret",
            "/%2e%2e/secret",
            "/people/..%2f../secret",
            "/.onrecord-site",
            "/x",
            "/%",
            "/%zz",
            "/%+1",
            "/%2Fpeople",
            "/people%2F",
            "/%5cpeople",
            "/index.html/",
        ] {
            assert_eq!(find(folder.path(), "site", path), Found::Nothing, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_wherever_it_is_on_the_way() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (site, outside) = (folder.path().join("site"), folder.path().join("outside"));
        fs::create_dir_all(site.join("people")).unwrap();
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("index.html"), "secret").unwrap();
        symlink(outside.join("index.html"), site.join("404.html")).unwrap();
        symlink(outside.join("index.html"), site.join("people/index.html")).unwrap();
        symlink(&outside, site.join("topics")).unwrap();
        symlink(&outside, folder.path().join("other")).unwrap();
        for path in
            ["/404.html", "/people/", "/people", "/people/index.html", "/topics", "/topics/", "/topics/index.html"]
        {
            assert_eq!(find(folder.path(), "site", path), Found::Nothing, "{path}");
        }
        assert_eq!(find(folder.path(), "other", "/index.html"), Found::Nothing);
        assert_eq!(read_in(&site, "404.html"), None);
        assert_eq!(read_in(&site, "topics/index.html"), None);
        assert_eq!(read_in(&outside, "index.html"), Some(b"secret".to_vec()));
    }
}
