//! An OCSP response.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck::pki::OcspResponse;

fuzz_target!(|der: &[u8]| {
    if let Ok(response) = OcspResponse::from_der(der) {
        let _ = (response.len(), response.produced_at(), response.sha256());
    }
});
