//! What a file holds: certificates, public keys, revocation lists and OCSP responses, however they are wrapped. Private
//! keys are recognised only to refuse them: nothing of them is kept.

use super::{
    certificate::{Certificate, MAX_CERTIFICATE, ReadError},
    crl::{Crl, MAX_CRL},
    guess::{Ground, guess},
    ocsp::OcspResponse,
    scope::Formats,
    tlv::{self, Cursor, Tlv},
};
use alloc::{
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::cell::Cell;
use slipcheck_containers::{self as archive, Limits, Problem};
use slipcheck_signature::PublicKey;
use slipcheck_vocabulary::Format;

mod armour;
mod item;
mod kind;
mod rksv;

pub use armour::without_pem;

use armour::{BEGIN, MAX_TEXT, base64, block, find, text, unarmoured, unescaped};
use kind::{Kind, is_pkcs12, is_short_rsa, kind, signed_data};

/// Most certificates, keys, lists and responses that are taken from one file.
const MAX_ITEMS: usize = 1000;
/// Archives inside archives that are opened: a ZIP that holds a TSE export is met, deeper ones are not.
const MAX_DEPTH: u8 = 2;
/// Most bytes of certificates, lists and responses that are kept of one file.
const MAX_KEPT: usize = 64 << 20;
/// What a file may unpack to, with all archives inside it. An export of a TSE holds a file for every transaction; only
/// certificates are unpacked.
fn limits() -> Limits {
    Limits { entries: Cell::new(2_000_000), entry: MAX_CRL, total: Cell::new(64 << 20) }
}

/// Why something in a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A private key: it does not belong here, and is not kept.
    PrivateKey,
    /// A locked file of keys and certificates (PKCS #12, RFC 7292): it is not opened, and may hold a private key.
    Pkcs12,
    /// Neither a certificate nor a revocation list.
    NotACertificate,
    /// It says that it is one, and cannot be read.
    Damaged,
    /// Longer than what is read, or more than is taken.
    TooLarge,
    /// A key that is so short that anybody can find its secret.
    Weak,
}

impl Refusal {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PrivateKey => "private-key",
            Self::Pkcs12 => "pkcs12",
            Self::NotACertificate => "not-a-certificate",
            Self::Damaged => "damaged",
            Self::TooLarge => "too-large",
            Self::Weak => "weak",
        }
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::TooLarge => Self::TooLarge,
            ReadError::Damaged => Self::Damaged,
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::TooLarge => Self::TooLarge,
            Problem::Damaged | Problem::Encrypted => Self::Damaged,
        }
    }
}

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What it was called: its PEM label, its name in an archive, or `file`.
    pub what: String,
    /// Why.
    pub reason: Refusal,
}

/// What kind of file it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// PEM (RFC 7468).
    Pem,
    /// DER.
    Der,
    /// Base64 without markers.
    Base64,
    /// PKCS #7 (`.p7b`, RFC 5652).
    Pkcs7,
    /// ZIP.
    Zip,
    /// TAR.
    Tar,
    /// The export of a German TSE (BSI TR-03151 §5.1).
    TseExport,
    /// An Austrian data collection protocol (RKSV annex, 3).
    RksvDep,
    /// The container of cryptographic material of the Austrian ministry's checking tool.
    RksvContainer,
}

impl Recognised {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Pem => "pem",
            Self::Der => "der",
            Self::Base64 => "base64",
            Self::Pkcs7 => "pkcs7",
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::TseExport => "tse-export",
            Self::RksvDep => "rksv-dep",
            Self::RksvContainer => "rksv-container",
        }
    }
}

/// A public key without a certificate, as a closed system has them (RKSV § 20).
#[derive(Clone)]
pub struct KeyItem {
    /// Its SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
    /// The key.
    pub key: Arc<PublicKey>,
    /// What the file calls it; empty: nothing.
    pub id: String,
}

/// What a file holds, each thing once. To have been imported makes nothing an anchor: what is an anchor the caller says.
#[derive(Clone, Default)]
pub struct Import {
    /// What the file was; `None`: nothing that is known.
    pub recognised: Option<Recognised>,
    /// Certificates.
    pub certificates: Vec<Certificate>,
    /// What each of the certificates is likely meant for.
    pub guesses: Vec<(Formats, Ground)>,
    /// Public keys without a certificate.
    pub keys: Vec<KeyItem>,
    /// Revocation lists.
    pub crls: Vec<Crl>,
    /// OCSP responses.
    pub ocsp: Vec<OcspResponse>,
    /// What was not taken.
    pub refused: Vec<Refused>,
}

