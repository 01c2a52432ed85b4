//! Generating from a build script.
//!
//! While a schema is broken, the last good output stays, with a `compile_error!` for each
//! problem in front: an editor keeps every type, where a build script that fails would take
//! them all away. Without a good output there is nothing to keep, and cargo shows the problems.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs, io};

use proc_macro2::Literal;

use super::manifest::{MANIFEST, Manifest};
use super::{Error, Generated};
use crate::diagnostics::{Format, RenderOptions};
use crate::disk::{self, LockedFolder, write_if_changed};
use crate::generate::{FIRST_LINE, Layout, ROOT_FILE, generate};
use crate::source::Sources;

/// The folder below `OUT_DIR` that generated files include each other from.
const OUTPUT: &str = "dynamite";

/// A path below a file, where nothing can be: cargo finds it missing at every build.
const NEVER_THERE: &str = "runs-again-while-problems-are-shown";

/// Generates the models of a schema folder. The one line of a build script:
///
/// ```no_run
/// dynamite_codegen::build("schemas");
/// ```
///
/// The folder is relative to the package. `dynamite::include_models!()` includes the result.
/// Problems are told to cargo and the compiler; it neither fails nor panics.
///
/// A package has one set of models: a second call, for another folder, is an error for cargo.
/// Folders below the folder are read too, so both can be put below one.
pub fn build(folder: impl AsRef<Path>) {
    for instruction in instructions(folder.as_ref()) {
        println!("{instruction}");
    }
}

fn instructions(folder: &Path) -> Vec<String> {
    /// The folder of the first call.
    static FIRST: OnceLock<PathBuf> = OnceLock::new();
    let (Some(package), Some(out)) = (env::var_os("CARGO_MANIFEST_DIR"), env::var_os("OUT_DIR"))
    else {
        return vec![
            "cargo::error=dynamite_codegen::build only works in a build script".to_owned(),
        ];
    };
    let script = BuildScript {
        folder: folder.to_owned(),
        package: package.into(),
        output: PathBuf::from(out).join(OUTPUT),
    };
    script.run_unless_after(FIRST.get_or_init(|| folder.to_owned()))
}

/// One run of a build script.
struct BuildScript {
    /// The schema folder, relative to the package.
    folder: PathBuf,
    /// The folder of the package.
    package: PathBuf,
    /// Where generated files go.
    output: PathBuf,
}

impl BuildScript {
    /// Generates, unless models of another folder have been generated, whose place they would take.
    fn run_unless_after(&self, first: &Path) -> Vec<String> {
        if self.absolute(&self.folder) == self.absolute(first) {
            return self.run();
        }
        let (first, second) = (first.display(), self.folder.display());
        vec![format!(
            "cargo::error=dynamite_codegen::build is called for {first} and for {second}, and a \
             package has one set of models: put both folders below one, and call it once, for that"
        )]
    }

    /// A folder that is relative to the package, without links if it is there.
    fn absolute(&self, folder: &Path) -> PathBuf {
        let folder = self.package.join(folder);
        fs::canonicalize(&folder).unwrap_or(folder)
    }

    /// Generates, and says what cargo has to be told.
    fn run(&self) -> Vec<String> {
        let mut instructions = vec![watched(&self.folder)];
        let told = match crate::load(&self.package.join(&self.folder)) {
            Ok(sources) => {
                // A link to a file that is gone changes no time of the folder.
                let paths = sources.files().iter().map(|file| &file.path);
                // A path of several lines would be instructions of its own.
                let paths = paths.filter(|path| !path.contains('\n'));
                instructions.extend(paths.map(|path| watched(&self.folder.join(path))));
                match generated(sources) {
                    Ok(generated) => self.keep(&generated),
                    Err(error) => self.refuse(&error),
                }
            }
            Err(problems) => self.refuse(&Error::Schema(problems)),
        };
        instructions.extend(told.unwrap_or_else(|error| {
            let output = self.output.display();
            vec![format!("cargo::error=cannot write to {output}: {error}")]
        }));
        instructions
    }

