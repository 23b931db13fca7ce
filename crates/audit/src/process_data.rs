//! processData of a receipt (DSFinV-K annex I): `Beleg^5.60_15.80_0.00_0.00_0.00^21.40:Unbar`, strictly.

/// Names of the five rates, in their order.
pub(crate) const RATES: [&str; 5] = ["19", "7", "10.7", "5.5", "0"];

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Payment<'a> {
    /// Cents, or hundredths of another currency.
    pub(crate) cents: i64,
    /// `Bar`, else `Unbar`.
    pub(crate) cash: bool,
    /// As it stands there: none for the home currency.
    pub(crate) currency: Option<&'a str>,
}

/// The data of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProcessData<'a> {
    /// `Beleg`, `AVTraining`, …
    pub(crate) kind: &'a str,
    /// Gross amounts by rate, in cents.
    pub(crate) gross: [i64; 5],
    /// Payments in their order.
    pub(crate) payments: Vec<Payment<'a>>,
}

/// Whether a process type is a receipt's, whatever its letter case.
pub(crate) fn is_receipt(process_type: &[u8]) -> bool {
    process_type.eq_ignore_ascii_case(b"Kassenbeleg-V1")
}

/// An amount: `-?d+.dd`, in hundredths.
fn amount(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.')?;
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    if !plain(whole) || !plain(part) || part.len() != 2 || whole.len() > 15 {
        return None;
    }
    let cents: i64 = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part.parse().ok()?)?;
    Some(sign * cents)
}

fn payment(text: &str) -> Option<Payment<'_>> {
    let mut parts = text.split(':');
    let (cents, kind, currency) = (amount(parts.next()?)?, parts.next()?, parts.next());
    let cash = match kind {
        "Bar" => true,
        "Unbar" => false,
        _ => return None,
    };
    let is_code = |code: &str| code.len() == 3 && code.bytes().all(|c| c.is_ascii_uppercase());
    (parts.next().is_none() && currency.is_none_or(is_code)).then_some(Payment { cents, cash, currency })
}

impl<'a> ProcessData<'a> {
    /// Reads `Type^a_a_a_a_a^[a:Bar|Unbar[:CUR]_…]`: `None` for any other form.
    pub(crate) fn parse(text: &'a [u8]) -> Option<Self> {
        let text = core::str::from_utf8(text).ok()?;
        let mut parts = text.split('^');
        let (kind, amounts, payments) = (parts.next()?, parts.next()?, parts.next()?);
        if kind.is_empty() || parts.next().is_some() {
            return None;
        }
        let mut gross = [0; 5];
        let mut amounts = amounts.split('_');
        for slot in &mut gross {
            *slot = amount(amounts.next()?)?;
        }
        if amounts.next().is_some() {
            return None;
        }
        let payments = if payments.is_empty() { Some(Vec::new()) } else { payments.split('_').map(payment).collect() };
        Some(Self { kind, gross, payments: payments? })
    }

    /// Sum of the five amounts, in cents.
    pub(crate) fn total(&self) -> i64 {
        self.gross.iter().fold(0, |sum: i64, cents| sum.saturating_add(*cents))
    }

    /// Sum of the payments, in cents: `None` when one is in another currency than this.
    pub(crate) fn paid(&self, home: &str) -> Option<i64> {
        self.payments.iter().try_fold(0i64, |sum, payment| {
            payment.currency.is_none_or(|code| code == home).then(|| sum.saturating_add(payment.cents))
        })
    }

    /// Amounts and payments where a receipt of type `Beleg`, paid in this currency alone, has two sums.
    pub(crate) fn misfit(&self, home: &str) -> Option<(i64, i64)> {
        let (total, paid) = (self.total(), self.paid(home)?);
        (self.kind == "Beleg" && total != paid).then_some((total, paid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_is_read() {
        let data = ProcessData::parse(b"Beleg^5.60_15.80_0.00_0.00_-1.00^20.00:Bar_0.40:Unbar").unwrap();
        assert_eq!((data.kind, data.total(), data.paid("EUR")), ("Beleg", 2040, Some(2040)));
        assert_eq!(data.misfit("EUR"), None);
        let other = ProcessData::parse(b"Beleg^5.00_0.00_0.00_0.00_0.00^5.00:Bar:USD").unwrap();
        assert_eq!((other.paid("EUR"), other.paid("USD")), (None, Some(500)));
        let unpaid = ProcessData::parse(b"Beleg^5.00_0.00_0.00_0.00_0.00^").unwrap();
        assert_eq!(unpaid.misfit("EUR"), Some((500, 0)));
        let training = ProcessData::parse(b"AVTraining^5.00_0.00_0.00_0.00_0.00^").unwrap();
        assert_eq!(training.misfit("EUR"), None);
    }

    #[test]
    fn every_other_form_is_refused() {
        for bad in [
            "",
            "Beleg",
            "^1.00_0.00_0.00_0.00_0.00^",
            "Beleg^1.00_0.00_0.00_0.00^1.00:Bar",
            "Beleg^1.00_0.00_0.00_0.00_0.00_0.00^1.00:Bar",
            "Beleg^1,00_0.00_0.00_0.00_0.00^1.00:Bar",
            "Beleg^1.0_0.00_0.00_0.00_0.00^1.00:Bar",
            "Beleg^1,234.00_0.00_0.00_0.00_0.00^1.00:Bar",
            "Beleg^+1.00_0.00_0.00_0.00_0.00^1.00:Bar",
            "Beleg^1.00_0.00_0.00_0.00_0.00^1.00",
            "Beleg^1.00_0.00_0.00_0.00_0.00^1.00:bar",
            "Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar:EU",
            "Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar:EUR:x",
            "Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar_",
            "Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar^",
            "Beleg^.00_0.00_0.00_0.00_0.00^1.00:Bar",
        ] {
            assert_eq!(ProcessData::parse(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(ProcessData::parse(b"Beleg\xff^1.00_0.00_0.00_0.00_0.00^"), None);
    }
}
