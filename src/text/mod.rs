//! Letters and places in a text: what every other floor may use, and what knows nothing of articles.
//!
//! - [`source`]: a file's text, with lines and columns; [`diagnostic`]: what is wrong in it, for people to read;
//! - [`letters`], [`folding`], [`folded`], [`words_only`], [`transliteration`], [`slug`]: letters, and texts compared without their differences;
//! - [`borders`]: where words end; [`shorten`]: texts made short;
//! - [`hash`]: data known again;
//! - [`lookup`]: words looked up fast; [`buffers`]: memory used again for the next article.

pub mod borders;
pub mod buffers;
pub mod diagnostic;
pub mod folded;
pub mod folding;
pub mod hash;
pub mod letters;
pub mod lookup;
pub mod shorten;
pub mod slug;
pub mod source;
pub mod transliteration;
pub mod words_only;
