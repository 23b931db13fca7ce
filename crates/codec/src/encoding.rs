//! Text encodings of bytes: Base64, Base32, hex.
//!
//! Everything here is strict: an encoding has one spelling of a value, and every other spelling is an error that
//! says what was wrong. Otherwise a slip whose code was changed could still decode to the same bytes.

use alloc::{string::String, vec::Vec};
use core::fmt;

/// What was wrong with an encoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// A character that the alphabet does not have, at this byte offset.
    Character(usize),
    /// A length that no bytes encode to: the text was cut, or lost characters.
    Length,
    /// Padding is missing, or stands where there should be none.
    Padding,
    /// The bits behind the last byte are not zero (RFC 4648 §3.5).
    TrailingBits,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Character(_) => "character outside the alphabet",
            Self::Length => "impossible length",
            Self::Padding => "wrong padding",
            Self::TrailingBits => "bits behind the last byte",
        })
    }
}

/// Digits of `width` bits each → the whole bytes, and the bits behind the last of them (RFC 4648 §4, §6).
///
/// # Errors
/// A character without a value.
fn pack(digits: &[u8], width: u32, value: &dyn Fn(u8) -> Option<u32>) -> Result<(Vec<u8>, u32), Error> {
    let mut bytes = Vec::with_capacity(digits.len());
    let (mut pending, mut bits) = (0u32, 0u32);
    for (i, c) in digits.iter().enumerate() {
        pending = pending << width | value(*c).ok_or(Error::Character(i))?;
        bits += width;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits & 0xff) as u8);
        }
    }
    Ok((bytes, pending & ((1 << bits) - 1)))
}

/// The alphabets of RFC 4648 §4 and §5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64 {
    /// `+` and `/`, padded.
    Standard,
    /// `-` and `_`, never padded (RFC 7515 §2).
    Url,
}

impl Base64 {
    fn value(self, c: u8) -> Option<u32> {
        Some(match (c, self) {
            (b'A'..=b'Z', _) => u32::from(c - b'A'),
            (b'a'..=b'z', _) => u32::from(c - b'a') + 26,
            (b'0'..=b'9', _) => u32::from(c - b'0') + 52,
            (b'+', Self::Standard) | (b'-', Self::Url) => 62,
            (b'/', Self::Standard) | (b'_', Self::Url) => 63,
            _ => return None,
        })
    }

    /// The bytes that `text` stands for.
    ///
    /// # Errors
    /// Any character, length or padding that the encoder of the same alphabet would not have written.
    pub fn decode(self, text: &str) -> Result<Vec<u8>, Error> {
        let mut digits = text.as_bytes();
        if self == Self::Standard {
            if !digits.len().is_multiple_of(4) {
                return Err(if digits.len() % 4 == 1 { Error::Length } else { Error::Padding });
            }
            let padding = digits.iter().rev().take_while(|c| **c == b'=').count();
            if padding > 2 {
                return Err(Error::Padding);
            }
            digits = &digits[..digits.len() - padding];
        }
        if digits.len() % 4 == 1 {
            return Err(Error::Length);
        }
        match pack(digits, 6, &|c| self.value(c))? {
            (bytes, 0) => Ok(bytes),
            _ => Err(Error::TrailingBits),
        }
    }

    /// The text of these bytes.
    #[must_use]
    pub fn encode(self, bytes: &[u8]) -> String {
        let alphabet: &[u8; 64] = match self {
            Self::Standard => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
            Self::Url => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        };
        let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
        for chunk in bytes.chunks(3) {
            let word = chunk.iter().fold(0u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
            for i in 0..4 {
                if i <= chunk.len() {
                    text.push(char::from(alphabet[(word >> (18 - 6 * i) & 63) as usize]));
                } else if self == Self::Standard {
                    text.push('=');
                }
            }
        }
        text
    }
}

/// Base64 in whichever alphabet it was written, padded or not, trailing bits ignored: for repairs, which look for what
/// somebody else's software may have meant, and never for a signature's own reading.
#[must_use]
pub fn base64_lenient(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .trim_end_matches('=')
        .bytes()
        .map(|c| match c {
            b'+' => b'-',
            b'/' => b'_',
            c => c,
        })
        .collect();
    pack(&digits, 6, &|c| Base64::Url.value(c)).ok().map(|(bytes, _)| bytes)
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Base32 of these bytes, padded (RFC 4648 §6).
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let word = chunk.iter().fold(0u64, |w, b| w << 8 | u64::from(*b)) << (8 * (5 - chunk.len()));
        let digits = (chunk.len() * 8).div_ceil(5);
        for i in 0..8 {
            let digit = BASE32[(word >> (35 - 5 * i) & 31) as usize];
            text.push(if i < digits { char::from(digit) } else { '=' });
        }
    }
    text
}

