//! What is wrong with a certificate by itself, whatever path it stands in.

use super::{certificate::Certificate, extension::*, oid};
use super::{
    constraints::Constraints,
    general_name::{GeneralName, is_host},
};
use alloc::{string::String, vec::Vec};

/// One thing that is wrong.
pub(super) struct Defect {
    /// The rule's id.
    pub(super) rule: &'static str,
    /// Where the rule stands.
    pub(super) clause: &'static str,
    /// What breaks it, where that is not plain: an extension's object identifier.
    pub(super) detail: String,
}

/// What [`profile`] calls a certificate that does not say which key signed it: a rule for its issuer (RFC 5280 §4.2.1.1). It
/// chains by name and signature all the same.
pub(super) const NO_KEY_ID: &str = "no authorityKeyIdentifier";

impl Defect {
    /// Whether it refuses nothing below an anchor, which is a key and a name (RFC 5280 §6.1.1 (d)): all but what may hide a
    /// limit that the anchor sets.
    pub(super) fn is_form(&self) -> bool {
        let limits = [BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE, NAME_CONSTRAINTS];
        match self.rule {
            "profile" | "algorithm" => true,
            "malformed-extension" => !limits.iter().any(|oid| oid::text(oid) == self.detail),
            _ => false,
        }
    }
}

fn defect(rule: &'static str, clause: &'static str, detail: String) -> Defect {
    Defect { rule, clause, detail }
}

/// Extensions that are processed here, so that they may be critical.
const KNOWN: [&[u8]; 14] = [
    SUBJECT_KEY_ID,
    KEY_USAGE,
    SUBJECT_ALT_NAME,
    ISSUER_ALT_NAME,
    BASIC_CONSTRAINTS,
    NAME_CONSTRAINTS,
    CRL_POINTS,
    POLICIES,
    POLICY_MAPPINGS,
    AUTHORITY_KEY_ID,
    POLICY_CONSTRAINTS,
    EXTENDED_KEY_USAGE,
    FRESHEST_CRL,
    INHIBIT_ANY_POLICY,
];

/// What no certificate in a path may have: it decides for every purpose.
pub(super) fn defects(certificate: &Certificate) -> Vec<Defect> {
    let mut defects = Vec::new();
    if !certificate.algorithms_agree() {
        defects.push(defect("algorithm", "RFC 5280 §4.1.1.2", String::new()));
    }
    let extensions = certificate.extensions();
    for (i, (oid, critical, _)) in extensions.iter().enumerate() {
        if extensions.iter().take(i).any(|(other, ..)| other == oid) {
            defects.push(defect("duplicate-extension", "RFC 5280 §4.2", oid::text(oid)));
        }
        if critical && !KNOWN.contains(&oid) && !(oid == QC_STATEMENTS && extensions.knows_statements()) {
            defects.push(defect("critical-extension", "RFC 5280 §6.1.4 (o), §6.1.5 (f)", oid::text(oid)));
        }
    }
    let readable = [
        (BASIC_CONSTRAINTS, extensions.basic_constraints().is_some(), "RFC 5280 §4.2.1.9"),
        (KEY_USAGE, extensions.key_usage().is_some(), "RFC 5280 §4.2.1.3"),
        (EXTENDED_KEY_USAGE, extensions.extended_key_usage().is_some(), "RFC 5280 §4.2.1.12"),
        (SUBJECT_ALT_NAME, extensions.alternative_names().is_some(), "RFC 5280 §4.2.1.6"),
        (SUBJECT_KEY_ID, extensions.subject_key_id().is_some(), "RFC 5280 §4.2.1.2"),
        (AUTHORITY_KEY_ID, extensions.authority_key_id().is_some(), "RFC 5280 §4.2.1.1"),
        (CRL_POINTS, extensions.crl_points().is_some(), "RFC 5280 §4.2.1.13"),
        (POLICIES, extensions.policies().is_some(), "RFC 5280 §4.2.1.4"),
        (POLICY_MAPPINGS, extensions.policy_mappings().is_some(), "RFC 5280 §4.2.1.5"),
        (POLICY_CONSTRAINTS, extensions.policy_constraints().is_some(), "RFC 5280 §4.2.1.11"),
        (INHIBIT_ANY_POLICY, extensions.inhibit_any_policy().is_some(), "RFC 5280 §4.2.1.14"),
        (
            NAME_CONSTRAINTS,
            extensions.name_constraints().is_none_or(|value| Constraints::read(value).is_some()),
            "RFC 5280 §4.2.1.10",
        ),
    ];
    for (oid, readable, clause) in readable {
        if !readable {
            defects.push(defect("malformed-extension", clause, oid::text(oid)));
        }
    }
    defects
}

