//! SM2 with SM3 (GB/T 32918) in certificates and lists.

use super::*;

const OFD: Purpose<'static> = Purpose::Receipt(slipcheck::report::Format::CnOfd);

/// Root, CA and leaf, all of them on the Chinese curve.
fn chinese() -> Case {
    let draft = |draft: Draft, key: &Key| Draft {
        algorithm: sm2_with_sm3(),
        inner_algorithm: sm2_with_sm3(),
        spki: key.spki(),
        ..draft
    };
    let [root_key, ca_key, leaf_key] = [ROOT, CA, LEAF].map(Key::sm2);
    Case {
        leaf: draft(leaf(), &leaf_key).sign(&ca_key),
        anchors: vec![draft(root(), &root_key).sign(&root_key)],
        certificates: vec![draft(ca(), &ca_key).sign(&root_key)],
        ..good()
    }
}

fn trusted(case: &Case) -> bool {
    case.judge_for(OFD).is_some_and(|judgement| matches!(judgement.trust, Trust::Trusted(_)))
}

#[test]
fn a_path_and_its_lists() {
    let case = chinese();
    assert!(trusted(&case));
    let list = List::new("CA");
    let fresh = case.clone().with_list(list.sign(&Key::sm2(CA))).judge_for(OFD).unwrap();
    assert_eq!((fresh.validity, notes(&fresh)), (Status::Pass, vec![]));
    let revoking = list.revoking(3, AT, Some(1));
    assert!(!trusted(&case.clone().with_list(revoking.sign(&Key::sm2(CA)))));
    // Another key's list, and one of another algorithm.
    for der in [revoking.sign(&Key::sm2(OTHER)), revoking.sign(&Key::new(CA))] {
        assert_eq!(case.clone().with_list(der).judge_for(OFD).unwrap().validity, Status::Warn);
    }
    // Every octet of the leaf is signed, or is the signature.
    for at in (0..case.leaf.len()).step_by(3) {
        let mut case = case.clone();
        case.leaf[at] ^= 1;
        assert!(!trusted(&case), "{at}");
    }
}

#[test]
fn algorithms_are_not_mixed() {
    // ECDSA is named, and the key is for SM2; and the other way round.
    let keys = [(Key::sm2(CA), ecdsa()), (Key::new(CA), sm2_with_sm3())];
    for (key, algorithm) in keys {
        let issuer = Draft { spki: key.spki(), ..ca() };
        let leaf = Draft { algorithm: algorithm.clone(), inner_algorithm: algorithm, ..leaf() };
        let case = Case { leaf: leaf.sign(&key), certificates: vec![issuer.sign(&Key::new(ROOT))], ..good() };
        assert_eq!(case.judge_for(OFD).unwrap().trust, Trust::Unknown);
    }
    // A Chinese leaf below a root of another curve is a path like any.
    let ca_key = Key::sm2(CA);
    let issuer = Draft { spki: ca_key.spki(), ..ca() };
    let leaf = Draft { algorithm: sm2_with_sm3(), inner_algorithm: sm2_with_sm3(), ..leaf() };
    let case = Case { leaf: leaf.sign(&ca_key), certificates: vec![issuer.sign(&Key::new(ROOT))], ..good() };
    assert!(trusted(&case));
}

/// Made with OpenSSL 3.0: another implementation's signatures.
#[test]
fn what_openssl_signed() {
    let found = pki::import(include_bytes!("sm2.pem"));
    assert!(found.refused.is_empty());
    let [leaf, root] = found.certificates.as_slice() else { panic!() };
    assert!(root.is_self_signed() && !leaf.is_self_signed());
    assert_eq!(leaf.key_algorithm(), "SM2");
    let store = Store { anchors: vec![root.clone()], crls: found.crls.clone(), ..Store::default() };
    let at = moment("2027-01-01T00:00:00Z");
    let judgement = pki::judge(&Query { leaf, extra: &[], store: &store, at, now: at, purpose: OFD });
    assert!(matches!(judgement.trust, Trust::Trusted(_)), "{judgement:?}");
    // It calls itself a test, which is said; nothing else is.
    let notes: Vec<&str> = judgement.notes.iter().map(|note| note.id).collect();
    assert_eq!(notes, ["test-certificate"]);
}
