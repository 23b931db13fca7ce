//! A certification authority for demonstrations: certificates and revocation lists of RFC 5280, signed on P-256.

use super::{keys::SigningKey, random::Generator};
use core::{str::FromStr as _, time::Duration};
use der::{
    Encode as _, Tag,
    asn1::{AnyRef, BitString, GeneralizedTime, Ia5String, OctetString, UtcTime},
    flagset::FlagSet,
    oid::AssociatedOid as _,
    pem::LineEnding,
    referenced::OwnedToRef as _,
};
use ecdsa::signature::Signer as _;
use p256::ecdsa::DerSignature;
use rand_core::Rng as _;
use slipcheck::time::Moment;
use spki::{
    DynSignatureAlgorithmIdentifier as _, ObjectIdentifier, SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef,
};
use x509_cert::{
    Certificate, TbsCertificate, Version,
    builder::{Builder as _, CertificateBuilder, profile::BuilderProfile},
    crl::{CertificateList, RevokedCert, TbsCertList},
    ext::{
        Extension, ToExtension as _,
        pkix::{
            AuthorityKeyIdentifier, BasicConstraints, CrlNumber, CrlReason, ExtendedKeyUsage, KeyUsage, KeyUsages,
            SubjectAltName, SubjectKeyIdentifier, name::GeneralName,
        },
    },
    name::Name,
    serial_number::SerialNumber,
    time::{Time, Validity},
};

/// Slip signing, 2.25.225613274116283117214811296158233374529, as an extended key usage (the signed slip's profile):
/// the content of its OBJECT IDENTIFIER. `ObjectIdentifier` cannot hold it, its arcs have 32 bits.
pub(crate) const SLIP_SIGNING: &[u8] = &[
    0x69, 0x82, 0xd3, 0xbb, 0xc4, 0xce, 0xcc, 0xb5, 0x89, 0xd9, 0xc8, 0xc7, 0xfd, 0xa2, 0xc5, 0xff, 0xf6, 0xee, 0xde,
    0x41,
];

/// A web server's certificate, 1.3.6.1.5.5.7.3.1 (RFC 5280 §4.2.1.12).
pub(crate) const SERVER_AUTH: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01];

/// Document signing, 1.3.6.1.5.5.7.3.36 (RFC 9336).
pub(crate) const DOCUMENT_SIGNING: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x24];

/// A year of 365.25 days, in seconds.
pub(crate) const YEAR: i64 = 31_557_600;

/// A day, in seconds.
pub(crate) const DAY: i64 = 86_400;

/// What a certificate is for.
#[derive(Clone, Copy)]
pub(crate) struct Usage<'a> {
    /// basicConstraints: whether it is an authority; no such extension when `None`.
    pub(crate) ca: Option<bool>,
    /// pathLenConstraint.
    pub(crate) path_length: Option<u8>,
    /// keyUsage.
    pub(crate) key: KeyUsages,
    /// Extended key usages, the content of their OBJECT IDENTIFIERs; none: no such extension.
    pub(crate) purposes: &'a [&'a [u8]],
    /// Merchants that it may sign for; none: any of its acquirer's.
    pub(crate) merchants: &'a [&'a str],
    /// A critical extension that nobody knows.
    pub(crate) unknown_critical: bool,
}

impl<'a> Usage<'a> {
    /// Signing certificates and revocation lists, with this many intermediates below at most.
    pub(crate) fn authority(path_length: u8) -> Self {
        Self {
            ca: Some(true),
            path_length: Some(path_length),
            key: KeyUsages::KeyCertSign,
            purposes: &[],
            merchants: &[],
            unknown_critical: false,
        }
    }

    /// Signing slips.
    pub(crate) fn slips(merchants: &'a [&'a str]) -> Self {
        Self {
            ca: Some(false),
            path_length: None,
            key: KeyUsages::DigitalSignature,
            purposes: &[SLIP_SIGNING],
            merchants,
            unknown_critical: false,
        }
    }
}

