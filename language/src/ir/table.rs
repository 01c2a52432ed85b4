//! DynamoDB tables.

use dynamite_core::{IndexKind, KeyKind};

use super::ModelId;
use crate::source::Span;

/// A DynamoDB table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name without the prefix that a client may add. 3 to 255 of `A-Z a-z 0-9 _ - .`.
    pub name: String,
    /// The primary key.
    pub key: TableKey,
    /// Secondary indexes, in the order of declaration.
    pub indexes: Vec<TableIndex>,
    /// The attribute DynamoDB reads expiry times from, if TTL is on.
    pub ttl: Option<String>,
    /// The models of the items in this table.
    pub models: Vec<ModelId>,
    /// The place of the declaration (for a table of one model: the model's name).
    pub span: Span,
}

/// The primary key of a table. Neither its attributes nor their kinds can be changed later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableKey {
    /// Items with equal partition keys form an item collection.
    pub partition: KeyAttribute,
    /// Orders the items of a collection.
    pub sort: Option<KeyAttribute>,
}

/// An attribute that is part of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAttribute {
    /// Stored name.
    pub name: String,
    /// Stored kind.
    pub kind: KeyKind,
}

/// A secondary index of a table.
#[derive(Clone, Debug)]
pub struct TableIndex {
    /// Name in DynamoDB. 3 to 255 of `A-Z a-z 0-9 _ - .`.
    pub name: String,
    /// Global or local.
    pub kind: IndexKind,
    /// Partition key attributes: one, or up to four on a global index.
    pub partition: Vec<KeyAttribute>,
    /// Sort key attributes: none, one, or up to four on a global index.
    pub sort: Vec<KeyAttribute>,
    /// The attributes copied into the index.
    pub projection: Projection,
    /// The place of the declaration.
    pub span: Span,
}

/// The attributes that an index holds, by their stored names.
pub type Projection = dynamite_core::Projection<Vec<String>>;
