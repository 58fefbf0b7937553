//! The archive becomes files.
//!
//! 1. [`words`], [`html`]: the words of the interface, dates and numbers; markup with what comes from outside escaped;
//! 2. [`mod@page`]: which pages there can be, and their addresses; [`content`]: what is on one, before it is laid out;
//! 3. [`view`]: the archive ready for pages; [`calendar`]: which days have something to show; [`claims`]: what was reported more than once; [`threads`]: what a person said on a topic;
//! 4. [`parts`]: what pages are made of: cards, lists, drawings, and what machines and bibliographies read;
//! 5. [`pages`]: what is on each page, one kind a file; [`keys`]: what a page depends on;
//! 6. [`renderer`]: a page in its template; [`templates`]: the templates and their errors; [`statics`]: the files that go with them; [`input`]: what all is made from;
//! 7. [`feeds`] and [`search`]: the other files, and share cards, `cards`, with the letters of `faces`, if this program draws them; [`weight`]: what all of them weigh.

mod calendar;
#[cfg(feature = "cards")]
mod cards;
mod claims;
mod content;
#[cfg(feature = "cards")]
mod faces;
pub mod feeds;
pub(crate) mod html;
pub mod input;
mod keys;
mod others;
pub mod page;
pub(crate) mod pages;
pub(crate) mod parts;
pub(crate) mod renderer;
pub mod search;
pub mod statics;
pub mod templates;
mod threads;
pub(crate) mod view;
pub mod weight;
pub(crate) mod words;
