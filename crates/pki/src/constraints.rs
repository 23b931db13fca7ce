//! Name constraints (RFC 5280 §4.2.1.10): the names that certificates below a CA may bear.

use super::{
    certificate::Certificate,
    general_name::{GeneralName, is_host, mailbox},
    name::{self, Name},
    tlv::{self, Tlv, constructed, context},
};
use alloc::{string::String, vec::Vec};

/// Comparisons of one name with one constraint that a whole check may cost: more is refused, since both lists come from
/// whoever made the certificates.
pub(super) const BUDGET: u32 = 1 << 16;

/// One CA's constraints.
pub(super) struct Constraints<'a> {
    permitted: Vec<Part<'a>>,
    excluded: Vec<Part<'a>>,
}

/// A name or a constraint, and what it is as a directory name, read once.
struct Part<'a> {
    name: GeneralName<'a>,
    directory: Option<Name>,
}

impl<'a> Part<'a> {
    fn of(name: GeneralName<'a>) -> Self {
        let directory = match name {
            GeneralName::Directory(der) => Name::from_der(der),
            _ => None,
        };
        Self { name, directory }
    }

    /// Whether all that it may stand for lies below `base`.
    fn is_within(&self, base: &Self) -> bool {
        match (&self.directory, &base.directory) {
            (Some(name), Some(base)) => name.is_within(base),
            _ => is_within(&self.name, &base.name),
        }
    }

    /// Whether anything that it may stand for lies below `base`: a wildcard stands for many hosts, and one of them may be
    /// what is excluded.
    fn touches(&self, base: &Self) -> bool {
        self.is_within(base)
            || match (&self.name, &base.name) {
                (GeneralName::Dns(host), GeneralName::Dns(base)) => {
                    host.strip_prefix("*.").is_some_and(|rest| host_below(base, rest))
                }
                _ => false,
            }
    }
}

/// A name that is not allowed, and why.
pub(super) struct Violation {
    pub(super) name: String,
    pub(super) reason: &'static str,
}

impl<'a> Constraints<'a> {
    /// Reads the extension's value: `None` when it is malformed, or a constraint is none that its form allows.
    pub(super) fn read(value: &'a [u8]) -> Option<Self> {
        let mut inside = Tlv::whole_of(value, tlv::SEQUENCE)?.inside();
        let permitted = inside.optional(constructed(0))?;
        let excluded = inside.optional(constructed(1))?;
        inside.end()?;
        if permitted.is_none() && excluded.is_none() {
            return None;
        }
        let read = |list: Option<Tlv<'a>>| list.map_or(Some(Vec::new()), subtrees);
        Some(Self { permitted: read(permitted)?, excluded: read(excluded)? })
    }

