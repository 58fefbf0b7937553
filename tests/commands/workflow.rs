//! The workflow that a new archive gets: its shell steps as GitHub runs them, one after the other, with a stand-in for Cargo.

use crate::archive::Archive;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const WORKFLOW: &str = ".github/workflows/pages.yml";
const KNOWN: &str = "https://git.example/ana/onrecord";

fn workflow(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

fn steps<'a>(workflow: &'a Value, job: &str) -> &'a Vec<Value> {
    workflow["jobs"][job]["steps"].as_sequence().unwrap()
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    command.args(["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main"]);
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A runner of GitHub's, as far as our steps see it.
struct Runner<'a> {
    archive: &'a Archive,
    /// What expressions stand for.
    values: BTreeMap<String, String>,
    /// `::error` and what else the steps print.
    printed: String,
}

impl Runner<'_> {
    /// A value of `env:` with its expression replaced.
    fn value(&self, written: &str) -> String {
        let Some(expression) = written.trim().strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}")) else {
            return written.to_owned();
        };
        let mut choices = expression.split("||").map(str::trim);
        let known = |choice: &str| match choice.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            Some(literal) => literal.to_owned(),
            None => self.values.get(choice).cloned().unwrap_or_default(),
        };
        choices.find_map(|choice| Some(known(choice)).filter(|value| !value.is_empty())).unwrap_or_default()
    }

    /// Runs the shell steps until one fails, whose name is returned.
    fn run(&mut self, workflow: &Value, job: &str) -> Option<String> {
        let outputs = self.archive.path("outputs");
        for step in steps(workflow, job) {
            let Some(script) = step["run"].as_str() else { continue };
            let mut bash = Command::new("bash");
            bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
                .current_dir(self.archive.path("work"));
            bash.env_clear().env("GITHUB_OUTPUT", &outputs).env("HOME", self.archive.path("home"));
            bash.env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", self.archive.path("bin").display()));
            bash.env("GIT_ALLOW_PROTOCOL", "file").env("PROGRAM", env!("CARGO_BIN_EXE_onrecord"));
            for part in [&workflow["env"], &step["env"]] {
                for (name, written) in part.as_mapping().into_iter().flatten() {
                    bash.env(name.as_str().unwrap(), self.value(written.as_str().unwrap()));
                }
            }
            fs::write(&outputs, "").unwrap();
            let output = bash.output().unwrap();
            self.printed.push_str(&String::from_utf8_lossy(&output.stdout));
            self.printed.push_str(&String::from_utf8_lossy(&output.stderr));
            if !output.status.success() {
                return Some(step["name"].as_str().unwrap_or_default().to_owned());
            }
            let id = step["id"].as_str().unwrap_or_default();
            for line in fs::read_to_string(&outputs).unwrap().lines() {
                let (name, value) = line.split_once('=').unwrap();
                self.values.insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
            }
        }
        None
    }
}

/// A new archive in `work`, the source of Onrecord in `source`, and a Cargo that installs the program of this test.
fn runner(from: &[&str]) -> (Archive, Value) {
    let cargo = "#!/bin/bash\nset -eu\necho \"$@\" > \"$HOME/cargo\"\nwhile [ \"$1\" != --root ]; do shift; done\n\
        mkdir -p \"$2/bin\"\ncp \"$PROGRAM\" \"$2/bin/onrecord\"\n";
    let archive = Archive::new(&[("bin/cargo", cargo), ("source/a", "a"), ("home/b", "")]);
    fs::set_permissions(archive.path("bin/cargo"), fs::Permissions::from_mode(0o755)).unwrap();
    let source = archive.path("source");
    git(&source, &["init", "--quiet"]);
    git(&source, &["add", "a"]);
    git(&source, &["commit", "--quiet", "--message", "One"]);
    git(&source, &["tag", "--annotate", "v1", "--message", "One"]);
    git(&source, &["commit", "--quiet", "--allow-empty", "--message", "Two"]);
    assert!(archive.command(&[&["init", "work"], from].concat()).output().unwrap().status.success());
    let text = archive.read(&format!("work/{WORKFLOW}"));
    (archive, workflow(&text))
}

