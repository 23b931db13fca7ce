//! The signed slip: our own profile of JWS (RFC 7515), X.509 (RFC 5280) and canonical JSON (RFC 8785).

use super::{Context, Draft, Located, Rules, Slip, till::change::mark};
use crate::{
    compare::{self, Comparison},
    encoding::{Base64, hex},
    evidence,
    input::View,
    json, lean,
    pki::{self, Certificate, Purpose},
    report::{self, Cause, CauseId, CheckId, Confidence, Country, Evidence, Field, Format, Note, Range, Status},
    signature::{Candidates, Curve, Fit, KeyError, PublicKey, sha256},
    time::{Moment, Timestamp},
    verdict::{Signing, Trust},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use jws::{Algorithm, Jws, KeyRef, MEMBERS};
use serde_json::{Map, Value};

mod jws;
mod locate;
mod misread;
mod payload;
mod print;
mod rebuild;
mod repairs;

/// The format.
pub(super) struct SignedSlip;

impl Rules for SignedSlip {
    fn id(&self) -> Format {
        Format::SignedSlip
    }

    fn is_whole(&self, code: &str) -> bool {
        code.matches('.').count() == 2 && code.len() >= 128
    }

    fn beginnings(&self) -> &'static [&'static str] {
        &["eyJhbGci"]
    }

    fn locate(&self, view: &View) -> Vec<Located> {
        locate::locate(view)
    }

    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        context.each(slips, check)
    }
}

fn check(slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    let code = slip.code.as_deref().unwrap_or_default();
    let signed = code.rsplit_once('.').map_or(code, |(signed, _)| signed);
    if let Some(inside) = jws::inside(code) {
        encoded_whole(&inside, slip, context, draft);
    } else if signed.contains(['+', '/', '=']) {
        standard_alphabet(code, slip, context, draft);
    } else {
        judge(code, slip, context, draft);
    }
    if draft.findings.signing == Signing::Misfit && !is_explained(draft) && context.repairs {
        let mut tried = draft.signature.as_ref().and_then(|signature| signature.tried).unwrap_or_default();
        if lean::is_full()
            && let Some(cause) = misread::explain(code, context, &mut tried)
        {
            draft.causes.retain(|cause| !matches!(cause.id, CauseId::DataCorrupted | CauseId::CertificateWrongKey));
            draft.causes.push(cause);
        }
        if let Some(signature) = &mut draft.signature {
            signature.tried = Some(tried);
        }
    }
    if draft.reprinted(slip) {
        draft.warn();
    }
}

/// Whether something is proven that says why the signature does not fit, or why the code is refused as it was meant.
fn is_explained(draft: &Draft) -> bool {
    use CauseId::{AlgorithmConflict, EncodingConflict, FieldAltered, HeaderRefused, Truncated};
    draft.causes.iter().any(|cause| {
        cause.confidence == Confidence::Proven
            && matches!(cause.id, AlgorithmConflict | EncodingConflict | FieldAltered | HeaderRefused | Truncated)
    })
}

fn judge(code: &str, slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    match Jws::parse(code) {
        Err(refusal) => {
            refuse(draft, refusal, slip);
            // What the code says of itself is still worth showing, though nothing vouches for it.
            if let Some(Ok((_, members))) = code.split('.').nth(1).map(|part| jws::part("payload", part)) {
                show(draft, &members, slip);
            }
        }
        Ok(jws) if jws.detached.is_some() => detached(&jws, slip, context, draft),
        Ok(jws) => attached(&jws, slip, context, draft),
    }
}

/// A whole code in base64 once more: never better than `invalid`, but what is inside is shown, and that it fits.
fn encoded_whole(inside: &str, slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    judge(inside, slip, context, draft);
    if matches!(draft.findings.signing, Signing::Fits(_) | Signing::KeyUnknown) {
        let confidence =
            if draft.findings.signing == Signing::KeyUnknown { Confidence::Likely } else { Confidence::Proven };
        let evidence = evidence! { "what" => "code", "declared" => "base64url", "fits" => "base64-twice" };
        draft.causes.push(Cause::new(CauseId::EncodingConflict, confidence, evidence));
    }
    draft.findings.signing = Signing::Misfit;
    draft.checks.set(CheckId::Format, Status::Fail).set(CheckId::Signature, Status::Fail);
}

