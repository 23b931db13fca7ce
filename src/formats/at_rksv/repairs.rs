//! What would make a misfitting receipt fit: bounded lists of single changes, each belonging to one cause. The verdict
//! stays `invalid`.

use super::{
    code::{Code, HEADER, RATES, TRAINING, signing_input},
    keys,
    receipt::Receipt,
};
use crate::{
    encoding::{Base64, base64_lenient, ecdsa_from_der, hex, unbase32, unhex},
    formats::till::{
        amount,
        change::{Change, Signed},
        nested::nested,
        print, values, zone,
    },
    lean,
    report::{Cause, CauseId, Confidence},
    signature::{Candidates, Digest, PublicKey, Scheme, sha256},
    slip::Reading,
};
use alloc::{string::String, vec::Vec};

mod single;

/// Most messages tried under one signature: what a browser does in about half a second.
const LIMIT: usize = 6000;
/// Most readings of a signature with one character misread: one has about two hundred.
const READINGS: usize = 400;

/// Most of either kind in all.
pub(super) fn bound() -> usize {
    LIMIT + READINGS
}

const SCHEME: Scheme = Scheme::Ecdsa(Digest::Sha256);

/// How a message was hashed.
#[derive(Clone, Copy)]
enum Hashed {
    Once,
    Twice,
    TwiceAsHex,
}

/// One thing that may have been signed.
struct Candidate {
    change: Change,
    message: Vec<u8>,
    digest: Digest,
    hashed: Hashed,
}

impl Candidate {
    /// Other bytes under the signature.
    fn message(change: Change, message: Vec<u8>) -> Self {
        Self { change, message, digest: Digest::Sha256, hashed: Hashed::Once }
    }

    /// Another payload, in whatever bytes.
    fn payload(change: Change, payload: &[u8]) -> Self {
        Self::message(change, signing_input(payload))
    }

    /// Another code.
    fn code(change: Change, code: &Code) -> Self {
        Self::payload(change, code.payload().as_bytes())
    }

    fn hash(&self) -> Vec<u8> {
        let digest = self.digest.of(&self.message);
        match self.hashed {
            Hashed::Once => digest,
            Hashed::Twice => self.digest.of(&digest),
            Hashed::TwiceAsHex => self.digest.of(hex(&digest).as_bytes()),
        }
    }

    fn proven(self, shown: &[u8]) -> Cause {
        let digest = self.hash();
        self.change.proven(shown, &self.message, &digest)
    }
}

/// What changes are made from.
struct Source<'a> {
    code: &'a Code,
    reading: &'a Reading,
    /// The other receipts of the input.
    others: &'a [&'a Code],
    /// Numbers of certificates at hand, in hex.
    serials: &'a [String],
}

/// What is at hand beside the receipt.
pub(super) struct Beside<'a> {
    pub(super) reading: &'a Reading,
    /// The other receipts of the input.
    pub(super) others: &'a [&'a Code],
    /// Numbers of certificates at hand, in hex.
    pub(super) serials: &'a [String],
    /// Whether to look for anything at all.
    pub(super) repairs: bool,
}

/// Looks for what makes the signature fit `key`. Empty when nothing of the lists does; `tried` counts messages and
/// checks.
pub(super) fn explain(receipt: &Receipt, key: &PublicKey, beside: &Beside<'_>, tried: &mut usize) -> Vec<Cause> {
    let Some(code) = receipt.code().filter(|_| lean::is_full()) else { return Vec::new() };
    let Signed { bytes: shown, .. } = code.signed();
    // Other forms of the signature, over the code as it stands and, where it is not whole, as it must have been.
    let whole = completed(code, beside);
    for (change, signature) in signatures(&code.signature) {
        let mut changes: Vec<Change> = change.into_iter().collect();
        for (other, message) in
            whole.iter().cloned().map(|(c, m)| (Some(c), m)).chain(core::iter::once((None, shown.clone())))
        {
            // As it stands it was checked already.
            if changes.is_empty() && other.is_none() && receipt.refusal.is_none() {
                continue;
            }
            *tried += 1;
            if key.verify(SCHEME, &message, &signature).is_some() {
                changes.extend(other);
                if changes.is_empty() {
                    // What is refused is what was signed.
                    let refusal = receipt.refusal.iter().cloned();
                    return refusal.map(|refusal| Cause { confidence: Confidence::Proven, ..refusal }).collect();
                }
                return changes
                    .into_iter()
                    .map(|change| Candidate::message(change, message.clone()).proven(&shown))
                    .collect();
            }
        }
    }
    if receipt.signature.len() == 64 {
        let source = Source { code, reading: beside.reading, others: beside.others, serials: beside.serials };
        let bound = LIMIT.saturating_sub(*tried);
        let counted = core::cell::Cell::new(0);
        let candidates = single::GROUPS
            .iter()
            .flat_map(|group| group(&source))
            .chain(receipt.codes.iter().skip(1).map(|other| Candidate::code(Change::encoding("white-space"), other)))
            .take(bound)
            .map(|candidate| {
                counted.set(counted.get() + 1);
                let hash = candidate.hash();
                (candidate, hash)
            });
        let found = Candidates::new(key, SCHEME, &receipt.signature).first(candidates);
        *tried += counted.get();
        if let Some((candidate, _)) = found {
            return alloc::vec![candidate.proven(&shown)];
        }
        let (changes, readings): (Vec<Change>, Vec<Vec<u8>>) = values::misread(&code.signature)
            .filter_map(|(at, read, meant, text)| {
                Some((Change::misread("signature", at, read, meant), Base64::Standard.decode(&text).ok()?))
            })
            .take(READINGS)
            .unzip();
        *tried += readings.len();
        let digest = Digest::Sha256.of(&shown);
        if let Some((at, ..)) = key.first_reading(SCHEME, &[&digest], &receipt.signature, &readings) {
            let change = changes.into_iter().nth(at).into_iter();
            return change.map(|change| Candidate::message(change, shown.clone()).proven(&shown)).collect();
        }
    }
    Vec::new()
}

