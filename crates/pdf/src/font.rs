//! Fonts, as far as text needs them: codes → Unicode and widths (ISO 32000-2 §9.5 to §9.10).

use crate::{
    file::Document,
    object::{Dict, Object},
    parse::{Parser, Token},
};
use std::collections::HashMap;

/// Old Chinese encodings of fonts that are not in the file; the caller knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// GBK and GB 18030.
    Gbk,
    /// Big5.
    Big5,
    /// Shift JIS.
    ShiftJis,
    /// EUC-KR.
    EucKr,
}

impl Charset {
    /// Its label (Encoding Standard §4.2).
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Gbk => "gb18030",
            Self::Big5 => "big5",
            Self::ShiftJis => "shift_jis",
            Self::EucKr => "euc-kr",
        }
    }
}

/// What a page needs and this crate does not have.
pub trait Helpers {
    /// Text in an old encoding.
    fn decode(&self, charset: Charset, bytes: &[u8]) -> Option<String>;
    /// A JPEG as width, height and RGB; bounded by the callee.
    fn jpeg(&self, bytes: &[u8]) -> Option<(usize, usize, Vec<u8>)>;
    /// A picture of black and white: its width, and its rows in whole bytes, 1 black; at least so many as asked for, and
    /// bounded by the callee.
    fn bilevel(&self, _: &Bilevel<'_>, _: &[u8]) -> Option<(usize, Vec<u8>)> {
        None
    }
    /// Whether pictures are read at all: then one that is not may hide what matters.
    fn sees_pictures(&self) -> bool {
        false
    }
}

/// How a picture of black and white is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bilevel<'a> {
    /// CCITT fax (ISO 32000-2, table 11).
    Fax {
        /// Points of a row.
        columns: usize,
        /// Rows.
        rows: usize,
        /// Below 0 group 4, 0 group 3 of one dimension, above 0 of two.
        k: i64,
        /// Ends of lines are marked.
        end_of_line: bool,
        /// Each row begins with a byte.
        byte_align: bool,
        /// The end of the picture may be marked.
        end_of_block: bool,
    },
    /// JBIG2 (§7.4.7), with the segments that pictures share.
    Jbig2 {
        /// Empty when there are none.
        globals: &'a [u8],
    },
}

/// No help: such letters and pictures stay unread.
pub struct Alone;

impl Helpers for Alone {
    fn decode(&self, _: Charset, _: &[u8]) -> Option<String> {
        None
    }

    fn jpeg(&self, _: &[u8]) -> Option<(usize, usize, Vec<u8>)> {
        None
    }
}

/// One character that a string shows.
pub(crate) struct Shown {
    /// What it is; `None`: it has no Unicode value.
    pub(crate) text: Option<String>,
    /// Its width in thousandths of the size.
    pub(crate) width: f64,
    /// Whether it is the single byte 32, which word spacing belongs to.
    pub(crate) blank: bool,
}

enum Codes {
    /// One byte a code, each with its own text.
    Simple(Box<[Option<String>; 256]>),
    /// Two bytes a code, CIDs.
    Pairs,
    /// Two bytes a code, which are UTF-16 themselves.
    Utf16,
    /// An old encoding.
    Old(Charset),
}

/// A font.
pub(crate) struct Font {
    codes: Codes,
    unicode: Option<ToUnicode>,
    widths: HashMap<u32, f64>,
    default: f64,
    pub(crate) vertical: bool,
}

#[derive(Default)]
struct ToUnicode {
    /// Bytes a code, by the code spaces.
    spaces: Vec<(usize, u32, u32)>,
    map: HashMap<u32, String>,
}

/// Most mappings of one font.
const MAPPINGS: usize = 100_000;

impl Font {
    pub(crate) fn read(document: &Document<'_>, dict: &Dict) -> Self {
        let unicode = document
            .get(dict, "ToUnicode")
            .stream()
            .and_then(|stream| document.decode(stream))
            .map(|bytes| to_unicode(document, &bytes));
        if document.get(dict, "Subtype").is_name("Type0") {
            Self::composite(document, dict, unicode)
        } else {
            Self::simple(document, dict, unicode)
        }
    }

