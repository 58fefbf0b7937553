//! `export`: every format, from an archive with something to hide. What other programs make of the files, `tests/exports/check` sees.

use crate::archive::{Archive, FERRY};
use onrecord::ExportFormat as Format;
use ruzstd::decoding::StreamingDecoder;
use std::collections::BTreeMap;
use std::io::Read;

/// Words that no file may hold.
const SECRET: &str = "quicksilver";

const DENIED: &str = "---\ntitle: Bridge stays open\ndate: 2023-05-09\noutlet: Quay Post\nurl: https://quay.example/bridge\nauthors: [Ida Holm]\n---\n\n\
    Olga Brandt denied that the bridge would close.\n\n- Stalls & [tents]\n- Boats\n\n\"It will “stay” open,\" said Olga Brandt. \
    \"For everyone,\" she said.\n\nOle Lund, the mayor, told the council that the bridge was safe.\n";

fn archive() -> Archive {
    let hidden = FERRY.replace("---\n\n", "rights: none\n---\n\n").replace("ferry sails", "quicksilver ferry sails");
    let part = format!(
        "---\ntitle: A long day\ndate: 2023-06-01\noutlet: Larkhaven Mail\nrights: extract\n---\n\n{} {SECRET} was sold.\n\n\"The ferry is \
         full,\" said Olga Brandt.\n",
        "Nothing happened on the quay. ".repeat(12)
    );
    Archive::new(&[
        (
            "book.toml",
            "[book]\ntitle = \"Quay & harbour\"\nauthors = [\"Ida Holm\"]\ndescription = \"What was said\"\n",
        ),
        ("topics.yaml", "- name: Ferries\n  terms: [ferry]\n- name: Bridge\n  terms: [bridge]\n"),
        ("people.yaml", "- name: Olga Brandt\n  notes:\n  - body: Harbour master since 2020.\n"),
        ("seeds/ferry.md", FERRY),
        (
            "seeds/ferry.notes.yaml",
            "- quote: sails again\n  body: It had been in dock & dry.\n  author: A. Editor\n  kind: context\n",
        ),
        ("seeds/bridge.md", DENIED),
        ("seeds/bridge.corrections.yaml", "- statement: the bridge was safe\n  checked: true\n  author: A. Editor\n"),
        ("seeds/hidden.md", &hidden),
        ("seeds/part.md", &part),
    ])
}

/// The texts of an export by path: those in a zip or ZIM file, or the file itself.
fn texts(archive: &Archive, path: &str) -> BTreeMap<String, String> {
    if path.ends_with(".zim") {
        return zim(&std::fs::read(archive.path(path)).unwrap());
    }
    let file = std::fs::File::open(archive.path(path)).unwrap();
    let Ok(mut zip) = zip::ZipArchive::new(file) else {
        let bytes = std::fs::read(archive.path(path)).unwrap();
        return BTreeMap::from([(path.to_owned(), String::from_utf8_lossy(&bytes).into_owned())]);
    };
    let mut texts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        texts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    texts
}

/// What is in a ZIM file, each by its namespace and path.
fn zim(file: &[u8]) -> BTreeMap<String, String> {
    let number = |bytes: &[u8], at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let place = |at: usize| u64::from_le_bytes(file[at..at + 8].try_into().unwrap()) as usize;
    let (entries, clusters, sum_at) = (number(file, 24), number(file, 28), place(72));
    assert_eq!(file.len(), sum_at + 16);
    let unpacked: Vec<Vec<u8>> = (0..clusters)
        .map(|at| {
            let end = if at + 1 < clusters { place(place(48) + 8 * (at + 1)) } else { sum_at };
            let (kind, packed) = file[place(place(48) + 8 * at)..end].split_first().unwrap();
            let mut bytes = Vec::new();
            match kind {
                1 => bytes.extend(packed),
                _ => _ = StreamingDecoder::new(packed).unwrap().read_to_end(&mut bytes).unwrap(),
            }
            bytes
        })
        .collect();
    let mut texts = BTreeMap::new();
    for at in 0..entries {
        let entry = &file[place(place(32) + 8 * at)..];
        let redirect = entry[..2] == [0xff, 0xff];
        let path = entry[if redirect { 12 } else { 16 }..].split(|byte| *byte == 0).next().unwrap();
        let key = format!("{}/{}", char::from(entry[3]), String::from_utf8(path.to_vec()).unwrap());
        if !redirect {
            let (cluster, blob) = (&unpacked[number(entry, 8)], number(entry, 12));
            let bytes = &cluster[number(cluster, 4 * blob)..number(cluster, 4 * (blob + 1))];
            texts.insert(key, String::from_utf8_lossy(bytes).into_owned());
        }
    }
    texts
}

