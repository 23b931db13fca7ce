//! Germany: DSFinV-K, the books of a till beside the signatures of its device (ZIP of tables).
//!
//! What can be proven, and no more: each signed row of `transactions_tse.csv` is a receipt code without its client, which is
//! one of the serial numbers of till and terminals; and what it signs stands in the books, or does not. Tables are read as
//! streams, in the order in which they need each other:
//!
//! ```text
//! tse.csv ─► devices ┐
//! cashregister.csv   ├─► transactions_tse.csv ─► signatures ─► receipts ◄── transactions_vat.csv, datapayment.csv
//! slaves.csv ────────┘                               └► logs of a TSE export beside it
//! ```
//!
//! The many rules about sums of closings, master data and taxonomy are another product's, and the summary says so.

use crate::{
    Authority, Collector, Evidence, Input, Kind, Options, Rule, evidence,
    tse::{self, reading::Transactions},
};
use devices::Devices;
use serde_json::Value;
use signatures::Signatures;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use table::{Closing, Met};

mod archive;
mod books;
mod csv;
mod devices;
mod message;
mod rules;
mod signatures;
mod table;

/// The findings of this module.
pub static RULES: &[Rule] = &rules::ALL;

/// Tables without which nothing can be proven, and the index that an archive must have.
const NEEDED: [&str; 3] = ["index.xml", "tse.csv", "transactions_tse.csv"];
/// Tables of the standard (DSFinV-K 2.4 §3) beside those: an archive that has none of them is something else.
const OTHERS: [&str; 18] = [
    "allocation_groups.csv",
    "businesscases.csv",
    "cash_per_currency.csv",
    "cashpointclosing.csv",
    "cashregister.csv",
    "datapayment.csv",
    "itemamounts.csv",
    "lines.csv",
    "lines_vat.csv",
    "location.csv",
    "pa.csv",
    "payment.csv",
    "references.csv",
    "slaves.csv",
    "subitems.csv",
    "transactions.csv",
    "transactions_vat.csv",
    "vat.csv",
];
/// Columns that say what belongs together.
const CLOSING: [&str; 2] = ["Z_KASSE_ID", "Z_NR"];

/// Tills and terminals of an archive.
#[derive(Debug, Default)]
struct Clients {
    serials: HashMap<Closing, Vec<String>>,
    /// Closings of which a row cannot be read.
    broken: HashSet<Closing>,
    /// Whether any may be missing.
    incomplete: bool,
    /// Currencies of tills.
    home: HashMap<Closing, String>,
}

impl Clients {
    fn of(&self, closing: &Closing) -> &[String] {
        self.serials.get(closing).map_or(&[], Vec::as_slice)
    }

    /// Whether all serial numbers of a closing are known.
    fn is_whole(&self, closing: &Closing) -> bool {
        !self.incomplete && !self.broken.contains(closing)
    }

    fn home(&self, closing: &Closing) -> &str {
        self.home.get(closing).map_or("EUR", String::as_str)
    }
}

/// One archive while it is judged.
struct Archive {
    names: BTreeSet<String>,
    whole: bool,
    /// Rows by table.
    rows: BTreeMap<&'static str, u64>,
    /// Tables that break off, or of which a row does not tell whose it is.
    unreliable: BTreeSet<&'static str>,
}

impl Archive {
    fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether every row of a table is there: a receipt without rows in it counts as 0.
    fn is_reliable(&self, name: &'static str) -> bool {
        self.has(name) && !self.unreliable.contains(name)
    }

