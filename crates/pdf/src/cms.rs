//! CMS SignedData (RFC 5652, GB/T 35275) and time stamp tokens (RFC 3161): what is signed, how, and by whom it says.

use crate::ber::{Cursor, Element, INTEGER, OCTET_STRING, OID, SEQUENCE, SET, der};

/// Object identifiers, their content alone.
pub mod oid {
    /// id-signedData.
    pub const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    /// id-data.
    pub const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
    /// SignedData of GB/T 35275.
    pub const GM_SIGNED_DATA: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 2];
    /// Data of GB/T 35275.
    pub const GM_DATA: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 1];
    /// id-ct-TSTInfo.
    pub const TST_INFO: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];
    pub(super) const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3];
    pub(super) const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4];
    pub(super) const SIGNING_TIME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 5];
    pub(super) const SIGNING_CERTIFICATE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 12];
    pub(super) const SIGNING_CERTIFICATE_V2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 47];
    pub(super) const TIME_STAMP: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 14];
    pub(super) const REVOCATION_ARCHIVAL: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x2f, 1, 1, 8];
}

/// A message digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// Refused.
    Md5,
    /// Refused.
    Sha1,
    /// FIPS 180-4.
    Sha224,
    /// FIPS 180-4.
    Sha256,
    /// FIPS 180-4.
    Sha384,
    /// FIPS 180-4.
    Sha512,
    /// GB/T 32905.
    Sm3,
}

impl Digest {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sm3 => "SM3",
        }
    }

    /// Whether it proves nothing any more.
    #[must_use]
    pub fn is_refused(self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1)
    }

    /// The digest of the parts, one behind the other.
    #[must_use]
    pub fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn all<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut digest = D::new();
            for part in parts {
                digest.update(part);
            }
            digest.finalize().to_vec()
        }
        match self {
            Self::Md5 => all::<md5::Md5>(parts),
            Self::Sha1 => all::<sha1::Sha1>(parts),
            Self::Sha224 => all::<sha2::Sha224>(parts),
            Self::Sha256 => all::<sha2::Sha256>(parts),
            Self::Sha384 => all::<sha2::Sha384>(parts),
            Self::Sha512 => all::<sha2::Sha512>(parts),
            Self::Sm3 => all::<sm3::Sm3>(parts),
        }
    }

    /// Those that a mistaken declaration may have meant.
    pub const KNOWN: [Self; 7] =
        [Self::Sha256, Self::Sha384, Self::Sha512, Self::Sm3, Self::Sha224, Self::Sha1, Self::Md5];

    fn from_oid(oid: &[u8]) -> Option<Self> {
        Some(match oid {
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, number] => match number {
                1 => Self::Sha256,
                2 => Self::Sha384,
                3 => Self::Sha512,
                4 => Self::Sha224,
                _ => return None,
            },
            [0x2b, 0x0e, 3, 2, 0x1a] => Self::Sha1,
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5] => Self::Md5,
            // SM3 alone, and with a key.
            [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x11] | [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x11, _] => {
                Self::Sm3
            }
            // Seen: the name of a signature in a digest's place.
            _ => return Scheme::named(oid)?.1,
        })
    }
}

/// How a signature is made of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1,
    /// RSASSA-PSS: digest of the mask, and length of the salt.
    RsaPss(Digest, usize),
    /// ECDSA, its signature in DER.
    Ecdsa,
    /// ECDSA, its signature `r‖s` (BSI TR-03111 §5.2.2).
    EcdsaPlain,
    /// SM2.
    Sm2,
}

