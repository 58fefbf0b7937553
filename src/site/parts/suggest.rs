//! Where a reader can say that a statement is wrong: the form for corrections of the archive's repository, filled in.

use crate::model::archive::StatementId;
use crate::site::view::Site;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Most characters of a statement that the form quotes.
const WORDS: usize = 120;

/// The address of the form; nothing if the archive names no repository on GitHub.
pub(super) fn address(site: &Site, id: StatementId) -> Option<String> {
    let repository = site.settings.git_repository_url.as_deref()?.trim_end_matches('/').trim_end_matches(".git");
    if !repository.starts_with("https://github.com/") {
        return None;
    }
    let row = &site.archive[id];
    let words: String = row.words.unmarked().split(" … ").next().unwrap_or_default().chars().take(WORDS).collect();
    let words = if words.chars().count() == WORDS {
        words.rsplit_once(' ').map_or(words.as_str(), |(start, _)| start)
    } else {
        words.as_str()
    };
    let value = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (article, words) = (value(&site.archive[row.article].slug), value(words));
    Some(format!("{repository}/issues/new?template=correction.yml&article={article}&statement={words}"))
}
