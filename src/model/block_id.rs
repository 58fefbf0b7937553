//! The address of a block on its article's page. How it is made, [`reading::block_ids`](crate::reading::block_ids) say.

use serde::{Deserialize, Serialize};
use std::fmt;

const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// The id of a block on its article's page: `p` and four digits or letters, more when two blocks would share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlockId(pub(crate) u32);

impl BlockId {
    /// The number that the digits stand for.
    pub(crate) fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("p")?;
        let digits = (self.0.max(1).ilog2() / 5 + 1).max(4);
        (0..digits).rev().try_for_each(|digit| {
            write!(out, "{}", char::from(DIGITS[(self.0 >> (digit * 5)) as usize % DIGITS.len()]))
        })
    }
}
