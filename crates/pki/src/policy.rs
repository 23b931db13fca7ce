//! Certificate policies: the state machine of RFC 5280 §6.1, kept as the graph of RFC 9618, whose size cannot explode.

use super::{certificate::Certificate, oid::ANY_POLICY};
use alloc::vec::Vec;

/// Policies of one certificate, or mappings, that are taken: more is refused.
const MOST: usize = 64;

/// What the caller asks for (RFC 5280 §6.1.1 (c), (e), (f), (g)).
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// user-initial-policy-set; `None`: any-policy.
    pub(super) policies: Option<Vec<Vec<u8>>>,
    pub(super) explicit: bool,
    pub(super) inhibit_mapping: bool,
    pub(super) inhibit_any: bool,
}

/// A policy that still holds at one depth.
struct Node<'a> {
    policy: &'a [u8],
    /// expected_policy_set: what the next certificate may call it.
    expected: Vec<&'a [u8]>,
    /// The policies in the anchor's terms that it stands for; none for any-policy itself.
    roots: Vec<&'a [u8]>,
}

/// The state between two certificates.
pub(super) struct Policies<'a> {
    /// The graph's last row: empty is the tree that is NULL.
    row: Vec<Node<'a>>,
    explicit: u32,
    mapping: u32,
    any: u32,
    wanted: &'a Wanted,
}

/// Why the policies do not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// An explicit policy is asked for, and none is left (§6.1.3 (f), §6.1.5 (g)).
    NonePermitted,
    /// any-policy is mapped (§6.1.4 (a)).
    AnyMapped,
    /// More policies than are taken.
    TooMany,
}

impl Misfit {
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::NonePermitted => "none-permitted",
            Self::AnyMapped => "any-policy-mapped",
            Self::TooMany => "too-many",
        }
    }
}

impl<'a> Policies<'a> {
    /// The state above a path of `length` certificates, the anchor not counted (§6.1.2).
    pub(super) fn new(length: u32, wanted: &'a Wanted) -> Self {
        let counter = |set: bool| if set { 0 } else { length + 1 };
        Self {
            row: alloc::vec![Node { policy: ANY_POLICY, expected: alloc::vec![ANY_POLICY], roots: Vec::new() }],
            explicit: counter(wanted.explicit),
            mapping: counter(wanted.inhibit_mapping),
            any: counter(wanted.inhibit_any),
            wanted,
        }
    }

    /// §6.1.3 (d) to (f).
    pub(super) fn enter(&mut self, certificate: &'a Certificate, last: bool) -> Result<(), Misfit> {
        let stated = certificate.extensions().policies().flatten().unwrap_or_default();
        if stated.len() > MOST {
            self.row.clear();
            return Err(Misfit::TooMany);
        }
        let mut next: Vec<Node<'a>> = Vec::new();
        for policy in stated.iter().filter(|policy| **policy != ANY_POLICY) {
            let mut roots: Vec<&[u8]> = Vec::new();
            let mut found = false;
            for node in self.row.iter().filter(|node| node.expected.contains(policy)) {
                found = true;
                merge(&mut roots, &node.roots);
            }
            if !found && self.row.iter().any(|node| node.policy == ANY_POLICY) {
                found = true;
                roots.push(policy);
            }
            if found {
                next.push(Node { policy, expected: alloc::vec![policy], roots });
            }
        }
        let may_be_any = self.any > 0 || (!last && certificate.is_self_issued());
        if stated.contains(&ANY_POLICY) && may_be_any {
            for node in &self.row {
                for expected in &node.expected {
                    if let Some(there) = next.iter_mut().find(|there| there.policy == *expected) {
                        // A policy that the certificate names itself is settled above; one that came in here a moment
                        // ago gains a parent.
                        if !stated.contains(expected) {
                            merge(&mut there.roots, &node.roots);
                        }
                        continue;
                    }
                    next.push(Node { policy: expected, expected: alloc::vec![expected], roots: node.roots.clone() });
                }
            }
        }
        self.row = next;
        if self.explicit == 0 && self.row.is_empty() { Err(Misfit::NonePermitted) } else { Ok(()) }
    }

    /// §6.1.4 (a), (b), (h), (i), (j): towards the next certificate.
    pub(super) fn descend(&mut self, certificate: &'a Certificate) -> Result<(), Misfit> {
        let extensions = certificate.extensions();
        let mappings = extensions.policy_mappings().flatten().unwrap_or_default();
        if mappings.len() > MOST {
            return Err(Misfit::TooMany);
        }
        if mappings.iter().any(|(issuer, subject)| *issuer == ANY_POLICY || *subject == ANY_POLICY) {
            return Err(Misfit::AnyMapped);
        }
        if self.mapping == 0 {
            self.row.retain(|node| !mappings.iter().any(|(issuer, _)| *issuer == node.policy));
        } else {
            let mut done: Vec<&[u8]> = Vec::new();
            for (issuer, _) in &mappings {
                if done.contains(issuer) {
                    continue;
                }
                done.push(issuer);
                let expected: Vec<&[u8]> =
                    mappings.iter().filter(|(i, _)| i == issuer).map(|(_, subject)| *subject).collect();
                if let Some(node) = self.row.iter_mut().find(|node| node.policy == *issuer) {
                    node.expected = expected;
                } else if self.row.iter().any(|node| node.policy == ANY_POLICY) {
                    self.row.push(Node { policy: issuer, expected, roots: alloc::vec![issuer] });
                }
            }
        }
        if !certificate.is_self_issued() {
            for counter in [&mut self.explicit, &mut self.mapping, &mut self.any] {
                *counter = counter.saturating_sub(1);
            }
        }
        let constraints = extensions.policy_constraints().flatten().unwrap_or_default();
        self.explicit = self.explicit.min(constraints.require_explicit.unwrap_or(u32::MAX));
        self.mapping = self.mapping.min(constraints.inhibit_mapping.unwrap_or(u32::MAX));
        self.any = self.any.min(extensions.inhibit_any_policy().flatten().unwrap_or(u32::MAX));
        Ok(())
    }

    /// §6.1.5 (a), (b), (g): behind the last certificate.
    pub(super) fn finish(mut self, leaf: &Certificate) -> Result<(), Misfit> {
        self.explicit = self.explicit.saturating_sub(1);
        let constraints = leaf.extensions().policy_constraints().flatten().unwrap_or_default();
        if constraints.require_explicit == Some(0) {
            self.explicit = 0;
        }
        let holds = match &self.wanted.policies {
            None => !self.row.is_empty(),
            Some(wanted) => self.row.iter().any(|node| {
                node.policy == ANY_POLICY || node.roots.iter().any(|root| wanted.iter().any(|policy| policy == root))
            }),
        };
        if self.explicit == 0 && !holds { Err(Misfit::NonePermitted) } else { Ok(()) }
    }
}

fn merge<'a>(into: &mut Vec<&'a [u8]>, from: &[&'a [u8]]) {
    for policy in from {
        if !into.contains(policy) {
            into.push(policy);
        }
    }
}
