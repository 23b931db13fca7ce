//! One log message (BSI TR-03151-1 §3.7, versions 2 and 3): read tolerantly, while what was signed is taken as it stands.

use slipcheck_codec::time::{Civil, Moment};
use std::borrow::Cow;

/// Depth to which values of indefinite length are followed.
const MAX_DEPTH: u8 = 8;

/// 0.4.0.127.0.7.3.7.1, the types of log messages: the last arc is 1 transaction, 2 system, 3 audit.
const TYPES: [u8; 8] = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x07, 0x01];
/// 0.4.0.127.0.7.1.1.4.1, ecdsa-plain with one digest each (BSI TR-03111 §5.2.1).
const ECDSA_PLAIN: [u8; 9] = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01];

/// When a log was made: seconds since 1970, and milliseconds where the form has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Time {
    pub(crate) seconds: i64,
    pub(crate) millis: u16,
}

impl Time {
    pub(crate) fn moment(self) -> Moment {
        Moment(self.seconds)
    }
}

/// How a log writes its time (BSI TR-03153), as receipts name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    Unix,
    Utc,
    Generalized,
}

impl TimeFormat {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unix => "unixTime",
            Self::Utc => "utcTime",
            Self::Generalized => "generalizedTime",
        }
    }
}

/// What a transaction's log does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Start,
    Update,
    Finish,
}

impl Step {
    const ALL: [Self; 3] = [Self::Start, Self::Update, Self::Finish];

    /// As a log's name has it; the log itself has `Transaction` behind it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Start => "Start",
            Self::Update => "Update",
            Self::Finish => "Finish",
        }
    }

    pub(crate) fn named(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|step| name.eq_ignore_ascii_case(step.name().as_bytes()))
    }

    /// `StartTransaction`; some devices leave out the second word.
    fn of_operation(operation: &[u8]) -> Option<Self> {
        let at = operation.len().saturating_sub(b"Transaction".len());
        let (step, rest) = operation.split_at_checked(at)?;
        Self::named(if rest.eq_ignore_ascii_case(b"Transaction") { step } else { operation })
    }
}

/// A transaction's part of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transaction<'a> {
    pub(crate) step: Step,
    pub(crate) client: Cow<'a, [u8]>,
    pub(crate) data: Cow<'a, [u8]>,
    /// Logs without one exist.
    pub(crate) process_type: Cow<'a, [u8]>,
    pub(crate) number: u64,
}

/// What a log is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    Transaction(Transaction<'a>),
    System {
        operation: Cow<'a, [u8]>,
        /// TLVs again, of each operation's own.
        data: &'a [u8],
    },
    Audit,
}

/// One log message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Log<'a> {
    pub(crate) content: Content<'a>,
    /// SHA-256 of the key's uncompressed point.
    pub(crate) serial: [u8; 32],
    /// The algorithm's object identifier, as its octets.
    pub(crate) algorithm: &'a [u8],
    pub(crate) counter: u64,
    pub(crate) time: Time,
    pub(crate) time_format: TimeFormat,
    /// All elements before the signature, as they stand.
    pub(crate) signed: &'a [u8],
    pub(crate) signature: &'a [u8],
}

/// The last arc of `ecdsa-plain-…`: `None` for another algorithm.
pub(crate) fn ecdsa_plain(oid: &[u8]) -> Option<u8> {
    match oid.strip_prefix(&ECDSA_PLAIN) {
        Some([last]) => Some(*last),
        _ => None,
    }
}

/// One element, of definite or indefinite length (X.690 §8.1.3).
#[derive(Clone, Copy)]
struct Element<'a> {
    tag: u8,
    value: &'a [u8],
}

/// Reads one element of which the tag number is below 31: it, and what stands behind.
fn element(bytes: &[u8], depth: u8) -> Option<(Element<'_>, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    if tag & 0x1f == 0x1f {
        return None;
    }
    let (&first, rest) = rest.split_first()?;
    if first == 0x80 {
        if tag & 0x20 == 0 || depth == MAX_DEPTH {
            return None;
        }
        let mut inner = rest;
        loop {
            if let Some(behind) = inner.strip_prefix(&[0, 0]) {
                let value = rest.get(..rest.len() - inner.len())?;
                return Some((Element { tag, value }, behind));
            }
            inner = element(inner, depth + 1)?.1;
        }
    }
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let length = octets.iter().try_fold(0usize, |n, b| n.checked_mul(256)?.checked_add(usize::from(*b)))?;
        (length, rest)
    };
    let (value, behind) = rest.split_at_checked(length)?;
    Some((Element { tag, value }, behind))
}

