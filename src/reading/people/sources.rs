//! The words that name a speaker: what kind of noun phrase they are, and who is meant by it.

use super::cast::{Cast, MAX_NAMESAKES, Mention};
use super::listed::Listed;
use super::names::{Run, RunKind};
use super::roles::{Fit, Office};
use super::tokens::{Gap, Shape, Token};
use crate::languages::names::Class;
use crate::model::person::PersonKind;
use crate::model::reason::Reason;
use crate::model::statement::Manner;
use crate::text::folding::folded;
use std::ops::Range;

/// Most words that describe somebody between a comma and the name.
const DESCRIBED: usize = 6;

/// Most holders of offices that one article is searched for.
const OFFICIALS: usize = 500;

/// How many words back a holder of an office is near.
const NEAR: usize = 60;

/// What the rules say of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resolution {
    /// One member, how the name was settled, and why.
    Resolved(u32, Manner, Reason),
    /// All of these, who speak together, and how the least sure of their names was settled.
    Joint(Vec<u32>, Manner),
    /// One of several, and no rule decides.
    Ambiguous(Vec<u32>),
    /// Nobody can be told.
    Unresolved,
}

/// Who is meant by a noun phrase that is no pronoun. `recent` is who spoke last, if that was close by.
pub(crate) fn read(cast: &mut Cast, listed: &Listed, range: Range<usize>, recent: Option<u32>) -> Resolution {
    let range = without_honours(cast, range);
    let head = head(cast, range.clone());
    let joint = is_joint(cast, head.clone());
    if joint && let Some((several, manner)) = together(cast, listed, head.clone(), recent) {
        return Resolution::Joint(several, manner);
    }
    if joint || cast.tokens[range.start].is(Class::INDEFINITE) && !names_follow(cast, &head) {
        return apposition(cast, range.clone(), head).unwrap_or_else(|| unnamed(cast, range));
    }
    let whole = whole_name(cast, &range)
        .or_else(|| closing_name(cast, &range, &head))
        .or_else(|| name_behind_portfolio(cast, &range, &head));
    let ending = cast.run_ending(head.end).filter(|run| run.name.start >= head.start);
    // "the CEO, Ana Ruiz": an office is looked at when no name stands behind it.
    if let Some(run) = whole.or(ending).filter(|run| run.kind != RunKind::Office) {
        let crowd = (head.start..run.start())
            .any(|at| cast.tokens[at].is(Class::UNNAMED) && !cast.tokens[at].is(Class::UNNAMED_ONE));
        // "die Stadt": where all nouns have capitals, one behind an article is no name.
        let noun = cast.words.capital_nouns
            && run.kind == RunKind::Single
            && run.title.is_empty()
            && run.name.start > head.start
            && cast.tokens[run.name.start - 1].is(Class::DETERMINER)
            && cast.of_single(run).is_empty();
        // "президент Армении": whose the office is, not who speaks.
        let body = run.kind == RunKind::Organisation && cast.words.no_articles;
        let of_nation = (run.kind == RunKind::Nation || body)
            && (head.start..run.start()).any(|at| cast.tokens[at].is(Class::ROLE));
        if !crowd && run.kind == RunKind::Single && is_people(cast, run, &head) {
            return unnamed(cast, range);
        }
        // «представитель Кремля»: a genitive behind an office is no name; «в Минюсте» is not the name as it is.
        if run.kind == RunKind::Single && !cast.words.cases.is_empty() && cast.of_single(run).is_empty() {
            if let Some(answer) = oblique(cast, run, &head) {
                return answer;
            }
            let word = cast.tokens[run.name.start].span.of(cast.plain);
            let of = run.start() > head.start && cast.tokens[run.start() - 1].is(Class::ROLE);
            if of && cast.words.cases.single(word).next().is_some() {
                return office(cast, listed, range, recent);
            }
            let led = run
                .start()
                .checked_sub(1)
                .is_some_and(|at| cast.tokens[at].is(Class::PREPOSITION) && cast.tokens[at].gap == Gap::Space);
            if led && cast.tokens[run.name.start].shape != Shape::Capitals {
                return unnamed(cast, range);
            }
        }
        // "Ruiz's", of a claim, is Ruiz; "Ruiz's lawyer" is not.
        if !crowd && !noun && !of_nation && (!cast.tokens[head.end - 1].possessive || head.end == range.end) {
            return named(cast, listed, run, range, recent);
        }
    }
    if let Some(answer) = apposition(cast, range.clone(), head.clone()) {
        return answer;
    }
    if cast.tokens[head.end - 1].is(Class::BODY) {
        return body(cast, range, head);
    }
    office(cast, listed, range, recent)
}

