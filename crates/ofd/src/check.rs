//! One signature: does its value fit, is its file the one that was signed, and are the entries that it names whole.

use crate::{
    Engine, Outcome,
    digest::{Digest, Method},
    listed::SignatureFile,
    package::{EntryId, Package},
    value::{
        Algorithm, Certificate, Form, MAX_VALUE, Scheme, Seal, SealSignature, Signed, SignedData, SignerInfo, Value,
        r_s, stamp_info, stamp_token,
    },
    vocabulary::Stop,
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use core::cell::Cell;
use slipcheck_signature::{SM2_IDENTITY, sm2_z};

/// Most bytes that are digested for all signatures of a package.
const MAX_DIGESTED: usize = 256 << 20;
/// Most checks beyond those of each signature's own key, for all signatures of a package.
const MAX_TRIES: usize = 200;
/// Most keys at hand that are tried for a signature without a certificate, or one that does not fit its own.
const MAX_KEYS: usize = 64;

/// Whether a signature fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It fits the signer's key.
    Fits,
    /// It fits the key of another certificate that is at hand, not that of its own.
    WrongKey,
    /// It fits nothing; what was signed otherwise, where that was found.
    Misfit(Option<&'static str>),
    /// The signer's key is not at hand.
    Unknown,
}

/// Somebody who signed, or made the seal.
#[derive(Clone, Debug)]
pub struct Party {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// What the engine gave as proof that the signature fits; `None` when it does not.
    pub ticket: Option<usize>,
}

/// A time stamp on a signature.
#[derive(Clone, Debug)]
pub enum Stamp {
    /// It is over this signature, and its authority's signature fits; whether the authority is trusted is the caller's to judge.
    Fits {
        /// Seconds since 1970.
        time: i64,
        /// The authority.
        authority: Party,
    },
    /// It is no time stamp, or its authority's certificate is not at hand.
    NotRead,
    /// It is over something else, or its signature does not fit.
    Misfit,
}

/// The seal as far as a report shows it.
#[derive(Clone, Debug)]
pub struct SealShown {
    /// What its maker called it: a claim.
    pub name: String,
    /// Its number.
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub created: Option<i64>,
    /// First moment of its use.
    pub from: i64,
    /// Last moment of its use.
    pub to: i64,
    /// The kind of its picture, in lower case.
    pub picture_kind: String,
    /// Its picture.
    pub picture: Vec<u8>,
    /// Width and height of the picture in millimetres.
    pub picture_size: (u8, u8),
    /// Whether the signer is among those who may use it.
    pub holds_signer: bool,
    /// Its maker.
    pub maker: Party,
    /// Whether the maker's key is the signer's.
    pub self_made: bool,
}

/// An entry that a signature names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) entry: Option<EntryId>,
    pub(crate) name: String,
    pub(crate) fits: bool,
    /// Where it does not fit: the digest of the entry, empty when it is gone, and the one that is stated.
    pub(crate) digests: Option<(Vec<u8>, Vec<u8>)>,
}

/// What was found out about one signature.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its file.
    pub(crate) file: SignatureFile,
    /// The name of its file.
    pub entry: String,
    /// Of which form its value is.
    pub form: Form,
    /// Whether it fits.
    pub state: State,
    /// Who signed: the first, and whoever signed with them.
    pub signers: Vec<Party>,
    /// The algorithm.
    pub algorithm: &'static str,
    /// What was signed.
    pub message: Vec<u8>,
    /// The digest that was signed.
    pub digest: Vec<u8>,
    /// Whether the signature file is the one that was signed.
    pub file_fits: bool,
    /// The digest of the signature file, and the one that was signed.
    pub file_digest: (Digest, Vec<u8>, Vec<u8>),
    /// The entries that it names.
    pub(crate) named: Vec<Named>,
    /// The seal, when there is one.
    pub seal: Option<SealShown>,
    /// Whether the separate seal file is the sealed one; `None` without one.
    pub(crate) seal_file: Option<(String, bool)>,
    /// When it was signed, as it says itself, in seconds since 1970.
    pub time: Option<i64>,
    /// Whether two of its own times are more than ten minutes apart.
    pub(crate) times_differ: bool,
    /// The time stamp on it.
    pub stamp: Option<Stamp>,
    /// The time stamp on the seal.
    pub seal_stamp: Option<Stamp>,
    /// Certificates that came with it: path material.
    pub certificates: Vec<Vec<u8>>,
    /// Whether a signature stood as 64 octets.
    pub(crate) raw: bool,
}

