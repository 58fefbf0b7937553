//! No input makes extraction slower than linear: nasty repetitions at one size and at eight times that size.
//!
//! Linear work takes about eight times as long, quadratic work sixty-four times; the bound lies between the two. Where the system
//! tells it, the time is what the processor spent, so that a busy machine changes little. The bench `extraction` prints figures.

#![expect(clippy::disallowed_methods, reason = "the test measures time")]

use onrecord::model::article::{ArticleFile, Format};
use onrecord::{Editors, Source, extract};
use std::time::{Duration, Instant};

const SMALL: usize = 32 << 10;
const TIMES: usize = 8;
/// How many times as long the larger input may take.
const BOUND: u32 = 36;

const NASTY: [&str; 13] = [
    "“",
    "\"",
    "''",
    "the mayor and the council of the old town by the river ",
    "Ana Ruiz Petrova Orr ",
    "Mr. Ruiz and Ana Ruiz said ",
    "20211217",
    "12/",
    "said ",
    "\"No,\" he said. ",
    ",,,,",
    "a\n\n",
    "according to ",
];

/// What the processor has spent on this thread so far, where Linux says so.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

#[test]
fn eight_times_the_text_takes_about_eight_times_as_long() {
    let editors = Editors::default();
    let file = ArticleFile::new("nasty.txt", Format::Text);
    let time = |unit: &str, size: usize| -> Duration {
        let source = Source::new("nasty.txt", unit.repeat(size / unit.len()));
        let (start, spent) = (Instant::now(), processor_time());
        assert_eq!(extract(&source, &file, &editors, None).article.path, "nasty.txt");
        processor_time().zip(spent).map_or_else(|| start.elapsed(), |(now, before)| now - before)
    };
    // Tables are made once.
    time("Ana Ruiz said no. ", SMALL);
    for unit in NASTY {
        // The fastest of several, since other programs only ever make it slower; some milliseconds more, since the system counts
        // in such steps.
        let fastest = |size| (0..3).map(|_| time(unit, size)).min().unwrap_or_default() + Duration::from_millis(4);
        let (small, large) = (fastest(SMALL), fastest(SMALL * TIMES));
        assert!(
            large < small * BOUND,
            "{unit:?} repeated: {small:?} for {SMALL} bytes, {large:?} for {TIMES} times that"
        );
    }
}
