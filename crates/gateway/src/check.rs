//! One message: who says it, whether it is whole, why not, and what it says.

use crate::{
    bytes::{self, hex},
    charset::{Charset, Gb},
    crypto::{Hash, Opened, PublicKey},
    fields::{self, Doubts, Field},
    json,
    locate::plain_name,
    message::{Carrier, Content, Format, Message},
    names,
    outcome::{self, Outcome, Status as Payment, Texts, get},
    reading::{self, Body, Member, Reading},
    repair::{self, Base, Hit},
    resource::{self, Resource},
    search::{Rule, Search, Target, digest},
    subject::{self, Facts, Role},
    time,
};
use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds.
    Pass,
    /// It does not hold.
    Fail,
    /// It could not be made.
    Unknown,
    /// There is nothing to check.
    Absent,
}

/// How sure a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Changing exactly this makes the signature fit.
    Proven,
    /// Strong evidence.
    Likely,
    /// Possible.
    Possible,
}

/// Names and values that a finding rests on.
pub type Evidence = Vec<(&'static str, String)>;

/// Why it does not fit, under the report's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The report's id.
    pub id: &'static str,
    /// How sure.
    pub confidence: Confidence,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Something to know, under the report's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The report's id.
    pub id: &'static str,
    /// What belongs to it.
    pub evidence: Evidence,
}

/// A key that is at hand.
#[derive(Clone, Debug)]
pub struct Key {
    /// DER SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
    /// Of its certificate; a bare key has none.
    pub facts: Option<Facts>,
    /// It came with the message.
    pub embedded: bool,
}

/// What became of the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// There is none that anybody could check.
    None,
    /// The message is refused by its form, or cut off.
    Refused,
    /// The key is not at hand.
    KeyUnknown,
    /// It does not fit.
    Misfit,
    /// It fits.
    Fits,
    /// It fits, and what it says can be read in two ways.
    Ambiguous,
}

/// When a message was signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// Seconds since 1970, where the message says it.
    pub known: Option<i64>,
    /// Else the latest moment that it states: it was signed then or later.
    pub from: Option<i64>,
}

/// What one message came to.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whose.
    pub format: Format,
    /// What became of the signature.
    pub signing: Signing,
    /// The check `digest`.
    pub digest: Status,
    /// The check `signature`.
    pub signature: Status,
    /// The key that it fits, or that opened it, or that it names: a place in the caller's list.
    pub key: Option<usize>,
    /// It fits another key than the one that it names.
    pub wrong_key: bool,
    /// `RS256`, `RS1`, `SM2`.
    pub algorithm: Option<&'static str>,
    /// How its digest is made.
    pub hash: Hash,
    /// Whether the digest is digested once more, as text.
    pub twice: bool,
    /// The signed text, as it was rebuilt.
    pub signed_bytes: Vec<u8>,
    /// The signature's bytes.
    pub signature_bytes: Vec<u8>,
    /// Hex of the digest that the signature holds, where a key opens it.
    pub stated: Option<String>,
    /// Hex of the same digest of the rebuilt text.
    pub computed: Option<String>,
    /// Why not.
    pub causes: Vec<Cause>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// Members.
    pub fields: Vec<Field>,
    /// What the message says; `None` where it is no gateway's.
    pub outcome: Option<Outcome>,
    /// What needs no key to be doubted.
    pub doubts: Doubts,
    /// Whether plausibility can be judged at all.
    pub plausible: bool,
    /// A member says that it is the gateway's test platform.
    pub test: bool,
    /// What makes it the same message as another.
    pub identity: Option<String>,
    /// When it was signed.
    pub time: Time,
    /// Candidates that were tried.
    pub tried: usize,
    /// Most that would have been.
    pub limit: usize,
    /// The message's own certificate, DER.
    pub embedded: Option<Vec<u8>>,
}

