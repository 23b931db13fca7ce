//! What a line says.

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use crate::arrange::LEAST;
use crate::decode::{self, Character};
use crate::geometry::Corner;
use crate::network::{Network, Tensor};
use crate::{Picture, Place, ReadError};

/// Rows of a line as the recogniser sees it.
const HEIGHT: usize = 48;
/// Columns that a line is made to have at least: those of short ones are filled up.
const NARROWEST: usize = 64;
/// Columns of the longest line; a slip's has about 700.
const WIDEST: usize = 2400;
/// A line with a character less sure than this is read again, cut out a little higher and lower: of the readings the one
/// counts whose weakest character is the surest.
const DOUBTFUL: f32 = 0.6;
/// By which share of its height a line is then cut out higher.
const RECUTS: [f32; 2] = [0.12, -0.08];
/// By which share of its height a line of a character or two is cut out lower: alone, a nought is told from a letter or a
/// full stop by how much of the height it takes.
const TIGHTER: [f32; 2] = [0.25, 0.15];
/// A line of a character or two is no longer than so many times its height.
const SHORT: f32 = 2.2;
/// Such a line is read again from this probability on.
const LEAST_SHORT: f32 = 0.25;
/// Lines whose mean probability is lower may be upside down.
const SURE: f32 = 0.9;
/// How many lines tell which way up a picture is.
const WITNESSES: usize = 3;

/// A printed line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Where it stands, as one reads: top left, top right, bottom right, bottom left.
    pub corners: [Corner; 4],
    /// The mean of its characters' probabilities; 0 without characters.
    pub probability: f32,
    /// Its characters, one by one.
    pub characters: Vec<Character>,
}

impl Line {
    /// The probability of the least sure character; those that only separate others do not count.
    fn weakest(&self) -> f32 {
        let separates = |c: char| c == ' ' || matches!(c, ':' | '：' | ',' | '，' | '.' | '。');
        let nothing_else = self.characters.iter().all(|character| separates(character.text));
        let told = self.characters.iter().filter(|character| nothing_else || !separates(character.text));
        told.map(|character| character.probability).fold(1.0, f32::min)
    }
}

impl Line {
    /// Whether another reading has each of this one's characters, as its own or as a second choice.
    fn was_possible(&self, other: &Self) -> bool {
        let possible = |(own, other): (&Character, &Character)| {
            own.text == other.text || other.runners_up.iter().any(|runner_up| runner_up.text == own.text)
        };
        self.characters.len() == other.characters.len() && self.characters.iter().zip(&other.characters).all(possible)
    }
}

/// PP-OCRv6 small's recogniser.
pub struct Recogniser {
    network: Network,
    alphabet: Vec<char>,
}

impl Recogniser {
    /// From the bytes of its ONNX file, which holds its alphabet.
    ///
    /// # Errors
    /// [`ReadError::Model`].
    pub fn new(model: &[u8]) -> Result<Self, ReadError> {
        let network = Network::load(model).ok_or(ReadError::Model)?;
        let dictionary = network.remark("character").ok_or(ReadError::Model)?;
        let alphabet: Option<Vec<char>> = dictionary
            .split('\n')
            .map(|entry| {
                let mut characters = entry.chars();
                characters.next().filter(|_| characters.next().is_none())
            })
            .collect();
        Ok(Self { alphabet: alphabet.ok_or(ReadError::Model)?, network })
    }

    /// Reads the line at a place.
    ///
    /// # Errors
    /// [`ReadError::Inference`].
    pub fn line(&self, picture: &Picture, place: &Place) -> Result<Line, ReadError> {
        let mut best = self.once(picture, place)?;
        let short = place.width() < SHORT * place.height();
        // What is no text at all is not read three times.
        if best.probability < if short { LEAST_SHORT } else { LEAST } {
            return Ok(best);
        }
        let again = if short { TIGHTER.map(|by| place.tighter(by)) } else { RECUTS.map(|by| place.higher(by)) };
        for other in again {
            if best.weakest() >= DOUBTFUL {
                break;
            }
            let other = self.once(picture, &other)?;
            // Less of a line's surroundings decides between what was thought possible, and brings nothing new.
            if other.weakest() > best.weakest() && (!short || other.was_possible(&best)) {
                best = Line { corners: place.corners, ..other };
            }
        }
        Ok(best)
    }

    fn once(&self, picture: &Picture, place: &Place) -> Result<Line, ReadError> {
        let (data, columns, filled) = cut(picture, place);
        let input = Tensor { height: HEIGHT, width: columns, channels: 3, data };
        let steps = self.network.run(input).ok_or(ReadError::Inference)?;
        let classes = steps.channels;
        if classes != self.alphabet.len() + 2 {
            return Err(ReadError::Inference);
        }
        let [a, b, c, d] = place.corners;
        let (beginning, end) = (a.towards(d, 0.5), b.towards(c, 0.5));
        let stretch = columns as f32 / filled as f32;
        let middle = |share: f32| beginning.towards(end, (share * stretch).min(1.0));
        let mut characters = decode::decode(&steps.data, classes, &self.alphabet, middle);
        decode::fill_masks(&mut characters);
        decode::fill_gaps(&mut characters);
        let sum: f32 = characters.iter().map(|character| character.probability).sum();
        Ok(Line {
            text: characters.iter().map(|character| character.text).collect(),
            corners: place.corners,
            probability: if characters.is_empty() { 0.0 } else { sum / characters.len() as f32 },
            characters,
        })
    }

