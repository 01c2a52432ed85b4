//! Generation from a build script.
//!
//! While a schema has errors, the last good output stays, with a `compile_error!` for each error in
//! front: an editor keeps every type, which it would lose if the build script failed. Without a
//! good output there is nothing to keep, and cargo shows the errors.

mod out_dir;
mod record;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs, io};

use proc_macro2::Literal;

use super::config::Error;
use crate::disk::write_if_changed;
use crate::generate::{FIRST_LINE, ROOT_FILE};
use dynamite_schema::Checked;
use dynamite_schema::diagnostics::{Format, RenderOptions};
use out_dir::UpdateError;

/// The folder below `OUT_DIR` that holds the generated files.
const OUTPUT: &str = "dynamite";

/// A path below a file, where nothing can exist: cargo finds it missing at every build.
const NEVER_THERE: &str = "runs-again-while-problems-are-shown";

/// Generates the models of a schema folder. The one line of a build script:
///
/// ```no_run
/// dynamite_codegen::build("schemas");
/// ```
///
/// The folder is relative to the package. `dynamite::include_models!()` includes the result.
/// Errors go to cargo and the compiler; the function neither fails nor panics.
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
    /// The folder of generated files.
    output: PathBuf,
}

impl BuildScript {
    /// Generates, unless another folder came first: its models would be overwritten.
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

    /// The path of a folder that is relative to the package, without links if it exists.
    fn absolute(&self, folder: &Path) -> PathBuf {
        let folder = self.package.join(folder);
        fs::canonicalize(&folder).unwrap_or(folder)
    }

    /// Generates, and returns the instructions for cargo.
    fn run(&self) -> Vec<String> {
        let mut instructions = vec![watched(&self.folder)];
        let outcome = match dynamite_schema::load(&self.package.join(&self.folder)) {
            Ok(sources) => {
                // A link to a file that is gone changes no time of the folder.
                let paths = sources.files().iter().map(|file| &file.path);
                // A path of several lines would be instructions of its own.
                let paths = paths.filter(|path| !path.contains('\n'));
                instructions.extend(paths.map(|path| watched(&self.folder.join(path))));
                match dynamite_schema::check(sources) {
                    Ok(checked) => self.update(&checked),
                    Err(problems) => self.report(&Error::Schema(problems)),
                }
            }
            Err(problems) => self.report(&Error::Schema(problems)),
        };
        instructions.extend(outcome.unwrap_or_else(|error| {
            let output = self.output.display();
            vec![format!("cargo::error=cannot write to {output}: {error}")]
        }));
        instructions
    }

    /// Brings the models up to date, and returns warnings as instructions. Fails if they cannot be
    /// written.
    fn update(&self, checked: &Checked) -> io::Result<Vec<String>> {
        let origin = self.folder.to_string_lossy();
        match out_dir::update(&self.output, &checked.schema, &origin) {
            Ok(_) => {}
            Err(UpdateError::Generator(error)) => return self.report(&Error::Generator(error)),
            Err(UpdateError::Folder(error)) => return Err(error),
        }
        let warnings = checked.warnings.render(Format::Short, &self.options());
        Ok(warnings
            .lines()
            .map(|line| format!("cargo::warning={line}"))
            .collect())
    }

    /// Puts the errors in front of the last good output, or reports them to cargo if there is none.
    fn report(&self, error: &Error) -> io::Result<Vec<String>> {
        let root = self.output.join(ROOT_FILE);
        let Ok(text) = fs::read_to_string(&root) else {
            let problems = self.rendered(error);
            // Each line is a message of its own, and one without text would be an empty title.
            let lines = problems.iter().flat_map(|problem| problem.lines());
            return Ok(lines
                .filter(|line| !line.trim().is_empty())
                .map(|line| format!("cargo::error={line}"))
                .collect());
        };
        let problems = self.rendered(error);
        let problems = problems.iter().map(|problem| compile_error(problem));
        // Without the errors that an earlier run has put in front.
        let good = text.split_inclusive('\n');
        let good = good.skip_while(|line| !line.starts_with(FIRST_LINE));
        let text: String = problems.chain(good.map(str::to_owned)).collect();
        write_if_changed(&root, &text)?;
        // Cargo runs the script again if a file has become newer. A schema that is restored with
        // its old time has not, and its errors would be shown for ever.
        let never_there = root.join(NEVER_THERE);
        Ok(vec![watched(&never_there)])
    }

    /// Each error on its own, rendered for people.
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

/// The instruction to run the script again when a file, or one in a folder, becomes newer or is
/// removed.
fn watched(path: &Path) -> String {
    format!("cargo::rerun-if-changed={}", path.display())
}

/// Code that makes the compiler report this error.
///
/// The message starts with the problem: editors show its first line as the title. Below the error
/// the compiler quotes this code, apart from empty lines: those around the message keep it from
/// being shown a second time, with its line feeds escaped.
fn compile_error(problem: &str) -> String {
    let message = Literal::string(problem);
    format!("::core::compile_error!(\n\n\n\n\n\n{message}\n\n);\n")
}
