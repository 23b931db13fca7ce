//! What the caller asks for.

use crate::State;
use slipcheck_codec::time::Moment;

/// Arguments of one audit.
#[derive(Debug)]
pub struct Options {
    /// The moment of checking.
    pub now: Moment,
    /// Key containers (`cryptographicMaterialContainer.json`), in the order given: names, and bytes. Never kept, never shown.
    pub keys: Vec<(String, Secret)>,
    /// What the till's key must hash to (`--key-check`).
    pub key_check: Option<String>,
    /// The export was filtered on purpose: gaps are notes.
    pub filtered: bool,
    /// Warnings count as errors in the result.
    pub strict: bool,
    /// The state behind the part before.
    pub after: Option<State>,
    /// Whether the state behind this part is asked for.
    pub keep_state: bool,
    /// At most so many findings of one id are listed.
    pub max_findings: usize,
    /// Sums by day or month, beside those of the whole.
    pub by: Option<Period>,
    /// What is listed and summed of a TSE export; the rules run over everything.
    pub filter: Filter,
    /// Threads that check signatures; 1 where there are none.
    pub jobs: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            now: Moment(0),
            keys: Vec::new(),
            key_check: None,
            filtered: false,
            strict: false,
            after: None,
            keep_state: false,
            max_findings: 1000,
            by: None,
            filter: Filter::default(),
            jobs: 1,
        }
    }
}

/// Bytes that are used and never shown.
#[derive(Clone)]
pub struct Secret(pub Vec<u8>);

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret")
    }
}

/// What sums are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Each day.
    Day,
    /// Each month.
    Month,
}

/// What is listed and summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// One client.
    pub client: Option<String>,
    /// From this moment on.
    pub from: Option<Moment>,
    /// Up to this moment.
    pub to: Option<Moment>,
    /// Transaction numbers, both included.
    pub transactions: Option<(u64, u64)>,
    /// The beginning of a device's serial number, hex.
    pub device: Option<String>,
}
