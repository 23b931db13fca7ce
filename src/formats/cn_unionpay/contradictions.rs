//! Members that cannot be true together.

use super::emv::{Bits, Verification, application};
use crate::{
    evidence,
    formats::plausibility::Finding,
    report::{Evidence, Status},
    slip::Reading,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// Texts that say no PIN, or no signature, was needed; and one that a PIN was given.
const NO_PIN: [&str; 4] = ["免密", "NOPIN", "PINNOTREQUIRED", "OHNEPIN"];
const NO_SIGNATURE: [&str; 6] = ["免签", "無需簽名", "无需签名", "免簽名", "NOSIGN", "SIGNATURENOTREQUIRED"];
const PIN_VERIFIED: [&str; 1] = ["PINVERIFIED"];

/// Hundredths of a decimal string of at most two decimals.
fn cents(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    let short = !whole.is_empty() && whole.len() < 16 && decimals.len() <= 2 && digits(whole) && digits(decimals);
    short.then(|| format!("{whole}{decimals:0<2}").parse().ok())?
}

/// Lines without blanks, in capitals, so that a text is found however it is set.
fn lines(reading: &Reading) -> Vec<String> {
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    reading.lines.iter().map(|line| squeeze(&line.text)).collect()
}

pub(super) fn check(reading: &Reading, findings: &mut Vec<Finding>) {
    let mut add = |id, member, status, evidence| findings.push(Finding::new(id, member, status, evidence));
    amounts(reading, &mut add);
    let lines = lines(reading);
    let says = |words: &[&str]| lines.iter().any(|line| words.iter().any(|word| line.contains(word)));
    limit(reading, &lines, &mut add);
    cardholder(reading, says(&NO_PIN), says(&NO_SIGNATURE), says(&PIN_VERIFIED), &mut add);
    chip(reading, &mut add);
    if reading.test {
        add("test-slip", "type", Status::Warn, Evidence::new());
    }
    if reading.reprint {
        add("reprint", "type", Status::Warn, Evidence::new());
    }
}

fn amounts(reading: &Reading, add: &mut impl FnMut(&'static str, &'static str, Status, Evidence)) {
    let text = |name| super::value(reading, name);
    if let Some(words) = text("amountWords")
        && let Some(figures) = text("amount")
    {
        let evidence = evidence! { "words" => words, "figures" => figures };
        let status = match (super::amount_in_words::cents(words).and_then(|n| i64::try_from(n).ok()), cents(figures)) {
            (Some(words), Some(figures)) if words == figures => Status::Pass,
            (Some(_), Some(_)) => Status::Fail,
            _ => Status::Unknown,
        };
        add("amount-in-words", "amount", status, evidence);
    }
    let amounts: Vec<&str> = reading
        .all("amount")
        .filter(|member| member.uncertain.is_empty())
        .map(|member| member.value.as_str())
        .collect();
    if let (Some(first), Some(other)) = (amounts.first(), amounts.iter().find(|other| Some(*other) != amounts.first()))
    {
        add("amount-twice", "amount", Status::Fail, evidence! { "first" => *first, "other" => *other });
    }
    let number = |name| text(name).and_then(cents);
    if let (Some(base), Some(tip), Some(total)) = (number("baseAmount"), number("tip"), number("amount")) {
        let status = if base + tip == total { Status::Pass } else { Status::Fail };
        let values = ["baseAmount", "tip", "amount"].map(|name| text(name).unwrap_or_default());
        add(
            "sum",
            "amount",
            status,
            evidence! { "baseAmount" => values[0], "tip" => values[1], "amount" => values[2] },
        );
    }
    // Without a type nothing speaks for the sign either.
    if let Some(amount) = reading.get("amount")
        && crate::compare::wrong_sign(amount, text("type"))
    {
        add("sign", "amount", Status::Fail, evidence! { "printed" => amount.raw.as_str(), "type" => text("type") });
    }
    if number("amount") == Some(0) && text("type").is_some() {
        add("zero-amount", "amount", Status::Warn, Evidence::new());
    }
}

/// `交易金额未超过300.00元，免密免签` beside a larger amount.
fn limit(reading: &Reading, lines: &[String], add: &mut impl FnMut(&'static str, &'static str, Status, Evidence)) {
    let Some(amount) = super::value(reading, "amount") else { return };
    for line in lines.iter().filter(|line| line.contains("免") || line.contains("需")) {
        let Some((_, behind)) = line.split_once("未超").or_else(|| line.split_once("不超")) else { continue };
        let behind = behind.trim_start_matches(['过', '過']);
        let digits: String = behind.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        if let (Some(limit), Some(paid)) = (cents(&digits), cents(amount))
            && paid > limit
        {
            add("over-limit", "amount", Status::Fail, evidence! { "limit" => digits, "amount" => amount });
            return;
        }
    }
}

fn cardholder(
    reading: &Reading,
    no_pin: bool,
    no_signature: bool,
    pin_verified: bool,
    add: &mut impl FnMut(&'static str, &'static str, Status, Evidence),
) {
    let tvr = Bits::<5>::read(reading, "tvr");
    let tsi = Bits::<2>::read(reading, "tsi");
    let aip = Bits::<2>::read(reading, "aip");
    let cvm = Verification::read(reading);
    let online_pin = tvr.is_some_and(|tvr| tvr.has(3, 3));
    let by_result = cvm.is_some_and(|cvm| cvm.has_pin() && cvm.result != "failed");
    if no_pin && (online_pin || by_result || pin_verified) {
        let by = if by_result {
            "cvmr"
        } else if online_pin {
            "tvr"
        } else {
            "print"
        };
        add("pin-and-no-pin", if by == "print" { "type" } else { by }, Status::Fail, evidence! { "by" => by });
    }
    if no_signature && cvm.is_some_and(|cvm| cvm.has_signature() && cvm.result != "failed") {
        add("signature-and-none-needed", "cvmr", Status::Warn, Evidence::new());
    }
    if let (Some(cvm), Some(_)) = (cvm, tvr) {
        let online_method = cvm.method == "pin-online";
        if online_method && cvm.result != "failed" && !online_pin {
            add("online-pin-not-marked", "tvr", Status::Warn, evidence! { "method" => cvm.method });
        }
        if online_pin && !online_method {
            add("online-pin-other-method", "cvmr", Status::Warn, evidence! { "method" => cvm.method });
        }
    }
    let performed = cvm.is_some_and(|cvm| cvm.has_pin() || cvm.has_signature());
    // Contactless readers leave the TSI at zero.
    if performed && tsi.is_some_and(|tsi| tsi.0 != [0, 0] && !tsi.has(1, 7)) {
        add("cvm-not-performed", "tsi", Status::Warn, Evidence::new());
    }
    if performed && aip.is_some_and(|aip| !aip.has(1, 5) && !aip.has(1, 2)) {
        add("cvm-not-supported", "aip", Status::Warn, Evidence::new());
    }
}

fn chip(reading: &Reading, add: &mut impl FnMut(&'static str, &'static str, Status, Evidence)) {
    let text = |name| super::value(reading, name);
    let has = |name: &str| reading.get(name).is_some();
    if let Some(tvr) = Bits::<5>::read(reading, "tvr") {
        let failed: Vec<&str> = [(7, "sda-failed"), (4, "dda-failed"), (3, "cda-failed")]
            .into_iter()
            .filter_map(|(bit, id)| tvr.has(1, bit).then_some(id))
            .collect();
        if !failed.is_empty() && has("tc") {
            add("oda-failed-approved", "tvr", Status::Fail, evidence! { "bits" => failed.clone() });
        }
        if tvr.has(1, 8) && !failed.is_empty() {
            add("oda-failed-not-performed", "tvr", Status::Fail, evidence! { "bits" => failed.clone() });
        }
        if let Some(tsi) = Bits::<2>::read(reading, "tsi") {
            if tvr.has(1, 8) && tsi.has(1, 8) {
                add("oda-performed-and-not", "tsi", Status::Fail, Evidence::new());
            }
            if !failed.is_empty() && !tsi.has(1, 8) && tsi.0 != [0, 0] {
                add("oda-failed-unperformed", "tsi", Status::Fail, evidence! { "bits" => failed.clone() });
            }
        }
        if let Some(aip) = Bits::<2>::read(reading, "aip") {
            let unsupported: Vec<&str> = [(7, "sda-failed"), (6, "dda-failed"), (1, "cda-failed")]
                .into_iter()
                .filter(|(bit, id)| failed.contains(id) && !aip.has(1, *bit))
                .map(|(_, id)| id)
                .collect();
            if !unsupported.is_empty() {
                add("oda-not-supported", "aip", Status::Warn, evidence! { "bits" => unsupported });
            }
        }
        if tvr.has(5, 7) && has("tc") {
            add("issuer-refused-approved", "tvr", Status::Warn, Evidence::new());
        }
        if let (Some(expiry), Some(time)) = (text("expiry"), text("time"))
            && tvr.has(2, 7)
            && expiry.len() == 7
            && time.get(..7).is_some_and(|month| expiry > month)
        {
            add("expired-and-not", "tvr", Status::Warn, evidence! { "expiry" => expiry, "time" => time });
        }
    }
    if let (Some(aip), Some(tsi)) = (Bits::<2>::read(reading, "aip"), Bits::<2>::read(reading, "tsi"))
        && tsi.has(1, 5)
        && !aip.has(1, 3)
    {
        add("issuer-authentication-not-supported", "aip", Status::Warn, Evidence::new());
    }
    if has("aac")
        && (has("tc") || has("auth") || matches!(text("type"), Some("sale" | "preauth" | "preauth-completion")))
    {
        // The card's own answer was no.
        add("declined-cryptogram", "aac", Status::Fail, Evidence::new());
    }
    if text("atc") == Some("0000") {
        add("first-counter-zero", "atc", Status::Warn, Evidence::new());
    }
    if let Some((_, product)) = text("aid").and_then(application) {
        let names = ["appLabel", "appName", "cardKind"]
            .map(|name| text(name).unwrap_or_default().to_ascii_uppercase())
            .join(" ");
        let other = match product {
            "debit" => names.contains("CREDIT") || names.contains("贷记"),
            "credit" => names.contains("DEBIT") || names.contains("借记"),
            _ => false,
        };
        // 准贷记 is a kind of its own; a label may name both.
        let both = names.contains("CREDIT") && names.contains("DEBIT") || names.contains("准贷记");
        if other && !both {
            add(
                "aid-and-label",
                "aid",
                Status::Warn,
                evidence! { "product" => product, "label" => names.trim().to_string() },
            );
        }
    }
    let chip = ["tc", "arqc", "tvr", "tsi", "atc", "aip", "iad"].into_iter().find(|name| has(name));
    if let (Some(mode @ ("S" | "M" | "N")), Some(member)) = (text("entryMode"), chip) {
        add("chip-without-chip", "entryMode", Status::Warn, evidence! { "entryMode" => mode, "member" => member });
    }
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
        reading.lines = lines.iter().map(|text| Line { text: (*text).into(), place: None }).collect();
        let mut findings = Vec::new();
        check(&reading, &mut findings);
        findings.iter().map(|finding| (finding.id, finding.status)).collect()
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
            let mut findings = Vec::new();
            check(&reading, &mut findings);
            assert_eq!(findings.iter().any(|finding| finding.id == "sign"), wrong, "{kind:?}");
        }
    }

    #[test]
    fn a_contactless_slip_may_have_nothing_set() {
        assert!(outcome(&[("cvmr", "1F0300"), ("tsi", "0000"), ("tvr", "0000000000")], &["免密免签"]).is_empty());
        // A PIN that failed was not verified.
        assert!(outcome(&[("cvmr", "010301")], &["免密"]).is_empty());
    }
}
