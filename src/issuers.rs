//! The catalogue of issuers (`specs/issuers.json`): which certificate this is, which one is missing and from whom. It recognises,
//! and trusts nobody: an anchor is made by a person alone, and so is what a group switches on.

use crate::{
    encoding::{hex, unhex},
    signature::Digest,
};
use alloc::{string::String, vec::Vec};
use fold::fold;
use serde::{Serialize, Serializer};
use serde_json::Value;
use slipcheck_pki::{Certificate, Formats, Ground, Import, Judgement, PathReport, Trust};
use slipcheck_vocabulary::{Cause, CauseId, CheckId, Confidence, Evidence, Note, Status, evidence, put};

mod fold;

/// Folded common names from this length on are told apart without the organisation: shorter ones (`ROOTCA`) many have.
const TELLING: usize = 12;
/// Most certificates of a missing issuer's name that are looked at.
const MAX_NAMESAKES: usize = 4;
/// X.520 commonName, organizationName and serialNumber.
const NAMES: [&str; 3] = ["2.5.4.3", "2.5.4.10", "2.5.4.5"];
/// The last of these, as names write it.
const NUMBER: &str = "serialNumber";

/// How well an entry is established (issuers.md, Evidence and threshold).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// By independent origins, its publisher, a signed list or a chain.
    Established,
    /// By less: shown with its number of sources, and in no group.
    Candidate,
    /// Known from what it signed; the certificate itself was not found.
    Wanted,
}

/// A certificate that the catalogue knows, or wants.
#[derive(Debug)]
pub struct Issuer {
    /// Its id.
    pub id: &'static str,
    /// What people call it: English, Chinese, German.
    pub names: [&'static str; 3],
    /// Ids of the only formats that it may ever be an anchor for.
    pub formats: &'static [&'static str],
    /// Of a test hierarchy.
    pub test: bool,
    /// An end-entity certificate, for recognition alone.
    pub signer: bool,
    /// How well it is established.
    pub standing: Standing,
    /// The whole subject, the common name and the organisation, folded.
    subject: &'static str,
    common: &'static str,
    organisation: &'static str,
    /// SHA-256 of the certificate; empty: wanted.
    pub sha256: &'static [u8],
    /// SHA-256 of the SubjectPublicKeyInfo; empty: not known.
    key: &'static [u8],
    /// SHA-1 of the bits of the key; empty: not known.
    key_id: &'static [u8],
    /// The subjectKeyIdentifier, where it is another.
    subject_key_id: &'static [u8],
    /// The last moment of its validity, RFC 3339; empty: wanted.
    pub not_after: &'static str,
    /// Independent origins that hold it byte for byte.
    pub sources: u8,
    /// Who gives it out.
    pub publisher: &'static str,
    /// The name of the page where.
    pub page: &'static str,
}

/// What one deliberate action may switch on.
#[derive(Debug)]
pub struct Group {
    /// Its id.
    pub id: &'static str,
    /// What people call it: English, Chinese, German.
    pub names: [&'static str; 3],
    /// Ids of the formats that it is for.
    pub formats: &'static [&'static str],
    /// Ids of its entries.
    pub members: &'static [&'static str],
    /// Ids of entries that are not established.
    pub candidates: &'static [&'static str],
    /// Ids of entries that it lacks.
    pub missing: &'static [&'static str],
    /// It rests on lists that may be out of date: for recognition alone.
    pub old: bool,
}

include!(concat!(env!("OUT_DIR"), "/issuers.rs"));
include!(concat!(env!("OUT_DIR"), "/issuers-eu.rs"));

/// Which certificate this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// This very one.
    Same,
    /// Another certificate of the same key.
    SameKey,
    /// The one that was wanted, by its key.
    Found,
    /// It has the name, and another key.
    OtherKey,
}

/// The entry with this id.
#[must_use]
pub fn issuer(id: &str) -> Option<&'static Issuer> {
    ISSUERS.iter().find(|issuer| issuer.id == id)
}

/// The group with this id.
#[must_use]
pub fn group(id: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.id == id)
}

impl Issuer {
    /// The formats that it may be an anchor for.
    #[must_use]
    pub fn scope(&self) -> Formats {
        Formats::from_ids(self.formats.iter().copied())
    }

