//! The files to write, and writing them.

use std::path::{Path, PathBuf};

use super::checkout::Checkout;
use super::project::Project;
use crate::config::FILE_NAME;
use crate::failure::Failure;
use crate::files::read_regular;
use crate::report::{FileEntry, Report};

const CONFIG: &str = include_str!("../../../templates/dynamite.toml");
const SCHEMA: &str = include_str!("../../../templates/app.yaml");
const BUILD_SCRIPT: &str = include_str!("../../../templates/build.rs");
const PROGRAM: &str = include_str!("../../../templates/main.rs");

/// The line of the program that includes the models when a build script generates them.
const INCLUDE: &str = "dynamite::include_models!();";

/// The place of the program that demonstrates the models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// `src/main.rs`.
    Main,
    /// `examples/dynamite.rs`, beside the user's own program or library.
    Example,
    /// None: the schema is the user's own, and the program would not fit it.
    None,
}

/// Files to write, in order, and the steps left to the user.
pub(super) struct Plan {
    project: Project,
    files: Vec<(PathBuf, String)>,
    by_hand: Vec<String>,
    program: Program,
}

impl Plan {
    pub(super) fn new(
        mut project: Project,
        checkout: &Checkout,
        checked_in: bool,
    ) -> Result<Self, Failure> {
        let by_hand = project.manifest.depend_on(checkout, !checked_in)?;
        let program = program(&project);
        let mut plan = Self {
            project,
            files: Vec::new(),
            by_hand,
            program,
        };
        plan.add_config(checked_in);
        plan.add_schema();
        if !checked_in {
            plan.add_build_script();
        }
        plan.add_program(checked_in);
        Ok(plan)
    }

    pub(super) fn program(&self) -> Program {
        self.program
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
        if !has_own_schema(&self.project) {
            self.files
                .push((schemas.join("app.yaml"), SCHEMA.to_owned()));
        }
        self.files.push((
            schemas.join("dynamite.schema.json"),
            dynamite_schema::json_schema(),
        ));
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

    fn add_program(&mut self, checked_in: bool) {
        let (path, models) = match (self.program, checked_in) {
            (Program::Main, false) => ("src/main.rs", INCLUDE),
            (Program::Main, true) => ("src/main.rs", "mod models;"),
            (Program::Example, false) => ("examples/dynamite.rs", INCLUDE),
            (Program::Example, true) => (
                "examples/dynamite.rs",
                "#[path = \"../src/models/mod.rs\"]\nmod models;",
            ),
            (Program::None, _) => return,
        };
        self.add(path, PROGRAM.replace(INCLUDE, models));
        if self.program == Program::Example {
            let line = if checked_in { "mod models;" } else { INCLUDE };
            self.by_hand.push(format!(
                "to use the models in your own program, add to it: {line}"
            ));
        }
    }

    fn add(&mut self, path: impl AsRef<Path>, text: String) {
        self.files.push((self.project.folder.join(path), text));
    }

    /// Writes the files that do not exist yet.
    pub(super) fn carry_out(&self, report: &Report) -> Result<(), Failure> {
        // The manifest comes first, so that a run after an interrupted one finds a package and
        // continues.
        self.write_manifest(report)?;
        for (path, text) in &self.files {
            create(path, text, report)?;
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

fn program(project: &Project) -> Program {
    let main = project.text("src/main.rs");
    let uses_models = |text: &str| text.contains(INCLUDE) || text.contains("mod models;");
    if main.as_deref().is_some_and(uses_models) {
        return Program::Main;
    }
    if has_own_schema(project) {
        return Program::None;
    }
    let own_code = main.is_some() || project.text("src/lib.rs").is_some();
    if own_code || project.manifest.declares_targets() {
        Program::Example
    } else {
        Program::Main
    }
}

/// Writes a file that does not exist yet, and leaves an existing one alone.
fn create(path: &Path, text: &str, report: &Report) -> Result<(), Failure> {
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