/// A phrase without the honours that close it, if a name stands before them: "the prosecutor Ana Ruiz QC".
fn without_honours(cast: &Cast, range: Range<usize>) -> Range<usize> {
    let honour = |at: &usize| cast.tokens[*at].is(Class::LABEL) && cast.tokens[*at].shape == Shape::Capitals;
    let honours = range.clone().rev().take_while(honour).count();
    let end = range.end - honours;
    let named = honours > 0 && end > range.start && cast.run_ending(end).is_some();
    if named { range.start..end } else { range }
}

/// The full name at the end of a phrase whose noun comes first: "le ministre de l'Intérieur Marc Roux", "аналитик «Банка» Анна Орлова". What
/// stands behind a preposition, or in the genitive, is of whom that noun is.
fn whole_name<'a>(cast: &Cast<'a>, range: &Range<usize>) -> Option<&'a Run> {
    if !cast.words.head_first() {
        return None;
    }
    let run = cast.run_ending(range.end).filter(|run| run.kind == RunKind::Full && run.start() > range.start)?;
    let before = &cast.tokens[run.start() - 1];
    let led = before.is(Class::PREPOSITION | Class::DETERMINER | Class::AND | Class::KIN);
    let parted = cast.tokens[range.start..run.start()].iter().any(|token| matches!(token.gap, Gap::Comma | Gap::Stop));
    let office = cast.tokens[range.start..run.start()].iter().any(|token| token.is(Class::ROLE | Class::UNNAMED_ONE));
    let name = cast.text(run.name.clone());
    let genitive = !cast.oblique && cast.words.cases.nominative(&name, cast.words).is_some();
    (office && !led && !parted && !genitive).then_some(run)
}

/// The full name with an office at the end of a phrase that begins with the name of a body: "the Council on River Affairs Director Ana
/// Ruiz", "Fight for $15 organizing director Ana Ruiz". In "the office of Senator Ana Ruiz" hers is not the whole phrase.
fn closing_name<'a>(cast: &Cast<'a>, range: &Range<usize>, head: &Range<usize>) -> Option<&'a Run> {
    let run = cast.run_ending(range.end).filter(|run| run.kind == RunKind::Full && run.start() >= head.end)?;
    let (tokens, first) = (cast.tokens, &cast.tokens[head.end - 1]);
    let body = first.is_capital() && !first.is(Class::ROLE | Class::ANY_TITLE | Class::UNNAMED | Class::SOMEBODYS_BODY);
    let between = &tokens[head.end - 1..run.name.start - 1];
    let parted = between.iter().any(|token| matches!(token.gap, Gap::Comma | Gap::Stop));
    let person = cast.run_ending(head.end).is_some_and(|run| run.kind == RunKind::Full || run.evident);
    if !body || parted || person {
        return None;
    }
    let titled = tokens[run.title.clone()].iter().any(|token| token.is(Class::ROLE));
    if titled {
        let of_office = Class::ROLE | Class::ANY_TITLE | Class::NATION | Class::MODIFIER | Class::PORTFOLIO;
        return (!tokens[run.start()].is(of_office)).then_some(run);
    }
    // What the office is of must stand between it and the preposition.
    let office = run.start() - 1;
    let small = (head.end..office).rev().take_while(|at| tokens[*at].shape == Shape::Small).last().unwrap_or(office);
    let whose = small.checked_sub(1).filter(|at| *at > head.end).map(|at| &tokens[at]);
    let led = tokens[small..office].iter().any(|token| token.is(Class::PREPOSITION | Class::DETERMINER));
    (tokens[office].is(Class::ROLE) && !led && whose.is_some_and(|token| !token.possessive)).then_some(run)
}

