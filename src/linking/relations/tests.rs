//! Small archives made from texts, and the laws that all links obey.

use crate::linking::assemble;
use crate::linking::summary::Summary;
use crate::model::archive::{Archive, RelationKind, StatementId};
use crate::model::article::{ArticleFile, Format};
use crate::model::authorities::Authorities;
use crate::model::settings::Settings;
use crate::reading::analyse;
use crate::reading::editors::Editors;
use crate::text::diagnostic::Problems;
use crate::text::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// An archive of articles, given as (name, day, text), and what was wrong.
fn archive(articles: &[(&str, &str, String)], authorities: Authorities) -> (Archive, Problems) {
    let editors = Editors::new(Settings::default(), authorities);
    let summaries = articles.iter().enumerate().map(|(index, (name, day, text))| {
        let path = format!("{name}.txt");
        let source =
            Source::new(path.as_str(), format!("---\ntitle: {name}\ndate: {day}\nlanguage: en\n---\n{text}\n"));
        let file = ArticleFile::new(path, Format::Text);
        Summary::new(index, analyse(&source, &file, &editors, None))
    });
    let mut problems = Problems::default();
    let archive = assemble::archive(summaries.collect(), &editors, &mut problems);
    (archive, problems)
}

/// The same with more front matter for each article.
fn archive_with(articles: &[(&str, &str, &str, String)]) -> (Archive, Problems) {
    let editors = Editors::default();
    let summaries = articles.iter().enumerate().map(|(index, (path, day, front, text))| {
        let head = format!("---\ntitle: {path}\ndate: {day}\nlanguage: en\n{front}---\n");
        let source = Source::new(*path, format!("{head}{text}\n"));
        let file = ArticleFile::new((*path).to_owned(), Format::Text);
        Summary::new(index, analyse(&source, &file, &editors, None))
    });
    let mut problems = Problems::default();
    let archive = assemble::archive(summaries.collect(), &editors, &mut problems);
    (archive, problems)
}

fn said(quote: &str, speaker: &str) -> String {
    format!("The council met in the old town hall. \"{quote},\" said {speaker}, a member of the council.")
}

/// Words of each cluster, with the names of the articles.
fn clusters(archive: &Archive) -> Vec<Vec<&str>> {
    let names = |ids: &[StatementId]| ids.iter().map(|id| archive[archive[*id].article].title.as_str()).collect();
    archive.clusters.iter().map(|cluster| names(&cluster.statements)).collect()
}

/// A made-up language: words by number, so that runs are shared only on purpose.
fn words(seed: u64, count: usize) -> Vec<String> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut syllable = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        ["ba", "do", "ku", "li", "mo", "na", "po", "ri", "su", "te", "va", "zo", "gra", "fle", "sti", "bru"]
            [(state % 16) as usize]
    };
    (0..count).map(|_| format!("{}{}{}", syllable(), syllable(), syllable())).collect()
}

#[test]
fn exact_cut_and_reworded_quotations_are_one_cluster() {
    let quote = "The harbour bridge will open to all traffic in the month of May";
    let articles = [
        ("exact", "2021-01-01", said(quote, "Ana Ruiz")),
        ("again", "2021-01-02", said(quote, "Ana Ruiz")),
        ("cut", "2021-01-03", said("The harbour bridge will open to all traffic", "Ana Ruiz")),
        ("reworded", "2021-01-04", said(&quote.replace("to all", "for all"), "Ana Ruiz")),
        ("other", "2021-01-05", said("The harbour market will close on Sundays until further notice", "Ana Ruiz")),
    ];
    let (archive, _) = archive(&articles, Authorities::default());
    assert_eq!(clusters(&archive), [["exact", "again", "cut", "reworded"]]);
}

