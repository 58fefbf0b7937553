//! When an article was published, and which calendar dates its text speaks of.
//!
//! 1. [`calendar`]: [`When`], a date with the precision that is known of it.
//! 2. [`published`]: the publication date of one article, from front matter, dateline, weekday, lede or text.
//! 3. [`mentions`]: the dates in the text, resolved against the publication date.
//! 4. [`neighbours`]: the year of a yearless article, from other articles that mention the same days.

pub mod calendar;
pub mod mentions;
pub mod neighbours;
pub mod published;

pub use calendar::{Precision, When};
pub use mentions::Mention;
pub use published::{Basis, Published};
