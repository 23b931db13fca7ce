//! The certificate that is missing: who has it, as far as is known, and so how a person gets it.
//!
//! What is told: `kind`, who gives out such certificates, and `authority`, which of those it is; both ids, texts
//! `missing-<kind>` and `authority-<authority>`.

use crate::{
    evidence,
    report::{Cause, CauseId, Evidence, Format},
};
use alloc::string::ToString;

/// Who gives out the certificate that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The card acquirer that the slip names.
    Acquirer,
    /// Vendor or operator of a German TSE.
    TseVendor,
    /// One of the Austrian trust service providers.
    RksvTrustProvider,
    /// The company that runs a closed system (RKSV § 20).
    ClosedSystem,
    /// An authority that issues SM2 certificates for Chinese seals.
    OfdAuthority,
    /// The Saudi tax authority.
    TaxAuthority,
    /// The payment gateway itself.
    Gateway,
}

impl Kind {
    /// Its id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Acquirer => "acquirer",
            Self::TseVendor => "tse-vendor",
            Self::RksvTrustProvider => "rksv-trust-provider",
            Self::ClosedSystem => "rksv-closed-system",
            Self::OfdAuthority => "ofd-authority",
            Self::TaxAuthority => "tax-authority",
            Self::Gateway => "payment-gateway",
        }
    }

    fn of(format: Format) -> Option<Self> {
        match format {
            Format::SignedSlip => Some(Self::Acquirer),
            Format::DeTse => Some(Self::TseVendor),
            Format::AtRksv => Some(Self::RksvTrustProvider),
            Format::CnOfd => Some(Self::OfdAuthority),
            Format::SaZatca => Some(Self::TaxAuthority),
            Format::CnAcp | Format::CnWechatpay | Format::CnAlipay => Some(Self::Gateway),
            Format::CnUnionpay | Format::CardSlip | Format::None => None,
        }
    }
}

/// What stands in an authority's names, in lower case, its id, and what it gives out certificates for. The
/// providers are those of the Austrian ministry's list (AT1 to AT3), the vendors and operators those of TSEs that the
/// German office certified.
const AUTHORITIES: &[(&str, &str, Kind)] = &[
    ("a-trust", "a-trust", Kind::RksvTrustProvider),
    ("globaltrust", "globaltrust", Kind::RksvTrustProvider),
    ("e-commerce monitoring", "globaltrust", Kind::RksvTrustProvider),
    ("primesign", "primesign", Kind::RksvTrustProvider),
    ("prime sign", "primesign", Kind::RksvTrustProvider),
    ("d-trust", "d-trust", Kind::TseVendor),
    ("bundesdruckerei", "d-trust", Kind::TseVendor),
    ("deutsche fiskal", "deutsche-fiskal", Kind::TseVendor),
    ("darz", "darz", Kind::TseVendor),
    ("swissbit", "swissbit", Kind::TseVendor),
    ("diebold", "diebold-nixdorf", Kind::TseVendor),
    ("cryptovision", "cryptovision", Kind::TseVendor),
    ("cv cryptovision", "cryptovision", Kind::TseVendor),
    ("fiskaly", "fiskaly", Kind::TseVendor),
    ("epson", "epson", Kind::TseVendor),
    ("t-systems", "deutsche-telekom", Kind::TseVendor),
    ("telekom security", "deutsche-telekom", Kind::TseVendor),
    ("telesec", "deutsche-telekom", Kind::TseVendor),
    ("china financial certification authority", "cfca", Kind::OfdAuthority),
    ("cfca", "cfca", Kind::OfdAuthority),
    ("bjca", "bjca", Kind::OfdAuthority),
    ("beijing certificate authority", "bjca", Kind::OfdAuthority),
    ("sheca", "sheca", Kind::OfdAuthority),
    ("unitrust", "sheca", Kind::OfdAuthority),
    ("netca", "netca", Kind::OfdAuthority),
    ("gdca", "gdca", Kind::OfdAuthority),
    ("taxation", "state-taxation", Kind::OfdAuthority),
    ("税务", "state-taxation", Kind::OfdAuthority),
    ("zatca", "zatca", Kind::TaxAuthority),
    ("zeinvoice", "zatca", Kind::TaxAuthority),
];

/// The authority whose name this is, in lower case: its id and what it issues for.
pub(crate) fn authority(names: &str) -> Option<(&'static str, Kind)> {
    AUTHORITIES.iter().find(|(part, ..)| names.contains(part)).map(|(_, id, kind)| (*id, *kind))
}

/// Adds to a cause `certificate-unknown-issuer` whose certificate it is that is missing. `code`: the receipt's, which in
/// Austria names the provider.
pub(crate) fn complete(cause: &mut Cause, format: Format, code: Option<&str>) {
    if cause.id != CauseId::CertificateUnknownIssuer {
        return;
    }
    let Some(mut kind) = Kind::of(format) else { return };
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

/// Where an authority says that its certificate can be had: shown, and never fetched. An address that anyone wrote, so
/// only plain ones are taken.
pub(crate) fn published(uri: &str) -> Option<&str> {
    let rest = uri.strip_prefix("http://").or_else(|| uri.strip_prefix("https://"))?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/:?=&%+,@".contains(&b);
    (!rest.is_empty() && uri.len() <= 200 && rest.bytes().all(plain)).then_some(uri)
}

/// Evidence, from what is known of the certificate below the missing one.
pub(crate) fn evidence_of(certificate: &super::Certificate) -> Evidence {
    let extensions = certificate.extensions();
    let mut evidence = evidence! {
        "certificate" => certificate.subject(),
        "issuer" => certificate.issuer(),
    };
    if let Some(key_id) = extensions.authority_key_id().flatten().flatten() {
        evidence.extend(evidence! { "keyId" => crate::encoding::hex(key_id) });
    }
    if let Some(serial) = extensions.authority_serial() {
        evidence.extend(evidence! { "issuerSerial" => super::certificate::serial_text(serial) });
    }
    if let Some(uri) = extensions.issuer_address().and_then(published) {
        evidence.extend(evidence! { "published" => uri });
    }
    evidence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Confidence;

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

    #[test]
    fn addresses_are_plain_or_not_shown() {
        assert!(published("http://tc.prime-sign.com/certs/rksv-ca.cer").is_some());
        for bad in ["ldap://x/", "https://", "http://x/<b>", "javascript:alert(1)", "http://x/ y"] {
            assert_eq!(published(bad), None, "{bad}");
        }
    }
}
