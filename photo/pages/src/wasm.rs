//! The web module: the only file that knows JavaScript.

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use slipcheck_pdf::Charset;
use wasm_bindgen::prelude::*;

use crate::{Line, Page, pictures};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A page, drawn. */
export interface Drawn {
  /** Its width and height in points, and pixels a point. */
  width: number;
  height: number;
  scale: number;
  /** The text that a person sees, from the top; places in points from the top left. */
  lines: { text: string; x: number; y: number; width: number; height: number }[];
  invisible: boolean;
  unread: boolean;
  stopped: boolean;
  onePicture: boolean;
  /** The page itself, one byte a pixel; letters are not drawn. */
  picture: Grey;
  /** What may show a code: `"picture"` is the page itself. In the order of looking. */
  looks: ("picture" | Grey)[];
}
export interface Grey {
  width: number;
  height: number;
  grey: Uint8Array;
}
"#;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// The first pages of one file. The worker that opens it ends with it.
#[wasm_bindgen]
pub struct Book(crate::Book<'static>);

#[wasm_bindgen]
impl Book {
    /// Opens a file; one that cannot be read has no pages.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        // Its objects are read where they stand, and a book lives as long as its worker: nothing is left over.
        Self(crate::Book::open(bytes.leak()))
    }

    /// How many pages there are to draw.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// Whether the file has more pages than these.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn more(&self) -> bool {
        self.0.more()
    }

    /// Whether a bound of the file was passed: what was drawn is a part.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn exceeded(&self) -> bool {
        self.0.exceeded()
    }

    /// Draws a page, counted from 0; `undefined`: there is no such page.
    #[wasm_bindgen(unchecked_return_type = "Drawn | undefined")]
    #[must_use]
    pub fn draw(&self, number: usize) -> JsValue {
        self.0.draw(number, old).map_or(JsValue::UNDEFINED, |page| plain(&page))
    }
}

/// Text in an old encoding: the browser knows them all (Encoding Standard).
fn old(charset: Charset, bytes: &[u8]) -> Option<String> {
    let constructor: Function = Reflect::get(&js_sys::global(), &"TextDecoder".into()).ok()?.dyn_into().ok()?;
    let options = object([("fatal", true.into()), ("ignoreBOM", true.into())]);
    let decoder = Reflect::construct(&constructor, &Array::of2(&charset.label().into(), &options)).ok()?;
    let decode: Function = Reflect::get(&decoder, &"decode".into()).ok()?.dyn_into().ok()?;
    decode.call1(&decoder, &Uint8Array::from(bytes)).ok()?.as_string()
}

/// A plain object: what crosses a worker's boundary.
fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

fn plain(page: &Page) -> JsValue {
    let line = |line: &Line| {
        object([
            ("text", line.text.as_str().into()),
            ("x", line.x.into()),
            ("y", line.y.into()),
            ("width", line.width.into()),
            ("height", line.height.into()),
        ])
    };
    let grey = |(width, height, grey): &crate::Grey| {
        object([
            ("width", (*width as u32).into()),
            ("height", (*height as u32).into()),
            ("grey", Uint8Array::from(grey.as_slice()).into()),
        ])
    };
    let look = |picture: &crate::Grey| {
        if core::ptr::eq(picture, &page.picture) { "picture".into() } else { grey(picture) }
    };
    object([
        ("width", page.width.into()),
        ("height", page.height.into()),
        ("scale", page.scale.into()),
        ("lines", page.lines.iter().map(line).collect::<Array>().into()),
        ("invisible", page.invisible.into()),
        ("unread", page.unread.into()),
        ("stopped", page.stopped.into()),
        ("onePicture", page.one_picture.into()),
        ("picture", grey(&page.picture)),
        ("looks", pictures(page).map(look).collect::<Array>().into()),
    ])
}
