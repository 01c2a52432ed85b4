//! The command that needs the server.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{ExitCode, ExitStatus};

use dynamite_testkit::{ENDPOINT_VARIABLE, ENGINE_VARIABLE, SKIPPED_VARIABLE};
use tokio::process::Command;

use super::INTERRUPTED;

/// Runs the command until it ends; it is killed if the future is dropped.
pub(super) async fn run(
    command: &[OsString],
    endpoint: String,
    skips: &Path,
) -> io::Result<ExitCode> {
    let mut child = Command::new(&command[0])
        .args(&command[1..])
        .env(ENGINE_VARIABLE, "dynamodb-local")
        .env(ENDPOINT_VARIABLE, endpoint)
        .env(SKIPPED_VARIABLE, skips)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| io::Error::other(format!("{}: {error}", command[0].display())))?;
    child.wait().await.map(exit_code)
}

fn exit_code(status: ExitStatus) -> ExitCode {
    // There is no code if a signal ended it.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    ExitCode::from(code.unwrap_or(INTERRUPTED))
}
