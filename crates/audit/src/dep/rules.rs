//! The findings of a DEP, one row each (the specification, section 2.3; clauses of RKSV and its annex).

use crate::{Rule, Severity};

macro_rules! table {
    ($($name:ident $id:literal $severity:ident $clause:literal;)*) => {
        $(pub(super) const $name: Rule = Rule { id: $id, severity: Severity::$severity, clause: $clause };)*
        /// All of them.
        pub static RULES: &[Rule] = &[$($name),*];
    };
}

table! {
    EXPORT_MALFORMED "export-malformed" Error "RKSV annex Z 3";
    MEMBER_MISSING "member-missing" Warning "RKSV annex Z 3";
    EXPORT_EMPTY "export-empty" Error "RKSV § 7";
    KEYS_MALFORMED "keys-malformed" Unknown "";
    AES_KEY_MALFORMED "aes-key-malformed" Unknown "RKSV annex Z 8";
    AES_KEY_MISMATCH "aes-key-mismatch" Unknown "RKSV annex Z 8";
    RECEIPT_MALFORMED "receipt-malformed" Error "RKSV annex Z 4 to 12";
    RECEIPT_REPEATED "receipt-repeated" Error "RKSV § 7";
    SEVERAL_REGISTERS "several-registers" Error "RKSV § 7 (1)";
    SYSTEM_MIXED "system-mixed" Error "RKSV § 20";
    PROVIDER_MISMATCH "provider-mismatch" Error "RKSV annex Z 2, 5";
    PROVIDER_TEST "provider-test" Warning "RKSV annex Z 2";
    NUMBER_REPEATED "number-repeated" Error "RKSV § 10 (2)";
    NUMBER_GAP "number-gap" Note "";
    TIME_BACKWARDS "time-backwards" Warning "";
    CLOCK_CHANGE "clock-change" Note "";
    TIME_FUTURE "time-future" Error "RKSV § 10 (2)";
    START_MISSING "start-missing" Unknown "RKSV § 6 (4)";
    START_INVALID "start-invalid" Error "RKSV § 6 (4)";
    START_REPEATED "start-repeated" Error "RKSV § 6 (4)";
    CHAIN_BROKEN "chain-broken" Error "RKSV § 9 (2), annex Z 4";
    ORDER_DIFFERS "order-differs" Error "RKSV § 9 (2), annex Z 4";
    CHAIN_FORK "chain-fork" Error "RKSV § 9 (2), annex Z 4";
    TURNOVER_WRONG "turnover-wrong" Error "RKSV § 9 (2), annex Z 8";
    TURNOVER_UNCHECKED "turnover-unchecked" Unknown "RKSV annex Z 8";
    AES_KEY_WRONG "aes-key-wrong" Unknown "RKSV annex Z 8";
    TURNOVER_LENGTH_CHANGED "turnover-length-changed" Note "RKSV annex Z 8";
    DEVICE_FAILED "device-failed" Note "RKSV § 17 (1)";
    COLLECTIVE_MISSING "collective-missing" Error "RKSV § 17 (4)";
    OUTAGE_OPEN "outage-open" Warning "RKSV § 17 (4)";
    NULL_UNSIGNED "null-unsigned" Note "RKSV § 8";
    MONTHLY_MISSING "monthly-missing" Warning "RKSV § 8 (1)";
    YEARLY_MISSING "yearly-missing" Warning "RKSV § 8 (3)";
    SIGNATURE_INVALID "signature-invalid" Error "RKSV § 9, annex Z 5";
    KEY_MISSING "key-missing" Unknown "";
    CERTIFICATE_UNREADABLE "certificate-unreadable" Error "RKSV annex Z 3";
    CERTIFICATE_CHAIN_BROKEN "certificate-chain-broken" Error "RFC 5280 6.1.3 (a)(1)";
    CERTIFICATE_UNTRUSTED "certificate-untrusted" Unknown "RFC 5280 6.1";
    CERTIFICATE_COLLISION "certificate-collision" Error "RFC 5280 4.1.2.2";
    CERTIFICATE_SERIAL_MISMATCH "certificate-serial-mismatch" Error "RKSV annex Z 3";
    CERTIFICATE_NOT_YET_VALID "certificate-not-yet-valid" Error "RFC 5280 6.1.3 (a)(2)";
    CERTIFICATE_EXPIRED "certificate-expired" Warning "RFC 5280 6.1.3 (a)(2)";
    CERTIFICATE_REVOKED "certificate-revoked" Error "RFC 5280 6.1.3 (a)(3)";
}
