//! Codes that came through mail, an address or a page: quoted, percent-encoded (RFC 3986 §2.1), in HTML's character
//! references, or quoted-printable (RFC 2045 §6.7).

use alloc::{string::String, vec::Vec};

/// What is left out at the beginning of a line: the marks of a quotation, with the blanks between. Its length in bytes.
pub(super) fn quotation(rest: &[u8]) -> usize {
    rest.iter().take_while(|c| matches!(c, b'>' | b'|' | b' ' | b'\t')).count()
}

/// One character written as an escape: its length there, and the character; none for what only tells where a line may be
/// broken. Only characters that codes have beside letters and digits are taken for one.
pub(super) fn character(rest: &[u8]) -> Option<(usize, Option<u8>)> {
    let (length, byte) = match rest {
        [b'%', tail @ ..] => {
            let mut at = 0;
            while at < 8 && tail.get(at..at + 2) == Some(b"25") && hex(tail.get(at + 2..at + 4)).is_some() {
                at += 2;
            }
            (at + 3, hex(tail.get(at..at + 2))?)
        }
        [b'&', b'#', b'x' | b'X', tail @ ..] => number(tail, 16).map(|(length, byte)| (length + 4, byte))?,
        [b'&', b'#', tail @ ..] => number(tail, 10).map(|(length, byte)| (length + 3, byte))?,
        _ => {
            let names: [(&[u8], Option<u8>); 9] = [
                (b"&equals;", Some(b'=')),
                (b"&plus;", Some(b'+')),
                (b"&sol;", Some(b'/')),
                (b"&period;", Some(b'.')),
                (b"&lowbar;", Some(b'_')),
                (b"<wbr>", None),
                (b"<br>", Some(b'\n')),
                (b"<br/>", Some(b'\n')),
                (b"<br />", Some(b'\n')),
            ];
            let (name, byte) = names.into_iter().find(|(name, _)| rest.starts_with(name))?;
            return Some((name.len(), byte));
        }
    };
    b".=+/;_-:,^# \"".contains(&byte).then_some((length, Some(byte)))
}

fn hex(pair: Option<&[u8]>) -> Option<u8> {
    u8::from_str_radix(core::str::from_utf8(pair?).ok().filter(|pair| !pair.starts_with('+'))?, 16).ok()
}

/// The number in front of a semicolon, of at most three digits, and how many they are.
fn number(tail: &[u8], radix: u32) -> Option<(usize, u8)> {
    let digits = tail.get(..tail.iter().take(4).position(|c| *c == b';')?)?;
    Some((digits.len(), u8::from_str_radix(core::str::from_utf8(digits).ok()?, radix).ok()?))
}

/// A text out of quoted-printable: when every `=` of it is one of that encoding, and at least two long lines are broken
/// by it. A code in base64 never is such a text: its `=` stand at its end or before another mark.
pub(super) fn quoted_printable(text: &str) -> Option<String> {
    /// What a line holds before its soft break: at most 76 characters with it, and few less, since it was full.
    const FULL: core::ops::RangeInclusive<usize> = 60..=76;
    if !text.contains("=\n") && !text.contains("=\r\n") {
        return None;
    }
    let (mut out, mut breaks, mut line) = (Vec::with_capacity(text.len()), 0, 0);
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let at = text.len() - rest.len();
        rest = match tail {
            _ if *first != b'=' => {
                out.push(*first);
                line = if *first == b'\n' { at + 1 } else { line };
                tail
            }
            [b'\n', behind @ ..] | [b'\r', b'\n', behind @ ..] if FULL.contains(&(at - line)) => {
                breaks += 1;
                line = text.len() - behind.len();
                behind
            }
            _ => {
                out.push(hex(tail.get(..2))?);
                tail.get(2..)?
            }
        };
    }
    String::from_utf8(out).ok().filter(|_| breaks > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_codes_alone_are_escapes() {
        for (text, length, byte) in [
            ("%2Ex", 3, Some(b'.')),
            ("%3d", 3, Some(b'=')),
            ("%252E", 5, Some(b'.')),
            ("%25252B", 7, Some(b'+')),
            ("&#46;", 5, Some(b'.')),
            ("&#x2b;", 6, Some(b'+')),
            ("&plus;", 6, Some(b'+')),
            ("<wbr>e", 5, None),
            ("<br/>", 5, Some(b'\n')),
        ] {
            assert_eq!(character(text.as_bytes()), Some((length, byte)), "{text}");
        }
        for text in
            ["%", "%2", "%zz", "%41", "%25", "%+f", "&#65;", "&#;", "&#99999999999;", "&#x;", "&amp;", "<b>", "&"]
        {
            assert_eq!(character(text.as_bytes()), None, "{text}");
        }
        assert_eq!(quotation(b"> > eyJ"), 4);
        assert_eq!(quotation(b">>| eyJ"), 4);
    }

    #[test]
    fn texts_of_quoted_printable_are_decoded_and_no_others() {
        let long = "A".repeat(75);
        assert_eq!(
            quoted_printable(&alloc::format!("=E9=87=91\r\n{long}=\r\n{long}=\n=3D.")).as_deref(),
            Some(alloc::format!("金\r\n{long}{long}=.").as_str())
        );
        for text in [
            alloc::format!("{long}==\n{long}=\n{long}=\n"),
            alloc::format!("{long}=\n{long}"),
            alloc::format!("{long}{long}=\n{long}{long}=\n"),
            "AMOUNT=\n138.00\nTIME=\n12".into(),
            "金额=20.00".into(),
            alloc::format!("{long}=\n{long}=\n=FF"),
            alloc::format!("{long}=\n{long}=\n="),
        ] {
            assert_eq!(quoted_printable(&text), None, "{text}");
        }
    }
}
