//! The compact serialization (RFC 7515 §7.1) of a signed slip: its protected header and payload, or why not.

use crate::{
    encoding::{Base64, base64_lenient},
    evidence, json,
    pki::Certificate,
    report::{Cause, CauseId, Confidence},
    signature::{Curve, Digest, PublicKey, Scheme, sha256},
    time,
};
use alloc::{string::String, vec::Vec};
use serde_json::{Map, Value};

/// Longest code, in bytes (the profile's cap).
pub(super) const CODE_LIMIT: usize = 8 * 1024;
/// Most certificates in `x5c` (the profile's cap).
const CHAIN_LIMIT: usize = 8;
/// The members that every slip has, and that a detached slip signs.
pub(super) const REQUIRED: [&str; 6] = ["mid", "tid", "amount", "currency", "time", "rrn"];
/// Every member that the profile gives a meaning.
pub(super) const MEMBERS: [&str; 13] =
    ["mid", "tid", "merchant", "type", "amount", "currency", "time", "stan", "rrn", "auth", "batch", "pan", "tip"];

/// The algorithms that the profile accepts (RFC 7518 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Es256,
    Es384,
    Ps256,
    Rs256,
}

impl Algorithm {
    pub(super) const ALL: [Self; 4] = [Self::Es256, Self::Es384, Self::Ps256, Self::Rs256];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Ps256 => "PS256",
            Self::Rs256 => "RS256",
        }
    }

    pub(super) fn scheme(self) -> Scheme {
        match self {
            Self::Es256 => Scheme::Ecdsa(Digest::Sha256),
            Self::Es384 => Scheme::Ecdsa(Digest::Sha384),
            Self::Ps256 => Scheme::RsaPss(Digest::Sha256),
            Self::Rs256 => Scheme::RsaPkcs1(Digest::Sha256),
        }
    }

    /// Whether it is an algorithm of this key: each curve has one, and RSA keys have theirs (RFC 7518 §3.3 to §3.5).
    pub(super) fn takes(self, key: &PublicKey) -> bool {
        key.curve()
            == match self {
                Self::Es256 => Some(Curve::P256),
                Self::Es384 => Some(Curve::P384),
                Self::Ps256 | Self::Rs256 => None,
            }
    }

    /// Bytes of a signature, where the algorithm fixes them.
    pub(super) fn signature_size(self) -> Option<usize> {
        match self {
            Self::Es256 => Some(64),
            Self::Es384 => Some(96),
            Self::Ps256 | Self::Rs256 => None,
        }
    }
}

/// The code inside one that was encoded as a whole once more: base64 of `eyJ` begins with `ZXlK`.
pub(super) fn inside(code: &str) -> Option<String> {
    let text = String::from_utf8(code.starts_with("ZXlK").then(|| base64_lenient(code))??).ok()?;
    let text = text.trim();
    (text.matches('.').count() == 2 && text.is_ascii()).then(|| text.into())
}

/// Which key signed, as far as the header says.
pub(super) enum KeyRef {
    /// The chain in the header, leaf first.
    Chain(Vec<Certificate>),
    /// SHA-256 of the leaf's DER.
    Thumbprint([u8; 32]),
    /// The header names none.
    None,
}

/// What only the detached form has.
pub(super) struct Detached {
    /// The members that were signed, in order.
    pub(super) fields: Vec<String>,
    /// First four bytes of SHA-256 of `name=value`, one a field.
    pub(super) digests: Option<Vec<[u8; 4]>>,
    /// `+08:00`.
    pub(super) zone: Option<String>,
}

/// A signed slip's code, taken apart. Its signature is not checked, and may not even be of the right length.
pub(super) struct Jws<'a> {
    /// The three parts as they stand.
    pub(super) header: &'a str,
    pub(super) payload: &'a str,
    pub(super) signature: &'a str,
    pub(super) algorithm: Algorithm,
    pub(super) key: KeyRef,
    /// `None` for the attached form.
    pub(super) detached: Option<Detached>,
}

