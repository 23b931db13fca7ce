//! The audit of a till's export: `slipcheck-audit` with the user's anchors, certificates and lists.

use crate::{
    check,
    input::Input,
    pki::{self, Certificate, Purpose, Query, Store, Trust},
    report::{CauseId, Format},
    signature::{PublicKey, Scheme},
    time::{Moment, Timestamp},
};
use alloc::{string::String, sync::Arc, vec::Vec};
use serde_json::Value;
use slipcheck_audit::{Authority, Evidence, Kind, Path, evidence};
use slipcheck_codec::der::{BIT_STRING, SEQUENCE, Tlv};

/// What the user trusts and has at hand, lent to an audit.
pub struct Trusted<'a> {
    /// Anchors, certificates and lists.
    pub store: &'a Store,
    /// The moment of checking.
    pub now: Moment,
}

/// The format of the slips that an export holds.
fn format(kind: Kind) -> Format {
    match kind {
        Kind::Dep => Format::AtRksv,
        Kind::TseExport | Kind::Dsfinvk => Format::DeTse,
    }
}

impl Trusted<'_> {
    fn judge(
        &self,
        leaf: &Certificate,
        extra: &[Certificate],
        store: &Store,
        at: Moment,
        purpose: Purpose<'_>,
    ) -> pki::Judgement {
        pki::judge(&Query { leaf, extra, store, at, now: self.now, purpose })
    }

    /// When a certificate was revoked, as a judgement of its path tells.
    fn revocation(&self, leaf: &Certificate, judgement: &pki::Judgement) -> Option<Moment> {
        let cause = judgement.causes.iter().find(|cause| cause.id == CauseId::CertificateRevoked)?;
        let is_leaf = cause.evidence.get("certificate").and_then(Value::as_str) == Some(&leaf.subject());
        let date = cause.evidence.get("date").and_then(Value::as_str).and_then(Timestamp::parse);
        is_leaf.then(|| date.map_or(Moment(i64::MIN), Timestamp::moment))
    }
}

impl Authority for Trusted<'_> {
    fn certificate(&self, der: &[u8]) -> Option<slipcheck_audit::Certificate> {
        let certificate = Certificate::from_der(der).ok()?;
        Some(slipcheck_audit::Certificate {
            der: der.to_vec(),
            sha256: *certificate.sha256(),
            serial: certificate.serial(),
            subject: certificate.subject(),
            spki: certificate.spki().to_vec(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            is_ca: certificate.is_ca(),
        })
    }

    fn path(&self, certificate: &[u8], extra: &[Vec<u8>], at: Moment, kind: Kind) -> Path {
        let Ok(leaf) = Certificate::from_der(certificate) else { return Path::default() };
        let extra: Vec<Certificate> = extra.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        let purpose = Purpose::Receipt(format(kind));
        // Its own dates are the audit's to judge: the path is looked at when it was valid.
        let at = at.clamp(leaf.not_before(), leaf.not_after());
        let lists = !(self.store.crls.is_empty() && self.store.ocsp.is_empty());
        let first = self.judge(&leaf, &extra, self.store, at, purpose);
        if !lists {
            return Path { trusted: matches!(first.trust, Trust::Trusted(_)), revoked: None };
        }
        let late = self.judge(&leaf, &extra, self.store, leaf.not_after().max(self.now), purpose);
        let early = self.judge(&leaf, &extra, self.store, leaf.not_before(), purpose);
        let revoked = self.revocation(&leaf, &late).map(|date| {
            // Whatever time a receipt claims: the key may be in other hands since nobody knows when.
            if self.revocation(&leaf, &early).is_some() { Moment(i64::MIN) } else { date }
        });
        let mut trusted = matches!(first.trust, Trust::Trusted(_));
        if !trusted && revoked.is_some() {
            // The path without the leaf's own revocation; no other certificate of it may be revoked.
            let store = Store { crls: Vec::new(), ocsp: Vec::new(), ..self.store.clone() };
            let plain = self.judge(&leaf, &extra, &store, at, purpose);
            let hashes: Vec<&str> = plain.path_sha256.iter().skip(1).map(String::as_str).collect();
            let all = extra.iter().chain(&self.store.certificates).chain(&self.store.anchors);
            let above = all.filter(|other| hashes.contains(&crate::encoding::hex(other.sha256()).as_str()));
            let is_revoked = |other: &Certificate| {
                let judgement = self.judge(other, &extra, self.store, at, Purpose::Any);
                judgement.causes.iter().any(|cause| cause.id == CauseId::CertificateRevoked)
            };
            trusted = matches!(plain.trust, Trust::Trusted(_)) && !above.into_iter().any(is_revoked);
        }
        Path { trusted, revoked }
    }

    fn is_signed_by(&self, certificate: &[u8], issuers: &[Vec<u8>]) -> bool {
        let Ok(subject) = Certificate::from_der(certificate) else { return false };
        let issuers = issuers.iter().filter_map(|der| Certificate::from_der(der).ok());
        issuers
            .filter(|issuer| issuer.subject_der() == subject.issuer_der())
            .any(|issuer| is_signed(certificate, &issuer))
    }

    fn certificates(&self) -> Vec<Vec<u8>> {
        self.store
            .anchors
            .iter()
            .chain(&self.store.certificates)
            .map(|certificate| certificate.der().to_vec())
            .collect()
    }

    fn keys(&self) -> Vec<Vec<u8>> {
        self.store.bare_keys.iter().map(|key| key.spki.clone()).collect()
    }

    fn explain(&self, code: &str, key: &[u8], kind: Kind) -> Option<Evidence> {
        let mut store = Store { kept: Vec::new(), seen: None, ..self.store.clone() };
        match Certificate::from_der(key) {
            Ok(certificate) => store.certificates.push(certificate),
            Err(_) => store.keys.push(Arc::new(PublicKey::from_spki(key).ok()?)),
        }
        let input = Input { text: Some(code.into()), ..Input::default() };
        let report = check::check(&input, &store, self.now).into_iter().find(|report| report.format == format(kind))?;
        // Whose certificate it is, is told of the certificate.
        let own = report.causes.iter().filter(|cause| !cause.id.id().starts_with("certificate-"));
        let causes: Vec<Value> = own.filter_map(|cause| serde_json::to_value(cause).ok()).collect();
        (!causes.is_empty()).then(|| evidence! { "causes" => causes })
    }
}

/// Whether a certificate's signature fits the key of another (RFC 5280 §4.1.1).
fn is_signed(certificate: &[u8], issuer: &Certificate) -> bool {
    let signed = || -> Option<bool> {
        let mut inside = Tlv::whole_of(certificate, SEQUENCE)?.inside();
        let body = inside.expect(SEQUENCE)?.raw;
        let algorithm = inside.expect(SEQUENCE)?.raw;
        let (signature, unused) = inside.expect(BIT_STRING)?.bits()?;
        let scheme = Scheme::from_algorithm(algorithm)?;
        let fits = issuer.public_key().ok()?.verify_der(scheme, body, signature).is_some();
        Some(unused == 0 && fits)
    };
    signed().unwrap_or(false)
}
