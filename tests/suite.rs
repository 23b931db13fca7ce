//! Everything that is tested by the public road, as one program: linked once, and no core waits for the slowest test of one file.
//!
//! One file alone: `cargo test --test suite signed_slip::`.

// Each file stands for itself and takes what it needs.
#![allow(clippy::duplicate_mod, reason = "helpers belong to the files that name them")]

#[path = "at_rksv/main.rs"]
mod at_rksv;
mod audit;
mod batch;
mod card_slips;
#[path = "cli/main.rs"]
mod cli;
mod cn_ofd;
mod cn_unionpay;
#[path = "de_tse/main.rs"]
mod de_tse;
mod documents;
mod foreign;
mod gateway;
mod headline;
mod imports;
mod in_einvoice;
mod issuers;
mod pdf;
mod photographed;
mod photos_text;
mod pki;
mod pkits;
mod print_account;
mod print_in_doubt;
mod print_lines;
mod receipts;
mod reconcile;
mod sa_zatca;
mod signed_slip;
mod slip_cases;
mod slip_layouts;
mod slip_text;
mod vectors;
mod wycheproof;
mod x509_limbo;
