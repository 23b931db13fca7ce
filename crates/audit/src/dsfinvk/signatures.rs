//! Signed rows of `transactions_tse.csv`: whether a signature fits, for whichever client, and what a TSE export says of them.

use super::{
    Clients,
    books::Receipts,
    devices::{Device, Devices, Holder, Known},
    message::{Form, Statement, TimeFormat, algorithm},
    rules,
    table::{Met, Row, number, time},
};
use crate::{
    Authority, Collector, Evidence, Kind, Period, evidence,
    process_data::{ProcessData, is_receipt},
    tse::{
        log::Time,
        reading::{Transactions, receipt, short_hash},
    },
};
use slipcheck_codec::encoding::{Base64, hex};
use slipcheck_signature::{Candidates, Digest, Scheme};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Signatures whose misfit is explained.
const MAX_EXPLAINED: u64 = 20;

/// What a device is called where its key is known, else what its row says.
type Name = String;

/// All signed rows of a call.
pub(super) struct Signatures<'a> {
    authority: &'a dyn Authority,
    /// Transactions of a TSE export beside the tables.
    transactions: Option<&'a Transactions>,
    devices_beside: HashSet<[u8; 32]>,
    counters: HashMap<(Name, u64), [u8; 16]>,
    /// Client and form that fitted last.
    last: Option<(String, TimeFormat, Form)>,
    pub(super) rows: u64,
    /// Bytes of archives before this one, and of all.
    pub(super) read: (u64, u64),
    signed: u64,
    checked: u64,
    receipts: u64,
    times: Option<(Time, Time)>,
    by: Option<Period>,
    /// Signed rows of each day or month.
    periods: BTreeMap<String, u64>,
    /// Receipts that are not compared with the books, by reason.
    pub(super) not_compared: BTreeMap<&'static str, u64>,
}

/// A signed row, read.
struct Signed<'r> {
    transaction: u64,
    counter: u64,
    finish: Time,
    signature: Vec<u8>,
    process_type: &'r str,
    process_data: &'r str,
}

/// Process data, by the older name too.
fn process_data<'r>(row: &'r Row<'_>) -> &'r str {
    let name = if row.has("TSE_TA_VORGANGSDATEN") { "TSE_TA_VORGANGSDATEN" } else { "TSE_VORGANGSDATEN" };
    row.raw(name)
}

/// When a transaction was finished, as a report writes it.
fn told(time: Time) -> String {
    time.moment().rfc3339()
}

fn read<'r>(row: &'r Row<'_>) -> Result<Signed<'r>, &'static str> {
    Ok(Signed {
        transaction: number(row.get("TSE_TANR")).ok_or("transaction")?,
        counter: number(row.get("TSE_TA_SIGZ")).ok_or("counter")?,
        finish: time(row.get("TSE_TA_ENDE")).ok_or("time")?,
        signature: Base64::Standard.decode(row.get("TSE_TA_SIG")).map_err(|_| "signature")?,
        process_type: row.raw("TSE_TA_VORGANGSART"),
        process_data: process_data(row),
    })
}

impl<'a> Signatures<'a> {
    pub(super) fn new(
        transactions: Option<&'a Transactions>,
        by: Option<Period>,
        authority: &'a dyn Authority,
    ) -> Self {
        let devices_beside = transactions.iter().flat_map(|known| known.keys().map(|(serial, _)| *serial)).collect();
        Self {
            authority,
            transactions,
            devices_beside,
            counters: HashMap::new(),
            last: None,
            rows: 0,
            read: (0, 0),
            signed: 0,
            checked: 0,
            receipts: 0,
            times: None,
            by,
            periods: BTreeMap::new(),
            not_compared: BTreeMap::new(),
        }
    }

