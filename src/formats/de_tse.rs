//! Germany: receipts of tills with a technical security device, TSE (KassenSichV § 6; DSFinV-K annex I; BSI TR-03151).
//!
//! The code `V0;…` holds everything that was signed, and the key. That key proves only that the code is whole; whose it
//! is, a certificate says, and the TSE's serial number on the paper, which is the key's hash.

use super::{
    Context, Draft, Located, Rules, Slip,
    till::{
        change::Signed,
        print::{self, Paid, Sheet},
        trust, wrap, zone,
    },
};
use crate::{
    compare::Comparison,
    encoding::{Base64, hex},
    evidence,
    input::View,
    pki::{Certificate, Judgement},
    report::{self, Cause, CauseId, CheckId, Confidence, Country, Evidence, Format, Match, Note, Status},
    signature::{Candidates, Curve, Fit, PublicKey, Scheme, sha256},
    slip::Reading,
    time::{Moment, Timestamp},
    verdict::{Signing, Trust},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use code::{Code, TimeFormat};
use message::Message;
use process_data::{ProcessData, RATES};

mod code;
mod locate;
mod message;
mod paper;
mod process_data;
mod repairs;

/// The format.
pub(super) struct DeTse;

impl Rules for DeTse {
    fn id(&self) -> Format {
        Format::DeTse
    }

    fn is_whole(&self, code: &str) -> bool {
        code.matches(';').count() >= 11
    }

    fn beginnings(&self) -> &'static [&'static str] {
        &["V0;"]
    }

    fn locate(&self, view: &View) -> Vec<Located> {
        locate::locate(view)
    }

    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        // Keys that stand in codes of this input: of a till's other receipts, perhaps.
        let mut keys: Vec<String> = Vec::new();
        for code in slips.iter().filter_map(|slip| slip.code.as_deref()) {
            let key = Code::split(code).key;
            if keys.len() < 64 && !keys.contains(&key) && code::keys(&key).is_ok_and(|keys| !keys.is_empty()) {
                keys.push(key);
            }
        }
        context.each(slips, |slip, context, draft| check(slip, context, &keys, draft))
    }
}

/// What a reader of the paper has to compare when only the code was seen.
const REQUIRED: [&str; 4] = ["amount", "tseEnd", "registerId", "tseTransaction"];

/// Checks one; `keys` are those of all codes of the same input, as they stand there.
fn check(slip: &Slip, context: &Context<'_>, keys: &[String], draft: &mut Draft) {
    draft.country = Some(Country::De);
    match slip.code.as_deref() {
        Some(code) => coded(code, slip, context, keys, draft),
        None => paper::check(slip, context, draft),
    }
    let told = draft.notes.iter().any(|note| note.id == "broken-off-receipt");
    if slip.code.is_none() && !told && slip.print.contains("AVBelegabbruch") {
        draft.notes.push(Note::new("broken-off-receipt", Evidence::new()));
    }
    if draft.reprinted(slip) {
        draft.warn();
    }
}

/// The serial number of the TSE that has this key: SHA-256 of the uncompressed point (BSI TR-03153).
fn serial_of(key: &PublicKey) -> Option<[u8; 32]> {
    key.point().map(|point| sha256(&point))
}

/// What the code says was signed, under a key of this serial number.
fn message(code: &Code, serial: [u8; 32]) -> Option<Message> {
    let finish = code::time(&code.finish)?;
    Some(Message {
        version: 2,
        client_id: code.client_id.clone(),
        process_type: code.process_type.clone(),
        process_data: code.process_data.clone(),
        transaction: code::number(&code.transaction)?,
        serial,
        digest: code::algorithm(&code.algorithm)?,
        counter: code::number(&code.counter)?,
        at: finish.moment,
        fraction: finish.fraction,
        time_format: TimeFormat::named(&code.time_format)?,
        indefinite: false,
    })
}

/// Whether the time stands in the code as the guideline asks: an offset is written, and no part of a second that the
/// signature would not cover.
fn is_exact(code: &Code) -> bool {
    code::time(&code.finish).is_some_and(|time| {
        time.offset.is_some() && (time.fraction == 0 || code.time_format == TimeFormat::GeneralizedFraction.name())
    })
}

