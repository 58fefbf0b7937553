//! Transcripts and interviews: which paragraphs begin a turn, with whose name, and which go on with it.
//!
//! Names stand before turns in five ways: `MR. PRICE: …`, `[00:01:23] Price: …` and `[10:32, 3/1/2022] Price: …`, `Q   …` and `A   …`, `Mr. PRICE. …` as in
//! parliaments' records, and on a line of their own. One such paragraph is chance; an article is a transcript when there are
//! several, with names that come again, or in the third way alone, which nothing else is like. Then a paragraph without a name
//! goes on with the turn before it.

use super::fields;
use crate::model::article::{Block, BlockKind, Body};
use crate::text::source::Span;
use std::collections::BTreeMap;

/// Longest name before a turn, with what stands in brackets, in bytes.
const LONGEST: usize = 90;
/// Most words of a name with its office.
const WORDS: usize = 7;
/// Fewest turns of a transcript.
const FEWEST: usize = 3;
/// From how many turns on an article is a transcript, whatever stands between them.
const MANY: usize = 8;
/// Most words of what a reporter puts in brackets: "(laughter)".
const DIRECTION_WORDS: usize = 4;

/// What a paragraph of a transcript is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It begins a turn: the words that name who speaks, and where what they say begins, in the plain text.
    Opens {
        /// The name.
        who: Span,
        /// The first byte of what is said.
        words: u32,
    },
    /// A question without a name before it, and so nobody's: what it reports is read like any other text.
    Asks {
        /// The first byte of what is asked.
        words: u32,
    },
    /// It goes on with the turn before it.
    GoesOn,
    /// What somebody noted, "(laughter)", or wrote over a part of a long turn.
    Direction,
}

/// The turns of an article, by the first byte of their paragraphs.
#[derive(Debug, Default)]
pub(crate) struct Turns(BTreeMap<u32, Turn>);

/// How a name stands before a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
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
struct Label {
    style: Style,
    who: Span,
    words: u32,
    /// What tells one speaker from another: the last word of the name.
    key: String,
    /// Whether it is sure by itself.
    sure: bool,
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

/// Whether a label only says that an answer follows: "A", "Answer", "Ответ".
pub(crate) fn is_answer(label: &str) -> bool {
    ANSWERS.contains(&label.trim().trim_end_matches('.').to_lowercase().as_str())
}

impl Label {
    /// Whether it stands before a question, and names nobody. `asker` is the letter of those who ask, if letters tell.
    fn asks(&self, asker: Option<&str>) -> bool {
        match self.style {
            Style::Letter => asker == Some(self.key.as_str()),
            Style::Colon => QUESTIONS.contains(&self.key.as_str()),
            _ => false,
        }
    }
}

impl Turns {
    /// Looks for the turns of an article. Linear in its length.
    pub(crate) fn of(body: &Body) -> Turns {
        let blocks: Vec<&Block> = body.blocks.iter().collect();
        let labels: Vec<Option<Label>> = blocks.iter().map(|block| label(body, block)).collect();
        let spoken = blocks.iter().filter(|block| is_spoken(block)).count();
        let taken = taken(&labels, spoken).or_else(|| lines(body, &blocks, spoken));
        let Some((taken, dense)) = taken else { return Turns::default() };
        let mut turns = BTreeMap::new();
        let mut open = false;
        let letters =
            taken.iter().flatten().all(|label| label.style == Style::Letter || label.key.chars().count() == 1);
        let asker = asker(body, &blocks, &taken);
        // Everybody is named before every turn: what has no name is not somebody else's.
        let named = taken.iter().flatten().any(|label| label.sure);
        for (index, block) in blocks.iter().enumerate() {
            let text = block.span.of(&body.plain);
            let turn = match &taken[index] {
                Some(label) if label.asks(asker.as_deref()) => {
                    open = false;
                    Some(Turn::Asks { words: label.words })
                }
                Some(label) => {
                    open = dense;
                    Some(Turn::Opens { who: label.who, words: label.words })
                }
                // A sub-heading stands within a long speech; what is announced with a colon, or in capitals, is none of it.
                None if !is_spoken(block) => {
                    let before = index.checked_sub(1).map_or("", |before| blocks[before].span.of(&body.plain));
                    let heading = matches!(block.kind, BlockKind::Heading(_));
                    open &= heading && named && !before.ends_with(':') && text.contains(char::is_lowercase);
                    open.then_some(Turn::Direction)
                }
                None if is_direction(text) => Some(Turn::Direction),
                // Between lettered questions and answers, a question without a letter is the next one.
                None if letters && text.ends_with('?') => {
                    open = false;
                    None
                }
                None => Some(Turn::GoesOn).filter(|_| open),
            };
            if let Some(turn) = turn {
                turns.insert(block.span.start, turn);
            }
        }
        Turns(turns)
    }

