//! NIST PKITS (Public Key Interoperability Test Suite, public domain), sections 4.1 to 4.16: every test assertion, and the
//! rule that has to be the reason where a path is not valid.
//!
//! The data come from `scripts/pkits.py`, or from the folder that `PKITS` names (it holds `certs` and `crls`). All of the
//! suite's certificates and lists are at hand for every path, so that the right ones have to be found among 570.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use slipcheck::{
    pki::{self, Certificate, Crl, Options, PathReport, Purpose, Query, Store},
    report::Status,
    time::Timestamp,
};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Paths that are judged otherwise here, and why. An entry that no longer differs fails the test.
const DIFFERENT: &[(&str, &str)] =
    &[("4.1.4", "DSA with SHA-1 is not accepted any more"), ("4.1.5", "DSA with SHA-1 is not accepted any more")];

/// Number of the assertion, end entity certificate, and the rule that refuses it; `""`: the path is valid. `none`: no
/// signed path. `unchecked`: no list that counts covers some certificate. `refused`: it cannot even be read.
const PATHS: &[(&str, &str, &str)] = &[
    ("4.1.1", "ValidCertificatePathTest1", ""),
    ("4.1.2", "InvalidCASignatureTest2", "none"),
    ("4.1.3", "InvalidEESignatureTest3", "none"),
    ("4.1.4", "ValidDSASignaturesTest4", ""),
    ("4.1.5", "ValidDSAParameterInheritanceTest5", ""),
    ("4.1.6", "InvalidDSASignatureTest6", "refused"),
    ("4.2.1", "InvalidCAnotBeforeDateTest1", "dates"),
    ("4.2.2", "InvalidEEnotBeforeDateTest2", "dates"),
    ("4.2.3", "Validpre2000UTCnotBeforeDateTest3", ""),
    ("4.2.4", "ValidGeneralizedTimenotBeforeDateTest4", ""),
    ("4.2.5", "InvalidCAnotAfterDateTest5", "dates"),
    ("4.2.6", "InvalidEEnotAfterDateTest6", "dates"),
    ("4.2.7", "Invalidpre2000UTCEEnotAfterDateTest7", "dates"),
    ("4.2.8", "ValidGeneralizedTimenotAfterDateTest8", ""),
    ("4.3.1", "InvalidNameChainingTest1", "none"),
    ("4.3.2", "InvalidNameChainingOrderTest2", "none"),
    ("4.3.3", "ValidNameChainingWhitespaceTest3", ""),
    ("4.3.4", "ValidNameChainingWhitespaceTest4", ""),
    ("4.3.5", "ValidNameChainingCapitalizationTest5", ""),
    ("4.3.6", "ValidNameUIDsTest6", ""),
    ("4.3.7", "ValidRFC3280MandatoryAttributeTypesTest7", ""),
    ("4.3.8", "ValidRFC3280OptionalAttributeTypesTest8", ""),
    ("4.3.9", "ValidUTF8StringEncodedNamesTest9", ""),
    ("4.3.10", "ValidRolloverfromPrintableStringtoUTF8StringTest10", ""),
    ("4.3.11", "ValidUTF8StringCaseInsensitiveMatchTest11", ""),
    ("4.4.1", "InvalidMissingCRLTest1", "unchecked"),
    ("4.4.2", "InvalidRevokedCATest2", "revocation"),
    ("4.4.3", "InvalidRevokedEETest3", "revocation"),
    ("4.4.4", "InvalidBadCRLSignatureTest4", "unchecked"),
    ("4.4.5", "InvalidBadCRLIssuerNameTest5", "unchecked"),
    ("4.4.6", "InvalidWrongCRLTest6", "unchecked"),
    ("4.4.7", "ValidTwoCRLsTest7", ""),
    ("4.4.8", "InvalidUnknownCRLEntryExtensionTest8", "revocation"),
    ("4.4.9", "InvalidUnknownCRLExtensionTest9", "revocation"),
    ("4.4.10", "InvalidUnknownCRLExtensionTest10", "unchecked"),
    ("4.4.11", "InvalidOldCRLnextUpdateTest11", "unchecked"),
    ("4.4.12", "Invalidpre2000CRLnextUpdateTest12", "unchecked"),
    ("4.4.13", "ValidGeneralizedTimeCRLnextUpdateTest13", ""),
    ("4.4.14", "ValidNegativeSerialNumberTest14", ""),
    ("4.4.15", "InvalidNegativeSerialNumberTest15", "revocation"),
    ("4.4.16", "ValidLongSerialNumberTest16", ""),
    ("4.4.17", "ValidLongSerialNumberTest17", ""),
    ("4.4.18", "InvalidLongSerialNumberTest18", "revocation"),
    ("4.4.19", "ValidSeparateCertificateandCRLKeysTest19", ""),
    ("4.4.20", "InvalidSeparateCertificateandCRLKeysTest20", "revocation"),
    ("4.4.21", "InvalidSeparateCertificateandCRLKeysTest21", "unchecked"),
    ("4.5.1", "ValidBasicSelfIssuedOldWithNewTest1", ""),
    ("4.5.2", "InvalidBasicSelfIssuedOldWithNewTest2", "revocation"),
    ("4.5.3", "ValidBasicSelfIssuedNewWithOldTest3", ""),
    ("4.5.4", "ValidBasicSelfIssuedNewWithOldTest4", ""),
    ("4.5.5", "InvalidBasicSelfIssuedNewWithOldTest5", "revocation"),
    ("4.5.6", "ValidBasicSelfIssuedCRLSigningKeyTest6", ""),
    ("4.5.7", "InvalidBasicSelfIssuedCRLSigningKeyTest7", "revocation"),
    ("4.5.8", "InvalidBasicSelfIssuedCRLSigningKeyTest8", "basic-constraints"),
    ("4.6.1", "InvalidMissingbasicConstraintsTest1", "basic-constraints"),
    ("4.6.2", "InvalidcAFalseTest2", "basic-constraints"),
    ("4.6.3", "InvalidcAFalseTest3", "basic-constraints"),
    ("4.6.4", "ValidbasicConstraintsNotCriticalTest4", ""),
    ("4.6.5", "InvalidpathLenConstraintTest5", "path-length"),
    ("4.6.6", "InvalidpathLenConstraintTest6", "path-length"),
    ("4.6.7", "ValidpathLenConstraintTest7", ""),
    ("4.6.8", "ValidpathLenConstraintTest8", ""),
    ("4.6.9", "InvalidpathLenConstraintTest9", "path-length"),
    ("4.6.10", "InvalidpathLenConstraintTest10", "path-length"),
    ("4.6.11", "InvalidpathLenConstraintTest11", "path-length"),
    ("4.6.12", "InvalidpathLenConstraintTest12", "path-length"),
    ("4.6.13", "ValidpathLenConstraintTest13", ""),
    ("4.6.14", "ValidpathLenConstraintTest14", ""),
    ("4.6.15", "ValidSelfIssuedpathLenConstraintTest15", ""),
    ("4.6.16", "InvalidSelfIssuedpathLenConstraintTest16", "path-length"),
    ("4.6.17", "ValidSelfIssuedpathLenConstraintTest17", ""),
    ("4.7.1", "InvalidkeyUsageCriticalkeyCertSignFalseTest1", "key-cert-sign"),
    ("4.7.2", "InvalidkeyUsageNotCriticalkeyCertSignFalseTest2", "key-cert-sign"),
    ("4.7.3", "ValidkeyUsageNotCriticalTest3", ""),
    ("4.7.4", "InvalidkeyUsageCriticalcRLSignFalseTest4", "unchecked"),
    ("4.7.5", "InvalidkeyUsageNotCriticalcRLSignFalseTest5", "unchecked"),
    ("4.10.7", "InvalidMappingFromanyPolicyTest7", "policies"),
    ("4.10.8", "InvalidMappingToanyPolicyTest8", "policies"),
    ("4.12.7", "ValidSelfIssuedinhibitAnyPolicyTest7", ""),
    ("4.12.8", "InvalidSelfIssuedinhibitAnyPolicyTest8", "policies"),
    ("4.12.9", "ValidSelfIssuedinhibitAnyPolicyTest9", ""),
    ("4.12.10", "InvalidSelfIssuedinhibitAnyPolicyTest10", "policies"),
    ("4.13.1", "ValidDNnameConstraintsTest1", ""),
    ("4.13.2", "InvalidDNnameConstraintsTest2", "name-constraints"),
    ("4.13.3", "InvalidDNnameConstraintsTest3", "name-constraints"),
    ("4.13.4", "ValidDNnameConstraintsTest4", ""),
    ("4.13.5", "ValidDNnameConstraintsTest5", ""),
    ("4.13.6", "ValidDNnameConstraintsTest6", ""),
    ("4.13.7", "InvalidDNnameConstraintsTest7", "name-constraints"),
    ("4.13.8", "InvalidDNnameConstraintsTest8", "name-constraints"),
    ("4.13.9", "InvalidDNnameConstraintsTest9", "name-constraints"),
    ("4.13.10", "InvalidDNnameConstraintsTest10", "name-constraints"),
    ("4.13.11", "ValidDNnameConstraintsTest11", ""),
    ("4.13.12", "InvalidDNnameConstraintsTest12", "name-constraints"),
    ("4.13.13", "InvalidDNnameConstraintsTest13", "name-constraints"),
    ("4.13.14", "ValidDNnameConstraintsTest14", ""),
    ("4.13.15", "InvalidDNnameConstraintsTest15", "name-constraints"),
    ("4.13.16", "InvalidDNnameConstraintsTest16", "name-constraints"),
    ("4.13.17", "InvalidDNnameConstraintsTest17", "name-constraints"),
    ("4.13.18", "ValidDNnameConstraintsTest18", ""),
    ("4.13.19", "ValidDNnameConstraintsTest19", ""),
    ("4.13.20", "InvalidDNnameConstraintsTest20", "name-constraints"),
    ("4.13.21", "ValidRFC822nameConstraintsTest21", ""),
    ("4.13.22", "InvalidRFC822nameConstraintsTest22", "name-constraints"),
    ("4.13.23", "ValidRFC822nameConstraintsTest23", ""),
    ("4.13.24", "InvalidRFC822nameConstraintsTest24", "name-constraints"),
    ("4.13.25", "ValidRFC822nameConstraintsTest25", ""),
    ("4.13.26", "InvalidRFC822nameConstraintsTest26", "name-constraints"),
    ("4.13.27", "ValidDNandRFC822nameConstraintsTest27", ""),
    ("4.13.28", "InvalidDNandRFC822nameConstraintsTest28", "name-constraints"),
    ("4.13.29", "InvalidDNandRFC822nameConstraintsTest29", "name-constraints"),
    ("4.13.30", "ValidDNSnameConstraintsTest30", ""),
    ("4.13.31", "InvalidDNSnameConstraintsTest31", "name-constraints"),
    ("4.13.32", "ValidDNSnameConstraintsTest32", ""),
    ("4.13.33", "InvalidDNSnameConstraintsTest33", "name-constraints"),
    ("4.13.34", "ValidURInameConstraintsTest34", ""),
    ("4.13.35", "InvalidURInameConstraintsTest35", "name-constraints"),
    ("4.13.36", "ValidURInameConstraintsTest36", ""),
    ("4.13.37", "InvalidURInameConstraintsTest37", "name-constraints"),
    ("4.13.38", "InvalidDNSnameConstraintsTest38", "name-constraints"),
    ("4.14.1", "ValiddistributionPointTest1", ""),
    ("4.14.2", "InvaliddistributionPointTest2", "revocation"),
    ("4.14.3", "InvaliddistributionPointTest3", "unchecked"),
    ("4.14.4", "ValiddistributionPointTest4", ""),
    ("4.14.5", "ValiddistributionPointTest5", ""),
    ("4.14.6", "InvaliddistributionPointTest6", "revocation"),
    ("4.14.7", "ValiddistributionPointTest7", ""),
    ("4.14.8", "InvaliddistributionPointTest8", "unchecked"),
    ("4.14.9", "InvaliddistributionPointTest9", "unchecked"),
    ("4.14.10", "ValidNoissuingDistributionPointTest10", ""),
    ("4.14.11", "InvalidonlyContainsUserCertsTest11", "unchecked"),
    ("4.14.12", "InvalidonlyContainsCACertsTest12", "unchecked"),
    ("4.14.13", "ValidonlyContainsCACertsTest13", ""),
    ("4.14.14", "InvalidonlyContainsAttributeCertsTest14", "unchecked"),
    ("4.14.15", "InvalidonlySomeReasonsTest15", "revocation"),
    ("4.14.16", "InvalidonlySomeReasonsTest16", "revocation"),
    ("4.14.17", "InvalidonlySomeReasonsTest17", "unchecked"),
    ("4.14.18", "ValidonlySomeReasonsTest18", ""),
    ("4.14.19", "ValidonlySomeReasonsTest19", ""),
    ("4.14.20", "InvalidonlySomeReasonsTest20", "revocation"),
    ("4.14.21", "InvalidonlySomeReasonsTest21", "revocation"),
    ("4.14.22", "ValidIDPwithindirectCRLTest22", ""),
    ("4.14.23", "InvalidIDPwithindirectCRLTest23", "revocation"),
    ("4.14.24", "ValidIDPwithindirectCRLTest24", ""),
    ("4.14.25", "ValidIDPwithindirectCRLTest25", ""),
    ("4.14.26", "InvalidIDPwithindirectCRLTest26", "unchecked"),
    ("4.14.27", "InvalidcRLIssuerTest27", "unchecked"),
    ("4.14.28", "ValidcRLIssuerTest28", ""),
    ("4.14.29", "ValidcRLIssuerTest29", ""),
    ("4.14.30", "ValidcRLIssuerTest30", ""),
    ("4.14.31", "InvalidcRLIssuerTest31", "revocation"),
    ("4.14.32", "InvalidcRLIssuerTest32", "revocation"),
    ("4.14.33", "ValidcRLIssuerTest33", ""),
    ("4.14.34", "InvalidcRLIssuerTest34", "revocation"),
    ("4.14.35", "InvalidcRLIssuerTest35", "unchecked"),
    ("4.15.1", "InvaliddeltaCRLIndicatorNoBaseTest1", "unchecked"),
    ("4.15.2", "ValiddeltaCRLTest2", ""),
    ("4.15.3", "InvaliddeltaCRLTest3", "revocation"),
    ("4.15.4", "InvaliddeltaCRLTest4", "revocation"),
    ("4.15.5", "ValiddeltaCRLTest5", ""),
    ("4.15.6", "InvaliddeltaCRLTest6", "revocation"),
    ("4.15.7", "ValiddeltaCRLTest7", ""),
    ("4.15.8", "ValiddeltaCRLTest8", ""),
    ("4.15.9", "InvaliddeltaCRLTest9", "revocation"),
    ("4.15.10", "InvaliddeltaCRLTest10", "unchecked"),
    ("4.16.1", "ValidUnknownNotCriticalCertificateExtensionTest1", ""),
    ("4.16.2", "InvalidUnknownCriticalCertificateExtensionTest2", "critical-extension"),
];

