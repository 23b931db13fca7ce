//! What anchors are trusted for, what is missing, and why other paths failed.

use super::*;
use slipcheck::{pki::Formats, report::Format};

fn limited(formats: Formats) -> Store {
    let case = good();
    let mut store = Store { anchors: Vec::new(), ..case.store() };
    store.trust(read(&case.anchors[0]), formats);
    store
}

fn judge(store: &Store, purpose: Purpose<'_>) -> Judgement {
    let leaf = read(&good().leaf);
    let (at, now) = (moment(AT), moment(AT));
    pki::judge(&Query { leaf: &leaf, extra: &[], store, at, now, purpose })
}

#[test]
fn a_till_vendors_anchor_vouches_for_no_acquirer() {
    let store = limited(Formats::from_ids(["de-tse", "at-rksv"]));
    for (purpose, trusted) in [
        (Purpose::SignedSlip { mid: Some(MID) }, false),
        (Purpose::Receipt(Format::DeTse), true),
        (Purpose::Receipt(Format::AtRksv), true),
        (Purpose::Receipt(Format::CnOfd), false),
        (Purpose::Any, true),
    ] {
        let judgement = judge(&store, purpose);
        assert_eq!(matches!(judgement.trust, Trust::Trusted(_)), trusted, "{purpose:?}");
        if !trusted {
            assert_eq!((judgement.certificate, &judgement.trust), (Status::Fail, &Trust::Unknown));
            let cause = &judgement.causes[0];
            assert_eq!(cause.id, CauseId::CertificateUnknownIssuer);
            assert_eq!(cause.evidence["reason"], "other-formats");
            assert_eq!(cause.evidence["formats"], serde_json::json!(["de-tse", "at-rksv"]));
            assert_eq!(judgement.path, ["CN=Terminal", "CN=CA", "CN=Root"]);
        }
    }
}

#[test]
fn trust_grows_and_a_pinned_leaf_is_limited_too() {
    let mut store = limited(Formats::only(Format::DeTse));
    let slip = Purpose::SignedSlip { mid: Some(MID) };
    assert_eq!(judge(&store, slip).trust, Trust::Unknown);
    store.trust(read(&good().anchors[0]), Formats::only(Format::SignedSlip));
    assert!(matches!(judge(&store, slip).trust, Trust::Trusted(_)));
    assert!(matches!(judge(&store, Purpose::Receipt(Format::DeTse)).trust, Trust::Trusted(_)));
    // All formats, and then one more: still all.
    store.trust(read(&good().anchors[0]), Formats::ALL);
    store.trust(read(&good().anchors[0]), Formats::only(Format::DeTse));
    assert!(matches!(judge(&store, Purpose::Receipt(Format::SaZatca)).trust, Trust::Trusted(_)));
    assert_eq!(store.anchors.len(), 1);

    let mut pinned = Store::default();
    pinned.trust(read(&good().leaf), Formats::only(Format::AtRksv));
    assert_eq!(judge(&pinned, slip).trust, Trust::Unknown);
    assert!(matches!(judge(&pinned, Purpose::Receipt(Format::AtRksv)).trust, Trust::Trusted(_)));
}

