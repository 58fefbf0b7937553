//! A statement before its spans are cut, as the rules hand it on.

use super::paragraph::Range;
use crate::model::statement::{Act, Certainty, Polarity, Rule};

#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) pieces: Vec<Range>,
    pub(super) cue: Range,
    pub(super) source: Option<Range>,
    pub(super) act: Act,
    pub(super) polarity: Polarity,
    pub(super) certainty: Certainty,
    pub(super) rule: Rule,
    /// Whether the words are to be found after this paragraph, behind its last colon.
    pub(super) awaits: bool,
    /// Whether later quotations of the paragraph may go on with it.
    pub(super) open: bool,
    /// Where the search for the next cue goes on.
    pub(super) next: usize,
}

impl Draft {
    /// Words that nobody signs, as far as is known yet.
    pub(super) fn unattributed() -> Draft {
        Draft {
            pieces: Vec::new(),
            cue: Range::new(0, 0),
            source: None,
            act: Act::Says,
            polarity: Polarity::Said,
            certainty: Certainty::Low,
            rule: Rule::Continues,
            awaits: false,
            open: false,
            next: 0,
        }
    }
}
