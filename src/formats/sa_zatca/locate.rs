//! Finds the codes in a text: runs of base64 that begin with a seller and a VAT number.

use super::tlv::{self, Fault, LAST, LONGEST, Spelling};
use crate::{
    formats::Located,
    input::{View, paste_damage},
};
use alloc::{string::String, vec::Vec};

/// A run shorter than this begins no code: a seller and a VAT number take more.
const SHORTEST: usize = 16;
/// A code is joined over at most this many pieces.
const PIECES: usize = 256;
/// Joining in vain so many times in one text, nothing is joined any more: work stays linear in the text.
const ATTEMPTS: usize = 1000;

fn is_code(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'-' | b'_' | b'=')
}

/// Every code, in order.
pub(in crate::formats) fn locate(view: &View) -> Vec<Located> {
    let bytes = &view.bytes;
    let mut found = Vec::new();
    let mut attempts = 0;
    let mut at = 0;
    while at < bytes.len() {
        let length = run(bytes, at);
        if length == 0 {
            at += 1;
            continue;
        }
        let pieces = if attempts < ATTEMPTS && view.may_join() { PIECES } else { 0 };
        match (length >= SHORTEST && begins(bytes, at)).then(|| join(bytes, at, pieces)) {
            Some(Some((code, end, joined))) => {
                let mut notes = Vec::new();
                if joined {
                    notes.push(paste_damage("white-space"));
                }
                if joined && code.len() < bytes.get(at..end).map_or(0, graphic) {
                    notes.push(paste_damage("hyphen"));
                }
                if view.was_mended(at..end) {
                    notes.push(paste_damage("characters"));
                }
                match tlv::decode(&code).1 {
                    Ok(Spelling::Url) => notes.push(paste_damage("base64url")),
                    Ok(Spelling::Unpadded) => notes.push(paste_damage("padding")),
                    _ => {}
                }
                found.push(Located { range: at..end, code, notes });
                at = end;
            }
            tried => {
                attempts += usize::from(tried.is_some());
                at += length;
            }
        }
    }
    found
}

fn run(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|c| is_code(**c)).count()
}

/// Tag 1 in base64: `A`, and a character whose upper two bits are the tag's lower two.
fn begins(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..), Some([b'A', b'Q'..=b'Z' | b'a'..=b'f', ..]))
}

/// What is known of a code so far.
#[derive(PartialEq)]
enum State {
    /// It is none.
    Other,
    /// It ends within an item.
    Open,
    /// It ends behind an item, and another may follow.
    Whole,
    /// Nothing can follow.
    Complete,
}

fn state(code: &str) -> State {
    let bytes = crate::encoding::base64_lenient(code).unwrap_or_default();
    let (items, fault) = tlv::items(&bytes);
    let seller = items.get(1).is_some_and(|name| !name.is_empty());
    // Fifteen digits; some tills print the number with blanks, or a shorter one.
    let number = items.get(2).is_some_and(|number| {
        let length = number.len();
        (9..=32).contains(&length) && number.iter().any(u8::is_ascii_digit) || length < 9 && items.last() > 5
    });
    // Lengths of the seller that count characters, or were lost, in Arabic or Chinese as a rule.
    if fault.is_some() && !(seller && number) {
        match tlv::mended(&bytes) {
            Some(_) if code.ends_with('=') => return State::Complete,
            Some((items, _)) => return if items.last() == LAST { State::Complete } else { State::Open },
            None if bytes.len() < 300 && is_foreign_text(bytes.get(2..).unwrap_or_default()) => return State::Open,
            None => {}
        }
    }
    match fault {
        Some(Fault::Truncated { tag, expected, .. }) if items.last() == 0 => {
            if tag == 1 && expected > 0 {
                State::Open
            } else {
                State::Other
            }
        }
        Some(Fault::Truncated { tag: 2, .. }) if seller => State::Open,
        _ if !seller || !number => State::Other,
        Some(Fault::Truncated { .. }) => State::Open,
        Some(_) => State::Complete,
        None if code.ends_with('=') || items.last() == LAST => State::Complete,
        None => State::Whole,
    }
}

/// Characters that are no white space.
fn graphic(bytes: &[u8]) -> usize {
    bytes.iter().filter(|c| !c.is_ascii_whitespace()).count()
}

