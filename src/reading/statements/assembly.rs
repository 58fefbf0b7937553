//! Drafts become statements: pieces joined over sentences and paragraphs, spans cut, kinds told.

use super::attribution::Sentence as Attributions;
use super::chain::Chain;
use super::draft::Draft;
use super::introduced;
use super::labels;
use super::paragraph::{Paragraph, Range};
use super::scene::Scene;
use super::tokens::Shape;
use super::{according, asides, certainty, chunk, colon, cues, mood, nested, nominal, verb_second};
use crate::languages::Language;
use crate::languages::lexicon::{Lexicon, Mood, Tags};
use crate::model::article::{Block, BlockKind, Body};
use crate::model::statement::{Act, Attribution, Certainty, Kind, Polarity, Rule};
use crate::parsing::turns::{self, Turn, Turns};
use crate::reading::scan::Scan;
use crate::reading::sentences::Sentence;
use crate::text::source::Span;

/// The words that an article attributes, in order of the first of them.
pub fn find(body: &Body, sentences: &[Sentence], scan: &Scan, language: &Language) -> Vec<Attribution> {
    let mut assembly = Assembly {
        turns: Turns::of(body),
        dateline: body.dateline,
        built: Vec::with_capacity(sentences.len() / 2),
        ..Assembly::default()
    };
    let mut paragraph = Paragraph::new(&body.plain, Lexicon::of(language));
    let mut words = scan.cursor();
    let mut stops = Vec::new();
    let mut rest = sentences;
    for (index, block) in body.blocks.iter().enumerate() {
        let count = rest.iter().take_while(|sentence| sentence.block as usize <= index).count();
        let (here, later) = rest.split_at(count);
        rest = later;
        let Some(first) = here.first() else { continue };
        stops.clear();
        stops.extend(here.iter().map(|sentence| sentence.span.end));
        let span = Span { start: first.span.start, end: block.span.end.max(first.span.start) };
        paragraph.read(span, &stops, &mut words);
        assembly.block(&paragraph, block);
    }
    paragraph.done();
    assembly.finish(&body.plain)
}

/// How far ahead another attribution of the same words is looked for, in tokens.
const REACH: usize = 80;

/// Words at which an attribution may begin: all that [`according`], [`nominal`] and [`cues`] ask for.
const ATTRIBUTING: Tags = Tags::ACCORDING.or(Tags::ACCORDING_LAST).or(Tags::NOUN_CUE).or(Tags::CUE);

/// Rules that take a headline's first or last words for a speaker; only the rest of the article shows whether they are one.
const UNPROVEN: [Rule; 2] = [Rule::HeadlineSourceLast, Rule::HeadlineView];

/// Words in quotation marks from which on they are speech, and no name or label.
const SPEECH: usize = 4;

/// Most sentences of a wire story's first paragraph before the one that says whose words they are.
const LEAD: usize = 2;

/// A statement to which pieces may still be added.
struct Building {
    statement: Attribution,
    /// Words inside and outside quotation marks.
    quoted: usize,
    unquoted: usize,
    /// Whether it is told [aside](asides), so that what goes on does not go on with it.
    aside: bool,
}

impl Building {
    fn new(paragraph: &Paragraph, draft: &Draft) -> Building {
        let chain = Chain::of(paragraph, draft);
        let statement = Attribution {
            kind: Kind::Indirect,
            spans: Vec::new(),
            cue: (!draft.cue.is_empty()).then(|| paragraph.span(draft.cue)),
            act: draft.act,
            polarity: if said_by_nobody(paragraph, draft) { Polarity::NotSaid } else { draft.polarity },
            source: chain.source.or(draft.source).map(|source| paragraph.source_span(source)),
            told: chain.told.map(|told| paragraph.source_span(told)),
            via: chain.via.iter().map(|link| paragraph.source_span(*link)).collect(),
            question: None,
            certainty: draft.certainty,
            rule: draft.rule,
            headline: false,
            nested: false,
        };
        Building { statement, quoted: 0, unquoted: 0, aside: false }
    }

    /// Adds a piece.
    fn push(&mut self, paragraph: &Paragraph, piece: Range) {
        let piece = paragraph.trimmed(piece);
        if piece.is_empty() {
            return;
        }
        for token in &paragraph.tokens[piece.from..piece.to] {
            if token.is_word() {
                *(if token.quote == 0 { &mut self.unquoted } else { &mut self.quoted }) += 1;
            }
        }
        self.statement.spans.push(paragraph.span(piece));
    }
}