/// Reads a file: PEM (several, with text between them), DER, base64 without markers, the certificates of a PKCS #7 file
/// (`.p7b`, RFC 5652 §5.1), a ZIP or TAR of such files, a TSE export, and the Austrian exports in JSON.
#[must_use]
pub fn import(bytes: &[u8]) -> Import {
    let mut import = Import::default();
    import.any(bytes, "file", 0, &limits());
    import.guess();
    import
}

/// Whether a file in an archive may hold what is looked for: by its name, so that nothing else is unpacked.
fn is_wanted(name: &str) -> bool {
    const ENDINGS: [&str; 19] = [
        "cer", "crt", "cert", "der", "pem", "p7b", "p7c", "p7m", "p7s", "spc", "crl", "ors", "ocsp", "json", "zip",
        "tar", "key", "p12", "pfx",
    ];
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let hidden = file.starts_with('.') || name.starts_with("__MACOSX");
    !hidden && file.rsplit_once('.').is_some_and(|(_, end)| ENDINGS.iter().any(|e| end.eq_ignore_ascii_case(e)))
}

/// Whether a file is of those that only the export of a TSE has (BSI TR-03151 §5.1).
fn is_of_tse(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file == "info.csv" || file.contains("_Log-") || file.contains("_X509")
}

impl Import {
    fn refuse(&mut self, what: &str, reason: Refusal) {
        if self.refused.len() < MAX_ITEMS {
            // A label is anybody's text: a short one is enough to tell which block it was.
            self.refused.push(Refused { what: what.chars().take(40).collect(), reason });
        }
    }

    /// The first thing that is recognised says what the file was.
    fn recognise(&mut self, what: Recognised) {
        self.recognised.get_or_insert(what);
    }

    fn any(&mut self, bytes: &[u8], what: &str, depth: u8, limits: &Limits) {
        if archive::is_zip(bytes) || archive::is_tar(bytes) {
            return self.archive(bytes, what, depth, limits);
        }
        // A DER file is no text, and needs not be read as one.
        if bytes.first() == Some(&tlv::SEQUENCE) && Tlv::whole(bytes).is_some() {
            return self.der(bytes, what);
        }
        if is_pkcs12(bytes) {
            return self.refuse(what, Refusal::Pkcs12);
        }
        if bytes.len() > MAX_TEXT && core::str::from_utf8(bytes).is_err() {
            return self.refuse(what, Refusal::TooLarge);
        }
        let text = text(bytes);
        if text.contains(BEGIN) {
            self.recognise(Recognised::Pem);
            self.pem(&unescaped(&text), |text, marker| text.find(marker));
        } else if find(&text, BEGIN).is_some() {
            self.recognise(Recognised::Pem);
            self.pem(&unescaped(&text), find);
        } else if text.trim_start().starts_with('{') {
            self.json(&text, what);
        } else if let Some(der) = unarmoured(&text) {
            self.recognise(Recognised::Base64);
            self.der(&der, what);
        } else {
            self.der(bytes, what);
        }
    }

    fn pem(&mut self, text: &str, find: fn(&str, &str) -> Option<usize>) {
        let mut rest = text;
        while let Some((label, body, behind)) = block(rest, find) {
            rest = behind;
            let label = &*label.to_ascii_uppercase();
            match body {
                _ if label.contains("PRIVATE KEY") => self.refuse(label, Refusal::PrivateKey),
                _ if label == "PKCS12" => self.refuse(label, Refusal::Pkcs12),
                Some(body) if body.len() > MAX_TEXT => self.refuse(label, Refusal::TooLarge),
                None => self.refuse(label, Refusal::Damaged),
                Some(body) => match base64(body) {
                    Some(der) => self.labelled(label, &der),
                    None => self.refuse(label, Refusal::Damaged),
                },
            }
        }
    }

