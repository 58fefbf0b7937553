//! `bibtex`: articles as `@article`, statements as `@misc` by who says them.

use super::View;
use super::references::{self, Author, Reference};
use super::view::iso;
use crate::model::when::Precision;
use std::io::{self, Write};

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    references::each(view, |reference| entry(&reference, out))
}

fn entry(reference: &Reference, out: &mut impl Write) -> io::Result<()> {
    let kind = if reference.is_statement { "misc" } else { "article" };
    writeln!(out, "@{kind}{{{},", reference.key)?;
    let mut field = |name: &str, value: &str| writeln!(out, "  {name} = {{{value}}},");
    // Braces of their own: such a name is not taken apart, nor the case of a title changed.
    let name = |author: &Author| match author {
        Author::Whole(name) => format!("{{{}}}", escaped(name)),
        Author::Person { family, given } => format!("{{{}}}, {}", escaped(family), escaped(given)),
    };
    let authors: Vec<String> = reference.authors.iter().map(name).collect();
    if !authors.is_empty() {
        field("author", &authors.join(" and "))?;
    }
    field("title", &format!("{{{}}}", escaped(&reference.title)))?;
    if let Some(outlet) = reference.outlet {
        field(if reference.is_statement { "publisher" } else { "journal" }, &escaped(outlet))?;
    }
    if let Some(within) = reference.within {
        field("howpublished", &format!("In: {}", escaped(within)))?;
    }
    if let Some(day) = reference.day {
        let date = iso(day);
        field("year", &date[..4])?;
        if let Some(month) = date.get(5..7) {
            field("month", month.trim_start_matches('0'))?;
        }
        if day.precision == Precision::Day {
            field("day", date[8..].trim_start_matches('0'))?;
        }
        field("date", &date)?;
    }
    if let Some(place) = reference.place {
        field("address", &escaped(place))?;
    }
    if let Some(address) = &reference.address {
        field("url", &address.replace(['{', '}', '\\'], ""))?;
    }
    if !reference.topics.is_empty() {
        field("keywords", &escaped(&reference.topics.join(", ")))?;
    }
    field("langid", reference.language)?;
    writeln!(out, "}}\n")
}

/// Text in which nothing is a command.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '#' | '$' | '%' | '&' | '_' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_title_is_a_command() {
        assert_eq!(
            escaped("5% of {x}_y & \\z"),
            "5\\% of \\textbraceleft{}x\\textbraceright{}\\_y \\& \\textbackslash{}z"
        );
    }
}
