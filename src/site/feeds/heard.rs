//! heard.csv: who is heard, in all and by period, topic and outlet, as the page of that name counts it.

use crate::linking::heard::{Amount, Heard, Part, SourceKind};
use crate::model::archive::Archive;

/// Speakers of a topic, outlet or period: those who are heard most.
const SPEAKERS: usize = 10;

const COLUMNS: [&str; 10] = [
    "part",
    "slug",
    "part_name",
    "by",
    "source",
    "source_name",
    "statements",
    "statements_percent",
    "words",
    "words_percent",
];

/// The file.
pub(crate) fn write(archive: &Archive) -> Vec<u8> {
    let heard = Heard::of(archive);
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(COLUMNS).expect("a buffer takes any row");
    let mut write = |name: [&str; 3], part: &Part, most: usize| {
        let mut line = |by: &str, slug: &str, source: &str, amount: &Amount| {
            let percent = |of: usize, all: usize| {
                if all == 0 { String::new() } else { format!("{:.1}", of as f64 * 100.0 / all as f64) }
            };
            let cells = [
                name[0].to_owned(),
                name[1].to_owned(),
                name[2].to_owned(),
                by.to_owned(),
                slug.to_owned(),
                source.to_owned(),
                amount.statements.to_string(),
                percent(amount.statements, part.all.statements),
                amount.words.to_string(),
                percent(amount.words, part.all.words),
            ];
            csv.write_record(cells.iter().map(|cell| super::table::harmless(cell).into_owned()))
                .expect("a buffer takes any row");
        };
        line("all", "", "", &part.all);
        for kind in SourceKind::ALL {
            line("kind", kind.name(), "", &part.kinds[kind as usize]);
        }
        for (person, amount) in part.speakers.iter().take(most) {
            line("speaker", &archive[*person].slug, &archive[*person].name, amount);
        }
    };
    write(["archive", "", ""], &heard.all, usize::MAX);
    for ((year, month), part) in &heard.periods {
        let period = month.map_or_else(|| format!("{year:04}"), |month| format!("{year:04}-{month:02}"));
        write(["period", &period, &period], part, SPEAKERS);
    }
    for (id, part) in &heard.topics {
        write(["topic", &archive[*id].slug, &archive[*id].name], part, SPEAKERS);
    }
    for (id, part) in &heard.outlets {
        write(["outlet", &archive[*id].slug, &archive[*id].name], part, SPEAKERS);
    }
    csv.into_inner().expect("a buffer takes any row")
}
