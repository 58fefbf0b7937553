//! Numbers as printable text, because the index travels in scripts.
//!
//! A number is a run of digits from an alphabet of 92: every printable ASCII character except the three that mean something
//! inside a template literal (`` ` ``, `\`, `$`). The last digit is below 64, the ones before it are not, so numbers need no
//! separator: those below 64 take one character, those below 1,856 two, those below 52,032 three. This is an (s,c)-dense code
//! (Brisaboa et al., "(S,C)-dense coding", 2003) with s = 64, c = 28.

/// Size of the alphabet.
pub(crate) const DIGITS: usize = 92;
/// Digits that end a number.
const STOPPERS: u64 = 64;
/// Digits that say that more follow.
const CONTINUERS: u64 = 28;

static ALPHABET: [u8; DIGITS] = alphabet();

const fn alphabet() -> [u8; DIGITS] {
    let mut alphabet = [0; DIGITS];
    let (mut byte, mut digit) = (b' ', 0);
    while byte < 0x7f {
        if byte != b'`' && byte != b'\\' && byte != b'$' {
            alphabet[digit] = byte;
            digit += 1;
        }
        byte += 1;
    }
    alphabet
}

/// The character of a digit.
pub(crate) fn digit(value: usize) -> u8 {
    ALPHABET[value]
}

/// Writes a number.
pub(crate) fn put(out: &mut Vec<u8>, number: u64) {
    let mut digits = [0u8; 16];
    let mut first = digits.len() - 1;
    digits[first] = ALPHABET[(number % STOPPERS) as usize];
    let mut rest = number / STOPPERS;
    while rest > 0 {
        rest -= 1;
        first -= 1;
        digits[first] = ALPHABET[(STOPPERS + rest % CONTINUERS) as usize];
        rest /= CONTINUERS;
    }
    out.extend_from_slice(&digits[first..]);
}

/// Whether a character ends a number.
pub(crate) fn stops(character: u8) -> bool {
    character < ALPHABET[STOPPERS as usize]
}

/// Reads a number that [`put`] wrote, and moves past it.
pub(crate) fn take(bytes: &[u8], at: &mut usize) -> u64 {
    let mut number = 0;
    loop {
        let byte = bytes[*at];
        *at += 1;
        let skipped = u64::from(byte > b'$') + u64::from(byte > b'\\') + u64::from(byte > b'`');
        let digit = u64::from(byte - b' ') - skipped;
        if digit < STOPPERS {
            return number * STOPPERS + digit;
        }
        number = number * CONTINUERS + (digit - STOPPERS) + 1;
    }
}

/// A whole number of any sign as one without: 0, -1, 1, -2 become 0, 1, 2, 3.
pub(crate) fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_back_and_small_ones_are_short() {
        let numbers = [0, 1, 63, 64, 1855, 1856, 52_031, 52_032, u64::from(u32::MAX), 1 << 50];
        let mut out = Vec::new();
        for number in numbers {
            put(&mut out, number);
        }
        let mut at = 0;
        assert_eq!(numbers.map(|_| take(&out, &mut at)), numbers);
        assert_eq!(at, out.len());
        assert!(out.iter().all(|byte| (b' '..0x7f).contains(byte) && !b"`\\$".contains(byte)));
        let length = |number| {
            let mut out = Vec::new();
            put(&mut out, number);
            assert_eq!(out.iter().filter(|byte| stops(**byte)).count(), 1);
            out.len()
        };
        assert_eq!([63, 64, 1855, 1856].map(length), [1, 2, 2, 3]);
        assert_eq!([0, -1, 1, -2].map(zigzag), [0, 1, 2, 3]);
    }
}
