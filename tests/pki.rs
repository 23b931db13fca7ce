//! Paths and revocation, each rule broken by itself: nothing that breaks one is ever trusted.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use authority::*;
use proptest::prelude::*;
use slipcheck::{
    pki::{self, Certificate, Crl, Judgement, OcspResponse, Options, Purpose, Query, Store},
    report::{CauseId, Confidence, Status},
    time::{Moment, Timestamp},
    verdict::Trust,
};

use std::sync::LazyLock;

#[allow(unreachable_pub)]
#[path = "pki/authority.rs"]
mod authority;
#[path = "pki/bounds.rs"]
mod bounds;
#[path = "pki/purposes.rs"]
mod purposes_of_formats;
#[path = "pki/scope.rs"]
mod scope;
#[path = "pki/sm2.rs"]
mod sm2_with_sm3;
#[path = "pki/wrapped.rs"]
mod wrapped;

const AT: &str = "2026-11-20T10:00:00Z";
const MID: &str = "898110259990001";

fn moment(text: &str) -> Moment {
    Timestamp::parse(text).unwrap().moment()
}

fn read(der: &[u8]) -> Certificate {
    Certificate::from_der(der).unwrap()
}

/// What is at hand, as DER.
#[derive(Clone)]
struct Case {
    leaf: Vec<u8>,
    anchors: Vec<Vec<u8>>,
    certificates: Vec<Vec<u8>>,
    crls: Vec<Vec<u8>>,
    ocsp: Vec<Vec<u8>>,
    at: &'static str,
    now: &'static str,
}

impl Case {
    fn store(&self) -> Store {
        let certificates = |ders: &[Vec<u8>]| ders.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        Store {
            anchors: certificates(&self.anchors),
            certificates: certificates(&self.certificates),
            crls: self.crls.iter().map(|der| Crl::from_der(der).unwrap()).collect(),
            ocsp: self.ocsp.iter().map(|der| OcspResponse::from_der(der).unwrap()).collect(),
            ..Store::default()
        }
    }

    fn judge_for(&self, purpose: Purpose<'_>) -> Option<Judgement> {
        let leaf = Certificate::from_der(&self.leaf).ok()?;
        let (at, now) = (moment(self.at), moment(self.now));
        Some(pki::judge(&Query { leaf: &leaf, extra: &[], store: &self.store(), at, now, purpose }))
    }

    fn judge(&self) -> Judgement {
        self.judge_for(Purpose::SignedSlip { mid: Some(MID) }).unwrap()
    }

    fn trusted(&self) -> bool {
        self.judge_for(Purpose::SignedSlip { mid: Some(MID) }).is_some_and(|j| matches!(j.trust, Trust::Trusted(_)))
    }

    fn with_list(mut self, list: Vec<u8>) -> Self {
        self.crls.push(list);
        self
    }

    fn at(mut self, at: &'static str) -> Self {
        self.at = at;
        self
    }
}

const ROOT: u8 = 1;
const CA: u8 = 2;
const LEAF: u8 = 3;
const OTHER: u8 = 9;

fn root() -> Draft {
    Draft::ca("Root", "Root", 1, &Key::new(ROOT))
}

fn ca() -> Draft {
    Draft::ca("Root", "CA", 2, &Key::new(CA))
}

fn leaf() -> Draft {
    Draft::leaf("CA", "Terminal", 3, &Key::new(LEAF))
}

/// Root, CA and leaf, each as these make of it.
fn chain(root_draft: Draft, ca_draft: Draft, leaf_draft: Draft) -> Case {
    Case {
        leaf: leaf_draft.sign(&Key::new(CA)),
        anchors: vec![root_draft.sign(&Key::new(ROOT))],
        certificates: vec![ca_draft.sign(&Key::new(ROOT))],
        crls: Vec::new(),
        ocsp: Vec::new(),
        at: AT,
        now: "2026-11-25T00:00:00Z",
    }
}

fn good() -> Case {
    static GOOD: LazyLock<Case> = LazyLock::new(|| chain(root(), ca(), leaf()));
    GOOD.clone()
}

fn notes(judgement: &Judgement) -> Vec<&str> {
    judgement.notes.iter().map(|note| note.id).collect()
}

/// The rule behind the first cause.
fn rule(judgement: &Judgement) -> &str {
    judgement.causes.first().and_then(|cause| cause.evidence.get("rule")).and_then(|rule| rule.as_str()).unwrap_or("")
}

#[test]
fn a_good_path_is_trusted() {
    let judgement = good().judge();
    assert!(
        matches!(&judgement.trust, Trust::Trusted(trusted) if *trusted.key_sha256() == *read(&good().leaf).key_sha256())
    );
    assert_eq!((judgement.certificate, judgement.validity), (Status::Pass, Status::Pass));
    assert_eq!(judgement.path, ["CN=Terminal", "CN=CA", "CN=Root"]);
    assert_eq!(notes(&judgement), ["signs-for-acquirer", "revocation-not-checked"]);
    assert!(judgement.causes.is_empty() && !judgement.demo);
}

#[test]
fn without_a_path_the_issuer_is_unknown_and_the_rest_is_judged() {
    let judgement = Case { anchors: Vec::new(), ..good() }.judge();
    assert_eq!(judgement.trust, Trust::Unknown);
    assert_eq!((judgement.certificate, judgement.validity), (Status::Fail, Status::Pass));
    assert_eq!(judgement.causes[0].id, CauseId::CertificateUnknownIssuer);
    assert_eq!(judgement.causes[0].evidence["issuer"], "CN=Root");
    assert_eq!(judgement.path, ["CN=Terminal", "CN=CA"]);

    let judgement = Case { anchors: Vec::new(), ..good() }.at("2028-01-01T00:00:00Z").judge();
    assert_eq!(judgement.trust, Trust::Unknown);
    assert_eq!((judgement.certificate, judgement.validity), (Status::Fail, Status::Fail));
    let ids: Vec<CauseId> = judgement.causes.iter().map(|cause| cause.id).collect();
    assert_eq!(ids, [CauseId::CertificateUnknownIssuer, CauseId::CertificateExpired]);

    // An anchor of the right name, and another key.
    let judgement = Case { anchors: vec![root().sign(&Key::new(OTHER))], ..good() };
    let other = Draft { spki: Key::new(OTHER).spki(), ..root() };
    let judgement = Case { anchors: vec![other.sign(&Key::new(OTHER))], ..judgement }.judge();
    assert_eq!(judgement.trust, Trust::Unknown);
    assert_eq!(judgement.causes[0].evidence["reason"], "signature");
}

