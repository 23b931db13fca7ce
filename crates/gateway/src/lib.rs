//! Signed messages of Chinese payment gateways: UnionPay ACP, WeChat Pay API v3, Alipay.
//!
//! One road: [`find`] the messages in whatever a person pastes, take each in the ways that the rules allow (`reading`),
//! open its signature with a key, hold the digests together, look for what would make it fit, and say what the message says
//! of the payment ([`check()`]). Certificates are the caller's: what matters of them comes in as [`Facts`], and whether they
//! are trusted is not decided here.
//!
//! Bounds: [`WORK_LIMIT`], [`MAX_MESSAGES`], [`DIGEST_LIMIT`], [`HASHED_LIMIT`], [`CHECK_LIMIT`].
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod bytes;
mod charset;
mod check;
mod clean;
mod coats;
mod crypto;
mod fields;
mod headers;
mod json;
mod locate;
mod members;
mod message;
mod names;
mod outcome;
mod reading;
mod repair;
mod resource;
mod search;
mod subject;
mod time;

pub use bytes::{hex, to_base64, to_decimal};
pub use charset::{Charset, Gb};
pub use check::{
    Cause, Checked, Confidence, Evidence, Given, Key, Note, Signing, Status, Time, carrier, check, embedded,
};
pub use crypto::{Hash, PublicKey, md5};
pub use fields::{Doubts, Field, visible};
pub use locate::{MAX_MESSAGES, WORK_LIMIT, find, hinted};
pub use message::{Answer, Carrier, Content, Format, Found, Http, Members, Message, Pair};
pub use outcome::{About, Outcome, Status as Payment};
pub use resource::{Resource, of_body, open, seal};
pub use search::{CHECK_LIMIT, DIGEST_LIMIT, HASHED_LIMIT};
pub use subject::{Facts, Role, cert_sn, expected, has_test, partner, role};
