//! Plain data: what is known of an article, and of all of them. Nothing here finds anything out.
//!
//! - [`when`]: a day, as exactly as it is known;
//! - [`article`]: one article, from its file to all that can be known of it alone; [`block_id`]: addresses of its paragraphs;
//! - its parts: [`published`], [`statement`] with its [`reported`] words, [`person`], [`note`], [`terms`], [`unanswered`];
//! - [`archive`]: all articles together, as tables of rows;
//! - [`authorities`], [`corrections`], [`permalinks`], [`redactions`], [`review`], [`rights`], [`settings`]: what editors write;
//! - [`world`]: what the core asks of the outside.

pub mod archive;
pub mod article;
pub mod authorities;
pub mod block_id;
pub mod colour;
pub mod corrections;
pub mod elsewhere;
pub mod note;
pub mod permalinks;
pub mod person;
pub mod published;
pub mod reason;
pub mod redactions;
pub mod reported;
pub mod review;
pub mod rights;
pub mod settings;
pub mod statement;
pub mod terms;
pub mod unanswered;
pub mod when;
pub mod world;
