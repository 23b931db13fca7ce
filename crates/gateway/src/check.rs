//! One message: who says it, whether it is whole, why not, and what it says.
//!
//! The road: a reason to stop (`stop`), else what the message claims of its signature (`claim`), each key that it may be held
//! against (`keys`), the readings and repairs under each; then what the message says (`told`).

use crate::{
    bytes::hex,
    charset::{Charset, Gb},
    crypto::{Hash, Opened, PublicKey},
    fields::{self, Doubts, Field},
    json,
    message::{Content, Message},
    outcome::{Texts, get},
    reading::{self, Body, Reading},
    repair::{self, Base, Hit},
    search::{Rule, Search, Target, digest},
};
use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};
use claim::{Claim, Named};

mod claim;
mod hidden;
mod keys;
mod result;
mod stop;
mod told;

pub use keys::embedded;
pub use result::{Cause, Checked, Confidence, Evidence, Given, Key, Note, Signing, Status, Time};
pub use told::carrier;

fn cause(id: &'static str, confidence: Confidence, evidence: Evidence) -> Cause {
    Cause { id, confidence, evidence }
}

/// Checks a message; where its text may be read in other ways, the signature tells in which it was signed.
#[must_use]
pub fn check(message: &Message, given: &Given<'_>) -> Checked {
    let first = judged(message, given);
    // What says a member twice is that in every way.
    let settled = |checked: &Checked| {
        let twice = |(name, value): &(&str, String)| *name == "reason" && value == "duplicate";
        matches!(checked.signing, Signing::Fits | Signing::Ambiguous)
            || checked.causes.iter().any(|cause| cause.id == "malformed" && cause.evidence.iter().any(twice))
    };
    if message.others.is_empty() || settled(&first) {
        return first;
    }
    let plain = Given { repairs: false, ..*given };
    let others: Vec<Checked> = message.others.iter().map(|other| judged(other, &plain)).collect();
    let fits = |checked: &Checked| matches!(checked.signing, Signing::Fits | Signing::Ambiguous);
    let proven = |checked: &Checked| {
        checked.signing == Signing::Misfit && checked.causes.first().is_some_and(|c| c.confidence == Confidence::Proven)
    };
    if let Some(at) = others.iter().position(fits) {
        return others.into_iter().nth(at).unwrap_or(first);
    }
    let malformed = |checked: &Checked| {
        checked.causes.first().is_some_and(|c| c.id == "malformed" && c.confidence == Confidence::Proven)
    };
    if proven(&first) || malformed(&first) {
        return first;
    }
    // What has a signature was read; what has none, or no form, may not have been.
    let read = |checked: &Checked| matches!(checked.signing, Signing::Misfit | Signing::KeyUnknown);
    let whole: Vec<&Message> =
        message.others.iter().zip(&others).filter(|(_, checked)| read(checked)).map(|(other, _)| other).collect();
    if given.repairs {
        let repaired = whole.iter().take(MAX_REPAIRED).map(|other| judged(other, given)).find(proven);
        if let Some(found) = repaired {
            return found;
        }
    }
    match whole.first() {
        Some(other) if !read(&first) => judged(other, given),
        _ => first,
    }
}

/// Most other ways of reading a message that are looked at for what would make them fit.
const MAX_REPAIRED: usize = 2;

fn judged(message: &Message, given: &Given<'_>) -> Checked {
    let readings = reading::readings(message, given.gb);
    let primary = readings.first().cloned().unwrap_or_else(|| Reading {
        format: message.format,
        body: Body::Answer(String::new()),
        charset: Charset::Utf8,
        damage: Vec::new(),
    });
    let texts = fields::texts(&primary, given.gb);
    let mut road = Road { message, given, texts, checked: blank(message, &primary, given.gb), suspect: None };
    match road.stop(&readings) {
        Some(stop) => road.stopped(stop),
        None => road.verify(&readings),
    }
    road.finish(&primary, &readings)
}