impl<'a> Element<'a> {
    /// Its octets: of a constructed one those of the strings inside, one behind the other.
    fn octets(self) -> Option<Cow<'a, [u8]>> {
        self.octets_below(0)
    }

    fn octets_below(self, depth: u8) -> Option<Cow<'a, [u8]>> {
        if self.tag & 0x20 == 0 {
            return Some(Cow::Borrowed(self.value));
        }
        if depth == MAX_DEPTH {
            return None;
        }
        let (mut rest, mut all) = (self.value, Vec::new());
        while !rest.is_empty() {
            let (part, behind) = element(rest, depth + 1)?;
            all.extend_from_slice(&part.octets_below(depth + 1)?);
            rest = behind;
        }
        Some(Cow::Owned(all))
    }

    /// A number that is not negative; a sign octet that is missing is not missed.
    fn number(self) -> Option<u64> {
        let significant =
            self.value.iter().position(|b| *b != 0).map_or(&[][..], |at| self.value.get(at..).unwrap_or(&[]));
        if self.value.is_empty() || significant.len() > 8 {
            return None;
        }
        Some(significant.iter().fold(0, |n, b| n << 8 | u64::from(*b)))
    }

    fn time(self) -> Option<(Time, TimeFormat)> {
        match self.tag {
            0x02 => {
                let seconds = i64::try_from(self.number()?).ok()?;
                Some((Time { seconds, millis: 0 }, TimeFormat::Unix))
            }
            0x17 => Some((utc(self.value)?, TimeFormat::Utc)),
            0x18 => Some((generalized(self.value)?, TimeFormat::Generalized)),
            _ => None,
        }
    }
}

/// `YYMMDDhhmmssZ` (X.680 §47).
pub(super) fn utc(text: &[u8]) -> Option<Time> {
    let century = if text.first()? < &b'5' { b"20" } else { b"19" };
    (text.len() == 13).then(|| generalized(&[century, text].concat()))?
}

/// `YYYYMMDDhhmmss[.f…]Z` (X.680 §46); of a fraction three digits count.
pub(super) fn generalized(text: &[u8]) -> Option<Time> {
    let (digits, rest) = text.split_at_checked(14)?;
    let digits = core::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|c| c.is_ascii_digit()))?;
    let field = |at: usize, length: usize| digits.get(at..at + length)?.parse::<u8>().ok();
    let year: i32 = digits.get(..4)?.parse().ok()?;
    let civil = Civil::new(year, field(4, 2)?, field(6, 2)?, field(8, 2)?, field(10, 2)?, field(12, 2)?)?;
    let millis = match rest.strip_suffix(b"Z")? {
        [] => 0,
        [b'.', fraction @ ..] if !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit) => {
            let digit = |at: usize| fraction.get(at).map_or(0, |c| u16::from(c - b'0'));
            digit(0) * 100 + digit(1) * 10 + digit(2)
        }
        _ => return None,
    };
    Some(Time { seconds: civil.at_offset(0).0, millis })
}

/// Reads elements one after another, all of them from one log.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Element<'a>> {
        let (element, behind) = element(self.0, 0)?;
        self.0 = behind;
        Some(element)
    }

    fn expect(&mut self, tag: u8) -> Option<Element<'a>> {
        self.next().filter(|element| element.tag == tag)
    }

    /// Elements up to the first OCTET STRING, which begins what all types have in common.
    fn content(&mut self) -> Option<Vec<Element<'a>>> {
        let mut elements = Vec::new();
        while *self.0.first()? != 0x04 {
            elements.push(self.next()?);
        }
        Some(elements)
    }
}

/// The one element with this number among context-specific ones: `None` when it stands there twice.
fn context<'a>(elements: &[Element<'a>], number: u8) -> Option<Option<Element<'a>>> {
    let mut found = elements.iter().filter(|element| element.tag & !0x20 == 0x80 | number);
    let first = found.next().copied();
    found.next().is_none().then_some(first)
}