/// A code in base64's other alphabet (RFC 4648 §4), which RFC 7515 §2 does not allow: never better than `invalid`, but
/// when it fits in the right alphabet, or as it was signed, that is said.
fn standard_alphabet(code: &str, slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    let translate = |c: char| match c {
        '+' => Some('-'),
        '/' => Some('_'),
        '=' => None,
        c => Some(c),
    };
    let url: String = code.chars().filter_map(translate).collect();
    judge(&url, slip, context, draft);
    let as_signed = || {
        let jws = Jws::parse(&url).ok()?;
        let key = usable(named(&jws, context)?, jws.algorithm)?;
        let signature = Base64::Url.decode(jws.signature).ok()?;
        let (signed, _) = code.rsplit_once('.')?;
        key.verify(jws.algorithm.scheme(), signed.as_bytes(), &signature)
    };
    if matches!(draft.findings.signing, Signing::Fits(_)) || as_signed().is_some() {
        draft.causes.retain(|cause| !matches!(cause.id, CauseId::DataCorrupted | CauseId::CertificateWrongKey));
        draft.causes.push(Cause::new(
            CauseId::EncodingConflict,
            Confidence::Proven,
            evidence! { "what" => "code", "declared" => "base64url", "fits" => "base64" },
        ));
    }
    draft.findings.signing = Signing::Misfit;
    draft.checks.set(CheckId::Format, Status::Fail).set(CheckId::Signature, Status::Fail);
}

fn refuse(draft: &mut Draft, refusal: Cause, slip: &Slip) {
    draft.findings.signing = Signing::Misfit;
    for id in [CheckId::Certificate, CheckId::Validity] {
        draft.checks.set(id, Status::Unknown);
    }
    draft.checks.set_with(CheckId::Format, Status::Fail, refusal.evidence.clone());
    draft.checks.set(CheckId::Signature, Status::Fail);
    draft.causes.push(refusal);
    compare::append_printed(&mut draft.fields, &slip.reading);
}

/// Members as (name, value) texts; what is no text is shown as JSON.
fn texts(members: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), String::from);
    let known = MEMBERS.iter().filter_map(|name| Some((name.to_string(), text(members.get(*name)?))));
    let others = members.iter().filter(|(name, _)| !MEMBERS.contains(&name.as_str()));
    known.chain(others.map(|(name, value)| (name.clone(), text(value)))).collect()
}

fn show(draft: &mut Draft, members: &Map<String, Value>, slip: &Slip) -> Comparison {
    let comparison = compare::compare(&texts(members), &MEMBERS, &slip.reading);
    draft.fields.clone_from(&comparison.fields);
    comparison
}

/// A certificate's key, when it is of the kind that the algorithm has.
fn usable(certificate: &Certificate, algorithm: Algorithm) -> Option<&PublicKey> {
    certificate.public_key().ok().filter(|key| algorithm.takes(key))
}

/// What kind of key it is.
fn kind(key: &PublicKey) -> &'static str {
    key.curve().map_or("RSA", Curve::name)
}

/// A key with the certificate that it comes from.
struct Holder<'a> {
    certificate: &'a Certificate,
    key: &'a PublicKey,
}

/// The certificate that the header names, when it is at hand.
fn named<'a>(jws: &'a Jws<'_>, context: &'a Context<'_>) -> Option<&'a Certificate> {
    match &jws.key {
        KeyRef::Chain(chain) => chain.first(),
        KeyRef::Thumbprint(thumbprint) => supplied(context).find(|certificate| certificate.sha256() == thumbprint),
        KeyRef::None => None,
    }
}

fn supplied<'a>(context: &'a Context<'_>) -> impl Iterator<Item = &'a Certificate> {
    context.store.anchors.iter().chain(&context.store.certificates)
}

