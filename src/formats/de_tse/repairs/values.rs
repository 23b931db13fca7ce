//! Single changes of what was signed, likely ones first.

use super::{Candidate, Hashed};
use crate::{
    formats::{
        de_tse::{
            code::{self, Code, TimeFormat},
            message::Message,
            paper,
            process_data::ProcessData,
        },
        till::{amount, change::Change, misdecoded, values},
    },
    slip::Reading,
    time::Moment,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// What changes are made from.
pub(super) struct Source<'a> {
    /// The receipt as it stands.
    pub(super) base: &'a Message,
    /// The code in every way to read it.
    pub(super) codes: &'a [Code],
    pub(super) reading: &'a Reading,
}

pub(super) type Group = fn(&Source<'_>) -> Vec<Candidate>;

/// Every kind of change.
pub(super) const GROUPS: &[Group] =
    &[near_times, algorithms, names, data_forms, printed, numbers, misread_names, amounts, far_times];

/// Changes of the time alone.
pub(super) const TIMES: &[Group] = &[near_times, far_times];

impl Source<'_> {
    fn with(&self, change: Change, edit: impl FnOnce(&mut Message)) -> Candidate {
        let mut message = self.base.clone();
        edit(&mut message);
        Candidate::new(change, message)
    }

    fn shown_finish(&self) -> String {
        self.codes.first().map(|code| code.finish.clone()).unwrap_or_default()
    }

    fn at(&self, at: Moment) -> Candidate {
        let change = Change::time("tseEnd", (at, &at.rfc3339()), (self.base.at, &self.shown_finish()));
        self.with(change, |message| message.at = at)
    }

    fn data(&self, change: Change, data: String) -> Candidate {
        self.with(change, |message| message.process_data = data)
    }
}

fn near_times(source: &Source<'_>) -> Vec<Candidate> {
    let both = |seconds: i64| [seconds, -seconds];
    let hours = |range: core::ops::RangeInclusive<i64>| range.flat_map(move |hours| both(hours * 3600));
    let days = (1..=31).flat_map(|days| both(days * 86_400));
    let shifts =
        hours(1..=2).chain((1..=5).flat_map(both)).chain(hours(3..=14)).chain((6..=120).flat_map(both)).chain(days);
    let mut found: Vec<Candidate> = shifts.map(|seconds| source.at(Moment(source.base.at.0 + seconds))).collect();
    // The time of the start, signed or printed in place of the end's.
    let start = source.codes.first().and_then(|code| code::time(&code.start)).map(|time| time.moment);
    found.extend(start.filter(|start| *start != source.base.at).map(|start| source.at(start)));
    let shown = source.codes.first().map(|code| code.time_format.clone()).unwrap_or_default();
    for format in TimeFormat::ALL.into_iter().filter(|format| *format != source.base.time_format) {
        let change = Change::writing("time-format", "tseTimeFormat", format.name(), &shown);
        found.push(source.with(change, |message| message.time_format = format));
    }
    found
}

fn far_times(source: &Source<'_>) -> Vec<Candidate> {
    let both = |seconds: i64| [seconds, -seconds];
    let shifts = (121..=300).flat_map(both).chain((6..=90).flat_map(|minutes| both(minutes * 60)));
    let mut found: Vec<Candidate> = shifts.map(|seconds| source.at(Moment(source.base.at.0 + seconds))).collect();
    let shown = source.base.at.rfc3339();
    for text in values::digits(&shown) {
        found.extend(crate::time::Timestamp::parse(&text).map(|time| source.at(time.moment())));
    }
    found
}

fn algorithms(source: &Source<'_>) -> Vec<Candidate> {
    let declared = source.base.digest;
    let name = code::algorithm_name;
    let mut found = Vec::new();
    for other in code::DIGESTS.into_iter().filter(|other| *other != declared) {
        let change = Change::algorithm(name(declared), name(other));
        // The message names the algorithm too: either, or both, may be wrong.
        let both = source.with(change.clone(), |message| message.digest = other);
        let hashed =
            Candidate { message: source.base.clone(), digest: other, change: change.clone(), hashed: Hashed::Once };
        let named = Candidate { digest: declared, ..source.with(change, |message| message.digest = other) };
        found.extend([both, hashed, named]);
    }
    for (hashed, what) in [(Hashed::Twice, "hashed-twice"), (Hashed::TwiceAsHex, "hashed-twice-hex")] {
        let mut change = Change::algorithm(name(declared), what);
        change.evidence.insert("what".into(), what.into());
        found.push(Candidate { change, message: source.base.clone(), digest: declared, hashed });
    }
    found
}