#[test]
fn common_words_are_nobodys_wording() {
    let quote = "We will have to see what we can do about it";
    let articles = [("a", "2021-01-01", said(quote, "Ana Ruiz")), ("b", "2021-01-02", said(quote, "Ana Ruiz"))];
    assert_eq!(clusters(&archive(&articles, Authorities::default()).0), Vec::<Vec<&str>>::new());
}

#[test]
fn two_speakers_share_a_cluster_only_with_exactly_the_same_words() {
    let quote = "The harbour bridge will open to all traffic in the month of May";
    let reworded = quote.replace("all", "heavy");
    let same = [("a", "2021-01-01", said(quote, "Ana Ruiz")), ("b", "2021-01-02", said(quote, "Bo Lind"))];
    assert_eq!(clusters(&archive(&same, Authorities::default()).0), [["a", "b"]]);
    let other = [("a", "2021-01-01", said(quote, "Ana Ruiz")), ("b", "2021-01-02", said(&reworded, "Bo Lind"))];
    let (archive, _) = archive(&other, Authorities::default());
    assert_eq!(clusters(&archive), Vec::<Vec<&str>>::new());
    let kinds: Vec<RelationKind> = archive.statements[0].relations.iter().map(|relation| relation.kind).collect();
    assert_eq!(kinds, [RelationKind::SameWords], "the words are linked all the same");
}

/// Quotations of eight to twenty words by three speakers, some of which share a stretch with an earlier one.
fn made_up() -> Vec<(String, String, String)> {
    let mut quotes: Vec<Vec<String>> = Vec::new();
    (0..60_usize)
        .map(|index| {
            let mut quote = words(index as u64 + 1, 8 + index % 13);
            if index % 3 == 2 {
                let earlier = &quotes[index / 2];
                let length = (6 + index % 5).min(earlier.len()).min(quote.len());
                quote[..length].clone_from_slice(&earlier[..length]);
            }
            quotes.push(quote.clone());
            let speaker = ["Ana Ruiz", "Bo Lind", "Cleo Marsh"][index % 3];
            (format!("article{index:02}"), format!("2021-01-{:02}", index % 28 + 1), said(&quote.join(" "), speaker))
        })
        .collect()
}

#[test]
fn every_pair_that_shares_eight_quoted_words_is_found_and_no_cluster_mixes_speakers() {
    let made_up = made_up();
    let articles: Vec<(&str, &str, String)> =
        made_up.iter().map(|(name, day, text)| (name.as_str(), day.as_str(), text.clone())).collect();
    let (archive, _) = archive(&articles, Authorities::default());
    let runs = |id: usize| -> BTreeSet<Vec<&str>> {
        // Of a sentence with a quotation in it, only the quotation counts.
        let words = archive.statements[id]
            .words
            .unmarked()
            .split('"')
            .nth(1)
            .unwrap_or(archive.statements[id].words.unmarked());
        let words: Vec<&str> = words.split_whitespace().map(|word| word.trim_end_matches(',')).collect();
        words.windows(8).map(<[&str]>::to_vec).collect()
    };
    let mut pairs = 0;
    for a in 0..archive.statements.len() {
        for b in a + 1..archive.statements.len() {
            if archive.statements[a].article == archive.statements[b].article || runs(a).is_disjoint(&runs(b)) {
                continue;
            }
            pairs += 1;
            let (left, right) = (&archive.statements[a], &archive.statements[b]);
            let linked = left.relations.iter().any(|relation| relation.to.index() == b);
            assert!(
                linked || left.cluster.is_some() && left.cluster == right.cluster,
                "{} / {}",
                left.words.unmarked(),
                right.words.unmarked()
            );
        }
    }
    assert!(pairs > 5, "the archive has pairs to find: {pairs}");
    for cluster in &archive.clusters {
        let speakers: BTreeSet<_> = cluster.statements.iter().filter_map(|id| archive[*id].speaker).collect();
        let words: BTreeSet<_> = cluster.statements.iter().map(|id| archive[*id].words.unmarked()).collect();
        assert!(speakers.len() < 2 || words.len() == 1);
    }
}

