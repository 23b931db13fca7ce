//! The label list: finding the label that begins at a place, exactly or with misread characters.

use super::fold::{is_letter, key_char};
use alloc::{string::String, vec::Vec};

#[allow(dead_code, missing_docs, unreachable_pub)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/slip-labels.rs"));
}
pub(crate) use generated::*;

/// Of a member whose name is not in the list.
pub(crate) const NO_CODE: u8 = 255;

/// Whether a text stands in a key. (The search of the standard library is made for longer texts, and weighs more.)
#[inline(never)]
pub(crate) fn has(key: &str, text: &str) -> bool {
    key.as_bytes().windows(text.len()).any(|window| window == text.as_bytes())
}

/// Ids of kinds of transaction.
pub(crate) const TYPES: [&str; 13] = [
    "sale",
    "void",
    "refund",
    "preauth",
    "preauth-completion",
    "preauth-void",
    "preauth-completion-void",
    "adjust",
    "instalment-sale",
    "load",
    "balance",
    "reversal",
    "settlement",
];

/// A key of the list and what it may mean: members below 128, marks from 128 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: &'static str,
    pub(crate) code: u8,
    pub(crate) second: Option<u8>,
    pub(crate) german: bool,
}

impl Entry {
    pub(crate) fn is_mark(self) -> bool {
        self.code >= 128
    }

    pub(crate) fn may_be(self, code: u8) -> bool {
        self.code == code || self.second == Some(code)
    }
}

/// The key of a whole text.
#[inline(never)]
pub(crate) fn key(text: &[char]) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for &c in text {
        if let Some(c) = key_char(before, c) {
            out.push(c);
            before = c;
        }
    }
    out
}

/// The list, ready to be searched.
pub(crate) struct Table {
    keys: Vec<&'static str>,
}

impl Table {
    pub(crate) fn new() -> Self {
        Self { keys: KEYS.split('\n').collect() }
    }

    fn entry(&self, index: usize) -> Option<Entry> {
        let key = *self.keys.get(index)?;
        let code = *CODES.get(2 * index)?;
        let second = *CODES.get(2 * index + 1)?;
        let german = second & 128 != 0;
        let second = second & 127;
        Some(Entry { key, code, second: (second != 127).then_some(second), german })
    }

    pub(crate) fn exact(&self, key: &str) -> Option<Entry> {
        self.keys.binary_search(&key).ok().and_then(|index| self.entry(index))
    }

    /// Every entry that the text begins with, shortest first, with the number of characters that it takes. The key
    /// never runs over a colon.
    pub(crate) fn prefixes(&self, text: &[char]) -> Vec<(Entry, usize)> {
        let mut found = Vec::new();
        let (mut low, mut high) = (0, self.keys.len());
        let mut depth = 0;
        let mut before = ' ';
        let mut buffer = [0; 4];
        for (at, &c) in text.iter().enumerate() {
            if c == ':' {
                break;
            }
            let Some(next) = key_char(before, c) else {
                // The second of a doubled letter is a part of the label.
                if let Some((_, end)) = found.last_mut().filter(|(_, end)| *end == at && is_letter(c)) {
                    *end = at + 1;
                }
                continue;
            };
            before = next;
            for &byte in next.encode_utf8(&mut buffer).as_bytes() {
                let keys = self.keys.get(low..high).unwrap_or(&[]);
                let from = keys.partition_point(|key| key.as_bytes().get(depth).is_none_or(|&b| b < byte));
                let to = keys.partition_point(|key| key.as_bytes().get(depth).is_none_or(|&b| b <= byte));
                (low, high) = (low + from, low + to);
                depth += 1;
            }
            if low >= high {
                break;
            }
            if self.keys.get(low).is_some_and(|key| key.len() == depth) {
                found.extend(self.entry(low).map(|entry| (entry, at + 1)));
            }
        }
        found
    }

    /// The one entry that a misread label stands for: bounds by length, a pair of characters that are often taken for
    /// one another counts half, and no tie between two meanings.
    pub(crate) fn fuzzy(&self, read: &str) -> Option<Entry> {
        let read: Vec<char> = read.chars().collect();
        let latin = read.iter().all(char::is_ascii);
        // In half edits.
        let bound = match (latin, read.len()) {
            (true, 0..=3) | (false, 0..=2) => return None,
            (_, ..=5) => 2,
            (_, 6..=10) => 4,
            _ => 6,
        };
        let read: Vec<Read> = read.into_iter().map(Read::new).collect();
        let mut row = Vec::new();
        let mut best: Option<(usize, usize)> = None;
        let mut tie = false;
        for (index, key) in self.keys.iter().enumerate() {
            let length = key.chars().count();
            if length.abs_diff(read.len()) * 2 > bound || (length < 4 && latin) || length < 3 {
                continue;
            }
            let Some(distance) = distance(&read, key, &mut row, bound) else { continue };
            match best {
                Some((_, least)) if distance > least => {}
                Some((other, least)) if distance == least => {
                    tie |= self.entry(other).map(|e| e.code) != self.entry(index).map(|e| e.code);
                }
                _ => {
                    best = Some((index, distance));
                    tie = false;
                }
            }
        }
        best.filter(|_| !tie).and_then(|(index, _)| self.entry(index))
    }
}

