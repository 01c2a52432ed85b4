//! Inputs that fuzzing found worth keeping, for the tests that replay them.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The inputs of a target, by name: the archive `corpus/<target>.tar`, and the files of
/// `regressions/<target>`.
pub(crate) fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let mut inputs = archived(&fuzz.join("corpus").join(format!("{target}.tar")));
    assert!(!inputs.is_empty(), "no inputs for {target}");
    let regressions = fuzz.join("regressions").join(target);
    for entry in fs::read_dir(regressions).into_iter().flatten() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        inputs.push((path.display().to_string(), bytes));
    }
    inputs
}

fn archived(archive: &Path) -> Vec<(String, Vec<u8>)> {
    let mut inputs = Vec::new();
    for entry in tar::Archive::new(File::open(archive).unwrap())
        .entries()
        .unwrap()
    {
        let mut entry = entry.unwrap();
        if entry.header().entry_type().is_file() {
            let name = entry.path().unwrap().display().to_string();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            inputs.push((name, bytes));
        }
    }
    inputs
}