#[test]
fn every_link_is_seen_from_both_ends_and_the_order_of_files_is_irrelevant() {
    let made_up = made_up();
    let mut articles: Vec<(&str, &str, String)> =
        made_up.iter().map(|(name, day, text)| (name.as_str(), day.as_str(), text.clone())).collect();
    let (mut forwards, _) = archive(&articles, Authorities::default());
    for statement in &forwards.statements {
        for relation in &statement.relations {
            let back = forwards[relation.to].relations.iter().any(|back| forwards[back.to].key == statement.key);
            assert!(back, "{relation:?}");
        }
    }
    articles.reverse();
    let (mut backwards, _) = archive(&articles, Authorities::default());
    // The position of a file among the others is all that may differ.
    forwards.articles.iter_mut().chain(&mut backwards.articles).for_each(|article| article.file = 0);
    assert_eq!(forwards, backwards);
}

#[test]
fn a_story_that_two_papers_print_is_counted_once() {
    let story = format!(
        "{}\n\n{}\n\n{}",
        said("The harbour bridge will open to all traffic in the month of May", "Ana Ruiz"),
        words(7, 60).join(" ") + ".",
        words(8, 60).join(" ") + "."
    );
    let articles = [
        ("first", "2021-01-01", story.clone()),
        ("second", "2021-01-02", story),
        ("third", "2021-01-03", words(9, 120).join(" ")),
    ];
    let (archive, _) = archive(&articles, Authorities::default());
    let duplicates: Vec<_> = archive.articles.iter().map(|article| article.duplicate_of.map(|id| id.0)).collect();
    assert_eq!(duplicates, [None, Some(0), None]);
    let ruiz = archive.people.iter().find(|person| person.name == "Ana Ruiz").expect("she speaks");
    assert_eq!(ruiz.statements.len(), 1);
}

#[test]
fn an_editors_relation_is_shown_on_both_ends_or_reported_with_what_is_near() {
    let yaml = "- from: {article: b, words: open in June}\n  kind: corrects\n  to: {article: a, words: open to all}\n- from: \
                {article: b, words: open in late June}\n  kind: corrects\n  to: {article: c, words: x}\n";
    let mut problems = Problems::default();
    let authorities = crate::parsing::authorities::read(&[Source::new("relations.yaml", yaml)], &mut problems);
    let articles = [
        ("a", "2021-01-01", said("The harbour bridge will open to all traffic in May", "Ana Ruiz")),
        ("b", "2021-01-02", said("It turns out that the bridge will only open in June", "Ana Ruiz")),
    ];
    let (archive, problems) = archive(&articles, authorities);
    let editorial = |id: usize| {
        let kinds = archive.statements[id].relations.iter().map(|relation| relation.kind);
        kinds.filter(|kind| matches!(kind, RelationKind::Editorial(..))).collect::<Vec<_>>()
    };
    use crate::model::authorities::EditorialRelation::Corrects;
    assert_eq!(editorial(0), [RelationKind::Editorial(Corrects, true)]);
    assert_eq!(editorial(1), [RelationKind::Editorial(Corrects, false)]);
    let problems: Vec<_> = problems.0.iter().filter(|problem| problem.code == "relation-unresolved").collect();
    assert_eq!(problems.len(), 2);
    assert!(problems[0].hints[0].contains("open in [-late-] June"), "{:?}", problems[0].hints);
    assert_eq!(problems[0].place.as_ref().map(|place| place.line), Some(4));
}

