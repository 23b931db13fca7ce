//! The result as a page shows it: a part of the table at a time, by filter, search and order, and one transaction with the rows that
//! it rests on. A hundred thousand transactions stay where they are.

use crate::{
    date::{self, NO_DAY},
    files::FileInfo,
    judge::{Evidence, Status, Transaction},
    matching::NO,
    report::{MARKS, Outcome, RowView, Settled, decimal},
    row::{Leg, NO_AMOUNT, Row},
    rows::Why,
};
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use std::collections::BTreeMap;

/// The longest search that is looked for, in bytes.
const LONGEST_SEARCH: usize = 200;
/// Most rows of a window.
const MOST: usize = 2000;
/// Lines of rows that were left out for one reason that are named.
const LINES: usize = 10;
/// Days that are counted one by one.
const MOST_DAYS: usize = 1000;

/// By what a table is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// What differs first, each status by itself.
    #[default]
    Status,
    /// The day.
    Date,
    /// The amount.
    Amount,
    /// What it is known by.
    Key,
}

impl Sort {
    /// The order of an id: `status`, `date`, `amount` or `key`.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        let all = [("status", Self::Status), ("date", Self::Date), ("amount", Self::Amount), ("key", Self::Key)];
        all.iter().find(|(other, _)| *other == id).map(|(_, sort)| *sort)
    }
}

/// What is asked of the table.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Only these; all when empty.
    pub statuses: Vec<Status>,
    /// Only what has this in its key, its numbers, its texts or its amounts.
    pub search: String,
    /// Only this day, as `2026-11-20`; all when empty.
    pub day: String,
    /// The order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
    /// The first one, from 0.
    pub from: usize,
    /// How many.
    pub most: usize,
}

/// A part of the table.
#[derive(Serialize)]
pub struct Window<'a> {
    /// How many fit the query.
    pub total: usize,
    /// Those from the first that was asked for.
    pub entries: Vec<Brief<'a>>,
}

/// A line of the table.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Brief<'a> {
    /// From 0.
    number: usize,
    key: &'a str,
    status: &'static str,
    date: String,
    kind: &'static str,
    currency: &'a str,
    /// By leg: its state, and the amount of its first row.
    legs: [(&'static str, Option<String>); 3],
    difference: Option<String>,
    /// What the bank's one sum for several lacks.
    of_sum: Option<String>,
    /// Parts of the merchant's number that differ.
    parts: Vec<&'static str>,
    /// With how many others the bank has it in one sum.
    together: usize,
    /// The number of that sum, from 1.
    settlement: Option<usize>,
    /// By leg: the first row's file and line.
    places: [String; 3],
    notes: &'a [&'static str],
}

