//! `slipcheck batch`: many inputs of any kind, each judged like a single slip, one row each (`audit.md`, section 5).
//!
//! ```text
//! inputs ─► items ─► judges (threads) ─► in order again ─► copies, common keys ─► rows, summary
//! ```
//!
//! What an item is, what a row says and what is counted is in `slipcheck::batch`; here are files, threads and words.
//! Nothing of the batch is held but counters, hashes and what is on its way.

use super::{
    Failure, files,
    files::shown,
    language::{Catalogue, Language},
    moment,
    printed::{ModelArguments, PrintedText},
    terminal::{complain, plain_json, remark},
    trust,
};
use clap::{Args, ValueEnum};
use judge::Judge;
use resume::Earlier;
use serde_json::{Value, json};
use slipcheck::{
    batch::{
        Batch, Judged, Outcome,
        items::{Item, Mode, Names, Shape, Walker},
        row::{self, Row, csv_head},
        tally::{Tally, Why},
    },
    encoding::hex,
    pki::Store,
    signature::sha256,
    time::{Moment, Timestamp},
};
use slipcheck_audit::options::Secret;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::{File, OpenOptions},
    io::{self, BufWriter, IsTerminal as _, Write},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

mod inputs;
mod judge;
mod resume;
mod text;

/// Items on their way at once, for each thread.
const ON_THE_WAY: usize = 64;
/// Bytes of items on their way at once.
const BYTES: usize = 256 << 20;
/// Rows are written at least so often.
const FLUSH: Duration = Duration::from_millis(50);
/// Most that a thread hands on together, and how long it holds the first of them while there is more to do.
const TOGETHER: usize = 16;
const HELD: Duration = Duration::from_millis(10);
/// Between two lines of progress.
const PAUSE: Duration = Duration::from_millis(100);

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One JSON object a line, with the whole report
    Jsonl,
    /// A table
    Csv,
    /// Lines for people
    Text,
}

/// The arguments of `batch`.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 when every slip is `verified` and every export passed, 1 when any is not, 2 when the call is wrong or an input is \
                  missing or damaged (all others are done), 130 when it was interrupted."
)]
pub(crate) struct Arguments {
    /// How inputs are taken
    #[arg(long, value_enum, default_value = "auto")]
    input: Mode,
    /// The member or column that holds the code
    #[arg(long, value_name = "NAME", default_value = "code")]
    code: String,
    /// The member or column that names a row [default: the input and a number in it]
    #[arg(long, value_name = "NAME")]
    key: Option<String>,
    /// A member or column that is copied into the row. May be given several times
    #[arg(long, value_name = "NAME")]
    keep: Vec<String>,
    /// The member or column that holds the printed text
    #[arg(long, value_name = "NAME")]
    printed: Option<String>,
    /// How rows are written [default: by the ending of --out; lines for people on a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// Write the rows into a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the summary into a file, as JSON [default: to standard error]
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// Go on with --out where an earlier run ended
    #[arg(long, requires = "out")]
    resume: bool,
    /// Write only rows of what is not verified or did not pass; all are counted
    #[arg(long)]
    errors_only: bool,
    /// Write rows as they come, not in the order of the inputs
    #[arg(long)]
    unordered: bool,
    /// Threads [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Exit with 0 although a slip is not verified: for pipes
    #[arg(long)]
    no_fail: bool,
    /// Show how far it is [default: when standard error is a terminal]
    #[arg(long)]
    progress: bool,
    #[command(flatten)]
    trust: trust::TrustArguments,
    /// Keys of tills (cryptographicMaterialContainer.json), for exports among the inputs. May be given several times
    #[arg(long, value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// Your own merchant number at a payment gateway, as for verify. May be given several times
    #[arg(long, value_name = "ID")]
    merchant: Vec<String>,
    /// The moment of checking [default: now]
    #[arg(long, value_name = "RFC3339")]
    at: Option<String>,
    #[command(flatten)]
    models: ModelArguments,
    #[command(flatten)]
    language: super::language::LanguageArguments,
    /// Files, folders and archives; - or nothing reads standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

impl Arguments {
    fn shape(&self) -> Result<Shape, String> {
        for name in &self.keep {
            if row::COLUMNS.iter().chain(&row::OTHERS).any(|own| own == name) {
                return Err(format!(
                    "--keep {name:?}: a row has a member of that name of its own; give the input's another"
                ));
            }
        }
        Ok(Shape {
            input: self.input,
            code: self.code.clone(),
            key: self.key.clone(),
            keep: self.keep.clone(),
            printed: self.printed.clone(),
        })
    }

