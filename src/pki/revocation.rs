//! Revocation lists and OCSP responses: which of them speak about a certificate, and what they say (RFC 5280 §6.3, RFC
//! 6960).
//!
//! A list that says nothing good any more, because it is stale or holds what is not understood, still revokes: its issuer
//! signed that. What a revocation means for a slip depends on its reason, see [`Reason::counts_back`].

use super::ocsp::{self, OcspResponse};
use super::{
    Purpose, Store,
    build::Pool,
    certificate::Certificate,
    crl::{Crl, Entry, Reason},
    extension::{self, IssuingPoint, Point, PointName},
    general_name::GeneralName,
    name::Name,
    path::{Terms, Walk},
};
use crate::{report::Status, time::Moment};
use alloc::vec::Vec;

/// Every reason there is: bits 1 to 8 of ReasonFlags.
const ALL: u16 = 0x1fe;
/// certificateHold among them.
const HOLD: u16 = 1 << 6;
/// Most signatures of lists that are checked.
const MAX_CHECKS: u32 = 64;
/// How often a list's signer may itself be looked up in lists.
const MAX_DEPTH: u8 = 2;

/// Why a list says nothing good about a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Another issuer's, or about other certificates.
    Other,
    /// Not signed by the certificate's issuer, nor by anyone whom its anchor vouches for.
    Signature,
    /// Its signer's keyUsage lacks cRLSign.
    CrlSign,
    /// A critical extension, of it or of an entry, that is not known here; or a malformed or doubled one.
    Extension,
    /// Without the number that RFC 5280 §5.2.3 asks for.
    Number,
    /// Its nextUpdate is past, or it is from the future.
    Stale,
}

impl Unfit {
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Other => "other-issuer",
            Self::Signature => "signature",
            Self::CrlSign => "crl-sign",
            Self::Extension => "extension",
            Self::Number => "number",
            Self::Stale => "stale",
        }
    }
}

/// What the lists say about one certificate.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// It is revoked, as this says.
    pub(super) entry: Option<Entry>,
    /// Whether lists that count cover it for every reason.
    pub(super) covered: bool,
    /// Lists that speak about it and do not count, by their index.
    pub(super) unfit: Vec<(usize, Unfit)>,
    /// Lists that do.
    pub(super) fit: Vec<usize>,
    /// An OCSP response speaks about it, and says nothing good: it is stale, or does not know the certificate.
    pub(super) doubtful: bool,
}

impl Answer {
    /// Whether that revocation makes what was signed at `at` doubtful.
    pub(super) fn revokes(&self, at: Moment) -> bool {
        self.entry.is_some_and(|entry| entry.reason.counts_back() || at >= entry.date)
    }

    /// The check's outcome.
    pub(super) fn status(&self, at: Moment) -> Status {
        if self.revokes(at) {
            Status::Fail
        } else if self.covered {
            Status::Pass
        } else if self.unfit.is_empty() && !self.doubtful {
            Status::Unknown
        } else {
            Status::Warn
        }
    }
}

/// The revocation lists and OCSP responses at hand.
pub(super) struct Lists<'a> {
    crls: &'a [Crl],
    ocsp: &'a [OcspResponse],
    now: Moment,
    /// Whether what RFC 5280 asks of issuers of lists decides too.
    profile: bool,
    checked: Vec<(usize, usize, bool)>,
    checks: u32,
}

impl<'a> Lists<'a> {
    pub(super) fn new(store: &'a Store, now: Moment, profile: bool) -> Self {
        Self { crls: &store.crls, ocsp: &store.ocsp, now, profile, checked: Vec::new(), checks: MAX_CHECKS }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        if !self.ocsp.is_empty() {
            return false;
        }
        self.crls.is_empty()
    }

    /// What the lists say about a certificate of the pool: `issuer` signed it, `anchor` vouches for it all.
    pub(super) fn ask(&mut self, pool: &mut Pool<'_>, subject: usize, issuer: usize, anchor: Option<usize>) -> Answer {
        self.ask_at(pool, subject, issuer, anchor, 0)
    }

