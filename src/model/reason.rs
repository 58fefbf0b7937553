//! Why a rule took somebody for the speaker: a fact. Its words for readers are in `templates/strings/`.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// Why a statement has the speaker that it has, or several, or no named one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Reason {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Reason] = &[$(Reason::$variant),+];

            /// The word for it in data files and in what `extract` prints.
            pub fn name(self) -> &'static str {
                match self {
                    $(Reason::$variant => $name,)+
                }
            }
        }
    };
}

reasons! {
    /// The full name is given: "Ana Ruiz said".
    Named = "named",
    /// The name stands right before the source: "Ana Ruiz, 44, who said".
    NamedBefore = "named-before",
    /// The name stands beside the office, or beside what a body is: "the mayor, Ana Ruiz, said".
    NamedWithOffice = "named-with-office",
    /// A name after an article is not a person's: "the Herald said".
    AfterArticle = "after-article",
    /// The words name a body.
    Organisation = "organisation",
    /// Nobody else in the article fits the part of a name that is given.
    OnlyName = "only-name",
    /// Nobody else fits it, and it is inflected.
    OnlyNameInflected = "only-name-inflected",
    /// The article gives no more of the name than this.
    NoFullerName = "no-fuller-name",
    /// In a headline: the first person of the text who holds the office.
    FirstHolder = "first-holder",
    /// The article gives the office to nobody else.
    OnlyHolder = "only-holder",
    /// The only thing of its kind in the article: "the company said".
    OnlyOfKind = "only-of-kind",
    /// people.yaml gives the office to nobody else at the time.
    ListedHolder = "listed-holder",
    /// Of several in the office the one who spoke last.
    HolderSpokeLast = "holder-spoke-last",
    /// Of several in the office the one named nearest before.
    NearestHolder = "nearest-holder",
    /// The last speaker, and nobody else has been named since.
    SpokeLast = "spoke-last",
    /// The only person named shortly before.
    OnlyNamedBefore = "only-named-before",
    /// The last speaker before the pronoun whom it fits.
    PronounSpeaker = "pronoun-speaker",
    /// The subject of the nearest sentence that names somebody whom the pronoun fits.
    PronounSubject = "pronoun-subject",
    /// The nearest person before the pronoun whom it fits.
    PronounNearest = "pronoun-nearest",
    /// The last speaker before "they" that is not a single person.
    PronounBody = "pronoun-body",
    /// The sentence goes on with what the last speaker was saying.
    GoesOn = "goes-on",
    /// The only person whom the article introduces before the first question.
    OnlyIntroduced = "only-introduced",
    /// The same person speaks right before and right after.
    SpeaksAround = "speaks-around",
    /// Several speak together.
    Together = "together",
    /// Several fit, and no rule decides.
    Ambiguous = "ambiguous",
    /// The article gives no name.
    NoName = "no-name",
}

#[cfg(test)]
mod tests {
    use super::Reason;

    #[test]
    fn the_name_of_a_reason_is_what_it_is_written_as() {
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_string(reason).expect("a word"), format!("\"{}\"", reason.name()));
        }
    }
}
