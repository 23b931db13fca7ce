//! Which keys a message is held against, and what it means when none opens it (gateway.md §5, Which key).

use super::{
    Confidence, Evidence, Key, Road, Signing, Status,
    claim::{Claim, Named},
};
use crate::{
    bytes,
    charset::{Charset, Gb},
    crypto::PublicKey,
    fields,
    message::{Content, Format, Message},
    reading,
    subject::{self, Role},
};
use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};

/// The DER certificate that a message brings along (UnionPay, version 5.1.0).
#[must_use]
pub fn embedded(message: &Message) -> Option<Vec<u8>> {
    core::iter::once(message).chain(&message.others).find_map(own_certificate)
}

fn own_certificate(message: &Message) -> Option<Vec<u8>> {
    let Content::Members(members) = &message.content else { return None };
    if message.format != Format::Acp {
        return None;
    }
    let form = reading::form_by_rule(members);
    let taken = reading::taken(members, form, Charset::Utf8, Gb::NONE);
    let value = taken.iter().find(|member| member.name == "signPubKeyCert")?;
    let text = String::from_utf8_lossy(&value.value).into_owned();
    // One that was never decoded is its certificate all the same.
    let decoded = || String::from_utf8(crate::members::decode_form(&text, true)?).ok();
    let der = reading::pem_der(&text).or_else(|| reading::pem_der(&decoded()?))?;
    // Data of anybody's choice: no certificate is longer.
    (der.len() <= 8192).then_some(der)
}

pub(super) struct Choice {
    pub(super) named: Vec<usize>,
    pub(super) others: Vec<usize>,
    pub(super) at_hand: bool,
}

impl Road<'_> {
    /// Places of the keys that a message names, and of the others.
    pub(super) fn choose(&self, claim: &Claim) -> Choice {
        let keys = self.given.keys;
        let all = || (0..keys.len()).collect::<Vec<_>>();
        let place = |is: &dyn Fn(&Key) -> bool| -> Vec<usize> {
            keys.iter().enumerate().filter(|(_, key)| is(key)).map(|(at, _)| at).collect()
        };
        let bare = |key: &Key| key.facts.is_none() && !key.embedded;
        let leaf = |key: &Key| key.facts.as_ref().is_some_and(|facts| !facts.ca);
        let (named, at_hand) = match &claim.named {
            Named::Embedded => (place(&|key| key.embedded), true),
            Named::Serial(number, _) => {
                let own = place(&|key| {
                    key.facts.as_ref().is_some_and(|f| bytes::without_leading_zeros(&f.serial) == number.as_slice())
                });
                let found = !own.is_empty();
                (if found { own } else { place(&bare) }, found)
            }
            Named::PublicKey(_) => (place(&bare), !place(&bare).is_empty()),
            Named::CertificateNumber(number) => {
                let own =
                    place(&|key| key.facts.as_ref().is_some_and(|f| subject::cert_sn(f).eq_ignore_ascii_case(number)));
                let found = !own.is_empty();
                (if found { own } else { place(&bare) }, found)
            }
            Named::Nobody => {
                let mut own = place(&|key| leaf(key) || bare(key));
                let format = self.message.format;
                own.sort_by_key(|at| {
                    let facts = keys.get(*at).and_then(|key| key.facts.as_ref());
                    facts.is_none_or(|facts| subject::role(format, facts) != Role::Gateway)
                });
                let found = !own.is_empty();
                (own, found)
            }
        };
        let others = if at_hand && !matches!(claim.named, Named::Nobody) {
            all().into_iter().filter(|at| !named.contains(at)).collect()
        } else {
            Vec::new()
        };
        Choice { named, others, at_hand }
    }

    pub(super) fn named_evidence(&self, named: &Named) -> Evidence {
        match named {
            Named::Serial(_, name) | Named::PublicKey(name) | Named::CertificateNumber(name) => {
                Vec::from([("named", fields::visible(name))])
            }
            Named::Embedded | Named::Nobody => Vec::new(),
        }
    }

    /// No key opens it.
    pub(super) fn nothing_opens(&mut self, claim: &Claim, choice: &Choice, keys: &[Option<PublicKey>]) {
        self.checked.digest = if claim.sm2 { Status::Absent } else { Status::Unknown };
        if !choice.at_hand {
            self.checked.signing = Signing::KeyUnknown;
            self.checked.signature = Status::Unknown;
            let named = self.named_evidence(&claim.named);
            if !named.is_empty() {
                self.note("certificate-needed", named.clone());
            }
            return self.add("certificate-unknown-issuer", Confidence::Proven, named);
        }
        self.checked.signing = Signing::Misfit;
        self.checked.signature = Status::Fail;
        self.checked.key = choice.named.first().copied().filter(|_| !matches!(claim.named, Named::Nobody));
        let sizes: Vec<usize> = choice.named.iter().filter_map(|at| keys.get(*at)?.as_ref()?.modulus()).collect();
        if !claim.sm2 && !sizes.is_empty() && sizes.iter().all(|size| claim.signature.len() < *size) {
            let evidence = Vec::from([("part", "signature".to_owned()), ("length", claim.signature.len().to_string())]);
            return self.add("truncated", Confidence::Likely, evidence);
        }
        match claim.named {
            Named::Nobody | Named::PublicKey(_) => {
                self.add("certificate-wrong-key", Confidence::Likely, self.named_evidence(&claim.named));
            }
            _ => {
                self.add("certificate-wrong-key", Confidence::Possible, self.named_evidence(&claim.named));
                self.add("data-corrupted", Confidence::Possible, Vec::new());
            }
        }
    }
}
