//! Keys that items can be queried by: the primary key, or that of an index.

use super::AccessPath;
use crate::model::{
    IndexDescriptor, IndexKind, KeyAttributeDescriptor, ModelDescriptor, Projection,
    TableDescriptor,
};

/// The primary key of a table, or the key of one of its indexes.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyPath {
    table: &'static TableDescriptor,
    /// `None` for the primary key.
    pub(super) index: Option<&'static IndexDescriptor>,
}

impl KeyPath {
    /// Returns all keys of a table.
    pub(super) fn all(table: &'static TableDescriptor) -> impl Iterator<Item = Self> {
        let indexes = table.indexes.iter().map(Some);
        std::iter::once(None)
            .chain(indexes)
            .map(move |index| Self { table, index })
    }

    #[cfg(test)]
    pub(super) fn of(
        table: &'static TableDescriptor,
        index: Option<&'static IndexDescriptor>,
    ) -> Self {
        Self { table, index }
    }

    pub(super) fn access_path(self) -> AccessPath {
        self.index.map_or(AccessPath::PrimaryKey, |index| {
            AccessPath::Index(index.name)
        })
    }

    pub(super) fn is_global(self) -> bool {
        self.index
            .is_some_and(|index| index.kind == IndexKind::Global)
    }

    pub(super) fn partition(self) -> &'static [KeyAttributeDescriptor] {
        match self.index {
            Some(index) => index.partition,
            None => std::slice::from_ref(&self.table.partition),
        }
    }

    pub(super) fn sort(self) -> &'static [KeyAttributeDescriptor] {
        match self.index {
            Some(index) => index.sort,
            None => self.table.sort.as_slice(),
        }
    }

    /// Returns `true` if an attribute is part of the key.
    pub(super) fn has_in_key(self, attribute: &str) -> bool {
        let mut key = self.partition().iter().chain(self.sort());
        key.any(|part| part.name == attribute)
    }

    /// Returns `true` if the table or index holds all attributes of a model's items.
    pub(super) fn holds_all_of(self, model: &ModelDescriptor) -> bool {
        model.attributes.iter().all(|it| self.holds(it))
    }

    /// Returns `true` if the table or index holds an attribute of its items.
    pub(super) fn holds(self, attribute: &str) -> bool {
        let Some(index) = self.index else {
            return true;
        };
        let projected = match index.projection {
            Projection::All => true,
            Projection::KeysOnly => false,
            Projection::Include(attributes) => attributes.contains(&attribute),
        };
        projected
            || self.has_in_key(attribute)
            || self.table.key_names().any(|name| name == attribute)
    }
}
