//! The guards that an item holds.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::super::plan::GuardEffect;
use super::value::guard_key;
use crate::item::Attributes;
use crate::model::{ModelDescriptor, UniqueDescriptor};

/// The guards that an item holds, by key, each with the unique constraint that it is for.
pub(super) type Held = BTreeMap<String, &'static UniqueDescriptor>;

/// Returns the guards that an item holds in a namespace: one for each constraint for which it has
/// all values.
pub(crate) fn held(
    namespace: &str,
    model: &'static ModelDescriptor,
    item: Option<&Attributes>,
) -> Held {
    let Some(item) = item else {
        return Held::new();
    };
    let is_deleted = is_deleted(model, item);
    let rules = model.uniques.iter();
    let applying = rules.filter(|unique| !(unique.among_live && is_deleted));
    let held = applying.filter_map(|unique| {
        let values = unique.attributes.iter().map(|name| item.get(*name));
        Some((guard_key(namespace, model.table, unique, values)?, unique))
    });
    held.collect()
}

/// Returns `true` if an item is soft-deleted.
pub(super) fn is_deleted(model: &ModelDescriptor, item: &Attributes) -> bool {
    let deleted = model.deleted.and_then(|it| item.get(it.attribute));
    deleted.is_some_and(|it| !matches!(it, AttributeValue::Null(_)))
}

/// Returns the time of expiry of an item, if it expires.
pub(super) fn expiry<'i>(
    model: &ModelDescriptor,
    item: Option<&'i Attributes>,
) -> Option<&'i AttributeValue> {
    let value = item?.get(model.table.ttl?)?;
    matches!(value, AttributeValue::N(_)).then_some(value)
}

impl GuardEffect {
    /// Returns the number of guards of the item that is put.
    pub(super) fn guards_of_new(&self) -> usize {
        // They are only counted: an empty namespace changes their keys, not their number.
        self.put()
            .map_or(0, |item| held("", self.model, Some(item)).len())
    }
}
