//! The editor's desk: what it writes, and what nobody can make it write.

use crate::archive::{Archive, FERRY};
use crate::serve::Preview;
use serde_json::{Value, json};

const CORRECTIONS: &str = "seeds/ferry.corrections.yaml";

/// A preview and what a page of it knows.
struct Desk {
    preview: Preview,
    token: String,
}

impl Desk {
    fn of(archive: &Archive) -> Desk {
        let preview = Preview::of(archive);
        let token = between(&preview.get("/.onrecord/desk.html"), "data-token=\"", "\"");
        Desk { preview, token }
    }

    fn headers(&self) -> String {
        let port = self.preview.port;
        format!(
            "Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\nX-Onrecord-Token: {}\r\nConnection: close\r\n",
            self.token
        )
    }

    fn look(&self, what: &str) -> Value {
        let answer = self.preview.ask(&format!("GET /.onrecord/desk/{what} HTTP/1.1\r\n{}\r\n", self.headers()));
        body(&answer)
    }

    fn post(&self, what: &str, body: &Value) -> String {
        let body = body.to_string();
        let length = body.len();
        let headers = self.headers();
        let request = format!(
            "POST /.onrecord/desk/{what} HTTP/1.1\r\n{headers}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.preview.ask(&request)
    }

    /// The statement of the ferry, as the desk shows it.
    fn case(&self) -> Value {
        let queue = self.look("queue?by=article");
        let groups = queue["groups"].as_array().unwrap().iter();
        let group = groups.clone().find(|group| group["words"] == "Ferry returns").expect("it is in the queue");
        self.look(&format!("case?id={}", group["cases"][0].as_str().unwrap()))
    }
}

fn between(text: &str, before: &str, after: &str) -> String {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0.to_owned()
}

fn body(answer: &str) -> Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap_or_default()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

fn speaker(case: &Value, name: &str) -> Value {
    json!({
        "decisions": [{"what": "statement", "article": "ferry", "id": case["key"], "speaker": {"named": [name]}}],
        "author": "A. Editor", "date": "2026-11-30", "versions": case["versions"],
    })
}

#[test]
fn a_decision_is_written_shown_at_once_and_can_be_undone() {
    let archive = Archive::small();
    archive.write(CORRECTIONS, "# ours\n- article: {place: Larkhaven}   # by hand\n");
    let before = archive.read(CORRECTIONS);
    let desk = Desk::of(&archive);
    let case = desk.case();
    assert_eq!(case["speakers"], json!(["Olga Brandt"]));
    assert_eq!(case["file"], CORRECTIONS);
    let mut dry = speaker(&case, "Mateo Ruiz");
    dry["dry"] = Value::from(true);
    let shown = body(&desk.post("decide", &dry));
    assert!(shown["files"][0]["diff"].as_str().unwrap().contains("+  speaker: Mateo Ruiz"), "{shown}");
    assert_eq!(archive.read(CORRECTIONS), before, "it was only shown");

    let answer = desk.post("decide", &speaker(&case, "Mateo Ruiz"));
    assert_eq!(status(&answer), "200", "{answer}");
    let added = "- statement: The ferry sails again on Monday\n  speaker: Mateo Ruiz\n  author: A. Editor\n  date: 2026-11-30\n";
    assert_eq!(archive.read(CORRECTIONS), format!("{before}{added}"));
    assert!(desk.preview.get("/articles/ferry.html").contains("Mateo Ruiz"), "the page is new when the answer comes");
    assert_eq!(desk.case_of(&case)["review"], "corrected");

    // The same statement again: its entry changes in place.
    let again = desk.post("decide", &speaker(&desk.case_of(&case), "Inga Solheim"));
    assert_eq!(status(&again), "200", "{again}");
    assert_eq!(archive.read(CORRECTIONS), format!("{before}{}", added.replace("Mateo Ruiz", "Inga Solheim")));

    for (answer, after) in [(&again, format!("{before}{added}")), (&answer, before.clone())] {
        let undo = json!({ "undo": body(answer)["undo"] });
        assert_eq!(status(&desk.post("undo", &undo)), "200");
        assert_eq!(archive.read(CORRECTIONS), after);
    }
    assert!(!desk.preview.get("/articles/ferry.html").contains("Mateo Ruiz"));
}

impl Desk {
    fn case_of(&self, case: &Value) -> Value {
        self.look(&format!("case?id=s:{}", case["key"].as_str().unwrap()))
    }
}

#[test]
fn one_of_many_articles_in_a_file_is_corrected_by_its_title() {
    let export = "1 of 2 DOCUMENTS\n\nQuay Post\n\nApril 3, 2023 Monday\n\nFerry returns\n\nLENGTH: 20 words\n\n\
        \"The ferry sails again on Monday,\" said Olga Brandt, the harbour master of Larkhaven.\n\n\n\
        2 of 2 DOCUMENTS\n\nQuay Post\n\nMay 9, 2023 Tuesday\n\nMarket moves\n\nLENGTH: 20 words\n\n\
        \"There is room for every stall,\" said Mateo Ruiz, the mayor.\n";
    let archive = Archive::new(&[("seeds/export.txt", export)]);
    let file = "seeds/export.corrections.yaml";
    let desk = Desk::of(&archive);
    let queue = desk.look("queue?by=article");
    let group = queue["groups"].as_array().unwrap().iter().find(|group| group["words"] == "Market moves").unwrap();
    let case = desk.look(&format!("case?id={}", group["cases"][0].as_str().unwrap()));
    assert_eq!(case["file"], file);
    let decide = |name: &str, case: &Value| {
        let decision = json!({"what": "statement", "article": case["article"]["slug"], "id": case["key"], "speaker": {"named": [name]}});
        desk.post("decide", &json!({"decisions": [decision], "author": "", "date": "", "versions": case["versions"]}))
    };
    assert_eq!(status(&decide("Ana Ruiz", &case)), "200");
    let entry = "- in: Market moves\n  statement: There is room for every stall\n  speaker: Ana Ruiz\n";
    assert_eq!(archive.read(file), entry);
    let page = format!("/articles/{}.html", case["article"]["slug"].as_str().unwrap());
    assert!(desk.preview.get(&page).contains("Ana Ruiz"), "the page is new when the answer comes");
    // A line above, about another article: the entry that is there changes in place.
    archive.write(file, format!("- in: 1\n  article: {{place: Larkhaven}}\n{entry}"));
    let mut again = desk.case_of(&case);
    again["versions"][file] =
        desk.look(&format!("page?slug={}", case["article"]["slug"].as_str().unwrap()))["versions"][file].clone();
    let answer = decide("Inga Solheim", &again);
    assert_eq!(status(&answer), "200", "{answer}");
    assert_eq!(
        archive.read(file),
        format!("- in: 1\n  article: {{place: Larkhaven}}\n{}", entry.replace("Ana Ruiz", "Inga Solheim"))
    );
    let undo = json!({ "undo": body(&answer)["undo"] });
    assert_eq!(status(&desk.post("undo", &undo)), "200");
    assert!(archive.read(file).ends_with(entry));
}

#[test]
fn two_who_decide_at_once_lose_nothing() {
    let archive = Archive::small();
    let desk = Desk::of(&archive);
    let (one, other) = (desk.case(), desk.case());
    assert_eq!(status(&desk.post("decide", &speaker(&one, "Mateo Ruiz"))), "200");
    let refused = desk.post("decide", &speaker(&other, "Inga Solheim"));
    assert_eq!(status(&refused), "409", "{refused}");
    assert!(archive.read(CORRECTIONS).contains("Mateo Ruiz"));
    // An editor saves the file meanwhile: what is there stays, and so does what the desk adds after looking again.
    let seen = desk.case_of(&one);
    archive.write(CORRECTIONS, format!("{}# mine\n", archive.read(CORRECTIONS)));
    assert_eq!(status(&desk.post("decide", &speaker(&seen, "Inga Solheim"))), "409");
    assert_eq!(status(&desk.post("decide", &speaker(&desk.case_of(&one), "Inga Solheim"))), "200");
    let now = archive.read(CORRECTIONS);
    assert!(now.ends_with("# mine\n") && now.contains("speaker: Inga Solheim"), "{now}");
    // A page that knows nothing of the file may not write it.
    let mut blind = speaker(&one, "Olga Brandt");
    blind["versions"] = json!({});
    assert_eq!(status(&desk.post("decide", &blind)), "409");
}

#[test]
fn words_are_added_noted_and_left_out() {
    let ferry =
        FERRY.replace("Larkhaven.\n", "Larkhaven.\n\nThe quay is to be mended, too.\n\nRead more in our paper.\n");
    let archive = Archive::new(&[("seeds/ferry.md", &ferry)]);
    let desk = Desk::of(&archive);
    let decide = |decision: Value| {
        let versions = desk.look("page?slug=ferry")["versions"].clone();
        let answer = desk.post("decide", &json!({ "decisions": [decision], "versions": versions }));
        assert_eq!(status(&answer), "200", "{answer}");
    };
    decide(
        json!({"what": "add", "article": "ferry", "words": "The quay is to be mended", "speaker": {"named": ["Olga Brandt"]}}),
    );
    decide(json!({"what": "article", "article": "ferry", "left_out": ["Read more in our paper."]}));
    decide(
        json!({"what": "note", "article": "ferry", "quote": "harbour master", "body": "Since *2019*.\n\nBefore: nobody.", "kind": "context"}),
    );
    decide(json!({"what": "note", "article": "ferry", "quote": "sails again", "body": "Ask her.", "private": true}));
    let page = desk.preview.get("/articles/ferry.html");
    assert!(page.contains("Since <em>2019</em>") && page.contains("Ask her."), "{page}");
    assert!(!page.contains("<p>Read more in our paper."), "{page}");
    assert_eq!(
        archive.read(CORRECTIONS),
        "- add: The quay is to be mended\n  speaker: Olga Brandt\n- article: {left_out: [Read more in our paper.]}\n"
    );
    // A private note is published nowhere.
    assert_eq!(archive.run(&["build"]).0, 0);
    let site = archive.files("public");
    let holds = |words: &str| site.values().any(|bytes| String::from_utf8_lossy(bytes).contains(words));
    assert!(holds("Since") && !holds("Ask her"));
    assert!(!holds("desk.js") && !holds("onrecord/desk"), "and nothing of the desk");
}

#[test]
fn nothing_that_is_hostile_or_broken_writes_anything() {
    let archive = Archive::small();
    archive.write("people.yaml", "- name: Olga Brandt\n");
    let desk = Desk::of(&archive);
    let case = desk.case();
    let good = speaker(&case, "Mateo Ruiz").to_string();
    let port = desk.preview.port;
    let before = tree(&archive);
    let token = desk.token.clone();
    let host = format!("Host: localhost:{port}\r\n");
    let origin = format!("Origin: http://localhost:{port}\r\n");
    let site = "Sec-Fetch-Site: same-origin\r\n";
    let secret = format!("X-Onrecord-Token: {token}\r\n");
    let kind = "Content-Type: application/json\r\n";
    let request = |method: &str, path: &str, headers: &[&str], body: &str| {
        let length = body.len();
        let head: String = headers.concat();
        desk.preview.ask(&format!(
            "{method} {path} HTTP/1.1\r\n{head}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    };
    let decide = "/.onrecord/desk/decide";
    let mut tried = 0;
    let mut refused = |answer: String, what: &str| {
        tried += 1;
        assert!(status(&answer).starts_with('4'), "{what}: {answer}");
        assert_eq!(tree(&archive), before, "{what}");
    };
    // Who asks.
    let evil = "Origin: http://evil.example\r\n";
    let other_port = "Origin: http://localhost:1\r\n";
    for (what, headers) in [
        ("no token", vec![&*host, &*origin, site, kind]),
        ("a wrong token", vec![&host, &origin, site, kind, "X-Onrecord-Token: 00000000000000000000000000000000\r\n"]),
        ("an empty token", vec![&host, &origin, site, kind, "X-Onrecord-Token: \r\n"]),
        ("two tokens", vec![&host, &origin, site, kind, &secret, &secret]),
        ("no origin", vec![&host, site, kind, &secret]),
        ("another origin", vec![&host, evil, site, kind, &secret]),
        ("another port", vec![&host, other_port, site, kind, &secret]),
        ("origin null", vec![&host, "Origin: null\r\n", site, kind, &secret]),
        ("two origins", vec![&host, &origin, evil, site, kind, &secret]),
        ("an origin by https", vec![&host, "Origin: https://localhost\r\n", site, kind, &secret]),
        ("a rebound name", vec!["Host: evil.example\r\n", "Origin: http://evil.example\r\n", site, kind, &secret]),
        ("two hosts", vec![&host, "Host: evil.example\r\n", &origin, site, kind, &secret]),
        ("no host", vec![&origin, site, kind, &secret]),
        ("cross-site", vec![&host, &origin, "Sec-Fetch-Site: cross-site\r\n", kind, &secret]),
        ("same-site", vec![&host, &origin, "Sec-Fetch-Site: same-site\r\n", kind, &secret]),
        ("by hand", vec![&host, &origin, "Sec-Fetch-Site: none\r\n", kind, &secret]),
        ("a form", vec![&host, &origin, site, "Content-Type: application/x-www-form-urlencoded\r\n", &secret]),
        ("plain text", vec![&host, &origin, site, "Content-Type: text/plain\r\n", &secret]),
        ("a file form", vec![&host, &origin, site, "Content-Type: multipart/form-data; boundary=x\r\n", &secret]),
        (
            "text that says JSON",
            vec![&host, &origin, site, "Content-Type: text/plain; x=application/json\r\n", &secret],
        ),
        ("no type", vec![&host, &origin, site, &secret]),
        ("another charset", vec![&host, &origin, site, "Content-Type: application/json; charset=utf-7\r\n", &secret]),
        ("compressed", vec![&host, &origin, site, kind, "Content-Encoding: gzip\r\n", &secret]),
    ] {
        refused(request("POST", decide, &headers, &good), what);
    }
    let own = [&*host, &*origin, site, kind, &*secret];
    for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        refused(request(method, decide, &own, &good), method);
    }
    for path in [
        "/.onrecord/desk/decide/",
        "/.onrecord/desk/../desk/decide",
        "/.onrecord//desk/decide",
        "/desk/decide",
        "/.onrecord/desk.html",
    ] {
        refused(request("POST", path, &own, &good), path);
    }
    // What is asked.
    let large = "x".repeat(200 << 10);
    let with = |decision: Value| json!({ "decisions": [decision], "versions": case["versions"] }).to_string();
    let id = case["key"].clone();
    for (what, body) in [
        ("nothing", String::new()),
        ("no JSON", "decisions=1".to_owned()),
        ("no decision", json!({ "decisions": [] }).to_string()),
        ("a list", "[]".to_owned()),
        ("an unknown key", json!({ "decisions": [], "path": "seeds/ferry.md" }).to_string()),
        ("too large", json!({ "decisions": [{"what": "nobody", "name": large}] }).to_string()),
        (
            "a long text",
            with(json!({"what": "note", "article": "ferry", "quote": "sails", "body": "x".repeat(30_000)})),
        ),
        ("an unknown decision", with(json!({"what": "write", "path": "seeds/ferry.md", "text": "x"}))),
        (
            "a path for a slug",
            with(json!({"what": "statement", "article": "../seeds/ferry", "id": id, "checked": true})),
        ),
        ("a path with a null", with(json!({"what": "statement", "article": "ferry\0", "id": id, "checked": true}))),
        (
            "an article that is not there",
            with(json!({"what": "statement", "article": "nothing", "id": id, "checked": true})),
        ),
        (
            "a statement that is not there",
            with(json!({"what": "statement", "article": "ferry", "id": "s-00000000", "checked": true})),
        ),
        (
            "a file to write",
            with(json!({"what": "statement", "article": "ferry", "id": id, "checked": true, "file": "book.toml"})),
        ),
        ("nothing decided", with(json!({"what": "statement", "article": "ferry", "id": id}))),
        ("a kind that is none", with(json!({"what": "statement", "article": "ferry", "id": id, "kind": "shouted"}))),
        ("a day that is none", with(json!({"what": "statement", "article": "ferry", "id": id, "day": "2023-02-30"}))),
        (
            "words that are elsewhere",
            with(json!({"what": "statement", "article": "ferry", "id": id, "words": "no such words"})),
        ),
        ("no name", with(json!({"what": "statement", "article": "ferry", "id": id, "speaker": {"named": []}}))),
        (
            "a sign for a name",
            with(json!({"what": "statement", "article": "ferry", "id": id, "speaker": {"named": ["?"]}})),
        ),
        (
            "words that are not there",
            with(json!({"what": "add", "article": "ferry", "words": "not there", "speaker": "nobody"})),
        ),
        ("a note on nothing", with(json!({"what": "note", "article": "ferry", "quote": "not there", "body": "x"}))),
        ("a note that says nothing", with(json!({"what": "note", "article": "ferry", "quote": "sails", "body": " "}))),
        ("lines that are not there", with(json!({"what": "article", "article": "ferry", "left_out": ["not there"]}))),
        ("a date that is none", with(json!({"what": "article", "article": "ferry", "day": "soon"}))),
        ("people.yaml unseen", with(json!({"what": "same", "name": "Olga Brandt", "other": "O. Brandt"}))),
        ("a listed nobody", with(json!({"what": "nobody", "name": "Olga Brandt"}))),
    ] {
        refused(request("POST", decide, &own, &body), what);
    }
    for (what, body) in
        [("an undo of nothing", "{\"undo\": 99}"), ("no undo", "{}"), ("an undo with more", "{\"undo\": 1, \"x\": 2}")]
    {
        refused(request("POST", "/.onrecord/desk/undo", &own, body), what);
    }
    // And reading it needs the token, too.
    for path in ["queue", "case?id=s:x", "people?typed=o", "page?slug=ferry"] {
        refused(request("GET", &format!("/.onrecord/desk/{path}"), &[&host], ""), path);
    }
    assert!(tried >= 60, "{tried}");
    // The same request, as our page sends it, is good.
    assert_eq!(status(&request("POST", decide, &own, &good)), "200");
}

#[cfg(unix)]
#[test]
fn no_link_is_written_through() {
    use std::os::unix::fs::symlink;
    let archive = Archive::small();
    let desk = Desk::of(&archive);
    let case = desk.case();
    archive.write("elsewhere/theirs.yaml", "theirs");
    symlink("../elsewhere/theirs.yaml", archive.path(CORRECTIONS)).unwrap();
    let answer = desk.post("decide", &speaker(&case, "Mateo Ruiz"));
    assert!(["403", "409"].contains(&status(&answer)), "{answer}");
    assert_eq!(archive.read("elsewhere/theirs.yaml"), "theirs");
    std::fs::remove_file(archive.path(CORRECTIONS)).unwrap();
    std::fs::rename(archive.path("seeds"), archive.path("moved")).unwrap();
    symlink("moved", archive.path("seeds")).unwrap();
    let answer = desk.post("decide", &speaker(&case, "Mateo Ruiz"));
    assert!(status(&answer).starts_with('4'), "{answer}");
    assert!(!archive.path("moved/ferry.corrections.yaml").exists());
}

/// Every file outside of the cache, with its bytes.
fn tree(archive: &Archive) -> Vec<(String, Vec<u8>)> {
    let files = archive.files(".").into_iter();
    files.filter(|(path, _)| !path.contains(".onrecord/")).collect()
}
