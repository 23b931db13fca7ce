//! Whose key an Austrian receipt was signed with: a certificate by its number, a key of a closed system, or the one
//! key that several receipts have in common.

use super::{code::Code, receipt::Receipt};
use crate::{
    encoding::Base64,
    formats::{Context, Slip, till::trust},
    pki::Certificate,
    signature::{Curve, Digest, PublicKey},
};
use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};

/// Certificates and keys that came with the receipts: a data collection protocol carries them
/// (`Signaturzertifikat`, `Zertifizierungsstellen`), and so does the container of cryptographic material. Nothing of
/// it is trusted.
#[derive(Default)]
pub(super) struct Material {
    pub(super) certificates: Vec<Certificate>,
    pub(super) keys: Vec<PublicKey>,
    /// There are more than are looked at.
    cut: bool,
}

/// Most of them that are looked at, and most other certificates that are tried for a signature.
pub(super) const LIMIT: usize = 32;

impl Material {
    pub(super) fn of(slips: &[&Slip]) -> Self {
        let mut material = Self::default();
        let quoted = slips.iter().flat_map(|slip| slip.print.split('"'));
        // Neither a certificate nor a key is shorter.
        for (at, text) in quoted.filter(|text| text.len() >= 120 && text.len() < 20_000).enumerate() {
            if at == LIMIT {
                material.cut = true;
                break;
            }
            let Ok(der) = Base64::Standard.decode(text.trim()) else { continue };
            if let Ok(certificate) = Certificate::from_der(&der) {
                material.certificates.push(certificate);
            } else if let Ok(key) = PublicKey::from_spki(&der) {
                material.keys.push(key);
            }
        }
        material
    }
}

/// Whether there are more certificates than were looked at for a receipt that none was found for.
pub(super) fn are_cut(code: &Code, context: &Context<'_>, material: &Material) -> bool {
    material.cut || code.is_closed() && others(context, material).nth(LIMIT).is_some()
}

/// A certificate number in one form: hex digits without leading zeros. Blanks, colons and hyphens are only for the eye.
fn plain(serial: &str) -> String {
    let digits: String = serial.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '-' | '.')).collect();
    let digits = digits.to_ascii_lowercase();
    digits.strip_prefix("0x").unwrap_or(&digits).trim_start_matches('0').to_string()
}

/// A hex number in decimal.
pub(super) fn decimal(hex: &str) -> Option<String> {
    let mut digits: Vec<u8> = alloc::vec![0];
    if hex.len() > 64 {
        return None;
    }
    for c in hex.chars() {
        let mut carry = c.to_digit(16)?;
        for digit in &mut digits {
            let value = u32::from(*digit) * 16 + carry;
            *digit = (value % 10) as u8;
            carry = value / 10;
        }
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
    }
    Some(digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect())
}

/// Whether a number as printed is that of a certificate, in hex: written in hex, in either letter case, spaced, with
/// leading zeros, or in decimal.
pub(super) fn same_serial(printed: &str, certificate: &str) -> bool {
    let (printed, own) = (plain(printed), plain(certificate));
    !printed.is_empty() && (printed == own || decimal(&own).is_some_and(|decimal| decimal == printed))
}

/// The certificates that a code's number names.
pub(super) fn named<'a>(code: &Code, context: &'a Context<'_>, material: &'a Material) -> Vec<&'a Certificate> {
    if code.is_closed() {
        return Vec::new();
    }
    let mut found: Vec<&Certificate> = Vec::new();
    for certificate in trust::supplied(context).chain(&material.certificates) {
        let known = found.iter().any(|other| other.sha256() == certificate.sha256());
        if !known && same_serial(&code.serial, &certificate.serial()) {
            found.push(certificate);
        }
    }
    found
}

