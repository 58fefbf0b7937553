//! What was decided since the preview was started, so that it can be undone.

use super::files::{self, Trouble};
use crate::parsing::yaml;
use crate::text::source::Source;
use std::collections::VecDeque;
use std::path::Path;

/// Most decisions that can be undone.
const MOST: usize = 500;

/// A file as it was and became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Relative to the archive's root.
    pub(super) path: String,
    /// Its text before; nothing if it was not there.
    pub(super) before: Option<String>,
    /// Its text after.
    pub(super) after: Option<String>,
}

/// The decisions that can be undone, the last at the end.
#[derive(Debug, Default)]
pub(super) struct Journal {
    last: u64,
    entries: VecDeque<(u64, Vec<Step>)>,
}

impl Journal {
    /// Keeps what was done, and says under which number.
    pub(super) fn keep(&mut self, steps: Vec<Step>) -> u64 {
        self.last += 1;
        self.entries.push_back((self.last, steps));
        if self.entries.len() > MOST {
            self.entries.pop_front();
        }
        self.last
    }

    /// Undoes a decision. Where a file has changed since, only what the decision had changed is taken back; if that is no longer
    /// there, nothing is.
    pub(super) fn undo(&mut self, number: u64, root: &Path) -> Result<Vec<Step>, Trouble> {
        let at = self.entries.iter().position(|(own, _)| *own == number).ok_or(Trouble::Changed)?;
        let mut done: Vec<Step> = Vec::new();
        for step in &self.entries[at].1 {
            let undone = files::read(root, &step.path).and_then(|now| {
                let back = reversed(step, now.as_deref())?;
                files::exchange(root, &step.path, now.as_deref(), back.as_deref())?;
                Ok(Step { path: step.path.clone(), before: now, after: back })
            });
            match undone {
                Ok(step) => done.push(step),
                Err(trouble) => {
                    put_back(&done, root);
                    return Err(trouble);
                }
            }
        }
        let _ = self.entries.remove(at);
        Ok(done)
    }
}

/// Takes back what was already done when something later failed.
pub(super) fn put_back(done: &[Step], root: &Path) {
    for step in done.iter().rev() {
        // Whoever changed it meanwhile knows better.
        let _ = files::exchange(root, &step.path, step.after.as_deref(), step.before.as_deref());
    }
}

/// The text that a file has without a step.
fn reversed(step: &Step, now: Option<&str>) -> Result<Option<String>, Trouble> {
    if now == step.after.as_deref() {
        return Ok(step.before.clone());
    }
    let (Some(now), Some(after)) = (now, step.after.as_deref()) else { return Err(Trouble::Changed) };
    let before = step.before.as_deref().unwrap_or_default();
    let start = after.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
    let start = (0..=start).rev().find(|at| after.is_char_boundary(*at) && before.is_char_boundary(*at)).unwrap_or(0);
    let room = after.len().min(before.len()) - start;
    let same = after.bytes().rev().zip(before.bytes().rev()).take(room).take_while(|(a, b)| a == b).count();
    let end = |text: &str, same: usize| text.len() - same;
    let same = (0..=same)
        .rev()
        .find(|same| after.is_char_boundary(end(after, *same)) && before.is_char_boundary(end(before, *same)))
        .unwrap_or(0);
    let (added, removed) = (&after[start..end(after, same)], &before[start..end(before, same)]);
    let mut places = now.match_indices(added).map(|(at, _)| at);
    let (Some(at), None) = (places.next(), places.next()) else { return Err(Trouble::Changed) };
    let back = format!("{}{removed}{}", &now[..at], &now[at + added.len()..]);
    match added.is_empty() || yaml::read(&Source::new(step.path.clone(), back.as_str())).is_err() {
        true => Err(Trouble::Changed),
        false => Ok(Some(back)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(before: Option<&str>, after: &str) -> Step {
        let (before, after) = (before.map(str::to_owned), Some(after.to_owned()));
        Step { path: "a.notes.yaml".to_owned(), before, after }
    }

    #[test]
    fn a_step_is_taken_back_even_if_others_followed() {
        let added = step(Some("- a: é\n"), "- a: é\n- b: 1\n");
        let back = |now: &str| reversed(&added, Some(now)).ok().flatten();
        assert_eq!(back("- a: é\n- b: 1\n").as_deref(), Some("- a: é\n"));
        assert_eq!(back("- a: é\n- b: 1\n- c: 2\n").as_deref(), Some("- a: é\n- c: 2\n"));
        assert_eq!(back("- a: é\n- b: 2\n"), None, "somebody changed it");
        assert_eq!(back("- b: 1\n- b: 1\n"), None, "it cannot be told which");
        assert_eq!(reversed(&step(None, "- b: 1\n"), Some("- b: 1\n")).unwrap(), None);
        assert!(reversed(&added, None).is_err());
    }

    #[test]
    fn the_last_decision_and_earlier_ones_can_be_undone_on_disk() {
        let dir = tempfile::tempdir().unwrap();
        let (root, path) = (dir.path(), "a.notes.yaml");
        let mut journal = Journal::default();
        let mut texts = vec![None, Some("- a: 1\n"), Some("- a: 1\n- b: 2\n"), Some("- a: 1\n- b: 2\n- c: 3\n")];
        let mut numbers = Vec::new();
        for pair in texts.windows(2) {
            files::exchange(root, path, pair[0], pair[1]).unwrap();
            let text = |text: Option<&str>| text.map(str::to_owned);
            numbers.push(journal.keep(vec![Step {
                path: path.to_owned(),
                before: text(pair[0]),
                after: text(pair[1]),
            }]));
        }
        journal.undo(numbers[1], root).unwrap();
        assert_eq!(files::read(root, path).unwrap().as_deref(), Some("- a: 1\n- c: 3\n"));
        assert!(journal.undo(numbers[1], root).is_err(), "only once");
        journal.undo(numbers[2], root).unwrap();
        journal.undo(numbers[0], root).unwrap();
        assert_eq!(files::read(root, path).unwrap(), None);
        texts.clear();
    }
}
