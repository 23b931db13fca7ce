//! From the recogniser's values to characters (greedy CTC, Graves et al. 2006 §3.2), with what else each might be.

use serde::{Deserialize, Serialize};

use crate::geometry::Corner;
use crate::network::exp;

/// How many second choices are kept of a character.
const RUNNERS_UP: usize = 3;
/// Second choices below this probability are not kept.
const LEAST: f32 = 0.001;
/// The class that means: no character here.
const BLANK: usize = 0;

/// A character as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Character {
    /// It.
    pub text: char,
    /// How sure, 0 to 1.
    pub probability: f32,
    /// What else it may be, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runners_up: Vec<RunnerUp>,
    /// Its middle, in pixels of the picture.
    pub middle: Corner,
}

/// What a character may be instead.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// It.
    pub text: char,
    /// How likely, 0 to 1.
    pub probability: f32,
}

/// Characters of a sequence of steps, each `classes` values (logits, one a class: blank, the alphabet, blank space).
/// `place` tells where the share of the line's steps that lies behind one is.
pub(crate) fn decode(
    steps: &[f32],
    classes: usize,
    alphabet: &[char],
    place: impl Fn(f32) -> Corner,
) -> Vec<Character> {
    let count = steps.len().checked_div(classes).unwrap_or_default();
    let mut characters: Vec<Character> = Vec::new();
    // Of each, the step at which it is surest, and its class.
    let mut peaks: Vec<(usize, usize)> = Vec::new();
    let mut previous = BLANK;
    for (i, step) in steps.chunks_exact(classes.max(1)).enumerate() {
        let (mut best, mut highest) = (BLANK, f32::NEG_INFINITY);
        for (class, value) in step.iter().enumerate() {
            if *value > highest {
                (best, highest) = (class, *value);
            }
        }
        if best != BLANK
            && let Some(text) = character(best, alphabet)
        {
            let sum = sum_of_powers(step, highest);
            let probability = 1.0 / sum;
            let again = best == previous;
            // Of a character's steps the surest counts; its second choices are those of all of them.
            match characters.last_mut().filter(|_| again) {
                Some(last) => {
                    if probability > last.probability {
                        last.probability = probability;
                        if let Some(peak) = peaks.last_mut() {
                            peak.0 = i;
                        }
                    }
                    merge(&mut last.runners_up, runners_up(step, best, highest, sum, alphabet));
                }
                None => {
                    let runners_up = runners_up(step, best, highest, sum, alphabet);
                    characters.push(Character { text, probability, runners_up, middle: Corner::default() });
                    peaks.push((i, best));
                }
            }
        }
        previous = best;
    }
    let steps: Vec<&[f32]> = steps.chunks_exact(classes.max(1)).collect();
    for (i, character) in characters.iter_mut().enumerate() {
        let Some((peak, class)) = peaks.get(i).copied() else { continue };
        let before = i.checked_sub(1).and_then(|i| peaks.get(i)).map_or(0, |(before, _)| before + 1);
        let behind = peaks.get(i + 1).map_or(count, |(behind, _)| *behind);
        character.middle = place((centre(&steps, class, peak, before..behind) + 0.5) / count as f32);
    }
    characters
}

/// The sum of e to the powers of the values' distances from the highest one: several at a time.
fn sum_of_powers(values: &[f32], highest: f32) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (eights, rest) = values.as_chunks::<8>();
    for eight in eights {
        for (sum, value) in sums.iter_mut().zip(eight) {
            *sum += exp(value - highest);
        }
    }
    sums.into_iter().chain(rest.iter().map(|value| exp(value - highest))).sum()
}

/// Where the middle of a character is, in steps: those near its peak count by how likely it is there.
fn centre(steps: &[&[f32]], class: usize, peak: usize, free: core::ops::Range<usize>) -> f32 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for i in free.start.max(peak.saturating_sub(2))..free.end.min(peak + 3) {
        let Some(step) = steps.get(i) else { continue };
        let highest = step.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weight = step.get(class).map_or(0.0, |value| (value - highest).exp());
        sum += weight * i as f32;
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { peak as f32 }
}

