//! Receipts of other countries that are recognised by name and not checked: some carry a signature that is not supported
//! yet, most have nothing on paper that can be checked offline.

use super::{Draft, Located, Rules, Slip};
use crate::{
    evidence,
    input::View,
    report::{Cause, CauseId, CheckId, Confidence, Format, Note, Status},
    verdict::Signing,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
/// A kind of receipt.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Kind {
    /// Stable: the page words it.
    id: &'static str,
    /// Whether what was found carries a signature.
    signed: bool,
}

const fn kind(id: &'static str) -> Kind {
    Kind { id, signed: false }
}

/// Their codes; the texts are looked at by [`draft`].
pub(super) struct Foreign;

impl Rules for Foreign {
    fn id(&self) -> Format {
        Format::None
    }

    fn locate(&self, view: &View) -> Vec<Located> {
        let mut found: Vec<Located> = Vec::new();
        let bytes = &view.bytes;
        let mut at = 0;
        while at < bytes.len() {
            let length = bytes.get(at..).unwrap_or_default().iter().take_while(|c| c.is_ascii_graphic()).count();
            let word = bytes.get(at..at + length).unwrap_or_default();
            // Longer words are no address and no row of fields.
            if (20..=2048).contains(&length)
                && let Ok(word) = core::str::from_utf8(word)
                && let Some((from, _)) = code(word)
            {
                let code = word.get(from..).unwrap_or_default().to_string();
                found.push(Located { range: at + from..at + length, code, notes: Vec::new() });
            }
            at += length.max(1);
        }
        found
    }

    /// Not asked: what is none of the formats is judged by [`draft`].
    fn check(&self, _slips: &[&Slip], _context: &super::Context<'_>) -> Vec<Draft> {
        Vec::new()
    }
}

/// What is known of a slip of no format of ours.
pub(super) fn draft(slip: &Slip) -> Option<Draft> {
    let by_code = slip.code.as_deref().and_then(code).map(|(_, kind)| kind);
    let kind = by_code.or_else(|| by_text(&slip.print))?;
    let mut draft = Draft::new(slip);
    let evidence = evidence! { "format" => kind.id, "signed" => kind.signed };
    draft.checks.set_with(CheckId::Format, Status::Unknown, evidence.clone());
    draft.notes.push(Note::new("format-not-supported", evidence));
    if let Some(host) = slip.code.as_deref().and_then(host) {
        draft.notes.push(Note::new("code-in-address", evidence! { "host" => host.to_ascii_lowercase() }));
    }
    if kind.signed {
        draft.findings.signing = Signing::Unreadable;
        draft.checks.set(CheckId::Signature, Status::Unknown);
    } else {
        draft.findings.signing = Signing::None;
        draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Likely, evidence! { "format" => kind.id }));
    }
    crate::compare::append_printed(&mut draft.fields, &slip.reading);
    Some(draft)
}

/// The host of an address, without its port.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then_some(host)
}

/// A code that a word ends with: where it begins, and whose it is.
fn code(word: &str) -> Option<(usize, Kind)> {
    let whole = |kind| Some((0, kind));
    if let Some(scheme) = word.find("://") {
        let lower = host(word)?.to_ascii_lowercase();
        let of = |domain: &str| lower == domain || lower.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
        // Test systems have the main system's name with a suffix.
        let ksef =
            lower.strip_suffix(".mf.gov.pl").is_some_and(|name| name.split(['.', '-']).any(|part| part == "ksef"));
        let kind = if ksef {
            // Only the second code, of the issuer's certificate, ends in a signature.
            Kind { id: "pl-ksef", signed: word.contains("/certificate/") }
        } else if of("porezna.gov.hr") {
            kind("hr-zki")
        } else if of("kra.go.ke") {
            kind("ke-etims")
        } else {
            return None;
        };
        let before = word.get(..scheme).unwrap_or_default();
        return Some((before.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |i| i + 1), kind));
    }
    if word.starts_with("A:") && word.contains("*B:") && word.contains("*H:") && word.contains("*Q:") {
        return whole(kind("pt-atcud"));
    }
    if is_slovenian(word) {
        return whole(kind("si-zoi"));
    }
    None
}

