//! One signature of a file: does it fit, whose is it, and when was it made.

use crate::{
    evidence,
    formats::Context,
    pki::{self, Certificate, Crl, Judgement, OcspResponse, Purpose, Query, Store},
    report::{Evidence, Note, Status},
    signature::{self, Fit, PublicKey, Scheme},
    time::{Civil, Moment, offset_seconds},
    verdict::Trust,
};
use alloc::{string::String, vec::Vec};
use slipcheck_pdf::{
    cms::{self, Digest, Method, SignedData},
    signature::{Contents, Refused, Signature},
    survey::Survey,
};

/// Most certificates that come with a file.
const CERTIFICATES: usize = 256;
/// Most certificates that a signature is tried with which does not fit its own.
const TRIED: usize = 32;

/// What a file brings along, and what the user has: none of it is trusted for standing in the file.
pub(super) struct Material {
    pub(super) certificates: Vec<Certificate>,
    pub(super) store: Store,
}

impl Material {
    /// What the newest revision's store and every signature bring.
    pub(super) fn gather(survey: &Survey<'_>, present: &slipcheck_pdf::Document<'_>, context: &Context<'_>) -> Self {
        let [mut certificates, mut crls, mut ocsp] = slipcheck_pdf::signature::security_store(present);
        let take = |data: &SignedData, to: &mut [&mut Vec<Vec<u8>>; 3]| {
            let [certificates, crls, ocsp] = to;
            certificates.extend(data.certificates.iter().cloned());
            crls.extend(data.crls.iter().cloned());
            ocsp.extend(data.ocsp.iter().cloned());
        };
        let mut to = [&mut certificates, &mut crls, &mut ocsp];
        for signature in &survey.signatures.all {
            match &signature.contents {
                Contents::Signed(data) => {
                    take(data, &mut to);
                    for token in &data.time_stamps {
                        if let Some((token, _)) = SignedData::token(token) {
                            take(&token, &mut to);
                        }
                    }
                }
                Contents::Stamp(bytes) => {
                    if let Some((token, _)) = SignedData::token(bytes) {
                        take(&token, &mut to);
                    }
                }
                _ => {}
            }
        }
        let mut store = context.store.clone();
        let mut own: Vec<Certificate> = Vec::new();
        for der in certificates.iter().take(CERTIFICATES) {
            if let Ok(certificate) = Certificate::from_der(der)
                && own.iter().all(|known| known.sha256() != certificate.sha256())
            {
                own.push(certificate);
            }
        }
        store.crls.extend(crls.iter().take(CERTIFICATES).filter_map(|der| Crl::from_der(der).ok()));
        store.ocsp.extend(ocsp.iter().take(CERTIFICATES).filter_map(|der| OcspResponse::from_der(der).ok()));
        Self { certificates: own, store }
    }

    fn all(&self) -> impl Iterator<Item = &Certificate> {
        self.certificates.iter().chain(&self.store.anchors).chain(&self.store.certificates)
    }

    /// The certificates that a signer may be.
    fn of<'m>(&'m self, data: &SignedData) -> Vec<&'m Certificate> {
        let mut found: Vec<&Certificate> = Vec::new();
        for certificate in self.all().filter(|certificate| data.signer.names(certificate.der())) {
            if found.iter().all(|known| known.sha256() != certificate.sha256()) {
                found.push(certificate);
            }
        }
        found
    }
}

/// What became of a signature's arithmetic.
pub(super) enum Outcome {
    /// It fits this certificate's key.
    Fits(Fit, Certificate),
    /// It fits another certificate's than the one that it names.
    FitsOther(Fit, Certificate),
    /// It does not fit.
    Misfit(Certificate),
    /// Nobody's certificate is at hand.
    NoKey,
    /// By a method that proves nothing: its name, and whether it fits.
    Refused(String, Option<bool>),
    /// By a method that is not known here.
    Unsupported(String),
}

/// The digest of the content, when it is stated: its algorithm, computed and stated.
pub(super) struct Stated {
    pub(super) digest: Digest,
    pub(super) computed: Vec<u8>,
    pub(super) stated: Vec<u8>,
}

impl Stated {
    pub(super) fn fits(&self) -> bool {
        self.computed == self.stated
    }
}

