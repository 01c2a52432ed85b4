//! CPU of `cargo check` of one crate with 150 models of 12 fields: the plain structs with serde's
//! derives, the structs with Dynamite's codec, and everything that Dynamite generates.
//! Dependencies are checked beforehand, and what an empty crate costs is subtracted.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use dynamite_benches::crates::{self, Content};
use dynamite_benches::measure::median;
use dynamite_benches::{Fallible, large_schema, process};

const MODELS: usize = 150;
const FIELDS: usize = 12;
const ROUNDS: usize = 21;

fn main() -> Fallible<()> {
    let target = target()?;
    let folder = target.join("check_cost");
    crates::write(&folder, large_schema::sources(MODELS, FIELDS))?;
    for content in Content::ALL {
        check(content, &folder, &target)?;
    }
    let (mut codecs, mut everythings) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        // What else the machine does changes slowly, so only what ran in a row is compared.
        let [empty, serde, codec, everything] = round(&folder, &target)?;
        codecs.push((codec - empty) / (serde - empty));
        everythings.push((everything - empty) / (serde - empty));
    }
    println!("{MODELS} models of {FIELDS} fields, medians of {ROUNDS} rounds, serde's derives = 1");
    println!("struct and codec  {:.3}", median(codecs));
    println!("everything        {:.3}", median(everythings));
    Ok(())
}

/// CPU seconds of checking each crate once.
fn round(folder: &Path, target: &Path) -> Fallible<[f64; Content::ALL.len()]> {
    let mut seconds = [0.0; Content::ALL.len()];
    for (content, seconds) in Content::ALL.into_iter().zip(&mut seconds) {
        *seconds = check(content, folder, target)?;
    }
    Ok(seconds)
}

/// The target directory of this program. The crates share it, and so what they depend on.
fn target() -> Fallible<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    Ok(target.ok_or("not in a target directory")?.to_owned())
}

/// CPU seconds of checking a crate anew.
fn check(content: Content, folder: &Path, target: &Path) -> Fallible<f64> {
    let root = File::options().append(true).open(content.root(folder))?;
    root.set_modified(SystemTime::now())?;
    let mut command = Command::new("cargo");
    command
        .args(["check", "--quiet", "--package", content.package()])
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", target)
        .current_dir(folder);
    let (.., cpu) = process::run(&mut command)?;
    Ok(cpu.as_secs_f64())
}
