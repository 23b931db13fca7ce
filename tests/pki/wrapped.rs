//! Files that hold files, and the Austrian exports.

use super::*;
use slipcheck::{
    encoding::Base64,
    pki::{Import, Recognised, Refusal, import},
};

/// A ZIP of these files, as they are.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = out.len() as u32;
        let size = (content.len() as u32).to_le_bytes();
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &size, &size, &[name.len() as u8, 0, 0, 0]].concat();
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let at = (out.len() as u32).to_le_bytes();
    let count = (files.len() as u16).to_le_bytes();
    let size = (directory.len() as u32).to_le_bytes();
    [&out[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &size, &at, &[0, 0]].concat()
}

/// A TAR of these files.
fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, content) in files {
        let mut header = [0u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        header[148..156].fill(b' ');
        header[156] = b'0';
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        header[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
        out.extend([&header, *content].concat());
        out.resize(out.len().div_ceil(512) * 512, 0);
    }
    [out, vec![0; 1024]].concat()
}

fn subjects(import: &Import) -> Vec<String> {
    import.certificates.iter().map(Certificate::subject).collect()
}

fn ids(import: &Import) -> Vec<Vec<&'static str>> {
    import.guesses.iter().map(|(formats, _)| formats.ids()).collect()
}

fn pkcs7(certificates: &[Vec<u8>]) -> Vec<u8> {
    let signed = sequence(&[
        tlv(2, &[1]),
        tlv(0x31, &[]),
        sequence(&[tlv(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1])]),
        tlv(0xa0, &certificates.concat()),
        tlv(0x31, &[]),
    ]);
    sequence(&[tlv(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2]), tlv(0xa0, &signed)])
}

#[test]
fn a_zip_of_everything() {
    let case = good();
    let list = List::new("CA").sign(&Key::new(CA));
    let inner = zip(&[("root.crt", &case.anchors[0])]);
    let deepest = zip(&[("a.zip", &zip(&[("b.zip", &inner)]))]);
    let key =
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", Base64::Standard.encode(&[7; 60]));
    let bytes = zip(&[
        ("certs/leaf.cer", &case.leaf),
        ("certs/again.der", &case.leaf),
        ("bundle.p7b", &pkcs7(&case.certificates)),
        ("list.crl", &list),
        ("more.zip", &inner),
        ("too-deep.zip", &deepest),
        ("secret.key", key.as_bytes()),
        ("readme.txt", b"how to install"),
        ("__MACOSX/certs/._leaf.cer", b"rubbish"),
        ("broken.cer", &case.leaf[..100]),
    ]);
    let found = import(&bytes);
    assert_eq!(found.recognised, Some(Recognised::Zip));
    assert_eq!(subjects(&found), ["CN=Terminal", "CN=CA", "CN=Root"]);
    assert_eq!(found.crls.len(), 1);
    let refused: Vec<(&str, Refusal)> =
        found.refused.iter().map(|refused| (refused.what.as_str(), refused.reason)).collect();
    assert_eq!(
        refused,
        [("a.zip", Refusal::TooLarge), ("PRIVATE KEY", Refusal::PrivateKey), ("broken.cer", Refusal::Damaged)]
    );
    // One that breaks off gives what can be had, and says so.
    let found = import(&bytes[..bytes.len() - 10]);
    assert!(found.certificates.is_empty());
    assert_eq!(found.refused[0].reason, Refusal::Damaged);
}

#[test]
fn a_tse_export() {
    let case = good();
    let bytes = tar(&[
        ("info.csv", b"description,manufacturer\n"),
        ("Unixt_1600000000_Sig-1_Log-Tra_No-1_Start_Client-1.log", &case.leaf),
        ("4F8C_X509.der", &case.leaf),
        ("chain_X509.pem", &case.certificates[0]),
    ]);
    let found = import(&bytes);
    assert_eq!(found.recognised, Some(Recognised::TseExport));
    assert_eq!(subjects(&found), ["CN=Terminal", "CN=CA"]);
    assert_eq!(ids(&found), [["de-tse"], ["de-tse"]]);
    assert!(found.refused.is_empty(), "{:?}", found.refused);
    // A TAR of certificates is none.
    let found = import(&tar(&[("leaf.cer", &case.leaf)]));
    assert_eq!((found.recognised, found.certificates.len()), (Some(Recognised::Tar), 1));
    assert_eq!(ids(&found), [["signed-slip"]]);
    // A TSE export in a ZIP.
    let found = import(&zip(&[("export.tar", &bytes)]));
    assert_eq!(found.recognised, Some(Recognised::Zip));
    assert_eq!(ids(&found), [["de-tse"], ["de-tse"]]);
}