    fn form(&self) -> Form {
        let ending = self.out.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        self.format.unwrap_or_else(|| match ending {
            Some("csv") => Form::Csv,
            Some("txt") => Form::Text,
            None if self.out.is_none() && io::stdout().is_terminal() => Form::Text,
            _ => Form::Jsonl,
        })
    }

    /// A hash of all that rows depend on beside the inputs.
    fn settings(&self, shape: &Shape, store: &Store, keys: &[(String, Secret)], now: Moment) -> String {
        let mut parts: Vec<Vec<u8>> =
            vec![env!("CARGO_PKG_VERSION").into(), format!("{shape:?} {} {}", self.errors_only, now.0).into()];
        let certificates = |list: &[slipcheck::pki::Certificate]| -> Vec<u8> {
            let mut hashes: Vec<[u8; 32]> = list.iter().map(|certificate| *certificate.sha256()).collect();
            hashes.sort_unstable();
            hashes.concat()
        };
        parts.push(certificates(&store.anchors));
        parts.push(certificates(&store.certificates));
        parts.push(
            format!("{:?} {:?}", store.limits, store.groups.iter().map(|own| own.group).collect::<Vec<_>>()).into(),
        );
        parts.push(store.crls.iter().flat_map(|list| *list.sha256()).collect());
        parts.push(store.ocsp.iter().flat_map(|answer| *answer.sha256()).collect());
        parts.push(store.keys.iter().flat_map(|key| *key.sha256()).collect());
        parts.push(
            store
                .bare_keys
                .iter()
                .flat_map(|key| [key.spki.clone(), format!("{:?}", key.trusted).into()].concat())
                .collect(),
        );
        parts.extend(keys.iter().map(|(_, secret)| sha256(&secret.0).to_vec()));
        let hashes: Vec<u8> = parts.iter().flat_map(|part| sha256(part)).collect();
        hex(&sha256(&hashes))
    }
}

/// What is on its way, and whether somebody waits for less: only then is anybody woken.
#[derive(Default)]
struct Held {
    items: usize,
    bytes: usize,
    is_awaited: bool,
}

/// What is on its way: so many items and bytes, and no more.
#[derive(Default)]
struct Window {
    held: Mutex<Held>,
    left: Condvar,
    /// No more are wanted.
    is_closed: AtomicBool,
    /// Every input was gone through.
    is_done: AtomicBool,
}

impl Window {
    /// Waits until there is room; breaks when no more are wanted.
    fn enter(&self, bytes: usize, most: usize) -> ControlFlow<()> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |held: &Held, most: usize| {
            held.items > 0 && (held.items >= most || held.bytes.saturating_add(bytes) > BYTES)
        };
        if is_full(&held, most) {
            // Once it has to wait, it waits until half of them have left: not for each by itself.
            while is_full(&held, most.div_ceil(2)) {
                if self.is_closed.load(Ordering::Relaxed) {
                    return ControlFlow::Break(());
                }
                held.is_awaited = true;
                held = self.left.wait_timeout(held, PAUSE).unwrap_or_else(PoisonError::into_inner).0;
            }
            held.is_awaited = false;
        }
        held.items += 1;
        held.bytes = held.bytes.saturating_add(bytes);
        if self.is_closed.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn leave(&self, items: usize, bytes: usize) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.items = held.items.saturating_sub(items);
        held.bytes = held.bytes.saturating_sub(bytes);
        if held.is_awaited {
            drop(held);
            self.left.notify_all();
        }
    }
}

/// What is to be judged: its place in the order, its bytes, and what it is.
type Waiting = (u64, usize, Item);
/// What was judged: its place in the order, its bytes, and what it came to.
type Finished = (u64, usize, Outcome);

/// What a thread has done and not handed on.
struct Done {
    outcomes: Vec<Finished>,
    since: Instant,
    send: mpsc::Sender<Vec<Finished>>,
}

