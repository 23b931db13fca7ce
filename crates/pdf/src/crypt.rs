//! Encryption by the standard handler (ISO 32000-2 §7.6.4), opened with the empty user password or not at all.

use crate::object::{Dict, Object, Ref};
use aes::{
    Aes128, Aes256,
    cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit},
};
use md5::{Digest as _, Md5};
use sha2::{Sha256, Sha384, Sha512};

/// Stands behind a password shorter than 32 bytes (§7.6.4.3.2).
const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e, 0x2e, 0x00,
    0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Identity,
    Rc4,
    Aes128,
    Aes256,
}

/// An opened encryption.
pub(crate) struct Crypt {
    key: Vec<u8>,
    strings: Method,
    streams: Method,
    metadata: bool,
}

impl Crypt {
    /// Opens with the empty user password. `None`: it needs another, or a handler that is not the standard one.
    /// `get` gives the resolved value of a key of a dictionary.
    pub(crate) fn open(dict: &Dict, id: &[u8], get: impl Fn(&Dict, &str) -> Object) -> Option<Self> {
        let own = |key: &str| get(dict, key);
        if !own("Filter").is_name("Standard") {
            return None;
        }
        let version = own("V").int()?;
        let revision = own("R").int()?;
        let length = own("Length").int().unwrap_or(40);
        let metadata = !matches!(own("EncryptMetadata"), Object::Bool(false));
        let (mut strings, mut streams) = (Method::Rc4, Method::Rc4);
        let mut size = match version {
            1 => 5,
            2 | 3 => usize::try_from(length / 8).ok().filter(|size| (5..=16).contains(size))?,
            4 => 16,
            5 => 32,
            _ => return None,
        };
        if version >= 4 {
            let filters = own("CF");
            let method = |key: &str| -> Option<Method> {
                let name = own(key);
                let name = name.name().unwrap_or(b"Identity");
                if name == b"Identity" {
                    return Some(Method::Identity);
                }
                let filter = get(filters.dict()?, core::str::from_utf8(name).ok()?);
                match get(filter.dict()?, "CFM").name()? {
                    b"None" => Some(Method::Identity),
                    b"V2" => Some(Method::Rc4),
                    b"AESV2" => Some(Method::Aes128),
                    b"AESV3" => Some(Method::Aes256),
                    _ => None,
                }
            };
            (strings, streams) = (method("StrF")?, method("StmF")?);
            if version == 4 && revision != 4 {
                size = 16;
            }
        }
        let (owner, user) = (own("O"), own("U"));
        let (owner, user) = (owner.string()?, user.string()?);
        let key = if revision >= 5 {
            modern(user, own("UE").string()?, revision)?
        } else {
            let permissions = own("P").int()? as u32;
            classic(owner, user, permissions, id, revision, size, metadata)?
        };
        Some(Self { key, strings, streams, metadata })
    }

    fn method(&self, method: Method, of: Ref, bytes: &[u8]) -> Vec<u8> {
        match method {
            Method::Identity => bytes.to_vec(),
            Method::Aes256 => cbc_padded(&self.key, bytes),
            Method::Rc4 | Method::Aes128 => {
                let mut hash = Md5::new();
                hash.update(&self.key);
                hash.update(of.number.to_le_bytes().get(..3).unwrap_or_default());
                hash.update(of.generation.to_le_bytes());
                if method == Method::Aes128 {
                    hash.update(b"sAlT");
                }
                let hash = hash.finalize();
                let key = hash.get(..(self.key.len() + 5).min(16)).unwrap_or_default();
                if method == Method::Rc4 { rc4(key, bytes) } else { cbc_padded(key, bytes) }
            }
        }
    }

    /// Every string of an object that stands in the file itself, opened; those of a signature's `/Contents` too, which are
    /// read from the file's bytes wherever they count.
    pub(crate) fn strings(&self, object: &Object, of: Ref) -> Object {
        match object {
            Object::String(bytes) => Object::String(self.method(self.strings, of, bytes).into()),
            Object::Array(array) => {
                Object::Array(array.iter().map(|object| self.strings(object, of)).collect::<Vec<_>>().into())
            }
            Object::Dict(dict) => Object::Dict(self.dict(dict, of).into()),
            Object::Stream(stream) => {
                let mut stream = (**stream).clone();
                stream.dict = self.dict(&stream.dict, of);
                Object::Stream(stream.into())
            }
            other => other.clone(),
        }
    }

    fn dict(&self, dict: &Dict, of: Ref) -> Dict {
        let mut dict = dict.clone();
        for entry in &mut dict.entries {
            entry.value = self.strings(&entry.value, of);
        }
        dict
    }

