//! What others see of a page before they open it: cards, facts for machines, feeds that tell of changes.

use crate::archive::{Archive, FERRY, MARKET};
use serde_json::Value;

const BOOK: &str = "[output.html]\nsite-url = 'https://archive.example/quay/'\n";
/// Words that two papers have, two days apart.
const ONCE: &str = "---\ntitle: Pier stays open\ndate: 2023-04-03\noutlet: Quay Post\n---\n\nThe council met until midnight in the old town hall, and thirty people stood outside in the rain. \"The old pier stays open to every fisherman of this town, whatever the storm did to it,\" said Olga Brandt, the harbour master of Larkhaven. Nobody left before the vote. The treasurer counted the ballots twice.\n";
const AGAIN: &str = "---\ntitle: Harbour waits\ndate: 2023-04-05\noutlet: Lark Mail\n---\n\nWork on the quay begins next week, when the cranes arrive by barge. \"The old pier stays open to every fisherman of this town, whatever the storm did to it,\" said Olga Brandt, the harbour master of Larkhaven. The masons come from Velin. They have built two lighthouses and a chapel there.\n";
const DENIAL: &str = "---\ntitle: Toll\ndate: 2023-04-06\noutlet: Lark Mail\n---\n\nOlga Brandt, the harbour master of Larkhaven, denied that the ferry would charge a toll.\n";

fn shared(files: &[(&str, &str)]) -> Archive {
    let archive = Archive::new(&[("book.toml", BOOK), ("seeds/ferry.md", FERRY), ("seeds/market.md", MARKET)]);
    files.iter().for_each(|(path, text)| archive.write(path, text));
    archive.build();
    archive
}

/// The data in a page that machines read.
fn data(page: &str) -> Vec<Value> {
    let parts = page.split("<script type=application/ld+json>").skip(1);
    parts.map(|part| serde_json::from_str(part.split("</script>").next().unwrap()).unwrap()).collect()
}

#[test]
fn a_claim_names_where_it_appeared_and_where_first() {
    let archive = shared(&[
        ("seeds/once.md", ONCE),
        ("seeds/again.md", AGAIN),
        ("seeds/toll.md", DENIAL),
        ("seeds/toll.notes.yaml", "- quote: charge a toll\n  body: It did.\n"),
    ]);
    let pages = archive.files("public/statements");
    let claims: Vec<Value> = pages
        .values()
        .flat_map(|page| data(&String::from_utf8_lossy(page)))
        .filter(|data| data["@type"] == "Claim")
        .collect();
    assert_eq!(claims.len(), 1, "a denial is no claim: {claims:?}");
    let claim = &claims[0];
    assert_eq!(
        (&claim["text"], &claim["author"]["name"]),
        (
            &"The old pier stays open to every fisherman of this town, whatever the storm did to it".into(),
            &"Olga Brandt".into()
        )
    );
    assert_eq!(claim["firstAppearance"]["headline"], "Pier stays open");
    assert_eq!(claim["appearance"].as_array().map(Vec::len), Some(2));
    let urls: Vec<_> = claim["appearance"].as_array().unwrap().iter().map(|work| work["url"].clone()).collect();
    assert!(urls.contains(&"https://archive.example/quay/articles/again.html".into()), "{urls:?}");
}

#[test]
fn two_articles_of_one_day_leave_the_first_open() {
    let archive = shared(&[("seeds/once.md", ONCE), ("seeds/again.md", &AGAIN.replace("04-05", "04-03"))]);
    let pages = archive.files("public/statements");
    let claim = pages.values().flat_map(|page| data(&String::from_utf8_lossy(page))).next().unwrap();
    assert_eq!((&claim["@type"], claim.get("firstAppearance")), (&"Claim".into(), None));
}

#[test]
fn notes_and_corrections_are_news_in_feeds_and_in_the_sitemap() {
    let note = "- quote: on Monday\n  kind: correction\n  date: 2023-06-01\n  body: It sailed on Tuesday.\n";
    let archive = shared(&[("seeds/ferry.notes.yaml", note)]);
    let feed = archive.read("public/feed.xml");
    let (ferry, market) = (feed.find("articles/ferry.html").unwrap(), feed.find("articles/market.html").unwrap());
    assert!(ferry < market, "what was noted on last comes first");
    assert!(
        feed.contains("<published>2023-04-03T00:00:00Z</published>\n<updated>2023-06-01T00:00:00Z</updated>"),
        "{feed}"
    );
    assert!(feed.contains("Correction: It sailed on Tuesday."), "{feed}");
    let json: Value = serde_json::from_str(&archive.read("public/feed.json")).unwrap();
    assert_eq!(json["items"][0]["date_modified"], "2023-06-01T00:00:00Z");
    assert_eq!(json["items"][1].get("date_modified"), None);
    let sitemap = archive.read("public/sitemap.xml");
    assert!(sitemap.contains("ferry.html</loc><lastmod>2023-06-01</lastmod>"), "{sitemap}");
    assert_eq!(sitemap.matches("<lastmod>").count(), 1, "of other pages nobody knows");
}

