//! Roles of fields: parts of keys, and the expiry time.

use dynamite_schema::ir::{FieldId, Model};

/// A role that a field has in its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Partition key of the table.
    Partition,
    /// Sort key of the table.
    Sort,
    /// The expiry time.
    Expiry,
}

impl Role {
    /// The role of a field, if it has any.
    pub(crate) fn of(model: &Model, id: FieldId) -> Option<Self> {
        if model.key.partition.uses(id) {
            Some(Self::Partition)
        } else if model.key.sort.is_some_and(|sort| sort.uses(id)) {
            Some(Self::Sort)
        } else if model.ttl == Some(id) {
            Some(Self::Expiry)
        } else {
            None
        }
    }
}

/// The limits that DynamoDB puts on an attribute because it is part of a key, of the table or of an
/// index: not to be empty, and not to be too long. The stricter comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyUse {
    /// At most 1,024 bytes.
    Sort,
    /// At most 2,048 bytes.
    Partition,
}

impl KeyUse {
    /// The limits of a field: the strictest, where it is part of several keys.
    pub(crate) fn of(model: &Model, id: FieldId) -> Option<Self> {
        let (key, indexes) = (&model.key, &model.indexes);
        let partitions = indexes.iter().flat_map(|index| &index.partition);
        let partitions = std::iter::once(&key.partition).chain(partitions);
        let sorts = indexes.iter().flat_map(|index| &index.sort);
        let sorts = key.sort.iter().chain(sorts);
        let uses = (partitions.map(|part| (part, Self::Partition)))
            .chain(sorts.map(|part| (part, Self::Sort)));
        uses.filter(|(part, _)| part.uses(id))
            .map(|(_, key_use)| key_use)
            .min()
    }
}
