//! A plain word, in twelve bytes.

use super::vocabulary::Known;
use crate::text::letters::Case;
use crate::text::source::Span;

/// A word of at most sixteen ASCII letters that nothing joins to what follows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    /// Where it begins in the text, in bytes.
    pub(crate) start: u32,
    /// What the lists know of it.
    pub(super) known: Known,
    pub(super) look: Look,
}

/// How long a plain word is, how it is written and what stands around it, in as little room as it takes: there are many of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look(u16);

impl Look {
    const LENGTH: u16 = 0x1f;
    const CASE: u32 = 5;
    /// A full stop follows it at once, its own or the sentence's.
    const STOPPED: u16 = 1 << 7;
    /// One space stands before it, and before that the plain word that comes before it in the scan.
    const FOLLOWS: u16 = 1 << 8;

    #[inline]
    pub(super) fn new(length: usize, case: Case, stopped: bool, follows: bool) -> Look {
        let (stopped, follows) = (u16::from(stopped) * Look::STOPPED, u16::from(follows) * Look::FOLLOWS);
        Look(length as u16 | ((case as u16) << Look::CASE) | stopped | follows)
    }
}

impl Plain {
    /// Where it ends.
    #[inline]
    pub(crate) fn end(self) -> u32 {
        self.start + u32::from(self.look.0 & Look::LENGTH)
    }

    /// Where it is.
    #[inline]
    pub(crate) fn span(self) -> Span {
        Span { start: self.start, end: self.end() }
    }

    /// How it is written.
    #[inline]
    pub(crate) fn case(self) -> Case {
        match (self.look.0 >> Look::CASE) & 3 {
            0 => Case::Small,
            1 => Case::Capital,
            2 => Case::Capitals,
            _ => Case::Initial,
        }
    }

    /// Whether a full stop follows it at once, its own or the sentence's.
    #[inline]
    pub(crate) fn is_stopped(self) -> bool {
        self.look.0 & Look::STOPPED != 0
    }

    /// Whether one space stands before it, and before that the plain word that comes before it in the scan.
    #[inline]
    pub(super) fn follows(self) -> bool {
        self.look.0 & Look::FOLLOWS != 0
    }

    /// Whether any list has it.
    #[inline]
    pub(crate) fn is_listed(self) -> bool {
        // Among the words in use for speech, number 0 is kept for those of no list.
        self.known.speech != 0
    }
}
