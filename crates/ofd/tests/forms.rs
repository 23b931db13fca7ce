//! Every form of value: seals of the three standards, SignedData, bare signatures; made here, with keys that nobody knows.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use sha2::{Digest as _, Sha256};
use slipcheck_codec::{
    der::{BIT_STRING, INTEGER, OCTET_STRING, OID, SEQUENCE, SET, tlv},
    encoding::Base64,
};
use slipcheck_ofd::{Engine, Findings, Form, Host, Level, Outcome, Scheme, Stamp, State, Stop, check};
use sm2::dsa::{
    Signature, SigningKey, VerifyingKey,
    signature::{
        Signer as _,
        hazmat::{PrehashSigner as _, PrehashVerifier as _},
    },
};
use sm2::elliptic_curve::sec1::ToSec1Point as _;
use sm3::Sm3;
use std::cell::RefCell;
use unicode_normalization::UnicodeNormalization as _;

const IDENTITY: &str = "1234567812345678";
const HOST: Host = Host { gb18030: |_| None, nfc: |text| text.nfc().collect() };
const IA5: u8 = 0x16;
const PRINTABLE: u8 = 0x13;
const UTF8: u8 = 0x0c;
const UTC_TIME: u8 = 0x17;
const TIME: u8 = 0x18;
const SM2: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75];
const SM3: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x11];
const CURVE: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x82, 0x2d];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];

/// SM2 alone; certificates at hand where a test has some.
struct Keys(Vec<Vec<u8>>, RefCell<usize>);

impl Engine for Keys {
    fn verify(&self, spki: &[u8], _: Scheme, digest: &[u8], signature: &[u8]) -> Outcome {
        *self.1.borrow_mut() += 1;
        let Ok(key) = VerifyingKey::from_sec1_bytes(IDENTITY, &spki[spki.len() - 65..]) else {
            return Outcome::Unusable;
        };
        let fits =
            Signature::from_slice(signature).is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok());
        if fits { Outcome::Fits(0) } else { Outcome::Misfit }
    }

    fn certificates(&self) -> Vec<Vec<u8>> {
        self.0.clone()
    }
}

fn seq(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(SEQUENCE, &parts.concat())
}

fn bits(content: &[u8]) -> Vec<u8> {
    tlv(BIT_STRING, &[&[0], content].concat())
}

fn number(value: u8) -> Vec<u8> {
    tlv(INTEGER, &[value])
}

/// Somebody with a key and a certificate.
struct Party {
    key: SigningKey,
    certificate: Vec<u8>,
    serial: u8,
}

impl Party {
    fn new(serial: u8) -> Self {
        let key = SigningKey::from_slice(IDENTITY, &[serial; 32]).unwrap();
        let point = key.verifying_key().to_sec1_point(false);
        let spki = seq(&[seq(&[tlv(OID, EC), tlv(OID, CURVE)]), bits(point.as_bytes())]);
        let inner = seq(&[
            tlv(0xa0, &number(2)),
            number(serial),
            seq(&[tlv(OID, SM2)]),
            Self::issuer(),
            seq(&[tlv(UTC_TIME, b"200101000000Z"), tlv(UTC_TIME, b"400101000000Z")]),
            Self::issuer(),
            spki,
        ]);
        let certificate = seq(&[inner, seq(&[tlv(OID, SM2)]), bits(&[0; 8])]);
        Self { key, certificate, serial }
    }

    fn issuer() -> Vec<u8> {
        seq(&[tlv(SET, &seq(&[tlv(OID, &[0x55, 4, 3]), tlv(UTF8, b"CA")]))])
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        der_of(&self.key.sign(message))
    }
}

fn der_of(signature: &Signature) -> Vec<u8> {
    let bytes = signature.to_bytes();
    let number = |half: &[u8]| {
        let from = half.iter().position(|byte| *byte != 0).unwrap_or(31);
        let half = &half[from..];
        tlv(INTEGER, &if half[0] & 0x80 == 0 { half.to_vec() } else { [&[0], half].concat() })
    };
    seq(&[number(&bytes[..32]), number(&bytes[32..])])
}

