//! The first reading: groups, certificates and what is wrong with a file; receipts are counted, and looked at afterwards.

use super::{
    export::{End, Event, Group, Member, walk},
    keys::Ring,
    rules,
};
use crate::{Authority, Collector, Evidence, Input, evidence};
use slipcheck_codec::encoding::hex;
use slipcheck_signature::sha256;
use std::{collections::HashMap, ops::ControlFlow};

/// No certificate.
pub(super) const NONE: u32 = u32::MAX;

/// What the files hold beside receipts.
#[derive(Default)]
pub(super) struct Survey {
    /// The entry of each group's certificate, or [`NONE`].
    pub(super) groups: Vec<u32>,
    /// The number of the first group of each file.
    pub(super) first_groups: Vec<u32>,
    pub(super) receipts: u64,
    /// A file is damaged.
    pub(super) damaged: bool,
}

/// What was found out about a certificate and the authorities beside it, by their texts.
type Signed = HashMap<[u8; 32], bool>;

/// Reads every file for its groups.
pub(super) fn survey(
    inputs: &mut [Input<'_>],
    ring: &mut Ring,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
) -> Survey {
    let mut survey = Survey::default();
    let mut signed = Signed::new();
    let several = inputs.len() > 1;
    for input in inputs.iter_mut() {
        let file = |evidence: Evidence| {
            let mut evidence = evidence;
            if several {
                evidence.insert("file".into(), input.name.as_str().into());
            }
            evidence
        };
        survey.first_groups.push(u32::try_from(survey.groups.len()).unwrap_or(NONE));
        let mut end = End::Damaged;
        if input.source.rewind().is_ok() {
            end = walk(&mut input.source, &mut |event, _| {
                match event {
                    Event::Opens => {}
                    Event::Receipt(_) => survey.receipts += 1,
                    Event::Closes(group) => {
                        let number = u32::try_from(survey.groups.len()).unwrap_or(NONE);
                        let at =
                            Look { number, ring, authority, signed: &mut signed, collector, file: &file }.group(&group);
                        survey.groups.push(at.and_then(|at| u32::try_from(at).ok()).unwrap_or(NONE));
                    }
                }
                ControlFlow::Continue(())
            });
        }
        let why = match end {
            End::Whole | End::Stopped => continue,
            End::Malformed => "members",
            End::Damaged => "not-json",
        };
        survey.damaged = true;
        collector.add(&rules::EXPORT_MALFORMED, "", file(evidence! { "why" => why }));
    }
    if survey.receipts == 0 && !survey.damaged {
        collector.add(&rules::EXPORT_EMPTY, "", Evidence::new());
    }
    survey
}

/// One group.
struct Look<'l, 'c> {
    number: u32,
    ring: &'l mut Ring,
    authority: &'l dyn Authority,
    signed: &'l mut Signed,
    collector: &'l mut Collector<'c>,
    file: &'l dyn Fn(Evidence) -> Evidence,
}

impl Look<'_, '_> {
    /// Says what is wrong with it: the entry of its certificate.
    fn group(&mut self, group: &Group) -> Option<usize> {
        let place = self.number.to_string();
        let why = match (group.other, group.twice, group.has_receipts || group.cut) {
            (true, ..) => Some("not-an-object"),
            (_, true, _) => Some("members"),
            (.., false) => Some("no-receipts"),
            _ => None,
        };
        if let Some(why) = why {
            self.collector.add(&rules::EXPORT_MALFORMED, &place, (self.file)(evidence! { "why" => why }));
        }
        let mut missing = Vec::new();
        if group.certificate == Member::Missing {
            missing.push("Signaturzertifikat");
        }
        if group.authorities == Member::Missing {
            missing.push("Zertifizierungsstellen");
        }
        // What is no object at all lacks nothing else.
        if !missing.is_empty() && !group.cut && !group.other {
            self.collector.add(&rules::MEMBER_MISSING, &place, (self.file)(evidence! { "members" => missing }));
        }
        let mut unreadable = matches!(group.certificate, Member::Other) || matches!(group.authorities, Member::Other);
        let own = match &group.certificate {
            Member::Is(text) if !text.is_empty() => {
                let own = self.ring.of_group(text, self.number, self.authority);
                unreadable |= own.is_none();
                own
            }
            _ => None,
        };
        let mut authorities = Vec::new();
        if let Member::Is(list) = &group.authorities {
            for text in list {
                match text.as_ref().and_then(|text| self.ring.authority_of(text, self.authority)) {
                    Some(der) => authorities.push(der),
                    None => unreadable = true,
                }
            }
        }
        if unreadable {
            self.collector.add(&rules::CERTIFICATE_UNREADABLE, &place, (self.file)(Evidence::new()));
        }
        if let Some(own) = own {
            self.certificate(own, &place, &authorities, unreadable);
        }
        own
    }

    fn certificate(&mut self, own: usize, place: &str, authorities: &[Vec<u8>], unreadable: bool) {
        let Some(certificate) = self.ring.entries.get(own).and_then(|entry| entry.certificate.clone()) else { return };
        let evidence = || {
            (self.file)(
                evidence! { "serial" => certificate.serial.as_str(), "subject" => certificate.subject.as_str() },
            )
        };
        if self.ring.collides(own) {
            self.collector.cause(&rules::CERTIFICATE_COLLISION, &certificate.serial, place, evidence());
        }
        if authorities.is_empty() || unreadable {
            return;
        }
        let mut hashed = certificate.sha256.to_vec();
        authorities.iter().for_each(|der| hashed.extend(sha256(der)));
        let (authority, der) = (self.authority, &certificate.der);
        let signed = self.signed.entry(sha256(&hashed)).or_insert_with(|| authority.is_signed_by(der, authorities));
        if !*signed {
            if let Some(entry) = self.ring.entries.get_mut(own) {
                entry.broken = true;
            }
            let cause = hex(&certificate.sha256);
            self.collector.cause(&rules::CERTIFICATE_CHAIN_BROKEN, &cause, place, evidence());
        }
    }
}

/// The paths of the groups' certificates: each at the first group that it stands in.
pub(super) fn paths(
    survey: &Survey,
    files: &dyn Fn(u32, Evidence) -> Evidence,
    ring: &mut Ring,
    authority: &dyn Authority,
    collector: &mut Collector<'_>,
) {
    ring.complete();
    let mut groups: HashMap<u32, u64> = HashMap::new();
    for at in &survey.groups {
        *groups.entry(*at).or_default() += 1;
    }
    for at in 0..ring.entries.len() {
        let path = ring.entries.get(at).and_then(|entry| entry.group).map(|group| (group, ring.path(at, authority)));
        let (Some((group, path)), Some(entry)) = (path, ring.entries.get(at)) else { continue };
        if entry.pinned || entry.broken || path.trusted {
            continue;
        }
        let serial = entry.certificate.as_ref().map(|certificate| certificate.serial.clone()).unwrap_or_default();
        let count = u32::try_from(at).ok().and_then(|at| groups.get(&at)).copied().unwrap_or(0);
        let mut evidence = files(group, evidence! { "serial" => serial });
        if count > 1 {
            evidence.insert("count".into(), count.into());
        }
        collector.add(&rules::CERTIFICATE_UNTRUSTED, &group.to_string(), evidence);
    }
}
