//! Making the code of a signed slip: header, payload, signature (RFC 7515 compact serialization).
//!
//! A [`Draft`] says everything by itself and keeps no rule: the demonstration needs slips that break one. `issue` keeps them.

use super::{keys::SigningKey, random::Generator, slip_file::Members};
use serde_json::Value;
use slipcheck::{
    encoding::{Base64, hex},
    json,
    signature::{Scheme, sha256},
};

/// What goes into the protected header, and how it is signed.
pub(crate) struct Draft {
    /// The name in `alg`.
    pub(crate) alg: &'static str,
    /// What is really done.
    pub(crate) scheme: Scheme,
    /// `typ`, when there shall be one.
    pub(crate) typ: Option<&'static str>,
    /// DER certificates for `x5c`, leaf first; none: no `x5c`.
    pub(crate) x5c: Vec<Vec<u8>>,
    /// DER of the certificate that `x5t#S256` shall name.
    pub(crate) x5t: Option<Vec<u8>>,
    /// The detached form.
    pub(crate) detached: Option<Detached>,
}

/// What the header of the detached form says more.
#[derive(Clone)]
pub(crate) struct Detached {
    /// The members that are signed, in order.
    pub(crate) fields: Vec<String>,
    /// `fd`, the field digests.
    pub(crate) digests: bool,
    /// The offset of the printed time, `+08:00`.
    pub(crate) zone: String,
    /// Whether `crit` names them.
    pub(crate) critical: bool,
}

/// A signed code, in its parts.
#[derive(Clone)]
pub(crate) struct Code {
    /// base64url.
    pub(crate) header: String,
    /// What was signed.
    pub(crate) payload: Vec<u8>,
    /// `r‖s`, or as long as the modulus.
    pub(crate) signature: Vec<u8>,
    /// Whether the payload stays on paper.
    pub(crate) detached: bool,
}

impl Code {
    /// The compact serialization.
    pub(crate) fn text(&self) -> String {
        let payload = if self.detached { String::new() } else { Base64::Url.encode(&self.payload) };
        format!("{}.{payload}.{}", self.header, Base64::Url.encode(&self.signature))
    }

    /// The first 16 hex digits of the payload's SHA-256, in groups of four.
    pub(crate) fn digest_line(&self) -> String {
        digest_line(&self.payload)
    }
}

/// The first 16 hex digits of SHA-256, in groups of four: `9F3A-77C1-02BE-D410`.
pub(crate) fn digest_line(payload: &[u8]) -> String {
    let digits = hex(&sha256(payload)).to_ascii_uppercase();
    [0, 4, 8, 12].map(|i| digits.get(i..i + 4).unwrap_or_default()).join("-")
}

/// Canonical JSON (RFC 8785).
///
/// # Errors
/// A number that JSON cannot hold.
pub(crate) fn canonical(members: &Members) -> Result<Vec<u8>, String> {
    json::canonical(members).ok_or_else(|| "a number in the slip has no canonical form".to_owned())
}

/// base64url of the first four bytes of SHA-256 of `name=value`, for each field in order.
fn field_digests(members: &Members, fields: &[String]) -> String {
    let digest = |name: &String| {
        let value = members.get(name).and_then(Value::as_str).unwrap_or_default();
        let [a, b, c, d, ..] = sha256(format!("{name}={value}").as_bytes());
        [a, b, c, d]
    };
    Base64::Url.encode(&fields.iter().flat_map(digest).collect::<Vec<u8>>())
}

fn json_strings<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = texts.into_iter().map(|text| Value::from(text).to_string()).collect();
    format!("[{}]", quoted.join(","))
}

impl Draft {
    /// The protected header, in the usual order of its members.
    pub(crate) fn header(&self, members: &Members) -> String {
        let mut header = format!("{{\"alg\":{}", Value::from(self.alg));
        let mut add = |name: &str, value: String| header.push_str(&format!(",\"{name}\":{value}"));
        if let Some(typ) = self.typ {
            add("typ", Value::from(typ).to_string());
        }
        if let Some(leaf) = &self.x5t {
            add("x5t#S256", format!("\"{}\"", Base64::Url.encode(&sha256(leaf))));
        }
        if !self.x5c.is_empty() {
            let chain: Vec<String> = self.x5c.iter().map(|der| Base64::Standard.encode(der)).collect();
            add("x5c", json_strings(chain.iter().map(String::as_str)));
        }
        if let Some(detached) = &self.detached {
            if detached.critical {
                let digests = if detached.digests { Some("fd") } else { None };
                add("crit", json_strings(["fields"].into_iter().chain(digests).chain(["zone"])));
            }
            add("fields", json_strings(detached.fields.iter().map(String::as_str)));
            add("zone", Value::from(detached.zone.as_str()).to_string());
            if detached.digests {
                add("fd", format!("\"{}\"", field_digests(members, &detached.fields)));
            }
        }
        header.push('}');
        header
    }

