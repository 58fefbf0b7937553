//! Claims: what one speaker said once, however many statements report it: headline, lede and quotation of one article, and other
//! papers on the same day.
//!
//! 1. [`content`](super::content): the telling words and the numbers of each statement, and which of them stand under a negation;
//! 2. candidates: statements of one article; statements of one speaker at most a day apart, in different articles. Statements of
//!    the same words, which are one cluster, are one claim already;
//! 3. a pair is one claim when most of what the shorter one tells stands in the longer one, and nothing speaks against it: another
//!    speaker, another standing (said, denied ...), a number or a negation that the other has otherwise;
//! 4. the closest pairs are joined first; a pair is left apart if any two members would then contradict each other.
//!
//! Weights are those of TF-IDF (Salton and Buckley 1988): words that half the archive uses say little.

use super::content::{Content, Overlap, Weights};
use crate::linking::people::by_words;
use crate::model::archive::{
    Archive, ClaimId, ClaimRow, Evidence, Relation, RelationKind, SaidOnBasis, StatementId, StatementRow,
};
use crate::model::statement::Kind;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What two statements need to be one claim.
struct Needs {
    /// Share of the lighter one's weight that the other has.
    share: f32,
    /// Telling words that both have.
    words: usize,
    /// Those of them that are no names.
    plain: usize,
}

/// A report, and the quotation that bears it out begins with the next sentence: "S said that A. “A, in S's own words,” S said."
const BORNE_OUT: Needs = Needs { share: 0.25, words: 2, plain: 1 };
/// The same if they have more words in common.
const BORNE_OUT_IN_WORDS: Needs = Needs { share: 0.2, words: 3, plain: 2 };
/// A report and a quotation soon after it.
const BORNE_OUT_LATER: Needs = Needs { share: 0.4, words: 3, plain: 2 };
/// A headline and the text below it.
const HEADLINE: Needs = Needs { share: 0.5, words: 2, plain: 1 };
/// The same if they have more words in common.
const HEADLINE_IN_WORDS: Needs = Needs { share: 0.4, words: 3, plain: 2 };
/// Two statements side by side in one article.
const BESIDE: Needs = Needs { share: 0.5, words: 3, plain: 2 };
/// Two anywhere in one article, or one of them by somebody left open.
const IN_ARTICLE: Needs = Needs { share: 0.65, words: 3, plain: 2 };
/// Two reports of one article without a quotation: what follows is mostly another point.
const NEITHER_QUOTED: Needs = Needs { share: 0.8, words: 3, plain: 2 };
/// Two quotations of one article: the second goes on, unless it repeats.
const BOTH_QUOTED: Needs = Needs { share: 0.8, words: 4, plain: 2 };
/// The share of two quotations of one article with a long run in common.
const REPEATED: f32 = 0.65;
/// Two in different articles.
const ACROSS: Needs = Needs { share: 0.7, words: 4, plain: 2 };
/// How much more is needed where each has names that the other lacks, and of two side by side, where the second has them from the first.
const OTHER_NAMES: f32 = 0.2;
const OTHER_NAMES_BESIDE: f32 = 0.1;
/// A quoted part that the other has word for word tells enough in one article, and in two: see [`Weights::fragment`].
const FRAGMENT: f32 = 0.8;
const FRAGMENT_ACROSS: f32 = 1.2;
/// So many quoted words in a row that one speaker says twice in an article need not be as rare.
const FRAGMENT_REPEATED: f32 = 0.55;
const FRAGMENT_WORDS: usize = 4;
/// The share of two statements of one article that are one claim only because both go with a third.
const INDIRECTLY: f32 = 0.35;
/// Telling words in quotation marks of which the other quotation has to have more than half, if there are so many.
const QUOTED: usize = 2;
const QUOTED_SHARE: f32 = 0.5;
/// Fewest words in a row that are worth being named as evidence.
const NAMED_RUN: usize = 4;
/// Days between two reports of one claim at most, across articles and in one.
const DAYS_ACROSS: i64 = 1;
const DAYS_IN_ARTICLE: i64 = 7;
/// Statements so few places apart are side by side.
const BESIDE_EACH_OTHER: u32 = 2;
/// Bytes at most between a report and the sentence behind it that opens with a quotation: a full stop, a blank line, a mark.
const SENTENCE_END: usize = 8;
/// A run of so many of the same words, so many of them telling and no names, shows that a report has the words of a quotation.
const RUN: usize = 4;
/// The same of two quotations, which may share a figure of speech.
const LONG_RUN: usize = 7;
const TELLING_IN_RUN: usize = 2;
/// Most statements of one speaker around one day that are compared each with each; of more, only neighbours are.
const ALL_PAIRS: usize = 64;
/// Neighbours that are compared with each statement beyond that.
const NEIGHBOURS: usize = 16;
/// Members of two claims that are compared before they are joined.
const CHECKED: usize = 8;
/// Most other reports that one statement is linked to directly.
const LINKS: usize = 6;
/// Words named as evidence.
const NAMED: usize = 5;

