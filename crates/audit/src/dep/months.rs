//! Monthly and yearly receipts (§ 8 RKSV): a null receipt between the sales of two months, a signed one between two years.

use super::receipt::Kind;
use slipcheck_codec::time::Civil;

/// A month of a year.
pub(super) type Month = (i32, u8);

/// Sales before this hour of a month's first day still count as the month before: places open at night.
const NIGHT: u8 = 6;

/// What a register did since its last sale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Months {
    /// The month of the last sale.
    pub(super) last: Option<Month>,
    /// A null receipt stands behind it.
    pub(super) null_since: bool,
    /// A signed one.
    pub(super) signed_since: bool,
}

/// What is missing before a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// A null receipt of the month.
    Monthly(Month),
    /// A signed null receipt of the year.
    Yearly(Month),
}

impl Months {
    /// The next receipt.
    pub(super) fn step(&mut self, kind: Kind, signed: bool, time: Civil) -> Option<Missing> {
        if kind == Kind::Null {
            self.null_since = true;
            self.signed_since |= signed;
        }
        if !kind.is_sale() {
            return None;
        }
        let night = time.day == 1 && time.hour < NIGHT;
        let month = match (night, time.month) {
            (false, month) => (time.year, month),
            (true, 1) => (time.year - 1, 12),
            (true, month) => (time.year, month - 1),
        };
        let last = self.last.filter(|last| *last < month);
        let missing = last.and_then(|last| {
            if last.0 == month.0 {
                (!self.null_since).then_some(Missing::Monthly(last))
            } else {
                (!self.signed_since).then_some(Missing::Yearly(last))
            }
        });
        // One on either side of midnight will do: what is sold at night takes nothing back.
        if !(night && self.last == Some(month)) {
            (self.null_since, self.signed_since) = (false, false);
        }
        self.last = self.last.max(Some(month));
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dep::vienna;

    /// Sales and null receipts (`0` signed, `o` unsigned) at these times: what is missing at which.
    fn run(receipts: &[(char, &str)]) -> Vec<(usize, Missing)> {
        let mut months = Months::default();
        let mut missing = Vec::new();
        for (at, (kind, time)) in receipts.iter().enumerate() {
            let time = vienna::parse(&format!("{time}:00")).unwrap();
            let kind_ = if *kind == 's' { Kind::Standard } else { Kind::Null };
            missing.extend(months.step(kind_, *kind != 'o', time).map(|what| (at, what)));
        }
        missing
    }

    #[test]
    fn a_null_receipt_stands_between_the_sales_of_two_months() {
        assert_eq!(run(&[('s', "2026-01-31T20:00"), ('o', "2026-01-31T23:00"), ('s', "2026-02-01T08:00")]), []);
        assert_eq!(run(&[('s', "2026-01-31T20:00"), ('s', "2026-02-01T08:00")]), [(1, Missing::Monthly((2026, 1)))]);
        assert_eq!(run(&[('s', "2026-01-31T20:00"), ('s', "2026-03-01T08:00")]), [(1, Missing::Monthly((2026, 1)))]);
        let null_too_early = [('0', "2026-01-31T19:00"), ('s', "2026-01-31T20:00"), ('s', "2026-02-01T08:00")];
        assert_eq!(run(&null_too_early).len(), 1);
    }

    #[test]
    fn at_the_turn_of_the_year_it_is_signed() {
        let turn = |null| run(&[('s', "2026-12-31T20:00"), (null, "2026-12-31T23:00"), ('s', "2027-01-01T08:00")]);
        assert_eq!(turn('0'), []);
        assert_eq!(turn('o'), [(2, Missing::Yearly((2026, 12)))]);
        assert_eq!(turn('s'), [(2, Missing::Yearly((2026, 12)))]);
    }

    #[test]
    fn places_open_at_night_close_their_month_on_either_side_of_midnight() {
        let (sale, late, day) = (('s', "2026-01-31T23:30"), ('s', "2026-02-01T02:00"), ('s', "2026-02-01T10:00"));
        assert_eq!(run(&[sale, late, ('0', "2026-02-01T03:00"), day]), []);
        assert_eq!(run(&[sale, ('0', "2026-01-31T23:59"), late, day]), []);
        assert_eq!(run(&[sale, ('0', "2026-02-01T00:10"), late, day]), []);
        assert_eq!(run(&[sale, late, day]), [(2, Missing::Monthly((2026, 1)))]);
        assert_eq!(run(&[('s', "2025-12-31T23:30"), ('s', "2026-01-01T02:00"), ('s', "2026-01-01T06:00")]).len(), 1);
    }
}
