//! Revocation lists and OCSP responses: which of them speak about a certificate, and what they say (RFC 5280 §6.3, RFC
//! 6960).
//!
//! A list that says nothing good any more, because it is stale or holds what is not understood, still revokes: its issuer
//! signed that. What a revocation means for a slip depends on its reason, see [`Reason::counts_back`].

use super::ocsp::{OcspResponse, Said};
use super::{
    Material, Purpose,
    build::Pool,
    certificate::Certificate,
    crl::{Crl, Entry, Reason},
    extension::{self, IssuingPoint, Point, PointName},
    general_name::GeneralName,
    name::Name,
    path::{Terms, Walk},
};
use alloc::vec::Vec;
use slipcheck_codec::time::Moment;
use slipcheck_vocabulary::Status;

/// Every reason there is: bits 1 to 8 of ReasonFlags.
const ALL: u16 = 0x1fe;
/// certificateHold among them.
const HOLD: u16 = 1 << 6;
/// Most signatures of lists and responses that are checked.
const MAX_CHECKS: u32 = 64;
/// How often a list's signer may itself be looked up in lists.
const MAX_DEPTH: usize = 2;

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
    /// The time is not the signer's word: what was signed before the revocation stands, whatever its reason.
    pub(super) proven: bool,
}

impl Answer {
    /// Whether that revocation makes what was signed at `at` doubtful.
    pub(super) fn revokes(&self, at: Moment) -> bool {
        self.entry.is_some_and(|entry| entry.reason.counts_back() && !self.proven || at >= entry.date)
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

/// What a list or a response says about one certificate, before anyone asked whether it may.
struct Statement {
    /// A list's or a response's index.
    index: usize,
    response: bool,
    /// When it was said.
    at: Moment,
    /// It is revoked.
    entry: Option<Entry>,
    /// A hold has ended.
    lifts: bool,
    /// It counts as a word that the certificate is good, for these reasons.
    scope: u16,
}

/// The revocation lists and OCSP responses at hand.
pub(super) struct Lists<'a> {
    crls: &'a [Crl],
    ocsp: &'a [OcspResponse],
    now: Moment,
    /// Whether what RFC 5280 asks of issuers of lists decides too.
    profile: bool,
    /// List, signer's key, and whether it signed.
    checked: Vec<(usize, &'a [u8; 32], bool)>,
    /// Response, issuer, and whether it or a responder of its signed.
    answered: Vec<(usize, &'a Certificate, bool)>,
    /// What was found out about a certificate, by issuer and anchor.
    answers: Vec<(usize, usize, Option<usize>, Answer)>,
    checks: u32,
    /// Whether a bound was reached, so that something was not looked at.
    pub(super) exhausted: bool,
}

impl<'a> Lists<'a> {
    pub(super) fn new(material: Material<'a>, now: Moment, profile: bool) -> Self {
        Self {
            crls: material.crls,
            ocsp: material.ocsp,
            now,
            profile,
            checked: Vec::new(),
            answered: Vec::new(),
            answers: Vec::new(),
            checks: MAX_CHECKS,
            exhausted: false,
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        if !self.ocsp.is_empty() {
            return false;
        }
        self.crls.is_empty()
    }

    /// What the lists say about a certificate of the pool: `issuer` signed it, `anchor` vouches for it all.
    pub(super) fn ask(&mut self, pool: &mut Pool<'a>, subject: usize, issuer: usize, anchor: Option<usize>) -> Answer {
        let known = self.answers.iter().find(|(s, i, a, _)| (*s, *i, *a) == (subject, issuer, anchor));
        if let Some((.., answer)) = known {
            return answer.clone();
        }
        let answer = self.ask_at(pool, subject, issuer, anchor, &[]);
        self.answers.push((subject, issuer, anchor, answer.clone()));
        answer
    }

    /// The same; `asking`: about whom it is asked on the way here.
    fn ask_at(
        &mut self,
        pool: &mut Pool<'a>,
        subject: usize,
        issuer: usize,
        anchor: Option<usize>,
        asking: &[usize],
    ) -> Answer {
        let mut answer = Answer::default();
        let (Some(certificate), Some(by)) = (pool.certificate(subject), pool.certificate(issuer)) else {
            return answer;
        };
        let asking = [asking, &[subject]].concat();
        let mut said: Vec<Statement> = Vec::new();
        // What says the worst is asked for its signature first, then the newest word: so that no number of others can
        // stand before them when signatures are no longer checked.
        for statement in self.statements(certificate, by) {
            if statement.entry.is_none() && answer.covered && !statement.may_end_a_hold(&said) {
                break;
            }
            let index = statement.index;
            if statement.response {
                match self.answers_for(index, by) {
                    None => self.exhausted = true,
                    Some(false) => {}
                    Some(true) => {
                        answer.doubtful |= statement.entry.is_none() && statement.scope == 0;
                        answer.covered |= statement.scope == ALL;
                        said.push(statement);
                    }
                }
                continue;
            }
            let Some(crl) = self.crls.get(index) else { continue };
            match self.signer(pool, index, issuer, anchor, &asking) {
                // What is stale and revokes nothing would change nothing.
                None => self.exhausted |= statement.entry.is_some() || self.fit(crl).is_ok(),
                Some(Err(unfit)) => answer.unfit.push((index, unfit)),
                Some(Ok(())) => {
                    match self.fit(crl) {
                        Ok(()) if !crl.is_delta() => answer.fit.push(index),
                        Ok(()) => {}
                        Err(unfit) => answer.unfit.push((index, unfit)),
                    }
                    said.push(statement);
                    self.cover(&said, &mut answer);
                }
            }
        }
        // In the order of issue: a later word may lift a hold that an earlier one put.
        let key = |at: usize| said.get(at).map(|s| (s.at, s.entry.is_some()));
        for at in slipcheck_codec::order::by(said.len(), &|a, b| key(a).cmp(&key(b))) {
            match said.get(at) {
                Some(Statement { entry: Some(entry), .. }) => answer.revoke(*entry),
                Some(Statement { lifts: true, .. }) => answer.lift(),
                _ => {}
            }
        }
        answer
    }

    /// All that speaks about a certificate, whoever signed it: what revokes first, then the newest.
    fn statements(&self, certificate: &Certificate, issuer: &Certificate) -> Vec<Statement> {
        let mut all: Vec<Statement> = Vec::new();
        for (index, crl) in self.crls.iter().enumerate() {
            let Some(scope) = scope(certificate, crl) else { continue };
            let found = crl.find(&certificate.issuer_name, certificate.serial_octets());
            let entry = found.filter(|entry| entry.reason != Reason::RemoveFromCrl);
            let lifts = entry.is_none() && (found.is_some() || (!crl.is_delta() && scope & HOLD != 0));
            all.push(Statement { index, response: false, at: crl.this_update(), entry, lifts, scope });
        }
        for (index, response) in self.ocsp.iter().enumerate() {
            for said in response.ask(certificate, issuer, self.now) {
                let scope = if said.good { ALL } else { 0 };
                let Said { entry, at, lifts, .. } = said;
                all.push(Statement { index, response: true, at, entry, lifts, scope });
            }
        }
        let key = |at: usize| all.get(at).map(|s| (s.entry.is_none(), core::cmp::Reverse(s.at)));
        let order = slipcheck_codec::order::by(all.len(), &|a, b| key(a).cmp(&key(b)));
        let mut all: Vec<Option<Statement>> = all.into_iter().map(Some).collect();
        order.into_iter().filter_map(|at| all.get_mut(at)?.take()).collect()
    }

    /// Whether the lists that were found to be rightly signed cover a certificate for every reason.
    fn cover(&self, said: &[Statement], answer: &mut Answer) {
        let lists = || said.iter().filter(|s| !s.response).filter_map(|s| Some((s, self.crls.get(s.index)?)));
        let deltas = || lists().filter(|(_, crl)| crl.is_delta() && self.fit(crl).is_ok());
        // A fresh delta makes the list that it continues as good as fresh (§6.3.3 (c)).
        for (statement, base) in lists().filter(|(_, crl)| !crl.is_delta() && self.fit(crl) == Err(Unfit::Stale)) {
            if deltas().any(|(_, delta)| delta.continues(base)) {
                answer.unfit.retain(|(other, _)| *other != statement.index);
                if !answer.fit.contains(&statement.index) {
                    answer.fit.push(statement.index);
                }
            }
        }
        let fit = said.iter().filter(|s| !s.response && answer.fit.contains(&s.index));
        answer.covered |= fit.fold(0, |all, statement| all | statement.scope) == ALL;
    }

    /// Whether a response is signed by this issuer, or by one whom it made a responder: `None` when the bound is reached.
    fn answers_for(&mut self, index: usize, issuer: &'a Certificate) -> Option<bool> {
        // Of its issuer, the answer depends on name and key alone.
        let same = |other: &Certificate| {
            other.key_sha256() == issuer.key_sha256() && other.subject_name == issuer.subject_name
        };
        if let Some((.., fits)) = self.answered.iter().find(|(i, other, _)| *i == index && same(other)) {
            return Some(*fits);
        }
        let fits = self.ocsp.get(index)?.is_signed_for(issuer, &mut self.checks)?;
        self.answered.push((index, issuer, fits));
        Some(fits)
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
    /// anchor vouches for (§6.3.3 (f), (g)), and whether that key may sign lists. `None`: a bound was reached before that
    /// could be told.
    fn signer(
        &mut self,
        pool: &mut Pool<'a>,
        list: usize,
        issuer: usize,
        anchor: Option<usize>,
        asking: &[usize],
    ) -> Option<Result<(), Unfit>> {
        let Some(crl) = self.crls.get(list) else { return Some(Err(Unfit::Other)) };
        let namesakes: Vec<usize> = pool
            .entries
            .iter()
            .enumerate()
            .filter(|(index, entry)| *index != issuer && entry.certificate.subject_name == crl.issuer_name)
            .map(|(index, _)| index)
            .collect();
        let mut unfit = Some(Unfit::Signature);
        for candidate in core::iter::once(issuer).chain(namesakes) {
            let Some(signer) = pool.certificate(candidate) else { continue };
            if signer.subject_name != crl.issuer_name {
                continue;
            }
            match self.signed(signer, list) {
                Some(true) => {}
                Some(false) => continue,
                None => {
                    unfit = None;
                    break;
                }
            }
            let usage = signer.extensions().key_usage().flatten();
            if usage.is_some_and(|usage| usage & extension::CRL_SIGN == 0) {
                unfit = unfit.map(|_| Unfit::CrlSign);
                continue;
            }
            if candidate == issuer {
                return Some(Ok(()));
            }
            match self.vouched(pool, candidate, anchor, crl.this_update(), asking) {
                Some(true) => return Some(Ok(())),
                Some(false) => {}
                None => unfit = None,
            }
        }
        unfit.map(Err)
    }

    /// Whether this certificate's key signed a list; `None` when the bound is reached.
    fn signed(&mut self, signer: &'a Certificate, list: usize) -> Option<bool> {
        let by = signer.key_sha256();
        if let Some((.., fits)) = self.checked.iter().find(|(l, key, _)| (*l, *key) == (list, by)) {
            return Some(*fits);
        }
        let crl = self.crls.get(list)?;
        self.checks = self.checks.checked_sub(1)?;
        let fits = signer.public_key().is_ok_and(|key| crl.signed.fits(key));
        self.checked.push((list, by, fits));
        Some(fits)
    }

    /// Whether a path of its own leads from a list's signer to the same anchor; `None` when a bound was reached before one
    /// was found.
    fn vouched(
        &mut self,
        pool: &mut Pool<'a>,
        signer: usize,
        anchor: Option<usize>,
        at: Moment,
        asking: &[usize],
    ) -> Option<bool> {
        if Some(signer) == anchor {
            return Some(true);
        }
        if asking.len() > MAX_DEPTH {
            // A list that speaks about its own signer leads in a circle; others were not followed to their end.
            return asking.contains(&signer).then_some(false);
        }
        let terms = Terms::default();
        let mut vouched = false;
        let end = pool.search(signer, &mut |pool, path| {
            if path.last().copied() != anchor {
                return false;
            }
            let certificates = pool.certificates(path);
            let walk = Walk { path: &certificates, anchored: true, at, purpose: Purpose::Any, terms: &terms };
            vouched = walk.findings().iter().all(|finding| finding.status != Status::Fail)
                && path.windows(2).all(|pair| match pair {
                    [subject, issuer] => !self.ask_at(pool, *subject, *issuer, anchor, asking).revokes(at),
                    _ => true,
                });
            vouched
        });
        (vouched || !end.exhausted).then_some(vouched)
    }
}

impl Statement {
    /// Whether a hold stands among these that this could end, and nothing has ended yet.
    fn may_end_a_hold(&self, said: &[Self]) -> bool {
        self.lifts
            && said.iter().any(|hold| {
                hold.entry.is_some_and(|entry| entry.reason == Reason::CertificateHold)
                    && hold.at < self.at
                    && !said.iter().any(|other| other.lifts && hold.at < other.at)
            })
    }
}

impl Answer {
    /// What else is known of the same certificate, by another of its issuers.
    pub(super) fn join(&mut self, other: Self) {
        if let Some(entry) = other.entry {
            self.revoke(entry);
        }
        self.covered |= other.covered;
        self.doubtful |= other.doubtful;
        self.unfit.extend(other.unfit);
        self.fit.extend(other.fit);
    }

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