/// The full name behind an office and the small nouns of what it is of: "director of operations Ana Ruiz".
fn name_behind_portfolio<'a>(cast: &Cast<'a>, range: &Range<usize>, head: &Range<usize>) -> Option<&'a Run> {
    let run = cast.run_ending(range.end).filter(|run| run.kind == RunKind::Full && run.title.is_empty())?;
    let tokens = cast.tokens;
    let nouns = head.end + 1..run.start();
    let office = tokens[head.end - 1].is(Class::ROLE) && tokens.get(head.end)?.is(Class::OF);
    let portfolio = |token: &Token| token.is(Class::PORTFOLIO | Class::AND) && token.gap == Gap::Space;
    (office && !nouns.is_empty() && tokens[nouns].iter().all(portfolio)).then_some(run)
}

/// Who is meant by a single name in the genitive: somebody known by its nominative, else the only nominative that it can have.
fn oblique(cast: &mut Cast, run: &Run, head: &Range<usize>) -> Option<Resolution> {
    if !cast.oblique {
        return None;
    }
    let word = cast.tokens[run.name.start].span.of(cast.plain);
    if let [only] = cast.of_oblique(word)[..] {
        return Some(Resolution::Resolved(only, Manner::Surname, Reason::OnlyNameInflected));
    }
    let alone = run.start() == head.start;
    if !alone || cast.tokens[run.name.start].shape == Shape::Capitals {
        return None;
    }
    let name = cast.words.cases.only(word)?;
    let who = cast.introduce_single(&name);
    Some(Resolution::Resolved(who, Manner::Surname, Reason::NoFullerName))
}

/// The part of a noun phrase that ends with its head noun: up to the first comma, bracket or small preposition.
fn head(cast: &Cast, range: Range<usize>) -> Range<usize> {
    let tokens = cast.tokens;
    let mut at = range.start;
    let mut run = cast.runs.partition_point(|run| run.name.end <= at);
    while at < range.end {
        let token = &tokens[at];
        if let Some(named) = cast.runs.get(run).filter(|run| run.start() <= at) {
            at = named.name.end.min(range.end);
            run += 1;
        } else if at > range.start && token.is(Class::PREPOSITION) && token.shape == Shape::Small {
            return range.start..at;
        } else {
            at += 1;
        }
        if tokens[at - 1].gap != Gap::Space {
            break;
        }
    }
    range.start..at
}

/// Whether the head joins two: "Ruiz and Roe".
fn is_joint(cast: &Cast, head: Range<usize>) -> bool {
    let inside = |at: usize| {
        let next = cast.runs.partition_point(|run| run.name.end <= at);
        cast.runs.get(next).is_some_and(|run| run.start() <= at)
    };
    head.clone().skip(1).any(|at| at + 1 < head.end && cast.tokens[at].is(Class::AND) && !inside(at))
}

/// Whether the last word of a run says where people come from, or is a town or state, and nobody is called so.
fn is_nameless(cast: &Cast, run: &Run) -> bool {
    let last = &cast.tokens[run.name.end - 1];
    // "the County", "the Republic": a place of that kind that the article has named before, or not at all.
    let place = run.name.len() == 1 && last.is(Class::PLACE_HEAD);
    (last.is(Class::DEMONYM) || place) && cast.of_single(run).is_empty()
        || run.kind == RunKind::Nation && last.is(Class::PLACE | Class::PLACE_HEAD) && !last.is(Class::NATION)
}

/// Whether a word for somebody from a country means one person: "the Spaniard", but not "the Spanish" or "the Spaniards".
fn is_one(cast: &Cast, run: &Run) -> bool {
    let last = &cast.tokens[run.name.end - 1];
    let word = last.span.of(cast.plain);
    last.is(Class::DEMONYM) && !["s", "sh", "ch", "se"].iter().any(|ending| word.ends_with(ending))
}

/// "The Americans", "the Ruizes": a plural behind an article names no one person.
fn is_people(cast: &Cast, run: &Run, head: &Range<usize>) -> bool {
    let token = &cast.tokens[run.name.start];
    let article = run.start() > head.start && cast.tokens[run.start() - 1].is(Class::DETERMINER);
    article && token.shape == Shape::Capital && token.span.of(cast.plain).ends_with('s')
}

