//! A small archive made by hand, and what comes out of it.

use super::*;
use crate::model::archive::{
    ArticleId, ArticleRow, NoteRow, OutletRow, PersonRow, SaidOnBasis, StatementRow, TopicOrigin, TopicRow,
};
use crate::model::article::Origin;
use crate::model::authorities::Authorities;
use crate::model::note::{Anchor, Note, NoteKind};
use crate::model::person::{Gender, PersonKind};
use crate::model::published::{Basis, Published};
use crate::model::reported::Reported;
use crate::model::rights::Rights;
use crate::model::settings::Settings;
use crate::model::statement::{Act, Certainty, Kind, Manner, Polarity};
use crate::model::when::When;
use crate::reading::editors::Editors;
use crate::text::source::Span;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// The files of a site, in memory.
#[derive(Default)]
struct Files(Mutex<BTreeMap<String, String>>);

impl Output for Files {
    fn write(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        let text = String::from_utf8(contents.to_vec()).expect("all files are text");
        assert!(self.0.lock().expect("no test panics here").insert(path.to_owned(), text).is_none(), "{path} twice");
        Ok(())
    }
}

fn article(slug: &str, title: &str, when: Option<When>) -> ArticleRow {
    ArticleRow {
        path: format!("seeds/{slug}.txt"),
        file: 0,
        slug: slug.to_owned(),
        title: title.to_owned(),
        summary: "The bridge <opens> in May & not\u{b} before.".to_owned(),
        published: Published { when, basis: when.map(|_| Basis::Dateline), ..Published::default() },
        outlet: Some(0.into()),
        place: None,
        authors: vec!["A. Reporter".to_owned()],
        language: "en".to_owned(),
        words: 120,
        transcript: slug == "bridge-opens",
        rights: Rights::Full,
        url: None,
        origin: (slug == "bridge-opens").then(|| {
            let file = Some("papers.pdf".to_owned());
            Box::new(Origin { file, pages: Some("3-4".to_owned()), ..Origin::default() })
        }),
        aliases: Vec::new(),
        statements: 0..0,
        mentions: 0..0,
        notes: 0..0,
        topics: vec![0.into()],
        people: vec![0.into()],
        related: Vec::new(),
        duplicate_of: None,
        supersedes: None,
        superseded_by: None,
        latest: None,
        editorial: None,
    }
}

fn statement(number: u32, said: Option<When>) -> StatementRow {
    StatementRow {
        by_paragraph: false,
        key: format!("s-{number:08x}"),
        article: 0.into(),
        words: Reported::new("=The bridge will open in May".to_owned(), Kind::Indirect, Act::Says, Polarity::Said),
        kind: Kind::Direct,
        certainty: Certainty::High,
        manner: Some(Manner::Full),
        together: Vec::new(),
        speaker: Some(0.into()),
        source: Some("the mayor".to_owned()),
        said_on: said.map(|when| (when, SaidOnBasis::Article)),
        told: None,
        question: (number == 3).then(|| "Will it open?".to_owned()),
        via: Vec::new(),
        venue: None,
        place: None,
        headline: false,
        nested: false,
        topics: vec![0.into()],
        cluster: None,
        claim: None,
        relations: Vec::new(),
        previous: None,
        next: None,
        extent: Span::default(),
        editorial: None,
    }
}

/// Two dated articles and an undated one, three statements by Ana Ruiz on bridges, and a note.
fn archive() -> Archive {
    let day = |day| When::ymd(2019, 2, day);
    let articles = vec![
        article("bridge-vote", "Council votes", day(27)),
        article("bridge-opens", "“Opening” & <after>", day(28)),
        article("undated", "Some day", None),
    ];
    let note = Note {
        quote: "in May".to_owned(),
        before: "open ".to_owned(),
        after: String::new(),
        statement: None,
        body: "It *was* June.".to_owned(),
        kind: NoteKind::Correction,
        author: Some("Editor".to_owned()),
        date: Some("2020-01-01".to_owned()),
        tags: vec!["dates".to_owned()],
        private: false,
        replies: Vec::new(),
    };
    let note = |anchor| NoteRow {
        key: "n-1".into(),
        article: 0.into(),
        statement: None,
        note: note.clone(),
        anchor,
        found: None,
    };
    Archive {
        articles,
        statements: (1..=3).map(|number| statement(number, day(27))).collect(),
        people: vec![PersonRow {
            slug: "ana-ruiz".to_owned(),
            name: "Ana Ruiz".to_owned(),
            sort_name: "Ruiz, Ana".to_owned(),
            aliases: Vec::new(),
            joined: Vec::new(),
            roles: vec!["mayor".to_owned()],
            roles_from: Default::default(),
            kind: PersonKind::Person,
            gender: Gender::Female,
            description: None,
            links: Vec::new(),
            listed: false,
            statements: (0..3).map(|index: usize| index.into()).collect(),
            articles: vec![0.into(), 1.into(), 2.into()],
        }],
        topics: vec![TopicRow {
            slug: "bridges".to_owned(),
            name: "Bridges".to_owned(),
            description: None,
            broader: None,
            narrower: Vec::new(),
            origin: TopicOrigin::Found,
            articles: vec![0.into(), 1.into(), 2.into()],
            statements: (0..3).map(|index: usize| index.into()).collect(),
        }],
        outlets: vec![OutletRow {
            slug: "ledger".to_owned(),
            name: "The Ledger".to_owned(),
            url: None,
            location: None,
            description: None,
            articles: vec![0.into(), 1.into(), 2.into()],
        }],
        notes: vec![note(Anchor::Exact(Span::default())), note(Anchor::Lost)],
        ..Archive::default()
    }
}

