//! ZIP (PKWARE APPNOTE 6.3), read as strictly as a signed package asks for.
//!
//! It is read from its central directory. Another reader may start at the front, unpack to a disk, or take another end record:
//! what such a reader would see otherwise is refused, not repaired.

use crate::{
    Host, names,
    vocabulary::{Note, Stop},
};
use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use slipcheck_containers::{
    Problem, inflate,
    zip::{End, Header, long, number, short},
};

/// Bounds of a package: its bytes, its entries, the bytes of one of them and of all of them unpacked.
pub(crate) struct Limits {
    file: usize,
    entries: usize,
    entry: usize,
    total: usize,
}

impl Limits {
    /// Of a file that was given.
    pub(crate) const FILE: Self = Self { file: 64 << 20, entries: 8192, entry: 32 << 20, total: 192 << 20 };
    /// Of a seal's picture that is a package itself: those of the tax administration have four entries and 2.4 kB.
    pub(crate) const SEAL: Self = Self { file: 1 << 20, entries: 64, entry: 1 << 20, total: 1 << 20 };
}

/// Entries up to this size are kept when they were unpacked once.
const KEEP_ENTRY: usize = 2 << 20;
/// As long as all that are kept are not more than this.
const KEEP_TOTAL: usize = 48 << 20;

/// Most bytes of all names: each is kept in several forms.
const MAX_NAMES: usize = 4 << 20;

/// An entry that was unpacked once, and fits its sizes.
pub(crate) struct Entry<'a> {
    /// Its name in the form in which it is used.
    pub(crate) name: String,
    /// Whether its CRC-32 is that of its content.
    pub(crate) crc_fits: bool,
    packed: &'a [u8],
    deflated: bool,
    pub(crate) size: usize,
    kept: Option<Cow<'a, [u8]>>,
}

impl Entry<'_> {
    /// What it holds; unpacked again when it was too large to be kept.
    pub(crate) fn content(&self) -> Cow<'_, [u8]> {
        match &self.kept {
            Some(content) => Cow::Borrowed(content),
            None if self.deflated => {
                Cow::Owned(inflate(self.packed, self.size).map_or_else(|_| Vec::new(), |(bytes, _)| bytes))
            }
            None => Cow::Borrowed(self.packed),
        }
    }
}

/// A package that two readers see alike.
pub(crate) struct Archive<'a> {
    /// Its files, in the directory's order.
    pub(crate) entries: Vec<Entry<'a>>,
    /// Bytes that belong to no entry.
    pub(crate) hidden: usize,
    /// Names that had to be cleaned.
    pub(crate) loose: Vec<String>,
}

/// A record of the central directory (§4.3.12) with what its local header (§4.3.7) says otherwise.
struct Record<'a> {
    header: Header<'a>,
    /// General purpose bits of both headers.
    flags: usize,
    attributes: usize,
    /// Its bytes in the file: header, data, descriptor.
    span: core::ops::Range<usize>,
    data: &'a [u8],
    local_extra: &'a [u8],
    /// Whether a reader from the front sees another entry.
    local_differs: bool,
}

const ZIP64: usize = 0xffff_ffff;

impl<'a> Archive<'a> {
    /// Reads and unpacks a package once.
    ///
    /// # Errors
    /// It is broken, above the bounds, or refused: see [`Stop`].
    pub(crate) fn read(bytes: &'a [u8], host: &Host, limits: &Limits) -> Result<Self, Stop> {
        if bytes.len() > limits.file {
            return Err(Stop::too_large());
        }
        let end = End::find(bytes).ok_or_else(Stop::damaged)?;
        let records = records(bytes, &end, limits)?;
        locked(&records)?;
        let hidden = layout(bytes, &end, &records)?;
        let mut this = Self { entries: Vec::new(), hidden, loose: Vec::new() };
        this.unpack(&records, host, limits)?;
        Ok(this)
    }