#[test]
fn events_are_listed_ones_and_days_that_several_articles_speak_of() {
    let yaml = "- name: Harbour vote\n  date: 2021-01-10\n  terms: [voted]\n";
    let authorities = crate::parsing::authorities::read(&[Source::new("events.yaml", yaml)], &mut Problems::default());
    let about = |more: &str, filler: u64| {
        let vote = "The council voted on the harbour on January 10, 2021.";
        format!(
            "{vote}\n\n{}.\n\nIn May the New Alder collapse of December 3, 2020, {more}.",
            words(filler, 80).join(" ")
        )
    };
    let articles = [
        ("a", "2021-02-01", about("cost the town dearly", 1)),
        ("b", "2021-02-02", about("was discussed again", 2)),
        ("c", "2021-02-03", about("has not been explained", 3)),
    ];
    let (archive, _) = archive(&articles, authorities);
    let events: BTreeMap<&str, (bool, usize)> =
        archive.events.iter().map(|event| (event.name.as_str(), (event.listed, event.mentions.len()))).collect();
    assert_eq!(events.get("Harbour vote"), Some(&(true, 3)));
    assert_eq!(events.get("New Alder collapse"), Some(&(false, 3)), "{events:?}");
}

#[test]
fn what_two_captures_of_an_article_say_counts_once_and_makes_no_cluster() {
    let quote = "The harbour bridge will open to all traffic in the month of May";
    let text = |more: &str| format!("{}\n\n{}.\n\n{more}", said(quote, "Ana Ruiz"), words(7, 120).join(" "));
    let articles = [
        (
            "seeds/vote.txt",
            "2021-01-01",
            "",
            text("\"Nobody will pay a toll for it in this century,\" said Bo Lind, a driver."),
        ),
        ("seeds/vote-corrected.txt", "2021-01-02", "supersedes: vote.txt\n", text("Nothing more was said.")),
    ];
    let (archive, problems) = archive_with(&articles);
    assert!(problems.0.iter().all(|problem| !problem.code.starts_with("supersede")), "{problems:?}");
    assert_eq!(archive.articles[0].superseded_by.map(|id| id.0), Some(1));
    assert_eq!(archive.articles[1].supersedes.map(|id| id.0), Some(0));
    assert_eq!(archive.articles.iter().filter(|article| article.duplicate_of.is_some()).count(), 0);
    assert_eq!(clusters(&archive), Vec::<Vec<&str>>::new());
    let said_by = |name: &str| {
        let person = archive.people.iter().find(|person| person.name == name).expect("they speak");
        person.statements.iter().map(|id| archive[*id].article.0).collect::<Vec<_>>()
    };
    assert_eq!(said_by("Ana Ruiz"), [1], "the latest capture stands for both");
    assert_eq!(said_by("Bo Lind"), [0], "what was taken out stays on record");
}

#[test]
fn a_capture_that_supersedes_nothing_is_reported_with_what_is_near() {
    let articles = [
        ("vote.txt", "2021-01-01", "", "One.".to_owned()),
        ("mistyped.txt", "2021-01-02", "supersedes: vite.txt\n", "Two.".to_owned()),
        ("itself.txt", "2021-01-03", "supersedes: itself.txt\n", "Three.".to_owned()),
        ("first.txt", "2021-01-04", "supersedes: vote\n", "Four.".to_owned()),
        ("second.txt", "2021-01-05", "supersedes: vote\n", "Five.".to_owned()),
    ];
    let (_, problems) = archive_with(&articles);
    let mut found: Vec<(&str, &str)> = problems
        .0
        .iter()
        .filter(|problem| problem.code.starts_with("supersede"))
        .map(|problem| (problem.code.as_str(), problem.hints.first().map_or("", String::as_str)))
        .collect();
    found.sort_unstable();
    assert_eq!(found[0], ("superseded-twice", "did you mean `first.txt`?"));
    assert_eq!(found[1], ("supersedes-itself", "only the later of two captures names the other"));
    assert_eq!(found[2].0, "supersedes-nothing");
    assert!(found[2].1.contains("`vote.txt`"), "{found:?}");
    let place = problems.0.iter().find(|problem| problem.code == "supersedes-nothing").and_then(|it| it.place.clone());
    assert_eq!(place.map(|place| (place.path, place.line)), Some(("mistyped.txt".to_owned(), 5)));
}

