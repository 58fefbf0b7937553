//! Hashes by which data that was seen before is known again; the same on every platform.

use crate::text::source::Source;
use xxhash_rust::xxh3::xxh3_128;

/// Hash of plain data.
pub(crate) fn key_of(data: &impl serde::Serialize) -> u128 {
    xxh3_128(&postcard::to_allocvec(data).expect("it is plain data"))
}

/// Hash of what a file says.
pub(crate) fn text_key(source: &Source) -> u128 {
    xxh3_128(source.text.as_bytes())
}
