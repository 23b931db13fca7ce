//! Random and mutated chains, judged here and by rustls-webpki; where they differ, certval is asked too. Every way of
//! differing stands in a list with its reason; one that none of the chains shows any more fails.
//!
//! Run in this folder: `cargo test`. `SHOW=1 cargo test -- --nocapture` prints what was varied in each chain. `CASES` and
//! `SEED` in the environment make it another run: then a stale entry is no failure.
#![allow(missing_docs, dead_code, unused_imports, clippy::unwrap_used)]

use authority::*;
use certval::{
    CertificationPath, CertificationPathResults, CertificationPathSettings, PDVCertificate, PDVTrustAnchorChoice,
    PkiEnvironment, TimeOfInterest,
};
use p256::ecdsa::{DerSignature, VerifyingKey, signature::Verifier as _};
use pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, SignatureVerificationAlgorithm, UnixTime, alg_id,
};
use slipcheck::{
    pki::{self, Certificate, Purpose, Query, Store},
    time::Timestamp,
    verdict::Trust,
};
use std::{collections::BTreeMap, time::Duration};

#[path = "../../../tests/pki/authority.rs"]
mod authority;

/// Who refuses what the other accepts, what it says, and why that is so.
const DIFFERENT: &[(&str, &str, &str)] = &[
    // An anchor that came as a certificate says what it is for, and is held to it (RFC 5937 §3); the other two take its
    // name and key alone. certval sides with webpki.
    ("slipcheck", "basic-constraints of the anchor", "the anchor is no CA: a pinned leaf must not begin to issue"),
    ("slipcheck", "key-cert-sign of the anchor", "the anchor's key is not for certificates"),
    ("slipcheck", "critical-extension of the anchor", "the anchor limits itself in a way that is not understood"),
    ("slipcheck", "malformed-extension of the anchor", "the anchor limits itself in a way that cannot be read"),
    ("slipcheck", "path-length", "the anchor's own pathLenConstraint; those below it all three hold to"),
    ("slipcheck", "key-cert-sign", "webpki does not ask issuers for keyCertSign (RFC 5280 §6.1.4 (n)); certval does"),
    (
        "slipcheck",
        "malformed-extension",
        "subjectAltName without a name (§4.2.1.6: at least one), or one changed into no DER: the others read an \
         extension only when they need it",
    ),
    ("slipcheck", "no-path", "an anchor or issuer changed into no certificate; certval cannot read it either"),
    ("slipcheck", "unreadable", "a leaf changed into no certificate; certval cannot read it either"),
    ("webpki", "BadDer", "an anchor of version 2, which webpki's reader of anchors does not know"),
    ("webpki", "CaUsedAsEndEntity", "a rule of TLS: RFC 5280 lets a CA's certificate stand last"),
    (
        "webpki",
        "NameConstraintViolation",
        "webpki compares no directory names, e-mail addresses and URIs, and holds a constraint of such a form to be broken",
    ),
    ("webpki", "RequiredEkuNotFoundContext", "webpki must be asked for one purpose; here the path alone is judged"),
    ("webpki", "UnknownIssuer", "names are chained octet by octet there, and without letter case here (§7.1)"),
    ("webpki", "UnsupportedCertVersion", "webpki reads version 3 alone"),
    ("webpki", "UnsupportedCriticalExtension", "webpki knows no policies: policyConstraints, inhibitAnyPolicy"),
];

/// ECDSA on P-256 with SHA-256, the only algorithm of these chains.
#[derive(Debug)]
struct Ecdsa;

impl SignatureVerificationAlgorithm for Ecdsa {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let key = VerifyingKey::from_sec1_bytes(key).map_err(|_| InvalidSignature)?;
        let signature = DerSignature::try_from(signature).map_err(|_| InvalidSignature)?;
        key.verify(message, &signature).map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        alg_id::ECDSA_P256
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        alg_id::ECDSA_SHA256
    }
}

/// splitmix64, and what was done with it.
struct Random(u64, Vec<String>);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Once in `n` times.
    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const AT: &str = "2026-11-20T10:00:00Z";

/// A chain, the anchor first, the leaf last.
type Chain = Vec<Vec<u8>>;

fn subtree(tag: u8, content: &[u8]) -> Vec<u8> {
    sequence(&[tlv(tag, content)])
}

