//! Finds `_R1-AT…` codes in a text, and the compact serializations of data collection protocols.

use super::code::{HEADER, OUTAGE, jws_payload};
use crate::{
    encoding::{Base64, base32, base64_lenient},
    evidence,
    formats::{
        Located,
        till::wrap::{Alphabet, Reader, is_base64},
    },
    input::View,
    report::Note,
};
use alloc::{string::String, vec::Vec};

/// Every code, in order. A code that ends early is one too, when enough of it is there to know it.
pub(in crate::formats) fn locate(view: &View) -> Vec<Located> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = view.bytes.get(at..).and_then(next) {
        at += next;
        let rest = view.bytes.get(at..).unwrap_or_default();
        let located = if rest.starts_with(b"R") { code(view, at) } else { jws(view, at) };
        at = located.as_ref().map_or(at + 4, |located| located.range.end.max(at + 4));
        found.extend(located);
    }
    found
}

/// Where the next beginning of either form stands; some tills write `_RK1-` (RKSV annex, Z 12 has `_R1-`).
fn next(bytes: &[u8]) -> Option<usize> {
    bytes.windows(5).position(|window| matches!(window, b"R1-AT" | b"RK1-A") || window == &HEADER.as_bytes()[..5])
}

fn is_amount(c: u8) -> bool {
    c.is_ascii_digit() || matches!(c, b',' | b'.' | b'-' | b'+')
}

fn is_time(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b':' | b'-' | b'.' | b'+')
}

fn is_provider(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'-'
}

fn is_either(c: u8) -> bool {
    is_base64(c) || c == b'_'
}

/// The parts that end with `_`: what they consist of, and how long they get.
const PARTS: [(Alphabet, usize); 12] = [
    (Alphabet::Only(is_provider), 16),
    (Alphabet::Free, 160),
    (Alphabet::Free, 160),
    (Alphabet::Only(is_time), 60),
    (Alphabet::Only(is_amount), 40),
    (Alphabet::Only(is_amount), 40),
    (Alphabet::Only(is_amount), 40),
    (Alphabet::Only(is_amount), 40),
    (Alphabet::Only(is_amount), 40),
    (Alphabet::Only(is_base64), 160),
    (Alphabet::Free, 160),
    (Alphabet::Only(is_base64), 100),
];

fn code(view: &View, start: usize) -> Option<Located> {
    let before = |back: usize| start.checked_sub(back).and_then(|at| view.bytes.get(at)).copied();
    // Without its first character it is a code still, but not a whole one.
    let whole = before(1) == Some(b'_');
    if !whole && before(1).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let from = if whole { start - 1 } else { start };
    let mut reader = Reader::new(view, from);
    reader.at = start;
    let mut parts: Vec<String> = Vec::with_capacity(13);
    let mut ended = false;
    for (alphabet, limit) in PARTS {
        let at = reader.at;
        if parts.len() == PARTS.len() - 1
            && let Some(jws) = serialization(&mut reader)
        {
            // The receipt before as a whole in place of its chaining value; or this one in place of its signature.
            parts.push(jws);
            ended = view.bytes.get(reader.at) != Some(&b'_');
            reader.at += usize::from(!ended);
            continue;
        }
        match reader.part(b'_', alphabet, limit) {
            Ok(part) => parts.push(part),
            Err(part) => {
                if parts.len() == PARTS.len() - 1 {
                    // No chaining value: what is here is the signature.
                    reader.at = at;
                    parts.push(reader.last(is_either, length));
                } else {
                    parts.push(part);
                }
                ended = true;
                break;
            }
        }
    }
    if !ended && let Some(jws) = serialization(&mut reader) {
        parts.push(jws);
        parts.extend(reader.surplus(b'_', b"R1-"));
    } else if !ended {
        // In the form for text recognition the chaining value before it is in base32, too.
        let ocr = parts.last().is_some_and(|chaining| chaining.ends_with("==="));
        parts.push(reader.last(is_either, |signature| if ocr { Some(104) } else { length(signature) }));
        parts.extend(reader.surplus(b'_', b"R1-"));
    }
    reader.settle(parts.iter_mut().enumerate().filter(|(i, _)| matches!(i, 1 | 2 | 10)).map(|(_, part)| part));
    let known = parts.len() > 3 && parts.first().is_some_and(|provider| provider.len() > 5);
    let (range, mut notes) = reader.finish();
    if let Some(host) = host(view, from) {
        notes.push(Note::new("code-in-address", evidence! { "host" => host }));
    }
    let code = [if whole { "_" } else { "" }, &parts.join("_")].concat();
    known.then_some(Located { range, code, notes })
}

