//! The whole way from a schema folder to the checked schema, a line a phase.

use std::path::Path;

use crate::diagnostics::{Diagnostics, Problems};
use crate::ir::Schema;
use crate::resolve::{self, Resolved};
use crate::source::{self, Sources};
use crate::{check as checks, raw};

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
    source::load(folder)
}

/// Checks schema files.
///
/// Fails with every problem the first failing phase finds in all files, warnings included. A
/// later phase does not run on what an earlier one has refused, so one mistake is not reported
/// twice.
pub fn check(sources: Sources) -> Result<Checked, Diagnostics> {
    let mut problems = Problems::default();
    let checked = phases(&sources, &mut problems);
    let diagnostics = problems.into_diagnostics(&sources);
    let Some(Resolved {
        tables,
        models,
        types,
    }) = checked
    else {
        return Err(diagnostics);
    };
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

/// The phases, each of which runs only on what the one before it has found right.
fn phases(sources: &Sources, problems: &mut Problems) -> Option<Resolved> {
    let declarations = problems.phase(|problems| raw::read(sources, problems))?;
    let resolved = problems.phase(|problems| resolve::resolve(&declarations, problems))?;
    problems.phase(|problems| checks::check(&declarations, &resolved, problems))?;
    Some(resolved)
}
