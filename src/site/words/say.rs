//! Dates, numbers and counts in the words of the interface.

use super::Words;
use super::plural::Counted;
use crate::model::archive::Fit;
use crate::model::corrections::Review;
use crate::model::note::NoteKind;
use crate::model::published::Basis;
use crate::model::reason::Reason;
use crate::model::reported::Standing;
use crate::model::statement::{Act, Certainty, Kind, Manner};
use crate::model::when::{Precision, When};
use chrono::{Datelike, NaiveDate};

/// Puts values in the place of `{name}` in a pattern.
pub(crate) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let known = after.find('}').and_then(|close| {
            let value = values.iter().find(|(name, _)| *name == &after[..close])?;
            Some((value.1, &after[close + 1..]))
        });
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

impl Words {
    /// A number with the separators and digits of the language.
    pub(crate) fn number(&self, number: usize) -> String {
        let plain = number.to_string();
        let mut said = String::with_capacity(plain.len() + 4);
        for (at, digit) in plain.chars().enumerate() {
            let left = plain.len() - at;
            if at > 0 && left.is_multiple_of(3) && number >= 10_000 {
                said.push_str(&self.group);
            }
            said.push(digit);
        }
        self.own_digits(said)
    }

    /// Text with its digits as the language writes them.
    fn own_digits(&self, text: String) -> String {
        if self.digits.is_empty() {
            return text;
        }
        let own = |letter: char| letter.to_digit(10).and_then(|digit| self.digits.chars().nth(digit as usize));
        text.chars().map(|letter| own(letter).unwrap_or(letter)).collect()
    }

    /// A count in words: "3 statements".
    pub(crate) fn count(&self, counted: &Counted, count: usize) -> String {
        fill(counted.form(&self.language, count), &[("n", &self.number(count))])
    }

    /// A date: "17 December 2021", "December 2021", "4th quarter of 2021".
    pub(crate) fn date(&self, when: When) -> String {
        let year = when.start.year().to_string();
        let month = when.start.month0() as usize;
        let said = match when.precision {
            Precision::Day => self.day_by(&self.date_day, when.start),
            Precision::Week => fill(&self.date_week, &[("date", &self.day_by(&self.date_day, when.start))]),
            Precision::Month => fill(&self.date_month, &[("month", &self.months_alone[month]), ("year", &year)]),
            Precision::Quarter => fill(&self.date_quarter, &[("n", &(month / 3 + 1).to_string()), ("year", &year)]),
            Precision::Season => {
                let season = &self.seasons[(month + 1) % 12 / 3];
                fill(&self.date_month, &[("month", season), ("year", &year)])
            }
            Precision::Year => fill(&self.date_year, &[("year", &year)]),
            Precision::Decade => fill(&self.date_decade, &[("year", &year)]),
        };
        self.own_digits(said)
    }

    /// A day in few letters: "17 Dec 2021".
    pub(crate) fn short_date(&self, when: When) -> String {
        match when.precision {
            Precision::Day => self.own_digits(self.day_by(&self.date_day_short, when.start)),
            _ => self.date(when),
        }
    }

    /// A day with its weekday: "Friday, 17 December 2021".
    pub(crate) fn full_day(&self, day: NaiveDate) -> String {
        let weekday = &self.weekdays[day.weekday().num_days_from_monday() as usize];
        format!("{weekday}, {}", self.date(When::day(day)))
    }

