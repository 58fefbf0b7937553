//! How sure a statement is, by the rule that found it and how much of it is quoted.
//!
//! The three levels are what the annotated training set of docs/extraction.md gave for each rule: *high* where at least 95 of 100
//! statements have the right words (four fifths of them the same) and the right source, *low* where a third or more have not, *medium*
//! between the two. A rule that knows of a weaker reason than usual lowers it further.

use crate::model::statement::{Attribution, Certainty, Kind, Rule};

/// The certainty of a statement whose words are joined and whose kind is known.
pub(super) fn of(statement: &Attribution) -> Certainty {
    // The less sure of the two.
    statement.certainty.max(usual(statement.rule, statement.kind))
}

/// What the rule gave on annotated articles.
fn usual(rule: Rule, kind: Kind) -> Certainty {
    let direct = kind == Kind::Direct;
    match rule {
        Rule::Label | Rule::QuoteDashSource => Certainty::High,
        Rule::QuoteSourceCue | Rule::QuoteCueSource | Rule::SourceCueColon | Rule::HeadlineColon if direct => {
            Certainty::High
        }
        Rule::Infinitive | Rule::SharedSubject if direct => Certainty::Medium,
        Rule::Participle if kind != Kind::Indirect => Certainty::Medium,
        Rule::Participle
        | Rule::Infinitive
        | Rule::SharedSubject
        | Rule::SourceCueNoun
        | Rule::SourceCueObject
        | Rule::SourceCueInfinitive
        | Rule::RelativeSourceCue
        | Rule::SourceNounThat
        | Rule::Continues => Certainty::Low,
        Rule::AsSourceCue if kind == Kind::Indirect => Certainty::Low,
        _ => Certainty::Medium,
    }
}
