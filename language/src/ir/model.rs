//! Models: what a user declares, and how its items fill a table's keys.

use super::{Auto, Field, FieldId, Relation, TableId, Unique};
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
    /// The table its items live in.
    pub table: TableId,
    /// How its primary key is filled.
    pub key: ModelKey,
    /// Fields in the order of declaration, which is their order in Rust.
    pub fields: Vec<Field>,
    /// The indexes it takes part in, in the order of declaration.
    pub indexes: Vec<ModelIndex>,
    /// Its relations to other models, in the order of declaration.
    pub relations: Vec<Relation>,
    /// The field that holds the expiry time.
    pub ttl: Option<FieldId>,
    /// What only one of its items may hold: by single fields first, then by several.
    pub uniques: Vec<Unique>,
    /// Where the name is declared.
    pub span: Span,
}

impl Model {
    /// The field with this id.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.0]
    }

    /// The field that Dynamite keeps in this way.
    pub fn kept(&self, auto: Auto) -> Option<FieldId> {
        let mut fields = self.fields.iter();
        fields
            .position(|field| field.auto == Some(auto))
            .map(FieldId)
    }

    /// The fields of the primary key, partition first.
    pub fn key_fields(&self) -> Vec<FieldId> {
        self.key.parts().flat_map(KeyPart::fields).collect()
    }

    /// Whether this field is part of the key of an index.
    pub fn is_in_index_key(&self, id: FieldId) -> bool {
        self.indexes.iter().any(|index| index.is_in_key(id))
    }

    /// Whether this field is part of the primary key.
    pub fn is_key(&self, id: FieldId) -> bool {
        self.key.parts().any(|part| part.uses(id))
    }
}

/// How a model fills the primary key of its table.
#[derive(Clone, Copy, Debug)]
pub struct ModelKey {
    /// What fills the partition key.
    pub partition: KeyPart,
    /// What fills the sort key, if the table has one.
    pub sort: Option<KeyPart>,
}

impl ModelKey {
    /// What fills the partition key, and the sort key if there is one.
    pub fn parts(&self) -> impl Iterator<Item = KeyPart> + use<> {
        std::iter::once(self.partition).chain(self.sort)
    }
}

/// What fills one key attribute.
///
/// Parts are not compared with each other. Ask which fields a part [uses](Self::uses), or match
/// it, so that a further form of parts is looked at wherever it makes a difference.
#[derive(Clone, Copy, Debug)]
pub enum KeyPart {
    /// The stored value of a field.
    Field(FieldId),
}

impl KeyPart {
    /// The fields whose values it is made of.
    pub fn fields(self) -> impl Iterator<Item = FieldId> {
        let Self::Field(id) = self;
        std::iter::once(id)
    }

    /// Whether it is made of the value of this field, alone or among others.
    pub fn uses(self, id: FieldId) -> bool {
        self.fields().any(|field| field == id)
    }
}

/// A model's part in an index of its table.
#[derive(Clone, Debug)]
pub struct ModelIndex {
    /// Name as declared, which is the index's name in DynamoDB.
    pub name: String,
    /// Rust name of the repository's method.
    pub method: String,
    /// Rust name of the marker type (`ByRole`).
    pub marker: String,
    /// Position in [`super::Table::indexes`].
    pub index: usize,
    /// What fills each partition key attribute.
    pub partition: Vec<KeyPart>,
    /// What fills each sort key attribute.
    pub sort: Vec<KeyPart>,
    /// What a query through the index returns.
    pub rows: Rows,
    /// Whether items without one of its key attributes are meant to be absent from it.
    pub sparse: bool,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

impl ModelIndex {
    /// What fills the attributes of its key, those of the partition key first.
    pub fn parts(&self) -> impl Iterator<Item = KeyPart> {
        self.partition.iter().chain(&self.sort).copied()
    }

    /// The fields of its key, those of the partition key first.
    pub fn key_fields(&self) -> impl Iterator<Item = FieldId> {
        self.parts().flat_map(KeyPart::fields)
    }

    /// Whether this field is part of its key.
    pub fn is_in_key(&self, id: FieldId) -> bool {
        self.parts().any(|part| part.uses(id))
    }
}

/// What a query through an index returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Whole models.
    Model,
    /// A row type of its own, because the index projects less.
    Own {
        /// Rust name of the row struct (`UserByRole`).
        name: String,
        /// Its fields in the model's order: keys of table and index, and what is projected. Those
        /// of the index's key are never absent in it, even where they are optional in the model.
        fields: Vec<FieldId>,
    },
}
