//! Same input, same bytes: on any number of threads and whatever the order in which files came to the disk.

use crate::archive::{Archive, FERRY, MARKET};
use std::collections::BTreeMap;

fn articles() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for number in 0..12 {
        let text = if number % 2 == 0 { FERRY } else { MARKET };
        let text = text
            .replace("2023-0", &format!("20{:02}-0", 10 + number % 5))
            .replace("every stall", &format!("{number} stalls"));
        files.push((format!("seeds/{}/{number}.md", number % 3), text));
    }
    files
}

fn site(files: &[(String, String)], threads: &str) -> BTreeMap<String, Vec<u8>> {
    let archive = Archive::new(&[]);
    files.iter().for_each(|(path, text)| archive.write(path, text));
    archive.command(&["build"]).env("RAYON_NUM_THREADS", threads).assert().success();
    archive.files("public")
}

#[test]
fn threads_and_the_order_of_files_leave_no_trace() {
    let files = articles();
    let mut shuffled = files.clone();
    shuffled.reverse();
    shuffled.rotate_left(5);
    let one = site(&files, "1");
    for (files, threads) in [(&files, "2"), (&shuffled, "1"), (&shuffled, "4")] {
        let other = site(files, threads);
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (path, contents) in &one {
            assert!(other[path] == *contents, "{path} differs with {threads} threads");
        }
    }
}