/// A company's number in one form: capital letters and digits.
pub(super) fn company(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The companies that a certificate names, by the numbers that the tax administration knows them by: in its own extension,
/// and as the common name (`UID ATU12345678`, `Steuernummer 12 345/6789`, `GLN …`), serialNumber or organizationIdentifier
/// (`VATAT-U12345678`).
pub(super) fn companies(certificate: &Certificate) -> Vec<String> {
    let names = ["2.5.4.3", "2.5.4.5", "2.5.4.97"].iter().flat_map(|kind| certificate.subject_values(kind));
    let mut companies: Vec<String> = Vec::new();
    for name in certificate.till_owner().into_iter().chain(names) {
        let plain = company(&name);
        let id = ["UID", "STEUERNUMMER", "STNR", "GLN", "VAT"].iter().find_map(|word| plain.strip_prefix(word));
        let Some(id) = id.or_else(|| plain.starts_with("ATU").then_some(&plain)) else { continue };
        if id.bytes().any(|b| b.is_ascii_digit()) && !companies.iter().any(|other| other == id) {
            companies.push(id.to_string());
        }
    }
    companies
}

/// Every other certificate at hand whose key could make such a signature.
pub(super) fn others<'a>(context: &'a Context<'_>, material: &'a Material) -> impl Iterator<Item = &'a Certificate> {
    trust::supplied(context)
        .chain(&material.certificates)
        .filter(|leaf| leaf.public_key().is_ok_and(|key| key.curve() == Some(Curve::P256)))
}

/// The key that receipts of one certificate number have in common.
pub(super) enum Common {
    /// This key signed at least two different ones.
    Key(PublicKey),
    /// There are several receipts, and no key that two of them share.
    None,
    /// There is only one receipt.
    Alone,
}

/// Recovers the common key of receipts (SEC 1 §4.1.6). A receipt that stands there twice counts once: two signatures
/// over the same bytes share keys anyway.
pub(super) fn common(receipts: &[&Receipt]) -> Common {
    let mut seen: Vec<&[u8]> = Vec::new();
    let mut shared: BTreeMap<[u8; 32], (usize, PublicKey)> = BTreeMap::new();
    for receipt in receipts {
        if receipt.signature.len() != 64 || seen.contains(&receipt.message.as_slice()) {
            continue;
        }
        seen.push(&receipt.message);
        for key in PublicKey::recover(Curve::P256, &Digest::Sha256.of(&receipt.message), &receipt.signature) {
            shared.entry(*key.sha256()).and_modify(|(count, _)| *count += 1).or_insert((1, key));
        }
    }
    if seen.len() < 2 {
        return Common::Alone;
    }
    let most = shared.values().map(|(count, _)| *count).max().unwrap_or(0);
    let mut best = shared.into_values().filter(|(count, _)| *count == most && most > 1).map(|(_, key)| key);
    match (best.next(), best.next()) {
        (Some(key), None) => Common::Key(key),
        // Two keys, each with as many receipts: which one is the certificate's, nobody can say.
        _ => Common::None,
    }
}

/// What receipts of one certificate have in common: provider and number.
pub(super) fn group(code: &Code) -> String {
    let serial = if code.is_closed() { code.serial.clone() } else { plain(&code.serial) };
    [code.service(), "_", &serial].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_written_form() {
        for printed in [
            "1bed73b390d58",
            "1BED73B390D58",
            "01BED73B390D58",
            "01 be d7 3b 39 0d 58",
            "01:BE:D7:3B:39:0D:58",
            "0x1bed73b390d58",
            "01-BE-D7-3B-39-0D-58",
            "01\u{a0}be\u{a0}d7\t3b39 0d58",
            "491306597551448",
        ] {
            assert!(same_serial(printed, "1bed73b390d58"), "{printed}");
        }
        assert!(same_serial(&0x7b16_4a88_u64.to_string(), "7b164a88"));
        assert!(!same_serial("", ""));
        assert!(!same_serial("7b164a89", "7b164a88"));
        assert_eq!(decimal("0").unwrap(), "0");
        assert_eq!(decimal("ffffffffffffffffffffffff").unwrap(), "79228162514264337593543950335");
        assert_eq!(decimal("xyz"), None);
    }
}
