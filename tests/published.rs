//! When an article was published: raw wire texts of our own, analysed whole.

use onrecord::model::article::{Analysis, ArticleFile, Format};
use onrecord::stages::{Summary, years};
use onrecord::{Editors, Level, Source};

fn analyse(text: &str, year: Option<i32>) -> Analysis {
    let file = ArticleFile::new("a.txt", Format::Text);
    onrecord::analyse(&Source::new("a.txt", text), &file, &Editors::default(), year)
}

/// The date and its basis, `undated` without one.
fn date(text: &str) -> String {
    let published = analyse(text, None).article.published;
    match (published.when, published.basis) {
        (Some(when), Some(basis)) => format!("{when} {}", basis.name()),
        _ => "undated".to_owned(),
    }
}

/// A wire text with this dateline and first paragraph.
fn wire(dateline: &str, lede: &str) -> String {
    format!(
        "Mayor sees chances for a bridge\n\n{dateline} {lede}\n\nThe council will look at the plans again, the mayor pointed out.\n"
    )
}

#[test]
fn the_front_matter_settles_it() {
    assert_eq!(
        date("---\ndate: 2021-12\n---\nLISSE, January 3, 2020. /Agency/. The bridge is open.\n"),
        "2021-12 front-matter"
    );
}

#[test]
fn a_full_date_is_read_from_the_dateline_and_from_date_lines() {
    let cases = [
        (wire("LISSE, January 28, 2022. /TASS/.", "The mayor said so on Friday."), "2022-01-28 dateline"),
        (wire("LISSE, 28 January 2022 (Reuters) -", "The mayor said so."), "2022-01-28 dateline"),
        ("Mayor sees chances\n\nPublished: 3 January 2017\n\nThe mayor of Lisse said that the bridge is safe.\n".to_owned(), "2017-01-03 dateline"),
        ("Mayor sees chances\n\nUpdated 4:12 p.m. ET, Jan. 3, 2017\n\nThe mayor of Lisse said that the bridge is safe.\n".to_owned(), "2017-01-03 dateline"),
        ("Mayor sees chances\n\nPublished: 2 January 2017\nUpdated: 5 January 2017\n\nThe mayor of Lisse said that the bridge is safe.\n".to_owned(), "2017-01-02 dateline"),
    ];
    for (text, expected) in cases {
        assert_eq!(date(&text), expected, "{text}");
    }
}

#[test]
fn the_weekday_gives_the_year_near_the_years_of_the_text() {
    let cases = [
        // 28 January was a Friday in 2005, 2011, 2022 and 2028.
        (
            "LISSE, January 28. /TASS/.",
            "The bridge that fell in 2021 will not be rebuilt, the mayor said on Friday.",
            "2022-01-28 weekday",
        ),
        (
            "LISSE, January 28. /TASS/.",
            "The bridge that fell in 2010 will not be rebuilt, the mayor said on Friday.",
            "2011-01-28 weekday",
        ),
        // A budget is passed in the year before.
        (
            "LISSE, November 12. /TASS/.",
            "The council passed the 2022 budget, the mayor said on Friday.",
            "2021-11-12 weekday",
        ),
        // A year in which something happened is not still to come: 26 September was a Monday in 2011 and 2016.
        (
            "LISSE, September 26 (UPI) --",
            "The bridge is safe, the mayor said on Monday. In 2012, again in office, she had closed it.",
            "undated",
        ),
        (
            "LISSE, November 12. /TASS/.",
            "The bridge is safe, the mayor said on Friday. The 2022 election was lost by her party.",
            "undated",
        ),
        // No year is near enough, or there is none at all.
        ("LISSE, January 28. /TASS/.", "The bridge of 1956 will not be rebuilt, the mayor said on Friday.", "undated"),
        ("LISSE, January 28. /TASS/.", "The bridge will not be rebuilt, the mayor said on Friday.", "undated"),
    ];
    for (dateline, lede, expected) in cases {
        assert_eq!(date(&wire(dateline, lede)), expected, "{lede}");
    }
}

#[test]
fn without_a_weekday_only_the_years_of_the_opening_count() {
    let cases = [
        (
            "LISSE, January 14. /TASS/.",
            "The bridge cost less than feared, the mayor said at a briefing on the results of 2021.",
            "2022-01-14 text",
        ),
        (
            "LISSE, January 14. /TASS/.",
            "The bridge that was closed on December 17, 2021 will open, the mayor said.",
            "2022-01-14 text",
        ),
        ("LISSE, July 14. /TASS/.", "The bridge that was built in 1956 will open, the mayor said.", "undated"),
    ];
    for (dateline, lede, expected) in cases {
        assert_eq!(date(&wire(dateline, lede)), expected, "{lede}");
    }
}