/// Number, end entity certificate, initial policies (digits of NIST-test-policy-1 to -6; none: any-policy), flags (`e`
/// initial-explicit-policy, `m` initial-policy-mapping-inhibit, `a` initial-any-policy-inhibit), and whether it is valid.
const POLICIES: &[(&str, &str, &str, &str, bool)] = &[
    ("4.8.1.1", "ValidCertificatePathTest1", "", "e", true),
    ("4.8.1.2", "ValidCertificatePathTest1", "1", "e", true),
    ("4.8.1.3", "ValidCertificatePathTest1", "2", "e", false),
    ("4.8.1.4", "ValidCertificatePathTest1", "12", "e", true),
    ("4.8.2.1", "AllCertificatesNoPoliciesTest2", "", "", true),
    ("4.8.2.2", "AllCertificatesNoPoliciesTest2", "", "e", false),
    ("4.8.3.1", "DifferentPoliciesTest3", "", "", true),
    ("4.8.3.2", "DifferentPoliciesTest3", "", "e", false),
    ("4.8.3.3", "DifferentPoliciesTest3", "12", "e", false),
    ("4.8.4", "DifferentPoliciesTest4", "", "", false),
    ("4.8.5", "DifferentPoliciesTest5", "", "", false),
    ("4.8.6.1", "OverlappingPoliciesTest6", "", "", true),
    ("4.8.6.2", "OverlappingPoliciesTest6", "1", "", true),
    ("4.8.6.3", "OverlappingPoliciesTest6", "2", "", false),
    ("4.8.7", "DifferentPoliciesTest7", "", "", false),
    ("4.8.8", "DifferentPoliciesTest8", "", "", false),
    ("4.8.9", "DifferentPoliciesTest9", "", "", false),
    ("4.8.10.1", "AllCertificatesSamePoliciesTest10", "", "", true),
    ("4.8.10.2", "AllCertificatesSamePoliciesTest10", "1", "", true),
    ("4.8.10.3", "AllCertificatesSamePoliciesTest10", "2", "", true),
    ("4.8.11.1", "AllCertificatesanyPolicyTest11", "", "", true),
    ("4.8.11.2", "AllCertificatesanyPolicyTest11", "1", "", true),
    ("4.8.12", "DifferentPoliciesTest12", "", "", false),
    ("4.8.13.1", "AllCertificatesSamePoliciesTest13", "1", "", true),
    ("4.8.13.2", "AllCertificatesSamePoliciesTest13", "2", "", true),
    ("4.8.13.3", "AllCertificatesSamePoliciesTest13", "3", "", true),
    ("4.8.14.1", "AnyPolicyTest14", "1", "", true),
    ("4.8.14.2", "AnyPolicyTest14", "2", "", false),
    ("4.8.15", "UserNoticeQualifierTest15", "", "", true),
    ("4.8.16", "UserNoticeQualifierTest16", "", "", true),
    ("4.8.17", "UserNoticeQualifierTest17", "", "", true),
    ("4.8.18.1", "UserNoticeQualifierTest18", "1", "", true),
    ("4.8.18.2", "UserNoticeQualifierTest18", "2", "", true),
    ("4.8.19", "UserNoticeQualifierTest19", "", "", true),
    ("4.8.20", "CPSPointerQualifierTest20", "", "e", true),
    ("4.9.1", "ValidrequireExplicitPolicyTest1", "", "", true),
    ("4.9.2", "ValidrequireExplicitPolicyTest2", "", "", true),
    ("4.9.3", "InvalidrequireExplicitPolicyTest3", "", "", false),
    ("4.9.4", "ValidrequireExplicitPolicyTest4", "", "", true),
    ("4.9.5", "InvalidrequireExplicitPolicyTest5", "", "", false),
    ("4.9.6", "ValidSelfIssuedrequireExplicitPolicyTest6", "", "", true),
    ("4.9.7", "InvalidSelfIssuedrequireExplicitPolicyTest7", "", "", false),
    ("4.9.8", "InvalidSelfIssuedrequireExplicitPolicyTest8", "", "", false),
    ("4.10.1.1", "ValidPolicyMappingTest1", "1", "", true),
    ("4.10.1.2", "ValidPolicyMappingTest1", "2", "", false),
    ("4.10.1.3", "ValidPolicyMappingTest1", "", "m", false),
    ("4.10.2.1", "InvalidPolicyMappingTest2", "", "", false),
    ("4.10.2.2", "InvalidPolicyMappingTest2", "", "m", false),
    ("4.10.3.1", "ValidPolicyMappingTest3", "1", "", false),
    ("4.10.3.2", "ValidPolicyMappingTest3", "2", "", true),
    ("4.10.4", "InvalidPolicyMappingTest4", "", "", false),
    ("4.10.5.1", "ValidPolicyMappingTest5", "1", "", true),
    ("4.10.5.2", "ValidPolicyMappingTest5", "6", "", false),
    ("4.10.6.1", "ValidPolicyMappingTest6", "1", "", true),
    ("4.10.6.2", "ValidPolicyMappingTest6", "6", "", false),
    ("4.10.9", "ValidPolicyMappingTest9", "", "", true),
    ("4.10.10", "InvalidPolicyMappingTest10", "", "", false),
    ("4.10.11", "ValidPolicyMappingTest11", "", "", true),
    ("4.10.12.1", "ValidPolicyMappingTest12", "1", "", true),
    ("4.10.12.2", "ValidPolicyMappingTest12", "2", "", true),
    ("4.10.13", "ValidPolicyMappingTest13", "", "", true),
    ("4.10.14", "ValidPolicyMappingTest14", "", "", true),
    ("4.11.1", "InvalidinhibitPolicyMappingTest1", "", "", false),
    ("4.11.2", "ValidinhibitPolicyMappingTest2", "", "", true),
    ("4.11.3", "InvalidinhibitPolicyMappingTest3", "", "", false),
    ("4.11.4", "ValidinhibitPolicyMappingTest4", "", "", true),
    ("4.11.5", "InvalidinhibitPolicyMappingTest5", "", "", false),
    ("4.11.6", "InvalidinhibitPolicyMappingTest6", "", "", false),
    ("4.11.7", "ValidSelfIssuedinhibitPolicyMappingTest7", "", "", true),
    ("4.11.8", "InvalidSelfIssuedinhibitPolicyMappingTest8", "", "", false),
    ("4.11.9", "InvalidSelfIssuedinhibitPolicyMappingTest9", "", "", false),
    ("4.11.10", "InvalidSelfIssuedinhibitPolicyMappingTest10", "", "", false),
    ("4.11.11", "InvalidSelfIssuedinhibitPolicyMappingTest11", "", "", false),
    ("4.12.1", "InvalidinhibitAnyPolicyTest1", "", "", false),
    ("4.12.2", "ValidinhibitAnyPolicyTest2", "", "", true),
    ("4.12.3.1", "inhibitAnyPolicyTest3", "", "", true),
    ("4.12.3.2", "inhibitAnyPolicyTest3", "", "a", false),
    ("4.12.4", "InvalidinhibitAnyPolicyTest4", "", "", false),
    ("4.12.5", "InvalidinhibitAnyPolicyTest5", "", "", false),
    ("4.12.6", "InvalidinhibitAnyPolicyTest6", "", "", false),
];

