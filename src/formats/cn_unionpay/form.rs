//! Lengths and characters of the members (JR/T 0001-2001 chapter 8; ISO 8583 data elements).

use crate::{
    evidence,
    formats::plausibility::Finding,
    report::Status,
    slip::{Member, Reading},
};
use alloc::vec::Vec;
use core::ops::RangeInclusive;

#[derive(Clone, Copy)]
enum Characters {
    Digits,
    Hex,
    Alphanumeric,
    Any,
}

impl Characters {
    fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Hex => "hex",
            Self::Alphanumeric => "alphanumeric",
            Self::Any => "any",
        }
    }

    fn have(self, text: &str) -> bool {
        match self {
            Self::Digits => text.bytes().all(|c| c.is_ascii_digit()),
            Self::Hex => text.bytes().all(|c| c.is_ascii_hexdigit()),
            Self::Alphanumeric => text.bytes().all(|c| c.is_ascii_alphanumeric()),
            Self::Any => true,
        }
    }
}

/// Member, characters, lengths.
static FORMS: &[(&str, Characters, RangeInclusive<usize>)] = &[
    ("merchant", Characters::Any, 1..=40),
    ("mid", Characters::Digits, 15..=15),
    ("tid", Characters::Alphanumeric, 8..=8),
    ("operator", Characters::Alphanumeric, 1..=12),
    ("batch", Characters::Digits, 6..=6),
    ("stan", Characters::Digits, 6..=6),
    ("origStan", Characters::Digits, 6..=6),
    ("origBatch", Characters::Digits, 6..=6),
    ("auth", Characters::Alphanumeric, 6..=6),
    ("origAuth", Characters::Alphanumeric, 6..=6),
    ("rrn", Characters::Alphanumeric, 12..=12),
    ("origRrn", Characters::Alphanumeric, 12..=12),
    ("featureCode", Characters::Hex, 8..=8),
    ("tc", Characters::Hex, 16..=16),
    ("arqc", Characters::Hex, 16..=16),
    ("aac", Characters::Hex, 16..=16),
    ("tvr", Characters::Hex, 10..=10),
    ("tsi", Characters::Hex, 4..=4),
    ("atc", Characters::Hex, 4..=4),
    ("aip", Characters::Hex, 4..=4),
    ("cvmr", Characters::Hex, 6..=6),
    ("unprNum", Characters::Hex, 8..=8),
    ("termCap", Characters::Hex, 6..=6),
    ("aid", Characters::Hex, 10..=32),
    ("iad", Characters::Hex, 2..=64),
    ("csn", Characters::Digits, 1..=4),
];

/// A card number: digits and the mask, 13 to 19 of them, the last four shown.
fn is_card_number(pan: &str) -> bool {
    (13..=19).contains(&pan.len())
        && pan.bytes().all(|c| c.is_ascii_digit() || c == b'*')
        && pan.as_bytes().rchunks(4).next().is_some_and(|last| last.iter().all(u8::is_ascii_digit))
}

/// `YYYY-MM`.
fn is_month(expiry: &str) -> bool {
    let digits = |text: Option<&str>| text.is_some_and(|text| text.bytes().all(|c| c.is_ascii_digit()));
    expiry.len() == 7
        && digits(expiry.get(..4))
        && expiry.as_bytes().get(4) == Some(&b'-')
        && expiry.get(5..).is_some_and(|month| ("01"..="12").contains(&month) && digits(Some(month)))
}

fn fits(member: &Member) -> Option<(bool, &'static str, RangeInclusive<usize>)> {
    let value = member.value.as_str();
    let length = value.chars().count();
    Some(match member.name {
        "pan" => (is_card_number(value), "card-number", 13..=19),
        "expiry" => (is_month(value), "month", 7..=7),
        "settlementDate" | "origDate" => {
            let digits: alloc::string::String = value.chars().filter(char::is_ascii_digit).collect();
            let month_day = digits.len().checked_sub(4).and_then(|from| digits.get(from..));
            (month_day.is_some_and(super::dates::is_month_day), "date", 4..=8)
        }
        name => {
            let (_, characters, lengths) = FORMS.iter().find(|(other, ..)| *other == name)?;
            let even = !matches!(name, "aid" | "iad") || length.is_multiple_of(2);
            (lengths.contains(&length) && characters.have(value) && even, characters.name(), lengths.clone())
        }
    })
}

/// One finding for all members that have their form, and one for each that has not.
pub(super) fn check(reading: &Reading, findings: &mut Vec<Finding>) {
    let mut well = Vec::new();
    // Elsewhere merchants and terminals are numbered otherwise.
    let elsewhere = super::is_elsewhere(reading);
    for member in &reading.fields {
        let Some((fits, characters, lengths)) = fits(member) else { continue };
        let free = elsewhere && matches!(member.name, "mid" | "tid" | "stan" | "batch" | "rrn" | "auth");
        if fits || free {
            if !well.contains(&member.name) {
                well.push(member.name);
            }
        } else {
            findings.push(Finding::new(
                "form",
                member.name,
                Status::Warn,
                evidence! {
                    "value" => member.value.as_str(), "characters" => characters,
                    "least" => *lengths.start(), "most" => *lengths.end(),
                },
            ));
        }
    }
    if let Some(first) = well.first() {
        findings.push(Finding::new("form", first, Status::Pass, evidence! { "members" => well }));
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
            ("settlementDate", "1331", false),
            ("merchant", "青岚书屋", true),
        ] {
            let mut findings = Vec::new();
            check(&reading(&[(name, value)]), &mut findings);
            let status = if well { Status::Pass } else { Status::Warn };
            assert_eq!(findings.iter().map(|finding| finding.status).collect::<Vec<_>>(), [status], "{name} {value}");
        }
        let long = "店".repeat(41);
        let mut findings = Vec::new();
        check(&reading(&[("merchant", &long)]), &mut findings);
        assert_eq!(findings[0].status, Status::Warn);
    }
}
