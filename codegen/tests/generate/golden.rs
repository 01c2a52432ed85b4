//! Golden files: what is generated from a few schemas, byte for byte.
//!
//! `DYNAMITE_BLESS=1` writes them anew.

use std::collections::BTreeSet;
use std::fs;

use dynamite_codegen::generate::Layout;

use crate::expected::{Differences, bless};
use crate::support::{folder, generated};

/// The schemas with golden files: every type, names that are hard to live with, the sample of the
/// guide, and one whose models the integration tests are compiled with.
const GOLDEN: [&str; 4] = ["every_type", "hostile", "renamed", "shop"];

#[test]
fn generated_files_are_the_golden_files() {
    let mut differences = Differences::default();
    for name in GOLDEN {
        let files = generated(name, Layout::CheckedIn);
        let models = folder(name).join("models");
        if bless() {
            let _ = fs::remove_dir_all(&models);
            for (path, text) in files.iter() {
                dynamite_codegen::write_if_changed(&models.join(path), text).unwrap();
            }
        }
        for (path, text) in files.iter() {
            let golden = fs::read_to_string(models.join(path)).unwrap_or_default();
            differences.compare(&format!("{name}/models/{path}"), &golden, text);
        }
        let golden: BTreeSet<String> = fs::read_dir(&models)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let expected: BTreeSet<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
        assert_eq!(golden, expected, "files of {name}");
    }
    differences.assert_none();
}
