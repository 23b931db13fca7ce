//! What a message says of its signature: its bytes, its kind, and which key made it.

use super::{Evidence, Road};
use crate::{
    bytes,
    crypto::Hash,
    message::{Content, Format},
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// Which key a message names.
pub(super) enum Named {
    Embedded,
    Serial(Vec<u8>, String),
    PublicKey(String),
    CertificateNumber(String),
    Nobody,
}

/// What a signature must be made by.
pub(super) struct Claim {
    pub(super) signature: Vec<u8>,
    pub(super) damage: Vec<&'static str>,
    pub(super) named: Named,
    pub(super) sm2: bool,
    /// The digest that the message says was used; `None`: either.
    pub(super) hash: Option<Hash>,
    pub(super) twice: bool,
}

/// A cause of refusal, and what it rests on.
pub(super) type Refusal = (&'static str, Evidence);

impl Road<'_> {
    /// What the message says of its signature.
    pub(super) fn claim(&self) -> Result<Claim, Refusal> {
        let (text, named, hash, twice, sm2) = match &self.message.content {
            Content::Members(_) if self.message.format == Format::Acp => {
                let text = self.text("signature").unwrap_or_default();
                let named = match self.text("certId") {
                    _ if self.text("signPubKeyCert").is_some() => Named::Embedded,
                    Some(number) => bytes::decimal_number(number)
                        .map_or(Named::Nobody, |serial| Named::Serial(serial, number.to_owned())),
                    None => Named::Nobody,
                };
                let hash = match self.text("version") {
                    Some("5.0.0") => Some(Hash::Sha1),
                    Some("5.1.0") => Some(Hash::Sha256),
                    _ => None,
                };
                (text, named, hash, true, false)
            }
            Content::Members(_) => {
                let text = self.text("sign").unwrap_or_default();
                (text, Named::Nobody, alipay_hash(self.text("sign_type")), false, false)
            }
            Content::Http(http) => {
                let serial = http.serial.as_deref().unwrap_or_default();
                let named = if self.message.format == Format::Alipay {
                    if serial.is_empty() { Named::Nobody } else { Named::CertificateNumber(serial.to_owned()) }
                } else if serial.starts_with("PUB_KEY_ID_") {
                    Named::PublicKey(serial.to_owned())
                } else {
                    bytes::hex_number(serial).map_or(Named::Nobody, |number| Named::Serial(number, serial.to_owned()))
                };
                let sm2 = http.kind.as_deref() == Some("WECHATPAY2-SM2-WITH-SM3");
                (http.signature.as_deref().unwrap_or_default(), named, Some(Hash::Sha256), false, sm2)
            }
            Content::Answer(answer) => {
                let number = answer.cert_sn.clone().filter(|number| !number.is_empty());
                let named = number.map_or(Named::Nobody, Named::CertificateNumber);
                let hash = alipay_hash(answer.sign_type.as_deref());
                (answer.sign.as_deref().unwrap_or_default(), named, hash, false, false)
            }
            _ => ("", Named::Nobody, None, false, false),
        };
        let (signature, damage) = signature_bytes(text)?;
        Ok(Claim { signature, damage, named, sm2, hash, twice })
    }
}

fn alipay_hash(sign_type: Option<&str>) -> Option<Hash> {
    match sign_type {
        Some("RSA2") => Some(Hash::Sha256),
        Some("RSA") => Some(Hash::Sha1),
        _ => None,
    }
}

/// Whole bytes of texts with up to three characters more than the signature of an RSA key of 1024 to 4096 bits has: something was added.
const TOO_LONG: [usize; 4] = [129, 258, 384, 513];

/// A signature's bytes, and what of its text was put right.
fn signature_bytes(text: &str) -> Result<(Vec<u8>, Vec<&'static str>), Refusal> {
    let mut damage = Vec::new();
    let mut text = text.trim().to_owned();
    if text.ends_with("...") || text.ends_with('…') {
        return Err(("truncated", Vec::from([("part", "signature".to_owned())])));
    }
    let mut mend = |text: &mut String, id: &'static str, mended: String| {
        if mended != *text {
            damage.push(id);
            *text = mended;
        }
    };
    if let Some(decoded) = crate::members::decode_form(&text, false).and_then(|bytes| String::from_utf8(bytes).ok()) {
        mend(&mut text, "url-layer", decoded);
    }
    let plain = text.replace("\\r", "").replace("\\n", "").replace("\\/", "/");
    mend(&mut text, "log-escapes", plain);
    let joined: String = text.chars().filter(|c| !matches!(c, '\r' | '\n' | '\t')).collect();
    mend(&mut text, "line-wraps", joined);
    let plus = text.replace(' ', "+");
    mend(&mut text, "base64-blanks", plus);
    let digits = text.trim_end_matches('=').len();
    let padded =
        [text.get(..digits).unwrap_or_default(), "==".get(..(4 - digits % 4) % 4).unwrap_or_default()].concat();
    mend(&mut text, "base64-padding", padded);
    // No whole number of bytes: its end is missing.
    let clean = text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/'));
    if clean && digits % 4 == 1 && digits > 1 && !TOO_LONG.contains(&(digits / 4 * 3)) {
        return Err(("truncated", Vec::from([("part", "signature".to_owned())])));
    }
    match bytes::base64(&text) {
        Some(bytes) if !bytes.is_empty() && bytes.len() <= 2048 => Ok((bytes, damage)),
        _ => {
            // Marks of programs that print are the rest of how it was written.
            let strange = |c: char| !c.is_ascii() || c.is_whitespace() || "'\"|,;:<>(){}[]^`\\".contains(c);
            let id = if text.contains(strange) { "shape" } else { "malformed" };
            Err((id, Vec::from([("member", "signature".to_owned()), ("reason", "base64".to_owned())])))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_that_was_cut_off_anywhere_is_that_and_one_that_is_too_long_is_not() {
        for digits in [85, 169, 341, 345] {
            let id = signature_bytes(&"A".repeat(digits)).err().map(|(id, _)| id);
            assert_eq!(id, Some(if digits == 345 { "malformed" } else { "truncated" }), "{digits}");
        }
        // As many as fit into bytes: the key says whether that is too short.
        assert!(signature_bytes(&"A".repeat(340)).is_ok());
    }
}
