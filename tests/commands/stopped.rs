//! Builds that are killed, stopped, or meet each other: what is left is one whole site, and nothing beside it for long.

#![allow(clippy::print_stderr)] // a test that skips says so

use crate::archive::{Archive, FERRY};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// An archive of some articles, so that a build takes a moment.
fn large(articles: usize, word: &str) -> Archive {
    let archive = Archive::new(&[]);
    write_all(&archive, articles, word);
    archive
}

fn write_all(archive: &Archive, articles: usize, word: &str) {
    for number in 0..articles {
        archive.write(&format!("seeds/a{number}.md"), FERRY.replace("on Monday", &format!("{word} {number}")));
    }
}

fn start(archive: &Archive, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(arguments).current_dir(archive.root()).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap()
}

/// What it said and how it ended, at the latest after a minute.
fn ended(mut child: Child) -> (std::process::ExitStatus, String) {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            return (status, said);
        }
        if start.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("it does not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Starts a command that has to wait for another build, and gives it back when it says so.
fn waiting(archive: &Archive, arguments: &[&str]) -> Child {
    let mut child = start(archive, arguments);
    let mut said = Vec::new();
    let stderr = child.stderr.as_mut().unwrap();
    while !said.ends_with(b"\n") {
        let mut byte = [0];
        assert_eq!(stderr.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&said));
        said.extend(byte);
    }
    let said = String::from_utf8(said).unwrap();
    assert!(said.starts_with("waiting for another build to finish"), "{said}");
    child
}

/// Hidden names beside the site.
fn leftovers(archive: &Archive) -> Vec<String> {
    let names = fs::read_dir(archive.root()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.contains(".onrecord-"));
    names
}

fn site(archive: &Archive, folder: &str) -> BTreeMap<String, Vec<u8>> {
    archive.files(folder)
}

#[test]
fn two_archives_with_one_destination_never_mix() {
    let (one, other) = (large(60, "before"), large(40, "after"));
    for archive in [&one, &other] {
        // Nothing can be made where a file is: no lock in the cache keeps these apart.
        archive.write(".onrecord", "");
        assert_eq!(archive.run(&["build", "-d", "alone"]).0, 0);
    }
    let (first, second) = (site(&one, "alone"), site(&other, "alone"));
    let shared = tempfile::tempdir().unwrap();
    let target = shared.path().join("site");
    for pause in [0, 30, 80, 150] {
        let arguments = ["build", "-d", target.to_str().unwrap()];
        let running = start(&one, &arguments);
        std::thread::sleep(Duration::from_millis(pause));
        let (also, third) = (start(&other, &arguments), start(&one, &arguments));
        for child in [running, also, third] {
            let (status, said) = ended(child);
            assert_eq!(status.code(), Some(0), "{said}");
        }
        let published = crate::archive::files(&target);
        assert!(published == first || published == second, "a mix of {} files", published.len());
        assert_eq!(fs::read_dir(shared.path()).unwrap().count(), 1);
    }
}

#[test]
fn what_a_killed_build_left_goes_even_if_the_next_has_nothing_to_do() {
    let archive = Archive::small();
    archive.build();
    archive.write(".public.onrecord-new/.onrecord-site", "");
    archive.write(".public.onrecord-new/articles/half.html", "<");
    archive.write(".public.onrecord-copy/.onrecord-site", "");
    archive.write(".public.onrecord-lock", "");
    let (status, said) = archive.run(&["build"]);
    assert_eq!((status, said.as_str()), (0, "unchanged: … 2 articles"));
    assert_eq!(leftovers(&archive), [""; 0]);
}

#[test]
fn a_site_that_another_build_is_writing_is_waited_for() {
    let archive = Archive::small();
    archive.build();
    let lock = fs::File::create(archive.path(".public.onrecord-lock")).unwrap();
    lock.lock().unwrap();
    archive.write("seeds/new.md", FERRY);
    // What the other build writes is not touched by ours.
    archive.write(".public.onrecord-new/.onrecord-site", "");
    let child = waiting(&archive, &["build"]);
    std::thread::sleep(Duration::from_millis(200));
    assert!(archive.path(".public.onrecord-new/.onrecord-site").exists());
    assert!(!archive.path("public/articles/new.html").exists());
    drop(lock);
    let (status, said) = ended(child);
    assert!(status.success(), "{said}");
    assert!(archive.path("public/articles/new.html").exists());
    assert_eq!(leftovers(&archive), [""; 0]);
}

#[cfg(unix)]
mod signals {
    use super::*;
    use std::os::unix::process::{CommandExt, ExitStatusExt};

