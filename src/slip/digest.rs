//! The digest line under a signed slip's code.

use alloc::string::String;

/// A printed digest: the first 16 hex digits of SHA-256 of the payload, in groups of four.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestLine {
    /// The digits that are there, upper case, without separators.
    pub hex: String,
    /// As printed.
    pub raw: String,
    /// All 16 digits are there and certain: only then is a difference a difference.
    pub complete: bool,
}

/// Reads `签名摘要:9F3A-77C1-02BE-D410` or its English or German form; `None` when the line is no digest line.
#[must_use]
pub fn digest_line(_text: &str) -> Option<DigestLine> {
    None
}
