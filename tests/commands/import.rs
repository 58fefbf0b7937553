//! Other programs' files come in: each format from a file of our own writing of it, to the site that is built from it.

use crate::archive::Archive;
use std::io::Write;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A ZIP archive of these files.
pub(crate) fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";

/// A DOCX with this body.
fn docx(body: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>",
        ),
        ("word/document.xml", &format!("<?xml version='1.0'?><w:document {W}><w:body>{body}</w:body></w:document>")),
        (
            "word/styles.xml",
            &format!(
                "<w:styles {W}><w:style w:styleId='Titel'><w:name w:val='Title'/></w:style>\
                 <w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style></w:styles>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='rId1' Target='https://velin.example/report' TargetMode='External'/></Relationships>",
        ),
        (
            "word/footnotes.xml",
            &format!(
                "<w:footnotes {W}><w:footnote w:id='2'><w:p><w:r><w:t>In the hall.</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ),
    ])
}

/// A paragraph of a DOCX.
fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{runs}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// The text of a file that was imported, without its front matter.
fn body(text: &str) -> &str {
    text.split_once("\n---\n").expect("front matter").1.trim_start()
}

#[test]
fn a_word_document_becomes_an_article_with_its_origin() {
    let archive = Archive::new(&[]);
    let text = [
        paragraph("Titel", &run("Bridge opens &amp; closes")),
        paragraph(
            "x",
            &format!(
                "{}<w:del><w:r><w:delText>DELETED</w:delText></w:r></w:del><w:ins>{}</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN</w:t></w:r>",
                run("LISSE, 2 March 2021 (Velin Post) – "),
                run("The bridge was opened on Tuesday, the mayor said.")
            ),
        ),
        paragraph(
            "x",
            &format!(
                "{}<w:r><w:rPr><w:b/></w:rPr><w:t>waited</w:t></w:r>{}<w:r><w:footnoteReference w:id='2'/></w:r><w:hyperlink r:id='rId1'>{}</w:hyperlink>",
                run("“We have "),
                run(" long enough,” said Olaf Brand."),
                run(" More here")
            ),
        ),
        paragraph("berschrift1", &run("What comes next")),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/></w:numPr></w:pPr><w:r><w:t>a ferry</w:t></w:r></w:p>".to_owned(),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2021</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
    ];
    archive.write("in/2021 bridge.docx", docx(&text.concat()));
    let (status, said) = archive.run(&["import", "in"]);
    assert_eq!((status, said.as_str()), (0, "1 article from 1 file written to seeds"));
    let written = archive.read("seeds/2021-bridge.md");
    assert_eq!(
        body(&written),
        "# Bridge opens & closes\n\nLISSE, 2 March 2021 (Velin Post) – The bridge was opened on Tuesday, the mayor said.\n\n\
         “We have **waited** long enough,” said Olaf Brand.[^2] [More here](<https://velin.example/report>)\n\n\
         # What comes next\n\n- a ferry\n\n| Year | 2021 |\n| --- | --- |\n\n[^2]: In the hall.\n"
    );
    assert!(written.starts_with("---\norigin:\n  file: \"2021 bridge.docx\"\n  hash: \""), "{written}");
    archive.build();
    let page = archive.read("public/articles/2021-bridge.html");
    assert!(page.contains("Bridge opens &amp; closes") && page.contains("Olaf Brand"), "{page}");
    assert!(page.contains("<span class=origin>from the file 2021 bridge.docx</span>"), "{page}");
    let data = archive.read("public/data/articles.jsonl");
    assert!(data.contains("\"origin\":{\"file\":\"2021 bridge.docx\",\"hash\":\""), "{data}");
}

