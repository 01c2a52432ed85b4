//! Compiles a schema folder to the checked schema, phase by phase.

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
    /// Findings that are allowed, but deserve attention. Never errors.
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
/// Fails with every problem of every file, warnings included. Consequences of an error are not
/// reported: if a declaration is broken, later phases skip everything that depends on it.
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

/// Runs the phases, all of them, whatever the earlier ones have found.
fn phases(sources: &Sources, problems: &mut Problems) -> Resolved {
    let declarations = raw::read(sources, problems);
    let resolved = resolve::resolve(&declarations, problems);
    checks::check(&declarations, &resolved, problems);
    resolved
}
