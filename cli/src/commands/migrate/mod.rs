//! `dynamite-gen migrate`, a file for each command.

#[cfg(feature = "database")]
mod at_database;
mod baseline;
mod new;
mod order;
mod renumber;
mod squash;

use std::path::{Path, PathBuf};

use dynamite_schema::migration::{
    FolderChanges, MigrationFolder, ORDER, Order, UnreadableFile, UnreadableOrder,
};
use dynamite_schema::snapshot::SnapshotFile;

use crate::arguments::{Migrate, MigrateFiles};
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{FileEntry, Report};
use crate::revision;

pub(crate) fn run(command: &Migrate, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    match command {
        Migrate::Files(command) => on_files(command, config, report),
        #[cfg(feature = "database")]
        Migrate::AtDatabase(command) => at_database::run(command, config, report),
        #[cfg(not(feature = "database"))]
        Migrate::AtDatabase(_) => Err(Failure::new(
            "this build of dynamite-gen cannot speak to a database",
        )
        .remedy(
            "install it with its default features: `cargo install --path cli` in a checkout of Dynamite",
        )),
    }
}

fn on_files(command: &MigrateFiles, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    match command {
        MigrateFiles::New(options) => new::run(options, config, report),
        MigrateFiles::Baseline(options) => baseline::run(options, config, report),
        MigrateFiles::Order(options) => order::run(options, config, report),
        MigrateFiles::Renumber(options) => renumber::run(options, config, report),
        MigrateFiles::Squash(options) => squash::run(options, config, report),
    }
}

/// Reads the folder of migrations.
pub(in crate::commands) fn read(folder: &Path) -> Result<MigrationFolder, Failure> {
    MigrationFolder::read(folder).map_err(|UnreadableFile { path, error }| {
        let remedy = match error.kind() {
            std::io::ErrorKind::InvalidData => {
                "save it as UTF-8, or take it back from version control"
            }
            _ => "correct the rights of what is named, or name another folder with `--migrations`",
        };
        Failure::io("read", &path, &error).remedy(remedy)
    })
}

/// Reads the list of migrations as it is in a revision.
pub(in crate::commands) fn order_of_revision(
    revision: &str,
    folder: &Path,
) -> Result<Result<Order, UnreadableOrder>, Failure> {
    let files = revision::files(revision, folder, |path| path == ORDER)?;
    Ok(MigrationFolder::of_files(files).order())
}

/// Reads the list of migrations, which is going to be changed.
fn changeable_order(migrations: &MigrationFolder, folder: &Path) -> Result<Order, Failure> {
    migrations.order().map_err(|reason| {
        let order = folder.join(ORDER);
        Failure::new(format!("{}: {reason}", order.display())).remedy(
            "after a merge, `dynamite-gen migrate renumber --onto git:main` writes it; else take it back \
             from version control",
        )
    })
}

/// The file with the list of migrations.
fn order_file(order: &Order) -> SnapshotFile {
    SnapshotFile {
        path: ORDER.to_owned(),
        text: order.to_string(),
    }
}

/// Changes files below the folder of migrations, or only says what would be done.
fn apply(
    changes: &FolderChanges,
    folder: &Path,
    is_dry_run: bool,
    report: &Report,
) -> Result<(), Failure> {
    if is_dry_run {
        for file in &changes.write {
            report.file(&FileEntry::done("would write", &folder.join(&file.path)))?;
        }
        for path in &changes.remove {
            report.file(&FileEntry::done("would remove", &folder.join(path)))?;
        }
        return Ok(());
    }
    write(&changes.write, folder, report)?;
    for path in &changes.remove {
        remove(&folder.join(path), folder)?;
        report.file(&FileEntry::done("removed", &folder.join(path)))?;
    }
    Ok(())
}

/// Removes a file, and the folders that are empty then.
fn remove(path: &Path, folder: &Path) -> Result<(), Failure> {
    std::fs::remove_file(path).map_err(|error| {
        Failure::io("remove", path, &error).remedy("correct the rights of the folder it is in")
    })?;
    let parents = path.ancestors().skip(1);
    for parent in parents.take_while(|parent| *parent != folder) {
        // One that is not empty stays.
        if std::fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
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
