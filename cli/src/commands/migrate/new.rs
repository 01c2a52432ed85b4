//! `dynamite-gen migrate new`.

use std::path::Path;

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{
    Checksum, Draft, DraftProblem, Hints, MigrationFolder, MigrationName, Order, Removed, check,
    draft, misstated,
};
use dynamite_schema::snapshot::SnapshotFile;

use crate::arguments::MigrateNew;
use crate::commands::current_schema;
use crate::config::Config;
use crate::failure::Failure;
use crate::other_schema;
use crate::outcome::Outcome;
use crate::report::Report;

/// The JSON Schema beside migrations, for editors.
const JSON_SCHEMA: &str = "dynamite-migration.schema.json";

pub(super) fn run(
    options: &MigrateNew,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let schemas = config.schema_folder(options.source.schemas.as_deref())?;
    let folder = config.migrations_folder(options.folder.migrations.as_deref());
    let migrations = super::read(&folder)?;
    let order = super::changeable_order(&migrations, &folder)?;
    let number = migrations.next_number();
    let name = name(number, &options.name)?;
    let hints = hints(options)?;
    let Some(after) = current_schema(&schemas, report)? else {
        return Ok(Outcome::Findings);
    };
    let against = options.against.schema.as_deref();
    let before = before(against, &migrations, &schemas, report)?;
    let misstated = misstated(&before, &after);
    if !misstated.is_empty() {
        report.diagnostics(&misstated, &schemas)?;
        return Ok(Outcome::Findings);
    }
    let back = brought_back(&migrations, &before, &after);
    let hints = Hints {
        removed: back.iter().map(|(field, _)| field.clone()).collect(),
        ..hints
    };
    let drafted = match draft(&before, &after, &hints) {
        Ok(drafted) => drafted,
        Err(problems) => return undecided(&problems, report),
    };
    let mut files = Vec::new();
    if migrations.is_new() {
        // What the first migration found.
        files.extend(migrations.snapshot_of(&before, 0));
    }
    let snapshot = changed(&migrations, &before, &after, number);
    if snapshot.is_empty() {
        report.hint("unchanged", "nothing that is stored has changed")?;
        return Ok(Outcome::Clean);
    }
    said_of_former(&back, report)?;
    files.extend(snapshot);
    files.extend(drafted_files(&drafted, &name, order));
    super::write(&files, &folder, report)?;
    said_of(&drafted, &name, report)
}

/// Says which fields come back while their former values may still be there.
fn said_of_former(fields: &[(Removed, MigrationName)], report: &Report) -> Result<(), Failure> {
    for (former, earlier) in fields {
        let text = if former.is_index() {
            format!(
                "{former} is dropped by the contract of {earlier}: until that is made in a database, the former index \
                 is there, and counts as the new one if it is the same"
            )
        } else {
            format!(
                "{former} was there before {earlier}, whose contract removes it: until that is made in a database, \
                 its former values are there, and this migration is refused"
            )
        };
        report.advice("comes back", &text)?;
    }
    Ok(())
}

/// Says what is left to do after a draft is written.
fn said_of(drafted: &Draft, name: &MigrationName, report: &Report) -> Result<Outcome, Failure> {
    for drop in &drafted.dropped {
        let text = format!(
            "`{drop}` is removed by the contract: is a value of it to be kept in another field?"
        );
        report.hint("drops", &text)?;
    }
    for left in &drafted.left {
        let text = format!("no step is drafted for this: {left}");
        report.advice("by hand", &text)?;
    }
    if drafted.text.is_some() {
        let text = format!("after editing the file: dynamite-gen migrate order {name}");
        report.hint("next", &text)?;
    } else {
        report.hint(
            "no steps",
            "stored items can stay as they are; the snapshot is recorded",
        )?;
    }
    Ok(Outcome::clean_if(drafted.left.is_empty()))
}

/// The fields that come back, with the migration whose contract removes their former values.
fn brought_back(
    migrations: &MigrationFolder,
    before: &Schema,
    after: &Schema,
) -> Vec<(Removed, MigrationName)> {
    let schemas = migrations.schemas();
    let found = migrations.migrations.iter().flat_map(|file| {
        let number = file.name.number();
        let around = schemas.before(number).zip(schemas.at(number));
        let Some((Ok(earlier), Ok(own))) = around else {
            return Vec::new();
        };
        let Ok(checked) = check(&file.file, &file.text, earlier, own) else {
            return Vec::new();
        };
        let known = checked.migration.removed_from(own, before);
        let mut fields = checked.migration.removed_from(own, after);
        fields.retain(|field| !known.iter().any(|it| it.is_same(field)));
        let named = fields.into_iter().map(|field| (field, file.name.clone()));
        named.collect()
    });
    found.collect()
}

