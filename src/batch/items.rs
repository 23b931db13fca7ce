//! What a file holds, one item after another: a slip's text, a photo or a document, the files of an archive, the records of
//! lines and tables. Who finds files brings them one by one.
//!
//! The order is fixed: what is in an archive by its path, byte by byte. Archives are opened where they are and never
//! unpacked to disk.

use super::{
    columns::{How, columns, is_list, records_in},
    records::{Line, Records},
    tally::Why,
};
use crate::{
    archive::{
        Problem, is_tar, is_zip,
        stream::{Ending, Gunzip, Streamed, each_of_tar, each_of_zip, fill, is_gzip},
    },
    charset,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom},
    ops::ControlFlow,
    sync::Arc,
};

/// So many bytes tell what an input is.
pub const HEAD: usize = 64 << 10;
/// Most entries of an archive.
const ENTRIES: usize = 200_000;
/// Most bytes of an entry: an export is held while it is judged.
const ENTRY: u64 = 512 << 20;
/// Most bytes that an archive may unpack to, unless it is itself a quarter as large.
const UNPACKED: u64 = 2 << 30;
/// Most bytes of entries that wait for their turn; where they are more, the archive is read again.
const WAITING: u64 = 64 << 20;
/// Archives in one another that are opened.
const DEPTH: u8 = 2;
/// Most bytes of a photo or a document.
pub const LARGEST: u64 = 64 << 20;
/// Texts up to this many bytes are judged as a whole; a longer one that has one code a line, line by line.
const WHOLE: usize = 16 << 10;
/// Records by which the columns of a table are told.
pub(super) const SAMPLE: usize = 20;

/// How inputs are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Mode {
    /// By their content
    #[default]
    Auto,
    /// One JSON object a line
    Jsonl,
    /// Tables with a header
    Csv,
    /// One code a line
    Lines,
    /// Each file a slip, whatever it holds
    Files,
}

/// What stands where in a record.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// How inputs are taken.
    pub input: Mode,
    /// The member or column that holds the code.
    pub code: String,
    /// The one that names the row.
    pub key: Option<String>,
    /// Those that are copied into the row.
    pub keep: Vec<String>,
    /// The one that holds the printed text.
    pub printed: Option<String>,
}

/// Bytes that can be rewound. Threads hand them on, where there are any.
#[cfg(not(target_family = "wasm"))]
pub trait Source: Read + Seek + Send {}
#[cfg(not(target_family = "wasm"))]
impl<T: Read + Seek + Send> Source for T {}

/// Bytes that can be rewound.
#[cfg(target_family = "wasm")]
pub trait Source: Read + Seek {}
#[cfg(target_family = "wasm")]
impl<T: Read + Seek> Source for T {}

/// One file's bytes, wherever they are.
#[allow(missing_debug_implementations)]
pub struct Body {
    /// Where they are.
    pub source: Box<dyn Source>,
    size: u64,
}

impl Body {
    /// Bytes at hand.
    #[must_use]
    pub fn of_bytes(bytes: Vec<u8>) -> Self {
        Self { size: bytes.len() as u64, source: Box::new(Cursor::new(bytes)) }
    }

    /// A file, or whatever else can be rewound.
    ///
    /// # Errors
    /// Its size cannot be found out.
    pub fn of_source(mut source: impl Source + 'static) -> io::Result<Self> {
        let size = source.seek(SeekFrom::End(0))?;
        source.rewind()?;
        Ok(Self { source: Box::new(source), size })
    }

    fn head(&mut self) -> io::Result<Vec<u8>> {
        let mut head = vec![0; HEAD];
        self.source.rewind()?;
        let filled = fill(&mut *self.source, &mut head)?;
        head.truncate(filled);
        self.source.rewind()?;
        Ok(head)
    }

    /// All of them.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn all(&mut self) -> io::Result<Vec<u8>> {
        self.source.rewind()?;
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).unwrap_or_default());
        self.source.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Whether these bytes stand anywhere in it.
    fn contains(&mut self, wanted: &[u8]) -> io::Result<bool> {
        self.source.rewind()?;
        let mut buffer = vec![0; HEAD + wanted.len()];
        let mut kept = 0;
        loop {
            let read = fill(&mut *self.source, buffer.get_mut(kept..).unwrap_or_default())?;
            let filled = kept + read;
            if buffer.get(..filled).is_some_and(|part| part.windows(wanted.len()).any(|window| window == wanted)) {
                return Ok(true);
            }
            if read == 0 {
                return Ok(false);
            }
            // What may be the beginning of it stays.
            kept = filled.min(wanted.len() - 1);
            buffer.copy_within(filled - kept..filled, 0);
        }
    }
}