#[test]
fn austrian_exports() {
    let case = good();
    let text = |der: &[u8]| Base64::Standard.encode(der);
    let dep = format!(
        r#"{{"Belege-Gruppe": [
            {{"Signaturzertifikat": "{}", "Zertifizierungsstellen": ["{}"], "Belege-kompakt": ["eyJ.a.b", "eyJ.c.d"]}},
            {{"Signaturzertifikat": "", "Zertifizierungsstellen": [], "Belege-kompakt": []}},
            {{"Signaturzertifikat": "AAAA"}}
        ]}}"#,
        text(&case.leaf),
        text(&case.certificates[0])
    );
    for bytes in [dep.clone().into_bytes(), [b"\xef\xbb\xbf\r\n", dep.as_bytes()].concat()] {
        let found = import(&bytes);
        assert_eq!(found.recognised, Some(Recognised::RksvDep));
        assert_eq!(subjects(&found), ["CN=Terminal", "CN=CA"]);
        assert_eq!(ids(&found), [["at-rksv"], ["at-rksv"]]);
        assert_eq!(found.refused.len(), 1);
        assert_eq!(found.refused[0].reason, Refusal::Damaged);
    }
    let container = format!(
        r#"{{"base64AESKey": "{}", "certificateOrPublicKeyMap": {{
            "7b164a88": {{"id": "7b164a88", "signatureDeviceType": "CERTIFICATE", "signatureCertificateOrPublicKey": "{}"}},
            "U:ATU12345678-K1": {{"id": "U:ATU12345678-K1", "signatureDeviceType": "PUBLIC_KEY",
                "signatureCertificateOrPublicKey": "{}"}}
        }}}}"#,
        text(&[9; 32]),
        text(&case.leaf),
        text(&Key::new(OTHER).spki())
    );
    let found = import(container.as_bytes());
    assert_eq!(found.recognised, Some(Recognised::RksvContainer));
    assert_eq!((subjects(&found), ids(&found)), (vec!["CN=Terminal".into()], vec![vec!["at-rksv"]]));
    assert_eq!(found.keys.len(), 1);
    assert_eq!((found.keys[0].id.as_str(), &found.keys[0].spki), ("U:ATU12345678-K1", &Key::new(OTHER).spki()));
    // The secret key is seen, told, and nowhere kept.
    let refused: Vec<(&str, Refusal)> = found.refused.iter().map(|r| (r.what.as_str(), r.reason)).collect();
    assert_eq!(refused, [("base64AESKey", Refusal::PrivateKey)]);
    // Other JSON is neither.
    for other in ["{}", "{\"a\": 1}", "{\"Belege-Gruppe\": 3}", "{"] {
        let found = import(other.as_bytes());
        assert_eq!((found.recognised, found.refused[0].reason), (None, Refusal::NotACertificate), "{other}");
    }
}

#[test]
fn what_the_file_was_is_told() {
    let case = good();
    let pem =
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", Base64::Standard.encode(&case.leaf));
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(pem.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, kind) in [
        (pem.clone().into_bytes(), Recognised::Pem),
        (utf16, Recognised::Pem),
        ([b"Zertifikat f\xfcr die Kasse\n", pem.as_bytes()].concat(), Recognised::Pem),
        (case.leaf.clone(), Recognised::Der),
        (Base64::Standard.encode(&case.leaf).into_bytes(), Recognised::Base64),
        (pkcs7(std::slice::from_ref(&case.leaf)), Recognised::Pkcs7),
    ] {
        let found = import(&bytes);
        assert_eq!((found.recognised, subjects(&found)), (Some(kind), vec!["CN=Terminal".into()]), "{kind:?}");
    }
    assert_eq!(import(b"hello").recognised, None);
}

#[test]
fn what_an_anchor_is_for_is_guessed() {
    let guess = |draft: Draft| ids(&import(&draft.sign(&Key::new(CA)))).concat();
    assert_eq!(guess(leaf()), ["signed-slip"]);
    assert_eq!(guess(leaf().with(purposes(&[SLIP_SIGNING]))), ["signed-slip"]);
    assert_eq!(guess(Draft { subject: name("Acme TSE Root 1"), ..ca() }), ["de-tse"]);
    assert_eq!(guess(Draft { subject: name(&"ab".repeat(32)), ..leaf() }), ["de-tse"]);
    let rksv: Extension = (&[0x2a, 0x28, 0, 0x0a, 1, 0x0b, 1], false, tlv(0x0c, b"UID ATU12345678"));
    assert_eq!(guess(leaf().with(rksv.clone())), ["at-rksv"]);
    // An extension says more than a name.
    assert_eq!(guess(Draft { issuer: name("D-Trust CA"), ..leaf() }.with(rksv.clone())), ["at-rksv"]);
    // A CA that does not tell is for what it issued, as far as that is in the file.
    let case = chain(root(), ca(), leaf().with(rksv));
    let bundle = pkcs7(&[case.anchors[0].clone(), case.certificates[0].clone(), case.leaf]);
    assert_eq!(ids(&import(&bundle)), [["at-rksv"], ["at-rksv"], ["at-rksv"]]);
}

/// Seeds for the mutations of the main test.
pub(super) fn seeds() -> [Vec<u8>; 4] {
    let case = good();
    let dep =
        format!("{{\"Belege-Gruppe\": [{{\"Signaturzertifikat\": \"{}\"}}]}}", Base64::Standard.encode(&case.leaf));
    [
        pkcs7(&[case.leaf.clone(), case.anchors[0].clone()]),
        zip(&[("a.cer", &case.leaf)]),
        tar(&[("a_X509.der", &case.leaf)]),
        dep.into_bytes(),
    ]
}
