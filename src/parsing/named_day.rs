//! The day that the name of a file or an address gives: `2016-09-12-bridge.txt`, `https://example.org/2016/09/12/bridge`.

use super::line_dates::{self, Reading};
use crate::model::when::When;

/// The day in a file's name; `None` without a full date, or with two different ones.
pub(crate) fn of_file(path: &str) -> Option<When> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    one(&stem.replace('_', "-"))
}

/// The day in an address: `/2016/09/12/`, `/2016-09-12-bridge`, `/20160912/`.
pub(crate) fn of_address(url: &str) -> Option<When> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let parts: Vec<&str> = path.split('/').collect();
    let digits =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let folders = parts
        .windows(3)
        .find(|three| three[0].len() == 4 && digits(three[0], 4) && digits(three[1], 2) && digits(three[2], 2));
    match folders {
        Some(three) => When::ymd(three[0].parse().ok()?, three[1].parse().ok()?, three[2].parse().ok()?),
        None => parts.iter().find_map(|part| one(&part.replace('_', "-"))),
    }
}

/// The only full date in words.
fn one(words: &str) -> Option<When> {
    let mut days = line_dates::read(words).into_iter().map(|found| match found.reading {
        Reading::Day(when) => Some(when),
        Reading::Either { .. } => None,
    });
    let first = days.next()??;
    days.all(|other| other == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_gives_its_day() {
        for name in [
            "seeds/2016-09-12-bridge.txt",
            "2016-09-12 Bridge to open.md",
            "bridge_2016_09_12.txt",
            "20160912_bridge.html",
            "2016.09.12 bridge.txt",
            "2016-09-12.txt",
        ] {
            assert_eq!(of_file(name).map(|when| when.to_string()).as_deref(), Some("2016-09-12"), "{name}");
        }
        for name in [
            "bridge-2016.txt",
            "2016-13-12.txt",
            "2016-09-12 to 2016-09-14.txt",
            "2016-09-12/bridge.txt",
            "03-05-2016.txt",
        ] {
            assert_eq!(of_file(name), None, "{name}");
        }
    }

    #[test]
    fn an_address_gives_its_day() {
        for url in [
            "https://example.org/news/2016/09/12/bridge",
            "https://example.org/2016-09-12-bridge.html",
            "https://example.org/a/20160912/b",
        ] {
            assert_eq!(of_address(url).map(|when| when.to_string()).as_deref(), Some("2016-09-12"), "{url}");
        }
        for url in [
            "https://example.org/2016/09/bridge",
            "https://2016-09-12.example.org/",
            "https://example.org/a?d=2016-09-12",
        ] {
            assert_eq!(of_address(url), None, "{url}");
        }
    }
}
