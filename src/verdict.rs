//! The verdict: one word, decided in one place, from proofs.
//!
//! `verified` has no public constructor. It takes a [`Fit`], which only the signature check makes, and a [`Trusted`](crate::pki::Trusted),
//! which only path validation makes, both of the same key, and a print that contradicts nothing.

pub use crate::pki::Trust;
use crate::{
    encoding::hex,
    signature::{Fit, sha256},
};
use serde::{Serialize, Serializer};
use slipcheck_vocabulary::ids;

ids! {
    /// The seven words, worst first: the first that matches is the verdict.
    Word {
        /// Nothing recognised, or what the verdict depends on could not be read.
        Unreadable = "unreadable",
        /// A slip without any signature that can be checked.
        Unsigned = "unsigned",
        /// A signature is there and does not fit, or it is refused.
        Invalid = "invalid",
        /// The signature fits, and the slip shows something else.
        Altered = "altered",
        /// The signature fits, and its certificate may not be used for it.
        CertificateProblem = "certificate-problem",
        /// The signature fits a key that nothing trusted vouches for, or the key is not at hand.
        UnknownIssuer = "unknown-issuer",
        /// It fits, its signer is trusted, and nothing printed contradicts it.
        Verified = "verified",
    }
}

/// A word that was decided by [`Findings::verdict`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict(Word);

impl Verdict {
    /// Which word.
    #[must_use]
    pub fn word(self) -> Word {
        self.0
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// What became of the signature.
#[derive(Clone, Debug, PartialEq)]
pub enum Signing {
    /// The slip carries none.
    None,
    /// Not enough could be read, or not surely, to check it.
    Unreadable,
    /// The key is not at hand.
    KeyUnknown,
    /// It is refused, or fits nothing.
    Misfit,
    /// It fits.
    Fits(Fit),
}

/// What the print says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// Something printed differs from what was signed.
    Contradicts,
    /// What differs may be a reading error: a person has to look.
    Unsure,
    /// Nothing printed contradicts it.
    Agrees,
}

/// Proof that the digest a slip states is not that of its content: made by recomputing it alone. It needs no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misstated(());

impl Misstated {
    /// `stated`: lower-case hex of SHA-256, or the front of it; `contents`: every form in which the content may have been
    /// digested. `None` when it is the digest of one of them.
    #[must_use]
    pub fn of(contents: &[&[u8]], stated: &str) -> Option<Self> {
        let fits = |content: &&[u8]| hex(&sha256(content)).starts_with(stated);
        (!contents.iter().any(fits)).then_some(Self(()))
    }

    /// The same, of a digest of any kind that was computed by its own rules.
    #[must_use]
    pub fn between(computed: &[u8], stated: &[u8]) -> Option<Self> {
        (computed != stated).then_some(Self(()))
    }
}

/// All that the verdict depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// The signature.
    pub signing: Signing,
    /// The certificate.
    pub trust: Trust,
    /// The print.
    pub print: Print,
    /// The stated digest, when it is not that of the content.
    pub digest: Option<Misstated>,
}

impl Findings {
    /// The verdict: the contract's table, first match wins.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict(match (&self.signing, self.print, &self.trust) {
            (Signing::Unreadable, ..) | (Signing::Fits(_), Print::Unsure, _) => Word::Unreadable,
            (Signing::None, ..) => Word::Unsigned,
            (Signing::Misfit, ..) => Word::Invalid,
            // No key is needed to tell that the slip does not agree with itself.
            (Signing::KeyUnknown, ..) if self.digest.is_some() => Word::Altered,
            (Signing::KeyUnknown, ..) => Word::UnknownIssuer,
            (Signing::Fits(_), Print::Contradicts, _) => Word::Altered,
            (Signing::Fits(_), _, Trust::Problem) => Word::CertificateProblem,
            (Signing::Fits(_), _, Trust::Unknown) => Word::UnknownIssuer,
            (Signing::Fits(fit), Print::Agrees, Trust::Trusted(trusted)) => {
                if fit.is_repaired() || fit.key_sha256() != trusted.key_sha256() {
                    Word::Invalid
                } else {
                    Word::Verified
                }
            }
        })
    }
}