fn input(site_url: Option<&str>) -> Input {
    let settings = Settings { site_url: site_url.map(str::to_owned), feeds_from: 3, ..Settings::default() };
    Input { editors: Editors::new(settings, Authorities::default()), ..Input::default() }
}

/// What reading the file of a row would give.
fn analysed(row: &ArticleRow) -> crate::model::article::Analysis {
    let text = format!("{}\n\nThe bridge, it was said, opens in May.\n\nNobody ca\u{ad}me to see it.\n", row.title);
    let file = crate::model::article::ArticleFile::new(&row.path, crate::model::article::Format::Text);
    crate::reading::analyse(&crate::text::source::Source::new(&row.path, text), &file, &Editors::default(), None)
}

fn written(archive: &Archive, input: &Input, files: &Files) -> Problems {
    let renderer = crate::site::renderer::Renderer::new(input, archive);
    let text = |id: ArticleId| Some(analysed(&archive[id]));
    write(archive, &renderer.plan(), &renderer.keys(&[]), &text, input, files).expect("memory takes any file")
}

fn files(site_url: Option<&str>) -> (BTreeMap<String, String>, Problems) {
    let (archive, input, files) = (archive(), input(site_url), Files::default());
    let problems = written(&archive, &input, &files);
    (files.0.into_inner().expect("no test panics here"), problems)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

#[test]
fn every_feed_is_well_formed_and_names_the_newest_first() {
    let (files, _) = files(None);
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".xml")) {
        let mut reader = quick_xml::Reader::from_str(text);
        while reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) != quick_xml::events::Event::Eof {}
    }
    let feed = &files["feed.xml"];
    assert!(feed.find("bridge-opens.html").expect("listed") < feed.find("bridge-vote.html").expect("listed"));
    assert!(feed.contains("<title>“Opening” &amp; &lt;after&gt;</title>"));
    assert!(feed.contains("<updated>2019-02-28T00:00:00Z</updated>"));
    assert!(!feed.contains('\u{b}'), "XML cannot hold a vertical tab");
    assert!(!feed.contains("undated.html"), "what has no date is no news");
    let items = &json(&files["feed.json"])["items"];
    assert_eq!(items[0]["url"], "articles/bridge-opens.html");
    assert_eq!(items.as_array().map(Vec::len), Some(2));
}

#[test]
fn topics_and_people_have_feeds_where_there_is_enough_to_subscribe_to() {
    let (files, _) = files(None);
    assert!(files["topics/bridges.xml"].contains("href=\"../articles/bridge-opens.html\""));
    assert!(files["people/ana-ruiz.xml"].contains("<title>=The bridge will open in May</title>"));
    let (mut input, few) = (input(None), Files::default());
    input.editors.settings.feeds_from = 4;
    written(&archive(), &input, &few);
    let few = few.0.into_inner().expect("no test panics here");
    let feeds: Vec<&String> = few.keys().filter(|path| path.ends_with(".xml")).collect();
    assert_eq!(feeds, ["feed.xml"]);
}

#[test]
fn a_sitemap_needs_an_address() {
    let (without, problems) = files(None);
    assert!(!without.contains_key("sitemap.xml"));
    assert_eq!(problems.0[0].code, "no-site-url");
    let (with, problems) = files(Some("https://example.org/a/"));
    assert_eq!(problems, Problems::default());
    assert!(with["sitemap.xml"].contains("<loc>https://example.org/a/articles/bridge-vote.html</loc>"));
    assert!(with["robots.txt"].contains("Sitemap: https://example.org/a/sitemap.xml"));
    assert!(with["feed.xml"].contains("<id>https://example.org/a/articles/bridge-vote.html</id>"));
}

