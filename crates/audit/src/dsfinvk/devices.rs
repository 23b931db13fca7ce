//! Devices as `tse.csv` describes them: key, algorithm, form of times, certificate.

use super::{
    message::{TimeFormat, digest},
    rules,
    table::{Closing, Met, Row},
};
use crate::{
    Authority, Certificate, Collector, Kind, evidence,
    tse::{
        certificates::{ders, path, serial_of},
        log::Time,
    },
};
use slipcheck_codec::{
    der::Cursor,
    encoding::{Base64, base64_lenient, hex},
};
use slipcheck_signature::{Curve, Digest, PublicKey, sha256};
use std::collections::HashMap;

/// Columns that hold parts of a certificate, which is longer than a field may be.
const CERTIFICATE: [&str; 7] = [
    "TSE_ZERTIFIKAT_I",
    "TSE_ZERTIFIKAT_II",
    "TSE_ZERTIFIKAT_III",
    "TSE_ZERTIFIKAT_IV",
    "TSE_ZERTIFIKAT_V",
    "TSE_ZERTIFIKAT_VI",
    "TSE_ZERTIFIKAT_VII",
];

/// Most keys of one archive: a till has a handful of devices in its life.
const MAX_KEYS: usize = 1024;

/// A key, in however many rows it stands.
pub(super) struct Holder {
    /// Hash of its point: what is signed.
    pub(super) serial: [u8; 32],
    pub(super) key: PublicKey,
    /// Its first row.
    row: u64,
    certificates: Vec<Certificate>,
    /// Path material.
    extra: Vec<Vec<u8>>,
    /// The first finish that it signed.
    pub(super) first: Option<Time>,
}

/// A device in one closing.
#[derive(Clone, Copy)]
pub(super) struct Device {
    /// Its place among the keys.
    pub(super) holder: usize,
    /// `None`: an algorithm that is not known.
    pub(super) digest: Option<Digest>,
    /// `None`: not told.
    pub(super) format: Option<TimeFormat>,
}

/// All devices of an archive.
#[derive(Default)]
pub(super) struct Devices {
    pub(super) holders: Vec<Holder>,
    by_serial: HashMap<[u8; 32], usize>,
    /// Certificates that the user has at hand, once they were asked for.
    at_hand: Option<Vec<Certificate>>,
    by_id: HashMap<(Closing, String), Option<Device>>,
    /// Whether there are rows that do not tell whose they are.
    pub(super) incomplete: bool,
}

/// What is known of the device of a row.
pub(super) enum Known {
    Device(Device),
    /// There is a row that cannot be read.
    Broken,
    Missing,
}

/// A key as receipts have it: an uncompressed point, or a SubjectPublicKeyInfo; `spki` is that of the certificate.
fn key(bytes: &[u8], certificates: &[Certificate]) -> Option<(PublicKey, [u8; 32])> {
    match bytes {
        [4, coordinates @ ..] => {
            let serial = sha256(bytes);
            let own = certificates.iter().find(|certificate| serial_of(&certificate.spki) == Some(serial));
            if let Some(key) = own.and_then(|own| PublicKey::from_spki(&own.spki).ok()) {
                return Some((key, serial));
            }
            let curves: &[Curve] = match coordinates.len() {
                64 => &[Curve::P256, Curve::BrainpoolP256r1],
                96 => &[Curve::P384, Curve::BrainpoolP384r1],
                132 => &[Curve::P521],
                _ => &[],
            };
            let key = curves.iter().find_map(|curve| PublicKey::from_point(*curve, bytes).ok())?;
            Some((key, serial))
        }
        [0x30, ..] => Some((PublicKey::from_spki(bytes).ok()?, serial_of(bytes)?)),
        _ => None,
    }
}

/// Certificates in a row: base64 of DER, of several behind each other, or of PEM.
fn certificates(row: &Row<'_>, authority: &dyn Authority) -> Vec<Certificate> {
    let text: String = CERTIFICATE.iter().map(|column| row.get(column)).collect();
    let bytes = if text.contains("-----BEGIN") {
        text.into_bytes()
    } else {
        let plain: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        base64_lenient(&plain).unwrap_or_default()
    };
    let mut found = Vec::new();
    for part in ders(&bytes) {
        let mut cursor = Cursor::new(&part);
        while let Some(element) = cursor.read() {
            found.extend(authority.certificate(element.raw));
        }
    }
    found
}

impl Holder {
    /// Its certificate, as DER.
    pub(super) fn certificate(&self) -> Option<&[u8]> {
        self.certificates.first().map(|certificate| certificate.der.as_slice())
    }
}

