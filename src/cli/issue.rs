//! `slipcheck issue`: signs a slip, or a payment gateway's message about its trade; seals an invoice.

use super::{
    Failure,
    document::ofd::Form,
    files,
    files::shown,
    jws::{Code, Detached, Draft},
    keys::{SigningKey, pem_blocks},
    language::{Catalogue, LanguageArguments},
    layout::Layout,
    message::{self, Kind, Reported, Speaker, Trade},
    picture,
    random::Generator,
    slip_file::{self, KNOWN, Members, REQUIRED},
    terminal::{remark, say},
};
use clap::{Args, ValueEnum};
use der::{Decode as _, Encode as _};
use serde_json::Value;
use slipcheck::{
    check::check,
    input::Input,
    pki,
    report::{CauseId, CheckId, Status},
    signature::{Curve, Digest, PublicKey, Scheme},
    time::{Moment, Timestamp, offset_seconds},
};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use x509_cert::Certificate;

mod document;
mod invoice;

/// The most bytes that a code may have (the signed slip's profile).
const LONGEST_CODE: usize = 8 << 10;

/// The arguments of `issue`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The private key: PEM, P-256, P-384 or RSA of 2048 bits or more; for invoices SM2
    #[arg(long, value_name = "KEY.pem")]
    key: PathBuf,
    /// The key's certificate and those above it, leaf first: PEM or DER
    #[arg(long, value_name = "CHAIN.pem")]
    chain: PathBuf,
    /// Leave the payload to the paper: the verifier reads it from the printed text
    #[arg(long)]
    detached: bool,
    /// Make a payment gateway's message about the slip's trade in place of a slip: mid is the merchant's number at the
    /// gateway, rrn the number of the order. For trying out what checks such messages
    #[arg(long, value_enum, value_name = "KIND", conflicts_with_all = ["detached", "zone", "alg", "x5c", "x5t", "qr", "page", "print", "text"])]
    message: Option<Kind>,
    /// What the message reports of the payment
    #[arg(long, value_enum, default_value = "paid", requires = "message")]
    outcome: Reported,
    /// A member of the message in place of the usual one, or beside it; in WeChat Pay's JSON amount.total is total in amount
    #[arg(long, value_name = "NAME=VALUE", requires = "message")]
    set: Vec<String>,
    /// The merchant's APIv3 key, 32 characters, which seals a notification of WeChat Pay
    #[arg(long, value_name = "FILE", requires = "message")]
    apiv3_key: Option<PathBuf>,
    /// Members that the detached form signs, in order [default: mid,tid,amount,currency,time,rrn]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', requires = "detached")]
    fields: Vec<String>,
    /// Leave out the field digests of the detached form, which tell which member was changed
    #[arg(long, requires = "detached")]
    no_fd: bool,
    /// Name the detached form's members in `crit`
    #[arg(long, requires = "detached")]
    crit: bool,
    /// Write the slip's time with this offset from UTC, like +08:00
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    zone: Option<String>,
    /// The signature algorithm [default: by the key, ES256, ES384 or PS256]
    #[arg(long, value_enum)]
    alg: Option<Algorithm>,
    /// Put the certificate itself into the code, some 800 characters (then without x5t#S256, unless --x5t)
    #[arg(long)]
    x5c: bool,
    /// Name the certificate by its digest, x5t#S256; this is the default
    #[arg(long)]
    x5t: bool,
    /// Write the code as a QR code
    #[arg(long, value_name = "FILE.png")]
    qr: Option<PathBuf>,
    /// Let the QR code hold an address of this checking page, with the code behind #slip=
    #[arg(long, value_name = "URL")]
    page: Option<String>,
    /// Draw the slip as a thermal printer does, 203 dots an inch
    #[arg(long, value_name = "FILE.png")]
    print: Option<PathBuf>,
    /// Write the slip as text: what is printed, the digest line and the code
    #[arg(long, value_name = "FILE.txt")]
    text: Option<PathBuf>,
    /// Write the slip as a PDF: what is printed, the code as a QR code, and all of it signed with the same key
    #[arg(long, value_name = "FILE.pdf")]
    pdf: Option<PathBuf>,
    /// Seal an invoice as OFD: its members stand in place of the slip's, and nothing goes to standard output
    #[arg(long, value_name = "FILE.ofd", conflicts_with_all = ["detached", "zone", "alg", "x5c", "x5t", "qr", "page", "print", "text", "pdf"])]
    ofd: Option<PathBuf>,
    /// How an invoice is signed
    #[arg(long, value_enum, default_value = "v4", requires = "ofd")]
    form: Form,
    /// The SM2 key of who makes the seal [default: the signer's own, which verifiers tell]
    #[arg(long, value_name = "KEY.pem", requires_all = ["ofd", "seal_chain"])]
    seal_key: Option<PathBuf>,
    /// The seal maker's certificate and those above it, leaf first
    #[arg(long, value_name = "CHAIN.pem", requires = "seal_key")]
    seal_chain: Option<PathBuf>,
    /// Width of the paper in millimetres
    #[arg(long, value_enum, default_value = "58")]
    paper: Paper,
    /// Language of the printed slip
    #[arg(long, value_enum, default_value = "zh")]
    layout: Layout,
    /// The font for --print: TTF, OTF or TTC [default: one with Chinese characters that this computer has]
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
    /// The slip's members, an object like {"mid": "…", "amount": "138.00", …}, or the invoice's; - reads standard input
    #[arg(value_name = "SLIP.json")]
    slip: PathBuf,
}

