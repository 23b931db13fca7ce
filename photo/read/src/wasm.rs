//! The web module: the only file that knows JavaScript. Plain objects in, plain objects out; errors are plain objects
//! `{code, message}`.

use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::picture::Builder;
use crate::{Corner, Line, MOST_PIXELS, Place, ReadError};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A point of the picture, in pixels of the picture given. */
export interface Corner { x: number; y: number }
/** Where a line stands: as one reads top left, top right, bottom right, bottom left. */
export interface Place {
  corners: Corner[];
  /** How likely it is text, 0 to 1. */
  score: number;
}
/** A piece of a picture: three bytes a pixel (red, green, blue). */
export interface Patch { pixels: Uint8Array; width: number; height: number; left: number; top: number; shrunk: number }
/** A printed line. */
export interface Line {
  text: string;
  corners: Corner[];
  /** Mean of its characters' probabilities, 0 to 1. */
  probability: number;
  characters: Character[];
}
export interface Character {
  /** One Unicode character. */
  text: string;
  probability: number;
  /** What else it may be, the likeliest first; left out when nothing else is likely. */
  runnersUp?: { text: string; probability: number }[];
  middle: Corner;
}
/** A picture's text: rows in the order of reading. */
export interface Page {
  lines: Line[];
  /** Degrees by which the text is turned in the picture, clockwise, -180 to 180. */
  turned: number;
}
/** What is thrown. */
export interface ReadError {
  code: "empty" | "too-large" | "wrong-size" | "model" | "inference" | "request" | "boundary";
  message: string;
}
"#;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// A picture, kept in the module until `free()`.
#[wasm_bindgen]
pub struct Picture(crate::Picture);

#[wasm_bindgen]
impl Picture {
    /// From four bytes a pixel (red, green, blue, alpha), row-major, at most 50 megapixels. Throws a `ReadError`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Uint8ClampedArray | Uint8Array")] rgba: &JsValue,
        width: u32,
        height: u32,
    ) -> Result<Picture, JsValue> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(error("empty", "The picture has no pixels."));
        }
        if pixels > MOST_PIXELS {
            return Err(error("too-large", "The picture has more than 50 megapixels."));
        }
        let bytes: Uint8Array = match rgba.dyn_ref::<js_sys::Uint8ClampedArray>() {
            Some(clamped) => {
                Uint8Array::new_with_byte_offset_and_length(&clamped.buffer(), clamped.byte_offset(), clamped.length())
            }
            None => match rgba.dyn_ref::<Uint8Array>() {
                Some(bytes) => bytes.clone(),
                None => return Err(error("wrong-size", "The picture is not an array of bytes.")),
            },
        };
        let mut builder = Builder::new(width, height).filter(|_| u64::from(bytes.length()) == pixels * 4);
        const STRIP: u32 = 1 << 20;
        let mut strip = vec![0_u8; STRIP.min(bytes.length()) as usize];
        for start in (0..bytes.length()).step_by(STRIP as usize) {
            let end = bytes.length().min(start.saturating_add(STRIP));
            if let (Some(builder), Some(strip)) = (&mut builder, strip.get_mut(..(end - start) as usize)) {
                bytes.subarray(start, end).copy_to(strip);
                builder.push(strip);
            }
        }
        let picture = builder.and_then(Builder::finish);
        picture.map(Self).ok_or_else(|| error("wrong-size", "The picture does not have four bytes for each pixel."))
    }

    /// The piece of the picture that holds a place: what reads its line elsewhere needs nothing more of it. Throws a
    /// `ReadError`.
    #[wasm_bindgen(unchecked_return_type = "Patch")]
    pub fn patch(&self, #[wasm_bindgen(unchecked_param_type = "Place")] place: &JsValue) -> Result<JsValue, JsValue> {
        let patch = self.0.patch(&place_of(place).ok_or_else(wrong_places)?);
        let object = plain(&patch)?;
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &"pixels".into(), &Uint8Array::from(patch.pixels.as_slice()));
        Ok(object)
    }

    /// A piece as a picture; places stay in pixels of the whole. Throws a `ReadError`.
    #[wasm_bindgen(js_name = fromPatch)]
    pub fn from_patch(#[wasm_bindgen(unchecked_param_type = "Patch")] patch: &JsValue) -> Result<Picture, JsValue> {
        picture_of(patch).map(Self)
    }
}

