//! Which statements an export holds: all, or those of a person, on a topic, with words, looked at by an editor.

use crate::model::archive::{Archive, ArticleId, PersonId, StatementId, StatementRow, TopicId};
use crate::model::corrections::Review;
use crate::site::search::words::{Piece, Stems, folded, pairs, pieces};
use crate::text::diagnostic::did_you_mean;
use std::collections::BTreeMap;

/// What somebody asks for. Of several wishes, all must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Statements of a person or organisation, by name, other name, or slug.
    pub person: Option<String>,
    /// Statements on a topic, by name or slug.
    pub topic: Option<String>,
    /// Statements with all of these words, in any inflection; those between quotation marks in this order.
    pub query: Option<String>,
    /// Statements that an editor checked, corrected or added.
    pub checked: bool,
}

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The statements, in the order of the archive.
    pub statements: Vec<StatementId>,
    /// The articles that they stand in, in the order of the archive; of everything, all articles.
    pub articles: Vec<ArticleId>,
    /// What was asked for, in words; `None` for everything.
    pub label: Option<String>,
    /// Whose statements they are, if somebody's were asked for.
    pub person: Option<PersonId>,
}

/// The statements of an archive that a choice means. Fails, with what to say, if there is no such person or topic.
pub fn choose(archive: &Archive, choice: &Choice) -> Result<Selection, String> {
    if *choice == Choice::default() {
        let statements = (0..archive.statements.len()).map(StatementId::from).collect();
        let articles = (0..archive.articles.len()).map(ArticleId::from).collect();
        return Ok(Selection { statements, articles, ..Selection::default() });
    }
    let person = choice.person.as_deref().map(|name| person(archive, name)).transpose()?;
    let topic = choice.topic.as_deref().map(|name| topic(archive, name)).transpose()?;
    let query = choice.query.as_deref().map(Query::new);
    if query.as_ref().is_some_and(|query| query.phrases.is_empty()) {
        return Err("there is no word in the query".to_owned());
    }
    let mut stems = BTreeMap::new();
    let mut wanted = |row: &StatementRow| {
        let by = |id| row.speaker == Some(id) || row.together.contains(&id);
        person.is_none_or(by)
            && topic.is_none_or(|id| row.topics.contains(&id))
            && (!choice.checked || row.review() != Review::Unreviewed)
            && query.as_ref().is_none_or(|query| {
                let language = &archive[row.article].language;
                query.fits(row.words.unmarked(), stems.entry(language.as_str()).or_insert_with(|| Stems::of(language)))
            })
    };
    let statements: Vec<StatementId> =
        (0..archive.statements.len()).map(StatementId::from).filter(|id| wanted(&archive[*id])).collect();
    let mut articles: Vec<ArticleId> = statements.iter().map(|id| archive[*id].article).collect();
    articles.dedup();
    let said = [
        person.map(|id| archive[id].name.clone()),
        topic.map(|id| archive[id].name.clone()),
        choice.query.clone(),
        choice.checked.then(|| "checked".to_owned()),
    ];
    let label = Some(said.into_iter().flatten().collect::<Vec<_>>().join(", "));
    Ok(Selection { statements, articles, label, person })
}

/// The one whom a name means. A surname means all who have it, whomever an article calls by it alone.
fn person(archive: &Archive, name: &str) -> Result<PersonId, String> {
    let own = archive.people.iter().map(|row| {
        let surname = row.name.split_whitespace().next_back().unwrap_or_default();
        let aliases = row.aliases.iter().map(String::as_str);
        [row.slug.as_str(), row.name.as_str(), surname].into_iter().chain(aliases).collect()
    });
    one("person", name, own.collect()).map(PersonId::from)
}

/// The topic that a name means.
fn topic(archive: &Archive, name: &str) -> Result<TopicId, String> {
    let own = archive.topics.iter().map(|row| vec![row.slug.as_str(), row.name.as_str()]);
    one("topic", name, own.collect()).map(TopicId::from)
}

/// The position of the one that a name means: by slug, else by name. Each gives its names, the slug first.
fn one(what: &str, name: &str, names: Vec<Vec<&str>>) -> Result<usize, String> {
    let wanted = plain(name);
    if let Some(at) = names.iter().position(|names| names[0] == name) {
        return Ok(at);
    }
    let fitting = |names: &&Vec<&str>| names.iter().any(|own| plain(own) == wanted);
    let found: Vec<usize> = (0..names.len()).filter(|at| fitting(&&names[*at])).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let known = names.iter().flatten().copied();
            let like = did_you_mean(name, known).map(|like| format!("; did you mean `{like}`?")).unwrap_or_default();
            Err(format!("the archive has no {what} `{name}`{like}"))
        }
        several => {
            let slugs: Vec<String> = several.iter().map(|at| format!("`{}`", names[*at][0])).collect();
            Err(format!("`{name}` can mean {}: say which", slugs.join(" or ")))
        }
    }
}

