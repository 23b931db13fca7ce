//! What is given: bytes, or a reader that can be rewound.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// A reader that can be rewound.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// One file of the journal.
pub struct Input<'a> {
    /// Its name, for people and for `evidence.file`.
    pub name: String,
    /// Its bytes.
    pub source: Box<dyn Source + 'a>,
    /// How many bytes it has.
    pub size: u64,
}

impl<'a> Input<'a> {
    /// Bytes at hand.
    #[must_use]
    pub fn of_bytes(name: &str, bytes: &'a [u8]) -> Self {
        Self { name: name.into(), source: Box::new(Cursor::new(bytes)), size: bytes.len() as u64 }
    }

    /// A file, or whatever else can be rewound.
    ///
    /// # Errors
    /// Its size cannot be found out.
    pub fn of_reader(name: &str, mut source: impl Source + 'a) -> io::Result<Self> {
        let size = source.seek(SeekFrom::End(0))?;
        source.rewind()?;
        Ok(Self { name: name.into(), source: Box::new(source), size })
    }

    /// Its first bytes, at most so many; the reader stands at its beginning afterwards.
    pub fn head(&mut self, most: usize) -> Vec<u8> {
        let mut head = Vec::new();
        // What cannot be read is found where it is read for good.
        let _ = self.source.rewind().and_then(|()| self.source.by_ref().take(most as u64).read_to_end(&mut head));
        let _ = self.source.rewind();
        head
    }

    /// All of it, when it is no larger than this.
    ///
    /// # Errors
    /// It cannot be read, or is larger ([`io::ErrorKind::FileTooLarge`]).
    pub fn all(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        if self.size > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.source.rewind()?;
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).unwrap_or(0));
        self.source.by_ref().take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
