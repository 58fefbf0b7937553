//! What is made once for each language.

use super::{FILES, Language, of, place};
use std::sync::OnceLock;

/// What is made of the tables of each language, when it is first asked for.
#[derive(Clone, Debug)]
pub(crate) struct PerLanguage<T>([OnceLock<T>; FILES.len() + 1]);

impl<T> PerLanguage<T> {
    /// Nothing is made yet.
    pub(crate) const fn new() -> PerLanguage<T> {
        PerLanguage([const { OnceLock::new() }; FILES.len() + 1])
    }

    /// What belongs to a language; a language without a file shares that of the neutral tables.
    pub(crate) fn of(&self, language: &Language, make: impl FnOnce(&'static Language) -> T) -> &T {
        self.at(place(&language.tag), |_| make(of(&language.tag)))
    }

    /// The same, to be changed.
    pub(crate) fn of_mut(&mut self, language: &Language, make: impl FnOnce(&'static Language) -> T) -> &mut T {
        let cell = &mut self.0[place(&language.tag)];
        cell.get_or_init(|| make(of(&language.tag)));
        cell.get_mut().expect("it was made just now")
    }

    /// What belongs to the language at a place among the files.
    pub(super) fn at(&self, place: usize, make: impl FnOnce(usize) -> T) -> &T {
        self.0[place].get_or_init(|| make(place))
    }
}

impl<T> Default for PerLanguage<T> {
    fn default() -> PerLanguage<T> {
        PerLanguage::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_made_once_for_each_language_that_asks() {
        let things = PerLanguage::new();
        let made = |tag: &str| things.of(of(tag), |language| language.name.clone()).clone();
        assert_eq!([made("de-AT"), made("EN"), made("tlh")], ["Deutsch", "English", ""]);
        assert_eq!(things.of(of("de"), |_| unreachable!("it is made")), "Deutsch");
        assert_eq!(things.0.iter().filter(|thing| thing.get().is_some()).count(), 3);
    }
}
