//! Migration files: what is done to stored items so that they follow a change of the schema.
//!
//! A migration is checked against two schemas, the one before it and the one after it, so that each
//! step is about fields that exist, and about values of their types. It says what is done, not how:
//! what carries it out is made from these steps, and not from the text.

mod checksum;
mod class;
mod computed;
mod converted;
mod covered;
mod declared;
mod disjoint;
mod draft;
mod folder;
mod generated;
mod misstated;
mod moved;
mod name;
mod nested;
mod order;
mod overlap;
mod presence;
mod removed;
mod renumber;
mod repeat;
mod retyped;
mod scope;
mod shorthand;
mod squash;
mod steps;
mod tables;
mod target;
mod unmigrated;
mod values;
mod ways;

pub use checksum::Checksum;
pub use class::{Class, Classified};
pub use disjoint::{SharedAttribute, disjoint};
pub use draft::{Draft, DraftProblem, Hints, draft};
pub use folder::{
    FolderChanges, InconsistentFolder, MigrationFile, MigrationFolder, ORDER, SnapshotSchemas,
    UnreadableFile,
};
pub use misstated::misstated;
pub use name::MigrationName;
pub use nested::InVariant;
pub use order::{ListedState, Order, OrderEntry, OrderProblem, UnreadableOrder};
pub use removed::Removed;
pub use renumber::{RenumberProblem, Renumbered, renumber};
pub use repeat::MARKERS;
pub use squash::{SquashProblem, Squashed, squash};
pub use tables::{TableStep, TableStepKind};
pub use target::Target;
pub use unmigrated::stranded;

use crate::diagnostics::{Diagnostics, Problems, catalogue};
use crate::expr::Expression;
use crate::ir::{Literal, ModelId, Schema};
use crate::raw;
use crate::source::{FileId, Sources, Span, Spanned};

/// A migration without errors.
#[derive(Clone, Debug)]
pub struct Migration {
    /// Its number and name, from the name of the file.
    pub name: MigrationName,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// What it does to the items of each model.
    pub models: Vec<ModelSteps>,
    /// What identifies it: the same for files that do the same.
    pub checksum: Checksum,
}

/// What a migration does to the items of a model.
#[derive(Clone, Debug)]
pub struct ModelSteps {
    /// The model in the schema before the migration.
    pub before: ModelId,
    /// The model in the schema after it.
    pub after: ModelId,
    /// The steps, of which no two change the same attribute.
    pub steps: Vec<Step>,
    /// What it does to their table.
    pub table_steps: Vec<TableStep>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// The condition on which it is made, over the schema before the migration.
    pub filter: Option<Expression>,
    /// How it is carried out.
    pub class: Classified,
    /// The place of its key.
    pub span: Span,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// Sets a field that has no value: its attribute is absent, or `NULL`.
    Add {
        /// The field, of the schema after the migration.
        target: Target,
        /// What it is set to.
        value: Added,
    },
    /// Gives a field the value of an expression.
    Set {
        /// The field, of the schema after the migration.
        target: Target,
        /// Its value.
        value: Expression,
        /// The field of the schema before the migration whose attribute it copies as it is stored, if that
        /// is all it does.
        from: Option<Box<Target>>,
        /// The field of the schema before the migration that it is in another type or stored form, if each
        /// value of it has a place in the former form: programs can keep both.
        retypes: Option<Box<Target>>,
        /// `true` if the item does not tell by itself that it has the value, so that a marker has to.
        is_marked: bool,
    },
    /// Moves a value to another attribute.
    Rename {
        /// The field of the schema before the migration.
        from: Target,
        /// The field of the schema after it.
        to: Target,
    },
    /// Copies a value to another field where that has none: its attribute is absent, or `NULL`.
    Copy {
        /// The field that is copied, of the schema before the migration.
        from: Target,
        /// The field of the schema after it.
        to: Target,
    },
    /// Removes an attribute.
    Drop(Target),
    /// Adds members to a set. A set that is absent becomes one of these.
    AddMembers {
        /// The field, of the schema after the migration.
        target: Target,
        /// The members, each once.
        members: Vec<Literal>,
    },
    /// Removes members from a set. A set without members becomes absent.
    RemoveMembers {
        /// The field, of the schema after the migration.
        target: Target,
        /// The members, each once.
        members: Vec<Literal>,
    },
}