impl Done {
    fn add(&mut self, finished: Finished) {
        if self.outcomes.is_empty() {
            self.since = Instant::now();
        }
        self.outcomes.push(finished);
    }

    /// The next item. While more is at hand, what is done goes out together; before this waits for an item, at once. `None`:
    /// there are no more, or nobody wants what is done.
    fn next(&mut self, items: &Mutex<mpsc::Receiver<Waiting>>) -> Option<Waiting> {
        let is_early = (1..TOGETHER).contains(&self.outcomes.len()) && self.since.elapsed() < HELD;
        if is_early && let Some(item) = items.try_lock().ok().and_then(|items| items.try_recv().ok()) {
            return Some(item);
        }
        if !self.outcomes.is_empty() {
            self.send.send(std::mem::take(&mut self.outcomes)).ok()?;
        }
        items.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
    }
}

/// Starts the threads that go through the inputs and judge them.
fn start(
    paths: Vec<PathBuf>,
    judge: &Arc<Judge>,
    window: &Arc<Window>,
    finished: HashSet<String>,
    known: &Arc<Mutex<HashMap<[u8; 16], u32>>>,
) -> mpsc::Receiver<Vec<Finished>> {
    let (send_items, items) = mpsc::channel::<Waiting>();
    let items = Arc::new(Mutex::new(items));
    let (send, receive) = mpsc::channel();
    for _ in 0..judge.jobs {
        let (items, send, judge, known) = (Arc::clone(&items), send.clone(), Arc::clone(judge), Arc::clone(known));
        thread::spawn(move || {
            let mut done = Done { outcomes: Vec::new(), since: Instant::now(), send };
            while let Some((index, weight, item)) = done.next(&items) {
                let place = (Arc::clone(&item.source), item.first, item.line);
                let judged =
                    catch_unwind(AssertUnwindSafe(|| judge.item(item, &|outcome| take(&known, &outcome.row(0)))));
                // A fault of ours in one item takes no other with it.
                let outcome = judged.unwrap_or_else(|_| judge.failed(place));
                done.add((index, weight, outcome));
            }
        });
    }
    let (judge, window) = (Arc::clone(judge), Arc::clone(window));
    let window_of_walk = Arc::clone(&window);
    thread::spawn(move || {
        let mut index = 0;
        let most = ON_THE_WAY * judge.jobs;
        let mut sink = |item: Item| {
            let weight = item.weight();
            window.enter(weight, most)?;
            index += 1;
            match send_items.send((index - 1, weight, item)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        };
        let mut names = Names::default();
        let mut walker = Walker { shape: &judge.shape, finished: &finished, names: &mut names, sink: &mut sink };
        for path in paths {
            if inputs::input(&mut walker, &path).is_break() {
                return;
            }
        }
        window_of_walk.is_done.store(true, Ordering::Relaxed);
    });
    receive
}

/// Whether a row is there from an earlier run; each counts once.
fn take(known: &Mutex<HashMap<[u8; 16], u32>>, row: &Row) -> bool {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    if known.is_empty() {
        return false;
    }
    match known.get_mut(&row.identity()) {
        Some(times) if *times > 0 => {
            *times -= 1;
            true
        }
        _ => false,
    }
}

/// Writes rows, and counts them.
struct Writer<'a> {
    arguments: &'a Arguments,
    judge: &'a Judge,
    form: Form,
    delimiter: char,
    catalogue: Option<Catalogue>,
    output: BufWriter<Box<dyn Write>>,
    /// For the first row of a file that can be gone on with.
    run: Option<Value>,
    known: &'a Mutex<HashMap<[u8; 16], u32>>,
    batch: Batch,
}

