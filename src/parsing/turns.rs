//! Transcripts and interviews: which paragraphs begin a turn, with whose name, and which go on with it.
//!
//! Names stand before turns in five ways: `MR. PRICE: …`, `[00:01:23] Price: …` and `[10:32, 3/1/2022] Price: …`, `Q   …` and `A   …`, `Mr. PRICE. …` as in
//! parliaments' records, and on a line of their own. One such paragraph is chance; an article is a transcript when there are
//! several, with names that come again, or in the third way alone, which nothing else is like. Then a paragraph without a name
//! goes on with the turn before it. Interviews also set their questions apart without a name: see [`asked`].

mod asked;
mod labels;

use labels::{Label, Style, label, name_line};

pub(crate) use labels::{is_answer, is_message};

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
    /// It answers a question that no label tells, but its print: in bold type, as a heading, behind a dash. Whoever is interviewed speaks.
    Answers {
        /// The first byte of what is said.
        words: u32,
        /// The question, where it stands in the same paragraph.
        question: Option<Span>,
    },
    /// It goes on with the turn before it.
    GoesOn,
    /// What somebody noted, "(laughter)", or wrote over a part of a long turn.
    Direction,
}

/// The turns of an article, by the first byte of their paragraphs.
#[derive(Debug, Default)]
pub(crate) struct Turns(BTreeMap<u32, Turn>);

impl Turns {
    /// Looks for the turns of an article. Linear in its length.
    pub(crate) fn of(body: &Body) -> Turns {
        let blocks: Vec<&Block> = body.blocks.iter().collect();
        let mut labels: Vec<Option<Label>> = blocks.iter().map(|block| label(body, block)).collect();
        // "Interview: the harbour stays open" is a headline.
        let headed = blocks.first().is_some_and(|first| !first.span.of(&body.plain).ends_with(['.', '?', '!']));
        if let Some((Some(first), rest)) = labels.split_first()
            && headed
            && first.style == Style::Colon
            && rest.iter().flatten().all(|label| label.key != first.key)
        {
            labels[0] = None;
        }
        let spoken = blocks.iter().filter(|block| is_spoken(block)).count();
        let taken = taken(&labels, spoken).or_else(|| lines(body, &blocks, spoken));
        let Some((taken, dense)) = taken else { return Turns(asked::turns(body)) };
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
                None if open && asked::closes(text) => {
                    open = false;
                    None
                }
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
            let message = is_spoken(next) && is_message(block.span.of(&body.plain));
            let line = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) && (said || message);
            line.then(|| name_line(body, block)).flatten()
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in names.iter().flatten() {
        *counts.entry(label.key.as_str()).or_default() += 1;
    }
    let total = names.iter().flatten().count();
    let repeated: usize = counts.values().filter(|count| **count > 1).sum();
    let messages = names.iter().flatten().any(|label| label.sure);
    (messages && total > 1 || total > FEWEST && repeated > 2 && 3 * total >= spoken).then_some((names, true))
}

/// Whether a paragraph is what somebody noted: `(Laughter.)`, `[applause]`.
fn is_direction(text: &str) -> bool {
    let inner = text.trim().trim_end_matches('.');
    let closed = |open: char, close: char| inner.starts_with(open) && inner.ends_with(close);
    // "Several members rose—", "END 11:42 A.M."
    let rose = inner.ends_with("rose—") || inner.ends_with("rose–");
    let end = inner.strip_prefix("END").is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(' ') && rest.contains(':') && !rest.contains(char::is_lowercase)
    });
    closed('(', ')') || closed('[', ']') || rose || end
}

/// The stretches of a text without what was noted in brackets after a sentence: "Yes. (Laughter.) We are ready."
pub(crate) fn spoken(text: &str, from: usize) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = from;
    let mut at = from;
    // Programs for messages write "<Media omitted>" where a picture was.
    while let Some(open) = text[at..].find(['(', '[', '<']).map(|open| at + open) {
        let close = match text.as_bytes()[open] {
            b'(' => ')',
            b'[' => ']',
            _ => '>',
        };
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
    use super::labels::after_time;
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
            Some(Turn::Answers { .. }) => "!".to_owned(),
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
        assert!(spoken("<Media omitted>", 0).is_empty());
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
