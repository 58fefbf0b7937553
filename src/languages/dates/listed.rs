//! What a language file lists under `[dates]`, as it stands there.

use crate::model::when::Precision;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a word can do in a date, besides naming a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// last, past: the period before this one
    Last,
    /// this, current
    This,
    /// next, coming
    Next,
    /// following: the period after the one just mentioned
    Following,
    /// previous, preceding: the period before the one just mentioned
    Preceding,
    /// that, same: the period just mentioned
    Same,
    /// "two weeks **ago**"
    Ago,
    /// "**vor** zwei Wochen"
    AgoBefore,
    /// "three days **later**"
    Later,
    /// "a year **earlier**"
    Earlier,
    /// "two weeks **from now**"
    Hence,
    /// "**in** zwei Wochen"; only with a number and nothing after
    HenceBefore,
    /// the, a
    Article,
    /// "**in** two weeks", in a language where that may also mean how long; counts only where the sentence looks ahead
    HenceAhead,
    /// Joins the parts of one date: "the 15th **of** December"
    Of,
    /// Joins two dates: "January 5 **and** 6"
    And,
    /// The range from one date to another: "from 1990 **to** 1995"
    To,
    /// Part of a period: "**early** May", "the **end** of 2021"
    Part,
    /// Not exactly: "**almost** four years ago"
    About,
    /// A preposition or conjunction after which a bare number of four digits is a year
    Dating,
    /// Before "the 15th", makes it a day of the month
    On,
    /// Points forward: will, plans, scheduled, until
    Coming,
    /// Points back: said, was, since
    Gone,
    /// every, each: no date but a habit
    Every,
    /// What is counted: "2000 people" is no year
    Counted,
    /// fiscal, financial
    Fiscal,
    /// What is passed before the year it is for: "the 2022 **budget**"
    Planned,
    /// night, morning: "Monday **night**"
    DayPart,
    /// What makes four digits a time of day: "2030 GMT"
    Clock,
    /// Streets, rooms, flights: a number beside them is no year
    Numbered,
    /// What ends an ordinal number written in digits: "15**th**"
    OrdinalEnding,
    /// What ends a decade: "1990**s**"
    DecadeEnding,
    /// What stands before a decade: "les **années** 1990"
    DecadeBefore,
    /// "the day **before** Christmas"
    Before,
    /// "the day **after** Christmas"
    After,
    /// Before a participle, takes its past away: "the case **is** heard in May"
    Present,
    /// Directly before a date, says that it is still to come: until, by
    Toward,
    /// A verb in the present that says what happens on a day: "the president **leaves** on Sunday"
    Now,
    /// What is held on a day that is known before: "Sunday's **match**"
    Occasion,
    /// What is traded for a month to come: "the December **contract**"
    Contract,
    /// A month's name that is also a common word or name, and needs a preposition to be one
    Doubtful,
}

/// Which number of "1/2/2021" is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumericOrder {
    /// 17/12/2021
    #[default]
    DayMonth,
    /// 12/17/2021
    MonthDay,
}

/// A day that the calendar knows by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Feast {
    /// Its month; absent for a feast that moves with Easter.
    pub month: Option<u32>,
    /// Its day of the month.
    pub day: Option<u32>,
    /// Its weekday, from Monday = 1, when it is the `nth` of the month.
    pub weekday: Option<u32>,
    /// Which of the month's weekdays: from 1, or -1 for the last.
    pub nth: Option<i32>,
    /// Days after the day found, or after Easter Sunday.
    pub plus: Option<i64>,
}

/// The `[dates]` table of a language file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct DateWords {
    /// How dates in digits are ordered.
    pub(super) numeric_order: NumericOrder,
    /// Regions of the language tag that order them the other way.
    pub(super) other_order_regions: Vec<String>,
    /// The twelve months, each with all its forms.
    pub(super) months: Vec<Vec<String>>,
    /// Monday to Sunday, each with all its forms.
    pub(super) weekdays: Vec<Vec<String>>,
    /// Short forms of the weekdays; they count only before a full stop, a comma or a date.
    pub(super) weekdays_short: Vec<Vec<String>>,
    /// Spring, summer, autumn, winter.
    pub(super) seasons: Vec<Vec<String>>,
    /// The names of periods.
    pub(super) units: BTreeMap<UnitName, Vec<String>>,
    /// The same in the plural: only counted, as in "two weeks ago".
    pub(super) units_plural: BTreeMap<UnitName, Vec<String>>,
    /// Days counted from today: yesterday is -1.
    pub(super) days: BTreeMap<String, i8>,
    /// Numbers in words.
    pub(super) numbers: BTreeMap<String, u16>,
    /// Ordinal numbers in words.
    pub(super) ordinals: BTreeMap<String, u16>,
    /// Every other word and what it does.
    pub(super) words: BTreeMap<Role, Vec<String>>,
    /// Endings of verbs in the past.
    pub(super) past_endings: Vec<String>,
    /// Endings of nouns in the plural, as in "2000 soldiers".
    pub(super) plural_endings: Vec<String>,
    /// Whether "last" can follow its noun, as in "la semaine dernière".
    pub(super) determiner_after: bool,
    /// Whether the word for "year" follows its number, as in "2016 года".
    pub(super) year_follows: bool,
    /// Whether a full stop makes a number an ordinal, as in "15. Dezember".
    pub(super) ordinal_stop: bool,
    /// Whether a period without a number counts as one, as in "неделю назад".
    pub(super) unit_alone_is_one: bool,
    /// Names that contain date words but are none.
    pub(super) names: Vec<String>,
    /// Days that are known by name.
    pub(super) feasts: BTreeMap<String, Feast>,
    /// Dates that name an event: "9/11".
    pub(super) events: BTreeMap<String, String>,
}

/// The periods that words name. A weekend is taken as the week it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum UnitName {
    Day,
    Week,
    /// Two weeks; only counted.
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
}

impl UnitName {
    /// The period, and whether it is the end of a week.
    pub(super) fn precision(self) -> (Precision, bool) {
        match self {
            UnitName::Day => (Precision::Day, false),
            UnitName::Week | UnitName::Fortnight => (Precision::Week, false),
            UnitName::Weekend => (Precision::Week, true),
            UnitName::Month => (Precision::Month, false),
            UnitName::Quarter => (Precision::Quarter, false),
            UnitName::Year => (Precision::Year, false),
            UnitName::Decade => (Precision::Decade, false),
        }
    }
}
