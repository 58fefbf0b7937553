//! `onrecord publish`: real repositories on disk, and everything in them that must stay as it was.

use crate::archive::{Archive, FERRY, MARKET};
use std::fs;
use std::process::Command;

/// An archive in a repository, with a bare one as its remote.
struct Published {
    archive: Archive,
    /// Folder of the archive below the root of the repository, with a slash at its end.
    below: &'static str,
}

impl Published {
    fn new() -> Published {
        Published::below("")
    }

    fn below(below: &'static str) -> Published {
        let archive = Archive::new(&[("home/.gitconfig", "[user]\nname = Ana\nemail = ana@example.org\n")]);
        let published = Published { archive, below };
        published.git("", &["init", "--quiet", "--bare", "remote.git"]);
        published.git("", &["init", "--quiet", "--initial-branch=main", "work"]);
        for (path, text) in [
            ("seeds/ferry.md", FERRY),
            (".gitignore", "/public/\n/.onrecord/\n"),
            (".gitattributes", "* text eol=crlf\n"),
        ] {
            published.write(path, text);
        }
        published.git("work", &["add", "--all"]);
        published.git("work", &["commit", "--quiet", "--message", "One"]);
        published.git("work", &["remote", "add", "origin", "../remote.git"]);
        published
    }

    fn write(&self, path: &str, text: &str) {
        self.archive.write(&format!("work/{}{path}", self.below), text);
    }

