//! The words of a report, one list each: formats, checks, outcomes, causes, countries; and what a cause or a note rests on.
//!
//! Everything that finds something out says so in these words, and nothing else of a report is known here: path validation,
//! formats and the page share them without knowing one another. Names and ids are the contract's.
//!
//! ```
//! use slipcheck_vocabulary::{Cause, CauseId, Confidence, evidence};
//!
//! let cause = Cause::new(CauseId::CertificateExpired, Confidence::Proven, evidence! { "notAfter" => "2026-01-01T00:00:00Z" });
//! assert_eq!(cause.id.id(), "certificate-expired");
//! assert_eq!(CauseId::ALL.iter().find(|id| id.id() == "certificate-expired"), Some(&cause.id));
//! ```

extern crate alloc;

use alloc::{string::String, vec::Vec};
use serde::Serialize;
use serde_json::Map;

#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use serde_json::Value;

mod facts;

pub use facts::{Facts, Family, Issuers, Purposes, Steps};

/// Evidence: names and values, as they stand in the report.
pub type Evidence = Map<String, Value>;

/// Adds one piece; out of line, since evidence is built in hundreds of places.
#[inline(never)]
pub fn put(evidence: &mut Evidence, name: &'static str, value: Value) {
    evidence.insert(name.into(), value);
}

/// Builds [`Evidence`]: `evidence! { "field" => "amount", "count" => 2 }`.
#[macro_export]
macro_rules! evidence {
    ($($name:literal => $value:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut map = $crate::Evidence::new();
        $($crate::put(&mut map, $name, $crate::Value::from($value));)*
        map
    }};
}

/// Declares an enumeration of the contract: `ids! { Name { Variant = "id" } }`, with `ALL`, `id` and `Serialize`.
#[macro_export]
macro_rules! ids {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $id:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// Every one of them, in the contract's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The contract's id.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id())
            }
        }
    };
}
ids! {
    /// The format that a slip was recognised as.
    Format {
        /// Our own profile: JWS and X.509.
        SignedSlip = "signed-slip",
        /// German till receipt with a technical security device.
        DeTse = "de-tse",
        /// Austrian till receipt.
        AtRksv = "at-rksv",
        /// Chinese electronic invoice.
        CnOfd = "cn-ofd",
        /// Saudi Arabian invoice code.
        SaZatca = "sa-zatca",
        /// PDF file with electronic signatures, or without.
        PdfSignature = "pdf-signature",
        /// UnionPay's gateway.
        CnAcp = "cn-acp",
        /// WeChat Pay.
        CnWechatpay = "cn-wechatpay",
        /// Alipay.
        CnAlipay = "cn-alipay",
        /// Signed code of an Indian invoice.
        InEinvoice = "in-einvoice",
        /// Chinese card slip: no signature in it.
        CnUnionpay = "cn-unionpay",
        /// Card slip of any other country: no signature in it.
        CardSlip = "card-slip",
        /// Nothing recognised.
        None = "none",
    }
}

#[allow(clippy::derivable_impls)] // The list's macro derives for every list alike.
impl Default for Format {
    fn default() -> Self {
        Self::None
    }
}

ids! {
    /// One of the seven checks.
    CheckId {
        /// The slip has the form that its format asks for.
        Format = "format",
        /// The digest recomputed against a digest that the slip states.
        Digest = "digest",
        /// The signature fits a key.
        Signature = "signature",
        /// A certificate for that key chains to a trusted anchor.
        Certificate = "certificate",
        /// That chain's dates, revocation and usage at the slip's time.
        Validity = "validity",
        /// Each printed field against the signed one.
        Printed = "printed",
        /// What needs no key: sums, dates, lengths, known numbers.
        Plausibility = "plausibility",
    }
}

ids! {
    /// How a check came out.
    Status {
        /// It holds.
        Pass = "pass",
        /// It does not hold.
        Fail = "fail",
        /// It holds, but something should be known.
        Warn = "warn",
        /// It could not be made.
        Unknown = "unknown",
        /// There is nothing to check.
        Absent = "absent",
    }
}

