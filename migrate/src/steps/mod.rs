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
mod place;
mod sets;
mod step;

use std::fmt;
use std::sync::Arc;

use dynamite::StoredItem;
use dynamite::Timestamp;
use dynamite::engine_support::{Changes, Condition, ModelDescriptor};
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{Migration, ModelSteps, StepKind};

use crate::descriptor;
use crate::rewrite::{Reject, Rewrite, Write};
use crate::run::Pass;
use place::Place;
use step::Step;

/// A step that is due for an item: its changes, on its condition.
type Due = (Changes, Condition);

/// The passes of a migration.
#[derive(Clone, Debug)]
pub struct Passes {
    /// What is done while programs with both schemas run: a pass for each model.
    pub run: Vec<Pass>,
    /// What is done once programs with the schema before the migration are gone: the removal of
    /// attributes that only they read. After it, the passes of `run` must not be carried out again: an
    /// attribute that follows a removed one would be removed as well.
    pub contract: Vec<Pass>,
}

impl Passes {
    /// Makes the passes of a migration between two schemas. `now` is the time at which its run began.
    ///
    /// # Errors
    /// If a constant cannot be stored as its field.
    pub fn of(
        migration: &Migration,
        before: &Schema,
        after: &Schema,
        now: Timestamp,
    ) -> Result<Self, BadConstant> {
        let mut passes = Self {
            run: Vec::new(),
            contract: Vec::new(),
        };
        for of_model in &migration.models {
            let (run, contract) = split(of_model, after, now)?;
            let name = &after.model(of_model.after).name;
            if !run.is_empty() {
                // What clients read is what the schema before declares: a change of that alone counts
                // their version.
                let model = descriptor::of_model(before, of_model.before);
                passes.run.push(pass(name.clone(), model, run));
            }
            if !contract.is_empty() {
                let model = descriptor::of_model(after, of_model.after);
                passes
                    .contract
                    .push(pass(format!("{name}, removal"), model, contract));
            }
        }
        Ok(passes)
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

fn pass(name: String, model: &'static ModelDescriptor, steps: Vec<Step>) -> Pass {
    Pass {
        name,
        model,
        rewrite: Arc::new(Steps(steps)),
    }
}

/// The steps of both passes over the items of a model.
fn split(
    of_model: &ModelSteps,
    after: &Schema,
    now: Timestamp,
) -> Result<(Vec<Step>, Vec<Step>), BadConstant> {
    let (mut run, mut contract) = (Vec::new(), Vec::new());
    for step in &of_model.steps {
        match &step.kind {
            StepKind::Rename { from, to } => {
                run.push(Step::Follow {
                    from: Place::of(from),
                    to: Place::of(to),
                });
                contract.push(Step::Remove(Place::of(from)));
            }
            StepKind::Drop(target) => contract.push(Step::Remove(Place::of(target))),
            StepKind::Copy { from, to } => run.push(Step::Copy {
                from: Place::of(from),
                to: Place::of(to),
            }),
            StepKind::Add { target, value } => run.push(Step::Add {
                to: Place::of(target),
                value: constant::added(target, value, after, now)?,
            }),
            StepKind::AddMembers { target, members } => run.push(Step::AddMembers {
                to: Place::of(target),
                members: constant::members(target, members)?,
            }),
            StepKind::RemoveMembers { target, members } => run.push(Step::RemoveMembers {
                from: Place::of(target),
                members: constant::members(target, members)?,
            }),
        }
    }
    Ok((run, contract))
}

/// Steps that are made in one update of an item.
#[derive(Debug)]
struct Steps(Vec<Step>);

impl Rewrite for Steps {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        let mut due: Option<Write> = None;
        for step in &self.0 {
            let Some((changes, condition)) = step.due(item.attributes())? else {
                continue;
            };
            due = Some(match due {
                None => Write { changes, condition },
                Some(all) => Write {
                    changes: all.changes.and(&changes),
                    condition: all.condition.and(condition),
                },
            });
        }
        Ok(due)
    }
}
