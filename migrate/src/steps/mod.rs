//! The steps of a migration as rewrites of items.
//!
//! Every step is made by one update expression: it copies and sets on the server and depends on no
//! value that was read before, so nothing that others write meanwhile is lost. The item that was read
//! only says whether there is something to do; the condition says it again.
//!
//! While a migration is carried out, programs with the schema before it and programs with the one after
//! it may both write. What is read by the former stays: a renamed or dropped attribute is removed by a
//! pass of its own, once only the latter are left.
//!
//! Until then the former attribute is the one that counts: the new one follows it, also if it was set
//! meanwhile. Programs that set only the new one may run once the removal is done.

mod constant;
mod declared;
mod inspect;
mod place;
mod revert;
mod sets;
mod step;

use std::fmt;
use std::sync::Arc;

use dynamite::StoredItem;
use dynamite::Timestamp;
use dynamite::engine_support::{Changes, Condition, ModelDescriptor, size_of_value};
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{Migration, ModelSteps, StepKind};

use crate::descriptor;
use crate::rewrite::{Inspection, Reject, Rewrite, Write};
use crate::run::Pass;
use inspect::Inspect;
use place::Place;
pub use revert::WhenChanged;
use step::Step;

/// A step that is due for an item: its changes, on its condition.
type Due = (Changes, Condition);

/// The passes of a migration.
#[derive(Clone, Debug)]
pub struct Passes {
    /// What is done while programs with both schemas run: a pass for each model.
    pub run: Vec<Pass>,
    /// What takes that back, as long as nothing is removed.
    pub revert: Vec<Pass>,
    /// What is verified before the removal: they find items in which a former attribute has changed since
    /// the new one followed it. They are never carried out.
    pub settled: Vec<Pass>,
    /// What is done once programs with the schema before the migration are gone: the removal of
    /// attributes that only they read. After it, the passes of `run` must not be carried out again: an
    /// attribute that follows a removed one would be removed as well.
    pub contract: Vec<Pass>,
}

/// What the passes of a migration depend on besides it.
#[derive(Clone, Copy, Debug)]
pub struct PassOptions {
    /// The time at which the run began.
    pub now: Timestamp,
    /// What becomes of an attribute that is removed, if someone else has changed it.
    pub when_changed: WhenChanged,
}

impl PassOptions {
    /// Makes the options for a run that began at this time. An attribute that someone else has changed is
    /// not removed.
    pub fn at(now: Timestamp) -> Self {
        let when_changed = WhenChanged::default();
        Self { now, when_changed }
    }
}

impl Passes {
    /// Makes the passes of a migration between two schemas.
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
            contract: Vec::new(),
        };
        for of_model in &migration.models {
            passes.add(of_model, before, after, options)?;
        }
        passes.revert.reverse();
        Ok(passes)
    }

    fn add(
        &mut self,
        of_model: &ModelSteps,
        before: &Schema,
        after: &Schema,
        options: PassOptions,
    ) -> Result<(), BadConstant> {
        let steps = split(of_model, before, after, options)?;
        let name = &*after.model(of_model.after).name;
        // What clients read is what the schema before declares: a change of that alone counts their
        // version.
        let former = descriptor::of_model(before, of_model.before);
        let model = descriptor::of_model(after, of_model.after);
        let pass = |name: String, model, steps: Steps| {
            let has_steps = !steps.steps.is_empty();
            has_steps.then(|| pass(name, model, steps))
        };
        self.run.extend(pass(name.to_owned(), former, steps.run));
        self.settled
            .extend(pass(format!("{name}, removable"), model, steps.settled));
        self.contract
            .extend(pass(format!("{name}, removal"), model, steps.contract));
        if let Some(way_back) = revert::way_back(of_model, after, options)? {
            self.revert.push(Pass {
                name: format!("{name}, way back"),
                model: former,
                rewrite: Arc::new(way_back),
            });
        }
        Ok(())
    }
}

/// A constant that cannot be stored as its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadConstant {
    /// The field, as the step names it.
    pub field: String,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for BadConstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the value of `{}` cannot be stored: {}",
            self.field, self.reason
        )
    }
}

impl std::error::Error for BadConstant {}

fn pass(name: String, model: &'static ModelDescriptor, steps: Steps) -> Pass {
    Pass {
        name,
        model,
        rewrite: Arc::new(steps),
    }
}

/// The steps of the passes over the items of a model.
#[derive(Debug, Default)]
struct Split {
    run: Steps,
    settled: Steps,
    contract: Steps,
}

fn split(
    of_model: &ModelSteps,
    before: &Schema,
    after: &Schema,
    PassOptions { now, when_changed }: PassOptions,
) -> Result<Split, BadConstant> {
    let mut all = Split::default();
    for step in &of_model.steps {
        let mut constant_size = 0;
        match &step.kind {
            StepKind::Rename { from, to } => {
                let (from, to) = (Place::of(from), Place::of(to));
                let (old, new) = (from.clone(), to.clone());
                all.settled.steps.push(Step::Settled { from: old, to: new });
                let (old, new) = (from.clone(), to.clone());
                all.run.steps.push(Step::Follow { from: old, to: new });
                all.contract.steps.push(Step::RemoveFormer {
                    from,
                    to,
                    when_changed,
                });
            }
            StepKind::Drop(target) => {
                all.contract.steps.push(Step::Remove(Place::of(target)));
                continue;
            }
            StepKind::Copy { from, to } => all.run.steps.push(Step::Copy {
                from: Place::of(from),
                to: Place::of(to),
            }),
            StepKind::Add { target, value } => {
                let to = Place::of(target);
                let value = constant::added(target, value, after, now)?;
                constant_size = size_of_value(&value);
                let step = Step::Add { to, value };
                if !target.field.optional {
                    all.settled.steps.push(step.clone());
                }
                all.run.steps.push(step);
            }
            StepKind::AddMembers { target, members } => all.run.steps.push(Step::AddMembers {
                to: Place::of(target),
                members: constant::members(target, members)?,
            }),
            StepKind::RemoveMembers { target, members } => {
                all.run.steps.push(Step::RemoveMembers {
                    from: Place::of(target),
                    members: constant::members(target, members)?,
                });
            }
        }
        let model = of_model.before;
        let inspect = Inspect::of(&step.kind, before, model, constant_size);
        all.run.inspections.push(inspect);
    }
    Ok(all)
}

/// Steps that are made in one update of an item.
#[derive(Debug, Default)]
struct Steps {
    steps: Vec<Step>,
    /// What is asked about each step before the first run; none for passes that are not surveyed.
    inspections: Vec<Inspect>,
}

impl Rewrite for Steps {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        let mut due = None;
        for step in &self.steps {
            if let Some((changes, condition)) = step.due(item.attributes())? {
                due = Some(Write::fused(due, changes, condition));
            }
        }
        Ok(due)
    }

    fn inspect(&self, item: &StoredItem) -> Inspection {
        let item = item.attributes();
        let both = self.steps.iter().zip(&self.inspections);
        both.fold(Inspection::default(), |all, (step, inspect)| {
            let is_due = matches!(step.due(item), Ok(Some(_)));
            let found = inspect.item(item, is_due);
            Inspection {
                overwritten: all.overwritten.or(found.overwritten),
                without_way_back: all.without_way_back.or(found.without_way_back),
                growth: all.growth + found.growth,
            }
        })
    }
}
