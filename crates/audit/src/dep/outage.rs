//! Outages of the signing device (§ 17 RKSV): unsigned receipts, then a signed null receipt.

use super::ledger::Spot;

/// Where a register stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    /// The device signs.
    #[default]
    Works,
    /// The last receipt is not signed.
    Out,
    /// One signed receipt stands behind the last unsigned one, and it is no null receipt.
    One,
}

impl Phase {
    /// As a state writes it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Works => "",
            Self::Out => "out",
            Self::One => "one",
        }
    }

    pub(super) fn of(id: &str) -> Option<Self> {
        [Self::Works, Self::Out, Self::One].into_iter().find(|phase| phase.id() == id)
    }
}

/// The outage that a register is in, or was in last.
#[derive(Debug, Default)]
pub(super) struct Outage {
    pub(super) phase: Phase,
    /// Its first receipt; `None`: it began before this part.
    pub(super) first: Option<Spot>,
    /// Its unsigned receipts in this part.
    pub(super) count: u64,
}

/// What a receipt makes of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    /// An outage is over: its first receipt, and how many.
    pub(super) ended: Option<(Option<Spot>, u64)>,
    /// No signed null receipt was among the two behind it.
    pub(super) collective_missing: bool,
}

impl Outage {
    /// The next receipt.
    pub(super) fn step(&mut self, signed: bool, null: bool, spot: Spot) -> Step {
        let mut step = Step::default();
        match (self.phase, signed) {
            (Phase::Works, true) => {}
            (Phase::Works, false) => self.begin(spot),
            (Phase::Out, false) => self.count += 1,
            (Phase::Out, true) => {
                step.ended = Some((self.first, self.count));
                self.phase = if null { Phase::Works } else { Phase::One };
            }
            (Phase::One, true) if null => self.phase = Phase::Works,
            (Phase::One, _) => {
                step.collective_missing = true;
                self.phase = Phase::Works;
                if !signed {
                    self.begin(spot);
                }
            }
        }
        step
    }

    fn begin(&mut self, spot: Spot) {
        *self = Self { phase: Phase::Out, first: Some(spot), count: 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `u` unsigned, `s` signed sale, `n` signed null: where a collective receipt is missing, and how outages ended.
    fn run(receipts: &str) -> (Vec<u32>, Vec<u64>, Phase) {
        let mut outage = Outage::default();
        let (mut missing, mut ended) = (Vec::new(), Vec::new());
        for (at, kind) in (0..).zip(receipts.chars()) {
            let step = outage.step(kind != 'u', kind == 'n', Spot { receipt: at, ..Spot::default() });
            if step.collective_missing {
                missing.push(at);
            }
            ended.extend(step.ended.map(|(_, count)| count));
        }
        (missing, ended, outage.phase)
    }

    #[test]
    fn one_of_the_two_behind_an_outage_is_a_signed_null_receipt() {
        assert_eq!(run("suun"), (vec![], vec![2], Phase::Works));
        assert_eq!(run("susn"), (vec![], vec![1], Phase::Works));
        assert_eq!(run("suss"), (vec![3], vec![1], Phase::Works));
        assert_eq!(run("susuun"), (vec![3], vec![1, 2], Phase::Works));
        assert_eq!(run("su"), (vec![], vec![], Phase::Out));
        assert_eq!(run("sus"), (vec![], vec![1], Phase::One));
    }
}
