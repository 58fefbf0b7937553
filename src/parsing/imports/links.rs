//! Lists of addresses: what Pocket, Instapaper and browsers export has no texts, which is said rather than guessed at.

/// The program that wrote a list of addresses, by its beginning; `None` for any other file.
pub(super) fn program(start: &str) -> Option<&'static str> {
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let first = start.lines().next().unwrap_or_default().to_ascii_lowercase();
    let heads = [
        ("title,url,time_added", "Pocket"),
        ("url,title,selection,folder", "Instapaper"),
        ("id,title,note,excerpt,url", "Raindrop"),
        ("<!doctype netscape-bookmark-file", "a browser's bookmarks"),
    ];
    let by_head = heads.into_iter().find(|(head, _)| first.starts_with(head)).map(|(_, program)| program);
    let titled = |title: &str| start.get(..2000.min(start.len())).unwrap_or(start).contains(title);
    by_head
        .or_else(|| titled("<title>Pocket Export</title>").then_some("Pocket"))
        .or_else(|| titled("<title>Instapaper: Export</title>").then_some("Instapaper"))
}

/// How many addresses a list has.
pub(super) fn count(text: &str) -> usize {
    match text.trim_start().starts_with('<') {
        true => text.to_ascii_lowercase().matches("<a href").count(),
        false => text.lines().skip(1).filter(|line| line.contains("http")).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_by_their_first_line() {
        let pocket = "title,url,time_added,tags,status\nBridge,https://velin.example/a,1,,unread\nFerry,https://quay.example/b,2,,archive\n";
        assert_eq!((program(pocket), count(pocket)), (Some("Pocket"), 2));
        assert_eq!(program("URL,Title,Selection,Folder,Timestamp\n"), Some("Instapaper"));
        let page = "<!DOCTYPE html><html><head><title>Pocket Export</title></head><ul><li><a href=\"https://velin.example/a\">A</a></ul>";
        assert_eq!((program(page), count(page)), (Some("Pocket"), 1));
        assert_eq!(program("name,price\n"), None);
    }
}
