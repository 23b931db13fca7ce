//! Chinese electronic invoices and receipts: OFD packages (GB/T 33190) under electronic seals (GM/T 0031, GB/T 38540).
//!
//! What is sealed and what is shown is the business of `slipcheck-ofd`; here the keys are lent to it, the paths of the signer's and of
//! the seal maker's certificate are judged, and both together are a report. Every signature has a word of its own, and the
//! file has the worst of them.

use super::{
    Context, Draft, Located, Rules, Slip,
    plausibility::{self, Findings as Findings_},
};
use crate::{
    charset,
    encoding::{Base64, ecdsa_from_der, hex},
    evidence,
    input::{File, Kind, View},
    issuers,
    pki::{self, Certificate, Judgement, Purpose, Store},
    report::{self, Cause, CauseId, CheckId, Confidence, Evidence, Field, Format, Match, Note, Status, Where, put},
    signature::{Digest, Fit, PublicKey, Scheme, sha256},
    time::Moment,
    unicode,
    verdict::{Findings, Misstated, Print, Signing, Trust, Word},
};
use alloc::{string::String, vec, vec::Vec};
use core::cell::RefCell;
use serde_json::Value;
use slipcheck_ofd::{self as ofd, Checked, Engine, Host, Level, Outcome, Party, Proof, SealShown, Stamp, State, Stop};

/// Most bytes of what was signed that a report repeats.
const SHOWN_BYTES: usize = 1 << 16;

/// The format.
pub(super) struct CnOfd;

impl Rules for CnOfd {
    fn id(&self) -> Format {
        Format::CnOfd
    }

    fn tells_unseen(&self) -> bool {
        true
    }

    fn locate(&self, _view: &View) -> Vec<Located> {
        Vec::new()
    }

    fn open(&self, file: &File) -> Vec<Slip> {
        if file.kind == Kind::Ofd { vec![Slip::of_file(Format::CnOfd, file)] } else { Vec::new() }
    }

    fn check(&self, slips: &[&Slip], context: &Context<'_>) -> Vec<Draft> {
        slips.iter().map(|slip| check(slip, context)).collect()
    }
}

fn check(slip: &Slip, context: &Context<'_>) -> Draft {
    let mut draft = Draft::new(slip);
    let bytes = slip.file.as_ref().map_or(&[][..], |file| &file.bytes);
    let keys = Keys { store: context.store, fits: RefCell::new(Vec::new()) };
    match ofd::check(bytes, &HOST, &keys) {
        Ok(found) => {
            draft.checks.set(CheckId::Format, Status::Pass);
            Judge { context, draft: &mut draft, fits: keys.fits.into_inner() }.findings(&found);
        }
        Err(stop) => stopped(&mut draft, stop),
    }
    draft
}

/// What a package looks like, with the names of its signers; nothing when it is refused or cannot be read.
pub(super) fn drawing(bytes: &[u8], store: &Store) -> Option<ofd::Drawing> {
    let mut drawing = ofd::draw(bytes, &HOST, &Keys { store, fits: RefCell::new(Vec::new()) }).ok()?;
    for seal in &mut drawing.seals {
        seal.signer = Certificate::from_der(&seal.certificate).map(|signer| signer.subject()).unwrap_or_default();
    }
    Some(drawing)
}

/// What the platform knows better.
const HOST: Host = Host { gb18030: charset::from_gb18030, nfc: unicode::nfc };

/// The keys of certificates; proofs are kept by their number.
struct Keys<'a> {
    store: &'a Store,
    fits: RefCell<Vec<Fit>>,
}

fn digest(digest: ofd::Digest) -> Option<Digest> {
    match digest {
        ofd::Digest::Sha256 => Some(Digest::Sha256),
        ofd::Digest::Sha384 => Some(Digest::Sha384),
        ofd::Digest::Sha512 => Some(Digest::Sha512),
        _ => None,
    }
}

