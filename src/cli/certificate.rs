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
use slipcheck::{
    pki::{self, Options, PathReport, Purpose, Query},
    report::CheckId,
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
    /// A certificate policy of which one must hold (RFC 5280 §6.1.1 (c)). May be given several times
    #[arg(long = "require-policy", visible_alias = "policy", value_name = "OID")]
    policy: Vec<String>,
    /// Some acceptable policy must hold
    #[arg(long)]
    explicit_policy: bool,
    /// No policy may be mapped to another
    #[arg(long)]
    inhibit_policy_mapping: bool,
    /// The policy that stands for any stands for none
    #[arg(long)]
    inhibit_any_policy: bool,
    /// The most certificates between the anchor and the leaf
    #[arg(long, value_name = "NUMBER")]
    max_depth: Option<u32>,
    /// Every certificate must be covered by a revocation list that counts
    #[arg(long)]
    require_revocation: bool,
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
    let query = Query { leaf, extra, store: &store, at: now, now, purpose: Purpose::Any };
    let options = Options {
        policies: arguments.policy.clone(),
        explicit_policy: arguments.explicit_policy || !arguments.policy.is_empty(),
        inhibit_policy_mapping: arguments.inhibit_policy_mapping,
        inhibit_any_policy: arguments.inhibit_any_policy,
        max_depth: arguments.max_depth,
        require_revocation: arguments.require_revocation,
    };
    let answer = pki::report(&query, &options)
        .map_err(|policy| format!("--require-policy {policy:?} must be an object identifier like 2.23.140.1.2.1"))?;
    if arguments.json {
        let json = serde_json::to_string(&answer).map_err(|error| format!("the answer cannot be written: {error}"))?;
        say(&plain_json(&json))?;
    } else {
        let catalogue = Catalogue::load(arguments.language.choose())?;
        say(&render(&answer, &catalogue))?;
    }
    Ok(ExitCode::from(if answer.accepted { 0 } else { 1 }))
}

fn render(answer: &PathReport, catalogue: &Catalogue) -> String {
    let mut page = Page { catalogue, text: String::new() };
    let id = if answer.accepted { "cli-accepted" } else { "cli-not-accepted" };
    page.line(&catalogue.text(id));
    page.line(&catalogue.text(&format!("{id}-why")));
    if !answer.path.is_empty() {
        page.title(&catalogue.text("cli-path"));
        for subject in &answer.path {
            page.line(&format!("  {}", inline(subject)));
        }
    }
    page.causes(&answer.causes);
    let status = |id: CheckId| answer.checks.iter().find(|check| check.id == id.id()).map(|check| (id, check.status));
    page.line("");
    page.checks([CheckId::Certificate, CheckId::Validity].into_iter().filter_map(status));
    page.notes(&answer.notes);
    printable(page.text.trim_end())
}
