//! What is given: bytes, or a reader that can be rewound.

use crate::{Collector, Kind, Rule, Severity, evidence};
use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// The same file was given twice: by mistake, as a rule, and nothing that a till has done.
pub static FILE_REPEATED: Rule = Rule { id: "file-repeated", severity: Severity::Note, clause: "" };
/// Bytes that are compared at once.
const PIECE: usize = 64 << 10;

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

    /// Whether another holds the same bytes. What cannot be read is like nothing.
    fn is_same(&mut self, other: &mut Input<'_>) -> bool {
        if self.size != other.size || self.size == 0 || self.source.rewind().is_err() || other.source.rewind().is_err()
        {
            return false;
        }
        let (mut left, mut a, mut b) = (self.size, vec![0; PIECE], vec![0; PIECE]);
        while left > 0 {
            let length = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let (Some(one), Some(two)) = (a.get_mut(..length), b.get_mut(..length)) else { return false };
            let is_read = self.source.read_exact(one).and_then(|()| other.source.read_exact(two)).is_ok();
            if !is_read || one != two {
                return false;
            }
            left -= length as u64;
        }
        true
    }
}

/// Puts inputs behind the others that hold the same bytes as one before them, and tells of each: how many are left.
pub(crate) fn once(inputs: &mut [Input<'_>], kinds: &mut [Option<Kind>], collector: &mut Collector<'_>) -> usize {
    let mut kept = 0;
    for at in 0..inputs.len() {
        let Some((before, [input, ..])) = inputs.split_at_mut_checked(at) else { break };
        let same = before.iter_mut().take(kept).find_map(|first| first.is_same(input).then(|| first.name.clone()));
        match same {
            Some(first) => {
                collector.add(&FILE_REPEATED, "", evidence! { "file" => input.name.as_str(), "first" => first })
            }
            None => {
                inputs.swap(kept, at);
                kinds.swap(kept, at);
                kept += 1;
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    #[test]
    fn a_file_that_is_given_twice_counts_once() {
        let mut inputs =
            [("a", &b"one"[..]), ("b", b"two"), ("c", b"one"), ("d", b""), ("e", b""), ("f", b"two"), ("g", b"six")]
                .map(|(name, bytes)| Input::of_bytes(name, bytes));
        let mut kinds = [None; 7];
        let (options, mut sink) = (Options::default(), ());
        let mut collector = Collector::new(&options, &mut sink);
        assert_eq!(once(&mut inputs, &mut kinds, &mut collector), 5);
        assert_eq!(inputs.map(|input| input.name)[..5], ["a", "b", "d", "e", "g"]);
        assert_eq!(collector.count("file-repeated"), 2);
    }
}
