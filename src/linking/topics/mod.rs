//! What articles and statements are about.
//!
//! 1. [`listed`](crate::reading::terms::listed): the terms of topics.yaml, found in every article;
//! 2. front matter: the topics an article names itself; where they are listed too, they are the same topics;
//! 3. [`phrases`](crate::reading::terms::phrases) and `found`: an article with neither gets the phrases that recur across such articles, "security guarantees",
//!    "written response", and the names of places and bodies among them; `subjects`: single words that articles come back to.
//!
//! A statement is filed under those of these topics that its own words name; if they name none, under those of its article that its
//! paragraph names, and that is kept with it; if that names none either, under what the front matter of its article says.

mod found;
mod known;
mod subjects;
mod suggest;

#[cfg(test)]
mod tests;

use crate::languages;
use crate::languages::pages;
use crate::languages::words::{self, NumberMap};
use crate::linking::summary::Summary;
use crate::model::archive::{TopicId, TopicOrigin, TopicRow};
use crate::reading::editors::Editors;
use crate::text::slug;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

pub use suggest::suggest;

/// The topics of the archive and what is filed under them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assigned {
    /// The topics, by name; their articles and statements not yet filled in.
    pub topics: Vec<TopicRow>,
    /// For each summary, its topics, the most telling first.
    pub of_articles: Vec<Vec<TopicId>>,
    /// For each summary, for each of its statements, its topics.
    pub of_statements: Vec<Vec<OfStatement>>,
}

/// The topics of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfStatement {
    /// The topics.
    pub topics: Vec<TopicId>,
    /// Whether only its paragraph names them, not its own words.
    pub by_paragraph: bool,
}

/// Most topics that a statement takes from its paragraph.
const FROM_PARAGRAPH: usize = 2;
/// Most topics of an article that come from its words alone.
const FROM_WORDS: usize = 5;
/// Most topics that a statement takes over from its article.
const INHERITED: usize = 3;
/// Articles for which as many topics more are found as the settings ask for, and how often that is done at most.
const GROWTH: usize = 1000;
const MOST_GROWTH: usize = 5;

/// Statements on a topic that was found, of an archive with so many articles or more; one suffices in smaller ones.
const FEWEST_STATEMENTS: usize = 2;
const FEW_ARTICLES: usize = 12;

/// Files every article and statement under its topics. Up to `found_topics` are found in articles that name none.
pub fn assign(summaries: &[Summary], editors: &Editors, found_topics: usize) -> Assigned {
    let mut catalogue = Catalogue::listed(editors);
    let stated: Vec<Vec<usize>> = summaries.iter().map(|summary| catalogue.stated(summary)).collect();
    let bare: Vec<&Summary> = summaries
        .iter()
        .zip(&stated)
        .filter(|(summary, stated)| stated.is_empty() && summary.terms.listed.is_empty())
        .map(|(summary, _)| summary)
        .collect();
    catalogue.name_phrases();
    let limit = found_topics + (found_topics * bare.len() / GROWTH).min(found_topics * MOST_GROWTH);
    if bare.len() > 1 {
        for known in known::find(&bare, found::fewest(bare.len()), limit * 2) {
            catalogue.add_known(known);
        }
    }
    let papers = papers(summaries);
    let is_paper = |name: &str| {
        let slug = slug::slug(name);
        // "NBC South Harbour" is part of "NBC News".
        let part = slug.split_once('-').is_some_and(|(first, _)| papers.contains(&format!("{first}-news")));
        part || papers.contains(&slug)
    };
    for found in found::find(&bare, limit).into_iter().filter(|found| !is_paper(&found.name)) {
        catalogue.add_found(found);
    }
    if bare.len() > 1 {
        let subjects = subjects::find(&bare, found::fewest(bare.len()), limit);
        for subject in subjects.iter().filter(|subject| !is_paper(&subject.name)) {
            catalogue.add_subject(subject);
        }
    }
    catalogue.list_phrases();
    let filed: Vec<Filed> = summaries
        .par_iter()
        .zip(&stated)
        .map(|(summary, stated)| catalogue.without_denied(summary, catalogue.file(summary, stated)))
        .collect();
    catalogue.finish(filed)
}

/// The slugs of papers, agencies and stations: who reports is no subject.
fn papers(summaries: &[Summary]) -> BTreeSet<String> {
    let known = pages::all().iter().flat_map(|page| &page.boilerplate.outlets);
    let own = summaries.iter().filter_map(|summary| summary.article.outlet.as_ref());
    // "CBS" is "CBS News".
    let short = |slug: String| [slug.strip_suffix("-news").map(str::to_owned), Some(slug)];
    known.chain(own).flat_map(|name| short(slug::slug(name))).flatten().collect()
}

