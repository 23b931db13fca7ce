//! Lines that a recogniser read off a picture: with them come second choices, and where each character stands.

use super::{
    Correction, InputLine, Member, Reading, normal, read_lines,
    reading::{Mark, Merged},
    table,
};
use crate::{report::Where, unicode};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

/// Second choices below this probability are no doubt: what is clearly printed is taken as it stands.
const DOUBT: f32 = 0.01;
/// Second choices that are looked at, of one picture: the likeliest.
const MOST_DOUBTS: usize = 24;
/// Readings with one or two characters read otherwise, of one picture.
const MOST_READINGS: usize = 64;
/// Characters of a whole card number (ISO/IEC 7812-1).
const PAN_LENGTHS: core::ops::RangeInclusive<usize> = 13..=19;

/// A character as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenCharacter {
    /// It.
    pub text: char,
    /// What else it may be, with its probability, the likeliest first.
    pub runners_up: Vec<(char, f32)>,
    /// Its middle, in pixels of the picture: to the right, and downwards.
    pub middle: (f32, f32),
}

/// A line as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenLine {
    /// Its characters.
    pub characters: Vec<SeenCharacter>,
    /// Its corners, in pixels of the picture, as one reads: top left, top right, bottom right, bottom left.
    pub corners: [(f32, f32); 4],
}

impl SeenLine {
    /// What it says.
    #[must_use]
    pub fn text(&self) -> String {
        self.characters.iter().map(|character| character.text).collect()
    }

    /// The middle of the line.
    #[must_use]
    pub fn middle(&self) -> (f32, f32) {
        let [a, _, c, _] = self.corners;
        ((a.0 + c.0) / 2.0, (a.1 + c.1) / 2.0)
    }

    /// Its pieces: characters from and to, without the blanks between. What stands beside each other on a picture is one
    /// line with two blanks or more.
    pub(crate) fn pieces(&self) -> Vec<core::ops::Range<usize>> {
        let mut pieces: Vec<core::ops::Range<usize>> = Vec::new();
        for (i, _) in self.characters.iter().enumerate().filter(|(_, character)| character.text != ' ') {
            match pieces.last_mut() {
                Some(last) if i - last.end < 2 => last.end = i + 1,
                _ => pieces.push(i..i + 1),
            }
        }
        pieces
    }

    /// A part of the line as a line of its own.
    pub(crate) fn part(&self, range: core::ops::Range<usize>) -> Self {
        let characters = self.characters.get(range).unwrap_or_default().to_vec();
        let [a, b, c, d] = self.corners;
        let (x, y) = (b.0 - a.0, b.1 - a.1);
        let length = (x * x + y * y).max(1.0);
        let way = |character: Option<&SeenCharacter>| {
            character.map_or(0.0, |at| ((at.middle.0 - a.0) * x + (at.middle.1 - a.1) * y) / length)
        };
        let (first, last) = (way(characters.first()), way(characters.last()));
        let half = (last - first) / (2 * characters.len().saturating_sub(1)).max(1) as f32;
        let (from, to) = ((first - half).clamp(0.0, 1.0), (last + half).clamp(0.0, 1.0));
        let mix = |p: (f32, f32), q: (f32, f32), way: f32| (p.0 + (q.0 - p.0) * way, p.1 + (q.1 - p.1) * way);
        Self { characters, corners: [mix(a, b, from), mix(a, b, to), mix(d, c, to), mix(d, c, from)] }
    }

    /// The line's height.
    fn height(&self) -> f32 {
        let [a, _, _, d] = self.corners;
        let (x, y) = (a.0 - d.0, a.1 - d.1);
        square_root(x * x + y * y)
    }

    fn input(&self, text: String) -> InputLine {
        InputLine { text, place: bounds(&self.corners, 0.0) }
    }
}

/// Newton's method; `core` has no square root.
pub(crate) fn square_root(value: f32) -> f32 {
    let mut root = value.max(1.0);
    for _ in 0..24 {
        root = (root + value / root) / 2.0;
    }
    root
}

/// The upright box around points, and so much more on every side.
pub(crate) fn bounds(points: &[(f32, f32)], more: f32) -> Option<Where> {
    let mut points = points.iter().filter(|point| point.0.is_finite() && point.1.is_finite());
    let first = points.next()?;
    let mut edges = [first.0, first.1, first.0, first.1];
    for (x, y) in points {
        edges = [edges[0].min(*x), edges[1].min(*y), edges[2].max(*x), edges[3].max(*y)];
    }
    let [left, top, right, bottom] = edges;
    let (x, y) = ((left - more).max(0.0), (top - more).max(0.0));
    Some(Where { page: 0, x, y, width: right + more - x, height: bottom + more - y })
}

