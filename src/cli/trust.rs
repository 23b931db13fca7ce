//! What the user trusts and has at hand: the files of `--trust`, `--cert`, `--crl` and `--ocsp`.

use super::{files, files::shown, terminal::remark};
use clap::Args;
use slipcheck::pki::{self, Certificate, Import, Refusal, Refused, Store};
use std::path::{Path, PathBuf};

/// Options that say what is trusted.
#[derive(Args)]
pub(crate) struct TrustArguments {
    /// Trusted certificates, PEM or DER: every one in the file is an anchor, a leaf too. May be given several times
    #[arg(long, value_name = "FILE")]
    trust: Vec<PathBuf>,
    /// More certificates to build a path with, not trusted by themselves. May be given several times
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
    let found = pki::import(&files::read(path, files::SMALL)?);
    for Refused { what, reason } in &found.refused {
        match reason {
            Refusal::PrivateKey => {
                remark(&format!("{}: a private key in it is not used. Keep it secret.", shown(path)));
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
    if found.certificates.is_empty() {
        let what = if found.crls.is_empty() {
            "no certificate"
        } else {
            "a revocation list, which belongs to --crl, and no certificate"
        };
        return Err(format!("{} holds {what}: give one in PEM or DER", shown(path)));
    }
    Ok(found.certificates)
}

impl TrustArguments {
    /// All that these options name.
    ///
    /// # Errors
    /// A file cannot be used: a sentence.
    pub(crate) fn store(&self) -> Result<Store, String> {
        let mut store = Store::default();
        for path in &self.trust {
            store.anchors.extend(certificates(path)?);
        }
        for path in &self.cert {
            store.certificates.extend(certificates(path)?);
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