/// The algorithms that verifiers accept (RFC 7518 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "UPPER")]
enum Algorithm {
    /// ECDSA on P-256 with SHA-256
    Es256,
    /// ECDSA on P-384 with SHA-384
    Es384,
    /// RSASSA-PSS with SHA-256
    Ps256,
    /// RSASSA-PKCS1-v1_5 with SHA-256
    Rs256,
}

impl Algorithm {
    fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Ps256 => "PS256",
            Self::Rs256 => "RS256",
        }
    }

    fn scheme(self) -> Scheme {
        match self {
            Self::Es256 => Scheme::Ecdsa(Digest::Sha256),
            Self::Es384 => Scheme::Ecdsa(Digest::Sha384),
            Self::Ps256 => Scheme::RsaPss(Digest::Sha256),
            Self::Rs256 => Scheme::RsaPkcs1(Digest::Sha256),
        }
    }

    /// The one for this key: what was asked for, when it fits.
    fn choose(asked: Option<Self>, key: &PublicKey) -> Result<Self, String> {
        let (possible, kind): (&[Self], _) = match key.curve() {
            Some(Curve::P256) => (&[Self::Es256], "a key on P-256"),
            Some(Curve::P384) => (&[Self::Es384], "a key on P-384"),
            Some(_) => (&[], "a key on any other curve"),
            None => (&[Self::Ps256, Self::Rs256], "an RSA key"),
        };
        let names = || possible.iter().map(|algorithm| algorithm.name()).collect::<Vec<_>>().join(" or ");
        match (asked, possible.first()) {
            (None, Some(first)) => Ok(*first),
            (Some(asked), _) if possible.contains(&asked) => Ok(asked),
            (_, None) => Err(format!("{kind} cannot sign slips: needed is P-256, P-384 or RSA")),
            (Some(asked), _) => Err(format!("{kind} cannot sign by {}: use {}", asked.name(), names())),
        }
    }
}

/// Thermal paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Paper {
    /// 58 mm, 384 dots.
    #[value(name = "58")]
    Narrow,
    /// 80 mm, 576 dots.
    #[value(name = "80")]
    Wide,
}

impl Paper {
    /// Dots that the printer has across.
    pub(crate) fn dots(self) -> usize {
        match self {
            Self::Narrow => 384,
            Self::Wide => 576,
        }
    }
}

/// The certificates of a PEM or DER file.
///
/// # Errors
/// There is none, or one is damaged: a sentence.
pub(crate) fn certificates(path: &Path) -> Result<Vec<Certificate>, String> {
    let bytes = files::read(path, files::SMALL)?;
    let ders = match core::str::from_utf8(&bytes) {
        Ok(text) if text.contains("-----BEGIN ") => pem_blocks(text)
            .map_err(|error| format!("{}: {error}", shown(path)))?
            .into_iter()
            .filter(|block| block.label == "CERTIFICATE")
            .map(|block| block.der)
            .collect(),
        _ => vec![bytes],
    };
    if ders.is_empty() {
        return Err(format!("{} holds no certificate (-----BEGIN CERTIFICATE-----)", shown(path)));
    }
    ders.iter()
        .map(|der| {
            Certificate::from_der(der).map_err(|_| format!("{} holds no certificate, or a damaged one", shown(path)))
        })
        .collect()
}

