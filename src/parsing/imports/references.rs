//! Libraries of references with the files that stand beside them: CSL JSON, RIS and BibTeX, as Zotero and others export them.
//!
//! A reference is an article only with its text: a snapshot of the page, or another file that can be converted.

use super::document::{Facts, Key};
use super::fault::Fault;
use crate::parsing::days::day_of;
use serde_json::Value;

/// A reference: what it says, and the files that it names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reference {
    pub(super) facts: Facts,
    /// Paths from the folder of the library, the likeliest first.
    pub(super) files: Vec<String>,
}

/// Files that a reference is the text of, by their endings, the best first.
const TEXTS: [&str; 8] = ["html", "htm", "xhtml", "mhtml", "txt", "docx", "pdf", "epub"];

impl Reference {
    fn add_file(&mut self, path: &str) {
        let path = path.trim().replace('\\', "/");
        // What is not beside the library is not read.
        if !path.is_empty() && !path.contains(':') && !path.starts_with('/') {
            self.files.push(path);
            self.files.sort_by_key(|path| {
                let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
                TEXTS.iter().position(|known| *known == ending).unwrap_or(TEXTS.len())
            });
        }
    }
}

/// A reference's article: its text in a file beside the library.
pub(super) fn articles(
    references: Vec<Reference>,
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
    convert: &dyn Fn(&str, &[u8]) -> Option<super::Document>,
) -> Result<(Vec<super::Document>, usize), Fault> {
    let (mut documents, mut without) = (Vec::new(), 0);
    for reference in references {
        let found = reference.files.iter().find_map(|path| {
            let bytes = read(path)?;
            Some((path, super::hash(&bytes), convert(path, &bytes)?))
        });
        let Some((path, hash, mut document)) = found else {
            without += 1;
            continue;
        };
        let url = reference.facts.url.clone().or(document.facts.url.take());
        document.facts = Facts { url, ..reference.facts };
        document.origin.part = Some(path.clone());
        // The file may be imported by itself as well.
        document.origin.key = Some(Key::File(hash));
        documents.push(document);
    }
    match documents.is_empty() {
        true => Err(Fault::NoText(
            "none of its references has a snapshot or another text beside it",
            "export the library with its files: in Zotero, tick `Export Files`",
        )),
        false => Ok((documents, without)),
    }
}

/// References in the JSON of citation processors. They name no files: a snapshot beside them is known by the title in its name.
pub(super) fn csl(text: &str) -> Result<Vec<Reference>, Fault> {
    let items: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(Fault::broken)?;
    let reference = |item: &Value| {
        let string = |key: &str| {
            item.get(key).and_then(Value::as_str).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let facts = Facts {
            title: string("title"),
            date: item.get("issued").and_then(csl_day),
            outlet: string("container-title").or_else(|| string("publisher")),
            url: string("URL").filter(|url| url.starts_with("http")),
            authors: item
                .get("author")
                .and_then(Value::as_array)
                .map(|names| names.iter().filter_map(csl_name).collect())
                .unwrap_or_default(),
            language: string("language").filter(|tag| crate::parsing::front_matter::is_language(tag)),
            summary: string("abstract"),
            ..Facts::default()
        };
        let title = facts.title.clone();
        let mut reference = Reference { facts, files: Vec::new() };
        if let Some(title) = &title {
            let names = ["html", "htm", "pdf"].map(|ending| format!("{}.{ending}", file_name(title)));
            let id =
                string("id").filter(|id| id.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter)));
            let by_id = ["html", "pdf"].into_iter().filter_map(|ending| Some(format!("{}.{ending}", id.as_ref()?)));
            names.into_iter().chain(by_id).for_each(|name| {
                reference.add_file(&name);
                reference.add_file(&format!("files/{name}"));
                reference.add_file(&format!("snapshots/{name}"));
            });
        }
        reference
    };
    Ok(items.iter().map(reference).collect())
}

/// A title as programs make a file name of it.
fn file_name(title: &str) -> String {
    title.chars().map(|letter| if "/\\:*?\"<>|".contains(letter) { '_' } else { letter }).collect()
}

