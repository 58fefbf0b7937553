//! What stands after the last paragraph of a text.

use super::super::lines::{ends_sentence, weight};
use super::super::names::is_person;
use super::super::{fields, line_dates};
use super::{Line, Reader};
use crate::languages::words::count;

/// Fewest words of a last paragraph.
const LAST_WORDS: usize = 6;
/// Most words of a line of a footer.
const SHORT_WORDS: usize = 10;
/// Most words of a line right before the footer, such as the initials of who wrote it.
const INITIALS_WORDS: usize = 3;

impl Reader<'_> {
    /// Leaves out short lines without a stop that stand after the text among known boilerplate.
    pub(super) fn footer(&mut self, start: usize) {
        let count_all = self.draft.body.blocks.len();
        let kept = |index: &usize| self.anatomy.verdicts[*index].kind.is_some();
        let paragraph = |index: &usize| {
            let words = self.words(*index);
            ends_sentence(words) && (count(words) >= LAST_WORDS || weight(words) >= 40)
        };
        let Some(last) = (start..count_all).filter(kept).rfind(paragraph) else { return };
        let mut known = false;
        for index in last + 1..count_all {
            if !self.stands_alone(index) {
                continue;
            }
            if self.anatomy.verdicts[index].kind.is_none()
                || fields::read(self.words(index)).is_some() && self.field(index)
            {
                known = true;
                continue;
            }
            let words = self.words(index);
            let follows =
                (index + 1..count_all.min(index + 3)).any(|next| !matches!(self.line(next, true), Line::Text));
            // In an interview, a short answer.
            if words.split_once(": ").is_some_and(|(name, rest)| is_person(name) && ends_sentence(rest)) {
                continue;
            }
            let short = count(words) <= SHORT_WORDS && weight(words) <= 100 && !ends_sentence(words);
            let asks = count(words) < LAST_WORDS && !words.ends_with('.');
            let dated = known && !line_dates::read(words).is_empty();
            if known && (short || asks || dated) || follows && short && count(words) <= INITIALS_WORDS {
                self.leave_out(index, "after the article");
            }
        }
    }
}
