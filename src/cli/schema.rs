//! `onrecord schema FILE`: the JSON Schema of one of an archive's files, for editors that check and complete what is written.

use super::say::failure;
use clap::builder::PossibleValuesParser;
use std::io::Write;
use std::process::ExitCode;

/// The schema of each file, by its name.
const SCHEMAS: [(&str, &str); 12] = [
    ("book.toml", include_str!("schema/book.toml.json")),
    ("people.yaml", include_str!("schema/people.yaml.json")),
    ("topics.yaml", include_str!("schema/topics.yaml.json")),
    ("events.yaml", include_str!("schema/events.yaml.json")),
    ("outlets.yaml", include_str!("schema/outlets.yaml.json")),
    ("relations.yaml", include_str!("schema/relations.yaml.json")),
    ("archives.yaml", include_str!("schema/archives.yaml.json")),
    ("notes.yaml", include_str!("schema/notes.yaml.json")),
    ("corrections.yaml", include_str!("schema/corrections.yaml.json")),
    ("redactions.yaml", include_str!("schema/redactions.yaml.json")),
    ("permalinks.yaml", include_str!("schema/permalinks.yaml.json")),
    ("review.yaml", include_str!("schema/review.yaml.json")),
];

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Which file
    #[arg(value_parser = PossibleValuesParser::new(SCHEMAS.map(|(name, _)| name)))]
    file: String,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let schema = SCHEMAS.iter().find(|(name, _)| *name == arguments.file).map_or("", |(_, schema)| schema);
    match std::io::stdout().write_all(schema.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure(&format!("cannot print: {error}")),
    }
}
