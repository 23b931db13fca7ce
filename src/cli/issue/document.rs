//! `issue --pdf`: the slip as a receipt, its code on it, and the file signed.

use super::{Own, warn_of};
use crate::cli::{
    document::{Signatory, pdf},
    files,
    jws::Code,
    layout::Layout,
    moment,
    random::Generator,
    slip_file::Members,
};
use slipcheck::pki::Purpose;
use std::path::Path;

/// Columns of the lines.
const WIDTH: usize = 32;

/// Writes the slip as a signed PDF.
///
/// # Errors
/// It does not fit on a page, or cannot be signed or written.
pub(super) fn write(
    path: &Path,
    layout: Layout,
    members: &Members,
    code: &Code,
    own: &Own,
    random: &mut Generator,
) -> Result<(), String> {
    let at = moment(None)?;
    let all = [layout.lines(members, WIDTH, false), layout.footer(WIDTH)].concat();
    let lines: Vec<String> = all.into_iter().map(|line| line.text).collect();
    if !pdf::fits(&lines) {
        return Err("--pdf: the slip is too long for one page".to_owned());
    }
    let above = own.above();
    let signatory = Signatory { key: &own.key, certificate: &own.leaf, above: &above };
    let text = code.text();
    let receipt = pdf::Receipt { lines: &lines, code: Some(&text), form: false };
    let subject = own.chain.first().map(|leaf| leaf.tbs_certificate().subject().to_string()).unwrap_or_default();
    // The common name alone: a frame has no room for more.
    let name = subject.split(',').find_map(|part| part.trim().strip_prefix("CN=")).unwrap_or(&subject).to_owned();
    let file = pdf::signed(&receipt, &signatory, &name, at, random)?;
    warn_of(&own.chain, at, Purpose::Document { stamped: false })?;
    files::write(path, &file)
}
