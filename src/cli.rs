//! The command line: reads arguments and files, calls the library, writes what came out.
//!
//! Exit status: 0 all is well, 1 a verdict says otherwise, 2 the call itself was wrong (the message says what to do).

use clap::{Parser, Subcommand};
use slipcheck::{
    signature,
    time::{Moment, Timestamp},
};
use std::{
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

mod audit;
mod authority;
mod batch;
mod certificate;
mod demo_ca;
mod document;
mod files;
mod given;
mod groups;
mod issue;
mod issuers;
mod jws;
mod keys;
mod language;
mod layout;
mod message;
mod pages;
mod picture;
mod printed;
mod random;
mod read;
mod reconcile;
mod records;
mod report_text;
mod slip_file;
mod terminal;
mod trust;
mod verify;

/// Checks whether the signature of a payment slip holds, says why not, and what to do now.
#[derive(Parser)]
#[command(name = "slipcheck", version, propagate_version = true, max_term_width = 100)]
struct Arguments {
    /// Check signatures by this program's own arithmetic alone: slower, and the same
    #[arg(long, global = true)]
    own_engines: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check slips: verdict, reason and next steps. Exit status 0 only when every verdict is "verified", else 1.
    Verify(verify::Arguments),
    /// Check a certificate's path to a trusted one. Exit status 0 accepted, 1 not.
    Certificate(certificate::Arguments),
    /// Read slips without judging them.
    Read(read::Arguments),
    /// Hold slips, the acquirer's statement and the bank's against each other. Exit status 0 all agree, 1 not.
    Reconcile(reconcile::Arguments),
    /// Judge one export of a till as a whole: an Austrian DEP, a German TSE export or DSFinV-K. Exit status 0 passed, 1 failed,
    /// 3 incomplete.
    Audit(audit::Arguments),
    /// Check many inputs of any kind, one row each: files, folders, archives, tables, lines of JSON. Exit status 0 all verified, 1
    /// not.
    Batch(batch::Arguments),
    /// Show the issuers that are known by name and the groups that can be switched on, or which certificates a file holds.
    Issuers(issuers::Arguments),
    /// Sign a slip: writes its code to standard output.
    Issue(issue::Arguments),
    /// Make a throw-away authority, a terminal's certificate and sample slips, good and bad.
    DemoCa(demo_ca::Arguments),
}

/// The call was wrong: what, and what to do.
struct Failure(String);

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self(message)
    }
}

/// Runs the command line of this process.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if arguments.own_engines {
        signature::use_own_engines();
    }
    let outcome = match &arguments.command {
        Command::Verify(arguments) => verify::run(arguments),
        Command::Certificate(arguments) => certificate::run(arguments),
        Command::Read(arguments) => read::run(arguments),
        Command::Reconcile(arguments) => reconcile::run(arguments),
        Command::Audit(arguments) => audit::run(arguments),
        Command::Batch(arguments) => batch::run(arguments),
        Command::Issuers(arguments) => issuers::run(arguments),
        Command::Issue(arguments) => issue::run(arguments),
        Command::DemoCa(arguments) => demo_ca::run(arguments),
    };
    if signature::engines_differ() {
        terminal::complain(
            "two engines checked the same signature and came to different results: rely on nothing that was said here; run it \
             again with --own-engines, and report this",
        );
        return ExitCode::from(2);
    }
    match outcome {
        Ok(code) => code,
        Err(Failure(message)) => {
            terminal::complain(&message);
            ExitCode::from(2)
        }
    }
}

/// The current moment.
///
/// # Errors
/// The clock stands before 1970.
fn now() -> Result<Moment, String> {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok())
        .map(Moment)
        .ok_or_else(|| "this computer's clock stands before 1970: set it, or give --at".to_owned())
}

/// The moment that `--at` names, or now.
///
/// # Errors
/// It is no RFC 3339 time.
fn moment(at: Option<&str>) -> Result<Moment, String> {
    match at {
        None => now(),
        Some(text) => Timestamp::parse(text)
            .map(Timestamp::moment)
            .ok_or_else(|| format!("--at {text:?} must be a time with its offset, like 2026-11-20T18:42:07+08:00")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
