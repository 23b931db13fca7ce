//! The findings of a DSFinV-K archive (audit.md §4), beside those that it shares with a TSE export.

use crate::{
    Rule,
    Severity::{self, Error, Unknown, Warning},
};

const fn rule(id: &'static str, severity: Severity, clause: &'static str) -> Rule {
    Rule { id, severity, clause }
}

const TABLES: &str = "DSFinV-K 2.4 §3";
const DEVICES: &str = "DSFinV-K 2.4 §3.2.8 (tse.csv)";
const TRANSACTIONS: &str = "DSFinV-K 2.4 §3.1.7 (transactions_tse.csv), annex I";

pub(super) const ARCHIVE_MALFORMED: Rule = rule("archive-malformed", Error, TABLES);
pub(super) const ROW_MALFORMED: Rule = rule("row-malformed", Error, TABLES);
pub(super) const TABLE_MISSING: Rule = rule("table-missing", Unknown, TABLES);
pub(super) const SERIAL_MISMATCH: Rule = rule("serial-mismatch", Error, DEVICES);
pub(super) const KEY_MISSING: Rule = rule("key-missing", Unknown, DEVICES);
pub(super) const CERTIFICATE_UNTRUSTED: Rule = rule("certificate-untrusted", Unknown, DEVICES);
pub(super) const ALGORITHM_UNKNOWN: Rule = rule("algorithm-unknown", Unknown, DEVICES);
pub(super) const CLIENT_UNKNOWN: Rule = rule("client-unknown", Unknown, "DSFinV-K 2.4 §3.2.2 (cashregister.csv)");
pub(super) const SIGNATURE_INVALID: Rule = rule("signature-invalid", Error, TRANSACTIONS);
pub(super) const TSE_ERROR: Rule = rule("tse-error", Warning, TRANSACTIONS);
pub(super) const COUNTER_REPEATED: Rule = rule("counter-repeated", Error, TRANSACTIONS);
pub(super) const DATA_DIFFERS: Rule = rule("data-differs", Error, "AO §146 (1), DSFinV-K 2.4 §3.1");
pub(super) const LOG_MISSING: Rule = rule("log-missing", Unknown, TRANSACTIONS);
pub(super) const SIGNATURE_DIFFERS: Rule = rule("signature-differs", Error, TRANSACTIONS);
pub(super) const START_DIFFERS: Rule = rule("start-differs", Warning, TRANSACTIONS);

/// All of them; what a receipt's data show by themselves is the TSE export's.
pub(super) static ALL: [Rule; 15] = [
    ARCHIVE_MALFORMED,
    ROW_MALFORMED,
    TABLE_MISSING,
    SERIAL_MISMATCH,
    KEY_MISSING,
    CERTIFICATE_UNTRUSTED,
    ALGORITHM_UNKNOWN,
    CLIENT_UNKNOWN,
    SIGNATURE_INVALID,
    TSE_ERROR,
    COUNTER_REPEATED,
    DATA_DIFFERS,
    LOG_MISSING,
    SIGNATURE_DIFFERS,
    START_DIFFERS,
];
