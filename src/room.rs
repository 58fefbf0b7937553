//! Buffers that are filled anew for every article or paragraph.
//!
//! Every thread keeps its own. Fresh memory has to come into the processor's caches first; what the article before left is there.

use std::cell::Cell;
use std::thread::LocalKey;

/// A buffer that a thread keeps.
pub(crate) type Room<T> = Cell<Vec<T>>;

/// Most bytes that are kept for the next user: a very long article gives its memory back.
const MOST: usize = 1 << 20;

/// Gives a buffer back, empty. One that is not given back is only lost to the next user, who gets a new one.
pub(crate) fn keep<T>(room: &'static LocalKey<Room<T>>, mut buffer: Vec<T>) {
    if buffer.capacity() * size_of::<T>() <= MOST {
        buffer.clear();
        room.set(buffer);
    }
}
