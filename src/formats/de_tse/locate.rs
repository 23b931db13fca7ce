//! Finds `V0;…` codes in a text.

use super::code::{data_end, key_length};
use crate::{
    formats::{
        Located,
        till::wrap::{Alphabet, Reader, is_base64},
    },
    input::View,
};
use alloc::{string::String, vec::Vec};

/// Every code, in order. A code that ends early is one too, when enough of it is there to know it.
pub(in crate::formats) fn locate(view: &View) -> Vec<Located> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = view.bytes.get(at..).and_then(|rest| rest.windows(2).position(|pair| pair == b"V0")) {
        at += next;
        let inside = at > 0 && view.bytes.get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        let located = if inside { None } else { code(view, at) };
        at = located.as_ref().map_or(at + 2, |located| located.range.end);
        found.extend(located);
    }
    found
}

fn is_digit(c: u8) -> bool {
    c.is_ascii_digit()
}

fn is_time(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b':' | b'-' | b'.' | b'+')
}

/// Either alphabet of base64.
fn is_key(c: u8) -> bool {
    is_base64(c) || c == b'_'
}

fn is_name(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_')
}

/// The eleven fields that end with `;`: what they consist of, and how long they get.
const FIELDS: [(Alphabet, usize); 11] = [
    (Alphabet::Only(is_name), 8),
    (Alphabet::Free, 160),
    (Alphabet::Only(is_name), 64),
    (Alphabet::Free, 4000),
    (Alphabet::Only(is_digit), 40),
    (Alphabet::Only(is_digit), 40),
    (Alphabet::Only(is_time), 60),
    (Alphabet::Only(is_time), 60),
    (Alphabet::Only(is_name), 40),
    (Alphabet::Only(is_name), 60),
    (Alphabet::Only(is_key), 600),
];

fn code(view: &View, start: usize) -> Option<Located> {
    let mut reader = Reader::new(view, start);
    let mut fields: Vec<String> = Vec::with_capacity(12);
    for (alphabet, limit) in FIELDS {
        if fields.len() == 3 {
            let rest = view.bytes.get(reader.at..).unwrap_or_default();
            if let Some(length) = data_end(rest.get(..limit).unwrap_or(rest)) {
                fields.push(reader.free_until(reader.at + length));
                continue;
            }
        }
        match reader.part(b';', alphabet, limit) {
            Ok(field) => fields.push(field),
            Err(rest) => {
                fields.push(rest);
                break;
            }
        }
        if fields.len() == 1 && fields.first().is_some_and(|version| version != "V0") {
            return None;
        }
    }
    if fields.len() == FIELDS.len() && view.bytes.get(reader.at - 1) == Some(&b';') {
        let signature = fields.last().map_or(0, String::len);
        fields.push(reader.last(is_key, |key| key_length(key, signature)));
        fields.extend(reader.surplus(b';', b"V0;"));
    }
    // Kind of transaction and data at least: otherwise this is any text with semicolons in it.
    let known = fields.len() > 3 && fields.get(2).is_some_and(|kind| !kind.is_empty());
    reader.settle(fields.iter_mut().skip(1).step_by(2).take(2));
    let (range, notes) = reader.finish();
    known.then(|| Located { range, code: fields.join(";"), notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "V0;ERS 8cb8e2de-4052;Kassenbeleg-V1;Beleg^21.42_0.00_0.00_0.00_0.00^21.42:Unbar;1;31;2021-08-23T14:36:27.000Z;2021-08-23T14:36:33.000Z;ecdsa-plain-SHA256;unixTime;TGnWiq3ZW7gi4Vs+DxLGsJZj9v271dHmhQAcb057F3oWkdKJ61UW2LLVTZQhW673yLa53Mm6oPeMU1Ns3ZOH7w==;BGFKQP7EENf3s5hTDXvlh+xyJ1Q9BNIa9LyYbYK+pTAKAGQ2fmI40p5QOrpHpvb+UuOrNQJdhzggHNfyyyDyf/g=";

    fn found(text: &str) -> Vec<(String, usize)> {
        locate(&View::of(text)).into_iter().map(|found| (found.code, found.notes.len())).collect()
    }

    #[test]
    fn whole_and_inside_other_text() {
        for text in [
            CODE.into(),
            ["TSE: ", CODE, "\nVielen Dank"].concat(),
            ["(", CODE, ")"].concat(),
            [CODE, "Danke"].concat(),
        ] {
            assert_eq!(found(&text), [(CODE.into(), 0)], "{text}");
        }
        assert_eq!(found(&[CODE, "\n", CODE].concat()).len(), 2);
        assert_eq!(found(&[CODE, CODE].concat()).len(), 2);
    }

    #[test]
    fn wrapped_spaced_and_widened() {
        let expected = CODE.replace("ERS 8", "ERS8");
        for width in [16, 24, 40, 64, 76, 91] {
            for separator in ["\n", "\r\n   "] {
                for behind in ["", "\nVielen Dank\n", "\nSUMME 21,42", " 2026-11-20"] {
                    let lines: Vec<&str> =
                        CODE.as_bytes().chunks(width).map(|c| core::str::from_utf8(c).unwrap()).collect();
                    let text = [&lines.join(separator), behind].concat();
                    let found = found(&text);
                    assert_eq!(found.len(), 1, "{text}");
                    assert_eq!(found[0].0.replace(['\n', ' '], ""), expected, "{text}");
                    assert_eq!(found[0].1, 1);
                }
            }
        }
        assert_eq!(found(&CODE.replace(';', " ; ")), [(CODE.into(), 1)]);
        assert_eq!(found(&CODE.replace(';', "；")), [(CODE.into(), 1)]);
        let wide: String =
            CODE.chars().map(|c| if c == ' ' { c } else { char::from_u32(c as u32 + 0xfee0).unwrap() }).collect();
        assert_eq!(found(&wide), [(CODE.into(), 1)]);
    }

    #[test]
    fn a_cut_code_is_one_and_takes_nothing_behind_it() {
        for cut in [80, 95, 120, 170, 200, 300, 340] {
            let cut = &CODE[..cut];
            assert_eq!(found(&[cut, "\nSUMME 21,42\nVielen Dank"].concat()), [(cut.into(), 0)], "{cut}");
        }
        for text in ["V0;", "V0;a;b", "V0 und V1; dies; das", "XV0;a;b;c;d"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn semicolons_and_blanks_of_their_own_are_kept() {
        let code = CODE.replace("Beleg^", "2;\"Eis;Tee\";3.99;").replace("ERS 8", " ERS 8");
        assert_eq!(found(&[&code, "\n", &code].concat()), [(code.clone(), 0), (code, 0)]);
    }

    #[test]
    fn other_letters_in_the_id_are_kept() {
        assert_eq!(found(&CODE.replace("ERS", "Käsé"))[0].0, CODE.replace("ERS", "Käsé"));
    }

    #[test]
    fn long_hostile_text_takes_no_time() {
        for piece in ["V0;", "V0;a;b;c;", "V0;V0;V0 ", "V0;x;y;z z z z z z z z", "V0;x;y;\n"] {
            let text = piece.repeat(200_000 / piece.len());
            let _ = found(&text);
        }
    }
}
