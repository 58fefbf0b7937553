//! Pages become HTML, through Tera: the only place that knows the template engine.
//!
//! [`pages`] says what stands on a page; here it goes into its template. What is repeated a thousand times (text with its marks,
//! cards, items of lists) is written by hand, so that Tera only lays it out.

use crate::model::archive::Archive;
use crate::model::article::Analysis;
use crate::model::world::Output;
use crate::site::content::{Content, Slot};
#[cfg(feature = "cards")]
use crate::site::faces::Faces;
use crate::site::html::encoded;
use crate::site::input::Input;
use crate::site::keys::Keys;
use crate::site::page::Page;
use crate::site::pages;
use crate::site::view::{Overview, Root, Site, right_to_left, way_back};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::hash::key_of;
use std::sync::Arc;
use tera::{Context, Value};

use crate::site::templates::Templates;

/// What every page may load and do: its own files, and nothing inline. `file:` is for browsers that give files no origin.
const POLICY: &str = "default-src 'self' file:;img-src 'self' file: data:;base-uri 'none';form-action 'self' file:";

/// Makes pages of one archive.
pub(crate) struct Renderer<'a> {
    site: Site<'a>,
    templates: &'a Templates,
    /// What every page has, made once.
    shared: Vec<(&'static str, Value)>,
    /// What was wrong with the words of the interface.
    problems: Problems,
}

impl<'a> Renderer<'a> {
    /// Prepares what all pages share.
    pub(crate) fn new(input: &'a Input, archive: &'a Archive) -> Renderer<'a> {
        let overview = Overview::new(archive, &input.editors);
        Renderer::with(input, archive, Arc::new(overview))
    }

    /// The same with an overview that was made before.
    pub(crate) fn with(input: &'a Input, archive: &'a Archive, overview: Arc<Overview>) -> Renderer<'a> {
        let mut problems = Problems::default();
        let settings = &input.editors.settings;
        let words = input.templates.words(&settings.language, &mut problems);
        let direction = if right_to_left(&settings.language) { "rtl" } else { "ltr" };
        let is_address = |text: &str| text.contains("://");
        let shared = vec![
            ("t", Value::from_serializable(&words)),
            (
                "site",
                Value::from_serializable(&serde_json::json!({
                    "title": settings.title, "description": settings.description, "authors": settings.authors,
                    "language": settings.language, "direction": direction, "url": settings.site_url,
                    "fonts": settings.fonts, "accent": settings.accent.is_some(), "logo": settings.logo.as_deref().map(encoded),
                    "footer": settings.footer, "imprint": settings.imprint.as_deref().filter(|it| is_address(it)),
                    "imprint_file": settings.imprint.as_deref().filter(|it| !is_address(it)).map(encoded),
                    "css": settings.additional_css.iter().map(|path| encoded(path)).collect::<Vec<_>>(),
                    "js": settings.additional_js.iter().map(|path| encoded(path)).collect::<Vec<_>>(),
                    "repository": settings.git_repository_url, "has_notes": !archive.notes.is_empty() || !archive.person_notes.is_empty(),
                })),
            ),
            ("policy", Value::safe_string(POLICY)),
        ];
        #[cfg_attr(not(feature = "cards"), expect(unused_mut, reason = "only cards are put in later"))]
        let mut site = Site::new(archive, &input.editors, words, overview);
        #[cfg(feature = "cards")]
        if settings.cards && settings.site_url.is_some() {
            site.cards = Some(Faces::new(&input.statics));
        }
        Renderer { site, templates: &input.templates, shared, problems }
    }

    /// What was wrong with the archive's own words.
    pub(crate) fn problems(&self) -> &Problems {
        &self.problems
    }

    /// Every page of the site, in a fixed order.
    pub(crate) fn plan(&self) -> Vec<Page> {
        pages::plan(&self.site)
    }

    /// The keys of all pages. `analyses` are the keys of the analyses by file.
    pub(crate) fn keys<'k>(&'k self, analyses: &'k [u128]) -> Keys<'k> {
        // All pages say whether there are notes.
        let archive = self.site.archive;
        let has_no_notes = archive.notes.is_empty() && archive.person_notes.is_empty();
        Keys::new(&self.site, key_of(&(self.shared_key(), has_no_notes)), analyses)
    }

    /// Key of what all pages are made from besides the archive: settings, templates and words, this program's source.
    fn shared_key(&self) -> u128 {
        let templates: Vec<(&str, &str)> =
            self.templates.sources().map(|source| (source.path.as_str(), source.text.as_str())).collect();
        // Whether a page names a card depends on the letters that there are.
        #[cfg(feature = "cards")]
        let letters = self.site.cards.as_ref().map(Faces::key);
        #[cfg(not(feature = "cards"))]
        let letters: Option<u128> = None;
        key_of(&(env!("ONRECORD_SOURCE"), self.site.settings, templates, (cfg!(feature = "cards"), letters)))
    }

    /// Draws the share cards of pages, as far as they have to be.
    #[cfg(feature = "cards")]
    pub(crate) fn draw_cards(&self, pages: &[Page], output: &dyn Output) -> std::io::Result<()> {
        crate::site::cards::write(&self.site, pages, output)
    }

    /// Draws nothing: this program was made without cards.
    #[cfg(not(feature = "cards"))]
    pub(crate) fn draw_cards(&self, _pages: &[Page], _output: &dyn Output) -> std::io::Result<()> {
        Ok(())
    }

    /// The HTML of one page. `texts` are the analyses of its [`articles`](Page::articles).
    pub(crate) fn page(&self, page: &Page, texts: &[Analysis]) -> Result<String, Diagnostic> {
        let path = page.path(self.site.archive);
        let root = match page {
            // Shown at any address that does not exist, so relative links would lead nowhere.
            Page::NotFound => self.site.settings.mount().to_owned(),
            _ => way_back(&path),
        };
        self.fill(pages::content(page, &self.site, Root(&root), texts), &path, &root)
    }

    /// The HTML of the editor's desk, which stands in a folder beside the site's pages and is none of them.
    pub(crate) fn desk(&self) -> Result<String, Diagnostic> {
        self.fill(pages::desk(&self.site), "", "../")
    }

    /// Puts content into its template.
    fn fill(&self, content: Content, path: &str, root: &str) -> Result<String, Diagnostic> {
        let mut context = Context::new();
        for (name, value) in &self.shared {
            context.insert_value(*name, value.clone());
        }
        context.insert_value("root", Value::from(root));
        context.insert_value("path", Value::from(path));
        context.insert_value("section", Value::from(path.split('/').next().unwrap_or_default()));
        context.insert_value("title", Value::from(content.title.as_str()));
        context.insert_value("head", Value::safe_string(content.head.as_str()));
        for (name, slot) in content.slots {
            context.insert_value(
                name,
                match slot {
                    Slot::Html(html) => Value::safe_string(html.as_str()),
                    Slot::Text(text) => Value::from(text),
                    Slot::Data(data) => Value::from_serializable(&data),
                },
            );
        }
        self.templates.render(content.template, &context)
    }
}
