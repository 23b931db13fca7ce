//! Signatures a second of one processor, by each engine, over the same messages: what `npm run bench -- performance` sets beside the
//! whole check. Reads lines of standard input: message, digest's name (`SHA-256`, `SHA-384`) and signature `r‖s` as hex, parted by
//! blanks; the key is the SubjectPublicKeyInfo, hex, that is the only argument. Writes one line an engine: its name, a tab, the rate.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use slipcheck_codec::encoding::unhex;
use slipcheck_signature::{Curve, Digest, PublicKey, Scheme, use_own_engines};
use std::{fs, io::Read as _};

/// Seconds of processors that this process took so far; ticks are hundredths of a second on Linux.
fn seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11..13].iter().map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
}

/// Tells how many a second `check` does; each run must find that all fit.
fn tell(name: &str, count: usize, check: &mut dyn FnMut() -> bool) {
    assert!(check(), "{name}: a good signature was refused");
    let (begun, mut rounds) = (seconds(), 0);
    while seconds() - begun < 2.0 {
        assert!(check(), "{name}: a good signature was refused");
        rounds += 1;
    }
    println!("{name}\t{:.0}", (rounds * count) as f64 / (seconds() - begun));
}

fn main() {
    let spki = unhex(&std::env::args().nth(1).expect("the key, as hex")).unwrap();
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let mut digest = Digest::Sha256;
    let items: Vec<(Vec<u8>, Vec<u8>)> = text
        .lines()
        .map(|line| {
            let mut parts = line.split(' ');
            let message = unhex(parts.next().unwrap()).unwrap();
            digest = if parts.next().unwrap() == "SHA-384" { Digest::Sha384 } else { Digest::Sha256 };
            (message, unhex(parts.next().unwrap()).unwrap())
        })
        .collect();
    let scheme = Scheme::Ecdsa(digest);
    let key = PublicKey::from_spki(&spki).unwrap();
    let point = key.point().unwrap();
    let pairs: Vec<(&[u8], &[u8])> = items.iter().map(|(message, signature)| (&message[..], &signature[..])).collect();
    if key.curve() == Some(Curve::P256) {
        let bare = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point);
        tell("ring, bare loop", items.len(), &mut || {
            pairs.iter().all(|(message, signature)| bare.verify(message, signature).is_ok())
        });
        tell("platform first, many", items.len(), &mut || key.verify_each(scheme, &pairs).iter().all(Option::is_some));
    }
    use_own_engines();
    tell("own, one by one", items.len(), &mut || {
        pairs.iter().all(|(message, signature)| key.verify(scheme, message, signature).is_some())
    });
    tell("own, many", items.len(), &mut || key.verify_each(scheme, &pairs).iter().all(Option::is_some));
}
