//! Any bytes as a PDF, and as the content of a page: a report at least, nobody trusted, and never the full tick.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slipcheck::{check::check, input::Input, pki::Store, time::Moment, verdict::Word};

fn look(file: Vec<u8>) {
    let reports = check(&Input::file(file), &Store::default(), Moment(1_790_000_000));
    assert!(!reports.is_empty());
    assert!(reports.iter().all(|report| report.verdict.word() != Word::Verified));
}

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"%PDF-") {
        return look(bytes.to_vec());
    }
    look([b"%PDF-1.7\n", bytes].concat());
    let before = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [3 0 R] >> endobj \
        3 0 obj << /Type /Page /MediaBox [0 0 50 50] /Contents 4 0 R /Resources << /Font << /F1 << /Subtype /Type1 >> >> >> >> endobj \
        4 0 obj << /Length 0 >> stream\n";
    look([&before[..], bytes, b"\nendstream endobj trailer << /Root 1 0 R >>"].concat());
});
