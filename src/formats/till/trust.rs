//! Whose key a till receipt was signed with: certificate and validity.

use crate::{
    evidence,
    formats::{Context, Draft},
    pki::{self, Certificate, Judgement, Purpose, Query},
    report::{Cause, CauseId, CheckId, Confidence, Evidence, Note, Status},
    time::Moment,
    verdict::Trust,
};
use alloc::vec::Vec;

/// Every certificate that the user gave, anchors first.
pub(in crate::formats) fn supplied<'a>(context: &'a Context<'_>) -> impl Iterator<Item = &'a Certificate> {
    context.store.anchors.iter().chain(&context.store.certificates)
}

/// Judges the path of a leaf at a receipt's time.
pub(in crate::formats) fn judge(
    leaf: &Certificate,
    extra: &[Certificate],
    context: &Context<'_>,
    at: Moment,
) -> Judgement {
    pki::judge(&Query {
        leaf,
        extra,
        store: context.store,
        at,
        now: context.now,
        purpose: Purpose::Receipt(context.format),
    })
}

/// No certificate: what is needed is said.
pub(in crate::formats) fn none(draft: &mut Draft, needed: Evidence) {
    draft.checks.set(CheckId::Certificate, Status::Unknown).set(CheckId::Validity, Status::Unknown);
    draft.notes.push(Note::new("certificate-needed", needed.clone()));
    draft.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, needed));
}

/// A certificate that is not the signer's although the receipt says so.
pub(in crate::formats) fn wrong_key(draft: &mut Draft, leaf: &Certificate, evidence: Evidence) {
    draft.certificate = Some(leaf.summary(Vec::new(), Vec::new()));
    draft.checks.set(CheckId::Certificate, Status::Fail).set(CheckId::Validity, Status::Unknown);
    draft.findings.trust = Trust::Problem;
    draft.causes.push(Cause::new(CauseId::CertificateWrongKey, Confidence::Proven, evidence));
}

/// What to ask for: the certificate of this key or number.
pub(in crate::formats) fn needed(name: &str, value: &str) -> Evidence {
    let mut evidence = evidence! {};
    evidence.insert(name.into(), value.into());
    evidence
}
