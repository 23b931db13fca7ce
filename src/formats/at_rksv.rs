//! Austria: receipts of the cash register security regulation, RKSV (RKSV annex; the ministry's detail specification).
//!
//! A receipt's code holds everything that was signed, and names the certificate by its number. Without that
//! certificate two or more receipts still tell whether they were signed with one key.

use super::{
    Context, Draft, Located, Rules, Slip,
    till::{
        amount,
        change::Signed,
        print::{self, Sheet},
        trust, zone,
    },
};
use crate::{
    compare::{self, Comparison},
    encoding::{Base64, hex},
    evidence,
    input::View,
    pki::{Certificate, Judgement},
    report::{self, Cause, CauseId, CheckId, Confidence, Country, Evidence, Format, Note, Status},
    signature::{Candidates, Curve, Digest, Fit, PublicKey, Scheme, sha256},
    slip::Reading,
    time::{Moment, Timestamp},
    verdict::{Signing, Trust},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use code::{CANCELLATION, Code, Form, RATES, TRAINING};
use keys::{Common, Material};
use receipt::Receipt;

mod chain;
mod code;
mod keys;
mod locate;
mod receipt;
mod repairs;

pub(super) use code::claims;

/// The format.
pub(super) struct AtRksv;

impl Rules for AtRksv {
    fn id(&self) -> Format {
        Format::AtRksv
    }

    fn is_whole(&self, code: &str) -> bool {
        code.matches('_').count() >= 12 || code.matches('.').count() == 2
    }

    fn beginnings(&self) -> &'static [&'static str] {
        &["R1-AT", "RK1-AT"]
    }

    fn locate(&self, view: &View) -> Vec<Located> {
        locate::locate(view)
    }

    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        let material = Material::of(slips);
        let mut receipts: Vec<Option<Receipt>> = Vec::with_capacity(slips.len());
        let mut drafts: Vec<Draft> = Vec::with_capacity(slips.len());
        for slip in slips {
            let mut draft = Draft::new(slip);
            draft.country = Some(Country::At);
            receipts.push(match &slip.code {
                None => {
                    without_code(slip, &mut draft);
                    None
                }
                Some(_) => Receipt::of(slip).map_err(|cause| refuse(&mut draft, cause, slip)).ok(),
            });
            drafts.push(draft);
        }
        let holders = holders(&mut receipts, context, &material);
        let codes: Vec<Option<Code>> = receipts.iter().map(|receipt| receipt.as_ref()?.code().cloned()).collect();
        let codes: Vec<Option<&Code>> = codes.iter().map(Option::as_ref).collect();
        let serials: Vec<String> =
            trust::supplied(context).chain(&material.certificates).take(32).map(Certificate::serial).collect();
        for (at, ((slip, receipt), draft)) in slips.iter().zip(&receipts).zip(&mut drafts).enumerate() {
            let (Some(receipt), Some(holder)) = (receipt, holders.get(at)) else { continue };
            let others: Vec<&Code> =
                codes.iter().enumerate().filter(|(i, _)| *i != at).filter_map(|(_, c)| *c).collect();
            let beside = repairs::Beside { reading: &slip.reading, others: &others, serials: &serials, repairs: true };
            context.within(draft, |context, draft| {
                let beside = repairs::Beside { repairs: context.repairs, ..beside };
                check(draft, slip, receipt, holder, &beside, context, &material);
            });
        }
        let listed: Vec<bool> = codes.iter().map(|code| code.is_some_and(|code| code.form == Form::Jws)).collect();
        chain::check(&codes, &listed, &mut drafts);
        for (slip, draft) in slips.iter().zip(&mut drafts) {
            if draft.reprinted(slip) {
                draft.warn();
            }
        }
        drafts
    }
}

/// What a reader of the paper has to compare when only the code was seen.
const REQUIRED: [&str; 4] = ["amount", "time", "registerId", "receiptNo"];

const ES256: Scheme = Scheme::Ecdsa(Digest::Sha256);

