//! Keys and certificates, by the serial number or key id that a receipt names.

use crate::{Authority, Certificate, Kind};
use serde_json::Value;
use slipcheck_codec::encoding::Base64;
use slipcheck_signature::{PublicKey, sha256};
use std::collections::HashMap;

/// Most keys without a name that are tried where none is named.
const UNNAMED: usize = 32;
/// Most certificates of authorities that are taken along as path material.
const MATERIAL: usize = 256;
/// Most serial numbers whose keys are remembered.
const REMEMBERED: usize = 4096;

/// A key, and whose.
pub(super) struct Entry {
    pub(super) key: Option<PublicKey>,
    pub(super) spki: Vec<u8>,
    pub(super) certificate: Option<Certificate>,
    /// A container holds it: the user vouches for it.
    pub(super) pinned: bool,
    /// What became of its path; `None`: nobody asked yet.
    pub(super) path: Option<crate::Path>,
    /// The group that it stands in first.
    pub(super) group: Option<u32>,
    /// None of the authorities beside it signed it.
    pub(super) broken: bool,
}

/// The keys for one serial number or key id.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    /// Places of entries, the likeliest first.
    pub(super) keys: Vec<usize>,
    /// They are what is named; otherwise what is tried for want of better.
    pub(super) named: bool,
}

/// All of them.
#[derive(Default)]
pub(super) struct Ring {
    pub(super) entries: Vec<Entry>,
    /// By the name that a container gives, and by the serial number of certificates: pinned ones.
    pinned: HashMap<String, Vec<usize>>,
    /// By the serial number: of groups and of the user.
    serials: HashMap<String, Vec<usize>>,
    /// By SHA-256 of the DER.
    ders: HashMap<[u8; 32], usize>,
    /// By SHA-256 of the base64 text; `None`: no certificate.
    texts: HashMap<[u8; 32], Option<usize>>,
    unnamed: Vec<usize>,
    /// Authorities' certificates by SHA-256 of their base64 text.
    authorities: HashMap<[u8; 32], Option<Vec<u8>>>,
    material: Vec<Vec<u8>>,
    remembered: HashMap<(String, u32), std::sync::Arc<Resolved>>,
}

/// Hexadecimal digits as they are compared: lower case, no leading zeros.
fn plain(serial: &str) -> String {
    serial.trim_start_matches('0').to_ascii_lowercase()
}

