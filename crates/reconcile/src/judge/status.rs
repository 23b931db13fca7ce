//! Whose reconciliation it is, what a transaction comes to, and what each pile says of it: the ids of the result (reconcile.md, 6.1
//! and section 7, table of statuses and `state`).

/// Whose reconciliation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Who paid.
    Cardholder,
    /// Who was paid.
    Merchant,
}

impl Party {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Cardholder => "cardholder",
            Self::Merchant => "merchant",
        }
    }
}

/// What a transaction comes to, in the order in which the first that is found counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// More than one fits.
    Ambiguous,
    /// It stands there twice.
    Duplicated,
    /// The amounts are different.
    AmountDiffers,
    /// The acquirer's statement does not have it.
    MissingInAcquirer,
    /// There is no slip.
    MissingInSlip,
    /// The bank does not have it.
    MissingInBank,
    /// It was taken back.
    Reversed,
    /// The merchant's numbers are different.
    MerchantDiffers,
    /// Nobody explains what was kept back.
    FeeUnexplained,
    /// The days are too far apart.
    DateDiffers,
    /// A pile does not reach its day.
    NotCovered,
    /// The documents say the same.
    Agrees,
}

impl Status {
    /// All, the worst first.
    pub const ALL: [Self; 12] = [
        Self::Ambiguous,
        Self::Duplicated,
        Self::AmountDiffers,
        Self::MissingInAcquirer,
        Self::MissingInSlip,
        Self::MissingInBank,
        Self::Reversed,
        Self::MerchantDiffers,
        Self::FeeUnexplained,
        Self::DateDiffers,
        Self::NotCovered,
        Self::Agrees,
    ];

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Ambiguous => "ambiguous",
            Self::Duplicated => "duplicated",
            Self::AmountDiffers => "amount-differs",
            Self::MissingInAcquirer => "missing-in-acquirer",
            Self::MissingInSlip => "missing-in-slip",
            Self::MissingInBank => "missing-in-bank",
            Self::Reversed => "reversed",
            Self::MerchantDiffers => "merchant-differs",
            Self::FeeUnexplained => "fee-unexplained",
            Self::DateDiffers => "date-differs",
            Self::NotCovered => "not-covered",
            Self::Agrees => "agrees",
        }
    }
}

/// What a leg says of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has it.
    Present,
    /// It covers the day and does not have it.
    Missing,
    /// The pile was not given.
    NotGiven,
    /// The pile does not reach that day.
    NotCovered,
    /// More than one fits.
    Ambiguous,
    /// Nothing is looked for.
    NotExpected,
}

impl State {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::NotGiven => "not-given",
            Self::NotCovered => "not-covered",
            Self::Ambiguous => "ambiguous",
            Self::NotExpected => "not-expected",
        }
    }
}
