//! A generated archive: invented people, places and outlets, a small vocabulary, so that words meet often.

use onrecord::model::article::Analysis;
use onrecord::{Built, Input, Memory, MemoryStore, Output, Problems, Templates, World, analyse, build};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Numbers that look random and are always the same.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }

    pub(crate) fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

pub(crate) const WORDS: &[&str] = &[
    "bridge",
    "bridges",
    "Bridge’s",
    "harbour",
    "harbours",
    "guarantee",
    "guarantees",
    "guaranteed",
    "negotiate",
    "negotiation",
    "negotiations",
    "negotiating",
    "tax",
    "taxes",
    "taxed",
    "school",
    "schools",
    "café",
    "cafés",
    "Élysée",
    "naïve",
    "the",
    "of",
    "a",
    "in",
    "on",
    "and",
    "to",
    "vote",
    "votes",
    "voting",
    "ferry",
    "ferries",
    "river",
    "U.S.",
    "US",
    "e.g.",
    "3.5",
    "3,500",
    "3500",
    "1’250’000",
    "har\u{ad}bour",
    "2019",
    "co-operate",
    "cooperation",
    "O'Neill",
    "don't",
    "BUDGET",
    "budgets",
    "港口",
    "安全保障",
    "保障",
    "全",
    "news",
];
pub(crate) const SPEAKERS: &[&str] = &["Ana Ruiz", "Omar Haddad", "Ingrid Solberg", "Ana Keller"];
pub(crate) const OUTLETS: &[&str] = &["The Harbour Ledger", "Quay Times", "Inland Post"];
pub(crate) const TOPICS: &[&str] = &["Bridges", "Harbour tax", "Schools"];

/// The archive and what it was made from.
pub(crate) struct Generated {
    pub(crate) input: Input,
    pub(crate) built: Built,
    world: Memory,
    files: BTreeMap<String, Vec<u8>>,
}

