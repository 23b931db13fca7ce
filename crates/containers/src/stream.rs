//! Archives read as streams: one entry after another, its content as a [`Read`], so that an archive of any size needs no more
//! memory than what is taken from an entry. How the archive ended is told; what stood before a damage was visited.

use super::Problem;
use alloc::vec::Vec;
use core::ops::ControlFlow;
use std::io::{self, Read, Seek};

mod inflate;
mod tar;
mod zip;

pub use inflate::{Gunzip, is_gzip};

/// How an archive ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As its format asks: a block of zeros, or every entry of a directory.
    Complete,
    /// Behind its last bytes there should be more.
    Cut,
    /// A header, a length, a check sum or packed data are wrong, or the source could not be read on.
    Damaged,
    /// The visitor asked for no more.
    Stopped,
}

/// One entry: its name as it stands, its stated length, and its content.
pub struct Streamed<'a> {
    /// The path's bytes: not to be used as a path, it may be absolute, or climb.
    pub name: &'a [u8],
    /// Bytes, as the archive says.
    pub size: u64,
    content: &'a mut dyn Read,
}

impl<'a> Streamed<'a> {
    /// An entry whose content comes from somewhere else: of an archive that was begun to be read, say.
    pub fn new(name: &'a [u8], size: u64, content: &'a mut dyn Read) -> Self {
        Self { name, size, content }
    }

    /// All of the content.
    ///
    /// # Errors
    /// [`Problem::TooLarge`] beyond `limit` bytes; [`Problem::Damaged`] when it ends early or cannot be unpacked.
    pub fn all(&mut self, limit: u64) -> Result<Vec<u8>, Problem> {
        if self.size > limit {
            return Err(Problem::TooLarge);
        }
        let mut bytes = Vec::new();
        let read = (&mut *self.content).take(limit.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(|_| Problem::Damaged)? as u64;
        if read > limit {
            return Err(Problem::TooLarge);
        }
        if read == self.size { Ok(bytes) } else { Err(Problem::Damaged) }
    }
}

impl Read for Streamed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.content.read(buffer)
    }
}

/// What a visitor of entries is.
pub type Visit<'a> = dyn FnMut(Streamed<'_>) -> ControlFlow<()> + 'a;

/// Visits the files of a TAR (POSIX.1-2001 ustar and pax, GNU long names).
pub fn each_of_tar(source: &mut dyn Read, visit: &mut Visit<'_>) -> Ending {
    tar::each(source, visit)
}

/// Visits the files of a ZIP by its central directory; where that is not there, by what stands before each file, and then the
/// ending is never [`Ending::Complete`].
pub fn each_of_zip<R: Read + Seek + ?Sized>(source: &mut R, visit: &mut Visit<'_>) -> Ending {
    zip::each(source, visit)
}