/// The till's id and the process type in other letter case.
fn names(source: &Source<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let id = &source.base.client_id;
    // Other ways to read white space come first: they are the paper's doing.
    let read = source.codes.iter().map(|code| code.client_id.clone());
    for other in read.chain(values::cases(id)).chain(values::spellings(id)).filter(|other| other != id) {
        let change = Change::value("registerId", &other, id);
        found.push(source.with(change, |message| message.client_id = other));
    }
    for (what, text) in misdecoded::all(id) {
        found.push(source.with(Change::encoding(what), |message| message.client_id = text));
    }
    for (what, text) in misdecoded::all(&source.base.process_data) {
        found.push(source.data(Change::encoding(what), text));
    }
    let kind = &source.base.process_type;
    let known = [
        "Kassenbeleg-V1",
        "KassenBeleg-V1",
        "kassenbeleg-V1",
        "Kassenbeleg-v1",
        "kassenbeleg-v1",
        "KASSENBELEG-V1",
        "Kassenbeleg",
        "Kassenbeleg-V2",
        "Bestellung-V1",
        "SonstigerVorgang",
    ];
    for other in known.into_iter().map(String::from).chain(values::cases(kind)).filter(|other| other != kind) {
        let change = Change::value("tseProcessType", &other, kind);
        found.push(source.with(change, |message| message.process_type = other));
    }
    found
}

/// One character of the till's id, read differently.
fn misread_names(source: &Source<'_>) -> Vec<Candidate> {
    let id = &source.base.client_id;
    values::misread(id)
        .map(|(at, read, meant, text)| {
            source.with(Change::misread("registerId", at, read, meant), |message| message.client_id = text)
        })
        .collect()
}

/// Other ways to write the same process data, and values that tills confuse.
fn data_forms(source: &Source<'_>) -> Vec<Candidate> {
    let shown = &source.base.process_data;
    let mut found: Vec<Candidate> = Vec::new();
    let mut writing = |what: &'static str, other: String| {
        if other != *shown {
            found.push(source.data(Change::writing(what, "tseProcessData", &other, shown), other));
        }
    };
    for code in source.codes {
        writing("white-space", code.process_data.clone());
    }
    if let Some(data) = ProcessData::parse(shown) {
        writing("amounts", data.text());
        writing("decimal-mark", data.written(|cents| amount::with_mark(cents, ',')));
        for (group, mark) in [(',', '.'), ('.', ','), ('\'', '.'), (' ', '.')] {
            let grouped = |cents| amount::grouped(cents, group, mark).unwrap_or_else(|| amount::with_mark(cents, mark));
            writing("thousands-separators", data.written(grouped));
            // Of the payments alone, or of the turnover alone.
            let (ours, theirs) = (data.written(grouped), data.written(|cents| amount::with_mark(cents, mark)));
            if let (Some((a, b)), Some((c, d))) = (ours.rsplit_once('^'), theirs.rsplit_once('^')) {
                writing("thousands-separators", [a, "^", d].concat());
                writing("thousands-separators", [c, "^", b].concat());
            }
        }
        let short = |cents: i64| amount::text(cents).trim_end_matches('0').trim_end_matches('.').to_string();
        writing("decimals", data.written(short));
        writing("decimals", data.written(|cents| if cents == 0 { "0".to_string() } else { amount::text(cents) }));
        writing("cents", data.written(|cents| cents.to_string()));
    }
    writing("decimal-mark", shown.replace(',', "."));
    writing("decimal-mark", shown.replace('.', ","));
    writing("line-end", [shown, "\n"].concat());
    writing("line-end", [shown, "\r\n"].concat());
    found.extend(data_values(source));
    found
}

/// Process data with other values in it.
fn data_values(source: &Source<'_>) -> Vec<Candidate> {
    let shown = &source.base.process_data;
    let Some(data) = ProcessData::parse(shown) else { return Vec::new() };
    let mut others: Vec<ProcessData> = Vec::new();
    for order in values::orders(data.payments.len()) {
        let payments = order.into_iter().filter_map(|at| data.payments.get(at).cloned()).collect();
        others.push(ProcessData { payments, ..data.clone() });
    }
    for kinds in 1..1usize << data.payments.len().min(4) {
        let mut other = data.clone();
        for (at, payment) in other.payments.iter_mut().enumerate() {
            if kinds >> at & 1 == 1 {
                payment.kind = if payment.kind == "Bar" { "Unbar" } else { "Bar" }.to_string();
            }
        }
        others.push(other);
    }
    let mut other = data.clone();
    for payment in &mut other.payments {
        payment.currency = if payment.currency.is_some() { None } else { Some("EUR".to_string()) };
    }
    others.push(other);
    // Rates in another order.
    for (a, b) in (0..5).flat_map(|a| (a + 1..5).map(move |b| (a, b))) {
        let mut other = data.clone();
        other.gross.swap(a, b);
        others.push(other);
    }
    others.extend(paper::merged(&data));
    for kind in [
        "Beleg",
        "AVTransfer",
        "AVBestellung",
        "AVTraining",
        "AVBelegstorno",
        "AVBelegabbruch",
        "AVSachbezug",
        "AVSonstige",
        "AVRechnung",
    ] {
        others.push(ProcessData { kind: kind.to_string(), ..data.clone() });
    }
    let mut turned = data.clone();
    turned.gross.iter_mut().for_each(|cents| *cents = cents.saturating_neg());
    turned.payments.iter_mut().for_each(|payment| payment.cents = payment.cents.saturating_neg());
    others.push(turned);
    others.into_iter().filter_map(|other| altered(source, &data, &other)).collect()
}

