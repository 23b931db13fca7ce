//! DEFLATE and gzip (RFC 1951, RFC 1952) as streams.

use super::fill;
use alloc::{boxed::Box, vec::Vec};
use miniz_oxide::{
    DataFormat, MZError, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};
use std::io::{self, Read};

/// What is packed more tightly than this, once it is long, is no text and no table, and was made to fill memory and time.
const MAX_RATIO: u64 = 200;
const LONG: u64 = 32 << 20;
/// Bytes that are taken from the source at once.
const BUFFER: usize = 16 * 1024;

const CRC: [u32; 256] = {
    let mut table = [0u32; 256];
    let mut at = 0;
    while at < 256 {
        let (mut value, mut bit) = (at as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[at] = value;
        at += 1;
    }
    table
};

/// The check sum of ZIP and gzip (RFC 1952 §8), byte by byte.
#[derive(Clone, Copy)]
pub(super) struct Crc(u32);

impl Crc {
    pub(super) fn new() -> Self {
        Self(u32::MAX)
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let at = (self.0 as u8 ^ *byte) as usize;
            self.0 = CRC.get(at).copied().unwrap_or_default() ^ self.0 >> 8;
        }
    }

    pub(super) fn value(self) -> u32 {
        !self.0
    }
}

/// The check sum of these bytes.
#[cfg(test)]
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.value()
}

pub(super) fn damaged() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

/// Bytes taken from a source some at a time.
struct Ahead<R> {
    source: R,
    bytes: Vec<u8>,
    at: usize,
}

impl<R: Read> Ahead<R> {
    /// What is at hand, read on when that is nothing: empty at the end.
    fn peek(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.bytes.len() {
            self.bytes.resize(BUFFER, 0);
            let read = fill(&mut self.source, &mut self.bytes)?;
            self.bytes.truncate(read);
            self.at = 0;
        }
        Ok(self.bytes.get(self.at..).unwrap_or_default())
    }

    fn byte(&mut self) -> io::Result<u8> {
        let byte = self.peek()?.first().copied().ok_or(io::ErrorKind::UnexpectedEof)?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> io::Result<u32> {
        Ok(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }
}

/// One DEFLATE stream, unpacked.
pub(super) struct Inflate<R> {
    ahead: Ahead<R>,
    state: Box<InflateState>,
    done: bool,
    /// Bytes that went in, and that came out.
    taken: u64,
    given: u64,
}

impl<R: Read> Inflate<R> {
    pub(super) fn new(source: R) -> Self {
        let ahead = Ahead { source, bytes: Vec::new(), at: 0 };
        Self { ahead, state: InflateState::new_boxed(DataFormat::Raw), done: false, taken: 0, given: 0 }
    }
}

impl<R: Read> Read for Inflate<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.done && !buffer.is_empty() {
            let input = self.ahead.peek()?;
            let over = input.is_empty();
            let result = inflate(&mut self.state, input, buffer, MZFlush::None);
            self.ahead.at += result.bytes_consumed;
            self.taken += result.bytes_consumed as u64;
            self.given += result.bytes_written as u64;
            if self.given > LONG && self.given / MAX_RATIO > self.taken {
                return Err(damaged());
            }
            match result.status {
                Ok(MZStatus::StreamEnd) => self.done = true,
                Ok(_) | Err(MZError::Buf) if result.bytes_written > 0 || !over => {}
                Ok(_) | Err(MZError::Buf) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Err(_) => return Err(damaged()),
            }
            if result.bytes_written > 0 {
                return Ok(result.bytes_written);
            }
        }
        Ok(0)
    }
}

/// Whether it begins as gzip does (RFC 1952 §2.3.1).
#[must_use]
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// A gzip file, unpacked: its members one behind the other, each with its check sum.
pub struct Gunzip<R> {
    inflate: Inflate<R>,
    /// Inside a member: what was read of it.
    member: Option<(Crc, u32)>,
    begun: bool,
}

impl<R: Read> Gunzip<R> {
    /// Reads from the first byte.
    pub fn new(source: R) -> Self {
        Self { inflate: Inflate::new(source), member: None, begun: false }
    }

    /// A member's header: `false` when there is none any more.
    fn header(&mut self) -> io::Result<bool> {
        let ahead = &mut self.inflate.ahead;
        // Zeros behind the last member fill up blocks.
        if self.begun && ahead.peek()?.first().is_none_or(|byte| *byte == 0) {
            return Ok(false);
        }
        if [ahead.byte()?, ahead.byte()?, ahead.byte()?] != [0x1f, 0x8b, 8] {
            return Err(damaged());
        }
        let flags = ahead.byte()?;
        for _ in 0..6 {
            ahead.byte()?;
        }
        if flags & 4 != 0 {
            for _ in 0..u16::from_le_bytes([ahead.byte()?, ahead.byte()?]) {
                ahead.byte()?;
            }
        }
        for text in [8, 16] {
            while flags & text != 0 && ahead.byte()? != 0 {}
        }
        if flags & 2 != 0 {
            ahead.byte()?;
            ahead.byte()?;
        }
        self.begun = true;
        self.inflate.state = InflateState::new_boxed(DataFormat::Raw);
        self.inflate.done = false;
        self.member = Some((Crc::new(), 0));
        Ok(true)
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let Some((crc, length)) = &mut self.member else {
                if self.header()? {
                    continue;
                }
                return Ok(0);
            };
            let read = self.inflate.read(buffer)?;
            if read > 0 {
                crc.update(buffer.get(..read).unwrap_or_default());
                *length = length.wrapping_add(read as u32);
                return Ok(read);
            }
            let (crc, length) = (crc.value(), *length);
            self.member = None;
            if (self.inflate.ahead.number()?, self.inflate.ahead.number()?) != (crc, length) {
                return Err(damaged());
            }
        }
    }
}