#[test]
fn the_steps_install_check_and_build_with_the_address_of_the_pages() {
    for (revision, at) in [("", "HEAD"), ("v1", "HEAD~1"), ("main", "HEAD")] {
        let (archive, workflow) = runner(&["--from", KNOWN]);
        let source = archive.path("source");
        let values = [
            ("vars.ONRECORD_REPOSITORY", format!("file://{}", source.display())),
            ("vars.ONRECORD_REVISION", revision.to_owned()),
            ("steps.pages.outputs.base_url", "https://ana.github.io/clippings".to_owned()),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value)).into();
        let mut runner = Runner { archive: &archive, values, printed: String::new() };
        assert_eq!(runner.run(&workflow, "build"), None, "{}", runner.printed);
        let commit = git(&source, &["rev-parse", at]);
        let installed = archive.read("home/cargo");
        assert!(
            installed.contains(&format!("--git file://{} --rev {commit} onrecord", source.display())),
            "{installed}"
        );
        assert!(archive.read("work/public/index.html").contains("https://ana.github.io/clippings/"));
        assert!(archive.read("work/public/sitemap.xml").contains("<loc>https://ana.github.io/clippings/"));
    }
}

#[test]
fn an_article_with_an_error_is_shown_beside_its_line_and_not_published() {
    let (archive, workflow) = runner(&["--from", KNOWN]);
    archive.write("work/seeds/bad.md", "---\ntitle: [\n---\n\nText.\n");
    let source = format!("file://{}", archive.path("source").display());
    let values = [("vars.ONRECORD_REPOSITORY".to_owned(), source)].into();
    let mut runner = Runner { archive: &archive, values, printed: String::new() };
    assert_eq!(runner.run(&workflow, "build").as_deref(), Some("Check the archive"));
    assert!(runner.printed.contains("::error file=seeds/bad.md,line="), "{}", runner.printed);
    assert!(!archive.path("work/public").exists());
}

#[test]
fn where_onrecord_is_not_known_the_workflow_says_what_to_do() {
    let (archive, workflow) = runner(&[]);
    let from_cargo = env!("CARGO_PKG_REPOSITORY");
    let written = workflow["env"]["ONRECORD_REPOSITORY"].as_str().unwrap();
    assert_eq!(written, format!("${{{{ vars.ONRECORD_REPOSITORY || '{from_cargo}' }}}}"));
    if from_cargo.is_empty() {
        let mut runner = Runner { archive: &archive, values: BTreeMap::new(), printed: String::new() };
        assert_eq!(runner.run(&workflow, "build").as_deref(), Some("Find Onrecord"));
        assert!(runner.printed.contains("::error title=Where is Onrecord?::Set the variable ONRECORD_REPOSITORY"));
        let said = archive.run(&["init", "other"]).1;
        assert!(said.contains("set the variable ONRECORD_REPOSITORY on GitHub"), "{said}");
    }
    let values = [
        ("vars.ONRECORD_REPOSITORY".to_owned(), format!("file://{}", archive.path("source").display())),
        ("vars.ONRECORD_REVISION".to_owned(), "v9".to_owned()),
    ];
    let mut runner = Runner { archive: &archive, values: values.into(), printed: String::new() };
    assert_eq!(runner.run(&workflow, "build").as_deref(), Some("Find Onrecord"));
    assert!(runner.printed.contains("has no branch or tag v9"), "{}", runner.printed);
}

