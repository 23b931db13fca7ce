//! Digests of entries, by the methods that signature lists name.

use alloc::vec::Vec;
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use slipcheck_codec::encoding::Base64;
use sm3::Sm3;

/// A message digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// GB/T 32905.
    Sm3,
    /// FIPS 180-4.
    Sha256,
    /// FIPS 180-4.
    Sha384,
    /// FIPS 180-4.
    Sha512,
    /// FIPS 180-4; two contents of one digest can be made.
    Sha1,
    /// RFC 1321; likewise.
    Md5,
}

impl Digest {
    /// Its name as a report shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sm3 => "SM3",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sha1 => "SHA-1",
            Self::Md5 => "MD5",
        }
    }

    /// The digest of what stands in these parts, one behind the other.
    #[must_use]
    pub fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn with<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut digest = D::new();
            for part in parts {
                digest.update(part);
            }
            digest.finalize().to_vec()
        }
        match self {
            Self::Sm3 => with::<Sm3>(parts),
            Self::Sha256 => with::<Sha256>(parts),
            Self::Sha384 => with::<Sha384>(parts),
            Self::Sha512 => with::<Sha512>(parts),
            Self::Sha1 => with::<Sha1>(parts),
            Self::Md5 => with::<Md5>(parts),
        }
    }

    /// The digest that an object identifier's octets name (GM/T 0006, RFC 8017 appendix B.1): the strong ones, and SHA-1.
    pub(crate) fn from_oid(oid: &[u8]) -> Option<Self> {
        match oid {
            [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x11] | [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x11, 1] => {
                Some(Self::Sm3)
            }
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1] => Some(Self::Sha256),
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2] => Some(Self::Sha384),
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3] => Some(Self::Sha512),
            [0x2b, 14, 3, 2, 26] => Some(Self::Sha1),
            _ => None,
        }
    }
}

/// How entries are digested (`CheckMethod`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Method {
    /// The digest.
    pub(crate) digest: Digest,
    /// Whether the signer's Z stands in front of the content (`1.2.156.10197.1.401.2`).
    pub(crate) with_z: bool,
}

impl Method {
    /// The method of this name; without a name it is MD5, the standard's default. `None` when it is not known.
    pub(crate) fn from_name(name: Option<&str>) -> Option<Self> {
        let digest = match name.map(|name| name.trim().to_ascii_lowercase()).as_deref() {
            Some("1.2.156.10197.1.401" | "1.2.156.10197.1.401.1" | "sm3") => Digest::Sm3,
            Some("1.2.156.10197.1.401.2") => return Some(Self { digest: Digest::Sm3, with_z: true }),
            Some("sha256" | "sha-256" | "2.16.840.1.101.3.4.2.1") => Digest::Sha256,
            Some("sha1" | "sha-1" | "1.3.14.3.2.26") => Digest::Sha1,
            None | Some("md5" | "1.2.840.113549.2.5") => Digest::Md5,
            Some(_) => return None,
        };
        Some(Self { digest, with_z: false })
    }

    /// Whether two contents of one digest can be made.
    #[must_use]
    pub(crate) fn is_weak(self) -> bool {
        matches!(self.digest, Digest::Sha1 | Digest::Md5)
    }
}

/// Base64 (RFC 4648 §4) with white space in it; `None` when it is none.
pub(crate) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    Base64::Standard.decode(core::str::from_utf8(&text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> alloc::string::String {
        bytes.iter().map(|byte| alloc::format!("{byte:02x}")).collect()
    }

    #[test]
    fn sm3_of_the_standards_examples() {
        assert_eq!(
            hex(&Digest::Sm3.of(&[b"a", b"bc"])),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
        let long = b"abcd".repeat(16);
        assert_eq!(hex(&Digest::Sm3.of(&[&long])), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
        assert_eq!(hex(&Digest::Md5.of(&[b"abc"])), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(hex(&Digest::Sha1.of(&[b"abc"])), "a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    #[test]
    fn base64_has_one_form() {
        assert_eq!(base64(b"TWE=").as_deref(), Some(&b"Ma"[..]));
        assert_eq!(base64(b"TW\n Fu").as_deref(), Some(&b"Man"[..]));
        for bad in ["TWE", "TWF=", "TW=E", "T===", "TQ", "TW*u", "TR=="] {
            assert_eq!(base64(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn methods_by_name() {
        assert_eq!(Method::from_name(None).map(Method::is_weak), Some(true));
        assert_eq!(Method::from_name(Some("Sm3")).map(|method| method.digest), Some(Digest::Sm3));
        assert_eq!(Method::from_name(Some("crc32")), None);
        assert_eq!(Method::from_name(Some("")), None);
    }
}
