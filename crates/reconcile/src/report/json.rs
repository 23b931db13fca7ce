//! The result as JSON (reconcile.md, section 7), written piece by piece.

use super::*;

/// A map with only what is there.
struct Fields<S: Serializer>(S::SerializeMap);

impl<S: Serializer> Fields<S> {
    fn new(serializer: S) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(Self)
    }

    fn put(&mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), S::Error> {
        self.0.serialize_entry(name, value)
    }

    fn put_if(&mut self, holds: bool, name: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), S::Error> {
        if holds { self.put(name, value) } else { Ok(()) }
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

/// A sequence that is made while it is written.
struct Each<F>(F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(None)?;
        for item in (self.0)() {
            out.serialize_element(&item)?;
        }
        out.end()
    }
}

#[derive(Serialize)]
struct Period {
    from: String,
    to: String,
}

fn period(days: Option<(Day, Day)>) -> Option<Period> {
    days.map(|(from, to)| Period { from: date::iso(from), to: date::iso(to) })
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = Fields::new(serializer)?;
        out.put("schema", &1)?;
        out.put("role", self.judged.party.id())?;
        out.put("roleBy", if self.party_given { "given" } else { "detected" })?;
        out.put("days", &self.days)?;
        out.put("legs", &Legs(self))?;
        out.put("transactions", &Each(|| self.transactions()))?;
        out.put("settlements", &Each(|| self.settlements()))?;
        out.put("counts", &Counts(self))?;
        let unrelated = |leg: Leg| self.unrelated(leg);
        let unrelated =
            Unrelated { slip: unrelated(Leg::Slip), acquirer: unrelated(Leg::Acquirer), bank: unrelated(Leg::Bank) };
        out.put("unrelated", &unrelated)?;
        out.put("notes", &Each(|| self.notes().map(|(id, row)| Note { id, row })))?;
        out.end()
    }
}

#[derive(Serialize)]
struct Unrelated {
    slip: usize,
    acquirer: usize,
    bank: usize,
}

#[derive(Serialize)]
struct Note {
    id: &'static str,
    row: String,
}

struct Counts<'a>(&'a Outcome);

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.counts().into_iter().map(|(status, count)| (status.id(), count)))
    }
}

struct Legs<'a>(&'a Outcome);

impl Serialize for Legs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Leg::ALL.into_iter().map(|leg| (leg.id(), Pile { outcome: self.0, leg })))
    }
}

struct Pile<'a> {
    outcome: &'a Outcome,
    leg: Leg,
}

impl Serialize for Pile<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let outcome = self.outcome;
        let mut out = Fields::new(serializer)?;
        out.put("given", &outcome.given(self.leg))?;
        out.put("period", &period(outcome.judged.periods.get(self.leg as usize).copied().flatten()))?;
        out.put("files", &Each(|| outcome.piles.files.iter().filter(|file| file.leg == self.leg)))?;
        out.end()
    }
}

impl Serialize for FileInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = Fields::new(serializer)?;
        out.put("name", &self.name)?;
        out.put("number", &self.number)?;
        out.put("format", &self.format.map(crate::files::Format::id))?;
        out.put("encoding", &self.encoding.map(crate::encoding::Encoding::id))?;
        out.put("delimiter", &self.delimiter)?;
        out.put("sheet", &self.sheet)?;
        out.put("headerRow", &Some(self.header_row).filter(|line| *line > 0))?;
        out.put("columns", &Each(|| self.columns.iter()))?;
        out.put("rows", &self.rows)?;
        out.put("ignored", &Each(|| self.ignored.iter().map(|(line, why)| Ignored { line: *line, why: why.id() })))?;
        out.put("statedTotal", &self.stated_total)?;
        out.put("computedTotal", &self.computed_total)?;
        out.put_if(self.period.is_some(), "period", &period(self.period))?;
        out.put_if(self.problem.is_some(), "problem", &self.problem)?;
        out.put_if(!self.notes.is_empty(), "notes", &self.notes)?;
        out.end()
    }
}

#[derive(Serialize)]
struct Ignored {
    line: u32,
    why: &'static str,
}