/// The bytes of a base32 text (RFC 4648 §6): upper case, padded.
///
/// # Errors
/// Any character, length or padding that [`base32`] would not have written.
pub fn unbase32(text: &str) -> Result<Vec<u8>, Error> {
    let digits = text.trim_end_matches('=').as_bytes();
    if !text.len().is_multiple_of(8) {
        return Err(if text.len() == digits.len() { Error::Length } else { Error::Padding });
    }
    if !matches!(text.len() - digits.len(), 0 | 1 | 3 | 4 | 6) {
        return Err(Error::Padding);
    }
    let value = |c| (0u32..).zip(BASE32).find(|(_, digit)| **digit == c).map(|(value, _)| value);
    match pack(digits, 5, &value)? {
        (bytes, 0) => Ok(bytes),
        _ => Err(Error::TrailingBits),
    }
}

/// Lower-case hex of these bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).map(char::from).collect()
}

/// The bytes of a hex text, in either letter case.
///
/// # Errors
/// An odd length, or a character that is no hex digit.
pub fn unhex(text: &str) -> Result<Vec<u8>, Error> {
    if !text.len().is_multiple_of(2) {
        return Err(Error::Length);
    }
    let digit = |i: usize, c: u8| char::from(c).to_digit(16).ok_or(Error::Character(i));
    text.as_bytes()
        .chunks_exact(2)
        .enumerate()
        .map(|(i, pair)| Ok((digit(2 * i, pair[0])? << 4 | digit(2 * i + 1, pair[1])?) as u8))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn base64_is_strict() {
        assert_eq!(Base64::Url.decode("Zm9v"), Ok(b"foo".to_vec()));
        assert_eq!(Base64::Url.decode("Zm8"), Ok(b"fo".to_vec()));
        assert_eq!(Base64::Url.decode("Zm9"), Err(Error::TrailingBits));
        assert_eq!(Base64::Url.decode("Zm8="), Err(Error::Character(3)));
        assert_eq!(Base64::Url.decode("Zm9vY"), Err(Error::Length));
        assert_eq!(Base64::Standard.decode("Zm8="), Ok(b"fo".to_vec()));
        assert_eq!(Base64::Standard.decode("Zm8"), Err(Error::Padding));
        assert_eq!(Base64::Standard.decode("===="), Err(Error::Padding));
        assert_eq!(Base64::Standard.decode("Zm-_"), Err(Error::Character(2)));
        assert_eq!(Base64::Url.decode(""), Ok(Vec::new()));
    }

    #[test]
    fn base32_is_strict() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY======"),
            ("fo", "MZXQ===="),
            ("foo", "MZXW6==="),
            ("foob", "MZXW6YQ="),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI======"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
            assert_eq!(unbase32(text), Ok(bytes.as_bytes().to_vec()));
        }
        assert_eq!(unbase32("MZXW6YT1"), Err(Error::Character(7)));
        assert_eq!(unbase32("mzxw6ytb"), Err(Error::Character(0)));
        assert_eq!(unbase32("MZXW6YT"), Err(Error::Length));
        assert_eq!(unbase32("MZXW6YQ"), Err(Error::Length));
        assert_eq!(unbase32("MZXW6Y=="), Err(Error::Padding));
        assert_eq!(unbase32("MZ======"), Err(Error::TrailingBits));
        assert_eq!(unbase32("========"), Err(Error::Padding));
    }

    proptest! {
        #[test]
        fn base64_has_one_spelling(bytes: Vec<u8>, i: prop::sample::Index, c: u8) {
            for alphabet in [Base64::Standard, Base64::Url] {
                let text = alphabet.encode(&bytes);
                prop_assert_eq!(alphabet.decode(&text), Ok(bytes.clone()));
                if !text.is_empty() && c.is_ascii() {
                    let mut other = text.clone().into_bytes();
                    let at = i.index(other.len());
                    if other[at] != c {
                        other[at] = c;
                        let other = String::from_utf8(other).unwrap();
                        prop_assert_ne!(alphabet.decode(&other), Ok(bytes.clone()));
                    }
                }
            }
            prop_assert_eq!(unhex(&hex(&bytes)), Ok(bytes.clone()));
            prop_assert_eq!(unbase32(&base32(&bytes)), Ok(bytes.clone()));
        }
    }
}
