//! What a check is given, and what it comes to.

use crate::{
    charset::Gb,
    crypto::Hash,
    fields::{Doubts, Field},
    message::Format,
    outcome::Outcome,
    subject::Facts,
};
use alloc::{string::String, vec::Vec};

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds.
    Pass,
    /// It does not hold.
    Fail,
    /// It could not be made.
    Unknown,
    /// There is nothing to check.
    Absent,
}

/// How sure a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Changing exactly this makes the signature fit.
    Proven,
    /// Strong evidence.
    Likely,
    /// Possible.
    Possible,
}

/// Names and values that a finding rests on.
pub type Evidence = Vec<(&'static str, String)>;

/// Why it does not fit, under the report's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The report's id.
    pub id: &'static str,
    /// How sure.
    pub confidence: Confidence,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Something to know, under the report's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The report's id.
    pub id: &'static str,
    /// What belongs to it.
    pub evidence: Evidence,
}

/// A key that is at hand.
#[derive(Clone, Debug)]
pub struct Key {
    /// DER SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
    /// Of its certificate; a bare key has none.
    pub facts: Option<Facts>,
    /// It came with the message.
    pub embedded: bool,
    /// The caller trusts it, or a path to it, for this format.
    pub trusted: bool,
}

/// What became of the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// There is none that anybody could check.
    None,
    /// The way in which it is written cannot be read without guessing: nothing is said of it.
    Unreadable,
    /// The message is refused by its form, or cut off.
    Refused,
    /// The key is not at hand.
    KeyUnknown,
    /// It does not fit.
    Misfit,
    /// It fits.
    Fits,
    /// It fits, and what it says can be read in two ways.
    Ambiguous,
}

/// When a message was signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// Seconds since 1970, where the message says it.
    pub known: Option<i64>,
    /// Else the latest moment that it states: it was signed then or later.
    pub from: Option<i64>,
}

/// What one message came to.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whose.
    pub format: Format,
    /// What became of the signature.
    pub signing: Signing,
    /// The check `digest`.
    pub digest: Status,
    /// The check `signature`.
    pub signature: Status,
    /// The key that it fits, or that opened it, or that it names: a place in the caller's list.
    pub key: Option<usize>,
    /// It fits another key than the one that it names.
    pub wrong_key: bool,
    /// `RS256`, `RS1`, `SM2`.
    pub algorithm: Option<&'static str>,
    /// How its digest is made.
    pub hash: Hash,
    /// Whether the digest is digested once more, as text.
    pub twice: bool,
    /// The signed text, as it was rebuilt.
    pub signed_bytes: Vec<u8>,
    /// The text that the signature is over, where a repair found it.
    pub repaired_bytes: Option<Vec<u8>>,
    /// The signature's bytes.
    pub signature_bytes: Vec<u8>,
    /// Hex of the digest that the signature holds, where a key opens it.
    pub stated: Option<String>,
    /// Hex of the same digest of the rebuilt text.
    pub computed: Option<String>,
    /// Why not.
    pub causes: Vec<Cause>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// Members.
    pub fields: Vec<Field>,
    /// What the message says; `None` where it is no gateway's.
    pub outcome: Option<Outcome>,
    /// What needs no key to be doubted.
    pub doubts: Doubts,
    /// Whether plausibility can be judged at all.
    pub plausible: bool,
    /// A member says that it is the gateway's test platform.
    pub test: bool,
    /// What makes it the same message as another.
    pub identity: Option<String>,
    /// When it was signed.
    pub time: Time,
    /// Candidates that were tried.
    pub tried: usize,
    /// Most that would have been.
    pub limit: usize,
    /// A member that the text around the message states otherwise, or that the message does not have.
    pub unsigned_claim: Option<String>,
    /// A key at hand that it fits and that nobody vouches for, where a trusted one does not: a place in the caller's list.
    pub strange_key: Option<usize>,
    /// The message's own certificate, DER.
    pub embedded: Option<Vec<u8>>,
}

/// What one check is given.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Keys at hand, the message's own certificate's among them.
    pub keys: &'a [Key],
    /// The merchant's APIv3 key: used for this one decryption.
    pub apiv3_key: Option<&'a [u8]>,
    /// GB 18030.
    pub gb: Gb,
    /// Whether to look for what would make a misfitting signature fit.
    pub repairs: bool,
}
