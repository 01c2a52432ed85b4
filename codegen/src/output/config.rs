//! From a schema folder to files, without printing or writing anything.

use std::fmt;
use std::path::PathBuf;

use crate::files::Files;
use crate::generate::{GenerateError, Layout, generate};
use dynamite_schema::diagnostics::Diagnostics;

/// What is generated, and for where.
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

/// What came out.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files.
    pub files: Files,
    /// What is allowed, and still worth a look. Never an error.
    pub warnings: Diagnostics,
}

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The schema has errors.
    Schema(Diagnostics),
    /// The generator failed on a schema without errors, which is a mistake in Dynamite.
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

    /// Reads, checks and generates. Fails with everything that is wrong with the schema.
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