/// A signature that fits, with all that it fits.
struct Found {
    fit: Fit,
    message: Message,
    /// Which of the keys.
    key: usize,
}

/// The forms in which one and the same statement may have been signed, the usual ones first.
fn forms(message: &Message) -> impl Iterator<Item = Message> + '_ {
    [(2, false), (2, true), (3, false), (3, true)].into_iter().map(|(version, indefinite)| Message {
        version,
        indefinite,
        ..message.clone()
    })
}

/// Checks the signature over what the code says, in every way to read it and in every form that is in use: with which of
/// the readings it fits.
fn verify(codes: &[Code], keys: &[PublicKey], signature: &[u8]) -> Option<(usize, Found)> {
    let code = codes.first().filter(|code| is_exact(code))?;
    let digest = code::algorithm(&code.algorithm)?;
    keys.iter().enumerate().find_map(|(at, key)| {
        let serial = serial_of(key)?;
        let stated = codes.iter().enumerate().filter_map(|(which, code)| Some((which, message(code, serial)?)));
        let mut all = stated.flat_map(|(which, message)| forms(&message).map(|form| (which, form)).collect::<Vec<_>>());
        // The usual form fits as a rule, and a whole message is checked sooner than a digest.
        let (which, message) = all.next()?;
        if let Some(fit) = key.verify(Scheme::Ecdsa(digest), &message.bytes(), signature) {
            return Some((which, Found { fit, message, key: at }));
        }
        let digests = all.map(|(which, form)| {
            let digest = digest.of(&form.bytes());
            ((which, form), digest)
        });
        let ((which, message), fit) = Candidates::new(key, Scheme::Ecdsa(digest), signature).first(digests)?;
        Some((which, Found { fit, message, key: at }))
    })
}

fn coded(text: &str, slip: &Slip, context: &Context<'_>, others: &[String], draft: &mut Draft) {
    let raw = Code::split(text);
    // White space that may have come from wrapping: each way to read it.
    let codes: Vec<Code> = wrap::readings(&raw.client_id)
        .into_iter()
        .flat_map(|client_id| {
            let raw = &raw;
            data_readings(raw).into_iter().map(move |process_data| Code {
                client_id: client_id.clone(),
                process_data,
                ..raw.clone()
            })
        })
        .collect();
    let refusal = codes.first().and_then(|code| code.refusal(text.len()));
    draft.checks.set_with(
        CheckId::Format,
        if refusal.is_some() { Status::Fail } else { Status::Pass },
        refusal.as_ref().map(|cause| cause.evidence.clone()).unwrap_or_default(),
    );
    let keys = code::keys(&raw.key).unwrap_or_default();
    let signature = Base64::Standard.decode(&raw.signature).unwrap_or_default();
    let found = if refusal.is_some() {
        None
    } else {
        verify(&codes, &keys, &signature).and_then(|(which, found)| Some((codes.get(which)?, found)))
    };
    let Some(code) = found.as_ref().map(|(code, _)| *code).or(codes.first()) else { return };
    draft.code = Some(code.text());
    draft.identity = Some(code.identity());
    if found.is_none() && slip.reading.device_failed && code.signature.is_empty() {
        return outage(draft);
    }
    let sheet = sheet(code, keys.first(), &slip.reading, draft);
    let comparison = sheet.finish();
    match found {
        Some((_, found)) => {
            draft.checks.set(CheckId::Signature, Status::Pass);
            draft.signature = Some(described(code, keys.get(found.key), &found.message));
            if found.message.version != 2 {
                draft.notes.push(Note::new("log-message-version", evidence! { "version" => found.message.version }));
            }
            draft.findings.signing = Signing::Fits(found.fit.clone());
            print::judge(draft, &comparison, &slip.reading, true, &REQUIRED);
            if let Some(key) = keys.get(found.key) {
                trusted(draft, key, &found, &signature, &comparison, context);
            }
        }
        None => {
            draft.checks.set(CheckId::Signature, Status::Fail);
            draft.findings.signing = Signing::Misfit;
            print::judge(draft, &comparison, &slip.reading, false, &REQUIRED);
            let beside = repairs::Beside { reading: &slip.reading, context, others };
            misfit(draft, &codes, keys.first(), refusal, &beside);
        }
    }
    about(draft, code, &comparison, slip, context.now);
}

