//! Memory and time of one reconciliation: `mem FOLDER [OUT.csv]`, with `slips.csv`, `statement.csv` and `bank.csv` in the folder, as
//! `bench/reconcile.py` makes them. Reads `/proc`, so Linux alone.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use slipcheck_reconcile::{Given, Leg, Options, reconcile};
use std::{
    fmt,
    io::{BufWriter, Write},
    time::Instant,
};

/// A file as the crate writes text to it.
struct Table(BufWriter<std::fs::File>);

impl fmt::Write for Table {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

fn status(what: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let megabytes = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    };
    println!("{what}: now {} MB, most {} MB", megabytes("VmRSS"), megabytes("VmHWM"));
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("give a folder");
    let file =
        |leg, name: &str| Given { leg, name: name.into(), bytes: std::fs::read(format!("{folder}/{name}")).unwrap() };
    let given = vec![file(Leg::Slip, "slips.csv"), file(Leg::Acquirer, "statement.csv"), file(Leg::Bank, "bank.csv")];
    status("files");
    let began = Instant::now();
    let outcome = reconcile(given, &Options::default());
    status("reconciled");
    println!("{:?} in {:.2} s", outcome.counts(), began.elapsed().as_secs_f64());
    if let Some(path) = arguments.next() {
        let mut table = Table(BufWriter::new(std::fs::File::create(path).unwrap()));
        outcome.write_csv(&mut table, &|_, id| id.to_owned()).unwrap();
        status("written");
    }
}
