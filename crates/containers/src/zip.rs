//! ZIP: read from its central directory, as those who wrote it meant it.

use super::{Packed, Problem, Raw};
use core::ops::ControlFlow;

/// Whether it begins as a ZIP does.
#[must_use]
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let field: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(field)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let field: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(field)).ok()
}

/// Where the end of central directory record stands (§4.3.16): at the end, before a comment of up to 64 KiB.
fn end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    (last.saturating_sub(0xffff)..=last).rev().find(|at| bytes.get(*at..).is_some_and(|b| b.starts_with(b"PK\x05\x06")))
}

/// Visits every file: `None` when the archive is damaged.
pub(super) fn each(bytes: &[u8], visit: &mut dyn FnMut(Raw<'_>) -> ControlFlow<()>) -> Option<()> {
    let end = end(bytes)?;
    let count = u16_at(bytes, end + 10)?;
    let mut at = u32_at(bytes, end + 16)?;
    for _ in 0..count {
        let header = bytes.get(at..)?;
        if !header.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, comment) = (u16_at(header, 28)?, u16_at(header, 30)?, u16_at(header, 32)?);
        let path = header.get(46..46 + name)?;
        at += 46 + name + extra + comment;
        if path.ends_with(b"/") {
            continue;
        }
        if visit(Raw { name: path, content: content(bytes, header).ok_or(Problem::Damaged) }).is_break() {
            break;
        }
    }
    Some(())
}

/// An entry's packed bytes, behind its local header (§4.3.7), whose name and extra field may be of other lengths.
fn content<'a>(bytes: &'a [u8], header: &[u8]) -> Option<Packed<'a>> {
    let encrypted = u16_at(header, 8)? & 1 == 1;
    let (method, size, local) = (u16_at(header, 10)?, u32_at(header, 20)?, u32_at(header, 42)?);
    let local = bytes.get(local..).filter(|local| local.starts_with(b"PK\x03\x04") && !encrypted)?;
    let start = 30 + u16_at(local, 26)? + u16_at(local, 28)?;
    let packed = local.get(start..start.checked_add(size)?)?;
    match method {
        0 => Some(Packed::Stored(packed)),
        8 => Some(Packed::Deflated(packed)),
        _ => None,
    }
}
