//! The archives of an export, and what lies in them: TAR, compressed or in a ZIP, two levels deep.

use crate::{Input, input::Source};
use slipcheck_containers::{
    is_tar, is_zip,
    stream::{Ending, Gunzip, Streamed, each_of_tar, each_of_zip, fill, is_gzip},
};
use std::{
    cell::Cell,
    io::{self, Cursor, Read},
    ops::ControlFlow,
};

/// Archives inside archives that are opened: a compressed TAR in a ZIP is met, deeper ones are not.
const MAX_DEPTH: u8 = 2;
/// Most bytes of a ZIP that lies in an archive: it is read as a whole.
const MAX_INNER_ZIP: u64 = 64 << 20;
/// What compressed bytes may unpack to: so many times their length (blocks of TAR are half empty), and never less than this.
const MAX_RATIO: u64 = 200;
const MIN_UNPACKED: u64 = 64 << 20;
/// Entries that are looked at: an export holds at most a million logs.
const MAX_ENTRIES: u64 = 8_000_000;
/// So many bytes tell an archive.
const HEAD: usize = 512;

/// What is met.
pub(super) enum Seen<'a, 'b> {
    /// A file that is no archive.
    Entry(&'a mut Streamed<'b>),
    /// The end of an archive; whether it holds an export, or archives alone.
    End { ending: Ending, export: bool },
}

/// Endings of file names that are no archives'.
const PLAIN: [&[u8]; 9] = [b".log", b".csv", b".der", b".cer", b".crt", b".pem", b".xml", b".txt", b".json"];

fn has_ending(name: &[u8], endings: &[&[u8]]) -> bool {
    endings.iter().any(|ending| {
        let tail = name.len().checked_sub(ending.len()).and_then(|at| name.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    })
}

/// Whether the export of a device lies in this ZIP, by the names in it: not where it holds tables of a till's books.
pub(super) fn lies_in_zip(input: &mut Input<'_>) -> bool {
    let (mut tables, mut export, mut looked) = (false, false, 0u64);
    each_of_zip(&mut *input.source, &mut |entry| {
        let name = super::name::last(entry.name).to_ascii_lowercase();
        tables |= name == b"index.xml" || has_ending(&name, &[b"_tse.csv", b"tse.csv"]);
        export |= has_ending(&name, &[b".tar", b".tar.gz", b".tgz", b".log"]) || name.windows(5).any(|w| w == b"_x509");
        looked += 1;
        if looked > MAX_ENTRIES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    export && !tables
}

/// Visits every file of an export, and the end of every archive.
pub(super) fn walk(input: &mut Input<'_>, visit: &mut dyn FnMut(Seen<'_, '_>)) {
    let unpacked = input.size.saturating_mul(MAX_RATIO).max(MIN_UNPACKED);
    let mut walk = Walk { visit, unpacked: Cell::new(unpacked), entries: MAX_ENTRIES };
    walk.seekable(&mut *input.source, 0);
}

struct Walk<'v> {
    visit: &'v mut dyn FnMut(Seen<'_, '_>),
    /// Bytes that may still be unpacked.
    unpacked: Cell<u64>,
    /// Entries that may still be looked at.
    entries: u64,
}

/// What was found in one archive.
#[derive(Default)]
struct Found {
    archives: bool,
    files: bool,
}

impl Walk<'_> {
    fn seekable(&mut self, source: &mut dyn Source, depth: u8) {
        let mut head = [0; HEAD];
        let read = source.rewind().and_then(|()| fill(source, &mut head)).unwrap_or(0);
        if source.rewind().is_err() {
            (self.visit)(Seen::End { ending: Ending::Damaged, export: true });
            return;
        }
        if !is_zip(head.get(..read).unwrap_or_default()) {
            self.stream(source, depth);
            return;
        }
        let mut found = Found::default();
        let ending = each_of_zip(source, &mut |mut entry| {
            let left = Cell::new(self.unpacked.get());
            let (name, size) = (entry.name, entry.size);
            let flow = self.entry(Streamed::new(name, size, &mut Limited(&mut entry, &left)), depth, &mut found);
            self.unpacked.set(left.get().min(self.unpacked.get()));
            flow
        });
        self.end(ending, &found);
    }

    fn stream(&mut self, source: &mut dyn Read, depth: u8) {
        let mut head = vec![0; HEAD];
        let read = fill(source, &mut head).unwrap_or(0);
        head.truncate(read);
        let packed = is_gzip(&head);
        let mut whole = Cursor::new(head).chain(source);
        if packed && depth < MAX_DEPTH {
            let left = Cell::new(self.unpacked.get());
            let mut gunzip = Gunzip::new(&mut whole);
            self.stream(&mut Limited(&mut gunzip, &left), depth + 1);
            self.unpacked.set(left.get().min(self.unpacked.get()));
            return;
        }
        let mut found = Found::default();
        let ending = each_of_tar(&mut whole, &mut |entry| self.entry(entry, depth, &mut found));
        self.end(ending, &found);
    }

    fn end(&mut self, ending: Ending, found: &Found) {
        // Nobody but the bound on entries stops.
        let ending = if ending == Ending::Stopped { Ending::Damaged } else { ending };
        (self.visit)(Seen::End { ending, export: found.files || !found.archives });
    }

    fn entry(&mut self, mut entry: Streamed<'_>, depth: u8, found: &mut Found) -> ControlFlow<()> {
        let Some(entries) = self.entries.checked_sub(1) else { return ControlFlow::Break(()) };
        self.entries = entries;
        if depth >= MAX_DEPTH || has_ending(entry.name, &PLAIN) {
            // A file of another kind does not make a wrapper an export.
            found.files |= super::reading::Entry::of(entry.name).is_exported();
            (self.visit)(Seen::Entry(&mut entry));
            return ControlFlow::Continue(());
        }
        let mut head = vec![0; HEAD];
        let read = fill(&mut entry, &mut head).unwrap_or(0);
        head.truncate(read);
        let (name, size) = (entry.name, entry.size);
        let (zip, other) = (is_zip(&head), is_tar(&head) || is_gzip(&head));
        let mut whole = Cursor::new(head).chain(&mut entry);
        if zip {
            found.archives = true;
            match Streamed::new(name, size, &mut whole).all(MAX_INNER_ZIP) {
                Ok(bytes) => self.seekable(&mut Cursor::new(bytes), depth + 1),
                Err(_) => (self.visit)(Seen::End { ending: Ending::Damaged, export: false }),
            }
        } else if other {
            found.archives = true;
            self.stream(&mut whole, depth + 1);
        } else {
            (self.visit)(Seen::Entry(&mut Streamed::new(name, size, &mut whole)));
        }
        ControlFlow::Continue(())
    }
}

/// A reader that fails once too much was unpacked.
struct Limited<'a>(&'a mut dyn Read, &'a Cell<u64>);

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        let left = self.1.get().checked_sub(read as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        self.1.set(left);
        Ok(read)
    }
}
