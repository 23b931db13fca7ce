//! Where inputs come from: files, folders, standard input. What they hold is found in `slipcheck::batch::items`.
//!
//! The order is fixed: inputs as they were given, what is in a folder by its path, byte by byte.

use slipcheck::{
    archive::stream::fill,
    batch::{
        columns::{How, columns, records_in},
        items::{Body, HEAD, Mode, Walker},
        tally::Why,
    },
};
use std::{
    fs::{self, File},
    io::{self, BufReader, Cursor, IsTerminal as _, Read as _},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Folders in one another that are looked into.
const FOLDERS: usize = 64;
/// Most bytes of standard input that is no stream of lines.
const HELD: u64 = 1 << 30;

/// Every file below a folder with its path there, in no order.
fn walk(folder: &Path, below: &str, above: &mut Vec<PathBuf>, found: &mut Vec<(String, Result<PathBuf, Why>)>) {
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    if above.contains(&real) {
        // A link to a folder above: its files are there already.
        return;
    }
    let name = |name: &str| if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
    if above.len() >= FOLDERS {
        found.push((below.to_owned(), Err(Why::TooDeep)));
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else {
        found.push((below.to_owned(), Err(Why::Damaged)));
        return;
    };
    above.push(real);
    for entry in entries {
        let Ok(entry) = entry else {
            found.push((below.to_owned(), Err(Why::Damaged)));
            continue;
        };
        let name = name(&entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            walk(&path, &name, above, found);
        } else if path.is_file() {
            found.push((name, Ok(path)));
        } else {
            // A broken link, or no file at all: opening it could wait for ever.
            found.push((name, Err(Why::Damaged)));
        }
    }
    above.pop();
}

/// Everything of one input.
pub(super) fn input(walker: &mut Walker<'_>, path: &Path) -> ControlFlow<()> {
    if path.as_os_str() == "-" {
        return standard_input(walker);
    }
    if path.is_dir() {
        let mut found = Vec::new();
        walk(path, "", &mut Vec::new(), &mut found);
        found.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
        for (below, found) in found {
            let source = walker.names.take(&below);
            match found {
                Ok(path) => file(walker, &source, &path)?,
                Err(why) => walker.unread(&source, why)?,
            }
        }
        return ControlFlow::Continue(());
    }
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let source = walker.names.take(&name);
    file(walker, &source, path)
}

fn file(walker: &mut Walker<'_>, source: &str, path: &Path) -> ControlFlow<()> {
    if walker.finished.contains(source) {
        return ControlFlow::Continue(());
    }
    let body = match File::open(path) {
        Ok(file) => Body::of_source(file).or_else(|_| {
            // A pipe with a name cannot be rewound.
            let mut bytes = Vec::new();
            File::open(path)?.take(HELD).read_to_end(&mut bytes).map(|_| Body::of_bytes(bytes))
        }),
        Err(error) => Err(error),
    };
    match body {
        Ok(body) => walker.body(source, body, 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => walker.unread(source, Why::NotFound),
        Err(_) => walker.unread(source, Why::Damaged),
    }
}

fn standard_input(walker: &mut Walker<'_>) -> ControlFlow<()> {
    let source = walker.names.take("-");
    let stdin = io::stdin();
    let terminal = stdin.is_terminal();
    let mut input = BufReader::with_capacity(HEAD, stdin);
    let how = match walker.shape.input {
        Mode::Jsonl => Some(How::Json),
        Mode::Lines => Some(How::Line),
        // A scanner types into a terminal: each line is a code.
        Mode::Auto if terminal => Some(How::Line),
        _ => None,
    };
    if let Some(how) = how {
        return walker.records(&source, &mut input, how);
    }
    let mut head = vec![0; HEAD];
    let Ok(filled) = fill(&mut input, &mut head) else { return walker.unread(&source, Why::Damaged) };
    head.truncate(filled);
    let how = match walker.shape.input {
        Mode::Csv => columns(&head, walker.shape, true, true).map(|columns| How::Table(Arc::new(columns))),
        Mode::Auto => records_in(&head, "-", walker.shape),
        _ => None,
    };
    if let Some(how) = how {
        return walker.records(&source, &mut BufReader::with_capacity(HEAD, Cursor::new(head).chain(input)), how);
    }
    match input.take(HELD).read_to_end(&mut head) {
        Ok(_) => walker.body(&source, Body::of_bytes(head), 0),
        Err(_) => walker.unread(&source, Why::Damaged),
    }
}
