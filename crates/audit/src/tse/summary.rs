//! What an export holds: devices, clients, events, and sums of finished receipts.

use super::{
    certificates::Keys,
    device::{About, Device, Words},
    log::{Log, Transaction},
};
use crate::{
    Evidence, Filter, Options, Period, evidence,
    process_data::{ProcessData, RATES},
};
use serde_json::Value;
use slipcheck_codec::{encoding::hex, time::Moment};
use std::collections::BTreeMap;

/// Sums of receipts, in cents.
#[derive(Debug, Default)]
struct Sums {
    receipts: u64,
    rates: [i64; 5],
    payments: BTreeMap<String, i64>,
}

impl Sums {
    fn add(&mut self, data: &ProcessData<'_>) {
        self.receipts += 1;
        for (sum, cents) in self.rates.iter_mut().zip(data.gross) {
            *sum = sum.saturating_add(cents);
        }
        for payment in &data.payments {
            let kind = if payment.cash { "Bar" } else { "Unbar" };
            let kind = payment.currency.map_or_else(|| kind.to_owned(), |currency| [kind, ":", currency].concat());
            let sum = self.payments.entry(kind).or_default();
            *sum = sum.saturating_add(payment.cents);
        }
    }

    fn told(&self) -> Value {
        let rates: Evidence =
            RATES.iter().zip(self.rates).map(|(rate, cents)| ((*rate).to_owned(), cents.into())).collect();
        let payments: Evidence = self.payments.iter().map(|(kind, cents)| (kind.clone(), (*cents).into())).collect();
        evidence! { "receipts" => self.receipts, "rates" => rates, "payments" => payments }.into()
    }
}

/// What is summed while logs are read.
#[derive(Debug, Default)]
pub(super) struct Totals {
    /// By type of receipt: `Beleg`, `AVTraining`, …
    kinds: BTreeMap<String, Sums>,
    /// Of `Beleg`, by day or month.
    periods: BTreeMap<String, Sums>,
    clients: BTreeMap<String, u64>,
    process_types: BTreeMap<String, u64>,
    times: Option<(Moment, Moment)>,
    pub(super) logs: u64,
}

/// Whether a log is among those that are listed and summed.
fn is_listed(filter: &Filter, log: &Log<'_>, transaction: &Transaction<'_>) -> bool {
    let at = log.time.moment();
    filter.client.as_ref().is_none_or(|client| client.as_bytes() == &*transaction.client)
        && filter.from.is_none_or(|from| at >= from)
        && filter.to.is_none_or(|to| at <= to)
        && filter.transactions.is_none_or(|(from, to)| (from..=to).contains(&transaction.number))
        && is_device(filter, &log.serial)
}

fn is_device(filter: &Filter, serial: &[u8; 32]) -> bool {
    filter.device.as_ref().is_none_or(|device| hex(serial).starts_with(&device.to_ascii_lowercase()))
}