impl Serialize for crate::table::Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Column", 3)?;
        out.serialize_field("index", &self.index)?;
        out.serialize_field("label", &self.label)?;
        out.serialize_field("role", &self.role.map(crate::table::Role::id))?;
        out.end()
    }
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (outcome, transaction) = (self.outcome, self.transaction);
        let mut out = Fields::new(serializer)?;
        out.put("id", &self.id())?;
        out.put("key", &transaction.key)?;
        out.put("status", transaction.status.id())?;
        out.put("findings", &Each(|| transaction.findings.iter().map(|finding| Found { outcome, finding })))?;
        out.put("kind", transaction.kind.id())?;
        out.put("amount", &transaction.amount)?;
        out.put("currency", &Some(self.currency()).filter(|code| !code.is_empty()))?;
        out.put("date", &self.date())?;
        out.put("legs", &TransactionLegs(*self))?;
        out.put("compared", &self.compared())?;
        out.put("links", &Each(|| transaction.links.iter().map(|link| Linked { outcome, link })))?;
        out.put("candidates", &outcome.ids(&transaction.candidates))?;
        out.put(
            "nextSteps",
            &Steps { cardholder: self.next_steps(Party::Cardholder), merchant: self.next_steps(Party::Merchant) },
        )?;
        out.put("notes", &transaction.notes)?;
        out.end()
    }
}

#[derive(Serialize)]
struct Steps {
    cardholder: Vec<&'static str>,
    merchant: Vec<&'static str>,
}

struct TransactionLegs<'a>(Entry<'a>);

impl Serialize for TransactionLegs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let leg = |leg: Leg| LegView { state: self.0.state(leg).id(), rows: self.0.rows(leg) };
        serializer.collect_map(Leg::ALL.into_iter().map(|of| (of.id(), leg(of))))
    }
}

#[derive(Serialize)]
struct LegView {
    state: &'static str,
    rows: Vec<String>,
}

struct Linked<'a> {
    outcome: &'a Outcome,
    link: &'a (u32, u32, &'static str, u32),
}

impl Serialize for Linked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (from, to, by, settlement) = self.link;
        let mut out = Fields::new(serializer)?;
        out.put("from", &self.outcome.id(*from))?;
        out.put("to", &self.outcome.id(*to))?;
        out.put("by", by)?;
        out.put_if(*settlement != NO, "settlement", &format!("s{}", u64::from(*settlement) + 1))?;
        out.end()
    }
}

struct Found<'a> {
    outcome: &'a Outcome,
    finding: &'a Finding,
}

impl Serialize for Found<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = Fields::new(serializer)?;
        out.put("id", self.finding.id.id())?;
        out.put("evidence", &Proof(self))?;
        out.end()
    }
}

struct Proof<'a>(&'a Found<'a>);

impl Serialize for Proof<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let outcome = self.0.outcome;
        let mut out = Fields::new(serializer)?;
        for (name, evidence) in &self.0.finding.evidence {
            match evidence {
                Evidence::Number(number) => out.put(name, number)?,
                Evidence::Row(at) => out.put(name, &outcome.id(*at))?,
                Evidence::Rows(rows) => out.put(name, &outcome.ids(rows))?,
                Evidence::Failed(at) => {
                    let row = outcome.piles.failed.get(*at as usize);
                    out.put(name, &row.map(|row| row_id(&outcome.piles, row)))?;
                }
                Evidence::Word(word) => out.put(name, word)?,
                Evidence::Words(words) => out.put(name, words)?,
                Evidence::Text(sym) => out.put_if(sym.is_some(), name, outcome.piles.texts.get(*sym))?,
                Evidence::Day(day) => out.put_if(*day != NO_DAY, name, &date::iso(*day))?,
            }
        }
        out.end()
    }
}

pub(crate) struct Settled<'a> {
    pub(crate) outcome: &'a Outcome,
    pub(crate) settlement: &'a Settlement,
    pub(crate) number: usize,
}

