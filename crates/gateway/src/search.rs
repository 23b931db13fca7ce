//! Candidates under one opened signature: each costs one hash (gateway.md §6).

use crate::bytes::hex;
use crate::crypto::{Hash, Opened, PublicKey, Running};
use alloc::vec::Vec;

/// Most digests that are tried for one message.
pub const DIGEST_LIMIT: usize = 200_000;
/// Most bytes that are hashed for one message: bounds the time.
pub const HASHED_LIMIT: usize = 32 << 20;
/// The same of a long one, and how long that is: its candidates are many, and what makes it fit is found early or never.
const LONG_HASHED_LIMIT: usize = 8 << 20;
const LONG: usize = 16 << 10;
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
    /// Most candidates that would be tried: fewer of a long text, more where they share their front.
    pub(crate) limit: usize,
    /// Most candidates of any text, and the bytes that may still be hashed.
    most: usize,
    left: usize,
    /// A bound was used up: not everything was tried.
    pub(crate) exhausted: bool,
}

impl<'a> Search<'a> {
    /// `length`: of the signed text, in bytes.
    pub(crate) fn new(target: Target<'a>, rule: Rule, length: usize) -> Self {
        let most = if matches!(target, Target::Sm2(..)) { CHECK_LIMIT } else { DIGEST_LIMIT };
        let left = if length > LONG { LONG_HASHED_LIMIT } else { HASHED_LIMIT };
        let limit = most.min(left / length.max(1)).max(16);
        Self { target, rule, tried: 0, limit, most, left, exhausted: false }
    }

    /// Whether one more candidate may be tried, of which so many bytes are hashed.
    fn may(&mut self, bytes: usize) -> bool {
        let enough = self.tried < self.most && (self.tried < 16 || self.left > bytes);
        if !enough {
            self.exhausted = true;
            return false;
        }
        self.left = self.left.saturating_sub(bytes);
        self.tried += 1;
        self.limit = self.limit.max(self.tried);
        true
    }

    /// Whether the signature is over this text.
    pub(crate) fn fits(&mut self, text: &[u8]) -> bool {
        if !self.may(text.len()) {
            return false;
        }
        match &self.target {
            Target::Opened(opened) => digest(self.rule, opened.hash, text) == opened.digest,
            Target::Sm2(key, signature) => key.fits_sm2(text, signature),
        }
    }

    /// The digest of a front that candidates share; `None`: such a signature needs all of each.
    pub(crate) fn front(&self, front: &[u8]) -> Option<Running> {
        let Target::Opened(opened) = &self.target else { return None };
        let hash = match self.rule {
            Rule::Once => opened.hash,
            Rule::Twice(inner) => inner,
        };
        Some(Running::begin(hash, front))
    }

    /// Whether the signature is over a front, a value and what is behind it.
    pub(crate) fn fits_behind(&mut self, front: &Running, value: &[u8], behind: &[u8]) -> bool {
        if !self.may(value.len() + behind.len()) {
            return false;
        }
        let Target::Opened(opened) = &self.target else { return false };
        let inner: Vec<u8> = front.end(value, behind);
        match self.rule {
            Rule::Once => inner == opened.digest,
            Rule::Twice(_) => opened.hash.of(hex(&inner).as_bytes()) == opened.digest,
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