/// Everybody in "Ruiz and the minister", if each part leads to one of them with a name.
fn together(cast: &mut Cast, listed: &Listed, head: Range<usize>, recent: Option<u32>) -> Option<(Vec<u32>, Manner)> {
    let (mut several, mut weakest) = (Vec::new(), Manner::Full);
    let mut start = head.start;
    for at in head.start..=head.end {
        if at < head.end && !cast.tokens[at].is(Class::AND) {
            continue;
        }
        // A name that the article gives nowhere else may be half a name: "Ana and Ole Ruiz".
        let single = cast.run_ending(at).filter(|run| run.kind == RunKind::Single);
        if at == start || single.is_some_and(|run| cast.of_single(run).len() != 1) {
            return None;
        }
        match read(cast, listed, start..at, recent) {
            Resolution::Resolved(who, manner, _) if cast.members[who as usize].person.kind != PersonKind::Unnamed => {
                several.push(who);
                weakest = weakest.max(manner);
            }
            _ => return None,
        }
        start = at + 1;
    }
    let mut known = several.clone();
    known.sort_unstable();
    known.dedup();
    (known.len() == several.len() && several.len() > 1).then_some((several, weakest))
}

/// "says top diplomat": in a headline an office needs no article, and means the holder whom the text names first.
pub(crate) fn bare_office(cast: &Cast, range: Range<usize>) -> Option<Resolution> {
    if cast.tokens[range.start].is(Class::DETERMINER) || cast.run_ending(range.end).is_some() {
        return None;
    }
    let asked = Office::read(cast.plain, cast.tokens, range, cast.words)?;
    let holds = |who: &u32| {
        let offices = &cast.members[*who as usize].offices;
        offices.iter().any(|office| office.fit(&asked, cast.words) >= Some(Fit::Broader))
    };
    let everywhere = cast.mentions_in(0..u32::MAX).iter().take(OFFICIALS);
    let first = everywhere
        .filter(|mention| mention.who.len() == 1)
        .find_map(|mention| mention.who.first().filter(|who| holds(who)));
    first.map(|who| Resolution::Resolved(*who, Manner::Office, Reason::FirstHolder))
}

/// Whether an indefinite phrase goes on to a name: "a spokeswoman, Ana Ruiz," does, "another Ruiz" too.
fn names_follow(cast: &Cast, head: &Range<usize>) -> bool {
    cast.run_ending(head.end).is_some_and(|run| run.name.start >= head.start && run.kind == RunKind::Full)
}

/// A name after a comma: "the mayor, Ana Ruiz,".
fn apposition(cast: &mut Cast, range: Range<usize>, head: Range<usize>) -> Option<Resolution> {
    let mut at = range.clone().find(|at| *at >= head.end && cast.tokens[*at - 1].gap == Gap::Comma)?;
    // "her daughter, the cellist Ana Ruiz,"
    let described = |token: &Token| token.shape == Shape::Small && token.gap == Gap::Space;
    let office = Class::ROLE | Class::MODIFIER | Class::UNNAMED_ONE | Class::TRADE;
    let name = (at..range.end.min(at + DESCRIBED)).find(|at| !described(&cast.tokens[*at])).unwrap_or(at);
    let article = cast.tokens[at].is(Class::DETERMINER) && !cast.tokens[at].is(Class::INDEFINITE);
    let tells = (at..name).all(|at| cast.tokens[at].is(office));
    // "its clerk, a young man called Ole Brandt,"
    let called = name > at && cast.tokens[name - 1].is(Class::NAMING);
    if tells || called || article && (at + 1..name).all(|at| !cast.tokens[at].is(Class::PREPOSITION | Class::WHO)) {
        at = name;
    }
    let next = cast.runs.partition_point(|run| run.start() < at);
    let run = cast.runs.get(next).filter(|run| run.start() == at && run.name.end <= range.end)?;
    // "Ana Ruiz KC,"
    let honour = |at: usize| cast.tokens.get(at).is_some_and(|token| token.is(Class::LABEL) && token.gap != Gap::Space);
    let closes = run.name.end == range.end || cast.tokens[run.name.end - 1].gap != Gap::Space || honour(run.name.end);
    if !closes {
        return None;
    }
    match run.kind {
        RunKind::Full => Some(Resolution::Resolved(cast.introduce(run), Manner::Full, Reason::NamedWithOffice)),
        // "its owner, Skyhold,"
        RunKind::Single if at == range.start + head.len() => match cast.of_single(run)[..] {
            [only] => Some(Resolution::Resolved(only, Manner::Surname, Reason::NamedWithOffice)),
            _ => None,
        },
        RunKind::Organisation if run.title.is_empty() => {
            let name = cast.text(run.name.clone());
            Some(Resolution::Resolved(cast.organisation(&name), Manner::Full, Reason::NamedWithOffice))
        }
        _ => None,
    }
}

