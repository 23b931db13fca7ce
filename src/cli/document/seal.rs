//! Electronic seals, and what is signed with them: GB/T 38540-2020 (V4) and GM/T 0031-2014 (V1).

use super::{
    GENERALIZED_TIME, IA5, OCTET_STRING, OID, SM2_WITH_SM3, Signatory, UTC_TIME, UTF8, bits, integer, sequence, utc,
};
use crate::cli::random::Generator;
use slipcheck::{encoding::tlv, signature::Digest, time::Moment};

/// Which standard a seal is made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// GM/T 0031-2014.
    V1,
    /// GB/T 38540-2020.
    V4,
}

/// A seal that a maker gives to a signer.
pub(crate) struct Seal<'a> {
    /// Which standard it is made by.
    pub(crate) version: Version,
    /// Its name.
    pub(crate) name: &'a str,
    /// Its number.
    pub(crate) number: &'a str,
    /// Its picture, an OFD document, and how wide and high that is in millimetres.
    pub(crate) picture: (&'a [u8], u8),
    /// Who makes it.
    pub(crate) maker: &'a Signatory<'a>,
    /// Who may use it.
    pub(crate) signer: &'a Signatory<'a>,
    /// From when until when.
    pub(crate) dates: (Moment, Moment),
}

impl Seal<'_> {
    /// The seal, signed by its maker: `SESeal`.
    ///
    /// # Errors
    /// It cannot be signed.
    pub(crate) fn made(&self, random: &mut Generator) -> Result<Vec<u8>, String> {
        let (from, until) = self.dates;
        let date = |at: Moment| match self.version {
            Version::V1 => tlv(UTC_TIME, utc(at).get(2..).unwrap_or_default().as_bytes()),
            Version::V4 => tlv(GENERALIZED_TIME, utc(at).as_bytes()),
        };
        let number = match self.version {
            Version::V1 => 1,
            Version::V4 => 4,
        };
        let holders = sequence(&[tlv(OCTET_STRING, self.signer.certificate)]);
        // A list of certificates; V4 says so, V1 knows no other.
        let kind = if self.version == Version::V4 { integer(&[1]) } else { Vec::new() };
        let property =
            [integer(&[1]), tlv(UTF8, self.name.as_bytes()), kind, holders, date(from), date(from), date(until)];
        let (picture, size) = self.picture;
        let information = sequence(&[
            sequence(&[tlv(IA5, b"ES"), integer(&[number]), tlv(IA5, b"SLIPCHECK")]),
            tlv(IA5, self.number.as_bytes()),
            sequence(&property),
            sequence(&[tlv(IA5, b"ofd"), tlv(OCTET_STRING, picture), integer(&[size]), integer(&[size])]),
        ]);
        let (certificate, algorithm) = (tlv(OCTET_STRING, self.maker.certificate), tlv(OID, SM2_WITH_SM3));
        Ok(match self.version {
            Version::V4 => {
                let value = bits(&self.maker.sign(&information, random)?);
                sequence(&[information, certificate, algorithm, value])
            }
            Version::V1 => {
                let signed = sequence(&[information.clone(), certificate.clone(), algorithm.clone()]);
                let value = bits(&self.maker.sign(&signed, random)?);
                sequence(&[information, sequence(&[certificate, algorithm, value])])
            }
        })
    }

    /// What the signer signs with the seal: `SES_Signature` over this signature file, which stands there.
    ///
    /// # Errors
    /// It cannot be signed.
    pub(crate) fn signed(
        &self,
        seal: &[u8],
        file: (&str, &[u8]),
        at: Moment,
        random: &mut Generator,
    ) -> Result<Vec<u8>, String> {
        let (place, content) = file;
        let digest = bits(&Digest::Sm3.of(content));
        let place = tlv(IA5, place.as_bytes());
        let (certificate, algorithm) = (tlv(OCTET_STRING, self.signer.certificate), tlv(OID, SM2_WITH_SM3));
        Ok(match self.version {
            Version::V4 => {
                let time = tlv(GENERALIZED_TIME, utc(at).as_bytes());
                let signed = sequence(&[integer(&[4]), seal.to_vec(), time, digest, place]);
                let value = bits(&self.signer.sign(&signed, random)?);
                sequence(&[signed, certificate, algorithm, value])
            }
            Version::V1 => {
                let time = bits(utc(at).as_bytes());
                let signed = sequence(&[integer(&[1]), seal.to_vec(), time, digest, place, certificate, algorithm]);
                let value = bits(&self.signer.sign(&signed, random)?);
                sequence(&[signed, value])
            }
        })
    }
}