/// The files of the snapshot after the migration.
fn changed(
    migrations: &MigrationFolder,
    before: &Schema,
    after: &Schema,
    number: u32,
) -> Vec<SnapshotFile> {
    if migrations.is_new() {
        return migrations.with_baseline(before).snapshot_of(after, number);
    }
    migrations.snapshot_of(after, number)
}

fn name(number: u32, word: &str) -> Result<MigrationName, Failure> {
    MigrationName::parse(&format!("{number:04}_{word}")).ok_or_else(|| {
        Failure::new(format!("`{word}` is no name of a migration"))
            .remedy("use small letters, digits and `_`: `full_name`")
    })
}

fn hints(options: &MigrateNew) -> Result<Hints, Failure> {
    let renamed = options.renamed.iter().map(|hint| {
        let both = hint.split_once('=');
        let both = both.filter(|(from, to)| from.contains('.') && !to.is_empty());
        both.map(|(from, to)| (from.to_owned(), to.to_owned()))
            .ok_or_else(|| {
                Failure::new(format!("`--rename {hint}` does not say two fields"))
                    .remedy("write the model and both fields: `--rename User.name=full_name`")
            })
    });
    Ok(Hints {
        renamed: renamed.collect::<Result<_, _>>()?,
        dropped: options.dropped.clone(),
        removed: Vec::new(),
    })
}

/// The schema before the migration.
fn before(
    against: Option<&str>,
    migrations: &MigrationFolder,
    schemas: &Path,
    report: &Report,
) -> Result<Schema, Failure> {
    if let Some(named) = against {
        if !migrations.is_new() {
            return Err(Failure::new(
                "there are snapshots, and the last of them is what a migration begins with",
            )
            .remedy("leave out `--against`"));
        }
        return other_schema::read(named, schemas, report);
    }
    let Some(last) = migrations.last_schema() else {
        return Err(Failure::new("there is no snapshot to compare with").remedy(
            "name the schema that stored items follow: `--against git:main`; or record the schema as it \
             is: `dynamite-gen migrate baseline`",
        ));
    };
    match last {
        Ok(schema) => Ok(schema),
        Err(problems) => {
            report.diagnostics(&problems, Path::new(""))?;
            Err(Failure::new("the last snapshot cannot be used")
                .remedy("snapshots are not edited: take the files back from version control"))
        }
    }
}

/// Reports what only the user knows.
fn undecided(problems: &[DraftProblem], report: &Report) -> Result<Outcome, Failure> {
    for problem in problems {
        match problem {
            DraftProblem::Ambiguous { field, candidates } => {
                let renames = candidates.iter().map(|to| format!("--rename {field}={to}"));
                let options: Vec<_> = renames.chain([format!("--drop {field}")]).collect();
                let text = format!(
                    "`{field}` is gone: has it another name, or is it not wanted any more?\n{}",
                    options.join("\n")
                );
                report.advice("say which", &text)?;
            }
            DraftProblem::UnfitHint { hint, reason } => {
                report.advice("unfit", &format!("`{hint}`: {reason}"))?;
            }
            DraftProblem::ChangedIndex { model, index } => {
                let text = format!(
                    "`{index}` of `{model}` has another key or projection under its name in DynamoDB, which cannot be \
                     changed: declare it with another `name:`, and it is built beside the former one"
                );
                report.advice("unfit", &text)?;
            }
        }
    }
    Ok(Outcome::Findings)
}

/// The migration file with its line in the list of migrations, and the JSON Schema that it names.
fn drafted_files(drafted: &Draft, name: &MigrationName, order: Order) -> Vec<SnapshotFile> {
    let Some(text) = &drafted.text else {
        return Vec::new();
    };
    let text = format!("# yaml-language-server: $schema=./{JSON_SCHEMA}\n{text}");
    // What is drafted is YAML.
    let order = match Checksum::of(&text) {
        Some(checksum) => order.with(name.clone(), checksum),
        None => order,
    };
    vec![
        SnapshotFile {
            path: JSON_SCHEMA.to_owned(),
            text: dynamite_schema::migration_json_schema(),
        },
        SnapshotFile {
            path: format!("{name}.yaml"),
            text,
        },
        super::order_file(&order),
    ]
}
