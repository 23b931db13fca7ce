//! What was given → codes and the printed text that belongs to each.
//!
//! Codes are found in a [`View`] of the text: ASCII bytes, with full-width and typographic forms of ASCII characters
//! put right and invisible characters taken out, each byte knowing where it stood. The printed text stays as it is.

use crate::{
    evidence,
    formats::{self, Located, Slip},
    order,
    report::{Format, Note},
    slip,
};
use alloc::{string::String, sync::Arc, vec::Vec};
use core::ops::Range;

mod escaped;
mod kind;
mod picture;
mod view;

pub use kind::Kind;
pub use picture::Picture;
use view::WASTE_LIMIT;
pub use view::{OTHER, View};

/// Longest text that is looked at, in bytes; what stands behind is cut off, and noted. A slip has a few thousand.
pub const TEXT_LIMIT: usize = 1 << 20;

/// Most codes of one input; further ones are noted.
pub const CODE_LIMIT: usize = 200;

/// A file that is a document and no text or picture of one.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// What it is.
    pub kind: Kind,
    /// All of it.
    pub bytes: Arc<[u8]>,
    /// Its pages as they were drawn by the caller; `None`: they were not.
    pub pages: Option<Arc<SeenPages>>,
    /// Nobody looks for codes on its pages: the caller can't. What shows no other signature is not called unsigned then.
    pub unscanned: bool,
}

/// Pages that were drawn: what a person sees on them, and the codes that were read off their pictures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenPages {
    /// In order.
    pub pages: Vec<SeenPage>,
    /// There are more that were not drawn.
    pub more: bool,
    /// A bound of the file was passed on the way.
    pub exceeded: bool,
    /// Drawing was ended before all of these were drawn.
    pub cut: bool,
}

/// One of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenPage {
    /// Its lines of text, with their places in points from the top left.
    pub lines: Vec<slip::InputLine>,
    /// What its codes say, from the top.
    pub codes: Vec<String>,
    /// It holds text that cannot be seen.
    pub invisible: bool,
    /// Lines hold letters that are not known.
    pub unread: bool,
    /// Drawing was stopped by a bound.
    pub stopped: bool,
    /// It is one picture and nothing else.
    pub one_picture: bool,
}

#[cfg(feature = "all")]
impl SeenPage {
    /// A drawn page and the codes on it.
    #[must_use]
    pub fn of(number: usize, page: slipcheck_pdf::Page, codes: Vec<String>) -> Self {
        let place = |line: &slipcheck_pdf::Line| crate::report::Where {
            page: number as u32,
            x: line.x as f32,
            y: line.y as f32,
            width: line.width as f32,
            height: line.height as f32,
        };
        // What was drawn in part may hide what lies on it.
        let lines = if page.stopped { Vec::new() } else { page.lines };
        Self {
            lines: lines
                .into_iter()
                .map(|line| slip::InputLine { place: Some(place(&line)), text: line.text })
                .collect(),
            codes,
            invisible: page.invisible,
            unread: page.unread || page.stopped,
            stopped: page.stopped,
            one_picture: page.one_picture,
        }
    }
}

impl File {
    /// A file of these bytes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { kind: Kind::of(&bytes), bytes: bytes.into(), pages: None, unscanned: false }
    }
}

/// What one check is made of.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Pasted, typed or read from a file.
    pub text: Option<String>,
    /// Printed text that belongs to a code given apart.
    pub printed: Option<String>,
    /// A picture that was scanned for codes.
    pub picture: Option<Picture>,
    /// A document that was given as a file.
    pub file: Option<File>,
}

impl Input {
    /// Text alone.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..Self::default() }
    }

    /// A document alone.
    #[must_use]
    pub fn file(bytes: Vec<u8>) -> Self {
        Self { file: Some(File::new(bytes)), ..Self::default() }
    }
}

