//! Pronouns: whom "he", "she", "they", "it" and "who" mean, by gender, number, nearness and who spoke last.
//!
//! The text is walked backwards, sentence by sentence, over this paragraph and a few before. In each sentence the first of these
//! that fits decides: who spoke in it; its subject. A person who is only mentioned counts when nobody better turns up further back.
//! Names inside quotations do not count.

use super::cast::{Cast, MAX_NAMESAKES, Mention};
use super::sources::Resolution;
use super::tokens::{Gap, Shape, Token};
use crate::languages::names::Class;
use crate::model::article::Body;
use crate::model::person::{Gender, PersonKind};
use crate::model::reason::Reason;
use crate::model::statement::Manner;
use crate::reading::sentences::Sentence;
use crate::text::folding::folded;
use crate::text::source::Span;
use std::ops::Range;

/// Who spoke, and where the words stand that say so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spoken {
    /// First byte of the source.
    pub(crate) at: u32,
    /// The member.
    pub(crate) who: u32,
    /// Of one person without a name, such as "a spokesman", the gender.
    pub(crate) single: Option<Gender>,
}

/// A pronoun that could mean several: the next one of its kind means the same person.
#[derive(Clone, Debug)]
pub(crate) struct Doubt {
    /// First byte of the pronoun.
    pub(crate) at: u32,
    /// Whether it is "she".
    pub(crate) female: bool,
    /// Who it could be.
    pub(crate) who: Vec<u32>,
}

/// How many paragraphs back a person is looked for.
const PARAGRAPHS: usize = 3;

/// How many sentences back anybody is looked for, and how many names of one sentence are: so that work stays linear in the text.
const SENTENCES: usize = 30;
pub(super) const NAMES: usize = 60;

/// How many sentences back a person counts who is only mentioned.
const ASIDE_SENTENCES: usize = 3;

/// What one sentence says of a pronoun.
enum Found {
    /// Somebody who fits spoke in it.
    Speaker(u32),
    /// Somebody who fits is its subject.
    Subject(u32),
    /// Several fit, and none more than the others.
    Doubt(Vec<u32>),
    /// One person fits, but is only mentioned; whether only as the owner of something: "Ruiz's plan".
    MentionedOnly(u32, bool),
    /// The sentence is about somebody without a name.
    UnnamedSubject,
    /// It names nobody who fits.
    Nobody,
}

/// Somebody whom a sentence only mentions.
#[derive(Clone, Copy)]
struct MentionedOnly {
    who: u32,
    /// How many sentences back.
    back: usize,
    /// Whether only as the owner of something.
    owner: bool,
}

/// What a pronoun is looked up in.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) body: &'a Body,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) cast: &'a Cast<'a>,
    /// In order of place.
    pub(crate) spoken: &'a [Spoken],
    /// The pronouns so far that could mean several, in order of place.
    pub(crate) doubts: &'a [Doubt],
    /// Reported words: names in them do not count.
    pub(crate) words: &'a [Span],
    /// The words of the statement, however they are told.
    pub(crate) own: &'a [Span],
    /// Who is told, by name: "he told Ruiz" is not Ruiz.
    pub(crate) hearer: Option<u32>,
    /// Whether the verb goes on with what somebody was saying: "he added".
    pub(crate) continuing: bool,
}

