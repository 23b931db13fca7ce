//! Printed receipts, compared with their code.

use super::*;

/// Texts of the collection of printed slips: what is on paper against the code.
#[test]
fn printed_receipts() {
    for name in ["10", "11", "12"] {
        let Some(truth) = vectors(&format!("slip-text/{name}.json")) else { return };
        let Some(text) = vectors(&format!("slip-text/{name}.txt")) else { return };
        let truth: Value = serde_json::from_str(&truth).unwrap();
        let report = one(&text, &Store::default());
        assert_eq!(report.format.id(), "at-rksv", "{name}");
        assert_eq!(report.code.as_deref(), truth["code"].as_str(), "{name}");
        assert_eq!(report.checks.status(CheckId::Printed), Status::Pass, "{name} {:?}", report.fields);
        assert!(report.fields.iter().all(|field| field.matches != Some(Match::Differs)), "{name} {:?}", report.fields);
        if truth["deviceFailed"] == true {
            assert_eq!(report.verdict.word(), Word::Unsigned);
            assert!(has_cause(&report, CauseId::SigningDeviceFailed));
            continue;
        }
        // With the receipt's own key, pinned.
        let point = Base64::Standard.decode(truth["publicKey"].as_str().unwrap()).unwrap();
        let serial = u64::from_str_radix(truth["fields"]["certificateSerial"].as_str().unwrap(), 16).unwrap();
        let spki = der::spki(P256, &point);
        let body = der::Certificate {
            serial,
            issuer: "Test RKSV CA",
            subject: "Till",
            number: None,
            from: "240101000000Z",
            to: "290101000000Z",
            spki: &spki,
            ca: false,
        };
        let own = Certificate::from_der(&body.signed(2, |message| sign(AUTHORITY, message))).unwrap();
        let report = one(&text, &trusting(own.clone()));
        assert_eq!(report.verdict.word(), Word::Verified, "{name} {:?}", report.causes);
        // A changed amount, a changed number.
        for (from, to) in [
            ("33,25", "38,25"),
            ("0,00 €", "5,00 €"),
            ("2026-004711\n", "2026-004712\n"),
            ("12:47:30\n", "12:48:30\n"),
            ("18,00     18,00", "18,00     13,00"),
        ] {
            let Some(place) = text.find(from) else { continue };
            let mut other = text.clone();
            other.replace_range(place..place + from.len(), to);
            let report = one(&other, &trusting(own.clone()));
            assert_eq!(report.verdict.word(), Word::Altered, "{name} {from} {:?}", report.fields);
            assert!(has_cause(&report, CauseId::FieldAltered));
        }
        // A sum of the table that cannot be read: no full tick.
        if let Some(place) = text.find("15,00     18,00") {
            let mut other = text.clone();
            other.replace_range(place..place + 15, "15,00     1x,00");
            let report = one(&other, &trusting(own.clone()));
            assert_eq!(report.verdict.word(), Word::Verified, "{name} {:?}", report.fields);
            assert_eq!(report.checks.status(CheckId::Printed), Status::Unknown, "{name} {:?}", report.fields);
        }
    }
}