    /// Writes what changed, removes what an earlier schema left behind, and says what is to be
    /// said.
    fn keep(&self, generated: &Generated) -> io::Result<Vec<String>> {
        let folder = LockedFolder::open(&self.output)?;
        let before = disk::read(&self.output.join(MANIFEST))?.unwrap_or_default();
        // Before there were lists, or if somebody has written into it, nothing is ours to remove.
        let before = Manifest::parse(&String::from_utf8_lossy(&before)).unwrap_or_default();
        let now = Manifest::of(&generated.files, &self.folder.to_string_lossy());
        let mut all = now.clone();
        all.files.extend(before.files);
        folder.sweep(|name| name == MANIFEST || all.files.contains(name));
        // First, so that an interrupted run leaves nothing that is not listed.
        folder.write(MANIFEST, &all.to_text())?;
        for (name, text) in generated.files.iter() {
            folder.write(name, text)?;
        }
        for name in all.files.difference(&now.files) {
            folder.remove(name)?;
        }
        folder.write(MANIFEST, &now.to_text())?;
        let warnings = generated.warnings.render(Format::Short, &self.options());
        Ok(warnings
            .lines()
            .map(|line| format!("cargo::warning={line}"))
            .collect())
    }

    /// Puts the problems in front of the last good output, or tells cargo, if there is none.
    fn refuse(&self, error: &Error) -> io::Result<Vec<String>> {
        let root = self.output.join(ROOT_FILE);
        let Ok(text) = fs::read_to_string(&root) else {
            let rendered = self.rendered(error).join("\n\n");
            return Ok(rendered
                .lines()
                .map(|line| format!("cargo::error={line}"))
                .collect());
        };
        let problems = self.rendered(error);
        let problems = problems.iter().map(|problem| compile_error(problem));
        // What an earlier run has put in front of it goes.
        let good = text.split_inclusive('\n');
        let good = good.skip_while(|line| !line.starts_with(FIRST_LINE));
        let text: String = problems.chain(good.map(str::to_owned)).collect();
        write_if_changed(&root, &text)?;
        // Cargo runs the script again if something has become newer. A schema that is restored
        // with the time that it had has not, and its problems would be shown for ever.
        let never_there = root.join(NEVER_THERE);
        Ok(vec![watched(&never_there)])
    }

    /// Each error on its own, as it is shown to people.
    fn rendered(&self, error: &Error) -> Vec<String> {
        match error {
            Error::Schema(problems) => problems.render_errors(&self.options()),
            Error::Generator(_) => vec![error.to_string()],
        }
    }

    /// Paths are shown from the folder of the package.
    fn options(&self) -> RenderOptions<'_> {
        RenderOptions {
            prefix: self.folder.to_str().unwrap_or_default(),
            color: false,
        }
    }
}

fn generated(sources: Sources) -> Result<Generated, Error> {
    let checked = crate::check(sources).map_err(Error::Schema)?;
    let files = generate(&checked.schema, Layout::BuildScript).map_err(Error::Generator)?;
    Ok(Generated {
        files,
        warnings: checked.warnings,
    })
}

/// Has cargo run the script again when a file, or one in a folder, becomes newer or is gone.
fn watched(path: &Path) -> String {
    format!("cargo::rerun-if-changed={}", path.display())
}

