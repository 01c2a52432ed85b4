//! What it takes to build `dynamite-codegen` as a build-dependency from nothing, against
//! `prost-build`: crates, and CPU. Downloading is done before.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use dynamite_benches::{Fallible, process};

const ROUNDS: usize = 3;

/// A build that began with an empty target directory.
struct Build {
    crates: usize,
    cpu: Duration,
}

fn main() -> Fallible<()> {
    let folder = tempfile::tempdir()?;
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../codegen")
        .canonicalize()?;
    let ours = format!(r#"dynamite-codegen = {{ path = "{}" }}"#, codegen.display());
    let ours = write(folder.path().join("ours"), &ours)?;
    let peer = write(folder.path().join("peer"), r#"prost-build = "*""#)?;
    let mut least: Option<(Build, Build)> = None;
    for _ in 0..ROUNDS {
        let (ours, peer) = (build(&ours)?, build(&peer)?);
        // Whatever else the machine does makes builds slower, never faster.
        least = Some(match least {
            None => (ours, peer),
            Some((a, b)) => (faster(a, ours), faster(b, peer)),
        });
    }
    let (ours, peer) = least.ok_or("no rounds")?;
    let ratio = ours.cpu.as_secs_f64() / peer.cpu.as_secs_f64();
    println!("a cold build as the only build-dependency, the best of {ROUNDS}, prost-build = 1");
    println!("crates  {} against {}", ours.crates, peer.crates);
    println!("CPU     {ratio:.2}");
    Ok(())
}

fn faster(one: Build, other: Build) -> Build {
    if other.cpu < one.cpu { other } else { one }
}

/// Writes a package whose only dependency is this one, of its build script. Returns its folder.
fn write(folder: PathBuf, dependency: &str) -> Fallible<PathBuf> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    fs::write(folder.join("build.rs"), "fn main() {}\n")?;
    let manifest = format!(
        "[package]\nname = \"cold\"\nedition = \"2024\"\n\n[build-dependencies]\n{dependency}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    process::run(Command::new("cargo").arg("fetch").current_dir(&folder))?;
    Ok(folder)
}

/// Builds the package from nothing.
fn build(folder: &Path) -> Fallible<Build> {
    let target = folder.join("target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let mut command = Command::new("cargo");
    command
        .arg("build")
        .env("CARGO_TERM_COLOR", "never")
        // Cargo compiles crates of a registry without it, as users have them. Ours are in a folder here.
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", &target)
        .current_dir(folder);
    let (_, messages, cpu) = process::run(&mut command)?;
    let compiled = messages.lines().map(str::trim_start);
    let compiled = compiled.filter(|line| line.starts_with("Compiling "));
    // The package itself is not counted.
    let crates = compiled.count().saturating_sub(1);
    Ok(Build { crates, cpu })
}
