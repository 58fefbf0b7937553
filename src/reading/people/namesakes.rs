//! Namesakes: whom a bare surname means when several people in the article bear it.
//!
//! News style gives the surname alone to whoever was introduced with it last, or to the main figure; the others keep their first
//! names. That is followed only where it leaves no doubt:
//!
//! 1. a title decides ("Mrs. Ruiz", "Senator Ruiz");
//! 2. relatives who are introduced as such ("his wife, Ana Ruiz") do not take the surname over, unless they were just named;
//! 3. only those introduced so far count, if there is anyone;
//! 4. the one who was introduced first, and was called by it, keeps it from those who come much later, unless one of them was just named
//!    in full.
//!
//! Everything else stays open.

use super::cast::{Cast, Member, MemberList};
use super::names::{Run, RunKind};
use super::roles::Office;
use super::tokens::{Gap, Shape};
use crate::languages::names::Class;
use crate::text::folding::folded;
use crate::text::source::Span;
use smallvec::smallvec;

/// How many words back a full name counts as just given.
const RECENT: usize = 80;

/// Gives "Hector" of "Hector and Greta Lund" the surname that the two share, unless somebody else in the article is called Hector.
pub(crate) fn share(cast: &mut Cast) {
    let (plain, tokens) = (cast.plain, cast.tokens);
    let text = |at: usize| tokens[at].span.of(plain);
    for run in cast.runs.iter().filter(|run| run.kind == RunKind::Full && run.title.is_empty() && run.name.len() == 2) {
        let Some(at) = run.name.start.checked_sub(2) else { continue };
        let (one, and) = (&tokens[at], &tokens[at + 1]);
        let joined = and.is(Class::AND) && and.shape == Shape::Small && and.gap == Gap::Space && one.gap == Gap::Space;
        let alone = cast.run_ending(at + 1).is_some_and(|run| run.name.len() == 1 && run.title.is_empty());
        let firsts = one.is(Class::FIRST_NAME) && tokens[run.name.start].is(Class::FIRST_NAME);
        if !joined || !alone || !firsts || one.possessive || one.titled {
            continue;
        }
        let (first, surname) = (folded(text(at)), folded(text(run.name.end - 1)));
        if cast.has_first(&first) {
            continue;
        }
        let name = [text(at), text(run.name.end - 1)].join(" ");
        if let Some(index) = cast.preset(&name, &first, &surname) {
            cast.members[index as usize].fulls.push(at);
        }
    }
}

/// The members that the surname of `run` can mean, out of all who bear it; one where it is safe.
pub(crate) fn choose(cast: &Cast, bearers: MemberList, run: &Run) -> MemberList {
    let at = run.name.start;
    let relatives_only = bearers.iter().all(|who| cast.members[*who as usize].kin);
    if relatives_only && !bearers.iter().any(|who| introduced(cast, *who, at)) {
        // "Ruiz said ..." long before "his wife, Ana Ruiz": somebody whose first name is never given.
        return MemberList::new();
    }
    if bearers.len() < 2 {
        return bearers;
    }
    let titled = by_title(cast, &bearers, run);
    if titled.len() == 1 {
        return titled;
    }
    let so_far: MemberList = bearers.iter().copied().filter(|who| introduced(cast, *who, at)).collect();
    match so_far[..] {
        [] => return main_figure(cast, &bearers).map_or(bearers, |main| smallvec![main]),
        [_] => return so_far,
        _ => {}
    }
    let recent: MemberList = so_far.iter().copied().filter(|who| just_named(cast, *who, at)).collect();
    let main = main_figure(cast, &so_far);
    if let Some(main) = main.filter(|main| so_far.iter().all(|who| who == main || cast.members[*who as usize].kin)) {
        return smallvec![main];
    }
    match (main, &recent[..]) {
        (Some(main), []) => smallvec![main],
        (Some(main), [only]) if main == *only => recent,
        _ => so_far,
    }
}

/// Those of the bearers who hold the office in the title.
fn by_title(cast: &Cast, bearers: &[u32], run: &Run) -> MemberList {
    if !cast.tokens[run.title.clone()].iter().any(|token| token.is(Class::ROLE | Class::TITLE)) {
        return MemberList::new();
    }
    let Some(asked) = Office::read(cast.plain, cast.tokens, run.title.clone(), cast.words) else {
        return MemberList::new();
    };
    let holds =
        |who: &u32| cast.members[*who as usize].offices.iter().any(|office| office.fit(&asked, cast.words).is_some());
    bearers.iter().copied().filter(holds).collect()
}

/// Whether running text gave the full name before this token.
fn introduced(cast: &Cast, who: u32, at: usize) -> bool {
    cast.members[who as usize].fulls.first().is_some_and(|first| *first < at)
}

/// Whether the full name stands shortly before this token.
fn just_named(cast: &Cast, who: u32, at: usize) -> bool {
    let fulls = &cast.members[who as usize].fulls;
    let before = fulls.partition_point(|full| *full < at);
    before > 0 && at - fulls[before - 1] <= RECENT
}

/// Whether the bare surname meant somebody between two places: only then do readers take it for theirs.
fn known_by_surname(cast: &Cast, member: &Member, from: usize, to: usize) -> bool {
    let place = |at: usize| cast.tokens.get(at).map_or(u32::MAX, |token| token.span.start);
    let bare = |mention: &&Span| mention.start > place(from) && mention.start < place(to);
    let full = member.fulls.iter().filter(|full| **full > from && **full < to).count();
    member.person.mentions.iter().filter(bare).count() > full
}

/// The one whom the article introduced first and not as somebody's relative, when all others came clearly later.
fn main_figure(cast: &Cast, bearers: &[u32]) -> Option<u32> {
    let first = |who: u32| cast.members[who as usize].fulls.first().copied().unwrap_or(usize::MAX);
    let main = bearers.iter().copied().min_by_key(|who| first(*who))?;
    let first_main = first(main);
    let clear = |other: u32| {
        let member = &cast.members[other as usize];
        let main = &cast.members[main as usize];
        let later = first(other).saturating_sub(first_main) > RECENT && main.fulls.len() >= member.fulls.len();
        member.kin || later && known_by_surname(cast, main, first_main, first(other))
    };
    let others = bearers.iter().copied().filter(|who| *who != main);
    (!cast.members[main as usize].kin && others.clone().all(clear)).then_some(main)
}
