//! Instructions of one get, create and update, of a transaction of 25 creates, of finding 25 items
//! through an index, and of reading an item with 1,000 others: Dynamite against the SDK by hand,
//! counted by callgrind. Every operation is run a few times and many times, and the difference is
//! what counts, so that nothing of the start is in it. Needs `valgrind`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const RUNS: usize = 3;

/// What is measured, and how often it is run at first and more often after.
const OPERATIONS: [(&str, u64, u64); 6] = [
    ("get", 50, 550),
    ("create", 50, 550),
    ("update", 50, 550),
    ("transaction", 10, 60),
    ("find", 20, 120),
    ("include", 2, 7),
];

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<()> {
    let program = beside_this_one("operations")?;
    let folder = tempfile::tempdir()?;
    println!("instructions of one operation, SDK by hand = 1, the worst of {RUNS} runs");
    for (operation, few, many) in OPERATIONS {
        let times = [few, many];
        let mut worst = 0.0_f64;
        for _ in 0..RUNS {
            let dynamite = each(&program, "dynamite", operation, times, folder.path())?;
            let by_hand = each(&program, "by-hand", operation, times, folder.path())?;
            worst = worst.max(dynamite / by_hand);
        }
        println!("{operation:11} {worst:.3}");
    }
    Ok(())
}

/// Instructions of one operation.
#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn each(
    program: &Path,
    side: &str,
    operation: &str,
    [few, many]: [u64; 2],
    folder: &Path,
) -> Fallible<f64> {
    let least = counted(program, side, operation, few, folder)?;
    let most = counted(program, side, operation, many, folder)?;
    Ok(most.saturating_sub(least) as f64 / (many - few) as f64)
}

/// Instructions of a whole run.
fn counted(
    program: &Path,
    side: &str,
    operation: &str,
    times: u64,
    folder: &Path,
) -> Fallible<u64> {
    let profile = folder.join("profile");
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(program)
        .args([side, operation, &times.to_string()])
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

/// Another program of this package, built together with this one.
fn beside_this_one(name: &str) -> Fallible<PathBuf> {
    let program = std::env::current_exe()?.with_file_name(name);
    if program.exists() {
        return Ok(program);
    }
    Err(
        format!("no `{name}` here: build all with `cargo build --release -p dynamite-benches`")
            .into(),
    )
}
