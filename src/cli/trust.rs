//! What the user trusts and has at hand: the files of `--trust`, `--cert`, `--crl` and `--ocsp`.

use super::{files, files::shown, terminal::remark};
use clap::Args;
use slipcheck::pki::{self, Certificate, Formats, Import, Refusal, Refused, Store};
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

/// Options that say what is trusted.
#[derive(Args)]
pub(crate) struct TrustArguments {
    /// Trusted certificates: every one in the file is an anchor, a leaf too. FORMAT=FILE trusts them for one format only:
    /// signed-slip, de-tse, at-rksv, cn-ofd or sa-zatca. PEM, DER, .p7b, ZIP, DEP or TSE export. May be given several times
    #[arg(long, value_name = "[FORMAT=]FILE")]
    trust: Vec<OsString>,
    /// More certificates to build a path with, and public keys of closed systems, not trusted by themselves. May be given
    /// several times
    #[arg(long, value_name = "FILE")]
    cert: Vec<PathBuf>,
    /// Revocation lists, PEM or DER. May be given several times
    #[arg(long, value_name = "FILE")]
    crl: Vec<PathBuf>,
    /// Answers of OCSP responders, DER. May be given several times
    #[arg(long, value_name = "FILE")]
    ocsp: Vec<PathBuf>,
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

fn nothing(path: &Path, found: &Import) -> String {
    let what = match (found.crls.is_empty(), found.keys.is_empty()) {
        (true, true) => "no certificate",
        (false, _) => "a revocation list, which belongs to --crl, and no certificate",
        (true, false) => "a public key alone, and no certificate",
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

impl TrustArguments {
    /// All that these options name.
    ///
    /// # Errors
    /// A file cannot be used: a sentence.
    pub(crate) fn store(&self) -> Result<Store, String> {
        let mut store = Store::default();
        for argument in &self.trust {
            let (formats, path) = limited(argument);
            for certificate in certificates(&path)? {
                store.trust(certificate, formats);
            }
        }
        for path in &self.cert {
            let found = find(path)?;
            if found.certificates.is_empty() && found.keys.is_empty() {
                return Err(nothing(path, &found));
            }
            store.certificates.extend(found.certificates);
            store.keys.extend(found.keys.into_iter().map(|item| item.key));
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

#[cfg(test)]
mod tests {
    use super::*;

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
