//! The whole: what is sealed against what is shown. `invoice`: what the data and the page say of the invoice.

mod invoice;

use crate::{
    Engine, Host,
    check::{Checked, Checker, State},
    document::{self, Body, Kind, Shown},
    fields::Field,
    listed,
    package::{EntryId, Package},
    value::Form,
    vocabulary::{Evidence, Note, Stop},
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

/// Most names in the evidence of one note.
const MAX_NAMES: usize = 50;
/// Most causes about entries.
const MAX_CAUSES: usize = 20;
/// Most characters of a page's text in the evidence of a cause.
const MAX_TEXT: usize = 400;

/// How sure a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// As sure as this signature: proven when it fits and its signer is trusted, likely under a key that nobody vouches for,
    /// possible when it does not fit.
    Signature(usize),
    /// Changing exactly this makes it fit.
    Proven,
    /// Strong evidence.
    Likely,
    /// No more than that.
    Possible,
}

/// Why something does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// The contract's id.
    pub id: &'static str,
    /// How sure.
    pub proof: Proof,
    /// What that rests on.
    pub evidence: Evidence,
}

/// What a seal says of an entry that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is not what was sealed.
    Differs,
    /// No seal covers it, or not each that must.
    NotCovered,
}

/// What became of the digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing to check.
    Absent,
    /// It holds.
    Pass,
    /// It holds, but something should be known.
    Warn,
    /// It cannot be told.
    Unknown,
    /// It does not hold.
    Fail,
}

/// What was found out about a package; paths of certificates are the caller's to judge, and with them the verdict.
pub struct Findings {
    /// The signatures, as they are listed.
    pub signatures: Vec<Checked>,
    /// Each document's signatures.
    pub signers: Vec<Vec<usize>>,
    /// Whether what is shown is not what was sealed.
    pub altered: bool,
    /// Where a digest is stated that is not that of its content: both; the first is empty when the content is gone.
    pub misstated: Option<(Vec<u8>, Vec<u8>)>,
    /// Digests of entries, and what no digest covers.
    pub digest: Level,
    /// The page against the data.
    pub printed: Level,
    /// What needs no key.
    pub plausibility: Level,
    /// What plausibility rests on: ids of what is not plausible.
    pub implausible: Vec<&'static str>,
    /// The invoice's fields.
    pub fields: Vec<Field>,
    /// Why, those about pages first.
    pub causes: Vec<Cause>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// What makes it the same slip as another.
    pub identity: Option<Vec<u8>>,
    /// What is shown, for drawing it.
    pub bodies: Vec<Body>,
    /// Entries that are shown and not as a seal vouches for them; empty too while no seal holds.
    pub marks: BTreeMap<EntryId, Mark>,
}

/// Checks a package.
///
/// # Errors
/// It cannot be read, or is refused.
pub fn check(bytes: &[u8], host: &Host, engine: &dyn Engine) -> Result<Findings, Stop> {
    examine(&Package::read(bytes, host)?, engine)
}

/// The same of a package that was read.
pub(crate) fn examine(package: &Package<'_>, engine: &dyn Engine) -> Result<Findings, Stop> {
    if package.at_root("Encryptions.xml").is_some() {
        return Err(Stop::unreadable(Note::new("encrypted", Vec::new())));
    }
    let shown = document::follow(package)?;
    let lists = Lists::read(package, &shown)?;
    let mut checker = Checker::new(package, engine);
    let mut signatures = Vec::new();
    for file in &lists.files {
        let file = listed::read(package, *file)?;
        signatures.push(checker.check(file)?);
    }
    let mut assessment = Assessment {
        package,
        shown: &shown,
        lists: &lists,
        out: Findings {
            signers: lists.of_body.clone(),
            signatures,
            altered: false,
            misstated: None,
            digest: Level::Absent,
            printed: Level::Absent,
            plausibility: Level::Absent,
            implausible: Vec::new(),
            fields: Vec::new(),
            causes: Vec::new(),
            notes: Vec::new(),
            identity: None,
            bodies: Vec::new(),
            marks: BTreeMap::new(),
        },
        unsure: shown.pages_not_read
            || shown.bodies.len() > 1
            || shown.bodies.iter().any(|body| body.documents.len() > 1),
        differing: BTreeSet::new(),
    };
    assessment.signatures();
    assessment.references();
    assessment.unread()?;
    assessment.coverage();
    assessment.fields()?;
    assessment.package_notes();
    let mut out = assessment.out;
    out.bodies = shown.bodies;
    Ok(out)
}

