//! DynamoDB tables.

use dynamite_core::{IndexKind, KeyKind};

use super::{ModelId, Phase};
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
    /// Its part in a rename, while fields that it holds are being renamed.
    pub renaming: Option<RenamedIndex>,
    /// The place of the declaration.
    pub span: Span,
}

impl TableIndex {
    /// Returns `true` if another one has the same key and projection, which cannot be changed in DynamoDB.
    pub fn is_alike(&self, other: &Self) -> bool {
        (&self.partition, &self.sort, &self.projection)
            == (&other.partition, &other.sort, &other.projection)
    }

    /// Returns `true` if it is there until a rename is over: it holds the former attributes, and another
    /// index the new ones.
    pub fn is_former(&self) -> bool {
        self.renaming.is_some_and(|renaming| renaming.is_former)
    }

    /// Returns `true` if items are found by it. Of two indexes over the attributes of a rename, that is the
    /// one over those that are read.
    pub fn is_queried(&self) -> bool {
        (self.renaming).is_none_or(|it| it.is_former == (it.phase == Phase::Expand))
    }
}

/// One of two indexes over the attributes of fields that are being renamed. Neither key nor projection of
/// an index can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenamedIndex {
    /// The phase of the fields.
    pub phase: Phase,
    /// `true` for the one over the former attributes.
    pub is_former: bool,
}

/// The attributes that an index holds, by their stored names.
pub type Projection = dynamite_core::Projection<Vec<String>>;