    fn ask_at(
        &mut self,
        pool: &mut Pool<'_>,
        subject: usize,
        issuer: usize,
        anchor: Option<usize>,
        depth: u8,
    ) -> Answer {
        let mut answer = Answer::default();
        let Some(certificate) = pool.certificate(subject) else { return answer };
        // In the order of issue: a later list may lift a hold that an earlier one put.
        let mut order: Vec<(usize, &Crl)> = self.crls.iter().enumerate().collect();
        crate::order::by_key(&mut order, |(_, crl)| crl.this_update());
        let mut reasons = 0;
        let mut stale: Vec<(usize, &Crl, u16)> = Vec::new();
        let mut deltas: Vec<&Crl> = Vec::new();
        for (index, crl) in order {
            let Some(scope) = scope(certificate, crl) else { continue };
            if let Err(unfit) = self.signer(pool, index, issuer, anchor, depth) {
                answer.unfit.push((index, unfit));
                continue;
            }
            let delta = crl.is_delta();
            match crl.find(&certificate.issuer_name, certificate.serial_octets()) {
                Some(entry) if entry.reason != Reason::RemoveFromCrl => answer.revoke(entry),
                Some(_) => answer.lift(),
                None if !delta && scope & HOLD != 0 => answer.lift(),
                None => {}
            }
            match self.fit(crl) {
                Ok(()) if delta => deltas.push(crl),
                Ok(()) => {
                    reasons |= scope;
                    answer.fit.push(index);
                }
                Err(unfit) => {
                    if unfit == Unfit::Stale && !delta {
                        stale.push((index, crl, scope));
                    }
                    answer.unfit.push((index, unfit));
                }
            }
        }
        // A fresh delta makes the list that it continues as good as fresh (§6.3.3 (c)).
        for (index, base, scope) in stale {
            if deltas.iter().any(|delta| delta.continues(base)) {
                reasons |= scope;
                answer.unfit.retain(|(other, _)| *other != index);
                answer.fit.push(index);
            }
        }
        answer.covered = reasons == ALL;
        if let Some(issuer) = pool.certificate(issuer) {
            self.ask_responses(certificate, issuer, &mut answer);
        }
        answer
    }

    /// What the OCSP responses say.
    fn ask_responses(&mut self, certificate: &Certificate, issuer: &Certificate, answer: &mut Answer) {
        if self.ocsp.is_empty() {
            return;
        }
        for response in self.ocsp.iter().filter(|response| response.is_about(certificate, issuer)) {
            let Some(checks) = self.checks.checked_sub(ocsp::COST) else { return };
            self.checks = checks;
            let Some(said) = response.ask(certificate, issuer, self.now) else { continue };
            if let Some(entry) = said.entry {
                answer.revoke(entry);
            } else if said.good {
                answer.covered = true;
            } else {
                answer.doubtful = true;
            }
        }
    }

    /// Whether a list that is rightly signed also says something good about those who do not stand in it.
    fn fit(&self, crl: &Crl) -> Result<(), Unfit> {
        const KNOWN: [&[u8]; 6] = [
            extension::DELTA_CRL,
            extension::AUTHORITY_KEY_ID,
            extension::ISSUER_ALT_NAME,
            extension::CRL_NUMBER,
            extension::ISSUING_POINT,
            extension::FRESHEST_CRL,
        ];
        let extensions = crl.extensions();
        let doubled = extensions
            .iter()
            .enumerate()
            .any(|(i, (oid, ..))| extensions.iter().take(i).any(|(other, ..)| other == oid));
        let unknown = extensions.iter().any(|(oid, critical, _)| critical && !KNOWN.contains(&oid));
        if doubled || unknown || crl.has_unknown_critical_entry() || !crl.algorithms_agree() {
            return Err(Unfit::Extension);
        }
        let number = extensions.number(extension::CRL_NUMBER);
        let critical = extensions.is_critical(extension::CRL_NUMBER) == Some(true);
        if number.is_none() || (self.profile && (critical || number == Some(None))) {
            return Err(Unfit::Number);
        }
        if crl.this_update() > self.now || crl.next_update().is_none_or(|next| next < self.now) {
            return Err(Unfit::Stale);
        }
        Ok(())
    }

    /// Whether the list is signed by the certificate's issuer, or by a certificate of the list's issuer that the same
    /// anchor vouches for (§6.3.3 (f), (g)), and whether that key may sign lists.
    fn signer(
        &mut self,
        pool: &mut Pool<'_>,
        list: usize,
        issuer: usize,
        anchor: Option<usize>,
        depth: u8,
    ) -> Result<(), Unfit> {
        let Some(crl) = self.crls.get(list) else { return Err(Unfit::Other) };
        let namesakes: Vec<usize> = pool
            .entries
            .iter()
            .enumerate()
            .filter(|(index, entry)| *index != issuer && entry.certificate.subject_name == crl.issuer_name)
            .map(|(index, _)| index)
            .collect();
        let mut unfit = Unfit::Signature;
        for candidate in core::iter::once(issuer).chain(namesakes) {
            let Some(signer) = pool.certificate(candidate) else { continue };
            if signer.subject_name != crl.issuer_name || !self.signed(pool, list, candidate) {
                continue;
            }
            let usage = signer.extensions().key_usage().flatten();
            if usage.is_some_and(|usage| usage & extension::CRL_SIGN == 0) {
                unfit = Unfit::CrlSign;
                continue;
            }
            if candidate == issuer || self.vouched(pool, candidate, anchor, crl.this_update(), depth) {
                return Ok(());
            }
        }
        Err(unfit)
    }

