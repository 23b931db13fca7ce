//! Receipts as they come: those of production, own ones in every form, and what the law says about some.

use super::*;

#[test]
fn production_receipts() {
    let Some(text) = vectors("at-rksv/receipts.json") else { return };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    for receipt in vectors["verified"].as_array().unwrap() {
        let text = |name: &str| receipt[name].as_str().unwrap();
        let certificate = || Certificate::from_der(&Base64::Standard.decode(text("certDerBase64")).unwrap()).unwrap();
        let bare = one(text("qr"), &Store::default());
        assert_eq!(bare.verdict.word(), Word::UnknownIssuer);
        assert_eq!(bare.checks.status(CheckId::Signature), Status::Unknown);
        let untrusted = Store { certificates: vec![certificate()], ..Store::default() };
        let pinned = Store { anchors: vec![certificate()], ..Store::default() };
        for form in [text("qr"), text("jws")] {
            let report = one(form, &untrusted);
            assert_eq!(report.format.id(), "at-rksv");
            assert_eq!(report.verdict.word(), Word::UnknownIssuer);
            assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
            let signature = report.signature.as_ref().unwrap();
            assert_eq!(signature.digest.as_deref(), Some(text("sha256Hex")));
            let bytes = Base64::Standard.decode(signature.signed_bytes.as_ref().unwrap()).unwrap();
            assert!(text("jws").as_bytes().starts_with(&bytes));
            let report = one(form, &pinned);
            assert_eq!(report.verdict.word(), Word::Verified, "{:?}", report.causes);
            assert_eq!(report.checks.status(CheckId::Validity), Status::Pass);
        }
    }
    for receipt in vectors["closedSystem"].as_array().unwrap() {
        let report = one(receipt["qr"].as_str().unwrap(), &Store::default());
        assert_eq!(report.verdict.word(), Word::UnknownIssuer);
        assert_eq!(report.checks.status(CheckId::Format), Status::Pass);
        assert_eq!(report.checks.status(CheckId::Signature), Status::Unknown);
    }
}

#[test]
fn every_form_is_verified() {
    let receipt = Receipt::default();
    for code in [receipt.code(), receipt.ocr(), receipt.jws()] {
        let report = one(&code, &store());
        assert_eq!(report.verdict.word(), Word::Verified, "{code}\n{:?}", report.causes);
        assert_eq!(report.checks.status(CheckId::Printed), Status::Absent);
        assert_eq!(report.checks.status(CheckId::Plausibility), Status::Pass);
        assert!(has_note(&report, "compare-with-paper"));
        assert_eq!(field(&report, "amount").signed.as_deref(), Some("33.25"));
        assert!(report.causes.is_empty());
    }
    assert!(has_note(&one(&receipt.ocr(), &store()), "ocr-form"));
}

#[test]
fn the_certificate_by_its_number_in_every_form() {
    let hex = format!("{SERIAL:x}");
    for serial in [
        hex.clone(),
        hex.to_uppercase(),
        format!("00{hex}"),
        "5b 2e 19 c0 7d 4a".into(),
        "5B:2E:19:C0:7D:4A".into(),
        SERIAL.to_string(),
    ] {
        let receipt = Receipt { serial: serial.clone(), ..Receipt::default() };
        let report = one(&receipt.code(), &store());
        assert_eq!(report.verdict.word(), Word::Verified, "{serial} {:?}", report.causes);
    }
    let other = Receipt { serial: "5b2e19c07d4b".into(), ..Receipt::default() };
    let report = one(&other.code(), &store());
    assert_eq!(report.verdict.word(), Word::UnknownIssuer);
    assert_eq!(report.checks.status(CheckId::Signature), Status::Unknown);
    assert!(has_note(&report, "certificate-needed"));
}

#[test]
fn expired_is_a_note_and_not_yet_valid_a_problem() {
    let receipt = Receipt::default();
    let expired = one(&receipt.code(), &trusting(leaf(7, SERIAL, "200101000000Z", "250101000000Z")));
    assert_eq!(expired.verdict.word(), Word::Verified, "{:?}", expired.causes);
    assert_eq!(expired.checks.status(CheckId::Validity), Status::Warn);
    assert!(has_note(&expired, "certificate-expired"));
    assert!(!has_cause(&expired, CauseId::CertificateExpired));
    let early = one(&receipt.code(), &trusting(leaf(7, SERIAL, "261120120000Z", "290101000000Z")));
    assert_eq!(early.verdict.word(), Word::CertificateProblem);
    assert!(has_cause(&early, CauseId::CertificateNotYetValid));
    // 12:47:30 in Vienna is 11:47:30 UTC.
    let just = one(&receipt.code(), &trusting(leaf(7, SERIAL, "261120114700Z", "290101000000Z")));
    assert_eq!(just.verdict.word(), Word::Verified);
    let pinned = Store { anchors: vec![leaf(7, SERIAL, "200101000000Z", "250101000000Z")], ..Store::default() };
    assert_eq!(one(&receipt.code(), &pinned).checks.status(CheckId::Validity), Status::Warn);
}