fn transaction<'a>(elements: &[Element<'a>]) -> Option<Content<'a>> {
    let known = |element: &Element<'_>| (0x80..=0x86).contains(&(element.tag & !0x20));
    if !elements.iter().all(known) {
        return None;
    }
    let octets = |number| context(elements, number)?.map_or(Some(Cow::Borrowed(&[][..])), Element::octets);
    let operation = context(elements, 0)??.octets()?;
    Some(Content::Transaction(Transaction {
        step: Step::of_operation(&operation)?,
        client: context(elements, 1)??.octets()?,
        data: context(elements, 2)??.octets()?,
        process_type: octets(3)?,
        number: context(elements, 5)??.number()?,
    }))
}

fn system<'a>(elements: &[Element<'a>]) -> Option<Content<'a>> {
    let operation = elements.first().filter(|element| element.tag & !0x20 == 0x80)?.octets()?;
    let data = elements.iter().find(|element| element.tag & !0x20 == 0x81).map_or(&[][..], |element| element.value);
    Some(Content::System { operation, data })
}

impl<'a> Log<'a> {
    /// Reads one: `None` when it is no log message, or something stands behind it.
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (whole, behind) = element(bytes, 0).filter(|_| bytes.get(1) != Some(&0x80))?;
        if whole.tag != 0x30 || !behind.is_empty() {
            return None;
        }
        let mut reader = Reader(whole.value);
        if !matches!(reader.expect(0x02)?.number()?, 2 | 3) {
            return None;
        }
        let kind = match reader.expect(0x06)?.value.strip_prefix(&TYPES) {
            Some([kind @ 1..=3]) => *kind,
            _ => return None,
        };
        let elements = reader.content()?;
        let content = match (kind, elements.as_slice()) {
            (1, elements) => transaction(elements)?,
            (2, elements) => system(elements)?,
            (_, []) => Content::Audit,
            _ => return None,
        };
        let serial = reader.expect(0x04)?.value.try_into().ok()?;
        let (algorithm, _) = element(reader.expect(0x30)?.value, 1).filter(|(oid, _)| oid.tag == 0x06)?;
        if kind == 3 {
            reader.expect(0x04)?;
        }
        let counter = reader.expect(0x02)?.number()?;
        let (time, time_format) = reader.next()?.time()?;
        let signed = whole.value.get(..whole.value.len() - reader.0.len())?;
        let signature = reader.expect(0x04)?.value;
        reader.0.is_empty().then_some(Self {
            content,
            serial,
            algorithm: algorithm.value,
            counter,
            time,
            time_format,
            signed,
            signature,
        })
    }
}

/// Whether the data of a `selfTest` tell of a result that is false: `82 00`, or an empty one's kin, behind each component.
pub(crate) fn has_failed_result(data: &[u8]) -> bool {
    fails(data, 0)
}

