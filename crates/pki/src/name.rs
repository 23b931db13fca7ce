//! Distinguished names: shown as RFC 4514 writes them, compared as RFC 5280 §7.1 asks.

use super::{
    oid,
    tlv::{self, Cursor, Tlv},
};
use alloc::{string::String, vec::Vec};
use slipcheck_codec::{encoding::hex, order};

/// One attribute of a relative distinguished name.
struct Attribute<'a> {
    kind: &'a [u8],
    value: Tlv<'a>,
}

/// Most parts of a name, and of one part: names have a score of them at most, and each is shown and compared.
const MAX_PARTS: usize = 128;

/// The relative distinguished names of a Name, in their order: `None` when it is malformed (RFC 5280 §4.1.2.4).
fn parse(name: &[u8]) -> Option<Vec<Vec<Attribute<'_>>>> {
    let mut rdns = Vec::new();
    let mut sequence = Tlv::whole_of(name, tlv::SEQUENCE)?.inside();
    while !sequence.is_empty() {
        if rdns.len() == MAX_PARTS {
            return None;
        }
        rdns.push(parse_rdn(sequence.expect(tlv::SET)?.inside())?);
    }
    Some(rdns)
}

/// The attributes of one relative distinguished name: at least one.
fn parse_rdn(mut set: Cursor<'_>) -> Option<Vec<Attribute<'_>>> {
    let mut rdn = Vec::new();
    while !set.is_empty() {
        if rdn.len() == MAX_PARTS {
            return None;
        }
        let mut attribute = set.expect(tlv::SEQUENCE)?.inside();
        let kind = attribute.expect(tlv::OID)?.value;
        let value = attribute.read()?;
        attribute.end()?;
        rdn.push(Attribute { kind, value });
    }
    (!rdn.is_empty()).then_some(rdn)
}

/// A Name brought to one form, so that equal names are equal bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    rdns: Vec<Vec<u8>>,
}

impl Name {
    /// Reads a DER Name.
    pub(crate) fn from_der(name: &[u8]) -> Option<Self> {
        Some(Self { rdns: parse(name)?.iter().map(|rdn| canonical(rdn)).collect() })
    }

    /// Whether it has no relative distinguished name at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.rdns.is_empty()
    }

    /// Whether it lies in the subtree below `base` (RFC 5280 §4.2.1.10, directoryName).
    pub(crate) fn is_within(&self, base: &Self) -> bool {
        self.rdns.starts_with(&base.rdns)
    }

    /// This name with one more relative distinguished name behind it: the content of that SET (RFC 5280 §4.2.1.13,
    /// nameRelativeToCRLIssuer).
    pub(crate) fn relative(mut self, rdn: &[u8]) -> Option<Self> {
        self.rdns.push(canonical(&parse_rdn(Cursor::new(rdn))?));
        Some(self)
    }
}

/// One relative distinguished name as bytes that equal those of every equal one.
fn canonical(rdn: &[Attribute<'_>]) -> Vec<u8> {
    let attributes: Vec<Vec<u8>> = rdn
        .iter()
        .map(|attribute| {
            let mut bytes = Vec::with_capacity(attribute.value.raw.len() + 8);
            push(&mut bytes, attribute.kind);
            match text(attribute.value) {
                Some(text) => push(&mut bytes, folded(&text).as_bytes()),
                // No string: the element itself, behind an octet that no length begins with.
                None => {
                    bytes.push(0xff);
                    push(&mut bytes, attribute.value.raw);
                }
            }
            bytes
        })
        .collect();
    // A SET has no order that would mean anything.
    let sorted = order::by(attributes.len(), &|a, b| attributes.get(a).cmp(&attributes.get(b)));
    sorted.into_iter().filter_map(|at| attributes.get(at)).flatten().copied().collect()
}

/// Length and bytes: so that no two lists of them look the same.
fn push(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&(part.len() as u32).to_be_bytes());
    bytes.extend_from_slice(part);
}

/// What a string says, whichever of the string types it was written in: `None` when it is no string, or is not what its
/// type allows.
fn text(value: Tlv<'_>) -> Option<String> {
    match value.tag {
        // UTF8String
        0x0c => core::str::from_utf8(value.value).ok().map(String::from),
        // NumericString, PrintableString, IA5String, VisibleString
        0x12 | 0x13 | 0x16 | 0x1a => {
            value.value.is_ascii().then(|| value.value.iter().map(|b| char::from(*b)).collect())
        }
        // TeletexString: read as Latin-1, as everyone does
        0x14 => Some(value.value.iter().map(|b| char::from(*b)).collect()),
        // BMPString
        0x1e => {
            let units = value.value.chunks(2).map(|pair| match pair {
                [high, low] => u16::from(*high) << 8 | u16::from(*low),
                _ => 0xd800,
            });
            char::decode_utf16(units).collect::<Result<String, _>>().ok()
        }
        _ => None,
    }
}