impl Devices {
    /// Takes a row.
    pub(super) fn row(&mut self, met: Met<'_>, authority: &dyn Authority, collector: &mut Collector<'_>) {
        let (row, whole) = match met {
            Met::Row(row) => (row, true),
            Met::Broken(row) => (row, false),
        };
        let place = format!("tse.csv:{}", row.number);
        let id = (row.closing(), row.get("TSE_ID").to_owned());
        let mut broken = |devices: &mut Self, reason: &str| {
            collector.add(&rules::ROW_MALFORMED, &place, evidence! { "reason" => reason });
            devices.incomplete |= id.1.is_empty();
            devices.by_id.insert(id.clone(), None);
        };
        if !whole {
            return broken(self, "fields");
        }
        let certificates = certificates(&row, authority);
        let written = row.get("TSE_PUBLIC_KEY");
        let found = if written.is_empty() {
            let own = certificates.iter().find(|certificate| !certificate.is_ca).or(certificates.first());
            match own.map(|own| (PublicKey::from_spki(&own.spki), serial_of(&own.spki))) {
                Some((Ok(key), Some(serial))) => Some((key, serial)),
                // No key at all: as if there were no row.
                _ => return,
            }
        } else {
            let plain: String = written.chars().filter(|c| !c.is_ascii_whitespace()).collect();
            Base64::Standard.decode(&plain).ok().and_then(|bytes| key(&bytes, &certificates))
        };
        let Some((key, serial)) = found else { return broken(self, "key") };
        let format = row.get("TSE_ZEITFORMAT");
        let named = TimeFormat::named(format);
        if !format.is_empty() && named.is_none() {
            return broken(self, "time-format");
        }
        let Some(holder) = self.holder(key, serial, row.number, certificates, authority) else {
            let evidence = evidence! { "serial" => hex(&serial), "limit" => MAX_KEYS };
            collector.cause(&rules::CERTIFICATE_UNTRUSTED, "limit", &place, evidence);
            self.by_id.insert(id, None);
            return;
        };
        let algorithm = row.get("TSE_SIG_ALGO");
        let device = Device { holder, digest: digest(algorithm), format: named };
        if device.digest.is_none() {
            let evidence = evidence! { "algorithm" => algorithm };
            collector.cause(&rules::ALGORITHM_UNKNOWN, &[&hex(&serial), algorithm].concat(), &place, evidence);
        }
        let told = row.get("TSE_SERIAL");
        if row.has("TSE_SERIAL") && !told.eq_ignore_ascii_case(&hex(&serial)) {
            let evidence = evidence! { "expected" => hex(&serial), "found" => told };
            collector.cause(&rules::SERIAL_MISMATCH, &[&hex(&serial), told].concat(), &place, evidence);
        }
        self.by_id.insert(id, Some(device));
    }

    /// The place of a key: `None` where there are too many.
    fn holder(
        &mut self,
        key: PublicKey,
        serial: [u8; 32],
        row: u64,
        found: Vec<Certificate>,
        authority: &dyn Authority,
    ) -> Option<usize> {
        let at = match self.by_serial.get(&serial) {
            Some(at) => *at,
            None if self.holders.len() == MAX_KEYS => return None,
            None => {
                let (at, certificates, extra) = (self.holders.len(), Vec::new(), Vec::new());
                self.holders.push(Holder { serial, key, row, certificates, extra, first: None });
                self.by_serial.insert(serial, at);
                let own = self.at_hand.get_or_insert_with(|| {
                    authority.certificates().iter().filter_map(|der| authority.certificate(der)).collect()
                });
                let own: Vec<Certificate> =
                    own.iter().filter(|own| serial_of(&own.spki) == Some(serial)).cloned().collect();
                self.take(at, own.into_iter());
                at
            }
        };
        self.take(at, found.into_iter());
        Some(at)
    }

    /// Keeps certificates: those of this key, and others as path material.
    fn take(&mut self, at: usize, found: impl Iterator<Item = Certificate>) {
        let Some(holder) = self.holders.get_mut(at) else { return };
        for certificate in found {
            if serial_of(&certificate.spki) == Some(holder.serial) {
                if !holder.certificates.contains(&certificate) {
                    holder.certificates.push(certificate);
                }
            } else if !holder.extra.contains(&certificate.der) {
                holder.extra.push(certificate.der);
            }
        }
    }

    /// The device of a row of transactions.
    pub(super) fn of(&self, row: &Row<'_>) -> Known {
        match self.by_id.get(&(row.closing(), row.get("TSE_ID").to_owned())) {
            Some(Some(device)) => Known::Device(*device),
            Some(None) => Known::Broken,
            None if self.incomplete => Known::Broken,
            None => Known::Missing,
        }
    }

    /// Says which keys are nobody's: a bare key, or no path to an anchor.
    pub(super) fn judge(&self, authority: &dyn Authority, collector: &mut Collector<'_>) {
        for holder in &self.holders {
            let trusted = holder.certificates.iter().any(|certificate| {
                let at = holder.first.map_or(certificate.not_before, Time::moment);
                path(authority, certificate, &holder.extra, at, Kind::Dsfinvk).trusted
            });
            if !trusted {
                let place = format!("tse.csv:{}", holder.row);
                let evidence =
                    evidence! { "serial" => hex(&holder.serial), "certificates" => holder.certificates.len() };
                collector.add(&rules::CERTIFICATE_UNTRUSTED, &place, evidence);
            }
        }
    }
}