    /// The raw bytes of a stream, opened.
    pub(crate) fn stream(&self, dict: &Dict, of: Ref, bytes: &[u8]) -> Vec<u8> {
        let kind = dict.raw("Type");
        let plain = kind.is_name("XRef")
            || kind.is_name("Metadata") && !self.metadata
            || dict.raw("Filter").is_name("Crypt")
            || dict.raw("Filter").array().first().is_some_and(|filter| filter.is_name("Crypt"));
        if plain { bytes.to_vec() } else { self.method(self.streams, of, bytes) }
    }
}

/// Algorithms 2, 4 and 5 (§7.6.4.3, §7.6.4.4).
fn classic(
    owner: &[u8],
    user: &[u8],
    permissions: u32,
    id: &[u8],
    revision: i64,
    size: usize,
    metadata: bool,
) -> Option<Vec<u8>> {
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(owner.get(..32)?);
    hash.update(permissions.to_le_bytes());
    hash.update(id);
    if revision >= 4 && !metadata {
        hash.update([0xff; 4]);
    }
    let mut key = hash.finalize().to_vec();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(key.get(..size)?).to_vec();
        }
    }
    key.truncate(size);
    let fits = if revision == 2 {
        rc4(&key, &PADDING) == user.get(..32)?
    } else {
        let mut hash = Md5::new();
        hash.update(PADDING);
        hash.update(id);
        let mut check = rc4(&key, &hash.finalize());
        for round in 1..=19u8 {
            let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
            check = rc4(&key, &check);
        }
        check == user.get(..16)?
    };
    fits.then_some(key)
}

/// Algorithm 2.A with the empty user password (§7.6.4.3.3).
fn modern(user: &[u8], sealed: &[u8], revision: i64) -> Option<Vec<u8>> {
    let hash = |salt: &[u8]| if revision == 5 { Sha256::digest(salt).to_vec() } else { hardened(salt) };
    if hash(user.get(32..40)?) != user.get(..32)? {
        return None;
    }
    let key = hash(user.get(40..48)?);
    Some(cbc(&key, &[0; 16], sealed.get(..32)?))
}

/// Algorithm 2.B with the empty password (§7.6.4.3.4).
fn hardened(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0u32;
    loop {
        let block = key.repeat(64);
        let (Some(secret), Some(vector)) = (key.get(..16), key.get(16..32)) else { return key };
        let sealed = cbc_sealed(secret, vector, &block);
        let rest = sealed.iter().take(16).map(|byte| u32::from(*byte)).sum::<u32>() % 3;
        key = match rest {
            0 => Sha256::digest(&sealed).to_vec(),
            1 => Sha384::digest(&sealed).to_vec(),
            _ => Sha512::digest(&sealed).to_vec(),
        };
        round += 1;
        if round >= 64 && u32::from(sealed.last().copied().unwrap_or(0)) <= round - 32 {
            key.truncate(32);
            return key;
        }
    }
}

fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = core::array::from_fn(|i| i as u8);
    let mut j = 0u8;
    for i in 0..256usize {
        let byte = key.get(i % key.len().max(1)).copied().unwrap_or(0);
        j = j.wrapping_add(state[i]).wrapping_add(byte);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    bytes
        .iter()
        .map(|byte| {
            i = i.wrapping_add(1);
            j = j.wrapping_add(state[usize::from(i)]);
            state.swap(usize::from(i), usize::from(j));
            byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
        })
        .collect()
}

/// CBC with the vector in front and padding behind; what does not fit is left away.
fn cbc_padded(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Some((vector, bytes)) = bytes.split_at_checked(16) else { return Vec::new() };
    let mut out = cbc(key, vector, bytes);
    let padding = usize::from(out.last().copied().unwrap_or(0));
    if (1..=16).contains(&padding) {
        out.truncate(out.len() - padding);
    }
    out
}

fn cbc(key: &[u8], vector: &[u8], bytes: &[u8]) -> Vec<u8> {
    let short = Aes128::new_from_slice(key).ok();
    let long = Aes256::new_from_slice(key).ok();
    let mut before: [u8; 16] = vector.try_into().unwrap_or_default();
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.as_chunks::<16>().0 {
        let mut block = Array::from(*chunk);
        match (&short, &long) {
            (Some(cipher), _) => cipher.decrypt_block(&mut block),
            (_, Some(cipher)) => cipher.decrypt_block(&mut block),
            _ => return Vec::new(),
        }
        out.extend(block.iter().zip(before).map(|(a, b)| a ^ b));
        before = *chunk;
    }
    out
}

fn cbc_sealed(key: &[u8], vector: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Ok(cipher) = Aes128::new_from_slice(key) else { return Vec::new() };
    let mut before: [u8; 16] = vector.try_into().unwrap_or_default();
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.as_chunks::<16>().0 {
        let mixed: [u8; 16] = core::array::from_fn(|i| chunk[i] ^ before[i]);
        let mut block = Array::from(mixed);
        cipher.encrypt_block(&mut block);
        before = block.into();
        out.extend(before);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_by_its_published_example() {
        assert_eq!(rc4(b"Key", b"Plaintext"), [0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3]);
    }
}
