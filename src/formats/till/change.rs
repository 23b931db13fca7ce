//! What a repair changed, as evidence: before and after, and which of the signed bytes it concerns.

use crate::{
    encoding::hex,
    report::{Cause, CauseId, Confidence, Evidence, Range},
    time::Moment,
};
use alloc::string::String;
use core::ops;

/// Bytes that were signed, and which of them mean what.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::formats) struct Signed {
    pub(in crate::formats) bytes: alloc::vec::Vec<u8>,
    pub(in crate::formats) ranges: alloc::vec::Vec<Range>,
}

impl Signed {
    /// Appends bytes under a name.
    pub(in crate::formats) fn push(&mut self, name: &'static str, bytes: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.ranges.push(Range { field: name.into(), start, end: self.bytes.len() });
    }
}

/// The bytes of `shown` and of `fits` that differ: what they begin and end with alike is left out.
fn difference(shown: &[u8], fits: &[u8]) -> (ops::Range<usize>, ops::Range<usize>) {
    let alike = shown.iter().zip(fits).take_while(|(a, b)| a == b).count();
    let rest = shown.len().min(fits.len()) - alike;
    let behind = shown.iter().rev().zip(fits.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (alike..shown.len() - behind, alike..fits.len() - behind)
}

/// One change that makes the signature fit.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::formats) struct Change {
    /// The cause that it belongs to.
    pub(in crate::formats) id: CauseId,
    /// What to say about it.
    pub(in crate::formats) evidence: Evidence,
}

impl Change {
    /// A member's value: as signed, and as the code has it.
    pub(in crate::formats) fn value(field: &str, signed: &str, shown: &str) -> Self {
        Self {
            id: CauseId::FieldAltered,
            evidence: crate::evidence! { "field" => field, "signed" => signed, "code" => shown },
        }
    }

    /// The same text in other bytes.
    pub(in crate::formats) fn encoding(what: &'static str) -> Self {
        Self { id: CauseId::EncodingConflict, evidence: crate::evidence! { "what" => what } }
    }

    /// One character of a member, read as another.
    pub(in crate::formats) fn misread(field: &str, at: usize, read: char, meant: char) -> Self {
        let evidence = crate::evidence! {
            "field" => field, "position" => at, "read" => String::from(read), "fits" => String::from(meant),
        };
        Self { id: CauseId::ReadingError, evidence }
    }

    /// The same value of a member, written in another way.
    pub(in crate::formats) fn writing(what: &'static str, field: &str, signed: &str, shown: &str) -> Self {
        let evidence = crate::evidence! { "what" => what, "field" => field, "signed" => signed, "code" => shown };
        Self { id: CauseId::EncodingConflict, evidence }
    }

    /// Another algorithm than the one declared.
    pub(in crate::formats) fn algorithm(declared: &str, fits: &str) -> Self {
        Self { id: CauseId::AlgorithmConflict, evidence: crate::evidence! { "declared" => declared, "fits" => fits } }
    }

    /// A time: off by whole hours, by seconds or minutes, or altogether another.
    pub(in crate::formats) fn time(field: &str, signed: (Moment, &str), shown: (Moment, &str)) -> Self {
        let mut change = Self::value(field, signed.1, shown.1);
        let seconds = shown.0.0 - signed.0.0;
        if seconds % 3600 == 0 && (1..=14 * 3600).contains(&seconds.abs()) {
            change.id = CauseId::TimeZone;
            change.evidence.insert("hours".into(), (seconds / 3600).into());
        } else if seconds != 0 && seconds.abs() < 86_400 {
            change.id = CauseId::ClockWrong;
            change.evidence.insert("seconds".into(), seconds.into());
        }
        change
    }

    /// The proven cause, with the bytes that differ: `shown` those of the slip as it stands, `fits` those that were
    /// signed.
    pub(in crate::formats) fn proven(mut self, shown: &[u8], fits: &[u8], digest: &[u8]) -> Cause {
        mark(&mut self.evidence, shown, fits, digest);
        Cause::new(self.id, Confidence::Proven, self.evidence)
    }
}

/// Adds to the evidence of a repair which of the slip's bytes differ from those that were signed (`range`, its first byte
/// and the one behind its last, in `signedBytes`), those bytes before and after in hex, and the digest that fits.
pub(in crate::formats) fn mark(evidence: &mut Evidence, shown: &[u8], fits: &[u8], digest: &[u8]) {
    let mut insert = |name: &str, value: serde_json::Value| evidence.insert(name.into(), value);
    if shown != fits {
        let (from, to) = difference(shown, fits);
        let part = |bytes: &[u8], range: ops::Range<usize>| -> String { hex(bytes.get(range).unwrap_or_default()) };
        insert("range", alloc::vec![from.start, from.end].into());
        insert("before", part(shown, from).into());
        insert("after", part(fits, to).into());
    }
    insert("digest", hex(digest).into());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_that_differ() {
        assert_eq!(difference(b"abcdef", b"abXdef"), (2..3, 2..3));
        assert_eq!(difference(b"abcdef", b"abdef"), (2..3, 2..2));
        assert_eq!(difference(b"aaa", b"aaaa"), (3..3, 3..4));
        assert_eq!(difference(b"", b"a"), (0..0, 0..1));
        assert_eq!(difference(b"abc", b"abc"), (3..3, 3..3));
        assert_eq!(difference(b"abab", b"ab"), (2..4, 2..2));
    }

    #[test]
    fn times_belong_to_the_cause_of_their_shift() {
        let change = |seconds: i64| Change::time("tseEnd", (Moment(0), ""), (Moment(seconds), "")).id;
        assert_eq!(change(3600), CauseId::TimeZone);
        assert_eq!(change(-7200), CauseId::TimeZone);
        assert_eq!(change(1), CauseId::ClockWrong);
        assert_eq!(change(-90), CauseId::ClockWrong);
        assert_eq!(change(86_400), CauseId::FieldAltered);
    }
}