/// What breaks, the rule that says so, and the two checks.
type Broken = (&'static str, Case, &'static str, Status, Status);

fn broken() -> Vec<Broken> {
    use Status::{Fail, Pass};
    let unknown: Extension = (&[0x2a, 3, 4], true, tlv(5, &[]));
    let with = |draft: Draft, extension| draft.with(extension);
    let leaf_case = |draft| chain(root(), ca(), draft);
    let ca_case = |draft| chain(root(), draft, leaf());
    let root_case = |draft| chain(draft, ca(), leaf());
    let mut doubled = leaf();
    doubled.extensions.push(usage(&[DIGITAL_SIGNATURE]));
    let constraints =
        |subtree: Vec<u8>| -> Extension { (&[0x55, 0x1d, 0x1e], true, sequence(&[tlv(0xa0, &sequence(&[subtree]))])) };
    let directory = |common| tlv(0xa4, &name(common));
    vec![
        ("expired", good().at("2027-06-01T00:00:00Z"), "dates", Pass, Fail),
        ("not yet valid", good().at("2025-06-01T00:00:00Z"), "dates", Pass, Fail),
        ("CA expired", ca_case(Draft { not_after: "2026-02-01T00:00:00Z", ..ca() }), "dates", Pass, Fail),
        ("leaf is a CA", leaf_case(with(leaf(), basic(true, None))), "end-entity", Pass, Fail),
        ("leaf without keyUsage", leaf_case(leaf().without(&[0x55, 0x1d, 0x0f])), "key-usage", Pass, Fail),
        ("leaf signs certificates", leaf_case(with(leaf(), usage(&[KEY_CERT_SIGN]))), "key-usage", Pass, Fail),
        ("leaf of a web server", leaf_case(with(leaf(), purposes(&[SERVER_AUTH]))), "extended-key-usage", Pass, Fail),
        ("leaf of any purpose", leaf_case(with(leaf(), purposes(&[ANY_PURPOSE]))), "extended-key-usage", Pass, Fail),
        ("CA of web servers", ca_case(with(ca(), purposes(&[SERVER_AUTH]))), "extended-key-usage", Pass, Fail),
        ("another merchant", leaf_case(with(leaf(), uris(&["urn:slip:mid:1"]))), "merchant", Pass, Fail),
        ("another merchant in capitals", leaf_case(with(leaf(), uris(&["URN:SLIP:MID:1"]))), "merchant", Pass, Fail),
        ("CA without basicConstraints", ca_case(ca().without(&[0x55, 0x1d, 0x13])), "basic-constraints", Fail, Pass),
        ("CA flag false", ca_case(with(ca(), basic(false, None))), "basic-constraints", Fail, Pass),
        ("CA without keyCertSign", ca_case(with(ca(), usage(&[CRL_SIGN]))), "key-cert-sign", Fail, Pass),
        ("CA of version 1", ca_case(Draft { version: 1, ..ca() }), "basic-constraints", Fail, Pass),
        ("root without CA flag", root_case(with(root(), basic(false, None))), "basic-constraints", Fail, Pass),
        ("root without keyCertSign", root_case(with(root(), usage(&[CRL_SIGN]))), "key-cert-sign", Fail, Pass),
        ("root's path length", root_case(with(root(), basic(true, Some(0)))), "path-length", Fail, Pass),
        ("critical extension in the leaf", leaf_case(with(leaf(), unknown.clone())), "critical-extension", Fail, Pass),
        ("critical extension in the CA", ca_case(with(ca(), unknown.clone())), "critical-extension", Fail, Pass),
        ("critical extension in the root", root_case(with(root(), unknown)), "critical-extension", Fail, Pass),
        ("extension twice", leaf_case(doubled), "duplicate-extension", Fail, Pass),
        (
            "extension malformed",
            leaf_case(with(leaf(), (&[0x55, 0x1d, 0x11], false, b"rubbish".to_vec()))),
            "malformed-extension",
            Fail,
            Pass,
        ),
        (
            "extension with something behind it",
            ca_case(with(ca(), (&[0x55, 0x1d, 0x13], true, [&basic(true, None).2[..], &[5, 0]].concat()))),
            "malformed-extension",
            Fail,
            Pass,
        ),
        (
            "algorithms differ",
            leaf_case(Draft {
                inner_algorithm: sequence(&[tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3])]),
                ..leaf()
            }),
            "algorithm",
            Fail,
            Pass,
        ),
        ("name not permitted", ca_case(with(ca(), constraints(directory("Somebody")))), "name-constraints", Fail, Pass),
        (
            "root's constraint",
            root_case(with(root(), constraints(directory("Terminal")))),
            "name-constraints",
            Fail,
            Pass,
        ),
        (
            "a policy is required",
            ca_case(with(ca(), (&[0x55, 0x1d, 0x24], true, sequence(&[tlv(0x80, &[0])])))),
            "policies",
            Fail,
            Pass,
        ),
    ]
}

#[test]
fn a_signed_path_that_breaks_a_rule_is_a_problem_and_the_rule_is_named() {
    for (what, case, expected, certificate, validity) in broken() {
        let judgement = case.judge();
        assert_eq!(judgement.trust, Trust::Problem, "{what}");
        assert_eq!(rule(&judgement), expected, "{what}: {:?}", judgement.causes);
        assert_eq!((judgement.certificate, judgement.validity), (certificate, validity), "{what}");
        let cause = &judgement.causes[0];
        assert_eq!(cause.confidence, Confidence::Proven);
        let id = match what {
            "expired" | "CA expired" => CauseId::CertificateExpired,
            "not yet valid" => CauseId::CertificateNotYetValid,
            _ => CauseId::CertificateWrongUsage,
        };
        assert_eq!(cause.id, id, "{what}");
        assert!(cause.evidence["clause"].as_str().unwrap().len() > 5 && cause.evidence.contains_key("certificate"));
    }
}

