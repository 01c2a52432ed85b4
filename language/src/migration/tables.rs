//! Steps about the table of a model: its indexes, and the expiry of items.

use super::scope::{Scope, Side};
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::ir::{IndexKind, ModelIndex, TableIndex};
use crate::raw::migration::{self as raw, TableChange};
use crate::source::{Span, Spanned};

/// A change of the table of a model.
#[derive(Clone, Debug)]
pub struct TableStep {
    /// What it does.
    pub kind: TableStepKind,
    /// The index or the field, as the step names it.
    pub name: String,
    /// The place of its key.
    pub span: Span,
}

/// What a step does to a table.
#[derive(Clone, Debug)]
pub enum TableStepKind {
    /// Builds an index, of the schema after the migration.
    AddIndex(TableIndex),
    /// Removes an index of the schema before the migration, once programs with that are gone.
    DropIndex(TableIndex),
    /// Turns the expiry of items on, by this attribute.
    TtlOn(String),
    /// Turns the expiry of items off, which was by this attribute.
    TtlOff(String),
}

impl TableStep {
    /// Returns the index that is added or dropped.
    pub fn index(&self) -> Option<&TableIndex> {
        match &self.kind {
            TableStepKind::AddIndex(index) | TableStepKind::DropIndex(index) => Some(index),
            TableStepKind::TtlOn(_) | TableStepKind::TtlOff(_) => None,
        }
    }

    /// Returns the attributes whose values the step depends on: the key of the index, or the expiry time.
    pub fn attributes(&self) -> Vec<&str> {
        match &self.kind {
            TableStepKind::AddIndex(index) | TableStepKind::DropIndex(index) => {
                let key = index.partition.iter().chain(&index.sort);
                key.map(|attribute| attribute.name.as_str()).collect()
            }
            TableStepKind::TtlOn(attribute) | TableStepKind::TtlOff(attribute) => vec![attribute],
        }
    }

    /// Returns `true` if two steps change the same thing.
    pub(super) fn is_about_the_same(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (TableStepKind::TtlOn(_), TableStepKind::TtlOn(_))
            | (TableStepKind::TtlOff(_), TableStepKind::TtlOff(_)) => true,
            _ => {
                let (one, other) = (self.index(), other.index());
                one.is_some_and(|one| other.is_some_and(|other| one.name == other.name))
            }
        }
    }
}

/// Checks the steps that are about the table. Those with errors are left out.
pub(super) fn resolve(
    steps: &[raw::Step],
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Vec<TableStep> {
    let mut resolved: Vec<TableStep> = Vec::new();
    for step in steps {
        let raw::StepKind::Table(change) = &step.kind else {
            continue;
        };
        match of_change(change, step.span, scope) {
            Ok(made) => {
                for made in made {
                    let mut others = resolved.iter();
                    if let Some(earlier) = others.find(|it| it.is_about_the_same(&made)) {
                        let (at, earlier) = (made.span, earlier.span);
                        problems.push(catalogue::steps_overlap(at, earlier, &made.name));
                    }
                    resolved.push(made);
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    resolved
}

fn of_change(
    change: &TableChange,
    span: Span,
    scope: Scope<'_>,
) -> Result<Vec<TableStep>, Diagnostic> {
    let (before, after) = (scope.before(), scope.after());
    let (name, kinds) = match change {
        TableChange::AddIndex(name) => (name, vec![added(name, before, after)?]),
        TableChange::DropIndex(name) => (name, vec![dropped(name, before, after)?]),
        TableChange::ReplaceIndex(name) => {
            let [old, new] = [index(name, before)?, index(name, after)?];
            if old.name == new.name {
                let reason = "it has the same name in DynamoDB in both schemas";
                return Err(another_name(name, reason));
            }
            let kinds = vec![added(name, before, after)?, dropped(name, before, after)?];
            (name, kinds)
        }
        TableChange::TtlOn(name) => (name, vec![TableStepKind::TtlOn(ttl(name, after, before)?)]),
        TableChange::TtlOff(name) => (name, vec![TableStepKind::TtlOff(ttl(name, before, after)?)]),
    };
    let made = kinds.into_iter().map(|kind| TableStep {
        kind,
        name: name.value.clone(),
        span,
    });
    Ok(made.collect())
}

fn added(
    name: &Spanned<String>,
    before: Side<'_>,
    after: Side<'_>,
) -> Result<TableStepKind, Diagnostic> {
    let index = index(name, after)?;
    if has_index(before, index) {
        let reason =
            "the table has an index of this name in the schema before the migration as well";
        return Err(another_name(name, reason));
    }
    global(name, index, "built").map(TableStepKind::AddIndex)
}

fn dropped(
    name: &Spanned<String>,
    before: Side<'_>,
    after: Side<'_>,
) -> Result<TableStepKind, Diagnostic> {
    let index = index(name, before)?;
    if has_index(after, index) {
        let reason =
            "the table has an index of this name in the schema after the migration as well";
        return Err(another_name(name, reason));
    }
    global(name, index, "removed").map(TableStepKind::DropIndex)
}

fn another_name(name: &Spanned<String>, reason: &str) -> Diagnostic {
    catalogue::unfit_table_step(
        name,
        reason,
        "an index that changes is declared with another `name:`, which is the one in DynamoDB, and its \
         step is `index: { replace: … }`",
    )
}

/// Returns the index if it is a global one.
fn global(
    name: &Spanned<String>,
    index: &TableIndex,
    what: &str,
) -> Result<TableIndex, Diagnostic> {
    if index.kind == IndexKind::Global {
        return Ok(index.clone());
    }
    let reason = format!("it is a local index, which is {what} only with its table");
    let help = "declare a global index, or a new table";
    Err(catalogue::unfit_table_step(name, &reason, help))
}

/// Returns the index that the model declares by this name.
fn index<'s>(name: &Spanned<String>, side: Side<'s>) -> Result<&'s TableIndex, Diagnostic> {
    let declared: &'s [ModelIndex] = &side.model.indexes;
    let Some(found) = declared.iter().find(|index| index.name == name.value) else {
        let known = declared.iter().map(|index| index.name.as_str());
        let model = &side.model.name;
        return Err(catalogue::no_migrated_index(name, model, side.when, known));
    };
    Ok(&side.schema.table(side.model.table).indexes[found.settled])
}

fn has_index(side: Side<'_>, index: &TableIndex) -> bool {
    let mut indexes = side.schema.table(side.model.table).indexes.iter();
    indexes.any(|other| other.name == index.name && !other.is_former())
}

/// Returns the attribute of a field by which items expire on one side, and not on the other.
fn ttl(name: &Spanned<String>, on: Side<'_>, off: Side<'_>) -> Result<String, Diagnostic> {
    let mut fields = on.model.fields.iter();
    let Some(field) = fields.find(|field| field.name == name.value) else {
        let known = on.model.fields.iter().map(|field| field.name.as_str());
        let model = &on.model.name;
        return Err(catalogue::no_migrated_field(name, model, on.when, known));
    };
    let reason = if expires_by(on) != Some(&*field.attribute) {
        format!(
            "items do not expire by it in the schema {} the migration",
            on.when
        )
    } else if expires_by(off) == Some(&*field.attribute) {
        "items expire by it in both schemas".to_owned()
    } else {
        return Ok(field.attribute.clone());
    };
    let help = "declare `ttl:` of the model, and let the step follow it";
    Err(catalogue::unfit_table_step(name, &reason, help))
}

fn expires_by(side: Side<'_>) -> Option<&str> {
    side.schema.table(side.model.table).ttl.as_deref()
}
