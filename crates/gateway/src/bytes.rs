//! Small encodings: hex, and base64 as gateways and text boxes leave it.

use alloc::{string::String, vec::Vec};

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).map_or('0', |c| char::from(*c));
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// Value of a hex digit in either letter case.
pub(crate) fn hex_digit(c: u8) -> Option<u8> {
    char::from(c).to_digit(16).map(|value| value as u8)
}

/// Bytes of a number in hex, leading zeros taken off; `None` for anything but hex digits.
pub(crate) fn hex_number(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.bytes().map(hex_digit).collect::<Option<_>>()?;
    if digits.is_empty() {
        return None;
    }
    let (front, pairs) = digits.split_at(digits.len() % 2);
    let mut bytes: Vec<u8> = front.to_vec();
    bytes.extend(pairs.chunks_exact(2).map(|pair| pair.iter().fold(0, |value, digit| value << 4 | digit)));
    Some(without_leading_zeros(&bytes).to_vec())
}

/// Bytes of a number in decimal, at most 60 digits; `None` for anything else.
pub(crate) fn decimal_number(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || text.len() > 60 || !text.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut bytes: Vec<u8> = Vec::new();
    for digit in text.bytes() {
        let mut carry = u32::from(digit - b'0');
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 10;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry > 0 {
            bytes.insert(0, carry as u8);
        }
    }
    Some(bytes)
}

/// A number in decimal, from its bytes.
#[must_use]
pub fn to_decimal(bytes: &[u8]) -> String {
    let mut digits: Vec<u8> = Vec::new();
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in digits.iter_mut().rev() {
            carry += u32::from(*digit) << 8;
            *digit = (carry % 10) as u8;
            carry /= 10;
        }
        while carry > 0 {
            digits.insert(0, (carry % 10) as u8);
            carry /= 10;
        }
    }
    if digits.is_empty() {
        digits.push(0);
    }
    digits.into_iter().map(|digit| char::from(digit + b'0')).collect()
}

/// A number without leading zero bytes.
pub(crate) fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    let from = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    bytes.get(from..).unwrap_or_default()
}

/// Whether a character belongs to base64.
pub(crate) fn is_base64(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'=')
}

/// Base64 of RFC 4648 §4, padding present or not; strict in everything else.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 || digits.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    let (mut pending, mut bits) = (0u32, 0u32);
    for c in digits.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        pending = pending << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

/// Base64 of RFC 4648 §4 with padding.
#[must_use]
pub fn to_base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = ALPHABET.get((word >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if at <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// Where `needle` stands in `text`, from `from` on.
pub(crate) fn find(text: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.windows(needle.len().max(1)).position(|window| window == needle).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_hex_and_decimal_are_the_same_number() {
        assert_eq!(hex_number("0abc"), Some(std::vec![0x0a, 0xbc]));
        assert_eq!(hex_number("abc"), Some(std::vec![0x0a, 0xbc]));
        assert_eq!(decimal_number("2748"), Some(std::vec![0x0a, 0xbc]));
        assert_eq!(decimal_number("0"), Some(std::vec![]));
        assert_eq!(to_decimal(&[0x0a, 0xbc]), "2748");
        assert_eq!(to_decimal(&[]), "0");
        assert_eq!(hex_number("xy"), None);
    }

    #[test]
    fn base64_comes_back() {
        for bytes in [&b""[..], b"f", b"fo", b"foo", b"\xff\xfe\xfd\xfc"] {
            assert_eq!(base64(&to_base64(bytes)).as_deref(), Some(bytes));
        }
        assert_eq!(base64("Zm8"), Some(b"fo".to_vec()));
        assert_eq!(base64("Z"), None);
        assert_eq!(base64("Zm 8"), None);
    }
}
