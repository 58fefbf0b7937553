//! Finds who was asked and gave no answer.
//!
//! 1. sentences with one of the language's phrases, outside of what somebody says;
//! 2. who was asked: the words between the last clause and the phrase, with what stands between commas behind a name;
//! 3. which of the article's people that is, if the words name nobody on whose behalf somebody else is asked.
//!
//! Words that are only a pronoun name nobody and are left out: the sentence before would have to say who it is.

use crate::languages::Language;
use crate::languages::names::Class;
use crate::languages::unanswered::{Part, Phrase};
use crate::model::person::LocalPerson;
use crate::model::statement::{Polarity, Statement};
use crate::model::unanswered::Unanswered;
use crate::reading::sentences::Sentence;
use crate::text::folding::folded;
use crate::text::source::Span;

/// Words that a gap in a phrase spans at most.
const GAP: usize = 8;
/// Words at most that name who was asked.
const ASKED: usize = 16;

/// A word of a sentence in lower case, and where it is in the text.
struct Word {
    span: Span,
    lower: String,
}

/// All of an article, in order.
pub(super) fn find(
    plain: &str,
    split: &[Sentence],
    statements: &[Statement],
    people: &[LocalPerson],
    language: &Language,
) -> Vec<Unanswered> {
    let known = &language.unanswered;
    if !known.anchors.iter().any(|anchor| memchr::memmem::find(plain.as_bytes(), anchor.as_bytes()).is_some()) {
        return Vec::new();
    }
    let said = |at: u32| {
        let holds = |span: &Span| span.start <= at && at < span.end;
        statements.iter().any(|row| row.polarity != Polarity::Declined && row.spans.iter().any(holds))
    };
    let mut found = Vec::new();
    for sentence in split.iter().map(|sentence| sentence.span) {
        let text = sentence.of(plain);
        if !known.anchors.iter().any(|anchor| text.contains(anchor.as_str())) {
            continue;
        }
        let words = words(plain, sentence);
        let Some((at, phrase)) = first_phrase(&words, language) else { continue };
        if said(words[at].span.start) {
            continue;
        }
        let subject = Span { start: sentence.start, end: words[before_phrase(&words, at, language)].span.start };
        if let Some(asked) = asked(plain, subject, language) {
            let person = person(plain, asked, people, language);
            found.push(Unanswered { how: phrase.how, asked, person, sentence });
        }
    }
    found
}

/// The words of a sentence, without the punctuation around them.
fn words(plain: &str, sentence: Span) -> Vec<Word> {
    let text = sentence.of(plain);
    let base = text.as_ptr() as usize;
    let bare = |word: &str| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let start = sentence.start as usize + (bare.as_ptr() as usize - base);
        Word { span: Span::new(start, start + bare.len()), lower: bare.to_lowercase().replace('’', "'") }
    };
    text.split_whitespace().map(bare).filter(|word| !word.lower.is_empty()).collect()
}

/// The first phrase of a sentence and the word with which it begins.
fn first_phrase<'a>(words: &[Word], language: &'a Language) -> Option<(usize, &'a Phrase)> {
    let phrases = &language.unanswered.phrases;
    (0..words.len()).find_map(|at| {
        let begins = |phrase: &&Phrase| {
            is(&phrase.parts[0], &words[at], language) && fits(&phrase.parts, &words[at..], language)
        };
        phrases.iter().find(begins).map(|phrase| (at, phrase))
    })
}

/// Whether words begin with a phrase, asides apart.
fn fits(parts: &[Part], words: &[Word], language: &Language) -> bool {
    let Some((part, rest)) = parts.split_first() else { return true };
    if *part == Part::Gap {
        return (0..=GAP.min(words.len())).any(|skipped| fits(rest, &words[skipped..], language));
    }
    let Some((word, later)) = words.split_first() else { return false };
    is(part, word, language) && fits(rest, later, language)
        || language.unanswered.asides.contains(&word.lower) && fits(parts, later, language)
}

fn is(part: &Part, word: &Word, language: &Language) -> bool {
    match part {
        Part::Word(wanted) => word.lower == *wanted,
        Part::Beginning(beginning) => word.lower.starts_with(beginning.as_str()),
        Part::Negation => language.speech.negations.contains(&word.lower) || word.lower.ends_with("n't"),
        Part::Gap => true,
    }
}