fn sm3(content: &[u8]) -> Vec<u8> {
    Sm3::digest(content).to_vec()
}

/// The entries of a document of one page, and its signature file.
fn entries(seal: &str) -> Vec<(String, Vec<u8>)> {
    let mut entries: Vec<(String, Vec<u8>)> = [
        ("OFD.xml", "<OFD><DocBody><DocInfo/><DocRoot>D/Document.xml</DocRoot><Signatures>S/Signatures.xml</Signatures></DocBody></OFD>"),
        ("D/Document.xml", "<Document><Pages><Page ID=\"1\" BaseLoc=\"P.xml\"/></Pages></Document>"),
        ("D/P.xml", "<Page><Content><Layer><TextObject ID=\"2\" Boundary=\"1 1 50 5\" Size=\"3\"><TextCode X=\"0\" Y=\"3\">138.00</TextCode></TextObject></Layer></Content></Page>"),
        ("S/Signatures.xml", "<Signatures><Signature ID=\"1\" BaseLoc=\"Signature.xml\"/></Signatures>"),
    ]
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .into();
    let references: String = entries[..3]
        .iter()
        .map(|(name, content)| {
            format!(
                "<Reference FileRef=\"/{name}\"><CheckValue>{}</CheckValue></Reference>",
                Base64::Standard.encode(&sm3(content))
            )
        })
        .collect();
    let signature = format!(
        "<Signature><SignedInfo><SignatureDateTime>2026-11-20 18:42:07</SignatureDateTime>\
         <References CheckMethod=\"SM3\">{references}</References>{seal}</SignedInfo><SignedValue>/S/Value.dat</SignedValue></Signature>"
    );
    entries.push(("S/Signature.xml".into(), signature.into_bytes()));
    entries
}

fn signature_file(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    entries.iter().find(|(name, _)| name == "S/Signature.xml").unwrap().1.clone()
}

/// A package of these entries, stored.
fn packed(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let crc = content.iter().fold(!0u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
        });
        let at = out.len() as u32;
        let size = (content.len() as u32).to_le_bytes();
        let common = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            &(!crc).to_le_bytes()[..],
            &size,
            &size,
            &(name.len() as u16).to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let (at, count) = ((out.len() as u32).to_le_bytes(), (entries.len() as u16).to_le_bytes());
    let size = (directory.len() as u32).to_le_bytes();
    out.extend([&directory[..], b"PK\x05\x06\0\0\0\0", &count, &count, &size, &at, &[0, 0]].concat());
    out
}

fn findings(entries: &[(String, Vec<u8>)], value: Vec<u8>, at_hand: &[&Party]) -> Result<Findings, Stop> {
    let mut entries = entries.to_vec();
    entries.push(("S/Value.dat".into(), value));
    let keys = Keys(at_hand.iter().map(|party| party.certificate.clone()).collect(), RefCell::new(0));
    let found = check(&packed(&entries), &HOST, &keys);
    assert!(*keys.1.borrow() < 300);
    found
}

fn holders_by_digest(name: &str, digest: Vec<u8>) -> Vec<Vec<u8>> {
    vec![number(2), seq(&[seq(&[tlv(PRINTABLE, name.as_bytes()), tlv(OCTET_STRING, &digest)])])]
}

/// A seal's information.
fn seal_info(version: u8, holders: Vec<Vec<u8>>) -> Vec<u8> {
    let kind = if version == 1 { UTC_TIME } else { TIME };
    let date = |text: &str| tlv(kind, if version == 1 { &text.as_bytes()[2..] } else { text.as_bytes() });
    let dates = [date("20200101000000Z"), date("20200101000000Z"), date("20300101000000Z")];
    let property = [vec![number(3), tlv(UTF8, "税务监制章".as_bytes())], holders, dates.to_vec()].concat();
    let picture = seq(&[tlv(IA5, b"PNG"), tlv(OCTET_STRING, b"picture"), number(30), number(20)]);
    let header = seq(&[tlv(IA5, b"ES"), number(version), tlv(IA5, b"SAMPLE")]);
    seq(&[header, tlv(IA5, b"33010600000001"), seq(&property), picture])
}

