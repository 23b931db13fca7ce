//! The page's first module is the core without the feature `full`. It knows when something is asked that only the whole
//! core can do, says so, and judges nothing then.

use core::sync::atomic::{AtomicBool, Ordering};

static LACKING: AtomicBool = AtomicBool::new(false);

/// Whether this is the whole core. When it is not, the check that is under way needs it.
pub(crate) fn is_full() -> bool {
    if !cfg!(feature = "full") {
        LACKING.store(true, Ordering::Relaxed);
    }
    cfg!(feature = "full")
}

/// Whether anything since the last call needed the whole core.
#[cfg(feature = "web")]
pub(crate) fn was_lacking() -> bool {
    let engines = slipcheck_signature::was_lacking();
    LACKING.swap(false, Ordering::Relaxed) || engines
}