impl Outcome {
    /// A part of the table.
    #[must_use]
    pub fn window(&self, query: &Query) -> Window<'_> {
        let found = self.find(query);
        let part = found.iter().skip(query.from).take(query.most.min(MOST));
        Window { total: found.len(), entries: part.filter_map(|at| self.brief(*at as usize)).collect() }
    }

    /// The transactions that fit, in order.
    fn find(&self, query: &Query) -> Vec<u32> {
        let search: String = query.search.trim().to_lowercase();
        let search = search.get(..LONGEST_SEARCH).unwrap_or(&search);
        let fits = |transaction: &Transaction| {
            (query.statuses.is_empty() || query.statuses.contains(&transaction.status))
                && (query.day.is_empty() || query.day == day(transaction))
                && (search.is_empty() || self.has(transaction, search))
        };
        let all = (0u32..).zip(&self.judged.transactions);
        let mut found: Vec<u32> = all.filter(|(_, transaction)| fits(transaction)).map(|(at, _)| at).collect();
        // They stand in the order of days already, and sorting leaves equals as they are.
        match query.sort {
            Sort::Date => {}
            Sort::Status => found.sort_by_key(|at| self.transaction(*at).map(rank)),
            Sort::Amount => found.sort_by_key(|at| self.transaction(*at).map(|it| it.amount)),
            Sort::Key => found.sort_by_key(|at| self.transaction(*at).map(|it| it.key.as_str())),
        }
        if query.descending {
            found.reverse();
        }
        found
    }

    fn transaction(&self, at: u32) -> Option<&Transaction> {
        self.judged.transactions.get(at as usize)
    }

    /// Whether a text stands in the key, the amount, or what one of the rows says.
    fn has(&self, transaction: &Transaction, search: &str) -> bool {
        let texts = &self.piles.texts;
        let holds = |text: &str| text.contains(search) || text.to_lowercase().contains(search);
        let of_row = |row: &Row| {
            [
                row.card,
                row.terminal,
                row.merchant,
                row.merchant_name,
                row.batch,
                row.trace,
                row.rrn,
                row.auth,
                row.order,
                row.channel_id,
                row.refund_id,
                row.payout,
                row.channel,
                row.text,
            ]
            .iter()
            .any(|sym| sym.is_some() && holds(texts.get(*sym)))
                || (row.amount != NO_AMOUNT && decimal(row.amount, texts.get(transaction.currency)).contains(search))
        };
        holds(&transaction.key)
            || transaction.rows.iter().flatten().filter_map(|at| self.piles.rows.get(*at as usize)).any(of_row)
    }

    fn brief(&self, number: usize) -> Option<Brief<'_>> {
        let transaction = self.judged.transactions.get(number)?;
        let entry = self.entry(number)?;
        let leg = |leg: Leg| {
            let amount = entry.amount_of(leg).map(|units| decimal(units, entry.currency()));
            (entry.state(leg).id(), amount)
        };
        let settled = self.settlement_of(transaction).map_or(0, |(_, settlement)| settlement.rows.len());
        Some(Brief {
            number,
            key: &transaction.key,
            status: transaction.status.id(),
            date: day(transaction),
            kind: transaction.kind.id(),
            currency: self.piles.texts.get(transaction.currency),
            legs: Leg::ALL.map(leg),
            difference: entry.difference().map(|units| decimal(units, entry.currency())),
            of_sum: entry.sum_difference().map(|units| decimal(units, entry.currency())),
            parts: entry.merchant_parts(),
            together: settled,
            settlement: entry.together().map(|(number, _)| number),
            places: Leg::ALL.map(|leg| entry.place(leg)),
            notes: &transaction.notes,
        })
    }

    fn settlement_of(&self, transaction: &Transaction) -> Option<(usize, &crate::matching::Settlement)> {
        let (_, _, _, at) = transaction.links.iter().find(|(_, _, _, settlement)| *settlement != NO)?;
        Some((*at as usize, self.settlements.get(*at as usize)?))
    }

    /// One transaction with every row that it names, and its settlement; counted from 0.
    #[must_use]
    pub fn detail(&self, number: usize) -> Option<impl Serialize + '_> {
        let transaction = self.judged.transactions.get(number)?;
        Some(Detail { outcome: self, transaction, number })
    }

    /// What is said of everything: whose, how often each status, days, files with what was left out.
    pub fn summary(&self) -> impl Serialize + '_ {
        Summary(self)
    }

    /// How often each status is there on each day.
    fn days(&self) -> Vec<Count> {
        let mut days: BTreeMap<i32, BTreeMap<&'static str, usize>> = BTreeMap::new();
        for transaction in self.judged.transactions.iter().filter(|transaction| transaction.date != NO_DAY) {
            *days.entry(transaction.date).or_default().entry(transaction.status.id()).or_default() += 1;
        }
        days.into_iter().take(MOST_DAYS).map(|(day, counts)| Count { day: date::iso(day), counts }).collect()
    }
}

/// What differs comes first, what a number links and other values contradict next, then what says nothing yet, what agrees last.
fn rank(transaction: &Transaction) -> u8 {
    match transaction.status {
        Status::Agrees if transaction.notes.iter().any(|note| MARKS.contains(note)) => 19,
        Status::Reversed => 21,
        Status::NotCovered => 20,
        Status::Agrees => 22,
        other => Status::ALL.iter().position(|one| *one == other).and_then(|at| u8::try_from(at).ok()).unwrap_or(0),
    }
}

fn day(transaction: &Transaction) -> String {
    if transaction.date == NO_DAY { String::new() } else { date::iso(transaction.date) }
}