/// RFC 5280 §7.1: without letter case, without outer white space, inner runs of it as one space.
fn folded(text: &str) -> String {
    let text = slipcheck_codec::unicode::lowercase(text);
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Attribute types by their registered short names (RFC 4514 §3, RFC 4519, RFC 2985): object identifier content.
const SHORT: [(&[u8], &str); 20] = [
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 9], "STREET"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID"),
    (&[0x55, 4, 4], "SN"),
    (&[0x55, 4, 5], "serialNumber"),
    (&[0x55, 4, 12], "title"),
    (&[0x55, 4, 13], "description"),
    (&[0x55, 4, 15], "businessCategory"),
    (&[0x55, 4, 17], "postalCode"),
    (&[0x55, 4, 42], "givenName"),
    (&[0x55, 4, 46], "dnQualifier"),
    (&[0x55, 4, 65], "pseudonym"),
    (&[0x55, 4, 97], "organizationIdentifier"),
    (EMAIL, "emailAddress"),
];

/// emailAddress (RFC 2985 §5.2.1).
pub(crate) const EMAIL: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1];

/// The name as RFC 4514 writes it: last relative distinguished name first.
pub(crate) fn print(name: &[u8]) -> String {
    let mut out = String::new();
    for (i, rdn) in parse(name).unwrap_or_default().iter().rev().enumerate() {
        if i > 0 {
            out.push(',');
        }
        for (i, attribute) in rdn.iter().enumerate() {
            if i > 0 {
                out.push('+');
            }
            let short = SHORT.iter().find(|(kind, _)| *kind == attribute.kind);
            match short {
                Some((_, name)) => out.push_str(name),
                None => out.push_str(&oid::text(attribute.kind)),
            }
            out.push('=');
            // RFC 4514 §2.4: a type without a short name, and what is no string, are written as the element's hex.
            match (short, text(attribute.value)) {
                (Some(_), Some(text)) => escape(&mut out, &text),
                _ => {
                    out.push('#');
                    out.push_str(&hex(attribute.value.raw));
                }
            }
        }
    }
    out
}

fn escape(out: &mut String, text: &str) {
    let last = text.chars().count().saturating_sub(1);
    for (i, c) in text.chars().enumerate() {
        match c {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => out.extend(['\\', c]),
            ' ' if i == 0 || i == last => out.push_str("\\ "),
            '#' if i == 0 => out.push_str("\\#"),
            '\0'..='\x1f' | '\x7f' => {
                out.push('\\');
                out.push_str(&hex(&[c as u8]));
            }
            c => out.push(c),
        }
    }
}

/// The values of every attribute of this type.
pub(crate) fn values(name: &[u8], kind: &[u8]) -> Vec<String> {
    let attributes = parse(name).unwrap_or_default();
    attributes.iter().flatten().filter(|a| a.kind == kind).filter_map(|a| text(a.value)).collect()
}

/// Whether organisation or common name say that this is a demonstration.
pub(crate) fn is_demo(name: &[u8]) -> bool {
    [&[0x55, 4, 10][..], &[0x55, 4, 3]]
        .iter()
        .flat_map(|kind| values(name, kind))
        .any(|value| folded(&value).contains("slipcheck demo"))
}

/// Whether organisation or common name say that this belongs to a test: TEST as a word, in any letter case and with a number
/// behind it, or 测试 (issuers.md, Rules 5).
pub(crate) fn is_test(name: &[u8]) -> bool {
    is_test_in(name, &[&[0x55, 4, 10], &[0x55, 4, 3]])
}

/// The same of the common name alone.
pub(crate) fn is_test_name(name: &[u8]) -> bool {
    is_test_in(name, &[&[0x55, 4, 3]])
}

