//! What a long journal costs: run by hand, `cargo test --release -p slipcheck-audit --test scale -- --ignored --nocapture`, with
//! `JOURNAL` naming a file and `KEYS` its keys; without them a journal of 20,000 receipts is made.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::*;
use slipcheck_audit::{Input, Options, audit, options::Secret};
use slipcheck_signature::{Digest, PublicKey, Scheme};
use std::{env, fs};

/// Kilobytes of this process: now, or at most.
fn memory(what: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with(what))?.split_whitespace().nth(1)?.parse().ok()
}

/// Seconds of processors that this process took so far.
fn seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11..13].iter().map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
}

#[test]
#[ignore = "takes long, and tells figures"]
fn figures_of_a_long_journal() {
    let (mut keys, mut made) = (keys(), String::new());
    if let Ok(path) = env::var("KEYS") {
        keys = fs::read(path).unwrap();
    }
    if env::var("JOURNAL").is_err() {
        let till = &mut Till::new("K-1");
        let receipts: Vec<String> = (0..20_000).map(|n| if n == 0 { till.null() } else { till.sale(n) }).collect();
        made = plain(&receipts);
    }
    let jobs = env::var("JOBS").map_or(1, |jobs| jobs.parse().unwrap());
    let options = Options { keys: vec![("k".into(), Secret(keys))], jobs, keep_state: false, ..options() };
    let mut inputs = vec![match env::var("JOURNAL") {
        Ok(path) => Input::of_reader("dep.json", fs::File::open(path).unwrap()).unwrap(),
        Err(_) => Input::of_bytes("dep.json", made.as_bytes()),
    }];
    let (before, begun) = (memory("VmRSS"), seconds());
    let report = audit(&mut inputs, &options, &Invention::default(), &mut ()).unwrap();
    let took = seconds() - begun;
    let receipts = report.summary["receipts"].as_u64().unwrap();
    println!("{receipts} receipts, {:?}, {:.0} a second of one processor", report.outcome, receipts as f64 / took);
    println!("memory before {before:?} kB, at most {:?} kB", memory("VmHWM"));
    // The signatures alone, one by one.
    let till = &mut Till::new("K-1");
    let receipts: Vec<String> = (0..10_000).map(|_| till.sale(1)).collect();
    let key = PublicKey::from_spki(&spki(&key(1))).unwrap();
    let items: Vec<(String, Vec<u8>)> = receipts
        .iter()
        .map(|jws| {
            let (message, signature) = jws.rsplit_once('.').unwrap();
            (message.to_owned(), slipcheck_codec::encoding::Base64::Url.decode(signature).unwrap())
        })
        .collect();
    let begun = seconds();
    let es256 = Scheme::Ecdsa(Digest::Sha256);
    assert!(items.iter().all(|(message, signature)| key.verify(es256, message.as_bytes(), signature).is_some()));
    println!("one by one: {:.0} a second of one processor", 10_000.0 / (seconds() - begun));
    let items: Vec<(&[u8], &[u8])> =
        items.iter().map(|(message, signature)| (message.as_bytes(), &signature[..])).collect();
    let _ = key.verify_each(es256, &items);
    let begun = seconds();
    assert!(key.verify_each(es256, &items).iter().all(Option::is_some));
    println!("together: {:.0} a second of one processor", 10_000.0 / (seconds() - begun));
}
