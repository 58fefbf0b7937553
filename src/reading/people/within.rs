//! Who speaks in one article: every source tied to a member of its cast.

use super::cast::{Cast, Mention};
use super::listed::Listed;
use super::names::{self, Run, RunKind};
use super::pronouns::{Context, Doubt, Spoken};
use super::sources::{self, Resolution};
use super::tokens::{self, Token};
use crate::languages::Language;
use crate::languages::names::Class;
use crate::model::article::{BlockKind, Body, RawArticle};
use crate::model::person::{Gender, LocalPerson, PersonKind};
use crate::model::published::Published;
use crate::model::reason::Reason;
use crate::model::statement::{Act, Attributed, Attribution, Kind, Manner, Rule};
use crate::parsing::turns;
use crate::reading::editors::Editors;
use crate::reading::scan::Scan;
use crate::reading::sentences::Sentence;
use crate::text::folding::folded;
use crate::text::source::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// Everybody in an article, and for each statement who of them speaks.
///
/// Sources are widened to the whole of a name that they cut. A statement whose source fits several people stays without a speaker and
/// lists them as candidates. Linear in the text.
pub fn within(
    raw: &RawArticle,
    sentences: &[Sentence],
    scan: &Scan,
    statements: &mut [Attribution],
    published: &Published,
    editors: &Editors,
    language: &Language,
) -> (Vec<LocalPerson>, Vec<Attributed>) {
    let body = &raw.body;
    let words = &language.people;
    let mut split = tokens::split(body, scan, words);
    mark_quoted(&mut split.tokens, statements);
    let runs = names::runs(&body.plain, &split, words);
    // Whom a sentence is about may be a town.
    let speaking = statements.iter().filter(|statement| statement.rule != Rule::Continues);
    let sources: BTreeSet<u32> = speaking.filter_map(|statement| Some(statement.source?.end)).collect();
    let title = raw.front.title.as_deref().or_else(|| {
        let block = body.blocks.iter().find(|block| block.kind == BlockKind::Title)?;
        Some(block.span.of(&body.plain))
    });
    let title = title.unwrap_or_default();
    let mut cast = Cast::new(&body.plain, &split.tokens, words, &runs, &sources, &raw.front.people, title);
    let entries = &editors.authorities().people;
    let (offices, names) = (editors.offices(language), editors.names());
    let listed = Listed { entries, names, offices, when: published.when, language };
    listed.attach(&mut cast);
    cast.learn_genders(sentences);
    let labels = statements.iter().filter(|statement| statement.rule == Rule::Label && !statement.headline);
    let first_label = labels.filter_map(|statement| Some(statement.question.or(statement.source)?.start)).min();
    let (spoken, doubts) = Default::default();
    let authors = &raw.front.authors;
    let mut resolver = Resolver { body, authors, sentences, listed, cast, spoken, doubts, first_label };
    let mut order: Vec<usize> = (0..statements.len()).collect();
    let place = |statement: &Attribution| statement.source.unwrap_or_else(|| statement.extent()).start;
    order.sort_by_key(|index| (place(&statements[*index]), *index));
    let mut speakers = vec![Attributed::default(); statements.len()];
    for index in order {
        speakers[index] = resolver.statement(&mut statements[index]);
    }
    resolver.continuations(statements, &mut speakers);
    let people = finish(resolver.cast, &mut speakers);
    split.done();
    (people, speakers)
}

/// Words inside direct quotations are quoted, whatever marks the article uses.
fn mark_quoted(tokens: &mut [Token], statements: &[Attribution]) {
    for statement in statements.iter().filter(|statement| statement.kind == Kind::Direct) {
        for span in &statement.spans {
            let quoted = tokens_in(tokens, *span);
            tokens[quoted].iter_mut().for_each(|token| token.quoted = true);
        }
    }
}

/// The tokens that lie in a span.
fn tokens_in(tokens: &[Token], span: Span) -> Range<usize> {
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    start..end.max(start)
}

/// How many blocks unsigned words may be away from the statements around them: a heading may stand between.
const UNSIGNED: usize = 2;

struct Resolver<'a> {
    body: &'a Body,
    /// Who wrote the article: they ask, and do not answer.
    authors: &'a [String],
    sentences: &'a [Sentence],
    listed: Listed<'a>,
    cast: Cast<'a>,
    /// Who spoke so far, in order of place.
    spoken: Vec<Spoken>,
    /// The pronouns so far that could mean several, in order of place.
    doubts: Vec<Doubt>,
    /// Where the first label of a transcript stands.
    first_label: Option<u32>,
}

