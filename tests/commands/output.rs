//! What happens to the output folder.

use crate::archive::{Archive, FERRY};
use std::fs;

#[test]
fn a_folder_of_articles_without_any_settings_builds() {
    let archive = Archive::small();
    let (status, said) = archive.run(&["build"]);
    assert_eq!((status, said.as_str()), (0, "built … 2 articles"));
    assert!(archive.read("public/articles/ferry.html").contains("Ferry returns"));
}

#[test]
fn another_folder_can_be_named_on_the_command_line() {
    let archive = Archive::small();
    assert_eq!(archive.run(&["build", "--dest-dir", "elsewhere/site"]).0, 0);
    assert!(archive.path("elsewhere/site/index.html").is_file());
    assert!(!archive.path("public").exists());
}

#[test]
fn a_folder_with_foreign_files_is_refused_and_left_alone() {
    let archive = Archive::small();
    archive.write("public/thesis.txt", "years of work");
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 1);
    assert!(said.contains("holds files that Onrecord did not make, such as `thesis.txt`"), "{said}");
    assert_eq!(archive.files("public").len(), 1);
    assert_eq!(archive.run(&["clean"]).0, 1);
    assert_eq!(archive.read("public/thesis.txt"), "years of work");
}

#[test]
fn a_foreign_file_that_came_into_our_folder_is_not_deleted() {
    let archive = Archive::small();
    archive.build();
    archive.write("public/.git/HEAD", "ref: refs/heads/pages");
    archive.write("seeds/new.md", FERRY);
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 1);
    assert!(said.contains("`.git` in it was not made by Onrecord"), "{said}");
    assert!(archive.path("public/.git/HEAD").is_file());
}

#[test]
fn the_archive_itself_is_never_the_output() {
    let archive = Archive::small();
    for folder in [".", "seeds", ".."] {
        let (status, said) = archive.run(&["build", "-d", folder]);
        assert_eq!(status, 1, "{folder}: {said}");
        assert!(said.contains("will not replace"), "{said}");
    }
    assert!(archive.path("seeds/ferry.md").is_file());
}

#[test]
fn what_a_killed_build_left_is_tidied_up() {
    let archive = Archive::small();
    archive.build();
    let site = archive.files("public");
    // Killed while the next site was written.
    archive.write(".public.onrecord-new/.onrecord-site", "");
    archive.write(".public.onrecord-new/articles/half.html", "<");
    // Killed between the two steps of an exchange.
    fs::rename(archive.path("public"), archive.path(".public.onrecord-old")).unwrap();
    archive.build();
    assert_eq!(archive.files("public"), site);
    assert!(!archive.path(".public.onrecord-new").exists());
    assert!(!archive.path(".public.onrecord-old").exists());
}

#[test]
fn clean_deletes_the_site_and_the_cache_and_nothing_else() {
    let archive = Archive::small();
    archive.build();
    assert_eq!(archive.run(&["clean"]).0, 0);
    let left: Vec<_> = fs::read_dir(archive.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["seeds"]);
    assert_eq!(archive.run(&["clean"]), (0, String::new()));
}

#[test]
fn a_folder_that_is_not_there_is_wrong_usage() {
    let archive = Archive::new(&[]);
    let (status, said) = archive.run(&["build", "nowhere"]);
    assert_eq!((status, said.as_str()), (2, "error: cannot open `nowhere`: not a folder"));
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_nothing_leaves_the_old_site() {
    use std::os::unix::fs::PermissionsExt;
    let archive = Archive::small();
    archive.build();
    let site = archive.files("public");
    archive.write("seeds/new.md", FERRY);
    fs::set_permissions(archive.root(), fs::Permissions::from_mode(0o555)).unwrap();
    let (status, said) = archive.run(&["build"]);
    fs::set_permissions(archive.root(), fs::Permissions::from_mode(0o755)).unwrap();
    // Root may write everywhere.
    if status != 0 {
        assert!(said.contains("cannot write"), "{said}");
        assert_eq!(archive.files("public"), site);
    }
}

#[test]
fn two_builds_at_once_both_end_well() {
    let archive = Archive::small();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(archive.run(&["build"]).0, 0));
        }
    });
    assert!(archive.read("public/articles/market.html").contains("old station"));
    assert!(!archive.path(".public.onrecord-new").exists());
}