impl Table {
    /// Edit distance of a label as read from one of the list, in halves: one means that characters look alike.
    pub(crate) fn distance(&self, read: &str, key: &str) -> usize {
        let read: Vec<Read> = read.chars().map(Read::new).collect();
        distance(&read, key, &mut Vec::new(), 6).unwrap_or(7)
    }
}

/// A character of a label as read.
struct Read {
    c: char,
    /// What it is often taken for, or the other way round.
    like: Vec<char>,
    /// Half edits that it costs where another character, or none, should be. A character that stands in labels makes
    /// another word there, not a misprint of this one (应收金额 is not 实收金额).
    extra: usize,
}

impl Read {
    fn new(c: char) -> Self {
        let mut like = Vec::new();
        for group in CONFUSED.split(' ').filter(|group| group.contains(c)) {
            if group.starts_with(c) {
                like.extend(group.chars());
            } else {
                like.extend(group.chars().next());
            }
        }
        let extra = if !c.is_ascii() && KEYS.contains(c) { 99 } else { 2 };
        Self { c, like, extra }
    }
}

/// Edit distance in halves, when within the bound.
fn distance(read: &[Read], key: &str, row: &mut Vec<usize>, bound: usize) -> Option<usize> {
    row.clear();
    row.push(0);
    row.extend(key.chars().enumerate().map(|(n, _)| (n + 1) * 2));
    for r in read {
        let mut cells = row.iter_mut();
        let first = cells.next()?;
        let mut diagonal = *first;
        *first += r.extra;
        let mut left = *first;
        let mut least = left;
        for (k, cell) in key.chars().zip(cells) {
            let change = match k {
                k if k == r.c => 0,
                k if r.like.contains(&k) => 1,
                _ => r.extra,
            };
            let above = *cell;
            left = (diagonal + change).min(above + r.extra).min(left + 2);
            diagonal = above;
            *cell = left;
            least = least.min(left);
        }
        if least > bound {
            return None;
        }
    }
    row.last().copied().filter(|&cost| cost <= bound)
}

/// The id of a word of a class: `t`ype, `c`urrency, `m`ethod, receipt `k`ind, `e`ntry mode. The key must be the whole word.
#[inline(never)]
pub(crate) fn word(class: char, key: &str) -> Option<&'static str> {
    WORDS.split('\n').filter(|group| group.starts_with(class)).find_map(|group| {
        let mut words = group.split(' ');
        let id = words.next()?.get(1..)?;
        words.any(|word| word == key).then_some(id)
    })
}

/// The id of the longest word of a class that the key begins with.
pub(crate) fn word_prefix(class: char, key: &str) -> Option<(&'static str, usize)> {
    let mut best: Option<(&'static str, usize)> = None;
    for group in WORDS.split('\n').filter(|group| group.starts_with(class)) {
        let mut words = group.split(' ');
        let Some(id) = words.next().and_then(|head| head.get(1..)) else { continue };
        for word in words {
            if key.starts_with(word) && best.is_none_or(|(_, length)| word.len() > length) {
                best = Some((id, word.len()));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().map(super::super::fold::plain).collect()
    }

    fn longest(text: &str) -> Option<(u8, usize)> {
        Table::new().prefixes(&chars(text)).last().map(|(entry, end)| (entry.code, *end))
    }

    #[test]
    fn keys_are_sorted_and_coded() {
        let table = Table::new();
        assert!(table.keys.is_sorted());
        assert_eq!(table.keys.len() * 2, CODES.len());
        assert!(table.keys.len() > 700);
    }

    #[test]
    fn longest_label_wins() {
        assert_eq!(longest("原参考号:1"), Some((ORIG_RRN, 4)));
        assert_eq!(longest("交易参考号:1"), Some((RRN, 5)));
        assert_eq!(longest("TSE-Signaturzähler: 1"), Some((TSE_COUNTER, 18)));
        assert_eq!(longest("Seriennr. TSE: 1"), Some((TSE_SERIAL, 13)));
        assert_eq!(longest("REFERENCE"), Some((REMARK, 9)));
        assert_eq!(longest("REFER NO.:"), Some((RRN, 8)));
        assert_eq!(longest("卡    号:"), Some((PAN, 6)));
        assert_eq!(longest("調閱編號：1"), Some((STAN, 4)));
        assert_eq!(longest("Rechnung          Nr. 1").map(|x| x.0), Some(RECEIPT_NO));
        assert_eq!(longest("Ruckgeld").map(|x| x.0), longest("Rueckgeld").map(|x| x.0));
    }

    #[test]
    fn misread_labels() {
        let table = Table::new();
        let code = |text: &str| table.fuzzy(&key(&chars(text))).map(|entry| entry.code);
        assert_eq!(code("交易叁老号"), Some(RRN));
        assert_eq!(code("凭征号"), Some(STAN));
        assert_eq!(code("MERCHNT NAME"), Some(MERCHANT));
        assert_eq!(code("应收金额合"), None);
        assert_eq!(code("原交易类型"), None);
        assert_eq!(code("TVX"), None);
    }

    #[test]
    fn words() {
        assert_eq!(word('t', "消费撤销"), Some("void"));
        assert_eq!(word('t', "AUTHCOMPLETE"), Some("preauth-completion"));
        assert_eq!(word('c', "HK$"), Some("HKD"));
        assert_eq!(word_prefix('m', "微信支付零钱"), Some(("wechat", 12)));
    }
}
