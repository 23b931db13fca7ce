//! `issue --ofd`: an invoice under an electronic seal.

use super::{Arguments, Own, own, warn_of};
use crate::cli::{
    document::{
        Signatory,
        invoice::Invoice,
        ofd::{self, Form, Sealing},
    },
    files,
    files::shown,
    keys::SigningKey,
    moment,
    random::Generator,
};
use slipcheck::{
    pki::{self, Purpose},
    report::Format,
    time::Moment,
};
use std::path::Path;

/// The name of the seals that are made here.
const NAME: &str = "发票专用章";

/// Writes the invoice, sealed.
///
/// # Errors
/// A key or certificate cannot be used, or the invoice is none, or it cannot be signed or written.
pub(super) fn write(arguments: &Arguments, path: &Path) -> Result<(), String> {
    let signer = own(&arguments.key, &arguments.chain)?;
    let maker = match (&arguments.seal_key, &arguments.seal_chain) {
        (Some(key), Some(chain)) => Some(own(key, chain)?),
        _ => None,
    };
    for own in [Some(&signer), maker.as_ref()].into_iter().flatten() {
        if !matches!(own.key, SigningKey::Sm2(_)) {
            return Err("--ofd: seals are made with SM2: give an SM2 key".to_owned());
        }
    }
    let json = files::read(&arguments.slip, files::SMALL)?;
    let invoice = Invoice::read(&json).map_err(|error| format!("{}: {error}", shown(&arguments.slip)))?;
    let at = moment(None)?;
    let mut random =
        Generator::from_system().map_err(|error| format!("this computer gives no random numbers: {error}"))?;
    let seal_maker = maker.as_ref().unwrap_or(&signer);
    // A seal holds no certificates above: verifiers have them at hand. SignedData may.
    let above = if arguments.form == Form::SignedData { signer.above() } else { Vec::new() };
    let sealing = Sealing {
        form: arguments.form,
        signer: &Signatory { key: &signer.key, certificate: &signer.leaf, above: &above },
        maker: &Signatory { key: &seal_maker.key, certificate: &seal_maker.leaf, above: &[] },
        name: NAME,
        dates: dates(seal_maker),
        at,
    };
    let file = ofd::packed(&ofd::sealed(&invoice, &sealing, &mut random)?);
    warn_of(&signer.chain, at, Purpose::Receipt(Format::CnOfd))?;
    files::write(path, &file)
}

/// A seal may be used as long as its maker's certificate.
fn dates(maker: &Own) -> (Moment, Moment) {
    let leaf = pki::Certificate::from_der(&maker.leaf).ok();
    leaf.map_or((Moment(0), Moment(0)), |leaf| (leaf.not_before(), leaf.not_after()))
}
