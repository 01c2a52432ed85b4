//! Attributes that the contract drops, and the steps that have taken their values over into others.

use super::Due;
use super::filtered::Filtered;
use super::place::Place;
use super::revert::WhenChanged;
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

/// A step whose value comes from an attribute that is dropped.
#[derive(Clone, Debug)]
pub(super) struct Taker {
    /// The step where its own attribute has nothing.
    pub(super) filled: Filtered,
    /// Finds where its own attribute has something else than the step gives it; `None` if that cannot be told.
    pub(super) unlike: Option<Filtered>,
    /// `true` if the operator says that programs have cleared it where it is absent.
    pub(super) is_cleared: bool,
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
            return Ok(Some(Due::of(
                &self.from,
                attribute.removed(),
                attribute.exists(),
            )));
        }
        let mut condition = self.from.is_still(Some(former));
        let mut reads = Vec::new();
        for taker in &self.takers {
            if !self.may_go(taker, item)? {
                return Ok(None);
            }
            let to = taker.filled.step.place();
            condition = condition.and(super::observed::is_still(
                &to.attribute(),
                to.stored(item.attributes)?,
            ));
            reads.extend(taker.filled.reads());
        }
        Ok(Some(Due {
            reads,
            ..Due::of(&self.from, attribute.removed(), condition)
        }))
    }

    /// Returns `true` if nothing is lost with the attribute that a step was to keep.
    fn may_go(&self, taker: &Taker, item: &Item<'_>) -> Result<bool, Reject> {
        if taker.filled.due(item)?.is_some() {
            // It may be the only copy.
            if taker.is_cleared {
                return Ok(true);
            }
            return Err(self.from.reject("nothing has taken its place"));
        }
        let Some(unlike) = &taker.unlike else {
            return Ok(true);
        };
        let unlike = unlike.due(item);
        match self.when_changed {
            _ if matches!(unlike, Ok(None)) => Ok(true),
            WhenChanged::Reject => {
                unlike?;
                Err(self.from.reject("it differs from what took its place"))
            }
            WhenChanged::Keep => Ok(false),
            WhenChanged::Remove | WhenChanged::RemoveAll => Ok(true),
        }
    }
}
