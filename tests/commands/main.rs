//! The commands as a person runs them: real folders, the real program.

#![expect(clippy::disallowed_methods, reason = "the tests run the binary on folders")]
#![allow(clippy::unwrap_used, reason = "a step that fails fails its test")]

mod archive;
mod archives;
mod check;
mod contributions;
mod corrections;
#[cfg(feature = "serve")]
mod desk;
mod determinism;
mod errors;
mod export;
mod extract;
mod hostile;
mod import;
mod import_notes;
mod init;
mod manual;
mod notes;
mod output;
#[cfg(unix)]
mod packages;
mod permalinks;
mod publish;
mod readme;
mod rebuild;
mod redactions;
mod refused;
mod review;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod sharing;
mod stopped;
mod theme;
mod verify;
#[cfg(unix)]
mod workflow;
