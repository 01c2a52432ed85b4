//! Attributes that the contract drops, and the steps that have taken their values over into others.

use dynamite::engine_support::Condition;

use super::Due;
use super::filtered::Filtered;
use super::former::with_value;
use super::observed::is_still;
use super::place::{Found, Place};
use super::revert::WhenChanged;
use super::step::Step;
use crate::rewrite::Reject;
use crate::values::Item;

/// An attribute that is dropped.
#[derive(Clone, Debug)]
pub(super) struct Dropped {
    pub(super) from: Place,
    pub(super) takers: Vec<Taker>,
    /// What becomes of it where a taker has something else.
    pub(super) when_changed: WhenChanged,
}

/// A step whose value, or the condition on which it is made, comes from an attribute that is dropped.
#[derive(Clone, Debug)]
pub(super) struct Taker {
    /// The step where its own attribute has nothing.
    pub(super) filled: Filtered,
    /// Finds where its own attribute has something else than the step gives it; `None` if that cannot be told.
    pub(super) unlike: Option<Filtered>,
    /// The step, if a marker says that it was made; `None` if it needs none.
    pub(super) marked: Option<Step>,
    /// `true` if the operator says that programs have cleared it where it is absent.
    pub(super) is_cleared: bool,
}

impl Taker {
    /// Returns `true` if the step reads an attribute, for its value or its condition.
    pub(super) fn reads(&self, from: &Place) -> bool {
        let mut taken = self.filled.takes_over.iter();
        taken.any(|it| it.place == *from)
            || self.filled.reads().iter().any(|read| from.overlaps(read))
    }

    /// Returns `true` if an item can have the field, or would have to.
    fn is_for(&self, item: &Item<'_>) -> Result<bool, Reject> {
        let to = self.filled.step.place();
        let has_parent = to.find(item.attributes)? != Found::NoParent;
        // Refuses what cannot be held.
        Ok(has_parent || self.filled.due(item)?.is_some())
    }
}

impl Dropped {
    /// Returns the removal of the attribute.
    ///
    /// # Errors
    /// If nothing has taken its value over, or something else has that may not be lost.
    pub(super) fn removal<'s>(&'s self, item: &Item<'_>) -> Result<Option<Due<'s>>, Reject> {
        let attribute = self.from.attribute();
        let Some(former) = self.from.stored(item.attributes)? else {
            return Ok(None);
        };
        if self.takers.is_empty() {
            let removed = Due::of(&self.from, attribute.removed(), attribute.exists());
            return Ok(Some(removed));
        }
        let mut condition = self.from.is_still(Some(former));
        let mut reads = Vec::new();
        for taker in &self.takers {
            reads.extend(taker.filled.reads());
            // Steps for other items, or other variants of a union, have taken nothing over from this one.
            if !taker.filled.is_made(item)? || !taker.is_for(item)? {
                continue;
            }
            let Some(may_go) = self.may_go(taker, item)? else {
                return Ok(None);
            };
            condition = condition.and(may_go);
        }
        Ok(Some(Due {
            reads,
            ..Due::of(&self.from, attribute.removed(), condition)
        }))
    }

    /// Returns the condition on which nothing is lost with the attribute that a step was to keep; `None` if the
    /// attribute stays.
    fn may_go(&self, taker: &Taker, item: &Item<'_>) -> Result<Option<Condition>, Reject> {
        let to = taker.filled.step.place();
        let stored = to.stored(item.attributes)?;
        let is_as_read = is_still(&to.attribute(), stored);
        if stored.is_none()
            && let Some(later) = with_value(&taker.filled.superseded_by, item.attributes)?
        {
            let may_go = self.if_changed("it may differ from what took its place")?;
            return Ok(may_go.then(|| is_as_read.and(later.has_value())));
        }
        if let Some(step) = &taker.marked
            && !step.is_marked_on(item)?
        {
            let may_go = self.if_changed("nothing says that its value was taken over")?;
            return Ok(may_go.then_some(is_as_read));
        }
        if taker.filled.due(item)?.is_some() {
            if taker.is_cleared {
                return Ok(Some(is_as_read));
            }
            // It may be the only copy.
            return Err(self.from.reject("nothing has taken its place"));
        }
        let unlike = taker.unlike.as_ref().map(|unlike| unlike.due(item));
        let may_go = match unlike {
            None | Some(Ok(None)) => true,
            Some(unlike) if self.when_changed == WhenChanged::Reject => {
                unlike?;
                self.if_changed("it differs from what took its place")?
            }
            Some(_) => self.if_changed("it differs from what took its place")?,
        };
        Ok(may_go.then_some(is_as_read))
    }

    /// Returns `true` if the attribute is removed where something else has taken its place.
    ///
    /// # Errors
    /// If the operator has not said what becomes of it.
    fn if_changed(&self, reason: &str) -> Result<bool, Reject> {
        match self.when_changed {
            WhenChanged::Reject => Err(self.from.reject(reason)),
            WhenChanged::Keep => Ok(false),
            WhenChanged::Remove | WhenChanged::RemoveAll => Ok(true),
        }
    }
}
