//! Who speaks in one article: every source span tied to a member of its cast.

use super::cast::Cast;
use super::names::{self, Run, RunKind};
use super::tokens::{self, Token};
use super::words::Class;
use super::{Gender, LocalPerson, PersonKind};
use crate::article::{Body, RawArticle};
use crate::authorities::Authorities;
use crate::dates::Published;
use crate::languages::Language;
use crate::sentences::Sentence;
use crate::source::Span;
use crate::statements::Statement;
use std::ops::Range;

/// What the rules say of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// One member, and why.
    One(u32, String),
    /// One of several, and no rule decides.
    Several(Vec<u32>, String),
    /// Nobody can be told.
    Nobody,
}

/// Everybody in an article, and for each statement who of them speaks.
pub fn within(
    raw: &RawArticle,
    sentences: &[Sentence],
    statements: &mut [Statement],
    _published: &Published,
    _authorities: &Authorities,
    language: &Language,
) -> Vec<LocalPerson> {
    let body = &raw.body;
    let words = &language.people;
    let mut tokens = tokens::split(body, words);
    mark_quoted(&mut tokens, statements);
    let runs = names::runs(&body.plain, &tokens, words);
    let cast = Cast::new(&body.plain, &tokens, words, &runs);
    let mut resolver = Resolver { body, sentences, runs: &runs, cast, spoken: Vec::new() };
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|index| {
        (statements[*index].source.map_or(statements[*index].extent().start, |span| span.start), *index)
    });
    for index in order {
        resolver.statement(&mut statements[index]);
    }
    resolver.finish(statements)
}

/// Words inside direct quotations are quoted, whatever marks the article uses.
fn mark_quoted(tokens: &mut [Token], statements: &[Statement]) {
    for statement in statements.iter().filter(|statement| statement.kind == crate::statements::Kind::Direct) {
        for span in &statement.spans {
            let quoted = token_range_of(tokens, *span);
            tokens[quoted].iter_mut().for_each(|token| token.quoted = true);
        }
    }
}

/// The tokens that lie in a span.
fn token_range_of(tokens: &[Token], span: Span) -> Range<usize> {
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    start..end.max(start)
}

struct Resolver<'a> {
    body: &'a Body,
    sentences: &'a [Sentence],
    runs: &'a [Run],
    cast: Cast<'a>,
    /// Who spoke so far, with the place of the source.
    spoken: Vec<(u32, u32)>,
}