impl Scheme {
    /// The scheme that an object identifier names, and its digest.
    fn named(oid: &[u8]) -> Option<(Self, Option<Digest>)> {
        let sha2 = |number: u8| match number {
            1 => Digest::Sha224,
            2 => Digest::Sha256,
            3 => Digest::Sha384,
            _ => Digest::Sha512,
        };
        Some(match oid {
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, number] => match number {
                1 => (Self::RsaPkcs1, None),
                4 => (Self::RsaPkcs1, Some(Digest::Md5)),
                5 => (Self::RsaPkcs1, Some(Digest::Sha1)),
                11..=13 => (Self::RsaPkcs1, Some(sha2(number - 9))),
                14 => (Self::RsaPkcs1, Some(Digest::Sha224)),
                _ => return None,
            },
            [0x2b, 0x0e, 3, 2, 0x1d] => (Self::RsaPkcs1, Some(Digest::Sha1)),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1] => (Self::Ecdsa, None),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1] => (Self::Ecdsa, Some(Digest::Sha1)),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, number @ 1..=4] => (Self::Ecdsa, Some(sha2(*number))),
            [0x04, 0, 0x7f, 0, 7, 1, 1, 4, 1, number @ 1..=5] => {
                (Self::EcdsaPlain, Some(if *number == 1 { Digest::Sha1 } else { sha2(number - 1) }))
            }
            [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75]
            | [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x82, 0x2d]
            | [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x82, 0x2d, 1] => (Self::Sm2, Some(Digest::Sm3)),
            _ => return None,
        })
    }
}

/// How the signature of a [`SignedData`] is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// In a way that is known.
    Known {
        /// The digest of the document.
        content: Digest,
        /// The digest under the signature.
        digest: Digest,
        /// The scheme.
        scheme: Scheme,
    },
    /// In no way that is known: the object identifier in dots.
    Unknown(String),
}

/// How a signer is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignerId {
    /// Issuer (DER) and serial number (content).
    Issuer(Vec<u8>, Vec<u8>),
    /// Subject key identifier.
    Key(Vec<u8>),
}

impl SignerId {
    /// Whether it names this certificate (DER).
    #[must_use]
    pub fn names(&self, certificate: &[u8]) -> bool {
        (|| {
            let mut body = Cursor::new(certificate).expect(SEQUENCE)?.inside().expect(SEQUENCE)?.inside();
            body.optional(0xa0);
            let own = body.expect(INTEGER)?.value;
            body.expect(SEQUENCE)?;
            let by = body.expect(SEQUENCE)?.raw;
            match self {
                Self::Issuer(issuer, serial) => Some(by == issuer && own == serial),
                Self::Key(key) => {
                    // Validity, subject, key; then the extensions (RFC 5280 §4.2.1.2).
                    for _ in 0..3 {
                        body.expect(SEQUENCE)?;
                    }
                    while let Some(element) = body.read() {
                        if element.tag != 0xa3 {
                            continue;
                        }
                        for extension in element.inside().expect(SEQUENCE)?.elements()? {
                            let mut extension = extension.inside();
                            if extension.expect(OID)?.value == [0x55, 0x1d, 0x0e] {
                                let mut value = extension.read()?;
                                if value.tag == 1 {
                                    value = extension.read()?;
                                }
                                let held = Cursor::new(value.value).read()?.octets(OCTET_STRING)?;
                                return Some(held == *key);
                            }
                        }
                    }
                    None
                }
            }
        })()
        .unwrap_or(false)
    }
}

/// Why a CMS is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not of its form.
    Form,
    /// Not exactly one signer.
    Signers,
    /// The content stands inside.
    Content,
    /// `contentType` or `messageDigest` is lacking, stands twice, or is another's.
    Attributes,
}

impl Fault {
    /// A word for evidence.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Form => "cms",
            Self::Signers => "signers",
            Self::Content => "content-inside",
            Self::Attributes => "attributes",
        }
    }
}

/// The signer's certificate by its hash (RFC 5035).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningCertificate {
    /// Of version 2.
    pub second: bool,
    /// The digest; `None`: one that is not known.
    pub digest: Option<Digest>,
    /// The hash.
    pub hash: Vec<u8>,
}

/// A SignedData with one signer.
#[derive(Clone, Debug)]
pub struct SignedData {
    /// Whether it is one of GB/T 35275.
    pub gm: bool,
    /// Certificates, DER.
    pub certificates: Vec<Vec<u8>>,
    /// Revocation lists, DER.
    pub crls: Vec<Vec<u8>>,
    /// OCSP responses, DER.
    pub ocsp: Vec<Vec<u8>>,
    /// The content inside, where it may stand there.
    pub content: Option<Vec<u8>>,
    /// Who says to have signed.
    pub signer: SignerId,
    /// How.
    pub method: Method,
    /// `messageDigest`; `None`: there are no signed attributes.
    pub stated: Option<Vec<u8>>,
    /// The signed attributes as they were signed.
    pub attributes: Option<Vec<u8>>,
    /// The signature.
    pub signature: Vec<u8>,
    /// `signingTime` as it stands: its tag and text.
    pub time: Option<(u8, Vec<u8>)>,
    /// The signer's certificate by its hash.
    pub certificate: Option<SigningCertificate>,
    /// Signature time stamps.
    pub time_stamps: Vec<Vec<u8>>,
    /// Whether bytes that are not zero stand behind.
    pub trailing: bool,
}

