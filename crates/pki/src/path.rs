//! One path, from the anchor down to the leaf: every rule of RFC 5280 §6.1, each outcome recorded.

use super::{
    Purpose,
    certificate::Certificate,
    constraints::{self, Constraints},
    extension::{self, DIGITAL_SIGNATURE, KEY_CERT_SIGN, NON_REPUDIATION},
    form, oid,
    policy::{Policies, Wanted},
};
use alloc::vec::Vec;
use slipcheck_codec::time::Moment;
use slipcheck_vocabulary::{CauseId, CheckId, Evidence, Status, evidence};

/// What is wrong with a certificate beyond what path validation asks; whether it is an anchor, and whether key identifiers
/// are asked for.
pub(super) type Profile = fn(&Certificate, bool, bool) -> Vec<form::Defect>;

/// How a path is to be judged.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// Also by what RFC 5280 asks of issuers ([`form::profile`]): named by whoever asks for it, so that the web modules do
    /// not carry it.
    pub(super) profile: Option<Profile>,
    /// Most certificates between anchor and leaf, those issued to themselves not counted.
    pub(super) max_depth: Option<u32>,
    pub(super) wanted: Wanted,
}

/// The outcome of one rule for one certificate.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// Which certificate: its place in the path, the leaf first.
    pub(super) place: usize,
    pub(super) rule: &'static str,
    pub(super) clause: &'static str,
    /// Which of the report's checks it belongs to.
    pub(super) check: CheckId,
    pub(super) status: Status,
    /// What the report calls it when it fails.
    pub(super) cause: CauseId,
    pub(super) evidence: Evidence,
}

/// The findings of one path, as they come.
#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<Finding>);

impl Findings {
    /// Records an outcome; rules of the path itself by default.
    pub(super) fn record(
        &mut self,
        place: usize,
        rule: &'static str,
        clause: &'static str,
        holds: bool,
    ) -> &mut Finding {
        let at = self.0.len();
        self.0.push(Finding {
            place,
            rule,
            clause,
            check: CheckId::Certificate,
            status: if holds { Status::Pass } else { Status::Fail },
            cause: CauseId::CertificateWrongUsage,
            evidence: Evidence::new(),
        });
        &mut self.0[at]
    }
}

/// What a path is walked with.
pub(super) struct Walk<'a> {
    /// The certificates, the leaf first.
    pub(super) path: &'a [&'a Certificate],
    /// Whether the last of them is an anchor; else nothing vouches for it.
    pub(super) anchored: bool,
    pub(super) at: Moment,
    pub(super) purpose: Purpose<'a>,
    pub(super) terms: &'a Terms,
}

