//! The language of an article: stated, else recognised, else that of the archive, unless the text is plainly in another one. What it is in
//! then is not known, and the article says so.

use crate::languages::{self, pages};
use crate::model::article::{Body, FrontMatter};
use crate::model::settings::Settings;
use crate::text::letters::Letters;
use crate::text::lookup::{Table, letters_end};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How many words are looked at, at most.
const WORDS: usize = 300;
/// After so many words it is seen whether one language is already beyond doubt.
const ENOUGH: usize = 48;

/// The commonest words, each with the languages that have it, as bits in the order of [`languages::tags`].
static COMMON: LazyLock<Table<u32>> = LazyLock::new(|| {
    let mut common = BTreeMap::<&str, u32>::new();
    for (index, words) in pages::all().iter().enumerate().take(32) {
        for word in &words.boilerplate.common {
            *common.entry(word.as_str()).or_default() |= 1 << index;
        }
    }
    common.into_iter().collect()
});

/// The language as a BCP 47 tag.
pub(super) fn of(front: &FrontMatter, hint: Option<&str>, body: &Body, settings: &Settings) -> String {
    if let Some(stated) = front.language.as_deref() {
        return stated.to_owned();
    }
    if let Some(tag) = hint {
        return tag.to_owned();
    }
    let mut counts = Counts::default();
    if let Some(settled) = by_common_words(&body.plain, &mut counts) {
        return settled.to_owned();
    }
    let own = &settings.language;
    if let Some(other) = counts.of_another(own) {
        return other.to_owned();
    }
    by_letters(&body.plain, own).unwrap_or_else(|| if counts.speak_against(own) { UNKNOWN } else { own }.to_owned())
}

/// Fewest words of a text whose language two of its common words tell, and of one that has enough of them for a closer look.
const SHORT: usize = 8;
const LONG: usize = 40;

/// The tag of a language that is not known, as BCP 47 has it.
const UNKNOWN: &str = "und";

/// How many of the first words are among the commonest of each language, in the order of [`languages::tags`].
#[derive(Default)]
struct Counts {
    counts: [usize; 32],
    total: usize,
}

impl Counts {
    /// The language of a short text that has words of it, and none of the language of the archive.
    fn of_another(&self, own: &str) -> Option<&'static str> {
        let primary = own.split(['-', '_']).next().unwrap_or(own);
        let index = languages::tags().position(|known| known.eq_ignore_ascii_case(primary))?;
        let (best, count) = self.counts.iter().enumerate().max_by_key(|(at, count)| (**count, usize::MAX - at))?;
        let others = self.counts.iter().enumerate().filter(|(at, _)| *at != best);
        let second = others.map(|(_, count)| *count).max().unwrap_or(0);
        let short = (SHORT..LONG).contains(&self.total);
        (short && self.counts[index] == 0 && *count > second + 1).then(|| languages::tags().nth(best)).flatten()
    }

    /// Whether so few of the words are common ones of a language that the text is in another one. Every third word of a text usually is.
    fn speak_against(&self, tag: &str) -> bool {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        let index = languages::tags().position(|known| known.eq_ignore_ascii_case(primary));
        self.total >= 20 && index.is_some_and(|index| self.counts[index] * 12 < self.total)
    }
}

/// The language whose commonest words make up a good part of the text, far more than those of any other; and how many of each
/// were counted.
fn by_common_words(text: &str, counted: &mut Counts) -> Option<&'static str> {
    let Counts { counts, total } = counted;
    let mut small = String::new();
    let mut at = 0;
    while let Some(start) = next_letter(text, at).filter(|_| *total < WORDS) {
        if *total == ENOUGH
            && let Some(settled) = most_common(counts, *total, BEYOND_DOUBT)
        {
            return Some(settled);
        }
        *total += 1;
        let letters = Letters::at(text.as_bytes(), start);
        let end = start + letters.length;
        let known = if letters.lower != 0 && text.as_bytes().get(end).is_none_or(u8::is_ascii) {
            at = end;
            COMMON.get_lower(letters.lower)
        } else {
            at = word_end(text, start);
            small.clear();
            small.extend(text[start..at].chars().flat_map(char::to_lowercase));
            COMMON.get_folded(&small)
        };
        let mut bits = known.unwrap_or(0);
        while bits != 0 {
            counts[bits.trailing_zeros() as usize] += 1;
            bits &= bits - 1;
        }
    }
    most_common(counts, *total, FAR_MORE)
}

