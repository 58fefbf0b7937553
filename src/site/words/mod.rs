//! The words of the interface: every fixed word of every page, in the language of `book.toml`.
//!
//! One file per language in `templates/strings/`, compiled in. An archive's own `templates/strings/<language>.toml` replaces
//! single words of ours, or adds a language: then it must have them all, and each that is missing is an error naming it.
//! [`Words`] holds them; [`say`] puts dates, numbers and counts into them.

pub(crate) mod desk;
mod plural;
pub(crate) mod say;

use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span};
use plural::Counted;
use serde::Serialize;

/// The files that are compiled in, by language tag.
const FILES: &[(&str, &str)] = &[
    ("ar", include_str!("../../../templates/strings/ar.toml")),
    ("de", include_str!("../../../templates/strings/de.toml")),
    ("en", include_str!("../../../templates/strings/en.toml")),
    ("es", include_str!("../../../templates/strings/es.toml")),
    ("fr", include_str!("../../../templates/strings/fr.toml")),
    ("ru", include_str!("../../../templates/strings/ru.toml")),
];

impl Words {
    /// The files that are compiled in, by language tag.
    pub(crate) fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
        FILES.iter().copied()
    }
}

macro_rules! words {
    (words: $($word:ident)* ; counted: $($counted:ident)* ; lists: $($list:ident)* ;) => {
        /// Every word of the interface, by its key in the strings file.
        #[derive(Clone, Debug, Default, PartialEq, Serialize)]
        pub(crate) struct Words {
            /// The language these are in.
            pub(crate) language: String,
            $(pub(crate) $word: String,)*
            $(pub(crate) $counted: Counted,)*
            $(pub(crate) $list: Vec<String>,)*
        }

        /// The key of every word.
        const KEYS: &[&str] = &[$(stringify!($word),)* $(stringify!($counted),)* $(stringify!($list),)*];

        impl Words {
            /// The words of a table that has them all; else what is wrong with the first that does not fit.
            ///
            /// Filled field by field in loops, because a derived `Deserialize` for this many fields is one function of half a
            /// megabyte, over which the compiler sits for minutes.
            fn from_table(mut table: toml::Table) -> Result<Words, String> {
                let mut words = Words::default();
                let texts: &mut [(&str, &mut String)] = &mut [$((stringify!($word), &mut words.$word)),*];
                for (key, slot) in texts {
                    **slot = take(&mut table, key)?;
                }
                let counted: &mut [(&str, &mut Counted)] = &mut [$((stringify!($counted), &mut words.$counted)),*];
                for (key, slot) in counted {
                    **slot = take(&mut table, key)?;
                }
                let lists: &mut [(&str, &mut Vec<String>)] = &mut [$((stringify!($list), &mut words.$list)),*];
                for (key, slot) in lists {
                    **slot = take(&mut table, key)?;
                }
                Ok(words)
            }
        }
    };
}

