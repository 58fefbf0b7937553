//! Plain data: what is known of an article, and of all of them. Nothing here finds anything out.
//!
//! - [`article`]: one article, from its file to all that can be known of it alone; [`block_id`]: addresses of its paragraphs;
//! - [`when`]: a day, as exactly as it is known;
//! - [`archive`]: all articles together, as tables of rows;
//! - [`authorities`], [`corrections`], [`settings`]: what editors write.

pub mod archive;
pub mod article;
pub mod authorities;
pub mod block_id;
pub mod corrections;
pub mod reported;
pub mod settings;
pub mod when;
