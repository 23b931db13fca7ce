//! Steps of drawing: what leaves this crate, and what a page is drawn of.

use alloc::{string::String, vec::Vec};
use serde::Serialize;

/// Which letters of the device come nearest to those of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Letters {
    /// 宋.
    Song,
    /// 黑.
    Hei,
    /// 楷.
    Kai,
    /// 仿宋.
    Fang,
    /// Of one width.
    Mono,
}

/// A linear map in ten-thousandths (a b c d), and the point that it starts from: what a step's own numbers go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Map(pub [i32; 4], pub [i32; 2]);

pub(super) fn is_full(alpha: &u8) -> bool {
    *alpha == 255
}

pub(super) fn is_false(flag: &bool) -> bool {
    !*flag
}

/// One step of drawing. Colours are red, green and blue in one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub enum Step {
    /// Characters, each at its own point; those behind the last point follow as the letters are wide.
    Text {
        /// What stands there, without what no letter is.
        text: String,
        /// Left ends.
        x: Vec<i32>,
        /// Baselines; one for all of them.
        y: Vec<i32>,
        /// Height of the letters.
        size: i32,
        /// Their kind.
        letters: Letters,
        /// 100 to 1000.
        #[serde(skip_serializing_if = "Option::is_none")]
        weight: Option<u16>,
        /// Whether they are slanted.
        #[serde(skip_serializing_if = "is_false")]
        italic: bool,
        /// Their colour.
        fill: u32,
        /// Opacity from 0 to 255.
        #[serde(skip_serializing_if = "is_full")]
        alpha: u8,
        /// Where they are turned or stretched.
        #[serde(skip_serializing_if = "Option::is_none")]
        map: Option<Map>,
    },
    /// Lines and curves.
    Path {
        /// Commands M L C Q A Z with whole numbers.
        d: String,
        /// The colour inside.
        #[serde(skip_serializing_if = "Option::is_none")]
        fill: Option<u32>,
        /// Whether what is enclosed twice is outside.
        #[serde(rename = "evenOdd", skip_serializing_if = "is_false")]
        even_odd: bool,
        /// The colour of lines.
        #[serde(skip_serializing_if = "Option::is_none")]
        stroke: Option<u32>,
        /// Their width.
        width: i32,
        /// Opacity from 0 to 255.
        #[serde(skip_serializing_if = "is_full")]
        alpha: u8,
        /// Where it is turned or stretched.
        #[serde(skip_serializing_if = "Option::is_none")]
        map: Option<Map>,
    },
    /// A picture.
    Image {
        /// Its place among the pictures.
        picture: usize,
        /// Where its width and its height lead to, and where its corner is: a b c d e f.
        place: [i32; 6],
        /// Opacity from 0 to 255.
        #[serde(skip_serializing_if = "is_full")]
        alpha: u8,
    },
    /// What is there and not drawn.
    Blank {
        /// Left, top, width and height.
        place: [i32; 4],
    },
    /// What follows is seen within this outline, up to the next such step.
    Clip {
        /// The outline; none from here on when it is empty.
        d: String,
    },
}