/// Sixty digits: protective mark in decimal (39), time `YYMMDDhhmmss`, tax number (8), check digit: the sum of all others
/// modulo ten.
fn is_slovenian(word: &str) -> bool {
    let digits: Vec<u32> = word.chars().filter_map(|c| c.to_digit(10)).collect();
    let two = |at: usize| digits.get(at).zip(digits.get(at + 1)).map_or(99, |(tens, ones)| tens * 10 + ones);
    word.len() == 60
        && digits.len() == 60
        && (1..=12).contains(&two(41))
        && (1..=31).contains(&two(43))
        && two(45) < 24
        && digits.iter().take(59).sum::<u32>() % 10 == digits.last().copied().unwrap_or(10)
}

/// Whose receipt a printed text is, by the codes that its law asks for.
fn by_text(text: &str) -> Option<Kind> {
    let mut upper: String = text.chars().take(100_000).collect();
    upper.make_ascii_uppercase();
    let says = |words: &str| upper.contains(words);
    let has = |label: &str, groups: &[usize]| values(&upper, label).any(|rest| is_hex_groups(rest, groups));
    const UUID: [usize; 5] = [8, 4, 4, 4, 12];
    if values(&upper, "PKP").any(is_long_base64) {
        Some(Kind { id: "cz-eet", signed: true })
    } else if has("BKP", &[8; 5]) || has("FIK", &[8, 4, 4, 4, 12, 2]) {
        Some(kind("cz-eet"))
    } else if has("ZKI", &[32]) || has("JIR", &UUID) {
        Some(kind("hr-zki"))
    } else if has("ZOI", &[32]) || has("EOR", &UUID) {
        Some(kind("si-zoi"))
    } else if values(&upper, "ATCUD").any(is_atcud) {
        Some(kind("pt-atcud"))
    } else if has("IRN", &[64]) {
        Some(kind("in-signed-qr"))
    } else if values(&upper, "KSEF").any(is_ksef_number) {
        Some(kind("pl-ksef"))
    } else if says("DOCUMENTO COMMERCIALE") {
        Some(kind("it-rt"))
    } else if says("NAV ELLENŐRZŐ KÓD") || says("NAV ELLENőRZő KóD") || says("NAV ELLENORZO KOD") {
        Some(kind("hu-nav"))
    } else if says("CU SERIAL N") || says("CU INVOICE N") || says("SCU ID") || says("KRACU") {
        Some(kind("ke-etims"))
    } else {
        None
    }
}

/// What stands behind each occurrence of a label, colons and blanks skipped.
fn values<'a>(text: &'a str, label: &'a str) -> impl Iterator<Item = &'a str> + 'a {
    text.match_indices(label).take(100).filter_map(move |(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let rest = text.get(at + label.len()..)?;
        let stands_alone =
            before.is_none_or(|c| !c.is_alphanumeric()) && rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
        // A number's own name may stand between: "Numer KSeF:", "IRN No.:".
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '=' | '#' | '-'));
        let rest = ["NO", "NR"].iter().find_map(|name| rest.strip_prefix(name)).unwrap_or(rest);
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '=' | '#' | '-'));
        stands_alone.then_some(rest)
    })
}

/// Hex digits in groups of these lengths with hyphens between, perhaps wrapped. No groups: anything.
fn is_hex_groups(rest: &str, groups: &[usize]) -> bool {
    let mut characters = rest.chars().filter(|c| !c.is_whitespace());
    groups.iter().enumerate().all(|(i, length)| {
        (i == 0 || characters.next() == Some('-'))
            && (0..*length).all(|_| characters.next().is_some_and(|c| c.is_ascii_hexdigit()))
    })
}

