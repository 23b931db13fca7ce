//! Between bytes and values: the encodings that slips and certificates are written in.
//!
//! Everything is strict. An encoding has one spelling of a value, and every other spelling is an error that says what was
//! wrong; otherwise something that was changed could still decode to the same bytes. The crate knows nothing of slips.
//!
//! ```
//! use slipcheck_codec::{der::{self, Tlv}, encoding::{Base64, hex}, json, time::Timestamp};
//!
//! // Text to bytes, one spelling each.
//! let bytes = Base64::Url.decode("MAMCAQc").unwrap();
//! assert_eq!(hex(&bytes), "3003020107");
//! assert!(Base64::Url.decode("MAMCAQd").is_err(), "bits behind the last byte");
//!
//! // DER, element by element.
//! let mut inside = Tlv::whole_of(&bytes, der::SEQUENCE).unwrap().inside();
//! assert_eq!(inside.expect(der::INTEGER).and_then(Tlv::count), Some(7));
//! assert!(inside.is_empty());
//!
//! // JSON as signed: no member twice, and in canonical form.
//! let object = json::object(br#"{"b": 1, "a": [true]}"#).unwrap();
//! assert_eq!(json::canonical(&object).unwrap(), br#"{"a":[true],"b":1}"#);
//! assert!(json::object(br#"{"a": 1, "a": 2}"#).is_err());
//!
//! // Moments.
//! let time = Timestamp::parse("2026-11-20T18:42:07+08:00").unwrap();
//! assert_eq!(time.moment().rfc3339(), "2026-11-20T10:42:07Z");
//! ```
//!
//! | module | reads and writes | source |
//! |---|---|---|
//! | [`encoding`] | Base64, Base32, hex | RFC 4648 |
//! | [`der`] | tag, length, value; ECDSA signatures | X.690, RFC 3279 |
//! | [`json`] | JSON without duplicate members, canonical form | RFC 8259, 7493, 8785 |
//! | [`unicode`] | normal forms, lower case | UAX #15 |
//! | [`time`] | moments and calendar dates | RFC 3339 |
//! | [`order`] | sorting of short lists, in little code | |

extern crate alloc;

pub mod der;
pub mod encoding;
pub mod json;
pub mod order;
pub mod time;
pub mod unicode;
