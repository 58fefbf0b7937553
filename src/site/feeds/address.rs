//! Addresses of pages and names of things, with and without `site-url`.

use crate::model::settings::Settings;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use xxhash_rust::xxh3::xxh3_128;

/// Turns paths of the output folder into addresses.
#[derive(Debug)]
pub(crate) struct Addresses<'a> {
    site_url: Option<&'a str>,
    title: &'a str,
}

impl<'a> Addresses<'a> {
    /// The addresses under the `site-url` of the settings.
    pub(crate) fn new(settings: &'a Settings) -> Addresses<'a> {
        Addresses { site_url: settings.site_url.as_deref(), title: &settings.title }
    }

    /// The full address of a path, if the site has one. The path may end in a fragment.
    pub(crate) fn absolute(&self, path: &str) -> Option<String> {
        let site = self.site_url?;
        let slash = if site.ends_with('/') { "" } else { "/" };
        Some(format!("{site}{slash}{}", encoded(path)))
    }

    /// The full address of a path, or else the way to it from the file `from`.
    pub(crate) fn link(&self, from: &str, path: &str) -> String {
        self.absolute(path).unwrap_or_else(|| {
            let up = from.bytes().filter(|byte| *byte == b'/').count();
            "../".repeat(up) + &encoded(path)
        })
    }

    /// A permanent, globally unique name: the full address, or else a UUID (version 8) made from the archive's title and the path.
    pub(crate) fn id(&self, path: &str) -> String {
        self.absolute(path).unwrap_or_else(|| {
            let hash = xxh3_128(format!("{}\0{path}", self.title).as_bytes());
            let hash = hash & !(0xf << 76) & !(0b11 << 62) | (0x8 << 76) | (0b10 << 62);
            let digits = format!("{hash:032x}");
            let part = |from: usize, to: usize| &digits[from..to];
            format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
        })
    }
}

/// What is encoded in an address: all but letters, digits and `-._~/#` of ASCII.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b'#');

/// A path as it stands in an address.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_site_url_links_are_relative_and_ids_are_uuids() {
        let settings = Settings::default();
        let addresses = Addresses::new(&settings);
        assert_eq!(
            addresses.link("topics/gas.xml", "articles/ответ.html#s-1"),
            "../articles/%D0%BE%D1%82%D0%B2%D0%B5%D1%82.html#s-1"
        );
        let id = addresses.id("articles/a.html");
        assert_eq!(id.len(), "urn:uuid:".len() + 36);
        assert_eq!(&id[9 + 14..9 + 15], "8");
        assert_ne!(id, addresses.id("articles/b.html"));
    }

    #[test]
    fn with_a_site_url_everything_is_absolute() {
        let settings = Settings { site_url: Some("https://example.org/news/".to_owned()), ..Settings::default() };
        let addresses = Addresses::new(&settings);
        assert_eq!(
            addresses.link("topics/gas.xml", "articles/a b.html"),
            "https://example.org/news/articles/a%20b.html"
        );
        assert_eq!(addresses.id("articles/a.html"), "https://example.org/news/articles/a.html");
    }
}