fn general_names(random: &mut Random) -> Extension {
    let names: [Vec<u8>; 7] = [
        tlv(0x82, b"till.example.com"),
        tlv(0x82, b"till.example.org"),
        tlv(0x82, b"*.example.com"),
        tlv(0x81, b"till@example.com"),
        tlv(0x86, b"https://till.example.com/x"),
        tlv(0x87, &[192, 0, 2, 7]),
        tlv(0xa4, &name("Other")),
    ];
    let count = 1 + random.below(2);
    let list: Vec<Vec<u8>> = (0..count).map(|_| random.pick(&names).clone()).collect();
    (&[0x55, 0x1d, 0x11], false, sequence(&list))
}

fn name_constraints(random: &mut Random) -> Extension {
    let bases: [Vec<u8>; 6] = [
        subtree(0x82, b"example.com"),
        subtree(0x82, b"example.org"),
        subtree(0x81, b"example.com"),
        subtree(0x87, &[192, 0, 2, 0, 255, 255, 255, 0]),
        subtree(0xa4, &name("Leaf")),
        subtree(0x86, b".example.com"),
    ];
    let tag = if random.once_in(2) { 0xa0 } else { 0xa1 };
    let which = random.below(bases.len());
    random.1.push(format!("{tag:x}-{which}"));
    (&[0x55, 0x1d, 0x1e], !random.once_in(6), sequence(&[tlv(tag, &bases[which])]))
}

/// What may be unusual in any certificate.
fn vary(random: &mut Random, draft: &mut Draft, issuer: &str, ca: bool) {
    let which = random.below(60);
    if which < 35 {
        random.1.push(format!("{which}{}", if ca { "c" } else { "" }));
    }
    match which {
        0 => draft.not_after = "2026-06-01T00:00:00Z",
        1 => draft.not_before = "2026-12-01T00:00:00Z",
        2 => draft.version = 1,
        3 => draft.version = 2,
        4 => draft.serial = vec![0],
        5 => draft.serial = vec![0x80 | random.below(127) as u8],
        6 => draft.serial = vec![1; 21],
        7 => draft.extensions.push((&[0x2a, 3, 4], true, tlv(5, &[]))),
        8 => draft.extensions.push((&[0x2a, 3, 4], false, tlv(5, &[]))),
        9 => {
            if let Some(extension) = draft.extensions.first().cloned() {
                draft.extensions.push(extension);
            }
        }
        10 => draft.extensions.push((&[0x55, 0x1d, 0x20], false, sequence(&[sequence(&[tlv(6, &[0x2a, 3])])]))),
        11 => draft.extensions.push((&[0x55, 0x1d, 0x24], true, sequence(&[tlv(0x80, &[random.below(3) as u8])]))),
        12 => draft.extensions.push((&[0x55, 0x1d, 0x36], true, tlv(2, &[random.below(3) as u8]))),
        13 => draft.issuer = name(&issuer.to_uppercase()),
        14 => draft.issuer = name("Somebody"),
        15 => draft.inner_algorithm = sequence(&[tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3])]),
        16 => draft.extensions.push(purposes(&[[SERVER_AUTH, SLIP_SIGNING, ANY_PURPOSE][random.below(3)]])),
        17 => draft.extensions.push(general_names(random)),
        18 => draft.subject = sequence(&[]),
        19 if ca => draft.extensions.retain(|(oid, ..)| *oid != [0x55, 0x1d, 0x13]),
        20 if ca => *draft = draft.clone().with(basic(false, None)),
        21 | 22 if ca => *draft = draft.clone().with(basic(true, Some(random.below(3) as u8))),
        23 if ca => *draft = draft.clone().with(usage(&[CRL_SIGN])),
        24 if ca => draft.extensions.retain(|(oid, ..)| *oid != [0x55, 0x1d, 0x0f]),
        25..=30 if ca => draft.extensions.push(name_constraints(random)),
        25 | 26 => *draft = draft.clone().with(basic(true, None)),
        27 => *draft = draft.clone().with(usage(&[KEY_CERT_SIGN])),
        28 => draft.extensions.clear(),
        29 => *draft = draft.clone().with(basic(false, Some(1))),
        30 => draft.extensions.push(name_constraints(random)),
        31 => draft.extensions.push((&[0x55, 0x1d, 0x0f], true, tlv(3, &[9, 1]))),
        32 => draft.extensions.push((&[0x55, 0x1d, 0x11], false, sequence(&[]))),
        33 => draft.extensions.push((&[0x55, 0x1d, 0x0e], false, tlv(4, &[7; 20]))),
        34 => draft.extensions.push((&[0x55, 0x1d, 0x23], false, sequence(&[tlv(0x80, &[8; 20])]))),
        _ => {}
    }
}

