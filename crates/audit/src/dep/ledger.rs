//! What is said of the receipts of one batch: signatures are checked together, and told where the receipt stands.

use super::vienna;
use crate::{Collector, Evidence, Rule};
use slipcheck_codec::time::Civil;

/// Where a receipt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Spot {
    /// Counted over all files.
    pub(super) group: u32,
    /// Counted in the group.
    pub(super) receipt: u32,
    /// Which of the files.
    pub(super) file: u32,
    /// What it says of its time; `None`: it could not be read.
    pub(super) time: Option<Civil>,
}

impl Spot {
    /// As a report writes it.
    pub(super) fn place(self) -> String {
        format!("{}/{}", self.group, self.receipt)
    }

    /// Whether it stands before another.
    pub(super) fn is_before(self, other: Self) -> bool {
        (self.group, self.receipt) < (other.group, other.receipt)
    }

    /// Adds the receipt's time, where nothing is said of it yet.
    fn timed(self, evidence: &mut Evidence) {
        if let Some(time) = self.time {
            evidence.entry("time").or_insert_with(|| vienna::text(time).into());
        }
    }
}

enum Said {
    One(&'static Rule, String, Evidence),
    Cause(&'static Rule, String, String, Evidence),
}

/// The findings of a batch, each with the receipt it was found at.
pub(super) struct Ledger {
    said: Vec<(u32, Said)>,
    /// The receipt in question: its place in the batch.
    pub(super) at: u32,
    /// Where it stands.
    pub(super) spot: Spot,
    files: Vec<String>,
}

impl Ledger {
    /// Of files with these names.
    pub(super) fn new(files: Vec<String>) -> Self {
        Self { said: Vec::new(), at: 0, spot: Spot::default(), files }
    }

    /// Adds the file's name where there are several.
    pub(super) fn named(&self, file: u32, mut evidence: Evidence) -> Evidence {
        if self.files.len() > 1
            && let Some(name) = self.files.get(file as usize)
        {
            evidence.insert("file".into(), name.as_str().into());
        }
        evidence
    }

    /// A fault of the receipt in question.
    pub(super) fn say(&mut self, rule: &'static Rule, evidence: Evidence) {
        self.say_at(rule, Some(self.spot), evidence);
    }

    /// A fault of another receipt, or of the whole.
    pub(super) fn say_at(&mut self, rule: &'static Rule, spot: Option<Spot>, evidence: Evidence) {
        let place = spot.map(Spot::place).unwrap_or_default();
        let mut evidence = evidence;
        if let Some(spot) = spot {
            evidence = self.named(spot.file, evidence);
            spot.timed(&mut evidence);
        }
        self.said.push((self.at, Said::One(rule, place, evidence)));
    }

    /// A cause that may hold at other receipts too.
    pub(super) fn cause(&mut self, rule: &'static Rule, cause: &str, evidence: Evidence) {
        let mut evidence = evidence;
        self.spot.timed(&mut evidence);
        self.cause_at(rule, cause, self.spot.place(), evidence);
    }

    /// The same, told at another place.
    pub(super) fn cause_at(&mut self, rule: &'static Rule, cause: &str, place: String, evidence: Evidence) {
        let evidence = if place.is_empty() { evidence } else { self.named(self.spot.file, evidence) };
        self.said.push((self.at, Said::Cause(rule, cause.to_owned(), place, evidence)));
    }

    /// Tells everything, in the order of the receipts.
    pub(super) fn flush(&mut self, collector: &mut Collector<'_>) {
        self.said.sort_by_key(|(at, _)| *at);
        for (_, said) in self.said.drain(..) {
            match said {
                Said::One(rule, place, evidence) => collector.add(rule, &place, evidence),
                Said::Cause(rule, cause, place, evidence) => {
                    collector.cause(rule, &cause, &place, evidence);
                }
            }
        }
        self.at = 0;
    }
}