/// The validation code of a series, a hyphen and the number within it.
fn is_atcud(rest: &str) -> bool {
    let word = rest.split_whitespace().next().unwrap_or_default();
    word.split_once('-').is_some_and(|(series, number)| {
        series.len() >= 8
            && series.bytes().all(|c| c.is_ascii_alphanumeric())
            && number.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// `9999999999-YYYYMMDD-FFFFFFFFFFFF-FF`; in older numbers the third part is two.
fn is_ksef_number(rest: &str) -> bool {
    is_hex_groups(rest, &[10, 8, 12, 2]) || is_hex_groups(rest, &[10, 8, 6, 6, 2])
}

/// A signature of 2048 bits or so, wrapped as it may be.
fn is_long_base64(rest: &str) -> bool {
    let is_base64 = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    rest.chars().filter(|c| !c.is_whitespace()).take_while(is_base64).take(300).count() >= 300
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&'static str, bool)> {
        let view = View::of(text);
        let located = Foreign.locate(&view);
        let by_code = located.first().and_then(|located| code(&located.code)).map(|(_, kind)| kind);
        by_code.or_else(|| by_text(text)).map(|kind| (kind.id, kind.signed))
    }

    #[test]
    fn each_is_known_by_its_name() {
        let uuid = "0a1b2c3d-4e5f-6789-abcd-ef0123456789";
        let hash = "9f3a77c102bed4109f3a77c102bed410";
        let base64url = "UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE";
        for (text, expected) in [
            (["https://qr.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/", base64url].concat(), ("pl-ksef", false)),
            (
                ["https://ksef-test.mf.gov.pl/client-app/certificate/Nip/1111111111/1111111111/01F20A5D352AE590/", base64url, "/", base64url].concat(),
                ("pl-ksef", true),
            ),
            ("Numer KSeF: 5265877635-20250826-0100001AF629-AF".into(), ("pl-ksef", false)),
            (["https://porezna.gov.hr/rn?jir=", uuid, "&datv=20260101_1200&izn=1250"].concat(), ("hr-zki", false)),
            (["Račun br. 12/1/1\nZKI: ", hash, "\nJIR: ", uuid].concat(), ("hr-zki", false)),
            (["ZOI: ", hash, "\nEOR: ", uuid].concat(), ("si-zoi", false)),
            (["FIK: ", uuid, "-ff\nBKP: 9356D566-A3E48838-FB403790-D201244E-95DCBD92"].concat(), ("cz-eet", false)),
            (["PKP:\n", &"aB3+".repeat(86)].concat(), ("cz-eet", true)),
            ("ATCUD: CSDF7T5H-35".into(), ("pt-atcud", false)),
            ("A:123456789*B:999999990*C:PT*D:FS*E:N*F:20260812*G:FS CDVF/12345*H:CDF7T5HD-12345*I1:PT*I7:0.65*N:0.15*O:0.80*Q:YhGV*R:9999".replace(' ', "_"), ("pt-atcud", false)),
            ("DOCUMENTO COMMERCIALE\ndi vendita o prestazione\nRT 99MEX000001".into(), ("it-rt", false)),
            ("NYUGTA\nNAV Ellenőrző kód: 1A2B3\nAP A12345678".into(), ("hu-nav", false)),
            ("CU Serial Number: KRACU0100000001".into(), ("ke-etims", false)),
            ("https://etims.kra.go.ke/common/link/etims/receipt/indexEtimsReceiptData?Data=P000000001G02JHEURBU6RQAMEF3Y".into(), ("ke-etims", false)),
            (["IRN: ", hash, hash].concat(), ("in-signed-qr", false)),
        ] {
            assert_eq!(found(&text), Some(expected), "{text}");
            crate::formats::plausibility::tests::has_text(&["foreign-", expected.0].concat());
            crate::formats::plausibility::tests::has_text(&["foreign-", expected.0, "-why"].concat());
        }
    }

    #[test]
    fn slovenian_digits_have_a_check_digit() {
        let start = ["175", &"0".repeat(36), "260812154500", "12345678"].concat();
        let sum: u32 = start.chars().filter_map(|c| c.to_digit(10)).sum();
        let good = [start.as_str(), &(sum % 10).to_string()].concat();
        assert_eq!(found(&good), Some(("si-zoi", false)));
        assert_eq!(found(&[start.as_str(), &((sum + 1) % 10).to_string()].concat()), None);
    }

    #[test]
    fn nothing_else_is() {
        for text in [
            "",
            "银联POS签购单",
            "ZKI: nothing",
            "JIR",
            "ATCUD: 1",
            "https://example.org/ksef.mf.gov.pl/invoice/1",
            "https://ksef.mf.gov.pl.example.org/invoice/1111111111",
            "https://notporezna.gov.hr.example/rn?jir=1",
            "BKP 1234",
            "A:1*B:2",
            "KSeF",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
