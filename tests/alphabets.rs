//! One person whom articles in several languages and alphabets name: one row where the usual spellings agree, several where not.

use onrecord::model::archive::{Archive, OnePerson, PersonRow};
use onrecord::{Editors, Memory, MemoryStore, survey};

const ENGLISH: &str = "Mayor promises ferry\n\nZARECHNE, March 3, 2024. /Harbour News/. The ferry will sail again in May, Regional Governor \
Sergey Malyshev said on Sunday.\n\n\"We have found the money,\" Sergey Malyshev said. \"The ferry will sail again in May.\"\n";
const GERMAN: &str = "Gouverneur verspricht Fähre\n\nZARETSCHNE, 4. März 2024. Gouverneur Sergej Malyschew hat am Montag eine neue Fähre \
versprochen.\n\n„Das Geld ist da“, sagte Sergej Malyschew. „Im Mai fährt die Fähre wieder.“\n";
const RUSSIAN: &str = "Губернатор пообещал паром\n\nЗАРЕЧНОЕ, 5 марта 2024 года. Губернатор Сергей Малышев пообещал новый паром.\n\n\
«Деньги найдены», — сказал Сергей Малышев. «Паром снова пойдёт в мае», — добавил Малышев.\n";

fn archive(articles: &[(&str, &str)]) -> Archive {
    let files: Vec<(String, String)> =
        articles.iter().map(|(name, text)| (format!("seeds/{name}.txt"), (*text).to_owned())).collect();
    survey(&Editors::default(), &Memory::new(files), &MemoryStore::default()).archive
}

fn named<'a>(archive: &'a Archive, part: &str) -> Vec<&'a PersonRow> {
    archive
        .people
        .iter()
        .filter(|row| row.name.contains(part) || row.aliases.iter().any(|name| name.contains(part)))
        .collect()
}

#[test]
fn three_languages_tell_of_one_person() {
    let archive = archive(&[("en", ENGLISH), ("de", GERMAN), ("ru", RUSSIAN)]);
    let rows = named(&archive, "Mal");
    let [row] = rows[..] else { panic!("one row: {rows:?}") };
    assert_eq!(row.name, "Sergey Malyshev", "the name that the archive's language uses");
    let joined: Vec<(&str, OnePerson)> = row.joined.iter().map(|(name, why)| (name.as_str(), *why)).collect();
    let why = OnePerson::SameSpelling;
    assert_eq!(joined, [("Sergej Malyschew", why), ("Сергей Малышев", why)], "and why the others are here");
    assert_eq!(row.articles.len(), 3);
    assert!(row.statements.len() >= 5, "{}", row.statements.len());
}

#[test]
fn two_whom_another_alphabet_cannot_tell_apart_stay_with_nobody() {
    let other = RUSSIAN.replace("Малышев", "Зорин");
    let sorin = GERMAN.replace("Malyschew", "Sorin");
    let zorin = ENGLISH.replace("Malyshev", "Zorin");
    let both = ENGLISH.replace("Malyshev", "Sorin").replace("March 3", "March 7");
    let two = archive(&[("de", &sorin), ("ru", &other), ("en", &zorin), ("en2", &both)]);
    assert!(two.people.iter().all(|row| row.joined.is_empty()), "{:?}", two.people);
}

#[test]
fn a_first_name_or_sound_that_differs_keeps_people_apart() {
    let son = RUSSIAN.replace("Сергей", "Михаил");
    assert_eq!(named(&archive(&[("en", ENGLISH), ("ru", &son)]), "Mal").len(), 1);
    let other = RUSSIAN.replace("Малышев", "Малыхин");
    assert!(archive(&[("en", ENGLISH), ("ru", &other)]).people.iter().all(|row| row.joined.is_empty()));
}