/// A receipt of which no code was seen.
fn without_code(slip: &Slip, draft: &mut Draft) {
    compare::append_printed(&mut draft.fields, &slip.reading);
    draft.checks.set(CheckId::Format, Status::Pass).set(CheckId::Plausibility, Status::Pass);
    if slip.reading.device_failed {
        return outage(draft);
    }
    let address = slip.print.split_whitespace().find_map(|word| {
        let (_, rest) = word.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
        (rest.len() > host.len() + 8).then(|| host.to_ascii_lowercase())
    });
    match address {
        // The code is had from there, and nothing is ever fetched: there may be a signature.
        Some(host) => {
            draft.findings.signing = Signing::Unreadable;
            for id in [CheckId::Signature, CheckId::Certificate, CheckId::Validity] {
                draft.checks.set(id, Status::Unknown);
            }
            draft.notes.push(Note::new("code-behind-address", evidence! { "host" => host }));
        }
        None => {
            draft.findings.signing = Signing::None;
            draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Proven, Evidence::new()));
        }
    }
}

/// The till says that it was signing without its device: a legal state.
fn outage(draft: &mut Draft) {
    draft.findings.signing = Signing::None;
    draft.checks.set(CheckId::Signature, Status::Absent);
    draft.causes.push(Cause::new(CauseId::SigningDeviceFailed, Confidence::Proven, Evidence::new()));
}

/// Something else was signed in place of a receipt.
fn refuse(draft: &mut Draft, cause: Cause, slip: &Slip) {
    draft.findings.signing = Signing::Misfit;
    draft.checks.set_with(CheckId::Format, Status::Fail, cause.evidence.clone());
    draft.checks.set(CheckId::Signature, Status::Fail);
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    draft.causes.push(cause);
    compare::append_printed(&mut draft.fields, &slip.reading);
}

/// What there is to check a receipt with.
enum Holder {
    /// Certificates of the number that the code names: the place of the one that fits, if one does.
    Named { fits: Option<Fit>, which: usize },
    /// Another certificate's key fits, not that of the one that is named.
    Other { fit: Fit, which: usize },
    /// A key of a closed system, or one that came with the receipts.
    Key { key: PublicKey, fit: Fit },
    /// The key that several receipts have in common.
    Common { key: PublicKey, fit: Option<Fit>, receipts: usize },
    /// None.
    None { alone: bool },
}

/// Finds what to check each receipt with, and which reading of its white space fits.
fn holders(receipts: &mut [Option<Receipt>], context: &Context<'_>, material: &Material) -> Vec<Holder> {
    let mut holders: Vec<Holder> = Vec::with_capacity(receipts.len());
    for receipt in receipts.iter_mut() {
        let holder = receipt.as_mut().map_or(Holder::None { alone: true }, |receipt| own(receipt, context, material));
        holders.push(holder);
    }
    // Receipts that nothing was found for, by certificate.
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, receipt) in receipts.iter().enumerate() {
        let (Some(Holder::None { .. }), Some(code)) = (holders.get(at), receipt.as_ref().and_then(Receipt::code))
        else {
            continue;
        };
        if code.is_outage() || code.serial.is_empty() {
            continue;
        }
        let group = keys::group(code);
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, places)) => places.push(at),
            None => groups.push((group, alloc::vec![at])),
        }
    }
    for (_, places) in groups {
        let own: Vec<&Receipt> = places.iter().filter_map(|at| receipts.get(*at)?.as_ref()).collect();
        match keys::common(&own) {
            Common::Alone => {}
            Common::None => {
                for at in places {
                    if let Some(holder) = holders.get_mut(at) {
                        *holder = Holder::None { alone: false };
                    }
                }
            }
            Common::Key(key) => {
                for at in &places {
                    let (Some(holder), Some(Some(receipt))) = (holders.get_mut(*at), receipts.get_mut(*at)) else {
                        continue;
                    };
                    let Some(key) = key.point().and_then(|point| PublicKey::from_point(Curve::P256, &point).ok())
                    else {
                        continue;
                    };
                    let fit = fitting(receipt, &key);
                    *holder = Holder::Common { key, fit, receipts: places.len() };
                }
            }
        }
    }
    holders
}

/// Whether the signature fits a key, in one of the readings of the code, which then becomes its likeliest.
fn fitting(receipt: &mut Receipt, key: &PublicKey) -> Option<Fit> {
    if receipt.refusal.is_some() || key.curve() != Some(Curve::P256) {
        return None;
    }
    // The likeliest reading fits as a rule, and a whole message is checked sooner than a digest.
    let likeliest = receipt.codes.first().and_then(|code| key.verify(ES256, &code.signed().bytes, &receipt.signature));
    if let Some(fit) = likeliest {
        receipt.choose(0);
        return Some(fit);
    }
    let others = receipt.codes.iter().enumerate().skip(1);
    let digests = others.map(|(at, code)| (at, Digest::Sha256.of(&code.signed().bytes)));
    let (at, fit) = Candidates::new(key, ES256, &receipt.signature).first(digests)?;
    receipt.choose(at);
    Some(fit)
}