fn chain(random: &mut Random) -> Chain {
    let length = 2 + random.below(3);
    let names: Vec<String> = (0..length)
        .map(|place| match place {
            0 => "Root".to_owned(),
            place if place + 1 == length => "Leaf".to_owned(),
            place => format!("CA {place}"),
        })
        .collect();
    (0..length)
        .map(|place| {
            let last = place + 1 == length;
            let issuer = place.saturating_sub(1);
            let key = Key::new(10 + place as u8);
            // A key that did not sign, now and then.
            random.1.push(format!("{place}:"));
            let signer = if random.once_in(120) { 77 } else { 10 + issuer as u8 };
            let mut draft = if last {
                Draft::leaf(&names[issuer], &names[place], 1 + place as u8, &key)
            } else {
                Draft::ca(&names[issuer], &names[place], 1 + place as u8, &key)
            };
            if last && random.once_in(2) {
                draft.extensions.push(general_names(random));
            }
            vary(random, &mut draft, &names[issuer], !last);
            let der = draft.sign(&Key::new(signer));
            if random.once_in(12) {
                random.1.push("m".into());
                mutated(random, &der, &Key::new(signer))
            } else {
                der
            }
        })
        .collect()
}

/// A certificate with an octet of what is signed changed, and signed again.
fn mutated(random: &mut Random, der: &[u8], key: &Key) -> Vec<u8> {
    let header = |der: &[u8]| match der[1] {
        0x82 => (4, usize::from(der[2]) << 8 | usize::from(der[3])),
        0x81 => (3, usize::from(der[2])),
        length => (2, usize::from(length)),
    };
    let inside = &der[header(der).0..];
    let (start, length) = header(inside);
    let mut body = inside[..start + length].to_vec();
    let at = random.below(body.len());
    body[at] = match random.below(3) {
        0 => random.next() as u8,
        1 => body[at] ^ 1 << random.below(8),
        _ => body[at].wrapping_add(1),
    };
    key.sign(body, ecdsa())
}

/// What refuses: `None` when it is accepted.
fn here(chain: &Chain) -> Option<String> {
    let [anchor, middle @ .., leaf] = chain.as_slice() else { unreachable!() };
    let Ok(leaf) = Certificate::from_der(leaf) else { return Some("unreadable".into()) };
    let read = |der: &Vec<u8>| Certificate::from_der(der).ok();
    let store = Store {
        anchors: read(anchor).into_iter().collect(),
        certificates: middle.iter().filter_map(read).collect(),
        ..Store::default()
    };
    let at = Timestamp::parse(AT).unwrap().moment();
    let judgement = pki::judge(&Query { leaf: &leaf, extra: &[], store: &store, at, now: at, purpose: Purpose::Any });
    match judgement.trust {
        Trust::Trusted(_) => None,
        Trust::Unknown => Some("no-path".into()),
        Trust::Problem => {
            let evidence = &judgement.causes[0].evidence;
            let of = if evidence["certificate"] == "CN=Root" { " of the anchor" } else { "" };
            Some(format!("{}{of}", evidence["rule"].as_str().unwrap()))
        }
    }
}

fn webpki(chain: &Chain) -> Option<String> {
    let [anchor, middle @ .., leaf] = chain.as_slice() else { unreachable!() };
    let outcome = (|| {
        let anchor = CertificateDer::from(anchor.as_slice());
        let anchor = webpki::anchor_from_trusted_cert(&anchor)?;
        let middle: Vec<CertificateDer<'_>> = middle.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
        let leaf = CertificateDer::from(leaf.as_slice());
        let leaf = webpki::EndEntityCert::try_from(&leaf)?;
        let at = Timestamp::parse(AT).unwrap().moment().0;
        let at = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at).unwrap()));
        // Any purpose will do: the one that the extension names first is asked for.
        let usage = webpki::KeyUsage::required_if_present(SLIP_SIGNING);
        leaf.verify_for_usage(&[&Ecdsa], &[anchor], &middle, at, usage, None, None).map(|_| ())
    })();
    outcome.err().map(|error: webpki::Error| {
        let text = format!("{error:?}");
        text.split([' ', '(', '{']).next().unwrap().to_owned()
    })
}