fn is_test_in(name: &[u8], kinds: &[&[u8]]) -> bool {
    let word = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_digit()).eq_ignore_ascii_case("test");
    // Chinese characters stand beside a word of letters, and are no part of it.
    let apart = |c: char| !c.is_alphanumeric() || c >= '\u{2e80}';
    kinds.iter().flat_map(|kind| values(name, kind)).any(|value| value.contains("测试") || value.split(apart).any(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).unwrap();
        let header = if length < 0x80 { alloc::vec![tag, length] } else { alloc::vec![tag, 0x81, length] };
        [header, content.to_vec()].concat()
    }

    fn attribute(kind: &[u8], tag: u8, value: &[u8]) -> Vec<u8> {
        wrap(tlv::SEQUENCE, &[wrap(tlv::OID, kind), wrap(tag, value)].concat())
    }

    fn name(rdns: &[Vec<u8>]) -> Vec<u8> {
        wrap(tlv::SEQUENCE, &rdns.iter().flat_map(|rdn| wrap(tlv::SET, rdn)).collect::<Vec<_>>())
    }

    const CN: &[u8] = &[0x55, 4, 3];
    const O: &[u8] = &[0x55, 4, 10];

    #[test]
    fn printed_by_rfc_4514() {
        let both = [attribute(CN, 0x0c, "收单, 行".as_bytes()), attribute(&[0x55, 4, 5], 0x13, b" 7 ")].concat();
        let der = name(&[attribute(O, 0x13, b"#A+B"), both, attribute(&[0x2a, 3], 0x13, b"x")]);
        assert_eq!(print(&der), "1.2.3=#130178,CN=收单\\, 行+serialNumber=\\ 7\\ ,O=\\#A\\+B");
        assert_eq!(print(&name(&[attribute(CN, 0x0c, b"a\0b")])), "CN=a\\00b");
        assert_eq!(print(&name(&[attribute(CN, 0x0c, b" ")])), "CN=\\ ");
        assert_eq!(print(b"rubbish"), "");
    }

    #[test]
    fn compared_by_rfc_5280_section_7_1() {
        let read = |tag, value: &[u8]| Name::from_der(&name(&[attribute(CN, tag, value)])).unwrap();
        let plain = read(0x13, b"Good CA");
        assert_eq!(plain, read(0x0c, b"  good \t cA "));
        assert_eq!(plain, read(0x1e, b"\0G\0o\0o\0d\0 \0C\0A"));
        assert_ne!(plain, read(0x0c, b"GoodCA"));
        assert_ne!(plain, read(0x04, b"Good CA"));
        assert_eq!(read(0x0c, "ÄÖÜ".as_bytes()), read(0x14, &[0xe4, 0xf6, 0xfc]));
        let (a, b) = (attribute(CN, 0x13, b"a"), attribute(O, 0x13, b"b"));
        let together = |x: &[u8], y: &[u8]| Name::from_der(&name(&[[x, y].concat()])).unwrap();
        assert_eq!(together(&a, &b), together(&b, &a));
        let apart = Name::from_der(&name(&[a.clone(), b.clone()])).unwrap();
        assert_ne!(together(&a, &b), apart);
        assert!(apart.is_within(&Name::from_der(&name(core::slice::from_ref(&a))).unwrap()));
        assert!(!apart.is_within(&Name::from_der(&name(core::slice::from_ref(&b))).unwrap()));
        assert_eq!(Name::from_der(&name(core::slice::from_ref(&a))).unwrap().relative(&b).unwrap(), apart);
    }

    #[test]
    fn a_test_says_so_by_a_word_of_its_own() {
        let says = |text: &str| is_test(&name(&[attribute(O, 0x0c, text.as_bytes())]));
        for test in [
            "CFCA TEST OCA1",
            "a-sign-Premium-Test-Sig-02",
            "税务测试CA2(SM2)",
            "TSE-Test-Root-CA",
            "test",
            "Test2",
            "银联TEST证书",
        ] {
            assert!(says(test), "{test}");
        }
        for real in ["Attest CA", "Stiftung Warentest", "TESTATOR GmbH", "Contest", "测量", "Protesta", "Teste"] {
            assert!(!says(real), "{real}");
        }
        assert!(!is_test(&name(&[attribute(&[0x55, 4, 11], 0x0c, b"TEST")])));
    }

    #[test]
    fn malformed_names_are_refused() {
        for bad in [&b"\x30\x02\x31\x00"[..], b"\x31\x00", b"\x30\x00\x00", b"\x30\x04\x31\x02\x30\x00", b""] {
            assert_eq!(Name::from_der(bad), None);
        }
        assert!(Name::from_der(&[0x30, 0]).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, tag: u8, value: Vec<u8>) {
            let _ = (Name::from_der(&bytes), print(&bytes), is_demo(&bytes));
            if value.len() < 90 {
                let der = name(&[attribute(CN, tag, &value)]);
                let _ = (Name::from_der(&der), print(&der), is_demo(&der));
            }
        }
    }
}
