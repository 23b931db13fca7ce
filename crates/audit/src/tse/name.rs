//! Names of log messages in an export (BSI TR-03151-1 §5.1.2), and whether they tell what their logs say.

use super::log::{Content, Log, Step, Time, generalized, utc};

/// What a log's name says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told<'a> {
    Transaction { number: u64, step: Step, client: &'a [u8] },
    System(&'a [u8]),
    Audit,
}

/// A log's name, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name<'a> {
    /// `None`: it is none.
    pub(super) time: Option<Time>,
    pub(super) counter: u64,
    pub(super) told: Told<'a>,
}

fn number(digits: &[u8]) -> Option<u64> {
    let text = core::str::from_utf8(digits).ok()?;
    text.bytes().all(|c| c.is_ascii_digit()).then(|| text.parse().ok())?
}

/// What stands before `mark`, and behind it.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}

fn time(form: &[u8]) -> Option<Time> {
    let (form, value) = split(form, b"_")?;
    match form {
        b"Unixt" => Some(Time { seconds: i64::try_from(number(value)?).ok()?, millis: 0 }),
        b"Utc" => utc(value),
        b"Gent" => generalized(value),
        _ => None,
    }
}

/// The last part of a path.
pub(super) fn last(path: &[u8]) -> &[u8] {
    path.rsplit(|b| *b == b'/').next().unwrap_or(path)
}

/// A name without the `_Fc-<n>` that tells equal names apart.
pub(super) fn without_file_counter(stem: &[u8]) -> &[u8] {
    let digits = stem.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let rest = stem.get(..stem.len() - digits).unwrap_or(stem);
    if digits > 0 { rest.strip_suffix(b"_Fc-").unwrap_or(stem) } else { stem }
}

impl<'a> Name<'a> {
    /// Takes a file name apart: `None` when it is no log's.
    pub(super) fn parse(name: &'a [u8]) -> Option<Self> {
        let stem = last(name).strip_suffix(b".log")?;
        let (form, rest) = split(stem, b"_Sig-")?;
        let (counter, told) = split(rest, b"_Log-")?;
        let told = if let Some(transaction) = told.strip_prefix(b"Tra_No-") {
            let (digits, rest) = split(transaction, b"_")?;
            let (step, client) = split(rest, b"_Client-")?;
            Told::Transaction { number: number(digits)?, step: Step::named(step)?, client }
        } else if let Some(operation) = told.strip_prefix(b"Sys_") {
            Told::System(operation)
        } else if without_file_counter(told) == b"Aud" {
            Told::Audit
        } else {
            return None;
        };
        Some(Self { time: time(form), counter: number(counter)?, told })
    }

    /// The members in which name and content differ.
    pub(super) fn differences(&self, log: &Log<'_>) -> Vec<&'static str> {
        let mut differ = Vec::new();
        // A name without milliseconds says nothing of them.
        let same =
            |time: Time| time.seconds == log.time.seconds && (time.millis == log.time.millis || time.millis == 0);
        if !self.time.is_some_and(same) {
            differ.push("time");
        }
        if self.counter != log.counter {
            differ.push("counter");
        }
        match (&self.told, &log.content) {
            (Told::Transaction { number, step, client }, Content::Transaction(transaction)) => {
                if *number != transaction.number {
                    differ.push("number");
                }
                if *step != transaction.step {
                    differ.push("operation");
                }
                if !same_text(client, &transaction.client) {
                    differ.push("client");
                }
            }
            (Told::System(told), Content::System { operation, .. }) => {
                if !same_text(told, operation) {
                    differ.push("operation");
                }
            }
            (Told::Audit, Content::Audit) => {}
            _ => differ.push("type"),
        }
        differ
    }
}

/// Whether the end of a name is this text, with or without a file counter behind it.
fn same_text(told: &[u8], text: &[u8]) -> bool {
    escaped(told, text) || escaped(without_file_counter(told), text)
}

/// Whether `name` is `text` after the escapes of a file system: what may stand in no file name is there as `%XX`, or as `_`
/// or `-`; everything else is compared byte by byte.
fn escaped(mut name: &[u8], text: &[u8]) -> bool {
    for byte in text {
        let Some((first, rest)) = name.split_first() else { return false };
        let forbidden =
            matches!(byte, 0..=0x1f | b'/' | b'\\' | b':' | b'*' | b'?' | b'"' | b'<' | b'>' | b'|' | b'%' | 0x7f..);
        let coded = || {
            let digits = core::str::from_utf8(rest.get(..2)?).ok()?;
            u8::from_str_radix(digits, 16).ok()
        };
        if *first == b'%' && coded() == Some(*byte) {
            name = rest.get(2..).unwrap_or_default();
        } else if first == byte || forbidden && matches!(first, b'_' | b'-') {
            name = rest;
        } else {
            return false;
        }
    }
    name.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let name = Name::parse(b"x/Utc_260401080600Z_Sig-18_Log-Tra_No-7_Finish_Client-KASSE_1.log").unwrap();
        assert_eq!(name.time.unwrap().moment().rfc3339(), "2026-04-01T08:06:00Z");
        assert_eq!(name.counter, 18);
        assert_eq!(name.told, Told::Transaction { number: 7, step: Step::Finish, client: b"KASSE_1" });
        assert_eq!(Name::parse(b"Unixt_1_Sig-2_Log-Aud_Fc-3.log").unwrap().told, Told::Audit);
        assert_eq!(
            Name::parse(b"Gent_20260401080600.5Z_Sig-2_Log-Sys_selfTest.log").unwrap().told,
            Told::System(b"selfTest")
        );
        for bad in [
            "Unixt_1_Sig-2_Log-Tra_No-x_Start_Client-1.log",
            "Unixt_1_Sig-_Log-Aud.log",
            "a.log",
            "Unixt_1_Sig-2_Log-Aud",
        ] {
            assert_eq!(Name::parse(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(Name::parse(b"Unixt_x_Sig-2_Log-Aud.log").unwrap().time, None);
    }

    #[test]
    fn texts_are_compared_after_escapes_alone() {
        for (name, text) in
            [("K-1", "K-1"), ("K-1_Fc-2", "K-1"), ("K-1_Fc-2", "K-1_Fc-2"), ("a%2Fb", "a/b"), ("a_b", "a/b"), ("", "")]
        {
            assert!(same_text(name.as_bytes(), text.as_bytes()), "{name} {text}");
        }
        for (name, text) in [("K-1", "K-2"), ("K_1", "K-1"), ("k-1", "K-1"), ("K-1x", "K-1"), ("K-", "K-1"), ("", "K")]
        {
            assert!(!same_text(name.as_bytes(), text.as_bytes()), "{name} {text}");
        }
    }
}
