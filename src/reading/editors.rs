//! What editors say, ready for lookup: settings and authority files, with the tables that are made from them.

use crate::languages::{Language, PerLanguage};
use crate::model::authorities::Authorities;
use crate::model::elsewhere::Elsewhere;
use crate::model::permalinks::Permalink;
use crate::model::redactions::Redaction;
use crate::model::review::Judgement;
use crate::model::settings::Settings;
use crate::reading::covering::{cover_authorities, patterns_of};
use crate::reading::people::gazetteer::{Names, Offices};
use crate::reading::terms::listed::TermMatcher;
use crate::text::redacted::find;
use std::sync::OnceLock;

/// What editors say of an archive. Besides the articles, reading and linking need nothing else.
///
/// Each lookup table is made when it is first asked for. It follows from the authority files, which therefore stay as they are.
#[derive(Debug, Default)]
pub struct Editors {
    /// book.toml, resolved.
    pub settings: Settings,
    authorities: Authorities,
    redactions: Vec<Redaction>,
    judgements: Vec<Judgement>,
    permalinks: Vec<Permalink>,
    elsewhere: Elsewhere,
    /// Whether there are other archives, though nothing of them may be shown.
    reads_others: bool,
    names: OnceLock<Names>,
    offices: PerLanguage<Offices>,
    topics: PerLanguage<TermMatcher>,
}

impl Editors {
    /// Settings and authority files as they were read.
    pub fn new(settings: Settings, authorities: Authorities) -> Editors {
        Editors { settings, authorities, ..Editors::default() }
    }

    /// The same with what is hidden, and with what editors found in statements drawn at random.
    pub fn with(self, redactions: Vec<Redaction>, judgements: Vec<Judgement>) -> Editors {
        let authorities = cover_authorities(self.authorities, &redactions);
        Editors { redactions, judgements, ..Editors::new(self.settings, authorities) }
    }

    /// The same with what old ids and addresses are now.
    pub fn with_permalinks(self, permalinks: Vec<Permalink>) -> Editors {
        Editors { permalinks, ..self }
    }

    /// The same with what other archives have; nothing of it that names what is hidden here.
    pub fn with_elsewhere(self, mut elsewhere: Elsewhere) -> Editors {
        let reads_others = !elsewhere.is_empty();
        let patterns: Vec<_> = self.redactions.iter().flat_map(patterns_of).collect();
        if !patterns.is_empty() {
            // A slug has its words between dashes.
            let hides = |text: &str| {
                !find(&patterns, &text.replace(['-', '/'], " ")).is_empty() || !find(&patterns, text).is_empty()
            };
            elsewhere.retain(|found| !hides(&found.address) && !found.speaker.as_deref().is_some_and(hides));
        }
        Editors { elsewhere, reads_others, ..self }
    }

    /// What other archives have.
    pub fn elsewhere(&self) -> &Elsewhere {
        &self.elsewhere
    }

    /// Whether there are other archives, though nothing of them may be shown.
    pub(crate) fn reads_others(&self) -> bool {
        self.reads_others
    }

    /// permalinks.yaml
    pub fn permalinks(&self) -> &[Permalink] {
        &self.permalinks
    }

    /// redactions.yaml
    pub fn redactions(&self) -> &[Redaction] {
        &self.redactions
    }

    /// review.yaml
    pub fn judgements(&self) -> &[Judgement] {
        &self.judgements
    }

    /// The authority files.
    pub fn authorities(&self) -> &Authorities {
        &self.authorities
    }

    /// The names and aliases of people.yaml.
    pub(crate) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::new(&self.authorities.people))
    }

    /// The offices of people.yaml, for articles in a language.
    pub(crate) fn offices(&self, language: &Language) -> &Offices {
        self.offices.of(language, |language| Offices::new(&self.authorities.people, &language.people))
    }

    /// The terms of topics.yaml, ready to be found in texts of a language.
    pub(crate) fn topics(&self, language: &Language) -> &TermMatcher {
        self.topics.of(language, |language| TermMatcher::of_topics(&self.authorities.topics, language))
    }
}