impl Totals {
    /// Takes any log.
    pub(super) fn log(&mut self, log: &Log<'_>) {
        let at = log.time.moment();
        self.logs += 1;
        self.times = Some(self.times.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
    }

    /// Takes the finish of a transaction; `data`, where they are those of a receipt.
    pub(super) fn finish(
        &mut self,
        options: &Options,
        log: &Log<'_>,
        transaction: &Transaction<'_>,
        data: Option<&ProcessData<'_>>,
    ) {
        if !is_listed(&options.filter, log, transaction) {
            return;
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        *self.clients.entry(text(&transaction.client)).or_default() += 1;
        *self.process_types.entry(text(&transaction.process_type)).or_default() += 1;
        let Some(data) = data else { return };
        self.kinds.entry(data.kind.to_owned()).or_default().add(data);
        if let Some(period) = options.by.filter(|_| data.kind == "Beleg") {
            let day = log.time.moment().rfc3339();
            let length = if period == Period::Day { 10 } else { 7 };
            self.periods.entry(day.get(..length).unwrap_or_default().to_owned()).or_default().add(data);
        }
    }

    /// The summary.
    pub(super) fn told(
        &self,
        devices: &BTreeMap<[u8; 32], Device>,
        keys: &Keys,
        words: &Words,
        options: &Options,
    ) -> Evidence {
        let receipts: u64 = self.kinds.values().map(|sums| sums.receipts).sum();
        let mut summary = evidence! { "logs" => self.logs, "receipts" => receipts };
        if let Some((from, to)) = self.times {
            summary.insert("from".into(), from.rfc3339().into());
            summary.insert("to".into(), to.rfc3339().into());
        }
        let listed =
            devices.iter().filter(|(serial, device)| is_device(&options.filter, serial) && !device.records.is_empty());
        let listed: Vec<Value> =
            listed.map(|(serial, device)| told_device(serial, device, keys, words).into()).collect();
        summary.insert("devices".into(), listed.into());
        let mut events: BTreeMap<String, u64> = BTreeMap::new();
        for record in devices.values().flat_map(|device| &device.records) {
            if let About::System { operation, .. } = record.about() {
                *events.entry(words.text(operation)).or_default() += 1;
            }
        }
        let counted = |counts: &BTreeMap<String, u64>| -> Evidence {
            counts.iter().map(|(name, count)| (name.clone(), (*count).into())).collect()
        };
        summary.insert("clients".into(), counted(&self.clients).into());
        summary.insert("processTypes".into(), counted(&self.process_types).into());
        summary.insert("events".into(), counted(&events).into());
        let sums = |sums: &BTreeMap<String, Sums>| -> Evidence {
            sums.iter().map(|(name, sums)| (name.clone(), sums.told())).collect()
        };
        summary.insert("sums".into(), sums(&self.kinds).into());
        if options.by.is_some() {
            summary.insert("periods".into(), sums(&self.periods).into());
        }
        let checked: u64 = devices.values().map(|device| device.checked).sum();
        summary.insert("checked".into(), evidence! { "signature" => checked }.into());
        summary
    }
}

fn told_device(serial: &[u8; 32], device: &Device, keys: &Keys, words: &Words) -> Evidence {
    let mut told = evidence! { "serial" => hex(serial) };
    let held = keys.device(serial);
    if let Some(curve) = held.and_then(|held| held.key.as_ref()?.curve()) {
        told.insert("curve".into(), curve.name().into());
    }
    if let Some(certificate) = held.and_then(|held| keys.certificate(held)) {
        let dates = evidence! {
            "subject" => certificate.subject.clone(),
            "notBefore" => certificate.not_before.rfc3339(),
            "notAfter" => certificate.not_after.rfc3339(),
        };
        told.insert("certificate".into(), dates.into());
    }
    let mut logs: BTreeMap<String, u64> = BTreeMap::new();
    let mut last_transaction = None;
    for record in &device.records {
        let name = match record.about() {
            About::Transaction { step, number, .. } => {
                last_transaction = last_transaction.max(Some(number));
                step.name().to_owned()
            }
            About::System { operation, .. } => ["system ", &words.text(operation)].concat(),
            About::Audit => "audit".to_owned(),
        };
        *logs.entry(name).or_default() += 1;
    }
    let logs: Evidence = logs.into_iter().map(|(name, count)| (name, count.into())).collect();
    told.insert("logs".into(), logs.into());
    if let (Some(first), Some(last)) = (device.records.first(), device.records.last()) {
        told.insert("firstCounter".into(), first.counter.into());
        told.insert("lastCounter".into(), last.counter.into());
        told.insert("from".into(), first.time().moment().rfc3339().into());
        told.insert("to".into(), last.time().moment().rfc3339().into());
    }
    if let Some(number) = last_transaction {
        told.insert("lastTransaction".into(), number.into());
    }
    told
}
