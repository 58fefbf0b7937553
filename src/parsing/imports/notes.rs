//! What note-takers and read-later services export with the texts: Evernote (ENEX), wallabag, Omnivore, and JSON Feed, which several write.
//!
//! `created` in them is the day of clipping and dates nothing.

use super::blocks::to_markdown;
use super::document::{Document, Facts, Key};
use super::fault::Fault;
use super::from_html;
use super::xml::{Element, Elements};
use crate::model::article::Format;
use crate::parsing::days::day_of;
use serde_json::Value;

/// The notes of a notebook of Evernote, each as it could be read.
pub(super) fn evernote(text: &str) -> Result<Vec<Result<Document, Fault>>, Fault> {
    Elements::new(text, |name| name == "note").map(|note| note.map(|note| evernote_note(&note))).collect()
}

fn evernote_note(note: &Element) -> Result<Document, Fault> {
    let enml = note.text_of("content").unwrap_or_default();
    let mut document = of_html(&enml)?;
    let attribute = |name: &str| note.child("note-attributes").and_then(|attributes| attributes.text_of(name));
    document.facts = Facts {
        title: note.text_of("title"),
        url: attribute("source-url").filter(|url| url.starts_with("http")),
        authors: attribute("author").into_iter().collect(),
        topics: note
            .elements()
            .filter(|element| element.name == "tag")
            .map(|tag| tag.text().trim().to_owned())
            .collect(),
        ..Facts::default()
    };
    let created = note.text_of("created").unwrap_or_default();
    document.origin.captured = day_of(&created);
    document.origin.key = Some(Key::Id(format!("note {created} {}", document.facts.title.clone().unwrap_or_default())));
    Ok(document)
}

/// What a file of JSON is, of those that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Json {
    Wallabag,
    Omnivore,
    Feed,
    /// References of Zotero and others, in the form that citation processors read.
    References,
}

/// What a file of JSON is, by the keys at its beginning.
pub(super) fn json_kind(start: &[u8]) -> Option<Json> {
    let start = String::from_utf8_lossy(start);
    let has = |keys: &[&str]| keys.iter().all(|key| start.contains(&format!("\"{key}\"")));
    let is_list = start.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('[');
    match () {
        () if start.contains("jsonfeed.org/version") => Some(Json::Feed),
        () if is_list && has(&["slug", "savedAt"]) => Some(Json::Omnivore),
        () if is_list && has(&["is_archived", "content"]) => Some(Json::Wallabag),
        () if is_list
            && has(&["id", "type"])
            && (has(&["issued"]) || has(&["container-title"]) || has(&["author", "title"])) =>
        {
            Some(Json::References)
        }
        () => None,
    }
}

/// The articles of an export of wallabag or of a JSON feed, each as it could be read.
pub(super) fn json(text: &str) -> Result<Vec<Result<Document, Fault>>, Fault> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(Fault::broken)?;
    Ok(match &value {
        Value::Array(entries) => entries.iter().map(wallabag).collect(),
        feed => {
            let outlet = string(feed, "title");
            let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            items.iter().map(|item| feed_item(item, outlet.clone(), feed)).collect()
        }
    })
}

fn wallabag(entry: &Value) -> Result<Document, Fault> {
    let mut document = of_html(&string(entry, "content").unwrap_or_default())?;
    let names = |key: &str| match entry.get(key) {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(names)) => names.split(',').map(|name| name.trim().to_owned()).collect(),
        _ => Vec::new(),
    };
    document.facts = Facts {
        title: string(entry, "title"),
        date: string(entry, "published_at").and_then(|day| day_of(&day)),
        url: web(entry, "url"),
        authors: names("published_by"),
        language: string(entry, "language").filter(|tag| crate::parsing::front_matter::is_language(tag)),
        topics: names("tags"),
        ..Facts::default()
    };
    document.origin.captured = string(entry, "created_at").and_then(|day| day_of(&day));
    document.origin.key = document.facts.url.as_ref().map(|url| Key::Id(format!("saved {url}")));
    Ok(document)
}

fn feed_item(item: &Value, outlet: Option<String>, feed: &Value) -> Result<Document, Fault> {
    let mut document = match (string(item, "content_html"), string(item, "content_text")) {
        (Some(html), _) => of_html(&html)?,
        (None, Some(text)) => Document::new(Format::Text, text),
        (None, None) => return Err(no_text()),
    };
    let names = |value: &Value| -> Vec<String> {
        let list = value.get("authors").and_then(Value::as_array).cloned();
        let list = list.unwrap_or_else(|| value.get("author").cloned().into_iter().collect());
        list.iter().filter_map(|author| string(author, "name")).collect()
    };
    let authors = names(item);
    document.facts = Facts {
        title: string(item, "title"),
        date: string(item, "date_published").and_then(|day| day_of(&day)),
        updated: string(item, "date_modified").and_then(|day| day_of(&day)),
        outlet,
        url: web(item, "external_url").or_else(|| web(item, "url")),
        authors: if authors.is_empty() { names(feed) } else { authors },
        language: string(item, "language")
            .or_else(|| string(feed, "language"))
            .filter(|tag| crate::parsing::front_matter::is_language(tag)),
        summary: string(item, "summary"),
        ..Facts::default()
    };
    document.origin.key = string(item, "id").map(|id| Key::Id(format!("entry {id}")));
    Ok(document)
}

