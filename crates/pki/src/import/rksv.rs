//! The Austrian exports in JSON: the data collection protocol (RKSV annex, 3) and the container of cryptographic material
//! of the ministry's checking tool. Receipts in them are passed over; the secret key is seen, and not kept.

use super::Recognised;
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::{Deserialize, de::IgnoredAny};

/// The member that holds the turnover counter's secret key.
pub(super) const SECRET: &str = "base64AESKey";

#[derive(Deserialize)]
struct File {
    #[serde(rename = "Belege-Gruppe", default)]
    groups: Vec<Group>,
    #[serde(rename = "certificateOrPublicKeyMap", default)]
    material: Option<BTreeMap<String, Material>>,
    #[serde(rename = "base64AESKey", default)]
    secret: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Group {
    #[serde(rename = "Signaturzertifikat", default)]
    certificate: Option<String>,
    #[serde(rename = "Zertifizierungsstellen", default)]
    authorities: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Material {
    #[serde(rename = "signatureCertificateOrPublicKey", default)]
    encoded: Option<String>,
}

/// What such a file holds.
pub(super) struct Found {
    pub(super) kind: Recognised,
    /// What it is called, and base64 of its DER.
    pub(super) items: Vec<(String, String)>,
    /// Whether a secret key stands there.
    pub(super) secret: bool,
}

/// Reads it: `None` when it is neither.
pub(super) fn read(text: &str) -> Option<Found> {
    // From bytes, as all other JSON here is read: one reader in the module.
    let file: File = serde_json::from_slice(text.trim_start().as_bytes()).ok()?;
    let secret = file.secret.is_some();
    if let Some(material) = file.material {
        let items = material.into_iter().filter_map(|(id, material)| Some((id, material.encoded?))).collect();
        return Some(Found { kind: Recognised::RksvContainer, items, secret });
    }
    if file.groups.is_empty() {
        return None;
    }
    let items = file.groups.into_iter().flat_map(|group| {
        let certificate = group.certificate.map(|encoded| ("Signaturzertifikat".into(), encoded));
        let authorities = group.authorities.unwrap_or_default();
        certificate.into_iter().chain(authorities.into_iter().map(|encoded| ("Zertifizierungsstellen".into(), encoded)))
    });
    // A closed system leaves them empty.
    let items = items.filter(|(_, encoded): &(String, String)| !encoded.trim().is_empty()).collect();
    Some(Found { kind: Recognised::RksvDep, items, secret })
}
