//! The command line as its users meet it: real runs of the program.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod calls;
mod certificate;
mod demonstration;
mod documents;
mod issue;
mod language;
mod pictures;
mod program;
mod read;
mod readme;
mod verify;
