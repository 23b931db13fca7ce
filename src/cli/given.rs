//! What was given to be checked or read: text and pictures, from files and standard input, told apart by content.

use super::{files, files::shown, pages, printed::PrintedText, terminal::remark};
use slipcheck::input::{File, Kind, Picture};
use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

pub(crate) use slipcheck::charset::text;

/// The most bytes of a picture's file.
pub(crate) const PICTURE_LIMIT: u64 = slipcheck::batch::items::LARGEST;

/// The most bytes of text. A slip has a few thousand; a batch of them, some hundred thousand.
const TEXT_LIMIT: usize = 16 << 20;

/// What a file holds.
pub(crate) enum Content {
    /// Text.
    Text(String),
    /// A picture that was scanned for codes, and its printed lines read.
    Picture(Box<Picture>),
    /// A document.
    File(File),
}

/// The inputs of a call: those named, or standard input when none is.
pub(crate) fn paths(named: &[PathBuf]) -> Vec<PathBuf> {
    if !named.is_empty() {
        return named.to_vec();
    }
    if std::io::stdin().is_terminal() {
        remark("Paste the slip's text, then end with Ctrl-D (Windows: Ctrl-Z and Enter).");
    }
    vec![PathBuf::from("-")]
}

/// Reads one input; `printed` reads the lines of pictures.
///
/// # Errors
/// It cannot be read, or is neither text nor a picture: a sentence that says what to do.
pub(crate) fn read(path: &Path, printed: Option<&PrintedText<'_>>) -> Result<Content, String> {
    content(files::read(path, PICTURE_LIMIT)?, printed).map_err(|why| format!("{} {why}", shown(path)))
}

/// What these bytes are; `printed` reads the lines of pictures.
///
/// # Errors
/// They are neither text nor a picture, or cannot be read: what stands behind their name.
pub(crate) fn content(bytes: Vec<u8>, printed: Option<&PrintedText<'_>>) -> Result<Content, String> {
    let kind = Kind::of(&bytes);
    if let Some(why) = refusal(kind) {
        return Err(why.to_owned());
    }
    match kind {
        Kind::Picture => {
            let mut picture = picture(&bytes)?;
            printed.map_or(Ok(()), |printed| printed.read(&bytes, &mut picture))?;
            Ok(Content::Picture(Box::new(picture)))
        }
        Kind::Ofd => Ok(Content::File(File::new(bytes))),
        Kind::Pdf => Ok(Content::File(pages::with_pages(bytes))),
        _ if bytes.len() > TEXT_LIMIT => {
            Err("holds more than 16 MB of text: no slip is that long. Give the slip, or its code, alone".to_owned())
        }
        _ => match text(&bytes) {
            Some(text) => Ok(Content::Text(text)),
            None => Err("is neither text nor a picture: give text (UTF-8), PNG, JPEG or WebP".to_owned()),
        },
    }
}

/// The lines of a picture; `None` when the bytes are none.
///
/// # Errors
/// It is a picture that cannot be read: what stands behind its name.
pub(crate) fn picture_lines(bytes: &[u8], printed: &PrintedText<'_>) -> Result<Option<Picture>, String> {
    match Kind::of(bytes) {
        Kind::Picture if bytes.len() as u64 <= PICTURE_LIMIT => {
            let mut picture = picture(bytes)?;
            printed.read(bytes, &mut picture)?;
            Ok(Some(picture))
        }
        kind => refusal(kind).map_or(Ok(None), |why| Err(why.to_owned())),
    }
}

/// Reads printed text for `--printed`.
///
/// # Errors
/// It is not text: a sentence.
pub(crate) fn read_printed(path: &Path) -> Result<String, String> {
    match read(path, None)? {
        Content::Text(text) => Ok(text),
        _ => Err(format!("--printed {} is a picture or a document: give the printed text", shown(path))),
    }
}

/// Why files of this kind are not read, and what to do.
fn refusal(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Heic => Some(
            "is a HEIC or AVIF picture, which is not read: save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)",
        ),
        Kind::OtherPicture => Some("is a picture of a kind that is not read: save it as PNG or JPEG"),
        Kind::Archive => Some("is an archive and no OFD document: unpack it, and give what is in it"),
        Kind::Picture | Kind::Ofd | Kind::Pdf | Kind::Text => None,
    }
}

/// The codes on a picture.
fn picture(bytes: &[u8]) -> Result<Picture, String> {
    let luma = slipcheck_scan::decode(bytes).map_err(|error| format!("cannot be read: {error}"))?;
    let scanned = slipcheck_scan::scan(luma.pixels(), luma.width(), luma.height(), &slipcheck_scan::Options::default());
    let finding = serde_json::to_value(scanned.finding).ok();
    let middle = |code: &slipcheck_scan::Code| {
        let sum = code.corners.iter().fold((0.0, 0.0), |sum, corner| (sum.0 + corner.x, sum.1 + corner.y));
        (sum.0 / 4.0, sum.1 / 4.0)
    };
    Ok(Picture {
        faults: scanned.faults.iter().map(|fault| (fault.id.id().to_owned(), f64::from(fault.value))).collect(),
        middles: scanned.codes.iter().map(middle).collect(),
        codes: scanned.codes.into_iter().map(|code| code.text).collect(),
        finding: finding.as_ref().and_then(|finding| finding.as_str()).unwrap_or_default().to_owned(),
        ..Picture::default()
    })
}