#[test]
fn the_missing_certificate_is_described() {
    let key_id: Extension = (
        &[0x55, 0x1d, 0x23],
        false,
        sequence(&[tlv(0x80, &[0xab; 20]), tlv(0xa1, &tlv(0xa4, &name("Root"))), tlv(0x82, &[0, 0x9c, 1])]),
    );
    let access: Extension = (
        &[0x2b, 6, 1, 5, 5, 7, 1, 1],
        false,
        sequence(&[
            sequence(&[tlv(6, &[0x2b, 6, 1, 5, 5, 7, 0x30, 1]), tlv(0x86, b"http://ocsp.example/")]),
            sequence(&[tlv(6, &[0x2b, 6, 1, 5, 5, 7, 0x30, 2]), tlv(0x86, b"http://ca.example/ca.cer")]),
        ]),
    );
    let mut case = chain(root(), ca(), leaf().with(key_id).with(access));
    case.certificates.clear();
    case.anchors.clear();
    let evidence = &case.judge().causes[0].evidence;
    assert_eq!(evidence["issuer"], "CN=CA");
    assert_eq!(evidence["keyId"], "ab".repeat(20));
    assert_eq!(evidence["issuerSerial"], "9c01");
    assert_eq!(evidence["published"], "http://ca.example/ca.cer");
    // All are there, and the root is not trusted.
    let mut case = good();
    case.certificates.append(&mut case.anchors);
    let evidence = &case.judge().causes[0].evidence;
    assert_eq!((&evidence["certificate"], &evidence["reason"]), (&"CN=Root".into(), &"not-trusted".into()));
}

#[test]
fn why_other_paths_failed() {
    // Two CAs of one name and key: one may not issue, the other has expired and may not issue.
    let weak = ca().with(usage(&[CRL_SIGN]));
    let worse = Draft { serial: vec![22], not_after: "2026-06-01T00:00:00Z", ..weak.clone() };
    let mut case = chain(root(), worse, leaf());
    case.certificates.push(weak.sign(&Key::new(ROOT)));
    let leaf = read(&case.leaf);
    let store = case.store();
    let at = moment(AT);
    let query = Query { leaf: &leaf, extra: &[], store: &store, at, now: at, purpose: Purpose::Any };
    let report = pki::report(&query, &Options::default()).unwrap();
    assert!(!report.accepted);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["causes"][0]["evidence"]["rule"], "key-cert-sign");
    assert_eq!(json["others"].as_array().unwrap().len(), 1);
    let rules: Vec<&str> =
        json["others"][0]["checks"].as_array().unwrap().iter().map(|check| check["id"].as_str().unwrap()).collect();
    assert_eq!(rules, ["dates", "key-cert-sign"]);
    assert_eq!(json["others"][0]["path"], serde_json::json!(["CN=Terminal", "CN=CA", "CN=Root"]));
    for check in json["checks"].as_array().unwrap().iter().skip(2) {
        assert!(check["clause"].is_string(), "{check}");
    }
}

#[test]
fn renewal_leaves_old_and_new_side_by_side() {
    // One key, two certificates, one after the other.
    let old = Draft { not_after: "2026-11-15T00:00:00Z", serial: vec![31], ..leaf() }.sign(&Key::new(CA));
    let new = Draft { not_before: "2026-11-10T00:00:00Z", serial: vec![32], ..leaf() }.sign(&Key::new(CA));
    let both = Case { certificates: [good().certificates, vec![old.clone(), new.clone()]].concat(), ..good() };
    for (der, at, trusted) in [
        (&old, "2026-11-05T00:00:00Z", true),
        (&old, "2026-11-12T00:00:00Z", true),
        (&new, "2026-11-12T00:00:00Z", true),
        (&old, "2026-11-20T00:00:00Z", false),
        (&new, "2026-11-20T00:00:00Z", true),
    ] {
        assert_eq!(Case { leaf: der.clone(), ..both.clone() }.at(at).trusted(), trusted, "{at}");
    }
    // A CA renewed with the same key and name: whichever is valid at the time makes the path.
    let before = Draft { not_after: "2026-11-15T00:00:00Z", serial: vec![41], ..ca() }.sign(&Key::new(ROOT));
    let after = Draft { not_before: "2026-11-10T00:00:00Z", serial: vec![42], ..ca() }.sign(&Key::new(ROOT));
    let case = Case { certificates: vec![before, after], ..good() };
    for at in ["2026-11-05T00:00:00Z", "2026-11-12T00:00:00Z", "2026-11-20T00:00:00Z"] {
        assert!(case.clone().at(at).trusted(), "{at}");
    }
}
