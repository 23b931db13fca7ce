//! Values of signatures: electronic seals (GM/T 0031-2014, GB/T 38540-2020, GM/T 0031-2025), SignedData (GB/T 35275-2017), and bare
//! SM2 signatures.

use crate::{
    der::{
        BIT_STRING, Cursor, GENERALIZED_TIME, INTEGER, OCTET_STRING, OID, SEQUENCE, SET, Tlv, UTC_TIME, Values as _,
        tlv,
    },
    digest::Digest,
    time,
};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// Most bytes of a value.
pub(crate) const MAX_VALUE: usize = 4 << 20;
/// Most signers of one SignedData.
const MAX_SIGNERS: usize = 16;

/// `1.2.156.10197.1.501` and its kin: SM2 with SM3.
const SM2: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75];
/// `1.2.156.10197.1.301`: the curve, also met where an algorithm should stand.
pub(crate) const SM2_CURVE: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x82, 0x2d];
/// `1.2.840.10045.2.1`.
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
/// `1.2.840.113549.1.1`: RSA, and its schemes by the next number.
const PKCS1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1];
/// `1.2.840.113549.1.9`: attributes of CMS.
const PKCS9: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9];

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// SM2 over a digest that has the key's Z in it (GB/T 32918.2).
    Sm2,
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    Rsa(Digest),
    /// ECDSA (FIPS 186-5 §6): time stamps alone.
    Ecdsa(Digest),
}

/// What an algorithm's identifier says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Sm2,
    /// With its digest, where it names one.
    Rsa(Option<Digest>),
    Ecdsa(Digest),
}

impl Algorithm {
    fn from_oid(oid: &[u8]) -> Option<Self> {
        if oid == SM2 || oid == SM2_CURVE || oid.strip_prefix(SM2_CURVE) == Some(&[1]) {
            return Some(Self::Sm2);
        }
        match oid.strip_prefix(PKCS1) {
            Some([1]) => return Some(Self::Rsa(None)),
            Some([11]) => return Some(Self::Rsa(Some(Digest::Sha256))),
            Some([12]) => return Some(Self::Rsa(Some(Digest::Sha384))),
            Some([13]) => return Some(Self::Rsa(Some(Digest::Sha512))),
            _ => {}
        }
        match oid {
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2] => Some(Self::Ecdsa(Digest::Sha256)),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3] => Some(Self::Ecdsa(Digest::Sha384)),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4] => Some(Self::Ecdsa(Digest::Sha512)),
            _ => None,
        }
    }
}

/// What a seal needs to know of a certificate (RFC 5280 §4.1); its path is the caller's to judge.
#[derive(Clone)]
pub(crate) struct Certificate<'a> {
    /// All of it.
    pub(crate) der: &'a [u8],
    pub(crate) serial: &'a [u8],
    pub(crate) issuer: &'a [u8],
    /// The SubjectPublicKeyInfo.
    pub(crate) spki: &'a [u8],
    algorithm: &'a [u8],
    parameters: Option<Tlv<'a>>,
    key: &'a [u8],
}

impl<'a> Certificate<'a> {
    pub(crate) fn read(der: &'a [u8]) -> Option<Self> {
        let mut outer = Tlv::whole(der).filter(|tlv| tlv.tag == SEQUENCE)?.inside();
        let mut inner = outer.expect(SEQUENCE)?.inside();
        inner.optional(0xa0)?;
        let serial = inner.expect(INTEGER)?.value;
        inner.expect(SEQUENCE)?;
        let issuer = inner.expect(SEQUENCE)?.raw;
        inner.expect(SEQUENCE)?;
        inner.expect(SEQUENCE)?;
        let spki = inner.expect(SEQUENCE)?;
        let mut info = spki.inside();
        let mut algorithm = info.expect(SEQUENCE)?.inside();
        let (oid, key) = (algorithm.expect(OID)?.value, info.expect(BIT_STRING)?.whole_bits()?);
        let parameters = if algorithm.is_empty() { None } else { Some(algorithm.read()?) };
        Some(Self { der, serial, issuer, spki: spki.raw, algorithm: oid, parameters, key })
    }

