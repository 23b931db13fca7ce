//! Certificate and list extensions (RFC 5280 §4.2, §5.2): where they stand, and what they hold once asked for.
//!
//! Every reading gives `None` when the value is malformed, `Some(None)` when the extension is not there.

use super::{
    general_name::GeneralName,
    oid,
    tlv::{self, Cursor, Span, Tlv, constructed, context, span},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

pub(crate) const SUBJECT_KEY_ID: &[u8] = &[0x55, 0x1d, 0x0e];
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
pub(crate) const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];
pub(crate) const ISSUER_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x12];
pub(crate) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
pub(crate) const CRL_NUMBER: &[u8] = &[0x55, 0x1d, 0x14];
pub(crate) const DELTA_CRL: &[u8] = &[0x55, 0x1d, 0x1b];
pub(crate) const ISSUING_POINT: &[u8] = &[0x55, 0x1d, 0x1c];
pub(crate) const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x1e];
pub(crate) const CRL_POINTS: &[u8] = &[0x55, 0x1d, 0x1f];
pub(crate) const POLICIES: &[u8] = &[0x55, 0x1d, 0x20];
pub(crate) const POLICY_MAPPINGS: &[u8] = &[0x55, 0x1d, 0x21];
pub(crate) const AUTHORITY_KEY_ID: &[u8] = &[0x55, 0x1d, 0x23];
pub(crate) const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x24];
pub(crate) const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
pub(crate) const FRESHEST_CRL: &[u8] = &[0x55, 0x1d, 0x2e];
/// authorityInfoAccess (RFC 5280 §4.2.2.1).
pub(crate) const AUTHORITY_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
pub(crate) const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1d, 0x36];
/// qcStatements (RFC 3739 §3.2.6).
pub(crate) const QC_STATEMENTS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 3];

/// keyUsage bits (RFC 5280 §4.2.1.3).
pub(crate) const DIGITAL_SIGNATURE: u16 = 1;
pub(crate) const NON_REPUDIATION: u16 = 1 << 1;
pub(crate) const KEY_CERT_SIGN: u16 = 1 << 5;
pub(crate) const CRL_SIGN: u16 = 1 << 6;

/// One extension.
#[derive(Clone)]
pub(super) struct Extension {
    oid: Span,
    critical: bool,
    value: Span,
}

/// Reads `SEQUENCE SIZE (1..MAX) OF Extension`. An explicit `FALSE` is let pass: it changes no meaning, and is seen.
pub(super) fn read(der: &[u8], sequence: Tlv<'_>) -> Option<Vec<Extension>> {
    let list: Vec<Extension> = sequence
        .elements()?
        .into_iter()
        .map(|tlv| {
            let mut inside = (tlv.tag == tlv::SEQUENCE).then(|| tlv.inside())?;
            let oid = inside.expect(tlv::OID)?.value;
            let critical = match inside.optional(tlv::BOOLEAN)? {
                Some(critical) => critical.boolean()?,
                None => false,
            };
            let value = inside.expect(tlv::OCTET_STRING)?.value;
            inside.end()?;
            oid::is_valid(oid).then(|| Extension { oid: span(der, oid), critical, value: span(der, value) })
        })
        .collect::<Option<_>>()?;
    (!list.is_empty()).then_some(list)
}

/// The extensions of one certificate, list or entry.
#[derive(Clone, Copy)]
pub(super) struct Extensions<'a> {
    pub(super) der: &'a [u8],
    pub(super) list: &'a [Extension],
}

/// basicConstraints (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BasicConstraints {
    pub(crate) ca: bool,
    pub(crate) path_length: Option<u32>,
}

/// policyConstraints (RFC 5280 §4.2.1.11): how many certificates may follow first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PolicyConstraints {
    pub(crate) require_explicit: Option<u32>,
    pub(crate) inhibit_mapping: Option<u32>,
}

/// One distribution point, of a certificate or of a list (RFC 5280 §4.2.1.13, §5.2.5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Point<'a> {
    pub(crate) name: Option<PointName<'a>>,
    /// ReasonFlags, bit 0 unused; `None`: all.
    pub(crate) reasons: Option<u16>,
    /// cRLIssuer.
    pub(crate) issuer: Option<Vec<GeneralName<'a>>>,
}