    /// Judges one row.
    pub(super) fn row(
        &mut self,
        met: Met<'_>,
        devices: &mut Devices,
        clients: &Clients,
        receipts: &mut Receipts,
        collector: &mut Collector<'_>,
    ) {
        self.rows += 1;
        if self.rows.is_multiple_of(1024) {
            collector.progress(self.read.0, self.read.1, self.rows);
        }
        let row = match met {
            Met::Row(row) => row,
            Met::Broken(row) => {
                broken(&row, "fields", receipts, collector);
                return;
            }
        };
        let place = format!("transactions_tse.csv:{}", row.number);
        if row.get("TSE_TA_SIG").is_empty() {
            let reason: String = row.get("TSE_TA_FEHLER").chars().take(200).collect();
            collector.add(&rules::TSE_ERROR, &place, evidence! { "reason" => reason });
        } else {
            match read(&row) {
                Ok(signed) => self.signed(&row, &signed, &place, devices, clients, collector),
                Err(reason) => {
                    broken(&row, reason, receipts, collector);
                    return;
                }
            }
        }
        let (text, home) = (process_data(&row), clients.home(&row.closing()).to_owned());
        if !is_receipt(row.raw("TSE_TA_VORGANGSART").as_bytes()) || text.is_empty() && row.get("TSE_TA_SIG").is_empty()
        {
            // Orders, training of other kinds, and what was never given to the device.
            if !row.get("BON_ID").is_empty() {
                *self.not_compared.entry("process-type").or_insert(0) += 1;
            }
            return;
        }
        let data = ProcessData::parse(text.as_bytes());
        self.receipts += 1;
        receipt(text.as_bytes(), data.as_ref(), &home, &place, collector);
        receipts.signed(&row, data.as_ref(), &home);
    }

