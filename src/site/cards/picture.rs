//! A card's SVG as PNG. A card has few colours, and where an edge is smooth they are mixed in pairs: a palette of these mixtures makes
//! the file a quarter as large, and nobody sees it.

use super::SIZE;
use super::layout::{GROUNDS, INKS};
use crate::site::faces::Faces;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{Options, Tree};
use rustc_hash::FxHashMap;
use std::io::Write;

/// How many steps there are from a ground to an ink.
const STEPS: u32 = 8;

/// Draws a card.
pub(super) fn png(svg: &str, faces: &Faces) -> Result<Vec<u8>, String> {
    let options = Options { fontdb: faces.database.clone(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let (width, height) = SIZE;
    let mut picture = Pixmap::new(width, height).ok_or("a card has no size")?;
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    let palette = palette();
    let mut known = FxHashMap::default();
    let mut lines = Vec::with_capacity((width as usize + 1) * height as usize);
    for line in picture.pixels().chunks_exact(width as usize) {
        // No filter: it helps photographs, not flat colours.
        lines.push(0);
        lines
            .extend(line.iter().map(|pixel| *known.entry(rgb(*pixel)).or_insert_with_key(|it| nearest(&palette, *it))));
    }
    encoded(&palette, &lines).map_err(|error| error.to_string())
}

type Rgb = [u8; 3];

fn rgb(pixel: PremultipliedColorU8) -> Rgb {
    [pixel.red(), pixel.green(), pixel.blue()]
}

/// Every mixture of a ground and an ink.
fn palette() -> Vec<Rgb> {
    let mut palette = Vec::new();
    for ground in GROUNDS {
        for ink in INKS {
            for step in 0..=STEPS {
                let mixed = |at: usize| {
                    let (from, to) = (u32::from(ground[at]), u32::from(ink[at]));
                    ((from * (STEPS - step) + to * step + STEPS / 2) / STEPS) as u8
                };
                palette.push([mixed(0), mixed(1), mixed(2)]);
            }
        }
    }
    palette.sort_unstable();
    palette.dedup();
    palette
}

/// The number of the colour that is most like another.
fn nearest(palette: &[Rgb], colour: Rgb) -> u8 {
    let apart = |other: &Rgb| (0..3).map(|at| (i32::from(other[at]) - i32::from(colour[at])).pow(2)).sum::<i32>();
    (0_u8..=255).zip(palette).min_by_key(|(_, other)| apart(other)).map_or(0, |(number, _)| number)
}

/// A PNG file: a byte for each pixel, which is the number of its colour.
fn encoded(palette: &[Rgb], lines: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let (width, height) = SIZE;
    // Eight bits, with a palette, compressed, filtered by line, not interlaced.
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 3, 0, 0, 0]].concat();
    chunk(&mut file, b"IHDR", &header);
    chunk(&mut file, b"PLTE", &palette.concat());
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(lines)?;
    chunk(&mut file, b"IDAT", &packed.finish()?);
    chunk(&mut file, b"IEND", &[]);
    Ok(file)
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], contents: &[u8]) {
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(contents);
    // A card is far below the four gigabytes that this can tell.
    file.extend((contents.len() as u32).to_be_bytes());
    file.extend(kind);
    file.extend(contents);
    file.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_can_number_every_colour() {
        let palette = palette();
        assert!(palette.len() <= 256, "{}", palette.len());
        for ground in GROUNDS {
            assert_eq!(palette[nearest(&palette, ground) as usize], ground);
        }
    }
}
