//! Reads the terms of a built index back: for whoever has to prove what is not in it.

use super::code::digit;

/// Every stem and form that a file of the index holds, if it is one of its shards.
pub(crate) fn terms(script: &str) -> Vec<String> {
    let Some(lines) = script.strip_prefix("onrecordSearch(\"t").and_then(first_literal) else { return Vec::new() };
    let mut found = Vec::new();
    let mut stem = String::new();
    for line in lines.lines() {
        let mut fields = line.split('\t');
        stem = after(&stem, fields.next().unwrap_or_default());
        found.push(stem.clone());
        // Then each form, with the length of its postings.
        found.extend(fields.step_by(2).map(|form| after(&stem, form)));
    }
    found
}

/// The text of the first template literal.
fn first_literal(script: &str) -> Option<String> {
    let mut letters = script.split_once('`')?.1.chars();
    let mut text = String::new();
    loop {
        match letters.next()? {
            '`' => return Some(text),
            '\\' => text.push(letters.next()?),
            letter => text.push(letter),
        }
    }
}

/// A word that is given as what it shares with another, counted as JavaScript counts, and its rest.
fn after(before: &str, coded: &str) -> String {
    let mut letters = coded.chars();
    let code = letters.next().and_then(|letter| u8::try_from(letter).ok());
    let shared = (0..92).find(|value| code == Some(digit(*value))).unwrap_or(0);
    let mut units = 0;
    let kept = before.chars().take_while(|letter| {
        units += letter.len_utf16();
        units <= shared
    });
    kept.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_and_forms_come_back() {
        let script = "onrecordSearch(\"t0\",` ferri\t%y\t3\t%es\t4\n%mata\t'\t2\n a\\`b\t#\t1`,`x`,``)";
        let terms = terms(script);
        for word in ["ferri", "ferry", "ferres", "ferrmata"] {
            assert!(terms.iter().any(|term| term == word), "{word}: {terms:?}");
        }
        assert!(super::terms("onrecordSearch(\"f0\",`x`)").is_empty());
    }
}
