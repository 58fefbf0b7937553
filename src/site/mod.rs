//! The archive becomes files.
//!
//! 1. [`words`], [`html`]: the words of the interface, dates and numbers; markup with what comes from outside escaped;
//! 2. [`view`]: what pages share: addresses, and the rows of an archive ready for them; [`calendar`]: which days have something to show;
//! 3. [`parts`]: what pages are made of: cards, lists, drawings, and what machines and bibliographies read;
//! 4. [`pages`]: which pages there are, and what is on each, one kind a file; [`keys`]: what a page depends on;
//! 5. [`renderer`]: a page in its template; [`templates`]: the templates and their errors; [`statics`]: the files that go with them;
//! 6. [`feeds`] and [`search`]: the other files.

mod calendar;
pub mod feeds;
mod html;
pub mod input;
mod keys;
pub mod pages;
pub mod parts;
pub mod renderer;
pub mod search;
pub mod statics;
pub mod templates;
mod view;
mod words;