impl Checked {
    /// Whether it fits, and its file is the one that was signed.
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self.state, State::Fits | State::WrongKey) && self.file_fits
    }

    /// Whether it names this entry at all.
    pub(crate) fn names(&self, entry: EntryId) -> bool {
        self.named.iter().any(|named| named.entry == Some(entry))
    }
}

/// Checks signatures; digests of entries are computed once.
pub(crate) struct Checker<'p, 'a> {
    pub(crate) package: &'p Package<'a>,
    pub(crate) engine: &'p dyn Engine,
    digests: BTreeMap<(EntryId, &'static str), Vec<u8>>,
    left: usize,
    tries: Cell<usize>,
}

/// A signature by one key over one message, and whether it stood as 64 octets.
struct Tried {
    outcome: Outcome,
    raw: bool,
    digest: Vec<u8>,
}

fn name_of(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Sm2 => "SM2-with-SM3",
        Scheme::Rsa(Digest::Sha384) => "RSA-PKCS1-SHA384",
        Scheme::Rsa(Digest::Sha512) => "RSA-PKCS1-SHA512",
        Scheme::Rsa(_) => "RSA-PKCS1-SHA256",
        Scheme::Ecdsa(_) => "ECDSA",
    }
}

/// The scheme of a key, an algorithm and a digest that go together.
fn scheme(certificate: &Certificate<'_>, algorithm: Option<Algorithm>, digest: Option<Digest>) -> Option<Scheme> {
    let strong = |digest: &Digest| matches!(digest, Digest::Sha256 | Digest::Sha384 | Digest::Sha512);
    match algorithm? {
        Algorithm::Sm2 => certificate.sm2_point().map(|_| Scheme::Sm2),
        Algorithm::Rsa(own) => {
            let digest = own.or(digest).filter(strong)?;
            certificate.rsa_bits().filter(|bits| *bits >= 2048).map(|_| Scheme::Rsa(digest))
        }
        Algorithm::Ecdsa(digest) => Some(Scheme::Ecdsa(digest)),
    }
}

/// What SM2 signs of a message: digested behind the key's Z (GB/T 32918.2 §6.1).
fn sm2_digest(certificate: &Certificate<'_>, message: &[u8]) -> Vec<u8> {
    Digest::Sm3.of(&[&sm2_z(SM2_IDENTITY, certificate.sm2_point().unwrap_or_default()), message])
}

impl<'p, 'a> Checker<'p, 'a> {
    pub(crate) fn new(package: &'p Package<'a>, engine: &'p dyn Engine) -> Self {
        Self { package, engine, digests: BTreeMap::new(), left: MAX_DIGESTED, tries: MAX_TRIES.into() }
    }

    /// The digest of an entry by a method; `z` for those that ask for it.
    fn digest(&mut self, entry: EntryId, method: Method, z: &[u8]) -> Result<Vec<u8>, Stop> {
        let key = (entry, method.digest.name());
        if !method.with_z
            && let Some(digest) = self.digests.get(&key)
        {
            return Ok(digest.clone());
        }
        let content = self.package.content(entry);
        self.left = self.left.checked_sub(content.len()).ok_or_else(Stop::too_large)?;
        if method.with_z {
            return Ok(method.digest.of(&[z, &content]));
        }
        let digest = method.digest.of(&[&content]);
        self.digests.insert(key, digest.clone());
        Ok(digest)
    }

