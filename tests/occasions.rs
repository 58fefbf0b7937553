//! When and where a statement was made: sentences with the source in `<>`, the cue in `{}` and the words said in `[]`.

use onrecord::Span;
use onrecord::model::article::{Block, BlockKind, Body};
use onrecord::model::published::Published;
use onrecord::model::statement::{Act, Attribution, Certainty, Circumstances, Kind, Polarity, Rule};
use onrecord::model::when::When;
use onrecord::stages::said_on;
use onrecord::stages::{date_expressions, date_mentions};

/// The sentence without its marks, and the statement that they show.
fn read(marked: &str) -> (String, Attribution) {
    let mut text = String::new();
    let mut open = 0;
    let (mut source, mut cue, mut spans) = (None, None, Vec::new());
    for letter in marked.chars() {
        let span = |open: usize, text: &str| Span::new(open, text.len());
        match letter {
            '<' | '{' | '[' => open = text.len(),
            '>' => source = Some(span(open, &text)),
            '}' => cue = Some(span(open, &text)),
            ']' => spans.push(span(open, &text)),
            _ => text.push(letter),
        }
    }
    let written = cue.is_some_and(|cue| cue.of(&text) == "wrote");
    let statement = Attribution {
        kind: Kind::Indirect,
        spans,
        cue,
        act: if written { Act::Writes } else { Act::Says },
        polarity: Polarity::Said,
        source,
        told: None,
        via: Vec::new(),
        question: None,
        certainty: Certainty::High,
        rule: Rule::Continues,
        headline: false,
        nested: false,
    };
    (text, statement)
}

/// When and where a marked statement of an article of Friday, 14 January 2022, was made, with its text; `nested` as given.
fn resolved(marked: &str, tag: &str, nested: bool) -> (String, Circumstances) {
    let (text, mut statement) = read(marked);
    statement.nested = nested;
    let language = onrecord::stages::language(tag);
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
    let body = Body { plain: text.clone(), blocks: vec![block], ..Body::default() };
    let sentences = onrecord::stages::sentences(&body, language);
    let published = Published { when: When::parse("2022-01-14"), ..Published::default() };
    let found = date_mentions(
        &date_expressions(&body, &sentences, &onrecord::stages::Scan::new(&body.plain, language), &language.dates, tag),
        &published,
    );
    let resolved = said_on(&[statement], &body, &sentences, &found, &published, language);
    (text, resolved[0])
}

/// Its day, venue and place; `-` for none.
fn occasion(marked: &str, tag: &str) -> (String, String, String) {
    let (text, statement) = resolved(marked, tag, false);
    let words = |span: Option<Span>| span.map_or("-", |span| span.of(&text)).to_owned();
    let day = statement.said_on.expect("there always is the article's date");
    let day = if day.span.is_some() { day.when.to_string() } else { "-".to_owned() };
    (day, words(statement.venue), words(statement.place))
}

#[test]
fn what_is_repeated_inside_a_statement_was_not_said_on_the_day_of_the_article() {
    let day = |marked: &str| resolved(marked, "en", true).1.said_on.map(|day| day.when.to_string());
    assert_eq!(day("<The builders> {said} that [the bridge is safe]."), None);
    assert_eq!(day("<The builders> {said} on Tuesday that [the bridge is safe]."), Some("2022-01-11".to_owned()));
}

#[test]
fn papers_that_came_out_since_were_not_written_today() {
    let day = |marked: &str| resolved(marked, "en", false).1.said_on.map(|said| said.when.to_string());
    assert_eq!(day("In emails released on Tuesday, <Ana Ruiz> {said} [the bridge was old]."), None);
    assert_eq!(day("<Ana Ruiz> {said} in a memo obtained by the paper that [the bridge was old]."), None);
    let stated = "In a statement released on Tuesday, <Ana Ruiz> {said} [the bridge was old].";
    assert_eq!(day(stated).as_deref(), Some("2022-01-11"));
}

#[test]
fn what_is_added_was_said_on_the_same_occasion() {
    let text = "Ana Ruiz told a rally of the builders on Tuesday that the bridge is safe, adding that it will last."
        .to_owned();
    let language = onrecord::stages::language("en");
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
    let body = Body { plain: text.clone(), blocks: vec![block], ..Body::default() };
    let sentences = onrecord::stages::sentences(&body, language);
    let scan = onrecord::stages::Scan::new(&text, language);
    let published = Published { when: When::parse("2022-01-14"), ..Published::default() };
    let found = date_mentions(&date_expressions(&body, &sentences, &scan, &language.dates, "en"), &published);
    let statements = onrecord::stages::statements(&body, &sentences, &scan, language);
    let resolved = said_on(&statements, &body, &sentences, &found, &published, language);
    let [told, added] = &resolved[..] else { panic!("two statements: {statements:?}") };
    assert_eq!(told.venue.map(|venue| venue.of(&text)), Some("a rally of the builders"));
    assert_eq!((told.venue, told.said_on), (added.venue, added.said_on));
}