/// Whether a code's items are wrong so far, rather than cut off.
fn is_broken(code: &str) -> bool {
    let bytes = crate::encoding::base64_lenient(code).unwrap_or_default();
    let (items, fault) = tlv::items(&bytes);
    let cut = matches!(fault, None | Some(Fault::Truncated { .. }));
    // Text that is cut within a character is not wrong yet.
    let text = |tag| {
        let text = core::str::from_utf8(items.get(tag).unwrap_or_default());
        text.is_ok_and(|text| text.chars().all(|c| !c.is_control()))
    };
    !cut || !(1..=5).all(text)
}

/// Whether these bytes are text with characters beyond ASCII, as far as they go.
fn is_foreign_text(bytes: &[u8]) -> bool {
    let whole = match core::str::from_utf8(bytes) {
        Ok(_) => bytes.len(),
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        Err(_) => return false,
    };
    let foreign = bytes.iter().take(whole).filter(|byte| !byte.is_ascii()).count();
    foreign >= 8 && bytes.iter().take(whole).all(|byte| *byte >= 0x20)
}

/// The code that begins here, its end in the view, and whether it was in pieces.
fn join(bytes: &[u8], start: usize, pieces: usize) -> Option<(String, usize, bool)> {
    let text = |from: usize, length: usize| -> String {
        bytes.get(from..from + length).unwrap_or_default().iter().map(|c| char::from(*c)).collect()
    };
    let width = run(bytes, start);
    let mut end = start + width;
    let mut code = text(start, end - start);
    let mut joined = false;
    for _ in 0..pieces {
        let now = state(&code);
        if matches!(now, State::Other | State::Complete) || code.len() > LONGEST {
            break;
        }
        let gap = bytes.get(end..).unwrap_or_default().iter().take_while(|c| c.is_ascii_whitespace()).count();
        let length = run(bytes, end + gap);
        let word_ends = bytes.get(end + gap + length).is_none_or(u8::is_ascii_whitespace);
        if gap == 0 || length == 0 || length > LONGEST || !word_ends {
            break;
        }
        let piece = bytes.get(end + gap..end + gap + length).unwrap_or_default();
        if length != width && is_word(piece) {
            break;
        }
        let mut longer = [&code, text(end + gap, length).as_str()].concat();
        // A hyphen of a PDF's line break, unless the code is in the alphabet that has one.
        if let Some(plain) = code.strip_suffix('-').filter(|plain| !plain.contains(['-', '_'])) {
            let without = [plain, &text(end + gap, length)].concat();
            if is_broken(&longer) && !is_broken(&without) {
                longer = without;
            }
        }
        // Behind a whole item only what goes on with another belongs to the code.
        if now == State::Whole && !follows(&code, &longer) {
            break;
        }
        if begins(bytes, end + gap)
            && state(&text(end + gap, length)) != State::Other
            && length >= SHORTEST
            && now == State::Whole
        {
            break;
        }
        code = longer;
        end += gap + length;
        joined = true;
    }
    // An open item that never came to its VAT number is not recognised as one.
    let bytes = crate::encoding::base64_lenient(&code).unwrap_or_default();
    let recognised =
        (tlv::items(&bytes).0.last() >= 2 || tlv::mended(&bytes).is_some()) && state(&code) != State::Other;
    recognised.then_some((code, end, joined))
}

/// A word or a number of printed text rather than a piece of base64.
fn is_word(piece: &[u8]) -> bool {
    let of_one_case = |rest: &[u8]| {
        let mut letters = rest.iter().filter(|c| c.is_ascii_alphabetic());
        let lower = letters.next().is_some_and(u8::is_ascii_lowercase);
        letters.all(|c| c.is_ascii_lowercase() == lower)
    };
    !piece.ends_with(b"=") && (of_one_case(piece) || of_one_case(piece.get(1..).unwrap_or_default()))
}

