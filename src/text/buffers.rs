//! Buffers that are filled anew for every article or paragraph.
//!
//! Every thread keeps its own. Fresh memory has to come into the processor's caches first; what the article before left is there.

use std::cell::Cell;
use std::thread::LocalKey;

/// A buffer that a thread keeps.
pub(crate) type Room<T> = Cell<Vec<T>>;

/// Several buffers that a thread keeps, for what is made of a few articles before any of it goes.
pub(crate) type Rooms<T> = Cell<Vec<Vec<T>>>;

/// Most bytes that are kept for the next user: a very long article gives its memory back.
const MOST_BYTES: usize = 1 << 20;
/// Most buffers in [`Rooms`].
const MOST: usize = 16;

/// Gives a buffer back, empty. One that is not given back is only lost to the next user, who gets a new one.
pub(crate) fn keep<T>(room: &'static LocalKey<Room<T>>, mut buffer: Vec<T>) {
    if is_worth_keeping(&buffer) {
        buffer.clear();
        room.set(buffer);
    }
}

/// A buffer that was given back, or a new one.
pub(crate) fn take_one<T>(rooms: &'static LocalKey<Rooms<T>>) -> Vec<T> {
    let mut all = rooms.take();
    let one = all.pop().unwrap_or_default();
    rooms.set(all);
    one
}

/// Gives one of several buffers back, empty; also while the thread ends, when there is nowhere to keep it.
pub(crate) fn keep_one<T>(rooms: &'static LocalKey<Rooms<T>>, mut buffer: Vec<T>) {
    if !is_worth_keeping(&buffer) {
        return;
    }
    buffer.clear();
    let _ = rooms.try_with(|rooms| {
        let mut all = rooms.take();
        if all.len() < MOST {
            all.push(buffer);
        }
        rooms.set(all);
    });
}

fn is_worth_keeping<T>(buffer: &Vec<T>) -> bool {
    (1..=MOST_BYTES).contains(&(buffer.capacity() * size_of::<T>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_come_back_empty_unless_they_are_too_large() {
        thread_local! {
            static ROOM: Room<u64> = const { Room::new(Vec::new()) };
            static ROOMS: Rooms<u64> = const { Rooms::new(Vec::new()) };
        }
        keep(&ROOM, vec![1, 2, 3]);
        let kept = ROOM.take();
        assert!(kept.is_empty() && kept.capacity() >= 3);
        keep(&ROOM, Vec::with_capacity(MOST_BYTES / size_of::<u64>() + 1));
        assert_eq!(ROOM.take().capacity(), 0);
        let two: [Vec<u64>; 2] = [take_one(&ROOMS), take_one(&ROOMS)];
        two.into_iter().for_each(|mut buffer| {
            buffer.push(1);
            keep_one(&ROOMS, buffer);
        });
        assert!([(); 2].map(|()| take_one(&ROOMS)).iter().all(|buffer| buffer.is_empty() && buffer.capacity() > 0));
        (0..2 * MOST).for_each(|_| keep_one(&ROOMS, vec![1]));
        assert_eq!(ROOMS.take().len(), MOST);
    }
}
