//! What articles and statements are about.
//!
//! 1. [`listed`](crate::reading::terms::listed): the terms of topics.yaml, found in every article;
//! 2. front matter: the topics an article names itself; where they are listed too, they are the same topics;
//! 3. [`phrases`](crate::reading::terms::phrases) and `found`: an article with neither gets the phrases that recur across such articles, "security guarantees",
//!    "written response", and the names of places and bodies among them; `subjects`: single words that articles come back to.
//!
//! A statement is filed under those of these topics that its own words name; if they name none, under what the front matter of its
//! article says.

mod found;
mod subjects;
mod suggest;

#[cfg(test)]
mod tests;

use crate::languages;
use crate::languages::words::{self, NumberMap};
use crate::linking::summary::Summary;
use crate::model::archive::{TopicId, TopicOrigin, TopicRow};
use crate::reading::editors::Editors;
use crate::text::slug;
use rayon::prelude::*;
use std::collections::BTreeMap;

pub use suggest::suggest;

/// The topics of the archive and what is filed under them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assigned {
    /// The topics, by name; their articles and statements not yet filled in.
    pub topics: Vec<TopicRow>,
    /// For each summary, its topics, the most telling first.
    pub of_articles: Vec<Vec<TopicId>>,
    /// For each summary, for each of its statements, its topics.
    pub of_statements: Vec<Vec<Vec<TopicId>>>,
}

/// Most topics of an article that come from its words alone.
const FROM_WORDS: usize = 5;
/// Most topics that a statement takes over from its article.
const INHERITED: usize = 3;
/// Articles for which as many topics more are found as the settings ask for, and how often that is done at most.
const GROWTH: usize = 1000;
const MOST_GROWTH: usize = 5;

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
    for found in found::find(&bare, limit) {
        catalogue.add_found(found);
    }
    if bare.len() > 1 {
        for subject in subjects::find(&bare, found::fewest(bare.len()), limit) {
            catalogue.add_subject(&subject);
        }
    }
    let filed: Vec<Filed> = summaries
        .par_iter()
        .zip(&stated)
        .map(|(summary, stated)| catalogue.without_denied(summary, catalogue.file(summary, stated)))
        .collect();
    catalogue.finish(filed)
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
}

/// The topics of one article and its statements, by position in the catalogue.
#[derive(Default)]
struct Filed {
    article: Vec<usize>,
    statements: Vec<Vec<usize>>,
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
        Catalogue { editors, drafts, by_slug, by_phrase: NumberMap::default() }
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
                    topics.extend(found.filter(|topic| bare || article.contains(topic)));
                }
            }
            topics.sort_unstable();
            topics.dedup();
            if topics.is_empty() { weighty.clone() } else { topics }
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
        filed.statements.iter_mut().for_each(|topics| topics.retain(stays));
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
        let mut used = vec![false; self.drafts.len()];
        for topic in filed.iter().flat_map(|filed| filed.article.iter().chain(filed.statements.iter().flatten())) {
            used[*topic] = true;
        }
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
        let of_statements =
            filed.iter().map(|filed| filed.statements.iter().map(|topics| renumber(topics)).collect()).collect();
        Assigned { topics, of_articles, of_statements }
    }
}