/// Why a code is refused, with whatever is needed to say so.
pub(super) type Refusal = Cause;

fn refuse(member: &str, reason: &'static str) -> Refusal {
    Cause::new(CauseId::HeaderRefused, Confidence::Proven, evidence! { "member" => member, "reason" => reason })
}

pub(super) fn malformed(part: &str, reason: &'static str) -> Refusal {
    Cause::new(CauseId::Malformed, Confidence::Proven, evidence! { "part" => part, "reason" => reason })
}

pub(super) fn truncated(part: &str) -> Refusal {
    Cause::new(CauseId::Truncated, Confidence::Proven, evidence! { "part" => part, "reason" => "length" })
}

/// The JSON object of one part.
pub(super) fn part(name: &'static str, text: &str) -> Result<(Vec<u8>, Map<String, Value>), Refusal> {
    let bytes = Base64::Url.decode(text).map_err(|error| match error {
        crate::encoding::Error::Length => truncated(name),
        _ => malformed(name, "base64url"),
    })?;
    match json::object(&bytes) {
        Ok(object) => Ok((bytes, object)),
        Err(json::Error::Duplicate(member)) => Err(Cause::new(
            if name == "header" { CauseId::HeaderRefused } else { CauseId::Malformed },
            Confidence::Proven,
            evidence! { "part" => name, "reason" => "duplicate", "member" => member },
        )),
        Err(json::Error::NotAnObject) => Err(malformed(name, "not-an-object")),
        Err(json::Error::Syntax) => Err(malformed(name, "json")),
    }
}

impl<'a> Jws<'a> {
    pub(super) fn parse(code: &'a str) -> Result<Self, Refusal> {
        if code.len() > CODE_LIMIT {
            return Err(malformed("code", "too-long"));
        }
        let mut parts = code.split('.');
        let header = parts.next().unwrap_or_default();
        let (Some(payload), Some(signature)) = (parts.next(), parts.next()) else {
            return Err(truncated("code"));
        };
        if parts.next().is_some() {
            return Err(malformed("code", "parts"));
        }
        let (_, members) = part("header", header)?;
        let algorithm = algorithm(&members)?;
        if members.get("typ").and_then(Value::as_str) != Some("slip+jws") {
            return Err(refuse("typ", if members.contains_key("typ") { "value" } else { "missing" }));
        }
        critical(&members)?;
        let key = key(&members)?;
        let detached = if payload.is_empty() {
            Some(detached(&members)?)
        } else {
            if let Some(name) = ["fields", "fd", "zone"].into_iter().find(|name| members.contains_key(*name)) {
                return Err(refuse(name, "attached"));
            }
            None
        };
        if signature.is_empty() {
            return Err(truncated("signature"));
        }
        Ok(Self { header, payload, signature, algorithm, key, detached })
    }

    /// What was signed (RFC 7515 §5.1), with the payload given in base64url.
    pub(super) fn signing_input(&self, payload: &str) -> Vec<u8> {
        [self.header.as_bytes(), b".", payload.as_bytes()].concat()
    }
}

fn algorithm(header: &Map<String, Value>) -> Result<Algorithm, Refusal> {
    let Some(value) = header.get("alg") else {
        return Err(refuse("alg", "missing"));
    };
    let Some(name) = value.as_str() else {
        return Err(refuse("alg", "type"));
    };
    Algorithm::ALL.into_iter().find(|algorithm| algorithm.name() == name).ok_or_else(|| {
        Cause::new(
            CauseId::HeaderRefused,
            Confidence::Proven,
            evidence! { "member" => "alg", "reason" => "algorithm", "value" => name },
        )
    })
}

