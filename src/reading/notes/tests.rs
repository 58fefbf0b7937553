//! A note never stands at wrong words, whatever happens to its article.

use super::anchor;
use crate::model::note::{Anchor, Note};
use crate::text::folded::Folded;

/// A small generator of numbers, so that every run tries the same cases.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Every word carries the number of its place in the first version, so that we know where it went; copies keep it.
type Text = Vec<Vec<(usize, String)>>;

/// A text of a few words that come again and again: the hardest case for finding the right place.
fn first_version(dice: &mut Dice) -> Text {
    const WORDS: [&str; 15] = [
        "the",
        "minister",
        "said",
        "that",
        "talks",
        "will",
        "“go",
        "on”",
        "in",
        "Geneva,",
        "Zürich",
        "Moscow’s",
        "answer",
        "—",
        "again.",
    ];
    let mut place = 0;
    let mut word = |dice: &mut Dice| {
        place += 1;
        (place, WORDS[dice.below(WORDS.len())].to_owned())
    };
    let paragraphs = 2 + dice.below(4);
    (0..paragraphs).map(|_| (0..6 + dice.below(30)).map(|_| word(dice)).collect()).collect()
}

/// One of the things that happen to an article.
fn mutate(text: &mut Text, dice: &mut Dice) {
    let paragraph = dice.below(text.len());
    let at = dice.below(text[paragraph].len());
    match dice.below(7) {
        0 => text[paragraph].insert(at, (0, "new".to_owned())),
        1 if text[paragraph].len() > 1 => drop(text[paragraph].remove(at)),
        2 => {
            let copy = text[paragraph].clone();
            text.insert(dice.below(text.len() + 1), copy);
        }
        3 if text.len() > 1 => drop(text.remove(paragraph)),
        4 => {
            let other = dice.below(text.len());
            text.swap(paragraph, other);
        }
        5 => text.insert(0, vec![(0, "Another".to_owned()), (0, "title".to_owned())]),
        _ => {
            let rest = text[paragraph].split_off(at);
            if !rest.is_empty() {
                text.insert(paragraph + 1, rest);
            }
            text.retain(|words| !words.is_empty());
        }
    }
}

/// Writes a text in one of several typographies, and says where each word went.
fn written(text: &Text, dice: &mut Dice) -> (String, Vec<(usize, usize)>) {
    let (mut out, mut places) = (String::new(), Vec::new());
    let (straight, wrapped) = (dice.below(2) == 0, 20 + dice.below(60));
    let (composed, hyphenated) = (dice.below(2) == 0, dice.below(4) == 0);
    let space = [" ", "\u{a0}", "  ", "\t"][dice.below(4)];
    let mut line = 0;
    for paragraph in text {
        for (place, word) in paragraph {
            places.push((out.len(), *place));
            let word = if straight {
                word.replace(['“', '”'], "\"").replace('’', "'").replace('—', "-")
            } else {
                word.clone()
            };
            let word = if composed { word } else { word.replace('ü', "u\u{308}") };
            // A soft hyphen, as pages from the web carry them.
            let word = if hyphenated { word.replace("nist", "ni\u{ad}st") } else { word };
            out.push_str(&word);
            line += word.len() + 1;
            out.push_str(if line > wrapped { "\r\n" } else { space });
            line = if line > wrapped { 0 } else { line };
        }
        out.push_str("\n\n");
        line = 0;
    }
    (out, places)
}