/// Takes a picture row by row: it need not be there as a whole with four bytes a pixel.
#[wasm_bindgen]
pub struct PictureBuilder(Builder);

#[wasm_bindgen]
impl PictureBuilder {
    /// For a picture of at most 50 megapixels. Throws a `ReadError`.
    #[wasm_bindgen(constructor)]
    pub fn new(width: u32, height: u32) -> Result<PictureBuilder, JsValue> {
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(error("too-large", "The picture has more than 50 megapixels."));
        }
        Builder::new(width, height).map(Self).ok_or_else(|| error("empty", "The picture has no pixels."))
    }

    /// The next rows: four bytes a pixel (red, green, blue, alpha).
    pub fn push(&mut self, rows: &[u8]) {
        self.0.push(rows);
    }

    /// The picture. Throws a `ReadError` when rows are missing.
    pub fn finish(self) -> Result<Picture, JsValue> {
        let picture = self.0.finish().map(Picture);
        picture.ok_or_else(|| error("wrong-size", "The picture does not have four bytes for each pixel."))
    }
}

/// Finds where text stands.
#[wasm_bindgen]
pub struct Detector(crate::Detector);

#[wasm_bindgen]
impl Detector {
    /// From the bytes of the detector's file. Throws a `ReadError`.
    #[wasm_bindgen(constructor)]
    pub fn new(model: Vec<u8>) -> Result<Detector, JsValue> {
        crate::Detector::new(&model).map(Self).map_err(read_error)
    }

    /// Places of text, in the order of reading if the picture is upright. `side`: the long side, in pixels, at which
    /// the picture is looked at: 960, and 1280 when fields are missing. Throws a `ReadError`.
    #[wasm_bindgen(unchecked_return_type = "Place[]")]
    pub fn places(&self, picture: &Picture, side: u32) -> Result<JsValue, JsValue> {
        plain(&self.0.places(&picture.0, side).map_err(read_error)?)
    }
}

/// Reads what stands at a place.
#[wasm_bindgen]
pub struct Recogniser(crate::Recogniser);

#[wasm_bindgen]
impl Recogniser {
    /// From the bytes of the recogniser's file. Throws a `ReadError`.
    #[wasm_bindgen(constructor)]
    pub fn new(model: Vec<u8>) -> Result<Recogniser, JsValue> {
        crate::Recogniser::new(&model).map(Self).map_err(read_error)
    }

    /// Reads lines, one a place, in their order. Calls `progress(line, index)` after each, when it is given; reads no
    /// further when that returns `false`. Throws a `ReadError`.
    #[wasm_bindgen(unchecked_return_type = "Line[]")]
    pub fn read(
        &self,
        picture: &Picture,
        #[wasm_bindgen(unchecked_param_type = "Place[]")] places: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "(line: Line, index: number) => boolean | void")] progress: Option<
            js_sys::Function,
        >,
    ) -> Result<JsValue, JsValue> {
        let lines = Array::new();
        for (index, place) in places_of(places)?.iter().enumerate() {
            let line = plain(&self.0.line(&picture.0, place).map_err(read_error)?)?;
            lines.push(&line);
            if let Some(progress) = &progress
                && progress.call2(&JsValue::NULL, &line, &JsValue::from(index as u32))? == JsValue::FALSE
            {
                break;
            }
        }
        Ok(lines.into())
    }

    /// Whether the lines read better from their other ends: then read `turned(places)`. Throws a `ReadError`.
    #[wasm_bindgen(js_name = isUpsideDown)]
    pub fn is_upside_down(
        &self,
        picture: &Picture,
        #[wasm_bindgen(unchecked_param_type = "Place[]")] places: &JsValue,
    ) -> Result<bool, JsValue> {
        self.0.is_upside_down(&picture.0, &places_of(places)?).map_err(read_error)
    }