    fn archive(&mut self, bytes: &[u8], what: &str, depth: u8, limits: &Limits) {
        if depth >= MAX_DEPTH {
            return self.refuse(what, Refusal::TooLarge);
        }
        let tse = core::cell::Cell::new(false);
        let wanted = |name: &str| {
            tse.set(tse.get() || is_of_tse(name));
            is_wanted(name)
        };
        let zip = archive::is_zip(bytes);
        let mut parts = Self::default();
        let outcome = archive::unpack(bytes, limits, &wanted, &mut |entry| {
            let name = entry.name.rsplit(['/', '\\']).next().unwrap_or_default().to_string();
            match entry.content {
                Ok(content) => parts.any(&content, &name, depth + 1, limits),
                Err(problem) => parts.refuse(&name, problem.into()),
            }
        });
        self.recognise(match (zip, tse.get()) {
            (true, _) => Recognised::Zip,
            (false, true) => Recognised::TseExport,
            (false, false) => Recognised::Tar,
        });
        if tse.get() {
            parts.all_for(Format::DeTse);
        }
        self.merge(parts);
        if let Err(problem) = outcome {
            self.refuse(what, problem.into());
        }
    }

    fn json(&mut self, text: &str, what: &str) {
        let Some(found) = rksv::read(text) else { return self.refuse(what, Refusal::NotACertificate) };
        self.recognise(found.kind);
        let mut parts = Self::default();
        for (id, encoded) in found.items {
            match base64(&encoded).filter(|der| !der.is_empty()) {
                Some(der) if kind(&der).is_some() => parts.der_named(&der, &id, &id),
                // An uncompressed point stands for itself in some exports.
                _ => parts.refuse(&id, Refusal::Damaged),
            }
        }
        if found.secret {
            parts.refuse(rksv::SECRET, Refusal::PrivateKey);
        }
        parts.all_for(Format::AtRksv);
        self.merge(parts);
    }

    fn labelled(&mut self, label: &str, der: &[u8]) {
        match label {
            "CERTIFICATE"
            | "X509 CERTIFICATE"
            | "TRUSTED CERTIFICATE"
            | "X509 CRL"
            | "PKCS7"
            | "CMS"
            | "PUBLIC KEY"
            | "OCSP RESPONSE" => {
                // OpenSSL's trusted form has its own data behind the certificate.
                let own = (label == "TRUSTED CERTIFICATE").then(|| Cursor::new(der).read()).flatten();
                self.der(own.map_or(der, |tlv| tlv.raw), label);
            }
            _ => self.refuse(label, Refusal::NotACertificate),
        }
    }

    fn is_full(&self) -> bool {
        let kept = self.certificates.iter().map(|certificate| certificate.der().len());
        let kept = kept.chain(self.crls.iter().map(|crl| crl.der().len()));
        self.certificates.len() + self.crls.len() + self.ocsp.len() + self.keys.len() >= MAX_ITEMS
            || kept.chain(self.ocsp.iter().map(|response| response.der().len())).sum::<usize>() >= MAX_KEPT
    }

    fn der(&mut self, der: &[u8], what: &str) {
        self.der_named(der, what, "");
    }

    /// `id`: what the file calls a key.
    fn der_named(&mut self, der: &[u8], what: &str, id: &str) {
        if self.is_full() {
            return self.refuse(what, Refusal::TooLarge);
        }
        let kind = kind(der);
        match kind {
            _ if is_pkcs12(der) => self.refuse(what, Refusal::Pkcs12),
            Some(Kind::Certificate) => match Certificate::from_der(der) {
                Ok(certificate) => self.certificate(certificate, None),
                Err(error) => return self.refuse(what, error.into()),
            },
            Some(Kind::Crl) => match Crl::from_der(der) {
                Ok(crl) => self.crl(crl),
                Err(error) => return self.refuse(what, error.into()),
            },
            Some(Kind::Ocsp) => match OcspResponse::from_der(der) {
                Ok(response) => self.response(response),
                Err(error) => return self.refuse(what, error.into()),
            },
            Some(Kind::PublicKey) => match PublicKey::from_spki(der) {
                Ok(key) => {
                    self.key(KeyItem { spki: der.to_vec(), key: Arc::new(key), id: id.chars().take(80).collect() })
                }
                Err(_) if is_short_rsa(der) => return self.refuse(what, Refusal::Weak),
                Err(_) => return self.refuse(what, Refusal::Damaged),
            },
            Some(Kind::PrivateKey) => self.refuse(what, Refusal::PrivateKey),
            // One level: what a PKCS #7 file holds is no further one.
            Some(Kind::Signed(content)) => match signed_data(content) {
                Some(parts) => {
                    self.recognise(Recognised::Pkcs7);
                    for part in parts {
                        match self::kind(part) {
                            Some(Kind::Certificate | Kind::Crl) => self.der(part, what),
                            _ => self.refuse(what, Refusal::NotACertificate),
                        }
                    }
                }
                None => return self.refuse(what, Refusal::Damaged),
            },
            None if der.first() == Some(&tlv::SEQUENCE) && der.len() > MAX_CERTIFICATE.max(MAX_CRL) => {
                self.refuse(what, Refusal::TooLarge);
            }
            // What called itself one, or breaks off, was meant to be one.
            None => {
                let meant = what != "file" || (der.starts_with(&[tlv::SEQUENCE, 0x82]) && Tlv::whole(der).is_none());
                self.refuse(what, if meant { Refusal::Damaged } else { Refusal::NotACertificate });
            }
        }
        if kind.is_some() {
            self.recognise(Recognised::Der);
        }
    }