/// Every way to read process data: the lines of an order end in carriage returns (DSFinV-K annex I), which are signed.
fn data_readings(code: &Code) -> Vec<String> {
    let mut readings = wrap::readings(&code.process_data);
    if code.process_data.contains('\n') {
        let ends = ["\r", "\n", "\r\n"].map(|end| code.process_data.replace('\n', end));
        let at = if code.process_type.starts_with("Bestellung") { 0 } else { readings.len() };
        readings.splice(at..at, ends);
    }
    readings
}

/// The signature does not fit: why, and whose key it would have been.
fn misfit(
    draft: &mut Draft,
    codes: &[Code],
    key: Option<&PublicKey>,
    refusal: Option<Cause>,
    beside: &repairs::Beside<'_>,
) {
    let Some(code) = codes.first() else { return };
    let explained = repairs::explain(codes, beside);
    let stated = key.and_then(|key| message(code, serial_of(key)?));
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    if let (Some(key), Some(stated)) = (key, &stated)
        && let Holder::Own(leaf, judgement) = holder(key, &hex(&stated.serial), stated.at, beside.context)
    {
        draft.judged(leaf, judgement);
    }
    let mut described = stated.map_or_else(
        || report::Signature { algorithm: code.algorithm.clone(), ..report::Signature::default() },
        |stated| {
            // In the form that fits, so that what differs can be marked.
            let (version, indefinite) = explained.form.unwrap_or((2, false));
            described(code, key, &Message { version, indefinite, ..stated })
        },
    );
    described.tried = Some(explained.tried);
    described.limit = key.map(repairs::bound);
    draft.signature = Some(described);
    let is_explained = !explained.causes.is_empty();
    // What was only misread is well formed.
    let reread = |refusal: &Cause, cause: &Cause| {
        cause.id == CauseId::ReadingError && cause.evidence.get("field") == refusal.evidence.get("member")
    };
    let stays =
        |refusal: &Cause| explained.causes.iter().all(|cause| cause.id != refusal.id && !reread(refusal, cause));
    draft.causes.extend(refusal.filter(stays));
    draft.causes.extend(explained.causes);
    if !is_explained {
        unexplained(draft);
    }
}

/// The till says that it was signing without its device.
fn outage(draft: &mut Draft) {
    draft.findings.signing = Signing::None;
    draft.checks.set(CheckId::Format, Status::Pass).set(CheckId::Signature, Status::Absent);
    draft.causes.push(Cause::new(CauseId::SigningDeviceFailed, Confidence::Proven, Evidence::new()));
}

/// A misfit that nothing explained.
fn unexplained(draft: &mut Draft) {
    draft.causes.push(Cause::new(CauseId::CertificateWrongKey, Confidence::Possible, Evidence::new()));
    if draft.causes.iter().all(|cause| cause.confidence == Confidence::Possible) {
        draft.causes.push(Cause::new(CauseId::DataCorrupted, Confidence::Possible, Evidence::new()));
    }
}

fn described(code: &Code, key: Option<&PublicKey>, message: &Message) -> report::Signature {
    let Signed { bytes, ranges } = message.signed();
    report::Signature {
        algorithm: code.algorithm.clone(),
        curve: key.and_then(PublicKey::curve).map(Curve::name),
        key_sha256: key.map(|key| hex(key.sha256())),
        digest: Some(hex(&message.digest.of(&bytes))),
        signed_bytes: Some(Base64::Standard.encode(&bytes)),
        ranges,
        ..report::Signature::default()
    }
}

/// A printed time against the signed moment. A time without an offset is local, or what the TSE gave: UTC.
fn same_time(printed: &str, signed: Moment) -> Option<bool> {
    if let Some(time) = Timestamp::parse(printed) {
        return Some(time.moment() == signed);
    }
    let shown = [zone::local(signed), signed.civil(0)].map(zone::text);
    let comparable = matches!(printed.len(), 10 | 16 | 19) && printed.as_bytes().get(4) == Some(&b'-');
    comparable.then(|| shown.iter().any(|shown| shown.get(..printed.len()) == Some(printed)))
}