    fn signed(
        &mut self,
        row: &Row<'_>,
        signed: &Signed<'_>,
        place: &str,
        devices: &mut Devices,
        clients: &Clients,
        collector: &mut Collector<'_>,
    ) {
        self.signed += 1;
        let at = signed.finish;
        self.times = Some(self.times.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
        if let Some(by) = self.by {
            let length = if by == Period::Day { 10 } else { 7 };
            *self.periods.entry(told(at).get(..length).unwrap_or_default().to_owned()).or_default() += 1;
        }
        let closing = row.closing();
        let own = clients.of(&closing);
        if own.is_empty() && clients.is_whole(&closing) {
            collector.cause(&rules::CLIENT_UNKNOWN, "", place, evidence! {});
        }
        let id = row.get("TSE_ID");
        let name = match devices.of(row) {
            Known::Device(device) => {
                let Some(holder) = devices.holders.get_mut(device.holder) else { return };
                holder.first = Some(holder.first.map_or(signed.finish, |first| first.min(signed.finish)));
                if let Some(digest) = device.digest.filter(|_| !own.is_empty()) {
                    let fits = self.fits(signed, holder, digest, device.format, own);
                    self.checked += 1;
                    if !fits && clients.is_whole(&closing) {
                        let mut evidence =
                            evidence! { "counter" => signed.counter, "clients" => own.len(), "time" => told(at) };
                        if collector.count(rules::SIGNATURE_INVALID.id) < MAX_EXPLAINED
                            && let Some(told) = explained(row, signed, holder, device, own, self.authority)
                        {
                            evidence.extend(told);
                        }
                        collector.add(&rules::SIGNATURE_INVALID, place, evidence);
                    }
                }
                self.beside(row, signed, holder.serial, place, collector);
                hex(&holder.serial)
            }
            known => {
                let name = [row.get("Z_KASSE_ID"), "\0", id].concat();
                if matches!(known, Known::Missing) {
                    collector.cause(&rules::KEY_MISSING, &name, place, evidence! { "tse" => id });
                }
                name
            }
        };
        let hash = short_hash(&signed.signature);
        let known = *self.counters.entry((name, signed.counter)).or_insert(hash);
        if known != hash {
            collector.add(
                &rules::COUNTER_REPEATED,
                place,
                evidence! { "counter" => signed.counter, "time" => told(at) },
            );
        }
    }

    /// Whether the signature fits for one of these clients, in one of the forms in use.
    fn fits(
        &mut self,
        signed: &Signed<'_>,
        holder: &Holder,
        digest: Digest,
        format: Option<TimeFormat>,
        clients: &[String],
    ) -> bool {
        let formats =
            format.map_or_else(|| vec![TimeFormat::Unix, TimeFormat::Utc, TimeFormat::Generalized], |f| vec![f]);
        let candidates = Candidates::new(&holder.key, Scheme::Ecdsa(digest), &signed.signature);
        // The client that fitted last first.
        let last = self.last.clone();
        let first = last.as_ref().map(|(client, ..)| client).filter(|client| clients.contains(client));
        let clients: Vec<&String> =
            first.into_iter().chain(clients.iter().filter(|client| Some(*client) != first)).collect();
        for format in formats {
            let statement = Statement {
                process_type: signed.process_type,
                process_data: signed.process_data,
                transaction: signed.transaction,
                counter: signed.counter,
                finish: signed.finish,
                format,
                digest,
                serial: holder.serial,
            };
            let usual = last.as_ref().filter(|(_, known, _)| *known == format).map(|(_, _, form)| *form);
            let forms = statement.forms(usual);
            let all = forms.iter().flat_map(|form| clients.iter().map(move |client| (*form, *client)));
            let digests = all.map(|(form, client)| ((form, client), statement.digest_of(client, form)));
            if let Some(((form, client), _)) = candidates.first(digests) {
                self.last = Some((client.clone(), format, form));
                return true;
            }
        }
        false
    }

    /// Holds a row against the logs of a TSE export.
    fn beside(&self, row: &Row<'_>, signed: &Signed<'_>, serial: [u8; 32], place: &str, collector: &mut Collector<'_>) {
        let Some(transactions) = self.transactions else { return };
        let evidence = || evidence! { "transaction" => signed.transaction, "counter" => signed.counter };
        if !self.devices_beside.contains(&serial) {
            collector.cause(&rules::LOG_MISSING, &hex(&serial), place, evidence());
            return;
        }
        let known = transactions.get(&(serial, signed.transaction));
        let Some((finished, signature)) = known.and_then(|known| Some((known, known.signature?))) else {
            collector.add(&rules::LOG_MISSING, place, evidence());
            return;
        };
        if finished.counter != signed.counter || signature != short_hash(&signed.signature) {
            collector.add(&rules::SIGNATURE_DIFFERS, place, evidence());
        }
        if let (Some(start), Some(told)) = (finished.start, time(row.get("TSE_TA_START")))
            && start.seconds != told.seconds
        {
            let (expected, found) = (start.moment().rfc3339(), told.moment().rfc3339());
            collector.add(&rules::START_DIFFERS, place, evidence! { "expected" => expected, "found" => found });
        }
    }

    /// What was judged, and what was not.
    pub(super) fn summary(&self) -> Evidence {
        let not_compared: Evidence =
            self.not_compared.iter().map(|(reason, count)| ((*reason).to_owned(), (*count).into())).collect();
        let mut summary = evidence! {
            "receipts" => self.receipts,
            "transactions" => self.rows,
            "signed" => self.signed,
            "checked" => evidence! { "signature" => self.checked },
            "notCompared" => not_compared,
        };
        if let Some((from, to)) = self.times {
            summary.insert("from".into(), from.moment().rfc3339().into());
            summary.insert("to".into(), to.moment().rfc3339().into());
        }
        if self.by.is_some() {
            let told =
                |(period, receipts): (&String, &u64)| (period.clone(), evidence! { "receipts" => *receipts }.into());
            let periods: Evidence = self.periods.iter().map(told).collect();
            summary.insert("periods".into(), periods.into());
        }
        summary
    }
}

/// Why a signature does not fit, by the receipt code that the row would be printed as (DSFinV-K annex I).
fn explained(
    row: &Row<'_>,
    signed: &Signed<'_>,
    holder: &Holder,
    device: Device,
    clients: &[String],
    authority: &dyn Authority,
) -> Option<Evidence> {
    let (transaction, counter) = (signed.transaction.to_string(), signed.counter.to_string());
    let (signature, key) = (Base64::Standard.encode(&signed.signature), Base64::Standard.encode(&holder.key.point()?));
    let code = [
        "V0",
        clients.first()?,
        signed.process_type,
        signed.process_data,
        &transaction,
        &counter,
        row.get("TSE_TA_START"),
        row.get("TSE_TA_ENDE"),
        algorithm(device.digest?),
        device.format?.name(),
        &signature,
        &key,
    ];
    authority.explain(&code.join(";"), holder.certificate()?, Kind::Dsfinvk)
}

fn broken(row: &Row<'_>, reason: &str, receipts: &mut Receipts, collector: &mut Collector<'_>) {
    let place = format!("transactions_tse.csv:{}", row.number);
    collector.add(&rules::ROW_MALFORMED, &place, evidence! { "reason" => reason });
    if !row.get("BON_ID").is_empty() {
        receipts.unreadable(row);
    }
}