/// What was not looked at, as a slip of its own that is never better than `unreadable`.
pub const NOT_LOOKED_AT: [&str; 4] = ["codes-cut", "messages-cut", "search-cut", "text-cut"];

/// What of a text was looked at.
#[derive(Default)]
struct Found {
    slips: Vec<Slip>,
    /// Codes beyond the limit.
    left: usize,
    /// Codes in pieces were not looked for to the end.
    unsearched: bool,
}

/// Cuts an input into slips: one a code, or one in all when there is no code. What was not looked at is one more.
#[must_use]
pub fn slips(input: &Input) -> Vec<Slip> {
    let mut text = String::new();
    let mut notes = Vec::new();
    let mut rest = Vec::new();
    let pictured = input.picture.as_ref().filter(|picture| !picture.codes.is_empty());
    // The print of a code on a picture, given apart.
    let printed = input.printed.as_deref().filter(|_| pictured.is_some() && input.text.is_none());
    let printed_text = input.printed.as_ref().filter(|_| printed.is_none());
    for part in [printed_text, input.text.as_ref()].into_iter().flatten() {
        if !text.is_empty() {
            text.push('\n');
        }
        let left = TEXT_LIMIT.saturating_sub(text.len());
        if part.len() > left {
            notes.push(Note::new("text-cut", evidence! { "limit" => TEXT_LIMIT }));
        }
        text.push_str(part.get(..part.floor_char_boundary(left)).unwrap_or_default());
    }
    let mut documents: Vec<Slip> = input.file.iter().flat_map(opened).collect();
    if !documents.is_empty() && text.is_empty() && input.picture.is_none() {
        return documents;
    }
    let (mut messages, without) = formats::messages(&text).unwrap_or_default();
    let Found { mut slips, mut left, mut unsearched } =
        from_text(if messages.is_empty() { &text } else { &without }, &notes);
    // What of the messages was not looked at.
    #[cfg(feature = "all")]
    if let Some(cut) = messages.pop_if(|slip| slip.message.is_none()) {
        rest.extend(cut.notes);
    }
    if !messages.is_empty() {
        // What stands around messages is a log, no slip, unless there is a code in it.
        slips.retain(|slip| slip.code.is_some());
        messages.append(&mut slips);
        slips = messages;
    }
    slips.append(&mut documents);
    if slips.iter().any(|slip| slip.code.is_some()) {
        rest.append(&mut notes);
    }
    if let Some(picture) = &input.picture {
        let mut found = picture::slips(picture, printed);
        slips.append(&mut found.slips);
        left += found.left;
        unsearched |= found.unsearched;
    }
    let something = |slip: &Slip| slip.code.is_some() || slip.has_print() || slip.file.is_some();
    if slips.iter().any(something) {
        slips.retain(something);
    }
    left += slips.len().saturating_sub(CODE_LIMIT);
    slips.truncate(CODE_LIMIT);
    if left > 0 {
        rest.push(Note::new("codes-cut", evidence! { "limit" => CODE_LIMIT, "left" => left }));
    }
    if unsearched {
        rest.push(Note::new("search-cut", evidence! { "limit" => WASTE_LIMIT }));
    }
    if !rest.is_empty() {
        slips.push(Slip { notes: rest, ..Slip::default() });
    }
    slips
}

/// The slips of codes that were read off a page's picture.
#[cfg(feature = "all")]
pub(crate) fn pictured(picture: &Picture) -> Vec<Slip> {
    picture::slips(picture, None).slips
}

/// The slips of codes that are printed as text.
#[cfg(feature = "all")]
pub(crate) fn coded(text: &str) -> Vec<Slip> {
    from_text(text, &[]).slips
}

/// The slips of a document, by the first format that knows it.
fn opened(file: &File) -> Vec<Slip> {
    formats::ALL.iter().map(|rules| rules.open(file)).find(|slips| !slips.is_empty()).unwrap_or_default()
}

