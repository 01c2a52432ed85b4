//! The passes of a migration over the tables of its models.

use std::sync::Arc;

use dynamite::Timestamp;
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{Migration, ModelSteps};

use super::revert::{WayBack, WhenChanged};
use super::{BadConstant, Steps, lower};
use crate::descriptor;
use crate::run::Pass;
use crate::table_changes::Checks;
use crate::values::Reader;

/// The passes of a migration.
#[derive(Clone, Debug)]
pub struct Passes {
    /// What is done while programs with both schemas run: a pass for each model whose items change, and one
    /// for each whose table does, which checks what the changes depend on.
    pub run: Vec<Pass>,
    /// What takes that back, as long as nothing is removed.
    pub revert: Vec<Pass>,
    /// What is verified before the removal: they find items in which a former attribute has changed since
    /// the new one followed it. They are never carried out.
    pub settled: Vec<Pass>,
    /// What is verified in its place if former attributes are removed although they differ: they find items
    /// in which nothing has taken the place of a former attribute.
    pub replaced: Vec<Pass>,
    /// What is verified on another table of the name: that all items have been changed, by programs of
    /// whatever phase they were written since.
    pub adopted: Vec<Pass>,
    /// What is done once programs with the schema before the migration are gone: the removal of
    /// attributes that only they read, and of what says that steps are done. After it, the passes of
    /// `run` must not be carried out again: an attribute that follows a removed one would be removed as
    /// well, and a value that is computed from itself would be computed twice.
    pub contract: Vec<Pass>,
}

/// What the passes of a migration depend on besides it.
#[derive(Clone, Copy, Debug)]
pub struct PassOptions {
    /// The time at which the run began.
    pub now: Timestamp,
    /// What becomes of an attribute that is removed, if someone else has changed it.
    pub when_changed: WhenChanged,
    /// Who writes the new attribute of a rename besides the migration.
    pub renamed: Renamed,
}

/// Who writes the new attribute of a rename besides the migration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renamed {
    /// It is not known: what is there may be the only copy.
    #[default]
    Unknown,
    /// Nobody: programs with the former schema do not know it.
    Nobody,
    /// Programs that write both attributes, and read the former one.
    Mirrored,
}

impl PassOptions {
    /// Makes the options for a run that began at this time. An attribute that someone else has changed is
    /// not removed.
    pub fn at(now: Timestamp) -> Self {
        Self {
            now,
            when_changed: WhenChanged::default(),
            renamed: Renamed::default(),
        }
    }
}

impl Passes {
    /// Makes the passes of a migration between two schemas.
    ///
    /// Values that steps compute are normalized and checked by the rules that the schema after the
    /// migration has. A snapshot has normalizations, but no checks.
    ///
    /// # Errors
    /// If a constant cannot be stored as its field.
    pub fn of(
        migration: &Migration,
        before: &Schema,
        after: &Schema,
        options: PassOptions,
    ) -> Result<Self, BadConstant> {
        let mut passes = Self {
            run: Vec::new(),
            revert: Vec::new(),
            settled: Vec::new(),
            replaced: Vec::new(),
            adopted: Vec::new(),
            contract: Vec::new(),
        };
        let around = lower::Around {
            migration: migration.name.as_str(),
            after,
            options,
        };
        for of_model in &migration.models {
            passes.add(of_model, before, around)?;
        }
        passes.revert.reverse();
        Ok(passes)
    }

    fn add(
        &mut self,
        of_model: &ModelSteps,
        before: &Schema,
        around: lower::Around<'_>,
    ) -> Result<(), BadConstant> {
        let lowered = lower::steps(of_model, around)?;
        let reader = Reader::of(before, of_model.before, around.options.now);
        let reader = reader.map_err(|(field, reason)| BadConstant { field, reason });
        let reader = Arc::new(reader?);
        let name = &*around.after.model(of_model.after).name;
        // What clients read is what the schema before declares: a change of that alone counts their
        // version.
        let former = descriptor::of_model(before, of_model.before);
        let model = descriptor::of_model(around.after, of_model.after);
        let pass = |what: &str, model, made, inspections| {
            let reader = Arc::clone(&reader);
            let steps = Steps {
                made,
                inspections,
                reader,
            };
            steps.pass(format!("{name}{what}"), model)
        };
        let inspections = lowered.inspections;
        self.run.extend(pass("", former, lowered.run, inspections));
        if let Some(checks) = Checks::of(of_model, before, around.after) {
            let checks = Pass {
                name: format!("{name}, checks of the table"),
                model,
                rewrite: Arc::new(checks),
            };
            self.settled.push(checks.clone());
            self.run.push(checks);
        }
        self.settled
            .extend(pass(", removable", model, lowered.settled, Vec::new()));
        self.replaced
            .extend(pass(", replaced", model, lowered.replaced, Vec::new()));
        self.adopted
            .extend(pass(", adopted", model, lowered.adopted, Vec::new()));
        self.contract
            .extend(pass(", removal", model, lowered.contract, Vec::new()));
        if !lowered.made.is_empty() {
            self.revert.push(Pass {
                name: format!("{name}, way back"),
                model: former,
                rewrite: Arc::new(WayBack {
                    made: lowered.made,
                    reader,
                    options: around.options,
                }),
            });
        }
        Ok(())
    }
}