#[test]
fn an_event_lists_what_the_articles_that_mention_it_say_of_it_and_nothing_else() {
    let text = |more: &str, filler: u64| {
        let mention = "Everybody remembers the New Alder flood of December 3, 2020.";
        let filler = words(filler, 80).join(" ");
        format!("{mention}\n\n{filler}.\n\n{}", said(more, "Ana Ruiz"))
    };
    let articles = [
        ("a", "2021-02-01", text("The flood in New Alder took all that we had", 1)),
        ("b", "2021-02-02", text("New Alder has the best harbour of the whole coast", 2)),
        ("c", "2021-02-03", text("We are still waiting for the money", 3)),
    ];
    let (archive, _) = archive(&articles, Authorities::default());
    assert!(archive.events.len() == 1 && archive.events[0].name.starts_with("New Alder flood"));
    let said: Vec<&str> = archive.events[0].statements.iter().map(|id| archive[*id].words.unmarked()).collect();
    assert_eq!(said, ["The flood in New Alder took all that we had"]);
}

#[test]
fn a_sentence_with_two_dates_is_one_mention_of_an_event_also_behind_a_dateline() {
    let yaml = "- name: Harbour vote\n  date: 2021-12\n";
    let authorities = crate::parsing::authorities::read(&[Source::new("events.yaml", yaml)], &mut Problems::default());
    let opening = "OLD HARBOUR, December 22 (Wire) - The council of Old Harbour that voted on December 20 will vote again on Thursday \
                   about the long wall behind the market.";
    let articles = [("one", "2021-12-22", opening.to_owned())];
    let (archive, _) = archive(&articles, authorities);
    let days: BTreeSet<String> = archive.mentions.iter().map(|mention| mention.when.to_string()).collect();
    assert!(days.len() >= 2, "{days:?}");
    assert_eq!(archive.events.len(), 1);
    assert_eq!(archive.events[0].mentions.len(), 1, "{:?}", archive.mentions);
}

/// Beginnings of the words of each claim's reports, the one that tells most first.
fn claims(archive: &Archive) -> Vec<Vec<&str>> {
    let beginning = |id: &StatementId| {
        let words = archive[*id].words.unmarked();
        words.char_indices().nth(24).map_or(words, |(end, _)| &words[..end])
    };
    archive.claims.iter().map(|claim| claim.statements.iter().map(beginning).collect()).collect()
}

#[test]
fn a_report_and_the_quotation_that_bears_it_out_are_one_claim() {
    let text = "Ana Ruiz, the mayor, said that the swing bridge would reopen to lorries before the herring season.\n\n\
                \"We will reopen the swing bridge to lorries before the herring season begins,\" Ruiz said.\n\n\
                \"The school roof is another matter,\" she said.";
    let (archive, _) = archive(&[("one", "2021-01-01", text.to_owned())], Authorities::default());
    assert_eq!(claims(&archive), [["We will reopen the swing", "that the swing bridge wo"]]);
}

#[test]
fn a_quotation_in_the_next_sentence_bears_a_report_out_in_other_words() {
    let report = "Ana Ruiz, the mayor, said the swing bridge would be closed to lorries for a season.";
    let with = |between: &str, quotation: &str| {
        let text = format!("{report}{between}\n\n\"{quotation},\" Ruiz said.");
        let (archive, _) = archive(&[("One", "2021-03-01", text)], Authorities::default());
        claims(&archive).len()
    };
    let quotation =
        "Those lorries are too heavy, and as long as the bridge shakes under them nobody will drive one across";
    assert_eq!(with("", quotation), 1);
    assert_eq!(with(" The council has not met since the autumn storms, and no date is set.", quotation), 0);
    assert_eq!(with("", "The school roof is another matter that this council has to look at"), 0);
    assert_eq!(with("", "The bridge will not be closed to lorries, whatever the council says"), 0);
}

