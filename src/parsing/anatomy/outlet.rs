//! Who published a text, by what the lines around it say: its masthead, its address, who has the copyright.
//!
//! A short line of the header is the paper's name if the address, the copyright or another line says so too, or if it is built
//! like one. Where no such line stands, whoever has the copyright published it.

use super::super::boilerplate::{self, WORDS, fold};
use super::super::line_dates;
use super::super::names::{capitalised, is_capitals};
use super::Reader;
use crate::languages::words::count;
use crate::model::article::BlockKind;
use memchr::memmem;

/// How many blocks at the end of a file may say who published it.
const TAIL: usize = 24;
/// Most words of a paper's name.
const NAME_WORDS: usize = 6;
/// Fewest letters of a name that is looked for inside an address.
const FEWEST_LETTERS: usize = 5;

impl Reader<'_> {
    /// Whether an address on the page is that of a name.
    pub(super) fn is_host(&self, name: &str) -> bool {
        letters(&fold(name)).len() >= FEWEST_LETTERS
            && (0..self.draft.body.blocks.len()).any(|index| is_in_address(name, self.words(index)))
    }

    /// Finds who published the text, if nothing said so outright. `start` is the first block of the text.
    pub(super) fn find_outlet(&mut self, start: usize) {
        if self.anatomy.credit.is_some() {
            return;
        }
        let end = self.draft.body.blocks.len();
        let around = || (0..start).chain(end.saturating_sub(TAIL).max(start)..end);
        let left_out = |index: &usize| self.anatomy.verdicts[*index].kind.is_none();
        let lines: Vec<&str> = around().filter(left_out).map(|index| self.words(index)).collect();
        let all: Vec<&str> =
            around().filter(|index| self.words(*index).len() <= 400).map(|index| self.words(index)).collect();
        let holders: Vec<&str> = all.iter().filter_map(|line| holder(line)).collect();
        let hosts: Vec<String> = all.iter().flat_map(|line| hosts(line)).collect();
        let said: Vec<String> =
            holders.iter().copied().map(fold).chain(all.iter().filter_map(|line| after_dash(line)).map(fold)).collect();
        // What a page asks of its readers has its name: "Thanks for reading Harbour Notes!"
        let asks = |line: &&str| {
            let found = boilerplate::line(line, &[]);
            found.is_some_and(|found| matches!(found.why, "subscription" | "page of a mail" | "copyright" | "credit"))
        };
        let asking: Vec<String> = all.iter().copied().filter(asks).map(fold).collect();
        let names = (0..start).filter(left_out).map(|index| name(self.words(index))).filter(|name| is_name(name));
        let names: Vec<&str> =
            names.filter(|name| !self.anatomy.byline.iter().any(|author| fold(author) == fold(name))).collect();
        let titled = |name: &str| {
            let title = self
                .draft
                .body
                .blocks
                .iter()
                .zip(&self.anatomy.verdicts)
                .find(|(_, verdict)| verdict.kind == Some(BlockKind::Title));
            title.is_some_and(|(block, _)| fold(block.span.of(&self.draft.body.plain)).contains(&fold(name)))
        };
        let confirmed = |name: &&&str| {
            let folded = fold(name);
            let letters = letters(&folded);
            let in_host = letters.len() >= FEWEST_LETTERS && hosts.iter().any(|host| host == &letters);
            let other = |line: &String| line.len() > folded.len() && holds(line, &folded);
            let spoken_of = || count(name) >= 2 && boilerplate::line(name, &[]).is_none() && asking.iter().any(other);
            !titled(name)
                && !folded.is_empty()
                && (in_host || said.iter().any(|words| holds(words, &folded)) || spoken_of())
        };
        let paper = |name: &&&str| boilerplate::names_a_paper(name) && !titled(name);
        let known = || lines.iter().chain(&holders).find_map(|line| known(line)).map(str::to_owned);
        let repeated = |name: &&&str| {
            if count(name) < 2 {
                return false;
            }
            let folded = fold(name);
            let times = all.iter().filter(|line| holds(&fold(line), &folded)).count();
            times > 2 && !titled(name) && !boilerplate::is_section(name) && boilerplate::line(name, &[]).is_none()
        };
        let named = names.iter().find(confirmed).or_else(|| names.iter().find(paper)).map(|name| written(name));
        let held = || {
            holders.iter().find(|holder| {
                count(holder) >= 2 && !self.anatomy.byline.iter().any(|author| fold(author) == fold(holder))
            })
        };
        let heads = (0..end).filter(|index| self.heads[*index]).map(|index| self.words(index));
        let headed = || heads.filter_map(after_dash).find(|name| is_name(name) && !titled(name)).map(written);
        self.anatomy.credit = named
            .or_else(headed)
            .or_else(known)
            .or_else(|| all.iter().find_map(|line| appeared(line)).map(str::to_owned))
            .or_else(|| names.iter().find(repeated).map(|name| written(name)))
            .or_else(|| held().map(|holder| written(holder)));
    }
}