/// The signature files of a package, and where they are listed.
struct Lists {
    files: Vec<EntryId>,
    /// Of each document, the places in `files`.
    of_body: Vec<Vec<usize>>,
    lists: BTreeSet<EntryId>,
    /// Signature files that no list names.
    unlisted: Vec<EntryId>,
    /// Whether those are checked, since there is no list at all.
    removed: bool,
}

impl Lists {
    fn read(package: &Package<'_>, shown: &Shown) -> Result<Self, Stop> {
        let mut this = Self {
            files: Vec::new(),
            of_body: Vec::new(),
            lists: BTreeSet::new(),
            unlisted: Vec::new(),
            removed: false,
        };
        let mut known: BTreeMap<EntryId, Vec<usize>> = BTreeMap::new();
        for body in &shown.bodies {
            let Some(list) = body.list else {
                this.of_body.push(Vec::new());
                continue;
            };
            let places = match known.get(&list) {
                Some(places) => places.clone(),
                None => {
                    let files = listed::list(package, list)?.ok_or_else(|| document::not_read(package, list))?;
                    let mut places = Vec::new();
                    for file in files {
                        if this.files.contains(&file) {
                            return Err(Stop::refused("signature-listed-twice", package.name(file)));
                        }
                        places.push(this.files.len());
                        this.files.push(file);
                    }
                    this.lists.insert(list);
                    known.insert(list, places.clone());
                    places
                }
            };
            this.of_body.push(places);
        }
        this.unlisted = package.called("Signature.xml").filter(|entry| !this.files.contains(entry)).collect();
        if this.files.is_empty() && !this.unlisted.is_empty() {
            for entry in this.unlisted.iter().take(listed::MAX_SIGNATURES) {
                if package.xml(*entry, "Signature", |_| Ok(()))?.is_some() {
                    this.files.push(*entry);
                }
            }
            this.removed = !this.files.is_empty();
            let all: Vec<usize> = (0..this.files.len()).collect();
            this.of_body.fill(all);
        }
        Ok(this)
    }

    /// The signatures that must have seen what a document shows: those of its own list, else all of the file.
    fn of(&self, body: usize) -> Vec<usize> {
        match self.of_body.get(body) {
            Some(own) if !own.is_empty() => own.clone(),
            _ => (0..self.files.len()).collect(),
        }
    }
}

struct Assessment<'s, 'p, 'a> {
    package: &'p Package<'a>,
    shown: &'s Shown,
    lists: &'s Lists,
    out: Findings,
    /// Whether the page can be at best `unknown`.
    unsure: bool,
    /// Entries that differ from what was sealed.
    differing: BTreeSet<EntryId>,
}