#[test]
fn programs_are_told_where_the_data_is() {
    let archive = shared(&[]);
    let told = archive.read("public/llms.txt");
    for line in told.lines().filter(|line| line.starts_with("- [")) {
        let path = line.split(['[', ']']).nth(1).unwrap();
        assert!(line.contains(&format!("(https://archive.example/quay/{path})")), "{line}");
        assert!(archive.path("public").join(path).is_file(), "{path} is there");
    }
    assert!(told.contains("`polarity`"));
    let without = Archive::small();
    without.build();
    assert!(!without.path("public/llms.txt").exists());
}

#[cfg(feature = "cards")]
mod cards {
    use super::*;
    use std::fs;

    #[test]
    fn pages_with_an_address_have_cards_that_are_small_pictures() {
        let archive = shared(&[("seeds/once.md", ONCE), ("seeds/again.md", AGAIN)]);
        let cards = archive.files("public/cards");
        let kinds: Vec<&str> = cards.keys().filter_map(|path| path.split('/').next()).collect();
        for kind in ["articles", "people", "statements"] {
            assert!(kinds.contains(&kind), "{kind}");
        }
        for (path, card) in &cards {
            assert_eq!(&card[..8], b"\x89PNG\r\n\x1a\n", "{path}");
            assert_eq!(card[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 by 630: {path}");
            assert!(card.len() < 40_000, "{path}: {} bytes", card.len());
            let page = archive.read(&format!("public/{}.html", path.strip_suffix(".png").unwrap()));
            let address = format!("<meta property=og:image content=\"https://archive.example/quay/cards/{path}\">");
            assert!(page.contains(&address) && page.contains("og:image:alt"), "{path}");
        }
        let again = shared(&[("seeds/once.md", ONCE), ("seeds/again.md", AGAIN)]);
        assert!(again.files("public/cards") == cards, "the same words give the same bytes");
    }

    #[test]
    fn a_card_is_drawn_again_when_its_words_change_and_not_when_its_page_does() {
        let archive = shared(&[]);
        let before = archive.files("public/cards");
        archive.write("seeds/ferry.md", FERRY.replace("Ferry returns", "Ferry is back"));
        archive.build();
        let after = archive.files("public/cards");
        assert_ne!(before["articles/ferry.png"], after["articles/ferry.png"]);
        assert_eq!(before["articles/market.png"], after["articles/market.png"]);
        archive.write("book.toml", format!("{BOOK}cards = false\n"));
        archive.build();
        assert!(!archive.path("public/cards").exists());
        assert!(!archive.read("public/articles/ferry.html").contains("og:image"));
    }

    #[test]
    fn a_denial_is_told_on_its_card() {
        let archive = shared(&[
            ("seeds/toll.md", DENIAL),
            ("seeds/toll.notes.yaml", "- quote: charge a toll\n  body: It did.\n"),
        ]);
        let pages = archive.files("public/statements");
        let page = pages
            .iter()
            .find(|(path, page)| path.starts_with("s-") && String::from_utf8_lossy(page).contains("charge a toll"))
            .unwrap()
            .1;
        let page = String::from_utf8_lossy(page).into_owned();
        let told = page.split("og:image:alt content=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(told.to_lowercase().starts_with("olga brandt: denied"), "{told}");
    }

    #[test]
    fn letters_that_nobody_has_make_no_card() {
        let archive = shared(&[("seeds/ferry.md", &FERRY.replace("Ferry returns", "渡轮 returns"))]);
        assert!(!archive.path("public/cards/articles/ferry.png").exists());
        assert!(!archive.read("public/articles/ferry.html").contains("og:image"));
        assert!(archive.path("public/cards/articles/market.png").exists());
        // A file that is no face is one that nobody can use.
        archive.write("static/fonts/card.ttf", b"not a face");
        archive.build();
        assert!(fs::metadata(archive.path("public/cards/articles/market.png")).unwrap().len() > 1000);
    }
}
