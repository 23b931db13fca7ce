//! A revocation list.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck::pki::Crl;

fuzz_target!(|der: &[u8]| {
    if let Ok(crl) = Crl::from_der(der) {
        let _ = (crl.issuer(), crl.entries(), crl.this_update(), crl.next_update());
    }
});