/// `{"date-parts": [[2021, 3, 2]]}` or `{"raw": "2021-03-02"}`
fn csl_day(issued: &Value) -> Option<String> {
    let Some(parts) = issued.get("date-parts").and_then(|parts| parts.get(0)).and_then(Value::as_array) else {
        return issued.get("raw").or_else(|| issued.get("literal")).and_then(Value::as_str).and_then(day_of);
    };
    let number = |part: &Value| part.as_u64().or_else(|| part.as_str()?.parse().ok());
    let numbers: Vec<String> = parts
        .iter()
        .filter_map(number)
        .enumerate()
        .map(|(at, number)| if at == 0 { format!("{number:04}") } else { format!("{number:02}") })
        .collect();
    day_of(&numbers.join("-"))
}

fn csl_name(name: &Value) -> Option<String> {
    let part = |key: &str| name.get(key).and_then(Value::as_str);
    part("literal").map(str::to_owned).or_else(|| match (part("given"), part("family")) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (None, Some(family)) => Some(family.to_owned()),
        _ => None,
    })
}

/// References in RIS: `TI  - Bridge opens`.
pub(super) fn ris(text: &str) -> Vec<Reference> {
    let (mut references, mut current) = (Vec::new(), Reference::default());
    for line in text.lines() {
        let Some((tag, value)) =
            line.trim_start_matches('\u{feff}').split_once('-').filter(|(tag, _)| tag.trim_end().len() == 2)
        else {
            continue;
        };
        let (tag, value) = (tag.trim_end(), value.trim());
        let facts = &mut current.facts;
        let text = || Some(value.to_owned()).filter(|value| !value.is_empty());
        match tag {
            "TY" => current = Reference::default(),
            "TI" | "T1" => facts.title = facts.title.take().or_else(text),
            "AU" | "A1" => facts.authors.extend(text().map(|name| turned(&name))),
            "DA" => facts.date = day_of(value.trim_end_matches('/')).or(facts.date.take()),
            "PY" | "Y1" => facts.date = facts.date.take().or_else(|| day_of(value.trim_end_matches('/'))),
            "T2" | "JO" | "JF" => facts.outlet = facts.outlet.take().or_else(text),
            "PB" => facts.outlet = facts.outlet.take().or_else(text),
            "UR" => facts.url = facts.url.take().or_else(text).filter(|url| url.starts_with("http")),
            "AB" | "N2" => facts.summary = facts.summary.take().or_else(text),
            "LA" => facts.language = text().filter(|tag| crate::parsing::front_matter::is_language(tag)),
            "KW" => facts.topics.extend(text()),
            "L1" | "L2" | "L3" | "L4" => {
                value.split(';').for_each(|path| current.add_file(path.trim_start_matches("file://")))
            }
            "ER" => references.push(std::mem::take(&mut current)),
            _ => {}
        }
    }
    references
}

/// "Ruiz, Ana" as she is called.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') => format!("{} {}", given.trim(), family.trim()),
        _ => name.trim().to_owned(),
    }
}

/// References in BibTeX.
pub(super) fn bibtex(text: &str) -> Vec<Reference> {
    let mut references = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        rest = &rest[at + 1..];
        let kind = rest.find(['{', '(']).map(|open| rest[..open].trim().to_ascii_lowercase());
        let (Some(kind), Some(open)) = (kind, rest.find(['{', '('])) else { break };
        let Some(length) = braced(&rest[open..]) else { break };
        let inside = &rest[open + 1..open + length - 1];
        rest = &rest[open + length..];
        if kind.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !["comment", "string", "preamble"].contains(&kind.as_str())
        {
            references.push(bibtex_entry(inside));
        }
    }
    references
}

