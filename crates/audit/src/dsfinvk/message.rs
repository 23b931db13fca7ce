//! What a device signed when a transaction was finished, in every form that may have been (BSI TR-03151-1 §3.7; formats.md §1).

use crate::tse::log::Time;
use slipcheck_codec::der::tlv;
use slipcheck_signature::Digest;

/// How the device writes times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeFormat {
    Unix,
    Utc,
    Generalized,
}

impl TimeFormat {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "unixTime" => Some(Self::Unix),
            // One vendor names the seconds.
            "utcTime" | "utcTimeWithSeconds" => Some(Self::Utc),
            "generalizedTime" | "generalizedTimeWithMilliseconds" => Some(Self::Generalized),
            _ => None,
        }
    }

    /// As receipts name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unix => "unixTime",
            Self::Utc => "utcTime",
            Self::Generalized => "generalizedTime",
        }
    }

    /// The time in every form that it may have: milliseconds stand in one alone, with or without their last zeros.
    fn forms(self, time: Time) -> Vec<Vec<u8>> {
        let c = time.moment().civil(0);
        let rest = format!("{:02}{:02}{:02}{:02}{:02}", c.month, c.day, c.hour, c.minute, c.second);
        match self {
            Self::Unix => vec![tlv(0x02, &number(u64::try_from(time.seconds).unwrap_or_default()))],
            Self::Utc => vec![tlv(0x17, format!("{:02}{rest}Z", c.year.rem_euclid(100)).as_bytes())],
            Self::Generalized => {
                let whole = format!("{:04}{rest}", c.year);
                let mut forms = vec![format!("{whole}Z")];
                let fraction = format!("{:03}", time.millis);
                if time.millis > 0 {
                    forms.insert(0, format!("{whole}.{}Z", fraction.trim_end_matches('0')));
                }
                forms.push(format!("{whole}.{fraction}Z"));
                forms.dedup();
                forms.iter().map(|form| tlv(0x18, form.as_bytes())).collect()
            }
        }
    }
}

/// A non-negative number, minimal two's complement (X.690 §8.3).
fn number(value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let zeros = bytes.iter().take(7).take_while(|byte| **byte == 0).count();
    let rest = bytes.get(zeros..).unwrap_or_default();
    let sign: &[u8] = if rest.first().is_some_and(|byte| byte & 0x80 != 0) { &[0] } else { &[] };
    [sign, rest].concat()
}

/// A form in which a statement may have been signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    version: u8,
    /// processData as a constructed value of indefinite length.
    indefinite: bool,
    time: usize,
}

/// The four forms of a statement with this form of its time, the usual ones first.
fn forms(time: usize) -> [Form; 4] {
    [(2, false), (2, true), (3, false), (3, true)].map(|(version, indefinite)| Form { version, indefinite, time })
}

/// What a row says was signed, but the client.
pub(super) struct Statement<'a> {
    pub(super) process_type: &'a str,
    pub(super) process_data: &'a str,
    pub(super) transaction: u64,
    pub(super) counter: u64,
    pub(super) finish: Time,
    pub(super) format: TimeFormat,
    pub(super) digest: Digest,
    pub(super) serial: [u8; 32],
}

/// `ecdsa-plain-SHA256` and its kin: digest and last arc (BSI TR-03111 §5.2.1).
const ALGORITHMS: [(&str, Digest, u8); 4] = [
    ("ecdsa-plain-SHA224", Digest::Sha224, 2),
    ("ecdsa-plain-SHA256", Digest::Sha256, 3),
    ("ecdsa-plain-SHA384", Digest::Sha384, 4),
    ("ecdsa-plain-SHA512", Digest::Sha512, 5),
];

/// The digest of an algorithm, by its name in the tables.
pub(super) fn digest(name: &str) -> Option<Digest> {
    ALGORITHMS.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name)).map(|(_, digest, _)| *digest)
}

/// The name of the algorithm with this digest.
pub(super) fn algorithm(digest: Digest) -> &'static str {
    ALGORITHMS.iter().find(|(_, known, _)| *known == digest).map_or("", |(name, ..)| name)
}

impl Statement<'_> {
    /// Every form, that which fitted last first.
    pub(super) fn forms(&self, last: Option<Form>) -> Vec<Form> {
        let all = (0..self.format.forms(self.finish).len()).flat_map(forms);
        let rest = all.filter(|form| Some(*form) != last);
        last.into_iter().chain(rest).collect()
    }

    /// The digest of what was signed for this client in this form.
    pub(super) fn digest_of(&self, client: &str, form: Form) -> Vec<u8> {
        let data = self.process_data.as_bytes();
        let data =
            if form.indefinite { [&[0xa2, 0x80][..], &tlv(0x04, data), &[0, 0]].concat() } else { tlv(0x82, data) };
        let last = ALGORITHMS.iter().find(|(_, digest, _)| *digest == self.digest).map_or(0, |(_, _, last)| *last);
        let algorithm = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, last];
        let times = self.format.forms(self.finish);
        let time = times.get(form.time).or(times.first()).cloned().unwrap_or_default();
        let signed = [
            tlv(0x02, &[form.version]),
            tlv(0x06, &[0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x07, 0x01, 0x01]),
            tlv(0x80, b"FinishTransaction"),
            tlv(0x81, client.as_bytes()),
            data,
            tlv(0x83, self.process_type.as_bytes()),
            tlv(0x85, &number(self.transaction)),
            tlv(0x04, &self.serial),
            tlv(0x30, &tlv(0x06, &algorithm)),
            tlv(0x02, &number(self.counter)),
            time,
        ];
        self.digest.of(&signed.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_stand_in_one_form_alone() {
        let time = Time { seconds: 1_775_030_440, millis: 250 };
        assert_eq!(TimeFormat::Unix.forms(time), [[0x02, 4, 0x69, 0xcc, 0xd0, 0xa8]]);
        assert_eq!(TimeFormat::Utc.forms(time)[0].as_slice(), b"\x17\x0d260401080040Z");
        let forms = TimeFormat::Generalized.forms(time);
        let texts: Vec<&[u8]> = forms.iter().map(|form| &form[2..]).collect();
        assert_eq!(texts, [&b"20260401080040.25Z"[..], b"20260401080040Z", b"20260401080040.250Z"]);
        assert_eq!(TimeFormat::Generalized.forms(Time { millis: 0, ..time }).len(), 2);
    }

    #[test]
    fn numbers_are_minimal() {
        assert_eq!((number(0), number(223), number(256)), (vec![0], vec![0, 0xdf], vec![1, 0]));
    }
}
