//! Going on with a file of rows where an earlier run ended.

use crate::cli::files::shown;
use serde_json::Value;
use slipcheck::batch::row::Taken;
use std::{
    collections::{HashMap, HashSet},
    fs::{File, OpenOptions},
    io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom},
    path::Path,
};

/// What an earlier run wrote.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// How often each row is there.
    pub(super) rows: HashMap<[u8; 16], u32>,
    /// Sources all of whose rows are there: all but the last one.
    pub(super) sources: HashSet<String>,
}

/// Takes a torn last line off a file, and reads the others: each row goes to `each`. Returns the
/// settings of the run that wrote it; `None`: there is no row yet.
///
/// # Errors
/// It cannot be read or written, or is no such file: a sentence.
pub(super) fn take_up(
    path: &Path,
    earlier: &mut Earlier,
    each: &mut dyn FnMut(Taken),
) -> Result<Option<Value>, String> {
    let failed = |error: std::io::Error| format!("{} cannot be gone on with: {error}", shown(path));
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
    let whole = end_of_lines(&mut file).map_err(failed)?;
    file.set_len(whole).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let mut run = None;
    let mut last: Option<String> = None;
    for (at, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(failed)?;
        let value: Value = serde_json::from_str(&line).map_err(|_| {
            format!("{} line {} is no row: give the file that an earlier run wrote", shown(path), at + 1)
        })?;
        if at == 0 {
            run = value.get("run").cloned();
            if run.is_none() {
                return Err(format!("{} was not written by a run that can be gone on with", shown(path)));
            }
        }
        let taken = Taken::of(&value);
        if last.as_ref() != Some(&taken.row.source) {
            earlier.sources.extend(last.replace(taken.row.source.clone()));
        }
        *earlier.rows.entry(taken.row.identity()).or_insert(0) += 1;
        each(taken);
    }
    if let Some(last) = last {
        earlier.sources.remove(&last);
    }
    Ok(run)
}

/// Where the last whole line ends.
fn end_of_lines(file: &mut File) -> std::io::Result<u64> {
    let mut end = file.seek(SeekFrom::End(0))?;
    while end > 0 {
        let start = end.saturating_sub(64 << 10);
        file.seek(SeekFrom::Start(start))?;
        let mut part = Vec::new();
        file.take(end - start).read_to_end(&mut part)?;
        if let Some(at) = part.iter().rposition(|byte| *byte == b'\n') {
            return Ok(start + at as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}