/// The host of the address that a code stands in.
fn host(view: &View, code: usize) -> Option<String> {
    let before = view.bytes.get(..code)?;
    let length = before.iter().rev().take(300).take_while(|c| c.is_ascii_graphic()).count();
    let address = view.text(code - length..code);
    let (_, rest) = address.rsplit_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Characters of a signature that begins like this.
fn length(signature: &str) -> Option<usize> {
    let outages = [Base64::Standard.encode(OUTAGE), base32(OUTAGE)];
    if let Some(outage) = outages.iter().find(|outage| signature.len() > 5 && outage.starts_with(signature)) {
        return Some(outage.len());
    }
    let start = base64_lenient(signature.get(..8)?)?;
    // Base64 of something in base64 or hex, or of a whole serialization: as long as it is.
    let text = signature.get(..24).and_then(base64_lenient);
    if text.is_some_and(|text| text.iter().all(|c| is_base64(*c))) {
        return None;
    }
    Some(match start[..] {
        [0x30, length @ 0x40..=0x48, 0x02, ..] => (usize::from(length) + 2).div_ceil(3) * 4,
        _ if signature.len() > 15 && signature.bytes().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase()) => 128,
        _ if signature.len() > 11 && signature.bytes().all(|c| matches!(c, b'A'..=b'Z' | b'2'..=b'7')) => 104,
        _ => 88,
    })
}

/// A compact serialization in place of a part, with a signature of 64 bytes.
fn serialization(reader: &mut Reader<'_>) -> Option<String> {
    let at = reader.at;
    let header = reader.view.bytes.get(at..)?.starts_with(b"eyJ");
    let read = |reader: &mut Reader<'_>| {
        let header = reader.part(b'.', Alphabet::Only(is_either), 80).ok()?;
        let payload = reader.part(b'.', Alphabet::Only(is_either), 2000).ok()?;
        Some([header, payload, reader.exactly(86, is_either)?].join("."))
    };
    let found = if header { read(reader) } else { None };
    if found.is_none() {
        reader.at = at;
    }
    found
}