#[test]
fn an_export_of_a_database_in_a_word_document_is_many_articles() {
    let one = |title: &str, day: &str| {
        [
            title,
            "The Velin Post",
            day,
            "Copyright 2021 The Velin Post All Rights Reserved",
            "Section: NEWS",
            "Length: 40 words",
            "Body",
            "Nobody was working.",
            "“We wait,” said Mara Quist.",
            "Classification",
            "Language: ENGLISH",
            "Load-Date: May 1, 2021",
            "End of Document",
        ]
        .map(|line| paragraph("x", &run(line)))
        .concat()
    };
    let file = docx(
        &[one("Cranes stand still", "March 2, 2021 Tuesday"), one("School gets a hall", "April 9, 2021 Friday")]
            .concat(),
    );
    let archive = Archive::new(&[]);
    archive.write("export.docx", &file);
    let output = archive.command(&["import", "--dry-run", "export.docx"]).output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        table,
        "FROM           FILE                              DAY         WORDS  TITLE\n\
         export.docx#1  2021-03-02-cranes-stand-still.txt  2021-03-02     42  Cranes stand still\n\
         export.docx#2  2021-04-09-school-gets-a-hall.txt  2021-04-09     43  School gets a hall\n"
            .replace("FILE      ", "FILE       ")
    );
    assert!(!archive.path("seeds").exists());
    assert_eq!(archive.run(&["import", "export.docx"]).1, "2 articles from 1 file written to seeds");
    assert_eq!(archive.run(&["import", "export.docx"]).1, "0 articles from 1 file written to seeds, 2 there already");
    archive.build();
    let page = archive.read("public/articles/2021-03-02-cranes-stand-still.html");
    assert!(page.contains("Mara Quist") && page.contains("2 March 2021") && !page.contains("<p>Length"), "{page}");
}

#[test]
fn an_open_document_becomes_an_article() {
    let archive = Archive::new(&[]);
    let office = "xmlns:office='o' xmlns:text='t' xmlns:style='s' xmlns:fo='f' xmlns:table='tb' xmlns:xlink='x'";
    let styles = "<style:style style:name='T1'><style:text-properties fo:font-weight='bold'/></style:style><style:style style:name='P1' style:parent-style-name='Title'/>";
    let text = "<text:tracked-changes><text:p>DELETED</text:p></text:tracked-changes><text:p text:style-name='P1'>Ferry returns</text:p>\
        <text:p>It<text:s/>sails <text:span text:style-name='T1'>again</text:span>,<text:note><text:note-citation>1</text:note-citation><text:note-body>\
        <text:p>On Monday.</text:p></text:note-body></text:note> said <text:a xlink:href='https://quay.example/'>Olga Brandt</text:a>.</text:p>\
        <text:h text:outline-level='2'>Next</text:h><text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>";
    let content = format!(
        "<office:document-content {office}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    archive.write(
        "ferry.odt",
        zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)]),
    );
    assert_eq!(archive.run(&["import", "ferry.odt"]).0, 0);
    assert_eq!(
        body(&archive.read("seeds/ferry.md")),
        "# Ferry returns\n\nIt sails **again**,[^1] said [Olga Brandt](<https://quay.example/>).\n\n## Next\n\n- one\n\n[^1]: On Monday.\n"
    );
}

