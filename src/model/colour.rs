//! [`Colour`]: a colour, and how well it is read on another.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The ground of pages, by day and by night, as the style sheet has it.
pub const PAPER: [Colour; 2] = [Colour([0xff, 0xfd, 0xf9]), Colour([0x16, 0x15, 0x13])];
/// The ink on it.
const INK: [Colour; 2] = [Colour([0x19, 0x17, 0x13]), Colour([0xf3, 0xef, 0xe6])];
/// How much text must stand out from its ground, by WCAG 2.2, 1.4.3.
pub const READABLE: f64 = 4.5;
/// How many steps there are from a colour to the ink.
const STEPS: u16 = 32;

/// Red, green and blue, as screens have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// A colour as style sheets write it: `#b3261a` or `#b31`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits: Vec<u8> = text
            .strip_prefix('#')?
            .chars()
            .map(|digit| digit.to_digit(16).map(|it| it as u8))
            .collect::<Option<_>>()?;
        match *digits {
            [red, green, blue] => Some(Colour([red * 17, green * 17, blue * 17])),
            [a, b, c, d, e, f] => Some(Colour([a * 16 + b, c * 16 + d, e * 16 + f])),
            _ => None,
        }
    }

    /// From 1, the same, to 21, black on white.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The colour by day and by night, each moved towards the ink as far as it must be to be read on the paper.
    pub fn readable(self) -> [Colour; 2] {
        [0, 1].map(|at| {
            let shade = |step: u16| {
                let mix = |part: usize| {
                    let (from, to) = (u16::from(self.0[part]), u16::from(INK[at].0[part]));
                    ((from * (STEPS - step) + to * step) / STEPS) as u8
                };
                Colour([mix(0), mix(1), mix(2)])
            };
            (0..=STEPS).map(shade).find(|shade| shade.contrast(PAPER[at]) >= READABLE).unwrap_or(INK[at])
        })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_style_sheets_write_them() {
        assert_eq!(Colour::parse("#b3261a").map(|it| it.to_string()), Some("#b3261a".to_owned()));
        assert_eq!(Colour::parse("#b31"), Colour::parse("#bb3311"));
        for text in ["b3261a", "#", "#b3", "#b3261", "#xyz", "red", "#b3261a00", "#é12"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_shade_is_read_on_its_paper() {
        assert!((Colour([0; 3]).contrast(Colour([255; 3])) - 21.0).abs() < 1e-9);
        for text in ["#000", "#fff", "#ff0", "#777", "#b3261a", "#0066cc"] {
            let colour = Colour::parse(text).unwrap();
            for (shade, paper) in colour.readable().into_iter().zip(PAPER) {
                assert!(shade.contrast(paper) >= READABLE, "{text}");
            }
        }
        // What can be read stays as it is.
        assert_eq!(Colour::parse("#b3261a").map(|it| it.readable()[0]), Colour::parse("#b3261a"));
    }

    #[test]
    fn the_style_sheet_has_the_same_paper() {
        let sheet = include_str!("../../static/onrecord.css");
        PAPER.iter().for_each(|paper| assert!(sheet.contains(&format!("--paper: {paper};"))));
        INK.iter().for_each(|ink| assert!(sheet.contains(&format!("--ink: {ink};"))));
    }
}