/// The articles that a page of Omnivore's list names, each as it could be read; their texts stand in files that `read` gives by name.
pub(super) fn omnivore(
    text: &str,
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Vec<Result<Document, Fault>>, Fault> {
    let entries: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(Fault::broken)?;
    let article = |entry: &Value| {
        let slug = string(entry, "slug").filter(|slug| !slug.contains(['/', '\\'])).ok_or_else(no_text)?;
        let html = read(&format!("content/{slug}.html")).ok_or_else(no_text)?;
        let mut document = of_html(&String::from_utf8_lossy(&html))?;
        let labels = entry.get("labels").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        document.facts = Facts {
            title: string(entry, "title"),
            date: string(entry, "publishedAt").and_then(|day| day_of(&day)),
            url: web(entry, "url"),
            authors: string(entry, "author").into_iter().collect(),
            summary: string(entry, "description"),
            topics: labels.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            ..Facts::default()
        };
        document.origin.captured = string(entry, "savedAt").and_then(|day| day_of(&day));
        document.origin.key = document.facts.url.as_ref().map(|url| Key::Id(format!("saved {url}")));
        Ok(document)
    };
    Ok(entries.iter().map(article).collect())
}

fn of_html(html: &str) -> Result<Document, Fault> {
    let markdown = to_markdown(&from_html::blocks(html));
    if markdown.trim().is_empty() { Err(no_text()) } else { Ok(Document::new(Format::Markdown, markdown)) }
}

fn no_text() -> Fault {
    Fault::NoText("nothing is written in it", "leave it out")
}

fn string(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn web(value: &Value, key: &str) -> Option<String> {
    string(value, key).filter(|url| url.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_evernote_are_articles_dated_by_nothing() {
        let note = "<note><title>Bridge</title><content><![CDATA[<?xml version='1.0'?><!DOCTYPE en-note SYSTEM 'x.dtd'><en-note><div>It <b>opens</b>.</div>\
            <en-media hash='a' type='image/png'/><div><br/></div></en-note>]]></content><created>20220601T100000Z</created><tag>harbour</tag>\
            <note-attributes><author>Ana Ruiz</author><source-url>https://velin.example/b</source-url></note-attributes></note>";
        let file = format!(
            "<?xml version='1.0'?><!DOCTYPE en-export SYSTEM 'y.dtd'><en-export>{note}<note><title>Empty</title></note></en-export>"
        );
        let notes = evernote(&file).expect("a notebook");
        let document = notes[0].as_ref().expect("a note");
        assert_eq!(document.text, "It **opens**.\n");
        assert_eq!((document.facts.date.as_deref(), document.origin.captured.as_deref()), (None, Some("2022-06-01")));
        assert_eq!(
            (document.facts.url.as_deref(), document.facts.topics.join(",")),
            (Some("https://velin.example/b"), "harbour".to_owned())
        );
        assert!(notes[1].is_err());
    }

    #[test]
    fn exports_in_json_are_told_apart_and_read() {
        let wallabag = r#"[{"is_archived":1,"is_starred":0,"tags":["sea"],"title":"Ferry","url":"https://quay.example/1","content":"<p>It <i>sails</i>.</p>",
            "created_at":"2022-06-01T10:00:00+0000","published_at":"2021-03-02T10:00:00+0100","published_by":["Olga Brandt"],"language":"en"},
            {"is_archived":0,"title":"Gone","url":"https://quay.example/2","content":""}]"#;
        assert_eq!(json_kind(wallabag.as_bytes()), Some(Json::Wallabag));
        let entries = json(wallabag).expect("an export");
        let entry = entries[0].as_ref().expect("a text");
        assert_eq!((entry.text.as_str(), entry.facts.date.as_deref()), ("It *sails*.\n", Some("2021-03-02")));
        assert_eq!(
            (entry.facts.authors.join(","), entry.facts.topics.join(",")),
            ("Olga Brandt".to_owned(), "sea".to_owned())
        );
        assert!(entries[1].is_err());
        let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Quay Wire","authors":[{"name":"Olga Brandt"}],"items":[{"id":"7","url":"https://quay.example/7",
            "title":"Ferry","content_text":"It sails.","date_published":"2021-03-02T23:00:00-08:00"},{"id":"8"}]}"#;
        assert_eq!(json_kind(feed.as_bytes()), Some(Json::Feed));
        let items = json(feed).expect("a feed");
        let item = items[0].as_ref().expect("a text");
        assert_eq!((item.facts.outlet.as_deref(), item.facts.date.as_deref()), (Some("Quay Wire"), Some("2021-03-02")));
        assert_eq!(item.facts.authors, ["Olga Brandt"]);
        assert_eq!(json_kind(br#"[{"name": "x"}]"#), None);
        assert!(json("[{").is_err());
    }

    #[test]
    fn texts_of_omnivore_stand_beside_its_list() {
        let list = r#"[{"id":"a","slug":"ferry","title":"Ferry","url":"https://quay.example/1","savedAt":"2022-06-01T10:00:00.000Z","publishedAt":"2021-03-02T10:00:00.000Z","labels":["sea"]},
            {"id":"b","slug":"../../etc/passwd","savedAt":"x"},{"id":"c","slug":"none","savedAt":"x"}]"#;
        assert_eq!(json_kind(list.as_bytes()), Some(Json::Omnivore));
        let read = |name: &str| (name == "content/ferry.html").then(|| b"<p>It sails.</p>".to_vec());
        let articles = omnivore(list, &read).expect("a list");
        let ferry = articles[0].as_ref().expect("a text");
        assert_eq!((ferry.text.as_str(), ferry.facts.date.as_deref()), ("It sails.\n", Some("2021-03-02")));
        assert!(articles[1].is_err() && articles[2].is_err());
    }
}
