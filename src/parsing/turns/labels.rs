//! Names before turns: what of a paragraph names who speaks, and where the words begin.

use super::{LONGEST, WORDS, is_spoken};
use crate::model::article::{Block, Body};
use crate::parsing::fields;
use crate::text::source::Span;

/// How a name stands before a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `PRICE: …`
    Colon,
    /// `Q   …`
    Letter,
    /// `Mr. PRICE. …`
    Stop,
    /// A line of its own.
    Line,
}

/// A paragraph that may begin a turn.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) style: Style,
    pub(super) who: Span,
    pub(super) words: u32,
    /// What tells one speaker from another: the last word of the name.
    pub(super) key: String,
    /// Whether it is sure by itself.
    pub(super) sure: bool,
}

/// Labels before questions, and before answers, that name nobody.
const QUESTIONS: [&str; 12] = [
    "question",
    "q",
    "вопрос",
    "питання",
    "запитання",
    "frage",
    "pregunta",
    "domanda",
    "pergunta",
    "vraag",
    "pytanie",
    "سؤال",
];
const ANSWERS: [&str; 12] = [
    "answer",
    "a",
    "ответ",
    "відповідь",
    "antwort",
    "respuesta",
    "réponse",
    "risposta",
    "resposta",
    "antwoord",
    "odpowiedź",
    "جواب",
];

/// Whether a label only says that an answer follows: "Answer", "Ответ", or a letter that stands for such a word.
pub(crate) fn is_answer(label: &str) -> bool {
    let label = label.trim().trim_end_matches('.');
    label.chars().count() == 1 || ANSWERS.contains(&label.to_lowercase().as_str())
}

impl Label {
    /// Whether it stands before a question, and names nobody. `asker` is the letter of those who ask, if letters tell.
    pub(super) fn asks(&self, asker: Option<&str>) -> bool {
        match self.style {
            Style::Letter => asker == Some(self.key.as_str()),
            Style::Colon => QUESTIONS.contains(&self.key.as_str()),
            _ => false,
        }
    }
}

/// The label that a block begins with.
pub(super) fn label(body: &Body, block: &Block) -> Option<Label> {
    if !is_spoken(block) {
        return None;
    }
    let text = block.span.of(&body.plain);
    let from = after_time(text);
    let at = |offset: usize| block.span.start + (from + offset) as u32;
    let rest = &text[from..];
    let named = || before_colon(rest).filter(|found| rest[found.who.clone()].contains(' '));
    let found = worded(rest)
        .or_else(|| if starts_with_initial(rest) { named() } else { None })
        .or_else(|| lettered(rest))
        .or_else(|| stopped(rest))
        .or_else(|| before_colon(rest))?;
    let Found { style, who, words, sure } = found;
    let name = &rest[who.clone()];
    Some(Label { style, who: Span { start: at(who.start), end: at(who.end) }, words: at(words), key: key(name), sure })
}

/// A label, in bytes of the text it stands in.
struct Found {
    style: Style,
    who: std::ops::Range<usize>,
    words: usize,
    sure: bool,
}

/// Longest time of a message with its day, in bytes.
const STAMP: usize = 26;
/// The same, with the month in letters.
const LONGEST_STAMP: usize = 40;

/// Past the day and time of a message in a chat: `[10:32, 3/1/2022] `, `3/1/22, 10:32 PM - `.
fn after_stamp(text: &str) -> Option<usize> {
    let (inner, end) = match text.strip_prefix('[') {
        Some(inner) => (inner, inner.find(']')?),
        None => (text, text.find(" - ")?),
    };
    let stamp = inner.get(..end).filter(|stamp| stamp.len() <= STAMP)?;
    let mark = |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || ":.,/-".contains(letter);
    let half = stamp.trim_end_matches(|letter: char| "AaPpMm.".contains(letter));
    let day =
        half.split([',', ' ']).any(|part| part.split(['/', '.', '-']).filter(|part| !part.is_empty()).count() == 3);
    if !day || !half.contains(':') || !half.chars().all(mark) {
        return None;
    }
    let rest = inner[end..].trim_start_matches([']', ' ', '-']);
    Some(text.len() - rest.len())
}

/// Past the time of a recording: `[00:01:23] `, `0:06 · `.
pub(super) fn after_time(text: &str) -> usize {
    if let Some(end) = after_stamp(text) {
        return end;
    }
    let open = text.starts_with(['[', '(']);
    let inner = text.trim_start_matches(['[', '(']);
    let digits = inner.len()
        - inner.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.' | ',')).len();
    let time = &inner[..digits];
    if !time.contains(':') || digits > 12 || !time.starts_with(|letter: char| letter.is_ascii_digit()) {
        return 0;
    }
    let rest = &inner[digits..];
    let rest = if open { rest.trim_start_matches([']', ')']) } else { rest };
    let rest =
        rest.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '·' | '-' | '–' | '—' | '|'));
    if rest.len() == inner.len() { 0 } else { text.len() - rest.len() }
}

