//! Texts kept once: two equal texts are one number, so that joins compare numbers.

use std::{collections::hash_map::RandomState, hash::BuildHasher};

/// A text that is kept in [`Texts`]; equal texts are equal symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Sym(pub(crate) u32);

impl Sym {
    /// The empty text: a value that is not there.
    pub(crate) const NONE: Self = Self(0);

    /// Whether there is a value.
    #[must_use]
    pub(crate) fn is_some(self) -> bool {
        self.0 != 0
    }
}

/// All texts of all piles, in one block of memory.
#[derive(Debug)]
pub(crate) struct Texts {
    bytes: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Open addressing over the symbols; 0 is free.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Default for Texts {
    fn default() -> Self {
        Self { bytes: String::new(), ends: vec![0], table: vec![0; 1024], hasher: RandomState::new() }
    }
}

impl Texts {
    /// The text of a symbol.
    #[must_use]
    pub(crate) fn get(&self, sym: Sym) -> &str {
        let at = sym.0 as usize;
        let (Some(end), Some(start)) = (self.ends.get(at), at.checked_sub(1).and_then(|at| self.ends.get(at))) else {
            return "";
        };
        self.bytes.get(*start as usize..*end as usize).unwrap_or("")
    }

    /// The symbol of a text. Past four gigabytes of texts nothing more is kept, and the value counts as not there.
    pub(crate) fn put(&mut self, text: &str) -> Sym {
        if text.is_empty() || self.bytes.len() + text.len() > u32::MAX as usize {
            return Sym::NONE;
        }
        if (self.ends.len() + 1) * 4 > self.table.len() * 3 {
            self.grow();
        }
        let mut at = self.slot(text);
        loop {
            match self.table.get(at).copied() {
                Some(0) | None => break,
                Some(sym) if self.get(Sym(sym)) == text => return Sym(sym),
                Some(_) => at = (at + 1) & (self.table.len() - 1),
            }
        }
        let sym = u32::try_from(self.ends.len()).unwrap_or(0);
        self.bytes.push_str(text);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        if let Some(slot) = self.table.get_mut(at) {
            *slot = sym;
        }
        Sym(sym)
    }

    /// Gives the look-up table and spare room back once nothing more is put in.
    pub(crate) fn finish(&mut self) {
        self.table = Vec::new();
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn slot(&self, text: &str) -> usize {
        usize::try_from(self.hasher.hash_one(text) & (self.table.len() as u64 - 1)).unwrap_or(0)
    }

    fn grow(&mut self) {
        self.table = vec![0; self.table.len() * 2];
        for sym in 1..self.ends.len() {
            let sym = u32::try_from(sym).unwrap_or(0);
            let mut at = self.slot(self.get(Sym(sym)));
            while self.table.get(at).is_some_and(|taken| *taken != 0) {
                at = (at + 1) & (self.table.len() - 1);
            }
            if let Some(slot) = self.table.get_mut(at) {
                *slot = sym;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_symbol() {
        let mut texts = Texts::default();
        let all: Vec<Sym> = (0..5000).map(|n| texts.put(&format!("text {}", n % 2500))).collect();
        assert_eq!(all[..2500], all[2500..]);
        assert_eq!(texts.get(all[17]), "text 17");
        assert_eq!(texts.put(""), Sym::NONE);
        assert_eq!(texts.get(Sym::NONE), "");
    }
}
