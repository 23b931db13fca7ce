//! ZIP (PKWARE APPNOTE 6.3): its records, and its files as whoever wrote its central directory meant them.
//!
//! The records are read here for all; what a signed package may not hold beside them is decided where one is read.

use crate::{Packed, Problem};
use core::ops::ControlFlow;

/// Whether it begins as a ZIP does.
#[must_use]
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The number of `size` bytes, the lowest first, that stands at a place.
#[must_use]
pub fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(size)?)?;
    Some(field.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The number of two bytes that stands at a place.
#[must_use]
pub fn short(bytes: &[u8], at: usize) -> Option<usize> {
    number(bytes, at, 2).and_then(|number| usize::try_from(number).ok())
}

/// The number of four bytes that stands at a place.
#[must_use]
pub fn long(bytes: &[u8], at: usize) -> Option<usize> {
    number(bytes, at, 4).and_then(|number| usize::try_from(number).ok())
}

/// The end of central directory record (§4.3.16). Places are counted from the file's first byte.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Its place.
    pub at: usize,
    /// Records of the directory.
    pub count: usize,
    /// The directory's place.
    pub directory: usize,
    /// The directory's bytes.
    pub size: usize,
    /// The place behind its comment.
    pub behind: usize,
}

impl End {
    /// Finds the last that lies whole in the file, behind its directory.
    #[must_use]
    pub fn find(bytes: &[u8]) -> Option<Self> {
        let mut before = bytes.len();
        // A comment can hold as many beginnings of a record as it likes, and each is looked at in constant time.
        loop {
            let at = bytes.get(..before)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
            let record = bytes.get(at..)?;
            if let (Some(count), Some(size), Some(directory), Some(comment)) =
                (short(record, 10), long(record, 12), long(record, 16), short(record, 20))
                && record.len() >= 22 + comment
                && directory.checked_add(size).is_some_and(|end| end <= at)
            {
                return Some(Self { at, count, directory, size, behind: at + 22 + comment });
            }
            before = at + 3;
        }
    }
}

/// What the headers of an entry say of it: that of the central directory (§4.3.12), and the local one (§4.3.7).
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    /// General purpose bits (§4.4.4).
    pub flags: usize,
    /// How it is packed (§4.4.5).
    pub method: usize,
    /// CRC-32 of its content.
    pub crc: u32,
    /// Bytes of its packed content.
    pub packed: usize,
    /// Bytes of its content.
    pub size: usize,
    /// Its name.
    pub name: &'a [u8],
    /// Its extra fields.
    pub extra: &'a [u8],
    /// Bytes of the header, in the directory with the entry's comment.
    pub length: usize,
}

impl<'a> Header<'a> {
    /// Reads the record that a directory begins with.
    #[must_use]
    pub fn central(directory: &'a [u8]) -> Option<Self> {
        Self::read(directory, b"PK\x01\x02", 8, 46, short(directory, 32)?)
    }

    /// Reads the local header at a place of the file.
    #[must_use]
    pub fn local(file: &'a [u8], at: usize) -> Option<Self> {
        Self::read(file.get(at..)?, b"PK\x03\x04", 6, 30, 0)
    }

    /// Both headers have the same fields in the same order, from the flags on, and then name, extra and comment.
    fn read(bytes: &'a [u8], mark: &[u8], flags: usize, fixed: usize, comment: usize) -> Option<Self> {
        if !bytes.starts_with(mark) {
            return None;
        }
        let name = fixed + short(bytes, flags + 20)?;
        let extra = name + short(bytes, flags + 22)?;
        let length = extra + comment;
        bytes.get(..length)?;
        Some(Self {
            flags: short(bytes, flags)?,
            method: short(bytes, flags + 2)?,
            crc: u32::try_from(number(bytes, flags + 8, 4)?).ok()?,
            packed: long(bytes, flags + 12)?,
            size: long(bytes, flags + 16)?,
            name: bytes.get(fixed..name)?,
            extra: bytes.get(name..extra)?,
            length,
        })
    }
}

/// A file of an archive before it is unpacked.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// Its name as it stands there, in whatever encoding. Not to be used as a path.
    pub name: &'a [u8],
    /// Its packed content, or why there is none.
    pub content: Result<Packed<'a>, Problem>,
}

/// Visits every file, folders aside, in the directory's order, until told to stop: `None` when the directory is damaged.
pub fn each<'a>(bytes: &'a [u8], visit: &mut dyn FnMut(Raw<'a>) -> ControlFlow<()>) -> Option<()> {
    let end = End::find(bytes)?;
    let mut at = end.directory;
    for _ in 0..end.count {
        let directory = bytes.get(at..)?;
        let header = Header::central(directory)?;
        at += header.length;
        if header.name.ends_with(b"/") {
            continue;
        }
        let content = content(bytes, &header, long(directory, 42)?);
        if visit(Raw { name: header.name, content }).is_break() {
            break;
        }
    }
    Some(())
}

/// An entry's packed bytes, behind its local header, whose name and extra field may be of other lengths.
fn content<'a>(bytes: &'a [u8], header: &Header<'_>, at: usize) -> Result<Packed<'a>, Problem> {
    // Bit 0, or the method that stands for AES (Appendix E).
    if header.flags & 1 == 1 || header.method == 99 {
        return Err(Problem::Encrypted);
    }
    let behind = || bytes.get(at.checked_add(Header::local(bytes, at)?.length)?..)?.get(..header.packed);
    match (header.method, behind()) {
        (0, Some(packed)) => Ok(Packed::Stored(packed)),
        (8, Some(packed)) => Ok(Packed::Deflated(packed)),
        _ => Err(Problem::Damaged),
    }
}
