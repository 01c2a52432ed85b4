//! `dynamite-gen migrate`, a file for each command.

mod baseline;
mod contract;
mod database;
mod ended;
mod gate;
mod new;
mod plan;
mod progress;
mod project;
mod resume;
mod rollback;
mod run;
mod status;
mod verify;

use std::path::{Path, PathBuf};

use dynamite_schema::migration::{MigrationFolder, UnreadableFile};
use dynamite_schema::snapshot::SnapshotFile;

use crate::arguments::Migrate;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{FileEntry, Report};

pub(crate) fn run(command: &Migrate, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    match command {
        Migrate::New(options) => new::run(options, config, report),
        Migrate::Baseline(options) => baseline::run(options, config, report),
        command => database::block_on(at_database(command, config, report)),
    }
}

/// The commands that send requests.
async fn at_database(
    command: &Migrate,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    match command {
        Migrate::New(_) | Migrate::Baseline(_) => Ok(Outcome::Clean),
        Migrate::Plan(options) => plan::run(options, config, report).await,
        Migrate::Run(options) => run::run(options, config, report).await,
        Migrate::Resume(options) => resume::run(options, config, report).await,
        Migrate::Status(options) => status::run(options, config, report).await,
        Migrate::History(options) => status::history(options, config, report).await,
        Migrate::Verify(options) => verify::run(options, config, report).await,
        Migrate::Gate(options) => gate::run(options, config, report).await,
        Migrate::Contract(options) => contract::run(options, config, report).await,
        Migrate::Rollback(options) => rollback::run(options, config, report).await,
    }
}

/// Reads the folder of migrations.
pub(in crate::commands) fn read(folder: &Path) -> Result<MigrationFolder, Failure> {
    MigrationFolder::read(folder).map_err(|UnreadableFile { path, error }| {
        Failure::io("read", &path, &error).remedy(
            "correct the rights of what is named, or name another folder with `--migrations`",
        )
    })
}

/// Writes files below the folder of migrations.
fn write(files: &[SnapshotFile], folder: &Path, report: &Report) -> Result<(), Failure> {
    for file in files {
        let path: PathBuf = folder.join(&file.path);
        let failed = |error| {
            Failure::io("write", &path, &error)
                .remedy("name a folder you may write to with `--migrations`")
        };
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        dynamite_codegen::write_if_changed(&path, &file.text).map_err(failed)?;
        report.file(&FileEntry::done("written", &path))?;
    }
    Ok(())
}