fn blank(message: &Message, primary: &Reading, gb: Gb) -> Checked {
    Checked {
        format: message.format,
        signing: Signing::None,
        digest: Status::Absent,
        signature: Status::Absent,
        key: None,
        wrong_key: false,
        algorithm: None,
        hash: Hash::Sha256,
        twice: false,
        signed_bytes: primary.document(gb).text,
        repaired_bytes: None,
        signature_bytes: Vec::new(),
        stated: None,
        computed: None,
        causes: Vec::new(),
        notes: Vec::new(),
        fields: Vec::new(),
        outcome: None,
        doubts: Doubts::default(),
        plausible: true,
        test: false,
        identity: None,
        time: Time::default(),
        tried: 0,
        limit: 0,
        unsigned_claim: None,
        strange_key: None,
        embedded: embedded(message),
    }
}

struct Road<'a> {
    message: &'a Message,
    given: &'a Given<'a>,
    texts: Texts,
    checked: Checked,
    /// A name that is none or stands twice, where it may be the rest of a value, and which of the two.
    suspect: Option<(String, &'static str)>,
}

/// A reading that fits, or the repair.
enum Fit {
    Reading(usize),
    Repaired(Hit),
}

impl Road<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        get(&self.texts, name)
    }

    fn note(&mut self, id: &'static str, evidence: Evidence) {
        self.checked.notes.push(Note { id, evidence });
    }

    fn add(&mut self, id: &'static str, confidence: Confidence, evidence: Evidence) {
        self.checked.causes.push(cause(id, confidence, evidence));
    }

    fn refuse(&mut self, id: &'static str, evidence: Evidence) {
        self.checked.digest = Status::Unknown;
        if id == "shape" {
            self.checked.signing = Signing::Unreadable;
            self.checked.signature = Status::Unknown;
            self.note("shape-unread", Vec::new());
            return self.add("malformed", Confidence::Possible, evidence);
        }
        self.checked.signing = Signing::Refused;
        self.checked.signature = Status::Fail;
        let confidence = if id == "truncated" { Confidence::Likely } else { Confidence::Proven };
        self.add(id, confidence, evidence);
    }

    fn verify(&mut self, readings: &[Reading]) {
        let claim = match self.claim() {
            Ok(claim) => claim,
            Err((id, evidence)) => return self.refuse(id, evidence),
        };
        self.checked.signature_bytes.clone_from(&claim.signature);
        self.checked.twice = claim.twice;
        self.checked.algorithm = Some(match (claim.sm2, claim.hash) {
            (true, _) => "SM2",
            (_, Some(Hash::Sha1)) => "RS1",
            _ => "RS256",
        });
        if claim.sm2 {
            self.checked.hash = Hash::Sm3;
        } else if let Some(hash) = claim.hash {
            self.checked.hash = hash;
        }
        let choice = self.choose(&claim);
        if matches!(claim.named, Named::Embedded) && choice.named.is_empty() {
            let evidence = Vec::from([("part", "certificate".to_owned()), ("member", "signPubKeyCert".to_owned())]);
            return self.refuse("truncated", evidence);
        }
        let keys: Vec<Option<PublicKey>> = self.given.keys.iter().map(|key| PublicKey::from_spki(&key.spki)).collect();
        let key = |at: &usize| keys.get(*at).and_then(Option::as_ref);
        if let [only] = choice.named.as_slice()
            && matches!(claim.named, Named::Embedded)
            && key(only).and_then(PublicKey::modulus).is_none()
        {
            return self.refuse("header-refused", Vec::from([("algorithm", "key".to_owned())]));
        }
        // Where a trusted key is at hand that the message may be held against, one that nobody vouches for speaks for nobody: it may
        // have come with the forgery.
        let trusted = |at: &usize| self.given.keys.get(*at).is_some_and(|key| key.trusted);
        let vouched = choice.named.iter().any(|at| trusted(at) && key(at).is_some());
        let mut other = None;
        // The named ones first; any other only shows that the message names the wrong one.
        for (places, wrong) in [(&choice.named, false), (&choice.others, true)] {
            let (own, strange): (Vec<usize>, Vec<usize>) = places.iter().partition(|at| !vouched || trusted(at));
            for place in &own {
                let Some(public) = key(place) else { continue };
                if self.against(&claim, *place, public, readings, wrong) {
                    return self.tell_other(other);
                }
            }
            other = other.or_else(|| strange.into_iter().find(|at| self.would_fit(&claim, key(at), readings)));
        }
        self.nothing_opens(&claim, &choice, &keys);
        self.tell_other(other);
    }

    /// Whether a message as it stands fits a key.
    fn would_fit(&self, claim: &Claim, key: Option<&PublicKey>, readings: &[Reading]) -> bool {
        let Some(key) = key else { return false };
        let opened = if claim.sm2 { None } else { key.open(&claim.signature) };
        let (target, hash) = match opened {
            Some(opened) => (Target::Opened(opened.clone()), opened.hash),
            None if claim.sm2 && matches!(key, PublicKey::Sm2(_)) => (Target::Sm2(key, &claim.signature), Hash::Sm3),
            None => return false,
        };
        let rule = if claim.twice { Rule::Twice(hash) } else { Rule::Once };
        let mut search = Search::new(target, rule, self.checked.signed_bytes.len());
        readings.iter().any(|reading| search.fits(&reading.document(self.given.gb).text))
    }

    /// Tells of a key that would fit and that nobody vouches for, beside a trusted one that does not.
    fn tell_other(&mut self, other: Option<usize>) {
        if let Some(at) = other.filter(|_| self.checked.signing == Signing::Misfit) {
            self.checked.strange_key = Some(at);
        }
    }

    /// Holds a message against one key. Whether that settles it.
    fn against(&mut self, claim: &Claim, place: usize, key: &PublicKey, readings: &[Reading], wrong: bool) -> bool {
        let opened = if claim.sm2 { None } else { key.open(&claim.signature) };
        let gb = self.given.gb;
        let (target, hash) = match (&opened, claim.sm2) {
            (Some(opened), _) => (Target::Opened(opened.clone()), opened.hash),
            (None, true) if matches!(key, PublicKey::Sm2(_)) => (Target::Sm2(key, &claim.signature), Hash::Sm3),
            _ => return false,
        };
        let declared = claim.hash.is_none_or(|declared| declared == hash) || claim.sm2;
        let rule = if claim.twice { Rule::Twice(hash) } else { Rule::Once };
        let mut search = Search::new(target, rule, self.checked.signed_bytes.len());
        let documents: Vec<reading::Document> = readings.iter().map(|reading| reading.document(gb)).collect();
        let fitting = documents.iter().position(|document| search.fits(&document.text));
        let fit = match fitting {
            Some(at) if declared => Some(Fit::Reading(at)),
            Some(at) => Some(Fit::Repaired(digest_algorithm(documents.get(at)))),
            None if wrong || !self.given.repairs => None,
            None => self.other_rules(claim, opened.as_ref(), &documents).map(Fit::Repaired).or_else(|| {
                let bases = bases(readings, documents, gb);
                repair::find(&bases, &mut search).map(Fit::Repaired)
            }),
        };
        self.checked.tried = search.tried;
        self.checked.limit = search.limit;
        // An SM2 signature opens with no key: another one may still fit.
        if fit.is_none() && (wrong || claim.sm2) {
            return false;
        }
        self.checked.key = Some(place);
        self.checked.wrong_key = wrong;
        self.checked.hash = hash;
        self.checked.algorithm = Some(match hash {
            Hash::Sha1 => "RS1",
            Hash::Sha256 => "RS256",
            Hash::Sm3 => "SM2",
        });
        if let Some(opened) = &opened {
            self.checked.stated = Some(hex(&opened.digest));
            self.checked.computed = Some(hex(&digest(rule, hash, &self.checked.signed_bytes)));
        }
        if search.exhausted {
            self.note("search-cut", Vec::from([("limit", search.limit.to_string())]));
        }
        match fit {
            Some(Fit::Reading(at)) => self.fits(claim, readings.get(at), rule, opened.is_some()),
            Some(Fit::Repaired(hit)) => self.repaired(hit, readings),
            None => self.misfit(opened.is_some()),
        }
        true
    }

    /// UnionPay's digest made in another way: of the text itself, or of the other digest's text.
    fn other_rules(&self, claim: &Claim, opened: Option<&Opened>, documents: &[reading::Document]) -> Option<Hit> {
        let opened = opened.filter(|_| claim.twice)?;
        let other = if opened.hash == Hash::Sha1 { Hash::Sha256 } else { Hash::Sha1 };
        documents.iter().find_map(|document| {
            [(Rule::Once, "single-hash"), (Rule::Twice(other), "digest-algorithm")].into_iter().find_map(
                |(rule, repair)| {
                    (digest(rule, opened.hash, &document.text) == opened.digest)
                        .then(|| algorithm_hit(repair, document))
                },
            )
        })
    }

    fn fits(&mut self, claim: &Claim, reading: Option<&Reading>, rule: Rule, opened: bool) {
        let Some(reading) = reading else { return };
        let document = reading.document(self.given.gb);
        self.checked.signing = Signing::Fits;
        self.checked.signature = Status::Pass;
        self.checked.digest = if opened { Status::Pass } else { Status::Absent };
        if opened {
            self.checked.computed = Some(hex(&digest(rule, self.checked.hash, &document.text)));
        }
        self.checked.signed_bytes = document.text;
        self.texts = fields::texts(reading, self.given.gb);
        if let Some((name, reason)) = self.suspect.take().filter(|_| !stop::is_folded(reading)) {
            let evidence = Vec::from([("member", fields::visible(&name)), ("reason", reason.to_owned())]);
            return self.refuse("malformed", evidence);
        }
        // Damage that was undone may have parted two of the same name.
        if let Some(stop) = self.doubled(Some(reading)) {
            return self.stopped(stop);
        }
        let mut damage: Vec<&'static str> = self.message.damage.clone();
        for id in reading.damage.iter().chain(&claim.damage) {
            if !damage.contains(id) {
                damage.push(id);
            }
        }
        if !damage.is_empty() {
            self.note("paste-damage", Vec::from([("repairs", damage.join(" "))]));
        }
        if let Body::Members { sign_type: true, .. } = reading.body {
            self.note("sign-type-signed", Vec::new());
        }
        if self.checked.hash == Hash::Sha1 {
            self.note("weak-digest", Vec::from([("where", "signature".to_owned())]));
        }
        if self.message.beside {
            self.note("unsigned-text", Vec::new());
        }
        if self.checked.wrong_key {
            self.add("certificate-wrong-key", Confidence::Proven, self.named_evidence(&claim.named));
        }
        if let Some((member, hides)) = hidden::hidden(reading) {
            self.ambiguous(&member, &hides);
        }
        self.unsigned_claims();
    }

    /// One signed text, two readings.
    fn ambiguous(&mut self, member: &str, hides: &str) {
        let evidence = || Vec::from([("member", fields::visible(member)), ("hides", fields::visible(hides))]);
        self.checked.signing = Signing::Ambiguous;
        self.add("malformed", Confidence::Possible, evidence());
        self.note("confirm-reading", evidence());
    }

    /// What stands around the message and says another amount or result than it: nobody has signed that.
    fn unsigned_claims(&mut self) {
        let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
        let claims = &self.message.claims;
        let other = claims.iter().find(|(name, value)| {
            let signed = self.texts.iter().find(|(own, _)| last(own) == *name);
            signed.is_none_or(|(_, own)| own != value)
        });
        if let Some((name, _)) = other {
            self.checked.unsigned_claim = Some(name.clone());
        }
        let told = self.checked.notes.iter().any(|note| note.id == "unsigned-text");
        if !claims.is_empty() && !told {
            self.note("unsigned-text", Vec::new());
        }
    }

    fn repaired(&mut self, hit: Hit, readings: &[Reading]) {
        self.checked.signature = Status::Fail;
        self.checked.digest = if self.checked.stated.is_some() { Status::Fail } else { Status::Absent };
        if let Some((member, hides)) = hidden::uncovered(readings, &hit) {
            return self.ambiguous(&member, &hides);
        }
        self.checked.signing = Signing::Misfit;
        let mut evidence = Vec::new();
        let mut put = |name, value: Option<String>| evidence.extend(value.map(|value| (name, fields::visible(&value))));
        put("repair", Some(hit.repair.to_owned()).filter(|repair| !repair.is_empty()));
        put("field", hit.field.clone());
        put("signed", hit.signed.clone());
        put("printed", hit.shown.clone());
        put("change", hit.change.map(String::from));
        self.checked.causes.push(cause(hit.cause, Confidence::Proven, evidence));
        if let Some(name) = &hit.field {
            let row = Field {
                name: fields::visible(name),
                value: fields::visible(hit.signed.as_deref().unwrap_or_default()),
                pasted: hit.shown.as_deref().map(fields::visible),
                altered: Some(true),
                ..Field::default()
            };
            self.checked.fields.push(row);
        }
        self.checked.repaired_bytes = Some(hit.text);
    }

    fn misfit(&mut self, opened: bool) {
        // In literal text, what is no name is the rest of the value before it: it proves nothing.
        if let Some((name, reason)) = self.suspect.take().filter(|(_, reason)| *reason != "name") {
            let evidence = Vec::from([("member", fields::visible(&name)), ("reason", reason.to_owned())]);
            return self.refuse("malformed", evidence);
        }
        self.checked.signing = Signing::Misfit;
        self.checked.signature = Status::Fail;
        self.checked.digest = if opened { Status::Fail } else { Status::Absent };
        if let Some((name, _)) = self.texts.iter().find(|(_, value)| value.ends_with("...") || value.ends_with('…')) {
            let evidence = Vec::from([("member", fields::visible(name))]);
            self.add("truncated", Confidence::Likely, evidence);
        } else if self.message.truncated || self.is_cut() {
            self.add("truncated", Confidence::Likely, Vec::from([("part", "json".to_owned())]));
        }
        self.add("data-corrupted", Confidence::Possible, Vec::new());
    }

    /// Whether a body begins as JSON does and ends nowhere.
    fn is_cut(&self) -> bool {
        let Content::Http(http) = &self.message.content else { return false };
        let body = http.body.trim();
        body.starts_with('{') && (json::object(body, 0) == Err(json::Error::Unclosed) || body.ends_with(['…', '.']))
    }
}

fn algorithm_hit(repair: &'static str, document: &reading::Document) -> Hit {
    Hit {
        cause: "algorithm-conflict",
        repair,
        field: None,
        signed: None,
        shown: None,
        change: None,
        text: document.text.clone(),
    }
}

fn digest_algorithm(document: Option<&reading::Document>) -> Hit {
    algorithm_hit("digest-algorithm", document.unwrap_or(&reading::Document::default()))
}

/// The readings that repairs start from: with the certificate as it was sent, in the way of taking that the rules name.
fn bases(readings: &[Reading], documents: Vec<reading::Document>, gb: Gb) -> Vec<Base<'_>> {
    const MOST: usize = 6;
    let members = |reading: &Reading| matches!(reading.body, Body::Members { .. });
    let pasted = readings.iter().any(|reading| reading.damage.contains(&"pem-newlines"));
    let mut bases: Vec<Base<'_>> = Vec::new();
    for (reading, document) in readings.iter().zip(documents) {
        let rebuilt = document.text.windows(29).any(|w| w == b"-----BEGIN CERTIFICATE-----\r\n");
        let wanted = !members(reading) || !pasted || rebuilt;
        if wanted && bases.len() < MOST {
            bases.push(Base { reading, document, gb });
        }
    }
    bases
}
