//! A receipt as PDF (ISO 32000-2): one page of lines, a QR code, a signature; and revisions behind it.

use super::{Signatory, cms};
use crate::cli::{
    layout::{columns, is_wide},
    random::Generator,
};
use qrcode::{EcLevel, QrCode, types::Color};
use slipcheck::time::Moment;
use std::collections::BTreeMap;

/// The page: A5 upright, in points.
const PAGE: [usize; 2] = [420, 595];
/// Left edge of the lines, first baseline, size and distance of lines.
const LINES: [usize; 4] = [60, 540, 10, 15];
/// Side of a code.
const CODE: usize = 170;

/// The numbers of the objects.
const CATALOGUE: u32 = 1;
const PAGES: u32 = 2;
const LEAF: u32 = 3;
const CONTENT: u32 = 4;
const FONT: u32 = 5;
const BELOW: u32 = 6;
const DESCRIPTOR: u32 = 7;
const PICTURE: u32 = 8;
const FORM: u32 = 9;
const FIELD: u32 = 10;
const VALUE: u32 = 11;
const STAMP: u32 = 12;
const NOTE: u32 = 13;
const FILLED: u32 = 14;

/// What a receipt holds.
#[derive(Clone, Copy)]
pub(crate) struct Receipt<'a> {
    /// The lines that it shows.
    pub(crate) lines: &'a [String],
    /// What its QR code says.
    pub(crate) code: Option<&'a str>,
    /// Whether it has a field to fill in, and the signer permits that.
    pub(crate) form: bool,
}

/// Writes objects, and the table that leads to them.
struct Writer {
    out: Vec<u8>,
    places: BTreeMap<u32, usize>,
    previous: Option<usize>,
}

impl Writer {
    fn new() -> Self {
        Self { out: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), places: BTreeMap::new(), previous: None }
    }

    /// A revision behind a file that was written here.
    fn behind(file: &[u8]) -> Self {
        let text = String::from_utf8_lossy(file.get(file.len().saturating_sub(40)..).unwrap_or_default()).into_owned();
        let start = text.rsplit("startxref\n").next().and_then(|rest| rest.lines().next()?.parse().ok());
        Self { out: file.to_vec(), places: BTreeMap::new(), previous: start }
    }

    fn object(&mut self, number: u32, object: &str) {
        self.places.insert(number, self.out.len());
        self.out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }

    fn stream(&mut self, number: u32, entries: &str, content: &str) {
        let length = content.len();
        self.object(number, &format!("<< {entries} /Length {length} >>\nstream\n{content}\nendstream"));
    }

    fn end(mut self) -> Vec<u8> {
        let start = self.out.len();
        let mut table = String::from("xref\n");
        if self.previous.is_none() {
            table.push_str("0 1\n0000000000 65535 f \n");
        }
        for (number, place) in &self.places {
            table.push_str(&format!("{number} 1\n{place:010} 00000 n \n"));
        }
        let previous = self.previous.map_or(String::new(), |start| format!(" /Prev {start}"));
        table.push_str(&format!(
            "trailer\n<< /Size {} /Root {CATALOGUE} 0 R{previous} >>\nstartxref\n{start}\n%%EOF\n",
            FILLED + 1
        ));
        self.out.extend(table.bytes());
        self.out
    }
}

/// UTF-16 in hexadecimal digits, as the font's encoding reads it.
fn letters(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

/// The content of the page.
fn content(receipt: &Receipt<'_>) -> String {
    let [left, top, size, step] = LINES;
    let mut out = format!("BT\n/F1 {size} Tf\n{step} TL\n{left} {top} Td\n");
    for line in receipt.lines {
        out.push_str(&format!("<{}> Tj T*\n", letters(line)));
    }
    out.push_str("ET\n");
    if receipt.code.is_some() {
        let bottom = top.saturating_sub(step * receipt.lines.len() + CODE);
        out.push_str(&format!("q {CODE} 0 0 {CODE} {left} {bottom} cm /Code Do Q\n"));
    }
    out
}

/// A QR code as a picture of one bit a module, with the quiet zone that scanners need.
///
/// # Errors
/// The text is too long for one.
fn qr_code(text: &str) -> Result<(usize, String), String> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| format!("{} characters are too many for one QR code", text.len()))?;
    let (width, colours) = (code.width(), code.to_colors());
    let side = width + 2 * QUIET;
    let dark = |row: usize, column: usize| {
        let inside = |at: usize| (QUIET..QUIET + width).contains(&at);
        inside(row)
            && inside(column)
            && colours.get((row - QUIET) * width + column - QUIET).is_some_and(|colour| *colour == Color::Dark)
    };
    let mut rows = String::new();
    for row in 0..side {
        for byte in 0..side.div_ceil(8) {
            let bits = (0..8).fold(0_u8, |bits, bit| bits << 1 | u8::from(!dark(row, byte * 8 + bit)));
            rows.push_str(&format!("{bits:02X}"));
        }
        rows.push('\n');
    }
    Ok((side, rows + ">"))
}