/// What a new field is set to.
#[derive(Clone, Debug)]
pub enum Added {
    /// The same constant in all items.
    Constant(Literal),
    /// The time at which the run began, the same in all items.
    Now,
    /// The value of an expression; nothing where that is null.
    Computed(Expression),
    /// Nothing: it may be absent.
    Nothing,
}

/// A migration, and what is said about it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The migration.
    pub migration: Migration,
    /// Findings that are allowed, but deserve attention. Never errors.
    pub warnings: Diagnostics,
}

/// The schemas around a migration.
#[derive(Clone, Copy)]
struct Around<'s> {
    sources: &'s Sources,
    /// The name of the migration, which is empty if the file has none.
    name: &'s str,
    before: &'s Schema,
    after: &'s Schema,
}

/// Checks a migration file between the schema before it and the one after it. `path` is shown in
/// diagnostics, and ends in the name of the file.
///
/// # Errors
/// Every problem of the file, warnings included.
pub fn check(
    path: &str,
    text: &str,
    before: &Schema,
    after: &Schema,
) -> Result<Checked, Diagnostics> {
    let mut sources = Sources::default();
    let file = sources.add(path, text);
    let mut problems = Problems::default();
    let name = name::of_file(path, file, &mut problems);
    let around = Around {
        sources: &sources,
        name: name.as_ref().map_or("", MigrationName::as_str),
        before,
        after,
    };
    let migration = checked(name.clone(), (file, text), around, &mut problems);
    let is_wrong = problems.has_errors();
    let diagnostics = problems.into_diagnostics(&sources);
    match migration {
        Some(migration) if !is_wrong => Ok(Checked {
            migration,
            warnings: diagnostics,
        }),
        _ => Err(diagnostics),
    }
}

fn checked(
    name: Option<MigrationName>,
    (file, text): (FileId, &str),
    around: Around<'_>,
    problems: &mut Problems,
) -> Option<Migration> {
    let raw = raw::migration::read(around.sources, file, problems)?;
    let is_read = !problems.has_errors();
    let models = raw
        .models
        .iter()
        .filter_map(|of_model| steps_of(of_model, around, problems));
    let models: Vec<_> = models.collect();
    // What is missing can be said only if everything that is there is understood.
    if is_read && !problems.has_errors() {
        covered::check(&raw.models, &models, around, file, problems);
    }
    Some(Migration {
        name: name?,
        doc: raw.doc,
        models,
        checksum: Checksum::of(text)?,
    })
}

/// The steps of a model, checked.
fn steps_of(
    raw: &raw::migration::ModelSteps,
    around: Around<'_>,
    problems: &mut Problems,
) -> Option<ModelSteps> {
    let (before, after) = models(&raw.model, around, problems)?;
    let scope = scope::Scope {
        around,
        before,
        after,
        table_steps: &[],
    };
    let table_steps = tables::resolve(&raw.steps, scope, problems);
    let scope = scope::Scope {
        table_steps: &table_steps,
        ..scope
    };
    let steps = steps::resolve(&raw.steps, scope, problems);
    overlap::check(&steps, problems);
    Some(ModelSteps {
        before,
        after,
        steps,
        table_steps,
    })
}

/// The model in both schemas.
fn models(
    name: &Spanned<String>,
    around: Around<'_>,
    problems: &mut Problems,
) -> Option<(ModelId, ModelId)> {
    let mut find = |schema: &Schema, when| {
        let mut models = schema.models.iter();
        let found = models.position(|model| model.name == name.value);
        if found.is_none() {
            let known = schema.models.iter().map(|model| model.name.as_str());
            problems.push(catalogue::no_migrated_model(name, when, known));
        }
        found.map(ModelId)
    };
    let before = find(around.before, "before");
    let after = find(around.after, "after");
    Some((before?, after?))
}
