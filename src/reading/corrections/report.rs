//! What to say of an entry whose statement or words cannot be told.

use super::Context;
use super::target::Trouble;
use crate::model::corrections::StatementCorrection;
use crate::parsing::yaml::scalar;
use crate::reading::compare::difference;
use crate::reading::notes::anchor;
use crate::text::diagnostic::Diagnostic;
use crate::text::folded::Folded;
use crate::text::source::Span;

/// Most lines that a report names.
const LINES: usize = 5;

/// What a report is about.
pub(super) struct Place<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) entry: &'a StatementCorrection,
}

impl Place<'_> {
    /// The words stand in other surroundings, but surely are the right ones.
    pub(super) fn moved(&self) -> Diagnostic {
        Diagnostic::info("correction-moved", "the surroundings of this correction's words have changed")
            .at(self.context.file, self.entry.span)
            .hint("bring `before` and `after` up to date")
    }

    /// An entry that is left out, and why; `span` is that of the words in the corrections file.
    pub(super) fn trouble(&self, trouble: &Trouble, span: Span) -> Diagnostic {
        let Context { file, source, .. } = *self.context;
        let path = &source.path;
        let words = if span == self.entry.span { &self.entry.words } else { self.extent() };
        let problem = match trouble {
            Trouble::Lost => self.lost(words),
            Trouble::Ambiguous => self.ambiguous(words),
            Trouble::NoId => {
                let id = &self.entry.words;
                Diagnostic::error("correction-lost", format!("there is no statement `{id}` in {path}"))
                    .hint("a statement whose words change gets another id: quote some of its words")
            }
            Trouble::NoStatement(span) => {
                let message = match self.entry.extent {
                    Some(_) => "these words are not in the paragraph of the statement",
                    None => "these words are not part of a statement",
                };
                Diagnostic::error("correction-lost", message)
                    .label(format!("at line {} of {path}", self.line_of(*span)))
                    .hint("to make a statement of them, write `add:` for `statement:` and name its `speaker:`")
            }
            Trouble::Several(span) => {
                Diagnostic::error("correction-ambiguous", "these words are part of several statements")
                    .label(format!("at line {} of {path}", self.line_of(*span)))
                    .hint("quote words that only the right one has, or give its id")
            }
        };
        problem.at(file, span)
    }

    fn extent(&self) -> &str {
        self.entry.extent.as_deref().unwrap_or_default()
    }

    fn lost(&self, words: &str) -> Diagnostic {
        let plain = &self.context.body.plain;
        let one_line = |span: Span| span.of(plain).split_whitespace().collect::<Vec<_>>().join(" ");
        let key = match (words == self.entry.words, self.entry.add) {
            (true, false) => "statement",
            (true, true) => "add",
            (false, _) => "words",
        };
        if let Some(span) = anchor::within_longer(words, plain) {
            let longer = one_line(span);
            return Diagnostic::error("correction-lost", "the words of this correction are only a part of longer ones")
                .label(format!("line {} of {} has: {longer}", self.line_of(span), self.context.source.path))
                .hint(format!("if these are the words, write: {key}: {}", scalar(&longer)));
        }
        let problem = Diagnostic::error("correction-lost", "the words of this correction are not in the article")
            .label(format!("not in {}", self.context.source.path));
        match anchor::nearest(words, plain) {
            Some(span) => {
                let near = one_line(span);
                let quote = words.split_whitespace().collect::<Vec<_>>().join(" ");
                problem
                    .hint(format!("near, at line {}: {}", self.line_of(span), difference(&quote, &near)))
                    .hint(format!("if these are the words, write: {key}: {}", scalar(&near)))
            }
            None => problem.hint("quote words as they stand in the article"),
        }
    }

    fn ambiguous(&self, words: &str) -> Diagnostic {
        let folded = Folded::new(&self.context.body.plain);
        let quote = Folded::new(words).text;
        let lines: Vec<String> = folded
            .find(&quote)
            .take(LINES)
            .map(|at| self.line_of(folded.original(at, at + quote.len())).to_string())
            .collect();
        let path = &self.context.source.path;
        let problem = Diagnostic::error("correction-ambiguous", "cannot tell which words this correction is about");
        match lines.len() {
            0 => problem.hint("quote more of the words, so that they stand in one place only"),
            1 => problem
                .label(format!("at line {} of {path}, but between other words", lines.concat()))
                .hint("if that is the place, bring `before` and `after` up to date"),
            _ => problem
                .label(format!("stands at lines {} of {path}", lines.join(", ")))
                .hint("give the words that stand `before` and `after` the right ones"),
        }
    }

    fn line_of(&self, span: Span) -> u32 {
        let Context { source, body, .. } = *self.context;
        source.position(body.to_source(span).start as usize).line
    }
}