#[test]
fn what_the_profile_allows_is_trusted() {
    let mid = format!("urn:slip:mid:{MID}");
    let allowed = [
        chain(root(), ca(), leaf().with(purposes(&[SERVER_AUTH, SLIP_SIGNING]))),
        chain(root(), ca(), leaf().with(uris(&["urn:slip:mid:1", &mid]))),
        chain(root(), ca(), leaf().with(basic(false, None))),
        chain(root(), ca().with(purposes(&[SLIP_SIGNING])), leaf()),
        chain(root(), ca().with(purposes(&[ANY_PURPOSE])), leaf()),
        chain(root().with(purposes(&[SERVER_AUTH, SLIP_SIGNING])), ca(), leaf()),
        chain(root(), ca().with(basic(true, Some(0))), leaf()),
        chain(root(), ca().without(&[0x55, 0x1d, 0x0f]), leaf()),
        chain(root(), ca(), Draft { serial: vec![0xff], ..leaf() }),
        // A root of version 1 has no flag to set: that the user trusts it is what §6.1.4 (k) means by other means.
        chain(Draft { version: 1, ..root() }, ca(), leaf()),
        // An anchor's dates do not count.
        chain(Draft { not_after: "2026-02-01T00:00:00Z", ..root() }, ca(), leaf()),
    ];
    for (i, case) in allowed.into_iter().enumerate() {
        assert!(case.trusted(), "{i}: {:?}", case.judge().causes);
    }
    let expired = chain(Draft { not_after: "2026-02-01T00:00:00Z", ..root() }, ca(), leaf()).judge();
    assert!(notes(&expired).contains(&"anchor-expired"));
    let since = Case { now: "2027-02-01T00:00:00Z", ..good() }.judge();
    assert_eq!(since.validity, Status::Pass);
    assert!(notes(&since).contains(&"certificate-expired-since"));
    let merchant = chain(root(), ca(), leaf().with(uris(&[&mid]))).judge();
    assert!(notes(&merchant).contains(&"signs-for-merchant"));
}

#[test]
fn names_are_compared_without_letter_case_but_must_match() {
    let other_case = chain(root(), Draft { issuer: name(" ROOT"), ..ca() }, Draft { issuer: name("ca "), ..leaf() });
    assert!(other_case.trusted());
    // Rightly signed, by an anchor of another name: told apart from no signature at all.
    let direct = |issuer: &str| Case {
        leaf: Draft { issuer: name(issuer), ..leaf() }.sign(&Key::new(ROOT)),
        certificates: Vec::new(),
        ..good()
    };
    assert!(direct("Root").trusted());
    let judgement = direct("Somebody").judge();
    assert_eq!((judgement.trust.clone(), rule(&judgement)), (Trust::Problem, "name-chaining"));
}

#[test]
fn a_pinned_leaf_is_trusted_by_itself_and_issues_nothing() {
    let pinned = Case { anchors: vec![good().leaf], certificates: Vec::new(), ..good() };
    let judgement = pinned.judge();
    assert!(matches!(judgement.trust, Trust::Trusted(_)));
    assert_eq!(judgement.path, ["CN=Terminal"]);
    // Its own dates and usage count.
    let judgement = pinned.clone().at("2027-06-01T00:00:00Z").judge();
    assert_eq!((judgement.trust.clone(), judgement.causes[0].id), (Trust::Problem, CauseId::CertificateExpired));
    assert_eq!((judgement.certificate, judgement.validity), (Status::Pass, Status::Fail));
    // It signs another certificate, which therefore is not trusted.
    let below = Draft::leaf("Terminal", "Below", 4, &Key::new(4)).sign(&Key::new(LEAF));
    let judgement = Case { leaf: below, ..pinned }.judge();
    assert_eq!((judgement.trust.clone(), rule(&judgement)), (Trust::Problem, "basic-constraints"));
}

#[test]
fn who_only_bears_the_issuers_name_is_unknown() {
    // Self-signed, with the CA's name as issuer; with its own name; with the root's name and serial.
    for issuer in ["CA", "Terminal", "Root"] {
        let own = Draft { issuer: name(issuer), ..leaf() }.sign(&Key::new(LEAF));
        let judgement = Case { leaf: own, ..good() }.judge();
        assert_eq!(judgement.trust, Trust::Unknown, "{issuer}");
        assert_eq!(judgement.causes[0].id, CauseId::CertificateUnknownIssuer);
    }
    // A false root beside the true one, and a false CA below it.
    let false_root = Draft { spki: Key::new(OTHER).spki(), ..root() }.sign(&Key::new(OTHER));
    let false_ca = Draft { spki: Key::new(OTHER).spki(), ..ca() }.sign(&Key::new(OTHER));
    let case = Case {
        leaf: leaf().sign(&Key::new(OTHER)),
        certificates: vec![false_root, false_ca, ca().sign(&Key::new(ROOT))],
        ..good()
    };
    assert_eq!(case.judge().trust, Trust::Unknown);
}

#[test]
fn the_better_of_several_paths_counts() {
    // The CA's first certificate has expired; a second one, by another root, has not.
    let expired = Draft { not_after: "2026-02-01T00:00:00Z", ..ca() }.sign(&Key::new(ROOT));
    let other_root = Draft::ca("Other root", "Other root", 1, &Key::new(OTHER)).sign(&Key::new(OTHER));
    let cross = Draft { issuer: name("Other root"), ..ca() }.sign(&Key::new(OTHER));
    let case = Case {
        anchors: vec![root().sign(&Key::new(ROOT)), other_root],
        certificates: vec![expired.clone(), cross.clone()],
        ..good()
    };
    let judgement = case.judge();
    assert!(matches!(judgement.trust, Trust::Trusted(_)));
    assert_eq!(judgement.path, ["CN=Terminal", "CN=CA", "CN=Other root"]);
    let only = Case { certificates: vec![expired], ..case };
    assert_eq!(only.judge().causes[0].id, CauseId::CertificateExpired);
}