#[derive(Default)]
struct Assembly {
    turns: Turns,
    /// The turn of a transcript that the paragraph before belongs to.
    turn: Option<usize>,
    /// The question before it, without the label of whoever asks.
    asked: Option<Span>,
    dateline: Option<Span>,
    built: Vec<Building>,
    /// Statements inside the words of those.
    inner: Vec<Building>,
    /// The statement that a quotation with no cue of its own goes on with.
    open: Option<usize>,
    /// Whether that statement ended the last paragraph with a colon.
    awaited: bool,
    /// The paragraph before, if all of it is quoted and no cue of its own says by whom.
    unsigned: Option<Building>,
    /// The statement that it was taken to go on with, and the number of its pieces before that.
    unsigned_in: Option<(usize, usize)>,
    /// What sentences go on with that only the mood of their verb shows to be reported.
    told: Option<Told>,
}

/// The last words that were told, where a language has a mood for what others say.
#[derive(Clone, Copy)]
struct Told {
    source: Option<Span>,
    /// The statement that a mood alone has shown, if the sentence before belongs to it.
    by_mood: Option<usize>,
    /// Sentences of the article's own since then.
    since: usize,
}

/// Most of those before a sentence that only its mood shows to be reported.
const QUIET: usize = 2;

impl Assembly {
    fn block(&mut self, paragraph: &Paragraph, block: &Block) {
        let headline = matches!(block.kind, BlockKind::Title | BlockKind::Lede | BlockKind::Heading(_));
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading(_)) {
            (self.open, self.awaited, self.told) = (None, false, None);
        }
        // In a dialogue each paragraph is somebody else's.
        if paragraph.lexicon.dash_speech() && paragraph.at(0).shape == Shape::Dash {
            (self.open, self.awaited) = (None, false);
        }
        let unsigned = self.unsigned.take().zip(Some(self.unsigned_in.take()));
        if let Some((words, joined)) = unsigned
            && self.sign(paragraph, words, joined)
        {
            return;
        }
        match self.turns.at(block) {
            Some(Turn::Opens { who, words }) => return self.begin_turn(paragraph, block, who, words),
            Some(Turn::Answers { words, question }) => {
                self.asked = question.or(self.asked.take());
                return self.begin_turn(paragraph, block, Span { start: words, end: words }, words);
            }
            Some(Turn::GoesOn) if self.turn.is_some() => {
                let turn = self.turn.unwrap_or_default();
                return self.turn_words(turn, paragraph, block, block.span.start);
            }
            Some(Turn::Direction) => return,
            Some(Turn::Asks { words }) => {
                self.turn = None;
                self.asked = Some(Span { start: words, end: block.span.end });
            }
            _ => (self.turn, self.asked) = (None, None),
        }
        let labelled = match block.kind {
            BlockKind::Title => labels::headline(paragraph, block)
                .or_else(|| labels::headline_view(paragraph))
                .or_else(|| labels::headline_signature(paragraph)),
            _ => None,
        };
        // A headline that says whose words it gives may also be "S says Q — outlet", or "S expects Q, T says": what a verb attributes is
        // not attributed by its place.
        let says = |at: usize| {
            let token = paragraph.at(at);
            token.verb.is_some() && token.quote == 0 && !token.is(Tags::VIEW)
        };
        let verbal = block.kind == BlockKind::Title && (0..paragraph.tokens.len()).any(says);
        if let Some(draft) = labelled.filter(|draft| !UNPROVEN.contains(&draft.rule) || !verbal) {
            self.add(paragraph, draft, headline);
            return;
        }
        if let Some(draft) = introduced::sender(paragraph).filter(|_| block.kind == BlockKind::Paragraph) {
            self.add(paragraph, draft, headline);
            return;
        }
        let awaited = std::mem::take(&mut self.awaited);
        let before = self.built.len();
        let mut pending: Option<Range> = None;
        let mut joined = false;
        // Whom the sentences since the last attribution are about.
        let mut scene: Option<Scene> = None;
        // Whether the pending words go on with nothing.
        let mut nobodys = false;
        let quoted = |index: usize| paragraph.segments.get(index).is_some_and(|segment| paragraph.all_quoted(*segment));
        for (index, segment) in paragraph.segments.iter().copied().enumerate() {
            if index == 0 && awaited && self.awaited_words(paragraph, segment, block) {
                joined = true;
                continue;
            }
            if paragraph.all_quoted(segment) {
                if let Some(words) = pending.replace(segment) {
                    joined |= self.join(paragraph, words);
                }
                // "“Why?” “Because.”": two quotations in a row are two people's.
                if index > 0 && quoted(index - 1) || quoted(index + 1) {
                    self.open = None;
                }
                if let Some(scene) = scene.take() {
                    self.turn_to(paragraph, scene);
                }
                nobodys = self.open.is_none();
                continue;
            }
            if let Some(words) = pending
                && self.signed(paragraph, words, segment)
            {
                pending = None;
                continue;
            }
            let found = self.built.len();
            let claimed = self.segment(paragraph, segment, pending, headline);
            if self.built.len() == found && paragraph.lexicon.has_mood() {
                self.by_mood(paragraph, segment);
            }
            if let (Some(words), false) = (pending.take(), claimed || nobodys) {
                joined |= self.join_before(paragraph, words);
            }
            // "Asked if he would go, Lund laughed": what was asked of somebody does not say who speaks next.
            let tells = self.built[found..].iter().any(|built| built.statement.rule != Rule::Passive);
            scene = match tells {
                false => Scene::of(paragraph, segment).or(scene.map(|scene| Scene { acts: false, ..scene })),
                true => None,
            };
        }
        let whole = Range::new(0, paragraph.tokens.len());
        if self.built.len() == before && !joined && paragraph.all_quoted(whole) {
            self.unsigned_in = self.open.map(|index| (index, self.built[index].statement.spans.len()));
            self.unsigned = Some(self.loose(paragraph, whole));
        }
        if let Some(words) = pending {
            joined |= self.join(paragraph, words);
        }
        // What the next paragraph quotes may be the words of whoever this one turned to.
        if let Some(scene) = scene.filter(|scene| !scene.is_pronoun(paragraph)) {
            self.open = self.open.filter(|open| self.is_about(*open, paragraph, scene));
        }
        if self.built.len() == before && !joined {
            self.open = None;
            if block.kind == BlockKind::Paragraph {
                self.unattributed(paragraph);
            }
        }
        if self.dateline.is_some_and(|dateline| block.span.contains(dateline)) {
            self.whole_lede(paragraph, before);
        }
        if headline {
            self.open = None;
        }
    }

    /// A paragraph that begins a turn of a transcript: all of it, behind the name, is what the speaker says.
    fn begin_turn(&mut self, paragraph: &Paragraph, block: &Block, who: Span, words: u32) {
        let until = |end: u32| paragraph.tokens.partition_point(|token| token.span.end <= end);
        let from = paragraph.tokens.partition_point(|token| token.span.start < who.start);
        let (source, said) = (Range::new(from, until(who.end)), until(words));
        let cue = Range::new(said.saturating_sub(1).max(source.to), said);
        let draft = Draft {
            cue,
            source: Some(source).filter(|source| !source.is_empty()),
            certainty: Certainty::High,
            rule: Rule::Label,
            ..Draft::unattributed()
        };
        self.add(paragraph, draft, false);
        let turn = self.built.len() - 1;
        self.built[turn].statement.question = self.asked.take();
        (self.open, self.told, self.turn) = (None, None, Some(turn));
        self.turn_words(turn, paragraph, block, words);
    }

    /// Adds the words of a paragraph to a turn, without what was noted in brackets.
    fn turn_words(&mut self, turn: usize, paragraph: &Paragraph, block: &Block, from: u32) {
        let text = block.span.of(paragraph.plain);
        for part in turns::spoken(text, (from - block.span.start) as usize) {
            let (start, end) = (block.span.start + part.start as u32, block.span.start + part.end as u32);
            let first = paragraph.tokens.partition_point(|token| token.span.start < start);
            let last = paragraph.tokens.partition_point(|token| token.span.end <= end);
            self.push(turn, paragraph, Range::new(first, last));
        }
    }

    /// The cues of one sentence. Whether one of them took the quoted sentence before it.
    fn segment(&mut self, paragraph: &Paragraph, segment: Range, before: Option<Range>, headline: bool) -> bool {
        let calls = before.is_some_and(|words| asks_or_calls(paragraph, words));
        let mut sentence = Attributions { paragraph, segment, taken: segment.from, subject: None, before, calls };
        let mut claimed = false;
        let mut at = segment.from;
        while at < segment.to {
            if !paragraph.tokens[at].is(ATTRIBUTING) {
                at += 1;
                continue;
            }
            let length = according::phrase(paragraph, at);
            let named = if length > 0 { according::attribute(&sentence, at, length) } else { None };
            if let Some(draft) = named.or_else(|| according::in_words(&sentence, at)) {
                sentence.taken = draft.next;
                at = draft.next.max(at + length);
                self.add(paragraph, draft, headline);
                continue;
            }
            let behind = if length == 0 { according::attribute_behind(&sentence, at) } else { None };
            if let Some(draft) = behind.or_else(|| nominal::attribute(&sentence, at)) {
                sentence.taken = draft.next;
                at = draft.next.max(at + 1);
                self.add(paragraph, draft, headline);
                continue;
            }
            let draft = match paragraph.lexicon.verb_second() {
                true => verb_second::attribute(&sentence, at),
                false => cues::at(paragraph, at, segment).and_then(|cue| sentence.attribute(&cue)),
            };
            let Some(draft) = draft else {
                at += 1;
                continue;
            };
            let weak = matches!(draft.rule, Rule::Infinitive | Rule::SharedSubject | Rule::Participle);
            if weak && (draft.next..segment.to).take(REACH).any(|at| according::phrase(paragraph, at) > 0) {
                at += 1;
                continue;
            }
            claimed |= before.is_some_and(|before| draft.pieces.first() == Some(&before));
            sentence.taken = draft.next;
            sentence.subject = draft.source.or(sentence.subject);
            at = draft.next.max(at + 1);
            self.add(paragraph, draft, headline);
        }
        if !paragraph.segments.is_empty() && sentence.taken == segment.from {
            let loose = labels::signed(paragraph, segment)
                .or_else(|| labels::unlisted(paragraph, segment))
                .or_else(|| nominal::announces(paragraph, segment))
                .or_else(|| colon::attribute(paragraph, segment))
                .or_else(|| {
                    introduced::colon(paragraph, segment).filter(|_| !headline && !paragraph.lexicon.named_colon())
                });
            if let Some(draft) = loose {
                self.add(paragraph, draft, headline);
            } else if introduced::turns_to(paragraph, segment) {
                self.open = None;
            }
        }
        claimed
    }

    /// Sentences with a long quotation in a paragraph that nobody signs. Whether they go on with what was said before depends on who speaks
    /// next: [`crate::reading::people`] tells.
    fn unattributed(&mut self, paragraph: &Paragraph) {
        let quoting = |segment: &Range| {
            (segment.from..segment.to).any(|at| {
                paragraph.opening(at).is_some_and(|it| it.words >= SPEECH && !chunk::names_thing(paragraph, it))
            }) && !paragraph.all_quoted(*segment)
        };
        let mut building = Building::new(paragraph, &Draft::unattributed());
        for segment in paragraph.segments.iter().copied().filter(quoting) {
            // "She turned to the crowd: “Q.”": only what stands behind the colon is said.
            let colon = |at: &usize| paragraph.at(*at).shape == Shape::Colon && paragraph.opening(at + 1).is_some();
            let from = (segment.from..segment.to).find(colon).map_or(segment.from, |at| at + 1);
            building.push(paragraph, Range::new(from, segment.to));
        }
        if !building.statement.spans.is_empty() {
            self.built.push(building);
        }
    }

    /// The first paragraph of a wire story is one report: what its last words attribute are all of its sentences. What one of them attributes
    /// to somebody else is told inside of that.
    fn whole_lede(&mut self, paragraph: &Paragraph, before: usize) {
        let [lead @ .., last] = paragraph.segments.as_slice() else { return };
        let (Some(first), true) = (lead.first(), lead.len() <= LEAD) else { return };
        let lead = Range::new(first.from, last.from);
        if paragraph.tokens[lead.from..lead.to].iter().any(|token| token.quote != 0) {
            return;
        }
        let start = paragraph.span(*last).start;
        let closes = |one: &Building| {
            let reported = matches!(one.statement.rule, Rule::ClauseSourceCue | Rule::ClauseCueSource);
            reported && one.statement.spans.first().is_some_and(|span| span.start == start)
        };
        let Some(closing) = self.built[before..].iter().position(closes).map(|at| before + at) else { return };
        let statement = &mut self.built[closing].statement;
        statement.spans[0].start = paragraph.span(lead).start;
        statement.certainty = Certainty::Medium;
        self.built[before..closing].iter_mut().for_each(|one| one.statement.nested = true);
    }

    /// "Q." — Ana Ruiz: the name as a sentence of its own.
    fn signed(&mut self, paragraph: &Paragraph, words: Range, segment: Range) -> bool {
        let draft = labels::signature_of(paragraph, words, segment);
        let found = draft.is_some();
        if let Some(draft) = draft {
            self.add(paragraph, draft, false);
        }
        found
    }

    /// Drops a headline's "Ruiz sees" or "— Ruiz" if nothing in the article is attributed to a Ruiz.
    fn check_signature(&mut self, plain: &str) {
        let unproven = |one: &Building| UNPROVEN.contains(&one.statement.rule);
        let Some(signed) = self.built.iter().position(unproven) else { return };
        let last = |source: Span| source.of(plain).rsplit(' ').next().unwrap_or("").to_lowercase();
        let name = self.built[signed].statement.source.map(last).unwrap_or_default();
        let says = |one: &Building| {
            let source = one.statement.source.filter(|_| !unproven(one));
            source.is_some_and(|source| source.of(plain).split([' ', ',']).any(|word| word.to_lowercase() == name))
        };
        if !self.built.iter().any(says) {
            self.built.remove(signed);
        }
    }

    /// A paragraph's quoted words, to wait for a name in the next one.
    fn loose(&self, paragraph: &Paragraph, words: Range) -> Building {
        let mut building = Building::new(paragraph, &Draft::unattributed());
        building.push(paragraph, words);
        building
    }

    /// "— Ana Ruiz" in a paragraph of its own, under the words.
    fn sign(&mut self, paragraph: &Paragraph, mut words: Building, joined: Option<(usize, usize)>) -> bool {
        if paragraph.at(0).shape != Shape::Dash {
            return false;
        }
        let Some(source) = labels::signature(paragraph, 1, paragraph.tokens.len()) else { return false };
        if let Some((index, pieces)) = joined {
            self.built[index].statement.spans.truncate(pieces);
        }
        words.statement.source = Some(paragraph.span(source));
        words.statement.cue = Some(paragraph.span(Range::new(0, 1)));
        words.statement.certainty = Certainty::High;
        words.statement.rule = Rule::QuoteDashSource;
        self.built.push(words);
        self.open = None;
        true
    }

    fn add(&mut self, paragraph: &Paragraph, draft: Draft, headline: bool) {
        let mut building = Building::new(paragraph, &draft);
        building.statement.headline = headline;
        self.built.push(building);
        let index = self.built.len() - 1;
        for piece in draft.pieces {
            self.push(index, paragraph, piece);
        }
        // ", adding that Q" leaves open the statement of the same subject; of another subject it is a new one.
        let continues = matches!(draft.rule, Rule::Participle | Rule::Infinitive | Rule::SharedSubject | Rule::Passive);
        let source = self.built[index].statement.source;
        let other = |open: usize| source.is_some() && self.built[open].statement.source != source;
        let asks = draft.act == Act::Asks && !draft.open;
        let aside = self.open.is_some_and(|open| asides::is_aside(&self.built[open].statement, source, asks));
        let opens = !aside && (!continues || self.open.is_none_or(other) || draft.open);
        self.built[index].aside = aside;
        if opens {
            self.open = Some(index);
        }
        self.awaited = draft.awaits;
        self.told = Some(Told { source, by_mood: None, since: 0 });
    }

    /// A sentence that only the mood of its verb shows to be reported goes on with what was told before.
    fn by_mood(&mut self, paragraph: &Paragraph, segment: Range) {
        let Some(told) = &mut self.told else { return };
        let allowed = match mood::of(paragraph, segment) {
            Some(Mood::Reported) => told.since <= QUIET,
            Some(Mood::Weak) => told.since == 0,
            None => false,
        };
        if !allowed {
            told.since += 1;
            told.by_mood = None;
            return;
        }
        told.since = 0;
        if let Some(index) = told.by_mood {
            self.push(index, paragraph, segment);
            return;
        }
        let mut building = Building::new(paragraph, &Draft { rule: Rule::ReportedMood, ..Draft::unattributed() });
        building.statement.source = told.source;
        building.statement.certainty = Certainty::Medium;
        told.by_mood = Some(self.built.len());
        self.built.push(building);
        self.push(self.built.len() - 1, paragraph, segment);
    }

    /// Adds a piece to a statement.
    fn push(&mut self, index: usize, paragraph: &Paragraph, piece: Range) {
        self.built[index].push(paragraph, piece);
        for draft in nested::find(paragraph, piece) {
            let mut building = Building::new(paragraph, &draft);
            building.statement.nested = true;
            building.statement.headline = self.built[index].statement.headline;
            draft.pieces.iter().for_each(|piece| building.push(paragraph, *piece));
            self.inner.push(building);
        }
    }

    /// The next quotation stands behind a sentence about somebody: it is theirs, nobody's that is known, or the last speaker's if they are that.
    fn turn_to(&mut self, paragraph: &Paragraph, scene: Scene) {
        if self.open.is_some_and(|open| self.is_about(open, paragraph, scene)) {
            return;
        }
        self.open = (scene.acts || scene.is_pronoun(paragraph)).then_some(self.built.len());
        if self.open.is_some() {
            let draft = Draft { source: Some(scene.subject), ..Draft::unattributed() };
            self.built.push(Building::new(paragraph, &draft));
        }
    }

    /// Whether a sentence is about who made a statement.
    fn is_about(&self, statement: usize, paragraph: &Paragraph, scene: Scene) -> bool {
        let source = self.built[statement].statement.source;
        source.is_some_and(|source| scene.is_about(paragraph, source.of(paragraph.plain)))
    }

    /// A quoted sentence with no cue of its own goes on with the statement before it.
    fn join(&mut self, paragraph: &Paragraph, words: Range) -> bool {
        match self.open {
            Some(index) => {
                self.push(index, paragraph, words);
                true
            }
            None => false,
        }
    }

    /// The same, when statements of this paragraph that came later are already there.
    fn join_before(&mut self, paragraph: &Paragraph, words: Range) -> bool {
        let at = paragraph.span(words).start;
        let earlier = (0..self.built.len()).rev().take(8).find(|index| {
            let statement = &self.built[*index].statement;
            let by = statement.cue.or(statement.source.filter(|_| statement.rule == Rule::Continues));
            by.is_some_and(|by| by.start < at) && !self.built[*index].aside
        });
        match (earlier, self.open) {
            (Some(index), Some(_)) => {
                self.push(index, paragraph, words);
                true
            }
            _ => false,
        }
    }

    /// The words that the colon at the end of the paragraph before announced.
    fn awaited_words(&mut self, paragraph: &Paragraph, segment: Range, block: &Block) -> bool {
        let Some(index) = self.open else { return false };
        if block.kind == BlockKind::Quote || paragraph.all_quoted(segment) {
            self.push(index, paragraph, segment);
            return true;
        }
        false
    }

    fn finish(mut self, plain: &str) -> Vec<Attribution> {
        self.check_signature(plain);
        self.built.append(&mut self.inner);
        // A number behind a name is a row of a table: "Ruiz: 1,769". A number in quotation marks is what somebody said.
        let speaks = |statement: &Attribution| {
            let mut spans = statement.spans.iter();
            statement.rule != Rule::Label || spans.any(|span| span.of(plain).contains(char::is_alphabetic))
        };
        self.built.retain(|building| !building.statement.spans.is_empty() && speaks(&building.statement));
        let mut statements: Vec<Attribution> = self
            .built
            .into_iter()
            .map(|mut building| {
                building.statement.spans.sort();
                building.statement.kind = match (building.quoted, building.unquoted) {
                    // A record has the words as they were said.
                    _ if building.statement.rule == Rule::Label => Kind::Direct,
                    (0, _) => Kind::Indirect,
                    (_, 0) => Kind::Direct,
                    _ => Kind::Mixed,
                };
                building.statement.certainty = certainty::of(&building.statement);
                if denies_its_words(&building.statement) {
                    building.statement.polarity = Polarity::Denied;
                }
                building.statement
            })
            .collect();
        statements.sort_by_key(|statement| (statement.spans[0], statement.cue));
        doubt_what_is_inside(&mut statements);
        pass_on_what_is_inside(&mut statements);
        statements
    }
}

