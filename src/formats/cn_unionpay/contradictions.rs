//! Members that cannot be true together.

use super::emv::{Bits, Verification, application};
use crate::{
    formats::plausibility::{self, Findings},
    report::Status,
    slip::Reading,
};
use alloc::{string::String, vec::Vec};

/// Texts that say no PIN, or no signature, was needed; and one that a PIN was given. Without blanks, in capitals.
const NO_PIN: [&str; 4] = ["免密", "NOPIN", "PINNOTREQUIRED", "OHNEPIN"];
const NO_SIGNATURE: [&str; 6] = ["免签", "無需簽名", "无需签名", "免簽名", "NOSIGN", "SIGNATURENOTREQUIRED"];
const PIN_VERIFIED: [&str; 1] = ["PINVERIFIED"];

/// Hundredths of an amount without sign.
fn cents(text: &str) -> Option<u64> {
    u64::try_from(plausibility::hundredths(text)?).ok()
}

/// Lines without blanks, in capitals, so that a text is found however it is set.
fn lines(reading: &Reading) -> Vec<String> {
    let mut lines = Vec::new();
    for line in &reading.lines {
        let mut text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
        text.make_ascii_uppercase();
        lines.push(text);
    }
    lines
}

#[inline(never)]
fn says(lines: &[String], words: &[&str]) -> bool {
    lines.iter().any(|line| words.iter().any(|word| line.contains(word)))
}

/// The findings of those rules that hold: whether it does, its id, its member, how grave it is.
type Rule = (bool, &'static str, &'static str, Status);

#[inline(never)]
fn apply(rules: &[Rule], findings: &mut Findings) {
    for (_, id, member, status) in rules.iter().filter(|(holds, ..)| *holds) {
        findings.add(id, member, *status, &[]);
    }
}

pub(super) fn check(reading: &Reading, findings: &mut Findings) {
    amounts(reading, findings);
    let lines = lines(reading);
    limit(reading, &lines, findings);
    chip(reading, &lines, findings);
}

fn amounts(reading: &Reading, findings: &mut Findings) {
    let text = |name| super::value(reading, name);
    let number = |name| text(name).and_then(cents);
    let (amount, total) = (text("amount").unwrap_or_default(), number("amount"));
    if let Some(words) = text("amountWords")
        && !amount.is_empty()
    {
        let status = match (crate::slip::words::cents(words), total) {
            (Some(words), Some(figures)) if words == figures => Status::Pass,
            (Some(_), Some(_)) => Status::Fail,
            _ => Status::Unknown,
        };
        findings.add("amount-in-words", "amount", status, &[("words", words), ("figures", amount)]);
    }
    let other = reading.all("amount").find(|member| member.uncertain.is_empty() && member.value != amount);
    if let Some(other) = other
        && !amount.is_empty()
    {
        findings.add("amount-twice", "amount", Status::Fail, &[("first", amount), ("other", &other.value)]);
    }
    if let (Some(base), Some(tip), Some(total)) = (number("baseAmount"), number("tip"), total) {
        let status = if base.checked_add(tip) == Some(total) { Status::Pass } else { Status::Fail };
        let [base, tip] = [text("baseAmount"), text("tip")].map(Option::unwrap_or_default);
        findings.add("sum", "amount", status, &[("baseAmount", base), ("tip", tip), ("amount", amount)]);
    }
    // Without a type nothing speaks for the sign either.
    let sign = reading.get("amount").is_some_and(|amount| crate::compare::wrong_sign(amount, text("type")));
    apply(
        &[
            (sign, "sign", "amount", Status::Fail),
            (total == Some(0) && text("type").is_some(), "zero-amount", "amount", Status::Warn),
            (reading.test, "test-slip", "type", Status::Warn),
            (reading.reprint, "reprint", "type", Status::Warn),
        ],
        findings,
    );
}