words! {
    words:
        // the frame of every page
        skip search menu home articles statements people topics dates outlets events notes about
        // lists
        page_of previous next earlier later undated by_day undated_lead a_to_z organisation also_known roles chart_over_time
        // home
        latest chronology
        // article
        by updated source_link transcript rights left_out left_out_lead related same_story also_published cite cite_as copied original
        inferred approximate basis_front_matter basis_dateline basis_address basis_file_name basis_weekday basis_lede basis_text basis_neighbours
        basis_correction facts_corrected reviewed_count no_text
        // captures of one article
        later_capture earlier_capture changes changes_lead changed taken_out put_in statements_affected notes_affected
        note_stands note_gone
        // statements
        unresolved could_be kind_direct kind_indirect kind_mixed certainty_high certainty_medium certainty_low
        manner_full manner_surname manner_turn manner_office manner_pronoun manner_context manner_editor manner_standing manner_report
        reason_named_before reason_named_with_office reason_after_article reason_organisation
        reason_only_name reason_only_name_inflected reason_no_fuller_name reason_first_holder reason_only_holder
        reason_only_of_kind reason_listed_holder reason_holder_spoke_last reason_nearest_holder reason_spoke_last
        reason_only_named_before reason_pronoun_speaker reason_pronoun_subject reason_pronoun_nearest
        reason_pronoun_body reason_goes_on reason_only_introduced reason_speaks_around reason_together
        reason_ambiguous reason_no_name
        by_office by_pronoun by_context by_standing by_report
        review_checked review_corrected review_added review_signed
        standing_denied standing_not_said standing_declined standing_to_come standing_not_denied standing_declined_to_deny
        standing_denial_to_come standing_asked standing_demanded standing_promised standing_words
        nested in_answer told_to passed_on_by link_here same_words_page
        act_says act_writes act_asks act_denies act_claims act_orders act_promises act_announces act_thinks
        // relations
        relation_same_words relation_same_claim also_reported reported_in_headline reported_in_text relation_same_speaker relation_same_event relation_close
        relation_answers relation_contradicts relation_corrects relation_clarifies relation_repeats relation_translates
        relation_answered relation_contradicted relation_corrected relation_clarified relation_repeated relation_translated
        relation_changed relation_changed_by relation_record relation_quoted
        relation_differs differs_standing differs_words
        occasion occasions occasions_lead occasion_day_stated occasion_day_taken occasion_going_on
        registers registers_lead register_promises register_denials register_refusals register_unanswered unanswered_silent unanswered_declined unanswered_unreached promise_due promise_past_due
        heard heard_lead heard_all heard_person heard_office heard_organisation heard_document heard_words heard_most
        record_verbatim record_cut record_joined record_altered record_missing
        evidence_topics evidence_paragraph evidence_date evidence_event evidence_terms evidence_editor
        // notes
        note_comment note_context note_correction note_question note_verdict note_reply note_lost note_moved by_author by_kind by_tag
        // dates
        published said said_before said_after mentioned took_place month_calendar nothing_here
        date_day date_day_short date_month date_week date_quarter date_year date_decade
        // topics, people, outlets, events, wordings
        broader narrower wordings wordings_lead wording_lead topic_found person_on_topic by_speaker latest_statements threads mentioned_in website
        // search, about, errors
        search_sort search_relevance search_newest search_oldest search_view search_passages search_kwic search_csv
        search_filters search_years search_kinds search_more search_one search_many search_read search_nearly search_small search_and search_or search_not
        search_nothing search_elsewhere search_meant search_unused search_failed search_as_outlet search_no_date search_no_topic search_no_speaker search_no_outlet
        search_in_statements search_in_titles
        search_in_notes search_in_articles
        search_lead search_needs_script about_lead about_how about_how_text about_marks
        mark_statement_sign mark_statement mark_note_sign mark_note mark_date_sign mark_date certainty_high_means
        certainty_medium_means certainty_low_means about_words about_names
        manner_full_means manner_surname_means manner_turn_means manner_office_means manner_pronoun_means manner_context_means
        manner_editor_means manner_standing_means manner_report_means one_by_words one_by_office one_by_spelling language_few_rules language_without_rules
        unresolved_means rules rules_lead about_rules about_rules_text about_data about_data_text
        suggest_correction quality_heading quality_lead quality_stale quality_right quality_of quality_between quality_words quality_speaker quality_day
        repository not_found not_found_lead
        moved
        // what is remarkable about statements, and headings
        standing_joined unsure in_words_of said_again said_again_reworded checked corrected added quoted_word_for_word
        search_in search_try from_editors show_all from_to newest_first first_to_last said_often by_topic everything_said
        first_said last_said said_to often_with everybody_on not_named reports_compared reports_first col_reported
        col_words col_same also_told verdict_same verdict_agree verdict_one_day verdict_days verdict_translated
        verdict_only when_said this_statement around_it inside_it just_before just_after how_we_know in_its_place
        who_speaks_here by_weight mentioned_once organisations no_statements nobody_speaks no_notes imprint in_other_archives in_other_archives_lead
        years_only_spoken_of first_steps in_other_words printed_otherwise also_in data
        // what is remarkable about statements, and headings
        cite_statement embed
        // what is remarkable about statements, and headings
        search_said
        // what is remarkable about statements, and headings
        days
        // what is remarkable about statements, and headings
        share_quoted figure_named figure_inferred figure_unnamed figure_checked figure_nested about_ink about_in_text
        // what is remarkable about statements, and headings
        how_said all_of_them
        // signs
        quote_open quote_close comma group digits ;
    counted:
        count_articles count_statements count_people count_topics count_notes count_events
        count_reports count_wordings count_days_apart count_in_outlets count_quoted count_more
        count_not_drawn
        count_outlets same_words_count count_same_paragraphs ;
    lists:
        months months_alone months_short weekdays weekdays_short seasons ;
}