/// Whether the till's own printed time is that of this transaction's finish. `None` when it is another that may be its own
/// all the same: a minute more on either side, since the paper comes after the signature; or back to the start, but no
/// further than the time that a payment takes, since the start is not signed and can be changed like the print.
fn is_near(printed: &str, start: Option<Moment>, finish: Moment) -> Option<bool> {
    const MINUTE: i64 = 60;
    let start = start.filter(|start| *start <= finish && finish.0 - start.0 <= 10 * MINUTE);
    let from = start.unwrap_or(finish).0 - MINUTE;
    let to = finish.0 + MINUTE;
    if same_time(printed, finish) == Some(true) {
        return Some(true);
    }
    if let Some(time) = Timestamp::parse(printed) {
        return if (from..=to).contains(&time.moment().0) { None } else { Some(false) };
    }
    // A time to the minute, or a date, stands for all of it.
    let (text, span) = match printed.len() {
        10 => ([printed, "T00:00:00"].concat(), 86_399),
        16 => ([printed, ":00"].concat(), 59),
        _ => (printed.to_string(), 0),
    };
    let civil = zone::parse(&text)?;
    let possible = [zone::moment(civil).0, civil.at_offset(zone::WINTER), civil.at_offset(0)];
    let is_near = possible.iter().any(|moment| moment.0 <= to && moment.0 + span >= from);
    if is_near { None } else { Some(false) }
}

/// The code's members against the print.
fn sheet<'a>(code: &Code, key: Option<&PublicKey>, reading: &'a Reading, draft: &mut Draft) -> Sheet<'a> {
    let mut sheet = Sheet::new(reading);
    sheet.cut_off = code.count < 12;
    let data = ProcessData::parse(&code.process_data).filter(|_| code.count > 4);
    if let Some(data) = &data {
        sheet.amount("amount", data.total());
        if reading.get("currency").is_some() {
            sheet.exactly("currency", "EUR");
        }
        let rates: Vec<(&'static str, &[&str], i64)> =
            RATES.iter().zip(data.gross).map(|((name, rates), cents)| (*name, *rates, cents)).collect();
        sheet.vat(&rates);
        let paid = |payment: &process_data::Payment| Paid {
            cents: payment.cents,
            cash: print::is_cash(&payment.kind),
            foreign: payment.currency.clone().filter(|currency| currency != "EUR"),
        };
        sheet.payments(&data.payments.iter().map(paid).collect::<Vec<_>>(), data.total());
        let kind = match data.kind.as_str() {
            "AVTraining" => Some("training"),
            "AVBelegstorno" => Some("cancellation"),
            _ => None,
        };
        sheet.kind(kind, data.total());
    }
    sheet.outage();
    if other_process(code).is_some() {
        // What was signed is no sale, whatever its sums are.
        sheet.leave("", "title");
    }
    // Of a code that was cut off the last part that is there may be a piece of it.
    let has = |part: usize| code.count >= 12 || part + 1 < code.count;
    let start = code::time(&code.start).map(|time| time.moment);
    if !has(7) {
        // Nothing to compare it with.
    } else if let Some(finish) = code::time(&code.finish).map(|time| time.moment) {
        sheet.signed("tseEnd", &finish.rfc3339(), |printed| same_time(printed, finish));
        if reading.get("time").is_some() {
            sheet.signed("time", &zone::text(zone::local(finish)), |printed| is_near(printed, start, finish));
        }
        noted_conversions(draft, sheet.fields.iter().filter(|field| field.name != "amount"));
    } else {
        sheet.exactly("tseEnd", &code.finish);
    }
    if has(1) {
        sheet.exactly("registerId", code.client_id.trim());
    }
    let same_number = |signed: &str, printed: &str| printed.trim_start_matches('0') == signed.trim_start_matches('0');
    if has(4) {
        sheet.signed("tseTransaction", &code.transaction, |printed| Some(same_number(&code.transaction, printed)));
    }
    if has(5) {
        sheet.signed("tseCounter", &code.counter, |printed| Some(same_number(&code.counter, printed)));
    }
    if has(2) {
        sheet.exactly("tseProcessType", &code.process_type);
    }
    if has(3) {
        sheet.exactly("tseProcessData", &code.process_data);
    }
    if let Some(serial) = key.and_then(serial_of) {
        let serial = hex(&serial);
        sheet.signed("tseSerial", &serial, |printed| Some(printed.eq_ignore_ascii_case(&serial)));
    }
    for (part, name, value) in [(8, "tseAlgorithm", &code.algorithm), (9, "tseTimeFormat", &code.time_format)] {
        if has(part) {
            sheet.exactly(name, value);
        }
    }
    // Long ones: shown when they are printed.
    for (part, name, value) in [(10, "tseSignature", &code.signature), (11, "tsePublicKey", &code.key)] {
        if reading.get(name).is_some() && has(part) {
            sheet.exactly(name, value);
        }
    }
    if has(6) {
        sheet.unsigned("tseStart", &code.start, |printed| same_time(printed, start?));
    }
    draft.notes.push(Note::new("start-not-signed", evidence! { "member" => "tseStart" }));
    sheet
}

