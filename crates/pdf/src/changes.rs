//! What a later revision changed: the signed document and the present one, compared as trees from the catalogue.

mod catalogue;
mod form;
mod kind;
mod pages;
mod signature;
mod values;

use crate::{
    file::Document,
    limits::PAIRS,
    object::{Object, Ref},
    signature::Permissions,
};
pub use kind::{Addition, Changes, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// What decides whether a change may be.
pub struct Terms<'t> {
    /// What the signer permits.
    pub permissions: &'t Permissions,
    /// Whether the signer is trusted.
    pub trusted: bool,
    /// What is known of the signature whose dictionary begins at this byte of the file.
    pub other: &'t dyn Fn(usize) -> Other,
}

/// What is known of another signature.
#[derive(Clone, Copy, Debug, Default)]
pub struct Other {
    /// It fits.
    pub fits: bool,
    /// It fits, and its signer is trusted.
    pub trusted: bool,
    /// It is a document time stamp.
    pub time_stamp: bool,
}

/// Most changes that are told.
const TOLD: usize = 16;

/// Compares the signed document with the present one, both of the same file.
#[must_use]
pub fn compare(signed: &Document<'_>, present: &Document<'_>, terms: &Terms<'_>) -> Changes {
    let behind = present.bytes.get(signed.bytes.len()..).unwrap_or_default();
    if behind.iter().all(|byte| crate::parse::is_space(*byte)) {
        return Changes { trailing: !behind.is_empty(), ..Changes::default() };
    }
    if present.chain.first().is_none_or(|start| *start < signed.bytes.len()) {
        return Changes::of(Kind::BytesAfterTheEnd);
    }
    if signed.chain.first().is_none_or(|start| !present.chain.contains(start)) {
        return Changes::of(Kind::Chain);
    }
    if present.is_doubtful_since(signed) {
        return Changes::of(Kind::Chain);
    }
    let mut out = Walk::new(signed, present, terms).whole();
    if out.kind.is_none()
        && let Some(present) = present.within_size()
    {
        // Readers that obey the trailer's size have fewer objects: for them, too, nothing may have changed.
        let signed_within = signed.within_size();
        let fewer = Walk::new(signed_within.as_ref().unwrap_or(signed), &present, terms).whole();
        if fewer.kind.is_some() || fewer.exceeded {
            out = fewer;
        }
    }
    out.exceeded |= present.budget.exceeded();
    out
}

/// What part of the document a pair stands in: decides the kind of a change.
type Hint = Kind;

/// Both documents while they are compared.
struct Walk<'w, 'a> {
    signed: &'w Document<'a>,
    present: &'w Document<'a>,
    terms: &'w Terms<'w>,
    out: Changes,
    /// Pairs of references that were compared, with the part they stand in.
    seen: BTreeSet<(Ref, Ref, u8)>,
    pairs: usize,
    path: Vec<String>,
    page: Option<usize>,
    objects: Vec<Ref>,
    /// Objects that are widgets of signature fields added since.
    new_widgets: BTreeSet<u32>,
    /// The signatures added since, by the byte that each begins at, and the field that holds it.
    values: BTreeMap<usize, Option<Ref>>,
    /// The signed document's pages.
    pages: BTreeSet<Ref>,
    /// The signed document's widgets and fields.
    widgets: BTreeSet<Ref>,
    /// Pairs that are compared later, with their part, path and page.
    later: Vec<(Object, Object, Hint, String, Option<usize>)>,
}

/// A pair met as any values.
const GENERIC: u8 = 0;
/// A pair met as fields.
const FIELD: u8 = 1;
/// A pair met as nodes of the tree of pages.
const NODE: u8 = 2;

impl<'w, 'a> Walk<'w, 'a> {
    fn new(signed: &'w Document<'a>, present: &'w Document<'a>, terms: &'w Terms<'w>) -> Self {
        Self {
            signed,
            present,
            terms,
            out: Changes::default(),
            seen: BTreeSet::new(),
            pairs: 0,
            path: Vec::new(),
            page: None,
            objects: Vec::new(),
            new_widgets: BTreeSet::new(),
            values: BTreeMap::new(),
            pages: BTreeSet::new(),
            widgets: BTreeSet::new(),
            later: Vec::new(),
        }
    }

    /// Compares the documents wholly.
    fn whole(mut self) -> Changes {
        self.look_around();
        self.catalogue();
        self.drain();
        self.out
    }

    /// Notes a change where the walk stands.
    fn change(&mut self, kind: Kind) {
        if self.out.kind.is_none_or(|known| kind < known) {
            self.out.kind = Some(kind);
        }
        if let Some(object) = self.objects.last() {
            let object = format!("{} {}", object.number, object.generation);
            if self.out.objects.len() < TOLD && !self.out.objects.contains(&object) {
                self.out.objects.push(object);
            }
        }
        if let Some(page) = self.page
            && self.out.pages.len() < TOLD
            && !self.out.pages.contains(&page)
        {
            self.out.pages.push(page);
        }
        let path = self.path.join("/");
        if self.out.paths.len() < TOLD && !self.out.paths.contains(&path) {
            self.out.paths.push(path);
        }
    }

    /// Goes one step down the path.
    fn step<T>(&mut self, name: &str, of: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(name.to_owned());
        let out = of(self);
        self.path.pop();
        out
    }

    /// Counts a pair. `false`: no more may be compared.
    fn count(&mut self) -> bool {
        self.pairs += 1;
        if self.pairs > PAIRS {
            self.out.exceeded = true;
        }
        !self.out.exceeded
    }

    /// Goes through references: the two objects, unless this pair was compared before.
    fn enter(&mut self, a: &Object, b: &Object, role: u8) -> Option<(Object, Object, bool)> {
        if let (Object::Ref(a), Object::Ref(b)) = (a, b)
            && !self.seen.insert((*a, *b, role))
        {
            return None;
        }
        let reference = b.reference();
        self.objects.extend(reference);
        Some((self.signed.resolve(a), self.present.resolve(b), reference.is_some()))
    }

    /// Comes back from where [`Self::enter`] led.
    fn leave(&mut self, entered: bool) {
        if entered {
            self.objects.pop();
        }
    }

    fn change_if(&mut self, is: bool, kind: Kind) {
        if is {
            self.change(kind);
        }
    }
}

#[cfg(test)]
mod tests;