/// What is to be judged.
#[allow(missing_debug_implementations)]
pub enum Task {
    /// A record, which gives exactly one row.
    Record(Line, How),
    /// A text, a photo or a document: a row for each code.
    Content(Vec<u8>),
    /// More than one slip may hold.
    TooLarge,
    /// The export of a till: one row.
    Export(Body),
    /// Nothing that gives a row.
    Unread(Why),
}

/// One of them, and where it stood.
#[allow(missing_debug_implementations)]
pub struct Item {
    /// What it was found in.
    pub source: Arc<str>,
    /// The number of its first row in the source.
    pub first: u64,
    /// The number of its line, from 1.
    pub line: Option<u64>,
    /// What it is.
    pub task: Task,
}

impl Item {
    /// How many bytes it holds.
    #[must_use]
    pub fn weight(&self) -> usize {
        match &self.task {
            Task::Record(line, _) => line.bytes.len(),
            Task::Content(bytes) => bytes.len(),
            Task::Export(body) => usize::try_from(body.size).unwrap_or(usize::MAX),
            Task::TooLarge | Task::Unread(_) => 0,
        }
    }
}

/// Names of sources that were there, and how often.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, u32>);

impl Names {
    /// A source's name: with a number behind it where another has it already.
    pub fn take(&mut self, source: &str) -> String {
        let mut name = source.to_owned();
        loop {
            let times = self.0.entry(name.clone()).or_insert(0);
            *times += 1;
            if *times == 1 {
                return name;
            }
            name = format!("{source}@{}", *times);
            if source != name && self.0.contains_key(&name) {
                // That one is a file's own name: the next number.
                name = source.to_owned();
            }
        }
    }
}

/// Goes through files.
#[allow(missing_debug_implementations)]
pub struct Walker<'a> {
    /// How they are taken.
    pub shape: &'a Shape,
    /// Takes an item; breaks when no more are wanted.
    pub sink: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
    /// Sources that are done with, from an earlier run.
    pub finished: &'a HashSet<String>,
    /// Sources that were there.
    pub names: &'a mut Names,
}

