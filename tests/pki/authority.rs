//! Certificates and revocation lists for tests, down to the octet, so that every rule can be broken by itself.

use p256::{
    ecdsa::{DerSignature, SigningKey, signature::Signer as _},
    pkcs8::EncodePublicKey as _,
};

/// Any element.
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    match content.len() {
        length @ 0..=0x7f => der.push(length as u8),
        length @ 0x80..=0xff => der.extend([0x81, length as u8]),
        length => der.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    der.extend_from_slice(content);
    der
}

/// A SEQUENCE of these.
pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

/// `CN=…`, and nothing else.
pub fn name(common: &str) -> Vec<u8> {
    let attribute = sequence(&[tlv(6, &[0x55, 4, 3]), tlv(0x0c, common.as_bytes())]);
    sequence(&[tlv(0x31, &attribute)])
}

/// `2026-11-20T18:42:07Z` as GeneralizedTime.
pub fn time(rfc3339: &str) -> Vec<u8> {
    let digits: String = rfc3339.chars().filter(char::is_ascii_digit).collect();
    tlv(0x18, format!("{digits}Z").as_bytes())
}

/// ecdsa-with-SHA256.
pub fn ecdsa() -> Vec<u8> {
    sequence(&[tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2])])
}

/// sm2-with-sm3.
pub fn sm2_with_sm3() -> Vec<u8> {
    sequence(&[tlv(6, &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75])])
}

#[derive(Clone)]
pub enum Key {
    P256(Box<SigningKey>),
    Sm2(Box<sm2::dsa::SigningKey>),
}

impl Key {
    /// A key of its own for every number.
    pub fn new(seed: u8) -> Self {
        Self::P256(Box::new(SigningKey::from_slice(&[seed.max(1); 32]).unwrap()))
    }

    /// The same on the Chinese curve.
    pub fn sm2(seed: u8) -> Self {
        let secret = sm2::SecretKey::from_slice(&[seed.max(1); 32]).unwrap();
        Self::Sm2(Box::new(sm2::dsa::SigningKey::new("1234567812345678", &secret).unwrap()))
    }

    /// The algorithm that it signs with.
    pub fn algorithm(&self) -> Vec<u8> {
        match self {
            Self::P256(_) => ecdsa(),
            Self::Sm2(_) => sm2_with_sm3(),
        }
    }

    pub fn spki(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.verifying_key().to_public_key_der().unwrap().into_vec(),
            Self::Sm2(key) => {
                use p256::elliptic_curve::sec1::ToSec1Point as _;
                let point = key.verifying_key().as_affine().to_sec1_point(false);
                let curve = tlv(6, &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x82, 0x2d]);
                let algorithm = sequence(&[tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]), curve]);
                sequence(&[algorithm, tlv(3, &[&[0], point.as_bytes()].concat())])
            }
        }
    }

    /// `SEQUENCE { body, algorithm, signature }`.
    pub fn sign(&self, body: Vec<u8>, algorithm: Vec<u8>) -> Vec<u8> {
        let signature = match self {
            Self::P256(key) => {
                let signature: DerSignature = key.sign(&body);
                signature.as_bytes().to_vec()
            }
            Self::Sm2(key) => {
                let signature: sm2::dsa::Signature = key.sign(&body);
                let bytes = signature.to_bytes();
                sequence(&[integer(&bytes[..32]), integer(&bytes[32..])])
            }
        };
        sequence(&[body, algorithm, tlv(3, &[&[0], &signature[..]].concat())])
    }
}

/// The same certificate with another signature: of the same key when `fits`, else one that fits nothing.
pub fn twin(certificate: &[u8], fits: bool) -> Vec<u8> {
    let (body, algorithm, signature) = parts(certificate);
    let old = DerSignature::from_bytes(signature).unwrap();
    let old = p256::ecdsa::Signature::try_from(old).unwrap();
    let (r, s) = (old.r(), -*old.s());
    let new = p256::ecdsa::Signature::from_scalars(if fits { *r } else { s }, s).unwrap();
    let new: DerSignature = new.to_der();
    sequence(&[body.to_vec(), algorithm.to_vec(), tlv(3, &[&[0], new.as_bytes()].concat())])
}

/// Signed part and algorithm of a certificate, as elements, and the signature's octets.
pub fn parts(certificate: &[u8]) -> (&[u8], &[u8], &[u8]) {
    // Where an element's content begins, and where it ends.
    let bounds = |at: usize| {
        let (start, length) = match certificate[at + 1] {
            0x82 => (at + 4, usize::from(certificate[at + 2]) << 8 | usize::from(certificate[at + 3])),
            0x81 => (at + 3, usize::from(certificate[at + 2])),
            short => (at + 2, usize::from(short)),
        };
        (start, start + length)
    };
    let (start, _) = bounds(0);
    let (_, body) = bounds(start);
    let (_, algorithm) = bounds(body);
    let (signature, end) = bounds(algorithm);
    (&certificate[start..body], &certificate[body..algorithm], &certificate[signature + 1..end])
}

