//! A receipt whose TSE data stand on the paper as text, without a code: what was signed is rebuilt from it.
//!
//! What the paper leaves open (the zone of its times, how the message was written, who paid how) is read in every way
//! that tills print it. That is reading, not repair: only what the signature fits counts.

use super::{
    Code, Draft, Found, Message, REQUIRED, TimeFormat, about, code, described, forms, outage,
    process_data::{Payment, ProcessData, RATES},
    repairs::{self, Explained},
    serial_of, sheet, trusted, unexplained,
};
use crate::{
    compare,
    encoding::{Base64, hex, unhex},
    evidence,
    formats::{
        Context, Slip,
        till::{amount, print, trust, zone},
    },
    report::{Cause, CauseId, CheckId, Confidence, Evidence, Note, Status},
    signature::{Candidates, Digest, PublicKey, Scheme, sha256},
    slip::Reading,
    time::{Moment, Timestamp},
    verdict::Signing,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// Most messages that are rebuilt to recover the key.
const RECOVERED: usize = 750;

pub(super) fn check(slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    let reading = &slip.reading;
    let signature = reading.get("tseSignature");
    if reading.device_failed && signature.is_none() {
        compare::append_printed(&mut draft.fields, reading);
        return outage(draft);
    }
    draft.checks.set(CheckId::Format, Status::Pass);
    let Some(signature) = signature else {
        compare::append_printed(&mut draft.fields, reading);
        draft.findings.signing = Signing::None;
        draft.checks.set(CheckId::Plausibility, Status::Pass);
        draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Proven, Evidence::new()));
        return;
    };
    let signature = Base64::Standard.decode(&signature.value).ok().filter(|bytes| matches!(bytes.len(), 64 | 96));
    let data = data(reading);
    let missing: Vec<&str> = ["registerId", "tseTransaction", "tseCounter", "tseEnd"]
        .into_iter()
        .filter(|name| reading.get(name).is_none())
        .chain(data.is_empty().then_some("tseProcessData"))
        .chain(signature.is_none().then_some("tseSignature"))
        .collect();
    let Some(signature) = signature.filter(|_| missing.is_empty()) else { return unread(draft, reading, missing) };
    let keys = keys(reading, context, signature.len() / 2);
    let mut tried = 0;
    if keys.is_empty() {
        return match recovered(reading, &data, &signature, &mut tried) {
            Some((key, found)) => {
                draft.notes.push(Note::new("key-recovered", evidence! { "by" => "serial" }));
                fits(draft, slip, context, &key, found, &signature);
            }
            None => key_unknown(draft, reading),
        };
    }
    for key in &keys {
        if let Some(found) = rebuild(reading, &data, key, &signature, &mut tried) {
            return fits(draft, slip, context, key, found, &signature);
        }
    }
    let beside = repairs::Beside { reading, context, others: &[] };
    misfit(draft, &beside, &keys, &data, &signature, tried);
}

/// Too little can be read to check the signature.
fn unread(draft: &mut Draft, reading: &Reading, missing: Vec<&str>) {
    compare::append_printed(&mut draft.fields, reading);
    draft.checks.set(CheckId::Signature, Status::Unknown).set(CheckId::Certificate, Status::Unknown);
    draft.checks.set(CheckId::Validity, Status::Unknown);
    draft.notes.push(Note::new("printed-text-needed", evidence! { "members" => missing }));
    draft.findings.signing = Signing::Unreadable;
}

fn key_unknown(draft: &mut Draft, reading: &Reading) {
    compare::append_printed(&mut draft.fields, reading);
    let serial = reading.get("tseSerial").map(|member| member.value.clone());
    draft.checks.set(CheckId::Signature, Status::Unknown);
    draft.checks.set(CheckId::Plausibility, Status::Pass);
    draft.findings.signing = Signing::KeyUnknown;
    let needed = serial.as_ref().map_or_else(Evidence::new, |serial| trust::needed("serial", serial));
    trust::none(draft, needed);
}

/// The key of the TSE whose serial number is printed, out of the signature itself: it may come from few keys, and the
/// serial number is the key's hash.
fn recovered(reading: &Reading, data: &[String], signature: &[u8], tried: &mut usize) -> Option<(PublicKey, Found)> {
    let printed = unhex(&reading.get("tseSerial")?.value).ok()?;
    let serial = <[u8; 32]>::try_from(printed).ok()?;
    let plan = plan(reading, signature.len() / 2);
    for curve in code::curves(signature.len() / 2) {
        let candidates = plan
            .messages(data, serial)
            .flat_map(|message| forms(&message).take(2).collect::<Vec<_>>())
            .take(RECOVERED)
            .map(|message| {
                *tried += 1;
                let hash = message.digest.of(&message.bytes());
                (message, hash)
            });
        let found = PublicKey::recover_known(*curve, signature, candidates, |point| sha256(point) == serial);
        if let Some((message, key)) = found {
            let fit = key.verify(Scheme::Ecdsa(message.digest), &message.bytes(), signature)?;
            return Some((key, Found { fit, message, key: 0 }));
        }
    }
    None
}

