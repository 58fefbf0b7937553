//! The threads that everything is shared out to: as many as there are processors, or as the system lets us have.

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

/// Starts the threads. Where not one can be started, the only one that there is does all the work.
pub(super) fn start() {
    let wanted = thread::available_parallelism().map_or(1, usize::from);
    let builder = match possible(wanted) {
        0 => rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread(),
        possible if possible < wanted => rayon::ThreadPoolBuilder::new().num_threads(possible),
        _ => rayon::ThreadPoolBuilder::new(),
    };
    // It fails only if it was done before.
    let _ = builder.build_global();
}

/// How many threads can be there at once, up to `wanted`. A pool that cannot have all of its threads cannot be asked for fewer.
fn possible(wanted: usize) -> usize {
    let (sender, receivers): (Vec<mpsc::Sender<()>>, Vec<mpsc::Receiver<()>>) =
        (0..wanted).map(|_| mpsc::channel()).unzip();
    let started = receivers.into_iter().map_while(|receiver| {
        // Waits until all have been tried.
        thread::Builder::new().spawn(move || receiver.recv()).ok()
    });
    let started: Vec<JoinHandle<Result<(), mpsc::RecvError>>> = started.collect();
    drop(sender);
    let count = started.len();
    for thread in started {
        // A thread that only waits cannot panic.
        let _ = thread.join();
    }
    count
}
