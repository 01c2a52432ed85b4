//! Generation from a schema folder into memory, without printing or writing anything.

use std::fmt;
use std::path::PathBuf;

use crate::files::Files;
use crate::generate::{GenerateError, Layout, generate};
use dynamite_schema::diagnostics::Diagnostics;

/// A schema folder to generate from, and the layout of the files.
///
/// ```no_run
/// let generated = dynamite_codegen::Config::new("schemas").generate()?;
/// for (path, text) in generated.files.iter() {
///     println!("{path}: {} lines", text.lines().count());
/// }
/// # Ok::<(), dynamite_codegen::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Config {
    folder: PathBuf,
    layout: Layout,
}

/// The result of generation.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files.
    pub files: Files,
    /// Warnings about the schema, which never stop generation.
    pub warnings: Diagnostics,
}

/// An error of generation. No file is generated then.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The schema has errors.
    Schema(Diagnostics),
    /// The generator failed on a schema without errors, which is a bug of Dynamite.
    Generator(GenerateError),
}

impl Config {
    /// The schema files below this folder, for a module in the source tree.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            layout: Layout::CheckedIn,
        }
    }

    /// For another layout.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Reads and checks the schema, and generates. Fails with all errors of the schema.
    pub fn generate(&self) -> Result<Generated, Error> {
        let sources = dynamite_schema::load(&self.folder).map_err(Error::Schema)?;
        let checked = dynamite_schema::check(sources).map_err(Error::Schema)?;
        let files = generate(&checked.schema, self.layout).map_err(Error::Generator)?;
        Ok(Generated {
            files,
            warnings: checked.warnings,
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(problems) => problems.fmt(f),
            Self::Generator(error) => {
                write!(f, "Dynamite cannot generate from this schema: {error}")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Schema(problems) => Some(problems),
            Self::Generator(error) => Some(error),
        }
    }
}
