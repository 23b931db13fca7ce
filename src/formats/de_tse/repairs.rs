//! What would make a misfitting receipt fit: bounded lists of single changes, each belonging to one cause.
//!
//! A repair proves a cause and nothing else: the verdict stays `invalid`.

use super::{
    code::{self, Code, TimeFormat},
    forms,
    message::Message,
    serial_of,
};
use crate::{
    formats::{Context, till::change::Change},
    lean,
    report::Cause,
    signature::{Candidates, Curve, Digest, PublicKey, Scheme},
    slip::Reading,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

mod material;
mod values;

/// Most messages tried under one signature: what a browser does in about half a second on each curve.
pub(super) fn limit(key: &PublicKey) -> usize {
    match key.curve() {
        Some(Curve::P256 | Curve::BrainpoolP256r1) => 6000,
        _ => 2600,
    }
}

/// Most of either kind in all.
pub(super) fn bound(key: &PublicKey) -> usize {
    limit(key) + checks(key) + READINGS
}

/// Most readings of a signature with one character misread: one has about two hundred.
const READINGS: usize = 400;

/// Most whole signature checks, for what changes key or signature themselves.
fn checks(key: &PublicKey) -> usize {
    match key.curve() {
        Some(Curve::P256 | Curve::BrainpoolP256r1) => 120,
        _ => 48,
    }
}

/// What was found out about a misfit.
#[derive(Default)]
pub(super) struct Explained {
    /// Proven; none when nothing of the lists fits.
    pub(super) causes: Vec<Cause>,
    /// The form of message that fits: its version, and whether processData is of indefinite length.
    pub(super) form: Option<(u8, bool)>,
    /// Messages and whole checks tried.
    pub(super) tried: usize,
}

/// How a message was hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hashed {
    Once,
    /// The digest was hashed again.
    Twice,
    /// The digest's hex text was hashed again.
    TwiceAsHex,
}

/// One thing that may have been signed.
struct Candidate {
    change: Change,
    message: Message,
    digest: Digest,
    hashed: Hashed,
}

impl Candidate {
    fn new(change: Change, message: Message) -> Self {
        Self { change, digest: message.digest, message, hashed: Hashed::Once }
    }

    fn hash(&self) -> Vec<u8> {
        let digest = self.digest.of(&self.message.bytes());
        match self.hashed {
            Hashed::Once => digest,
            Hashed::Twice => self.digest.of(&digest),
            Hashed::TwiceAsHex => self.digest.of(crate::encoding::hex(&digest).as_bytes()),
        }
    }

    /// Takes the cause that it proves over: `shown` is the slip as it stands.
    fn explain(self, shown: Option<&Message>, explained: &mut Explained) {
        explained.form = Some((self.message.version, self.message.indefinite));
        explained.causes.push(self.proven(shown));
    }

    fn proven(self, shown: Option<&Message>) -> Cause {
        let fits = self.message.bytes();
        let shown = shown.map_or_else(
            || fits.clone(),
            |shown| {
                Message { indefinite: self.message.indefinite, version: self.message.version, ..shown.clone() }.bytes()
            },
        );
        let digest = self.hash();
        self.change.proven(&shown, &fits, &digest)
    }
}

/// What the code says, with what had to be changed for it to say anything.
struct Stated {
    changes: Vec<Change>,
    message: Message,
}

/// Everything that the code may say when its form is taken leniently; the serial number is filled in with the key.
fn stated(code: &Code) -> Vec<Stated> {
    let mut changes = Vec::new();
    let mut number = |member: &'static str, text: &str| {
        code::number(text).or_else(|| {
            let plain = text.trim_start_matches('0');
            let value = code::number(if plain.is_empty() { "0" } else { plain })?;
            changes.push(Change::writing("leading-zeros", member, &value.to_string(), text));
            Some(value)
        })
    };
    let (Some(transaction), Some(counter)) =
        (number("tseTransaction", &code.transaction), number("tseCounter", &code.counter))
    else {
        return Vec::new();
    };
    let Some(finish) = code::time(&code.finish) else { return Vec::new() };
    if finish.offset.is_none() {
        changes.push(Change::writing("offset", "tseEnd", &finish.moment.rfc3339(), &code.finish));
    }
    let has_fraction = code.time_format == TimeFormat::GeneralizedFraction.name();
    if finish.fraction != 0 && !has_fraction {
        changes.push(Change::value("tseEnd", &finish.moment.rfc3339(), &code.finish));
    }
    let digests = match code::algorithm(&code.algorithm) {
        Some(digest) => alloc::vec![digest],
        None => code::DIGESTS.to_vec(),
    };
    let formats = match TimeFormat::named(&code.time_format) {
        Some(format) => alloc::vec![format],
        None => TimeFormat::ALL.to_vec(),
    };
    let mut all = Vec::new();
    for digest in digests {
        for time_format in &formats {
            let mut changes = changes.clone();
            if code::algorithm(&code.algorithm).is_none() {
                changes.push(Change::value("tseAlgorithm", code::algorithm_name(digest), &code.algorithm));
            }
            if TimeFormat::named(&code.time_format).is_none() {
                changes.push(Change::value("tseTimeFormat", time_format.name(), &code.time_format));
            }
            let message = Message {
                version: 2,
                client_id: code.client_id.clone(),
                process_type: code.process_type.clone(),
                process_data: code.process_data.clone(),
                transaction,
                serial: [0; 32],
                digest,
                counter,
                at: finish.moment,
                fraction: finish.fraction,
                time_format: *time_format,
                indefinite: false,
            };
            all.push(Stated { changes, message });
        }
    }
    all
}

