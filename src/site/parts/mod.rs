//! What pages are made of: cards, lists, charts, citations and metadata.

pub(crate) mod card;
pub(crate) mod chart;
pub(crate) mod cite;
pub(crate) mod compared;
pub(crate) mod items;
pub(crate) mod listing;
pub(crate) mod metadata;
pub(crate) mod said;