/// A compact serialization, wrapped as it may be.
fn jws(view: &View, start: usize) -> Option<Located> {
    let mut reader = Reader::new(view, start);
    let header = reader.part(b'.', Alphabet::Only(is_either), 40).ok()?;
    if header != HEADER || view.bytes.get(start.wrapping_sub(1)).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let payload = reader.part(b'.', Alphabet::Only(is_either), 2000).ok()?;
    let signature = reader.last(is_either, |signature| Some(if signature.starts_with("U2lj") { 46 } else { 86 }));
    jws_payload(&payload)?;
    let (range, notes) = reader.finish();
    Some(Located { range, code: [header, payload, signature].join("."), notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "_R1-AT1_Kasse Süd_ft1C905#105218_2018-02-08T12:37:34_0,00_16,30_0,00_0,00_0,00_xfWUwBw=_7b164a88_6w3fQw5bEog=_irdxIo1TAowB1OzpU+dgeAS887k8AuT09jrcMjZx95xHzbKp5pLQcupkbpZK5UxtDaxj08+8bRO30Y4wxiwonw==";
    const OUT: &str = "_R1-AT1_R-2201_88417_2026-11-14T17:05:02_0,00_24,60_0,00_0,00_0,00_IofnuVY+wuA=_1f3d77a2_LXEWQrcmsEQ=_U2ljaGVyaGVpdHNlaW5yaWNodHVuZyBhdXNnZWZhbGxlbg==";
    const JWS: &str = "eyJhbGciOiJFUzI1NiJ9.X1IxLUFUMV9maXNrYWx0cnVzdDFfZnQxQzkwNSMxMDUyMThfMjAxOC0wMi0wOFQxMjozNzozNF8wLDAwXzE2LDMwXzAsMDBfMCwwMF8wLDAwX3hmV1V3Qnc9XzdiMTY0YTg4XzZ3M2ZRdzViRW9nPQ.irdxIo1TAowB1OzpU-dgeAS887k8AuT09jrcMjZx95xHzbKp5pLQcupkbpZK5UxtDaxj08-8bRO30Y4wxiwonw";

    fn found(text: &str) -> Vec<(String, usize)> {
        locate(&View::of(text)).into_iter().map(|found| (found.code, found.notes.len())).collect()
    }

    #[test]
    fn whole_and_inside_other_text() {
        for code in [CODE, OUT, JWS] {
            for text in
                [code.into(), ["RKSV: ", code, "\nDanke für Ihren Einkauf"].concat(), ["\"", code, "\","].concat()]
            {
                assert_eq!(found(&text), [(code.into(), 0)], "{text}");
            }
            assert_eq!(found(&[code, "\n", code].concat()).len(), 2);
        }
        assert_eq!(found(&["https://Beleg.example/#", CODE].concat()), [(CODE.into(), 1)]);
        assert_eq!(found(&CODE[1..]), [(CODE[1..].into(), 0)]);
        // A prefix that some tills write.
        let other = CODE.replace("_R1-", "_RK1-");
        assert_eq!(found(&other), [(other, 0)]);
        // The receipt before as a whole, in place of its chaining value, and this one in place of its signature.
        for code in [CODE.replace("6w3fQw5bEog=", JWS), [CODE.rsplit_once('_').unwrap().0, "_", JWS].concat()] {
            assert_eq!(found(&[&code, "\nDanke"].concat()), [(code, 0)]);
        }
        // A blank that stands in one place alone may have been signed.
        let blank = CODE.replace("Süd_", "Süd _");
        assert_eq!(found(&blank), [(blank, 0)]);
        for text in
            ["R1-AT", "_R1-AT1_a_b", "_R1-AT1 und _R1-AT2", "XR1-AT1_a_b_c_d", "eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.AAAA"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn wrapped_and_widened() {
        for code in [CODE, OUT, JWS] {
            let plain: String = code.chars().filter(|c| *c != ' ').collect();
            for width in [17, 24, 40, 48, 64, 76] {
                for separator in ["\n", "\r\n  "] {
                    for behind in ["", "\nDanke für Ihren Einkauf!", "\nSUMME 21,42", " 2026-11-20"] {
                        let lines: Vec<String> =
                            code.chars().collect::<Vec<_>>().chunks(width).map(|c| c.iter().collect()).collect();
                        let text = [&lines.join(separator), behind].concat();
                        let found = found(&text);
                        assert_eq!(found.len(), 1, "{text}");
                        assert_eq!(found[0].0.replace([' ', '\n'], ""), plain, "{text}");
                        assert_eq!(found[0].1, 1);
                    }
                }
            }
            assert_eq!(found(&code.replace('_', "＿"))[0].0, code);
        }
    }

    #[test]
    fn a_cut_code_takes_nothing_behind_it() {
        let code = CODE.replace("ü", "u");
        for cut in [40, 60, 80, 100, 112, 140, 190] {
            let cut = &code[..cut];
            assert_eq!(found(&[cut, "\nDanke\nSUMME 21,42"].concat()), [(cut.into(), 0)], "{cut}");
        }
    }

    #[test]
    fn without_its_chaining_value_it_is_still_one() {
        let code = CODE.replace("6w3fQw5bEog=_", "");
        assert_eq!(found(&[&code, "\nDanke"].concat()), [(code, 0)]);
    }

    #[test]
    fn the_spaced_form_of_the_serial_is_kept() {
        let code = CODE.replace("7b164a88", "7b 16 4a 88");
        assert_eq!(found(&code), [(code, 0)]);
    }

    #[test]
    fn long_hostile_text_takes_no_time() {
        for piece in [
            "_R1-AT1_",
            "_R1-AT1_a_b_",
            "R1-AT",
            "eyJhbGciOiJFUzI1NiJ9.",
            "eyJhbGciOiJFUzI1NiJ9.X1Ix.",
            "_R1-AT1_x x x x x\n",
        ] {
            let text = piece.repeat(200_000 / piece.len());
            let _ = found(&text);
        }
    }
}
