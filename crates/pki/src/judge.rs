//! The judgement: the best path that can be found, and what the report says about it.

use super::{
    Judgement, Purpose, Query, Trusted, authority,
    build::{DeadEnd, Pool},
    certificate::Certificate,
    crl::Crl,
    path::{Finding, Findings, Terms, Walk},
    revocation::{Answer, Lists, Unfit},
};
use crate::Trust;
use alloc::vec::Vec;
use slipcheck_codec::encoding::hex;
use slipcheck_vocabulary::{Cause, CauseId, CheckId, Confidence, Evidence, Note, Status, evidence};

/// Most complete paths that are judged: the best of them counts.
const MAX_PATHS: u32 = 32;
/// Most paths beside the best that are told.
const MAX_OTHERS: usize = 4;
/// Most notes about revocation lists that say nothing.
const MAX_LISTS: usize = 4;

/// Judges a certificate: is there a path from it to an anchor, and does that path keep every rule (RFC 5280 §6.1)?
#[must_use]
pub fn judge(query: &Query<'_>) -> Judgement {
    outcome(query, &Terms::default()).judgement
}

/// A judgement, and what it rests on.
pub(super) struct Outcome<'a> {
    pub(super) judgement: Judgement,
    pub(super) findings: Vec<Finding>,
    /// The certificates of the path, the leaf first.
    pub(super) path: Vec<&'a Certificate>,
    /// Other paths that were judged, and were no better: the certificates and the findings of each.
    pub(super) others: Vec<(Vec<&'a Certificate>, Vec<Finding>)>,
}

/// A path that was walked.
struct Walked {
    path: Vec<usize>,
    findings: Vec<Finding>,
    answers: Vec<Answer>,
}

impl Walked {
    /// How bad it is: the fewest failures first, and of as many the ones that mean least.
    fn badness(&self) -> (usize, usize) {
        let failed = self.findings.iter().filter(|finding| finding.status == Status::Fail);
        failed.fold((0, 0), |(count, weight), finding| (count + 1, weight + 5 - rank(finding)))
    }
}

pub(super) fn outcome<'a>(query: &Query<'a>, terms: &Terms) -> Outcome<'a> {
    let mut pool = Pool::new(query);
    let mut lists = Lists::new(query.material, query.now, terms.profile.is_some());
    let mut best: Option<Walked> = None;
    let mut left = MAX_PATHS;
    let mut others: Vec<Walked> = Vec::new();
    let end = pool.search(0, &mut |pool, path| {
        let walked = walk(query, terms, pool, &mut lists, path, true);
        let badness = walked.badness();
        let worse =
            if best.as_ref().is_none_or(|best| badness < best.badness()) { best.replace(walked) } else { Some(walked) };
        others.extend(worse.filter(|_| others.len() < MAX_OTHERS));
        left -= 1;
        badness.0 == 0 || left == 0
    });
    pool.exhausted |= left == 0;
    let anchored = best.is_some();
    let walked = match best {
        Some(walked) => walked,
        None => walk(query, terms, &mut pool, &mut lists, &end.path, false),
    };
    let path = pool.certificates(&walked.path);
    let mut judgement = Judgement {
        certificate: status(&walked.findings, CheckId::Certificate),
        validity: status(&walked.findings, CheckId::Validity),
        trust: Trust::Problem,
        causes: Vec::new(),
        notes: Vec::new(),
        path: path.iter().map(|certificate| certificate.subject()).collect(),
        path_sha256: path.iter().map(|certificate| hex(certificate.sha256())).collect(),
        demo: path.iter().any(|certificate| certificate.is_demo()),
    };
    if anchored {
        causes(&walked.findings, &path, |_| true, &mut judgement.causes);
        let exhausted = pool.exhausted || lists.exhausted;
        if walked.badness().0 == 0 && exhausted {
            judgement.trust = Trust::Unknown;
            (judgement.certificate, judgement.validity) = (Status::Unknown, Status::Unknown);
            let evidence = evidence! { "certificate" => query.leaf.subject(), "reason" => "too-many-checks" };
            judgement.causes.push(Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Possible, evidence));
        } else if walked.badness().0 == 0 {
            judgement.trust = Trust::Trusted(Trusted { key: *query.leaf.key_sha256() });
        }
        if let Some(anchor) = path.last().filter(|_| path.len() > 1) {
            anchor_notes(query, anchor, &mut judgement.notes);
        }
    } else {
        judgement.certificate = Status::Fail;
        judgement.trust = Trust::Unknown;
        judgement.causes.push(unknown_issuer(query, &mut pool, &end));
        // What the certificates that are there break by themselves can be said; rules of a path need one.
        causes(&walked.findings, &path, |finding| finding.check == CheckId::Validity, &mut judgement.causes);
    }
    if pool.exhausted || lists.exhausted || !anchored && end.exhausted {
        judgement.notes.push(Note::new("certificates-not-all-checked", Evidence::new()));
    }
    // An anchor's own signature is never looked at.
    let below = path.iter().take(path.len() - usize::from(anchored && path.len() > 1));
    if pool.weak && path.len() > 1 && below.into_iter().any(|certificate| certificate.signed.scheme().is_none()) {
        judgement.notes.push(Note::new("weak-digest", evidence! { "where" => "certificate" }));
    }
    if let Some((_, test)) = path.iter().enumerate().find(|(at, one)| query.purpose.is_test(one, *at == 0)) {
        judgement.notes.insert(0, Note::new("test-certificate", evidence! { "certificate" => test.subject() }));
    }
    form_notes(&walked.findings, &path, anchored, &mut judgement.notes);
    purpose_notes(query, &mut judgement.notes);
    since(query, &path, anchored, &mut judgement.notes);
    revocation_notes(query, &walked, &path, anchored, &mut judgement.notes);
    let others = others.into_iter().map(|other| (pool.certificates(&other.path), other.findings)).collect();
    Outcome { judgement, findings: walked.findings, path, others }
}