fn from_text(text: &str, notes: &[Note]) -> Found {
    let decoded = escaped::quoted_printable(text);
    let mut found = from_plain_text(decoded.as_deref().unwrap_or(text), notes);
    for slip in found.slips.iter_mut().filter(|slip| decoded.is_some() && slip.code.is_some()) {
        slip.notes.push(paste_damage("characters"));
    }
    found
}

fn from_plain_text(text: &str, notes: &[Note]) -> Found {
    let view = View::of(text);
    let mut located: Vec<(Format, Located)> = Vec::new();
    for rules in formats::ALL {
        located.extend(rules.locate(&view).into_iter().map(|found| (rules.id(), found)));
    }
    order::by_key(&mut located, |(_, found)| (found.range.start, usize::MAX - found.range.end));
    let mut end = 0;
    located.retain_mut(|(_, found)| {
        // What lies within another code is that code's; what reaches beyond it is one of its own.
        let free = found.range.end > end;
        if free {
            found.range.start = found.range.start.max(end);
            end = found.range.end;
        }
        free
    });
    let left = located.len().saturating_sub(CODE_LIMIT);
    // Where the first code that is not looked at begins: what stands behind belongs to it.
    let end = located.get(CODE_LIMIT).map_or(text.len(), |(_, found)| view.original(found.range.clone()).start);
    located.truncate(CODE_LIMIT);
    let unsearched = !view.may_join();

    // The texts before, between and behind the codes.
    let mut texts = Vec::with_capacity(located.len() + 1);
    let mut from = 0;
    let mut ranges: Vec<Range<usize>> = located.iter().map(|(_, found)| view.original(found.range.clone())).collect();
    ranges.push(end..end);
    for ((_, found), pair) in located.iter_mut().zip(ranges.windows(2)) {
        let [own, next] = pair else { continue };
        let (range, more) = address(text, own.clone(), from, next.start);
        if more {
            found.notes.push(Note::new("beside-code", evidence! { "where" => "address" }));
        }
        texts.push(text.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    texts.push(text.get(from..end).unwrap_or_default());

    if located.is_empty() {
        let mut reading = slip::read(text);
        reading.cut |= !notes.is_empty();
        let format = reading.format;
        let notes = notes.to_vec();
        let slips = alloc::vec![Slip { format, print: text.into(), reading, notes, ..Slip::default() }];
        return Found { slips, left, unsearched };
    }
    // What looks like a code and has not its form may be a line that a person reads: nothing beside it has the full tick.
    let mixed = located.len() > 1 && located.iter().any(|(format, found)| !is_whole(*format, &found.code));
    let prints = assign(&texts, located.len());
    let last = located.len() - 1;
    let slips = located
        .into_iter()
        .zip(prints)
        .enumerate()
        .map(|(i, ((format, found), print))| {
            let mut slip_notes = found.notes;
            let mut reading = slip::read(&print);
            reading.mixed = mixed;
            // What was cut off stood behind the last code.
            if i == last && !notes.is_empty() {
                slip_notes.extend(notes.iter().cloned());
                reading.cut = true;
            }
            Slip { format, code: Some(found.code), print, reading, notes: slip_notes, ..Slip::default() }
        })
        .collect();
    Found { slips, left, unsearched }
}

/// Whether a code has as many parts as its format asks for, none of them words.
fn is_whole(format: Format, code: &str) -> bool {
    formats::of(format).is_none_or(|rules| rules.is_whole(code))
}

/// The address that a code stands in, which is one thing with it and no print: from its scheme to the next white space,
/// between what stands before and behind. Otherwise the code alone. With it, whether more stood in it than the way to the
/// code.
fn address(text: &str, code: Range<usize>, from: usize, to: usize) -> (Range<usize>, bool) {
    /// No address is longer.
    const LONGEST: usize = 4096;
    let floor = text.floor_char_boundary(code.start.saturating_sub(LONGEST).max(from));
    let before = text.get(floor..code.start).unwrap_or_default();
    let word = before.rfind(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>')).map_or(before, |at| {
        before
            .get(at..)
            .unwrap_or_default()
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>'))
    });
    // In an address within an address, or in mail, these signs are percent-encoded (RFC 3986 §2.1), once or twice.
    let lower = word.to_ascii_lowercase();
    let scheme = ["://", "%3a%2f%2f", "%253a%252f%252f"].iter().filter_map(|mark| lower.find(mark)).min();
    let head = match scheme {
        Some(at) => {
            let scheme = word.get(..at).unwrap_or_default();
            let begin = scheme.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
            word.get(scheme.ceil_char_boundary(begin)..).unwrap_or_default()
        }
        None if lower.starts_with("www.") => word,
        None => {
            // Without an address a person reads all of it but the mark of the code.
            let mark = ["#slip=", "slip=", "slip%3d"].iter().find(|mark| lower.ends_with(*mark));
            let start = code.start - mark.map_or(0, |mark| mark.len());
            return (start..code.end, false);
        }
    };
    let start = code.start - head.len();
    let behind = text.get(code.end..text.ceil_char_boundary(to)).unwrap_or_default();
    let tail = if behind
        .starts_with(['&', '#', '?', ';', '/', '%', '=', '+', '|', ',', '~', '$', '!', '*', ':', '@', '-', '_'])
    {
        behind.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>')).unwrap_or(behind.len())
    } else {
        0
    };
    let head = lower.get(word.len() - head.len()..).unwrap_or_default();
    let said = ["&", "?", "%26", "%3f"].iter().any(|mark| head.contains(mark));
    let more = tail > 0 || said || head.matches('=').count() > 1;
    (start..code.end + tail, more)
}

/// Which text belongs to which code: `texts` are those before, between and behind `codes` codes.
///
/// Text belongs to the first code after it, or to the last code when none follows; when the input starts with a code,
/// to the code before it; a digest line right behind a code always belongs to that code.
fn assign(texts: &[&str], codes: usize) -> Vec<String> {
    let mut prints = alloc::vec![String::new(); codes];
    let code_first = texts.first().is_none_or(|text| text.trim().is_empty());
    let mut add = |code: usize, text: &str| {
        if let Some(print) = prints.get_mut(code)
            && !text.trim().is_empty()
        {
            if !print.is_empty() {
                print.push('\n');
            }
            print.push_str(text);
        }
    };
    for (i, text) in texts.iter().enumerate() {
        if i == 0 {
            add(0, text);
        } else if code_first || i == codes {
            add(i - 1, text);
        } else {
            let (line, rest) = own_digest(text).unwrap_or(("", text));
            add(i - 1, line);
            add(i, rest);
        }
    }
    prints
}

/// The digest line that a text begins with, with its digits when they stand in the line below, and what follows it.
fn own_digest(text: &str) -> Option<(&str, &str)> {
    // Blank lines and rules may stand before it.
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '=' | '_' | '*' | '─'));
    let line = |from: usize| Some(from + rest.get(from..)?.find('\n').map_or(rest.len() - from, |i| i + 1));
    let digits = |to: usize| slip::digest_line(&rest.get(..to)?.replace(['\n', '\r'], " ")).map(|line| line.hex.len());
    let first = line(0)?;
    let found = digits(first)?;
    let second = line(first).filter(|&to| found < 16 && digits(to) == Some(16));
    rest.split_at_checked(second.unwrap_or(first))
}

