//! What was given to be checked or read: text and pictures, from files and standard input, told apart by content.

use super::{files, files::shown, pages, printed::PrintedText, terminal::remark};
use slipcheck::input::{File, Kind, Picture};
use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

/// The most bytes of a picture's file.
pub(crate) const PICTURE_LIMIT: u64 = 64 << 20;

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

/// The text of these bytes: UTF-8, UTF-16 with its mark, GB 18030 as Chinese tills' programs still write it, or Windows-1252
/// as German ones do. `None` when it is none of them.
pub(crate) fn text(bytes: &[u8]) -> Option<String> {
    let decoded = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match core::str::from_utf8(bytes) {
                Ok(text) => Some(text.to_owned()),
                Err(_) if is_chinese(bytes) => encoding_rs::GB18030
                    .decode_without_bom_handling_and_without_replacement(bytes)
                    .filter(|text| mostly_chinese(text))
                    .map(|text| text.into_owned()),
                Err(_) => is_latin(bytes).then(|| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned()),
            }
        }
    }?;
    // Text has no such characters; what has them is something else.
    (!decoded.contains('\0')).then_some(decoded)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    String::from_utf16(&pairs.iter().map(|pair| unit(*pair)).collect::<Vec<u16>>()).ok()
}

/// Whether bytes are rather GB 18030 than Windows-1252: a single umlaut takes the letter behind it along there, and gives a
/// rare character; the common ones (GB/T 2312, first level) and its marks are two high bytes.
fn is_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut rare) = (0usize, 0usize);
    let mut rest = bytes;
    while let Some((lead, behind)) = rest.split_first() {
        rest = behind;
        if lead.is_ascii() {
            continue;
        }
        match (lead, behind.first()) {
            (0xa1..=0xa3 | 0xb0..=0xd7, Some(0xa1..=0xfe)) => common += 1,
            // The second level, and Unicode's other planes: either.
            (0xd8..=0xf7, Some(0xa1..=0xfe)) | (_, Some(b'0'..=b'9')) => {}
            _ => rare += 1,
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    common > 4 * rare
}

/// Whether bytes may be a text in Windows-1252: of letters beyond ASCII it has a few, and five bytes it has not at all.
fn is_latin(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let none = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0..=8 | 0x0e..=0x1a);
    high * 3 <= bytes.len() && !bytes.iter().any(none)
}

/// Whether text from an old encoding makes sense: bytes of anything decode to something.
fn mostly_chinese(text: &str) -> bool {
    let (mut likely, mut unlikely) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            ' '..='~' | '\n' | '\r' | '\t' => {}
            '\u{4e00}'..='\u{9fa5}'
            | '\u{3000}'..='\u{303f}'
            | '\u{ff01}'..='\u{ff5e}'
            | '¥'
            | '￥'
            | '·'
            | '—'
            | '…'
            | '“'
            | '”' => likely += 1,
            _ => unlikely += 1,
        }
    }
    likely > 4 * unlikely
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_the_encodings_of_tills() {
        let slip = "商户名称:云栖面馆\n金额:RMB 138.00\n";
        assert_eq!(text(slip.as_bytes()).unwrap(), slip);
        assert_eq!(text(format!("\u{feff}{slip}").as_bytes()).unwrap(), slip);
        let units: Vec<u16> = slip.encode_utf16().collect();
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(units.iter().flat_map(|u| u.to_le_bytes())).collect();
        assert_eq!(text(&little).unwrap(), slip);
        assert_eq!(text(little.get(..little.len() - 1).unwrap()), None);
        let (gb, ..) = encoding_rs::GB18030.encode(slip);
        assert_eq!(text(&gb).unwrap(), slip);
        assert_eq!(text(b"\x80\x00\xff\xfe rubbish"), None);
        assert_eq!(text(b"a\0b"), None);
        for slip in [
            "Käse 1,00\n",
            "Größe: L\nSUMME EUR 12,50 €\n",
            "Café Übel, § 14 – danke",
            "FÜR GETRÄNKE",
            "Straße",
            "Crème brûlée 4,50 €",
        ] {
            let (latin, ..) = encoding_rs::WINDOWS_1252.encode(slip);
            assert_eq!(text(&latin).unwrap(), slip);
        }
        for slip in ["金额:1", "付款：￥138.00", "商户名称:鑫鑫囧面馆"] {
            let (gb, ..) = encoding_rs::GB18030.encode(slip);
            assert_eq!(text(&gb).unwrap(), slip);
        }
        assert_eq!(text(b"").unwrap(), "");
    }
}
