//! `dynamite-gen schema`.

use super::Outcome;
use crate::arguments::Schema;
use crate::failure::Failure;
use crate::report::{FileEntry, Report, print};

pub(crate) fn run(options: &Schema, report: &Report) -> Result<Outcome, Failure> {
    let schema = dynamite_codegen::json_schema();
    let Some(path) = &options.out else {
        print(&schema)?;
        return Ok(Outcome::Clean);
    };
    let written = dynamite_codegen::write_if_changed(path, &schema).map_err(|error| {
        Failure::io("write", path, &error).remedy("name a file you may write to with `--out`")
    })?;
    report.file(&FileEntry::done(
        if written { "written" } else { "unchanged" },
        path,
    ))?;
    Ok(Outcome::Clean)
}
