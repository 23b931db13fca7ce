//! A till of the tests, which makes and signs journals; and an authority that knows invented certificates.

#![allow(missing_docs, dead_code, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]

use aes::{
    Aes256,
    cipher::{Array, BlockCipherEncrypt as _, KeyInit as _},
};
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Value, json};
use slipcheck_audit::{
    Authority, Certificate, Finding, Input, Kind, Options, Path, Report, Severity, State, audit, options::Secret,
};
use slipcheck_codec::{
    encoding::{Base64, hex, unhex},
    time::{Civil, Moment, Timestamp},
};
use slipcheck_signature::sha256;

pub const AES: [u8; 32] = [7; 32];

/// A signing key of the tests.
pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

pub fn spki(key: &SigningKey) -> Vec<u8> {
    let head = unhex("3059301306072a8648ce3d020106082a8648ce3d030107034200").unwrap();
    [&head, key.verifying_key().to_sec1_point(false).as_bytes()].concat()
}

/// What a test says of a receipt.
#[derive(Clone)]
pub struct Draft {
    pub number: String,
    pub time: String,
    pub amounts: [i64; 5],
    /// `TRA`, `STO`, or empty for a counter.
    pub mark: &'static str,
    pub suite: String,
    pub serial: String,
    pub signed: bool,
    pub bytes: usize,
    /// Added to the counter that is shown.
    pub off: i64,
    pub register: String,
}

/// A till.
pub struct Till {
    pub key: SigningKey,
    pub aes: [u8; 32],
    pub draft: Draft,
    pub turnover: i64,
    /// What the next receipt is chained to.
    pub previous: String,
    pub minute: i64,
    pub count: u64,
}

fn link(text: &str) -> String {
    Base64::Standard.encode(&sha256(text.as_bytes())[..8])
}

fn cents(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", cents.abs() / 100, cents.abs() % 100)
}

impl Till {
    /// One whose first receipt will be its start.
    pub fn new(register: &str) -> Self {
        let draft = Draft {
            number: String::new(),
            time: String::new(),
            amounts: [0; 5],
            mark: "",
            suite: "AT1".into(),
            serial: "a1".into(),
            signed: true,
            bytes: 8,
            off: 0,
            register: register.into(),
        };
        let first = Civil { year: 2026, month: 3, day: 2, hour: 8, minute: 0, second: 0 }.at_offset(0).0;
        Self { key: key(1), aes: AES, draft, turnover: 0, previous: link(register), minute: first / 60, count: 0 }
    }

    /// Goes on at another time.
    pub fn at(&mut self, time: &str) -> &mut Self {
        self.minute = Timestamp::parse(&format!("{time}:00Z")).unwrap().moment().0 / 60;
        self
    }

    /// A receipt that is made as `change` says, and chained to.
    pub fn with(&mut self, change: impl FnOnce(&mut Draft)) -> String {
        self.count += 1;
        let mut draft = self.draft.clone();
        draft.number = self.count.to_string();
        draft.time = Moment(self.minute * 60).rfc3339();
        draft.time.pop();
        self.minute += 7;
        change(&mut draft);
        let sum: i64 = draft.amounts.iter().sum();
        if draft.mark != "TRA" {
            self.turnover += sum;
        }
        let shown = match draft.mark {
            "" => self.counter(&draft),
            mark => Base64::Standard.encode(mark.as_bytes()),
        };
        let amounts: Vec<String> = draft.amounts.iter().map(|amount| cents(*amount)).collect();
        let code = [
            "",
            &format!("R1-{}", draft.suite),
            &draft.register,
            &draft.number,
            &draft.time,
            &amounts.join("_"),
            &shown,
            &draft.serial,
            &self.previous,
        ]
        .join("_");
        let jws = sign(&code, draft.signed.then_some(&self.key));
        self.previous = link(&jws);
        jws
    }

    fn counter(&self, draft: &Draft) -> String {
        let value = (self.turnover + draft.off).to_be_bytes();
        let extended = [vec![if value[0] & 0x80 == 0 { 0 } else { 0xff }; 8], value.to_vec()].concat();
        let hash = sha256([draft.register.as_str(), &draft.number].concat().as_bytes());
        let mut block = Array(<[u8; 16]>::try_from(&hash[..16]).unwrap());
        Aes256::new_from_slice(&self.aes).unwrap().encrypt_block(&mut block);
        let plain = &extended[16 - draft.bytes..];
        Base64::Standard.encode(&plain.iter().zip(block.iter()).map(|(a, b)| a ^ b).collect::<Vec<u8>>())
    }

    pub fn null(&mut self) -> String {
        self.with(|_| {})
    }

    pub fn sale(&mut self, amount: i64) -> String {
        self.with(|draft| draft.amounts[0] = amount)
    }

    pub fn unsigned(&mut self, amount: i64) -> String {
        self.with(|draft| (draft.amounts[0], draft.signed) = (amount, false))
    }
}

/// The JWS of a code.
pub fn sign(code: &str, key: Option<&SigningKey>) -> String {
    let message = ["eyJhbGciOiJFUzI1NiJ9.", &Base64::Url.encode(code.as_bytes())].concat();
    let third = match key {
        Some(key) => {
            let signature: Signature = key.sign(message.as_bytes());
            Base64::Url.encode(&signature.to_bytes())
        }
        None => "U2ljaGVyaGVpdHNlaW5yaWNodHVuZyBhdXNnZWZhbGxlbg".into(),
    };
    [&message, ".", &third].concat()
}