/// Code that the compiler refuses with this problem.
///
/// Below the problem the compiler quotes this code, but for empty lines: those around the message
/// keep it from being shown a second time, with its line feeds escaped.
fn compile_error(problem: &str) -> String {
    let message = Literal::string(&format!("\n{problem}"));
    format!("::core::compile_error!(\n\n\n\n\n\n{message}\n\n);\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "models: { User: { key: id, fields: { id: ulid } } }";
    const OTHER: &str = "models: { Order: { key: id, fields: { id: ulid } } }";
    const BAD: &str = "models: { User: { key: id, fields: { id: nothing } } }";

    struct Package {
        folder: tempfile::TempDir,
        script: BuildScript,
    }

    impl Package {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("schemas")).unwrap();
            let script = BuildScript {
                folder: "schemas".into(),
                package: folder.path().to_owned(),
                output: folder.path().join("out").join(OUTPUT),
            };
            Self { folder, script }
        }

        fn run(&self, schema: &str) -> Vec<String> {
            fs::write(self.folder.path().join("schemas/shop.yaml"), schema).unwrap();
            self.script.run()
        }

        fn output(&self, path: &str) -> Option<String> {
            fs::read_to_string(self.script.output.join(path)).ok()
        }
    }

    #[test]
    fn the_schema_folder_is_watched_whatever_happens() {
        let package = Package::new();
        for schema in [BAD, GOOD, BAD] {
            let watched = "cargo::rerun-if-changed=schemas";
            assert_eq!(package.run(schema).first().unwrap(), watched);
        }
    }

    #[test]
    fn a_broken_schema_keeps_the_last_good_models() {
        let package = Package::new();
        package.run(GOOD);
        let good = package.output(ROOT_FILE).unwrap();
        for _ in 0..2 {
            let told = package.run(BAD);
            let watched = "cargo::rerun-if-changed=";
            assert!(told.iter().all(|line| line.starts_with(watched)));
            let never_there = told.last().unwrap().strip_prefix(watched).unwrap();
            let parent = Path::new(never_there).parent().unwrap();
            assert!(parent.is_file(), "nothing can be made there");
            let broken = package.output(ROOT_FILE).unwrap();
            let problems = broken.strip_suffix(&good).unwrap();
            assert_eq!(problems.matches("compile_error!").count(), 1);
            assert!(problems.contains("schemas/shop.yaml"));
            assert!(syn::parse_file(&broken).is_ok());
        }
        package.run(GOOD);
        assert_eq!(package.output(ROOT_FILE).unwrap(), good);
    }

    #[test]
    fn a_schema_that_was_never_good_fails_with_its_problems_only() {
        let package = Package::new();
        let instructions = package.run(BAD);
        assert!(instructions.len() > 2);
        let is_watched = |line: &&String| line.starts_with("cargo::rerun-if-changed=");
        let watched = instructions.iter().take_while(is_watched).count();
        let errors = &instructions[watched..];
        assert!(errors.iter().all(|line| line.starts_with("cargo::error=")));
        assert!(errors.iter().any(|line| line.contains("schemas/shop.yaml")));
        assert_eq!(package.output(ROOT_FILE), None);
    }

    #[test]
    fn files_of_a_model_that_is_gone_are_removed_and_those_of_others_are_kept() {
        let package = Package::new();
        package.run(GOOD);
        fs::write(package.script.output.join("mine.rs"), "// @generated by me").unwrap();
        package.run(OTHER);
        assert_eq!(package.output("user.rs"), None);
        assert!(package.output("order.rs").is_some());
        assert!(package.output("mine.rs").is_some());
    }

    #[test]
    fn a_second_folder_is_refused_and_its_models_are_not_written() {
        let mut package = Package::new();
        package.run(GOOD);
        fs::create_dir(package.folder.path().join("more")).unwrap();
        fs::write(package.folder.path().join("more/a.yaml"), OTHER).unwrap();
        package.script.folder = "more".into();
        let told = package.script.run_unless_after(Path::new("schemas"));
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("cargo::error="), "{told:?}");
        assert!(told[0].contains("for schemas and for more"), "{told:?}");
        assert!(package.output("user.rs").is_some());
        package.script.folder = "./schemas/".into();
        let told = package.script.run_unless_after(Path::new("schemas"));
        assert!(!told[0].starts_with("cargo::error="), "{told:?}");
    }

    #[test]
    fn a_missing_folder_is_an_error_for_cargo() {
        let mut package = Package::new();
        package.script.folder = "nowhere".into();
        let instructions = package.script.run();
        assert!(
            instructions[1].starts_with("cargo::error="),
            "{instructions:?}"
        );
    }
}
