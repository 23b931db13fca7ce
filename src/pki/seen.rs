//! Keys that the user has seen before: the weakest level of trust, and never a reason for `verified`.

use crate::report::Format;
use alloc::string::String;

/// A key that was seen before, on the user's confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// SHA-256 of its SubjectPublicKeyInfo.
    pub key: [u8; 32],
    /// What it signed.
    pub format: Format,
    /// For whom, as the note `key-first-seen` says it.
    pub holder: String,
    /// How often.
    pub times: u32,
    /// Since when, as the user's record says it.
    pub since: String,
}
