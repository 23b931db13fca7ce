//! GeneralName (RFC 5280 §4.2.1.6): the names of an alternative name, a constraint or a distribution point.

use super::{
    name::Name,
    oid,
    tlv::{self, Tlv, constructed, context},
};
use alloc::vec::Vec;

/// One name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GeneralName<'a> {
    /// rfc822Name.
    Email(&'a str),
    /// dNSName.
    Dns(&'a str),
    /// directoryName: a DER Name.
    Directory(&'a [u8]),
    /// uniformResourceIdentifier.
    Uri(&'a str),
    /// iPAddress: in a certificate 4 or 16 octets, in a constraint an address and a mask.
    Ip(&'a [u8]),
    /// A form that is not compared here: otherName, x400Address, ediPartyName, registeredID, by its tag.
    Other(u8),
}

impl<'a> GeneralName<'a> {
    /// Reads one: `None` when it is malformed.
    pub(crate) fn read(tlv: Tlv<'a>) -> Option<Self> {
        const OTHER: u8 = constructed(0);
        const EMAIL: u8 = context(1);
        const DNS: u8 = context(2);
        const X400: u8 = constructed(3);
        const DIRECTORY: u8 = constructed(4);
        const EDI: u8 = constructed(5);
        const URI: u8 = context(6);
        const IP: u8 = context(7);
        const ID: u8 = context(8);
        Some(match tlv.tag {
            EMAIL => Self::Email(ia5(tlv.value)?),
            DNS => Self::Dns(ia5(tlv.value)?),
            URI => Self::Uri(ia5(tlv.value)?),
            DIRECTORY => {
                // A CHOICE is always tagged explicitly (X.680 §31.2.7).
                let name = Tlv::whole_of(tlv.value, tlv::SEQUENCE)?.raw;
                Name::from_der(name)?;
                Self::Directory(name)
            }
            IP => Self::Ip(tlv.value),
            ID => oid::is_valid(tlv.value).then_some(Self::Other(ID))?,
            OTHER | X400 | EDI => Self::Other(tlv.tag),
            _ => return None,
        })
    }

    /// GeneralNames: a list of at least one, inside `tlv`.
    pub(crate) fn list(tlv: Tlv<'a>) -> Option<Vec<Self>> {
        let names: Vec<Self> = tlv.elements()?.into_iter().map(Self::read).collect::<Option<_>>()?;
        (!names.is_empty()).then_some(names)
    }
}

fn ia5(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok().filter(|text| text.is_ascii())
}

/// Whether this is a host name in the preferred syntax (RFC 1034 §3.5, RFC 1123 §2.1): labels of letters, digits and
/// hyphens, the last not of digits alone, which would be an address.
pub(crate) fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    name.len() <= 253
        && name.split('.').all(label)
        && !name.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()))
}

/// The two parts of a mailbox: local part and host. `None` unless there is exactly one `@` with something on both sides.
pub(crate) fn mailbox(address: &str) -> Option<(&str, &str)> {
    let (local, host) = address.split_once('@')?;
    (!local.is_empty() && !host.is_empty() && !host.contains('@')).then_some((local, host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let read = |der: &'static [u8]| Tlv::whole(der).and_then(GeneralName::read);
        assert_eq!(read(b"\x82\x03a.b"), Some(GeneralName::Dns("a.b")));
        assert_eq!(read(b"\x82\x02\xc3\xa4"), None);
        assert_eq!(read(b"\xa4\x02\x30\x00"), Some(GeneralName::Directory(b"\x30\x00")));
        assert_eq!(read(b"\xa4\x02\x31\x00"), None);
        assert_eq!(read(b"\x04\x00"), None);
        assert_eq!(Tlv::whole(b"\x30\x00").and_then(GeneralName::list), None);
    }

    #[test]
    fn hosts() {
        for good in ["a", "example.com", "1.example", "x--y.example", "xn--fiqs8s"] {
            assert!(is_host(good), "{good}");
        }
        for bad in ["", ".", ".example.com", "example.com.", "a_b.example", "-a.example", "8.8.8.8", "*.example", "a b"]
        {
            assert!(!is_host(bad), "{bad}");
        }
        assert_eq!(mailbox("a@b"), Some(("a", "b")));
        for bad in ["a", "a@", "@b", "a@b@c"] {
            assert_eq!(mailbox(bad), None);
        }
    }
}
