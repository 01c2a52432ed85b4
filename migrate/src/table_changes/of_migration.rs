//! The changes of tables that the steps of a migration ask for, and what they ask of items.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{Migration, ModelSteps, TableStep, TableStepKind};

use super::checks::{Check, Checks};
use super::{TableChange, TableChangeKind, TableChanges};
use crate::descriptor;

impl TableChanges {
    /// Makes the changes of a migration between two schemas. Expiry is turned off before it is turned on:
    /// a table has one attribute for it.
    pub fn of(migration: &Migration, before: &Schema, after: &Schema) -> Self {
        let mut changes = Self::default();
        for of_model in &migration.models {
            for step in &of_model.table_steps {
                let change = change(step, of_model, before, after);
                if matches!(step.kind, TableStepKind::DropIndex(_)) {
                    changes.contract.push(change);
                } else {
                    changes.run.push(change);
                }
            }
        }
        let is_off = |change: &TableChange| matches!(change.kind, TableChangeKind::TtlOff(_));
        changes.run.sort_by_key(|change| !is_off(change));
        let back = changes.run.iter().rev().map(TableChange::way_back);
        changes.revert = back.collect();
        changes
    }
}

fn change(step: &TableStep, of_model: &ModelSteps, before: &Schema, after: &Schema) -> TableChange {
    use TableChangeKind as K;
    let table = |index| descriptor::of_table(after, of_model.after, index);
    let (table, kind) = match &step.kind {
        TableStepKind::AddIndex(index) => {
            let index = descriptor::of_index(index);
            (table(Some(index)), K::AddIndex(index))
        }
        TableStepKind::DropIndex(index) => {
            let index = descriptor::of_index(index);
            let table = descriptor::of_table(before, of_model.before, Some(index));
            (table, K::DropIndex(index))
        }
        TableStepKind::TtlOn(attribute) => {
            let attribute = dynamite::engine_support::name(attribute);
            (table(None), K::TtlOn(attribute))
        }
        TableStepKind::TtlOff(attribute) => {
            let attribute = dynamite::engine_support::name(attribute);
            (table(None), K::TtlOff(attribute))
        }
    };
    TableChange {
        table,
        kind,
        is_way_back: false,
    }
}

impl Checks {
    /// Makes the checks that the steps of a model ask for; `None` if they ask for none.
    pub(crate) fn of(of_model: &ModelSteps, before: &Schema, after: &Schema) -> Option<Self> {
        let steps = of_model.table_steps.iter();
        let checked = steps.filter(|step| {
            let kind = &step.kind;
            matches!(kind, TableStepKind::AddIndex(_) | TableStepKind::TtlOn(_))
        });
        let checks = checked.map(|step| Check {
            change: change(step, of_model, before, after),
            is_given: is_given(step, of_model),
        });
        let checks: Vec<_> = checks.collect();
        (!checks.is_empty()).then_some(Self { checks })
    }
}

/// Returns `true` if another step gives values to what a step about the table depends on.
fn is_given(step: &TableStep, of_model: &ModelSteps) -> bool {
    step.attributes().into_iter().any(|attribute| {
        let mut steps = of_model.steps.iter();
        steps.any(|step| step.name_of_changed(attribute).is_some())
    })
}