/// Rules that find whole quotations set apart from the verb: what they quote, the speaker said.
const SET_APART: [Rule; 3] = [Rule::QuoteSourceCue, Rule::QuoteCueSource, Rule::SourceCueColon];

/// Whether the words are what the speaker denies: "denied that Q", but not "“Q,” S denied", where Q is the denial itself.
fn denies_its_words(statement: &Attribution) -> bool {
    let spoken = statement.kind == Kind::Direct && SET_APART.contains(&statement.rule);
    statement.act == Act::Denies && statement.polarity == Polarity::Said && !spoken
}

/// "Nobody said that", "neither S nor T said that", "none of the ministers said that", "nor did S say that".
fn said_by_nobody(paragraph: &Paragraph, draft: &Draft) -> bool {
    let Some(source) = draft.source.filter(|_| draft.polarity == Polarity::Said) else { return false };
    let is = |at: usize, tag| paragraph.at(at).is(tag) && paragraph.at(at).quote == 0;
    let before = |places: usize| source.from.checked_sub(places);
    is(source.from, Tags::NOBODY)
        || before(1).is_some_and(|at| is(at, Tags::NOBODY))
        || before(2).is_some_and(|at| is(at, Tags::NOBODY) && is(at + 1, Tags::AUXILIARY.or(Tags::OF)))
}

