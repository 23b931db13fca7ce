//! Any two values (ISO 32000-2 §7.3), compared wholly, through every reference.

use super::{GENERIC, Hint, Kind, Walk};
use crate::{
    limits::NESTING,
    object::{Dict, Object},
};
use std::{collections::BTreeSet, rc::Rc};

impl Walk<'_, '_> {
    /// Compares two values wholly.
    pub(super) fn equal(&mut self, old: &Object, new: &Object, hint: Hint) {
        if !self.count() {
            return;
        }
        // Bookmarks and the like are chains of any length: what lies deep is put off.
        if self.path.len() > NESTING && old.reference().is_some() {
            let path = self.path.get(..4).unwrap_or_default().join("/");
            self.later.push((old.clone(), new.clone(), hint, path, self.page));
            return;
        }
        // Pages are compared in their tree, fields as fields, whatever else leads to them; but not where something is drawn from.
        if !matches!(hint, Kind::Content | Kind::Page | Kind::Font | Kind::Picture | Kind::Layer)
            && let Some(reference) = old.reference().filter(|reference| new.reference() == Some(*reference))
        {
            if self.pages.contains(&reference) {
                return;
            }
            if self.widgets.contains(&reference) {
                return self.field(old, new, 0);
            }
        }
        let Some((a, b, entered)) = self.enter(old, new, GENERIC) else { return };
        match (&a, &b) {
            (Object::Null, Object::Null) => {}
            (Object::Bool(a), Object::Bool(b)) if a == b => {}
            (Object::String(a), Object::String(b)) | (Object::Name(a), Object::Name(b)) if a == b => {}
            (Object::Array(a), Object::Array(b)) if a.len() == b.len() => {
                for (place, (old, new)) in a.iter().zip(b.iter()).enumerate() {
                    if self.out.exceeded {
                        break;
                    }
                    self.step(&place.to_string(), |walk| walk.equal(old, new, hint));
                }
            }
            (Object::Dict(a), Object::Dict(b)) => self.dicts(a, b, hint, false),
            (Object::Stream(a), Object::Stream(b)) => {
                let kind = if self.present.get(&b.dict, "Subtype").is_name("Image") { Kind::Picture } else { hint };
                self.change_if(self.signed.raw(a) != self.present.raw(b), kind);
                let (a, b) = (a.clone(), b.clone());
                // Readers that obey it would read another part.
                let length = self.present.get(&b.dict, "Length").int();
                let whole = i64::try_from(self.present.raw(&b).len()).ok();
                self.change_if(length != whole && length != self.signed.get(&a.dict, "Length").int(), kind);
                self.dicts(&a.dict, &b.dict, kind, true);
            }
            _ => match (a.number(), b.number()) {
                // As numbers are rounded; of small ones, of a matrix for one, the last digit counts.
                (Some(a), Some(b)) if (a - b).abs() <= 0.001 * a.abs().max(b.abs()).min(1.0) => {}
                _ => self.change(hint),
            },
        }
        self.leave(entered);
    }

    /// Compares two dictionaries, of streams too.
    fn dicts(&mut self, a: &Dict, b: &Dict, hint: Hint, stream: bool) {
        if a.is_ambiguous() || b.is_ambiguous() {
            // Read as neither: only the same again will do.
            self.change_if(a.entries.len() != b.entries.len(), hint);
            for (old, new) in a.entries.iter().zip(&b.entries) {
                self.change_if(old.key != new.key, hint);
                self.equal(&old.value, &new.value, hint);
            }
            return;
        }
        for key in keys(a, b) {
            if self.out.exceeded {
                break;
            }
            let (old, new) = (a.raw(&key), b.raw(&key));
            match key.as_str() {
                "Length" if stream => {}
                "Parent" if points_back(a) => {
                    if old.reference() != new.reference() {
                        self.step("Parent", |walk| walk.change(hint));
                    }
                }
                "Data" if a.entry("TransformMethod").is_some() => {
                    if old.reference() != new.reference() {
                        self.step("Data", |walk| walk.change(hint));
                    }
                }
                _ => {
                    let hint = self::hint(key.as_str(), hint);
                    self.step(key.as_str(), |walk| walk.equal(old, new, hint));
                }
            }
        }
    }

    /// Compares what was put off.
    pub(super) fn drain(&mut self) {
        while let Some((old, new, hint, path, page)) = self.later.pop() {
            let here = (core::mem::replace(&mut self.path, vec![path]), self.page);
            self.page = page;
            self.equal(&old, &new, hint);
            (self.path, self.page) = here;
        }
    }

    /// Whether two values differ, without telling.
    pub(super) fn differs(&mut self, a: &Object, b: &Object) -> bool {
        let before = (self.out.kind, self.out.objects.len(), self.out.pages.len(), self.out.paths.len());
        let kind = self.out.kind.take();
        let seen = core::mem::take(&mut self.seen);
        let later = core::mem::take(&mut self.later);
        self.equal(a, b, Kind::Other);
        self.drain();
        self.later = later;
        self.seen = seen;
        let differs = self.out.kind.is_some();
        self.out.kind = kind;
        self.out.objects.truncate(before.1);
        self.out.pages.truncate(before.2);
        self.out.paths.truncate(before.3);
        differs
    }
}

/// Whether a dictionary is of a kind whose `Parent` points back up: a page, a field, a note's popup. In any other it is a name
/// like others.
fn points_back(dict: &Dict) -> bool {
    ["Type", "Subtype", "FT"].iter().any(|key| dict.raw(key).name().is_some())
        || ["T", "Title"].iter().any(|key| dict.raw(key).string().is_some())
}

/// A key of a dictionary, and how it reads.
pub(super) struct Key {
    bytes: Rc<[u8]>,
    text: String,
}

impl Key {
    /// How it reads.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

impl AsRef<[u8]> for Key {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The keys of either.
pub(super) fn keys(a: &Dict, b: &Dict) -> Vec<Key> {
    let mut seen: BTreeSet<&[u8]> = BTreeSet::new();
    let all = a.entries.iter().chain(&b.entries).filter(|entry| seen.insert(&entry.key));
    all.map(|entry| Key { bytes: Rc::clone(&entry.key), text: String::from_utf8_lossy(&entry.key).into_owned() })
        .collect()
}

/// What kind of change a difference under this key is.
pub(super) fn hint(key: &str, above: Kind) -> Kind {
    match key {
        "Contents" if above == Kind::Page => Kind::Content,
        "Resources" => Kind::Content,
        "Font" | "FontDescriptor" | "FontFile" | "FontFile2" | "FontFile3" | "ToUnicode" | "DescendantFonts" => {
            Kind::Font
        }
        "OCProperties" | "OCGs" | "Properties" | "OC" => Kind::Layer,
        "OpenAction" | "AA" | "JavaScript" | "JS" => Kind::Script,
        _ => above,
    }
}
