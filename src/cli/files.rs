//! Reading and writing files: sizes bounded, messages that say what to do.

use std::{
    fs::File,
    io::{ErrorKind, Read as _},
    path::Path,
};

/// The most that a key, a certificate file or a slip in JSON may hold.
pub(crate) const SMALL: u64 = 16 << 20;
/// The most that an export, which holds certificates among much else, may hold.
pub(crate) const LARGE: u64 = 192 << 20;

/// A path as a message shows it.
pub(crate) fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { format!("\"{}\"", path.display()) }
}

/// The whole content of a file, or of standard input for `-`.
///
/// # Errors
/// It cannot be read, or holds more than `limit` bytes: a sentence.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let result = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)
    } else {
        // A directory opens on some systems, and only reading it fails.
        if path.is_dir() {
            return Err(format!("{} is a directory: name a file", shown(path)));
        }
        File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
    };
    match result {
        Err(error) => Err(match error.kind() {
            ErrorKind::NotFound => format!("there is no file {}: check the name", shown(path)),
            ErrorKind::PermissionDenied => format!("{} may not be read: check its permissions", shown(path)),
            _ => format!("{} cannot be read: {error}", shown(path)),
        }),
        Ok(_) if bytes.len() as u64 > limit => {
            Err(format!("{} holds more than {} MB: give a smaller file", shown(path), limit >> 20))
        }
        Ok(_) => Ok(bytes),
    }
}

/// Like [`read`], for text.
///
/// # Errors
/// Like [`read`], and when it is not UTF-8.
pub(crate) fn read_text(path: &Path, limit: u64) -> Result<String, String> {
    String::from_utf8(read(path, limit)?).map_err(|_| format!("{} is not text in UTF-8", shown(path)))
}

/// Writes a file.
///
/// # Errors
/// It cannot be written: a sentence.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| format!("{} cannot be written: {error}", shown(path)))
}