/// The arithmetic of a CMS over these parts.
pub(super) fn check(data: &SignedData, parts: &[&[u8]], material: &Material) -> (Outcome, Option<Stated>) {
    let (content, digest, scheme) = match &data.method {
        Method::Unknown(name) => return (Outcome::Unsupported(name.clone()), None),
        Method::Known { content, digest, scheme } => (*content, *digest, *scheme),
    };
    let stated = data.stated.as_ref().map(|stated| Stated {
        digest: content,
        computed: content.of(parts),
        stated: stated.clone(),
    });
    let message = data.attributes.clone().unwrap_or_else(|| parts.concat());
    let candidates = material.of(data);
    let mask = match scheme {
        cms::Scheme::RsaPss(mask, _) => mask,
        _ => digest,
    };
    if let Some(weak) = [content, digest, mask].into_iter().find(|digest| digest.is_refused()) {
        let fits = candidates.iter().find_map(|certificate| {
            let key = certificate.public_key().ok()?;
            Some(fits_refused(key, digest, scheme, &message, &data.signature))
        });
        let fits = fits.map(|fits| fits && stated.as_ref().is_none_or(Stated::fits));
        return (Outcome::Refused(weak.name().into(), fits), stated);
    }
    let Some(first) = candidates.first() else { return (Outcome::NoKey, stated) };
    let mut unsupported = false;
    for certificate in &candidates {
        let Ok(key) = certificate.public_key() else {
            unsupported = true;
            continue;
        };
        if let Some(bits) = key.rsa_bits().filter(|bits| *bits < 2048) {
            let fits = verify(key, digest, scheme, &message, &data.signature);
            return (Outcome::Refused(alloc::format!("RSA-{bits}"), fits.ok().map(|fit| fit.is_some())), stated);
        }
        match verify(key, digest, scheme, &message, &data.signature) {
            Ok(Some(fit)) => return (Outcome::Fits(fit, (*certificate).clone()), stated),
            Ok(None) => unsupported = false,
            Err(()) => return (Outcome::Unsupported(name(digest, scheme)), stated),
        }
    }
    if unsupported {
        return (Outcome::Unsupported(first.key_algorithm()), stated);
    }
    for other in material.all().take(TRIED) {
        if let Ok(key) = other.public_key()
            && let Ok(Some(fit)) = verify(key, digest, scheme, &message, &data.signature)
        {
            return (Outcome::FitsOther(fit, other.clone()), stated);
        }
    }
    (Outcome::Misfit((*first).clone()), stated)
}

/// The name of a method as the report shows it.
pub(super) fn name(digest: Digest, scheme: cms::Scheme) -> String {
    let scheme = match scheme {
        cms::Scheme::RsaPkcs1 => "RSASSA-PKCS1-v1_5",
        cms::Scheme::RsaPss(..) => "RSASSA-PSS",
        cms::Scheme::Ecdsa => "ECDSA",
        cms::Scheme::EcdsaPlain => "ECDSA-plain",
        cms::Scheme::Sm2 => "SM2",
    };
    alloc::format!("{scheme} {}", digest.name())
}

fn known(digest: Digest) -> Option<signature::Digest> {
    Some(match digest {
        Digest::Sha224 => signature::Digest::Sha224,
        Digest::Sha256 => signature::Digest::Sha256,
        Digest::Sha384 => signature::Digest::Sha384,
        Digest::Sha512 => signature::Digest::Sha512,
        Digest::Sm3 => signature::Digest::Sm3,
        Digest::Md5 | Digest::Sha1 => return None,
    })
}

/// Checks by one key. `Err`: this build has no such method.
fn verify(
    key: &PublicKey,
    digest: Digest,
    scheme: cms::Scheme,
    message: &[u8],
    signature: &[u8],
) -> Result<Option<Fit>, ()> {
    let hash = known(digest).ok_or(())?;
    let short = matches!(hash, signature::Digest::Sha224 | signature::Digest::Sm3);
    match scheme {
        cms::Scheme::RsaPkcs1 | cms::Scheme::RsaPss(..) if short => Err(()),
        cms::Scheme::RsaPkcs1 => Ok(key.verify(Scheme::RsaPkcs1(hash), message, signature)),
        cms::Scheme::RsaPss(mask, _) if mask != digest => Err(()),
        cms::Scheme::RsaPss(_, salt) => Ok(key.verify_pss(hash, salt, message, signature)),
        cms::Scheme::Ecdsa => Ok(key.verify_der(Scheme::Ecdsa(hash), message, signature)),
        cms::Scheme::EcdsaPlain => Ok(key.verify(Scheme::Ecdsa(hash), message, signature)),
        cms::Scheme::Sm2 => Ok(key.verify_der(Scheme::Sm2, message, signature)),
    }
}

