//! The turnover counter: AES-256 in counter mode over cents as a two's complement number (RKSV annex, Z 8 and 9).

use super::{ledger::Spot, receipt::Receipt};
use crate::{Evidence, Rule};
use aes::{
    Aes256,
    cipher::{Array, BlockCipherEncrypt as _, KeyInit as _},
};
use slipcheck_codec::encoding::Base64;
use slipcheck_signature::sha256;

/// What there is of the till's key.
pub(super) enum Till {
    /// No container has one.
    Missing,
    /// It is none, which was said.
    Malformed,
    /// It is there.
    Key(Box<Key>),
}

/// The till's key: used, never shown.
pub(super) struct Key(Aes256);

impl Key {
    /// Of 32 bytes in strict base64.
    pub(super) fn of(text: &str) -> Option<Self> {
        let bytes = Base64::Standard.decode(text).ok()?;
        Aes256::new_from_slice(&bytes).ok().map(Self)
    }

    /// The counter of a receipt, in cents. One block is enough: no counter is longer.
    pub(super) fn counter(&self, receipt: &Receipt<'_>) -> i128 {
        let hash = sha256([receipt.register, receipt.number].concat().as_bytes());
        let mut block = Array(hash.first_chunk::<16>().copied().unwrap_or_default());
        self.0.encrypt_block(&mut block);
        let negative = matches!(receipt.counter.first().zip(block.first()), Some((a, b)) if (a ^ b) & 0x80 != 0);
        let start: i128 = if negative { -1 } else { 0 };
        receipt.counter.iter().zip(block.iter()).fold(start, |value, (a, b)| value << 8 | i128::from(a ^ b))
    }
}

/// A misfit that waits until it is known whether the key is the till's.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) rule: &'static Rule,
    pub(super) spot: Spot,
    pub(super) evidence: Evidence,
    /// What is said when the key is another one.
    pub(super) otherwise: Option<Evidence>,
}

/// Most misfits that wait with what they rest on; of others the place is kept.
pub(super) const WAITING: usize = 1000;

/// The counter of one register.
#[derive(Debug, Default)]
pub(super) struct Turnover {
    /// What may be gone on from: what follows from the last counter that fitted, from the last one found, and the one
    /// found. Empty: unknown.
    pub(super) values: Vec<i128>,
    /// A counter of the register fitted.
    pub(super) key_fits: bool,
    /// Counters that were compared.
    pub(super) compared: u64,
    /// A counter was seen, though nothing could read it.
    pub(super) seen: bool,
    /// Its bytes.
    pub(super) bytes: Option<usize>,
    pub(super) pending: Vec<Pending>,
    pub(super) more_pending: Vec<Spot>,
}

/// What became of one counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing to compare.
    Taken,
    /// It follows.
    Fits,
    /// It does not: what would.
    Misfit(Vec<i128>),
    /// It should be compared, and there is no key.
    NoKey,
}

impl Turnover {
    /// A receipt that shows no counter.
    pub(super) fn pass(&mut self, counts: bool, sum: i128, lost: bool) {
        if lost {
            self.values.clear();
        } else if counts {
            self.values.iter_mut().for_each(|value| *value = value.saturating_add(sum));
        }
    }

    /// A receipt that shows one; `lost`: what was before is not known.
    pub(super) fn step(&mut self, sum: i128, found: Option<i128>, lost: bool) -> Step {
        let known = !self.values.is_empty() || self.seen;
        self.seen = true;
        let Some(found) = found else {
            self.values.clear();
            return if lost || !known { Step::Taken } else { Step::NoKey };
        };
        if lost || self.values.is_empty() {
            self.values = vec![found];
            return Step::Taken;
        }
        self.compared += 1;
        let expected: Vec<i128> = self.values.iter().map(|value| value.saturating_add(sum)).collect();
        if expected.contains(&found) {
            self.values = vec![found];
            self.key_fits = true;
            return Step::Fits;
        }
        self.values = expected.first().into_iter().chain(expected.last()).copied().collect();
        self.values.dedup();
        self.values.push(found);
        Step::Misfit(expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_counter_is_one_finding_and_so_is_a_jump() {
        let run = |counters: &[i128]| {
            let mut turnover = Turnover { values: vec![0], ..Turnover::default() };
            counters.iter().map(|found| turnover.step(10, Some(*found), false) == Step::Fits).collect::<Vec<_>>()
        };
        // One wrong.
        assert_eq!(run(&[10, 99, 30, 40]), [true, false, true, true]);
        // A jump.
        assert_eq!(run(&[10, 120, 130, 140]), [true, false, true, true]);
        // A jump behind a wrong one: from the last one found.
        assert_eq!(run(&[10, 99, 500, 510]), [true, false, false, true]);
        assert_eq!(run(&[10, 99, 500, 119, 129]), [true, false, false, true, true]);
        assert_eq!(run(&[10, 99, 500, 40]), [true, false, false, true]);
    }

    #[test]
    fn without_a_key_a_counter_is_to_be_compared_only_behind_another() {
        let mut turnover = Turnover::default();
        assert_eq!(turnover.step(5, None, true), Step::Taken);
        assert_eq!(turnover.step(5, None, false), Step::NoKey);
        let mut turnover = Turnover { values: vec![0], ..Turnover::default() };
        assert_eq!(turnover.step(0, None, false), Step::NoKey);
    }

    #[test]
    fn counters_are_decrypted_with_their_sign() {
        // From a journal of the examples, whose key is invented.
        let key = Key::of("a84pN4QQEuR3EuxdRP4NPCv3E7uA3nBLlQOlmULGtWM=").unwrap();
        let mut text = String::new();
        for (number, counter, cents) in [("1", "onJZn4837/s=", 0), ("2", "Xdcy+l34U/8=", 10_021)] {
            let code = format!(
                "_R1-AT0_KASSE-DEV-3_{number}_2026-03-02T08:00:00_0,00_0,00_0,00_0,00_0,00_{counter}_U:A-K0_kXvr/KY6mgo="
            );
            let jws = ["eyJhbGciOiJFUzI1NiJ9.", &Base64::Url.encode(code.as_bytes()), ".AA"].concat();
            let receipt = super::super::receipt::read(jws.as_bytes(), &mut text).unwrap();
            assert_eq!(key.counter(&receipt), cents);
        }
        assert!(Key::of("AAAA").is_none() && Key::of("a84pN4QQEuR3EuxdRP4NPCv3E7uA3nBLlQOlmULGtWM").is_none());
    }
}
