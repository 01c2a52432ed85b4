//! Models: declarations of users, with the way their items fill a table's keys.

use super::{Auto, Field, FieldId, Relation, Serde, TableId, Unique};
use crate::source::Span;

/// A model: the items of one shape in a table.
#[derive(Clone, Debug)]
pub struct Model {
    /// Name as declared, which is the name of the Rust struct.
    pub name: String,
    /// Rust module of its handles and types: the name in snake case, escaped if a keyword.
    pub module: String,
    /// Name of the repository struct: the plural of the name.
    pub plural: String,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// The table of its items.
    pub table: TableId,
    /// The fields of its primary key.
    pub key: ModelKey,
    /// Fields in the order of declaration, which is their order in Rust.
    pub fields: Vec<Field>,
    /// The indexes it takes part in, in the order of declaration.
    pub indexes: Vec<ModelIndex>,
    /// Its relations to other models, in the order of declaration.
    pub relations: Vec<Relation>,
    /// The field that holds the expiry time.
    pub ttl: Option<FieldId>,
    /// The unique constraints on its items: those of single fields first, then those of several.
    pub uniques: Vec<Unique>,
    /// Stored names of the attributes of fields that are gone and were not renamed.
    pub removed: Vec<String>,
    /// Paths of the derive macros of its struct, besides those that it has anyway.
    pub derives: Vec<String>,
    /// How it is serialized, if it is.
    pub serde: Option<Serde>,
    /// The place of the declared name.
    pub span: Span,
}

impl Model {
    /// Returns the field with this id.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.0]
    }

    /// Returns the field that Dynamite maintains in this role.
    pub fn kept(&self, auto: Auto) -> Option<FieldId> {
        let mut fields = self.fields.iter();
        fields
            .position(|field| field.auto == Some(auto))
            .map(FieldId)
    }

    /// Returns the fields of the primary key, partition first.
    pub fn key_fields(&self) -> Vec<FieldId> {
        self.key.parts().flat_map(KeyPart::fields).collect()
    }

    /// Returns `true` if this field is part of the key of an index.
    pub fn is_in_index_key(&self, id: FieldId) -> bool {
        self.indexes.iter().any(|index| index.is_in_key(id))
    }

    /// Returns `true` if this field is part of the primary key.
    pub fn is_key(&self, id: FieldId) -> bool {
        self.key.parts().any(|part| part.uses(id))
    }
}

/// The parts of a model that fill the primary key of its table.
#[derive(Clone, Copy, Debug)]
pub struct ModelKey {
    /// The part that fills the partition key.
    pub partition: KeyPart,
    /// The part that fills the sort key, if the table has one.
    pub sort: Option<KeyPart>,
}

impl ModelKey {
    /// Returns the parts that fill the partition key, and the sort key if there is one.
    pub fn parts(&self) -> impl Iterator<Item = KeyPart> + use<> {
        std::iter::once(self.partition).chain(self.sort)
    }
}

/// The source of one key attribute.
///
/// Do not compare parts with each other. Call [`uses`](Self::uses), or match on a part, so that a
/// new form of parts is considered wherever it makes a difference.
#[derive(Clone, Copy, Debug)]
pub enum KeyPart {
    /// The stored value of a field.
    Field(FieldId),
}

impl KeyPart {
    /// Returns the fields whose values it is made of.
    pub fn fields(self) -> impl Iterator<Item = FieldId> {
        let Self::Field(id) = self;
        std::iter::once(id)
    }

    /// Returns `true` if it is made of the value of this field, alone or among others.
    pub fn uses(self, id: FieldId) -> bool {
        self.fields().any(|field| field == id)
    }
}

/// A model's part in an index of its table.
#[derive(Clone, Debug)]
pub struct ModelIndex {
    /// Name as declared. The name in DynamoDB is that of [`super::TableIndex`].
    pub name: String,
    /// Rust name of the repository's method.
    pub method: String,
    /// Rust name of the marker type (`ByRole`).
    pub marker: String,
    /// Position in [`super::Table::indexes`] of the index that is queried.
    pub index: usize,
    /// Position of the one that is queried once renames of its fields are over: another one only while
    /// the former attributes are read.
    pub settled: usize,
    /// Name in DynamoDB of the index over the former attributes, while fields that it holds are being
    /// renamed.
    pub renamed_from: Option<String>,
    /// The parts that fill each partition key attribute.
    pub partition: Vec<KeyPart>,
    /// The parts that fill each sort key attribute.
    pub sort: Vec<KeyPart>,
    /// The rows that a query through the index returns.
    pub rows: Rows,
    /// `true` if items without one of its key attributes are meant to be absent from it.
    pub sparse: bool,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// The place of the declaration.
    pub span: Span,
}

impl ModelIndex {
    /// Returns the parts that fill the attributes of its key, those of the partition key first.
    pub fn parts(&self) -> impl Iterator<Item = KeyPart> {
        self.partition.iter().chain(&self.sort).copied()
    }

    /// Returns the fields of its key, those of the partition key first.
    pub fn key_fields(&self) -> impl Iterator<Item = FieldId> {
        self.parts().flat_map(KeyPart::fields)
    }

    /// Returns `true` if this field is part of its key.
    pub fn is_in_key(&self, id: FieldId) -> bool {
        self.parts().any(|part| part.uses(id))
    }
}

/// The rows that a query through an index returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Whole models.
    Model,
    /// A row type of its own, because the index projects less.
    Own {
        /// Rust name of the row struct (`UserByRole`).
        name: String,
        /// Its fields in the model's order: keys of table and index, and the projected ones. The
        /// fields of the index's key are never absent in it, even if they are optional in the
        /// model.
        fields: Vec<FieldId>,
    },
}
