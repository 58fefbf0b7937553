//! Words attributed to somebody: how they are reported, and how that is known.

use crate::model::corrections::Editorial;
use crate::model::reason::Reason;
use crate::model::when::When;
use crate::text::source::Span;
use serde::{Deserialize, Serialize};

/// How the words are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Quoted.
    Direct,
    /// Reported in the article's words.
    Indirect,
    /// Reported with quoted parts.
    Mixed,
}

/// What the cue says was done with the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// said, told, noted, according to
    Says,
    /// wrote, tweeted, posted
    Writes,
    /// asked, wondered
    Asks,
    /// denied, rejected, disputed
    Denies,
    /// claimed, alleged, insisted
    Claims,
    /// ordered, urged, demanded, called for
    Orders,
    /// promised, pledged, vowed, threatened
    Promises,
    /// announced, declared, revealed
    Announces,
    /// thinks, believes, expects
    Thinks,
}

/// Whether the speaker said the words. Where they did not, the words are shown and exported only with a mark that says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// They did.
    #[default]
    Said,
    /// "denied that": the words are what the speaker says is not so.
    Denied,
    /// "did not say that", "never claimed".
    NotSaid,
    /// "declined to comment", "refused to say".
    Declined,
    /// "will announce", "might say": not said yet, or not for certain.
    ToCome,
}

impl Polarity {
    /// Its name in data and in what commands print.
    pub fn name(self) -> &'static str {
        match self {
            Polarity::Said => "said",
            Polarity::Denied => "denied",
            Polarity::NotSaid => "not-said",
            Polarity::Declined => "declined",
            Polarity::ToCome => "to-come",
        }
    }
}

/// How sure the rules are that the words belong to their source; who that is, [`Manner`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Found by a rule whose words and sources were right in 95 of 100 annotated statements.
    High,
    /// By a rule with which they were in two thirds or more.
    Medium,
    /// By a weaker one, or with nobody named: a person should look at it.
    Low,
}

/// How the name of a speaker was settled, the surest first. Whether the words are theirs at all is another question: see
/// [`Certainty`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// It stands there in full: "Ana Ruiz said".
    Full,
    /// A part of it stands there: "Ms. Ruiz said".
    Surname,
    /// It is the label of a turn in a transcript: "RUIZ:".
    Turn,
    /// An office stands there, and the article or people.yaml gives it to them: "the mayor said".
    Office,
    /// A pronoun stands there: "she said".
    Pronoun,
    /// A surname stands there that several people have, one of whom the archive has in far more articles than the others.
    Standing,
    /// Nothing stands there; they speak right before and right after.
    Context,
    /// The name is open here; another report of the same words has it.
    Report,
    /// An editor says so.
    Editor,
}

impl Manner {
    /// The word for it in data files and in what `extract` prints.
    pub fn name(self) -> &'static str {
        match self {
            Manner::Full => "full",
            Manner::Surname => "surname",
            Manner::Turn => "turn",
            Manner::Office => "office",
            Manner::Pronoun => "pronoun",
            Manner::Standing => "standing",
            Manner::Context => "context",
            Manner::Report => "report",
            Manner::Editor => "editor",
        }
    }
}

/// The rule that found a statement. In the examples, S is the source and Q its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// “Q,” said S.
    QuoteCueSource,
    /// “Q,” S said.
    QuoteSourceCue,
    /// S said, “Q.”
    SourceCueQuote,
    /// S wrote: (next paragraph)
    SourceCueColon,
    /// S told reporters on Friday that Q.
    SourceCueThat,
    /// S said Q.
    SourceCueClause,
    /// S vowed to Q.
    SourceCueInfinitive,
    /// S denied the report.
    SourceCueNoun,
    /// S warned of a collapse.
    SourceCueObject,
    /// Q, S said.
    ClauseSourceCue,
    /// Q, says S.
    ClauseCueSource,
    /// Q1, S said, “q2 goes on.”
    ClauseSourceCueQuote,
    /// the plan, which S said was wrong
    RelativeSourceCue,
    /// As S noted, Q.
    AsSourceCue,
    /// According to S, Q.
    AccordingToFirst,
    /// Q, according to S.
    AccordingToLast,
    /// …, adding that Q.
    Participle,
    /// S went on to say that Q.
    Infinitive,
    /// S praised X and said Q.
    SharedSubject,
    /// Residents were told that Q.
    Passive,
    /// S’s claim that Q
    SourceNounThat,
    /// “Q,” S beamed: a verb that no list has.
    QuoteSourceVerb,
    /// RUIZ: Q, a turn of a transcript.
    Label,
    /// Ruiz: Q, in a headline.
    HeadlineColon,
    /// “Q” — Ana Ruiz
    QuoteDashSource,
    /// Q: minister, in a headline.
    HeadlineSourceLast,
    /// Ruiz sees Q, in a headline.
    HeadlineView,
    /// S was furious: “Q”, where the colon stands between a sentence about S and its words.
    SourceColonQuote,
    /// S’s answer? “Q”
    SourceNounQuote,
    /// From the desk of S: (next paragraph)
    Sender,
    /// Der Schaden sei hoch: only the mood of the verb shows that it is reported.
    ReportedMood,
    /// Words in quotation marks that nobody signs, between two statements by the same person or behind a sentence about one.
    Continues,
    /// An editor added it.
    Editor,
}

