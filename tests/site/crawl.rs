//! Follows the links of a site in memory.

use crate::harness::Site;
use std::collections::{BTreeMap, BTreeSet};

/// A start tag with its attributes.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page. What stands in `<script>` is data, not markup.
fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let length = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if length == 0 {
            continue;
        }
        let name = &rest[..length];
        rest = &rest[length..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            let end = rest
                .find(|letter: char| letter == '=' || letter == '>' || letter.is_whitespace())
                .unwrap_or(rest.len());
            let key = &rest[..end];
            rest = &rest[end..];
            if key.is_empty() {
                break;
            }
            let value = match rest.strip_prefix('=') {
                None => String::new(),
                Some(after) => {
                    let (value, after) = match after.strip_prefix('"') {
                        Some(after) => after.split_once('"').expect("a quoted value ends"),
                        None => after.split_at(
                            after.find(|letter: char| letter == '>' || letter.is_whitespace()).unwrap_or(after.len()),
                        ),
                    };
                    rest = after;
                    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&")
                }
            };
            attributes.push((key, value));
        }
        tags.push(Tag { name, attributes });
        if name == "script" {
            rest = &rest[rest.find("</script").expect("a script ends")..];
        }
    }
    tags
}

/// The addresses that a page leads to or loads.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(page) {
        for name in ["href", "src", "action"] {
            found.extend(tag.get(name).filter(|_| tag.get("rel") != Some("canonical")).map(str::to_owned));
        }
        if tag.get("http-equiv") == Some("refresh") {
            found.extend(
                tag.get("content").and_then(|content| content.split_once("url=")).map(|(_, url)| url.to_owned()),
            );
        }
    }
    found
}

fn is_external(address: &str) -> bool {
    ["http:", "https:", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

/// The path of an address on a page, without its fragment; `None` if it leaves the site.
fn resolve(page: &str, address: &str) -> Option<(String, Option<String>)> {
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (address, None),
    };
    let path = decoded(path.split('?').next().unwrap_or(path));
    if path.is_empty() {
        return Some((page.to_owned(), fragment));
    }
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some((parts.join("/"), fragment))
}

/// The path of an address on the page for what is not there: its links begin at the root of the server, and its script is asked
/// for in each folder above.
fn resolve_anywhere(page: &str, address: &str) -> Option<(String, Option<String>)> {
    let styles = "assets/onrecord.css";
    let mount = addresses(page).into_iter().find_map(|address| Some(address.strip_suffix(styles)?.to_owned()))?;
    let script = Some(address.trim_start_matches("../")).filter(|path| *path == "assets/not-found.js");
    resolve("404.html", script.or_else(|| address.strip_prefix(&mount)).unwrap_or(address))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).expect("addresses are UTF-8")
}

/// Every link that leads nowhere, and every id that a page has twice.
///
/// An address that starts with a slash would leave a mount with a path, so it counts as broken under every mount but the root.
pub(crate) fn broken(site: &Site, mount: &str) -> Vec<String> {
    let mut ids = BTreeMap::<&str, BTreeSet<String>>::new();
    let mut broken = Vec::new();
    for (path, page) in site.pages() {
        let known = ids.entry(path).or_default();
        for id in tags(page).iter().filter_map(|tag| tag.get("id")) {
            if !known.insert(id.to_owned()) {
                broken.push(format!("{path}: the id `{id}` stands twice"));
            }
        }
    }
    // 404.html is shown at addresses that no one knows, so its links only fit the root.
    let at_root = mount.trim_start_matches("https://").matches('/').count() == 1;
    for (path, page) in site.pages().filter(|(path, _)| *path != "404.html" || at_root) {
        for address in addresses(page).iter().filter(|address| !is_external(address)) {
            let resolved = if path == "404.html" { resolve_anywhere(page, address) } else { resolve(path, address) };
            match resolved {
                None => broken.push(format!("{path}: `{address}` leaves the folder")),
                Some((target, fragment)) => {
                    let known = ids.get(target.as_str());
                    let lost = |place: &String| !place.is_empty() && !known.is_some_and(|ids| ids.contains(place));
                    if !site.files.contains_key(&target) {
                        broken.push(format!("{path}: there is no `{address}`"));
                    } else if fragment.as_ref().is_some_and(lost) {
                        broken.push(format!("{path}: `{address}` has no such place"));
                    }
                }
            }
        }
    }
    broken.sort();
    broken.dedup();
    broken
}

/// Pages that are more than `clicks` links away from the first; aliases and the error page are meant to be reached from outside.
pub(crate) fn farther_than(site: &Site, clicks: usize) -> Vec<String> {
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut edge = vec!["index.html".to_owned()];
    let pages: BTreeMap<&str, &str> = site.pages().collect();
    for _ in 0..clicks {
        let mut next = Vec::new();
        for path in &edge {
            let page = pages[path.as_str()];
            for address in addresses(page).iter().filter(|address| !is_external(address)) {
                let Some((target, _)) = resolve(path, address) else { continue };
                if pages.contains_key(target.as_str()) && reached.insert(target.clone()) {
                    next.push(target);
                }
            }
        }
        edge = next;
    }
    let outside = |path: &str| path == "404.html" || pages[path].contains("http-equiv=refresh");
    pages.keys().filter(|path| !reached.contains(**path) && !outside(path)).map(|path| (*path).to_owned()).collect()
}

/// What a page runs or loads that its Content-Security-Policy forbids.
pub(crate) fn foreign(site: &Site) -> Vec<String> {
    let mut found = Vec::new();
    for (path, page) in site.pages() {
        for tag in tags(page) {
            let loads = match tag.name {
                "link" if tag.get("rel") != Some("canonical") => tag.get("href"),
                "a" | "link" => None,
                _ => tag.get("src"),
            };
            let inline = tag.name == "style"
                || tag.get("style").is_some()
                || tag.attributes.iter().any(|(name, _)| name.starts_with("on"))
                || (tag.name == "script" && tag.get("src").is_none() && tag.get("type") != Some("application/ld+json"));
            if inline || loads.is_some_and(is_external) {
                found.push(format!("{path}: <{}>", tag.name));
            }
        }
    }
    found
}