    /// Visits the rows of a table, where it is there.
    fn read(&mut self, input: &mut Input<'_>, name: &'static str, columns: &[&str], visit: &mut dyn FnMut(Met<'_>)) {
        if !self.has(name) {
            return;
        }
        let needed = [&CLOSING[..], columns].concat();
        let (mut rows, mut whole) = (0, true);
        archive::open(input, name, &mut |content| {
            whole = table::rows(content, &needed, &mut |met| {
                rows += 1;
                visit(met);
            });
        });
        self.rows.insert(name, rows);
        if !whole {
            self.unreliable.insert(name);
        }
    }
}

/// Whether a ZIP may be an archive of tables: it has one of them, or cannot be read to its end. Another whole archive is none.
pub(crate) fn may_be(input: &mut Input<'_>) -> bool {
    archive::has_any(input, &|name| NEEDED.contains(&name) || OTHERS.contains(&name))
}

/// Judges the tables; `kinds` says which inputs are TSE exports beside them.
pub(crate) fn audit(
    inputs: &mut [Input<'_>],
    kinds: &[Option<Kind>],
    options: &Options,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
) -> (Evidence, Option<crate::State>) {
    let beside = kinds.contains(&Some(Kind::TseExport));
    let (export, _, transactions) = if beside {
        tse::judge(inputs, options, authority, collector, true)
    } else {
        (Evidence::new(), None, Transactions::new())
    };
    let mut signatures = Signatures::new(beside.then_some(&transactions), options.by, authority);
    let archives: Vec<&mut Input<'_>> = inputs
        .iter_mut()
        .zip(kinds)
        .filter_map(|(input, kind)| (*kind == Some(Kind::Dsfinvk)).then_some(input))
        .collect();
    let several = archives.len() > 1;
    let total: u64 = archives.iter().map(|input| input.size).sum();
    let (mut read, mut rows) = (0, BTreeMap::new());
    for input in archives {
        signatures.read = (read, total);
        for (table, count) in one(input, several, authority, &mut signatures, collector) {
            *rows.entry(table).or_insert(0) += count;
        }
        read += input.size;
        collector.progress(read, total, signatures.rows);
    }
    let mut summary = signatures.summary();
    let rows: Evidence = rows.into_iter().map(|(table, count)| (table.to_owned(), count.into())).collect();
    summary.insert("tables".into(), rows.into());
    summary.insert("notChecked".into(), Value::from(["closings", "masterData", "taxonomy"].map(Value::from).to_vec()));
    if beside {
        summary.insert("tseExport".into(), export.into());
    }
    (summary, None)
}

/// Judges one archive: rows by table.
fn one(
    input: &mut Input<'_>,
    several: bool,
    authority: &dyn Authority,
    signatures: &mut Signatures<'_>,
    collector: &mut Collector<'_>,
) -> BTreeMap<&'static str, u64> {
    let file = input.name.clone();
    let told = || {
        if several {
            evidence! { "file" => file.clone() }
        } else {
            evidence! {}
        }
    };
    let archive::Tables { mut names, spoiled, whole } = archive::tables(input);
    // As if they were not there: the damage of the archive says why.
    names.retain(|name| !spoiled.contains(name));
    let mut archive = Archive { names, whole, rows: BTreeMap::new(), unreliable: BTreeSet::new() };
    if whole {
        for name in NEEDED.into_iter().filter(|name| !archive.has(name)) {
            collector.add(&rules::TABLE_MISSING, name, told());
        }
    } else {
        collector.add(&rules::ARCHIVE_MALFORMED, "", told());
    }
    let mut devices = devices(&mut archive, input, authority, collector);
    let clients = clients(&mut archive, input, collector);
    let mut receipts = books::Receipts::default();
    archive.read(input, "transactions_tse.csv", &["TSE_TA_SIG"], &mut |met| {
        signatures.row(met, &mut devices, &clients, &mut receipts, collector);
    });
    devices.judge(authority, collector);
    compare(&mut archive, input, &clients, &mut receipts, collector);
    for receipt in receipts.sorted() {
        if let Some(reason) = receipt.not_compared {
            *signatures.not_compared.entry(reason).or_insert(0) += 1;
        }
    }
    archive.rows
}

fn devices(
    archive: &mut Archive,
    input: &mut Input<'_>,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
) -> Devices {
    let mut devices = Devices::default();
    archive.read(input, "tse.csv", &["TSE_ID"], &mut |met| devices.row(met, authority, collector));
    devices.incomplete |= archive.unreliable.contains("tse.csv") || !archive.whole && !archive.has("tse.csv");
    devices
}

fn clients(archive: &mut Archive, input: &mut Input<'_>, collector: &mut Collector<'_>) -> Clients {
    let mut clients = Clients::default();
    for (name, column) in [("cashregister.csv", "KASSE_SERIENNR"), ("slaves.csv", "TERMINAL_SERIENNR")] {
        archive.read(input, name, &[column], &mut |met| match met {
            Met::Row(row) => {
                let serials = clients.serials.entry(row.closing()).or_default();
                for serial in [row.raw(column), row.get(column)] {
                    if !serial.is_empty() && !serials.iter().any(|known| known == serial) {
                        serials.push(serial.to_owned());
                    }
                }
                let home = row.get("KASSE_BASISWAEH_CODE");
                if !home.is_empty() {
                    clients.home.insert(row.closing(), home.to_owned());
                }
            }
            Met::Broken(row) => {
                let place = format!("{name}:{}", row.number);
                collector.add(&rules::ROW_MALFORMED, &place, evidence! { "reason" => "fields" });
                clients.incomplete |= row.get("Z_KASSE_ID").is_empty() || row.get("Z_NR").is_empty();
                clients.broken.insert(row.closing());
            }
        });
        clients.incomplete |= archive.unreliable.contains(name) || !archive.whole && !archive.has(name);
    }
    clients
}

/// Holds what was signed against the books.
fn compare(
    archive: &mut Archive,
    input: &mut Input<'_>,
    clients: &Clients,
    receipts: &mut books::Receipts,
    collector: &mut Collector<'_>,
) {
    const RATES: &str = "transactions_vat.csv";
    const PAYMENTS: &str = "datapayment.csv";
    for (name, columns) in [
        (RATES, &["BON_ID", "UST_SCHLUESSEL", "BON_BRUTTO"][..]),
        (PAYMENTS, &["BON_ID", "ZAHLART_TYP", "BASISWAEH_BETRAG"]),
    ] {
        let mut stray = false;
        archive.read(input, name, columns, &mut |met| {
            let (row, reason) = match met {
                Met::Row(row) => {
                    let taken = if name == RATES {
                        receipts.rate(&row)
                    } else {
                        receipts.payment(&row, clients.home(&row.closing()))
                    };
                    if taken.is_some() {
                        return;
                    }
                    (row, "value")
                }
                Met::Broken(row) => (row, "fields"),
            };
            collector.add(&rules::ROW_MALFORMED, &format!("{name}:{}", row.number), evidence! { "reason" => reason });
            stray |= !receipts.broken(&row, name == PAYMENTS);
        });
        if stray {
            archive.unreliable.insert(name);
        }
    }
    let (rates, payments) = (archive.is_reliable(RATES), archive.is_reliable(PAYMENTS));
    for receipt in receipts.sorted().into_iter().filter(|receipt| receipt.not_compared.is_none()) {
        let differences = receipt.differences(rates, payments);
        if differences.is_empty() {
            continue;
        }
        let told: Vec<Value> = differences
            .iter()
            .map(|one| {
                evidence! { "what" => one.what.clone(), "signed" => decimal(one.signed), "booked" => decimal(one.booked) }.into()
            })
            .collect();
        let place = format!("transactions_tse.csv:{}", receipt.row);
        collector.add(&rules::DATA_DIFFERS, &place, evidence! { "differences" => told });
    }
}

/// An amount in hundred-thousandths as text, with two decimals or as many as it has.
fn decimal(value: i64) -> String {
    let scale = table::SCALE.unsigned_abs();
    let (whole, part) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let part = format!("{part:05}");
    let kept = part.trim_end_matches('0').len().max(2);
    format!("{}{whole}.{}", if value < 0 { "-" } else { "" }, part.get(..kept).unwrap_or(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_two_decimals_or_more() {
        assert_eq!(decimal(686_000), "6.86");
        assert_eq!(decimal(-1), "-0.00001");
        assert_eq!(decimal(10_000_000), "100.00");
    }
}
