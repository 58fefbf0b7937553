//! `schema`: what the schemas of the archive's files allow is what the program reads.

use crate::archive::{Archive, FERRY};
use serde_json::{Map, Value};

fn schema(file: &str) -> Value {
    let output = Archive::new(&[]).command(&["schema", file]).output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A value with the first example of each key of a table, and of the tables in it.
fn example(properties: &Value) -> Map<String, Value> {
    let of = |property: &Value| match &property["properties"] {
        Value::Null => property["examples"][0].clone(),
        properties => Value::Object(example(properties)),
    };
    properties.as_object().unwrap().iter().map(|(key, property)| (key.clone(), of(property))).collect()
}

/// The codes of what is wrong with the form of a file, when it is `text` in an archive.
fn faults(file: &str, text: &str) -> Vec<String> {
    let path = match file {
        "notes.yaml" | "corrections.yaml" => format!("seeds/ferry.{file}"),
        _ => file.to_owned(),
    };
    let archive = Archive::new(&[("seeds/ferry.md", FERRY), (&path, text)]);
    let output = archive.command(&["check", "--format", "json", "--all"]).output().unwrap();
    let form = [
        "unknown-key",
        "settings-unknown",
        "settings-type",
        "settings-value",
        "wrong-type",
        "bad-value",
        "missing-key",
        "bad-date",
        "yaml",
    ];
    let lines = String::from_utf8(output.stdout).unwrap();
    let codes =
        lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()?["code"].as_str().map(str::to_owned));
    codes.filter(|code| form.contains(&code.as_str())).collect()
}

#[test]
fn every_key_of_a_schema_is_read_and_no_other() {
    for file in [
        "people.yaml",
        "topics.yaml",
        "events.yaml",
        "outlets.yaml",
        "relations.yaml",
        "archives.yaml",
        "notes.yaml",
        "corrections.yaml",
        "redactions.yaml",
        "permalinks.yaml",
        "review.yaml",
    ] {
        let item = schema(file)["items"].clone();
        let all = example(&item["properties"]);
        // Of what excludes each other, one entry for each.
        let kinds: Vec<&str> =
            item["oneOf"].as_array().into_iter().flatten().map(|one| one["required"][0].as_str().unwrap()).collect();
        let without = |kept: &str| -> Value {
            let own = |key: &&String| key.as_str() == kept || !kinds.contains(&key.as_str());
            let fits = |key: &&String| kept != "article" || ["article", "author", "date"].contains(&key.as_str());
            all.iter()
                .filter(|(key, _)| own(key) && fits(key))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        };
        let entries: Vec<Value> = if kinds.is_empty() {
            vec![Value::Object(all.clone())]
        } else {
            kinds.iter().map(|kind| without(kind)).collect()
        };
        for mut entry in entries {
            // A statement is rejected or corrected, and one that is added cannot be rejected.
            let fields = entry.as_object_mut().unwrap();
            if fields.contains_key("speaker") {
                fields.remove("reject");
            }
            // What is added has its words already.
            if fields.contains_key("add") {
                fields.remove("words");
            }
            let text = serde_yaml::to_string(&[&entry]).unwrap();
            assert_eq!(faults(file, &text), Vec::<String>::new(), "{file}:\n{text}");
            entry["nonsense"] = Value::from("x");
            assert_eq!(faults(file, &serde_yaml::to_string(&[entry]).unwrap()), ["unknown-key"], "{file}");
        }
        assert_eq!(item["additionalProperties"], false, "{file}");
    }
}

#[test]
fn every_setting_of_the_schema_is_read() {
    let settings = example(&schema("book.toml")["properties"]);
    let text = toml::to_string(&settings).unwrap();
    assert!(text.contains("page-size = 100") && text.contains("site-url"), "{text}");
    assert_eq!(faults("book.toml", &text), Vec::<String>::new(), "{text}");
    assert_eq!(faults("book.toml", &format!("{text}\n[nonsense]\n")), ["settings-unknown"]);
}