/// Keys that it may have been signed with: the printed one, or those of certificates at hand.
fn keys(reading: &Reading, context: &Context<'_>, size: usize) -> Vec<PublicKey> {
    if let Some(printed) = reading.get("tsePublicKey") {
        return code::keys(&printed.value).unwrap_or_default();
    }
    let serial = reading.get("tseSerial").map(|member| member.value.to_ascii_lowercase());
    let own = |key: &&PublicKey| {
        key.curve().is_some_and(|curve| code::curves(size).contains(&curve))
            && serial.as_ref().is_none_or(|serial| serial_of(key).is_some_and(|own| hex(&own) == *serial))
    };
    let known = trust::supplied(context).filter_map(|leaf| leaf.public_key().ok()).filter(own);
    let points = known.filter_map(|key| Some((key.curve()?, key.point()?)));
    points.take(8).filter_map(|(curve, point)| PublicKey::from_point(curve, &point).ok()).collect()
}

/// When a printed time may have been: a time without an offset is local, or UTC; one without seconds is any of them.
pub(super) fn moments(text: &str) -> Vec<Moment> {
    if let Some(time) = Timestamp::parse(text) {
        return alloc::vec![time.moment()];
    }
    let (text, span) = if text.len() == 16 { ([text, ":00"].concat(), 60) } else { (text.to_string(), 1) };
    let Some(civil) = zone::parse(&text) else { return Vec::new() };
    let mut found: Vec<Moment> = Vec::new();
    let starts =
        [zone::moment(civil).0, civil.at_offset(0), civil.at_offset(zone::WINTER), civil.at_offset(zone::SUMMER)];
    for start in starts {
        for second in 0..span {
            let moment = Moment(start.0 + second);
            if !found.contains(&moment) {
                found.push(moment);
            }
        }
    }
    found
}

/// The process data: printed, or rebuilt.
fn data(reading: &Reading) -> Vec<String> {
    match reading.get("tseProcessData") {
        Some(printed) => alloc::vec![printed.value.clone()],
        None => rebuilt(reading),
    }
}

