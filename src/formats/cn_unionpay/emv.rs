//! The chip's lines bit by bit: TVR, TSI, AIP, CVM results, AID (EMV 4.3 book 3 annex C, book 4 annex A; JR/T 0025).

use crate::{encoding::unhex, evidence, report::Note, slip::Reading};
use alloc::{string::String, vec::Vec};
use serde_json::Value;

/// Bits from the highest to the lowest of a byte; `""` is reserved.
type Byte = [&'static str; 8];

/// Terminal verification results, tag 95.
pub(super) const TVR: [Byte; 5] = [
    [
        "oda-not-performed",
        "sda-failed",
        "data-missing",
        "on-exception-list",
        "dda-failed",
        "cda-failed",
        "sda-chosen",
        "",
    ],
    [
        "versions-differ",
        "application-expired",
        "application-not-yet-valid",
        "service-not-allowed",
        "new-card",
        "",
        "",
        "",
    ],
    ["cvm-failed", "cvm-unknown", "pin-tries-used-up", "no-pin-pad", "pin-not-entered", "online-pin", "", ""],
    [
        "over-floor-limit",
        "lower-offline-limit",
        "upper-offline-limit",
        "chosen-at-random",
        "merchant-forced-online",
        "",
        "",
        "",
    ],
    ["default-tdol", "issuer-authentication-failed", "script-failed-before", "script-failed-after", "", "", "", ""],
];
/// Transaction status information, tag 9B.
pub(super) const TSI: [Byte; 2] = [
    [
        "oda-performed",
        "cvm-performed",
        "card-risk-performed",
        "issuer-authenticated",
        "terminal-risk-performed",
        "script-processed",
        "",
        "",
    ],
    [""; 8],
];
/// Application interchange profile, tag 82.
pub(super) const AIP: [Byte; 2] = [
    ["", "sda", "dda", "cvm", "terminal-risk", "issuer-authentication", "on-device-cvm", "cda"],
    ["contactless-emv", "", "", "", "", "", "", ""],
];
/// Methods of the cardholder verification, tag 9F34 byte 1.
pub(super) const METHODS: [(u8, &str); 11] = [
    (0x00, "fail"),
    (0x01, "pin-card"),
    (0x02, "pin-online"),
    (0x03, "pin-card-signature"),
    (0x04, "pin-encrypted-card"),
    (0x05, "pin-encrypted-card-signature"),
    (0x1e, "signature"),
    (0x1f, "none-needed"),
    (0x20, "document"),
    (0x2f, "on-device"),
    (0x3f, "none"),
];
/// When the method applies, byte 2.
pub(super) const CONDITIONS: [&str; 10] = [
    "always",
    "unattended-cash",
    "no-cash",
    "if-supported",
    "manual-cash",
    "cashback",
    "below-x",
    "above-x",
    "below-y",
    "above-y",
];
/// What came of it, byte 3.
pub(super) const RESULTS: [&str; 3] = ["unknown", "failed", "successful"];
/// What an application is, by the whole AID or its beginning: scheme and product.
pub(super) const APPLICATIONS: [(&str, &str, &str); 14] = [
    ("A000000333010101", "unionpay", "debit"),
    ("A000000333010102", "unionpay", "credit"),
    ("A000000333010103", "unionpay", "quasi-credit"),
    ("A000000333010106", "unionpay", "electronic-cash"),
    ("A000000333010108", "unionpay", "us-debit"),
    ("A0000003330101", "unionpay", ""),
    ("A0000000031010", "visa", ""),
    ("A000000003", "visa", ""),
    ("A0000000041010", "mastercard", ""),
    ("A0000000043060", "maestro", ""),
    ("A0000000651010", "jcb", ""),
    ("A000000025", "amex", ""),
    ("A0000003591010028001", "girocard", ""),
    ("A000000152", "discover", ""),
];

/// A value of the chip: bytes of a known number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bits<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> Bits<N> {
    /// The member, when it was read surely and has the right length.
    pub(super) fn read(reading: &Reading, name: &str) -> Option<Self> {
        unhex(super::value(reading, name)?).ok()?.try_into().ok().map(Self)
    }

    /// A bit, both counted as the standard does: bytes from 1, bits from 8 down to 1.
    pub(super) fn has(&self, byte: usize, bit: usize) -> bool {
        self.0.get(byte - 1).is_some_and(|value| value >> (bit - 1) & 1 == 1)
    }

    /// The bits that are set, in the standard's order.
    fn list(&self, names: &[Byte; N]) -> Vec<Value> {
        let mut list = Vec::new();
        for (i, byte) in names.iter().enumerate() {
            for (j, id) in byte.iter().enumerate() {
                if self.has(i + 1, 8 - j) {
                    let id = if id.is_empty() { "reserved" } else { id };
                    list.push(Value::Object(evidence! { "byte" => i + 1, "bit" => 8 - j, "id" => id }));
                }
            }
        }
        list
    }
}