#[test]
fn loops_and_crowds_end() {
    // Two CAs that vouch for each other, and for nobody else.
    let (a, b) = (Key::new(20), Key::new(21));
    let crossed = vec![
        Draft::ca("B", "A", 1, &a).sign(&b),
        Draft::ca("A", "B", 2, &b).sign(&a),
        Draft::ca("B", "A", 3, &a).sign(&b),
    ];
    let case = Case { leaf: Draft::leaf("A", "X", 4, &Key::new(LEAF)).sign(&a), certificates: crossed, ..good() };
    assert_eq!(case.judge().trust, Trust::Unknown);
    // A hundred certificates of one name and key, each of which signed each.
    let crowd: Vec<Vec<u8>> = (0..100).map(|serial| Draft::ca("A", "A", serial, &a).sign(&a)).collect();
    let case = Case { certificates: crowd, ..case };
    assert_eq!(case.judge().trust, Trust::Unknown);
    // A chain longer than what is followed.
    let long: Vec<Vec<u8>> = (0..12u8)
        .map(|i| Draft::ca(&format!("C{}", i + 1), &format!("C{i}"), i, &Key::new(50 + i)).sign(&Key::new(51 + i)))
        .collect();
    let top = Draft::ca("C12", "C12", 1, &Key::new(62)).sign(&Key::new(62));
    let leaf = Draft::leaf("C0", "X", 4, &Key::new(LEAF)).sign(&Key::new(50));
    let case = Case { leaf, anchors: vec![top], certificates: long, ..good() };
    assert_eq!(case.judge().trust, Trust::Unknown);
}

#[test]
fn der_has_one_form() {
    let der = good().leaf;
    let refused = |der: &[u8]| Certificate::from_der(der).is_err();
    assert!(refused(&[&der[..], &[0]].concat()));
    assert!(refused(&der[..der.len() - 1]));
    // The outer length with an octet more than it needs.
    assert!(refused(&[&[0x30, 0x83, 0][..], &der[2..]].concat()));
    assert!(refused(&[&[0x30, 0x80][..], &der[4..], &[0, 0]].concat()));
    for serial in [vec![0, 1], vec![0xff, 0xff], vec![]] {
        assert!(refused(&Draft { serial, ..leaf() }.sign(&Key::new(CA))));
    }
    for not_after in ["2026-13-01T00:00:00Z", "2027-02-29T00:00:00Z", "2027-01-01T24:00:00Z"] {
        assert!(refused(&Draft { not_after, ..leaf() }.sign(&Key::new(CA))));
    }
    assert!(refused(&vec![0x30; slipcheck::pki::MAX_CERTIFICATE + 1]));
    // A TRUE that is not FF.
    assert!(!chain(root(), ca().with((&[0x55, 0x1d, 0x13], true, sequence(&[tlv(1, &[1])]))), leaf()).trusted());
}

mod revocation {
    use super::*;

    const EARLIER: &str = "2026-11-10T00:00:00Z";
    const LATER: &str = "2026-11-22T00:00:00Z";

    fn list() -> List {
        List::new("CA")
    }

    fn signed(list: &List) -> Vec<u8> {
        list.sign(&Key::new(CA))
    }

    #[test]
    fn a_list_that_counts_and_does_not_name_it() {
        let judgement = good().with_list(signed(&list().revoking(99, EARLIER, None))).judge();
        assert!(matches!(judgement.trust, Trust::Trusted(_)));
        assert_eq!(judgement.validity, Status::Pass);
        assert_eq!(notes(&judgement), ["signs-for-acquirer"]);
    }

    #[test]
    fn what_counts_back_and_what_counts_from_its_date() {
        // unspecified, keyCompromise, cACompromise and aACompromise; the reason left out.
        for reason in [None, Some(0), Some(1), Some(2), Some(10), Some(7), Some(99)] {
            for date in [EARLIER, LATER] {
                let judgement = good().with_list(signed(&list().revoking(3, date, reason))).judge();
                assert_eq!(judgement.trust, Trust::Problem, "{reason:?} {date}");
                assert_eq!((judgement.certificate, judgement.validity), (Status::Pass, Status::Fail));
                assert_eq!(judgement.causes[0].id, CauseId::CertificateRevoked);
                assert_eq!(judgement.causes[0].confidence, Confidence::Proven);
            }
        }
        // affiliationChanged, superseded, cessationOfOperation, certificateHold, privilegeWithdrawn.
        for reason in [3, 4, 5, 6, 9] {
            let before = good().with_list(signed(&list().revoking(3, LATER, Some(reason)))).judge();
            assert!(matches!(before.trust, Trust::Trusted(_)), "{reason}");
            assert_eq!(before.validity, Status::Pass);
            assert!(notes(&before).contains(&"certificate-revoked-since"));
            for date in [EARLIER, AT] {
                let after = good().with_list(signed(&list().revoking(3, date, Some(reason)))).judge();
                assert_eq!((after.trust, after.validity), (Trust::Problem, Status::Fail), "{reason} {date}");
            }
        }
        // removeFromCRL: it is not revoked any more.
        assert!(good().with_list(signed(&list().revoking(3, EARLIER, Some(8)))).trusted());
    }

    #[test]
    fn a_hold_ends_with_a_later_list_and_a_revocation_does_not() {
        let older = List { this_update: "2026-10-15T00:00:00Z", ..list() };
        for (reason, trusted) in [(6, true), (4, false), (1, false)] {
            let case =
                good().with_list(signed(&list())).with_list(signed(&older.clone().revoking(3, EARLIER, Some(reason))));
            assert_eq!(case.trusted(), trusted, "{reason}");
        }
    }

    #[test]
    fn a_stale_list_warns_and_still_revokes() {
        let stale = List { next_update: Some("2026-11-21T00:00:00Z"), ..list() };
        let judgement = good().with_list(signed(&stale)).judge();
        assert!(matches!(judgement.trust, Trust::Trusted(_)));
        assert_eq!(judgement.validity, Status::Warn);
        assert!(notes(&judgement).contains(&"crl-stale"));
        let judgement = good().with_list(signed(&stale.revoking(3, EARLIER, Some(1)))).judge();
        assert_eq!((judgement.trust, judgement.validity), (Trust::Problem, Status::Fail));
        // One without an end is never fresh; one from the future is none yet.
        for list in [List { next_update: None, ..list() }, List { this_update: "2026-11-28T00:00:00Z", ..list() }] {
            assert_eq!(good().with_list(signed(&list)).judge().validity, Status::Warn);
        }
    }

