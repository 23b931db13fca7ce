//! Codes as they come: published ones, own ones in every form, and what is unusual about them and fits.

use super::*;

#[test]
fn published_codes() {
    let Some(text) = vectors("de-tse/receipts.json") else { return };
    for receipt in serde_json::from_str::<Vec<Value>>(&text).unwrap() {
        let report = checked(receipt["qr"].as_str().unwrap());
        assert_eq!(report.format.id(), "de-tse");
        if receipt["valid"] == true {
            let details = &receipt["details"];
            let signature = report.signature.as_ref().unwrap();
            assert_eq!(report.verdict.word(), Word::UnknownIssuer);
            assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
            let bytes = Base64::Standard.decode(signature.signed_bytes.as_ref().unwrap()).unwrap();
            assert_eq!(hex(&bytes), details["signedBytesHex"].as_str().unwrap());
            let digest = details["digestHex"].as_str().unwrap();
            // One of the published digests has lost a digit.
            let width = signature.digest.as_ref().unwrap().len();
            assert_eq!(signature.digest.as_deref().unwrap(), format!("{digest:0>width$}"));
            let curve = details["curve"].as_str().unwrap().replace("secp256r1", "P-256");
            assert_eq!(signature.curve, Some(curve.as_str()));
            assert_eq!(field(&report, "tseSerial").signed.as_deref(), details["tseSerialHex"].as_str());
        } else {
            // The published time is 22 minutes and 47 seconds before the one that was signed.
            assert_eq!(report.verdict.word(), Word::Invalid);
        }
    }
}

#[test]
fn every_curve_form_key_and_time_format() {
    for curve in CURVES {
        for indefinite in [false, true] {
            for spki in [false, true] {
                for format in ["unixTime", "utcTime", "generalizedTime"] {
                    let receipt = Receipt { curve, indefinite, spki, format, ..Receipt::default() };
                    let report = checked(&receipt.code());
                    assert_eq!(report.verdict.word(), Word::UnknownIssuer, "{curve:?} {indefinite} {spki} {format}");
                    assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
                    assert_eq!(report.checks.status(CheckId::Format), Status::Pass);
                    assert_eq!(report.checks.status(CheckId::Digest), Status::Absent);
                    assert_eq!(report.checks.status(CheckId::Plausibility), Status::Pass);
                    assert!(report.notes.iter().any(|note| note.id == "start-not-signed"));
                    assert_eq!(field(&report, "tseStart").signed, None);
                    assert_eq!(field(&report, "tseStart").matches, None);
                    assert_eq!(field(&report, "amount").signed.as_deref(), Some("21.40"));
                    assert!(report.causes.iter().all(|cause| cause.id == CauseId::CertificateUnknownIssuer));
                }
            }
        }
    }
}

#[test]
fn damaged_text_is_put_right_and_mentioned() {
    let receipt = Receipt { id: "ERS 8cb8e2de-4052-481b".into(), curve: On::P384, ..Receipt::default() };
    let code = receipt.code();
    let mut texts = vec![code.replace(';', "；"), code.replace(';', " ; "), format!("Code: {code}\nVielen Dank!")];
    for width in [17, 32, 48, 64] {
        texts.push(
            code.as_bytes().chunks(width).map(|c| std::str::from_utf8(c).unwrap()).collect::<Vec<_>>().join("\n"),
        );
    }
    for text in texts {
        let report = checked(&text);
        assert_eq!(report.verdict.word(), Word::UnknownIssuer, "{text}");
        assert_eq!(report.checks.status(CheckId::Signature), Status::Pass, "{text}");
        assert_eq!(report.code.as_deref(), Some(code.as_str()), "{text}");
        assert!(text.starts_with("Code") || report.notes.iter().any(|note| note.id == "paste-damage"));
    }
}

#[test]
fn the_same_receipt_twice_is_a_duplicate() {
    let code = Receipt::default().code();
    let reports = check(&Input::text(format!("{code}\n{code}")), &Store::default(), now());
    assert_eq!(reports.len(), 2);
    assert!(reports[1].causes.iter().any(|cause| cause.id == CauseId::DuplicateSlip));
    assert!(reports[0].causes.iter().all(|cause| cause.id != CauseId::DuplicateSlip));
}

#[test]
fn an_oddity_that_was_signed_is_unusual_and_fits() {
    let receipt = Receipt { data: "Beleg^1,234.50_0.00_0.00_0.00_0.00^1,234.50:Bar".into(), ..Receipt::default() };
    let report = checked(&receipt.code());
    assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
    assert_eq!(report.checks.status(CheckId::Plausibility), Status::Warn);
    assert_eq!(field(&report, "amount").signed.as_deref(), Some("1234.50"));
    // The same without its separators does not fit, and is told.
    assert_proven(&receipt.with(3, "Beleg^1234.50_0.00_0.00_0.00_0.00^1234.50:Bar"), CauseId::EncodingConflict);
}

#[test]
fn what_was_broken_off_was_never_paid() {
    for (kind, note) in [
        ("AVBelegabbruch", "broken-off-receipt"),
        ("AVBelegstorno", "cancellation-receipt"),
        ("AVTraining", "training-receipt"),
    ] {
        let receipt = Receipt { data: format!("{kind}^5.60_15.80_0.00_0.00_0.00^21.40:Unbar"), ..Receipt::default() };
        let report = checked(&receipt.code());
        assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
        assert!(report.notes.iter().any(|found| found.id == note), "{kind}");
    }
    let report = checked(&Receipt::default().code());
    assert!(report.notes.iter().all(|found| found.id != "broken-off-receipt"));
}

#[test]
fn a_time_with_an_offset_is_converted() {
    let receipt = Receipt::default();
    assert_eq!(checked(&receipt.with(7, "2026-11-21T20:58:12+01:00")).checks.status(CheckId::Signature), Status::Pass);
    assert_proven(&receipt.with(7, "2026-11-21T20:58:12"), CauseId::TimeZone);
    assert_proven(&receipt.with(7, "2026-11-21T19:58:12"), CauseId::EncodingConflict);
    // A part of a second that no signature covers.
    assert_proven(&receipt.with(7, "2026-11-21T19:58:12.125Z"), CauseId::FieldAltered);
}

#[test]
fn fields_are_never_compared_without_a_print() {
    let report = checked(&Receipt::default().code());
    assert_eq!(report.checks.status(CheckId::Printed), Status::Absent);
    assert!(report.fields.iter().all(|field| field.matches.is_none() || field.matches == Some(Match::Same)));
    assert!(report.notes.iter().any(|note| note.id == "compare-with-paper"));
}