/// What was signed in place of a receipt: the kind of a till's other event (DSFinV-K annex I), or the type of a process
/// that is no receipt's at all.
fn other_process(code: &Code) -> Option<&str> {
    if !code.process_type.eq_ignore_ascii_case("Kassenbeleg-V1") {
        return Some(code.process_type.as_str()).filter(|_| code.count > 3);
    }
    let kind = code.process_data.split('^').next().unwrap_or_default();
    let own = matches!(kind, "Beleg" | "AVTraining" | "AVBelegstorno" | "AVBelegabbruch");
    (!own && code.process_data.contains('^')).then_some(kind)
}

/// Times that are printed in another zone than they were signed in.
fn noted_conversions<'a>(draft: &mut Draft, fields: impl Iterator<Item = &'a report::Field>) {
    for field in fields {
        if let (Some(signed), Some(printed), Some(Match::Same)) = (&field.signed, &field.printed, field.matches)
            && (field.name == "tseEnd")
            && signed.get(..printed.len().min(19)) != printed.get(..printed.len().min(19))
        {
            draft.notes.push(Note::new(
                "time-converted",
                evidence! { "field" => field.name.as_str(), "signed" => signed.as_str(), "printed" => printed.as_str() },
            ));
        }
    }
}

/// Whose key it is: a certificate of this very key, or nobody's.
fn trusted(
    draft: &mut Draft,
    key: &PublicKey,
    found: &Found,
    signature: &[u8],
    comparison: &Comparison,
    context: &Context<'_>,
) {
    let serial = hex(&found.message.serial);
    if comparison.agrees("tseSerial") {
        draft.notes.push(Note::new("serial-fits-key", evidence! { "serial" => serial.as_str() }));
    }
    match holder(key, &serial, found.message.at, context) {
        Holder::Own(leaf, judgement) => {
            // The proof for the certificate's own form of the key.
            let fit = leaf
                .public_key()
                .ok()
                .and_then(|key| key.verify(Scheme::Ecdsa(found.message.digest), &found.message.bytes(), signature));
            if let Some(fit) = fit {
                draft.findings.signing = Signing::Fits(fit);
            }
            draft.judged(leaf, judgement);
        }
        Holder::Foreign(leaf) => trust::wrong_key(
            draft,
            leaf,
            evidence! { "subject" => leaf.subject(), "serial" => serial.as_str(), "reason" => "subject-serial-number" },
        ),
        Holder::None => {
            draft.notes.push(Note::new("key-in-code", Evidence::new()));
            trust::none(draft, trust::needed("serial", &serial));
        }
    }
}

