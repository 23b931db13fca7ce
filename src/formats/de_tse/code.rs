//! The code `V0;…` taken apart (DSFinV-K annex I).

use crate::{
    encoding::{self, Base64, base64_lenient},
    evidence,
    report::{Cause, CauseId, Confidence},
    signature::{Curve, Digest, PublicKey, sha256},
    time::{Moment, Timestamp},
};
use alloc::{string::String, vec::Vec};

/// Longest code, in bytes: the largest codes in pictures hold less than 3 kB.
pub(super) const LIMIT: usize = 8 * 1024;

/// How the time of a log message is written (BSI TR-03153).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeFormat {
    Unix,
    Utc,
    Generalized,
    /// With milliseconds.
    GeneralizedFraction,
}

impl TimeFormat {
    pub(super) const ALL: [Self; 4] = [Self::Unix, Self::Utc, Self::Generalized, Self::GeneralizedFraction];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unix => "unixTime",
            Self::Utc => "utcTime",
            Self::Generalized => "generalizedTime",
            Self::GeneralizedFraction => "generalizedTimeWithMilliseconds",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        // One vendor names the seconds, which the guideline's own form has anyway.
        let name = if name == "utcTimeWithSeconds" { "utcTime" } else { name };
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// `ecdsa-plain-SHA256` and its kin (BSI TR-03111).
pub(super) fn algorithm_name(digest: Digest) -> &'static str {
    match digest {
        Digest::Sha224 => "ecdsa-plain-SHA224",
        Digest::Sha256 => "ecdsa-plain-SHA256",
        Digest::Sha384 => "ecdsa-plain-SHA384",
        Digest::Sha512 => "ecdsa-plain-SHA512",
        Digest::Sm3 | Digest::Sha1 => "",
    }
}

pub(super) const DIGESTS: [Digest; 4] = [Digest::Sha256, Digest::Sha384, Digest::Sha512, Digest::Sha224];

pub(super) fn algorithm(name: &str) -> Option<Digest> {
    DIGESTS.into_iter().find(|digest| algorithm_name(*digest) == name)
}

/// A time as it stands in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) moment: Moment,
    /// Milliseconds.
    pub(super) fraction: u16,
    /// Its offset from UTC, when one is written: `Z` is 0.
    pub(super) offset: Option<i32>,
}

/// `2021-08-23T14:36:33.000Z`, with another offset, or with none, which is then taken as UTC.
pub(super) fn time(text: &str) -> Option<Time> {
    let (date_time, rest) = text.split_at_checked(19)?;
    let (fraction, zone) = match rest.strip_prefix('.') {
        Some(rest) => {
            let (digits, zone) = rest.split_at_checked(3)?;
            (digits.bytes().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok())??, zone)
        }
        None => (0, rest),
    };
    // One spelling: no lower case, no leap second.
    if !date_time.is_ascii() || date_time.as_bytes().get(10) != Some(&b'T') || date_time.ends_with("60") || zone == "z"
    {
        return None;
    }
    let time = Timestamp::parse(&[date_time, if zone.is_empty() { "Z" } else { zone }].concat())?;
    Some(Time { moment: time.moment(), fraction, offset: (!zone.is_empty()).then_some(time.offset) })
}

/// A number of at most 19 digits without leading zeros.
pub(super) fn number(text: &str) -> Option<u64> {
    let canonical = text.bytes().all(|c| c.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if canonical { text.parse().ok().filter(|number| *number <= i64::MAX as u64) } else { None }
}

/// The twelve fields as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) client_id: String,
    pub(super) process_type: String,
    pub(super) process_data: String,
    pub(super) transaction: String,
    pub(super) counter: String,
    pub(super) start: String,
    pub(super) finish: String,
    pub(super) algorithm: String,
    pub(super) time_format: String,
    pub(super) signature: String,
    pub(super) key: String,
    /// Fields that are there: fewer than twelve when the code was cut.
    pub(super) count: usize,
}

fn refuse(id: CauseId, confidence: Confidence, member: &str, reason: &'static str, value: &str) -> Cause {
    Cause::new(id, confidence, evidence! { "member" => member, "reason" => reason, "value" => value })
}

/// Where process data end: before the `;` that transaction, counter and a time follow (DSFinV-K annex I), since data of
/// an order have semicolons of their own. `None` when none is followed so before the next code begins.
pub(super) fn data_end(rest: &[u8]) -> Option<usize> {
    let follows = |rest: &[u8]| {
        let mut rest = rest.iter().take(200).filter(|c| !c.is_ascii_whitespace());
        let mut number = || {
            let mut digits = 0;
            loop {
                match rest.next() {
                    Some(b'0'..=b'9') => digits += 1,
                    Some(b';') => return digits > 0,
                    _ => return false,
                }
            }
        };
        number() && number() && rest.next().is_some_and(u8::is_ascii_digit) && rest.nth(3) == Some(&b'-')
    };
    let begins = |at: usize| {
        let code = rest.get(at..).unwrap_or_default();
        let own = at > 0 && rest.get(at - 1).is_some_and(|c| !c.is_ascii_alphanumeric());
        own && code.starts_with(b"V0") && code.iter().skip(2).find(|c| !c.is_ascii_whitespace()) == Some(&b';')
    };
    for (at, c) in rest.iter().enumerate() {
        match c {
            b';' if follows(rest.get(at + 1..).unwrap_or_default()) => return Some(at),
            b'V' if begins(at) => return None,
            0 => return None,
            _ => {}
        }
    }
    None
}

