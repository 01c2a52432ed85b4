//! Golden files: what is generated from a few schemas, byte for byte.
//!
//! `DYNAMITE_BLESS=1` writes them anew.

use std::collections::BTreeSet;
use std::fs;

use dynamite_codegen::generate::Layout;

use crate::support::{SCHEMAS, folder, generated};

#[test]
fn generated_files_are_the_golden_files() {
    for name in SCHEMAS {
        let files = generated(name, Layout::CheckedIn);
        let models = folder(name).join("models");
        if std::env::var_os("DYNAMITE_BLESS").is_some() {
            let _ = fs::remove_dir_all(&models);
            for (path, text) in files.iter() {
                dynamite_codegen::write_if_changed(&models.join(path), text).unwrap();
            }
        }
        for (path, text) in files.iter() {
            let golden = fs::read_to_string(models.join(path)).unwrap_or_default();
            assert!(
                golden == text,
                "{name}/models/{path} differs: DYNAMITE_BLESS=1 rewrites it"
            );
        }
        let golden: BTreeSet<String> = fs::read_dir(&models)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let expected: BTreeSet<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
        assert_eq!(golden, expected, "files of {name}");
    }
}
