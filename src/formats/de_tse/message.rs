//! The bytes that a TSE signs when a transaction is finished (BSI TR-03151-1 §2.1.4, §3.7; TR-03153).

use super::code::TimeFormat;
use crate::{encoding::tlv, formats::till::change::Signed, signature::Digest, time::Moment};
use alloc::{format, string::String, vec::Vec};

/// What is signed, as values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    /// Of the log message's form: 2, or 3 by the guideline's later edition.
    pub(super) version: u8,
    pub(super) client_id: String,
    pub(super) process_type: String,
    pub(super) process_data: String,
    pub(super) transaction: u64,
    /// SHA-256 of the key's uncompressed point: the serial number of the TSE.
    pub(super) serial: [u8; 32],
    /// The digest that the message itself names.
    pub(super) digest: Digest,
    pub(super) counter: u64,
    pub(super) at: Moment,
    /// Milliseconds, which only one of the formats has.
    pub(super) fraction: u16,
    pub(super) time_format: TimeFormat,
    /// processData as a constructed value of indefinite length: both forms are in use.
    pub(super) indefinite: bool,
}

/// 0.4.0.127.0.7.3.7.1.1: log message of a transaction.
const TRANSACTION_LOG: [u8; 9] = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x07, 0x01, 0x01];

/// 0.4.0.127.0.7.1.1.4.1.n: ecdsa-plain with this digest (BSI TR-03111 §5.2.1).
fn algorithm(digest: Digest) -> [u8; 10] {
    let last = match digest {
        Digest::Sha224 => 2,
        Digest::Sha256 => 3,
        Digest::Sha384 => 4,
        Digest::Sha512 => 5,
        // No name of an algorithm leads here.
        Digest::Sm3 | Digest::Sha1 => 0,
    };
    [0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, last]
}

/// A non-negative number, minimal two's complement (X.690 §8.3).
fn number(value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let zeros = bytes.iter().take(7).take_while(|byte| **byte == 0).count();
    let rest = bytes.get(zeros..).unwrap_or_default();
    let sign: &[u8] = if rest.first().is_some_and(|byte| byte & 0x80 != 0) { &[0] } else { &[] };
    [sign, rest].concat()
}

impl Message {
    fn time(&self) -> Vec<u8> {
        let c = self.at.civil(0);
        let rest = format!("{:02}{:02}{:02}{:02}{:02}", c.month, c.day, c.hour, c.minute, c.second);
        match self.time_format {
            TimeFormat::Unix => tlv(0x02, &number(u64::try_from(self.at.0).unwrap_or_default())),
            TimeFormat::Utc => tlv(0x17, format!("{:02}{rest}Z", c.year.rem_euclid(100)).as_bytes()),
            TimeFormat::Generalized => tlv(0x18, format!("{:04}{rest}Z", c.year).as_bytes()),
            TimeFormat::GeneralizedFraction => {
                tlv(0x18, format!("{:04}{rest}.{:03}Z", c.year, self.fraction).as_bytes())
            }
        }
    }

    /// The bytes: plain values behind each other, no outer SEQUENCE.
    pub(super) fn signed(&self) -> Signed {
        let data = self.process_data.as_bytes();
        let data =
            if self.indefinite { [&[0xa2, 0x80][..], &tlv(0x04, data), &[0, 0]].concat() } else { tlv(0x82, data) };
        let mut signed = Signed::default();
        signed.push("version", &tlv(0x02, &[self.version]));
        signed.push("logType", &tlv(0x06, &TRANSACTION_LOG));
        signed.push("operation", &tlv(0x80, b"FinishTransaction"));
        signed.push("clientId", &tlv(0x81, self.client_id.as_bytes()));
        signed.push("processData", &data);
        signed.push("processType", &tlv(0x83, self.process_type.as_bytes()));
        signed.push("transactionNumber", &tlv(0x85, &number(self.transaction)));
        signed.push("serialNumber", &tlv(0x04, &self.serial));
        signed.push("algorithm", &tlv(0x30, &tlv(0x06, &algorithm(self.digest))));
        signed.push("signatureCounter", &tlv(0x02, &number(self.counter)));
        signed.push("logTime", &self.time());
        signed
    }

    /// The bytes without their ranges.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.signed().bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_minimal() {
        assert_eq!(number(0), [0]);
        assert_eq!(number(127), [127]);
        assert_eq!(number(223), [0, 0xdf]);
        assert_eq!(number(256), [1, 0]);
        assert_eq!(number(i64::MAX as u64).len(), 8);
    }

    #[test]
    fn ranges_cover_every_byte() {
        let message = Message {
            version: 2,
            client_id: "a".repeat(200),
            process_type: "Kassenbeleg-V1".into(),
            process_data: "x".repeat(300),
            transaction: 223,
            serial: [1; 32],
            digest: Digest::Sha256,
            counter: 1,
            at: Moment(1_629_729_393),
            fraction: 250,
            time_format: TimeFormat::GeneralizedFraction,
            indefinite: true,
        };
        let signed = message.signed();
        assert_eq!(signed.ranges.len(), 11);
        assert!(signed.ranges.iter().zip(signed.ranges.iter().skip(1)).all(|(a, b)| a.end == b.start));
        assert_eq!(signed.ranges.last().map(|range| range.end), Some(signed.bytes.len()));
        assert!(signed.bytes.ends_with(b"20210823143633.250Z"));
        assert!(signed.bytes.windows(4).any(|window| window == [0x81, 0x81, 200, b'a']));
        assert!(signed.bytes.windows(7).any(|window| window == [0xa2, 0x80, 0x04, 0x82, 0x01, 0x2c, b'x']));
    }
}
