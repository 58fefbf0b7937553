//! The words that pages have around a text.
//!
//! A web page in one language may hold an article in another, so [`parse`](crate::parsing) uses those of all languages at once. They are
//! read apart from the rest of a language file, which only texts in that language need.

use super::file::compiled;
use super::{FILES, file};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is asked of a language before it is known which one a text is in.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
pub(crate) struct PageWords {
    /// What stands around the text of an article on a web page or a wire.
    pub boilerplate: Boilerplate,
    /// The names of months and weekdays.
    #[serde(rename = "dates", default)]
    pub calendar: Calendar,
}

/// What stands around the text of an article: site boilerplate, bylines, date lines, and the names of outlets.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Boilerplate {
    /// Lines that are boilerplate as a whole, by the reason shown for leaving them out.
    pub lines: BTreeMap<String, Vec<String>>,
    /// Beginnings of short lines that are boilerplate, by reason.
    pub starts: BTreeMap<String, Vec<String>>,
    /// Lines after which only links to other pages follow, by reason.
    pub ends: BTreeMap<String, Vec<String>>,
    /// What a line counts that is only a number and a word: "12 comments", "4 min read".
    pub counted: Vec<String>,
    /// Sections of a paper, as they stand above a headline.
    pub sections: Vec<String>,
    /// What a byline begins with.
    pub by: Vec<String>,
    /// What follows a name in a byline and is no name: "staff writer".
    pub trades: Vec<String>,
    /// What a line begins with that says when the article was published.
    pub published: Vec<String>,
    /// What a line begins with that says when the article was changed.
    pub updated: Vec<String>,
    /// What a line begins with that says when somebody saved, loaded or printed a copy of the article.
    pub saved: Vec<String>,
    /// Words beside the numbers, months and weekdays of a date line: "at", "last", "pm", "GMT".
    pub date_words: Vec<String>,
    /// Words in capitals that begin a text like a place of a dateline and are none: "EXCLUSIVE — ".
    pub not_places: Vec<String>,
    /// Capitals and other cities that correspondents write from, for datelines that only a colon sets off.
    pub places: Vec<String>,
    /// Words in the names of papers, which tell an unknown paper's name: "Herald".
    pub papers: Vec<String>,
    /// Small words inside the names of papers: "El Faro de Levante".
    pub joining: Vec<String>,
    /// Ends of lines that say who else worked on an article: "contributed to this report".
    pub contributed: Vec<String>,
    /// What lines begin or go on with that say which outlet had an article first: "originally appeared in".
    pub appeared: Vec<String>,
    /// Parts of words that say that rights are reserved, in a line of copyright without a name.
    pub reserved: Vec<String>,
    /// The desk behind the name of a mail's sender: "Lisse Courier Newsletter".
    pub desks: Vec<String>,
    /// Words between the names and the offices of a byline.
    pub between_names: Vec<String>,
    /// Articles, with which the title of an essay begins rather than a line over a headline.
    pub articles: Vec<String>,
    /// Prepositions after the first word of a short line over a headline: "Streit um die Brücke".
    pub prepositions: Vec<String>,
    /// Agencies, papers and stations, as readers write them.
    pub outlets: Vec<String>,
    /// The commonest words of the language, by which it is recognised.
    pub common: Vec<String>,
}

/// The names in a calendar, as the language file has them among its date words.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Calendar {
    /// The twelve months, each with all its forms.
    pub months: Vec<Vec<String>>,
    /// Monday to Sunday, each with all its forms.
    pub weekdays: Vec<Vec<String>>,
    /// Short forms of the weekdays.
    pub weekdays_short: Vec<Vec<String>>,
}

/// Those of all languages, in the order of [`tags`](super::tags).
pub(crate) fn all() -> &'static [PageWords] {
    static ALL: LazyLock<Vec<PageWords>> =
        LazyLock::new(|| FILES.iter().map(|file| file::read(file.tag, file.pages)).collect());
    &ALL
}

/// What pages have around a text in languages that have no file of their own.
pub(crate) fn elsewhere() -> &'static Boilerplate {
    static ELSEWHERE: LazyLock<PageWords> =
        LazyLock::new(|| file::read("other-pages", include_str!(concat!(env!("OUT_DIR"), "/other-pages.pages.json"))));
    &ELSEWHERE.boilerplate
}

/// The names of fields that databases and mails have, by what the field holds.
pub(crate) fn fields() -> &'static BTreeMap<String, Vec<String>> {
    static FIELDS: LazyLock<BTreeMap<String, Vec<String>>> =
        LazyLock::new(|| file::read("fields", compiled!("fields")));
    &FIELDS
}

/// The months of languages that have no file of their own, with their numbers from 1.
pub(crate) fn other_months() -> impl Iterator<Item = (u32, &'static String)> {
    static MONTHS: LazyLock<BTreeMap<String, Vec<Vec<String>>>> =
        LazyLock::new(|| file::read("months", compiled!("months")));
    MONTHS
        .values()
        .flat_map(|months| (1..).zip(months).flat_map(|(month, names)| names.iter().map(move |name| (month, name))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_calendar_is_a_date_word_of_its_language() {
        for (tag, words) in crate::languages::tags().zip(all()) {
            let dates = &crate::languages::of(tag).dates;
            // A name such as "segunda-feira" begins with its first word, as a text does.
            let word = |name: &str| name.find(|sign: char| !sign.is_alphabetic()).unwrap_or(name.len());
            let entry = |name: &str| dates.entry(dates.look_up(name, word(name)).0).clone();
            for (month, names) in (1..).zip(&words.calendar.months) {
                names.iter().for_each(|name| assert_eq!(entry(name).month, Some(month), "{name}"));
            }
            let weekdays = words.calendar.weekdays.iter().chain(&words.calendar.weekdays_short).flatten();
            weekdays.for_each(|name| assert!(entry(name).weekday.is_some(), "{name}"));
            assert_eq!((words.calendar.months.len(), words.calendar.weekdays.len()), (12, 7), "{tag}");
        }
    }
}
