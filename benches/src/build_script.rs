//! `dynamite-codegen` as cargo builds it for a build script: without optimisation.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use dynamite_schema::source::Sources;
use tempfile::TempDir;

use crate::{Fallible, process};

/// Checks the schema, or does what a build script does.
const PROGRAM: &str = r#"
fn main() {
    if std::env::args().any(|argument| argument == "check") {
        let sources = dynamite_schema::load("schemas".as_ref()).expect("files");
        dynamite_schema::check(sources).expect("a schema without errors");
    } else {
        dynamite_codegen::build("schemas");
    }
}
"#;

/// A package with a schema, and a program in place of its build script.
pub struct BuildScript(TempDir);

impl BuildScript {
    /// Writes the package and builds the program.
    ///
    /// # Errors
    /// If it cannot be written or built.
    pub fn new(schema: &Sources) -> Fallible<Self> {
        let script = Self(tempfile::tempdir()?);
        let codegen = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../codegen")
            .canonicalize()?;
        let manifest = format!(
            "[package]\nname = \"script\"\nedition = \"2024\"\n\n[dependencies]\n\
             dynamite-codegen = {{ path = '{}' }}\n\n[workspace]\n",
            codegen.display()
        );
        fs::create_dir_all(script.path("src"))?;
        fs::create_dir_all(script.path("schemas"))?;
        fs::write(script.path("Cargo.toml"), manifest)?;
        fs::write(script.path("src/main.rs"), PROGRAM)?;
        for file in schema.files() {
            fs::write(script.path("schemas").join(&file.path), &*file.text)?;
        }
        let mut cargo = Command::new("cargo");
        cargo
            .arg("build")
            .env("CARGO_TARGET_DIR", script.path("target"));
        process::run(cargo.current_dir(script.path("")))?;
        Ok(script)
    }

    /// A path below the folder of the package.
    pub fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    /// CPU time of checking the schema.
    ///
    /// # Errors
    /// If the program fails.
    pub fn check(&self) -> Fallible<Duration> {
        self.run("check")
    }

    /// CPU time of generating the models: all of them the first time, what has changed later.
    ///
    /// # Errors
    /// If the program fails.
    pub fn generate(&self) -> Fallible<Duration> {
        self.run("generate")
    }

    /// Removes what was generated.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn clean(&self) -> Fallible<()> {
        if self.path("out").exists() {
            fs::remove_dir_all(self.path("out"))?;
        }
        Ok(())
    }

    fn run(&self, what: &str) -> Fallible<Duration> {
        let mut program = Command::new(self.path("target/debug/script"));
        program
            .arg(what)
            .env("CARGO_MANIFEST_DIR", self.path(""))
            .env("OUT_DIR", self.path("out"));
        let (told, _, cpu) = process::run(program.current_dir(self.path("")))?;
        if told.contains("cargo::error") {
            return Err(told.into());
        }
        Ok(cpu)
    }
}
