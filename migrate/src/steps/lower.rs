//! The steps of a migration file as what is done to items.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{self, ModelSteps, StepKind, Target};

use super::dropped::{Dropped, Taker};
use super::evaluated::Evaluated;
use super::former::{Absence, Followed};
use super::in_run::{follow, in_run};
use super::inspect::Inspect;
use super::needed::{is_required, takes_over};
use super::place::Place;
use super::revert::WhenChanged;
use super::step::Step;
use super::{BadConstant, Filtered, PassOptions, marker};
use crate::later_migrations::LaterMigrations;

/// The steps over the items of a model, by the pass that makes them.
#[derive(Debug, Default)]
pub(super) struct Lowered {
    pub(super) run: Vec<Filtered>,
    /// The steps of the run that can be taken back.
    pub(super) made: Vec<Filtered>,
    /// What is verified in place of the run once programs write only the new attributes.
    pub(super) before_contract: Vec<Filtered>,
    /// What is verified besides the run: that what a field is copied or computed from, and is dropped, has not been
    /// written since.
    pub(super) copied: Vec<Filtered>,
    /// What is verified if former attributes are removed although they differ.
    pub(super) before_forced_contract: Vec<Filtered>,
    /// What is verified on another table of the name, whoever has written it.
    pub(super) adopted: Vec<Filtered>,
    pub(super) contract: Vec<Filtered>,
    /// The steps of the run whose values come from what the contract drops.
    takers: Vec<Taker>,
}

/// What steps are lowered with.
#[derive(Clone, Copy)]
pub(super) struct Around<'s> {
    /// The name of the migration.
    pub(super) migration: &'s str,
    /// The steps of the model.
    pub(super) of_model: &'s ModelSteps,
    pub(super) after: &'s Schema,
    pub(super) later: &'s LaterMigrations,
    pub(super) options: PassOptions,
}

impl Around<'_> {
    /// What it means that a field of the migration is absent from items. What is removed takes over from nothing.
    fn absence(&self, target: &Target, removed: &[Place]) -> Absence {
        let takers = self.later.takers(self.table(), target);
        let takers = takers.iter().map(Place::of);
        let takers: Vec<_> = takers.filter(|it| !removed.contains(it)).collect();
        let is_gone = takers.is_empty() && self.is_removed_later(target);
        Absence {
            is_cleared: match self.options.when_changed {
                WhenChanged::Reject | WhenChanged::Keep => false,
                // Nobody reads it any more.
                WhenChanged::Remove => is_gone,
                WhenChanged::RemoveAll => is_gone || target.may_be_absent(),
            },
            takers,
        }
    }

    /// Returns `true` if a later migration removes a field.
    fn is_removed_later(&self, target: &Target) -> bool {
        self.later.removes(self.table(), target)
    }

    fn table(&self) -> &str {
        let table = self.after.model(self.of_model.after).table;
        &self.after.table(table).name
    }

    /// Returns `true` if programs may have cleared a field since the run was done.
    fn may_be_cleared(&self, target: &Target) -> bool {
        self.options.was_done && target.may_be_absent()
    }
}

/// Lowers the steps of a model.
pub(super) fn steps(around: Around<'_>) -> Result<Lowered, BadConstant> {
    let of_model = around.of_model;
    let mut lowered = Lowered::default();
    let mut markers = Vec::new();
    for step in &of_model.steps {
        match &step.kind {
            // They are removed by the contract, once it is known what takes them over.
            StepKind::Drop(_) => {}
            StepKind::Rename { from, to } => lowered.add_rename(step, (from, to), around),
            _ => markers.extend(lowered.add_made(step, around)?),
        }
    }
    for step in &of_model.steps {
        if let StepKind::Drop(target) = &step.kind
            && !of_model.drops_converted(step)
        {
            lowered.add_drop(step, target, around);
        }
    }
    if !markers.is_empty() {
        let removal = marker::removal(markers);
        let name = "the markers of the migration";
        lowered.contract.push(Filtered::new(name, None, removal));
    }
    Ok(lowered)
}

/// What a step does to a field, for the items that it is for.
fn of(step: &migration::Step, field: &Target, made: Step) -> Filtered {
    Filtered::new(&field.path, step.filter.clone(), made)
}

