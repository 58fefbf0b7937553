//! A word as it is looked up when it is no plain key.

/// Longest word that is looked up, in bytes.
const LONGEST: usize = 24;

/// A short word in lower case with straight apostrophes, without allocation.
pub(super) struct Folded {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Default for Folded {
    fn default() -> Folded {
        Folded { bytes: [0; LONGEST], len: 0 }
    }
}

impl Folded {
    /// Takes a word in; `false` if it is too long to be in any list.
    pub(super) fn fill(&mut self, word: &str) -> bool {
        if word.is_ascii() {
            if word.len() > LONGEST {
                return false;
            }
            self.len = word.len();
            self.bytes[..self.len].copy_from_slice(word.as_bytes());
            self.bytes[..self.len].make_ascii_lowercase();
            return true;
        }
        for letter in word.chars() {
            let letter = if letter == '’' { '\'' } else { letter };
            for lower in letter.to_lowercase() {
                let end = self.len + lower.len_utf8();
                if end > LONGEST {
                    return false;
                }
                lower.encode_utf8(&mut self.bytes[self.len..end]);
                self.len = end;
            }
        }
        true
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}