/// A name in which case, accents and punctuation do not count.
fn plain(name: &str) -> Vec<String> {
    pieces(name).map(|piece| folded(&name[piece.range()]).into_owned()).collect()
}

/// Words that are looked for.
#[derive(Debug)]
struct Query {
    /// Words that must follow each other, as written; a word outside quotation marks is one by itself.
    phrases: Vec<String>,
}

impl Query {
    fn new(query: &str) -> Query {
        let mut phrases = Vec::new();
        for (at, part) in query.split(['"', '“', '”', '„', '«', '»']).enumerate() {
            match at % 2 {
                1 if pieces(part).next().is_some() => phrases.push(part.to_owned()),
                1 => {}
                _ => phrases.extend(pieces(part).map(|piece| part[piece.range()].to_owned())),
            }
        }
        Query { phrases }
    }

    fn fits(&self, words: &str, stems: &Stems) -> bool {
        let there = stemmed(words, stems);
        self.phrases.iter().all(|phrase| {
            let phrase = stemmed(phrase, stems);
            there.windows(phrase.len()).any(|window| window == phrase)
        })
    }
}

/// The stems of a text, in order.
fn stemmed(text: &str, stems: &Stems) -> Vec<String> {
    let of = |piece: Piece| -> Vec<String> {
        match piece {
            Piece::Word(range) => vec![stems.stem(&text[range.clone()], &folded(&text[range]))],
            Piece::Run(range) => {
                let mut pairs: Vec<String> = pairs(&text[range]).collect();
                // The last character alone is no word of a phrase that ends before it.
                if pairs.len() > 1 {
                    pairs.pop();
                }
                pairs
            }
        }
    };
    pieces(text).flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::archive::PersonRow;
    use crate::model::person::{Gender, PersonKind};

    #[test]
    fn words_are_found_in_any_inflection_and_phrases_in_their_order() {
        let fits = |query: &str, words: &str| Query::new(query).fits(words, &Stems::of("en"));
        assert!(fits("bridges opening", "the bridge opens in May"));
        assert!(!fits("bridge June", "the bridge opens in May"));
        assert!(fits("“opens in” bridge", "the bridge opens in May"));
        assert!(!fits("\"in opens\"", "the bridge opens in May"));
        assert!(Query::new("… !").phrases.is_empty());
        assert!(Query::new("安全").fits("国家安全保障", &Stems::of("zh")));
    }

    fn named(slug: &str, name: &str) -> PersonRow {
        PersonRow {
            slug: slug.to_owned(),
            name: name.to_owned(),
            sort_name: name.to_owned(),
            aliases: Vec::new(),
            joined: Default::default(),
            roles: Vec::new(),
            roles_from: Default::default(),
            kind: PersonKind::Person,
            gender: Gender::Unknown,
            description: None,
            links: Vec::new(),
            listed: false,
            statements: Vec::new(),
            articles: Vec::new(),
        }
    }

    #[test]
    fn a_name_means_one_person_or_is_asked_about() {
        let called_vale = PersonRow { aliases: vec!["Vale".to_owned()], ..named("ida-vale", "Ida Vale") };
        let people = vec![
            named("ana-ruiz", "Ana Ruiz"),
            named("ana-ruiz-2", "Ana Ruiz"),
            named("ole-lund", "Ole Lünd"),
            called_vale,
            named("marc-vale", "Marc Vale"),
        ];
        let archive = Archive { people, ..Archive::default() };
        assert_eq!(person(&archive, "ole lund"), Ok(PersonId(2)));
        assert_eq!(person(&archive, "ana-ruiz"), Ok(PersonId(0)));
        assert_eq!(
            person(&archive, "Ana Ruiz"),
            Err("`Ana Ruiz` can mean `ana-ruiz` or `ana-ruiz-2`: say which".to_owned())
        );
        assert_eq!(person(&archive, "lund"), Ok(PersonId(2)));
        assert!(person(&archive, "vale").is_err_and(|said| said.contains("`ida-vale` or `marc-vale`")));
        let unknown = person(&archive, "Ole Lunds").expect_err("nobody");
        assert!(unknown.contains("did you mean"), "{unknown}");
    }
}
