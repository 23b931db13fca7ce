//! Filters of streams (ISO 32000-2 §7.4), counted while they work.

use crate::{limits::Budget, object::Object, parse};

/// A filter and its parameters.
pub(crate) struct Filter {
    pub(crate) name: Vec<u8>,
    pub(crate) predictor: i64,
    pub(crate) colors: usize,
    pub(crate) bits: usize,
    pub(crate) columns: usize,
    pub(crate) early: bool,
}

impl Filter {
    /// A filter with its parameters resolved by `get`.
    pub(crate) fn new(name: &[u8], get: impl Fn(&str) -> Object) -> Self {
        let number = |key: &str, or: i64| get(key).int().unwrap_or(or);
        let count = |key: &str, or: i64| usize::try_from(number(key, or)).unwrap_or(0).clamp(1, 1 << 20);
        Self {
            name: name.to_vec(),
            predictor: number("Predictor", 1),
            colors: count("Colors", 1).min(32),
            bits: count("BitsPerComponent", 8).min(16),
            columns: count("Columns", 1),
            early: number("EarlyChange", 1) != 0,
        }
    }
}

/// What a filter gives. `None`: it is not one of those, or the bytes are none of its.
pub(crate) fn apply(filter: &Filter, bytes: &[u8], budget: &Budget) -> Option<Vec<u8>> {
    let out = match filter.name.as_slice() {
        b"FlateDecode" | b"Fl" => predicted(filter, flate(bytes, budget)?)?,
        b"LZWDecode" | b"LZW" => predicted(filter, lzw(bytes, filter.early, budget)?)?,
        b"ASCII85Decode" | b"A85" => ascii85(bytes)?,
        b"ASCIIHexDecode" | b"AHx" => ascii_hex(bytes)?,
        b"RunLengthDecode" | b"RL" => run_length(bytes, budget)?,
        b"Crypt" => bytes.to_vec(),
        _ => return None,
    };
    budget.inflate(out.len()).then_some(out)
}

fn flate(bytes: &[u8], budget: &Budget) -> Option<Vec<u8>> {
    let limit = budget.left_to_inflate();
    match miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(bytes, limit) {
        Ok(out) => Some(out),
        Err(error) if error.output.len() >= limit => {
            budget.exceed();
            None
        }
        // Cut off, or its sum does not fit: what came out stands, for the state that was signed and for the present one alike.
        Err(error) => (!error.output.is_empty()).then_some(error.output),
    }
}

