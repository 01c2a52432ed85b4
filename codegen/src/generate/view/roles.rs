//! Roles of fields: parts of keys, and the expiry time.

use dynamite_schema::ir::{FieldId, Model, ModelIndex};

/// The role of a field in its model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Role<'a> {
    /// Its part in the table.
    pub(crate) of_table: Option<TableRole>,
    /// The names of the indexes of whose keys it is part.
    pub(crate) indexes: Vec<&'a str>,
}

/// A part that a field has in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableRole {
    /// Partition key.
    Partition,
    /// Sort key.
    Sort,
    /// The expiry time.
    Expiry,
}

impl<'a> Role<'a> {
    /// The role of a field.
    pub(crate) fn of(model: &'a Model, id: FieldId) -> Self {
        let indexes = model.indexes.iter().filter(|index| index.is_in_key(id));
        Self {
            of_table: TableRole::of(model, id),
            indexes: indexes.map(|index| index.name.as_str()).collect(),
        }
    }
}

impl TableRole {
    fn of(model: &Model, id: FieldId) -> Option<Self> {
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

/// What it means for an attribute to be part of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyUse {
    /// The side of the key.
    pub(crate) side: KeySide,
    /// Whether it is in keys of indexes only, and not in the primary key.
    pub(crate) is_of_index: bool,
}

/// The sides of a key. DynamoDB limits an attribute that is on one of them: it must not be empty or
/// too long. The stricter comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeySide {
    /// At most 1,024 bytes.
    Sort,
    /// At most 2,048 bytes.
    Partition,
}

impl KeyUse {
    /// The use of a field: on the stricter side, where it is part of several keys.
    pub(crate) fn of(model: &Model, id: FieldId) -> Option<Self> {
        let (key, indexes) = (&model.key, &model.indexes);
        let partitions = indexes.iter().flat_map(|index| &index.partition);
        let partitions = std::iter::once(&key.partition).chain(partitions);
        let sorts = indexes.iter().flat_map(|index| &index.sort);
        let sorts = key.sort.iter().chain(sorts);
        let uses = (partitions.map(|part| (part, KeySide::Partition)))
            .chain(sorts.map(|part| (part, KeySide::Sort)));
        let side = uses.filter(|(part, _)| part.uses(id)).map(|(_, side)| side);
        Some(Self {
            side: side.min()?,
            is_of_index: !model.is_key(id),
        })
    }

    /// The use of a field in the key of an index, or in the primary key.
    pub(crate) fn in_key_of(model: &Model, index: Option<&ModelIndex>, id: FieldId) -> Self {
        let is_partition = match index {
            Some(index) => index.partition.iter().any(|part| part.uses(id)),
            None => model.key.partition.uses(id),
        };
        Self {
            side: if is_partition {
                KeySide::Partition
            } else {
                KeySide::Sort
            },
            is_of_index: index.is_some(),
        }
    }

    /// The use of a field of the primary key.
    pub(crate) fn in_primary_key(side: KeySide) -> Self {
        let is_of_index = false;
        Self { side, is_of_index }
    }
}
