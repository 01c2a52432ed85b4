//! Generates the models of every golden schema, as they would be checked in.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dynamite_codegen::{write_if_changed, Config};

/// The folders of schemas, as seen from a crate of this folder.
const SCHEMAS: &str = "../../../codegen/tests/golden";

fn main() {
    println!("cargo::rerun-if-changed={SCHEMAS}");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    let mut modules = String::new();
    for folder in folders() {
        let name = folder.file_name().unwrap().to_str().unwrap();
        generate(&folder.join("schema"), &out.join(name));
        let root = out.join(name).join("mod.rs");
        writeln!(modules, "#[path = {root:?}]\npub mod {name};").unwrap();
    }
    write_if_changed(&out.join("models.rs"), &modules).unwrap();
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(SCHEMAS).unwrap();
    let mut folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn generate(schema: &Path, models: &Path) {
    let generated = Config::new(schema).generate();
    let generated = generated.unwrap_or_else(|error| panic!("{}: {error}", schema.display()));
    for (path, text) in generated.files.iter() {
        write_if_changed(&models.join(path), text).unwrap();
    }
}
