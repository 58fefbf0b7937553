//! Reads some tables of a language file. Most of the time goes into the grammar of TOML, so the others are cut out before.

use memchr::memmem;
use serde::de::DeserializeOwned;

/// The tables that are wanted, by their names; what stands before the first has the name "".
pub(super) fn read<T: DeserializeOwned>(tag: &str, text: &str, wanted: impl Fn(&str) -> bool) -> T {
    toml::from_str(&cut(text, wanted))
        .unwrap_or_else(|error| panic!("languages/{tag}.toml is part of the program: {error}"))
}

/// The text of the tables that are wanted. Only the header of a table begins a line with a bracket.
fn cut(text: &str, wanted: impl Fn(&str) -> bool) -> String {
    let mut cut = String::with_capacity(text.len());
    let mut start = 0;
    let headers = memmem::find_iter(text.as_bytes(), "\n[").map(|newline| newline + 1);
    for end in headers.chain([text.len()]) {
        let table = &text[start..end];
        if wanted(name(table)) {
            cut.push_str(table);
        }
        start = end;
    }
    cut
}

/// The name in the header of a table: `[dates.units]`, `[[speech.verbs]]`.
fn name(table: &str) -> &str {
    let header = table.strip_prefix('[').unwrap_or("");
    header.trim_start_matches('[').split(']').next().unwrap_or(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::FILES;
    use toml::Table;

    #[test]
    fn tables_that_are_cut_out_are_those_of_the_whole_file() {
        for (tag, text) in FILES {
            let whole: Table = text.parse().expect("a language file");
            let mut joined = read::<Table>(tag, text, str::is_empty);
            for (name, table) in whole.iter().filter(|(_, value)| value.is_table()) {
                let mut alone = read::<Table>(tag, text, |table| table.split('.').next() == Some(name));
                assert_eq!(alone.remove(name).as_ref(), Some(table), "{name} of {tag}");
                assert!(alone.is_empty(), "{name} of {tag}");
                joined.insert(name.clone(), table.clone());
            }
            assert_eq!(joined, whole, "{tag}");
        }
    }
}
