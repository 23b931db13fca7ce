//! A small writer of DER and of certificates, for keys that live as long as a test.

/// One DER value.
pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = match content.len() {
        length @ ..0x80 => vec![length as u8],
        length @ ..0x100 => vec![0x81, length as u8],
        length => vec![0x82, (length >> 8) as u8, length as u8],
    };
    [&[tag][..], &length, content].concat()
}

/// A non-negative INTEGER's content.
pub(crate) fn number(value: u64) -> Vec<u8> {
    let mut bytes = value.to_be_bytes().to_vec();
    while bytes.len() > 1 && bytes[0] == 0 && bytes[1] < 0x80 {
        bytes.remove(0);
    }
    if bytes[0] >= 0x80 {
        bytes.insert(0, 0);
    }
    bytes
}

/// An ECDSA signature `r‖s` as a SEQUENCE of two INTEGERs.
pub(crate) fn der_signature(fixed: &[u8]) -> Vec<u8> {
    let integer = |half: &[u8]| {
        let mut number: Vec<u8> = half.iter().copied().skip_while(|byte| *byte == 0).collect();
        if number[0] >= 0x80 {
            number.insert(0, 0);
        }
        tlv(2, &number)
    };
    tlv(0x30, &[integer(&fixed[..fixed.len() / 2]), integer(&fixed[fixed.len() / 2..])].concat())
}

/// A name of a common name and perhaps a serialNumber.
fn name(common: &str, serial: Option<&str>) -> Vec<u8> {
    let attribute =
        |oid: &[u8], value: &str| tlv(0x31, &tlv(0x30, &[tlv(6, oid), tlv(0x0c, value.as_bytes())].concat()));
    let mut rdns = attribute(&[0x55, 4, 3], common);
    if let Some(serial) = serial {
        rdns.extend(attribute(&[0x55, 4, 5], serial));
    }
    tlv(0x30, &rdns)
}

/// A certificate to be signed.
#[derive(Clone)]
pub(crate) struct Certificate<'a> {
    pub serial: u64,
    pub issuer: &'a str,
    pub subject: &'a str,
    /// serialNumber of the subject.
    pub number: Option<&'a str>,
    /// `YYMMDDhhmmssZ`.
    pub from: &'a str,
    pub to: &'a str,
    pub spki: &'a [u8],
    pub ca: bool,
}

impl Certificate<'_> {
    /// Its DER: `sign` gives `r‖s` over a message; `algorithm` is the last part of ecdsa-with-SHA2's identifier, 2 for
    /// SHA-256 and 3 for SHA-384.
    pub(crate) fn signed(&self, algorithm: u8, sign: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let algorithm = tlv(0x30, &tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, algorithm]));
        let validity = [tlv(0x17, self.from.as_bytes()), tlv(0x17, self.to.as_bytes())].concat();
        let extension = |oid: &[u8], value: &[u8]| tlv(0x30, &[tlv(6, oid), tlv(1, &[0xff]), tlv(4, value)].concat());
        let mut extensions = Vec::new();
        if self.ca {
            extensions.extend(extension(&[0x55, 0x1d, 0x13], &tlv(0x30, &tlv(1, &[0xff]))));
        }
        // keyCertSign and cRLSign, or digitalSignature.
        let usage = if self.ca { [1, 0x06] } else { [7, 0x80] };
        extensions.extend(extension(&[0x55, 0x1d, 0x0f], &tlv(3, &usage)));
        let body = [
            tlv(0xa0, &tlv(2, &[2])),
            tlv(2, &number(self.serial)),
            algorithm.clone(),
            name(self.issuer, None),
            tlv(0x30, &validity),
            name(self.subject, self.number),
            self.spki.to_vec(),
            tlv(0xa3, &tlv(0x30, &extensions)),
        ]
        .concat();
        let body = tlv(0x30, &body);
        let signature = [&[0][..], &der_signature(&sign(&body))].concat();
        tlv(0x30, &[body, algorithm, tlv(3, &signature)].concat())
    }
}

/// The SubjectPublicKeyInfo of a point on the curve of this identifier.
pub(crate) fn spki(curve: &[u8], point: &[u8]) -> Vec<u8> {
    let algorithm = [tlv(6, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]), tlv(6, curve)].concat();
    tlv(0x30, &[tlv(0x30, &algorithm), tlv(3, &[&[0][..], point].concat())].concat())
}
