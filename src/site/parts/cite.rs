//! How to cite an article, and links to words in its original.

use crate::model::archive::ArticleId;
use crate::model::article::Article;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::view::Site;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// "Author: Title. Outlet, place, 17 December 2021. https://…"
pub(crate) fn plain(out: &mut Html, site: &Site, id: ArticleId, article: &Article) {
    let row = &site.archive[id];
    if !article.authors.is_empty() {
        out.text(&article.authors.join(&site.words.comma)).raw(": ");
    }
    out.text(&site.words.quote_open).text(&row.title).text(&site.words.quote_close).raw(". ");
    let date = row.when().map_or_else(|| site.words.undated.clone(), |when| site.words.date(when));
    let facts = [site.outlet_of(id), row.place.as_deref(), Some(date.as_str())];
    out.text(&facts.into_iter().flatten().collect::<Vec<_>>().join(&site.words.comma)).raw(".");
    // Whoever has only the paper needs an address: that of the original, else that of the page.
    let address = row.url.clone().or_else(|| site.absolute(&Page::Article(id).path(site.archive)));
    if let Some(address) = address {
        out.raw(" ").text(&address);
    }
}

/// Words at either end of a long quotation that find it in the original.
const ENDS: usize = 4;
/// Longest quotation that is looked for whole, in words.
const WHOLE: usize = 10;

/// An address that opens the original at the words: a URL with a text fragment.
pub(crate) fn text_fragment(url: &str, words: &str) -> String {
    // The first piece of an interrupted quotation: the pieces do not follow each other in the original.
    let piece = words.split(" … ").next().unwrap_or(words);
    let words: Vec<&str> = piece.split_whitespace().collect();
    let base = url.split('#').next().unwrap_or(url);
    if words.is_empty() {
        return base.to_owned();
    }
    let text = if words.len() <= WHOLE {
        encoded(&words.join(" "))
    } else {
        format!("{},{}", encoded(&words[..ENDS].join(" ")), encoded(&words[words.len() - ENDS..].join(" ")))
    };
    format!("{base}#:~:text={text}")
}

/// What is encoded in a text fragment, where comma, hyphen and ampersand have a meaning.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_');

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_quotation_is_found_by_its_ends() {
        let url = text_fragment("https://example.org/a#old", "we - and others, too");
        assert_eq!(url, "https://example.org/a#:~:text=we%20%2D%20and%20others%2C%20too");
        let long = text_fragment("https://example.org/a", "a b c d e f g h i j k l");
        assert_eq!(long, "https://example.org/a#:~:text=a%20b%20c%20d,i%20j%20k%20l");
    }
}
