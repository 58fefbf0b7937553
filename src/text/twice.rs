//! Text whose bytes were taken for another encoding and encoded again: "â€™" for an apostrophe, "Ã©" for "é", "РџСЂРё" for «При».
//!
//! What was written can be read again where the characters are, in the old encoding, the bytes of UTF-8. By chance that is so of hardly
//! anything anybody writes; a text is mended only if nearly all that could have come so did.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

/// How often a text can have been encoded once more.
const ROUNDS: usize = 2;
/// Letters of the old encoding that are not the bytes of anything: one for so many that are.
const TO_A_STRAY: usize = 8;
/// So many mended characters are no chance, where all of them could be signs that people write.
const SURE: usize = 3;

/// The text as it was before it was encoded again, if it was.
pub(crate) fn mended(text: &str) -> Option<String> {
    let mut last = None;
    for _ in 0..ROUNDS {
        match [WINDOWS_1252, WINDOWS_1251].into_iter().find_map(|old| once(last.as_deref().unwrap_or(text), old)) {
            Some(now) => last = Some(now),
            None => break,
        }
    }
    last
}

/// The same of one encoding.
fn once(text: &str, old: &'static Encoding) -> Option<String> {
    let leads = if old == WINDOWS_1251 { 'Р'..='С' } else { 'Â'..='ô' };
    // Most texts have no two such characters in a row.
    if !text.chars().zip(text.chars().skip(1)).any(|(lead, next)| leads.contains(&lead) && !next.is_ascii()) {
        return None;
    }
    let bytes = Bytes::of(old);
    let mut out = String::with_capacity(text.len());
    let (mut whole, mut odd, mut stray) = (0usize, 0usize, 0usize);
    let mut rest = text.chars();
    while let Some(letter) = rest.clone().next() {
        if let Some((read, length, is_odd)) = bytes.read(rest.as_str()) {
            out.push(read);
            whole += 1;
            odd += usize::from(is_odd);
            rest.by_ref().take(length).for_each(drop);
            continue;
        }
        stray += usize::from(letter.is_alphabetic() && bytes.byte(letter).is_some_and(|byte| byte >= 0xc0));
        out.push(letter);
        rest.next();
    }
    let sure = odd > 0 && whole > 1 || whole >= SURE;
    (sure && whole >= TO_A_STRAY * stray).then_some(out)
}

/// The bytes from 0x80 on of an encoding, by their characters.
struct Bytes([char; 128]);

impl Bytes {
    fn of(encoding: &'static Encoding) -> Bytes {
        let mut characters = ['\0'; 128];
        for (at, place) in characters.iter_mut().enumerate() {
            let byte = 0x80 + at as u8;
            let decoded = encoding.decode_without_bom_handling(&[byte]).0.chars().next();
            *place = decoded.unwrap_or(char::from(byte));
        }
        Bytes(characters)
    }

    /// The byte that a character was. A control character is one that the encoding does not have.
    fn byte(&self, letter: char) -> Option<u8> {
        if matches!(letter, '\u{80}'..='\u{9f}') {
            return Some(letter as u8);
        }
        (!letter.is_ascii()).then(|| self.0.iter().position(|known| *known == letter).map(|at| 0x80 + at as u8))?
    }

    /// The character whose bytes stand at the beginning of a text, how many characters they take there, and whether any of these is one
    /// that nobody writes behind a letter.
    fn read(&self, text: &str) -> Option<(char, usize, bool)> {
        let mut letters = text.chars();
        let lead = self.byte(letters.next()?)?;
        let length = match lead {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        let mut bytes = [lead, 0, 0, 0];
        let mut odd = false;
        for place in &mut bytes[1..length] {
            let letter = letters.next()?;
            *place = self.byte(letter).filter(|byte| (0x80..0xc0).contains(byte))?;
            odd |= letter.is_control() || matches!(letter, '€' | '™' | '¢' | '¤' | '¦' | '¨' | '¬' | '¯' | '¸' | '¼');
        }
        let read = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
        Some((read, length, odd))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text as it looks when its bytes are taken for those of an encoding.
    fn again(text: &str, old: &'static Encoding) -> String {
        let one = |byte: u8| old.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(char::from(byte));
        text.bytes().map(|byte| if byte.is_ascii() { char::from(byte) } else { one(byte) }).collect()
    }

    #[test]
    fn a_text_that_was_encoded_twice_is_mended() {
        let english = "“We won’t,” the mayor – Zoë Núñez – said. It’s over.";
        assert_eq!(again("won’t", WINDOWS_1252), "wonâ€™t");
        assert_eq!(mended(&again(english, WINDOWS_1252)).as_deref(), Some(english));
        assert_eq!(mended(&again(&again(english, WINDOWS_1252), WINDOWS_1252)).as_deref(), Some(english));
        let russian = "Мы не согласны, сказала мэр. Она «против».";
        assert_eq!(mended(&again(russian, WINDOWS_1251)).as_deref(), Some(russian));
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in [
            "Zoë Núñez said: “naïve, déjà vu”, and left.",
            "«Não», disse a irmã. «IRMÃ» estava na porta. À « fin » de l’été, été, créée.",
            "Сёмин и Сёстры. «РОССИЯ» и «СССР», сказал он. «С» и «Р».",
            "Größe, Übermut, »Äpfel« und »Öl«",
            "A sign such as Ã© is what an e with an accent looks like in the wrong encoding; the café knows it, and Zoë and Núñez do.",
            "",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