fn seal_v4(version: u8, holders: Vec<Vec<u8>>, maker: &Party) -> Vec<u8> {
    let info = seal_info(version, holders);
    let value = maker.sign(&info);
    seq(&[info, tlv(OCTET_STRING, &maker.certificate), tlv(OID, SM2), bits(&value)])
}

fn value_v4(version: u8, file: &[u8], signer: &Party, eseal: Vec<u8>, stamp: Option<Vec<u8>>) -> Vec<u8> {
    let to_sign =
        seq(&[number(version), eseal, tlv(TIME, b"20261120104207Z"), bits(&sm3(file)), tlv(IA5, b"/S/Signature.xml")]);
    let value = signer.sign(&to_sign);
    let stamp = stamp.map(|stamp| tlv(0xa0, &bits(&stamp)));
    let mut members = vec![to_sign, tlv(OCTET_STRING, &signer.certificate), tlv(OID, SM2), bits(&value)];
    members.extend(stamp);
    seq(&members)
}

fn holder(party: &Party) -> Vec<Vec<u8>> {
    vec![number(1), seq(&[tlv(OCTET_STRING, &party.certificate)])]
}

fn value_v1(file: &[u8], signer: &Party, maker: &Party, time: Vec<u8>) -> Vec<u8> {
    let info = seal_info(1, vec![seq(&[tlv(OCTET_STRING, &signer.certificate)])]);
    let (certificate, algorithm) = (tlv(OCTET_STRING, &maker.certificate), tlv(OID, SM2));
    let value = maker.sign(&seq(&[info.clone(), certificate.clone(), algorithm.clone()]));
    let eseal = seq(&[info, seq(&[certificate, algorithm, bits(&value)])]);
    let to_sign = seq(&[
        number(1),
        eseal,
        time,
        bits(&sm3(file)),
        tlv(IA5, b"/S/Signature.xml"),
        tlv(OCTET_STRING, &signer.certificate),
        tlv(OID, SM2),
    ]);
    let value = signer.sign(&to_sign);
    seq(&[to_sign, bits(&value)])
}

fn whole(found: Result<Findings, Stop>, form: Form) {
    let found = found.unwrap_or_else(|stop| panic!("{stop:?}"));
    let signature = &found.signatures[0];
    assert_eq!((signature.form, &signature.state, signature.holds()), (form, &State::Fits, true), "{form:?}");
    assert_eq!((found.altered, found.digest), (false, Level::Pass), "{form:?} {:?}", found.causes);
    assert_eq!(signature.time, Some(1_795_171_327), "{form:?}");
    if let Some(seal) = &signature.seal {
        assert!(seal.holds_signer && seal.maker.ticket.is_some() && !seal.self_made, "{form:?}");
        assert_eq!(
            (seal.name.as_str(), seal.picture_kind.as_str(), seal.picture_size),
            ("税务监制章", "png", (30, 20))
        );
    }
}

