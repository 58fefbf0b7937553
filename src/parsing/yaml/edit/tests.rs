//! The editor of YAML files: examples, and laws over files written in many ways.

use super::*;
use proptest::prelude::*;

fn entry(words: &str) -> Vec<(String, New)> {
    vec![
        ("statement".to_owned(), New::Text(words.to_owned())),
        ("speaker".to_owned(), New::Text("Ana Ruiz".to_owned())),
        ("checked".to_owned(), New::True),
        ("date".to_owned(), New::Bare("2026-11-30".to_owned())),
    ]
}

fn source(text: &str) -> Source {
    Source::new("a.corrections.yaml", text)
}

const ADDED: &str = "- statement: w\n  speaker: Ana Ruiz\n  checked: true\n  date: 2026-11-30\n";

#[test]
fn an_entry_is_added_in_the_way_of_the_file() {
    let indented = ADDED.lines().map(|line| format!("  {line}\n")).collect::<String>();
    let windows = ADDED.replace('\n', "\r\n");
    let flow = "{statement: w, speaker: Ana Ruiz, checked: true, date: 2026-11-30}";
    for (before, after) in [
        ("", ADDED.to_owned()),
        ("# only words\n", format!("# only words\n{ADDED}")),
        ("---\n", format!("---\n{ADDED}")),
        ("- statement: a # why\n  reject: true", format!("- statement: a # why\n  reject: true\n{ADDED}")),
        ("- statement: a\n  reject: true\n# end\n", format!("- statement: a\n  reject: true\n# end\n{ADDED}")),
        ("  - statement: a\n    reject: true\n", format!("  - statement: a\n    reject: true\n{indented}")),
        ("- statement: a\r\n  reject: true\r\n", format!("- statement: a\r\n  reject: true\r\n{windows}")),
        (
            "- {statement: a, reject: true}\n\n- {statement: b, reject: true}\n",
            format!("- {{statement: a, reject: true}}\n\n- {{statement: b, reject: true}}\n\n{ADDED}"),
        ),
        ("- statement: a\n  reject: true\n...\n", format!("- statement: a\n  reject: true\n{ADDED}...\n")),
        ("[]\n", format!("[{flow}]\n")),
        ("[ {statement: a, reject: true} ]\n", format!("[ {{statement: a, reject: true}}, {flow} ]\n")),
        ("[{statement: a, reject: true},]", format!("[{{statement: a, reject: true}},{flow}]")),
        ("\u{feff}- statement: a\n  reject: true\n", format!("\u{feff}- statement: a\n  reject: true\n{ADDED}")),
        (
            "- statement: |\n    a\n    b\n  reject: true\n",
            format!("- statement: |\n    a\n    b\n  reject: true\n{ADDED}"),
        ),
        (
            "- add: \"a\"\n  speaker:\n    - A B\n    - C D\n",
            format!("- add: \"a\"\n  speaker:\n    - A B\n    - C D\n{ADDED}"),
        ),
    ] {
        assert_eq!(append(&source(before), &entry("w")).as_deref(), Ok(after.as_str()), "{before}");
    }
}

#[test]
fn what_cannot_be_changed_rightly_is_not_changed() {
    for (text, fault) in [
        ("a: b", Fault::NoList),
        ("- a: [", Fault::Unreadable),
        ("- a: b\n---\n- c: d\n", Fault::Unreadable),
        ("just words", Fault::NoList),
    ] {
        assert_eq!(append(&source(text), &entry("w")), Err(fault), "{text}");
    }
    assert_eq!(set(&source("- a: 1\n  a: 2\n"), 0, "a", Some(&New::True)), Err(Fault::Unusual));
    assert_eq!(set(&source("- a\n"), 0, "a", Some(&New::True)), Err(Fault::Unusual));
    assert_eq!(set(&source("- a: b\n"), 1, "a", Some(&New::True)), Err(Fault::NoList));
    // A comment inside would be lost.
    assert_eq!(set(&source("- a: b\n  s: # why\n    - A\n"), 0, "s", Some(&New::True)), Err(Fault::Unusual));
    assert_eq!(set(&source("- a: b\n  s: c # why\n"), 0, "s", None), Err(Fault::Unusual));
}

