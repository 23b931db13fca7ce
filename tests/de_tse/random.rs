//! Receipts changed at random: nothing is proven that is not so, and a known change gets its cause.

use super::*;

#[path = "../tills/broken.rs"]
mod broken;

/// Two or more changes are no known single one: nothing may be called proven, unless it is what was really signed.
#[test]
fn nothing_is_proven_about_receipts_broken_at_random() {
    let mut random = broken::Random(0x5eed_0001);
    for round in 0..rounds() {
        let receipt = Receipt { seed: 1 + (round % 100) as u8, ..Receipt::default() };
        let mut fields = receipt.fields();
        let truth = fields.clone();
        let mut changed: Vec<usize> = Vec::new();
        while changed.len() < 2 + round % 2 {
            let at = *random.pick(&[1, 2, 3, 4, 5, 7, 10, 11]);
            if !changed.contains(&at) {
                for _ in 0..1 + random.below(3) {
                    fields[at] = random.replace(&fields[at]);
                }
                if fields[at] != truth[at] {
                    changed.push(at);
                }
            }
        }
        let report = checked(&fields.join(";"));
        assert_eq!(report.verdict.word(), Word::Invalid, "{}", fields.join(";"));
        for cause in report.causes.iter().filter(|cause| cause.confidence == Confidence::Proven) {
            let signed = cause.evidence.get("signed").and_then(Value::as_str).unwrap_or_default();
            assert!(truth.iter().any(|value| value == signed), "{:?}", cause);
        }
    }
}

/// Any receipt, changed in one known way, gets the cause of that way.
#[test]
fn any_receipt_changed_in_one_way_gets_its_cause() {
    let mut random = broken::Random(0x5eed_0002);
    let ids = [
        "ERS 8cb8e2de-4052-481b-945b-118022951944",
        "FRI:02:5a:1e:91:0a:00",
        "AMA-6200",
        "Kasse 3",
        "220130d5-9060-4e26",
    ];
    for round in 0..rounds() / 2 {
        let (a, b) = (random.below(9_000) + 1, random.below(900) + 1);
        let amount = |cents: usize| format!("{}.{:02}", cents / 100, cents % 100);
        let data = if round % 3 == 0 {
            format!("Beleg^{}_{}_0.00_0.00_0.00^{}:Unbar", amount(a), amount(b), amount(a + b))
        } else if round % 3 == 1 {
            format!("Beleg^{}_0.00_0.00_0.00_0.00^{}:Bar", amount(a), amount(a))
        } else {
            format!("Beleg^{}_{}_0.00_0.00_0.00^{}:Bar_{}:Unbar", amount(a), amount(b), amount(a), amount(b))
        };
        let receipt = Receipt {
            curve: CURVES[round % 4],
            indefinite: random.below(2) == 0,
            spki: random.below(2) == 0,
            format: ["unixTime", "utcTime", "generalizedTime"][random.below(3)],
            id: random.pick(&ids).to_string(),
            kind: random.pick(&["Kassenbeleg-V1", "KassenBeleg-V1"]).to_string(),
            data,
            transaction: 1 + random.next() % 1_000_000,
            counter: 1_000_000 + random.next() % 1_000_000,
            seed: 1 + random.below(200) as u8,
            ..Receipt::default()
        };
        let finish = at(&format!("{}Z", receipt.finish));
        let shifted = |seconds: i64| {
            let text = Moment(finish.0 + seconds).rfc3339();
            receipt.with(7, &text.replace('Z', ".000Z"))
        };
        let sign = if random.below(2) == 0 { 1 } else { -1 };
        let (code, expected) = match random.below(9) {
            0 => (shifted(sign * (1 + random.below(120) as i64)), CauseId::ClockWrong),
            1 => (shifted(sign * 3600 * (1 + random.below(14) as i64)), CauseId::TimeZone),
            2 => (receipt.with(3, &receipt.data.replace('.', ",")), CauseId::EncodingConflict),
            3 if receipt.id.to_uppercase() != receipt.id => {
                (receipt.with(1, &receipt.id.to_uppercase()), CauseId::FieldAltered)
            }
            4 if receipt.id.to_lowercase() != receipt.id => {
                (receipt.with(1, &receipt.id.to_lowercase()), CauseId::FieldAltered)
            }
            5 => (receipt.with(4, &(receipt.transaction + 1).to_string()), CauseId::FieldAltered),
            6 => (receipt.with(8, "ecdsa-plain-SHA512"), CauseId::AlgorithmConflict),
            7 => (receipt.with(3, &receipt.data.replace("Beleg", "AVTraining")), CauseId::FieldAltered),
            _ => {
                let key = receipt.sign().1;
                (receipt.with(11, &key[..key.len() - 4]), CauseId::Truncated)
            }
        };
        assert_proven(&code, expected);
    }
}
