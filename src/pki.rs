//! Whose key is it: what the user trusts, has at hand and keeps, before path validation (`slipcheck-pki`).

use crate::{signature::PublicKey, time::Moment};
use alloc::{string::String, sync::Arc, vec::Vec};
use slipcheck_pki::Material;
use slipcheck_vocabulary::Format;

#[cfg(feature = "full")]
use crate::issuers::{self, Group};
use crate::lean;
pub use slipcheck_pki::{
    BareKey, Certificate, Crl, Formats, Ground, Import, Judgement, KeyItem, MAX_CERTIFICATE, MAX_CRL, MAX_OCSP,
    OcspResponse, Options, OtherPath, PathCheck, PathReport, Purpose, ReadError, Reason, Recognised, Refusal, Refused,
    Trust, Trusted, guess, import, without_pem,
};

/// What the user trusts and has at hand.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// Trusted: CAs and pinned leaves.
    pub anchors: Vec<Certificate>,
    /// Path material, not trusted by itself.
    pub certificates: Vec<Certificate>,
    /// Revocation lists.
    pub crls: Vec<Crl>,
    /// Answers of OCSP responders.
    pub ocsp: Vec<OcspResponse>,
    /// Anchors that are trusted for some formats only, by the SHA-256 of the certificate; others for all of them.
    pub limits: Vec<([u8; 32], Formats)>,
    /// Public keys without a certificate, of closed systems (RKSV § 20): not trusted by themselves.
    pub keys: Vec<Arc<PublicKey>>,
    /// Public keys without a certificate, of payment gateways.
    pub bare_keys: Vec<BareKey>,
    /// The merchant's APIv3 key, for opening what WeChat Pay's notifications seal: for this check alone.
    pub apiv3_key: Option<Secret>,
    /// The user's own numbers at payment gateways: messages are held against them.
    pub merchants: Vec<String>,
    /// Keys that were seen before on the user's confirmation; `None`: no such record is kept.
    pub seen: Option<Vec<Seen>>,
    /// Slips that the user chose to keep.
    pub kept: Vec<Kept>,
    /// Anchors that came with a group of issuers that was switched on.
    pub groups: Vec<Granted>,
}

/// An anchor that came with a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// SHA-256 of the certificate.
    pub sha256: [u8; 32],
    /// The group's id.
    pub group: &'static str,
    /// When it was switched on, RFC 3339.
    pub since: String,
    /// The day of the catalogue that named its members then.
    pub catalogue: String,
}

/// A key that was seen before, on the user's confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// SHA-256 of its SubjectPublicKeyInfo.
    pub key: [u8; 32],
    /// What it signed.
    pub format: Format,
    /// For whom, as the note `key-first-seen` says it.
    pub holder: String,
    /// How often.
    pub times: u32,
    /// Since when, as the user's record says it.
    pub since: String,
}

/// A key that is used and never shown.
#[derive(Clone)]
pub struct Secret(pub Vec<u8>);

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret")
    }
}

/// A slip that was checked before and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// As its report gave it: [`crate::report::Report::identity`].
    pub identity: [u8; 32],
    /// When it was kept, as the user's record says it.
    pub since: String,
}

impl Store {
    /// What path validation may use of it.
    fn material(&self) -> Material<'_> {
        Material {
            anchors: &self.anchors,
            certificates: &self.certificates,
            crls: &self.crls,
            ocsp: &self.ocsp,
            limits: &self.limits,
        }
    }

    /// What an anchor is trusted for.
    #[must_use]
    pub fn formats(&self, anchor: &Certificate) -> Formats {
        self.material().formats(anchor)
    }

    /// Adds a public key without a certificate, trusted for these formats: for none, unless a person named this very key.
    pub fn add_key(&mut self, spki: Vec<u8>, key: Arc<PublicKey>, trusted: Formats) {
        match self.bare_keys.iter_mut().find(|other| other.key.sha256() == key.sha256()) {
            Some(known) => known.trusted = known.trusted.with(trusted),
            None => self.bare_keys.push(BareKey { spki, key, trusted }),
        }
    }

    /// Proof that a person trusts this very key for a format.
    #[must_use]
    pub fn pinned(&self, key: &[u8; 32], format: Format) -> Option<Trusted> {
        self.bare_keys.iter().filter(|bare| bare.key.sha256() == key).find_map(|bare| bare.pinned(format))
    }

    /// Adds an anchor that is trusted for these formats, beside what it is trusted for already. A person named this very
    /// certificate as trusted, whatever it is (`--trust`, or "trust" pressed on the page beside its fingerprint): that alone
    /// makes an anchor. What a file, a slip or its code brings is path material, a self-signed CA certificate too. One whose key
    /// the catalogue of issuers knows vouches for its own formats alone, whatever it was trusted for (issuers.md, `formats`).
    pub fn trust(&mut self, anchor: Certificate, formats: Formats) {
        let formats = vouches(&anchor, formats);
        let known = self.anchors.iter().any(|other| other.sha256() == anchor.sha256());
        let all = known && self.limits.iter().all(|(sha256, _)| sha256 != anchor.sha256());
        if !all {
            if formats == Formats::ALL {
                self.limits.retain(|(sha256, _)| sha256 != anchor.sha256());
            } else {
                self.limits.push((*anchor.sha256(), formats));
            }
        }
        if !known {
            self.anchors.push(anchor);
        }
    }
}

