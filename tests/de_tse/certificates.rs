//! Who vouches for a device’s key.

use super::*;

#[test]
fn a_certificate_vouches_for_the_key() {
    for curve in CURVES {
        for spki in [false, true] {
            let receipt = Receipt { curve, spki, ..Receipt::default() };
            let own = |number: Option<&str>| certificate(&receipt, number, "240101000000Z", "310101000000Z");
            let store =
                |leaf: Certificate| Store { anchors: vec![authority()], certificates: vec![leaf], ..Store::default() };
            let number = serial(&receipt);
            let good = with(&receipt.code(), &store(own(Some(&number))));
            assert_eq!(good.verdict.word(), Word::Verified, "{curve:?} {:?}", good.causes);
            assert_eq!(good.checks.status(CheckId::Certificate), Status::Pass);
            assert_eq!(good.checks.status(CheckId::Printed), Status::Absent);
            assert_eq!(with(&receipt.code(), &store(own(Some(&number.to_uppercase())))).verdict.word(), Word::Verified);
            // Pinned, without its authority.
            let pinned = Store { anchors: vec![own(Some(&number))], ..Store::default() };
            assert_eq!(with(&receipt.code(), &pinned).verdict.word(), Word::Verified);
            // At hand, and nobody trusts it.
            let untrusted = Store { certificates: vec![own(Some(&number))], ..Store::default() };
            let report = with(&receipt.code(), &untrusted);
            assert_eq!(report.verdict.word(), Word::UnknownIssuer);
            assert_eq!(report.checks.status(CheckId::Certificate), Status::Fail);
            // A subject that is not this TSE.
            for wrong in [None, Some("00ff"), Some("")] {
                let report = with(&receipt.code(), &store(own(wrong)));
                assert_eq!(report.verdict.word(), Word::CertificateProblem, "{wrong:?}");
                assert_eq!(report.causes[0].id, CauseId::CertificateWrongKey);
                assert_eq!(report.causes[0].confidence, Confidence::Proven);
                assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
                assert_eq!(report.checks.status(CheckId::Certificate), Status::Fail);
            }
            // Another TSE's certificate is not used.
            let other = Receipt { seed: 9, ..receipt.clone() };
            let foreign = certificate(&other, Some(&serial(&other)), "240101000000Z", "310101000000Z");
            let report = with(&receipt.code(), &store(foreign));
            assert_eq!(report.verdict.word(), Word::UnknownIssuer);
            assert_eq!(report.checks.status(CheckId::Certificate), Status::Unknown);
            // Run out when the receipt was signed.
            let old = certificate(&receipt, Some(&number), "200101000000Z", "250101000000Z");
            let report = with(&receipt.code(), &store(old));
            assert_eq!(report.verdict.word(), Word::CertificateProblem);
            assert_eq!(report.causes[0].id, CauseId::CertificateExpired);
            // A code that does not fit stays what it is.
            assert_eq!(with(&receipt.with(4, "1843"), &store(own(Some(&number)))).verdict.word(), Word::Invalid);
        }
    }
}