    /// What is signed of these members: all of them, or those that the detached form names.
    ///
    /// # Errors
    /// They have no canonical form.
    pub(crate) fn payload(&self, members: &Members) -> Result<Vec<u8>, String> {
        match &self.detached {
            None => canonical(members),
            Some(detached) => {
                let named = |(name, _): &(&String, &Value)| detached.fields.contains(name);
                canonical(&members.iter().filter(named).map(|(name, value)| (name.clone(), value.clone())).collect())
            }
        }
    }

    /// Signs these members.
    ///
    /// # Errors
    /// The algorithm does not belong to the key, or the members have no canonical form.
    pub(crate) fn sign(&self, members: &Members, key: &SigningKey, random: &mut Generator) -> Result<Code, String> {
        let payload = self.payload(members)?;
        self.sign_bytes(&self.header(members), payload, key, random)
    }

    /// Signs a header and a payload as they are.
    ///
    /// # Errors
    /// The algorithm does not belong to the key.
    pub(crate) fn sign_bytes(
        &self,
        header: &str,
        payload: Vec<u8>,
        key: &SigningKey,
        random: &mut Generator,
    ) -> Result<Code, String> {
        let header = Base64::Url.encode(header.as_bytes());
        let input = format!("{header}.{}", Base64::Url.encode(&payload));
        let signature = key.sign(self.scheme, input.as_bytes(), random)?;
        Ok(Code { header, payload, signature, detached: self.detached.is_some() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipcheck::signature::{Digest, PublicKey};

    fn members() -> Members {
        serde_json::from_str(r#"{"tid":"10450023","mid":"1","amount":"138.00","merchant":"云栖\"\\\u0007","é":1.50}"#)
            .unwrap()
    }

    #[test]
    fn canonical_form_of_rfc_8785() {
        let text = String::from_utf8(canonical(&members()).unwrap()).unwrap();
        assert_eq!(text, r#"{"amount":"138.00","merchant":"云栖\"\\\u0007","mid":"1","tid":"10450023","é":1.5}"#);
        // By UTF-16 code units: U+1F600 (D83D …) before U+FB33.
        let order = canonical(&serde_json::from_str("{\"\u{fb33}\":1,\"\u{1f600}\":2}").unwrap()).unwrap();
        assert_eq!(String::from_utf8(order).unwrap(), "{\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn both_forms_are_signed_over_the_same_input() {
        let random = Generator::from_seed("jws");
        let key = SigningKey::new_p256(random.fork("key"));
        let public = PublicKey::from_spki(&key.public_der().unwrap()).unwrap();
        let mut draft = Draft {
            alg: "ES256",
            scheme: Scheme::Ecdsa(Digest::Sha256),
            typ: Some("slip+jws"),
            x5c: vec![],
            x5t: Some(b"leaf".to_vec()),
            detached: None,
        };
        let attached = draft.sign(&members(), &key, &mut random.fork("1")).unwrap();
        let text = attached.text();
        let (input, signature) = text.rsplit_once('.').unwrap();
        let signature = Base64::Url.decode(signature).unwrap();
        assert!(public.verify(draft.scheme, input.as_bytes(), &signature).is_some());

        draft.detached = Some(Detached {
            fields: vec!["mid".into(), "amount".into()],
            digests: true,
            zone: "+08:00".into(),
            critical: true,
        });
        let detached = draft.sign(&members(), &key, &mut random.fork("1")).unwrap();
        assert_eq!(detached.payload, br#"{"amount":"138.00","mid":"1"}"#);
        assert!(detached.text().contains(".."));
        let header = String::from_utf8(Base64::Url.decode(&detached.header).unwrap()).unwrap();
        let digests = Base64::Url.encode(&[&sha256(b"mid=1")[..4], &sha256(b"amount=138.00")[..4]].concat());
        assert!(
            header.ends_with(&format!(
                r#","crit":["fields","fd","zone"],"fields":["mid","amount"],"zone":"+08:00","fd":"{digests}"}}"#
            )),
            "{header}"
        );
    }
}
