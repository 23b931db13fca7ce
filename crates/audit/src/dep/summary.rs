//! What a journal holds: counts, times, sums in cents.

use super::{
    receipt::{Kind, Receipt},
    register::Register,
    vienna,
};
use crate::{Evidence, Period, evidence};
use serde_json::{Number, Value};
use slipcheck_codec::time::Civil;
use std::collections::BTreeMap;

/// The amounts of a receipt, in the order of its code.
const RATES: [&str; 5] = ["normal", "reduced1", "reduced2", "zero", "special"];
/// Most registers that are told one by one.
const REGISTERS: usize = 100;

/// Sums by rate, and how many receipts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    rates: [i128; 5],
    receipts: u64,
}

impl Sums {
    fn add(&mut self, receipt: &Receipt<'_>) {
        for (sum, cents) in self.rates.iter_mut().zip(receipt.amounts) {
            *sum = sum.saturating_add(cents);
        }
        self.receipts += 1;
    }

    fn told(&self) -> Value {
        let mut told: Evidence =
            RATES.iter().zip(self.rates).map(|(rate, cents)| ((*rate).to_owned(), cents_value(cents))).collect();
        let total = self.rates.iter().fold(0, |sum: i128, cents| sum.saturating_add(*cents));
        told.insert("total".into(), cents_value(total));
        told.insert("receipts".into(), self.receipts.into());
        told.into()
    }
}

/// Cents as a whole number; as text where no number of 64 bits holds them.
pub(super) fn cents_value(cents: i128) -> Value {
    i64::try_from(cents).map_or_else(|_| Value::String(cents.to_string()), |cents| Value::Number(Number::from(cents)))
}

/// Most signers that are told one by one.
const SIGNERS: usize = 1000;

/// Who signed, as receipts name it: from when to when, and how many.
#[derive(Clone, Copy, Debug)]
struct Signer {
    /// Of the order in which they were met.
    place: usize,
    from: Civil,
    to: Civil,
    receipts: u64,
}

/// What is counted while receipts pass.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) receipts: u64,
    kinds: [u64; 4],
    pub(super) signed: u64,
    pub(super) unsigned: u64,
    pub(super) from: Option<Civil>,
    pub(super) to: Option<Civil>,
    sales: Sums,
    training: Sums,
    by: BTreeMap<String, Sums>,
    signers: BTreeMap<String, Signer>,
    pub(super) signatures: u64,
    pub(super) last_is_null: bool,
}

impl Counts {
    /// A receipt that has its form and was not here before.
    pub(super) fn add(&mut self, receipt: &Receipt<'_>, by: Option<Period>) {
        if let Some(count) =
            Kind::ALL.iter().position(|kind| *kind == receipt.kind).and_then(|at| self.kinds.get_mut(at))
        {
            *count += 1;
        }
        *(if receipt.is_signed() { &mut self.signed } else { &mut self.unsigned }) += 1;
        self.from = Some(self.from.map_or(receipt.time, |from| from.min(receipt.time)));
        self.to = self.to.max(Some(receipt.time));
        self.last_is_null = receipt.kind == Kind::Null;
        if receipt.is_signed() {
            self.signer(receipt);
        }
        match receipt.kind {
            Kind::Training => self.training.add(receipt),
            Kind::Null => {}
            Kind::Standard | Kind::Void => {
                self.sales.add(receipt);
                if let Some(by) = by {
                    let length = if by == Period::Day { 10 } else { 7 };
                    let day = vienna::text(receipt.time);
                    self.by.entry(day.get(..length).unwrap_or(&day).to_owned()).or_default().add(receipt);
                }
            }
        }
    }

    fn signer(&mut self, receipt: &Receipt<'_>) {
        let (time, place) = (receipt.time, self.signers.len());
        match self.signers.get_mut(receipt.serial) {
            Some(signer) => {
                (signer.from, signer.to) = (signer.from.min(time), signer.to.max(time));
                signer.receipts += 1;
            }
            None if place < SIGNERS => {
                self.signers.insert(receipt.serial.to_owned(), Signer { place, from: time, to: time, receipts: 1 });
            }
            None => {}
        }
    }

    /// The signers, in the order in which they were met.
    fn signers(&self) -> Vec<Value> {
        let mut signers: Vec<_> = self.signers.iter().collect();
        signers.sort_by_key(|(_, signer)| signer.place);
        let told = |(serial, signer): (&String, &Signer)| {
            let (from, to) = (vienna::text(signer.from), vienna::text(signer.to));
            evidence! { "serial" => serial.as_str(), "receipts" => signer.receipts, "from" => from, "to" => to }.into()
        };
        signers.into_iter().map(told).collect()
    }

    /// The summary.
    pub(super) fn told(&self, groups: usize, registers: &[Register], by: Option<Period>, trust: &str) -> Evidence {
        let time = |time: Option<Civil>| time.map_or(Value::Null, |time| vienna::text(time).into());
        let kinds: Evidence =
            Kind::ALL.iter().zip(self.kinds).map(|(kind, count)| (kind.id().to_owned(), count.into())).collect();
        let mut sums = evidence! { "sales" => self.sales.told(), "training" => self.training.told() };
        if let Some(by) = by {
            let name = if by == Period::Day { "days" } else { "months" };
            let all: Evidence = self.by.iter().map(|(name, sums)| (name.clone(), sums.told())).collect();
            sums.insert(name.into(), all.into());
        }
        let compared: u64 = registers.iter().map(|register| register.turnover.compared).sum();
        let told = |register: &Register| {
            let told = &register.told;
            let turnover = match (&register.turnover.values[..], register.turnover.key_fits) {
                ([value], true) => cents_value(*value),
                _ => Value::Null,
            };
            Value::from(evidence! {
                "id" => register.id.as_str(),
                "receipts" => told.receipts,
                "from" => time(told.from),
                "to" => time(register.time),
                "lastNumber" => told.last_number.as_str(),
                "lastTurnover" => turnover,
                "endsWithNull" => told.ends_with_null,
            })
        };
        let listed: Vec<Value> =
            registers.iter().filter(|register| register.told.receipts > 0).take(REGISTERS).map(told).collect();
        evidence! {
            "receipts" => self.receipts,
            "groups" => groups,
            "from" => time(self.from),
            "to" => time(self.to),
            "kinds" => kinds,
            "signed" => self.signed,
            "unsigned" => self.unsigned,
            "checked" => evidence! { "signature" => self.signatures, "turnover" => compared },
            "sums" => sums,
            "registers" => listed,
            "signers" => self.signers(),
            "endsWithNull" => self.last_is_null,
            "trust" => trust,
        }
    }
}
