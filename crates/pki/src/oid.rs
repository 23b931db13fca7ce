//! Object identifiers, as the content octets that stand in DER: an arc may be as large as 128 bits (ITU-T X.667), which
//! the usual types of 32-bit arcs refuse.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use slipcheck_vocabulary::{Format, Purposes};

/// Slip signing: 2.25.225613274116283117214811296158233374529.
pub(crate) const SLIP_SIGNING: &[u8] = &[
    0x69, 0x82, 0xd3, 0xbb, 0xc4, 0xce, 0xcc, 0xb5, 0x89, 0xd9, 0xc8, 0xc7, 0xfd, 0xa2, 0xc5, 0xff, 0xf6, 0xee, 0xde,
    0x41,
];

/// anyPolicy (RFC 5280 §4.2.1.4).
pub(crate) const ANY_POLICY: &[u8] = &[0x55, 0x1d, 0x20, 0x00];
/// anyExtendedKeyUsage (RFC 5280 §4.2.1.12).
pub(crate) const ANY_EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25, 0x00];

/// Austrian tax administration, owner of a cash register (RKSV annex; the extension stands in every signing
/// certificate).
pub(crate) const TILL_OWNER: &[u8] = &[0x2a, 0x28, 0, 0x0a, 1, 0x0b, 1];

/// Purposes of documents, which the authorities of qualified certificates set for want of one for receipts:
/// id-kp-documentSigning (RFC 9336), the same of Microsoft's and of Adobe's lists (GLOBALTRUST).
const DOCUMENTS: &[&[u8]] = &[
    &[0x2b, 6, 1, 5, 5, 7, 3, 36],
    &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x0a, 3, 0x0c],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x2f, 1, 1, 5],
];
/// id-kp-codeSigning: what the Saudi tax authority sets in the certificates of invoice systems, beside clientAuth.
const CODE: &[&[u8]] = &[&[0x2b, 6, 1, 5, 5, 7, 3, 3]];

/// The same, and those that signers of documents have in fact: emailProtection, clientAuth.
const FILES: &[&[u8]] = &[
    &[0x2b, 6, 1, 5, 5, 7, 3, 36],
    &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x0a, 3, 0x0c],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x2f, 1, 1, 5],
    &[0x2b, 6, 1, 5, 5, 7, 3, 4],
    &[0x2b, 6, 1, 5, 5, 7, 3, 2],
];
/// id-kp-timeStamping.
pub(crate) const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];

/// Whether extended key usages that are there let a key serve a format: a purpose of that format is among them, or
/// anyExtendedKeyUsage (RFC 5280 §4.2.1.12).
pub(crate) fn serve(format: Format, purposes: &[&[u8]]) -> bool {
    let own = match format.facts().purposes {
        Some(Purposes::Any) => return true,
        Some(Purposes::Slips) => &[SLIP_SIGNING],
        Some(Purposes::Code) => CODE,
        Some(Purposes::Files) => FILES,
        Some(Purposes::Documents) | None => DOCUMENTS,
    };
    purposes.iter().any(|purpose| *purpose == ANY_EXTENDED_KEY_USAGE || own.contains(purpose))
}

/// Whether these octets are an object identifier: no arc cut off or written longer than needed.
pub(crate) fn is_valid(oid: &[u8]) -> bool {
    let mut start = true;
    for b in oid {
        if start && *b == 0x80 {
            return false;
        }
        start = b & 0x80 == 0;
    }
    start && !oid.is_empty()
}

/// Dotted decimal: `2.5.29.19`. Arcs above 128 bits, which nobody assigns, are shown as `?`.
pub(crate) fn text(oid: &[u8]) -> String {
    let mut out = String::new();
    let mut arc: Option<u128> = Some(0);
    for b in oid {
        arc = arc.filter(|a| a.leading_zeros() >= 7).map(|a| a << 7 | u128::from(b & 0x7f));
        if b & 0x80 == 0 {
            if out.is_empty() {
                let root = arc.map_or(2, |a| (a / 40).min(2));
                out.push_str(&root.to_string());
                arc = arc.map(|a| a - 40 * root);
            }
            out.push('.');
            match arc {
                Some(arc) => out.push_str(&arc.to_string()),
                None => out.push('?'),
            }
            arc = Some(0);
        }
    }
    out
}

/// The octets of a dotted decimal, `None` when it is no object identifier.
pub(crate) fn from_text(text: &str) -> Option<Vec<u8>> {
    let digits = |arc: &str| !arc.is_empty() && arc.bytes().all(|b| b.is_ascii_digit());
    let arcs: Vec<u128> = text.split('.').map(|arc| arc.parse().ok().filter(|_| digits(arc))).collect::<Option<_>>()?;
    let [root, second, rest @ ..] = arcs.as_slice() else { return None };
    if *root > 2 || (*root < 2 && *second > 39) {
        return None;
    }
    let mut oid = Vec::new();
    for arc in [root.checked_mul(40)?.checked_add(*second)?].iter().chain(rest) {
        let groups = (128 - arc.leading_zeros()).div_ceil(7).max(1);
        for i in (0..groups).rev() {
            oid.push((arc >> (7 * i) & 0x7f) as u8 | if i > 0 { 0x80 } else { 0 });
        }
    }
    Some(oid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn arcs_of_128_bits() {
        let slip = "2.25.225613274116283117214811296158233374529";
        assert_eq!(text(SLIP_SIGNING), slip);
        assert_eq!(from_text(slip).as_deref(), Some(SLIP_SIGNING));
        assert!(is_valid(SLIP_SIGNING));
        assert_eq!(text(ANY_POLICY), "2.5.29.32.0");
        assert_eq!(text(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1]), "1.2.840.113549.1.9.1");
        for bad in ["", "1", "1.40", "3.1", "1.2.", "1.+2.3", "a"] {
            assert_eq!(from_text(bad), None, "{bad}");
        }
        assert!(!is_valid(&[]));
        assert!(!is_valid(&[0x55, 0x80, 0x01]));
        assert!(!is_valid(&[0x55, 0x81]));
    }

    proptest! {
        #[test]
        fn text_and_octets_agree(root in 0u8..3, second in 0u8..40, rest: Vec<u128>) {
            let mut dotted = alloc::format!("{root}.{second}");
            for arc in rest {
                dotted.push_str(&alloc::format!(".{arc}"));
            }
            let octets = from_text(&dotted).unwrap();
            prop_assert!(is_valid(&octets));
            prop_assert_eq!(text(&octets), dotted);
        }

        #[test]
        fn any_octets_are_shown(bytes: Vec<u8>) {
            let _ = (text(&bytes), is_valid(&bytes));
        }
    }
}