#[test]
fn a_long_turn_does_not_make_one_claim_of_its_pieces() {
    let long = "I learned of the crack in the northern wall yesterday like everybody else. The wall has been measured by three \
                engineers since. There is no danger to those who sleep in the valley below";
    let articles = [
        ("long", "2021-03-15", said(long, "Ana Ruiz")),
        (
            "one",
            "2021-03-15",
            said("I learned of the crack in the northern wall yesterday like everybody else", "Ana Ruiz"),
        ),
        ("two", "2021-03-15", said("There is no danger to those who sleep in the valley below", "Ana Ruiz")),
    ];
    let (archive, _) = archive(&articles, Authorities::default());
    let claim = |at: usize| archive.statements[at].claim;
    assert_eq!(archive.statements.len(), 3);
    assert!(claim(0).is_some() && (claim(1).is_none() || claim(2).is_none()), "{:?}", claims(&archive));
}

#[test]
fn the_same_words_on_two_days_that_are_told_are_two_claims() {
    let told = |day: &str| {
        format!("\"No lorry will ever cross the swing bridge again,\" Ana Ruiz, the mayor, told reporters on {day}.")
    };
    let articles = [("one", "2021-03-16", told("Monday")), ("two", "2021-03-17", told("Tuesday"))];
    let (archive, _) = archive(&articles, Authorities::default());
    assert_eq!(clusters(&archive).len(), 1, "the words are linked");
    assert_eq!(claims(&archive), Vec::<Vec<&str>>::new());
}

#[test]
fn a_sentence_within_a_quotation_differs_from_what_was_said_before() {
    let changed = "I have changed my mind, and I am not ashamed of that at all. The windfarm will not ruin the ridge";
    let articles = [
        ("one", "2021-03-01", said("The windfarm will ruin the ridge. I will vote against all of it", "Ana Ruiz")),
        ("two", "2021-05-01", said(changed, "Ana Ruiz")),
    ];
    let (archive, _) = archive(&articles, Authorities::default());
    let differs = |at: usize| {
        let relations = archive.statements[at].relations.iter();
        relations.filter(|relation| relation.kind == RelationKind::DiffersFrom).count()
    };
    assert_eq!((0..2).map(differs).collect::<Vec<_>>(), [1, 1], "{:?}", archive.statements);
}

#[test]
fn what_differs_in_speaker_number_or_denial_is_another_claim() {
    let said = "Ana Ruiz said that the swing bridge would cost 5 million crowns before the herring season.";
    for other in [
        "Ole Brandt said that the swing bridge would cost 5 million crowns before the herring season.",
        "Ana Ruiz said that the swing bridge would cost 7 million crowns before the herring season.",
        "Ana Ruiz said that the swing bridge would cost six million crowns before the herring season.",
        "Ana Ruiz said that the swing bridge would not cost 5 million crowns before the herring season.",
        "Ana Ruiz denied that the swing bridge would cost 5 million crowns before the herring season.",
    ] {
        let text = format!("{said}\n\nThe council met again.\n\n{other}");
        let (archive, _) = archive(&[("one", "2021-01-01", text)], Authorities::default());
        assert_eq!(archive.statements.len(), 2, "{other}");
        assert_eq!(claims(&archive), Vec::<Vec<&str>>::new(), "{other}");
    }
}

#[test]
fn papers_of_one_day_report_one_claim_and_those_of_another_week_do_not() {
    let report = |verb: &str| {
        format!("Ana Ruiz {verb} that the swing bridge would reopen to lorries before the herring season.")
    };
    let articles = [
        ("one", "2021-01-01", report("said")),
        ("two", "2021-01-01", report("announced")),
        ("late", "2021-01-15", report("said")),
    ];
    let (archive, _) = archive(&articles, Authorities::default());
    assert_eq!(claims(&archive).iter().map(Vec::len).collect::<Vec<_>>(), [2]);
    let [a, b, late] = &archive.statements[..] else { panic!("three statements") };
    assert!(a.claim.is_some() && a.claim == b.claim && late.claim.is_none());
    assert!(a.relations.iter().any(|relation| relation.kind == RelationKind::SameClaim));
}

