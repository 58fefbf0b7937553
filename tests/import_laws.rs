//! Whatever bytes a file of another program has, it is converted or refused: no converter panics, and none goes on for ever.

use onrecord::stages::{ImportKind as Kind, convert};
use proptest::prelude::*;
use std::io::Write;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Files in an archive, not packed, so that a changed byte changes a file.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        zip.start_file(*name, stored).expect("a name");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A small file of each kind.
fn samples() -> Vec<(Kind, Vec<u8>)> {
    let docx = zipped(&[
        (
            "word/document.xml",
            "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='a'/><w:outlineLvl w:val='1'/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Bridge é</w:t><w:footnoteReference w:id='1'/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
        ),
        ("word/styles.xml", "<w:styles><w:style w:styleId='a'><w:name w:val='heading 1'/></w:style></w:styles>"),
        (
            "word/footnotes.xml",
            "<w:footnotes><w:footnote w:id='1'><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnote></w:footnotes>",
        ),
    ]);
    let odt = zipped(&[(
        "content.xml",
        "<d><text><h outline-level='2'>Bridge é</h><list><list-item><p>one<note><note-body><p>n</p></note-body></note></p></list-item></list></text></d>",
    )]);
    let page = "<html><head><title>Bridge</title></head><body><h1>Bridge</h1><p>The bridge was opened on Tuesday, said Olaf Brand, the mayor of the town, and all who live by the river came to see it on that day.</p></body></html>";
    let epub = zipped(&[
        ("META-INF/container.xml", "<container><rootfile full-path='a/x.opf'/></container>"),
        (
            "a/x.opf",
            "<package><metadata><date>2021</date></metadata><manifest><item id='a' href='../b%20.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>",
        ),
        ("b .xhtml", page),
    ]);
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n",
        page.repeat(5).len(),
        page.repeat(5)
    );
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://velin.example/\r\nWARC-Date: 2021-03-02T00:00:00Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let mail = "From: Ana Ruiz <ana@velin.example>\r\nSubject: =?utf-8?q?Fwd:_Br=C3=BCcke?=\r\nDate: Tue, 2 Mar 2021 10:00:00 +0100\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBr=C3=BCcke \r\noffen\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>a\r\n--x--\r\n";
    let pdf = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R/G 6 0 R>>>>/Contents 5 0 R>>\nendobj\n4 0 obj\n<</Type/Font/Subtype/Type1/FirstChar 32/Widths[250 300 400]/Encoding/WinAnsiEncoding>>\nendobj\n6 0 obj\n<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</W[1[500 600]7 9 700]/DW 1000>>]>>\nendobj\n5 0 obj\n<</Length 150>>\nstream\nq 1 0 0 1 10 10 cm BT /F 12 Tf 14 TL 50 700 Td (The bridge of Lisse was) Tj T* [(opened)-300(on Tues-)] TJ (day by the mayor) ' /G 9 Tf <00010007> Tj ET Q\nendstream\nendobj\ntrailer\n<</Size 7/Root 1 0 R>>\n";
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        (Kind::Docx, docx.clone()),
        (Kind::Odt, odt),
        (Kind::Epub, epub),
        (Kind::Zip, zipped(&[("a.txt", "Words"), ("b.rtf", "{\\rtf1 a}")])),
        (
            Kind::Rtf,
            text(
                "{\\rtf1\\ansicpg1251{\\fonttbl{\\f1\\fcharset204 x;}}{\\stylesheet{\\s1 heading 1;}}\\pard\\s1 Bridge \\'ec\\u8217?s{\\footnote n}\\par{\\*\\x y}\\bin2 ab{\\f1\\b \\'cc}}",
            ),
        ),
        (Kind::Pdf, text(pdf)),
        (Kind::Mail, text(mail)),
        (
            Kind::Mbox,
            text(&format!(
                "From a@b.example Tue Mar  2 10:00:00 2021\n{mail}\nFrom a@b.example Tue Mar  2 10:00:01 2021\n{mail}"
            )),
        ),
        (Kind::Mhtml, text(&mail.replace("alternative", "related"))),
        (Kind::Warc, warc.into_bytes()),
        (
            Kind::Wacz,
            zipped(&[
                ("pages/pages.jsonl", "{\"url\":\"https://velin.example/\"}\n"),
                ("archive/a.warc", "WARC/1.0\r\nContent-Length: 0\r\n\r\n"),
            ]),
        ),
        (
            Kind::Feed,
            text(
                "<rss><channel><title>é</title><item><title>A &amp; b</title><pubDate>Tue, 2 Mar 2021</pubDate><wp:post_type>post</wp:post_type><content:encoded><![CDATA[[caption]x[/caption] Words [é] \n\n more]]></content:encoded></item></channel></rss>",
            ),
        ),
        (
            Kind::Evernote,
            text(
                "<en-export><note><title>é</title><content><![CDATA[<en-note><p>Words</p></en-note>]]></content><created>20210302T000000Z</created></note></en-export>",
            ),
        ),
        (
            Kind::JsonExport,
            text(r#"[{"is_archived":1,"content":"<p>é</p>","published_at":"2021-03-02","tags":["a"]}]"#),
        ),
        (Kind::Omnivore, text(r#"[{"slug":"a","savedAt":"2021-03-02"}]"#)),
        (
            Kind::Csl,
            text(r#"[{"id":"a","title":"é: b","issued":{"date-parts":[[2021,3]]},"author":[{"family":"x"}]}]"#),
        ),
        (Kind::Ris, text("TY  - NEWS\nTI  - é\nAU  - a, b\nDA  - 2021/03/02/\nL1  - a.html\nER  - \n")),
        (
            Kind::Bibtex,
            text(
                "@article{a, title={{\\\"O}st \\textit{é} --- \\}}, author=\"a, b and c\", month=mar, year=2021, file={x:a.html:y;b\\:c}}",
            ),
        ),
        (Kind::Integrum, text("^ИС: Вести\n^ДТ: 09.02.1994\n^АВ: Лунд Ада\n^ЗГ: МОСТ\n  Мост открыт.\n")),
        (Kind::Links, text("title,url,time_added\na,https://velin.example/,1\n")),
    ]
}

/// A page for every file that is asked for.
fn beside(name: &str) -> Option<Vec<u8>> {
    name.ends_with(".html").then(|| b"<p>Words</p>".to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn changed_files_are_converted_or_refused(
        which in 0..20usize,
        cut in prop::option::of(0.0..1.0f64),
        changes in prop::collection::vec((0.0..1.0f64, any::<u8>()), 0..12),
        doubled in prop::option::of((0.0..1.0f64, 0.0..1.0f64)),
    ) {
        let (kind, mut bytes) = samples().swap_remove(which);
        let place = |at: f64, length: usize| (at * length as f64) as usize;
        for (at, byte) in changes {
            let at = place(at, bytes.len());
            if let Some(changed) = bytes.get_mut(at) {
                *changed = byte;
            }
        }
        if let Some((from, to)) = doubled {
            let (from, to) = (place(from.min(to), bytes.len()), place(from.max(to), bytes.len()));
            let again = bytes[from..to].to_vec();
            bytes.splice(to..to, again);
        }
        if let Some(cut) = cut {
            bytes.truncate(place(cut, bytes.len()));
        }
        if let Ok(converted) = convert(kind, &bytes, &beside) {
            for document in &converted.documents {
                prop_assert!(!document.written(None).is_empty() || document.text.is_empty());
            }
        }
    }
}

#[test]
fn every_sample_is_converted() {
    for (kind, bytes) in samples() {
        let converted = convert(kind, &bytes, &beside);
        // These two have nothing to convert in them.
        if !matches!(kind, Kind::Links | Kind::Wacz | Kind::Omnivore) {
            let converted = converted.unwrap_or_else(|fault| panic!("{kind:?}: {fault:?}"));
            assert!(!converted.documents[0].text.trim().is_empty(), "{kind:?}");
        }
    }
}