    fn send(child: &Child, signal: &str) {
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Whether whoever started us wants a signal to be ignored, as `nohup` does: then our children ignore it too, and rightly.
    fn is_ignored(signal: i32) -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).unwrap() >> (signal - 1) & 1 == 1)
    }

    #[test]
    fn one_signal_ends_a_build_that_waits() {
        let signals = [("-INT", 2), ("-TERM", 15), ("-HUP", 1)].into_iter().filter(|(_, number)| !is_ignored(*number));
        let signals: Vec<_> = signals.collect();
        let archive = Archive::small();
        archive.build();
        let cache = fs::File::options().write(true).open(archive.path(".onrecord/lock")).unwrap();
        let beside = fs::File::create(archive.path(".public.onrecord-lock")).unwrap();
        for lock in [cache, beside] {
            lock.lock().unwrap();
            for (signal, number) in &signals {
                let child = waiting(&archive, &["build"]);
                send(&child, signal);
                let (status, said) = ended(child);
                assert_eq!(status.code(), Some(128 + number), "{signal}: {said}");
                assert!(said.contains("stopped; the site is as it was before"), "{said}");
            }
        }
        for command in ["check", "clean"] {
            let cache = fs::File::options().write(true).open(archive.path(".onrecord/lock")).unwrap();
            cache.lock().unwrap();
            let child = waiting(&archive, &[command]);
            send(&child, "-TERM");
            let (status, _) = ended(child);
            assert!(status.code() == Some(143) || status.signal() == Some(15), "{command}: {status}");
        }
    }

    #[test]
    fn a_stopped_build_leaves_the_old_site_and_nothing_beside_it() {
        let archive = large(80, "before");
        archive.run(&["build"]);
        let mut old = site(&archive, "public");
        for (round, signal) in ["-TERM", "-HUP", "-INT", "-TERM"].into_iter().enumerate() {
            write_all(&archive, 80, &format!("after{round}"));
            let child = start(&archive, &["build"]);
            std::thread::sleep(Duration::from_millis(40 + 60 * round as u64));
            // It may have ended by then.
            let _ = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
            let (status, said) = ended(child);
            match status.code() {
                Some(0) => old = site(&archive, "public"),
                // Caught before the handler was there.
                None => {}
                Some(code) => assert!([129, 130, 143].contains(&code), "{code} {said}"),
            }
            assert!(site(&archive, "public") == old);
            assert_eq!(leftovers(&archive), [""; 0], "{said}");
        }
    }

    #[test]
    fn a_build_killed_at_any_moment_leaves_one_whole_site() {
        let archive = large(60, "before");
        archive.run(&["build"]);
        for round in 0..8 {
            let before = site(&archive, "public");
            write_all(&archive, 60, &format!("round{round}"));
            let mut child = start(&archive, &["build"]);
            std::thread::sleep(Duration::from_millis(25 * round));
            child.kill().unwrap();
            child.wait().unwrap();
            let after = site(&archive, "public");
            let (status, said) = archive.run(&["build"]);
            assert_eq!(status, 0, "{said}");
            assert_eq!(leftovers(&archive), [""; 0]);
            assert!(after == before || after == site(&archive, "public"), "round {round}");
        }
        assert_eq!(archive.run(&["build", "-d", "clean"]).0, 0);
        assert!(site(&archive, "public") == site(&archive, "clean"));
    }

    /// A kill, or an error, at system calls: needs `strace`, and says if it is not there.
    #[test]
    fn a_kill_between_two_renames_is_put_right_by_whatever_runs_next() {
        if Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            eprintln!("not run: there is no `strace`");
            return;
        }
        let archive = Archive::small();
        archive.build();
        // As on a file system that cannot exchange folders.
        let no_exchange =
            ["-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2,rename", "-e", "inject=renameat2:error=EINVAL"];
        let traced = |more: &[&str]| {
            let mut command = Command::new("strace");
            command.args(no_exchange).args(more).arg(env!("CARGO_BIN_EXE_onrecord")).arg("build");
            command.current_dir(archive.root()).stderr(Stdio::null()).process_group(0).status().unwrap()
        };
        let (mut missing, mut round) = (0, 0);
        for next in ["check", "build", "suggest"] {
            for nth in 1..8 {
                round += 1;
                let before = site(&archive, "public");
                archive.write("seeds/ferry.md", FERRY.replace("on Monday", &format!("on day {round}")));
                traced(&["-e", &format!("inject=rename:signal=KILL:when={nth}")]);
                missing += usize::from(!archive.path("public").exists());
                if next == "suggest" {
                    archive.command(&["suggest", "people"]).output().unwrap();
                } else {
                    archive.run(&[next]);
                }
                let there = site(&archive, "public");
                archive.build();
                assert!(there == before || there == site(&archive, "public"), "rename {nth}, then {next}");
                assert_eq!(leftovers(&archive), [""; 0]);
            }
        }
        assert!(missing > 0, "no kill fell between the two steps");
    }
}