fn chain<'a>(jws: &'a Jws<'_>) -> &'a [Certificate] {
    match &jws.key {
        KeyRef::Chain(chain) => chain,
        _ => &[],
    }
}

/// Most keys of other certificates that are tried.
const OTHER_KEYS: usize = 64;

/// Keys of other certificates at hand, each once.
fn other_keys<'a>(jws: &'a Jws<'_>, context: &'a Context<'_>, named: &PublicKey) -> Vec<Holder<'a>> {
    let mut holders: Vec<Holder<'a>> = Vec::new();
    for certificate in chain(jws).iter().chain(supplied(context)) {
        if let Some(key) = usable(certificate, jws.algorithm)
            && key.sha256() != named.sha256()
            && holders.len() < OTHER_KEYS
            && holders.iter().all(|other| other.key.sha256() != key.sha256())
        {
            holders.push(Holder { certificate, key });
        }
    }
    holders
}

fn attached(jws: &Jws<'_>, slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    let (bytes, members) = match jws::part("payload", jws.payload) {
        Ok(payload) => payload,
        Err(refusal) => return refuse(draft, refusal, slip),
    };
    if let Err(refusal) = payload::check(&members) {
        refuse(draft, refusal, slip);
        show(draft, &members, slip);
        return;
    }
    draft.checks.set(CheckId::Format, Status::Pass);
    let canonical = json::canonical(&members);
    if canonical.as_deref() != Some(&bytes) {
        draft.notes.push(Note::new("payload-not-canonical", Evidence::new()));
    }
    draft.identity = Some(sha256(canonical.as_deref().unwrap_or(&bytes)));
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(String::from);
    about(draft, &text, context);
    let digest_fits = print::digest(draft, slip, &bytes, canonical.as_deref());
    let comparison = show(draft, &members, slip);

    let message = jws.signing_input(jws.payload);
    let outcome = sign(jws, &message, context, draft, |key, tried| {
        if !lean::is_full() {
            return None;
        }
        repairs::attached(jws, &members, &bytes, &comparison, key, tried)
    });
    let time = text("time").as_deref().and_then(Timestamp::parse).map(Timestamp::moment);
    trust(jws, &outcome, text("mid").as_deref(), time, context, draft);
    print::printed(draft, &comparison, slip, digest_fits);
    if matches!(outcome, Outcome::Misfit { explained: false }) {
        unexplained(draft, digest_fits);
    }
    draft.findings.signing = outcome.signing();
}

