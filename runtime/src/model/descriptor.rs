//! Tables and models as constants.

use std::iter::Chain;
use std::slice;

use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::{IndexKind, KeyKind};

use super::{NestedAttribute, UniqueDescriptor};
use crate::codec::{Attribute, EncodeError, encode_value};
use crate::types::Timestamp;

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
    /// The attribute that holds expiry times (epoch seconds), if TTL is on.
    pub ttl: Option<&'static str>,
}

impl TableDescriptor {
    /// The index of this name.
    pub(crate) fn index(&self, name: &str) -> Option<&'static IndexDescriptor> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// Stored names of the attributes of the primary key.
    pub(crate) fn key_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.partition.name).chain(self.sort.map(|sort| sort.name))
    }
}

impl IndexDescriptor {
    /// How many of a model's attributes its rows have.
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

    /// Stored names of the attributes of its key.
    pub(crate) fn key_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.partition.iter().chain(self.sort).map(|key| key.name)
    }
}

/// The attributes of a key, partition key first, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct KeyNames(
    Chain<
        slice::Iter<'static, KeyAttributeDescriptor>,
        slice::Iter<'static, KeyAttributeDescriptor>,
    >,
);

impl KeyNames {
    /// Those of the index of this name, or of the table.
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
    /// One that is stored as `S`.
    pub const fn string(name: &'static str) -> Self {
        let kind = KeyKind::String;
        Self { name, kind }
    }

    /// One that is stored as `N`.
    pub const fn number(name: &'static str) -> Self {
        let kind = KeyKind::Number;
        Self { name, kind }
    }

    /// One that is stored as `B`.
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
    /// Which attributes the index holds besides keys.
    pub projection: Projection,
}

/// Which attributes an index holds besides keys, by their stored names.
pub type Projection = dynamite_core::Projection<&'static [&'static str]>;

/// A model, as the schema declares it.
#[must_use = "it does nothing by itself"]
#[derive(Clone, Copy, Debug)]
pub struct ModelDescriptor {
    /// Name of the model.
    pub name: &'static str,
    /// The table its items live in.
    pub table: &'static TableDescriptor,
    /// Stored names of its attributes, in the order of its fields.
    pub attributes: &'static [&'static str],
    /// Stored names of the attributes of index keys that an item may be without. It is then not in
    /// these indexes.
    pub sparse: &'static [&'static str],
    /// Stored names of attributes that differ from their fields, with the names of these.
    pub renamed: &'static [(&'static str, &'static str)],
    /// Stored names of attributes whose values are kept out of messages.
    pub sensitive: &'static [&'static str],
    /// Attributes with nested types in their values.
    pub nested: &'static [NestedAttribute],
    /// The attribute that holds the time of the last write, if the model has one.
    pub updated: Option<AutoTimestamp>,
    /// The attribute that holds the time of a soft delete, if the model has one.
    pub deleted: Option<AutoTimestamp>,
    /// Stored name of the attribute that holds the version, if the model has one.
    pub version: Option<&'static str>,
    /// The greatest version that its type holds.
    pub last_version: i128,
    /// Stored name of the attribute that holds a token of the last write, if the model has one.
    pub write_id: Option<&'static str>,
    /// What only one of its items may hold.
    pub uniques: &'static [UniqueDescriptor],
}

impl ModelDescriptor {
    /// A model of which nothing else is to be said.
    pub const fn new(
        name: &'static str,
        table: &'static TableDescriptor,
        attributes: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            table,
            attributes,
            sparse: &[],
            renamed: &[],
            sensitive: &[],
            nested: &[],
            updated: None,
            deleted: None,
            version: None,
            last_version: i128::MAX,
            write_id: None,
            uniques: &[],
        }
    }

    /// Stored names of its attributes outside the primary key, in the order of its fields.
    pub(crate) fn beside_key(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (attributes, table) = (self.attributes.iter().copied(), self.table);
        attributes.filter(move |name| !table.key_names().any(|key| key == *name))
    }

    /// With [`sparse`](Self#structfield.sparse) attributes.
    pub const fn sparse(mut self, attributes: &'static [&'static str]) -> Self {
        self.sparse = attributes;
        self
    }

    /// With [`renamed`](Self#structfield.renamed) attributes.
    pub const fn renamed(mut self, names: &'static [(&'static str, &'static str)]) -> Self {
        self.renamed = names;
        self
    }

    /// With [`sensitive`](Self#structfield.sensitive) attributes.
    pub const fn sensitive(mut self, attributes: &'static [&'static str]) -> Self {
        self.sensitive = attributes;
        self
    }

    /// With [`nested`](Self#structfield.nested) attributes.
    pub const fn nested(mut self, attributes: &'static [NestedAttribute]) -> Self {
        self.nested = attributes;
        self
    }

    /// With an attribute for the time of the last write.
    pub const fn updated(mut self, attribute: AutoTimestamp) -> Self {
        self.updated = Some(attribute);
        self
    }

    /// With an attribute for the time of a soft delete.
    pub const fn deleted(mut self, attribute: AutoTimestamp) -> Self {
        self.deleted = Some(attribute);
        self
    }

    /// With an attribute for the version.
    pub const fn version(mut self, attribute: &'static str) -> Self {
        self.version = Some(attribute);
        self
    }

    /// With a [`last_version`](Self#structfield.last_version).
    pub const fn last_version(mut self, version: i128) -> Self {
        self.last_version = version;
        self
    }

    /// With an attribute for a token of the last write.
    pub const fn write_id(mut self, attribute: &'static str) -> Self {
        self.write_id = Some(attribute);
        self
    }

    /// With rules of what only one item may hold.
    pub const fn uniques(mut self, rules: &'static [UniqueDescriptor]) -> Self {
        self.uniques = rules;
        self
    }
}

/// An attribute that the runtime sets to the time of a write or of a deletion.
#[derive(Clone, Copy, Debug)]
pub struct AutoTimestamp {
    /// Stored name.
    pub attribute: &'static str,
    /// Makes a time what is stored.
    pub(crate) encode: fn(&Timestamp) -> Result<AttributeValue, EncodeError>,
}

impl AutoTimestamp {
    /// An attribute in the stored form `A`.
    pub const fn stored_as<A: Attribute<Value = Timestamp>>(attribute: &'static str) -> Self {
        let encode = encode_value::<A>;
        Self { attribute, encode }
    }
}
