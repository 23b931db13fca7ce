//! `slipcheck read`: what stands on a slip, without judging it.

use super::{
    Failure,
    given::{self, Content},
    language::Catalogue,
    printed::{ModelArguments, PrintedText},
    report_text::{Page, member},
    terminal::{complain, inline, plain_json, printable, say},
};
use clap::Args;
use slipcheck::{
    input::{self, Input},
    report::Format,
    slip::{self, Reading, seen::read_seen},
};
use std::{path::PathBuf, process::ExitCode};

/// The arguments of `read`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Print one JSON object an input, one a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    models: ModelArguments,
    #[command(flatten)]
    language: super::language::LanguageArguments,
    /// Slips: text, PNG, JPEG or WebP; - or nothing reads standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

/// Runs `read`.
///
/// # Errors
/// The output cannot be written. An input that cannot be read is told, and the others are read.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let catalogue = Catalogue::load(arguments.language.choose())?;
    let paths = given::paths(&arguments.inputs);
    let printed = PrintedText::new(&arguments.models);
    let (mut all_read, mut first) = (true, true);
    for path in &paths {
        let mut reading = match given::read(path, Some(&printed)) {
            Ok(Content::Text(text)) => slip::read(&text),
            Ok(Content::Picture(picture)) => read_seen(&picture.lines),
            Ok(Content::File(file)) => {
                let slips = input::slips(&Input { file: Some(file), ..Input::default() });
                slips.into_iter().next().map(|slip| slip.reading).unwrap_or_default()
            }
            Err(message) => {
                complain(&message);
                all_read = false;
                continue;
            }
        };
        slip::settle(&mut reading);
        if arguments.json {
            let json =
                serde_json::to_string(&reading).map_err(|error| format!("the reading cannot be written: {error}"))?;
            say(&plain_json(&json))?;
        } else {
            if !first {
                say("")?;
            }
            let name = (paths.len() > 1).then(|| path.display().to_string());
            say(&render(&reading, &catalogue, name.as_deref()))?;
        }
        first = false;
    }
    Ok(ExitCode::from(if all_read { 0 } else { 2 }))
}

fn render(reading: &Reading, catalogue: &Catalogue, name: Option<&str>) -> String {
    let mut page = Page { catalogue, text: String::new() };
    if let Some(name) = name {
        page.line(&inline(name));
    }
    let mut head = Vec::new();
    if reading.format != Format::None {
        head.push(catalogue.text(&format!("format-{}", reading.format.id())));
    }
    head.extend(reading.copy.map(|copy| catalogue.text(&format!("cli-copy-{}", copy.id()))));
    for (marked, id) in
        [(reading.reprint, "cli-reprint"), (reading.test, "cli-test"), (reading.device_failed, "cli-device-failed")]
    {
        if marked {
            head.push(catalogue.text(id));
        }
    }
    if !head.is_empty() {
        page.line(&head.join(" · "));
    }
    if reading.fields.is_empty() {
        page.line(&catalogue.text("cli-nothing-read"));
    }
    let rows: Vec<Vec<String>> = reading
        .fields
        .iter()
        .map(|field| {
            let mut remarks = Vec::new();
            if field.raw != field.value && !field.raw.is_empty() {
                remarks.push(format!("{} {}", catalogue.text("cli-as-printed"), inline(&field.raw)));
            }
            if let Some(corrected) = &field.corrected {
                remarks.push(format!("{} {}", catalogue.text("cli-corrected"), inline(&corrected.read)));
            }
            if !field.uncertain.is_empty() {
                let others: Vec<String> =
                    field.uncertain.iter().filter(|other| **other != field.value).map(|other| inline(other)).collect();
                let others = others.join(&catalogue.text("list-separator"));
                remarks.push(format!("{} {others}", catalogue.text("cli-uncertain")));
            }
            let remarks = if remarks.is_empty() { String::new() } else { format!("({})", remarks.join("; ")) };
            vec![member(catalogue, field.name), inline(&field.value), remarks]
        })
        .collect();
    page.table(&rows);
    printable(page.text.trim_end())
}