impl Walk<'_> {
    /// Every rule but revocation.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = Findings::default();
        let out = &mut findings;
        // An anchor above the leaf is a name and a key (§6.1.1 (d)): not a part of the path. A pinned leaf is both.
        let (anchor, path) = match self.path {
            [path @ .., anchor] if self.anchored && !path.is_empty() => (Some(*anchor), path),
            path => (None, path),
        };
        let key_ids = self.path.iter().any(|certificate| {
            let extensions = certificate.extensions();
            [extension::SUBJECT_KEY_ID, extension::AUTHORITY_KEY_ID]
                .iter()
                .any(|oid| extensions.is_critical(oid).is_some())
        });
        let length = u32::try_from(path.len()).unwrap_or(u32::MAX);
        let mut depth = self.terms.max_depth.unwrap_or(length);
        let mut policies = Policies::new(length, &self.terms.wanted);
        let mut above: Vec<Constraints<'_>> = Vec::new();
        let mut budget = constraints::BUDGET;

        if let Some(anchor) = anchor {
            self.form(path.len(), anchor, true, key_ids, out);
            may_issue(path.len(), anchor, true, out);
            self.strength(path.len(), anchor, out);
            self.purpose_of_issuer(path.len(), anchor, out);
            narrow(anchor, &mut depth);
            above.extend(anchor.extensions().name_constraints().and_then(Constraints::read));
        }
        for (place, certificate) in path.iter().enumerate().rev() {
            let last = place == 0;
            if let Some(issuer) = self.path.get(place + 1) {
                out.record(place, "signature", "RFC 5280 §6.1.3 (a)(1)", true);
                let chained = certificate.issuer_name == issuer.subject_name;
                let finding = out.record(place, "name-chaining", "RFC 5280 §6.1.3 (a)(4)", chained);
                if !chained {
                    finding.evidence = evidence! { "issuer" => certificate.issuer(), "signer" => issuer.subject() };
                }
            }
            self.dates(place, certificate, out);
            self.form(place, certificate, false, key_ids, out);
            self.strength(place, certificate, out);
            if last || !certificate.is_self_issued() {
                let violation = constraints::check(certificate, &above, &mut budget);
                let finding = out.record(place, "name-constraints", "RFC 5280 §6.1.3 (b), (c)", violation.is_none());
                if let Some(violation) = violation {
                    finding.evidence = evidence! { "name" => violation.name, "reason" => violation.reason };
                }
            }
            let mut misfit = policies.enter(certificate, last).err();
            if !last {
                misfit = misfit.or(policies.descend(certificate).err());
            }
            if let Some(misfit) = misfit {
                out.record(place, "policies", "RFC 5280 §6.1.3 (d) to (f), §6.1.4 (a)", false).evidence =
                    evidence! { "reason" => misfit.id() };
            }
            if !last {
                may_issue(place, certificate, false, out);
                self.purpose_of_issuer(place, certificate, out);
                if !certificate.is_self_issued() {
                    out.record(place, "path-length", "RFC 5280 §6.1.4 (l)", depth > 0);
                    depth = depth.saturating_sub(1);
                }
                narrow(certificate, &mut depth);
                above.extend(certificate.extensions().name_constraints().and_then(Constraints::read));
            }
        }
        if let [leaf, ..] = path {
            let outcome = policies.finish(leaf);
            let finding = out.record(0, "policies", "RFC 5280 §6.1.5 (g)", outcome.is_ok());
            if let Err(misfit) = outcome {
                finding.evidence = evidence! { "reason" => misfit.id() };
            }
            self.leaf(leaf, out);
        }
        findings.0
    }

    /// §6.1.3 (a)(2), at the slip's time.
    fn dates(&self, place: usize, certificate: &Certificate, out: &mut Findings) {
        let (early, late) = (self.at < certificate.not_before(), self.at > certificate.not_after());
        let finding = out.record(place, "dates", "RFC 5280 §6.1.3 (a)(2)", !early && !late);
        finding.check = CheckId::Validity;
        if early || late {
            finding.cause = if early { CauseId::CertificateNotYetValid } else { CauseId::CertificateExpired };
            finding.evidence = evidence! {
                "notBefore" => certificate.not_before().rfc3339(),
                "notAfter" => certificate.not_after().rfc3339(),
                "at" => self.at.rfc3339(),
            };
        }
    }

    /// What is wrong with the certificate by itself. What refuses nothing is told with its detail, and holds.
    fn form(&self, place: usize, certificate: &Certificate, anchor: bool, key_ids: bool, out: &mut Findings) {
        let mut defects = form::defects(certificate);
        if let Some(profile) = self.terms.profile {
            defects.extend(profile(certificate, anchor, key_ids));
        }
        if defects.is_empty() {
            out.record(place, "form", "RFC 5280 §4", true);
        }
        for defect in defects {
            let told = if anchor { defect.is_form() } else { place == 0 && defect.detail == form::NO_KEY_ID };
            let rule = if told { "form" } else { defect.rule };
            let finding = out.record(place, rule, defect.clause, told);
            if !defect.detail.is_empty() {
                finding.evidence = evidence! { "detail" => defect.detail };
            }
        }
    }

    /// Keys too short to be believed, the anchor's too; of the leaf, its purpose says more.
    fn strength(&self, place: usize, certificate: &Certificate, out: &mut Findings) {
        // Of a gateway's leaf its own rule says so.
        if place == 0 && self.purpose.is_gateway() {
            return;
        }
        if let Ok(key) = certificate.public_key()
            && key.rsa_bits().is_some_and(|bits| bits < 2048)
        {
            out.record(place, "key-strength", "signed-slip, Certificate", false).evidence =
                evidence! { "key" => certificate.key_algorithm() };
        }
    }

    /// A CA that is limited to other purposes, an anchor too, signs no signers of slips; RFC 5280 §4.2.1.12 knows the
    /// extension in any certificate, and says that the key must not be used otherwise.
    fn purpose_of_issuer(&self, place: usize, certificate: &Certificate, out: &mut Findings) {
        if let (Some(format), Some(Some(purposes))) =
            (self.purpose.format(), certificate.extensions().extended_key_usage())
        {
            let may = match self.purpose {
                Purpose::TimeStamp => {
                    purposes.iter().any(|purpose| [oid::TIME_STAMPING, oid::ANY_EXTENDED_KEY_USAGE].contains(purpose))
                }
                _ => oid::serve(format, &purposes),
            };
            let finding = out.record(place, "extended-key-usage", "RFC 5280 §4.2.1.12", may);
            finding.check = CheckId::Validity;
            if !may {
                finding.evidence = evidence! { "usage" => certificate.usage() };
            }
        }
    }

    /// What the purpose asks of the leaf.
    fn leaf(&self, leaf: &Certificate, out: &mut Findings) {
        const CLAUSE: &str = "signed-slip, Certificate";
        let extensions = leaf.extensions();
        let mid = match self.purpose {
            Purpose::SignedSlip { mid } => mid,
            Purpose::Receipt(_) | Purpose::Document { .. } | Purpose::TimeStamp => {
                if !matches!(self.purpose, Purpose::Receipt(_)) {
                    out.record(0, "end-entity", "RFC 9336 §3", !leaf.is_ca()).check = CheckId::Validity;
                }
                if matches!(self.purpose, Purpose::TimeStamp) {
                    let purposes = extensions.extended_key_usage().flatten();
                    let only = purposes.is_some_and(|purposes| matches!(purposes.as_slice(), [oid::TIME_STAMPING]));
                    out.record(0, "extended-key-usage", "RFC 3161 §2.3", only).check = CheckId::Validity;
                }
                let usage = extensions.key_usage().flatten();
                let may = usage.is_none_or(|usage| usage & (DIGITAL_SIGNATURE | NON_REPUDIATION) != 0);
                let finding = out.record(0, "key-usage", "RFC 5280 §4.2.1.3", may);
                finding.check = CheckId::Validity;
                if !may {
                    finding.evidence = evidence! { "usage" => leaf.usage() };
                }
                return self.purpose_of_issuer(0, leaf, out);
            }
            Purpose::Any => return,
        };
        let mut rule = |rule, holds, evidence: Evidence| {
            let finding = out.record(0, rule, CLAUSE, holds);
            finding.check = CheckId::Validity;
            if !holds {
                finding.evidence = evidence;
            }
        };
        // Shorter RSA keys are refused in any place of a path.
        rule("key-strength", leaf.public_key().is_ok(), evidence! { "key" => leaf.key_algorithm() });
        rule("end-entity", !leaf.is_ca(), Evidence::new());
        let usage = extensions.key_usage().flatten().unwrap_or(0);
        rule("key-usage", usage & DIGITAL_SIGNATURE != 0, evidence! { "usage" => leaf.usage() });
        // The profile names one purpose that must be there: anyExtendedKeyUsage is not it.
        let purposes = extensions.extended_key_usage().flatten();
        let may = purposes.is_none_or(|purposes| purposes.contains(&oid::SLIP_SIGNING));
        rule("extended-key-usage", may, evidence! { "usage" => leaf.usage() });
        let merchants = leaf.merchants();
        if let Some(mid) = mid {
            let may = merchants.is_empty() || merchants.iter().any(|merchant| merchant == mid);
            rule("merchant", may, evidence! { "mid" => mid, "merchants" => merchants });
        }
    }
}

/// §6.1.4 (k), (n): whether this certificate's key may sign certificates. An anchor is only a name and a key, but one that
/// came as a certificate says what it is for, and a pinned leaf must not begin to issue others. A certificate of version 1
/// cannot say it: as an anchor that the user chose it is let pass, which are the other means that (k) speaks of.
fn may_issue(place: usize, certificate: &Certificate, anchor: bool, out: &mut Findings) {
    let old = certificate.version < 3;
    out.record(place, "basic-constraints", "RFC 5280 §6.1.4 (k)", certificate.is_ca() || (anchor && old));
    let usage = certificate.extensions().key_usage().flatten();
    out.record(place, "key-cert-sign", "RFC 5280 §6.1.4 (n)", usage.is_none_or(|usage| usage & KEY_CERT_SIGN != 0));
}

/// §6.1.4 (m): what this certificate adds to the limit of length of those below it. An anchor's counts too (RFC 5937 §3).
fn narrow(certificate: &Certificate, depth: &mut u32) {
    if let Some(length) = certificate.extensions().basic_constraints().flatten().and_then(|basic| basic.path_length) {
        *depth = (*depth).min(length);
    }
}
