//! `dynamite-gen generate`.

mod compare;
mod diff;
mod write;

use std::path::Path;

use dynamite_codegen::files::Files;
use dynamite_codegen::generate::Layout;
use dynamite_codegen::output::folder::{self, FolderError, Reason};

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
    let Some(files) = models(&schemas, report)? else {
        return Ok(Outcome::Findings);
    };
    let entries = folder::compare(&files, &out).map_err(|error| failure(&error))?;
    if options.diff {
        compare::diff(&entries, &out, report)
    } else if options.check {
        compare::check(&entries, &out, report)
    } else {
        write::write(&entries, &out, report)
    }
}

/// The files for a schema; none if it has errors, which are reported.
fn models(schemas: &Path, report: &Report) -> Result<Option<Files>, Failure> {
    let checked = dynamite_codegen::load(schemas).and_then(dynamite_codegen::check);
    let checked = match checked {
        Ok(checked) => checked,
        Err(problems) => {
            check::refused(&problems, schemas, report)?;
            return Ok(None);
        }
    };
    report.diagnostics(&checked.warnings, schemas)?;
    match dynamite_codegen::generate::generate(&checked.schema, Layout::CheckedIn) {
        Ok(files) => Ok(Some(files)),
        Err(error) => Err(Failure::new(error.to_string())
            .remedy("this is a mistake in Dynamite: please report it with the schema")),
    }
}

fn failure(error: &FolderError) -> Failure {
    let FolderError { path, reason } = error;
    match reason {
        Reason::Foreign => Failure::new(format!(
            "{} was not generated, and is left alone",
            path.display()
        ))
        .remedy("move it out of the way, or name another folder with `--out`"),
        Reason::Read(error) => {
            Failure::io("read", path, error).remedy("name a folder you may read with `--out`")
        }
        Reason::Write(error) => Failure::io("write", path, error)
            .remedy("what is written already is whole; run the command again when this is solved"),
    }
}