#[test]
fn seals_of_all_standards() {
    let (signer, maker) = (Party::new(7), Party::new(9));
    let entries = entries("");
    let file = signature_file(&entries);
    for time in [
        bits(b"2026-11-20 18:42:07"),
        bits(b"2026-11-20T10:42:07.123Z"),
        tlv(OCTET_STRING, b"20261120104207Z"),
        bits(&tlv(UTC_TIME, b"261120104207Z")),
    ] {
        whole(findings(&entries, value_v1(&file, &signer, &maker, time), &[]), Form::V1);
    }
    for (version, form) in [(4, Form::V4), (5, Form::V5)] {
        for holders in [
            holder(&signer),
            holders_by_digest("SM3", sm3(&signer.certificate)),
            holders_by_digest("1.2.156.10197.1.401", sm3(&signer.certificate)),
            holders_by_digest("SHA256", Sha256::digest(&signer.certificate).to_vec()),
            holders_by_digest("certificate", Sha256::digest(&signer.certificate).to_vec()),
        ] {
            let value = value_v4(version, &file, &signer, seal_v4(version, holders, &maker), None);
            whole(findings(&entries, value, &[]), form);
        }
    }
    // Its separate file.
    let mut entries = self::entries("<Seal><BaseLoc>Seal.esl</BaseLoc></Seal>");
    let file = signature_file(&entries);
    let seal = seal_v4(4, holder(&signer), &maker);
    let value = value_v4(4, &file, &signer, seal.clone(), None);
    entries.push(("S/Seal.esl".into(), seal));
    whole(findings(&entries, value.clone(), &[]), Form::V4);
    entries.last_mut().unwrap().1.push(0);
    let found = findings(&entries, value, &[]).ok().unwrap();
    assert!(found.altered, "{:?}", found.causes);
}

#[test]
fn seals_that_their_signer_may_not_use_or_nobody_made() {
    let (signer, maker) = (Party::new(7), Party::new(9));
    let entries = entries("");
    let file = signature_file(&entries);
    let seal = |holders| seal_v4(4, holders, &maker);
    let held = |seal: Vec<u8>| {
        let found = findings(&entries, value_v4(4, &file, &signer, seal, None), &[]).ok().unwrap();
        let seal = found.signatures[0].seal.clone().unwrap();
        (seal.holds_signer, seal.maker.ticket.is_some(), seal.self_made)
    };
    assert_eq!(held(seal(holder(&maker))), (false, true, false));
    assert_eq!(held(seal(holders_by_digest("SM3", sm3(&maker.certificate)))), (false, true, false));
    // A name that says SM3 over another digest, and a digest under the other kind of list.
    assert_eq!(
        held(seal(holders_by_digest("SM3", Sha256::digest(&signer.certificate).to_vec()))),
        (false, true, false)
    );
    let mut other = holder(&signer);
    other[0] = number(2);
    assert_eq!(held(seal(other)), (false, true, false));
    // Renamed, and signed by its signer anew.
    let mut renamed = seal(holder(&signer));
    let at = renamed.windows(3).position(|window| window == "税".as_bytes()).unwrap();
    renamed[at + 2] ^= 1;
    assert_eq!(held(renamed), (true, false, false));
    assert_eq!(held(seal_v4(4, holder(&signer), &signer)), (true, true, true));
    // The value of another file.
    let value = value_v4(4, b"another", &signer, seal(holder(&signer)), None);
    let found = findings(&entries, value, &[]).ok().unwrap();
    assert_eq!((found.altered, found.signatures[0].file_fits), (true, false));
    assert!(found.misstated.is_some());
}

/// A SignedData of one signer.
fn signed_data(
    signer: &Party,
    content: Option<Vec<u8>>,
    attributes: Option<Vec<Vec<u8>>>,
    message: &[u8],
    certificates: bool,
) -> Vec<u8> {
    let data = [0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 1];
    let mut info = vec![tlv(OID, &data)];
    info.extend(content.map(|content| tlv(0xa0, &tlv(OCTET_STRING, &content))));
    let algorithm = |oid: &[u8]| seq(&[tlv(OID, oid), tlv(5, &[])]);
    let mut signer_info = vec![number(1), seq(&[Party::issuer(), number(signer.serial)]), algorithm(SM3)];
    signer_info.extend(attributes.map(|attributes| tlv(0xa0, &attributes.concat())));
    signer_info.extend([algorithm(SM2), tlv(OCTET_STRING, &signer.sign(message))]);
    let mut members = vec![number(1), tlv(SET, &algorithm(SM3)), seq(&info)];
    if certificates {
        members.push(tlv(0xa0, &signer.certificate));
    }
    members.push(tlv(SET, &seq(&signer_info)));
    seq(&[tlv(OID, &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 2]), tlv(0xa0, &seq(&members))])
}

