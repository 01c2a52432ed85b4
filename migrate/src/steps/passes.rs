//! The passes of a migration over the tables of its models.

use std::sync::Arc;

use dynamite::Timestamp;

use super::revert::{WayBack, WhenChanged};
use super::{BadConstant, Steps, lower};
use crate::later_migrations::LaterMigrations;
use crate::models::MigratedModel;
use crate::planned::Planned;
use crate::run::{Direction, Pass};
use crate::table_changes::Checks;
use crate::values::Reader;

/// The passes of a migration.
#[derive(Clone, Debug, Default)]
pub struct Passes {
    /// What is done while programs with both schemas run: a pass for each model whose items change, and one
    /// for each whose table does, which checks what the changes depend on.
    pub run: Vec<Pass>,
    /// What takes that back, as long as nothing is removed.
    pub revert: Vec<Pass>,
    /// What is verified before the removal: they find items in which a former attribute has changed since
    /// the new one followed it. They are never carried out.
    pub before_contract: Vec<Pass>,
    /// What is verified besides the run, as long as programs write what it reads: they find items in which a field is
    /// not what the one that it was copied or computed from, and that is dropped, has now. They are never carried out.
    pub copied: Vec<Pass>,
    /// What is verified in its place if former attributes are removed although they differ: they find items
    /// in which nothing has taken the place of a former attribute.
    pub before_forced_contract: Vec<Pass>,
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
    /// `true` if the run was done before and programs of whatever phase may have written since.
    pub was_done: bool,
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
            was_done: false,
        }
    }
}

impl Passes {
    /// Makes the passes of a migration.
    ///
    /// Values that steps compute are normalized and checked by the rules that the schema after the
    /// migration has. A snapshot has normalizations, but no checks.
    ///
    /// # Errors
    /// If a constant cannot be stored as its field.
    pub(crate) fn of(
        planned: &Planned,
        models: &[MigratedModel],
        later: &LaterMigrations,
        options: PassOptions,
    ) -> Result<Self, BadConstant> {
        let mut passes = Self::default();
        for (steps, model) in planned.migration.models.iter().zip(models) {
            let around = lower::Around {
                migration: planned.migration.name.as_str(),
                of_model: steps,
                after: &planned.after,
                later,
                options,
            };
            let reader = Reader::of(&planned.before, steps.before, options.now);
            let reader = reader.map_err(|(field, reason)| BadConstant { field, reason });
            passes.add(model, around, &Arc::new(reader?))?;
        }
        passes.revert.reverse();
        Ok(passes)
    }

    /// Returns the passes of a direction.
    pub(crate) fn in_direction(self, direction: Direction) -> Vec<Pass> {
        match direction {
            Direction::Up => self.run,
            Direction::Down => self.revert,
            Direction::Contract => self.contract,
        }
    }

    fn add(
        &mut self,
        model: &MigratedModel,
        around: lower::Around<'_>,
        reader: &Arc<Reader>,
    ) -> Result<(), BadConstant> {
        // What clients read is what the schema before declares: a change of that alone counts their
        // version.
        let (name, before, after) = (model.after.name, model.before, model.after);
        let lowered = lower::steps(around)?;
        let pass = |what: &str, model, made| {
            let reader = Arc::clone(reader);
            Steps { made, reader }.pass(format!("{name}{what}"), model)
        };
        self.run.extend(pass("", before, lowered.run));
        if let Some(checks) = Checks::of(around.of_model, &model.table_changes) {
            let checks = Pass {
                name: format!("{name}, checks of the table"),
                model: after,
                rewrite: Arc::new(checks),
            };
            self.before_contract.push(checks.clone());
            self.run.push(checks);
        }
        self.before_contract
            .extend(pass(", removable", after, lowered.before_contract));
        self.copied.extend(pass(", copied", after, lowered.copied));
        self.before_forced_contract.extend(pass(
            ", replaced",
            after,
            lowered.before_forced_contract,
        ));
        self.adopted
            .extend(pass(", adopted", after, lowered.adopted));
        self.contract
            .extend(pass(", removal", after, lowered.contract));
        let way_back = WayBack {
            made: lowered.made,
            reader: Arc::clone(reader),
            options: around.options,
        };
        let way_back = way_back.pass(format!("{name}, way back"), before);
        self.revert.extend(way_back);
        Ok(())
    }
}