    #[test]
    fn a_foreign_list_warns_and_revokes_nothing() {
        let revoking = list().revoking(3, EARLIER, Some(1));
        // Signed with another key in the CA's name; by the CA in the root's name, or in a stranger's.
        for der in [
            revoking.sign(&Key::new(OTHER)),
            List { issuer: name("Root"), ..revoking.clone() }.sign(&Key::new(CA)),
            List { issuer: name("Stranger"), ..revoking.clone() }.sign(&Key::new(CA)),
        ] {
            let judgement = good().with_list(der).judge();
            assert!(matches!(judgement.trust, Trust::Trusted(_)));
            assert_eq!(judgement.validity, Status::Warn);
            let ids = notes(&judgement);
            assert!(ids.contains(&"crl-foreign") && ids.contains(&"revocation-not-checked"), "{ids:?}");
        }
        // The root's own list counts for the CA, and says nothing about the leaf.
        let roots = List { issuer: name("Root"), ..revoking.clone() }.sign(&Key::new(ROOT));
        let judgement = good().with_list(roots).judge();
        assert_eq!(judgement.validity, Status::Warn);
        assert_eq!(notes(&judgement), ["signs-for-acquirer", "revocation-not-checked"]);
        // Beside one that counts, it changes nothing.
        let case = good().with_list(signed(&list())).with_list(revoking.sign(&Key::new(OTHER)));
        assert_eq!(case.judge().validity, Status::Pass);
    }

    #[test]
    fn the_leaf_cannot_revoke_itself_nor_others() {
        let own = List { issuer: name("Terminal"), ..list() }.revoking(3, EARLIER, Some(1)).sign(&Key::new(LEAF));
        assert!(good().with_list(own).trusted());
    }

    #[test]
    fn a_signer_without_crl_sign_does_not_count() {
        let case = chain(root(), ca().with(usage(&[KEY_CERT_SIGN])), leaf());
        let judgement = case.with_list(signed(&list().revoking(3, EARLIER, Some(1)))).judge();
        assert!(matches!(judgement.trust, Trust::Trusted(_)));
        assert_eq!(judgement.validity, Status::Warn);
        let note = judgement.notes.iter().find(|note| note.id == "crl-foreign").unwrap();
        assert_eq!(note.evidence["reason"], "crl-sign");
    }

    #[test]
    fn a_list_with_what_is_not_understood_says_nothing_good() {
        let unknown: Extension = (&[0x2a, 3, 4], true, tlv(5, &[]));
        let judgement = good().with_list(signed(&list().with(unknown.clone()))).judge();
        assert_eq!(judgement.validity, Status::Warn);
        let entry = List { entry_extensions: vec![unknown], ..list() }.revoking(99, EARLIER, None);
        assert_eq!(good().with_list(signed(&entry)).judge().validity, Status::Warn);
        assert!(!good().with_list(signed(&entry.revoking(3, EARLIER, None))).trusted());
    }

    #[test]
    fn a_revoked_ca_counts_the_same() {
        let by_root = |reason| List::new("Root").revoking(2, LATER, reason).sign(&Key::new(ROOT));
        let judgement = good().with_list(by_root(Some(2))).judge();
        assert_eq!((judgement.trust, judgement.validity), (Trust::Problem, Status::Fail));
        assert_eq!(judgement.causes[0].evidence["certificate"], "CN=CA");
        assert!(good().with_list(by_root(Some(4))).trusted());
    }

    #[test]
    fn a_pinned_leaf_is_revoked_by_its_issuer() {
        let pinned = Case { anchors: vec![good().leaf], ..good() };
        assert!(pinned.trusted());
        let revoking = signed(&list().revoking(3, EARLIER, Some(1)));
        assert!(!pinned.clone().with_list(revoking.clone()).trusted());
        // Without the issuer's certificate nobody can say whether the list is its.
        let alone = Case { certificates: Vec::new(), ..pinned }.with_list(revoking).judge();
        assert!(matches!(alone.trust, Trust::Trusted(_)));
        assert_eq!(alone.validity, Status::Warn);
    }

    #[test]
    fn a_list_for_other_certificates_does_not_cover_this_one() {
        let issuing = |content: &[Vec<u8>]| -> Extension { (&[0x55, 0x1d, 0x1c], true, sequence(content)) };
        let cases = [
            (vec![tlv(0x81, &[0xff])], Status::Pass),           // onlyContainsUserCerts
            (vec![tlv(0x82, &[0xff])], Status::Warn),           // onlyContainsCACerts
            (vec![tlv(0x85, &[0xff])], Status::Warn),           // onlyContainsAttributeCerts
            (vec![tlv(0x83, &[4, 0b0101_0000])], Status::Warn), // onlySomeReasons
            (vec![tlv(0xa0, &tlv(0xa0, &tlv(0x86, b"http://a/b")))], Status::Warn), // another point
        ];
        for (i, (content, expected)) in cases.into_iter().enumerate() {
            let judgement = good().with_list(signed(&list().with(issuing(&content)))).judge();
            assert_eq!(judgement.validity, expected, "{i}");
            assert!(matches!(judgement.trust, Trust::Trusted(_)));
        }
        // Two lists of some reasons each cover it together.
        let some = |octets: [u8; 3]| list().with(issuing(&[tlv(0x83, &octets)]));
        let both = good().with_list(signed(&some([7, 0b0110_0000, 0]))).with_list(signed(&some([
            7,
            0b0001_1111,
            0b1000_0000,
        ])));
        assert_eq!(both.judge().validity, Status::Pass);
    }

    #[test]
    fn a_certificate_without_a_list_is_noted() {
        assert!(notes(&good().judge()).contains(&"revocation-not-checked"));
    }
}

mod ocsp {
    use super::*;

    fn with(answer: &Answer, signer: u8) -> Judgement {
        Case { ocsp: vec![answer.sign(&Key::new(signer))], ..good() }.judge()
    }

