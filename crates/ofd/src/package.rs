//! The package: its entries, and the one function that finds them by their locations.

use crate::{
    Host,
    names::{self, fold, folder},
    vocabulary::Stop,
    xml::{Node, Tree, Unread},
    zip::{Archive, Limits},
};
use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use core::cell::{Cell, RefCell};

/// The place of an entry in its package.
pub type EntryId = usize;

/// What was noticed while entries were looked for.
#[derive(Default)]
pub(crate) struct Log {
    /// Entries that a location names only from the root, or by case folding.
    pub(crate) loose: BTreeSet<String>,
    /// Locations that no entry answers to.
    pub(crate) missing: BTreeSet<String>,
}

/// A package that was read.
pub struct Package<'a> {
    archive: Archive<'a>,
    exact: BTreeMap<String, EntryId>,
    folded: BTreeMap<String, EntryId>,
    host: Host,
    pub(crate) log: RefCell<Log>,
    /// Bytes that may still be read as XML: each entry once, and some of them again.
    budget: Cell<usize>,
    /// Members that may still be kept.
    members: Cell<usize>,
}

/// See [`Package::budget`]. Public invoices have 0.2 MB of it, and a thousand pages of theirs 40.
const XML_BUDGET: usize = 64 << 20;
/// What reading an entry takes beside its bytes, in bytes.
const XML_READ: usize = 256;
/// See [`Package::members`].
const MAX_MEMBERS: usize = 200_000;
/// Most names that are kept of what was noticed.
const MAX_LOG: usize = 1000;

impl<'a> Package<'a> {
    pub(crate) fn read(bytes: &'a [u8], host: &Host) -> Result<Self, Stop> {
        Self::read_within(bytes, host, &Limits::FILE)
    }

    /// The same within other bounds.
    pub(crate) fn read_within(bytes: &'a [u8], host: &Host, limits: &Limits) -> Result<Self, Stop> {
        let archive = Archive::read(bytes, host, limits)?;
        let names = || archive.entries.iter().enumerate();
        let exact = names().map(|(at, entry)| (entry.name.clone(), at)).collect();
        let folded = names().map(|(at, entry)| (fold(&entry.name, host), at)).collect();
        let log = Log { loose: archive.loose.iter().cloned().collect(), ..Log::default() };
        Ok(Self { archive, exact, folded, host: *host, log: log.into(), budget: XML_BUDGET.into(), members: MAX_MEMBERS.into() })
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.archive.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of an entry, without a leading `/`.
    #[must_use]
    pub fn name(&self, entry: EntryId) -> &str {
        self.archive.entries.get(entry).map_or("", |entry| &entry.name)
    }

    /// What an entry holds, unpacked.
    #[must_use]
    pub fn content(&self, entry: EntryId) -> Cow<'_, [u8]> {
        self.archive.entries.get(entry).map_or(Cow::Borrowed(&[]), |entry| entry.content())
    }

    /// How many bytes an entry holds, unpacked.
    pub(crate) fn size(&self, entry: EntryId) -> usize {
        self.archive.entries.get(entry).map_or(0, |entry| entry.size)
    }

    /// Whether an entry's CRC-32 is that of its content.
    pub(crate) fn crc_fits(&self, entry: EntryId) -> bool {
        self.archive.entries.get(entry).is_none_or(|entry| entry.crc_fits)
    }

    /// Bytes of the file that belong to no entry.
    pub(crate) fn hidden(&self) -> usize {
        self.archive.hidden
    }

    /// The entry of this name at the root, in whichever letter case.
    pub(crate) fn at_root(&self, name: &str) -> Option<EntryId> {
        (0..self.len()).find(|entry| self.name(*entry).eq_ignore_ascii_case(name))
    }

    /// The entries of this file name, in any folder.
    pub(crate) fn called(&self, file: &str) -> impl Iterator<Item = EntryId> {
        (0..self.len()).filter(move |entry| {
            let name = self.name(*entry);
            name.rsplit('/').next().unwrap_or(name).eq_ignore_ascii_case(file)
        })
    }

