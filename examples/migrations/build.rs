//! Generates the models of each version. A project has one schema, which changes from version to
//! version; here they stand side by side, so that programs of two versions can run together.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use dynamite_codegen::output::folder::ModelFolder;
use dynamite_codegen::{Config, write_if_changed};

const VERSIONS: [&str; 6] = ["before", "added", "expand", "switch", "contract", "after"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=schemas");
    let out = env::var("OUT_DIR")?;
    let mut versions = String::new();
    for version in VERSIONS {
        let schemas = format!("schemas/{version}");
        let generated = Config::new(&schemas).generate()?;
        let folder = format!("{out}/{version}");
        ModelFolder::new(Path::new(&folder), &schemas).update(&generated.files)?;
        let root = format!("{folder}/mod.rs");
        writeln!(versions, "#[path = {root:?}]\npub mod {version};")?;
    }
    write_if_changed(&Path::new(&out).join("versions.rs"), &versions)?;
    Ok(())
}
