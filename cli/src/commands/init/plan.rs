//! The files to write, and writing them.

use std::path::{Path, PathBuf};

use super::checkout::Checkout;
use super::program::{MAIN, Program};
use super::project::Project;
use crate::config::FILE_NAME;
use crate::failure::Failure;
use crate::files::read_regular;
use crate::report::{FileEntry, Report};

const CONFIG: &str = include_str!("../../../templates/dynamite.toml");
const SCHEMA: &str = include_str!("../../../templates/app.yaml");
const BUILD_SCRIPT: &str = include_str!("../../../templates/build.rs");
const EXAMPLE: &str = include_str!("../../../templates/first.rs");
const SERVICE: &str = include_str!("../../../templates/main.rs");

/// What Git is not to keep, as `cargo new` writes it.
const IGNORED: &str = "/target\n";

/// The line of a program that includes the models when a build script generates them.
const INCLUDE: &str = "dynamite::include_models!();";

/// The example, beside whatever program the project has.
const EXAMPLE_FILE: &str = "examples/first.rs";

/// A file to write.
struct NewFile {
    path: PathBuf,
    text: String,
    /// `true` if it takes the place of the program that `cargo new` has written.
    replaces_stub: bool,
}

/// Files to write, in order, and the steps left to the user.
pub(super) struct Plan {
    project: Project,
    files: Vec<NewFile>,
    by_hand: Vec<String>,
    /// `true` if an example demonstrates the models. If the schema is the user's own, it would not
    /// fit it.
    pub(super) has_example: bool,
}

impl Plan {
    pub(super) fn new(
        mut project: Project,
        checkout: &Checkout,
        checked_in: bool,
    ) -> Result<Self, Failure> {
        let by_hand = project.manifest.depend_on(checkout, !checked_in)?;
        let has_example = !has_own_schema(&project);
        let mut plan = Self {
            project,
            files: Vec::new(),
            by_hand,
            has_example,
        };
        if plan.project.manifest.new {
            plan.add(".gitignore", IGNORED.to_owned());
        }
        plan.add_config(checked_in);
        plan.add_schema();
        if !checked_in {
            plan.add_build_script();
        }
        if has_example {
            plan.add_programs(checked_in);
        }
        Ok(plan)
    }

    fn add_config(&mut self, checked_in: bool) {
        let out = "out = \"src/models\"\n";
        let config = if checked_in {
            format!("{CONFIG}{out}")
        } else {
            CONFIG.to_owned()
        };
        self.add(FILE_NAME, config);
        if checked_in
            && self
                .project
                .config
                .as_ref()
                .is_some_and(|config| config.out.is_none())
        {
            self.by_hand
                .push(format!("add to {FILE_NAME}: {}", out.trim_end()));
        }
    }

    fn add_schema(&mut self) {
        let schemas = self.project.schemas();
        if self.has_example {
            self.add_file(schemas.join("app.yaml"), SCHEMA.to_owned());
        }
        self.add_file(
            schemas.join("dynamite.schema.json"),
            dynamite_schema::json_schema(),
        );
    }

    fn add_build_script(&mut self) {
        let schemas = self.project.schemas();
        let schemas = schemas
            .strip_prefix(&self.project.folder)
            .unwrap_or(&schemas);
        let call = format!("dynamite_codegen::build({:?});", schemas.to_string_lossy());
        let Some(script) = self.project.manifest.build_script() else {
            return self.by_hand.push(format!(
                "Cargo.toml says `build = false`: add a build script with `fn main() {{ {call} }}`"
            ));
        };
        match self.project.text(&script) {
            Some(text) if text.contains("dynamite_codegen") => {}
            Some(_) => self
                .by_hand
                .push(format!("add to `main` in {}: {call}", script.display())),
            None => {}
        }
        self.add(
            &script,
            BUILD_SCRIPT.replace("dynamite_codegen::build(\"schemas\");", &call),
        );
    }

    fn add_programs(&mut self, checked_in: bool) {
        let (own, from_examples) = if checked_in {
            let from_examples = "#[path = \"../src/models/mod.rs\"]\nmod models;";
            ("mod models;", from_examples)
        } else {
            (INCLUDE, INCLUDE)
        };
        self.add(EXAMPLE_FILE, EXAMPLE.replace(INCLUDE, from_examples));
        let replaces_stub = match Program::of(&self.project) {
            Program::None => false,
            Program::Stub => true,
            Program::Own { uses_models: true } => return,
            Program::Own { uses_models: false } => {
                return self.by_hand.push(format!(
                    "to use the models in your own program, add to it: {own}"
                ));
            }
        };
        self.files.push(NewFile {
            path: self.project.folder.join(MAIN),
            text: SERVICE.replace(INCLUDE, own),
            replaces_stub,
        });
    }

    fn add(&mut self, path: impl AsRef<Path>, text: String) {
        self.add_file(self.project.folder.join(path), text);
    }

    fn add_file(&mut self, path: PathBuf, text: String) {
        self.files.push(NewFile {
            path,
            text,
            replaces_stub: false,
        });
    }

    /// Writes the files that do not exist yet.
    pub(super) fn carry_out(&self, report: &Report) -> Result<(), Failure> {
        // The manifest comes first, so that a run after an interrupted one finds a package and
        // continues.
        self.write_manifest(report)?;
        for file in &self.files {
            create(file, report)?;
        }
        self.by_hand
            .iter()
            .try_for_each(|text| report.advice("by hand", text))
    }

    fn write_manifest(&self, report: &Report) -> Result<(), Failure> {
        let manifest = &self.project.manifest;
        let entry = match (manifest.new, write(&manifest.file, &manifest.text())?) {
            (true, _) => FileEntry::done("created", &manifest.file),
            (false, true) => FileEntry::done("changed", &manifest.file),
            (false, false) => FileEntry::done("kept", &manifest.file).note("nothing to add"),
        };
        report.file(&entry)
    }
}

/// Returns `true` if the schema is not the one that `init` writes.
fn has_own_schema(project: &Project) -> bool {
    let folder = project.schemas();
    if read_regular(&folder.join("app.yaml")).is_ok_and(|text| text == SCHEMA) {
        return false;
    }
    match dynamite_schema::load(&folder) {
        Ok(_) => true,
        Err(problems) => !problems.sources().files().is_empty(),
    }
}

/// Writes a file that does not exist yet, and leaves an existing one alone, unless it is a stub.
fn create(file: &NewFile, report: &Report) -> Result<(), Failure> {
    let NewFile { path, text, .. } = file;
    if file.replaces_stub {
        write(path, text)?;
        let entry = FileEntry::done("replaced", path);
        return report.file(&entry.note("it was as `cargo new` writes it"));
    }
    if path.symlink_metadata().is_ok() {
        return report.file(&FileEntry::done("kept", path).note("exists already"));
    }
    write(path, text)?;
    report.file(&FileEntry::done("created", path))
}

fn write(path: &Path, text: &str) -> Result<bool, Failure> {
    dynamite_codegen::write_if_changed(path, text).map_err(|error| {
        Failure::io("write", path, &error)
            .remedy("what is written already stays; run the command again when this is solved")
    })
}
