//! The audit of one export of a till: is it complete, in order, signed, and does every number follow from the one before?
//!
//! ```text
//! inputs ─► kind ─► dep | tse | dsfinvk ─► Collector (one cause one finding, at most N of an id, all counted) ─► Report
//!                        │ keys and paths: Authority        └─► Sink: each finding as it is found, progress
//! ```
//!
//! [`audit()`] does all of it. Paths and anchors are the caller's ([`Authority`]); signatures are checked here, by the engines
//! of `slipcheck-signature`. No file is opened and none is written: inputs can be read and rewound.

pub mod authority;
pub mod dep;
pub mod dsfinvk;
pub mod input;
pub mod kind;
pub mod options;
mod process_data;
pub mod report;
pub mod state;
pub mod tse;

pub use authority::{Authority, Certificate, Path};
pub use input::Input;
pub use kind::Kind;
pub use options::{Filter, Options, Period};
pub use report::{Collector, Evidence, Finding, Outcome, Progress, Report, Rule, Severity, Sink};
pub use state::State;

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// No input is an export of a till.
    NothingReadable,
    /// Inputs that do not belong into one journal: these two kinds.
    Mixed(Kind, Kind),
    /// What `--after` gives belongs to another kind of export.
    OtherState,
}

/// Judges all inputs as one journal, in the order given.
///
/// # Errors
/// See [`Stop`]: there is nothing to judge. Damage of an export is a finding, never an error.
pub fn audit(
    inputs: &mut [Input<'_>],
    options: &Options,
    authority: &dyn Authority,
    sink: &mut dyn Sink,
) -> Result<Report, Stop> {
    let mut kinds = Vec::with_capacity(inputs.len());
    for input in inputs.iter_mut() {
        kinds.push(kind::of(input));
    }
    let kind = kind::journal(&kinds)?;
    if options.after.as_ref().is_some_and(|state| state.kind() != kind) {
        return Err(Stop::OtherState);
    }
    let mut collector = Collector::new(options, sink);
    // A device's export says so of each log that stands there again.
    let once = if kind == Kind::TseExport { inputs.len() } else { input::once(inputs, &mut kinds, &mut collector) };
    let inputs = inputs.get_mut(..once).unwrap_or_default();
    kinds.truncate(once);
    let (summary, state) = match kind {
        Kind::Dep => dep::audit(inputs, options, authority, &mut collector),
        Kind::TseExport => tse::audit(inputs, options, authority, &mut collector),
        Kind::Dsfinvk => dsfinvk::audit(inputs, &kinds, options, authority, &mut collector),
    };
    Ok(collector.finish(kind, summary, state))
}

/// Every finding that there is, by module: its id, severity and clause.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    dep::RULES.iter().chain(tse::RULES).chain(dsfinvk::RULES).chain([&input::FILE_REPEATED])
}