struct Suite {
    folder: PathBuf,
    store: Store,
}

impl Suite {
    fn open() -> Option<Self> {
        let folder = std::env::var_os("PKITS")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".cache/pkits"), PathBuf::from);
        let anchor = folder.join("certs/TrustAnchorRootCertificate.crt");
        if !anchor.exists() {
            eprintln!("NOT RUN: PKITS: no data in {}; scripts/pkits.py fetches them", folder.display());
            return None;
        }
        let files = |kind: &str| {
            let mut files: Vec<_> =
                fs::read_dir(folder.join(kind)).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.sort();
            files.into_iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>()
        };
        let store = Store {
            anchors: vec![Certificate::from_der(&fs::read(&anchor).unwrap()).unwrap()],
            certificates: files("certs").iter().filter_map(|der| Certificate::from_der(der).ok()).collect(),
            crls: files("crls").iter().filter_map(|der| Crl::from_der(der).ok()).collect(),
        };
        // Three of 405 and 173 were spoilt so that even the signature's bit string is none.
        assert_eq!((store.certificates.len(), store.crls.len()), (403, 172));
        Some(Self { folder, store })
    }

    fn judge(&self, leaf: &str, options: Options) -> Option<PathReport> {
        let der = fs::read(self.folder.join("certs").join(format!("{leaf}EE.crt"))).unwrap();
        let leaf = Certificate::from_der(&der).ok()?;
        let at = Timestamp::parse("2026-11-20T00:00:00Z").unwrap().moment();
        let query = Query { leaf: &leaf, extra: &[], store: &self.store, at, now: at, purpose: Purpose::Any };
        Some(pki::report(&query, &Options { require_revocation: true, ..options }).unwrap())
    }
}

