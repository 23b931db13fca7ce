//! The strict reader (ISO 32000-2 §7.5), and the tolerant one that rebuilds what is broken.

use crate::{
    crypt::Crypt,
    filter::{self, Filter},
    limits::{Budget, OBJECTS, REFERENCES, SECTIONS},
    object::{Dict, NOWHERE, Object, Ref, Stream},
    parse::{Parser, is_space},
};
use core::cell::{Cell, RefCell};
use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

mod ends;
mod pages;
mod sections;

pub use ends::{end_of, ends, find};

use ends::head_before;
use sections::Section;

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// No `startxref`, number and `%%EOF` at its end.
    End,
    /// Its cross-references are not of their form, or lead nowhere or in circles.
    References,
    /// It has no catalogue.
    Catalogue,
    /// It opens with a password alone.
    Locked,
    /// A bound was passed.
    TooLarge,
}

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Freed: null.
    Free,
    /// At this byte.
    At(usize, u16),
    /// In an object stream, at this index.
    Packed(u32, usize),
}

/// What documents cut from one file share: counters, and the sections that were read.
#[derive(Clone, Default)]
pub struct Shared {
    /// The bounds.
    pub budget: Rc<Budget>,
    sections: Rc<RefCell<HashMap<usize, Option<Rc<Section>>>>>,
}

/// The objects in an object stream.
struct Pack {
    bytes: Vec<u8>,
    /// Number and byte of each.
    heads: Vec<(u32, usize)>,
}

/// A document: a file, or the front of one.
pub struct Document<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The newest trailer.
    pub trailer: Dict,
    /// Where its cross-references begin, the newest first.
    pub chain: Vec<usize>,
    /// The bounds, shared with other documents of the file.
    pub budget: Rc<Budget>,
    places: BTreeMap<u32, Place>,
    /// Where sections begin that say of one object two places.
    doubtful: Vec<usize>,
    cache: RefCell<HashMap<Ref, Object>>,
    packs: RefCell<HashMap<u32, Option<Rc<Pack>>>>,
    loading: Cell<usize>,
    crypt: Option<Crypt>,
    tolerated: Cell<bool>,
}

impl<'a> Document<'a> {
    /// Reads strictly: `bytes` must end as a file ends.
    ///
    /// # Errors
    /// See [`Broken`].
    pub fn open(bytes: &'a [u8], shared: &Shared) -> Result<Self, Broken> {
        let start = end_of(bytes).ok_or(Broken::End)?;
        let mut document = Self::new(bytes, shared);
        let mut next = Some(start);
        while let Some(at) = next {
            if document.chain.contains(&at) {
                return Err(Broken::References);
            }
            if document.chain.len() >= SECTIONS {
                return Err(Broken::References);
            }
            let section = document.section(at, shared)?;
            document.chain.push(at);
            document.doubtful.extend(section.doubtful.then_some(at));
            document.merge(&section.places, false)?;
            let place = |offset: i64| usize::try_from(offset).ok().filter(|at| *at < bytes.len());
            if let Some(offset) = section.hybrid {
                let at = place(offset).ok_or(Broken::References)?;
                let hybrid = document.section(at, shared)?;
                document.doubtful.extend(hybrid.doubtful.then_some(at));
                document.merge(&hybrid.places, true)?;
            }
            if document.chain.len() == 1 {
                document.trailer = section.trailer.clone();
            }
            next = match section.previous {
                Some(offset) => Some(place(offset).ok_or(Broken::References)?),
                None => None,
            };
        }
        document.ready()
    }

