//! Germany: DSFinV-K, the books of a till beside the signatures of its device (ZIP of tables).

use crate::{Authority, Collector, Evidence, Input, Kind, Options, Rule};

/// The findings of this module.
pub static RULES: &[Rule] = &[];

/// Judges the tables; `kinds` says which inputs are TSE exports beside them.
pub(crate) fn audit(
    _inputs: &mut [Input<'_>],
    _kinds: &[Option<Kind>],
    _options: &Options,
    _authority: &dyn Authority,
    _collector: &mut Collector<'_>,
) -> (Evidence, Option<crate::State>) {
    (Evidence::new(), None)
}
