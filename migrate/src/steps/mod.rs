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
mod evaluated;
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
use dynamite_schema::expr::{Expression, ReadPath, Value};
use dynamite_schema::migration::Target;

use crate::rewrite::{Inspection, Reject, Rewrite, Write};
use crate::run::Pass;
use crate::values::{Attributes, Item, Reader};
use inspect::Inspect;
pub(crate) use needed::comes_from;
pub use passes::{PassOptions, Passes, Renamed};
use place::{Found, Place};
pub use revert::WhenChanged;
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

/// A step, and the condition on which it is made.
#[derive(Clone, Debug)]
struct Filtered {
    /// The field, for messages.
    name: String,
    filter: Option<Expression>,
    step: Step,
    /// What is asked about items before the first run; `None` if it is not part of one.
    inspect: Option<Inspect>,
    /// `true` if programs may have cleared the field since the run was done.
    may_be_cleared: bool,
    /// The conditions on which the contract drops what its value comes from, `None` for all items: an item that
    /// cannot hold it would lose it.
    takes_over: Vec<Option<Expression>>,
    /// Attributes that have let its field go: where one has a value, nothing is left to do.
    takers: Vec<Place>,
}

impl Filtered {
    /// Returns what the step does to an item; `None` if nothing is left to do.
    fn due(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        for taker in &self.takers {
            if taker.stored(item.attributes)?.is_some() {
                return Ok(None);
            }
        }
        let Some(filter) = &self.filter else {
            return self.kept(item);
        };
        if self.step.is_marked_on(item)? || !self.is_made(item)? {
            return Ok(None);
        }
        let mut due = self.kept(item)?;
        if let Some(due) = &mut due {
            due.reads.extend(filter.reads());
        }
        Ok(due)
    }

    /// Returns what the step does to an item that it is for.
    ///
    /// # Errors
    /// If the item would lose what the step is to keep.
    fn kept(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        let place = self.step.place();
        if !self.takes_over.is_empty() && place.find(item.attributes)? == Found::NoParent {
            let given = self.step.given(item)?;
            if given.is_some_and(|it| !it.is_null()) && self.loses(item)? {
                let reason =
                    "there is nothing that could hold it, and what its value comes from is dropped";
                return Err(place.reject(reason));
            }
        }
        self.step.due(item)
    }

    /// Returns what is left to do, for people.
    fn left(&self) -> String {
        match &self.step {
            Step::Replaced { of, .. } => {
                format!("{}, which is not what {} has", self.name, of.from.path())
            }
            _ => self.name.clone(),
        }
    }

    /// Returns the step where its attribute has nothing: what programs have written there since is theirs.
    fn filled(&self) -> Option<Self> {
        let step = self.step.filled()?;
        Some(Self {
            step,
            ..self.clone()
        })
    }

    /// Returns `true` if the contract drops from an item what the value of the step comes from.
    fn loses(&self, item: &Item<'_>) -> Result<bool, Reject> {
        for filter in &self.takes_over {
            if self.holds(filter.as_ref(), item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns `true` if the step is for an item.
    fn is_made(&self, item: &Item<'_>) -> Result<bool, Reject> {
        self.holds(self.filter.as_ref(), item)
    }

    fn holds(&self, filter: Option<&Expression>, item: &Item<'_>) -> Result<bool, Reject> {
        let Some(filter) = filter else {
            return Ok(true);
        };
        match item.evaluate(filter) {
            Ok(Value::Bool(is_made)) => Ok(is_made),
            Ok(_) => Err(Reject::new(&*self.name, "`where` is null")),
            Err(error) => Err(Reject::new(&*self.name, format!("`where`: {error}"))),
        }
    }

    /// Returns what the step reads to compute its value.
    fn reads(&self) -> Vec<&ReadPath> {
        let of_step = match &self.step {
            Step::Evaluate(of) => of.value.reads().iter().collect(),
            _ => Vec::new(),
        };
        let of_filter = self.filter.iter().flat_map(Expression::reads);
        of_filter.chain(of_step).collect()
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
        left.map(Filtered::left).collect()
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