/// How many times the words of any other language, in halves, those of the best must be found.
const FAR_MORE: usize = 3;
const BEYOND_DOUBT: usize = 6;

/// The language whose words make up at least a sixth of all, and so many halves as many as those of any other, and two more.
fn most_common(counts: &[usize; 32], total: usize, halves: usize) -> Option<&'static str> {
    let (best, count) = counts.iter().enumerate().max_by_key(|(index, count)| (**count, usize::MAX - index))?;
    let second = counts.iter().enumerate().filter(|(index, _)| *index != best).map(|(_, count)| *count).max()?;
    (total >= 8 && count * 6 >= total && *count >= second * halves / 2 + 2)
        .then(|| languages::tags().nth(best))
        .flatten()
}

/// The next letter from byte `at` on.
fn next_letter(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut start = at;
    while !bytes.get(start)?.is_ascii_alphabetic() {
        if bytes[start].is_ascii() {
            start += 1;
            continue;
        }
        let first = text[start..].chars().next()?;
        if first.is_alphabetic() {
            break;
        }
        start += first.len_utf8();
    }
    Some(start)
}

/// Where the run of letters ends that begins at byte `start`.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = letters_end(text.as_bytes(), start);
    while let Some(next) = text[end..].chars().next().filter(|next| next.is_alphabetic()) {
        end = letters_end(text.as_bytes(), end + next.len_utf8());
    }
    end
}

/// Fewest letters of a script that only one language or family has, and of others.
const SCRIPT: usize = 8;
const SEQUENCES: usize = 40;

/// What the letters and their sequences say, if they say it clearly. In a script that the archive's own language does not have, what is
/// not clear is not known.
fn by_letters(text: &str, own: &str) -> Option<String> {
    let end = text.char_indices().nth(1500).map_or(text.len(), |(at, _)| at);
    let sample = &text[..end];
    let letters = sample.chars().filter(|letter| letter.is_alphabetic()).count();
    let script = whatlang::detect_script(sample).filter(|_| letters >= SCRIPT)?;
    let of_script = script.langs();
    if let [only] = of_script {
        return Some(two_letters(only.code()).to_owned());
    }
    let found = whatlang::detect(sample).filter(|found| letters >= SEQUENCES && found.is_reliable());
    if let Some(found) = found {
        return Some(two_letters(found.lang().code()).to_owned());
    }
    let primary = own.split(['-', '_']).next().unwrap_or(own);
    let has_script = of_script.iter().any(|lang| two_letters(lang.code()).eq_ignore_ascii_case(primary));
    (script != whatlang::Script::Latin && !has_script).then(|| UNKNOWN.to_owned())
}

