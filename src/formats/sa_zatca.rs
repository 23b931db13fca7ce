//! The code of a Saudi Arabian invoice (ZATCA e-invoicing, QR code specification).
//!
//! What is signed is the invoice's hash, as 32 bytes that ECDSA-SHA256 hashes once more. Seller, VAT number, time and
//! amounts stand beside it and are bound to nothing: only the invoice itself, whose hash it is, could tell whether they are
//! its own. So the code alone never makes a slip `verified`: with a trusted certificate it is `unreadable` until the invoice
//! is at hand.

use super::{
    Context, Draft, Located, Rules, Slip,
    plausibility::{self, Findings},
    till::amount,
};
use crate::{
    compare,
    encoding::{Base64, ecdsa_from_der, hex},
    evidence,
    input::View,
    pki::{self, Certificate, Purpose},
    report::{self, Cause, CauseId, CheckId, Confidence, Evidence, Field, Format, Match, Note, Status},
    signature::{Curve, Digest, PublicKey, Scheme, sha256},
    time::{Civil, Moment, Timestamp},
    verdict::{Print, Signing, Trust},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use tlv::{Fault, Items};

mod locate;
mod repairs;
mod tlv;

/// ECDSA with SHA-256, the only scheme of these codes.
const SCHEME: Scheme = Scheme::Ecdsa(Digest::Sha256);
/// Seconds that Riyadh is ahead of UTC, all year.
const RIYADH: i32 = 3 * 3600;
/// What stands in the items 1 to 5, in the reader's names.
const MEMBERS: [(u8, &str); 5] = [(1, "merchant"), (2, "taxId"), (3, "time"), (4, "amount"), (5, "vat")];
/// The name of the scheme as the report shows it (RFC 5758 §3.2).
const ALGORITHM: &str = "ecdsa-with-SHA256";

/// The format.
pub(super) struct SaZatca;

impl Rules for SaZatca {
    fn id(&self) -> Format {
        Format::SaZatca
    }

    fn locate(&self, view: &View) -> Vec<Located> {
        locate::locate(view)
    }

    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        context.each(slips, check)
    }
}

fn check(slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    let (bytes, spelling) = tlv::decode(slip.code.as_deref().unwrap_or_default());
    let (items, fault) = tlv::items(&bytes);
    // One whose lengths are wrong is read by what its items are, and refused for that.
    let mended = fault.and_then(|_| tlv::mended(&bytes));
    let lengths = mended.as_ref().map(|(_, reason)| *reason);
    let items = mended.map_or(items, |(items, _)| items);
    let code = Decoded::new(&items);
    code.compare(draft, slip);
    plausibility::record(draft, code.findings(context.now));
    draft.checks.set(CheckId::Format, Status::Pass);
    let cut = matches!(fault, Some(Fault::Truncated { .. })) || spelling == Err(crate::encoding::Error::Length);
    match (fault, spelling) {
        _ if lengths.is_some() => {
            refuse(draft, CauseId::Malformed, evidence! { "tag" => 1, "reason" => lengths.unwrap_or_default() });
        }
        _ if cut => refuse(draft, CauseId::Truncated, fault_evidence(fault)),
        (Some(_), _) => refuse(draft, CauseId::Malformed, fault_evidence(fault)),
        (None, Err(_)) => refuse(draft, CauseId::Malformed, evidence! { "part" => "code", "reason" => "base64" }),
        (None, Ok(_)) if items.last() <= 5 => unsigned(draft),
        (None, Ok(_)) => match (items.get(6), items.get(7)) {
            (Some(hash), Some(signature)) => {
                draft.identity = Some(sha256(&bytes));
                signed(draft, &items, hash, signature, code.moment(), context);
            }
            (Some(_), None) => refuse(draft, CauseId::Truncated, evidence! { "tag" => 7, "reason" => "missing" }),
            (None, _) => refuse(draft, CauseId::Malformed, evidence! { "tag" => 6, "reason" => "missing" }),
        },
    }
}