impl Code {
    pub(super) fn split(code: &str) -> Self {
        // Version, till and type, then data up to what follows them.
        let data = code.match_indices(';').nth(2).map_or(code.len(), |(at, _)| at + 1);
        let (head, tail) = code.split_at_checked(data).unwrap_or((code, ""));
        let end = data_end(tail.as_bytes()).or_else(|| tail.find(';')).unwrap_or(tail.len());
        let (data, behind) = tail.split_at_checked(end).unwrap_or((tail, ""));
        let count = head.matches(';').count() + behind.matches(';').count() + 1;
        let mut fields = head.split(';').map(String::from);
        let mut next = || fields.next().unwrap_or_default();
        let _version = next();
        let (client_id, process_type) = (next(), next());
        let mut fields = behind.split(';').skip(1).map(String::from);
        let mut next = || fields.next().unwrap_or_default();
        Self {
            client_id,
            process_type,
            process_data: data.into(),
            transaction: next(),
            counter: next(),
            start: next(),
            finish: next(),
            algorithm: next(),
            time_format: next(),
            signature: next(),
            key: next(),
            count,
        }
    }

    /// It written again.
    pub(super) fn text(&self) -> String {
        let fields = [
            "V0",
            &self.client_id,
            &self.process_type,
            &self.process_data,
            &self.transaction,
            &self.counter,
            &self.start,
            &self.finish,
            &self.algorithm,
            &self.time_format,
            &self.signature,
            &self.key,
        ];
        fields.iter().take(self.count).copied().collect::<Vec<_>>().join(";")
    }

    /// What makes it the same receipt: all that is signed, and not the signature, which can be rewritten.
    pub(super) fn identity(&self) -> [u8; 32] {
        let signed = [&self.client_id, &self.process_type, &self.process_data, &self.transaction, &self.counter];
        let signed: Vec<&str> = signed.into_iter().chain([&self.finish, &self.key]).map(String::as_str).collect();
        sha256(["de-tse", &signed.join(";")].concat().as_bytes())
    }

    /// What of its form is not as it must be, the first of it.
    pub(super) fn refusal(&self, length: usize) -> Option<Cause> {
        use CauseId::{HeaderRefused, Malformed, Truncated};
        use Confidence::{Likely, Proven};
        if length > LIMIT {
            return Some(refuse(Malformed, Proven, "code", "too-long", ""));
        }
        if self.count < 12 || self.key.is_empty() {
            let reason = evidence! { "reason" => "fields", "count" => self.count, "expected" => 12 };
            return Some(Cause::new(Truncated, Likely, reason));
        }
        if self.count > 12 {
            return Some(refuse(Malformed, Proven, "code", "fields", ""));
        }
        for (member, text) in [("tseTransaction", &self.transaction), ("tseCounter", &self.counter)] {
            if number(text).is_none() {
                return Some(refuse(Malformed, Likely, member, "number", text));
            }
        }
        if time(&self.finish).is_none() {
            return Some(refuse(Malformed, Likely, "tseEnd", "time", &self.finish));
        }
        if algorithm(&self.algorithm).is_none() {
            return Some(refuse(HeaderRefused, Likely, "tseAlgorithm", "algorithm", &self.algorithm));
        }
        if TimeFormat::named(&self.time_format).is_none() {
            return Some(refuse(HeaderRefused, Likely, "tseTimeFormat", "time-format", &self.time_format));
        }
        match Base64::Standard.decode(&self.signature) {
            Ok(bytes) if [64, 96].contains(&bytes.len()) => {}
            Ok(bytes) if bytes.len() < 64 => return Some(refuse(Truncated, Likely, "tseSignature", "length", "")),
            Ok(_) => return Some(refuse(Malformed, Likely, "tseSignature", "length", "")),
            Err(error) => return Some(refuse(Malformed, Likely, "tseSignature", decoding(error), "")),
        }
        match keys(&self.key) {
            Ok(keys) if keys.is_empty() => Some(refuse(Malformed, Likely, "tsePublicKey", "not-on-a-curve", "")),
            Ok(_) => None,
            Err(reason) => {
                let complete = self.complete_key_length().is_none_or(|length| self.key.len() >= length);
                Some(refuse(if complete { Malformed } else { Truncated }, Likely, "tsePublicKey", reason, ""))
            }
        }
    }

    /// How long the key must be in base64.
    pub(super) fn complete_key_length(&self) -> Option<usize> {
        key_length(&self.key, self.signature.len())
    }
}

fn decoding(error: encoding::Error) -> &'static str {
    match error {
        encoding::Error::Character(_) => "character",
        encoding::Error::Length => "length",
        encoding::Error::Padding => "padding",
        encoding::Error::TrailingBits => "trailing-bits",
    }
}

