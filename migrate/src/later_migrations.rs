//! Later migrations that were carried out, and what they have made of attributes.

use dynamite_schema::expr::ReadStep;
use dynamite_schema::migration::{Added, ModelSteps, StepKind, TableStepKind, Target};

use crate::planned::{Planned, changed_field};
use crate::table_changes::{TableChange, TableChangeKind};

/// The later migrations that were carried out on the tables of an earlier one. Programs of their schemas leave out the
/// attributes that they have removed, or let others take over: where those are absent, the earlier one is not left to
/// do.
#[derive(Clone, Debug, Default)]
pub struct LaterMigrations {
    names: Vec<String>,
    removed: Vec<Removed>,
    /// The tables and the indexes of them that they add or drop; `None` for TTL.
    changed_tables: Vec<(String, Option<String>)>,
}

/// An attribute that one of them removes.
#[derive(Clone, Debug)]
struct Removed {
    table: String,
    target: Target,
    /// The attributes that have its values; none if it was only removed.
    takers: Vec<Target>,
    /// `true` if it is removed from all items.
    is_of_all: bool,
}

impl Removed {
    /// Returns `true` if this is the attribute, or what it is in.
    fn holds(&self, table: &str, target: &Target) -> bool {
        let (own, other) = (&self.target, target);
        self.table == table
            && other.attributes.starts_with(&own.attributes)
            && other.variants.starts_with(&own.variants)
    }
}

impl LaterMigrations {
    /// Returns these migrations.
    pub fn of<'p>(later: impl IntoIterator<Item = &'p Planned>) -> Self {
        let mut all = Self::default();
        for planned in later {
            all.names.push(planned.migration.name.to_string());
            for of_model in &planned.migration.models {
                let table = planned.before.model(of_model.before).table;
                let table = &planned.before.table(table).name;
                let removed = removed(of_model).map(|(target, takers, is_of_all)| Removed {
                    table: table.clone(),
                    target: target.clone(),
                    takers,
                    is_of_all,
                });
                all.removed.extend(removed);
                let changed = of_model.table_steps.iter().map(|step| match &step.kind {
                    TableStepKind::AddIndex(index) | TableStepKind::DropIndex(index) => {
                        (table.clone(), Some(index.name.clone()))
                    }
                    TableStepKind::TtlOn(_) | TableStepKind::TtlOff(_) => (table.clone(), None),
                });
                all.changed_tables.extend(changed);
            }
        }
        all
    }

    /// The names of the migrations.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns `true` if one of them changes the same index of a table, or its TTL.
    pub(crate) fn changes_table(&self, change: &TableChange) -> bool {
        let index = match change.kind {
            TableChangeKind::AddIndex(index) | TableChangeKind::DropIndex(index) => {
                Some(index.name)
            }
            TableChangeKind::TtlOn(_) | TableChangeKind::TtlOff(_) => None,
        };
        let mut changed = self.changed_tables.iter();
        changed.any(|(table, name)| *table == change.table.name && name.as_deref() == index)
    }

    /// Returns `true` if one of them removes an attribute.
    pub(crate) fn removes(&self, table: &str, target: &Target) -> bool {
        let mut removed = self.removed.iter();
        removed.any(|it| it.is_of_all && it.holds(table, target))
    }

    /// Returns the attributes that have the values of one by now, whatever took them over from others.
    pub(crate) fn takers(&self, table: &str, target: &Target) -> Vec<Target> {
        let mut all: Vec<Target> = Vec::new();
        let mut next = vec![target];
        while let Some(target) = next.pop() {
            // Nothing takes over from a part of what was removed.
            let is_this = |it: &&Removed| {
                it.holds(table, target) && it.target.attributes == target.attributes
            };
            let of_this = self.removed.iter().filter(is_this);
            for taker in of_this.flat_map(|it| &it.takers) {
                // A field may be renamed back.
                if !all.iter().any(|it| it.attributes == taker.attributes) {
                    all.push(taker.clone());
                    next.push(taker);
                }
            }
        }
        let is_there = |it: &Target| !self.removes(table, it);
        // What the last of them had is gone as well.
        if all.iter().any(is_there) {
            all
        } else {
            Vec::new()
        }
    }
}

/// The attributes that the steps of a model remove, with those that take over from them, and whether they are removed
/// from all items.
fn removed(of_model: &ModelSteps) -> impl Iterator<Item = (&Target, Vec<Target>, bool)> {
    of_model.steps.iter().filter_map(|step| match &step.kind {
        StepKind::Rename { from, to } => Some((from, vec![to.clone()], true)),
        StepKind::Drop(dropped) => {
            let takers = of_model.steps.iter().map(|other| &other.kind);
            let takers = takers.filter(|kind| comes_from(kind, dropped));
            let takers = takers.filter_map(changed_field).cloned();
            Some((dropped, takers.collect(), step.filter.is_none()))
        }
        _ => None,
    })
}

/// Returns `true` if the value of a step comes from a field, what is in it, or what it is in.
pub(crate) fn comes_from(kind: &StepKind, field: &Target) -> bool {
    match kind {
        StepKind::Copy { from, .. } => {
            overlap(from.attributes.iter(), &field.attributes) && !are_apart(from, field)
        }
        StepKind::Set { value, .. }
        | StepKind::Add {
            value: Added::Computed(value),
            ..
        } => value.reads().iter().any(|read| {
            let inside = read.inside.iter().map_while(|step| match step {
                ReadStep::Member(name) => Some(name),
                ReadStep::Item(_) => None,
            });
            let read = std::iter::once(&read.attribute).chain(inside);
            overlap(read, &field.attributes)
        }),
        _ => false,
    }
}

/// Returns `true` if two fields are of different variants of a union: no item has both.
fn are_apart(one: &Target, other: &Target) -> bool {
    one.variants.iter().any(|variant| {
        let mut others = other.variants.iter();
        others.any(|it| it.depth == variant.depth && it.variant != variant.variant)
    })
}

/// Returns `true` if two paths are the same, or one is inside the other.
fn overlap<'n>(one: impl Iterator<Item = &'n String>, other: &[String]) -> bool {
    one.zip(other).all(|(one, other)| one == other)
}
