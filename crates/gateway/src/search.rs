//! Candidates under one opened signature: each costs one hash (gateway.md §6).

use crate::bytes::hex;
use crate::crypto::{Hash, Opened, PublicKey};

/// Most digests that are tried for one message.
pub const DIGEST_LIMIT: usize = 200_000;
/// Most bytes that are hashed for one message: bounds the time of long ones.
pub const HASHED_LIMIT: usize = 64 << 20;
/// Most SM2 checks of one message.
pub const CHECK_LIMIT: usize = 200;

/// How the digest inside a signature is made of the signed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// The digest of the text.
    Once,
    /// The digest of the text's digest in lower-case hex (gateway.md §1).
    Twice(Hash),
}

/// What candidates are held against.
pub(crate) enum Target<'a> {
    Opened(Opened),
    Sm2(&'a PublicKey, &'a [u8]),
}

/// A search with its bounds.
pub(crate) struct Search<'a> {
    target: Target<'a>,
    rule: Rule,
    /// Candidates tried.
    pub(crate) tried: usize,
    /// Most candidates that would be tried: fewer of a long text.
    pub(crate) limit: usize,
    /// A bound was used up: not everything was tried.
    pub(crate) exhausted: bool,
}

impl<'a> Search<'a> {
    /// `length`: of the signed text, in bytes.
    pub(crate) fn new(target: Target<'a>, rule: Rule, length: usize) -> Self {
        let most = if matches!(target, Target::Sm2(..)) { CHECK_LIMIT } else { DIGEST_LIMIT };
        Self { target, rule, tried: 0, limit: most.min(HASHED_LIMIT / length.max(1)).max(16), exhausted: false }
    }

    /// Whether the signature is over this text.
    pub(crate) fn fits(&mut self, text: &[u8]) -> bool {
        if self.tried >= self.limit {
            self.exhausted = true;
            return false;
        }
        self.tried += 1;
        match &self.target {
            Target::Opened(opened) => digest(self.rule, opened.hash, text) == opened.digest,
            Target::Sm2(key, signature) => key.fits_sm2(text, signature),
        }
    }
}

/// The digest that a signature holds for a text.
pub(crate) fn digest(rule: Rule, hash: Hash, text: &[u8]) -> alloc::vec::Vec<u8> {
    match rule {
        Rule::Once => hash.of(text),
        Rule::Twice(inner) => hash.of(hex(&inner.of(text)).as_bytes()),
    }
}
