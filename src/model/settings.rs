//! `book.toml`, resolved: nothing is optional that has a default.

use crate::model::colour::Colour;
use crate::model::rights::Rights;
use serde::{Deserialize, Serialize};

/// Which statements have a page of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementPages {
    /// Those of which there is more to say than their article does: several articles report them, or an editor said something.
    #[default]
    Linked,
    /// All.
    All,
    /// None.
    None,
}

impl StatementPages {
    /// Every choice.
    pub const ALL: [StatementPages; 3] = [StatementPages::Linked, StatementPages::All, StatementPages::None];

    /// Its name in `book.toml`.
    pub fn name(self) -> &'static str {
        match self {
            StatementPages::Linked => "linked",
            StatementPages::All => "all",
            StatementPages::None => "none",
        }
    }
}

/// The archive's settings, resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// `[book] title`
    pub title: String,
    /// `[book] description`
    pub description: String,
    /// `[book] authors`
    pub authors: Vec<String>,
    /// `[book] language`: of the interface, and of articles that give no other sign. BCP 47.
    pub language: String,
    /// `[book] src`: the folder of articles, relative to the archive's root.
    pub src: String,
    /// `[build] build-dir`: the output folder, relative to the archive's root.
    pub build_dir: String,
    /// `[output.html] site-url`, with a slash at its end.
    pub site_url: Option<String>,
    /// `[output.html] git-repository-url`
    pub git_repository_url: Option<String>,
    /// `[output.html] statement-pages`: which statements have a page of their own.
    pub statement_pages: StatementPages,
    /// `[output.html] feeds-from`: fewest statements of somebody, or articles of a topic, that are announced by a feed of their own.
    pub feeds_from: usize,
    /// `[output.html] fonts`: whether pages load `assets/fonts/fonts.css`, which the archive brings.
    pub fonts: bool,
    /// `[output.html] cards`: whether pages have pictures to be shared with, where the site has an address.
    pub cards: bool,
    /// `[output.html] accent`: the colour of speech, in place of red.
    pub accent: Option<Colour>,
    /// `[output.html] logo`: a picture beside the archive's name, by its path below `assets/`.
    pub logo: Option<String>,
    /// `[output.html] footer`: a line at the end of every page.
    pub footer: String,
    /// `[output.html] imprint`: who answers for the site, as a web address or a path below `assets/`.
    pub imprint: Option<String>,
    /// `[output.html] additional-css`: style sheets besides ours, by their paths below `assets/`.
    pub additional_css: Vec<String>,
    /// `[output.html] additional-js`: scripts besides ours, by their paths below `assets/`.
    pub additional_js: Vec<String>,
    /// `[archive] page-size`: items on one page of a long index.
    pub page_size: usize,
    /// `[archive] boilerplate`: lines that are site boilerplate in this archive, besides those of the language files.
    pub boilerplate: Vec<String>,
    /// `[archive] topics`: the most topics to find by recurring phrases; 0 turns that off.
    pub found_topics: usize,
    /// `[archive] related`: the most statements shown as close in subject.
    pub related: usize,
    /// `[archive] drafts`: whether articles marked `draft` are built.
    pub drafts: bool,
    /// `[archive] publish`: how much of articles is published that do not say so themselves.
    pub publish: Rights,
    /// Whether the site is at the root of its server whatever `site-url` says, as the preview is. Not from book.toml.
    #[serde(skip)]
    pub at_root: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: "Archive".to_owned(),
            description: String::new(),
            authors: Vec::new(),
            language: "en".to_owned(),
            src: "seeds".to_owned(),
            build_dir: "public".to_owned(),
            site_url: None,
            git_repository_url: None,
            statement_pages: StatementPages::Linked,
            feeds_from: 10,
            fonts: false,
            cards: true,
            accent: None,
            logo: None,
            footer: String::new(),
            imprint: None,
            additional_css: Vec::new(),
            additional_js: Vec::new(),
            page_size: 100,
            boilerplate: Vec::new(),
            found_topics: 60,
            related: 4,
            drafts: false,
            publish: Rights::Full,
            at_root: false,
        }
    }
}

impl Settings {
    /// The path of the site on its server, with a slash at both ends; that of the root if nothing says another.
    pub fn mount(&self) -> &str {
        let address = self.site_url.as_deref().filter(|_| !self.at_root).and_then(|url| url.split_once("://"));
        address.and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or("/")
    }
}
