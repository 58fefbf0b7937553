//! Interviews without labels: their questions stand in bold type, as headings or behind dashes, and what follows answers them.
//!
//! Explainers ask in bold type too, and answer themselves. An interview is told by both sides: a question addresses somebody, and
//! answers speak of themselves.

use super::Turn;
use crate::model::article::{Block, BlockKind, Body, Piece};
use crate::text::source::Span;
use std::collections::BTreeMap;

/// Fewest questions of an interview.
const FEWEST: usize = 3;
/// Fewest answers that speak of themselves.
const OWN: usize = 2;
/// Most words of a question in bold type. Interviewers tell stories, but not in headings.
const LONGEST: usize = 90;

/// Words by which somebody speaks of themselves, in the languages that have rules; none of them means something common in another.
const OF_ONESELF: [&str; 78] = [
    "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself", "we", "our", "ours", "we're", "we've", "we'll", "ich",
    "mich", "mir", "mein", "meine", "meinen", "meiner", "wir", "unser", "unsere", "unseren", "je", "j'ai", "j'étais",
    "moi", "mon", "nous", "notre", "yo", "mí", "conmigo", "nosotros", "nosotras", "nuestro", "nuestra", "hemos", "io",
    "mio", "mia", "noi", "nostro", "nostra", "abbiamo", "eu", "meu", "minha", "nós", "nosso", "nossa", "ik", "mij",
    "mijn", "wij", "onze", "mnie", "mój", "moja", "nas", "nasz", "nasza", "я", "меня", "мне", "мной", "мой", "моя",
    "мы", "нас", "нам", "наш", "мене", "мені", "мій", "ми",
];

/// Words by which a question addresses whom it asks.
const ADDRESSED: [&str; 56] = [
    "you", "your", "yours", "yourself", "you're", "you've", "sie", "ihr", "ihre", "ihnen", "ihren", "ihrem", "dein",
    "deine", "dir", "vous", "votre", "vos", "usted", "ustedes", "tú", "te", "ti", "su", "sus", "lei", "suo", "sua",
    "senhor", "senhora", "você", "u", "uw", "jij", "jouw", "pan", "pani", "pana", "вы", "вас", "вам", "ваш", "ваша",
    "ви", "mr", "mrs", "ms", "sir", "herr", "frau", "monsieur", "madame", "señor", "señora", "signor", "signora",
];

/// First words of a note below an interview: who led it, and that it was shortened.
const CLOSING: [&str; 19] = [
    "this interview",
    "the interview was",
    "this conversation",
    "interview:",
    "interview by",
    "interviewed by",
    "edited by",
    "das interview",
    "das gespräch",
    "die fragen stellte",
    "propos recueillis",
    "entretien réalisé",
    "entrevista realizada",
    "беседовал",
    "беседовала",
    "интервью взял",
    "вопросы задавал",
    "розмовляв",
    "intervista di",
];

/// What a paragraph is to an interview.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// It asks, up to this byte of the plain text; behind that it answers.
    Asks(u32),
    /// It answers, or goes on.
    Speaks,
    /// Neither.
    Apart,
}

/// The turns of an interview whose questions are set apart by their print, by the first byte of their paragraphs.
pub(super) fn turns(body: &Body) -> BTreeMap<u32, Turn> {
    let bold = bold(body);
    let printed: Vec<Side> = body.blocks.iter().map(|block| printed(body, block, &bold)).collect();
    let sides = Some(printed).filter(|sides| is_interview(body, sides)).or_else(|| dashed(body));
    let Some(sides) = sides else { return BTreeMap::new() };
    let mut turns = BTreeMap::new();
    // Whether a question waits for its answer, and whether a turn is open.
    let (mut asked, mut open) = (false, false);
    for (block, side) in body.blocks.iter().zip(sides) {
        let text = block.span.of(&body.plain);
        let turn = match side {
            Side::Asks(end) => {
                let words = block.span.start + past_mark(text) as u32;
                let within = end < block.span.end;
                let question = Span { start: words, end };
                let answer = end + past_mark(&body.plain[end as usize..block.span.end as usize]) as u32;
                (asked, open) = (!within, within);
                Some(if within {
                    Turn::Answers { words: answer, question: Some(question) }
                } else {
                    Turn::Asks { words }
                })
            }
            Side::Speaks if super::is_direction(text) => Some(Turn::Direction),
            Side::Speaks if asked => {
                (asked, open) = (false, true);
                Some(Turn::Answers { words: block.span.start + past_mark(text) as u32, question: None })
            }
            Side::Speaks if open && !closes(text) => Some(Turn::GoesOn),
            Side::Speaks => {
                open = false;
                None
            }
            Side::Apart => None,
        };
        turns.extend(turn.map(|turn| (block.span.start, turn)));
    }
    turns
}

/// Whether a paragraph is a note below an interview.
pub(super) fn closes(text: &str) -> bool {
    let start: String = text.chars().take(24).collect::<String>().to_lowercase();
    text.len() < 400 && !text.ends_with('?') && CLOSING.iter().any(|first| start.starts_with(first))
}

/// Past spaces, a dash and a letter for the question or the answer.
fn past_mark(text: &str) -> usize {
    let rest =
        text.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '—' | '–' | '―' | '-'));
    text.len() - rest.len()
}