impl Usage<'static> {
    /// Signing receipts: their laws name no purpose.
    pub(crate) fn till() -> Self {
        Usage { purposes: &[], ..Self::slips(&[]) }
    }
}

/// What shall stand in a certificate.
pub(crate) struct Order<'a> {
    /// RFC 4514.
    pub(crate) subject: &'a str,
    /// DER SubjectPublicKeyInfo.
    pub(crate) public_der: &'a [u8],
    /// From, in seconds since 1970.
    pub(crate) not_before: Moment,
    /// Until.
    pub(crate) not_after: Moment,
    /// What for.
    pub(crate) usage: Usage<'a>,
}

struct Extensions<'a> {
    subject: Name,
    issuer: Name,
    usage: Usage<'a>,
}

impl BuilderProfile for Extensions<'_> {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        _tbs: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let mut extensions: Vec<Extension> = Vec::new();
        macro_rules! add {
            ($extension:expr) => {
                extensions.push((&$extension).to_extension(&self.subject, &extensions)?)
            };
        }
        let Usage { ca, path_length, key: key_usage, purposes, merchants, unknown_critical } = self.usage;
        if let Some(ca) = ca {
            add!(BasicConstraints { ca, path_len_constraint: path_length });
        }
        let mut key_usages = FlagSet::from(key_usage);
        if key_usage == KeyUsages::KeyCertSign {
            key_usages |= KeyUsages::CRLSign;
        }
        add!(KeyUsage(key_usages));
        if !purposes.is_empty() {
            extensions.push(extended_key_usage(purposes)?);
        }
        if !merchants.is_empty() {
            let names = merchants
                .iter()
                .map(|mid| Ok(GeneralName::UniformResourceIdentifier(Ia5String::new(&format!("urn:slip:mid:{mid}"))?)));
            add!(SubjectAltName(names.collect::<der::Result<Vec<_>>>()?));
        }
        if unknown_critical {
            extensions.push(Extension {
                // Under the arc for examples (RFC 5612).
                extn_id: ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.1"),
                critical: true,
                extn_value: OctetString::new([5, 0])?,
            });
        }
        add!(SubjectKeyIdentifier::try_from(key)?);
        add!(AuthorityKeyIdentifier::try_from(issuer_key)?);
        Ok(extensions)
    }
}

fn extended_key_usage(purposes: &[&[u8]]) -> der::Result<Extension> {
    let identifiers: Vec<AnyRef<'_>> =
        purposes.iter().map(|purpose| AnyRef::new(Tag::ObjectIdentifier, purpose)).collect::<der::Result<_>>()?;
    Ok(Extension {
        extn_id: ExtendedKeyUsage::OID,
        critical: false,
        extn_value: OctetString::new(identifiers.to_der()?)?,
    })
}

/// A certificate together with its key on P-256: signs other certificates.
pub(crate) struct Authority {
    /// Its own certificate.
    pub(crate) certificate: Certificate,
    /// Its key.
    pub(crate) key: SigningKey,
    random: Generator,
}

fn failed(error: impl core::fmt::Display) -> String {
    format!("the certificate cannot be made: {error}")
}

fn time(moment: Moment) -> Result<Time, String> {
    let seconds = u64::try_from(moment.0).map_err(|_| "a certificate's dates begin in 1970".to_owned())?;
    // Until 2049 as UTCTime, from 2050 on as GeneralizedTime (RFC 5280 §4.1.2.5).
    let duration = Duration::from_secs(seconds);
    match UtcTime::from_unix_duration(duration) {
        Ok(time) => Ok(Time::UtcTime(time)),
        Err(_) => GeneralizedTime::from_unix_duration(duration).map(Time::GeneralTime).map_err(failed),
    }
}