    /// The coordinates of its SM2 key.
    pub(crate) fn sm2_point(&self) -> Option<&'a [u8]> {
        let curve = self.parameters.and_then(|parameters| parameters.of(OID));
        let is = (self.algorithm == EC && curve == Some(SM2_CURVE)) || self.algorithm == SM2_CURVE;
        match self.key {
            [4, point @ ..] if is && point.len() == 64 => Some(point),
            _ => None,
        }
    }

    /// Bits of its RSA modulus.
    pub(crate) fn rsa_bits(&self) -> Option<usize> {
        let numbers = Tlv::whole(self.key).filter(|_| self.algorithm.strip_prefix(PKCS1) == Some(&[1]))?;
        let modulus = numbers.inside().read()?.unsigned()?;
        Some(modulus.len() * 8 - modulus.first()?.leading_zeros() as usize)
    }
}

/// A signature over something, by the key of a certificate.
#[derive(Clone, Debug)]
pub(crate) struct Signed<'a> {
    pub(crate) certificate: &'a [u8],
    pub(crate) algorithm: &'a [u8],
    pub(crate) value: &'a [u8],
}

impl Signed<'_> {
    pub(crate) fn algorithm(&self) -> Option<Algorithm> {
        Algorithm::from_oid(self.algorithm)
    }
}

/// Which standard a seal is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// GM/T 0031-2014.
    V1,
    /// GB/T 38540-2020.
    V4,
    /// GM/T 0031-2025.
    V5,
    /// GB/T 35275-2017.
    SignedData,
    /// A signature alone.
    Bare,
}

impl Form {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::V1 => "ses-v1",
            Self::V4 => "ses-v4",
            Self::V5 => "ses-v5",
            Self::SignedData => "signed-data",
            Self::Bare => "bare",
        }
    }
}

/// Who may use a seal.
#[derive(Clone, Debug)]
pub(crate) enum Holder<'a> {
    /// The holder of this certificate.
    Certificate(&'a [u8]),
    /// The holder of the certificate of this digest: the digest's name as text or object identifier.
    Digest(&'a [u8], &'a [u8]),
    /// Nobody that is known here.
    Other,
}

impl Holder<'_> {
    /// Whether it names this certificate: by its octets, or by a digest that is told by name or, of other names, by length.
    pub(crate) fn is(&self, certificate: &[u8]) -> bool {
        match self {
            Self::Certificate(octets) => *octets == certificate,
            Self::Digest(name, value) => {
                let name = core::str::from_utf8(name).unwrap_or_default().trim();
                let digests: &[Digest] = match (name, value.len()) {
                    (name, 32) if name.eq_ignore_ascii_case("sm3") || name == "1.2.156.10197.1.401" => &[Digest::Sm3],
                    (name, 32)
                        if name.eq_ignore_ascii_case("sha256")
                            || name.eq_ignore_ascii_case("sha-256")
                            || name == "2.16.840.1.101.3.4.2.1" =>
                    {
                        &[Digest::Sha256]
                    }
                    (_, 32) => &[Digest::Sm3, Digest::Sha256],
                    (_, 20) => &[Digest::Sha1],
                    _ => &[],
                };
                digests.iter().any(|digest| digest.of(&[certificate]) == *value)
            }
            Self::Other => false,
        }
    }
}

