//! The sealed part of a WeChat Pay notification, opened with the merchant's APIv3 key (gateway.md §2, Resource).

use crate::{
    bytes::{base64, to_base64},
    json,
};
use aes_gcm::{
    AesGcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload, consts::U12},
    aes::{Aes128, Aes256},
};
use alloc::{string::String, vec::Vec};
use sm3::{Digest as _, Sm3};
use sm4::Sm4;

/// Largest ciphertext that is opened, in bytes.
const MAX_SEALED: usize = 256 << 10;

/// Opens a resource. `key`: the APIv3 key, 32 characters (16 in the platform's own examples). `None` where it does not open:
/// another key, or another message.
#[must_use]
pub fn open(algorithm: &str, key: &[u8], nonce: &str, associated: &str, ciphertext: &str) -> Option<Vec<u8>> {
    if ciphertext.len() > MAX_SEALED {
        return None;
    }
    let sealed = base64(ciphertext)?;
    let nonce: &Nonce<U12> = nonce.as_bytes().try_into().ok()?;
    let payload = Payload { msg: &sealed, aad: associated.as_bytes() };
    match (algorithm, key.len()) {
        ("AEAD_AES_256_GCM", 32) => {
            let key: &Key<AesGcm<Aes256, U12>> = key.try_into().ok()?;
            AesGcm::<Aes256, U12>::new(key).decrypt(nonce, payload).ok()
        }
        ("AEAD_AES_256_GCM", 16) => {
            let key: &Key<AesGcm<Aes128, U12>> = key.try_into().ok()?;
            AesGcm::<Aes128, U12>::new(key).decrypt(nonce, payload).ok()
        }
        ("AEAD_SM4_GCM", 16 | 32) => {
            let digest = Sm3::digest(key);
            let key: &Key<AesGcm<Sm4, U12>> = digest.get(..16)?.try_into().ok()?;
            AesGcm::<Sm4, U12>::new(key).decrypt(nonce, payload).ok()
        }
        _ => None,
    }
}

/// Seals a text with AEAD_AES_256_GCM, for messages that are made here: base64 of the ciphertext with its tag. `None` where the key has
/// not 32 bytes, or the nonce not 12.
#[must_use]
pub fn seal(key: &[u8], nonce: &str, associated: &str, text: &[u8]) -> Option<String> {
    let nonce: &Nonce<U12> = nonce.as_bytes().try_into().ok()?;
    let key: &Key<AesGcm<Aes256, U12>> = key.try_into().ok()?;
    let payload = Payload { msg: text, aad: associated.as_bytes() };
    AesGcm::<Aes256, U12>::new(key).encrypt(nonce, payload).ok().map(|sealed| to_base64(&sealed))
}

/// What became of a notification's resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// The body has none.
    None,
    /// No key was given.
    Sealed,
    /// The key does not open it.
    NotOpened,
    /// Its content.
    Opened(String),
}

/// The resource of a notification's body.
#[must_use]
pub fn of_body(body: &str, key: Option<&[u8]>) -> Resource {
    let Some(Ok(object)) = body.find('{').map(|open| json::object(body, open)) else { return Resource::None };
    let Some(item) = object.get("resource") else { return Resource::None };
    let inner = json::children(body, item);
    let text = |name: &str| inner.iter().find(|item| item.name == name).map(|item| json::plain(body, item));
    let Some(ciphertext) = text("ciphertext") else { return Resource::None };
    let Some(key) = key else { return Resource::Sealed };
    let opened = text("algorithm").zip(text("nonce")).and_then(|(algorithm, nonce)| {
        open(&algorithm, key, &nonce, &text("associated_data").unwrap_or_default(), &ciphertext)
    });
    opened.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Resource::NotOpened, Resource::Opened)
}