impl Writer<'_> {
    /// Writes the rows of what was judged.
    fn outcome(&mut self, outcome: Outcome) -> io::Result<()> {
        if let Judged::Unread(why) = &outcome.judged
            && *why != Why::KeyMaterial
        {
            complain(&format!("{} is not read: {}", shown(Path::new(&*outcome.source)), why.id()));
        }
        let known = self.known;
        let rows = self.batch.rows(outcome, &self.judge.store, self.judge.now, &mut |row| take(known, row));
        rows.into_iter().try_for_each(|row| self.row(row))
    }

    fn row(&mut self, mut row: Row) -> io::Result<()> {
        if self.arguments.errors_only && row.is_good() {
            return Ok(());
        }
        match self.form {
            Form::Jsonl => {
                row.run = self.run.take();
                self.output.write_all(plain_json(&row.json()).as_bytes())?;
                self.output.write_all(b"\n")
            }
            Form::Csv => self.output.write_all(row.csv(&self.arguments.keep, self.delimiter).as_bytes()),
            Form::Text => {
                let text = self.catalogue.as_ref().map(|catalogue| text::row(&row, catalogue)).unwrap_or_default();
                writeln!(self.output, "{text}")
            }
        }
    }
}

/// How far it is, on standard error.
struct Progress {
    is_shown: bool,
    begun: Instant,
    last: Instant,
}

impl Progress {
    fn show(&mut self, tally: &Tally) {
        if !self.is_shown || self.last.elapsed() < PAUSE {
            return;
        }
        self.last = Instant::now();
        let rate = tally.rows as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        let _ = write!(io::stderr(), "\r{} rows, {rate:.0} a second, {} to look at ", tally.rows, tally.bad);
    }
}

/// Why writing ended before all was written.
enum Stopped {
    Cancelled,
    Failed(io::Error),
}

/// Writes what comes until everything is written: in the order of the inputs unless another is asked for.
fn write_all(
    receive: &mpsc::Receiver<Vec<Finished>>,
    window: &Window,
    cancelled: &AtomicBool,
    writer: &mut Writer<'_>,
    progress: &mut Progress,
) -> Result<(), Stopped> {
    let mut waiting: BTreeMap<u64, (usize, Outcome)> = BTreeMap::new();
    let (mut next, mut flushed) = (0, Instant::now());
    loop {
        if cancelled.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled);
        }
        let finished = match receive.recv_timeout(FLUSH) {
            Ok(finished) => finished,
            Err(RecvTimeoutError::Timeout) => {
                writer.output.flush().map_err(Stopped::Failed)?;
                flushed = Instant::now();
                continue;
            }
            Err(RecvTimeoutError::Disconnected) if waiting.is_empty() && window.is_done.load(Ordering::Relaxed) => {
                return Ok(());
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Stopped::Failed(io::Error::other("not every input was gone through")));
            }
        };
        let (mut items, mut bytes) = (0, 0);
        for (index, weight, outcome) in finished {
            waiting.insert(if writer.arguments.unordered { next } else { index }, (weight, outcome));
            while let Some((weight, outcome)) = waiting.remove(&next) {
                next += 1;
                (items, bytes) = (items + 1, bytes + weight);
                writer.outcome(outcome).map_err(Stopped::Failed)?;
            }
        }
        window.leave(items, bytes);
        if flushed.elapsed() > FLUSH {
            writer.output.flush().map_err(Stopped::Failed)?;
            flushed = Instant::now();
        }
        progress.show(&writer.batch.tally);
    }
}