/// Reads lines off a picture. Members know what else they may say.
#[must_use]
pub fn read_seen(lines: &[SeenLine]) -> Reading {
    let inputs: Vec<InputLine> = lines.iter().map(|line| line.input(line.text())).collect();
    let mut reading = read_lines(&inputs);
    reading.seen = true;
    for (line, seen) in reading.lines.iter_mut().zip(lines) {
        // Composed otherwise, bytes would not find their characters.
        if line.text.chars().count() == seen.characters.len() {
            line.half_height = seen.height() / 2.0;
            line.marks = line
                .text
                .char_indices()
                .zip(&seen.characters)
                .map(|((at, _), character)| Mark { at, middle: character.middle })
                .collect();
        }
    }
    doubts(&mut reading, lines, &inputs);
    for member in &mut reading.fields {
        if member.name == "pan"
            && let Some(usual) = usual_mask(&member.value)
        {
            member.corrected = Some(Correction { read: member.value.clone(), value: usual.clone() });
            member.value = usual;
        }
        member.forms = forms(member);
    }
    reading
}

/// A character that may be another one.
struct Doubt {
    member: usize,
    line: usize,
    character: usize,
    instead: char,
    probability: f32,
}

/// What members say when a character or two are read otherwise.
fn doubts(reading: &mut Reading, lines: &[SeenLine], inputs: &[InputLine]) {
    let mut doubts = Vec::new();
    for (index, member) in reading.fields.iter().enumerate() {
        let (Some(line), Some(seen)) = (reading.lines.get(member.line), lines.get(member.line)) else { continue };
        for (i, mark) in line.marks.iter().enumerate() {
            let Some(character) = seen.characters.get(i).filter(|_| mark.at >= member.at.0 && mark.at < member.at.1)
            else {
                continue;
            };
            doubts.extend(character.runners_up.iter().filter(|(_, probability)| *probability >= DOUBT).map(
                |(instead, probability)| Doubt {
                    member: index,
                    line: member.line,
                    character: i,
                    instead: *instead,
                    probability: *probability,
                },
            ));
        }
    }
    doubts.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    doubts.truncate(MOST_DOUBTS);
    let singles = (0..doubts.len()).map(|i| (i, i));
    let pairs = (0..doubts.len()).flat_map(|i| (i + 1..doubts.len()).map(move |j| (i, j)));
    let mut readings = 0;
    for (i, j) in singles.chain(pairs) {
        let (Some(one), Some(other)) = (doubts.get(i), doubts.get(j)) else { continue };
        let same = one.line == other.line && one.character == other.character;
        if one.member != other.member || (same && i != j) {
            continue;
        }
        readings += 1;
        if readings > MOST_READINGS {
            return;
        }
        let changed = |text: &InputLine| {
            let replace =
                |(at, c)| [one, other].into_iter().find(|doubt| doubt.character == at).map_or(c, |doubt| doubt.instead);
            InputLine { text: text.text.chars().enumerate().map(replace).collect(), place: None }
        };
        let changed: Vec<InputLine> = inputs
            .iter()
            .enumerate()
            .map(|(at, text)| if at == one.line { changed(text) } else { text.clone() })
            .collect();
        let again = read_lines(&changed);
        let Some(member) = reading.fields.get_mut(one.member) else { continue };
        let counterpart = again
            .fields
            .iter()
            .find(|found| found.name == member.name && found.line == member.line && found.at.0 == member.at.0);
        if let Some(found) = counterpart
            && found.value != member.value
            && !member.second.contains(&found.value)
        {
            member.second.push(found.value.clone());
        }
    }
}

/// The same value in the other forms that a picture cannot tell apart.
fn forms(member: &Member) -> Vec<String> {
    match member.name {
        "pan" => masks(&member.value),
        "merchant" => names(&member.value),
        _ => Vec::new(),
    }
}

/// A card number whose mask has another length: a run of marks is easily read as a longer or shorter one.
fn masks(value: &str) -> Vec<String> {
    let Some((head, tail)) = unmasked(value) else { return Vec::new() };
    let digits = head.len() + tail.len();
    let mut lengths: Vec<usize> = PAN_LENGTHS.filter(|length| *length > digits && *length != value.len()).collect();
    // 16 and 19 digits are the usual ones.
    lengths.sort_by_key(|length| match length {
        16 => 0,
        19 => 1,
        _ => 2,
    });
    lengths.into_iter().map(|length| [head, &"*".repeat(length - digits), tail].concat()).collect()
}

