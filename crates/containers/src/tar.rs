//! TAR: one header of 512 bytes a file, its content behind it, both filled up to whole blocks.

use super::{Packed, Raw};
use core::ops::ControlFlow;

const BLOCK: usize = 512;

/// Whether it begins with the header of a file: the sum of its bytes stands in it.
#[must_use]
pub fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(..BLOCK).is_some_and(is_header)
}

pub(crate) fn is_header(header: &[u8]) -> bool {
    let sum: usize = header
        .iter()
        .enumerate()
        .map(|(at, b)| if (148..156).contains(&at) { usize::from(b' ') } else { usize::from(*b) })
        .sum();
    header.first().is_some_and(|first| *first != 0) && number(header, 148, 8) == Some(sum)
}

/// An octal number, with blanks or zeros around it; or, where the first bit is set, a binary one (GNU).
pub(crate) fn number(header: &[u8], at: usize, length: usize) -> Option<usize> {
    let field = header.get(at..at + length)?;
    if let Some((0x80, rest)) = field.split_first() {
        return rest.iter().try_fold(0usize, |n, b| n.checked_mul(256)?.checked_add(usize::from(*b)));
    }
    let digits = core::str::from_utf8(field).ok()?.trim_matches([' ', '\0']);
    if digits.is_empty() { Some(0) } else { usize::from_str_radix(digits, 8).ok() }
}

pub(crate) fn text(header: &[u8], at: usize, length: usize) -> &[u8] {
    let field = header.get(at..at + length).unwrap_or_default();
    field.split(|b| *b == 0).next().unwrap_or_default()
}

/// The path in a pax header: `length path=value\n` among others.
fn pax(records: &[u8]) -> Option<&[u8]> {
    records.split(|b| *b == b'\n').find_map(|record| {
        let at = record.iter().position(|b| *b == b' ')?;
        record.get(at + 1..)?.strip_prefix(b"path=")
    })
}

/// Visits every file: `None` when the archive is damaged.
pub(super) fn each(bytes: &[u8], visit: &mut dyn FnMut(Raw<'_>) -> ControlFlow<()>) -> Option<()> {
    let mut rest = bytes;
    let mut long: Option<&[u8]> = None;
    while let Some((header, behind)) = rest.split_at_checked(BLOCK) {
        // Two blocks of zeros are the end.
        if header.iter().all(|b| *b == 0) {
            return Some(());
        }
        if !is_header(header) {
            return None;
        }
        let size = number(header, 124, 12)?;
        let content = behind.get(..size)?;
        // The last block may have been cut off where its file ends.
        rest = behind.get(size.checked_next_multiple_of(BLOCK)?..).unwrap_or_default();
        match header.get(156)? {
            b'L' => long = Some(content.split(|b| *b == 0).next().unwrap_or_default()),
            b'x' => long = pax(content),
            b'0' | 0 | b'7' => {
                let name = long.take().unwrap_or_else(|| text(header, 0, 100));
                if visit(Raw { name, content: Ok(Packed::Stored(content)) }).is_break() {
                    return Some(());
                }
            }
            _ => long = None,
        }
    }
    Some(())
}
