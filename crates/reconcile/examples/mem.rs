#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
use slipcheck_reconcile::*;
fn status(what: &str) {
    let s = std::fs::read_to_string("/proc/self/status").unwrap();
    let f = |n: &str| {
        s.lines().find(|l| l.starts_with(n)).unwrap().split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    };
    println!("{what}: now {} MB, most {} MB", f("VmRSS"), f("VmHWM"));
}
fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let file =
        |leg, name: &str| Given { leg, name: name.into(), bytes: std::fs::read(format!("{folder}/{name}")).unwrap() };
    let given = vec![file(Leg::Slip, "slips.csv"), file(Leg::Acquirer, "statement.csv"), file(Leg::Bank, "bank.csv")];
    status("files");
    let keep: Vec<Vec<u8>> =
        if std::env::var("KEEP").is_ok() { given.iter().map(|f| f.bytes.clone()).collect() } else { vec![] };
    let began = std::time::Instant::now();
    let outcome = reconcile(given, &Options::default());
    status("reconciled");
    println!("{:?} {} {}", outcome.counts(), keep.len(), began.elapsed().as_secs());
    use std::hash::{Hash, Hasher};
    let mut h = std::hash::DefaultHasher::new();
    for t in outcome.transactions() {
        t.key().hash(&mut h);
        t.status().id().hash(&mut h);
        for l in Leg::ALL {
            t.rows(l).hash(&mut h);
        }
    }
    println!("{:x}", h.finish());
}