/// The change from the data as shown to other data.
fn altered(source: &Source<'_>, shown: &ProcessData, signed: &ProcessData) -> Option<Candidate> {
    let text = signed.text();
    if text == source.base.process_data {
        return None;
    }
    let mut change = Change::value("tseProcessData", &text, &source.base.process_data);
    if shown.total() != signed.total() {
        // What people look at.
        change.evidence.insert("amount".into(), amount::text(shown.total()).into());
        change.evidence.insert("signedAmount".into(), amount::text(signed.total()).into());
    }
    Some(source.data(change, text))
}

/// What the paper says in place of what the code says.
fn printed(source: &Source<'_>) -> Vec<Candidate> {
    let (base, reading) = (source.base, source.reading);
    let value = |name: &str| reading.get(name).map(|member| member.value.clone());
    let mut edits: Vec<(Change, Message)> = Vec::new();
    let mut edit = |change: Change, message: Message| {
        if message != *base {
            edits.push((change, message));
        }
    };
    if let Some(id) = value("registerId") {
        edit(Change::value("registerId", &id, &base.client_id), Message { client_id: id, ..base.clone() });
    }
    if let Some(number) = value("tseTransaction").as_deref().and_then(code::number) {
        let change = Change::value("tseTransaction", &number.to_string(), &base.transaction.to_string());
        edit(change, Message { transaction: number, ..base.clone() });
    }
    if let Some(number) = value("tseCounter").as_deref().and_then(code::number) {
        let change = Change::value("tseCounter", &number.to_string(), &base.counter.to_string());
        edit(change, Message { counter: number, ..base.clone() });
    }
    if let Some(kind) = value("tseProcessType") {
        edit(
            Change::value("tseProcessType", &kind, &base.process_type),
            Message { process_type: kind, ..base.clone() },
        );
    }
    for text in value("tseEnd").iter().flat_map(|text| paper::moments(text)) {
        let candidate = source.at(text);
        edit(candidate.change, candidate.message);
    }
    let mut data: Vec<String> = value("tseProcessData").into_iter().collect();
    data.extend(paper::rebuilt(reading).into_iter().take(64));
    for text in data {
        let change = Change::value("tseProcessData", &text, &base.process_data);
        edit(change, Message { process_data: text, ..base.clone() });
    }
    edits.into_iter().map(|(change, message)| Candidate::new(change, message)).collect()
}

fn numbers(source: &Source<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let base = source.base;
    for number in values::numbers(base.transaction) {
        let change = Change::value("tseTransaction", &number.to_string(), &base.transaction.to_string());
        found.push(source.with(change, |message| message.transaction = number));
    }
    for number in values::numbers(base.counter) {
        let change = Change::value("tseCounter", &number.to_string(), &base.counter.to_string());
        found.push(source.with(change, |message| message.counter = number));
    }
    let change = Change::value("tseCounter", &base.transaction.to_string(), &base.counter.to_string());
    found.push(source.with(change, |message| core::mem::swap(&mut message.transaction, &mut message.counter)));
    found
}

/// Amounts with a digit changed, alone or wherever the same amount stands.
fn amounts(source: &Source<'_>) -> Vec<Candidate> {
    let Some(data) = ProcessData::parse(&source.base.process_data) else { return Vec::new() };
    let mut slots: Vec<i64> = data.gross.to_vec();
    slots.extend(data.payments.iter().map(|payment| payment.cents));
    let set = |slots: &[i64]| {
        let mut other = data.clone();
        for (to, from) in other.gross.iter_mut().chain(other.payments.iter_mut().map(|p| &mut p.cents)).zip(slots) {
            *to = *from;
        }
        other
    };
    let mut others: Vec<ProcessData> = Vec::new();
    let mut seen: Vec<i64> = Vec::new();
    for (at, cents) in slots.iter().copied().enumerate() {
        if cents == 0 || seen.contains(&cents) {
            continue;
        }
        seen.push(cents);
        let places: Vec<usize> = (0..slots.len()).filter(|place| slots.get(*place) == Some(&cents)).collect();
        for value in values::cents(cents) {
            // Everywhere, then here alone.
            let everywhere: Vec<i64> = slots.iter().map(|slot| if *slot == cents { value } else { *slot }).collect();
            others.push(set(&everywhere));
            if places.len() > 1 {
                for place in &places {
                    let mut one = slots.clone();
                    if let Some(slot) = one.get_mut(*place) {
                        *slot = value;
                    }
                    others.push(set(&one));
                }
            }
            // One rate, and the only payment with it.
            if at < 5 && slots.len() == 6 {
                let mut both = slots.clone();
                for (place, slot) in both.iter_mut().enumerate() {
                    if place == at || place == 5 && slots.get(5) != Some(&cents) {
                        *slot = slot.saturating_add(value.saturating_sub(cents));
                    }
                }
                others.push(set(&both));
            }
        }
    }
    others.into_iter().filter_map(|other| altered(source, &data, &other)).collect()
}