#[test]
fn a_key_is_set_added_and_taken_away_in_place() {
    let name = New::Text("Ole Lund".to_owned());
    let names = New::List(vec!["A B".to_owned(), "C, D".to_owned()]);
    for (before, item, key, value, after) in [
        (
            "- statement: a\n  speaker: X Y # was Z\n  checked: true\n",
            0,
            "speaker",
            Some(&name),
            "- statement: a\n  speaker: Ole Lund # was Z\n  checked: true\n",
        ),
        (
            "- statement: a\n  speaker: \"X: Y\"\n",
            0,
            "speaker",
            Some(&names),
            "- statement: a\n  speaker: [A B, \"C, D\"]\n",
        ),
        (
            "- statement: a\n  speaker:\n    - A B\n    - C D\n  checked: true\n",
            0,
            "speaker",
            Some(&name),
            "- statement: a\n  speaker: Ole Lund\n  checked: true\n",
        ),
        (
            "- statement: a\n  speaker:\n- statement: b\n",
            0,
            "speaker",
            Some(&name),
            "- statement: a\n  speaker: Ole Lund\n- statement: b\n",
        ),
        (
            "- statement: a # it\n# next\n- statement: b\n  checked: true\n",
            0,
            "speaker",
            Some(&name),
            "- statement: a # it\n  speaker: Ole Lund\n# next\n- statement: b\n  checked: true\n",
        ),
        (
            "- {statement: a, checked: true}\n",
            0,
            "speaker",
            Some(&name),
            "- {statement: a, checked: true, speaker: Ole Lund}\n",
        ),
        ("[{statement: a}]\n", 0, "speaker", Some(&name), "[{statement: a, speaker: Ole Lund}]\n"),
        ("- statement: a\n  reject: true\n  author: B\n", 0, "reject", None, "- statement: a\n  author: B\n"),
        ("- {statement: a, reject: true, author: B}\n", 0, "reject", None, "- {statement: a, author: B}\n"),
        ("- {reject: true, statement: a}\n", 0, "reject", None, "- {statement: a}\n"),
        (
            "- statement: a\r\n  speaker: X\r\n- statement: b\r\n",
            0,
            "checked",
            Some(&New::True),
            "- statement: a\r\n  speaker: X\r\n  checked: true\r\n- statement: b\r\n",
        ),
        ("- statement: a\n  reject: true", 0, "reject", None, "- statement: a\n"),
    ] {
        assert_eq!(set(&source(before), item, key, value).as_deref(), Ok(after), "{before}");
    }
    assert_eq!(set(&source("- a: b\n"), 0, "c", None).as_deref(), Ok("- a: b\n"));
}

#[test]
fn an_entry_is_taken_away_whole_and_nothing_else() {
    for (before, item, after) in [
        ("# a\n- add: a\n  speaker: B C\n# b\n- statement: c\n", 0, "# a\n# b\n- statement: c\n"),
        ("- statement: c\n- add: a\n  speaker: B C", 1, "- statement: c\n"),
        ("- add: a\n", 0, ""),
    ] {
        assert_eq!(remove(&source(before), item).as_deref(), Ok(after));
    }
    assert_eq!(remove(&source("- add: a # why\n- b: c\n"), 0), Err(Fault::Unusual));
}

#[test]
fn words_of_several_lines_stand_as_they_are() {
    let note = vec![
        ("quote".to_owned(), New::Text("a".to_owned())),
        ("body".to_owned(), New::Text("One *line*.\n\nAnother: line # no comment".to_owned())),
    ];
    let written = append(&source(""), &note).unwrap();
    assert_eq!(written, "- quote: a\n  body: |-\n    One *line*.\n\n    Another: line # no comment\n");
}

/// A text as people, programs and enemies write it.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ]{1,20}",
        "[ -~]{0,20}",
        "\\PC{0,12}",
        Just("yes".to_owned()),
        Just("- a: b".to_owned()),
        Just("a\nb".to_owned()),
        Just("« a »".to_owned()),
        Just("\u{2028}\u{85}\u{feff}".to_owned()),
        Just("---".to_owned()),
        Just("2022".to_owned()),
    ]
}