/// Whether a run of capitals has no reason to be a name, in a language where every noun has one: "Angaben", "Milliarden Euro".
fn is_noun(cast: &Cast, run: &Run) -> bool {
    let titled = !run.title.is_empty() && run.evident;
    if !cast.words.capital_nouns || titled {
        return false;
    }
    let tokens = &cast.tokens[run.name.clone()];
    let before = run.start().checked_sub(1).map(|at| &cast.tokens[at]).filter(|before| before.gap == Gap::Space);
    let determined = before.is_some_and(|before| before.is(Class::DETERMINER) || before.shape == Shape::Number);
    match run.kind {
        RunKind::Single => cast.of_single(run).is_empty(),
        RunKind::Full => !run.evident && determined,
        // "die Polizei" has no name yet, "das Landgericht" has.
        RunKind::Organisation => {
            let word = |at: usize| folded(tokens[at].span.of(cast.plain));
            let one = tokens.len() == 1 && tokens[0].shape == Shape::Capital && !cast.words.names_body(&word(0));
            // "kündigte der Konzern Einschnitte an"
            let last = tokens.len() - 1;
            // Not told apart from what a verb has behind its subject.
            let two = last > 0
                && tokens[0].is(Class::BODY)
                && tokens[last].class == Class::default()
                && tokens[last].shape == Shape::Capital
                && (word(last).ends_with("en") || word(last).ends_with('e') || cast.words.ends_as_noun(&word(last)));
            one || two
        }
        RunKind::Nation | RunKind::Office => false,
    }
}

/// Whether one word that is also the name of a body or people is the surname of somebody in the article. The name of a country is that.
fn is_bearer(cast: &Cast, run: &Run) -> bool {
    let word = &cast.tokens[run.name.start];
    let country = run.kind == RunKind::Nation && !word.is(Class::DEMONYM);
    // "Wilayat Twitter" is nobody for whom "Twitter" could stand.
    let human = |who: u32| !word.is(Class::BRAND) || cast.members[who as usize].is_human();
    !country && matches!(cast.of_single(run)[..], [who] if human(who))
}

/// Whether a run is only the noun for a body, though with a capital: "the Committee", "The Post". Some bodies have no other name.
fn is_kind_of_body(cast: &Cast, run: &Run) -> bool {
    let word = &cast.tokens[run.name.start];
    let led = run.start().checked_sub(1).is_some_and(|at| cast.tokens[at].is(Class::DETERMINER | Class::MODIFIER));
    run.name.len() == 1
        && run.title.is_empty()
        && (led || word.opens)
        && word.is(Class::ORGANISATION)
        && !word.is(Class::BRAND)
        && !cast.words.capital_nouns
        && !cast.words.is_proper_body(&folded(word.span.of(cast.plain)))
}

