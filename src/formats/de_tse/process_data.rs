//! processData of a receipt: `Beleg^5.60_15.80_0.00_0.00_0.00^21.40:Unbar` (DSFinV-K annex I).

use crate::formats::till::amount;
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// The members and the printed rates of the five gross amounts, in their order. The rates of the second half of 2020
/// stood in the places of those that they replaced.
pub(super) const RATES: [(&str, &[&str]); 5] = [
    ("gross19", &["19", "16"]),
    ("gross7", &["7", "5"]),
    ("gross107", &["10.7", "9.5", "9", "8.4", "7.8"]),
    ("gross55", &["5.5"]),
    ("gross0", &["0"]),
];

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Payment {
    pub(super) cents: i64,
    /// `Bar` or `Unbar`.
    pub(super) kind: String,
    /// ISO 4217, when it was not euro.
    pub(super) currency: Option<String>,
}

/// The data of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProcessData {
    /// `Beleg`, `AVTraining`, …
    pub(super) kind: String,
    /// Cents by rate.
    pub(super) gross: [i64; 5],
    pub(super) payments: Vec<Payment>,
}

impl ProcessData {
    /// Reads it, with point or comma and with thousands separators. `None` for any other process's data.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('^');
        let (kind, gross, payments) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let mut amounts = gross.split('_');
        let mut cents = [0; 5];
        for slot in &mut cents {
            *slot = amount::cents(amounts.next()?)?;
        }
        if amounts.next().is_some() {
            return None;
        }
        let payment = |text: &str| {
            let mut parts = text.split(':');
            let payment = Payment {
                cents: amount::cents(parts.next()?)?,
                kind: parts.next()?.to_string(),
                currency: parts.next().map(String::from),
            };
            parts.next().is_none().then_some(payment)
        };
        let payments = if payments.is_empty() { Some(Vec::new()) } else { payments.split('_').map(payment).collect() };
        Some(Self { kind: kind.to_string(), gross: cents, payments: payments? })
    }

    /// Writes it as the guideline has it.
    pub(super) fn text(&self) -> String {
        self.written(amount::text)
    }

    /// Writes it with amounts of another form.
    pub(super) fn written(&self, amount: impl Fn(i64) -> String) -> String {
        let gross: Vec<String> = self.gross.iter().map(|cents| amount(*cents)).collect();
        let payments: Vec<String> = self
            .payments
            .iter()
            .map(|payment| {
                let currency = payment.currency.as_ref().map_or(String::new(), |currency| format!(":{currency}"));
                format!("{}:{}{currency}", amount(payment.cents), payment.kind)
            })
            .collect();
        format!("{}^{}^{}", self.kind, gross.join("_"), payments.join("_"))
    }

    /// What was sold, in cents.
    pub(super) fn total(&self) -> i64 {
        self.gross.iter().fold(0, |sum: i64, cents| sum.saturating_add(*cents))
    }

    /// What was paid in euro, in cents.
    pub(super) fn paid(&self) -> i64 {
        let euro = self.payments.iter().filter(|payment| payment.currency.as_deref().is_none_or(|code| code == "EUR"));
        euro.fold(0, |sum: i64, payment| sum.saturating_add(payment.cents))
    }

    /// Whether every payment was in euro.
    pub(super) fn all_euro(&self) -> bool {
        self.payments.iter().all(|payment| payment.currency.as_deref().is_none_or(|code| code == "EUR"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        for text in [
            "Beleg^21.42_0.00_0.00_0.00_0.00^21.42:Unbar",
            "Beleg^2.90_0.00_0.00_0.00_2.10^5.00:Unbar",
            "AVTraining^0.00_-1.00_0.00_0.00_0.00^5.00:Bar_-6.00:Unbar",
            "Beleg^10.00_0.00_0.00_0.00_0.00^5.00:Bar_6.00:Bar:USD",
            "Beleg^0.00_0.00_0.00_0.00_0.00^",
        ] {
            assert_eq!(ProcessData::parse(text).unwrap().text(), text);
        }
        let oddity = ProcessData::parse("Beleg^1,234.50_0.00_0.00_0.00_0.00^1,234.50:Bar").unwrap();
        assert_eq!((oddity.total(), oddity.paid()), (123_450, 123_450));
        assert_eq!(oddity.text(), "Beleg^1234.50_0.00_0.00_0.00_0.00^1234.50:Bar");
        for bad in [
            "",
            "Beleg",
            "Beleg^1.00^1.00:Bar",
            "Beleg^1_0_0_0_0^1:Bar",
            "2;\"Eis\";3.99",
            "Beleg^1.00_0.00_0.00_0.00_0.00^1.00",
        ] {
            assert_eq!(ProcessData::parse(bad), None, "{bad}");
        }
    }
}
