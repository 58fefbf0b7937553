//! A law of fresh builds: the same files give the same site, byte for byte, on any number of threads, in whatever order the files
//! are taken, and whatever the threads have read before.

use onrecord::stages::{language as language_of, words};
use onrecord::{Input, Memory, MemoryStore, Output, build};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Articles in five languages, each with words that are language tags too.
const ARTICLES: [(&str, &str); 10] = [
    (
        "de-bruecke.txt",
        "Hamburg, 3. März 2020\n\nDie Brücke ist sicher, hieß es am Montag. Es gebe keinen Grund zur Sorge, sagte \
         Ingenieurin Petra Wolf. „Es ist die beste Brücke en miniature“, sagte Wolf. Es werde weiter gebaut.\n",
    ),
    (
        "de-hafen.txt",
        "Bremen, 4. März 2020\n\nEs fehlt an Geld für den Hafen, sagte Petra Wolf. „Es muss mehr Geld für den Hafen geben, \
         und es muss bald sein“, sagte sie.\n",
    ),
    (
        "es-precios.txt",
        "Madrid, 3 de marzo de 2020\n\nLos precios de la leche subieron en enero, dijo la ministra Ana Ruiz. «El precio de \
         la leche es un problema de todos», dijo Ruiz. Es la subida de precios más fuerte de la década.\n",
    ),
    (
        "es-puerto.txt",
        "Cádiz, 4 de marzo de 2020\n\nEl puerto de Cádiz es seguro, dijo Ana Ruiz. «Es el puerto de todos», dijo la ministra \
         de Fomento en el Congreso de los Diputados.\n",
    ),
    (
        "fr-pont.txt",
        "Paris, le 3 mars 2020\n\nLe pont de la ville est en travaux, a déclaré le maire Jean Moreau. « Le pont est en \
         bon état », a-t-il dit. En avril, le pont de la ville sera ouvert.\n",
    ),
    (
        "fr-travaux.txt",
        "Lyon, le 4 mars 2020\n\nLes travaux de la ville de Lyon sont en retard, a déclaré le maire Jean Moreau. « Le pont \
         de la ville est en bon état », a-t-il dit. Le pont de la ville sera ouvert en mai.\n",
    ),
    (
        "de-werft.txt",
        "Kiel, 5. März 2020\n\nDie Werft wartet, sagte Petra Wolf. „Es muss mehr Geld für den Hafen geben, und es muss \
         bald sein“, sagte sie. Die Brücke ist nicht Sache der Werft.\n",
    ),
    (
        "en-bridge.txt",
        "LONDON, March 3, 2020\n\nThe bridge in El Paso is safe, said the engineer Mary Stone. \"The bridge at Fr. de Vries \
         Square is safe,\" Stone said. She said that the es and de files were in order.\n",
    ),
    (
        "en-port.txt",
        "LONDON, March 4, 2020\n\nThe port needs money, said Mary Stone. \"Fr means French and ru means Russian,\" she \
         said. The port of Cadiz is safe, she said.\n",
    ),
    (
        "ru-most.txt",
        "Москва, 3 марта 2020 года\n\nМост безопасен, заявил инженер Иван Петров. «Мост будет открыт в апреле», сказал \
         Петров. Файлы en, de и es в порядке.\n",
    ),
];

#[derive(Default)]
struct Site(Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for Site {
    fn write(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), contents.to_vec());
        Ok(())
    }
}

/// A site made by threads of which each has read one of the articles before, and every tag as a word of its language.
fn site(threads: usize, first: usize) -> BTreeMap<String, Vec<u8>> {
    let mut files = ARTICLES.to_vec();
    files.rotate_left(first % ARTICLES.len());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
    pool.broadcast(|thread| {
        let before = files[thread.index() % files.len()];
        let language = language_of(&before.0[..2]);
        words(before.1, language);
        words("ar de en es fr it nl pt ru", language);
    });
    pool.install(|| {
        let input = Input::default();
        let site = Site::default();
        build(&input, &Memory::new(files), &MemoryStore::default(), &site).expect("nothing is written to a disk");
        site.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    })
}

#[test]
fn thirty_fresh_builds_of_an_archive_in_five_languages_are_one_site() {
    let expected = site(1, 0);
    assert!(expected.len() > 30, "{} files", expected.len());
    for number in 1..30 {
        let other = site(1 + number % 8, number);
        assert_eq!(expected.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "build {number}");
        for (path, contents) in &expected {
            assert!(other[path] == *contents, "{path} differs in build {number}");
        }
    }
}
