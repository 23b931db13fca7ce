//! From the leaf up to an anchor: which issuer signed which certificate, by trying (RFC 4158), within bounds.

use super::{Query, certificate::Certificate};
use alloc::vec::Vec;

/// Most certificates of a path, the anchor not counted.
pub(super) const MAX_PATH: usize = 8;
/// Most signatures that are checked while looking for paths.
const MAX_CHECKS: u32 = 64;
/// Most steps from a certificate to an issuer: certificates of one name and key lead everywhere.
const MAX_STEPS: u32 = 512;
/// Most anchors that are tried although neither name nor key identifier points to them.
const MAX_STRANGERS: usize = 8;

/// A certificate at hand.
pub(super) struct Entry<'a> {
    pub(super) certificate: &'a Certificate,
    /// The same certificate with other values of its signature: anyone can make such (ECDSA: n − s for s), so all of them
    /// together are one.
    twins: Vec<&'a Certificate>,
    pub(super) anchor: bool,
    /// It is an anchor, and not for what is asked.
    pub(super) elsewhere: bool,
}

/// All certificates at hand, and what is known about who signed whom.
pub(super) struct Pool<'a> {
    /// The leaf first.
    pub(super) entries: Vec<Entry<'a>>,
    /// Certificate, issuer's key, and whether it signed: not by issuer, since keys stand in many certificates.
    checked: Vec<(usize, &'a [u8; 32], bool)>,
    checks: u32,
    steps: u32,
    /// Whether SHA-1 counts in signatures of certificates.
    pub(super) weak: bool,
    /// Whether a bound on signatures or steps was reached, so that something was not looked at.
    pub(super) exhausted: bool,
}

/// Why the search ended without a path.
#[derive(Clone, Debug, Default)]
pub(super) struct DeadEnd {
    /// The longest signed path that was found, the leaf first.
    pub(super) path: Vec<usize>,
    /// A certificate that bears the missing issuer's name, and whose key did not sign.
    pub(super) namesake: Option<usize>,
    /// Whether a bound was reached, that of the path's length too.
    pub(super) exhausted: bool,
}

impl<'a> Pool<'a> {
    pub(super) fn new(query: &Query<'a>) -> Self {
        let plain = |certificate| Entry { certificate, twins: Vec::new(), anchor: false, elsewhere: false };
        let mut entries: Vec<Entry<'a>> = alloc::vec![plain(query.leaf)];
        let anchors = query.material.anchors.iter().map(|certificate| {
            let anchor =
                query.purpose.format().is_none_or(|format| query.material.formats(certificate).contains(format));
            Entry { anchor, elsewhere: !anchor, ..plain(certificate) }
        });
        let others = query.material.certificates.iter().chain(query.extra);
        for entry in anchors.chain(others.map(plain)) {
            match entries.iter_mut().find(|e| e.certificate.signed.body() == entry.certificate.signed.body()) {
                Some(there) => {
                    there.anchor |= entry.anchor;
                    there.elsewhere |= entry.elsewhere;
                    let same = |other: &Certificate| other.sha256() == entry.certificate.sha256();
                    if !same(there.certificate) && !there.twins.iter().any(|twin| same(twin)) {
                        there.twins.push(entry.certificate);
                    }
                }
                None => entries.push(entry),
            }
        }
        Self {
            entries,
            checked: Vec::new(),
            checks: MAX_CHECKS,
            steps: MAX_STEPS,
            weak: query.purpose.is_gateway() || query.weak_anchor().is_some(),
            exhausted: false,
        }
    }

