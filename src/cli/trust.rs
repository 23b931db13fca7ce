//! What the user trusts and has at hand: the files of `--trust`, `--cert`, `--crl` and `--ocsp`.

use super::{files, files::shown, groups, terminal::remark};
use clap::Args;
use slipcheck::{
    encoding::hex,
    issuers::{self, Known},
    pki::{self, Certificate, Formats, Import, KeyItem, Refusal, Refused, Store},
    signature::sha256,
};
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

/// Options that say what is trusted.
#[derive(Args)]
pub(crate) struct TrustArguments {
    #[arg(long, value_name = "[FORMAT=]FILE", help = trust_help())]
    trust: Vec<OsString>,
    /// A group of issuers that are known by name, for its own formats alone and for this run: `slipcheck issuers` shows the
    /// groups and their members. May be given several times
    #[arg(long, value_name = "GROUP")]
    trust_group: Vec<String>,
    /// More certificates to build a path with, and public keys of closed systems and payment gateways, not trusted by
    /// themselves. May be given several times
    #[arg(long, value_name = "FILE")]
    cert: Vec<PathBuf>,
    /// Revocation lists, PEM or DER. May be given several times
    #[arg(long, value_name = "FILE")]
    crl: Vec<PathBuf>,
    /// Answers of OCSP responders, DER. May be given several times
    #[arg(long, value_name = "FILE")]
    ocsp: Vec<PathBuf>,
}

/// What `--trust` takes.
fn trust_help() -> String {
    let formats = Formats::ALL.ids().join(", ");
    format!(
        "Trusted certificates: every one in the file is an anchor, a leaf too. FORMAT=FILE trusts them for one format only: {formats}. PEM, DER, .p7b, ZIP, DEP or TSE export; a public key without a certificate too, of a payment gateway or an invoice portal. May be given several times"
    )
}

/// Reads every certificate and revocation list of a file.
fn find(path: &Path) -> Result<Import, String> {
    let found = pki::import(&files::read(path, files::LARGE)?);
    for Refused { what, reason } in &found.refused {
        match reason {
            Refusal::PrivateKey => {
                remark(&format!("{}: a private key in it is not used. Keep it secret.", shown(path)));
            }
            Refusal::Pkcs12 => {
                return Err(format!(
                    "{}: \"{what}\" is a PKCS #12 file (.p12, .pfx), locked, with a private key as a rule: keep it secret, and give its certificate alone, in PEM or DER",
                    shown(path)
                ));
            }
            // What is neither is told when nothing else is there.
            Refusal::NotACertificate => {}
            Refusal::Damaged => {
                return Err(format!("{}: \"{what}\" in it is damaged: get the file again", shown(path)));
            }
            Refusal::Weak => {
                return Err(format!(
                    "{}: \"{what}\" in it is a key that is too short: it proves nothing. Ask for one of 2048 bits or more",
                    shown(path)
                ));
            }
            Refusal::TooLarge => {
                return Err(format!("{}: \"{what}\" in it is too large, or there are too many of them", shown(path)));
            }
        }
    }
    Ok(found)
}

/// The certificates of a file that must hold at least one.
///
/// # Errors
/// It holds none, or cannot be read: a sentence.
pub(crate) fn certificates(path: &Path) -> Result<Vec<Certificate>, String> {
    let found = find(path)?;
    if found.certificates.is_empty() { Err(nothing(path, &found)) } else { Ok(found.certificates) }
}

/// The certificates and the public keys of a file that must hold at least one of either.
///
/// # Errors
/// It holds none, or cannot be read: a sentence.
pub(crate) fn certificates_and_keys(path: &Path) -> Result<(Vec<Certificate>, Vec<KeyItem>), String> {
    let found = find(path)?;
    if found.certificates.is_empty() && found.keys.is_empty() {
        return Err(nothing(path, &found));
    }
    Ok((found.certificates, found.keys))
}

fn nothing(path: &Path, found: &Import) -> String {
    let key = found.keys.first().map(|key| hex(&sha256(&key.spki)));
    let what = match (found.crls.is_empty(), key) {
        (true, None) => "no certificate".to_owned(),
        (false, _) => "a revocation list, which belongs to --crl, and no certificate".to_owned(),
        (true, Some(key)) => format!("a public key alone (SHA-256 {key}), and no certificate"),
    };
    format!("{} holds {what}: give one in PEM or DER", shown(path))
}

/// `FORMAT=FILE`, or a file alone; one whose own name begins so can be given as `./FORMAT=FILE`.
fn limited(argument: &OsStr) -> (Formats, PathBuf) {
    let split = argument.to_str().and_then(|text| text.split_once('='));
    match split.and_then(|(id, path)| Some((Formats::from_id(id)?, path))) {
        Some((formats, path)) => (formats, PathBuf::from(path)),
        None => (Formats::ALL, PathBuf::from(argument)),
    }
}

/// What the catalogue says of a certificate that a person names as trusted, for these formats: it warns of a look-alike by name.
///
/// # Errors
/// A format was named that it is no anchor for: a sentence. Without any, [`Store::trust`] takes its own alone.
fn look(certificate: &Certificate, formats: Formats, path: &Path) -> Result<(), String> {
    let Some((issuer, known)) = issuers::recognise(certificate) else { return Ok(()) };
    if known == Known::OtherKey {
        remark(&format!(
            "{}: this certificate calls itself {}, but its key is not the one we know. Compare its fingerprint with the page of {} ({}).",
            shown(path),
            issuer.names[0],
            issuer.publisher,
            issuer.page
        ));
    } else if formats != Formats::ALL && formats.within(issuer.scope()) != formats {
        return Err(format!(
            "{} {} {}, which vouches for {} alone: leave the format out, or name one of these",
            shown(path),
            if known == Known::Same { "is" } else { "has the key of" },
            issuer.names[0],
            issuer.formats.join(", ")
        ));
    }
    Ok(())
}