/// Runs `issue`.
///
/// # Errors
/// The call was wrong, or a file cannot be used.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if let Some(path) = &arguments.ofd {
        invoice::write(arguments, path)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Own { key, public, chain, leaf } = own(&arguments.key, &arguments.chain)?;

    let json = files::read(&arguments.slip, files::SMALL)?;
    let mut members = slip_file::read(&json).map_err(|error| format!("{}: {error}", shown(&arguments.slip)))?;
    if let Some(zone) = &arguments.zone {
        rewrite_time(&mut members, zone)?;
    }

    if let Some(kind) = arguments.message {
        let text = message_of(arguments, kind, &members, &key, &leaf)?;
        warn_of_message(&text, &chain, members.get("time"))?;
        say(&text)?;
        return Ok(ExitCode::SUCCESS);
    }

    let public = PublicKey::from_spki(&public).map_err(|_| "the key's public half cannot be read".to_owned())?;
    let algorithm = Algorithm::choose(arguments.alg, &public)?;
    let draft = Draft {
        alg: algorithm.name(),
        scheme: algorithm.scheme(),
        typ: Some("slip+jws"),
        x5c: if arguments.x5c { vec![leaf.clone()] } else { vec![] },
        x5t: (arguments.x5t || !arguments.x5c).then(|| leaf.clone()),
        detached: if arguments.detached { Some(detached(arguments, &members)?) } else { None },
    };
    let mut random =
        Generator::from_system().map_err(|error| format!("this computer gives no random numbers: {error}"))?;
    let code = draft.sign(&members, &key, &mut random)?;
    let text = code.text();
    if text.len() > LONGEST_CODE {
        let message =
            format!("the code has {} characters, verifiers take {LONGEST_CODE}: sign fewer members", text.len());
        return Err(message.into());
    }
    // What does not verify here would not verify anywhere: a fault is found before it is printed.
    let (input, _) = text.rsplit_once('.').unwrap_or_default();
    let input = match input.strip_suffix('.') {
        Some(header) => format!("{header}.{}", slipcheck::encoding::Base64::Url.encode(&code.payload)),
        None => input.to_owned(),
    };
    if public.verify(draft.scheme, input.as_bytes(), &code.signature).is_none() {
        return Err("the signature just made does not verify: the key is damaged".to_owned().into());
    }

    warn(&chain, &members)?;
    write_pictures(arguments, &members, &code)?;
    if let Some(path) = &arguments.pdf {
        document::write(
            path,
            arguments.layout,
            &members,
            &code,
            &Own { key, public: Vec::new(), chain, leaf },
            &mut random,
        )?;
    }
    say(&text)?;
    remark(&arguments.layout.digest(&code.digest_line()).text);
    Ok(ExitCode::SUCCESS)
}

/// The message about the slip's trade.
fn message_of(
    arguments: &Arguments,
    kind: Kind,
    members: &Members,
    key: &SigningKey,
    leaf: &[u8],
) -> Result<String, String> {
    let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
    if text("currency") != "CNY" {
        return Err(format!("the gateways' messages are about CNY, the slip is in {}", text("currency")));
    }
    let fen =
        text("amount").replace('.', "").parse().map_err(|_| "the amount is too large for a message".to_owned())?;
    let at = Timestamp::parse(text("time")).map(Timestamp::moment).ok_or("the slip's time cannot be read")?;
    let set: Vec<(String, String)> = arguments
        .set
        .iter()
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
            _ => Err(format!("--set {pair:?} must be NAME=VALUE")),
        })
        .collect::<Result<_, _>>()?;
    let sealing = arguments.apiv3_key.as_deref().map(|path| files::read(path, files::SMALL)).transpose()?;
    let subject = Some(text("merchant")).filter(|name| !name.is_empty()).unwrap_or("订单");
    let trade = Trade {
        merchant: text("mid"),
        order: text("rrn"),
        fen,
        at,
        subject,
        set: &set,
        apiv3_key: sealing.as_deref().map(<[u8]>::trim_ascii),
    };
    let mut random =
        Generator::from_system().map_err(|error| format!("this computer gives no random numbers: {error}"))?;
    message::make(kind, arguments.outcome, &trade, &Speaker { key, leaf }, &mut random)
}

