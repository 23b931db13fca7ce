//! The report: what one check returns. Command line, page, batch table and saved record all show this.
//!
//! Names and ids follow the contract; a field that does not apply is left out, never guessed.

use crate::verdict::Verdict;
use alloc::{
    borrow::Cow,
    string::{String, ToString},
    vec::Vec,
};
use serde::{Serialize, Serializer};
use serde_json::Map;
pub use slipcheck_vocabulary::{
    Cause, CauseId, Certificate, CheckId, Confidence, Country, Evidence, Facts, Family, Format, Note, Status, Steps,
    put,
};

mod headline;

pub use headline::{Headline, Sentence};

/// One check and its evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// Which one.
    pub id: CheckId,
    /// How it came out.
    pub status: Status,
    /// What that rests on.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub evidence: Evidence,
}

/// All seven checks, in their order; each starts as `absent` or `unknown` by the caller's choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Checks([Check; 7]);

impl Checks {
    /// Seven checks of one status.
    #[must_use]
    pub fn all(status: Status) -> Self {
        use CheckId::{Certificate, Digest, Format, Plausibility, Printed, Signature, Validity};
        Self([Format, Digest, Signature, Certificate, Validity, Printed, Plausibility].map(|id| Check {
            id,
            status,
            evidence: Evidence::new(),
        }))
    }

    /// Sets a check's status.
    pub fn set(&mut self, id: CheckId, status: Status) -> &mut Self {
        self.0[id as usize].status = status;
        self
    }

    /// Sets a check's status and evidence.
    pub fn set_with(&mut self, id: CheckId, status: Status, evidence: Evidence) -> &mut Self {
        self.0[id as usize] = Check { id, status, evidence };
        self
    }

    /// A check's status.
    #[must_use]
    pub fn status(&self, id: CheckId) -> Status {
        self.0[id as usize].status
    }

    /// What a check rests on.
    #[must_use]
    pub fn evidence(&self, id: CheckId) -> &Evidence {
        &self.0[id as usize].evidence
    }

    /// They, in order.
    pub fn iter(&self) -> core::slice::Iter<'_, Check> {
        self.0.iter()
    }
}

impl Serialize for Checks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The digest that the slip states about itself, against the one recomputed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Digest {
    /// `SHA-256`, …
    pub algorithm: &'static str,
    /// Lower-case hex.
    pub computed: String,
    /// Lower-case hex, as far as it is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<String>,
}

/// What was signed, how and by which key: enough for another tool to compare.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// As the slip declares it: `ES256`, `ecdsa-plain-SHA256`, …
    #[serde(skip_serializing_if = "String::is_empty")]
    pub algorithm: String,
    /// `P-256`, …; left out for RSA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<&'static str>,
    /// Hex of SHA-256 of the SubjectPublicKeyInfo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_sha256: Option<String>,
    /// Base64 (RFC 4648 §4) of the bytes that the signature is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_bytes: Option<String>,
    /// What of those bytes means what, in order, where the format knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<Range>,
    /// Hex of the digest of those bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Whether something had to be changed for it to fit.
    pub repaired: bool,
    /// Candidates tried when it did not fit, when any were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tried: Option<usize>,
    /// Most candidates that would have been tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// Of a signature in a document: its field, range, revision and time.
    #[serde(flatten)]
    pub document: Evidence,
}

/// A part of the signed bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    /// `clientId`, `processData`, …; a member's name.
    pub field: Cow<'static, str>,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

impl Range {
    /// The range of these bytes of a part in base64url, the text of which begins at `from`. Four characters are three
    /// bytes, so that a character at either end may belong to a neighbour too.
    #[must_use]
    pub fn encoded(field: Cow<'static, str>, from: usize, bytes: core::ops::Range<usize>) -> Self {
        Self { field, start: from + bytes.start * 4 / 3, end: from + (bytes.end * 4).div_ceil(3) }
    }
}

/// Where a field stands on the picture, in its pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Where {
    /// Page or picture, from 0.
    pub page: u32,
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// Whether a printed value is the signed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is.
    Same,
    /// It is not.
    Differs,
    /// It can't be said until somebody looks at the paper.
    Unsure,
}

impl Serialize for Match {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Same => serializer.serialize_bool(true),
            Self::Differs => serializer.serialize_bool(false),
            Self::Unsure => serializer.serialize_unit(),
        }
    }
}

/// A member of the slip, as signed and as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Field {
    /// The member's name.
    pub name: String,
    /// The signed value, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// The value in the slip's code, when the signature does not cover it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The printed value in normal form, when it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// Left out where there is nothing to compare.
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pub matches: Option<Match>,
    /// What the member means, where the format knows: `amount`, `orderId`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<&'static str>,
    /// The value as its meaning writes it: an amount in yuan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
    /// Characters of a value that is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
    /// Where it stands on the picture.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<Where>,
}

/// What a gateway's message says of the payment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// `paid`, `accepted`, `pending`, `failed`, `closed`, `refunded`, `sealed`, `not-a-payment`, `unknown`.
    pub status: &'static str,
    /// The gateway's own code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The gateway's own text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// `test`: the gateway's test platform, where no money moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<&'static str>,
    /// `own`, `other`: whether it names the merchant whose number the user keeps; nothing where there is none to compare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<&'static str>,
    /// `refund`, `part`: what the status is of, where it is not the whole payment: a refund, or a part of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<&'static str>,
}

/// Step ids by role, in the order in which a person would take them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NextSteps {
    /// For who paid.
    pub cardholder: Vec<&'static str>,
    /// For who was paid.
    pub merchant: Vec<&'static str>,
}

/// What one check returns.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Version of this form.
    pub schema: u8,
    /// One word.
    pub verdict: Verdict,
    /// What it was recognised as.
    pub format: Format,
    /// Whose contacts and law the steps follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Whether a demonstration certificate vouches for it.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub demo: bool,
    /// `test`: it is signed under a hierarchy of tests, and says nothing of a real sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<&'static str>,
    /// What the message says of the payment: never the same as whether it is genuine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// All seven.
    pub checks: Checks,
    /// The stated digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// What was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// Members.
    pub fields: Vec<Field>,
    /// Why, the surest first.
    pub causes: Vec<Cause>,
    /// What now.
    pub next_steps: NextSteps,
    /// What else to know.
    pub notes: Vec<Note>,
    /// The code as it was read, cleaned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What makes it the same slip as another, lower-case hex: all that is signed, without the signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
}

impl Report {
    /// It as JSON, one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|error| error.to_string())
    }
}
