//! The scripts of the index on their way out, and the version that all of them share.

use crate::build::Output;
use std::io::Result;
use std::sync::atomic::{AtomicU64, Ordering};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Where the files go, and a hash of all of them that does not depend on their order.
pub(super) struct Files<'a> {
    pub(super) output: &'a dyn Output,
    pub(super) version: AtomicU64,
}

impl Files<'_> {
    /// Writes a script that hands over its arguments, each a JavaScript expression, under its name.
    pub(super) fn write(&self, name: &str, arguments: &[&[u8]]) -> Result<()> {
        let script = Files::script(name, arguments);
        self.count(name, xxh3_64(&script));
        self.output.write(&format!("search/{name}.js"), &script)
    }

    /// The same of a script that is made from what `key` stands for.
    pub(super) fn write_keyed(&self, name: &str, key: u128, argument: &[u8]) -> Result<()> {
        self.count(name, key as u64);
        self.output.write_keyed(&format!("search/{name}.js"), key, &Files::script(name, &[argument]))
    }

    /// Keeps a script of the last build that was made from the same.
    pub(super) fn keep(&self, name: &str, key: u128) -> bool {
        let kept = self.output.keep(&format!("search/{name}.js"), key);
        if kept {
            self.count(name, key as u64);
        }
        kept
    }

    fn count(&self, name: &str, hash: u64) {
        let seed = name.bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
        self.version.fetch_add(xxh3_64_with_seed(&hash.to_le_bytes(), seed), Ordering::Relaxed);
    }

    fn script(name: &str, arguments: &[&[u8]]) -> Vec<u8> {
        let mut script = format!("onrecordSearch(\"{name}\"").into_bytes();
        for argument in arguments {
            script.push(b',');
            script.extend_from_slice(argument);
        }
        script.extend_from_slice(b");\n");
        script
    }
}

/// Text that needs no escaping as a template literal.
pub(super) fn quoted(inside: &[u8]) -> Vec<u8> {
    [b"`", inside, b"`"].concat()
}