fn certify(order: &Order<'_>, issuer: &Name, key: &SigningKey, random: &mut Generator) -> Result<Certificate, String> {
    let SigningKey::P256(key) = key else { return Err("a demonstration authority signs on P-256".to_owned()) };
    let profile = Extensions {
        subject: Name::from_str(order.subject).map_err(failed)?,
        issuer: issuer.clone(),
        usage: order.usage,
    };
    let mut serial = [0; 16];
    random.fill_bytes(&mut serial);
    // Positive, and always of the same length.
    serial[0] = serial[0] & 0x3f | 0x40;
    let builder = CertificateBuilder::new(
        profile,
        SerialNumber::new(&serial).map_err(failed)?,
        Validity::new(time(order.not_before)?, time(order.not_after)?),
        SubjectPublicKeyInfoOwned::try_from(order.public_der).map_err(failed)?,
    )
    .map_err(failed)?;
    builder.build::<_, DerSignature>(key).map_err(failed)
}

impl Authority {
    /// A root: signed with its own key.
    ///
    /// # Errors
    /// The certificate cannot be made.
    pub(crate) fn root(order: &Order<'_>, key: SigningKey, mut random: Generator) -> Result<Self, String> {
        let subject = Name::from_str(order.subject).map_err(failed)?;
        let certificate = certify(order, &subject, &key, &mut random)?;
        Ok(Self { certificate, key, random })
    }

    /// An authority below this one.
    ///
    /// # Errors
    /// The certificate cannot be made.
    pub(crate) fn subordinate(&mut self, order: &Order<'_>, key: SigningKey) -> Result<Self, String> {
        let certificate = self.certify(order)?;
        let random = self.random.fork(order.subject);
        Ok(Self { certificate, key, random })
    }

    /// A certificate signed by this authority.
    ///
    /// # Errors
    /// The certificate cannot be made.
    pub(crate) fn certify(&mut self, order: &Order<'_>) -> Result<Certificate, String> {
        let issuer = self.certificate.tbs_certificate().subject().clone();
        certify(order, &issuer, &self.key, &mut self.random)
    }

    /// A revocation list with these certificates, revoked at these moments for these reasons.
    ///
    /// # Errors
    /// The list cannot be made.
    pub(crate) fn revoke(
        &self,
        revoked: &[(&Certificate, Moment, CrlReason)],
        this_update: Moment,
        next_update: Moment,
    ) -> Result<CertificateList, String> {
        let SigningKey::P256(key) = &self.key else {
            return Err("a demonstration authority signs on P-256".to_owned());
        };
        let name = self.certificate.tbs_certificate().subject();
        let entries = revoked
            .iter()
            .map(|(certificate, at, reason)| {
                Ok(RevokedCert {
                    serial_number: certificate.tbs_certificate().serial_number().clone(),
                    revocation_date: time(*at)?,
                    crl_entry_extensions: Some(vec![reason.to_extension(name, &[]).map_err(failed)?]),
                })
            })
            .collect::<Result<Vec<_>, String>>()?;
        // Not by x509-cert's CrlBuilder: it would name the key of this authority's issuer as the one that signed.
        let authority_key = AuthorityKeyIdentifier::try_from(
            self.certificate.tbs_certificate().subject_public_key_info().owned_to_ref(),
        )
        .map_err(failed)?;
        let number = CrlNumber::try_from(1u128).map_err(failed)?;
        let extensions = vec![
            (&authority_key).to_extension(name, &[]).map_err(failed)?,
            (&number).to_extension(name, &[]).map_err(failed)?,
        ];
        let algorithm = key.signature_algorithm_identifier().map_err(failed)?;
        let list = TbsCertList {
            version: Version::V2,
            signature: algorithm.clone(),
            issuer: name.clone(),
            this_update: time(this_update)?,
            next_update: Some(time(next_update)?),
            revoked_certificates: Some(entries),
            crl_extensions: Some(extensions),
        };
        let signature: DerSignature = key.sign(&list.to_der().map_err(failed)?);
        Ok(CertificateList {
            tbs_cert_list: list,
            signature_algorithm: algorithm,
            signature: BitString::from_bytes(signature.as_bytes()).map_err(failed)?,
        })
    }
}

/// PEM of a certificate or revocation list.
///
/// # Errors
/// It cannot be written.
pub(crate) fn pem(document: &impl der::EncodePem) -> Result<String, String> {
    document.to_pem(LineEnding::LF).map_err(failed)
}
