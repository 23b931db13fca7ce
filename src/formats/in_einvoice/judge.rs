//! Signature and signer of one code.

use super::{invoice::Invoice, repairs};
use crate::{
    compare,
    encoding::{self, Base64, hex},
    evidence,
    formats::{Context, Draft, Slip, plausibility},
    pki::{self, Certificate, Purpose},
    report::{self, Cause, CauseId, CheckId, Confidence, Evidence, Field, Note, Status},
    signature::{Digest, Fit, PublicKey, Scheme, sha256},
    verdict::{Signing, Trust},
};
use serde_json::Value;
use slipcheck_gateway::{Hash, PublicKey as Opener};

/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3), the only scheme of these codes.
const SCHEME: Scheme = Scheme::RsaPkcs1(Digest::Sha256);

/// Whose key it is.
#[derive(Clone, Copy)]
enum Holder<'a> {
    Certificate(&'a Certificate),
    Bare(&'a pki::BareKey),
}

impl<'a> Holder<'a> {
    fn key(self) -> Option<&'a PublicKey> {
        match self {
            Self::Certificate(certificate) => certificate.public_key().ok(),
            Self::Bare(bare) => Some(&bare.key),
        }
    }

    fn spki(self) -> &'a [u8] {
        match self {
            Self::Certificate(certificate) => certificate.spki(),
            Self::Bare(bare) => &bare.spki,
        }
    }
}

/// Every key at hand, the ones first that a person named: what else came beside them takes nothing away.
fn holders<'a>(context: &Context<'a>) -> impl Iterator<Item = Holder<'a>> {
    let store = context.store;
    let certificates = store.anchors.iter().chain(&store.certificates).map(Holder::Certificate);
    let format = context.format;
    let bare = move |is_pinned: bool| {
        let keys = store.bare_keys.iter().filter(move |bare| bare.pinned(format).is_some() == is_pinned);
        keys.map(Holder::Bare)
    };
    let rsa = |holder: &Holder<'_>| holder.key().is_some_and(|key| key.rsa_bits().is_some());
    bare(true).chain(certificates).chain(bare(false)).filter(rsa)
}

/// Checks one slip.
pub(super) fn check(slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    let code = slip.code.as_deref().unwrap_or_default();
    let (message, signature) = code.rsplit_once('.').unwrap_or_default();
    let (header, payload) = message.split_once('.').unwrap_or_default();
    let invoice = match Invoice::read(header, payload) {
        Ok(invoice) => invoice,
        Err(cause) => return refuse(draft, cause),
    };
    draft.checks.set(CheckId::Format, Status::Pass);
    for (name, value) in invoice.values() {
        draft.fields.push(Field { name: name.into(), signed: Some(value), ..Field::default() });
    }
    compare::append_printed(&mut draft.fields, &slip.reading);
    plausibility::record(draft, invoice.findings(context.now));
    draft.identity = Some(sha256(invoice.data.as_bytes()));
    let signature = match Base64::Url.decode(signature) {
        // No key of a portal is shorter than 2048 bits.
        Ok(signature) if signature.len() >= 256 => signature,
        Ok(_) | Err(encoding::Error::Length) => {
            let evidence = evidence! { "part" => "signature", "reason" => "length" };
            return refuse(draft, Cause::new(CauseId::Truncated, Confidence::Proven, evidence));
        }
        Err(_) => {
            let evidence = evidence! { "part" => "signature", "reason" => "base64url" };
            return refuse(draft, Cause::new(CauseId::Malformed, Confidence::Proven, evidence));
        }
    };
    let mut about = report::Signature {
        algorithm: "RS256".into(),
        signed_bytes: Some(Base64::Standard.encode(message.as_bytes())),
        digest: Some(hex(&sha256(message.as_bytes()))),
        ..report::Signature::default()
    };
    let fitting = holders(context)
        .find_map(|holder| Some((holder, holder.key()?.verify(SCHEME, message.as_bytes(), &signature)?)));
    if let Some((holder, fit)) = fitting {
        about.key_sha256 = Some(hex(fit.key_sha256()));
        draft.checks.set(CheckId::Signature, Status::Pass);
        judge(draft, holder, &fit, &invoice, context);
        draft.findings.signing = Signing::Fits(fit);
    } else {
        misfit(draft, &mut about, (header, payload), &signature, &invoice, context);
    }
    draft.signature = Some(about);
}

fn refuse(draft: &mut Draft, cause: Cause) {
    draft.findings.signing = Signing::Misfit;
    draft.checks.set_with(CheckId::Format, Status::Fail, cause.evidence.clone());
    draft.checks.set(CheckId::Signature, Status::Fail);
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    draft.causes.push(cause);
}

/// Whether a certificate is the one that the header names: `kid` in hex or `x5t` in base64url, the SHA-1 of its DER (RFC 7515
/// §4.1.7). A name finds a certificate, and proves nothing.
fn is_named(invoice: &Invoice, certificate: &Certificate) -> bool {
    let digest = Hash::Sha1.of(certificate.der());
    let text = |name: &str| invoice.header.get(name).and_then(Value::as_str).unwrap_or_default();
    text("kid").eq_ignore_ascii_case(&hex(&digest)) || text("x5t") == Base64::Url.encode(&digest)
}