/// The stretches in bold type, in order.
fn bold(body: &Body) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut depth = 0usize;
    for piece in &body.pieces {
        match piece {
            Piece::Markup(markup) => {
                for tag in markup.split('<').skip(1) {
                    match tag.split('>').next() {
                        Some("strong" | "b") => depth += 1,
                        Some("/strong" | "/b") => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
            }
            Piece::Text(span) if depth > 0 => spans.push(*span),
            _ => {}
        }
    }
    spans
}

/// What the print of a paragraph says: a heading or bold type from the start on asks.
fn printed(body: &Body, block: &Block, bold: &[Span]) -> Side {
    let text = block.span.of(&body.plain);
    match block.kind {
        BlockKind::Heading(_) if asks(text) => Side::Asks(block.span.end),
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item => {
            let mut end = block.span.start;
            let first = bold.partition_point(|span| span.start < block.span.start);
            for span in &bold[first..] {
                let between = body.plain.get(end as usize..span.start as usize);
                if span.start >= block.span.end || !between.is_some_and(|between| between.trim().is_empty()) {
                    break;
                }
                end = span.end;
            }
            let end = end.min(block.span.end);
            let words = &body.plain[block.span.start as usize..end as usize];
            let whole = body.plain[end as usize..block.span.end as usize].trim().is_empty();
            let label = words.trim_end().ends_with(':');
            match () {
                () if words.trim().is_empty() || label => Side::Speaks,
                () if whole => Side::Asks(block.span.end),
                () if asks(words) => Side::Asks(end),
                () => Side::Speaks,
            }
        }
        _ => Side::Apart,
    }
}

/// Whether words end in a question mark.
fn asks(text: &str) -> bool {
    let text =
        text.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, '”' | '"' | '»' | ')' | '“'));
    text.ends_with(['?', '？', '؟']) && text.split_whitespace().count() <= LONGEST
}

/// Whether the sides are those of an interview: most that is set apart asks, a question addresses somebody, and answers speak of
/// themselves.
fn is_interview(body: &Body, sides: &[Side]) -> bool {
    let (mut set, mut questions, mut addressed, mut answers, mut own) = (0, 0, 0, 0, 0);
    // Whether an answer is open, and has not spoken of itself yet.
    let mut fresh = false;
    for (block, side) in body.blocks.iter().zip(sides) {
        let text = block.span.of(&body.plain);
        let said = match side {
            Side::Asks(end) => {
                let (question, rest) = text.split_at((*end - block.span.start) as usize);
                set += 1;
                questions += usize::from(asks(question));
                addressed += usize::from(has(question, &ADDRESSED));
                answers += 1;
                fresh = true;
                rest
            }
            Side::Speaks => text,
            Side::Apart => continue,
        };
        if fresh && (has(said, &OF_ONESELF) || says_i(said)) {
            own += 1;
            fresh = false;
        }
    }
    questions >= FEWEST && 2 * questions >= set && addressed > 0 && own >= OWN && 3 * own >= answers
}

/// Whether a text has one of the words outside quotation marks.
fn has(text: &str, words: &[&str]) -> bool {
    let word = |word: &str| words.contains(&word.to_lowercase().replace('’', "'").as_str());
    unquoted(text)
        .any(|part| part.split(|letter: char| !(letter.is_alphabetic() || matches!(letter, '\'' | '’'))).any(word))
}

/// Whether a text has the English "I" before a word in small letters.
fn says_i(text: &str) -> bool {
    unquoted(text).any(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        words.windows(2).any(|two| {
            two[0] == "I"
                && two[1].starts_with(|letter: char| letter.is_ascii_lowercase())
                && !two[1].ends_with(['i', 'I'])
        })
    })
}

/// The parts of a text between quotations.
fn unquoted(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split_inclusive(['“', '”', '„', '«', '»', '"']).filter(move |part| {
        let outside = !quoted;
        quoted = match part.chars().next_back() {
            Some('“') => !quoted || part.len() == '“'.len_utf8(),
            Some('„' | '«') => true,
            Some('”' | '»') => false,
            Some('"') => !quoted,
            _ => quoted,
        };
        outside
    })
}

/// Questions and answers behind dashes, by turns: the first asks, the next answers, and so on to the end.
fn dashed(body: &Body) -> Option<Vec<Side>> {
    let is_dashed =
        |block: &Block| block.kind == BlockKind::Paragraph && block.span.of(&body.plain).starts_with(['—', '–', '―']);
    let first = body.blocks.iter().position(is_dashed)?;
    let mut asking = false;
    let (mut dashes, mut others, mut questions, mut asked) = (0, 0, 0, 0);
    let mut sides = vec![Side::Apart; first];
    for block in &body.blocks[first..] {
        let text = block.span.of(&body.plain);
        if !is_dashed(block) {
            others += 1;
            sides.push(if matches!(block.kind, BlockKind::Paragraph) && !asking { Side::Speaks } else { Side::Apart });
            continue;
        }
        // What somebody else tells, "— Пойду, — сказал он.", is a scene.
        let told = text.match_indices(['—', '–', '―']).skip(1).any(|(at, _)| {
            let before = text[..at].trim_end();
            let after = text[at..].trim_start_matches(['—', '–', '―', ' ']);
            before.ends_with([',', '?', '!', '.', '…']) && after.starts_with(char::is_lowercase)
        });
        if told {
            return None;
        }
        dashes += 1;
        asking = !asking;
        asked += usize::from(asking);
        questions += usize::from(asking && asks(text));
        sides.push(if asking { Side::Asks(block.span.end) } else { Side::Speaks });
    }
    let addressed = body.blocks.iter().zip(&sides).any(|(block, side)| {
        let text = block.span.of(&body.plain);
        matches!(side, Side::Asks(_)) && has(text, &ADDRESSED) || *side == Side::Speaks && has(text, &OF_ONESELF)
    });
    (questions >= FEWEST && 4 * questions >= 3 * asked && 2 * others <= dashes && addressed).then_some(sides)
}
