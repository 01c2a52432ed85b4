//! Former attributes of fields that have another one now, which has followed them.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Comparison, Condition, is_same_value};

use super::Due;
use super::evaluated::Evaluated;
use super::place::{Found, Place};
use super::revert::WhenChanged;
use crate::rewrite::Reject;
use crate::values::{Attributes, Item};

/// A former attribute, and the one that has followed it.
#[derive(Clone, Debug)]
pub(super) struct Followed {
    pub(super) from: Place,
    pub(super) to: Place,
    /// How its values are converted; `None` if they are copied.
    pub(super) converted: Option<Box<Evaluated>>,
    /// What it means that the new one is absent.
    pub(super) absence: Absence,
}

/// What it means that an attribute which takes over from another one is absent. If nothing is known, the other one
/// may be the only copy.
#[derive(Clone, Debug)]
pub(super) struct Absence {
    /// `true` if the operator says that programs have cleared it.
    pub(super) is_cleared: bool,
    /// Attributes that later migrations have let take over from it in turn: where one has a value, that is the newer
    /// one.
    pub(super) takers: Vec<Place>,
}

/// Returns an attribute of these that has a value; `None` if none has.
pub(super) fn with_value<'p>(
    places: &'p [Place],
    item: &Attributes,
) -> Result<Option<&'p Place>, Reject> {
    for place in places {
        if matches!(place.find(item)?, Found::Value(_)) {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

impl Followed {
    /// Returns what the new attribute should have.
    ///
    /// # Errors
    /// If the former one has no value that can be converted.
    pub(super) fn expected<'v>(
        &'v self,
        item: &Item<'v>,
    ) -> Result<Option<Cow<'v, AttributeValue>>, Reject> {
        Ok(match &self.converted {
            Some(of) => of.written(item)?.map(Cow::Owned),
            None => self.from.stored(item.attributes)?.map(Cow::Borrowed),
        })
    }

    /// Returns what is left to do if the new attribute does not have the value of the former one.
    ///
    /// Programs that read the new attribute remove the former one or write both, so it is no sign of
    /// anything that the former one is absent. `may_differ` says that any value will do.
    ///
    /// # Errors
    /// If the former one has no value that can be converted.
    pub(super) fn missing(
        &self,
        may_differ: bool,
        item: &Item<'_>,
    ) -> Result<Option<Due<'static>>, Reject> {
        let (old, new) = (self.from.attribute(), self.to.attribute());
        let former = self.from.stored(item.attributes)?;
        if former.is_none_or(|former| self.is_nothing(former)) {
            return Ok(None);
        }
        let newer = self.to.stored(item.attributes)?;
        let is_replaced = if let Some(newer) = newer {
            may_differ || self.is_same(newer, item)?
        } else {
            let is_later = with_value(&self.absence.takers, item.attributes)?.is_some();
            may_differ && (is_later || self.absence.is_cleared && self.was_made(item)?)
        };
        if is_replaced {
            return Ok(None);
        }
        let changes = match (&self.converted, self.expected(item)?) {
            (Some(_), Some(expected)) => new.set(expected.into_owned()),
            _ => new.copied_from(&old),
        };
        Ok(Some(Due::of(&self.to, changes, old.exists())))
    }

    /// Returns the removal of the former attribute.
    ///
    /// # Errors
    /// If nothing has taken its place, or another value that may not be lost.
    pub(super) fn removal(
        &self,
        when_changed: WhenChanged,
        item: &Item<'_>,
    ) -> Result<Option<Due<'static>>, Reject> {
        let (old, new) = (self.from.attribute(), self.to.attribute());
        let Some(former) = self.from.stored(item.attributes)? else {
            return Ok(None);
        };
        let is_as_read = || old.compares(Comparison::Eq, former.clone());
        if self.is_nothing(former) {
            return Ok(Some(Due::of(&self.from, old.removed(), is_as_read())));
        }
        let Some(newer) = self.to.stored(item.attributes)? else {
            return self.removal_without_newer(when_changed, is_as_read(), item);
        };
        let is_same = self.is_same(newer, item);
        match when_changed {
            _ if matches!(is_same, Ok(true)) => {
                let condition = match &self.converted {
                    Some(_) => is_as_read().and(new.compares(Comparison::Eq, newer.clone())),
                    None => old.compares_with(Comparison::Eq, &new),
                };
                Ok(Some(Due::of(&self.from, old.removed(), condition)))
            }
            WhenChanged::Reject => {
                is_same?;
                Err(self.from.reject("it differs from what took its place"))
            }
            WhenChanged::Keep => Ok(None),
            WhenChanged::Remove | WhenChanged::RemoveAll => {
                let condition = is_as_read().and(new.exists());
                Ok(Some(Due::of(&self.from, old.removed(), condition)))
            }
        }
    }

    /// Returns the removal of the former attribute where there is nothing in its place.
    fn removal_without_newer(
        &self,
        when_changed: WhenChanged,
        is_as_read: Condition,
        item: &Item<'_>,
    ) -> Result<Option<Due<'static>>, Reject> {
        let condition = match (
            with_value(&self.absence.takers, item.attributes)?,
            when_changed,
        ) {
            (Some(_), WhenChanged::Reject) => {
                return Err(self.from.reject("it may differ from what took its place"));
            }
            (Some(_), WhenChanged::Keep) => return Ok(None),
            (Some(taker), WhenChanged::Remove | WhenChanged::RemoveAll) => {
                is_as_read.and(taker.has_value())
            }
            (None, _) if self.absence.is_cleared && self.was_made(item)? => is_as_read,
            // It may be the only copy.
            (None, _) => return Err(self.from.reject("nothing has taken its place")),
        };
        let is_absent = self.to.attribute().is_absent();
        let removed = self.from.attribute().removed();
        Ok(Some(Due::of(&self.from, removed, condition.and(is_absent))))
    }

    /// Returns `true` if a run could have made the new attribute: where it is absent, it was cleared.
    ///
    /// # Errors
    /// If the former one has no value that can be converted: then it is the only copy.
    fn was_made(&self, item: &Item<'_>) -> Result<bool, Reject> {
        Ok(self.expected(item)?.is_some())
    }

    /// A `NULL` is copied as it is, and converts to nothing.
    fn is_nothing(&self, former: &AttributeValue) -> bool {
        self.converted.is_some() && matches!(former, AttributeValue::Null(_))
    }

    fn is_same(&self, newer: &AttributeValue, item: &Item<'_>) -> Result<bool, Reject> {
        let expected = self.expected(item)?;
        Ok(expected.is_some_and(|expected| is_same_value(&expected, newer)))
    }
}