/// The claims of an archive, as the words of their statements.
fn claim_of<'a>(archive: &'a Archive, words: &str) -> Vec<&'a str> {
    let row = archive.statements.iter().find(|row| row.words.unmarked().contains(words));
    let claim = row.unwrap_or_else(|| panic!("nobody says {words}")).claim;
    let statements = claim.map_or(&[][..], |claim| &archive[claim].statements);
    statements.iter().map(|id| archive[*id].words.unmarked()).collect()
}

#[test]
fn a_few_quoted_words_join_a_report_with_the_quotation_they_are_from() {
    let text = "The council met. Ana Ruiz, the mayor, said the ferry had been “a poor choice of vessel” for the town.\n\n\
                Ole Lund, a fisherman, left early. He said nothing of it.\n\n\
                \"Yes, I will say it. That was a poor choice of vessel. The town needs a bridge and it needs teachers,\" Ruiz said.";
    let (archive, _) = archive(&[("One", "2021-03-01", text.to_owned())], Authorities::default());
    assert_eq!(claim_of(&archive, "poor choice of vessel” for").len(), 2, "{:?}", archive.statements);
}

#[test]
fn what_quotes_other_words_on_the_same_subject_is_another_claim() {
    let text = "Ana Ruiz, the mayor, said the old bridge was “rotten, unsafe and a disgrace” to the harbour of the town.\n\n\
                \"The old bridge in the harbour of the town was built by my grandfather,\" Ruiz said.";
    let (archive, _) = archive(&[("One", "2021-03-01", text.to_owned())], Authorities::default());
    assert!(claim_of(&archive, "rotten, unsafe").is_empty(), "{:?}", claim_of(&archive, "rotten, unsafe"));
}

#[test]
fn a_description_of_the_speaker_does_not_part_a_report_from_its_quotation() {
    let text = "Ana Ruiz, the mayor, said the council would build a tunnel that “encourages patience and prudence” in drivers.\n\n\
                \"We need something that encourages patience and prudence in everybody,\" the former mayor said.";
    let (archive, _) = archive(&[("One", "2021-03-01", text.to_owned())], Authorities::default());
    assert_eq!(claim_of(&archive, "would build a tunnel").len(), 2, "{:?}", archive.statements);
}

#[test]
fn editors_join_claims_and_part_them() {
    let articles = [
        ("one", "2021-03-01", said("No ship will ever carry grain again", "Ana Ruiz")),
        ("two", "2021-03-09", said("Grain goes by rail from now on", "Ana Ruiz")),
        ("three", "2021-03-02", said("The harbour shall be dredged to nine metres before winter comes", "Ana Ruiz")),
        ("four", "2021-03-02", said("The harbour shall be dredged to nine metres before winter comes", "Ana Ruiz")),
    ];
    let yaml = "- {kind: one-claim, from: {article: one, words: No ship}, to: {article: two, words: Grain goes}}\n\
                - {kind: none, from: {article: three, words: dredged}, to: {article: four, words: dredged}}\n";
    let mut problems = Problems::default();
    let read = crate::parsing::authorities::read(&[Source::new("relations.yaml", yaml)], &mut problems);
    assert!(problems.0.is_empty(), "{problems:?}");
    let (archive, _) = archive(&articles, read);
    assert_eq!(
        claim_of(&archive, "No ship will"),
        ["No ship will ever carry grain again", "Grain goes by rail from now on"]
    );
}

