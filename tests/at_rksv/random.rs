//! Receipts changed at random: nothing is proven that is not so, and a known change gets its cause.

use super::*;

#[path = "../tills/broken.rs"]
mod broken;

/// Two or more changes are no known single one: nothing may be called proven, unless it is what was really signed.
#[test]
fn nothing_is_proven_about_receipts_broken_at_random() {
    let mut random = broken::Random(0x5eed_0003);
    let store = store();
    let receipt = Receipt::default();
    for round in 0..rounds() {
        let mut parts = receipt.parts();
        parts.push(Base64::Standard.encode(&receipt.over(receipt.payload().as_bytes())));
        let truth = parts.clone();
        let mut changed: Vec<usize> = Vec::new();
        while changed.len() < 2 + round % 2 {
            let at = random.below(parts.len());
            // Another certificate's number is no change to this receipt: its key is not at hand then.
            if !changed.contains(&at) && at != 10 {
                for _ in 0..1 + random.below(3) {
                    parts[at] = random.replace(&parts[at]);
                }
                if parts[at] != truth[at] {
                    changed.push(at);
                }
            }
        }
        let code = format!("_{}", parts.join("_"));
        for report in all(&code, &store) {
            assert_ne!(report.checks.status(CheckId::Signature), Status::Pass, "{code}");
            for cause in report.causes.iter().filter(|cause| cause.confidence == Confidence::Proven) {
                let signed = cause.evidence.get("signed").and_then(Value::as_str).unwrap_or_default();
                let unknown = cause.id == CauseId::CertificateUnknownIssuer;
                assert!(unknown || truth.iter().any(|value| value == signed), "{code} {cause:?}");
            }
        }
    }
}

/// Any receipt, changed in one known way, gets the cause of that way.
#[test]
fn any_receipt_changed_in_one_way_gets_its_cause() {
    use CauseId::{AlgorithmConflict, ClockWrong, EncodingConflict, FieldAltered, TimeZone};
    let mut random = broken::Random(0x5eed_0004);
    for round in 0..rounds() / 2 {
        let receipt = Receipt {
            register: random.pick(&["KASSE-W03", "Kasse Süd 3", "ft1C905", "POS-Graz-1"]).to_string(),
            number: format!("2026-{:06}", 1 + random.below(900_000)),
            time: format!("2026-{:02}-{:02}T12:{:02}:30", 1 + random.below(11), 1 + random.below(28), random.below(60)),
            amounts: [(); 5].map(|()| *random.pick(&["18,00", "8,80", "0,00", "1234,56", "6,45", "99,99"])),
            turnover: Base64::Standard.encode(&random.next().to_be_bytes()[..5 + random.below(3)]),
            chaining: Base64::Standard.encode(&random.next().to_be_bytes()),
            ..Receipt::default()
        };
        let payload = receipt.payload();
        let over = |text: &str| receipt.signed_over(text.as_bytes());
        let at = slipcheck::time::Timestamp::parse(&format!("{}Z", receipt.time)).unwrap().moment();
        let shifted = |seconds: i64| {
            let time = Moment(at.0 + seconds).rfc3339();
            over(&payload.replace(&receipt.time, time.trim_end_matches('Z')))
        };
        let sign = if random.below(2) == 0 { 1 } else { -1 };
        let signature = receipt.over(payload.as_bytes());
        let (code, expected) = match round % 10 {
            0 => (shifted(sign * (1 + random.below(120) as i64)), ClockWrong),
            1 => (shifted(sign * 3600 * (1 + random.below(14) as i64)), TimeZone),
            2 => (over(&payload.replace(',', ".")), EncodingConflict),
            3 => (over(&payload.replace(&receipt.turnover, &format!("{}\n", receipt.turnover))), EncodingConflict),
            4 => (over(&payload.replace("AT1", "AT100")), FieldAltered),
            5 => (over(&payload.replace(&receipt.register, &receipt.register.to_lowercase())), FieldAltered),
            6 => (receipt.with_signature(&der::der_signature(&signature)), EncodingConflict),
            7 => (receipt.with_signature(&[&signature[..], &[0, 0]].concat()), EncodingConflict),
            8 => (over(&payload.replace(&format!("_{}", receipt.chaining), "")), FieldAltered),
            _ => {
                let input = format!("{HEADER}.{}", Base64::Url.encode(payload.as_bytes()));
                let twice = Sha256::digest(Sha256::digest(&input));
                let signature: Signature = key(7).sign_prehash(&twice).unwrap();
                (receipt.with_signature(&signature.to_bytes()), AlgorithmConflict)
            }
        };
        if code != receipt.code() {
            assert_proven(&code, expected);
        }
    }
}
