//! Germany: the export of a technical security device (TAR; BSI TR-03151-1, TR-03153-1).

use crate::{Authority, Collector, Evidence, Input, Options, Rule};
use serde::{Deserialize, Serialize};

/// The findings of this module.
pub static RULES: &[Rule] = &[];

/// What the next part needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {}

/// Whether the TAR of a device lies in this ZIP.
pub(crate) fn is_in_zip(_input: &mut Input<'_>) -> bool {
    false
}

/// Whether these first bytes are those of a compressed archive.
pub(crate) fn is_packed(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b")
}

/// Judges all archives as one set of logs.
pub(crate) fn audit(
    _inputs: &mut [Input<'_>],
    _options: &Options,
    _authority: &dyn Authority,
    _collector: &mut Collector<'_>,
) -> (Evidence, Option<crate::State>) {
    (Evidence::new(), None)
}
