//! A Saudi receipt: the QR code of the second phase (ZATCA, Security Features Implementation Standards).

use super::{Content, Sample};
use crate::cli::demo_ca::house::House;
use ecdsa::signature::hazmat::PrehashSigner as _;
use k256::{elliptic_curve::Generate as _, pkcs8::EncodePublicKey as _};
use slipcheck::{encoding::Base64, signature::sha256};

/// A code whose key nobody vouches for: what most people meet, since the certificates of tills are not published.
///
/// # Errors
/// It cannot be signed.
pub(super) fn sample(house: &House) -> Result<Sample, String> {
    let mut random = house.random.fork("zatca");
    let key = k256::ecdsa::SigningKey::generate_from_rng(&mut random);
    let spki =
        key.verifying_key().to_public_key_der().map_err(|error| format!("the key cannot be written: {error}"))?;
    let hash = sha256(b"Slipcheck Demo invoice");
    let signature: k256::ecdsa::Signature =
        key.sign_prehash(&sha256(&hash)).map_err(|error| format!("signing failed: {error}"))?;
    let time = house.at.civil(0).at_offset(0).rfc3339();
    let base64 = |bytes: &[u8]| Base64::Standard.encode(bytes).into_bytes();
    let items: [&[u8]; 8] = [
        b"Slipcheck Demo Corner Shop",
        b"300000000000003",
        time.as_bytes(),
        b"115.00",
        b"15.00",
        &base64(&hash),
        &base64(signature.to_der().as_bytes()),
        spki.as_bytes(),
    ];
    let code: Vec<u8> = (1_u8..)
        .zip(items)
        .flat_map(|(tag, item)| [&[tag, u8::try_from(item.len()).unwrap_or(u8::MAX)], item].concat())
        .collect();
    Ok(Sample {
        id: "zatca-unknown-issuer",
        title: [
            "沙特收银小票（ZATCA），签发机构不明",
            "A Saudi receipt (ZATCA) of an unknown issuer",
            "Saudi-arabischer Beleg (ZATCA), Aussteller unbekannt",
        ],
        expect: "unknown-issuer",
        cause: Some("certificate-unknown-issuer"),
        broken: [
            "签名和码里的公钥相符，但手头没有说明这把密钥属于谁的证书；签名也不包括票面金额。",
            "The signature fits the key in the code, but no certificate at hand says whose key it is; and the printed amounts are not signed.",
            "Die Signatur passt zum Schlüssel im Code, aber kein vorliegendes Zertifikat sagt, wem er gehört; und die gedruckten Beträge sind nicht signiert.",
        ],
        content: Content::Text(format!("{}\n", Base64::Standard.encode(&code))),
    })
}