/// Walks one path, and asks the revocation lists about each of its certificates.
fn walk<'a>(
    query: &Query<'_>,
    terms: &Terms,
    pool: &mut Pool<'a>,
    lists: &mut Lists<'a>,
    path: &[usize],
    anchored: bool,
) -> Walked {
    let certificates = pool.certificates(path);
    let walk = Walk { path: &certificates, anchored, at: query.at, purpose: query.purpose, terms };
    let mut findings = Findings(walk.findings());
    if pool.weak && !query.purpose.is_gateway() && !certificates.last().is_some_and(|top| query.is_weak_anchor(top)) {
        for (place, certificate) in certificates.iter().enumerate().take(certificates.len() - usize::from(anchored)) {
            if certificate.signed.scheme().is_none() {
                findings.record(place, "weak-digest", "RFC 5280 §6.1.3 (a)(1)", false);
            }
        }
    }
    let mut answers = Vec::new();
    let anchor = path.last().copied().filter(|_| anchored);
    let subjects = if anchored && path.len() > 1 { path.len() - 1 } else { path.len() };
    for (place, subject) in path.iter().take(subjects).enumerate() {
        // A pinned leaf's issuer stands in no path, and can still have revoked it. Whoever knows a signature can make a key
        // that it fits too: every issuer is asked, not the first.
        let issuers: Vec<usize> = match path.get(place + 1) {
            Some(issuer) => alloc::vec![*issuer],
            None => pool
                .issuers(*subject)
                .into_iter()
                .filter(|(issuer, named)| *named && pool.signed(*subject, *issuer) == Some(true))
                .map(|(issuer, _)| issuer)
                .collect(),
        };
        let mut answer = Answer::default();
        for issuer in issuers {
            answer.join(lists.ask(pool, *subject, issuer, anchor));
        }
        answer.proven = matches!(query.purpose, Purpose::Document { stamped: true });
        let status = answer.status(query.at);
        let finding = findings.record(place, "revocation", "RFC 5280 §6.1.3 (a)(3), §6.3", true);
        finding.check = CheckId::Validity;
        finding.cause = CauseId::CertificateRevoked;
        finding.status = status;
        if let Some(entry) = answer.entry {
            finding.evidence = evidence! { "reason" => entry.reason.name(), "date" => entry.date.rfc3339() };
        }
        // Lists were given, and none of them counts for the leaf: that is worth knowing.
        if anchored && place == 0 && status == Status::Unknown && !lists.is_empty() {
            finding.status = Status::Warn;
        }
        answers.push(answer);
    }
    Walked { path: path.to_vec(), findings: findings.0, answers }
}