    /// Names every entry, and unpacks it.
    fn unpack(&mut self, records: &[Record<'a>], host: &Host, limits: &Limits) -> Result<(), Stop> {
        let names: Vec<String> = records
            .iter()
            .map(|record| decode(record.header.name, host))
            .collect::<Option<_>>()
            .ok_or_else(Stop::damaged)?;
        if names.iter().map(String::len).sum::<usize>() > MAX_NAMES {
            return Err(Stop::too_large());
        }
        let mut kinds = Kinds::default();
        let (mut left, mut keep) = (limits.total, KEEP_TOTAL);
        for (record, name) in records.iter().zip(&names) {
            let folder = record.is_folder();
            if names::escapes(name) || record.is_link() {
                return Err(Stop::refused("path-escapes", name));
            }
            let Some(path) = names::clean(name) else {
                // A root folder by name; empty deflated data are two bytes.
                if folder && record.header.size == 0 && record.header.packed <= 2 {
                    continue;
                }
                return Err(Stop::refused("path-escapes", name));
            };
            if record.second_name(name, host) {
                return Err(Stop::refused("second-name", &path));
            }
            if record.local_differs {
                return Err(Stop::refused("local-header-differs", &path));
            }
            let limit = limits.entry.min(left);
            let (content, behind) = if record.header.method == 8 {
                inflate(record.data, limit).map_err(|problem| match problem {
                    Problem::TooLarge => Stop::too_large(),
                    Problem::Damaged | Problem::Encrypted => Stop::unreadable(Note::about("entry-damaged", &path)),
                })?
            } else if record.data.len() > limit {
                return Err(Stop::too_large());
            } else {
                (Vec::new(), 0)
            };
            let content: Cow<'a, [u8]> = if record.header.method == 8 { content.into() } else { record.data.into() };
            let unused = record.data.get(record.data.len() - behind..).unwrap_or_default();
            if is_archive(unused) {
                return Err(Stop::refused("archive-in-archive", &path));
            }
            self.hidden += unused.len();
            left -= content.len();
            if content.len() != record.header.size
                || (record.header.method == 0 && record.header.packed != record.header.size)
            {
                return Err(Stop::refused("size-differs", &path));
            }
            if folder && content.is_empty() {
                kinds.folder(names::fold(&path, host));
                continue;
            }
            kinds.file(name, &path, host)?;
            if *name != path {
                self.loose.push(path.clone());
            }
            let (size, deflated) = (content.len(), record.header.method == 8);
            let crc_fits = crc32(&content) == record.header.crc;
            let stays = !deflated || (size <= KEEP_ENTRY && size <= keep);
            if stays && deflated {
                keep -= size;
            }
            let kept = stays.then_some(content);
            self.entries.push(Entry { name: path, crc_fits, packed: record.data, deflated, size, kept });
        }
        kinds.agree()
    }
}

/// Names so far: what some reader takes for one is refused.
#[derive(Default)]
struct Kinds {
    names: BTreeSet<String>,
    files: BTreeMap<String, String>,
    /// Folders that are entries themselves.
    folders: BTreeSet<String>,
}

impl Kinds {
    fn folder(&mut self, folded: String) {
        self.folders.insert(folded);
    }

    fn file(&mut self, name: &str, path: &str, host: &Host) -> Result<(), Stop> {
        if !self.names.insert(name.into()) {
            return Err(Stop::refused("duplicate-entry", path));
        }
        match self.files.insert(names::fold(path, host), path.into()) {
            Some(_) => Err(Stop::refused("names-differ-only-in-case", path)),
            None => Ok(()),
        }
    }

