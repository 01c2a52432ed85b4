//! The whole way from a schema folder to the checked schema, a line a phase.

use std::path::Path;

use crate::diagnostics::{Diagnostics, Problems};
use crate::ir::Schema;
use crate::resolve::{self, Resolved};
use crate::source::Sources;
use crate::{check as checks, load as files, raw};

/// A schema without errors.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The schema.
    pub schema: Schema,
    /// What is allowed, and still worth a look. Never an error.
    pub warnings: Diagnostics,
}

/// Reads every `*.yaml` and `*.yml` file below a folder, in the order of their paths.
///
/// Fails if the folder is missing or holds no schema file, or if a file cannot be read, is not
/// UTF-8 text, or is larger than 16 MiB; all of these are reported together.
pub fn load(folder: &Path) -> Result<Sources, Diagnostics> {
    files::load(folder)
}

/// Checks schema files.
///
/// Fails with every problem of every file, warnings included. What follows from a mistake is not
/// a problem of its own: where a declaration is broken, later phases pass over what depends on it.
pub fn check(sources: Sources) -> Result<Checked, Diagnostics> {
    let mut problems = Problems::default();
    let Resolved {
        tables,
        models,
        types,
        unkeyed: _,
    } = phases(&sources, &mut problems);
    let is_wrong = problems.has_errors();
    let diagnostics = problems.into_diagnostics(&sources);
    if is_wrong {
        return Err(diagnostics);
    }
    Ok(Checked {
        schema: Schema {
            sources,
            tables,
            models,
            types,
        },
        warnings: diagnostics,
    })
}

/// The phases. All of them run, whatever the ones before have found.
fn phases(sources: &Sources, problems: &mut Problems) -> Resolved {
    let declarations = raw::read(sources, problems);
    let resolved = resolve::resolve(&declarations, problems);
    checks::check(&declarations, &resolved, problems);
    resolved
}
