//! Character references: `&amp;`, `&#8217;`, `&rsquo;`.

use crate::text::source::is_control;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Longest reference, in bytes.
const LONGEST: usize = 12;

/// The names that news pages use: signs, quotation marks, and the letters of Latin-1.
const NAMED: &str = "amp & lt < gt > quot \" apos ' ldquo “ rdquo ” lsquo ‘ rsquo ’ sbquo ‚ bdquo „ laquo « raquo » lsaquo ‹ rsaquo › \
    mdash — ndash – hellip … middot · bull • copy © reg ® trade ™ euro € pound £ yen ¥ cent ¢ sect § para ¶ deg ° plusmn ± times × \
    divide ÷ frac12 ½ frac14 ¼ frac34 ¾ sup1 ¹ sup2 ² sup3 ³ micro µ iexcl ¡ iquest ¿ ordf ª ordm º not ¬ acute ´ cedil ¸ uml ¨ macr ¯ \
    brvbar ¦ curren ¤ Agrave À Aacute Á Acirc Â Atilde Ã Auml Ä Aring Å AElig Æ Ccedil Ç Egrave È Eacute É Ecirc Ê Euml Ë Igrave Ì \
    Iacute Í Icirc Î Iuml Ï ETH Ð Ntilde Ñ Ograve Ò Oacute Ó Ocirc Ô Otilde Õ Ouml Ö Oslash Ø Ugrave Ù Uacute Ú Ucirc Û Uuml Ü Yacute Ý \
    THORN Þ szlig ß agrave à aacute á acirc â atilde ã auml ä aring å aelig æ ccedil ç egrave è eacute é ecirc ê euml ë igrave ì \
    iacute í icirc î iuml ï eth ð ntilde ñ ograve ò oacute ó ocirc ô otilde õ ouml ö oslash ø ugrave ù uacute ú ucirc û uuml ü \
    yacute ý thorn þ yuml ÿ OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ circ ˆ tilde ˜ dagger † Dagger ‡ permil ‰ prime ′ Prime ″ \
    minus − larr ← uarr ↑ rarr → darr ↓ hearts ♥ lowbar _ num # dollar $ percnt % lpar ( rpar ) ast * plus + comma , period . sol / colon : \
    semi ; equals = quest ? commat @ lsqb [ rsqb ] grave ` lcub { verbar | rcub }";

static BY_NAME: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let words: Vec<&str> = NAMED.split_whitespace().collect();
    let mut names: HashMap<_, _> =
        words.chunks_exact(2).filter_map(|pair| Some((pair[0], pair[1].chars().next()?))).collect();
    let spaces = [
        ("nbsp", '\u{a0}'),
        ("ensp", ' '),
        ("emsp", ' '),
        ("thinsp", ' '),
        ("shy", '\u{ad}'),
        ("zwnj", '\u{200c}'),
        ("zwj", '\u{200d}'),
    ];
    names.extend(spaces);
    names
});

/// The character that a reference at the start of `text` stands for, and the reference's length. The `;` may be missing after
/// a number.
pub(super) fn decode(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST).position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))?;
    let closed = inside.as_bytes()[end] == b';';
    let name = &inside[..end];
    let length = 1 + end + usize::from(closed);
    let letter = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None if closed => *BY_NAME.get(name)?,
        None => return None,
    };
    Some((letter, length))
}

/// Numbers from 128 to 159 mean Windows-1252, as in every browser.
fn numbered(number: &str) -> Option<char> {
    let value = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(value) {
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    }
    // What no page may hold reads as white space.
    char::from_u32(value).filter(|letter| *letter != '\0').map(|letter| if is_control(letter) { ' ' } else { letter })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_by_name_and_number() {
        assert_eq!(decode("&amp; b"), Some(('&', 5)));
        assert_eq!(decode("&#8217;s"), Some(('’', 7)));
        assert_eq!(decode("&#x201C;"), Some(('“', 8)));
        assert_eq!(decode("&#146;"), Some(('’', 6)));
        assert_eq!(decode("&eacute;"), Some(('é', 8)));
        for text in ["&", "& b", "&nonsense;", "&#;", "&#xD800;", "&#0;", "AT&T", "&ampersandaliciousness;"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
