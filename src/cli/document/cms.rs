//! SignedData beside what it signs: CMS (RFC 5652 §5), and with SM2 the same by GB/T 35275.

use super::{OCTET_STRING, OID, SEQUENCE, SET, Signatory, integer, sequence, time};
use crate::cli::random::Generator;
use slipcheck::{encoding::tlv, signature::sha256, time::Moment};

/// Content type and type of the whole, of CMS and of GB/T 35275.
const CMS: [&[u8]; 2] =
    [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1], &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2]];
const GM: [&[u8]; 2] = [&[0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 1], &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 2]];

/// The most bytes that a SignedData of this signatory has, for the place that is left for it.
pub(crate) fn size(signatory: &Signatory<'_>) -> usize {
    1024 + signatory.certificate.len() + signatory.above.iter().map(Vec::len).sum::<usize>()
}

/// A SignedData over these bytes, with signed attributes: content type, signing time, digest, and the signer's certificate
/// (RFC 5652 §11, RFC 5035 §3).
///
/// # Errors
/// It cannot be signed.
pub(crate) fn detached(
    signatory: &Signatory<'_>,
    message: &[u8],
    at: Moment,
    random: &mut Generator,
) -> Result<Vec<u8>, String> {
    let (scheme, digest, algorithm) = signatory.scheme();
    let [data, signed_data] = if scheme == slipcheck::signature::Scheme::Sm2 { GM } else { CMS };
    let attribute = |number: &[u8], value: Vec<u8>| {
        let oid = [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9], number].concat();
        sequence(&[tlv(OID, &oid), tlv(SET, &value)])
    };
    let named = sequence(&[sequence(&[sequence(&[tlv(OCTET_STRING, &sha256(signatory.certificate))])])]);
    let mut attributes = [
        attribute(&[3], tlv(OID, data)),
        attribute(&[5], time(at)),
        attribute(&[4], tlv(OCTET_STRING, &scheme.digest().of(message))),
        attribute(&[16, 2, 47], named),
    ];
    // A SET OF stands in the order of its encodings (X.690 §11.6).
    attributes.sort();
    let attributes = attributes.concat();
    let value = signatory.sign(&tlv(SET, &attributes), random)?;
    let null = |oid: &[u8], with: bool| {
        let null: &[u8] = if with { &[5, 0] } else { &[] };
        tlv(SEQUENCE, &[tlv(OID, oid), null.to_vec()].concat())
    };
    // RSA alone has parameters (RFC 4055 §5).
    let rsa = matches!(scheme, slipcheck::signature::Scheme::RsaPkcs1(_));
    let signer = sequence(&[
        integer(&[1]),
        signatory.name()?,
        null(digest, false),
        tlv(0xa0, &attributes),
        null(algorithm, rsa),
        tlv(OCTET_STRING, &value),
    ]);
    let certificates = [signatory.certificate.to_vec(), signatory.above.concat()].concat();
    let inside = sequence(&[
        integer(&[1]),
        tlv(SET, &null(digest, false)),
        sequence(&[tlv(OID, data)]),
        tlv(0xa0, &certificates),
        tlv(SET, &signer),
    ]);
    Ok(sequence(&[tlv(OID, signed_data), tlv(0xa0, &inside)]))
}
