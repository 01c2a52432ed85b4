//! The checked schema, on which every consumer of a Dynamite schema works.
//!
//! The generator, `sync`, infrastructure files, diagrams, comparisons and migrations all read this
//! one representation. It only holds a schema without errors: names are resolved, limits are
//! checked, defaults fit their types.
//!
//! A *table* is a DynamoDB table: a name, key attributes, indexes. A *model* is a declaration of a
//! user: fields, and how its key and index attributes are made from them. One table may hold
//! several models, so the two are kept apart, and so are their keys and indexes: a [`TableIndex`]
//! names attributes, a [`ModelIndex`] the field that fills each of them.

mod field;
mod flattened;
mod item;
mod model;
mod phase;
mod reach;
mod relation;
mod rules;
mod serde;
mod table;
mod types;
mod unique;

pub use field::{Auto, Default, Field, Generator, Literal};
pub use flattened::TaggedUnion;
pub(crate) use flattened::flattened_types;
pub use model::{KeyPart, Model, ModelIndex, ModelKey, Rows};
pub use phase::{Phase, RenamedField, Renaming, Retyping};
pub(crate) use reach::out_of_reach;
pub use relation::{Children, Pairs, Relation, RelationKind, Route};
pub use rules::{Check, Codec, Normalize, Rule, Rules, Step};
pub use serde::{Exposure, Serde};
pub use table::{KeyAttribute, Projection, RenamedIndex, Table, TableIndex, TableKey};
pub use types::{
    CatchAll, EnumValue, NamedType, NamedTypeKind, RustCodec, RustType, ScalarVariant, Type,
    UnionVariant, Unknown,
};
pub use unique::Unique;

pub use dynamite_core::id::{Ulid, Uuid};
pub use dynamite_core::rules::Measured;
pub use dynamite_core::rules::{Format, Pattern};
pub use dynamite_core::time::{Date, Offset, Timestamp, TimestampFormat};
pub use dynamite_core::{
    Family, FormerForm, IndexKind, KeyKind, Number, Scalar, UlidFormat, UuidFormat,
};

use crate::source::Sources;

/// Position of a [`Table`] in [`Schema::tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableId(pub usize);

/// Position of a [`Model`] in [`Schema::models`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModelId(pub usize);

/// Position of a [`NamedType`] in [`Schema::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// Position of a [`Field`] in the fields of its model, nested type or union variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(pub usize);

/// A whole schema: every file of a schema folder, resolved and checked.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The files it was read from, in the order of their paths.
    pub sources: Sources,
    /// Tables, in the order of their first model (or declaration) in the files.
    pub tables: Vec<Table>,
    /// Models, in the order of the files and of the lines in each.
    pub models: Vec<Model>,
    /// Nested types, enums and unions, in the order of the files and of the lines in each.
    pub types: Vec<NamedType>,
}

impl Schema {
    /// Returns the table with this id.
    pub fn table(&self, id: TableId) -> &Table {
        &self.tables[id.0]
    }

    /// Returns the model with this id.
    pub fn model(&self, id: ModelId) -> &Model {
        &self.models[id.0]
    }

    /// Returns the nested type, enum or union with this id.
    pub fn named_type(&self, id: TypeId) -> &NamedType {
        &self.types[id.0]
    }
}