    /// SHA-256 of its SubjectPublicKeyInfo; empty: not known.
    #[must_use]
    pub fn key_sha256(&self) -> &'static [u8] {
        self.key
    }

    /// Whether nothing is known of it but its name.
    fn is_unseen(&self) -> bool {
        self.key.is_empty() && self.key_id.is_empty()
    }

    /// Whether a certificate names itself as this one does, to a hurried eye. Authorities that number themselves are one by one
    /// what they are.
    fn is_named(&self, name: &Folded) -> bool {
        let numbered = self.subject.contains(&fold(NUMBER)) && !self.subject.contains(&name.number);
        let common = !self.common.is_empty() && self.common == name.common && !numbered;
        name.subject == self.subject
            || common && (self.common.len() >= TELLING || self.organisation == name.organisation)
    }
}

impl Group {
    /// Whether it can be switched on: it has members, and does not rest on lists that may be out of date (issuers.md, Rules 9).
    #[must_use]
    pub fn can_be_on(&self) -> bool {
        !self.old && !self.members.is_empty()
    }

    /// What a certificate may vouch for while the group is on; `None`: it is no member, or the group cannot be on.
    #[must_use]
    pub fn vouches(&self, certificate: &Certificate) -> Option<Formats> {
        let mut members = self.members.iter().filter(|_| self.can_be_on()).filter_map(|id| issuer(id));
        let member = members.find(|member| member.sha256 == certificate.sha256())?;
        let real = member.standing == Standing::Established && !member.test && !member.signer;
        let formats = member.scope().within(Formats::from_ids(self.formats.iter().copied()));
        (real && formats != Formats::NONE).then_some(formats)
    }
}

/// The names of a certificate, as they look.
struct Folded {
    subject: String,
    common: String,
    organisation: String,
    /// The serialNumber with its type.
    number: String,
}

impl Folded {
    fn of(certificate: &Certificate) -> Self {
        let [common, organisation, number] = NAMES.map(|kind| fold(&certificate.subject_values(kind).concat()));
        Self { subject: fold(&certificate.subject()), common, organisation, number: fold(NUMBER) + &number }
    }
}

/// SHA-1 of the bits of a public key (RFC 5280 §4.2.1.2, method 1).
fn key_id(certificate: &Certificate) -> Vec<u8> {
    certificate.key_bits().map_or_else(Vec::new, |bits| Digest::Sha1.of(bits))
}

/// Which certificate this is by itself or by its key: what cannot be imitated.
fn keyed(certificate: &Certificate) -> Option<(&'static Issuer, Known)> {
    if let Some(same) = ISSUERS.iter().find(|issuer| issuer.sha256 == certificate.sha256()) {
        return Some((same, Known::Same));
    }
    let id = key_id(certificate);
    let by_key = |issuer: &&Issuer| {
        if issuer.key.is_empty() {
            !id.is_empty() && issuer.key_id == id
        } else {
            issuer.key == certificate.key_sha256()
        }
    };
    let other = ISSUERS.iter().find(by_key)?;
    Some((other, if other.standing == Standing::Wanted { Known::Found } else { Known::SameKey }))
}

/// The only formats that a certificate may ever be an anchor for, whoever trusts it: those of the entry that it is, or has the key
/// of. `None`: the catalogue does not know its key.
#[must_use]
pub fn limit(certificate: &Certificate) -> Option<Formats> {
    keyed(certificate).map(|(issuer, _)| issuer.scope())
}

/// Which certificate this is, as far as the catalogue knows: by itself, by its key, by its name.
#[must_use]
pub fn recognise(certificate: &Certificate) -> Option<(&'static Issuer, Known)> {
    if let Some(known) = keyed(certificate) {
        return Some(known);
    }
    let name = Folded::of(certificate);
    if ISSUERS.iter().any(|issuer| issuer.is_unseen() && issuer.subject == name.subject) {
        return None;
    }
    let mut keyed = ISSUERS.iter().filter(|issuer| !issuer.signer && !issuer.is_unseen());
    let namesake = keyed.find(|issuer| issuer.is_named(&name));
    namesake.map(|issuer| (issuer, Known::OtherKey))
}

/// The certificates that bear an issuer's name (RFC 4514), and have the key of this identifier when there is one.
#[must_use]
pub fn missing(issuer: &str, key_id: Option<&[u8]>) -> Vec<&'static Issuer> {
    let name = fold(issuer);
    let fits = |entry: &&Issuer| {
        let keyed = |id: &[u8]| [entry.key_id, entry.subject_key_id].contains(&id) || entry.key_id.is_empty();
        !name.is_empty() && entry.subject == name && key_id.is_none_or(keyed)
    };
    ISSUERS.iter().filter(fits).collect()
}

/// What a file holds, with the formats of each certificate that the catalogue knows: nothing is guessed of these.
#[must_use]
pub fn settled(mut found: Import) -> Import {
    for (certificate, guess) in found.certificates.iter().zip(&mut found.guesses) {
        if let Some(formats) = limit(certificate) {
            *guess = (formats, Ground::Catalogue);
        }
    }
    found
}

