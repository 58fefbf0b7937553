//! Statements on pages: the form of each, which have a page of their own, and what a row weighs.

use crate::harness::Site;

/// One article in which every form occurs, and two that report the same quotation in other words and on another day.
fn archive(settings: &str) -> Site {
    let front = |title: &str, day: &str, outlet: &str| {
        format!("---\ntitle: {title}\ndate: {day}\noutlet: {outlet}\nlanguage: en\n---\n\n")
    };
    let files = [
        ("book.toml", format!("[book]\ntitle = \"Quay\"\n{settings}")),
        ("people.yaml", "- name: Olga Brandt\n  roles: [harbour master]\n".to_owned()),
        (
            "seeds/a.md",
            front("Harbour works begin", "2021-03-22", "Quay Post")
                + "“The harbour will open in May, and nobody will pay for it,” Olga Brandt said on Monday.\n\n\
                   Brandt said that the old pier had been “a danger to everybody”.\n\n\
                   Brandt said that the crane would be sold.\n\n\
                   Brandt denied that the dredger had sunk.\n\n\
                   “The union tells me that the night shift is safe,” Brandt said.\n\n\
                   A spokesman said that the ferry would run on Sundays.\n",
        ),
        (
            "seeds/b.md",
            front("Nobody is to pay for the harbour", "2021-03-22", "Evening Star")
                + "“The harbour should open by May, and nobody will pay for it,” said Olga Brandt on Monday.\n",
        ),
    ];
    Site::made_of(files.map(|(path, text)| (path.to_owned(), text)).into())
}

fn page<'a>(site: &'a Site, path: &str) -> &'a str {
    std::str::from_utf8(&site.files[path]).expect("a page is text")
}

/// The row of a list that has some words.
fn row<'a>(page: &'a str, words: &str) -> &'a str {
    let rows = page
        .split("<ul class=s>")
        .skip(1)
        .flat_map(|list| list.split("</ul>").next().unwrap_or_default().split("<li").skip(1));
    rows.into_iter().find(|row| row.contains(words)).unwrap_or_else(|| panic!("no row has “{words}”: {page}"))
}

#[test]
fn every_form_of_a_statement_has_its_class() {
    let site = archive("");
    let all = page(&site, "statements/index.html");
    let quoted = row(all, "nobody will pay");
    assert!(quoted.starts_with(" class=q>") && quoted.contains("<i>“</i>The harbour"), "{quoted}");
    assert!(row(all, "a danger to everybody").contains("The old pier had been <q>“a danger to everybody”</q>"));
    assert!(row(all, "crane").contains(">The crane would be sold</a>"), "{}", row(all, "crane"));
    let denied = row(all, "dredger");
    assert!(
        denied.starts_with(" class=no>") && denied.contains("><em>denied</em> that the dredger had sunk</a>"),
        "{denied}"
    );
    let open = row(all, "ferry would run");
    assert!(open.starts_with(" class=u>") && open.contains("<b>A spokesman</b>"), "{open}");
    // Who speaks is said where it changes.
    assert!(row(all, "crane").starts_with("><a "), "{}", row(all, "crane"));
}

#[test]
fn two_wordings_of_one_day_stand_above_each_other_and_are_judged() {
    let site = archive("");
    let home = page(&site, "index.html");
    let hero = home.split_once("<section class=hero>").expect("a statement leads the page").1;
    assert!(hero.contains("<b class=w>2 wordings</b> in 2 outlets"), "{hero}");
    assert!(hero.contains("<span class=v><span>will open in <small>Quay Post</small></span> <span>should open by <small>Evening Star</small>"), "{hero}");
    let (path, statement) = site
        .pages()
        .find(|(path, text)| path.starts_with("statements/s-") && text.contains("class=cmp"))
        .expect("it has a page");
    assert!(hero.contains(path), "{path}");
    assert!(statement.contains("so at least one is not word for word"), "{statement}");
    assert!(statement.contains("<mark>should open by</mark>"), "{statement}");
}

#[test]
fn statements_have_pages_as_the_settings_say() {
    let count =
        |settings: &str| archive(settings).pages().filter(|(path, _)| path.starts_with("statements/s-")).count();
    let of = |which: &str| count(&format!("[output.html]\nstatement-pages = \"{which}\"\n"));
    assert_eq!((count(""), of("linked"), of("none")), (1, 1, 0));
    assert!(of("all") >= 6, "{}", of("all"));
}