/// DistributionPointName.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PointName<'a> {
    /// fullName.
    Full(Vec<GeneralName<'a>>),
    /// nameRelativeToCRLIssuer: the content of that SET.
    Relative(&'a [u8]),
}

/// issuingDistributionPoint (RFC 5280 §5.2.5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IssuingPoint<'a> {
    pub(crate) point: Point<'a>,
    pub(crate) only_users: bool,
    pub(crate) only_cas: bool,
    pub(crate) only_attributes: bool,
    pub(crate) indirect: bool,
}

type Reading<T> = Option<Option<T>>;

impl<'a> Extensions<'a> {
    /// Each: object identifier, critical, value.
    pub(super) fn iter(self) -> impl Iterator<Item = (&'a [u8], bool, &'a [u8])> {
        let part = |span: &Span| self.der.get(span.clone()).unwrap_or_default();
        self.list.iter().map(move |e| (part(&e.oid), e.critical, part(&e.value)))
    }

    /// Whether it is there, and critical.
    pub(super) fn is_critical(self, oid: &[u8]) -> Option<bool> {
        self.iter().find(|(o, ..)| *o == oid).map(|(_, critical, _)| critical)
    }

    /// Its value, as it stands.
    pub(super) fn value(self, oid: &[u8]) -> Option<&'a [u8]> {
        self.iter().find(|(o, ..)| *o == oid).map(|(.., value)| value)
    }

    fn get<T>(self, oid: &[u8], read: impl FnOnce(Tlv<'a>) -> Option<T>) -> Reading<T> {
        match self.value(oid) {
            Some(value) => Tlv::whole(value).and_then(read).map(Some),
            None => Some(None),
        }
    }

    /// cA and pathLenConstraint.
    pub(super) fn basic_constraints(self) -> Reading<BasicConstraints> {
        self.get(BASIC_CONSTRAINTS, |tlv| {
            let mut inside = sequence(tlv)?;
            let ca = match inside.optional(tlv::BOOLEAN)? {
                Some(ca) => ca.boolean()?,
                None => false,
            };
            let path_length = match inside.optional(tlv::INTEGER)? {
                Some(length) => Some(length.count()?),
                None => None,
            };
            inside.end()?;
            Some(BasicConstraints { ca, path_length })
        })
    }

    /// Whether every statement of qcStatements is known: a critical extension makes all of them critical. Known are the
    /// syntaxes of RFC 3739 §3.2.6.1 and the seven statements of ETSI EN 319 412-5 §4, which say what the signer's
    /// certificate is and limit no path.
    pub(super) fn knows_statements(self) -> bool {
        let known = |statement: Tlv<'a>| {
            let oid = sequence(statement)?.expect(tlv::OID)?.value;
            Some(matches!(oid, [0x2b, 6, 1, 5, 5, 7, 0x0b, 1 | 2] | [4, 0, 0x8e, 0x46, 1, 1..=7]))
        };
        let all = self.get(QC_STATEMENTS, |tlv| {
            sequence(tlv)?;
            Some(tlv.elements()?.into_iter().all(|statement| known(statement) == Some(true)))
        });
        all == Some(Some(true))
    }

    /// The bits of [`DIGITAL_SIGNATURE`] and its kin.
    pub(super) fn key_usage(self) -> Reading<u16> {
        self.get(KEY_USAGE, |tlv| (tlv.tag == tlv::BIT_STRING).then(|| tlv.flags())?)
    }

    /// The purposes, as the content of their object identifiers: at least one.
    pub(super) fn extended_key_usage(self) -> Reading<Vec<&'a [u8]>> {
        self.get(EXTENDED_KEY_USAGE, oids)
    }

    /// subjectAltName.
    pub(super) fn alternative_names(self) -> Reading<Vec<GeneralName<'a>>> {
        self.get(SUBJECT_ALT_NAME, |tlv| (tlv.tag == tlv::SEQUENCE).then(|| GeneralName::list(tlv))?)
    }

    /// subjectKeyIdentifier.
    pub(super) fn subject_key_id(self) -> Reading<&'a [u8]> {
        self.get(SUBJECT_KEY_ID, |tlv| (tlv.tag == tlv::OCTET_STRING).then_some(tlv.value))
    }

    /// authorityKeyIdentifier's keyIdentifier: `Some(Some(None))` when the extension has another way of naming the key.
    pub(super) fn authority_key_id(self) -> Reading<Option<&'a [u8]>> {
        self.get(AUTHORITY_KEY_ID, |tlv| {
            let mut inside = sequence(tlv)?;
            let id = inside.optional(context(0))?;
            inside.optional(constructed(1))?;
            inside.optional(context(2))?;
            inside.end()?;
            Some(id.map(|id| id.value))
        })
    }

    /// authorityKeyIdentifier's authorityCertSerialNumber.
    pub(super) fn authority_serial(self) -> Option<&'a [u8]> {
        self.get(AUTHORITY_KEY_ID, |tlv| {
            let mut inside = sequence(tlv)?;
            inside.optional(context(0))?;
            inside.optional(constructed(1))?;
            inside.optional(context(2))?.map(|serial| serial.value)
        })
        .flatten()
    }

    /// Where authorityInfoAccess says that the issuer's certificate can be had: the first URI of id-ad-caIssuers.
    pub(super) fn issuer_address(self) -> Option<&'a str> {
        const CA_ISSUERS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 2];
        self.get(AUTHORITY_ACCESS, |tlv| {
            sequence(tlv)?;
            tlv.elements()?.into_iter().find_map(|description| {
                let mut inside = sequence(description)?;
                let method = inside.expect(tlv::OID)?.value;
                match GeneralName::read(inside.read()?)? {
                    GeneralName::Uri(uri) if method == CA_ISSUERS => Some(uri),
                    _ => None,
                }
            })
        })
        .flatten()
    }

    /// certificatePolicies: the content of their object identifiers, qualifiers left aside.
    pub(super) fn policies(self) -> Reading<Vec<&'a [u8]>> {
        self.get(POLICIES, |tlv| {
            let mut policies: Vec<&[u8]> = Vec::new();
            for information in (tlv.tag == tlv::SEQUENCE).then(|| tlv.elements())?? {
                let mut inside = sequence(information)?;
                let policy = inside.expect(tlv::OID)?.value;
                inside.optional(tlv::SEQUENCE)?;
                inside.end()?;
                // RFC 5280 §4.2.1.4: a policy stands in it once at most.
                if !oid::is_valid(policy) || policies.contains(&policy) {
                    return None;
                }
                policies.push(policy);
            }
            (!policies.is_empty()).then_some(policies)
        })
    }

    /// policyMappings: pairs of the issuer's policy and the subject's.
    pub(super) fn policy_mappings(self) -> Reading<Vec<(&'a [u8], &'a [u8])>> {
        self.get(POLICY_MAPPINGS, |tlv| {
            let pairs: Vec<_> = (tlv.tag == tlv::SEQUENCE)
                .then(|| tlv.elements())??
                .into_iter()
                .map(|pair| {
                    let mut inside = sequence(pair)?;
                    let pair = (inside.expect(tlv::OID)?.value, inside.expect(tlv::OID)?.value);
                    inside.end()?;
                    Some(pair)
                })
                .collect::<Option<_>>()?;
            (!pairs.is_empty()).then_some(pairs)
        })
    }

    /// requireExplicitPolicy and inhibitPolicyMapping: at least one of them.
    pub(super) fn policy_constraints(self) -> Reading<PolicyConstraints> {
        self.get(POLICY_CONSTRAINTS, |tlv| {
            let mut inside = sequence(tlv)?;
            let mut count = |tag| -> Option<Option<u32>> {
                match inside.optional(tag)? {
                    Some(tlv) => tlv.count().map(Some),
                    None => Some(None),
                }
            };
            let (require_explicit, inhibit_mapping) = (count(context(0))?, count(context(1))?);
            inside.end()?;
            (require_explicit.is_some() || inhibit_mapping.is_some())
                .then_some(PolicyConstraints { require_explicit, inhibit_mapping })
        })
    }

    /// inhibitAnyPolicy.
    pub(super) fn inhibit_any_policy(self) -> Reading<u32> {
        self.get(INHIBIT_ANY_POLICY, |tlv| (tlv.tag == tlv::INTEGER).then(|| tlv.count())?)
    }

    /// The value of nameConstraints.
    pub(super) fn name_constraints(self) -> Option<&'a [u8]> {
        self.value(NAME_CONSTRAINTS)
    }

    /// cRLDistributionPoints.
    pub(super) fn crl_points(self) -> Reading<Vec<Point<'a>>> {
        self.get(CRL_POINTS, |tlv| {
            let points: Vec<Point<'_>> = (tlv.tag == tlv::SEQUENCE)
                .then(|| tlv.elements())??
                .into_iter()
                .map(|tlv| {
                    let mut inside = sequence(tlv)?;
                    let name = point_name(&mut inside)?;
                    let reasons = reasons(&mut inside, context(1))?;
                    let issuer = match inside.optional(constructed(2))? {
                        Some(names) => Some(GeneralName::list(names)?),
                        None => None,
                    };
                    inside.end()?;
                    // RFC 5280 §4.2.1.13: a point must not consist of reasons alone.
                    (name.is_some() || issuer.is_some()).then_some(Point { name, reasons, issuer })
                })
                .collect::<Option<_>>()?;
            (!points.is_empty()).then_some(points)
        })
    }

    /// issuingDistributionPoint.
    pub(super) fn issuing_point(self) -> Reading<IssuingPoint<'a>> {
        self.get(ISSUING_POINT, |tlv| {
            let mut inside = sequence(tlv)?;
            let name = point_name(&mut inside)?;
            let only_users = flag(&mut inside, context(1))?;
            let only_cas = flag(&mut inside, context(2))?;
            let reasons = reasons(&mut inside, context(3))?;
            let indirect = flag(&mut inside, context(4))?;
            let only_attributes = flag(&mut inside, context(5))?;
            inside.end()?;
            let point = Point { name, reasons, issuer: None };
            Some(IssuingPoint { point, only_users, only_cas, only_attributes, indirect })
        })
    }

    /// cRLNumber, or the base's number in deltaCRLIndicator: the content of that INTEGER.
    pub(super) fn number(self, oid: &[u8]) -> Reading<&'a [u8]> {
        self.get(oid, |tlv| (tlv.tag == tlv::INTEGER).then(|| tlv.integer())?)
    }
}

