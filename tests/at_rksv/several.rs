//! Several receipts of one register: their chain and their common key.

use super::*;

#[test]
fn two_receipts_share_their_key() {
    let first = Receipt::default();
    let second = first.next("2026-004712");
    let third = second.next("2026-004713");
    let none = Store::default();
    let text = [first.code(), second.code(), third.code()].join("\n");
    let reports = all(&text, &none);
    assert_eq!(reports.len(), 3);
    for report in &reports {
        assert_eq!(report.verdict.word(), Word::UnknownIssuer);
        assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
        assert_eq!(report.checks.status(CheckId::Certificate), Status::Unknown);
        assert!(has_note(report, "key-recovered"));
        let expected = hex(&Sha256::digest(der::spki(P256, &point(7))));
        assert_eq!(report.signature.as_ref().unwrap().key_sha256.as_deref(), Some(expected.as_str()));
        assert!(!has_cause(report, CauseId::ChainBroken));
    }
    assert!(reports[1..].iter().all(|report| has_note(report, "chain-follows")));
    // One of three was altered.
    let altered = Receipt { amounts: ["19,00", "8,80", "0,00", "0,00", "6,45"], ..second.clone() };
    let code = altered.signed_over(second.payload().as_bytes());
    let reports = all(&[first.code(), code.clone(), third.code()].join("\n"), &none);
    assert_eq!(reports[0].verdict.word(), Word::UnknownIssuer);
    assert_eq!(reports[1].verdict.word(), Word::Invalid);
    assert_eq!(reports[1].causes[0].id, CauseId::FieldAltered);
    assert_eq!(reports[1].causes[0].evidence["signed"], "33.25");
    assert_eq!(reports[2].verdict.word(), Word::UnknownIssuer);
    // One of two: nobody can say which.
    for report in all(&[first.code(), code].join("\n"), &none) {
        assert_eq!(report.verdict.word(), Word::UnknownIssuer);
        assert_eq!(report.checks.status(CheckId::Signature), Status::Unknown);
        assert!(has_note(&report, "no-common-key"));
    }
    // One alone, and the same one twice, prove nothing.
    assert_eq!(one(&first.code(), &none).checks.status(CheckId::Signature), Status::Unknown);
    for report in all(&[first.code(), first.code()].join("\n"), &none) {
        assert_eq!(report.checks.status(CheckId::Signature), Status::Unknown);
    }
    // Another certificate's receipt has no part in it.
    let stranger = Receipt { serial: "77".into(), ..second };
    for report in all(&[first.code(), stranger.code()].join("\n"), &none) {
        assert_eq!(report.checks.status(CheckId::Signature), Status::Unknown);
    }
}

#[test]
fn a_broken_chain_is_told() {
    let first = Receipt::default();
    let second = Receipt { chaining: Base64::Standard.encode(&[9; 8]), ..first.next("2026-004712") };
    let reports = all(&[first.code(), second.code()].join("\n"), &store());
    assert_eq!(reports[0].verdict.word(), Word::Verified);
    assert_eq!(reports[1].verdict.word(), Word::Verified);
    assert!(has_cause(&reports[1], CauseId::ChainBroken));
    assert_eq!(reports[1].checks.status(CheckId::Plausibility), Status::Fail);
    assert!(!has_cause(&reports[0], CauseId::ChainBroken));
    // Two receipts behind one and the same.
    let (second, third) = (first.next("2026-004712"), first.next("2026-004713"));
    let reports = all(&[first.code(), second.code(), third.code()].join("\n"), &store());
    let broken: Vec<bool> = reports.iter().map(|report| has_cause(report, CauseId::ChainBroken)).collect();
    assert_eq!(broken, [false, false, true]);
    // A receipt from somewhere else in the sequence is no neighbour.
    let chaining = Base64::Standard.encode(&[9; 8]);
    let far = Receipt { number: "2026-004720".into(), chaining, ..second };
    let reports = all(&[first.code(), far.code()].join("\n"), &store());
    assert!(reports.iter().all(|report| !has_cause(report, CauseId::ChainBroken)));
    // The first of a till holds the hash of its id.
    let start = Receipt { chaining: Base64::Standard.encode(&Sha256::digest("Kasse-W03")[..8]), ..Receipt::default() };
    assert!(has_note(&one(&start.code(), &store()), "first-receipt"));
}
