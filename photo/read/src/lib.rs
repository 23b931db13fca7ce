//! Picture in, printed lines out: each with its corners, its characters' probabilities and second choices.
//!
//! PP-OCRv6 small on a runtime of its own: a detector marks where text stands, a recogniser reads each line. The models are given as
//! bytes; `models.json` names them. The crate knows nothing of slips.
//!
//! ```text
//! Picture → Detector::places → Recogniser::line, place by place → arrange → Page
//! ```
//!
//! [`read`] does all of it; a caller that shows lines as they come calls the parts.

mod arrange;
mod decode;
mod detector;
#[cfg(feature = "files")]
mod files;
mod geometry;
mod mask;
#[cfg(feature = "files")]
mod models;
mod network;
mod picture;
mod recogniser;
#[cfg(feature = "web")]
pub mod wasm;

pub use arrange::{Page, arrange};
pub use decode::{Character, RunnerUp};
pub use detector::{DETECTOR_SIDES, Detector, MOST_PLACES, Place};
#[cfg(feature = "files")]
pub use files::{PictureError, decode_picture};
pub use geometry::Corner;
#[cfg(feature = "files")]
pub use models::{ModelError, Models, default_folder};
pub use picture::{LONGEST_SIDE, MOST_PIXELS, Patch, Picture};
pub use recogniser::{Line, Recogniser, witnesses};

/// Why something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes are no model of this kind.
    Model,
    /// The model did not run, which no picture should bring about.
    Inference,
}

impl ReadError {
    /// A stable id: `model` or `inference`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Inference => "inference",
        }
    }
}

impl core::fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(match self {
            Self::Model => "the model cannot be loaded; get it anew",
            Self::Inference => "the model failed on this picture",
        })
    }
}

impl core::error::Error for ReadError {}

/// Reads a picture: places, lines, their order. `side` is the detector's long side in pixels ([`DETECTOR_SIDES`]).
///
/// # Errors
/// [`ReadError::Inference`]; never for what the picture shows.
pub fn read(detector: &Detector, recogniser: &Recogniser, picture: &Picture, side: u32) -> Result<Page, ReadError> {
    let mut places = detector.places(picture, side)?;
    if recogniser.is_upside_down(picture, &places)? {
        places = places.iter().map(Place::turned).collect();
    }
    let lines: Result<Vec<Line>, ReadError> = places.iter().map(|place| recogniser.line(picture, place)).collect();
    Ok(arrange(lines?))
}