/// Refuses a message that does not verify here, and says what verifiers will find wrong, its highest certificate trusted.
fn warn_of_message(text: &str, chain: &[Certificate], time: Option<&Value>) -> Result<(), String> {
    let certificates: Vec<pki::Certificate> = chain
        .iter()
        .filter_map(|certificate| certificate.to_der().ok())
        .filter_map(|der| pki::Certificate::from_der(&der).ok())
        .collect();
    let mut store = pki::Store { certificates: certificates.clone(), ..pki::Store::default() };
    if let Some(top) = certificates.last() {
        store.trust(top.clone(), pki::Formats::ALL);
    }
    let now = time.and_then(Value::as_str).and_then(Timestamp::parse).map_or(Moment(0), Timestamp::moment);
    let reports = check(&Input::text(text), &store, now);
    let [report] = reports.as_slice() else {
        return Err("the message just made is not recognised: look at what was --set".to_owned());
    };
    if report.checks.status(CheckId::Signature) != Status::Pass {
        return Err("the message just made does not verify: look at what was --set".to_owned());
    }
    let told = [CauseId::PaymentFailed, CauseId::PaymentPending];
    let causes: Vec<CauseId> = report.causes.iter().map(|cause| cause.id).filter(|id| !told.contains(id)).collect();
    say_causes(&causes)
}

/// Says what verifiers will find wrong.
fn say_causes(causes: &[CauseId]) -> Result<(), String> {
    if causes.is_empty() {
        return Ok(());
    }
    let catalogue = Catalogue::load(LanguageArguments::default().choose())?;
    let causes: Vec<String> = causes.iter().map(|id| catalogue.text(&format!("cause-{}", id.id()))).collect();
    remark(&catalogue.format("cli-issue-warning", &[("causes", causes.join("; ").into())]));
    Ok(())
}

/// A key with its certificates.
struct Own {
    key: SigningKey,
    /// DER SubjectPublicKeyInfo.
    public: Vec<u8>,
    chain: Vec<Certificate>,
    /// DER of the key's certificate.
    leaf: Vec<u8>,
}

impl Own {
    /// DER of the certificates between the key's and the root, which every verifier has to have anyway.
    fn above(&self) -> Vec<Vec<u8>> {
        let between = self.chain.iter().skip(1).filter(|certificate| {
            let inner = certificate.tbs_certificate();
            inner.issuer() != inner.subject()
        });
        between.filter_map(|certificate| certificate.to_der().ok()).collect()
    }
}

/// Reads a key and its certificates.
///
/// # Errors
/// They cannot be read, or do not belong together: a sentence.
fn own(key_path: &Path, chain_path: &Path) -> Result<Own, String> {
    let pem = files::read_text(key_path, files::SMALL)?;
    let key = SigningKey::from_pem(&pem).map_err(|error| format!("{}: {error}", shown(key_path)))?;
    let public = key.public_der()?;
    let chain = certificates(chain_path)?;
    let leaf = leaf_of(&chain, &public, (chain_path, key_path))?;
    Ok(Own { key, public, chain, leaf })
}

/// DER of the chain's first certificate, which must be the key's.
fn leaf_of(chain: &[Certificate], public: &[u8], paths: (&Path, &Path)) -> Result<Vec<u8>, String> {
    let (path, key) = (shown(paths.0), shown(paths.1));
    let failed = |error: der::Error| format!("{path}: a certificate cannot be written again: {error}");
    let mut first = None;
    for (i, certificate) in chain.iter().enumerate() {
        if certificate.tbs_certificate().subject_public_key_info().to_der().map_err(failed)? == public {
            first = Some(i);
            break;
        }
    }
    match (first, chain) {
        (Some(0), [leaf, ..]) => leaf.to_der().map_err(failed),
        (Some(_), _) => Err(format!("{path} must begin with the certificate of {key}: put it first")),
        (None, _) => {
            Err(format!("no certificate in {path} belongs to {key}: give the one that was issued for this key"))
        }
    }
}

/// Says what verifiers will find wrong with the slip's certificate: better now than at the till.
fn warn(chain: &[Certificate], members: &Members) -> Result<(), String> {
    let text = |name| members.get(name).and_then(Value::as_str);
    let Some(time) = text("time").and_then(Timestamp::parse).map(Timestamp::moment) else { return Ok(()) };
    warn_of(chain, time, pki::Purpose::SignedSlip { mid: text("mid") })
}

