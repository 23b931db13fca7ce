//! German receipts on the public road: published codes, own receipts on every curve and in every form, and what is said
//! about broken ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use ecdsa::signature::hazmat::PrehashSigner;
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha384};
use slipcheck::{
    check::check,
    encoding::{Base64, hex},
    input::Input,
    pki::{Certificate, Store},
    report::{CauseId, CheckId, Confidence, Match, Report, Status},
    time::{Moment, Timestamp},
    verdict::Word,
};

mod certificates;
mod codes;
#[path = "../tills/common.rs"]
mod common;
#[path = "../tills/der.rs"]
mod der;
mod misfits;
mod print;
mod random;

use common::{at, field, now, proven, rounds, vectors};
use der::{number, tlv};

fn checked(text: &str) -> Report {
    let mut reports = check(&Input::text(text), &Store::default(), now());
    assert_eq!(reports.len(), 1, "{text}");
    reports.remove(0)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum On {
    P256,
    P384,
    Bp256,
    Bp384,
}

const CURVES: [On; 4] = [On::P256, On::P384, On::Bp256, On::Bp384];

/// A receipt, signed by this test's own writer of log messages.
#[derive(Clone)]
struct Receipt {
    curve: On,
    indefinite: bool,
    spki: bool,
    format: &'static str,
    id: String,
    kind: String,
    data: String,
    transaction: u64,
    counter: u64,
    finish: &'static str,
    seed: u8,
}

impl Default for Receipt {
    fn default() -> Self {
        Self {
            curve: On::P256,
            indefinite: false,
            spki: false,
            format: "unixTime",
            id: "KAS-Bistro 07".into(),
            kind: "Kassenbeleg-V1".into(),
            data: "Beleg^5.60_15.80_0.00_0.00_0.00^21.40:Unbar".into(),
            transaction: 1842,
            counter: 3690,
            finish: "2026-11-21T19:58:12",
            seed: 7,
        }
    }
}

macro_rules! on {
    ($receipt:expr, $size:literal, $curve:ty, $oid:expr, $hash:ty, $signed:expr) => {{
        let mut scalar = [$receipt.seed; $size];
        scalar[0] = 0;
        let key = ecdsa::SigningKey::<$curve>::from_slice(&scalar).unwrap();
        let point = key.verifying_key().to_sec1_point(false).as_bytes().to_vec();
        let algorithm = [tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]), tlv(6, $oid)].concat();
        let spki = tlv(0x30, &[tlv(0x30, &algorithm), tlv(3, &[&[0][..], &point].concat())].concat());
        let message = $signed(&point);
        let signature: ecdsa::Signature<$curve> = key.sign_prehash(&<$hash>::digest(&message)).unwrap();
        (point, spki, signature.to_bytes().to_vec())
    }};
}