fn fault_evidence(fault: Option<Fault>) -> Evidence {
    match fault {
        Some(Fault::Truncated { tag, expected, present }) => {
            evidence! { "tag" => tag, "expected" => expected, "present" => present }
        }
        Some(Fault::Unknown(tag)) => evidence! { "tag" => tag, "reason" => "unknown" },
        Some(Fault::Order(tag)) => evidence! { "tag" => tag, "reason" => "order" },
        None => evidence! { "part" => "code", "reason" => "length" },
    }
}

fn refuse(draft: &mut Draft, cause: CauseId, evidence: Evidence) {
    draft.findings.signing = Signing::Misfit;
    draft.checks.set_with(CheckId::Format, Status::Fail, evidence.clone());
    draft.checks.set(CheckId::Signature, Status::Fail);
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    draft.causes.push(Cause::new(cause, Confidence::Proven, evidence));
}

/// Items 1 to 5 alone, as codes of the first phase have them: nothing is signed.
fn unsigned(draft: &mut Draft) {
    draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Proven, evidence! { "phase" => 1 }));
    draft.notes.push(Note::new("proves-nothing", Evidence::new()));
}

/// What the items 6 to 8 say when they are of the specification's form.
struct Seal {
    hash: Vec<u8>,
    signature: Vec<u8>,
}

impl Seal {
    fn new(hash: &[u8], signature: &[u8]) -> Option<Self> {
        let text = |bytes| Base64::Standard.decode(core::str::from_utf8(bytes).ok()?).ok();
        let hash = text(hash).filter(|hash| hash.len() == 32)?;
        let signature = ecdsa_from_der(&text(signature)?, 32)?;
        Some(Self { hash, signature })
    }
}

fn supplied<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Certificate> {
    context.store.anchors.iter().chain(&context.store.certificates)
}

fn signed(
    draft: &mut Draft,
    items: &Items<'_>,
    hash: &[u8],
    signature: &[u8],
    time: Option<Moment>,
    context: &Context<'_>,
) {
    let seal = Seal::new(hash, signature);
    let own = items.get(8).map(PublicKey::from_spki);
    let key = own.as_ref().and_then(|key| key.as_ref().ok());
    let fits = |key: &PublicKey| {
        let seal = seal.as_ref().filter(|_| key.curve() == Some(Curve::K256))?;
        key.verify(SCHEME, &seal.hash, &seal.signature)
    };
    // Which supplied certificate has the code's key; without a key in the code, whose key fits.
    let holder = supplied(context).find(|certificate| {
        certificate.public_key().is_ok_and(|other| match key {
            Some(key) => other.sha256() == key.sha256(),
            None => own.is_none() && fits(other).is_some(),
        })
    });
    let key = key.or_else(|| holder.and_then(|certificate| certificate.public_key().ok()));

    let mut about = report::Signature {
        algorithm: ALGORITHM.into(),
        curve: key.and_then(PublicKey::curve).map(Curve::name),
        key_sha256: key.map(|key| hex(key.sha256())),
        ..report::Signature::default()
    };
    if let Some(seal) = &seal {
        about.signed_bytes = Some(Base64::Standard.encode(&seal.hash));
        about.ranges = alloc::vec![report::Range { field: "invoiceHash".into(), start: 0, end: seal.hash.len() }];
        about.digest = Some(hex(&sha256(&seal.hash)));
        // The invoice whose hash this is is not here.
        draft.checks.set_with(
            CheckId::Digest,
            Status::Unknown,
            evidence! { "stated" => hex(&seal.hash), "needs" => "invoice" },
        );
    }
    draft.notes.push(Note::new(
        "amounts-not-bound",
        evidence! { "members" => MEMBERS.map(|(_, name)| name).to_vec(), "tags" => alloc::vec![1, 2, 3, 4, 5, 9], "signed" => "invoice-hash" },
    ));

    let other = || {
        supplied(context).find_map(|certificate| {
            let other = certificate.public_key().ok()?;
            Some((fits(other)?, certificate, other))
        })
    };
    let (signing, status) = if let Some(fit) = key.and_then(&fits) {
        (Signing::Fits(fit), Status::Pass)
    } else if own.is_none() {
        (Signing::KeyUnknown, Status::Unknown)
    } else if let Some((fit, certificate, other)) = other() {
        about.key_sha256 = Some(hex(other.sha256()));
        about.curve = other.curve().map(Curve::name);
        draft.causes.push(Cause::new(
            CauseId::CertificateWrongKey,
            Confidence::Proven,
            evidence! { "fits" => hex(certificate.sha256()), "subject" => certificate.subject() },
        ));
        draft.findings.trust = Trust::Problem;
        (Signing::Fits(fit), Status::Pass)
    } else {
        let mut tried = 0;
        let found = context
            .repairs
            .then(|| repairs::explain(hash, signature, items.get(8).unwrap_or_default(), &mut tried))
            .flatten();
        match found {
            Some(cause) => draft.causes.push(cause),
            None if seal.is_none() || key.is_none() => {
                let tag = if key.is_none() { 8 } else { 6 };
                let evidence = evidence! { "tag" => tag, "reason" => "form" };
                draft.checks.set_with(CheckId::Format, Status::Fail, evidence.clone());
                draft.causes.push(Cause::new(CauseId::Malformed, Confidence::Proven, evidence));
            }
            None => draft.causes.extend(
                [CauseId::CertificateWrongKey, CauseId::DataCorrupted]
                    .map(|id| Cause::new(id, Confidence::Possible, Evidence::new())),
            ),
        }
        about.tried = Some(tried);
        about.limit = Some(repairs::LIMIT);
        (Signing::Misfit, Status::Fail)
    };
    draft.checks.set(CheckId::Signature, status);
    draft.findings.signing = signing;
    trust(draft, key, holder, items.get(9), time, context);
    draft.signature = Some(about);
}

