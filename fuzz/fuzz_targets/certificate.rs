//! A certificate as leaf, as path material and as anchor: everything that is ever asked of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck::{
    pki::{self, Certificate, Options, Purpose, Query, Store},
    time::Moment,
};

fuzz_target!(|der: &[u8]| {
    let Ok(certificate) = Certificate::from_der(der) else { return };
    let _ = (certificate.subject(), certificate.issuer(), certificate.serial(), certificate.usage());
    let _ =
        (certificate.merchants(), certificate.is_self_signed(), certificate.key_algorithm(), pki::guess(&certificate));
    for store in [
        Store::default(),
        Store { certificates: vec![certificate.clone()], ..Store::default() },
        Store { anchors: vec![certificate.clone()], ..Store::default() },
    ] {
        for purpose in [Purpose::Any, Purpose::SignedSlip { mid: Some("1") }] {
            let at = Moment(1_790_000_000);
            let query = Query { leaf: &certificate, extra: &[], store: &store, at, now: at, purpose };
            let _ = (pki::judge(&query), pki::report(&query, &Options::default()));
        }
    }
});