impl SignedData {
    /// Reads a detached signature over a document.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn detached(bytes: &[u8]) -> Result<Self, Fault> {
        let data = read(bytes, false).ok_or(Fault::Form)??;
        if data.content.is_some() {
            return Err(Fault::Content);
        }
        Ok(data)
    }

    /// Reads a time stamp token, and what it says.
    #[must_use]
    pub fn token(bytes: &[u8]) -> Option<(Self, TimeStamp)> {
        let data = read(bytes, true)?.ok()?;
        let stamp = TimeStamp::read(data.content.as_deref()?)?;
        Some((data, stamp))
    }
}

/// What a time stamp token says (RFC 3161 §2.4.2).
#[derive(Clone, Debug)]
pub struct TimeStamp {
    /// The digest of the imprint; `None`: one that is not known.
    pub digest: Option<Digest>,
    /// The imprint.
    pub imprint: Vec<u8>,
    /// `genTime`, the text of a GeneralizedTime.
    pub time: Vec<u8>,
}

impl TimeStamp {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut info = Cursor::new(bytes).expect(SEQUENCE)?.inside();
        info.expect(INTEGER)?;
        info.expect(OID)?;
        let mut imprint = info.expect(SEQUENCE)?.inside();
        let algorithm = imprint.expect(SEQUENCE)?.inside().expect(OID)?;
        let imprint = imprint.read()?.octets(OCTET_STRING)?;
        info.expect(INTEGER)?;
        let time = info.expect(0x18)?;
        Some(Self { digest: Digest::from_oid(algorithm.value), imprint, time: time.value.to_vec() })
    }
}

type Read<T> = Option<Result<T, Fault>>;

