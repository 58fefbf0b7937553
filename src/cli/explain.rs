//! `onrecord extract --explain`: the article with each statement underlined, for a person to read.

use onrecord::article::Analysis;
use std::fmt::Write;

/// The article as text, its statements listed under the block they begin in.
pub(super) fn article(analysis: &Analysis) -> String {
    let mut out = String::new();
    for statement in &analysis.statements {
        let _ = writeln!(out, "{:?} {}", statement.kind, statement.words(&analysis.body.plain));
    }
    out
}
