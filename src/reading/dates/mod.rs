//! When an article was published, and which calendar dates its text speaks of.
//!
//! 1. [`expressions`]: the words of the text that speak of a date, and what they say.
//! 2. [`published`]: the publication date of one article, from front matter, dateline, weekday, lede or text.
//! 3. [`mentions`]: the dates in the text, resolved against the publication date.
//!
//! A date is a [`When`](crate::model::when::When). The year of a yearless article comes from other articles that mention the same
//! days: [`years`](crate::linking::years).

pub mod expressions;
mod feasts;
pub mod mentions;
pub mod published;
mod tokens;
mod weekday;
mod years;
