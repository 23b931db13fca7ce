//! TAR as a stream: one header of 512 bytes a file, its content behind it, both filled up to whole blocks.

use super::{Ending, Streamed, Visit, fill};
use crate::tar::{is_header, number, text};
use alloc::vec::Vec;
use std::io::{self, Read};

const BLOCK: usize = 512;
/// Most bytes of a long name or of a pax header.
const MAX_EXTENDED: u64 = 1 << 20;

/// What the headers before a file say of it.
#[derive(Default)]
struct Extended {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

pub(super) fn each(source: &mut dyn Read, visit: &mut Visit<'_>) -> Ending {
    read(source, visit).unwrap_or(Ending::Damaged)
}

fn read(source: &mut dyn Read, visit: &mut Visit<'_>) -> io::Result<Ending> {
    let mut extended = Extended::default();
    loop {
        let mut header = [0u8; BLOCK];
        if fill(source, &mut header)? < BLOCK {
            return Ok(Ending::Cut);
        }
        if header.iter().all(|b| *b == 0) {
            return Ok(Ending::Complete);
        }
        let (Some(size), true) = (number(&header, 124, 12), is_header(&header)) else {
            return Ok(Ending::Damaged);
        };
        let size = size as u64;
        match header.get(156) {
            Some(kind @ (b'L' | b'x')) => {
                if size > MAX_EXTENDED {
                    return Ok(Ending::Damaged);
                }
                let mut content = alloc::vec![0; size as usize];
                if fill(source, &mut content)? < content.len() || !skip(source, filling(size))? {
                    return Ok(Ending::Cut);
                }
                if *kind == b'L' {
                    extended.name = content.split(|b| *b == 0).next().map(Vec::from);
                } else if pax(&content, &mut extended).is_none() {
                    return Ok(Ending::Damaged);
                }
            }
            Some(b'0' | 0 | b'7') => {
                let Extended { name, size: pax_size } = core::mem::take(&mut extended);
                let size = pax_size.unwrap_or(size);
                let name = name.unwrap_or_else(|| path(&header));
                let mut content = (&mut *source).take(size);
                let flow = visit(Streamed { name: &name, size, content: &mut content });
                if flow.is_break() {
                    return Ok(Ending::Stopped);
                }
                let left = content.limit();
                if !skip(source, left.saturating_add(filling(size)))? {
                    return Ok(Ending::Cut);
                }
            }
            // Folders, links, headers for all files.
            _ => {
                extended = Extended::default();
                if !skip(source, size.saturating_add(filling(size)))? {
                    return Ok(Ending::Cut);
                }
            }
        }
    }
}

/// Bytes that fill the last block.
fn filling(size: u64) -> u64 {
    (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64
}

/// Passes over bytes: whether they were there.
fn skip(source: &mut dyn Read, bytes: u64) -> io::Result<bool> {
    Ok(io::copy(&mut source.take(bytes), &mut io::sink())? == bytes)
}

/// The path in a header: its name, with what ustar holds of the folders above.
fn path(header: &[u8]) -> Vec<u8> {
    let name = text(header, 0, 100);
    // GNU has other things there, and writes `ustar  `.
    let prefix = if header.get(257..263) == Some(b"ustar\0") { text(header, 345, 155) } else { &[] };
    if prefix.is_empty() { name.to_vec() } else { [prefix, b"/", name].concat() }
}

/// Records of a pax header: `length key=value\n`.
fn pax(mut records: &[u8], extended: &mut Extended) -> Option<()> {
    while !records.is_empty() {
        let digits = records.iter().position(|b| *b == b' ')?;
        let length: usize = core::str::from_utf8(records.get(..digits)?).ok()?.parse().ok()?;
        let record = records.get(digits + 1..length)?.strip_suffix(b"\n")?;
        records = records.get(length..)?;
        if let Some(path) = record.strip_prefix(b"path=") {
            extended.name = Some(path.to_vec());
        } else if let Some(size) = record.strip_prefix(b"size=") {
            extended.size = Some(core::str::from_utf8(size).ok()?.parse().ok()?);
        }
    }
    Some(())
}
