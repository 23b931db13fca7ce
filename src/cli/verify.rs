//! `slipcheck verify`: the verdict, the reason and the next steps.

use super::{
    Failure, files,
    given::{self, Content},
    language::Catalogue,
    moment,
    printed::{ModelArguments, PrintedText},
    records, report_text,
    report_text::Roles,
    terminal::{complain, plain_json, say},
    trust,
};
use clap::Args;
use slipcheck::{check, input::Input, pki::Secret, verdict::Word};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The arguments of `verify`.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 when every verdict is `verified`, 1 when any is not, 2 when the call is wrong. Of a payment \
                  gateway's message 0 says that it is genuine, never that it is paid: read outcome.status of --json. \
                  What is signed under a hierarchy of tests that you trust says so: environment of --json."
)]
pub(crate) struct Arguments {
    /// Print each report as JSON, one a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    trust: trust::TrustArguments,
    /// The moment of checking [default: now]
    #[arg(long, value_name = "RFC3339")]
    at: Option<String>,
    /// The printed text, where the code is given apart
    #[arg(long, value_name = "FILE")]
    printed: Option<PathBuf>,
    /// Reports of earlier checks, as --json prints them or as the page exports them: a slip that is among them is told as
    /// seen before
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// The merchant's APIv3 key (32 characters), to open what a WeChat Pay notification seals: used for this check, and never
    /// shown or kept
    #[arg(long, value_name = "FILE")]
    apiv3_key: Option<PathBuf>,
    /// Your own merchant number at a payment gateway (merId, mchid, 2088…): a message that names another one is told as such. May be
    /// given several times
    #[arg(long, value_name = "ID")]
    merchant: Vec<String>,
    /// Whose next steps are shown [default: both]
    #[arg(long, value_enum)]
    role: Option<Roles>,
    #[command(flatten)]
    models: ModelArguments,
    #[command(flatten)]
    language: super::language::LanguageArguments,
    /// Slips: text, PNG, JPEG or WebP; - or nothing reads standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

/// The merchant's APIv3 key.
///
/// # Errors
/// The file cannot be read, or holds something else: a sentence, which never shows what it holds.
fn apiv3_key(path: &Path) -> Result<Secret, String> {
    let bytes = files::read(path, 4096)?;
    let key = bytes.trim_ascii();
    if matches!(key.len(), 16 | 32) {
        return Ok(Secret(key.to_vec()));
    }
    Err(format!("{} holds no APIv3 key: it is 32 characters, as the merchant platform shows it", files::shown(path)))
}

/// Runs `verify`.
///
/// # Errors
/// The call was wrong, or a file cannot be used. The inputs that can are checked and reported all the same.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut store = arguments.trust.store()?;
    store.kept = arguments.records.as_deref().map(records::read).transpose()?.unwrap_or_default();
    store.apiv3_key = arguments.apiv3_key.as_deref().map(apiv3_key).transpose()?;
    store.merchants.clone_from(&arguments.merchant);
    let now = moment(arguments.at.as_deref())?;
    let printed = arguments.printed.as_deref().map(given::read_printed).transpose()?;
    let catalogue = if arguments.json { None } else { Some(Catalogue::load(arguments.language.choose())?) };
    let paths = given::paths(&arguments.inputs);
    let text = PrintedText::new(&arguments.models);
    // Printed text that is given need not be read.
    let text = printed.is_none().then_some(&text);
    let (mut all_verified, mut all_read, mut first) = (true, true, true);
    for path in &paths {
        let mut own = None;
        let input = match given::read(path, text) {
            Ok(Content::Text(mut text)) => {
                if let Some((without, with)) = trust::beside(&text, path, &store) {
                    (text, own) = (without, Some(with));
                }
                Input { text: Some(text), printed: printed.clone(), ..Input::default() }
            }
            Ok(Content::Picture(picture)) => {
                Input { printed: printed.clone(), picture: Some(*picture), ..Input::default() }
            }
            Ok(Content::File(file)) => Input { file: Some(file), ..Input::default() },
            Err(message) => {
                complain(&message);
                all_read = false;
                continue;
            }
        };
        let reports = check::check(&input, own.as_ref().unwrap_or(&store), now);
        for (i, report) in reports.iter().enumerate() {
            all_verified &= report.verdict.word() == Word::Verified;
            match &catalogue {
                None => say(&plain_json(&report.to_json()))?,
                Some(catalogue) => {
                    let name = (paths.len() > 1).then(|| path.display().to_string());
                    let number = (reports.len() > 1).then_some((i + 1, reports.len()));
                    let text = report_text::render(report, catalogue, arguments.role, name.as_deref(), number);
                    if !first {
                        say("")?;
                    }
                    say(&text)?;
                }
            }
            first = false;
        }
    }
    Ok(ExitCode::from(match (all_read, all_verified) {
        (false, _) => 2,
        (true, false) => 1,
        (true, true) => 0,
    }))
}
