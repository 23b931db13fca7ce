//! Writing to the terminal: a closed pipe ends quietly, and nothing that came from a slip can command the terminal.

use std::io::{ErrorKind, Write as _};

/// The text with every character made visible that a terminal would obey or that would reorder what is seen: control
/// characters except line breaks, and the formatting characters of bidirectional text.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push('\n'),
            c if c.is_control() || is_format(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// The same on one line: for values in the middle of a sentence.
pub(crate) fn inline(text: &str) -> String {
    printable(text).replace('\n', "\\n")
}

/// JSON in which such characters are escaped. In JSON they can stand in strings alone, where an escape means the same.
pub(crate) fn plain_json(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_control() || is_format(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                plain.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

/// Characters that are not seen themselves and change how others are seen (Unicode category Cf, and line separators).
fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Writes a line to standard output.
///
/// # Errors
/// It cannot be written, and not because the reader has gone away.
pub(crate) fn say(text: &str) -> Result<(), String> {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.write_all(b"\n")).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("the output cannot be written: {error}")),
        _ => Ok(()),
    }
}

/// Writes a message to standard error.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "slipcheck: {}", printable(message));
}

/// Writes a remark to standard error.
pub(crate) fn remark(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", printable(message));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(
            printable("a\u{1b}[31mb\r\tc\u{202e}d\u{9b}\n云"),
            "a\\u{1b}[31mb\\u{d}\\u{9}c\\u{202e}d\\u{9b}\n云"
        );
    }
}