/// Puts back marks of a mask (`******`) that were read as one where they touch: the distances tell how many there are.
///
/// Only where the run's distances are uneven, and the distance between its neighbours is a whole number of the digits'.
pub(crate) fn fill_masks(characters: &mut Vec<Character>) {
    let mut start = 0;
    while let Some(from) = characters.iter().skip(start).position(|c| c.text == '*').map(|i| i + start) {
        let run = characters.iter().skip(from).take_while(|c| c.text == '*').count();
        start = from + run;
        let Some(pitch) = pitch(characters) else { return };
        let (Some(before), Some(behind)) = (from.checked_sub(1).and_then(|i| characters.get(i)), characters.get(start))
        else {
            continue;
        };
        if !before.text.is_ascii_digit() || !behind.text.is_ascii_digit() {
            continue;
        }
        let (left, right) = (before.middle, behind.middle);
        let widest = characters.windows(2).skip(from - 1).take(run + 1).filter_map(|pair| match pair {
            [a, b] => Some(a.middle.distance(b.middle)),
            _ => None,
        });
        let steps = left.distance(right) / pitch;
        let count = steps.round() as usize;
        if widest.fold(0.0, f32::max) < 1.8 * pitch
            || (steps - steps.round()).abs() > 0.4
            || !(run + 2..=20).contains(&count)
        {
            continue;
        }
        let probability = characters.iter().skip(from).take(run).map(|c| c.probability).fold(1.0, f32::min);
        let mark = |i: usize| Character {
            text: '*',
            probability,
            runners_up: Vec::new(),
            middle: left.towards(right, i as f32 / count as f32),
        };
        let marks: Vec<Character> = (1..count).map(mark).collect();
        start = from + marks.len();
        characters.splice(from..from + run, marks);
    }
}

/// Puts back the blanks before a word of ideographs or a number that stands far behind a number: the next column.
pub(crate) fn fill_gaps(characters: &mut Vec<Character>) {
    let Some(pitch) = pitch(characters) else { return };
    let is_wide = |c: char| c >= '\u{2e80}';
    let mut i = 1;
    while let (Some(before), Some(behind)) = (characters.get(i - 1), characters.get(i)) {
        let (a, b) = (before.middle, behind.middle);
        // An ideograph is about twice as wide as a digit: its middle is half a step further away.
        let steps = a.distance(b) / pitch;
        let far = steps > if is_wide(behind.text) { 2.5 } else { 2.6 };
        if far && before.text.is_ascii_digit() && (is_wide(behind.text) || behind.text.is_ascii_digit()) {
            let blank = |share: f32| Character {
                text: ' ',
                probability: before.probability.min(behind.probability),
                runners_up: Vec::new(),
                middle: a.towards(b, share),
            };
            let blanks = [blank(0.4), blank(0.6)];
            characters.splice(i..i, blanks);
            i += 2;
        }
        i += 1;
    }
}

/// The distance from one digit to the next: the mean, when there are enough, without the widest, which may hold a blank.
fn pitch(characters: &[Character]) -> Option<f32> {
    let mut distances: Vec<f32> = characters
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if a.text.is_ascii_digit() && b.text.is_ascii_digit() => Some(a.middle.distance(b.middle)),
            _ => None,
        })
        .collect();
    distances.sort_by(f32::total_cmp);
    let kept = distances.get(..distances.len().saturating_sub(1)).filter(|kept| kept.len() >= 4)?;
    Some(kept.iter().sum::<f32>() / kept.len() as f32).filter(|pitch| *pitch > 0.0)
}

fn character(class: usize, alphabet: &[char]) -> Option<char> {
    match class.checked_sub(1)? {
        i if i < alphabet.len() => alphabet.get(i).copied(),
        i if i == alphabet.len() => Some(' '),
        _ => None,
    }
}

