//! [`Faces`]: the letters on cards. The archive's own `static/fonts/card.ttf` and `card-bold.ttf` come first; what they lack,
//! Noto Sans and DejaVu Sans have for Latin, Greek, Cyrillic, Arabic and Hebrew.

use resvg::usvg::fontdb::{Database, ID, Source};
use std::sync::Arc;
use ttf_parser::Face;
use xxhash_rust::xxh3::xxh3_128;

/// Where an archive's own faces are, below `assets/`.
const OWN: [&str; 2] = ["fonts/card.ttf", "fonts/card-bold.ttf"];

/// Which of two weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// For lesser lines.
    Regular,
    /// For names and titles.
    Bold,
}

/// Letters of two weights.
pub(crate) struct Faces<'a> {
    /// The faces themselves.
    pub(crate) database: Arc<Database>,
    /// Of each weight, the first that has a letter is used.
    regular: Vec<Face<'a>>,
    bold: Vec<Face<'a>>,
    /// Family names of the first of each.
    families: [String; 2],
    key: u128,
}

impl<'a> Faces<'a> {
    /// The faces of an archive, given its static files.
    pub(crate) fn new(statics: &'a [(String, Vec<u8>)]) -> Faces<'a> {
        let mut faces = Faces {
            database: Arc::default(),
            regular: Vec::new(),
            bold: Vec::new(),
            families: [String::new(), String::new()],
            key: 0,
        };
        let mut database = Database::new();
        let own = OWN.map(|path| statics.iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.as_slice()));
        for (weight, bytes) in [Weight::Regular, Weight::Bold].into_iter().zip(own) {
            if let Some(bytes) = bytes
                && faces.add(&mut database, weight, bytes, Source::Binary(Arc::new(bytes.to_vec())))
            {
                faces.key ^= xxh3_128(bytes).rotate_left(weight as u32);
            }
        }
        // A face without a bold one stands for it, too: two families on one card would be none.
        if faces.bold.is_empty() {
            faces.bold = faces.regular.clone();
            faces.families[1] = faces.families[0].clone();
        }
        let built_in: [(Weight, &'static [u8]); 4] = [
            (Weight::Regular, notosans::REGULAR_TTF),
            (Weight::Bold, notosans::BOLD_TTF),
            (Weight::Regular, dejavu::sans::regular()),
            (Weight::Bold, dejavu::sans::bold()),
        ];
        for (weight, bytes) in built_in {
            faces.add(&mut database, weight, bytes, Source::Binary(Arc::new(bytes)));
        }
        faces.database = Arc::new(database);
        faces
    }

    /// Takes a face; `false` if the file is none.
    fn add(&mut self, database: &mut Database, weight: Weight, bytes: &'a [u8], source: Source) -> bool {
        let Ok(face) = Face::parse(bytes, 0) else { return false };
        let ids = database.load_font_source(source);
        let family = |id: &ID| Some(database.face(*id)?.families.first()?.0.clone());
        let Some(family) = ids.first().and_then(family) else { return false };
        let (list, name) = match weight {
            Weight::Regular => (&mut self.regular, &mut self.families[0]),
            Weight::Bold => (&mut self.bold, &mut self.families[1]),
        };
        list.push(face);
        if name.is_empty() {
            *name = family;
        }
        true
    }

    /// A hash of the archive's own faces; those of this program change only with it.
    pub(crate) fn key(&self) -> u128 {
        self.key
    }

    /// The family to ask for.
    pub(crate) fn family(&self, weight: Weight) -> &str {
        &self.families[weight as usize]
    }

    fn of(&self, weight: Weight) -> &[Face<'a>] {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// Whether every letter of a text can be drawn in both weights.
    pub(crate) fn have(&self, text: &str) -> bool {
        let has = |list: &[Face], letter| list.iter().any(|face| face.glyph_index(letter).is_some());
        text.chars()
            .filter(|letter| !letter.is_whitespace() && !is_sign(*letter))
            .all(|letter| has(&self.regular, letter) && has(&self.bold, letter))
    }

    /// The width of a text at a size of 1. Letters that join or move together may be narrower than their sum.
    pub(crate) fn width(&self, text: &str, weight: Weight) -> f32 {
        let of = |letter: char| {
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            let wide = |face: &Face| {
                let advance = face.glyph_hor_advance(face.glyph_index(letter)?)?;
                Some(f32::from(advance) / f32::from(face.units_per_em()))
            };
            self.of(weight).iter().find_map(wide).unwrap_or(0.0)
        };
        text.chars().map(of).sum()
    }
}

/// Signs that order letters and are not drawn.
pub(crate) fn is_sign(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
}
