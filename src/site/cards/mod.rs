//! Share cards: the picture that a messenger or a network shows beside a link to a page.
//!
//! 1. [`Card::of`]: what stands on the card of an article, a person or a statement; other pages have none.
//! 2. [`layout`]: the card as SVG, its words in the largest size in which they fit.
//! 3. [`picture`]: the SVG as PNG with a small palette.
//!
//! There are cards only where the site has an address, for nobody can share a page that has none. A card with a letter that no face
//! has is not drawn at all, and its page does not name one: boxes in the place of letters are worse than no picture. A card is drawn
//! again when what stands on it changes, not whenever its page does.

mod card;
mod layout;
mod picture;

use crate::model::world::Output;
use crate::site::page::Page;
use crate::site::view::Site;
use crate::text::hash::key_of;
pub(crate) use card::Card;
use rayon::prelude::*;
use std::io;

/// Width and height, which networks ask for.
pub(crate) const SIZE: (u32, u32) = (1200, 630);

/// The path of a page's card, if pages of its kind have one.
fn path(page: &Page, site: &Site) -> Option<String> {
    match *page {
        Page::Article(_) | Page::Person(_, 1) | Page::Statement(_) => {
            Some(format!("cards/{}.png", page.path(site.archive).strip_suffix(".html")?))
        }
        _ => None,
    }
}

/// The card of a page with its path, if it is drawn.
pub(crate) fn of(page: &Page, site: &Site) -> Option<(String, Card)> {
    let faces = site.cards.as_ref()?;
    let path = path(page, site)?;
    let card = Card::of(page, site)?;
    let whole = card.texts().all(|text| faces.have(text));
    whole.then_some((path, card))
}

/// Draws the cards of all pages, those that are not there from the last build.
pub(crate) fn write(site: &Site, pages: &[Page], output: &dyn Output) -> io::Result<()> {
    let Some(faces) = &site.cards else { return Ok(()) };
    pages.par_iter().filter_map(|page| of(page, site)).try_for_each(|(path, card)| {
        let key = key_of(&(env!("ONRECORD_SOURCE"), faces.key(), &card));
        if output.keep(&path, key) {
            return Ok(());
        }
        let svg = layout::svg(&card, faces);
        let png = picture::png(&svg, faces).map_err(|error| io::Error::other(format!("`{path}`: {error}")))?;
        output.write_keyed(&path, key, &png)
    })
}
