//! The tables in an archive, each read as a stream when it is asked for.

use crate::Input;
use slipcheck_containers::stream::{Ending, Streamed, each_of_zip};
use std::{
    collections::BTreeSet,
    io::{self, Read},
    ops::ControlFlow,
};

/// What an archive may unpack to: so many times its length, and never less than this.
const MAX_RATIO: u64 = 300;
const MIN_UNPACKED: u64 = 1 << 30;

/// The table that a path in an archive names: its last part, in lower case.
fn table(path: &[u8]) -> String {
    let last = path.rsplit(|b| matches!(b, b'/' | b'\\')).next().unwrap_or(path);
    String::from_utf8_lossy(last).to_ascii_lowercase()
}

/// What an archive holds.
pub(super) struct Tables {
    /// Names of all tables.
    pub(super) names: BTreeSet<String>,
    /// Those that are damaged nobody knows where: nothing in them can be relied on. A table that is cut off is no such.
    pub(super) spoiled: BTreeSet<String>,
    /// Whether the archive is whole.
    pub(super) whole: bool,
}

/// Whether one of its tables is such, or the archive is not whole. Nothing is unpacked.
pub(super) fn has_any(input: &mut Input<'_>, is_such: &dyn Fn(&str) -> bool) -> bool {
    let ending = each_of_zip(&mut *input.source, &mut |entry| match is_such(&table(entry.name)) {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    });
    ending != Ending::Complete
}

/// Lists the tables. Every file is unpacked once, so that its check sum is known.
pub(super) fn tables(input: &mut Input<'_>) -> Tables {
    let mut left = input.size.saturating_mul(MAX_RATIO).max(MIN_UNPACKED);
    let mut tables = Tables { names: BTreeSet::new(), spoiled: BTreeSet::new(), whole: true };
    let ending = each_of_zip(&mut *input.source, &mut |mut entry| {
        let name = table(entry.name);
        let read = io::copy(&mut (&mut entry).take(left.saturating_add(1)), &mut io::sink());
        if tables.names.insert(name.clone())
            && read.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::UnexpectedEof)
        {
            tables.spoiled.insert(name);
        }
        match left.checked_sub(read.unwrap_or(0)) {
            Some(rest) => left = rest,
            None => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    });
    tables.whole = ending == Ending::Complete;
    tables
}

/// Visits the content of a table, the first of this name.
pub(super) fn open(input: &mut Input<'_>, name: &str, visit: &mut dyn FnMut(&mut Streamed<'_>)) {
    each_of_zip(&mut *input.source, &mut |mut entry| {
        if table(entry.name) != name {
            return ControlFlow::Continue(());
        }
        visit(&mut entry);
        ControlFlow::Break(())
    });
}