/// The worst outcome of a check's rules. That revocation was not looked up is no outcome: a note says so.
fn status(findings: &[Finding], check: CheckId) -> Status {
    let has = |status| findings.iter().any(|finding| finding.check == check && finding.status == status);
    [Status::Fail, Status::Warn].into_iter().find(|status| has(*status)).unwrap_or(Status::Pass)
}

/// Which failure is told first.
pub(super) fn rank(finding: &Finding) -> usize {
    match finding.cause {
        CauseId::CertificateRevoked => 0,
        CauseId::CertificateExpired => 1,
        CauseId::CertificateNotYetValid => 2,
        _ if finding.rule != "profile" => 3,
        _ => 4,
    }
}

/// One cause for each way of failing, the most useful first: what happened to the certificate, then what it is not for.
fn causes(findings: &[Finding], path: &[&Certificate], counts: impl Fn(&Finding) -> bool, causes: &mut Vec<Cause>) {
    let mut failures: Vec<&Finding> =
        findings.iter().filter(|finding| finding.status == Status::Fail && counts(finding)).collect();
    slipcheck_codec::order::by_key(&mut failures, |finding| (rank(finding), finding.place));
    for finding in failures {
        if causes.iter().all(|cause| cause.id != finding.cause) {
            let mut evidence = finding.evidence.clone();
            evidence.extend(evidence! { "rule" => finding.rule, "clause" => finding.clause });
            if let Some(certificate) = path.get(finding.place) {
                evidence.extend(evidence! { "certificate" => certificate.subject() });
            }
            causes.push(Cause::new(finding.cause, Confidence::Proven, evidence));
        }
    }
}

/// Which certificate is missing, as exactly as can be said.
fn unknown_issuer(query: &Query<'_>, pool: &mut Pool<'_>, end: &DeadEnd) -> Cause {
    let mut evidence = Evidence::new();
    if let Some(index) = end.path.last().copied()
        && let Some(top) = pool.certificate(index)
    {
        evidence.extend(authority::evidence_of(top));
        if top.is_self_issued() {
            evidence.extend(evidence! { "selfIssued" => true });
        }
        if pool.entries.get(index).is_some_and(|entry| entry.elsewhere) {
            // The user trusts it, and for something else.
            evidence.extend(evidence! { "reason" => "other-formats" });
            let formats = query.material.formats(top).ids();
            if !formats.is_empty() {
                evidence.extend(evidence! { "formats" => formats });
            }
        } else if top.signed.scheme_for(pool.weak).is_none() {
            let weak = top.signed.scheme_for(true).is_some();
            evidence.extend(evidence! { "reason" => if weak { "weak-digest" } else { "algorithm" } });
        } else if top.is_self_issued() && pool.signed(index, index) == Some(true) {
            // Nothing is missing but the user's trust in it.
            evidence.extend(evidence! { "reason" => "not-trusted" });
        }
    }
    if let Some(namesake) = end.namesake.and_then(|index| pool.certificate(index)) {
        evidence.extend(evidence! { "reason" => "signature", "namesake" => hex(namesake.sha256()) });
    }
    if end.exhausted {
        evidence.extend(evidence! { "reason" => "too-many-paths" });
    }
    Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, evidence)
}

fn dated(certificate: &Certificate) -> Evidence {
    evidence! { "certificate" => certificate.subject(), "notAfter" => certificate.not_after().rfc3339() }
}

/// An anchor's own dates do not count (RFC 5280 §6.1.1 (d)); they are told.
fn anchor_notes(query: &Query<'_>, anchor: &Certificate, notes: &mut Vec<Note>) {
    if query.at.max(query.now) > anchor.not_after() {
        notes.push(Note::new("anchor-expired", dated(anchor)));
    }
}

