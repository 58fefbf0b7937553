//! `onrecord extract --jsonl`: articles come in as JSON lines and what was found goes out, a line for a line, in the same order.
//!
//! A thread of its own reads ahead while the others analyse; how far ahead is bounded in bytes, so memory does not grow with the
//! input. What has arrived is answered at once: whoever sends one line and waits gets its answer.

use super::beside;
use super::say::{failure, usage};
use crate::export::line::{self, Fault};
use crate::reading::editors::Editors;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Longest line, in bytes: the largest article, with every character escaped.
const LONGEST: usize = 48 << 20;
/// How many bytes of lines wait to be answered; one line may be longer.
const AHEAD: usize = 4 << 20;
/// How many bytes of lines are answered together, as far as they are there.
const TOGETHER: usize = 2 << 20;

/// Answers every line. Status 1 if there was one without an answer, or the input could not be read to its end.
pub(super) fn run(archive: Option<&Path>, threads: Option<u16>) -> ExitCode {
    if let Some(archive) = archive.filter(|archive| !archive.is_dir()) {
        return usage(&format!("`{}` is not a folder", archive.display()));
    }
    let editors = beside::editors(archive);
    let waiting = Arc::new(Waiting::default());
    let filled = Arc::clone(&waiting);
    // It may wait for input that never comes, and ends with the process.
    std::thread::spawn(move || {
        let input = BufReader::with_capacity(1 << 16, io::stdin());
        let outcome = fill(input, &filled);
        filled.end(outcome.err());
    });
    let Some(threads) = threads else { return answer_all(&waiting, &editors) };
    match rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build() {
        Ok(pool) => pool.install(|| answer_all(&waiting, &editors)),
        Err(error) => failure(&format!("cannot start {threads} threads: {error}")),
    }
}

fn answer_all(waiting: &Waiting, editors: &Editors) -> ExitCode {
    let mut out = io::stdout().lock();
    let mut all_found = true;
    while let Some(lines) = waiting.take() {
        let batch = crate::reading::batch_size(lines.len(), rayon::current_num_threads());
        let answers: Vec<(String, bool)> =
            lines.par_chunks(batch).flat_map_iter(|lines| answers(lines, editors)).collect();
        let mut text = String::with_capacity(answers.iter().map(|(answer, _)| answer.len() + 1).sum());
        for (answer, found) in answers {
            text.push_str(&answer);
            text.push('\n');
            all_found &= found;
        }
        if out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err() {
            // Nobody reads on.
            return ExitCode::FAILURE;
        }
    }
    match waiting.error() {
        Some(error) => failure(&format!("cannot read standard input: {error}")),
        None if all_found => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}

/// The answers to a few lines, in their order.
fn answers(lines: &[Line], editors: &Editors) -> Vec<(String, bool)> {
    let short = lines.iter().filter_map(|line| Some((line.number, line.text.as_deref()?)));
    let mut answers = line::answers(short, editors).into_iter();
    let answer = |line: &Line| match line.text {
        Some(_) => answers.next().expect("one for each line"),
        None => {
            let message = format!("this line is longer than {} MiB", LONGEST >> 20);
            (line::refusal(&Value::Null, &Fault { line: Some(line.number), ..Fault::new(message) }), false)
        }
    };
    lines.iter().map(answer).collect()
}

/// A line of the input.
struct Line {
    /// From 1.
    number: u64,
    /// Without its end; `None` if it is too long to be held.
    text: Option<Vec<u8>>,
}

/// Reads lines until the input ends. Blank ones are none.
fn fill(mut input: impl BufRead, waiting: &Waiting) -> io::Result<()> {
    let mut number = 0;
    while let Some(text) = next_line(&mut input)? {
        number += 1;
        if text.as_deref().is_none_or(|text| !text.trim_ascii().is_empty()) {
            waiting.push(Line { number, text });
        }
    }
    Ok(())
}

/// The next line; `None` at the end of the input, `Some(None)` for a line of which no more than [`LONGEST`] bytes were held.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut line = Some(Vec::new());
    let mut begun = false;
    loop {
        let read = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read.is_empty() {
            return Ok(begun.then_some(line));
        }
        begun = true;
        let end = memchr::memchr(b'\n', read);
        let piece = &read[..end.unwrap_or(read.len())];
        match &mut line {
            Some(text) if text.len() + piece.len() <= LONGEST => text.extend_from_slice(piece),
            _ => line = None,
        }
        let used = piece.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(Some(line));
        }
    }
}

