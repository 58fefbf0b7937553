//! What was found leaves the archive, in the formats of others.
//!
//! [`extracted`] is one article as `onrecord extract` prints it; [`line`] answers one line of JSON with another.

pub mod extracted;
pub mod line;