fn runners_up(step: &[f32], best: usize, highest: f32, sum: f32, alphabet: &[char]) -> Vec<RunnerUp> {
    let least = highest + (LEAST * sum).ln();
    let mut others: Vec<RunnerUp> = step
        .iter()
        .enumerate()
        .filter(|(class, value)| **value >= least && *class != best)
        .filter_map(|(class, value)| {
            Some(RunnerUp { text: character(class, alphabet)?, probability: (value - highest).exp() / sum })
        })
        .collect();
    others.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    others.truncate(RUNNERS_UP);
    others
}

fn merge(known: &mut Vec<RunnerUp>, more: Vec<RunnerUp>) {
    for other in more {
        match known.iter_mut().find(|one| one.text == other.text) {
            Some(one) => one.probability = one.probability.max(other.probability),
            None => known.push(other),
        }
    }
    known.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    known.truncate(RUNNERS_UP);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_merge_unless_a_blank_stands_between() {
        let alphabet = ['a', 'b'];
        let step = |class: usize| (0..4).map(move |i| if i == class { 8.0 } else { 0.0 });
        let steps: Vec<f32> = [1, 1, 0, 1, 2, 3, 2].into_iter().flat_map(step).collect();
        let read = decode(&steps, 4, &alphabet, |share| Corner::new(share, 0.0));
        assert_eq!(read.iter().map(|c| c.text).collect::<String>(), "aab b");
        assert!(read.iter().all(|c| c.probability > 0.99 && c.runners_up.is_empty()));
        assert!((read[4].middle.x - 6.5 / 7.0).abs() < 1e-6);
    }

    #[test]
    fn second_choices_come_with_their_probabilities() {
        let nowhere = |_| Corner::default();
        let read = decode(&[0.0, 2.0, 1.5, -9.0], 4, &['0', 'O'], nowhere);
        assert_eq!(read[0].text, '0');
        assert_eq!(read[0].runners_up.len(), 1);
        assert!((read[0].probability + read[0].runners_up[0].probability - 0.924).abs() < 0.01);
        assert!(decode(&[], 4, &['0'], nowhere).is_empty() && decode(&[1.0], 0, &[], nowhere).is_empty());
        assert!(decode(&[f32::NAN; 4], 4, &['0', 'O'], nowhere).is_empty());
    }

    fn spaced(text: &str, places: &[f32]) -> Vec<Character> {
        let character = |(text, x): (char, &f32)| Character {
            text,
            probability: 0.9,
            runners_up: Vec::new(),
            middle: Corner::new(x * 10.0, 0.0),
        };
        text.chars().zip(places).map(character).collect()
    }

    fn filled(text: &str, places: &[f32]) -> String {
        let mut characters = spaced(text, places);
        fill_masks(&mut characters);
        characters.iter().map(|character| character.text).collect()
    }

    #[test]
    fn blanks_before_the_next_label_are_put_back() {
        let gaps = |text: &str, places: &[f32]| {
            let mut characters = spaced(text, places);
            fill_gaps(&mut characters);
            characters.iter().map(|character| character.text).collect::<String>()
        };
        assert_eq!(gaps("1234567终端", &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 10.4, 12.4]), "1234567  终端");
        assert_eq!(gaps("1234567终端", &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.6, 9.6]), "1234567终端");
        assert_eq!(gaps("1终", &[0.0, 9.0]), "1终");
        // The next column's number; one blank is none.
        assert_eq!(gaps("123456789", &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 8.4, 9.4, 10.4]), "123456  789");
        assert_eq!(gaps("123456789", &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.1, 8.1, 9.1]), "123456789");
        assert_eq!(gaps("", &[]), "");
    }

    #[test]
    fn marks_that_were_read_as_one_are_put_back() {
        let uneven = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.4, 10.6, 12.0, 13.1, 14.0, 15.0];
        assert_eq!(filled("621700***6169", &uneven), "621700******6169");
        // Even distances: these are all.
        let even = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.4, 7.8, 9.2, 10.6, 11.6, 12.6, 13.6];
        assert_eq!(filled("621700***6169", &even), "621700***6169");
        for (text, places) in [("***", &[1.0, 2.0, 9.0][..]), ("*", &[0.0]), ("", &[]), ("12345**", &[0.0; 7])] {
            assert_eq!(filled(text, places), text);
        }
    }
}