#[test]
fn an_address_that_no_workflow_can_use_is_refused() {
    for address in [
        "",
        "../onrecord",
        "git@github.com:ana/onrecord.git",
        "https://token@github.com/ana/onrecord",
        "https://ana:word@github.com/ana/onrecord",
        "https://github.com/ana/' || 'x",
        "https://github.com/${{ secrets.X }}",
        "https://",
        "https://-x/y",
        "file:///srv/onrecord",
    ] {
        let archive = Archive::new(&[]);
        let (status, said) = archive.run(&["init", &format!("--from={address}")]);
        assert!(status == 2 && said.contains("a workflow on GitHub cannot install from"), "{address}: {said}");
        assert!(archive.files("").is_empty(), "nothing is made");
    }
    let archive = Archive::new(&[]);
    assert_eq!(archive.run(&["init", "--from", KNOWN]).0, 0);
    assert!(archive.read(WORKFLOW).contains(&format!("vars.ONRECORD_REPOSITORY || '{KNOWN}'")));
}

#[test]
fn workflows_are_pinned_permitted_by_job_and_take_no_expression_into_a_script() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = [
        "src/cli/init/pages.yml",
        "src/cli/init/pages-action.yml",
        ".github/workflows/pages.yml",
        ".github/workflows/ci.yml",
        ".github/workflows/release.yml",
    ];
    for path in paths {
        let text = fs::read_to_string(root.join(path)).unwrap();
        let workflow = workflow(&text);
        // Our own action goes by the tag of its version.
        for line in text.lines().filter(|line| line.contains("uses:") && !line.contains("ADDRESS@vVERSION")) {
            let (action, version) =
                line.split_once(" # v").unwrap_or_else(|| panic!("{path}: no version beside {line}"));
            let hash = action.rsplit('@').next().unwrap();
            assert!(hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}: {line}");
            assert_eq!(version.split('.').count(), 3, "{path}: {line}");
        }
        let granted = workflow["permissions"].as_mapping().unwrap();
        assert_eq!(granted.len(), 1, "{path}: more only where it is needed");
        assert_eq!(workflow["permissions"]["contents"], "read", "{path}");
        for (name, job) in workflow["jobs"].as_mapping().unwrap() {
            let may_write = serde_yaml::to_string(&job["permissions"]).unwrap().contains("write");
            let wants_to = ["deploy", "release", "pypi"].contains(&name.as_str().unwrap());
            assert_eq!(may_write, wants_to, "{path}: {name:?}");
            for step in job["steps"].as_sequence().unwrap() {
                assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{path}: {step:?}");
            }
        }
    }
}

#[test]
fn where_github_has_onrecord_the_workflow_uses_its_action() {
    for (address, name) in
        [("https://github.com/ana/onrecord", "ana/onrecord"), ("https://github.com/ana/on.record.git", "ana/on.record")]
    {
        let archive = Archive::new(&[]);
        assert_eq!(archive.run(&["init", "--from", address]).0, 0);
        let text = archive.read(WORKFLOW);
        let version = env!("CARGO_PKG_VERSION");
        assert!(
            text.contains(&format!("uses: {name}@v{version}\n")) && text.contains(&format!("key: archive-{version}-")),
            "{text}"
        );
        assert!(!text.contains("ADDRESS") && !text.contains("VERSION"), "{text}");
    }
}

#[test]
fn the_action_checks_and_builds_what_it_is_told() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let action = workflow(&fs::read_to_string(root.join("action.yml")).unwrap());
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let archive = Archive::small();
    fs::create_dir(archive.path("bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_onrecord"), archive.path("bin/onrecord")).unwrap();
    for step in &steps[1..] {
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()])
            .current_dir(archive.root());
        bash.env("PATH", format!("{}:/usr/bin:/bin", archive.path("bin").display()));
        for name in step["env"].as_mapping().unwrap().keys().map(|name| name.as_str().unwrap()) {
            let value = match name {
                "ARCHIVE" => ".",
                "DEST_DIR" => "a site",
                "SITE_URL" => "https://ana.example/clippings",
                "STRICT" => "true",
                other => panic!("{other}"),
            };
            bash.env(name, value);
        }
        let output = bash.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(archive.read("a site/sitemap.xml").contains("<loc>https://ana.example/clippings/"));
    // No input reaches a script but by way of the environment.
    assert!(steps.iter().all(|step| !step["run"].as_str().unwrap().contains("${{")), "{steps:?}");
}