#[cfg(feature = "full")]
impl Store {
    /// Adds a member of a group of issuers that was switched on, for the group's formats alone. Whether it is one: what is not,
    /// is not trusted.
    pub fn grant(&mut self, anchor: Certificate, group: &'static Group, since: String, catalogue: String) -> bool {
        let Some(formats) = group.vouches(&anchor) else { return false };
        self.groups.push(Granted { sha256: *anchor.sha256(), group: group.id, since, catalogue });
        self.trust(anchor, formats);
        true
    }
}

/// Those of these formats that an anchor may vouch for: of one whose key the catalogue knows, its own.
#[cfg(feature = "full")]
fn vouches(anchor: &Certificate, formats: Formats) -> Formats {
    issuers::limit(anchor).map_or(formats, |own| formats.within(own))
}

/// The first module judges signed slips alone, and asks the whole one where an anchor for them may be one of the catalogue.
#[cfg(not(feature = "full"))]
fn vouches(anchor: &Certificate, formats: Formats) -> Formats {
    if formats.contains(Format::SignedSlip) && FRONTS.iter().any(|front| anchor.key_sha256().starts_with(front)) {
        lean::is_full();
    }
    formats
}

#[cfg(any(test, not(feature = "full")))]
include!(concat!(env!("OUT_DIR"), "/issuers-keys.rs"));

/// What is asked.
pub struct Query<'a> {
    /// The certificate in question.
    pub leaf: &'a Certificate,
    /// More path material, from the slip itself: never trusted.
    pub extra: &'a [Certificate],
    /// What the user has.
    pub store: &'a Store,
    /// The slip's own time: decides validity.
    pub at: Moment,
    /// The moment of checking: decides whether a CRL is stale.
    pub now: Moment,
    /// What for.
    pub purpose: Purpose<'a>,
}

impl<'a> Query<'a> {
    /// The same, of path validation.
    fn of_path(&self) -> slipcheck_pki::Query<'a> {
        let Self { leaf, extra, store, at, now, purpose } = *self;
        slipcheck_pki::Query { leaf, extra, material: store.material(), at, now, purpose }
    }

    /// The same, of the catalogue of issuers.
    #[cfg(feature = "full")]
    fn held(&self) -> issuers::Held<'a> {
        let Self { leaf, extra, store, .. } = *self;
        let others = extra.iter().chain(&store.anchors).chain(&store.certificates);
        let granted = store.groups.iter().map(|Granted { sha256, group, since, catalogue }| issuers::Grant {
            sha256,
            group,
            since,
            catalogue,
        });
        issuers::Held { leaf, at_hand: core::iter::once(leaf).chain(others).collect(), granted: granted.collect() }
    }
}

/// Judges a certificate: is there a path from it to an anchor, and does that path keep every rule (RFC 5280 §6.1)?
#[must_use]
pub fn judge(query: &Query<'_>) -> Judgement {
    #[allow(unused_mut)]
    let mut judgement = slipcheck_pki::judge(&query.of_path());
    // Who the issuers of all other formats are, the catalogue knows: the whole core alone has it. Of demonstrations it says nothing.
    let concerns = query.purpose.format().is_none_or(|format| format.facts().catalogued)
        && (cfg!(feature = "full") || !judgement.demo);
    if concerns && lean::is_full() {
        #[cfg(feature = "full")]
        query.held().complete(&mut judgement);
    }
    judgement
}

/// Judges a path by itself: by what path validation asks, and by what RFC 5280 asks of those who issue certificates.
///
/// # Errors
/// The policy that is no object identifier.
#[cfg(feature = "full")]
pub fn report(query: &Query<'_>, options: &Options) -> Result<PathReport, String> {
    let mut report = slipcheck_pki::report(&query.of_path(), options)?;
    query.held().complete_report(&mut report);
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_module_knows_the_keys_of_the_catalogue_that_it_can_use() {
        let known = |id: &str| {
            let key = issuers::issuer(id).map(|issuer| issuer.key_sha256()).unwrap_or_default();
            !key.is_empty() && FRONTS.iter().any(|front| key.starts_with(front))
        };
        for id in ["sa-zatca-prz-4", "sa-zatca-tsz-sub-1", "sa-zatca-pez-3"] {
            assert!(known(id), "{id}");
        }
        // On other curves, and RSA, the whole module is asked anyway.
        assert!(!known("at-atrust-rk") && FRONTS.len() == 4);
    }
}
