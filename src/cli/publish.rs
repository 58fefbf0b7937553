//! `onrecord publish`: the site as a commit on a branch of its own, for hosts that publish a branch.
//!
//! 1. builds the site; an error, with `--strict` a warning, ends it here;
//! 2. stores its files as a tree, with the domain that `static/CNAME` or the branch gives;
//! 3. commits the tree on top of the branch, unless nothing has changed;
//! 4. with `--push`, and only then, sends the branch to the remote, never by force.
//!
//! Work tree, index, HEAD and hooks have no part in it.

mod git;
mod pages;

use super::archive::{Root, target};
use super::progress::Progress;
use super::say::{failure, say, usage};
use super::{build, report};
use crate::text::diagnostic::Level;
use crate::workspace::{Job, Workspace};
use git::{Repository, Step};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Instant;
use walkdir::WalkDir;

/// GitHub's file for a domain of one's own.
const CNAME: &str = "CNAME";
/// Tells GitHub to publish the files as they are.
const NO_JEKYLL: &str = ".nojekyll";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    root: Root,
    /// Branch that the site is committed to
    #[arg(short, long, value_name = "NAME", default_value = "gh-pages")]
    branch: String,
    /// Remote that the branch belongs to
    #[arg(short, long, value_name = "NAME", default_value = "origin")]
    remote: String,
    /// Send the branch to the remote
    #[arg(long)]
    push: bool,
    /// Let warnings fail too: then nothing is committed
    #[arg(long)]
    strict: bool,
    /// Message of the commit
    #[arg(short, long, value_name = "TEXT")]
    message: Option<String>,
    /// Address that the site will have, if it is not the one of book.toml
    #[arg(long, value_name = "URL")]
    site_url: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    if let Some(url) = &arguments.site_url
        && let Err(message) = workspace.set_site_url(url)
    {
        return usage(&message);
    }
    match publish(arguments, &mut workspace) {
        Ok(code) => code,
        Err(message) => {
            let failed = failure(&message);
            if super::stop::signal().load(Ordering::Relaxed) { super::stop::status() } else { failed }
        }
    }
}

/// The branch as it is found.
struct Branch {
    /// What the branch of this repository is at.
    here: Option<String>,
    /// What the new commit comes after: that, or what the remote has.
    parent: Option<String>,
    /// What the remote is known to have.
    there: Option<String>,
}

fn publish(arguments: &Arguments, workspace: &mut Workspace) -> Step<ExitCode> {
    let Arguments { branch, remote, push, .. } = arguments;
    let repository = Repository::around(&workspace.root)?;
    if !repository.may_be_called(branch) {
        return Err(format!("no branch can be called `{branch}`"));
    }
    if let Some(place) = repository.checked_out_at(branch)? {
        return Err(format!(
            "the branch `{branch}` is checked out at `{place}`, whose files would no longer fit it; \
             check out another one, or choose another with `--branch`"
        ));
    }
    let address = repository.address(remote);
    if address.is_none() && *push {
        return Err(format!("there is no remote `{remote}`; add one with `git remote add {remote} URL`"));
    }
    let found = find_branch(&repository, arguments)?;
    let domain = domain(&repository, &workspace.root, &found)?;
    let shown_at =
        domain.as_deref().and_then(pages::address_of_domain).or_else(|| address.as_deref().and_then(pages::address_of));
    if workspace.input.editors.settings.site_url.is_none()
        && let Some(shown_at) = &shown_at
    {
        workspace.set_site_url(shown_at)?;
    }
    let Some(site) = make_site(arguments, workspace)? else { return Ok(ExitCode::FAILURE) };
    let mut more: Vec<(&str, &[u8])> = vec![(NO_JEKYLL, b"")];
    more.extend(domain.as_deref().map(|domain| (CNAME, domain.as_bytes())));
    let mut paths = files_of(&site)?;
    paths.retain(|path| !more.iter().any(|(other, _)| other == path));
    let tree = repository.store(&site, &paths, &more)?;
    let done = commit(&repository, arguments, workspace, &found, &tree)?;
    say(format_args!("{done}"));
    if *push {
        repository.push(remote, branch)?;
        say(format_args!("pushed `{branch}` to `{remote}`"));
    }
    advise(arguments, workspace, shown_at.as_deref(), address.is_some());
    Ok(ExitCode::SUCCESS)
}

/// Finds what to commit on top of. With `--push` the remote is asked, else what was last fetched counts.
fn find_branch(repository: &Repository, arguments: &Arguments) -> Step<Branch> {
    let Arguments { branch, remote, push, .. } = arguments;
    let here = repository.tip(branch);
    let there = if *push { repository.fetch(remote, branch)? } else { repository.remembered(remote, branch) };
    let parent = match (&here, &there) {
        (Some(here), Some(there)) if repository.is_ancestor(here, there) => Some(there.clone()),
        (Some(here), Some(there)) if !repository.is_ancestor(there, here) => {
            return Err(format!(
                "`{branch}` here and on `{remote}` have each a commit that the other lacks; to go on from what `{remote}` has: \
                 git fetch {remote} && git branch --force {branch} {remote}/{branch} (here it is at {})",
                short(here)
            ));
        }
        (here, there) => here.clone().or_else(|| there.clone()),
    };
    if let Some(parent) = &parent {
        let is_site = [NO_JEKYLL, "index.html"].iter().any(|path| repository.file(parent, path).is_some());
        if !is_site && !repository.is_empty(parent) {
            return Err(format!(
                "the branch `{branch}` holds something else than a site (no index.html), which the site would replace; \
                 choose another with `--branch`"
            ));
        }
    }
    Ok(Branch { here, parent, there })
}

