//! ZIP and GZIP (RFC 1952), bounded; what an archive says about sizes is never believed (reconcile.md, section 1).

use crate::encoding::{Encoding, Unicode};
use core::ops::ControlFlow;
use slipcheck_containers::{
    Packed, inflate,
    zip::{self, short},
};
pub(crate) use slipcheck_containers::{Problem, is_zip};

/// Entries of one archive that are looked at.
pub(crate) const MOST_ENTRIES: usize = 64;
/// Bytes that an archive may unpack to.
pub(crate) const MOST_UNPACKED: usize = 256 << 20;

/// An entry of a ZIP.
pub(crate) struct Entry<'a> {
    pub(crate) name: String,
    content: Result<Packed<'a>, Problem>,
}

impl Entry<'_> {
    /// Unpacks it to at most `limit` bytes, which it takes from.
    pub(crate) fn unpack(&self, limit: &mut usize) -> Result<Vec<u8>, Problem> {
        let bytes = self.content?.unpack(*limit)?;
        *limit -= bytes.len();
        Ok(bytes)
    }
}

/// The files of a ZIP, folders aside, in the order of its directory.
pub(crate) fn entries<'a>(bytes: &'a [u8], most: usize, unicode: &Unicode) -> Result<Vec<Entry<'a>>, Problem> {
    let mut found = Vec::new();
    let mut more = false;
    let directory = zip::each(bytes, &mut |file| {
        // Without the flag for UTF-8, Chinese programs write GBK.
        let name = match core::str::from_utf8(file.name) {
            Ok(name) => name.to_owned(),
            Err(_) => (unicode.decode)(Encoding::Gb18030, file.name),
        };
        if !name.starts_with("__MACOSX/") {
            more = found.len() == most;
            if more {
                return ControlFlow::Break(());
            }
            found.push(Entry { name, content: file.content });
        }
        ControlFlow::Continue(())
    });
    match directory {
        None => Err(Problem::Damaged),
        Some(()) if more => Err(Problem::TooLarge),
        Some(()) => Ok(found),
    }
}

/// Unpacks a GZIP: its content, and the name that stands in it.
pub(crate) fn gunzip(bytes: &[u8]) -> Result<(Option<String>, Vec<u8>), Problem> {
    let flags = *bytes.get(3).ok_or(Problem::Damaged)?;
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + short(bytes, at).ok_or(Problem::Damaged)?;
    }
    let mut name = None;
    for flag in [8, 16] {
        if flags & flag != 0 {
            let rest = bytes.get(at..).ok_or(Problem::Damaged)?;
            let length = rest.iter().position(|byte| *byte == 0).ok_or(Problem::Damaged)?;
            if flag == 8 {
                name = rest.get(..length).map(|name| String::from_utf8_lossy(name).into_owned());
            }
            at += length + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    let packed = bytes.get(at..bytes.len().saturating_sub(8)).ok_or(Problem::Damaged)?;
    inflate(packed, MOST_UNPACKED).map(|(content, _)| (name, content))
}