/// The two-letter tag of a language, where there is one.
fn two_letters(code: &'static str) -> &'static str {
    const TAGS: [(&str, &str); 70] = [
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("rus", "ru"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("ukr", "uk"),
        ("bel", "be"),
        ("bul", "bg"),
        ("srp", "sr"),
        ("hrv", "hr"),
        ("slv", "sl"),
        ("mkd", "mk"),
        ("ron", "ro"),
        ("hun", "hu"),
        ("fin", "fi"),
        ("swe", "sv"),
        ("nob", "nb"),
        ("dan", "da"),
        ("est", "et"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("ell", "el"),
        ("tur", "tr"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("hin", "hi"),
        ("urd", "ur"),
        ("ben", "bn"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("tha", "th"),
        ("vie", "vi"),
        ("ind", "id"),
        ("kat", "ka"),
        ("hye", "hy"),
        ("aze", "az"),
        ("uzb", "uz"),
        ("cat", "ca"),
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("cym", "cy"),
        ("epo", "eo"),
        ("guj", "gu"),
        ("jav", "jv"),
        ("kan", "kn"),
        ("khm", "km"),
        ("lat", "la"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mya", "my"),
        ("nep", "ne"),
        ("ori", "or"),
        ("pan", "pa"),
        ("sin", "si"),
        ("sna", "sn"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tuk", "tk"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    TAGS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(text: &str) -> String {
        let settings = Settings { language: "xx".to_owned(), ..Settings::default() };
        of(&FrontMatter::default(), None, &Body { plain: text.to_owned(), ..Body::default() }, &settings)
    }

    #[test]
    fn a_language_is_recognised_by_its_commonest_words() {
        assert_eq!(recognised("The mayor said that the bridge would be opened in May, and that it was ready."), "en");
        assert_eq!(
            recognised("Die Bürgermeisterin sagte, dass die Brücke im Mai eröffnet wird und nicht teurer ist."),
            "de"
        );
        assert_eq!(recognised("La maire a dit que le pont sera ouvert en mai et que les travaux sont finis."), "fr");
        assert_eq!(recognised("La alcaldesa dijo que el puente se abre en mayo y que no es más caro."), "es");
        assert_eq!(recognised("Мэр сказала, что мост будет открыт в мае, и это не дороже, чем было до ремонта."), "ru");
        assert_eq!(recognised("Мер сказала, що міст відкриють у травні, і це не дорожче, ніж було до ремонту."), "uk");
        assert_eq!(
            recognised("A presidente disse que a ponte abre em maio e que não é mais cara do que as outras."),
            "pt"
        );
        assert_eq!(
            recognised("La sindaca ha detto che il ponte sarà aperto a maggio e che non è più caro degli altri."),
            "it"
        );
        assert_eq!(
            recognised("De burgemeester zei dat de brug in mei open gaat en niet duurder is dan de oude."),
            "nl"
        );
        assert_eq!(
            recognised("Burmistrz powiedziała, że most będzie otwarty w maju i nie jest droższy od innych."),
            "pl"
        );
    }

    #[test]
    fn a_language_without_a_file_is_recognised_by_its_letters() {
        assert_eq!(
            recognised("Starostka města oznámila, že most přes řeku bude otevřen příští týden po dlouhé rekonstrukci."),
            "cs"
        );
    }

    #[test]
    fn a_script_tells_though_the_words_are_few() {
        assert_eq!(recognised("市长说：“大桥将于五月开通。”"), "zh");
        assert_eq!(recognised("시장은 다리가 오월에 열린다고 말했다."), "ko");
        assert_eq!(recognised("Ο δήμαρχος είπε ότι η γέφυρα θα ανοίξει."), "el");
    }

    #[test]
    fn a_text_that_is_plainly_not_in_the_language_of_the_archive_is_in_an_unknown_one() {
        let english = |text: &str| {
            of(&FrontMatter::default(), None, &Body { plain: text.to_owned(), ..Body::default() }, &Settings::default())
        };
        let welsh = "Dywedodd y maer fod y bont newydd yn agor ym mis Mai, ar ôl i'r cyngor ofyn am fis Ebrill gan fod yr arian yno.";
        assert_ne!(english(welsh), "en");
        assert_eq!(english("Мэр: мост откроют"), "und", "few words in a script that English does not have");
        let list = "Velin Harbour, Port Alder, Lisse: bridge results. Ruiz 12, Lund 9, Orrin 7, Bellini 3.";
        assert_eq!(english(list), "en", "too few words to doubt it");
    }

    #[test]
    fn a_few_words_leave_it_to_the_settings() {
        assert_eq!(recognised("Velin"), "xx");
        assert_eq!(recognised(""), "xx");
    }

    #[test]
    fn what_is_stated_is_believed() {
        let front = FrontMatter { language: Some("de-AT".to_owned()), ..FrontMatter::default() };
        assert_eq!(of(&front, None, &Body::default(), &Settings::default()), "de-AT");
    }
}