/// Two statements that may be reports of one utterance.
struct Pair {
    a: StatementId,
    b: StatementId,
    score: f32,
}

/// What editors say of pairs of statements, each in both orders.
pub(super) struct Decided<'a> {
    /// These are one claim.
    pub(super) one: &'a [(StatementId, StatementId)],
    /// These have nothing to do with each other.
    pub(super) apart: &'a BTreeSet<(StatementId, StatementId)>,
}

/// Fills in the claims and links their reports. Clusters must be filled in already.
pub(super) fn link(archive: &mut Archive, contents: &[Content], weights: &Weights, decided: &Decided<'_>) {
    let mut pairs: Vec<Pair> =
        candidates(archive).into_par_iter().filter_map(|(a, b)| judge(archive, contents, weights, a, b)).collect();
    pairs.par_sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut groups = Groups::apart(archive.statements.len());
    for (a, b) in clustered(archive, contents, weights) {
        groups.join(a, b, |a, b| same_words(archive, contents, weights, a, b));
    }
    for (a, b) in decided.one {
        groups.join(*a, *b, |_, _| true);
    }
    for pair in &pairs {
        groups.join(pair.a, pair.b, |a, b| {
            consistent(archive, contents, weights, a, b) && !decided.apart.contains(&(a, b))
        });
    }
    let claims = groups.of_several(archive);
    for statements in claims {
        let claim = ClaimId::from(archive.claims.len());
        for id in &statements {
            archive.statements[id.index()].claim = Some(claim);
        }
        relate(archive, contents, &statements);
        archive.claims.push(ClaimRow { statements });
    }
}

