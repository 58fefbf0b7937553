//! Git, as far as publishing needs it: only commands that touch neither work tree nor index nor HEAD, and no hooks.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Variables by which whoever starts us, such as a hook, would send Git to another repository or index.
const REDIRECTIONS: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
];

/// The repository that a folder lies in.
pub(super) struct Repository {
    folder: PathBuf,
}

/// Result of a step; a failure is what to tell the person.
pub(super) type Step<T> = Result<T, String>;

impl Repository {
    /// The repository around a folder.
    pub(super) fn around(folder: &Path) -> Step<Repository> {
        let repository = Repository { folder: folder.to_owned() };
        let output = match repository.git().args(["rev-parse", "--git-dir"]).output() {
            Ok(output) => output,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err("publishing needs Git, and there is no program `git`".to_owned());
            }
            Err(error) => return Err(format!("cannot run `git`: {error}")),
        };
        if output.status.success() {
            return Ok(repository);
        }
        let said = said(&output);
        Err(match said.contains("not a git repository") {
            true => format!(
                "`{0}` is in no Git repository; make one with `git init` there, then commit your files",
                folder.display()
            ),
            false => format!("cannot use the Git repository: {said}"),
        })
    }

    fn git(&self) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).stdin(Stdio::null());
        for name in REDIRECTIONS {
            command.env_remove(name);
        }
        // Also the hooks that changes of references call.
        command.args([
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "push.followTags=false",
            "-c",
            "push.recurseSubmodules=no",
        ]);
        command
    }

    /// What a command prints, or what it complains of.
    fn ask(&self, arguments: &[&str]) -> Step<String> {
        self.answer(self.git().args(arguments), b"")
    }

    /// The same where a failure only means that there is nothing.
    fn find(&self, arguments: &[&str]) -> Option<String> {
        self.ask(arguments).ok().filter(|answer| !answer.is_empty())
    }

    /// The same for a command that reads its standard input.
    fn answer(&self, command: &mut Command, input: &[u8]) -> Step<String> {
        let output = fed(command, input).map_err(|error| format!("cannot run `git`: {error}"))?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned()),
            false => Err(format!("Git failed: {}", said(&output))),
        }
    }

    /// Whether a branch may have this name.
    pub(super) fn may_be_called(&self, branch: &str) -> bool {
        !branch.starts_with('-') && branch != "HEAD" && self.ask(&["check-ref-format", &reference(branch)]).is_ok()
    }

    /// The work tree that a branch is checked out in.
    pub(super) fn checked_out_at(&self, branch: &str) -> Step<Option<String>> {
        let listed = self.ask(&["worktree", "list", "--porcelain"])?;
        let wanted = format!("branch {}", reference(branch));
        let mut at = None;
        for line in listed.lines() {
            match line.strip_prefix("worktree ") {
                Some(path) => at = Some(path.to_owned()),
                None if line == wanted => return Ok(at),
                None => {}
            }
        }
        Ok(None)
    }

    /// The address of a remote, if it has one.
    pub(super) fn address(&self, remote: &str) -> Option<String> {
        // Only a configured name counts: Git would take anything else for an address of its own.
        let known = self.find(&["remote"])?;
        known.lines().any(|name| name == remote).then(|| self.find(&["remote", "get-url", "--", remote]))?
    }

    /// The commit that the branch of a remote is at now, fetched.
    pub(super) fn fetch(&self, remote: &str, branch: &str) -> Step<Option<String>> {
        let reference = reference(branch);
        let listed = self.ask(&["ls-remote", "--", remote, &reference])?;
        let Some(commit) = listed.split_whitespace().next().map(str::to_owned) else { return Ok(None) };
        let quietly = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no"];
        self.ask(&[&quietly[..], &["--", remote, &reference]].concat())?;
        Ok(Some(commit))
    }

    /// The commit that a branch of this repository is at.
    pub(super) fn tip(&self, branch: &str) -> Option<String> {
        self.commit(&reference(branch))
    }

    /// The commit that the branch of a remote was at when it was last fetched.
    pub(super) fn remembered(&self, remote: &str, branch: &str) -> Option<String> {
        self.commit(&format!("refs/remotes/{remote}/{branch}"))
    }

    /// The commit that the person is at.
    pub(super) fn head(&self) -> Option<String> {
        self.commit("HEAD")
    }

    fn commit(&self, name: &str) -> Option<String> {
        self.find(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
    }

    /// Whether the first commit is the second or comes before it.
    pub(super) fn is_ancestor(&self, first: &str, second: &str) -> bool {
        first == second || self.ask(&["merge-base", "--is-ancestor", first, second]).is_ok()
    }

    /// A file of a commit.
    pub(super) fn file(&self, commit: &str, path: &str) -> Option<String> {
        self.ask(&["cat-file", "blob", &format!("{commit}:{path}")]).ok()
    }

    /// Whether a commit holds any file.
    pub(super) fn is_empty(&self, commit: &str) -> bool {
        self.find(&["ls-tree", "--name-only", commit]).is_none()
    }

    /// The tree of a commit.
    pub(super) fn tree_of(&self, commit: &str) -> Option<String> {
        self.find(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{commit}^{{tree}}")])
    }

    /// Stores files as a tree: those below `site`, by path, and `more`, with their contents. Bytes are stored as they are, whatever
    /// `.gitattributes` and `.gitignore` say.
    pub(super) fn store(&self, site: &Path, paths: &[String], more: &[(&str, &[u8])]) -> Step<String> {
        let site = site.canonicalize().map_err(|error| format!("cannot read `{}`: {error}", site.display()))?;
        let full: Vec<u8> = paths.iter().flat_map(|path| quoted(&site.join(path))).collect();
        let hashes = self.answer(self.git().args(["hash-object", "-w", "--no-filters", "--stdin-paths"]), &full)?;
        let mut entries: Vec<(&str, String)> =
            paths.iter().map(String::as_str).zip(hashes.lines().map(str::to_owned)).collect();
        if entries.len() != paths.len() {
            return Err("Git did not store every file".to_owned());
        }
        for (path, bytes) in more {
            entries
                .push((path, self.answer(self.git().args(["hash-object", "-w", "--no-filters", "--stdin"]), bytes)?));
        }
        let mut listing = Vec::new();
        for (path, hash) in &entries {
            listing.extend(format!("100644 {hash}\t{path}\0").bytes());
        }
        let index = Index::new(self)?;
        let staged =
            |command: &mut Command, input: &[u8]| self.answer(command.env("GIT_INDEX_FILE", &index.file), input);
        staged(self.git().args(["update-index", "-z", "--index-info"]), &listing)?;
        staged(self.git().args(["write-tree"]), b"")
    }

    /// Makes a commit, which no branch has yet.
    pub(super) fn make_commit(&self, tree: &str, parent: Option<&str>, message: &str) -> Step<String> {
        let mut command = self.git();
        command.args(["commit-tree", tree, "-F", "-"]);
        if let Some(parent) = parent {
            command.args(["-p", parent]);
        }
        self.answer(&mut command, message.as_bytes())
    }

    /// Sets a branch to a commit, unless it has moved from `old` meanwhile.
    pub(super) fn set(&self, branch: &str, commit: &str, old: Option<&str>) -> Step<()> {
        let reference = reference(branch);
        self.ask(&["update-ref", "-m", "onrecord publish", &reference, commit, old.unwrap_or_default()]).map(drop)
    }

    /// Sends a branch to a remote, which refuses it if it has other commits. What Git says goes to the terminal.
    pub(super) fn push(&self, remote: &str, branch: &str) -> Step<()> {
        let both = format!("{0}:{0}", reference(branch));
        let status = self.git().args(["push", "--no-verify", "--", remote, &both]).stdout(Stdio::null()).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => {
                Err(format!("`{remote}` did not take the branch; it is kept here, push it again when that is settled"))
            }
            Err(error) => Err(format!("cannot run `git`: {error}")),
        }
    }
}

