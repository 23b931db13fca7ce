//! Objects of a PDF file (ISO 32000-2 §7.3), and where they stood.

use core::ops::Range;
use std::rc::Rc;

/// The number and generation that name an indirect object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// Object number.
    pub number: u32,
    /// Generation.
    pub generation: u16,
}

/// Any object.
#[derive(Clone, Debug, Default)]
pub enum Object {
    /// Null, and whatever could not be read.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// A string, its escapes resolved.
    String(Rc<[u8]>),
    /// A name, its escapes resolved.
    Name(Rc<[u8]>),
    /// An array.
    Array(Rc<Vec<Object>>),
    /// A dictionary.
    Dict(Rc<Dict>),
    /// A stream.
    Stream(Rc<Stream>),
    /// A reference to an indirect object.
    Ref(Ref),
}

/// Stands for the place of what stands in an object stream, and so at no byte of the file itself.
pub const NOWHERE: usize = usize::MAX;

/// A dictionary, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Dict {
    /// Keys and values.
    pub entries: Vec<Entry>,
    /// The byte of the file that it begins at, or [`NOWHERE`].
    pub at: usize,
}

/// One entry of a dictionary.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Rc<[u8]>,
    /// The value.
    pub value: Object,
    /// The bytes of the file that the value stands at; empty in an object stream.
    pub span: Range<usize>,
}

/// A stream: its dictionary, and where its raw bytes stand in the file.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Its dictionary.
    pub dict: Dict,
    /// Its raw bytes.
    pub raw: Range<usize>,
    /// The object that it is.
    pub of: Ref,
}

impl Dict {
    /// An entry; one whose key stands twice is read as neither.
    #[must_use]
    pub fn entry(&self, key: impl AsRef<[u8]>) -> Option<&Entry> {
        let mut found = self.entries.iter().filter(|entry| *entry.key == *key.as_ref());
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// A value as it stands, references not followed; null when there is none.
    #[must_use]
    pub fn raw(&self, key: impl AsRef<[u8]>) -> &Object {
        self.entry(key).map_or(&Object::Null, |entry| &entry.value)
    }

    /// Whether a key stands twice.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        let mut keys: Vec<&[u8]> = self.entries.iter().map(|entry| &*entry.key).collect();
        keys.sort_unstable();
        keys.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
    }
}

impl Object {
    /// A whole number.
    #[must_use]
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// Any number.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            _ => None,
        }
    }

    /// A name's bytes.
    #[must_use]
    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it is this name.
    #[must_use]
    pub fn is_name(&self, name: &str) -> bool {
        self.name() == Some(name.as_bytes())
    }

    /// A string's bytes.
    #[must_use]
    pub fn string(&self) -> Option<&[u8]> {
        match self {
            Self::String(string) => Some(string),
            _ => None,
        }
    }

    /// An array's elements; none for anything else.
    #[must_use]
    pub fn array(&self) -> &[Object] {
        match self {
            Self::Array(array) => array,
            _ => &[],
        }
    }

    /// A dictionary, a stream's too.
    #[must_use]
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// A stream.
    #[must_use]
    pub fn stream(&self) -> Option<&Rc<Stream>> {
        match self {
            Self::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// A reference.
    #[must_use]
    pub fn reference(&self) -> Option<Ref> {
        match self {
            Self::Ref(reference) => Some(*reference),
            _ => None,
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// A text string (§7.9.2.2): UTF-16 or UTF-8 with its mark, else Latin letters.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        [0xff, 0xfe, rest @ ..] => {
            let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
