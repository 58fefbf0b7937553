//! Names: runs of capitalised words, taken apart into title and name, and sorted into people, organisations and places.

use super::sentence_initials::{SentenceInitials, may_be_only_sentence_case};
use super::tokens::{Gap, Shape, Split, Token};
use crate::languages::names::{Class, Words};
use crate::text::folding;
use crate::text::source::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a run of capitalised words names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunKind {
    /// First name and surname, or more: "Ana Ruiz", "Donald J. Trump".
    Full,
    /// One word, perhaps with a title: "Ruiz", "Mr. Ruiz".
    Single,
    /// A ministry, a company, an abbreviation in capitals.
    Organisation,
    /// A country or capital, which may speak for its government.
    Nation,
    /// An office without a name: "the Foreign Minister".
    Office,
}

/// How many words on the end of a question is looked for.
const QUESTION: usize = 40;

/// Shortest participle behind a hyphen that is no part of a name, in bytes: "Second-placed", but "Mei-ling".
const RANKED: usize = 6;

/// A run of capitalised words. Ranges are of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// What it names.
    pub(crate) kind: RunKind,
    /// The title before the name, possibly empty: "Russian Foreign Minister", "Mr."
    pub(crate) title: Range<usize>,
    /// The name itself; for an office, the office.
    pub(crate) name: Range<usize>,
    /// Whether something speaks for its being a person: a first name, a title, an initial.
    pub(crate) evident: bool,
}

impl Run {
    /// The first token, of the title if there is one.
    pub(crate) fn start(&self) -> usize {
        self.title.start.min(self.name.start)
    }
}

/// Finds the runs of a text, in order.
pub(crate) fn runs(plain: &str, split: &Split, words: &Words) -> Vec<Run> {
    let Split { tokens, capitals } = split;
    let (small, named) = (SentenceInitials::of(plain, tokens, capitals), named_labels(plain, tokens, capitals));
    let finder = Finder { plain, tokens, words, small, named };
    let mut runs = Vec::with_capacity(capitals.len());
    let mut end = 0;
    for at in capitals.iter().copied() {
        if at >= end && finder.starts(at) {
            end = finder.extent(at);
            finder.take_apart(at..end, &mut runs);
        }
    }
    runs
}

/// The words such as "May" and "White" that somebody bears as a surname here: they stand behind a first name or a title. So do words
/// such as "Singer" and "Baron", behind a first name at the end of a name.
fn named_labels(plain: &str, tokens: &[Token], capitals: &[usize]) -> BTreeSet<String> {
    let names = |at: usize| {
        let (before, first) = (&tokens[at - 1], at.checked_sub(2).map(|at| &tokens[at]));
        let led = |token: &Token| token.is(Class::FIRST_NAME | Class::ANY_TITLE) && !token.is(Class::LABEL);
        let inner = first.is_some_and(|first| led(first) && first.gap == Gap::Space && !before.is(Class::LABEL));
        before.is_capital() && before.gap == Gap::Space && !before.possessive && (led(before) || inner)
    };
    let dated = |at: usize| tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Number);
    // "Paul Singer said", but neither "Paul Pastor Roe" nor "Ana, Mayor of Lindow"
    let last = |at: usize| {
        let (before, next) = (&tokens[at - 1], tokens.get(at + 1));
        let first = before.is(Class::FIRST_NAME) && !before.is(Class::ANY_TITLE | Class::ROLE) && before.is_capital();
        let goes_on = next.is_some_and(|next| next.is_capital() || next.is(Class::OF));
        // "Rep. Peter T. King of Ohio"
        let initial = before.shape == Shape::Initial
            && at.checked_sub(2).is_some_and(|at| tokens[at].is(Class::FIRST_NAME) && tokens[at].gap == Gap::Space)
            && !next.is_some_and(Token::is_capital);
        let ends = tokens[at].gap != Gap::Space || !goes_on;
        before.gap == Gap::Space && !before.possessive && (first && ends || initial)
    };
    let mut named = BTreeSet::new();
    for at in capitals.iter().copied().filter(|at| *at > 0) {
        let token = &tokens[at];
        let office = token.is(Class::ROLE | Class::ANY_TITLE | Class::SURNAME_TOO) && token.running && last(at);
        if token.is(Class::LABEL_NAME) && names(at) && !dated(at) || office {
            named.insert(folding::folded(token.span.of(plain)));
        }
    }
    named
}

struct Finder<'a> {
    plain: &'a str,
    tokens: &'a [Token],
    words: &'a Words,
    small: SentenceInitials,
    named: BTreeSet<String>,
}

