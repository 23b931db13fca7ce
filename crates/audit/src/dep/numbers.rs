//! The receipt numbers of a register: 16 bytes of a hash each, and what the receipt itself hashes to.

use super::receipt::Link;
use slipcheck_signature::sha256;
use std::collections::{HashMap, HashSet};

/// So many tables, so that they do not all grow at one moment.
const TABLES: usize = 64;

/// The first bytes of the hash of a number.
pub(super) type Number = [u8; 16];

/// The hash of a number.
pub(super) fn hashed(number: &str) -> Number {
    let hash = sha256(number.as_bytes());
    hash.first_chunk().copied().unwrap_or_default()
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It is new.
    New,
    /// Another receipt has it.
    Number,
    /// This very receipt was here.
    Receipt,
}

/// The numbers seen.
#[derive(Debug)]
pub(super) struct Numbers {
    tables: Vec<HashMap<Number, Link>>,
    /// Receipts whose number was there already.
    others: HashSet<Link>,
}

impl Numbers {
    pub(super) fn new() -> Self {
        Self { tables: (0..TABLES).map(|_| HashMap::new()).collect(), others: HashSet::new() }
    }

    /// Of a state: which receipts they were is not known.
    pub(super) fn of(numbers: &[Number]) -> Self {
        let mut made = Self::new();
        for number in numbers {
            if let Some(table) = made.table(number) {
                table.insert(*number, Link::default());
            }
        }
        made
    }

    fn table(&mut self, number: &Number) -> Option<&mut HashMap<Number, Link>> {
        self.tables.get_mut(usize::from(number[0]) % TABLES)
    }

    /// What is known of a number and of the receipt that bears it.
    pub(super) fn known(&self, number: &Number, receipt: &Link) -> Known {
        match self.tables.get(usize::from(number[0]) % TABLES).and_then(|table| table.get(number)) {
            None => Known::New,
            Some(link) if link == receipt || self.others.contains(receipt) => Known::Receipt,
            Some(_) => Known::Number,
        }
    }

    /// Keeps it.
    pub(super) fn insert(&mut self, number: Number, receipt: Link) {
        let mut other = false;
        if let Some(table) = self.table(&number) {
            other = *table.entry(number).or_insert(receipt) != receipt;
        }
        if other {
            self.others.insert(receipt);
        }
    }

    /// All of them, in no order that tells anything.
    pub(super) fn all(&self) -> Vec<Number> {
        let mut all = Vec::with_capacity(self.tables.iter().map(HashMap::len).sum());
        all.extend(self.tables.iter().flat_map(HashMap::keys));
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_receipt_are_told_apart() {
        let mut numbers = Numbers::new();
        let (seven, eight) = (hashed("7"), hashed("8"));
        assert_eq!(numbers.known(&seven, &[1; 8]), Known::New);
        numbers.insert(seven, [1; 8]);
        assert_eq!(numbers.known(&seven, &[1; 8]), Known::Receipt);
        assert_eq!(numbers.known(&seven, &[2; 8]), Known::Number);
        numbers.insert(seven, [2; 8]);
        assert_eq!(numbers.known(&seven, &[2; 8]), Known::Receipt);
        assert_eq!(numbers.known(&eight, &[2; 8]), Known::New);
        let later = Numbers::of(&numbers.all());
        assert_eq!(later.known(&seven, &[1; 8]), Known::Number);
    }
}