/// RFC 7515 §4.1.11: a non-empty list of names that are understood and present, none twice.
fn critical(header: &Map<String, Value>) -> Result<(), Refusal> {
    let Some(value) = header.get("crit") else { return Ok(()) };
    let names = strings(value).ok_or_else(|| refuse("crit", "type"))?;
    if names.is_empty() {
        return Err(refuse("crit", "empty"));
    }
    for (i, name) in names.iter().enumerate() {
        let reason = if !matches!(*name, "fields" | "fd" | "zone") {
            "unknown"
        } else if !header.contains_key(*name) {
            "absent"
        } else if names.iter().take(i).any(|other| other == name) {
            "duplicate"
        } else {
            continue;
        };
        return Err(Cause::new(
            CauseId::HeaderRefused,
            Confidence::Proven,
            evidence! { "member" => "crit", "reason" => reason, "value" => *name },
        ));
    }
    Ok(())
}

fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

fn key(header: &Map<String, Value>) -> Result<KeyRef, Refusal> {
    let thumbprint = header
        .get("x5t#S256")
        .map(|value| {
            let text = value.as_str().ok_or_else(|| refuse("x5t#S256", "type"))?;
            let bytes = Base64::Url.decode(text).map_err(|_| refuse("x5t#S256", "base64url"))?;
            <[u8; 32]>::try_from(bytes).map_err(|_| refuse("x5t#S256", "length"))
        })
        .transpose()?;
    let Some(value) = header.get("x5c") else {
        return Ok(thumbprint.map_or(KeyRef::None, KeyRef::Thumbprint));
    };
    let chain = strings(value).ok_or_else(|| refuse("x5c", "type"))?;
    if chain.is_empty() || chain.len() > CHAIN_LIMIT {
        return Err(refuse("x5c", if chain.is_empty() { "empty" } else { "too-many" }));
    }
    let mut certificates = Vec::with_capacity(chain.len());
    for (i, text) in chain.into_iter().enumerate() {
        let der = Base64::Standard.decode(text).map_err(|_| refuse("x5c", "base64"))?;
        if i == 0 && thumbprint.is_some_and(|thumbprint| thumbprint != sha256(&der)) {
            return Err(refuse("x5t#S256", "disagrees"));
        }
        certificates.push(Certificate::from_der(&der).map_err(|_| refuse("x5c", "certificate"))?);
    }
    Ok(KeyRef::Chain(certificates))
}

fn detached(header: &Map<String, Value>) -> Result<Detached, Refusal> {
    let value = header.get("fields").ok_or_else(|| refuse("fields", "missing"))?;
    let fields = strings(value).ok_or_else(|| refuse("fields", "type"))?;
    for (i, name) in fields.iter().enumerate() {
        let reason = if !MEMBERS.contains(name) {
            "unknown"
        } else if fields.iter().take(i).any(|other| other == name) {
            "duplicate"
        } else {
            continue;
        };
        return Err(Cause::new(
            CauseId::HeaderRefused,
            Confidence::Proven,
            evidence! { "member" => "fields", "reason" => reason, "value" => *name },
        ));
    }
    if let Some(name) = REQUIRED.into_iter().find(|name| !fields.contains(name)) {
        return Err(Cause::new(
            CauseId::HeaderRefused,
            Confidence::Proven,
            evidence! { "member" => "fields", "reason" => "missing", "value" => name },
        ));
    }
    let digests = header
        .get("fd")
        .map(|value| {
            let text = value.as_str().ok_or_else(|| refuse("fd", "type"))?;
            let bytes = Base64::Url.decode(text).map_err(|_| refuse("fd", "base64url"))?;
            let (digests, rest) = bytes.as_chunks::<4>();
            if digests.len() != fields.len() || !rest.is_empty() {
                return Err(refuse("fd", "length"));
            }
            Ok(digests.to_vec())
        })
        .transpose()?;
    let zone = header
        .get("zone")
        .map(|value| {
            let text = value.as_str().ok_or_else(|| refuse("zone", "type"))?;
            time::offset_seconds(text.as_bytes()).ok_or_else(|| refuse("zone", "form"))?;
            Ok(String::from(text))
        })
        .transpose()?;
    Ok(Detached { fields: fields.into_iter().map(String::from).collect(), digests, zone })
}
