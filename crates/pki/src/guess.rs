//! What a certificate is likely meant for: guessed when it is imported, shown, and the user's to change.

use super::{authority, certificate::Certificate, general_name::GeneralName, oid, scope::Formats};
use alloc::string::String;
use slipcheck_signature::Curve;
use slipcheck_vocabulary::Format;

/// X.520 serialNumber and commonName.
const NUMBERS: [&str; 2] = ["2.5.4.5", "2.5.4.3"];

/// Curves that the certificates of one format alone have.
const CURVES: [(Curve, Format); 4] = [
    (Curve::Sm2, Format::CnOfd),
    (Curve::BrainpoolP256r1, Format::DeTse),
    (Curve::BrainpoolP384r1, Format::DeTse),
    (Curve::K256, Format::SaZatca),
];

/// What a guess rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// An extension, a purpose or a name form that only this format has.
    Extension,
    /// The file that it came in.
    File,
    /// Who it is, or who issued it.
    Name,
    /// The kind of its key.
    Key,
    /// Nothing: the user has to say.
    None,
    /// The catalogue of issuers, which knows it: no guess.
    Catalogue,
}

impl Ground {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::File => "file",
            Self::Name => "name",
            Self::Key => "key",
            Self::None => "none",
            Self::Catalogue => "catalogue",
        }
    }
}

/// The formats that a certificate is likely meant for. Where nothing tells, that is signed slips alone: their profile
/// has no mark of its own that a CA would have to bear.
#[must_use]
pub fn guess(certificate: &Certificate) -> (Formats, Ground) {
    // A demonstration makes samples of everything, and is marked wherever it vouches.
    if certificate.is_demo() {
        return (Formats::ALL, Ground::Name);
    }
    if let Some(formats) = by_extension(certificate) {
        return (formats, Ground::Extension);
    }
    let mut names: String = certificate.subject();
    names.push('\n');
    names.push_str(&certificate.issuer());
    if let Some(formats) = by_name(&slipcheck_codec::unicode::lowercase(&names)) {
        return (formats, Ground::Name);
    }
    let key = certificate.public_key().ok().and_then(|key| key.curve());
    match CURVES.iter().find(|(curve, _)| Some(*curve) == key) {
        Some((_, format)) => (Formats::only(*format), Ground::Key),
        None => (Formats::only(Format::SignedSlip), Ground::None),
    }
}

fn by_extension(certificate: &Certificate) -> Option<Formats> {
    let extensions = certificate.extensions();
    let purposes = extensions.extended_key_usage().flatten().unwrap_or_default();
    let slips = purposes.contains(&oid::SLIP_SIGNING) || !certificate.merchants().is_empty();
    let till = extensions.iter().any(|(oid, ..)| oid == oid::TILL_OWNER);
    // A TSE's subject is the hash of its key (BSI TR-03153).
    let hash = |value: &String| value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit());
    let device = NUMBERS.iter().any(|kind| certificate.subject_values(kind).iter().any(hash));
    // The tax authority's own names: EGS serial number in the alternative directory name.
    let invoices = extensions.alternative_names().flatten().unwrap_or_default().iter().any(|name| match name {
        GeneralName::Directory(der) => {
            let mut shown = super::name::print(der);
            shown.make_ascii_uppercase();
            shown.contains("1-") && shown.contains("|2-") && shown.contains("|3-")
        }
        _ => false,
    });
    [(slips, Format::SignedSlip), (till, Format::AtRksv), (device, Format::DeTse), (invoices, Format::SaZatca)]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, format)| Formats::only(format))
        .reduce(Formats::with)
}

/// `names`: in lower case.
fn by_name(names: &str) -> Option<Formats> {
    let word = |wanted: &str| {
        names.match_indices(wanted).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(names.get(..at).and_then(|front| front.chars().next_back()))
                && !letter(names.get(at + wanted.len()..).and_then(|behind| behind.chars().next()))
        })
    };
    // What says plainly what it is for comes before who made it: one authority may issue for several.
    let says = |name: &&str| match name.strip_prefix('=') {
        Some(name) => word(name),
        None => names.contains(*name),
    };
    let format = Format::ALL.iter().find(|format| format.facts().names.iter().any(&says)).or_else(|| {
        let (_, kind) = authority::authority(names)?;
        Format::ALL.iter().find(|format| format.facts().issuers == Some(kind))
    });
    format.copied().map(Formats::only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell() {
        let guess = |names: &str| by_name(names).map(Formats::ids).unwrap_or_default();
        assert_eq!(guess("cn=primesign rksv signing ca,o=primesign gmbh,c=at"), ["at-rksv"]);
        assert_eq!(guess("cn=a-trust registrierkasse.ca,c=at"), ["at-rksv"]);
        assert_eq!(guess("cn=tse-root-ca 1,o=somebody,c=de"), ["de-tse"]);
        assert_eq!(guess("cn=d-trust limited basic ca 1-3 2019"), ["de-tse"]);
        assert_eq!(guess("cn=przeinvoicesca4-ca"), ["sa-zatca"]);
        assert_eq!(guess("cn=cfca acs sm2 oca31,o=china financial certification authority,c=cn"), ["cn-ofd"]);
        // A word inside another is none.
        assert!(guess("cn=itserve root,o=wertsetzer").is_empty());
    }
}