fn read(bytes: &[u8], token: bool) -> Read<SignedData> {
    let mut outer = Cursor::new(bytes);
    let mut info = outer.expect(SEQUENCE)?.inside();
    let kind = info.expect(OID)?.value;
    let gm = kind == oid::GM_SIGNED_DATA;
    if !gm && kind != oid::SIGNED_DATA {
        return None;
    }
    let mut data = info.expect(0xa0)?.inside().expect(SEQUENCE)?.inside();
    data.expect(INTEGER)?;
    data.expect(SET)?;
    let mut inner = data.expect(SEQUENCE)?.inside();
    let content_type = inner.expect(OID)?.value;
    let expected = if token {
        oid::TST_INFO
    } else if gm {
        oid::GM_DATA
    } else {
        oid::DATA
    };
    if content_type != expected {
        return Some(Err(Fault::Form));
    }
    let content = match inner.optional(0xa0) {
        Some(explicit) => Some(match explicit.inside().read() {
            Some(octets) => octets.octets(OCTET_STRING)?,
            None => Vec::new(),
        }),
        None => None,
    };
    let certificates = data.optional(0xa0).map_or(Some(Vec::new()), Element::elements)?;
    let certificates = certificates.iter().filter(|c| c.tag == SEQUENCE).map(|c| c.raw.to_vec()).collect();
    let mut ocsp = Vec::new();
    let revocation = data.optional(0xa1).map_or(Some(Vec::new()), Element::elements)?;
    let mut crls: Vec<Vec<u8>> = revocation.iter().filter(|c| c.tag == SEQUENCE).map(|c| c.raw.to_vec()).collect();
    let signers = data.expect(SET)?.elements()?;
    let [signer] = signers.as_slice() else { return Some(Err(Fault::Signers)) };
    if signer.tag != SEQUENCE {
        return None;
    }
    let mut info = signer.inside();
    info.expect(INTEGER)?;
    let id = info.read()?;
    let signer = match id.tag {
        SEQUENCE => {
            let mut id = id.inside();
            let issuer = id.expect(SEQUENCE)?.raw.to_vec();
            SignerId::Issuer(issuer, id.expect(INTEGER)?.value.to_vec())
        }
        0x80 | 0xa0 => SignerId::Key(id.octets(0x80)?),
        _ => return None,
    };
    let digest_algorithm = info.expect(SEQUENCE)?;
    let attributes = info.optional(0xa0);
    let signature_algorithm = info.expect(SEQUENCE)?;
    let signature = info.read()?.octets(OCTET_STRING)?;
    let unsigned = info.optional(0xa1);
    let method = method(digest_algorithm, signature_algorithm, attributes.is_some())?;

    let (mut stated, mut time, mut certificate) = (None, None, None);
    let mut as_signed = None;
    if let Some(attributes) = attributes {
        as_signed = Some(if attributes.indefinite {
            der(SET, attributes.value)
        } else {
            let mut raw = attributes.raw.to_vec();
            *raw.first_mut()? = SET;
            raw
        });
        let list = attribute_list(attributes)?;
        let values = |oid: &[u8]| -> Vec<&Vec<Element<'_>>> {
            list.iter().filter(|(name, _)| *name == oid).map(|(_, values)| values).collect()
        };
        let single = |oid: &[u8]| match values(oid).as_slice() {
            [values] => match values.as_slice() {
                [value] => Some(*value),
                _ => None,
            },
            _ => None,
        };
        let kind = single(oid::CONTENT_TYPE).filter(|value| value.tag == OID && value.value == content_type);
        let digest = single(oid::MESSAGE_DIGEST).and_then(|value| value.octets(OCTET_STRING));
        let (Some(_), Some(digest)) = (kind, digest) else { return Some(Err(Fault::Attributes)) };
        stated = Some(digest);
        let first = |oid: &[u8]| values(oid).first().and_then(|values| values.first().copied());
        time = first(oid::SIGNING_TIME)
            .filter(|value| matches!(value.tag, 0x17 | 0x18))
            .map(|value| (value.tag, value.value.to_vec()));
        certificate = match (first(oid::SIGNING_CERTIFICATE_V2), first(oid::SIGNING_CERTIFICATE)) {
            (Some(value), _) => Some(signing_certificate(value, true)?),
            (_, Some(value)) => Some(signing_certificate(value, false)?),
            _ => None,
        };
        for value in values(oid::REVOCATION_ARCHIVAL).into_iter().flatten() {
            archived(*value, &mut crls, &mut ocsp);
        }
    }
    let mut time_stamps = Vec::new();
    if let Some(list) = unsigned.and_then(attribute_list) {
        for (name, values) in list {
            if name == oid::TIME_STAMP {
                time_stamps.extend(values.iter().take(16).map(|value| value.raw.to_vec()));
            } else if name == oid::REVOCATION_ARCHIVAL {
                for value in values {
                    archived(value, &mut crls, &mut ocsp);
                }
            }
        }
    }
    Some(Ok(SignedData {
        gm,
        certificates,
        crls,
        ocsp,
        content,
        signer,
        method,
        stated,
        attributes: as_signed,
        signature,
        time,
        certificate,
        time_stamps,
        trailing: outer.rest().iter().any(|byte| *byte != 0),
    }))
}

fn attribute_list(set: Element<'_>) -> Option<Vec<(&[u8], Vec<Element<'_>>)>> {
    set.elements()?
        .into_iter()
        .map(|attribute| {
            let mut attribute = (attribute.tag == SEQUENCE).then(|| attribute.inside())?;
            let name = attribute.expect(OID)?.value;
            Some((name, attribute.expect(SET)?.elements()?))
        })
        .collect()
}

/// SigningCertificate or SigningCertificateV2: its first ESSCertID.
fn signing_certificate(value: Element<'_>, second: bool) -> Option<SigningCertificate> {
    let mut id = value.inside().expect(SEQUENCE)?.inside().expect(SEQUENCE)?.inside();
    let digest = match id.optional(SEQUENCE).filter(|_| second) {
        Some(algorithm) => Digest::from_oid(algorithm.inside().expect(OID)?.value),
        None => Some(if second { Digest::Sha256 } else { Digest::Sha1 }),
    };
    Some(SigningCertificate { second, digest, hash: id.read()?.octets(OCTET_STRING)? })
}