    fn simple(document: &Document<'_>, dict: &Dict, unicode: Option<ToUnicode>) -> Self {
        let descriptor = document.get(dict, "FontDescriptor");
        let name = document.get(dict, "BaseFont");
        let name = String::from_utf8_lossy(name.name().unwrap_or_default()).into_owned();
        let encoding = document.get(dict, "Encoding");
        let symbolic =
            descriptor.dict().and_then(|d| document.get(d, "Flags").int()).is_some_and(|flags| flags & 4 != 0);
        let (base, differences) = match &encoding {
            Object::Name(name) => (Some(name.to_vec()), Object::Null),
            Object::Dict(dict) => {
                (document.get(dict, "BaseEncoding").name().map(<[u8]>::to_vec), document.get(dict, "Differences"))
            }
            _ => (None, Object::Null),
        };
        let own = ["Symbol", "ZapfDingbats"].iter().any(|own| name.ends_with(own));
        // A font's own encoding is not known: with no base named, a symbolic font's letters may be anything.
        let known = base.is_some() || !(symbolic || own);
        let mut letters: Box<[Option<String>; 256]> = Box::new(core::array::from_fn(|code| {
            if known { base_letter(base.as_deref().unwrap_or(b"StandardEncoding"), code as u8) } else { None }
        }));
        let mut code = 0usize;
        for entry in differences.array() {
            match document.resolve(entry) {
                Object::Int(next) => code = usize::try_from(next).unwrap_or(256),
                Object::Name(name) => {
                    if let Some(slot) = letters.get_mut(code) {
                        *slot = glyph_letter(&String::from_utf8_lossy(&name));
                    }
                    code += 1;
                }
                _ => {}
            }
        }
        let mut widths = HashMap::new();
        let first = document.get(dict, "FirstChar").int().unwrap_or(0);
        let scale = if document.get(dict, "Subtype").is_name("Type3") {
            let matrix = document.get(dict, "FontMatrix");
            matrix.array().first().and_then(Object::number).unwrap_or(0.001) * 1000.0
        } else {
            1.0
        };
        for (i, width) in document.get(dict, "Widths").array().iter().take(256).enumerate() {
            if let (Some(width), Ok(code)) = (document.resolve(width).number(), u32::try_from(first + i as i64)) {
                widths.insert(code, width * scale);
            }
        }
        let missing = descriptor.dict().and_then(|d| document.get(d, "MissingWidth").number());
        let mut default = missing.unwrap_or(0.0);
        if widths.is_empty() {
            let courier = name.contains("Courier");
            default = if courier { 600.0 } else { 556.0 };
            if !courier {
                widths = (0..95).map(|i| (32 + i as u32, f64::from(HELVETICA[i]))).collect();
            }
        }
        Self { codes: Codes::Simple(letters), unicode, widths, default, vertical: false }
    }

