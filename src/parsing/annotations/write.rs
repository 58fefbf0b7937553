//! Writes a notes file.

use crate::model::note::{Note, Reply};

/// Notes as a notes file has them. What is read from it again is the same.
pub fn to_yaml(notes: &[Note]) -> String {
    let mut yaml = String::new();
    for note in notes {
        let mut lines = Vec::new();
        line(&mut lines, "quote", &note.quote);
        line(&mut lines, "before", &note.before);
        line(&mut lines, "after", &note.after);
        line(&mut lines, "statement", note.statement.as_deref().unwrap_or_default());
        line(&mut lines, "kind", note.kind.name());
        line(&mut lines, "author", note.author.as_deref().unwrap_or_default());
        line(&mut lines, "date", note.date.as_deref().unwrap_or_default());
        tags(&mut lines, &note.tags);
        lines.extend(note.private.then(|| "private: true".to_owned()));
        lines.push(format!("body: {}", quoted(&note.body)));
        replies(&mut lines, &note.replies);
        entry(&mut yaml, &lines);
    }
    yaml
}

fn replies(lines: &mut Vec<String>, replies: &[Reply]) {
    if replies.is_empty() {
        return;
    }
    let mut yaml = String::new();
    for reply in replies {
        let mut lines = Vec::new();
        line(&mut lines, "author", reply.author.as_deref().unwrap_or_default());
        line(&mut lines, "date", reply.date.as_deref().unwrap_or_default());
        tags(&mut lines, &reply.tags);
        lines.push(format!("body: {}", quoted(&reply.body)));
        self::replies(&mut lines, &reply.replies);
        entry(&mut yaml, &lines);
    }
    lines.push("replies:".to_owned());
    lines.extend(yaml.lines().map(str::to_owned));
}

/// An item of a list: its first line begins with a dash, the others are indented as far.
fn entry(yaml: &mut String, lines: &[String]) {
    yaml.push_str("- ");
    yaml.push_str(&lines.join("\n  "));
    yaml.push('\n');
}

fn line(lines: &mut Vec<String>, key: &str, text: &str) {
    if !text.is_empty() {
        lines.push(format!("{key}: {}", quoted(text)));
    }
}

fn tags(lines: &mut Vec<String>, tags: &[String]) {
    if !tags.is_empty() {
        lines.push(format!("tags: [{}]", tags.iter().map(|tag| quoted(tag)).collect::<Vec<_>>().join(", ")));
    }
}

/// A JSON string is a YAML string, whatever is in it.
fn quoted(text: &str) -> String {
    let printable: String =
        text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    serde_json::to_string(&printable).expect("a text is JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::note::NoteKind;
    use crate::text::diagnostic::Problems;
    use crate::text::source::Source;

    #[test]
    fn a_written_note_is_read_back_the_same() {
        let reply = |body: &str, replies| Reply {
            body: body.to_owned(),
            author: Some("yes".to_owned()),
            replies,
            ..Reply::default()
        };
        let note = Note {
            quote: "“a: b” #c\nd".to_owned(),
            before: "- [x".to_owned(),
            statement: Some("s-00000000".to_owned()),
            body: "Line one.\n\n* \"two\" \\ three".to_owned(),
            kind: NoteKind::Verdict,
            author: Some("null".to_owned()),
            date: Some("2020-01-01".to_owned()),
            tags: vec!["yes".to_owned(), "1".to_owned()],
            private: true,
            replies: vec![
                reply("a: b", vec![reply("# no", Vec::new()), reply("two\nlines", Vec::new())]),
                reply("c", Vec::new()),
            ],
            ..Note::default()
        };
        let file = Source::new("a.notes.yaml", to_yaml(std::slice::from_ref(&note)));
        let mut problems = Problems::default();
        let read = crate::parsing::notes::read(&file, &mut problems);
        assert_eq!((read.len(), problems.0.len()), (1, 0), "{}", file.text);
        assert_eq!(read[0].note, note);
    }
}