#[derive(Serialize)]
struct Count {
    day: String,
    counts: BTreeMap<&'static str, usize>,
}

struct Detail<'a> {
    outcome: &'a Outcome,
    transaction: &'a Transaction,
    number: usize,
}

impl Detail<'_> {
    /// Every row that is named: of the legs, the candidates, the evidence.
    fn rows(&self) -> Vec<&Row> {
        let (rows, failed) = (&self.outcome.piles.rows, &self.outcome.piles.failed);
        let mut named: Vec<u32> = self.transaction.rows.iter().flatten().copied().collect();
        named.extend(&self.transaction.candidates);
        let mut more = Vec::new();
        for (_, evidence) in self.transaction.findings.iter().flat_map(|finding| &finding.evidence) {
            match evidence {
                Evidence::Row(at) => named.push(*at),
                Evidence::Rows(list) => named.extend(list),
                Evidence::Failed(at) => more.extend(failed.get(*at as usize)),
                _ => {}
            }
        }
        named.sort_unstable();
        named.dedup();
        named.iter().take(MOST).filter_map(|at| rows.get(*at as usize)).chain(more).collect()
    }
}

impl Serialize for Detail<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let outcome = self.outcome;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("transaction", &outcome.entry(self.number))?;
        let rows: BTreeMap<String, RowView<'_>> = self
            .rows()
            .into_iter()
            .map(|row| (crate::judge::row_id(&outcome.piles, row), RowView { outcome, row }))
            .collect();
        out.serialize_entry("rows", &rows)?;
        let settled = outcome.settlement_of(self.transaction);
        let settled = settled.map(|(at, settlement)| Settled { outcome, settlement, number: at + 1 });
        out.serialize_entry("settlement", &settled)?;
        out.end()
    }
}

struct Summary<'a>(&'a Outcome);

impl Serialize for Summary<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let outcome = self.0;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("role", outcome.party().id())?;
        out.serialize_entry("roleBy", if outcome.party_given { "given" } else { "detected" })?;
        out.serialize_entry("transactions", &outcome.judged.transactions.len())?;
        let counts: BTreeMap<&str, usize> =
            outcome.counts().into_iter().map(|(status, count)| (status.id(), count)).collect();
        out.serialize_entry("counts", &counts)?;
        out.serialize_entry("days", &outcome.days())?;
        let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
        let of_rows = outcome.judged.transactions.iter().flat_map(|transaction| transaction.notes.iter().copied());
        for note in of_rows.chain(outcome.notes.iter().map(|(note, _)| *note)) {
            *notes.entry(note).or_default() += 1;
        }
        out.serialize_entry("notes", &notes)?;
        let unrelated: BTreeMap<&str, usize> =
            Leg::ALL.into_iter().map(|leg| (leg.id(), outcome.unrelated(leg))).collect();
        out.serialize_entry("unrelated", &unrelated)?;
        let periods: BTreeMap<&str, (String, String)> =
            Leg::ALL.into_iter().filter_map(|leg| Some((leg.id(), outcome.period(leg)?))).collect();
        out.serialize_entry("periods", &periods)?;
        let files: Vec<FileView<'_>> = outcome.files().iter().map(FileView).collect();
        out.serialize_entry("files", &files)?;
        out.end()
    }
}

/// A file as its preview shows it.
struct FileView<'a>(&'a FileInfo);

impl Serialize for FileView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let file = self.0;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("leg", file.leg.id())?;
        out.serialize_entry("number", &file.number)?;
        out.serialize_entry("name", &file.name)?;
        out.serialize_entry("format", &file.format.map(crate::files::Format::id))?;
        out.serialize_entry("encoding", &file.encoding.map(crate::encoding::Encoding::id))?;
        out.serialize_entry("delimiter", &file.delimiter)?;
        out.serialize_entry("sheet", &file.sheet)?;
        out.serialize_entry("headerRow", &file.header_row)?;
        out.serialize_entry("columns", &file.columns)?;
        out.serialize_entry("preview", &file.preview)?;
        let order = if file.date_order == date::DateOrder::MonthFirst { "mdy" } else { "dmy" };
        out.serialize_entry("dateOrder", order)?;
        out.serialize_entry("decimal", if file.decimal_comma { "," } else { "." })?;
        out.serialize_entry("rows", &file.rows)?;
        out.serialize_entry("period", &file.period.map(|(from, to)| (date::iso(from), date::iso(to))))?;
        out.serialize_entry("problem", &file.problem)?;
        out.serialize_entry("notes", &file.notes)?;
        out.serialize_entry("ignored", &left_out(&file.ignored))?;
        out.end()
    }
}