/// A card number with six digits before the mask and four behind it, its mask as long as the numbers of its brand have
/// it: 16 or 19 characters in all, whichever is nearer. `None` when it is that, or of another brand.
fn usual_mask(value: &str) -> Option<String> {
    let mask = value.get(6..value.len().checked_sub(4)?)?;
    if mask.is_empty() || !mask.bytes().all(|c| c == b'*') || !value.starts_with(['2', '4', '5', '6', '9']) {
        return None;
    }
    let usual = if value.len() < 18 { 16 } else { 19 };
    masks(value).into_iter().find(|form| form.len() == usual)
}

/// The digits before and behind a mask.
fn unmasked(value: &str) -> Option<(&str, &str)> {
    Some((value.get(..value.find('*')?)?, value.get(value.rfind('*')? + 1..)?))
}

/// A name with its punctuation in the other width, with and without the blanks beside ideographs.
fn names(value: &str) -> Vec<String> {
    let ascii = normal::full_width_to_ascii(value);
    let wide: String = ascii
        .chars()
        .map(|c| match c {
            '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect();
    let brackets: String = ascii
        .chars()
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            c => c,
        })
        .collect();
    let mut all: Vec<String> = Vec::new();
    for name in [value.to_string(), ascii, brackets, wide] {
        for name in [tight(&name), name] {
            if name != value && !all.contains(&name) {
                all.push(name);
            }
        }
    }
    all
}

/// Without the blanks beside ideographs and wide punctuation.
fn tight(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let wide = |i: usize| characters.get(i).is_some_and(|c| !matches!(c, '\0'..='\u{2fff}'));
    let keep = |(i, c): &(usize, &char)| **c != ' ' || !(wide(i + 1) || i.checked_sub(1).is_some_and(wide));
    characters.iter().enumerate().filter(keep).map(|(_, c)| *c).collect()
}

/// Whether two values of a member look the same on a picture.
pub(crate) fn alike(name: &str, a: &str, b: &str) -> bool {
    match name {
        "merchant" => {
            let plain = |name: &str| {
                let ascii = normal::full_width_to_ascii(&unicode::nfc(name));
                tight(&normal::collapse_white_space(&ascii))
            };
            plain(a) == plain(b)
        }
        // A mark of the mask can swallow the digit beside it.
        "pan" => match (unmasked(a), unmasked(b)) {
            (Some(a), Some(b)) => {
                let (head, tail) = (a.0.len().abs_diff(b.0.len()), a.1.len().abs_diff(b.1.len()));
                head + tail <= 1
                    && (a.0.starts_with(b.0) || b.0.starts_with(a.0))
                    && (a.1.ends_with(b.1) || b.1.ends_with(a.1))
            }
            _ => a == b,
        },
        _ => a == b,
    }
}