fn trust(
    draft: &mut Draft,
    key: Option<&PublicKey>,
    holder: Option<&Certificate>,
    issued: Option<&[u8]>,
    time: Option<Moment>,
    context: &Context<'_>,
) {
    if draft.findings.trust == Trust::Problem {
        // The certificate that fits is not the one of the code's key: what it may do says nothing.
        draft.checks.set(CheckId::Certificate, Status::Fail).set(CheckId::Validity, Status::Unknown);
        return;
    }
    let Some(leaf) = holder else {
        draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
        if draft.findings.signing != Signing::Misfit {
            let needed = match key {
                Some(key) => evidence! { "keySha256" => hex(key.sha256()) },
                None => Evidence::new(),
            };
            draft.notes.push(Note::new("certificate-needed", needed.clone()));
            draft.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, needed));
        }
        return;
    };
    let judgement = pki::judge(&pki::Query {
        leaf,
        extra: &[],
        store: context.store,
        at: time.unwrap_or(context.now),
        now: context.now,
        purpose: Purpose::Receipt(context.format),
    });
    draft.judged(leaf, judgement);
    if let Some(issued) = issued {
        let fits = has_signature(leaf, issued);
        draft.notes.push(Note::new("ca-signature", evidence! { "fits" => fits }));
        if !fits && draft.checks.status(CheckId::Certificate) == Status::Pass {
            // The key's certificate was perhaps issued anew: the code names another issue of it.
            draft.checks.set(CheckId::Certificate, Status::Warn);
        }
    }
    if matches!((&draft.findings.trust, draft.findings.print), (Trust::Trusted(_), Print::Agrees)) {
        // Somebody trusted signed the hash of an invoice that is not here.
        draft.findings.print = Print::Unsure;
        draft
            .notes
            .push(Note::new("invoice-needed", evidence! { "members" => MEMBERS.map(|(_, name)| name).to_vec() }));
    }
}

