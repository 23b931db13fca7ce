//! Any file: PEM, DER, archives, exports.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck::pki;

fuzz_target!(|bytes: &[u8]| {
    let import = pki::import(bytes);
    assert_eq!(import.certificates.len(), import.guesses.len());
    assert!(import.certificates.len() + import.crls.len() + import.ocsp.len() + import.keys.len() <= 1000);
});