/// `Pregunta. …`, `FRAGE – …`: a word for a question or an answer, and a stop or a dash.
fn worded(text: &str) -> Option<Found> {
    let end = text.find(|letter: char| !letter.is_alphabetic())?;
    let word = text[..end].to_lowercase();
    let known = text.starts_with(char::is_uppercase) && end > 1;
    if !known || !(QUESTIONS.contains(&word.as_str()) || ANSWERS.contains(&word.as_str())) {
        return None;
    }
    let said = text[end..].trim_start_matches(['.', ' ', '–', '—', '-']);
    let words = text.len() - said.len();
    let marked = text[end..words].contains(['.', '–', '—', '-']) && text[..words].ends_with(' ');
    (marked && !said.is_empty()).then_some(Found { style: Style::Colon, who: 0..end, words, sure: false })
}

/// "P. A. Lind: …": the first of several initials or words of a name, and no letter that asks.
fn starts_with_initial(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let initial = |word: &str| word.ends_with('.') && word.chars().count() == 2;
    words.next().is_some_and(initial)
        && words.next().is_some_and(|word| initial(word) || word.ends_with(':') && word.chars().count() > 2)
}

/// `Q   Will it open?`, `Q. Will it open?`: one capital letter apart from the words.
fn lettered(text: &str) -> Option<Found> {
    let letter = text.chars().next().filter(|letter| letter.is_uppercase())?;
    let end = letter.len_utf8();
    let rest = &text[end..];
    let gap = rest.len() - rest.trim_start_matches(char::is_whitespace).len();
    let words = match rest.chars().next()? {
        '.' if rest[1..].starts_with(char::is_whitespace) && !is_initial(&rest[1..]) => end + 1,
        mark if mark.is_whitespace() && (rest[..gap].chars().count() > 1 || mark == '\t') => end,
        _ => return None,
    };
    let words = words + (text[words..].len() - text[words..].trim_start().len());
    (words < text.len()).then_some(Found { style: Style::Letter, who: 0..end, words, sure: false })
}

/// Whether a letter with a stop is the first of a name, as in "J. Smith".
fn is_initial(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let name = words.next().is_some_and(|word| word.starts_with(char::is_uppercase) && !word.ends_with(['?', ',']));
    name && words.next().is_some_and(|word| word.starts_with(char::is_lowercase))
        && rest.split_whitespace().take(3).count() < 3
}

/// Longest title before a name in capitals, in letters: "Commissioner".
const TITLE: usize = 12;

/// `Mr. PRICE. …`, `The CHAIRMAN. …`, `Captain ROWE. …`, `Mr. BRADY of Lisse. …`, `Mr. PRICE (reading). …`: a name in capitals and a stop.
fn stopped(text: &str) -> Option<Found> {
    let mut at = 0;
    let mut capitals = 0;
    let mut words = 0;
    let titled = text.split(' ').next().is_some_and(|word| word.ends_with('.'));
    while words < WORDS {
        let rest = &text[at..];
        let word = rest.split(char::is_whitespace).next().filter(|word| !word.is_empty())?;
        let bare = word.trim_end_matches(['.', ',']);
        let first = bare.chars().next()?;
        let length = bare.chars().count();
        let small = length > 1 && length <= TITLE && bare.chars().skip(1).all(char::is_lowercase);
        let title = words == 0 && first.is_uppercase() && (small || word.ends_with('.') && length <= 4);
        if words == 0 && !title {
            return None;
        }
        let shouted = !title && is_shouted(bare);
        capitals += usize::from(shouted);
        let initial = bare.chars().count() == 1 && first.is_uppercase();
        let state = capitals > 0 && !shouted && (first.is_uppercase() || matches!(bare, "of" | "from" | "de"));
        if !(title || shouted || state || initial) {
            return None;
        }
        let end = at + bare.len();
        let (bracket, after) = after_bracket(text, at + word.len());
        let ends = if bracket { text[after..].starts_with('.') } else { word.ends_with('.') && !title && !initial };
        if ends && capitals > 0 {
            let stop = if bracket { after + 1 } else { end + 1 };
            let said = text[stop..].trim_start();
            let begins = text[stop..].starts_with(char::is_whitespace)
                && said.starts_with(|letter: char| !letter.is_lowercase());
            let who = 0..end;
            return begins.then(|| Found { style: Style::Stop, who, words: text.len() - said.len(), sure: titled });
        }
        at += word.len();
        at += text[at..].len() - text[at..].trim_start().len();
        words += 1;
    }
    None
}

/// Past a group in brackets after a name; whether there is one.
fn after_bracket(text: &str, at: usize) -> (bool, usize) {
    let rest = text[at..].trim_start();
    let start = text.len() - rest.len();
    match rest.strip_prefix('(').and_then(|inner| inner.find(')')).filter(|length| *length < 40) {
        Some(length) => (true, start + length + 2),
        None => (false, at),
    }
}