/// A phrase whose head is a name.
fn named(cast: &mut Cast, listed: &Listed, run: &Run, range: Range<usize>, recent: Option<u32>) -> Resolution {
    if is_noun(cast, run) {
        let body = run.kind == RunKind::Organisation && run.name.len() == 1;
        return if body { self::body(cast, range, run.name.clone()) } else { unnamed(cast, range) };
    }
    match run.kind {
        // "the Swede", "a Texan", "Florida": somebody or something without a name.
        RunKind::Nation | RunKind::Single if run.title.is_empty() && is_nameless(cast, run) => {
            let definite = range.len() == run.name.len() + 1 && cast.tokens[range.start].is(Class::DETERMINER);
            let one = definite && !cast.tokens[range.start].is(Class::INDEFINITE) && is_one(cast, run);
            if one { aged_one(cast, range, recent) } else { unnamed(cast, range) }
        }
        RunKind::Single | RunKind::Full if cast.is_only_in_headline(run) => unnamed(cast, range),
        RunKind::Single | RunKind::Full if run.start() > range.start && cast.is_articled(run) => {
            let the = usize::from(cast.has_article_in_name(run));
            let name = cast.text(run.start() - the..run.name.end);
            Resolution::Resolved(cast.organisation(&name), Manner::Full, Reason::AfterArticle)
        }
        RunKind::Full => Resolution::Resolved(cast.introduce(run), Manner::Full, Reason::Named),
        RunKind::Single => {
            let who = cast.of_single(run);
            match who[..] {
                [only] => match recent
                    .filter(|recent| *recent != only && run.title.is_empty() && cast.share_surname(*recent, only))
                {
                    Some(recent) => Resolution::Ambiguous(vec![only, recent]),
                    None => Resolution::Resolved(only, Manner::Surname, Reason::OnlyName),
                },
                [] if cast.is_body_name(run) || cast.is_national(run) => {
                    let name = cast.text(run.start()..run.name.end);
                    Resolution::Resolved(cast.organisation(&name), Manner::Full, Reason::Organisation)
                }
                // "Dad", "my honourable Friend": what somebody is to whoever speaks.
                [] if cast.is_only_relation(run) => unnamed(cast, range),
                [] => {
                    let who = cast.introduce(run);
                    cast.members[who as usize].evident = true;
                    Resolution::Resolved(who, Manner::Surname, Reason::NoFullerName)
                }
                _ => Resolution::Ambiguous(who.into_vec()),
            }
        }
        // "RUIZ:" in a transcript is no abbreviation.
        // So is "Cuban" of Mark Cuban no country.
        RunKind::Organisation | RunKind::Nation if run.name.len() == 1 && is_bearer(cast, run) => {
            Resolution::Resolved(cast.of_single(run)[0], Manner::Surname, Reason::OnlyName)
        }
        RunKind::Organisation if is_kind_of_body(cast, run) => {
            let noun = folded(cast.tokens[run.name.start].span.of(cast.plain));
            match cast.only_named_so(&noun) {
                Some(who) => Resolution::Resolved(who, Manner::Office, Reason::OnlyOfKind),
                None if cast.tokens[run.name.start].is(Class::BODY) => unnamed(cast, range),
                None => Resolution::Resolved(
                    cast.organisation(&cast.text(run.name.clone())),
                    Manner::Full,
                    Reason::Organisation,
                ),
            }
        }
        RunKind::Organisation | RunKind::Nation => {
            let name = cast.text(run.name.clone());
            Resolution::Resolved(cast.organisation(&name), Manner::Full, Reason::Organisation)
        }
        RunKind::Office => office(cast, listed, range, recent),
    }
}

/// "the ministry", "the Ruiz campaign": an organisation if it has a name, or the only one of its kind in the article.
fn body(cast: &mut Cast, range: Range<usize>, head: Range<usize>) -> Resolution {
    let mut start = head.start;
    let mut somebodys = false;
    while start + 1 < head.end && cast.tokens[start].is(Class::DETERMINER) {
        somebodys |= cast.tokens[start].is(Class::PERSONAL);
        start += 1;
    }
    // "Ruiz's office": as much a name as "his office".
    somebodys |= !cast.tokens[head.end - 1].is(Class::SOMEBODYS_BODY)
        && cast.tokens[start..head.end - 1].iter().any(|token| token.possessive);
    // Where every noun has a capital, one alone is a name only if it tells which: "die Polizei", "das Landgericht".
    let alone = cast.words.capital_nouns && start + 1 == head.end && {
        let word = folded(cast.tokens[start].span.of(cast.plain));
        cast.tokens[start].shape == Shape::Capital && !cast.words.names_body(&word)
    };
    // "den Behörden zur Verfügung", "Treffen des Rates": only a few capitals in a row are a name there.
    let loose = cast.words.capital_nouns && {
        let words = &cast.tokens[start..head.end];
        words.len() > 4 || words.iter().skip(1).any(|token| !token.is_capital())
    };
    let capital = !alone
        && !loose
        && cast.tokens[start..head.end]
            .iter()
            .any(|token| token.is_capital() && (!token.opens || cast.words.capital_nouns));
    // "Ana Ruiz's campaign" is called by her name, "the nominee's campaign" by none, nor is "the story told by four village police".
    let owner = (start..head.end - 1).rev().find(|at| cast.tokens[*at].possessive);
    let owned = owner.map(|at| cast.run_ending(at + 1).filter(|run| run.name.start >= start));
    start = owned.flatten().map_or(start, |run| run.name.start);
    let nameless = !cast.words.capital_nouns
        && !cast.words.head_first()
        && (owned == Some(None)
            || cast.tokens[start..head.end].iter().any(|token| token.is(Class::DETERMINER) && !token.is_capital()));
    if capital && !somebodys && !nameless && head.end == range.end {
        let words: Vec<&str> = cast.tokens[start..head.end]
            .iter()
            .filter(|token| !token.is(Class::ANY_TITLE))
            .map(|token| token.span.of(cast.plain))
            .collect();
        let name = words.join(" ");
        return Resolution::Resolved(cast.organisation(&name), Manner::Full, Reason::Organisation);
    }
    if let Some(name) = head_first_name(cast, start..range.end).filter(|_| !somebodys && head.end < range.end) {
        return Resolution::Resolved(cast.organisation(&name), Manner::Full, Reason::Organisation);
    }
    if !somebodys && start > head.start && start + 1 == head.end {
        let noun = cast.tokens[start].span.of(cast.plain).to_lowercase();
        if let Some(who) = cast.only_organisation(&noun) {
            return Resolution::Resolved(who, Manner::Office, Reason::OnlyOfKind);
        }
    }
    unnamed(cast, range)
}