/// Rows left out, by reason: how many, and the lines of the first.
fn left_out(ignored: &[(u32, Why)]) -> BTreeMap<&'static str, (usize, Vec<u32>)> {
    let mut by_reason: BTreeMap<&str, (usize, Vec<u32>)> = BTreeMap::new();
    for (line, why) in ignored {
        let (count, lines) = by_reason.entry(why.id()).or_default();
        *count += 1;
        if lines.len() < LINES {
            lines.push(*line);
        }
    }
    by_reason
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use crate::{Given, Options, reconcile};

    fn outcome() -> Outcome {
        let file = |leg, name: &str, text: &str| Given { leg, name: name.into(), bytes: text.into() };
        reconcile(
            vec![
                file(
                    Leg::Slip,
                    "slips.csv",
                    "date,amount,rrn,terminal\n2026-11-10,100.00,092154218722,34274419\n2026-11-11,20.00,092154218723,34274419\n2026-11-12,30.00,092154218724,34274420\n",
                ),
                file(
                    Leg::Acquirer,
                    "statement.csv",
                    "date,amount,fee,rrn\n2026-11-10,100.00,0.60,092154218722\n2026-11-11,25.00,0.10,092154218723\n2026-11-12,30.00,0.10,092154218724\ntotal,155.00,,\n",
                ),
            ],
            &Options::default(),
        )
    }

    fn keys(query: &Query) -> Vec<String> {
        outcome().window(query).entries.iter().map(|entry| entry.key.to_owned()).collect()
    }

    #[test]
    fn a_part_of_the_table_is_found_by_status_day_and_text_in_an_order() {
        let all = Query { most: 10, ..Query::default() };
        let last = |digits: &str| format!("rrn:0921542187{digits}");
        assert_eq!(keys(&all), [last("23"), last("22"), last("24")]);
        assert_eq!(keys(&Query { sort: Sort::Date, ..all.clone() }), [last("22"), last("23"), last("24")]);
        assert_eq!(keys(&Query { sort: Sort::Amount, descending: true, ..all.clone() })[0], last("22"));
        assert_eq!(keys(&Query { statuses: vec![Status::AmountDiffers], ..all.clone() }), [last("23")]);
        assert_eq!(keys(&Query { search: "34274420".into(), ..all.clone() }), [last("24")]);
        assert_eq!(keys(&Query { search: "25.00".into(), ..all.clone() }), [last("23")]);
        assert_eq!(keys(&Query { day: "2026-11-12".into(), ..all.clone() }), [last("24")]);
        assert_eq!(keys(&Query { from: 1, most: 1, ..all.clone() }), [last("22")]);
        let outcome = outcome();
        let window = outcome.window(&Query { from: 2, ..all });
        assert_eq!((window.total, window.entries.len()), (3, 1));
    }

    #[test]
    fn one_transaction_comes_with_its_rows_and_what_was_left_out_is_said() {
        let outcome = outcome();
        let detail = serde_json::to_value(outcome.detail(1)).unwrap();
        assert_eq!(detail["transaction"]["status"], "amount-differs");
        assert_eq!(detail["rows"]["acquirer/0/3"]["amount"], 2500);
        assert_eq!(detail["rows"]["slip/0/3"]["amount"], 2000);
        assert!(outcome.detail(3).is_none());
        let summary = serde_json::to_value(outcome.summary()).unwrap();
        assert_eq!(summary["counts"]["agrees"], 2);
        assert_eq!(summary["days"][1]["counts"]["amount-differs"], 1);
        assert_eq!(summary["files"][1]["ignored"]["total"], serde_json::json!([1, [5]]));
        assert_eq!(summary["files"][0]["preview"][0][1][2], "092154218722");
    }
}
