//! The names of those who wrote an article, out of what a page says about them.

use super::facts::Rank;
use crate::parsing::boilerplate::fold;
use crate::parsing::{byline, date_line};

/// Longest name of a person that is believed, in bytes, and most words of it.
const NAME: usize = 80;
const NAME_WORDS: usize = 6;

/// The names in "By Jane Doe, John Roe and Ann Poe".
pub(super) fn people_in(names: &str) -> Vec<String> {
    const BEFORE: [&str; 36] = [
        "eingestellt von ",
        "alles von ",
        "interview: ",
        "written by ",
        "posted by ",
        "published by ",
        "view all posts by ",
        "all posts by ",
        "words by ",
        "story by ",
        "author: ",
        "by: ",
        "by ",
        "veröffentlicht von ",
        "zeige alle beiträge von ",
        "alle beiträge von ",
        "beitrag von ",
        "ein artikel von ",
        "geschrieben von ",
        "erstellt von ",
        "verfasst von ",
        "autor: ",
        "von: ",
        "von ",
        "publié par ",
        "par ",
        "escrito por ",
        "publicado por ",
        "por ",
        "scritto da ",
        "di ",
        "text: ",
        "redaktion: ",
        "автор: ",
        "from ",
        "auteur : ",
    ];
    const AFTER: [&str; 8] = [" am ", " um ", " on ", " le ", " el ", "  ", " for ", " For "];
    const BETWEEN: [&str; 11] = [" and ", " And ", " AND ", " & ", " und ", " et ", " y ", " e ", " и ", "; ", " / "];
    let names = names.trim();
    let before = BEFORE.iter().find(|before| {
        names.get(..before.len()).is_some_and(|start| start.to_lowercase() == **before)
            || names.to_lowercase().starts_with(**before)
    });
    let names = before.and_then(|before| names.get(before.len()..)).unwrap_or(names);
    let names = names.split([' ', '\u{a0}']).collect::<Vec<_>>().join(" ");
    let names = names.split(['|', '•', '·', '(', '→']).next().unwrap_or("");
    let padded = format!("{names} ");
    let names = AFTER.iter().fold(padded.as_str(), |names, after| names.split(after).next().unwrap_or(names));
    // "Ann Lee Thursday, 3 May": there the day begins.
    let names = names.trim_end();
    let weekday = |last: &str| last.len() > 4 && date_line::is_weekday(last);
    let names = names.rsplit_once(' ').filter(|(_, last)| weekday(last)).map_or(names, |(names, _)| names);
    let names = once(names).to_owned();
    let mut parts = vec![names];
    for between in BETWEEN {
        parts = parts.iter().flat_map(|part| part.split(between).map(str::to_owned)).collect();
    }
    let parts = parts.iter().flat_map(|part| part.split(','));
    parts
        .map(|part| part.trim_matches(|letter: char| letter.is_whitespace() || ",;:-–".contains(letter)).to_owned())
        .collect()
}

/// A name that stands twice, as text and as the words for its picture, once.
fn once(name: &str) -> &str {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (first, second) = words.split_at(words.len() / 2);
    if words.len() >= 2 && first == second {
        return name.trim_start().get(..first.join(" ").len()).unwrap_or(name);
    }
    name
}

/// Whether a text can be the name of who wrote an article, and is not the site itself or what stands where a name is missing.
pub(super) fn is_believable(name: &str, rank: Rank, sites: &[&str], host: Option<&str>) -> bool {
    const NOBODY: [&str; 34] = [
        "null",
        "undefined",
        "none",
        "no author",
        "unknown",
        "admin",
        "administrator",
        "anonymous",
        "author",
        "editor",
        "webmaster",
        "guest",
        "staff",
        "root",
        "user",
        "redaktion",
        "redaction",
        "redacción",
        "rédaction",
        "redazione",
        "redacao",
        "redakcja",
        "editorial",
        "editorial staff",
        "staff writer",
        "staff reporter",
        "newsroom",
        "news desk",
        "web desk",
        "die redaktion",
        "la rédaction",
        "la redacción",
        "super user",
        "site admin",
    ];
    let folded = fold(name);
    // "Posted on" stands before a day, "Author" before a name.
    let label = date_line::lone_label(name).is_some() || byline::is_label(name);
    let joined = |text: &str| text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let is_site = |site: &str| {
        let (site, name) = (joined(site), joined(name));
        !name.is_empty() && (site == name || site.trim_start_matches("the") == name.trim_start_matches("the"))
    };
    let host_name = host.and_then(|host| host.split('.').next());
    let words = name.split_whitespace().count();
    !folded.is_empty()
        && !label
        && name.len() <= NAME
        && words <= NAME_WORDS
        && !name.contains("://")
        && !name.contains(['@', '<', '{', '[', '!', '?'])
        && (words == 1 && rank == Rank::Labelled || !name.contains('_'))
        && !name.contains(".com")
        // In an element for the author one word may be the name that somebody writes under.
        && (words == 1 && rank == Rank::Labelled
            || !name.chars().any(|letter| letter.is_ascii_digit()) && !name.starts_with(char::is_lowercase))
        && !NOBODY.contains(&folded.as_str())
        && !sites.iter().any(|site| is_site(site))
        && !host.is_some_and(is_site)
        && !host_name.is_some_and(is_site)
}