/// The objects that every receipt has; `annotations` are the page's.
///
/// # Errors
/// The code is too long.
fn body(receipt: &Receipt<'_>, annotations: &str) -> Result<Writer, String> {
    let mut writer = Writer::new();
    let code = receipt.code.map(qr_code).transpose()?;
    let pictures = if code.is_some() { format!(" /XObject << /Code {PICTURE} 0 R >>") } else { String::new() };
    let [width, height] = PAGE;
    writer.object(PAGES, &format!("<< /Type /Pages /Kids [{LEAF} 0 R] /Count 1 >>"));
    writer.object(
        LEAF,
        &format!(
            "<< /Type /Page /Parent {PAGES} 0 R /MediaBox [0 0 {width} {height}] /Contents {CONTENT} 0 R{annotations} \
             /Resources << /Font << /F1 {FONT} 0 R >>{pictures} >> >>"
        ),
    );
    writer.stream(CONTENT, "", &content(receipt));
    // A font that every reader of Chinese has (ISO 32000-2 §9.7.5.2); what is Latin is half as wide.
    writer.object(
        FONT,
        &format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [{BELOW} 0 R] >>"
        ),
    );
    writer.object(
        BELOW,
        &format!(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> \
             /DW 1000 /W [1 95 500] /FontDescriptor {DESCRIPTOR} 0 R >>"
        ),
    );
    writer.object(
        DESCRIPTOR,
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    );
    if let Some((side, rows)) = code {
        let entries = format!(
            "/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /ASCIIHexDecode"
        );
        writer.stream(PICTURE, &entries, &rows);
    }
    Ok(writer)
}

/// A receipt that nobody signed.
///
/// # Errors
/// The code is too long.
pub(crate) fn plain(receipt: &Receipt<'_>) -> Result<Vec<u8>, String> {
    let mut writer = body(receipt, "")?;
    writer.object(CATALOGUE, &format!("<< /Type /Catalog /Pages {PAGES} 0 R >>"));
    Ok(writer.end())
}

/// What is written in place of the numbers of the byte range, which are known once the file is.
const RANGE: &str = "/ByteRange [0 0000000000 0000000000 0000000000]";