/// The length of what braces enclose, with them.
fn braced(text: &str) -> Option<usize> {
    let close = if text.starts_with('(') { (b'(', b')') } else { (b'{', b'}') };
    let (mut depth, mut escaped) = (0usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            byte if byte == close.0 => depth += 1,
            byte if byte == close.1 => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

fn bibtex_entry(inside: &str) -> Reference {
    let mut reference = Reference::default();
    let mut rest = inside.split_once(',').map_or("", |(_, rest)| rest);
    let (mut year, mut month) = (None, None);
    while let Some((key, after)) = rest.split_once('=') {
        let key = key.trim().trim_start_matches(',').trim().to_ascii_lowercase();
        let after = after.trim_start();
        let (raw, next) = if after.starts_with('{') {
            let Some(length) = braced(after) else { break };
            (&after[1..length - 1], &after[length..])
        } else if let Some(quoted) = after.strip_prefix('"') {
            let Some(end) = quoted.find('"') else { break };
            (&quoted[..end], &quoted[end + 1..])
        } else {
            let end = after.find(',').unwrap_or(after.len());
            (after[..end].trim(), &after[end..])
        };
        rest = next.trim_start().trim_start_matches(',');
        let value = without_tex(raw);
        let facts = &mut reference.facts;
        let text = || Some(value.clone()).filter(|value| !value.is_empty());
        match key.as_str() {
            "title" => facts.title = text(),
            "author" => facts.authors = value.split(" and ").map(turned).filter(|name| !name.is_empty()).collect(),
            "date" => facts.date = day_of(&value),
            "year" => year = text(),
            "month" => month = text(),
            "journal" | "journaltitle" | "newspaper" => facts.outlet = text(),
            "publisher" | "organization" | "howpublished" => {
                facts.outlet = facts.outlet.take().or_else(text).filter(|it| !it.starts_with("http"))
            }
            "url" => facts.url = Some(raw.replace('\\', "")).filter(|url| url.starts_with("http")),
            "abstract" => facts.summary = text(),
            "langid" | "language" => {
                facts.language = text().filter(|tag| tag.len() == 2 && crate::parsing::front_matter::is_language(tag))
            }
            "keywords" => facts.topics = value.split(',').map(|word| word.trim().to_owned()).collect(),
            "file" => files(raw).iter().for_each(|path| reference.add_file(path)),
            _ => {}
        }
    }
    let facts = &mut reference.facts;
    facts.date =
        facts.date.take().or_else(|| day_of(&format!("{} {}", month.as_deref()?, year.as_deref()?))).or_else(|| {
            let with_month = month
                .as_deref()
                .and_then(month_number)
                .and_then(|month| Some(format!("{}-{month:02}", year.as_deref()?)));
            with_month.or(year.clone()).and_then(|date| day_of(&date))
        });
    reference
}

fn month_number(name: &str) -> Option<usize> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    MONTHS
        .iter()
        .position(|month| *month == start)
        .map(|at| at + 1)
        .or_else(|| name.parse().ok().filter(|month| (1..=12).contains(month)))
}

/// `Snapshot:files/12/a.html:text/html;Full Text:files/13/b.pdf:application/pdf`, or paths alone.
fn files(value: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut letters = value.chars();
    let mut fields: Vec<Vec<String>> = Vec::new();
    while let Some(letter) = letters.next() {
        let last = parts.len() - 1;
        match letter {
            '\\' => parts[last].extend(letters.next()),
            ':' => parts.push(String::new()),
            ';' => fields.push(std::mem::replace(&mut parts, vec![String::new()])),
            other => parts[last].push(other),
        }
    }
    fields.push(parts);
    let path = |parts: Vec<String>| match parts.as_slice() {
        [path] => Some(path.clone()),
        [_, path, ..] => Some(path.clone()),
        [] => None,
    };
    fields.into_iter().filter_map(path).filter(|path| !path.trim().is_empty()).collect()
}

/// A value without the marks of TeX: braces, and the commonest accents and signs.
fn without_tex(value: &str) -> String {
    const ACCENTS: [(char, char); 7] = [
        ('"', '\u{308}'),
        ('\'', '\u{301}'),
        ('`', '\u{300}'),
        ('^', '\u{302}'),
        ('~', '\u{303}'),
        ('c', '\u{327}'),
        ('v', '\u{30c}'),
    ];
    let mut out = String::new();
    let letters: Vec<char> = value.chars().collect();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        at += 1;
        match letter {
            '{' | '}' => {}
            '~' => out.push(' '),
            '-' if letters.get(at) == Some(&'-') => {
                at += 1 + usize::from(letters.get(at + 1) == Some(&'-'));
                out.push('–');
            }
            '\\' => {
                let Some(sign) = letters.get(at).copied() else { break };
                at += 1;
                let accent = ACCENTS.iter().find(|(known, _)| *known == sign).map(|(_, mark)| *mark);
                let base = letters[at..].iter().copied().find(|letter| !matches!(letter, '{' | ' ' | '}'));
                match (accent, base) {
                    (Some(mark), Some(base)) if base.is_alphabetic() || base == 'ı' => {
                        at += letters[at..].iter().position(|letter| *letter == base).unwrap_or(0) + 1;
                        out.push(base);
                        out.push(mark);
                    }
                    _ if sign.is_ascii_alphabetic() => {
                        // A command without a letter of its own: only its name goes.
                        let rest = letters[at..].iter().take_while(|letter| letter.is_ascii_alphabetic()).count();
                        let name: String = letters[at - 1..at + rest].iter().collect();
                        at += rest;
                        out.push_str(match name.as_str() {
                            "ss" => "ß",
                            "ae" => "æ",
                            "o" => "ø",
                            "aa" => "å",
                            "l" => "ł",
                            _ => "",
                        });
                    }
                    _ => out.push(sign),
                }
            }
            other => out.push(other),
        }
    }
    use unicode_normalization::UnicodeNormalization;
    out.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_in_their_three_forms() {
        let csl = csl(r#"[{"id":"a","type":"article-newspaper","title":"Bridge: opens","container-title":"The Velin Post","URL":"https://velin.example/a",
            "issued":{"date-parts":[["2021",3,2]]},"author":[{"family":"Ruiz","given":"Ana"},{"literal":"Staff"}],"language":"en"}]"#).unwrap();
        let ris = ris(
            "TY  - NEWS\r\nTI  - Bridge: opens\r\nAU  - Ruiz, Ana\r\nAU  - Staff\r\nT2  - The Velin Post\r\nDA  - 2021/03/02/\r\nPY  - 2021\r\nLA  - en\r\nUR  - https://velin.example/a\r\nL2  - files/12/a.html\r\nL1  - files/13/a.pdf\r\nER  - \r\n",
        );
        let bib = bibtex(
            "% a library\n@comment{x}\n@article{ruiz_bridge_2021, title = {{Bridge}: opens}, journal = \"The {Velin} Post\", url = {https://velin.example/a},\n\
            author = {Ruiz, Ana and {Staff}}, year = 2021, month = mar, date = {2021-03-02}, langid = {en}, file = {Full Text:files/13/a.pdf:application/pdf;Snapshot:files/12/a.html:text/html}}",
        );
        for references in [&csl, &ris, &bib] {
            let facts = &references[0].facts;
            assert_eq!((facts.title.as_deref(), facts.date.as_deref()), (Some("Bridge: opens"), Some("2021-03-02")));
            assert_eq!(
                (facts.outlet.as_deref(), facts.authors.join("+")),
                (Some("The Velin Post"), "Ana Ruiz+Staff".to_owned())
            );
            assert_eq!(
                (facts.url.as_deref(), facts.language.as_deref()),
                (Some("https://velin.example/a"), Some("en"))
            );
        }
        assert_eq!(ris[0].files, ["files/12/a.html", "files/13/a.pdf"]);
        assert_eq!(bib[0].files, ris[0].files, "the page before the print");
        assert_eq!(csl[0].files[0], "Bridge_ opens.html");
    }

    #[test]
    fn marks_of_tex_become_letters() {
        assert_eq!(
            without_tex(r#"{\"O}sterreich \& {\'e}t\'{e}, stra{\ss}e 1--2 \textit{x}"#),
            "Österreich & été, straße 1–2 x"
        );
        assert_eq!(bibtex("@article{x, title={Broken"), []);
        assert_eq!(bibtex("@misc{x, title={A}, month={mar}, year={2021}}")[0].facts.date.as_deref(), Some("2021-03"));
    }

    #[test]
    fn files_elsewhere_are_not_read() {
        let mut reference = Reference::default();
        ["/etc/passwd", "C:\\x.pdf", "https://velin.example/a.html", " "]
            .iter()
            .for_each(|path| reference.add_file(path));
        assert_eq!(reference.files, Vec::<String>::new());
    }
}