/// "PRICE", "McKINNEY", "JACKSON-LEE", "ORR-McKINNEY", "O'NEILL"
fn is_shouted(word: &str) -> bool {
    let shouted = |part: &str| {
        let rest = ["Mc", "Mac", "De"].iter().find_map(|start| part.strip_prefix(start)).unwrap_or(part);
        rest.chars().any(char::is_alphabetic)
            && rest.chars().all(|letter| letter.is_uppercase() || matches!(letter, '\'' | '’'))
    };
    word.chars().filter(|letter| letter.is_uppercase()).count() > 1 && word.split('-').all(shouted)
}

/// `Ana Ruiz: …`, `RUIZ, HOST: …`, `The Minister for Harbours (Bram Teller): …`
fn before_colon(text: &str) -> Option<Found> {
    let mut limit = text.len().min(LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &text[..limit];
    let colon = memchr::memchr(b':', head.as_bytes());
    let wide = if head.is_ascii() { None } else { head.find('：') };
    let colon = colon.into_iter().chain(wide).min()?;
    let mark = text[colon..].chars().next().map_or(1, char::len_utf8);
    let after = &text[colon + mark..];
    if !after.is_empty() && !after.starts_with(char::is_whitespace) && mark == 1 {
        return None;
    }
    let who = name_in(text[..colon].trim_end())?;
    if fields::read(text).is_some() {
        return None;
    }
    let words = text.len() - after.trim_start().len();
    let letter = text[who.clone()].chars().count() == 1;
    let style = if letter { Style::Letter } else { Style::Colon };
    Some(Found { style, who, words, sure: false })
}

/// A line that is a name and nothing else: "Ines Marl (Port Alder) (Lab)", "Mr Speaker".
pub(super) fn name_line(body: &Body, block: &Block) -> Option<Label> {
    let text = block.span.of(&body.plain);
    let sure = is_stamped(text);
    if text.len() > LONGEST || text.ends_with(['.', '?', '!', ':']) && !sure {
        return None;
    }
    let from = after_time(text);
    let text = without_time(&text[from..]);
    let who = name_in(text)?;
    let at = |offset: usize| block.span.start + (from + offset) as u32;
    let name = &text[who.clone()];
    (name.split_whitespace().count() > 1).then(|| Label {
        style: Style::Line,
        who: Span { start: at(who.start), end: at(who.end) },
        words: block.span.end,
        key: key(name),
        sure,
    })
}

/// Whether a line ends with the day and hour of a message: "Ana Ruiz, [12.03.22 10:15]", with a colon or without.
fn is_stamped(line: &str) -> bool {
    let line = line.trim_end_matches(':');
    let Some((name, stamp)) = line.strip_suffix(']').and_then(|line| line.rsplit_once('[')) else { return false };
    let digit = |letter: char| letter.is_ascii_digit();
    name.trim_end().ends_with(',')
        && stamp.contains(':')
        && stamp.matches(digit).count() > 5
        && stamp.len() <= LONGEST_STAMP
}

/// Whether a line begins a message of a chat, with the day and hour of it.
pub(crate) fn is_message(text: &str) -> bool {
    after_stamp(text).is_some_and(|end| end < text.len()) || is_stamped(text)
}

/// A line without the time of a recording at its end: "Ana Ruiz  0:03".
fn without_time(line: &str) -> &str {
    let before =
        line.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '(' | ')' | '[' | ']'));
    let time = &line[before.len()..];
    if time.contains(':') && time.contains(|letter: char| letter.is_ascii_digit()) { before.trim_end() } else { line }
}

/// Where in a label the name stands, without what follows it in brackets or after a comma.
fn name_in(label: &str) -> Option<std::ops::Range<usize>> {
    let end = label.find(['(', '[', ',']).unwrap_or(label.len());
    let base = label[..end].trim_end();
    // An office, and who holds it in brackets.
    let bracket = label[end..].strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    if let Some(inner) =
        bracket.filter(|inner| base.split_whitespace().count() > 2 && is_name(inner) && inner.contains(' '))
    {
        return Some(end + 1..end + 1 + inner.len());
    }
    is_name(base).then_some(0..base.len())
}

/// Whether words may be a name, perhaps with an office before it: capitals, but for a short word or two among them.
fn is_name(words: &str) -> bool {
    let clean = |word: &str| {
        word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '.' | '-' | '\'' | '’'))
            && word.chars().any(char::is_alphabetic)
    };
    // One more than may be tells enough of a whole paragraph.
    let all: Vec<&str> = words.split_whitespace().take(WORDS + 1).collect();
    if all.len() > WORDS {
        return false;
    }
    let capital =
        |word: &&str| word.chars().next().is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase());
    let small = all.iter().filter(|word| !capital(word)).count();
    !all.is_empty()
        && all.iter().all(|word| clean(word))
        && all.first().is_some_and(capital)
        && all.last().is_some_and(capital)
        && all.iter().all(|word| capital(word) || word.chars().count() <= 3)
        && small * 2 < all.len().max(2)
}

/// The last word of a name in lower case.
fn key(name: &str) -> String {
    let name = name.split(" of ").next().unwrap_or(name);
    name.split_whitespace().next_back().unwrap_or(name).trim_end_matches('.').to_lowercase()
}