    fn command(&self, program: &str, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.archive.path(folder)).env("HOME", self.archive.path("home"));
        command.env("NO_COLOR", "1").env("GIT_CONFIG_NOSYSTEM", "1").env_remove("XDG_CONFIG_HOME");
        command
    }

    fn git(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.command("git", folder, arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs the command in the archive: exit status, and what it says.
    fn publish(&self, arguments: &[&str]) -> (i32, String) {
        self.publish_from(&format!("work/{}", self.below), arguments)
    }

    fn publish_from(&self, folder: &str, arguments: &[&str]) -> (i32, String) {
        let arguments = [&["publish"], arguments].concat();
        let output = self.command(env!("CARGO_BIN_EXE_onrecord"), folder, &arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn files_of(&self, folder: &str, branch: &str) -> Vec<String> {
        self.git(folder, &["ls-tree", "-r", "--name-only", branch]).lines().map(str::to_owned).collect()
    }

    /// All that publishing must not touch.
    fn state(&self) -> Vec<String> {
        let index = fs::read(self.archive.path("work/.git/index")).unwrap();
        vec![
            format!("{index:?}"),
            self.git("work", &["--no-optional-locks", "status", "--porcelain", "--branch"]),
            self.git("work", &["rev-parse", "HEAD"]),
            self.git("work", &["stash", "list"]),
            fs::read_to_string(self.archive.path("work/.git/HEAD")).unwrap(),
        ]
    }
}

#[test]
fn the_site_is_a_commit_on_its_own_branch_and_pushed_only_when_told() {
    let published = Published::new();
    let (status, said) = published.publish(&[]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("committed the site to `gh-pages`: "), "{said}");
    assert!(said.contains("publish it with `--push`, or: git push origin gh-pages"), "{said}");
    assert_eq!(published.git("remote.git", &["branch", "--list"]), "");
    let files = published.files_of("work", "gh-pages");
    assert!(files.contains(&".nojekyll".to_owned()) && files.contains(&"articles/ferry.html".to_owned()), "{files:?}");
    assert!(!files.iter().any(|path| path.starts_with("seeds/") || path.starts_with(".git")), "{files:?}");
    // Byte for byte what was built, whatever the attributes say of line ends.
    let page = published.git("work", &["cat-file", "blob", "gh-pages:index.html"]);
    assert_eq!(page, published.archive.read("work/public/index.html"));
    assert_eq!(
        published.git("work", &["log", "--format=%s", "gh-pages"]).lines().count(),
        1,
        "no history of the sources"
    );
    // Nothing changed: no commit, but now it is sent.
    let before = published.git("work", &["rev-parse", "gh-pages"]);
    let (status, said) = published.publish(&["--push"]);
    assert!(
        status == 0 && said.contains("nothing has changed on `gh-pages`") && said.contains("pushed `gh-pages`"),
        "{said}"
    );
    assert_eq!(published.git("remote.git", &["rev-parse", "gh-pages"]), before);
    published.write("seeds/market.md", MARKET);
    let (status, said) = published.publish(&["--push", "--strict", "--message=-- Market\n\nopens"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(published.git("remote.git", &["log", "--format=%B", "-1", "gh-pages"]).trim(), "-- Market\n\nopens");
    assert_eq!(published.git("remote.git", &["rev-parse", "gh-pages~1"]), before);
    assert!(published.files_of("remote.git", "gh-pages").contains(&"articles/market.html".to_owned()));
}

#[test]
fn work_tree_index_head_and_hooks_have_no_part_in_it() {
    let published = Published::new();
    for hook in [
        "pre-commit",
        "commit-msg",
        "post-commit",
        "pre-push",
        "reference-transaction",
        "post-index-change",
        "post-checkout",
    ] {
        let path = published.archive.path(&format!("work/.git/hooks/{hook}"));
        fs::write(&path, "#!/bin/sh\ntouch \"$HOME/hook-ran\"\nexit 1\n").unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    published.write("seeds/market.md", MARKET);
    let git = |arguments: &[&str]| published.command("git", "work", arguments).args(["--"]).status().unwrap();
    git(&["-c", "core.hooksPath=/dev/null", "add", "seeds/market.md"]);
    published.write("seeds/ferry.md", &FERRY.replace("Monday", "Tuesday"));
    published.write("notes.txt", "not added");
    let before = published.state();
    let _ = fs::remove_file(published.archive.path("home/hook-ran"));
    let (status, said) = published.publish(&["--push"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(published.state(), before);
    assert!(!published.archive.path("home/hook-ran").exists(), "a hook ran");
    assert!(
        fs::read_dir(published.archive.path("work/.git"))
            .unwrap()
            .all(|entry| { !entry.unwrap().file_name().to_string_lossy().contains("onrecord") })
    );
    let page = published.git("remote.git", &["cat-file", "blob", "gh-pages:articles/ferry.html"]);
    assert!(page.contains("Tuesday"), "what is on disk is published, committed or not");
    // Also when a hook of the person's runs it, with variables that point at their own index.
    published.write("seeds/ferry.md", FERRY);
    let before = published.state();
    let mut command = published.command(env!("CARGO_BIN_EXE_onrecord"), "work", &["publish"]);
    command.env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index").env("GIT_WORK_TREE", ".");
    assert!(command.output().unwrap().status.success());
    assert_eq!(published.state(), before);
}

#[test]
fn the_same_archive_gives_the_same_tree() {
    let tree = |published: &Published| published.git("work", &["rev-parse", "gh-pages^{tree}"]);
    let (one, other) = (Published::new(), Published::below("clippings/"));
    assert_eq!((one.publish(&[]).0, other.publish(&[]).0), (0, 0));
    assert_eq!(tree(&one), tree(&other), "an archive in a folder of the repository is published alike");
}

#[test]
fn a_domain_of_ones_own_is_kept() {
    let published = Published::new();
    published.write("static/CNAME", "news.example.org\n");
    let (_, said) = published.publish(&[]);
    assert!(said.contains("address: https://news.example.org/"), "{said}");
    let domain = |branch: &str| published.git("work", &["cat-file", "blob", &format!("{branch}:CNAME")]);
    assert_eq!(domain("gh-pages"), "news.example.org\n");
    assert!(published.archive.read("work/public/sitemap.xml").contains("https://news.example.org/"));
    // The settings of GitHub write it to the branch; it stays there.
    fs::remove_dir_all(published.archive.path("work/static")).unwrap();
    assert_eq!(published.publish(&[]).0, 0);
    assert_eq!(domain("gh-pages"), "news.example.org\n");
}

#[test]
fn the_address_follows_from_the_remote_unless_it_is_given() {
    let published = Published::new();
    published.git("work", &["remote", "set-url", "origin", "git@github.com:Ana/Clippings.git"]);
    let (status, said) = published.publish(&[]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("address: https://ana.github.io/Clippings/\n"), "{said}");
    assert!(said.contains("Settings > Pages > Source: Deploy from a branch > gh-pages and / (root)"), "{said}");
    let sitemap = || published.archive.read("work/public/sitemap.xml");
    assert!(sitemap().contains("<loc>https://ana.github.io/Clippings/"), "{}", sitemap());
    assert_eq!(published.publish(&["--site-url", "https://archive.example/x"]).0, 0);
    assert!(sitemap().contains("<loc>https://archive.example/x/"), "{}", sitemap());
    let (status, said) = published.publish(&["--site-url", "archive.example"]);
    assert!(status == 2 && said.contains("`archive.example` is not a web address"), "{said}");
}

#[test]
fn errors_say_what_is_missing_and_commit_nothing() {
    let published = Published::new();
    let fails = |arguments: &[&str], expected: &str| {
        let (status, said) = published.publish(arguments);
        assert!(status == 1 && said.contains(expected), "{arguments:?}: {said}");
        assert_eq!(published.git("work", &["branch", "--list", "gh-pages"]), "");
    };
    fails(&["--branch", "main"], "the branch `main` is checked out at");
    fails(&["--branch=-d"], "no branch can be called `-d`");
    fails(&["--branch", "a..b"], "no branch can be called `a..b`");
    fails(
        &["--push", "--remote", "upstream"],
        "there is no remote `upstream`; add one with `git remote add upstream URL`",
    );
    fails(&["--push", "--remote=--upload-pack=touch x"], "there is no remote");
    // A branch that holds other things is not replaced.
    published.git("work", &["branch", "drafts"]);
    fails(&["--branch", "drafts"], "the branch `drafts` holds something else than a site");
    published.write("seeds/undated.md", "---\ntitle: Some day\n---\n\nText without a date.\n");
    fails(&["--strict"], "nothing is committed until that is settled");
    published.write("seeds/undated.md", "---\ntitle: [\n---\n\nText.\n");
    fails(&[], "nothing is committed until that is settled");
    // Outside of any repository, and without Git.
    let outside = Archive::small();
    let (status, said) = outside.run(&["publish"]);
    assert!(status == 1 && said.contains("is in no Git repository; make one with `git init`"), "{said}");
    let output = outside.command(&["publish"]).env("PATH", "/nonexistent").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("publishing needs Git, and there is no program `git`"), "{said}");
}

#[test]
fn a_checked_out_branch_is_found_in_every_work_tree_and_no_branch_needs_to_be() {
    let published = Published::new();
    published.git("work", &["checkout", "--quiet", "--detach"]);
    assert_eq!(published.publish(&[]).0, 0);
    published.git("work", &["worktree", "add", "--quiet", "../site", "gh-pages"]);
    published.write("seeds/market.md", MARKET);
    let (status, said) = published.publish(&[]);
    assert!(
        status == 1 && said.contains("the branch `gh-pages` is checked out at") && said.contains("site`"),
        "{said}"
    );
    // A new repository has no commit yet.
    published.git("", &["init", "--quiet", "-dash"].map(|word| if word == "-dash" { "./-dash" } else { word }));
    published.archive.write("-dash/seeds/-ferry.md", FERRY);
    let (status, said) = published.publish_from("", &["--", "-dash"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("add where it belongs: git remote add origin URL"), "{said}");
    assert!(published.files_of("-dash", "gh-pages").contains(&"index.html".to_owned()));
}

#[test]
fn what_others_published_is_gone_on_from_and_never_overwritten() {
    let published = Published::new();
    assert_eq!(published.publish(&["--push"]).0, 0);
    // Somebody else publishes from a copy of their own.
    published.git("", &["clone", "--quiet", "remote.git", "theirs", "--branch", "gh-pages"]);
    published.archive.write("theirs/extra.html", "theirs");
    published.git("theirs", &["add", "--all"]);
    published.git("theirs", &["commit", "--quiet", "--message", "Theirs"]);
    published.git("theirs", &["push", "--quiet"]);
    let theirs = published.git("theirs", &["rev-parse", "HEAD"]);
    published.write("seeds/market.md", MARKET);
    let (status, said) = published.publish(&["--push"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(published.git("remote.git", &["rev-parse", "gh-pages~1"]), theirs, "it comes after theirs");
    // Both have a commit that the other lacks.
    published.git("theirs", &["pull", "--quiet"]);
    published.git("theirs", &["commit", "--quiet", "--allow-empty", "--message", "Theirs again"]);
    published.git("theirs", &["push", "--quiet"]);
    published.write("seeds/market.md", &MARKET.replace("stall", "stand"));
    assert_eq!(published.publish(&[]).0, 0);
    let (status, said) = published.publish(&["--push"]);
    assert!(status == 1 && said.contains("have each a commit that the other lacks"), "{said}");
    assert!(said.contains("git fetch origin && git branch --force gh-pages origin/gh-pages"), "{said}");
    assert_eq!(published.git("remote.git", &["log", "-1", "--format=%s", "gh-pages"]), "Theirs again\n");
}

#[test]
fn odd_names_of_static_files_are_published_as_they_are() {
    let published = Published::new();
    let names = ["two words.txt", "-dash.txt", "ümlaut.txt", "it's.txt"];
    names.iter().for_each(|name| published.write(&format!("static/{name}"), name));
    let (status, said) = published.publish(&[]);
    assert_eq!(status, 0, "{said}");
    let stored = published.git("work", &["ls-tree", "-r", "-z", "--name-only", "gh-pages"]);
    for name in names {
        assert!(stored.split('\0').any(|path| path == format!("assets/{name}")), "{name}: {stored}");
        assert_eq!(published.git("work", &["cat-file", "blob", &format!("gh-pages:assets/{name}")]), name);
    }
}
