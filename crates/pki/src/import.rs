//! What a file holds: certificates, public keys, revocation lists and OCSP responses, however they are wrapped. Private
//! keys are recognised only to refuse them: nothing of them is kept.

use super::{
    certificate::{Certificate, MAX_CERTIFICATE, ReadError},
    crl::{Crl, MAX_CRL},
    guess::{Ground, guess},
    ocsp::OcspResponse,
    scope::Formats,
    tlv::{self, Cursor, Tlv, constructed},
};
use alloc::{
    borrow::Cow,
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::cell::Cell;
use slipcheck_codec::encoding::Base64;
use slipcheck_containers::{self as archive, Limits, Problem};
use slipcheck_signature::PublicKey;
use slipcheck_vocabulary::Format;

mod item;
mod rksv;

/// Most certificates, keys, lists and responses that are taken from one file.
const MAX_ITEMS: usize = 1000;
/// Archives inside archives that are opened: a ZIP that holds a TSE export is met, deeper ones are not.
const MAX_DEPTH: u8 = 2;
/// Most bytes of certificates, lists and responses that are kept of one file.
const MAX_KEPT: usize = 64 << 20;
/// Most characters of one item in base64, and of a text that is in no encoding of ours.
const MAX_TEXT: usize = 2 * MAX_CRL;
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

/// Whether a SubjectPublicKeyInfo (DER) is a whole one of RSA and holds fewer than 1024 bits: one of 1024 takes 160 bytes or more.
fn is_short_rsa(der: &[u8]) -> bool {
    const RSA: [u8; 11] = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
    der.len() < 160 && Tlv::whole(der).is_some() && der.windows(RSA.len()).any(|window| window == RSA)
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

/// How a PEM block begins.
const BEGIN: &str = "-----BEGIN ";

/// Where a marker stands, in either letter case.
fn find(text: &str, marker: &str) -> Option<usize> {
    text.find(marker).or_else(|| {
        let windows = text.as_bytes().windows(marker.len());
        windows.enumerate().find(|(_, window)| window.eq_ignore_ascii_case(marker.as_bytes())).map(|(at, _)| at)
    })
}

/// The next PEM block (RFC 7468 §2): its label, its body unless the end is missing, and what stands behind it.
fn block(text: &str, find: fn(&str, &str) -> Option<usize>) -> Option<(&str, Option<&str>, &str)> {
    let from = text.get(find(text, BEGIN)? + BEGIN.len()..)?;
    let Some((label, rest)) = from.split_once("-----") else { return Some(("", None, "")) };
    let end = ["-----END ", label, "-----"].concat();
    // Another beginning before it: the end of this one is missing. Nothing is looked at twice.
    let (own, others) = rest.split_at(find(rest, BEGIN).unwrap_or(rest.len()));
    match find(own, &end) {
        Some(at) => Some((label, own.get(..at), rest.get(at + end.len()..).unwrap_or(others))),
        None => Some((label, None, others)),
    }
}

/// PEM out of a text of a program or of JSON: line ends and slashes that are written as escapes.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.push_str(before);
        let behind = behind.trim_start_matches('\\');
        rest = match behind.as_bytes().first() {
            Some(b'n' | b'r' | b't') => {
                out.push('\n');
                behind.get(1..).unwrap_or_default()
            }
            _ => behind,
        };
    }
    out.push_str(rest);
    out.into()
}

/// Base64 with white space in it.
fn base64(text: &str) -> Option<Vec<u8>> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let digits: String = text.split_whitespace().collect();
    Base64::Standard.decode(&digits).ok()
}

/// The DER behind base64 without markers: only what begins as a SEQUENCE does.
fn unarmoured(text: &str) -> Option<Vec<u8>> {
    if !text.trim_start().starts_with("MI") {
        return None;
    }
    base64(text).or_else(|| Base64::Url.decode(text.trim()).ok().filter(|_| text.len() <= MAX_TEXT))
}

/// A file's text: UTF-8, or UTF-16 as some editors write it. What is no text comes out as such, and holds nothing.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    let units = |join: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units = rest.chunks_exact(2).map(|pair| join([pair[0], pair[1]]));
        Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => units(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => units(u16::from_be_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        bytes => String::from_utf8_lossy(bytes),
    }
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

/// Whether a PEM block holds what begins as DER does, in lines of one length: anything else in it is what a person reads.
fn is_base64(block: &str) -> bool {
    let block = block.replace("\\n", "\n").replace("\\r", "\r");
    let mut lines = block.split_whitespace();
    let Some(first) = lines.next() else { return false };
    let rest: Vec<&str> = lines.collect();
    let own = |line: &&str| line.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'='));
    let full = |line: &&str| line.len() == first.len();
    let (last, between) = rest.split_last().map_or((first, rest.as_slice()), |(last, between)| (*last, between));
    first.starts_with('M')
        && first.len() >= 48
        && last.len() <= first.len()
        && own(&first)
        && rest.iter().all(own)
        && between.iter().all(full)
}

/// Bytes of a line that are looked at before a PEM block.
const LINE: usize = 200;