#[test]
fn without_a_dateline_it_is_the_day_that_the_opening_reports_on() {
    let lede = "Mayor Ana Ruiz, at a meeting with the council on Monday, February 14, said that the bridge of 2021 still stands.";
    assert_eq!(
        date(&format!("Mayor sees chances\n\n{lede}\n\nThe council agreed with her in the end.\n")),
        "2022-02-14 lede"
    );
    let lede = "Mayor Ana Ruiz will meet the council on Monday, February 14, 2022.";
    assert_eq!(date(&format!("Mayor sees chances\n\n{lede}\n\nThe council waits for her.\n")), "undated");
}

#[test]
fn what_was_inferred_and_what_is_wrong_is_reported() {
    let reports = |text: &str| -> Vec<(Level, String)> {
        let problems = analyse(text, None).problems.0;
        problems.into_iter().filter(|one| one.code != "language").map(|one| (one.level, one.message)).collect()
    };
    let inferred =
        wire("LISSE, January 28. /TASS/.", "The bridge that fell in 2021 stays closed, the mayor said on Friday.");
    let (level, message) = reports(&inferred).into_iter().next().expect("the inference is reported");
    assert_eq!(level, Level::Info);
    assert!(message.contains("28 January was a Friday in 2022, and the text says Friday"), "{message}");
    for wrong in [
        wire("LISSE, January 28, 2021. /TASS/.", "The bridge stays closed, the mayor said on Friday."),
        wire("LISSE, Friday, January 28, 2021. /TASS/.", "The bridge stays closed, the mayor said."),
    ] {
        let expected = (Level::Warning, "28 January 2021 was a Thursday, the text says Friday".to_owned());
        assert!(reports(&wrong).contains(&expected), "{wrong}: {:?}", reports(&wrong));
    }
    let undated = reports("Mayor sees chances\n\nThe mayor of Lisse said that the bridge is safe.\n");
    assert!(
        undated.iter().any(|(level, message)| *level == Level::Warning && message.contains("no date of publication"))
    );
}

/// The years that the files of an archive give each other, by file.
fn neighbours(texts: &[String]) -> Vec<(u32, i32)> {
    let summaries: Vec<Summary> =
        texts.iter().enumerate().map(|(file, text)| Summary::new(file, analyse(text, None))).collect();
    years(&summaries.iter().collect::<Vec<_>>())
}

#[test]
fn neighbours_that_mention_the_same_days_give_the_year() {
    let dated = "---\ndate: 2022-01-14\n---\nLISSE, January 14. /TASS/. The ministry published its drafts on December 17, the mayor said.\n";
    let first = wire(
        "LISSE, December 22. /TASS/.",
        "On December 17 the ministry published its drafts, the mayor said on Wednesday. They were handed over on December 15.",
    );
    // Linked only to the first: the second round settles it.
    let second = wire(
        "LISSE, January 28. /TASS/.",
        "The proposals that were handed over on December 15 are not too much, the mayor said on Friday.",
    );
    let third = wire("PORTO, June 3. /TASS/.", "The ferry will sail again, a fisherman said on Tuesday.");
    let texts = [dated.to_owned(), first, second, third];
    assert_eq!(neighbours(&texts), [(1, 2021), (2, 2022)]);
    let again = analyse(&texts[2], Some(2022)).article.published;
    assert_eq!(
        (again.when.map(|when| when.to_string()), again.basis.map(|basis| basis.name())),
        (Some("2022-01-28".to_owned()), Some("neighbours"))
    );
    assert!(again.inferred && again.from.contains("other articles"));
    let mut reversed = texts.to_vec();
    reversed.reverse();
    assert_eq!(neighbours(&reversed), [(1, 2022), (2, 2021)]);
}

#[test]
fn neighbours_know_better_than_one_old_year_in_the_text() {
    let dated = "---\ndate: 2022-01-14\n---\nLISSE, January 14. /TASS/. The ministry published its drafts on December 17 and on December 15, the mayor said.\n";
    // 28 January was a Friday in 2000, too.
    let old = wire(
        "LISSE, January 28. /TASS/.",
        "The bridge of 1999 and the drafts of December 17 and December 15 are safe, the mayor said on Friday.",
    );
    assert_eq!(date(&old), "2000-01-28 weekday");
    assert_eq!(neighbours(&[dated.to_owned(), old.clone()]), [(1, 2022)]);
    assert_eq!(neighbours(&[old]), []);
}

