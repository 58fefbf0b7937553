//! `ris`: articles as newspaper articles, statements as what somebody said in them.

use super::View;
use super::references::{self, Author, Reference};
use super::view::iso;
use std::io::{self, Write};

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    references::each(view, |reference| entry(&reference, out))
}

fn entry(reference: &Reference, out: &mut impl Write) -> io::Result<()> {
    let mut line = |tag: &str, value: &str| {
        // A line is a field; a break within a value would begin another.
        let value: Vec<&str> = value.split_whitespace().collect();
        write!(out, "{tag}  - {}\r\n", value.join(" "))
    };
    line("TY", if reference.is_statement { "GEN" } else { "NEWS" })?;
    line("ID", reference.key)?;
    for author in &reference.authors {
        match author {
            // A comma would part surname and given name.
            Author::Whole(name) => line("AU", &name.replace(',', " "))?,
            Author::Person { family, given } => line("AU", &format!("{family}, {}", given.replace(',', " ")))?,
        }
    }
    line("TI", &reference.title)?;
    if let Some(title) = reference.within.or(reference.outlet) {
        line("T2", title)?;
    }
    if let Some(outlet) = reference.outlet {
        line("PB", outlet)?;
    }
    if let Some(day) = reference.day {
        let date = iso(day);
        line("PY", &date[..4])?;
        let mut parts = date.split('-').map(str::to_owned).collect::<Vec<_>>();
        parts.resize(4, String::new());
        line("DA", &parts.join("/"))?;
    }
    if let Some(place) = reference.place {
        line("CY", place)?;
    }
    if let Some(address) = &reference.address {
        line("UR", address)?;
    }
    for topic in &reference.topics {
        line("KW", topic)?;
    }
    line("LA", reference.language)?;
    write!(out, "ER  - \r\n\r\n")
}