/// The seal: what it is called, what it looks like, who may use it and when, and who made it.
#[derive(Clone, Debug)]
pub(crate) struct Seal<'a> {
    /// All of it, as it stands.
    pub(crate) raw: &'a [u8],
    /// What its maker signed: the information alone, and with certificate and algorithm behind it.
    pub(crate) messages: [Cow<'a, [u8]>; 2],
    pub(crate) maker: Signed<'a>,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) holders: Vec<Holder<'a>>,
    pub(crate) created: Option<i64>,
    pub(crate) from: Option<i64>,
    pub(crate) to: Option<i64>,
    /// The kind of the picture, in lower case, its octets, and its width and height in millimetres.
    pub(crate) picture: (String, &'a [u8], u8, u8),
    pub(crate) stamp: Option<&'a [u8]>,
}

/// A signature with a seal.
#[derive(Clone, Debug)]
pub(crate) struct SealSignature<'a> {
    pub(crate) form: Form,
    pub(crate) seal: Seal<'a>,
    /// What the signer signed, as it stands.
    pub(crate) to_sign: &'a [u8],
    pub(crate) time: Option<i64>,
    pub(crate) data_hash: &'a [u8],
    pub(crate) signer: Signed<'a>,
    pub(crate) stamp: Option<&'a [u8]>,
}

/// One signer of a SignedData.
#[derive(Clone, Debug)]
pub(crate) struct SignerInfo<'a> {
    pub(crate) issuer: &'a [u8],
    pub(crate) serial: &'a [u8],
    pub(crate) digest: Option<Digest>,
    /// The attributes: their octets as one SET, as they stand and sorted.
    pub(crate) attributes: Option<[Vec<u8>; 2]>,
    pub(crate) message_digest: Option<&'a [u8]>,
    pub(crate) signing_time: Option<i64>,
    pub(crate) algorithm: Option<Algorithm>,
    pub(crate) value: &'a [u8],
}

/// A SignedData.
#[derive(Clone, Debug)]
pub(crate) struct SignedData<'a> {
    pub(crate) content: Option<&'a [u8]>,
    pub(crate) content_type: &'a [u8],
    pub(crate) certificates: Vec<&'a [u8]>,
    pub(crate) signers: Vec<SignerInfo<'a>>,
}

/// A value that was read.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Seal(alloc::boxed::Box<SealSignature<'a>>),
    SignedData(SignedData<'a>),
    Bare(&'a [u8]),
}

impl<'a> Value<'a> {
    /// Reads a value; `None` when it is of no form.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let Some(outer) = Tlv::whole_of(bytes, SEQUENCE) else {
            return (bytes.len() == 64).then_some(Self::Bare(bytes));
        };
        let members = outer.elements()?;
        match members.as_slice() {
            [first, second] if first.tag == INTEGER && second.tag == INTEGER => Some(Self::Bare(bytes)),
            [first, _] if first.tag == OID => signed_data(&members).map(Self::SignedData),
            [to_sign, value] if to_sign.tag == SEQUENCE => {
                seal_v1(*to_sign, *value).map(|seal| Self::Seal(seal.into()))
            }
            [to_sign, rest @ ..] if to_sign.tag == SEQUENCE => {
                seal_v4(*to_sign, rest).map(|seal| Self::Seal(seal.into()))
            }
            _ => None,
        }
    }
}

/// `r ‖ s` of an SM2 or ECDSA signature with coordinates of 32 octets, and whether it stood so.
pub(crate) fn r_s(value: &[u8]) -> Option<(Vec<u8>, bool)> {
    let pair = || {
        let numbers = Tlv::whole(value).filter(|tlv| tlv.tag == SEQUENCE)?.elements()?;
        let [r, s] = numbers.as_slice() else { return None };
        let mut out = Vec::with_capacity(64);
        for number in [r.unsigned()?, s.unsigned()?] {
            out.resize(out.len() + 32usize.checked_sub(number.len())?, 0);
            out.extend(number);
        }
        Some((out, false))
    };
    pair().or_else(|| (value.len() == 64).then(|| (value.to_vec(), true)))
}

