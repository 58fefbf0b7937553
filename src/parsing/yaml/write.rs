//! YAML to paste into a file: values quoted where they must be.

/// Text as one YAML value, inside `[...]` and `{...}` too: plain where that reads back as the same text, else in double quotes.
pub fn scalar(text: &str) -> String {
    let harmless = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '\'' | '’' | '.' | '/');
    let special = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(char::is_alphabetic)
        && !text.ends_with([' ', '-'])
        && text.chars().all(harmless)
        && !special.contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_back_as_written() {
        for text in
            ["Ana Ruiz", "Nora O'Sullivan", "director of X, Y", "No", "12", "a: b", "# x", "\"q\"", "žluť", "-", ""]
        {
            let read: String =
                serde_yaml::from_str::<Vec<String>>(&format!("[{}]", scalar(text))).expect(text).remove(0);
            assert_eq!(read, text);
        }
    }
}