/// What one check is given.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Keys at hand, the message's own certificate's among them.
    pub keys: &'a [Key],
    /// The merchant's APIv3 key: used for this one decryption.
    pub apiv3_key: Option<&'a [u8]>,
    /// GB 18030.
    pub gb: Gb,
    /// Whether to look for what would make a misfitting signature fit.
    pub repairs: bool,
}

fn cause(id: &'static str, confidence: Confidence, evidence: Evidence) -> Cause {
    Cause { id, confidence, evidence }
}

/// A cause of refusal, and what it rests on.
type Refusal = (&'static str, Evidence);

/// Which key a message names.
enum Named {
    Embedded,
    Serial(Vec<u8>, String),
    PublicKey(String),
    CertificateNumber(String),
    Nobody,
}

/// Why a message is not checked.
enum Stop {
    Malformed(Evidence),
    Refused(Evidence),
    Truncated(Evidence),
    Unsigned,
    Keyed,
    Request,
}

/// The DER certificate that a message brings along (UnionPay, version 5.1.0).
#[must_use]
pub fn embedded(message: &Message) -> Option<Vec<u8>> {
    let Content::Members(members) = &message.content else { return None };
    if message.format != Format::Acp {
        return None;
    }
    let form = reading::form_by_rule(members);
    let taken = reading::taken(members, form, Charset::Utf8, Gb::NONE);
    let value = taken.iter().find(|member| member.name == "signPubKeyCert")?;
    let der = reading::pem_der(&String::from_utf8_lossy(&value.value))?;
    // Data of anybody's choice: no certificate is longer.
    (der.len() <= 8192).then_some(der)
}

/// Checks a message.
#[must_use]
pub fn check(message: &Message, given: &Given<'_>) -> Checked {
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

/// What a signature must be made by.
struct Claim {
    signature: Vec<u8>,
    damage: Vec<&'static str>,
    named: Named,
    sm2: bool,
    /// The digest that the message says was used; `None`: either.
    hash: Option<Hash>,
    twice: bool,
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

    /// Why the message needs no check, or can have none.
    fn stop(&mut self, readings: &[Reading]) -> Option<Stop> {
        match &self.message.content {
            Content::Xml(_) => Some(Stop::Keyed),
            Content::Request(_) => Some(Stop::Request),
            Content::Members(members) => self.stop_members(members, readings),
            Content::Http(http) => {
                if http.signature.is_none() {
                    return Some(Stop::Unsigned);
                }
                let member = |name: &str| Some(Stop::Malformed(Vec::from([("member", name.to_owned())])));
                if let Some(twice) = http.twice {
                    return Some(Stop::Malformed(duplicate(twice)));
                }
                let digits = |text: &String| (8..=13).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
                if !http.timestamp.as_ref().is_some_and(digits) {
                    return member("timestamp");
                }
                if http.nonce.as_ref().is_none_or(|n| n.is_empty() || n.chars().any(|c| c == ' ' || c.is_control())) {
                    return member("nonce");
                }
                if http.signature.as_ref().is_some_and(|text| text.starts_with("WECHATPAY/SIGNTEST/")) {
                    return Some(Stop::Refused(Vec::from([
                        ("reason", "probe".to_owned()),
                        ("probe", "true".to_owned()),
                    ])));
                }
                if let Some(stop) = self.doubled(readings.first()) {
                    return Some(stop);
                }
                match (self.message.format, http.kind.as_deref()) {
                    (Format::Alipay, _) | (_, None | Some("WECHATPAY2-SHA256-RSA2048" | "WECHATPAY2-SM2-WITH-SM3")) => {
                        None
                    }
                    (_, Some(kind)) => Some(Stop::Refused(Vec::from([("algorithm", kind.to_owned())]))),
                }
            }
            Content::Answer(answer) => {
                if let Some(twice) = &answer.twice {
                    return Some(Stop::Malformed(duplicate(twice)));
                }
                if self.message.truncated {
                    return Some(Stop::Truncated(Vec::from([("part", "json".to_owned())])));
                }
                if let Some(stop) = self.doubled(readings.first()).filter(|_| answer.sign.is_some()) {
                    return Some(stop);
                }
                match (&answer.sign, answer.sign_type.as_deref()) {
                    (None, _) => Some(Stop::Unsigned),
                    (_, Some("MD5")) => Some(Stop::Keyed),
                    (_, None | Some("RSA" | "RSA2" | "")) => None,
                    (_, Some(other)) => Some(Stop::Refused(Vec::from([("algorithm", other.to_owned())]))),
                }
            }
        }
    }

    /// Whether a reading's JSON says a member twice.
    fn doubled(&self, reading: Option<&Reading>) -> Option<Stop> {
        let (Body::Http { body: text, .. } | Body::Answer(text)) = &reading?.body else { return None };
        json::doubled(text).map(|name| Stop::Malformed(duplicate(&name)))
    }

    fn stop_members(&mut self, members: &crate::message::Members, readings: &[Reading]) -> Option<Stop> {
        let form = reading::form_by_rule(members);
        let taken: Vec<String> =
            members.pairs.iter().map(|pair| if form { plain_name(&pair.name) } else { pair.name.clone() }).collect();
        let malformed = |name: &str, reason: &str| {
            Some(Stop::Malformed(Vec::from([("member", fields::visible(name)), ("reason", reason.to_owned())])))
        };
        if taken.len() > crate::members::MAX_MEMBERS {
            return malformed("", "too-many");
        }
        // In literal text, what is no known name may be the rest of a value: a reading shows whether it is.
        let folded = !form && readings.iter().any(is_folded);
        let twice = taken.iter().enumerate().filter(|(i, name)| taken.iter().take(*i).any(|o| o == *name));
        let mut twice = twice.map(|(_, name)| name);
        if let Some(name) = twice.clone().find(|name| !folded || names::known(name)) {
            return Some(Stop::Malformed(duplicate(name)));
        }
        let bad = taken.iter().find(|name| name.is_empty() || !name.bytes().all(names::is_name));
        if let Some(name) = bad.filter(|_| !folded) {
            return malformed(name, "name");
        }
        self.suspect = bad.map(|name| (name.clone(), "name")).or(twice.next().map(|name| (name.clone(), "duplicate")));
        if self.message.truncated {
            return Some(Stop::Truncated(Vec::from([("part", "json".to_owned())])));
        }
        if self.message.format == Format::Acp { self.stop_acp() } else { self.stop_alipay() }
    }

    fn stop_acp(&self) -> Option<Stop> {
        self.text("signature").map_or(Some(Stop::Unsigned), |_| None).or_else(|| {
            let method = self.text("signMethod");
            if let Some("11" | "12") = method {
                return Some(Stop::Keyed);
            }
            if self.text("respCode").is_none() {
                return Some(Stop::Request);
            }
            let refused = |name, value: &str| Some(Stop::Refused(Vec::from([(name, fields::visible(value))])));
            if method.is_some_and(|method| method != "01") {
                return refused("signMethod", method.unwrap_or_default());
            }
            match self.text("version") {
                None | Some("5.1.0" | "5.0.0" | "5.0.1" | "1.0.0") => None,
                Some(other) => refused("version", other),
            }
        })
    }

    fn stop_alipay(&self) -> Option<Stop> {
        if self.text("sign").is_none() {
            return Some(Stop::Unsigned);
        }
        if self.text("biz_content").is_some() && self.text("method").is_some_and(|method| !method.ends_with(".return"))
        {
            return Some(Stop::Request);
        }
        match self.text("sign_type") {
            None | Some("RSA" | "RSA2") => None,
            Some("MD5") => Some(Stop::Keyed),
            Some(other) => Some(Stop::Refused(Vec::from([("algorithm", fields::visible(other))]))),
        }
    }

    fn stopped(&mut self, stop: Stop) {
        let unsigned = |evidence: Evidence| cause("not-signed", Confidence::Proven, evidence);
        match stop {
            Stop::Unsigned => self.checked.causes.push(unsigned(Vec::new())),
            Stop::Keyed => {
                self.checked
                    .causes
                    .push(unsigned(Vec::from([("reason", "keyed".to_owned()), ("keyed", "true".to_owned())])));
                self.note("keyed-mac", Vec::new());
                self.checked.plausible = false;
            }
            Stop::Request => {
                self.checked
                    .causes
                    .push(unsigned(Vec::from([("reason", "request".to_owned()), ("request", "true".to_owned())])));
                self.note("own-request", Vec::new());
            }
            Stop::Malformed(evidence) => self.refuse("malformed", evidence),
            Stop::Refused(evidence) => self.refuse("header-refused", evidence),
            Stop::Truncated(evidence) => self.refuse("truncated", evidence),
        }
    }

    fn refuse(&mut self, id: &'static str, evidence: Evidence) {
        self.checked.signing = Signing::Refused;
        self.checked.signature = Status::Fail;
        self.checked.digest = Status::Unknown;
        let confidence = if id == "truncated" { Confidence::Likely } else { Confidence::Proven };
        self.add(id, confidence, evidence);
    }

    /// What the message says of its signature.
    fn claim(&self) -> Result<Claim, Refusal> {
        let (text, named, hash, twice, sm2) = match &self.message.content {
            Content::Members(_) if self.message.format == Format::Acp => {
                let text = self.text("signature").unwrap_or_default();
                let named = match self.text("certId") {
                    _ if self.text("signPubKeyCert").is_some() => Named::Embedded,
                    Some(number) => bytes::decimal_number(number)
                        .map_or(Named::Nobody, |serial| Named::Serial(serial, number.to_owned())),
                    None => Named::Nobody,
                };
                let hash = match self.text("version") {
                    Some("5.0.0") => Some(Hash::Sha1),
                    Some("5.1.0") => Some(Hash::Sha256),
                    _ => None,
                };
                (text, named, hash, true, false)
            }
            Content::Members(_) => {
                let text = self.text("sign").unwrap_or_default();
                (text, Named::Nobody, alipay_hash(self.text("sign_type")), false, false)
            }
            Content::Http(http) => {
                let serial = http.serial.as_deref().unwrap_or_default();
                let named = if self.message.format == Format::Alipay {
                    if serial.is_empty() { Named::Nobody } else { Named::CertificateNumber(serial.to_owned()) }
                } else if serial.starts_with("PUB_KEY_ID_") {
                    Named::PublicKey(serial.to_owned())
                } else {
                    bytes::hex_number(serial).map_or(Named::Nobody, |number| Named::Serial(number, serial.to_owned()))
                };
                let sm2 = http.kind.as_deref() == Some("WECHATPAY2-SM2-WITH-SM3");
                (http.signature.as_deref().unwrap_or_default(), named, Some(Hash::Sha256), false, sm2)
            }
            Content::Answer(answer) => {
                let number = answer.cert_sn.clone().filter(|number| !number.is_empty());
                let named = number.map_or(Named::Nobody, Named::CertificateNumber);
                let hash = alipay_hash(answer.sign_type.as_deref());
                (answer.sign.as_deref().unwrap_or_default(), named, hash, false, false)
            }
            _ => ("", Named::Nobody, None, false, false),
        };
        let (signature, damage) = signature_bytes(text)?;
        Ok(Claim { signature, damage, named, sm2, hash, twice })
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
        // The named ones first; any other only shows that the message names the wrong one.
        for (places, wrong) in [(&choice.named, false), (&choice.others, true)] {
            for place in places {
                let Some(public) = key(place) else { continue };
                if self.against(&claim, *place, public, readings, wrong) {
                    return;
                }
            }
        }
        self.nothing_opens(&claim, &choice, &keys);
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
            Some(Fit::Repaired(hit)) => self.repaired(hit),
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
        if let Some((name, reason)) = self.suspect.take().filter(|_| !is_folded(reading)) {
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
        if let Some((member, hides)) = hidden(reading) {
            let evidence = || Vec::from([("member", fields::visible(&member)), ("hides", fields::visible(&hides))]);
            self.checked.signing = Signing::Ambiguous;
            self.add("malformed", Confidence::Possible, evidence());
            self.note("confirm-reading", evidence());
        }
    }

    fn repaired(&mut self, hit: Hit) {
        self.checked.signing = Signing::Misfit;
        self.checked.signature = Status::Fail;
        self.checked.digest = if self.checked.stated.is_some() { Status::Fail } else { Status::Absent };
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
    }

    fn misfit(&mut self, opened: bool) {
        if let Some((name, reason)) = self.suspect.take() {
            let evidence = Vec::from([("member", fields::visible(&name)), ("reason", reason.to_owned())]);
            return self.refuse("malformed", evidence);
        }
        self.checked.signing = Signing::Misfit;
        self.checked.signature = Status::Fail;
        self.checked.digest = if opened { Status::Fail } else { Status::Absent };
        if let Some((name, _)) = self.texts.iter().find(|(_, value)| value.ends_with("...") || value.ends_with('…')) {
            let evidence = Vec::from([("member", fields::visible(name))]);
            self.add("truncated", Confidence::Likely, evidence);
        } else if self.message.truncated {
            self.add("truncated", Confidence::Likely, Vec::from([("part", "json".to_owned())]));
        }
        self.add("data-corrupted", Confidence::Possible, Vec::new());
    }

    /// Places of the keys that a message names, and of the others.
    fn choose(&self, claim: &Claim) -> Choice {
        let keys = self.given.keys;
        let all = || (0..keys.len()).collect::<Vec<_>>();
        let place = |is: &dyn Fn(&Key) -> bool| -> Vec<usize> {
            keys.iter().enumerate().filter(|(_, key)| is(key)).map(|(at, _)| at).collect()
        };
        let bare = |key: &Key| key.facts.is_none() && !key.embedded;
        let leaf = |key: &Key| key.facts.as_ref().is_some_and(|facts| !facts.ca);
        let (named, at_hand) = match &claim.named {
            Named::Embedded => (place(&|key| key.embedded), true),
            Named::Serial(number, _) => {
                let own = place(&|key| {
                    key.facts.as_ref().is_some_and(|f| bytes::without_leading_zeros(&f.serial) == number.as_slice())
                });
                let found = !own.is_empty();
                (if found { own } else { place(&bare) }, found)
            }
            Named::PublicKey(_) => (place(&bare), !place(&bare).is_empty()),
            Named::CertificateNumber(number) => {
                let own =
                    place(&|key| key.facts.as_ref().is_some_and(|f| subject::cert_sn(f).eq_ignore_ascii_case(number)));
                let found = !own.is_empty();
                (if found { own } else { place(&bare) }, found)
            }
            Named::Nobody => {
                let mut own = place(&|key| leaf(key) || bare(key));
                let format = self.message.format;
                own.sort_by_key(|at| {
                    let facts = keys.get(*at).and_then(|key| key.facts.as_ref());
                    facts.is_none_or(|facts| subject::role(format, facts) != Role::Gateway)
                });
                let found = !own.is_empty();
                (own, found)
            }
        };
        let others = if at_hand && !matches!(claim.named, Named::Nobody) {
            all().into_iter().filter(|at| !named.contains(at)).collect()
        } else {
            Vec::new()
        };
        Choice { named, others, at_hand }
    }

    fn named_evidence(&self, named: &Named) -> Evidence {
        match named {
            Named::Serial(_, name) | Named::PublicKey(name) | Named::CertificateNumber(name) => {
                Vec::from([("named", fields::visible(name))])
            }
            Named::Embedded | Named::Nobody => Vec::new(),
        }
    }

    /// No key opens it.
    fn nothing_opens(&mut self, claim: &Claim, choice: &Choice, keys: &[Option<PublicKey>]) {
        self.checked.digest = if claim.sm2 { Status::Absent } else { Status::Unknown };
        if !choice.at_hand {
            self.checked.signing = Signing::KeyUnknown;
            self.checked.signature = Status::Unknown;
            let named = self.named_evidence(&claim.named);
            if !named.is_empty() {
                self.note("certificate-needed", named.clone());
            }
            return self.add("certificate-unknown-issuer", Confidence::Proven, named);
        }
        self.checked.signing = Signing::Misfit;
        self.checked.signature = Status::Fail;
        self.checked.key = choice.named.first().copied().filter(|_| !matches!(claim.named, Named::Nobody));
        let sizes: Vec<usize> = choice.named.iter().filter_map(|at| keys.get(*at)?.as_ref()?.modulus()).collect();
        if !claim.sm2 && !sizes.is_empty() && sizes.iter().all(|size| claim.signature.len() < *size) {
            let evidence = Vec::from([("part", "signature".to_owned()), ("length", claim.signature.len().to_string())]);
            return self.add("truncated", Confidence::Likely, evidence);
        }
        match claim.named {
            Named::Nobody | Named::PublicKey(_) => {
                self.add("certificate-wrong-key", Confidence::Likely, self.named_evidence(&claim.named));
            }
            _ => {
                self.add("certificate-wrong-key", Confidence::Possible, self.named_evidence(&claim.named));
                self.add("data-corrupted", Confidence::Possible, Vec::new());
            }
        }
    }

    /// Fields, outcome and the rest, from the reading that fits or the first.
    fn finish(mut self, primary: &Reading, readings: &[Reading]) -> Checked {
        let gb = self.given.gb;
        let fitting = readings.iter().find(|reading| {
            self.checked.signing == Signing::Fits && reading.document(gb).text == self.checked.signed_bytes
        });
        let reading = fitting.unwrap_or(primary);
        let sealed = match &reading.body {
            Body::Http { body, .. } if self.message.format == Format::WechatPay => {
                resource::of_body(body, self.given.apiv3_key)
            }
            _ => Resource::None,
        };
        let opened = match &sealed {
            Resource::Opened(text) => Some(text.as_str()),
            _ => None,
        };
        if sealed == Resource::NotOpened {
            self.note("resource-not-opened", Vec::new());
        }
        let repaired = core::mem::take(&mut self.checked.fields);
        let mut rows = match &self.message.content {
            Content::Xml(pairs) | Content::Request(pairs) => {
                let all: Texts =
                    pairs.iter().filter(|(name, _)| name != "sign" && name != "signature").cloned().collect();
                fields::rows(primary, &Vec::new(), None).into_iter().chain(all.iter().map(plain_row)).collect()
            }
            _ => fields::rows(reading, &self.texts, opened),
        };
        for change in repaired {
            match rows.iter_mut().find(|row| row.name == change.name) {
                Some(row) => {
                    row.pasted = Some(core::mem::replace(&mut row.value, change.value));
                    row.altered = change.altered;
                    row.shown = None;
                }
                None => rows.push(change),
            }
        }
        if rows.iter().any(|row| row.altered.is_some()) {
            for row in rows.iter_mut().filter(|row| row.altered.is_none()) {
                row.altered = Some(false);
            }
        }
        self.checked.fields = rows;
        let own = !self.checked.notes.iter().any(|note| note.id == "own-request");
        let mut all = self.texts.clone();
        if let Some(opened) = opened {
            all.extend(fields::rows_of_json(opened));
        }
        self.checked.doubts = fields::doubts(self.message.format, &all);
        let twice = opened.and_then(json::doubled);
        if let Some(name) = twice.as_deref().filter(|_| self.checked.signing == Signing::Fits) {
            self.refuse("malformed", duplicate(name));
        }
        if own && !matches!(self.message.content, Content::Xml(_)) {
            let mut outcome = outcome::outcome(self.message, reading, &self.texts, opened);
            if twice.is_some() || self.is_unread(outcome.status, &all) {
                outcome.status = Payment::Unknown;
            }
            self.payment_causes(outcome.status);
            self.checked.outcome = Some(outcome);
        }
        self.checked.plausible &= !all.is_empty();
        self.checked.test = match self.message.format {
            Format::Acp => self.text("merId").is_some_and(|id| id.starts_with("777290058")),
            Format::Alipay => self.text("app_id").is_some_and(|id| id.starts_with("9021")),
            Format::WechatPay => false,
        };
        self.checked.identity = self.identity(&all);
        self.checked.time = self.time();
        self.checked
    }

    /// Whether an outcome cannot be told: the message says two things, or an amount of what was paid is no number.
    fn is_unread(&self, status: Payment, all: &Texts) -> bool {
        let is_duplicate = |(name, value): &(&str, String)| *name == "reason" && value == "duplicate";
        let no_number = || {
            let mut amounts = self.checked.doubts.impossible.iter().filter(|(_, reason)| *reason == "amount");
            amounts.any(|(name, _)| get(all, name).is_some_and(|value| !fields::is_number(value)))
        };
        self.checked.signing == Signing::Ambiguous
            || self.checked.causes.iter().any(|cause| cause.evidence.iter().any(is_duplicate))
            || matches!(status, Payment::Paid | Payment::Refunded) && no_number()
    }

    fn payment_causes(&mut self, status: Payment) {
        let id = match status {
            Payment::Failed | Payment::Closed => "payment-failed",
            Payment::Pending | Payment::Accepted => "payment-pending",
            _ => return,
        };
        let fits = self.checked.signing == Signing::Fits;
        let confidence = if fits { Confidence::Proven } else { Confidence::Possible };
        self.add(id, confidence, Vec::from([("status", status.id().to_owned())]));
    }

    /// What makes it the same as another (gateway.md §7).
    fn identity(&self, all: &Texts) -> Option<String> {
        let joined = |names: &[&str]| {
            let values: Option<Vec<&str>> = names.iter().map(|name| get(all, name)).collect();
            values.map(|values| values.join("\n"))
        };
        let found = match self.message.format {
            Format::Acp => joined(&["queryId"]).or_else(|| joined(&["orderId", "txnTime"])),
            Format::WechatPay => joined(&["id"]).or_else(|| joined(&["transaction_id"])),
            Format::Alipay => joined(&["notify_id"]).or_else(|| joined(&["trade_no", "trade_status"])),
        };
        found.filter(|_| self.checked.signing != Signing::None)
    }

    /// When it was signed (gateway.md §5, `validity`).
    fn time(&self) -> Time {
        let of = |name: &str| self.text(name).and_then(time::moment);
        match (&self.message.content, self.message.format) {
            (Content::Http(http), _) => {
                let number: Option<i64> = http.timestamp.as_deref().and_then(|text| text.parse().ok());
                let known = number.map(|n| if n > 99_999_999_999 { n / 1000 } else { n });
                Time { known, from: None }
            }
            (_, Format::Acp) => Time { known: None, from: of("txnTime") },
            (Content::Members(_), _) => {
                let returned = self.text("method").is_some_and(|method| method.ends_with(".return"));
                let known = of("notify_time").or_else(|| of("timestamp").filter(|_| returned));
                Time { known, from: None }
            }
            _ => {
                let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
                let times = self
                    .texts
                    .iter()
                    .filter(|(name, _)| last(name).starts_with("gmt_") || last(name) == "send_pay_date");
                Time { known: None, from: times.filter_map(|(_, value)| time::moment(value)).max() }
            }
        }
    }
}

/// Whether members of unknown names were taken as the rest of the value before them.
fn is_folded(reading: &Reading) -> bool {
    reading.damage.contains(&"ampersand-in-value")
}

fn duplicate(member: &str) -> Evidence {
    Vec::from([("member", fields::visible(member)), ("reason", "duplicate".to_owned())])
}

fn plain_row(pair: &(String, String)) -> Field {
    Field { name: fields::visible(&pair.0), value: fields::visible(&pair.1), ..Field::default() }
}

struct Choice {
    named: Vec<usize>,
    others: Vec<usize>,
    at_hand: bool,
}

fn alipay_hash(sign_type: Option<&str>) -> Option<Hash> {
    match sign_type {
        Some("RSA2") => Some(Hash::Sha256),
        Some("RSA") => Some(Hash::Sha1),
        _ => None,
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

/// A signature's bytes, and what of its text was put right.
fn signature_bytes(text: &str) -> Result<(Vec<u8>, Vec<&'static str>), Refusal> {
    let mut damage = Vec::new();
    let mut text = text.trim().to_owned();
    if text.ends_with("...") || text.ends_with('…') {
        return Err(("truncated", Vec::from([("part", "signature".to_owned())])));
    }
    let mut mend = |text: &mut String, id: &'static str, mended: String| {
        if mended != *text {
            damage.push(id);
            *text = mended;
        }
    };
    if let Some(decoded) = crate::members::decode_form(&text, false).and_then(|bytes| String::from_utf8(bytes).ok()) {
        mend(&mut text, "url-layer", decoded);
    }
    let plain = text.replace("\\r", "").replace("\\n", "").replace("\\/", "/");
    mend(&mut text, "log-escapes", plain);
    let joined: String = text.chars().filter(|c| !matches!(c, '\r' | '\n' | '\t')).collect();
    mend(&mut text, "line-wraps", joined);
    let plus = text.replace(' ', "+");
    mend(&mut text, "base64-blanks", plus);
    let digits = text.trim_end_matches('=').len();
    let padded =
        [text.get(..digits).unwrap_or_default(), "==".get(..(4 - digits % 4) % 4).unwrap_or_default()].concat();
    mend(&mut text, "base64-padding", padded);
    match bytes::base64(&text) {
        Some(bytes) if !bytes.is_empty() && bytes.len() <= 2048 => Ok((bytes, damage)),
        _ => Err(("malformed", Vec::from([("member", "signature".to_owned()), ("reason", "base64".to_owned())]))),
    }
}

/// A value that may hide another member: `&name=` inside it (gateway.md §5, One signed text, two readings).
fn hidden(reading: &Reading) -> Option<(String, String)> {
    let Body::Members { members, .. } = &reading.body else { return None };
    members.iter().find_map(|member| Some((member.name.clone(), hides(reading.format, members, &member.value)?)))
}

fn hides(format: Format, members: &[Member], value: &[u8]) -> Option<String> {
    let mut at = 0;
    while let Some(mark) = bytes::find(value, b"&", at) {
        at = mark + 1;
        let rest = value.get(at..)?;
        let length = rest.iter().take_while(|c| names::is_name(**c)).count();
        let name = core::str::from_utf8(rest.get(..length)?).ok()?;
        if rest.get(length) != Some(&b'=') {
            continue;
        }
        let returned = format == Format::Alipay && matches!(name, "timestamp" | "method");
        if names::listed(name) || returned || members.iter().any(|member| member.name == name) {
            return Some(name.to_owned());
        }
    }
    None
}

/// How a message was written, for telling where to look.
#[must_use]
pub fn carrier(message: &Message) -> &'static str {
    match &message.content {
        Content::Members(members) => match members.carrier {
            Carrier::Query => "query",
            Carrier::Map => "map",
            Carrier::Php => "php",
            Carrier::Lines => "lines",
            Carrier::Json => "json",
        },
        Content::Http(_) | Content::Request(_) => "http",
        Content::Answer(_) => "json",
        Content::Xml(_) => "xml",
    }
}