/// The note about silently repaired paste damage.
#[must_use]
pub fn paste_damage(what: &'static str) -> Note {
    Note::new("paste-damage", evidence! { "what" => what })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "_R1-AT1_K_1_2018-02-08T12:37:34_0,00_16,30_0,00_0,00_0,00_xfWUwBw=_7b164a88_6w3fQw5bEog=_irdxIo1TAowB1OzpU+dgeAS887k8AuT09jrcMjZx95xHzbKp5pLQcupkbpZK5UxtDaxj08+8bRO30Y4wxiwonw==";
    const SLIP: &str = include_str!("../www/public/samples/good-pasted.txt");

    fn view(text: &str) -> String {
        View::of(text).bytes.iter().map(|c| char::from(*c)).collect()
    }

    fn noted<'a>(slip: &'a Slip, id: &str) -> Option<&'a Note> {
        slip.notes.iter().find(|note| note.id == id)
    }

    #[test]
    fn what_only_looks_like_another_code_is_not_passed_over() {
        for line in ["_R1-AT1_ TOTAL RMB 1138.00", "V0; TOTAL RMB 1138.00", "eyJhbGciOiJFUzI1NiJ9 RMB 1138.00"] {
            let text = [SLIP, "\n", line, "\n"].concat();
            let slips = from_text(&text, &[]).slips;
            let told = |slip: &Slip| slip.reading.mixed || slip.print.contains("1138.00");
            assert!(slips.iter().filter(|slip| slip.format == Format::SignedSlip).all(told), "{line}");
        }
        assert!(from_text(&[SLIP, "\n", CODE].concat(), &[]).slips.iter().all(|slip| !slip.reading.mixed));
    }

    /// The signed slip's code alone.
    fn jws() -> String {
        slips(&Input::text(SLIP)).remove(0).code.unwrap()
    }

    #[test]
    fn what_a_scanner_puts_before_a_code_is_taken_off() {
        for (text, seen) in [
            ("]Q1V0;K", "V0;K"),
            ("]Q2\\000026V0;K", "V0;K"),
            ("\\000026_R1-AT1_", "_R1-AT1_"),
            ("]d2eyJhbGci", "eyJhbGci"),
            ("]z0AQabcdef", "AQabcdef"),
            ("\u{1d}]Q1_RK1-AT1", "\u{1d}_RK1-AT1"),
            ("Beleg\r\n]Q1https://a.example/", "Beleg\r\nhttps://a.example/"),
            ("P01V0;K", "V0;K"),
            // Nothing of a scanner.
            ("a]Q1V0;K", "a]Q1V0;K"),
            ("]Q1 V0;K", "]Q1 V0;K"),
            ("Preis ]C1 12", "Preis ]C1 12"),
            ("P01 Parken", "P01 Parken"),
            ("C:\\00001\\x", "C:\\00001\\x"),
        ] {
            assert_eq!(view(text), seen, "{text}");
        }
        assert_eq!(view("a\u{200e}b\u{200f}c\u{202a}d\u{202c}e\u{2066}f\u{2069}\u{61c}g"), "abcdefg");
    }

    #[test]
    fn codes_beyond_the_limit_are_told_as_a_slip_of_their_own() {
        let codes =
            |count: usize| (0..count).map(|i| CODE.replace("_1_", &alloc::format!("_{i}_")) + "\n").collect::<String>();
        assert_eq!(slips(&Input::text(codes(CODE_LIMIT))).len(), CODE_LIMIT);
        for count in [CODE_LIMIT + 1, CODE_LIMIT + 37] {
            let slips = slips(&Input::text(codes(count)));
            assert_eq!(slips.len(), CODE_LIMIT + 1);
            let rest = slips.last().unwrap();
            assert!(rest.code.is_none() && !rest.has_print());
            assert_eq!(noted(rest, "codes-cut").unwrap().evidence["left"], count - CODE_LIMIT);
            assert!(
                slips.iter().take(CODE_LIMIT).all(|slip| slip.code.is_some() && noted(slip, "codes-cut").is_none())
            );
        }
        // In pictures, too.
        let picture = Picture { codes: alloc::vec![CODE.into(); CODE_LIMIT + 2], ..Picture::default() };
        let slips = slips(&Input { picture: Some(picture), ..Input::default() });
        assert_eq!(noted(slips.last().unwrap(), "codes-cut").unwrap().evidence["left"], 2);
    }

    #[test]
    fn a_text_that_is_cut_off_is_told_and_its_print_is_not_whole() {
        let text = [SLIP, "\n", &"x ".repeat(TEXT_LIMIT / 2)].concat();
        let slips = slips(&Input::text(text));
        assert_eq!(slips.len(), 2);
        assert!(slips[0].reading.cut && noted(&slips[0], "text-cut").is_some());
        assert!(noted(&slips[1], "text-cut").is_some() && slips[1].code.is_none());
    }

    #[test]
    fn what_else_a_code_on_a_picture_holds_is_no_print() {
        let held = |content: String| {
            let picture = Picture { codes: alloc::vec![content], ..Picture::default() };
            slips(&Input { picture: Some(picture), ..Input::default() })
        };
        let slips = held(SLIP.into());
        assert_eq!((slips.len(), slips[0].has_print()), (1, false));
        assert!(slips[0].reading.fields.is_empty() && slips[0].reading.lines.is_empty());
        assert_eq!(noted(&slips[0], "beside-code").unwrap().evidence["where"], "code");
        // The code alone, or in the address of a page that checks: nothing to say.
        let jws = jws();
        for content in [jws.clone(), ["https://check.example/#slip=", &jws].concat(), ["\u{feff}", &jws, "\n"].concat()]
        {
            let slips = held(content);
            assert_eq!((slips.len(), slips[0].has_print()), (1, false));
            assert!(noted(&slips[0], "beside-code").is_none());
        }
        // Several codes in one are all kept, in one address too, whatever their formats.
        for between in ["&slip=", ";slip=", "#", "&code="] {
            for (one, other) in [(&*jws, CODE), (CODE, &*jws), (&*jws, &*jws)] {
                let address = ["https://check.example/#slip=", one, between, other].concat();
                let codes: Vec<_> = held(address.clone()).into_iter().filter_map(|slip| slip.code).collect();
                assert_eq!(codes, [one, other], "{address}");
            }
        }
        assert_eq!(held([CODE, "\n", &jws, "\n", CODE].concat()).len(), 3);
    }

    #[test]
    fn an_address_is_one_thing_with_its_code_and_no_print() {
        let print = SLIP.get(..SLIP.find("eyJ").unwrap()).unwrap();
        let read = |address: &str| {
            let slips = slips(&Input::text([print, "\n", address, "\nDanke\n"].concat()));
            assert_eq!(slips.len(), 1, "{address}");
            slips.into_iter().next().unwrap()
        };
        let code = &*jws();
        for (address, more) in [
            (["https://check.example/v/#slip=", code].concat(), false),
            (["扫码核验:https://check.example/#slip=", code].concat(), false),
            (["https://check.example/?AMOUNT=1138.00#slip=", code].concat(), true),
            (["https://check.example/#slip=", code, "&AMOUNT=1138.00"].concat(), true),
            (["https://check.example/#slip=", code, "#AMOUNT:1138.00"].concat(), true),
        ] {
            let slip = read(&address);
            assert!(!slip.print.contains("1138") && !slip.print.contains("check.example"), "{address}");
            assert_eq!(noted(&slip, "beside-code").is_some(), more, "{address}");
            assert!(slip.print.contains("Danke"));
        }
        // What stands beside a code that is in no address is print.
        for text in ["金额:1138.00#slip=", "¥1138#slip=", "应付:1138元slip=", "退款1138?slip="] {
            assert!(read(&[text, code].concat()).print.contains("1138"), "{text}");
        }
        assert!(read(&["#slip=", code, "&AMOUNT:RMB1138.00"].concat()).print.contains("1138"));
        assert!(read(&["AMOUNT:1138.00,", code].concat()).print.contains("1138"));
        assert!(read(&[code, "。合计1138.00"].concat()).print.contains("1138"));
    }
}