impl Context<'_> {
    /// Whom the pronoun at token `at` means.
    pub(crate) fn resolve(&self, at: usize) -> Resolution {
        let token = &self.cast.tokens[at];
        if token.is(Class::WHO) {
            self.relative(at)
        } else if token.is(Class::HE | Class::SHE) {
            let gender = if token.is(Class::HE) { Gender::Male } else { Gender::Female };
            let answer = self.personal(token, gender);
            if self.continuing { self.continued(token, gender, answer) } else { answer }
        } else if token.is(Class::THEY | Class::IT) {
            self.impersonal(token)
        } else {
            Resolution::Unresolved
        }
    }

    /// "he added": who was speaking, rather than somebody named since who has not said a word.
    fn continued(&self, pronoun: &Token, gender: Gender, answer: Resolution) -> Resolution {
        let before = self.spoken.partition_point(|spoken| spoken.at < pronoun.span.start);
        let near = self.spoken[..before].iter().rev().take(NAMES);
        let reach = self.reach(pronoun.span.start, PARAGRAPHS);
        let last = near.take_while(|spoken| spoken.at >= reach).find(|spoken| self.fits(spoken.who, gender));
        let here = |who: u32| {
            let paragraph = self.cast.mentions_in(self.reach(pronoun.span.start, 0)..pronoun.span.start);
            paragraph.iter().any(|mention| mention.who.contains(&who))
        };
        match (&answer, last) {
            (Resolution::Resolved(who, _, why), Some(last))
                if *who != last.who && *why != Reason::PronounSpeaker && !here(*who) =>
            {
                if self.spoken[..before].iter().rev().take(NAMES).any(|spoken| spoken.who == *who) {
                    Resolution::Ambiguous(vec![last.who, *who])
                } else {
                    Resolution::Resolved(last.who, Manner::Pronoun, Reason::GoesOn)
                }
            }
            _ => answer,
        }
    }

    /// Who spoke last before byte `at`, if that was in the same paragraph or the one before.
    pub(crate) fn last_speaker(&self, at: u32) -> Option<u32> {
        let before = self.spoken.partition_point(|spoken| spoken.at < at);
        let last = self.spoken[..before].last()?;
        (last.at >= self.reach(at, 1)).then_some(last.who)
    }

    /// Start of the paragraph that is `back` before the one with byte `at`.
    fn reach(&self, at: u32, back: usize) -> u32 {
        let block = self.body.block_at(at).unwrap_or(0);
        self.body.blocks.get(block.saturating_sub(back)).map_or(0, |block| block.span.start)
    }

    /// Whether "he" or "she" may mean somebody. Two capitals in a row that nothing shows to be a person ("Wall Street") are none.
    fn fits(&self, who: u32, gender: Gender) -> bool {
        let member = &self.cast.members[who as usize];
        member.person.kind == PersonKind::Person
            && self.hearer != Some(who)
            && member.is_human()
            && (member.person.gender == gender || member.person.gender == Gender::Unknown)
    }

    fn personal(&self, pronoun: &Token, gender: Gender) -> Resolution {
        let reach = self.reach(pronoun.span.start, PARAGRAPHS);
        let mut next = self.sentences.partition_point(|sentence| sentence.span.start <= pronoun.span.start);
        let mut until = pronoun.span.start;
        // Somebody whom a sentence only mentions, in case nobody better turns up.
        let mut aside: Option<MentionedOnly> = None;
        let sentences = next;
        let doubt = self.doubts.iter().rev().take(NAMES).find(|doubt| doubt.female == (gender == Gender::Female));
        let doubt = doubt.filter(|doubt| doubt.at < pronoun.span.start);
        while next > 0 {
            next -= 1;
            let back = sentences - next;
            if back > SENTENCES {
                break;
            }
            let start = self.sentences[next].span.start;
            if start < reach {
                break;
            }
            match self.in_sentence(start..until, gender, back) {
                Found::Nobody => {}
                Found::Speaker(who) => {
                    let other_paragraph = start < self.reach(pronoun.span.start, 0);
                    let here = |aside: &MentionedOnly| {
                        aside.who != who
                            && aside.back == 1
                            && (!aside.owner || other_paragraph && self.owns_outside(aside.who, pronoun))
                    };
                    let own = aside.filter(here);
                    return own.map_or(Resolution::Resolved(who, Manner::Pronoun, Reason::PronounSpeaker), |own| {
                        Resolution::Ambiguous(vec![own.who, who])
                    });
                }
                Found::Subject(who) => {
                    let other = aside.filter(|aside| aside.who != who && !aside.owner);
                    return other.map_or(Resolution::Resolved(who, Manner::Pronoun, Reason::PronounSubject), |other| {
                        Resolution::Ambiguous(vec![other.who, who])
                    });
                }
                Found::Doubt(several) => return Resolution::Ambiguous(several),
                Found::MentionedOnly(..) if back >= ASIDE_SENTENCES => break,
                Found::MentionedOnly(who, owner) => match aside {
                    Some(one) if one.who != who => return Resolution::Ambiguous(vec![one.who, who]),
                    Some(_) => {}
                    None => aside = Some(MentionedOnly { who, back, owner }),
                },
                Found::UnnamedSubject => break,
            }
            if let Some(doubt) = doubt.filter(|doubt| doubt.at >= start) {
                return Resolution::Ambiguous(doubt.who.clone());
            }
            until = start;
        }
        aside.map_or(Resolution::Unresolved, |aside| {
            Resolution::Resolved(aside.who, Manner::Pronoun, Reason::PronounNearest)
        })
    }

    /// Whether the pronoun's own sentence begins with what somebody owns, not as part of what is said: "Ruiz's quarrel was with Roe, who he
    /// says ...".
    fn owns_outside(&self, who: u32, pronoun: &Token) -> bool {
        let next = self.sentences.partition_point(|sentence| sentence.span.start <= pronoun.span.start);
        let start = next.checked_sub(1).map_or(0, |index| self.sentences[index].span.start);
        let said = |mention: &Mention| self.own.iter().any(|span| (span.start..span.end).contains(&mention.start));
        let Some(first) = self.cast.mentions_in(start..pronoun.span.start).first() else { return false };
        let tokens = self.cast.tokens;
        let (from, to) = (tokens.partition_point(|token| token.span.start < start), first.at);
        let led = tokens[from.min(to)..to].iter().any(|token| token.is(Class::HE | Class::SHE));
        first.who[..] == [who] && !said(first) && !led
    }

    /// Whom a pronoun can mean in one sentence.
    fn in_sentence(&self, sentence: Range<u32>, gender: Gender, back: usize) -> Found {
        let low = self.spoken.partition_point(|spoken| spoken.at < sentence.start);
        let high = self.spoken.partition_point(|spoken| spoken.at < sentence.end);
        let spoken = &self.spoken[low..high.max(low)];
        let unnamed = |spoken: &Spoken| {
            spoken.single.is_some_and(|own| own == gender || own == Gender::Unknown) && back <= ASIDE_SENTENCES
        };
        let speaker = spoken.iter().rev().take(NAMES).find(|spoken| unnamed(spoken) || self.fits(spoken.who, gender));
        let mentions = self.cast.mentions_in(sentence.clone());
        let mut fitting: Vec<&Mention> =
            mentions.iter().take(NAMES).filter(|mention| self.can_be_meant(mention, gender)).collect();
        if fitting.iter().any(|mention| self.is_evident(mention)) {
            fitting.retain(|mention| self.is_evident(mention));
        }
        if let Some(spoken) = speaker {
            // "When Roe asked about the bridge, Ruiz smiled": the main clause decides.
            let main = |mention: &&&Mention| {
                mention.start > spoken.at && self.is_subject(mention) && self.begins_clause(mention)
            };
            let subordinate = self.opens_with_clause(sentence.start);
            return match fitting.iter().find(main).filter(|_| subordinate).map(|mention| &mention.who[..]) {
                Some([only]) => Found::Subject(*only),
                _ => Found::Speaker(spoken.who),
            };
        }
        let subject = fitting.iter().find(|mention| self.is_subject(mention));
        if let Some(subject) = subject.or_else(|| self.second_subject(&fitting)) {
            return match subject.who[..] {
                [only] => Found::Subject(only),
                _ => Found::Doubt(subject.who.to_vec()),
            };
        }
        let mut all: Vec<u32> = fitting.iter().flat_map(|mention| &mention.who).copied().collect();
        all.retain(|who| self.fits(*who, gender));
        all.sort_unstable();
        all.dedup();
        let known = |who: &u32| self.cast.members[*who as usize].person.gender == gender;
        let owns = |who: u32| {
            let mut named = fitting.iter().filter(|mention| mention.who.contains(&who));
            named.all(|mention| self.cast.tokens[mention.at].possessive)
        };
        match all[..] {
            [] if self.opens_with_unnamed(sentence.clone(), gender) => Found::UnnamedSubject,
            [] if back == 2 && self.opens_with_unknown(sentence) => Found::UnnamedSubject,
            [] => Found::Nobody,
            [only] => Found::MentionedOnly(only, owns(only)),
            _ if all.iter().filter(|who| known(who)).count() == 1 => {
                all.into_iter().find(known).map_or(Found::Nobody, |who| Found::MentionedOnly(who, owns(who)))
            }
            _ => {
                all.truncate(MAX_NAMESAKES);
                Found::Doubt(all)
            }
        }
    }

    /// Whether a comma stands before a mention, perhaps with a quotation mark.
    fn begins_clause(&self, mention: &Mention) -> bool {
        let start = self.cast.run_ending(mention.at + 1).map_or(mention.at, |run| run.start());
        start > 0 && matches!(self.cast.tokens[start - 1].gap, Gap::Comma | Gap::Mark)
    }

    /// Whether the sentence from byte `start` begins like a subordinate clause: "When", "After", "Although".
    fn opens_with_clause(&self, start: u32) -> bool {
        let first = self.cast.tokens.partition_point(|token| token.span.start < start);
        let first = self.cast.tokens.get(first);
        first.is_some_and(|first| {
            first.is(Class::OPENER)
                && !first.quoted
                && !first.is(Class::DETERMINER | Class::PERSONAL | Class::FIRST_NAME)
        })
    }

    fn can_be_meant(&self, mention: &Mention, gender: Gender) -> bool {
        let token = &self.cast.tokens[mention.at];
        let said = self.words.iter().any(|span| (span.start..span.end).contains(&mention.start));
        !token.quoted
            && !said
            && !self.is_attribute(mention.at)
            && mention.who.iter().any(|who| self.fits(*who, gender))
    }

    pub(super) fn is_evident(&self, mention: &Mention) -> bool {
        mention.who.iter().any(|who| self.cast.members[*who as usize].evident)
    }

    /// Whether a mention looks like the subject of a clause: no preposition before it, a verb or an apposition after it.
    fn is_subject(&self, mention: &Mention) -> bool {
        let tokens = self.cast.tokens;
        let start = self.cast.run_ending(mention.at + 1).map_or(mention.at, |run| run.start());
        // "Ana Ruiz KC closed the case"
        let honour = |at: &usize| tokens[*at].is(Class::LABEL) && tokens[*at].shape == Shape::Capitals;
        let spaced = |at: &usize| tokens[*at - 1].gap == Gap::Space;
        let honours = (mention.at + 1..tokens.len()).take_while(|at| spaced(at) && honour(at)).count();
        let last = mention.at + honours;
        let token = &tokens[last];
        let Some(next) = tokens.get(last + 1).filter(|_| !token.possessive) else { return false };
        // "the mayor Ana Ruiz came", "my friend Ana came"
        let noun = Class::ROLE | Class::MODIFIER | Class::BODY | Class::KIN | Class::TRADE | Class::UNNAMED_ONE;
        let led = start > 0 && !tokens[start].opens && {
            let before = &tokens[start - 1];
            // "the council's Ana Ruiz came"
            before.gap == Gap::Space
                && !before.opens
                && !before.possessive
                && (before.is(Class::PREPOSITION | Class::AND) || !before.is(noun | Class::OPENER))
        };
        let goes_on = match token.gap {
            Gap::Space => {
                next.shape == Shape::Small && !next.is(Class::PREPOSITION | Class::AND) || next.is(Class::WHO)
            }
            // "Ana Ruiz, 45, of Lindow came", but "like Holm, Ruiz came"
            Gap::Comma if self.is_named(next) => false,
            Gap::Comma => !tokens[start].opens || matches!(next.shape, Shape::Small | Shape::Number),
            Gap::Mark => true,
            // "And Ana Ruiz? “Wait,” she said."
            Gap::Stop => {
                self.cast.plain[token.span.end as usize..].starts_with('?')
                    && (tokens[start].opens || start > 0 && tokens[start - 1].opens)
            }
        };
        !led && goes_on
    }

    /// The second of two subjects, if only that one fits: "Holm and Ruiz met", of "she".
    fn second_subject<'m>(&self, fitting: &'m [&'m Mention]) -> Option<&'m &'m Mention> {
        let [only] = fitting else { return None };
        let tokens = self.cast.tokens;
        let start = self.cast.run_ending(only.at + 1).map_or(only.at, |run| run.start());
        let joins = start > 1 && tokens[start - 1].is(Class::AND) && tokens[start - 1].gap == Gap::Space;
        let first = self.cast.run_ending(start.checked_sub(1)?).filter(|_| joins)?;
        let free = tokens[first.start()].opens && tokens[start - 2].gap == Gap::Space && !tokens[only.at].possessive;
        let verb = tokens.get(only.at + 1).is_some_and(|next| {
            next.shape == Shape::Small && tokens[only.at].gap == Gap::Space && !next.is(Class::PREPOSITION | Class::AND)
        });
        (free && verb).then_some(&fitting[0])
    }

    /// Whether a name of somebody begins with a word.
    fn is_named(&self, token: &Token) -> bool {
        !self.cast.mentions_in(token.span.start..token.span.end).is_empty()
    }

    /// Whether a sentence begins with somebody whom it does not name: "A man in the crowd", "The accused".
    fn opens_with_unnamed(&self, sentence: Range<u32>, gender: Gender) -> bool {
        let tokens = self.cast.tokens;
        let first = tokens.partition_point(|token| token.span.start < sentence.start);
        let nouns = Class::ROLE | Class::UNNAMED_ONE | Class::KIN;
        // "A spokeswoman" is not "he".
        let other = if gender == Gender::Male { Class::FEMALE_NOUN } else { Class::MALE_NOUN };
        let Some(opening) = tokens.get(first).filter(|token| !token.quoted) else { return false };
        if opening.is(Class::INDEFINITE) {
            let behind = tokens[first..].iter().skip(1).take(4);
            return behind.into_iter().any(|token| token.is(nouns) && !token.is(Class::INDEFINITE | other));
        }
        // "The mayor" may have a name; "the accused" is whoever is on trial. Where nothing stands before nouns, one may open a sentence.
        let unnamed = |class: Class| class.is(Class::UNNAMED_ONE) && !class.is(Class::ROLE | Class::FIRST_NAME | other);
        let definite = opening.is(Class::ARTICLE) || opening.is(Class::DETERMINER) && !opening.is(Class::PERSONAL);
        // « L’accusé »
        let elided = opening.span.of(self.cast.plain).rsplit_once(['\'', '’']);
        let behind_elision = || elided.is_some_and(|(_, noun)| unnamed(self.cast.words.class(&folded(noun))));
        definite && tokens[first..].iter().skip(1).take(2).any(|token| unnamed(token.class))
            || self.cast.words.no_articles && opening.opens && unnamed(opening.class)
            || behind_elision()
    }

    /// Whether the subject of a sentence is a name of which the article does not tell whose it is: perhaps a person's.
    fn opens_with_unknown(&self, sentence: Range<u32>) -> bool {
        let Some(first) = self.cast.mentions_in(sentence).first() else { return false };
        let start = self.cast.run_ending(first.at + 1).map_or(first.at, |run| run.start());
        let tokens = self.cast.tokens;
        let unknown = first.who.iter().all(|who| !self.cast.members[*who as usize].is_human());
        tokens[start].opens && !tokens[first.at].quoted && unknown && self.is_subject(first)
    }

    /// Whether a name only tells what kind of thing the next word means: "a Ruiz supporter", "the Ruiz campaign".
    fn is_attribute(&self, at: usize) -> bool {
        let next = self.cast.tokens.get(at + 1).filter(|_| self.cast.tokens[at].gap == Gap::Space);
        let nouns = Class::ROLE | Class::BODY | Class::UNNAMED | Class::DOCUMENT;
        next.is_some_and(|next| {
            next.shape == Shape::Small && next.is(nouns) && !next.is(Class::DETERMINER | Class::PREPOSITION)
        })
    }

    /// "they" and "it": the last speaker, if that was a group or an organisation.
    fn impersonal(&self, pronoun: &Token) -> Resolution {
        match self.last_speaker(pronoun.span.start) {
            Some(who) if self.cast.members[who as usize].person.kind != PersonKind::Person => {
                Resolution::Resolved(who, Manner::Pronoun, Reason::PronounBody)
            }
            _ => Resolution::Unresolved,
        }
    }
}
