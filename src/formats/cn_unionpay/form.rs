//! Lengths and characters of the members (JR/T 0001-2001 chapter 8; ISO 8583 data elements).

use crate::{evidence, formats::plausibility::Findings, report::Status, slip::Reading};
use alloc::vec::Vec;

/// Member, characters (`d`igits, `h`ex, `a`lphanumeric, `*` any), least and most of them; hex of twice as many is even.
static FORMS: &[(&str, u8, u8, u8)] = &[
    ("merchant", b'*', 1, 40),
    ("mid", b'd', 15, 15),
    ("tid", b'a', 8, 8),
    ("operator", b'a', 1, 12),
    ("batch", b'd', 6, 6),
    ("stan", b'd', 6, 6),
    ("origStan", b'd', 6, 6),
    ("origBatch", b'd', 6, 6),
    ("auth", b'a', 6, 6),
    ("origAuth", b'a', 6, 6),
    ("rrn", b'a', 12, 12),
    ("origRrn", b'a', 12, 12),
    ("featureCode", b'h', 8, 8),
    ("tc", b'h', 16, 16),
    ("arqc", b'h', 16, 16),
    ("aac", b'h', 16, 16),
    ("tvr", b'h', 10, 10),
    ("tsi", b'h', 4, 4),
    ("atc", b'h', 4, 4),
    ("aip", b'h', 4, 4),
    ("cvmr", b'h', 6, 6),
    ("unprNum", b'h', 8, 8),
    ("termCap", b'h', 6, 6),
    ("aid", b'h', 10, 32),
    ("iad", b'h', 2, 64),
    ("csn", b'd', 1, 4),
    ("pan", b'p', 13, 19),
    ("expiry", b'm', 7, 7),
    ("settlementDate", b'*', 4, 10),
    ("origDate", b'*', 4, 10),
];

/// Digits and the mask, the last four shown.
fn is_card_number(pan: &[u8]) -> bool {
    pan.iter().all(|c| c.is_ascii_digit() || *c == b'*') && pan.iter().rev().take(4).all(u8::is_ascii_digit)
}

/// `YYYY-MM`.
pub(super) fn is_month(expiry: &str) -> bool {
    match expiry.as_bytes() {
        [y1, y2, y3, y4, b'-', m1, m2] => {
            [y1, y2, y3, y4].into_iter().all(u8::is_ascii_digit)
                && matches!((m1, m2), (b'0', b'1'..=b'9') | (b'1', b'0'..=b'2'))
        }
        _ => false,
    }
}

fn have(kind: u8, text: &str) -> bool {
    let bytes = text.as_bytes();
    match kind {
        b'd' => bytes.iter().all(u8::is_ascii_digit),
        b'h' => bytes.iter().all(u8::is_ascii_hexdigit) && bytes.len().is_multiple_of(2),
        b'a' => bytes.iter().all(u8::is_ascii_alphanumeric),
        b'p' => is_card_number(bytes),
        b'm' => is_month(text),
        _ => true,
    }
}

/// One finding for all members that have their form, and one for each that has not.
pub(super) fn check(reading: &Reading, findings: &mut Findings) {
    let mut well = Vec::new();
    // Elsewhere merchants and terminals are numbered otherwise.
    let elsewhere = super::is_elsewhere(reading);
    for member in &reading.fields {
        let Some((_, kind, least, most)) = FORMS.iter().find(|(name, ..)| *name == member.name) else { continue };
        let value = member.value.as_str();
        let length = value.chars().count();
        let fits = (usize::from(*least)..=usize::from(*most)).contains(&length) && have(*kind, value);
        let free = elsewhere && matches!(member.name, "mid" | "tid" | "stan" | "batch" | "rrn" | "auth");
        if fits || free {
            if !well.contains(&member.name) {
                well.push(member.name);
            }
        } else {
            let evidence = evidence! { "value" => value, "least" => *least, "most" => *most };
            findings.push("form", member.name, Status::Warn, evidence);
        }
    }
    if let Some(first) = well.first() {
        findings.push("form", first, Status::Pass, evidence! { "members" => well });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::cn_unionpay::tests::reading;

    #[test]
    fn lengths_and_characters() {
        for (name, value, well) in [
            ("mid", "898310159420318", true),
            ("mid", "89831015942031", false),
            ("mid", "89831015942031A", false),
            ("tid", "3104726A", true),
            ("stan", "00163", false),
            ("rrn", "18420706391A", true),
            ("rrn", "18420706391", false),
            ("auth", "K70316", true),
            ("pan", "621700*********4821", true),
            ("pan", "621700*********48*1", false),
            ("pan", "6217004821", false),
            ("expiry", "2029-08", true),
            ("expiry", "2029/13", false),
            ("expiry", "2029-00", false),
            ("tvr", "0080048000", true),
            ("tvr", "00800480", false),
            ("tvr", "008004800G", false),
            ("aid", "A000000333010101", true),
            ("aid", "A00000033301010", false),
            ("settlementDate", "1121", true),
            ("settlementDate", "121", false),
            ("merchant", "青岚书屋", true),
        ] {
            let mut findings = Findings::default();
            check(&reading(&[(name, value)]), &mut findings);
            let status = if well { Status::Pass } else { Status::Warn };
            assert_eq!(findings.0.iter().map(|finding| finding.status).collect::<Vec<_>>(), [status], "{name} {value}");
        }
        let long = "店".repeat(41);
        let mut findings = Findings::default();
        check(&reading(&[("merchant", &long)]), &mut findings);
        assert_eq!(findings.0[0].status, Status::Warn);
    }
}