/// Runs `batch`.
///
/// # Errors
/// The call was wrong, or the rows cannot be written. An input that cannot be read is told, and the others are judged.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let shape = arguments.shape()?;
    let form = arguments.form();
    if arguments.resume && form != Form::Jsonl {
        return Err("--resume needs rows as JSON lines: give --format jsonl".to_owned().into());
    }
    let mut store = arguments.trust.store()?;
    store.merchants.clone_from(&arguments.merchant);
    let mut keys = Vec::new();
    for path in &arguments.keys {
        keys.push((shown(path), Secret(files::read(path, files::SMALL)?)));
    }
    let (mut earlier, mut batch) = (Earlier::default(), Batch::default());
    let mut now = moment(arguments.at.as_deref())?;
    let mut run = None;
    if let (true, Some(path)) = (arguments.resume, &arguments.out) {
        run = resume::take_up(path, &mut earlier, &mut |taken| batch.take_up(taken))?;
    }
    if let Some(run) = &run {
        let at = run["at"].as_str().and_then(Timestamp::parse).map(Timestamp::moment);
        if arguments.at.is_none() {
            now = at.unwrap_or(now);
        }
        if run["settings"].as_str() != Some(&arguments.settings(&shape, &store, &keys, now)) {
            return Err("--resume: --out was written with other settings (trust, moment, version or names): give the same, or another --out"
                .to_owned()
                .into());
        }
    }
    let is_begun = run.is_some();
    let settings = arguments.settings(&shape, &store, &keys, now);
    let run = (!is_begun && arguments.out.is_some()).then(|| json!({"settings": settings, "at": now.rfc3339()}));
    let language = arguments.language.choose();
    let delimiter = if language == Language::German { ';' } else { ',' };
    let mut output: BufWriter<Box<dyn Write>> = BufWriter::with_capacity(
        64 << 10,
        match &arguments.out {
            None => Box::new(io::stdout()),
            Some(path) => Box::new(open(path, is_begun)?),
        },
    );
    if form == Form::Csv {
        output.write_all(csv_head(&arguments.keep, delimiter).as_bytes()).map_err(|error| error.to_string())?;
    }
    let jobs =
        arguments.jobs.map_or_else(|| thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from);
    // One for the whole run of the program, since a check that takes too long is left behind with it.
    let models: &'static ModelArguments = Box::leak(Box::new(arguments.models.clone()));
    let printed = Mutex::new(PrintedText::new(models));
    let judge = Arc::new(Judge { store, now, shape, keys, jobs, printed });
    let window = Arc::new(Window::default());
    let cancelled = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&cancelled);
    // Where there are no signals, an interruption simply ends the program.
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
    if earlier.sources.iter().len() > 0 && (arguments.errors_only || arguments.unordered) {
        // Then the rows that are there do not tell which sources are done with.
        earlier.sources.clear();
    }
    let known = Arc::new(Mutex::new(earlier.rows));
    let paths = if arguments.inputs.is_empty() { vec![PathBuf::from("-")] } else { arguments.inputs.clone() };
    let receive = start(paths, &judge, &window, earlier.sources, &known);
    let catalogue = if form == Form::Text { Some(Catalogue::load(language)?) } else { None };
    let mut writer = Writer { arguments, judge: &judge, form, delimiter, catalogue, output, run, known: &known, batch };
    let is_shown =
        arguments.progress || io::stderr().is_terminal() && (arguments.out.is_some() || !io::stdout().is_terminal());
    let mut progress = Progress { is_shown, begun: Instant::now(), last: Instant::now() };
    let written = write_all(&receive, &window, &cancelled, &mut writer, &mut progress);
    window.is_closed.store(true, Ordering::Relaxed);
    if progress.is_shown {
        let _ = writeln!(io::stderr());
    }
    let written = written.and_then(|()| writer.output.flush().map_err(Stopped::Failed));
    let failed = match written {
        Ok(()) => None,
        Err(Stopped::Cancelled) => {
            writer.batch.tally.is_cancelled = true;
            writer.output.flush().err()
        }
        Err(Stopped::Failed(error)) => Some(error),
    };
    let (output, _) = writer.output.into_parts();
    drop(output);
    tell(&writer.batch.tally, arguments.summary.as_deref(), writer.catalogue.as_ref())?;
    if let Some(error) = failed {
        return Err(match error.kind() {
            io::ErrorKind::BrokenPipe => "the output was closed before all rows were written".to_owned(),
            _ => format!("the rows cannot be written: {error}"),
        }
        .into());
    }
    Ok(ExitCode::from(writer.batch.tally.status(arguments.no_fail)))
}

/// The file for the rows: at its end when it is gone on with.
fn open(path: &Path, is_begun: bool) -> Result<File, String> {
    let mut options = OpenOptions::new();
    options.create(true);
    if is_begun {
        options.append(true)
    } else {
        options.write(true).truncate(true)
    };
    options.open(path).map_err(|error| format!("{} cannot be written: {error}", shown(path)))
}

/// Tells the summary: into a file, or on standard error, for people where the rows are.
fn tell(tally: &Tally, path: Option<&Path>, catalogue: Option<&Catalogue>) -> Result<(), String> {
    let json = plain_json(&tally.to_json().to_string());
    match (path, catalogue) {
        (Some(path), _) => files::write(path, format!("{json}\n").as_bytes()),
        (None, Some(catalogue)) => {
            remark(&text::summary(tally, catalogue));
            Ok(())
        }
        (None, None) => {
            remark(&json);
            Ok(())
        }
    }
}