    fn day_by(&self, pattern: &str, day: NaiveDate) -> String {
        let month = day.month0() as usize;
        let values = [
            ("day", day.day().to_string()),
            ("month", self.months[month].clone()),
            ("short", self.months_short[month].clone()),
            ("year", day.year().to_string()),
        ];
        fill(pattern, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    /// The year of a page.
    pub(crate) fn year(&self, year: i32) -> String {
        self.own_digits(year.to_string())
    }

    /// How the date of an article is known.
    pub(crate) fn basis(&self, basis: Basis) -> &str {
        match basis {
            Basis::Correction => &self.basis_correction,
            Basis::FrontMatter => &self.basis_front_matter,
            Basis::Dateline => &self.basis_dateline,
            Basis::Address => &self.basis_address,
            Basis::FileName => &self.basis_file_name,
            Basis::Weekday => &self.basis_weekday,
            Basis::Lede => &self.basis_lede,
            Basis::Text => &self.basis_text,
            Basis::Neighbours => &self.basis_neighbours,
        }
    }

    /// How words are reported.
    pub(crate) fn kind(&self, kind: Kind) -> &str {
        match kind {
            Kind::Direct => &self.kind_direct,
            Kind::Indirect => &self.kind_indirect,
            Kind::Mixed => &self.kind_mixed,
        }
    }

    /// How sure the rules are.
    pub(crate) fn certainty(&self, certainty: Certainty) -> &str {
        match certainty {
            Certainty::High => &self.certainty_high,
            Certainty::Medium => &self.certainty_medium,
            Certainty::Low => &self.certainty_low,
        }
    }

    /// How the name of a speaker was settled.
    pub(crate) fn manner(&self, manner: Manner) -> &str {
        match manner {
            Manner::Full => &self.manner_full,
            Manner::Surname => &self.manner_surname,
            Manner::Turn => &self.manner_turn,
            Manner::Office => &self.manner_office,
            Manner::Pronoun => &self.manner_pronoun,
            Manner::Standing => &self.manner_standing,
            Manner::Context => &self.manner_context,
            Manner::Report => &self.manner_report,
            Manner::Editor => &self.manner_editor,
        }
    }

    /// Why a rule took somebody for the speaker.
    pub(crate) fn reason(&self, reason: Reason) -> &str {
        match reason {
            // The manner of the name says it already.
            Reason::Named => &self.manner_full,
            Reason::NamedBefore => &self.reason_named_before,
            Reason::NamedWithOffice => &self.reason_named_with_office,
            Reason::AfterArticle => &self.reason_after_article,
            Reason::Organisation => &self.reason_organisation,
            Reason::OnlyName => &self.reason_only_name,
            Reason::OnlyNameInflected => &self.reason_only_name_inflected,
            Reason::NoFullerName => &self.reason_no_fuller_name,
            Reason::FirstHolder => &self.reason_first_holder,
            Reason::OnlyHolder => &self.reason_only_holder,
            Reason::OnlyOfKind => &self.reason_only_of_kind,
            Reason::ListedHolder => &self.reason_listed_holder,
            Reason::HolderSpokeLast => &self.reason_holder_spoke_last,
            Reason::NearestHolder => &self.reason_nearest_holder,
            Reason::SpokeLast => &self.reason_spoke_last,
            Reason::OnlyNamedBefore => &self.reason_only_named_before,
            Reason::PronounSpeaker => &self.reason_pronoun_speaker,
            Reason::PronounSubject => &self.reason_pronoun_subject,
            Reason::PronounNearest => &self.reason_pronoun_nearest,
            Reason::PronounBody => &self.reason_pronoun_body,
            Reason::GoesOn => &self.reason_goes_on,
            Reason::OnlyIntroduced => &self.reason_only_introduced,
            Reason::SpeaksAround => &self.reason_speaks_around,
            Reason::Together => &self.reason_together,
            Reason::Ambiguous => &self.reason_ambiguous,
            Reason::NoName => &self.reason_no_name,
        }
    }

    /// In two words, what the name of a speaker was inferred from; `None` if some of it stands beside the words.
    pub(crate) fn inferred_name(&self, manner: Manner) -> Option<&str> {
        match manner {
            Manner::Full | Manner::Surname | Manner::Turn | Manner::Editor => None,
            Manner::Office => Some(&self.by_office),
            Manner::Pronoun => Some(&self.by_pronoun),
            Manner::Standing => Some(&self.by_standing),
            Manner::Context => Some(&self.by_context),
            Manner::Report => Some(&self.by_report),
        }
    }

    /// What a quotation did with the words of a transcript; `None` if they are not there.
    pub(crate) fn fit(&self, fit: Option<Fit>) -> &str {
        match fit {
            Some(Fit::Verbatim) => &self.record_verbatim,
            Some(Fit::Cut) => &self.record_cut,
            Some(Fit::Joined) => &self.record_joined,
            Some(Fit::Altered) => &self.record_altered,
            None => &self.record_missing,
        }
    }

    /// What an editor did with a statement; `None` if nobody looked at it.
    pub(crate) fn review(&self, review: Review) -> Option<&str> {
        match review {
            Review::Unreviewed => None,
            Review::Checked => Some(&self.review_checked),
            Review::Corrected => Some(&self.review_corrected),
            Review::Added => Some(&self.review_added),
        }
    }

    /// What was done with the words.
    pub(crate) fn act(&self, act: Act) -> &str {
        match act {
            Act::Says => &self.act_says,
            Act::Writes => &self.act_writes,
            Act::Asks => &self.act_asks,
            Act::Denies => &self.act_denies,
            Act::Claims => &self.act_claims,
            Act::Orders => &self.act_orders,
            Act::Promises => &self.act_promises,
            Act::Announces => &self.act_announces,
            Act::Thinks => &self.act_thinks,
        }
    }

    /// What a reader is told before words that their speaker does not simply state.
    pub(crate) fn standing(&self, standing: Standing) -> Option<&str> {
        Some(match standing {
            Standing::Said => return None,
            Standing::Denied => &self.standing_denied,
            Standing::NotSaid => &self.standing_not_said,
            Standing::Declined => &self.standing_declined,
            Standing::ToCome => &self.standing_to_come,
            Standing::NotDenied => &self.standing_not_denied,
            Standing::DeclinedToDeny => &self.standing_declined_to_deny,
            Standing::DenialToCome => &self.standing_denial_to_come,
            Standing::Asked => &self.standing_asked,
            Standing::Demanded => &self.standing_demanded,
            Standing::Promised => &self.standing_promised,
        })
    }

    /// What a note does.
    pub(crate) fn note_kind(&self, kind: NoteKind) -> &str {
        match kind {
            NoteKind::Comment => &self.note_comment,
            NoteKind::Context => &self.note_context,
            NoteKind::Correction => &self.note_correction,
            NoteKind::Question => &self.note_question,
            NoteKind::Verdict => &self.note_verdict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diagnostic::Problems;

    #[test]
    fn a_pattern_keeps_what_it_does_not_know() {
        assert_eq!(fill("{a}{b} {{c} {", &[("a", "1"), ("c", "3")]), "1{b} {3 {");
    }

    #[test]
    fn dates_and_numbers_are_said_in_english() {
        let words = Words::read("en", &[], &mut Problems::default());
        let day = NaiveDate::from_ymd_opt(2021, 12, 17).expect("a day");
        let said = |precision| words.date(When::around(day, precision));
        assert_eq!(said(Precision::Day), "17 December 2021");
        assert_eq!(said(Precision::Month), "December 2021");
        assert_eq!(said(Precision::Season), "winter 2021");
        assert_eq!(words.full_day(day), "Friday, 17 December 2021");
        assert_eq!((words.number(9999), words.number(1_234_567)), ("9999".to_owned(), "1,234,567".to_owned()));
        assert_eq!(words.count(&words.count_statements, 1), "1 statement");
    }
}
