//! Bounds that are used up: what was not looked at is never taken for good.

use super::*;
use slipcheck::signature::{Curve, PublicKey};

const EARLY: &str = "2026-11-10T00:00:00Z";

/// In the CA's name, the newest for the highest number.
fn list(day: usize) -> List {
    const DAYS: [&str; 4] =
        ["2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z", "2026-11-05T00:00:00Z"];
    List { this_update: DAYS[day % 4], ..List::new("CA") }
}

/// A list that nothing else is equal to.
fn filler(number: usize) -> List {
    list(number).revoking(100 + (number % 100) as u8, EARLY, Some((1 + number / 100) as u8))
}

fn judged(case: &Case, extra: &[Vec<u8>]) -> Judgement {
    let extra: Vec<Certificate> = extra.iter().map(|der| read(der)).collect();
    let (leaf, store) = (read(&case.leaf), case.store());
    let purpose = Purpose::SignedSlip { mid: Some(MID) };
    pki::judge(&Query {
        leaf: &leaf,
        extra: &extra,
        store: &store,
        at: moment(case.at),
        now: moment(case.now),
        purpose,
    })
}

#[track_caller]
fn assert_revoked(judgement: &Judgement) {
    assert_eq!(judgement.trust, Trust::Problem, "{:?}", judgement.notes);
    assert_eq!(judgement.causes[0].id, CauseId::CertificateRevoked);
}

#[track_caller]
fn assert_not_all_checked(judgement: &Judgement) {
    assert_eq!(judgement.trust, Trust::Unknown, "{:?}", judgement.causes);
    assert!(notes(judgement).contains(&"certificates-not-all-checked"), "{:?}", judgement.notes);
    assert!(judgement.causes.iter().any(|cause| cause.id == CauseId::CertificateUnknownIssuer));
    assert!(judgement.certificate != Status::Pass || judgement.validity != Status::Pass);
}

#[test]
fn a_revoking_list_counts_wherever_it_stands_among_hundreds() {
    for (at, day) in [(0, 0), (100, 1), (199, 3), (199, 0)] {
        let mut case = good();
        case.crls = (0..200).map(|number| filler(number).sign(&Key::new(CA))).collect();
        case.crls.insert(at, list(day).revoking(3, EARLY, Some(1)).sign(&Key::new(CA)));
        assert_revoked(&case.judge());
    }
    // None of them speaks of it: it is covered, by the newest.
    let case = Case { crls: (0..200).map(|number| filler(number).sign(&Key::new(CA))).collect(), ..good() };
    let judgement = case.judge();
    assert!(matches!(judgement.trust, Trust::Trusted(_)));
    assert_eq!((judgement.validity, notes(&judgement)), (Status::Pass, vec!["signs-for-acquirer"]));
}

#[test]
fn a_revoking_answer_counts_wherever_it_stands() {
    const ENDS: [&str; 3] = ["2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z"];
    let answer = |status, number: usize| Answer {
        next_update: Some(ENDS[number % 3]),
        ..Answer::new("CA", &Key::new(CA), 3, status)
    };
    for at in [0, 7, 50] {
        let mut case = good();
        case.ocsp = (0..50).map(|number| answer(well(), number).sign(&Key::new(CA))).collect();
        case.ocsp.insert(at, answer(revoked(EARLY, Some(1)), 0).sign(&Key::new(CA)));
        assert_revoked(&case.judge());
    }
    // Two words about one certificate in one answer.
    let both = Answer { more: vec![revoked(EARLY, Some(1))], ..answer(well(), 0) };
    assert_revoked(&Case { ocsp: vec![both.sign(&Key::new(CA))], ..good() }.judge());
}

#[test]
fn a_responder_counts_behind_certificates_that_are_none() {
    let responder = Key::new(30);
    let signing: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 9];
    let draft = Draft::leaf("CA", "Responder", 9, &responder).with(purposes(&[signing]));
    let other = Draft::leaf("CA", "Another", 10, &Key::new(31)).with(purposes(&[signing]));
    let mut certificates = vec![other.sign(&Key::new(CA)); 12];
    certificates.push(draft.sign(&Key::new(CA)));
    let answer = Answer {
        responder: tlv(0xa1, &name("Responder")),
        certificates,
        ..Answer::new("CA", &Key::new(CA), 3, revoked(EARLY, None))
    };
    assert_revoked(&Case { ocsp: vec![answer.sign(&responder)], ..good() }.judge());
}

#[test]
fn twins_of_a_certificate_are_one() {
    let case = good();
    let answer = Answer::new("CA", &Key::new(CA), 3, revoked(EARLY, Some(1))).sign(&Key::new(CA));
    let list = list(0).revoking(3, EARLY, Some(1)).sign(&Key::new(CA));
    let (root, ca) = (&case.anchors[0], &case.certificates[0]);
    assert_ne!(twin(ca, true), *ca);
    let extra: Vec<Vec<u8>> =
        [(ca, true), (root, true), (ca, false), (root, false)].map(|(of, fits)| twin(of, fits)).into();
    assert!(matches!(judged(&case, &extra).trust, Trust::Trusted(_)));
    assert_revoked(&judged(&Case { ocsp: vec![answer], ..case.clone() }, &extra));
    assert_revoked(&judged(&Case { crls: vec![list], ..case.clone() }, &extra));
    // Whichever of them is at hand first; one that fits nothing does no harm.
    for certificates in [vec![twin(ca, false), ca.clone()], vec![twin(ca, false), twin(ca, true)]] {
        assert!(Case { certificates, ..case.clone() }.trusted());
    }
    assert!(!Case { certificates: vec![twin(ca, false)], ..case }.trusted());
}

