//! The steps of a migration as rewrites of items.
//!
//! All steps of a migration over a model are made by one update of each item. Most copy and set on the
//! server and depend on no value that was read before: the item that was read only says whether there is
//! something to do, and the condition says it again. A value that is computed from the item is written
//! on the condition that everything that was read is still the same. Either way nothing that others
//! write meanwhile is lost.
//!
//! While a migration is carried out, programs with the schema before it and programs with the one after
//! it may both write. What is read by the former stays: a renamed or dropped attribute is removed by a
//! pass of its own, once only the latter are left.
//!
//! Until then the former attribute is the one that counts: the new one follows it, also if it was set
//! meanwhile. Programs that set only the new one may run once the removal is done.

mod constant;
mod evaluated;
mod lower;
mod marker;
mod observed;
mod place;
mod sets;
mod step;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use dynamite::StoredItem;
use dynamite::Timestamp;
use dynamite::engine_support::{Changes, Condition, ModelDescriptor};
use dynamite_schema::expr::{Expression, ReadPath, Value};
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{Migration, ModelSteps, Target};

use crate::descriptor;
use crate::rewrite::{Reject, Rewrite, Write};
use crate::run::Pass;
use crate::values::{Item, Reader};
use step::Step;

/// A step that is due for an item.
#[derive(Debug)]
struct Due<'s> {
    changes: Changes,
    /// The condition on which it is due, without what was read.
    condition: Condition,
    /// What was read, and must still be the same.
    reads: Vec<&'s ReadPath>,
    /// What says afterwards that it is done.
    marker: Option<&'s str>,
}

impl Due<'_> {
    /// Makes the changes of a step that depend on nothing that was read.
    fn new(changes: Changes, condition: Condition) -> Self {
        Self {
            changes,
            condition,
            reads: Vec::new(),
            marker: None,
        }
    }
}

/// The passes of a migration.
#[derive(Clone, Debug)]
pub struct Passes {
    /// What is done while programs with both schemas run: a pass for each model.
    pub run: Vec<Pass>,
    /// What is done once programs with the schema before the migration are gone: the removal of
    /// attributes that only they read, and of what says that steps are done. After it, the passes of
    /// `run` must not be carried out again: an attribute that follows a removed one would be removed as
    /// well, and a value that is computed from itself would be computed twice.
    pub contract: Vec<Pass>,
}

impl Passes {
    /// Makes the passes of a migration between two schemas. `now` is the time at which its run began.
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
        now: Timestamp,
    ) -> Result<Self, BadConstant> {
        let mut passes = Self {
            run: Vec::new(),
            contract: Vec::new(),
        };
        let around = lower::Around {
            migration: migration.name.as_str(),
            after,
            now,
        };
        for of_model in &migration.models {
            passes.add(of_model, before, around)?;
        }
        Ok(passes)
    }

    fn add(
        &mut self,
        of_model: &ModelSteps,
        before: &Schema,
        around: lower::Around<'_>,
    ) -> Result<(), BadConstant> {
        let lowered = lower::steps(of_model, around)?;
        let reader = Reader::of(before, of_model.before, around.now);
        let reader = reader.map_err(|(field, reason)| BadConstant { field, reason });
        let reader = Arc::new(reader?);
        let with_reader = |steps| Steps {
            steps,
            reader: Arc::clone(&reader),
        };
        let name = &around.after.model(of_model.after).name;
        if !lowered.run.is_empty() {
            // What clients read is what the schema before declares: a change of that alone counts
            // their version.
            let model = descriptor::of_model(before, of_model.before);
            let steps = with_reader(lowered.run);
            self.run.push(pass(name.clone(), model, steps));
        }
        if !lowered.contract.is_empty() {
            let model = descriptor::of_model(around.after, of_model.after);
            let steps = with_reader(lowered.contract);
            self.contract
                .push(pass(format!("{name}, removal"), model, steps));
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

impl BadConstant {
    fn of(target: &Target, reason: String) -> Self {
        Self {
            field: target.path.clone(),
            reason,
        }
    }
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

/// Steps that are made in one update of an item.
#[derive(Debug)]
struct Steps {
    steps: Vec<Filtered>,
    /// Reads the item as the schema before the migration says.
    reader: Arc<Reader>,
}

/// A step, and the condition on which it is made.
#[derive(Debug)]
struct Filtered {
    /// The field, for messages.
    name: String,
    filter: Option<Expression>,
    step: Step,
}

impl Filtered {
    /// Returns what the step does to an item; `None` if nothing is left to do.
    fn due(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        let Some(filter) = &self.filter else {
            return self.step.due(item);
        };
        if self.step.is_marked_on(item)? {
            return Ok(None);
        }
        match item.evaluate(filter) {
            Ok(Value::Bool(true)) => {}
            Ok(Value::Bool(false)) => return Ok(None),
            Ok(_) => return Err(Reject::new(&*self.name, "`where` is null")),
            Err(error) => return Err(Reject::new(&*self.name, format!("`where`: {error}"))),
        }
        let mut due = self.step.due(item)?;
        if let Some(due) = &mut due {
            due.reads.extend(filter.reads());
        }
        Ok(due)
    }
}

impl Rewrite for Steps {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        let attributes = item.attributes();
        let reader = &*self.reader;
        let item = Item { attributes, reader };
        let mut due = Vec::new();
        for step in &self.steps {
            due.extend(step.due(&item)?);
        }
        let markers: Vec<_> = due.iter().filter_map(|due| due.marker).collect();
        if !markers.is_empty() {
            due.push(marker::mark(markers.into_iter(), attributes)?);
        }
        let reads: BTreeSet<_> = due
            .iter()
            .flat_map(|due| due.reads.iter().copied())
            .collect();
        let conditions = observed::is_as_read(&reads, attributes);
        let mut due = due.into_iter();
        let Some(Due {
            changes, condition, ..
        }) = due.next()
        else {
            return Ok(None);
        };
        let write = due.fold((changes, condition), |(changes, condition), due| {
            (changes.and(&due.changes), condition.and(due.condition))
        });
        let (changes, condition) = write;
        let condition = conditions.into_iter().fold(condition, Condition::and);
        Ok(Some(Write { changes, condition }))
    }
}