/// The first rule that failed; `none` without a path, `unchecked` when all else holds.
fn reason(report: Option<&PathReport>) -> &str {
    let Some(report) = report else { return "refused" };
    if report.accepted {
        return "";
    }
    if report.causes.iter().any(|cause| cause.id.id() == "certificate-unknown-issuer") {
        return "none";
    }
    let failed: Vec<&str> = report
        .checks
        .iter()
        .filter(|check| check.status == Status::Fail && check.clause.is_some())
        .map(|check| check.id)
        .collect();
    // What only breaks the rules for issuers is no reason in PKITS.
    failed.iter().find(|id| **id != "profile").or(failed.first()).copied().unwrap_or("unchecked")
}

fn compare(outcomes: impl Iterator<Item = (&'static str, &'static str, String)>, different: &[(&str, &str)]) {
    let mut different: BTreeMap<&str, &str> = different.iter().copied().collect();
    let mut wrong = Vec::new();
    for (number, expected, found) in outcomes {
        match (expected == found, different.remove(number)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(_)) => wrong.push(format!("{number}: agrees, and stands in the list of differences")),
            (false, None) => wrong.push(format!("{number}: expected {expected:?}, found {found:?}")),
        }
    }
    assert!(different.is_empty(), "no such assertion: {different:?}");
    assert!(wrong.is_empty(), "{} assertions:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn paths() {
    let Some(suite) = Suite::open() else { return };
    let outcomes = PATHS.iter().map(|(number, leaf, expected)| {
        let report = suite.judge(leaf, Options::default());
        (*number, *expected, reason(report.as_ref()).to_owned())
    });
    compare(outcomes, DIFFERENT);
}

#[test]
fn policies() {
    let Some(suite) = Suite::open() else { return };
    let outcomes = POLICIES.iter().map(|(number, leaf, initial, flags, valid)| {
        let options = Options {
            policies: initial.chars().map(|digit| format!("2.16.840.1.101.3.2.1.48.{digit}")).collect(),
            explicit_policy: flags.contains('e'),
            inhibit_policy_mapping: flags.contains('m'),
            inhibit_any_policy: flags.contains('a'),
            ..Options::default()
        };
        let report = suite.judge(leaf, options);
        (*number, if *valid { "" } else { "policies" }, reason(report.as_ref()).to_owned())
    });
    compare(outcomes, &[]);
}