/// The first of the words before a phrase that belong to its verb: "has still".
fn before_phrase(words: &[Word], at: usize, language: &Language) -> usize {
    let belongs = |word: &Word| {
        let lists = [&language.speech.auxiliaries, &language.speech.modals, &language.unanswered.asides];
        lists.iter().any(|list| list.contains(&word.lower))
    };
    words[..at].iter().rposition(|word| !belongs(word)).map_or(0, |last| last + 1)
}

/// The words before a verb that name its subject.
fn asked(plain: &str, before: Span, language: &Language) -> Option<Span> {
    let text = before.of(plain);
    if text.contains(['"', '“', '”', '«', '»', '„']) {
        return None;
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut closed = 0;
    for (at, sign) in text.char_indices().filter(|(_, sign)| matches!(sign, ',' | ';' | ':' | '(' | '–' | '—')) {
        // "Ana Ruiz (Harbour Party)" is one name.
        if sign == '(' {
            closed = text[at..].find(')').map_or(closed, |length| at + length);
        }
        if at < closed {
            continue;
        }
        parts.push(start..at);
        start = at + sign.len_utf8();
    }
    let last = start..text.len();
    let relative = |part: &std::ops::Range<usize>| {
        text[part.clone()]
            .split_whitespace()
            .next()
            .is_some_and(|word| language.speech.relatives.contains(&word.to_lowercase()))
    };
    let range = if relative(&last) {
        parts.pop()?
    } else if !text[last.clone()].trim().is_empty() {
        last
    } else {
        // "Ana Ruiz, a spokeswoman for the port, did not"
        let aside = parts.pop()?;
        match parts.pop() {
            Some(head) if relative(&aside) => head,
            Some(head) => head.start..aside.end,
            None => aside,
        }
    };
    let range = without_conjunction(text, range, language);
    let offset = |at: usize| before.start as usize + at;
    let span = Span::new(offset(range.start), offset(range.end)).trimmed(plain);
    names_somebody(span.of(plain), language).then_some(span)
}

/// A subject without what joins its clause to the one before.
fn without_conjunction(text: &str, range: std::ops::Range<usize>, language: &Language) -> std::ops::Range<usize> {
    let speech = &language.speech;
    let mut start = range.start;
    loop {
        let rest = &text[start..range.end];
        let Some(word) = rest.split_whitespace().next() else { return start..range.end };
        let lower = word.to_lowercase();
        let joins = [&speech.conjunctions, &speech.subordinators, &language.unanswered.asides];
        if !joins.iter().any(|list| list.contains(&lower)) {
            return start..range.end;
        }
        start += rest.find(word).unwrap_or(0) + word.len();
    }
}

/// Whether the words of a subject name or describe somebody, and hold no verb of another clause.
fn names_somebody(subject: &str, language: &Language) -> bool {
    let words: Vec<&str> = subject.split_whitespace().collect();
    let class =
        |word: &str| language.people.class(&folded(word.trim_matches(|letter: char| !letter.is_alphanumeric())));
    let pronoun = |word: &str| {
        let lower = word.to_lowercase();
        class(word).is(Class::PERSONAL)
            || language.speech.subjects.contains(&lower)
            || language.speech.relatives.contains(&lower)
    };
    let subject_pronoun = |word: &str| language.speech.subjects.contains(&word.to_lowercase());
    let verb = |word: &&&str| {
        let lower = word.to_lowercase();
        language.speech.auxiliaries.contains(&lower) || language.speech.modals.contains(&lower)
    };
    let noun = |word: &&str| {
        word.trim_start_matches(|letter: char| !letter.is_alphanumeric()).starts_with(char::is_uppercase)
            || class(word).is(Class::ROLE | Class::UNNAMED | Class::UNNAMED_ONE | Class::BODY | Class::ORGANISATION)
    };
    let Some(first) = words.first().filter(|_| words.len() <= ASKED) else { return false };
    let nobody =
        if words.len() == 1 { pronoun(first) } else { class(first).is(Class::PERSONAL) && subject_pronoun(first) };
    !nobody && !words.iter().any(|word| verb(&word)) && words.iter().any(noun)
}

/// Which of an article's people some words name.
fn person(plain: &str, asked: Span, people: &[LocalPerson], language: &Language) -> Option<u32> {
    let own = |person: &LocalPerson| {
        let inside = |span: &&Span| asked.start <= span.start && span.end <= asked.end;
        person.mentions.iter().find(inside).copied()
    };
    let mut named: Vec<(Span, u32)> =
        people.iter().zip(0..).filter_map(|(person, at)| Some((own(person)?, at))).collect();
    named.sort_unstable_by_key(|(span, at)| (span.start, std::cmp::Reverse(span.end), *at));
    let (span, at) = named.into_iter().next()?;
    let before = Span { start: asked.start, end: span.start };
    let behalf =
        before.of(plain).split_whitespace().any(|word| language.unanswered.on_behalf.contains(&word.to_lowercase()));
    // "spokeswoman Ana Ruiz", not "friends supporting Ana Ruiz".
    let leads = before.of(plain).split_whitespace().next_back().is_none_or(|word| {
        let class = language.people.class(&folded(word.trim_matches(|letter: char| !letter.is_alphanumeric())));
        word.ends_with(',')
            || word.starts_with(char::is_uppercase)
            || class.is(Class::TITLE | Class::ANY_TITLE | Class::ROLE)
    });
    let rest = Span { start: span.end, end: asked.end };
    let rest = rest.of(plain);
    (leads
        && !behalf
        && (rest.is_empty() || rest.starts_with([',', ' ', '(']) && rest.trim_start().starts_with([',', '('])))
    .then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::model::article::{ArticleFile, Format};
    use crate::model::unanswered::How;
    use crate::reading::analyse;
    use crate::reading::editors::Editors;
    use crate::text::source::Source;

    /// Who was asked in a text: the words, how it went, and the person.
    fn found(language: &str, text: &str) -> Vec<(String, How, Option<String>)> {
        let source = Source::new("a.txt", format!("---\ndate: 2024-05-03\nlanguage: {language}\n---\n{text}\n"));
        let analysis = analyse(&source, &ArticleFile::new("a.txt", Format::Text), &Editors::default(), None);
        let name = |at: Option<u32>| at.map(|at| analysis.people[at as usize].name.clone());
        let plain = &analysis.body.plain;
        analysis.unanswered.iter().map(|one| (one.asked.of(plain).to_owned(), one.how, name(one.person))).collect()
    }

    #[test]
    fn who_was_asked_and_gave_no_answer_is_told_from_what_is_said() {
        let ana = || Some("Ana Ruiz".to_owned());
        let intro = "Mayor Ana Ruiz said on Monday that the bridge was safe.\n\n";
        for (text, asked, how, person) in [
            ("Ana Ruiz (Harbour Party) had no comment.", "Ana Ruiz (Harbour Party)", How::Declined, ana()),
            ("Ruiz did not immediately respond to a request for comment.", "Ruiz", How::Silent, ana()),
            ("A spokesman for Ana Ruiz declined to comment.", "A spokesman for Ana Ruiz", How::Declined, None),
            ("But Ana Ruiz, who is on leave, could not be reached on Friday.", "Ana Ruiz", How::Unreached, ana()),
            (
                "Karl Orr, a lawyer for the port, didn't return calls.",
                "Karl Orr, a lawyer for the port",
                How::Silent,
                Some("Karl Orr".to_owned()),
            ),
            (
                "Some councillors supporting Ana Ruiz declined to comment.",
                "Some councillors supporting Ana Ruiz",
                How::Declined,
                None,
            ),
            (
                "The ferry is late, and the Port Authority has not yet publicly commented.",
                "the Port Authority",
                How::Silent,
                None,
            ),
        ] {
            let all = found("en", &format!("{intro}{text}"));
            let mut expected = vec![(asked.to_owned(), how, person)];
            // Whether a body is one of the people depends on who speaks in the article.
            if all.len() == 1 && expected[0].2.is_none() && !asked.contains("for") {
                expected[0].2.clone_from(&all[0].2);
            }
            assert_eq!(all, expected, "{text}");
        }
        for text in [
            "Ruiz said that the port did not respond to requests for comment.",
            "He declined to comment.",
            "Ruiz did not respond in kind.",
            "The council returned the calls of Ana Ruiz.",
        ] {
            assert_eq!(found("en", &format!("{intro}{text}")), [], "{text}");
        }
    }

    #[test]
    fn other_languages_have_their_own_words_for_it() {
        for (language, text, asked) in [
            ("de", "Das Ministerium reagierte zunächst nicht auf eine Anfrage.", "Das Ministerium"),
            ("fr", "Le ministère n'a pas répondu à une demande de commentaire.", "Le ministère"),
            ("es", "El Ministerio no respondió de inmediato a una solicitud de comentarios.", "El Ministerio"),
            ("ru", "Министерство не ответило на запрос редакции.", "Министерство"),
        ] {
            let found: Vec<String> = found(language, text).into_iter().map(|(asked, ..)| asked).collect();
            assert_eq!(found, [asked], "{text}");
        }
    }
}
