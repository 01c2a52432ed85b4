//! Installs DynamoDB Local.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

/// The npm package that carries DynamoDB Local 1.25.1 with its libraries.
const PACKAGE: &str = "amplify-dynamodb-simulator";
const VERSION: &str = "2.9.30";

/// Returns the tool to install first, if one is missing.
pub(super) async fn missing_tool() -> Option<&'static str> {
    if !runs("java", "-version").await {
        return Some("DynamoDB Local needs Java 17 (apt-get install openjdk-17-jre-headless)");
    }
    if !runs("npm", "--version").await {
        return Some("DynamoDB Local is downloaded with npm (apt-get install npm)");
    }
    None
}

async fn runs(program: &str, argument: &str) -> bool {
    let mut command = Command::new(program);
    command
        .arg(argument)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().await.is_ok_and(|status| status.success())
}

/// Returns the directory with `DynamoDBLocal.jar`, downloaded if it is missing.
pub(super) async fn ensure(directory: &Path) -> io::Result<PathBuf> {
    let installed = directory.join(VERSION);
    if !installed.exists() {
        // Renamed when complete: an interrupted download, or two at once, must not leave an
        // incomplete server.
        let unfinished = directory.join(format!("{VERSION}-{}", std::process::id()));
        std::fs::create_dir_all(&unfinished)?;
        download(&unfinished).await?;
        let renamed = std::fs::rename(unfinished.join("package"), &installed);
        std::fs::remove_dir_all(&unfinished)?;
        if !installed.exists() {
            renamed?;
        }
    }
    Ok(installed.join("emulator"))
}

async fn download(directory: &Path) -> io::Result<()> {
    // Only the package itself: the simulator around the server would install 280 more.
    let package = format!("{PACKAGE}@{VERSION}");
    let archive = format!("{PACKAGE}-{VERSION}.tgz");
    check("npm", &["pack", "--silent", &package], directory).await?;
    check("tar", &["-xzf", &archive], directory).await
}

async fn check(program: &str, arguments: &[&str], directory: &Path) -> io::Result<()> {
    let mut command = Command::new(program);
    let status = command
        .args(arguments)
        .current_dir(directory)
        .stdout(Stdio::null())
        .status();
    let status = status.await?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "`{program} {}` failed ({status})",
        arguments.join(" ")
    )))
}