/// What there is beside the code.
pub(super) struct Beside<'a> {
    pub(super) reading: &'a Reading,
    pub(super) context: &'a Context<'a>,
    /// The good keys of the input's codes, as they stand there.
    pub(super) others: &'a [String],
}

/// Looks for what makes the signature fit: `codes` are the ways to read the code.
pub(super) fn explain(codes: &[Code], beside: &Beside<'_>) -> Explained {
    let mut explained = Explained::default();
    let Some(code) = codes.first().filter(|_| beside.context.repairs && lean::is_full()) else { return explained };
    let stated = stated(code);
    let keys = material::keys(code, beside);
    let signatures = material::signatures(code, beside.reading);
    other_forms(&stated, &keys, &signatures, code, &mut explained);
    if !explained.causes.is_empty() {
        return explained;
    }
    // Single changes of what was signed, under the signature and the key as they stand.
    for (key, signature) in keys
        .iter()
        .filter(|key| key.changes.is_empty())
        .flat_map(|key| signatures.iter().map(move |signature| (key, signature)))
        .filter(|(_, signature)| signature.changes.is_empty())
    {
        let Some(base) = stated.first().filter(|_| stated.len() == 1) else { continue };
        let Some(serial) = serial_of(&key.key) else { continue };
        let shown = Message { serial, ..base.message.clone() };
        let groups = if base.changes.is_empty() {
            values::GROUPS
        } else if base.changes.iter().all(|change| change.evidence.get("what").is_some_and(|what| what == "offset")) {
            // Local time without its offset: only the time is in question.
            values::TIMES
        } else {
            continue;
        };
        search(groups, &shown, codes, &key.key, &signature.bytes, beside, &mut explained);
        if !explained.causes.is_empty() {
            return explained;
        }
    }
    material::misread(code, &stated, &keys, &mut explained);
    explained
}

/// The same for a receipt without a code: single changes of what was rebuilt from its print.
pub(super) fn explain_values(
    shown: &Message,
    code: &Code,
    key: &PublicKey,
    signature: &[u8],
    beside: &Beside<'_>,
    explained: &mut Explained,
) {
    if lean::is_full() {
        search(values::GROUPS, shown, core::slice::from_ref(code), key, signature, beside, explained);
    }
}

fn search(
    groups: &[values::Group],
    shown: &Message,
    codes: &[Code],
    key: &PublicKey,
    signature: &[u8],
    beside: &Beside<'_>,
    explained: &mut Explained,
) {
    let source = values::Source { base: shown, codes, reading: beside.reading };
    let bound = limit(key).saturating_sub(explained.tried);
    let tried = &mut explained.tried;
    // The devices on P-384 that were met write the indefinite form, all others the definite one. On the slower curves the
    // unlikely changes, the last group, are left out in the other form.
    let usual = key.curve() == Some(Curve::P384);
    let pass = |groups: &[values::Group], indefinite: bool| {
        let candidates: Vec<values::Group> = groups.to_vec();
        let candidates = candidates.into_iter().flat_map(|group| group(&source));
        candidates.map(move |candidate| {
            let message = Message { indefinite, ..candidate.message };
            Candidate { message, ..candidate }
        })
    };
    let likely = match key.curve() {
        Some(Curve::P256 | Curve::BrainpoolP256r1) => groups,
        _ => groups.split_last().map(|(_, likely)| likely).unwrap_or_default(),
    };
    let candidates = pass(groups, usual).chain(pass(likely, !usual)).take(bound).map(|candidate| {
        *tried += 1;
        let hash = candidate.hash();
        (candidate, hash)
    });
    let found = Candidates::new(key, Scheme::Ecdsa(shown.digest), signature).first(candidates);
    if let Some((candidate, _)) = found {
        candidate.explain(Some(shown), explained);
    }
}

/// Other forms of key, signature and statement: whole checks.
fn other_forms(
    stated: &[Stated],
    keys: &[material::Key],
    signatures: &[material::Signature],
    code: &Code,
    explained: &mut Explained,
) {
    for key in keys {
        let Some(serial) = serial_of(&key.key) else { continue };
        for signature in signatures {
            for stated in stated {
                let changes: Vec<&Change> =
                    key.changes.iter().chain(&signature.changes).chain(&stated.changes).collect();
                // As it stands it was checked already.
                if changes.is_empty() || changes.len() > 3 {
                    continue;
                }
                let base = Message { serial, ..stated.message.clone() };
                for message in forms(&base).take(2) {
                    if explained.tried >= checks(&key.key) {
                        return;
                    }
                    explained.tried += 1;
                    let scheme = Scheme::Ecdsa(message.digest);
                    if key.key.verify(scheme, &message.bytes(), &signature.bytes).is_some() {
                        let shown = super::message(code, serial);
                        for change in changes {
                            Candidate::new(change.clone(), message.clone()).explain(shown.as_ref(), explained);
                        }
                        return;
                    }
                }
            }
        }
    }
}