ids! {
    /// Why it does not fit.
    CauseId {
        /// A field's signed value differs from the shown one.
        FieldAltered = "field-altered",
        /// The digest that the slip states is not that of its content: needs no key.
        DigestMismatch = "digest-mismatch",
        /// A file was changed after it was signed.
        ChangedAfterSigning = "changed-after-signing",
        /// Characters were read wrongly.
        ReadingError = "reading-error",
        /// The code ends early.
        Truncated = "truncated",
        /// Another digest, curve or scheme than the one declared.
        AlgorithmConflict = "algorithm-conflict",
        /// Another encoding of signature, key or text.
        EncodingConflict = "encoding-conflict",
        /// The time is off by whole hours.
        TimeZone = "time-zone",
        /// The time is off by seconds or minutes.
        ClockWrong = "clock-wrong",
        /// The certificate had run out.
        CertificateExpired = "certificate-expired",
        /// The certificate was not valid yet.
        CertificateNotYetValid = "certificate-not-yet-valid",
        /// The certificate was revoked.
        CertificateRevoked = "certificate-revoked",
        /// No path to anything trusted, or the certificate is not at hand.
        CertificateUnknownIssuer = "certificate-unknown-issuer",
        /// The certificate belongs to another key.
        CertificateWrongKey = "certificate-wrong-key",
        /// The certificate may not sign this.
        CertificateWrongUsage = "certificate-wrong-usage",
        /// The till was signing without its device.
        SigningDeviceFailed = "signing-device-failed",
        /// The printer.
        PrinterFault = "printer-fault",
        /// The picture.
        CameraFault = "camera-fault",
        /// The profile refuses the header.
        HeaderRefused = "header-refused",
        /// The data are not of the profile's form.
        Malformed = "malformed",
        /// A chaining value or counter does not follow from its neighbour's.
        ChainBroken = "chain-broken",
        /// The same slip was seen before, or it is a reprint.
        DuplicateSlip = "duplicate-slip",
        /// No signature was found.
        NotSigned = "not-signed",
        /// The message says that the payment failed, or was closed: whether it is genuine is another question.
        PaymentFailed = "payment-failed",
        /// The message says that the result is still to come.
        PaymentPending = "payment-pending",
        /// Nothing above explains it.
        DataCorrupted = "data-corrupted",
    }
}

ids! {
    /// How sure a cause is.
    Confidence {
        /// Changing exactly this makes the signature fit, or the signed value is known and differs.
        Proven = "proven",
        /// Strong evidence.
        Likely = "likely",
        /// Possible.
        Possible = "possible",
    }
}

ids! {
    /// The country whose contacts and law the next steps follow.
    Country {
        /// China.
        Cn = "CN",
        /// Germany.
        De = "DE",
        /// Austria.
        At = "AT",
    }
}

/// The signing certificate and the path that was found for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    /// Distinguished name (RFC 4514).
    pub subject: String,
    /// Distinguished name (RFC 4514).
    pub issuer: String,
    /// Lower-case hex.
    pub serial: String,
    /// RFC 3339.
    pub not_before: String,
    /// RFC 3339.
    pub not_after: String,
    /// Hex of SHA-256 of the DER.
    pub sha256: String,
    /// Subjects from the leaf up to the anchor, as far as there is a path.
    pub path: Vec<String>,
    /// SHA-256 of these certificates, lower-case hex, in the same order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path_sha256: Vec<String>,
}

/// Why it does not fit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cause {
    /// Which.
    pub id: CauseId,
    /// How sure.
    pub confidence: Confidence,
    /// What that rests on.
    pub evidence: Evidence,
}

impl Cause {
    /// A cause with its evidence.
    #[must_use]
    pub fn new(id: CauseId, confidence: Confidence, evidence: Evidence) -> Self {
        Self { id, confidence, evidence }
    }
}

/// Something to know that is no cause.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Kebab-case id.
    pub id: &'static str,
    /// What belongs to it.
    #[serde(flatten)]
    pub evidence: Evidence,
}

impl Note {
    /// A note with its evidence.
    #[must_use]
    pub fn new(id: &'static str, evidence: Evidence) -> Self {
        Self { id, evidence }
    }
}
