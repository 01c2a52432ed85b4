//! `dynamite-gen generate`.

mod compare;
mod diff;
mod write;

use std::path::Path;

use dynamite_codegen::output::folder::FolderError;
use dynamite_codegen::{Error, Generated};

use super::{Outcome, check};
use crate::arguments::Generate;
use crate::config::Config;
use crate::failure::Failure;
use crate::report::Report;

pub(crate) fn run(
    options: &Generate,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let schemas = config.schema_folder(options.source.schemas.as_deref())?;
    let out = config.out_folder(options.out.as_deref())?;
    let Some(Generated { files, warnings }) = generated(&schemas, report)? else {
        return Ok(Outcome::Findings);
    };
    report.diagnostics(&warnings, &schemas)?;
    if options.diff {
        compare::diff(&files, &out, report)
    } else if options.check {
        compare::check(&files, &out, report)
    } else {
        write::write(&files, &out, report)
    }
}

/// The models of a schema; none if it has errors, which are reported.
fn generated(schemas: &Path, report: &Report) -> Result<Option<Generated>, Failure> {
    match dynamite_codegen::Config::new(schemas).generate() {
        Ok(generated) => Ok(Some(generated)),
        Err(Error::Schema(problems)) => {
            check::refused(&problems, schemas, report)?;
            Ok(None)
        }
        Err(error) => Err(Failure::new(error.to_string())
            .remedy("this is a mistake in Dynamite: please report it, with the schema")),
    }
}

fn failure(verb: &str, error: &FolderError) -> Failure {
    match error {
        FolderError::Foreign { path } => Failure::new(format!(
            "{} was not generated, and is left alone",
            path.display()
        ))
        .remedy("move it out of the way, or name another folder with `--out`"),
        FolderError::Io { path, error } => Failure::io(verb, path, error)
            .remedy("name a folder that you may read and write with `--out`"),
        error => Failure::new(error.to_string()),
    }
}
