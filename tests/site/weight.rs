//! What is too little for a page stands on another, and every link that would lead to the page leads there.

use crate::crawl;
use crate::generator::{Generator, Shape};
use crate::harness::Site;
use onrecord::stages::{Weight, weight_by_kind as by_kind};

/// One speaker with a long thread on the harbour and a short one on the ferry, on days of one month with little and one with much.
fn archive() -> Site {
    let mut files = vec![("book.toml".to_owned(), "[archive]\npage-size = 10\n".to_owned())];
    for number in 1..=20 {
        let (topic, day) = if number <= 16 { ("Harbour", 1 + number / 3) } else { ("Ferry", 20) };
        files.push((
            format!("seeds/{number:02}.md"),
            format!(
                "---\ntitle: {topic} {number}\ndate: 2021-03-{day:02}\ntopics: [{topic}]\nlanguage: en\n---\n\n\
                 “The {topic} plan number {number} will go to the council,” Olga Brandt said.\n\n\
                 Nothing is to be done before April 30, 2021.\n"
            ),
        ));
    }
    files.push((
        "seeds/last.md".to_owned(),
        "---\ntitle: Looking back\ndate: 2021-04-02\nlanguage: en\n---\n\nThe work had begun on February 3, 2021.\n"
            .to_owned(),
    ));
    for number in 1..=2 {
        files.push((
            format!("seeds/mayor-{number}.md"),
            format!(
                "---\ntitle: Mayor {number}\ndate: 2021-05-0{number}\ntopics: [Ferry]\nlanguage: en\n---\n\n\
                 “The boat of {number} o’clock is late again,” Mateo Ruiz said.\n"
            ),
        ));
    }
    Site::made_of(files)
}

fn page<'a>(site: &'a Site, path: &str) -> &'a str {
    let file = site.files.get(path).unwrap_or_else(|| panic!("{path} is not among {:?}", site.files.keys()));
    std::str::from_utf8(file).expect("a page is text")
}

#[test]
fn a_long_thread_has_a_page_and_a_short_one_a_section_of_the_persons_page() {
    let site = archive();
    let person = page(&site, "people/olga-brandt.html");
    assert!(person.contains("<a href=../people/olga-brandt/harbour.html>Harbour</a>"), "{person}");
    assert!(page(&site, "people/olga-brandt/harbour.html").contains("number 2 will go"));
    assert!(!site.files.contains_key("people/olga-brandt/ferry.html"));
    assert!(person.contains("<a href=../people/olga-brandt.html#on-ferry>Ferry</a>"), "{person}");
    let section = person.split_once("<div class=g id=on-ferry>").expect("there is a section").1;
    let section = section.split("</div>").next().unwrap_or_default();
    assert!((17..=20).all(|number| section.contains(&format!("number {number} will go"))), "{section}");
    assert!(page(&site, "topics/ferry.html").contains("<a href=../people/olga-brandt.html#on-ferry>Olga Brandt</a>"));
    assert!(page(&site, "topics/harbour.html").contains("<a href=../people/olga-brandt/harbour.html>Olga Brandt</a>"));
    // Of somebody who spoke on nothing else, that is all they said.
    let mayor = page(&site, "people/mateo-ruiz.html");
    assert!(
        mayor.contains("<a href=../people/mateo-ruiz.html#statements>Ferry</a>") && !mayor.contains("id=on-"),
        "{mayor}"
    );
    // Later pages of the list lead to the section on the first.
    assert!(page(&site, "people/olga-brandt.2.html").contains("people/olga-brandt.html#on-ferry"));
}

#[test]
fn a_day_with_little_stands_on_the_page_of_its_month() {
    let site = archive();
    // Twenty articles speak of the end of April; one of the third of February; three or four appear on a day of March.
    assert!(page(&site, "dates/2021/04/30.html").contains("Nothing is to be done"));
    for (gone, month, anchor, words) in [
        ("dates/2021/02/03.html", "dates/2021/02.html", "d3", "The work had begun"),
        ("dates/2021/03/02.html", "dates/2021/03.html", "d2", "plan number 3 will go"),
    ] {
        assert!(!site.files.contains_key(gone), "{gone}");
        let month = page(&site, month);
        let section = month.split_once(&format!("<div class=g id={anchor}>")).expect("the day has a place").1;
        assert!(section.split("</div></div>").next().unwrap_or_default().contains(words), "{section}");
    }
    assert!(page(&site, "articles/last.html").contains("<a class=d href=../dates/2021/02.html#d3>"));
    assert!(page(&site, "dates/2021/03.html").contains("<a href=../../dates/2021/03.html#d2>2<small>3</small></a>"));
    for mount in ["https://example.org/", "https://example.org/any/sub/path/", "file:///home/reader/archive/"] {
        let broken = crawl::broken(&site, mount);
        assert!(broken.is_empty(), "under {mount}:\n{}", broken.join("\n"));
    }
}

