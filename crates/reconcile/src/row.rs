//! One transaction or entry as a file has it (reconcile.md, section 5), in a form that a million of them fit into memory.

use crate::{
    date::{Day, NO_DAY},
    text::Sym,
};

/// One of the three piles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leg {
    /// Slips.
    Slip,
    /// The acquirer's statement.
    Acquirer,
    /// The bank's.
    Bank,
}

impl Leg {
    /// All three, in the order of the result.
    pub const ALL: [Self; 3] = [Self::Slip, Self::Acquirer, Self::Bank];

    /// `slip`, `acquirer`, `bank`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Slip => "slip",
            Self::Acquirer => "acquirer",
            Self::Bank => "bank",
        }
    }
}

/// What a row says happened (3.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A sale, or the completion of a pre-authorisation.
    Sale,
    /// Money back by a row of its own.
    Refund,
    /// A sale taken back on the same day.
    Void,
    /// A sale taken back by the network.
    Reversal,
    /// A fee by itself: no transaction.
    Fee,
    /// A payment to the merchant: no transaction.
    Settlement,
    /// An entry at the bank.
    Entry,
}

impl Kind {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Refund => "refund",
            Self::Void => "void",
            Self::Reversal => "reversal",
            Self::Fee => "fee",
            Self::Settlement => "settlement",
            Self::Entry => "entry",
        }
    }

    /// Whether it takes a sale back.
    #[must_use]
    pub fn undoes(self) -> bool {
        matches!(self, Self::Void | Self::Reversal)
    }

    /// Whether rows of this kind are transactions.
    #[must_use]
    pub fn is_transaction(self) -> bool {
        !matches!(self, Self::Fee | Self::Settlement)
    }
}

/// An amount that is not there.
pub(crate) const NO_AMOUNT: i64 = i64::MIN;
/// A clock that is not there.
pub(crate) const NO_TIME: i32 = -1;
/// Last four digits that are not there.
pub(crate) const NO_LAST4: u16 = u16::MAX;

/// One row. Amounts are minor units: sale +, refund −; at the bank credit +, debit −.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its pile.
    pub(crate) leg: Leg,
    /// Its file, an index into the files of the result.
    pub(crate) file: u32,
    /// The physical line or sheet row, from 1.
    pub(crate) line: u32,
    /// What happened.
    pub(crate) kind: Kind,
    /// A sale whose state says that it was voided.
    pub(crate) undone: bool,
    /// Amount, fee and net do not add up.
    pub(crate) unexplained: bool,
    /// The last four digits of the card.
    pub(crate) last4: u16,
    /// The day.
    pub(crate) date: Day,
    /// Seconds of the day.
    pub(crate) time: i32,
    /// The day of settlement.
    pub(crate) settle: Day,
    pub(crate) amount: i64,
    pub(crate) original: i64,
    pub(crate) fee: i64,
    pub(crate) net: i64,
    pub(crate) currency: Sym,
    pub(crate) original_currency: Sym,
    pub(crate) card: Sym,
    pub(crate) terminal: Sym,
    pub(crate) merchant: Sym,
    pub(crate) merchant_name: Sym,
    pub(crate) mcc: Sym,
    pub(crate) batch: Sym,
    pub(crate) trace: Sym,
    pub(crate) rrn: Sym,
    pub(crate) auth: Sym,
    pub(crate) order: Sym,
    pub(crate) channel_id: Sym,
    pub(crate) refund_id: Sym,
    pub(crate) original_rrn: Sym,
    pub(crate) original_trace: Sym,
    pub(crate) original_channel_id: Sym,
    pub(crate) payout: Sym,
    pub(crate) channel: Sym,
    pub(crate) text: Sym,
}

impl Row {
    /// An empty row.
    pub(crate) fn new(leg: Leg, file: u32, line: u32) -> Self {
        let none = Sym::NONE;
        Self {
            leg,
            file,
            line,
            kind: if leg == Leg::Bank { Kind::Entry } else { Kind::Sale },
            undone: false,
            unexplained: false,
            last4: NO_LAST4,
            date: NO_DAY,
            time: NO_TIME,
            settle: NO_DAY,
            amount: 0,
            original: NO_AMOUNT,
            fee: NO_AMOUNT,
            net: NO_AMOUNT,
            currency: none,
            original_currency: none,
            card: none,
            terminal: none,
            merchant: none,
            merchant_name: none,
            mcc: none,
            batch: none,
            trace: none,
            rrn: none,
            auth: none,
            order: none,
            channel_id: none,
            refund_id: none,
            original_rrn: none,
            original_trace: none,
            original_channel_id: none,
            payout: none,
            channel: none,
            text: none,
        }
    }

    /// `base day`: the day of settlement, else the day (section 5).
    pub(crate) fn base(&self) -> Day {
        if self.settle == NO_DAY { self.date } else { self.settle }
    }

    /// What counts in sums: net, else amount (section 5).
    pub(crate) fn net_or_amount(&self) -> i64 {
        if self.net == NO_AMOUNT { self.amount } else { self.net }
    }

    /// The order of rows everywhere: date, time (none first), file, line (section 6).
    pub(crate) fn order_key(&self) -> (Day, i32, u32, u32) {
        (self.date, self.time, self.file, self.line)
    }

    /// Whether both have last four digits, and others.
    pub(crate) fn cards_differ(&self, other: &Self) -> bool {
        self.last4 != NO_LAST4 && other.last4 != NO_LAST4 && self.last4 != other.last4
    }

    /// Whether the last four digits are there and the same.
    pub(crate) fn same_card(&self, other: &Self) -> bool {
        self.last4 != NO_LAST4 && self.last4 == other.last4
    }

    /// Whether an amount equals this one's amount or original amount.
    pub(crate) fn has_amount(&self, amount: i64) -> bool {
        self.amount == amount || (self.original != NO_AMOUNT && self.original == amount)
    }
}

/// Whether two values are there and the same.
pub(crate) fn same(a: Sym, b: Sym) -> bool {
    a.is_some() && a == b
}

/// Whether two values are there and differ.
pub(crate) fn differ(a: Sym, b: Sym) -> bool {
    a.is_some() && b.is_some() && a != b
}
