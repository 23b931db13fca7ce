//! The certificate that is missing: who has it, as far as is known, and so how a person gets it.
//!
//! What is told: `kind`, who gives out such certificates, and `authority`, which of those it is; both ids, texts
//! `missing-<kind>` and `authority-<authority>`.

use crate::{
    evidence,
    report::{Cause, CauseId, Format},
};
use alloc::string::ToString;
use slipcheck_pki::authority::{Kind, authority};

/// Adds to a cause `certificate-unknown-issuer` whose certificate it is that is missing. `code`: the receipt's, which in
/// Austria names the provider.
pub(crate) fn complete(cause: &mut Cause, format: Format, code: Option<&str>) {
    if cause.id != CauseId::CertificateUnknownIssuer {
        return;
    }
    let Some(mut kind) = format.facts().issuers else { return };
    let issuer = cause.evidence.get("issuer").and_then(serde_json::Value::as_str).map(crate::unicode::lowercase);
    let mut found = issuer.and_then(|issuer| authority(&issuer)).filter(|(_, its)| *its == kind).map(|(id, _)| id);
    if format == Format::AtRksv && found.is_none() {
        match code.and_then(|code| code.strip_prefix("_R1-")).and_then(|code| code.split('_').next()) {
            Some("AT0") => kind = Kind::ClosedSystem,
            Some("AT1") => found = Some("a-trust"),
            Some("AT2") => found = Some("globaltrust"),
            Some("AT3") => found = Some("primesign"),
            _ => {}
        }
    }
    cause.evidence.extend(evidence! { "kind" => kind.id().to_string() });
    if let Some(found) = found {
        cause.evidence.extend(evidence! { "authority" => found.to_string() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Confidence, Evidence};

    fn completed(format: Format, evidence: Evidence, code: Option<&str>) -> (String, String) {
        let mut cause = Cause::new(CauseId::CertificateUnknownIssuer, Confidence::Proven, evidence);
        complete(&mut cause, format, code);
        let text = |name: &str| cause.evidence.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_string();
        (text("kind"), text("authority"))
    }
    use alloc::string::String;

    #[test]
    fn whose_certificate_it_is() {
        let at = |code| completed(Format::AtRksv, Evidence::new(), Some(code));
        assert_eq!(at("_R1-AT1_K_1_"), ("rksv-trust-provider".into(), "a-trust".into()));
        assert_eq!(at("_R1-AT0_K_1_"), ("rksv-closed-system".into(), String::new()));
        assert_eq!(at("_R1-AT9_K_1_"), ("rksv-trust-provider".into(), String::new()));
        let of = |format, issuer: &str| completed(format, evidence! { "issuer" => issuer }, None);
        assert_eq!(of(Format::DeTse, "CN=D-TRUST CA 3"), ("tse-vendor".into(), "d-trust".into()));
        // Who issues for tills is no acquirer.
        assert_eq!(of(Format::SignedSlip, "CN=D-TRUST CA 3"), ("acquirer".into(), String::new()));
        assert_eq!(of(Format::None, "CN=D-TRUST CA 3"), Default::default());
    }
}
