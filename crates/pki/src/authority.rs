//! Authorities by their names: who gives out which certificates, and where theirs can be had.

use super::{Certificate, certificate::serial_text};
use slipcheck_codec::encoding::hex;
pub use slipcheck_vocabulary::Issuers as Kind;
use slipcheck_vocabulary::{Evidence, evidence};

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
#[must_use]
pub fn authority(names: &str) -> Option<(&'static str, Kind)> {
    AUTHORITIES.iter().find(|(part, ..)| names.contains(part)).map(|(_, id, kind)| (*id, *kind))
}

/// Where an authority says that its certificate can be had: shown, and never fetched. An address that anyone wrote, so
/// only plain ones are taken.
pub(crate) fn published(uri: &str) -> Option<&str> {
    let rest = uri.strip_prefix("http://").or_else(|| uri.strip_prefix("https://"))?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/:?=&%+,@".contains(&b);
    (!rest.is_empty() && uri.len() <= 200 && rest.bytes().all(plain)).then_some(uri)
}

/// Evidence, from what is known of the certificate below the missing one.
pub(crate) fn evidence_of(certificate: &Certificate) -> Evidence {
    let extensions = certificate.extensions();
    let mut evidence = evidence! {
        "certificate" => certificate.subject(),
        "issuer" => certificate.issuer(),
    };
    if let Some(key_id) = extensions.authority_key_id().flatten().flatten() {
        evidence.extend(evidence! { "keyId" => hex(key_id) });
    }
    if let Some(serial) = extensions.authority_serial() {
        evidence.extend(evidence! { "issuerSerial" => serial_text(serial) });
    }
    if let Some(uri) = extensions.issuer_address().and_then(published) {
        evidence.extend(evidence! { "published" => uri });
    }
    evidence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain_or_not_shown() {
        assert!(published("http://tc.prime-sign.com/certs/rksv-ca.cer").is_some());
        for bad in ["ldap://x/", "https://", "http://x/<b>", "javascript:alert(1)", "http://x/ y"] {
            assert_eq!(published(bad), None, "{bad}");
        }
    }
}
