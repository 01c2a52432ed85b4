//! The models of a migration, with the descriptors that requests need.

use dynamite::engine_support::{ModelDescriptor, TableDescriptor, name};
use dynamite_schema::migration::{ModelSteps, TableStep, TableStepKind};

use crate::descriptor;
use crate::planned::Planned;
use crate::table_changes::{TableChange, TableChangeKind};

/// A model whose items or table a migration changes. Its descriptors live as long as the program, so they
/// are made once for a migration.
#[derive(Debug)]
pub(crate) struct MigratedModel {
    /// What programs with the schema before the migration read.
    pub(crate) before: &'static ModelDescriptor,
    /// What programs with the schema after it read.
    pub(crate) after: &'static ModelDescriptor,
    /// The changes of its table, one for each step about it.
    pub(crate) table_changes: Vec<TableChange>,
}

impl MigratedModel {
    /// Returns the models of a migration, in the order of its file.
    pub(crate) fn all_of(planned: &Planned) -> Vec<Self> {
        let models = planned.migration.models.iter();
        models.map(|steps| Self::of(planned, steps)).collect()
    }

    fn of(planned: &Planned, steps: &ModelSteps) -> Self {
        let of_table = steps.table_steps.iter();
        let changes = of_table.map(|step| table_change(planned, steps, step));
        Self {
            before: descriptor::of_model(&planned.before, steps.before),
            after: descriptor::of_model(&planned.after, steps.after),
            table_changes: changes.collect(),
        }
    }
}

fn table_change(planned: &Planned, steps: &ModelSteps, step: &TableStep) -> TableChange {
    use TableChangeKind as K;
    let after = |index| descriptor::of_table(&planned.after, steps.after, index);
    let (table, kind): (&'static TableDescriptor, _) = match &step.kind {
        TableStepKind::AddIndex(index) => {
            let index = descriptor::of_index(index);
            (after(Some(index)), K::AddIndex(index))
        }
        TableStepKind::DropIndex(index) => {
            let index = descriptor::of_index(index);
            let table = descriptor::of_table(&planned.before, steps.before, Some(index));
            (table, K::DropIndex(index))
        }
        TableStepKind::TtlOn(attribute) => (after(None), K::TtlOn(name(attribute))),
        TableStepKind::TtlOff(attribute) => (after(None), K::TtlOff(name(attribute))),
    };
    TableChange {
        table,
        kind,
        is_way_back: false,
    }
}
