//! Former attributes of fields that have another one now, which has followed them.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Comparison, is_same_value};

use super::Due;
use super::evaluated::Evaluated;
use super::place::Place;
use super::revert::WhenChanged;
use crate::rewrite::Reject;
use crate::values::Item;

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

/// What it means that an attribute which takes over from another one is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// The other one may be the only copy.
    Missing,
    /// Programs have cleared it, if former attributes are removed although they differ.
    Cleared,
    /// A later migration has removed it.
    Dropped,
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
        let is_replaced = match newer {
            Some(newer) => may_differ || self.is_same(newer, item)?,
            None => match self.absence {
                Absence::Missing => false,
                Absence::Cleared => may_differ,
                Absence::Dropped => true,
            },
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
            if self.absence != Absence::Missing {
                let condition = is_as_read().and(new.is_absent());
                return Ok(Some(Due::of(&self.from, old.removed(), condition)));
            }
            // It may be the only copy.
            return Err(self.from.reject("nothing has taken its place"));
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

    /// A `NULL` is copied as it is, and converts to nothing.
    fn is_nothing(&self, former: &AttributeValue) -> bool {
        self.converted.is_some() && matches!(former, AttributeValue::Null(_))
    }

    fn is_same(&self, newer: &AttributeValue, item: &Item<'_>) -> Result<bool, Reject> {
        let expected = self.expected(item)?;
        Ok(expected.is_some_and(|expected| is_same_value(&expected, newer)))
    }
}