impl Serialize for Settled<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (outcome, settlement) = (self.outcome, self.settlement);
        let mut out = Fields::new(serializer)?;
        out.put("id", &format!("s{}", self.number))?;
        out.put("bank", &settlement.bank.first().map(|at| outcome.id(*at)))?;
        out.put_if(settlement.bank.len() > 1, "feeDebit", &settlement.bank.get(1).map(|at| outcome.id(*at)))?;
        out.put("rows", &settlement.rows.len())?;
        out.put("amount", &settlement.amount)?;
        out.put("fee", &settlement.fee)?;
        out.put("net", &settlement.net)?;
        out.put("credit", &settlement.credit)?;
        out.put("difference", &settlement.difference)?;
        out.put("by", settlement.by)?;
        let days = settlement.rows.iter().filter_map(|at| outcome.row(*at)).map(|row| (row.base(), row.base()));
        let days = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        out.put("from", &days.map(|(from, _)| date::iso(from)))?;
        out.put("to", &days.map(|(_, to)| date::iso(to)))?;
        out.put_if(settlement.late, "late", &true)?;
        out.put_if(settlement.kept_rate.is_some(), "rate", &settlement.kept_rate.map(decimal_rate))?;
        let mut notes = Vec::new();
        if settlement.kept_rate.is_some() && !settlement.odd_rate {
            notes.push("fee-not-stated");
        } else if settlement.is_rounding() {
            notes.push("rounding");
        }
        out.put("notes", &notes)?;
        out.end()
    }
}

/// Parts of a million as per cent: `0.6000`.
fn decimal_rate(rate: i64) -> String {
    let sign = if rate < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", rate.abs() / 10_000, rate.abs() % 10_000)
}

pub(crate) struct RowView<'a> {
    pub(crate) outcome: &'a Outcome,
    pub(crate) row: &'a Row,
}

impl Serialize for RowView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (row, texts) = (self.row, &self.outcome.piles.texts);
        let file = self.outcome.piles.files.get(row.file as usize);
        let mut out = Fields::new(serializer)?;
        out.put("leg", row.leg.id())?;
        out.put("file", &file.map(|file| file.number.as_str()))?;
        out.put("line", &row.line)?;
        out.put_if(
            file.is_some_and(|file| file.sheet.is_some()),
            "sheet",
            &file.and_then(|file| file.sheet.as_deref()),
        )?;
        out.put("format", &file.and_then(|file| file.format).map(crate::files::Format::id))?;
        out.put("kind", row.kind.id())?;
        out.put_if(row.time != NO_TIME, "time", &date::clock_text(row.time.max(0)))?;
        for (name, day) in [("date", row.date), ("settleDate", row.settle)] {
            out.put_if(day != NO_DAY, name, &date::iso(if day == NO_DAY { 0 } else { day }))?;
        }
        out.put("amount", &row.amount)?;
        for (name, units) in [("originalAmount", row.original), ("fee", row.fee), ("net", row.net)] {
            out.put_if(units != NO_AMOUNT, name, &units)?;
        }
        for (name, sym) in [
            ("currency", row.currency),
            ("originalCurrency", row.original_currency),
            ("card", row.card),
            ("terminal", row.terminal),
            ("merchant", row.merchant),
            ("merchantName", row.merchant_name),
            ("mcc", row.mcc),
            ("batch", row.batch),
            ("trace", row.trace),
            ("rrn", row.rrn),
            ("auth", row.auth),
            ("orderId", row.order),
            ("channelId", row.channel_id),
            ("refundId", row.refund_id),
            ("payoutId", row.payout),
            ("channel", row.channel),
            ("text", row.text),
        ] {
            out.put_if(sym.is_some(), name, texts.get(sym))?;
        }
        let original =
            [("rrn", row.original_rrn), ("trace", row.original_trace), ("channelId", row.original_channel_id)];
        let original: Vec<(&str, &str)> =
            original.iter().filter(|(_, sym)| sym.is_some()).map(|(name, sym)| (*name, texts.get(*sym))).collect();
        out.put_if(!original.is_empty(), "original", &Map(original))?;
        out.end()
    }
}

struct Map<'a>(Vec<(&'a str, &'a str)>);

impl Serialize for Map<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}
