//! What is wrong with a picture: measures that are beyond what a good picture of a good print has.

use crate::picture::{Code, Fault, FaultId, Finding, Quality};
use crate::quality::{BLURRED, DARK, SMALLEST_MODULE};

/// Print closer to its paper than this is pale: a sound one is at 0.6 and more.
const PALE: f32 = 0.4;
/// The same of a whole picture, which shows more than paper.
const PALE_PICTURE: f32 = 0.3;
/// Above this brightness paper is as bright as a camera can show: the light hides the print.
const OVEREXPOSED: f32 = 0.97;
/// Below this contrast there is nothing to see.
const NOTHING: f32 = 0.04;
/// Glare on less of the code than this is left to its error correction.
const GLARE: f32 = 0.03;
/// A code that takes more of its error correction than this is hardly read.
const DAMAGED: f32 = 0.5;

/// The faults of a picture.
pub(crate) fn of(finding: Finding, quality: &Quality, codes: &[Code]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |id, value| faults.push(Fault { id, value });
    let (brightness, contrast) = (quality.brightness, quality.contrast);
    let overexposed = brightness > OVEREXPOSED;
    if brightness < DARK {
        add(FaultId::Dark, brightness);
    }
    if finding == Finding::TooBright && (overexposed || contrast < NOTHING) {
        add(FaultId::Bright, brightness);
    }
    if finding == Finding::Blurred || quality.sharpness > 0.0 && quality.sharpness < BLURRED {
        add(FaultId::Blurred, quality.sharpness);
    }
    if let Some(print) = quality.print.filter(|print| print.glare > GLARE) {
        add(FaultId::Glare, print.glare);
    }
    if let Some(print) = quality.print.filter(|print| print.module < SMALLEST_MODULE) {
        add(FaultId::LowResolution, print.module);
    }
    let pale = match quality.print {
        // Little light makes everything alike.
        Some(print) => (print.contrast < PALE && brightness >= DARK).then_some(print.contrast),
        None => {
            let seen = quality.sharpness > 0.0 && contrast > NOTHING && brightness >= DARK && !overexposed;
            (codes.is_empty() && seen && contrast < PALE_PICTURE).then_some(contrast)
        }
    };
    if let Some(contrast) = pale {
        add(FaultId::PalePrint, contrast);
    }
    if let Some(print) = quality.print.filter(|print| print.missing_columns > 0) {
        add(FaultId::MissingColumns, print.missing_columns as f32);
    }
    let corrected = codes.iter().filter_map(|code| code.errors_corrected).fold(0.0, f32::max);
    if corrected > DAMAGED {
        add(FaultId::DamagedCode, corrected);
    }
    faults
}
