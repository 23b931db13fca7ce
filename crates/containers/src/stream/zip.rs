//! ZIP as a stream of files (PKWARE APPNOTE 6.3), with the sizes of ZIP64 (§4.5.3).

use super::{
    Ending, Streamed, Visit, fill,
    inflate::{Crc, Inflate, damaged},
};
use alloc::vec::Vec;
use std::io::{self, Read, Seek, SeekFrom};

/// Most bytes of a central directory: a million files.
const MAX_DIRECTORY: u64 = 256 << 20;

/// A file, as its directory or its own header says.
struct File {
    name: Vec<u8>,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

pub(super) fn each<R: Read + Seek + ?Sized>(source: &mut R, visit: &mut Visit<'_>) -> Ending {
    match directory(source) {
        Ok(Some((bytes, count))) => by_directory(source, &bytes, count, visit),
        Ok(None) => by_headers(source, visit),
        Err(_) => Ending::Damaged,
    }
}

/// The central directory and how many files it has, as a 16-bit number (§4.3.16): `None` when there is none.
fn directory<R: Read + Seek + ?Sized>(source: &mut R) -> io::Result<Option<(Vec<u8>, u16)>> {
    let length = source.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(22 + 0xffff);
    let tail = bytes_at(source, start, length - start)?;
    let last = tail.len().saturating_sub(22);
    let found = (0..=last).rev().find(|at| tail.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x05\x06")));
    let Some(end) = found.and_then(|at| Some((tail.get(at..)?, at))) else { return Ok(None) };
    let (record, at) = end;
    let (Some(count), Some(size), Some(offset)) = (u16_at(record, 10), u32_at(record, 12), u32_at(record, 16)) else {
        return Ok(None);
    };
    let (mut size, mut offset) = (u64::from(size), u64::from(offset));
    // ZIP64: its locator stands right before, and tells where its own record is (§4.3.14, §4.3.15).
    let locator = at.checked_sub(20).and_then(|at| tail.get(at..)).filter(|rest| rest.starts_with(b"PK\x06\x07"));
    if let Some(wide) = locator.and_then(|locator| u64_at(locator, 8)) {
        let record = bytes_at(source, wide, 56)?;
        if let (true, Some(s), Some(o)) = (record.starts_with(b"PK\x06\x06"), u64_at(&record, 40), u64_at(&record, 48))
        {
            (size, offset) = (s, o);
        }
    }
    if size > MAX_DIRECTORY || offset.saturating_add(size) > length {
        return Ok(None);
    }
    Ok(Some((bytes_at(source, offset, size)?, count)))
}

fn bytes_at<R: Read + Seek + ?Sized>(source: &mut R, at: u64, length: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn by_directory<R: Read + Seek + ?Sized>(
    source: &mut R,
    directory: &[u8],
    count: u16,
    visit: &mut Visit<'_>,
) -> Ending {
    let (mut rest, mut seen, mut ending) = (directory, 0u16, Ending::Complete);
    while let Some((file, at, behind)) = listed(rest) {
        (rest, seen) = (behind, seen.wrapping_add(1));
        if file.name.ends_with(b"/") {
            continue;
        }
        match content(source, &file, at, visit) {
            Ok(Some(Ending::Stopped)) => return Ending::Stopped,
            Ok(Some(Ending::Complete)) => {}
            _ => ending = Ending::Damaged,
        }
    }
    if rest.is_empty() && seen == count { ending } else { Ending::Damaged }
}

/// One file of the directory (§4.3.12), where its own header stands, and what stands behind.
fn listed(bytes: &[u8]) -> Option<(File, u64, &[u8])> {
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let [name, extra, comment] = [28, 30, 32].map(|at| u16_at(bytes, at).map(usize::from));
    let (name, extra, comment) = (name?, extra?, comment?);
    let mut file = File {
        name: bytes.get(46..46 + name)?.to_vec(),
        flags: u16_at(bytes, 8)?,
        method: u16_at(bytes, 10)?,
        crc: u32_at(bytes, 16)?,
        packed: u32_at(bytes, 20)?.into(),
        size: u32_at(bytes, 24)?.into(),
    };
    let mut at = u64::from(u32_at(bytes, 42)?);
    wide(bytes.get(46 + name..46 + name + extra)?, [&mut file.size, &mut file.packed, &mut at]);
    Some((file, at, bytes.get(46 + name + extra + comment..)?))
}

/// Numbers that did not fit in 32 bits (§4.5.3), in this order.
fn wide(mut extra: &[u8], numbers: [&mut u64; 3]) {
    while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let field = extra.get(4..4 + usize::from(length)).unwrap_or_default();
        if id == 1 {
            let mut values = field.chunks_exact(8).filter_map(|chunk| u64_at(chunk, 0));
            for number in numbers {
                if *number == u64::from(u32::MAX) {
                    *number = values.next().unwrap_or(*number);
                }
            }
            return;
        }
        extra = extra.get(4 + usize::from(length)..).unwrap_or_default();
    }
}

/// Visits a file's content, behind its local header (§4.3.7), whose name and extra field may be of other lengths.
fn content<R: Read + Seek + ?Sized>(
    source: &mut R,
    file: &File,
    at: u64,
    visit: &mut Visit<'_>,
) -> io::Result<Option<Ending>> {
    let header = bytes_at(source, at, 30)?;
    let (Some(name), Some(extra), true) = (u16_at(&header, 26), u16_at(&header, 28), header.starts_with(b"PK\x03\x04"))
    else {
        return Ok(None);
    };
    source.seek(SeekFrom::Current(i64::from(name) + i64::from(extra)))?;
    unpack(source, file, visit).map(Some)
}

/// Visits a file whose packed bytes come next. What is encrypted, or packed by another method, is damaged to who reads here.
fn unpack<R: Read + ?Sized>(source: &mut R, file: &File, visit: &mut Visit<'_>) -> io::Result<Ending> {
    let packed = source.take(file.packed);
    match (file.flags & 1, file.method) {
        (0, 0) => checked(packed, file, visit),
        (0, 8) => checked(Inflate::new(packed), file, visit),
        _ => checked(Refused, file, visit),
    }
}

struct Refused;

impl Read for Refused {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(damaged())
    }
}

/// A content that is compared with its check sum at its end.
struct Checked<R> {
    inner: R,
    crc: Crc,
    left: u64,
    expected: u32,
    wrong: bool,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.wrong {
            return Err(damaged());
        }
        let read = self.inner.read(buffer).inspect_err(|_| self.wrong = true)?;
        self.crc.update(buffer.get(..read).unwrap_or_default());
        let left = self.left.checked_sub(read as u64);
        self.left = left.unwrap_or(0);
        let over = read == 0 && !buffer.is_empty();
        if over && self.left > 0 {
            self.wrong = true;
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.wrong = left.is_none() || (over || read > 0) && self.left == 0 && self.crc.value() != self.expected;
        if self.wrong { Err(damaged()) } else { Ok(read) }
    }
}

fn checked(inner: impl Read, file: &File, visit: &mut Visit<'_>) -> io::Result<Ending> {
    let mut content = Checked { inner, crc: Crc::new(), left: file.size, expected: file.crc, wrong: false };
    if visit(Streamed { name: &file.name, size: file.size, content: &mut content }).is_break() {
        return Ok(Ending::Stopped);
    }
    Ok(if content.wrong { Ending::Damaged } else { Ending::Complete })
}

/// Visits the files of an archive that has no directory any more, as far as their own headers tell their lengths.
fn by_headers<R: Read + Seek + ?Sized>(source: &mut R, visit: &mut Visit<'_>) -> Ending {
    let walk = |source: &mut R, visit: &mut Visit<'_>| -> io::Result<Ending> {
        source.rewind()?;
        loop {
            let mut header = [0u8; 30];
            let read = fill(source, &mut header)?;
            if !header.starts_with(b"PK\x03\x04") {
                // The directory begins here, or nothing is left.
                return Ok(if read == 0 || header.starts_with(b"PK\x01\x02") { Ending::Cut } else { Ending::Damaged });
            }
            let field = |at| u32_at(&header, at).unwrap_or_default();
            let lengths = [26, 28].map(|at| u16_at(&header, at).unwrap_or_default());
            let mut both = alloc::vec![0; usize::from(lengths[0]) + usize::from(lengths[1])];
            if fill(source, &mut both)? < both.len() {
                return Ok(Ending::Cut);
            }
            let (name, extra) = both.split_at(usize::from(lengths[0]));
            let mut file = File {
                name: name.to_vec(),
                flags: u16_at(&header, 6).unwrap_or_default(),
                method: u16_at(&header, 8).unwrap_or_default(),
                crc: field(14),
                packed: field(18).into(),
                size: field(22).into(),
            };
            wide(extra, [&mut file.size, &mut file.packed, &mut 0]);
            // Lengths that stand behind the content are not known before it is read.
            if file.flags & 8 != 0 {
                return Ok(Ending::Damaged);
            }
            let next = source.stream_position()?.saturating_add(file.packed);
            if !file.name.ends_with(b"/") && unpack(source, &file, visit)? == Ending::Stopped {
                return Ok(Ending::Stopped);
            }
            source.seek(SeekFrom::Start(next))?;
        }
    };
    walk(source, visit).unwrap_or(Ending::Damaged)
}