/// The code of a JWS.
pub fn code(jws: &str) -> String {
    String::from_utf8(Base64::Url.decode(jws.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

/// A container of these keys: names and DER.
pub fn container(aes: Option<&[u8]>, keys: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let map: serde_json::Map<String, Value> = keys
        .iter()
        .map(|(id, der)| {
            let entry = json!({
                "id": id,
                "signatureDeviceType": "PUBLIC_KEY",
                "signatureCertificateOrPublicKey": Base64::Standard.encode(der),
            });
            ((*id).to_owned(), entry)
        })
        .collect();
    let mut container = json!({ "certificateOrPublicKeyMap": map });
    if let Some(aes) = aes {
        container["base64AESKey"] = Base64::Standard.encode(aes).into();
    }
    container.to_string().into_bytes()
}

/// The container of the till of the tests.
pub fn keys() -> Vec<u8> {
    container(Some(&AES), &[("a1", spki(&key(1)))])
}

/// A group of a journal.
pub fn group(certificate: &[u8], authorities: &[Vec<u8>], receipts: &[String]) -> Value {
    json!({
        "Signaturzertifikat": Base64::Standard.encode(certificate),
        "Zertifizierungsstellen": authorities.iter().map(|der| Base64::Standard.encode(der)).collect::<Vec<_>>(),
        "Belege-kompakt": receipts,
    })
}

pub fn journal(groups: &[Value]) -> String {
    json!({ "Belege-Gruppe": groups }).to_string()
}

/// A journal of one group without a certificate.
pub fn plain(receipts: &[String]) -> String {
    journal(&[group(b"", &[], receipts)])
}

/// An invented certificate: who, with which key, by whom, from when to when.
#[derive(Clone)]
pub struct Invented {
    pub serial: String,
    pub key: SigningKey,
    pub issuer: String,
    pub from: i64,
    pub to: i64,
}

impl Invented {
    pub fn new(serial: &str, seed: u8, issuer: &str) -> Self {
        Self { serial: serial.into(), key: key(seed), issuer: issuer.into(), from: 1_700_000_000, to: 1_900_000_000 }
    }

    pub fn der(&self) -> Vec<u8> {
        let Self { serial, key, issuer, from, to } = self;
        format!("CERT|{serial}|{}|{issuer}|{from}|{to}", hex(&spki(key))).into_bytes()
    }
}

/// Trusts what the issuer `root` issued; `revoked` since then.
#[derive(Default)]
pub struct Invention {
    pub revoked: Option<i64>,
    pub at_hand: Vec<Vec<u8>>,
}

impl Authority for Invention {
    fn certificate(&self, der: &[u8]) -> Option<Certificate> {
        let text = std::str::from_utf8(der).ok()?.strip_prefix("CERT|")?;
        let parts: Vec<&str> = text.split('|').collect();
        let [serial, spki, _, from, to] = parts[..] else { return None };
        Some(Certificate {
            der: der.to_vec(),
            sha256: sha256(der),
            serial: serial.into(),
            subject: serial.into(),
            spki: unhex(spki).ok()?,
            not_before: Moment(from.parse().ok()?),
            not_after: Moment(to.parse().ok()?),
            is_ca: false,
        })
    }

    fn path(&self, certificate: &[u8], _: &[Vec<u8>], _: Moment, _: Kind) -> Path {
        let trusted = String::from_utf8_lossy(certificate).split('|').nth(3) == Some("root");
        Path { trusted, revoked: self.revoked.map(Moment) }
    }

    fn is_signed_by(&self, certificate: &[u8], issuers: &[Vec<u8>]) -> bool {
        let text = String::from_utf8_lossy(certificate);
        let issuer = text.split('|').nth(3).unwrap_or_default();
        issuers.iter().any(|der| String::from_utf8_lossy(der).split('|').nth(1) == Some(issuer))
    }

    fn certificates(&self) -> Vec<Vec<u8>> {
        self.at_hand.clone()
    }
}

/// The options of the tests: the till's keys, and a moment behind everything.
pub fn options() -> Options {
    Options {
        now: Timestamp::parse("2027-06-01T12:00:00Z").unwrap().moment(),
        keys: vec![("keys.json".into(), Secret(keys()))],
        keep_state: true,
        ..Options::default()
    }
}

pub fn judged(files: &[&str], options: &Options) -> Report {
    judged_by(files, options, &Invention::default())
}

pub fn judged_by(files: &[&str], options: &Options, authority: &dyn Authority) -> Report {
    let names: Vec<String> = (0..files.len()).map(|n| format!("dep-{n}.json")).collect();
    let mut inputs: Vec<Input<'_>> =
        files.iter().zip(&names).map(|(file, name)| Input::of_bytes(name, file.as_bytes())).collect();
    audit(&mut inputs, options, authority, &mut ()).unwrap()
}

/// What a report found, but notes: `id place`, sorted.
pub fn found(report: &Report) -> Vec<String> {
    let graver = report.findings.iter().filter(|finding| finding.severity != Severity::Note);
    let mut found: Vec<String> = graver.map(line).collect();
    found.sort();
    found
}

pub fn notes(report: &Report) -> Vec<String> {
    report.findings.iter().filter(|finding| finding.severity == Severity::Note).map(line).collect()
}

fn line(finding: &Finding) -> String {
    format!("{} {}", finding.id, finding.place).trim_end().to_owned()
}

pub fn finding<'r>(report: &'r Report, id: &str) -> &'r Finding {
    report.findings.iter().find(|finding| finding.id == id).unwrap()
}

/// The state behind a part, as a file carries it.
pub fn state(report: &Report) -> State {
    let mut file = Vec::new();
    report.state.as_ref().unwrap().write(&mut file).unwrap();
    State::read(&file).unwrap()
}
