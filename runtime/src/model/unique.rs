//! Unique constraints.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{KeyAttributeDescriptor, KeyKind, Model, ModelDescriptor, TableDescriptor};
use crate::codec::{Handle, decode_value, encode_value};

/// A unique constraint: no two items of a model have the same values in these fields.
///
/// The constraint does not apply to an item without a value in one of them.
#[derive(Clone, Copy, Debug)]
pub struct UniqueDescriptor {
    /// Stored names of the attributes, in the order of the schema.
    pub attributes: &'static [&'static str],
    /// The parts of the guard, one for each attribute, in the same order.
    pub guard: &'static [GuardPart],
    /// `true` if soft-deleted items release their values.
    pub among_live: bool,
}

/// The part of a guard for one attribute of its constraint.
#[derive(Clone, Copy, Debug)]
pub struct GuardPart {
    /// The stored name of the attribute, or its replacement by `guard:`.
    pub name: &'static str,
    /// [`canonical`] for the field.
    pub canonical: fn(&AttributeValue) -> Option<AttributeValue>,
}

/// Converts a stored value into the form that this crate would write: normalized, and in the
/// codec's own form. Other programs may store the same value in another form, a UUID in upper case
/// for instance. Returns `None` for a value that cannot be read.
pub fn canonical<H: Handle>(handle: H, value: &AttributeValue) -> Option<AttributeValue> {
    let mut value = decode_value::<H::Attribute>(value).ok()?;
    if let Some(rules) = handle.into_path().rules {
        rules.normalize::<H::Attribute>(&mut value);
    }
    encode_value::<H::Attribute>(&value).ok()
}

/// A model with unique fields, whose values are reserved by guards.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no unique fields",
    note = "`unique` in the schema makes fields unique; without it there are no guards to adopt"
)]
pub trait Guarded: Model {}

/// The key attribute of a guard.
pub(crate) const GUARD: &str = "guard";

/// The attribute for a guard's expiry time, if its item has one.
pub(crate) const EXPIRES: &str = "expires";

/// The table of guards: one item for each unique value, which names the value's owner. DynamoDB
/// keeps only primary keys unique, so each unique value is the primary key of a guard.
pub static UNIQUE_GUARDS: TableDescriptor = TableDescriptor {
    name: "dynamite_unique",
    partition: KeyAttributeDescriptor {
        name: GUARD,
        kind: KeyKind::String,
    },
    sort: None,
    indexes: &[],
    second_indexes: &[],
    ttl: Some(EXPIRES),
};

impl ModelDescriptor {
    /// Returns the attributes that guards depend on. A write that does not change them does not
    /// change guards.
    pub(crate) fn guarded_attributes(&self) -> impl Iterator<Item = &'static str> {
        let unique = self.uniques.iter().flat_map(|unique| unique.attributes);
        let among_live = self.uniques.iter().any(|unique| unique.among_live);
        let deleted = self.deleted.filter(|_| among_live).map(|it| it.attribute);
        // A guard expires with its item.
        let expiry = self.table.ttl.filter(|_| !self.uniques.is_empty());
        unique.copied().chain(deleted).chain(expiry)
    }
}