/// Whether a certificate ends with this signature of its issuer: as DER, or as base64 of that (RFC 5280 §4.1.1.3).
fn has_signature(certificate: &Certificate, item: &[u8]) -> bool {
    let text = core::str::from_utf8(item).ok().and_then(|text| Base64::Standard.decode(text).ok());
    let signature = text.as_deref().unwrap_or(item);
    // A BIT STRING of whole bytes, the last element.
    let Some(length) = u8::try_from(signature.len() + 1).ok().filter(|length| *length < 0x80) else { return false };
    certificate.der().ends_with(&[&[0x03, length, 0x00], signature].concat())
}

/// Items 1 to 5, as text.
struct Decoded {
    values: Vec<(&'static str, String)>,
    /// Members that are no UTF-8.
    unreadable: Vec<&'static str>,
}

impl Decoded {
    fn new(items: &Items<'_>) -> Self {
        let mut unreadable = Vec::new();
        let values = MEMBERS
            .into_iter()
            .filter_map(|(tag, name)| {
                let bytes = items.get(tag)?;
                let text = core::str::from_utf8(bytes).map_or_else(
                    |_| {
                        unreadable.push(name);
                        bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '\u{fffd}' }).collect()
                    },
                    String::from,
                );
                Some((name, text.trim().to_string()))
            })
            .collect();
        Self { values, unreadable }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// When it says that it was; without a zone, in Riyadh.
    fn moment(&self) -> Option<Moment> {
        time(self.value("time")?).map(Timestamp::moment)
    }

    /// Fields: what the code says beside what is printed. A difference is one between two things on the same paper.
    fn compare(&self, draft: &mut Draft, slip: &Slip) {
        let normal = |name: &str, value: &str| match name {
            "amount" | "vat" => plausibility::hundredths(value).map_or_else(|| value.to_string(), amount::text),
            _ => value.to_string(),
        };
        let values: Vec<(String, String)> =
            self.values.iter().map(|(name, value)| ((*name).into(), normal(name, value))).collect();
        // A name stands there in two scripts; its comparison would prove nothing.
        let known = ["taxId", "time", "amount", "vat"];
        let mut fields = compare::compare(&values, &known, &slip.reading).fields;
        for field in &mut fields {
            let Some(code) = self.value(&field.name) else { continue };
            field.signed = None;
            field.code = Some(code.into());
            if field.name == "time" && field.matches == Some(Match::Differs) && local_agrees(code, field) {
                field.matches = Some(Match::Same);
            }
        }
        let mut status = Status::Absent;
        for field in fields.iter().filter(|field| field.matches.is_some()) {
            match field.matches {
                Some(Match::Differs) => {
                    status = Status::Fail;
                    draft.causes.push(Cause::new(
                        CauseId::FieldAltered,
                        Confidence::Likely,
                        evidence! { "field" => field.name.as_str(), "code" => field.code.clone(), "printed" => field.printed.clone() },
                    ));
                }
                Some(Match::Unsure) if status != Status::Fail => status = Status::Unknown,
                _ if status == Status::Absent => status = Status::Pass,
                _ => {}
            }
        }
        draft.checks.set(CheckId::Printed, status);
        draft.findings.print = match status {
            Status::Fail => Print::Contradicts,
            Status::Unknown => Print::Unsure,
            _ => Print::Agrees,
        };
        draft.fields = fields;
    }