/// `交易金额未超过300.00元，免密免签` beside a larger amount.
fn limit(reading: &Reading, lines: &[String], findings: &mut Findings) {
    let Some(amount) = super::value(reading, "amount") else { return };
    for line in lines.iter().filter(|line| says(core::slice::from_ref(line), &["免", "需"])) {
        for words in ["未超过", "未超過", "未超", "不超过", "不超過"] {
            let Some((_, behind)) = line.split_once(words) else { continue };
            let end = behind.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(behind.len());
            let limit = behind.get(..end).unwrap_or_default();
            if let (Some(most), Some(paid)) = (cents(limit), cents(amount))
                && paid > most
            {
                findings.add("over-limit", "amount", Status::Fail, &[("limit", limit), ("amount", amount)]);
                return;
            }
        }
    }
}

/// The chip's lines against each other and against the print.
fn chip(reading: &Reading, lines: &[String], findings: &mut Findings) {
    let text = |name| super::value(reading, name);
    let has = |name: &str| reading.get(name).is_some();
    let (tvr, tsi) = (Bits::read(reading, "tvr", 5), Bits::read(reading, "tsi", 2));
    // Contactless readers leave the TSI at zero.
    let tsi = tsi.filter(|tsi| tsi.any());
    let aip = Bits::read(reading, "aip", 2);
    let cvm = Verification::read(reading);
    let set = |bits: &Option<Bits>, byte, bit| bits.as_ref().is_some_and(|bits| bits.has(byte, bit));
    let unset = |bits: &Option<Bits>, byte, bit| bits.as_ref().is_some_and(|bits| !bits.has(byte, bit));

    // Authentication of the card by the terminal.
    let (sda, dda, cda) = (set(&tvr, 1, 7), set(&tvr, 1, 4), set(&tvr, 1, 3));
    let failed = sda || dda || cda;
    let not_performed = set(&tvr, 1, 8);
    let beyond = sda && unset(&aip, 1, 7) || dda && unset(&aip, 1, 6) || cda && unset(&aip, 1, 1);
    let expires = match (text("expiry"), text("time")) {
        (Some(expiry), Some(time)) => time.get(..7).is_some_and(|month| expiry.len() == 7 && expiry > month),
        _ => false,
    };

    // Verification of the cardholder.
    let no_pin = says(lines, &NO_PIN);
    let succeeded =
        |test: fn(&Verification) -> bool| cvm.as_ref().is_some_and(|cvm| cvm.result != "failed" && test(cvm));
    let (pin, signature) = (succeeded(Verification::has_pin), succeeded(Verification::has_signature));
    let online = succeeded(|cvm| cvm.method == "pin-online");
    let other = cvm.as_ref().is_some_and(|cvm| cvm.method != "pin-online");
    let online_marked = set(&tvr, 3, 3);
    let performed = cvm.as_ref().is_some_and(|cvm| cvm.has_pin() || cvm.has_signature());
    let accepted = has("tc") || has("auth") || matches!(text("type"), Some("sale" | "preauth" | "preauth-completion"));
    let without_chip = matches!(text("entryMode"), Some("S" | "M" | "N"))
        && ["tc", "arqc", "tvr", "tsi", "atc", "aip", "iad"].into_iter().any(has);

    apply(
        &[
            (failed && has("tc"), "oda-failed-approved", "tvr", Status::Fail),
            (failed && not_performed, "oda-failed-not-performed", "tvr", Status::Fail),
            (not_performed && set(&tsi, 1, 8), "oda-performed-and-not", "tsi", Status::Fail),
            (failed && unset(&tsi, 1, 8), "oda-failed-unperformed", "tsi", Status::Fail),
            (beyond, "oda-not-supported", "aip", Status::Warn),
            (set(&tvr, 5, 7) && has("tc"), "issuer-refused-approved", "tvr", Status::Warn),
            (set(&tsi, 1, 5) && unset(&aip, 1, 3), "issuer-authentication-not-supported", "aip", Status::Warn),
            (set(&tvr, 2, 7) && expires, "expired-and-not", "tvr", Status::Warn),
            (no_pin && (pin || online_marked || says(lines, &PIN_VERIFIED)), "pin-and-no-pin", "cvmr", Status::Fail),
            (signature && says(lines, &NO_SIGNATURE), "signature-and-none-needed", "cvmr", Status::Warn),
            (online && unset(&tvr, 3, 3), "online-pin-not-marked", "tvr", Status::Warn),
            (online_marked && other, "online-pin-other-method", "cvmr", Status::Warn),
            (performed && unset(&tsi, 1, 7), "cvm-not-performed", "tsi", Status::Warn),
            (performed && unset(&aip, 1, 5) && unset(&aip, 1, 2), "cvm-not-supported", "aip", Status::Warn),
            // The card's own answer was no.
            (has("aac") && accepted, "declined-cryptogram", "aac", Status::Fail),
            (text("atc") == Some("0000"), "first-counter-zero", "atc", Status::Warn),
            (without_chip, "chip-without-chip", "entryMode", Status::Warn),
        ],
        findings,
    );
    if let Some((_, product)) = text("aid").and_then(application) {
        let mut names = String::new();
        for name in ["appLabel", "appName", "cardKind"] {
            names.push_str(text(name).unwrap_or_default());
            names.push(' ');
        }
        names.make_ascii_uppercase();
        let (debit, credit) = (says_one(&names, &["DEBIT", "借记"]), says_one(&names, &["CREDIT", "贷记"]));
        // A name may say both; 准贷记 is a kind of its own.
        if matches!((product, debit, credit), ("debit", false, true) | ("credit", true, false)) && !names.contains("准")
        {
            findings.add("aid-and-label", "aid", Status::Warn, &[("product", product), ("label", names.trim())]);
        }
    }
}