    fn certificate(&mut self, certificate: Certificate, guessed: Option<(Formats, Ground)>) {
        let known = self.certificates.iter().position(|other| other.sha256() == certificate.sha256());
        match known.and_then(|at| self.guesses.get_mut(at)) {
            // The same certificate twice: what is surest of it stays.
            Some(old) => {
                if let Some(guessed) = guessed
                    && guessed.1 < old.1
                {
                    *old = guessed;
                }
            }
            None => {
                self.guesses.push(guessed.unwrap_or_else(|| guess(&certificate)));
                self.certificates.push(certificate);
            }
        }
    }

    fn crl(&mut self, crl: Crl) {
        if self.crls.iter().all(|other| other.sha256() != crl.sha256()) {
            self.crls.push(crl);
        }
    }

    fn response(&mut self, response: OcspResponse) {
        if self.ocsp.iter().all(|other| other.sha256() != response.sha256()) {
            self.ocsp.push(response);
        }
    }

    fn key(&mut self, key: KeyItem) {
        if self.keys.iter().all(|other| other.key.sha256() != key.key.sha256()) {
            self.keys.push(key);
        }
    }

    /// Takes in what a part of the file held.
    fn merge(&mut self, parts: Self) {
        for (certificate, guessed) in parts.certificates.into_iter().zip(parts.guesses) {
            if self.is_full() {
                return self.refuse("file", Refusal::TooLarge);
            }
            self.certificate(certificate, Some(guessed));
        }
        let mut left =
            MAX_ITEMS.saturating_sub(self.certificates.len() + self.crls.len() + self.ocsp.len() + self.keys.len());
        let mut more = || {
            left = left.saturating_sub(1);
            left > 0
        };
        parts.crls.into_iter().take_while(|_| more()).for_each(|crl| self.crl(crl));
        parts.ocsp.into_iter().take_while(|_| more()).for_each(|response| self.response(response));
        parts.keys.into_iter().take_while(|_| more()).for_each(|key| self.key(key));
        for refused in parts.refused {
            self.refuse(&refused.what, refused.reason);
        }
    }

    /// The file says what all of its certificates are for.
    fn all_for(&mut self, format: Format) {
        for (formats, ground) in self.guesses.iter_mut().filter(|(_, ground)| *ground > Ground::File) {
            (*formats, *ground) = (Formats::only(format), Ground::File);
        }
    }

    /// Where a certificate does not tell by itself what it is for, those that it issued, or who issued it, may.
    fn guess(&mut self) {
        let count = self.certificates.len().min(100);
        for _ in 0..4 {
            let mut changed = false;
            for at in 0..count {
                let (Some(own), Some((_, Ground::None))) = (self.certificates.get(at), self.guesses.get(at)) else {
                    continue;
                };
                let related = self.certificates.iter().zip(&self.guesses).filter(|(other, (_, ground))| {
                    *ground != Ground::None
                        && (other.issuer_name == own.subject_name || other.subject_name == own.issuer_name)
                });
                let all = related.map(|(_, (formats, _))| *formats).reduce(Formats::with);
                if let (Some(all), Some(guess)) = (all, self.guesses.get_mut(at)) {
                    *guess = (all, Ground::File);
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
    }
}
