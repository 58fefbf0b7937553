//! Each format on a file of its own kind, written here.

use super::split;
use crate::model::article::{BlockKind, Format, RawArticle};
use crate::model::settings::Settings;
use crate::text::diagnostic::Problems;
use crate::text::source::Source;

/// An article as a test wants it exported.
struct Told {
    title: &'static str,
    outlet: &'static str,
    author: &'static str,
    text: [&'static str; 2],
}

const TOLD: [Told; 2] = [
    Told {
        title: "Cranes stand still in the harbour",
        outlet: "The Velin Post",
        author: "Jo Lind",
        text: ["Nobody was working on Tuesday.", "“We have no orders,” said Mara Quist, who runs the yard."],
    },
    Told {
        title: "School gets a second hall",
        outlet: "Tarn Courier",
        author: "Ida Moor",
        text: ["The council has voted for it.", "“The children waited long enough,” said Olaf Brand, the head."],
    },
];

/// What each article of a file is read as: title, outlet, date line, author and paragraphs.
fn read(text: &str, format: Format) -> Vec<String> {
    let split = split(text, 0, format).expect("an export");
    let article = |part: &std::ops::Range<usize>| {
        let source = Source::new("e", &text[part.clone()]);
        let raw = crate::parsing::article(&source, format, &Settings::default(), &mut Problems::default());
        told(&raw)
    };
    split.parts.iter().map(article).collect()
}

fn told(raw: &RawArticle) -> String {
    let words = |kind: BlockKind| {
        let blocks = raw.body.blocks.iter().filter(move |block| block.kind == kind);
        blocks.map(|block| block.span.of(&raw.body.plain)).collect::<Vec<_>>()
    };
    let title = raw.front.title.clone().or_else(|| words(BlockKind::Title).first().map(|title| (*title).to_owned()));
    let days: Vec<&str> = raw.date_lines.iter().map(|line| line.text.as_str()).collect();
    let outlet = raw.credit.as_deref().unwrap_or_default();
    let text = words(BlockKind::Paragraph).join(" / ");
    format!("{} | {outlet} | {} | {} | {text}", title.unwrap_or_default(), days.join("+"), raw.byline.join("+"))
}

fn expected() -> Vec<String> {
    let one = |(told, day): (&Told, &str)| {
        format!("{} | {} | {day} | {} | {}", told.title, told.outlet, told.author, told.text.join(" / "))
    };
    TOLD.iter().zip(["2021-03-02", "2021-04-09"]).map(one).collect()
}

const DAYS: [&str; 2] = ["March 2, 2021 Tuesday", "April 9, 2021 Friday"];

fn written(one: impl Fn(usize, &Told) -> String) -> String {
    TOLD.iter().enumerate().map(|(index, told)| one(index, told)).collect()
}

#[test]
fn nexis_as_text() {
    let file = written(|index, told| {
        format!(
            "\n\n                 {} of 2 DOCUMENTS\n\n\n               {}\n\n            {}\n               Late Edition\n\n{}\n\n\
             BYLINE: {}\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 40 words\n\n{}\n\n{}\n\nLOAD-DATE: May 1, 2021\n\nLANGUAGE: ENGLISH\n\n\
                          Copyright 2021 {}\n                 All Rights Reserved\n",
            index + 1,
            told.outlet,
            DAYS[index],
            told.title,
            told.author,
            told.text[0],
            told.text[1],
            told.outlet
        )
    });
    assert_eq!(
        read(&format!("Download Request: Selected Items: 1-2\nTime Of Request: May 5, 2022\n{file}"), Format::Text),
        expected()
    );
}

#[test]
fn nexis_as_a_page() {
    let file = written(|index, told| {
        let block = |words: &str| format!("<br><div class=c5><p class=c6><span>{words}</span></p></div>");
        [
            &format!("{} of 2 DOCUMENTS", index + 1),
            told.outlet,
            DAYS[index],
            told.title,
            &format!("BYLINE: </span><span>By {}", told.author),
            "LENGTH: 40 words",
            told.text[0],
            told.text[1],
            "LOAD-DATE: </span><span>May 1, 2021",
            "Copyright 2021 Somebody",
        ]
        .map(block)
        .concat()
    });
    assert_eq!(read(&format!("<html><body>{file}</body></html>"), Format::Html), expected());
}

#[test]
fn nexis_uni() {
    let file = written(|index, told| {
        format!(
            "{}\n\n{}\n\n{}\n\nCopyright 2021 {} All Rights Reserved\n\nSection: NEWS\nLength: 40 words\nByline: {}\n\nBody\n\n{}\n\n{}\n\n\
             Classification\n\nLanguage: ENGLISH\nLoad-Date: May 1, 2021\n\nEnd of Document\n\n",
            told.title, told.outlet, DAYS[index], told.outlet, told.author, told.text[0], told.text[1]
        )
    });
    assert_eq!(read(&file, Format::Text), expected());
}

#[test]
fn factiva_without_codes() {
    let file = written(|index, told| {
        format!(
            "{}\n\n{}\n40 words\n{}\n10:15\n{}\nVELP\nEnglish\n(c) 2021 Somebody\n\n{}\n\n{}\n\nDocument VELP00002021030{}eh330000a\n\n",
            told.title,
            told.author,
            ["2 March 2021", "9 April 2021"][index],
            told.outlet,
            told.text[0],
            told.text[1],
            index
        )
    });
    assert_eq!(read(&file, Format::Text), expected());
}

#[test]
fn factiva_with_codes() {
    let file = written(|index, told| {
        format!(
            "SE  News\nHD  {}\nBY  {}\nWC  40 words\nPD  {}\nSN  {}\nLA  English\n\nLP  {}\n\nTD  {}\n\nNS  gcat : News\n\
             AN  Document VELP00002021030{}eh330000a\n\n",
            told.title,
            told.author,
            ["2 March 2021", "9 April 2021"][index],
            told.outlet,
            told.text[0],
            told.text[1],
            index
        )
    });
    assert_eq!(read(&file, Format::Text), expected());
    let page = written(|index, told| {
        let row = |(code, value): (&str, &str)| format!("<tr><td><b>{code}</b>&nbsp;</td><td><p>{value}</p></td></tr>");
        let number = format!("Document VELP00002021030{index}eh330000a");
        let day = ["2 mars 2021", "9 avril 2021"][index];
        let rows = [
            ("HD", told.title),
            ("BY", told.author),
            ("PD", day),
            ("SN", told.outlet),
            ("LP", told.text[0]),
            ("TD", told.text[1]),
            ("AN", number.as_str()),
        ];
        format!("<div class=article><table>{}</table></div>", rows.map(row).concat())
    });
    assert_eq!(read(&page, Format::Html), expected());
}

#[test]
fn proquest() {
    let file = written(|index, told| {
        format!(
            "____________\n\nDocument {} of 2\n\n{}\n\nAuthor: {}\n\nPublication info: {} ; Velin [Velin]. 01 Jan 2020: 4.\n\n\
             ProQuest document link\n\nFull text: {}\n\n{}\n\nSubject: Harbours\n\nPublication title: {}\n\nPublication date: {}\n\n",
            index + 1,
            told.title,
            told.author,
            told.outlet,
            told.text[0],
            told.text[1],
            told.outlet,
            ["Mar 2, 2021", "Apr 9, 2021"][index]
        )
    });
    let cover = "____________\n\nReport Information from ProQuest\nMay 15 2022 10:31\n";
    assert_eq!(read(&format!("{cover}{file}"), Format::Text), expected());
}

#[test]
fn europresse() {
    let file = written(|index, told| {
        format!(
            "<article><header><div><span class=\"DocPublicationName\">{}</span></div><div><span class=\"DocHeader\">Politique, {}</span></div>\
             <div>MEDIAS</div><div><p class=\"titreArticleVisu\">{}</p></div><div>{}</div></header><section><p>{}</p><p>{}</p></section>\
             <aside><b>Note(s) : </b></aside><footer><small>© 2021 Owner.</small></footer></article>",
            told.outlet,
            ["mardi 2 mars 2021, p. 16", "vendredi 9 avril 2021"][index],
            told.title,
            told.author,
            told.text[0],
            told.text[1]
        )
    });
    assert_eq!(read(&format!("<style>.DocPublicationName{{color:red}}</style>{file}"), Format::Html), expected());
}

#[test]
fn an_article_that_was_exported_twice_is_read_once() {
    let one =
        |number: u32| format!("{number} of 3 DOCUMENTS\n\nPost\n\nMay {}, 2021\n\nTitle\n\nText.\n\n", 2 + number / 3);
    let file = format!("\n{}{}{}", one(1), one(2), one(3));
    assert_eq!(split(&file, 0, Format::Text).map(|split| split.parts.len()), Some(2));
}

#[test]
fn what_is_no_export_is_not_divided() {
    for text in [
        "Old bridge opens\n\nThe 2 of 3 documents that the council had asked for were found.\n",
        "Bridge opens\n\nDocument everything, said the mayor.\n\nIN  the end\n",
        "Velin Post\n\n9 April 2021\n\nSubject: the bridge\n\nIt opened.\n",
    ] {
        assert_eq!(split(text, 0, Format::Text), None, "{text}");
    }
}