fn own(receipt: &mut Receipt, context: &Context<'_>, material: &Material) -> Holder {
    let Some(code) = receipt.code().cloned() else { return Holder::None { alone: true } };
    if code.is_outage() {
        return Holder::None { alone: true };
    }
    let named = keys::named(&code, context, material);
    for (which, leaf) in named.iter().enumerate() {
        if let Some(fit) = leaf.public_key().ok().and_then(|key| fitting(receipt, key)) {
            return Holder::Named { fits: Some(fit), which };
        }
    }
    if !named.is_empty() || code.is_closed() {
        for (which, leaf) in keys::others(context, material).enumerate().take(keys::LIMIT) {
            if let Some(fit) = leaf.public_key().ok().and_then(|key| fitting(receipt, key)) {
                return Holder::Other { fit, which };
            }
        }
    }
    if !named.is_empty() {
        return Holder::Named { fits: None, which: 0 };
    }
    for key in material.keys.iter().chain(context.store.keys.iter().map(|key| &**key)).take(64) {
        if let Some(fit) = fitting(receipt, key)
            && let Some(key) = key.point().and_then(|point| PublicKey::from_point(Curve::P256, &point).ok())
        {
            return Holder::Key { key, fit };
        }
    }
    Holder::None { alone: true }
}

fn described(code: &Code, key: Option<&PublicKey>) -> report::Signature {
    let Signed { bytes, ranges } = code.signed();
    report::Signature {
        algorithm: "ES256".into(),
        curve: Some(Curve::P256.name()),
        key_sha256: key.map(|key| hex(key.sha256())),
        digest: Some(hex(&Digest::Sha256.of(&bytes))),
        signed_bytes: Some(Base64::Standard.encode(&bytes)),
        ranges,
        ..report::Signature::default()
    }
}

fn check(
    draft: &mut Draft,
    slip: &Slip,
    receipt: &Receipt,
    holder: &Holder,
    beside: &repairs::Beside<'_>,
    context: &Context<'_>,
    material: &Material,
) {
    let Some(code) = receipt.code() else { return };
    let named = keys::named(code, context, material);
    let at = code.civil().map(|civil| zone::moment(civil).0);
    let format = if receipt.refusal.is_some() { Status::Fail } else { Status::Pass };
    let evidence = receipt.refusal.as_ref().map(|cause| cause.evidence.clone()).unwrap_or_default();
    draft.checks.set_with(CheckId::Format, format, evidence);
    draft.identity = Some(sha256(["at-rksv", &code.payload()].concat().as_bytes()));
    if code.form != Form::Jws {
        draft.code = Some(if code.form == Form::Ocr || !code.whole {
            slip.code.clone().unwrap_or_default()
        } else {
            code.text()
        });
    }
    if code.form == Form::Ocr {
        draft.notes.push(Note::new("ocr-form", Evidence::new()));
    }
    let comparison = sheet(code, &slip.reading).finish();
    about(draft, code, &comparison, slip, context.now);
    if code.is_outage() {
        outage(draft);
        print::judge(draft, &comparison, &slip.reading, false, &REQUIRED);
        return;
    }
    let mut fits = false;
    match holder {
        Holder::Named { fits: Some(fit), which } => {
            fits = true;
            let leaf = named.get(*which).copied();
            signed(draft, code, leaf.and_then(|leaf| leaf.public_key().ok()), fit);
            if let Some(leaf) = leaf {
                let judgement = judge(leaf, material, context, at, draft);
                draft.judged(leaf, judgement);
                service(draft, code, leaf);
            }
        }
        Holder::Other { fit, which } => {
            fits = true;
            let other = keys::others(context, material).nth(*which);
            signed(draft, code, other.and_then(|leaf| leaf.public_key().ok()), fit);
            match (named.first(), other) {
                // A closed system has no numbers: any of its certificates may be the one.
                (None, Some(leaf)) => {
                    let judgement = judge(leaf, material, context, at, draft);
                    draft.judged(leaf, judgement);
                    service(draft, code, leaf);
                }
                (Some(leaf), other) => {
                    let evidence = evidence! {
                        "named" => hex(leaf.sha256()),
                        "fits" => other.map(|other| hex(other.sha256())),
                        "subject" => other.map(Certificate::subject),
                    };
                    trust::wrong_key(draft, leaf, evidence);
                }
                (None, None) => {}
            }
        }
        Holder::Key { key, fit } => {
            fits = true;
            signed(draft, code, Some(key), fit);
            draft.notes.push(Note::new("key-supplied", Evidence::new()));
            trust::none(draft, trust::needed("serial", &code.serial));
        }
        Holder::Common { key, fit: Some(fit), receipts } => {
            fits = true;
            signed(draft, code, Some(key), fit);
            draft.notes.push(Note::new("key-recovered", evidence! { "receipts" => *receipts }));
            trust::none(draft, trust::needed("serial", &code.serial));
        }
        Holder::Named { fits: None, .. } => {
            if let Some((leaf, key)) = named.first().and_then(|leaf| Some((*leaf, leaf.public_key().ok()?))) {
                misfit(draft, receipt, Some(key), beside);
                let judgement = judge(leaf, material, context, at, draft);
                draft.judged(leaf, judgement);
            } else {
                misfit(draft, receipt, None, beside);
            }
        }
        Holder::Common { key, fit: None, receipts } => {
            misfit(draft, receipt, Some(key), beside);
            draft.notes.push(Note::new("key-recovered", evidence! { "receipts" => *receipts }));
        }
        // A form that is refused is invalid whether or not a key is at hand.
        Holder::None { .. } if receipt.refusal.is_some() => misfit(draft, receipt, None, beside),
        Holder::None { alone } => {
            draft.findings.signing = Signing::KeyUnknown;
            draft.checks.set(CheckId::Signature, Status::Unknown);
            draft.signature = Some(described(code, None));
            trust::none(draft, trust::needed("serial", &code.serial));
            let id = if *alone { "second-receipt-helps" } else { "no-common-key" };
            draft.notes.push(Note::new(id, Evidence::new()));
            if keys::are_cut(code, context, material) {
                draft.notes.push(Note::new("certificates-not-all-checked", Evidence::new()));
            }
        }
    }
    print::judge(draft, &comparison, &slip.reading, fits, &REQUIRED);
}