/// What RFC 5280 asks of those who issue certificates, and path validation does not need: a slip is not judged by it,
/// `slipcheck certificate` is. `key_ids`: some certificate of the path has a key identifier, so that all must.
///
/// How far to go is settled by x509-limbo and PKITS together: what PKITS has valid (RFC 3280 let some extensions be
/// non-critical) is let pass.
pub(super) fn profile(certificate: &Certificate, anchor: bool, key_ids: bool) -> Vec<Defect> {
    let mut defects = Vec::new();
    let mut rule = |broken: bool, clause, detail: &str| {
        if broken {
            defects.push(defect("profile", clause, detail.into()));
        }
    };
    let serial = certificate.serial_octets();
    rule(serial.len() > 20, "RFC 5280 §4.1.2.2", "serial number longer than 20 octets");
    let positive = serial.first().is_some_and(|first| first & 0x80 == 0) && serial != [0];
    rule(!positive, "RFC 5280 §4.1.2.2", "serial number not positive");
    rule(certificate.issuer_name.is_empty(), "RFC 5280 §4.1.2.4", "issuer empty");
    if certificate.version < 3 {
        return defects;
    }
    let extensions = certificate.extensions();
    let critical = |oid| extensions.is_critical(oid);
    let basic = extensions.basic_constraints().flatten();
    let ca = basic.is_some_and(|basic| basic.ca);
    let usage = extensions.key_usage().flatten();
    let signs = usage.is_some_and(|usage| usage & KEY_CERT_SIGN != 0);
    let no_subject = certificate.subject_name.is_empty();
    rule(ca && no_subject, "RFC 5280 §4.1.2.6", "subject of a CA empty");
    rule(
        no_subject && critical(SUBJECT_ALT_NAME) != Some(true),
        "RFC 5280 §4.1.2.6",
        "subject empty, and no critical subjectAltName",
    );
    rule(critical(AUTHORITY_KEY_ID) == Some(true), "RFC 5280 §4.2.1.1", "authorityKeyIdentifier critical");
    rule(critical(SUBJECT_KEY_ID) == Some(true), "RFC 5280 §4.2.1.2", "subjectKeyIdentifier critical");
    if key_ids {
        // Left out only where it would name the certificate's own key, whatever the names say.
        let own = || certificate.public_key().is_ok_and(|key| certificate.signed.fits(key));
        let named = critical(AUTHORITY_KEY_ID).is_some() || own();
        rule(!named, "RFC 5280 §4.2.1.1", NO_KEY_ID);
        rule(ca && critical(SUBJECT_KEY_ID).is_none(), "RFC 5280 §4.2.1.2", "CA without subjectKeyIdentifier");
    }
    rule(usage == Some(0), "RFC 5280 §4.2.1.3", "keyUsage without any bit");
    rule(signs && !ca, "RFC 5280 §4.2.1.3", "keyCertSign, and no CA");
    rule(
        anchor && ca && critical(BASIC_CONSTRAINTS) == Some(false),
        "RFC 5280 §4.2.1.9",
        "basicConstraints of an anchor not critical",
    );
    rule(
        basic.is_some_and(|basic| basic.path_length.is_some() && !(ca && usage.is_none_or(|_| signs))),
        "RFC 5280 §4.2.1.9",
        "pathLenConstraint, and may not issue",
    );
    rule(critical(NAME_CONSTRAINTS).is_some() && !ca, "RFC 5280 §4.2.1.10", "nameConstraints, and no CA");
    rule(critical(NAME_CONSTRAINTS) == Some(false), "RFC 5280 §4.2.1.10", "nameConstraints not critical");
    rule(
        critical(POLICY_CONSTRAINTS) == Some(false) && critical(POLICIES).is_none(),
        "RFC 5280 §4.2.1.11",
        "policyConstraints not critical, without policies",
    );
    rule(critical(FRESHEST_CRL) == Some(true), "RFC 5280 §4.2.1.15", "freshestCRL critical");
    let hosts = extensions.alternative_names().flatten().unwrap_or_default();
    rule(
        hosts.iter().any(|name| matches!(name, GeneralName::Dns(h) if !is_host(h.strip_prefix("*.").unwrap_or(h)))),
        "RFC 5280 §4.2.1.6",
        "dNSName is no host name",
    );
    defects
}
