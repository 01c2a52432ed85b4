//! The changes of tables that the steps of a migration ask for, and what they ask of items.

use dynamite_schema::migration::{ModelSteps, TableStep};

use super::checks::{Check, Checks};
use super::{TableChange, TableChangeKind, TableChanges};

impl TableChanges {
    /// Puts the changes of a migration in their order. Expiry is turned off before it is turned on: a
    /// table has one attribute for it.
    pub(crate) fn of(all: impl Iterator<Item = TableChange>) -> Self {
        let is_removal =
            |change: &TableChange| matches!(change.kind, TableChangeKind::DropIndex(_));
        let (contract, mut run): (Vec<_>, Vec<_>) = all.partition(is_removal);
        let is_off = |change: &TableChange| matches!(change.kind, TableChangeKind::TtlOff(_));
        run.sort_by_key(|change| !is_off(change));
        Self {
            revert: run.iter().rev().map(TableChange::way_back).collect(),
            run,
            contract,
        }
    }
}

impl Checks {
    /// Makes the checks that the steps of a model ask for, each with the change that it is; `None` if they
    /// ask for none.
    pub(crate) fn of(steps: &ModelSteps, changes: &[TableChange]) -> Option<Self> {
        let changes = steps.table_steps.iter().zip(changes);
        let checked = changes.filter(|(_, change)| {
            use TableChangeKind as K;
            matches!(change.kind, K::AddIndex(_) | K::TtlOn(_))
        });
        let checks = checked.map(|(step, change)| Check {
            change: change.clone(),
            is_given: is_given(step, steps),
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
