//! Austrian receipts on the public road: production receipts, own receipts in every form, and what is said about broken
//! ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use ecdsa::signature::hazmat::PrehashSigner;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha384};
use slipcheck::{
    check::check,
    encoding::{Base64, base32, hex, unhex},
    input::Input,
    pki::{Certificate, Store},
    report::{CauseId, CheckId, Confidence, Match, Report, Status},
    time::Moment,
    verdict::Word,
};

mod codes;
#[path = "../tills/common.rs"]
mod common;
#[path = "../tills/der.rs"]
mod der;
mod misfits;
mod print;
mod random;
mod several;

use common::{field, now, proven, rounds, vectors};

fn all(text: &str, store: &Store) -> Vec<Report> {
    check(&Input::text(text), store, now())
}

#[track_caller]
fn one(text: &str, store: &Store) -> Report {
    let mut reports = all(text, store);
    assert_eq!(reports.len(), 1, "{text}");
    reports.remove(0)
}

const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];

const SERIAL: u64 = 0x5b2e_19c0_7d4a;

const AUTHORITY: u8 = 99;

fn key(seed: u8) -> SigningKey {
    let mut scalar = [seed; 32];
    scalar[0] = 1;
    SigningKey::from_slice(&scalar).unwrap()
}

fn sign(seed: u8, message: &[u8]) -> Vec<u8> {
    let signature: Signature = key(seed).sign_prehash(&Sha256::digest(message)).unwrap();
    signature.to_bytes().to_vec()
}

fn point(seed: u8) -> Vec<u8> {
    key(seed).verifying_key().to_sec1_point(false).as_bytes().to_vec()
}

/// A certificate of this key and number, by the authority of these tests.
fn leaf(seed: u8, serial: u64, from: &str, to: &str) -> Certificate {
    leaf_of("UID ATU68214507", seed, serial, from, to)
}

fn named_leaf(subject: &str, seed: u8, serial: u64) -> Certificate {
    leaf_of(subject, seed, serial, "240101000000Z", "290101000000Z")
}

fn leaf_of(subject: &str, seed: u8, serial: u64, from: &str, to: &str) -> Certificate {
    let spki = der::spki(P256, &point(seed));
    let body =
        der::Certificate { serial, issuer: "Test RKSV CA", subject, number: None, from, to, spki: &spki, ca: false };
    Certificate::from_der(&body.signed(2, |message| sign(AUTHORITY, message))).unwrap()
}

fn authority() -> Certificate {
    let spki = der::spki(P256, &point(AUTHORITY));
    let body = der::Certificate {
        serial: 1,
        issuer: "Test RKSV CA",
        subject: "Test RKSV CA",
        number: None,
        from: "200101000000Z",
        to: "400101000000Z",
        spki: &spki,
        ca: true,
    };
    Certificate::from_der(&body.signed(2, |message| sign(AUTHORITY, message))).unwrap()
}

fn good_leaf() -> Certificate {
    leaf(7, SERIAL, "240101000000Z", "290101000000Z")
}

fn trusting(leaf: Certificate) -> Store {
    Store { anchors: vec![authority()], certificates: vec![leaf], ..Store::default() }
}

fn store() -> Store {
    trusting(good_leaf())
}

const HEADER: &str = "eyJhbGciOiJFUzI1NiJ9";

/// A receipt of these tests.
#[derive(Clone)]
struct Receipt {
    provider: &'static str,
    register: String,
    number: String,
    time: String,
    amounts: [&'static str; 5],
    turnover: String,
    serial: String,
    chaining: String,
    seed: u8,
}

impl Default for Receipt {
    fn default() -> Self {
        Self {
            provider: "R1-AT1",
            register: "Kasse-W03".into(),
            number: "2026-004711".into(),
            time: "2026-11-20T12:47:30".into(),
            amounts: ["18,00", "8,80", "0,00", "0,00", "6,45"],
            turnover: Base64::Standard.encode(&[0xda, 0x7f, 0xf6, 0xb7, 0x44, 0xbb]),
            serial: format!("{SERIAL:x}"),
            chaining: Base64::Standard.encode(&[0x31, 0x31, 0x3f, 0xea, 0x3f, 0x77, 0xb5, 0x1c]),
            seed: 7,
        }
    }
}

impl Receipt {
    fn parts(&self) -> Vec<String> {
        let head = [self.provider.to_string(), self.register.clone(), self.number.clone(), self.time.clone()];
        let tail = [self.turnover.clone(), self.serial.clone(), self.chaining.clone()];
        head.into_iter().chain(self.amounts.map(String::from)).chain(tail).collect()
    }

    fn payload(&self) -> String {
        format!("_{}", self.parts().join("_"))
    }

    /// The signature over some payload's bytes.
    fn over(&self, payload: &[u8]) -> Vec<u8> {
        sign(self.seed, format!("{HEADER}.{}", Base64::Url.encode(payload)).as_bytes())
    }

    /// The code as it stands, with a signature over something else.
    fn signed_over(&self, payload: &[u8]) -> String {
        self.with_signature(&self.over(payload))
    }

    fn with_signature(&self, signature: &[u8]) -> String {
        format!("{}_{}", self.payload(), Base64::Standard.encode(signature))
    }

    fn code(&self) -> String {
        self.signed_over(self.payload().as_bytes())
    }

    fn jws(&self) -> String {
        let payload = self.payload();
        format!(
            "{HEADER}.{}.{}",
            Base64::Url.encode(payload.as_bytes()),
            Base64::Url.encode(&self.over(payload.as_bytes()))
        )
    }

    fn ocr(&self) -> String {
        let own = |text: &str| base32(&Base64::Standard.decode(text).unwrap());
        let shown = Self { turnover: own(&self.turnover), chaining: own(&self.chaining), ..self.clone() };
        format!("{}_{}", shown.payload(), base32(&self.over(self.payload().as_bytes())))
    }

    /// The receipt behind this one.
    fn next(&self, number: &str) -> Self {
        let chaining = Base64::Standard.encode(&Sha256::digest(self.jws())[..8]);
        Self { number: number.into(), time: "2026-11-20T12:52:11".into(), chaining, ..self.clone() }
    }
}

fn has_note(report: &Report, id: &str) -> bool {
    report.notes.iter().any(|note| note.id == id)
}

fn has_cause(report: &Report, id: CauseId) -> bool {
    report.causes.iter().any(|cause| cause.id == id)
}

#[track_caller]
fn assert_proven(code: &str, expected: CauseId) -> Report {
    let report = one(code, &store());
    assert_eq!(report.verdict.word(), Word::Invalid, "{code}\n{:?}", report.causes);
    assert_eq!(report.checks.status(CheckId::Signature), Status::Fail, "{code}");
    assert_eq!(proven(&report), [expected], "{code}\n{:?}", report.causes);
    report
}