#[test]
fn short_telling_words_of_one_speaker_are_linked_and_formulas_are_not() {
    let plain = |speaker: &str, words: &str, rest: &str| {
        // Texts that are hardly alike: otherwise they would be one story.
        let weather = self::words(words.len() as u64 * 31 + rest.len() as u64, 24).join(" ");
        format!("The {weather} came. {speaker}, a member of the council, said the plan was “{words}” {rest}.")
    };
    let mut articles = vec![
        ("a1", "2021-03-01", plain("Ana Ruiz", "a feast for crows", "and left")),
        ("a2", "2021-04-20", plain("Ana Ruiz", "a feast for crows and gulls", "once more")),
    ];
    let people = ["Ana Ruiz", "Ole Lund", "Eva Berg", "Per Sand"];
    let names = ["f1", "f2", "f3", "f4", "f5"];
    for (at, name) in names.into_iter().enumerate() {
        articles.push((name, "2021-05-01", plain(people[at % 4], "a harbour board matter", "in the end")));
    }
    let (archive, _) = archive(&articles, Authorities::default());
    let linked = |article: usize| {
        let links = archive.articles[article].statement_ids().flat_map(|id| &archive[id].relations);
        links.filter(|relation| relation.kind == RelationKind::SameWords).count()
    };
    assert_eq!((linked(0), linked(1)), (1, 1), "{:?}", archive.statements);
    let formulas: usize = (2..archive.articles.len()).map(linked).sum();
    assert_eq!(formulas, 0);
}

#[test]
fn reports_of_one_interview_are_one_occasion_with_the_day_that_one_of_them_gives() {
    let articles = [
        (
            "wire",
            "2021-03-04",
            "“The ferry will stop for good,” Ana Ruiz, the mayor, said in an interview with Radio Larkhaven on Tuesday.\n\n\
             “Nobody asked the islanders,” Ruiz said in the interview with Radio Larkhaven."
                .to_owned(),
        ),
        (
            "post",
            "2021-03-03",
            "“Nobody shall pay a toll on the bridge,” Ana Ruiz, the mayor, said in an interview with Radio Larkhaven.".to_owned(),
        ),
        (
            "rally",
            "2021-03-03",
            "“We will dance on the quay,” Ana Ruiz, the mayor, said at a rally in Port Alder.".to_owned(),
        ),
    ];
    let (archive, _) = archive(&articles, Authorities::default());
    assert_eq!(archive.occasions.len(), 1, "{:?}", archive.occasions);
    let row = &archive.occasions[0];
    assert_eq!(row.slug, "2021-03-02-ana-ruiz-interview-with-radio-larkhaven");
    let words: Vec<&str> = row.statements.iter().map(|id| archive[*id].words.unmarked()).collect();
    assert_eq!(words.len(), 3, "{words:?}");
    assert_eq!(words[0], "The ferry will stop for good", "the article that reports most leads");
    let days: BTreeSet<String> =
        row.statements.iter().filter_map(|id| archive[*id].said_on.map(|(when, _)| when.to_string())).collect();
    assert_eq!(days, BTreeSet::from(["2021-03-02".to_owned()]));
}

#[test]
fn promises_have_the_day_that_their_words_give() {
    let articles = [
        ("one", "2021-03-01", "Ana Ruiz, the mayor, promised to open the bridge by June 4, 2021. Ole Lund denied that he had sold the ferry. Eva Berg declined to say whether the ferry had sunk.".to_owned()),
        ("two", "2021-09-01", "“It rains,” said Ana Ruiz, the mayor.".to_owned()),
    ];
    let (archive, _) = archive(&articles, Authorities::default());
    let registers = crate::linking::registers::Registers::of(&archive).entries;
    let names: Vec<&str> = registers.iter().map(|entry| entry.register.name()).collect();
    assert_eq!(names, ["promise", "denial", "refusal"], "{registers:?}");
    assert_eq!(registers[0].due.map(|when| when.to_string()).as_deref(), Some("2021-06-04"));
    assert!(registers[0].past_due && !registers[1].past_due);
}
