//! ZIP (PKWARE APPNOTE 6.3) and GZIP (RFC 1952), bounded; what an archive says about sizes is never believed.

use crate::{encoding::Encoding, encoding::Unicode};

/// Entries of one archive that are looked at.
pub(crate) const MOST_ENTRIES: usize = 64;
/// Bytes that an archive may unpack to.
pub(crate) const MOST_UNPACKED: usize = 256 << 20;

/// Why something was not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Damaged,
    Encrypted,
    TooLarge,
}

/// An entry of a ZIP.
pub(crate) struct Entry<'a> {
    pub(crate) name: String,
    packed: &'a [u8],
    method: u16,
    encrypted: bool,
}

impl Entry<'_> {
    /// Unpacks it to at most `limit` bytes, which it takes from.
    pub(crate) fn unpack(&self, limit: &mut usize) -> Result<Vec<u8>, Refused> {
        let bytes = match self.method {
            _ if self.encrypted => return Err(Refused::Encrypted),
            0 if self.packed.len() > *limit => return Err(Refused::TooLarge),
            0 => self.packed.to_vec(),
            8 => inflate(self.packed, *limit)?,
            _ => return Err(Refused::Damaged),
        };
        *limit -= bytes.len();
        Ok(bytes)
    }
}

fn inflate(packed: &[u8], limit: usize) -> Result<Vec<u8>, Refused> {
    use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
    decompress_to_vec_with_limit(packed, limit).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Refused::TooLarge,
        _ => Refused::Damaged,
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.first_chunk::<2>().map(|pair| usize::from(u16::from_le_bytes(*pair)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?)).ok()
}

/// Whether bytes begin as a ZIP does.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files of a ZIP, folders aside, in the order of its directory.
pub(crate) fn entries<'a>(bytes: &'a [u8], most: usize, unicode: &Unicode) -> Result<Vec<Entry<'a>>, Refused> {
    // The end of the directory has a comment of at most 65535 bytes behind it.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let tail = bytes.get(from..).unwrap_or_default();
    let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06").ok_or(Refused::Damaged)? + from;
    let count = u16_at(bytes, end + 10).ok_or(Refused::Damaged)?;
    let mut at = u32_at(bytes, end + 16).ok_or(Refused::Damaged)?;
    let mut found = Vec::new();
    for _ in 0..count {
        let (entry, next) = entry(bytes, at, unicode).ok_or(Refused::Damaged)?;
        at = next;
        if let Some(entry) = entry {
            if found.len() == most {
                return Err(Refused::TooLarge);
            }
            found.push(entry);
        }
    }
    Ok(found)
}

fn entry<'a>(bytes: &'a [u8], at: usize, unicode: &Unicode) -> Option<(Option<Entry<'a>>, usize)> {
    if bytes.get(at..at + 4)? != b"PK\x01\x02" {
        return None;
    }
    let flags = u16_at(bytes, at + 8)?;
    let method = u16::try_from(u16_at(bytes, at + 10)?).ok()?;
    let packed = u32_at(bytes, at + 20)?;
    let (name, extra, comment) = (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
    let header = u32_at(bytes, at + 42)?;
    let next = at + 46 + name + extra + comment;
    let raw = bytes.get(at + 46..at + 46 + name)?;
    // Without the flag for UTF-8, Chinese programs write GBK.
    let name = match core::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => (unicode.decode)(Encoding::Gb18030, raw),
    };
    if name.ends_with('/') || name.starts_with("__MACOSX/") {
        return Some((None, next));
    }
    let start = header + 30 + u16_at(bytes, header + 26)? + u16_at(bytes, header + 28)?;
    let packed = bytes.get(start..start.checked_add(packed)?)?;
    Some((Some(Entry { name, packed, method, encrypted: flags & 1 != 0 || method == 99 }), next))
}

/// Unpacks a GZIP: its content, and the name that stands in it.
pub(crate) fn gunzip(bytes: &[u8]) -> Result<(Option<String>, Vec<u8>), Refused> {
    let flags = *bytes.get(3).ok_or(Refused::Damaged)?;
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + u16_at(bytes, at).ok_or(Refused::Damaged)?;
    }
    let mut name = None;
    for flag in [8, 16] {
        if flags & flag != 0 {
            let rest = bytes.get(at..).ok_or(Refused::Damaged)?;
            let length = rest.iter().position(|byte| *byte == 0).ok_or(Refused::Damaged)?;
            if flag == 8 {
                name = rest.get(..length).map(|name| String::from_utf8_lossy(name).into_owned());
            }
            at += length + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    let packed = bytes.get(at..bytes.len().saturating_sub(8)).ok_or(Refused::Damaged)?;
    inflate(packed, MOST_UNPACKED).map(|content| (name, content))
}
