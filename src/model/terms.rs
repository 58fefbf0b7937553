//! The terms that tell an article's subject, kept small: an archive holds those of all its articles at once.

use serde::{Deserialize, Serialize};

/// Subject terms of one article: about a kilobyte, however long it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Its most telling words, by stem.
    pub words: Vec<Term>,
    /// How each of `words` is written, in the same order, with spaces between.
    pub forms: String,
    /// A sample of its five-word sequences, for recognising the same story in other files: the smallest hashes, ascending.
    pub sketch: Vec<u32>,
    /// The topics of topics.yaml whose terms it contains, by position in that file.
    pub listed: Vec<Hit>,
    /// Phrases that may become topics.
    pub candidates: Candidates,
}

impl Terms {
    /// The terms with the words they are written as.
    pub fn with_forms(&self) -> impl Iterator<Item = (Term, &str)> {
        self.words.iter().copied().zip(self.forms.split(' '))
    }
}

/// Beyond that, a word's further occurrences say nothing new: wire copy repeats names.
pub const COUNT_CAP: u8 = 6;

/// A telling word and how often it stands in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its stem, as [`Word::stem`](crate::languages::words::Word::stem).
    pub stem: u32,
    /// How often it occurs, at most [`COUNT_CAP`]; title and lede count twice.
    pub count: u8,
}

/// A topic of topics.yaml in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Position in [`Authorities::topics`](crate::model::authorities::Authorities::topics).
    pub topic: u32,
    /// How often its terms occur.
    pub count: u16,
    /// Whether one of them stands in title, lede or a heading.
    pub prominent: bool,
}

/// The phrases of one article, kept small: hashes of many, words of few.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Candidates {
    /// Hashes of its phrases, ascending: enough to count in how many articles a phrase stands.
    pub all: Vec<u32>,
    /// The phrases that this article itself puts forward: repeated, or in its title or lede. The strongest first.
    pub nominees: Vec<CandidatePhrase>,
}

/// A phrase that an article puts forward as a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidatePhrase {
    /// Its hash, from the stems of its words.
    pub phrase: u32,
    /// How often it stands in the article.
    pub count: u8,
    /// How often the rarest of its words does: a phrase that is one thing keeps its words together.
    pub least: u8,
    /// Whether it stands in title, lede or a heading.
    pub prominent: bool,
    /// Whether its last word is ever written small in running text. If not, it is a name.
    pub lower: bool,
    /// As the article writes it.
    pub words: String,
}
