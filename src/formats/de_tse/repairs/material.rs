//! Keys and signatures in the forms that software writes them in, cut off, or misread.

use super::{Beside, Candidate, Explained, READINGS, Stated};
use crate::{
    encoding::{Base64, base64_lenient, ecdsa_from_der, unhex},
    formats::{
        de_tse::{code, code::Code, forms, message::Message, serial_of},
        till::{change::Change, nested::nested, trust, values},
    },
    report::CauseId,
    signature::{PublicKey, Scheme},
    slip::Reading,
};
use alloc::vec::Vec;

/// A key, with what had to be changed to have it.
pub(super) struct Key {
    pub(super) changes: Vec<Change>,
    pub(super) key: PublicKey,
}

/// A signature, with what had to be changed to have it.
pub(super) struct Signature {
    pub(super) changes: Vec<Change>,
    pub(super) bytes: Vec<u8>,
}

/// The bytes of a text in base64 or hex, however written.
fn lenient(text: &str) -> Option<(&'static str, Vec<u8>)> {
    if let Ok(bytes) = unhex(text)
        && bytes.len() >= 32
    {
        return Some(("hex", bytes));
    }
    let bytes = base64_lenient(text)?;
    let what = if text.contains(['-', '_']) { "base64url" } else { "padding" };
    Some((what, bytes))
}

/// The signature as it stands, or in whatever other form it may have been written.
pub(super) fn signatures(code: &Code, reading: &Reading) -> Vec<Signature> {
    let mut found: Vec<Signature> = Vec::new();
    let mut add = |changes: Vec<Change>, bytes: Vec<u8>| {
        let known = found.iter().any(|other: &Signature| other.bytes == bytes);
        if matches!(bytes.len(), 64 | 96) && !known {
            found.push(Signature { changes, bytes });
        }
    };
    let (change, bytes) = match Base64::Standard.decode(&code.signature) {
        Ok(bytes) => (None, bytes),
        Err(_) => match lenient(&code.signature) {
            Some((what, bytes)) => (Some(Change::writing(what, "tseSignature", "base64", what)), bytes),
            None => (None, Vec::new()),
        },
    };
    // Hex is also base64 of something longer.
    if let Ok(bytes) = unhex(&code.signature) {
        add(alloc::vec![Change::writing("hex", "tseSignature", "base64", "hex")], bytes);
    }
    let changes: Vec<Change> = change.into_iter().collect();
    let with = |what: &'static str| {
        changes.iter().cloned().chain([Change::writing(what, "tseSignature", "r‖s", what)]).collect::<Vec<_>>()
    };
    add(changes.clone(), bytes.clone());
    for size in [32, 48] {
        if let Some(fixed) = ecdsa_from_der(&bytes, size) {
            add(with("der"), fixed);
        }
        if bytes.len() > 2 * size && bytes.len() < 2 * size + 8 {
            // Zeros behind it, or a sign byte before each half.
            let (signature, rest) = bytes.split_at(2 * size);
            if rest.iter().all(|byte| *byte == 0) {
                add(with("trailing-bytes"), signature.to_vec());
            }
        }
        if bytes.len() == 2 * size {
            let reversed = bytes.chunks_exact(size).flat_map(|half| half.iter().rev().copied()).collect();
            add(with("little-endian"), reversed);
        }
    }
    for (what, bytes) in nested(&code.signature) {
        add(alloc::vec![Change::writing(what, "tseSignature", "base64", what)], bytes);
    }
    if let Some(bytes) = unhyphened(&code.signature) {
        add(alloc::vec![Change::writing("hyphen", "tseSignature", "base64", "hyphen")], bytes);
    }
    for member in reading.all("tseSignature").filter(|member| member.value != code.signature).take(2) {
        if let Ok(bytes) = Base64::Standard.decode(&member.value) {
            add(alloc::vec![Change::value("tseSignature", &member.value, &code.signature)], bytes);
        }
    }
    found
}

/// The bytes of a text in base64, without the hyphens that a PDF breaks lines with.
fn unhyphened(text: &str) -> Option<Vec<u8>> {
    text.contains('-').then(|| Base64::Standard.decode(&text.replace('-', "")).ok()).flatten()
}