impl Rule {
    /// Every rule there is.
    pub const ALL: [Rule; 33] = [
        Rule::QuoteCueSource,
        Rule::QuoteSourceCue,
        Rule::SourceCueQuote,
        Rule::SourceCueColon,
        Rule::SourceCueThat,
        Rule::SourceCueClause,
        Rule::SourceCueInfinitive,
        Rule::SourceCueNoun,
        Rule::SourceCueObject,
        Rule::ClauseSourceCue,
        Rule::ClauseCueSource,
        Rule::ClauseSourceCueQuote,
        Rule::RelativeSourceCue,
        Rule::AsSourceCue,
        Rule::AccordingToFirst,
        Rule::AccordingToLast,
        Rule::Participle,
        Rule::Infinitive,
        Rule::SharedSubject,
        Rule::Passive,
        Rule::SourceNounThat,
        Rule::QuoteSourceVerb,
        Rule::Label,
        Rule::HeadlineColon,
        Rule::QuoteDashSource,
        Rule::HeadlineSourceLast,
        Rule::HeadlineView,
        Rule::SourceColonQuote,
        Rule::SourceNounQuote,
        Rule::Sender,
        Rule::ReportedMood,
        Rule::Continues,
        Rule::Editor,
    ];

    /// The name by which data files, `extract` and pages call it, such as `quote-cue-source`.
    pub fn name(self) -> &'static str {
        match self {
            Rule::QuoteCueSource => "quote-cue-source",
            Rule::QuoteSourceCue => "quote-source-cue",
            Rule::SourceCueQuote => "source-cue-quote",
            Rule::SourceCueColon => "source-cue-colon",
            Rule::SourceCueThat => "source-cue-that",
            Rule::SourceCueClause => "source-cue-clause",
            Rule::SourceCueInfinitive => "source-cue-infinitive",
            Rule::SourceCueNoun => "source-cue-noun",
            Rule::SourceCueObject => "source-cue-object",
            Rule::ClauseSourceCue => "clause-source-cue",
            Rule::ClauseCueSource => "clause-cue-source",
            Rule::ClauseSourceCueQuote => "clause-source-cue-quote",
            Rule::RelativeSourceCue => "relative-source-cue",
            Rule::AsSourceCue => "as-source-cue",
            Rule::AccordingToFirst => "according-to-first",
            Rule::AccordingToLast => "according-to-last",
            Rule::Participle => "participle",
            Rule::Infinitive => "infinitive",
            Rule::SharedSubject => "shared-subject",
            Rule::Passive => "passive",
            Rule::SourceNounThat => "source-noun-that",
            Rule::QuoteSourceVerb => "quote-source-verb",
            Rule::Label => "label",
            Rule::HeadlineColon => "headline-colon",
            Rule::QuoteDashSource => "quote-dash-source",
            Rule::HeadlineSourceLast => "headline-source-last",
            Rule::HeadlineView => "headline-view",
            Rule::SourceColonQuote => "source-colon-quote",
            Rule::SourceNounQuote => "source-noun-quote",
            Rule::Sender => "sender",
            Rule::ReportedMood => "reported-mood",
            Rule::Continues => "continues",
            Rule::Editor => "editor",
        }
    }
}

/// The day on which something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidOn {
    /// The date.
    pub when: When,
    /// The words that say so, in the plain text; `None` when it is the article's own date.
    pub span: Option<Span>,
}

/// Words that a rule attributes to a source: all that the sentences around them tell. Spans are in the article's plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// How the words are reported.
    pub kind: Kind,
    /// The words, piece by piece, in order and without their quotation marks at the outer ends.
    pub spans: Vec<Span>,
    /// The words that mark the attribution.
    pub cue: Option<Span>,
    /// What the cue says was done.
    pub act: Act,
    /// Whether it was done.
    pub polarity: Polarity,
    /// The whole noun phrase that names the speaker here.
    pub source: Option<Span>,
    /// The words that name who was told.
    pub told: Option<Span>,
    /// The words that name through whom it came, the outermost last.
    pub via: Vec<Span>,
    /// The question that it answers, in a transcript or an interview, if whoever asks has no name.
    pub question: Option<Span>,
    /// How sure the rules are that the words belong to the source.
    pub certainty: Certainty,
    /// The rule that found the words.
    pub rule: Rule,
    /// Whether it is in a headline or lede.
    pub headline: bool,
    /// Whether it is inside another one.
    pub nested: bool,
}

impl Attribution {
    /// The smallest span that covers every piece.
    pub fn extent(&self) -> Span {
        extent(&self.spans)
    }
}

/// Who speaks in an attribution, as far as the article tells. The numbers are indices into
/// [`Analysis::people`](crate::model::article::Analysis::people).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributed {
    /// The speaker; `None` while unresolved.
    pub speaker: Option<u32>,
    /// Those who say it together, when the source names several; `speaker` is `None` then.
    pub together: Vec<u32>,
    /// Those it could be, when that is more than one and no rule decides.
    pub candidates: Vec<u32>,
    /// How the speaker's name was settled.
    pub manner: Option<Manner>,
    /// Why this speaker, or several.
    pub reason: Option<Reason>,
}

