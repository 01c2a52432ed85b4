//! Relations between models.

use super::{FieldId, ModelId};
use crate::source::Span;

/// A relation of a model's items to others.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Name as declared.
    pub name: String,
    /// Rust name of the function that makes it.
    pub function: String,
    /// The model of the related items.
    pub target: ModelId,
    /// Its kind, and the way it is read.
    pub kind: RelationKind,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// The place of the declaration.
    pub span: Span,
}

/// The kind of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// Any number of items hold the key of an item of this model.
    HasMany(Children),
    /// One item holds the key of an item of this model.
    HasOne(Children),
    /// An item of this model holds the key of another, in these fields: those of the partition key
    /// and of the sort key.
    BelongsTo(Vec<FieldId>),
    /// Items of a third model are pairs of both.
    ManyToMany(Pairs),
}

/// Related items that hold the key of an item of the model with the relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Children {
    /// The fields of the related model that hold it: those of the partition key and of the sort
    /// key.
    pub foreign_key: Vec<FieldId>,
    /// The access path to them.
    pub route: Route,
}

/// The pairs of a many-to-many relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// Their model. Its primary key consists of the two fields.
    pub join: ModelId,
    /// Its field that holds the key of the model with the relation.
    pub foreign_key: FieldId,
    /// Its field that holds the key of the related model.
    pub other_key: FieldId,
    /// The access path to them.
    pub route: Route,
}

/// The access path to items by the value of their foreign key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The foreign key is their primary key.
    Key,
    /// By a query of their table.
    Table,
    /// By a query of an index: its position in the indexes of the model.
    Index(usize),
}
