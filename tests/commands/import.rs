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