/// Most characters of a key that are taken for misread when another code of the input has the key whole.
const MISREAD: usize = 8;

/// The change from a key as it was read to the same till's good one: the first character that differs, and how many.
fn reread(read: &str, good: &str) -> Option<Change> {
    let mut places = read.chars().zip(good.chars()).enumerate().filter(|(_, (read, good))| read != good);
    let (at, (was, meant)) = places.next()?;
    let count = places.count() + 1;
    let mut change = Change::misread("tsePublicKey", at, was, meant);
    change.evidence.insert("places".into(), count.into());
    (read.len() == good.len() && count <= MISREAD).then_some(change)
}

/// The key as it stands, in another form, completed, printed, misread, or of a certificate at hand.
pub(super) fn keys(code: &Code, beside: &Beside<'_>) -> Vec<Key> {
    let (reading, context) = (beside.reading, beside.context);
    let mut found: Vec<Key> = Vec::new();
    let mut add = |changes: Vec<Change>, keys: Vec<PublicKey>| {
        for key in keys {
            let known =
                found.iter().any(|other: &Key| other.key.point() == key.point() && other.key.curve() == key.curve());
            if key.curve().is_some_and(|curve| !code::curves(curve.size()).is_empty()) && !known {
                found.push(Key { changes: changes.clone(), key });
            }
        }
    };
    add(Vec::new(), code::keys(&code.key).unwrap_or_default());
    let bytes = Base64::Standard.decode(&code.key).ok().or_else(|| lenient(&code.key).map(|(_, bytes)| bytes));
    let bytes = bytes.unwrap_or_default();
    let what = lenient(&code.key).map_or("padding", |(what, _)| what);
    let cut = what == "padding" && code.complete_key_length().is_some_and(|length| code.key.len() < length);
    let written = |what: &'static str| {
        alloc::vec![if cut { truncated() } else { Change::writing(what, "tsePublicKey", "base64", what) }]
    };
    add(written(what), code::keys_of(&bytes));
    if let 64 | 96 = bytes.len() {
        add(written("point-without-prefix"), code::keys_of(&[&[4][..], &bytes].concat()));
    }
    // A SubjectPublicKeyInfo that names another curve than its point lies on.
    if bytes.first() == Some(&0x30) {
        for size in [65, 97] {
            let point = bytes.len().checked_sub(size).and_then(|at| bytes.get(at..)).unwrap_or_default();
            for key in code::keys_of(point) {
                let curve = key.curve().map_or("", crate::signature::Curve::name);
                add(alloc::vec![Change::algorithm("tsePublicKey", curve)], alloc::vec![key]);
            }
        }
    }
    add(alloc::vec![truncated()], completed(&bytes, code));
    for member in reading.all("tsePublicKey").filter(|member| member.value != code.key).take(2) {
        let change = Change::value("tsePublicKey", &member.value, &code.key);
        add(alloc::vec![change], code::keys(&member.value).unwrap_or_default());
    }
    for (what, bytes) in nested(&code.key) {
        add(written(what), code::keys_of(&bytes));
    }
    add(written("hyphen"), unhyphened(&code.key).map_or(Vec::new(), |bytes| code::keys_of(&bytes)));
    for good in beside.others.iter().filter(|good| **good != code.key) {
        if let Some(change) = reread(&code.key, good) {
            add(alloc::vec![change], code::keys(good).unwrap_or_default());
        }
    }
    // Hardly any misread key lies on a curve: one that does is the key.
    if code::keys(&code.key).map_or(true, |keys| keys.is_empty()) {
        for (at, read, meant, text) in values::misread(&code.key).take(READINGS) {
            add(alloc::vec![Change::misread("tsePublicKey", at, read, meant)], code::keys(&text).unwrap_or_default());
        }
    }
    // A key that was cut away, or changed, may be that of a certificate at hand.
    for leaf in trust::supplied(context).take(16) {
        let Some(point) = leaf.public_key().ok().and_then(PublicKey::point) else { continue };
        let text = Base64::Standard.encode(&point);
        let change = if text.starts_with(code.key.trim_end_matches('=')) {
            truncated()
        } else {
            Change::value("tsePublicKey", &text, &code.key)
        };
        add(alloc::vec![change], code::keys_of(&point));
    }
    found
}

