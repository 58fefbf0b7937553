//! What pages are made of: statements, cards, lists, scores, citations and metadata.

pub(crate) mod bars;
pub(crate) mod card;
pub(crate) mod cite;
pub(crate) mod compared;
pub(crate) mod items;
pub(crate) mod listing;
pub(crate) mod metadata;
pub(crate) mod news;
pub(crate) mod occasion;
pub(crate) mod reason;
pub(crate) mod said;
pub(crate) mod score;
pub(crate) mod statement;
mod suggest;
