//! The printed text of pictures, when the models that read it are there.

use super::terminal::remark;
use clap::Args;
use slipcheck::{
    input::Picture,
    report::Family,
    slip::{
        Reading,
        seen::{SeenCharacter, SeenLine, read_seen},
    },
};
use slipcheck_read::{DETECTOR_SIDES, Line, Models, decode_picture, default_folder};
use std::{cell::OnceCell, path::PathBuf};

/// Members that nearly every card slip prints: without one of them, the picture is looked at more closely.
const WANTED: [&str; 5] = ["mid", "tid", "amount", "time", "rrn"];

/// Where the models are.
#[derive(Args, Clone, Default)]
pub(crate) struct ModelArguments {
    /// The folder of the models that read printed text on pictures [default: SLIPCHECK_MODELS, or slipcheck/models in
    /// the folder for caches; `node scripts/models.mjs` makes them]
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
}

/// Reads printed text; loads the models when the first picture comes.
pub(crate) struct PrintedText<'a> {
    arguments: &'a ModelArguments,
    models: OnceCell<Option<Models>>,
}

impl<'a> PrintedText<'a> {
    pub(crate) fn new(arguments: &'a ModelArguments) -> Self {
        Self { arguments, models: OnceCell::new() }
    }

    /// The models, or `None`, which is said once.
    ///
    /// # Errors
    /// The folder that the call names has none.
    fn models(&self) -> Result<Option<&Models>, String> {
        if self.models.get().is_none() {
            let loaded = match (&self.arguments.models, default_folder()) {
                (Some(folder), _) => Some(Models::load(folder).map_err(|error| {
                    format!(
                        "is not read with --models {}: {error}; `node scripts/models.mjs` makes them",
                        folder.display()
                    )
                })?),
                (None, Some(folder)) => match Models::load(&folder) {
                    Ok(models) => Some(models),
                    Err(error) => {
                        remark(&format!(
                            "Only the code is read, not the printed text: {error}. `node scripts/models.mjs` makes the models; \
                             --models DIR names another folder."
                        ));
                        None
                    }
                },
                (None, None) => None,
            };
            let _ = self.models.set(loaded);
        }
        Ok(self.models.get().and_then(Option::as_ref))
    }

    /// Reads the lines of a picture's file, and puts them into what was scanned.
    ///
    /// # Errors
    /// A sentence without its subject: the picture or the models cannot be used.
    pub(crate) fn read(&self, bytes: &[u8], picture: &mut Picture) -> Result<(), String> {
        let Some(models) = self.models()? else { return Ok(()) };
        let pixels = decode_picture(bytes).map_err(|error| format!("cannot be read: {error}"))?;
        let mut best: Option<(Vec<SeenLine>, Reading)> = None;
        for side in DETECTOR_SIDES {
            let page = slipcheck_read::read(&models.detector, &models.recogniser, &pixels, side)
                .map_err(|error| format!("cannot be read: {error}"))?;
            let lines: Vec<SeenLine> = page.lines.iter().map(seen).collect();
            let reading = read_seen(&lines);
            if best.as_ref().is_none_or(|(_, known)| certain(known) < certain(&reading)) {
                best = Some((lines, reading));
            }
            if best.as_ref().is_some_and(|(_, reading)| is_enough(reading, picture)) {
                break;
            }
        }
        picture.lines = best.map(|(lines, _)| lines).unwrap_or_default();
        Ok(())
    }
}

/// Whether a closer look could not tell more: everything is there, or it is no card slip.
fn is_enough(reading: &Reading, picture: &Picture) -> bool {
    let signed = picture.codes.iter().any(|code| code.contains("eyJ"));
    let card_slip = signed || reading.format.facts().family == Family::Card;
    let sure = |name: &&str| reading.get(name).is_some_and(|field| field.uncertain.is_empty());
    !card_slip || WANTED.iter().all(sure)
}

/// How many members are of their form: a cut-off one is not.
fn certain(reading: &Reading) -> usize {
    reading.fields.iter().filter(|field| field.uncertain.is_empty()).count()
}

fn seen(line: &Line) -> SeenLine {
    SeenLine {
        characters: line
            .characters
            .iter()
            .map(|character| SeenCharacter {
                text: character.text,
                runners_up: character.runners_up.iter().map(|other| (other.text, other.probability)).collect(),
                middle: (character.middle.x, character.middle.y),
            })
            .collect(),
        corners: line.corners.map(|corner| (corner.x, corner.y)),
    }
}