impl Walker<'_> {
    fn emit(&mut self, source: &Arc<str>, first: u64, line: Option<u64>, task: Task) -> ControlFlow<()> {
        (self.sink)(Item { source: Arc::clone(source), first, line, task })
    }

    /// Tells of a source that gives no row. Breaks when no more are wanted.
    pub fn unread(&mut self, source: &str, why: Why) -> ControlFlow<()> {
        self.emit(&source.into(), 0, None, Task::Unread(why))
    }

    /// What a file holds, whose archives around it are `depth`. Breaks when no more are wanted.
    pub fn body(&mut self, source: &str, mut body: Body, depth: u8) -> ControlFlow<()> {
        let Ok(head) = body.head() else { return self.unread(source, Why::Damaged) };
        let is_ustar = head.get(257..262) == Some(b"ustar");
        if is_zip(&head) || is_tar(&head) || is_ustar || is_gzip(&head) {
            return self.packed(source, body, depth, &head);
        }
        let how = match self.shape.input {
            Mode::Jsonl => Some(How::Json),
            Mode::Lines => Some(How::Line),
            Mode::Csv => columns(&head, self.shape, true, true).map(|columns| How::Table(Arc::new(columns))),
            Mode::Files => None,
            Mode::Auto => records_in(&head, source, self.shape),
        };
        if let Some(how) = how {
            let mut wide = Vec::new();
            if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
                // UTF-16: lines are looked for in UTF-8.
                match body.all().ok().and_then(|bytes| charset::text(&bytes)) {
                    Some(text) => wide = text.into_bytes(),
                    None => return self.unread(source, Why::Damaged),
                }
            }
            if body.source.rewind().is_err() {
                return self.unread(source, Why::Damaged);
            }
            return match wide.is_empty() {
                true => self.records(source, &mut BufReader::with_capacity(HEAD, body.source), how),
                false => self.records(source, &mut Cursor::new(wide), how),
            };
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
        if text.starts_with(b"{") {
            match body.contains(b"\"Belege-Gruppe\"") {
                Ok(true) => return self.emit(&source.into(), 0, None, Task::Export(body)),
                Ok(false) => {}
                Err(_) => return self.unread(source, Why::Damaged),
            }
            let is_container = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
            if is_container(b"\"certificateOrPublicKeyMap\"") || is_container(b"\"base64AESKey\"") {
                return self.unread(source, Why::KeyMaterial);
            }
        }
        if body.size > WHOLE as u64 && self.shape.input == Mode::Auto && is_list(&head) {
            if body.source.rewind().is_err() {
                return self.unread(source, Why::Damaged);
            }
            return self.records(source, &mut BufReader::with_capacity(HEAD, body.source), How::Line);
        }
        if body.size > LARGEST {
            return self.emit(&source.into(), 0, None, Task::TooLarge);
        }
        match body.all() {
            Ok(bytes) => self.emit(&source.into(), 0, None, Task::Content(bytes)),
            Err(_) => self.unread(source, Why::Damaged),
        }
    }

    /// Records, each of which gives one row. Of a list without header blank lines are none. Breaks when no more are wanted.
    pub fn records(&mut self, source: &str, input: &mut dyn BufRead, how: How) -> ControlFlow<()> {
        let source: Arc<str> = source.into();
        let delimiter = if let How::Table(columns) = &how { Some(columns.delimiter) } else { None };
        let skips_blanks = matches!(how, How::Line) && self.shape.input == Mode::Auto;
        let mut records = Records::new(input, delimiter);
        let mut number = 0;
        let mut is_header = delimiter.is_some();
        loop {
            match records.next() {
                Ok(None) => return ControlFlow::Continue(()),
                Ok(Some(_)) if is_header => is_header = false,
                Ok(Some((_, record))) if skips_blanks && record.bytes.trim_ascii().is_empty() => {}
                Ok(Some((line, record))) => {
                    self.emit(&source, number, Some(line), Task::Record(record, how.clone()))?;
                    number += 1;
                }
                Err(_) => return self.unread(&source, Why::Damaged),
            }
        }
    }

    /// An archive, an export in one, or a document that is one.
    fn packed(&mut self, source: &str, mut body: Body, depth: u8, head: &[u8]) -> ControlFlow<()> {
        let mut names: Vec<String> = Vec::new();
        let ending = each(&mut body, head, &mut |entry| {
            names.push(entry_name(entry.name));
            if names.len() > ENTRIES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if is_export(&names) {
            return self.emit(&source.into(), 0, None, Task::Export(body));
        }
        let document = ["ofd.xml", "[content_types].xml"];
        if names.iter().any(|name| document.contains(&name.to_ascii_lowercase().as_str())) {
            return match body.all() {
                Ok(bytes) if bytes.len() as u64 <= LARGEST => self.emit(&source.into(), 0, None, Task::Content(bytes)),
                Ok(_) => self.emit(&source.into(), 0, None, Task::TooLarge),
                Err(_) => self.unread(source, Why::Damaged),
            };
        }
        if depth >= DEPTH {
            return self.unread(source, Why::TooDeep);
        }
        if names.len() > ENTRIES {
            return self.unread(source, Why::Damaged);
        }
        let is_blamed = self.entries(source, &mut body, depth, head, &names)?;
        if ending != Ending::Complete && !is_blamed {
            return self.unread(source, Why::Damaged);
        }
        ControlFlow::Continue(())
    }

    /// Entries in the order of their names; whether one of them was damaged, and told so.
    fn entries(
        &mut self,
        source: &str,
        body: &mut Body,
        depth: u8,
        head: &[u8],
        names: &[String],
    ) -> ControlFlow<(), bool> {
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|at| names.get(*at).map(|name| name.as_bytes()));
        let mut ranks = vec![0; names.len()];
        for (rank, at) in order.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(*at) {
                *slot = rank;
            }
        }
        let mut left = UNPACKED.max(body.size.saturating_mul(4));
        let mut waiting: BTreeMap<usize, Result<Vec<u8>, Problem>> = BTreeMap::new();
        let (mut next, mut room, mut is_blamed) = (0, WAITING, false);
        while next < names.len() {
            let before = next;
            let mut at = 0;
            let mut stopped = ControlFlow::Continue(());
            each(body, head, &mut |mut entry| {
                let rank = ranks.get(at).copied().unwrap_or(usize::MAX);
                at += 1;
                let is_wanted = rank >= next && rank != usize::MAX && !waiting.contains_key(&rank);
                if !is_wanted || rank != next && entry.size > room {
                    return ControlFlow::Continue(());
                }
                let content = entry.all(ENTRY.min(left));
                let length = content.as_ref().map_or(0, |content| content.len() as u64);
                left = left.saturating_sub(length);
                room = room.saturating_sub(length);
                waiting.insert(rank, content);
                while let Some(content) = waiting.remove(&next) {
                    room = room.saturating_add(content.as_ref().map_or(0, |content| content.len() as u64)).min(WAITING);
                    let name = order.get(next).and_then(|at| names.get(*at)).map_or("", String::as_str);
                    next += 1;
                    stopped = self.entry(&format!("{source}!{name}"), content, depth, &mut is_blamed);
                    if stopped.is_break() {
                        return ControlFlow::Break(());
                    }
                }
                if next == names.len() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            stopped?;
            if next == before {
                break;
            }
        }
        if next < names.len() {
            self.unread(source, Why::Damaged)?;
            is_blamed = true;
        }
        ControlFlow::Continue(is_blamed)
    }

    fn entry(
        &mut self,
        source: &str,
        content: Result<Vec<u8>, Problem>,
        depth: u8,
        is_blamed: &mut bool,
    ) -> ControlFlow<()> {
        let source = self.names.take(source);
        if self.finished.contains(&source) {
            return ControlFlow::Continue(());
        }
        match content {
            Ok(bytes) => self.body(&source, Body::of_bytes(bytes), depth + 1),
            Err(_) => {
                *is_blamed = true;
                self.unread(&source, Why::Damaged)
            }
        }
    }
}

/// The name of an entry as it stands, without a leading `./`.
fn entry_name(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let name: String = name.chars().filter(|c| !c.is_control()).take(1000).collect();
    name.strip_prefix("./").map(str::to_owned).unwrap_or(name)
}

/// Visits an archive's files.
fn each(body: &mut Body, head: &[u8], visit: &mut dyn FnMut(Streamed<'_>) -> ControlFlow<()>) -> Ending {
    let mut files = |entry: Streamed<'_>| {
        // A folder is no file.
        if entry.name.ends_with(b"/") { ControlFlow::Continue(()) } else { visit(entry) }
    };
    if body.source.rewind().is_err() {
        return Ending::Damaged;
    }
    if is_zip(head) {
        each_of_zip(&mut *body.source, &mut files)
    } else if is_gzip(head) {
        let limit = UNPACKED.max(body.size.saturating_mul(4));
        each_of_tar(&mut Gunzip::new(BufReader::new(&mut *body.source)).take(limit), &mut files)
    } else {
        each_of_tar(&mut BufReader::with_capacity(HEAD, &mut *body.source), &mut files)
    }
}

/// Whether these are the files of a till's export: of a TSE, or the tables of DSFinV-K.
fn is_export(names: &[String]) -> bool {
    let last: Vec<String> =
        names.iter().map(|name| name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase()).collect();
    let has = |wanted: &str| last.iter().any(|name| name == wanted);
    let is_tse = |name: &String| name.contains("_log-") && name.ends_with(".log") || name.contains("_x509");
    has("transactions_tse.csv")
        || has("index.xml") && last.iter().any(|name| name.ends_with(".csv"))
        || has("info.csv")
        || last.iter().any(is_tse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_is_taken_gets_a_number() {
        let mut taken = Names::default();
        let names = ["a", "a", "a@3", "a", "b", "b@2", "b"].map(|name| taken.take(name));
        assert_eq!(names, ["a", "a@2", "a@3", "a@4", "b", "b@2", "b@3"]);
    }

    #[test]
    fn exports_are_known_by_their_names() {
        let is = |names: &[&str]| is_export(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert!(is(&["x/Unixt_1_Sig-1_Log-Aud.log"]) && is(&["index.xml", "tse.csv"]) && is(&["a_X509.der"]));
        assert!(!is(&["server.log", "a.txt", "codes.csv"]));
    }
}
