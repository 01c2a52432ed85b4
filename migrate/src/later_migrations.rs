//! Later migrations that were carried out, and what they have made of attributes.

use dynamite_schema::expr::ReadStep;
use dynamite_schema::migration::{Added, ModelSteps, StepKind, TableStepKind, Target};

use crate::planned::{Planned, changed_field};

/// The later migrations that were carried out on the tables of an earlier one. Programs of their schemas leave out the
/// attributes that they have removed, or let others take over: where those are absent, the earlier one is not left to
/// do.
#[derive(Clone, Debug, Default)]
pub struct LaterMigrations {
    names: Vec<String>,
    removed: Vec<Removed>,
    /// The tables and the indexes of them that they drop.
    dropped_indexes: Vec<(String, String)>,
}

/// An attribute that one of them removes.
#[derive(Clone, Debug)]
struct Removed {
    table: String,
    target: Target,
    /// The attributes that have its values; none if it was only removed.
    takers: Vec<Target>,
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
                let removed = removed(of_model).map(|(target, takers)| Removed {
                    table: table.clone(),
                    target: target.clone(),
                    takers,
                });
                all.removed.extend(removed);
                let dropped = of_model
                    .table_steps
                    .iter()
                    .filter_map(|step| match &step.kind {
                        TableStepKind::DropIndex(index) => {
                            Some((table.clone(), index.name.clone()))
                        }
                        _ => None,
                    });
                all.dropped_indexes.extend(dropped);
            }
        }
        all
    }

    /// The names of the migrations.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns `true` if one of them drops an index of a table.
    pub(crate) fn drops_index(&self, table: &str, index: &str) -> bool {
        let mut dropped = self.dropped_indexes.iter();
        dropped.any(|(of, name)| of == table && name == index)
    }

    /// Returns `true` if one of them removes an attribute.
    pub(crate) fn removes(&self, table: &str, target: &Target) -> bool {
        self.removed.iter().any(|it| it.holds(table, target))
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

/// The attributes that the steps of a model remove, with those that take over from them.
fn removed(of_model: &ModelSteps) -> impl Iterator<Item = (&Target, Vec<Target>)> {
    of_model.steps.iter().filter_map(|step| match &step.kind {
        StepKind::Rename { from, to } => Some((from, vec![to.clone()])),
        StepKind::Drop(dropped) if step.filter.is_none() => {
            let takers = of_model.steps.iter().map(|other| &other.kind);
            let takers = takers.filter(|kind| comes_from(kind, &dropped.attributes));
            let takers = takers.filter_map(changed_field).cloned();
            Some((dropped, takers.collect()))
        }
        _ => None,
    })
}

/// Returns `true` if the value of a step comes from this attribute, what is in it, or what it is in.
pub(crate) fn comes_from(kind: &StepKind, attributes: &[String]) -> bool {
    match kind {
        StepKind::Copy { from, .. } => overlap(from.attributes.iter(), attributes),
        StepKind::Set { value, .. }
        | StepKind::Add {
            value: Added::Computed(value),
            ..
        } => value.reads().iter().any(|read| {
            let inside = read.inside.iter().map_while(|step| match step {
                ReadStep::Member(name) => Some(name),
                ReadStep::Item(_) => None,
            });
            overlap(std::iter::once(&read.attribute).chain(inside), attributes)
        }),
        _ => false,
    }
}

/// Returns `true` if two paths are the same, or one is inside the other.
fn overlap<'n>(one: impl Iterator<Item = &'n String>, other: &[String]) -> bool {
    one.zip(other).all(|(one, other)| one == other)
}