    /// No file is also a folder.
    fn agree(&self) -> Result<(), Stop> {
        // Folders above an entry are seen by the names that begin with theirs: kept one by one they would be the square of a name.
        let is_folder = |folded: &String| {
            let inside = alloc::format!("{folded}/");
            let begins = |name: Option<&String>| name.is_some_and(|name| name.starts_with(&inside));
            self.folders.contains(folded)
                || begins(self.files.range(inside.clone()..).next().map(|(name, _)| name))
                || begins(self.folders.range(inside.clone()..).next())
        };
        match self.files.iter().find(|(folded, _)| is_folder(folded)) {
            Some((_, path)) => Err(Stop::refused("names-differ-only-in-case", path)),
            None => Ok(()),
        }
    }
}

/// A name: UTF-8, else GB 18030.
fn decode(name: &[u8], host: &Host) -> Option<String> {
    core::str::from_utf8(name).map(String::from).ok().or_else(|| (host.gb18030)(name))
}

/// The records of the central directory, each with its local header.
fn records<'a>(bytes: &'a [u8], end: &End, limits: &Limits) -> Result<Vec<Record<'a>>, Stop> {
    let zip64 = end.count == 0xffff || end.size == ZIP64 || end.directory == ZIP64;
    let locator = end.at.checked_sub(20).and_then(|at| bytes.get(at..at + 4)) == Some(b"PK\x06\x07");
    // Parts on other disks are not here.
    let split = number(bytes, end.at + 4, 4) != Some(0) || short(bytes, end.at + 8) != Some(end.count);
    if zip64 || locator || split {
        return Err(Stop::damaged());
    }
    if end.count > limits.entries {
        return Err(Stop::too_large());
    }
    let directory = bytes.get(end.directory..end.directory + end.size).ok_or_else(Stop::damaged)?;
    let mut records = Vec::with_capacity(end.count);
    let mut at = 0;
    for _ in 0..end.count {
        let record = record(bytes, directory.get(at..).unwrap_or_default()).ok_or_else(Stop::damaged)?;
        at += record.header.length;
        records.push(record);
    }
    // What stands between the last record and the directory's end is a record that was not counted, or belongs to nobody.
    match directory.get(at..) {
        Some([]) => Ok(records),
        Some(rest) if is_archive(rest) => Err(Stop::refused("archive-in-archive", "")),
        _ => Err(Stop::damaged()),
    }
}

/// The record that a directory begins with.
fn record<'a>(bytes: &'a [u8], directory: &'a [u8]) -> Option<Record<'a>> {
    let header = Header::central(directory)?;
    let Header { method, crc, packed, size, name, .. } = header;
    let at = long(directory, 42)?;
    if [packed, size, at].contains(&ZIP64) || short(directory, 34)? != 0 {
        return None;
    }
    let local = Header::local(bytes, at)?;
    let behind = bytes.get(at + local.length..)?;
    let (data, behind) = behind.split_at_checked(packed)?;
    let flags = header.flags | local.flags;
    let described = flags & 8 != 0;
    let other_sizes =
        [(local.packed, packed), (local.size, size)].iter().any(|(there, here)| there != here && *there != ZIP64);
    let folder = (name.ends_with(b"/") || name.ends_with(b"\\")) && packed == 0;
    let local_differs = local.name != name
        || local.method != method
        || (described && method == 0 && !folder)
        || (other_sizes && !(described && method == 8));
    let descriptor = if described { descriptor(behind, crc, packed, size) } else { 0 };
    Some(Record {
        header,
        flags,
        attributes: long(directory, 38)?,
        span: at..at + local.length + packed + descriptor,
        data,
        local_extra: local.extra,
        local_differs,
    })
}

/// The length of the data descriptor (§4.3.9) that stands here: with and without its mark, sizes of four or eight bytes.
fn descriptor(bytes: &[u8], crc: u32, packed: usize, size: usize) -> usize {
    let mark = if bytes.starts_with(b"PK\x07\x08") { 4 } else { 0 };
    let fits = |from: usize, width: usize| {
        number(bytes, from, 4) == Some(u64::from(crc))
            && number(bytes, from + 4, width) == Some(packed as u64)
            && number(bytes, from + 4 + width, width) == Some(size as u64)
    };
    [mark, 0]
        .into_iter()
        .find_map(|from| [4, 8].into_iter().find(|width| fits(from, *width)).map(|width| from + 4 + 2 * width))
        .unwrap_or(0)
}

impl Record<'_> {
    fn is_folder(&self) -> bool {
        self.header.name.ends_with(b"/") || self.header.name.ends_with(b"\\")
    }

    /// A symbolic link, by its Unix mode.
    fn is_link(&self) -> bool {
        (self.attributes >> 16) & 0xf000 == 0xa000
    }

    /// Whether a Unicode path extra (§4.6.9) gives it another name.
    fn second_name(&self, name: &str, host: &Host) -> bool {
        let other = |mut extra: &[u8]| {
            while let (Some(id), Some(size)) = (short(extra, 0), short(extra, 2)) {
                let Some(value) = extra.get(4..4 + size) else { return id == 0x7075 };
                if id == 0x7075 && value.get(5..).and_then(|path| decode(path, host)).as_deref() != Some(name) {
                    return true;
                }
                extra = extra.get(4 + size..).unwrap_or_default();
            }
            false
        };
        other(self.header.extra) || other(self.local_extra)
    }
}

