//! Messages of payment gateways: UnionPay ACP, WeChat Pay API v3, Alipay (gateway.md).
//!
//! The crate `slipcheck-gateway` finds, rebuilds and opens them, and knows why one does not fit. Here is what it does not
//! know: whose certificates are trusted, what the verdict rests on, and the report.

use super::{Context, Draft, Located, Rules, Slip, till::change::mark};
use crate::{
    charset,
    encoding::{Base64, hex},
    evidence,
    input::View,
    pki::{self, Certificate, Purpose},
    report::{
        self, Cause, CauseId, CheckId, Confidence, Country, Evidence, Field, Format, Match, Note, Outcome, Status, put,
    },
    signature::{Digest, PublicKey, Scheme, sha256},
    time::Moment,
    verdict::{Signing, Trust},
};
use alloc::{
    borrow::ToOwned,
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};
use serde_json::Value;
use slipcheck_gateway::{self as gateway, Checked, Facts, Gb, Given, Hash, Message, Payment, Role};

/// Most keys that one message is held against.
const MAX_KEYS: usize = 400;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// Shortest RSA key that may sign for a gateway (gateway.md §5, Usage).
const MIN_BITS: u32 = 2048;
/// X.520 commonName, organizationName, organizationalUnitName.
const NAMES: [&str; 3] = ["2.5.4.3", "2.5.4.10", "2.5.4.11"];

/// One of the three.
pub(super) struct Gateway(pub(super) Format);

impl Rules for Gateway {
    fn id(&self) -> Format {
        self.0
    }

    /// Messages are found in the text as it is, not in its view: see [`messages`].
    fn locate(&self, _view: &View) -> Vec<Located> {
        Vec::new()
    }

    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        slips
            .iter()
            .map(|slip| {
                let mut draft = Draft::new(slip);
                context.within(&mut draft, |context, draft| {
                    if let Some(message) = &slip.message {
                        Road { context, message, draft }.check();
                    }
                });
                draft
            })
            .collect()
    }
}

/// The messages in a text, each a slip, and the text without them; `None`: there are none.
pub(super) fn messages(text: &str) -> Option<(Vec<Slip>, String)> {
    let found = gateway::find(text);
    if found.messages.is_empty() && !found.cut {
        return None;
    }
    let mut without = String::with_capacity(text.len());
    let mut from = 0;
    let mut slips = Vec::new();
    for message in found.messages {
        let range = message.range.clone();
        if range.start >= from {
            without.push_str(text.get(from..range.start).unwrap_or_default());
            without.push('\n');
            from = range.end;
        }
        let format = match message.format {
            gateway::Format::Acp => Format::CnAcp,
            gateway::Format::WechatPay => Format::CnWechatpay,
            gateway::Format::Alipay => Format::CnAlipay,
        };
        let code = text.get(range).map(str::to_owned);
        slips.push(Slip { format, code, message: Some(Box::new(message)), ..Slip::default() });
    }
    without.push_str(text.get(from..).unwrap_or_default());
    if found.cut {
        // A report of its own, that is never verified: what was not looked at is not nothing.
        let notes = Vec::from([Note::new("messages-cut", evidence! { "limit" => gateway::MAX_MESSAGES })]);
        slips.push(Slip { notes, ..Slip::default() });
    }
    Some((slips, without))
}

/// GB 18030, where the build has it.
const GB: Gb = Gb { decode: charset::from_gb18030, encode: charset::to_gb18030 };

