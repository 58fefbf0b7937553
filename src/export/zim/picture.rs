//! The picture by which a library shows a ZIM file: the mark of Onrecord, drawn here because no picture is kept beside the source.

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::{self, Write};

/// How wide and high it is, which the format says.
const SIDE: usize = 48;
const GROUND: [u8; 3] = [0x8a, 0x33, 0x24];
const INK: [u8; 3] = [0xfc, 0xfb, 0xf8];

/// The picture as PNG: two quotation marks above a line.
pub(super) fn png() -> io::Result<Vec<u8>> {
    let mut rows = Vec::with_capacity(SIDE * (3 * SIDE + 1));
    for y in 0..SIDE {
        // The row is not described by others.
        rows.push(0);
        for x in 0..SIDE {
            rows.extend(if is_ink(x, y) { INK } else { GROUND });
        }
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&rows)?;
    let packed = packed.finish()?;
    let side = (SIDE as u32).to_be_bytes();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    // Eight bits for each of three colours; the only compression and filter there are; not interlaced.
    chunk(&mut png, b"IHDR", &[&side[..], &side, &[8, 2, 0, 0, 0]].concat());
    chunk(&mut png, b"IDAT", &packed);
    chunk(&mut png, b"IEND", &[]);
    Ok(png)
}

/// Whether a point belongs to the mark: each quotation mark is a square with a tail above its left edge.
fn is_ink(x: usize, y: usize) -> bool {
    let line = (10..38).contains(&x) && (36..39).contains(&y);
    let mark = [10, 26].iter().any(|left| {
        let square = (*left..left + 11).contains(&x) && (21..31).contains(&y);
        // The tail leans to the right as it rises.
        let begin = left + (21usize.saturating_sub(y)) / 2;
        let tail = (12..21).contains(&y) && (begin..begin + 5).contains(&x);
        square || tail
    });
    line || mark
}

fn chunk(png: &mut Vec<u8>, name: &[u8; 4], contents: &[u8]) {
    let mut sum = Crc::new();
    sum.update(name);
    sum.update(contents);
    png.extend((contents.len() as u32).to_be_bytes());
    png.extend(name);
    png.extend(contents);
    png.extend(sum.sum().to_be_bytes());
}