impl Receipt {
    fn hash(&self) -> &'static str {
        if matches!(self.curve, On::P384 | On::Bp384) { "ecdsa-plain-SHA384" } else { "ecdsa-plain-SHA256" }
    }

    fn message(&self, point: &[u8]) -> Vec<u8> {
        let data = self.data.as_bytes();
        let data = if self.indefinite { [&[0xa2, 0x80][..], &tlv(4, data), &[0, 0]].concat() } else { tlv(0x82, data) };
        let oid = [4, 0, 0x7f, 0, 7, 1, 1, 4, 1, if self.hash().ends_with("384") { 4 } else { 3 }];
        let digits: String = self.finish.chars().filter(char::is_ascii_digit).collect();
        let time = match self.format {
            "unixTime" => {
                let at = Timestamp::parse(&format!("{}Z", self.finish)).unwrap().moment().0;
                tlv(2, &number(at as u64))
            }
            "utcTime" => tlv(0x17, format!("{}Z", &digits[2..]).as_bytes()),
            _ => tlv(0x18, format!("{digits}Z").as_bytes()),
        };
        [
            tlv(2, &[2]),
            tlv(6, &[4, 0, 0x7f, 0, 7, 3, 7, 1, 1]),
            tlv(0x80, b"FinishTransaction"),
            tlv(0x81, self.id.as_bytes()),
            data,
            tlv(0x83, self.kind.as_bytes()),
            tlv(0x85, &number(self.transaction)),
            tlv(4, &Sha256::digest(point)),
            tlv(0x30, &tlv(6, &oid)),
            tlv(2, &number(self.counter)),
            time,
        ]
        .concat()
    }

    /// Signature and key, in base64.
    fn sign(&self) -> (String, String) {
        let signed = |point: &[u8]| self.message(point);
        let (point, spki, signature) = match self.curve {
            On::P256 => on!(self, 32, p256::NistP256, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7], Sha256, signed),
            On::P384 => on!(self, 48, p384::NistP384, &[0x2b, 0x81, 4, 0, 0x22], Sha384, signed),
            On::Bp256 => {
                on!(self, 32, bp256::BrainpoolP256r1, &[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 7], Sha256, signed)
            }
            On::Bp384 => {
                on!(self, 48, bp384::BrainpoolP384r1, &[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 11], Sha384, signed)
            }
        };
        let encode = |bytes: &[u8]| Base64::Standard.encode(bytes);
        (encode(&signature), encode(if self.spki { &spki } else { &point }))
    }

    /// The fields of the code.
    fn fields(&self) -> Vec<String> {
        let (signature, key) = self.sign();
        let numbers = [self.transaction.to_string(), self.counter.to_string()];
        let times = ["2026-11-21T19:04:55.000Z".to_string(), format!("{}.000Z", self.finish)];
        let head = ["V0".to_string(), self.id.clone(), self.kind.clone(), self.data.clone()];
        let tail = [self.hash().to_string(), self.format.to_string(), signature, key];
        head.into_iter().chain(numbers).chain(times).chain(tail).collect()
    }

    fn code(&self) -> String {
        self.fields().join(";")
    }

    /// The code with one field put in place of another.
    fn with(&self, field: usize, value: &str) -> String {
        let mut fields = self.fields();
        fields[field] = value.into();
        fields.join(";")
    }
}

#[track_caller]
fn assert_proven(code: &str, expected: CauseId) -> Report {
    let report = checked(code);
    assert_eq!(report.verdict.word(), Word::Invalid, "{code}");
    assert_eq!(report.checks.status(CheckId::Signature), Status::Fail, "{code}");
    assert_eq!(proven(&report), [expected], "{code}\n{:?}", report.causes);
    report
}

/// A certificate of a receipt's own key, by an authority on brainpoolP384r1.
fn certificate(receipt: &Receipt, number: Option<&str>, from: &str, to: &str) -> Certificate {
    let spki = Base64::Standard.decode(&Receipt { spki: true, ..receipt.clone() }.sign().1).unwrap();
    let body = der::Certificate {
        serial: 77,
        issuer: "Test TSE CA",
        subject: "Test TSE",
        number,
        from,
        to,
        spki: &spki,
        ca: false,
    };
    Certificate::from_der(&body.signed(3, by_authority)).unwrap()
}

fn authority_key() -> ecdsa::SigningKey<bp384::BrainpoolP384r1> {
    let mut scalar = [99; 48];
    scalar[0] = 0;
    ecdsa::SigningKey::from_slice(&scalar).unwrap()
}

fn by_authority(message: &[u8]) -> Vec<u8> {
    let signature: ecdsa::Signature<bp384::BrainpoolP384r1> =
        authority_key().sign_prehash(&Sha384::digest(message)).unwrap();
    signature.to_bytes().to_vec()
}

fn authority() -> Certificate {
    let point = authority_key().verifying_key().to_sec1_point(false).as_bytes().to_vec();
    let spki = der::spki(&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 11], &point);
    let body = der::Certificate {
        serial: 1,
        issuer: "Test TSE CA",
        subject: "Test TSE CA",
        number: None,
        from: "200101000000Z",
        to: "400101000000Z",
        spki: &spki,
        ca: true,
    };
    Certificate::from_der(&body.signed(3, by_authority)).unwrap()
}

/// The TSE's serial number, hex.
fn serial(receipt: &Receipt) -> String {
    let key = Base64::Standard.decode(&Receipt { spki: false, ..receipt.clone() }.sign().1).unwrap();
    hex(&Sha256::digest(key))
}

#[track_caller]
fn with(text: &str, store: &Store) -> Report {
    let mut reports = check(&Input::text(text), store, now());
    assert_eq!(reports.len(), 1, "{text}");
    reports.remove(0)
}

fn trusting(receipt: &Receipt) -> Store {
    let leaf = certificate(receipt, Some(&serial(receipt)), "240101000000Z", "310101000000Z");
    Store { anchors: vec![authority()], certificates: vec![leaf], ..Store::default() }
}
