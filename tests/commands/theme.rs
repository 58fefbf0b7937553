//! House style: colours, a logo and more of an archive's own, and our templates to start from.

use crate::archive::Archive;

#[test]
fn an_archive_has_its_own_colour_logo_footer_and_files() {
    let archive = Archive::small();
    archive.build();
    let plain = archive.read("public/articles/ferry.html");
    archive.write(
        "book.toml",
        "[output.html]\naccent = '#0c6a50'\nlogo = 'static/our logo.svg'\nfooter = 'Kept by <us>'\n\
         imprint = 'static/imprint.html'\nadditional-css = ['static/house.css']\nadditional-js = ['static/house.js']\n",
    );
    for file in ["our logo.svg", "imprint.html", "house.css", "house.js"] {
        archive.write(&format!("static/{file}"), "/**/");
    }
    archive.build();
    let page = archive.read("public/articles/ferry.html");
    let order = [
        "assets/onrecord.css",
        "assets/accent.css",
        "assets/house.css",
        "assets/onrecord.js",
        "assets/house.js",
        "<img src=\"../assets/our%20logo.svg\" alt=\"\">",
        "<p>Kept by &lt;us&gt;</p>",
        "href=\"../assets/imprint.html\">Imprint</a>",
    ];
    let places: Vec<usize> =
        order.iter().map(|what| page.find(what).unwrap_or_else(|| panic!("{what}: {page}"))).collect();
    assert!(places.is_sorted(), "ours come first, so that theirs win: {places:?}");
    assert!(archive.read("public/assets/accent.css").starts_with(":root{--voice:#0c6a50}"));
    // Nothing inline, so the policy stays as it was.
    let policy =
        |page: &str| page.split("Content-Security-Policy").nth(1).unwrap().split('>').next().unwrap().to_owned();
    assert_eq!(policy(&page), policy(&plain));
    assert!(!page.contains("<style") && !page.contains(" style="));
}

#[test]
fn a_file_that_is_not_there_is_told_and_no_page_asks_for_it() {
    let archive = Archive::small();
    archive.write("book.toml", "[output.html]\nlogo = 'static/none.svg'\nadditional-css = ['static/none.css']\n");
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(said.matches("which is not there").count(), 2, "{said}");
    assert!(!archive.read("public/index.html").contains("none."));
}

#[test]
fn an_empty_style_sheet_leaves_no_site_unstyled() {
    let archive = Archive::small();
    archive.write("static/onrecord.css", "\n");
    archive.build();
    assert!(archive.read("public/assets/onrecord.css").contains("--paper"));
}

#[test]
fn the_theme_is_written_out_builds_the_same_site_and_overwrites_nothing() {
    let archive = Archive::small();
    archive.build();
    let before = archive.files("public");
    let (status, said) = archive.run(&["theme"]);
    assert_eq!((status, said.contains("wrote")), (0, true), "{said}");
    assert!(archive.read("theme/static/onrecord.css").contains("/*"), "with its comments");
    assert!(archive.path("theme/templates/strings/fr.toml").is_file());
    // Put in place, everything is as it was.
    let (status, _) = archive.run(&["theme", "--dest-dir", ".", "templates/person.html", "templates/base.html"]);
    assert_eq!((status, archive.path("static").exists()), (0, false));
    archive.build();
    assert!(archive.files("public") == before);
    archive.write("templates/person.html", "ours");
    let (status, said) = archive.run(&["theme", "--dest-dir", "."]);
    assert_eq!((status, said.contains("kept ./templates/person.html")), (1, true), "{said}");
    assert_eq!(archive.read("templates/person.html"), "ours");
    assert_eq!(archive.run(&["theme", "templates/none.html"]).0, 2);
}