    /// The certificate at an index that the pool gave out.
    pub(super) fn certificate(&self, index: usize) -> Option<&'a Certificate> {
        self.entries.get(index).map(|entry| entry.certificate)
    }

    /// The certificates of a path of indices.
    pub(super) fn certificates(&self, path: &[usize]) -> Vec<&'a Certificate> {
        path.iter().filter_map(|index| self.certificate(*index)).collect()
    }

    fn is_anchor(&self, index: usize) -> bool {
        self.entries.get(index).is_some_and(|entry| entry.anchor)
    }

    /// Whether `issuer`'s key signed `child`: `None` when the bound is reached.
    pub(super) fn signed(&mut self, child: usize, issuer: usize) -> Option<bool> {
        let signer = self.certificate(issuer)?;
        let by = signer.key_sha256();
        if let Some((.., fits)) = self.checked.iter().find(|(c, key, _)| (*c, *key) == (child, by)) {
            return Some(*fits);
        }
        let entry = self.entries.get(child)?;
        let mut fits = false;
        if let Ok(key) = signer.public_key() {
            for subject in core::iter::once(&entry.certificate).chain(&entry.twins) {
                if fits || subject.signed.scheme_for(self.weak).is_none() {
                    continue;
                }
                let Some(checks) = self.checks.checked_sub(1) else {
                    self.exhausted = true;
                    return None;
                };
                self.checks = checks;
                fits = subject.signed.fits_for(key, self.weak);
            }
        }
        self.checked.push((child, by, fits));
        Some(fits)
    }

    /// Those who may have signed a certificate, the likeliest first, and whether they bear its issuer's name.
    pub(super) fn issuers(&self, child: usize) -> Vec<(usize, bool)> {
        let Some(certificate) = self.certificate(child) else { return Vec::new() };
        let wanted = certificate.extensions().authority_key_id().flatten().flatten();
        let mut found: Vec<(u8, usize, bool)> = Vec::new();
        let mut strangers = 0;
        for (index, entry) in self.entries.iter().enumerate() {
            let named = entry.certificate.subject_name == certificate.issuer_name;
            let key_id = entry.certificate.extensions().subject_key_id().flatten();
            let same_key = wanted.zip(key_id).map(|(wanted, key_id)| wanted == key_id);
            let rank = match (named, entry.anchor, same_key) {
                (true, true, _) => 0,
                (true, false, Some(true)) => 1,
                (true, false, None) => 2,
                (true, false, Some(false)) => 3,
                // A signature by an anchor of another name is no path, but worth telling from no signature at all.
                (false, true, Some(true)) => 4,
                (false, true, None) if strangers < MAX_STRANGERS => {
                    strangers += 1;
                    5
                }
                _ => continue,
            };
            found.push((rank, index, named));
        }
        slipcheck_codec::order::by_key(&mut found, |(rank, ..)| *rank);
        found.into_iter().map(|(_, index, named)| (index, named)).collect()
    }

    /// Walks every signed path from `leaf` up to an anchor, the likeliest first, until `visit` says that it is enough.
    pub(super) fn search(&mut self, leaf: usize, visit: &mut dyn FnMut(&mut Self, &[usize]) -> bool) -> DeadEnd {
        let mut end = DeadEnd::default();
        let mut path = alloc::vec![leaf];
        self.climb(&mut path, visit, &mut end);
        end
    }

    /// `true`: enough.
    fn climb(
        &mut self,
        path: &mut Vec<usize>,
        visit: &mut dyn FnMut(&mut Self, &[usize]) -> bool,
        end: &mut DeadEnd,
    ) -> bool {
        let Some(&child) = path.last() else { return true };
        if self.is_anchor(child) {
            if visit(self, path) {
                return true;
            }
            // A pinned leaf may also be vouched for by a CA; an anchor above it ends the path.
            if path.len() > 1 {
                return false;
            }
        }
        let longest = path.len() > end.path.len();
        if longest {
            end.path.clone_from(path);
            end.namesake = None;
        }
        for (issuer, named) in self.issuers(child) {
            let Some(steps) = self.steps.checked_sub(1) else {
                self.exhausted = true;
                end.exhausted = true;
                return true;
            };
            self.steps = steps;
            if self.repeats(path, issuer) {
                continue;
            }
            if path.len() >= MAX_PATH && !self.is_anchor(issuer) {
                // Longer ways are not walked: one of them may be the right one.
                end.exhausted |= named;
                continue;
            }
            match self.signed(child, issuer) {
                None => {
                    end.exhausted = true;
                    return true;
                }
                Some(false) => {
                    // Of a signature that could not be looked at, nothing is known of who made it.
                    let weak = self.weak;
                    let read = self.certificate(child).is_some_and(|child| child.signed.scheme_for(weak).is_some());
                    if longest && named && read && end.path.len() == path.len() {
                        end.namesake.get_or_insert(issuer);
                    }
                }
                Some(true) => {
                    path.push(issuer);
                    let enough = self.climb(path, visit, end);
                    path.pop();
                    if enough {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// A name and key that stand in the path already lead nowhere new (RFC 4158 §2.4.2).
    fn repeats(&self, path: &[usize], issuer: usize) -> bool {
        let Some(next) = self.certificate(issuer) else { return true };
        path.iter().filter_map(|index| self.certificate(*index)).any(|there| {
            there.sha256() == next.sha256()
                || (there.key_sha256() == next.key_sha256() && there.subject_name == next.subject_name)
        })
    }
}