fn fails(mut data: &[u8], depth: u8) -> bool {
    while let Some((part, behind)) = element(data, depth) {
        let inside = part.tag & 0x20 != 0 && depth < MAX_DEPTH && fails(part.value, depth + 1);
        if inside || matches!(part.tag, 0x82 | 0x01) && part.value == [0] {
            return true;
        }
        data = behind;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use slipcheck_codec::der::tlv;

    fn log(kind: u8, content: &[u8], behind: &[u8]) -> Vec<u8> {
        let oid = [&TYPES[..], &[kind]].concat();
        let audit = if kind == 3 { tlv(0x04, b"audit") } else { Vec::new() };
        let parts = [
            tlv(0x02, &[2]),
            tlv(0x06, &oid),
            content.to_vec(),
            tlv(0x04, &[7; 32]),
            tlv(0x30, &tlv(0x06, &[&ECDSA_PLAIN[..], &[3]].concat())),
            audit,
            tlv(0x02, &[0, 0xdf]),
            tlv(0x17, b"260401080600Z"),
            tlv(0x04, &[1; 64]),
            behind.to_vec(),
        ];
        tlv(0x30, &parts.concat())
    }

    fn content(data: &[u8]) -> Vec<u8> {
        [
            tlv(0x80, b"FinishTransaction"),
            tlv(0x81, b"K-1"),
            data.to_vec(),
            tlv(0x83, b"Kassenbeleg-V1"),
            tlv(0x85, &[0, 0xdf]),
        ]
        .concat()
    }

    #[test]
    fn a_transaction_is_read_in_both_forms_of_its_data() {
        for data in [tlv(0x82, b"Beleg"), [&[0xa2, 0x80][..], &tlv(4, b"Be"), &tlv(4, b"leg"), &[0, 0]].concat()] {
            let bytes = log(1, &content(&data), &[]);
            let read = Log::parse(&bytes).unwrap();
            let Content::Transaction(transaction) = &read.content else { panic!() };
            assert_eq!((transaction.step, &*transaction.client), (Step::Finish, &b"K-1"[..]));
            assert_eq!((&*transaction.data, transaction.number, read.counter), (&b"Beleg"[..], 223, 223));
            assert_eq!((read.time.moment().rfc3339().as_str(), read.time.millis), ("2026-04-01T08:06:00Z", 0));
            assert!(read.signed.starts_with(&[2, 1, 2]) && read.signed.ends_with(b"0600Z"));
            assert_eq!(ecdsa_plain(read.algorithm), Some(3));
        }
    }

    #[test]
    fn system_and_audit_logs_are_read() {
        let bytes =
            log(2, &[tlv(0x80, b"selfTest"), tlv(0x81, &[tlv(0x81, b"S"), tlv(0x82, &[0])].concat())].concat(), &[]);
        let Content::System { operation, data } = Log::parse(&bytes).unwrap().content else { panic!() };
        assert_eq!(&*operation, b"selfTest");
        assert!(has_failed_result(data));
        assert!(!has_failed_result(&tlv(0x82, &[0xff])));
        assert!(has_failed_result(&tlv(0x30, &[tlv(0x81, b"S"), tlv(0x82, &[0])].concat())));
        assert_eq!(Log::parse(&log(3, &[], &[])).unwrap().content, Content::Audit);
    }

    #[test]
    fn what_is_no_log_is_refused() {
        let data = tlv(0x82, b"x");
        let good = log(1, &content(&data), &[]);
        assert!(Log::parse(&good).is_some());
        assert!(Log::parse(&[&good[..], &[0]].concat()).is_none(), "behind");
        assert!(Log::parse(&good[..good.len() - 1]).is_none(), "cut");
        assert!(Log::parse(&log(1, &content(&data), &[5, 0])).is_none(), "one element more");
        assert!(Log::parse(&log(4, &content(&data), &[])).is_none(), "type");
        assert!(Log::parse(&log(3, &tlv(0x80, b"x"), &[])).is_none(), "audit with content");
        assert!(Log::parse(&log(1, &[content(&data), data.clone()].concat(), &[])).is_none(), "twice");
        let mut version = good.clone();
        let at = version.windows(3).position(|w| w == [2, 1, 2]).unwrap();
        version[at + 2] = 3;
        assert!(Log::parse(&version).is_some());
        version[at + 2] = 1;
        assert!(Log::parse(&version).is_none(), "version");
    }

    #[test]
    fn nesting_has_an_end() {
        for (levels, reads) in [(3, true), (100_000, false)] {
            let mut definite = tlv(4, b"x");
            let mut indefinite = definite.clone();
            for _ in 0..levels.min(2000) {
                definite = tlv(0x24, &definite);
            }
            for _ in 0..levels {
                indefinite.splice(0..0, [0x24, 0x80]);
                indefinite.extend([0, 0]);
                if indefinite.len() > 20_000 {
                    break;
                }
            }
            for data in [tlv(0xa2, &definite), tlv(0xa2, &indefinite)] {
                assert_eq!(Log::parse(&log(1, &content(&data), &[])).is_some(), reads, "{levels}");
                let system = [tlv(0x80, b"selfTest"), tlv(0xa1, &data)].concat();
                let _ = Log::parse(&log(2, &system, &[]));
                assert!(!has_failed_result(&data));
            }
        }
    }

    #[test]
    fn times_have_three_forms() {
        assert_eq!(utc(b"260401080600Z"), generalized(b"20260401080600Z"));
        assert_eq!(generalized(b"20260401080600.25Z").unwrap().millis, 250);
        for bad in ["2604010806Z", "260401080600", "261301080600Z", "2604010806001Z"] {
            assert_eq!(utc(bad.as_bytes()), None, "{bad}");
        }
        for bad in ["20260401080600", "20260401080600.Z", "20260401080660Z", "2026040108060 Z"] {
            assert_eq!(generalized(bad.as_bytes()), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut bytes: Vec<u8>, at: prop::sample::Index, byte: u8) {
            let _ = (Log::parse(&bytes), has_failed_result(&bytes));
            bytes = log(1, &content(&tlv(0x82, b"x")), &[]);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = Log::parse(&bytes);
        }
    }
}