/// Says what verifiers will find wrong with a certificate, its highest one trusted.
fn warn_of(chain: &[Certificate], time: Moment, purpose: pki::Purpose<'_>) -> Result<(), String> {
    let ders: Vec<Vec<u8>> = chain.iter().filter_map(|certificate| certificate.to_der().ok()).collect();
    let parse =
        |ders: &[Vec<u8>]| ders.iter().filter_map(|der| pki::Certificate::from_der(der).ok()).collect::<Vec<_>>();
    let (Some(leaf), Some(top)) = (parse(&ders).into_iter().next(), ders.last()) else { return Ok(()) };
    let store =
        pki::Store { anchors: parse(std::slice::from_ref(top)), certificates: parse(&ders), ..pki::Store::default() };
    let judgement = pki::judge(&pki::Query { leaf: &leaf, extra: &[], store: &store, at: time, now: time, purpose });
    say_causes(&judgement.causes.iter().map(|cause| cause.id).collect::<Vec<_>>())
}

/// Writes the members' time with this offset: the same moment.
fn rewrite_time(members: &mut Members, zone: &str) -> Result<(), String> {
    let wrong = || format!("--zone {zone:?} must be an offset like +08:00");
    let offset = offset_seconds(zone.as_bytes()).filter(|_| zone.len() == 6).ok_or_else(wrong)?;
    if let Some(Value::String(time)) = members.get_mut("time")
        && let Some(stamp) = Timestamp::parse(time)
    {
        let local = stamp.moment().civil(offset).at_offset(0).rfc3339();
        *time = format!("{}{zone}", local.trim_end_matches('Z'));
    }
    Ok(())
}

fn detached(arguments: &Arguments, members: &Members) -> Result<Detached, String> {
    let fields: Vec<String> = if arguments.fields.is_empty() {
        REQUIRED.map(str::to_owned).to_vec()
    } else {
        arguments.fields.iter().map(|name| name.trim().to_owned()).collect()
    };
    for (i, name) in fields.iter().enumerate() {
        if !KNOWN.contains(&name.as_str()) {
            return Err(format!(
                "--fields: {name:?} is no member that paper can carry: known are {}",
                KNOWN.join(", ")
            ));
        }
        if fields.iter().take(i).any(|earlier| earlier == name) {
            return Err(format!("--fields names {name:?} twice"));
        }
        if !members.contains_key(name) {
            return Err(format!("--fields names {name:?}, which the slip does not have"));
        }
    }
    if let Some(name) = REQUIRED.iter().find(|name| !fields.iter().any(|field| field == *name)) {
        return Err(format!(
            "--fields must name {name:?}: verifiers refuse a slip that does not sign {}",
            REQUIRED.join(", ")
        ));
    }
    let time = members.get("time").and_then(Value::as_str).unwrap_or_default();
    let zone = time.get(19..).filter(|zone| zone.len() == 6).ok_or_else(|| {
        "the detached form needs the offset of the printed time: write the slip's time with one, or give --zone +08:00".to_owned()
    })?;
    Ok(Detached { fields, digests: !arguments.no_fd, zone: zone.to_owned(), critical: arguments.crit })
}

fn write_pictures(arguments: &Arguments, members: &Members, code: &Code) -> Result<(), String> {
    let text = code.text();
    let held = match &arguments.page {
        Some(page) => format!("{}#slip={text}", page.split('#').next().unwrap_or_default()),
        None => text.clone(),
    };
    if let Some(path) = &arguments.qr {
        files::write(path, &picture::qr_code(&held, None)?.png()?)?;
    }
    let digest = arguments.layout.digest(&code.digest_line());
    let columns = picture::paper_columns(arguments.paper.dots());
    let mut lines = arguments.layout.lines(members, columns, false);
    let footer = arguments.layout.footer(columns);
    if let Some(path) = &arguments.text {
        let printed = lines.iter().chain([&digest]).chain(&footer).map(|line| line.text.as_str());
        let whole: Vec<&str> = printed.chain([text.as_str()]).collect();
        files::write(path, format!("{}\n", whole.join("\n")).as_bytes())?;
    }
    if let Some(path) = &arguments.print {
        lines.extend(footer);
        let picture = picture::slip(&lines, &held, &[digest], arguments.paper.dots(), arguments.font.as_deref())?;
        files::write(path, &picture.png()?)?;
    }
    Ok(())
}