/// A receipt, signed: its signature is shown as a frame with the signer's name.
///
/// # Errors
/// It cannot be signed.
pub(crate) fn signed(
    receipt: &Receipt<'_>,
    signatory: &Signatory<'_>,
    name: &str,
    at: Moment,
    random: &mut Generator,
) -> Result<Vec<u8>, String> {
    let fields = if receipt.form { format!("{FIELD} 0 R {NOTE} 0 R") } else { format!("{FIELD} 0 R") };
    let mut writer = body(receipt, &format!(" /Annots [{fields}]"))?;
    let permissions = if receipt.form { format!(" /Perms << /DocMDP {VALUE} 0 R >>") } else { String::new() };
    writer.object(CATALOGUE, &format!("<< /Type /Catalog /Pages {PAGES} 0 R /AcroForm {FORM} 0 R{permissions} >>"));
    writer.object(FORM, &format!("<< /Fields [{fields}] /SigFlags 3 /DR << /Font << /F1 {FONT} 0 R >> >> >>"));
    writer.object(
        FIELD,
        &format!(
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V {VALUE} 0 R /P {LEAF} 0 R /F 132 /Rect [240 30 400 70] /AP << /N {STAMP} 0 R >> >>"
        ),
    );
    let stamp = format!(
        "0.6 0 0 RG 1 1 158 38 re S\nBT /F1 9 Tf 6 24 Td <{}> Tj 0 -14 Td <{}> Tj ET",
        letters("数字签名 Digitally signed"),
        letters(name)
    );
    let resources =
        format!("/Type /XObject /Subtype /Form /BBox [0 0 160 40] /Resources << /Font << /F1 {FONT} 0 R >> >>");
    writer.stream(STAMP, &resources, &stamp);
    if receipt.form {
        writer.object(NOTE, &note("()", ""));
    }
    // Filling in forms is permitted in so many words, or nothing is (ISO 32000-2 §12.8.2.2).
    let permitted = if receipt.form {
        " /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>]"
    } else {
        ""
    };
    let room = cms::size(signatory);
    let civil = at.civil(8 * 3600).at_offset(0).rfc3339();
    let local: String = civil.chars().filter(char::is_ascii_digit).collect();
    writer.object(
        VALUE,
        &format!(
            "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached {RANGE} /Contents <{}> /M (D:{local}+08'00'){permitted} >>",
            "00".repeat(room)
        ),
    );
    fill(writer.end(), room, signatory, at, random)
}

/// Signs the file around the place that is left for the signature.
fn fill(
    mut file: Vec<u8>,
    room: usize,
    signatory: &Signatory<'_>,
    at: Moment,
    random: &mut Generator,
) -> Result<Vec<u8>, String> {
    let find = |file: &[u8], word: &[u8]| file.windows(word.len()).position(|window| window == word);
    let lost = || "the place of the signature was lost".to_owned();
    let range = find(&file, RANGE.as_bytes()).ok_or_else(lost)?;
    let begin = find(&file, b"/Contents <00").ok_or_else(lost)? + b"/Contents ".len();
    let end = begin + 2 * room + 2;
    let numbers = format!("/ByteRange [0 {begin:010} {end:010} {:010}]", file.len() - end);
    file.splice(range..range + RANGE.len(), numbers.bytes());
    let message = [file.get(..begin).unwrap_or_default(), file.get(end..).unwrap_or_default()].concat();
    let value = cms::detached(signatory, &message, at, random)?;
    if value.len() > room {
        return Err(lost());
    }
    let digits: String = value.iter().map(|byte| format!("{byte:02X}")).collect();
    file.splice(begin + 1..begin + 1 + digits.len(), digits.bytes());
    Ok(file)
}

/// The field to fill in.
fn note(value: &str, more: &str) -> String {
    format!(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /V {value} /DA (/F1 10 Tf 0 g) /F 4 /P {LEAF} 0 R /Rect [60 30 220 50]{more} >>"
    )
}

/// The file with its field filled in, by a revision behind what was signed.
pub(crate) fn filled_in(file: &[u8], text: &str) -> Vec<u8> {
    let mut writer = Writer::behind(file);
    writer.object(NOTE, &note(&format!("<FEFF{}>", letters(text)), &format!(" /AP << /N {FILLED} 0 R >>")));
    let resources =
        format!("/Type /XObject /Subtype /Form /BBox [0 0 160 20] /Resources << /Font << /F1 {FONT} 0 R >> >>");
    writer.stream(FILLED, &resources, &format!("/Tx BMC q BT /F1 10 Tf 0 g 2 6 Td <{}> Tj ET Q EMC", letters(text)));
    writer.end()
}

/// The file with other lines on its page, by a revision behind what was signed.
pub(crate) fn changed(file: &[u8], receipt: &Receipt<'_>) -> Vec<u8> {
    let mut writer = Writer::behind(file);
    writer.stream(CONTENT, "", &content(receipt));
    writer.end()
}

/// Whether these lines fit on the page.
pub(crate) fn fits(lines: &[String]) -> bool {
    let [left, top, size, step] = LINES;
    let wide = |line: &String| line.chars().filter(|c| is_wide(*c)).count() + columns(line);
    lines.len() * step + CODE < top && lines.iter().all(|line| left + wide(line) * size / 2 < PAGE[0])
}