/// A topic on its way to becoming a row.
struct Draft {
    names: BTreeMap<String, u32>,
    origin: TopicOrigin,
    listed: Option<usize>,
}

/// All topics, and the ways to find them.
struct Catalogue<'a> {
    editors: &'a Editors,
    drafts: Vec<Draft>,
    by_slug: BTreeMap<String, usize>,
    by_phrase: NumberMap<u32, usize>,
    /// The topics whose words are names and need a capital.
    capital: BTreeSet<usize>,
    /// The phrases of each topic, by its position.
    phrases: Vec<Vec<u32>>,
}

/// The topics of one article and its statements, by position in the catalogue.
#[derive(Default)]
struct Filed {
    article: Vec<usize>,
    /// Each with whether only the paragraph names them.
    statements: Vec<(Vec<usize>, bool)>,
}

impl<'a> Catalogue<'a> {
    fn listed(editors: &'a Editors) -> Catalogue<'a> {
        let authorities = editors.authorities();
        let mut by_slug = BTreeMap::new();
        for (index, topic) in authorities.topics.iter().enumerate() {
            by_slug.entry(slug::slug(&topic.name)).or_insert(index);
        }
        for (index, topic) in authorities.topics.iter().enumerate() {
            for term in &topic.terms {
                by_slug.entry(slug::slug(term)).or_insert(index);
            }
        }
        let draft = |(index, topic): (usize, &crate::model::authorities::TopicEntry)| Draft {
            names: BTreeMap::from([(topic.name.clone(), 1)]),
            origin: TopicOrigin::Listed,
            listed: Some(index),
        };
        let drafts = authorities.topics.iter().enumerate().map(draft).collect();
        Catalogue {
            editors,
            drafts,
            by_slug,
            by_phrase: NumberMap::default(),
            capital: BTreeSet::new(),
            phrases: Vec::new(),
        }
    }

    /// The topics that an article's front matter names, new ones added.
    fn stated(&mut self, summary: &Summary) -> Vec<usize> {
        let mut topics = Vec::new();
        for name in &summary.article.front.topics {
            let key = slug::slug(name);
            if key.is_empty() {
                continue;
            }
            let index = *self.by_slug.entry(key).or_insert_with(|| {
                self.drafts.push(Draft { names: BTreeMap::new(), origin: TopicOrigin::FrontMatter, listed: None });
                self.drafts.len() - 1
            });
            let draft = &mut self.drafts[index];
            if draft.listed.is_none() {
                *draft.names.entry(name.trim().to_owned()).or_default() += 1;
            }
            if !topics.contains(&index) {
                topics.push(index);
            }
        }
        topics
    }

    /// The names of stated topics, so that they are found in the words of statements and of articles that state none.
    fn name_phrases(&mut self) {
        let language = languages::of(&self.editors.settings.language);
        for (index, draft) in self.drafts.iter().enumerate().filter(|(_, draft)| draft.listed.is_none()) {
            for name in draft.names.keys() {
                let stems = words::words(name, language).into_iter().map(|word| word.stem);
                self.by_phrase.entry(words::phrase(stems)).or_insert(index);
            }
        }
    }

    fn add_found(&mut self, found: found::Found) {
        let index = self.drafts.len();
        if self.by_phrase.contains_key(&found.phrase) || self.by_slug.contains_key(&slug::slug(&found.name)) {
            return;
        }
        self.by_phrase.insert(found.phrase, index);
        let names = BTreeMap::from([(found.name, 1)]);
        self.drafts.push(Draft { names, origin: TopicOrigin::Found, listed: None });
    }

    /// Adds a subject that its language knows. Words that other topics have stay theirs.
    fn add_known(&mut self, known: known::Known) {
        if self.by_slug.contains_key(&slug::slug(&known.name)) {
            return;
        }
        let index = self.drafts.len();
        for phrase in known.phrases {
            self.by_phrase.entry(phrase).or_insert(index);
        }
        if known.capital {
            self.capital.insert(index);
        }
        self.drafts.push(Draft { names: BTreeMap::from([(known.name, 1)]), origin: TopicOrigin::Found, listed: None });
    }

    /// Adds a subject of one word, unless a topic has that name.
    fn add_subject(&mut self, subject: &subjects::Subject) {
        let index = self.drafts.len();
        let name = found::capitalised(&subject.name);
        if self.by_slug.contains_key(&slug::slug(&name)) {
            return;
        }
        for stem in &subject.stems {
            self.by_phrase.entry(words::phrase([*stem])).or_insert(index);
        }
        let names = BTreeMap::from([(name, 1)]);
        self.drafts.push(Draft { names, origin: TopicOrigin::Found, listed: None });
    }

    /// Lists the phrases of each topic: what was found or stated, and the terms of topics.yaml that are no abbreviations.
    fn list_phrases(&mut self) {
        self.phrases = vec![Vec::new(); self.drafts.len()];
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted below")]
        for (phrase, topic) in &self.by_phrase {
            self.phrases[*topic].push(*phrase);
        }
        let language = languages::of(&self.editors.settings.language);
        let listed = self.editors.authorities().topics.iter();
        for (topic, entry) in listed.enumerate() {
            for term in entry.terms.iter().chain([&entry.name]) {
                let lower = term.chars().any(char::is_lowercase);
                let stems: Vec<u32> = words::words(term, language).iter().map(|word| word.stem).collect();
                if lower && !stems.is_empty() {
                    self.phrases[topic].push(words::phrase(stems));
                }
            }
        }
        self.phrases.iter_mut().for_each(|phrases| phrases.sort_unstable());
    }

    /// The topics of one article and its statements.
    fn file(&self, summary: &Summary, stated: &[usize]) -> Filed {
        let mut article = stated.to_vec();
        let weighty: Vec<usize> = stated.iter().copied().take(INHERITED).collect();
        for topic in self.by_words(summary, stated) {
            if !article.contains(&topic) {
                article.push(topic);
            }
        }
        let language = languages::of(&summary.article.language);
        let needles = self.editors.topics(language);
        let bare = stated.is_empty() && summary.terms.listed.is_empty();
        let of_statement = |statement: &crate::linking::summary::StatementSummary| {
            let words = words::words(&statement.words, language);
            let mut topics = Vec::new();
            needles.each(&statement.words, &words, |topic, _| topics.push(topic as usize));
            for first in 0..words.len() {
                for last in first..words.len().min(first + 4) {
                    if last > first && !words[last].joined {
                        break;
                    }
                    let phrase = words::phrase(words[first..=last].iter().map(|word| word.stem));
                    let found = self.by_phrase.get(&phrase);
                    // The names of single words and phrases are topics wherever they stand.
                    let fits = |topic: &&usize| words[first].capital || !self.capital.contains(*topic);
                    topics.extend(found.filter(fits).filter(|topic| bare || article.contains(topic)));
                }
            }
            topics.sort_unstable();
            topics.dedup();
            if !topics.is_empty() {
                return (topics, false);
            }
            let around = |topic: &usize| match self.phrases.get(*topic) {
                Some(phrases) => phrases.iter().any(|phrase| statement.around.binary_search(phrase).is_ok()),
                None => false,
            };
            let named: Vec<usize> = article.iter().copied().filter(around).take(FROM_PARAGRAPH).collect();
            if named.is_empty() { (weighty.clone(), false) } else { (named, true) }
        };
        let statements = summary.statements.iter().map(of_statement).collect();
        Filed { article, statements }
    }

    /// The same without the topics that an editor says the article is not about.
    fn without_denied(&self, summary: &Summary, mut filed: Filed) -> Filed {
        let denied: Vec<String> = summary.article.front.not_topics.iter().map(|name| slug::slug(name)).collect();
        if denied.is_empty() {
            return filed;
        }
        let stays = |topic: &usize| {
            let names = self.drafts[*topic].names.keys().map(|name| slug::slug(name));
            !names.into_iter().any(|name| denied.contains(&name))
                && !denied.iter().any(|name| self.by_slug.get(name) == Some(topic))
        };
        filed.article.retain(stays);
        filed.statements.iter_mut().for_each(|(topics, _)| topics.retain(stays));
        filed
    }

    /// The topics that an article's words name, the most telling first.
    fn by_words(&self, summary: &Summary, stated: &[usize]) -> Vec<usize> {
        let terms = &summary.terms;
        let mut hits: Vec<(bool, u16, usize)> =
            terms.listed.iter().map(|hit| (hit.prominent, hit.count, hit.topic as usize)).collect();
        if stated.is_empty() && hits.is_empty() {
            let strong = terms.candidates.nominees.iter().map(|it| (it.phrase, it.prominent, u16::from(it.count)));
            let single = terms.words.iter().map(|term| (words::phrase([term.stem]), false, u16::from(term.count)));
            let weak = terms.candidates.all.iter().map(|phrase| (*phrase, false, 1));
            for (phrase, prominent, count) in strong.chain(single).chain(weak) {
                let Some(topic) = self.by_phrase.get(&phrase) else { continue };
                if !hits.iter().any(|(.., other)| other == topic) {
                    hits.push((prominent, count, *topic));
                }
            }
        }
        hits.sort_by(|a, b| b.1.cmp(&a.1).then(b.0.cmp(&a.0)).then(a.2.cmp(&b.2)));
        let listed = terms.listed.len();
        hits.truncate(FROM_WORDS.max(listed));
        hits.into_iter().map(|(.., topic)| topic).collect()
    }

    /// Rows by name, without topics that nothing is filed under; everything renumbered accordingly.
    fn finish(self, filed: Vec<Filed>) -> Assigned {
        let mut counts = vec![0_usize; self.drafts.len()];
        let of_statements = filed.iter().flat_map(|filed| filed.statements.iter().flat_map(|(topics, _)| topics));
        // What an editor or an article states is kept; a topic that was found is worth a page only for what is said on it.
        let stated = |topic: &&usize| self.drafts[**topic].origin != TopicOrigin::Found;
        let of_articles = filed.iter().flat_map(|filed| filed.article.iter().filter(stated));
        for topic in of_statements.chain(of_articles) {
            counts[*topic] += 1;
        }
        let fewest = |index: usize| match self.drafts[index].origin {
            TopicOrigin::Found if filed.len() >= FEW_ARTICLES => FEWEST_STATEMENTS,
            _ => 1,
        };
        let mut used: Vec<bool> = counts.iter().enumerate().map(|(index, count)| *count >= fewest(index)).collect();
        let by_name: BTreeMap<&str, usize> = self
            .editors
            .authorities()
            .topics
            .iter()
            .enumerate()
            .map(|(index, topic)| (topic.name.as_str(), index))
            .collect();
        let broader_of = |listed: Option<usize>| {
            let name = self.editors.authorities().topics[listed?].broader.as_deref()?;
            by_name.get(name).copied()
        };
        // A broader topic has a page if one of its parts has.
        for index in 0..self.editors.authorities().topics.len() {
            let mut at = Some(index).filter(|index| used[*index]);
            while let Some(broader) = at.and_then(|index| broader_of(Some(index))) {
                at = Some(broader).filter(|broader| !std::mem::replace(&mut used[*broader], true));
            }
        }
        for (index, topic) in self.editors.authorities().topics.iter().enumerate() {
            used[index] &= !topic.hidden;
        }
        let name = |draft: &Draft| {
            let best = draft.names.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            best.map_or_else(String::new, |(name, _)| name.clone())
        };
        let mut order: Vec<(String, usize)> = self
            .drafts
            .iter()
            .enumerate()
            .filter(|(index, _)| used[*index])
            .map(|(index, draft)| (name(draft), index))
            .collect();
        order.sort_by(|a, b| a.0.to_lowercase().cmp(&b.0.to_lowercase()).then_with(|| a.cmp(b)));
        let mut ids = vec![None; self.drafts.len()];
        for (row, (_, index)) in order.iter().enumerate() {
            ids[*index] = Some(TopicId::from(row));
        }
        let slugs = slug::unique(order.iter().map(|(name, _)| name.as_str()), "topic");
        let mut topics: Vec<TopicRow> = order
            .into_iter()
            .zip(slugs)
            .map(|((name, index), slug)| TopicRow {
                slug,
                name,
                description: self.drafts[index]
                    .listed
                    .and_then(|listed| self.editors.authorities().topics[listed].description.clone()),
                broader: broader_of(self.drafts[index].listed).and_then(|broader| ids[broader]),
                narrower: Vec::new(),
                origin: self.drafts[index].origin,
                articles: Vec::new(),
                statements: Vec::new(),
            })
            .collect();
        for index in 0..topics.len() {
            if let Some(broader) = topics[index].broader {
                topics[broader.index()].narrower.push(TopicId::from(index));
            }
        }
        let renumber = |old: &[usize]| -> Vec<TopicId> { old.iter().filter_map(|index| ids[*index]).collect() };
        let of_articles = filed.iter().map(|filed| renumber(&filed.article)).collect();
        let of_statement = |(topics, by_paragraph): &(Vec<usize>, bool)| {
            let topics = renumber(topics);
            OfStatement { by_paragraph: *by_paragraph && !topics.is_empty(), topics }
        };
        let of_statements = filed.iter().map(|filed| filed.statements.iter().map(of_statement).collect()).collect();
        Assigned { topics, of_articles, of_statements }
    }
}