fn attribute(number: u8, value: Vec<u8>) -> Vec<u8> {
    seq(&[tlv(OID, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, number]), tlv(SET, &value)])
}

#[test]
fn signed_data_of_every_kind() {
    let signer = Party::new(7);
    let entries = entries("");
    let file = signature_file(&entries);
    let digest = sm3(&file);
    let time = attribute(5, tlv(UTC_TIME, b"261120104207Z"));
    let stored = vec![time, attribute(4, tlv(OCTET_STRING, &digest))];
    let mut sorted = stored.clone();
    sorted.sort();
    for message in [&stored, &sorted] {
        let signed = tlv(SET, &message.concat());
        whole(
            findings(&entries, signed_data(&signer, None, Some(stored.clone()), &signed, true), &[]),
            Form::SignedData,
        );
    }
    let text = Base64::Standard.encode(&digest).into_bytes();
    for content in [digest.clone(), text, file.clone()] {
        whole(
            findings(&entries, signed_data(&signer, Some(content.clone()), None, &content, true), &[]),
            Form::SignedData,
        );
    }
    whole(findings(&entries, signed_data(&signer, None, None, &file, true), &[]), Form::SignedData);
    // The certificate is at hand, and in no place at all.
    let value = signed_data(&signer, None, None, &file, false);
    whole(findings(&entries, value.clone(), &[&signer]), Form::SignedData);
    let found = findings(&entries, value, &[]).ok().unwrap();
    assert_eq!((&found.signatures[0].state, found.altered), (&State::Unknown, false));
    // Over something else.
    let content = sm3(b"another");
    let found =
        findings(&entries, signed_data(&signer, Some(content.clone()), None, &content, true), &[]).ok().unwrap();
    assert_eq!((&found.signatures[0].state, found.altered), (&State::Fits, true));
    let found = findings(&entries, signed_data(&signer, None, None, b"another", true), &[]).ok().unwrap();
    assert_eq!(found.signatures[0].state, State::Misfit(None));
    // A seal beside it is borrowed.
    let entries = self::entries("<Seal><BaseLoc>Seal.esl</BaseLoc></Seal>");
    let value = signed_data(&signer, None, None, &signature_file(&entries), true);
    let stop = findings(&entries, value, &[]).err();
    assert!(matches!(stop, Some(Stop::Refused { reason: "seal-not-signed", .. })), "{stop:?}");
}

#[test]
fn bare_signatures_find_their_key_or_say_that_it_is_not_at_hand() {
    let (signer, other) = (Party::new(7), Party::new(9));
    let entries = entries("");
    let file = signature_file(&entries);
    let signature: Signature = signer.key.sign(&file);
    for value in [der_of(&signature), signature.to_bytes().to_vec()] {
        whole(findings(&entries, value.clone(), &[&other, &signer]), Form::Bare);
        let found = findings(&entries, value, &[&other]).ok().unwrap();
        assert_eq!((&found.signatures[0].state, found.signatures[0].signers.len()), (&State::Unknown, 0));
    }
}

