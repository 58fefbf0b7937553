//! The editor's last word on the facts and lines of an article: what [`corrections`](super::corrections) say of it.

use super::draft::{Draft, Verdict};
use crate::model::article::FrontMatter;
use crate::model::corrections::{ArticleCorrection, Line};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::folded::Folded;
use crate::text::source::{Source, Span};

/// Why a line is left out that an editor named.
const WHY: &str = "left out by an editor";

/// Puts an editor's facts in the place of what front matter says.
pub(super) fn facts(front: &mut FrontMatter, correction: &ArticleCorrection) {
    let ArticleCorrection {
        title, date, undated, outlet, place, authors, language, people, topics, not_topics, ..
    } = correction;
    let texts = [
        (&mut front.title, title),
        (&mut front.outlet, outlet),
        (&mut front.place, place),
        (&mut front.language, language),
    ];
    for (field, corrected) in texts {
        if corrected.is_some() {
            field.clone_from(corrected);
        }
    }
    if date.is_some() || *undated {
        front.date = *date;
    }
    if !authors.is_empty() {
        front.authors.clone_from(authors);
    }
    let lists = [(&mut front.people, people), (&mut front.topics, topics), (&mut front.not_topics, not_topics)];
    for (stated, more) in lists {
        for name in more {
            if !stated.contains(name) {
                stated.push(name.clone());
            }
        }
    }
}

/// Leaves out the lines that an editor says are not part of the article, and keeps those that are. One that is not there, or that is
/// part of a paragraph in several places, is reported and changes nothing.
pub(super) fn lines(
    verdicts: &mut [Verdict],
    draft: &Draft,
    correction: &ArticleCorrection,
    file: &Source,
    problems: &mut Problems,
) {
    if correction.left_out.is_empty() && correction.keep.is_empty() {
        return;
    }
    let plain = &draft.body.plain;
    let blocks: Vec<Folded> = draft.body.blocks.iter().map(|block| Folded::new(block.span.of(plain))).collect();
    let lines = correction.left_out.iter().map(|line| (line, false));
    for (line, keep) in lines.chain(correction.keep.iter().map(|line| (line, true))) {
        let outcome = places(line, &blocks).and_then(|places| {
            places.into_iter().try_for_each(|place| {
                let block = &draft.body.blocks[place.block];
                let verdict = &mut verdicts[place.block];
                if keep {
                    *verdict = Verdict::keep(block);
                    return Ok(());
                }
                leave_out(verdict, block.span, place, plain)
            })
        });
        if let Err(problem) = outcome {
            problems.push(problem.at(file, line.span));
        }
    }
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct Place {
    /// Number of the block.
    block: usize,
    /// Its words, from the beginning of the block.
    within: Span,
}

/// Every block that is the line; else the one block that the line is a part of.
fn places(line: &Line, blocks: &[Folded]) -> Result<Vec<Place>, Diagnostic> {
    let words = Folded::new(&line.words).text;
    let whole: Vec<Place> = (0..blocks.len())
        .filter(|block| !words.is_empty() && blocks[*block].text == words)
        .map(|block| Place { block, within: blocks[block].original(0, words.len()) })
        .collect();
    if !whole.is_empty() {
        return Ok(whole);
    }
    let mut parts = Vec::new();
    for (block, folded) in blocks.iter().enumerate() {
        parts.extend(folded.find(&words).map(|at| Place { block, within: folded.original(at, at + words.len()) }));
    }
    match parts.len() {
        1 => Ok(parts),
        0 => Err(Diagnostic::error("correction-lost", "this line is not in the article")
            .hint("quote a line or paragraph as it stands in the file")),
        count => {
            Err(Diagnostic::error("correction-ambiguous", format!("this stands in {count} places of the article"))
                .hint("quote the whole line or paragraph"))
        }
    }
}

/// Takes a line out of its block: all of it, or what stands at one of its ends.
fn leave_out(verdict: &mut Verdict, block: Span, place: Place, plain: &str) -> Result<(), Diagnostic> {
    let line = Span { start: block.start + place.within.start, end: block.start + place.within.end };
    let bare = |from: u32, to: u32| !plain[from as usize..to as usize].contains(char::is_alphanumeric);
    let (first, last) = (bare(block.start, line.start), bare(line.end, block.end));
    match (first, last) {
        (true, true) => verdict.kind = None,
        (true, false) => verdict.keep.start = verdict.keep.start.max(line.end),
        (false, true) => verdict.keep.end = verdict.keep.end.min(line.start),
        (false, false) => {
            let problem = Diagnostic::error("correction-inside", "these words are inside a paragraph");
            return Err(problem.hint("only a whole paragraph or line, or one end of it, can be left out"));
        }
    }
    verdict.keep.end = verdict.keep.end.max(verdict.keep.start);
    verdict.why = WHY;
    Ok(())
}