/// RevocationInfoArchival: `[0]` lists, `[1]` OCSP responses.
fn archived(value: Element<'_>, crls: &mut Vec<Vec<u8>>, ocsp: &mut Vec<Vec<u8>>) {
    for part in value.elements().unwrap_or_default() {
        let list = part.inside().expect(SEQUENCE).and_then(Element::elements).unwrap_or_default();
        let to = match part.tag {
            0xa0 => &mut *crls,
            0xa1 => &mut *ocsp,
            _ => continue,
        };
        to.extend(list.iter().map(|entry| entry.raw.to_vec()));
    }
}

fn method(digest: Element<'_>, signature: Element<'_>, attributes: bool) -> Option<Method> {
    let name = |algorithm: Element<'_>| algorithm.inside().expect(OID).map(|oid| oid.value.to_vec());
    let (digest_oid, signature_oid) = (name(digest)?, name(signature)?);
    let unknown = |oid: &[u8]| Some(Method::Unknown(dotted(oid)));
    if signature_oid == [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10] {
        let Some(content) = Digest::from_oid(&digest_oid) else { return unknown(&digest_oid) };
        let mut algorithm = signature.inside();
        algorithm.expect(OID)?;
        let parameters = algorithm.optional(SEQUENCE);
        let (mut hash, mut mask, mut salt) = (Some(Digest::Sha1), Some(Digest::Sha1), 20usize);
        for parameter in parameters.map_or(Some(Vec::new()), Element::elements)? {
            let mut inside = parameter.inside();
            match parameter.tag {
                0xa0 => hash = Digest::from_oid(inside.expect(SEQUENCE)?.inside().expect(OID)?.value),
                0xa1 => {
                    let mut function = inside.expect(SEQUENCE)?.inside();
                    function.expect(OID)?;
                    mask = match function.optional(SEQUENCE) {
                        Some(digest) => Digest::from_oid(digest.inside().expect(OID)?.value),
                        None => Some(Digest::Sha1),
                    };
                }
                0xa2 => {
                    let value = inside.expect(INTEGER)?.value;
                    salt =
                        value.iter().fold(0usize, |n, byte| n.saturating_mul(256).saturating_add(usize::from(*byte)));
                }
                _ => {}
            }
        }
        let (Some(hash), Some(mask)) = (hash, mask) else { return unknown(&signature_oid) };
        return Some(Method::Known { content, digest: hash, scheme: Scheme::RsaPss(mask, salt) });
    }
    let Some((scheme, own)) = Scheme::named(&signature_oid) else { return unknown(&signature_oid) };
    // Some write the digest of the signature in both places, or none where the scheme has but one.
    let Some(content) = Digest::from_oid(&digest_oid).or(own.filter(|_| scheme == Scheme::Sm2)) else {
        return unknown(&digest_oid);
    };
    let digest = own.unwrap_or(content);
    // Without attributes there is one digest.
    Some(Method::Known { content: if attributes { content } else { digest }, digest, scheme })
}

/// An object identifier in dots.
#[must_use]
pub fn dotted(oid: &[u8]) -> String {
    let mut arcs: Vec<u128> = Vec::new();
    let mut arc = 0u128;
    for byte in oid {
        arc = arc.saturating_mul(128) + u128::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            arcs.push(arc);
            arc = 0;
        }
    }
    let mut text = String::new();
    for (i, arc) in arcs.iter().enumerate() {
        if i == 0 {
            let first = (*arc / 40).min(2);
            text = format!("{first}.{}", arc - first * 40);
        } else {
            text.push('.');
            text.push_str(&arc.to_string());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_algorithms() {
        assert_eq!(dotted(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11]), "1.2.840.113549.1.1.11");
        assert_eq!(dotted(&[0x2b, 0x65, 0x70]), "1.3.101.112");
        let plain = [0x04, 0, 0x7f, 0, 7, 1, 1, 4, 1, 3];
        assert_eq!(Scheme::named(&plain), Some((Scheme::EcdsaPlain, Some(Digest::Sha256))));
        // Seen: sha256WithRSAEncryption as a digest.
        assert_eq!(Digest::from_oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11]), Some(Digest::Sha256));
        assert_eq!(Digest::from_oid(&[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x11]), Some(Digest::Sm3));
    }

    #[test]
    fn rubbish_is_refused() {
        assert_eq!(SignedData::detached(&[]).unwrap_err(), Fault::Form);
        assert_eq!(SignedData::detached(&[0x30, 0x80].repeat(5000)).unwrap_err(), Fault::Form);
    }
}