    fn verify(&self, certificate: &Certificate<'_>, scheme: Scheme, message: &[u8], value: &[u8]) -> Tried {
        let digest = match scheme {
            Scheme::Sm2 => sm2_digest(certificate, message),
            Scheme::Rsa(digest) | Scheme::Ecdsa(digest) => digest.of(&[message]),
        };
        let (value, raw) = match scheme {
            Scheme::Sm2 => match r_s(value) {
                Some((value, raw)) => (value, raw),
                None => return Tried { outcome: Outcome::Misfit, raw: false, digest },
            },
            _ => (value.to_vec(), false),
        };
        let outcome = self.engine.verify(certificate.spki, scheme, &digest, &value);
        Tried { raw: raw && matches!(outcome, Outcome::Fits(_)), outcome, digest }
    }

    /// Certificates at hand with an SM2 key, as many as are tried.
    fn at_hand(&self) -> Vec<Vec<u8>> {
        let is = |der: &Vec<u8>| Certificate::read(der).is_some_and(|certificate| certificate.sm2_point().is_some());
        self.engine.certificates().into_iter().filter(is).take(MAX_KEYS).collect()
    }

    /// Whether one more key, or one more message, may be tried.
    fn may_try(&self) -> bool {
        let left = self.tries.get();
        self.tries.set(left.saturating_sub(1));
        left > 0
    }

    /// Checks a signature file that was read.
    pub(crate) fn check(&mut self, file: SignatureFile) -> Result<Checked, Stop> {
        let package = self.package;
        let name = package.name(file.entry);
        let bytes = package.content(file.value);
        let refused = || Stop::refused("signature-value", package.name(file.value));
        let value = Some(&bytes)
            .filter(|bytes| bytes.len() <= MAX_VALUE)
            .and_then(|bytes| Value::read(bytes))
            .ok_or_else(refused)?;
        let content = package.content(file.entry);
        if file.seal.is_some() && !matches!(value, Value::Seal(_)) {
            return Err(Stop::refused("seal-not-signed", name));
        }
        let mut checked = match &value {
            Value::Seal(seal) => self.seal(&file, seal, &content)?,
            Value::SignedData(data) => self.signed_data(&file, data, &content)?,
            Value::Bare(value) => self.bare(&file, value, &content),
        };
        let signer = checked.signers.first().map(|signer| signer.certificate.clone());
        let certificate = signer.as_deref().and_then(Certificate::read);
        let point = certificate.and_then(|certificate| certificate.sm2_point());
        if file.method.with_z && point.is_none() {
            return Err(Stop::header("check-method", name));
        }
        let z = point.map(|point| sm2_z(SM2_IDENTITY, point)).unwrap_or_default();
        for reference in &file.references {
            let (name, computed) = match reference.entry {
                Some(entry) => (package.name(entry).into(), self.digest(entry, file.method, &z)?),
                None => (crate::listed::shown_name(package, file.entry, &reference.location), Vec::new()),
            };
            let stated = reference.value.clone().unwrap_or_default();
            let fits = reference.entry.is_some() && computed == stated;
            let digests = (!fits).then_some((computed, stated));
            checked.named.push(Named { entry: reference.entry, name, fits, digests });
        }
        Ok(checked)
    }

    fn empty(&self, file: &SignatureFile, form: Form) -> Checked {
        Checked {
            file: file.clone(),
            entry: self.package.name(file.entry).into(),
            form,
            state: State::Unknown,
            signers: Vec::new(),
            algorithm: "SM2-with-SM3",
            message: Vec::new(),
            digest: Vec::new(),
            file_fits: true,
            file_digest: (Digest::Sm3, Vec::new(), Vec::new()),
            named: Vec::new(),
            seal: None,
            seal_file: None,
            time: file.time,
            times_differ: false,
            stamp: None,
            seal_stamp: None,
            certificates: Vec::new(),
            raw: false,
        }
    }