impl Resolver<'_> {
    fn statement(&mut self, statement: &mut Statement) {
        let Some(source) = statement.source else { return };
        let words = source.of(&self.body.plain);
        match self.source(source) {
            Answer::One(who, why) => {
                statement.speaker = Some(who);
                statement.trail.push(format!("{words} → {}: {why}", self.cast.members[who as usize].person.name));
                self.spoken.push((source.start, who));
            }
            Answer::Several(candidates, why) => {
                statement.trail.push(format!("{words} → unresolved: {why}"));
                statement.candidates = candidates;
            }
            Answer::Nobody => {}
        }
    }

    fn source(&mut self, source: Span) -> Answer {
        let tokens = self.cast.tokens;
        let range = token_range_of(tokens, source);
        let Some(first) = tokens.get(range.start).filter(|_| !range.is_empty()) else { return Answer::Nobody };
        if range.len() == 1 && first.is(Class::PERSONAL) {
            return self.pronoun(first);
        }
        let head = self.head(range.clone());
        let named = self.runs.iter().position(|run| run.name.end <= head.end && run.name.end > head.start);
        let last = named
            .and_then(|_| self.runs.iter().rposition(|run| run.name.end == head.end && run.name.start >= head.start));
        match last {
            Some(run) => self.run(run, source),
            None => {
                let who = self.cast.named(&self.cast.text(range), PersonKind::Unnamed);
                Answer::One(who, "the article gives no name".to_owned())
            }
        }
    }

    /// The part of a noun phrase that holds its head: up to the first comma or small preposition.
    fn head(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.cast.tokens;
        let runs = self.runs;
        let inside = |at: usize| runs.iter().any(|run| run.title.start.min(run.name.start) < at && at < run.name.end);
        let end = range
            .clone()
            .find(|at| {
                *at > range.start
                    && !inside(*at)
                    && (tokens[*at].is(Class::PREPOSITION) && !tokens[*at].is_capital()
                        || tokens[*at - 1].gap != tokens::Gap::Space)
            })
            .unwrap_or(range.end);
        range.start..end
    }

    fn run(&mut self, run: usize, source: Span) -> Answer {
        let run = &self.runs[run];
        match run.kind {
            RunKind::Full => {
                let who = self.cast.introduce(run);
                Answer::One(who, "named in full".to_owned())
            }
            RunKind::Single => {
                let who = self.cast.of_single(run);
                match who[..] {
                    [only] => Answer::One(only, "the only one in the article with this name".to_owned()),
                    [] => Answer::One(self.cast.introduce(run), "named so in the article".to_owned()),
                    _ => Answer::Several(who, "several people in the article have this name".to_owned()),
                }
            }
            RunKind::Organisation | RunKind::Nation => {
                let name = self.cast.text(run.name.clone());
                Answer::One(self.cast.named(&name, PersonKind::Organisation), "an organisation".to_owned())
            }
            RunKind::Office => {
                let words = source.of(&self.body.plain).to_owned();
                Answer::One(self.cast.named(&words, PersonKind::Unnamed), "the article gives no name".to_owned())
            }
        }
    }

    fn pronoun(&self, pronoun: &Token) -> Answer {
        let gender = if pronoun.is(Class::HE) {
            Gender::Male
        } else if pronoun.is(Class::SHE) {
            Gender::Female
        } else {
            return Answer::Nobody;
        };
        let block = self.body.block_at(pronoun.span.start).unwrap_or(0);
        let from = self.body.blocks.get(block.saturating_sub(1)).map_or(0, |block| block.span.start);
        let fits = |who: u32| {
            let person = &self.cast.members[who as usize].person;
            person.kind == PersonKind::Person && (person.gender == gender || person.gender == Gender::Unknown)
        };
        let mut sentence = self.sentences.partition_point(|sentence| sentence.span.start <= pronoun.span.start);
        let mut until = pronoun.span.start;
        while sentence > 0 {
            sentence -= 1;
            let start = self.sentences[sentence].span.start;
            if start < from {
                break;
            }
            if let Some((_, who)) = self.spoken.iter().rev().find(|(at, who)| (start..until).contains(at) && fits(*who))
            {
                return Answer::One(*who, "spoke last before this".to_owned());
            }
            let low = self.cast.mentions.partition_point(|mention| mention.span.start < start);
            let high = self.cast.mentions.partition_point(|mention| mention.span.start < until);
            let mut who: Vec<u32> = self.cast.mentions[low..high.max(low)]
                .iter()
                .filter(|mention| !mention.quoted)
                .flat_map(|mention| mention.who.iter().copied())
                .filter(|who| fits(*who))
                .collect();
            who.sort_unstable();
            who.dedup();
            match who[..] {
                [] => {}
                [only] => return Answer::One(only, "the only fitting person in the sentence".to_owned()),
                _ => return Answer::Several(who, "several people fit".to_owned()),
            }
            until = start;
        }
        Answer::Nobody
    }

    /// Those who speak, and those who are people beyond doubt; statements are renumbered to match.
    fn finish(self, statements: &mut [Statement]) -> Vec<LocalPerson> {
        let members = self.cast.members;
        let mut wanted: Vec<bool> =
            members.iter().map(|member| member.evident && member.person.kind == PersonKind::Person).collect();
        for statement in statements.iter() {
            for who in statement.speaker.iter().chain(&statement.candidates) {
                wanted[*who as usize] = true;
            }
        }
        let mut number = vec![0; members.len()];
        let mut people = Vec::new();
        for (index, member) in members.into_iter().enumerate() {
            number[index] = people.len() as u32;
            if wanted[index] {
                people.push(member.person);
            }
        }
        for statement in statements {
            for who in statement.speaker.iter_mut().chain(&mut statement.candidates) {
                *who = number[*who as usize];
            }
        }
        people
    }
}