/// A time in an element of any kind: its text, or a DER time inside it.
fn any_time(tlv: Tlv<'_>) -> Option<i64> {
    let octets = if tlv.tag == BIT_STRING { tlv.whole_bits()? } else { tlv.value };
    let octets = match Tlv::whole(octets) {
        Some(inner) if matches!(inner.tag, UTC_TIME | GENERALIZED_TIME) => inner.value,
        _ => octets,
    };
    time::read(core::str::from_utf8(octets).ok()?)
}

/// The octets of a BIT STRING or OCTET STRING.
fn octets(tlv: Tlv<'_>) -> Option<&[u8]> {
    tlv.whole_bits().or_else(|| tlv.of(OCTET_STRING))
}

fn seal_v1<'a>(to_sign: Tlv<'a>, value: Tlv<'a>) -> Option<SealSignature<'a>> {
    let members = to_sign.elements()?;
    let [version, eseal, time, hash, property, certificate, algorithm] = members.as_slice() else { return None };
    version.unsigned()?;
    let _ = property;
    let parts = eseal.of(SEQUENCE).and_then(|_| eseal.elements())?;
    let [info, sign] = parts.as_slice() else { return None };
    let signed = sign.of(SEQUENCE).and_then(|_| sign.elements())?;
    let [maker, maker_algorithm, maker_value] = signed.as_slice() else { return None };
    let seal = seal(*eseal, *info, (*maker, *maker_algorithm, *maker_value), None)?;
    Some(SealSignature {
        form: Form::V1,
        seal,
        to_sign: to_sign.raw,
        time: any_time(*time),
        data_hash: octets(*hash)?,
        signer: Signed {
            certificate: certificate.of(OCTET_STRING)?,
            algorithm: algorithm.of(OID)?,
            value: value.whole_bits()?,
        },
        stamp: None,
    })
}

fn seal_v4<'a>(to_sign: Tlv<'a>, rest: &[Tlv<'a>]) -> Option<SealSignature<'a>> {
    let ([certificate, algorithm, value], behind) = rest.split_first_chunk::<3>()?;
    let members = to_sign.elements()?;
    let ([version, eseal, time, hash, _property], more) = members.split_first_chunk::<5>()?;
    version.unsigned()?;
    if !matches!(more, []) && !matches!(more, [ext] if ext.tag == 0xa0) {
        return None;
    }
    let parts = eseal.of(SEQUENCE).and_then(|_| eseal.elements())?;
    let ([info, maker, maker_algorithm, maker_value], seal_more) = parts.split_first_chunk::<4>()?;
    let seal = seal(*eseal, *info, (*maker, *maker_algorithm, *maker_value), stamp(seal_more)?)?;
    let header = info.inside().expect(SEQUENCE)?.elements()?;
    let form = if header.get(1)?.small() == Some(5) { Form::V5 } else { Form::V4 };
    Some(SealSignature {
        form,
        seal,
        to_sign: to_sign.raw,
        time: any_time(*time).filter(|_| matches!(time.tag, UTC_TIME | GENERALIZED_TIME)),
        data_hash: octets(*hash)?,
        signer: Signed {
            certificate: certificate.of(OCTET_STRING)?,
            algorithm: algorithm.of(OID)?,
            value: value.whole_bits()?,
        },
        stamp: stamp(behind)?,
    })
}

/// An optional time stamp that ends a seal or a signature.
fn stamp<'a>(members: &[Tlv<'a>]) -> Option<Option<&'a [u8]>> {
    match members {
        [] => Some(None),
        [stamp] if stamp.tag == 0xa0 => {
            let inner = Tlv::whole(stamp.value)?;
            Some(Some(octets(inner)?))
        }
        _ => None,
    }
}

type Maker<'a> = (Tlv<'a>, Tlv<'a>, Tlv<'a>);