#[test]
fn what_was_digested_otherwise_is_told() {
    let (signer, maker, other) = (Party::new(7), Party::new(9), Party::new(11));
    let entries = entries("");
    let file = signature_file(&entries);
    let to_sign = seq(&[
        number(4),
        seal_v4(4, holder(&signer), &maker),
        tlv(TIME, b"20261120104207Z"),
        bits(&sm3(&file)),
        tlv(IA5, b"/S/Signature.xml"),
    ]);
    let state = |value: &Signature, at_hand: &[&Party]| {
        let value =
            seq(&[to_sign.clone(), tlv(OCTET_STRING, &signer.certificate), tlv(OID, SM2), bits(&der_of(value))]);
        findings(&entries, value, at_hand).ok().unwrap().signatures[0].state.clone()
    };
    let nobody = SigningKey::from_slice("", &[7; 32]).unwrap();
    for (value, id) in [
        (signer.key.sign_prehash(&sm3(&to_sign)).unwrap(), "no-z"),
        (signer.key.sign(&sm3(&to_sign)), "hashed-twice"),
        (nobody.sign(&to_sign), "empty-id"),
        (signer.key.sign_prehash(&Sha256::digest(&to_sign)).unwrap(), "sha-256"),
    ] {
        assert_eq!(state(&value, &[]), State::Misfit(Some(id)));
    }
    assert_eq!(state(&other.key.sign(&to_sign), &[]), State::Misfit(None));
    assert_eq!(state(&other.key.sign(&to_sign), &[&other]), State::WrongKey);
}

/// A time stamp over these octets.
fn stamp(authority: &Party, over: &[u8], certificates: bool) -> Vec<u8> {
    let imprint = seq(&[seq(&[tlv(OID, SM3)]), tlv(OCTET_STRING, &sm3(over))]);
    let info = seq(&[number(1), tlv(OID, &[0x2a, 3]), imprint, number(5), tlv(TIME, b"20261121000000Z")]);
    let kind = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];
    let attributes = [attribute(3, tlv(OID, &kind)), attribute(4, tlv(OCTET_STRING, &sm3(&info)))];
    let value = authority.sign(&tlv(SET, &attributes.concat()));
    let algorithm = |oid: &[u8]| seq(&[tlv(OID, oid)]);
    let mut members =
        vec![number(3), tlv(SET, &algorithm(SM3)), seq(&[tlv(OID, &kind), tlv(0xa0, &tlv(OCTET_STRING, &info))])];
    if certificates {
        members.push(tlv(0xa0, &authority.certificate));
    }
    let signer = [
        number(1),
        seq(&[Party::issuer(), number(authority.serial)]),
        algorithm(SM3),
        tlv(0xa0, &attributes.concat()),
        algorithm(SM2),
        tlv(OCTET_STRING, &value),
    ];
    members.push(tlv(SET, &seq(&signer)));
    seq(&[tlv(OID, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2]), tlv(0xa0, &seq(&members))])
}

#[test]
fn time_stamps() {
    let (signer, maker, authority) = (Party::new(7), Party::new(9), Party::new(11));
    let entries = entries("");
    let file = signature_file(&entries);
    let eseal = seal_v4(4, holder(&signer), &maker);
    // The signature's octets are known only once it is made; SM2 of this crate signs alike each time.
    let plain = value_v4(4, &file, &signer, eseal.clone(), None);
    let octets = {
        let outer = slipcheck_codec::der::Tlv::whole(&plain).unwrap().elements().unwrap();
        outer[3].value[1..].to_vec()
    };
    let stamped = |stamp: Vec<u8>| {
        let value = value_v4(4, &file, &signer, eseal.clone(), Some(stamp));
        let found = findings(&entries, value, &[]).unwrap_or_else(|stop| panic!("{stop:?}"));
        assert!(!found.altered && found.signatures[0].holds());
        found.signatures[0].stamp.clone().unwrap()
    };
    let token = stamp(&authority, &octets, true);
    let Stamp::Fits { time, authority: found } = stamped(token.clone()) else { panic!() };
    assert_eq!((time, found.certificate), (1_795_219_200, authority.certificate.clone()));
    // A whole response around it.
    assert!(matches!(stamped(seq(&[seq(&[number(0)]), token])), Stamp::Fits { .. }));
    assert!(matches!(stamped(stamp(&authority, b"another", true)), Stamp::Misfit));
    assert!(matches!(stamped(stamp(&authority, &octets, false)), Stamp::NotRead));
    assert!(matches!(stamped(b"nothing".to_vec()), Stamp::NotRead));
}
