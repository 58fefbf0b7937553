//! The preview.

use crate::archive::{Archive, FERRY};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

/// A running preview, ended with the test.
pub(crate) struct Preview {
    child: Child,
    pub(crate) port: u16,
    _stderr: BufReader<ChildStderr>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A program that ends with the test, whatever becomes of that.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Preview {
    pub(crate) fn of(archive: &Archive) -> Preview {
        Preview::by(Command::new(env!("CARGO_BIN_EXE_onrecord")), archive)
    }

    /// A preview that this command starts.
    fn by(mut command: Command, archive: &Archive) -> Preview {
        let mut child = command
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

    pub(crate) fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
    }

    /// The answer to a request, sent as it is.
    pub(crate) fn ask(&self, request: &str) -> String {
        let mut stream = self.send(request);
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// Waits until a page says these words, and fails if that takes too long.
    pub(crate) fn says(&self, path: &str, words: &str) {
        let start = Instant::now();
        while !self.get(path).contains(words) {
            assert!(start.elapsed() < Duration::from_secs(15), "{path} does not say `{words}`");
            std::thread::sleep(Duration::from_millis(20));
        }
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

#[test]
fn what_is_wrong_with_one_file_keeps_no_other_edit_from_being_seen() {
    let archive = Archive::small();
    archive.write("seeds/market.notes.yaml", "- quote: words that nobody ever said\n  body: Where are they?\n");
    let preview = Preview::of(&archive);
    let mut events = preview.events();
    wait_for(&mut events, "problems");
    save(&archive, &FERRY.replace("sails again", "sails once more"));
    let start = Instant::now();
    while !preview.get("/articles/ferry.html").contains("sails once more") {
        assert!(start.elapsed() < Duration::from_secs(15), "the edit is not shown");
        std::thread::sleep(Duration::from_millis(50));
    }
    // What is wrong is still told.
    wait_for(&mut preview.events(), "problems");
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

#[test]
fn every_event_has_data_since_browsers_drop_those_without() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    let mut events = preview.events();
    assert_eq!(wait_for(&mut events, "now").lines().filter(|line| line.starts_with("data: ")).count(), 1);
    save(&archive, &FERRY.replace("sails again", "sails once more"));
    let reload = wait_for(&mut events, "reload");
    assert!(reload.lines().any(|line| line.strip_prefix("data: ").is_some_and(|data| !data.is_empty())), "{reload}");
}

#[test]
fn a_page_and_what_it_asks_agree_until_the_page_changes() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    let of_page = |path: &str| {
        let page = preview.get(path);
        page.split_once("data-version=").unwrap().1.split(' ').next().unwrap().to_owned()
    };
    let now = |path: &str| preview.get(&format!("/.onrecord/now?{path}"));
    let paths = ["/", "/articles/ferry.html", "/articles/market.html", "/nothing/at/all", "/.onrecord/desk.html"];
    for path in paths {
        assert!(now(path).contains(&of_page(path)), "{path}");
    }
    let before = paths.map(of_page);
    archive.write("seeds/ferry.md", FERRY.replace("sails again", "sails once more"));
    preview.says("/articles/ferry.html", "once more");
    assert!(!now("/articles/ferry.html").contains(&before[1]));
    assert!(now("/nothing/at/all").contains(&before[3]), "what stays the same is not loaded again");
    archive.write("static/own.css", "p { color: red }");
    let start = Instant::now();
    while now("/nothing/at/all").contains(&before[3]) {
        assert!(start.elapsed() < Duration::from_secs(15), "any page may use a new style sheet");
    }
}

#[test]
fn no_worker_is_served_but_one_that_goes_away() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    for path in ["/sw.js", "/any/path/worker.js", "/sw.js?v=1"] {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nService-Worker: script\r\nConnection: close\r\n\r\n");
        let worker = preview.ask(&request);
        assert!(worker.starts_with("HTTP/1.1 200") && worker.contains("text/javascript"), "{worker}");
        assert!(worker.contains("registration.unregister()") && !worker.contains("respondWith"), "{worker}");
    }
    assert!(archive.read(".onrecord/preview/sw.js").contains("respondWith"), "the preview builds what is published");
}

#[test]
fn a_request_names_this_machine_exactly() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    let status = |request: String| preview.ask(&request).split(' ').nth(1).unwrap_or_default().to_owned();
    let with_host = |host: &str| status(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    for host in ["localhost", "LocalHost:3000", "127.0.0.1", "[::1]", &format!("localhost:{}", preview.port)] {
        assert_eq!(with_host(host), "200", "{host}");
    }
    for host in
        ["[localhost", "localhost]", "[[localhost", "[localhost]", "localhost.", "localhost:", "localhost:x", "::1", ""]
    {
        assert_eq!(with_host(host), "403", "{host}");
    }
    let two = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert!(["400", "403"].contains(&status(two.to_owned()).as_str()));
    let absolute = "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(status(absolute.to_owned()), "403");
    assert_eq!(status("GET / HTTP/1.0\r\n\r\n".to_owned()), "403");
}

#[test]
fn every_answer_keeps_other_origins_out() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    let request = |path: &str, headers: &str| {
        preview.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"))
    };
    let script = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n";
    let neighbour = script.replace("cross-site", "same-site");
    let frame = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n";
    let link = frame.replace("iframe", "document");
    let own = script.replace("cross-site", "same-origin");
    let paths = [
        "/",
        "/search/docs.js",
        "/nothing",
        "/articles",
        "/.onrecord/now?/",
        "/.onrecord/preview.js",
        "/.onrecord/desk.html",
    ];
    for path in paths {
        for headers in [script, &neighbour, frame, "Origin: http://evil.example\r\n", "Origin: null\r\n"] {
            assert!(request(path, headers).starts_with("HTTP/1.1 403"), "{path} {headers}");
        }
        for headers in ["", &own, &link, "Sec-Fetch-Site: none\r\n", "Origin: http://localhost\r\n", script] {
            let answer = request(path, headers);
            assert_eq!(answer.starts_with("HTTP/1.1 403"), headers == script, "{path} {headers}");
            let head = answer.split("\r\n\r\n").next().unwrap().to_ascii_lowercase();
            for header in [
                "cross-origin-resource-policy: same-origin",
                "x-frame-options: deny",
                "content-security-policy: frame-ancestors 'none'",
                "x-content-type-options: nosniff",
                "referrer-policy: same-origin",
                "cache-control: no-store",
            ] {
                assert!(head.contains(header), "{path}: {head}");
            }
            assert!(!head.contains("access-control"), "{head}");
        }
    }
    assert!(request("/.onrecord/events", script).starts_with("HTTP/1.1 403"));
    let write = "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n";
    assert!(preview.ask(&format!("{write}Origin: http://localhost\r\n\r\n")).starts_with("HTTP/1.1 405"));
    assert!(preview.ask(&format!("{write}Origin: http://evil.example\r\n\r\n")).starts_with("HTTP/1.1 403"));
    assert!(preview.ask(&format!("{write}{link}\r\n")).starts_with("HTTP/1.1 403"));
}

#[test]
fn no_address_leads_to_another_host() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    for (path, location) in [
        ("/articles", "/articles/"),
        ("//articles", "/articles/"),
        ("///articles?q=1", "/articles/?q=1"),
        ("/people", "/people/"),
    ] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 308"), "{path}: {answer}");
        assert!(answer.contains(&format!("location: {location}\r\n")), "{path}: {answer}");
    }
    for path in ["/%2Farticles", "/\\articles", "/%5carticles", "/articles%2F"] {
        assert!(preview.get(path).starts_with("HTTP/1.1 4"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_in_the_previews_folder() {
    use std::os::unix::fs::symlink;
    let archive = Archive::small();
    archive.write("secret/index.html", "the secret");
    let preview = Preview::of(&archive);
    let site = archive.path(".onrecord/preview");
    symlink(archive.path("secret/index.html"), site.join("l.txt")).unwrap();
    symlink(archive.path("secret"), site.join("folder")).unwrap();
    symlink("../../secret", site.join("articles/near")).unwrap();
    for file in ["404.html", "about.html", "../desk.html"] {
        std::fs::remove_file(site.join(file)).unwrap();
        symlink(archive.path("secret/index.html"), site.join(file)).unwrap();
    }
    let paths = [
        "/l.txt",
        "/folder",
        "/folder/",
        "/folder/index.html",
        "/articles/near/index.html",
        "/about.html",
        "/404.html",
    ];
    for path in paths.iter().chain(&["/nothing", "/.onrecord/desk.html"]) {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("the secret"), "{path}: {answer}");
    }
    // The whole site, moved behind a link.
    std::fs::rename(archive.path(".onrecord"), archive.path("moved")).unwrap();
    symlink(archive.path("moved"), archive.path(".onrecord")).unwrap();
    assert!(preview.get("/articles/ferry.html").starts_with("HTTP/1.1 404"));
}

#[test]
fn slow_connections_are_closed_and_listening_pages_are_not() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    let mut events = preview.events();
    let start = Instant::now();
    let slow = ["", "GET / HTTP/1.1\r\nHost: local", "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"]
        .map(|request| preview.send(request));
    // One that sends a letter now and then.
    let mut trickle = preview.send("GET / HTTP/1.1\r\nX: ");
    while start.elapsed() < Duration::from_secs(20) && trickle.write_all(b"x").is_ok() {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    for mut stream in slow {
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let mut rest = Vec::new();
        assert!(stream.read_to_end(&mut rest).is_ok(), "the server has closed it");
    }
    save(&archive, &FERRY.replace("sails again", "sails once more"));
    wait_for(&mut events, "reload");
}

#[test]
fn a_folder_that_another_took_the_place_of_is_followed() {
    let archive = Archive::small();
    let preview = Preview::of(&archive);
    let says = |word: &str| preview.says("/articles/ferry.html", &format!("sails {word}"));
    let write = |path: &str, word: &str| archive.write(path, FERRY.replace("sails again", &format!("sails {word}")));
    let swap = |word: &str| {
        write("new/ferry.md", word);
        std::fs::rename(archive.path("seeds"), archive.path(&format!("old-{word}"))).unwrap();
        std::fs::rename(archive.path("new"), archive.path("seeds")).unwrap();
    };
    write("seeds/ferry.md", "first");
    says("first");
    for (swapped, edited) in [("second", "third"), ("fourth", "fifth")] {
        swap(swapped);
        says(swapped);
        write("seeds/ferry.md", edited);
        says(edited);
    }
    // What happens in the folder that was moved away is no news, and what comes back is.
    std::fs::remove_dir_all(archive.path("seeds")).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    write("seeds/ferry.md", "sixth");
    says("sixth");
    write("seeds/ferry.md", "seventh");
    says("seventh");
    for word in ["eighth", "ninth"] {
        let _ = std::fs::remove_dir_all(archive.path("templates"));
        archive.write(
            "templates/404.html",
            format!("{{% extends \"base.html\" %}}{{% block main %}}{word}{{% endblock %}}"),
        );
        preview.says("/nothing", word);
    }
    archive.write("book.toml", "[book]\nsrc = \"texts/new\"\n");
    write("texts/new/ferry.md", "tenth");
    says("tenth");
    std::fs::rename(archive.path("texts"), archive.path("left")).unwrap();
    write("texts/new/ferry.md", "eleventh");
    says("eleventh");
    write("texts/new/ferry.md", "twelfth");
    says("twelfth");
}

#[test]
fn what_is_saved_in_a_folder_of_the_root_is_followed_when_the_root_is_the_source() {
    let archive = Archive::new(&[("book.toml", "[book]\nsrc = \".\"\n"), ("2023/ferry.md", FERRY)]);
    let preview = Preview::of(&archive);
    archive.write("2023/ferry.md", FERRY.replace("sails again", "sails once more"));
    preview.says("/articles/ferry.html", "sails once more");
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_ends_the_preview_and_leaves_nothing_half_done() {
    for signal in ["TERM", "INT"] {
        let archive = Archive::small();
        // Tests that run in the background have their shell's deaf ear for Ctrl-C, and so would their children.
        let mut command = Command::new("env");
        command.args(["--default-signal=INT", env!("CARGO_BIN_EXE_onrecord")]);
        let mut preview = Preview::by(command, &archive);
        // An open page is no reason to stay.
        let _events = preview.events();
        save(&archive, &FERRY.replace("sails again", "sails once more"));
        let id = preview.child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        let start = Instant::now();
        let status = loop {
            if let Some(status) = preview.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < Duration::from_secs(10), "it ends");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(status.code(), Some(0), "{signal}: {status}");
        let names = archive.files(".onrecord").into_keys();
        assert_eq!(names.filter(|path| path.contains("onrecord-new")).collect::<Vec<_>>(), Vec::<String>::new());
    }
}

#[test]
fn the_page_for_what_is_not_there_fits_the_preview_at_any_depth() {
    for book in ["", "[output.html]\nsite-url = \"https://example.org/archive/\"\n"] {
        let archive = Archive::new(&[("book.toml", book), ("seeds/ferry.md", FERRY)]);
        let preview = Preview::of(&archive);
        for path in ["/nothing", "/articles/nothing.html", "/a/b/c/nothing.html"] {
            let page = preview.get(path);
            assert!(page.contains("href=/assets/onrecord.css") && page.contains("href=/people/index.html"), "{page}");
            assert!(!page.contains("example.org/archive") && !page.contains("not-found.js"), "{page}");
        }
    }
}

#[test]
fn a_log_in_the_archives_own_folder_comes_to_an_end() {
    let archive = Archive::new(&[("seeds/ferry.txt", FERRY)]);
    let log = archive.root().join("serve.log");
    let child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["serve", "--port", "0"])
        .current_dir(archive.root())
        .stderr(std::fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let ended = Ended(child);
    let told = || std::fs::read_to_string(&log).unwrap_or_default();
    let start = Instant::now();
    while !told().contains("preview at") {
        assert!(start.elapsed() < Duration::from_secs(20), "{}", told());
        std::thread::sleep(Duration::from_millis(20));
    }
    // Each line that it writes is a change in the folder that it watches.
    std::thread::sleep(Duration::from_millis(800));
    drop(ended);
    assert!(told().lines().count() < 8, "{}", told());
}