/// Characters of a key in base64 that begins like this, beside a signature of so many characters.
pub(super) fn key_length(key: &str, signature: usize) -> Option<usize> {
    let start = base64_lenient(key.get(..6)?)?;
    let bytes = match start[..] {
        // A point is as long as the signature, and one byte more.
        [4, ..] if signature > 100 => 97,
        [4, ..] => 65,
        [0x30, length @ ..=0x7f, ..] => usize::from(length) + 2,
        [0x30, 0x81, length, ..] => usize::from(length) + 3,
        _ => return None,
    };
    Some(bytes.div_ceil(3) * 4)
}

/// Curves by the size of a coordinate: the ambiguous ones of a bare point.
pub(super) fn curves(size: usize) -> &'static [Curve] {
    match size {
        32 => &[Curve::P256, Curve::BrainpoolP256r1],
        48 => &[Curve::P384, Curve::BrainpoolP384r1],
        _ => &[],
    }
}

/// The key that these bytes are: of a bare point the first curve that holds it, since no two of them are known to share
/// one.
pub(super) fn keys_of(bytes: &[u8]) -> Vec<PublicKey> {
    match bytes {
        [4, coordinates @ ..] => {
            let mut curves = curves(coordinates.len() / 2).iter();
            curves.find_map(|curve| PublicKey::from_point(*curve, bytes).ok()).into_iter().collect()
        }
        // Only an uncompressed point has one spelling.
        [0x30, ..] => PublicKey::from_spki(bytes)
            .ok()
            .filter(|key| key.point().is_some_and(|point| bytes.ends_with(&point)))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// The keys that a text may be; empty when it is well encoded but no key.
pub(super) fn keys(text: &str) -> Result<Vec<PublicKey>, &'static str> {
    Base64::Standard.decode(text).map(|bytes| keys_of(&bytes)).map_err(decoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_one_spelling() {
        let at = |text| time(text).map(|time| (time.moment.rfc3339(), time.fraction, time.offset));
        assert_eq!(at("2021-08-23T14:36:33.000Z"), Some(("2021-08-23T14:36:33Z".into(), 0, Some(0))));
        assert_eq!(at("2021-08-23T16:36:33+02:00"), Some(("2021-08-23T14:36:33Z".into(), 0, Some(7200))));
        assert_eq!(at("2021-08-23T14:36:33.250"), Some(("2021-08-23T14:36:33Z".into(), 250, None)));
        for bad in [
            "2021-08-23t14:36:33.000Z",
            "2021-08-23T14:36:33.000z",
            "2021-08-23T14:36:33.00Z",
            "2021-08-23T14:36:60.000Z",
            "2021-08-23T14:36:33.0000Z",
            "2021-08-23 14:36:33Z",
            "2021-02-30T14:36:33Z",
            "",
            "2021-08-23T14:36:33.00",
            "２021-08-23T14:36:33Z",
        ] {
            assert_eq!(time(bad), None, "{bad}");
        }
    }

    #[test]
    fn data_with_semicolons_end_where_the_numbers_begin() {
        let text = "V0;K;Bestellung-V1;2;\"Eis\";3.99\n1;\"Tee\";2.99;61;211;2026-09-14T09:12:03.000Z;2026-09-14T09:12:31.000Z;a;u;s;k";
        let code = Code::split(text);
        assert_eq!(code.process_data, "2;\"Eis\";3.99\n1;\"Tee\";2.99");
        assert_eq!(
            (code.transaction.as_str(), code.counter.as_str(), code.key.as_str(), code.count),
            ("61", "211", "k", 12)
        );
        assert_eq!(code.text(), text);
        // Too much behind it stays too much, and a code that was cut stays cut.
        let usual = "V0;K;T;D;1;2;2026-09-14T09:12:03.000Z;2026-09-14T09:12:31.000Z;a;u;s;k";
        assert_eq!(Code::split(&[usual, ";more"].concat()).count, 13);
        assert_eq!(Code::split("V0;K;T;D;1;2").count, 6);
        assert_eq!(Code::split("V0;K;T;D;1;2").process_data, "D");
        assert_eq!(Code::split("V0;K;T").count, 3);
    }

    #[test]
    fn numbers_have_one_spelling() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("9223372036854775807"), Some(i64::MAX as u64));
        for bad in ["", "01", "00", "+1", "1 ", "9223372036854775808", "99999999999999999999", "１"] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }

    #[test]
    fn lengths_of_keys() {
        assert_eq!(key_length("BGFKQP7E", 88), Some(88));
        assert_eq!(key_length("BCd1vZvS", 128), Some(132));
        assert_eq!(key_length("MFkwEwYH", 88), Some(124));
        assert_eq!(key_length("MHYwEAYH", 128), Some(160));
        assert_eq!(key_length("MHowFAYH", 128), Some(168));
        assert_eq!(key_length("xxxxxxxx", 88), None);
        assert_eq!(key_length("BG", 88), None);
    }
}
