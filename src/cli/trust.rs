//! What the user trusts and has at hand: the files of `--trust`, `--cert` and `--crl`.

use super::{files, files::shown, keys::pem_blocks, terminal::remark};
use clap::Args;
use slipcheck::pki::{Certificate, Crl, Store};
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
}

/// What one file held.
#[derive(Default)]
struct Found {
    certificates: Vec<Certificate>,
    crls: Vec<Crl>,
}

/// Reads every certificate and revocation list of a file.
fn find(path: &Path) -> Result<Found, String> {
    let bytes = files::read(path, files::SMALL)?;
    let mut found = Found::default();
    match core::str::from_utf8(&bytes) {
        Ok(text) if text.contains("-----BEGIN ") => {
            let blocks = pem_blocks(text).map_err(|error| format!("{}: {error}", shown(path)))?;
            for block in blocks {
                let damaged = || {
                    let label = block.label.escape_debug();
                    format!("{}: a \"{label}\" in it is damaged: get the file again", shown(path))
                };
                match block.label.as_str() {
                    "CERTIFICATE" | "X509 CERTIFICATE" => {
                        found.certificates.push(Certificate::from_der(&block.der).map_err(|_| damaged())?);
                    }
                    "X509 CRL" => found.crls.push(Crl::from_der(&block.der).map_err(|_| damaged())?),
                    label if label.ends_with("PRIVATE KEY") => {
                        remark(&format!("{}: a private key in it is not used. Keep it secret.", shown(path)));
                    }
                    _ => {}
                }
            }
        }
        _ => {
            if let Ok(certificate) = Certificate::from_der(&bytes) {
                found.certificates.push(certificate);
            } else if let Ok(crl) = Crl::from_der(&bytes) {
                found.crls.push(crl);
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
        Ok(store)
    }
}
