//! Slips that were in this batch already, by 16 bytes of what each is known by: at most a few dozen bytes a slip.

use std::{collections::HashMap, sync::Arc};

/// Marks a place in [`Seen::texts`].
const TEXT: u64 = 1 << 63;
/// Bits of a row's number in its source.
const NUMBER: u32 = 40;

/// Slips, and the key of the first row of each.
#[derive(Debug, Default)]
pub struct Seen {
    /// A source and a number in it, or where a text stands.
    keys: HashMap<[u8; 16], u64>,
    sources: Vec<Arc<str>>,
    /// Keys that are texts, each behind its length.
    texts: Vec<u8>,
}

/// The key of a row.
#[derive(Debug)]
pub enum Key<'a> {
    /// By where it stands.
    Numbered(&'a Arc<str>, u64),
    /// By its own name.
    Text(&'a str),
}

/// The first 16 bytes of a hash.
#[must_use]
pub fn front(hash: &[u8]) -> [u8; 16] {
    let mut front = [0; 16];
    for (to, from) in front.iter_mut().zip(hash) {
        *to = *from;
    }
    front
}

impl Seen {
    /// The key of the first row of the same slip; `None`: this is the first.
    pub fn first(&mut self, slip: [u8; 16], key: &Key<'_>) -> Option<String> {
        if let Some(packed) = self.keys.get(&slip) {
            return Some(self.key(*packed));
        }
        let packed = match key {
            Key::Numbered(source, number) => {
                if self.sources.last() != Some(*source) {
                    self.sources.push(Arc::clone(source));
                }
                (self.sources.len() as u64 - 1) << NUMBER | *number
            }
            Key::Text(text) => {
                let at = self.texts.len() as u64;
                self.texts.extend((text.len() as u32).to_le_bytes());
                self.texts.extend(text.as_bytes());
                TEXT | at
            }
        };
        self.keys.insert(slip, packed);
        None
    }

    fn key(&self, packed: u64) -> String {
        if packed & TEXT != 0 {
            let rest = self.texts.get((packed & !TEXT) as usize..).unwrap_or_default();
            let Some((length, rest)) = rest.split_first_chunk::<4>() else { return String::new() };
            let text = rest.get(..u32::from_le_bytes(*length) as usize).unwrap_or_default();
            return String::from_utf8_lossy(text).into_owned();
        }
        let source = self.sources.get((packed >> NUMBER) as usize).map_or("", AsRef::as_ref);
        format!("{source}#{}", packed & ((1 << NUMBER) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_slips_is_named() {
        let mut seen = Seen::default();
        let (a, b): (Arc<str>, Arc<str>) = ("a.txt".into(), "b!c".into());
        assert_eq!(seen.first([1; 16], &Key::Numbered(&a, 3)), None);
        assert_eq!(seen.first([2; 16], &Key::Text("r-7")), None);
        assert_eq!(seen.first([3; 16], &Key::Numbered(&b, 0)), None);
        for (slip, first) in [(1, "a.txt#3"), (2, "r-7"), (3, "b!c#0")] {
            assert_eq!(seen.first([slip; 16], &Key::Text("later")).as_deref(), Some(first));
        }
    }
}