impl Engine for Keys<'_> {
    fn verify(&self, spki: &[u8], scheme: ofd::Scheme, over: &[u8], signature: &[u8]) -> Outcome {
        let Ok(key) = PublicKey::from_spki(spki) else { return Outcome::Unusable };
        let fit = match scheme {
            ofd::Scheme::Sm2 => key.verify_digest(Scheme::Sm2, over, signature),
            ofd::Scheme::Rsa(hash) => {
                digest(hash).and_then(|hash| key.verify_digest(Scheme::RsaPkcs1(hash), over, signature))
            }
            ofd::Scheme::Ecdsa(hash) => digest(hash).zip(key.curve()).and_then(|(hash, curve)| {
                key.verify_digest(Scheme::Ecdsa(hash), over, &ecdsa_from_der(signature, curve.size())?)
            }),
        };
        let Some(fit) = fit else { return Outcome::Misfit };
        let mut fits = self.fits.borrow_mut();
        fits.push(fit);
        Outcome::Fits(fits.len() - 1)
    }

    fn certificates(&self) -> Vec<Vec<u8>> {
        let store = self.store;
        store.certificates.iter().chain(&store.anchors).map(|certificate| certificate.der().to_vec()).collect()
    }
}

fn stopped(draft: &mut Draft, stop: Stop) {
    match stop {
        Stop::Unreadable { note, damaged } => {
            draft.findings.signing = Signing::Unreadable;
            draft.checks = report::Checks::all(Status::Unknown);
            draft.checks.set(CheckId::Format, if damaged { Status::Fail } else { Status::Pass });
            draft.notes.push(self::note(&note));
        }
        Stop::Refused { header, reason, entry } => {
            draft.findings.signing = Signing::Misfit;
            let mut evidence = evidence! { "reason" => reason };
            if !entry.is_empty() {
                put(&mut evidence, "entry", entry.into());
            }
            draft
                .checks
                .set_with(CheckId::Format, Status::Fail, evidence.clone())
                .set(CheckId::Signature, Status::Fail);
            let id = if header { CauseId::HeaderRefused } else { CauseId::Malformed };
            draft.causes.push(Cause::new(id, Confidence::Proven, evidence));
        }
    }
}

fn evidence_of(found: &ofd::Evidence) -> Evidence {
    let mut evidence = Evidence::new();
    for (name, value) in found {
        let value = match value {
            ofd::Value::Text(text) => text.as_str().into(),
            ofd::Value::List(list) => list.clone().into(),
            ofd::Value::Number(number) => Value::from(*number),
        };
        put(&mut evidence, name, value);
    }
    evidence
}

fn note(found: &ofd::Note) -> Note {
    let mut evidence = evidence_of(&found.evidence);
    // The sentence of the verdict names what is not covered.
    if found.id == "not-covered"
        && let Some(entries) = evidence.get("entries").cloned()
    {
        put(&mut evidence, "members", entries);
        put(&mut evidence, "what", "entries".into());
    }
    Note::new(found.id, evidence)
}

fn status(level: Level) -> Status {
    match level {
        Level::Absent => Status::Absent,
        Level::Pass => Status::Pass,
        Level::Warn => Status::Warn,
        Level::Unknown => Status::Unknown,
        Level::Fail => Status::Fail,
    }
}

/// The graver of two outcomes.
fn graver(one: Status, other: Status) -> Status {
    let weight = |status| match status {
        Status::Absent => 0,
        Status::Pass => 1,
        Status::Warn => 2,
        Status::Unknown => 3,
        Status::Fail => 4,
    };
    if weight(one) >= weight(other) { one } else { other }
}

/// What became of the certificates of one signature.
struct Holder {
    certificate: Status,
    validity: Status,
    trust: Trust,
    causes: Vec<Cause>,
    notes: Vec<Note>,
    shown: Option<report::Certificate>,
    demo: bool,
}

struct Judge<'j, 'c> {
    context: &'j Context<'c>,
    draft: &'j mut Draft,
    fits: Vec<Fit>,
}

impl Judge<'_, '_> {
    fn findings(&mut self, found: &ofd::Findings) {
        self.fields(found);
        for (check, level) in [
            (CheckId::Digest, found.digest),
            (CheckId::Printed, found.printed),
            (CheckId::Plausibility, found.plausibility),
        ] {
            self.draft.checks.set(check, status(level));
        }
        self.implausible(found);
        self.draft.notes.extend(found.notes.iter().map(note));
        self.draft.identity = found.identity.as_deref().map(sha256);
        if found.signatures.is_empty() {
            self.draft.causes.push(Cause::new(CauseId::NotSigned, Confidence::Proven, Evidence::new()));
            self.draft.notes.push(Note::new("no-seal", Evidence::new()));
            return;
        }
        let mut worst: Option<(Word, Findings)> = None;
        let mut vouched: Vec<Confidence> = Vec::new();
        let mut holders = Vec::new();
        for signature in &found.signatures {
            let holder = self.holder(signature);
            let findings = self.finding(found, signature, &holder);
            vouched.push(confidence(signature, &holder));
            let word = findings.verdict().word();
            if worst.as_ref().is_none_or(|(worst, _)| word < *worst) {
                worst = Some((word, findings));
            }
            holders.push(holder);
        }
        if let Some((_, findings)) = worst {
            self.draft.findings = findings;
        }
        self.causes(found, &vouched);
        self.holders(found, holders);
        self.shown(found);
    }