#[test]
fn a_service_worker_keeps_a_small_archive_whole_and_changes_with_it() {
    let (files, _) = files(None);
    let worker = &files["sw.js"];
    assert!(
        worker.contains("\"articles/bridge-vote.html\"")
            && !worker.contains("{pages}")
            && !worker.contains("{version}")
            && !worker.contains("{places}")
    );
    let mut changed = archive();
    changed.articles[0].words += 1;
    let (input, output) = (input(None), Files::default());
    written(&changed, &input, &output);
    assert_ne!(worker, &output.0.into_inner().expect("no test panics here")["sw.js"]);
    assert_eq!(json(&files["manifest.webmanifest"])["start_url"], "index.html");
}

#[test]
fn every_data_line_follows_the_schema() {
    let (files, _) = files(None);
    let schema = json(&files["data/schema.json"]);
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".jsonl")) {
        let name = path.trim_start_matches("data/").trim_end_matches(".jsonl");
        for line in text.lines() {
            conforms(&json(line), &schema["$defs"][name], &schema)
                .unwrap_or_else(|why| panic!("{path}: {why}: {line}"));
            // One schema for a whole file, whatever it holds.
            conforms(&json(line), &serde_json::json!({"anyOf": schema["anyOf"]}), &schema)
                .unwrap_or_else(|why| panic!("{path}: {why}: {line}"));
        }
    }
    assert_eq!(files["data/statements.jsonl"].lines().count(), 3);
    assert!(files["data/statements.jsonl"].contains(r#""page":"articles/"#));
    assert!(files["data/statements.csv"].contains(",'=The bridge will open in May,"));
}

#[test]
fn texts_are_those_that_may_be_published_in_full_without_their_headlines() {
    let (mut archive, input, output) = (archive(), input(None), Files::default());
    archive.articles[1].rights = Rights::Extract;
    archive.articles[2].rights = Rights::Metadata;
    written(&archive, &input, &output);
    let files = output.0.into_inner().expect("no test panics here");
    let lines: Vec<Value> = files["data/texts.jsonl"].lines().map(json).collect();
    let expected = serde_json::json!([{
        "article": "bridge-vote",
        "path": "seeds/bridge-vote.txt",
        "text": "The bridge, it was said, opens in May.\n\nNobody came to see it.",
    }]);
    assert_eq!(Value::from(lines), expected);
    assert_eq!(json(files["data/articles.jsonl"].lines().next().expect("a row"))["authors"][0], "A. Reporter");
}

#[test]
fn each_link_is_one_line_with_its_reason() {
    use crate::model::archive::{Evidence, Relation, RelationKind, StatementId};
    use crate::model::authorities::EditorialRelation::Corrects;
    let mut archive = archive();
    let mut link = |from: usize, to: u32, kind, evidence: &Evidence| {
        archive.statements[from].relations.push(Relation { to: StatementId(to), kind, evidence: evidence.clone() });
    };
    let (words, note) = (Evidence::SameWords(9), Evidence::Editor(Some("He said so later.".to_owned())));
    link(0, 1, RelationKind::SameWords, &words);
    link(1, 0, RelationKind::SameWords, &words);
    link(2, 0, RelationKind::Editorial(Corrects, false), &note);
    link(0, 2, RelationKind::Editorial(Corrects, true), &note);
    let lines = String::from_utf8(relations::pieces(&archive).flatten().collect()).expect("it is text");
    let keys: Vec<&str> = archive.statements.iter().map(|row| row.key.as_str()).collect();
    let schema = json(SCHEMA);
    let told: Vec<(Value, Value, Value)> = lines
        .lines()
        .map(|line| {
            let value = json(line);
            conforms(&value, &schema["$defs"]["relations"], &schema).unwrap_or_else(|why| panic!("{why}: {line}"));
            (value["from"].clone(), value["to"].clone(), value["evidence"].clone())
        })
        .collect();
    let expected = [
        (keys[0].into(), keys[1].into(), serde_json::json!({"same_words": 9})),
        (keys[2].into(), keys[0].into(), serde_json::json!({"note": "He said so later."})),
    ];
    assert_eq!(told, expected);
}

#[test]
fn decisions_of_editors_follow_the_schema() {
    use crate::model::corrections::{
        ArticleEditorial, Editorial, MachineFacts, MachineReading, Rejected, Review, Signature,
    };
    let signature = Signature { author: Some("A. Editor".to_owned()), date: When::ymd(2026, 11, 30) };
    let found = MachineReading {
        words: "The bridge".to_owned(),
        kind: Kind::Mixed,
        polarity: Polarity::ToCome,
        speakers: vec!["Karl Orr".to_owned()],
        manner: Some(Manner::Pronoun),
        certainty: Certainty::Low,
        said_on: None,
    };
    let mut archive = archive();
    let row = &mut archive.articles[0];
    row.statements = 0..2;
    let rejected = Rejected { id: "s-00000009".to_owned(), found: found.clone(), signature: signature.clone() };
    let facts = Some(MachineFacts::default());
    row.editorial = Some(Box::new(ArticleEditorial {
        found: facts,
        signature: Signature::default(),
        undated: false,
        rejected: vec![rejected],
    }));
    for (at, review) in [(0, Review::Corrected), (1, Review::Checked)] {
        let found = (at == 0).then(|| Box::new(found.clone()));
        let editorial =
            Editorial { review, signature: signature.clone(), day: false, nobody: false, occasion: None, found };
        archive.statements[at].editorial = Some(Box::new(editorial));
    }
    let schema = json(SCHEMA);
    let lines: Vec<u8> = corrections::pieces(&archive).flatten().collect();
    let lines = String::from_utf8(lines).expect("it is text");
    for line in lines.lines() {
        conforms(&json(line), &schema["$defs"]["corrections"], &schema).unwrap_or_else(|why| panic!("{why}: {line}"));
    }
    assert_eq!(lines.lines().count(), 4);
}

#[test]
fn notes_become_annotations_unless_their_words_are_lost() {
    let (files, _) = files(Some("https://example.org/"));
    let collection = json(&files["data/notes.jsonld"]);
    assert_eq!(collection["total"], 1);
    let note = &collection["first"]["items"][0];
    assert_eq!(note["target"]["source"], "https://example.org/articles/bridge-vote.html");
    assert_eq!(note["target"]["selector"][0]["exact"], "in May");
    assert_eq!(note["motivation"], "editing");
    assert_eq!(note["created"], "2020-01-01T00:00:00Z");
    // What is exported can be imported again.
    let import = crate::parsing::annotations::import(&[collection], false).expect("a collection");
    let (imported, empty) = (import.notes, import.without_text);
    assert_eq!((imported.len(), empty), (1, 0));
    let note = &imported[0].note;
    assert_eq!(
        (note.quote.as_str(), note.body.as_str(), note.kind),
        ("in May", "It *was* June.", NoteKind::Correction)
    );
    assert_eq!((note.author.as_deref(), note.tags.as_slice()), (Some("Editor"), &["dates".to_owned()][..]));
}

/// Whether a value follows a schema, as far as schema.json makes use of JSON Schema. An unknown keyword is a failure.
fn conforms(value: &Value, schema: &Value, root: &Value) -> Result<(), String> {
    let rules = schema.as_object().ok_or("no such definition")?;
    for (keyword, rule) in rules {
        let fits = match keyword.as_str() {
            "description" => true,
            "$ref" => {
                let pointer = rule.as_str().unwrap_or_default().trim_start_matches('#');
                conforms(value, root.pointer(pointer).ok_or("dangling $ref")?, root)?;
                true
            }
            "anyOf" => rule.as_array().into_iter().flatten().any(|option| conforms(value, option, root).is_ok()),
            "enum" => rule.as_array().is_some_and(|values| values.contains(value)),
            "type" => match rule {
                Value::Array(types) => types.iter().any(|name| has_type(value, name)),
                name => has_type(value, name),
            },
            "minimum" => value.as_i64() >= rule.as_i64(),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap_or(0)),
            "pattern" => value.as_str().is_some_and(|text| text.len() == 10 && text.starts_with("s-")),
            "items" => {
                value.as_array().into_iter().flatten().try_for_each(|item| conforms(item, rule, root))?;
                true
            }
            "required" => {
                rule.as_array().into_iter().flatten().all(|key| value.get(key.as_str().unwrap_or("")).is_some())
            }
            "additionalProperties" => {
                value.as_object().into_iter().flatten().all(|(key, _)| rules["properties"].get(key).is_some())
            }
            "properties" => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(key) {
                        conforms(value, rule, root).map_err(|why| format!("{key}: {why}"))?;
                    }
                }
                true
            }
            _ => return Err(format!("unknown keyword {keyword}")),
        };
        if !fits {
            return Err(format!("against {keyword}: {rule}"));
        }
    }
    Ok(())
}

fn has_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap_or_default() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}
