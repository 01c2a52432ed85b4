//! A step that is made on a condition, and what it has to do with other ones.

use dynamite_schema::expr::{Expression, ReadPath, Value};

use super::Due;
use super::former::with_value;
use super::inspect::Inspect;
use super::place::{Found, Place};
use super::step::Step;
use crate::rewrite::Reject;
use crate::values::Item;

/// A step, and the condition on which it is made.
#[derive(Clone, Debug)]
pub(super) struct Filtered {
    /// The field, for messages.
    pub(super) name: String,
    pub(super) filter: Option<Expression>,
    pub(super) step: Step,
    /// What is asked about items before the first run; `None` if it is not part of one.
    pub(super) inspect: Option<Inspect>,
    /// `true` if programs may have cleared the field since the run was done.
    pub(super) may_be_cleared: bool,
    /// The conditions on which the contract drops what its value comes from, `None` for all items: an item that
    /// cannot hold it would lose it.
    pub(super) takes_over: Vec<Option<Expression>>,
    /// Attributes that later migrations have let take over from its field: where there is nothing, and one of
    /// them has a value, nothing is left to do.
    pub(super) takers: Vec<Place>,
}

impl Filtered {
    /// Returns what the step does to an item; `None` if nothing is left to do.
    pub(super) fn due(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        let is_empty = || matches!(self.step.place().stored(item.attributes), Ok(None));
        if is_empty() && with_value(&self.takers, item.attributes)?.is_some() {
            return Ok(None);
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
    pub(super) fn kept(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
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
    pub(super) fn left(&self) -> String {
        match &self.step {
            Step::Replaced { of, .. } => {
                format!("{}, which is not what {} has", self.name, of.from.path())
            }
            _ => self.name.clone(),
        }
    }

    /// Returns the step where its attribute has nothing: what programs have written there since is theirs.
    pub(super) fn filled(&self) -> Option<Self> {
        let step = self.step.filled()?;
        Some(Self {
            step,
            ..self.clone()
        })
    }

    /// Returns `true` if the contract drops from an item what the value of the step comes from.
    pub(super) fn loses(&self, item: &Item<'_>) -> Result<bool, Reject> {
        for filter in &self.takes_over {
            if self.holds(filter.as_ref(), item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns `true` if the step is for an item.
    pub(super) fn is_made(&self, item: &Item<'_>) -> Result<bool, Reject> {
        self.holds(self.filter.as_ref(), item)
    }

    pub(super) fn holds(
        &self,
        filter: Option<&Expression>,
        item: &Item<'_>,
    ) -> Result<bool, Reject> {
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
    pub(super) fn reads(&self) -> Vec<&ReadPath> {
        let of_step = match &self.step {
            Step::Evaluate(of) => of.value.reads().iter().collect(),
            _ => Vec::new(),
        };
        let of_filter = self.filter.iter().flat_map(Expression::reads);
        of_filter.chain(of_step).collect()
    }
}