/// Lines that wait to be answered.
#[derive(Default)]
struct Waiting {
    lines: Mutex<Lines>,
    changed: Condvar,
}

#[derive(Default)]
struct Lines {
    lines: VecDeque<Line>,
    bytes: usize,
    ended: bool,
    error: Option<io::Error>,
}

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a line, as soon as there is room for it.
    fn push(&self, line: Line) {
        let lines = self.lock();
        let full = |lines: &mut Lines| lines.bytes >= AHEAD;
        let mut lines = self.changed.wait_while(lines, full).unwrap_or_else(PoisonError::into_inner);
        lines.bytes += line.bytes();
        lines.lines.push_back(line);
        drop(lines);
        self.changed.notify_all();
    }

    /// No more lines come.
    fn end(&self, error: Option<io::Error>) {
        let mut lines = self.lock();
        (lines.ended, lines.error) = (true, error);
        drop(lines);
        self.changed.notify_all();
    }

    /// The next lines, as many as there are but not too many; `None` when all were taken.
    fn take(&self) -> Option<Vec<Line>> {
        let lines = self.lock();
        let none = |lines: &mut Lines| lines.lines.is_empty() && !lines.ended;
        let mut lines = self.changed.wait_while(lines, none).unwrap_or_else(PoisonError::into_inner);
        let mut taken: Vec<Line> = Vec::new();
        let mut bytes = 0;
        while bytes < TOGETHER
            && let Some(line) = lines.lines.pop_front()
        {
            bytes += line.bytes();
            taken.push(line);
        }
        lines.bytes -= bytes;
        drop(lines);
        self.changed.notify_all();
        Some(taken).filter(|taken| !taken.is_empty())
    }

    /// Why the input ended early.
    fn error(&self) -> Option<io::Error> {
        self.lock().error.take()
    }
}

impl Line {
    /// What it takes in memory.
    fn bytes(&self) -> usize {
        self.text.as_ref().map_or(0, Vec::len) + size_of::<Line>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_they_end_however_they_are_read() {
        let mut input = BufReader::with_capacity(3, "one\n\n{\"a\": 2}\r\nlast".as_bytes());
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut input).expect("memory can be read") {
            lines.push(String::from_utf8(line.expect("short")).expect("text"));
        }
        assert_eq!(lines, ["one", "", "{\"a\": 2}\r", "last"]);
    }

    #[test]
    fn a_line_without_end_is_passed_over_and_not_held() {
        let endless = io::Read::take(io::repeat(b'a'), LONGEST as u64 + 1);
        let mut input = BufReader::new(io::Read::chain(endless, "\nnext\n".as_bytes()));
        assert_eq!(next_line(&mut input).expect("memory can be read"), Some(None));
        assert_eq!(next_line(&mut input).expect("memory can be read"), Some(Some(b"next".to_vec())));
        assert_eq!(next_line(&mut input).expect("memory can be read"), None);
    }

    #[test]
    fn whoever_reads_ahead_waits_for_room() {
        let waiting = Arc::new(Waiting::default());
        let filled = Arc::clone(&waiting);
        let thread = std::thread::spawn(move || {
            for number in 1..=8 {
                filled.push(Line { number, text: Some(vec![b'a'; AHEAD / 2]) });
            }
            filled.end(None);
        });
        let mut numbers = Vec::new();
        while let Some(lines) = waiting.take() {
            assert!(waiting.lock().bytes <= AHEAD + AHEAD / 2 + size_of::<Line>() * 4);
            numbers.extend(lines.iter().map(|line| line.number));
        }
        thread.join().expect("it ends");
        assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
    }
}