/// No key at hand fits: one of them made the signature over something else, or the portal's is not at hand. A signature opens with the
/// key that it was made with (RFC 8017 §8.2.2), and with no other.
fn misfit(
    draft: &mut Draft,
    about: &mut report::Signature,
    (header, payload): (&str, &str),
    signature: &[u8],
    invoice: &Invoice,
    context: &Context<'_>,
) {
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    let opened = holders(context).find_map(|holder| {
        let opened = Opener::from_spki(holder.spki())?.open(signature)?;
        Some((holder, opened))
    });
    let named = holders(context)
        .find(|holder| matches!(holder, Holder::Certificate(certificate) if is_named(invoice, certificate)));
    let Some(holder) = opened.as_ref().map(|(holder, _)| *holder).or(named) else {
        let kid = invoice.header.get("kid").and_then(Value::as_str).unwrap_or_default();
        let needed = evidence! { "keyId" => kid };
        draft.findings.signing = Signing::KeyUnknown;
        draft.checks.set(CheckId::Signature, Status::Unknown);
        draft.notes.push(Note::new("certificate-needed", needed.clone()));
        draft.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, needed));
        return;
    };
    draft.findings.signing = Signing::Misfit;
    draft.checks.set(CheckId::Signature, Status::Fail);
    if let Holder::Certificate(leaf) = holder {
        draft.certificate = Some(leaf.summary(Default::default(), Default::default()));
    }
    about.key_sha256 = holder.key().map(|key| hex(key.sha256()));
    let mut tried = 0;
    let cause =
        opened.filter(|(_, opened)| context.repairs && opened.hash == Hash::Sha256).and_then(|(holder, opened)| {
            about.limit = Some(repairs::LIMIT);
            let found = repairs::explain(header, payload, &opened.digest, &mut tried);
            about.tried = Some(tried);
            // That it was the portal that signed, a person says: of any other key it is likely and no more.
            draft.findings.trust = vouching(holder, invoice, context);
            found
        });
    match cause {
        Some(cause) => draft.causes.push(cause),
        None => draft.causes.push(Cause::new(CauseId::DataCorrupted, Confidence::Possible, Evidence::new())),
    }
}

/// Whether a person trusts this very certificate for the format. Authorities of India issue to anyone: a path to one of them says who
/// somebody is, and not that it is the portal.
fn is_named_by_person(leaf: &Certificate, context: &Context<'_>) -> bool {
    let store = context.store;
    store
        .anchors
        .iter()
        .any(|anchor| anchor.sha256() == leaf.sha256() && store.formats(anchor).contains(context.format))
}

/// Who vouches for a key that signed something else than what stands here.
fn vouching(holder: Holder<'_>, invoice: &Invoice, context: &Context<'_>) -> Trust {
    match holder {
        Holder::Bare(bare) => bare.pinned(context.format).map_or(Trust::Unknown, Trust::Trusted),
        Holder::Certificate(leaf) if is_named_by_person(leaf, context) => judgement(leaf, invoice, context).trust,
        Holder::Certificate(_) => Trust::Unknown,
    }
}

fn judgement(leaf: &Certificate, invoice: &Invoice, context: &Context<'_>) -> pki::Judgement {
    pki::judge(&pki::Query {
        leaf,
        extra: &[],
        store: context.store,
        at: invoice.moment().unwrap_or(context.now),
        now: context.now,
        purpose: Purpose::Receipt(context.format),
    })
}

/// Certificate and validity of a key that fits.
fn judge(draft: &mut Draft, holder: Holder<'_>, fit: &Fit, invoice: &Invoice, context: &Context<'_>) {
    match holder {
        Holder::Certificate(leaf) => {
            let judgement = judgement(leaf, invoice, context);
            draft.judged(leaf, judgement);
            if matches!(draft.findings.trust, Trust::Trusted(_)) && !is_named_by_person(leaf, context) {
                draft.findings.trust = Trust::Unknown;
                draft.checks.set(CheckId::Certificate, Status::Unknown);
                let evidence = evidence! { "certificate" => leaf.subject(), "issuer" => leaf.issuer() };
                draft.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, evidence));
            }
        }
        Holder::Bare(_) => {
            draft.checks.set(CheckId::Validity, Status::Absent);
            let key = evidence! { "keySha256" => hex(fit.key_sha256()) };
            match context.store.pinned(fit.key_sha256(), context.format) {
                Some(trusted) => {
                    draft.checks.set(CheckId::Certificate, Status::Pass);
                    draft.notes.push(Note::new("bare-key", key));
                    draft.findings.trust = Trust::Trusted(trusted);
                }
                None => {
                    draft.checks.set(CheckId::Certificate, Status::Fail);
                    let mut evidence = evidence! { "reason" => "not-trusted" };
                    evidence.extend(key);
                    draft.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, evidence));
                }
            }
        }
    }
}