/// Whether a certificate has a known name, and another key.
fn is_other(certificate: &Certificate) -> bool {
    recognise(certificate).is_some_and(|(_, known)| known == Known::OtherKey)
}

/// Whether a certificate belongs to a hierarchy of tests or of throw-away keys, or was issued by one.
fn is_test(certificate: &Certificate) -> bool {
    is_test_by_name(certificate) || certificate.is_test()
}

/// The same by the names that the catalogue knows.
fn is_test_by_name(certificate: &Certificate) -> bool {
    let names = [certificate.subject_values("2.5.4.3"), certificate.issuer_values("2.5.4.3")].concat();
    let wanted = |name: &String| {
        let name = fold(name);
        NEVER.contains(&name.as_str()) || ISSUERS.iter().any(|issuer| issuer.test && issuer.common == name)
    };
    names.iter().any(wanted)
}

/// Whether its key is a public sample: anyone can sign with it.
fn is_sample(certificate: &Certificate) -> bool {
    SAMPLES.contains(&key_id(certificate).as_slice())
}

/// Evidence that names an entry, by one name a language.
fn named(issuer: &Issuer) -> Evidence {
    let [name, zh, de] = issuer.names;
    evidence! {
        "entry" => issuer.id,
        "name" => name,
        "nameZh" => zh,
        "nameDe" => de,
        "publisher" => issuer.publisher,
        "page" => issuer.page,
        "sources" => issuer.sources,
        "catalogue" => MADE,
    }
}

/// The national trusted list that names a certificate for qualified signatures or seals, and its day.
fn listed(certificate: &Certificate) -> Option<Note> {
    let front = certificate.sha256().first_chunk::<16>()?;
    let names = |prints: &[u8]| prints.chunks(16).any(|print| print == front);
    let (territory, issued, _) = LISTS.iter().find(|(.., prints)| names(prints))?;
    let evidence = evidence! { "certificate" => certificate.subject(), "territory" => *territory, "issued" => *issued };
    Some(Note::new("issuer-listed", evidence))
}

/// What there is to say of a certificate that is at hand; `None`: the catalogue does not know it.
#[must_use]
pub fn about(certificate: &Certificate) -> Option<Note> {
    let Some((issuer, known)) = recognise(certificate) else { return listed(certificate) };
    let mut evidence = named(issuer);
    put(&mut evidence, "sha256", hex(certificate.sha256()).into());
    Some(match known {
        Known::OtherKey => {
            put(&mut evidence, "certificate", certificate.subject().into());
            Note::new("issuer-other-key", evidence)
        }
        Known::Found => Note::new("issuer-found", evidence),
        Known::SameKey => Note::new("issuer-same-key", evidence),
        Known::Same if issuer.standing == Standing::Established => Note::new("issuer-known", evidence),
        Known::Same => Note::new("issuer-candidate", evidence),
    })
}

/// How a certificate is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownAs {
    /// An established entry: this very certificate.
    Known,
    /// A candidate: this very certificate.
    Candidate,
    /// Another certificate of the key of an entry.
    SameKey,
    /// The one that was wanted, by its key.
    Wanted,
    /// The name of an entry, and another key.
    LookAlike,
    /// On an old trusted list.
    Listed,
    /// Not at all.
    Unknown,
}

impl KnownAs {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Candidate => "candidate",
            Self::SameKey => "same-key",
            Self::Wanted => "wanted",
            Self::LookAlike => "look-alike",
            Self::Listed => "listed",
            Self::Unknown => "unknown",
        }
    }
}

impl Serialize for KnownAs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Everything that the catalogue says of a certificate by itself, as page and command line show it.
#[derive(Debug, Serialize)]
pub struct Recognition {
    /// How it is known.
    pub status: KnownAs,
    /// The entry's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<&'static str>,
    /// It belongs to a hierarchy of tests, or was issued by one.
    pub test: bool,
    /// Its key is a public sample.
    #[serde(rename = "sampleKey")]
    pub sample_key: bool,
    /// Ids of the only formats that it may be an anchor for, whoever trusts it; `None`: the catalogue does not know its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formats: Option<Vec<&'static str>>,
    /// Ids of the groups that it is a member of.
    pub groups: Vec<&'static str>,
    /// Sentences, warnings first.
    pub notes: Vec<Note>,
    /// Whose certificate would be needed above it; `None`: nobody's, or the catalogue does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Note>,
}