fn exported(archive: &Archive, format: Format, more: &[&str]) -> BTreeMap<String, String> {
    let file = format!("out.{}", format.name());
    let (status, said) = archive.run(&[&["export", format.name(), "-o", &file, "--force"], more].concat());
    assert_eq!(status, 0, "{}: {said}", format.name());
    assert!(said.starts_with("wrote out."), "{said}");
    texts(archive, &file)
}

#[test]
fn rights_hold_in_every_format_and_the_same_archive_gives_the_same_bytes() {
    let archive = archive();
    for format in Format::ALL {
        let first = exported(&archive, *format, &[]);
        let bytes = std::fs::read(archive.path(&format!("out.{}", format.name()))).unwrap();
        for (path, text) in &first {
            assert!(!text.contains(SECRET), "{} in {path} of {}", SECRET, format.name());
        }
        // Another folder, no cache, other times.
        let again = self::archive();
        exported(&again, *format, &[]);
        assert!(std::fs::read(again.path(&format!("out.{}", format.name()))).unwrap() == bytes, "{}", format.name());
        if !matches!(format.name(), "sqlite" | "parquet") {
            assert!(first.values().any(|text| text.contains("Brandt")), "{}", format.name());
        }
    }
}

#[test]
fn an_export_can_go_to_standard_output() {
    let archive = archive();
    for format in ["csv", "zip"] {
        let file = format!("out.{format}");
        let printed = archive.command(&["export", format, "-o", "-"]).output().unwrap().stdout;
        let (status, said) = archive.run(&["export", format, "-o", &file]);
        assert_eq!(status, 0, "{said}");
        assert!(!printed.is_empty() && printed == std::fs::read(archive.path(&file)).unwrap(), "{format}");
        assert!(!archive.path("-").exists());
    }
}

#[test]
fn references_sort_a_speaker_by_the_family_name() {
    let archive = archive();
    for (format, author) in [
        (Format::Bibtex, "author = {{Brandt}, Olga}"),
        (Format::Ris, "AU  - Brandt, Olga"),
        (Format::Csl, "{\"family\":\"Brandt\",\"given\":\"Olga\"}"),
    ] {
        let all = exported(&archive, format, &[]).into_values().collect::<Vec<_>>().join("\n");
        assert!(all.contains(author), "{}: {all}", format.name());
    }
}

#[test]
fn a_denial_goes_out_as_one() {
    let archive = archive();
    let whole = |format: Format| exported(&archive, format, &[]).into_values().collect::<Vec<_>>().join("\n");
    for (format, marked) in [
        (Format::Bibtex, "{{denied: that the bridge would close}}"),
        (Format::Ris, "TI  - denied: that the bridge would close"),
        (Format::Csl, "\"title\":\"denied: that the bridge would close\""),
        (Format::Dossier, "denied:</p><blockquote>that the bridge would close"),
        (Format::Epub, "denied: that the bridge would close"),
        (Format::Csv, ",denied,"),
        (Format::Jsonl, "\"polarity\":\"denied\""),
        (Format::Annotations, "\"polarity\": \"denied\""),
        (Format::Tei, "ana=\"#denied"),
        (Format::Qdpx, "denied: that the bridge would close"),
    ] {
        let text = whole(format);
        assert!(text.contains(marked), "{}: {text}", format.name());
    }
}

#[test]
fn a_choice_is_by_person_topic_words_and_review() {
    let archive = archive();
    let rows = |more: &[&str]| exported(&archive, Format::Jsonl, more).into_values().collect::<String>();
    let all = rows(&[]);
    assert!(all.contains("Ole Lund") && all.contains("\"published\":\"2023-05-09\""), "{all}");
    let of_lund = rows(&["--person", "ole lund"]);
    assert_eq!(of_lund.lines().count(), 1, "{of_lund}");
    assert_eq!(rows(&["--checked"]), of_lund);
    let of_ferries = rows(&["--topic", "Ferries"]);
    assert!(of_ferries.lines().count() >= 2 && !of_ferries.contains("bridge would close"), "{of_ferries}");
    assert_eq!(rows(&["--query", "closing bridges"]).lines().count(), 1);
    assert_eq!(rows(&["--query", "bridge", "--person", "olga-brandt"]).lines().count(), 1);
    let dossier = exported(&archive, Format::Dossier, &["--person", "Olga Brandt"]).into_values().collect::<String>();
    assert!(dossier.contains("Harbour master since 2020.") && dossier.contains("in dock &amp; dry"), "{dossier}");
    assert!(!dossier.contains("Ole Lund"), "{dossier}");
    assert_eq!(
        dossier.matches("Olga Brandt").count(),
        2,
        "in the title and above all, and not on every row: {dossier}"
    );
    let all = exported(&archive, Format::Dossier, &[]).into_values().collect::<String>();
    assert!(all.contains("<b>Olga Brandt</b>") && all.contains("<b>Ole Lund</b>"), "where it changes: {all}");
}