/// The files of a site, in memory.
#[derive(Default)]
pub(crate) struct Files(Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for Files {
    fn write(&self, path: &str, contents: &[u8]) -> std::io::Result<()> {
        self.0.lock().expect("no thread panicked").insert(path.to_owned(), contents.to_vec());
        Ok(())
    }
}

impl Files {
    pub(crate) fn into_map(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().expect("no thread panicked")
    }
}

impl Generated {
    pub(crate) fn new(articles: usize, seed: u64) -> Generated {
        let mut dice = Dice::new(seed);
        let mut sources = Vec::new();
        for number in 0..articles {
            let (text, quoted) = article(&mut dice);
            sources.push((format!("seeds/{number:03}.md"), text));
            // An editor looked at some statements. Where the same words stand twice, the entry decides nothing.
            let decisions: String = quoted
                .iter()
                .filter_map(|words| {
                    let decision = ["checked: true", "polarity: denied", "kind: partly quoted"].get(dice.below(9))?;
                    Some(format!("- statement: {}\n  {decision}\n", serde_json::json!(words)))
                })
                .collect();
            sources.push((format!("seeds/{number:03}.corrections.yaml"), decisions));
            if dice.chance(10) {
                let body = words(&mut dice, 12);
                sources
                    .push((format!("seeds/{number:03}.notes.yaml"), format!("- note: \"{body}\"\n  kind: context\n")));
            }
        }
        let world = Memory::new(sources);
        let templates = Templates::new(Vec::new(), &mut Problems::default());
        let input = Input { templates, ..Input::default() };
        let files = Files::default();
        let built = build(&input, &world, &MemoryStore::default(), &files).expect("memory does not fail");
        Generated { input, built, world, files: files.into_map() }
    }

    /// What is known of each article, in the order of the archive.
    pub(crate) fn analyses(&self) -> Vec<Analysis> {
        let rows = &self.built.archive.articles;
        let one = |file: usize| {
            let source = self.world.read(file, &mut Problems::default()).expect("it is in memory");
            analyse(&source, &self.world.files()[file], &self.input.editors, None)
        };
        rows.iter().map(|row| one(row.file as usize)).collect()
    }

    /// The index in a folder.
    pub(crate) fn write(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder can be made");
        std::fs::create_dir(folder.path().join("search")).expect("writable");
        for (path, bytes) in self.files.iter().filter(|(path, _)| path.starts_with("search/")) {
            std::fs::write(folder.path().join(path), bytes).expect("writable");
        }
        folder
    }
}

fn words(dice: &mut Dice, count: usize) -> String {
    let mut text = String::new();
    for at in 0..1 + dice.below(count) {
        if at > 0 {
            text.push_str(dice.of(&[" ", " ", " ", " ", ", ", " – ", "\n"]));
        }
        text.push_str(dice.of(WORDS));
    }
    text
}

/// An article, and what it quotes.
fn article(dice: &mut Dice) -> (String, Vec<String>) {
    let title = words(dice, 5).replace('\n', " ");
    let mut text = format!("---\nlanguage: en\ntitle: \"{title}\"\noutlet: \"{}\"\n", dice.of(OUTLETS));
    if dice.chance(90) {
        text.push_str(&format!("date: {}-{:02}-{:02}\n", 2019 + dice.below(3), 1 + dice.below(12), 1 + dice.below(28)));
    }
    text.push_str(&format!("topics: [\"{}\"]\n---\n", dice.of(TOPICS)));
    let mut all = Vec::new();
    for _ in 0..1 + dice.below(5) {
        let before = words(dice, 14);
        let quoted = words(dice, 9).replace('\n', " ");
        let sentence = match dice.below(6) {
            0 => format!("It was {before}."),
            1 => format!("\"We want {quoted},\" said {}. Then {before}.", dice.of(SPEAKERS)),
            2 => format!("{} denied that the town wants {quoted}.", dice.of(SPEAKERS)),
            3 => format!("{} declined to say whether they want {quoted}.", dice.of(SPEAKERS)),
            4 => format!("{} said that the town wants “{quoted}” and waits.", dice.of(SPEAKERS)),
            _ => format!("{} said: \"They want {quoted}.\" Then {before}.", dice.of(SPEAKERS)),
        };
        text.push('\n');
        text.push_str(&sentence);
        text.push('\n');
        all.push(quoted);
    }
    (text, all)
}

/// Forms that try every rule of the stemmer: roots of many shapes with every ending, twice over.
pub(crate) fn english_forms() -> Vec<String> {
    const ROOTS: &str = "a ab abil agre arsen bat be bee bl boy brok by cann cat commun conting cosm cr cry day deb die \
        dy earr emerg even exc fe feud fizz flu gener gentl go herr hop hopp idl inn inter lat later lie luxur ly mat nat \
        new onl organ out past plast proc proceed rat relat roll sens skat skis sky small songb succ tann toy tr ty univers \
        up valenc vil ying youth yes éclair 2019";
    const ENDINGS: &str = "s es ed ing ly edly ingly eed eedly ied ies sses us ss y ational tional enci anci abli entli izer \
        ization ator alism aliti alli fulness fulli ousli ousness iveness iviti biliti bli ogi ogist lessli li icate iciti ical \
        ative alize ful ness al ance ence er ic able ible ant ement ment ent ion sion tion ism ate iti ous ive ize e l ll le";
    let mut forms: Vec<String> =
        "skis skies idly gently ugly early only singly andes atlas bias cosmos howe news sky dying lying \
        tying evening inning outing herring earring canning succeed proceed exceed add egg odd past paste pasted"
            .split_whitespace()
            .map(str::to_owned)
            .collect();
    for root in ROOTS.split_whitespace() {
        forms.push(root.to_owned());
        for first in ENDINGS.split_whitespace() {
            forms.push(format!("{root}{first}"));
            for second in ["s", "ed", "ing", "ly", "ness", "al", "e"] {
                forms.push(format!("{root}{first}{second}"));
            }
        }
    }
    forms
}