#[test]
fn thousands_of_edits_never_move_a_note_to_other_words() {
    let mut dice = Dice(0x5eed_1e55_0dd5_eed5);
    let (mut shown, mut hidden) = (0, 0);
    for _ in 0..6000 {
        let mut text = first_version(&mut dice);
        let paragraph = text[dice.below(text.len())].clone();
        let start = dice.below(paragraph.len());
        let end = (start + 1 + dice.below(8)).min(paragraph.len());
        let joined =
            |words: &[(usize, String)]| words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ");
        let context = 3 + dice.below(5);
        let mut note = Note {
            quote: joined(&paragraph[start..end]),
            before: joined(&paragraph[start.saturating_sub(context)..start]),
            after: joined(&paragraph[end..(end + context).min(paragraph.len())]),
            ..Note::default()
        };
        let before_edits = written(&text, &mut dice);
        match anchor::find(&note, &Folded::new(&before_edits.0), None) {
            Anchor::Exact(_) => {}
            // An editor who is told so gives the note more context, or none of these notes would exist.
            _ => continue,
        }
        note.quote = Folded::new(&note.quote).text;
        for _ in 0..1 + dice.below(4) {
            mutate(&mut text, &mut dice);
        }
        let (now, places) = written(&text, &mut dice);
        let found = anchor::find(&note, &Folded::new(&now), None);
        let (Anchor::Exact(span) | Anchor::Moved(span)) = found else {
            hidden += 1;
            continue;
        };
        shown += 1;
        let marked: Vec<usize> = places
            .iter()
            .filter(|(at, _)| (span.start as usize..span.end as usize).contains(at))
            .map(|(_, place)| *place)
            .collect();
        let original: Vec<usize> = paragraph[start..end].iter().map(|(place, _)| *place).collect();
        // Of two equal words side by side nobody can tell which was deleted.
        let same = |(now, then): (&usize, &usize)| now.abs_diff(*then) <= 1;
        assert!(
            marked.len() == original.len() && marked.iter().zip(&original).all(same),
            "{found:?}: {note:?} in {now}: {marked:?} for {original:?}"
        );
    }
    assert!(shown > hidden && hidden > 100, "most notes survive edits, and some cannot: {shown} shown, {hidden} not");
}

/// What makes another word of one, and what another number, that it is put before or after.
const BEFORE: [&[&str]; 2] = [
    &["non-", "non\u{2011}", "non\u{ad}", "O’", "l'", "@", "#", "un", "x_", "and/", "R&", "www.example.org/"],
    &["1.", ".", "12,", "12\u{202f}", "-", "−", "–", "$", "€ ", "±", "≥ ", "2'", "3/", "10–"],
];
const AFTER: [&[&str]; 2] = [
    &[
        "’t",
        "'t",
        "ʼt",
        "-like",
        "‐like",
        "\u{ad}like",
        "s",
        "_x",
        "/or",
        "\u{301}",
        "²",
        ".org",
        "(s)",
        "@example.org",
    ],
    &[
        ".5",
        ",5",
        ",000",
        "\u{202f}000",
        " 000",
        "%",
        " %",
        "€",
        "\u{a0}€",
        "th",
        "/2",
        ":30",
        "½",
        " ½",
        "-fold",
        "+",
        "°",
    ],
];

#[test]
fn a_note_is_lost_when_the_first_or_the_last_of_its_words_grows() {
    let mut dice = Dice(0x0b0_5de5);
    const WORDS: [&str; 12] =
        ["we", "can", "5", "nuclear", "states", "50", "the", "minister", "euros", "Ruiz", "7", "percent"];
    let mut lost = 0;
    for _ in 0..4000 {
        let words: Vec<&str> = (0..12).map(|_| WORDS[dice.below(WORDS.len())]).collect();
        let (start, length) = (1 + dice.below(6), 1 + dice.below(4));
        let end = start + length;
        let note = Note { quote: words[start..end].join(" "), ..Note::default() };
        let text = |words: &[String]| format!("Title\n\n{} there.\n", words.join(" "));
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        if !matches!(anchor::find(&note, &Folded::new(&text(&words)), None), Anchor::Exact(_)) {
            continue;
        }
        let edge = if dice.below(2) == 0 { start } else { end - 1 };
        let number = usize::from(words[edge].parse::<u32>().is_ok());
        if edge == start {
            let before = BEFORE[number];
            words[edge].insert_str(0, before[dice.below(before.len())]);
        } else {
            let after = AFTER[number];
            words[edge].push_str(after[dice.below(after.len())]);
        }
        let now = text(&words);
        assert_eq!(anchor::find(&note, &Folded::new(&now), None), Anchor::Lost, "{note:?} in {now}");
        let longer = anchor::within_longer(&note.quote, &now);
        // A letter with an accent is another letter: such words do not even read the same.
        if let Some(longer) = longer {
            let quote = Note { quote: longer.of(&now).to_owned(), ..Note::default() };
            let found = anchor::find(&quote, &Folded::new(&now), None);
            assert!(found == Anchor::Exact(longer) || found == Anchor::Ambiguous, "{quote:?} in {now}: {found:?}");
        }
        lost += 1;
    }
    assert!(lost > 1500, "{lost} were tried");
}
