//! Bounds of one file: counted while working, not afterwards.

use core::cell::Cell;

/// Deepest nesting of arrays and dictionaries.
pub(crate) const NESTING: usize = 64;
/// Most bytes out of one stream.
pub(crate) const STREAM: usize = 64 << 20;
/// Most bytes out of all streams together.
pub(crate) const STREAMS: usize = 192 << 20;
/// Most objects of one file.
pub(crate) const OBJECTS: usize = 300_000;
/// Most signatures.
pub(crate) const SIGNATURES: usize = 64;
/// Most fields of a form.
pub(crate) const FIELDS: usize = 20_000;
/// Most references in a row.
pub(crate) const REFERENCES: usize = 8;
/// Most sections of cross-references.
pub(crate) const SECTIONS: usize = 256;
/// Most pairs of objects that are compared.
pub(crate) const PAIRS: usize = 400_000;
/// Most revisions that are looked at.
pub(crate) const REVISIONS: usize = 256;
/// Most entries of cross-references that are merged, over all revisions.
const ENTRIES: usize = 20_000_000;
/// Most bytes that are searched for `endstream`, and parsed again, over all objects.
const SEARCHED: usize = 512 << 20;
/// Most values of one file that are parsed.
const VALUES: usize = 8_000_000;
/// Most pages of one file.
pub(crate) const PAGES: usize = 300_000;

/// What is left of the bounds of one file; shared by all that reads in it.
#[derive(Debug)]
pub struct Budget {
    inflated: Cell<usize>,
    entries: Cell<usize>,
    searched: Cell<usize>,
    values: Cell<usize>,
    exceeded: Cell<bool>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            inflated: Cell::new(STREAMS),
            entries: Cell::new(ENTRIES),
            searched: Cell::new(SEARCHED),
            values: Cell::new(VALUES),
            exceeded: Cell::new(false),
        }
    }
}

impl Budget {
    /// Whether some bound was passed: nothing that was read then is more than a part.
    #[must_use]
    pub fn exceeded(&self) -> bool {
        self.exceeded.get()
    }

    /// Notes that a bound was passed.
    pub(crate) fn exceed(&self) {
        self.exceeded.set(true);
    }

    fn take(&self, from: &Cell<usize>, count: usize) -> bool {
        match from.get().checked_sub(count) {
            Some(left) => {
                from.set(left);
                true
            }
            None => {
                self.exceed();
                false
            }
        }
    }

    /// Bytes that may still come out of one stream.
    pub(crate) fn left_to_inflate(&self) -> usize {
        self.inflated.get().min(STREAM)
    }

    pub(crate) fn inflate(&self, bytes: usize) -> bool {
        self.take(&self.inflated, bytes)
    }

    pub(crate) fn entries(&self, count: usize) -> bool {
        self.take(&self.entries, count)
    }

    pub(crate) fn search(&self, bytes: usize) -> bool {
        self.take(&self.searched, bytes)
    }

    pub(crate) fn value(&self) -> bool {
        self.take(&self.values, 1)
    }
}