/// PNG and TIFF predictors (§7.4.4.4).
fn predicted(filter: &Filter, bytes: Vec<u8>) -> Option<Vec<u8>> {
    if filter.predictor <= 1 {
        return Some(bytes);
    }
    let pixel = (filter.colors * filter.bits).div_ceil(8);
    let row = (filter.colors * filter.bits * filter.columns).div_ceil(8);
    if filter.predictor == 2 {
        let mut bytes = bytes;
        if filter.bits == 8 {
            for line in bytes.chunks_mut(row) {
                for at in pixel..line.len() {
                    let left = line.get(at - pixel).copied()?;
                    let byte = line.get_mut(at)?;
                    *byte = byte.wrapping_add(left);
                }
            }
        }
        return Some(bytes);
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0u8; row];
    for line in bytes.chunks(row + 1) {
        let (kind, line) = line.split_first()?;
        let mut now = vec![0u8; row];
        for (at, byte) in line.iter().enumerate() {
            let back = at.checked_sub(pixel);
            let left = back.and_then(|back| now.get(back)).copied().unwrap_or(0);
            let up = above.get(at).copied().unwrap_or(0);
            let corner = back.and_then(|back| above.get(back)).copied().unwrap_or(0);
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => return None,
            };
            *now.get_mut(at)? = byte.wrapping_add(guess);
        }
        out.extend(now.get(..line.len())?);
        above = now;
    }
    Some(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i32::from(left) + i32::from(up) - i32::from(corner);
    let far = |from: u8| (guess - i32::from(from)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

/// LZW (§7.4.4.2), codes of 9 to 12 bits.
fn lzw(bytes: &[u8], early: bool, budget: &Budget) -> Option<Vec<u8>> {
    let limit = budget.left_to_inflate();
    // Each further code is one before it and one byte: where it stood in what came out.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut out, mut width, mut held, mut bits): (Vec<u8>, u32, u32, u32) = (Vec::new(), 9, 0, 0);
    let mut last: Option<(usize, usize)> = None;
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits & ((1 << width) - 1)) as usize;
        held &= (1 << bits) - 1;
        let start = out.len();
        match code {
            256 => {
                table.clear();
                (width, last) = (9, None);
                continue;
            }
            257 => break,
            0..=255 => out.push(code as u8),
            _ => match table.get(code - 258) {
                Some((from, length)) => {
                    let run = out.get(*from..from + length)?.to_vec();
                    out.extend(run);
                }
                None => {
                    let (from, length) = last.filter(|_| code - 258 == table.len())?;
                    let run = out.get(from..from + length)?.to_vec();
                    out.extend(&run);
                    out.extend(run.first());
                }
            },
        }
        if out.len() > limit {
            budget.exceed();
            return None;
        }
        if let Some((from, length)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        width = match 258 + table.len() + usize::from(early) + usize::from(!table.is_empty() || last.is_some()) - 1 {
            n if n >= 2048 => 12,
            n if n >= 1024 => 11,
            n if n >= 512 => 10,
            _ => 9,
        };
    }
    Some(out)
}

fn ascii85(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let bytes = bytes.strip_prefix(b"<~").unwrap_or(bytes);
    let flush = |group: &mut Vec<u8>, out: &mut Vec<u8>| -> Option<()> {
        let count = group.len();
        group.resize(5, 84);
        let value = group.iter().fold(0u64, |value, digit| value * 85 + u64::from(*digit));
        let word = u32::try_from(value).ok()?.to_be_bytes();
        out.extend(word.get(..count.checked_sub(1)?)?);
        group.clear();
        Some(())
    };
    for byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    flush(&mut group, &mut out)?;
                }
            }
            byte if parse::is_space(*byte) => {}
            _ => return None,
        }
    }
    if !group.is_empty() {
        flush(&mut group, &mut out)?;
    }
    Some(out)
}

fn ascii_hex(bytes: &[u8]) -> Option<Vec<u8>> {
    let end = bytes.iter().position(|byte| *byte == b'>').unwrap_or(bytes.len());
    let digits: Option<Vec<u8>> =
        bytes.get(..end)?.iter().filter(|byte| !parse::is_space(**byte)).map(|byte| parse::digit(*byte)).collect();
    Some(digits?.chunks(2).map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0)).collect())
}

fn run_length(bytes: &[u8], budget: &Budget) -> Option<Vec<u8>> {
    let limit = budget.left_to_inflate();
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((length, behind)) = rest.split_first() {
        match length {
            128 => break,
            0..=127 => {
                let count = (usize::from(*length) + 1).min(behind.len());
                let (run, after) = behind.split_at(count);
                out.extend(run);
                rest = after;
            }
            _ => {
                let (byte, after) = behind.split_first()?;
                out.resize(out.len() + 257 - usize::from(*length), *byte);
                rest = after;
            }
        }
        if out.len() > limit {
            budget.exceed();
            return None;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        apply(&Filter::new(name.as_bytes(), |_| Object::Null), bytes, &Budget::default())
    }

    #[test]
    fn filters_give_what_was_put_in() {
        assert_eq!(run("ASCII85Decode", b"87cURD]i,\"Ebo7 ~>").unwrap(), b"Hello World");
        assert_eq!(run("AHx", b"48 65 6>").unwrap(), b"He`");
        assert_eq!(run("RL", &[1, b'a', b'b', 254, b'c', 128, 9]).unwrap(), b"abccc");
        // The example of §7.4.4.2.
        assert_eq!(
            run("LZWDecode", &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]).unwrap(),
            [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        );
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(b"slip slip slip", 6);
        assert_eq!(run("FlateDecode", &packed).unwrap(), b"slip slip slip");
    }

    #[test]
    fn a_bomb_is_stopped_while_it_inflates() {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 70 << 20], 1);
        let budget = Budget::default();
        let filter = Filter::new(b"FlateDecode", |_| Object::Null);
        assert!(apply(&filter, &packed, &budget).is_none() && budget.exceeded());
    }
}
