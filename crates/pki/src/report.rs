//! `slipcheck certificate`: a path by itself, with every rule that was checked.

use super::{
    Certificate, Query, form, judge, oid,
    path::{Finding, Terms},
    policy::Wanted,
};
use alloc::{string::String, vec::Vec};
use serde::Serialize;
use serde_json::{Map, Value};
use slipcheck_vocabulary::{Cause, CheckId, Note, Status};

/// What else is asked of a path.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Policies of which one must hold (RFC 5280 §6.1.1 (c), (e)), dotted decimal; empty: any will do.
    pub policies: Vec<String>,
    /// An acceptable policy must hold, whichever it is (§6.1.1 (f), initial-explicit-policy).
    pub explicit_policy: bool,
    /// No policy may be mapped to another (§6.1.1 (e), initial-policy-mapping-inhibit).
    pub inhibit_policy_mapping: bool,
    /// any-policy stands for none (§6.1.1 (g), initial-any-policy-inhibit).
    pub inhibit_any_policy: bool,
    /// Most certificates between anchor and leaf; those issued to themselves do not count (§6.1.2 (k)).
    pub max_depth: Option<u32>,
    /// Every certificate must be covered by a revocation list that counts.
    pub require_revocation: bool,
}

/// What became of one rule.
#[derive(Clone, Debug, Serialize)]
pub struct PathCheck {
    /// The report's check, or the rule's own id.
    pub id: &'static str,
    /// How it came out.
    pub status: Status,
    /// The certificate's subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// Where the rule stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<&'static str>,
    /// What it rests on.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub evidence: Map<String, Value>,
}

/// What `slipcheck certificate` prints.
#[derive(Clone, Debug, Serialize)]
pub struct PathReport {
    /// A path to an anchor was found, and it kept every rule.
    pub accepted: bool,
    /// `certificate` and `validity` as in a slip's report, then every rule for every certificate, the anchor's first.
    pub checks: Vec<PathCheck>,
    /// Subjects from the leaf up.
    pub path: Vec<String>,
    /// SHA-256 of these certificates.
    #[serde(skip)]
    pub path_sha256: Vec<[u8; 32]>,
    /// Why not, the most useful first.
    pub causes: Vec<Cause>,
    /// What else to know.
    pub notes: Vec<Note>,
    /// Other signed paths to an anchor, and which rules each of them broke.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherPath>,
}

/// A path that was no better than the one that is told.
#[derive(Clone, Debug, Serialize)]
pub struct OtherPath {
    /// Subjects from the leaf up.
    pub path: Vec<String>,
    /// The rules that it broke, the most useful first.
    pub checks: Vec<PathCheck>,
}

fn check(finding: Finding, path: &[&Certificate]) -> PathCheck {
    PathCheck {
        id: finding.rule,
        status: finding.status,
        certificate: path.get(finding.place).map(|certificate| certificate.subject()),
        clause: Some(finding.clause),
        evidence: finding.evidence,
    }
}

/// Judges a path by itself: by what path validation asks, and by what RFC 5280 asks of those who issue certificates.
///
/// # Errors
/// The policy that is no object identifier.
pub fn report(query: &Query<'_>, options: &Options) -> Result<PathReport, String> {
    let policies: Vec<Vec<u8>> = options
        .policies
        .iter()
        .map(|policy| oid::from_text(policy).ok_or_else(|| policy.clone()))
        .collect::<Result<_, _>>()?;
    let terms = Terms {
        profile: Some(form::profile),
        max_depth: options.max_depth,
        wanted: Wanted {
            explicit: options.explicit_policy,
            policies: (!policies.is_empty()).then_some(policies),
            inhibit_mapping: options.inhibit_policy_mapping,
            inhibit_any: options.inhibit_any_policy,
        },
    };
    let outcome = judge::outcome(query, &terms);
    let judgement = outcome.judgement;
    let passed = judgement.certificate == Status::Pass && judgement.validity == Status::Pass;
    let unchecked = |finding: &Finding| finding.rule == "revocation" && finding.status != Status::Pass;
    let accepted = passed && !(options.require_revocation && outcome.findings.iter().any(unchecked));
    let both = [(CheckId::Certificate, judgement.certificate), (CheckId::Validity, judgement.validity)];
    let mut checks: Vec<PathCheck> = both
        .into_iter()
        .map(|(id, status)| PathCheck { id: id.id(), status, certificate: None, clause: None, evidence: Map::new() })
        .collect();
    let mut findings = outcome.findings;
    slipcheck_codec::order::by_key(&mut findings, |finding| core::cmp::Reverse(finding.place));
    checks.extend(findings.into_iter().map(|finding| check(finding, &outcome.path)));
    let others = outcome.others.into_iter().map(|(path, findings)| {
        let mut broken: Vec<Finding> = findings.into_iter().filter(|finding| finding.status == Status::Fail).collect();
        slipcheck_codec::order::by_key(&mut broken, judge::rank);
        OtherPath {
            path: path.iter().map(|certificate| certificate.subject()).collect(),
            checks: broken.into_iter().map(|finding| check(finding, &path)).collect(),
        }
    });
    Ok(PathReport {
        accepted,
        checks,
        others: others.collect(),
        path: judgement.path,
        path_sha256: outcome.path.iter().map(|certificate| *certificate.sha256()).collect(),
        causes: judgement.causes,
        notes: judgement.notes,
    })
}