/// A key that is at hand.
enum Holder<'a> {
    Certificate(&'a Certificate),
    Bare(&'a PublicKey),
}

fn facts(certificate: &Certificate) -> Facts {
    let [cn, o, ou] = NAMES.map(|name| certificate.subject_values(name));
    let [issuer_cn, issuer_o, _] = NAMES.map(|name| certificate.issuer_values(name));
    Facts {
        serial: certificate.serial_octets().to_vec(),
        issuer: certificate.issuer(),
        ca: certificate.is_ca(),
        common_names: cn,
        organizations: o,
        units: ou,
        issuer_names: [issuer_cn, issuer_o].concat(),
    }
}

fn evidence_of(pairs: &[(&'static str, String)]) -> Evidence {
    let mut evidence = Evidence::new();
    for (name, text) in pairs {
        let value = if text == "true" { Value::Bool(true) } else { Value::from(text.as_str()) };
        put(&mut evidence, name, value);
    }
    evidence
}

fn status(status: gateway::Status) -> Status {
    match status {
        gateway::Status::Pass => Status::Pass,
        gateway::Status::Fail => Status::Fail,
        gateway::Status::Unknown => Status::Unknown,
        gateway::Status::Absent => Status::Absent,
    }
}

/// A message on its way to a report.
struct Road<'a, 'b> {
    context: &'a Context<'b>,
    message: &'a Message,
    draft: &'a mut Draft,
}

impl Road<'_, '_> {
    fn check(self) {
        let embedded = gateway::embedded(self.message).and_then(|der| Certificate::from_der(&der).ok());
        let store = self.context.store;
        let mut holders: Vec<Holder<'_>> = Vec::new();
        for certificate in store.anchors.iter().chain(&store.certificates) {
            let known = |other: &Holder<'_>| matches!(other, Holder::Certificate(other) if other.sha256() == certificate.sha256());
            if holders.len() < MAX_KEYS && !holders.iter().any(known) {
                holders.push(Holder::Certificate(certificate));
            }
        }
        let mut keys: Vec<gateway::Key> = holders
            .iter()
            .filter_map(|holder| match holder {
                Holder::Certificate(c) => {
                    let facts = facts(c);
                    let trusted = self.is_trusted(c, &facts);
                    Some(gateway::Key { spki: c.spki().to_vec(), facts: Some(facts), embedded: false, trusted })
                }
                Holder::Bare(_) => None,
            })
            .collect();
        for bare in store.bare_keys.iter().take(MAX_KEYS) {
            let trusted = bare.pinned(self.context.format).is_some();
            keys.push(gateway::Key { spki: bare.spki.clone(), facts: None, embedded: false, trusted });
            holders.push(Holder::Bare(&bare.key));
        }
        if let Some(own) = &embedded {
            keys.push(gateway::Key {
                spki: own.spki().to_vec(),
                facts: Some(facts(own)),
                embedded: true,
                trusted: false,
            });
            holders.push(Holder::Certificate(own));
        }
        let given = Given {
            keys: &keys,
            apiv3_key: store.apiv3_key.as_ref().map(|secret| secret.0.as_slice()),
            gb: GB,
            repairs: self.context.repairs,
        };
        let mut checked = gateway::check(self.message, &given);
        let holder = checked.key.and_then(|at| holders.get(at));
        if let Some(strange) = checked.strange_key.and_then(|at| holders.get(at)) {
            let key = match strange {
                Holder::Certificate(certificate) => *certificate.key_sha256(),
                Holder::Bare(key) => *key.sha256(),
            };
            self.draft.notes.push(Note::new("other-key-fits", evidence! { "keySha256" => hex(&key) }));
        }
        self.report(&mut checked, holder);
    }

    /// Whether a certificate of the gateway's at hand is vouched for: an anchor itself, or one with a path to an anchor.
    fn is_trusted(&self, certificate: &Certificate, facts: &Facts) -> bool {
        let Context { store, now, format, .. } = *self.context;
        let gateway = match format {
            Format::CnAcp => gateway::Format::Acp,
            Format::CnWechatpay => gateway::Format::WechatPay,
            _ => gateway::Format::Alipay,
        };
        if certificate.is_ca() || gateway::role(gateway, facts) != Role::Gateway {
            let anchor = store.anchors.iter().any(|anchor| anchor.sha256() == certificate.sha256());
            return anchor && !certificate.is_ca() && store.formats(certificate).contains(format);
        }
        let at = now.min(certificate.not_after());
        let purpose = Purpose::Receipt(format);
        let query = pki::Query { leaf: certificate, extra: &[], store, at, now, purpose };
        matches!(pki::judge(&query).trust, Trust::Trusted(_))
    }

    fn report(self, checked: &mut Checked, holder: Option<&Holder<'_>>) {
        let Self { context, draft, .. } = self;
        draft.country = Some(Country::Cn);
        let refused = checked.causes.iter().any(|cause| matches!(cause.id, "malformed" | "header-refused"));
        let bad = checked.signing == gateway::Signing::Refused && refused;
        draft
            .checks
            .set(CheckId::Format, if bad { Status::Fail } else { Status::Pass })
            .set(CheckId::Digest, status(checked.digest))
            .set(CheckId::Signature, status(checked.signature));
        for cause in &checked.causes {
            let Some(id) = CauseId::ALL.iter().find(|id| id.id() == cause.id) else { continue };
            let confidence = match cause.confidence {
                gateway::Confidence::Proven => Confidence::Proven,
                gateway::Confidence::Likely => Confidence::Likely,
                gateway::Confidence::Possible => Confidence::Possible,
            };
            let mut evidence = evidence_of(&cause.evidence);
            if let Some(fits) = checked.repaired_bytes.as_deref().filter(|_| confidence == Confidence::Proven) {
                mark(&mut evidence, &checked.signed_bytes, fits, &algorithm(checked.hash).of(fits));
            }
            draft.causes.push(Cause::new(*id, confidence, evidence));
        }
        for note in &checked.notes {
            draft.notes.push(Note::new(note.id, evidence_of(&note.evidence)));
        }
        let public = holder.and_then(|holder| match holder {
            Holder::Certificate(certificate) => certificate.public_key().ok(),
            Holder::Bare(key) => Some(*key),
        });
        about(draft, checked, public);
        draft.findings.signing = signing(checked, public);
        let mut test = checked.test;
        match holder.filter(|_| checked.signing != gateway::Signing::Refused) {
            Some(Holder::Certificate(leaf)) => test |= judge(draft, checked, leaf, context),
            Some(Holder::Bare(key)) => bare(draft, checked, key, context),
            None if matches!(checked.signing, gateway::Signing::None | gateway::Signing::Unreadable) => {}
            None => {
                draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
            }
        }
        // What the message reports comes behind what is wrong with it.
        let (told, wrong) = core::mem::take(&mut draft.causes)
            .into_iter()
            .partition(|cause| matches!(cause.id, CauseId::PaymentFailed | CauseId::PaymentPending));
        draft.causes = wrong;
        draft.causes.extend::<Vec<Cause>>(told);
        let fits = matches!(draft.findings.signing, Signing::Fits(_));
        draft.fields = checked.fields.iter().map(|field| row(field, fits)).collect();
        let merchant = checked.outcome.as_ref().and_then(|_| merchant(draft, checked, &context.store.merchants));
        draft.outcome = checked.outcome.as_ref().map(|outcome| Outcome {
            status: outcome.status.id(),
            code: outcome.code.as_deref().map(gateway::visible),
            text: outcome.text.as_deref().map(gateway::visible),
            environment: test.then_some("test"),
            merchant,
            about: outcome.about.map(gateway::About::id),
        });
        plausibility(draft, checked, test, context.now);
        // By its key, too: what another key has signed is another message, whatever it says.
        draft.identity = checked.identity.as_ref().zip(public).filter(|_| fits).map(|(text, key)| {
            let format = context.format.id().as_bytes();
            sha256(&[format, &[0], key.sha256(), &[0], text.as_bytes()].concat())
        });
    }
}

/// The proof of the signature, made anew by the core's own check: the crate's word alone makes nothing `verified`.
fn signing(checked: &Checked, key: Option<&PublicKey>) -> Signing {
    match checked.signing {
        gateway::Signing::None => Signing::None,
        gateway::Signing::KeyUnknown => Signing::KeyUnknown,
        gateway::Signing::Ambiguous | gateway::Signing::Unreadable => Signing::Unreadable,
        gateway::Signing::Refused | gateway::Signing::Misfit => Signing::Misfit,
        gateway::Signing::Fits => {
            let scheme = match checked.hash {
                Hash::Sha1 => Scheme::RsaPkcs1(Digest::Sha1),
                Hash::Sha256 => Scheme::RsaPkcs1(Digest::Sha256),
                Hash::Sm3 => Scheme::Sm2,
            };
            let twice = checked.twice.then(|| hex(&scheme.digest().of(&checked.signed_bytes)).into_bytes());
            let message = twice.as_deref().unwrap_or(&checked.signed_bytes);
            let fit = key.and_then(|key| key.verify_der(scheme, message, &checked.signature_bytes));
            fit.map_or(Signing::Misfit, Signing::Fits)
        }
    }
}

fn algorithm(hash: Hash) -> Digest {
    match hash {
        Hash::Sha1 => Digest::Sha1,
        Hash::Sha256 => Digest::Sha256,
        Hash::Sm3 => Digest::Sm3,
    }
}

/// What was signed.
fn about(draft: &mut Draft, checked: &Checked, key: Option<&PublicKey>) {
    if checked.signing == gateway::Signing::None {
        return;
    }
    let digest = algorithm(checked.hash);
    draft.signature = Some(report::Signature {
        algorithm: checked.algorithm.unwrap_or_default().into(),
        key_sha256: key.map(|key| hex(key.sha256())),
        signed_bytes: Some(Base64::Standard.encode(&checked.signed_bytes)),
        digest: Some(hex(&digest.of(&checked.signed_bytes))),
        tried: (checked.tried > 0 && checked.signing == gateway::Signing::Misfit).then_some(checked.tried),
        limit: (checked.tried > 0 && checked.signing == gateway::Signing::Misfit).then_some(checked.limit),
        ..report::Signature::default()
    });
    if let (Some(stated), Some(computed)) = (&checked.stated, &checked.computed) {
        draft.digest =
            Some(report::Digest { algorithm: digest.name(), computed: computed.clone(), stated: Some(stated.clone()) });
    }
}

/// A key without a certificate: trusted when a person named it.
fn bare(draft: &mut Draft, checked: &Checked, key: &PublicKey, context: &Context<'_>) {
    draft.checks.set(CheckId::Validity, Status::Absent);
    let pinned = context.store.pinned(key.sha256(), context.format);
    let bits = key.rsa_bits().filter(|bits| *bits < MIN_BITS);
    draft.checks.set(CheckId::Certificate, if pinned.is_some() { Status::Pass } else { Status::Fail });
    if checked.signing == gateway::Signing::Misfit {
        return likely_unless(draft, pinned.is_some());
    }
    match pinned {
        _ if bits.is_some() => {
            // Such a key can be broken: whoever has it may sign.
            draft.findings.trust = Trust::Problem;
            let bits = bits.unwrap_or_default().to_string();
            let evidence =
                || evidence! { "reason" => "key", "bits" => bits.as_str(), "keySha256" => hex(key.sha256()) };
            draft.notes.push(Note::new("weak-key", evidence()));
            draft.causes.push(Cause::new(CauseId::CertificateWrongUsage, Confidence::Proven, evidence()));
        }
        _ if checked.wrong_key => {
            draft.checks.set(CheckId::Certificate, Status::Fail);
            draft.findings.trust = Trust::Problem;
        }
        Some(trusted) => {
            draft.notes.push(Note::new("bare-key", evidence! { "keySha256" => hex(key.sha256()) }));
            draft.findings.trust = Trust::Trusted(trusted);
        }
        None => draft.causes.push(Cause::new(
            CauseId::CertificateUnknownIssuer,
            Confidence::Proven,
            evidence! { "reason" => "not-trusted", "keySha256" => hex(key.sha256()) },
        )),
    }
}

/// The moment at which a certificate is judged, and what is doubtful about it (gateway.md §5, `validity`).
fn at(checked: &Checked, leaf: &Certificate, now: Moment) -> (Moment, bool) {
    if let Some(known) = checked.time.known {
        return (Moment(known), false);
    }
    let (first, last) = (leaf.not_before(), leaf.not_after());
    let from = checked.time.from.map(Moment);
    match from {
        // Out of date for the whole interval.
        Some(from) if from > last => (from, false),
        _ if first > now => (now, false),
        // Not yet valid at its beginning; or open, and expired at its end.
        Some(from) => (from.max(first), from < first),
        None => (now.min(last), now > last),
    }
}

/// Path, dates and use of a certificate. Whether it is one of the gateway's test platform.
fn judge(draft: &mut Draft, checked: &Checked, leaf: &Certificate, context: &Context<'_>) -> bool {
    let (at, doubtful) = at(checked, leaf, context.now);
    let purpose = Purpose::Receipt(context.format);
    let judgement = pki::judge(&pki::Query { leaf, extra: &[], store: context.store, at, now: context.now, purpose });
    let known = context.store.anchors.iter().chain(&context.store.certificates);
    let above: Vec<&Certificate> =
        known.filter(|other| judgement.path_sha256.contains(&hex(other.sha256()))).chain([leaf]).collect();
    let names = |certificate: &&Certificate| {
        // The organization in Alipay's own certificates is the merchant's: a Test Kitchen is no test platform.
        let customers = checked.format == gateway::Format::Alipay && certificate.sha256() == leaf.sha256();
        let [cn, o, _] = NAMES;
        let own = if customers { Vec::new() } else { certificate.subject_values(o) };
        [certificate.subject_values(cn), own, certificate.issuer_values(cn), certificate.issuer_values(o)]
            .iter()
            .flatten()
            .any(|name| gateway::has_test(name))
    };
    let told = judgement.notes.iter().any(|note| note.id == "test-certificate");
    let test = told || above.iter().any(names);
    let pinned = context.store.anchors.iter().any(|anchor| anchor.sha256() == leaf.sha256());
    draft.certificate = Some(leaf.summary(judgement.path, judgement.path_sha256));
    draft.checks.set(CheckId::Certificate, judgement.certificate).set(CheckId::Validity, judgement.validity);
    draft.demo = judgement.demo;
    if checked.signing == gateway::Signing::Misfit {
        // Why it does not fit is the question; the path answers another.
        draft.notes.extend(judgement.notes.into_iter().filter(|note| note.id == "weak-digest"));
        let gateways = pinned || gateway::role(checked.format, &facts(leaf)) == Role::Gateway;
        likely_unless(draft, gateways && judgement.certificate == Status::Pass);
        return test;
    }
    draft.causes.extend(judgement.causes);
    draft.notes.extend(judgement.notes);
    draft.findings.trust = judgement.trust;
    if doubtful {
        draft.notes.push(Note::new("signing-time-unknown", Evidence::new()));
        if draft.checks.status(CheckId::Validity) == Status::Pass {
            draft.checks.set(CheckId::Validity, Status::Warn);
        }
    }
    usage(draft, checked, leaf, pinned);
    if checked.wrong_key {
        draft.checks.set(CheckId::Certificate, Status::Fail);
        draft.findings.trust = Trust::Problem;
    }
    test
}

/// What a repair proves to have been signed is the gateway's only where a trusted path, or a person, says whose key it is.
fn likely_unless(draft: &mut Draft, vouched: bool) {
    let repaired = |id| {
        matches!(id, CauseId::FieldAltered | CauseId::EncodingConflict | CauseId::AlgorithmConflict | CauseId::TimeZone)
    };
    for cause in draft.causes.iter_mut().filter(|cause| repaired(cause.id) && !vouched) {
        cause.confidence = cause.confidence.max(Confidence::Likely);
    }
}

/// Who may sign for the gateway.
fn usage(draft: &mut Draft, checked: &Checked, leaf: &Certificate, pinned: bool) {
    let facts = facts(leaf);
    let role = gateway::role(checked.format, &facts);
    let expected = gateway::expected(checked.format);
    let short = leaf.public_key().is_ok_and(|key| key.rsa_bits().is_some_and(|bits| bits < MIN_BITS));
    let mut evidence = evidence! { "subject" => leaf.subject(), "expected" => expected };
    if pinned && role != Role::Gateway {
        draft.notes.push(Note::new("foreign-subject", evidence.clone()));
    }
    let reason = if leaf.is_ca() {
        "ca"
    } else if !leaf.may_sign() {
        "usage"
    } else if short {
        "key"
    } else if role != Role::Gateway && !pinned {
        "subject"
    } else {
        return partner(draft, checked, &facts);
    };
    put(&mut evidence, "reason", reason.into());
    if role == Role::Merchant {
        put(&mut evidence, "role", "merchant".into());
    }
    draft.checks.set(CheckId::Validity, Status::Fail);
    if draft.findings.trust != Trust::Unknown {
        draft.findings.trust = Trust::Problem;
    }
    draft.causes.retain(|cause| cause.id != CauseId::CertificateWrongUsage);
    draft.causes.push(Cause::new(CauseId::CertificateWrongUsage, Confidence::Proven, evidence));
}

/// Alipay's certificate bears the merchant's own number: providers see another's lawfully.
fn partner(draft: &mut Draft, checked: &Checked, facts: &Facts) {
    let seller = checked.fields.iter().find(|field| field.name == "seller_id");
    if let (Some(seller), Some(own)) = (seller, gateway::partner(facts))
        && checked.format == gateway::Format::Alipay
        && seller.value != own
    {
        let evidence = evidence! { "certificate" => own, "value" => seller.value.as_str() };
        draft.notes.push(Note::new("other-merchants-certificate", evidence));
    }
}

/// Whether a number can be one of this gateway's by its form: UnionPay's have 15 characters, WeChat Pay's 8 to 10 digits, Alipay's
/// begin with 2088 and have 16. What has no such form is held against every message.
fn may_be_of(format: gateway::Format, number: &str) -> bool {
    let digits = number.bytes().all(|c| c.is_ascii_digit());
    let of = match number.len() {
        16 if number.starts_with("2088") && digits => gateway::Format::Alipay,
        15 => gateway::Format::Acp,
        8..=10 if digits => gateway::Format::WechatPay,
        _ => return true,
    };
    of == format
}

/// Holds the merchant that a message names against the user's own numbers.
fn merchant(draft: &mut Draft, checked: &Checked, own: &[String]) -> Option<&'static str> {
    let own: Vec<&str> =
        own.iter().map(|number| number.trim()).filter(|number| may_be_of(checked.format, number)).collect();
    if own.is_empty() || checked.signing == gateway::Signing::None {
        return None;
    }
    // A provider's message names two: its own number, and the shop's.
    let names: &[&str] = match checked.format {
        gateway::Format::Acp => &["merId", "subMerId"],
        gateway::Format::WechatPay => &["sub_mchid", "mchid", "sp_mchid"],
        gateway::Format::Alipay => &["seller_id"],
    };
    let named: Vec<&gateway::Field> =
        names.iter().filter_map(|name| checked.fields.iter().find(|field| field.name == *name)).collect();
    let Some(first) = named.first() else {
        if checked.outcome.as_ref().is_some_and(|outcome| outcome.status != Payment::Sealed) {
            draft.notes.push(Note::new("merchant-not-named", Evidence::new()));
        }
        return None;
    };
    let mine = named.iter().find(|field| own.contains(&field.value.as_str()));
    let (id, field, told) = match mine {
        Some(field) => ("own-merchant", field, "own"),
        None => ("other-merchant", first, "other"),
    };
    draft.notes.push(Note::new(id, evidence! { "member" => field.name.as_str(), "value" => field.value.as_str() }));
    Some(told)
}

fn row(field: &gateway::Field, fits: bool) -> Field {
    let value = field.length.is_none().then(|| field.value.clone());
    let signed = fits || field.altered.is_some();
    Field {
        name: field.name.clone(),
        signed: value.clone().filter(|_| signed),
        code: value.filter(|_| !signed),
        printed: field.pasted.clone(),
        matches: field.altered.map(|altered| if altered { Match::Differs } else { Match::Same }),
        meaning: field.meaning,
        meant: field.shown.clone(),
        length: field.length,
        ..Field::default()
    }
}

/// What needs no key (gateway.md §5, `plausibility`).
fn plausibility(draft: &mut Draft, checked: &Checked, test: bool, now: Moment) {
    if !checked.plausible || checked.signing == gateway::Signing::None && checked.outcome.is_none() {
        return;
    }
    let mut evidence = Evidence::new();
    let mut list = |name: &'static str, found: &[(String, &'static str)]| {
        let told: Vec<String> = found.iter().map(|(member, reason)| [member, " ", reason].concat()).collect();
        if !told.is_empty() {
            put(&mut evidence, name, told.into());
        }
    };
    list("impossible", &checked.doubts.impossible);
    list("unusual", &checked.doubts.unusual);
    let said = checked.outcome.as_ref().map(|outcome| outcome.status);
    let moved = matches!(said, Some(Payment::Paid | Payment::Refunded));
    let early = checked.time.known.or(checked.time.from).is_some_and(|time| time - now.0 > DAY);
    if early {
        draft.notes.push(Note::new("from-the-future", Evidence::new()));
    }
    let other = draft.outcome.as_ref().is_some_and(|outcome| outcome.merchant == Some("other"));
    // The user keeps numbers of their own, and this says nobody's.
    let unnamed = draft.notes.iter().any(|note| note.id == "merchant-not-named");
    let ambiguous = checked.signing == gateway::Signing::Ambiguous;
    let status = if ambiguous || !checked.doubts.impossible.is_empty() {
        Status::Fail
    } else if test || other || unnamed || !moved || early || !checked.doubts.unusual.is_empty() {
        Status::Warn
    } else {
        Status::Pass
    };
    if let Some(said) = said.filter(|_| !moved) {
        put(&mut evidence, "outcome", said.id().to_string().into());
    }
    if test {
        put(&mut evidence, "environment", "test".into());
    }
    if other {
        put(&mut evidence, "merchant", "other".into());
    }
    draft.checks.set_with(CheckId::Plausibility, status, evidence);
}