    /// The same of some lines, each on its piece of the picture. Throws a `ReadError`.
    #[wasm_bindgen(js_name = areUpsideDown)]
    pub fn are_upside_down(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Patch[]")] patches: &Array,
        #[wasm_bindgen(unchecked_param_type = "Place[]")] places: &JsValue,
    ) -> Result<bool, JsValue> {
        let pictures: Vec<crate::Picture> = patches.iter().map(|patch| picture_of(&patch)).collect::<Result<_, _>>()?;
        self.0.are_upside_down(pictures.iter().zip(&places_of(places)?)).map_err(read_error)
    }
}

/// Which places tell best whether a picture stands upside down: indices, the best first. Throws a `ReadError`.
#[wasm_bindgen]
pub fn witnesses(#[wasm_bindgen(unchecked_param_type = "Place[]")] places: &JsValue) -> Result<Vec<u32>, JsValue> {
    Ok(crate::witnesses(&places_of(places)?).into_iter().map(|at| at as u32).collect())
}

/// The same places, read upside down.
#[wasm_bindgen(unchecked_return_type = "Place[]")]
pub fn turned(#[wasm_bindgen(unchecked_param_type = "Place[]")] places: &JsValue) -> Result<JsValue, JsValue> {
    plain(&places_of(places)?.iter().map(Place::turned).collect::<Vec<_>>())
}

/// Lines, as they were read, in whatever order, to rows in the order of reading.
#[wasm_bindgen(unchecked_return_type = "Page")]
pub fn arrange(#[wasm_bindgen(unchecked_param_type = "Line[]")] lines: &JsValue) -> Result<JsValue, JsValue> {
    let lines: Vec<Line> = serde_wasm_bindgen::from_value(lines.clone())
        .map_err(|_| error("request", "lines: what read() returned is needed"))?;
    plain(&crate::arrange(lines))
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn picture_of(patch: &JsValue) -> Result<crate::Picture, JsValue> {
    let wrong = || error("wrong-size", "The piece does not have three bytes for each pixel.");
    let number = |name: &str| get(patch, name).as_f64().map(|value| value as usize).ok_or_else(wrong);
    let pixels = get(patch, "pixels").dyn_into::<Uint8Array>().map_err(|_| wrong())?;
    let patch = crate::Patch {
        width: number("width")?,
        height: number("height")?,
        left: number("left")?,
        top: number("top")?,
        shrunk: number("shrunk")?,
        pixels: pixels.to_vec(),
    };
    crate::Picture::from_patch(patch).ok_or_else(wrong)
}

fn wrong_places() -> JsValue {
    error("request", "places: what places() returned is needed")
}

fn place_of(place: &JsValue) -> Option<Place> {
    let corner = |corner: JsValue| {
        let number = |name| get(&corner, name).as_f64().filter(|value| value.is_finite());
        Some(Corner { x: number("x")? as f32, y: number("y")? as f32 })
    };
    let corners = get(place, "corners");
    let corners: Vec<Corner> = Array::is_array(&corners)
        .then(|| Array::from(&corners).iter().take(5).map(corner).collect::<Option<_>>())
        .flatten()?;
    let score = get(place, "score").as_f64()? as f32;
    Some(Place { corners: corners.try_into().ok()?, score })
}

fn places_of(list: &JsValue) -> Result<Vec<Place>, JsValue> {
    if !Array::is_array(list) {
        return Err(wrong_places());
    }
    Array::from(list).iter().map(|item| place_of(&item).ok_or_else(wrong_places)).collect()
}

fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let plain = value.serialize(&Serializer::json_compatible());
    plain.map_err(|_| error("boundary", "The result could not be handed over."))
}

fn read_error(problem: ReadError) -> JsValue {
    match problem {
        ReadError::Model => error(problem.id(), "The model cannot be loaded."),
        ReadError::Inference => error(problem.id(), "The model failed on this picture."),
    }
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
