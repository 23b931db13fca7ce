//! What a picture showed: the codes, or why there are none.

use serde::Serialize;

/// What one picture showed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// Pixels a row of the picture scanned.
    pub width: u32,
    /// Rows of the picture scanned.
    pub height: u32,
    /// The codes read, from top to bottom, then from left to right.
    pub codes: Vec<Code>,
    /// What was seen: `Finding::Codes` exactly when `codes` is not empty.
    pub finding: Finding,
    /// How good the picture is.
    pub quality: Quality,
}

/// One code, read without doubt (every block passed its error correction, ISO/IEC 18004 §8).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Code {
    /// What it holds.
    pub text: String,
    /// The symbol's corners in pixels of the picture, in its own order: top left, top right, bottom right, bottom left.
    pub corners: [Corner; 4],
    /// QR version, 1 to 40.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The share of the error correction's capacity that reading it took, 0 to 1, in the worst of its blocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors_corrected: Option<f32>,
}

/// A point of the picture, in pixels from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Corner {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// What was seen; of several reasons, the one that a person should mend first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// At least one code was read.
    Codes,
    /// Nothing looks like a code.
    NoCode,
    /// Even the brightest parts are dark.
    TooDark,
    /// Even the darkest parts are bright.
    TooBright,
    /// No edge is sharp.
    Blurred,
    /// A code's corner marks are there, and the picture ends before the code does.
    CutOff,
    /// A code is there, its modules smaller than the picture's pixels can show.
    TooSmall,
    /// A code's corner marks are there, and it could not be read.
    UnreadableCode,
}

impl Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl Finding {
    /// A stable id, in `kebab-case`: as which it is also serialised.
    pub fn id(self) -> &'static str {
        match self {
            Self::Codes => "codes",
            Self::NoCode => "no-code",
            Self::TooDark => "too-dark",
            Self::TooBright => "too-bright",
            Self::Blurred => "blurred",
            Self::CutOff => "cut-off",
            Self::TooSmall => "too-small",
            Self::UnreadableCode => "unreadable-code",
        }
    }
}

/// How good a picture is; each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Quality {
    /// How bright its bright parts are (95th percentile).
    pub brightness: f32,
    /// How far apart its darkest and brightest parts are (1st to 99th percentile).
    pub contrast: f32,
    /// How steep its steepest edges are: 1 from one pixel to the next, 0.1 over ten pixels.
    pub sharpness: f32,
}
