//! The scripts of the index on their way out, and the version that all of them share.

use crate::model::world::Output;
use std::io::Result;
use std::sync::atomic::{AtomicU64, Ordering};
use xxhash_rust::xxh3::xxh3_64;

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
        // Name and contents go through one hash, so that two files which exchange their contents give another version.
        let both = [&hash.to_le_bytes(), name.as_bytes()].concat();
        self.version.fetch_add(xxh3_64(&both), Ordering::Relaxed);
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

#[cfg(test)]
mod tests {
    use super::*;

    struct Nowhere;

    impl Output for Nowhere {
        fn write(&self, _path: &str, _contents: &[u8]) -> Result<()> {
            Ok(())
        }
    }

    fn version(scripts: &[(&str, &str)]) -> u64 {
        let files = Files { output: &Nowhere, version: AtomicU64::new(0) };
        scripts.iter().for_each(|(name, text)| files.write(name, &[text.as_bytes()]).expect("nothing is written"));
        files.version.into_inner()
    }

    #[test]
    fn the_version_depends_on_which_file_says_what_and_not_on_the_order() {
        // These two names have the same sum of letters weighted by powers of 31.
        let before = version(&[("tAa", "1"), ("tBB", "2")]);
        assert_eq!(before, version(&[("tBB", "2"), ("tAa", "1")]));
        let exchange = |name: &str, hash| {
            let files = Files { output: &Nowhere, version: AtomicU64::new(0) };
            files.count(name, hash);
            files.version.into_inner()
        };
        assert_ne!(exchange("tAa", 1), exchange("tBB", 1));
    }
}
