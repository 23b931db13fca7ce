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
    /// What is wrong with it, the camera's and the light's faults first; empty when nothing is.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong with a picture or with the print on it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// What it is.
    pub id: FaultId,
    /// The measure that says so, see [`FaultId`].
    pub value: f32,
}

/// What can be wrong with a picture or with the print on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultId {
    /// Little light: `Quality::brightness`.
    Dark,
    /// Too much light: `Quality::brightness`.
    Bright,
    /// Out of focus, or moved: `Quality::sharpness`.
    Blurred,
    /// A bright reflection on the code: the share of the code that it covers.
    Glare,
    /// Too few pixels: those of a module.
    LowResolution,
    /// Print that is hardly darker than its paper: how far apart they are, 0 to 1.
    PalePrint,
    /// Lines without ink along a whole side of the code, as a worn or dirty print head leaves them: how many.
    MissingColumns,
    /// A code that could be read, and only just: `Code::errors_corrected`.
    DamagedCode,
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

impl Serialize for FaultId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl FaultId {
    /// A stable id, in `kebab-case`: as which it is also serialised.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Bright => "bright",
            Self::Blurred => "blurred",
            Self::Glare => "glare",
            Self::LowResolution => "low-resolution",
            Self::PalePrint => "pale-print",
            Self::MissingColumns => "missing-columns",
            Self::DamagedCode => "damaged-code",
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
    /// Of the worst code that was seen, when one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print: Option<PrintQuality>,
}

/// How good the print of a code is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PrintQuality {
    /// How far the ink is from the paper, as a share of the paper's brightness: 0 to 1.
    pub contrast: f32,
    /// Lines along one side of the code that have no ink from end to end.
    pub missing_columns: u32,
    /// The share of the code under glare, 0 to 1.
    pub glare: f32,
    /// Pixels a module.
    pub module: f32,
}
