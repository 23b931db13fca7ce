//! Holds three piles of documents against each other: slips, the acquirer's statement, the bank's statement.
//! The rules are those of `reconcile.md`, whose sections the modules name.
//!
//! ```text
//! files ─► encoding ─► table | fixed | bank_files | slips ─► rows ─► matching ─► bank_* ─► judge ─► report
//!          (2)         (3.1–3.3)   (4)                       (3.4–6)  (6.2, 6.3)  (6.4, 6.5)  (7)
//! ```
//!
//! Everything is on the device; there is no clock, no network and no chance: the same files give the same result. It says what
//! documents say: never that money moved, never that somebody cheated.
//!
//! ```
//! # #[cfg(feature = "native")] {
//! use slipcheck_reconcile::{Given, Leg, Options, Status, reconcile};
//!
//! let file = |leg, name: &str, text: &str| Given { leg, name: name.into(), bytes: text.into() };
//! let outcome = reconcile(
//!     vec![
//!         file(Leg::Acquirer, "statement.csv", "date,amount,fee,rrn\n2026-11-10,100.00,0.60,092154218722\n"),
//!         file(Leg::Bank, "bank.csv", "date,amount,description\n2026-11-11,99.40,POS settlement\n2026-11-20,-5.00,rent\n"),
//!     ],
//!     &Options::default(),
//! );
//! assert_eq!(outcome.counts(), [(Status::Agrees, 1)]);
//! # }
//! ```

mod amount;
mod archive;
mod bank_cardholder;
mod bank_files;
mod bank_merchant;
mod csv;
mod date;
mod encoding;
mod few;
mod files;
mod fixed;
mod join;
mod judge;
mod markup;
mod matching;
mod numbers;
mod report;
mod row;
mod rows;
mod sheet;
mod table;
mod tables;
mod text;
#[cfg(feature = "web")]
pub mod wasm;
mod window;

pub use date::{DateOrder, Day};
pub use encoding::{Encoding, Unicode};
pub use files::{FileInfo, Format, Given, Slip};
pub use judge::{Party, State, Status};
pub use report::{Entry, Outcome, csv_cell, decimal};
pub use row::{Kind, Leg};
pub use rows::Why;
pub use table::{Column, Correction, Role};
pub use window::{Query, Sort, Window};

/// Reads slips out of a file: printed text, the output of the reader, a photo. `None` when it holds none.
pub type ReadSlips<'a> = &'a dyn Fn(&str, &[u8]) -> Option<Vec<Slip>>;

/// How files are reconciled.
pub struct Options<'a> {
    /// Whose reconciliation it is; found out when not given (6.1).
    pub party: Option<Party>,
    /// Days within which a payment must arrive.
    pub days: i32,
    /// What a person put right.
    pub corrections: Vec<Correction>,
    /// Tables of characters.
    pub unicode: Unicode,
    /// The reader of slips.
    pub read_slips: Option<ReadSlips<'a>>,
    /// Is told how many files are read, of how many; all of all: now they are matched.
    pub progress: Option<&'a dyn Fn(usize, usize)>,
}

#[cfg(feature = "native")]
impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            party: None,
            days: 4,
            corrections: Vec::new(),
            unicode: Unicode::default(),
            read_slips: None,
            progress: None,
        }
    }
}

/// Reads all files, matches their rows and says what agrees.
#[must_use]
pub fn reconcile(given: Vec<Given>, options: &Options<'_>) -> Outcome {
    let legs = Leg::ALL.map(|leg| given.iter().any(|file| file.leg == leg));
    let mut piles = files::read_all(given, options);
    let party = options.party.unwrap_or_else(|| judge::detect(&piles, legs));
    let mut matching = matching::Matching::new(&piles, options, legs);
    let judged = judge::judge(&mut matching, &piles, party);
    let (settlements, notes, overlaps) = (matching.settlements, matching.notes, matching.overlaps);
    for at in overlaps {
        let Some((file, line)) = piles.rows.get(at as usize).map(|row| (row.file, row.line)) else { continue };
        if let Some(file) = piles.files.get_mut(file as usize) {
            file.ignored.push((line, Why::Overlap));
        }
    }
    Outcome { piles, judged, settlements, notes, days: options.days, given: legs, party_given: options.party.is_some() }
}
