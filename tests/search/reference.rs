//! The reference: every word of every unit is looked at for every query. Slow, and plainly right.

use crate::archive::Generated;
use crate::queries::{Query, Term};
use onrecord::model::archive::{Archive, StatementRow};
use onrecord::model::corrections::Review;
use onrecord::model::reported::Standing;
use onrecord::model::statement;
use onrecord::model::when::When;
use pagefind_stem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// A word; of Chinese every character is one.
#[derive(Clone, Debug)]
struct Word {
    form: String,
    stem: String,
    start: usize,
    end: usize,
    chinese: bool,
}

/// Words between which a phrase may stand: a title, a paragraph, a piece of a statement.
type Field = Vec<Word>;

struct Unit {
    id: u64,
    fields: Vec<Field>,
    article: usize,
    kind: Kind,
}

enum Kind {
    Article,
    Note,
    Statement(usize),
}

/// The archive as lists of words.
pub(crate) struct Reference<'a> {
    archive: &'a Archive,
    articles: Vec<Unit>,
    titles: Vec<Unit>,
    notes: Vec<Unit>,
    statements: Vec<Unit>,
}

impl<'a> Reference<'a> {
    pub(crate) fn new(generated: &'a Generated) -> Reference<'a> {
        let archive = &generated.built.archive;
        let mut reference =
            Reference { archive, articles: Vec::new(), titles: Vec::new(), notes: Vec::new(), statements: Vec::new() };
        for (article, analysis) in generated.analyses().iter().enumerate() {
            let unit = |id: u64, kind: Kind, fields: Vec<Field>| Unit { id, fields, article, kind };
            let body: Vec<Field> = analysis
                .body
                .blocks
                .iter()
                .map(|block| {
                    let start = block.span.start as usize;
                    let mut words = words(block.span.of(&analysis.body.plain));
                    words.iter_mut().for_each(|word| (word.start, word.end) = (word.start + start, word.end + start));
                    words
                })
                .collect();
            for (index, statement) in analysis.statements.iter().enumerate() {
                let pieces = statement.spans.iter().flat_map(|span| {
                    let inside = |word: &&Word| span.start as usize <= word.start && word.end <= span.end as usize;
                    body.iter().map(move |field| field.iter().filter(inside).cloned().collect::<Field>())
                });
                let id = (1 << 40) + article as u64 * 65_536 + index as u64;
                let row = archive.articles[article].statements.start as usize + index;
                reference.statements.push(unit(id, Kind::Statement(row), pieces.collect()));
            }
            let title = words(&analysis.article.title);
            reference.titles.push(unit(article as u64, Kind::Article, vec![title.clone()]));
            let fields = std::iter::once(title).chain(body).collect();
            reference.articles.push(unit(article as u64, Kind::Article, fields));
        }
        for (index, row) in archive.notes.iter().enumerate() {
            let id = (archive.articles.len() + index) as u64;
            let fields = vec![words(&row.note.body)];
            reference.notes.push(Unit { id, fields, article: row.article.index(), kind: Kind::Note });
        }
        reference
    }

    /// The units that a query means, by number.
    pub(crate) fn units(&self, query: &Query) -> Vec<u64> {
        let (articles, notes) = (self.articles.iter(), self.notes.iter());
        let all: Vec<&Unit> = match query.scope() {
            "statements" => self.statements.iter().collect(),
            "titles" => self.titles.iter().collect(),
            "notes" => notes.collect(),
            "articles" => articles.collect(),
            _ => articles.chain(notes).chain(self.statements.iter()).collect(),
        };
        let holds = |unit: &Unit| {
            let clauses = query.clauses.iter();
            clauses.into_iter().all(|clause| clause.terms.iter().any(|term| self.has(unit, term)) != clause.not)
        };
        all.into_iter().filter(|unit| holds(unit)).map(|unit| unit.id).collect()
    }

    fn has(&self, unit: &Unit, term: &Term) -> bool {
        let article = &self.archive.articles[unit.article];
        match term {
            Term::Word(text) => match &words(text)[..] {
                [word] if !word.chinese => {
                    unit.fields.iter().flatten().any(|other| other.form == word.form || other.stem == word.stem)
                }
                phrase => has_phrase(unit, phrase),
            },
            Term::Phrase(text) => has_phrase(unit, &words(text)),
            Term::Prefix(text) => {
                unit.fields.iter().flatten().any(|word| !word.chinese && word.form.starts_with(text.as_str()))
            }
            Term::By(name) => {
                let by = |row: &StatementRow| {
                    row.speaker.is_some_and(|speaker| {
                        let person = &self.archive[speaker];
                        let names = std::iter::once(&person.slug).chain([&person.name]).chain(&person.aliases);
                        names.into_iter().any(|known| named(known, name))
                    })
                };
                match unit.kind {
                    Kind::Statement(row) => by(&self.archive.statements[row]),
                    Kind::Article => article.statement_ids().any(|id| by(&self.archive[id])),
                    Kind::Note => false,
                }
            }
            Term::About(name) => {
                let topics = match unit.kind {
                    Kind::Statement(row) => &self.archive.statements[row].topics,
                    _ => &article.topics,
                };
                topics.iter().any(|id| named(&self.archive[*id].name, name) || named(&self.archive[*id].slug, name))
            }
            Term::Outlet(name) => article.outlet.is_some_and(|id| named(&self.archive[id].name, name)),
            Term::Is(what) => {
                let is = |row: &StatementRow| {
                    let (kind, standing) = (row.kind, row.words.standing());
                    match *what {
                        "quoted" => kind == statement::Kind::Direct,
                        "reported" => kind == statement::Kind::Indirect,
                        "partly-quoted" => kind == statement::Kind::Mixed,
                        "denied" => standing == Standing::Denied,
                        "declined" => matches!(standing, Standing::Declined | Standing::DeclinedToDeny),
                        "to-come" => matches!(standing, Standing::ToCome | Standing::DenialToCome),
                        "checked" => row.review() != Review::Unreviewed,
                        other => other == "corrected" && matches!(row.review(), Review::Corrected | Review::Added),
                    }
                };
                match unit.kind {
                    Kind::Statement(row) => is(&self.archive.statements[row]),
                    Kind::Article => article.statement_ids().any(|id| is(&self.archive[id])),
                    Kind::Note => false,
                }
            }
            Term::On(date) => self.when(unit).is_some_and(|when| after(when, date) && before(when, date)),
            Term::From(date) => self.when(unit).is_some_and(|when| after(when, date)),
            Term::To(date) => self.when(unit).is_some_and(|when| before(when, date)),
        }
    }

    fn when(&self, unit: &Unit) -> Option<When> {
        match unit.kind {
            Kind::Statement(row) => self.archive.statements[row].said_on.map(|(when, _)| when),
            _ => self.archive.articles[unit.article].when(),
        }
    }
}

fn after(when: When, date: &str) -> bool {
    when.start >= When::parse(date).expect("queries have good dates").start
}

fn before(when: When, date: &str) -> bool {
    when.end() <= When::parse(date).expect("queries have good dates").end()
}

/// Whether a name has all words of another.
fn named(known: &str, name: &str) -> bool {
    let known = words(known);
    words(name).iter().all(|word| known.iter().any(|other| other.form == word.form))
}

fn has_phrase(unit: &Unit, phrase: &[Word]) -> bool {
    // Chinese words must touch where those of the phrase do: a space between them is a word's end.
    let fits = |words: &[Word]| {
        words.iter().zip(phrase).all(|(word, wanted)| word.form == wanted.form)
            && (1..words.len()).all(|at| {
                let both_chinese = words[at - 1].chinese && words[at].chinese;
                !both_chinese || (words[at - 1].end == words[at].start) == (phrase[at - 1].end == phrase[at].start)
            })
    };
    !phrase.is_empty() && unit.fields.iter().any(|field| field.windows(phrase.len()).any(fits))
}

/// Whether a character joins what stands on both sides of it: a soft hyphen, the stops of "U.S.", the mark of "3,500".
fn joins(letters: &[(usize, char)], at: usize) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| letters.get(at)).map_or(' ', |(_, letter)| *letter);
    let word = |at: Option<usize>| letter(at).is_alphanumeric();
    let [before, after] = [at.checked_sub(1), at.checked_add(1)];
    let initial = letter(before).is_alphabetic() && !word(at.checked_sub(2)) && letter(after).is_alphabetic();
    let digits = letters[..at].iter().rev().take_while(|(_, letter)| letter.is_ascii_digit()).count();
    let group = letters[at + 1..].iter().take_while(|(_, letter)| letter.is_ascii_digit()).count();
    match letters[at].1 {
        '\u{ad}' => word(after),
        '.' if initial => !word(at.checked_add(2)),
        '.' | ',' | '\'' | '’' => {
            (1..=3).contains(&digits) && group == 3 && !word(at.checked_sub(digits + 1)) && !word(Some(at + 4))
        }
        _ => false,
    }
}

fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut words = Vec::new();
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < letters.len() {
        let (start, letter) = letters[at];
        let chinese = ('\u{4e00}'..='\u{9fff}').contains(&letter);
        let mut end = at + 1;
        if !letter.is_alphanumeric() {
            at += 1;
            continue;
        }
        while !chinese
            && end < letters.len()
            && (letters[end].1.is_alphanumeric() || joins(&letters, end))
            && !('\u{4e00}'..='\u{9fff}').contains(&letters[end].1)
        {
            end += 1;
        }
        let stop = letters.get(end).map_or(text.len(), |(at, _)| *at);
        let lower = text[start..stop].to_lowercase();
        let plain = lower.nfd().filter(|letter| letter.is_alphanumeric());
        let form: String = plain.collect();
        words.push(Word { stem: stemmer.stem(&form).into_owned(), form, start, end: stop, chinese });
        let rest: Vec<char> = letters[end..].iter().take(3).map(|(_, letter)| *letter).collect();
        let possessive = matches!(rest[..], ['\'' | '’', 's' | 'S'])
            || matches!(rest[..], ['\'' | '’', 's' | 'S', next] if !next.is_alphanumeric());
        at = if possessive && !chinese { end + 2 } else { end };
    }
    words
}
