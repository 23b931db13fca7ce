//! Going on with a file of rows where an earlier run ended.

use super::row::{Members, Row};
use crate::cli::files::shown;
use serde_json::Value;
use slipcheck::{encoding::unhex, signature::sha256};
use std::{
    collections::{HashMap, HashSet},
    fs::{File, OpenOptions},
    io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom},
    path::Path,
};

/// What identifies a row: its key, or where it stood when it has none.
pub(super) fn identity(row: &Row) -> [u8; 16] {
    let place = match &row.key {
        Some(key) => format!("key {key}"),
        None => format!("line {} {}", row.line.unwrap_or_default(), row.source),
    };
    front(&sha256(place.as_bytes()))
}

/// The first 16 bytes of a hash.
pub(super) fn front(hash: &[u8]) -> [u8; 16] {
    let mut front = [0; 16];
    for (to, from) in front.iter_mut().zip(hash) {
        *to = *from;
    }
    front
}

/// What an earlier run wrote.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// How often each row is there.
    pub(super) rows: HashMap<[u8; 16], u32>,
    /// Sources all of whose rows are there: all but the last one.
    pub(super) sources: HashSet<String>,
}

/// A row of an earlier run.
pub(super) struct Taken {
    /// As far as the summary needs it.
    pub(super) row: Row,
    /// What its slip is known by.
    pub(super) slip: Option<[u8; 16]>,
    /// Of a receipt whose certificate is not at hand: the certificate's number, the code, and whether no key was found.
    pub(super) receipt: Option<(String, String, bool)>,
}

/// The receipt of a row whose certificate is not at hand and whose code alone was given.
fn receipt(value: &Value) -> Option<(String, String, bool)> {
    let [_, _, signature, b'u', _, b'a', _] = value["checks"].as_str()?.as_bytes() else { return None };
    let report = value.get("report").filter(|_| value["format"] == "at-rksv")?;
    let serial = report["fields"].as_array()?.iter().find(|field| field["name"] == "certificateSerial")?;
    let serial = serial["signed"].as_str().or(serial["code"].as_str())?;
    let code = report["code"].as_str()?;
    matches!(signature, b'u' | b'p').then(|| (serial.to_owned(), code.to_owned(), *signature == b'u'))
}

fn read(value: &Value) -> Taken {
    let text = |value: &Value, name: &str| value[name].as_str().map(str::to_owned);
    let own = |name: &str| text(value, name);
    let causes =
        value["causes"].as_array().map(|causes| causes.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    let row = Row {
        key: own("key"),
        line: value["line"].as_u64(),
        source: own("source").unwrap_or_default(),
        kind: own("kind"),
        result: own("result"),
        accepted: value["accepted"].as_bool(),
        verdict: own("verdict"),
        format: own("format"),
        causes,
        members: Members {
            amount: own("amount").unwrap_or_default(),
            currency: own("currency").unwrap_or_default(),
            time: own("time").unwrap_or_default(),
            signer: own("signer").unwrap_or_default(),
            ..Members::default()
        },
        duplicate_of: own("duplicateOf"),
        ..Row::default()
    };
    let identity = value["report"]["identity"].as_str().and_then(|hex| unhex(hex).ok()).map(|hash| front(&hash));
    Taken { row, slip: identity, receipt: receipt(value) }
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
        let taken = read(&value);
        if last.as_ref() != Some(&taken.row.source) {
            earlier.sources.extend(last.replace(taken.row.source.clone()));
        }
        *earlier.rows.entry(identity(&taken.row)).or_insert(0) += 1;
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
