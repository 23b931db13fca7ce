//! Names as they look: what a hurried eye takes for the same is the same. Used by the build, too.

/// Letters of other scripts that look like Latin ones, and those.
const ALIKE: (&str, &str) = ("аеорсухіјѕкмтнвԁԛԝαβεζηικμνορτυχ", "aeopcyxijskmthbdqwabezhlkmnoptux");

/// A text without letter case, marks and spaces; full-width forms as plain ones, Cyrillic and Greek letters as the Latin ones that
/// they look like, and one letter for each of 0 o and 1 i l.
pub(crate) fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let latin = |c: char| {
        let at = ALIKE.0.chars().position(|other| other == c);
        at.and_then(|at| ALIKE.1.chars().nth(at)).unwrap_or(c)
    };
    let one = |c: char| match c {
        '0' => 'o',
        '1' | 'i' => 'l',
        c => c,
    };
    text.chars().map(plain).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).map(latin).map(one).collect()
}
