//! When an article was published, and which calendar dates its text speaks of.
//!
//! 1. [`calendar`]: [`When`], a date with the precision that is known of it.
//! 2. [`expressions`]: the words of the text that speak of a date, and what they say.
//! 3. [`published`]: the publication date of one article, from front matter, dateline, weekday, lede or text.
//! 4. [`mentions`]: the dates in the text, resolved against the publication date.
//! 5. [`neighbours`]: the year of a yearless article, from other articles that mention the same days.

pub mod calendar;
pub mod expressions;
mod feasts;
pub mod mentions;
pub mod neighbours;
pub mod published;
mod tokens;
mod years;

pub use calendar::{Precision, When};
pub use mentions::Mention;
pub use published::{Basis, Published, Yearless};