    fn about(status: Vec<u8>) -> Answer {
        Answer::new("CA", &Key::new(CA), 3, status)
    }

    #[test]
    fn good_covers_and_revoked_revokes() {
        let judgement = with(&about(well()), CA);
        assert_eq!((judgement.validity, notes(&judgement)), (Status::Pass, vec!["signs-for-acquirer"]));
        for reason in [None, Some(1)] {
            let judgement = with(&about(revoked("2026-11-22T00:00:00Z", reason)), CA);
            assert_eq!((judgement.trust.clone(), judgement.validity), (Trust::Problem, Status::Fail));
            assert_eq!(judgement.causes[0].id, CauseId::CertificateRevoked);
        }
        let later = with(&about(revoked("2026-11-22T00:00:00Z", Some(4))), CA);
        assert!(matches!(later.trust, Trust::Trusted(_)));
        assert!(notes(&later).contains(&"certificate-revoked-since"));
    }

    #[test]
    fn stale_or_unknown_warns() {
        for answer in [
            Answer { next_update: Some("2026-11-21T00:00:00Z"), ..about(well()) },
            Answer { next_update: None, ..about(well()) },
            about(tlv(0x82, &[])),
        ] {
            let judgement = with(&answer, CA);
            assert!(matches!(judgement.trust, Trust::Trusted(_)));
            assert_eq!(judgement.validity, Status::Warn);
            assert!(notes(&judgement).contains(&"ocsp-stale"));
        }
        // Revoked stays revoked, however old the answer is.
        let old = Answer { next_update: None, ..about(revoked("2026-11-01T00:00:00Z", None)) };
        assert_eq!(with(&old, CA).trust, Trust::Problem);
    }

    #[test]
    fn only_the_issuer_and_its_responders_count() {
        let bad = || about(revoked("2026-11-01T00:00:00Z", None));
        let responder = Key::new(30);
        let delegate = |draft: Draft| draft.sign(&Key::new(CA));
        let signing: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 9];
        let draft = || Draft::leaf("CA", "Responder", 9, &responder).with(purposes(&[signing]));
        let by = |certificate: Vec<u8>| Answer {
            responder: tlv(0xa1, &name("Responder")),
            certificates: vec![certificate],
            ..bad()
        };
        assert_eq!(with(&by(delegate(draft())), 30).trust, Trust::Problem);
        let ignored = [
            with(&bad(), OTHER),
            // A responder without the purpose, out of date, or made by somebody else.
            with(&by(delegate(Draft::leaf("CA", "Responder", 9, &responder))), 30),
            with(&by(delegate(Draft { not_after: "2026-10-01T00:00:00Z", ..draft() })), 30),
            with(&by(draft().sign(&Key::new(OTHER))), 30),
            // The leaf speaks for itself.
            with(&Answer { responder: tlv(0xa1, &name("Terminal")), certificates: vec![good().leaf], ..bad() }, LEAF),
            // About another serial, another issuer's key or name.
            with(&Answer::new("CA", &Key::new(CA), 4, revoked(AT, None)), CA),
            with(&Answer::new("CA", &Key::new(OTHER), 3, revoked(AT, None)), CA),
            with(&Answer { about: (name("Root"), Key::new(CA).spki(), 3), ..bad() }, CA),
        ];
        for (i, judgement) in ignored.into_iter().enumerate() {
            assert!(matches!(judgement.trust, Trust::Trusted(_)), "{i}");
            assert_eq!(judgement.validity, Status::Warn, "{i}");
        }
    }
}

mod files {
    use super::*;
    use slipcheck::{
        encoding::Base64,
        pki::{Refusal, import},
    };

    fn pem(label: &str, der: &[u8]) -> String {
        let text = Base64::Standard.encode(der);
        let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("-----BEGIN {label}-----\r\n{}\r\n-----END {label}-----\r\n", lines.join("\r\n"))
    }

    fn refusals(bytes: &[u8]) -> Vec<(String, Refusal)> {
        import(bytes).refused.into_iter().map(|refused| (refused.what, refused.reason)).collect()
    }

    #[test]
    fn many_in_one_with_text_between() {
        let case = good();
        let list = List::new("CA").sign(&Key::new(CA));
        let text = [
            "Certificates of the acquirer\n收单行证书\n",
            &pem("CERTIFICATE", &case.leaf),
            "the same again:\n",
            &pem("CERTIFICATE", &case.leaf),
            &pem("X509 CRL", &list),
            &pem("TRUSTED CERTIFICATE", &[&case.certificates[0][..], &[0x30, 0]].concat()),
            &pem("EC PRIVATE KEY", &[1, 2, 3]),
            &pem("ENCRYPTED PRIVATE KEY", &[1, 2, 3]),
            &pem("CERTIFICATE", &case.leaf[..40]),
            &pem("DH PARAMETERS", &[0x30, 0]),
            "-----BEGIN CERTIFICATE-----\nMII",
        ]
        .concat();
        let found = import(text.as_bytes());
        let subjects: Vec<String> = found.certificates.iter().map(Certificate::subject).collect();
        assert_eq!(subjects, ["CN=Terminal", "CN=CA"]);
        assert_eq!(found.crls.len(), 1);
        assert_eq!(
            refusals(text.as_bytes()),
            [
                ("EC PRIVATE KEY".into(), Refusal::PrivateKey),
                ("ENCRYPTED PRIVATE KEY".into(), Refusal::PrivateKey),
                ("CERTIFICATE".into(), Refusal::Damaged),
                ("DH PARAMETERS".into(), Refusal::NotACertificate),
                ("CERTIFICATE".into(), Refusal::Damaged),
            ]
        );
    }