/// The beginning of a DigestInfo (RFC 8017 §9.2).
const SHA1: &[u8] = &[0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 0x14];
const MD5: &[u8] = &[0x30, 0x20, 0x30, 0x0c, 6, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5, 5, 0, 4, 0x10];

fn fits_refused(key: &PublicKey, digest: Digest, scheme: cms::Scheme, message: &[u8], signature: &[u8]) -> bool {
    let prefix = match digest {
        Digest::Sha1 => SHA1,
        Digest::Md5 => MD5,
        // The digest of the content alone is refused.
        _ => return verify(key, digest, scheme, message, signature).is_ok_and(|fit| fit.is_some()),
    };
    key.fits_refused(prefix, &digest.of(&[message]), signature)
}

/// A path from a certificate to what the user trusts.
pub(super) fn judge(
    leaf: &Certificate,
    material: &Material,
    at: Moment,
    context: &Context<'_>,
    purpose: Purpose<'_>,
) -> Judgement {
    pki::judge(&Query { leaf, extra: &material.certificates, store: &material.store, at, now: context.now, purpose })
}

/// When a document was signed, and by whose word.
pub(super) struct Time {
    pub(super) at: Moment,
    pub(super) source: &'static str,
    pub(super) notes: Vec<Note>,
    /// A time stamp does not fit.
    pub(super) doubtful: bool,
}

/// The time of a signature: a trusted time stamp's before the signer's word before the document's.
pub(super) fn time(
    bytes: &[u8],
    survey: &Survey<'_>,
    signature: &Signature,
    data: &SignedData,
    material: &Material,
    context: &Context<'_>,
) -> Time {
    let mut out = Time { at: context.now, source: "none", notes: Vec::new(), doubtful: false };
    let mut stamps: Vec<(&[u8], Vec<&[u8]>)> = Vec::new();
    for token in &data.time_stamps {
        stamps.push((token, alloc::vec![data.signature.as_slice()]));
    }
    for other in &survey.signatures.all {
        if let (Contents::Stamp(token), None, Some(parts)) = (&other.contents, other.range_fault, other.signed(bytes))
            && other.end() >= signature.end()
        {
            stamps.push((token, parts.to_vec()));
        }
    }
    let mut trusted: Option<Moment> = None;
    for (token, parts) in stamps {
        match stamp(token, &parts, material, context) {
            Stamp::Trusted(at) => trusted = Some(trusted.map_or(at, |known| known.min(at))),
            Stamp::Stranger(who) => {
                let evidence = evidence! { "certificate" => who };
                push(&mut out.notes, Note::new("time-stamp-not-trusted", evidence));
            }
            Stamp::Misfit => {
                out.doubtful = true;
                push(&mut out.notes, Note::new("time-stamp-does-not-fit", Evidence::new()));
            }
        }
    }
    let claimed = data.time.as_ref().and_then(|(tag, text)| asn1_time(*tag, text));
    let modified = signature.modified.as_deref().and_then(pdf_time);
    (out.at, out.source) = match (trusted, claimed, modified) {
        (Some(at), ..) => (at, "time-stamp"),
        (_, Some(at), _) => (at, "signer"),
        (_, _, Some(at)) => (at, "document"),
        _ => (context.now, "none"),
    };
    let note = match out.source {
        "time-stamp" => Some("time-stamped"),
        "none" => None,
        _ => Some("time-claimed"),
    };
    if let Some(id) = note {
        out.notes.insert(0, Note::new(id, evidence! { "time" => out.at.rfc3339() }));
    }
    out
}

fn push(notes: &mut Vec<Note>, note: Note) {
    if notes.iter().all(|known| known.id != note.id) {
        notes.push(note);
    }
}

enum Stamp {
    Trusted(Moment),
    Stranger(String),
    Misfit,
}

