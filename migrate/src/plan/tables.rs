//! What a run would do to tables, in words.

use dynamite_schema::ir::TableIndex;
use dynamite_schema::migration::{Added, ModelSteps, StepKind, TableStep, TableStepKind};

/// A change of a table, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePlan {
    /// What it does.
    pub text: String,
    /// When it does it.
    pub when: &'static str,
    /// What to think of before.
    pub warning: Option<String>,
    /// The index that is filled with all items; `None` if none is.
    pub(super) filled: Option<String>,
}

/// Returns the changes of the table of a model.
pub(super) fn of_model(of_model: &ModelSteps) -> Vec<TablePlan> {
    let steps = of_model.table_steps.iter();
    steps.map(|step| words(step, of_model)).collect()
}

fn words(step: &TableStep, of_model: &ModelSteps) -> TablePlan {
    let checked = "in the run, once all items were checked";
    let (text, when, warning) = match &step.kind {
        TableStepKind::AddIndex(index) => {
            let text = format!("add index `{}`", index.name);
            (text, checked, same_partition(index, of_model))
        }
        TableStepKind::DropIndex(index) => (
            format!("drop index `{}`", index.name),
            "by the contract",
            None,
        ),
        TableStepKind::TtlOn(attribute) => {
            let warning = "items that have expired are deleted within days, and do not come back by \
                           the way back";
            let text = format!("turn TTL on, by `{attribute}`");
            (text, checked, Some(warning.to_owned()))
        }
        TableStepKind::TtlOff(attribute) => {
            let text = format!("turn TTL off, which is by `{attribute}`");
            (text, "in the run", None)
        }
    };
    let filled = match &step.kind {
        TableStepKind::AddIndex(index) => Some(index.name.clone()),
        _ => None,
    };
    TablePlan {
        text,
        when,
        warning,
        filled,
    }
}

/// The warning for an index in whose partition key all items get one value.
fn same_partition(index: &TableIndex, of_model: &ModelSteps) -> Option<String> {
    let is_constant = |attribute: &str| {
        let mut kinds = of_model.steps.iter().map(|step| &step.kind);
        kinds.any(|kind| constant_of(kind).is_some_and(|given| given == attribute))
    };
    let mut partition = index.partition.iter();
    partition.all(|key| is_constant(&key.name)).then(|| {
        format!(
            "all items get the same partition key in `{}`: a partition of an index takes 1,000 write \
             units a second, and throttles writes of the table beyond that",
            index.name
        )
    })
}

/// The attribute that a step gives the same value in all items.
fn constant_of(kind: &StepKind) -> Option<&str> {
    let target = match kind {
        StepKind::Add {
            target,
            value: Added::Constant(_) | Added::Now,
        } => target,
        StepKind::Add {
            target,
            value: Added::Computed(value),
        }
        | StepKind::Set { target, value, .. }
            if value.constant().is_some() =>
        {
            target
        }
        _ => return None,
    };
    match target.attributes.as_slice() {
        [attribute] => Some(attribute),
        _ => None,
    }
}
