//! `dynamite-gen generate`.

mod compare;
mod diff;
mod written;

use std::path::Path;

use dynamite_codegen::output::folder::{FolderError, ModelFolder, Reason};
use dynamite_codegen::{Error, Generated};

use super::check;
use crate::arguments::Generate;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
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
    let folder = ModelFolder::new(&out, &schemas);
    let writes = !(options.diff || options.check);
    let entries = if writes {
        folder.update(&files)
    } else {
        folder.compare(&files)
    };
    let entries = entries.map_err(|error| failure(&error))?;
    if options.diff {
        compare::diff(&entries, &out, report)
    } else if options.check {
        compare::check(&entries, &out, report)
    } else {
        written::report(&entries, &out, report)
    }
}

/// Returns the models of a schema; none if it has errors, which are reported.
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

fn failure(error: &FolderError) -> Failure {
    let failure = match &error.reason {
        Reason::Read(reason) => Failure::io("read", &error.path, reason),
        Reason::Write(reason) => Failure::io("write", &error.path, reason),
        _ => Failure::new(error.what()),
    };
    failure.remedy(error.remedy())
}
