//! Migrations, and changes of the schema that they do not make up for.

use std::path::Path;

use dynamite_schema::diagnostics::{Diagnostics, Severity};
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{
    MigrationFile, MigrationFolder, SnapshotSchemas, check, stranded,
};

use super::{finding, order};
use crate::failure::Failure;
use crate::other_schema;
use crate::report::{Counts, FileEntry, Report};

const SNAPSHOTS_HELP: &str = "take the folder `snapshots` back from version control, or draft the \
                              migration again with `dynamite-gen migrate new`";

/// What a schema is compared with.
pub(super) struct Compared<'a> {
    /// The folder of its files.
    pub(super) schemas: &'a Path,
    /// The folder of migrations.
    pub(super) migrations: &'a Path,
    /// Another schema.
    pub(super) against: Option<&'a str>,
}

/// Reports the problems of migrations, and the changes since the last of them or another schema.
pub(super) fn report(
    schema: &Schema,
    migrations: &MigrationFolder,
    compared: &Compared<'_>,
    report: &Report,
) -> Result<Counts, Failure> {
    let schemas = migrations.schemas();
    let mut counts = Counts {
        errors: misplaced(migrations, &schemas, compared.migrations, report)?
            + order::report(migrations, compared.migrations, compared.against, report)?,
        ..Counts::default()
    };
    for migration in &migrations.migrations {
        counts = counts.and(one(migration, &schemas, compared.migrations, report)?);
    }
    counts = counts.and(shown(&schemas.misstated(schema), compared.schemas, report)?);
    Ok(counts.and(changes(schema, &schemas, compared, report)?))
}

/// Reports the changes since the last migration or another schema that strand items.
fn changes(
    schema: &Schema,
    schemas: &SnapshotSchemas,
    compared: &Compared<'_>,
    report: &Report,
) -> Result<Counts, Failure> {
    let since_last = match schemas.last() {
        Some(Err(problems)) => {
            let snapshots = compared.migrations.join("snapshots");
            finding::show(
                &FileEntry::finding("unusable", &snapshots, SNAPSHOTS_HELP),
                report,
            )?;
            return shown(problems, compared.migrations, report);
        }
        Some(Ok(last)) => Some(stranded(last, schema, Severity::Warning)),
        None => None,
    };
    let against = compared.against.map(|named| {
        let before = other_schema::read(named, compared.schemas, report)?;
        Ok(stranded(&before, schema, Severity::Error))
    });
    let found = match (against.transpose()?, since_last) {
        // What a migration has changed is no finding against an older schema.
        (_, Some(since_last)) if since_last.is_empty() => since_last,
        (Some(against), _) => against,
        (None, Some(since_last)) => since_last,
        (None, None) => return Ok(Counts::default()),
    };
    shown(&found, compared.schemas, report)
}

fn shown(found: &Diagnostics, folder: &Path, report: &Report) -> Result<Counts, Failure> {
    report.diagnostics(found, folder)?;
    Ok(Counts::of(found))
}

/// Reports files with names that are none, snapshots without their migration, and migrations with the
/// same number.
fn misplaced(
    migrations: &MigrationFolder,
    schemas: &SnapshotSchemas,
    folder: &Path,
    report: &Report,
) -> Result<usize, Failure> {
    for name in &migrations.misnamed {
        let path = folder.join(name);
        let help = "call it by a number and a word: `0007_full_name.yaml`";
        finding::show(&FileEntry::finding("misnamed", &path, help), report)?;
    }
    let missing = migrations.without_migration(schemas);
    for number in &missing {
        let path = folder.join(format!("snapshots/{number:04}"));
        let help = "the schema was changed in a way that strands items: take the migration of this \
                    number back from version control, or remove the snapshot and draft it again";
        finding::show(&FileEntry::finding("no migration", &path, help), report)?;
    }
    let same = migrations.same_numbers();
    for [one, other] in &same {
        let path = folder.join(format!("{other}.yaml"));
        let help = "after a merge, `dynamite-gen migrate renumber --onto git:main` gives the one of this branch the \
                    next number";
        let note = format!("{one} has the same number");
        finding::show(
            &FileEntry::finding("ambiguous", &path, help).note(note),
            report,
        )?;
    }
    Ok(migrations.misnamed.len() + missing.len() + same.len())
}

/// Reports the problems of one migration.
fn one(
    migration: &MigrationFile,
    schemas: &SnapshotSchemas,
    folder: &Path,
    report: &Report,
) -> Result<Counts, Failure> {
    let number = migration.name.number();
    let around = (schemas.before(number), schemas.at(number));
    let (Some(Ok(before)), Some(Ok(after))) = around else {
        let path = folder.join(&migration.file);
        finding::show(
            &FileEntry::finding("no snapshot", &path, SNAPSHOTS_HELP),
            report,
        )?;
        let errors = 1;
        return Ok(Counts {
            errors,
            ..Counts::default()
        });
    };
    match check(&migration.file, &migration.text, before, after) {
        Ok(checked) => shown(&checked.warnings, folder, report),
        Err(problems) => shown(&problems, folder, report),
    }
}