/// Process data from the printed table of rates and the payments, the likeliest first. Empty when the table can't be
/// read.
pub(super) fn rebuilt(reading: &Reading) -> Vec<String> {
    let amount = reading.get("amount").and_then(|member| amount::cents(&member.value));
    let mut tables: Vec<[i64; 5]> = Vec::new();
    if reading.vat.is_empty() {
        // One rate for all: which, is not printed.
        for at in [0, 1, 4] {
            let mut gross = [0; 5];
            if let (Some(slot), Some(amount)) = (gross.get_mut(at), amount) {
                *slot = amount;
                tables.push(gross);
            }
        }
    } else {
        tables.extend(table(reading));
    }
    let mut found: Vec<String> = Vec::new();
    for gross in tables {
        let total = gross.iter().fold(0, |sum: i64, cents| sum.saturating_add(*cents));
        for payments in payments(reading, total, amount) {
            let kinds: &[&str] = if reading.test { &["AVTraining", "Beleg"] } else { &["Beleg"] };
            for kind in kinds {
                let text = ProcessData { kind: (*kind).to_string(), gross, payments: payments.clone() }.text();
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
    }
    found
}

fn table(reading: &Reading) -> Option<[i64; 5]> {
    let mut gross = [0; 5];
    for line in &reading.vat {
        let at = RATES.iter().position(|(_, rates)| rates.iter().any(|rate| print::same_rate(rate, &line.rate)))?;
        let slot: &mut i64 = gross.get_mut(at)?;
        *slot = slot.saturating_add(print::gross(line)?);
    }
    Some(gross)
}

/// How it may have been paid.
fn payments(reading: &Reading, total: i64, printed: Option<i64>) -> Vec<Vec<Payment>> {
    let one = |cents: i64, kind: &str| Payment { cents, kind: kind.to_string(), currency: None };
    let mut found: Vec<Vec<Payment>> = Vec::new();
    let mut add = |payments: Vec<Payment>| {
        if !payments.is_empty() && !found.contains(&payments) {
            found.push(payments);
        }
    };
    let change = reading.get("change").and_then(|member| amount::cents(&member.value)).unwrap_or(0).saturating_abs();
    let mut left = change;
    let mut listed: Vec<Payment> = Vec::new();
    for payment in reading.payments.iter().take(6) {
        let Some(cents) = amount::cents(&payment.amount) else { continue };
        let cash = print::is_cash(&payment.kind);
        let back = if cash { core::mem::take(&mut left) } else { 0 };
        listed.push(one(cents.saturating_sub(back), if cash { "Bar" } else { "Unbar" }));
    }
    let sum = listed.iter().fold(0, |sum: i64, payment| sum.saturating_add(payment.cents));
    if sum == total || Some(sum) == printed {
        let whole = ProcessData { kind: String::new(), gross: [0; 5], payments: listed.clone() };
        add(listed.clone());
        for other in merged(&whole) {
            add(other.payments);
        }
        let mut reversed = listed.clone();
        reversed.reverse();
        add(reversed);
    }
    let cash = match reading.get("method").map(|member| member.value.as_str()) {
        Some("cash") => Some(true),
        Some(_) => Some(false),
        None => listed.first().map(|payment| payment.kind == "Bar"),
    };
    let kinds = if cash == Some(true) { ["Bar", "Unbar"] } else { ["Unbar", "Bar"] };
    for kind in kinds {
        for sum in [Some(total), printed].into_iter().flatten() {
            add(alloc::vec![one(sum, kind)]);
        }
    }
    found
}

/// The same payments, those of one kind together, and without those of nothing.
pub(super) fn merged(data: &ProcessData) -> Vec<ProcessData> {
    let sum = |kind: &str| {
        let own: Vec<&Payment> = data.payments.iter().filter(|payment| payment.kind == kind).collect();
        let cents = own.iter().fold(0, |sum: i64, payment| sum.saturating_add(payment.cents));
        (!own.is_empty()).then(|| Payment { cents, kind: kind.to_string(), currency: None })
    };
    let with = |payments: Vec<Payment>| ProcessData { payments, ..data.clone() };
    let together = |kinds: [&str; 2]| with(kinds.into_iter().filter_map(sum).collect());
    let mut found = alloc::vec![together(["Bar", "Unbar"]), together(["Unbar", "Bar"])];
    found.push(with(data.payments.iter().filter(|payment| payment.cents != 0).cloned().collect()));
    found.retain(|other| other != data && !other.payments.is_empty());
    found
}

/// Values of a member: as read, and where that is not certain every other reading.
fn values(reading: &Reading, name: &str) -> Vec<String> {
    let Some(member) = reading.get(name) else { return Vec::new() };
    let mut values = alloc::vec![member.value.clone()];
    values.extend(member.uncertain.iter().filter(|other| **other != member.value).take(8).cloned());
    values
}

/// Everything that the paper may mean, under a key.
struct Plan {
    ids: Vec<String>,
    kinds: Vec<String>,
    numbers: Vec<(u64, u64)>,
    moments: Vec<Moment>,
    digests: Vec<Digest>,
    formats: Vec<TimeFormat>,
}

fn plan(reading: &Reading, size: usize) -> Plan {
    let number = |text: &String| text.trim_start_matches('0').parse::<u64>().ok().filter(|n| *n <= i64::MAX as u64);
    let counters: Vec<u64> = values(reading, "tseCounter").iter().filter_map(number).collect();
    let transactions = values(reading, "tseTransaction");
    let numbers = transactions
        .iter()
        .filter_map(number)
        .flat_map(|transaction| counters.iter().map(move |counter| (transaction, *counter)))
        .collect();
    let kinds = match reading.get("tseProcessType") {
        Some(printed) => alloc::vec![printed.value.clone()],
        None => ["Kassenbeleg-V1", "KassenBeleg-V1"].map(String::from).to_vec(),
    };
    let digest = reading.get("tseAlgorithm").and_then(|member| code::algorithm(&member.value));
    let usual = if size > 32 {
        [Digest::Sha384, Digest::Sha256, Digest::Sha512]
    } else {
        [Digest::Sha256, Digest::Sha384, Digest::Sha512]
    };
    let format = reading.get("tseTimeFormat").and_then(|member| TimeFormat::named(&member.value));
    Plan {
        ids: values(reading, "registerId"),
        kinds,
        numbers,
        moments: values(reading, "tseEnd").iter().flat_map(|text| moments(text)).collect(),
        digests: digest.map_or_else(|| usual.to_vec(), |digest| alloc::vec![digest]),
        formats: format.map_or_else(
            || alloc::vec![TimeFormat::Unix, TimeFormat::Utc, TimeFormat::Generalized],
            |format| alloc::vec![format],
        ),
    }
}

impl Plan {
    /// Every message that it may be, in order of likelihood.
    fn messages<'a>(&'a self, data: &'a [String], serial: [u8; 32]) -> impl Iterator<Item = Message> + 'a {
        let who = self.ids.iter().flat_map(|id| self.kinds.iter().map(move |kind| (id, kind)));
        let when = move || {
            self.moments.iter().flat_map(move |at| {
                self.formats
                    .iter()
                    .flat_map(move |format| self.digests.iter().map(move |digest| (*at, *format, *digest)))
            })
        };
        who.flat_map(move |(id, kind)| data.iter().map(move |data| (id, kind, data)))
            .flat_map(move |who| self.numbers.iter().map(move |numbers| (who, *numbers)))
            .flat_map(move |(who, numbers)| when().map(move |when| (who, numbers, when)))
            .map(move |((id, kind, data), (transaction, counter), (at, time_format, digest))| Message {
                version: 2,
                client_id: id.clone(),
                process_type: kind.clone(),
                process_data: data.clone(),
                transaction,
                serial,
                digest,
                counter,
                at,
                fraction: 0,
                time_format,
                indefinite: false,
            })
    }
}

fn rebuild(reading: &Reading, data: &[String], key: &PublicKey, signature: &[u8], tried: &mut usize) -> Option<Found> {
    let serial = serial_of(key)?;
    let plan = plan(reading, signature.len() / 2);
    let counted = core::cell::Cell::new(0);
    let candidates = plan
        .messages(data, serial)
        .flat_map(|message| forms(&message).take(2).collect::<Vec<_>>())
        .take(repairs::limit(key))
        .map(|message| {
            counted.set(counted.get() + 1);
            let hash = message.digest.of(&message.bytes());
            (message, hash)
        });
    // The scheme's own digest plays no part: digests are given.
    let found = Candidates::new(key, Scheme::Ecdsa(Digest::Sha256), signature).first(candidates);
    *tried += counted.get();
    found.map(|(message, fit)| Found { fit, message, key: 0 })
}

/// The code that this receipt would have.
fn code_of(message: &Message, reading: &Reading) -> Code {
    let printed = |name: &str| reading.get(name).map(|member| member.value.clone()).unwrap_or_default();
    Code {
        client_id: message.client_id.clone(),
        process_type: message.process_type.clone(),
        process_data: message.process_data.clone(),
        transaction: message.transaction.to_string(),
        counter: message.counter.to_string(),
        start: moments(&printed("tseStart")).first().map(|start| start.rfc3339()).unwrap_or_default(),
        finish: message.at.rfc3339(),
        algorithm: code::algorithm_name(message.digest).to_string(),
        time_format: message.time_format.name().to_string(),
        signature: printed("tseSignature"),
        key: printed("tsePublicKey"),
        count: 12,
    }
}

fn fits(draft: &mut Draft, slip: &Slip, context: &Context<'_>, key: &PublicKey, found: Found, signature: &[u8]) {
    let code = code_of(&found.message, &slip.reading);
    draft.identity = Some(code.identity());
    draft.checks.set(CheckId::Signature, Status::Pass);
    draft.signature = Some(described(&code, Some(key), &found.message));
    draft.findings.signing = Signing::Fits(found.fit.clone());
    draft.notes.push(Note::new("rebuilt-from-print", Evidence::new()));
    let comparison = sheet(&code, Some(key), &slip.reading, draft).finish();
    print::judge(draft, &comparison, &slip.reading, true, &REQUIRED);
    trusted(draft, key, &found, signature, &comparison, context);
    about(draft, &code, &comparison, slip, context.now);
}

fn misfit(
    draft: &mut Draft,
    beside: &repairs::Beside<'_>,
    keys: &[PublicKey],
    data: &[String],
    signature: &[u8],
    tried: usize,
) {
    let reading = beside.reading;
    let plan = plan(reading, signature.len() / 2);
    // Each way to write the message, as if it stood in a code.
    let mut explained = Explained { tried, ..Explained::default() };
    let first = |key: &PublicKey| plan.messages(data, serial_of(key)?).next();
    // What the evidence is about: the way that was explained, or the first.
    let mut shown = keys.first().and_then(|key| Some((key, first(key)?)));
    let keys_tried = keys.iter().filter(|_| beside.context.repairs);
    'all: for (key, base) in keys_tried.filter_map(|key| Some((key, first(key)?))) {
        for time_format in &plan.formats {
            let message = Message { time_format: *time_format, ..base.clone() };
            repairs::explain_values(&message, &code_of(&message, reading), key, signature, beside, &mut explained);
            if !explained.causes.is_empty() {
                let (version, indefinite) = explained.form.unwrap_or((2, false));
                shown = Some((key, Message { version, indefinite, ..message }));
                break 'all;
            }
        }
    }
    compare::append_printed(&mut draft.fields, reading);
    if let Some((key, message)) = shown {
        let mut described = described(&code_of(&message, reading), Some(key), &message);
        described.tried = Some(explained.tried);
        described.limit = Some(repairs::limit(key) * keys.len() + repairs::bound(key));
        draft.signature = Some(described);
    }
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    draft.checks.set(CheckId::Plausibility, Status::Pass);
    let amount = reading.get("amount").and_then(|member| amount::cents(&member.value));
    let whole = table(reading).map(|gross| gross.iter().fold(0, |sum: i64, cents| sum.saturating_add(*cents)));
    let sure =
        reading.get("tseProcessData").is_some() || amount.is_some() && amount == whole && !reading.vat.is_empty();
    if !sure && explained.causes.is_empty() {
        // What was signed can't be rebuilt from this print: that says nothing about the signature.
        draft.checks.set(CheckId::Signature, Status::Unknown);
        draft.notes.push(Note::new("printed-text-needed", evidence! { "members" => alloc::vec!["tseProcessData"] }));
        draft.findings.signing = Signing::Unreadable;
        return;
    }
    draft.checks.set(CheckId::Signature, Status::Fail);
    draft.findings.signing = Signing::Misfit;
    let is_explained = !explained.causes.is_empty();
    for cause in &mut explained.causes {
        // There is no code: it is the print that shows it.
        if let Some(shown) = cause.evidence.remove("code") {
            cause.evidence.insert("printed".into(), shown);
        }
    }
    draft.causes.extend(explained.causes);
    if !is_explained {
        unexplained(draft);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slip::{Member, Payment as Printed, VatLine};

    fn reading(vat: &[(&str, &str)], payments: &[(&str, &str)], amount: &str, change: &str) -> Reading {
        let member = |name, value: &str| Member { name, value: value.into(), ..Member::default() };
        let mut fields = alloc::vec![member("amount", amount)];
        if !change.is_empty() {
            fields.push(member("change", change));
        }
        let line = |(rate, gross): &(&str, &str)| VatLine {
            rate: (*rate).into(),
            gross: Some((*gross).into()),
            ..VatLine::default()
        };
        Reading {
            fields,
            vat: vat.iter().map(line).collect(),
            payments: payments
                .iter()
                .map(|(kind, amount)| Printed { kind: (*kind).into(), amount: (*amount).into() })
                .collect(),
            ..Reading::default()
        }
    }

    #[test]
    fn process_data_from_the_table() {
        let paid = reading(&[("7", "15.80"), ("19", "5.60")], &[("Karte", "21.40")], "21.40", "");
        assert_eq!(rebuilt(&paid)[0], "Beleg^5.60_15.80_0.00_0.00_0.00^21.40:Unbar");
        let change = reading(&[("7", "19.83"), ("19,00", "6.47")], &[("Bar", "30.00")], "26.30", "3.70");
        assert_eq!(rebuilt(&change)[0], "Beleg^6.47_19.83_0.00_0.00_0.00^26.30:Bar");
        let both =
            reading(&[("0.0", "2.10"), ("19", "2.90")], &[("Gutschein", "3.00"), ("Bargeld", "2.00")], "5.00", "");
        let all = rebuilt(&both);
        assert_eq!(all[0], "Beleg^2.90_0.00_0.00_0.00_2.10^3.00:Unbar_2.00:Bar");
        assert!(all.contains(&"Beleg^2.90_0.00_0.00_0.00_2.10^2.00:Bar_3.00:Unbar".to_string()));
        assert!(rebuilt(&reading(&[("12", "5.00")], &[], "5.00", "")).is_empty());
        assert_eq!(rebuilt(&reading(&[], &[], "5.00", "")).len(), 6);
    }

    #[test]
    fn times_without_a_zone_are_read_in_each() {
        let utc = |text: &str| Timestamp::parse(text).unwrap().moment();
        assert_eq!(moments("2026-11-20T17:21:47")[..2], [utc("2026-11-20T16:21:47Z"), utc("2026-11-20T17:21:47Z")]);
        assert_eq!(moments("2026-07-20T17:21:47")[0], utc("2026-07-20T15:21:47Z"));
        assert_eq!(moments("2026-11-20T17:21:47Z"), [utc("2026-11-20T17:21:47Z")]);
        assert_eq!(moments("2026-11-20T17:21").len(), 180);
        assert!(moments("20.11.2026").is_empty());
    }
}