impl Resolver<'_> {
    fn statement(&mut self, statement: &mut Attribution) -> Attributed {
        let Some(source) = statement.source.map(|source| self.whole_name(source, statement)) else {
            let found = match statement.rule == Rule::Label && !statement.headline {
                true => self.interviewed(statement),
                false => self.without_subject(statement),
            };
            return found.unwrap_or_default();
        };
        if statement.rule == Rule::Continues {
            return self.acting(source, statement).unwrap_or_default();
        }
        statement.source = Some(source);
        let cases = &self.cast.words.cases;
        let cue = statement.cue.map_or("", |cue| cue.of(&self.body.plain));
        let genitive = matches!(statement.rule, Rule::AccordingToFirst | Rule::AccordingToLast) || cases.governs(cue);
        self.cast.oblique = genitive && !cases.is_empty();
        let words = source.of(&self.body.plain);
        let reported: &[Span] = if statement.kind == Kind::Direct { &[] } else { &statement.spans };
        match self.source(source, reported, statement) {
            Resolution::Resolved(who, manner, reason) => {
                self.cast.members[who as usize].acts = true;
                self.learn_gender(source, who);
                let person = &self.cast.members[who as usize].person;
                let unnamed = person.kind == PersonKind::Unnamed;
                let named = statement.rule == Rule::Label && !turns::is_answer(words);
                let manner = if named { Manner::Turn } else { manner };
                let single = if unnamed { self.single(source) } else { None };
                // Whom somebody quotes is not who speaks in the article. Who is asked speaks next, not who asks.
                let asks = statement.act == Act::Asks;
                let answers = self.hearer(statement).filter(|_| asks);
                if !(statement.nested || asks && statement.rule == Rule::Passive) {
                    self.spoken.push(Spoken { at: source.start, who: answers.unwrap_or(who), single });
                }
                let manner = Some(manner).filter(|_| !unnamed);
                Attributed { speaker: Some(who), manner, reason: Some(reason), ..Attributed::default() }
            }
            Resolution::Joint(together, manner) => {
                Attributed { together, manner: Some(manner), reason: Some(Reason::Together), ..Attributed::default() }
            }
            Resolution::Ambiguous(candidates) => {
                let first = self.cast.tokens.get(tokens_in(self.cast.tokens, source).start);
                if let Some(token) = first.filter(|token| token.is(Class::HE | Class::SHE)) {
                    let female = token.is(Class::SHE);
                    self.doubts.push(Doubt { at: source.start, female, who: candidates.clone() });
                }
                Attributed { candidates, reason: Some(Reason::Ambiguous), ..Attributed::default() }
            }
            Resolution::Unresolved => Attributed::default(),
        }
    }

    /// Whether the words of a statement begin outside quotation marks with somebody as their subject.
    fn opens_with(&self, statement: &Attribution, who: u32) -> bool {
        let Some(words) = statement.spans.first().filter(|_| statement.kind != Kind::Direct) else { return false };
        let Some(first) = self.cast.mentions_in(words.start..words.end).first() else { return false };
        let start = self.cast.run_ending(first.at + 1).map_or(first.at, Run::start);
        let tokens = self.cast.tokens;
        let begins = tokens[start].span.start == words.start
            || start > 0 && tokens[start - 1].span.start == words.start && tokens[start - 1].is(Class::AND);
        first.who[..] == [who] && begins && !tokens[first.at].possessive && !tokens[first.at].quoted
    }

    /// The words that name the speaker, with the rest of a name of which they are a part: "Petri" of "Jan Petri", "Ernst" of "Ernst & Lowe".
    fn whole_name(&self, source: Span, statement: &Attribution) -> Span {
        let range = tokens_in(self.cast.tokens, source);
        let inside = |at: usize| {
            let next = self.cast.runs.partition_point(|run| run.name.end <= at);
            self.cast.runs.get(next).filter(|run| run.name.start <= at && run.kind != RunKind::Nation)
        };
        if range.is_empty() {
            return source;
        }
        // What stands before the source in a run of capitals is part of the name only if it is a first name: "the Herald Ruiz said".
        let tokens = self.cast.tokens;
        let leads = |run: &Run| tokens[run.name.start].is(Class::FIRST_NAME | Class::FIRST_NAME_TOO);
        let first = inside(range.start)
            .filter(|run| run.kind == RunKind::Organisation || leads(run))
            .map_or(source.start, |run| tokens[run.name.start].span.start);
        let last = inside(range.end - 1).map_or(source.end, |run| tokens[run.name.end - 1].span.end);
        let whole = Span { start: first.min(source.start), end: last.max(source.end) };
        let taken = statement.spans.iter().chain(&statement.cue);
        if taken.into_iter().any(|span| span.start < whole.end && whole.start < span.end) { source } else { whole }
    }

    /// "Ole Lund shook his head. “Q.”": the only person in the sentence before the words, which says nothing of who speaks.
    fn acting(&mut self, source: Span, statement: &Attribution) -> Option<Attributed> {
        let range = tokens_in(self.cast.tokens, source);
        let tokens = self.cast.tokens;
        let pronoun = tokens.get(range.start)?.is(Class::PERSONAL) && range.len() == 1;
        let named = self.cast.mentions_in(source.start..source.end);
        let (who, reason) = match named {
            [mention] if mention.who.len() == 1 && mention.at + 1 == range.end && !tokens[mention.at].possessive => {
                (mention.who[0], Reason::OnlyNamedBefore)
            }
            [] => match self.source(source, &[], statement) {
                Resolution::Resolved(who, _, reason) => (who, reason),
                _ => return None,
            },
            _ => return None,
        };
        let human = |who: u32| {
            let member = &self.cast.members[who as usize];
            member.person.kind == PersonKind::Person && member.is_human()
        };
        let behind = self.cast.mentions_in(source.end..statement.extent().start);
        let mut others = behind.iter().filter(|mention| !tokens[mention.at].quoted).flat_map(|mention| &mention.who);
        let last = self.spoken.last().filter(|_| pronoun).map(|spoken| spoken.who);
        if !human(who) || last != Some(who) && others.any(|other| *other != who && human(*other)) {
            return None;
        }
        self.learn_gender(source, who);
        self.spoken.push(Spoken { at: source.start, who, single: None });
        Some(by_context(who, reason))
    }

    /// "“Q”, admitió.": a verb without a subject is said of who spoke last, if the article names nobody else there.
    fn without_subject(&mut self, statement: &Attribution) -> Option<Attributed> {
        let cue = statement.cue.filter(|_| self.cast.words.pro_drop && !statement.nested)?;
        let Resolver { body, sentences, spoken, doubts, cast, .. } = self;
        let (words, own) = (&[][..], &statement.spans);
        let context = Context { body, sentences, cast, spoken, doubts, words, own, hearer: None, continuing: false };
        let who = context.last_speaker(cue.start)?;
        let verb = folded(cue.of(&body.plain));
        let paragraph = body.block_at(cue.start).unwrap_or(0);
        let start = body.blocks.get(paragraph.saturating_sub(1)).map_or(0, |block| block.span.start);
        let human = |who: &u32| cast.members[*who as usize].is_human();
        let others = cast
            .mentions_in(start..cue.start)
            .iter()
            .any(|mention| !cast.tokens[mention.at].quoted && mention.who.iter().any(|one| *one != who && human(one)));
        if others || cast.words.is_plural_verb(&verb) || cast.members[who as usize].person.kind != PersonKind::Person {
            return None;
        }
        self.spoken.push(Spoken { at: cue.start, who, single: None });
        Some(by_context(who, Reason::SpokeLast))
    }

    /// Somebody who was once "he" is not "she" later on.
    fn learn_gender(&mut self, source: Span, who: u32) {
        let range = tokens_in(self.cast.tokens, source);
        let gender = match self.cast.tokens.get(range.start).filter(|_| range.len() == 1) {
            Some(token) if token.is(Class::HE) => Gender::Male,
            Some(token) if token.is(Class::SHE) => Gender::Female,
            _ => return,
        };
        let person = &mut self.cast.members[who as usize].person;
        if person.kind == PersonKind::Person && person.gender == Gender::Unknown {
            person.gender = gender;
        }
    }

    /// Gives unsigned words between two statements to whoever made both.
    fn continuations(&self, statements: &[Attribution], speakers: &mut [Attributed]) {
        let body = self.body;
        let block = |statement: &Attribution| body.block_at(statement.extent().start).unwrap_or(0);
        for index in 0..statements.len() {
            if statements[index].rule != Rule::Continues || statements[index].source.is_some() {
                continue;
            }
            let here = block(&statements[index]);
            let speaks = |other: &usize| !statements[*other].nested && statements[*other].rule != Rule::Continues;
            let near = |other: &usize| block(&statements[*other]).abs_diff(here) <= UNSIGNED;
            let before = (0..index).rev().find(speaks).filter(near);
            let after = (index + 1..statements.len()).find(speaks).filter(near);
            let (Some(before), Some(after)) = (before, after) else { continue };
            let same = speakers[before].speaker.filter(|who| speakers[after].speaker == Some(*who));
            let Some(who) = same.filter(|who| self.cast.members[*who as usize].person.kind == PersonKind::Person)
            else {
                continue;
            };
            // A sentence about somebody is not what they say: "Ruiz spoke of a town of “honest and hardy people”."
            let extent = statements[index].extent();
            let told = |mention: &Mention| mention.who.contains(&who) && !self.cast.tokens[mention.at].quoted;
            if self.cast.mentions_in(extent.start..extent.end).iter().any(told) {
                continue;
            }
            speakers[index] = by_context(who, Reason::SpeaksAround);
        }
    }

    /// Who is told, if a name stands right behind the verb.
    fn hearer(&self, statement: &Attribution) -> Option<u32> {
        let cue = statement.cue?;
        match self.cast.mentions_in(cue.end..cue.end + 2).first()?.who[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The gender of one person without a name: "a spokesman", "one voter"; `None` if the words mean several, or no person.
    fn single(&self, source: Span) -> Option<Gender> {
        let tokens = &self.cast.tokens[tokens_in(self.cast.tokens, source)];
        let head = tokens.iter().position(|token| token.is(Class::PREPOSITION)).unwrap_or(tokens.len());
        let head = tokens[..head].last()?;
        if tokens[0].is(Class::HE) {
            return Some(Gender::Male);
        }
        if tokens[0].is(Class::SHE) {
            return Some(Gender::Female);
        }
        let person = head.is(Class::ROLE | Class::UNNAMED_ONE | Class::KIN) && !head.is(Class::BODY);
        if !tokens[0].is(Class::DETERMINER) || !person {
            return None;
        }
        Some(if head.is(Class::FEMALE_NOUN) {
            Gender::Female
        } else if head.is(Class::MALE_NOUN) {
            Gender::Male
        } else {
            Gender::Unknown
        })
    }

    /// Who answers after an "A:": the only person whom the article names in full before the first question. With two of them nobody
    /// can tell.
    fn answerer(&self, at: u32) -> Option<Resolution> {
        let first = self.first_label.unwrap_or(at).min(at);
        let mut introduced: Vec<u32> = Vec::new();
        // A name within quotation marks is a paper's or a ship's.
        let named = |mention: &&Mention| mention.start < first && !self.in_marks(mention.start);
        for mention in self.cast.mentions.iter().filter(named) {
            for who in &mention.who {
                let person = &self.cast.members[*who as usize].person;
                let full = person.kind == PersonKind::Person && person.name.contains(' ');
                let full = full && !self.authors.contains(&person.name);
                if full && !introduced.contains(who) {
                    introduced.push(*who);
                }
            }
        }
        let [who] = introduced[..] else { return None };
        Some(Resolution::Resolved(who, Manner::Context, Reason::OnlyIntroduced))
    }

    /// An answer that no name stands before.
    fn interviewed(&mut self, statement: &Attribution) -> Option<Attributed> {
        let Some(Resolution::Resolved(who, manner, reason)) = self.answerer(statement.extent().start) else {
            return None;
        };
        self.cast.members[who as usize].acts = true;
        Some(Attributed { speaker: Some(who), manner: Some(manner), reason: Some(reason), ..Attributed::default() })
    }

    /// Whether a byte of the text stands right behind an opening quotation mark.
    fn in_marks(&self, at: u32) -> bool {
        self.body.plain[..at as usize].ends_with(['«', '“', '„', '"'])
    }

    /// Who is meant by initials before a turn, "NV:", if they are those of one person whom the article names in full.
    fn by_initials(&self, label: &str) -> Option<u32> {
        let letters: Vec<char> = label.chars().filter(|letter| *letter != '.').collect();
        if !(2..=3).contains(&letters.len()) || !letters.iter().all(|letter| letter.is_uppercase()) {
            return None;
        }
        let fits =
            |name: &str| name.split([' ', '-']).filter_map(|word| word.chars().next()).eq(letters.iter().copied());
        let members = self.cast.members.iter().enumerate();
        let mut found = members.filter(|(_, member)| {
            member.person.kind == PersonKind::Person && member.person.name.contains(' ') && fits(&member.person.name)
        });
        let (who, _) = found.next()?;
        found.next().is_none().then_some(who as u32)
    }

    /// `words` are the reported ones of a statement that is not all in quotation marks.
    fn source(&mut self, source: Span, words: &[Span], statement: &Attribution) -> Resolution {
        let range = tokens_in(self.cast.tokens, source);
        let Some(first) = self.cast.tokens.get(range.start).filter(|_| !range.is_empty()) else {
            return Resolution::Unresolved;
        };
        let label = &self.cast.tokens[range.clone()];
        if statement.rule == Rule::Label
            && label.iter().all(|token| token.is(Class::ASKER | Class::DETERMINER))
            && label.iter().any(|token| token.is(Class::ASKER))
        {
            return sources::unnamed(&mut self.cast, range);
        }
        if statement.rule == Rule::Label && turns::is_answer(source.of(&self.body.plain)) {
            return self.answerer(source.start).unwrap_or(Resolution::Unresolved);
        }
        if statement.rule == Rule::Label
            && let Some(who) = self.by_initials(source.of(&self.body.plain))
        {
            return Resolution::Resolved(who, Manner::Turn, Reason::Named);
        }
        let hearer = self.hearer(statement);
        let Resolver { body, sentences, spoken, doubts, .. } = self;
        let cue = statement.cue.map_or(0..0, |cue| tokens_in(self.cast.tokens, cue));
        let continuing =
            statement.rule != Rule::Participle && self.cast.tokens[cue].iter().any(|token| token.is(Class::CONTINUING));
        let (cast, own) = (&self.cast, &statement.spans);
        let context = Context { body, sentences, cast, spoken, doubts, words: &[], own, hearer, continuing };
        let pronoun =
            first.is(Class::PERSONAL) && self.cast.tokens[range.clone()].iter().all(|t| t.is(Class::PERSONAL));
        // Whom somebody calls "he" who is quoted is not for the article's own sentences to say.
        if pronoun && statement.nested && first.quoted && !first.is(Class::WHO) {
            return Resolution::Unresolved;
        }
        if pronoun {
            let outside = Context { words, ..context }.resolve(range.start);
            let answer = context.resolve(range.start);
            // "Ruiz, he said, would come": not Ruiz.
            if let Resolution::Resolved(who, ..) = answer
                && self.opens_with(statement, who)
            {
                return Resolution::Unresolved;
            }
            // "Ruiz would come, he said": Ruiz, or who spoke before.
            return match (answer, outside) {
                (Resolution::Resolved(within, ..), Resolution::Resolved(outside, ..)) if within != outside => {
                    Resolution::Ambiguous(vec![outside, within])
                }
                (answer, _) => answer,
            };
        }
        let recent = context.last_speaker(source.start);
        if statement.headline
            && let Some(answer) = sources::bare_office(&self.cast, range.clone())
        {
            return answer;
        }
        sources::read(&mut self.cast, &self.listed, range, recent)
    }
}

/// Somebody whom no word of the sentence names.
fn by_context(who: u32, reason: Reason) -> Attributed {
    Attributed { speaker: Some(who), manner: Some(Manner::Context), reason: Some(reason), ..Attributed::default() }
}

/// Whether a name is all in capitals, as labels of transcripts are, and longer than initials.
fn is_shouted(name: &str) -> bool {
    let mut letters = name.chars().filter(|letter| letter.is_alphabetic());
    letters.clone().count() > 3 && letters.all(char::is_uppercase)
}

/// A name in capitals with only the first letter of each part left as one: "ANA O'BRIEN-ROE" is Ana O'Brien-Roe.
fn in_lower_case(name: &str) -> String {
    let mut lower = String::with_capacity(name.len());
    let mut begins = true;
    for letter in name.chars() {
        match begins {
            true => lower.push(letter),
            false => lower.extend(letter.to_lowercase()),
        }
        begins = !letter.is_alphabetic();
    }
    lower
}

/// Those who speak, and those who are people beyond doubt; the speakers are renumbered to match.
fn finish(cast: Cast, speakers: &mut [Attributed]) -> Vec<LocalPerson> {
    let mut wanted: Vec<bool> =
        cast.members.iter().map(|member| member.evident && member.person.kind == PersonKind::Person).collect();
    for one in speakers.iter() {
        for who in one.speaker.iter().chain(&one.together).chain(&one.candidates) {
            wanted[*who as usize] = true;
        }
    }
    let mut number = vec![0; cast.members.len()];
    let mut people = Vec::new();
    for (index, member) in cast.members.into_iter().enumerate() {
        number[index] = people.len() as u32;
        if wanted[index] {
            let mut person = member.person;
            if person.kind == PersonKind::Person && is_shouted(&person.name) {
                person.name = in_lower_case(&person.name);
            }
            people.push(person);
        }
    }
    for one in speakers {
        for who in one.speaker.iter_mut().chain(&mut one.together).chain(&mut one.candidates) {
            *who = number[*who as usize];
        }
    }
    people
}
