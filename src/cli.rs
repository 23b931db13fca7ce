//! The command line: reads arguments and files, calls the library, writes what came out.
//!
//! Exit status: 0 all is well, 1 a verdict says otherwise, 2 the call itself was wrong (the message says what to do).

use clap::{Parser, Subcommand};
use std::process::ExitCode;

mod authority;
mod demo_ca;
mod files;
mod issue;
mod jws;
mod keys;
mod layout;
mod picture;
mod random;
mod slip_file;
mod terminal;

/// Checks whether the signature of a payment slip holds, says why not, and what to do now.
#[derive(Parser)]
#[command(name = "slipcheck", version, propagate_version = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
    let outcome = match &arguments.command {
        Command::Issue(arguments) => issue::run(arguments),
        Command::DemoCa(arguments) => demo_ca::run(arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(Failure(message)) => {
            terminal::complain(&message);
            ExitCode::from(2)
        }
    }
}
