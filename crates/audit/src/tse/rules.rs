//! The findings of a TSE export (audit.md §3.2), with the clause that each rests on.

use crate::{Rule, Severity};

const fn rule(id: &'static str, severity: Severity, clause: &'static str) -> Rule {
    Rule { id, severity, clause }
}

use Severity::{Error, Note, Unknown, Warning};

const EXPORT: &str = "BSI TR-03151-1 §5.1";
const LOGS: &str = "BSI TR-03151-1 §3.7";
const COUNTERS: &str = "BSI TR-03153-1 §3.3, KassenSichV §2";
const TRANSACTIONS: &str = "BSI TR-03153-1 §3.4, KassenSichV §2";
const CERTIFICATES: &str = "BSI TR-03153-1 §7, RFC 5280 §6.1";
const RECEIPTS: &str = "DSFinV-K annex I";

pub(super) const ARCHIVE_MALFORMED: Rule = rule("archive-malformed", Error, EXPORT);
pub(super) const INFO_MISSING: Rule = rule("info-missing", Error, EXPORT);
pub(super) const INFO_MALFORMED: Rule = rule("info-malformed", Warning, EXPORT);
pub(super) const ENTRY_UNKNOWN: Rule = rule("entry-unknown", Note, EXPORT);
pub(super) const CERTIFICATE_UNREADABLE: Rule = rule("certificate-unreadable", Error, CERTIFICATES);
pub(super) const CERTIFICATE_NAME_MISMATCH: Rule = rule("certificate-name-mismatch", Error, EXPORT);
pub(super) const CERTIFICATE_NAME_DIFFERS: Rule = rule("certificate-name-differs", Note, EXPORT);
pub(super) const CERTIFICATE_MISSING: Rule = rule("certificate-missing", Unknown, CERTIFICATES);
pub(super) const CERTIFICATE_UNTRUSTED: Rule = rule("certificate-untrusted", Unknown, CERTIFICATES);
pub(super) const CERTIFICATE_EXPIRED: Rule = rule("certificate-expired", Error, CERTIFICATES);
pub(super) const CERTIFICATE_NOT_YET_VALID: Rule = rule("certificate-not-yet-valid", Error, CERTIFICATES);
pub(super) const CERTIFICATE_REVOKED: Rule = rule("certificate-revoked", Error, CERTIFICATES);
pub(super) const LOG_MALFORMED: Rule = rule("log-malformed", Error, LOGS);
pub(super) const LOG_NAME_MISMATCH: Rule = rule("log-name-mismatch", Warning, EXPORT);
pub(super) const LOG_REPEATED: Rule = rule("log-repeated", Note, EXPORT);
pub(super) const ALGORITHM_UNKNOWN: Rule = rule("algorithm-unknown", Unknown, "BSI TR-03111 §5.2.1");
pub(super) const SIGNATURE_INVALID: Rule = rule("signature-invalid", Error, LOGS);
pub(super) const COUNTER_REPEATED: Rule = rule("counter-repeated", Error, COUNTERS);
pub(super) const COUNTER_GAP: Rule = rule("counter-gap", Unknown, COUNTERS);
pub(super) const COUNTER_START: Rule = rule("counter-start", Note, COUNTERS);
pub(super) const GAP_FILTERED: Rule = rule("gap-filtered", Note, COUNTERS);
pub(super) const LOG_TIME_BACKWARDS: Rule = rule("log-time-backwards", Error, COUNTERS);
pub(super) const CLOCK_SET: Rule = rule("clock-set", Note, COUNTERS);
pub(super) const TRANSACTION_GAP: Rule = rule("transaction-gap", Unknown, TRANSACTIONS);
pub(super) const TRANSACTION_REPEATED: Rule = rule("transaction-repeated", Error, TRANSACTIONS);
pub(super) const TRANSACTION_START_MISSING: Rule = rule("transaction-start-missing", Unknown, TRANSACTIONS);
pub(super) const FINISH_MISSING: Rule = rule("finish-missing", Warning, TRANSACTIONS);
pub(super) const OPERATION_ORDER: Rule = rule("operation-order", Error, TRANSACTIONS);
pub(super) const CLIENT_CHANGED: Rule = rule("client-changed", Warning, TRANSACTIONS);
pub(super) const USE_AFTER_DISABLE: Rule = rule("use-after-disable", Error, "BSI TR-03153-1 §3.6");
pub(super) const DEVICE_DISABLED: Rule = rule("device-disabled", Note, "BSI TR-03153-1 §3.6");
pub(super) const DATA_DELETED: Rule = rule("data-deleted", Note, "BSI TR-03151-1 §4.6");
pub(super) const SELF_TEST_FAILED: Rule = rule("self-test-failed", Note, "BSI TR-03151-1 §3.7");
pub(crate) const PROCESS_DATA_MALFORMED: Rule = rule("process-data-malformed", Warning, RECEIPTS);
pub(crate) const SUMS_DIFFER: Rule = rule("sums-differ", Warning, RECEIPTS);

/// All of them.
pub(super) static ALL: [Rule; 35] = [
    ARCHIVE_MALFORMED,
    INFO_MISSING,
    INFO_MALFORMED,
    ENTRY_UNKNOWN,
    CERTIFICATE_UNREADABLE,
    CERTIFICATE_NAME_MISMATCH,
    CERTIFICATE_NAME_DIFFERS,
    CERTIFICATE_MISSING,
    CERTIFICATE_UNTRUSTED,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_YET_VALID,
    CERTIFICATE_REVOKED,
    LOG_MALFORMED,
    LOG_NAME_MISMATCH,
    LOG_REPEATED,
    ALGORITHM_UNKNOWN,
    SIGNATURE_INVALID,
    COUNTER_REPEATED,
    COUNTER_GAP,
    COUNTER_START,
    GAP_FILTERED,
    LOG_TIME_BACKWARDS,
    CLOCK_SET,
    TRANSACTION_GAP,
    TRANSACTION_REPEATED,
    TRANSACTION_START_MISSING,
    FINISH_MISSING,
    OPERATION_ORDER,
    CLIENT_CHANGED,
    USE_AFTER_DISABLE,
    DEVICE_DISABLED,
    DATA_DELETED,
    SELF_TEST_FAILED,
    PROCESS_DATA_MALFORMED,
    SUMS_DIFFER,
];