/// Reads until `buffer` is full or nothing is left: how many bytes.
///
/// # Errors
/// The source's own.
pub fn fill(source: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match source.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn header(name: &[u8], size: usize, kind: u8, prefix: &[u8]) -> [u8; 512] {
        let mut header = [0u8; 512];
        header[..name.len()].copy_from_slice(name);
        header[124..135].copy_from_slice(alloc::format!("{size:011o}").as_bytes());
        header[148..156].fill(b' ');
        header[156] = kind;
        header[257..263].copy_from_slice(b"ustar\0");
        header[345..345 + prefix.len()].copy_from_slice(prefix);
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        header[148..154].copy_from_slice(alloc::format!("{sum:06o}").as_bytes());
        header[154] = 0;
        header
    }

    fn entry(name: &[u8], content: &[u8], kind: u8, prefix: &[u8]) -> Vec<u8> {
        let mut out = header(name, content.len(), kind, prefix).to_vec();
        out.extend(content);
        out.resize(out.len().div_ceil(512) * 512, 0);
        out
    }

    type Found = Vec<(Vec<u8>, Result<Vec<u8>, Problem>)>;

    fn tar(bytes: &[u8]) -> (Found, Ending) {
        let mut found = Vec::new();
        let ending = each_of_tar(&mut &bytes[..], &mut |mut entry| {
            found.push((entry.name.to_vec(), entry.all(5000)));
            ControlFlow::Continue(())
        });
        (found, ending)
    }

    fn zip(bytes: &[u8]) -> (Found, Ending) {
        let mut found = Vec::new();
        let ending = each_of_zip(&mut Cursor::new(bytes), &mut |mut entry| {
            found.push((entry.name.to_vec(), entry.all(5000)));
            ControlFlow::Continue(())
        });
        (found, ending)
    }

    /// A ZIP of these files, deflated.
    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let packed = miniz_oxide::deflate::compress_to_vec(content, 6);
            let at = out.len() as u32;
            let mut common = alloc::vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
            common.extend(inflate::crc32(content).to_le_bytes());
            common.extend((packed.len() as u32).to_le_bytes());
            common.extend((content.len() as u32).to_le_bytes());
            common.extend((name.len() as u16).to_le_bytes());
            common.extend([0, 0]);
            out.extend(b"PK\x03\x04");
            out.extend(&common);
            out.extend(name.as_bytes());
            out.extend(&packed);
            directory.extend(b"PK\x01\x02\x14\x00");
            directory.extend(&common);
            directory.extend([0; 10]);
            directory.extend(at.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let at = out.len() as u32;
        out.extend(&directory);
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend([(files.len() as u16).to_le_bytes(), (files.len() as u16).to_le_bytes()].concat());
        out.extend((directory.len() as u32).to_le_bytes());
        out.extend(at.to_le_bytes());
        out.extend([0, 0]);
        out
    }

    #[test]
    fn long_names_stand_in_three_ways() {
        let long = [b'n'; 150];
        let record = [b"160 path=".as_slice(), &long, b"\n"].concat();
        let bytes = [
            entry(b"tail", b"ustar", b'0', b"head/of"),
            entry(b"././@LongLink", &[&long[..], &[0]].concat(), b'L', b""),
            entry(b"cut", b"gnu", b'0', b""),
            entry(b"pax", &record, b'x', b""),
            entry(b"cut", b"pax", b'0', b""),
            entry(b"dir/", b"", b'5', b""),
            entry(b"./next", b"", b'0', b""),
            alloc::vec![0; 512],
        ]
        .concat();
        let (found, ending) = tar(&bytes);
        assert_eq!(ending, Ending::Complete);
        let names: Vec<&[u8]> = found.iter().map(|(name, _)| name.as_slice()).collect();
        assert_eq!(names, [b"head/of/tail".as_slice(), &long, &long, b"./next"]);
        assert_eq!(found[1].1, Ok(b"gnu".to_vec()));
    }

    #[test]
    fn the_end_mark_is_missed_and_damage_is_told() {
        let two = [entry(b"a", b"abc", b'0', b""), entry(b"b", &[7; 600], b'0', b"")].concat();
        assert_eq!(tar(&two).1, Ending::Cut);
        assert_eq!(tar(&two).0.len(), 2);
        let cut = tar(&two[..1700]);
        assert_eq!((cut.1, cut.0.len()), (Ending::Cut, 2));
        assert_eq!(cut.0[1].1, Err(Problem::Damaged));
        // Only the filling is cut off: the content is whole, and the mark is missing.
        assert_eq!(tar(&two[..1024 + 512 + 600]).0[1].1, Ok(alloc::vec![7; 600]));
        let mut wrong = [two.clone(), alloc::vec![0; 1024]].concat();
        assert_eq!(tar(&wrong).1, Ending::Complete);
        wrong[1024] = b'c';
        let (found, ending) = tar(&wrong);
        assert_eq!((found.len(), ending), (1, Ending::Damaged));
    }

    #[test]
    fn zips_are_read_by_their_directory_and_without_one() {
        let text = b"row;row\n".repeat(100);
        let bytes = zipped(&[("a/one.csv", &text), ("two.csv", b"two")]);
        let whole = alloc::vec![(b"a/one.csv".to_vec(), Ok(text.clone())), (b"two.csv".to_vec(), Ok(b"two".to_vec()))];
        assert_eq!(zip(&bytes), (whole.clone(), Ending::Complete));
        // Without its directory.
        let cut = bytes.len() - 60;
        assert_eq!(zip(&bytes[..cut]), (whole.clone(), Ending::Cut));
        // A check sum that is wrong.
        let mut wrong = bytes.clone();
        let at = wrong.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        wrong[at + 16] ^= 1;
        let (found, ending) = zip(&wrong);
        assert_eq!((&found[0].1, &found[1].1, ending), (&Err(Problem::Damaged), &whole[1].1, Ending::Damaged));
    }

    #[test]
    fn what_unpacks_to_far_more_than_it_is_ends_soon() {
        let zeros = alloc::vec![0; 34 << 20];
        let bytes = zipped(&[("zeros.csv", &zeros), ("two.csv", b"two")]);
        let (mut found, mut seen) = (Vec::new(), 0u64);
        let ending = each_of_zip(&mut Cursor::new(&bytes), &mut |mut entry| {
            let mut buffer = alloc::vec![0; 1 << 16];
            while let Ok(read @ 1..) = entry.read(&mut buffer) {
                seen += read as u64;
            }
            found.push(entry.all(u64::MAX));
            ControlFlow::Continue(())
        });
        assert_eq!((ending, found.first()), (Ending::Damaged, Some(&Err(Problem::Damaged))));
        assert!(seen < 33 << 20, "{seen}");
        // As much text is read to its end, and what is stated to be too long is not begun.
        let text: Vec<u8> =
            (0u32..5 << 20).flat_map(|n| [b'a' + (n.wrapping_mul(2_654_435_761) >> 28) as u8; 7]).collect();
        let bytes = zipped(&[("text.csv", &text)]);
        let mut lengths = Vec::new();
        each_of_zip(&mut Cursor::new(&bytes), &mut |mut entry| {
            lengths.push((entry.all(1000), entry.all(u64::MAX).map(|all| all.len())));
            ControlFlow::Continue(())
        });
        assert_eq!(lengths, [(Err(Problem::TooLarge), Ok(text.len()))]);
    }

    #[test]
    fn gzip_is_a_stream() {
        let content = b"0123456789".repeat(5000);
        let mut packed = alloc::vec![0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3, b'n', 0];
        packed.extend(miniz_oxide::deflate::compress_to_vec(&content, 6));
        packed.extend(inflate::crc32(&content).to_le_bytes());
        packed.extend((content.len() as u32).to_le_bytes());
        assert!(is_gzip(&packed));
        let read = |bytes: &[u8]| {
            let mut out = Vec::new();
            Gunzip::new(bytes).read_to_end(&mut out).map(|_| out)
        };
        assert_eq!(read(&packed).unwrap(), content);
        assert_eq!(read(&[&packed[..], &packed].concat()).unwrap().len(), 2 * content.len());
        assert!(read(&packed[..packed.len() - 9]).is_err());
        let last = packed.len() - 5;
        packed[last] ^= 1;
        assert!(read(&packed).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes: Vec<u8>, at: prop::sample::Index, which in 0..3) {
            let mut archive = match which {
                0 => zipped(&[("a", b"abc"), ("b", b"abc")]),
                1 => [entry(b"a", b"abc", b'0', b""), alloc::vec![0; 1024]].concat(),
                _ => alloc::vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0],
            };
            let at = at.index(archive.len());
            for (old, new) in archive.iter_mut().skip(at).zip(&bytes) {
                *old = *new;
            }
            let _ = (tar(&archive), zip(&archive));
            let _ = Gunzip::new(&archive[..]).take(10_000).read_to_end(&mut Vec::new());
        }
    }
}