/// A decimal number in hexadecimal: `None` when it is none, or longer than any serial number.
fn from_decimal(text: &str) -> Option<String> {
    if text.is_empty() || text.len() > 60 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut bytes: Vec<u8> = Vec::new();
    for digit in text.bytes() {
        let mut carry = u32::from(digit - b'0');
        for byte in &mut bytes {
            let value = u32::from(*byte) * 10 + carry;
            *byte = (value & 0xff) as u8;
            carry = value >> 8;
        }
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    bytes.reverse();
    Some(plain(&slipcheck_codec::encoding::hex(&bytes)))
}

/// Whether a serial number as a receipt writes it, in hexadecimal or decimal, is that of a certificate.
pub(super) fn same_serial(written: &str, certificate: &str) -> bool {
    let own = plain(certificate);
    plain(written) == own || from_decimal(written).is_some_and(|hex| hex == own)
}

/// The secret key of a container.
pub(super) enum Secret {
    Missing,
    Malformed,
    Text(String),
}

impl Ring {
    fn push(&mut self, spki: Vec<u8>, certificate: Option<Certificate>) -> usize {
        let key = PublicKey::from_spki(&spki).ok();
        self.entries.push(Entry { key, spki, certificate, pinned: false, path: None, group: None, broken: false });
        self.entries.len() - 1
    }

    fn certificate(&mut self, der: &[u8], authority: &dyn Authority) -> Option<usize> {
        if let Some(at) = self.ders.get(&sha256(der)) {
            return Some(*at);
        }
        let certificate = authority.certificate(der)?;
        let serial = plain(&certificate.serial);
        let at = self.push(certificate.spki.clone(), Some(certificate));
        self.ders.insert(sha256(der), at);
        self.serials.entry(serial).or_default().push(at);
        Some(at)
    }

    /// What the user has at hand.
    pub(super) fn supplied(&mut self, authority: &dyn Authority) {
        for der in authority.certificates() {
            self.certificate(&der, authority);
        }
        for spki in authority.keys().into_iter().take(UNNAMED) {
            let at = self.push(spki, None);
            self.unnamed.push(at);
        }
    }

    /// Takes over a container of keys: its secret key, and what in it could not be read.
    ///
    /// # Errors
    /// It is no container.
    pub(super) fn container(&mut self, bytes: &[u8], authority: &dyn Authority) -> Result<(Secret, Vec<String>), ()> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let value: Value = serde_json::from_slice(bytes).map_err(|_| ())?;
        let object = value.as_object().ok_or(())?;
        let secret = match object.get("base64AESKey") {
            None | Some(Value::Null) => Secret::Missing,
            Some(Value::String(text)) => Secret::Text(text.clone()),
            Some(_) => Secret::Malformed,
        };
        let keys = match object.get("certificateOrPublicKeyMap") {
            Some(Value::Object(keys)) => keys,
            None | Some(Value::Null) if object.contains_key("base64AESKey") => return Ok((secret, Vec::new())),
            _ => return Err(()),
        };
        let mut unread = Vec::new();
        for (name, entry) in keys {
            let encoded = entry.get("signatureCertificateOrPublicKey").and_then(Value::as_str);
            let der = encoded.and_then(|text| Base64::Standard.decode(text.trim()).ok());
            if !der.is_some_and(|der| self.pin(name, entry.get("id").and_then(Value::as_str), &der, authority)) {
                unread.push(name.clone());
            }
        }
        Ok((secret, unread))
    }

    fn pin(&mut self, name: &str, id: Option<&str>, der: &[u8], authority: &dyn Authority) -> bool {
        let at = match self.certificate(der, authority) {
            Some(at) => at,
            None => {
                let at = self.push(der.to_vec(), None);
                if self.entries.get(at).is_none_or(|entry| entry.key.is_none()) {
                    self.entries.pop();
                    return false;
                }
                at
            }
        };
        let Some(entry) = self.entries.get_mut(at) else { return false };
        entry.pinned = true;
        let serial = entry.certificate.as_ref().map(|certificate| certificate.serial.clone());
        for name in [Some(name), id, serial.as_deref()].into_iter().flatten() {
            for name in [name.to_owned(), plain(name)] {
                let list = self.pinned.entry(name).or_default();
                if !list.contains(&at) {
                    list.push(at);
                }
            }
        }
        true
    }

    /// A certificate of a group, by its text: the entry, `None` when it is none.
    pub(super) fn of_group(&mut self, text: &[u8], group: u32, authority: &dyn Authority) -> Option<usize> {
        let hash = sha256(text);
        let at = match self.texts.get(&hash) {
            Some(at) => *at,
            None => {
                let der = std::str::from_utf8(text).ok().and_then(|text| Base64::Standard.decode(text).ok());
                let at = der.and_then(|der| self.certificate(&der, authority));
                self.texts.insert(hash, at);
                at
            }
        };
        if let Some(entry) = at.and_then(|at| self.entries.get_mut(at)) {
            entry.group.get_or_insert(group);
        }
        at
    }

    /// Another certificate with the same serial number that is pinned or stood in an earlier group.
    pub(super) fn collides(&self, at: usize) -> bool {
        let own = self.entries.get(at).and_then(|entry| entry.certificate.as_ref());
        let others = own.and_then(|own| self.serials.get(&plain(&own.serial)));
        others.into_iter().flatten().any(|other| {
            *other != at && self.entries.get(*other).is_some_and(|entry| entry.pinned || entry.group.is_some())
        })
    }

    /// A certificate of an authority that stands in a group: its DER.
    pub(super) fn authority_of(&mut self, text: &[u8], authority: &dyn Authority) -> Option<Vec<u8>> {
        let hash = sha256(text);
        if let Some(known) = self.authorities.get(&hash) {
            return known.clone();
        }
        let der = std::str::from_utf8(text).ok().and_then(|text| Base64::Standard.decode(text).ok());
        let der = der.filter(|der| authority.certificate(der).is_some());
        if let Some(der) = der.as_ref().filter(|_| self.material.len() < MATERIAL) {
            self.material.push(der.clone());
        }
        if self.authorities.len() < REMEMBERED {
            self.authorities.insert(hash, der.clone());
        }
        der
    }

    /// A bare key that is pinned vouches for a certificate of the same key.
    pub(super) fn complete(&mut self) {
        let mut twins: HashMap<Vec<u8>, usize> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.certificate.is_some()) {
            twins.entry(entry.spki.clone()).or_insert(at);
        }
        for at in 0..self.entries.len() {
            let bare = self.entries.get(at).filter(|entry| entry.pinned && entry.certificate.is_none());
            let Some(twin) = bare.and_then(|entry| twins.get(&entry.spki)) else { continue };
            let Some(twin) = self.entries.get_mut(*twin) else { continue };
            twin.pinned = true;
            let certificate = twin.certificate.clone();
            if let Some(entry) = self.entries.get_mut(at) {
                entry.certificate = certificate;
            }
        }
    }

    /// The path of an entry's certificate, validated once.
    pub(super) fn path(&mut self, at: usize, authority: &dyn Authority) -> crate::Path {
        let Some(entry) = self.entries.get_mut(at) else { return crate::Path::default() };
        let material = &self.material;
        *entry.path.get_or_insert_with(|| match &entry.certificate {
            Some(certificate) => authority.path(&certificate.der, material, certificate.not_before, Kind::Dep),
            None => crate::Path { trusted: false, revoked: None },
        })
    }

    /// The keys that a receipt's serial number or key id names; `own` is the certificate of its group.
    pub(super) fn resolve(&mut self, serial: &str, own: Option<usize>) -> std::sync::Arc<Resolved> {
        let place = own.and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX);
        if let Some(known) = self.remembered.get(&(serial.to_owned(), place)) {
            return known.clone();
        }
        let resolved = std::sync::Arc::new(self.look_up(serial, own));
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert((serial.to_owned(), place), resolved.clone());
        resolved
    }

    fn look_up(&self, serial: &str, own: Option<usize>) -> Resolved {
        let names = [Some(serial.to_owned()), Some(plain(serial)), from_decimal(serial)];
        for table in [&self.pinned, &self.serials] {
            for name in names.iter().flatten() {
                if let Some(found) = table.get(name) {
                    // The group's own first.
                    let (first, rest): (Vec<usize>, Vec<usize>) =
                        found.iter().copied().partition(|at| Some(*at) == own);
                    return Resolved { keys: [first, rest].concat(), named: true };
                }
            }
        }
        let keys = own.into_iter().chain(self.unnamed.iter().copied()).collect();
        Resolved { keys, named: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_compared_as_numbers() {
        assert_eq!(from_decimal("491306597551448").unwrap(), "1bed73b390d58");
        for written in ["1bed73b390d58", "01BED73B390D58", "491306597551448"] {
            assert!(same_serial(written, "1bed73b390d58"), "{written}");
        }
        assert!(!same_serial("1bed73b390d59", "1bed73b390d58"));
        assert!(!same_serial("1bed73b390d5", "1bed73b390d58"));
    }
}