#[test]
fn the_sentence_tells_when_and_where_it_was_said() {
    let cases = [
        ("<Ana Ruiz> {said} on Tuesday that [the bridge is safe].", "2022-01-11", "-", "-"),
        ("<The mayor> on Tuesday {said} [the bridge is safe].", "2022-01-11", "-", "-"),
        ("On Wednesday, <the mayor> {said} that [the bridge is safe].", "2022-01-12", "-", "-"),
        ("“[The bridge is safe],” <she> {told} reporters in Lisse on Tuesday.", "2022-01-11", "-", "Lisse"),
        (
            "“[The bridge is safe],” {said} <Ana Ruiz> in an interview with Radio Uno.",
            "-",
            "in an interview with Radio Uno",
            "-",
        ),
        (
            "“[It is safe],” <she> {said} at a news conference in Lisse on Jan. 10.",
            "2022-01-10",
            "at a news conference in Lisse",
            "Lisse",
        ),
        ("<She> {told} a news conference that [the bridge is safe].", "-", "a news conference", "-"),
        ("<She> {wrote} on Twitter that [the bridge is safe].", "-", "on Twitter", "-"),
        ("<She> {wrote} in National Review that [the bridge is safe].", "-", "-", "-"),
        ("<She> {said} in Lindow that [the bridge is safe].", "-", "-", "Lindow"),
        ("After a letter from Mike Roe, <she> {said} that [the bridge is safe].", "-", "-", "-"),
        ("In a statement on Monday, <the council> {said} [it would wait].", "2022-01-10", "In a statement", "-"),
        (
            "<Ruiz>, at a meeting with Mayor Ole Bo on Monday, January 10, {said} that [there is a chance].",
            "2022-01-10",
            "at a meeting with Mayor Ole Bo",
            "-",
        ),
        (
            "<Ruiz> {said} at a briefing on the results of the year 2021.",
            "-",
            "at a briefing on the results of the year 2021",
            "-",
        ),
        ("<Ruiz> {said} at a rally in 2019 that [it is safe].", "2019", "at a rally", "-"),
        (
            "<Ruiz> {said} in a 2019 interview with Radio Uno that [it is safe].",
            "2019",
            "in a 2019 interview with Radio Uno",
            "-",
        ),
        (
            "<Ruiz> {said} in an interview with Radio Uno in 2019 that [it is safe].",
            "2019",
            "in an interview with Radio Uno",
            "-",
        ),
        (
            "<Ruiz> {said} at a hearing on the works in 2019, [it was safe].",
            "-",
            "at a hearing on the works in 2019",
            "-",
        ),
        (
            "<Ruiz> {said} at his December 23 briefing that [it is safe].",
            "2021-12-23",
            "at his December 23 briefing",
            "-",
        ),
        ("<Ruiz> {said} on Tuesday the briefing was over and [it is safe].", "2022-01-11", "-", "-"),
        // What is said, whom it concerns and what else the sentence tells does not count.
        ("<She> {said} [the talks on Tuesday in Lisse were long].", "-", "-", "-"),
        ("<Ruiz>, who left Lisse on Tuesday, {said} that [it is safe].", "-", "-", "-"),
        ("<She> {said}, after a meeting on Tuesday, that [it is safe].", "-", "-", "-"),
        ("<She> {said} in Republican circles [it is safe].", "-", "-", "-"),
        ("<She> {said} next Friday, in good English, [all will be well].", "-", "-", "-"),
    ];
    for (marked, day, venue, place) in cases {
        let expected = (day.to_owned(), venue.to_owned(), place.to_owned());
        assert_eq!(occasion(marked, "en"), expected, "{marked}");
    }
}

#[test]
fn other_languages_have_their_own_words_for_it() {
    let cases = [
        (
            "de",
            "<Die Ministerin> {sagte} am Dienstag in einem Interview, [die Brücke sei sicher].",
            "2022-01-11",
            "in einem Interview",
            "-",
        ),
        ("fr", "<La maire> {a déclaré} mardi à Genève que [le pont était sûr].", "2022-01-11", "-", "Genève"),
        (
            "es",
            "<La alcaldesa> {dijo} el martes en una entrevista que [el puente era seguro].",
            "2022-01-11",
            "en una entrevista",
            "-",
        ),
        ("ru", "<Министр> {заявил} во вторник в интервью, что [мост безопасен].", "2022-01-11", "в интервью", "-"),
    ];
    for (tag, marked, day, venue, place) in cases {
        let expected = (day.to_owned(), venue.to_owned(), place.to_owned());
        assert_eq!(occasion(marked, tag), expected, "{marked}");
    }
}