    /// The entry that a location in `from` names, or none.
    ///
    /// # Errors
    /// The location climbs above the root.
    pub(crate) fn find(&self, from: EntryId, location: &str) -> Result<Option<EntryId>, Stop> {
        self.find_in(folder(self.name(from)), location, from)
    }

    /// The same from another folder than that of the entry in which the location is written.
    pub(crate) fn find_in(&self, folder: &str, location: &str, from: EntryId) -> Result<Option<EntryId>, Stop> {
        // Nothing is named.
        if location.trim().is_empty() {
            return Ok(None);
        }
        let target = names::resolve(folder, location).ok_or_else(|| Stop::refused("path-escapes", self.name(from)))?;
        if let Some(entry) = self.exact.get(&target.path) {
            return Ok(Some(*entry));
        }
        let paths = || [Some(&target.path), target.from_root.as_ref()].into_iter().flatten();
        let loose = target.from_root.as_ref().and_then(|path| self.exact.get(path));
        let found = loose.or_else(|| paths().find_map(|path| self.folded.get(&fold(path, &self.host)))).copied();
        let mut log = self.log.borrow_mut();
        match found {
            Some(entry) => log.loose.insert(self.name(entry).into()),
            None => log.missing.len() < MAX_LOG && log.missing.insert(target.path),
        };
        Ok(found)
    }

    /// The location that an element holds as its text, and the entry that it names.
    ///
    /// # Errors
    /// It is not one piece of text, or climbs above the root.
    pub(crate) fn named(&self, from: EntryId, node: Node<'_, '_>) -> Result<Option<EntryId>, Stop> {
        if !node.in_one_piece() {
            return Err(Stop::refused("location-in-pieces", self.name(from)));
        }
        self.find(from, node.text())
    }

    /// Counts a member of a list that outlives the reading of its entry: references, resources, attachments.
    ///
    /// # Errors
    /// There are more than any document has.
    pub(crate) fn keep(&self) -> Result<(), Stop> {
        self.members.set(self.members.get().checked_sub(1).ok_or_else(Stop::too_large)?);
        Ok(())
    }

    /// Reads an entry as XML, and hands its tree to `then`.
    ///
    /// # Errors
    /// It declares a document type, or whatever `then` refuses.
    pub(crate) fn xml<T>(
        &self,
        entry: EntryId,
        root: &str,
        then: impl FnOnce(Node<'_, '_>) -> Result<T, Stop>,
    ) -> Result<Option<T>, Stop> {
        let read = self.tree(entry, |tree| {
            let is = root.is_empty() || tree.root().is(root);
            if is { then(tree.root()).map(Some) } else { Ok(None) }
        })?;
        Ok(read.flatten())
    }

    /// The same with the whole tree, whatever its root is.
    ///
    /// # Errors
    /// As [`Package::xml`].
    pub(crate) fn tree<T>(
        &self,
        entry: EntryId,
        then: impl FnOnce(&Tree<'_>) -> Result<T, Stop>,
    ) -> Result<Option<T>, Stop> {
        // Before it is unpacked again.
        let Some(left) = self.budget.get().checked_sub(self.size(entry) + XML_READ) else { return Ok(None) };
        self.budget.set(left);
        match Tree::read(&self.content(entry)) {
            Err(Unread::DocumentType) => Err(Stop::refused("document-type", self.name(entry))),
            Err(Unread::NotRead) => Ok(None),
            Ok(tree) => then(&tree).map(Some),
        }
    }

    /// What the platform knows better.
    pub(crate) fn host(&self) -> &Host {
        &self.host
    }

    /// The names of these entries.
    pub(crate) fn names(&self, entries: impl IntoIterator<Item = EntryId>) -> Vec<String> {
        entries.into_iter().map(|entry| self.name(entry).into()).collect()
    }
}