#[test]
fn an_issue_as_an_e_book_becomes_its_articles() {
    let page = |title: &str, text: &str| {
        format!("<html><head><title>{title}</title></head><body><h2>{title}</h2><p>{text}</p></body></html>")
    };
    let long = "The council has voted for the bridge, which will be built next year if the state pays half of it, said Ana Ruiz, the mayor of the town.";
    let opf = "<package xmlns:dc='d' xmlns:opf='o'><metadata><dc:title>Issue 12</dc:title><dc:publisher>The Velin Post</dc:publisher>\
        <dc:date>2021-03-02</dc:date><dc:language>en</dc:language></metadata><manifest><item id='c' href='cover.xhtml'/><item id='n' href='nav.xhtml' properties='nav'/>\
        <item id='a' href='a%20b.xhtml'/><item id='b' href='../b.xhtml'/></manifest><spine><itemref idref='c'/><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let archive = Archive::new(&[]);
    let book = zipped(&[
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='OPS/x.opf'/></rootfiles></container>"),
        ("OPS/x.opf", opf),
        ("OPS/cover.xhtml", "<html><body><img src='x'/></body></html>"),
        ("OPS/nav.xhtml", &page("Contents", long)),
        ("OPS/a b.xhtml", &page("Bridge &amp; ferry", long)),
        ("b.xhtml", &page("School", long)),
    ]);
    archive.write("issue.epub", book);
    let (status, said) = archive.run(&["import", "issue.epub"]);
    assert_eq!(
        (status, said.as_str()),
        (0, "issue.epub: left out 1 page without text\n2 articles from 1 file written to seeds")
    );
    let written = archive.read("seeds/2021-03-02-bridge-ferry.md");
    assert!(written.starts_with("---\ndate: \"2021-03-02\"\noutlet: The Velin Post\nlanguage: en\norigin:\n  file: issue.epub\n  article: 1\n"), "{written}");
    assert!(body(&written).starts_with("# Bridge & ferry\n\nThe council"), "{written}");
    archive.build();
}

#[test]
fn what_cannot_be_converted_costs_itself_and_is_named_with_the_way_out() {
    let archive = Archive::new(&[
        ("in/a.rtf", "{\\rtf1 Bridge opens\\par It was opened on Monday.\\par}"),
        ("in/c.txt", "x"),
        ("in/p.png", "x"),
        ("in/.hidden.rtf", "x"),
        ("in/z.bin", "x"),
    ]);
    archive.write("in/broken.docx", "PK\u{3}\u{4} and no more");
    archive.write("in/empty.docx", docx(""));
    archive.write("in/locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on");
    archive.write("in/old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on");
    archive.write("in/sheet.docx", zipped(&[("xl/workbook.xml", "<workbook/>")]));
    let (status, said) = archive.run(&["import", "in", "missing.pdf"]);
    assert_eq!(status, 1);
    for words in [
        "this file is damaged, or not what its name says: it is no ZIP archive, as such files are\n--> in/broken.docx",
        "this file has no text: nothing is written in it\n--> in/empty.docx",
        "this file is locked with a password\n--> in/locked.docx\n = hint: save it without the password",
        "this is a document of Word before 2007\n--> in/old.doc\n = hint: save it as DOCX",
        "it has no `word/document.xml`\n--> in/sheet.docx",
        "this is a kind of file that cannot be imported\n--> in/z.bin",
        "--> missing.pdf",
        "1 file is read as text, Markdown or HTML without being imported: copy `in/c.txt` to seeds",
        "1 picture or other part of a page was left out",
        "1 article from 1 file written to seeds",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(archive.path("seeds/a.md").is_file());
}

#[test]
fn archives_that_unpack_without_end_are_refused() {
    let archive = Archive::new(&[]);
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1 << 20];
    (0..80).for_each(|_| zip.write_all(&blank).unwrap());
    archive.write("in/bomb.docx", zip.finish().unwrap().into_inner());
    assert!(std::fs::metadata(archive.path("in/bomb.docx")).unwrap().len() < 1 << 20);
    let entities = (1..40).map(|level| format!("<!ENTITY e{level} '&e{0};&e{0};'>", level - 1)).collect::<String>();
    let document = format!(
        "<!DOCTYPE w [<!ENTITY e0 'word '>{entities}]><w:document {W}><w:body>{}</w:body></w:document>",
        paragraph("x", &run("All of &e39; it"))
    );
    archive.write("in/entities.docx", zipped(&[("word/document.xml", &document)]));
    archive.write("in/deep.docx", docx(&"<w:sdt>".repeat(100_000)));
    let (status, said) = archive.run(&["import", "in"]);
    assert_eq!(status, 1);
    assert!(said.contains("a file in this archive is larger than 64 MiB, unpacked\n--> in/bomb.docx"), "{said}");
    assert!(
        said.contains("the nesting of this document is larger than 200 levels, unpacked\n--> in/deep.docx"),
        "{said}"
    );
    assert_eq!(body(&archive.read("seeds/entities.md")), "All of \\&e39; it\n");
}