/// What the catalogue says of a certificate by itself.
#[must_use]
pub fn recognition(certificate: &Certificate) -> Recognition {
    let found = recognise(certificate);
    let (test, sample_key) = (is_test(certificate), is_sample(certificate));
    let about = about(certificate);
    let status = match found {
        Some((issuer, Known::Same)) if issuer.standing == Standing::Established => KnownAs::Known,
        Some((_, Known::Same)) => KnownAs::Candidate,
        Some((_, Known::SameKey)) => KnownAs::SameKey,
        Some((_, Known::Found)) => KnownAs::Wanted,
        Some((_, Known::OtherKey)) => KnownAs::LookAlike,
        None if about.is_some() => KnownAs::Listed,
        None => KnownAs::Unknown,
    };
    let warnings = [test.then(|| test_note(certificate)), sample_key.then(|| Note::new("sample-key", Evidence::new()))];
    let above = (!certificate.is_self_issued()).then(|| certificate.issuer());
    Recognition {
        status,
        entry: found.map(|(issuer, _)| issuer.id),
        test,
        sample_key,
        formats: limit(certificate).map(Formats::ids),
        groups: GROUPS.iter().filter(|group| group.vouches(certificate).is_some()).map(|group| group.id).collect(),
        notes: warnings.into_iter().flatten().chain(about).collect(),
        missing: above.and_then(|issuer| missing_note(&issuer, certificate.issuer_key_id(), &[])),
    }
}

fn test_note(certificate: &Certificate) -> Note {
    Note::new("test-certificate", evidence! { "certificate" => certificate.subject() })
}

/// Whose certificate is missing, by what a cause says of it.
fn told_missing(cause: &Cause, at_hand: &[&Certificate]) -> Option<Note> {
    let text = |name: &str| cause.evidence.get(name).and_then(Value::as_str);
    if cause.id != CauseId::CertificateUnknownIssuer || cause.evidence.contains_key("selfIssued") {
        return None;
    }
    let key_id = text("keyId").and_then(|id| unhex(id).ok());
    missing_note(text("issuer")?, key_id.as_deref(), at_hand)
}

/// Whose certificate is missing, by an issuer's name and key identifier (issuers.md, Rules 2).
fn missing_note(issuer: &str, key_id: Option<&[u8]>, at_hand: &[&Certificate]) -> Option<Note> {
    let found = missing(issuer, key_id);
    let Some(first) = found.first().copied() else {
        // The name, and another key: a newer one, or somebody else's. No fingerprint is known of that.
        let namesake = missing(issuer, None).first().copied()?;
        return Some(Note::new("issuer-missing-other-key", named(namesake)));
    };
    if at_hand.iter().any(|certificate| found.iter().any(|issuer| issuer.sha256 == certificate.sha256())) {
        return None;
    }
    let mut evidence = named(first);
    if first.standing == Standing::Wanted {
        put(&mut evidence, "keyId", hex(first.key_id).into());
        return Some(Note::new("issuer-missing-wanted", evidence));
    }
    let prints: Vec<String> = found.iter().map(|issuer| hex(issuer.sha256)).collect();
    put(&mut evidence, "sha256", prints.into());
    Some(if first.standing == Standing::Established {
        Note::new("issuer-missing", evidence)
    } else {
        Note::new("issuer-missing-candidate", evidence)
    })
}

/// Who sealed an invoice, where that is not the tax administration: a national root covers every licensed CA (issuers.md, Rules 10).
#[cfg(feature = "all")]
pub(crate) fn sealer(signer: &Certificate, judgement: &Judgement) -> Option<Note> {
    let is_tax = |name: &str| {
        let name = fold(name);
        ISSUERS.iter().any(|issuer| issuer.id.starts_with("cn-sta-") && issuer.subject == name)
    };
    let trusted = matches!(judgement.trust, Trust::Trusted(_)) && !judgement.demo;
    let tax = judgement.path.iter().skip(1).any(|name| is_tax(name)) || is_tax(&signer.issuer());
    (trusted && !tax).then(|| Note::new("sealer-not-tax-administration", evidence! { "signer" => signer.subject() }))
}

/// What a path was judged with.
pub(crate) struct Held<'a> {
    /// The certificate in question.
    pub(crate) leaf: &'a Certificate,
    /// Every one at hand, itself among them.
    pub(crate) at_hand: Vec<&'a Certificate>,
    /// Anchors that came with a group that was switched on.
    pub(crate) granted: Vec<Grant<'a>>,
}