fn detached(jws: &Jws<'_>, slip: &Slip, context: &Context<'_>, draft: &mut Draft) {
    let Some(parts) = &jws.detached else { return };
    draft.checks.set(CheckId::Format, Status::Pass);
    let mut paper = rebuild::members(parts, &slip.reading);
    about(draft, &|name| paper.value(name), context);
    let time = paper.value("time").as_deref().and_then(Timestamp::parse).map(Timestamp::moment);
    let mid = paper.value("mid");

    if !paper.missing.is_empty() {
        draft.notes.push(Note::new("printed-text-needed", evidence! { "members" => paper.missing.clone() }));
        draft.signature = Some(described(jws, None));
        draft.checks.set(CheckId::Signature, Status::Unknown).set(CheckId::Validity, Status::Unknown);
        draft.fields = paper.fields(&slip.reading);
        trust(jws, &Outcome::Unread, mid.as_deref(), time, context, draft);
        draft.checks.set(CheckId::Validity, Status::Unknown);
        // Nothing of the paper is judged before all of it is there.
        draft.checks.set(CheckId::Printed, Status::Absent);
        if let Some((line, _)) = print::stated(slip, &[]) {
            draft.checks.set_with(CheckId::Digest, Status::Unknown, evidence! { "stated" => line });
        }
        draft.findings.signing = Signing::Unreadable;
        draft.causes.retain(|cause| cause.id != CauseId::CertificateUnknownIssuer);
        return;
    }

    let whole = print::stated(slip, &[]).filter(|(_, whole)| *whole).map(|(line, _)| line);
    choose_reading(jws, parts, whole.as_deref(), context, &mut paper);
    let canonical = paper.canonical();
    let message = jws.signing_input(&Base64::Url.encode(&canonical));
    let mut fixed = None;
    let outcome = sign(jws, &message, context, draft, |key, tried| {
        if parts.digests.is_some() {
            // Values are looked for by their digests, a million a field: as much as a whole search.
            context.searched.set(context.searched.get() + 1000);
        }
        if !lean::is_full() {
            return None;
        }
        let repaired = repairs::detached(jws, parts, &paper, whole.as_deref(), key, tried)?;
        fixed = repaired.members;
        Some(repaired.found)
    });
    let settled = matches!(outcome, Outcome::Fits(_) | Outcome::OtherKey(..));
    let other = if settled { None } else { whole.as_deref().and_then(|line| paper.digested(line)) };
    let mut digest_fits = print::digest(draft, slip, &canonical, other.as_deref());
    if digest_fits == Some(false) && !settled && slip.reading.seen && paper.is_doubtful() {
        // Of characters that may be misread, nobody can tell from a changed digest.
        draft.checks.set(CheckId::Digest, Status::Unknown);
        draft.findings.digest = None;
        digest_fits = None;
    }
    let signed = match &outcome {
        Outcome::Fits(_) | Outcome::OtherKey(..) if fixed.is_none() => Some(&paper.members),
        Outcome::Fits(_) => fixed.as_ref(),
        _ => None,
    };
    let comparison = match signed {
        Some(members) => compare::compare(members, &MEMBERS, &slip.reading),
        None => Comparison { fields: paper.judged_by_digest(parts, &slip.reading), ..Comparison::default() },
    };
    draft.fields.clone_from(&comparison.fields);
    draft.identity = signed.map(|members| sha256(&rebuild::canonical(members)));
    trust(jws, &outcome, mid.as_deref(), time, context, draft);
    match &outcome {
        Outcome::Fits(_) | Outcome::OtherKey(..) => {
            print::printed(draft, &comparison, slip, digest_fits);
            if let Some(uncertain) = paper.uncertain.first()
                && fixed.is_none()
                && comparison.unsure().all(|field| field.name != uncertain.0)
            {
                print::unsure(draft, &uncertain.0, &uncertain.1);
            }
        }
        _ => {
            if digest_fits == Some(false) {
                print::misstated(draft);
            }
            let differing: Vec<&Field> = comparison.differing().collect();
            let status = if differing.is_empty() { Status::Unknown } else { Status::Fail };
            draft.checks.set(CheckId::Printed, status);
            if slip.reading.seen
                && matches!(outcome, Outcome::Misfit { explained: false })
                && !differing.is_empty()
                && differing.iter().all(|field| matches!(field.name.as_str(), "merchant" | "pan"))
            {
                // Of a name, and of digits beside a mask, nobody can tell a misread character from an altered one.
                for field in differing.iter().map(|field| (*field).clone()).collect::<Vec<Field>>() {
                    print::unsure(draft, &field.name, &[field.printed.unwrap_or_default()]);
                }
                draft.findings.signing = Signing::Unreadable;
                draft.checks.set(CheckId::Signature, Status::Unknown);
                return;
            }
            if matches!(outcome, Outcome::Misfit { explained: false }) {
                let likely: Vec<Cause> = differing
                    .iter()
                    .map(|field| {
                        Cause::new(
                            CauseId::FieldAltered,
                            Confidence::Likely,
                            evidence! { "field" => field.name.as_str(), "printed" => field.printed.clone(), "by" => "field-digest" },
                        )
                    })
                    .collect();
                draft.causes.extend(likely);
                unexplained(draft, digest_fits);
            }
        }
    }
    draft.findings.signing = outcome.signing();
}

