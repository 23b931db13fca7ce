//! Receipts broken at random: a small generator of changes.

/// A generator of numbers that are random enough: xorshift64*.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 33) as usize % limit
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// The text with one character replaced by another of its kind.
    pub(crate) fn replace(&mut self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        if characters.is_empty() {
            return text.into();
        }
        let at = self.below(characters.len());
        let old = characters[at];
        let kind: Vec<char> = match old {
            '0'..='9' => ('0'..='9').collect(),
            'a'..='z' => ('a'..='z').collect(),
            'A'..='Z' => ('A'..='Z').collect(),
            _ => ('0'..='9').collect(),
        };
        let new = loop {
            let new = *self.pick(&kind);
            if new != old {
                break new;
            }
        };
        characters[at] = new;
        characters.into_iter().collect()
    }
}