/// Whether words stand as whole words in others.
fn holds(words: &str, part: &str) -> bool {
    let wide = part.chars().next().is_some_and(super::super::lines::is_unspaced);
    words.match_indices(part).any(|(at, _)| {
        let (before, after) = (&words[..at], &words[at + part.len()..]);
        wide || !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

/// A line without what stands in brackets after it.
fn name(line: &str) -> &str {
    line.split(['(', '[', '|']).next().unwrap_or(line).trim()
}

fn is_name(name: &str) -> bool {
    let capital = name.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase());
    capital
        && count(name) <= NAME_WORDS
        && name.chars().count() > 1
        && !name.contains("://")
        && !name.contains(['@', ':'])
        && line_dates::read(name).is_empty()
}

/// Who has the copyright: "© 2021 Lisse Media Ltd. All rights reserved."
fn holder(line: &str) -> Option<&str> {
    if !line.starts_with(['©', 'C', 'c', '(']) {
        return None;
    }
    let small = line.to_lowercase();
    let sign = ["©", "copyright", "(c)"].iter().any(|sign| small.starts_with(sign));
    if !sign {
        return None;
    }
    let bare = |text: &'_ str| text.len() - text.trim_start_matches(|letter: char| !letter.is_alphanumeric()).len();
    let rest = if small.starts_with("copyright") { line.get("copyright".len()..)? } else { line };
    let rest = &rest[bare(rest)..];
    let rest = rest.strip_prefix("c)").unwrap_or(rest);
    let rest = rest.trim_start_matches(|letter: char| !letter.is_alphabetic());
    // The year may stand before or after the name.
    let end = rest.find(['.', '|', ',', '/', ';', '·', '\n']).unwrap_or(rest.len());
    let rest = rest[..end].trim_end_matches(|letter: char| !letter.is_alphabetic());
    let rest = ["LLC", "Ltd", "Inc", "GmbH", "plc", "Co"].iter().fold(rest, |rest, form| {
        rest.strip_suffix(form).filter(|rest| rest.ends_with([' ', ','])).map_or(rest, str::trim_end)
    });
    let named = rest.starts_with(|letter: char| !letter.is_lowercase()) && count(rest) <= NAME_WORDS && !reserves(rest);
    (named && !rest.is_empty()).then_some(rest)
}

/// Whether words only say that rights are reserved: "Alle Rechte vorbehalten".
fn reserves(words: &str) -> bool {
    let small = words.to_lowercase();
    WORDS.reserved.iter().any(|part| small.contains(part.as_str()))
}

/// A known outlet that a line is, or begins with before a comma: "BBC News, Lisse".
fn known(line: &str) -> Option<&'static str> {
    if count(line) > NAME_WORDS {
        return None;
    }
    boilerplate::outlet(line).or_else(|| boilerplate::outlet(line.split([',', '/', '|']).next().unwrap_or(line).trim()))
}

/// What stands after the last dash of a printed page's head: "Bridge to open - The Lisse Courier".
fn after_dash(line: &str) -> Option<&str> {
    // What stands further from the end is no name that counts.
    let start = line.rmatch_indices(' ').nth(NAME_WORDS + 2).map_or(0, |(at, _)| at);
    let (_, name) = [" - ", " – ", " — ", " | "].iter().find_map(|dash| line[start..].rsplit_once(dash))?;
    (count(name) <= NAME_WORDS).then_some(name.trim())
}

/// "This article originally appeared on Lisse Courier: Bridge to open"
fn appeared(line: &str) -> Option<&str> {
    let after = |phrase: &String| {
        let at = memmem::find(line.as_bytes(), phrase.as_bytes())? + phrase.len();
        line[at..].strip_prefix(' ')
    };
    let rest = WORDS.appeared.iter().find_map(after)?;
    let name = rest[..rest.find([':', '.', ',', '(']).unwrap_or(rest.len())].trim();
    is_name(name).then_some(name)
}

/// The names in the addresses of a line, letters only: `https://www.lissecourier.example/a` gives `lissecourier`.
fn hosts(line: &str) -> impl Iterator<Item = String> + '_ {
    let parts =
        line.split(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '(' | ')' | ',' | ';'));
    // Most words have no full stop inside and are looked at no further.
    parts.filter(|part| part.trim_end_matches('.').contains('.')).filter_map(|part| {
        let host = part.split_once("://").map_or(part, |(_, rest)| rest);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let host = host.split(['/', '?', '#', ':']).next()?.trim_end_matches('.');
        let labels: Vec<&str> = host.split('.').collect();
        let plain =
            |label: &&str| label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let named = labels
            .iter()
            .filter(|label| !matches!(**label, "www" | "m" | "co" | "com"))
            .max_by_key(|label| label.len())?;
        (labels.len() > 1 && labels.iter().all(plain)).then(|| letters(named))
    })
}

/// Whether an address in a line is that of a name: `The Lisse Wire <news@lissewire.example>`.
pub(super) fn is_in_address(name: &str, line: &str) -> bool {
    let name = letters(&fold(name));
    hosts(line).any(|host| host == name)
}

/// The letters and digits of a name in small letters, without its article.
fn letters(folded: &str) -> String {
    folded.trim_start_matches("the ").chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// A name as readers write it.
pub(super) fn written(name: &str) -> String {
    match boilerplate::outlet(name) {
        Some(known) => known.to_owned(),
        None if is_capitals(name) && count(name) > 1 => capitalised(name),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_of_a_copyright_is_named() {
        for (line, name) in [
            ("© 2021 Lisse Media. All rights reserved.", Some("Lisse Media")),
            ("Copyright 2019 Lisse Press Ltd.", Some("Lisse Press")),
            ("Copyright (c) 2019, The Lisse Courier", Some("The Lisse Courier")),
            ("© Lisse Courier 2022", Some("Lisse Courier")),
            ("The copyright is theirs", None),
            ("© Riproduzione riservata", None),
        ] {
            assert_eq!(holder(line), name, "{line}");
        }
    }

    #[test]
    fn an_address_holds_a_name() {
        assert_eq!(hosts("see https://www.lisse-courier.example/a?b").collect::<Vec<_>>(), ["lissecourier"]);
        assert_eq!(hosts("No. 5, v1.2").count(), 0);
        assert_eq!(letters("the lisse courier"), "lissecourier");
    }
}