fn seal<'a>(
    eseal: Tlv<'a>,
    info: Tlv<'a>,
    (certificate, algorithm, value): Maker<'a>,
    stamp: Option<&'a [u8]>,
) -> Option<Seal<'a>> {
    let mut members = Some(info).filter(|info| info.tag == SEQUENCE)?.inside();
    let header = members.expect(SEQUENCE)?.elements()?;
    header.get(1)?.unsigned()?;
    let id = members.read()?;
    let mut property = members.expect(SEQUENCE)?.inside();
    property.expect(INTEGER)?;
    let name = property.read()?;
    let kind = property.optional(INTEGER)?.map(Tlv::small);
    let list = property.expect(SEQUENCE)?.elements()?;
    let holder = |member: &Tlv<'a>| match (kind, member.tag) {
        (None | Some(Some(1)), OCTET_STRING) => Holder::Certificate(member.value),
        (Some(Some(2)), SEQUENCE) => {
            let mut parts = member.inside();
            match (parts.read(), parts.read(), parts.is_empty()) {
                (Some(name), Some(value), true) if value.tag == OCTET_STRING => {
                    let name = if name.tag == OID { digest_name(name.value) } else { name.value };
                    Holder::Digest(name, value.value)
                }
                _ => Holder::Other,
            }
        }
        _ => Holder::Other,
    };
    let holders = list.iter().map(holder).collect();
    let (created, from, to) = (property.read()?, property.read()?, property.read()?);
    let mut picture = members.expect(SEQUENCE)?.inside();
    let text = |tlv: Tlv<'_>| String::from_utf8_lossy(tlv.value).into_owned();
    let (kind, data) = (picture.read()?, picture.expect(OCTET_STRING)?);
    let (width, height) = (picture.read()?.small(), picture.read()?.small());
    Some(Seal {
        raw: eseal.raw,
        messages: [
            Cow::Borrowed(info.raw),
            Cow::Owned(tlv(SEQUENCE, &[info.raw, certificate.raw, algorithm.raw].concat())),
        ],
        maker: Signed {
            certificate: certificate.of(OCTET_STRING)?,
            algorithm: algorithm.of(OID)?,
            value: value.whole_bits()?,
        },
        id: text(id),
        name: text(name),
        holders,
        created: any_time(created),
        from: any_time(from),
        to: any_time(to),
        picture: (text(kind).to_ascii_lowercase(), data.value, width.unwrap_or(0), height.unwrap_or(0)),
        stamp,
    })
}

/// The name of a digest that is given by its identifier.
fn digest_name(oid: &[u8]) -> &'static [u8] {
    match Digest::from_oid(oid) {
        Some(Digest::Sm3) => b"SM3",
        Some(Digest::Sha256) => b"SHA256",
        _ => b"",
    }
}

/// Whether an object identifier is that of SignedData: GB/T 35275's, or CMS's.
fn is_signed_data(oid: &[u8]) -> bool {
    matches!(oid, [0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 2] | [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2])
}

/// Reads a ContentInfo of SignedData.
pub(crate) fn content_info(bytes: &[u8]) -> Option<SignedData<'_>> {
    signed_data(&Tlv::whole_of(bytes, SEQUENCE)?.elements()?)
}

fn signed_data<'a>(members: &[Tlv<'a>]) -> Option<SignedData<'a>> {
    let [kind, content] = members else { return None };
    if !is_signed_data(kind.of(OID)?) {
        return None;
    }
    let mut members = Tlv::whole(content.of(0xa0)?).filter(|tlv| tlv.tag == SEQUENCE)?.inside();
    members.expect(INTEGER)?;
    members.expect(SET)?;
    let mut info = members.expect(SEQUENCE)?.inside();
    let content_type = info.expect(OID)?.value;
    let content = match info.optional(0xa0)? {
        // Content of any kind: what is signed are its octets without tag and length.
        Some(content) => Some(Tlv::whole(content.value)?.value),
        None => None,
    };
    if !info.is_empty() {
        return None;
    }
    let certificates = match members.optional(0xa0)? {
        Some(set) => set.elements()?.into_iter().filter(|tlv| tlv.tag == SEQUENCE).map(|tlv| tlv.raw).collect(),
        None => Vec::new(),
    };
    members.optional(0xa1)?;
    let signers = members.expect(SET)?.elements()?;
    if !members.is_empty() || signers.is_empty() || signers.len() > MAX_SIGNERS {
        return None;
    }
    let signers = signers.into_iter().map(signer).collect::<Option<_>>()?;
    Some(SignedData { content, content_type, certificates, signers })
}

