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
//! meanwhile. Programs of the phase `contract`, which set only the new one, may run
//! once a gate says that all items have followed.

mod constant;
mod dropped;
mod evaluated;
mod filtered;
mod former;
mod in_run;
mod inspect;
mod lower;
mod marker;
mod needed;
mod observed;
mod passes;
mod place;
mod revert;
mod sets;
mod step;

use std::fmt;
use std::sync::Arc;

use dynamite::StoredItem;
use dynamite::engine_support::{Changes, Condition, ModelDescriptor};
use dynamite_schema::expr::ReadPath;
use dynamite_schema::migration::Target;

use crate::rewrite::{Inspection, Reject, Rewrite, Write};
use crate::run::Pass;
use crate::values::{Attributes, Item, Reader};
use filtered::Filtered;
use inspect::Inspect;
pub use passes::{PassOptions, Passes, Renamed};
use place::Place;
pub use revert::WhenChanged;

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
    /// Size of the value that was computed; 0 if none was.
    written_bytes: usize,
}

impl Due<'_> {
    /// Makes the changes of an attribute that depend on nothing that was read, besides the variants of the
    /// unions that it is in: what another program makes of another variant meanwhile stays as it is.
    fn of(place: &Place, changes: Changes, condition: Condition) -> Self {
        let condition = match place.is_of_variants() {
            Some(is_of_variants) => is_of_variants.and(condition),
            None => condition,
        };
        Self {
            changes,
            condition,
            reads: Vec::new(),
            marker: None,
            written_bytes: 0,
        }
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

/// Steps that are made in one update of an item.
#[derive(Debug)]
struct Steps {
    made: Vec<Filtered>,
    /// Reads the item as the schema before the migration says.
    reader: Arc<Reader>,
}

impl Steps {
    /// Returns the pass that makes them; `None` if there are none.
    fn pass(self, name: String, model: &'static ModelDescriptor) -> Option<Pass> {
        (!self.made.is_empty()).then(|| Pass {
            name,
            model,
            rewrite: Arc::new(self),
        })
    }
}

impl Rewrite for Steps {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        let attributes = item.attributes();
        let reader = &*self.reader;
        let item = Item { attributes, reader };
        let mut due = Vec::new();
        for step in &self.made {
            due.extend(step.due(&item)?);
        }
        due.extend(marked(&due, attributes)?);
        Ok(fused(due, attributes))
    }

    fn left(&self, item: &StoredItem) -> Vec<String> {
        let attributes = item.attributes();
        let reader = &*self.reader;
        let item = Item { attributes, reader };
        let is_left = |step: &&Filtered| matches!(step.due(&item), Ok(Some(_)));
        let left = self.made.iter().filter(is_left);
        left.map(|step| step.left(&item)).collect()
    }

    fn inspect(&self, item: &StoredItem) -> Inspection {
        let attributes = item.attributes();
        let reader = &*self.reader;
        let item = Item { attributes, reader };
        let steps = self.made.iter();
        steps.fold(Inspection::default(), |all, step| {
            let due = step.due(&item).and_then(|due| {
                marked(due.as_slice(), attributes)?;
                Ok(due)
            });
            all.and(Inspect::item(step, &item, due))
        })
    }
}

/// Returns the markers of steps that have one, as another step that is due.
fn marked<'s>(due: &[Due<'s>], item: &Attributes) -> Result<Option<Due<'s>>, Reject> {
    let markers: Vec<_> = due.iter().filter_map(|due| due.marker).collect();
    if markers.is_empty() {
        return Ok(None);
    }
    marker::mark(markers.into_iter(), item).map(Some)
}

/// Makes one update of what is due, on the condition that all that was read is still the same.
fn fused(due: Vec<Due<'_>>, item: &Attributes) -> Option<Write> {
    let reads = due.iter().flat_map(|due| due.reads.iter().copied());
    let as_read = observed::is_as_read(&reads.collect(), item);
    let all = due.into_iter().fold(None, |all, due| {
        Some(Write::fused(all, due.changes, due.condition))
    });
    all.map(|Write { changes, condition }| Write {
        changes,
        condition: as_read.into_iter().fold(condition, Condition::and),
    })
}
