//! EPUB: each document of its reading order that has text is an article.

use super::blocks::{Block, Shape, to_markdown};
use super::document::Document;
use super::fault::Fault;
use super::from_html;
use super::xml::{Element, tree};
use super::zipped::Zipped;
use crate::model::article::Format;
use crate::parsing::days::day_of;
use crate::text::charset;
use percent_encoding::percent_decode_str;

/// Fewest letters of an article; covers, title pages and lists of contents have less text, or only links.
const SHORTEST: usize = 100;

/// The articles of a book or of an issue, and how many of its documents have no text.
pub(super) fn read(bytes: &[u8]) -> Result<(Vec<Document>, usize), Fault> {
    let mut zip = Zipped::open(bytes)?;
    if let Some(locks) = zip.read("META-INF/encryption.xml")? {
        // Fonts are scrambled without a password; texts are not.
        let locks = String::from_utf8_lossy(&locks);
        if locks.matches("EncryptionMethod").count()
            > locks.matches("obfuscation").count() + locks.matches("mangling").count()
        {
            return Err(Fault::Encrypted);
        }
    }
    let container = tree(&charset::text_of(&zip.need("META-INF/container.xml")?, None))?;
    let path =
        container.find("rootfile").and_then(|file| file.attribute("full-path")).unwrap_or("content.opf").to_owned();
    let package = tree(&charset::text_of(&zip.need(&path)?, None))?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let facts = Facts::of(&package);
    let manifest =
        package.local_child("manifest").map(|manifest| manifest.elements().collect::<Vec<_>>()).unwrap_or_default();
    let spine = package.local_child("spine").map(|spine| spine.elements().collect::<Vec<_>>()).unwrap_or_default();
    let (mut documents, mut without) = (Vec::new(), 0);
    for reference in spine {
        let id = reference.attribute("idref");
        let item = manifest.iter().find(|item| item.attribute("id") == id && id.is_some());
        let Some(href) = item.and_then(|item| item.attribute("href")) else { continue };
        let is_list =
            item.and_then(|item| item.attribute("properties")).is_some_and(|it| it.split(' ').any(|it| it == "nav"));
        if is_list || reference.attribute("linear") == Some("no") {
            continue;
        }
        let name = inside(folder, href);
        let Some(page) = zip.read(&name)? else { continue };
        let html = charset::text_of(&page, None);
        let mut blocks = from_html::blocks(&html);
        if own_letters(&blocks) < SHORTEST {
            without += 1;
            continue;
        }
        if let Some(Block { shape: shape @ Shape::Heading(_), .. }) = blocks.first_mut() {
            *shape = Shape::Heading(1);
        }
        let mut document = Document::new(Format::Markdown, to_markdown(&blocks));
        facts.apply(&mut document);
        let headed = blocks.iter().any(|block| block.shape == Shape::Heading(1));
        document.facts.title = title(&html).filter(|title| !headed && Some(title) != facts.title.as_ref());
        document.origin.part = Some(name);
        documents.push(document);
    }
    match documents.is_empty() {
        true => Err(Fault::NoText("its pages are pictures or lists", "import a text version of the book")),
        false => Ok((documents, without)),
    }
}

/// Letters that are not those of links: a list of contents has none.
fn own_letters(blocks: &[Block]) -> usize {
    let runs = blocks.iter().flat_map(|block| &block.runs).filter(|run| run.link.is_none());
    runs.map(|run| run.text.chars().filter(|letter| letter.is_alphanumeric()).count()).sum()
}

/// The name of a file that a document of the package calls so.
fn inside(folder: &str, href: &str) -> String {
    let href = percent_decode_str(href.split('#').next().unwrap_or(href)).decode_utf8_lossy().into_owned();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn title(html: &str) -> Option<String> {
    let start = html.find("<title>")? + "<title>".len();
    let end = html[start..].find("</title>")?;
    let title = crate::parsing::html::decoded(html[start..start + end].trim());
    (!title.is_empty()).then_some(title)
}

/// What the package says of all its articles.
struct Facts {
    title: Option<String>,
    outlet: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    language: Option<String>,
}

impl Facts {
    fn of(package: &Element) -> Facts {
        let metadata = package.local_child("metadata").cloned().unwrap_or_default();
        let all = |name: &'static str| metadata.elements().filter(move |element| element.local() == name);
        let text = |element: &Element| Some(element.text().trim().to_owned()).filter(|text| !text.is_empty());
        let is_calibre = all("contributor").any(|element| element.text().to_lowercase().contains("calibre"));
        // Calibre writes the moment of making the file; other days are those of publication unless they say otherwise.
        let published =
            |element: &&Element| element.attribute("event").is_none_or(|event| event.contains("publication"));
        let date = all("date").find(published).and_then(text).and_then(|date| day_of(&date)).filter(|_| !is_calibre);
        let outlet = all("publisher").find_map(text).filter(|name| !name.to_lowercase().contains("calibre"));
        let authors = all("creator")
            .filter_map(text)
            .filter(|name| name.to_lowercase() != "calibre" && Some(name) != outlet.as_ref());
        let language = all("language").find_map(text).filter(|tag| crate::parsing::front_matter::is_language(tag));
        Facts { title: all("title").find_map(text), authors: authors.collect(), outlet, date, language }
    }

    fn apply(&self, document: &mut Document) {
        let facts = &mut document.facts;
        facts.outlet.clone_from(&self.outlet);
        facts.authors.clone_from(&self.authors);
        facts.date.clone_from(&self.date);
        facts.language.clone_from(&self.language);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_from_the_package_on() {
        assert_eq!(inside("OEBPS", "text/a%20b.xhtml#top"), "OEBPS/text/a b.xhtml");
        assert_eq!(inside("OEBPS/x", "../a.xhtml"), "OEBPS/a.xhtml");
        assert_eq!(inside("", "../../../etc/passwd"), "etc/passwd");
    }
}