impl Lowered {
    /// Adds a step that gives a field a value. Returns its marker, if it needs one.
    fn add_made(
        &mut self,
        step: &migration::Step,
        around: Around<'_>,
    ) -> Result<Option<String>, BadConstant> {
        let (target, made) = in_run(&step.kind, around)?;
        if matches!(made, Step::Nothing(_)) {
            return Ok(None);
        }
        let marker = made.marker().cloned();
        if let (Some(from), Step::Evaluate(value)) = (around.of_model.converted_from(step), &made) {
            self.add_retype(step, (from, target), value, around);
            return Ok(marker);
        }
        let takes_over = takes_over(step, around.of_model);
        let removed: Vec<_> = takes_over.iter().map(|it| it.place.clone()).collect();
        let absence = around.absence(target, &removed);
        let is_gone = absence.takers.is_empty() || target.may_be_absent();
        if takes_over.is_empty() && is_gone && around.is_removed_later(target) {
            return Ok(marker);
        }
        let made = Filtered {
            takes_over,
            may_be_cleared: around.may_be_cleared(target),
            superseded_by: absence.takers.clone(),
            may_lack_parent: around.options.when_changed == WhenChanged::RemoveAll,
            ..of(step, target, made)
        };
        self.add(step, made, is_required(&step.kind, target), &absence);
        Ok(marker)
    }

    /// Adds a step of the run. `is_required` says that items without its result could not be read.
    fn add(
        &mut self,
        step: &migration::Step,
        made: Filtered,
        is_required: bool,
        absence: &Absence,
    ) {
        let is_needed = is_required || !made.takes_over.is_empty();
        if step.class.is_invertible {
            self.made.push(made.clone());
        }
        if is_needed && let Some(filled) = made.filled() {
            let filled = Filtered {
                is_of_dropped: !is_required,
                ..filled
            };
            let unlike = made.unlike();
            if !made.takes_over.is_empty() {
                self.takers.push(Taker {
                    filled: filled.clone(),
                    unlike: unlike.clone(),
                    marked: made.step.marker().map(|_| made.step.clone()),
                    is_cleared: absence.is_cleared,
                });
            }
            if !absence.is_cleared {
                self.before_forced_contract.push(filled.clone());
            }
            self.before_contract.push(filled);
            self.before_contract.extend(unlike.clone());
            self.copied.extend(unlike);
        }
        self.adopted.push(made.clone());
        self.run.push(Filtered {
            inspect: Some(Inspect::of(step, &made)),
            ..made
        });
    }

    /// Adds the removal of a field by the contract, where what takes its value over has it.
    fn add_drop(&mut self, step: &migration::Step, target: &Target, around: Around<'_>) {
        let from = Place::of(target);
        let takers = self.takers.iter().filter(|it| it.reads(&from));
        let takers = takers.cloned().collect();
        let dropped = Step::Drop(Dropped {
            from,
            takers,
            when_changed: around.options.when_changed,
        });
        self.contract.push(of(step, target, dropped));
    }

    /// Adds a rename: it follows in the run, and the former attribute is removed by the contract.
    fn add_rename(
        &mut self,
        step: &migration::Step,
        (from, to): (&Target, &Target),
        around: Around<'_>,
    ) {
        let followed = of(step, to, follow(from, to, true));
        self.made.push(followed.clone());
        self.run.push(Filtered {
            may_be_cleared: around.may_be_cleared(to),
            inspect: Some(Inspect::of_rename(from, to, around.options.renamed)),
            ..followed
        });
        self.add_removal(step, (from, to), None, around);
    }

    /// Adds a field that gets another type or stored form: it follows in the run, and the former attribute is
    /// removed by the contract.
    fn add_retype(
        &mut self,
        step: &migration::Step,
        (from, to): (&Target, &Target),
        value: &Evaluated,
        around: Around<'_>,
    ) {
        let value = Evaluated {
            former: Some(Place::of(from)),
            ..value.clone()
        };
        let made = of(step, to, Step::Evaluate(Box::new(value.clone())));
        self.made.push(made.clone());
        self.run.push(Filtered {
            may_be_cleared: around.may_be_cleared(to),
            inspect: Some(Inspect::of_retype(from, &made, around.options.renamed)),
            ..made
        });
        self.add_removal(step, (from, to), Some(&value), around);
    }

    /// Adds the removal of a former attribute that another one has followed, as it is or converted.
    fn add_removal(
        &mut self,
        step: &migration::Step,
        (from, to): (&Target, &Target),
        converted: Option<&Evaluated>,
        around: Around<'_>,
    ) {
        let followed = || Followed {
            from: Place::of(from),
            to: Place::of(to),
            converted: converted.cloned().map(Box::new),
            absence: around.absence(to, &[Place::of(from)]),
        };
        let replaced = |may_differ| {
            let of_both = followed();
            let replaced = Step::Replaced {
                of: of_both,
                may_differ,
            };
            of(step, to, replaced)
        };
        self.before_contract.push(replaced(false));
        self.adopted.push(replaced(false));
        self.before_forced_contract.push(replaced(true));
        let remove = Step::RemoveFormer {
            of: followed(),
            when_changed: around.options.when_changed,
        };
        self.contract.push(of(step, from, remove));
    }
}
