//! Austria: the RKSV journal, DEP 7 (RKSV annex, 3; the ministry's detail specification).

use crate::{Authority, Collector, Evidence, Input, Options, Rule};
use serde::{Deserialize, Serialize};

/// The findings of this module.
pub static RULES: &[Rule] = &[];

/// What the next part needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {}

/// Judges all files as one journal.
pub(crate) fn audit(
    _inputs: &mut [Input<'_>],
    _options: &Options,
    _authority: &dyn Authority,
    _collector: &mut Collector<'_>,
) -> (Evidence, Option<crate::State>) {
    (Evidence::new(), None)
}
