//! Fields whose values only one item of a model may hold.

use super::{KeyAttributeDescriptor, KeyKind, ModelDescriptor, TableDescriptor};

/// A rule that no two items of a model hold the same values in these fields.
///
/// An item without a value in one of them is free of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UniqueDescriptor {
    /// Stored names of the attributes, in the order of the schema. Guards are named after them.
    pub attributes: &'static [&'static str],
    /// Whether a soft-deleted item gives its values up.
    pub among_live: bool,
}

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