    fn composite(document: &Document<'_>, dict: &Dict, unicode: Option<ToUnicode>) -> Self {
        let encoding = document.get(dict, "Encoding");
        let name = String::from_utf8_lossy(encoding.name().unwrap_or_default()).into_owned();
        let codes = if name.starts_with("Uni") && (name.contains("UCS2") || name.contains("UTF16")) {
            Codes::Utf16
        } else if ["GBK", "GB-EUC", "GBpc-EUC"].iter().any(|begin| name.starts_with(begin)) {
            Codes::Old(Charset::Gbk)
        } else if ["B5pc", "ETen", "HKscs", "ETenms"].iter().any(|begin| name.starts_with(begin)) {
            Codes::Old(Charset::Big5)
        } else if ["90ms", "90pv", "83pv"].iter().any(|begin| name.starts_with(begin)) {
            Codes::Old(Charset::ShiftJis)
        } else if name.starts_with("KSC") {
            Codes::Old(Charset::EucKr)
        } else {
            Codes::Pairs
        };
        let below = document.get(dict, "DescendantFonts");
        let below = below.array().first().map(|font| document.resolve(font)).unwrap_or_default();
        let mut widths = HashMap::new();
        let mut default = 1000.0;
        // Widths go by CID, which is the code itself under the identity alone.
        if let Some(below) = below.dict() {
            default = document.get(below, "DW").number().unwrap_or(1000.0);
            if matches!(codes, Codes::Pairs) {
                let list = document.get(below, "W");
                let mut rest = list.array();
                while let [first, second, behind @ ..] = rest {
                    let Some(first) = document.resolve(first).int().and_then(|n| u32::try_from(n).ok()) else { break };
                    match (document.resolve(second), behind) {
                        (Object::Array(list), behind) => {
                            for (i, width) in list.iter().take(65536).enumerate() {
                                if let Some(width) = document.resolve(width).number() {
                                    widths.insert(first.saturating_add(i as u32), width);
                                }
                            }
                            rest = behind;
                        }
                        (Object::Int(last), [width, behind @ ..]) => {
                            let width = document.resolve(width).number().unwrap_or(default);
                            for code in first..=u32::try_from(last).unwrap_or(0).min(0xffff) {
                                widths.insert(code, width);
                            }
                            rest = behind;
                        }
                        _ => break,
                    }
                    if widths.len() > MAPPINGS {
                        break;
                    }
                }
            }
        }
        Self { codes, unicode, widths, default, vertical: name.ends_with("-V") }
    }

    /// The characters of a string.
    pub(crate) fn show(&self, bytes: &[u8], helpers: &dyn Helpers) -> Vec<Shown> {
        let mut out = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let size = self.size(rest).clamp(1, rest.len());
            let (code, behind) = rest.split_at(size);
            rest = behind;
            let number = code.iter().fold(0u32, |n, byte| n << 8 | u32::from(*byte));
            let mapped = self.unicode.as_ref().and_then(|unicode| unicode.map.get(&number)).cloned();
            let text = mapped.or_else(|| match &self.codes {
                Codes::Simple(letters) => letters.get(number as usize).cloned().flatten(),
                Codes::Pairs => None,
                Codes::Utf16 => {
                    let units: Vec<u16> =
                        code.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
                    String::from_utf16(&units).ok()
                }
                Codes::Old(charset) if code.len() == 1 && code.first().is_some_and(u8::is_ascii) => {
                    let _ = charset;
                    code.first().map(|byte| char::from(*byte).to_string())
                }
                Codes::Old(charset) => helpers.decode(*charset, code),
            });
            let text = text.filter(|text| !text.contains(['\0', '\u{fffd}']) || text.is_empty());
            let width = match self.codes {
                Codes::Utf16 | Codes::Old(_) if number < 0x80 => 500.0,
                _ => self.widths.get(&number).copied().unwrap_or(self.default),
            };
            out.push(Shown { text, width, blank: size == 1 && number == 32 });
        }
        out
    }

    fn size(&self, rest: &[u8]) -> usize {
        match &self.codes {
            Codes::Simple(_) => 1,
            Codes::Utf16 => match rest {
                [0xd8..=0xdb, ..] => 4,
                _ => 2,
            },
            Codes::Old(_) => match rest {
                [0..=0x80, ..] | [0xa0..=0xa0, ..] | [0xff, ..] => 1,
                // GB 18030's codes of four bytes.
                [_, b'0'..=b'9', _, b'0'..=b'9', ..] => 4,
                _ => 2,
            },
            Codes::Pairs => {
                let spaces = self.unicode.as_ref().map(|unicode| unicode.spaces.as_slice()).unwrap_or_default();
                let fits = |(size, low, high): &&(usize, u32, u32)| {
                    let code =
                        rest.get(..*size).unwrap_or_default().iter().fold(0u32, |n, byte| n << 8 | u32::from(*byte));
                    *size <= rest.len() && (*low..=*high).contains(&code)
                };
                if spaces.iter().all(|(size, ..)| *size == 1) && !spaces.is_empty() {
                    // Seen: a code space of one byte beside codes of two.
                    return 2;
                }
                spaces.iter().find(fits).map_or(2, |(size, ..)| *size)
            }
        }
    }
}