fn certval(chain: &Chain) -> Option<String> {
    let [anchor, middle @ .., leaf] = chain.as_slice() else { unreachable!() };
    let (Ok(anchor), Ok(leaf)) =
        (PDVTrustAnchorChoice::try_from(anchor.as_slice()), PDVCertificate::try_from(leaf.as_slice()))
    else {
        return Some("unreadable".into());
    };
    let middle: Result<Vec<PDVCertificate>, _> =
        middle.iter().map(|der| PDVCertificate::try_from(der.as_slice())).collect();
    let Ok(middle) = middle else { return Some("unreadable".into()) };
    let mut environment = PkiEnvironment::new();
    environment.populate_5280_pki_environment();
    let mut settings = CertificationPathSettings::new();
    settings.set_require_ta_store(false);
    settings.set_enforce_trust_anchor_constraints(true);
    settings.set_enforce_trust_anchor_validity(false);
    settings.set_check_revocation_status(false);
    let at = u64::try_from(Timestamp::parse(AT).unwrap().moment().0).unwrap();
    settings.set_time_of_interest(TimeOfInterest::from_unix_secs(at).unwrap());
    let path = CertificationPath::new(anchor, middle, leaf);
    let mut results = CertificationPathResults::new();
    environment.validate_path(&environment, &settings, &path, &mut results).err().map(|error| format!("{error:?}"))
}

#[test]
fn every_difference_is_explained() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let cases = number("CASES").unwrap_or(12_000);
    let mut random = Random(number("SEED").unwrap_or(5), Vec::new());
    let (mut both_accept, mut both_refuse) = (0, 0);
    // Who refuses and what it says: how often, and with whom certval agrees.
    let mut found: BTreeMap<(&str, String), (u32, u32, u32, Vec<String>)> = BTreeMap::new();
    for _ in 0..cases {
        random.1.clear();
        let chain = chain(&mut random);
        let (here, there) = (here(&chain), webpki(&chain));
        let key = match (here, there) {
            (None, None) => {
                both_accept += 1;
                continue;
            }
            (Some(_), Some(_)) => {
                both_refuse += 1;
                continue;
            }
            (Some(rule), None) => ("slipcheck", rule),
            (None, Some(error)) => ("webpki", error),
        };
        let third = certval(&chain);
        let with_us = third.is_some() == (key.0 == "slipcheck");
        let entry = found.entry(key).or_default();
        entry.0 += 1;
        if with_us {
            entry.1 += 1;
        } else {
            entry.2 += 1;
        }
        let third = third.unwrap_or("accepts".into());
        if entry.3.len() < 300 {
            entry.3.push(format!("{third} [{}]", random.1.join(" ")));
        }
    }
    println!("{cases} chains: {both_accept} accepted by both, {both_refuse} refused by both");
    let mut unexplained = Vec::new();
    for ((who, what), (count, us, them, third)) in &found {
        println!("{who} refuses, {what}: {count}; certval with slipcheck {us}, with webpki {them}");
        if std::env::var_os("SHOW").is_some() {
            third.iter().for_each(|third| println!("    {third}"));
        }
        if !DIFFERENT.iter().any(|(w, r, _)| w == who && r == what) {
            unexplained.push(format!("{who} {what}"));
        }
    }
    assert!(both_accept > cases / 10 && both_refuse > cases / 10, "the chains test nothing");
    assert!(unexplained.is_empty(), "not explained: {unexplained:?}");
    let stale: Vec<_> =
        DIFFERENT.iter().filter(|(who, what, _)| !found.contains_key(&(*who, (*what).to_owned()))).collect();
    assert!(number("SEED").is_some() || number("CASES").is_some() || stale.is_empty(), "not seen any more: {stale:?}");
}