#[test]
fn the_words_of_a_row_or_its_outlet_lead_to_the_article_and_not_both() {
    let site = archive();
    let group = |list: &str, words: &str| {
        list.split("<div class=g").find(|group| group.contains(words)).expect("it is listed").to_owned()
    };
    let once = group(page(&site, "people/olga-brandt/harbour.html"), "number 2 will go");
    assert_eq!(once.matches("../articles/02.html").count(), 1, "{once}");
    assert!(once.contains("<small>Harbour 2</small>"), "{once}");
    // Words that have a page of their own lead there.
    let twice = ["a", "b"].map(|name| {
        let text = "“The harbour will be dredged before the winter comes,” Olga Brandt said.";
        let date = if name == "a" { "2021-03-01" } else { "2021-03-02" };
        (format!("seeds/{name}.md"), format!("---\ntitle: Paper {name}\ndate: {date}\nlanguage: en\n---\n\n{text}\n"))
    });
    let site = Site::made_of(twice.to_vec());
    let own = group(page(&site, "people/olga-brandt.html"), "will be dredged");
    assert!(
        own.contains("<a href=../statements/s-") && own.contains("<a href=../articles/b.html>Paper b</a>"),
        "{own}"
    );
}

#[test]
fn a_page_of_all_statements_has_half_as_many_articles_as_other_lists_have_items() {
    let site = archive();
    // Twenty-two articles with statements, ten items a page.
    assert!(site.files.contains_key("statements/index.5.html") && !site.files.contains_key("statements/index.6.html"));
    assert!(site.files.contains_key("articles/index.3.html") && !site.files.contains_key("articles/index.4.html"));
}

/// What a site of three hundred generated articles weighs, by kind of file: files and bytes. Whoever makes it lighter writes the new
/// figures here; more than a twentieth above them is a regression.
const BUDGET: &[(&str, usize, u64)] = &[
    ("articles", 303, 3_227_380),
    ("data", 23, 2_737_292),
    ("topics", 191, 2_145_076),
    ("people", 234, 1_860_749),
    ("months and years", 142, 1_219_705),
    ("search", 131, 1_119_100),
    ("statements", 96, 878_858),
    ("everything else", 41, 490_872),
    ("feeds", 43, 223_616),
    ("people on topics", 8, 146_208),
];

#[test]
fn a_site_weighs_no_more_than_its_budget() {
    let articles = Generator::new(300, 1, Shape::Ordinary);
    let files: Vec<_> = articles.map(|article| (format!("seeds/{}", article.path()), article.markdown())).collect();
    let texts: usize = files.iter().map(|(_, text)| text.len()).sum();
    let site = Site::made_of(files);
    let weighed = by_kind(site.files.iter().map(|(path, bytes)| (path.as_str(), bytes.len() as u64)));
    let table: String = weighed
        .iter()
        .map(|(kind, Weight { files, bytes })| format!("    (\"{kind}\", {files}, {bytes}),\n"))
        .collect();
    let all: u64 = weighed.iter().map(|(_, weight)| weight.bytes).sum();
    let now = format!("{:.2} times the texts:\n{table}", all as f64 / texts as f64);
    for (kind, weight) in &weighed {
        let (_, files, bytes) =
            BUDGET.iter().find(|(name, ..)| name == kind).unwrap_or_else(|| panic!("no budget for {kind}: {now}"));
        let within = |now: u64, budget: u64| now * 20 <= budget * 21;
        assert!(
            within(weight.files as u64, *files as u64) && within(weight.bytes, *bytes),
            "{kind} is too heavy: {now}"
        );
    }
}
