//! A cargo project outside the workspace.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Folder, Run, dynamite_gen};

/// A good schema.
pub(crate) const SCHEMA: &str = include_str!("fixtures/tasks.yaml");

/// A program over its models, which a build script generates.
pub(crate) const PROGRAM: &str = include_str!("fixtures/program.rs");

/// What the program prints.
pub(crate) const PRINTED: &str = "\
created buy milk: Open
read true
2 at home
done: buy milk
";

/// The build script that goes with it.
pub(crate) const BUILD_SCRIPT: &str = "fn main() { dynamite_codegen::build(\"schemas\"); }\n";

/// A cargo project in a folder of its own. Its name is not that of another test's: what was
/// built of it is removed with it, from the target folder that all of them share.
pub(crate) struct Project {
    folder: Folder,
    name: &'static str,
}

/// A dependency of a project.
#[derive(Clone, Copy)]
pub(crate) enum Needs {
    /// The runtime, with the embedded engine and serde: one set of features, so that it is built once.
    Runtime,
    /// What runs a program that is asynchronous.
    Tokio,
    /// The generator, for the build script.
    CodegenToBuild,
    /// The generator, for the program.
    Codegen,
}

impl Project {
    /// A project of this name whose folder is not there yet.
    pub(crate) fn unborn(name: &'static str) -> Self {
        let folder = Folder::new();
        Self { folder, name }
    }

    /// A folder without anything, to become a project of this name.
    pub(crate) fn empty(name: &'static str) -> Self {
        let project = Self::unborn(name);
        std::fs::create_dir(project.path("")).unwrap();
        project
    }

    /// A project of these dependencies, and of no others, with the good schema.
    pub(crate) fn new(name: &'static str, needs: &[Needs]) -> Self {
        Self::of_edition("2024", name, needs)
    }

    /// [`new`](Self::new), in this edition.
    pub(crate) fn of_edition(edition: &str, name: &'static str, needs: &[Needs]) -> Self {
        let project = Self::empty(name);
        let mut manifest =
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n");
        for need in needs {
            manifest.push_str(&need.lines());
        }
        project.write("Cargo.toml", &manifest);
        project.lock();
        project.write("schemas/tasks.yaml", SCHEMA);
        project
    }

    /// Gives the project the versions of the workspace, which are on this machine: then cargo
    /// has nothing to ask a registry for.
    pub(crate) fn lock(&self) {
        std::fs::copy(workspace().join("Cargo.lock"), self.path("Cargo.lock")).unwrap();
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path(self.name).join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.folder.write(&format!("{}/{path}", self.name), text);
    }

    pub(crate) fn read(&self, path: &str) -> String {
        self.folder.read(&format!("{}/{path}", self.name))
    }

    /// Writes the good schema with something else in place of a part.
    pub(crate) fn change_schema(&self, part: &str, other: &str) {
        assert!(SCHEMA.contains(part), "{part}");
        self.write("schemas/tasks.yaml", &SCHEMA.replace(part, other));
    }

    pub(crate) fn cargo(&self, arguments: &[&str]) -> Run {
        run_cargo(arguments, &self.path(""))
    }

    /// Runs cargo, which has to succeed without a warning, and returns what it printed.
    pub(crate) fn cargo_succeeds(&self, arguments: &[&str]) -> Run {
        let run = self.cargo(arguments);
        assert_eq!(run.code, 0, "cargo {arguments:?}: {}", run.err);
        assert!(!run.err.contains("warning"), "{}", run.err);
        run
    }

    pub(crate) fn dynamite_gen(&self, arguments: &[&str]) -> Run {
        Run::of(&mut dynamite_gen(arguments, &self.path("")))
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        if self.path("Cargo.toml").exists() {
            self.cargo(&["clean", "--package", self.name]);
        }
    }
}

impl Needs {
    fn lines(self) -> String {
        let workspace = workspace();
        let package = |name: &str| workspace.join(name).display().to_string();
        match self {
            Self::Runtime => format!(
                "[dependencies.dynamite]\npackage = \"dynamite-runtime\"\npath = '{}'\n\
                 default-features = false\nfeatures = [\"embedded\", \"serde\"]\n",
                package("runtime")
            ),
            Self::Tokio => "[dependencies.tokio]\nversion = \"1\"\n\
                 features = [\"macros\", \"rt-multi-thread\"]\n"
                .to_owned(),
            Self::CodegenToBuild => format!(
                "[build-dependencies.dynamite-codegen]\npath = '{}'\n",
                package("codegen")
            ),
            Self::Codegen => format!(
                "[dependencies.dynamite-codegen]\npath = '{}'\n",
                package("codegen")
            ),
        }
    }
}

/// Runs cargo in a folder.
pub(crate) fn run_cargo(arguments: &[&str], folder: &Path) -> Run {
    let touches_examples = ["--example", "clean"]
        .iter()
        .any(|it| arguments.contains(it));
    let _alone = touches_examples.then(lock_examples);
    let mut cargo = cargo(arguments);
    cargo.env_remove("DYNAMITE_DATABASE");
    Run::of(cargo.current_dir(folder))
}

/// Waits until no other test, also of another process, builds, runs or removes an example: all of
/// them have one name, and are one file in the target folder.
fn lock_examples() -> File {
    std::fs::create_dir_all(target()).unwrap();
    let file = File::create(target().join("examples.lock")).unwrap();
    file.lock().unwrap();
    file
}

/// Cargo, with the target folder of all these projects.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(arguments)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("RUST_BACKTRACE", "1");
    command
}

/// The folder of the workspace.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Beside that of the workspace, whose own builds it does not disturb.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("doors")
}
