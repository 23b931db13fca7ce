//! `slipcheck issuers`: who is known by name, which groups can be switched on, and which certificates a file holds.

use super::{
    Failure,
    language::Catalogue,
    report_text::Page,
    terminal::{inline, plain_json, printable, say},
    trust,
};
use clap::Args;
use serde_json::{Value, json};
use slipcheck::{
    encoding::hex,
    issuers::{self, Group, Issuer},
    pki::Certificate,
    signature::sha256,
};
use std::{path::PathBuf, process::ExitCode};

/// The arguments of `issuers`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    language: super::language::LanguageArguments,
    /// Certificates of which it is told who they are, and public keys, of which the fingerprint is shown, PEM or DER; none: the groups are shown
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Runs `issuers`.
///
/// # Errors
/// A file cannot be used.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (mut certificates, mut keys) = (Vec::new(), Vec::new());
    for path in &arguments.files {
        let found = trust::certificates_and_keys(path)?;
        certificates.extend(found.0);
        keys.extend(found.1);
    }
    if arguments.json {
        if arguments.files.is_empty() {
            let groups: Vec<Value> = issuers::GROUPS.iter().map(group_json).collect();
            say(&plain_json(&json!({ "catalogue": issuers::MADE, "groups": groups }).to_string()))?;
        }
        for certificate in &certificates {
            say(&plain_json(&certificate_json(certificate).to_string()))?;
        }
        for key in &keys {
            let id = (!key.id.is_empty()).then_some(&key.id);
            say(&plain_json(&json!({ "key": true, "id": id, "sha256": hex(&sha256(&key.spki)) }).to_string()))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let catalogue = Catalogue::load(arguments.language.choose())?;
    let mut page = Page { catalogue: &catalogue, text: String::new() };
    if arguments.files.is_empty() {
        groups_text(&mut page);
    }
    for certificate in &certificates {
        page.line(&inline(&certificate.subject()));
        page.line(&format!("  SHA-256 {}", hex(certificate.sha256())));
        certificate_text(&mut page, certificate, &certificates);
    }
    for key in &keys {
        page.line(&inline(if key.id.is_empty() { "-" } else { &key.id }));
        page.line(&format!("  SHA-256 {}", hex(&sha256(&key.spki))));
        page.line(&format!("  {}", catalogue.text("cli-issuers-key")));
    }
    say(&printable(page.text.trim_end()))?;
    Ok(ExitCode::SUCCESS)
}

fn entries(ids: &[&str]) -> Vec<&'static Issuer> {
    ids.iter().filter_map(|id| issuers::issuer(id)).collect()
}

fn entry_json(issuer: &Issuer) -> Value {
    let [en, zh, de] = issuer.names;
    json!({
        "id": issuer.id,
        "names": { "zh": zh, "en": en, "de": de },
        "sha256": hex(issuer.sha256),
        "notAfter": issuer.not_after,
        "sources": issuer.sources,
        "publisher": issuer.publisher,
        "page": issuer.page,
    })
}

fn group_json(group: &Group) -> Value {
    let [en, zh, de] = group.names;
    let list = |ids| entries(ids).into_iter().map(entry_json).collect::<Vec<Value>>();
    json!({
        "id": group.id,
        "names": { "zh": zh, "en": en, "de": de },
        "formats": group.formats,
        "canBeOn": group.can_be_on(),
        "members": list(group.members),
        "candidates": list(group.candidates),
        "missing": list(group.missing),
    })
}

fn certificate_json(certificate: &Certificate) -> Value {
    let mut told = json!(issuers::recognition(certificate));
    told["subject"] = certificate.subject().into();
    told["sha256"] = hex(certificate.sha256()).into();
    told
}

/// What the catalogue says of a certificate; whose is missing above it, unless that is among the others.
fn certificate_text(page: &mut Page<'_>, certificate: &Certificate, others: &[Certificate]) {
    let catalogue = page.catalogue;
    let told = issuers::recognition(certificate);
    if told.notes.is_empty() {
        page.line(&format!("  {}", catalogue.text("cli-issuers-unknown")));
    }
    let above = told.missing.filter(|_| others.iter().all(|other| other.subject_der() != certificate.issuer_der()));
    for note in told.notes.iter().chain(&above) {
        page.line(&format!("  {}", page.note(note)));
    }
    if let Some(formats) = told.formats {
        formats_text(page, &formats);
    }
    for id in told.groups {
        page.line(&format!("  {}", catalogue.format("cli-issuers-group", &[("group", id.into())])));
    }
}

fn formats_text(page: &mut Page<'_>, ids: &[&str]) {
    let catalogue = page.catalogue;
    let names: Vec<String> = ids.iter().map(|id| catalogue.text(&format!("format-{id}"))).collect();
    let formats = names.join(&catalogue.text("list-separator"));
    page.line(&format!("  {}", catalogue.format("cli-issuers-formats", &[("formats", formats.into())])));
}

fn groups_text(page: &mut Page<'_>) {
    let catalogue = page.catalogue;
    let name = |names: &[&'static str; 3]| match catalogue.short() {
        "zh" => names[1],
        "de" => names[2],
        _ => names[0],
    };
    page.line(&catalogue.format("cli-issuers-about", &[("catalogue", issuers::MADE.into())]));
    for group in issuers::GROUPS {
        page.title(&format!("{}  {}", group.id, name(&group.names)));
        formats_text(page, group.formats);
        for member in entries(group.members) {
            let until = member.not_after.get(..10).unwrap_or_default();
            let arguments = [("name", name(&member.names).into()), ("until", until.into())];
            page.line(&format!("  - {}", catalogue.format("cli-issuers-member", &arguments)));
            page.line(&format!("    SHA-256 {}", hex(member.sha256)));
        }
        for (id, others) in [("cli-issuers-candidate", group.candidates), ("cli-issuers-missing", group.missing)] {
            for other in entries(others) {
                let arguments = [("name", name(&other.names).into()), ("publisher", other.publisher.into())];
                page.line(&format!("  - {}", catalogue.format(id, &arguments)));
            }
        }
        if !group.can_be_on() {
            let id = if group.old { "cli-issuers-old" } else { "cli-issuers-none" };
            page.line(&format!("  {}", catalogue.text(id)));
        }
    }
}