impl Words {
    /// The words of a language, ours or the archive's own.
    ///
    /// `overrides` are the archive's strings files: language tag and source. What is wrong with one is reported at its place;
    /// then ours are used, and for a language that we have not, the English ones.
    pub(crate) fn read(language: &str, overrides: &[(String, Source)], problems: &mut Problems) -> Words {
        let primary = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
        let built_in = |tag: &str| FILES.iter().find(|(known, _)| *known == tag).map(|(_, text)| table(text));
        let own = overrides.iter().find(|(tag, _)| *tag == language || *tag == primary).map(|(_, source)| source);
        let mut words = built_in(&primary).unwrap_or_default();
        if let Some(source) = own {
            match source.text.parse::<toml::Table>() {
                Ok(table) => {
                    report_unknown_keys(&table, source, problems);
                    words.extend(table.into_iter().filter(|(key, _)| KEYS.contains(&key.as_str())));
                }
                Err(error) => problems.push(diagnostic(&error, source)),
            }
            let missing: Vec<&str> = KEYS.iter().copied().filter(|key| !words.contains_key(*key)).collect();
            if !missing.is_empty() {
                problems.push(
                    Diagnostic::error("missing-string", format!("`{}` is missing here", missing.join("`, `")))
                        .in_file(source.path.clone())
                        .hint(format!("pages in `{language}` need every word; until then they are in English")),
                );
            }
        } else if words.is_empty() {
            problems.push(
                Diagnostic::warning("no-interface-language", format!("there are no interface words in `{language}`"))
                    .hint(format!(
                        "the interface is in English; add `templates/strings/{language}.toml` to translate it"
                    )),
            );
        }
        match Words::from_table(words) {
            Ok(words) if valid(&words) => Words { language: language.to_owned(), ..words },
            outcome => {
                if let (Some(source), Err(message)) = (own, &outcome) {
                    if !message.is_empty() {
                        problems.push(Diagnostic::error("bad-string", message.clone()).in_file(source.path.clone()));
                    }
                } else if let Some(source) = own {
                    let message = "months are 12, weekdays 7, seasons 4, digits 10 or none";
                    problems.push(Diagnostic::error("bad-string", message).in_file(source.path.clone()));
                }
                let ours = built_in(&primary).or_else(|| built_in("en")).unwrap_or_default();
                Words::from_table(ours).expect("a strings file that is compiled in has every word")
            }
        }
    }
}

/// Whether the lists have the lengths that dates and numbers need.
fn valid(words: &Words) -> bool {
    let twelve = [&words.months, &words.months_alone, &words.months_short];
    let seven = [&words.weekdays, &words.weekdays_short];
    twelve.iter().all(|list| list.len() == 12)
        && seven.iter().all(|list| list.len() == 7)
        && words.seasons.len() == 4
        && matches!(words.digits.chars().count(), 0 | 10)
}

/// Takes a word out of a table. An empty message says that it is missing, which is reported for all words at once.
fn take<T: serde::de::DeserializeOwned>(table: &mut toml::Table, key: &str) -> Result<T, String> {
    let value = table.remove(key).ok_or_else(String::new)?;
    value.try_into().map_err(|error: toml::de::Error| format!("`{key}`: {}", error.message().trim_end()))
}

/// A strings file that is compiled in.
fn table(text: &str) -> toml::Table {
    text.parse().expect("a strings file that is compiled in is TOML")
}

/// A mistyped key is a warning with advice, not a word that silently does nothing.
fn report_unknown_keys(table: &toml::Table, source: &Source, problems: &mut Problems) {
    for key in table.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        let at = source.text.find(key.as_str()).unwrap_or(0);
        let span = Span::new(at, (at + key.len()).min(source.text.len()));
        let problem = Diagnostic::warning("unknown-string", format!("no page uses the word `{key}`")).at(source, span);
        problems.push(match crate::text::diagnostic::did_you_mean(key, KEYS.iter().copied()) {
            Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
            None => problem,
        });
    }
}

/// A TOML error at its place.
fn diagnostic(error: &toml::de::Error, source: &Source) -> Diagnostic {
    let problem = Diagnostic::error("bad-strings-file", error.message().to_owned());
    match error.span() {
        Some(span) if source.text.is_char_boundary(span.start) && source.text.is_char_boundary(span.end) => {
            problem.at(source, Span::from(span))
        }
        _ => problem.in_file(source.path.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_that_is_compiled_in_has_every_word() {
        for (tag, _) in FILES {
            let mut problems = Problems::default();
            let words = Words::read(tag, &[], &mut problems);
            assert_eq!((words.language.as_str(), problems.0.len()), (*tag, 0));
        }
    }

    #[test]
    fn an_archive_may_replace_a_word_and_a_mistyped_one_is_reported() {
        let mut problems = Problems::default();
        let own = Source::new("templates/strings/en.toml", "people = \"Speakers\"\nhomme = \"Start\"\n");
        let words = Words::read("en", &[("en".to_owned(), own)], &mut problems);
        assert_eq!((words.people.as_str(), words.home.as_str()), ("Speakers", "Home"));
        assert_eq!(problems.0[0].hints, ["did you mean `home`?"]);
    }

    #[test]
    fn a_language_of_the_archive_names_the_words_it_lacks() {
        let mut problems = Problems::default();
        let own = Source::new("templates/strings/cy.toml", "people = \"Pobl\"\n");
        let words = Words::read("cy", &[("cy".to_owned(), own)], &mut problems);
        assert_eq!(words.people, "People");
        assert!(problems.0[0].message.contains("`topics`"), "{problems:?}");
    }
}
