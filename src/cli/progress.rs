//! A bar that shows how a long build goes on, on a terminal and nowhere else.

use super::say::say;
use crate::workspace::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;
use std::sync::{Mutex, Once, PoisonError};
use std::time::Instant;

/// The progress bar of a build. Dropping it takes it off the screen.
pub(crate) struct Progress {
    bar: ProgressBar,
    writing: Once,
    /// Each stage and when it began.
    stages: Mutex<Vec<(&'static str, Instant)>>,
}

impl Progress {
    /// A bar that is not drawn where nobody watches.
    pub(crate) fn new() -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        bar.set_style(style("reading articles {bar:40} {human_pos} of {human_len}"));
        Progress { bar, writing: Once::new(), stages: Mutex::default() }
    }

    /// How long each stage took, a line each, for a build that has just ended.
    pub(crate) fn timings(&self) -> String {
        let end = Instant::now();
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = stages.iter().skip(1).map(|(_, begin)| *begin).chain(std::iter::once(end));
        let line = |((name, begin), end): (&(&str, Instant), Instant)| {
            format!("{:8.3} s  {name}\n", end.duration_since(*begin).as_secs_f64())
        };
        stages.iter().zip(ends).map(line).collect()
    }
}

impl Watch for Progress {
    fn waiting(&self, folder: &Path) {
        let message = format_args!("waiting for another build to finish, which is at work in `{}`", folder.display());
        self.bar.suspend(|| say(message));
    }

    fn reading(&self, articles: usize) {
        self.bar.set_length(articles as u64);
    }

    fn stage(&self, name: &'static str) {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).push((name, Instant::now()));
    }

    fn article(&self) {
        self.bar.inc(1);
    }

    fn file(&self) {
        self.writing.call_once(|| {
            self.bar.set_style(style("{spinner} writing the site: {human_pos} files"));
            self.bar.set_position(0);
        });
        self.bar.inc(1);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is valid")
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