/// The name of a body with what it is of behind it: "ministère de la Justice".
fn head_first_name(cast: &Cast, range: Range<usize>) -> Option<String> {
    let tokens = &cast.tokens[range.clone()];
    let tied = |token: &Token| {
        let elided = token.span.of(cast.plain).contains(['\'', '’']);
        token.is_capital() || token.is(Class::OF | Class::DETERMINER) || elided
    };
    let named = tokens.len() > 2 && cast.words.head_first() && tokens[1].is(Class::OF);
    let last = tokens.last().is_some_and(|token| token.is_capital() || token.span.of(cast.plain).contains(['\'', '’']));
    let plain = tokens[1..].iter().all(tied) && tokens[..tokens.len() - 1].iter().all(|token| token.gap == Gap::Space);
    let person = cast.runs.iter().any(|run| {
        run.name.start >= range.start && run.name.end <= range.end && (run.kind == RunKind::Full || run.evident)
    });
    (named && last && plain && !person).then(|| cast.text(range).into_owned())
}

/// "the Russian foreign minister": whoever the article ties to the office.
fn office(cast: &mut Cast, listed: &Listed, range: Range<usize>, recent: Option<u32>) -> Resolution {
    let first = &cast.tokens[range.start];
    let nation = first.is(Class::NATION) && first.is_capital();
    let definite = first.is(Class::DETERMINER) && !first.is(Class::INDEFINITE)
        || first.possessive
        || nation
        || cast.words.no_articles && !first.is(Class::INDEFINITE);
    if first.is(Class::DETERMINER) && !first.is(Class::INDEFINITE) && range.len() == 2 {
        let noun = &cast.tokens[range.end - 1];
        let aged = noun.span.of(cast.plain).starts_with(|letter: char| letter.is_ascii_digit());
        if aged && noun.shape != Shape::Number {
            return aged_one(cast, range, recent);
        }
    }
    let asked = Office::read(cast.plain, cast.tokens, range.clone(), cast.words);
    let Some(asked) = asked.filter(|_| definite) else { return unnamed(cast, range) };
    let stands_in = cast.words.class(asked.head()).is(Class::STAND_IN) && asked.is_plain();
    let mut holders: Vec<(Fit, u32)> = Vec::new();
    let officials = cast.members.iter().enumerate().filter(|(_, member)| !member.offices.is_empty());
    for (index, member) in officials.take(OFFICIALS) {
        if let Some(fit) = member.offices.iter().filter_map(|office| office.fit(&asked, cast.words)).max() {
            holders.push((fit, index as u32));
        }
    }
    let best = holders.iter().map(|(fit, _)| *fit).max();
    let best: Vec<u32> =
        holders.iter().filter(|(fit, _)| Some(*fit) == best).map(|(_, who)| *who).take(MAX_NAMESAKES).collect();
    let vague = holders.iter().map(|(fit, _)| *fit).max() == Some(Fit::Possible);
    match best[..] {
        [] if stands_in => aged_one(cast, range, recent),
        [] => match listed.holder(cast, &asked) {
            Some(who) => Resolution::Resolved(who, Manner::Office, Reason::ListedHolder),
            None => unnamed(cast, range),
        },
        [only] if vague && !is_at_hand(cast, only, range.start, recent) => unnamed(cast, range),
        [only] if !asked.is_specific() && !is_near(cast, only, range.start) => {
            // "the top diplomat" of the paragraph before, and another one far away.
            let holds = |who: &u32| holders.iter().any(|(fit, holder)| holder == who && *fit >= Fit::Usual);
            match recent.filter(holds) {
                Some(who) => Resolution::Resolved(who, Manner::Office, Reason::HolderSpokeLast),
                None => unnamed(cast, range),
            }
        }
        [only] => Resolution::Resolved(only, Manner::Office, Reason::OnlyHolder),
        _ => {
            let spoke = recent.filter(|who| best.contains(who));
            let who = if vague { spoke } else { nearest(cast, &best, range.start, recent) };
            who.map_or(Resolution::Ambiguous(best), |who| {
                Resolution::Resolved(who, Manner::Office, Reason::NearestHolder)
            })
        }
    }
}