/// A ToUnicode map (§9.10.3).
fn to_unicode(document: &Document<'_>, bytes: &[u8]) -> ToUnicode {
    let mut out = ToUnicode::default();
    let mut parser = Parser::content(bytes, &document.budget);
    let mut stack: Vec<Object> = Vec::new();
    let number = |object: &Object| {
        object.string().map(|bytes| (bytes.len(), bytes.iter().fold(0u32, |n, byte| n << 8 | u32::from(*byte))))
    };
    let letters = |bytes: &[u8], more: u32| -> Option<String> {
        let mut units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        if bytes.len() == 1 {
            units.push(u16::from(*bytes.first()?));
        }
        let last = units.last_mut()?;
        *last = last.checked_add(u16::try_from(more).ok()?)?;
        String::from_utf16(&units).ok()
    };
    while let Some(token) = parser.token() {
        match token {
            Token::Object(object) => {
                if stack.len() < 4096 {
                    stack.push(object);
                }
                continue;
            }
            Token::Operator(word) => match word.as_slice() {
                b"endcodespacerange" => {
                    for pair in stack.as_chunks::<2>().0 {
                        if let (Some((size, low)), Some((_, high))) = (number(&pair[0]), number(&pair[1])) {
                            out.spaces.push((size, low, high));
                        }
                    }
                }
                b"endbfchar" => {
                    for pair in stack.as_chunks::<2>().0 {
                        if let (Some((_, code)), Some(bytes)) = (number(&pair[0]), pair[1].string())
                            && let Some(text) = letters(bytes, 0)
                        {
                            out.map.insert(code, text);
                        }
                    }
                }
                b"endbfrange" => {
                    for triple in stack.as_chunks::<3>().0 {
                        let (Some((_, low)), Some((_, high))) = (number(&triple[0]), number(&triple[1])) else {
                            continue;
                        };
                        for code in low..=high.min(low.saturating_add(0xffff)) {
                            let text = match &triple[2] {
                                Object::Array(list) => {
                                    list.get((code - low) as usize).and_then(Object::string).and_then(|b| letters(b, 0))
                                }
                                other => other.string().and_then(|bytes| letters(bytes, code - low)),
                            };
                            if let Some(text) = text {
                                out.map.insert(code, text);
                            }
                            if out.map.len() > MAPPINGS {
                                return out;
                            }
                        }
                    }
                }
                _ => {}
            },
        }
        stack.clear();
        if out.map.len() > MAPPINGS {
            break;
        }
    }
    out
}

/// The letter of a code in a base encoding (annex D.2).
fn base_letter(encoding: &[u8], code: u8) -> Option<String> {
    let letter = match (encoding, code) {
        (b"StandardEncoding", 0x27) => '’',
        (b"StandardEncoding", 0x60) => '‘',
        (_, 0x20..=0x7e) => char::from(code),
        (b"WinAnsiEncoding", 0x80..=0x9f) => *WINDOWS.get(usize::from(code - 0x80))?,
        (b"WinAnsiEncoding", 0xa0..=0xff) => char::from(code),
        (b"MacRomanEncoding", 0x80..=0xff) => *MAC.get(usize::from(code - 0x80))?,
        (b"StandardEncoding", 0xa1..=0xfb) => *STANDARD.get(usize::from(code - 0xa1))?,
        _ => return None,
    };
    (letter != '\0').then(|| letter.to_string())
}

/// The letters of a glyph's name (Adobe Glyph List, as far as receipts go; `uniXXXX` and `uXXXXX`).
fn glyph_letter(name: &str) -> Option<String> {
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).map(String::from);
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len().is_multiple_of(4))
    {
        return (0..digits.len() / 4).map(|i| hex(digits.get(i * 4..i * 4 + 4)?)).collect();
    }
    if let Some(digits) = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))
        && let Some(letter) = hex(digits)
    {
        return Some(letter);
    }
    let mut bytes = name.bytes();
    if let (Some(letter), None) = (bytes.next(), bytes.next())
        && letter.is_ascii_alphabetic()
    {
        return Some(char::from(letter).to_string());
    }
    NAMES.split(' ').zip(LETTERS.chars()).find(|(known, _)| *known == name).map(|(_, letter)| letter.to_string())
}

