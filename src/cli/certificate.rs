//! `slipcheck certificate`: a certificate's path by itself.

use super::{
    Failure,
    files::shown,
    language::Catalogue,
    moment,
    report_text::Page,
    terminal::{inline, plain_json, printable, say},
    trust,
};
use clap::Args;
use serde_json::json;
use slipcheck::{
    pki::{self, Judgement, Purpose, Query},
    report::CheckId,
    verdict::Trust,
};
use std::{path::PathBuf, process::ExitCode};

/// The arguments of `certificate`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    trust: trust::TrustArguments,
    /// The moment at which the path must be valid [default: now]
    #[arg(long, value_name = "RFC3339")]
    at: Option<String>,
    #[command(flatten)]
    language: super::language::LanguageArguments,
    /// The certificate: PEM or DER. Others behind it in the file help to build the path
    #[arg(value_name = "LEAF")]
    leaf: PathBuf,
}

/// Runs `certificate`.
///
/// # Errors
/// The call was wrong, or a file cannot be used.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let store = arguments.trust.store()?;
    let now = moment(arguments.at.as_deref())?;
    let chain = trust::certificates(&arguments.leaf)?;
    let Some((leaf, extra)) = chain.split_first() else {
        return Err(format!("{} holds no certificate", shown(&arguments.leaf)).into());
    };
    let judgement = pki::judge(&Query { leaf, extra, store: &store, at: now, now, purpose: Purpose::Any });
    let accepted = matches!(judgement.trust, Trust::Trusted(_));
    if arguments.json {
        let answer = json!({
            "accepted": accepted,
            "checks": [
                {"id": CheckId::Certificate, "status": judgement.certificate},
                {"id": CheckId::Validity, "status": judgement.validity},
            ],
            "path": judgement.path,
            "causes": judgement.causes,
            "notes": judgement.notes,
        });
        say(&plain_json(&answer.to_string()))?;
    } else {
        let catalogue = Catalogue::load(arguments.language.choose())?;
        say(&render(&judgement, accepted, &catalogue))?;
    }
    Ok(ExitCode::from(if accepted { 0 } else { 1 }))
}

fn render(judgement: &Judgement, accepted: bool, catalogue: &Catalogue) -> String {
    let mut page = Page { catalogue, text: String::new() };
    let id = if accepted { "cli-accepted" } else { "cli-not-accepted" };
    page.line(&catalogue.text(id));
    page.line(&catalogue.text(&format!("{id}-why")));
    if judgement.demo {
        page.line(&catalogue.text("demo-note"));
    }
    if !judgement.path.is_empty() {
        page.title(&catalogue.text("cli-path"));
        for subject in &judgement.path {
            page.line(&format!("  {}", inline(subject)));
        }
    }
    page.causes(&judgement.causes);
    page.checks([(CheckId::Certificate, judgement.certificate), (CheckId::Validity, judgement.validity)].into_iter());
    page.notes(&judgement.notes);
    printable(page.text.trim_end())
}