/// "der 48-Jährige": the only person who was named shortly before, if nobody else spoke since.
fn aged_one(cast: &mut Cast, range: Range<usize>, recent: Option<u32>) -> Resolution {
    let person = |who: &u32| cast.members[*who as usize].is_human();
    let mut named = near(cast, range.start, NEAR).iter().filter_map(|mention| match mention.who[..] {
        [only] if person(&only) => Some(only),
        _ => None,
    });
    let Some(first) = named.next() else { return unnamed(cast, range) };
    // Who spoke last, where nobody else is named since.
    if let Some(spoke) = recent.filter(|recent| named.clone().next_back().unwrap_or(first) == *recent) {
        return Resolution::Resolved(spoke, Manner::Office, Reason::SpokeLast);
    }
    if named.all(|who| who == first) && recent.is_none_or(|recent| recent == first) {
        return Resolution::Resolved(first, Manner::Office, Reason::OnlyNamedBefore);
    }
    unnamed(cast, range)
}

/// Whether somebody spoke last, or is the last person named before token `at`.
fn is_at_hand(cast: &Cast, who: u32, at: usize, recent: Option<u32>) -> bool {
    let named = |mention: &&Mention| mention.who.first().is_some_and(|who| cast.members[*who as usize].evident);
    let last = near(cast, at, NEAR).iter().rev().find(named);
    recent == Some(who) || recent.is_none() && last.is_some_and(|mention| mention.who[..] == [who])
}

/// Whether somebody is named anywhere near token `at`.
fn is_near(cast: &Cast, who: u32, at: usize) -> bool {
    near(cast, at, 3 * NEAR).iter().any(|mention| mention.who.contains(&who))
}

/// The mentions in so many words before token `at`.
fn near<'c>(cast: &'c Cast, at: usize, words: usize) -> &'c [Mention] {
    let near = &cast.tokens[at.saturating_sub(words)..=at];
    cast.mentions_in(near[0].span.start..near[near.len() - 1].span.start)
}

/// Of several holders of an office the one who spoke last, or the only one named shortly before.
fn nearest(cast: &Cast, holders: &[u32], at: usize, recent: Option<u32>) -> Option<u32> {
    if let Some(recent) = recent.filter(|recent| holders.contains(recent)) {
        return Some(recent);
    }
    let mut named = near(cast, at, NEAR)
        .iter()
        .filter_map(|mention| mention.who.first().filter(|who| mention.who.len() == 1 && holders.contains(who)));
    let first = *named.next()?;
    named.all(|who| *who == first).then_some(first)
}

/// Somebody whom the article does not name.
pub(super) fn unnamed(cast: &mut Cast, range: Range<usize>) -> Resolution {
    let words = cast.text(range);
    Resolution::Resolved(cast.named(&words, PersonKind::Unnamed), Manner::Office, Reason::NoName)
}