#[test]
fn forged_lists_use_up_the_budget_and_nothing_is_called_good() {
    let forged = |count: usize| (0..count).map(|n| filler(n).revoking(3, EARLY, Some(1)).sign(&Key::new(OTHER)));
    let genuine = list(0).revoking(3, EARLY, Some(1)).sign(&Key::new(CA));
    let good_list = list(3).sign(&Key::new(CA));
    let few = Case { crls: forged(20).chain([good_list.clone()]).collect(), ..good() };
    assert!(few.trusted());
    let many = Case { crls: forged(80).chain([good_list]).collect(), ..good() };
    assert_not_all_checked(&many.judge());
    let hidden = Case { crls: forged(80).chain([genuine]).collect(), ..good() };
    assert!(!hidden.trusted());
}

#[test]
fn issuers_that_signed_nothing_use_up_the_budget() {
    let namesakes =
        |count: u8| (0..count).map(|n| Draft::ca("Root", "CA", 40 + n, &Key::new(100 + n)).sign(&Key::new(OTHER)));
    for (count, good_enough) in [(30, true), (90, false)] {
        let mut case = good();
        case.certificates = namesakes(count).chain(case.certificates).collect();
        let judgement = case.judge();
        assert_eq!(matches!(judgement.trust, Trust::Trusted(_)), good_enough, "{count}");
        if !good_enough {
            assert_not_all_checked(&judgement);
        }
    }
}

#[test]
fn a_list_of_a_signer_who_was_not_followed_to_the_end_is_not_passed_over() {
    // The CA's list is signed with another key of its name, whose path leads through many namesakes of the root.
    let lists = Draft::ca("Root", "CA", 50, &Key::new(50)).with(usage(&[CRL_SIGN])).sign(&Key::new(ROOT));
    let revoking = list(0).revoking(3, EARLY, Some(1)).sign(&Key::new(50));
    let mut case = good();
    case.certificates.push(lists);
    case.crls.push(revoking);
    assert_revoked(&case.judge());
    let roots = (0..90u8).map(|n| Draft::ca("Root", "Root", 60, &Key::new(100 + n)).sign(&Key::new(OTHER)));
    let flooded = Case { certificates: roots.chain(case.certificates.clone()).collect(), ..case };
    assert!(!flooded.trusted());
}

#[test]
fn a_pinned_leaf_is_revoked_though_others_claim_to_have_issued_it() {
    use sha2::Digest as _;
    let case = good();
    // Keys that the leaf's signature fits, made from it, in the name of its issuer.
    let (body, _, der) = parts(&case.leaf);
    let digest = sha2::Sha256::digest(body);
    let fixed = slipcheck::encoding::ecdsa_from_der(der, 32).unwrap();
    let genuine = read(&case.certificates[0]);
    let fakes: Vec<Vec<u8>> = PublicKey::recover(Curve::P256, &digest, &fixed)
        .into_iter()
        .filter(|key| key.sha256() != genuine.key_sha256())
        .map(|key| {
            let curve = sequence(&[
                tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]),
                tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]),
            ]);
            let spki = sequence(&[curve, tlv(3, &[&[0], &key.point().unwrap()[..]].concat())]);
            Draft { spki, ..ca() }.sign(&Key::new(OTHER))
        })
        .collect();
    assert!(!fakes.is_empty());
    let certificates: Vec<Vec<u8>> = fakes.into_iter().chain(case.certificates.clone()).collect();
    let pinned = Case { anchors: vec![case.leaf.clone()], certificates, ..case };
    assert!(pinned.trusted());
    assert_revoked(&pinned.with_list(list(0).revoking(3, EARLY, Some(1)).sign(&Key::new(CA))).judge());
}

#[test]
fn a_path_longer_than_is_walked_is_told() {
    let names: Vec<String> = (0..12).map(|n| format!("CA {n}")).collect();
    let mut certificates = Vec::new();
    let mut above = ("Root".to_owned(), Key::new(ROOT));
    for (n, name) in names.iter().enumerate() {
        let key = Key::new(60 + n as u8);
        certificates.push(Draft::ca(&above.0, name, 20, &key).sign(&above.1));
        above = (name.clone(), key);
    }
    let leaf = Draft::leaf(&above.0, "Terminal", 3, &Key::new(LEAF)).sign(&above.1);
    let case = Case { leaf, certificates, ..good() };
    assert_not_all_checked(&case.judge());
}

#[test]
fn a_hold_ends_with_a_later_list_among_many() {
    let hold = list(0).revoking(3, EARLY, Some(6)).sign(&Key::new(CA));
    let older = (0..100).map(|n| List { this_update: "2026-11-01T00:00:00Z", ..filler(n) }.sign(&Key::new(CA)));
    let newer = list(3).sign(&Key::new(CA));
    let lists: Vec<Vec<u8>> = older.chain([hold]).collect();
    assert_revoked(&Case { crls: lists.clone(), ..good() }.judge());
    assert!(Case { crls: lists.into_iter().chain([newer]).collect(), ..good() }.trusted());
}
