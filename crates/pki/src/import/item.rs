//! What was imported, as the page takes it.

use super::{
    super::{certificate::Certificate, crl::Crl, guess::Ground, ocsp::OcspResponse, scope::Formats},
    Import, KeyItem, Refused,
};
use alloc::{string::ToString, vec::Vec};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use slipcheck_codec::encoding::hex;

/// Bytes that serde's target may take as such.
struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// As the page's certificate card shows it.
struct Item<'a>(&'a Certificate, Formats, Ground);

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(certificate, formats, ground) = self;
        let key_id = certificate.extensions().subject_key_id().flatten();
        let issuer_id = certificate.extensions().authority_key_id().flatten().flatten();
        let fields = 16 + usize::from(key_id.is_some()) + usize::from(issuer_id.is_some());
        let mut item = serializer.serialize_struct("CertificateItem", fields)?;
        item.serialize_field("der", &Bytes(certificate.der()))?;
        item.serialize_field("subject", &certificate.subject())?;
        item.serialize_field("issuer", &certificate.issuer())?;
        item.serialize_field("serial", &certificate.serial())?;
        item.serialize_field("notBefore", &certificate.not_before().rfc3339())?;
        item.serialize_field("notAfter", &certificate.not_after().rfc3339())?;
        item.serialize_field("sha256", &hex(certificate.sha256()))?;
        item.serialize_field("keyAlgorithm", &certificate.key_algorithm())?;
        item.serialize_field("isCa", &certificate.is_ca())?;
        item.serialize_field("selfSigned", &certificate.is_self_signed())?;
        item.serialize_field("usage", &certificate.usage())?;
        item.serialize_field("demo", &certificate.is_demo())?;
        item.serialize_field("merchants", &certificate.merchants())?;
        item.serialize_field("keySha256", &hex(certificate.key_sha256()))?;
        if let Some(key_id) = key_id {
            item.serialize_field("keyId", &hex(key_id))?;
        }
        if let Some(issuer_id) = issuer_id {
            item.serialize_field("issuerKeyId", &hex(issuer_id))?;
        }
        item.serialize_field("formats", &formats.ids())?;
        item.serialize_field("formatsGround", ground.id())?;
        item.end()
    }
}

/// As the page's list of revocation lists shows it.
impl Serialize for Crl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = if self.next_update().is_some() { 6 } else { 5 };
        let mut item = serializer.serialize_struct("CrlItem", fields)?;
        item.serialize_field("der", &Bytes(self.der()))?;
        item.serialize_field("issuer", &self.issuer())?;
        item.serialize_field("thisUpdate", &self.this_update().rfc3339())?;
        if let Some(next) = self.next_update() {
            item.serialize_field("nextUpdate", &next.rfc3339())?;
        }
        item.serialize_field("sha256", &hex(self.sha256()))?;
        item.serialize_field("entries", &self.entries())?;
        item.end()
    }
}

/// As the page's list of responses shows it.
impl Serialize for OcspResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_struct("OcspItem", 4)?;
        item.serialize_field("der", &Bytes(self.der()))?;
        item.serialize_field("producedAt", &self.produced_at().rfc3339())?;
        item.serialize_field("sha256", &hex(self.sha256()))?;
        item.serialize_field("entries", &self.len())?;
        item.end()
    }
}

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_struct("Refused", 2)?;
        item.serialize_field("what", &self.what)?;
        item.serialize_field("reason", self.reason.id())?;
        item.end()
    }
}

/// As the page's list of keys shows it.
impl Serialize for KeyItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = if self.id.is_empty() { 3 } else { 4 };
        let mut item = serializer.serialize_struct("KeyItem", fields)?;
        item.serialize_field("der", &Bytes(&self.spki))?;
        item.serialize_field("sha256", &hex(self.key.sha256()))?;
        let bits = self.key.rsa_bits().map(|bits| ["RSA ", &bits.to_string()].concat());
        let algorithm = self.key.curve().map(|curve| curve.name().to_string()).or(bits);
        item.serialize_field("keyAlgorithm", &algorithm.unwrap_or_default())?;
        if !self.id.is_empty() {
            item.serialize_field("id", &self.id)?;
        }
        item.end()
    }
}

impl Serialize for Import {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 5 + usize::from(self.recognised.is_some());
        let mut import = serializer.serialize_struct("Import", fields)?;
        if let Some(recognised) = self.recognised {
            import.serialize_field("recognised", recognised.id())?;
        }
        let items: Vec<Item<'_>> = self
            .certificates
            .iter()
            .zip(&self.guesses)
            .map(|(certificate, (formats, ground))| Item(certificate, *formats, *ground))
            .collect();
        import.serialize_field("items", &items)?;
        import.serialize_field("keys", &self.keys)?;
        import.serialize_field("crls", &self.crls)?;
        import.serialize_field("ocsp", &self.ocsp)?;
        import.serialize_field("refused", &self.refused)?;
        import.end()
    }
}
