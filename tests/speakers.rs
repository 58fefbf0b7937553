//! Who speaks: the passages of `tests/speakers/`, how many of their speakers are found and how many are wrong.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]
#![allow(clippy::print_stdout, clippy::print_stderr)] // the rates are the point of this test

use onrecord::model::article::{Analysis, ArticleFile, Format};
use onrecord::model::person::PersonKind;
use onrecord::model::statement::Statement;
use onrecord::{Editors, Source, analyse};
use std::path::Path;

/// Of the statements whose speaker has a name, how many must be tied to somebody, in per cent.
const RESOLVED_FLOOR: usize = 95;
/// Of all statements that are tied to a name, how many may be tied to a wrong one, in per cent.
const WRONG_CEILING: usize = 2;

/// A passage with its expectations.
struct Passage {
    name: String,
    language: String,
    text: String,
    expected: Vec<Expectation>,
}

/// Who says what in a passage.
#[derive(Debug)]
struct Expectation {
    /// The first words of a statement.
    words: String,
    /// Its speaker.
    speaker: String,
    /// What the program finds instead, where that is known to be something else.
    known: Option<String>,
}

#[derive(Debug, Default)]
struct Score {
    named: usize,
    resolved: usize,
    wrong: usize,
    complaints: Vec<String>,
    /// Outcomes that are not the recorded ones.
    surprises: Vec<String>,
}

#[test]
fn speakers_are_found_and_hardly_ever_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/speakers");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let passages: Vec<Passage> = files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("it is text");
            let stem = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            // Files in other languages are called by their tags.
            let language = if stem.len() == 2 { stem } else { "en".to_owned() };
            read(&text).into_iter().map(move |passage| Passage { language: language.clone(), ..passage })
        })
        .collect();
    assert!(passages.len() >= 60, "{} passages", passages.len());
    let mut score = Score::default();
    for passage in &passages {
        check(passage, &mut score);
    }
    let Score { named, resolved, wrong, complaints, surprises } = score;
    for complaint in &complaints {
        println!("{complaint}");
    }
    println!("{} passages, {named} named speakers: {resolved} resolved, {wrong} wrong", passages.len());
    assert!(resolved * 100 >= named * RESOLVED_FLOOR, "too few resolved");
    assert!(wrong * 100 <= named * WRONG_CEILING, "too many wrong");
    assert!(surprises.is_empty(), "not as recorded in tests/speakers:\n{}", surprises.join("\n"));
}

#[test]
fn how_the_name_was_settled_is_told_apart_from_the_words() {
    let text = "---\ntitle: Notes\n---\n\n\
        The mayor of Lisse, Ana Ruiz, said the bridge was old. Ms. Ruiz said the road was wet.\n\n\
        \"The ferry is late,\" she said. The mayor said the council was warned.\n\n\
        Officials said the port was shut. Ana Ruiz and Peter Holm said the school was full.\n\n\
        Peter Holm, who said the market was loud, left.\n";
    let analysis = analysed(text);
    let manner = |words: &str| {
        let plain = &analysis.body.plain;
        let found = analysis.statements.iter().find(|one| one.words(plain).starts_with(words));
        found.unwrap_or_else(|| panic!("no statement `{words}`")).manner.map(|manner| manner.name())
    };
    assert_eq!(manner("the bridge was old"), Some("full"));
    assert_eq!(manner("the road was wet"), Some("surname"));
    assert_eq!(manner("The ferry is late"), Some("pronoun"));
    assert_eq!(manner("the council was warned"), Some("office"));
    assert_eq!(manner("the port was shut"), None);
    assert_eq!(manner("the school was full"), Some("full"));
    assert_eq!(manner("the market was loud"), Some("full"));
    let transcript = "---\ntitle: Debate\n---\n\nANA RUIZ: The bridge is old and we know it.\n\n\
        PETER HOLM: Nobody has told the council.\n\nANA RUIZ: They were told in May.\n\nPETER HOLM: That is not so.\n";
    let turns = analysed(transcript).statements;
    assert!(
        turns.len() > 2 && turns.iter().all(|turn| turn.manner.map(|manner| manner.name()) == Some("turn")),
        "{turns:?}"
    );
}

/// Who answers each question of an interview, with the question.
fn answers(text: &str) -> Vec<String> {
    let analysis = analysed(text);
    let plain = &analysis.body.plain;
    let one = |one: &Statement| {
        let question = one.question.map_or("-", |question| question.of(plain));
        let speaker = one.speaker.map_or("-", |who| analysis.people[who as usize].name.as_str());
        format!("{question} {speaker}: {}", one.words(plain))
    };
    analysis.statements.iter().map(one).collect()
}