/// An anchor that came with a group.
pub(crate) struct Grant<'a> {
    /// SHA-256 of the certificate.
    pub(crate) sha256: &'a [u8; 32],
    /// The group's id.
    pub(crate) group: &'a str,
    /// Since when.
    pub(crate) since: &'a str,
    /// The day of the catalogue that named its members then.
    pub(crate) catalogue: &'a str,
}

impl<'a> Held<'a> {
    /// Which group an anchor belongs to that was switched on.
    fn group(&self, anchor: &Certificate) -> Option<Note> {
        let grant = self.granted.iter().find(|grant| grant.sha256 == anchor.sha256())?;
        let group = group(grant.group)?;
        let [name, zh, de] = group.names;
        let mut evidence = evidence! {
            "group" => group.id,
            "name" => name,
            "nameZh" => zh,
            "nameDe" => de,
            "since" => grant.since,
            "lacks" => !group.missing.is_empty(),
            "catalogue" => grant.catalogue,
        };
        for (list, ids) in [
            (["members", "membersZh", "membersDe"], group.members),
            (["missing", "missingZh", "missingDe"], group.missing),
        ] {
            for (at, name) in list.into_iter().enumerate() {
                let names: Vec<&str> = ids.iter().filter_map(|id| issuer(id)?.names.get(at).copied()).collect();
                put(&mut evidence, name, names.into());
            }
        }
        Some(Note::new("trust-group", evidence))
    }

    /// The certificates of these fingerprints.
    fn path(&self, prints: &[[u8; 32]]) -> Vec<&'a Certificate> {
        let one = |print: &[u8; 32]| self.at_hand.iter().copied().find(|other| other.sha256() == print);
        prints.iter().filter_map(one).collect()
    }

    /// What the catalogue says of a path: that it is a test, look-alikes in it and of the missing issuer, who stands on top, which
    /// certificate is missing, and the group that the anchor came with.
    fn notes(&self, path: &[&Certificate], anchored: bool, causes: &[Cause], notes: &mut Vec<Note>) {
        // What names say of themselves, path validation has told.
        if let Some(test) = path.iter().find(|certificate| is_test_by_name(certificate))
            && !notes.iter().any(|note| note.id == "test-certificate")
        {
            notes.insert(0, test_note(test));
        }
        let top = path.last().copied();
        let missing = top.filter(|_| !anchored).map(Certificate::issuer_der);
        let namesakes = self.at_hand.iter().copied().filter(|other| missing == Some(other.subject_der()));
        let others = path.iter().copied().chain(namesakes.take(MAX_NAMESAKES)).filter(|other| is_other(other));
        for note in others.filter_map(about).chain(top.and_then(about)) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        notes.extend(causes.iter().filter(|_| !anchored).find_map(|cause| told_missing(cause, &self.at_hand)));
        notes.extend(top.filter(|_| anchored).and_then(|top| self.group(top)));
    }

    /// A leaf whose key anyone has signs nothing, whoever vouches for it: nobody is missing. Whether it is one.
    fn sample(&self, causes: &mut Vec<Cause>) -> bool {
        let sample = is_sample(self.leaf);
        if sample {
            let evidence = evidence! { "rule" => "sample-key", "certificate" => self.leaf.subject() };
            causes.retain(|cause| cause.id != CauseId::CertificateUnknownIssuer);
            causes.insert(0, Cause::new(CauseId::CertificateWrongUsage, Confidence::Proven, evidence));
        }
        sample
    }

    /// Adds to a judgement what the catalogue says.
    pub(crate) fn complete(&self, judgement: &mut Judgement) {
        let prints = judgement.path_sha256.iter().filter_map(|print| unhex(print).ok()?.try_into().ok());
        let path = self.path(&prints.collect::<Vec<[u8; 32]>>());
        let anchored = judgement.trust != Trust::Unknown;
        if self.sample(&mut judgement.causes) {
            judgement.validity = Status::Fail;
            judgement.trust = Trust::Problem;
        }
        self.notes(&path, anchored, &judgement.causes, &mut judgement.notes);
        if judgement.certificate == Status::Pass && path.iter().any(|certificate| is_other(certificate)) {
            judgement.certificate = Status::Warn;
        }
    }

    /// The same of a path by itself.
    pub(crate) fn complete_report(&self, report: &mut PathReport) {
        let path = self.path(&report.path_sha256);
        let anchored = !report.causes.iter().any(|cause| cause.id == CauseId::CertificateUnknownIssuer);
        if self.sample(&mut report.causes) {
            report.accepted = false;
            for check in report.checks.iter_mut().filter(|check| check.id == CheckId::Validity.id()) {
                check.status = Status::Fail;
            }
        }
        self.notes(&path, anchored, &report.causes, &mut report.notes);
    }
}
