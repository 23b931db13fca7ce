//! The summary: counts and sums over all rows, and what gave none.

use super::{headline::SUMS, row::Row};
use crate::time::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Most signers that are counted apart.
const SIGNERS: usize = 1000;
/// Signers beyond [`SIGNERS`], together.
const OTHERS: &str = "…";
/// Most sources without rows that are named.
const NAMED: usize = 10_000;
/// Digits behind the point of a sum, before trailing ones are taken off.
const DIGITS: u32 = 6;

/// Why an input gives no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is none of that name.
    NotFound,
    /// It cannot be read, or not all of it.
    Damaged,
    /// It lies in too many archives or folders.
    TooDeep,
    /// Certificates, keys or lists.
    KeyMaterial,
}

impl Why {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Damaged => "damaged",
            Self::TooDeep => "too-deep",
            Self::KeyMaterial => "key-material",
        }
    }
}

/// A sum of one currency, in millionths, and the digits that its amounts have.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    millionths: i128,
    digits: usize,
}

impl Sum {
    /// Adds an amount; one that is no plain decimal counts nothing.
    fn add(&mut self, amount: &str) {
        let (sign, plain) = amount.strip_prefix('-').map_or((1, amount), |plain| (-1, plain));
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let are_digits = [whole, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !are_digits || whole.is_empty() || whole.len() > 18 || fraction.len() > DIGITS as usize {
            return;
        }
        let millionths = format!("{whole}{fraction:0<6}").parse::<i128>().unwrap_or_default();
        self.millionths = self.millionths.saturating_add(sign * millionths);
        self.digits = self.digits.max(fraction.len());
    }

    /// The sum as a plain decimal.
    #[must_use]
    pub fn text(self) -> String {
        let unit = 10u128.pow(DIGITS);
        let all = self.millionths.unsigned_abs();
        let sign = if self.millionths < 0 { "-" } else { "" };
        let fraction = format!("{:06}", all % unit);
        let fraction = fraction.get(..self.digits).unwrap_or_default();
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", all / unit)
    }
}

/// How often, by name.
pub type Counts = BTreeMap<String, u64>;

/// All of it.
#[derive(Debug, Default)]
pub struct Tally {
    /// Rows.
    pub rows: u64,
    /// Rows that are neither verified nor passed.
    pub bad: u64,
    /// Verdicts, and results of audits.
    pub verdicts: Counts,
    formats: Counts,
    /// By the id of each cause.
    pub causes: Counts,
    signers: Counts,
    /// By the place of their kind in [`SUMS`], and currency.
    pub sums: BTreeMap<(usize, String), Sum>,
    from: Option<(i64, String)>,
    to: Option<(i64, String)>,
    /// Sources without rows, as far as they are named.
    pub unread: Vec<(String, Why)>,
    /// Sources without rows that are not named.
    unnamed: u64,
    duplicates: u64,
    /// Earlier receipts that the key of a later one fits, and that stay as they were written.
    pub would_now_fit: u64,
    missing: bool,
    deep: bool,
    /// It was ended before all was judged.
    pub is_cancelled: bool,
}

/// The moment that a time stands for: one without its offset as if it were UTC.
fn moment(time: &str) -> Option<i64> {
    let parsed = Timestamp::parse(time).or_else(|| {
        let day = if time.len() == 10 { "T00:00:00" } else { "" };
        Timestamp::parse(&format!("{time}{day}Z"))
    });
    parsed.map(|time| time.moment().0)
}

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, row: &Row) {
        self.rows += 1;
        self.bad += u64::from(!row.is_good());
        let count = |counts: &mut Counts, name: &str| *counts.entry(name.to_owned()).or_insert(0) += 1;
        if let Some(word) = row.verdict.as_ref().or(row.result.as_ref()) {
            count(&mut self.verdicts, word);
        }
        if let Some(format) = row.format.as_ref().or(row.kind.as_ref()) {
            count(&mut self.formats, format);
        }
        for cause in row.causes.iter().flatten() {
            count(&mut self.causes, cause);
        }
        self.duplicates += u64::from(row.duplicate_of.is_some());
        let members = &row.members;
        if !members.signer.is_empty() {
            let is_known = self.signers.len() < SIGNERS || self.signers.contains_key(&members.signer);
            count(&mut self.signers, if is_known { &members.signer } else { OTHERS });
        }
        let kind = row.sum.as_deref().and_then(|sum| SUMS.iter().position(|name| *name == sum));
        if let (Some(kind), Some(amount)) = (kind, &row.sum_amount) {
            // ISO 4217: no currency.
            let currency = if members.currency.is_empty() { "XXX" } else { &members.currency };
            let known = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
            let currency = if known { currency } else { "XXX" };
            self.sums.entry((kind, currency.to_owned())).or_default().add(amount);
        }
        if let Some(moment) = moment(&members.time) {
            let own = || Some((moment, members.time.clone()));
            if self.from.as_ref().is_none_or(|(known, _)| moment < *known) {
                self.from = own();
            }
            if self.to.as_ref().is_none_or(|(known, _)| moment > *known) {
                self.to = own();
            }
        }
    }

    /// Counts an input that gives no row.
    pub fn unread(&mut self, source: &str, why: Why) {
        self.missing |= matches!(why, Why::NotFound | Why::Damaged);
        self.deep |= why == Why::TooDeep;
        if self.unread.len() < NAMED {
            self.unread.push((source.to_owned(), why));
        } else {
            self.unnamed += 1;
        }
    }

    /// The exit status.
    #[must_use]
    pub fn status(&self, no_fail: bool) -> u8 {
        match () {
            () if self.is_cancelled => 130,
            () if self.missing => 2,
            () if no_fail => 0,
            () => u8::from(self.bad > 0 || self.deep),
        }
    }

    /// The summary as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let sums = |kind: usize| -> Map<String, Value> {
            let own = self.sums.iter().filter(|((known, _), _)| *known == kind);
            own.map(|((_, currency), sum)| (currency.clone(), sum.text().into())).collect()
        };
        let sums: Map<String, Value> =
            SUMS.iter().enumerate().map(|(kind, name)| ((*name).to_owned(), sums(kind).into())).collect();
        let unread: Vec<Value> =
            self.unread.iter().map(|(source, why)| json!({"source": source, "why": why.id()})).collect();
        let mut summary = json!({
            "schema": 1,
            "rows": self.rows,
            "verdicts": self.verdicts,
            "formats": self.formats,
            "causes": self.causes,
            "signers": self.signers,
            "sums": sums,
            "duplicates": self.duplicates,
            "unread": unread,
        });
        let mut put = |name: &str, value: Option<Value>| {
            if let (Some(value), Some(members)) = (value, summary.as_object_mut()) {
                members.insert(name.to_owned(), value);
            }
        };
        put("from", self.from.as_ref().map(|(_, time)| time.clone().into()));
        put("to", self.to.as_ref().map(|(_, time)| time.clone().into()));
        put("wouldNowFit", (self.would_now_fit > 0).then(|| self.would_now_fit.into()));
        put("unreadUnnamed", (self.unnamed > 0).then(|| self.unnamed.into()));
        put("cancelled", self.is_cancelled.then(|| true.into()));
        summary
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::row::Members;

    fn row(verdict: &str, amount: &str, time: &str) -> Row {
        let members =
            Members { amount: amount.into(), currency: "EUR".into(), time: time.into(), ..Members::default() };
        let sum = if verdict == "verified" { "verified" } else { "other" };
        Row {
            verdict: Some(verdict.into()),
            members,
            sum: Some(sum.into()),
            sum_amount: Some(amount.into()),
            ..Row::default()
        }
    }

    #[test]
    fn sums_of_verified_slips_stand_apart() {
        let mut tally = Tally::default();
        for (verdict, amount, time) in [
            ("verified", "0.10", "2026-01-02T00:00:00+08:00"),
            ("verified", "0.20", "2026-01-01T20:00:00Z"),
            ("invalid", "-5", "2026-01-03"),
            ("invalid", "1e9", "never"),
        ] {
            tally.add(&row(verdict, amount, time));
        }
        let json = tally.to_json();
        assert_eq!(json["sums"], json!({"verified": {"EUR": "0.30"}, "half": {}, "test": {}, "other": {"EUR": "-5"}}));
        assert_eq!((&json["from"], &json["to"]), (&"2026-01-02T00:00:00+08:00".into(), &"2026-01-03".into()));
        assert_eq!(json["verdicts"], json!({"verified": 2, "invalid": 2}));
    }

    #[test]
    fn the_exit_status_says_the_worst() {
        let mut tally = Tally::default();
        tally.add(&row("verified", "", ""));
        tally.unread("a.pem", Why::KeyMaterial);
        assert_eq!((tally.status(false), tally.status(true)), (0, 0));
        tally.unread("b.zip", Why::TooDeep);
        assert_eq!((tally.status(false), tally.status(true)), (1, 0));
        tally.unread("c", Why::NotFound);
        assert_eq!((tally.status(false), tally.status(true)), (2, 2));
        tally.is_cancelled = true;
        assert_eq!((tally.status(true), &tally.to_json()["cancelled"]), (130, &true.into()));
    }
}