/// Where characters can be read in several ways, takes the reading that the signature fits, if there is one; without the
/// key, the one that the stated digest fits. Unless both readings are forms of the same value, it stays a question to the
/// person: see [`print::unsure`].
fn choose_reading(
    jws: &Jws<'_>,
    parts: &jws::Detached,
    stated: Option<&str>,
    context: &Context<'_>,
    paper: &mut rebuild::Paper,
) {
    if paper.uncertain.is_empty() && paper.seen.is_empty() {
        return;
    }
    let key = named(jws, context).map(|certificate| usable(certificate, jws.algorithm));
    let signature = Base64::Url.decode(jws.signature).unwrap_or_default();
    let candidates = match key {
        Some(None) => return,
        Some(Some(key)) => Some(Candidates::new(key, jws.algorithm.scheme(), &signature)),
        None if stated.is_none() => return,
        None => None,
    };
    let fits = |members: &Vec<(String, String)>| {
        let canonical = rebuild::canonical(members);
        match &candidates {
            Some(candidates) => candidates.fits(&jws.signing_input(&Base64::Url.encode(&canonical))).is_some(),
            None => stated.is_some_and(|line| hex(&sha256(&canonical)).starts_with(line)),
        }
    };
    if !paper.seen.is_empty() && lean::is_full() && !fits(&paper.members) {
        let read = paper.members.clone();
        let mut doubtful = paper.settle(parts);
        if !fits(&paper.members)
            && let Some((members, names)) = paper.sightings().into_iter().skip(1).find(|(members, _)| fits(members))
        {
            paper.members = members;
            doubtful.extend(names);
        }
        let value = |members: &[(String, String)], name: &str| {
            members.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
        };
        for name in doubtful {
            let readings = [value(&paper.members, &name), value(&read, &name)].into_iter().flatten().collect();
            paper.uncertain.retain(|(other, _)| *other != name);
            paper.uncertain.push((name, readings));
        }
    }
    if !paper.uncertain.is_empty()
        && let Some(members) = paper.readings().into_iter().find(fits)
    {
        paper.members = members;
    }
}

/// What became of the signature, with what the rest of the check needs of it.
enum Outcome {
    /// It fits the named certificate's key, perhaps after a repair.
    Fits(Fit),
    /// It fits another certificate's key.
    OtherKey(Fit),
    /// It fits nothing at hand; `explained` when a repair proved why.
    Misfit { explained: bool },
    /// The key is not at hand.
    KeyUnknown,
    /// Too little was read to check it.
    Unread,
}

impl Outcome {
    fn signing(&self) -> Signing {
        match self {
            Self::Fits(fit) | Self::OtherKey(fit) => Signing::Fits(fit.clone()),
            Self::Misfit { .. } => Signing::Misfit,
            Self::KeyUnknown => Signing::KeyUnknown,
            Self::Unread => Signing::Unreadable,
        }
    }
}

/// A repair that made the signature fit.
struct Repair {
    fit: Fit,
    causes: Vec<Cause>,
    /// Whether the slip may then be called signed, and altered: only a detached slip's own paper is the data.
    counts: bool,
    /// What was signed, and its digest as it was signed.
    message: Vec<u8>,
    digest: Vec<u8>,
}

fn described(jws: &Jws<'_>, key: Option<&PublicKey>) -> report::Signature {
    report::Signature {
        algorithm: jws.algorithm.name().into(),
        curve: key.and_then(PublicKey::curve).map(Curve::name),
        key_sha256: key.map(|key| hex(key.sha256())),
        ..report::Signature::default()
    }
}

/// Which of the signed bytes are which member.
fn ranges(jws: &Jws<'_>, message: &[u8]) -> Vec<Range> {
    let start = jws.header.len() + 1;
    let mut ranges = alloc::vec![Range { field: "header".into(), start: 0, end: jws.header.len() }];
    let payload = message.get(start..).and_then(|text| core::str::from_utf8(text).ok());
    let payload = payload.and_then(|text| Base64::Url.decode(text).ok()).unwrap_or_default();
    let members = json::places(&payload).into_iter();
    ranges.extend(members.map(|(name, place)| Range::encoded(name.into(), start, place)));
    ranges
}