/// Puts in what a person says that the paper shows; returns what was read instead, of each member that there was.
pub fn answer(reading: &mut Reading, name: &str, text: &str) -> Option<Merged> {
    let code = table::MEMBERS.iter().position(|known| *known == name)?;
    let digits = reading.get("currency").map_or(2, |currency| normal::currency_digits(&currency.value));
    let plain = normal::collapse_white_space(text);
    let ascii = normal::full_width_to_ascii(&plain);
    let (mut value, mut negative) = (None, false);
    match name {
        "amount" | "tip" => {
            if let Some(amount) = normal::amount(&plain, digits) {
                negative = amount.negative;
                value = Some(amount.value);
            }
        }
        "time" => value = normal::time(&plain),
        "pan" => value = normal::pan(&plain),
        "currency" => value = normal::currency(&plain).map(String::from),
        "type" => value = normal::txn_type(&plain).map(String::from),
        "merchant" => value = Some(plain.clone()),
        _ => {}
    }
    let value = value.unwrap_or(ascii);
    let read = reading.get(name).map(|member| member.value.clone());
    let certain = |member: &mut Member| {
        member.value.clone_from(&value);
        member.raw.clone_from(&plain);
        member.negative = negative;
        member.corrected = None;
        for list in [&mut member.uncertain, &mut member.second, &mut member.forms] {
            list.clear();
        }
    };
    if read.is_some() {
        reading.fields.iter_mut().filter(|member| member.name == name).for_each(certain);
    } else {
        let mut member = super::assemble::new_member(code as u8, String::new(), String::new(), (usize::MAX, (0, 0)));
        certain(&mut member);
        reading.fields.push(member);
    }
    Some(Merged { read, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, y: f32) -> SeenLine {
        let character = |(i, text): (usize, char)| SeenCharacter {
            text,
            runners_up: Vec::new(),
            middle: (20.0 * i as f32 + 10.0, y + 15.0),
        };
        let characters: Vec<SeenCharacter> = text.chars().enumerate().map(character).collect();
        let width = 20.0 * characters.len() as f32;
        SeenLine { characters, corners: [(0.0, y), (width, y), (width, y + 30.0), (0.0, y + 30.0)] }
    }

    #[test]
    fn members_know_what_else_they_may_say_and_where_they_stand() {
        let mut lines =
            vec![line("商户编号:898310154110002", 0.0), line("终端编号:15194247", 40.0), line("金额:RMB 188.00", 80.0)];
        lines[2].characters[8].runners_up = vec![('3', 0.2), ('B', 0.005)];
        let reading = read_seen(&lines);
        assert!(reading.seen);
        let amount = reading.get("amount").unwrap();
        assert_eq!((amount.value.as_str(), amount.second.as_slice()), ("188.00", &["138.00".to_string()][..]));
        assert!(amount.uncertain.is_empty());
        assert!(reading.get("tid").unwrap().second.is_empty());
        let place = crate::compare::place(amount, &reading).unwrap();
        // From the R of `raw` to its last zero, half a line's height around; the label is outside.
        assert_eq!(amount.raw, "RMB 188.00");
        assert_eq!((place.x, place.width), (55.0, 210.0));
        assert!(place.y >= 79.0 && place.height <= 32.0, "{place:?}");
    }

    #[test]
    fn pieces_of_a_line_stand_where_they_stood() {
        let both = line("批次号:000123  终端号: 15194247", 100.0);
        let pieces = both.pieces();
        assert_eq!(pieces, [0..10, 12..25]);
        let right = both.part(pieces[1].clone());
        assert_eq!(right.text(), "终端号: 15194247");
        let [a, b, c, _] = right.corners;
        assert!((a.0 - 240.0).abs() < 1.0 && (b.0 - 500.0).abs() < 1.0 && (c.1 - 130.0).abs() < 1.0, "{right:?}");
        assert!(line("", 0.0).pieces().is_empty() && line("  ", 0.0).pieces().is_empty());
        assert_eq!(line("8", 0.0).part(0..1).text(), "8");
    }

    #[test]
    fn a_picture_does_not_tell_widths_nor_lengths_of_masks() {
        assert!(alike("merchant", "星河超市（试验路店）", "星河超市(试验路店)"));
        assert!(alike("merchant", "样例药房 连锁12分店", "样例药房连锁12分店"));
        assert!(!alike("merchant", "样例药房连锁12分店", "样例药房连锁13分店"));
        assert!(names("星河超市(试验路店)").contains(&"星河超市（试验路店）".to_string()));
        assert!(alike("pan", "621700******6169", "621700****6169"));
        assert!(alike("pan", "621700******6169", "62170******6169"));
        assert!(!alike("pan", "621700******6169", "621700******6168"));
        assert!(!alike("pan", "621700******6169", "621******6169"));
        assert!(!alike("pan", "621700******6169", "6217000000006169"));
        assert_eq!(usual_mask("621700****6169").as_deref(), Some("621700******6169"));
        assert_eq!(usual_mask("621700********6169").as_deref(), Some("621700*********6169"));
        assert_eq!(usual_mask("625912**6685").as_deref(), Some("625912******6685"));
        assert_eq!(usual_mask("6259126685"), None);
        assert_eq!(usual_mask("621700******6169"), None);
        assert_eq!(usual_mask("370000*****6169"), None);
        assert_eq!(usual_mask("6"), None);
        assert_eq!(masks("621700****6169")[0], "621700******6169");
        assert!(masks("6217").is_empty());
    }

    #[test]
    fn a_persons_answer_is_certain() {
        let mut reading = read_seen(&[line("商户编号:898310154110002", 0.0), line("金额:RMB 188.00", 80.0)]);
        let merged = answer(&mut reading, "amount", "￥１３８.00元").unwrap();
        assert_eq!((merged.read.as_deref(), merged.value.as_str()), (Some("188.00"), "138.00"));
        assert_eq!(reading.get("amount").unwrap().value, "138.00");
        answer(&mut reading, "rrn", " 593287235936 ").unwrap();
        assert_eq!(reading.get("rrn").unwrap().value, "593287235936");
        assert_eq!(answer(&mut reading, "no-such-member", "1"), None);
    }
}
