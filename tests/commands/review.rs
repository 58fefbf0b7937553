//! `onrecord review`: what editors find in statements drawn at random is kept, measured and published.

use crate::archive::Archive;
use serde_json::Value;

fn quality(archive: &Archive) -> Value {
    assert_eq!(archive.run(&["build"]).0, 0);
    serde_json::from_str(&archive.read("public/data/quality.json")).unwrap()
}

fn answer(archive: &Archive, arguments: &[&str], answers: &str) -> String {
    let output = archive.command(arguments).write_stdin(answers).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_was_found_is_kept_measured_and_shown_until_the_texts_change() {
    let archive = Archive::small();
    assert_eq!(quality(&archive), Value::Null, "nothing that was not measured is said");
    assert!(!archive.read("public/about.html").contains("id=quality"));
    archive.write("review.yaml", "# ours\n");
    let printed = answer(&archive, &["review", "--sample", "3", "--seed", "7", "--author", "A. Editor"], "\ns\nx\n\n");
    assert!(printed.contains("words") && printed.contains("3 of 3 statements"), "{printed}");
    let kept = archive.read("review.yaml");
    assert!(kept.starts_with("# ours\n- statement: s-") && kept.matches("author: A. Editor").count() == 3, "{kept}");
    assert_eq!(kept.matches("wrong: [speaker]").count(), 1, "{kept}");

    let measured = quality(&archive);
    assert_eq!(
        (measured["judged"].as_u64(), measured["seed"].as_u64(), measured["stale"].as_bool()),
        (Some(3), Some(7), Some(false))
    );
    let of = |aspect: &str, by: &str| {
        let all = measured["measures"].as_array().unwrap().iter();
        all.filter(|one| one["aspect"] == aspect && one["by"] == by)
            .map(|one| (one["right"].as_u64().unwrap(), one["of"].as_u64().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (of("words", "all"), of("speaker", "all"), of("day", "all")),
        (vec![(3, 3)], vec![(2, 3)], vec![(3, 3)])
    );
    assert_eq!(of("speaker", "kind").iter().map(|(_, of)| of).sum::<u64>(), 3);
    let about = archive.read("public/about.html");
    assert!(about.contains("id=quality") && about.contains("drawn at random"), "{about}");
    // The same sample has nothing left to ask.
    assert!(answer(&archive, &["review", "--sample", "3"], "").contains("3 of 3 statements"));

    archive.write("seeds/ferry.md", archive.read("seeds/ferry.md").replace("sails again", "sails no more"));
    assert_eq!(quality(&archive)["stale"].as_bool(), Some(true));
    assert!(archive.read("public/about.html").contains("before the texts or the program changed"));
}

#[test]
fn a_correction_does_not_change_what_was_measured() {
    let archive = Archive::small();
    answer(&archive, &["review", "--sample", "3", "--seed", "7"], "s\ns\ns\n");
    archive.write("seeds/ferry.corrections.yaml", "- statement: The ferry sails again\n  speaker: Mateo Ruiz\n");
    let measured = quality(&archive);
    assert_eq!(measured["stale"].as_bool(), Some(false), "the program's reading is what it was: {measured}");
}