#[test]
fn a_year_that_the_weekday_or_the_text_rules_out_is_not_taken() {
    let dated = "---\ndate: 2022-01-14\n---\nLISSE, January 14. /TASS/. The ministry published its drafts on December 17 and on December 15, the mayor said.\n";
    // 22 December 2021 was a Wednesday.
    let wrong = wire(
        "LISSE, December 22. /TASS/.",
        "On December 17 and December 15 the ministry published its drafts, the mayor said on Tuesday.",
    );
    assert_eq!(neighbours(&[dated.to_owned(), wrong]), []);
}

#[test]
fn a_day_that_the_opening_tells_of_is_not_the_articles_when_later_ones_are_past() {
    let lede = "On Monday, April 20, 1998, two boats sank in the harbour, the mayor said.";
    let dated = format!("Town remembers\n\n{lede}\n\nThe council agreed with her in the end.\n");
    assert_eq!(date(&dated), "1998-04-20 lede");
    let remembered = format!("Town remembers\n\n{lede}\n\nThe memorial was repaired in 2019.\n");
    assert_eq!(date(&remembered), "undated");
}

#[test]
fn the_day_of_clipping_saving_loading_or_changing_is_no_day_of_publication() {
    let keys = [
        "created",
        "created_at",
        "createdAt",
        "date_created",
        "date created",
        "saved",
        "date_saved",
        "savedAt",
        "clipped",
        "clipped-on",
        "archived",
        "accessed",
        "access_date",
        "retrieved",
        "retrieved_at",
        "downloaded",
        "captured",
        "date_added",
        "added",
        "imported",
        "exported",
        "modified",
        "last-modified",
        "lastmod",
        "updated",
        "printed",
        "visited",
        "load-date",
    ];
    for key in keys {
        let text = format!("---\ntitle: Bridge\n{key}: 2024-06-01\n---\nThe bridge will open in May, Ana Ruiz said.\n");
        assert_eq!(date(&text), "undated", "{key}");
        let problems = analyse(&text, None).problems.0;
        let undated = problems.iter().find(|problem| problem.code == "undated").expect("it is reported");
        assert!(undated.label.contains("when the copy was made or changed"), "{key}: {undated:?}");
    }
    for label in [
        "Created: 1 June 2024",
        "Saved on June 1, 2024",
        "Retrieved 1 June 2024",
        "Accessed: 2024-06-01",
        "Downloaded 01.06.2024",
        "Printed on June 1, 2024",
        "LOAD-DATE: June 1, 2024",
        "Download Request: Selected Items: 1-1\nTime Of Request: Saturday, June 1, 2024 16:51:31",
        "Report Information from ProQuest\n\nJune 1 2024 10:31",
        "Zuletzt abgerufen am 1. Juni 2024",
        "Consulté le 1 juin 2024",
    ] {
        let text = format!("{label}\n\nBridge opens in May\n\nThe bridge will open in May, Ana Ruiz said.\n");
        assert_eq!(date(&text), "undated", "{label}");
        let under = format!("Bridge opens in May\n\n{label}\n\nThe bridge will open in May, Ana Ruiz said.\n");
        assert_eq!(date(&under), "undated", "{label}");
    }
    let both = "Bridge opens in May\n\nPublished 3 January 2022 | Retrieved 1 June 2024\n\nThe bridge will open, Ana Ruiz said.\n";
    assert_eq!(date(both), "2022-01-03 dateline");
}

#[test]
fn the_days_of_readers_comments_and_of_other_articles_are_not_the_articles() {
    let article = "Ferry late again\n\nThe ferry was late, said Ana Ruiz.\n\n";
    for rest in [
        "Comments\n\nLena Okafor, March 9, 2021 at 10:05 am\n\nI said so for years.\n\nReply\n\nPiet Vance says:\nMarch 10, 2021 at 8:00 am\n\nMe too.\n",
        "2 comments\n\nLena Okafor\n\nMarch 9, 2021 at 10:05 am\n\nI said so for years, and nobody would listen to me at all.\n",
        "Piet Vance says:\n\nMarch 10, 2021 at 8:00 am\n\nMe too.\n",
        "Kommentare\n\nPiet Vance\n\n10. März 2021\n\nMir auch.\n",
        "See also\n\nBridge to open\n\nMarch 10, 2021\n",
    ] {
        assert_eq!(date(&format!("{article}{rest}")), "undated", "{rest}");
    }
    assert_eq!(date(&format!("{article}Published: March 10, 2021\n")), "2021-03-10 dateline");
}

/// The date of a file of that name and its basis.
fn date_in(path: &str, text: &str) -> String {
    let file = ArticleFile::new(path, Format::Text);
    let published = onrecord::analyse(&Source::new(path, text), &file, &Editors::default(), None).article.published;
    let inferred = if published.inferred { " inferred" } else { "" };
    match (published.when, published.basis) {
        (Some(when), Some(basis)) => format!("{when} {}{inferred}", basis.name()),
        _ => "undated".to_owned(),
    }
}

