//! When nothing is published: the old site stays byte for byte, the exit status is 1, and the message says so once.

#![allow(clippy::print_stderr)] // a test that skips says so

use crate::archive::{Archive, FERRY};
use std::fs;

const STAYS: &str = "`public` still holds the site as it was before";

/// Builds, breaks something, builds again: the old site stays. Gives what was said.
fn stays(break_it: impl Fn(&Archive)) -> String {
    let archive = Archive::small();
    archive.write("people.yaml", "- name: Olga Brandt\n");
    archive.build();
    let before = archive.files("public");
    break_it(&archive);
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 1, "{said}");
    assert_eq!(archive.files("public"), before, "{said}");
    assert_eq!(said.matches(STAYS).count(), 1, "{said}");
    assert_eq!(said.matches("error:").count(), 1, "{said}");
    said
}

#[test]
fn without_its_source_folder_an_archive_keeps_its_site() {
    let said = stays(|archive| fs::rename(archive.path("seeds"), archive.path("away")).unwrap());
    assert!(said.contains("is no archive: it has no book.toml and no folder `seeds`"), "{said}");
    let said = stays(|archive| archive.write("book.toml", "[book]\nsrc = \"sedes\"\n"));
    assert!(said.contains("there is no folder `sedes`"), "{said}");
}

#[test]
fn an_empty_folder_of_articles_does_not_empty_the_site() {
    let said = stays(|archive| {
        fs::remove_dir_all(archive.path("seeds")).unwrap();
        fs::create_dir(archive.path("seeds")).unwrap();
    });
    assert!(said.contains("`seeds` holds no articles, but the site that was built before does"), "{said}");
    // One that never had any is built.
    let archive = Archive::new(&[("seeds/_draft.md", FERRY)]);
    assert_eq!(archive.run(&["build"]).0, 0);
    archive.write("book.toml", "[book]\ntitle = \"Nothing yet\"\n");
    assert_eq!(archive.run(&["build"]).0, 0);
}

#[test]
fn settings_that_cannot_be_used_keep_the_site() {
    stays(|archive| archive.write("book.toml", "[archive]\npage-size = \"many\"\n"));
    stays(|archive| archive.write("book.toml", "[book\n"));
    stays(|archive| archive.write("book.toml", b"[book]\ntitle = \"caf\xe9\"\n"));
    stays(|archive| fs::create_dir(archive.path("book.toml")).unwrap());
}

#[test]
fn an_authority_file_that_cannot_be_used_keeps_the_site() {
    stays(|archive| archive.write("people.yaml", "- name: [\n"));
    stays(|archive| archive.write("people.yaml", "name: Olga Brandt\n"));
    stays(|archive| archive.write("people.yaml", b"\x00\x01\x02"));
}

#[test]
fn an_entry_or_an_article_that_is_wrong_costs_that_entry_or_article() {
    let archive = Archive::small();
    archive.write("people.yaml", "- name: Olga Brandt\n  roles: [{role: harbour master, from: soon}]\n");
    archive.write("seeds/third.md", b"\x00\x01\x02");
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("built … 2 articles; 2 errors"), "{said}");
    assert!(archive.path("public/articles/ferry.html").exists());
}

#[test]
fn a_page_that_cannot_be_made_keeps_the_site_and_is_reported_once() {
    let said = stays(|archive| {
        let base = include_str!("../../templates/base.html");
        archive.write("templates/base.html", base.replacen("<main", "{{ nope }}<main", 1));
    });
    assert!(said.contains("`nope` is not defined") && said.contains("more pages"), "{said}");
    stays(|archive| archive.write("templates/about.html", "{% if site %}"));
    stays(|archive| archive.write("templates/about.html", "{{ nope }}"));
}