/// A signature's bytes in every form that it may have been written in, its own first.
fn signatures(text: &str) -> Vec<(Option<Change>, Vec<u8>)> {
    let writing = |what: &'static str| Some(Change::writing(what, "signature", "base64", what));
    let mut found: Vec<(Option<Change>, Vec<u8>)> = Vec::new();
    let mut add = |change: Option<Change>, bytes: Vec<u8>| {
        if bytes.len() == 64 && found.iter().all(|(_, other)| *other != bytes) {
            found.push((change, bytes));
        }
    };
    let strict = Base64::Standard.decode(text).ok();
    add(None, strict.clone().unwrap_or_default());
    let lenient = base64_lenient(text).unwrap_or_default();
    let what = if text.contains(['-', '_']) { "base64url" } else { "padding" };
    add(writing(what), lenient.clone());
    add(writing("hex"), unhex(text).unwrap_or_default());
    // Lower case, and digits that the alphabet does not have, taken for the letters they look like.
    let upper = text.to_ascii_uppercase();
    let unpadded = upper.trim_end_matches('=');
    let padded = [unpadded, &"=".repeat((8 - unpadded.len() % 8) % 8)].concat();
    add(writing("base32"), unbase32(&padded).unwrap_or_default());
    let looked: String = padded
        .chars()
        .map(|c| match c {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            c => c,
        })
        .collect();
    let misread = Change {
        id: CauseId::ReadingError,
        evidence: crate::evidence! { "field" => "signature", "read" => text, "fits" => looked.as_str() },
    };
    add(Some(misread), unbase32(&looked).unwrap_or_default());
    if let Some((signature, rest)) = lenient.split_at_checked(64)
        && rest.len() < 8
        && rest.iter().all(|byte| *byte == 0)
    {
        add(writing("trailing-bytes"), signature.to_vec());
    }
    add(writing("der"), ecdsa_from_der(&lenient, 32).unwrap_or_default());
    add(writing("hyphen"), Base64::Standard.decode(&text.replace('-', "")).unwrap_or_default());
    for (what, bytes) in nested(text) {
        add(writing(what), bytes);
    }
    if lenient.len() == 64 {
        add(writing("little-endian"), lenient.chunks_exact(32).flat_map(|half| half.iter().rev().copied()).collect());
    }
    found
}

/// What a code that is not whole must have been: its beginning, or its chaining value, put back.
fn completed(code: &Code, beside: &Beside<'_>) -> Vec<(Change, Vec<u8>)> {
    let mut found = Vec::new();
    let signed = |code: &Code| signing_input(code.payload().as_bytes());
    if !code.whole {
        let evidence = crate::evidence! { "part" => "code", "completed" => "_" };
        found.push((Change { id: CauseId::Truncated, evidence }, signed(code)));
    }
    if let Some(jws) = code.chains_jws() {
        let value = Base64::Standard.encode(sha256(jws.as_bytes()).get(..8).unwrap_or_default());
        let evidence = crate::evidence! { "member" => "chaining", "reason" => "jws", "signed" => value.as_str() };
        let whole = Code { chaining: Some(value), ..code.clone() };
        found.push((Change { id: CauseId::Malformed, evidence }, signed(&whole)));
    }
    if code.chaining.is_none() {
        for value in chaining_values(code, beside.others) {
            let whole = Code { chaining: Some(value.clone()), ..code.clone() };
            let evidence = crate::evidence! { "member" => "chaining", "reason" => "missing", "signed" => value };
            found.push((Change { id: CauseId::Malformed, evidence }, signed(&whole)));
        }
        // Or it was not signed either.
        let evidence = crate::evidence! { "member" => "chaining", "reason" => "missing" };
        found.push((Change { id: CauseId::Malformed, evidence }, signed(code)));
    }
    found
}

/// Chaining values that a receipt may have: of a till's first, or behind any other receipt at hand.
fn chaining_values(code: &Code, others: &[&Code]) -> Vec<String> {
    let mut values = alloc::vec![super::chain::first(&code.register)];
    values.extend(
        others
            .iter()
            .filter(|other| other.register == code.register)
            .take(50)
            .filter_map(|other| super::chain::after(other)),
    );
    values
}