fn signer(info: Tlv<'_>) -> Option<SignerInfo<'_>> {
    let mut members = Some(info).filter(|info| info.tag == SEQUENCE)?.inside();
    members.expect(INTEGER)?;
    let mut name = members.expect(SEQUENCE)?.inside();
    let (issuer, serial) = (name.expect(SEQUENCE)?.raw, name.expect(INTEGER)?.value);
    let oid = |members: &mut Cursor<'_>| members.expect(SEQUENCE)?.inside().expect(OID).map(|tlv| tlv.value.to_vec());
    let digest = Digest::from_oid(&oid(&mut members)?);
    let set = members.optional(0xa0)?;
    let algorithm = Algorithm::from_oid(&oid(&mut members)?);
    let value = members.expect(OCTET_STRING)?.value;
    members.optional(0xa1)?;
    if !members.is_empty() {
        return None;
    }
    let (mut message_digest, mut signing_time, mut attributes) = (None, None, None);
    if let Some(set) = set {
        let mut all: Vec<&[u8]> = Vec::new();
        for attribute in set.elements()? {
            let mut parts = Some(attribute).filter(|attribute| attribute.tag == SEQUENCE)?.inside();
            let (kind, values) = (parts.expect(OID)?.value, parts.expect(SET)?);
            match kind.strip_prefix(PKCS9) {
                // One value, once: what is signed must not be two things.
                Some([4]) => {
                    let digest = Tlv::whole(values.value)?.of(OCTET_STRING)?;
                    message_digest.replace(digest).is_none().then_some(())?;
                }
                Some([5]) => signing_time = Tlv::whole(values.value).and_then(any_time),
                _ => {}
            }
            all.push(attribute.raw);
        }
        message_digest?;
        let stored = tlv(SET, set.value);
        all.sort_unstable();
        attributes = Some([stored, tlv(SET, &all.concat())]);
    }
    Some(SignerInfo { issuer, serial, digest, attributes, message_digest, signing_time, algorithm, value })
}

/// A time stamp's statement (RFC 3161 §2.4.2): what it is over, and when.
#[derive(Debug)]
pub(crate) struct StampInfo<'a> {
    pub(crate) digest: Option<Digest>,
    pub(crate) imprint: &'a [u8],
    pub(crate) time: i64,
}

/// Reads a TSTInfo.
pub(crate) fn stamp_info(bytes: &[u8]) -> Option<StampInfo<'_>> {
    let mut members = Tlv::whole_of(bytes, SEQUENCE)?.inside();
    members.expect(INTEGER)?;
    members.expect(OID)?;
    let mut imprint = members.expect(SEQUENCE)?.inside();
    let digest = Digest::from_oid(imprint.expect(SEQUENCE)?.inside().expect(OID)?.value);
    let value = imprint.expect(OCTET_STRING)?.value;
    members.expect(INTEGER)?;
    Some(StampInfo { digest, imprint: value, time: any_time(members.expect(GENERALIZED_TIME)?)? })
}

/// The token of a time stamp: itself, or the one in a whole TimeStampResp (RFC 3161 §2.4.2).
pub(crate) fn stamp_token(bytes: &[u8]) -> Option<SignedData<'_>> {
    content_info(bytes).or_else(|| {
        let mut members = Tlv::whole(bytes)?.inside();
        let status = members.expect(SEQUENCE)?.inside().expect(INTEGER)?.small()?;
        content_info(members.expect(SEQUENCE)?.raw).filter(|_| status <= 1)
    })
}
