//! Instructions of other programs, counted by callgrind.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Fallible;

/// Runs a program under valgrind, and returns the instructions of its whole run. The profile is written to a
/// file in this folder.
///
/// # Errors
/// If valgrind is not there, or the program fails.
pub fn instructions(program: &Path, arguments: &[&str], folder: &Path) -> Fallible<u64> {
    let profile = folder.join("profile");
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(program)
        .args(arguments)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let profile = fs::read_to_string(profile)?;
    let totals = profile
        .lines()
        .find_map(|line| line.strip_prefix("totals: "));
    Ok(totals.ok_or("callgrind wrote no totals")?.trim().parse()?)
}