    /// Whether the lines read better from their other ends. Reads the longest few; the other way round only when they
    /// are hard to read as they are.
    ///
    /// # Errors
    /// [`ReadError::Inference`].
    pub fn is_upside_down(&self, picture: &Picture, places: &[Place]) -> Result<bool, ReadError> {
        let witnesses = witnesses(places).into_iter().filter_map(|at| places.get(at));
        self.are_upside_down(witnesses.map(|place| (picture, place)))
    }

    /// The same of some lines, each with the picture, or the piece of one, that it stands on.
    ///
    /// # Errors
    /// [`ReadError::Inference`].
    pub fn are_upside_down<'a, P: Borrow<Picture>>(
        &self,
        lines: impl Iterator<Item = (P, &'a Place)>,
    ) -> Result<bool, ReadError> {
        let (mut upright, mut turned) = (0.0, 0.0);
        for (picture, place) in lines {
            let probability = self.once(picture.borrow(), place)?.probability;
            if probability >= SURE {
                return Ok(false);
            }
            upright += probability;
            let probability = self.once(picture.borrow(), &place.turned())?.probability;
            turned += probability;
            if probability >= SURE {
                return Ok(true);
            }
        }
        Ok(turned > upright)
    }
}

/// Which lines tell best which way up a picture is, the best first: indices.
#[must_use]
pub fn witnesses(places: &[Place]) -> Vec<usize> {
    let mut longest: Vec<(usize, f32)> = places.iter().map(likeness).enumerate().collect();
    longest.sort_by(|a, b| b.1.total_cmp(&a.1));
    longest.into_iter().take(WITNESSES).map(|(at, _)| at).collect()
}

/// How well a line tells which way up it is: long, but not so long that reading it takes its time.
fn likeness(place: &Place) -> f32 {
    let length = place.width() / place.height().max(1.0);
    place.score * if length > 12.0 { 12.0 / length } else { length / 12.0 }
}

/// The line at a place, upright, [`HEIGHT`] rows high: its pixels (blue, green, red, -1 to 1), how many columns, and how
/// many of them are the line's.
fn cut(picture: &Picture, place: &Place) -> (Vec<f32>, usize, usize) {
    let scale = 1.0 / picture.scale();
    let (width, height) = (place.width() * scale, (place.height() * scale).max(1.0));
    let filled = ((HEIGHT as f32 * width / height).round() as usize).clamp(8, WIDEST);
    let columns = filled.max(NARROWEST).next_multiple_of(8);
    // Where a pixel of the line covers several of the picture, it is their mean.
    let samples = (width / filled as f32).max(height / HEIGHT as f32).ceil().clamp(1.0, 4.0) as usize;
    let weight = 1.0 / (samples * samples) as f32;
    let [a, b, c, d] = place.corners;
    let mut pixels = vec![0.0; 3 * HEIGHT * columns];
    for y in 0..HEIGHT {
        for x in 0..filled {
            let mut colour = [0.0f32; 3];
            for j in 0..samples {
                let v = (y as f32 + (j as f32 + 0.5) / samples as f32) / HEIGHT as f32;
                let (left, right) = (a.towards(d, v), b.towards(c, v));
                for i in 0..samples {
                    let u = (x as f32 + (i as f32 + 0.5) / samples as f32) / filled as f32;
                    let point = left.towards(right, u);
                    for (sum, value) in colour.iter_mut().zip(picture.at(point.x * scale, point.y * scale)) {
                        *sum += value * weight;
                    }
                }
            }
            if let Some(pixel) = pixels.get_mut((y * columns + x) * 3..(y * columns + x) * 3 + 3) {
                for (value, colour) in pixel.iter_mut().zip(colour.into_iter().rev()) {
                    *value = colour / 127.5 - 1.0;
                }
            }
        }
    }
    (pixels, columns, filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_out_upright() {
        // Left half black, right half white.
        let rgba: Vec<u8> =
            (0..200 * 100).flat_map(|i| if i % 200 < 100 { [0, 0, 0, 255] } else { [255; 4] }).collect();
        let picture = Picture::from_rgba(&rgba, 200, 100).unwrap();
        let corners = [(40.0, 40.0), (160.0, 40.0), (160.0, 60.0), (40.0, 60.0)].map(|(x, y)| Corner::new(x, y));
        let place = Place { corners, score: 1.0 };
        let (pixels, columns, filled) = cut(&picture, &place);
        assert_eq!((columns, filled, pixels.len()), (288, 288, 3 * 48 * 288));
        assert!((pixels[3 * 10] + 1.0).abs() < 0.001 && (pixels[3 * 280] - 1.0).abs() < 0.001);
        let (pixels, ..) = cut(&picture, &place.turned());
        assert!((pixels[3 * 10] - 1.0).abs() < 0.001 && (pixels[3 * 280] + 1.0).abs() < 0.001);
    }

    #[test]
    fn places_without_size_or_outside_are_no_trouble() {
        let picture = Picture::from_rgba(&[9; 4], 1, 1).unwrap();
        for corners in [
            [Corner::new(0.0, 0.0); 4],
            [(-1e9, 0.0), (1e9, 0.0), (1e9, 1.0), (-1e9, 1.0)].map(|(x, y)| Corner::new(x, y)),
            [Corner::new(f32::NAN, 0.0); 4],
        ] {
            let (pixels, columns, _) = cut(&picture, &Place { corners, score: 1.0 });
            assert_eq!(pixels.len(), 3 * 48 * columns);
        }
    }
}