fn signed(draft: &mut Draft, code: &Code, key: Option<&PublicKey>, fit: &Fit) {
    draft.checks.set(CheckId::Signature, Status::Pass);
    draft.signature = Some(described(code, key));
    draft.findings.signing = Signing::Fits(fit.clone());
}

/// The signature fits nothing at hand: what would make it fit is looked for.
fn misfit(draft: &mut Draft, receipt: &Receipt, key: Option<&PublicKey>, beside: &repairs::Beside<'_>) {
    draft.findings.signing = Signing::Misfit;
    draft.checks.set(CheckId::Signature, Status::Fail);
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    let mut tried = 0;
    let searched = key.filter(|_| beside.repairs);
    let proven = searched.map(|key| repairs::explain(receipt, key, beside, &mut tried)).unwrap_or_default();
    let mut signature = receipt.code().map(|code| described(code, key)).unwrap_or_default();
    signature.tried = key.map(|_| tried);
    signature.limit = key.map(|_| repairs::bound());
    draft.signature = Some(signature);
    let explained = !proven.is_empty();
    let refusal = receipt.refusal.clone().filter(|refusal| proven.iter().all(|cause| cause.id != refusal.id));
    let refused = refusal.is_some();
    draft.causes.extend(refusal);
    draft.causes.extend(proven);
    if !explained {
        if key.is_some() {
            draft.causes.push(Cause::new(CauseId::CertificateWrongKey, Confidence::Possible, Evidence::new()));
        }
        if !refused {
            draft.causes.push(Cause::new(CauseId::DataCorrupted, Confidence::Possible, Evidence::new()));
        }
    }
}

/// Judges a certificate's path at the receipt's time. One that has run out may lawfully go on signing: that is a note.
fn judge(
    leaf: &Certificate,
    material: &Material,
    context: &Context<'_>,
    at: Option<Moment>,
    draft: &mut Draft,
) -> Judgement {
    let at = at.unwrap_or(context.now);
    let judgement = trust::judge(leaf, &material.certificates, context, at);
    if at <= leaf.not_after() {
        return judgement;
    }
    // As if on its last day, so that everything else is judged; a revocation counts in any case.
    let mut before = trust::judge(leaf, &material.certificates, context, leaf.not_after());
    let revoked = |judgement: &Judgement| judgement.causes.iter().any(|cause| cause.id == CauseId::CertificateRevoked);
    if revoked(&judgement) && !revoked(&before) {
        return judgement;
    }
    if let Some(cause) = ended_above(&before, material, context, at) {
        before.validity = Status::Fail;
        before.trust = Trust::Problem;
        before.causes.insert(0, cause);
    }
    if before.validity != Status::Fail {
        before.validity = Status::Warn;
    }
    draft.notes.push(Note::new(
        "certificate-expired",
        evidence! { "notAfter" => leaf.not_after().rfc3339(), "time" => at.rfc3339() },
    ));
    before
}