    /// Rebuilds the cross-references from the objects that are there: the last of a number counts.
    ///
    /// # Errors
    /// See [`Broken`].
    pub fn rebuild(bytes: &'a [u8], shared: &Shared) -> Result<Self, Broken> {
        let mut document = Self::new(bytes, shared);
        let mut trailers = Vec::new();
        let mut packs = Vec::new();
        let mut at = 0;
        while let Some(found) = find(bytes, b"obj", at) {
            at = found + 3;
            if !shared.budget.value() {
                return Err(Broken::TooLarge);
            }
            if found >= 3 && bytes.get(found - 3..found) == Some(b"end") {
                continue;
            }
            let Some(start) = head_before(bytes, found) else { continue };
            let mut parser = Parser::new(bytes, start, &shared.budget);
            let Some(head) = parser.head() else { continue };
            if document.places.len() >= OBJECTS {
                return Err(Broken::TooLarge);
            }
            document.places.insert(head.number, Place::At(start, head.generation));
            if let Some(object) = parser.object() {
                if let Object::Dict(dict) = &object {
                    if dict.raw("Type").is_name("ObjStm") {
                        packs.push(head.number);
                    } else if dict.raw("Type").is_name("XRef") {
                        trailers.push((**dict).clone());
                    } else if dict.raw("Type").is_name("Catalog") {
                        let entry =
                            crate::object::Entry { key: Rc::from(&b"Root"[..]), value: Object::Ref(head), span: 0..0 };
                        trailers.insert(0, Dict { entries: vec![entry], at: NOWHERE });
                    }
                }
                at = at.max(parser.at);
            }
        }
        let mut at = 0;
        while let Some(found) = find(bytes, b"trailer", at) {
            at = found + 7;
            if let Some(Object::Dict(dict)) = Parser::new(bytes, at, &shared.budget).object() {
                trailers.push((*dict).clone());
            }
        }
        document.trailer = trailers
            .iter()
            .rev()
            .find(|dict| !dict.raw("Root").is_null())
            .cloned()
            .ok_or(if shared.budget.exceeded() { Broken::TooLarge } else { Broken::Catalogue })?;
        if document.trailer.raw("Encrypt").is_null()
            && let Some(entry) = trailers.iter().find_map(|dict| dict.entry("Encrypt"))
        {
            document.trailer.entries.push(entry.clone());
        }
        document.unlock()?;
        for number in packs {
            let Some(pack) = document.pack(number) else { continue };
            for (index, (packed, _)) in pack.heads.iter().enumerate() {
                if document.places.len() < OBJECTS {
                    document.places.entry(*packed).or_insert(Place::Packed(number, index));
                }
            }
        }
        document.tolerated.set(true);
        document.ready()
    }

    fn new(bytes: &'a [u8], shared: &Shared) -> Self {
        Self {
            bytes,
            trailer: Dict::default(),
            chain: Vec::new(),
            budget: Rc::clone(&shared.budget),
            places: BTreeMap::new(),
            doubtful: Vec::new(),
            cache: RefCell::default(),
            packs: RefCell::default(),
            loading: Cell::new(0),
            crypt: None,
            tolerated: Cell::new(false),
        }
    }

    fn ready(mut self) -> Result<Self, Broken> {
        if self.crypt.is_none() {
            self.unlock()?;
        }
        let root = self.root();
        if self.budget.exceeded() {
            return Err(Broken::TooLarge);
        }
        root.dict().ok_or(Broken::Catalogue)?;
        Ok(self)
    }

    fn unlock(&mut self) -> Result<(), Broken> {
        let encrypt = self.get(&self.trailer, "Encrypt");
        if let Some(dict) = encrypt.dict() {
            let id = self.get(&self.trailer, "ID");
            let id = id.array().first().map(|id| self.resolve(id)).unwrap_or_default();
            let crypt = Crypt::open(dict, id.string().unwrap_or_default(), |dict, key| self.get(dict, key));
            // What was loaded so far is not encrypted.
            self.crypt = Some(crypt.ok_or(Broken::Locked)?);
            self.cache.get_mut().clear();
            self.packs.get_mut().clear();
            if let Some(reference) = self.trailer.raw("Encrypt").reference() {
                self.cache.get_mut().insert(reference, encrypt);
            }
        } else if !encrypt.is_null() {
            return Err(Broken::Locked);
        }
        Ok(())
    }