/// Pairs to look at: those of one article, and those of one speaker around one day. Ascending, each once.
fn candidates(archive: &Archive) -> Vec<(StatementId, StatementId)> {
    let mut pairs = Vec::new();
    for article in &archive.articles {
        near(&article.statement_ids().collect::<Vec<_>>(), &mut pairs, |_, _| true);
    }
    for person in &archive.people {
        let day = |id: &StatementId| archive[*id].said_on.and_then(|(when, _)| when.as_day());
        // In time order; those without a day come last and are not compared.
        let dated: Vec<StatementId> = person.statements.iter().copied().filter(|id| day(id).is_some()).collect();
        let close = |a: StatementId, b: StatementId| match (day(&a), day(&b)) {
            (Some(a), Some(b)) => (b - a).num_days().abs() <= 1,
            _ => false,
        };
        let mut start = 0;
        while start < dated.len() {
            let mut end = start + 1;
            while end < dated.len() && close(dated[end - 1], dated[end]) {
                end += 1;
            }
            near(&dated[start..end], &mut pairs, |a, b| archive[a].article != archive[b].article && close(a, b));
            start = end;
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// All pairs of a short list, and of a long one those of neighbours.
fn near(
    ids: &[StatementId],
    pairs: &mut Vec<(StatementId, StatementId)>,
    wanted: impl Fn(StatementId, StatementId) -> bool,
) {
    let reach = if ids.len() <= ALL_PAIRS { ALL_PAIRS } else { NEIGHBOURS };
    for (at, a) in ids.iter().enumerate() {
        let others = ids[at + 1..].iter().take(reach).filter(|b| wanted(*a, **b));
        pairs.extend(others.map(|b| (*a.min(b), *a.max(b))));
    }
}

/// A pair, if it is one claim by what both tell.
fn judge(archive: &Archive, contents: &[Content], weights: &Weights, a: StatementId, b: StatementId) -> Option<Pair> {
    let (left, right) = (&archive[a], &archive[b]);
    let (here, there) = (&contents[a.index()], &contents[b.index()]);
    if !compatible(archive, contents, a, b) || here.language != there.language {
        return None;
    }
    let at = Places::of(archive, a, b);
    if at.one_article && (left.extent.overlaps(right.extent) || left.nested != right.nested && !at.quoted) {
        return None;
    }
    let overlap = weights.overlap(here, there);
    let share = overlap.share;
    if quotes_the_same(weights, &at, (left, here), (right, there))
        && !(at.quoted && !at.headline && share < BOTH_QUOTED.share)
    {
        return Some(Pair { a, b, score: 1.0 + share });
    }
    // What somebody whom the words leave open said is only the same if its words are; a pronoun leaves them open to one beside.
    let open = left.speaker.or(right.speaker).is_some() && (names_nobody(left) || names_nobody(right));
    if open && !at.one_speaker {
        return None;
    }
    if quotes_other_words((left, here), (right, there)) && share < BOTH_QUOTED.share {
        return None;
    }
    let run = |least: usize| overlap.words >= TELLING_IN_RUN && here.has_run(there, least, TELLING_IN_RUN);
    let enough = at.needs().iter().any(|needs| needs.met(&overlap, &at));
    let enough = enough && (!at.quoted || at.headline || run(LONG_RUN));
    let repeated = at.one_article
        && at.one_speaker
        && !at.neither_quoted
        && match at.quoted {
            true => share >= REPEATED && run(LONG_RUN),
            false => run(RUN),
        };
    (enough || repeated).then_some(Pair { a, b, score: share })
}

/// How two statements stand to each other.
struct Places {
    one_article: bool,
    /// Both by somebody known, or one of them by a pronoun right beside.
    one_speaker: bool,
    /// Side by side in one article.
    beside: bool,
    headline: bool,
    /// Both are quotations.
    quoted: bool,
    /// Neither quotes anything.
    neither_quoted: bool,
    /// The second quotes and the first does not do so as a whole.
    quotation_later: bool,
    /// The first is a report, and the next sentence begins with the quotation that is the second.
    quotation_follows: bool,
}

impl Places {
    fn of(archive: &Archive, a: StatementId, b: StatementId) -> Places {
        let (left, right) = (&archive[a], &archive[b]);
        let one_article = left.article == right.article;
        let beside = one_article && b.0 - a.0 <= BESIDE_EACH_OTHER;
        let language = &archive[left.article].language;
        let pronoun =
            |row: &StatementRow| row.source.as_deref().is_some_and(|words| by_words::is_pronoun(words, language));
        let one_speaker = match (left.speaker, right.speaker) {
            (Some(one), Some(other)) => one == other,
            (Some(_), None) => beside && pronoun(right),
            (None, Some(_)) => beside && pronoun(left),
            (None, None) => false,
        };
        let (first, second) = (left.kind, right.kind);
        let gap = right.extent.start.saturating_sub(left.extent.end) as usize;
        Places {
            one_article,
            one_speaker,
            beside,
            headline: left.headline || right.headline,
            quoted: first == Kind::Direct && second == Kind::Direct,
            neither_quoted: first == Kind::Indirect && second == Kind::Indirect,
            quotation_later: first != Kind::Direct && second == Kind::Direct,
            quotation_follows: beside
                && first == Kind::Indirect
                && second == Kind::Direct
                && left.extent.end <= right.extent.start
                && gap <= SENTENCE_END,
        }
    }

    /// What two statements need that stand so: one of these.
    fn needs(&self) -> &'static [Needs] {
        match self.one_article {
            false => &[ACROSS],
            true if self.quoted && !self.headline => &[BOTH_QUOTED],
            true if self.headline && self.one_speaker => &[HEADLINE, HEADLINE_IN_WORDS],
            true if self.neither_quoted => &[NEITHER_QUOTED],
            true if !self.one_speaker || !self.beside => &[IN_ARTICLE],
            true if self.quotation_follows => &[BORNE_OUT, BORNE_OUT_IN_WORDS],
            true if self.quotation_later => &[BORNE_OUT_LATER],
            true => &[BESIDE],
        }
    }

    /// How much more of the weight is needed where each has names that the other lacks.
    fn other_names(&self) -> f32 {
        match self {
            // A headline says "Ruiz" and "US", the text below it "Ana Ruiz" and "the United States"; a quotation says "he".
            _ if self.one_speaker && (self.headline || self.quotation_follows) => 0.0,
            _ if self.one_speaker && self.beside => OTHER_NAMES_BESIDE,
            _ => OTHER_NAMES,
        }
    }
}

impl Needs {
    fn met(&self, overlap: &Overlap, at: &Places) -> bool {
        let share = if overlap.names_differ { self.share + at.other_names() } else { self.share };
        overlap.share >= share && overlap.words >= self.words && overlap.plain >= self.plain
    }
}

/// Whether what one of the two quotes and the other has word for word tells enough.
fn quotes_the_same(weights: &Weights, at: &Places, a: (&StatementRow, &Content), b: (&StatementRow, &Content)) -> bool {
    let least = if at.one_article { FRAGMENT } else { FRAGMENT_ACROSS };
    fragment(weights, a, b, 0) >= least
        || at.one_article && at.one_speaker && fragment(weights, a, b, FRAGMENT_WORDS) >= FRAGMENT_REPEATED
}

/// Pairs of statements of one cluster, those first that have most in common. Of a large one each is taken with those right behind it.
fn clustered(archive: &Archive, contents: &[Content], weights: &Weights) -> Vec<(StatementId, StatementId)> {
    let mut pairs = Vec::new();
    for cluster in &archive.clusters {
        near(&cluster.statements, &mut pairs, |_, _| true);
    }
    let share = |(a, b): (StatementId, StatementId)| weights.overlap(&contents[a.index()], &contents[b.index()]).share;
    let mut ranked: Vec<(f32, (StatementId, StatementId))> =
        pairs.into_iter().map(|pair| (share(pair), pair)).collect();
    ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    ranked.into_iter().map(|(_, pair)| pair).collect()
}

/// Whether two statements of one cluster report one utterance. Two that share no words are pieces of a longer one, a turn of a
/// transcript for instance; and what was said again on another day was said twice.
fn same_words(archive: &Archive, contents: &[Content], weights: &Weights, a: StatementId, b: StatementId) -> bool {
    let (left, right) = (&archive[a], &archive[b]);
    let (here, there) = (&contents[a.index()], &contents[b.index()]);
    let shared = || weights.overlap(here, there).share >= INDIRECTLY || here.has_run(there, RUN, 1);
    (!certain_day(archive, left) || !certain_day(archive, right) || days_fit(archive, left, right)) && shared()
}

/// Whether two statements can be in one claim, be it because of others that both go with.
fn consistent(archive: &Archive, contents: &[Content], weights: &Weights, a: StatementId, b: StatementId) -> bool {
    if !compatible(archive, contents, a, b) {
        return false;
    }
    let (left, right) = (&archive[a], &archive[b]);
    if judge(archive, contents, weights, a.min(b), a.max(b)).is_some() {
        return true;
    }
    let (here, there) = (&contents[a.index()], &contents[b.index()]);
    if left.article != right.article {
        return same_words(archive, contents, weights, a, b);
    }
    let quoted = left.kind == Kind::Direct && right.kind == Kind::Direct;
    !quoted && !quotes_other_words((left, here), (right, there)) && weights.overlap(here, there).share >= INDIRECTLY
}

/// Whether one of two statements quotes words most of which the other, which quotes too, has not.
fn quotes_other_words(a: (&StatementRow, &Content), b: (&StatementRow, &Content)) -> bool {
    let other_words = |one: &Content, other: &Content| {
        one.quoted_share(other).is_some_and(|(words, shared)| words >= QUOTED && shared <= QUOTED_SHARE)
    };
    match (a.0.kind, b.0.kind) {
        (Kind::Mixed, Kind::Mixed) => other_words(a.1, b.1) && other_words(b.1, a.1),
        (Kind::Mixed, Kind::Direct) => other_words(a.1, b.1),
        (Kind::Direct, Kind::Mixed) => other_words(b.1, a.1),
        _ => false,
    }
}

/// How much a part of so many words at least tells that one of the two quotes and the other has, too.
fn fragment(weights: &Weights, a: (&StatementRow, &Content), b: (&StatementRow, &Content), least: usize) -> f32 {
    let of = |(row, content): (&StatementRow, &Content), other: &Content| match row.kind {
        Kind::Indirect => 0.0,
        kind => weights.fragment(content, kind == Kind::Direct, other, least),
    };
    of(a, b.1).max(of(b, a.1))
}

/// Whether words stand for the speaker that name nobody whom the archive knows.
fn names_nobody(row: &StatementRow) -> bool {
    row.speaker.is_none() && row.source.is_some()
}

/// Whether nothing speaks against that two statements report one utterance.
fn compatible(archive: &Archive, contents: &[Content], a: StatementId, b: StatementId) -> bool {
    let (left, right) = (&archive[a], &archive[b]);
    let speakers = match (left.speaker, right.speaker) {
        (Some(one), Some(other)) => one == other,
        (None, None) => left.together == right.together && left.source == right.source,
        // Whoever the text names without our knowing them is somebody else, unless the words can mean the one who is known.
        (one, other) => {
            let open = if one.is_some() { right } else { left };
            let language = &archive[left.article].language;
            let can_be = |person| by_words::can_be(open.source.as_deref(), language, &archive[person]);
            left.article == right.article && open.together.is_empty() && one.or(other).is_some_and(can_be)
        }
    };
    speakers
        && left.words.standing() == right.words.standing()
        && days_fit(archive, left, right)
        && !contents[a.index()].contradicts(&contents[b.index()])
}

/// Whether both may have been said at one time. In one article a sentence without a day has the article's, which is only near; two
/// days that are told are one day or two.
fn days_fit(archive: &Archive, left: &StatementRow, right: &StatementRow) -> bool {
    let most = match left.article == right.article {
        true => DAYS_IN_ARTICLE,
        false if certain_day(archive, left) && certain_day(archive, right) => 0,
        false => DAYS_ACROSS,
    };
    let said = left.said_on.zip(right.said_on);
    said.is_none_or(|((one, _), (other, _))| {
        (other.start - one.end()).num_days().max((one.start - other.end()).num_days()) <= most
    })
}

/// Whether the day of a statement is told: by its sentence, by an editor, or by a transcript, which is of the day itself.
fn certain_day(archive: &Archive, row: &StatementRow) -> bool {
    let told = matches!(row.said_on, Some((_, SaidOnBasis::Sentence | SaidOnBasis::Correction)));
    told || row.said_on.is_some() && archive[row.article].transcript
}

/// Statements joined step by step; each group knows its members.
struct Groups {
    /// The group of each statement.
    of: Vec<u32>,
    members: BTreeMap<u32, Vec<StatementId>>,
}

impl Groups {
    /// Each statement by itself.
    fn apart(statements: usize) -> Groups {
        let ids = (0..statements).map(StatementId::from);
        Groups { of: ids.clone().map(|id| id.0).collect(), members: ids.map(|id| (id.0, vec![id])).collect() }
    }

    /// Joins two groups, if no two of their first members speak against it.
    fn join(&mut self, a: StatementId, b: StatementId, compatible: impl Fn(StatementId, StatementId) -> bool) {
        let (one, other) = (self.of[a.index()], self.of[b.index()]);
        if one == other {
            return;
        }
        let (into, from) = (one.min(other), one.max(other));
        let fits = self.members[&into]
            .iter()
            .take(CHECKED)
            .all(|left| self.members[&from].iter().take(CHECKED).all(|right| compatible(*left, *right)));
        if fits && let Some(moved) = self.members.remove(&from) {
            moved.iter().for_each(|id| self.of[id.index()] = into);
            self.members.entry(into).or_default().extend(moved);
        }
    }

    /// The groups of several statements, in the order of their first ones; in each the best wording first, then as in the archive.
    fn of_several(self, archive: &Archive) -> Vec<Vec<StatementId>> {
        let mut groups: Vec<Vec<StatementId>> = self.members.into_values().filter(|group| group.len() > 1).collect();
        for group in &mut groups {
            group.sort_unstable();
            let best = best(archive, group);
            group.retain(|id| *id != best);
            group.insert(0, best);
        }
        groups.sort_by_key(|group| group.iter().copied().min());
        groups
    }
}

/// The report whose words tell most: a quotation before a partial one before a report, the longer one, the first.
pub(crate) fn best(archive: &Archive, reports: &[StatementId]) -> StatementId {
    let rank = |id: &StatementId| {
        let row = &archive[*id];
        let kind = match row.kind {
            Kind::Direct => 0,
            Kind::Mixed => 1,
            Kind::Indirect => 2,
        };
        (row.headline, row.speaker.is_none(), kind, std::cmp::Reverse(row.words.unmarked().chars().count()), *id)
    };
    reports.iter().copied().min_by_key(rank).expect("a claim has reports")
}

/// Links each report to the nearest ones in other articles, unless their words link them already.
fn relate(archive: &mut Archive, contents: &[Content], statements: &[StatementId]) {
    for (at, a) in statements.iter().enumerate() {
        for b in statements[at + 1..].iter().take(LINKS) {
            let known = archive[*a].relations.iter().any(|relation| relation.to == *b);
            if known || archive[*a].article == archive[*b].article {
                continue;
            }
            let (here, there) = (&contents[a.index()], &contents[b.index()]);
            let evidence = match here.longest_run(there, NAMED_RUN) {
                Some(words) => Evidence::SameWords(words as u32),
                None => Evidence::Terms(here.shared_words(there, archive[*a].words.unmarked(), NAMED).into()),
            };
            for (from, to) in [(*a, *b), (*b, *a)] {
                let relation = Relation { to, kind: RelationKind::SameClaim, evidence: evidence.clone() };
                archive.statements[from.index()].relations.push(relation);
            }
        }
    }
}