fn truncated() -> Change {
    Change { id: CauseId::Truncated, evidence: crate::evidence! { "part" => "tsePublicKey", "completed" => true } }
}

/// Keys whose end was cut off: while x is there, y is one of two, and what is left of it tells which.
fn completed(bytes: &[u8], code: &Code) -> Vec<PublicKey> {
    let size = if code.signature.len() > 100 { 48 } else { 32 };
    let point = 2 * size + 1;
    let prefix = match bytes {
        [4, ..] => 0,
        [0x30, length @ ..0x80, ..] => (usize::from(*length) + 2).saturating_sub(point),
        _ => return Vec::new(),
    };
    let Some(part) = bytes.get(prefix..).filter(|part| part.first() == Some(&4) && part.len() < point) else {
        return Vec::new();
    };
    let Some(x) = part.get(1..=size) else { return Vec::new() };
    let header = bytes.get(..prefix).unwrap_or_default();
    let mut keys = Vec::new();
    for curve in code::curves(size) {
        for sign in [2, 3] {
            let whole = PublicKey::from_point(*curve, &[&[sign][..], x].concat()).ok().and_then(|key| key.point());
            if let Some(whole) = whole.filter(|whole| whole.starts_with(part)) {
                let own = code::keys_of(&[header, &whole].concat());
                keys.extend(own.into_iter().filter(|key| key.curve() == Some(*curve)));
            }
        }
    }
    keys
}

/// Most keys, as they stand or misread, under which misread signatures are looked for.
const KEYS: usize = 4;

/// One character of key or signature, read differently; or one of each.
pub(super) fn misread(code: &Code, stated: &[Stated], keys: &[Key], explained: &mut Explained) {
    let Some(stated) = stated.first().filter(|stated| stated.changes.is_empty()) else { return };
    let signature = Base64::Standard.decode(&code.signature).ok();
    let mut tried = 0;
    let mut fits = |key: &PublicKey, signature: &[u8]| -> Option<Message> {
        let base = Message { serial: serial_of(key)?, ..stated.message.clone() };
        forms(&base).take(2).find(|message| {
            tried += 1;
            key.verify(Scheme::Ecdsa(message.digest), &message.bytes(), signature).is_some()
        })
    };
    let mut found = None;
    // Hardly any misread key lies on a curve, so that looking costs little.
    if let Some(signature) = &signature {
        'key: for (at, read, meant, text) in values::misread(&code.key) {
            for key in code::keys(&text).unwrap_or_default() {
                if let Some(message) = fits(&key, signature) {
                    found = Some((Change::misread("tsePublicKey", at, read, meant), message));
                    break 'key;
                }
            }
        }
    }
    let misread = |key: &&Key| key.changes.iter().all(|change| change.id == CauseId::ReadingError);
    let mut changes: Vec<Change> = Vec::new();
    for key in keys.iter().filter(misread).take(KEYS) {
        if found.is_some() {
            break;
        }
        let (other, readings): (Vec<Change>, Vec<Vec<u8>>) = values::misread(&code.signature)
            .filter_map(|(at, read, meant, text)| {
                Some((Change::misread("tseSignature", at, read, meant), Base64::Standard.decode(&text).ok()?))
            })
            .take(READINGS)
            .unzip();
        tried += readings.len();
        found = serial_of(&key.key).and_then(|serial| {
            let base = Message { serial, ..stated.message.clone() };
            let messages: Vec<Message> = forms(&base).take(2).collect();
            let digests: Vec<Vec<u8>> = messages.iter().map(|message| message.digest.of(&message.bytes())).collect();
            let digests: Vec<&[u8]> = digests.iter().map(Vec::as_slice).collect();
            let scheme = Scheme::Ecdsa(base.digest);
            let (at, which, _) = key.key.first_reading(scheme, &digests, signature.as_deref()?, &readings)?;
            changes.clone_from(&key.changes);
            Some((other.into_iter().nth(at)?, messages.into_iter().nth(which)?))
        });
    }
    explained.tried += tried;
    if let Some((change, message)) = found {
        let shown = Message { serial: message.serial, ..stated.message.clone() };
        for change in changes.into_iter().chain([change]) {
            Candidate::new(change, message.clone()).explain(Some(&shown), explained);
        }
    }
}