    /// What a paragraph is.
    pub(crate) fn at(&self, block: &Block) -> Option<Turn> {
        self.0.get(&block.span.start).copied()
    }
}

/// The letter of those who ask: of whose paragraphs most end in a question.
fn asker(body: &Body, blocks: &[&Block], taken: &[Option<Label>]) -> Option<String> {
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    for (block, label) in blocks.iter().zip(taken) {
        let Some(label) = label.as_ref().filter(|label| label.style == Style::Letter) else { continue };
        *asked.entry(label.key.as_str()).or_default() += usize::from(block.span.of(&body.plain).contains('?'));
    }
    // Where only one letter stands before paragraphs, everybody else has a name.
    let only = asked.len() == 1;
    let most = asked.into_iter().max_by_key(|(_, questions)| *questions)?;
    (only || most.1 > 0).then(|| most.0.to_owned())
}

fn is_spoken(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote)
}

/// The labels that begin turns, one for each block, and whether paragraphs without one go on; `None` if there are no turns.
fn taken(labels: &[Option<Label>], spoken: usize) -> Option<(Vec<Option<Label>>, bool)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *counts.entry(label.key.as_str()).or_default() += 1;
    }
    let total = labels.iter().flatten().count();
    let repeated: usize = counts.values().filter(|count| **count > 1).sum();
    let sure = labels.iter().flatten().any(|label| label.sure);
    let dense =
        sure || total >= FEWEST && repeated > 1 && (3 * total >= spoken || total >= MANY && 6 * total >= spoken);
    if !dense && repeated < FEWEST {
        return None;
    }
    let fits = |label: &Label| {
        let again = counts.get(label.key.as_str()).is_some_and(|count| *count > 1);
        match label.style {
            Style::Stop => label.sure || sure || again,
            // In a record with names, letters count the points of a list.
            Style::Letter => total >= FEWEST && !sure,
            _ => again || dense && !sure,
        }
    };
    let taken: Vec<Option<Label>> = labels.iter().map(|label| label.clone().filter(fits)).collect();
    taken.iter().any(Option::is_some).then_some((taken, dense))
}

/// Turns whose names stand on lines of their own: names that come again, each with a paragraph after it.
fn lines(body: &Body, blocks: &[&Block], spoken: usize) -> Option<(Vec<Option<Label>>, bool)> {
    let names: Vec<Option<Label>> = blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            let next = blocks.get(index + 1)?;
            let text = next.span.of(&body.plain);
            let said = is_spoken(next) && text.ends_with(['.', '?', '!', '”', '"']) && text.contains(' ');
            let line = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) && said;
            line.then(|| name_line(body, block)).flatten()
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in names.iter().flatten() {
        *counts.entry(label.key.as_str()).or_default() += 1;
    }
    let total = names.iter().flatten().count();
    let repeated: usize = counts.values().filter(|count| **count > 1).sum();
    (total > FEWEST && repeated > 2 && 3 * total >= spoken).then_some((names, true))
}