    fn findings(&self, now: Moment) -> Findings {
        let mut findings = Findings::default();
        for name in &self.unreadable {
            findings.add("not-text", name, Status::Warn, &[]);
        }
        let mut missing = Vec::new();
        for (_, name) in MEMBERS {
            if self.value(name).is_none_or(str::is_empty) {
                missing.push(name);
            }
        }
        if !missing.is_empty() {
            findings.push("missing-members", "merchant", Status::Warn, evidence! { "members" => missing });
        }
        if let Some(number) = self.value("taxId") {
            let digits = number.len() == 15 && number.bytes().all(|c| c.is_ascii_digit());
            let fits = digits && number.starts_with('3') && number.ends_with('3');
            let status = if fits { Status::Pass } else { Status::Warn };
            findings.add("vat-number", "taxId", status, &[("value", number)]);
        }
        if let Some(value) = self.value("time") {
            let (id, status) = match time(value) {
                None => ("time-form", Status::Warn),
                // Some tills write the local time and call it UTC.
                Some(time) if time.moment().0 > now.0 + i64::from(RIYADH) + 600 => ("time-future", Status::Warn),
                Some(_) => ("time", Status::Pass),
            };
            findings.add(id, "time", status, &[("value", value)]);
        }
        let mut sums = Vec::new();
        for name in ["amount", "vat"] {
            let Some(value) = self.value(name) else { continue };
            match plausibility::hundredths(value) {
                Some(cents) => sums.push(i128::from(cents)),
                None => findings.add("amount-form", name, Status::Warn, &[("value", value)]),
            }
        }
        if let [total, tax] = sums[..] {
            // 15 % of the net amount is 15 parts of 115 of the total. Each line may be rounded by itself.
            let excess = 115 * tax - 15 * total;
            let (id, status) = match excess {
                _ if excess.abs() <= 115 * 5 => ("vat-rate", Status::Pass),
                ..0 if tax >= 0 => ("vat-below-rate", Status::Warn),
                _ => ("vat-above-rate", Status::Fail),
            };
            let expected = amount::text(i64::try_from((15 * total + 57) / 115).unwrap_or_default());
            let texts = [("vat", self.value("vat").unwrap_or_default()), ("expected", &expected)];
            findings.add(id, "vat", status, &texts);
        }
        findings
    }
}

/// An RFC 3339 time; a blank for the `T` is taken, and without a zone it is Riyadh's.
fn time(text: &str) -> Option<Timestamp> {
    let text = text.replacen(' ', "T", 1);
    Timestamp::parse(&text).or_else(|| Timestamp::parse(&[text.as_str(), "+03:00"].concat()))
}

/// Whether what is printed is the code's time on Riyadh's clocks.
fn local_agrees(code: &str, field: &Field) -> bool {
    let (Some(code), Some(printed)) = (time(code), &field.printed) else { return false };
    let Civil { year, month, day, hour, minute, second } = code.moment().civil(RIYADH);
    let local = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    printed.len() >= 10 && local.starts_with(printed.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (text, expected) in [
            ("231.15", Some(23115)),
            ("4.6", Some(460)),
            ("100", Some(10000)),
            ("-1.05", Some(-105)),
            ("1.0500", Some(105)),
            ("1.055", None),
            ("1,05", None),
            (".50", None),
            ("", None),
            ("-", None),
            ("1e3", None),
        ] {
            assert_eq!(plausibility::hundredths(text), expected, "{text}");
        }
    }

    #[test]
    fn every_finding_has_its_words() {
        let now = Moment(1_795_000_000);
        let ids = |values: [&str; 5]| {
            let values = MEMBERS.iter().zip(values).map(|((_, name), value)| (*name, value.into())).collect();
            let code = Decoded { values, unreadable: alloc::vec!["merchant"] };
            code.findings(now).0.iter().map(|finding| finding.id).collect::<Vec<_>>()
        };
        assert_eq!(
            ids(["Shop", "310122393500003", "2024-09-07T17:41:08Z", "115.00", "15.00"]),
            ["not-text", "vat-number", "time", "vat-rate"]
        );
        assert_eq!(
            ids(["", "3101", "soon", "115,00", "15.00"]),
            ["not-text", "missing-members", "vat-number", "time-form", "amount-form"]
        );
        assert_eq!(ids(["Shop", "", "2999-01-01T00:00:00Z", "115.00", "10.00"]).last(), Some(&"vat-below-rate"));
        assert_eq!(ids(["Shop", "", "2999-01-01T00:00:00Z", "115.00", "16.00"]).last(), Some(&"vat-above-rate"));
    }

    #[test]
    fn times() {
        assert_eq!(time("2024-09-07T17:41:08Z").unwrap().moment().rfc3339(), "2024-09-07T17:41:08Z");
        assert_eq!(time("2024-09-07 17:41:08").unwrap().moment().rfc3339(), "2024-09-07T14:41:08Z");
        assert_eq!(time("07/09/2024"), None);
    }
}
