//! `zip`: the whole site in a file, to be passed on: unpacked, `START.html` opens it.

use super::container::Container;
use crate::site::html::Html;
use std::collections::BTreeMap;
use std::io::{self, Seek, Write};

/// The page beside the site.
const START: &str = "START.html";
/// The folder of the site.
const FOLDER: &str = "site";

/// Writes the files of a site, by path.
pub(super) fn write(
    title: &str,
    language: &str,
    files: &BTreeMap<String, Vec<u8>>,
    out: &mut (impl Write + Seek),
) -> io::Result<()> {
    let mut page = Html::new();
    page.raw("<!doctype html>\n<html lang=\"").value(language).raw("\"><meta charset=\"utf-8\">");
    page.raw("<meta http-equiv=\"refresh\" content=\"0; url=site/index.html\"><title>").text(title).raw("</title>");
    page.raw("<p><a href=\"site/index.html\">").text(title).raw("</a></p>\n");
    let mut container = Container::new(out);
    container.add(START, page.as_str().as_bytes())?;
    for (path, contents) in files {
        // What only a server looks for.
        if path != ".nojekyll" {
            container.add(&format!("{FOLDER}/{path}"), contents)?;
        }
    }
    container.finish()
}