    /// Whether it is encrypted, and was opened with the empty password.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.crypt.is_some()
    }

    /// Whether something was read that is not of its form.
    #[must_use]
    pub fn was_tolerant(&self) -> bool {
        self.tolerated.get()
    }

    /// Whether a section that this document has and an earlier one has not says of one object two places.
    pub(crate) fn is_doubtful_since(&self, earlier: &Self) -> bool {
        self.doubtful.iter().any(|start| !earlier.doubtful.contains(start))
    }

    /// The document up to this byte, when it reads strictly by itself.
    pub(crate) fn front(&self, end: usize) -> Option<Self> {
        let shared = Shared { budget: Rc::clone(&self.budget), sections: Rc::default() };
        Self::open(self.bytes.get(..end)?, &shared).ok()
    }

    /// The document without the objects that are missing by its trailer's `Size` (§7.5.5); `None`: it holds no such object.
    pub(crate) fn within_size(&self) -> Option<Self> {
        if !self.trailer.entries.iter().any(|entry| *entry.key == *b"Size") {
            return None;
        }
        let size = self.trailer.raw("Size").number().unwrap_or(0.0);
        let cut = self.places.iter().any(|(number, place)| f64::from(*number) >= size && *place != Place::Free);
        let mut document = if cut { self.front(self.bytes.len())? } else { return None };
        document.places.retain(|number, _| f64::from(*number) < size);
        document.cache.get_mut().clear();
        document.packs.get_mut().clear();
        Some(document)
    }

    /// Where an object stands.
    #[must_use]
    pub fn place(&self, number: u32) -> Place {
        self.places.get(&number).copied().unwrap_or(Place::Free)
    }

    /// The numbers of all objects.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.places.keys().copied()
    }

    /// The catalogue.
    #[must_use]
    pub fn root(&self) -> Object {
        self.get(&self.trailer, "Root")
    }

    /// The indirect object that stands at a byte, and the byte behind it.
    fn indirect(&self, at: usize) -> Option<(Ref, Object, usize)> {
        let mut parser = Parser::new(self.bytes, at, &self.budget);
        let head = parser.head()?;
        let object = parser.object()?;
        let Object::Dict(dict) = object else { return Some((head, object, parser.at)) };
        let behind = parser.at;
        parser.skip();
        if !parser.word(b"stream") {
            return Some((head, Object::Dict(dict), behind));
        }
        let start = match self.bytes.get(parser.at..)? {
            [b'\r', b'\n', ..] => parser.at + 2,
            [b'\n' | b'\r', ..] => parser.at + 1,
            _ => parser.at,
        };
        let length = self.get(&dict, "Length").int().and_then(|length| usize::try_from(length).ok());
        let stated = length.and_then(|length| start.checked_add(length)).filter(|end| {
            let mut parser = Parser::new(self.bytes, *end, &self.budget);
            while parser.peek().is_some_and(is_space) && parser.at < end + 3 {
                parser.at += 1;
            }
            parser.bytes.get(parser.at..).is_some_and(|rest| rest.starts_with(b"endstream"))
        });
        let end = match stated {
            Some(end) => end,
            None => {
                let found = find(self.bytes, b"endstream", start);
                if !self.budget.search(found.unwrap_or(self.bytes.len()) - start) {
                    return None;
                }
                let found = found?;
                self.tolerated.set(true);
                match self.bytes.get(start..found)? {
                    [.., b'\r', b'\n'] => found - 2,
                    [.., b'\n' | b'\r'] => found - 1,
                    _ => found,
                }
            }
        };
        let stream = Stream { dict: Rc::unwrap_or_clone(dict), raw: start..end, of: head };
        Some((head, Object::Stream(Rc::new(stream)), end + b"endstream".len()))
    }

    /// An indirect object; null when there is none.
    #[must_use]
    pub fn load(&self, reference: Ref) -> Object {
        if let Some(object) = self.cache.borrow().get(&reference) {
            return object.clone();
        }
        if self.loading.get() > REFERENCES * 2 {
            return Object::Null;
        }
        self.loading.set(self.loading.get() + 1);
        let object = match self.place(reference.number) {
            Place::Free => Object::Null,
            Place::At(_, generation) if generation != reference.generation => Object::Null,
            Place::At(at, generation) => {
                self.indirect(at)
                    .filter(|(head, ..)| head.number == reference.number && head.generation == generation)
                    .map(|(head, object, _)| match &self.crypt {
                        Some(crypt) => crypt.strings(&object, head),
                        None => object,
                    })
            }
            .unwrap_or_default(),
            Place::Packed(..) if reference.generation != 0 => Object::Null,
            Place::Packed(stream, index) => self.unpacked(reference.number, stream, index).unwrap_or_default(),
        };
        self.loading.set(self.loading.get() - 1);
        self.cache.borrow_mut().insert(reference, object.clone());
        object
    }

    fn unpacked(&self, number: u32, stream: u32, index: usize) -> Option<Object> {
        let pack = self.pack(stream)?;
        let (_, at) = pack.heads.get(index).filter(|(packed, _)| *packed == number)?;
        let object = Parser::packed(&pack.bytes, *at, &self.budget).object()?;
        (!matches!(object, Object::Stream(_))).then_some(object)
    }

    fn pack(&self, number: u32) -> Option<Rc<Pack>> {
        if let Some(pack) = self.packs.borrow().get(&number) {
            return pack.clone();
        }
        let pack = (|| {
            // An object stream stands in the file itself.
            let Place::At(..) = self.place(number) else { return None };
            let object = self.load(Ref { number, generation: 0 });
            let stream = object.stream().filter(|stream| stream.dict.raw("Type").is_name("ObjStm"))?;
            let count = usize::try_from(self.get(&stream.dict, "N").int()?).ok()?;
            let first = usize::try_from(self.get(&stream.dict, "First").int()?).ok()?;
            if count > OBJECTS {
                self.budget.exceed();
                return None;
            }
            let bytes = self.decoded(stream, true)?;
            let mut heads = Vec::new();
            let mut parser = Parser::packed(&bytes, 0, &self.budget);
            for _ in 0..count {
                parser.skip();
                let Some(number) = parser.digits() else { break };
                parser.skip();
                let Some(offset) = parser.digits() else { break };
                heads.push((u32::try_from(number).ok()?, first.checked_add(usize::try_from(offset).ok()?)?));
            }
            Some(Rc::new(Pack { bytes, heads }))
        })();
        self.packs.borrow_mut().insert(number, pack.clone());
        pack
    }

    /// What an object leads to, over at most eight references.
    #[must_use]
    pub fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..REFERENCES {
            match object {
                Object::Ref(reference) => object = self.load(reference),
                other => return other,
            }
        }
        Object::Null
    }

    /// A value of a dictionary, references followed.
    #[must_use]
    pub fn get(&self, dict: &Dict, key: &str) -> Object {
        self.resolve(dict.raw(key))
    }

    /// The raw bytes of a stream.
    #[must_use]
    pub fn raw(&self, stream: &Stream) -> &'a [u8] {
        self.bytes.get(stream.raw.clone()).unwrap_or_default()
    }

    fn filters(&self, dict: &Dict) -> Vec<Filter> {
        let either = |long: &str, short: &str| {
            let value = self.get(dict, long);
            if value.is_null() { self.get(dict, short) } else { value }
        };
        let (names, parameters) = (either("Filter", "F"), either("DecodeParms", "DP"));
        let list = |object: &Object| match object {
            Object::Array(array) => array.iter().map(|object| self.resolve(object)).collect(),
            Object::Null => Vec::new(),
            other => vec![other.clone()],
        };
        let parameters = list(&parameters);
        let parameter = |i: usize| parameters.get(i).and_then(Object::dict);
        list(&names)
            .iter()
            .take(REFERENCES + 1)
            .enumerate()
            .map(|(i, name)| {
                Filter::new(name.name().unwrap_or_default(), |key| {
                    parameter(i).map(|dict| self.get(dict, key)).unwrap_or_default()
                })
            })
            .collect()
    }

    /// The bytes of a stream, every filter undone. `None`: one of them is not read here, or a bound was passed.
    #[must_use]
    pub fn decode(&self, stream: &Stream) -> Option<Vec<u8>> {
        self.decoded(stream, true)
    }

    fn decoded(&self, stream: &Stream, sealed: bool) -> Option<Vec<u8>> {
        let (bytes, rest) = self.partly(stream, sealed)?;
        rest.is_none().then_some(bytes)
    }

    /// The bytes of a stream up to the first filter that is not read here, and that filter's name.
    #[must_use]
    pub fn decode_partly(&self, stream: &Stream) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
        self.partly(stream, true)
    }

    fn partly(&self, stream: &Stream, sealed: bool) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
        let raw = self.raw(stream);
        let bytes = match &self.crypt {
            Some(crypt) if sealed => crypt.stream(&stream.dict, stream.of, raw),
            _ => raw.to_vec(),
        };
        self.unfiltered(&stream.dict, bytes)
    }

    /// Undoes the filters that a dictionary names.
    #[must_use]
    pub fn unfiltered(&self, dict: &Dict, mut bytes: Vec<u8>) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
        for (place, filter) in self.filters(dict).into_iter().enumerate() {
            if place == REFERENCES {
                return None;
            }
            if matches!(
                filter.name.as_slice(),
                b"DCTDecode" | b"DCT" | b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" | b"JPXDecode"
            ) {
                return Some((bytes, Some(filter.name)));
            }
            bytes = filter::apply(&filter, &bytes, &self.budget)?;
        }
        Some((bytes, None))
    }
}