    fn signed(&mut self, pool: &Pool<'_>, list: usize, signer: usize) -> bool {
        if let Some((.., fits)) = self.checked.iter().find(|(l, s, _)| (*l, *s) == (list, signer)) {
            return *fits;
        }
        let (Some(crl), Some(certificate)) = (self.crls.get(list), pool.certificate(signer)) else { return false };
        let Some(checks) = self.checks.checked_sub(1) else { return false };
        self.checks = checks;
        let fits = certificate.public_key().is_ok_and(|key| crl.signed.fits(key));
        self.checked.push((list, signer, fits));
        fits
    }

    /// Whether a path of its own leads from a list's signer to the same anchor.
    fn vouched(&mut self, pool: &mut Pool<'_>, signer: usize, anchor: Option<usize>, at: Moment, depth: u8) -> bool {
        if Some(signer) == anchor {
            return true;
        }
        if depth >= MAX_DEPTH {
            return false;
        }
        let terms = Terms::default();
        let mut vouched = false;
        pool.search(signer, &mut |pool, path| {
            if path.last().copied() != anchor {
                return false;
            }
            let certificates = pool.certificates(path);
            let walk = Walk { path: &certificates, anchored: true, at, purpose: Purpose::Any, terms: &terms };
            vouched = walk.findings().iter().all(|finding| finding.status != Status::Fail)
                && path.windows(2).all(|pair| match pair {
                    [subject, issuer] => !self.ask_at(pool, *subject, *issuer, anchor, depth + 1).revokes(at),
                    _ => true,
                });
            vouched
        });
        vouched
    }
}

impl Answer {
    /// An entry: the graver one stays.
    fn revoke(&mut self, entry: Entry) {
        let graver = |old: Entry| old.reason.counts_back() || (!entry.reason.counts_back() && old.date <= entry.date);
        if !self.entry.is_some_and(graver) {
            self.entry = Some(entry);
        }
    }

    /// A later list without the certificate: only a hold can have ended.
    fn lift(&mut self) {
        self.entry = self.entry.filter(|entry| entry.reason != Reason::CertificateHold);
    }
}

/// For which reasons a list speaks about a certificate (§6.3.3 (b), (d)); `None`: it does not.
fn scope(certificate: &Certificate, crl: &Crl) -> Option<u16> {
    let issuing = crl.extensions().issuing_point()?.unwrap_or_default();
    let ca = certificate.is_ca();
    if issuing.only_attributes || (issuing.only_users && ca) || (issuing.only_cas && !ca) {
        return None;
    }
    let points = certificate.extensions().crl_points().flatten().unwrap_or_default();
    // Beside the points that the certificate names, its issuer's own list always counts.
    let own = Point {
        name: Some(PointName::Full(alloc::vec![GeneralName::Directory(certificate.issuer_der())])),
        ..Point::default()
    };
    let reasons = points
        .iter()
        .chain([&own])
        .filter(|point| fits(point, &issuing, certificate, crl))
        .map(|point| point.reasons.unwrap_or(ALL) & issuing.point.reasons.unwrap_or(ALL) & ALL)
        .reduce(|all, more| all | more)?;
    (reasons != 0).then_some(reasons)
}

fn fits(point: &Point<'_>, issuing: &IssuingPoint<'_>, certificate: &Certificate, crl: &Crl) -> bool {
    let by_issuer = match &point.issuer {
        Some(issuers) => issuing.indirect && issuers.iter().any(|name| is_name(name, &crl.issuer_name)),
        None => crl.issuer_name == certificate.issuer_name,
    };
    let Some(list_name) = &issuing.point.name else { return by_issuer };
    let list_names = full(list_name, &crl.issuer_name);
    let names = match (&point.name, &point.issuer) {
        (Some(PointName::Relative(_)), Some(_)) => full_of(point, &crl.issuer_name),
        (Some(_), _) => full_of(point, &certificate.issuer_name),
        (None, Some(issuers)) => issuers.iter().map(Known::of).collect(),
        (None, None) => Vec::new(),
    };
    by_issuer && names.iter().any(|name| list_names.contains(name))
}

/// A general name that can be compared.
#[derive(PartialEq)]
enum Known<'a> {
    Directory(Option<Name>),
    Other(GeneralName<'a>),
}

impl<'a> Known<'a> {
    fn of(name: &GeneralName<'a>) -> Self {
        match name {
            GeneralName::Directory(der) => Self::Directory(Name::from_der(der)),
            other => Self::Other(*other),
        }
    }
}

fn full_of<'a>(point: &Point<'a>, issuer: &Name) -> Vec<Known<'a>> {
    point.name.as_ref().map(|name| full(name, issuer)).unwrap_or_default()
}

fn full<'a>(name: &PointName<'a>, issuer: &Name) -> Vec<Known<'a>> {
    match name {
        PointName::Full(names) => names.iter().map(Known::of).collect(),
        PointName::Relative(rdn) => {
            issuer.clone().relative(rdn).map(|name| Known::Directory(Some(name))).into_iter().collect()
        }
    }
}

fn is_name(name: &GeneralName<'_>, wanted: &Name) -> bool {
    matches!(name, GeneralName::Directory(der) if Name::from_der(der).is_some_and(|name| name == *wanted))
}