/// A non-negative INTEGER.
pub fn integer(bytes: &[u8]) -> Vec<u8> {
    let short: &[u8] = &bytes[bytes.iter().take(bytes.len() - 1).take_while(|b| **b == 0).count()..];
    let sign: &[u8] = if short[0] & 0x80 != 0 { &[0] } else { &[] };
    tlv(2, &[sign, short].concat())
}

pub type Extension = (&'static [u8], bool, Vec<u8>);

pub fn basic(ca: bool, length: Option<u8>) -> Extension {
    let flag = if ca { tlv(1, &[0xff]) } else { Vec::new() };
    let length = length.map(|length| tlv(2, &[length])).unwrap_or_default();
    (&[0x55, 0x1d, 0x13], true, sequence(&[flag, length]))
}

/// Bit 0 is the first: digitalSignature.
pub fn usage(bits: &[u8]) -> Extension {
    let octet = bits.iter().fold(0u8, |octet, bit| octet | 0x80 >> bit);
    let unused = if octet == 0 { 0 } else { octet.trailing_zeros() as u8 };
    (&[0x55, 0x1d, 0x0f], true, tlv(3, &[unused, octet]))
}

pub const DIGITAL_SIGNATURE: u8 = 0;
pub const KEY_CERT_SIGN: u8 = 5;
pub const CRL_SIGN: u8 = 6;

pub fn purposes(oids: &[&[u8]]) -> Extension {
    let oids: Vec<Vec<u8>> = oids.iter().map(|oid| tlv(6, oid)).collect();
    (&[0x55, 0x1d, 0x25], false, sequence(&oids))
}

pub const SLIP_SIGNING: &[u8] = &[
    0x69, 0x82, 0xd3, 0xbb, 0xc4, 0xce, 0xcc, 0xb5, 0x89, 0xd9, 0xc8, 0xc7, 0xfd, 0xa2, 0xc5, 0xff, 0xf6, 0xee, 0xde,
    0x41,
];
pub const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
pub const ANY_PURPOSE: &[u8] = &[0x55, 0x1d, 0x25, 0];

pub fn uris(uris: &[&str]) -> Extension {
    let uris: Vec<Vec<u8>> = uris.iter().map(|uri| tlv(0x86, uri.as_bytes())).collect();
    (&[0x55, 0x1d, 0x11], false, sequence(&uris))
}

/// A certificate to be.
#[derive(Clone)]
pub struct Draft {
    pub version: u8,
    pub serial: Vec<u8>,
    pub algorithm: Vec<u8>,
    pub inner_algorithm: Vec<u8>,
    pub issuer: Vec<u8>,
    pub subject: Vec<u8>,
    pub not_before: &'static str,
    pub not_after: &'static str,
    pub spki: Vec<u8>,
    pub extensions: Vec<Extension>,
}

impl Draft {
    fn new(issuer: &str, subject: &str, serial: u8, key: &Key) -> Self {
        Self {
            version: 3,
            serial: vec![serial],
            algorithm: ecdsa(),
            inner_algorithm: ecdsa(),
            issuer: name(issuer),
            subject: name(subject),
            not_before: "2026-01-01T00:00:00Z",
            not_after: "2027-01-01T00:00:00Z",
            spki: key.spki(),
            extensions: Vec::new(),
        }
    }

    /// A CA.
    pub fn ca(issuer: &str, subject: &str, serial: u8, key: &Key) -> Self {
        Self {
            extensions: vec![basic(true, None), usage(&[KEY_CERT_SIGN, CRL_SIGN])],
            ..Self::new(issuer, subject, serial, key)
        }
    }

    /// A signer of slips.
    pub fn leaf(issuer: &str, subject: &str, serial: u8, key: &Key) -> Self {
        Self { extensions: vec![usage(&[DIGITAL_SIGNATURE])], ..Self::new(issuer, subject, serial, key) }
    }

    /// With this extension in place of the one of the same kind.
    pub fn with(mut self, extension: Extension) -> Self {
        self.extensions.retain(|(oid, ..)| *oid != extension.0);
        self.extensions.push(extension);
        self
    }

    pub fn without(mut self, oid: &[u8]) -> Self {
        self.extensions.retain(|(other, ..)| *other != oid);
        self
    }

    /// The signed certificate.
    pub fn sign(&self, key: &Key) -> Vec<u8> {
        let mut parts = Vec::new();
        if self.version > 1 {
            parts.push(tlv(0xa0, &tlv(2, &[self.version - 1])));
        }
        parts.extend([
            tlv(2, &self.serial),
            self.inner_algorithm.clone(),
            self.issuer.clone(),
            sequence(&[time(self.not_before), time(self.not_after)]),
            self.subject.clone(),
            self.spki.clone(),
        ]);
        if !self.extensions.is_empty() && self.version == 3 {
            parts.push(tlv(0xa3, &extensions(&self.extensions)));
        }
        key.sign(sequence(&parts), self.algorithm.clone())
    }
}

fn extensions(list: &[Extension]) -> Vec<u8> {
    let list: Vec<Vec<u8>> = list
        .iter()
        .map(|(oid, critical, value)| {
            let critical = if *critical { tlv(1, &[0xff]) } else { Vec::new() };
            sequence(&[tlv(6, oid), critical, tlv(4, value)])
        })
        .collect();
    sequence(&list)
}

/// A revocation list to be.
#[derive(Clone)]
pub struct List {
    pub issuer: Vec<u8>,
    pub this_update: &'static str,
    pub next_update: Option<&'static str>,
    /// Serial, date, reason.
    pub entries: Vec<(u8, &'static str, Option<u8>)>,
    /// Of every entry.
    pub entry_extensions: Vec<Extension>,
    pub extensions: Vec<Extension>,
}

impl List {
    pub fn new(issuer: &str) -> Self {
        Self {
            issuer: name(issuer),
            this_update: "2026-11-01T00:00:00Z",
            next_update: Some("2026-12-01T00:00:00Z"),
            entries: Vec::new(),
            entry_extensions: Vec::new(),
            extensions: Vec::new(),
        }
    }

    pub fn revoking(mut self, serial: u8, date: &'static str, reason: Option<u8>) -> Self {
        self.entries.push((serial, date, reason));
        self
    }

    pub fn with(mut self, extension: Extension) -> Self {
        self.extensions.push(extension);
        self
    }

    pub fn sign(&self, key: &Key) -> Vec<u8> {
        let mut parts = vec![tlv(2, &[1]), key.algorithm(), self.issuer.clone(), time(self.this_update)];
        parts.extend(self.next_update.map(time));
        let entries: Vec<Vec<u8>> = self
            .entries
            .iter()
            .map(|(serial, date, reason)| {
                let mut list: Vec<Extension> = self.entry_extensions.clone();
                list.extend(reason.map(|code| (&[0x55, 0x1d, 0x15][..], false, tlv(0x0a, &[code]))));
                let list = if list.is_empty() { Vec::new() } else { extensions(&list) };
                sequence(&[tlv(2, &[*serial]), time(date), list])
            })
            .collect();
        if !entries.is_empty() {
            parts.push(sequence(&entries));
        }
        if !self.extensions.is_empty() {
            parts.push(tlv(0xa0, &extensions(&self.extensions)));
        }
        key.sign(sequence(&parts), key.algorithm())
    }
}

/// An OCSP response to be, about one certificate.
#[derive(Clone)]
pub struct Answer {
    /// Issuer's name, issuer's key, serial.
    pub about: (Vec<u8>, Vec<u8>, u8),
    /// CertStatus.
    pub status: Vec<u8>,
    pub next_update: Option<&'static str>,
    pub responder: Vec<u8>,
    pub certificates: Vec<Vec<u8>>,
    /// More words about the same certificate, behind the first.
    pub more: Vec<Vec<u8>>,
}

/// CertStatus good.
pub fn well() -> Vec<u8> {
    tlv(0x80, &[])
}

/// CertStatus revoked.
pub fn revoked(date: &str, reason: Option<u8>) -> Vec<u8> {
    let reason = reason.map(|code| tlv(0xa0, &tlv(0x0a, &[code]))).unwrap_or_default();
    tlv(0xa1, &[time(date), reason].concat())
}

impl Answer {
    pub fn new(issuer: &str, key: &Key, serial: u8, status: Vec<u8>) -> Self {
        Self {
            about: (name(issuer), key.spki(), serial),
            status,
            next_update: Some("2026-12-01T00:00:00Z"),
            responder: tlv(0xa1, &name(issuer)),
            certificates: Vec::new(),
            more: Vec::new(),
        }
    }

    pub fn sign(&self, key: &Key) -> Vec<u8> {
        use sha2::Digest as _;
        let (issuer, spki, serial) = &self.about;
        let digest = |bytes: &[u8]| tlv(4, &sha2::Sha256::digest(bytes));
        // The last 65 octets of a P-256 key are its point.
        let point = &spki[spki.len() - 65..];
        let sha256 = sequence(&[tlv(6, &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1])]);
        let id = sequence(&[sha256, digest(issuer), digest(point), tlv(2, &[*serial])]);
        let next = self.next_update.map(|next| tlv(0xa0, &time(next))).unwrap_or_default();
        let single =
            |status: &Vec<u8>| sequence(&[id.clone(), status.clone(), time("2026-11-01T00:00:00Z"), next.clone()]);
        let singles: Vec<Vec<u8>> = std::iter::once(&self.status).chain(&self.more).map(single).collect();
        let data = sequence(&[self.responder.clone(), time("2026-11-01T00:00:00Z"), sequence(&singles)]);
        let mut basic = key.sign(data, ecdsa());
        if !self.certificates.is_empty() {
            let parts: Vec<u8> = basic[if basic[1] == 0x82 { 4 } else { 3 }..].to_vec();
            basic = sequence(&[parts, tlv(0xa0, &sequence(&self.certificates))]);
        }
        let bytes = sequence(&[tlv(6, &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1]), tlv(4, &basic)]);
        sequence(&[tlv(0x0a, &[0]), tlv(0xa0, &bytes)])
    }
}