/// The contents of the CNAME file: the archive's own, or else the one that the branch has.
fn domain(repository: &Repository, root: &Path, found: &Branch) -> Step<Option<String>> {
    let own = root.join("static").join(CNAME);
    match fs::read_to_string(&own) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Ok(found.parent.as_deref().and_then(|parent| repository.file(parent, CNAME)).map(|text| text + "\n"))
        }
        Err(error) => Err(format!("cannot read `{}`: {error}", own.display())),
    }
}

/// Builds the site; its folder, or nothing if it is not good enough, which is said.
fn make_site(arguments: &Arguments, workspace: &Workspace) -> Step<Option<PathBuf>> {
    let start = Instant::now();
    let target = target(workspace, None);
    let progress = Progress::new();
    let made = workspace.make(&Job { watch: &progress, ..Job::new(&target, super::stop::signal()) });
    drop(progress);
    let made = made.map_err(|error| error.to_string())?;
    let mut stderr = anstream::stderr().lock();
    // Nobody to tell if even this fails.
    let _ = report::print(&mut stderr, &made.problems, report::Format::Human, Level::Warning, &workspace.root);
    drop(stderr);
    say(format_args!("{}", build::summary(&made, Some(&target), start.elapsed())));
    if made.problems.has_errors() || arguments.strict && made.problems.count(Level::Warning) > 0 {
        failure("nothing is committed until that is settled");
        return Ok(None);
    }
    Ok(Some(target))
}

/// Paths of the files of a site, sorted, with `/`. Hidden ones, which a build makes none of, are no part of it.
fn files_of(site: &Path) -> Step<Vec<String>> {
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with('.') || name == ".well-known"
    };
    let mut paths = Vec::new();
    for entry in WalkDir::new(site).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| format!("cannot read the site: {error}"))?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(site).unwrap_or(entry.path());
            let Some(path) = path.to_str() else {
                return Err(format!("cannot publish `{}`, whose name is not Unicode", path.display()));
            };
            paths.push(path.replace(std::path::MAIN_SEPARATOR, "/"));
        }
    }
    Ok(paths)
}

/// Commits a tree, unless the branch has it already; and says what was done.
fn commit(
    repository: &Repository,
    arguments: &Arguments,
    workspace: &Workspace,
    found: &Branch,
    tree: &str,
) -> Step<String> {
    let branch = &arguments.branch;
    let Branch { here, parent, there } = found;
    if let Some(parent) = parent
        && repository.tree_of(parent).as_deref() == Some(tree)
    {
        // The branch may still be behind what was fetched, or not be here at all.
        if here.as_ref() != Some(parent) {
            repository.set(branch, parent, here.as_deref())?;
        }
        let there = if there.as_ref() == Some(parent) { ", there neither" } else { "" };
        return Ok(format!("nothing has changed on `{branch}`{there}: no new commit"));
    }
    let message = arguments.message.clone().filter(|message| !message.trim().is_empty());
    let message = message.unwrap_or_else(|| default_message(repository, workspace));
    let commit = repository.make_commit(tree, parent.as_deref(), &message)?;
    repository.set(branch, &commit, here.as_deref())?;
    Ok(format!("committed the site to `{branch}`: {}", short(&commit)))
}

/// What the commit is called, and which state of the archive it was built from.
fn default_message(repository: &Repository, workspace: &Workspace) -> String {
    let title = workspace.input.editors.settings.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let from = repository.head().map_or_else(String::new, |head| format!(", from {}", short(&head)));
    format!("Publish {title}{from}\n\nMade by Onrecord {}.\n", env!("CARGO_PKG_VERSION"))
}

/// Says where the site will be seen, and what is left to do for that.
fn advise(arguments: &Arguments, workspace: &Workspace, shown_at: Option<&str>, has_remote: bool) {
    let Arguments { branch, remote, push, .. } = arguments;
    if !push {
        if !has_remote {
            say(format_args!("add where it belongs: git remote add {remote} URL"));
        }
        say(format_args!("publish it with `--push`, or: git push {remote} {branch}"));
    }
    if let Some(address) = shown_at {
        say(format_args!("address: {address}"));
        say(format_args!(
            "once per repository on GitHub: Settings > Pages > Source: Deploy from a branch > {branch} and / (root)"
        ));
        let settings = &workspace.input.editors.settings;
        if settings.site_url.as_deref().is_some_and(|site_url| site_url != address) && arguments.site_url.is_none() {
            say(format_args!("but `site-url` of book.toml is {}", settings.site_url.as_deref().unwrap_or_default()));
        }
    } else {
        say(format_args!("which address it has depends on the host: let it publish the branch `{branch}`, folder /"));
    }
}

/// A commit as people name it.
fn short(commit: &str) -> &str {
    commit.get(..9).unwrap_or(commit)
}
