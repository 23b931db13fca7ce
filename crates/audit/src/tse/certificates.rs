//! Certificates of an export: whether they can be read, whether their names tell their keys, and which device each is of.

use super::{
    name::{last, without_file_counter},
    rules,
};
use crate::{Authority, Certificate, Collector, Kind, Path, evidence};
use slipcheck_codec::{
    der::{self, Tlv},
    encoding::{Base64, hex, unhex},
    time::Moment,
};
use slipcheck_signature::{KeyError, PublicKey, sha256};
use std::collections::{HashMap, HashSet};

/// Most certificates that are kept: those of the archives, all of them. Every path is looked for among them.
const MAX_KEPT: usize = 512;

/// The hash of a key's uncompressed point, which is the serial number of the device that has it (BSI TR-03153-1 §7.5).
pub(crate) fn serial_of(spki: &[u8]) -> Option<[u8; 32]> {
    let mut inside = Tlv::whole_of(spki, der::SEQUENCE)?.inside();
    inside.expect(der::SEQUENCE)?;
    let (bits, _) = inside.expect(der::BIT_STRING)?.bits()?;
    match bits.first()? {
        // On whatever curve.
        4 => Some(sha256(bits)),
        2 | 3 => PublicKey::from_spki(spki).ok()?.point().map(|point| sha256(&point)),
        _ => None,
    }
}

/// The certificates in a file: DER, or PEM with one or several (RFC 7468 §5). A block that is not base64 is empty.
pub(crate) fn ders(bytes: &[u8]) -> Vec<Vec<u8>> {
    const BEGIN: &str = "-----BEGIN ";
    let text = match core::str::from_utf8(bytes) {
        Ok(text) if text.contains(BEGIN) => text,
        _ => return vec![bytes.to_vec()],
    };
    let blocks = text.split(BEGIN).skip(1).filter_map(|block| {
        let (label, rest) = block.split_once("-----")?;
        let body: String = rest.split("-----").next()?.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        label.ends_with("CERTIFICATE").then(|| Base64::Standard.decode(&body).unwrap_or_default())
    });
    blocks.collect()
}

/// Certificates and keys that devices may have.
#[derive(Default)]
pub(super) struct Keys {
    certificates: Vec<Certificate>,
    known: HashSet<[u8; 32]>,
    by_serial: HashMap<[u8; 32], Held>,
    /// Path material: certificates of the export.
    extra: Vec<Vec<u8>>,
}

/// What there is of one device.
#[derive(Default)]
pub(super) struct Held {
    /// Places of its certificates.
    certificates: Vec<usize>,
    /// Its SubjectPublicKeyInfo.
    pub(super) spki: Vec<u8>,
    /// `None`: of a kind that is not known.
    pub(super) key: Option<PublicKey>,
}

/// A device's certificate and what became of its path.
pub(super) struct Judged<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) path: Path,
}

impl Keys {
    /// What the user has at hand.
    pub(super) fn of(authority: &dyn Authority) -> Self {
        let mut keys = Self::default();
        for der in authority.certificates() {
            if let Some(certificate) = authority.certificate(&der) {
                keys.keep(certificate);
            }
        }
        for spki in authority.keys() {
            keys.hold(spki);
        }
        keys
    }

    fn hold(&mut self, spki: Vec<u8>) -> Option<&mut Held> {
        let serial = serial_of(&spki)?;
        let held = self.by_serial.entry(serial).or_default();
        if held.key.is_none() {
            held.key = PublicKey::from_spki(&spki).ok();
            held.spki = spki;
        }
        Some(held)
    }

    fn keep(&mut self, certificate: Certificate) {
        if self.certificates.len() >= MAX_KEPT || !self.known.insert(certificate.sha256) {
            return;
        }
        let at = self.certificates.len();
        if let Some(held) = self.hold(certificate.spki.clone()) {
            held.certificates.push(at);
        }
        self.certificates.push(certificate);
    }

    /// What there is of the device with this serial number.
    pub(super) fn device(&self, serial: &[u8; 32]) -> Option<&Held> {
        self.by_serial.get(serial)
    }