#[test]
fn an_archive_may_bring_its_own_faces() {
    let loads = |settings: &str| {
        page(&archive(settings), "index.html").contains("<link rel=stylesheet href=assets/fonts/fonts.css>")
    };
    assert!(loads("[output.html]\nfonts = true\n") && !loads(""));
}

#[test]
fn a_row_weighs_little_beside_its_words() {
    let site = archive("");
    let person = page(&site, "people/olga-brandt.html");
    let rows: Vec<&str> = person
        .split("<ul class=s>")
        .skip(1)
        .flat_map(|list| list.split("</ul>").next().unwrap_or_default().split("<li").skip(1))
        .collect();
    let weight = |row: &str| {
        let mut text = String::new();
        row.split('<').for_each(|part| text.push_str(part.split_once('>').map_or("", |(_, text)| text)));
        row.len() + "<li".len() - text.len()
    };
    let heaviest = rows.iter().map(|row| weight(row)).max().expect("there are rows");
    assert!(rows.len() >= 5 && heaviest < 220, "{heaviest} bytes in one of {rows:?}");
}

#[test]
fn who_was_asked_and_gave_no_answer_is_in_a_register_and_says_nothing() {
    let text = "LARKHAVEN, March 24, 2021. /Quay/. The crane may be sold, Harbour Master Olga Brandt said on Wednesday.\n\n\
                Brandt did not respond to further requests for comment. A lawyer for Brandt declined to comment.\n\n\
                Brandt said that the union did not return her calls.\n";
    let site = Site::made_of(vec![("seeds/c.txt".to_owned(), text.to_owned())]);
    let table = page(&site, "data/unanswered.jsonl");
    let rows: Vec<serde_json::Value> = table.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
    assert_eq!(rows.len(), 2, "what Brandt tells of the union is hers: {table}");
    assert_eq!((&rows[0]["how"], &rows[0]["person"]), (&"silent".into(), &"olga-brandt".into()));
    assert_eq!((&rows[1]["how"], &rows[1]["asked"]), (&"declined".into(), &"A lawyer for Brandt".into()));
    assert_eq!((&rows[1]["person"], &rows[1]["date"]), (&serde_json::Value::Null, &"2021-03-24".into()));
    let registers = page(&site, "registers.html");
    let section = registers.split("id=unanswered").nth(1).expect("the page has them");
    assert!(section.contains("people/olga-brandt.html") && section.contains("A lawyer for Brandt"), "{section}");
    assert!(section.contains("#") && section.contains("declined to comment"), "{section}");
    assert!(!page(&site, "data/statements.jsonl").contains("comment"), "nobody's words");
}

#[test]
fn a_headline_alone_holds_nobody_to_a_promise() {
    let text = "Brandt vows that the crane will be sold\n\nLARKHAVEN, March 24, 2021. /Quay/. The crane may be sold, Harbour Master Olga Brandt \
                said on Wednesday.\n\nBrandt promised to paint the ferry.\n";
    let site = Site::made_of(vec![("seeds/c.txt".to_owned(), text.to_owned())]);
    let statements = page(&site, "data/statements.jsonl");
    assert!(statements.contains("that the crane will be sold"), "the headline is a statement: {statements}");
    let registers = page(&site, "data/registers.jsonl");
    assert!(registers.contains("paint the ferry") && !registers.contains("will be sold"), "{registers}");
}

#[test]
fn a_person_has_what_others_said_of_them() {
    let article =
        |outlet: &str, text: &str| format!("---\ntitle: A row\ndate: 2021-03-22\noutlet: {outlet}\n---\n\n{text}\n");
    let site = Site::made_of(vec![
        (
            "seeds/a.md".to_owned(),
            article(
                "Quay Post",
                "Olga Brandt said that the pier was safe. Ole Lund said that Brandt’s plan would ruin the harbour.\n\n\
                 Ida Holm said that the pier was old.",
            ),
        ),
        (
            "seeds/b.md".to_owned(),
            article(
                "Evening Star",
                "Lena Brandt said that the port was shut. Olga Brandt said that it was open. Jan Holm said that Brandt knew nothing.",
            ),
        ),
    ]);
    let person = page(&site, "people/olga-brandt.html");
    let others = person.split("What others said of Olga Brandt").nth(1).expect("a section");
    assert!(others.contains("would ruin the harbour"), "{others}");
    assert!(!others.contains("the pier was old"), "{others}");
    assert!(!others.contains("knew nothing"), "two people of that article have the surname: {others}");
    assert!(!page(&site, "people/ole-lund.html").contains("What others said of"));
}