/// An entry in one of the ways in which YAML can be written.
fn file() -> impl Strategy<Value = String> {
    let item = (words(), 0..6, any::<bool>()).prop_map(|(words, way, comment)| {
        let quoted = serde_json::Value::from(words.replace(|letter: char| letter.is_control(), "")).to_string();
        let comment = if comment { " # why" } else { "" };
        match way {
            0 => format!("- statement: {quoted}{comment}\n  speaker: X Y{comment}\n"),
            1 => format!("- {{statement: {quoted}, speaker: X Y}}{comment}\n"),
            2 => format!("-\n  statement: {quoted}\n  speaker:{comment}\n    - X Y\n    - Z\n"),
            3 => format!("# before\n- statement: {quoted}\n\n  speaker: 'X''Y'{comment}\n\n"),
            4 => format!("- statement: >-\n    folded words\n    here\n  speaker: X Y\n  note: {quoted}\n"),
            _ => format!("- \"statement\": {quoted}\n  speaker: [X Y,\n    Z]\n  checked: true\n"),
        }
    });
    (proptest::collection::vec(item, 0..5), any::<bool>(), 0..4).prop_map(|(items, windows, ends)| {
        let mut text = items.concat();
        match ends {
            0 => text = text.trim_end().to_owned(),
            1 => text.push_str("# the end\n"),
            2 => text.insert_str(0, "# made by hand\n---\n"),
            _ => {}
        }
        if windows { text.replace('\n', "\r\n") } else { text }
    })
}

/// What a reader of the file gets, and every comment in it: a number sign within quotation marks begins none.
fn meaning(text: &str) -> (Option<Node>, Vec<&'static str>) {
    let comment = |line: &str| COMMENTS.into_iter().find(|comment| line.trim_end().ends_with(comment));
    (read(&source(text)).ok(), text.lines().filter_map(comment).collect())
}

/// The comments that [`file`] writes.
const COMMENTS: [&str; 4] = ["# why", "# before", "# the end", "# made by hand"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn an_added_entry_is_all_that_changes(text in file(), new in words()) {
        let before = meaning(&text);
        prop_assume!(before.0.is_some());
        let after = append(&source(&text), &entry(&new));
        prop_assert!(after.is_ok(), "{text}");
        let after = after.unwrap();
        // The old text stands there byte for byte, with something added in one place.
        let same = text.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        prop_assert!(after.as_bytes().ends_with(&text.as_bytes()[same..]) && after.len() > text.len());
        let read = read(&source(&after)).unwrap();
        let Value::List(items) = &read.value else { panic!("a list") };
        prop_assert_eq!(items.len(), match before.0.map(|node| node.value) { Some(Value::List(items)) => items.len() + 1, _ => 1 });
        let Value::Map(fields) = &items[items.len() - 1].value else { panic!("an entry") };
        let wanted = clean(&new);
        prop_assert_eq!(fields[0].1.text(), Some(wanted.as_str()));
    }

    #[test]
    fn a_changed_key_is_all_that_changes(text in file(), new in words(), item in 0usize..5, key in 0usize..4, away: bool) {
        let key = ["speaker", "checked", "day", "note"][key];
        let (before, comments) = meaning(&text);
        let count = match before.as_ref().map(|node| &node.value) { Some(Value::List(items)) => items.len(), _ => 0 };
        prop_assume!(count > 0);
        let item = item % count;
        let value = New::Text(new.clone());
        if let Ok(after) = set(&source(&text), item, key, (!away).then_some(&value)) {
            let (now, kept) = meaning(&after);
            if !new.contains("# ") {
                prop_assert_eq!(comments, kept, "{}", text);
            }
            let (Some(Node { value: Value::List(old), .. }), Some(Node { value: Value::List(now), .. })) = (before, now) else { panic!("lists") };
            prop_assert_eq!(old.len(), now.len());
            for (at, (old, now)) in old.iter().zip(&now).enumerate() {
                prop_assert!(at == item || same(old, now), "{text}\n{after}");
            }
            let Value::Map(fields) = &now[item].value else { panic!("an entry") };
            let found = fields.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value.text());
            let wanted = clean(&new);
            if away { prop_assert_eq!(found, None) } else { prop_assert_eq!(found, Some(Some(wanted.as_str()))) }
        }
    }
}
