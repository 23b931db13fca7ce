//! The command line of Slipcheck.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
