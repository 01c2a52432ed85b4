//! The migrations of the project, checked, and those that a command names.

use std::path::Path;
use std::sync::Arc;

use dynamite_migrate::Planned;
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{MigrationFile, MigrationFolder, MigrationName, SnapshotSchemas};

use crate::failure::Failure;
use crate::report::Report;

/// The migrations of a project.
pub(super) struct Project {
    /// Those that have a file.
    pub(super) migrations: Vec<Arc<Planned>>,
    /// The names of those that are squashed.
    pub(super) squashed: Vec<MigrationName>,
    /// The schema after the last of them, changes that need no migration included.
    pub(super) last: Option<Schema>,
}

/// Reads and checks all migrations; `None` after reporting the problems of one.
pub(super) fn read(folder: &Path, report: &Report) -> Result<Option<Project>, Failure> {
    let migrations = super::super::read(folder)?;
    check_names(&migrations, folder)?;
    let squashed = squashed(&migrations)?;
    if migrations.migrations.is_empty() && squashed.is_empty() {
        return Err(
            Failure::new(format!("there are no migrations in {}", folder.display())).remedy(
                "draft one with `dynamite-gen migrate new NAME`, or name another folder with \
                         `--migrations`",
            ),
        );
    }
    let schemas = migrations.schemas();
    let mut all = Vec::new();
    for file in &migrations.migrations {
        match planned(file, &schemas, folder, report)? {
            Some(planned) => all.push(Arc::new(planned)),
            None => return Ok(None),
        }
    }
    let migrations = all;
    let last = schemas.last().and_then(|schema| schema.as_ref().ok());
    Ok(Some(Project {
        migrations,
        squashed,
        last: last.cloned(),
    }))
}

/// Refuses files that are probably migrations and have no name of one, so that none is left out in silence.
fn check_names(migrations: &MigrationFolder, folder: &Path) -> Result<(), Failure> {
    match migrations.misnamed.first() {
        Some(name) => Err(Failure::new(format!(
            "{} is no name of a migration",
            folder.join(name).display()
        ))
        .remedy("call it by a number and a word, in the folder itself: `0007_full_name.yaml`")),
        None => Ok(()),
    }
}

/// Returns the squashed migrations of the list. Files that are not those of it are refused: edited, removed
/// or added without their lines.
fn squashed(migrations: &MigrationFolder) -> Result<Vec<MigrationName>, Failure> {
    let remedy = "`dynamite-gen check` says what to do";
    let order = migrations.consistent_order();
    let order = order.map_err(|problem| Failure::new(problem.to_string()).remedy(remedy))?;
    Ok(order.squashed().map(|entry| entry.name.clone()).collect())
}

fn planned(
    file: &MigrationFile,
    schemas: &SnapshotSchemas,
    folder: &Path,
    report: &Report,
) -> Result<Option<Planned>, Failure> {
    let number = file.name.number();
    let (Some(Ok(before)), Some(Ok(after))) = (schemas.before(number), schemas.at(number)) else {
        return Err(
            Failure::new(format!("the snapshots around {} cannot be used", file.name))
                .remedy("`dynamite-gen check` says what is wrong with them"),
        );
    };
    let (before, after) = (before.clone(), after.clone());
    match Planned::of(&file.file, &file.text, before, after) {
        Ok(planned) => Ok(Some(planned)),
        Err(problems) => {
            report.diagnostics(&problems, folder)?;
            Ok(None)
        }
    }
}

/// Returns the place of the migration that is named: by its whole name, or by its number.
pub(super) fn place_of(name: &str, all: &[Arc<Planned>]) -> Result<usize, Failure> {
    let name = name.strip_suffix(".yaml").unwrap_or(name);
    let number: Option<u32> = name.parse().ok();
    let place = all.iter().position(|planned| {
        let own = &planned.migration.name;
        own.as_str() == name || number == Some(own.number())
    });
    place.ok_or_else(|| {
        let names = all.iter().map(|planned| planned.migration.name.as_str());
        let names: Vec<_> = names.collect();
        let remedy = if names.is_empty() {
            "all migrations here are squashed; what they did is done from a revision with their files".to_owned()
        } else {
            format!("the migrations are: {}", names.join(", "))
        };
        Failure::new(format!("there is no migration `{name}`")).remedy(remedy)
    })
}
