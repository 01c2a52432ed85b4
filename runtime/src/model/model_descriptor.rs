//! Models as constants.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{NestedAttribute, PhasedAttribute, TableDescriptor, UniqueDescriptor};
use crate::codec::{Attribute, EncodeError, encode_value};
use crate::types::Timestamp;

/// A model, as the schema declares it.
#[must_use = "it does nothing by itself"]
#[non_exhaustive]
#[derive(Clone, Copy, Debug)]
pub struct ModelDescriptor {
    /// Name of the model.
    pub name: &'static str,
    /// The table that holds its items.
    pub table: &'static TableDescriptor,
    /// Stored names of its attributes, in field order.
    pub attributes: &'static [&'static str],
    /// Stored names of attributes that an item may lack. If one is in the key of an index, an item
    /// without it is not in the index.
    pub may_be_absent: &'static [&'static str],
    /// Stored names of the attributes of flattened unions. None of them is in a key.
    pub flattened: &'static [&'static str],
    /// Stored names of attributes that differ from their field names, with the field names.
    pub renamed: &'static [(&'static str, &'static str)],
    /// Stored names of attributes whose values are hidden from messages.
    pub sensitive: &'static [&'static str],
    /// Fields in phases, which have two attributes. None of them is in a key.
    pub phased: &'static [PhasedAttribute],
    /// Attributes whose values contain nested types.
    pub nested: &'static [NestedAttribute],
    /// The attribute that holds the time of the last write, if the model has one.
    pub updated: Option<AutoTimestamp>,
    /// The attribute that holds the time of a soft delete, if the model has one.
    pub deleted: Option<AutoTimestamp>,
    /// Stored name of the attribute that holds the version, if the model has one.
    pub version: Option<&'static str>,
    /// The greatest version that the field's type can represent.
    pub last_version: i128,
    /// `true` if an absent version is 0.
    pub version_starts_at_zero: bool,
    /// Stored name of the attribute that holds a token of the last write, if the model has one.
    pub write_id: Option<&'static str>,
    /// Unique constraints.
    pub uniques: &'static [UniqueDescriptor],
}

impl ModelDescriptor {
    /// Makes a model without any of the optional parts.
    pub const fn new(
        name: &'static str,
        table: &'static TableDescriptor,
        attributes: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            table,
            attributes,
            may_be_absent: &[],
            flattened: &[],
            renamed: &[],
            sensitive: &[],
            phased: &[],
            nested: &[],
            updated: None,
            deleted: None,
            version: None,
            last_version: i128::MAX,
            version_starts_at_zero: false,
            write_id: None,
            uniques: &[],
        }
    }

    /// Returns the stored names of the attributes outside the primary key, in field order.
    pub(crate) fn beside_key(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (attributes, table) = (self.attributes.iter().copied(), self.table);
        attributes.filter(move |name| !table.key_names().any(|key| key == *name))
    }

    /// Returns `true` if an item may lack the attribute, and reads as if it had a value then. Those of a
    /// flattened union have none: they belong to a variant that another item has.
    pub(crate) fn absence_has_meaning(&self, attribute: &str) -> bool {
        self.may_be_absent.contains(&attribute) && !self.flattened.contains(&attribute)
    }

    /// Sets the attributes that [may be absent](Self#structfield.may_be_absent).
    pub const fn may_be_absent(mut self, attributes: &'static [&'static str]) -> Self {
        self.may_be_absent = attributes;
        self
    }

    /// Sets the attributes of [`flattened`](Self#structfield.flattened) unions.
    pub const fn flattened(mut self, attributes: &'static [&'static str]) -> Self {
        self.flattened = attributes;
        self
    }

    /// Sets the [`renamed`](Self#structfield.renamed) attributes.
    pub const fn renamed(mut self, names: &'static [(&'static str, &'static str)]) -> Self {
        self.renamed = names;
        self
    }

    /// Sets the [`sensitive`](Self#structfield.sensitive) attributes.
    pub const fn sensitive(mut self, attributes: &'static [&'static str]) -> Self {
        self.sensitive = attributes;
        self
    }

    /// Sets the [`phased`](Self#structfield.phased) fields.
    pub const fn phased(mut self, fields: &'static [PhasedAttribute]) -> Self {
        self.phased = fields;
        self
    }

    /// Sets the [`nested`](Self#structfield.nested) attributes.
    pub const fn nested(mut self, attributes: &'static [NestedAttribute]) -> Self {
        self.nested = attributes;
        self
    }

    /// Sets the attribute for the time of the last write.
    pub const fn updated(mut self, attribute: AutoTimestamp) -> Self {
        self.updated = Some(attribute);
        self
    }

    /// Sets the attribute for the time of a soft delete.
    pub const fn deleted(mut self, attribute: AutoTimestamp) -> Self {
        self.deleted = Some(attribute);
        self
    }

    /// Sets the attribute for the version.
    pub const fn version(mut self, attribute: &'static str) -> Self {
        self.version = Some(attribute);
        self
    }

    /// Sets the [`last_version`](Self#structfield.last_version).
    pub const fn last_version(mut self, version: i128) -> Self {
        self.last_version = version;
        self
    }

    /// Makes an absent version 0.
    pub const fn version_starts_at_zero(mut self, starts: bool) -> Self {
        self.version_starts_at_zero = starts;
        self
    }

    /// Sets the attribute for a token of the last write.
    pub const fn write_id(mut self, attribute: &'static str) -> Self {
        self.write_id = Some(attribute);
        self
    }

    /// Sets the unique constraints.
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
    /// Encodes the time for this attribute.
    pub(crate) encode: fn(&Timestamp) -> Result<AttributeValue, EncodeError>,
}

impl AutoTimestamp {
    /// Makes an attribute in the stored form `A`.
    pub const fn stored_as<A: Attribute<Value = Timestamp>>(attribute: &'static str) -> Self {
        let encode = encode_value::<A>;
        Self { attribute, encode }
    }
}
