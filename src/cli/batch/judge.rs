//! One item judged: by the same road as a single slip, or audited where it is the export of a till.

use crate::cli::{
    files::shown,
    given::{self, Content},
    printed::PrintedText,
    terminal::complain,
    trust,
};
use slipcheck::{
    batch::{
        Judged, Outcome,
        columns::Record,
        items::{Body, Item, Shape, Task},
        judge as rules,
        tally::Why,
    },
    input::Kind,
    pki::Store,
    time::Moment,
};
use slipcheck_audit::{Options, options::Secret};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

/// How long one slip may take: a build without optimisation needs more.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 });
/// Texts up to this many bytes end by themselves well before that.
const SHORT: usize = 4 << 10;

/// Judges items.
pub(super) struct Judge {
    pub(super) store: Store,
    pub(super) now: Moment,
    pub(super) shape: Shape,
    /// Of tills, for exports.
    pub(super) keys: Vec<(String, Secret)>,
    /// Threads for the signatures of one export.
    pub(super) jobs: usize,
    pub(super) printed: Mutex<PrintedText<'static>>,
}

impl Judge {
    fn ended(&self, reason: &str) -> Judged {
        Judged::Slips(vec![rules::ended(reason, self.now)])
    }

    /// An item in which the program failed.
    pub(super) fn failed(&self, (source, first, line): (Arc<str>, u64, Option<u64>)) -> Outcome {
        Outcome::of(source, first, line, self.ended("fault"))
    }

    /// Judges an item; `is_known` tells whether a record with this key was done before.
    pub(super) fn item(self: &Arc<Self>, item: Item, is_known: &dyn Fn(&Outcome) -> bool) -> Outcome {
        let Item { source, first, line, task } = item;
        let mut outcome = Outcome::of(source, first, line, Judged::Slips(Vec::new()));
        outcome.judged = match task {
            Task::Unread(why) => Judged::Unread(why),
            Task::TooLarge => self.ended("size"),
            Task::Export(body) => self.export(&outcome.source, body),
            Task::Content(bytes) => {
                let source = Arc::clone(&outcome.source);
                if bytes.len() <= SHORT && Kind::of(&bytes) == Kind::Text {
                    self.guarded(|judge| judge.content(&source, bytes))
                } else {
                    self.supervised(move |judge| judge.content(&source, bytes))
                }
            }
            Task::Record(line, how) => {
                let Record { key, code, printed, kept, is_broken } = Record::of(&line, &how, &self.shape);
                (outcome.key, outcome.kept, outcome.is_broken) = (key, kept, is_broken);
                if is_known(&outcome) {
                    Judged::Known
                } else if line.is_cut {
                    self.ended("size")
                } else if is_broken {
                    Judged::Slips(vec![rules::no_json(self.now)])
                } else if code.len() + printed.as_ref().map_or(0, String::len) <= SHORT {
                    self.guarded(|judge| Judged::Slips(vec![rules::record(code, printed, &judge.store, judge.now)]))
                } else {
                    self.supervised(move |judge| {
                        Judged::Slips(vec![rules::record(code, printed, &judge.store, judge.now)])
                    })
                }
            }
        };
        outcome
    }

    /// Runs a check; one that fails by a fault of ours is told, and the batch goes on.
    fn guarded(&self, check: impl FnOnce(&Self) -> Judged) -> Judged {
        catch_unwind(AssertUnwindSafe(|| check(self))).unwrap_or_else(|_| self.ended("fault"))
    }

    /// The same, for so long and no longer.
    fn supervised(self: &Arc<Self>, check: impl FnOnce(&Self) -> Judged + Send + 'static) -> Judged {
        let (send, receive) = mpsc::channel();
        let judge = Arc::clone(self);
        thread::spawn(move || {
            let judged = judge.guarded(check);
            let _ = send.send(judged);
        });
        match receive.recv_timeout(PATIENCE) {
            Ok(judged) => judged,
            Err(mpsc::RecvTimeoutError::Timeout) => self.ended("time"),
            Err(mpsc::RecvTimeoutError::Disconnected) => self.ended("fault"),
        }
    }

    /// A text, a photo or a document.
    fn content(&self, source: &str, bytes: Vec<u8>) -> Judged {
        let name = Path::new(source);
        if Kind::of(&bytes) == Kind::Text {
            return self.text(name, &bytes);
        }
        let is_picture = Kind::of(&bytes) == Kind::Picture;
        let copy = if is_picture { bytes.clone() } else { Vec::new() };
        let read = given::content(bytes, None).and_then(|mut content| {
            if let Content::Picture(picture) = &mut content {
                // The models are there once, and read one picture after another.
                self.printed.lock().unwrap_or_else(PoisonError::into_inner).read(&copy, picture)?;
            }
            Ok(content)
        });
        match read {
            Ok(Content::Picture(picture)) => rules::picture(*picture, &self.store, self.now),
            Ok(Content::File(file)) => rules::document(file, &self.store, self.now),
            Ok(Content::Text(_)) => self.text(name, &copy),
            Err(why) => {
                complain(&format!("{} {why}", shown(name)));
                Judged::Slips(vec![rules::nothing_recognised(self.now)])
            }
        }
    }

    fn text(&self, name: &Path, bytes: &[u8]) -> Judged {
        rules::text(bytes, &self.store, self.now, &mut || trust::tell_beside(name))
    }

    fn export(&self, source: &str, body: Body) -> Judged {
        let options = Options { now: self.now, keys: self.keys.clone(), jobs: self.jobs, ..Options::default() };
        catch_unwind(AssertUnwindSafe(|| rules::export(source, body, &options, &self.store)))
            .unwrap_or(Judged::Unread(Why::Damaged))
    }
}