/// Whether the longer text has more items, the next being the following tag.
fn follows(code: &str, longer: &str) -> bool {
    let decode = |text: &str| crate::encoding::base64_lenient(text).unwrap_or_default();
    let (short, long) = (decode(code), decode(longer));
    let last = tlv::items(&short).0.last();
    let (items, fault) = tlv::items(&long);
    items.get(last + 1).is_some()
        || matches!(fault, Some(Fault::Truncated { tag, expected, .. }) if tag == last + 1 && expected > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::Base64;

    fn code(tags: &[(u8, &str)]) -> String {
        let bytes: Vec<u8> =
            tags.iter().flat_map(|(tag, value)| [&[*tag, value.len() as u8], value.as_bytes()].concat()).collect();
        Base64::Standard.encode(&bytes)
    }

    fn found(text: &str) -> Vec<(String, Vec<String>)> {
        locate(&View::of(text))
            .into_iter()
            .map(|found| {
                let notes = found.notes.iter().map(|note| note.evidence["what"].as_str().unwrap().into()).collect();
                (found.code, notes)
            })
            .collect()
    }

    const PHASE_ONE: [(u8, &str); 5] =
        [(1, "متجر المثال ؟؟؟ÿ"), (2, "310122393500003"), (3, "2026-11-20T18:42:07Z"), (4, "115.00"), (5, "15.00")];

    #[test]
    fn whole_wrapped_and_in_a_sentence() {
        let code = code(&PHASE_ONE);
        assert_eq!(found(&code), [(code.clone(), Vec::new())]);
        assert_eq!(found(&["QR: ", &code, "."].concat()), [(code.clone(), Vec::new())]);
        for width in [20, 32, 40, 64] {
            let wrapped: Vec<&str> = code.as_bytes().chunks(width).map(|c| core::str::from_utf8(c).unwrap()).collect();
            let text = [&wrapped.join("\n"), "\nTotal 115.00\nVAT 15.00\n"].concat();
            assert_eq!(found(&text), [(code.clone(), alloc::vec!["white-space".into()])], "{width}");
        }
        assert_eq!(found(&[&code, "\n", &code].concat()).len(), 2);
        let url = code.replace('+', "-").replace('/', "_");
        assert!(url != code, "the example has such a character");
        assert_eq!(found(&url), [(url.clone(), alloc::vec!["base64url".into()])]);
    }

    #[test]
    fn a_hyphen_of_a_line_break_is_no_part() {
        let plain = code(&PHASE_ONE);
        let url = code(&[(1, "متجر ~~~"), (2, "310122393500003")]).replace('+', "-").replace('/', "_");
        for at in [40, 60, 76] {
            let (before, behind) = plain.split_at(at);
            let (found, notes) = found(&[before, "-\n", behind].concat()).remove(0);
            assert_eq!(found, plain, "{at}");
            assert!(notes.contains(&"hyphen".into()), "{at}");
        }
        // In the alphabet that has hyphens one at a line's end is a digit.
        let (before, behind) = url.split_at(url.find('-').unwrap() + 1);
        assert_eq!(found(&[before, "\n", behind].concat())[0].0, url);
    }

    #[test]
    fn lengths_that_are_wrong_are_found_all_the_same() {
        let seller = "مطعم المثال للشاورما";
        let rest = [
            &[2, 15][..],
            b"310122393500003",
            &[3, 20],
            b"2026-11-20T18:42:07Z",
            &[4, 6],
            b"115.00",
            &[5, 5],
            b"15.00",
        ]
        .concat();
        for length in [&[seller.chars().count() as u8][..], &[0xef, 0xbf, 0xbd], b"?"] {
            let bytes = [&[1], length, seller.as_bytes(), &rest].concat();
            let code = Base64::Standard.encode(&bytes);
            assert_eq!(found(&code)[0].0, code, "{length:?}");
            let lines: Vec<&str> = code.as_bytes().chunks(40).map(|c| core::str::from_utf8(c).unwrap()).collect();
            assert_eq!(found(&[&lines.join("\n"), "\nTotal 115.00"].concat())[0].0, code, "{length:?}");
        }
    }

    #[test]
    fn what_follows_a_whole_code_is_not_taken() {
        let code = code(&PHASE_ONE[..4]);
        for behind in ["TOTAL 115.00", "AQUICKBROWNFOXAND MORE", "BQ", "Thank you"] {
            assert_eq!(found(&[&code, "\n", behind].concat())[0].0, code, "{behind}");
        }
    }

    #[test]
    fn a_cut_code_does_not_swallow_what_follows() {
        let code = code(&PHASE_ONE);
        for cut in [81, 90, 105] {
            let text = [&code[..cut], "\nTotal VAT 15.00\nTHANK YOU 310122393500003"].concat();
            assert_eq!(found(&text)[0].0, code[..cut], "{cut}");
        }
    }

    #[test]
    fn words_and_other_codes_are_left_alone() {
        assert!(found("AQUARIUM AQUAMARINE AZERBAIJANISCHERSATZ AdministrationsgebaeudeHamburg").is_empty());
        assert!(found(&code(&[(1, "seller")])).is_empty());
        assert!(found(&code(&[(1, ""), (2, "310122393500003")])).is_empty());
        assert!(found(&code(&[(1, "seller"), (3, "310122393500003")])).is_empty());
        assert!(found("").is_empty());
    }
}
