//! Values that are computed from an item that was read.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{is_same_value, stored_bytes};
use dynamite_schema::expr::Expression;

use super::Due;
use super::marker;
use super::place::{Found, Place};
use crate::rewrite::Reject;
use crate::values::{Item, Writer};

/// A field that gets the value of an expression.
///
/// It is written on the condition that everything that was read, and what is replaced, are still the
/// same. Whoever else changes it in between makes the item be read again.
#[derive(Clone, Debug)]
pub(super) struct Evaluated {
    pub(super) to: Place,
    pub(super) writer: Writer,
    pub(super) value: Expression,
    pub(super) when: When,
    /// The attribute that has the value in its former form, if programs of both forms keep both.
    pub(super) former: Option<Place>,
}

/// When a value is written.
#[derive(Clone, Debug)]
pub(super) enum When {
    /// Where there is none.
    Absent,
    /// Where there is another one.
    Other,
    /// Unless the item has this marker.
    Unmarked(String),
}

impl Evaluated {
    /// Returns the same value for fields that have none.
    pub(super) fn filled(&self) -> Self {
        Self {
            when: When::Absent,
            ..self.clone()
        }
    }

    /// Returns `true` if an item has the marker.
    pub(super) fn is_marked_on(&self, item: &Item<'_>) -> Result<bool, Reject> {
        match &self.when {
            When::Unmarked(name) => Ok(marker::found(item.attributes)?.contains(name)),
            When::Absent | When::Other => Ok(false),
        }
    }

    /// Returns what the field is given; `None` if nothing is to be stored there.
    ///
    /// # Errors
    /// If the expression has no value for the item, or none that the field can have.
    pub(super) fn written(&self, item: &Item<'_>) -> Result<Option<AttributeValue>, Reject> {
        let value = item.evaluate(&self.value);
        let value = value.map_err(|error| self.to.reject(&error.to_string()))?;
        if value.is_null() && matches!(self.when, When::Absent) {
            return Ok(None);
        }
        let written = self.writer.written(value);
        written.map_err(|reason| self.to.reject(&reason))
    }

    /// Returns what is done to an item; `None` if nothing is left to do.
    ///
    /// # Errors
    /// If the expression has no value for the item, or none that the field can have.
    pub(super) fn due(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        let attributes = item.attributes;
        let is_done = match (self.to.find(attributes)?, &self.when) {
            (Found::NoParent, _) | (Found::Value(_), When::Absent) => true,
            _ => self.is_marked_on(item)?,
        };
        if is_done {
            return Ok(None);
        }
        let written = self.written(item)?;
        if written.is_none() && matches!(self.when, When::Absent) {
            return Ok(None);
        }
        let stored = self.to.stored(attributes)?;
        let marker = match &self.when {
            When::Unmarked(name) => Some(name.as_str()),
            When::Absent | When::Other if is_same(stored, written.as_ref()) => return Ok(None),
            When::Absent | When::Other => None,
        };
        let written_bytes = written.as_ref().map_or(0, stored_bytes);
        let changes = match written {
            Some(written) => self.to.attribute().set(written),
            None => self.to.attribute().removed(),
        };
        Ok(Some(Due {
            reads: self.value.reads().iter().collect(),
            marker,
            written_bytes,
            ..Due::of(&self.to, changes, self.to.is_still(stored))
        }))
    }
}

/// Returns `true` if a field has a value already. `NULL` and absent are the same.
fn is_same(stored: Option<&AttributeValue>, written: Option<&AttributeValue>) -> bool {
    match (stored, written) {
        (Some(stored), Some(written)) => is_same_value(stored, written),
        (None | Some(AttributeValue::Null(_)), None) => true,
        _ => false,
    }
}