/// A text without the PEM blocks in it, when it has any: what may be a slip beside them. A block without its end stays, and
/// one that holds words.
#[must_use]
pub fn without_pem(text: &str) -> Option<String> {
    let mut parts = text.split("-----BEGIN ");
    let mut without = String::from(parts.next().unwrap_or_default());
    let mut found = false;
    for part in parts {
        let label = part.split_once("-----").map_or("", |(label, _)| label);
        // What stands behind something on its line is that text's own: a member of a gateway's message.
        let line = without.get(without.ceil_char_boundary(without.len().saturating_sub(LINE))..).unwrap_or_default();
        // Of UnionPay's it may stand on the lines below its name.
        let within = !line.rsplit('\n').next().unwrap_or_default().trim().is_empty() || line.contains("signPubKeyCert");
        let block = part.split_once(["-----END ", label, "-----"].concat().as_str());
        if let Some((_, behind)) =
            block.filter(|(block, _)| !within && is_base64(block.get(label.len() + 5..).unwrap_or_default()))
        {
            found = true;
            without.push_str(behind);
        } else {
            without.push_str("-----BEGIN ");
            without.push_str(part);
        }
    }
    found.then_some(without)
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

#[derive(Clone, Copy)]
enum Kind<'a> {
    Certificate,
    Crl,
    Ocsp,
    PublicKey,
    PrivateKey,
    /// PKCS #7: the content.
    Signed(&'a [u8]),
}

/// What a DER structure is, by its shape.
fn kind(der: &[u8]) -> Option<Kind<'_>> {
    const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    // The same with Chinese algorithms (GB/T 35275 §6).
    const SIGNED_DATA_SM2: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 2];
    let parts = Tlv::whole_of(der, tlv::SEQUENCE)?.elements()?;
    let tags: Vec<u8> = parts.iter().map(|part| part.tag).collect();
    let number = parts.first().filter(|first| first.tag == tlv::INTEGER).and_then(|first| first.count());
    match (tags.as_slice(), number) {
        ([tlv::SEQUENCE, tlv::SEQUENCE, tlv::BIT_STRING], _) => {
            // A list's third or second element is a time; a certificate has names and numbers before any.
            let mut body = parts.first()?.inside();
            let first = body.read()?;
            if first.tag == constructed(0) {
                return Some(Kind::Certificate);
            }
            let second = body.read()?;
            let third = body.read()?;
            let fourth = body.read().map_or(0, |tlv| tlv.tag);
            let time = |tag| matches!(tag, tlv::UTC_TIME | tlv::GENERALIZED_TIME);
            let list = time(third.tag) || (first.tag == tlv::INTEGER && second.tag == tlv::SEQUENCE && time(fourth));
            Some(if list { Kind::Crl } else { Kind::Certificate })
        }
        ([tlv::SEQUENCE, tlv::BIT_STRING], _) => Some(Kind::PublicKey),
        ([tlv::ENUMERATED, tag], _) if *tag == constructed(0) => Some(Kind::Ocsp),
        // PKCS #8 (RFC 5958 §2), encrypted (§3), EC (RFC 5915 §3), RSA (RFC 8017 A.1.2).
        ([tlv::INTEGER, tlv::SEQUENCE, tlv::OCTET_STRING, ..], Some(0 | 1))
        | ([tlv::SEQUENCE, tlv::OCTET_STRING], _)
        | ([tlv::INTEGER, tlv::OCTET_STRING, ..], Some(1))
        | ([tlv::INTEGER, tlv::INTEGER, tlv::INTEGER, tlv::INTEGER, ..], _) => Some(Kind::PrivateKey),
        ([tlv::OID, tag], _)
            if *tag == constructed(0) && [SIGNED_DATA, SIGNED_DATA_SM2].contains(&parts.first()?.value) =>
        {
            Some(Kind::Signed(parts.get(1)?.value))
        }
        _ => None,
    }
}

/// Whether this begins as a PKCS #12 file does (RFC 7292 §4): version 3, and a SEQUENCE; in BER its length may be left
/// open.
fn is_pkcs12(bytes: &[u8]) -> bool {
    let inside = match bytes {
        [tlv::SEQUENCE, length @ 0x81..=0x84, ..] => bytes.get(2 + usize::from(length & 0x7f)..),
        [tlv::SEQUENCE, ..=0x80, inside @ ..] => Some(inside),
        _ => None,
    };
    inside.is_some_and(|inside| inside.starts_with(&[tlv::INTEGER, 1, 3, tlv::SEQUENCE]))
}

/// Certificates and lists of SignedData (RFC 5652 §5.1).
fn signed_data(content: &[u8]) -> Option<Vec<&[u8]>> {
    let mut inside = Tlv::whole_of(content, tlv::SEQUENCE)?.inside();
    inside.expect(tlv::INTEGER)?;
    inside.expect(tlv::SET)?;
    inside.expect(tlv::SEQUENCE)?;
    let mut parts = Vec::new();
    for tag in [constructed(0), constructed(1)] {
        if let Some(set) = inside.optional(tag)? {
            parts.extend(set.elements()?.into_iter().filter(|tlv| tlv.tag == tlv::SEQUENCE).map(|tlv| tlv.raw));
        }
    }
    Some(parts)
}