impl TrustArguments {
    /// All that these options name.
    ///
    /// # Errors
    /// A file cannot be used: a sentence.
    pub(crate) fn store(&self) -> Result<Store, String> {
        let mut store = Store::default();
        for argument in &self.trust {
            let (formats, path) = limited(argument);
            let found = find(&path)?;
            if found.certificates.is_empty() && found.keys.is_empty() {
                return Err(nothing(&path, &found));
            }
            for certificate in found.certificates {
                look(&certificate, formats, &path)?;
                store.trust(certificate, formats);
            }
            for item in found.keys {
                store.add_key(item.spki, item.key, formats);
            }
        }
        for id in &self.trust_group {
            groups::switch_on(id, &mut store)?;
        }
        for path in &self.cert {
            let found = find(path)?;
            if found.certificates.is_empty() && found.keys.is_empty() {
                return Err(nothing(path, &found));
            }
            store.certificates.extend(found.certificates);
            for item in found.keys {
                store.keys.push(item.key.clone());
                store.add_key(item.spki, item.key, Formats::NONE);
            }
        }
        for path in &self.crl {
            let found = find(path)?;
            if found.crls.is_empty() {
                return Err(format!("{} holds no revocation list: give one in PEM or DER", shown(path)));
            }
            store.crls.extend(found.crls);
        }
        for path in &self.ocsp {
            let found = find(path)?;
            if found.ocsp.is_empty() {
                return Err(format!("{} holds no OCSP response: give one in DER", shown(path)));
            }
            store.ocsp.extend(found.ocsp);
        }
        Ok(store)
    }
}

/// A slip's text without the certificates that stand beside it, and what is at hand with them: as path material alone,
/// which is said. `None`: there are none. What comes with a slip is never trusted; `--trust` is the deliberate act.
pub(crate) fn beside(text: &str, path: &Path, store: &Store) -> Option<(String, Store)> {
    let (without, more) = slipcheck::batch::judge::beside(text, store)?;
    if more.certificates.len() > store.certificates.len() {
        tell_beside(path);
    }
    Some((without, more))
}

/// Says that certificates stand beside a slip, and what to do.
pub(crate) fn tell_beside(path: &Path) {
    remark(&format!(
        "{}: certificates stand beside the slip. They are not trusted; to trust one, compare its fingerprint with its publisher's and give it as --trust.",
        shown(path)
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_beside_a_slip_are_path_material() {
        let root = include_str!("../../www/public/samples/demo-root.pem");
        let slip = include_str!("../../www/public/samples/good-attached.txt");
        for text in [format!("{root}{slip}"), format!("{slip}{root}")] {
            let (without, store) = beside(&text, Path::new("slip.txt"), &Store::default()).unwrap();
            assert_eq!(without.trim(), slip.trim());
            assert_eq!((store.anchors.len(), store.certificates.len()), (0, 1));
        }
        assert!(beside(slip, Path::new("slip.txt"), &Store::default()).is_none());
        // Words within a block are what a person reads.
        for words in ["AMOUNT: RMB 9138.00", "TOTAL\nRMB\n9138", "MIIB 9138.00", "M9138"] {
            let text = format!("{root}{slip}-----BEGIN X-----\n{words}\n-----END X-----\n");
            let (without, store) = beside(&text, Path::new("slip.txt"), &Store::default()).unwrap();
            assert!(without.contains(words) && store.certificates.len() == 1, "{words}");
        }
        // A block without its end is no certificate, and hides nothing behind it.
        let broken = format!("-----BEGIN CERTIFICATE-----\nMII\n{root}{slip}");
        let (without, store) = beside(&broken, Path::new("slip.txt"), &Store::default()).unwrap();
        assert!(without.starts_with("-----BEGIN CERTIFICATE-----\nMII\n") && without.trim().ends_with(slip.trim()));
        assert_eq!(store.certificates.len(), 1);
    }

    #[test]
    fn nothing_but_trust_makes_an_anchor() {
        let root = PathBuf::from("www/public/samples/demo-root.pem");
        let arguments = |trust: Vec<OsString>, cert| TrustArguments {
            trust,
            cert,
            trust_group: Vec::new(),
            crl: Vec::new(),
            ocsp: Vec::new(),
        };
        let store = arguments(Vec::new(), vec![root.clone()]).store().unwrap();
        assert_eq!((store.anchors.len(), store.certificates.len()), (0, 1));
        let store = arguments(vec![root.into()], Vec::new()).store().unwrap();
        assert_eq!((store.anchors.len(), store.certificates.len()), (1, 0));
    }

    #[test]
    fn formats_stand_before_a_files_name() {
        let limited = |text: &str| limited(OsStr::new(text));
        assert_eq!(limited("root.pem"), (Formats::ALL, "root.pem".into()));
        assert_eq!(limited("de-tse=root.pem"), (Formats::from_ids(["de-tse"]), "root.pem".into()));
        assert_eq!(limited("at-rksv=a=b.pem"), (Formats::from_ids(["at-rksv"]), "a=b.pem".into()));
        // Another name before the sign is part of the file's.
        assert_eq!(limited("x=root.pem"), (Formats::ALL, "x=root.pem".into()));
        assert_eq!(limited("./de-tse=root.pem"), (Formats::ALL, "./de-tse=root.pem".into()));
    }
}
