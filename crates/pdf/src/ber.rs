//! A cursor over BER (X.690 §8): indefinite and overlong lengths too, as real signers' files have them.

/// Deepest nesting.
const DEPTH: usize = 40;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// One element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    /// The identifier octet.
    pub(crate) tag: u8,
    /// What it holds, without the end of an indefinite length.
    pub(crate) value: &'a [u8],
    /// All of it, header included.
    pub(crate) raw: &'a [u8],
    /// Whether its length is indefinite.
    pub(crate) indefinite: bool,
    depth: usize,
}

/// Reads elements one after another.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, depth: 0 }
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next element, whatever it is.
    pub(crate) fn read(&mut self) -> Option<Element<'a>> {
        let element = element(self.rest, self.depth)?;
        self.rest = self.rest.get(element.raw.len()..)?;
        Some(element)
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Option<Element<'a>> {
        self.read().filter(|element| element.tag == tag)
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Option<Element<'a>> {
        if self.rest.first() == Some(&tag) { self.read() } else { None }
    }
}

fn element(bytes: &[u8], depth: usize) -> Option<Element<'_>> {
    let (tag, rest) = bytes.split_first()?;
    if tag & 0x1f == 0x1f || depth > DEPTH {
        return None;
    }
    let (first, mut rest) = rest.split_first()?;
    let length = match first {
        0x80 if tag & 0x20 != 0 => {
            // The end is two zeros where an element would begin.
            let mut cursor = Cursor { rest, depth: depth + 1 };
            while !cursor.rest.starts_with(&[0, 0]) {
                cursor.read()?;
            }
            let length = rest.len() - cursor.rest.len();
            let head = bytes.len() - rest.len();
            return Some(Element {
                tag: *tag,
                value: rest.get(..length)?,
                raw: bytes.get(..head + length + 2)?,
                indefinite: true,
                depth,
            });
        }
        0x81..=0xfe => {
            let count = usize::from(first & 0x7f);
            let (digits, behind) = rest.split_at_checked(count)?;
            rest = behind;
            digits.iter().try_fold(0usize, |n, byte| n.checked_mul(256).map(|n| n | usize::from(*byte)))?
        }
        0..=0x7f => usize::from(*first),
        _ => return None,
    };
    let head = bytes.len() - rest.len();
    let raw = bytes.get(..head.checked_add(length)?)?;
    Some(Element { tag: *tag, value: raw.get(head..)?, raw, indefinite: false, depth })
}

impl<'a> Element<'a> {
    /// The elements inside.
    pub(crate) fn inside(self) -> Cursor<'a> {
        Cursor { rest: self.value, depth: self.depth + 1 }
    }

    /// All the elements inside. `None` when they do not fill the value.
    pub(crate) fn elements(self) -> Option<Vec<Element<'a>>> {
        let mut cursor = self.inside();
        let mut elements = Vec::new();
        while !cursor.rest.is_empty() {
            elements.push(cursor.read()?);
        }
        Some(elements)
    }

    /// The octets of an OCTET STRING, its segments joined; of `tag` in place of its own where it is tagged implicitly.
    pub(crate) fn octets(self, tag: u8) -> Option<Vec<u8>> {
        match self.tag {
            own if own == tag => Some(self.value.to_vec()),
            own if own == tag | 0x20 => {
                let mut joined = Vec::new();
                for segment in self.elements()? {
                    joined.extend(segment.octets(OCTET_STRING)?);
                }
                Some(joined)
            }
            _ => None,
        }
    }
}

/// An element in DER.
pub(crate) fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match value.len() {
        length @ 0..=0x7f => out.push(length as u8),
        length => {
            let bytes = length.to_be_bytes();
            let digits: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
            out.push(0x80 | digits.len() as u8);
            out.extend(digits);
        }
    }
    out.extend(value);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indefinite_lengths_and_segments() {
        let bytes = [0x24, 0x80, 4, 1, b'a', 0x24, 0x81, 3, 4, 1, b'b', 0, 0, 9];
        let mut cursor = Cursor::new(&bytes);
        assert_eq!(cursor.read().unwrap().octets(OCTET_STRING).unwrap(), b"ab");
        assert_eq!(cursor.rest(), [9]);
        let nested = [0x30, 0x80].repeat(200);
        assert!(Cursor::new(&nested).read().is_none());
        assert_eq!(der(4, &[0; 300])[..4], [4, 0x82, 1, 44]);
    }
}
