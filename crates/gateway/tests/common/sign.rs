//! Signed texts as the gateways make them, by the tests' own key.

use rsa::{Pkcs1v15Sign, RsaPrivateKey, pkcs1::DecodeRsaPrivateKey};
use sha2::{Digest, Sha256};
use slipcheck_gateway::{Key, to_base64};
use std::sync::OnceLock;

/// Members in the order in which they are sent.
pub(crate) type Pairs = Vec<(String, String)>;

pub(crate) fn keys() -> Vec<Key> {
    vec![Key {
        spki: include_bytes!("../keys/gateway.spki.der").to_vec(),
        facts: None,
        embedded: false,
        trusted: false,
    }]
}

pub(crate) fn signed(text: &[u8]) -> String {
    static KEY: OnceLock<RsaPrivateKey> = OnceLock::new();
    let key = KEY.get_or_init(|| RsaPrivateKey::from_pkcs1_der(include_bytes!("../keys/gateway.der")).unwrap());
    to_base64(&key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(text)).unwrap())
}

/// RSA with SHA-256 over the hex of SHA-256, as UnionPay signs.
pub(crate) fn signed_twice(text: &[u8]) -> String {
    signed(slipcheck_gateway::hex(&Sha256::digest(text)).as_bytes())
}

pub(crate) fn pairs(list: &[(&str, &str)]) -> Pairs {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub(crate) fn text_of(pairs: &Pairs) -> String {
    let apart = ["sign", "sign_type", "signature"];
    let mut own: Vec<_> = pairs.iter().filter(|(name, _)| !apart.contains(&name.as_str())).collect();
    own.sort();
    own.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

pub(crate) fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

pub(crate) fn form(pairs: &Pairs) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

pub(crate) fn json(pairs: &Pairs) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let all: Vec<String> = pairs.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
    format!("{{{}}}", all.join(", "))
}

pub(crate) fn set(pairs: &mut Pairs, name: &str, value: &str) {
    pairs.iter_mut().find(|(other, _)| other == name).unwrap().1 = value.to_owned();
}

/// A message of WeChat Pay: what stands there, and over which body it was signed.
pub(crate) fn http(body: &str, signed_body: &str) -> String {
    let (timestamp, nonce) = ("1795171329", "aJHCyjH2kSuVEjrSHAqCrTWbUP5huLLE");
    let sign = signed(format!("{timestamp}\n{nonce}\n{signed_body}\n").as_bytes());
    format!(
        "HTTP/1.1 200 OK\nServer: nginx\nWechatpay-Nonce: {nonce}\nWechatpay-Signature: {sign}\nWechatpay-Timestamp: {timestamp}\nWechatpay-Serial: PUB_KEY_ID_0119\n\n{body}"
    )
}
