//! Where a file and its revisions end, and where words of its syntax stand, in bytes alone (ISO 32000-2 §7.5.5).

use crate::parse::is_space;

/// The value of the `startxref` that a file ends with: `startxref`, a number, `%%EOF`, and white space alone behind it.
#[must_use]
pub fn end_of(bytes: &[u8]) -> Option<usize> {
    let trim = |mut bytes: &'_ [u8]| -> usize {
        while let [front @ .., last] = bytes {
            if !is_space(*last) {
                break;
            }
            bytes = front;
        }
        bytes.len()
    };
    let cut = |end: usize| bytes.get(..end).unwrap_or_default();
    let front = cut(trim(bytes)).strip_suffix(b"%%EOF")?;
    let front = cut(trim(front));
    let digits = front.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (front, digits) = front.split_at_checked(front.len() - digits)?;
    let value = core::str::from_utf8(digits).ok()?.parse().ok()?;
    let before = cut(trim(front));
    (before.len() < front.len() && before.ends_with(b"startxref") && value < bytes.len()).then_some(value)
}

/// The bytes behind each `%%EOF`, in order.
#[must_use]
pub fn ends(bytes: &[u8]) -> Vec<usize> {
    let (mut ends, mut at) = (Vec::new(), 0);
    while let Some(found) = find(bytes, b"%%EOF", at) {
        at = found + 5;
        ends.push(at);
    }
    ends
}

/// Where these bytes stand next.
#[must_use]
pub fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let first = *word.first()?;
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
}

/// Where the head of an indirect object begins whose `obj` stands here.
pub(super) fn head_before(bytes: &[u8], obj: usize) -> Option<usize> {
    let mut at = obj;
    let step = |at: &mut usize, is: fn(u8) -> bool| {
        let start = *at;
        while *at > 0 && start - *at < 20 && bytes.get(*at - 1).is_some_and(|byte| is(*byte)) {
            *at -= 1;
        }
        (*at < start).then_some(())
    };
    let digit = |byte: u8| byte.is_ascii_digit();
    step(&mut at, is_space)?;
    step(&mut at, digit)?;
    step(&mut at, is_space)?;
    step(&mut at, digit)?;
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_file_is_told() {
        let file = |tail: &str| [&[b'x'; 40], tail.as_bytes()].concat();
        assert_eq!(end_of(&file("startxref\n12\n%%EOF")), Some(12));
        assert_eq!(end_of(&file("startxref 12 %%EOF\r\n \0\x0c")), Some(12));
        assert_eq!(end_of(&file("startxref\n12\n%%EOF x")), None);
        assert_eq!(end_of(&file("startxref\n999\n%%EOF")), None);
        assert_eq!(end_of(&file("startxref12\n%%EOF")), None);
        assert_eq!(end_of(b"%%EOF"), None);
    }
}
