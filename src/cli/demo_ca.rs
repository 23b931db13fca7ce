//! `slipcheck demo-ca`: a throw-away authority, and slips good and bad to try things with.

use super::{
    Failure,
    authority::pem,
    files,
    files::shown,
    moment,
    random::Generator,
    terminal::{remark, say},
};
use clap::Args;
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

mod house;
mod samples;
mod vectors;

use house::House;
use samples::{Content, Sample};
use vectors::Vector;

/// The arguments of `demo-ca`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Make the same again: the same seed and --at give the same files. Whoever knows the seed knows the keys
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// When the slips are made [default: now]
    #[arg(long, value_name = "RFC3339")]
    at: Option<String>,
    /// Write no private keys: slips and certificates alone, as a page publishes them
    #[arg(long)]
    no_keys: bool,
    /// Make test vectors in place of samples: every rule of the profile, kept or broken in one way each
    #[arg(long)]
    vectors: bool,
    /// Write into a directory that holds something already
    #[arg(long)]
    force: bool,
    /// The font for printed slips: TTF, OTF or TTC [default: one with Chinese characters that this computer has]
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
    /// The directory, made when it is not there
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

/// Runs `demo-ca`.
///
/// # Errors
/// The call was wrong, or a file cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let directory = &arguments.directory;
    let at = moment(arguments.at.as_deref())?;
    // Certificates begin some years before the slips and end twenty years after them; their dates have four digits.
    if !(631_152_000..250_000_000_000).contains(&at.0) {
        return Err("--at must be between the years 1990 and 9000".to_owned().into());
    }
    let random = match &arguments.seed {
        Some(seed) => Generator::from_seed(seed),
        None => Generator::from_system().map_err(|error| format!("this computer gives no random numbers: {error}"))?,
    };
    std::fs::create_dir_all(directory)
        .map_err(|error| format!("the directory {} cannot be made: {error}", shown(directory)))?;
    let mut entries = std::fs::read_dir(directory)
        .map_err(|error| format!("the directory {} cannot be read: {error}", shown(directory)))?;
    if entries.next().is_some() && !arguments.force {
        return Err(format!("{} is not empty: name a new directory, or give --force", shown(directory)).into());
    }

    let mut house = House::build(&random, at)?;
    let mut lines = Vec::new();
    if arguments.vectors {
        let vectors = vectors::all(&mut house)?;
        house.crl = vectors.crl;
        for Vector { id, text, expect, causes } in vectors.all {
            lines.push(json!({"id": id, "expect": expect, "causes": causes, "text": text}).to_string());
        }
    }
    write_certificates(&house, directory)?;
    if !arguments.no_keys {
        write_keys(&house, &directory.join("keys"))?;
        // A slip of a merchant whom the terminal's certificate names: any other would be `certificate-wrong-usage`.
        let slip = samples::Till::new(&house).slip(0, "138.00");
        let slip = serde_json::to_string_pretty(&slip).map_err(|error| error.to_string())?;
        files::write(&directory.join("slip.json"), format!("{slip}\n").as_bytes())?;
        files::write(&directory.join("invoice.json"), samples::INVOICE.as_bytes())?;
        files::write(&directory.join("README.txt"), README.as_bytes())?;
    }
    if arguments.vectors {
        files::write(&directory.join("vectors.jsonl"), format!("{}\n", lines.join("\n")).as_bytes())?;
        say(&format!("{} vectors in {}", lines.len(), directory.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let samples = samples::all(&house, arguments.font.as_deref())?;
    let mut index = Vec::new();
    for Sample { id, title, expect, cause, broken, content } in &samples {
        let (file, bytes) = match content {
            Content::Text(text) | Content::Message { text, .. } => (format!("{id}.txt"), text.as_bytes().to_vec()),
            Content::Document(ending, bytes) => (format!("{id}.{ending}"), bytes.clone()),
            Content::Picture(Ok(png)) => (format!("{id}.png"), png.clone()),
            Content::Picture(Err(reason)) => {
                remark(&format!("left out: {id}.png ({reason})"));
                continue;
            }
        };
        files::write(&directory.join(&file), &bytes)?;
        let languages = |[zh, en, de]: [&str; 3]| json!({"zh-CN": zh, "en": en, "de": de});
        let mut entry = json!({
            "id": id, "file": file, "title": languages(*title), "expect": expect, "cause": cause,
            "broken": languages(*broken),
        });
        if let (Content::Message { outcome: Some(outcome), test, .. }, Some(entry)) = (content, entry.as_object_mut()) {
            let told =
                if *test { json!({"status": outcome, "environment": "test"}) } else { json!({"status": outcome}) };
            entry.insert("outcome".to_owned(), told);
        }
        index.push(entry);
    }
    // One sample a line, so that a change of one is seen as one.
    let rows: Vec<String> = index.iter().map(serde_json::Value::to_string).collect();
    files::write(&directory.join("index.json"), format!("[\n{}\n]\n", rows.join(",\n")).as_bytes())?;
    say(&format!("{} samples in {}", index.len(), directory.display()))?;
    Ok(ExitCode::SUCCESS)
}

const README: &str = "\
A demonstration, made by `slipcheck demo-ca`. Nothing here vouches for anything real.

demo-root.pem    the root: trust it to see the samples as they are meant
demo-chain.pem   the certificates below it
demo.crl         its revocation list
index.json       every sample, the verdict it gets and what is broken in it
keys/            private keys, to sign more: slipcheck issue --key keys/terminal.pem --chain keys/terminal-chain.pem slip.json
                 invoices as OFD: slipcheck issue --key keys/invoice.pem --chain keys/invoice-chain.pem --ofd invoice.ofd invoice.json
slip.json        a slip that is not signed yet; as a gateway's message:
                 slipcheck issue --message unionpay --outcome failed --key keys/unionpay.pem --chain keys/unionpay-chain.pem slip.json
invoice.json     an invoice that is not sealed yet

slipcheck verify --trust demo-root.pem --cert demo-chain.pem --crl demo.crl good-attached.txt
";

fn write_certificates(house: &House, directory: &Path) -> Result<(), String> {
    files::write(&directory.join("demo-root.pem"), pem(&house.root.certificate)?.as_bytes())?;
    let mut chain = String::new();
    for certificate in house.chain() {
        chain += &pem(certificate)?;
    }
    files::write(&directory.join("demo-chain.pem"), chain.as_bytes())?;
    files::write(&directory.join("demo.crl"), pem(&house.crl)?.as_bytes())
}

fn write_keys(house: &House, directory: &Path) -> Result<(), String> {
    std::fs::create_dir_all(directory)
        .map_err(|error| format!("the directory {} cannot be made: {error}", shown(directory)))?;
    let intermediate = pem(&house.intermediate.certificate)?;
    for (name, signer) in house.signers() {
        write_private(&directory.join(format!("{name}.pem")), &signer.key.to_pem()?)?;
        let chain = format!("{}{intermediate}", pem(&signer.certificate)?);
        files::write(&directory.join(format!("{name}-chain.pem")), chain.as_bytes())?;
    }
    write_private(&directory.join("demo-root.pem"), &house.root.key.to_pem()?)?;
    write_private(&directory.join("demo-intermediate.pem"), &house.intermediate.key.to_pem()?)
}

/// A file that only its owner may read, where the system knows owners.
fn write_private(path: &Path, text: &str) -> Result<(), String> {
    files::write(path, b"")?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
            .map_err(|error| format!("{} cannot be made private: {error}", shown(path)))?;
    }
    files::write(path, text.as_bytes())
}
