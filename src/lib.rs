//! Slipcheck: does the signature on a payment slip hold, if not why, and what now.
//!
//! The road has one direction: input → formats → signature → pki → compare → explain → [`report::Report`].

pub mod report;
pub mod slip;
