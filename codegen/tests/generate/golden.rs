//! Golden files: what is generated from a few schemas, byte for byte.
//!
//! `DYNAMITE_BLESS=1` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dynamite_codegen::Config;
use dynamite_codegen::generate::Layout;
use dynamite_codegen::output::folder::{ModelFolder, State};

use crate::expected::{Differences, bless};
use crate::support::{folder, generated};

/// The schemas with golden files: every type, names that are hard to live with, the sample of the
/// guide, one whose models the integration tests are compiled with, and one for a web service.
const GOLDEN: [&str; 5] = ["every_type", "hostile", "renamed", "service", "shop"];

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

/// The example whose models are checked in has those of its schema.
#[test]
fn the_models_of_the_example_are_current() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/checked-in");
    let schemas = example.join("schemas");
    let files = Config::new(&schemas).generate().unwrap().files;
    let models = ModelFolder::new(example.join("src/models"), schemas);
    if bless() {
        models.update(&files).unwrap();
    }
    let mut entries = models.compare(&files).unwrap();
    entries.retain(|entry| entry.state() != State::Current);
    let outdated: Vec<_> = entries.iter().map(|entry| &entry.path).collect();
    assert!(outdated.is_empty(), "DYNAMITE_BLESS=1 writes {outdated:?}");
}
