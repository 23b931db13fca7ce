//! The web module: the only file that knows JavaScript.

use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::{Luma, MOST_PIXELS, Options};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What one picture showed. */
export interface Picture {
  width: number;
  height: number;
  /** From top to bottom, then from left to right. */
  codes: Code[];
  /** "codes" exactly when `codes` is not empty. */
  finding: "codes" | "no-code" | "too-dark" | "too-bright" | "blurred" | "cut-off" | "too-small" | "unreadable-code";
  /** Each 0 to 1; `print` is the worst code's: `missingColumns` a number of them, `module` in pixels. */
  quality: {
    brightness: number;
    contrast: number;
    sharpness: number;
    print?: { contrast: number; missingColumns: number; glare: number; module: number };
  };
  /** What is wrong with it, and the measure that says so. */
  faults: {
    id: "dark" | "bright" | "blurred" | "glare" | "low-resolution" | "pale-print" | "missing-columns" | "damaged-code";
    value: number;
  }[];
}
export interface Code {
  text: string;
  /** In pixels; the symbol's own top left, top right, bottom right, bottom left. */
  corners: { x: number; y: number }[];
  /** QR version, 1 to 40. */
  version?: number;
  /** Share of the error correction's capacity used, 0 to 1. */
  errorsCorrected?: number;
}
/** What is thrown. */
export interface ScanError {
  code: "empty" | "too-large" | "wrong-size" | "boundary";
  message: string;
}
"#;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// Reads the codes in a picture of four bytes a pixel (red, green, blue, alpha), row-major. Throws a `ScanError`.
#[wasm_bindgen(unchecked_return_type = "Picture")]
pub fn scan(
    #[wasm_bindgen(unchecked_param_type = "Uint8ClampedArray | Uint8Array")] rgba: &JsValue,
    width: u32,
    height: u32,
) -> Result<JsValue, JsValue> {
    let mut scanner = Scanner::new(width, height)?;
    // A view of the same bytes, whichever kind of array it is; they are copied a strip at a time, so that four bytes a
    // pixel are never here at once.
    let bytes: Uint8Array = match rgba.dyn_ref::<js_sys::Uint8ClampedArray>() {
        Some(clamped) => {
            Uint8Array::new_with_byte_offset_and_length(&clamped.buffer(), clamped.byte_offset(), clamped.length())
        }
        None => match rgba.dyn_ref::<Uint8Array>() {
            Some(bytes) => bytes.clone(),
            None => return Err(error("wrong-size", "The picture is not an array of bytes.")),
        },
    };
    if u64::from(bytes.length()) != u64::from(width) * u64::from(height) * 4 {
        return Err(wrong_size());
    }
    const STRIP: u32 = 1 << 20;
    let mut strip = vec![0_u8; STRIP.min(bytes.length()) as usize];
    for start in (0..bytes.length()).step_by(STRIP as usize) {
        let end = bytes.length().min(start.saturating_add(STRIP));
        let Some(strip) = strip.get_mut(..(end - start) as usize) else {
            break;
        };
        bytes.subarray(start, end).copy_to(strip);
        scanner.push(strip);
    }
    scanner.finish()
}

/// Reads the codes in a picture of one byte a pixel (0 black, 255 white), row-major. Throws a `ScanError`.
#[wasm_bindgen(js_name = scanGrey, unchecked_return_type = "Picture")]
pub fn scan_grey(luma: Vec<u8>, width: u32, height: u32) -> Result<JsValue, JsValue> {
    pixels(width, height)?;
    Scanner { width, height, luma }.finish()
}

/// Takes a picture row by row: it need not be there as a whole with four bytes a pixel.
#[wasm_bindgen]
pub struct Scanner {
    width: u32,
    height: u32,
    /// One byte a pixel.
    luma: Vec<u8>,
}

#[wasm_bindgen]
impl Scanner {
    /// For a picture of at most 50 megapixels. Throws a `ScanError`.
    #[wasm_bindgen(constructor)]
    pub fn new(width: u32, height: u32) -> Result<Scanner, JsValue> {
        Ok(Self { width, height, luma: Vec::with_capacity(pixels(width, height)?) })
    }

    /// The next rows: four bytes a pixel (red, green, blue, alpha). What is more than the picture is left out.
    pub fn push(&mut self, rows: &[u8]) {
        let left = (self.width as usize * self.height as usize).saturating_sub(self.luma.len());
        Luma::append_rgba(&mut self.luma, rows.get(..left * 4).unwrap_or(rows));
    }

    /// The codes in it. Throws a `ScanError` when rows are missing.
    #[wasm_bindgen(unchecked_return_type = "Picture")]
    pub fn finish(self) -> Result<JsValue, JsValue> {
        if self.luma.len() as u64 != u64::from(self.width) * u64::from(self.height) {
            return Err(wrong_size());
        }
        let picture = crate::scan(&self.luma, self.width, self.height, &Options::default());
        let plain = picture.serialize(&Serializer::json_compatible());
        plain.map_err(|_| error("boundary", "The result could not be handed over."))
    }
}

/// The pixels of a picture of that size, where it may be looked at.
fn pixels(width: u32, height: u32) -> Result<usize, JsValue> {
    match u64::from(width) * u64::from(height) {
        0 => Err(error("empty", "The picture has no pixels.")),
        pixels if pixels > MOST_PIXELS => Err(error("too-large", "The picture has more than 50 megapixels.")),
        pixels => Ok(pixels as usize),
    }
}

fn wrong_size() -> JsValue {
    error("wrong-size", "The picture does not have four bytes for each pixel.")
}

/// A plain object: what is thrown must survive the way out of a worker.
fn error(code: &str, message: &str) -> JsValue {
    let object = Object::new();
    for (key, value) in [("code", code), ("message", message)] {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &key.into(), &value.into());
    }
    object.into()
}