fn says_one(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        formats::cn_unionpay::tests::reading,
        slip::{Line, Member},
    };

    fn outcome(members: &[(&'static str, &str)], lines: &[&str]) -> Vec<(&'static str, Status)> {
        let mut reading = reading(members);
        reading.lines = lines.iter().map(|text| Line { text: (*text).into(), ..Line::default() }).collect();
        let mut findings = Findings::default();
        check(&reading, &mut findings);
        findings.0.iter().map(|finding| (finding.id, finding.status)).collect()
    }

    #[test]
    fn consistent_slips_have_none() {
        // Chip with online PIN; contactless without any; swiped.
        for (members, lines) in [
            (
                &[
                    ("tvr", "0000048000"),
                    ("tsi", "F800"),
                    ("aip", "7C00"),
                    ("cvmr", "020300"),
                    ("arqc", "19F0A4C7735D2B8E"),
                    ("aid", "A000000333010102"),
                    ("appLabel", "PBOC CREDIT"),
                    ("entryMode", "I"),
                    ("atc", "0042"),
                ][..],
                &[][..],
            ),
            (
                &[
                    ("tvr", "0000000000"),
                    ("tsi", "0000"),
                    ("aip", "7C00"),
                    ("tc", "9A41E7720CBD536F"),
                    ("entryMode", "C"),
                    ("amount", "92.50"),
                    ("type", "sale"),
                ],
                &["交易金额未超过1000.00元，免密免签"],
            ),
            (&[("entryMode", "S"), ("amount", "300.00"), ("baseAmount", "268.00"), ("tip", "32.00")], &[]),
        ] {
            let odd: Vec<_> =
                outcome(members, lines).into_iter().filter(|(_, status)| *status != Status::Pass).collect();
            assert!(odd.is_empty(), "{odd:?}");
        }
    }

    #[test]
    fn each_contradiction_is_named() {
        let no_pin = "免 密 免 签";
        for (members, lines, id, status) in [
            (&[("tvr", "0800000000"), ("tc", "9A41E7720CBD536F")][..], &[][..], "oda-failed-approved", Status::Fail),
            (&[("tvr", "8400000000")], &[], "oda-failed-not-performed", Status::Fail),
            (&[("tvr", "8000000000"), ("tsi", "E800")], &[], "oda-performed-and-not", Status::Fail),
            (&[("tvr", "4000000000"), ("tsi", "6800")], &[], "oda-failed-unperformed", Status::Fail),
            (&[("tvr", "0800000000"), ("aip", "4000")], &[], "oda-not-supported", Status::Warn),
            (&[("tvr", "0000000040"), ("tc", "9A41E7720CBD536F")], &[], "issuer-refused-approved", Status::Warn),
            (
                &[("tvr", "0040000000"), ("expiry", "2029-08"), ("time", "2026-11-20")],
                &[],
                "expired-and-not",
                Status::Warn,
            ),
            (&[("tsi", "1000"), ("aip", "7800")], &[], "issuer-authentication-not-supported", Status::Warn),
            (&[("cvmr", "020300")], &[no_pin], "pin-and-no-pin", Status::Fail),
            (&[("cvmr", "410302")], &[no_pin], "pin-and-no-pin", Status::Fail),
            (&[("tvr", "0000040000")], &[no_pin], "pin-and-no-pin", Status::Fail),
            (&[], &[no_pin, "PIN VERIFIED"], "pin-and-no-pin", Status::Fail),
            (&[("cvmr", "1E0300")], &["无需签名"], "signature-and-none-needed", Status::Warn),
            (&[("cvmr", "020300"), ("tvr", "0000008000")], &[], "online-pin-not-marked", Status::Warn),
            (&[("cvmr", "1E0300"), ("tvr", "0000040000")], &[], "online-pin-other-method", Status::Warn),
            (&[("cvmr", "1E0300"), ("tsi", "A800")], &[], "cvm-not-performed", Status::Warn),
            (&[("cvmr", "1E0300"), ("aip", "6C00")], &[], "cvm-not-supported", Status::Warn),
            (&[("aac", "9A41E7720CBD536F"), ("type", "sale")], &[], "declined-cryptogram", Status::Fail),
            (&[("atc", "0000")], &[], "first-counter-zero", Status::Warn),
            (&[("aid", "A000000333010101"), ("appLabel", "PBOC CREDIT")], &[], "aid-and-label", Status::Warn),
            (&[("aid", "A000000333010102"), ("cardKind", "借记卡")], &[], "aid-and-label", Status::Warn),
            (&[("entryMode", "S"), ("arqc", "9A41E7720CBD536F")], &[], "chip-without-chip", Status::Warn),
            (&[("amount", "138.00"), ("amountWords", "壹佰捌拾捌元整")], &[], "amount-in-words", Status::Fail),
            (&[("amount", "138.00"), ("amountWords", "壹佰叁拾捌元整")], &[], "amount-in-words", Status::Pass),
            (&[("amount", "138.00"), ("amountWords", "壹佰捌元元整")], &[], "amount-in-words", Status::Unknown),
            (&[("amount", "138.00"), ("amount", "188.00")], &[], "amount-twice", Status::Fail),
            (&[("baseAmount", "268.00"), ("tip", "32.00"), ("amount", "310.00")], &[], "sum", Status::Fail),
            (&[("amount", "0.00"), ("type", "sale")], &[], "zero-amount", Status::Warn),
            (&[("amount", "1380.00")], &["交易金额未超过1000.00元，免密免签"], "over-limit", Status::Fail),
            (&[("amount", "301.00")], &["交易金额未超300元,无需签名"], "over-limit", Status::Fail),
        ] {
            let found = outcome(members, lines);
            assert!(found.contains(&(id, status)), "{members:?} {lines:?}: {found:?}");
        }
    }

    #[test]
    fn a_minus_sign_needs_a_refund_or_void() {
        for (kind, wrong) in [(Some("sale"), true), (None, true), (Some("refund"), false), (Some("void"), false)] {
            let mut reading = reading(&[]);
            reading.fields.push(Member { name: "amount", value: "459.00".into(), negative: true, ..Member::default() });
            reading.fields.extend(kind.map(|kind| Member { name: "type", value: kind.into(), ..Member::default() }));
            let mut findings = Findings::default();
            check(&reading, &mut findings);
            assert_eq!(findings.0.iter().any(|finding| finding.id == "sign"), wrong, "{kind:?}");
        }
    }

    #[test]
    fn amounts_of_at_most_two_decimals() {
        for (text, expected) in [
            ("138.00", Some(13_800)),
            ("138", Some(13_800)),
            ("0.5", Some(50)),
            ("1.005", None),
            ("1..5", None),
            (".5", None),
            ("", None),
            ("-1", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(cents(text), expected, "{text}");
        }
    }

    #[test]
    fn a_contactless_slip_may_have_nothing_set() {
        assert!(outcome(&[("cvmr", "1F0300"), ("tsi", "0000"), ("tvr", "0000000000")], &["免密免签"]).is_empty());
        // A PIN that failed was not verified.
        assert!(outcome(&[("cvmr", "010301")], &["免密"]).is_empty());
    }
}