/// An index of our own, deleted with it.
struct Index {
    folder: PathBuf,
    file: PathBuf,
}

impl Index {
    fn new(repository: &Repository) -> Step<Index> {
        let name = format!("onrecord-publish-{}", std::process::id());
        let folder = repository.folder.join(repository.ask(&["rev-parse", "--git-path", &name])?);
        fs::create_dir(&folder).map_err(|error| format!("cannot write `{}`: {error}", folder.display()))?;
        let file = folder.canonicalize().unwrap_or_else(|_| folder.clone()).join("index");
        Ok(Index { folder, file })
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        // What stays is a few bytes that Git never looks at.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn reference(branch: &str) -> String {
    format!("refs/heads/{branch}")
}

/// Runs a command on some input.
fn fed(command: &mut Command, input: &[u8]) -> io::Result<Output> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let pipe = child.stdin.take();
    std::thread::scope(|scope| {
        // It answers while it reads: both pipes would fill up if we did not read meanwhile.
        scope.spawn(move || {
            // A command that stops reading says why itself.
            let _ = pipe.map(|mut pipe| pipe.write_all(input));
        });
        child.wait_with_output()
    })
}

/// What a command complained of, in one line.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let line = lines.join("; ");
    if line.is_empty() { output.status.to_string() } else { line.trim_start_matches("fatal: ").to_owned() }
}

/// A path as a line that Git reads, whatever is in it.
fn quoted(path: &Path) -> Vec<u8> {
    let mut line = vec![b'"'];
    for byte in bytes_of(path.as_os_str()) {
        match byte {
            b'"' | b'\\' => line.extend([b'\\', byte]),
            0..0x20 => line.extend(format!("\\{byte:03o}").bytes()),
            _ => line.push(byte),
        }
    }
    line.extend(b"\"\n");
    line
}

#[cfg(unix)]
fn bytes_of(text: &OsStr) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(text).to_vec()
}

#[cfg(not(unix))]
fn bytes_of(text: &OsStr) -> Vec<u8> {
    // Git knows no `\\?\` before a path.
    text.to_string_lossy().trim_start_matches(r"\\?\").replace('\\', "/").into_bytes()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_line_whatever_is_in_it() {
        assert_eq!(quoted(Path::new("/a/\"b\"\\c\nd é")), "\"/a/\\\"b\\\"\\\\c\\012d é\"\n".as_bytes());
    }
}