#[test]
fn what_cannot_be_done_is_said_and_leaves_nothing() {
    let archive = archive();
    let (status, said) = archive.run(&["export", "csv", "--person", "Olga Brand", "-o", "a.csv"]);
    assert_eq!(
        (status, said.trim_end()),
        (2, "error: the archive has no person `Olga Brand`; did you mean `Olga Brandt`?")
    );
    let (status, said) = archive.run(&["export", "csv", "--query", "nowhere", "-o", "a.csv"]);
    assert_eq!((status, said.trim_end()), (2, "error: no statement fits, so nothing was written"));
    assert_eq!(archive.run(&["export", "zip", "--checked", "-o", "a.zip"]).0, 2);
    assert_eq!(archive.run(&["export", "nonsense", "-o", "a"]).0, 2);
    assert!(!archive.path("a.csv").exists() && !archive.path("a.zip").exists());
    archive.write("a.csv", "mine");
    let (status, said) = archive.run(&["export", "csv", "-o", "a.csv"]);
    assert_eq!((status, said.trim_end()), (1, "error: `a.csv` is there already; --force replaces it"));
    assert_eq!(archive.read("a.csv"), "mine");
    assert_eq!(archive.run(&["export", "csv", "-o", "no/such/folder.csv"]).0, 1);
    archive.write("people.yaml", "- name: [\n");
    let (status, _) = archive.run(&["export", "csv", "-o", "b.csv"]);
    assert_eq!((status, archive.path("b.csv").exists()), (1, false), "what is hidden may be wrong");
}

#[test]
fn statements_are_marked_where_they_stand() {
    let archive = archive();
    let tei = exported(&archive, Format::Tei, &[]).into_values().collect::<String>();
    assert!(tei.contains("who=\"#p-olga-brandt\""), "{tei}");
    assert!(tei.contains("Stalls &amp; [tents]"), "{tei}");
    let files = exported(&archive, Format::Qdpx, &[]);
    let project = &files["project.qde"];
    // The passages of a project are those words of its sources.
    let mut passages = 0;
    for source in project.split("<TextSource ").skip(1) {
        let path = source.split("internal://").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let text: Vec<char> = files[&format!("sources/{path}")].chars().collect();
        for selection in source.split("<PlainTextSelection ").skip(1) {
            let number = |name: &str| {
                let rest = selection.split(&format!("{name}=\"")).nth(1).unwrap();
                rest.split('"').next().unwrap().parse::<usize>().unwrap()
            };
            let words: String = text[number("startPosition")..number("endPosition")].iter().collect();
            assert!(!words.is_empty() && words.trim() == words, "{words}");
            passages += 1;
        }
    }
    assert!(passages >= 5, "{project}");
}

#[test]
fn a_site_in_a_file_opens_with_its_start_page() {
    let archive = archive();
    let files = exported(&archive, Format::Zip, &[]);
    assert!(files["START.html"].contains("url=site/index.html"));
    archive.build();
    for (path, contents) in archive.files("public") {
        if !path.starts_with('.') {
            assert!(files[&format!("site/{path}")] == String::from_utf8_lossy(&contents), "{path}");
        }
    }
}

#[test]
fn a_site_as_a_zim_file_has_its_pages_and_says_what_it_is() {
    let archive = archive();
    let mut files = exported(&archive, Format::Zim, &["--date", "2023-07-01"]);
    archive.build();
    for (path, contents) in archive.files("public") {
        if !path.starts_with('.') && !["404.html", "robots.txt", "sw.js"].contains(&path.as_str()) {
            let text = files.remove(&format!("C/{path}")).unwrap_or_else(|| panic!("{path}"));
            assert!(text == String::from_utf8_lossy(&contents), "{path}");
        }
    }
    for (name, said) in [
        ("Title", "Quay & harbour"),
        ("Description", "What was said"),
        ("Creator", "Ida Holm"),
        ("Language", "eng"),
        ("Name", "quay-harbour_en_all"),
        ("Date", "2023-07-01"),
    ] {
        assert_eq!(files[&format!("M/{name}")], said);
    }
    assert!(files["M/Illustration_48x48@1"].contains("IHDR") && files.contains_key("X/listing/titleOrdered/v1"));
    assert!(!files.keys().any(|key| key.starts_with("C/")), "more than the site");
    assert_eq!(exported(&archive, Format::Zim, &[])["M/Date"], "2023-06-01", "the day of the newest article");
    assert_eq!(archive.run(&["export", "zim", "--checked", "-o", "a.zim"]).0, 2);
}