fn sequence(tlv: Tlv<'_>) -> Option<Cursor<'_>> {
    (tlv.tag == tlv::SEQUENCE).then(|| tlv.inside())
}

fn oids(tlv: Tlv<'_>) -> Option<Vec<&[u8]>> {
    let oids: Vec<&[u8]> = (tlv.tag == tlv::SEQUENCE)
        .then(|| tlv.elements())??
        .into_iter()
        .map(|tlv| (tlv.tag == tlv::OID && oid::is_valid(tlv.value)).then_some(tlv.value))
        .collect::<Option<_>>()?;
    (!oids.is_empty()).then_some(oids)
}

fn flag(inside: &mut Cursor<'_>, tag: u8) -> Option<bool> {
    inside.optional(tag)?.map_or(Some(false), Tlv::boolean)
}

fn reasons(inside: &mut Cursor<'_>, tag: u8) -> Reading<u16> {
    match inside.optional(tag)? {
        Some(tlv) => tlv.flags().map(Some),
        None => Some(None),
    }
}

/// `[0]` around DistributionPointName, which is a CHOICE and so tagged explicitly.
fn point_name<'a>(inside: &mut Cursor<'a>) -> Reading<PointName<'a>> {
    let Some(explicit) = inside.optional(constructed(0))? else { return Some(None) };
    let choice = Tlv::whole(explicit.value)?;
    Some(Some(match choice.tag {
        tag if tag == constructed(0) => PointName::Full(GeneralName::list(choice)?),
        tag if tag == constructed(1) => PointName::Relative(choice.value),
        _ => return None,
    }))
}

/// A purpose by its name in RFC 5280 §4.2.1.12, ours, or its object identifier.
pub(super) fn usage_name(purpose: &[u8]) -> String {
    const PKIX: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3];
    let pkix = match purpose.strip_prefix(PKIX) {
        Some([1]) => "serverAuth",
        Some([2]) => "clientAuth",
        Some([3]) => "codeSigning",
        Some([4]) => "emailProtection",
        Some([8]) => "timeStamping",
        Some([9]) => "OCSPSigning",
        _ if purpose == oid::SLIP_SIGNING => "slipSigning",
        _ if purpose == oid::ANY_EXTENDED_KEY_USAGE => "anyExtendedKeyUsage",
        _ => return oid::text(purpose),
    };
    pkix.to_string()
}