#[test]
fn names_within_archives_are_only_names() {
    let archive = Archive::new(&[]);
    let long = "The council has voted for the bridge, which will be built next year if the state pays half of it, said Ana Ruiz, the mayor of the town.";
    let opf = "<package><metadata/><manifest><item id='a' href='../../../escaped.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
    let page = format!("<html><head><title>../../escaped</title></head><body><p>{long}</p></body></html>");
    let book = zipped(&[
        ("META-INF/container.xml", "<container><rootfile full-path='x.opf'/></container>"),
        ("x.opf", opf),
        ("escaped.xhtml", &page),
    ]);
    archive.write("archive/in/x..\u{2025}..escaped.epub", book);
    let mut command = archive.command(&["import", "in"]);
    assert!(command.current_dir(archive.path("archive")).output().unwrap().status.success());
    let files: Vec<String> = archive.files(".").into_keys().filter(|path| path.ends_with(".md")).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(files[0].contains("archive/seeds/") && files[0].ends_with("x-escaped.md"), "{files:?}");
}

/// A PDF whose pages draw these operations, in Helvetica as `F1`.
#[cfg(feature = "pdf")]
fn pdf(pages: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            pages.len(),
            (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect::<String>()
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (index, page) in pages.iter().enumerate() {
        let drawing = 5 + 2 * index;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {drawing} 0 R>>"
        ));
        objects.push(format!("<</Length {}>>\nstream\n{page}\nendstream", page.len()));
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    file.extend(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    file
}

/// Lines of a size, from a place down.
#[cfg(feature = "pdf")]
fn printed(size: u32, left: u32, top: u32, lines: &[&str]) -> String {
    let shown = |line: &&str| format!("({}) Tj T*\n", line.replace('(', "\\(").replace(')', "\\)"));
    format!(
        "BT /F1 {size} Tf {} TL 1 0 0 1 {left} {top} Tm\n{}ET\n",
        size + 2,
        lines.iter().map(shown).collect::<String>()
    )
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_with_a_text_layer_becomes_an_article() {
    let left = ["LISSE, 2 March 2021 \\(Velin Post\\) -", "The bridge was opened on", "Tuesday, the mayor of the"];
    let left: Vec<String> = left.iter().map(|line| line.replace("\\\\", "").replace('\\', "")).collect();
    let left: Vec<&str> = left
        .iter()
        .map(String::as_str)
        .chain(["town said. It cost three mil-", "lion, and nobody knows where"])
        .collect();
    let right = [
        "the money came from. There",
        "was a band at the opening.",
        "\"We have waited long enough",
        "for this well-known bridge,\"",
        "said Olaf Brand, who was",
    ];
    let one = |number: u32, text: String| {
        let head = printed(8, 50, 810, &[&format!("Velin Post archive - printed 05/06/2022 - {number}")]);
        let foot = printed(8, 50, 20, &[&format!("https://velin.example/bridge - page {number} of 2")]);
        format!("{head}{text}{foot}")
    };
    let first = printed(22, 50, 760, &["Bridge at Lisse opens after four years"])
        + &printed(10, 50, 720, &left)
        + &printed(10, 300, 720, &right);
    let second = printed(
        10,
        50,
        760,
        &[
            "there with all his family and with everybody else who lives in the town by the river, as",
            "he always is on such a day in March, whatever the weather may be like in the valley then.",
        ],
    );
    let archive = Archive::new(&[]);
    archive.write("bridge.pdf", pdf(&[one(1, first), one(2, second)]));
    assert_eq!(archive.run(&["import", "bridge.pdf"]), (0, "1 article from 1 file written to seeds".to_owned()));
    let written = archive.read("seeds/bridge.txt");
    assert!(
        written.contains("url: \"https://velin.example/bridge\"\n") && written.contains("  pages: \"1-2\"\n"),
        "{written}"
    );
    assert_eq!(
        body(&written),
        "Bridge at Lisse opens after four years\n\nLISSE, 2 March 2021 (Velin Post) - The bridge was opened on Tuesday, the mayor of the town said. \
         It cost three million, and nobody knows where the money came from. There was a band at the opening. \"We have waited long enough for this \
         well-known bridge,\" said Olaf Brand, who was there with all his family and with everybody else who lives in the town by the river, as \
         he always is on such a day in March, whatever the weather may be like in the valley then.\n\n"
    );
    archive.build();
    let page = archive.read("public/articles/bridge.html");
    assert!(
        page.contains("Bridge at Lisse opens after four years")
            && page.contains("Olaf Brand")
            && page.contains("2 March 2021"),
        "{page}"
    );
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_without_text_is_named_with_the_way_out() {
    let archive = Archive::new(&[]);
    archive.write("in/scan.pdf", pdf(&["q 595 0 0 842 0 0 cm Q".to_owned()]));
    archive.write("in/cut.pdf", &pdf(&[String::new()])[..60]);
    let mut turning = pdf(&["/X Do".to_owned()]);
    // A drawing that draws itself.
    turning = String::from_utf8(turning)
        .unwrap()
        .replace("/Font<</F1 3 0 R>>", "/XObject<</X 5 0 R>>")
        .replace("<</Length", "<</Type/XObject/Subtype/Form/Length")
        .into_bytes();
    archive.write("in/turning.pdf", turning);
    let (status, said) = archive.run(&["import", "in"]);
    assert_eq!(status, 1);
    assert!(
        said.contains("its pages are pictures, as a scanner makes them\n--> in/scan.pdf\n = hint: run it through"),
        "{said}"
    );
    assert!(
        said.contains("this file is damaged, or not what its name says") && said.contains("--> in/cut.pdf"),
        "{said}"
    );
    assert!(said.contains("--> in/turning.pdf"), "{said}");
}

/// An RSS feed of two articles.
fn feed() -> String {
    let item = |number: u32, title: &str, text: &str| {
        format!(
            "<item><title>{title}</title><link>https://quay.example/{number}</link><guid>q{number}</guid>\
             <pubDate>Mon, {number} Apr 2023 10:00:00 +0000</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        )
    };
    format!(
        "<?xml version='1.0'?><rss><channel><title>Quay Wire</title>{}{}<item><title>Empty</title></item></channel></rss>",
        item(
            3,
            "Ferry returns",
            "&quot;The ferry sails again,&quot; said Olga Brandt, the harbour master of Larkhaven."
        ),
        item(4, "Market moves", "The market will move to the old station, said Olga Brandt.")
    )
}

#[test]
fn files_of_many_articles_are_read_in_place_and_imported_alike() {
    let mail = |number: u32, title: &str| {
        format!(
            "From a@b.example Tue Mar  2 10:00:0{number} 2021\nFrom: Velin Post <news@velinpost.example>\nSubject: {title}\nDate: Tue, 2 Mar 2021 10:00:00 +0100\n\n\
             “We have waited long enough,” said Mara Quist, who runs the yard.\n\n"
        )
    };
    let note = "<?xml version='1.0'?><en-export><note><title>Bridge opens</title><content><![CDATA[<en-note><div>\
        “It is open,” said Olaf Brand, the mayor of Lisse.</div></en-note>]]></content><created>20220601T100000Z</created></note></en-export>";
    let saved = r#"[{"is_archived":0,"title":"Hall is built","url":"https://velin.example/h","content":"<p>“It stands,” said Ida Moor, the head.</p>","published_at":"2021-05-06T10:00:00+0000"}]"#;
    let archive = Archive::new(&[
        ("seeds/wire.xml", &feed()),
        ("seeds/mails.mbox", &[mail(1, "Cranes stand still"), mail(2, "Cranes move again")].concat()),
        ("seeds/notes.enex", note),
        ("seeds/saved.json", saved),
        ("seeds/other.json", "{}"),
        ("seeds/other.xml", "<books/>"),
        ("seeds/broken.rss", "<rss><channel><item><title>A</title>"),
    ]);
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("2 files are not read: 1 JSON (other.json); 1 XML (other.xml)"), "{said}");
    assert!(said.contains("damaged, or not what its name says: it ends in the middle\n--> seeds/broken.rss"), "{said}");
    let articles = archive.read("public/data/articles.jsonl");
    for words in [
        "Ferry returns",
        "Market moves",
        "Cranes stand still",
        "Cranes move again",
        "Bridge opens",
        "Hall is built",
        "2023-04-03",
        "2021-05-06",
        "seeds/wire.xml#2",
    ] {
        assert!(articles.contains(words), "{words}\n{articles}");
    }
    assert!(!articles.contains("\"value\":\"2022-06-01"), "the day of clipping is none of publication");
    let statements = archive.read("public/data/statements.jsonl");
    for name in ["Olga Brandt", "Mara Quist", "Olaf Brand", "Ida Moor"] {
        assert!(statements.contains(name), "{name}\n{statements}");
    }
    let output = archive.command(&["check", "--all"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("2 articles are read from this file, a feed; left out: 1 entry without text\n--> seeds/wire.xml"),
        "{told}"
    );
    assert!(told.contains("1 article is read from this file, a notebook of Evernote"), "{told}");
    // The same, written out.
    let (status, said) = archive.run(&["import", "-d", "out", "seeds/wire.xml", "seeds/mails.mbox"]);
    assert_eq!(
        (status, said.as_str()),
        (0, "seeds/wire.xml: left out 1 entry without text\n4 articles from 2 files written to out")
    );
    let ferry = archive.read("out/2023-04-03-ferry-returns.md");
    assert!(
        ferry.contains(
            "title: Ferry returns\ndate: \"2023-04-03\"\noutlet: Quay Wire\nurl: \"https://quay.example/3\"\n"
        ),
        "{ferry}"
    );
    // A feed that has grown brings only what is new.
    archive.write(
        "grown.xml",
        feed().replace(
            "<item><title>Empty</title>",
            "<item><title>Gull lands</title><guid>q5</guid><description>It landed.</description>",
        ),
    );
    assert_eq!(
        archive.run(&["import", "-d", "out", "grown.xml"]).1,
        "1 article from 1 file written to out, 2 there already"
    );
    let output = archive.command(&["extract", "seeds/wire.xml"]).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.lines().count(), 2);
    assert!(
        lines.lines().next().unwrap().contains("\"path\":\"seeds/wire.xml#1\",\"title\":\"Ferry returns\""),
        "{lines}"
    );
}

#[test]
fn a_page_saved_in_one_file_is_read_like_others() {
    let words = "The bridge was opened on Tuesday, and everybody who lives by the river came to see it. ".repeat(8);
    let file = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://velin.example/2021/03/02/bridge\r\nSubject: x\r\nDate: Wed, 1 Jun 2022 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"xx\"\r\n\r\n--xx\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         <html><head><meta charset=utf-8><title>Bridge opens</title></head><body><h1>Bridge opens</h1><article><p>{words}</p><p>“We have waited long enough,” said Olaf Brand, \
         the mayor of the town, and he was happy about it.</p></article></body></html>\r\n--xx--\r\n"
    );
    let wayback = format!(
        "<html><head><script>__wm.wombat(\"https://tarn.example/a\",\"20220601100000\",\"https://web.archive.org/\");</script>\
         <link rel=canonical href='https://web.archive.org/web/20220601100000/https://tarn.example/2019/04/05/hall'><title>Hall is built</title></head><body>\
         <!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'>12 captures 1 Jun 2022</div><!-- END WAYBACK TOOLBAR INSERT -->\
         <h1>Hall is built</h1><p>{words}</p><p>{words}</p></body></html>"
    );
    let archive = Archive::new(&[("seeds/bridge.mhtml", &file), ("seeds/hall.html", &wayback)]);
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 0, "{said}");
    let articles = archive.read("public/data/articles.jsonl");
    let row = |title: &str| {
        articles.lines().find(|line| line.contains(title)).unwrap_or_else(|| panic!("{title}\n{articles}")).to_owned()
    };
    let (bridge, hall) = (row("Bridge opens"), row("Hall is built"));
    assert!(
        bridge.contains("https://velin.example/2021/03/02/bridge") && !bridge.contains("\"value\":\"2022-06-01"),
        "{bridge}"
    );
    assert!(
        hall.contains("https://tarn.example/2019/04/05/hall")
            && hall.contains("2019-04-05")
            && !hall.contains("\"value\":\"2022-06-01"),
        "{hall}"
    );
    assert!(archive.read("public/data/statements.jsonl").contains("Olaf Brand"));
    assert!(!archive.read("public/articles/hall.html").contains("<p>12 captures"));
}

#[test]
fn references_come_with_the_snapshots_beside_them() {
    let page = format!(
        "<html><title>x</title><body><p>{}</p></body></html>",
        "The bridge was opened on Tuesday, said the mayor. ".repeat(10)
    );
    let ris = "TY  - NEWS\r\nTI  - Bridge opens\r\nAU  - Ruiz, Ana\r\nT2  - The Velin Post\r\nDA  - 2021/03/02/\r\nUR  - https://velin.example/a\r\nL2  - files/12/page.html\r\nER  - \r\n\
        TY  - NEWS\r\nTI  - Without\r\nER  - \r\nTY  - NEWS\r\nTI  - Outside\r\nL1  - ../secret.html\r\nER  - \r\n";
    let archive =
        Archive::new(&[("library/My Library.ris", ris), ("library/files/12/page.html", &page), ("secret.html", &page)]);
    let (status, said) = archive.run(&["import", "library"]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains("left out 2 references without a text beside it")
            && said.contains("1 article from 1 file written"),
        "{said}"
    );
    let written = archive.read("seeds/my-library.html");
    assert!(written.starts_with("---\ntitle: Bridge opens\ndate: \"2021-03-02\"\noutlet: The Velin Post\nurl: \"https://velin.example/a\"\nauthors: [Ana Ruiz]\n"), "{written}");
    assert!(written.contains("  part: files/12/page.html\n"), "{written}");
    archive.write("alone.bib", "@article{a, title={Bridge}}");
    assert!(
        archive
            .run(&["import", "alone.bib"])
            .1
            .contains("none of its references has a snapshot or another text beside it")
    );
}

#[test]
fn archives_of_files_are_opened_once() {
    let inner = zipped(&[("a.rtf", "{\\rtf1 Inner}")]);
    let inner = String::from_utf8_lossy(&inner).into_owned();
    let archive = Archive::new(&[]);
    archive.write(
        "clips.zip",
        zipped(&[
            ("2021/bridge.rtf", "{\\rtf1 Bridge opens\\par It was opened on Monday.\\par}"),
            ("../../outside.txt", "Ferry returns\n\nThe ferry sails again.\n"),
            ("own.md", "---\ntitle: Market\n---\n\nIt moves.\n"),
            ("bad.docx", "PK\u{3}\u{4}"),
            ("inner.zip", &inner),
            ("x.png", "x"),
            ("__MACOSX/._own.md", "x"),
        ]),
    );
    let (status, said) = archive.run(&["import", "clips.zip"]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains("left out bad.docx: this file is damaged")
            && said.contains("left out inner.zip: an archive within the archive"),
        "{said}"
    );
    let files: Vec<String> = archive.files(".").into_keys().filter(|path| !path.ends_with(".zip")).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    assert!(files.iter().all(|path| path.contains("seeds/")), "{files:?}");
    let own = files.iter().find(|path| path.ends_with("clips-3.md") || path.ends_with("market.md")).unwrap();
    assert!(archive.read(own).starts_with("---\norigin:\n  file: clips.zip\n  article: 3\n"), "{}", archive.read(own));
}

#[test]
fn lists_of_addresses_say_that_they_have_no_texts() {
    let archive = Archive::new(&[(
        "part_000000.csv",
        "title,url,time_added,tags,status\nA,https://velin.example/a,1,,unread\nB,https://velin.example/b,1,,unread\n",
    )]);
    let (status, said) = archive.run(&["import", "part_000000.csv"]);
    assert_eq!(status, 1);
    assert!(said.contains("this export of Pocket has 2 addresses and no texts\n--> part_000000.csv\n = hint: save the pages themselves"), "{said}");
}

#[test]
fn an_export_of_integrum_is_read_in_place() {
    let one = |title: &str, day: &str| {
        format!(
            "<div><table><tr><td>^ИС:\n Велинские вести \n<br>^ДТ:\n {day}\n<br>^АВ:\n Лунд Ада\n<br>^ЗГ:\n {title}\n<br></td></tr></table><h3>{title}</h3>\
             <pre>\n     Мост через реку открыли во вторник. \"Мы ждали\nдолго\", - сказал мэр города Олаф Бранд.\n     Никто не был против.\n</pre></div>"
        )
    };
    let page = format!(
        "<html><head><META http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head><body><h3>Report 12.05.2021</h3>{}{}</body></html>",
        one("МОСТ ОТКРЫТ", "09.02.1994"),
        one("ШКОЛА ЗАКРЫТА", "10.03.1994")
    );
    let archive = Archive::new(&[]);
    archive.write("seeds/report.html", encoding_rs::WINDOWS_1251.encode(&page).0);
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 0, "{said}");
    let articles = archive.read("public/data/articles.jsonl");
    for words in ["МОСТ ОТКРЫТ", "ШКОЛА ЗАКРЫТА", "1994-02-09", "1994-03-10", "Велинские вести", "Ада Лунд"]
    {
        assert!(articles.contains(words), "{words}\n{articles}");
    }
    assert!(!articles.contains("2021-05-12"), "{articles}");
}

#[test]
fn attachments_of_a_mail_are_named_as_left_out() {
    let mail = "From: Ana Ruiz <ana@velin.example>\r\nSubject: Bridge opens\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n\
        It was opened on Monday.\r\n--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--x--\r\n";
    let archive = Archive::new(&[("bridge.eml", mail)]);
    assert_eq!(
        archive.run(&["import", "bridge.eml"]),
        (0, "bridge.eml: left out 1 attachment\n1 article from 1 file written to seeds".to_owned())
    );
    assert!(archive.read("seeds/bridge.txt").starts_with("---\ntitle: Bridge opens\nauthors: [Ana Ruiz]\norigin:\n"));
}

#[test]
fn a_date_that_lacks_is_asked_for_where_it_can_be_written() {
    let note = "<en-export><note><title>Bridge opens</title><content><![CDATA[<en-note><div>It is open.</div></en-note>]]></content></note></en-export>";
    let archive = Archive::new(&[("seeds/notes.enex", note)]);
    let (_, said) = archive.run(&["build"]);
    assert!(
        said.contains(
            "hint: run `onrecord import seeds/notes.enex` and write `date: YYYY-MM-DD` in the front matter to settle it"
        ),
        "{said}"
    );
}
