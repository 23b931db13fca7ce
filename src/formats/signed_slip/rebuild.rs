//! The detached slip's payload, rebuilt from the paper (profile, "From print to members").

use super::jws::Detached;
use crate::{
    compare,
    report::{Field, Match},
    signature::sha256,
    slip::{Member, Reading},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use serde_json::{Map, Value};

/// What the paper gives of the signed members.
pub(super) struct Paper {
    /// Name and value, in the order of `fields`; without those that are missing.
    pub(super) members: Vec<(String, String)>,
    /// Members that are not printed, or not completely.
    pub(super) missing: Vec<String>,
    /// Members that can be read in several ways, with these.
    pub(super) uncertain: Vec<(String, Vec<String>)>,
    /// Members printed more than once, with the values that are not in `members`.
    pub(super) others: Vec<(String, String)>,
    /// Members read off a picture: forms of the same value, and what the recogniser's second choices say.
    pub(super) seen: Vec<(String, Vec<String>, Vec<String>)>,
}

/// The canonical payload of members, all of them texts (RFC 8785).
pub(super) fn canonical(members: &[(String, String)]) -> Vec<u8> {
    let mut map: Map<String, Value> = Map::new();
    for (name, value) in members {
        map.insert(name.clone(), Value::from(value.as_str()));
    }
    // Texts alone always have a canonical form.
    crate::json::canonical(&map).unwrap_or_default()
}

/// First four bytes of SHA-256 of `name=value`.
pub(super) fn field_digest(name: &str, value: &str) -> [u8; 4] {
    let [a, b, c, d, ..] = sha256([name, "=", value].concat().as_bytes());
    [a, b, c, d]
}

/// The members that `parts` names, off the paper.
pub(super) fn members(parts: &Detached, reading: &Reading) -> Paper {
    let mut paper =
        Paper { members: Vec::new(), missing: Vec::new(), uncertain: Vec::new(), others: Vec::new(), seen: Vec::new() };
    for name in &parts.fields {
        let mut values: Vec<(String, &Member)> =
            reading.all(name).filter_map(|member| Some((value(name, member, parts)?, member))).collect();
        if values.is_empty() {
            paper.missing.push(name.clone());
            continue;
        }
        let (first, member) = values.remove(0);
        if !member.uncertain.is_empty() {
            let readings = member
                .uncertain
                .iter()
                .filter_map(|text| value(name, &Member { value: text.clone(), ..member.clone() }, parts));
            paper.uncertain.push((name.clone(), readings.collect()));
        }
        if !(member.forms.is_empty() && member.second.is_empty() && member.shorter.is_empty()) {
            let all = |texts: &[String]| -> Vec<String> {
                let other = |text: &String| value(name, &Member { value: text.clone(), ..member.clone() }, parts);
                texts.iter().filter_map(other).collect()
            };
            let forms = [all(&member.forms), all(&member.shorter)].concat();
            paper.seen.push((name.clone(), forms, all(&member.second)));
        }
        paper
            .others
            .extend(values.into_iter().filter(|(other, _)| *other != first).map(|(other, _)| (name.clone(), other)));
        paper.members.push((name.clone(), first));
    }
    paper
}

/// A printed value in the payload's form, when enough of it is printed.
fn value(name: &str, member: &Member, parts: &Detached) -> Option<String> {
    match name {
        "time" => match (member.value.len(), &parts.zone) {
            (19, Some(zone)) => Some([member.value.as_str(), zone].concat()),
            (20.., _) => Some(member.value.clone()),
            _ => None,
        },
        // What only the layout says is not printed.
        "currency" if member.raw.is_empty() => None,
        // A receipt keeps the sign of a return in the value.
        "amount" => Some(member.value.trim_start_matches('-').into()).filter(|value: &String| !value.is_empty()),
        _ => (!member.value.is_empty()).then(|| member.value.clone()),
    }
}

/// Members with their values, and the names of those whose value is a second choice.
pub(super) type Sighting = (Vec<(String, String)>, Vec<String>);

impl Paper {
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.members.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
    }

    pub(super) fn canonical(&self) -> Vec<u8> {
        canonical(&self.members)
    }

    /// The members with these changed.
    pub(super) fn with(&self, changes: &[(&str, String)]) -> Vec<(String, String)> {
        let changed = |name: &str, value: &str| {
            changes.iter().find(|(other, _)| *other == name).map_or(value, |(_, value)| value.as_str()).to_string()
        };
        self.members.iter().map(|(name, value)| (name.clone(), changed(name, value))).collect()
    }

    /// Every way to read the uncertain members, the first as they stand; at most 64.
    pub(super) fn readings(&self) -> Vec<Vec<(String, String)>> {
        let mut all = alloc::vec![self.members.clone()];
        for (name, values) in &self.uncertain {
            let mut more = Vec::new();
            for members in &all {
                for value in values {
                    let mut members = members.clone();
                    if let Some(member) = members.iter_mut().find(|(other, _)| other == name)
                        && member.1 != *value
                    {
                        member.1.clone_from(value);
                        more.push(members);
                    }
                }
            }
            all.append(&mut more);
            all.truncate(64);
        }
        all
    }

    /// Ways to read what was seen on a picture: forms of the same values first, then second choices; with each the
    /// members whose value is a second choice. The first is as it was read; at most 256.
    pub(super) fn sightings(&self) -> Vec<Sighting> {
        let mut all = alloc::vec![(self.members.clone(), Vec::new())];
        for second in [false, true] {
            for (name, forms, choices) in &self.seen {
                let mut more = Vec::new();
                for (members, doubtful) in &all {
                    for value in if second { choices } else { forms } {
                        let mut members: Vec<(String, String)> = members.clone();
                        let mut doubtful: Vec<String> = doubtful.clone();
                        if let Some(member) = members.iter_mut().find(|(other, _)| other == name) {
                            member.1.clone_from(value);
                        }
                        if second {
                            doubtful.push(name.clone());
                        }
                        more.push((members, doubtful));
                    }
                }
                all.append(&mut more);
                all.truncate(256);
            }
        }
        all
    }

    /// Whether a member can be read in another way.
    pub(super) fn is_doubtful(&self) -> bool {
        !(self.uncertain.is_empty() && self.seen.iter().all(|(.., second)| second.is_empty()))
    }

    /// The payload of another way to read the members whose digest this is.
    pub(super) fn digested(&self, stated: &str) -> Option<Vec<u8>> {
        let seen = self.sightings().into_iter().map(|(members, _)| members);
        let payloads = self.readings().into_iter().chain(seen).map(|members| canonical(&members));
        payloads.into_iter().find(|payload| crate::encoding::hex(&sha256(payload)).starts_with(stated))
    }

    /// Takes, of members whose field digest differs, the form or second choice that it fits; returns the members where
    /// it was a second choice.
    pub(super) fn settle(&mut self, parts: &Detached) -> Vec<String> {
        let mut doubtful = Vec::new();
        let differing: Vec<(String, [u8; 4])> =
            self.differing(parts).unwrap_or_default().into_iter().map(|(name, digest)| (name.into(), digest)).collect();
        for (name, digest) in differing {
            let Some((_, forms, second)) = self.seen.iter().find(|(other, ..)| *other == name) else { continue };
            let fits = |value: &&String| field_digest(&name, value) == digest;
            let form = forms.iter().find(fits);
            let Some(value) = form.or_else(|| second.iter().find(fits)).cloned() else { continue };
            if form.is_none() {
                doubtful.push(name.clone());
            }
            if let Some(member) = self.members.iter_mut().find(|(other, _)| *other == name) {
                member.1 = value;
            }
        }
        doubtful
    }

    /// Names whose field digest differs, when the header carries field digests.
    pub(super) fn differing<'a>(&self, parts: &'a Detached) -> Option<Vec<(&'a str, [u8; 4])>> {
        let digests = parts.digests.as_ref()?;
        let differs = |(name, digest): &(&'a String, &[u8; 4])| {
            self.value(name).is_none_or(|value| field_digest(name, &value) != **digest)
        };
        Some(parts.fields.iter().zip(digests).filter(differs).map(|(name, digest)| (name.as_str(), *digest)).collect())
    }

    /// The printed members, nothing said about the signed ones.
    pub(super) fn fields(&self, reading: &Reading) -> Vec<Field> {
        let mut fields = Vec::new();
        compare::append_printed(&mut fields, reading);
        fields
    }

    /// The printed members, judged by their field digests where there are any.
    pub(super) fn judged_by_digest(&self, parts: &Detached, reading: &Reading) -> Vec<Field> {
        let differing = self.differing(parts);
        let mut fields: Vec<Field> = self
            .members
            .iter()
            .map(|(name, value)| {
                let differs = differing.as_ref().map(|differing| differing.iter().any(|(other, _)| other == name));
                Field {
                    name: name.clone(),
                    signed: (differs == Some(false)).then(|| value.clone()),
                    printed: Some(value.clone()),
                    matches: differs.map(|differs| if differs { Match::Differs } else { Match::Same }),
                    place: reading.get(name).and_then(|member| compare::place(member, reading)),
                    ..Field::default()
                }
            })
            .collect();
        compare::append_printed(&mut fields, reading);
        fields
    }
}