#[test]
fn answers_are_those_of_the_only_person_introduced_and_keep_their_questions() {
    let interview = "---\ntitle: Harbour talk\n---\n\nThe harbour master of Lisse, Ana Ruiz, met us on the quay.\n\n\
        Q: Will the bridge open?\n\nA: In May. We waited long enough. (Laughs.)\n\nQ: And the ferry?\n\nA: It goes on.\n\n\
        Q: Who pays?\n\nA: The county does.\n";
    assert_eq!(
        answers(interview),
        [
            "Will the bridge open? Ana Ruiz: In May. We waited long enough",
            "And the ferry? Ana Ruiz: It goes on",
            "Who pays? Ana Ruiz: The county does"
        ]
    );
    assert!(analysed(interview).article.transcript);
    // With two introduced nobody can tell.
    let two = interview.replace("met us", "and her deputy, Bo Lind, met us");
    assert!(answers(&two).iter().all(|answer| answer.contains("? -: ")), "{:?}", answers(&two));
    let russian = "---\ntitle: Мост\nlanguage: ru\n---\n\nВопрос: Когда откроется мост?\n\nАнна Руис: В мае, если будет погода.\n\n\
        Вопрос: А паром?\n\nАнна Руис: Паром останется.\n";
    assert_eq!(
        answers(russian),
        ["Когда откроется мост? Анна Руис: В мае, если будет погода", "А паром? Анна Руис: Паром останется"]
    );
    assert!(!analysed("Bridge opens\n\n\"In May,\" Ana Ruiz said.\n").article.transcript);
}

fn read(text: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ").and_then(|line| line.strip_suffix(" ===")) {
            passages.push(Passage {
                name: name.to_owned(),
                language: String::new(),
                text: String::new(),
                expected: Vec::new(),
            });
            continue;
        }
        let passage = passages.last_mut().expect("a passage begins with its name");
        match line.strip_prefix("> ").and_then(|line| line.rsplit_once(" = ")) {
            Some((words, speaker)) => {
                let (speaker, known) = speaker.split_once(" ! ").map_or((speaker, None), |(s, k)| (s, Some(k)));
                passage.expected.push(Expectation {
                    words: words.trim().to_owned(),
                    speaker: speaker.trim().to_owned(),
                    known: known.map(|known| known.trim().to_owned()),
                });
            }
            None => passage.text.extend([line, "\n"]),
        }
    }
    passages
}

fn check(passage: &Passage, score: &mut Score) {
    let head = format!("---\ntitle: Notes of the week\nlanguage: {}\n---\n\n", passage.language);
    let analysis = analysed(&(head + &passage.text));
    for Expectation { words, speaker: expected, known } in &passage.expected {
        let found = speaker(&analysis, words);
        let named = !matches!(expected.as_str(), "~" | "?");
        let tied = found.clone().flatten();
        let right = if named { tied.as_deref() == Some(expected) } else { tied.is_none() };
        score.named += usize::from(named);
        score.resolved += usize::from(named && right);
        score.wrong += usize::from(tied.is_some() && !right);
        let outcome = match found {
            Some(Some(speaker)) => speaker,
            Some(None) => "nobody".to_owned(),
            None => "no statement".to_owned(),
        };
        let complaint = format!("{}: \"{words}\" should be {expected}, is {outcome}", passage.name);
        match known {
            Some(known) if *known != outcome => score.surprises.push(format!("{complaint}, was {known}")),
            None if !right => score.surprises.push(complaint.clone()),
            _ => {}
        }
        if !right {
            score.complaints.push(complaint);
        }
    }
}

fn analysed(text: &str) -> Analysis {
    let editors = Editors::default();
    let source = Source::new("passage.txt", text);
    let file = ArticleFile::new("passage.txt", Format::Text);
    analyse(&source, &file, &editors, None)
}

/// The speaker of the statement with these words: the name, or `None` for one without; outside, whether there is the statement.
fn speaker(analysis: &Analysis, words: &str) -> Option<Option<String>> {
    let plain = &analysis.body.plain;
    let holds = |statement: &&Statement| statement.words(plain).contains(words);
    let statement = analysis.statements.iter().filter(holds).min_by_key(|one| one.extent().len())?;
    let name = |who: &u32| {
        let person = &analysis.people[*who as usize];
        (person.kind != PersonKind::Unnamed).then(|| person.name.clone())
    };
    let names: Vec<String> = statement.speaker.iter().chain(&statement.together).filter_map(name).collect();
    Some((!names.is_empty()).then(|| names.join(" and ")))
}

#[test]
fn an_office_in_a_headline_is_its_first_holder_in_the_text() {
    let analysis = analysed(
        "Tunnel will open in May, says top engineer\n\nThe tunnel will open in May, the top engineer Bela Korda said on Friday.\n",
    );
    assert_eq!(speaker(&analysis, "Tunnel will open in May"), Some(Some("Bela Korda".to_owned())));
}

#[test]
fn a_title_introduces_who_speaks_in_a_transcript() {
    let text = "---\ntitle: Press Briefing by Press Secretary Jana Odum and Mayor Lukas Perl\n---\n\n\
        MS. ODUM: Good afternoon to all of you.\n\nMAYOR PERL: The bridge will open on Monday.\n\n\
        MS. ODUM: Thank you for coming.\n\nMAYOR PERL: The council asked for it.\n";
    let analysis = analysed(text);
    let speakers: Vec<&str> = analysis
        .statements
        .iter()
        .filter_map(|statement| Some(analysis.people[statement.speaker? as usize].name.as_str()))
        .take(2)
        .collect();
    assert_eq!(speakers, ["Jana Odum", "Lukas Perl"]);
}