/// How many statements before one are searched for the one around it.
const AROUND: usize = 8;

/// "S denied that T had said Q": nobody tells us that T said it. A statement inside one that does not hold is as doubtful as that.
fn doubt_what_is_inside(statements: &mut [Attribution]) {
    for index in 0..statements.len() {
        let inner = &statements[index];
        if !inner.nested || inner.polarity != Polarity::Said {
            continue;
        }
        let extent = inner.extent();
        let holds = |outer: &&Attribution| {
            let around = outer.extent();
            !outer.nested && around.start <= extent.start && extent.end <= around.end
        };
        let near = index.saturating_sub(AROUND)..(index + AROUND).min(statements.len());
        let polarity = match statements[near].iter().find(holds) {
            Some(Attribution { polarity: Polarity::Denied | Polarity::NotSaid, .. }) => Polarity::NotSaid,
            Some(Attribution { polarity: Polarity::Declined | Polarity::ToCome, .. }) => Polarity::ToCome,
            Some(Attribution { kind: Kind::Indirect, act: Act::Asks, .. }) => Polarity::ToCome,
            _ => continue,
        };
        statements[index].polarity = polarity;
    }
}

/// "S said that T had said Q": what T said came through S, and through whoever passed that on.
fn pass_on_what_is_inside(statements: &mut [Attribution]) {
    for index in 0..statements.len() {
        let Some(around) = around(statements, index) else { continue };
        let (source, outer) = (statements[around].source, statements[around].via.clone());
        let own = statements[index].source;
        statements[index].via.extend(source.into_iter().filter(|source| Some(*source) != own));
        statements[index].via.extend(outer);
    }
}

/// The statement of which the nested one at `index` is a part.
fn around(statements: &[Attribution], index: usize) -> Option<usize> {
    let inner = statements[index].nested.then(|| statements[index].extent())?;
    let near = index.saturating_sub(AROUND)..(index + AROUND).min(statements.len());
    let holds = |at: &usize| {
        let extent = statements[*at].extent();
        *at != index && !statements[*at].nested && extent.start <= inner.start && inner.end <= extent.end
    };
    near.into_iter().filter(holds).min_by_key(|at| statements[*at].extent().len())
}

/// Whether quoted words end with `?`, `!` or `…`, so that their attribution may be a sentence of its own.
fn asks_or_calls(paragraph: &Paragraph, words: Range) -> bool {
    let mut at = words.to;
    while at > words.from && matches!(paragraph.at(at - 1).shape, Shape::Mark(_)) {
        at -= 1;
    }
    at > words.from && matches!(paragraph.text(at - 1).chars().next(), Some('?' | '!' | '…'))
}