#[cfg(unix)]
#[test]
fn what_the_disk_does_not_give_keeps_the_site() {
    use std::os::unix::fs::PermissionsExt;
    let archive = Archive::small();
    archive.write("seeds/more/third.md", FERRY.replace("Ferry", "Boat"));
    archive.write("people.yaml", "- name: Olga Brandt\n");
    archive.write("static/own.css", "p { color: red }");
    archive.write("book.toml", "[book]\ntitle = \"Quay\"\n");
    archive.build();
    let before = archive.files("public");
    let close = |path: &str, mode: u32| {
        fs::set_permissions(archive.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    for (path, mode) in [
        ("seeds", 0o755),
        ("seeds/more", 0o755),
        ("seeds/ferry.md", 0o644),
        ("people.yaml", 0o644),
        ("book.toml", 0o644),
        ("static/own.css", 0o644),
        ("static", 0o755),
    ] {
        close(path, 0);
        // Root may read everything.
        if fs::File::open(archive.path(path)).is_ok() {
            eprintln!("not run: this user may read everything");
            close(path, mode);
            return;
        }
        // Articles whose texts are known are not read again unless something else is new.
        fs::remove_dir_all(archive.path(".onrecord")).unwrap();
        let (status, said) = archive.run(&["build"]);
        close(path, mode);
        assert_eq!(status, 1, "{path}: {said}");
        assert!(said.contains(STAYS) && said.contains("cannot read"), "{path}: {said}");
        assert_eq!(archive.files("public"), before, "{path}");
    }
    archive.build();
}

#[test]
fn a_folder_that_is_no_archive_is_left_as_it_is() {
    let archive = Archive::new(&[("notes/a.txt", "something")]);
    for command in ["build", "check", "serve"].into_iter().filter(|name| *name != "serve" || cfg!(feature = "serve")) {
        let output = archive.command(&[command]).timeout(std::time::Duration::from_secs(20)).output().unwrap();
        let said = String::from_utf8(if command == "check" { output.stdout } else { output.stderr }).unwrap();
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        assert!(said.contains("this folder is no archive") && said.contains("onrecord init"), "{command}: {said}");
        let left: Vec<_> = fs::read_dir(archive.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["notes"], "{command}");
    }
}

#[test]
fn no_site_is_put_where_builds_read() {
    let archive = Archive::small();
    let left = || {
        let walk = fs::read_dir(archive.root()).unwrap().map(|entry| entry.unwrap().file_name());
        walk.collect::<Vec<_>>()
    };
    let before = left();
    for folder in ["seeds/site", "static/site", "templates", "templates/a/b", ".git/refs/heads", ".onrecord/site"] {
        let (status, said) = archive.run(&["build", "-d", folder]);
        assert_eq!(status, 1, "{folder}: {said}");
        assert!(said.contains("will not replace") && said.contains("it lies in"), "{said}");
        assert_eq!(left(), before, "{folder}");
    }
    // Where articles lie beside book.toml, only the folder that it names is passed over.
    archive.write("book.toml", "[book]\nsrc = \".\"\n[build]\nbuild-dir = \"out\"\n");
    assert_eq!(archive.run(&["build", "-d", "elsewhere"]).0, 1);
    for _ in 0..2 {
        let (status, said) = archive.run(&["build"]);
        assert!(status == 0 && said.contains("2 articles"), "{said}");
    }
}

#[test]
fn a_file_that_somebody_put_anywhere_into_the_site_is_not_deleted() {
    for with_cache in [true, false] {
        for path in ["articles/mine.txt", "assets/CNAME", "new/folder/x", "people/copy of index.html"] {
            let archive = Archive::small();
            archive.build();
            archive.write(&format!("public/{path}"), "mine");
            if !with_cache {
                fs::remove_dir_all(archive.path(".onrecord")).unwrap();
            }
            for edit in ["on Monday", "on Sunday"] {
                archive.write("seeds/ferry.md", FERRY.replace("on Monday", edit));
                let (status, said) = archive.run(&["build"]);
                assert_eq!(status, 1, "{said}");
                let named = if path.starts_with("new") { "new" } else { path };
                assert!(said.contains(&format!("`{named}` in it was not made by Onrecord")), "{said}");
                assert_eq!(archive.read(&format!("public/{path}")), "mine");
            }
            assert_eq!(archive.run(&["clean"]).0, 1);
            fs::rename(archive.path("public").join(path), archive.path("mine")).unwrap();
            if !path.starts_with("new") {
                archive.build();
                assert!(archive.read("public/articles/ferry.html").contains("on Sunday"));
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_page_changed_in_place_with_its_length_and_time_is_made_again() {
    let archive = Archive::small();
    archive.build();
    let path = archive.path("public/articles/ferry.html");
    let page = archive.read("public/articles/ferry.html");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, page.replace("Olga Brandt", "Olga Brundt")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    archive.build();
    assert_eq!(archive.read("public/articles/ferry.html"), page);
    // With a build in between that has something else to do.
    fs::write(&path, page.replace("Olga Brandt", "Olga Brundt")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    archive.write("seeds/new.md", FERRY.replace("Ferry", "Boat"));
    archive.build();
    assert!(!archive.read("public/articles/ferry.html").contains("Brundt"));
}

#[test]
fn a_damaged_spare_site_is_done_without() {
    let archive = Archive::small();
    for day in ["Tuesday", "Wednesday", "Thursday"] {
        archive.write("seeds/ferry.md", FERRY.replace("Monday", day));
        archive.build();
    }
    let spare = fs::read_dir(archive.path(".onrecord")).unwrap().map(|entry| entry.unwrap().path());
    let spare = spare.into_iter().find(|path| path.is_dir() && path.to_string_lossy().contains("spare-")).unwrap();
    // A folder where a file was, and a file where a folder was.
    fs::remove_file(spare.join("articles/ferry.html")).unwrap();
    fs::create_dir(spare.join("articles/ferry.html")).unwrap();
    fs::write(spare.join("articles/ferry.html/x"), "").unwrap();
    archive.write("seeds/ferry.md", FERRY.replace("Monday", "Friday"));
    archive.build();
    archive.run(&["build", "-d", "clean"]);
    assert_eq!(archive.files("public"), archive.files("clean"));
}

#[test]
fn the_last_line_says_how_to_open_the_site() {
    let archive = Archive::small();
    let said = |arguments: &[&str]| String::from_utf8(archive.command(arguments).output().unwrap().stderr).unwrap();
    assert!(said(&["build"]).trim_end().ends_with("; open public/index.html"));
    assert!(said(&["build"]).trim_end().ends_with("; open public/index.html"));
    assert!(said(&["build", "-d", "other/site"]).trim_end().ends_with("; open other/site/index.html"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_exit_status_is_right_where_nothing_can_be_said() {
    use std::process::{Command, Stdio};
    let archive = Archive::small();
    archive.write("seeds/bad.md", "---\ndate: 28 Febuary 2019\n---\n\nWords.\n");
    let status = |arguments: &[&str]| {
        let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(arguments).current_dir(archive.root()).stderr(full()).stdout(Stdio::null());
        command.status().unwrap().code()
    };
    assert_eq!(status(&["build"]), Some(1));
    assert_eq!(status(&["check"]), Some(1));
    assert_eq!(status(&["build", "nowhere"]), Some(2));
    assert_eq!(status(&["build", "--nonsense"]), Some(2));
    assert_eq!(status(&["build", "--timings"]), Some(1));
    assert_eq!(status(&["init", "fresh"]), Some(0));
    fs::remove_file(archive.path("seeds/bad.md")).unwrap();
    assert_eq!(status(&["build"]), Some(0));
    assert_eq!(status(&["check"]), Some(0));
    assert_eq!(status(&["clean"]), Some(0));
}

/// Where no thread can be started, the one that there is does all the work.
#[cfg(target_os = "linux")]
#[test]
fn a_build_needs_no_thread_but_its_own() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;
    let archive = Archive::small();
    fs::set_permissions(archive.root(), fs::Permissions::from_mode(0o777)).unwrap();
    // The limit does not hold for root, who becomes somebody else for it.
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let mut command = Command::new(if is_root { "setpriv" } else { "prlimit" });
    if is_root {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "prlimit"]);
    }
    command.args(["--nproc=0:0", env!("CARGO_BIN_EXE_onrecord"), "build"]).current_dir(archive.root());
    let Ok(output) = command.output() else {
        eprintln!("not run: the number of threads cannot be limited here");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("prlimit") || said.contains("setpriv") {
        eprintln!("not run: the number of threads cannot be limited here: {said}");
        return;
    }
    assert_eq!(output.status.code(), Some(0), "{said}");
    let alone = archive.files("public");
    fs::remove_dir_all(archive.path(".onrecord")).unwrap();
    archive.run(&["build", "-d", "clean"]);
    assert_eq!(alone, archive.files("clean"));
}

/// In a container whose image has the site, its folder can be neither exchanged nor renamed: needs root, and says if it is not.
#[cfg(target_os = "linux")]
#[test]
fn a_site_in_a_lower_layer_is_replaced() {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    // In a name space of its own, which takes its mounts with it.
    let script = "
        mkdir lower merged layers && mount -t tmpfs tmpfs layers && mkdir layers/upper layers/work && mv seeds lower &&
        \"$0\" build lower && mkdir lower/kept && cp -a lower/public lower/kept/old &&
        mount -t overlay overlay -o lowerdir=lower,upperdir=layers/upper,workdir=layers/work merged || exit 77
        echo 'More words.' >> merged/seeds/ferry.md
        \"$0\" build merged && \"$0\" build merged || exit 1
        echo 'Still more words.' >> merged/seeds/ferry.md
        \"$0\" build merged && \"$0\" build merged -d merged/clean && diff -r merged/public merged/clean || exit 2
        diff -r lower/public lower/kept/old || exit 3
        ls -A merged | grep onrecord- && exit 4
        exit 0";
    fs::create_dir(folder.path().join("seeds")).unwrap();
    fs::write(folder.path().join("seeds/ferry.md"), FERRY).unwrap();
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", script, env!("CARGO_BIN_EXE_onrecord")]).current_dir(folder.path());
    let Ok(output) = command.stdin(Stdio::null()).output() else {
        eprintln!("not run: there is no `unshare`");
        return;
    };
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if matches!(output.status.code(), Some(77)) || said.contains("unshare failed") {
        eprintln!("not run: nothing can be mounted here: {said}");
        return;
    }
    assert_eq!(output.status.code(), Some(0), "{said}");
}
