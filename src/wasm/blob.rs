//! Files that the user chose, read where they are: in a worker alone, since that is synchronous.

use alloc::vec::Vec;
use js_sys::Uint8Array;
use std::io::{self, Read, Seek, SeekFrom};
use web_sys::{Blob, FileReaderSync};

/// Bytes that are read at once.
const PIECE: u64 = 1 << 20;

/// A file that the user chose, read where it is.
pub(super) struct Pieces {
    blob: Blob,
    reader: FileReaderSync,
    size: u64,
    at: u64,
    /// Where the piece at hand begins.
    from: u64,
    piece: Vec<u8>,
}

impl Pieces {
    /// `None` where nothing can be read synchronously: on the page itself.
    pub(super) fn new(blob: Blob) -> Option<Self> {
        let size = blob.size() as u64;
        Some(Self { blob, reader: FileReaderSync::new().ok()?, size, at: 0, from: 0, piece: Vec::new() })
    }

    /// What is at hand from here on; the next piece is read when nothing is.
    fn rest(&mut self) -> io::Result<&[u8]> {
        let end = self.from + self.piece.len() as u64;
        if !(self.from..end).contains(&self.at) && self.at < self.size {
            let to = self.at.saturating_add(PIECE).min(self.size);
            let part = self.blob.slice_with_f64_and_f64(self.at as f64, to as f64);
            let read = part.and_then(|part| self.reader.read_as_array_buffer(&part));
            // The file was changed or taken away since it was chosen.
            let read = read.map_err(|_| io::Error::from(io::ErrorKind::NotFound))?;
            self.piece = Uint8Array::new(&read).to_vec();
            self.from = self.at;
        }
        let begin = usize::try_from(self.at.saturating_sub(self.from)).unwrap_or(usize::MAX);
        Ok(if self.at < self.from { &[] } else { self.piece.get(begin..).unwrap_or(&[]) })
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.rest()?.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Pieces {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
