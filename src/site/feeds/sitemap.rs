//! sitemap.xml and robots.txt.
//!
//! A sitemap holds absolute addresses only, so there is none without `site-url`. `lastmod` is the day of the last note or correction
//! of an article. Other pages have none: when they last changed is not known here, and a publication date in its place would be wrong.

use super::address::Addresses;
use super::atom::element;
use crate::model::archive::Archive;
use crate::model::when::When;
use crate::model::world::Output;
use crate::site::page::Page;

/// Most addresses in one sitemap, by the protocol.
const LIMIT: usize = 50_000;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Writes robots.txt, and the sitemap if the site has an address: one file, or an index of several.
pub(crate) fn write(
    archive: &Archive,
    pages: &[Page],
    addresses: &Addresses,
    output: &dyn Output,
) -> std::io::Result<()> {
    let Some(address) = addresses.absolute("sitemap.xml") else {
        return output.write("robots.txt", b"User-agent: *\nAllow: /\n");
    };
    output.write("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {address}\n").as_bytes())?;

    let wanted = |page: &&Page| !matches!(page, Page::Alias(..) | Page::Moved(_) | Page::NotFound);
    let changed = |page: &Page| match *page {
        Page::Article(id) => super::feed::change(archive, id).map(|(day, _)| day),
        _ => None,
    };
    let listed: Vec<_> = pages.iter().filter(wanted).map(|page| (page.path(archive), changed(page))).collect();
    if listed.len() <= LIMIT {
        return output.write("sitemap.xml", list("urlset", "url", &listed, addresses).as_bytes());
    }
    let mut parts = Vec::new();
    for (index, chunk) in listed.chunks(LIMIT).enumerate() {
        let path = format!("sitemap-{}.xml", index + 1);
        output.write(&path, list("urlset", "url", chunk, addresses).as_bytes())?;
        parts.push((path, None));
    }
    output.write("sitemap.xml", list("sitemapindex", "sitemap", &parts, addresses).as_bytes())
}

/// A list of addresses, each with the day of its last change if that is known: of pages in a sitemap, of sitemaps in an index.
fn list(root: &str, item: &str, paths: &[(String, Option<When>)], addresses: &Addresses) -> String {
    let mut out = format!("{HEAD}<{root} xmlns=\"{NAMESPACE}\">\n");
    for (path, changed) in paths {
        let Some(address) = addresses.absolute(path) else { continue };
        out.push_str(&format!("<{item}>"));
        element(&mut out, "loc", &address);
        out.truncate(out.trim_end().len());
        if let Some(day) = changed {
            out.push_str(&format!("<lastmod>{}</lastmod>", day.start));
        }
        out.push_str(&format!("</{item}>\n"));
    }
    out.push_str(&format!("</{root}>\n"));
    out
}