    #[test]
    fn one_by_itself() {
        let case = good();
        let text = Base64::Standard.encode(&case.leaf);
        for bytes in
            [case.leaf.clone(), text.clone().into_bytes(), format!(" {}\n{}\n", &text[..60], &text[60..]).into_bytes()]
        {
            assert_eq!(import(&bytes).certificates.len(), 1);
        }
        let list = List::new("CA").revoking(1, AT, None).sign(&Key::new(CA));
        assert_eq!(import(&list).crls[0].entries(), 1);
        let answer = Answer::new("CA", &Key::new(CA), 3, well()).sign(&Key::new(CA));
        assert_eq!(import(&answer).ocsp[0].len(), 1);
        let json = serde_json::to_value(import(&case.leaf)).unwrap();
        assert_eq!(json["items"][0]["subject"], "CN=Terminal");
        assert_eq!(json["items"][0]["keyAlgorithm"], "P-256");
        assert_eq!(json["items"][0]["usage"], serde_json::json!(["digitalSignature"]));
        assert_eq!(json["items"][0]["isCa"], false);
    }

    #[test]
    fn pkcs7_bundles() {
        let case = good();
        let signed = sequence(&[
            tlv(2, &[1]),
            tlv(0x31, &[]),
            sequence(&[tlv(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1])]),
            tlv(0xa0, &[case.leaf.clone(), case.certificates[0].clone()].concat()),
            tlv(0xa1, &List::new("CA").sign(&Key::new(CA))),
            tlv(0x31, &[]),
        ]);
        let bundle = sequence(&[tlv(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2]), tlv(0xa0, &signed)]);
        for bytes in [bundle.clone(), pem("PKCS7", &bundle).into_bytes()] {
            let found = import(&bytes);
            assert_eq!((found.certificates.len(), found.crls.len(), found.refused.len()), (2, 1, 0));
        }
    }

    #[test]
    fn pem_out_of_programs_and_in_lower_case() {
        let leaf = good().leaf;
        let plain = pem("CERTIFICATE", &leaf);
        let json = format!("{{\"certificate\":\"{}\"}}", plain.replace('/', "\\/").replace('\n', "\\n"));
        let lower =
            plain.replace("BEGIN CERTIFICATE", "begin certificate").replace("END CERTIFICATE", "end certificate");
        let both = [plain.as_str(), "\n", &plain.replace("CERTIFICATE", "certificate")].concat();
        let texts = [
            plain.replace('\n', "\\n"),
            plain.replace('\n', "\\\\r\\\\n"),
            json,
            lower,
            both,
            plain.replace('\n', "\r\n"),
            plain,
        ];
        for text in texts {
            let found = import(text.as_bytes());
            assert_eq!((found.certificates.len(), found.refused.len()), (1, 0), "{text}");
        }
        let key = pem("PRIVATE KEY", &[0x30, 0]).to_lowercase();
        assert_eq!(refusals(key.as_bytes()), [("PRIVATE KEY".into(), Refusal::PrivateKey)]);
    }

    #[test]
    fn a_file_of_empty_elements_is_no_certificate() {
        // 200,000 of them: three octets of length.
        let elements = [&[0x30, 0x83, 6, 0x1a, 0x80][..], &[5, 0].repeat(200_000)].concat();
        assert_eq!(refusals(&elements), [("file".into(), Refusal::NotACertificate)]);
    }

    #[test]
    fn keys_and_rubbish_are_refused() {
        let pkcs8 = sequence(&[tlv(2, &[0]), sequence(&[tlv(6, &[0x2a, 3])]), tlv(4, &[1])]);
        let sec1 = sequence(&[tlv(2, &[1]), tlv(4, &[1; 32])]);
        let rsa = sequence(&[tlv(2, &[0]), tlv(2, &[7]), tlv(2, &[3]), tlv(2, &[5])]);
        let pkcs12 = sequence(&[tlv(2, &[3]), sequence(&[])]);
        for key in [pkcs8, sec1, rsa] {
            assert_eq!(refusals(&key), [("file".into(), Refusal::PrivateKey)]);
        }
        // In BER its length may be left open.
        let open = [&[0x30, 0x80, 2, 1, 3, 0x30, 0x80][..], &[0; 4]].concat();
        for bytes in [pkcs12, open] {
            assert_eq!(refusals(&bytes), [("file".into(), Refusal::Pkcs12)]);
        }
        for rubbish in [&b""[..], b"hello", b"MI", &[0xff; 100], "签购单".as_bytes()] {
            assert_eq!(refusals(rubbish), [("file".into(), Refusal::NotACertificate)]);
        }
        assert_eq!(refusals(&good().leaf[..200]), [("file".into(), Refusal::Damaged)]);
        let long = tlv(0x30, &vec![0; 40_000]);
        assert_eq!(refusals(&long), [("file".into(), Refusal::NotACertificate)]);
    }
}

mod report {
    use super::*;

    fn accepted(case: &Case, options: &Options) -> bool {
        let at = moment(case.at);
        let leaf = read(&case.leaf);
        let query = Query { leaf: &leaf, extra: &[], store: &case.store(), at, now: at, purpose: Purpose::Any };
        pki::report(&query, options).unwrap().accepted
    }

    #[test]
    fn every_rule_is_recorded() {
        let case = good();
        let leaf = read(&case.leaf);
        let at = moment(AT);
        let query = Query { leaf: &leaf, extra: &[], store: &case.store(), at, now: at, purpose: Purpose::Any };
        let report = serde_json::to_value(pki::report(&query, &Options::default()).unwrap()).unwrap();
        assert_eq!(report["accepted"], true);
        assert_eq!(report["path"], serde_json::json!(["CN=Terminal", "CN=CA", "CN=Root"]));
        let checks = report["checks"].as_array().unwrap();
        assert_eq!(checks[0], serde_json::json!({"id": "certificate", "status": "pass"}));
        assert_eq!(checks[1], serde_json::json!({"id": "validity", "status": "pass"}));
        for (subject, rules) in [
            ("CN=Root", &["form", "basic-constraints", "key-cert-sign"][..]),
            (
                "CN=CA",
                &["signature", "name-chaining", "dates", "form", "basic-constraints", "key-cert-sign", "path-length"],
            ),
            (
                "CN=Terminal",
                &["signature", "name-chaining", "dates", "form", "name-constraints", "policies", "revocation"],
            ),
        ] {
            for rule in rules {
                let found = checks.iter().any(|check| check["certificate"] == subject && check["id"] == *rule);
                assert!(found, "{subject}: {rule}");
            }
        }
    }

