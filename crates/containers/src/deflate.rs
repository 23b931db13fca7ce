//! DEFLATE (RFC 1951), unpacked within a bound.

use crate::Problem;
use alloc::{boxed::Box, vec, vec::Vec};
use miniz_oxide::inflate::{
    TINFLStatus,
    core::{DecompressorOxide, decompress, inflate_flags},
};

/// Unpacks deflated data: the content, and how many bytes behind it were not used.
///
/// # Errors
/// The data are damaged, or unpack to more than `limit` bytes.
pub fn inflate(packed: &[u8], limit: usize) -> Result<(Vec<u8>, usize), Problem> {
    let mut state = Box::<DecompressorOxide>::default();
    // One byte of room beyond the limit, so that data that end on it are told from data that go on.
    let room = limit.saturating_add(1);
    let mut out = vec![0; room.min(packed.len().saturating_mul(4).max(512))];
    let (mut read, mut written) = (0, 0);
    loop {
        let rest = packed.get(read..).unwrap_or_default();
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, used, made) = decompress(&mut state, rest, &mut out, written, flags);
        read += used;
        written += made;
        match status {
            TINFLStatus::Done if written > limit => return Err(Problem::TooLarge),
            TINFLStatus::Done => {
                out.truncate(written);
                return Ok((out, packed.len() - read));
            }
            TINFLStatus::HasMoreOutput if out.len() >= room => return Err(Problem::TooLarge),
            TINFLStatus::HasMoreOutput => out.resize(room.min(out.len() * 2), 0),
            _ => return Err(Problem::Damaged),
        }
    }
}