/// What is not as RFC 5280 asks of issuers, and refuses nothing.
fn form_notes(findings: &[Finding], path: &[&Certificate], anchored: bool, notes: &mut Vec<Note>) {
    for finding in findings.iter().filter(|finding| finding.rule == "form") {
        let (Some(detail), Some(certificate)) = (finding.evidence.get("detail"), path.get(finding.place)) else {
            continue;
        };
        let evidence = evidence! { "certificate" => certificate.subject(), "detail" => detail.clone() };
        let anchor = anchored && finding.place + 1 == path.len();
        notes.push(if anchor { Note::new("anchor-form", evidence) } else { Note::new("no-key-identifier", evidence) });
    }
}

/// Whom the leaf signs for.
fn purpose_notes(query: &Query<'_>, notes: &mut Vec<Note>) {
    let Purpose::SignedSlip { mid } = query.purpose else { return };
    let merchants = query.leaf.merchants();
    if merchants.is_empty() {
        notes.push(Note::new("signs-for-acquirer", evidence! { "certificate" => query.leaf.subject() }));
    } else if let Some(mid) = mid.filter(|mid| merchants.iter().any(|merchant| merchant == mid)) {
        notes.push(Note::new("signs-for-merchant", evidence! { "mid" => mid }));
    }
}

/// Valid when the slip was signed, expired since: no failure.
fn since(query: &Query<'_>, path: &[&Certificate], anchored: bool, notes: &mut Vec<Note>) {
    let subjects = if anchored && path.len() > 1 { path.len() - 1 } else { path.len() };
    for certificate in path.iter().take(subjects) {
        if query.at <= certificate.not_after() && query.now > certificate.not_after() {
            notes.push(Note::new("certificate-expired-since", dated(certificate)));
        }
    }
}

fn list_evidence(crl: &Crl) -> Evidence {
    let mut evidence = evidence! { "issuer" => crl.issuer(), "thisUpdate" => crl.this_update().rfc3339() };
    if let Some(next) = crl.next_update() {
        evidence.extend(evidence! { "nextUpdate" => next.rfc3339() });
    }
    evidence
}

/// What the revocation lists said, and which of them said nothing.
fn revocation_notes(query: &Query<'_>, walked: &Walked, path: &[&Certificate], anchored: bool, notes: &mut Vec<Note>) {
    for (answer, certificate) in walked.answers.iter().zip(path) {
        if let Some(entry) = answer.entry.filter(|_| !answer.revokes(query.at)) {
            let evidence = evidence! {
                "certificate" => certificate.subject(),
                "reason" => entry.reason.name(),
                "date" => entry.date.rfc3339(),
            };
            notes.push(Note::new("certificate-revoked-since", evidence));
        }
    }
    let mut seen: Vec<usize> = Vec::new();
    for (index, unfit) in walked.answers.iter().flat_map(|answer| &answer.unfit) {
        let Some(crl) = query.material.crls.get(*index) else { continue };
        if seen.contains(index) || seen.len() >= MAX_LISTS {
            continue;
        }
        seen.push(*index);
        let mut evidence = list_evidence(crl);
        let id = if *unfit == Unfit::Stale {
            "crl-stale"
        } else {
            evidence.extend(evidence! { "reason" => unfit.id() });
            "crl-foreign"
        };
        notes.push(Note::new(id, evidence));
    }
    for (answer, certificate) in walked.answers.iter().zip(path) {
        if answer.doubtful && !answer.covered && answer.entry.is_none() {
            notes.push(Note::new("ocsp-stale", evidence! { "certificate" => certificate.subject() }));
        }
    }
    let Some(leaf) = walked.answers.first() else { return };
    if leaf.covered || leaf.entry.is_some() || !anchored {
        return;
    }
    notes.push(Note::new("revocation-not-checked", evidence! { "certificate" => query.leaf.subject() }));
    for (index, crl) in query.material.crls.iter().enumerate() {
        let used = walked.answers.iter().any(|answer| answer.fit.contains(&index));
        if !used && !seen.contains(&index) && seen.len() < MAX_LISTS {
            seen.push(index);
            let mut evidence = list_evidence(crl);
            evidence.extend(evidence! { "reason" => Unfit::Other.id() });
            notes.push(Note::new("crl-foreign", evidence));
        }
    }
}
