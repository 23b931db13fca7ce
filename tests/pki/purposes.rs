//! Which purposes let a certificate serve which format; and the real certificates that must not be refused.

use super::*;
use slipcheck::report::Format;

const CODE_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 3];
const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];
const DOCUMENT_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 36];

fn judge(case: &Case, format: Format) -> Judgement {
    let purpose = match format {
        Format::SignedSlip => Purpose::SignedSlip { mid: Some(MID) },
        format => Purpose::Receipt(format),
    };
    case.judge_for(purpose).unwrap()
}

#[track_caller]
fn assert_refused(judgement: &Judgement, at: &str) {
    assert_eq!(judgement.trust, Trust::Problem, "{at}");
    assert_eq!(judgement.causes[0].id, CauseId::CertificateWrongUsage, "{at}");
    assert_eq!(rule(judgement), "extended-key-usage", "{at}");
    assert_eq!(judgement.validity, Status::Fail, "{at}");
}

#[test]
fn a_purpose_of_another_kind_is_refused_in_every_place_and_format() {
    let receipts = [Format::DeTse, Format::AtRksv, Format::SaZatca];
    let own = |format| match format {
        Format::SignedSlip => SLIP_SIGNING,
        Format::SaZatca => CODE_SIGNING,
        _ => DOCUMENT_SIGNING,
    };
    for format in receipts.into_iter().chain([Format::SignedSlip]) {
        let at = format.id();
        let with = |oids: &[&[u8]], place: usize| match place {
            0 => chain(root(), ca(), leaf().with(purposes(oids))),
            1 => chain(root(), ca().with(purposes(oids)), leaf()),
            _ => chain(root().with(purposes(oids)), ca(), leaf()),
        };
        for place in 0..3 {
            let others = [SERVER_AUTH, CLIENT_AUTH, SLIP_SIGNING, CODE_SIGNING, DOCUMENT_SIGNING];
            for other in others.into_iter().filter(|other| *other != own(format)) {
                assert_refused(&judge(&with(&[other], place), format), at);
            }
            assert!(matches!(judge(&with(&[own(format)], place), format).trust, Trust::Trusted(_)), "{at} {place}");
            assert!(
                matches!(judge(&with(&[CLIENT_AUTH, own(format)], place), format).trust, Trust::Trusted(_)),
                "{at}"
            );
            // A leaf's extension "must hold slip signing" (signed-slip.md, Certificate), and RFC 5280 §4.2.1.12 lets whoever
            // asks for a purpose refuse a certificate that has `any` alone. That `any` is no purpose of another kind is the
            // rule for every other format, and for those who issue: there it counts.
            let any = judge(&with(&[ANY_PURPOSE], place), format);
            assert_eq!(
                matches!(any.trust, Trust::Trusted(_)),
                format != Format::SignedSlip || place > 0,
                "{at} {place}"
            );
        }
    }
}

#[test]
fn a_pinned_certificate_of_another_purpose_is_refused_too() {
    let pinned = |draft: Draft| {
        let case = chain(root(), ca(), draft);
        Case { anchors: vec![case.leaf.clone()], certificates: Vec::new(), ..case }
    };
    assert_refused(&judge(&pinned(leaf().with(purposes(&[SERVER_AUTH]))), Format::AtRksv), "pinned");
    assert!(matches!(judge(&pinned(leaf()), Format::AtRksv).trust, Trust::Trusted(_)));
}

#[test]
fn an_anchor_without_key_cert_sign_vouches_for_nothing() {
    let case = chain(root().with(usage(&[DIGITAL_SIGNATURE])), ca(), leaf());
    for format in [Format::SignedSlip, Format::AtRksv] {
        assert_eq!(judge(&case, format).trust, Trust::Problem);
    }
}

/// The published certificates of real issuers: none that issues for a format is refused for its purposes.
#[test]
fn real_issuers_are_not_refused() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors");
    let root = std::env::var_os("SLIPCHECK_VECTORS").map_or(root, Into::into);
    let Ok(entries) = std::fs::read_dir(root.join("issuers")) else { return };
    let (mut authorities, mut refused) = (0, Vec::new());
    for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "pem")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for certificate in pki::import(&std::fs::read(&path).unwrap()).certificates {
            if !certificate.is_ca() {
                continue;
            }
            authorities += 1;
            let format = match name.get(..2) {
                Some("at") => Format::AtRksv,
                Some("de") => Format::DeTse,
                _ => Format::CnOfd,
            };
            let store = Store { anchors: vec![certificate.clone()], ..Store::default() };
            let (at, purpose) = (certificate.not_after(), Purpose::Receipt(format));
            let judgement = pki::judge(&Query { leaf: &certificate, extra: &[], store: &store, at, now: at, purpose });
            let of = |wanted: &str| {
                judgement.causes.iter().any(|cause| cause.evidence.get("rule").is_some_and(|rule| rule == wanted))
            };
            if of("extended-key-usage") || of("key-strength") {
                refused.push(name.clone());
            }
        }
    }
    assert!(refused.is_empty(), "{refused:?} of {authorities}");
    assert!(authorities >= 60, "{authorities}");
}

/// Anchors and leaves of RSA keys with 1024 and 2048 bits (made by OpenSSL, the keys thrown away).
#[test]
fn an_anchor_of_a_short_rsa_key_vouches_for_nothing() {
    let certificates = pki::import(include_bytes!("rsa.pem")).certificates;
    let [short, of_short, long, of_long] = &certificates[..] else { panic!("{}", certificates.len()) };
    let judge = |anchor: &Certificate, leaf: &Certificate| {
        let store = Store { anchors: vec![anchor.clone()], ..Store::default() };
        let (at, now) = (moment("2027-01-01T00:00:00Z"), moment("2027-01-01T00:00:00Z"));
        [Purpose::SignedSlip { mid: Some(MID) }, Purpose::Receipt(Format::AtRksv)]
            .map(|purpose| pki::judge(&Query { leaf, extra: &[], store: &store, at, now, purpose }))
    };
    for judgement in judge(long, of_long) {
        assert!(matches!(judgement.trust, Trust::Trusted(_)), "{:?}", judgement.causes);
    }
    for judgement in judge(short, of_short) {
        assert!(!matches!(judgement.trust, Trust::Trusted(_)));
        assert_eq!(rule(&judgement), "key-strength", "{:?}", judgement.causes);
    }
}