    /// A certificate and scheme that may sign here.
    fn usable<'c>(&self, file: &SignatureFile, signed: &Signed<'c>) -> Result<(Certificate<'c>, Scheme), Stop> {
        let refused = || Stop::refused("signature-value", self.package.name(file.value));
        let certificate = Certificate::read(signed.certificate).ok_or_else(refused)?;
        let scheme =
            scheme(&certificate, signed.algorithm(), None).filter(|scheme| !matches!(scheme, Scheme::Ecdsa(_)));
        let scheme = scheme.ok_or_else(|| Stop::header("algorithm", self.package.name(file.value)))?;
        Ok((certificate, scheme))
    }

    /// What became of a signature: the state, and whose key it fits.
    fn outcome(
        &self,
        file: &SignatureFile,
        certificate: &Certificate<'_>,
        scheme: Scheme,
        message: &[u8],
        value: &[u8],
        checked: &mut Checked,
    ) -> Result<State, Stop> {
        let tried = self.verify(certificate, scheme, message, value);
        checked.raw |= tried.raw;
        checked.digest = tried.digest;
        checked.message = message.to_vec();
        checked.algorithm = name_of(scheme);
        let ticket = match tried.outcome {
            Outcome::Fits(ticket) => Some(ticket),
            Outcome::Misfit => None,
            Outcome::Unusable => return Err(Stop::header("algorithm", self.package.name(file.value))),
        };
        checked.signers.push(Party { certificate: certificate.der.to_vec(), ticket });
        if ticket.is_some() {
            return Ok(State::Fits);
        }
        if scheme == Scheme::Sm2 {
            for der in self.at_hand() {
                let Some(other) = Certificate::read(&der).filter(|other| other.spki != certificate.spki) else {
                    continue;
                };
                if !self.may_try() {
                    break;
                }
                if let Outcome::Fits(ticket) = self.verify(&other, scheme, message, value).outcome {
                    if let Some(signer) = checked.signers.last_mut() {
                        *signer = Party { certificate: certificate.der.to_vec(), ticket: Some(ticket) };
                    }
                    return Ok(State::WrongKey);
                }
            }
            return Ok(State::Misfit(self.repair(certificate, message, value)));
        }
        Ok(State::Misfit(None))
    }

    /// What was digested otherwise than the standard asks, if the signature fits that.
    fn repair(&self, certificate: &Certificate<'_>, message: &[u8], value: &[u8]) -> Option<&'static str> {
        let point = certificate.sm2_point()?;
        let (value, _) = r_s(value)?;
        let digest = |parts: &[&[u8]]| Digest::Sm3.of(parts);
        let candidates = [
            ("no-z", digest(&[message])),
            ("hashed-twice", digest(&[&sm2_z(SM2_IDENTITY, point), &digest(&[message])])),
            ("empty-id", digest(&[&sm2_z("", point), message])),
            ("sha-256", Digest::Sha256.of(&[message])),
        ];
        let fits = |digest: &[u8]| {
            matches!(self.engine.verify(certificate.spki, Scheme::Sm2, digest, &value), Outcome::Fits(_))
        };
        candidates.into_iter().find(|(_, digest)| self.may_try() && fits(digest)).map(|(id, _)| id)
    }

    fn seal(&self, file: &SignatureFile, sealed: &SealSignature<'_>, content: &[u8]) -> Result<Checked, Stop> {
        let mut checked = self.empty(file, sealed.form);
        let (certificate, scheme) = self.usable(file, &sealed.signer)?;
        let value = sealed.signer.value;
        checked.state = self.outcome(file, &certificate, scheme, sealed.to_sign, value, &mut checked)?;
        let digests: &[Digest] = if scheme == Scheme::Sm2 { &[Digest::Sm3] } else { &[Digest::Sm3, Digest::Sha256] };
        checked.file_fits = digests.iter().any(|digest| digest.of(&[content]) == sealed.data_hash);
        checked.file_digest = (Digest::Sm3, Digest::Sm3.of(&[content]), sealed.data_hash.to_vec());
        checked.seal = Some(self.maker(file, &sealed.seal, &certificate, &mut checked)?);
        checked.seal_file = file.seal.map(|seal| match seal {
            Some(entry) => (self.package.name(entry).into(), *self.package.content(entry) == *sealed.seal.raw),
            None => (checked.entry.clone(), false),
        });
        checked.time = sealed.time.or(file.time);
        checked.times_differ =
            matches!((sealed.time, file.time), (Some(one), Some(other)) if (one - other).abs() > 600);
        checked.stamp = sealed.stamp.map(|stamp| self.stamp(stamp, value, &mut checked.certificates));
        checked.seal_stamp =
            sealed.seal.stamp.map(|stamp| self.stamp(stamp, sealed.seal.maker.value, &mut checked.certificates));
        Ok(checked)
    }

    /// The seal, and whether its maker's signature fits.
    fn maker(
        &self,
        file: &SignatureFile,
        seal: &Seal<'_>,
        signer: &Certificate<'_>,
        checked: &mut Checked,
    ) -> Result<SealShown, Stop> {
        let (maker, scheme) = self.usable(file, &seal.maker)?;
        let mut ticket = None;
        for message in &seal.messages {
            let tried = self.verify(&maker, scheme, message, seal.maker.value);
            checked.raw |= tried.raw;
            match tried.outcome {
                Outcome::Fits(fit) => ticket = ticket.or(Some(fit)),
                Outcome::Misfit => {}
                Outcome::Unusable => return Err(Stop::header("algorithm", self.package.name(file.value))),
            }
            if ticket.is_some() {
                break;
            }
        }
        let dates =
            seal.from.zip(seal.to).ok_or_else(|| Stop::refused("signature-value", self.package.name(file.value)))?;
        let (kind, picture, width, height) = &seal.picture;
        Ok(SealShown {
            name: seal.name.clone(),
            id: seal.id.clone(),
            created: seal.created,
            from: dates.0,
            to: dates.1,
            picture_kind: kind.clone(),
            picture: picture.to_vec(),
            picture_size: (*width, *height),
            holds_signer: seal.holders.iter().any(|holder| holder.is(signer.der)),
            self_made: maker.spki == signer.spki,
            maker: Party { certificate: maker.der.to_vec(), ticket },
        })
    }

    /// The certificate of a signer, by issuer and serial number: in the value, else at hand.
    fn find(&self, data: &SignedData<'_>, info: &SignerInfo<'_>) -> Option<Vec<u8>> {
        let is = |der: &[u8]| {
            Certificate::read(der)
                .is_some_and(|certificate| certificate.issuer == info.issuer && certificate.serial == info.serial)
        };
        let inside = data.certificates.iter().find(|der| is(der)).map(|der| der.to_vec());
        inside.or_else(|| self.engine.certificates().into_iter().find(|der| is(der)))
    }

    fn signed_data(&self, file: &SignatureFile, data: &SignedData<'_>, content: &[u8]) -> Result<Checked, Stop> {
        let mut checked = self.empty(file, Form::SignedData);
        let refused = || Stop::header("algorithm", self.package.name(file.value));
        checked.certificates = data.certificates.iter().map(|der| der.to_vec()).collect();
        let mut worst = State::Fits;
        for info in &data.signers {
            let strong =
                |digest: &Digest| matches!(digest, Digest::Sm3 | Digest::Sha256 | Digest::Sha384 | Digest::Sha512);
            let digest = info.digest.filter(strong).ok_or_else(refused)?;
            let algorithm = info.algorithm.ok_or_else(refused)?;
            let computed = digest.of(&[content]);
            let (messages, stated): (Vec<&[u8]>, Option<&[u8]>) = match (&info.attributes, data.content) {
                (Some([stored, sorted]), _) => (alloc::vec![stored, sorted], info.message_digest),
                (None, Some(inner)) => {
                    let same = inner == content || crate::digest::base64(inner).as_deref() == Some(&computed[..]);
                    (alloc::vec![inner], Some(if same { &computed } else { inner }))
                }
                (None, None) => (alloc::vec![content], None),
            };
            if let Some(stated) = stated {
                checked.file_fits &= stated == computed;
                checked.file_digest = (digest, computed.clone(), stated.to_vec());
            }
            checked.time = info.signing_time.or(checked.time);
            checked.times_differ |=
                matches!((info.signing_time, file.time), (Some(one), Some(other)) if (one - other).abs() > 600);
            let Some(der) = self.find(data, info) else {
                if worst == State::Fits {
                    worst = State::Unknown;
                }
                continue;
            };
            let refused_value = || Stop::refused("signature-value", self.package.name(file.value));
            let certificate = Certificate::read(&der).ok_or_else(refused_value)?;
            let scheme = scheme(&certificate, Some(algorithm), Some(digest));
            let scheme = scheme.filter(|scheme| !matches!(scheme, Scheme::Ecdsa(_))).ok_or_else(refused)?;
            let fits = |message: &&[u8]| {
                matches!(self.verify(&certificate, scheme, message, info.value).outcome, Outcome::Fits(_))
            };
            let message = messages.iter().copied().find(|message| fits(message)).or(messages.first().copied());
            let state =
                self.outcome(file, &certificate, scheme, message.unwrap_or_default(), info.value, &mut checked)?;
            if matches!(state, State::Misfit(_)) || worst == State::Fits {
                worst = state;
            }
        }
        checked.state = worst;
        Ok(checked)
    }

    /// A signature without a certificate: the key is looked for among those at hand. That none fits says nothing against it.
    fn bare(&self, file: &SignatureFile, value: &[u8], content: &[u8]) -> Checked {
        let mut checked = self.empty(file, Form::Bare);
        checked.message = content.to_vec();
        for der in self.at_hand() {
            let Some(certificate) = Certificate::read(&der) else { continue };
            if !self.may_try() {
                break;
            }
            let tried = self.verify(&certificate, Scheme::Sm2, content, value);
            if let Outcome::Fits(ticket) = tried.outcome {
                checked.state = State::Fits;
                (checked.digest, checked.raw) = (tried.digest, tried.raw);
                checked.signers.push(Party { certificate: der.clone(), ticket: Some(ticket) });
                break;
            }
        }
        checked
    }

    /// A time stamp (RFC 3161) over a signature's octets.
    fn stamp(&self, stamp: &[u8], over: &[u8], certificates: &mut Vec<Vec<u8>>) -> Stamp {
        let Some(token) = stamp_token(stamp) else { return Stamp::NotRead };
        let Some(content) = token.content else { return Stamp::NotRead };
        let (Some(info), [signer]) = (stamp_info(content), &token.signers[..]) else { return Stamp::NotRead };
        let (Some(imprint), Some(digest)) = (info.digest, signer.digest) else { return Stamp::NotRead };
        // TSTInfo (RFC 3161 §2.4.2); its attributes are always signed.
        let kind = token.content_type == [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];
        let Some(attributes) = signer.attributes.as_ref().filter(|_| kind) else { return Stamp::NotRead };
        if imprint.of(&[over]) != info.imprint || signer.message_digest != Some(&digest.of(&[content])[..]) {
            return Stamp::Misfit;
        }
        let Some(der) = self.find(&token, signer) else { return Stamp::NotRead };
        let Some(certificate) = Certificate::read(&der) else { return Stamp::NotRead };
        let Some(scheme) = scheme(&certificate, signer.algorithm, Some(digest)) else { return Stamp::NotRead };
        certificates.extend(token.certificates.iter().map(|der| der.to_vec()));
        for message in attributes {
            if let Outcome::Fits(ticket) = self.verify(&certificate, scheme, message, signer.value).outcome {
                return Stamp::Fits { time: info.time, authority: Party { certificate: der, ticket: Some(ticket) } };
            }
        }
        Stamp::Misfit
    }
}