    /// What decides the word of one signature.
    fn finding(&self, found: &ofd::Findings, signature: &Checked, holder: &Holder) -> Findings {
        let fit = |party: &Party| party.ticket.and_then(|ticket| self.fits.get(ticket)).cloned();
        let maker_fits = signature.seal.as_ref().is_none_or(|seal| seal.maker.ticket.is_some());
        let signing = match (&signature.state, signature.signers.first().and_then(fit)) {
            (State::Misfit(_), _) => Signing::Misfit,
            _ if !maker_fits => Signing::Misfit,
            (State::Unknown, _) | (_, None) => Signing::KeyUnknown,
            (State::Fits | State::WrongKey, Some(fit)) => Signing::Fits(fit),
        };
        Findings {
            signing,
            trust: holder.trust.clone(),
            print: if found.altered { Print::Contradicts } else { Print::Agrees },
            digest: found.misstated.as_ref().and_then(|(computed, stated)| Misstated::between(computed, stated)),
        }
    }

    /// Judges the certificates of one signature at its time.
    fn holder(&self, signature: &Checked) -> Holder {
        let mut holder = Holder {
            certificate: Status::Absent,
            validity: Status::Absent,
            trust: Trust::Unknown,
            causes: Vec::new(),
            notes: Vec::new(),
            shown: None,
            demo: false,
        };
        let extra: Vec<Certificate> =
            signature.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        if signature.signers.is_empty() {
            (holder.certificate, holder.validity) = (Status::Unknown, Status::Unknown);
            let evidence = evidence! { "which" => "signer", "reason" => "no-certificate" };
            holder.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, evidence));
            return holder;
        }
        let time = self.time(signature, &extra, &mut holder);
        let at = time.unwrap_or(self.context.now);
        let mut trusts = Vec::new();
        for party in &signature.signers {
            let judged = self.path(&party.certificate, &[at], &extra);
            let sealer = judged.as_ref().and_then(|(signer, judgement)| issuers::sealer(signer, judgement));
            holder.notes.extend(sealer);
            trusts.push(self.join(&mut holder, judged, "signer"));
        }
        if signature.signers.iter().any(|party| party.ticket.is_none()) && signature.state == State::Fits {
            trusts.push(Trust::Unknown);
        }
        if let Some(seal) = &signature.seal {
            let created = seal.created.map(Moment).filter(|created| *created != at);
            let times: Vec<Moment> = [Some(at), created].into_iter().flatten().collect();
            let judged = self.path(&seal.maker.certificate, &times, &extra);
            let trust = self.join(&mut holder, judged, "seal-maker");
            trusts.push(self.made(seal, trust));
        }
        let problem = trusts.contains(&Trust::Problem);
        let nowhere = trusts.contains(&Trust::Unknown);
        holder.trust = if signature.state == State::WrongKey {
            (holder.certificate, holder.validity) = (Status::Fail, Status::Unknown);
            Trust::Problem
        } else if problem {
            Trust::Problem
        } else if nowhere || time.is_none() {
            Trust::Unknown
        } else {
            trusts.into_iter().next().unwrap_or(Trust::Unknown)
        };
        if time.is_none() {
            holder.validity = graver(holder.validity, Status::Unknown);
            holder.notes.push(Note::new("no-signing-time", Evidence::new()));
        }
        if let Some(seal) = &signature.seal {
            self.seal(seal, at, nowhere, &mut holder);
        }
        holder
    }

    /// The maker's trust, if the seal's signature fits the very key that was judged.
    fn made(&self, seal: &SealShown, trust: Trust) -> Trust {
        let fit = seal.maker.ticket.and_then(|ticket| self.fits.get(ticket));
        match (&trust, fit) {
            (Trust::Trusted(trusted), Some(fit)) if trusted.key_sha256() == fit.key_sha256() => trust,
            (Trust::Trusted(_), _) => Trust::Unknown,
            _ => trust,
        }
    }

    /// The best path of a certificate at one of these times.
    fn path(&self, der: &[u8], times: &[Moment], extra: &[Certificate]) -> Option<(Certificate, Judgement)> {
        let leaf = Certificate::from_der(der).ok()?;
        let judge = |at: Moment| {
            pki::judge(&pki::Query {
                leaf: &leaf,
                extra,
                store: self.context.store,
                at,
                now: self.context.now,
                purpose: Purpose::Receipt(Format::CnOfd),
            })
        };
        let mut best: Option<Judgement> = None;
        for at in times {
            let judged = judge(*at);
            let good = judged.validity == Status::Pass || matches!(judged.trust, Trust::Trusted(_));
            // Another time helps against dates alone.
            let revoked = judged.causes.iter().any(|cause| cause.id == CauseId::CertificateRevoked);
            if best.is_none() || good {
                best = Some(judged);
            }
            if good || revoked {
                break;
            }
        }
        let mut judged = best?;
        // A certificate of an authority signs certificates, and no invoices.
        if leaf.is_ca() {
            judged.validity = Status::Fail;
            if judged.trust != Trust::Unknown {
                judged.trust = Trust::Problem;
            }
            let evidence = evidence! { "rule" => "end-entity", "certificate" => leaf.subject() };
            judged.causes.push(Cause::new(CauseId::CertificateWrongUsage, Confidence::Proven, evidence));
        }
        Some((leaf, judged))
    }

    /// Adds what became of one certificate to what became of the others.
    fn join(&self, holder: &mut Holder, judged: Option<(Certificate, Judgement)>, which: &'static str) -> Trust {
        let Some((leaf, judged)) = judged else {
            (holder.certificate, holder.validity) = (Status::Fail, graver(holder.validity, Status::Unknown));
            let evidence = evidence! { "which" => which, "reason" => "not-read" };
            holder.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, evidence));
            return Trust::Unknown;
        };
        holder.certificate = graver(holder.certificate, judged.certificate);
        holder.validity = graver(holder.validity, judged.validity);
        holder.demo |= judged.demo;
        for mut cause in judged.causes {
            put(&mut cause.evidence, "which", which.into());
            holder.causes.push(cause);
        }
        for note in judged.notes {
            if !holder.notes.contains(&note) {
                holder.notes.push(note);
            }
        }
        if holder.shown.is_none() {
            holder.shown = Some(leaf.summary(judged.path, judged.path_sha256));
        }
        judged.trust
    }

    /// The time that decides: the stamp's, if there is one that counts, else the signature's own.
    fn time(&self, signature: &Checked, extra: &[Certificate], holder: &mut Holder) -> Option<Moment> {
        let own = signature.time.map(Moment);
        for (stamp, counts) in [(&signature.stamp, true), (&signature.seal_stamp, false)] {
            match stamp {
                None => {}
                Some(Stamp::Fits { time, authority }) => {
                    if self.is_stamp_trusted(*time, authority, extra) {
                        holder.notes.push(Note::new("timestamp", evidence! { "time" => Moment(*time).rfc3339() }));
                        if counts {
                            return Some(Moment(*time));
                        }
                    } else {
                        holder.notes.push(Note::new("timestamp-not-trusted", Evidence::new()));
                    }
                }
                Some(Stamp::NotRead) => {
                    holder.notes.push(Note::new("timestamp-not-read", Evidence::new()));
                    holder.validity = if counts { Status::Warn } else { holder.validity };
                }
                Some(Stamp::Misfit) => {
                    holder.notes.push(Note::new("timestamp-does-not-fit", Evidence::new()));
                    holder.validity = if counts { Status::Warn } else { holder.validity };
                }
            }
        }
        own
    }

    fn is_stamp_trusted(&self, time: i64, authority: &Party, extra: &[Certificate]) -> bool {
        let Some((leaf, judged)) = self.path(&authority.certificate, &[Moment(time)], extra) else { return false };
        let fit = authority.ticket.and_then(|ticket| self.fits.get(ticket));
        let same = |trusted: &pki::Trusted| fit.is_some_and(|fit| fit.key_sha256() == trusted.key_sha256());
        let may = leaf.usage().iter().any(|usage| usage == "timeStamping");
        may && matches!(&judged.trust, Trust::Trusted(trusted) if same(trusted))
    }

    /// Who may use the seal, and when. Both rest on its maker: while a path leads nowhere, they are told and no more.
    fn seal(&self, seal: &SealShown, at: Moment, nowhere: bool, holder: &mut Holder) {
        let mut fail = |id: CauseId, evidence: Evidence| {
            holder.validity = Status::Fail;
            if !nowhere {
                holder.trust = Trust::Problem;
            }
            holder.causes.push(Cause::new(id, Confidence::Proven, evidence));
        };
        if !seal.holds_signer {
            fail(CauseId::CertificateWrongUsage, evidence! { "which" => "signer", "reason" => "not-in-seal" });
        }
        let dates = || {
            evidence! {
                "which" => "seal",
                "notBefore" => Moment(seal.from).rfc3339(),
                "notAfter" => Moment(seal.to).rfc3339(),
                "at" => at.rfc3339(),
            }
        };
        if at.0 < seal.from {
            fail(CauseId::CertificateNotYetValid, dates());
        } else if at.0 > seal.to {
            fail(CauseId::CertificateExpired, dates());
        }
        let maker = Certificate::from_der(&seal.maker.certificate).map(|maker| maker.subject()).unwrap_or_default();
        holder.notes.push(Note::new(
            "seal",
            evidence! {
                "name" => seal.name.as_str(),
                "number" => seal.id.as_str(),
                "maker" => maker.as_str(),
                "notBefore" => Moment(seal.from).rfc3339(),
                "notAfter" => Moment(seal.to).rfc3339(),
            },
        ));
        if seal.self_made {
            holder.validity = graver(holder.validity, Status::Warn);
            holder
                .notes
                .push(Note::new("seal-self-made", evidence! { "name" => seal.name.as_str(), "maker" => maker }));
        }
    }

    /// Certificates, causes and notes of all signatures: a check has the gravest outcome.
    fn holders(&mut self, found: &ofd::Findings, holders: Vec<Holder>) {
        let (mut certificate, mut validity) = (Status::Absent, Status::Absent);
        let mut signature = Status::Pass;
        for (holder, checked) in holders.into_iter().zip(&found.signatures) {
            certificate = graver(certificate, holder.certificate);
            validity = graver(validity, holder.validity);
            let maker_fits = checked.seal.as_ref().is_none_or(|seal| seal.maker.ticket.is_some());
            signature = graver(
                signature,
                match checked.state {
                    State::Misfit(_) => Status::Fail,
                    _ if !maker_fits => Status::Fail,
                    State::Unknown => Status::Unknown,
                    State::Fits | State::WrongKey => Status::Pass,
                },
            );
            // Whose certificate it is says little of a signature that does not fit.
            if !matches!(checked.state, State::Misfit(_)) {
                for cause in holder.causes {
                    if !self.draft.causes.contains(&cause) {
                        self.draft.causes.push(cause);
                    }
                }
            }
            for note in holder.notes {
                if !self.draft.notes.contains(&note) {
                    self.draft.notes.push(note);
                }
            }
            self.draft.demo |= holder.demo;
            self.draft.certificate = self.draft.certificate.take().or(holder.shown);
        }
        self.draft.checks.set(CheckId::Certificate, certificate).set(CheckId::Validity, validity);
        self.draft.checks.set(CheckId::Signature, signature);
    }

    fn causes(&mut self, found: &ofd::Findings, vouched: &[Confidence]) {
        for cause in &found.causes {
            let Some(id) = CauseId::ALL.iter().copied().find(|id| id.id() == cause.id) else { continue };
            let confidence = match cause.proof {
                Proof::Signature(at) => vouched.get(at).copied().unwrap_or(Confidence::Possible),
                Proof::Proven => Confidence::Proven,
                Proof::Likely => Confidence::Likely,
                Proof::Possible => Confidence::Possible,
            };
            self.draft.causes.push(Cause::new(id, confidence, evidence_of(&cause.evidence)));
        }
    }

    /// What was signed, by the first signature of the first document.
    fn shown(&mut self, found: &ofd::Findings) {
        let first = found.signers.first().and_then(|signers| signers.first()).copied().unwrap_or(0);
        let Some(signature) = found.signatures.get(first) else { return };
        let fit = signature.signers.first().and_then(|party| party.ticket).and_then(|ticket| self.fits.get(ticket));
        let (digest, computed, stated) = &signature.file_digest;
        if !computed.is_empty() {
            let status = self.draft.checks.status(CheckId::Digest);
            let evidence =
                evidence! { "algorithm" => digest.name(), "computed" => hex(computed), "stated" => hex(stated) };
            self.draft.checks.set_with(CheckId::Digest, status, evidence);
        }
        self.draft.signature = Some(report::Signature {
            algorithm: signature.algorithm.into(),
            curve: (signature.algorithm == "SM2-with-SM3").then_some("SM2"),
            key_sha256: fit.map(|fit| hex(fit.key_sha256())),
            signed_bytes: (signature.message.len() <= SHOWN_BYTES).then(|| Base64::Standard.encode(&signature.message)),
            digest: (!signature.digest.is_empty()).then(|| hex(&signature.digest)),
            ..report::Signature::default()
        });
        if found.signers.len() > 1 {
            let subject = |at: &usize| {
                let party = found.signatures.get(*at)?.signers.first()?;
                Some(Certificate::from_der(&party.certificate).ok()?.subject())
            };
            let signers: Vec<String> =
                found.signers.iter().map(|signers| signers.first().and_then(subject).unwrap_or_default()).collect();
            if let Some(note) = self.draft.notes.iter_mut().find(|note| note.id == "several-documents") {
                put(&mut note.evidence, "signers", signers.into());
            }
        }
    }

    fn fields(&mut self, found: &ofd::Findings) {
        let field = |field: &ofd::Field| Field {
            name: field.name.into(),
            signed: field.signed.clone(),
            code: field.code.clone(),
            printed: field.printed.clone(),
            matches: field.matches.map(|same| if same { Match::Same } else { Match::Differs }),
            place: field.place.map(|(page, place)| Where {
                page: u32::try_from(page).unwrap_or(u32::MAX),
                x: place.x as f32,
                y: place.y as f32,
                width: place.width as f32,
                height: place.height as f32,
            }),
            ..Field::default()
        };
        self.draft.fields = found.fields.iter().map(field).collect();
    }

    fn implausible(&mut self, found: &ofd::Findings) {
        let mut findings = Findings_::default();
        for id in &found.implausible {
            let (id, member, status) = match *id {
                "sum" => ("invoice-sum", "total", Status::Fail),
                "amount-in-words" => ("invoice-words", "total", Status::Warn),
                "invoice-number" => ("invoice-number-form", "invoiceNumber", Status::Warn),
                "tax-id" => ("invoice-tax-id", "sellerTaxId", Status::Warn),
                "issued-after-signing" => ("invoice-issued-later", "issueDate", Status::Warn),
                "time-differs" => ("invoice-times-differ", "issueDate", Status::Warn),
                "data-differs" => ("invoice-data-differ", "total", Status::Warn),
                _ => ("invoice-data-contradict-page", "total", Status::Warn),
            };
            if findings.0.iter().all(|other| other.id != id) {
                findings.add(id, member, status, &[]);
            }
        }
        plausibility::record(self.draft, findings);
    }
}

/// How sure what rests on one signature is.
fn confidence(signature: &Checked, holder: &Holder) -> Confidence {
    match (&signature.state, &holder.trust) {
        (State::Misfit(_), _) => Confidence::Possible,
        (State::Fits, Trust::Trusted(_)) => Confidence::Proven,
        _ => Confidence::Likely,
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::plausibility::tests::has_text;

    /// Every note that comes from outside this crate has its words in every language.
    #[test]
    fn notes_have_texts() {
        for id in [
            "archive-damaged",
            "too-large",
            "encrypted",
            "packing-not-supported",
            "entry-damaged",
            "hidden-bytes",
            "path-read-loosely",
            "entry-not-read",
            "entry-missing",
            "pages-not-read",
            "several-documents",
            "entries-not-covered",
            "not-covered-by-all",
            "weak-digest",
            "signature-raw",
            "signature-appended",
            "signature-unlisted",
            "seal-over-text",
            "text-not-seen",
            "time-differs",
            "data-differs",
            "data-contradicts-page",
        ] {
            has_text(&["note-", id].concat());
        }
    }
}
