//! An authority for tests: certificates read by their structure alone, a path by names and signatures, no dates.
#![allow(dead_code)]

pub(crate) mod build;

use serde_json::Value;
use slipcheck_audit::{Authority, Certificate, Evidence, Kind, Path, evidence};
use slipcheck_codec::{
    der::{self, Cursor, Tlv},
    encoding::{Base64, hex},
    time::Moment,
};
use slipcheck_signature::{PublicKey, Scheme, sha256};
use std::{cell::RefCell, path::PathBuf};

/// Parts of a certificate that a path needs.
struct Parts<'a> {
    tbs: &'a [u8],
    algorithm: &'a [u8],
    signature: &'a [u8],
    issuer: &'a [u8],
    subject: &'a [u8],
}

fn read(der: &[u8]) -> Option<(Certificate, Parts<'_>)> {
    let mut outer = Tlv::whole_of(der, der::SEQUENCE)?.inside();
    let (tbs, algorithm, signature) =
        (outer.expect(der::SEQUENCE)?, outer.expect(der::SEQUENCE)?, outer.expect(der::BIT_STRING)?.bits()?.0);
    outer.end()?;
    let mut inside = tbs.inside();
    inside.optional(der::constructed(0))?;
    let serial = inside.expect(der::INTEGER)?.integer()?;
    inside.expect(der::SEQUENCE)?;
    let issuer = inside.expect(der::SEQUENCE)?;
    let mut validity = inside.expect(der::SEQUENCE)?.inside();
    let (not_before, not_after) = (validity.read()?.time()?, validity.read()?.time()?);
    let (subject, spki) = (inside.expect(der::SEQUENCE)?, inside.expect(der::SEQUENCE)?);
    // basicConstraints with cA TRUE.
    let is_ca = |rest: Cursor<'_>| {
        let mut rest = rest;
        std::iter::from_fn(|| rest.read()).any(|tlv| tlv.raw.windows(5).any(|w| w == [0x30, 3, 1, 1, 0xff]))
    };
    let certificate = Certificate {
        der: der.to_vec(),
        sha256: sha256(der),
        serial: hex(serial),
        subject: hex(subject.value),
        spki: spki.raw.to_vec(),
        not_before,
        not_after,
        is_ca: is_ca(inside),
    };
    let parts = Parts { tbs: tbs.raw, algorithm: algorithm.raw, signature, issuer: issuer.raw, subject: subject.raw };
    Some((certificate, parts))
}

#[derive(Default)]
pub(crate) struct Anchors {
    pub(crate) anchors: Vec<Vec<u8>>,
    pub(crate) revoked: Vec<(Vec<u8>, Moment)>,
    /// Codes whose misfit was asked about.
    pub(crate) asked: RefCell<Vec<String>>,
}

impl Authority for Anchors {
    fn certificate(&self, der: &[u8]) -> Option<Certificate> {
        read(der).map(|(certificate, _)| certificate)
    }

    fn path(&self, certificate: &[u8], extra: &[Vec<u8>], _: Moment, _: Kind) -> Path {
        let revoked = self.revoked.iter().find(|(der, _)| der == certificate).map(|(_, from)| *from);
        let mut at = certificate.to_vec();
        for _ in 0..4 {
            if self.anchors.contains(&at) {
                return Path { trusted: true, revoked };
            }
            let (_, parts) = read(&at).unwrap();
            let issuer = extra.iter().chain(&self.anchors).find(|der| {
                read(der).is_some_and(|(issuer, own)| {
                    own.subject == parts.issuer
                        && PublicKey::from_spki(&issuer.spki).is_ok_and(|key| {
                            Scheme::from_algorithm(parts.algorithm)
                                .is_some_and(|scheme| key.verify_der(scheme, parts.tbs, parts.signature).is_some())
                        })
                })
            });
            match issuer.filter(|issuer| **issuer != at) {
                Some(issuer) => at = issuer.clone(),
                None => break,
            }
        }
        Path { trusted: false, revoked }
    }

    fn explain(&self, code: &str, key: &[u8], _: Kind) -> Option<Evidence> {
        // A certificate, or the key alone.
        assert!(read(key).is_some() || PublicKey::from_spki(key).is_ok());
        self.asked.borrow_mut().push(code.to_owned());
        Some(evidence! { "causes" => vec!["asked"] })
    }

    fn is_signed_by(&self, _: &[u8], _: &[Vec<u8>]) -> bool {
        true
    }

    fn certificates(&self) -> Vec<Vec<u8>> {
        self.anchors.clone()
    }
}

/// A certificate of a PEM file.
pub(crate) fn pem(text: &str) -> Vec<u8> {
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    Base64::Standard.decode(body.trim()).unwrap()
}

/// Where the shared examples are: `None`, loudly, where they are not.
pub(crate) fn vectors() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/audit");
    if !path.is_dir() {
        eprintln!("NOT RUN: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// Findings as `id place`, of every severity but notes, sorted; and the ids of notes.
pub(crate) fn found(report: &slipcheck_audit::Report) -> (Vec<String>, Vec<String>) {
    let text = serde_json::to_value(report).unwrap();
    let findings = text["findings"].as_array().unwrap();
    let is_note = |finding: &&Value| finding["severity"] == "note";
    let line = |finding: &Value| format!("{} {}", finding["id"].as_str().unwrap(), finding["place"].as_str().unwrap());
    let mut graver: Vec<String> = findings.iter().filter(|finding| !is_note(finding)).map(line).collect();
    graver.sort();
    (graver, findings.iter().filter(is_note).map(line).collect())
}
