//! `onrecord init`: a new archive that builds at once. Never overwrites a file.
//!
//! Its workflow installs Onrecord from the repository with the source: the one that `--from` names, or else that of `Cargo.toml`.
//! Where neither is known, the workflow asks for it and says how to give it, and so do we.

use super::say::{failure, say, usage};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The files of a new archive.
const FILES: &[(&str, &str)] = &[
    ("book.toml", include_str!("init/book.toml")),
    ("people.yaml", include_str!("init/people.yaml")),
    ("topics.yaml", include_str!("init/topics.yaml")),
    ("events.yaml", include_str!("init/events.yaml")),
    ("outlets.yaml", include_str!("init/outlets.yaml")),
    ("seeds/2024-05-14-harbour-bridge.md", include_str!("init/2024-05-14-harbour-bridge.md")),
    ("seeds/2024-05-14-harbour-bridge.notes.yaml", include_str!("init/2024-05-14-harbour-bridge.notes.yaml")),
    (".gitignore", "/public/\n/.onrecord/\n"),
];
/// The workflow for GitHub Pages, with [`ADDRESS`] where the repository of Onrecord goes.
const WORKFLOW: &str = include_str!("init/pages.yml");
/// The same by Onrecord's own action, where GitHub has the repository.
const ACTION_WORKFLOW: &str = include_str!("init/pages-action.yml");
const WORKFLOW_PATH: &str = ".github/workflows/pages.yml";
/// The issue form for corrections, and the workflow that turns it into a change.
const FORM: &str = include_str!("init/correction.yml");
const FORM_PATH: &str = ".github/ISSUE_TEMPLATE/correction.yml";
const CORRECTIONS: &str = include_str!("init/corrections.yml");
const CORRECTIONS_PATH: &str = ".github/workflows/corrections.yml";
const ADDRESS: &str = "ADDRESS";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the new archive; made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Git repository with the source of Onrecord, for the workflow
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    /// Also write an issue form for corrections, and the workflow that turns it into a pull request
    #[arg(long)]
    with_contributions: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Arguments { root, from, with_contributions } = arguments;
    let repository = from.as_deref().unwrap_or(env!("CARGO_PKG_REPOSITORY"));
    let given = from.is_some() || !repository.is_empty();
    if given && let Err(why) = check(repository) {
        return usage(&format!("a workflow on GitHub cannot install from `{repository}`: {why}"));
    }
    let workflow = match on_github(repository) {
        Some(name) => ACTION_WORKFLOW.replace(ADDRESS, name).replace("VERSION", env!("CARGO_PKG_VERSION")),
        None => WORKFLOW.replace(ADDRESS, repository),
    };
    let corrections = CORRECTIONS.replace(ADDRESS, repository);
    let contributions = [(FORM_PATH, FORM), (CORRECTIONS_PATH, corrections.as_str())];
    let contributions = contributions.into_iter().filter(|_| *with_contributions);
    let files = FILES.iter().copied().chain([(WORKFLOW_PATH, workflow.as_str())]).chain(contributions);
    let (mut kept, mut made) = (0, Vec::new());
    for (path, text) in files {
        match make(&root.join(path), text) {
            Ok(()) => made.push(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                kept += 1;
                say(format_args!("kept {path}, which was there"));
            }
            Err(error) => return failure(&format!("cannot write `{}`: {error}", root.join(path).display())),
        }
    }
    if kept <= FILES.len() {
        say(format_args!("made an archive in {}; build it with `onrecord build {0}`", root.display()));
    }
    if made.contains(&WORKFLOW_PATH) && repository.is_empty() {
        say(format_args!(
            "{WORKFLOW_PATH} has yet to be told where the source of Onrecord is: set the variable ONRECORD_REPOSITORY on GitHub \
             (Settings > Secrets and variables > Actions > Variables), or begin with `--from URL`; \
             `onrecord publish` needs no workflow"
        ));
    }
    ExitCode::SUCCESS
}

/// The name of a repository on GitHub, `OWNER/NAME`, by its address.
fn on_github(address: &str) -> Option<&str> {
    let name = address.strip_prefix("https://github.com/")?;
    let name = name.trim_end_matches('/').trim_end_matches(".git");
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    name.split_once('/').filter(|(owner, repository)| plain(owner) && plain(repository)).map(|_| name)
}

/// Whether a workflow can use an address: GitHub must reach it, everybody may read it, and it stands in quotation marks.
fn check(address: &str) -> Result<(), &'static str> {
    let web = ["https://", "http://", "ssh://", "git://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    let rest = web.ok_or("expected an address such as https://github.com/NAME/onrecord")?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~/:@+%".contains(letter);
    if rest.is_empty() || rest.starts_with(['/', '-']) || !rest.chars().all(is_plain) {
        return Err("there is a sign in it that no address of a repository has");
    }
    match rest.split('/').next().and_then(|host| host.rsplit_once('@')) {
        Some((user, _)) if user.contains(':') || !address.starts_with("ssh://") => {
            Err("everybody who sees the workflow would see the name or password in it")
        }
        _ => Ok(()),
    }
}

/// Writes a file that must not be there yet.
fn make(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}