/// Cardholder verification results.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verification {
    /// One of [`METHODS`]; `other` when it is none of them.
    pub(super) method: &'static str,
    /// Whether the next method applies when this one fails.
    pub(super) next: bool,
    /// One of [`CONDITIONS`], or `other`.
    pub(super) condition: &'static str,
    /// One of [`RESULTS`], or `other`.
    pub(super) result: &'static str,
}

impl Verification {
    pub(super) fn read(reading: &Reading) -> Option<Self> {
        let Bits([method, condition, result]) = Bits::<3>::read(reading, "cvmr")?;
        let named = METHODS.iter().find(|(code, _)| *code == method & 0x3f);
        let of = |names: &[&'static str], code: u8| names.get(usize::from(code)).copied().unwrap_or("other");
        Some(Self {
            method: named.map_or("other", |(_, id)| id),
            next: method & 0x40 != 0,
            condition: of(&CONDITIONS, condition),
            result: of(&RESULTS, result),
        })
    }

    /// Whether a PIN was part of it.
    pub(super) fn has_pin(&self) -> bool {
        self.method.starts_with("pin")
    }

    /// Whether a signature on paper was part of it.
    pub(super) fn has_signature(&self) -> bool {
        self.method.ends_with("signature")
    }
}

/// Scheme and product of an application identifier.
pub(super) fn application(aid: &str) -> Option<(&'static str, &'static str)> {
    APPLICATIONS.iter().find(|(start, ..)| aid.starts_with(start)).map(|(_, scheme, product)| (*scheme, *product))
}

/// The decoded lines, as notes.
pub(super) fn notes(reading: &Reading) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut bits = |id: &'static str, list: Option<Vec<Value>>| {
        if let (Some(list), Some(value)) = (list, super::value(reading, id)) {
            notes.push(Note::new(id, evidence! { "value" => value, "bits" => list }));
        }
    };
    bits("tvr", Bits::read(reading, "tvr").map(|bits| bits.list(&TVR)));
    bits("tsi", Bits::read(reading, "tsi").map(|bits| bits.list(&TSI)));
    bits("aip", Bits::read(reading, "aip").map(|bits| bits.list(&AIP)));
    if let (Some(cvm), Some(value)) = (Verification::read(reading), super::value(reading, "cvmr")) {
        notes.push(Note::new(
            "cvmr",
            evidence! {
                "value" => value, "method" => cvm.method, "next" => cvm.next,
                "condition" => cvm.condition, "result" => cvm.result,
            },
        ));
    }
    if let Some(aid) = super::value(reading, "aid") {
        let mut evidence = evidence! { "value" => aid };
        if let Some((scheme, product)) = application(aid) {
            evidence.insert(String::from("scheme"), scheme.into());
            if !product.is_empty() {
                evidence.insert(String::from("product"), product.into());
            }
        }
        notes.push(Note::new("aid", evidence));
    }
    if let Some(kind) = ["tc", "arqc", "aac"].into_iter().find(|kind| reading.get(kind).is_some()) {
        // Made with a key that the card shares with its issuer alone.
        notes.push(Note::new("cryptogram", evidence! { "kind" => kind }));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::cn_unionpay::tests::reading;

    fn ids(note: &Note) -> Vec<String> {
        note.evidence["bits"].as_array().unwrap().iter().map(|bit| bit["id"].as_str().unwrap().into()).collect()
    }

    #[test]
    fn bits_have_the_standards_places() {
        let reading = reading(&[
            ("tvr", "8840048040"),
            ("tsi", "E800"),
            ("aip", "7C00"),
            ("cvmr", "420300"),
            ("aid", "A000000333010102"),
        ]);
        let notes = notes(&reading);
        assert_eq!(
            ids(&notes[0]),
            [
                "oda-not-performed",
                "dda-failed",
                "application-expired",
                "online-pin",
                "over-floor-limit",
                "issuer-authentication-failed"
            ]
        );
        assert_eq!(
            ids(&notes[1]),
            ["oda-performed", "cvm-performed", "card-risk-performed", "terminal-risk-performed"]
        );
        assert_eq!(ids(&notes[2]), ["sda", "dda", "cvm", "terminal-risk", "issuer-authentication"]);
        assert_eq!(notes[3].evidence["method"], "pin-online");
        assert_eq!(notes[3].evidence["next"], true);
        assert_eq!(notes[3].evidence["condition"], "if-supported");
        assert_eq!(notes[3].evidence["result"], "unknown");
        assert_eq!(notes[4].evidence["product"], "credit");
        assert_eq!(
            notes[0].evidence["bits"][0],
            Value::Object(evidence! { "byte" => 1, "bit" => 8, "id" => "oda-not-performed" })
        );
    }

    #[test]
    fn every_code_has_a_name() {
        for code in 0..=0xff_u8 {
            let value = crate::encoding::hex(&[code, code, code]).to_ascii_uppercase();
            let cvm = Verification::read(&reading(&[("cvmr", &value)])).unwrap();
            assert!(!cvm.method.is_empty() && !cvm.condition.is_empty() && !cvm.result.is_empty());
        }
        let all = reading(&[("tvr", "FFFFFFFFFF"), ("tsi", "FFFF"), ("aip", "FFFF")]);
        assert_eq!(notes(&all).iter().map(|note| ids(note).len()).collect::<Vec<_>>(), [40, 16, 16]);
    }

    #[test]
    fn everything_has_its_words() {
        use crate::formats::plausibility::tests::has_text;
        let bits = |kind: &str, table: &[Byte]| {
            for id in table.iter().flatten().filter(|id| !id.is_empty()) {
                has_text(&[kind, "-", id].concat());
            }
        };
        bits("tvr", &TVR);
        bits("tsi", &TSI);
        bits("aip", &AIP);
        METHODS.iter().for_each(|(_, id)| has_text(&["cvm-", id].concat()));
        CONDITIONS.iter().for_each(|id| has_text(&["cvm-condition-", id].concat()));
        RESULTS.iter().for_each(|id| has_text(&["cvm-result-", id].concat()));
        for (_, scheme, product) in APPLICATIONS {
            has_text(&["aid-scheme-", scheme].concat());
            if !product.is_empty() {
                has_text(&["aid-product-", product].concat());
            }
        }
        for other in ["cvm-other", "cvm-condition-other", "cvm-result-other", "bit-reserved"] {
            has_text(other);
        }
    }

    #[test]
    fn what_has_not_the_right_length_is_not_decoded() {
        assert!(notes(&reading(&[("tvr", "80048000"), ("tsi", "F80"), ("cvmr", "GG0000")])).is_empty());
    }
}