/// Checks the signature over `message`, and when it does not fit, looks for what would make it fit.
fn sign(
    jws: &Jws<'_>,
    message: &[u8],
    context: &Context<'_>,
    draft: &mut Draft,
    repair: impl FnOnce(&PublicKey, &mut usize) -> Option<Repair>,
) -> Outcome {
    let certificate = named(jws, context);
    let key = certificate.and_then(|certificate| certificate.public_key().ok());
    let scheme = jws.algorithm.scheme();
    let mut signature = described(jws, key);
    signature.signed_bytes = Some(Base64::Standard.encode(message));
    signature.ranges = ranges(jws, message);
    signature.digest = Some(hex(&scheme.digest().of(message)));
    let (outcome, status) = match (certificate, key) {
        (None, _) => (Outcome::KeyUnknown, Status::Unknown),
        (Some(certificate), None) => {
            // A kind of key that none of the algorithms has.
            let explained = matches!(certificate.public_key(), Err(KeyError::Unsupported));
            if explained {
                let evidence = evidence! { "declared" => jws.algorithm.name(), "key" => certificate.key_algorithm() };
                draft.causes.push(Cause::new(CauseId::AlgorithmConflict, Confidence::Proven, evidence));
            }
            (Outcome::Misfit { explained }, Status::Fail)
        }
        (Some(_), Some(key)) if !jws.algorithm.takes(key) => {
            // Whatever the signature fits: the header names an algorithm that this key does not have.
            let bytes = Base64::Url.decode(jws.signature).ok();
            let as_declared = bytes.is_some_and(|bytes| key.verify(scheme, message, &bytes).is_some());
            let mut tried = 1;
            let repair = if as_declared || !context.repairs { None } else { repair(key, &mut tried) };
            signature.tried = Some(tried);
            signature.limit = Some(repairs::bound(key));
            let explained = repair.is_some();
            draft.causes.extend(repair.map(|repair| repair.causes).unwrap_or_default());
            if draft.causes.iter().all(|cause| cause.id != CauseId::AlgorithmConflict) {
                draft.causes.push(Cause::new(
                    CauseId::AlgorithmConflict,
                    if as_declared || explained { Confidence::Proven } else { Confidence::Likely },
                    evidence! { "declared" => jws.algorithm.name(), "key" => kind(key) },
                ));
            }
            (Outcome::Misfit { explained: true }, Status::Fail)
        }
        (Some(_), Some(key)) => {
            let bytes = Base64::Url.decode(jws.signature).ok();
            let fit = bytes.as_deref().and_then(|bytes| key.verify(scheme, message, bytes));
            if let Some(fit) = fit {
                (Outcome::Fits(fit), Status::Pass)
            } else if let Some((fit, holder)) = bytes.as_deref().and_then(|bytes| {
                other_keys(jws, context, key)
                    .into_iter()
                    .find_map(|holder| Some((holder.key.verify(scheme, message, bytes)?, holder)))
            }) {
                signature.key_sha256 = Some(hex(holder.key.sha256()));
                signature.curve = holder.key.curve().map(Curve::name);
                draft.causes.push(Cause::new(
                    CauseId::CertificateWrongKey,
                    Confidence::Proven,
                    evidence! {
                        "named" => hex(certificate.map(Certificate::sha256).unwrap_or(&[0; 32])),
                        "fits" => hex(holder.certificate.sha256()),
                        "subject" => holder.certificate.subject(),
                    },
                ));
                (Outcome::OtherKey(fit), Status::Pass)
            } else {
                let mut tried = 0;
                let repair = if context.repairs { repair(key, &mut tried) } else { None };
                signature.tried = Some(tried);
                signature.limit = Some(repairs::bound(key));
                match repair {
                    Some(mut repair) => {
                        for cause in &mut repair.causes {
                            mark(&mut cause.evidence, message, &repair.message, &repair.digest);
                        }
                        draft.causes.extend(repair.causes);
                        if repair.counts {
                            signature.repaired = true;
                            (Outcome::Fits(repair.fit), Status::Pass)
                        } else {
                            (Outcome::Misfit { explained: true }, Status::Fail)
                        }
                    }
                    None => {
                        let explained = wrong_length(jws, key, draft);
                        (Outcome::Misfit { explained }, Status::Fail)
                    }
                }
            }
        }
    };
    draft.checks.set(CheckId::Signature, status);
    draft.signature = Some(signature);
    outcome
}