/// A CA between leaf and anchor that had run out at the receipt's time: the leaf alone may go on signing (issuers.md, Rules 8).
fn ended_above(judgement: &Judgement, material: &Material, context: &Context<'_>, at: Moment) -> Option<Cause> {
    let trusted = matches!(judgement.trust, Trust::Trusted(_));
    let [_, between @ .., _] = judgement.path_sha256.as_slice() else { return None };
    let mut known = trust::supplied(context).chain(&material.certificates).filter(|_| trusted);
    let ended = known.find(|known| at > known.not_after() && between.contains(&hex(known.sha256())))?;
    let evidence = evidence! {
        "certificate" => ended.subject(),
        "notBefore" => ended.not_before().rfc3339(),
        "notAfter" => ended.not_after().rfc3339(),
        "at" => at.rfc3339(),
        "rule" => "dates",
        "clause" => "RFC 5280 §6.1.3 (a)(2)",
    };
    Some(Cause::new(CauseId::CertificateExpired, Confidence::Proven, evidence))
}

/// Holds a trusted certificate against the trust service that the code names: the certificate of a closed system must
/// name the code's company, and what comes of tests, or of nobody on the ministry's list, vouches for no receipt.
fn service(draft: &mut Draft, code: &Code, leaf: &Certificate) {
    if !matches!(draft.findings.trust, Trust::Trusted(_)) {
        return;
    }
    let reason = match code.service() {
        "AT1" | "AT2" | "AT3" => return,
        "AT0" => {
            let named = keys::companies(leaf);
            match code.company() {
                Some(company) if named.contains(&company) => return,
                Some(company) if !named.is_empty() => {
                    draft.checks.set(CheckId::Validity, Status::Fail);
                    draft.findings.trust = Trust::Problem;
                    let evidence = evidence! { "rule" => "company", "company" => company, "companies" => named };
                    draft.causes.push(Cause::new(CauseId::CertificateWrongUsage, Confidence::Proven, evidence));
                    return;
                }
                _ => "company-not-named",
            }
        }
        "AT100" => "test-service",
        _ => "unknown-service",
    };
    draft.checks.set(CheckId::Certificate, Status::Fail);
    draft.findings.trust = Trust::Unknown;
    let evidence = evidence! { "certificate" => leaf.subject(), "reason" => reason };
    draft.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, evidence));
}

/// A printed time against the signed local one.
fn same_time(printed: &str, signed: &str, moment: Option<Moment>) -> Option<bool> {
    if let Some(time) = Timestamp::parse(printed) {
        return Some(Some(time.moment()) == moment);
    }
    let comparable = matches!(printed.len(), 10 | 16 | 19) && printed.as_bytes().get(4) == Some(&b'-');
    comparable.then(|| signed.get(..printed.len()) == Some(printed))
}

/// A trust service as printed, by name or by number.
fn same_service(printed: &str, signed: &str) -> bool {
    let lower = printed.to_ascii_lowercase();
    let named = [("a-trust", "AT1"), ("globaltrust", "AT2"), ("primesign", "AT3")];
    printed == signed || named.iter().any(|(name, service)| lower.starts_with(name) && *service == signed)
}