const NAMES: &str = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater question at bracketleft backslash bracketright asciicircum underscore grave braceleft bar braceright asciitilde Euro quotesinglbase florin quotedblbase ellipsis dagger daggerdbl circumflex perthousand Scaron guilsinglleft OE Zcaron quoteleft quoteright quotedblleft quotedblright bullet endash emdash tilde trademark scaron guilsinglright oe zcaron Ydieresis exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot registered macron degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf threequarters questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis minus nbspace fi fl fraction nonbreakingspace sfthyphen";
const LETTERS: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ−\u{a0}ﬁﬂ⁄\u{a0}-";

const WINDOWS: [char; 32] = [
    '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
];

const MAC: [char; 128] = [
    'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è', 'ê', 'ë', 'í', 'ì', 'î', 'ï', 'ñ',
    'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü', '†', '°', '¢', '£', '§', '•', '¶', 'ß', '®', '©', '™', '´', '¨', '\0',
    'Æ', 'Ø', '\0', '±', '\0', '\0', '¥', 'µ', '\0', '\0', '\0', '\0', '\0', 'ª', 'º', '\0', 'æ', 'ø', '¿', '¡', '¬',
    '\0', 'ƒ', '\0', '\0', '«', '»', '…', ' ', 'À', 'Ã', 'Õ', 'Œ', 'œ', '–', '—', '“', '”', '‘', '’', '÷', '\0', 'ÿ',
    'Ÿ', '⁄', '€', '‹', '›', 'ﬁ', 'ﬂ', '‡', '·', '‚', '„', '‰', 'Â', 'Ê', 'Á', 'Ë', 'È', 'Í', 'Î', 'Ï', 'Ì', 'Ó', 'Ô',
    '\0', 'Ò', 'Ú', 'Û', 'Ù', 'ı', 'ˆ', '˜', '¯', '˘', '˙', '˚', '¸', '˝', '˛', 'ˇ',
];

const STANDARD: [char; 91] = [
    '¡', '¢', '£', '⁄', '¥', 'ƒ', '§', '¤', '\'', '“', '«', '‹', '›', 'ﬁ', 'ﬂ', '\0', '–', '†', '‡', '·', '\0', '¶',
    '•', '‚', '„', '”', '»', '…', '‰', '\0', '¿', '\0', '`', '´', 'ˆ', '˜', '¯', '˘', '˙', '¨', '\0', '˚', '¸', '\0',
    '˝', '˛', 'ˇ', '—', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0',
    'Æ', '\0', 'ª', '\0', '\0', '\0', '\0', 'Ł', 'Ø', 'Œ', 'º', '\0', '\0', '\0', '\0', '\0', 'æ', '\0', '\0', '\0',
    'ı', '\0', '\0', 'ł', 'ø', 'œ', 'ß',
];

/// Widths of Helvetica, codes 32 to 126: near enough for any font that names none.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_letters_pair_up() {
        assert_eq!(NAMES.split(' ').count(), LETTERS.chars().count());
        assert_eq!(glyph_letter("Adieresis").unwrap(), "Ä");
        assert_eq!(glyph_letter("uni00E9").unwrap(), "é");
        assert_eq!(glyph_letter("u1F600").unwrap(), "😀");
        assert_eq!(glyph_letter("ydieresis").unwrap(), "ÿ");
        assert_eq!(glyph_letter("sfthyphen").unwrap(), "-");
        assert_eq!(glyph_letter("g123"), None);
        assert_eq!(base_letter(b"StandardEncoding", 0xfb).unwrap(), "ß");
        assert_eq!(base_letter(b"StandardEncoding", 0xe1).unwrap(), "Æ");
    }
}