/// When and where something was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The day it was said.
    pub said_on: Option<SaidOn>,
    /// Where or to whom it was said: "in an interview with RT".
    pub venue: Option<Span>,
    /// The place where it was said.
    pub place: Option<Span>,
}

/// Words attributed to a speaker: an [`Attribution`], who speaks in it, when and where, under an id of its own. Spans are in the
/// article's plain text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// `s-` and eight hexadecimal digits, from the article's slug and the words: unique in the archive, unchanged by edits
    /// elsewhere in the article.
    pub id: String,
    /// How the words are reported.
    pub kind: Kind,
    /// The words, piece by piece, in order and without their quotation marks at the outer ends.
    pub spans: Vec<Span>,
    /// The words that mark the attribution.
    pub cue: Option<Span>,
    /// What the cue says was done.
    pub act: Act,
    /// Whether it was done.
    pub polarity: Polarity,
    /// The whole noun phrase that names the speaker here.
    pub source: Option<Span>,
    /// Who that is: an index into [`Analysis::people`](crate::model::article::Analysis::people); `None` while unresolved.
    pub speaker: Option<u32>,
    /// Those who say it together, by index, when the source names several: "Ruiz and Roe said"; `speaker` is `None` then.
    pub together: Vec<u32>,
    /// The indices of those it could be, when that is more than one and no rule decides.
    pub candidates: Vec<u32>,
    /// The day it was said.
    pub said_on: Option<SaidOn>,
    /// The words that name who was told: "told **RT** that".
    pub told: Option<Span>,
    /// The words that name through whom it came, the outermost last: "“Q,” Ruiz said, **TASS** reported".
    pub via: Vec<Span>,
    /// The question that it answers, in a transcript or an interview, if whoever asks has no name.
    pub question: Option<Span>,
    /// Where or to whom it was said: "in an interview with RT".
    pub venue: Option<Span>,
    /// The place where it was said.
    pub place: Option<Span>,
    /// How sure the rules are that the words belong to the source.
    pub certainty: Certainty,
    /// How the name of whoever speaks was settled; `None` without a speaker who has a name.
    pub manner: Option<Manner>,
    /// The rule that found the words.
    pub rule: Rule,
    /// Why it has this speaker, or several; `None` where no rule found one, and where an editor says who it was.
    pub reason: Option<Reason>,
    /// Whether it stands in a headline or lede.
    pub headline: bool,
    /// Whether it stands inside another statement.
    pub nested: bool,
    /// What an editor did with it.
    pub editorial: Option<Box<Editorial>>,
}

/// The smallest span that covers several.
pub(crate) fn extent(spans: &[Span]) -> Span {
    let start = spans.iter().map(|span| span.start).min().unwrap_or(0);
    let end = spans.iter().map(|span| span.end).max().unwrap_or(0);
    Span { start, end }
}

/// The words of several spans, with an ellipsis between them.
pub(crate) fn words(spans: &[Span], plain: &str) -> String {
    let pieces: Vec<&str> = spans.iter().map(|span| span.of(plain)).collect();
    pieces.join(" … ")
}

impl Statement {
    /// A statement that no editor has touched.
    pub fn new(
        id: String,
        attribution: Attribution,
        attributed: Attributed,
        circumstances: Circumstances,
    ) -> Statement {
        let Attribution {
            kind,
            spans,
            cue,
            act,
            polarity,
            source,
            told,
            via,
            question,
            certainty,
            rule,
            headline,
            nested,
        } = attribution;
        let Attributed { speaker, together, candidates, manner, reason } = attributed;
        let Circumstances { said_on, venue, place } = circumstances;
        Statement {
            id,
            kind,
            spans,
            cue,
            act,
            polarity,
            source,
            speaker,
            together,
            candidates,
            said_on,
            told,
            via,
            question,
            venue,
            place,
            certainty,
            manner,
            rule,
            reason,
            headline,
            nested,
            editorial: None,
        }
    }

    /// The smallest span that covers every piece.
    pub fn extent(&self) -> Span {
        extent(&self.spans)
    }

    /// The smallest statement, of those of its article in order of their first words, of whose words a nested one is a part. Only the
    /// last few before it are looked at.
    pub fn parent<'a>(&self, all: &'a [Statement]) -> Option<&'a Statement> {
        const BEFORE: usize = 32;
        if !self.nested {
            return None;
        }
        let inner = self.extent();
        let end = all.partition_point(|other| other.extent().start <= inner.start);
        let holds = |other: &&Statement| {
            let around = other.extent();
            !other.nested && around.start <= inner.start && inner.end <= around.end
        };
        all[..end].iter().rev().take(BEFORE).filter(holds).min_by_key(|other| other.extent().len())
    }

    /// Its words, with an ellipsis between pieces.
    pub fn words(&self, plain: &str) -> String {
        words(&self.spans, plain)
    }
}