#[test]
fn a_leaf_that_ran_out_goes_on_signing_and_its_authority_does_not() {
    let receipt = Receipt::default();
    let spki = der::spki(P256, &point(98));
    let middle = |to: &'static str| {
        let (issuer, subject, from) = ("Test RKSV CA", "Test RKSV Sub CA", "200101000000Z");
        let body = der::Certificate { serial: 2, issuer, subject, number: None, from, to, spki: &spki, ca: true };
        Certificate::from_der(&body.signed(2, |message| sign(AUTHORITY, message))).unwrap()
    };
    let key = der::spki(P256, &point(7));
    let body = der::Certificate {
        serial: SERIAL,
        issuer: "Test RKSV Sub CA",
        subject: "UID ATU68214507",
        number: None,
        from: "200101000000Z",
        to: "250101000000Z",
        spki: &key,
        ca: false,
    };
    let leaf = Certificate::from_der(&body.signed(2, |message| sign(98, message))).unwrap();
    let under = |to| {
        let store =
            Store { anchors: vec![authority()], certificates: vec![leaf.clone(), middle(to)], ..Store::default() };
        one(&receipt.code(), &store)
    };
    let good = under("300101000000Z");
    assert_eq!(good.verdict.word(), Word::Verified, "{:?}", good.causes);
    assert!(has_note(&good, "certificate-expired"));
    let ended = under("260101000000Z");
    assert_eq!(ended.verdict.word(), Word::CertificateProblem, "{:?}", ended.notes);
    let cause = ended.causes.iter().find(|cause| cause.id == CauseId::CertificateExpired).unwrap();
    assert!(cause.evidence["certificate"].as_str().unwrap().contains("Sub CA"), "{cause:?}");
}

#[test]
fn another_certificates_key() {
    let receipt = Receipt { seed: 8, ..Receipt::default() };
    let mut store = store();
    let alone = one(&receipt.code(), &store);
    assert_eq!(alone.verdict.word(), Word::Invalid);
    store.certificates.push(leaf(8, 0x99, "240101000000Z", "290101000000Z"));
    let report = one(&receipt.code(), &store);
    assert_eq!(report.verdict.word(), Word::CertificateProblem);
    assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
    assert_eq!(report.checks.status(CheckId::Certificate), Status::Fail);
    assert_eq!(report.causes[0].id, CauseId::CertificateWrongKey);
    assert_eq!(report.causes[0].confidence, Confidence::Proven);
}

#[test]
fn an_outage_is_a_legal_state() {
    let receipt = Receipt::default();
    let text = b"Sicherheitseinrichtung ausgefallen";
    let qr = format!("{}_{}", receipt.payload(), Base64::Standard.encode(text));
    let jws = format!("{HEADER}.{}.{}", Base64::Url.encode(receipt.payload().as_bytes()), Base64::Url.encode(text));
    let own = |text: &str| base32(&Base64::Standard.decode(text).unwrap());
    let shown = Receipt { turnover: own(&receipt.turnover), chaining: own(&receipt.chaining), ..receipt.clone() };
    let ocr = format!("{}_{}", shown.payload(), base32(text));
    for code in [qr, jws, ocr] {
        let report = one(&code, &store());
        assert_eq!(report.verdict.word(), Word::Unsigned, "{code}");
        assert_eq!(report.checks.status(CheckId::Format), Status::Pass, "{code}");
        assert_eq!(report.checks.status(CheckId::Signature), Status::Absent);
        assert_eq!(report.causes.len(), 1);
        assert_eq!(report.causes[0].id, CauseId::SigningDeviceFailed);
        assert_eq!(report.causes[0].confidence, Confidence::Proven);
    }
}

#[test]
fn training_and_cancellation_are_noted() {
    for (turnover, note) in [("VFJB", "training-receipt"), ("U1RP", "cancellation-receipt")] {
        let receipt = Receipt { turnover: turnover.into(), ..Receipt::default() };
        for code in [receipt.code(), receipt.ocr()] {
            let report = one(&code, &store());
            assert_eq!(report.verdict.word(), Word::Verified);
            assert!(has_note(&report, note), "{code}");
        }
    }
}