    #[test]
    fn depth_and_policy() {
        let depth = |max_depth| Options { max_depth: Some(max_depth), ..Options::default() };
        assert!(accepted(&good(), &depth(1)));
        assert!(!accepted(&good(), &depth(0)));
        let policy = |oid: &[u8]| -> Extension { (&[0x55, 0x1d, 0x20], false, sequence(&[sequence(&[tlv(6, oid)])])) };
        let case = chain(root(), ca().with(policy(&[0x2a, 3])), leaf().with(policy(&[0x2a, 3])));
        let wanted = |oid: &str| Options { policies: vec![oid.into()], explicit_policy: true, ..Options::default() };
        assert!(accepted(&case, &wanted("1.2.3")));
        assert!(!accepted(&case, &wanted("1.2.4")));
        assert!(!accepted(&good(), &wanted("1.2.3")));
        let leaf = read(&case.leaf);
        let at = moment(AT);
        let query = Query { leaf: &leaf, extra: &[], store: &case.store(), at, now: at, purpose: Purpose::Any };
        assert!(pki::report(&query, &wanted("no policy")).is_err());
    }

    #[test]
    fn what_issuers_owe_is_asked_here_and_not_of_slips() {
        let zero = chain(root(), ca(), Draft { serial: vec![0], ..leaf() });
        assert!(zero.trusted() && !accepted(&zero, &Options::default()));
        let negative = chain(root(), ca(), Draft { serial: vec![0x81], ..leaf() });
        assert!(negative.trusted() && !accepted(&negative, &Options::default()));
    }
}

/// Whatever is asked of a certificate, nothing panics.
fn exercise(der: &[u8]) {
    static STORE: LazyLock<Store> = LazyLock::new(|| good().store());
    let import = pki::import(der);
    for certificate in Certificate::from_der(der).into_iter().chain(import.certificates) {
        let _ = (certificate.subject(), certificate.issuer(), certificate.serial(), certificate.usage());
        let _ = (certificate.merchants(), certificate.is_ca(), certificate.is_demo(), certificate.key_algorithm());
        let _ = (certificate.is_self_signed(), certificate.public_key().is_ok());
        for purpose in [Purpose::Any, Purpose::SignedSlip { mid: Some(MID) }] {
            let query =
                Query { leaf: &certificate, extra: &[], store: &STORE, at: moment(AT), now: moment(AT), purpose };
            let _ = (pki::judge(&query), pki::report(&query, &Options::default()));
        }
    }
    if OcspResponse::from_der(der).is_ok() {
        let _ = Case { ocsp: vec![der.to_vec()], ..good() }.judge();
    }
    if let Ok(crl) = Crl::from_der(der) {
        let _ = (crl.issuer(), crl.entries());
        let _ = Case { crls: vec![der.to_vec()], ..good() }.judge();
    }
}

/// One certificate with every extension that is read here.
fn full() -> Vec<u8> {
    leaf()
        .with(basic(false, None))
        .with(purposes(&[SLIP_SIGNING, ANY_PURPOSE]))
        .with(uris(&["urn:slip:mid:1"]))
        .with((&[0x55, 0x1d, 0x0e], false, tlv(4, &[1; 20])))
        .with((&[0x55, 0x1d, 0x23], false, sequence(&[tlv(0x80, &[2; 20])])))
        .with((&[0x55, 0x1d, 0x20], false, sequence(&[sequence(&[tlv(6, &[0x2a, 3])])])))
        .with((&[0x55, 0x1d, 0x21], false, sequence(&[sequence(&[tlv(6, &[0x2a, 3]), tlv(6, &[0x2a, 4])])])))
        .with((&[0x55, 0x1d, 0x24], true, sequence(&[tlv(0x80, &[3])])))
        .with((&[0x55, 0x1d, 0x36], true, tlv(2, &[3])))
        .with((&[0x55, 0x1d, 0x1e], true, sequence(&[tlv(0xa0, &sequence(&[tlv(0x82, b"example.com")]))])))
        .with((&[0x55, 0x1d, 0x1f], false, sequence(&[sequence(&[tlv(0xa0, &tlv(0xa0, &tlv(0x86, b"http://a")))])])))
        .sign(&Key::new(CA))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// A chain with one octet changed is never trusted: every octet below the anchor is signed, or is a signature.
    #[test]
    fn a_changed_chain_is_never_trusted(which in 0..2, at: prop::sample::Index, octet: u8) {
        let mut case = good();
        let der = if which == 0 { &mut case.leaf } else { &mut case.certificates[0] };
        let at = at.index(der.len());
        prop_assume!(der[at] != octet);
        der[at] = octet;
        prop_assert!(!case.trusted());
    }

    #[test]
    fn a_list_with_an_octet_changed_says_nothing_good(at: prop::sample::Index, octet: u8) {
        let mut der = List::new("CA").revoking(99, AT, Some(1)).sign(&Key::new(CA));
        let at = at.index(der.len());
        prop_assume!(der[at] != octet);
        der[at] = octet;
        if Crl::from_der(&der).is_ok() {
            prop_assert_eq!(good().with_list(der).judge().validity, Status::Warn);
        }
    }

    #[test]
    fn any_octets_are_read_or_refused(bytes: Vec<u8>) {
        exercise(&bytes);
        exercise(&tlv(0x30, &[sequence(std::slice::from_ref(&bytes)), ecdsa(), tlv(3, &[0])].concat()));
    }

    #[test]
    fn changed_certificates_are_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        kind in 0..7usize,
    ) {
        let mut der = if kind == 0 {
            Answer::new("CA", &Key::new(CA), 3, revoked(AT, Some(1))).sign(&Key::new(CA))
        } else if kind == 1 {
            List::new("CA")
                .revoking(3, AT, Some(1))
                .with((&[0x55, 0x1d, 0x1c], true, sequence(&[tlv(0x83, &[4, 0b0101_0000])])))
                .sign(&Key::new(CA))
        } else if kind == 2 {
            full()
        } else {
            static SEEDS: LazyLock<[Vec<u8>; 4]> = LazyLock::new(wrapped::seeds);
            SEEDS[kind - 3].clone()
        };
        for (at, octet) in changes {
            let at = at.index(der.len());
            der[at] = octet;
        }
        exercise(&der);
    }
}
