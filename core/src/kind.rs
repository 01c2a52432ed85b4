//! Kinds of keys, indexes and projections.

/// The kinds of attribute that DynamoDB accepts in keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// `S`, ordered by UTF-8 bytes.
    String,
    /// `N`, ordered by value.
    Number,
    /// `B`, ordered by unsigned bytes.
    Binary,
}

impl KeyKind {
    /// Returns DynamoDB's name of the kind: `S`, `N` or `B`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "S",
            Self::Number => "N",
            Self::Binary => "B",
        }
    }
}

/// Global and local secondary indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IndexKind {
    /// Has a partition key of its own; can be added and removed at any time; eventually
    /// consistent reads only.
    Global,
    /// Has the table's partition key with another sort key; exists only if it was created with
    /// the table.
    Local,
}

/// The attributes that an index holds of each item. Key attributes are always among them.
///
/// `N` is a list of stored attribute names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projection<N> {
    /// Every attribute.
    All,
    /// The keys of table and index only.
    KeysOnly,
    /// The keys and these attributes.
    Include(N),
}
