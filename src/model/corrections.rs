//! The editor's say on one article: what a corrections file holds, and what of it overrules the machine.
//!
//! [`Correction`] is what the file says; [`Editorial`] is what a statement carries after one was applied to it, with what the
//! machine had read beside; [`ArticleEditorial`] is the same of the article's own facts.

use crate::model::article::StatedDate;
use crate::model::statement::{Certainty, Kind, Manner, Polarity};
use crate::model::when::When;
use crate::text::source::Span;
use serde::{Deserialize, Serialize};

/// Who decided, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// The editor.
    pub author: Option<String>,
    /// The day of the correction, not of the statement.
    pub date: Option<When>,
}

/// An entry of a corrections file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// A decision on a statement, found or added.
    Statement(StatementCorrection),
    /// Facts of the article as a whole.
    Article(ArticleCorrection),
}

/// A decision on one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementCorrection {
    /// Words of the statement, or its id.
    pub words: String,
    /// Whether the words are a statement that the machine missed.
    pub add: bool,
    /// Words that stand before them, to tell repeats apart.
    pub before: String,
    /// Words that stand after them.
    pub after: String,
    /// Whose words they are.
    pub speaker: Option<Speakers>,
    /// Whether it is no statement.
    pub reject: bool,
    /// All of its words, where it is longer or shorter than the machine found it.
    pub extent: Option<String>,
    /// How the words are reported.
    pub kind: Option<Kind>,
    /// Whether the speaker said them.
    pub polarity: Option<Polarity>,
    /// The day it was said.
    pub day: Option<When>,
    /// Where or to whom it was said.
    pub occasion: Option<String>,
    /// Whether an editor looked at it and found the rest right.
    pub checked: bool,
    /// Who decided.
    pub signature: Signature,
    /// Where `words` stand in the corrections file.
    pub span: Span,
    /// Where `extent` stands in it.
    pub extent_span: Span,
}

/// Whose words an editor says they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speakers {
    /// One person or organisation, or several who speak together.
    Named(Vec<String>),
    /// Nobody who has a name: "officials". Nothing is left to find out.
    Nobody,
    /// It is not known who: the machine's answer is wrong, and there is no other.
    Unknown,
}

/// Facts of an article that overrule what its file says. What is `None` or empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleCorrection {
    /// Its title.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<StatedDate>,
    /// Whether it is not known when: the machine's answer is wrong, and there is no other.
    pub undated: bool,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was written.
    pub place: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its language.
    pub language: Option<String>,
    /// People in it, by their full names, besides those of front matter.
    pub people: Vec<String>,
    /// Topics of it, besides those of front matter.
    pub topics: Vec<String>,
    /// Topics that it is not about, whatever its words say.
    pub not_topics: Vec<String>,
    /// Lines that are not part of it.
    pub left_out: Vec<Line>,
    /// Lines that are, though the machine left them out.
    pub keep: Vec<Line>,
    /// Who decided.
    pub signature: Signature,
}

impl ArticleCorrection {
    /// Whether any of it overrules a fact or a line.
    pub fn is_empty(&self) -> bool {
        let ArticleCorrection { people, topics, not_topics, left_out, keep, .. } = self;
        let names = people.is_empty() && topics.is_empty() && not_topics.is_empty();
        !self.overrules() && names && left_out.is_empty() && keep.is_empty()
    }

    /// Whether it overrules a fact that pages show.
    pub fn overrules(&self) -> bool {
        let ArticleCorrection { title, date, undated, outlet, place, authors, language, .. } = self;
        let facts = title.is_some() || date.is_some() || outlet.is_some() || place.is_some() || language.is_some();
        facts || *undated || !authors.is_empty()
    }

    /// Adds what a later entry says: its facts take the place of these, its lists are added.
    pub fn add(&mut self, later: &ArticleCorrection) {
        let texts = [
            (&mut self.title, &later.title),
            (&mut self.outlet, &later.outlet),
            (&mut self.place, &later.place),
            (&mut self.language, &later.language),
        ];
        texts.into_iter().filter(|(_, later)| later.is_some()).for_each(|(own, later)| own.clone_from(later));
        if later.date.is_some() || later.undated {
            (self.date, self.undated) = (later.date, later.undated);
        }
        if !later.authors.is_empty() {
            self.authors.clone_from(&later.authors);
        }
        self.people.extend(later.people.iter().cloned());
        self.topics.extend(later.topics.iter().cloned());
        self.not_topics.extend(later.not_topics.iter().cloned());
        self.left_out.extend(later.left_out.iter().cloned());
        self.keep.extend(later.keep.iter().cloned());
        if later.signature != Signature::default() {
            self.signature = later.signature.clone();
        }
    }
}

/// A line of the article as an editor quotes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its words.
    pub words: String,
    /// Where they stand in the corrections file.
    pub span: Span,
}

/// What editors did with a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Review {
    /// Nobody looked at it.
    #[default]
    Unreviewed,
    /// An editor found it right.
    Checked,
    /// An editor overruled something of it.
    Corrected,
    /// An editor added it.
    Added,
}

impl Review {
    /// The word for it in data files.
    pub fn name(self) -> &'static str {
        match self {
            Review::Unreviewed => "unreviewed",
            Review::Checked => "checked",
            Review::Corrected => "corrected",
            Review::Added => "added",
        }
    }
}

/// What a statement carries of a correction.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Editorial {
    /// What was done.
    pub review: Review,
    /// Who did it.
    pub signature: Signature,
    /// Whether the day is the editor's.
    pub day: bool,
    /// Whether the editor says that nobody who has a name speaks: then nothing is left to find out.
    pub nobody: bool,
    /// Where or to whom it was said, in the editor's words.
    pub occasion: Option<String>,
    /// What the machine had read, where something of it was overruled.
    pub found: Option<Box<MachineReading>>,
}

/// A statement as the machine had read it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MachineReading {
    /// Its words, with ` … ` between pieces.
    pub words: String,
    /// How they are reported.
    pub kind: Kind,
    /// Whether they were said.
    pub polarity: Polarity,
    /// Who said them.
    pub speakers: Vec<String>,
    /// How their names were settled.
    pub manner: Option<Manner>,
    /// How sure the rules were of the words.
    pub certainty: Certainty,
    /// The day they were said.
    pub said_on: Option<When>,
}

/// A statement that an editor took away.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rejected {
    /// The id it had.
    pub id: String,
    /// What the machine had read.
    pub found: MachineReading,
    /// Who took it away.
    pub signature: Signature,
}

/// What editors did with an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArticleEditorial {
    /// Its facts as the machine had read them, where one of them was overruled.
    pub found: Option<MachineFacts>,
    /// Who overruled them.
    pub signature: Signature,
    /// Whether an editor says that its date cannot be known.
    pub undated: bool,
    /// The statements that were taken away, in order.
    pub rejected: Vec<Rejected>,
}

/// The facts of an article as its file gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MachineFacts {
    /// Its title.
    pub title: String,
    /// When it was published.
    pub date: Option<When>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was written.
    pub place: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its language.
    pub language: String,
}
