//! The page's first module is the core without the features `full` and `all`, its second one without `all`. Each knows when something
//! is asked that only a larger one can do, says so, and judges nothing then.

use core::sync::atomic::{AtomicU8, Ordering};

/// What the check that is under way needed and this module lacks: 0 nothing, 1 the whole core, 2 everything.
static LACKING: AtomicU8 = AtomicU8::new(0);

fn has(there: bool, level: u8) -> bool {
    if !there {
        LACKING.fetch_max(level, Ordering::Relaxed);
    }
    there
}

/// Whether this is the whole core. When it is not, the check that is under way needs it.
pub(crate) fn is_full() -> bool {
    has(cfg!(feature = "full"), 1)
}

/// Whether documents and messages of payment gateways can be judged here. When not, the check that is under way needs the module that
/// has everything.
#[cfg(any(feature = "web", not(feature = "all")))]
pub(crate) fn has_all() -> bool {
    has(cfg!(feature = "all"), 2)
}

/// The code of the error that names the module which the check since the last call needed, when it needed another.
#[cfg(feature = "web")]
pub(crate) fn was_lacking() -> Option<&'static str> {
    let engines = slipcheck_signature::was_lacking();
    match LACKING.swap(0, Ordering::Relaxed) {
        2 => Some("all-needed"),
        1 => Some("whole-core-needed"),
        _ => engines.then_some("whole-core-needed"),
    }
}