#[test]
fn the_name_of_the_file_gives_the_day_that_nothing_else_gives() {
    let plain = "Mayor sees chances\n\nThe mayor of Lisse said that the bridge is safe.\n";
    assert_eq!(date_in("2016-09-12-bridge.txt", plain), "2016-09-12 file-name inferred");
    let dated = "Mayor sees chances\n\nPublished: 3 January 2017\n\nThe mayor of Lisse said that the bridge is safe.\n";
    assert_eq!(date_in("2016-09-12-bridge.txt", dated), "2017-01-03 dateline");
    // The name gives the year of the dateline's day, or, far from it, only tells when somebody saved the file.
    let yearless = wire("LISSE, September 11. /Agency/.", "The bridge is open.");
    assert_eq!(date_in("2016-09-12-bridge.txt", &yearless), "2016-09-11 file-name inferred");
    assert_eq!(date_in("2016-12-24-bridge.txt", &yearless), "undated");
    let later = "Mayor sees chances\n\nThe bridge that opened on 3 May 2019 is safe, the mayor of Lisse said.\n";
    assert_eq!(date_in("2016-09-12-bridge.txt", later), "undated");
}

#[test]
fn a_date_in_numbers_is_taken_only_where_something_tells_its_order() {
    let text = |line: &str, lede: &str| format!("Mayor sees chances\n\n{line}\n\n{lede}\n");
    let plain = "The mayor of Lisse said that the bridge is safe and the ferry is too.";
    let tuesday = "The mayor of Lisse said on Tuesday that the bridge is safe and the ferry is too.";
    let cases = [
        (text("03/05/2022 - 14:20", plain), "undated"),
        (text("13/05/2022 - 14:20", plain), "2022-05-13 dateline"),
        (text("Tuesday, 03/05/2022", plain), "2022-05-03 dateline"),
        (text("03/05/2022 14:20", tuesday), "2022-05-03 dateline"),
        (text("03/05/2022 2:20 PM EST", plain), "2022-03-05 dateline"),
        (
            text(
                "03/05/2022",
                "Die Brücke von Lisse ist sicher und die Fähre auch, sagte die Bürgermeisterin am Abend.",
            ),
            "2022-05-03 dateline",
        ),
        (text("Published: 03/05/2022\n\nUpdated: 4 May 2022", plain), "2022-05-03 dateline"),
    ];
    for (text, expected) in cases {
        assert_eq!(date(&text), expected, "{text}");
    }
    let problems = analyse(&text("03/05/2022", plain), None).problems;
    let doubt = problems.0.iter().find(|problem| problem.code == "date-ambiguous").expect("both readings");
    assert_eq!(doubt.hints.len(), 2);
}

/// The date of a saved page with this head and these lines under its headline.
fn page(head: &str, lines: &str) -> String {
    let text = "<p>The old bridge over the Velin opened again on Saturday 1 May, two years after the flood that had closed it, and the \
        first lorries crossed before noon, watched by several hundred people on both banks of the river.</p><p>“We have waited long \
        enough,” said the mayor, Ana Ruiz, who cut the ribbon with her predecessor, and added that the second bridge, which the county \
        promised years ago, would have to wait until the spring of next year.</p>";
    let page = format!(
        "<html><head><title>Bridge opens</title>{head}</head><body><h1>Bridge opens</h1>{lines}{text}</body></html>"
    );
    let file = ArticleFile::new("a.html", Format::Html);
    let published = onrecord::analyse(&Source::new("a.html", page), &file, &Editors::default(), None).article.published;
    published.when.map_or("undated".to_owned(), |when| when.to_string())
}

#[test]
fn of_what_a_page_says_the_best_evidence_counts_wherever_it_stands() {
    let json = r#"<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-05-03T08:00:00Z"}</script>"#;
    let labelled = "<meta itemprop=datePublished content=2021-05-02>";
    assert_eq!(page(&format!("{labelled}{json}"), ""), "2021-05-03");
    // Where two differ, the one that readers see near the headline.
    assert_eq!(page(json, "<p class=date>4 May 2021</p>"), "2021-05-04");
    assert_eq!(page(json, "<p class=date>3 May 2021</p>"), "2021-05-03");
    // Either may be the day until the line that readers see tells.
    assert_eq!(page("<meta name=date content='05/03/2021 12:43'>", "<p>Published: 3 May 2021</p>"), "2021-05-03");
    assert_eq!(page("", "<p>4 May 2021</p>"), "2021-05-04");
}

#[test]
fn a_page_is_not_dated_by_the_day_that_it_tells_of() {
    assert_eq!(page("", ""), "undated");
}