/// A token over these parts (RFC 3161 §2.4.2).
fn stamp(token: &[u8], parts: &[&[u8]], material: &Material, context: &Context<'_>) -> Stamp {
    let Some((data, info)) = SignedData::token(token) else { return Stamp::Misfit };
    let content = data.content.clone().unwrap_or_default();
    let imprint = info.digest.filter(|digest| !digest.is_refused()).is_some_and(|d| d.of(parts) == info.imprint);
    let Some(at) = asn1_time(0x18, &info.time).filter(|_| imprint) else { return Stamp::Misfit };
    let (outcome, stated) = check(&data, &[&content], material);
    let leaf = match outcome {
        Outcome::Fits(_, leaf) if stated.as_ref().is_none_or(Stated::fits) && names_signer(&data, &leaf) => leaf,
        Outcome::NoKey if stated.as_ref().is_none_or(Stated::fits) => return Stamp::Stranger(String::new()),
        Outcome::Unsupported(name) => return Stamp::Stranger(name),
        _ => return Stamp::Misfit,
    };
    let judgement = judge(&leaf, material, at, context, Purpose::TimeStamp);
    if matches!(judgement.trust, Trust::Trusted(_)) && judgement.validity != Status::Fail {
        Stamp::Trusted(at)
    } else {
        Stamp::Stranger(leaf.subject())
    }
}

/// Whether the signed attribute that names the signer's certificate, when there is one, names this (RFC 5035).
pub(super) fn names_signer(data: &SignedData, leaf: &Certificate) -> bool {
    data.certificate
        .as_ref()
        .is_none_or(|named| named.digest.is_some_and(|digest| digest.of(&[leaf.der()]) == named.hash))
}

/// A method that is refused by its SubFilter.
pub(super) fn refused(refused: &Refused, sub_filter: &str) -> Evidence {
    match refused {
        Refused::Sha1 => evidence! { "algorithm" => "SHA-1", "subFilter" => sub_filter },
        Refused::SubFilter => evidence! { "subFilter" => sub_filter },
    }
}

/// UTCTime or GeneralizedTime (RFC 5280 §4.1.2.5), a fraction of a second left away.
fn asn1_time(tag: u8, text: &[u8]) -> Option<Moment> {
    let text = core::str::from_utf8(text).ok()?;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(digits)?;
    let rest = rest.strip_prefix(['.', ',']).map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let whole = if tag == 0x17 {
        let century = if digits.get(..2)?.parse::<u8>().ok()? < 50 { "20" } else { "19" };
        alloc::format!("{century}{digits}")
    } else {
        digits.into()
    };
    let offset = match rest {
        "Z" => 0,
        "" => return None,
        other => offset_seconds(alloc::format!("{}:{}", other.get(..3)?, other.get(3..5)?).as_bytes())?,
    };
    Some(civil(&whole)?.at_offset(offset))
}

/// A date of a PDF (ISO 32000-2 §7.9.4).
pub(super) fn pdf_time(text: &str) -> Option<Moment> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(digits)?;
    let zone: String = rest.chars().filter(|c| *c != '\'').collect();
    let offset = match zone.as_str() {
        "" | "Z" | "Z0000" | "Z00" => 0,
        other => {
            let minutes = other.get(3..5).unwrap_or("00");
            offset_seconds(alloc::format!("{}:{minutes}", other.get(..3)?).as_bytes())?
        }
    };
    let mut whole: String = digits.into();
    whole.push_str("00000101000000".get(digits.len()..)?);
    Some(civil(&whole)?.at_offset(offset))
}

fn civil(digits: &str) -> Option<Civil> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u8>().ok();
    let year = digits.get(..4)?.parse().ok()?;
    Civil::new(year, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, part(12, 14).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_certificates_and_of_documents() {
        let at = |moment: Option<Moment>| moment.unwrap().rfc3339();
        assert_eq!(at(asn1_time(0x17, b"261120104207Z")), "2026-11-20T10:42:07Z");
        assert_eq!(at(asn1_time(0x18, b"20261120104207.25Z")), "2026-11-20T10:42:07Z");
        assert_eq!(at(pdf_time("D:20261120184207+08'00'")), "2026-11-20T10:42:07Z");
        assert_eq!(at(pdf_time("D:20261120104207Z")), "2026-11-20T10:42:07Z");
        assert_eq!(at(pdf_time("20261120")), "2026-11-20T00:00:00Z");
        assert_eq!(pdf_time("D:2026112010420799999999999"), None);
        assert_eq!(pdf_time("yesterday"), None);
    }
}