    /// The first name that these constraints do not allow.
    fn check(&self, names: &[(Part<'_>, String)], budget: &mut u32) -> Option<Violation> {
        for (name, shown) in names {
            let cost = u32::try_from(self.permitted.len() + self.excluded.len()).unwrap_or(u32::MAX);
            let violation = |reason| Some(Violation { name: shown.clone(), reason });
            let Some(left) = budget.checked_sub(cost) else { return violation("too-many") };
            *budget = left;
            let form = core::mem::discriminant(&name.name);
            let mut permitted =
                self.permitted.iter().filter(|base| core::mem::discriminant(&base.name) == form).peekable();
            let mut excluded =
                self.excluded.iter().filter(|base| core::mem::discriminant(&base.name) == form).peekable();
            if permitted.peek().is_none() && excluded.peek().is_none() {
                continue;
            }
            if !is_comparable(&name.name) {
                return violation("not-comparable");
            }
            if excluded.any(|base| name.touches(base)) {
                return violation("excluded");
            }
            if permitted.peek().is_some() && !permitted.any(|base| name.is_within(base)) {
                return violation("not-permitted");
            }
        }
        None
    }
}

fn subtrees(list: Tlv<'_>) -> Option<Vec<Part<'_>>> {
    let bases: Vec<Part<'_>> = list
        .elements()?
        .into_iter()
        .map(|subtree| {
            let mut inside = (subtree.tag == tlv::SEQUENCE).then(|| subtree.inside())?;
            let base = GeneralName::read(inside.read()?)?;
            // RFC 5280: minimum is 0, and maximum is absent.
            if let Some(minimum) = inside.optional(context(0))?
                && minimum.value != [0]
            {
                return None;
            }
            inside.end()?;
            is_base(&base).then(|| Part::of(base))
        })
        .collect::<Option<_>>()?;
    (!bases.is_empty()).then_some(bases)
}

/// Whether a constraint is of the syntax that its form asks for.
fn is_base(base: &GeneralName<'_>) -> bool {
    match base {
        GeneralName::Dns(host) => host.is_empty() || is_host(host),
        GeneralName::Email(text) if text.contains('@') => mailbox(text).is_some_and(|(_, host)| is_host(host)),
        GeneralName::Email(text) | GeneralName::Uri(text) => is_host(text.strip_prefix('.').unwrap_or(text)),
        GeneralName::Ip(octets) => {
            let mask = octets.get(octets.len() / 2..).unwrap_or_default();
            let ones = mask.iter().map(|b| b.leading_ones()).take_while(|ones| *ones == 8).count();
            matches!(octets.len(), 8 | 32)
                && mask.get(ones).is_none_or(|b| b.leading_ones() == b.count_ones())
                && mask.iter().skip(ones + 1).all(|b| *b == 0)
        }
        GeneralName::Directory(_) | GeneralName::Other(_) => true,
    }
}

/// Whether a certificate's name can be compared at all: one that is not of its form's syntax lies nowhere.
fn is_comparable(name: &GeneralName<'_>) -> bool {
    match name {
        GeneralName::Dns(host) => is_host(host.strip_prefix("*.").unwrap_or(host)),
        GeneralName::Email(address) => mailbox(address).is_some_and(|(_, host)| is_host(host)),
        GeneralName::Uri(uri) => uri_host(uri).is_some_and(is_host),
        GeneralName::Ip(octets) => matches!(octets.len(), 4 | 16),
        GeneralName::Directory(_) => true,
        GeneralName::Other(_) => false,
    }
}

/// The host of a URI: `None` when it has no authority (RFC 5280 §4.2.1.10: then it cannot be allowed).
fn uri_host(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    Some(host.split(':').next().unwrap_or(host))
}

/// Whether host is `base` or, with labels in front, below it.
fn host_within(host: &str, base: &str) -> bool {
    base.is_empty() || host.eq_ignore_ascii_case(base) || host_below(host, base)
}

fn host_below(host: &str, base: &str) -> bool {
    host.len()
        .checked_sub(base.len())
        .and_then(|at| host.split_at_checked(at))
        .is_some_and(|(front, tail)| front.len() > 1 && front.ends_with('.') && tail.eq_ignore_ascii_case(base))
}

/// Whether all that `name` may stand for lies below `base`; directory names apart.
fn is_within(name: &GeneralName<'_>, base: &GeneralName<'_>) -> bool {
    match (name, base) {
        (GeneralName::Dns(host), GeneralName::Dns(base)) => host_within(host.strip_prefix("*.").unwrap_or(host), base),
        (GeneralName::Email(address), GeneralName::Email(base)) => {
            let Some((local, host)) = mailbox(address) else { return false };
            match (mailbox(base), base.strip_prefix('.')) {
                (Some((base_local, base_host)), _) => local == base_local && host.eq_ignore_ascii_case(base_host),
                (None, Some(domain)) => host_below(host, domain),
                (None, None) => host.eq_ignore_ascii_case(base),
            }
        }
        (GeneralName::Uri(uri), GeneralName::Uri(base)) => {
            let Some(host) = uri_host(uri) else { return false };
            match base.strip_prefix('.') {
                Some(domain) => host_below(host, domain),
                None => host.eq_ignore_ascii_case(base),
            }
        }
        (GeneralName::Ip(address), GeneralName::Ip(base)) => {
            base.len() == 2 * address.len() && {
                let (network, mask) = base.split_at(address.len());
                address.iter().zip(network).zip(mask).all(|((a, n), m)| a & m == n & m)
            }
        }
        _ => false,
    }
}

/// Checks every name of a certificate against every constraint above it.
pub(super) fn check(certificate: &Certificate, above: &[Constraints<'_>], budget: &mut u32) -> Option<Violation> {
    if above.is_empty() {
        return None;
    }
    let mut names = Vec::new();
    if !certificate.subject_name.is_empty() {
        names.push((GeneralName::Directory(certificate.subject_der()), certificate.subject()));
    }
    let alternative = certificate.extensions().alternative_names().flatten().unwrap_or_default();
    let emails = name::values(certificate.subject_der(), name::EMAIL);
    if !alternative.iter().any(|name| matches!(name, GeneralName::Email(_))) {
        names.extend(emails.iter().map(|email| (GeneralName::Email(email), email.clone())));
    }
    names.extend(alternative.into_iter().map(|name| {
        let shown = match name {
            GeneralName::Email(text) | GeneralName::Dns(text) | GeneralName::Uri(text) => text.into(),
            GeneralName::Directory(der) => name::print(der),
            GeneralName::Ip(octets) => slipcheck_codec::encoding::hex(octets),
            GeneralName::Other(_) => String::new(),
        };
        (name, shown)
    }));
    let names: Vec<_> = names.into_iter().map(|(name, shown)| (Part::of(name), shown)).collect();
    above.iter().find_map(|constraints| constraints.check(&names, budget))
}

#[cfg(test)]
mod tests {
    use super::*;
    use GeneralName::{Dns, Email, Ip, Uri};

    #[test]
    fn hosts() {
        assert!(is_within(&Dns("a.Example.com"), &Dns("example.COM")));
        assert!(is_within(&Dns("example.com"), &Dns("")));
        assert!(!is_within(&Dns("notexample.com"), &Dns("example.com")));
        assert!(!is_within(&Dns("com"), &Dns("example.com")));
        assert!(Part::of(Dns("*.example.com")).touches(&Part::of(Dns("bar.example.com"))));
        assert!(!is_within(&Dns("*.example.com"), &Dns("bar.example.com")));
        assert!(!is_base(&Dns(".example.com")) && !is_base(&Dns("*.example.com")));
        assert!(!is_comparable(&Dns(".example.com")));
    }

    #[test]
    fn mailboxes() {
        assert!(is_within(&Email("A@example.com"), &Email("A@Example.com")));
        assert!(!is_within(&Email("a@example.com"), &Email("A@example.com")));
        assert!(is_within(&Email("a@example.com"), &Email("example.com")));
        assert!(!is_within(&Email("a@b.example.com"), &Email("example.com")));
        assert!(is_within(&Email("a@b.example.com"), &Email(".example.com")));
        assert!(!is_within(&Email("a@example.com"), &Email(".example.com")));
        assert!(!is_base(&Email("a@b@c")));
    }

    #[test]
    fn addresses_and_uris() {
        assert!(is_within(&Ip(&[192, 0, 2, 7]), &Ip(&[192, 0, 2, 0, 255, 255, 255, 0])));
        assert!(!is_within(&Ip(&[192, 0, 3, 7]), &Ip(&[192, 0, 2, 0, 255, 255, 255, 0])));
        assert!(is_base(&Ip(&[0; 8])) && is_base(&Ip(&[10, 0, 0, 0, 255, 192, 0, 0])));
        assert!(!is_base(&Ip(&[10, 0, 0, 0, 255, 0, 255, 0])) && !is_base(&Ip(&[10, 0, 0, 0])));
        assert!(is_within(&Uri("https://u@Host.example.com:80/x"), &Uri(".example.com")));
        assert!(is_within(&Uri("https://example.com?x"), &Uri("example.com")));
        assert!(!is_within(&Uri("https://example.com.evil/"), &Uri("example.com")));
        assert!(!is_comparable(&Uri("urn:slip:mid:1")));
    }
}