#[test]
fn a_data_collection_protocol_brings_its_certificate() {
    let first = Receipt::default();
    let second = first.next("2026-004712");
    let der = Base64::Standard.encode(good_leaf().der());
    let text = format!(
        r#"{{"Belege-Gruppe":[{{"Signaturzertifikat":"{der}","Zertifizierungsstellen":["{}"],"Belege-kompakt":["{}","{}"]}}]}}"#,
        Base64::Standard.encode(authority().der()),
        first.jws(),
        second.jws()
    );
    let reports = all(&text, &Store::default());
    assert_eq!(reports.len(), 2);
    for report in &reports {
        assert_eq!(report.verdict.word(), Word::UnknownIssuer);
        assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
        assert_eq!(report.checks.status(CheckId::Certificate), Status::Fail);
        assert!(report.certificate.is_some());
    }
    let trusting = Store { anchors: vec![authority()], ..Store::default() };
    assert!(all(&text, &trusting).iter().all(|report| report.verdict.word() == Word::Verified));
}

#[test]
fn a_closed_system_has_its_own_key() {
    let receipt = Receipt { provider: "R1-AT0", serial: "U:ATU46674503-01".into(), ..Receipt::default() };
    let report = one(&receipt.code(), &Store::default());
    assert_eq!(report.checks.status(CheckId::Signature), Status::Unknown);
    // As a certificate of the company that the code names: of another one, or of one that names none, it vouches for nothing.
    let own = |subject| named_leaf(subject, 7, SERIAL);
    let of = |subject| one(&receipt.code(), &trusting(own(subject)));
    for subject in ["UID ATU46674503", "uid atu46674503", "ATU 46674503"] {
        assert_eq!(of(subject).verdict.word(), Word::Verified, "{subject}");
    }
    for subject in ["UID ATU68214507", "UID ATU4667450", "Steuernummer 46674503"] {
        let report = of(subject);
        assert_eq!(report.verdict.word(), Word::CertificateProblem, "{subject}");
        assert_eq!(report.causes[0].id, CauseId::CertificateWrongUsage);
        assert_eq!(report.causes[0].evidence["company"], "ATU46674503");
    }
    let report = of("Kassa 3");
    assert_eq!(report.verdict.word(), Word::UnknownIssuer);
    assert_eq!(report.causes[0].evidence["reason"], "company-not-named");
    let taxed = Receipt { provider: "R1-AT0", serial: "S:12 345/6789-01".into(), ..Receipt::default() };
    let report = one(&taxed.code(), &trusting(own("Steuernummer 12345/6789")));
    assert_eq!(report.verdict.word(), Word::Verified, "{:?}", report.causes);
    let foreign = trusting(leaf(8, 5, "240101000000Z", "290101000000Z"));
    assert_eq!(one(&receipt.code(), &foreign).checks.status(CheckId::Signature), Status::Unknown);
    // As a public key, in the container of cryptographic material.
    let key = Base64::Standard.encode(&der::spki(P256, &point(7)));
    let text = format!(
        r#"{{"base64AESKey":"AAAA","certificateOrPublicKeyMap":{{"U:ATU46674503-01":{{"id":"U:ATU46674503-01","signatureDeviceType":"PUBLIC_KEY","signatureCertificateOrPublicKey":"{key}"}}}}}}{}"#,
        format_args!("\n{}", receipt.code())
    );
    let report = one(&text, &Store::default());
    assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
    assert_eq!(report.verdict.word(), Word::UnknownIssuer);
}

#[test]
fn test_signatures_and_unknown_services_vouch_for_no_receipt() {
    for (provider, reason) in
        [("R1-AT100", "test-service"), ("R1-AT4", "unknown-service"), ("R1-AT10", "unknown-service")]
    {
        let report = one(&Receipt { provider, ..Receipt::default() }.code(), &store());
        assert_eq!(report.verdict.word(), Word::UnknownIssuer, "{provider}");
        assert_eq!(report.causes[0].evidence["reason"], reason);
        assert_eq!(report.checks.status(CheckId::Signature), Status::Pass);
        assert_ne!(report.checks.status(CheckId::Certificate), Status::Pass);
    }
    for provider in ["R1-AT1", "R1-AT2", "R1-AT3"] {
        let report = one(&Receipt { provider, ..Receipt::default() }.code(), &store());
        assert_eq!(report.verdict.word(), Word::Verified, "{provider}");
    }
}