    /// Takes the certificates of one entry, and says what is wrong with them.
    pub(super) fn entry(
        &mut self,
        name: &[u8],
        place: &str,
        bytes: &[u8],
        authority: &dyn Authority,
        collector: &mut Collector<'_>,
    ) {
        let (mut read, mut unreadable) = (Vec::new(), false);
        for der in ders(bytes) {
            match authority.certificate(&der) {
                Some(certificate) => read.push(certificate),
                None => unreadable = true,
            }
        }
        // Said once, where archives overlap.
        let cause = [place, &hex(&sha256(bytes))].concat();
        unreadable |= read.is_empty();
        let mut unknown = None;
        for certificate in &read {
            match PublicKey::from_spki(&certificate.spki) {
                // A device signs on a curve.
                Ok(key) if key.point().is_none() && !certificate.is_ca => unknown = Some(certificate.subject.clone()),
                Ok(_) => {}
                Err(KeyError::Malformed) => unreadable = true,
                Err(KeyError::Unsupported | KeyError::Lacking) => unknown = Some(certificate.subject.clone()),
            }
        }
        if unreadable {
            collector.cause(&rules::CERTIFICATE_UNREADABLE, &cause, place, evidence! {});
        }
        if let Some(subject) = unknown {
            collector.cause(&rules::ALGORITHM_UNKNOWN, &cause, place, evidence! { "subject" => subject });
        }
        let told = told_serial(name);
        let serials: Vec<Option<[u8; 32]>> = read.iter().map(|certificate| serial_of(&certificate.spki)).collect();
        // Of several in one file the name is that of one.
        if !read.is_empty() && (told.is_none() || !serials.contains(&told)) {
            let own = read.iter().zip(&serials).find(|(certificate, _)| !certificate.is_ca);
            let (rule, serial) = match own {
                Some((_, serial)) => (&rules::CERTIFICATE_NAME_MISMATCH, serial),
                None => (&rules::CERTIFICATE_NAME_DIFFERS, serials.first().unwrap_or(&None)),
            };
            // A key that is on no curve has no such hash.
            if let Some(serial) = serial {
                collector.cause(rule, &cause, place, evidence! { "key" => hex(serial) });
            }
        }
        for certificate in read {
            if self.extra.len() < MAX_KEPT && !self.extra.contains(&certificate.der) {
                self.extra.push(certificate.der.clone());
            }
            self.keep(certificate);
        }
    }

    /// Takes path material from a file whose name says nothing.
    pub(super) fn material(&mut self, bytes: &[u8], authority: &dyn Authority) {
        for certificate in ders(bytes).iter().filter_map(|der| authority.certificate(der)) {
            if self.extra.len() < MAX_KEPT && !self.extra.contains(&certificate.der) {
                self.extra.push(certificate.der);
            }
        }
    }

    /// Whether a file holds certificates.
    pub(super) fn knows(&self, bytes: &[u8], authority: &dyn Authority) -> bool {
        ders(bytes).iter().any(|der| authority.certificate(der).is_some())
    }

    /// The certificate of a device: the first with a path to an anchor, else the first. `first`: the first moment at which it
    /// was used; paths are judged then, or at the nearest moment at which the certificate was valid.
    pub(super) fn judge(
        &self,
        held: &Held,
        first: Moment,
        authority: &dyn Authority,
        kind: Kind,
    ) -> Option<Judged<'_>> {
        let mut judged = None;
        for certificate in held.certificates.iter().filter_map(|at| self.certificates.get(*at)) {
            let path = path(authority, certificate, &self.extra, first, kind);
            if path.trusted {
                return Some(Judged { certificate, path });
            }
            judged.get_or_insert(Judged { certificate, path });
        }
        judged
    }

    /// The first certificate of a device.
    pub(super) fn certificate(&self, held: &Held) -> Option<&Certificate> {
        self.certificates.get(*held.certificates.first()?)
    }

    /// Whether a device has another certificate that was valid then.
    pub(super) fn covers(&self, held: &Held, at: Moment) -> bool {
        let mut certificates = held.certificates.iter().filter_map(|at| self.certificates.get(*at));
        certificates.any(|certificate| (certificate.not_before..=certificate.not_after).contains(&at))
    }
}

/// What becomes of a certificate's path at a moment, or at the nearest one at which it was valid: its own dates are judged by
/// what it signed.
pub(crate) fn path(
    authority: &dyn Authority,
    certificate: &Certificate,
    extra: &[Vec<u8>],
    at: Moment,
    kind: Kind,
) -> Path {
    let at = at.min(certificate.not_after).max(certificate.not_before);
    authority.path(&certificate.der, extra, at, kind)
}

/// The hash that a certificate's name tells: `<hash>_X509[_Fc-<n>].<ending>`.
fn told_serial(name: &[u8]) -> Option<[u8; 32]> {
    let name = last(name);
    let dot = name.iter().rposition(|c| *c == b'.')?;
    let stem = without_file_counter(name.get(..dot)?);
    let (digits, rest) = stem.split_at_checked(64)?;
    let bytes = unhex(core::str::from_utf8(digits).ok()?).ok()?;
    rest.eq_ignore_ascii_case(b"_X509").then(|| bytes.try_into().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_a_hash() {
        let hash = "AB".repeat(32);
        for name in [format!("{hash}_X509.der"), format!("x/{}_X509_Fc-2.pem", hash.to_lowercase())] {
            assert_eq!(told_serial(name.as_bytes()), Some([0xab; 32]), "{name}");
        }
        for name in [format!("{hash}.der"), format!("{}_X509.der", &hash[1..]), "CA_X509.cer".into(), "_X509".into()] {
            assert_eq!(told_serial(name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn a_file_may_hold_several() {
        let pem = "x\n-----BEGIN CERTIFICATE-----\nAQI=\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\r\nAw==\r\n-----END CERTIFICATE-----";
        assert_eq!(ders(pem.as_bytes()), [vec![1, 2], vec![3]]);
        assert_eq!(ders(b"\x30\x00"), [vec![0x30, 0]]);
        assert_eq!(ders(pem.replace("AQI=", "A").as_bytes())[0], Vec::<u8>::new());
        assert!(ders(b"-----BEGIN PRIVATE KEY-----\nAQI=\n-----END PRIVATE KEY-----").is_empty());
    }
}
