//! Letters and places in a text: what every other floor may use, and what knows nothing of articles.
//!
//! - [`source`]: a file's text, with lines and columns; [`diagnostic`]: what is wrong in it, for people to read;
//! - [`letters`], [`folding`], [`folded`], [`words_only`], [`transliteration`], [`slug`]: letters, and texts compared without their differences;
//! - [`charset`]: the encoding of pages and of XML;
//! - [`borders`]: where words end; [`shorten`]: texts made short; [`redacted`]: words found however they are written, and covered;
//! - [`hash`]: data known again; [`media_type`]: kinds of files by their names;
//! - [`lookup`]: words looked up fast; [`buffers`]: memory used again for the next article.

pub mod borders;
pub(crate) mod buffers;
pub(crate) mod charset;
pub mod diagnostic;
pub(crate) mod folded;
pub(crate) mod folding;
pub(crate) mod hash;
pub(crate) mod letters;
pub(crate) mod lookup;
pub(crate) mod media_type;
pub(crate) mod redacted;
pub(crate) mod shorten;
pub(crate) mod slug;
pub mod source;
pub(crate) mod transliteration;
pub(crate) mod twice;
pub(crate) mod words_only;
