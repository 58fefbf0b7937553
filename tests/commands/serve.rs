//! The preview.

use crate::archive::{Archive, FERRY};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

/// A running preview, ended with the test.
struct Preview {
    child: Child,
    port: u16,
    _stderr: BufReader<ChildStderr>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Preview {
    fn of(archive: &Archive) -> Preview {
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["serve", "--port", "0", "--hostname", "127.0.0.1"])
            .current_dir(archive.root())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let port = loop {
            line.clear();
            assert!(stderr.read_line(&mut line).unwrap() > 0, "it said where the preview is");
            if let Some((_, after)) = line.split_once("http://127.0.0.1:") {
                break after.split('/').next().unwrap().parse().unwrap();
            }
        };
        Preview { child, port, _stderr: stderr }
    }

    fn connect(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.connect(path, "localhost").read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Listens for events.
    fn events(&self) -> BufReader<TcpStream> {
        let mut events = BufReader::new(self.connect("/.onrecord/events", "localhost"));
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            events.read_line(&mut line).unwrap();
        }
        events
    }
}

/// Waits for an event of this name, and gives the lines that came with it.
fn wait_for(events: &mut BufReader<TcpStream>, name: &str) -> String {
    let mut all = String::new();
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).unwrap() > 0, "the connection stays open");
        if line.trim_end() == format!("event: {name}") {
            all.clear();
        }
        all.push_str(&line);
        if all.starts_with("event: ") && line == "\n" && all.starts_with(&format!("event: {name}")) {
            return all;
        }
    }
}

#[test]
fn only_the_built_site_is_served_and_only_to_this_machine() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    let home = preview.get("/");
    assert!(home.starts_with("HTTP/1.1 200"), "{home}");
    assert!(home.contains("/.onrecord/preview.js"));
    assert!(preview.get("/articles/ferry.html").contains("text/html; charset=utf-8"));
    assert!(preview.get("/nothing").starts_with("HTTP/1.1 404"));
    assert!(preview.get("/../../seeds/ferry.md").starts_with("HTTP/1.1 4"));
    assert!(preview.get("/%2e%2e/%2e%2e/seeds/ferry.md").starts_with("HTTP/1.1 404"));
    let mut foreign = String::new();
    preview.connect("/", "rebound.example").read_to_string(&mut foreign).unwrap();
    assert!(foreign.starts_with("HTTP/1.1 403"), "{foreign}");
    assert!(!archive.path("public").exists(), "the published site is not touched");
}

#[test]
fn the_editors_desk_is_served_and_is_part_of_no_site() {
    let undated = "The ferry\n\nThe council met. \"It will sail on,\" the harbour master told everybody.\n";
    let notes = "- quote: it will never sail\n  body: Really?\n";
    let archive =
        Archive::new(&[("seeds/ferry.md", FERRY), ("seeds/late.txt", undated), ("seeds/late.notes.yaml", notes)]);
    let preview = Preview::of(&archive);
    assert!(preview.get("/").contains("href=\"/.onrecord/desk.html\""));
    let desk = preview.get("/.onrecord/desk.html");
    assert!(desk.starts_with("HTTP/1.1 200"), "{desk}");
    assert!(desk.contains("<code>seeds/late.txt</code>") && desk.contains("date: YYYY-MM-DD"), "{desk}");
    assert!(desk.contains("the words of this note are not in the article"), "{desk}");
    archive.command(&["build"]).output().unwrap();
    let files = archive.files("public").into_keys().chain(archive.files(".onrecord/preview").into_keys());
    assert!(files.filter(|path| path.contains("desk")).collect::<Vec<_>>().is_empty());
}

#[test]
fn a_saved_article_reloads_the_page_and_a_broken_one_leaves_the_last_good_site_up() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    let mut events = preview.events();

    let start = Instant::now();
    save(&archive, &FERRY.replace("sails again", "sails once more"));
    wait_for(&mut events, "reload");
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    assert!(preview.get("/articles/ferry.html").contains("sails once more"));

    save(&archive, "---\ntitle: [broken\n---\n");
    let problems = wait_for(&mut events, "problems");
    assert!(problems.contains("seeds/ferry.md:2"), "{problems}");
    assert!(preview.get("/articles/ferry.html").contains("sails once more"));
    // A page opened now is told, too.
    wait_for(&mut preview.events(), "problems");

    save(&archive, FERRY);
    wait_for(&mut events, "reload");
    assert!(preview.get("/articles/ferry.html").contains("sails again"));
}

/// Saves an article in one step, so that nobody reads half of it: what the first reload shows is then what was saved.
fn save(archive: &Archive, text: &str) {
    archive.write("seeds/.ferry.md.new", text);
    std::fs::rename(archive.path("seeds/.ferry.md.new"), archive.path("seeds/ferry.md")).unwrap();
}

#[test]
fn a_port_that_is_taken_is_named() {
    let archive = Archive::small();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (status, said) = archive.run(&["serve", "--hostname", "127.0.0.1", "--port", &port]);
    assert_eq!(status, 1);
    assert!(said.contains(&format!("port {port} is taken")), "{said}");
}
