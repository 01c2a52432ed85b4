//! Tables, indexes and keys as constants.

use std::iter::Chain;
use std::slice;

use dynamite_core::{IndexKind, KeyKind};

use super::ModelDescriptor;

/// A DynamoDB table, as the schema declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableDescriptor {
    /// Name without the client's prefix.
    pub name: &'static str,
    /// Partition key attribute.
    pub partition: KeyAttributeDescriptor,
    /// Sort key attribute, if the table has one.
    pub sort: Option<KeyAttributeDescriptor>,
    /// Secondary indexes.
    pub indexes: &'static [IndexDescriptor],
    /// Secondary indexes that nothing queries: they hold the second attributes of fields that are being
    /// renamed, for programs of another phase.
    pub second_indexes: &'static [IndexDescriptor],
    /// The attribute that holds expiry times (epoch seconds), if TTL is on.
    pub ttl: Option<&'static str>,
}

impl TableDescriptor {
    /// Returns the index with this name.
    pub(crate) fn index(&self, name: &str) -> Option<&'static IndexDescriptor> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// Returns the indexes that the table has, whether they are queried or not.
    pub(crate) fn all_indexes(&self) -> impl Iterator<Item = &'static IndexDescriptor> + use<> {
        self.indexes.iter().chain(self.second_indexes)
    }

    /// Returns the stored names of the primary key attributes.
    pub(crate) fn key_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.partition.name).chain(self.sort.map(|sort| sort.name))
    }
}

impl IndexDescriptor {
    /// Returns the number of a model's attributes that the index holds.
    pub(crate) fn held_by_rows(&self, model: &ModelDescriptor) -> usize {
        let is_held = |name: &&&str| match self.projection {
            Projection::All => true,
            Projection::KeysOnly => self.is_in_keys(name, model),
            Projection::Include(held) => held.contains(*name) || self.is_in_keys(name, model),
        };
        model.attributes.iter().filter(is_held).count()
    }

    fn is_in_keys(&self, attribute: &str, model: &ModelDescriptor) -> bool {
        let mut keys = self.key_names().chain(model.table.key_names());
        keys.any(|name| name == attribute)
    }

    /// Returns the stored names of the index key attributes.
    pub(crate) fn key_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.partition.iter().chain(self.sort).map(|key| key.name)
    }
}

/// The attribute names of a key, partition key first.
#[derive(Clone, Debug)]
pub(crate) struct KeyNames(
    Chain<
        slice::Iter<'static, KeyAttributeDescriptor>,
        slice::Iter<'static, KeyAttributeDescriptor>,
    >,
);

impl KeyNames {
    /// Returns the key of the index with this name, or of the table.
    pub(crate) fn of(table: &'static TableDescriptor, index: Option<&str>) -> Self {
        let index = index.and_then(|name| table.index(name));
        let (partition, sort) = match index {
            Some(index) => (index.partition, index.sort),
            None => (slice::from_ref(&table.partition), table.sort.as_slice()),
        };
        Self(partition.iter().chain(sort))
    }
}

impl Iterator for KeyNames {
    type Item = &'static str;

    fn next(&mut self) -> Option<&'static str> {
        self.0.next().map(|key| key.name)
    }
}

/// A key attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyAttributeDescriptor {
    /// Stored name.
    pub name: &'static str,
    /// Stored kind.
    pub kind: KeyKind,
}

impl KeyAttributeDescriptor {
    /// Makes an attribute stored as `S`.
    pub const fn string(name: &'static str) -> Self {
        let kind = KeyKind::String;
        Self { name, kind }
    }

    /// Makes an attribute stored as `N`.
    pub const fn number(name: &'static str) -> Self {
        let kind = KeyKind::Number;
        Self { name, kind }
    }

    /// Makes an attribute stored as `B`.
    pub const fn binary(name: &'static str) -> Self {
        let kind = KeyKind::Binary;
        Self { name, kind }
    }
}

/// A secondary index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexDescriptor {
    /// Name in DynamoDB.
    pub name: &'static str,
    /// Global or local.
    pub kind: IndexKind,
    /// Partition key attributes: one, or up to four on a global index.
    pub partition: &'static [KeyAttributeDescriptor],
    /// Sort key attributes: none, one, or up to four on a global index.
    pub sort: &'static [KeyAttributeDescriptor],
    /// Attributes that the index holds besides keys.
    pub projection: Projection,
}

/// The attributes that an index holds besides keys, by their stored names.
pub type Projection = dynamite_core::Projection<&'static [&'static str]>;