/// Encrypted entries, and methods that are not read here.
fn locked(records: &[Record<'_>]) -> Result<(), Stop> {
    for record in records {
        let name = || String::from_utf8_lossy(record.header.name).into_owned();
        // Bit 0: encrypted; bit 13: so is the directory.
        if record.flags & 0x2001 != 0 {
            return Err(Stop::unreadable(Note::about("encrypted", &name())));
        }
        if !matches!(record.header.method, 0 | 8) {
            return Err(Stop::unreadable(Note::about("packing-not-supported", &name())));
        }
    }
    Ok(())
}

/// How the entries lie in the file: none upon another, and no second archive between them. The number of bytes that belong to
/// nobody.
fn layout(bytes: &[u8], end: &End, records: &[Record<'_>]) -> Result<usize, Stop> {
    let mut order: Vec<&Record<'_>> = records.iter().collect();
    order.sort_by_key(|record| record.span.start);
    let mut hidden = 0;
    let mut gap = |from: usize, to: usize| {
        let between = bytes.get(from..to).unwrap_or_default();
        hidden += between.len();
        if is_archive(between) { Err(Stop::refused("archive-in-archive", "")) } else { Ok(()) }
    };
    let mut at = 0;
    for record in order {
        if record.span.start < at || record.span.end > end.directory {
            return Err(Stop::refused("overlapping-entries", &String::from_utf8_lossy(record.header.name)));
        }
        gap(at, record.span.start)?;
        at = record.span.end;
    }
    gap(at, end.directory)?;
    gap(end.directory + end.size, end.at)?;
    gap(end.behind, bytes.len())?;
    if is_archive(bytes.get(end.at + 22..end.behind).unwrap_or_default()) {
        return Err(Stop::refused("archive-in-archive", ""));
    }
    Ok(hidden)
}

/// Whether bytes hold what another reader may take for an archive's records.
fn is_archive(bytes: &[u8]) -> bool {
    bytes
        .windows(4)
        .any(|window| matches!(window, b"PK\x01\x02" | b"PK\x03\x04" | b"PK\x05\x06" | b"PK\x06\x06" | b"PK\x06\x07"))
}

const CRC: [u32; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let mut value = i as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[i] = value;
        i += 1;
    }
    table
};

/// CRC-32 (§4.4.7).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| CRC[usize::from(crc as u8 ^ byte)] ^ (crc >> 8))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::tests::HOST;
    use proptest::prelude::*;

    /// A package of these entries, deflated.
    pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let packed = miniz_oxide::deflate::compress_to_vec(content, 6);
            let at = out.len() as u32;
            let mut common = alloc::vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
            common.extend(crc32(content).to_le_bytes());
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

    fn why(bytes: &[u8]) -> String {
        match Archive::read(bytes, &HOST, &Limits::FILE).err() {
            None => "read".into(),
            Some(Stop::Unreadable { note, .. }) => note.id.into(),
            Some(Stop::Refused { reason, .. }) => reason.into(),
        }
    }

    fn replaced(bytes: &[u8], from: &[u8], to: &[u8], which: usize) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
        let at = places[which];
        bytes[at..at + to.len()].copy_from_slice(to);
        bytes
    }

    #[test]
    fn what_is_plain_is_read() {
        let text = b"invoice ".repeat(400_000);
        let bytes = zip(&[("OFD.xml", b"<OFD/>"), ("Doc_0/", b""), ("Doc_0/a.xml", &text), ("b\\c", b"1")]);
        let archive = Archive::read(&bytes, &HOST, &Limits::FILE).ok().unwrap();
        let names: Vec<&str> = archive.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["OFD.xml", "Doc_0/a.xml", "b/c"]);
        assert_eq!(archive.entries[1].content(), text);
        assert_eq!((archive.hidden, archive.loose.len()), (0, 1));
    }

    #[test]
    fn names_that_some_reader_takes_for_one_are_refused() {
        assert_eq!(why(&zip(&[("a", b""), ("a", b"")])), "duplicate-entry");
        assert_eq!(why(&zip(&[("a", b""), ("A", b"")])), "names-differ-only-in-case");
        assert_eq!(why(&zip(&[("a/b", b""), ("a\\b", b"")])), "names-differ-only-in-case");
        assert_eq!(why(&zip(&[("a", b""), ("/a", b"")])), "names-differ-only-in-case");
        assert_eq!(why(&zip(&[("a", b""), ("a ", b"")])), "names-differ-only-in-case");
        assert_eq!(why(&zip(&[("a/b", b""), ("A", b"")])), "names-differ-only-in-case");
        assert_eq!(why(&zip(&[("a/", b"x"), ("a/b", b"")])), "names-differ-only-in-case");
        for name in ["../a", "a/../b", "c:/a", "a\nb", "/"] {
            let expected = if name == "/" { "read" } else { "path-escapes" };
            assert_eq!(why(&zip(&[(name, b"")])), expected, "{name}");
        }
    }

    #[test]
    fn what_a_reader_from_the_front_sees_otherwise_is_refused() {
        let bytes = zip(&[("name", b"content, content, content"), ("other", b"2")]);
        assert_eq!(why(&replaced(&bytes, b"name", b"nome", 0)), "local-header-differs");
        assert_eq!(why(&replaced(&bytes, &25u32.to_le_bytes(), &[24], 0)), "local-header-differs");
        assert_eq!(why(&replaced(&bytes, &25u32.to_le_bytes(), &[255; 4], 0)), "read");
        assert_eq!(why(&replaced(&bytes, &25u32.to_le_bytes(), &[24], 1)), "local-header-differs");
        let both = replaced(&replaced(&bytes, &25u32.to_le_bytes(), &[24], 0), &25u32.to_le_bytes(), &[24], 0);
        assert_eq!(why(&both), "size-differs");
        let hidden = [&bytes[..], b"x"].concat();
        assert_eq!(Archive::read(&hidden, &HOST, &Limits::FILE).ok().unwrap().hidden, 1);
        assert_eq!(why(&[&bytes[..], b"PK\x05\x06"].concat()), "archive-in-archive");
        assert_eq!(why(&[&bytes[..], b"..PK\x01\x02"].concat()), "archive-in-archive");
        assert_eq!(why(&[b"x", &bytes[..]].concat()), "archive-damaged");
        assert_eq!(why(&bytes[..bytes.len() - 1]), "archive-damaged");
        assert_eq!(why(b"PK\x05\x06"), "archive-damaged");
        // One entry more than the end record counts.
        let mut less = bytes.clone();
        let end = bytes.len() - 22;
        (less[end + 8], less[end + 10]) = (1, 1);
        assert_eq!(why(&less), "archive-in-archive");
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let zeros = alloc::vec![0; Limits::FILE.entry + 1];
        assert_eq!(why(&zip(&[("bomb", &zeros)])), "too-large");
        let many: Vec<(String, &[u8])> =
            (0..7).map(|i| (alloc::format!("{i}"), &zeros[..Limits::FILE.entry])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
        assert_eq!(why(&zip(&many)), "too-large");
    }

    #[test]
    fn long_names_are_bounded_together_and_deep_ones_are_read() {
        let named = |count: usize| {
            let names: Vec<String> = (0..count).map(|at| alloc::format!("{}{at}", "a/".repeat(20_000))).collect();
            let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
            why(&zip(&entries))
        };
        assert_eq!((named(90), named(120)), ("read".into(), "too-large".into()));
        // A folder far above is one all the same.
        assert_eq!(why(&zip(&[("a/b/c/d", b""), ("A/B", b"")])), "names-differ-only-in-case");
        assert_eq!(why(&zip(&[("a/b/", b""), ("A", b"")])), "names-differ-only-in-case");
        assert_eq!(why(&zip(&[("a/b/", b""), ("a/b.c", b""), ("a/b-c/d", b"")])), "read");
    }

    #[test]
    fn crc_of_the_standards_check_value() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    proptest! {
        #[test]
        fn any_change_is_read_or_refused(at: prop::sample::Index, byte: u8) {
            let mut bytes = zip(&[("OFD.xml", b"<OFD/>"), ("a", b"1")]);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = why(&bytes);
        }
    }
}