impl Assessment<'_, '_, '_> {
    fn note(&mut self, id: &'static str, evidence: Evidence) {
        self.out.notes.push(Note::new(id, evidence));
    }

    /// A note about several entries.
    fn note_entries(&mut self, id: &'static str, entries: Vec<String>) {
        if !entries.is_empty() {
            let count = entries.len();
            let names: Vec<String> = entries.into_iter().take(MAX_NAMES).collect();
            let mut evidence: Evidence = alloc::vec![("entries", names.into())];
            if count > MAX_NAMES {
                evidence.push(("count", count.into()));
            }
            self.note(id, evidence);
        }
    }

    fn cause(&mut self, id: &'static str, proof: Proof, evidence: Evidence) {
        self.out.causes.push(Cause { id, proof, evidence });
    }

    /// What each signature is by itself.
    fn signatures(&mut self) {
        let out = &mut self.out;
        if !out.signatures.is_empty() {
            out.digest = Level::Pass;
        }
        let mut causes = Vec::new();
        let mut notes = Vec::new();
        for (at, signature) in out.signatures.iter().enumerate() {
            let named = |part: &'static str| -> Evidence {
                alloc::vec![("signature", signature.entry.as_str().into()), ("part", part.into())]
            };
            match &signature.state {
                State::Misfit(Some(fits)) => {
                    let evidence =
                        alloc::vec![("signature", signature.entry.as_str().into()), ("fits", (*fits).into())];
                    causes.push(Cause { id: "algorithm-conflict", proof: Proof::Proven, evidence });
                }
                State::Misfit(None) => {
                    causes.push(Cause {
                        id: "data-corrupted",
                        proof: Proof::Possible,
                        evidence: named("signature-value"),
                    });
                }
                State::WrongKey => {
                    let evidence =
                        alloc::vec![("signature", signature.entry.as_str().into()), ("which", "signer".into())];
                    causes.push(Cause { id: "certificate-wrong-key", proof: Proof::Proven, evidence });
                }
                State::Fits | State::Unknown => {}
            }
            if !signature.file_fits && !matches!(signature.state, State::Misfit(_)) {
                (out.altered, out.digest) = (true, Level::Fail);
                let (_, computed, stated) = &signature.file_digest;
                out.misstated = Some((computed.clone(), stated.clone()));
                let evidence = alloc::vec![("entry", signature.entry.as_str().into()), ("reason", "differs".into())];
                causes.push(Cause { id: "field-altered", proof: Proof::Signature(at), evidence });
            }
            if let Some(seal) = &signature.seal
                && seal.maker.ticket.is_none()
            {
                causes.push(Cause { id: "field-altered", proof: Proof::Signature(at), evidence: named("seal") });
            }
            if let Some((entry, false)) = &signature.seal_file {
                (out.altered, out.digest) = (true, Level::Fail);
                let evidence = alloc::vec![("entry", entry.as_str().into()), ("part", "seal".into())];
                causes.push(Cause { id: "field-altered", proof: Proof::Signature(at), evidence });
            }
            if signature.file.method.is_weak() {
                out.digest = out.digest.max(Level::Warn);
                self.unsure = true;
                let method = signature.file.method.digest.name();
                notes.push(Note::new(
                    "weak-digest",
                    alloc::vec![("signature", signature.entry.as_str().into()), ("algorithm", method.into())],
                ));
            }
            if signature.raw {
                notes.push(Note::about("signature-raw", &signature.entry));
            }
            if signature.times_differ {
                notes.push(Note::about("time-differs", &signature.entry));
                out.implausible.push("time-differs");
            }
        }
        out.causes.extend(causes);
        out.notes.extend(notes);
        if self.lists.removed {
            (self.out.altered, self.out.digest) = (true, Level::Fail);
            let root = self.package.name(self.shown.root);
            self.cause(
                "field-altered",
                Proof::Likely,
                alloc::vec![("entry", root.into()), ("reason", "list-removed".into())],
            );
        }
        let unlisted = self.package.names(self.lists.unlisted.iter().copied());
        self.note_entries("signature-unlisted", unlisted);
    }

    /// Entries that differ from their digests, or are gone.
    fn references(&mut self) {
        let mut found: BTreeMap<String, (Option<EntryId>, usize)> = BTreeMap::new();
        let mut appended = false;
        let mut misstated = None;
        for (at, signature) in self.out.signatures.iter().enumerate() {
            for named in signature.named.iter().filter(|named| !named.fits) {
                if named.entry.is_some_and(|entry| self.lists.lists.contains(&entry) && self.is_appended(at, entry)) {
                    appended = true;
                    continue;
                }
                if misstated.is_none() {
                    misstated = named.digests.clone();
                }
                let known = found.entry(named.name.clone()).or_insert((named.entry, at));
                if signature.holds() && self.out.signatures.get(known.1).is_some_and(|other| !other.holds()) {
                    known.1 = at;
                }
            }
        }
        if appended {
            self.out.digest = self.out.digest.max(Level::Warn);
            self.note("signature-appended", Vec::new());
        }
        if found.is_empty() {
            return;
        }
        self.out.misstated = misstated;
        self.out.altered = true;
        self.out.digest = Level::Fail;
        let mut all: Vec<(bool, String, Option<EntryId>, usize)> =
            found.into_iter().map(|(name, (entry, at))| (self.page_of(entry).is_none(), name, entry, at)).collect();
        all.sort();
        self.differing.extend(all.iter().filter_map(|(_, _, entry, _)| *entry));
        self.out.marks.extend(self.differing.iter().map(|entry| (*entry, Mark::Differs)));
        for (_, name, entry, at) in all.into_iter().take(MAX_CAUSES) {
            let reason = if entry.is_some() { "differs" } else { "missing" };
            let mut evidence: Evidence = alloc::vec![("entry", name.into()), ("reason", reason.into())];
            if let Some((number, text)) = self.page_of(entry) {
                evidence.push(("page", number.into()));
                if !text.is_empty() {
                    evidence.push(("text", text.into()));
                }
            }
            self.cause("field-altered", Proof::Signature(at), evidence);
        }
    }

    /// Whether a list differs from what a signature saw only because a further signature was added to it.
    fn is_appended(&self, at: usize, list: EntryId) -> bool {
        let bodies = self.shown.bodies.iter().zip(&self.lists.of_body);
        let Some((_, listed)) = bodies.into_iter().find(|(body, _)| body.list == Some(list)) else { return false };
        let Some(first) = self.out.signatures.get(at) else { return false };
        let further = |other: &usize| {
            *other != at
                && self.out.signatures.get(*other).is_some_and(|other| other.holds() && !first.names(other.file.entry))
        };
        listed.contains(&at) && listed.iter().any(further)
    }

    /// The number and the text of the page that an entry is.
    fn page_of(&self, entry: Option<EntryId>) -> Option<(usize, String)> {
        let entry = entry?;
        for document in self.shown.bodies.iter().flat_map(|body| &body.documents) {
            if let Some((number, page)) = document.pages.iter().enumerate().find(|(_, page)| page.entry == entry) {
                let texts: Vec<String> = page.objects.iter().filter_map(crate::page::Object::text).collect();
                return Some((number, texts.join(" ").chars().take(MAX_TEXT).collect()));
            }
        }
        None
    }

    /// Entries that could not be read: what depends on them is not known.
    fn unread(&mut self) -> Result<(), Stop> {
        let mut noted = Vec::new();
        for (entry, kind) in &self.shown.unread {
            let differs = self.differing.contains(entry) || (*entry == self.shown.root && self.out.altered);
            match kind {
                Kind::Document if *entry != self.shown.root => return Err(document::not_read(self.package, *entry)),
                _ if kind.is_strict() && !differs => return Err(document::not_read(self.package, *entry)),
                _ => noted.push(self.package.name(*entry).into()),
            }
        }
        self.note_entries("entry-not-read", noted);
        Ok(())
    }

    /// What is shown, and not sealed.
    fn coverage(&mut self) {
        let holding: Vec<usize> = self.holding(&(0..self.out.signatures.len()).collect::<Vec<_>>());
        if holding.is_empty() {
            return;
        }
        let covered: BTreeMap<usize, BTreeSet<EntryId>> = holding.iter().map(|at| (*at, self.covered(*at))).collect();
        let by = |at: &usize, entry: EntryId| covered.get(at).is_some_and(|covered| covered.contains(&entry));
        let mut uncovered: BTreeMap<EntryId, (Kind, usize)> = BTreeMap::new();
        let (mut loose, mut partly, mut followed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (number, body) in self.shown.bodies.iter().enumerate() {
            let own = self.holding(&self.lists.of(number));
            for (entry, kind) in &body.shown {
                followed.insert(*entry);
                let somewhere = holding.iter().any(|at| by(at, *entry));
                let missing = if kind.is_annotation() {
                    (!somewhere).then(|| own.first().or(holding.first()).copied()).flatten()
                } else if kind.is_strict() {
                    own.iter().find(|at| !by(at, *entry)).copied()
                } else {
                    if !somewhere && !self.differing.contains(entry) {
                        loose.insert(*entry);
                        self.unsure |= *kind != Kind::Root;
                    }
                    None
                };
                if let Some(at) = missing.filter(|_| !self.differing.contains(entry)) {
                    uncovered.entry(*entry).or_insert((*kind, at));
                }
                if somewhere && holding.len() > 1 && !holding.iter().all(|at| by(at, *entry)) {
                    partly.insert(*entry);
                    self.unsure |= kind.is_annotation() || *kind == Kind::Template;
                }
            }
        }
        let marked = uncovered.keys().chain(&loose).map(|entry| (*entry, Mark::NotCovered));
        self.out.marks.extend(marked.collect::<Vec<_>>());
        let mut own: BTreeSet<EntryId> = self.lists.lists.clone();
        own.extend(self.lists.unlisted.iter().copied());
        for signature in &self.out.signatures {
            own.extend([signature.file.entry, signature.file.value]);
            own.extend(signature.file.seal.flatten());
        }
        let nobody = |entry: &EntryId| {
            !followed.contains(entry)
                && !own.contains(entry)
                && !holding.iter().any(|at| by(at, *entry))
                && !self.differing.contains(entry)
        };
        let strangers = self.package.names((0..self.package.len()).filter(nobody));
        let names = |package: &Package<'_>, entries: BTreeSet<EntryId>| package.names(entries);
        let (loose, partly) = (names(self.package, loose), names(self.package, partly));
        self.note_entries("not-covered", loose);
        self.note_entries("not-covered-by-all", partly);
        self.note_entries("entries-not-covered", strangers);
        if uncovered.is_empty() {
            return;
        }
        self.out.altered = true;
        self.out.digest = Level::Fail;
        let mut all: Vec<(bool, EntryId, Kind, usize)> = uncovered
            .into_iter()
            .map(|(entry, (kind, at))| (!matches!(kind, Kind::Document | Kind::Page), entry, kind, at))
            .collect();
        all.sort();
        for (_, entry, kind, at) in all.into_iter().take(MAX_CAUSES) {
            let signature = self.out.signatures.get(at).map_or("", |signature| &signature.entry);
            let evidence = alloc::vec![
                ("entry", self.package.name(entry).into()),
                ("kind", kind.id().into()),
                ("reason", "not-covered".into()),
                ("signature", signature.into()),
            ];
            self.cause("field-altered", Proof::Likely, evidence);
        }
    }

    fn holding(&self, among: &[usize]) -> Vec<usize> {
        among.iter().copied().filter(|at| self.out.signatures.get(*at).is_some_and(Checked::holds)).collect()
    }

    /// The entries that a signature names and that are whole.
    fn covered(&self, at: usize) -> BTreeSet<EntryId> {
        let Some(signature) = self.out.signatures.get(at) else { return BTreeSet::new() };
        let differing: BTreeSet<EntryId> =
            signature.named.iter().filter(|named| !named.fits).filter_map(|named| named.entry).collect();
        signature.named.iter().filter_map(|named| named.entry).filter(|entry| !differing.contains(entry)).collect()
    }

    /// What was noticed of the package.
    fn package_notes(&mut self) {
        let package = self.package;
        let damaged: Vec<String> = package.names((0..package.len()).filter(|entry| !package.crc_fits(*entry)));
        for entry in damaged.into_iter().take(MAX_CAUSES) {
            self.out.notes.push(Note::about("entry-damaged", &entry));
        }
        if package.hidden() > 0 {
            self.note("hidden-bytes", alloc::vec![("bytes", package.hidden().into())]);
        }
        let log = package.log.borrow();
        self.note_entries("path-read-loosely", log.loose.iter().cloned().collect());
        let removed: BTreeSet<&String> = self
            .out
            .signatures
            .iter()
            .flat_map(|signature| &signature.named)
            .filter(|named| named.entry.is_none())
            .map(|named| &named.name)
            .collect();
        let missing = log.missing.iter().filter(|name| !removed.contains(name)).cloned().collect();
        self.note_entries("entry-missing", missing);
        if self.shown.pages_not_read {
            self.note("pages-not-read", Vec::new());
        }
        if self.shown.bodies.len() > 1 {
            self.note("several-documents", alloc::vec![("documents", self.shown.bodies.len().into())]);
        }
    }
}

impl Checked {
    /// Where its seal is shown.
    #[must_use]
    pub fn stamps(&self) -> &[listed::StampPlace] {
        &self.file.stamps
    }

    /// Whether its value holds no certificate.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.form == Form::Bare
    }
}
