//! Ctrl-C and its kin: the first ends the work in good order, the second ends the process.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// Whether we are to stop, and the number of the signal that said so.
#[derive(Default)]
struct Stop {
    wanted: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

fn stop() -> &'static Stop {
    static STOP: OnceLock<Stop> = OnceLock::new();
    STOP.get_or_init(Stop::default)
}

/// Becomes true when somebody wants us to stop; a second time ends the process at once.
pub(super) fn signal() -> &'static AtomicBool {
    catch(stop());
    &stop().wanted
}

/// The exit status after a stop, as shells know it: 128 and the number of the signal.
pub(super) fn status() -> ExitCode {
    let signal = stop().signal.load(Ordering::Relaxed);
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX))
}

#[cfg(unix)]
fn catch(stop: &Stop) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag;
    let ignored = ignored();
    for signal in [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0) {
        // Where it cannot be caught, it ends the process, and the next build tidies up. The order counts: whether it is the
        // second time is asked before the first is noted.
        let number = usize::try_from(signal).unwrap_or_default();
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop.wanted));
        let _ = flag::register_usize(signal, Arc::clone(&stop.signal), number);
        let _ = flag::register(signal, Arc::clone(&stop.wanted));
    }
}

/// The signals that whoever started us wants to be ignored, as `nohup` does, a bit each.
#[cfg(unix)]
fn ignored() -> u64 {
    // Only Linux tells; elsewhere a caught signal was perhaps to be ignored.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

#[cfg(not(unix))]
fn catch(stop: &'static Stop) {
    // Ctrl-C is what interrupts there.
    const INTERRUPT: usize = 2;
    let _ = ctrlc::try_set_handler(|| {
        stop.signal.store(INTERRUPT, Ordering::Relaxed);
        if stop.wanted.swap(true, Ordering::Relaxed) {
            std::process::exit(128 + INTERRUPT as i32);
        }
    });
}