/// The label that a block begins with.
fn label(body: &Body, block: &Block) -> Option<Label> {
    if !is_spoken(block) {
        return None;
    }
    let text = block.span.of(&body.plain);
    let from = after_time(text);
    let at = |offset: usize| block.span.start + (from + offset) as u32;
    let rest = &text[from..];
    let found = lettered(rest).or_else(|| stopped(rest)).or_else(|| before_colon(rest))?;
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
fn after_time(text: &str) -> usize {
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

/// `Mr. PRICE. …`, `The CHAIRMAN. …`, `Mr. BRADY of Lisse. …`, `Mr. PRICE (reading). …`: a name in capitals and a stop.
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
        let short = words == 0 && first.is_uppercase() && bare.chars().count() <= 5;
        let small = bare.chars().skip(1).all(char::is_lowercase);
        let title = short && (small || word.ends_with('.') && bare.chars().count() <= 4);
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
    Some(Found { style: Style::Colon, who, words, sure: false })
}

/// A line that is a name and nothing else: "Ines Marl (Port Alder) (Lab)", "Mr Speaker".
fn name_line(body: &Body, block: &Block) -> Option<Label> {
    let text = block.span.of(&body.plain);
    if text.len() > LONGEST || text.ends_with(['.', '?', '!', ':']) {
        return None;
    }
    let who = name_in(text)?;
    let at = |offset: usize| block.span.start + offset as u32;
    let name = &text[who.clone()];
    (name.split_whitespace().count() > 1).then(|| Label {
        style: Style::Line,
        who: Span { start: at(who.start), end: at(who.end) },
        words: block.span.end,
        key: key(name),
        sure: false,
    })
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

/// Whether a paragraph is what somebody noted: `(Laughter.)`, `[applause]`.
fn is_direction(text: &str) -> bool {
    let inner = text.trim().trim_end_matches('.');
    let closed = |open: char, close: char| inner.starts_with(open) && inner.ends_with(close);
    closed('(', ')') || closed('[', ']')
}

/// The stretches of a text without what was noted in brackets after a sentence: "Yes. (Laughter.) We are ready."
pub(crate) fn spoken(text: &str, from: usize) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = from;
    let mut at = from;
    while let Some(open) = text[at..].find(['(', '[']).map(|open| at + open) {
        let close = if text[open..].starts_with('(') { ')' } else { ']' };
        let Some(length) = text[open..].find(close) else { break };
        let end = open + length + 1;
        let short = text[open + 1..end - 1].split_whitespace().count() <= DIRECTION_WORDS;
        let before = text[start..open].trim_end();
        let after_stop = before.is_empty() || before.ends_with(['.', '!', '?', '…', '"', '”', '—']);
        if short && after_stop {
            parts.push(start..start + before.len());
            start = end;
        }
        at = end;
    }
    parts.push(start..text.len());
    parts.retain(|part| text[part.clone()].contains(char::is_alphanumeric));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Body {
        let mut body = Body { plain: text.to_owned(), ..Body::default() };
        let mut at = 0;
        for part in text.split("\n\n") {
            body.blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + part.len()) });
            at += part.len() + 2;
        }
        body
    }

    /// For each paragraph who speaks, `+` where a turn goes on, `-` where nobody does, `()` for a direction.
    fn turns(text: &str) -> Vec<String> {
        told(&body(text))
    }

    fn told(body: &Body) -> Vec<String> {
        let turns = Turns::of(body);
        let told = |block: &Block| match turns.at(block) {
            Some(Turn::Opens { who, .. }) => who.of(&body.plain).to_owned(),
            Some(Turn::GoesOn) => "+".to_owned(),
            Some(Turn::Direction) => "()".to_owned(),
            Some(Turn::Asks { .. }) => "?".to_owned(),
            None => "-".to_owned(),
        };
        body.blocks.iter().map(told).collect()
    }

    #[test]
    fn names_before_a_colon_begin_turns() {
        let text = "The harbour office met.\n\nMS. RUIZ: Good day.\n\nThe bridge is ready.\n\n(Laughter.)\n\nQ    Will there be a toll?\n\nMS. RUIZ: No.\n\nSECRETARY LIND: Nor next year.";
        assert_eq!(turns(text), ["-", "MS. RUIZ", "+", "()", "?", "MS. RUIZ", "SECRETARY LIND"]);
        let text = "LENA RUIZ, HOST: Welcome.\n\nBO LIND, PORT CHIEF: Good to be here.\n\nRUIZ: Will it sail?\n\nLIND: It will.";
        assert_eq!(turns(text), ["LENA RUIZ", "BO LIND", "RUIZ", "LIND"]);
        let text = "[00:00:05] Chair: We begin.\n\n[00:00:12] Lena Ruiz: Thank you.\n\n[00:01:40] Chair: Is it paid?";
        assert_eq!(turns(text), ["Chair", "Lena Ruiz", "Chair"]);
    }

    #[test]
    fn names_in_capitals_before_a_stop_begin_turns() {
        let text = "Mr. RUIZ. Mr. Chairman, I thank you.\n\nThe ferry is safe.\n\nThe CHAIRMAN. Is it paid for?\n\nMs. McLIND of Lisse. It is.\n\nMr. RUIZ (reading). It was paid.";
        assert_eq!(turns(text), ["Mr. RUIZ", "+", "The CHAIRMAN", "Ms. McLIND of Lisse", "Mr. RUIZ"]);
    }

    #[test]
    fn points_of_a_list_in_a_record_are_no_turns_and_sub_headings_do_not_end_one() {
        let text = "Mr. RUIZ. We ask three things.\n\nA. Whether it is safe.\n\nB. Whether it is paid.\n\nC. Whether it opens.\n\nThe Old Bridge\n\nIt is old.\n\nROLL CALL\n\nThe clerk called the roll.\n\nMs. ORR-McLIND. I thank him.";
        let mut body = body(text);
        for block in &mut body.blocks {
            let words = block.span.of(&body.plain);
            if ["The Old Bridge", "ROLL CALL"].contains(&words) {
                block.kind = BlockKind::Heading(2);
            }
        }
        assert_eq!(told(&body), ["Mr. RUIZ", "+", "+", "+", "()", "+", "-", "-", "Ms. ORR-McLIND"]);
    }

    #[test]
    fn a_single_name_in_capitals_is_enough() {
        assert_eq!(turns("Ferry retired\n\nMr. RUIZ. I rise today.\n\nIt served us well."), ["-", "Mr. RUIZ", "+"]);
    }

    #[test]
    fn names_on_lines_of_their_own_begin_turns() {
        let text = "Lena Ruiz (Lisse) (Lab)\n\nWhat steps is she taking?\n\nThe Minister for Harbours (Bo Lind)\n\nThe ferry has run.\n\nLena Ruiz\n\nI thank him.\n\nBo Lind\n\nI do.";
        assert_eq!(turns(text), ["Lena Ruiz", "+", "Bo Lind", "+", "Lena Ruiz", "+", "Bo Lind", "+"]);
    }

    #[test]
    fn questions_and_answers_by_letter_are_turns() {
        let text = "She spoke to us.\n\nQ: When was it?\n\nA: In May. We waited.\n\nQ: And then?\n\nA: It opened.\n\nWhat would you say to them?\n\nThat I am glad.";
        assert_eq!(turns(text), ["-", "?", "A", "?", "A", "-", "-"]);
    }

    #[test]
    fn other_articles_have_no_turns() {
        let text = "The mayor said: we are ready.\n\nBridge: The old one opens in May.\n\nFerry: It sails again.\n\nNobody came.";
        assert_eq!(turns(text), ["-"; 4]);
        let text = "The BBC. Nobody else was there.\n\nA. Ruiz spoke.\n\nIt rained.";
        assert_eq!(turns(text), ["-"; 3]);
    }

    #[test]
    fn what_was_noted_in_brackets_is_no_speech() {
        let text = "Yes. (Laughter.) We (the council) are ready. [Applause]";
        let parts: Vec<&str> = spoken(text, 0).into_iter().map(|part| &text[part]).collect();
        assert_eq!(parts, ["Yes.", " We (the council) are ready."]);
    }

    #[test]
    fn messages_of_a_chat_are_turns() {
        let ends = |text: &str| after_time(text);
        assert_eq!(ends("[10:32, 3/1/2022] Ana Ruiz: We go."), 18);
        assert_eq!(ends("[12/03/22, 10:32:07 PM] Ana Ruiz: We go."), 24);
        assert_eq!(ends("3/1/22, 10:32 - Ana Ruiz: We go."), 16);
        assert_eq!(ends("[00:01:23] Ana Ruiz: We go."), 11);
        for none in
            ["[Laughter, 10:32] Ana", "3/1/22 - Ana Ruiz: We go.", "[see 1.2.2022] Ana Ruiz: We go.", "[", "é - a"]
        {
            assert_eq!(ends(none), 0, "{none}");
        }
    }
}
