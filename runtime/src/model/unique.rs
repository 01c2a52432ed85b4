//! Fields whose values only one item of a model may hold.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{KeyAttributeDescriptor, KeyKind, Model, ModelDescriptor, TableDescriptor};
use crate::codec::{Handle, decode_value, encode_value};

/// A rule that no two items of a model hold the same values in these fields.
///
/// An item without a value in one of them is free of the rule.
#[derive(Clone, Copy, Debug)]
pub struct UniqueDescriptor {
    /// Stored names of the attributes, in the order of the schema.
    pub attributes: &'static [&'static str],
    /// What guards have of each attribute, in the same order.
    pub guard: &'static [GuardPart],
    /// Whether a soft-deleted item gives its values up.
    pub among_live: bool,
}

/// What a guard has of one attribute of its rule.
#[derive(Clone, Copy, Debug)]
pub struct GuardPart {
    /// The stored name of the attribute, or what `guard:` says instead.
    pub name: &'static str,
    /// [`canonical`] for the field.
    pub canonical: fn(&AttributeValue) -> Option<AttributeValue>,
}

/// A stored value as this crate would write it: normalized, and in the one form that its codec
/// makes. Other programs may store the same value in another form, a UUID in capitals for instance,
/// which is the same value all the same. `None` for what cannot be read.
pub fn canonical<H: Handle>(handle: H, value: &AttributeValue) -> Option<AttributeValue> {
    let mut value = decode_value::<H::Attribute>(value).ok()?;
    if let Some(rules) = handle.into_path().rules {
        rules.normalize::<H::Attribute>(&mut value);
    }
    encode_value::<H::Attribute>(&value).ok()
}

/// A model with unique fields, whose values are held by guards.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no unique fields",
    note = "`unique` in the schema makes fields unique; without it there are no guards to adopt"
)]
pub trait Guarded: Model {}

/// The attribute that is the key of a guard.
pub(crate) const GUARD: &str = "guard";

/// The attribute that holds when a guard expires, if its item does.
pub(crate) const EXPIRES: &str = "expires";

/// The table of guards: an item for each unique value, which says whose it is. DynamoDB keeps
/// nothing but primary keys unique, so each such value is the primary key of a guard.
pub static UNIQUE_GUARDS: TableDescriptor = TableDescriptor {
    name: "dynamite_unique",
    partition: KeyAttributeDescriptor {
        name: GUARD,
        kind: KeyKind::String,
    },
    sort: None,
    indexes: &[],
    ttl: Some(EXPIRES),
};

impl ModelDescriptor {
    /// The attributes that guards depend on: a write that leaves them alone leaves guards alone.
    pub(crate) fn guarded_attributes(&self) -> impl Iterator<Item = &'static str> {
        let unique = self.uniques.iter().flat_map(|unique| unique.attributes);
        let among_live = self.uniques.iter().any(|unique| unique.among_live);
        let deleted = self.deleted.filter(|_| among_live).map(|it| it.attribute);
        // A guard expires with its item.
        let expiry = self.table.ttl.filter(|_| !self.uniques.is_empty());
        unique.copied().chain(deleted).chain(expiry)
    }
}