impl Finder<'_> {
    /// Whether a name can begin with this word.
    fn starts(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if !token.is_capital() || token.shape == Shape::Initial && token.is(Class::PERSONAL | Class::DETERMINER) {
            return false;
        }
        if self.asks(at) || self.tells_origin(at) {
            return false;
        }
        let named = token.is(Class::FIRST_NAME) || token.is(Class::FIRST_NAME_TOO) && !token.opens;
        if token.is(Class::OPENER) && !named {
            return token.shape == Shape::Capitals && !token.opens && token.span.len() < 4 && token.is(Class::NATION);
        }
        if token.opens && token.is(Class::OPENER) {
            // "Will Ruiz speak?" or "Will Smith spoke": the word after it decides.
            return self.tokens.get(at + 1).is_some_and(|next| next.is_capital()) && token.gap == Gap::Space;
        }
        if token.opens && token.is(Class::UNNAMED | Class::DOCUMENT) && !token.is(Class::FIRST_NAME) {
            return false;
        }
        let goes_on =
            |at: usize| self.tokens[at].gap == Gap::Space && self.tokens.get(at + 1).is_some_and(Token::is_capital);
        if token.is(Class::LABEL_NAME) && (at..at + 2).all(|at| at < self.tokens.len() && goes_on(at)) {
            return true;
        }
        if may_be_only_sentence_case(token) {
            // "News Corporation denied it": the word alone is common, the body is not called "Corporation".
            let body = |next: &Token| next.is_capital() && next.is(Class::ORGANISATION);
            if token.gap == Gap::Space && self.tokens.get(at + 1).is_some_and(body) {
                return true;
            }
            return !self.small.has(self.plain, token)
                && (self.small.is_named(self.plain, token) || !self.only_opens(at));
        }
        true
    }

    /// Whether the label of who asks in a transcript stands here: "Q   The mayor said", but not "Q. Roe".
    fn asks(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.opens
            && token.is(Class::ASKER)
            && matches!(token.shape, Shape::Initial | Shape::Capitals)
            && !token.span.of(self.plain).ends_with('.')
    }

    /// Whether a word alone says where somebody comes from: "the Lindow-born, Alder-made Mr. Ruiz".
    fn tells_origin(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let goes_on = token.gap == Gap::Space && self.tokens.get(at + 1).is_some_and(Token::is_capital);
        let Some((_, last)) = token.span.of(self.plain).rsplit_once('-').filter(|_| !goes_on) else { return false };
        last.starts_with(char::is_lowercase) && self.words.class(last).is(Class::TRADE)
    }

    /// Whether a word that begins a sentence is a participle, an adverb or a noun by its looks: "Unproven claims", "Attacking Ana Ruiz".
    fn only_opens(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1).filter(|next| token.gap == Gap::Space && next.is_capital());
        let word = folding::folded(token.span.of(self.plain));
        let shouted = token.shape == Shape::Capitals;
        if token.is(Class::ORGANISATION) {
            return false;
        }
        match next {
            None if shouted => self.words.leads_in(&word),
            None => !token.possessive && self.words.opens_like_no_name(&word),
            Some(next) => {
                let free = next.is(Class::FIRST_NAME | Class::ANY_TITLE | Class::ROLE) || shouted && word.len() > 4;
                free && self.words.leads_in(&word)
            }
        }
    }

    /// Whether the sentence that begins here is a question: there "Will" and "May" are verbs.
    fn is_question(&self, at: usize) -> bool {
        let end = self.tokens[at..].iter().take(QUESTION).find(|token| token.gap == Gap::Stop);
        end.is_some_and(|token| self.plain[token.span.end as usize..].starts_with('?'))
    }

    /// Where the run that begins at `start` ends.
    fn extent(&self, start: usize) -> usize {
        let mut end = start + 1;
        // Whether an office or organisation may go on with "of ...".
        let mut head = self.takes_of(start);
        let mut body = self.tokens[start].is(Class::ORGANISATION);
        loop {
            let last = &self.tokens[end - 1];
            if last.possessive && !self.owns_body(end) {
                return end;
            }
            // "Ana Ruiz, MD", but "Lindow, Md."
            let suffix =
                |next: &Token| next.is(Class::SUFFIX) && !(next.is(Class::PLACE) && next.shape == Shape::Capital);
            if last.gap == Gap::Comma && self.tokens.get(end).is_some_and(suffix) {
                return end + 1;
            }
            // "Holt, Lund & Partners"
            if self.joins_firm(end) || last.gap == Gap::Comma && self.joins_firm(end + 1) && self.continues(end) {
                end += 1;
                continue;
            }
            if last.gap != Gap::Space || end >= self.tokens.len() {
                return end;
            }
            if self.continues(end) {
                head |= self.takes_of(end);
                body |= self.tokens[end].is(Class::ORGANISATION);
                end += 1;
                continue;
            }
            // "Senator Ana Ruiz of Ohio": behind a name, "of" tells where its bearer is from.
            let office = head && !self.is_named(start..end);
            // "Press Secretary Ana Ruiz and Mayor Ole Lund"
            let person = end - start > 1 && self.is_first_name(end - 2) && self.is_named(start..end);
            match self.joined(end, office, body && !person) {
                Some(next) => end = next,
                None => return end,
            }
        }
    }

    /// Whether a run that began with an office has come to a name, so far: "Senator Ana Ruiz", not "Deputy Minister".
    fn is_named(&self, run: Range<usize>) -> bool {
        let last = run.end - 1;
        let token = &self.tokens[last];
        let led = run.len() > 1
            && (self.tokens[last - 1].is(Class::FIRST_NAME) || self.tokens[last - 1].shape == Shape::Initial)
            && token.is(Class::LABEL_NAME | Class::ROLE | Class::ANY_TITLE);
        let word = Class::ROLE
            | Class::ANY_TITLE
            | Class::ORGANISATION
            | Class::BODY
            | Class::MODIFIER
            | Class::NATION
            | Class::PORTFOLIO
            | Class::LABEL
            | Class::PLACE;
        run.len() > 1 && (led && self.is_surname(last) || token.is(Class::SUFFIX) || !token.is(word))
    }

    /// Whether a possessive belongs to the name of an organisation that ends here: "The King's Fund", "Women's Institute".
    fn owns_body(&self, at: usize) -> bool {
        let owner = &self.tokens[at - 1];
        let body = self.tokens.get(at).is_some_and(|body| body.is(Class::ORGANISATION) && body.is_capital());
        body && owner.gap == Gap::Space && owner.is(Class::ROLE | Class::ANY_TITLE | Class::UNNAMED | Class::KIN)
    }

    /// Whether an ampersand ties this word to the one before.
    fn joins_firm(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| at > 0 && token.is_capital()) else { return false };
        let before = &self.tokens[at - 1];
        let between = before.span.end as usize..token.span.start as usize;
        before.gap == Gap::Mark && before.is_capital() && self.plain.get(between).is_some_and(|mark| mark.trim() == "&")
    }

    /// Whether a run is the name of a firm with an ampersand in it.
    fn is_firm(&self, run: Range<usize>) -> bool {
        run.clone().skip(1).any(|at| self.joins_firm(at))
    }

    fn takes_of(&self, at: usize) -> bool {
        self.tokens[at].is(Class::ROLE | Class::ORGANISATION)
    }

    /// Whether the word belongs to the run before it as it is.
    fn continues(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is_capital()
            && !token.opens
            && !(token.is(Class::OPENER)
                && !token.is(Class::FIRST_NAME | Class::NATION)
                && token.shape != Shape::Initial)
    }

    /// The end of the run when small words at `at` tie what follows to it: particles, "of", "and".
    fn joined(&self, at: usize, head: bool, body: bool) -> Option<usize> {
        let mut next = at;
        let first = &self.tokens[at];
        // "Ana Ruiz von der Werft": where nouns have capitals, a particle belongs to a name behind a first name only.
        let surname = !self.words.capital_nouns || at > 0 && self.tokens[at - 1].is(Class::FIRST_NAME);
        if first.is(Class::PARTICLE) && surname {
            while self.tokens.get(next).is_some_and(|token| token.is(Class::PARTICLE) && token.gap == Gap::Space) {
                next += 1;
            }
        } else if (head && first.is(Class::OF) || body && first.is(Class::AND)) && first.gap == Gap::Space {
            next += 1;
            if self.tokens.get(next).is_some_and(|token| token.is(Class::DETERMINER) && !token.is_capital()) {
                next += 1;
            }
            // "the Ministry of Health and Ana Ruiz"
            let after = self.tokens.get(next)?;
            if first.is(Class::AND) && after.is(Class::FIRST_NAME | Class::ANY_TITLE | Class::ROLE) {
                return None;
            }
        }
        let tied = next > at && next < self.tokens.len() && self.continues(next);
        tied.then_some(next + 1)
    }

    /// Sorts one run; an organisation's abbreviation in brackets is a run of its own.
    fn take_apart(&self, run: Range<usize>, runs: &mut Vec<Run>) {
        let mut start = run.start;
        // "On Monday President Ruiz": days and months are no part of a name.
        while start < run.end && self.is_label(start) && !self.is_organisation(start..run.end) {
            if self.begins_slogan(start..run.end) {
                let (title, name) = (start..start, start..run.end);
                return runs.push(Run { kind: RunKind::Organisation, title, name, evident: false });
            }
            start += 1;
        }
        if self.tokens[start.min(run.end - 1)].is(Class::OPENER) && run.end - start > 1 && self.tokens[start].opens {
            let second = &self.tokens[start + 1];
            let asks = self.tokens[start].is(Class::FIRST_NAME_TOO) && self.is_question(start);
            let given = second.is(Class::FIRST_NAME) && !self.tokens[start].is(Class::FIRST_NAME_TOO);
            let surname_follows = !second.is(Class::ANY_TITLE | Class::ROLE) && run.end - start == 2 && !asks && !given;
            if !(self.tokens[start].is(Class::FIRST_NAME) && surname_follows) {
                start += 1;
            }
        }
        let mut end = run.end;
        // "the Living Church of God": what tied a label to the name goes with it.
        let tie = |at: usize| self.tokens[at].is(Class::OF | Class::AND) && !self.tokens[at].is_capital();
        while end > start && (self.is_label(end - 1) || end < run.end && tie(end - 1)) {
            end -= 1;
        }
        if start >= end {
            return;
        }
        let run = start..end;
        if self.is_firm(run.clone()) {
            // "Developer Foster & Lane"
            let trade = run.len() > 2 && !self.joins_firm(start + 1) && {
                let token = &self.tokens[start];
                token.is(Class::ROLE | Class::TRADE) && !token.is(Class::FIRST_NAME | Class::SURNAME_TOO)
            };
            let name = start + usize::from(trade)..end;
            runs.push(Run { kind: RunKind::Organisation, title: start..start, name, evident: false });
            return;
        }
        if self.is_nation(run.clone()) || self.is_place(run.clone()) {
            runs.push(Run { kind: RunKind::Nation, title: start..start, name: run, evident: false });
            return;
        }
        if self.is_named_place(run.clone()) {
            runs.push(Run { kind: RunKind::Nation, title: start..start, name: run, evident: false });
            return;
        }
        if self.is_town(run.clone()) {
            runs.push(Run { kind: RunKind::Nation, title: start..start, name: run, evident: false });
            return;
        }
        if self.is_document(run.clone()) {
            return;
        }
        let name = self.after_portfolio(self.after_title(run.clone()));
        if name.is_empty() {
            let kind = if self.is_organisation(run.clone()) { RunKind::Organisation } else { RunKind::Office };
            runs.push(Run { kind, title: start..start, name: run, evident: false });
            return;
        }
        // "Atlantic City Mayor Don Guardian": behind an office a first name begins a person's.
        let person = name.start > start
            && name.len() == 2
            && self.tokens[name.start - 1].is(Class::ROLE | Class::ANY_TITLE)
            && self.is_first_name(name.start);
        if !person && self.is_organisation(run.clone()) && (name.start == start || self.is_organisation(name.clone())) {
            runs.push(Run { kind: RunKind::Organisation, title: start..start, name: run, evident: false });
            return;
        }
        let name = self.without_heading(name);
        let title = start..name.start;
        let title_words = &self.tokens[title.clone()];
        let titled = title_words.iter().any(|token| token.is(Class::ANY_TITLE | Class::ROLE));
        let single = name.len() == 1 || name.len() == 2 && self.tokens[name.end - 1].is(Class::SUFFIX);
        let first = &self.tokens[name.start];
        let evident = titled
            || first.is(Class::FIRST_NAME)
            || !single && self.tokens[name.clone()].iter().any(|token| token.shape == Shape::Initial)
            || !single && self.tokens[name.end - 1].is(Class::SUFFIX);
        if !single && !evident && title.is_empty() && self.is_called_a_body(name.clone()) {
            runs.push(Run { kind: RunKind::Organisation, title, name, evident });
            return;
        }
        // "the South African": somebody from there, and nobody's name.
        let (last, named) = (&self.tokens[name.end - 1], evident || self.is_surname(name.end - 1));
        let origin = last.is(Class::DEMONYM)
            && self.tokens[name.start..name.end - 1].iter().all(|token| token.is(Class::NATION | Class::PLACE));
        if !single && !named && title.is_empty() && origin {
            runs.push(Run { kind: RunKind::Nation, title, name, evident });
            return;
        }
        let kind = if single { RunKind::Single } else { RunKind::Full };
        if kind == RunKind::Full && !evident && self.words.capital_nouns && self.is_common(name.clone()) {
            return;
        }
        runs.push(Run { kind, title, name, evident });
    }

    /// Whether words that begin like a label are what a body calls itself: "Black Lives Matter", but neither "Black Senator Ruiz" nor "in
    /// May Ana Ruiz Lund".
    fn begins_slogan(&self, run: Range<usize>) -> bool {
        let (first, rest) = (&self.tokens[run.start], &self.tokens[run.start + 1..run.end]);
        let person = Class::FIRST_NAME | Class::ANY_TITLE | Class::ROLE | Class::SUFFIX;
        let other = person | Class::NATION | Class::PLACE | Class::LABEL | Class::ORGANISATION | Class::PARTICLE;
        let colour = first.is(Class::LABEL_NAME) && !first.is(Class::FIRST_NAME | Class::FIRST_NAME_TOO);
        let plain = |token: &Token| token.shape == Shape::Capital && !token.is(other);
        colour && !first.titled && !self.is_dated(run.start) && rest.len() == 2 && rest.iter().all(plain)
    }

    /// Whether the noun before a name says that it is a body's: "the Danish newspaper Nye Havn", but not "the paper Nye Havn owns".
    fn is_called_a_body(&self, name: Range<usize>) -> bool {
        let Some(at) = name.start.checked_sub(1) else { return false };
        let (noun, last) = (&self.tokens[at], &self.tokens[name.end - 1]);
        let owned = last.gap == Gap::Space
            && self.tokens.get(name.end).is_some_and(|next| next.shape == Shape::Small)
            && at.checked_sub(1).is_some_and(|before| self.tokens[before].is(Class::DETERMINER));
        noun.is(Class::BODY)
            && noun.shape == Shape::Small
            && noun.gap == Gap::Space
            && !owned
            && !self.words.capital_nouns
    }

    /// Whether somebody bears this word as a surname, though it could be an office or a month.
    fn is_surname(&self, at: usize) -> bool {
        let word = self.tokens[at].span.of(self.plain).trim_end_matches('.');
        !self.named.is_empty() && self.named.contains(&folding::folded(word))
    }

    /// The part of a run that is left when titles, offices and nationalities before the name are taken off.
    fn after_title(&self, run: Range<usize>) -> Range<usize> {
        let tokens = self.tokens;
        let is_office = |at: usize| {
            tokens[at].is(Class::ROLE | Class::ANY_TITLE)
                && !(tokens[at].is(Class::FIRST_NAME) && at > run.start)
                && !(self.is_first_name_too(at) && at + 2 == run.end && tokens[at + 1].is(Class::SURNAME_TOO))
                && !(at + 1 == run.end && self.is_surname(at))
                // "Dr. Marten Luder King Jr."
                && !(at + 2 == run.end && tokens[at + 1].is(Class::SUFFIX))
                || at == run.start && self.is_trade(run.clone())
                // "Ranking Member Ruiz", "Board Member Ana Ruiz"
                || at > run.start
                    && at + 1 < run.end
                    && tokens[at].is(Class::UNNAMED_ONE)
                    && !tokens[at].is(Class::FIRST_NAME)
                    && !self.words.capital_nouns
                // "South Korean-born Ana Ruiz"
                || at == run.start + 1 && tokens[run.start].is(Class::NATION) && self.is_trade(at..run.end)
        };
        let mut office = run.clone().rev().skip(1).find(|at| is_office(*at));
        if is_office(run.end - 1) {
            // A name may end in a word that is also an office: "Stephen King", "Lt. Gov. Ana Bishop".
            let led =
                run.start > 0 && tokens[run.start - 1].is(Class::DETERMINER) && tokens[run.start - 1].gap == Gap::Space;
            // "Lord Justice Baker", but not "the Sergeant Major"
            let titled = || {
                tokens[run.end - 1].is(Class::SURNAME_TOO)
                    && (tokens[run.end - 2].is(Class::ANY_TITLE) || tokens[run.start].is(Class::ANY_TITLE))
                    && !led
            };
            let named = run.len() > 1
                && match office {
                    Some(at) => {
                        run.end - at == 3 && (!self.qualifies(at + 1) || self.is_first_name_too(at + 1)) || titled()
                    }
                    None => run.len() == 2 && (self.is_first_name(run.start) || self.is_first_name_too(run.start)),
                };
            if !named {
                office = Some(run.end - 1);
            }
        }
        let mut start = match office {
            Some(at) => at + 1,
            None => run.start,
        };
        if office.is_some() && start < run.end && tokens[start].is(Class::OF) {
            start += 1;
            while start < run.end && (tokens[start].is(Class::PORTFOLIO | Class::NATION) || !tokens[start].is_capital())
            {
                start += 1;
            }
            // "Secretary General of Human Rights Watch": an organisation, and nobody's name; "Head of Trade Ana Ruiz" has one.
            if start < run.end && tokens[start - 1].is(Class::OF) {
                let named = |at: &usize| {
                    self.is_first_name(*at)
                        && *at + 1 < run.end
                        && !tokens[*at + 1].is(Class::ORGANISATION | Class::BODY)
                };
                start = (start..run.end).find(named).unwrap_or(run.end);
            }
        }
        while start + 1 < run.end
            && (tokens[start].is(Class::NATION) || self.is_label(start))
            && !self.is_first_name(start)
        {
            // "South Water": a word that only two make a nation of is a part of the name.
            let two = start + 2 < run.end && self.nation(start..start + 2).is_some();
            if !two && !self.is_label(start) && self.nation(start..start + 1).is_none() {
                break;
            }
            start += 1 + usize::from(two);
        }
        // "Prime Minister Sheikh Hasina": a title that with one name behind it is a part of the name.
        if start + 1 == run.end
            && start > run.start
            && self.is_first_name_too(start - 1)
            && tokens[start - 1].is(Class::ANY_TITLE)
        {
            start -= 1;
        }
        start.min(run.end)..run.end
    }

    /// Whether a run begins with what somebody is rather than with a name: "Husband Ron", "Alderman Ana Ruiz", "Lindow-based Ole Lund".
    fn is_trade(&self, run: Range<usize>) -> bool {
        let token = &self.tokens[run.start];
        let Some(next) = self.tokens.get(run.start + 1).filter(|_| run.len() > 1) else { return false };
        if token.is(Class::FIRST_NAME) || token.gap != Gap::Space {
            return false;
        }
        if token.is(Class::TRADE) {
            return true;
        }
        // "Korean-born Monte Haines", "Nine-year-old Ana Ruiz": such a word is no name, whatever follows.
        let word = token.span.of(self.plain);
        let tells = |end: &str| end.starts_with(char::is_lowercase) && self.words.class(end).is(Class::TRADE);
        let ends = [word.rsplit_once('-'), word.split_once('-')];
        // "Second-placed Ana Ruiz"
        let ranked = |end: &str| {
            token.opens && end.len() >= RANKED && end.starts_with(char::is_lowercase) && self.words.leads_in(end)
        };
        if ends.into_iter().flatten().any(|(_, end)| tells(end) || ranked(end)) {
            return true;
        }
        if !next.is(Class::FIRST_NAME) || token.shape == Shape::Initial {
            return false;
        }
        let word = folding::folded(token.span.of(self.plain));
        if let Some((_, last)) = word.rsplit_once('-') {
            return self.words.class(last).is(Class::TRADE | Class::ROLE);
        }
        let plural = word.strip_suffix('s').is_some_and(|one| self.words.class(one).is(Class::ROLE | Class::ANY_TITLE));
        // "CEO Ana Ruiz", but not "ANA LEE RUIZ"
        let shouted = token.shape == Shape::Capitals && next.shape == Shape::Capital;
        plural || run.len() > 2 && (shouted || self.words.ends_like_trade(&word))
    }

    /// Names whose office stands before them with a department or place that has a capital too: "la ministre de la Défense Lucie
    /// Vidal", "мэр Липовска Анна Орлова".
    fn after_portfolio(&self, name: Range<usize>) -> Range<usize> {
        let tokens = self.tokens;
        if !self.words.organisations_first || name.len() < 3 || self.is_first_name(name.start) {
            return name;
        }
        let named = self.is_first_name(name.start + 1);
        let led = name.start > 0 && tokens[name.start - 1].is(Class::OF | Class::DETERMINER | Class::ROLE);
        let department = tokens[name.start].is(Class::PORTFOLIO);
        // «представитель Ватикана Маттео Ринальди»
        let first = tokens[name.start].span.of(self.plain);
        let genitive = tokens[name.start - usize::from(name.start > 0)].is(Class::ROLE)
            && self.words.cases.single(first).next().is_some();
        if led && (named || department || genitive) { name.start + 1..name.end } else { name }
    }

    /// "Storm Warning Ana Ruiz": where two or more words that are no first names come before one, the name begins there. Where nouns have
    /// capitals, one is enough: "Nachbarin Ana Ruiz".
    fn without_heading(&self, name: Range<usize>) -> Range<usize> {
        let opens = self.words.no_articles && self.tokens[name.start].opens;
        let least = if self.words.capital_nouns || opens { 1 } else { 2 };
        match name.clone().find(|at| self.is_first_name(*at)) {
            Some(first) if first >= name.start + least && first + 1 < name.end => first..name.end,
            _ => name,
        }
    }

    /// Whether capitals are common nouns, in a language that writes them so: "Weitere Informationen", "Fall Kevin".
    fn is_common(&self, name: Range<usize>) -> bool {
        let (first, last) = (&self.tokens[name.start], &self.tokens[name.end - 1]);
        let word = |token: &Token| folding::folded(token.span.of(self.plain));
        let opener = word(first);
        let inflected = first.opens && ["e", "en", "er", "es"].iter().any(|ending| opener.ends_with(ending));
        let common = |token: &Token| {
            token.class != Class::default() && !token.is(Class::PARTICLE) || self.words.ends_as_noun(&word(token))
        };
        last.is(Class::FIRST_NAME) || inflected || self.tokens[name].iter().any(common)
    }

    /// Whether the word says of what an office is: "Foreign" in "Foreign Minister".
    fn qualifies(&self, at: usize) -> bool {
        self.tokens[at].is(Class::MODIFIER
            | Class::NATION
            | Class::PORTFOLIO
            | Class::ROLE
            | Class::OF
            | Class::ORGANISATION)
    }

    /// Whether a word with a capital is no part of a name: a day, a month, a party.
    fn is_label(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let named = |at: usize| {
            let dated = self.tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Number);
            !dated && self.is_surname(at)
        };
        let first =
            |next: &Token| next.is_capital() && !next.is(Class::ANY_TITLE | Class::ROLE | Class::LABEL | Class::OPENER);
        let leads = token.is(Class::FIRST_NAME | Class::FIRST_NAME_TOO)
            && token.gap == Gap::Space
            && (self.tokens.get(at + 1).is_some_and(first) || self.leads_to_surname(at + 1))
            && !self.is_dated(at)
            && !(token.opens && self.is_question(at));
        self.is_party(at) || token.is(Class::LABEL) && !(token.is(Class::LABEL_NAME) && (leads || named(at)))
    }

    /// Whether small words of a name stand here, with the rest of it behind: "Jan de Wit", "Jan van der Lund".
    fn leads_to_surname(&self, at: usize) -> bool {
        let small =
            |token: &&Token| token.is(Class::PARTICLE) && token.shape == Shape::Small && token.gap == Gap::Space;
        let particles = self.tokens[at.min(self.tokens.len())..].iter().take_while(small).count();
        particles > 0 && self.tokens.get(at + particles).is_some_and(Token::is_capital)
    }

    /// Whether the word before makes a month of this one: "in May", "last June", "4 April".
    fn is_dated(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|at| &self.tokens[at]).filter(|before| before.gap == Gap::Space);
        before.is_some_and(|before| before.shape == Shape::Number || before.is(Class::PREPOSITION | Class::DATING))
    }

    /// A party and a state behind a name: "Ana Ruiz, D-Ohio," and "Ole Lund (R-Mich.)".
    fn is_party(&self, at: usize) -> bool {
        let behind = at > 0 && matches!(self.tokens[at - 1].gap, Gap::Comma | Gap::Mark);
        let letters = self.tokens[at].span.of(self.plain).as_bytes();
        behind && matches!(letters, [b'D' | b'R' | b'I', b'-', state, ..] if state.is_ascii_uppercase())
    }

    /// Whether the word is a first name beside what else it is: "Dean", "Will".
    fn is_first_name_too(&self, at: usize) -> bool {
        self.tokens[at].is(Class::FIRST_NAME_TOO)
    }

    fn is_first_name(&self, at: usize) -> bool {
        self.tokens[at].is(Class::FIRST_NAME)
    }

    /// A state or city, perhaps with a direction or "New" before it. "Paris Roe" is none, "Virginia Roe" neither.
    fn is_place(&self, run: Range<usize>) -> bool {
        let last = &self.tokens[run.end - 1];
        let first = &self.tokens[run.start];
        last.is(Class::PLACE) && (run.len() == 1 || run.len() == 2 && first.is(Class::NATION | Class::PLACE))
    }

    /// A place whose name ends in the word for what it is: "Kansas City". "Orson Beach" is none.
    fn is_named_place(&self, run: Range<usize>) -> bool {
        let (first, last) = (&self.tokens[run.start], run.end - 1);
        let person = first.is(Class::FIRST_NAME | Class::ANY_TITLE | Class::ROLE) && !first.is(Class::PLACE);
        run.len() > 1 && self.tokens[last].is(Class::PLACE_HEAD) && !person && !self.is_surname(last)
    }

    /// A word behind a preposition and before the state or country that it lies in: "from Lindow, Ohio,".
    fn is_town(&self, run: Range<usize>) -> bool {
        let (first, last) = (&self.tokens[run.start], &self.tokens[run.end - 1]);
        let state = |next: &Token| next.is_capital() && next.is(Class::PLACE | Class::NATION) && !next.possessive;
        let led = run.start.checked_sub(1).map(|at| &self.tokens[at]).is_some_and(|before| {
            before.is(Class::PREPOSITION) && before.shape == Shape::Small && before.gap == Gap::Space
        });
        let person = Class::FIRST_NAME | Class::ANY_TITLE | Class::ROLE | Class::ORGANISATION | Class::BRAND;
        led && run.len() == 1
            && last.gap == Gap::Comma
            && !first.is(person)
            && !self.is_surname(run.start)
            && self.tokens.get(run.end).is_some_and(state)
    }

    /// A poll, a notice, a letter with a name of its own: "Paid Notice", "Morning Consult Poll". "Ana Bill" is none.
    fn is_document(&self, run: Range<usize>) -> bool {
        let (first, last) = (&self.tokens[run.start], &self.tokens[run.end - 1]);
        let person = first.is(Class::FIRST_NAME | Class::ANY_TITLE | Class::ROLE);
        run.len() > 1
            && last.is(Class::DOCUMENT)
            && !last.is(Class::ORGANISATION | Class::FIRST_NAME)
            && !person
            && !self.words.capital_nouns
    }

    fn is_nation(&self, run: Range<usize>) -> bool {
        if !self.tokens[run.clone()].iter().all(|token| token.is(Class::NATION)) {
            return false;
        }
        self.nation(run).is_some()
    }

    /// The nation that a run of words stands for.
    fn nation(&self, run: Range<usize>) -> Option<u16> {
        let mut phrase = String::new();
        let mut folded = String::new();
        for token in &self.tokens[run] {
            folding::fold(token.span.of(self.plain).trim_end_matches('.'), &mut folded);
            if !phrase.is_empty() {
                phrase.push('_');
            }
            phrase.push_str(&folded);
        }
        self.words.nation(&phrase)
    }

    /// Whether capitals are an abbreviation: "OSCE", "KING-TV".
    fn abbreviates(&self, token: &Token) -> bool {
        (2..=6).contains(&token.span.len()) || token.span.of(self.plain).contains('-')
    }

    /// Whether a word that could be an organisation is somebody's surname here: "Lena Court", and "Court" in the same article.
    fn is_borne(&self, run: Range<usize>) -> bool {
        let (first, last) = (&self.tokens[run.start], run.end - 1);
        if !self.tokens[last].is(Class::SURNAME_TOO) {
            return false;
        }
        let led = run.start > 0 && {
            let before = &self.tokens[run.start - 1];
            before.gap == Gap::Space && before.is(Class::DETERMINER)
        };
        let full = run.len() == 2 && first.is(Class::FIRST_NAME) && !first.is(Class::PLACE | Class::NATION);
        !led && !first.possessive && (full || run.len() == 1 && self.is_surname(last))
    }

    /// Whether the words name an organisation: its head, the last word before "of", is the noun of one, or it is an abbreviation.
    fn is_organisation(&self, run: Range<usize>) -> bool {
        if self.is_borne(run.clone()) {
            return false;
        }
        let head = run
            .clone()
            .find(|at| {
                let small = *at > run.start && !self.tokens[*at].is_capital();
                small && (self.words.capital_nouns || !self.tokens[*at].is(Class::PARTICLE))
            })
            .unwrap_or(run.end);
        let head = &self.tokens[head - 1];
        if head.is(Class::ORGANISATION) && !head.is(Class::FIRST_NAME) {
            return true;
        }
        if self.words.organisations_first && run.len() > 1 && self.tokens[run.start].is(Class::ORGANISATION) {
            return true;
        }
        let last = &self.tokens[run.end - 1];
        let first = &self.tokens[run.start];
        if first.is(Class::BRAND) && !first.is(Class::FIRST_NAME) && !self.is_surname(run.start) {
            return true;
        }
        // "Team Ruiz", "PAC Priorities First"
        let second = self.tokens.get(run.start + 1).filter(|_| run.len() > 1);
        let leads = first.is(Class::ORGANISATION)
            && !first.is(Class::FIRST_NAME | Class::SURNAME_TOO | Class::ROLE)
            && (run.len() == 2 || first.shape == Shape::Capitals)
            && !self.tokens[run.clone()]
                .iter()
                .any(|token| token.is(Class::ROLE | Class::ANY_TITLE | Class::FIRST_NAME));
        if leads && second.is_some_and(Token::is_capital) {
            return true;
        }
        let abbreviation = last.shape == Shape::Capitals && !last.is(Class::ANY_TITLE | Class::ROLE);
        run.len() == 1 && abbreviation && last.running && self.abbreviates(last)
            || run.len() > 1
                && last.is(Class::ORGANISATION)
                && !self.tokens[run.start].is(Class::FIRST_NAME)
                && (!self.words.capital_nouns || self.tokens[run.clone()].iter().all(Token::is_capital))
    }
}

/// The words of a range of tokens, from the first to the last.
pub(crate) fn cover(tokens: &[Token], range: Range<usize>) -> Span {
    if range.is_empty() {
        return Span::default();
    }
    Span { start: tokens[range.start].span.start, end: tokens[range.end - 1].span.end }
}