/// A signature of a length that its algorithm cannot have.
fn wrong_length(jws: &Jws<'_>, key: &PublicKey, draft: &mut Draft) -> bool {
    let size = jws.algorithm.signature_size().or_else(|| key.rsa_bits().map(|bits| bits.div_ceil(8) as usize));
    let decoded = Base64::Url.decode(jws.signature);
    let length = decoded.as_ref().map_or(jws.signature.len() * 3 / 4, Vec::len);
    match size {
        Some(size) if length < size => {
            draft.causes.push(jws::truncated("signature"));
            draft.checks.set(CheckId::Format, Status::Fail);
            true
        }
        Some(size) if length > size || decoded.is_err() => {
            draft.causes.push(jws::malformed("signature", if length > size { "length" } else { "base64url" }));
            draft.checks.set(CheckId::Format, Status::Fail);
            true
        }
        _ => false,
    }
}

/// Certificate and validity.
fn trust(
    jws: &Jws<'_>,
    outcome: &Outcome,
    mid: Option<&str>,
    time: Option<Moment>,
    context: &Context<'_>,
    draft: &mut Draft,
) {
    let Some(leaf) = named(jws, context) else {
        draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
        let needed = match &jws.key {
            KeyRef::Thumbprint(thumbprint) => evidence! { "sha256" => hex(thumbprint) },
            _ => Evidence::new(),
        };
        draft.notes.push(Note::new("certificate-needed", needed.clone()));
        draft.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, needed));
        return;
    };
    let judgement = pki::judge(&pki::Query {
        leaf,
        extra: chain(jws),
        store: context.store,
        at: time.unwrap_or(context.now),
        now: context.now,
        purpose: Purpose::SignedSlip { mid },
    });
    if let Outcome::OtherKey(..) = outcome {
        draft.certificate = Some(leaf.summary(judgement.path, judgement.path_sha256));
        // The named certificate is not the signer's: what it may do says nothing.
        draft.checks.set(CheckId::Certificate, Status::Fail).set(CheckId::Validity, Status::Unknown);
        draft.findings.trust = Trust::Problem;
        return;
    }
    draft.judged(leaf, judgement);
}

/// Country, and what of the members needs no key.
fn about(draft: &mut Draft, text: &dyn Fn(&str) -> Option<String>, context: &Context<'_>) {
    if text("currency").as_deref() == Some("CNY") {
        draft.country = Some(Country::Cn);
    }
    let time = text("time").as_deref().and_then(Timestamp::parse).map(Timestamp::moment);
    let doubts = payload::doubts(text, time, context.now);
    let mut evidence = Evidence::new();
    for (member, reason) in &doubts {
        evidence.insert((*member).into(), (*reason).into());
    }
    let status = if doubts.is_empty() { Status::Pass } else { Status::Warn };
    draft.checks.set_with(CheckId::Plausibility, status, evidence);
}

/// A misfit that no repair explained: what the stated digest says of it (profile, "On paper").
fn unexplained(draft: &mut Draft, digest_fits: Option<bool>) {
    draft.causes.push(Cause::new(
        CauseId::CertificateWrongKey,
        Confidence::Possible,
        evidence! { "digest" => digest_fits.map_or("absent", |fits| if fits { "fits" } else { "differs" }) },
    ));
    if digest_fits == Some(true) {
        draft.causes.push(Cause::new(
            CauseId::AlgorithmConflict,
            Confidence::Possible,
            evidence! { "digest" => "fits" },
        ));
    }
    let explained = |cause: &Cause| cause.confidence != Confidence::Possible && cause.id != CauseId::DuplicateSlip;
    if !draft.causes.iter().any(explained) {
        let confidence = if digest_fits == Some(false) { Confidence::Likely } else { Confidence::Possible };
        draft.causes.push(Cause::new(CauseId::DataCorrupted, confidence, Evidence::new()));
    }
}