/// Who holds a key.
enum Holder<'a> {
    /// This TSE, by a certificate, which was judged.
    Own(&'a Certificate, Judgement),
    /// A certificate of the key names another subject.
    Foreign(&'a Certificate),
    /// No certificate at hand is of this key.
    None,
}

/// Looks for certificates of a key: a certificate of another TSE's key says nothing about this receipt.
fn holder<'a>(key: &PublicKey, serial: &str, at: Moment, context: &'a Context<'_>) -> Holder<'a> {
    let point = key.point();
    let own = trust::supplied(context).filter(|leaf| leaf.public_key().is_ok_and(|other| other.point() == point));
    let (mut best, mut foreign): (Option<(&Certificate, Judgement)>, Option<&Certificate>) = (None, None);
    for leaf in own {
        if !names(leaf, serial) {
            foreign = foreign.or(Some(leaf));
            continue;
        }
        let judgement = trust::judge(leaf, &[], context, at);
        let better = match (&best, &judgement.trust) {
            (None, _) => true,
            (Some((_, best)), Trust::Trusted(_)) => !matches!(best.trust, Trust::Trusted(_)),
            _ => false,
        };
        if better {
            best = Some((leaf, judgement));
        }
    }
    match (best, foreign) {
        (Some((leaf, judgement)), _) => Holder::Own(leaf, judgement),
        (None, Some(leaf)) => Holder::Foreign(leaf),
        (None, None) => Holder::None,
    }
}

/// Whether a certificate's subject is the TSE of this serial number, in hex (BSI TR-03153).
fn names(leaf: &Certificate, serial: &str) -> bool {
    let is = |kind: &str| leaf.subject_values(kind).iter().any(|value| value.eq_ignore_ascii_case(serial));
    // Without a serialNumber the common name may be it.
    if leaf.subject_values(SERIAL_NUMBER).is_empty() { is(COMMON_NAME) } else { is(SERIAL_NUMBER) }
}

/// X.520 serialNumber.
const SERIAL_NUMBER: &str = "2.5.4.5";
/// X.520 commonName.
const COMMON_NAME: &str = "2.5.4.3";

/// What needs no key.
fn about(draft: &mut Draft, code: &Code, comparison: &Comparison, slip: &Slip, now: Moment) {
    let mut doubts = Evidence::new();
    let mut doubt = |member: &str, reason: &str| {
        doubts.insert(member.into(), reason.into());
    };
    match ProcessData::parse(&code.process_data) {
        Some(data) => {
            if data.all_euro() && !data.payments.is_empty() && data.total() != data.paid() {
                doubt("amount", "payments-differ");
            }
            if data.text() != code.process_data {
                doubt("tseProcessData", "unusual-form");
            }
            // Kinds that are no sale (DSFinV-K annex I): what is genuine was not paid.
            match data.kind.as_str() {
                "AVTraining" => draft.notes.push(Note::new("training-receipt", Evidence::new())),
                "AVBelegabbruch" => draft.notes.push(Note::new("broken-off-receipt", Evidence::new())),
                "AVBelegstorno" => draft.notes.push(Note::new("cancellation-receipt", Evidence::new())),
                _ => {}
            }
        }
        None if code.process_type.eq_ignore_ascii_case("Kassenbeleg-V1") => doubt("tseProcessData", "unusual-form"),
        None => {}
    }
    if let Some(kind) = other_process(code) {
        draft.notes.push(Note::new("no-sale", evidence! { "kind" => kind }));
    }
    let start = code::time(&code.start).map(|time| time.moment);
    let finish = code::time(&code.finish).map(|time| time.moment);
    if let (Some(start), Some(finish)) = (start, finish)
        && start > finish
    {
        doubt("tseStart", "after-end");
    }
    // Clocks differ a little.
    if finish.is_some_and(|finish| finish.0 > now.0.saturating_add(600)) {
        doubt("tseEnd", "future");
    }
    if code::number(&code.transaction) == Some(0) {
        doubt("tseTransaction", "zero");
    }
    if let (Some(transaction), Some(counter)) = (code::number(&code.transaction), code::number(&code.counter))
        && transaction > counter
    {
        // Every transaction is signed at least once.
        doubt("tseCounter", "below-transaction");
    }
    if slip.reading.device_failed {
        doubt("deviceFailed", "signed");
    }
    if slip.reading.test {
        doubt("test", "marked");
    }
    print::sums(&slip.reading, comparison, &mut doubt);
    let status = if doubts.is_empty() { Status::Pass } else { Status::Warn };
    draft.checks.set_with(CheckId::Plausibility, status, doubts);
}