/// The code's members against the print.
fn sheet<'a>(code: &Code, reading: &'a Reading) -> Sheet<'a> {
    let mut sheet = Sheet::new(reading);
    if !code.is_outage() {
        sheet.outage();
    }
    if let Some(cents) = code.cents().filter(|_| code.count >= 10) {
        sheet.amount("amount", cents.iter().fold(0, |sum: i64, cents| sum.saturating_add(*cents)));
        if reading.get("currency").is_some() {
            sheet.exactly("currency", "EUR");
        }
        let rates: Vec<(&'static str, &[&str], i64)> =
            RATES.iter().zip(cents).map(|((name, rates), cents)| (*name, *rates, cents)).collect();
        sheet.vat(&rates);
        let kind = match code.turnover.as_str() {
            TRAINING => Some("training"),
            CANCELLATION => Some("cancellation"),
            _ => None,
        };
        sheet.kind(kind, cents.iter().fold(0, |sum: i64, cents| sum.saturating_add(*cents)));
    }
    // Of a code that was cut off the last part that is there may be a piece of it.
    let has = |part: usize| code.count >= 12 || part + 1 < code.count;
    if has(3) {
        let moment = code.civil().map(|civil| zone::moment(civil).0);
        sheet.signed("time", &code.time, |printed| same_time(printed, &code.time, moment));
    }
    if has(1) {
        sheet.exactly("registerId", code.register.trim());
    }
    if has(2) {
        // The card's terminal, the shop's invoices and its till count, too: their labels say no more than "number".
        let number = code.receipt.trim();
        let weak = |printed: &str| reading.all("receiptNo").any(|member| member.weak && member.value == printed);
        sheet.signed("receiptNo", number, |printed| match printed == number {
            false if weak(printed) => None,
            same => Some(same),
        });
    }
    if !has(10) {
        // Nothing to compare the number with.
    } else if code.is_closed() {
        // The company's number stands in front of the key's.
        let company =
            code.serial.split(['-', ' ']).next().and_then(|id| id.strip_prefix("U:")).map(ToString::to_string);
        // Beside it a tax office's number may stand, which is another.
        let is_company = |printed: &str| printed.starts_with("ATU");
        if let Some(company) = company.filter(|_| reading.all("taxId").any(|member| is_company(&member.value))) {
            sheet.signed("taxId", &company, |printed| is_company(printed).then(|| printed == company));
        }
    } else {
        sheet.signed("certificateSerial", &code.serial, |printed| {
            Some(keys::same_serial(printed, &hex_of(&code.serial)))
        });
    }
    let service = code.service().to_string();
    sheet.signed("trustService", &service, |printed| Some(same_service(printed, &service)));
    sheet
}

/// A code's number as hex, for comparing it with a printed one.
fn hex_of(serial: &str) -> String {
    serial.chars().filter(|c| !matches!(c, ' ' | ':')).collect()
}

/// What needs no key.
fn about(draft: &mut Draft, code: &Code, comparison: &Comparison, slip: &Slip, now: Moment) {
    let mut doubts = Evidence::new();
    let mut doubt = |member: &str, reason: &str| {
        doubts.insert(member.into(), reason.into());
    };
    match code.turnover.as_str() {
        TRAINING => draft.notes.push(Note::new("training-receipt", Evidence::new())),
        CANCELLATION => draft.notes.push(Note::new("cancellation-receipt", Evidence::new())),
        turnover => {
            let length = Base64::Standard.decode(turnover).map(|bytes| bytes.len());
            if !length.is_ok_and(|length| (5..=16).contains(&length)) {
                doubt("turnover", "length");
            }
        }
    }
    if !code.chaining.as_deref().is_some_and(|text| Base64::Standard.decode(text).is_ok_and(|bytes| bytes.len() == 8)) {
        doubt("chaining", "length");
    }
    match code.service() {
        "AT0" | "AT1" | "AT2" | "AT3" => {}
        "AT100" => {
            draft.notes.push(Note::new("test-signature", Evidence::new()));
            doubt("trustService", "test");
        }
        _ => doubt("trustService", "unknown"),
    }
    if let Some(cents) = code.cents() {
        if cents.map(|cents| amount::with_mark(cents, ',')) != code.amounts {
            doubt("amount", "unusual-form");
        }
        let zero = slip
            .reading
            .get("receiptKind")
            .is_some_and(|kind| matches!(kind.value.as_str(), "start" | "zero" | "monthly" | "annual" | "closing"));
        if zero && cents.iter().any(|cents| *cents != 0) {
            doubt("receiptKind", "not-zero");
        }
    }
    if let Some(civil) = code.civil() {
        let (moment, exists) = zone::moment(civil);
        if !exists {
            doubt("time", "skipped-hour");
        }
        if moment.0 > now.0.saturating_add(600) {
            doubt("time", "future");
        }
        let reduced = slip.reading.vat.iter().any(|line| print::same_rate("4.9", &line.rate));
        if reduced && (civil.year, civil.month) < (2026, 7) {
            doubt("vatRate", "not-yet");
        }
    }
    if slip.reading.device_failed && !code.is_outage() {
        doubt("deviceFailed", "signed");
    }
    print::sums(&slip.reading, comparison, &mut doubt);
    let status = if doubts.is_empty() { Status::Pass } else { Status::Warn };
    draft.checks.set_with(CheckId::Plausibility, status, doubts);
}
